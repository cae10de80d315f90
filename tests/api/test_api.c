/*
 * test_api.c: the public API of the shared library as a hostile caller sees it.
 *
 * NULL everywhere, unknown flags and kinds, handles freed in every order.
 */
#include "../unit/check.h"
#include <openness/openness.h>
#include <string.h>

static void null_getters(void **state)
{
    (void)state;
    assert_string_equal(openness_text_data(NULL), "");
    assert_int_equal(openness_text_size(NULL), 0);
    assert_int_equal(openness_error_code(NULL), OPENNESS_OK);
    assert_string_equal(openness_error_message(NULL), "");
    assert_int_equal(openness_error_issue_count(NULL), 0);
    assert_string_equal(openness_error_issue_id(NULL, 7), "");
    assert_int_equal(openness_database_count(NULL, OPENNESS_KIND_RUBRIC), 0);
    assert_string_equal(openness_database_id(NULL, OPENNESS_KIND_RUBRIC, 0), "");
    assert_string_equal(openness_database_digest(NULL), "");
    assert_string_equal(openness_release_id(NULL), "");
    assert_string_equal(openness_release_warning(NULL, 0), "");
    assert_string_equal(openness_rubric_id(NULL), "");
    assert_int_equal(openness_rubric_version(NULL), 0);
    assert_string_equal(openness_report_vector(NULL), "");
    assert_string_equal(openness_report_level(NULL), "");
    assert_string_equal(openness_report_level_at(NULL, OPENNESS_UPPER), "");
    assert_true(openness_report_score_milli(NULL, OPENNESS_LOWER) == -1);
    assert_string_equal(openness_report_score_text(NULL, OPENNESS_LOWER), "");
    assert_int_equal(openness_report_criterion_count(NULL), 0);
    assert_string_equal(openness_report_criterion_level(NULL, 0, OPENNESS_LOWER), "");
    openness_text_free(NULL);
    openness_error_free(NULL);
    openness_database_free(NULL);
    openness_release_free(NULL);
    openness_rubric_free(NULL);
    openness_report_free(NULL);
}

