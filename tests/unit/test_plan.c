/* test_plan.c: the fewest changes, against every set of them. */
#include "kit.h"

#include "../../lib/analyze_plan.h"
#include <openness/analyze.h>

static openness_database *database;

static const char weights_only[] =
    "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"
    " 'license': 'llama-2', " KIT_EVIDENCE "}]}";
static const char tuned[] =
    "{" KIT_HEAD ", 'based_on': [{'id': 'meta-llama/Llama-3.1-405B', 'relation': 'finetune'}],"
    " 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': 'MIT',"
    " " KIT_EVIDENCE "}]}";

/* The output for a release under a rubric of the database; freed by the caller. */
static openness_text *plan(openness_release *release, const char *rubric, const char *to,
                           int format)
{
    openness_rubric *handle = NULL;
    openness_report *report = NULL;
    openness_text *text = NULL;

    assert_int_equal(openness_rubric_get(database, rubric, &handle, NULL), OPENNESS_OK);
    assert_int_equal(openness_evaluate(release, handle, 0, NULL, &report, NULL), OPENNESS_OK);
    assert_int_equal(openness_analyze_plan(report, to, format, 0, &text, NULL), OPENNESS_OK);
    openness_report_free(report);
    openness_rubric_free(handle);
    openness_release_free(release);
    return text;
}

static void assert_says(openness_text *text, const char *part)
{
    if (strstr(openness_text_data(text), part) == NULL) {
        print_error("%s\n", openness_text_data(text));
        fail_msg("does not say: %s", part);
    }
}

static openness_release *built_in(const char *id)
{
    openness_release *release = NULL;

    assert_int_equal(openness_release_get(database, id, &release, NULL), OPENNESS_OK);
    return release;
}

static void test_reached(void **state)
{
    openness_text *text =
        plan(built_in("allenai/Olmo-3.1-32B-Think"), "osaid-1.0", NULL, OPENNESS_FORMAT_JSON);

    (void)state;
    assert_says(text, "\"status\": \"reached\"");
    assert_says(text, "\"plans\": []");
    openness_text_free(text);
}

/* Public weights whose license bars uses: only the license has to change. */
static void test_relicense(void **state)
{
    openness_text *text = plan(kit_release(database, weights_only), "open-weights-meeker-2024",
                               NULL, OPENNESS_FORMAT_JSON);

    (void)state;
    assert_says(text, "\"status\": \"reach");
    openness_text_free(text);
    text = plan(built_in("bigscience/bloom"), "g7-2026", "open_weights", OPENNESS_FORMAT_JSON);
    assert_says(text, "\"changes\": 1");
    assert_says(text, "\"kind\": \"relicense\"");
    openness_text_free(text);
}

/* No release of its own gets a tune out of the license of its base. */
static void test_base_stops(void **state)
{
    openness_text *text =
        plan(kit_release(database, tuned), "osaid-1.0", NULL, OPENNESS_FORMAT_JSON);

    (void)state;
    assert_says(text, "\"status\": \"unreachable\"");
    assert_says(text, "\"kind\": \"base\"");
    assert_says(text, "\"id\": \"meta-llama/Llama-3.1-405B\"");
    openness_text_free(text);
    text = plan(kit_release(database, tuned), "osaid-1.0", NULL, OPENNESS_FORMAT_TEXT);
    assert_says(text, "bound by the license of");
    openness_text_free(text);
}

/* Indicators that only an assessor judges cannot be planned for. */
static void test_assessor_stops(void **state)
{
    openness_text *text =
        plan(built_in("bigscience/bloom"), "fmti-2024", "90", OPENNESS_FORMAT_JSON);

    (void)state;
    assert_says(text, "\"kind\": \"assessor\"");
    openness_text_free(text);
}

/* An unknown that may be good already is found out, not released anew. */
static void test_confirm(void **state)
{
    openness_text *text =
        plan(kit_release(database, "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access':"
                                   " 'public', 'extent': 'full', " KIT_EVIDENCE "}]}"),
             "g7-2026", "weights_available", OPENNESS_FORMAT_MARKDOWN);

    (void)state;
    assert_says(text, "confirm weights");
    openness_text_free(text);
}

