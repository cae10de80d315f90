/* test_bench.c: levers set and set back. */
#include "kit.h"

#include "../../lib/bench.h"

static openness_database *database;

/* The bench of a record under a rubric of the database. */
typedef struct {
    openness_release *release;
    openness_rubric *rubric;
    opn_arena arena;
    opn_bench bench;
} tried;

static void begin(tried *t, const char *id, const char *rubric)
{
    memset(t, 0, sizeof *t);
    assert_int_equal(openness_release_get(database, id, &t->release, NULL), OPENNESS_OK);
    assert_int_equal(openness_rubric_get(database, rubric, &t->rubric, NULL), OPENNESS_OK);
    assert_int_equal(opn_bench_init(&t->bench, t->release, t->rubric->compiled, OPN_MODE_RECORD,
                                    NULL, &t->arena),
                     OPENNESS_OK);
}

static void end(tried *t)
{
    opn_arena_free(&t->arena);
    openness_rubric_free(t->rubric);
    openness_release_free(t->release);
}

static size_t lever_of(const opn_bench *bench, const char *slot)
{
    size_t wanted = opn_table_find(&bench->vocabulary->slot_table, slot);

    for (size_t i = 0; i < bench->lever_count; i++) {
        if (bench->levers[i].slot == wanted) {
            return i;
        }
    }
    fail_msg("no lever %s", slot);
    return 0;
}

static bool same_facts(const opn_bench *bench)
{
    for (size_t i = 0; i < bench->vocabulary->fact_count; i++) {
        opn_pair was = bench->before.facts[i];

        if (bench->reads[i] && (bench->facts[i].lo != was.lo || bench->facts[i].hi != was.hi)) {
            return false;
        }
    }
    return true;
}

/* Every built-in release under every rubric: a bench on which nothing is set
 * says what the record says, and so it does again after a reset. */
static void test_nothing_set(void **state)
{
    const opn_pair none[64] = {{0, 0}};
    const opn_setting closed = {{0, 0}, {0, 0}, {0, 0}, "0", none};
    size_t releases = openness_database_count(database, OPENNESS_KIND_RELEASE);
    size_t rubrics = openness_database_count(database, OPENNESS_KIND_RUBRIC);

    (void)state;
    for (size_t r = 0; r < releases; r++) {
        for (size_t d = 0; d < rubrics; d++) {
            tried t;

            begin(&t, openness_database_id(database, OPENNESS_KIND_RELEASE, r),
                  openness_database_id(database, OPENNESS_KIND_RUBRIC, d));
            assert_true(same_facts(&t.bench));
            assert_true(t.bench.ladder_count <= OPN_ARRAY_LEN(none));
            for (size_t i = 0; i < t.bench.lever_count; i++) {
                opn_bench_set(&t.bench, i, &closed);
            }
            for (size_t i = 0; i < t.bench.lever_count; i++) {
                opn_bench_reset(&t.bench, i);
            }
            opn_bench_evaluate(&t.bench);
            assert_true(same_facts(&t.bench));
            end(&t);
        }
    }
}

/* Closing what carries a label takes the label away; the lever alone does it. */
static void test_set(void **state)
{
    const opn_setting gone = {{0, 0}, {0, 0}, OPN_LEAVE, NULL, NULL};
    tried t;
    size_t label;

    (void)state;
    begin(&t, "openai/gpt-oss-120b", "g7-2026");
    label = t.rubric->compiled->result_level;
    assert_true(t.bench.values[label].level.lo > 0);
    opn_bench_set(&t.bench, lever_of(&t.bench, "weights"), &gone);
    opn_bench_evaluate(&t.bench);
    assert_int_equal(t.bench.values[label].level.hi, 0);
    end(&t);
}

/* A tune cannot grant what its base withholds. */
static void test_base_binds(void **state)
{
    const char *const record =
        "{" KIT_HEAD ", 'based_on': [{'id': 'meta-llama/Llama-3.1-405B', 'relation':"
        " 'finetune'}], 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"
        " 'license': 'llama-3.1', " KIT_EVIDENCE "}]}";
    tried t = {0};
    opn_setting freed = OPN_SETTING_NONE;
    size_t osi;

    (void)state;
    t.release = kit_release(database, record);
    assert_int_equal(openness_rubric_get(database, "osaid-1.0", &t.rubric, NULL), OPENNESS_OK);
    assert_int_equal(
        opn_bench_init(&t.bench, t.release, t.rubric->compiled, OPN_MODE_RECORD, NULL, &t.arena),
        OPENNESS_OK);
    osi = opn_table_find(&t.bench.vocabulary->fact_table, "weights_license_osi_terms");
    freed.license = t.bench.best_license;
    opn_bench_set(&t.bench, lever_of(&t.bench, "weights"), &freed);
    opn_bench_evaluate(&t.bench);
    assert_int_equal(t.bench.facts[osi].hi, 0);
    /* With the license of the base out of the way it could. */
    assert_int_equal(t.bench.base_count, 1);
    assert_string_equal(t.bench.bases[0].from, "meta-llama/Llama-3.1-405B");
    assert_string_equal(t.bench.bases[0].text, "llama-3.1");
    opn_bench_set(&t.bench, t.bench.lever_count - 1, &freed);
    opn_bench_evaluate(&t.bench);
    assert_int_equal(t.bench.facts[osi].lo, 1);
    opn_bench_reset(&t.bench, t.bench.lever_count - 1);
    opn_bench_evaluate(&t.bench);
    assert_int_equal(t.bench.facts[osi].hi, 0);
    end(&t);
}

static int open_database(void **state)
{
    (void)state;
    return openness_database_open(&database, NULL);
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
        cmocka_unit_test(test_nothing_set),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_base_binds),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
