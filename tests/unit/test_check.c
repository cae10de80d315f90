/* test_check.c: verdicts by two lanes, exceptions, joined checks, and what outputs say. */
#include "kit.h"

#include "../../lib/policy.h"

static openness_database *database;

#define HEAD "'format': 'openness-policy/1', 'name': 'p', "
#define DAY  "2026-11-22"

static openness_policy *policy_of(const char *members)
{
    char text[3000];
    openness_policy *policy = NULL;
    openness_error *error = NULL;
    char *bytes;

    snprintf(text, sizeof text, "{" HEAD "%s}", members);
    bytes = kit_json(text);
    if (openness_policy_parse(database, "p.json", bytes, strlen(bytes), &policy, &error) !=
        OPENNESS_OK) {
        print_error("%s\n", openness_error_message(error));
    }
    openness_error_free(error);
    free(bytes);
    assert_non_null(policy);
    return policy;
}

static openness_check *check_with(const char *members, const char *record, uint32_t flags)
{
    openness_policy *policy = policy_of(members);
    openness_release *release = kit_release(database, record);
    openness_check *check = NULL;

    assert_int_equal(
        openness_check_release(policy, release, "r.json", NULL, DAY, flags, &check, NULL),
        OPENNESS_OK);
    /* A check keeps all that it shows. */
    openness_policy_free(policy);
    openness_release_free(release);
    return check;
}

/* The verdict on one requirement. */
static int verdict_of(const char *requirement, const char *record, const char *reason)
{
    char members[2000];
    openness_check *check;
    int verdict;

    snprintf(members, sizeof members, "'requirements': [%s]", requirement);
    check = check_with(members, record, 0);
    assert_int_equal(openness_check_item_count(check, 0), 1);
    verdict = openness_check_item_verdict(check, 0, 0);
    assert_int_equal(openness_check_verdict(check), verdict);
    assert_int_equal(openness_check_release_verdict(check, 0), verdict);
    if (reason != NULL && !opn_streq(openness_check_item_reason(check, 0, 0), reason)) {
        fail_msg("%s: %s", requirement, openness_check_item_reason(check, 0, 0));
    }
    openness_check_free(check);
    return verdict;
}

#define PASS(requirement, record, reason)                                                        \
    assert_int_equal(verdict_of(requirement, record, reason), OPENNESS_CHECK_PASS)
#define FAIL(requirement, record, reason)                                                        \
    assert_int_equal(verdict_of(requirement, record, reason), OPENNESS_CHECK_FAIL)
#define OPEN(requirement, record, reason)                                                        \
    assert_int_equal(verdict_of(requirement, record, reason), OPENNESS_CHECK_INDETERMINATE)

#define RECORD(artifacts) "{" KIT_HEAD ", 'artifacts': [" artifacts "]}"
#define WEIGHTS(license)                                                                         \
    "{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': '" license "',"        \
    "'evidence': [{'source': 'https://example.org/w', 'locator': 'card', 'read': '2026-01-05',"  \
    "'confidence': 'high'}]}"
static const char mit[] = RECORD(WEIGHTS("MIT"));
static const char closed[] = RECORD("{'kind': 'weights', 'access': 'none', 'extent': 'none',"
                                    "'license': 'none', " KIT_EVIDENCE "}");
static const char empty[] = RECORD("");

/* --- each kind ------------------------------------------------------------------------------ */

static void test_levels(void **state)
{
    static const char g7[] = "{'rubric': 'g7-2026', 'at_least': 'weights_available'}";
    static const char runs[] =
        RECORD(WEIGHTS("gemma") ", {'kind': 'inference_code', 'access': 'public',"
                                "'extent': 'full', 'license': 'MIT', " KIT_EVIDENCE "}");

    (void)state;
    PASS(g7, runs, NULL);
    OPEN(g7, mit, "unknown");
    FAIL(g7, closed, NULL);
    OPEN(g7, empty, "unknown");
    /* A label that cannot be given is not earned, unless the policy says otherwise. */
    FAIL("{'rubric': 'os-ai-map-finetune', 'at_least': 'closed'}", empty,
         "not applicable: os-ai-map-finetune does not speak to such a release");
    PASS("{'rubric': 'os-ai-map-finetune', 'at_least': 'open_source', 'not_applicable': 'pass'}",
         empty, NULL);
}

