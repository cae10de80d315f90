/*
 * test_diff.c: which of record, day, license data and rubric moved a level.
 */
#include "kit.h"

#include <openness/openness.h>

static openness_database *database;

#define RELEASE(license)                                                                         \
    "{" KIT_HEAD ", 'release_date': '2024-01-01', 'artifacts': [{'kind': 'weights',"             \
    "'access': 'public', 'extent': 'full', 'license': '" license "', " KIT_EVIDENCE              \
    ", 'events': [{'date': '2025', 'access': 'none', 'extent': 'none', 'about': "                \
    "'gone'," KIT_EVIDENCE "}]}]}"

#define RULES(version, needs, more)                                                              \
    "{'format': 'openness-rubric/1', 'id': 'acme-1', 'version': " version                        \
    ", 'date': '2026-01-01', 'title': 'Acme', 'authority': 'Acme', 'url': "                      \
    "'https://example.org',"                                                                     \
    "'purpose': 'A test.', 'unknown': 'no', 'not_applicable': 'no', 'criteria': ["               \
    "{'id': 'weights', 'code': 'W', 'title': 'Weights', 'cite': 'p. 1', 'next': 'release',"      \
    "'when': {'weights': '" needs "'}}, {'id': 'free', 'code': 'F', 'title': 'Free',"            \
    "'cite': 'p. 2', 'next': 'license', 'when': {'weights_license_listed': 'yes'}}" more "],"    \
    "'combine': [{'id': 'label', 'title': 'Label', 'levels': [{'id': 'closed'}, {'id': 'open',"  \
    "'when': {'weights': 'yes', 'free': 'yes'}}]}], 'result': {'level': 'label'}}"

static openness_report *report_of(const openness_database *from, const char *record,
                                  const openness_rubric *rubric, const char *as_of)
{
    openness_release *release = kit_release(from, record);
    openness_report *report = NULL;

    assert_int_equal(openness_evaluate(release, rubric, 0, as_of, &report, NULL), OPENNESS_OK);
    openness_release_free(release);
    return report;
}

static openness_rubric *rules(const char *text)
{
    openness_rubric *rubric = NULL;
    char *json = kit_json(text);

    assert_int_equal(openness_rubric_parse(database, json, strlen(json), 0, &rubric, NULL),
                     OPENNESS_OK);
    free(json);
    return rubric;
}

/* Compares and frees both. */
static char *diff(openness_report *a, openness_report *b, int format)
{
    openness_text *text = NULL;
    char *copy;

    assert_int_equal(openness_analyze_diff(a, b, format, 100, &text, NULL), OPENNESS_OK);
    copy = kit_copy(openness_text_data(text));
    openness_text_free(text);
    openness_report_free(a);
    openness_report_free(b);
    return copy;
}

static void expect(char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        print_error("no \"%s\" in\n%s\n", part, text);
    }
    assert_non_null(strstr(text, part));
}

static void names_the_event_between_two_days(void **state)
{
    openness_rubric *rubric = rules(RULES("1", "full", ""));
    char *text = diff(report_of(database, RELEASE("MIT"), rubric, "2024-06-01"),
                      report_of(database, RELEASE("MIT"), rubric, NULL), OPENNESS_FORMAT_TEXT);

    (void)state;
    expect(text, "What moved the result: date.");
    expect(text, "2026-01-01: weights: gone (some time in 2025: by now it has happened)");
    expect(text, "weights, access: public, then none");
    assert_null(strstr(text, "from here on it may have happened"));
    free(text);
    openness_rubric_free(rubric);
}

static void names_the_value_that_was_recorded_otherwise(void **state)
{
    openness_rubric *rubric = rules(RULES("1", "full", ""));
    char *text =
        diff(report_of(database, RELEASE("MIT"), rubric, "2024-06-01"),
             report_of(database, RELEASE("unknown"), rubric, "2024-06-01"), OPENNESS_FORMAT_TEXT);

    (void)state;
    expect(text, "1 criterion differs, 1 is the same. What moved the result: evidence.");
    expect(text, "weights, license: MIT (yes), then unknown (unknown)");
    free(text);
    openness_rubric_free(rubric);
}

