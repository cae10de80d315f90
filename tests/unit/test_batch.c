/* test_batch.c: many records in one call; a line says what a report says. */
#include "demo.h"

static openness_database *database;
static openness_rubric *rubric;

static int setup(void **state)
{
    (void)state;
    database = demo_database();
    return openness_rubric_get(database, "demo", &rubric, NULL);
}

static int teardown(void **state)
{
    (void)state;
    openness_rubric_free(rubric);
    openness_database_free(database);
    return 0;
}

/* The answers to lines written with '; the caller frees. */
static openness_text *answers_under(const openness_rubric *definition, const char *lines)
{
    openness_text *text = NULL;
    openness_error *error = NULL;
    char *json = demo_json(lines);

    assert_int_equal(openness_score_lines(database, definition, OPENNESS_MODE_RECORD, NULL, json,
                                          strlen(json), 0, &text, &error),
                     OPENNESS_OK);
    assert_non_null(text);
    assert_null(error);
    free(json);
    return text;
}

static void assert_answers(const char *lines, const char *expected)
{
    openness_text *text = answers_under(rubric, lines);
    char *json = demo_json(expected);

    assert_string_equal(openness_text_data(text), json);
    free(json);
    openness_text_free(text);
}

#define ANSWER(line)                                                                             \
    "{'line':" line ",'id':'acme/one','applies':'yes','level':'weights','lower':'weights',"      \
    "'upper':'weights','score':{'lower':'33.3','upper':'66.7'},"                                 \
    "'vector':'OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0'}\n"

static void test_lines_in_order(void **state)
{
    (void)state;
    assert_answers(DEMO_RELEASE, ANSWER("1"));
    assert_answers(DEMO_RELEASE "\n", ANSWER("1"));
    assert_answers("\n \t\r\n" DEMO_RELEASE "\r\n\n" DEMO_RELEASE "\n\n",
                   ANSWER("3") ANSWER("5"));
}

static void test_nothing_to_answer(void **state)
{
    (void)state;
    assert_answers("", "");
    assert_answers("\n", "");
    assert_answers(" \t \r\n\n  ", "");
}

/* Members stay, so that every line fits the same table. */
static void test_without_a_ladder(void **state)
{
    openness_rubric *score = NULL;
    openness_text *text;

    (void)state;
    assert_int_equal(openness_rubric_get(database, "demo-score", &score, NULL), OPENNESS_OK);
    text = answers_under(score, DEMO_RELEASE);
    assert_non_null(strstr(openness_text_data(text),
                           "\"level\":null,\"lower\":null,\"upper\":null,\"score\":{\"lower\":"));
    openness_text_free(text);
    openness_rubric_free(score);
}

static void test_does_not_apply(void **state)
{
    openness_rubric *audio = NULL;
    openness_text *text;

    (void)state;
    assert_int_equal(openness_rubric_get(database, "demo-audio", &audio, NULL), OPENNESS_OK);
    text = answers_under(audio, DEMO_RELEASE);
    assert_non_null(strstr(openness_text_data(text), "\"applies\":\"no\""));
    assert_non_null(strstr(openness_text_data(text), "\"level\":\"not_applicable\""));
    openness_text_free(text);
    openness_rubric_free(audio);
}

/* A bad line is answered in its place and fails no other. */
static void test_bad_lines(void **state)
{
    openness_text *text =
        answers_under(rubric, "{'format': }\n" DEMO_RELEASE "\n{'format': 'openness-release/1'}\n"
                              "{'format': 'openness-release/9', 'id': 'a/b'}\n[]");
    const char *data = openness_text_data(text);
    char *second = demo_json(ANSWER("2"));

    (void)state;
    assert_true(strncmp(data, "{\"line\":1,\"error\":{\"code\":\"E_JSON\",\"message\":\"", 45) == 0);
    assert_non_null(strstr(data, "\"pointer\":\"/format\",\"line\":1,\"column\":12,"));
    assert_non_null(strstr(data, second));
    assert_non_null(strstr(data, "{\"line\":3,\"error\":{\"code\":\"E_SCHEMA\","));
    /* All that is wrong with it, each at the line of the batch. */
    assert_non_null(strstr(data, "\"id\":\"missing-member\""));
    assert_non_null(strstr(data, "\"line\":3,\"column\":1,"));
    assert_non_null(strstr(data, "{\"line\":4,\"error\":{\"code\":\"E_VERSION\","));
    assert_non_null(strstr(data, "{\"line\":5,\"error\":{\"code\":\"E_SCHEMA\","));
    free(second);
    openness_text_free(text);
}

static void test_strict(void **state)
{
    char *json = demo_json("{'format': 'openness-release/1', 'id': 'a/b', 'name': 'B',"
                           " 'producer': 'A', 'kind': 'base', 'artifacts': [], 'color': 'red'}");
    openness_text *text = NULL;

    (void)state;
    assert_int_equal(openness_score_lines(database, rubric, 0, NULL, json, strlen(json), 0, &text,
                                          NULL), OPENNESS_OK);
    assert_null(strstr(openness_text_data(text), "error"));
    openness_text_free(text);
    assert_int_equal(openness_score_lines(database, rubric, 0, NULL, json, strlen(json),
                                          OPENNESS_STRICT, &text, NULL), OPENNESS_OK);
    assert_non_null(strstr(openness_text_data(text), "\"id\":\"unknown-member\""));
    openness_text_free(text);
    free(json);
}

static void assert_refused(int expected, int mode, const char *as_of, size_t size, uint32_t flags)
{
    openness_text *text = NULL;
    openness_error *error = NULL;

    assert_int_equal(
        openness_score_lines(database, rubric, mode, as_of, "", size, flags, &text, &error),
        expected);
    assert_null(text);
    assert_int_equal(openness_error_code(error), expected);
    openness_error_free(error);
}

static void test_refused(void **state)
{
    size_t limit = (size_t)openness_limit(OPENNESS_LIMIT_BATCH_BYTES);
    openness_text *text = NULL;

    (void)state;
    assert_true(limit == (size_t)1 << 30);
    assert_refused(OPENNESS_E_ARGUMENT, 3, NULL, 0, 0);
    assert_refused(OPENNESS_E_ARGUMENT, -1, NULL, 0, 0);
    assert_refused(OPENNESS_E_ARGUMENT, 0, "2026", 0, 0);
    assert_refused(OPENNESS_E_ARGUMENT, 0, "2026-02-30", 0, 0);
    assert_refused(OPENNESS_E_ARGUMENT, 0, NULL, 0, OPENNESS_CORPUS);
    /* Refused by its size alone: the bytes are not looked at. */
    assert_refused(OPENNESS_E_LIMIT, 0, NULL, limit + 1, 0);
    assert_int_equal(openness_score_lines(NULL, rubric, 0, NULL, "", 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_score_lines(database, NULL, 0, NULL, "", 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_score_lines(database, rubric, 0, NULL, NULL, 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_score_lines(database, rubric, 0, NULL, "", 0, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_in_order),   cmocka_unit_test(test_nothing_to_answer),
        cmocka_unit_test(test_without_a_ladder), cmocka_unit_test(test_does_not_apply),
        cmocka_unit_test(test_bad_lines),        cmocka_unit_test(test_strict),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