static void test_criteria(void **state)
{
    (void)state;
    OPEN("{'rubric': 'mof-1.0', 'criterion': 'model_card', 'at_least': 'yes'}", empty, "unknown");
    PASS("{'rubric': 'mof-1.0', 'criterion': 'final_parameters', 'at_least': 'yes'}", mit, NULL);
    FAIL("{'rubric': 'mof-1.0', 'criterion': 'final_parameters', 'at_least': 'yes'}", closed,
         NULL);
}

static void test_scores(void **state)
{
    (void)state;
    PASS("{'rubric': 'spectrum-1', 'lower_bound': 25}", mit, NULL);
    OPEN("{'rubric': 'spectrum-1', 'lower_bound': 75}", mit, NULL);
    FAIL("{'rubric': 'spectrum-1', 'lower_bound': 25}", closed, NULL);
    OPEN("{'rubric': 'spectrum-1', 'lower_bound': 0.000001}", empty, NULL);
    PASS("{'rubric': 'spectrum-1', 'lower_bound': 0}", empty, NULL);
    PASS("{'rubric': 'spectrum-1', 'reachable': 100}", empty, NULL);
    FAIL("{'rubric': 'spectrum-1', 'reachable': 25}", closed, NULL);
}

/* What a person is told to do next. */
static void expect_next(const char *requirement, const char *record, const char *next)
{
    char members[2000];
    openness_check *check;

    snprintf(members, sizeof members, "'requirements': [%s]", requirement);
    check = check_with(members, record, 0);
    assert_string_equal(check->releases[0].items[0].next, next);
    openness_check_free(check);
}

static void test_next(void **state)
{
    static const char own[] = RECORD(WEIGHTS("unknown"));
    static const char base[] =
        "{'format': 'openness-release/1', 'id': 'acme/one', 'name': 'One', 'producer': 'Acme',"
        "'kind': 'finetune', 'based_on': [{'id': 'other/base', 'relation': 'finetune',"
        "'license': 'unknown'}], 'artifacts': [" WEIGHTS("MIT") "]}";
    static const char several[] =
        RECORD("{'kind': 'weights', 'access': 'public', 'extent': 'full', "
               "'license': {'one_of': ['MIT', 'gemma']}, " KIT_EVIDENCE "}");
    static const char *const asks[] = {"{'may': 'host'}", "{'license': {'any_of': ['MIT']}}"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(asks); i++) {
        expect_next(asks[i], own, "find out: license of the weights");
        expect_next(asks[i], empty, "find out: license of the weights");
        expect_next(asks[i], base, "find out: license of its base other/base");
    }
    expect_next(asks[1], several, "find out which license holds for the weights");
}

static void test_uses(void **state)
{
    static const char bound[] = RECORD(WEIGHTS("llama-3.1"));
    static const char dataset[] =
        RECORD("{'kind': 'weights', 'access': 'not_applicable', 'extent': 'not_applicable'}");

    (void)state;
    PASS("{'may': 'commercial'}", mit, "allowed");
    PASS("{'may': 'commercial', 'users': 5000000}", bound, NULL);
    FAIL("{'may': 'commercial', 'users': 5000000, 'conditional': 'fail'}", bound, NULL);
    OPEN("{'may': 'commercial', 'users': 5000000, 'conditional': 'indeterminate'}", bound, NULL);
    FAIL("{'may': 'commercial', 'users': 800000000}", bound, NULL);
    OPEN("{'may': 'run'}", empty, NULL);
    FAIL("{'may': 'run'}", closed, NULL);
    /* Nothing to find out: what is not there cannot be used. */
    FAIL("{'may': 'run'}", dataset, "not applicable: the release has no such part");
    PASS("{'may': 'run', 'not_applicable': 'pass'}", dataset, NULL);
}

