/* test_policy.c: policies as they are read, and what is wrong with them told at its place. */
#include "kit.h"

#include "../../lib/policy.h"

static openness_database *database;

#define HEAD "'format': 'openness-policy/1', 'name': 'p', "

static int parse(const char *text, openness_policy **out, openness_error **error)
{
    char *bytes = kit_json(text);
    int status = openness_policy_parse(database, "p.json", bytes, strlen(bytes), out, error);

    free(bytes);
    return status;
}

static openness_policy *good(const char *text)
{
    openness_policy *policy = NULL;
    openness_error *error = NULL;

    if (parse(text, &policy, &error) != OPENNESS_OK) {
        print_error("%s\n", openness_error_message(error));
    }
    openness_error_free(error);
    assert_non_null(policy);
    return policy;
}

/* One requirement of a policy that has no other. */
static openness_policy *one(const char *requirement)
{
    char text[2000];

    snprintf(text, sizeof text, "{" HEAD "'requirements': [%s]}", requirement);
    return good(text);
}

/* The policy is refused with this issue at this place. */
static void refused(const char *text, const char *id, const char *pointer, const char *says)
{
    openness_policy *policy = NULL;
    openness_error *error = NULL;
    int status = parse(text, &policy, &error);
    bool said = false;

    assert_true(status == OPENNESS_E_SCHEMA || status == OPENNESS_E_VERSION);
    assert_null(policy);
    if (!kit_error_has(error, id, pointer)) {
        fail_msg("%s: %s at %s", text, openness_error_issue_id(error, 0),
                 openness_error_issue_pointer(error, 0));
    }
    for (size_t i = 0; i < openness_error_issue_count(error); i++) {
        assert_true(openness_error_issue_line(error, i) > 0);
        said = said || strstr(openness_error_issue_message(error, i), says) != NULL;
    }
    if (!said) {
        fail_msg("%s: %s", text, openness_error_message(error));
    }
    openness_error_free(error);
}

static void refused_one(const char *requirement, const char *id, const char *at, const char *says)
{
    char text[2000];
    char pointer[200];

    snprintf(text, sizeof text, "{" HEAD "'requirements': [%s]}", requirement);
    snprintf(pointer, sizeof pointer, "/requirements/0%s", at);
    refused(text, id, pointer, says);
}

/* --- what can be asked ---------------------------------------------------------------------- */

static void test_kinds(void **state)
{
    static const struct {
        const char *text;
        const char *id;
        const char *says;
        opn_ask_kind kind;
    } cases[] = {
        {"{'rubric': 'g7-2026', 'at_least': 'open_weights'}", "g7-2026.open_weights",
         "g7-2026: at least Open Weights AI", OPN_ASK_LEVEL},
        {"{'rubric': 'spectrum-1', 'lower_bound': 37.5}", "spectrum-1.score",
         "spectrum-1: a score of at least 37.5", OPN_ASK_SCORE},
        {"{'rubric': 'spectrum-1@1', 'lower_bound': 40, 'reachable': 60.25}",
         "spectrum-1.score", "spectrum-1: a score of at least 40, and at best 60.25",
         OPN_ASK_SCORE},
        {"{'may': 'commercial', 'in': 'DE', 'users': 5000000}", "may.weights",
         "the terms of the weights allow: run, commercial true, monthly active users 5000000, "
         "territory DE",
         OPN_ASK_MAY},
        {"{'may': 'share_finetune', 'of': 'inference_code', 'business': 'none'}",
         "may.inference_code",
         "the terms of the inference code allow: action share finetune, business none",
         OPN_ASK_MAY},
        {"{'may': 'run'}", "may.weights", "the terms of the weights allow: action run",
         OPN_ASK_MAY},
        {"{'fact': 'training_data_disclosed', 'at_least': 'listed'}",
         "training_data_disclosed.listed", "training data disclosed: at least listed",
         OPN_ASK_FACT},
        {"{'evidence': {'max_age_days': 365, 'min_confidence': 'medium'}}", "evidence",
         "evidence of every value: read in the last 365 days, of at least medium confidence",
         OPN_ASK_EVIDENCE},
        {"{'license': {'any_of': ['mit', 'Apache-2.0'], 'none_of': 'gemma'}}", "license.weights",
         "license of the weights: one of MIT, Apache-2.0; none of gemma", OPN_ASK_LICENSE},
        {"{'conflicts': 'none'}", "conflicts", "sources do not contradict one another",
         OPN_ASK_CONFLICTS},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        openness_policy *policy = one(cases[i].text);

        assert_int_equal(openness_policy_requirement_count(policy), 1);
        assert_int_equal(policy->requirements[0].kind, cases[i].kind);
        assert_string_equal(openness_policy_requirement_id(policy, 0), cases[i].id);
        assert_string_equal(openness_policy_requirement_text(policy, 0), cases[i].says);
        assert_string_equal(openness_policy_name(policy), "p");
        assert_string_equal(policy->source, "p.json");
        openness_policy_free(policy);
    }
}

