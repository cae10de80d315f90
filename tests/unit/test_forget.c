/*
 * test_forget.c: what evidence of which age keeps known.
 */
#include "kit.h"

static openness_database *database;

#define READ(day)       "{'source': 'https://example.org', 'read': '" day "'}"
#define LEVELS          "'access': 'public', 'extent': 'full', 'license': 'MIT'"
#define WEIGHTS(claims) "{'kind': 'weights', " LEVELS ", 'evidence': [" claims "]}"

static openness_release *forget(const char *artifacts, const char *as_of, int days)
{
    char record[2000];
    openness_release *fresh = NULL;

    snprintf(record, sizeof record, "{" KIT_HEAD ", 'artifacts': [%s]}", artifacts);
    openness_release *release = kit_release(database, record);
    assert_int_equal(openness_release_forget(release, as_of, days, &fresh, NULL), OPENNESS_OK);
    openness_release_free(release); /* any order */
    return fresh;
}

static size_t count_of(const char *artifacts, const char *as_of, int days)
{
    openness_release *fresh = forget(artifacts, as_of, days);
    size_t count = openness_release_forgotten_count(fresh);

    openness_release_free(fresh);
    return count;
}

static void keeps_what_is_recent(void **state)
{
    (void)state;
    assert_int_equal(count_of(WEIGHTS(READ("2026-01-01")), "2026-01-31", 30), 0);
    assert_int_equal(count_of(WEIGHTS(READ("2026-01-01")), "2026-02-01", 30), 3);
    assert_int_equal(count_of(WEIGHTS(READ("2026-02-02")), "2026-02-01", 0), 0);
    assert_int_equal(
        count_of(WEIGHTS(READ("2020-01-01") ", " READ("2026-01-31")), "2026-02-01", 1), 0);
}

/* 2026-01 may be the first of January; a claim without a day may be any age. */
static void counts_the_first_day_of_partial_dates(void **state)
{
    (void)state;
    assert_int_equal(count_of(WEIGHTS(READ("2026-01")), "2026-01-31", 30), 0);
    assert_int_equal(count_of(WEIGHTS(READ("2026-01")), "2026-01-31", 29), 3);
    assert_int_equal(count_of(WEIGHTS("{'source': 'https://example.org'}"), "2026-01-31", 9999),
                     3);
    assert_int_equal(count_of("{'kind': 'weights', " LEVELS "}", "2026-01-31", 9999), 3);
}

static void goes_by_member(void **state)
{
    openness_release *fresh;

    (void)state;
    fresh = forget(
        WEIGHTS("{'source': 'x', 'read': '2026-01-30', 'for': ['access']}, " READ("2020-01-01")),
        "2026-01-31", 30);
    assert_int_equal(openness_release_forgotten_count(fresh), 2);
    assert_int_equal(fresh->artifacts[0].state.access.lo, fresh->artifacts[0].state.access.hi);
    assert_int_equal(fresh->artifacts[0].state.extent.lo, 0);
    assert_true(fresh->artifacts[0].state.extent.hi > 0);
    assert_int_equal(fresh->artifacts[0].state.license.kind, OPN_LICENSE_UNKNOWN);
    openness_release_free(fresh);
}

/* What does not apply may apply after all; what was relicensed may be bound. */
static void forgets_strong_findings(void **state)
{
    openness_release *release = kit_release(
        database,
        "{" KIT_HEAD ", 'artifacts': [{'kind': 'data_card', 'access': 'not_applicable',"
        "'extent': 'not_applicable', 'evidence': [" READ(
            "2020-01-01") "]}],"
                          "'based_on': [{'id': 'bigscience/bloom', 'relation': 'finetune',"
                          "'relicensed': true, 'evidence': [" READ(
                              "2020-01-01") "]}],"
                                            "'label_claimed': {'value': 'open', 'evidence': "
                                            "[" READ("2020-01-01") "]}}");
    openness_release *fresh = NULL;
    openness_release *again = NULL;

    (void)state;
    assert_int_equal(openness_release_forget(release, "2026-01-01", 30, &fresh, NULL), 0);
    assert_int_equal(openness_release_forgotten_count(fresh), 3);
    assert_true(fresh->artifacts[0].applies);
    assert_true(fresh->bases[0].inherits);
    assert_true(fresh->bases[0].has_license);
    assert_int_equal(fresh->bases[0].license.kind, OPN_LICENSE_UNKNOWN);
    assert_string_equal(fresh->label_claimed, "");
    /* Forgetting again finds nothing more, and counts what is gone. */
    assert_int_equal(openness_release_forget(fresh, "2026-01-01", 30, &again, NULL), 0);
    openness_release_free(fresh);
    assert_int_equal(openness_release_forgotten_count(again), 3);
    assert_string_equal(openness_release_id(again), "acme/one");
    openness_release_free(again);
    assert_false(release->bases[0].inherits);
    assert_string_equal(release->label_claimed, "open");
    assert_int_equal(openness_release_forgotten_count(release), 0);
    openness_release_free(release);
}

static void refuses_wrong_arguments(void **state)
{
    openness_release *release = kit_release(database, "{" KIT_HEAD ", 'artifacts': []}");
    openness_release *out = release;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_release_forget(release, "2026-01", 30, &out, &error),
                     OPENNESS_E_ARGUMENT);
    assert_null(out);
    assert_non_null(error);
    openness_error_free(error);
    assert_int_equal(openness_release_forget(release, "2026-02-30", 30, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_forget(release, "2026-01-01", -1, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_forget(release, NULL, 1, &out, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_forget(NULL, "2026-01-01", 1, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_forget(release, "2026-01-01", 1, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_forgotten_count(NULL), 0);
    openness_release_free(release);
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
        cmocka_unit_test(keeps_what_is_recent),
        cmocka_unit_test(counts_the_first_day_of_partial_dates),
        cmocka_unit_test(goes_by_member),
        cmocka_unit_test(forgets_strong_findings),
        cmocka_unit_test(refuses_wrong_arguments),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
