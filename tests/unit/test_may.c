/*
 * test_may.c: questions to licenses and releases through the public calls.
 *
 * One invented license has every duty that there is; tests change it in one
 * place. What real licenses answer is tests/may/questions.json.
 */
#include "kit.h"

#include "../../lib/mem.h"
#include "../../lib/places.h"
#include "../../lib/question.h"
#include <openness/openness.h>

/* Terms of a text that leaves everything free. */
#define FREE                                                                                     \
    "'purpose': 'none', 'commercial': 'included', 'gates': [], 'modify': 'yes',"                 \
    "'redistribute': 'yes', 'hosting': 'silent', 'copyleft': 'none', 'flow_down': 'none',"       \
    "'notice': 'none', 'state_changes': false, 'display': 'none', 'name_rule': 'none',"          \
    "'output_train': 'silent', 'output_derivative': false, 'output_owner': 'silent',"            \
    "'aup': 'none', 'field_bans': [], 'territory': [], 'runtime': 'none'"
#define LICENSE(id, terms)                                                                       \
    "{'format': 'openness-license/1', 'id': '" id "', 'name': 'License " id "',"                 \
    " 'texts': [{'date': '2024-01-01', 'terms': {" terms "},"                                    \
    "  'clauses': {'notice': 's1: where it stands', 'gates': 's2'}, 'sources': []}]}"

static const char licenses[] = "["
    LICENSE("free", FREE) ","
    LICENSE("duties",
        "'purpose': 'none', 'commercial': 'register', 'modify': 'yes', 'redistribute': 'yes',"
        "'gates': [{'metric': 'mau', 'limit': 1000, 'effect': 'permission'},"
        "          {'metric': 'annual_revenue', 'limit': 50, 'unit': 'USD', 'at': 'at_least',"
        "           'effect': 'terminates', 'commercial_only': true}],"
        "'hosting': 'flow_down', 'copyleft': 'network', 'flow_down': 'use_limits',"
        "'notice': 'credit', 'state_changes': true, 'unmodified_only': ['notice'],"
        "'display': {'text': 'Made by A | Made by B', 'when': ['copy', 'service']},"
        "'name_rule': {'rule': 'prefix', 'text': 'Acme', 'covers': ['derivatives']},"
        "'output_train': 'no_other_llm', 'output_train_except': ['derivatives'],"
        "'output_derivative': true, 'output_owner': 'user', 'aup': 'listed', 'aup_mutable': true,"
        "'field_bans': ['military', 'nuclear'], 'runtime': 'filter_duty',"
        "'territory': [{'exclude': ['EU'], 'models': 'multimodal', 'reaches': ['use'],"
        "               'who': 'resident'}]") ","
    LICENSE("scholar", "'purpose': 'research', 'commercial': 'separate', 'gates': [],"
        "'modify': 'no_share', 'redistribute': 'yes', 'hosting': 'forbidden',"
        "'copyleft': 'none', 'flow_down': 'license_copy', 'notice': 'keep',"
        "'state_changes': false, 'display': 'none', 'name_rule': 'none',"
        "'output_train': 'prohibited', 'output_derivative': false,"
        "'output_owner': 'licensor', 'aup': 'none', 'field_bans': [], 'territory': [],"
        "'runtime': 'none'") ","
    LICENSE("partly", "'purpose': 'none', 'notice': 'keep'") ","
    LICENSE("unread", "") "]";

static openness_database *database;

