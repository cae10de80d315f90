/* test_lineage.c: the tree of bases, and the terms by which each lowers what is left. */
#include "kit.h"

#include "../../lib/analyze_lineage.h"

#include <openness/analyze.h>

#define HEAD(id)                                                                                 \
    "{'format': 'openness-release/1', 'id': '" id "', 'name': 'N " id "', 'producer': 'Acme',"   \
    " 'kind': 'finetune', 'release_date': '2024-01-01', "
#define WEIGHTS(license)                                                                         \
    "'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': "        \
    "'" license "', " KIT_EVIDENCE "}]}"
#define BASE(id, relation) "{'id': '" id "', 'relation': '" relation "', " KIT_EVIDENCE "}"
#define STATED(id, license)                                                                      \
    "{'id': '" id "', 'relation': 'merge', 'license': '" license "', " KIT_EVIDENCE "}"
#define RELICENSED(id)                                                                           \
    "{'id': '" id "', 'relation': 'finetune', 'relicensed': true, " KIT_EVIDENCE "}"

/* one -> two -> three -> one; one -> three a second way; one learned from four
 * and relicensed five; two names a license for six. */
#define RECORDS                                                                                  \
    "[" HEAD("acme/one-base") "'based_on': [" BASE(                                              \
        "acme/two",                                                                              \
        "finetune") ", " BASE("acme/three",                                                      \
                              "adapter") ", " BASE("acme/four",                                  \
                                                   "distillation") ", " RELICENSED("acme/five") "], " WEIGHTS("MIT") ", " HEAD("acme/two") "'based_on': [" BASE("acme/three", "finetune") ", " STATED("acme/six", "unknown") "], " WEIGHTS("Apache-2.0") ", " HEAD("acme/three") "'based_on': [" BASE("acme/one-base", "finetune") "], " WEIGHTS("llama-3.1") "]"

static openness_database *database;

static const char *const ways[] = {"record", "stated", "missing",    "beyond",
                                   "again",  "circle", "relicensed", "unbound"};

static openness_release *get(const char *id)
{
    openness_release *release = NULL;

    assert_int_equal(openness_release_get(database, id, &release, NULL), OPENNESS_OK);
    return release;
}

static void test_tree(void **state)
{
    static const struct {
        const char *id;
        const char *way;
        size_t of;
        size_t generation;
    } expected[] = {{"acme/two", "record", OPN_NONE, 1},
                    {"acme/three", "again", 0, 2},
                    {"acme/six", "stated", 0, 2},
                    {"acme/three", "record", OPN_NONE, 1},
                    {"acme/one-base", "circle", 1, 2},
                    {"acme/four", "unbound", OPN_NONE, 1},
                    {"acme/five", "relicensed", OPN_NONE, 1}};
    openness_release *release = get("acme/one-base");
    opn_arena arena = {0};
    opn_ancestry a;

    (void)state;
    assert_int_equal(opn_ancestry_make(&a, release, NULL, &arena), OPENNESS_OK);
    assert_int_equal(a.met.count, OPN_ARRAY_LEN(expected));
    for (size_t i = 0; i < a.met.count; i++) {
        const opn_met_base *base = &a.met.items[a.tree[i].mention];

        assert_string_equal(base->id, expected[i].id);
        assert_string_equal(ways[base->way], expected[i].way);
        assert_int_equal(base->of, expected[i].of);
        assert_int_equal(a.tree[i].generation, expected[i].generation);
    }
    assert_int_equal(a.met.items[0].claims.count, 1);
    assert_string_equal(a.met.items[0].name, "N acme/two");
    assert_int_equal(a.unknown_count, 1);
    opn_ancestry_free(&a);
    opn_arena_free(&arena);
    openness_release_free(release);
}

/* use: no, debatable, yes. MIT leaves all of it, Apache-2.0 too, llama-3.1
 * nothing, and what is not known after that cannot take more. */