static void test_targets(void **state)
{
    static const char *const bad[] = {"nowhere", "101", "1.2345", "-1", "", "5.", ".5", "1e2"};
    openness_release *release = built_in("bigscience/bloom");
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;

    (void)state;
    assert_int_equal(openness_rubric_get(database, "spectrum-1", &rubric, NULL), OPENNESS_OK);
    assert_int_equal(openness_evaluate(release, rubric, 0, NULL, &report, NULL), OPENNESS_OK);
    for (size_t i = 0; i < OPN_ARRAY_LEN(bad); i++) {
        openness_text *text = NULL;
        openness_error *error = NULL;

        assert_int_equal(openness_analyze_plan(report, bad[i], 1, 0, &text, &error),
                         OPENNESS_E_ARGUMENT);
        assert_null(text);
        assert_non_null(error);
        openness_error_free(error);
    }
    assert_int_equal(openness_analyze_plan(NULL, NULL, 1, 0, NULL, NULL), OPENNESS_E_ARGUMENT);
    openness_report_free(report);
    openness_rubric_free(rubric);
    openness_release_free(release);
}

/* Where a rubric has scores only, there is no next level. */
static void test_no_levels(void **state)
{
    openness_release *release = built_in("bigscience/bloom");
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_rubric_get(database, "osai-2026", &rubric, NULL), OPENNESS_OK);
    assert_int_equal(openness_evaluate(release, rubric, 0, NULL, &report, NULL), OPENNESS_OK);
    assert_int_equal(openness_analyze_plan(report, NULL, 1, 0, &text, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(strstr(openness_error_message(error), "name a score"));
    openness_error_free(error);
    openness_report_free(report);
    openness_rubric_free(rubric);
    openness_release_free(release);
}

/* Where the limit ends the search, the output says what is certain, and shows a
 * way that is not proven to be the shortest. */
static void test_limit(void **state)
{
    openness_release *release = built_in("openai/gpt-5-2025-08-07");
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;
    size_t least = 0;

    (void)state;
    assert_int_equal(openness_rubric_get(database, "osai-2026", &rubric, NULL), OPENNESS_OK);
    assert_int_equal(openness_evaluate(release, rubric, 0, NULL, &report, NULL), OPENNESS_OK);
    for (size_t limit = OPN_PLAN_WORK; limit > 0; limit /= 4) {
        opn_planning planning = {.report = report};
        opn_arena arena = {0};
        opn_buf buf = {0};

        planning.search.limit = limit;
        planning.search.target = (opn_target){true, 0, {4, 5}};
        assert_int_equal(opn_plan_find(&planning, &arena), OPENNESS_OK);
        least = limit == OPN_PLAN_WORK ? planning.search.least : least;
        assert_true(planning.search.least <= least);
        assert_true(planning.plan_count > 0);
        assert_true(planning.plans[0].count >= least);
        opn_render_plan(&buf, &planning, OPENNESS_FORMAT_TEXT, 200);
        if (planning.search.found == 0) {
            assert_true(planning.search.cut);
            assert_non_null(strstr(buf.data, "it was not searched further"));
        }
        if (planning.search.cut) {
            assert_non_null(strstr(buf.data, "ended by its work limit"));
        }
        opn_buf_free(&buf);
        opn_arena_free(&arena);
    }
    assert_true(least > 1);
    openness_report_free(report);
    openness_rubric_free(rubric);
    openness_release_free(release);
}

static int open_database(void **state)
{
    (void)state;
    return openness_database_open(&database, NULL);
}

static int close_database(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reached),    cmocka_unit_test(test_relicense),
        cmocka_unit_test(test_base_stops), cmocka_unit_test(test_assessor_stops),
        cmocka_unit_test(test_confirm),    cmocka_unit_test(test_targets),
        cmocka_unit_test(test_no_levels),  cmocka_unit_test(test_limit),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
