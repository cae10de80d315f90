/* test_dominance.c: what holds whatever the weights. */
#include "sets.h"

#include "../../lib/analyze_dominance.h"

static openness_rubric *rubrics[2];

typedef struct {
    set reports;
    opn_arena arena;
    opn_dominance found;
} asked;

static void ask(asked *a, const char *words, size_t count)
{
    memset(a, 0, sizeof *a);
    a->reports = set_make(words, rubrics, count);
    assert_int_equal(opn_grid_init(&a->found.grid, a->reports.reports, a->reports.count,
                                   &a->arena, NULL),
                     OPENNESS_OK);
    assert_int_equal(opn_dominance_find(&a->found, &a->arena), OPENNESS_OK);
}

static void done(asked *a)
{
    opn_arena_free(&a->arena);
    set_free(&a->reports);
}

/* The relation of two words, both ways round. */
static void relates(const char *words, opn_pair_relation there, opn_pair_relation back)
{
    asked a;

    ask(&a, words, 1);
    assert_int_equal(a.found.orders[0].relations[1], there);
    assert_int_equal(a.found.orders[0].relations[2], back);
    done(&a);
}

static void test_relations(void **state)
{
    (void)state;
    relates("FPN FPN", OPN_PAIR_EQUAL, OPN_PAIR_EQUAL);
    relates("FPP FPN", OPN_PAIR_ABOVE, OPN_PAIR_BELOW);
    relates("FPN PFN", OPN_PAIR_INCOMPARABLE, OPN_PAIR_INCOMPARABLE);
    /* Unknown may be anything: at best it draws level with full. */
    relates("FFF FF?", OPN_PAIR_AT_LEAST, OPN_PAIR_AT_MOST);
    relates("FFF PF?", OPN_PAIR_ABOVE, OPN_PAIR_BELOW);
    relates("FPF FF?", OPN_PAIR_UNDECIDED, OPN_PAIR_UNDECIDED);
    /* What applies to one of them only is measured on one of them only. */
    relates("FFF FF-", OPN_PAIR_INCOMPARABLE, OPN_PAIR_INCOMPARABLE);
    relates("FF- FP-", OPN_PAIR_ABOVE, OPN_PAIR_BELOW);
}

/* a over b and c, those two over d, e beside them all. */
static void test_levels_and_covers(void **state)
{
    asked a;
    const opn_order *order;

    (void)state;
    ask(&a, "FFP FPP PFP PPP NNF", 1);
    order = &a.found.orders[0];
    assert_int_equal(order->level_count, 3);
    assert_int_equal(order->levels[0], 0);
    assert_int_equal(order->levels[1], 1);
    assert_int_equal(order->levels[2], 1);
    assert_int_equal(order->levels[3], 2);
    assert_int_equal(order->levels[4], 0);
    assert_true(order->covers[0 * 5 + 1]);
    assert_true(order->covers[1 * 5 + 3]);
    assert_true(order->covers[2 * 5 + 3]);
    /* Something stands between these. */
    assert_int_equal(order->relations[0 * 5 + 3], OPN_PAIR_ABOVE);
    assert_false(order->covers[0 * 5 + 3]);
    done(&a);
}

/* Both rubrics read the same criteria: what one cannot order, neither can. */
static void test_unordered_under_all(void **state)
{
    asked a;

    (void)state;
    ask(&a, "FPN PFN NNN", 2);
    assert_int_equal(a.found.unordered_count, 1);
    assert_true(a.found.unordered[0 * 3 + 1]);
    assert_false(a.found.unordered[1 * 3 + 0]);
    done(&a);
}

static void test_call(void **state)
{
    set s = set_make("FPN PFN NN? ", rubrics, 2);
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        assert_int_equal(
            openness_analyze_dominance(s.reports, s.count, format, 0, &text, &error),
            OPENNESS_OK);
        assert_non_null(strstr(openness_text_data(text), "acme/b"));
        openness_text_free(text);
    }
    assert_int_equal(openness_analyze_dominance(s.reports, s.count, OPENNESS_FORMAT_VECTOR, 0,
                                                &text, &error),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    openness_error_free(error);
    error = NULL;
    assert_int_equal(openness_analyze_dominance(s.reports, 5, 1, 0, &text, &error),
                     OPENNESS_E_ARGUMENT);
    openness_error_free(error);
    assert_int_equal(openness_analyze_dominance(s.reports, s.count, 1, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    set_free(&s);
}

static int open_rubrics(void **state)
{
    set_open(state);
    rubrics[0] = set_rubric(SET_RUBRIC("set-mean", SET_MEAN("['x', 'y', 'z']")));
    rubrics[1] = set_rubric(SET_RUBRIC("set-ladder", SET_LADDER("x")));
    return 0;
}

static int close_rubrics(void **state)
{
    openness_rubric_free(rubrics[0]);
    openness_rubric_free(rubrics[1]);
    return set_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_relations),
        cmocka_unit_test(test_levels_and_covers),
        cmocka_unit_test(test_unordered_under_all),
        cmocka_unit_test(test_call),
    };

    return cmocka_run_group_tests(tests, open_rubrics, close_rubrics);
}