static void test_facts(void **state)
{
    static const char fact[] = "{'fact': 'weights_access', 'at_least': 'gated'}";
    static const char base[] =
        RECORD("{'kind': 'training_data', 'stage': 'posttraining', 'access': 'not_applicable',"
               "'extent': 'not_applicable', " KIT_EVIDENCE "}");

    (void)state;
    PASS(fact, mit, "weights access: public");
    FAIL(fact, closed, "weights access: none");
    OPEN(fact, empty, "weights access: unknown");
    PASS("{'fact': 'posttraining_data_disclosed', 'at_least': 'listed'}", base,
         "posttraining data disclosed: not applicable");
    FAIL("{'fact': 'posttraining_data_disclosed', 'at_least': 'listed',"
         "'not_applicable': 'fail'}",
         base, NULL);
}

static void test_evidence(void **state)
{
    static const char undated[] =
        RECORD("{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': 'MIT',"
               "'evidence': [{'source': 'https://example.org'}]}");
    static const char none[] =
        RECORD("{'kind': 'weights', 'access': 'public', 'extent': 'unknown'}");
    static const char year[] =
        RECORD("{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': 'MIT',"
               "'evidence': [{'source': 'https://example.org', 'read': '2026'}]}");
    static const char two[] =
        RECORD("{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': 'MIT',"
               "'evidence': [{'source': 'https://example.org', 'read': '2020-01-01',"
               "'confidence': 'high'}, {'source': 'https://example.org', 'for': ['access'],"
               "'read': '2026-11-01', 'confidence': 'low'}]}");

    (void)state;
    /* 2026-01-05 to 2026-11-22 are 321 days. */
    PASS("{'evidence': {'max_age_days': 321}}", mit,
         "all of 3 values, the oldest read 2026-01-05");
    FAIL("{'evidence': {'max_age_days': 320}}", mit,
         "3 of 3 values rest on evidence that is too old or not sure enough");
    OPEN("{'evidence': {'max_age_days': 320}}", undated,
         "the evidence of 3 of 3 values does not say for certain when it was read");
    OPEN("{'evidence': {'max_age_days': 320}}", none, NULL);
    OPEN("{'evidence': {'max_age_days': 30}}", year, NULL);
    PASS("{'evidence': {'max_age_days': 325}}", year, NULL);
    FAIL("{'evidence': {'max_age_days': 30}}", two,
         "2 of 3 values rest on evidence that is too old or not sure enough");
    PASS("{'evidence': {'min_confidence': 'high'}}", two, NULL);
    OPEN("{'evidence': {'min_confidence': 'low'}}", undated,
         "the evidence of 3 of 3 values does not say for certain how sure it is");
    OPEN("{'evidence': {'max_age_days': 1, 'min_confidence': 'low'}}", undated,
         "the evidence of 3 of 3 values does not say for certain when it was read, or how sure "
         "it is");
    /* Nobody looked, so nothing was looked at lately. */
    OPEN("{'evidence': {'max_age_days': 0}}", empty, "the record holds no value that is known");
}

static void test_licenses(void **state)
{
    static const char either[] = RECORD(WEIGHTS("MIT OR gemma"));
    static const char both[] = RECORD(WEIGHTS("MIT AND gemma"));
    static const char opaque[] = RECORD(WEIGHTS("LicenseRef-mine"));
    static const char unknown[] = RECORD(WEIGHTS("unknown"));
    static const char tuned[] =
        "{'format': 'openness-release/1', 'id': 'acme/one', 'name': 'One', 'producer': 'Acme',"
        "'kind': 'finetune', 'based_on': [{'id': 'other/base', 'relation': 'finetune',"
        "'license': 'gemma', " KIT_EVIDENCE "}], 'artifacts': [" WEIGHTS("MIT") "]}";

    (void)state;
    PASS("{'license': {'any_of': ['MIT']}}", mit, "MIT");
    FAIL("{'license': {'any_of': ['Apache-2.0']}}", mit, "MIT");
    FAIL("{'license': {'none_of': ['MIT']}}", mit, "MIT");
    PASS("{'license': {'none_of': ['gemma']}}", mit, "MIT");
    PASS("{'license': {'any_of': ['MIT']}}", either, "MIT OR gemma");
    PASS("{'license': {'none_of': ['gemma']}}", either, "MIT OR gemma");
    FAIL("{'license': {'any_of': ['MIT']}}", both, "MIT AND gemma");
    FAIL("{'license': {'any_of': ['MIT']}}", opaque, NULL);
    OPEN("{'license': {'none_of': ['MIT']}}", opaque, NULL);
    OPEN("{'license': {'any_of': ['MIT']}}", unknown, "license unknown");
    OPEN("{'license': {'any_of': ['MIT']}}", empty, "license unknown");
    FAIL("{'license': {'none_of': ['MIT']}}", closed, "no license");
    FAIL("{'license': {'any_of': ['MIT']}}", tuned, "MIT AND gemma");
    PASS("{'license': {'any_of': ['MIT', 'gemma']}}", tuned, "MIT AND gemma");
    OPEN("{'license': {'of': 'model_card', 'any_of': ['MIT']}}", mit, NULL);
}

