/*
 * test_timeline.c: the days of a release, and what is told of them.
 */
#include "kit.h"

#include "../../lib/moments.h"
#include <openness/openness.h>

static openness_database *database;
static openness_rubric *rubric;

#define FULL "'access': 'public', 'extent': 'full', 'license': 'MIT', " KIT_EVIDENCE
#define OPENED                                                                                   \
    "'release_date': '2024-05', 'artifacts': [{'kind': 'weights', 'access': 'none',"             \
    "'extent': 'none', " KIT_EVIDENCE                                                            \
    ", 'events': [{'date': '2025', 'about': 'put online'," FULL                                  \
    "}, {'date': '2026-03-09', 'license': 'Apache-2.0', " KIT_EVIDENCE "}]}],"                   \
    "'promises': [{'about': 'data will follow', 'announced': '2025-04-05', 'status': "           \
    "'pending'}]"

static char *timeline(const openness_release *const *releases, size_t count, uint32_t flags,
                      int format)
{
    openness_text *text = NULL;
    char *copy;

    assert_int_equal(
        openness_analyze_timeline(releases, count, rubric, 0, flags, format, 100, &text, NULL),
        OPENNESS_OK);
    copy = kit_copy(openness_text_data(text));
    openness_text_free(text);
    return copy;
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;

    for (const char *at = strstr(text, part); at != NULL; at = strstr(at + 1, part)) {
        count++;
    }
    return count;
}

static void finds_both_ends_of_partial_dates(void **state)
{
    static const char *const days[] = {"2024-05-01", "2024-06-01", "2025-01-01", "2026-01-01",
                                       "2026-03-09"};
    static const opn_moment_phase phases[] = {OPN_MOMENT_FROM, OPN_MOMENT_BY, OPN_MOMENT_FROM,
                                              OPN_MOMENT_BY, OPN_MOMENT_ON};
    openness_release *release = kit_release(database, "{" KIT_HEAD ", " OPENED "}");
    opn_arena arena = {0};
    opn_moments moments;

    (void)state;
    assert_int_equal(opn_moments_find(&moments, release, "", 0, &arena), OPENNESS_OK);
    assert_int_equal(moments.count, OPN_ARRAY_LEN(days));
    for (size_t i = 0; i < moments.count; i++) {
        assert_string_equal(moments.items[i].day, days[i]);
        assert_int_equal(moments.items[i].phase, phases[i]);
    }
    assert_int_equal(moments.items[4].sets, OPN_SETS_LICENSE);
    opn_arena_free(&arena);
    openness_release_free(release);
}

/* An event of a base, of another text of its license, and of a judgment. */
static void follows_bases_licenses_and_judgments(void **state)
{
    openness_database *more = kit_extend(
        kit_database(),
        "[{'format': 'openness-release/1', 'id': 'acme/base', 'name': 'B', 'producer': 'Acme',"
        "'kind': 'base', 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"
        "'license': 'MIT', " KIT_EVIDENCE ", 'events': [{'date': '2023', 'access': 'none',"
        "'extent': 'none', " KIT_EVIDENCE "}, {'date': '2025-02-03', 'license': 'Apache-2.0',"
        "'about': 'relicensed', " KIT_EVIDENCE "}]}]}]");
    openness_release *release = kit_release(
        more, "{" KIT_HEAD ", 'release_date': '2024-01-01', 'artifacts': [], 'based_on':"
              "[{'id': 'acme/base', 'relation': 'finetune', " KIT_EVIDENCE "}], 'assessments':"
              "[{'rubric': 'osaid-1.0', 'criterion': 'data_information', 'level': 'sufficient',"
              "'date': '2023-06', " KIT_EVIDENCE "}]}");
    opn_arena arena = {0};
    opn_moments moments;

    (void)state;
    assert_int_equal(opn_moments_find(&moments, release, "osaid-1.0", 1, &arena), OPENNESS_OK);
    assert_int_equal(moments.count, 3);
    assert_int_equal(moments.items[0].kind, OPN_MOMENT_RELEASE);
    /* Judged before the release: said on its day. */
    assert_int_equal(moments.items[1].kind, OPN_MOMENT_ASSESSMENT);
    assert_string_equal(moments.items[1].day, "2024-01-01");
    assert_string_equal(moments.items[1].date, "2023-06");
    assert_int_equal(moments.items[2].kind, OPN_MOMENT_BASE);
    assert_string_equal(moments.items[2].subject, "acme/base");
    assert_string_equal(moments.items[2].about, "relicensed");
    assert_int_equal(opn_moments_find(&moments, release, "", 0, &arena), OPENNESS_OK);
    assert_int_equal(moments.count, 2);
    opn_arena_free(&arena);
    openness_release_free(release);
    openness_database_free(more);
}