/* A criterion or part of a combination, and the default where it does not apply. */
static void test_parts(void **state)
{
    openness_policy *policy =
        one("{'rubric': 'mof-1.0', 'criterion': 'model_card', 'at_least': 'yes'}");

    (void)state;
    assert_int_equal(policy->requirements[0].inapplicable, OPENNESS_CHECK_PASS);
    openness_policy_free(policy);
    policy = one("{'rubric': 'mof-1.0', 'at_least': 'class_iii'}");
    assert_int_equal(policy->requirements[0].inapplicable, OPENNESS_CHECK_FAIL);
    openness_policy_free(policy);
    policy = one("{'rubric': 'mof-1.0', 'at_least': 'class_iii', 'not_applicable': 'pass'}");
    assert_int_equal(policy->requirements[0].inapplicable, OPENNESS_CHECK_PASS);
    openness_policy_free(policy);
}

/* Ids that are made are told apart, and never take one that is stated. */
static void test_ids(void **state)
{
    openness_policy *policy =
        good("{" HEAD "'requirements': [{'may': 'run'}, {'may': 'host'}, {'id': 'may.weights',"
             "'may': 'modify'}, {'may': 'share'}]}");

    (void)state;
    assert_string_equal(openness_policy_requirement_id(policy, 0), "may.weights-2");
    assert_string_equal(openness_policy_requirement_id(policy, 1), "may.weights-3");
    assert_string_equal(openness_policy_requirement_id(policy, 2), "may.weights");
    assert_string_equal(openness_policy_requirement_id(policy, 3), "may.weights-4");
    assert_string_equal(openness_policy_requirement_id(policy, 4), "");
    openness_policy_free(policy);
#define USES "'requirements': [{'may': 'run'}, {'may': 'host'}, {'id': 'a', 'may': 'modify'}]"
#define EXCEPT(id)                                                                               \
    ", 'exceptions': [{'release': '*', 'requirement': '" id                                      \
    "', 'reason': 'r', 'expires': '2027-01-01'}]}"
    refused("{" HEAD USES EXCEPT("may.weights"), "bad-id", "/exceptions/0/requirement",
            "\"may.weights\" is told from another requirement by its place only: give it an \"id\" of its "
            "own");
    refused("{" HEAD USES EXCEPT("may.weights-2"), "bad-id", "/exceptions/0/requirement",
            "\"may.weights-2\" is told from another requirement by its place only: give it an \"id\" of its "
            "own");
    openness_policy_free(good("{" HEAD USES EXCEPT("a")));
    openness_policy_free(good("{" HEAD "'requirements': [{'may': 'run'}]" EXCEPT("may.weights")));
    openness_policy_free(good("{" HEAD "'requirements': [{'may': 'run'}, {'id': 'may.weights', "
                              "'may': 'host'}]" EXCEPT("may.weights")));
}

static void test_yaml(void **state)
{
    static const char text[] = "# a policy\n"
                               "format: openness-policy/1\n"
                               "name: p\n"
                               "requirements:\n"
                               "  - may: commercial\n"
                               "    in: NO   # Norway\n"
                               "    why: >\n"
                               "      two\n"
                               "      lines\n"
                               "  - {rubric: spectrum-1, lower_bound: 40}\n"
                               "exceptions: []\n";
    openness_policy *policy = NULL;
    openness_error *error = NULL;
    int status = openness_policy_parse(database, NULL, text, sizeof text - 1, &policy, &error);

    (void)state;
    if (status == OPENNESS_E_SCHEMA &&
        opn_streq(openness_error_issue_id(error, 0), "unsupported")) {
        openness_error_free(error);
        skip(); /* built without libyaml */
    }
    assert_int_equal(status, OPENNESS_OK);
    assert_string_equal(policy->requirements[0].question,
                        "{\"commercial\":true,\"territory\":\"NO\"}");
    assert_string_equal(policy->rules[0].why, "two lines");
    assert_int_equal(policy->rules[1].line, 10);
    assert_string_equal(policy->source, "policy");
    openness_policy_free(policy);
}

/* --- what is refused ------------------------------------------------------------------------ */

