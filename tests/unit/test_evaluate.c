/* test_evaluate.c: levels, scores and bounds, by example. test_bounds.c has properties. */
#include "small.h"

/* Facts from which a test starts: everything applies and is at its worst. */
static void all_at(opn_pair *facts, bool best)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        int16_t level = best ? (int16_t)(small_fact_levels(i) - 1) : 0;

        facts[i] = (opn_pair){level, level};
    }
}

static void evaluate(const opn_rubric *rubric, const opn_pair *facts, opn_value *values)
{
    opn_evidence evidence = {facts, NULL, OPN_MODE_RECORD};
    opn_pair derived[OPN_NODES_MAX];
    opn_basis basis[OPN_NODES_MAX];

    opn_evaluate(rubric, &evidence, values, derived, basis);
}

static void assert_level(const opn_value *value, int lo, int hi)
{
    assert_int_equal(value->level.lo, lo);
    assert_int_equal(value->level.hi, hi);
    assert_int_equal(value->applies, lo >= 0);
}

static void assert_score(const opn_value *value, int64_t num, int64_t den, int64_t upper_num,
                         int64_t upper_den)
{
    assert_true(value->applies);
    assert_true(value->score_known);
    assert_int_equal(value->lower.num, num);
    assert_int_equal(value->lower.den, den);
    assert_int_equal(value->upper.num, upper_num);
    assert_int_equal(value->upper.den, upper_den);
}

#define THREE                                                                                    \
    "{'id': 'a', 'code': 'A', 'title': 'T', 'levels': [{'id': 'l0'},"                            \
    " {'id': 'l1', 'when': {'weights': 'partial'}}, {'id': 'l2', 'when': {'weights': 'full'}}]}"