static void tells_what_changed(void **state)
{
    openness_release *release = kit_release(database, "{" KIT_HEAD ", " OPENED "}");
    const openness_release *const one[] = {release};
    char *full = timeline(one, 1, 0, OPENNESS_FORMAT_JSON);
    char *brief = timeline(one, 1, OPENNESS_BRIEF, OPENNESS_FORMAT_JSON);
    char *text = timeline(one, 1, OPENNESS_BRIEF, OPENNESS_FORMAT_TEXT);
    char *page = timeline(one, 1, 0, OPENNESS_FORMAT_MARKDOWN);

    (void)state;
    assert_int_equal(occurrences(full, "\"day\":"), 6);
    assert_int_equal(occurrences(full, "\"release\": true"), 1);
    assert_non_null(strstr(full, "\"left_out\": 0"));
    /* From 2025-01-01 the weights may be there, by 2026-01-01 they are; the new
     * license changes no level. */
    assert_int_equal(occurrences(brief, "\"day\":"), 5);
    assert_non_null(strstr(brief, "\"left_out\": 1"));
    assert_non_null(strstr(text, "(some time in 2025: by now it has happened)"));
    assert_non_null(strstr(text, "none of them counts"));
    assert_non_null(strstr(text, "data will follow (announced 2025-04-05; due on no stated day; "
                                 "pending)"));
    assert_non_null(strstr(page, "| 2026-03-09 |"));
    free(full);
    free(brief);
    free(text);
    free(page);
    openness_release_free(release);
}

static void orders_a_line_by_date(void **state)
{
    static const char *const dates[] = {"none", "unknown", "2025-01-02", "2025", "2023-01-01"};
    static const size_t order[] = {4, 3, 2, 1, 0};
    openness_release *releases[5];
    const openness_release *line[5];
    char *text;
    const char *at;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        char record[400];

        snprintf(record, sizeof record,
                 "{'format': 'openness-release/1', 'id': 'acme/%zu', 'name': 'N',"
                 "'producer': 'Acme', 'kind': 'base', 'release_date': '%s', 'artifacts': []}",
                 i, dates[i]);
        releases[i] = kit_release(database, record);
        line[i] = releases[i];
    }
    text = timeline(line, 5, OPENNESS_BRIEF, OPENNESS_FORMAT_TEXT);
    at = text;
    for (size_t i = 0; i < 5; i++) {
        char id[20];

        snprintf(id, sizeof id, "acme/%zu", order[i]);
        at = strstr(at, id);
        assert_non_null(at);
    }
    free(text);
    for (size_t i = 0; i < 5; i++) {
        openness_release_free(releases[i]);
    }
}

static void refuses_wrong_arguments(void **state)
{
    openness_database *more = kit_extend(
        kit_database(), "[{'format': 'openness-release/1', 'id': 'acme/base', 'name': 'B',"
                        "'producer': 'Acme', 'kind': 'base', 'artifacts': []}]");
    openness_release *release = kit_release(database, "{" KIT_HEAD ", 'artifacts': []}");
    openness_release *foreign = kit_release(more, "{" KIT_HEAD ", 'artifacts': []}");
    const openness_release *const two[] = {release, foreign};
    const openness_release *const hole[] = {release, NULL};
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_analyze_timeline(two, 2, rubric, 0, 0, 1, 0, &text, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(strstr(openness_error_message(error), "different databases"));
    openness_error_free(error);
    assert_int_equal(openness_analyze_timeline(hole, 2, rubric, 0, 0, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(two, 0, rubric, 0, 0, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(NULL, 1, rubric, 0, 0, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(two, 1, NULL, 0, 0, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(two, 1, rubric, 3, 0, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(two, 1, rubric, 0, 1, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(two, 1, rubric, 0, 0, 4, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(two, 1, rubric, 0, 0, 1, -1, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_timeline(two, 1, rubric, 0, 0, 1, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    openness_release_free(release);
    openness_release_free(foreign);
    openness_database_free(more);
}

static int setup(void **state)
{
    (void)state;
    database = kit_database();
    return openness_rubric_get(database, "spectrum-1", &rubric, NULL);
}

static int teardown(void **state)
{
    (void)state;
    openness_rubric_free(rubric);
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_both_ends_of_partial_dates),
        cmocka_unit_test(follows_bases_licenses_and_judgments),
        cmocka_unit_test(tells_what_changed),
        cmocka_unit_test(orders_a_line_by_date),
        cmocka_unit_test(refuses_wrong_arguments),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