static void test_unknown_members(void **state)
{
    (void)state;
    refused("{" HEAD "'requirments': []}", "unknown-member", "/requirments",
            "did you mean \"requirements\"?");
    refused_one("{'rubric': 'g7-2026', 'atleast': 'open_weights'}", "unknown-member", "/atleast",
                "did you mean \"at_least\"?");
    refused_one("{'licence': {'any_of': 'MIT'}}", "unknown-member", "", "mean \"license\"?");
    refused_one("{'may': 'run', 'at_least': 'x'}", "unknown-member", "/at_least", "at_least");
    refused_one("{'evidence': {'max_age': 3}}", "unknown-member", "/evidence/max_age",
                "\"max_age\"");
    refused_one("{'license': {'anyof': 'MIT'}}", "unknown-member", "/license/anyof",
                "\"any_of\"");
    refused("{" HEAD "'requirements': [{'conflicts': 'none'}], 'exceptions': [{'release': 'a/b',"
            "'requirement': 'conflicts', 'reason': 'r', 'expire': '2026-01-01'}]}",
            "unknown-member", "/exceptions/0/expire", "did you mean \"expires\"?");
}

static void test_unknown_names(void **state)
{
    (void)state;
    refused_one("{'rubric': 'g7-2025', 'at_least': 'x'}", "unknown-name", "/rubric",
                "did you mean \"g7-2026\"?");
    refused_one("{'rubric': 'g7-2026@9', 'at_least': 'open_weights'}", "unknown-name", "/rubric",
                "is version 1 here");
    refused_one("{'rubric': 'g7-2026', 'at_least': 'open'}", "unknown-level", "/at_least",
                "open_weights, open_source");
    refused_one("{'rubric': 'mof-1.0', 'criterion': 'model_cart', 'at_least': 'yes'}",
                "unknown-name", "/criterion", "did you mean \"model_card\"?");
    refused_one("{'fact': 'weights_acces', 'at_least': 'public'}", "unknown-name", "/fact",
                "did you mean \"weights_access\"?");
    refused_one("{'fact': 'weights_access', 'at_least': 'open'}", "unknown-level", "/at_least",
                "gated, public");
    refused_one("{'may': 'rum'}", "unknown-level", "/may", "did you mean \"run\"?");
    refused_one("{'may': 'run', 'in': 'EW'}", "unknown-name", "/in", "territory");
    refused_one("{'may': 'run', 'of': 'weight'}", "unknown-name", "/of", "\"weights\"");
    refused_one("{'license': {'any_of': ['MIT', 'MTI']}}", "unknown-license", "/license/any_of/1",
                "MTI");
    refused_one("{'license': {'none_of': ['MIT OR gemma']}}", "bad-id", "/license/none_of/0",
                "one license");
    refused("{" HEAD "'requirements': [{'conflicts': 'none'}], 'exceptions': [{'release': 'a/b',"
            "'requirement': 'conflict', 'reason': 'r', 'expires': '2026-01-01'}]}",
            "unknown-name", "/exceptions/0/requirement", "did you mean \"conflicts\"?");
}

static void test_wrong_values(void **state)
{
    (void)state;
    refused_one("{'rubric': 'spectrum-1', 'lower_bound': '40'}", "bad-number", "/lower_bound",
                "such as 40");
    refused_one("{'rubric': 'spectrum-1', 'lower_bound': -1}", "bad-number", "/lower_bound",
                "such as 40");
    refused_one("{'rubric': 'spectrum-1', 'lower_bound': 1e2}", "bad-number", "/lower_bound",
                "such as 40");
    refused_one("{'rubric': 'spectrum-1', 'lower_bound': 101}", "bad-number", "/lower_bound",
                "ends at 100");
    refused_one("{'rubric': 'spectrum-1'}", "missing-member", "", "\"lower_bound\"");
    refused_one("{'rubric': 'g7-2026', 'lower_bound': 4}", "missing-member", "", "no score");
    refused_one("{'rubric': 'spectrum-1', 'lower_bound': 4, 'at_least': 'x'}", "contradiction",
                "", "not for both");
    refused_one("{'rubric': 'g7-2026', 'may': 'run'}", "contradiction", "", "two requirements");
    refused_one("{'may': 'commercial', 'commercial': true}", "contradiction", "/commercial",
                "already");
    refused_one("{'may': 'run', 'commercial': 'yes'}", "wrong-type", "/commercial", "true or");
    refused_one("{'may': 'run', 'users': '5'}", "bad-number", "/users", "whole number");
    refused_one("{'may': 'run', 'currency': 'euro'}", "bad-id", "/currency", "ISO 4217");
    refused_one("{'may': 'run', 'date': '2024'}", "bad-date", "/date", "YYYY-MM-DD");
    refused_one("{'evidence': {}}", "missing-member", "/evidence", "max_age_days");
    refused_one("{'license': {'of': 'weights'}}", "missing-member", "/license", "any_of");
    refused_one("{'license': {'any_of': []}}", "missing-member", "/license/any_of", "empty");
    refused_one("{'conflicts': 'some'}", "unknown-level", "/conflicts", "some");
    refused_one("{'id': 'a b', 'conflicts': 'none'}", "bad-id", "/id", "letters");
    refused_one("{'why': 'reasons'}", "missing-member", "", "one of the members");
    refused_one("'conflicts'", "wrong-type", "", "map");
    refused("{" HEAD "'requirements': [{'id': 'x', 'conflicts': 'none'},"
            "{'id': 'x', 'conflicts': 'none'}]}",
            "duplicate-id", "/requirements/1", "twice");
}