/* One id, one expression, and a list that no longer holds it. */
static void tells_license_data_from_evidence(void **state)
{
    openness_text *shown = NULL;
    openness_database *other = NULL;
    openness_rubric *rubric = rules(RULES("1", "full", ""));
    char *text;
    char *lists;

    (void)state;
    assert_int_equal(openness_database_show(database, OPENNESS_KIND_LICENSE, "MIT", &shown, NULL),
                     0);
    text = kit_copy(openness_text_data(shown));
    openness_text_free(shown);
    lists = strstr(text, "\"lists\"");
    assert_non_null(lists);
    lists = strchr(lists, '[') + 1;
    memset(lists, ' ', (size_t)(strchr(lists, ']') - lists));
    assert_int_equal(openness_database_extend(database, text, strlen(text), 0, &other, NULL), 0);
    free(text);
    text = diff(report_of(database, RELEASE("MIT"), rubric, "2024-06-01"),
                report_of(other, RELEASE("MIT"), rubric, "2024-06-01"), OPENNESS_FORMAT_JSON);
    expect(text, "\"causes\": [\n    \"license_data\"\n  ],\n  \"headline\"");
    expect(text, "\"reads_before\": \"yes\",\n              \"reads_after\": \"no\"");
    expect(text, "\"data\": false");
    free(text);
    openness_rubric_free(rubric);
    openness_database_free(other);
}

static void tells_the_ruler(void **state)
{
    openness_rubric *one = rules(RULES("1", "full", ""));
    openness_rubric *two =
        rules(RULES("2", "partial",
                    ", {'id': 'card', 'code': 'C', 'title': 'Card', 'cite': 'p.',"
                    "'next': 'write', 'when': {'model_card': 'full'}}"));
    const char *record = "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access': 'public',"
                         "'extent': 'partial', 'license': 'MIT', " KIT_EVIDENCE "}]}";
    char *text = diff(report_of(database, record, one, NULL),
                      report_of(database, record, two, NULL), OPENNESS_FORMAT_TEXT);

    (void)state;
    expect(text, "2 criteria differ, 1 is the same. What moved the result: ruler.");
    expect(text, "Card: no such criterion, then unknown (ruler)");
    free(text);
    openness_rubric_free(one);
    openness_rubric_free(two);
}

static void two_releases_differ_in_evidence(void **state)
{
    openness_rubric *rubric = rules(RULES("1", "full", ""));
    char *text =
        diff(report_of(database, RELEASE("MIT"), rubric, NULL),
             report_of(database,
                       "{'format': 'openness-release/1', 'id': 'acme/two', 'name': 'Two',"
                       "'producer': 'Acme', 'kind': 'base', 'artifacts': [{'kind':"
                       "'weights', 'access': 'public', 'extent': 'full', 'license':"
                       "'MIT', " KIT_EVIDENCE "}]}",
                       rubric, "2026-02-02"),
             OPENNESS_FORMAT_MARKDOWN);

    (void)state;
    expect(text, "all that differs between them is evidence");
    assert_null(strstr(text, "(date"));
    free(text);
    openness_rubric_free(rubric);
}

static void the_same_differs_in_nothing(void **state)
{
    openness_rubric *rubric = rules(RULES("1", "full", ""));
    char *text = diff(report_of(database, RELEASE("MIT"), rubric, NULL),
                      report_of(database, RELEASE("MIT"), rubric, NULL), OPENNESS_FORMAT_TEXT);

    (void)state;
    expect(text, "Nothing differs.");
    free(text);
    openness_rubric_free(rubric);
}

static void refuses_wrong_arguments(void **state)
{
    openness_rubric *rubric = rules(RULES("1", "full", ""));
    openness_report *report = report_of(database, RELEASE("MIT"), rubric, NULL);
    openness_report *assessed = NULL;
    openness_report *vector = NULL;
    openness_release *release = kit_release(database, RELEASE("MIT"));
    openness_text *text = NULL;
    openness_rubric *builtin = NULL;
    openness_report *plain = NULL;

    (void)state;
    assert_int_equal(openness_rubric_get(database, "g7-2026", &builtin, NULL), 0);
    assert_int_equal(openness_evaluate(release, builtin, 0, NULL, &plain, NULL), 0);
    assert_int_equal(openness_evaluate(release, rubric, 2, NULL, &assessed, NULL), 0);
    assert_int_equal(
        openness_report_from_vector(database, openness_report_vector(plain), &vector, NULL), 0);
    assert_int_equal(openness_analyze_diff(report, assessed, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_diff(plain, vector, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_diff(NULL, report, 1, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_diff(report, report, 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_diff(report, report, 1, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    openness_report_free(report);
    openness_report_free(assessed);
    openness_report_free(vector);
    openness_report_free(plain);
    openness_rubric_free(builtin);
    openness_release_free(release);
    openness_rubric_free(rubric);
}

static int setup(void **state)
{
    (void)state;
    database = kit_database();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_the_event_between_two_days),
        cmocka_unit_test(names_the_value_that_was_recorded_otherwise),
        cmocka_unit_test(tells_license_data_from_evidence),
        cmocka_unit_test(tells_the_ruler),
        cmocka_unit_test(two_releases_differ_in_evidence),
        cmocka_unit_test(the_same_differs_in_nothing),
        cmocka_unit_test(refuses_wrong_arguments),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
