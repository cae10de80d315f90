/*
 * check_kit.h: results of checks, made by hand: every verdict, every place, and
 * names that try to leave theirs.
 */
#ifndef OPN_TEST_CHECK_KIT_H
#define OPN_TEST_CHECK_KIT_H

#include "kit.h"

#include "../../lib/check.h"
#include "../../lib/mem.h"
#include "../../lib/policy.h"

static const opn_check_rule check_rules[] = {
    {"g7-open-weights", "G7: at least Open Weights AI", "Contract 12", "level",
     "https://example.org/g7", 4, 3},
    {"may-commercial", "may use commercially in DE", "", "may", "", 9, 3},
    {"evidence-fresh", "no evidence older than 365 days", "", "evidence", "http://example.org/e",
     14, 3},
    {"license-listed", "weights under a listed license", "", "license", "", 18, 3},
};

static const char *const check_missing[] = {"weights license: bounded in {place}",
                                            "see [here](https://evil.example)"};

static const opn_check_place check_places[] = {
    {"/artifacts/3", "https://example.org/card", "line 4", "2026-11-20"},
    {"/artifacts/3", "https://example.org/card", "line 4", "2026-11-20"},
    {"", "", "", ""},
};

#define NOWHERE SIZE_MAX

static const opn_check_item check_items_one[] = {
    {0, OPENNESS_CHECK_FAIL, OPENNESS_CHECK_FAIL, OPENNESS_CHECK_FAIL, "result is Closed",
     check_missing, 2, "release the weights", check_places, 3, NOWHERE, 1},
    {1, OPENNESS_CHECK_INDETERMINATE, OPENNESS_CHECK_INDETERMINATE, OPENNESS_CHECK_INDETERMINATE,
     "the license is not known", NULL, 0, "find the license", NULL, 0, NOWHERE, NOWHERE},
    {2, OPENNESS_CHECK_EXCEPTED, OPENNESS_CHECK_FAIL, OPENNESS_CHECK_PASS, "read 2024-01-01",
     NULL, 0, "", NULL, 0, 0, NOWHERE},
};

static const opn_check_item check_items_two[] = {
    {0, OPENNESS_CHECK_PASS, OPENNESS_CHECK_PASS, OPENNESS_CHECK_PASS, "result is Open", NULL, 0,
     "", check_places, 1, NOWHERE, NOWHERE},
    {3, OPENNESS_CHECK_ERROR, OPENNESS_CHECK_ERROR, OPENNESS_CHECK_ERROR, "base in a circle",
     NULL, 0, "", NULL, 0, NOWHERE, NOWHERE},
};

static const opn_check_release check_releases[] = {
    {"acme/one", "One", "./models/one & <two>: 100%.json", OPENNESS_CHECK_FAIL, true, "", 0, 0,
     check_items_one, 3},
    {"acme/two", "Two", "", OPENNESS_CHECK_ERROR, true, "", 0, 0, check_items_two, 2},
    {"", "", "models/bad.json", OPENNESS_CHECK_ERROR, true, "a comma is missing", 7, 12, NULL, 0},
    {"acme/three", "Three", "https://example.org/three.json", OPENNESS_CHECK_PASS, false, "", 0,
     0, NULL, 0},
};

static const opn_check_exception check_exceptions[] = {
    {"acme/one", "evidence-fresh", "re-read <soon> ]]>", "2026-12-31", OPN_EXCEPTION_APPLIED, 22,
     3},
    {"acme/*", "g7-open-weights", "trial", "2026-01-31", OPN_EXCEPTION_EXPIRED, 26, 3},
    {"acme/nine", "may-commercial", "left", "2027-01-31", OPN_EXCEPTION_UNUSED, 30, 3},
};

static const opn_check_warning check_warnings[] = {{"two requirements ask the same", 9, 3}};

typedef struct {
    openness_policy policy;
    openness_check check;
} check_kit;

/* The policy borrows the database of the caller. */
static inline void check_kit_make(check_kit *kit, openness_database *database)
{
    *kit = (check_kit){0};
    kit->policy.database = database;
    kit->check = (openness_check){
        .origin = &kit->policy,
        .policy = "acme <\"&\"> build",
        .title = "",
        .policy_source = "ci/policy.yaml",
        .policy_digest = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
        .as_of = "2026-11-22",
        .state = "",
        .indeterminate_as = OPENNESS_CHECK_INDETERMINATE,
        .verdict = OPENNESS_CHECK_ERROR,
        .rules = check_rules,
        .rule_count = OPN_ARRAY_LEN(check_rules),
        .releases = check_releases,
        .release_count = OPN_ARRAY_LEN(check_releases),
        .exceptions = check_exceptions,
        .exception_count = OPN_ARRAY_LEN(check_exceptions),
        .warnings = check_warnings,
        .warning_count = OPN_ARRAY_LEN(check_warnings),
        .counts = {1, 1, 1, 1, 1},
    };
}

#endif
