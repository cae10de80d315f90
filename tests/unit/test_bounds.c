/*
 * test_bounds.c: what holds of every result, over random rubrics and facts.
 *
 * A value that becomes less known only widens a result; one that becomes
 * better never lowers it; both ends are attained; nothing overflows.
 */
#include "small.h"

#include <inttypes.h>

static void evaluate(const opn_rubric *rubric, const opn_pair *facts, opn_value *values)
{
    opn_evidence evidence = {facts, NULL, OPN_MODE_RECORD};
    opn_pair derived[OPN_NODES_MAX];
    opn_basis basis[OPN_NODES_MAX];

    opn_evaluate(rubric, &evidence, values, derived, basis);
}

enum { RUBRICS = 400, DRAWS = 40 };

typedef struct {
    size_t cases;
    size_t open;   /* of them, with an interval */
    size_t scores; /* compared */
} tally;

static void assert_sane(const opn_value *value)
{
    assert_true(value->lower.den > 0 && value->lower.den <= OPN_DENOMINATOR_MAX);
    assert_true(value->upper.den > 0 && value->upper.den <= OPN_DENOMINATOR_MAX);
    assert_true(value->level.lo <= value->level.hi);
    assert_true(value->applies || !value->score_known);
    if (value->score_known) {
        assert_true(opn_rational_compare((opn_rational){0, 1}, value->lower) <= 0);
        assert_true(opn_rational_compare(value->lower, value->upper) <= 0);
        assert_true(opn_rational_compare(value->upper, (opn_rational){1, 1}) <= 0);
    }
}

/* Every node of b contains that of a, where both apply and have a score. */
static void assert_within(const opn_rubric *rubric, const opn_value *a, const opn_value *b,
                          tally *t)
{
    for (size_t n = 0; n < rubric->node_count; n++) {
        t->cases++;
        if (!a[n].applies || !b[n].applies) {
            continue;
        }
        assert_true(b[n].level.lo <= a[n].level.lo);
        assert_true(b[n].level.hi >= a[n].level.hi);
        if (a[n].score_known && b[n].score_known) {
            assert_true(opn_rational_compare(b[n].lower, a[n].lower) <= 0);
            assert_true(opn_rational_compare(b[n].upper, a[n].upper) >= 0);
            t->scores++;
        }
        t->open += opn_pair_decided(b[n].level) ? 0 : 1;
    }
}

/* Neither end of b is below that of a. */
static void assert_not_lower(const opn_rubric *rubric, const opn_value *a, const opn_value *b,
                             tally *t)
{
    for (size_t n = 0; n < rubric->node_count; n++) {
        t->cases++;
        assert_int_equal(a[n].applies, b[n].applies);
        assert_true(b[n].level.lo >= a[n].level.lo);
        assert_true(b[n].level.hi >= a[n].level.hi);
        if (a[n].score_known && b[n].score_known) {
            assert_true(opn_rational_compare(b[n].lower, a[n].lower) >= 0);
            assert_true(opn_rational_compare(b[n].upper, a[n].upper) >= 0);
            t->scores++;
        }
    }
}

static void draw_facts(small_random *r, opn_pair *facts)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        facts[i] = small_random_pair(r, small_fact_levels(i), 15);
    }
}

/* Some pairs wider and, with revive, all that does not apply unknown. */
static void widen(small_random *r, const opn_pair *from, opn_pair *to, bool revive)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        size_t levels = small_fact_levels(i);

        to[i] = from[i];
        if (!opn_pair_applies(from[i])) {
            if (revive) {
                to[i] = (opn_pair){0, (int16_t)(levels - 1)};
            }
        } else if (small_chance(r, 60)) {
            to[i].lo = (int16_t)small_below(r, (size_t)from[i].lo + 1);
            to[i].hi =
                (int16_t)((size_t)from[i].hi + small_below(r, levels - (size_t)from[i].hi));
        }
    }
}