static void test_document(void **state)
{
    static const char exception[] =
        "{" HEAD "'requirements': [{'conflicts': 'none'}], 'exceptions': [{%s}]}";
    char text[600];

    (void)state;
#ifdef OPENNESS_HAVE_YAML
    refused("[]", "wrong-type", "", "map");
#endif
    refused("{'name': 'p', 'requirements': [{'may': 'run'}]}", "unknown-format", "",
            "openness-policy/1");
    refused("{'format': 'openness-policy/2'}", "unknown-format", "/format", "openness-policy/1");
    refused("{'format': 'openness-policy/1', 'requirements': [{'may': 'run'}]}", "missing-member",
            "", "\"name\"");
    refused("{" HEAD "'applies_to': 'a/*'}", "missing-member", "", "\"requirements\"");
    refused("{" HEAD "'requirements': []}", "missing-member", "/requirements", "empty");
    /* A reason and an end are no formality. */
    snprintf(text, sizeof text, exception,
             "'release': 'a/b', 'requirement': 'conflicts',"
             "'expires': '2026-01-01'");
    refused(text, "missing-member", "/exceptions/0", "\"reason\"");
    snprintf(text, sizeof text, exception,
             "'release': 'a/b', 'requirement': 'conflicts',"
             "'reason': 'r'");
    refused(text, "missing-member", "/exceptions/0", "\"expires\"");
    snprintf(text, sizeof text, exception,
             "'release': 'a/b', 'requirement': 'conflicts',"
             "'reason': ' ', 'expires': '2026-01-01'");
    refused(text, "empty-text", "/exceptions/0/reason", "empty");
    snprintf(text, sizeof text, exception,
             "'release': 'a/b', 'requirement': 'conflicts',"
             "'reason': 'r', 'expires': '2026-01'");
    refused(text, "bad-date", "/exceptions/0/expires", "YYYY-MM-DD");
}

/* --- patterns ------------------------------------------------------------------------------- */

static void test_patterns(void **state)
{
    static const struct {
        const char *pattern;
        const char *id;
        bool matches;
    } cases[] = {
        {"a/b", "a/b", true},
        {"a/b", "a/bc", false},
        {"a/*", "a/b", true},
        {"a/*", "ab/b", false},
        {"*", "", true},
        {"*", "a/b", true},
        {"*/b", "a/b", true},
        {"*/b", "a/b/b", true},
        {"a*b*c", "aXbYbc", true},
        {"a*b*c", "aXbYb", false},
        {"**a", "bbba", true},
        {"a**", "a", true},
        {"", "a", false},
        {"", "", true},
        {"A/*", "a/b", false},
        {"*-7B", "x/y-7B", true},
        {"*-7B", "x/y-70B", false},
        {"a?b", "acb", false},
    };
    char many[201];

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        if (opn_pattern_matches(cases[i].pattern, cases[i].id, true) != cases[i].matches) {
            fail_msg("%s: %s", cases[i].pattern, cases[i].id);
        }
    }
    /* Stars do not multiply the work. */
    for (size_t i = 0; i < 200; i++) {
        many[i] = i % 2 == 0 ? '*' : 'a';
    }
    many[200] = '\0';
    assert_false(
        opn_pattern_matches(many, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true));
    assert_false(opn_pattern_matches("Meta-Llama/*B", "meta-llama/8b", true));
    assert_true(opn_pattern_matches("Meta-Llama/*B", "meta-llama/8b", false));
    assert_false(opn_pattern_matches("a[", "A{", false));
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
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_yaml),
        cmocka_unit_test(test_unknown_members),
        cmocka_unit_test(test_unknown_names),
        cmocka_unit_test(test_wrong_values),
        cmocka_unit_test(test_document),
        cmocka_unit_test(test_patterns),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