static void test_highest_level_that_holds(void **state)
{
    small s = small_open();
    opn_rubric *rubric =
        small_read(&s, "{" SMALL_HEAD ", 'criteria': [" THREE "], 'result': {}}");
    opn_pair facts[SMALL_FACTS];
    opn_value values[1];

    (void)state;
    all_at(facts, false);
    evaluate(rubric, facts, values);
    assert_level(&values[0], 0, 0);
    assert_score(&values[0], 0, 1, 0, 1);
    facts[SMALL_WEIGHTS] = (opn_pair){2, 2};
    evaluate(rubric, facts, values);
    assert_level(&values[0], 1, 1);
    assert_score(&values[0], 1, 2, 1, 2);
    facts[SMALL_WEIGHTS] = (opn_pair){1, 3};
    evaluate(rubric, facts, values);
    assert_level(&values[0], 0, 2);
    assert_score(&values[0], 0, 1, 1, 1);
    facts[SMALL_WEIGHTS] = OPN_NOT_APPLICABLE;
    evaluate(rubric, facts, values);
    assert_level(&values[0], -1, -1);
    assert_false(values[0].score_known);
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_not_applicable_counts_as_no(void **state)
{
    small s = small_open();
    opn_rubric *rubric =
        small_read(&s, "{" SMALL_HEAD_AS("no", "no") ", 'criteria': [" THREE "], 'result': {}}");
    opn_pair facts[SMALL_FACTS];
    opn_pair level = OPN_NOT_APPLICABLE;
    opn_pair derived;
    opn_basis basis;
    opn_value value;
    opn_evidence evidence = {facts, &level, OPN_MODE_ASSESSED};

    (void)state;
    all_at(facts, true);
    facts[SMALL_WEIGHTS] = OPN_NOT_APPLICABLE;
    evaluate(rubric, facts, &value);
    assert_level(&value, 0, 0);
    opn_evaluate_levels(rubric, &level, &value);
    assert_level(&value, 0, 0);
    facts[SMALL_WEIGHTS] = (opn_pair){3, 3};
    opn_evaluate(rubric, &evidence, &value, &derived, &basis);
    assert_int_equal(derived.lo, 2);
    assert_int_equal(basis, OPN_ASSESSED);
    assert_level(&value, 0, 0);
    opn_rubric_free(rubric);
    small_close(&s);
}

/* A level that is not asked is passed over, one above it still counts. */
static void test_levels_passed_over(void **state)
{
    small s = small_open();
    opn_rubric *rubric = small_read(
        &s, "{" SMALL_HEAD ", 'criteria': [{'id': 'a', 'code': 'A', 'title': 'T', 'levels': ["
            "{'id': 'l0'}, {'id': 'l1', 'when': {'data': 'partial'}},"
            "{'id': 'l2', 'when': {'weights': 'full'}}]}], 'result': {}}");
    opn_pair facts[SMALL_FACTS];
    opn_value value;

    (void)state;
    all_at(facts, true);
    facts[SMALL_DATA] = OPN_NOT_APPLICABLE;
    evaluate(rubric, facts, &value);
    assert_level(&value, 2, 2);
    facts[SMALL_WEIGHTS] = (opn_pair){0, 3};
    evaluate(rubric, facts, &value);
    assert_level(&value, 0, 2);
    facts[SMALL_WEIGHTS] = OPN_NOT_APPLICABLE;
    evaluate(rubric, facts, &value);
    assert_level(&value, -1, -1);
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_assessments(void **state)
{
    static const struct {
        opn_pair fact;
        opn_pair assessed;
        int mode;
        opn_pair level;
        opn_basis basis;
    } cases[] = {
        {{1, 3}, {1, 1}, OPN_MODE_RECORD, {0, 2}, OPN_DERIVED},
        {{1, 3}, {1, 1}, OPN_MODE_FILL, {1, 1}, OPN_ASSESSED},
        {{1, 3}, {0, 1}, OPN_MODE_FILL, {0, 1}, OPN_ASSESSED},
        {{2, 3}, {0, 0}, OPN_MODE_FILL, {1, 2}, OPN_DERIVED},
        {{2, 2}, {1, 1}, OPN_MODE_FILL, {1, 1}, OPN_DERIVED},
        {{2, 2}, {2, 2}, OPN_MODE_FILL, {1, 1}, OPN_DERIVED},
        {{1, 3}, {-1, -1}, OPN_MODE_FILL, {0, 2}, OPN_DERIVED},
        {{-1, -1}, {1, 1}, OPN_MODE_FILL, {-1, -1}, OPN_DERIVED},
        {{2, 2}, {2, 2}, OPN_MODE_ASSESSED, {2, 2}, OPN_ASSESSED},
        {{2, 2}, {-1, -1}, OPN_MODE_ASSESSED, {-1, -1}, OPN_ASSESSED},
        {{-1, -1}, {1, 1}, OPN_MODE_ASSESSED, {1, 1}, OPN_ASSESSED},
        {{2, 2}, {-2, -2}, OPN_MODE_ASSESSED, {1, 1}, OPN_DERIVED},
    };
    small s = small_open();
    opn_rubric *rubric =
        small_read(&s, "{" SMALL_HEAD ", 'criteria': [" THREE "], 'result': {}}");
    opn_pair facts[SMALL_FACTS];

    (void)state;
    all_at(facts, false);
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_evidence evidence = {facts, &cases[i].assessed, cases[i].mode};
        opn_value value;
        opn_pair derived;
        opn_basis basis;

        facts[SMALL_WEIGHTS] = cases[i].fact;
        opn_evaluate(rubric, &evidence, &value, &derived, &basis);
        assert_level(&value, cases[i].level.lo, cases[i].level.hi);
        assert_int_equal(basis, cases[i].basis);
        evaluate(rubric, facts, &value);
        assert_int_equal(derived.lo, value.level.lo);
        assert_int_equal(derived.hi, value.level.hi);
    }
    opn_rubric_free(rubric);
    small_close(&s);
}

/* Only an assessment settles a level without a condition. */
static void test_level_without_condition(void **state)
{
    small s = small_open();
    opn_rubric *rubric = small_read(
        &s, "{" SMALL_HEAD ", 'criteria': [{'id': 'a', 'code': 'A', 'title': 'T', 'levels': ["
            "{'id': 'l0'}, {'id': 'l1', 'when': {'weights': 'full'}}, {'id': 'l2'}]}],"
            "'combine': [{'id': 'm', 'title': 'M', 'mean': ['a'], 'scale': 10}],"
            "'result': {'score': 'm'}}");
    opn_pair facts[SMALL_FACTS];
    opn_pair assessed = {2, 2};
    opn_evidence evidence = {facts, &assessed, OPN_MODE_FILL};
    opn_value values[2];
    opn_pair derived;
    opn_basis basis;

    (void)state;
    all_at(facts, true);
    evaluate(rubric, facts, values);
    assert_level(&values[0], 1, 2);
    assert_score(&values[1], 1, 2, 1, 1);
    opn_evaluate(rubric, &evidence, values, &derived, &basis);
    assert_level(&values[0], 2, 2);
    assert_score(&values[1], 1, 1, 1, 1);
    opn_rubric_free(rubric);
    small_close(&s);
}

#define ABC                                                                                      \
    SMALL_CRITERION("a", "A", "{'weights': 'full'}")                                             \
    "," SMALL_CRITERION("b", "B", "{'code': 'full'}") "," SMALL_CRITERION("c", "C",              \
                                                                          "{'data': 'full'}")

static opn_rubric *read_combination(small *s, const char *combine)
{
    opn_buf buf = {0};
    opn_rubric *rubric;

    opn_buf_printf(&buf, "{%s, 'criteria': [%s], 'combine': [%s], 'result': {}}", SMALL_HEAD, ABC,
                   combine);
    rubric = small_read(s, buf.data);
    opn_buf_free(&buf);
    return rubric;
}

static void test_mean(void **state)
{
    small s = small_open();
    opn_rubric *rubric =
        read_combination(&s, "{'id': 'm', 'title': 'M', 'mean': {'a': 2, 'b': '1/2', 'c': 1}}");
    opn_pair criteria[3] = {{1, 1}, {0, 1}, {0, 0}};
    opn_value values[4];

    (void)state;
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[3], 4, 7, 5, 7);
    criteria[2] = OPN_NOT_APPLICABLE;
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[3], 4, 5, 1, 1);
    criteria[0] = OPN_NOT_APPLICABLE;
    criteria[1] = OPN_NOT_APPLICABLE;
    opn_evaluate_levels(rubric, criteria, values);
    assert_false(values[3].applies);
    assert_false(values[3].score_known);
    opn_rubric_free(rubric);
    small_close(&s);
}

