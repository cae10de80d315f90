/* test_resolve.c: days, partial dates, and what the bases of a release bind. */
#include "kit.h"

#include "../../lib/resolve.h"

#define RELEASED(date, weights)                                                                  \
    "{" KIT_HEAD ", 'release_date': '" date "', 'artifacts': [{'kind': 'weights', " weights      \
    ", " KIT_EVIDENCE "}]}"
#define EVENT(date, members) "{'date': '" date "', " members "}"

static openness_database *database;

/* Access and extent of the first artifact on a day. */
static void check_state(const char *text, const char *as_of, opn_pair access, opn_pair extent)
{
    openness_release *release = kit_release(database, text);
    opn_arena arena = {0};
    opn_resolved resolved;
    const opn_resolved_artifact *at;

    assert_int_equal(opn_resolve(&resolved, release, as_of, &arena), OPENNESS_OK);
    at = &resolved.artifacts[0];
    assert_int_equal(at->access.lo, access.lo);
    assert_int_equal(at->access.hi, access.hi);
    assert_int_equal(at->extent.lo, extent.lo);
    assert_int_equal(at->extent.hi, extent.hi);
    opn_arena_free(&arena);
    openness_release_free(release);
}

#define assert_state(text, as_of, a, b, c, d)                                                    \
    check_state(text, as_of, (opn_pair){a, b}, (opn_pair){c, d})

/* none 0, announced 1, hosted 2, api 3, request 4, gated 5, public 6;
 * none 0, described 1, listed 2, partial 3, full 4. */
static void test_release_date(void **state)
{
    (void)state;
#define OPEN "'access': 'public', 'extent': 'full'"
    assert_state(RELEASED("2024-02-10", OPEN), NULL, 6, 6, 4, 4);
    assert_state(RELEASED("2024-02-10", OPEN), "2024-02-10", 6, 6, 4, 4);
    assert_state(RELEASED("2024-02-10", OPEN), "2024-02-09", 0, 0, 0, 0);
    assert_state(RELEASED("2024-02", OPEN), "2024-03-01", 6, 6, 4, 4);
    assert_state(RELEASED("2024-02", OPEN), "2024-02-15", 0, 6, 0, 4);
    assert_state(RELEASED("2024-02", OPEN), "2024-01-31", 0, 0, 0, 0);
    assert_state(RELEASED("2024", OPEN), "2024-07-01", 0, 6, 0, 4);
    assert_state(RELEASED("2024", OPEN), "2023-12-31", 0, 0, 0, 0);
    assert_state(RELEASED("unknown", OPEN), NULL, 6, 6, 4, 4);
    assert_state(RELEASED("unknown", OPEN), "2024-07-01", 0, 6, 0, 4);
    /* Announced and never released. */
    assert_state(RELEASED("none", OPEN), NULL, 1, 1, 4, 4);
    assert_state(RELEASED("none", "'extent': 'described'"), "2024-07-01", 0, 1, 1, 1);
#undef OPEN
}

static void test_events(void **state)
{
    const char *text = RELEASED(
        "2023-01-01",
        "'access': 'api', 'extent': 'full', 'events': [" EVENT(
            "2024-05-20",
            "'access': 'none'") ", " EVENT("2024-01-10",
                                           "'access': 'public', 'extent': 'partial'") "]");

    (void)state;
    assert_state(text, "2023-06-01", 3, 3, 4, 4);
    assert_state(text, "2024-01-09", 3, 3, 4, 4);
    assert_state(text, "2024-01-10", 6, 6, 3, 3);
    assert_state(text, "2024-05-20", 0, 0, 3, 3);
    assert_state(text, NULL, 0, 0, 3, 3);
}