static void test_levels(void **state)
{
    openness_release *release = get("acme/one-base");
    opn_arena arena = {0};
    opn_ancestry a;
    bool found = false;

    (void)state;
    assert_int_equal(opn_ancestry_make(&a, release, NULL, &arena), OPENNESS_OK);
    assert_int_equal(a.own[0].lo, 2);
    assert_int_equal(a.steps[0].after.lo, 2);
    assert_int_equal(a.effective[0].lo, 0);
    assert_int_equal(a.effective[0].hi, 0);
    for (size_t l = 0; l < OPN_ANCESTRY_LADDERS; l++) {
        opn_pair verdict =
            opn_resolved_license(&a.resolved, &a.resolved.artifacts[0], a.ladders[l]);

        assert_int_equal(a.effective[l].lo, verdict.lo);
        assert_int_equal(a.effective[l].hi, verdict.hi);
    }
    for (size_t i = 0; i < a.cause_count; i++) {
        const opn_ancestry_cause *cause = &a.causes[i];

        assert_int_not_equal(cause->mention, OPN_NONE);
        if (cause->ladder == 0 && opn_streq(cause->license->text, "llama-3.1")) {
            assert_string_equal(a.met.items[cause->mention].id, "acme/three");
            assert_true(cause->reading.reason_count > 0);
            found = true;
        }
    }
    assert_true(found);
    opn_ancestry_free(&a);
    opn_arena_free(&arena);
    openness_release_free(release);
}

/* Without weights there is nothing that a license could cover; a record that
 * says nothing of them leaves everything open. */
static void test_no_weights(void **state)
{
    openness_release *without = kit_release(
        database, "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access':"
                  " 'not_applicable', 'extent': 'not_applicable', " KIT_EVIDENCE "}]}");
    openness_release *silent = kit_release(database, "{" KIT_HEAD ", 'artifacts': []}");
    opn_arena arena = {0};
    opn_ancestry a;

    (void)state;
    assert_int_equal(opn_ancestry_make(&a, without, NULL, &arena), OPENNESS_OK);
    assert_false(a.applies);
    opn_ancestry_free(&a);
    assert_int_equal(opn_ancestry_make(&a, silent, NULL, &arena), OPENNESS_OK);
    assert_true(a.applies);
    assert_int_equal(a.own[0].lo, 0);
    assert_int_equal(a.own[0].hi, 2);
    assert_int_equal(a.causes[0].mention, OPN_NONE);
    assert_null(a.causes[0].description);
    opn_ancestry_free(&a);
    opn_arena_free(&arena);
    openness_release_free(silent);
    openness_release_free(without);
}

static void check_has(const openness_release *release, int format, const char *words)
{
    openness_text *text = NULL;

    assert_int_equal(openness_analyze_lineage(release, NULL, format, 0, &text, NULL),
                     OPENNESS_OK);
    if (strstr(openness_text_data(text), words) == NULL) {
        print_error("%s\n", openness_text_data(text));
        fail_msg("does not say: %s", words);
    }
    openness_text_free(text);
}

static void test_pages(void **state)
{
    openness_release *release = get("acme/one-base");
    openness_release *plain = get("deepseek-ai/DeepSeek-R1");

    (void)state;
    check_has(release, OPENNESS_FORMAT_TEXT, "- finetune of acme/two: Apache-2.0\n");
    check_has(release, OPENNESS_FORMAT_TEXT,
              "  - merge of acme/six: a license that is not known");
    check_has(release, OPENNESS_FORMAT_TEXT, "leads back in a circle");
    check_has(release, OPENNESS_FORMAT_MARKDOWN, "acme/three lowers");
    check_has(release, OPENNESS_FORMAT_JSON, "\"met\": \"unbound\"");
    check_has(plain, OPENNESS_FORMAT_TEXT, "1 base is relicensed");
    check_has(plain, OPENNESS_FORMAT_TEXT, "Nothing restricts them");
    openness_release_free(plain);
    openness_release_free(release);
}

static void test_arguments(void **state)
{
    openness_release *release = get("acme/two");
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_analyze_lineage(NULL, NULL, OPENNESS_FORMAT_JSON, 0, &text, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(error);
    openness_error_free(error);
    assert_int_equal(openness_analyze_lineage(release, NULL, OPENNESS_FORMAT_JSON, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_lineage(release, NULL, 99, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(
        openness_analyze_lineage(release, NULL, OPENNESS_FORMAT_TEXT, -1, &text, NULL),
        OPENNESS_E_ARGUMENT);
    assert_int_equal(
        openness_analyze_lineage(release, "2024-02", OPENNESS_FORMAT_TEXT, 0, &text, NULL),
        OPENNESS_E_ARGUMENT);
    assert_null(text);
    openness_release_free(release);
}

static int setup(void **state)
{
    (void)state;
    database = kit_extend(kit_database(), RECORDS);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_tree), cmocka_unit_test(test_levels),
                                       cmocka_unit_test(test_no_weights),
                                       cmocka_unit_test(test_pages),
                                       cmocka_unit_test(test_arguments)};

    return cmocka_run_group_tests(tests, setup, teardown);
}