/* MOF: a report leaves the count while it is missing. */
static void test_optional(void **state)
{
    small s = small_open();
    opn_rubric *rubric = read_combination(
        &s, "{'id': 'm', 'title': 'M', 'mean': ['a', 'b', 'c'], 'optional': ['c']}");
    opn_pair criteria[3] = {{1, 1}, {0, 0}, {0, 0}};
    opn_value values[4];

    (void)state;
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[3], 1, 2, 1, 2);
    criteria[2] = (opn_pair){0, 1};
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[3], 1, 2, 2, 3);
    /* Only the optional term applies: it decides, and nothing left is 0. */
    criteria[0] = OPN_NOT_APPLICABLE;
    criteria[1] = OPN_NOT_APPLICABLE;
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[3], 0, 1, 1, 1);
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_min_and_band(void **state)
{
    small s = small_open();
    opn_rubric *rubric = read_combination(
        &s, "{'id': 'm', 'title': 'M', 'mean': ['b', 'c']},"
            "{'id': 'd', 'title': 'D', 'band': 'a', 'at': 'm', 'of': [[0, 24], [25, 74]],"
            " 'scale': 100},"
            "{'id': 'low', 'title': 'L', 'min': ['d', 'b']}");
    opn_pair criteria[3] = {{0, 1}, {1, 1}, {0, 1}};
    opn_value values[6];

    (void)state;
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[3], 1, 2, 1, 1);
    assert_score(&values[4], 3, 25, 37, 50);
    assert_score(&values[5], 3, 25, 37, 50);
    opn_rubric_free(rubric);
    small_close(&s);
}