static void test_partial_dates(void **state)
{
    const char *text =
        RELEASED("2023-01-01", "'access': 'api', 'extent': 'full', 'events': [" EVENT(
                                   "2024-03", "'access': 'public'") "]");
    const char *two = RELEASED(
        "2023-01-01",
        "'access': 'api', 'extent': 'full', 'events': [" EVENT(
            "2024-03", "'access': 'public'") ", " EVENT("2024-03-10", "'access': 'none'") "]");

    (void)state;
    assert_state(text, "2024-02-29", 3, 3, 4, 4);
    assert_state(text, "2024-03-01", 3, 6, 4, 4);
    assert_state(text, "2024-03-31", 3, 6, 4, 4);
    assert_state(text, "2024-04-01", 6, 6, 4, 4);
    assert_state(text, NULL, 6, 6, 4, 4);
    /* The undated one may have come before or after the dated one. */
    assert_state(two, "2024-03-20", 0, 6, 4, 4);
}

static void test_event_is_named(void **state)
{
    openness_release *release = kit_release(
        database,
        RELEASED(
            "2023-01-01",
            "'access': 'api', 'events': [" EVENT("2024-01-10", "'access': 'public'") ", " EVENT(
                "2025-01-10", "'access': 'none'") "]"));
    opn_arena arena = {0};
    opn_resolved resolved;

    (void)state;
    assert_int_equal(opn_resolve(&resolved, release, "2023-06-01", &arena), OPENNESS_OK);
    assert_null(resolved.artifacts[0].event);
    assert_int_equal(opn_resolve(&resolved, release, "2024-06-01", &arena), OPENNESS_OK);
    assert_string_equal(resolved.artifacts[0].event->date, "2024-01-10");
    assert_int_equal(opn_resolve(&resolved, release, NULL, &arena), OPENNESS_OK);
    assert_string_equal(resolved.artifacts[0].event->date, "2025-01-10");
    assert_int_equal(opn_resolve(&resolved, release, "2022-01-01", &arena), OPENNESS_OK);
    assert_null(resolved.artifacts[0].event);
    opn_arena_free(&arena);
    openness_release_free(release);
}

/* The pair of the weights' license on the ladder "osi" (no, yes). */
static opn_pair osi_in(const openness_database *in, const char *text, const char *as_of)
{
    openness_release *release = kit_release(in, text);
    opn_arena arena = {0};
    opn_resolved resolved;
    opn_pair pair;
    size_t ladder = opn_table_find(&in->license_vocabulary.ladder_table, "osi");
    const opn_resolved_artifact *at = &resolved.absent_weights;

    assert_int_equal(opn_resolve(&resolved, release, as_of, &arena), OPENNESS_OK);
    for (size_t i = 0; i < resolved.artifact_count; i++) {
        if (opn_streq(in->vocabulary.slots[release->artifacts[i].slot].id, "weights")) {
            at = &resolved.artifacts[i];
        }
    }
    pair = opn_resolved_license(&resolved, at, ladder);
    opn_arena_free(&arena);
    openness_release_free(release);
    return pair;
}

#define assert_osi_in(in, text, as_of, least, most)                                              \
    do {                                                                                         \
        opn_pair pair_ = osi_in(in, text, as_of);                                                \
        assert_int_equal(pair_.lo, least);                                                       \
        assert_int_equal(pair_.hi, most);                                                        \
    } while (0)
#define assert_osi(text, as_of, least, most) assert_osi_in(database, text, as_of, least, most)

static void test_own_license(void **state)
{
    const char *dated = RELEASED("2023-01-01", "'license': 'CC-BY-NC-4.0', 'events': [" EVENT(
                                                   "2024-03", "'license': 'MIT'") "]");

    (void)state;
    assert_osi(RELEASED("2023", "'license': 'MIT'"), NULL, 1, 1);
    assert_osi(RELEASED("2023", "'license': 'none'"), NULL, 0, 0);
    assert_osi(RELEASED("2023", "'license': 'unknown'"), NULL, 0, 1);
    assert_osi(RELEASED("2023", "'access': 'public'"), NULL, 0, 1);
    assert_osi(dated, "2024-02-01", 0, 0);
    assert_osi(dated, "2024-03-15", 0, 1);
    assert_osi(dated, "2024-04-01", 1, 1);
    assert_osi(dated, NULL, 1, 1);
    /* Two alternatives that agree leave nothing open. */
    assert_osi(RELEASED("2023-01-01",
                        "'license': 'ISC', 'events': [" EVENT("2024", "'license': 'MIT'") "]"),
               "2024-03-15", 1, 1);
}