static int open_all(void **state)
{
    (void)state;
    database = kit_extend(kit_database(), licenses);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

static openness_answer *ask(const char *expression, const char *question)
{
    openness_answer *answer = NULL;
    openness_error *error = NULL;
    char *json = kit_json(question);

    if (openness_may_license(database, expression, json, strlen(json), &answer, &error) != 0) {
        print_error("%s\n", openness_error_message(error));
    }
    assert_null(error);
    assert_non_null(answer);
    free(json);
    return answer;
}

/* The first line of a term with a verdict, or NULL. */
static const char *line_of(const openness_answer *answer, int verdict, const char *term)
{
    for (size_t i = 0; i < openness_answer_line_count(answer); i++) {
        if (openness_answer_line_verdict(answer, i) == verdict &&
            opn_streq(openness_answer_line_term(answer, i), term)) {
            return openness_answer_line_text(answer, i);
        }
    }
    return NULL;
}

static int verdict_of(const char *expression, const char *question)
{
    openness_answer *answer = ask(expression, question);
    int verdict = openness_answer_verdict(answer);

    openness_answer_free(answer);
    return verdict;
}

static bool has_line(const char *expression, const char *question, int verdict, const char *term)
{
    openness_answer *answer = ask(expression, question);
    bool found = line_of(answer, verdict, term) != NULL;

    openness_answer_free(answer);
    return found;
}

static void test_free_is_free(void **state)
{
    static const char *const actions[] = {"run",     "host",           "modify",
                                          "share",   "share_finetune", "train_on_outputs",
                                          "distill", "sell_outputs"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(actions); i++) {
        char question[64];
        openness_answer *answer;

        snprintf(question, sizeof question, "{'action': '%s'}", actions[i]);
        answer = ask("free", question);
        assert_int_equal(openness_answer_verdict(answer), OPENNESS_ALLOWED);
        assert_int_equal(openness_answer_line_count(answer), 0);
        openness_answer_free(answer);
    }
}

static void test_lines_name_their_place(void **state)
{
    openness_answer *answer = ask("duties", "{'action': 'share'}");
    size_t seen = 0;

    (void)state;
    assert_int_equal(openness_answer_verdict(answer), OPENNESS_CONDITIONAL);
    for (size_t i = 0; i < openness_answer_line_count(answer); i++) {
        assert_string_equal(openness_answer_line_license(answer, i), "duties");
        if (opn_streq(openness_answer_line_term(answer, i), "notice")) {
            assert_string_equal(openness_answer_line_clause(answer, i), "s1: where it stands");
            seen++;
        }
    }
    assert_int_equal(seen, 1);
    assert_string_equal(line_of(answer, OPENNESS_CONDITIONAL, "display"),
                        "Show \"Made by A\" or \"Made by B\" where you offer the copy");
    openness_answer_free(answer);
}

static void test_gates(void **state)
{
    (void)state;
    assert_false(has_line("duties",
                          "{'monthly_active_users': 1000, 'annual_revenue': 49,"
                          " 'currency': 'USD'}",
                          OPENNESS_CONDITIONAL, "gates"));
    assert_true(has_line("duties", "{'monthly_active_users': 1001}", OPENNESS_FORBIDDEN,
                         "gates"));
    /* "at_least" counts the limit itself; trade must be sure for a bar. */
    assert_true(has_line("duties",
                         "{'monthly_active_users': 1, 'annual_revenue': 50, 'currency': 'USD',"
                         " 'commercial': true}",
                         OPENNESS_FORBIDDEN, "gates"));
    assert_true(has_line("duties",
                         "{'monthly_active_users': 1, 'annual_revenue': 50, 'currency': 'USD'}",
                         OPENNESS_CONDITIONAL, "gates"));
    assert_false(has_line("duties",
                          "{'monthly_active_users': 1, 'annual_revenue': 50, 'currency': 'USD',"
                          " 'commercial': false}",
                          OPENNESS_CONDITIONAL, "gates"));
    /* Another currency settles nothing, unless there is no revenue. */
    assert_true(has_line("duties",
                         "{'monthly_active_users': 1, 'annual_revenue': 1, 'currency': 'EUR'}",
                         OPENNESS_CONDITIONAL, "gates"));
    assert_false(has_line("duties",
                          "{'monthly_active_users': 1, 'annual_revenue': 0, 'currency': 'EUR'}",
                          OPENNESS_CONDITIONAL, "gates"));
}

static void test_gate_words(void **state)
{
    openness_answer *answer = ask("duties", "{}");

    (void)state;
    assert_string_equal(line_of(answer, OPENNESS_CONDITIONAL, "gates"),
                        "More than 1,000 monthly active users need a separate permission from "
                        "the licensor");
    openness_answer_free(answer);
    answer = ask("duties", "{'monthly_active_users': 1}");
    assert_string_equal(line_of(answer, OPENNESS_CONDITIONAL, "gates"),
                        "USD 50 or more of annual revenue in commercial use ends the license");
    openness_answer_free(answer);
}

static void test_places(void **state)
{
    (void)state;
    assert_true(opn_place_valid("DE"));
    assert_true(opn_place_valid("EU"));
    assert_false(opn_place_valid("UK"));
    assert_false(opn_place_valid("de"));
    assert_false(opn_place_valid("D"));
    assert_false(opn_place_valid("DEU"));
    assert_false(opn_place_valid(""));
    assert_string_equal(opn_place_suggest("UK"), "GB");
    assert_true(opn_place_within("IE", "EU"));
    assert_true(opn_place_within("RE", "EU"));
    assert_false(opn_place_within("GB", "EU"));
    assert_false(opn_place_within("NO", "EU"));
    assert_true(opn_place_within("NO", "EEA"));
    assert_false(opn_place_within("CH", "EEA"));
    assert_true(opn_place_within("KR", "KR"));
    assert_false(opn_place_within("KP", "KR"));
    /* The license alone does not say whether the model is multimodal. */
    assert_true(has_line("duties", "{'territory': 'DE'}", OPENNESS_CONDITIONAL, "territory"));
    assert_true(has_line("duties", "{}", OPENNESS_CONDITIONAL, "territory"));
    assert_false(has_line("duties", "{'territory': 'US'}", OPENNESS_CONDITIONAL, "territory"));
    /* Passing copies on is out of its reach. */
    assert_false(has_line("duties", "{'action': 'share', 'territory': 'DE'}",
                          OPENNESS_CONDITIONAL, "territory"));
}

static void test_fields(void **state)
{
    (void)state;
    assert_true(has_line("duties", "{'fields': ['nuclear']}", OPENNESS_FORBIDDEN, "field_bans"));
    assert_true(has_line("duties", "{}", OPENNESS_CONDITIONAL, "field_bans"));
    assert_false(has_line("duties", "{'fields': []}", OPENNESS_CONDITIONAL, "field_bans"));
    /* A field that nobody has heard of may be barred by another name. */
    assert_true(has_line("duties", "{'fields': ['gardening']}", OPENNESS_CONDITIONAL,
                         "field_bans"));
}

static void test_sharing(void **state)
{
    openness_answer *copy = ask("duties", "{'action': 'share'}");
    openness_answer *tuned = ask("duties", "{'action': 'share_finetune'}");
    openness_answer *service = ask("duties", "{'action': 'host'}");

    (void)state;
    assert_non_null(line_of(copy, OPENNESS_CONDITIONAL, "flow_down"));
    assert_null(line_of(copy, OPENNESS_CONDITIONAL, "copyleft"));
    assert_null(line_of(copy, OPENNESS_CONDITIONAL, "name_rule"));
    assert_non_null(line_of(tuned, OPENNESS_CONDITIONAL, "copyleft"));
    assert_non_null(line_of(tuned, OPENNESS_CONDITIONAL, "name_rule"));
    assert_non_null(line_of(tuned, OPENNESS_CONDITIONAL, "state_changes"));
    assert_null(line_of(tuned, OPENNESS_CONDITIONAL, "notice")); /* unchanged copies only */
    assert_null(line_of(tuned, OPENNESS_CONDITIONAL, "display"));
    assert_non_null(line_of(service, OPENNESS_CONDITIONAL, "flow_down"));
    assert_null(line_of(service, OPENNESS_CONDITIONAL, "notice"));
    assert_non_null(line_of(service, OPENNESS_CONDITIONAL, "copyleft"));
    assert_non_null(line_of(service, OPENNESS_CONDITIONAL, "display"));
    openness_answer_free(copy);
    openness_answer_free(tuned);
    openness_answer_free(service);
}

static void test_bars(void **state)
{
    (void)state;
    assert_int_equal(verdict_of("scholar", "{'commercial': true}"), OPENNESS_FORBIDDEN);
    assert_int_equal(verdict_of("scholar", "{'commercial': false}"), OPENNESS_CONDITIONAL);
    assert_true(has_line("scholar", "{'action': 'share_finetune', 'commercial': false}",
                         OPENNESS_FORBIDDEN, "modify"));
    assert_int_equal(verdict_of("scholar", "{'action': 'modify', 'commercial': false}"),
                     OPENNESS_CONDITIONAL);
    assert_true(has_line("scholar", "{'action': 'host', 'commercial': false}",
                         OPENNESS_FORBIDDEN, "hosting"));
    /* Selling is commercial unless somebody says otherwise. */
    assert_true(has_line("scholar", "{'action': 'sell_outputs'}", OPENNESS_FORBIDDEN,
                         "purpose"));
    assert_true(has_line("scholar", "{'action': 'sell_outputs', 'commercial': false}",
                         OPENNESS_FORBIDDEN, "output_owner"));
}

static void test_outputs(void **state)
{
    (void)state;
    assert_true(has_line("duties", "{'action': 'train_on_outputs'}", OPENNESS_FORBIDDEN,
                         "output_train"));
    /* An imitation is a derivative here, which the ban leaves open. */
    assert_false(has_line("duties", "{'action': 'distill'}", OPENNESS_FORBIDDEN,
                          "output_train"));
    assert_true(has_line("duties", "{'action': 'distill'}", OPENNESS_CONDITIONAL,
                         "output_derivative"));
    assert_true(has_line("scholar", "{'action': 'distill'}", OPENNESS_FORBIDDEN,
                         "output_train"));
}

static void test_what_was_not_read(void **state)
{
    openness_answer *unread = ask("unread", "{}");
    openness_answer *partly = ask("partly", "{}");

    (void)state;
    assert_int_equal(openness_answer_verdict(unread), OPENNESS_UNDECIDED);
    assert_int_equal(openness_answer_line_count(unread), 1);
    assert_string_equal(openness_answer_line_term(unread, 0), "license");
    assert_int_equal(openness_answer_verdict(partly), OPENNESS_UNDECIDED);
    assert_null(line_of(partly, OPENNESS_UNDECIDED, "purpose"));
    assert_non_null(line_of(partly, OPENNESS_UNDECIDED, "gates"));
    openness_answer_free(unread);
    openness_answer_free(partly);
}

static void test_expressions(void **state)
{
    openness_answer *both = ask("free AND duties AND (duties AND free)", "{'action': 'share'}");
    openness_answer *one = ask("duties", "{'action': 'share'}");

    (void)state;
    assert_int_equal(openness_answer_line_count(both), openness_answer_line_count(one));
    openness_answer_free(both);
    openness_answer_free(one);
    assert_int_equal(verdict_of("duties OR free", "{'action': 'share'}"), OPENNESS_ALLOWED);
    assert_int_equal(verdict_of("unread OR scholar", "{'commercial': true}"),
                     OPENNESS_UNDECIDED);
    assert_int_equal(verdict_of("unread AND scholar", "{'commercial': true}"),
                     OPENNESS_FORBIDDEN);
    assert_int_equal(verdict_of("free AND LicenseRef-mine", "{}"), OPENNESS_UNDECIDED);
    assert_int_equal(verdict_of("free OR LicenseRef-mine", "{}"), OPENNESS_ALLOWED);
    assert_int_equal(verdict_of("free WITH Classpath-exception-2.0", "{}"), OPENNESS_ALLOWED);
    /* Of two that come out alike the one that asks for less. */
    assert_false(has_line("duties OR MIT", "{'action': 'share'}", OPENNESS_CONDITIONAL, "gates"));
}

static void test_reference_is_named(void **state)
{
    openness_answer *answer = ask("(free) AND LicenseRef-b", "{}");

    (void)state;
    assert_int_equal(openness_answer_line_count(answer), 1);
    assert_string_equal(openness_answer_line_license(answer, 0), "LicenseRef-b");
    openness_answer_free(answer);
}

static void test_the_day(void **state)
{
    (void)state;
    assert_int_equal(verdict_of("tencent-hunyuan-eu",
                                "{'territory': 'DE', 'monthly_active_users': 1,"
                                " 'date': '2024-12-16'}"),
                     OPENNESS_CONDITIONAL);
    assert_int_equal(verdict_of("tencent-hunyuan-eu",
                                "{'territory': 'DE', 'monthly_active_users': 1,"
                                " 'date': '2024-12-17'}"),
                     OPENNESS_FORBIDDEN);
}

/* The error of a question that must be refused. */
static void refused(const char *question, int status, const char *id, const char *pointer)
{
    openness_answer *answer = NULL;
    openness_error *error = NULL;
    char *json = kit_json(question);

    assert_int_equal(
        openness_may_license(database, "free", json, strlen(json), &answer, &error), status);
    assert_null(answer);
    assert_true(kit_error_has(error, id, pointer));
    openness_error_free(error);
    free(json);
}

static void test_questions_are_checked(void **state)
{
    (void)state;
    refused("{'acton': 'run'}", OPENNESS_E_SCHEMA, "unknown-member", "/acton");
    refused("{'action': 'shar'}", OPENNESS_E_SCHEMA, "unknown-level", "/action");
    refused("{'commercial': 'yes'}", OPENNESS_E_SCHEMA, "wrong-type", "/commercial");
    refused("{'monthly_active_users': -1}", OPENNESS_E_SCHEMA, "bad-number",
            "/monthly_active_users");
    refused("{'annual_revenue': 1.5}", OPENNESS_E_SCHEMA, "bad-number", "/annual_revenue");
    refused("{'currency': 'usd'}", OPENNESS_E_SCHEMA, "bad-id", "/currency");
    refused("{'territory': 'UK'}", OPENNESS_E_SCHEMA, "unknown-name", "/territory");
    refused("{'fields': 'military'}", OPENNESS_E_SCHEMA, "wrong-type", "/fields");
    refused("{'fields': [1]}", OPENNESS_E_SCHEMA, "wrong-type", "/fields/0");
    refused("{'business': ['model_as_a_servce']}", OPENNESS_E_SCHEMA, "unknown-name",
            "/business/0");
    refused("{'date': '2024-02-30'}", OPENNESS_E_SCHEMA, "bad-date", "/date");
    refused("{'date': '2024-02'}", OPENNESS_E_SCHEMA, "bad-date", "/date");
    refused("[]", OPENNESS_E_SCHEMA, "wrong-type", "");
    refused("{", OPENNESS_E_JSON, "invalid-json", "");
}

static void test_expressions_are_checked(void **state)
{
    openness_answer *answer = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_may_license(database, "MIT OR", "{}", 2, &answer, &error),
                     OPENNESS_E_SCHEMA);
    openness_error_free(error);
    assert_int_equal(openness_may_license(database, "MITT", "{}", 2, &answer, &error),
                     OPENNESS_E_NOT_FOUND);
    assert_non_null(strstr(openness_error_message(error), "MIT"));
    openness_error_free(error);
    assert_int_equal(openness_may_license(NULL, "MIT", "{}", 2, &answer, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_may_license(database, NULL, "{}", 2, &answer, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_may_license(database, "MIT", NULL, 0, &answer, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_may_license(database, "MIT", "{}", 2, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(answer);
}

static void test_getters_without_an_answer(void **state)
{
    openness_answer *answer = ask("free", "{}");

    (void)state;
    assert_int_equal(openness_answer_verdict(NULL), OPENNESS_UNDECIDED);
    assert_int_equal(openness_answer_line_count(NULL), 0);
    assert_int_equal(openness_answer_line_verdict(answer, 0), OPENNESS_UNDECIDED);
    assert_string_equal(openness_answer_line_term(answer, 0), "");
    assert_string_equal(openness_answer_line_text(NULL, 0), "");
    assert_string_equal(openness_answer_line_clause(NULL, 0), "");
    assert_string_equal(openness_answer_line_license(NULL, SIZE_MAX), "");
    openness_answer_free(answer);
    openness_answer_free(NULL);
}

/* A record with a base, or none, and one license. */
static openness_release *record(const char *members, const char *license)
{
    char text[2048];

    snprintf(text, sizeof text,
             "{" KIT_HEAD ", 'input_modalities': ['text'], 'output_modalities': ['text']%s,"
             " 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"
             " 'license': '%s'}]}",
             members, license);
    return kit_release(database, text);
}

static openness_answer *ask_release(const openness_release *release, const char *artifact,
                                    const char *question)
{
    openness_answer *answer = NULL;
    char *json = kit_json(question);

    assert_int_equal(
        openness_may_release(release, artifact, json, strlen(json), &answer, NULL), 0);
    assert_non_null(answer);
    free(json);
    return answer;
}

static int verdict_of_record(const char *members, const char *license, const char *question)
{
    openness_release *release = record(members, license);
    openness_answer *answer = ask_release(release, NULL, question);
    int verdict = openness_answer_verdict(answer);

    openness_release_free(release); /* the answer keeps what it needs */
    openness_answer_free(answer);
    return verdict;
}

#define BASE(relation, license)                                                                  \
    ", 'based_on': [{'id': 'x/base', 'relation': '" relation "', 'license': '" license "'}]"

static void test_releases(void **state)
{
    static const char anew[] =
        ", 'based_on': [{'id': 'x/base', 'relation': 'finetune', 'license': 'scholar',"
        " 'relicensed': true, " KIT_EVIDENCE "}]";

    (void)state;
    assert_int_equal(verdict_of_record("", "free", "{}"), OPENNESS_ALLOWED);
    assert_int_equal(verdict_of_record("", "none", "{}"), OPENNESS_FORBIDDEN);
    assert_int_equal(verdict_of_record("", "unknown", "{}"), OPENNESS_UNDECIDED);
    assert_int_equal(
        verdict_of_record(BASE("finetune", "scholar"), "free", "{'commercial': true}"),
        OPENNESS_FORBIDDEN);
    assert_int_equal(verdict_of_record(BASE("finetune", "unknown"), "free", "{}"),
                     OPENNESS_UNDECIDED);
    assert_int_equal(verdict_of_record(BASE("finetune", "none"), "free", "{}"),
                     OPENNESS_FORBIDDEN);
    assert_int_equal(verdict_of_record(anew, "free", "{'commercial': true}"), OPENNESS_ALLOWED);
    assert_int_equal(verdict_of_record(BASE("component", "scholar"), "free", "{}"),
                     OPENNESS_ALLOWED);
    /* A pupil is bound by a text that calls it a derivative, and by no other. */
    assert_int_equal(verdict_of_record(BASE("distillation", "scholar"), "free", "{}"),
                     OPENNESS_ALLOWED);
    assert_int_equal(verdict_of_record(BASE("distillation", "duties"), "free", "{}"),
                     OPENNESS_CONDITIONAL);
    assert_int_equal(verdict_of_record(BASE("distillation", "unknown"), "free", "{}"),
                     OPENNESS_ALLOWED);
    assert_int_equal(verdict_of_record(BASE("distillation", "unread"), "free", "{}"),
                     OPENNESS_UNDECIDED);
}

static void test_modalities(void **state)
{
    static const char question[] = "{'territory': 'DE', 'monthly_active_users': 1}";
    openness_release *text = record("", "duties");
    openness_release *image = kit_release(
        database, "{" KIT_HEAD ", 'input_modalities': ['text', 'image'], 'artifacts':"
                  " [{'kind': 'weights', 'access': 'public', 'license': 'duties'}]}");
    openness_answer *of_text = ask_release(text, "weights", question);
    openness_answer *of_image = ask_release(image, "weights", question);

    (void)state;
    assert_null(line_of(of_text, OPENNESS_CONDITIONAL, "territory"));
    assert_non_null(line_of(of_image, OPENNESS_FORBIDDEN, "territory"));
    openness_answer_free(of_text);
    openness_answer_free(of_image);
    openness_release_free(text);
    openness_release_free(image);
}

static void test_partial_dates(void **state)
{
    openness_release *release = kit_release(
        database, "{" KIT_HEAD ", 'release_date': '2024-05-01', 'artifacts': ["
                  " {'kind': 'libraries', 'access': 'public', 'license': 'free', 'events':"
                  "  [{'date': '2025', 'license': 'scholar'}]},"
                  " {'kind': 'weights', 'access': 'announced', 'license': 'free'}]}");
    openness_answer *before =
        ask_release(release, "libraries", "{'commercial': true, 'date': '2024-06-01'}");
    openness_answer *during =
        ask_release(release, "libraries", "{'commercial': true, 'date': '2025-06-01'}");
    openness_answer *after =
        ask_release(release, "libraries", "{'commercial': true, 'date': '2026-06-01'}");
    openness_answer *announced = ask_release(release, "weights", "{}");
    openness_answer *early = ask_release(release, "libraries", "{'date': '2024-01-01'}");
    openness_answer *missing = ask_release(release, "model_card", "{}");

    (void)state;
    assert_int_equal(openness_answer_verdict(before), OPENNESS_ALLOWED);
    assert_int_equal(openness_answer_verdict(during), OPENNESS_UNDECIDED);
    assert_int_equal(openness_answer_verdict(after), OPENNESS_FORBIDDEN);
    assert_int_equal(openness_answer_verdict(announced), OPENNESS_UNDECIDED);
    assert_int_equal(openness_answer_verdict(early), OPENNESS_UNDECIDED);
    assert_int_equal(openness_answer_verdict(missing), OPENNESS_UNDECIDED);
    openness_answer_free(before);
    openness_answer_free(during);
    openness_answer_free(after);
    openness_answer_free(announced);
    openness_answer_free(early);
    openness_answer_free(missing);
    assert_int_equal(openness_may_release(release, "weigths", "{}", 2, &missing, NULL),
                     OPENNESS_E_NOT_FOUND);
    assert_null(missing);
    assert_int_equal(openness_may_release(NULL, NULL, "{}", 2, &missing, NULL),
                     OPENNESS_E_ARGUMENT);
    openness_release_free(release);
}

static bool renders(const openness_answer *answer, int format, const char *wanted)
{
    openness_text *text = NULL;
    bool found;

    assert_int_equal(openness_answer_render(answer, format, 0, 200, &text, NULL), 0);
    found = strstr(openness_text_data(text), wanted) != NULL;
    if (!found) {
        print_error("%s\n", openness_text_data(text));
    }
    openness_text_free(text);
    return found;
}

static void test_rendering(void **state)
{
    openness_release *release = record(BASE("finetune", "scholar"), "free");
    openness_answer *answer = ask_release(release, NULL, "{'commercial': true}");
    static const char note[] = "Reports what the text says; not legal advice.";

    (void)state;
    assert_true(renders(answer, OPENNESS_FORMAT_TEXT, "forbidden: the text does not allow it"));
    assert_true(renders(answer, OPENNESS_FORMAT_TEXT, note));
    assert_true(renders(answer, OPENNESS_FORMAT_TEXT,
                        "acme/one states free; its base x/base is under scholar"));
    assert_true(renders(answer, OPENNESS_FORMAT_MARKDOWN, "**forbidden**"));
    assert_true(renders(answer, OPENNESS_FORMAT_MARKDOWN, note));
    assert_true(renders(answer, OPENNESS_FORMAT_JSON, "\"format\": \"openness-answer/1\""));
    assert_true(renders(answer, OPENNESS_FORMAT_JSON, "\"relation\": \"finetune\""));
    assert_true(renders(answer, OPENNESS_FORMAT_JSON, "\"verdict\": \"forbidden\""));
    assert_true(renders(answer, OPENNESS_FORMAT_JSON, note));
    openness_answer_free(answer);
    openness_release_free(release);
}

static void test_rendering_arguments(void **state)
{
    openness_answer *answer = ask("free", "{}");
    openness_text *text = NULL;

    (void)state;
    assert_int_equal(openness_answer_render(NULL, OPENNESS_FORMAT_JSON, 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_answer_render(answer, OPENNESS_FORMAT_VECTOR, 0, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_answer_render(answer, OPENNESS_FORMAT_JSON, 64, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_answer_render(answer, OPENNESS_FORMAT_TEXT, 0, -1, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_answer_render(answer, OPENNESS_FORMAT_TEXT, 0, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    openness_answer_free(answer);
}

/* Each of the allocations of one answer and its three pages fails once. */
static int answer_and_print(const openness_release *release, openness_error **err)
{
    static const char question[] = "{\"action\": \"share_finetune\", \"fields\": [\"nuclear\"]}";
    openness_answer *of_license = NULL;
    openness_answer *of_release = NULL;
    openness_text *text = NULL;
    int status = openness_may_license(database, "(MIT OR duties) AND scholar AND LicenseRef-a",
                                      question, strlen(question), &of_license, err);

    if (status == OPENNESS_OK) {
        status = openness_may_release(release, NULL, question, strlen(question), &of_release,
                                      err);
    }
    for (int f = OPENNESS_FORMAT_JSON; f <= OPENNESS_FORMAT_MARKDOWN && status == 0; f++) {
        status = openness_answer_render(of_release, f, 0, 80, &text, err);
        assert_true((status == OPENNESS_OK) == (text != NULL));
        openness_text_free(text);
    }
    openness_answer_free(of_license);
    openness_answer_free(of_release);
    return status;
}

static void test_memory_runs_out(void **state)
{
    openness_release *release = record(BASE("finetune", "duties"), "free");
    openness_error *error = NULL;
    size_t failures = 0;
    int status = OPENNESS_E_NOMEM;

    (void)state;
    for (size_t n = 1; status != OPENNESS_OK; n++) {
        opn_mem_fail_at(n);
        status = answer_and_print(release, &error);
        opn_mem_fail_at(0);
        openness_error_free(error);
        error = NULL;
        assert_true(status == OPENNESS_OK || status == OPENNESS_E_NOMEM);
        failures += status == OPENNESS_OK ? 0 : 1;
    }
    assert_true(failures > 30);
    openness_release_free(release);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_free_is_free),
        cmocka_unit_test(test_lines_name_their_place),
        cmocka_unit_test(test_gates),
        cmocka_unit_test(test_gate_words),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_sharing),
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_outputs),
        cmocka_unit_test(test_what_was_not_read),
        cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_reference_is_named),
        cmocka_unit_test(test_the_day),
        cmocka_unit_test(test_questions_are_checked),
        cmocka_unit_test(test_expressions_are_checked),
        cmocka_unit_test(test_getters_without_an_answer),
        cmocka_unit_test(test_releases),
        cmocka_unit_test(test_modalities),
        cmocka_unit_test(test_partial_dates),
        cmocka_unit_test(test_rendering),
        cmocka_unit_test(test_rendering_arguments),
        cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
