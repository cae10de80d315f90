/* test_facts.c: each way in which a fact reads a release, and where it came from. */
#include "kit.h"

#include "../../lib/facts.h"

static openness_database *database;

typedef struct {
    openness_release *release;
    opn_arena arena;
    opn_resolved resolved;
    opn_pair *values;
    opn_fact_source *sources;
} derived;

/* Takes the release over. */
static derived derive_release(openness_release *release)
{
    size_t count = database->vocabulary.fact_count;
    derived out;

    memset(&out, 0, sizeof out);
    out.release = release;
    out.values = calloc(count, sizeof *out.values);
    out.sources = calloc(count, sizeof *out.sources);
    assert_non_null(out.values);
    assert_non_null(out.sources);
    assert_int_equal(opn_resolve(&out.resolved, out.release, NULL, &out.arena), OPENNESS_OK);
    opn_facts_derive(&out.resolved, out.values, out.sources);
    return out;
}

static derived derive(const char *text)
{
    return derive_release(kit_release(database, text));
}

static void done(derived *of)
{
    opn_arena_free(&of->arena);
    openness_release_free(of->release);
    free(of->values);
    free(of->sources);
}

static size_t fact(const char *id)
{
    size_t at = opn_table_find(&database->vocabulary.fact_table, id);

    if (at == OPN_TABLE_NONE) {
        fail_msg("no fact %s", id);
    }
    return at;
}

/* One fact of a record: its pair, and the member that decided it. */
static void check(const char *text, const char *id, int least, int most, const char *member)
{
    derived of = derive(text);
    opn_pair value = of.values[fact(id)];

    if (value.lo != least || value.hi != most ||
        !opn_streq(of.sources[fact(id)].member, member)) {
        fail_msg("%s is %d to %d by \"%s\" in %s", id, value.lo, value.hi,
                 of.sources[fact(id)].member, text);
    }
    done(&of);
}

#define WITH(artifacts)      "{" KIT_HEAD ", 'artifacts': [" artifacts "]}"
#define ENTRY(kind, members) "{'kind': '" kind "', " members ", " KIT_EVIDENCE "}"
#define WEIGHTS(members)     WITH(ENTRY("weights", members))
#define DATA(stage, members) ENTRY("training_data', 'stage': '" stage, members)
#define FIELD(id, value)                                                                         \
    "{" KIT_HEAD ", 'artifacts': [], 'fields': {'" id "': {'value': " value "}}}"
#define NOT_APPLICABLE "'access': 'not_applicable', 'extent': 'not_applicable'"

static void test_access(void **state)
{
    (void)state;
    check(WEIGHTS("'access': 'gated'"), "weights_access", 5, 5, "access");
    check(WEIGHTS("'access': {'at_least': 'request'}"), "weights_access", 4, 6, "access");
    check(WITH(""), "weights_access", 0, 6, "");
    check(WEIGHTS(NOT_APPLICABLE), "weights_access", -1, -1, "access");
}

/* Announced never counts, nor what a person must approve. */
static void test_obtainable(void **state)
{
    (void)state;
    check(WEIGHTS("'access': 'public', 'extent': 'full'"), "weights", 4, 4, "extent");
    check(WEIGHTS("'access': 'gated', 'extent': 'partial'"), "weights", 3, 3, "extent");
    check(WEIGHTS("'access': 'request', 'extent': 'full'"), "weights", 0, 0, "access");
    check(WEIGHTS("'access': 'announced', 'extent': 'full'"), "weights", 0, 0, "access");
    check(WEIGHTS("'access': {'at_least': 'request'}, 'extent': 'full'"), "weights", 0, 4,
          "access");
    check(WEIGHTS("'access': 'public'"), "weights", 0, 4, "extent");
    check(WEIGHTS("'extent': 'partial'"), "weights", 0, 3, "access");
    check(WEIGHTS("'access': 'public', 'extent': 'none'"), "weights", 0, 0, "extent");
    check(WITH(""), "weights", 0, 4, "");
}

static void test_disclosed(void **state)
{
    (void)state;
    check(WITH(DATA("pretraining", "'access': 'none', 'extent': 'described'")),
          "pretraining_data_disclosed", 1, 1, "extent");
    check(WITH(DATA("pretraining", "'access': 'none', 'extent': 'described'")),
          "pretraining_data", 0, 0, "access");
}

static void test_license(void **state)
{
    (void)state;
#define OPEN "'access': 'public', 'extent': 'full', "
    check(WEIGHTS(OPEN "'license': 'MIT'"), "weights_license_osi", 1, 1, "license");
    check(WEIGHTS(OPEN "'license': 'unknown'"), "weights_license_osi", 0, 1, "license");
    check(WEIGHTS(OPEN "'license': 'none'"), "weights_license_osi", 0, 0, "license");
    check(WEIGHTS("'access': 'api', 'extent': 'full', 'license': 'MIT'"), "weights_license_osi",
          0, 0, "access");
    check(WEIGHTS("'access': 'unknown', 'extent': 'full', 'license': 'MIT'"),
          "weights_license_osi", 0, 1, "access");
    check(WEIGHTS("'access': 'public', 'extent': 'none', 'license': 'MIT'"),
          "weights_license_osi", 0, 0, "extent");
    check(WEIGHTS("'access': 'public', 'license': 'MIT'"), "weights_license_osi", 0, 1, "extent");
    check(WITH(""), "weights_license_osi", 0, 1, "");
    /* What is stated counts even where nothing can be had. */
    check(WEIGHTS("'access': 'none', 'extent': 'none', 'license': 'MIT'"),
          "weights_stated_license_mteb", 1, 1, "license");
    check(WEIGHTS("'access': 'none', 'extent': 'none'"), "weights_stated_license_mteb", 0, 1,
          "license");
}