#define ONE_OF(names) "'license': {'one_of': [" names "]}"

/* Worst and best of those that it may be; with a day that is open, of all of them. */
static void test_one_of(void **state)
{
    (void)state;
    assert_osi(RELEASED("2023", ONE_OF("'MIT', 'llama-3.1'")), NULL, 0, 1);
    assert_osi(RELEASED("2023", ONE_OF("'llama-3.1', 'none', 'MIT'")), NULL, 0, 1);
    assert_osi(RELEASED("2023", ONE_OF("'MIT', 'ISC'")), NULL, 1, 1);
    assert_osi(RELEASED("2023", ONE_OF("'none', 'proprietary'")), NULL, 0, 0);
    assert_osi(RELEASED("2023-01-01", "'license': 'MIT', 'events': [" EVENT(
                                          "2024-03", ONE_OF("'ISC', 'gemma'")) "]"),
               "2024-03-15", 0, 1);
    assert_osi(RELEASED("2023-01-01", "'license': 'gemma', 'events': [" EVENT(
                                          "2024-03", ONE_OF("'ISC', 'MIT'")) "]"),
               "2024-04-15", 1, 1);
    /* Beside a base as well: own AND one of them. */
    assert_osi("{" KIT_HEAD ", 'based_on': [{'id': 'b/b', 'relation': 'finetune', " ONE_OF(
                   "'MIT', 'gemma'") ", " KIT_EVIDENCE "}], 'artifacts': [{'kind': 'weights',"
                                     "'license': 'MIT', " KIT_EVIDENCE "}]}",
               NULL, 0, 1);
}

#define TUNED(bases, license)                                                                    \
    "{" KIT_HEAD ", 'based_on': [" bases "], 'artifacts': [{'kind': 'weights',"                  \
    "'license': '" license "', " KIT_EVIDENCE                                                    \
    "}, {'kind': 'tokenizer', 'license': 'MIT', " KIT_EVIDENCE "}]}"

static void test_stated_bases(void **state)
{
    (void)state;
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'finetune', 'license': 'MIT'}", "MIT"), NULL, 1,
               1);
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'finetune', 'license': 'llama-3.1'}", "MIT"),
               NULL, 0, 0);
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'finetune', 'license': 'MIT'}", "llama-3.1"),
               NULL, 0, 0);
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'finetune', 'license': 'unknown'}", "MIT"), NULL,
               0, 1);
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'finetune', 'license': 'none'}", "MIT"), NULL, 0,
               0);
    /* These do not inherit. */
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'distillation', 'license': 'llama-3.1'}", "MIT"),
               NULL, 1, 1);
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'finetune', 'license': 'llama-3.1',"
                     " 'relicensed': true, " KIT_EVIDENCE "}",
                     "MIT"),
               NULL, 1, 1);
    /* All bases bind. */
    assert_osi(TUNED("{'id': 'b/b', 'relation': 'merge', 'license': 'MIT'},"
                     "{'id': 'b/c', 'relation': 'merge', 'license': 'llama-3.1'}",
                     "MIT"),
               NULL, 0, 0);
    /* Weights without an entry are bound too, as far as anything is known. */
    assert_osi("{" KIT_HEAD ", 'based_on': [{'id': 'b/b', 'relation': 'finetune',"
               " 'license': 'llama-3.1'}], 'artifacts': []}",
               NULL, 0, 0);
}