/* A position that does not apply is 0; a ladder that does not is the end. */
static void test_band_not_applicable(void **state)
{
    small s = small_open();
    opn_rubric *rubric = read_combination(
        &s, "{'id': 'd', 'title': 'D', 'band': 'a', 'at': 'b', 'of': [[0, 1], [2, 4]],"
            " 'scale': 4}");
    opn_pair criteria[3] = {{1, 1}, {-1, -1}, {0, 1}};
    opn_value values[4];

    (void)state;
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[3], 1, 2, 1, 2);
    criteria[0] = OPN_NOT_APPLICABLE;
    criteria[1] = (opn_pair){1, 1};
    opn_evaluate_levels(rubric, criteria, values);
    assert_false(values[3].applies);
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_abstention(void **state)
{
    small s = small_open();
    opn_rubric *rubric = small_read(
        &s, "{" SMALL_HEAD ", 'criteria': [{'id': 'a', 'code': 'A', 'title': 'T', 'levels': ["
            "{'id': 'l0'}, {'id': 'l1', 'when': {'weights': 'partial'}, 'points': null},"
            "{'id': 'l2', 'when': {'weights': 'full'}}]}," SMALL_CRITERION(
                "b", "B",
                "{'code': 'full'}") "],"
                                    "'combine': [{'id': 'm', 'title': 'M', 'mean': ['a', 'b']},"
                                    "{'id': 'l', 'title': 'L', 'min': ['a', 'b']},"
                                    "{'id': 'd', 'title': 'D', 'band': 'a', 'at': 'b', 'of': "
                                    "[[0, 0], [0, 0], [1, 1]]},"
                                    "{'id': 'e', 'title': 'E', 'band': 'b', 'at': 'a', 'of': "
                                    "[[0, 1], [1, 1]]}],"
                                    "'result': {}}");
    opn_pair criteria[2] = {{1, 2}, {0, 0}};
    opn_value values[6];

    (void)state;
    opn_evaluate_levels(rubric, criteria, values);
    assert_level(&values[0], 1, 2);
    assert_false(values[0].score_known);
    assert_true(values[2].applies && !values[2].score_known);
    assert_true(values[3].applies && !values[3].score_known);
    /* A band reads the level of its ladder, not its points. */
    assert_score(&values[4], 0, 1, 1, 1);
    assert_true(values[5].applies && !values[5].score_known);
    /* Between 0 and 2 the level that abstains is passed over. */
    criteria[0] = (opn_pair){0, 2};
    opn_evaluate_levels(rubric, criteria, values);
    assert_score(&values[2], 0, 1, 1, 2);
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_applies(void **state)
{
    small s = small_open();
    opn_rubric *always =
        small_read(&s, "{" SMALL_HEAD ", 'criteria': [" THREE "], 'result': {}}");
    opn_rubric *tuned = small_read(&s, "{" SMALL_HEAD ", 'applies': {'tuned': 'yes'},"
                                       " 'criteria': [" THREE "], 'result': {}}");
    opn_pair facts[SMALL_FACTS];

    (void)state;
    all_at(facts, false);
    assert_int_equal(opn_rubric_applies(always, facts), OPN_TRUE);
    assert_int_equal(opn_rubric_applies(tuned, facts), OPN_FALSE);
    facts[SMALL_TUNED] = (opn_pair){0, 1};
    assert_int_equal(opn_rubric_applies(tuned, facts), OPN_MAYBE);
    facts[SMALL_TUNED] = (opn_pair){1, 1};
    assert_int_equal(opn_rubric_applies(tuned, facts), OPN_TRUE);
    facts[SMALL_TUNED] = OPN_NOT_APPLICABLE;
    assert_int_equal(opn_rubric_applies(tuned, facts), OPN_FALSE);
    opn_rubric_free(always);
    opn_rubric_free(tuned);
    small_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_highest_level_that_holds),
        cmocka_unit_test(test_not_applicable_counts_as_no),
        cmocka_unit_test(test_levels_passed_over),
        cmocka_unit_test(test_assessments),
        cmocka_unit_test(test_level_without_condition),
        cmocka_unit_test(test_mean),
        cmocka_unit_test(test_optional),
        cmocka_unit_test(test_min_and_band),
        cmocka_unit_test(test_band_not_applicable),
        cmocka_unit_test(test_abstention),
        cmocka_unit_test(test_applies),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
