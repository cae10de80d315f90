/* test_unknowns.c: what a look-up would settle. */
#include "kit.h"

#include "../../lib/analyze_unknowns.h"
#include <openness/analyze.h>

static openness_database *database;

/* The look-ups of a record under a rubric of the database. */
typedef struct {
    openness_release *release;
    openness_rubric *rubric;
    openness_report *report;
    opn_arena arena;
    opn_unknowns found;
} looked;

static void begin(looked *l, openness_release *release, const char *rubric)
{
    memset(l, 0, sizeof *l);
    l->release = release;
    assert_int_equal(openness_rubric_get(database, rubric, &l->rubric, NULL), OPENNESS_OK);
    assert_int_equal(openness_evaluate(l->release, l->rubric, 0, NULL, &l->report, NULL),
                     OPENNESS_OK);
    assert_int_equal(opn_unknowns_find(&l->found, l->report, &l->arena), OPENNESS_OK);
}

static void end(looked *l)
{
    opn_arena_free(&l->arena);
    openness_report_free(l->report);
    openness_rubric_free(l->rubric);
    openness_release_free(l->release);
}

/* The look-up of an id, all zero where there is none. */
static opn_look_up look(const looked *l, const char *id)
{
    for (size_t i = 0; i < l->found.count; i++) {
        if (opn_streq(l->found.items[i].id, id)) {
            return l->found.items[i];
        }
    }
    return (opn_look_up){.id = NULL};
}

/* Everything is known but the license, and that alone decides the verdict. */
static void test_decides(void **state)
{
    looked l;
    opn_look_up weights;

    (void)state;
    begin(&l,
          kit_release(database, "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access':"
                                " 'public', 'extent': 'full', " KIT_EVIDENCE "}]}"),
          "open-weights-meeker-2024");
    weights = look(&l, "weights");
    assert_non_null(weights.id);
    assert_true(weights.license);
    assert_false(weights.access);
    assert_true(weights.may_decide || weights.least.levels < l.found.now.levels);
    assert_true(weights.least.levels <= weights.most.levels);
    end(&l);
}

/* What is settled has nothing left that decides. */
static void test_settled(void **state)
{
    openness_release *release = NULL;
    looked l;

    (void)state;
    assert_int_equal(openness_release_get(database, "allenai/Olmo-3.1-32B-Think", &release, NULL),
                     OPENNESS_OK);
    begin(&l, release, "g7-2026");
    assert_true(l.found.now.settled);
    for (size_t i = 0; i < l.found.count; i++) {
        assert_false(l.found.items[i].decides);
        assert_false(l.found.items[i].may_decide);
    }
    end(&l);
}

/* A base that nobody has recorded is a look-up of its own, by its name. */
static void test_base(void **state)
{
    looked l;
    opn_look_up base;

    (void)state;
    begin(
        &l,
        kit_release(
            database,
            "{" KIT_HEAD
            ", 'based_on': [{'id': 'nobody/base', 'relation': 'finetune', 'license': 'unknown'}],"
            " 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"
            " 'license': 'MIT', " KIT_EVIDENCE "}]}"),
        "g7-2026");
    base = look(&l, "nobody/base");
    assert_non_null(base.id);
    assert_int_equal(base.kind, OPN_LOOK_BASE);
    /* Its own license is known: nothing about the weights is to be looked up. */
    assert_null(look(&l, "weights").id);
    end(&l);
}

/* Every look-up of every built-in release narrows or leaves, and never widens. */
static void test_never_widens(void **state)
{
    size_t releases = openness_database_count(database, OPENNESS_KIND_RELEASE);

    (void)state;
    for (size_t r = 0; r < releases; r++) {
        openness_release *release = NULL;
        const char *id = openness_database_id(database, OPENNESS_KIND_RELEASE, r);
        looked l;

        assert_int_equal(openness_release_get(database, id, &release, NULL), OPENNESS_OK);
        begin(&l, release, "spectrum-1");
        for (size_t i = 0; i < l.found.count; i++) {
            const opn_look_up *at = &l.found.items[i];

            assert_true(at->most.levels <= l.found.now.levels);
            assert_true(opn_rational_compare(at->most.score, l.found.now.score) <= 0);
            assert_true(at->most.criteria <= l.found.now.criteria);
            assert_true(opn_rational_compare(at->least.score, at->most.score) <= 0);
        }
        end(&l);
    }
}

static void test_arguments(void **state)
{
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_analyze_unknowns(NULL, 1, 0, &text, &error), OPENNESS_E_ARGUMENT);
    assert_null(text);
    openness_error_free(error);
    assert_int_equal(openness_analyze_unknowns(NULL, 1, 0, NULL, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_unknowns(NULL, 9, 0, &text, NULL), OPENNESS_E_ARGUMENT);
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
        cmocka_unit_test(test_decides),   cmocka_unit_test(test_settled),
        cmocka_unit_test(test_base),      cmocka_unit_test(test_never_widens),
        cmocka_unit_test(test_arguments),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