/* Only weights are bound. */
static void test_only_weights(void **state)
{
    openness_release *release = kit_release(
        database, TUNED("{'id': 'b/b', 'relation': 'finetune', 'license': 'llama-3.1'}", "MIT"));
    opn_arena arena = {0};
    opn_resolved resolved;

    (void)state;
    assert_int_equal(opn_resolve(&resolved, release, NULL, &arena), OPENNESS_OK);
    assert_int_equal(resolved.artifacts[0].license_count, 2);
    assert_string_equal(resolved.artifacts[0].licenses[1].text, "llama-3.1");
    assert_int_equal(resolved.artifacts[1].license_count, 1);
    assert_int_equal(resolved.absent.license_count, 1);
    assert_int_equal(resolved.absent_weights.license_count, 2);
    opn_arena_free(&arena);
    openness_release_free(release);
}

#define RECORD(id, bases, artifacts)                                                             \
    "{'format': 'openness-release/1', 'id': '" id "', 'name': 'N', 'producer': 'P',"             \
    "'kind': 'finetune', 'release_date': '2023-01-01', 'based_on': [" bases "],"                 \
    "'artifacts': [" artifacts "]}"
#define ON(id)           "{'id': '" id "', 'relation': 'finetune'}"
#define RELICENSED(id)                                                                           \
    "{'id': '" id "', 'relation': 'finetune', 'relicensed': true, " KIT_EVIDENCE "}"
#define WEIGHTS(license) "{'kind': 'weights', 'license': '" license "'}"

static void test_recorded_bases(void **state)
{
    openness_database *in = kit_extend(
        kit_database(),
        "[" RECORD("t/open", "", WEIGHTS("MIT")) ", " RECORD("t/closed", "", WEIGHTS("llama-3.1")) ", " RECORD(
            "t/on-closed", ON("t/closed"),
            WEIGHTS(
                "MIT")) ", " RECORD("t/parts", "",
                                    WEIGHTS("MIT") ", " WEIGHTS(
                                        "llama-3.1")) ", " RECORD("t/none", "",
                                                                  "{'kind': 'tokenizer', "
                                                                  "'license': 'MIT'}") ","
                                                                                       " " RECORD("t/away",
                                                                                                  "",
                                                                                                  "{'kind': 'weights', 'access': 'not_applicable',"
                                                                                                  "'extent': 'not_applicable'}") ", " RECORD("t/dated",
                                                                                                                                             "",
                                                                                                                                             "{'kind': 'weights', 'license': 'llama-3.1', 'events': ["
                                                                                                                                             "{'date': '2024-03', 'license': 'MIT'}]}") "]");

    (void)state;
    assert_osi_in(in, TUNED(ON("t/open"), "MIT"), NULL, 1, 1);
    assert_osi_in(in, TUNED(ON("t/closed"), "MIT"), NULL, 0, 0);
    /* The base of a base. */
    assert_osi_in(in, TUNED(ON("t/on-closed"), "MIT"), NULL, 0, 0);
    assert_osi_in(in, TUNED(ON("t/parts"), "MIT"), NULL, 0, 0);
    assert_osi_in(in, TUNED(ON("t/none"), "MIT"), NULL, 0, 1);
    assert_osi_in(in, TUNED(ON("t/away"), "MIT"), NULL, 0, 1);
    assert_osi_in(in, TUNED(ON("t/dated"), "MIT"), "2024-02-01", 0, 0);
    assert_osi_in(in, TUNED(ON("t/dated"), "MIT"), "2024-03-10", 0, 1);
    assert_osi_in(in, TUNED(ON("t/dated"), "MIT"), NULL, 1, 1);
    assert_osi_in(in, TUNED(ON("t/open") ", " ON("t/on-closed"), "MIT"), NULL, 0, 0);
    /* A stated license ends the walk. */
    assert_osi_in(in,
                  TUNED("{'id': 't/closed', 'relation': 'finetune', 'license': 'MIT'}", "MIT"),
                  NULL, 1, 1);
    openness_database_free(in);
}

