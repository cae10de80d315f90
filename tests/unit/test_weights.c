/* test_weights.c: scores and ranks under other weights. */
#include "sets.h"

#include "../../lib/analyze_weights.h"

#define THREE SET_RUBRIC("set-mean", SET_MEAN("['x', 'y', 'z']"))

/* Means of means: one of them read twice. */
#define SHARED                                                                                   \
    SET_RUBRIC("set-shared",                                                                     \
               "'combine': [{'id': 'm', 'title': 'M', 'mean': ['x', 'y']},"                      \
               "{'id': 'n', 'title': 'N', 'mean': ['m', 'z']},"                                  \
               "{'id': 'score', 'title': 'S', 'mean': ['m', 'n']}], 'result': {'score': 'score'}")

/* The same mean, read by one node of the score and by one beside it. */
#define BESIDE                                                                                   \
    SET_RUBRIC("set-beside",                                                                     \
               "'combine': [{'id': 'm', 'title': 'M', 'mean': ['x', 'y']},"                      \
               "{'id': 'other', 'title': 'O', 'mean': ['m', 'z']},"                              \
               "{'id': 'score', 'title': 'S', 'mean': ['m', 'z']}], 'result': {'score': 'score'}")

#define LEAST                                                                                    \
    SET_RUBRIC("set-min",                                                                        \
               "'combine': [{'id': 'm', 'title': 'M', 'mean': ['x', 'y']},"                      \
               "{'id': 'n', 'title': 'N', 'mean': ['y', 'z']},"                                  \
               "{'id': 'score', 'title': 'S', 'min': ['m', 'n']}], 'result': {'score': 'score'}")

/* Scores order nothing below the middle class. */
#define RANKED                                                                                   \
    SET_RUBRIC("set-ranked",                                                                     \
               "'combine': [{'id': 'class', 'title': 'Class', 'cite': 'C', 'levels': ["          \
               "{'id': 'low'}, {'id': 'middle', 'when': {'x': 'part'}}]},"                       \
               "{'id': 'm', 'title': 'M', 'mean': ['y', 'z']},"                                  \
               "{'id': 'score', 'title': 'S', 'band': 'class', 'of': [[0, 25], [25, 100]],"      \
               " 'at': 'm', 'scale': 100}],"                                                     \
               " 'result': {'level': 'class', 'score': 'score', 'ranked_from': 'middle'}")

typedef struct {
    openness_rubric *rubric;
    set reports;
    opn_arena arena;
    opn_weights found;
} asked;

static void ask(asked *a, const char *rubric, const char *words, int factor, int samples)
{
    memset(a, 0, sizeof *a);
    a->rubric = set_rubric(rubric);
    a->reports = set_make(words, &a->rubric, 1);
    a->found.region.factor = factor;
    a->found.samples = samples;
    a->found.seed = 7;
    assert_int_equal(opn_grid_init(&a->found.grid, a->reports.reports, a->reports.count,
                                   &a->arena, NULL),
                     OPENNESS_OK);
    assert_int_equal(opn_weights_find(&a->found, &a->arena), OPENNESS_OK);
}

static void done(asked *a)
{
    opn_arena_free(&a->arena);
    set_free(&a->reports);
    openness_rubric_free(a->rubric);
}

/* num / den to within the error, on the outer side. */
static void is_bound(int64_t value, int64_t num, int64_t den, bool up)
{
    int64_t exact = OPN_WEIGH_ONE / den * num + OPN_WEIGH_ONE % den * num / den;
    int64_t beyond = up ? value - exact : exact - value;

    assert_in_range(beyond + 1, 0, 4);
}

