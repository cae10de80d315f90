/* test_agreement.c: rank correlation with ties, and where definitions part. */
#include "sets.h"

#include "../../lib/analyze_agreement.h"

/* A ladder over x, one over y, and a mean of all three. */
static openness_rubric *rubrics[3];

typedef struct {
    set reports;
    opn_arena arena;
    opn_agreement found;
} asked;

static void ask_of(asked *a, const char *words, openness_rubric *const *of, size_t count)
{
    memset(a, 0, sizeof *a);
    a->reports = set_make(words, of, count);
    assert_int_equal(opn_grid_init(&a->found.grid, a->reports.reports, a->reports.count,
                                   &a->arena, NULL),
                     OPENNESS_OK);
    assert_int_equal(opn_agreement_find(&a->found, &a->arena), OPENNESS_OK);
}

static void ask(asked *a, const char *words)
{
    ask_of(a, words, rubrics, 2);
    assert_int_equal(a->found.accord_count, 1);
}

static void done(asked *a)
{
    opn_arena_free(&a->arena);
    set_free(&a->reports);
}

static void test_root(void **state)
{
    const int64_t most = INT64_C(41666666650000);

    (void)state;
    assert_int_equal(opn_root_milli(1, 1, 1), 1000);
    assert_int_equal(opn_root_milli(-1, 1, 1), -1000);
    assert_int_equal(opn_root_milli(0, 5, 7), 0);
    assert_int_equal(opn_root_milli(1, 2, 2), 500);
    assert_int_equal(opn_root_milli(12, 16, 18), 707);
    assert_int_equal(opn_root_milli(-12, 16, 18), -707);
    /* A half goes up, below 0 as well. */
    assert_int_equal(opn_root_milli(1, 2000, 2000), 1);
    assert_int_equal(opn_root_milli(-1, 2000, 2000), 0);
    assert_int_equal(opn_root_milli(-3, 2000, 2000), -1);
    assert_int_equal(opn_root_milli(1, 2001, 2000), 0);
    /* The largest sums of squares that OPN_MOST_COMPARED allows. */
    assert_int_equal(opn_root_milli(most, most, most), 1000);
    assert_int_equal(opn_root_milli(-most / 4, most, most), -250);
}

/* k - 1/2 <= 1000 * over / root < k + 1/2, squared. */
static void test_root_by_its_definition(void **state)
{
    (void)state;
    for (int64_t one = 1; one < 40; one++) {
        for (int64_t other = one; other < 40; other++) {
            for (int64_t over = -one; over * over <= one * other && over <= one; over++) {
                int64_t twice = 2 * opn_root_milli(over, one, other);
                int64_t square = 4000000 * over * over * (over < 0 ? -1 : 1);
                int64_t low = (twice - 1) * (twice - 1) * (twice - 1 < 0 ? -1 : 1) * one * other;
                int64_t high = (twice + 1) * (twice + 1) * (twice + 1 < 0 ? -1 : 1) * one * other;

                assert_true(low <= square && square < high);
            }
        }
    }
}

static void test_same_and_opposite(void **state)
{
    asked a;

    (void)state;
    ask(&a, "FFN PPN NNN");
    assert_int_equal(a.found.accords[0].spearman.milli, 1000);
    assert_int_equal(a.found.accords[0].kendall.milli, 1000);
    assert_false(a.found.accords[0].parting.found);
    done(&a);
    ask(&a, "PPN NFN FNN");
    assert_int_equal(a.found.accords[0].spearman.milli, -1000);
    assert_int_equal(a.found.accords[0].kendall.milli, -1000);
    assert_true(a.found.accords[0].parting.found);
    assert_int_equal(a.found.accords[0].parting.up, 2);
    assert_int_equal(a.found.accords[0].parting.down, 1);
    assert_int_equal(a.found.accords[0].parting.apart, 8);
    assert_true(a.found.accords[0].parting.reversed);
    done(&a);
}

static void test_ties(void **state)
{
    asked a;
    const opn_accord *accord;

    (void)state;
    ask(&a, "FFN FPN NPN NNN");
    accord = &a.found.accords[0];
    assert_int_equal(accord->spearman.over, 12);
    assert_int_equal(accord->spearman.one, 16);
    assert_int_equal(accord->spearman.other, 18);
    assert_int_equal(accord->spearman.milli, 707);
    assert_int_equal(accord->orders.concordant, 3);
    assert_int_equal(accord->orders.discordant, 0);
    assert_int_equal(accord->orders.tied_a, 2);
    assert_int_equal(accord->orders.tied_b, 1);
    assert_int_equal(accord->orders.tied_both, 0);
    assert_int_equal(accord->kendall.over, 3);
    assert_int_equal(accord->kendall.one * accord->kendall.other, 20);
    assert_int_equal(accord->kendall.milli, 671);
    done(&a);
}

static void test_not_defined(void **state)
{
    asked a;

    (void)state;
    ask(&a, "FFN FPN FNN");
    assert_false(a.found.accords[0].spearman.defined);
    assert_false(a.found.accords[0].kendall.defined);
    assert_int_equal(a.found.accords[0].orders.tied_a, 3);
    done(&a);
    ask(&a, "FFN");
    assert_false(a.found.accords[0].spearman.defined);
    assert_int_equal(a.found.accords[0].count, 1);
    done(&a);
    ask(&a, "-FN F-N");
    assert_int_equal(a.found.accords[0].count, 0);
    assert_false(a.found.accords[0].parting.found);
    done(&a);
}