static void test_circle(void **state)
{
    openness_database *in = kit_extend(
        kit_database(),
        "[" RECORD("t/a", ON("t/b"), WEIGHTS("MIT")) ", " RECORD(
            "t/b", ON("t/c"), WEIGHTS("ISC")) ", " RECORD("t/c", ON("t/a"), WEIGHTS("Zlib")) "]");
    openness_release *release = NULL;
    opn_arena arena = {0};
    opn_resolved resolved;

    (void)state;
    assert_osi_in(in, TUNED(ON("t/a"), "MIT"), NULL, 1, 1);
    assert_int_equal(openness_release_get(in, "t/a", &release, NULL), OPENNESS_OK);
    assert_int_equal(opn_resolve(&resolved, release, NULL, &arena), OPENNESS_OK);
    assert_int_equal(resolved.artifacts[0].license_count, 3);
    opn_arena_free(&arena);
    openness_release_free(release);
    openness_database_free(in);
}

/* A chain t/0 <- t/1 <- ... <- t/257, longer than anybody follows. */
static openness_database *chain(void)
{
    static char text[120000];
    openness_database *in;

    strcpy(text, "[");
    for (int i = 0; i < 258; i++) {
        char one[400];
        char base[100] = "";

        if (i > 0) {
            snprintf(base, sizeof base, ON("t/%d"), i - 1);
        }
        snprintf(one, sizeof one, "%s" RECORD("t/%d", "%s", WEIGHTS("%s")), i == 0 ? "" : ", ", i,
                 base, i == 0 ? "llama-3.1" : "MIT");
        strcat(text, one);
    }
    strcat(text, "]");
    in = kit_extend(kit_database(), text);
    return in;
}

static void test_many_bases(void **state)
{
    openness_database *in = chain();

    (void)state;
    /* t/255 and 255 below it: the last is the closed one. */
    assert_osi_in(in, TUNED(ON("t/255"), "MIT"), NULL, 0, 0);
    /* One more than anybody follows: not known. */
    assert_osi_in(in, TUNED(ON("t/256"), "MIT"), NULL, 0, 1);
    /* A shorter way to the same base counts, in any order. */
    assert_osi_in(in, TUNED(ON("t/257") ", " ON("t/3"), "MIT"), NULL, 0, 0);
    assert_osi_in(in, TUNED(ON("t/3") ", " ON("t/257"), "MIT"), NULL, 0, 0);
    /* How far a way goes does not matter: where two lead to one base, that the
     * shorter is relicensed hides nothing. */
    assert_osi_in(in, TUNED(ON("t/40") ", " RELICENSED("t/39"), "MIT"), NULL, 0, 0);
    openness_database_free(in);
}

static void test_not_applicable(void **state)
{
    openness_release *release = kit_release(
        database, RELEASED("2023", "'access': 'not_applicable', 'extent': 'not_applicable'"));
    opn_arena arena = {0};
    opn_resolved resolved;

    (void)state;
    assert_int_equal(opn_resolve(&resolved, release, "2020-01-01", &arena), OPENNESS_OK);
    assert_false(resolved.artifacts[0].applies);
    assert_int_equal(resolved.artifacts[0].access.lo, -1);
    opn_arena_free(&arena);
    openness_release_free(release);
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
        cmocka_unit_test(test_release_date),   cmocka_unit_test(test_events),
        cmocka_unit_test(test_partial_dates),  cmocka_unit_test(test_event_is_named),
        cmocka_unit_test(test_own_license),    cmocka_unit_test(test_stated_bases),
        cmocka_unit_test(test_only_weights),   cmocka_unit_test(test_recorded_bases),
        cmocka_unit_test(test_circle),         cmocka_unit_test(test_many_bases),
        cmocka_unit_test(test_not_applicable), cmocka_unit_test(test_one_of),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