static void raise(small_random *r, const opn_pair *from, opn_pair *to)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        size_t levels = small_fact_levels(i);

        to[i] = from[i];
        if (opn_pair_applies(from[i]) && small_chance(r, 50)) {
            to[i].hi =
                (int16_t)((size_t)from[i].hi + small_below(r, levels - (size_t)from[i].hi));
            to[i].lo = (int16_t)((size_t)from[i].lo +
                                 small_below(r, (size_t)to[i].hi - (size_t)from[i].lo + 1));
        }
    }
}

/* One level of each pair: at one end, or anywhere. */
static void complete(small_random *r, const opn_pair *from, opn_pair *to, int end)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        int16_t level = end == OPN_FALSE ? from[i].lo : from[i].hi;

        if (opn_pair_applies(from[i]) && end == OPN_MAYBE) {
            level = (int16_t)((size_t)from[i].lo +
                              small_below(r, (size_t)(from[i].hi - from[i].lo) + 1));
        }
        to[i] = (opn_pair){level, level};
    }
}

/* The lower lane is the value at "all lo", the upper at "all hi". */
static void assert_attained(const opn_rubric *rubric, const opn_value *values,
                            const opn_value *low, const opn_value *high, tally *t)
{
    for (size_t n = 0; n < rubric->node_count; n++) {
        t->cases++;
        assert_int_equal(values[n].applies, low[n].applies);
        assert_int_equal(values[n].applies, high[n].applies);
        assert_int_equal(values[n].level.lo, low[n].level.lo);
        assert_int_equal(values[n].level.hi, high[n].level.hi);
        if (values[n].score_known && low[n].score_known && high[n].score_known) {
            assert_int_equal(opn_rational_compare(values[n].lower, low[n].lower), 0);
            assert_int_equal(opn_rational_compare(values[n].upper, high[n].upper), 0);
            t->scores++;
        }
    }
}

/* Calls the property for RUBRICS random rubrics x DRAWS random facts. */
typedef void (*property)(const opn_rubric *rubric, const opn_pair *facts, const opn_value *values,
                         small_random *r, tally *t);

static void for_all(const char *name, uint64_t seed, bool from_zero, property holds)
{
    small_random r = {seed, from_zero, false};
    tally t = {0, 0, 0};
    small s = small_open();

    for (size_t i = 0; i < RUBRICS; i++) {
        opn_rubric *rubric = small_random_rubric(&s, &r);

        for (size_t d = 0; d < DRAWS; d++) {
            opn_pair facts[SMALL_FACTS];
            opn_value values[SMALL_MOST_NODES];

            draw_facts(&r, facts);
            evaluate(rubric, facts, values);
            for (size_t n = 0; n < rubric->node_count; n++) {
                assert_sane(&values[n]);
            }
            holds(rubric, facts, values, &r, &t);
        }
        opn_rubric_free(rubric);
    }
    small_close(&s);
    print_message("%s: %zu nodes compared, %zu open, %zu scores\n", name, t.cases, t.open,
                  t.scores);
    assert_true(t.cases > 0);
}

static void widening_widens(const opn_rubric *rubric, const opn_pair *facts,
                            const opn_value *values, small_random *r, tally *t)
{
    opn_pair wider[SMALL_FACTS];
    opn_value result[SMALL_MOST_NODES];

    widen(r, facts, wider, false);
    evaluate(rubric, wider, result);
    assert_within(rubric, values, result, t);
}

/* What does not apply lies within what is unknown, since a term that left a
 * mean comes back as anything from 0 to 1. It does so only where the lowest
 * level has no points and the bands cover the scale. */
static void unknown_contains_not_applicable(const opn_rubric *rubric, const opn_pair *facts,
                                            const opn_value *values, small_random *r, tally *t)
{
    opn_pair wider[SMALL_FACTS];
    opn_value result[SMALL_MOST_NODES];

    widen(r, facts, wider, true);
    evaluate(rubric, wider, result);
    assert_within(rubric, values, result, t);
}

static void raising_never_lowers(const opn_rubric *rubric, const opn_pair *facts,
                                 const opn_value *values, small_random *r, tally *t)
{
    opn_pair higher[SMALL_FACTS];
    opn_value result[SMALL_MOST_NODES];

    raise(r, facts, higher);
    evaluate(rubric, higher, result);
    assert_not_lower(rubric, values, result, t);
}