/* Parts of one slot: the least counts, parts that do not apply drop out. */
static void test_parts(void **state)
{
    (void)state;
#define FULL "'access': 'public', 'extent': 'full'"
#define SOME "'access': 'public', 'extent': 'partial'"
#define GONE "'access': 'none', 'extent': 'described'"
    check(WITH(DATA("pretraining", FULL) ", " DATA("midtraining", SOME)), "pretraining_data", 3,
          3, "extent");
    check(WITH(DATA("pretraining", FULL) ", " DATA("midtraining", GONE)), "pretraining_data", 0,
          0, "access");
    check(WITH(DATA("pretraining", FULL) ", " DATA("midtraining", NOT_APPLICABLE)),
          "pretraining_data", 4, 4, "extent");
    check(WITH(DATA("midtraining", NOT_APPLICABLE) ", " DATA("pretraining", FULL)),
          "pretraining_data", 4, 4, "extent");
    check(WITH(DATA("pretraining", NOT_APPLICABLE)), "pretraining_data", -1, -1, "access");
    /* An unknown part never drops out. */
    check(WITH(DATA("pretraining", FULL) ", " DATA("midtraining", "'extent': 'unknown'")),
          "pretraining_data", 0, 4, "access");
}

static void test_source(void **state)
{
    derived of = derive(
        WITH(DATA("pretraining", FULL) ", " DATA("midtraining", SOME) ", " DATA("sft", GONE)));

    (void)state;
    assert_ptr_equal(of.sources[fact("pretraining_data")].artifact, &of.resolved.artifacts[1]);
    assert_ptr_equal(of.sources[fact("posttraining_data")].artifact, &of.resolved.artifacts[2]);
    /* The least of both stages. */
    assert_ptr_equal(of.sources[fact("training_data")].artifact, &of.resolved.artifacts[2]);
    assert_null(of.sources[fact("weights")].artifact);
    done(&of);
    /* Of two that give the lower end, the one that is known explains more. */
    of = derive(WITH(DATA("pretraining", "'access': 'public'") ", " DATA("midtraining", GONE)));
    assert_ptr_equal(of.sources[fact("pretraining_data")].artifact, &of.resolved.artifacts[1]);
    done(&of);
}

/* Several slots: the least or the best of those that apply. */
static void test_slots(void **state)
{
    (void)state;
    check(WITH(DATA("pretraining", FULL) ", " DATA("sft", SOME)), "training_data", 3, 3,
          "extent");
    check(WITH(DATA("pretraining", FULL) ", " DATA("sft", NOT_APPLICABLE)), "training_data", 4, 4,
          "extent");
    check(WITH(DATA("pretraining", NOT_APPLICABLE) ", " DATA("sft", SOME)), "training_data", 3, 3,
          "extent");
    check(WITH(DATA("pretraining", NOT_APPLICABLE) ", " DATA("sft", NOT_APPLICABLE)),
          "training_data", -1, -1, "access");
    /* Nothing is recorded about tuning data. */
    check(WITH(DATA("pretraining", FULL)), "training_data", 0, 4, "");
    check(WITH(ENTRY("preprint", FULL)), "any_paper", 4, 4, "extent");
    check(WITH(ENTRY("preprint", SOME) ", " ENTRY("technical_report", GONE)), "any_paper", 3, 4,
          "extent");
    check(WITH(ENTRY("preprint", GONE) ", " ENTRY("technical_report",
                                                  GONE) ", " ENTRY("peer_reviewed_paper", GONE)),
          "any_paper", 0, 0, "access");
}

static void test_if_not_applicable(void **state)
{
    (void)state;
    check(WITH(ENTRY("weights", FULL) ", " ENTRY("base_weights", NOT_APPLICABLE)), "base_weights",
          4, 4, "extent");
    check(WITH(ENTRY("weights", FULL) ", " ENTRY("base_weights", GONE)), "base_weights", 0, 0,
          "access");
    check(WITH(ENTRY("weights", FULL)), "base_weights", 0, 4, "");
    check(WITH(ENTRY("weights", NOT_APPLICABLE) ", " ENTRY("base_weights", NOT_APPLICABLE)),
          "base_weights", -1, -1, "access");
}