/* Two zeros and a one, each weight from 1/2 to 2: from 0.5/4.5 to 2/3. */
static void test_intervals(void **state)
{
    asked a;

    (void)state;
    ask(&a, THREE, "FNN F?? PPP", 2, 0);
    is_bound(a.found.rows[0].lower.least, 1, 9, false);
    is_bound(a.found.rows[0].lower.most, 2, 3, true);
    is_bound(a.found.rows[0].upper.most, 2, 3, true);
    /* What is unknown counts nothing below and all above. */
    is_bound(a.found.rows[1].lower.least, 1, 9, false);
    is_bound(a.found.rows[1].upper.least, 1, 1, false);
    /* Equal parts: no weight moves them. */
    is_bound(a.found.rows[2].lower.least, 1, 2, false);
    is_bound(a.found.rows[2].lower.most, 1, 2, true);
    done(&a);
    ask(&a, THREE, "FNN", 1, 0);
    is_bound(a.found.rows[0].lower.least, 1, 3, false);
    is_bound(a.found.rows[0].lower.most, 1, 3, true);
    done(&a);
    ask(&a, THREE, "FPN", 0, 0);
    is_bound(a.found.rows[0].lower.least, 0, 1, false);
    is_bound(a.found.rows[0].lower.most, 1, 1, true);
    done(&a);
}

static void relates(const char *rubric, const char *words, int factor, opn_weights_relation is,
                    bool exact)
{
    asked a;

    ask(&a, rubric, words, factor, 50);
    assert_int_equal(a.found.pair_count, 1);
    assert_int_equal(a.found.pairs[0].relation, is);
    assert_int_equal(a.found.pairs[0].exact, exact);
    if (is == OPN_WEIGHTS_ABOVE || is == OPN_WEIGHTS_BELOW) {
        assert_int_equal(a.found.pairs[0].won, is == OPN_WEIGHTS_ABOVE ? 50 : 0);
        assert_int_equal(a.found.pairs[0].tied, 0);
    }
    done(&a);
}

static void test_pairs(void **state)
{
    (void)state;
    relates(THREE, "FPN FPN", 2, OPN_WEIGHTS_EQUAL, true);
    relates(THREE, "FPN PPN", 2, OPN_WEIGHTS_ABOVE, true);
    relates(THREE, "PPN FPN", 2, OPN_WEIGHTS_BELOW, true);
    relates(THREE, "FNN NFN", 2, OPN_WEIGHTS_DEPENDS, true);
    /* All weight on another criterion leaves nothing between the two. */
    relates(THREE, "FPN PPN", 0, OPN_WEIGHTS_AT_LEAST, true);
    relates(THREE, "PPN FPN", 0, OPN_WEIGHTS_AT_MOST, true);
    /* Two for one: ahead at the rubric's weights, not at all within a factor of 2. */
    relates(THREE, "FFN NNF", 1, OPN_WEIGHTS_ABOVE, true);
    relates(THREE, "FFN NNF", 2, OPN_WEIGHTS_DEPENDS, true);
    /* Over other criteria two means are not one mean of differences. */
    relates(THREE, "FP- PPF", 2, OPN_WEIGHTS_SAMPLED, false);
    relates(LEAST, "FPN PNF", 2, OPN_WEIGHTS_SAMPLED, false);
}

/* One set of weights for both readers of a mean; a reader beside the score is none. */
static void test_shared_means(void **state)
{
    (void)state;
    relates(SHARED, "FNN NFN", 2, OPN_WEIGHTS_SAMPLED, false);
    relates(BESIDE, "FNN NFN", 2, OPN_WEIGHTS_DEPENDS, true);
}

static void test_ranks(void **state)
{
    asked a;

    (void)state;
    ask(&a, THREE, "FFF FNN NFN NNN", 2, 200);
    assert_int_equal(a.found.ranked_count, 4);
    assert_int_equal(a.found.rows[0].best, 1);
    assert_int_equal(a.found.rows[0].worst, 1);
    assert_int_equal(a.found.rows[1].best, 2);
    assert_int_equal(a.found.rows[1].worst, 3);
    assert_int_equal(a.found.rows[1].best_seen, 2);
    assert_int_equal(a.found.rows[1].worst_seen, 3);
    assert_int_equal(a.found.rows[3].best, 4);
    /* One of the two is ahead by chance. */
    assert_in_range(a.found.pairs[3].won, 60, 140);
    done(&a);
}