static void ends_are_attained(const opn_rubric *rubric, const opn_pair *facts,
                              const opn_value *values, small_random *r, tally *t)
{
    opn_pair end[SMALL_FACTS];
    opn_value low[SMALL_MOST_NODES];
    opn_value high[SMALL_MOST_NODES];

    complete(r, facts, end, OPN_FALSE);
    evaluate(rubric, end, low);
    complete(r, facts, end, OPN_TRUE);
    evaluate(rubric, end, high);
    assert_attained(rubric, values, low, high, t);
}

static void completions_stay_inside(const opn_rubric *rubric, const opn_pair *facts,
                                    const opn_value *values, small_random *r, tally *t)
{
    opn_pair some[SMALL_FACTS];
    opn_value result[SMALL_MOST_NODES];

    complete(r, facts, some, OPN_MAYBE);
    evaluate(rubric, some, result);
    assert_within(rubric, result, values, t);
}

/* The levels of the criteria say all that the combination needs. */
static void levels_say_all(const opn_rubric *rubric, const opn_pair *facts,
                           const opn_value *values, small_random *r, tally *t)
{
    opn_pair criteria[SMALL_MOST_NODES];
    opn_value result[SMALL_MOST_NODES];

    (void)facts;
    (void)r;
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        criteria[i] = values[i].level;
    }
    opn_evaluate_levels(rubric, criteria, result);
    for (size_t n = 0; n < rubric->node_count; n++) {
        t->cases++;
        assert_memory_equal(&values[n].level, &result[n].level, sizeof result[n].level);
        assert_int_equal(values[n].applies, result[n].applies);
        assert_int_equal(values[n].score_known, result[n].score_known);
        assert_int_equal(opn_rational_compare(values[n].lower, result[n].lower), 0);
        assert_int_equal(opn_rational_compare(values[n].upper, result[n].upper), 0);
    }
}

static void test_widening_widens(void **state)
{
    (void)state;
    for_all("widening", 1, false, widening_widens);
}

static void test_unknown_contains_not_applicable(void **state)
{
    (void)state;
    for_all("not applicable to unknown", 2, true, unknown_contains_not_applicable);
}

static void test_raising_never_lowers(void **state)
{
    (void)state;
    for_all("raising", 3, false, raising_never_lowers);
}

static void test_ends_are_attained(void **state)
{
    (void)state;
    for_all("attained", 4, false, ends_are_attained);
}

static void test_completions_stay_inside(void **state)
{
    (void)state;
    for_all("completions", 5, false, completions_stay_inside);
}

static void test_levels_say_all(void **state)
{
    (void)state;
    for_all("levels say all", 6, false, levels_say_all);
}

/* Scores up to the largest denominator that the loader lets through: the
 * arithmetic asserts that nothing overflows. */
static void test_fine_fractions(void **state)
{
    small_random r = {9, false, true};
    small s = small_open();
    int64_t largest = 0;

    (void)state;
    for (size_t i = 0; i < RUBRICS; i++) {
        opn_rubric *rubric = small_random_rubric(&s, &r);

        for (size_t d = 0; d < DRAWS; d++) {
            opn_pair facts[SMALL_FACTS];
            opn_value values[SMALL_MOST_NODES];

            draw_facts(&r, facts);
            evaluate(rubric, facts, values);
            for (size_t n = 0; n < rubric->node_count; n++) {
                assert_sane(&values[n]);
                largest = values[n].lower.den > largest ? values[n].lower.den : largest;
            }
        }
        opn_rubric_free(rubric);
    }
    print_message("largest denominator: %" PRId64 "\n", largest);
    assert_true(largest > OPN_DENOMINATOR_MAX / 2);
    small_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_widening_widens),
        cmocka_unit_test(test_unknown_contains_not_applicable),
        cmocka_unit_test(test_raising_never_lowers),
        cmocka_unit_test(test_ends_are_attained),
        cmocka_unit_test(test_completions_stay_inside),
        cmocka_unit_test(test_levels_say_all),
        cmocka_unit_test(test_fine_fractions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