static void test_fields(void **state)
{
    (void)state;
    check(FIELD("free_of_charge", "'yes'"), "free_of_charge", 1, 1, "value");
    check(FIELD("free_of_charge", "'unknown'"), "free_of_charge", 0, 1, "value");
    check(FIELD("free_of_charge", "'not_applicable'"), "free_of_charge", -1, -1, "value");
    check(WITH(""), "free_of_charge", 0, 1, "");
    check(FIELD("data_withheld_reason", "{'at_least': 'safety'}"), "data_withheld_reason", 2, 3,
          "value");
}

/* Falling: more than 1e26 is level 0. Rising: more than 0 is level 1. */
static void test_cuts(void **state)
{
    (void)state;
    check(FIELD("training_compute", "'1.1e26'"), "training_compute", 0, 0, "value");
    check(FIELD("training_compute", "'1e26'"), "training_compute", 1, 1, "value");
    check(FIELD("training_compute", "99999999999999999999999999"), "training_compute", 1, 1,
          "value");
    check(FIELD("training_compute", "1.0000001e25"), "training_compute", 1, 1, "value");
    check(FIELD("training_compute", "1e25"), "training_compute", 2, 2, "value");
    check(FIELD("training_compute", "'9.99e24'"), "training_compute", 2, 2, "value");
    check(FIELD("training_compute", "1.0e23"), "training_compute", 3, 3, "value");
    check(FIELD("training_compute", "0"), "training_compute", 3, 3, "value");
    check(FIELD("training_compute", "'unknown'"), "training_compute", 0, 3, "value");
    check(FIELD("training_compute", "'not_applicable'"), "training_compute", -1, -1, "value");
    check(WITH(""), "training_compute", 0, 3, "");
    check(FIELD("pretraining_tokens_released", "0.0"), "pretraining_tokens", 0, 0, "value");
    check(FIELD("pretraining_tokens_released", "1"), "pretraining_tokens", 1, 1, "value");
    check(FIELD("pretraining_tokens_released", "1e12"), "pretraining_tokens", 1, 1, "value");
    check(FIELD("pretraining_tokens_released", "1000000000001"), "pretraining_tokens", 2, 2,
          "value");
}

static void test_sets(void **state)
{
    (void)state;
    check(WITH(""), "kind_base", 1, 1, "");
    check(WITH(""), "kind_tuned", 0, 0, "");
    check("{'format': 'openness-release/1', 'id': 'a', 'name': 'A', 'producer': 'P',"
          "'kind': 'unknown', 'artifacts': []}",
          "kind_base", 0, 1, "");
    check(WITH(""), "modality_audio", 0, 1, "");
    check("{" KIT_HEAD ", 'output_modalities': ['text', 'audio'], 'artifacts': []}",
          "modality_audio", 1, 1, "");
    check("{" KIT_HEAD ", 'output_modalities': ['text'], 'artifacts': []}", "modality_audio", 0,
          0, "");
}

/* A judgment of data that nobody described cannot be good. */
static void test_needs(void **state)
{
#define JUDGED(judgment, data)                                                                   \
    "{" KIT_HEAD ", 'artifacts': [" data                                                         \
    "], 'fields': {'data_information': {'value': '" judgment "'}}}"
    (void)state;
    check(JUDGED("sufficient", DATA("pretraining", GONE) ", " DATA("sft", NOT_APPLICABLE)),
          "data_information", 1, 1, "value");
    check(JUDGED("sufficient",
                 DATA("pretraining",
                      "'access': 'none', 'extent': 'none'") ", " DATA("sft", NOT_APPLICABLE)),
          "data_information", 0, 0, "value");
    check(JUDGED("sufficient", ""), "data_information", 0, 1, "value");
    check(JUDGED("insufficient", ""), "data_information", 0, 0, "value");
    check(JUDGED("unknown", DATA("pretraining", "'extent': 'none'")), "data_information", 0, 0,
          "value");
}

/* Whatever a record holds, a pair stays on its ladder and in order. */
static void test_shipped(void **state)
{
    const opn_vocabulary *v = &database->vocabulary;

    (void)state;
    for (size_t i = 0; i < openness_database_count(database, OPENNESS_KIND_RELEASE); i++) {
        openness_release *release = NULL;
        derived of;

        assert_int_equal(openness_release_get(
                             database, openness_database_id(database, OPENNESS_KIND_RELEASE, i),
                             &release, NULL),
                         OPENNESS_OK);
        of = derive_release(release);
        for (size_t k = 0; k < v->fact_count; k++) {
            opn_pair value = of.values[k];

            assert_true(value.lo <= value.hi && (value.lo >= 0) == (value.hi >= 0));
            assert_true(value.hi < (int)v->ladders[v->facts[k].ladder].count);
            assert_non_null(of.sources[k].member);
        }
        done(&of);
    }
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
        cmocka_unit_test(test_access),    cmocka_unit_test(test_obtainable),
        cmocka_unit_test(test_disclosed), cmocka_unit_test(test_license),
        cmocka_unit_test(test_parts),     cmocka_unit_test(test_source),
        cmocka_unit_test(test_slots),     cmocka_unit_test(test_if_not_applicable),
        cmocka_unit_test(test_fields),    cmocka_unit_test(test_cuts),
        cmocka_unit_test(test_sets),      cmocka_unit_test(test_needs),
        cmocka_unit_test(test_shipped),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