static void test_conflicts(void **state)
{
    static const char record[] =
        "{" KIT_HEAD ", 'artifacts': [], 'conflicts': [{'about': 'card and repository differ',"
        "'evidence': [{'source': 'https://example.org/card'}]}]}";

    (void)state;
    PASS("{'conflicts': 'none'}", mit, "none is recorded");
    FAIL("{'conflicts': 'none'}", record, "1 recorded");
}

/* --- selection and exceptions --------------------------------------------------------------- */

static void test_selection(void **state)
{
    openness_check *check =
        check_with("'applies_to': ['other/*'], 'requirements': [{'may': 'run'}]", closed, 0);

    (void)state;
    assert_int_equal(openness_check_verdict(check), OPENNESS_CHECK_PASS);
    assert_int_equal(openness_check_item_count(check, 0), 0);
    assert_false(check->releases[0].selected);
    assert_int_equal(check->warning_count, 2); /* the pattern, and that nothing was asked */
    openness_check_free(check);
    check = check_with("'requirements': [{'may': 'run', 'applies_to': 'other/*'},"
                       "{'conflicts': 'none', 'applies_to': ['acme/*']}]",
                       closed, 0);
    assert_int_equal(openness_check_item_count(check, 0), 1);
    assert_string_equal(openness_check_item_requirement(check, 0, 0), "conflicts");
    assert_int_equal(check->warning_count, 1);
    openness_check_free(check);
}

#define EXCEPTION(release, expires)                                                              \
    "'requirements': [{'id': 'use', 'may': 'run'}], 'exceptions': [{'release': '" release "',"   \
    "'requirement': 'use', 'reason': 'agreed', 'expires': '" expires "'}]"

static void expect_exception(const char *members, const char *record, int verdict,
                             opn_exception_state becomes)
{
    openness_check *check = check_with(members, record, 0);

    assert_int_equal(openness_check_item_verdict(check, 0, 0), verdict);
    assert_int_equal(openness_check_verdict(check),
                     verdict == OPENNESS_CHECK_EXCEPTED ? OPENNESS_CHECK_PASS : verdict);
    assert_int_equal(check->exceptions[0].state, becomes);
    assert_int_equal(check->warning_count, becomes == OPN_EXCEPTION_APPLIED ? 0 : 1);
    openness_check_free(check);
}

static void test_exceptions(void **state)
{
    (void)state;
    /* Its last day counts. */
    expect_exception(EXCEPTION("acme/one", "2026-11-22"), closed, OPENNESS_CHECK_EXCEPTED,
                     OPN_EXCEPTION_APPLIED);
    expect_exception(EXCEPTION("acme/*", "2027-01-01"), empty, OPENNESS_CHECK_EXCEPTED,
                     OPN_EXCEPTION_APPLIED);
    expect_exception(EXCEPTION("acme/one", "2026-11-21"), closed, OPENNESS_CHECK_FAIL,
                     OPN_EXCEPTION_EXPIRED);
    expect_exception(EXCEPTION("acme/one", "2027-01-01"), mit, OPENNESS_CHECK_PASS,
                     OPN_EXCEPTION_UNNEEDED);
    expect_exception(EXCEPTION("acme/two", "2027-01-01"), closed, OPENNESS_CHECK_FAIL,
                     OPN_EXCEPTION_UNUSED);
}