static void test_not_ranked(void **state)
{
    asked a;

    (void)state;
    ask(&a, RANKED, "FFN NFF PNN ?FF", 2, 10);
    assert_true(a.found.rows[0].ranked);
    assert_false(a.found.rows[1].ranked);
    assert_true(a.found.rows[2].ranked);
    /* Weights that nobody found are not public weights. */
    assert_false(a.found.rows[3].ranked);
    assert_int_equal(a.found.pair_count, 1);
    assert_int_equal(a.found.ranked_count, 2);
    done(&a);
}

/* The published sequence of the generator, and weights within the region. */
static void test_draws(void **state)
{
    static const uint64_t published[] = {UINT64_C(6457827717110365317),
                                         UINT64_C(3203168211198807973),
                                         UINT64_C(9817491932198370423)};
    openness_rubric *rubric =
        set_rubric(SET_RUBRIC("set-weighted", SET_MEAN("{'x': 2, 'y': 1, 'z': 3}")));
    uint64_t random = 1234567;
    uint64_t weights[3];

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_true(opn_weigh_random(&random) == published[i]);
    }
    for (size_t i = 0; i < 500; i++) {
        opn_weigh_draw(rubric->compiled, (opn_region){2}, &random, weights);
        assert_in_range(weights[0], 2, 8);
        assert_in_range(weights[1], 1, 4);
        assert_in_range(weights[2], 3, 12);
        opn_weigh_draw(rubric->compiled, (opn_region){0}, &random, weights);
        assert_int_equal(weights[0] + weights[1] + weights[2], (1 << 20) + 3);
        assert_true(weights[0] > 0 && weights[1] > 0 && weights[2] > 0);
    }
    openness_rubric_free(rubric);
}

static void test_error_of_shares(void **state)
{
    (void)state;
    assert_int_equal(opn_weights_error_milli(0), 1000);
    assert_int_equal(opn_weights_error_milli(1), 1000);
    assert_int_equal(opn_weights_error_milli(1000), 32);
    assert_int_equal(opn_weights_error_milli(10000), 10);
    assert_int_equal(opn_weights_error_milli(1000000), 1);
}

static void refused(const openness_report *const *reports, size_t count, int factor, int samples,
                    const char *part)
{
    openness_error *error = NULL;
    openness_text *text = NULL;

    assert_int_equal(openness_analyze_weights(reports, count, factor, samples, 1,
                                              OPENNESS_FORMAT_TEXT, 0, &text, &error),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    assert_non_null(strstr(openness_error_message(error), part));
    openness_error_free(error);
}

static void test_call(void **state)
{
    openness_rubric *rubrics[] = {set_rubric(THREE),
                                  set_rubric(SET_RUBRIC("set-ladder", SET_LADDER("x")))};
    set both = set_make("FPN", rubrics, 2);
    openness_text *first = NULL;
    openness_text *second = NULL;

    (void)state;
    refused(both.reports, 2, 2, 10, "one rubric");
    refused(both.reports + 1, 1, 2, 10, "no score");
    refused(both.reports, 1, 101, 10, "factor");
    refused(both.reports, 1, -1, 10, "factor");
    refused(both.reports, 1, 2, -1, "samples");
    refused(both.reports, 1, 2, 1000001, "samples");
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        assert_int_equal(openness_analyze_weights(both.reports, 1, 2, 10, -5, format, 60, &first,
                                                  NULL),
                         OPENNESS_OK);
        assert_int_equal(openness_analyze_weights(both.reports, 1, 2, 10, -5, format, 60, &second,
                                                  NULL),
                         OPENNESS_OK);
        assert_string_equal(openness_text_data(first), openness_text_data(second));
        openness_text_free(first);
        openness_text_free(second);
    }
    set_free(&both);
    openness_rubric_free(rubrics[0]);
    openness_rubric_free(rubrics[1]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_intervals),
        cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_shared_means),
        cmocka_unit_test(test_ranks),
        cmocka_unit_test(test_not_ranked),
        cmocka_unit_test(test_draws),
        cmocka_unit_test(test_error_of_shares),
        cmocka_unit_test(test_call),
    };

    return cmocka_run_group_tests(tests, set_open, set_close);
}