/* Unknown stands at its lower end and is counted as open. */
static void test_which_releases_count(void **state)
{
    asked a;

    (void)state;
    ask(&a, "FFN ?PN -NN N?N");
    assert_int_equal(a.found.measures[0].counted, 3);
    assert_int_equal(a.found.measures[0].opened, 1);
    assert_int_equal(a.found.measures[0].not_applicable, 1);
    assert_int_equal(a.found.accords[0].count, 3);
    assert_int_equal(a.found.accords[0].open, 2);
    assert_int_equal(a.found.measures[0].positions[1].num, 0);
    done(&a);
}

/* The order in which releases are given changes no choice among equals. */
static void test_ties_of_partings_go_by_id(void **state)
{
    asked a;

    (void)state;
    ask(&a, "FNN FNN NFN NFN");
    assert_int_equal(a.found.accords[0].parting.up, 0);
    assert_int_equal(a.found.accords[0].parting.down, 2);
    done(&a);
}

static void test_classes(void **state)
{
    asked a;
    const opn_class_table *table;

    (void)state;
    ask_of(&a, "FNN FFF PFF NNN", rubrics, 3);
    assert_int_equal(a.found.measure_count, 3);
    assert_int_equal(a.found.table_count, 2);
    table = &a.found.tables[0];
    assert_int_equal(table->classes, 0);
    assert_int_equal(table->scores, 2);
    assert_int_equal(table->by_level[2].count, 2);
    assert_int_equal(table->by_level[2].lowest, 0);
    assert_int_equal(table->by_level[2].highest, 1);
    assert_int_equal(table->by_level[1].count, 1);
    /* Weights alone score less than both cards do with a part of the weights. */
    assert_int_equal(table->accord->orders.discordant, 1);
    done(&a);
}

/* Scores below "ranked_from" order nothing; the ladder still does. */
static void test_both_ends_of_one_rubric(void **state)
{
    openness_rubric *both = set_rubric(SET_RUBRIC(
        "set-both", "'combine': [{'id': 'class', 'title': 'Class', 'cite': 'C', 'levels': ["
                    "{'id': 'low'}, {'id': 'high', 'when': {'x': 'part'}}]},"
                    "{'id': 'score', 'title': 'S', 'mean': ['x', 'y', 'z']}], 'result':"
                    "{'level': 'class', 'score': 'score', 'ranked_from': 'high'}"));
    asked a;

    (void)state;
    ask_of(&a, "FFF PNN NFF NNN", &both, 1);
    assert_int_equal(a.found.measure_count, 2);
    assert_int_equal(a.found.measures[0].counted, 4);
    assert_int_equal(a.found.measures[1].counted, 2);
    assert_int_equal(a.found.measures[1].not_ranked, 2);
    assert_int_equal(a.found.accords[0].count, 2);
    assert_null(a.found.accords[0].parting.why[0].sides[0]);
    done(&a);
    openness_rubric_free(both);
}

static void test_call(void **state)
{
    set s = set_make("FPN PF? NN-", rubrics, 3);
    openness_text *text = NULL;
    openness_error *error = NULL;
    openness_report *other = NULL;
    openness_release *release = set_release("acme/b", "PF?");
    openness_report *kept = s.owned[4];

    (void)state;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        assert_int_equal(
            openness_analyze_agreement(s.reports, s.count, format, 60, &text, &error),
            OPENNESS_OK);
        assert_non_null(strstr(openness_text_data(text), "acme/b"));
        openness_text_free(text);
    }
    assert_int_equal(openness_evaluate(release, rubrics[1], OPENNESS_MODE_FILL, NULL, &other,
                                       NULL),
                     OPENNESS_OK);
    s.reports[4] = other;
    assert_int_equal(openness_analyze_agreement(s.reports, s.count, 1, 0, &text, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(strstr(openness_error_message(error), "mode"));
    openness_error_free(error);
    openness_report_free(other);
    openness_release_free(release);
    s.reports[4] = kept;
    assert_int_equal(openness_analyze_agreement(s.reports, s.count - 1, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_agreement(s.reports, s.count, 1, -1, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_agreement(NULL, 1, 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    set_free(&s);
}

static int open_rubrics(void **state)
{
    set_open(state);
    rubrics[0] = set_rubric(SET_RUBRIC("set-x", SET_LADDER("x")));
    rubrics[1] = set_rubric(SET_RUBRIC("set-y", SET_LADDER("y")));
    rubrics[2] = set_rubric(SET_RUBRIC("set-mean", SET_MEAN("['x', 'y', 'z']")));
    return 0;
}

static int close_rubrics(void **state)
{
    for (size_t i = 0; i < 3; i++) {
        openness_rubric_free(rubrics[i]);
    }
    return set_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_root),
        cmocka_unit_test(test_root_by_its_definition),
        cmocka_unit_test(test_same_and_opposite),
        cmocka_unit_test(test_ties),
        cmocka_unit_test(test_not_defined),
        cmocka_unit_test(test_which_releases_count),
        cmocka_unit_test(test_ties_of_partings_go_by_id),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_both_ends_of_one_rubric),
        cmocka_unit_test(test_call),
    };

    return cmocka_run_group_tests(tests, open_rubrics, close_rubrics);
}