static void null_calls(void **state)
{
    (void)state;
    openness_database *database = NULL;
    openness_release *release = NULL;
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;
    assert_int_equal(openness_database_open(NULL, &error), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_error_code(error), OPENNESS_E_ARGUMENT);
    openness_error_free(error);
    assert_int_equal(openness_database_extend(NULL, "{}", 2, 0, &database, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(database);
    assert_int_equal(openness_database_open(&database, NULL), OPENNESS_OK);
    assert_int_equal(openness_release_parse(database, NULL, 0, 0, &release, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_parse(database, "{}", 2, 1u << 31, &release, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_get(database, NULL, &release, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_rubric_get(database, "g7-2026", NULL, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_rubric_get(NULL, "g7-2026", &rubric, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_evaluate(NULL, NULL, 0, NULL, &report, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_render(NULL, OPENNESS_FORMAT_TEXT, 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_from_vector(database, NULL, &report, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_validate(database, NULL, 0, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    openness_database_free(database);
}

static void bad_evaluations(void **state)
{
    (void)state;
    openness_database *database = NULL;
    openness_release *release = NULL;
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;
    openness_error *error = NULL;
    assert_int_equal(openness_database_open(&database, NULL), OPENNESS_OK);
    assert_int_equal(openness_release_get(database, "bigscience/bloom", &release, NULL), 0);
    assert_int_equal(openness_rubric_get(database, "osaid-1.0", &rubric, NULL), 0);
    assert_int_equal(openness_evaluate(release, rubric, 9, NULL, &report, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_evaluate(release, rubric, 0, "yesterday", &report, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(strstr(openness_error_message(error), "YYYY-MM-DD"));
    assert_null(report);
    openness_error_free(error);
    assert_int_equal(openness_evaluate(release, rubric, 0, "2024-01-01", &report, &error), 0);
    assert_null(error);
    openness_text *text = NULL;
    assert_int_equal(openness_report_render(report, 99, 0, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_render(report, OPENNESS_FORMAT_TEXT, 1u << 30, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    openness_report_free(report);
    openness_rubric_free(rubric);
    openness_release_free(release);
    openness_database_free(database);
}

/* The n-th of the 24 orders in which four handles can be freed. */
static void free_in_order(int n)
{
    openness_database *database = NULL;
    openness_release *release = NULL;
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;
    assert_int_equal(openness_database_open(&database, NULL), 0);
    assert_int_equal(openness_release_get(database, "LLM360/Amber", &release, NULL), 0);
    assert_int_equal(openness_rubric_get(database, "mof-1.0", &rubric, NULL), 0);
    assert_int_equal(openness_evaluate(release, rubric, 0, NULL, &report, NULL), 0);
    int left[4] = {0, 1, 2, 3};
    for (int i = 4; i > 0; i--) {
        int at = n % i;
        int which = left[at];
        n /= i;
        left[at] = left[i - 1];
        if (which == 0)
            openness_database_free(database);
        else if (which == 1)
            openness_release_free(release);
        else if (which == 2)
            openness_rubric_free(rubric);
        else
            openness_report_free(report);
        if (which != 3 && at + 1 < i && left[0] == 3)
            assert_string_equal(openness_report_rubric(report), "mof-1.0");
    }
}

static void every_order(void **state)
{
    (void)state;
    for (int n = 0; n < 24; n++)
        free_in_order(n);
}

/* Everything that was made with two databases, after both are gone. */
static void nothing_needs_the_database(void **state)
{
    openness_database *base = NULL;
    openness_database *database = NULL;
    openness_release *release = NULL;
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;
    openness_report *again = NULL;
    openness_answer *answer = NULL;
    openness_import *import = NULL;
    openness_release *imported = NULL;
    openness_text *text = NULL;
    (void)state;
    assert_int_equal(openness_database_open(&base, NULL), 0);
    assert_int_equal(openness_database_show(base, OPENNESS_KIND_RELEASE,
                                            "meta-llama/Llama-3.2-3B-Instruct", &text, NULL), 0);
    const char *record = openness_text_data(text);
    size_t size = openness_text_size(text);
    assert_int_equal(openness_database_extend(base, record, size, 0, &database, NULL), 0);
    assert_int_equal(openness_release_parse(database, record, size, 0, &release, NULL), 0);
    assert_int_equal(openness_rubric_get(base, "spectrum-1", &rubric, NULL), 0);
    assert_int_equal(openness_import_bytes(database, NULL, NULL, "2026-11-22", record, size, 0,
                                           &import, NULL), 0);
    openness_text_free(text);
    openness_database_free(database);
    openness_database_free(base);
    /* From here on there is no database but through the handles. */
    assert_int_equal(openness_evaluate(release, rubric, 0, NULL, &report, NULL), 0);
    assert_int_equal(openness_may_release(release, NULL, "{}", 2, &answer, NULL), 0);
    assert_int_equal(openness_import_release(import, 0, &imported, NULL), 0);
    openness_import_free(import);
    assert_int_equal(openness_evaluate(imported, rubric, 0, NULL, &again, NULL), 0);
    openness_release_free(imported);
    openness_release_free(release);
    openness_rubric_free(rubric);
    assert_string_equal(openness_report_vector(report), openness_report_vector(again));
    const openness_report *const reports[] = {report};
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        assert_int_equal(openness_report_render(report, format, 0, 0, &text, NULL), 0);
        openness_text_free(text);
        assert_int_equal(openness_answer_render(answer, format, 0, 0, &text, NULL), 0);
        openness_text_free(text);
        assert_int_equal(openness_analyze_dominance(reports, 1, format, 0, &text, NULL), 0);
        openness_text_free(text);
    }
    openness_report_free(report);
    openness_report_free(again);
    openness_answer_free(answer);
}

static void versions(void **state)
{
    (void)state;
    assert_string_equal(openness_version(), OPENNESS_VERSION);
    assert_int_equal(strlen(openness_data_digest()), 64);
    openness_database *database = NULL;
    assert_int_equal(openness_database_open(&database, NULL), 0);
    assert_string_equal(openness_database_digest(database), openness_data_digest());
    openness_database_free(database);
    assert_string_equal(openness_status_name(OPENNESS_E_SCHEMA), "E_SCHEMA");
    assert_string_equal(openness_status_name(-12345), "unknown");
    assert_true(openness_limit(OPENNESS_LIMIT_ISSUES) == 100);
    assert_true(openness_limit(0) == 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(null_getters), cmocka_unit_test(null_calls),
        cmocka_unit_test(bad_evaluations), cmocka_unit_test(every_order),
        cmocka_unit_test(nothing_needs_the_database),
        cmocka_unit_test(versions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