static void test_indeterminate(void **state)
{
    static const char members[] = "'requirements': [{'may': 'run'}]";
    static const struct {
        uint32_t flags;
        int verdict;
    } cases[] = {{0, OPENNESS_CHECK_INDETERMINATE},
                 {OPENNESS_INDETERMINATE_PASS, OPENNESS_CHECK_PASS},
                 {OPENNESS_INDETERMINATE_FAIL, OPENNESS_CHECK_FAIL}};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        openness_check *check = check_with(members, empty, cases[i].flags);

        assert_int_equal(openness_check_verdict(check), cases[i].verdict);
        assert_int_equal(check->releases[0].items[0].counts_as, cases[i].verdict);
        assert_int_equal(openness_check_item_verdict(check, 0, 0), OPENNESS_CHECK_INDETERMINATE);
        openness_check_free(check);
    }
}

/* --- several at once ------------------------------------------------------------------------ */

static void test_join(void **state)
{
    openness_policy *policy = policy_of("'applies_to': ['acme/*', 'gone/*'],"
                                        "'requirements': [{'may': 'run'}]");
    openness_policy *other = policy_of("'requirements': [{'may': 'run'}]");
    openness_release *release = kit_release(database, mit);
    openness_error *problem = NULL;
    openness_release *none = NULL;
    openness_check *checks[2] = {NULL, NULL};
    openness_check *stranger = NULL;
    openness_check *joined = NULL;
    const openness_check *mixed[2];

    (void)state;
    assert_int_not_equal(openness_release_parse(database, "{\n\"a\"", 5, 0, &none, &problem),
                         OPENNESS_OK);
    assert_int_equal(
        openness_check_release(policy, release, NULL, NULL, DAY, 0, &checks[0], NULL), 0);
    assert_int_equal(
        openness_check_unread(policy, "bad.json", problem, NULL, DAY, 0, &checks[1], NULL), 0);
    assert_int_equal(openness_check_release(other, release, NULL, NULL, DAY, 0, &stranger, NULL),
                     0);
    mixed[0] = checks[0];
    mixed[1] = stranger;
    assert_int_equal(openness_check_join(mixed, 2, &joined, NULL), OPENNESS_E_ARGUMENT);
    mixed[1] = checks[1];
    assert_int_equal(openness_check_join(mixed, 2, &joined, NULL), OPENNESS_OK);
    openness_error_free(problem);
    openness_policy_free(policy);
    openness_policy_free(other);
    openness_release_free(release);
    openness_check_free(checks[0]);
    openness_check_free(checks[1]);
    openness_check_free(stranger);
    assert_int_equal(openness_check_release_count(joined), 2);
    assert_int_equal(openness_check_verdict(joined), OPENNESS_CHECK_ERROR);
    assert_int_equal(openness_check_release_verdict(joined, 0), OPENNESS_CHECK_PASS);
    assert_int_equal(openness_check_release_verdict(joined, 1), OPENNESS_CHECK_ERROR);
    assert_string_equal(openness_check_release_id(joined, 0), "acme/one");
    assert_string_equal(openness_check_release_id(joined, 1), "");
    assert_int_equal(joined->releases[1].line, 2);
    assert_int_equal(joined->counts[OPENNESS_CHECK_PASS], 1);
    assert_int_equal(joined->warning_count, 1); /* one pattern has nothing */
    openness_check_free(joined);
}

/* A state of a day, and the terms of that day. */
static void test_days(void **state)
{
    static const char later[] =
        RECORD("{'kind': 'weights', 'access': 'none', 'extent': 'none', 'license': 'none',"
               "'events': [{'date': '2026-06-01', 'access': 'public', 'extent': 'full',"
               "'license': 'MIT', 'about': 'released', " KIT_EVIDENCE "}], " KIT_EVIDENCE "}");
    openness_policy *policy = policy_of("'requirements': [{'may': 'run'},"
                                        "{'fact': 'weights_access', 'at_least': 'public'}]");
    openness_release *release = kit_release(database, later);
    openness_check *check = NULL;

    (void)state;
    assert_int_equal(
        openness_check_release(policy, release, NULL, "2026-05-31", DAY, 0, &check, NULL),
        OPENNESS_OK);
    assert_int_equal(openness_check_item_verdict(check, 0, 0), OPENNESS_CHECK_FAIL);
    assert_int_equal(openness_check_item_verdict(check, 0, 1), OPENNESS_CHECK_FAIL);
    openness_check_free(check);
    assert_int_equal(openness_check_release(policy, release, NULL, NULL, DAY, 0, &check, NULL),
                     OPENNESS_OK);
    assert_int_equal(openness_check_verdict(check), OPENNESS_CHECK_PASS);
    openness_check_free(check);
    openness_policy_free(policy);
    openness_release_free(release);
}

/* --- what it says --------------------------------------------------------------------------- */

static void expect_in(const openness_check *check, int format, const char *const *parts,
                      size_t count)
{
    openness_text *text = NULL;

    assert_int_equal(openness_check_render(check, format, 0, 100, &text, NULL), OPENNESS_OK);
    for (size_t i = 0; i < count; i++) {
        if (strstr(openness_text_data(text), parts[i]) == NULL) {
            fail_msg("no \"%s\" in %s", parts[i], openness_text_data(text));
        }
    }
    openness_text_free(text);
}

static void test_pages(void **state)
{
    static const char *const said[] = {
        "Policy p: fail\n",
        "- fail: license of the weights: one of Apache-2.0 [license.weights]\n  - is: MIT\n",
        "  - why: counsel said so\n",
        "see /artifacts/0, https://example.org/w (card), read 2026-01-05\n",
        "- excepted: spectrum-1: a score of at least 90 [s]\n",
        "  - excepted until 2027-01-01: agreed\n",
    };
    static const char *const linked[] = {"### Policy p: fail\n",
                                         "see /artifacts/0, <https://example.org/w> (card)",
                                         "\\[license.weights\\]"};
    static const char *const json[] = {"\"format\": \"openness-check/1\"",
                                       "\"verdict\": \"fail\"",
                                       "\"requirement\": \"license.weights\"",
                                       "\"pointer\": \"/artifacts/0\"",
                                       "\"state\": \"applied\"",
                                       "\"exception\": 0",
                                       "\"checked_on\": \"2026-11-22\""};
    openness_check *check = check_with(
        "'requirements': [{'license': {'any_of': 'Apache-2.0'}, 'why': 'counsel said so'},"
        "{'id': 's', 'rubric': 'spectrum-1', 'lower_bound': 90}],"
        "'exceptions': [{'release': 'acme/one', 'requirement': 's', 'reason': 'agreed',"
        "'expires': '2027-01-01'}]",
        mit, 0);
    openness_text *text = NULL;

    (void)state;
    expect_in(check, OPENNESS_FORMAT_TEXT, said, OPN_ARRAY_LEN(said));
    expect_in(check, OPENNESS_FORMAT_MARKDOWN, linked, OPN_ARRAY_LEN(linked));
    expect_in(check, OPENNESS_FORMAT_JSON, json, OPN_ARRAY_LEN(json));
    assert_int_equal(openness_check_render(check, OPENNESS_FORMAT_VECTOR, 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    openness_check_free(check);
}

static int open_database(void **state)
{
    (void)state;
    database = kit_database();
    return 0;
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
        cmocka_unit_test(test_levels),        cmocka_unit_test(test_criteria),
        cmocka_unit_test(test_scores),        cmocka_unit_test(test_next),
        cmocka_unit_test(test_uses),
        cmocka_unit_test(test_facts),         cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_licenses),      cmocka_unit_test(test_conflicts),
        cmocka_unit_test(test_selection),     cmocka_unit_test(test_exceptions),
        cmocka_unit_test(test_indeterminate), cmocka_unit_test(test_join),
        cmocka_unit_test(test_days),          cmocka_unit_test(test_pages),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
