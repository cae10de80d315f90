/* test_rubric_combine.c: means, minima, bands, and whether their scores fit. */
#include "small.h"

#define A              SMALL_CRITERION("a", "A", "{'weights': 'full'}")
#define B              SMALL_CRITERION("b", "B", "{'code': 'full'}")
#define FULL           "'when': {'weights': 'full'}"
#define MEAN(mean)     "{'id': 'm', 'title': 'M', " mean "}"
#define LEVELS(levels) "{'id': 'a', 'code': 'A', 'title': 'T', 'levels': [" levels "]}"

/* Weights become whole numbers without a common factor, bands parts of 1. */
static void test_weights_and_bands(void **state)
{
    small s = small_open();
    opn_rubric *r = small_read(
        &s, "{" SMALL_HEAD ", 'criteria': [" A "," B "], 'combine': ["
            "{'id': 'm', 'title': 'M', 'mean': {'a': '2/3', 'b': 4}},"
            "{'id': 'd', 'title': 'D', 'band': 'a', 'at': 'm', 'of': [[0, 24], [25, '149/2']],"
            " 'scale': 100}], 'result': {}}");

    (void)state;
    assert_int_equal(r->terms[0].weight.num, 1);
    assert_int_equal(r->terms[1].weight.num, 6);
    assert_int_equal(r->bands[0].to.num, 6);
    assert_int_equal(r->bands[0].to.den, 25);
    assert_int_equal(r->bands[1].to.num, 149);
    assert_int_equal(r->bands[1].to.den, 200);
    opn_rubric_free(r);
    small_close(&s);
}

typedef struct {
    const char *criteria;
    const char *combine;
    const char *id;
    const char *pointer;
} combine_case;

static const combine_case combine_cases[] = {
    {A, "7", "wrong-type", "/combine/0"},
    {A, "{'title': 'T', 'when': {'a': 'yes'}}", "missing-member", "/combine/0"},
    {A, "{'id': 'a', 'title': 'T', 'when': {'a': 'yes'}}", "duplicate-id", "/combine/0/id"},
    {A, "{'id': 'l', 'title': 'T'}", "missing-member", "/combine/0"},
    {A, "{'id': 'l', 'title': 'T', 'when': {'weights': 'full'}}", "unknown-name",
     "/combine/0/when/weights"},
    {A, "{'id': 'l', 'title': 'T', 'when': {'l': 'yes'}}", "forward-reference",
     "/combine/0/when/l"},
    {A, "{'id': 'l', 'title': 'T', 'when': {'a': 'maybe'}}", "unknown-level",
     "/combine/0/when/a"},
    {A, "{'id': 'l', 'title': 'T', 'levels': [{'id': 'l0'}, {'id': 'l1'}]}", "missing-member",
     "/combine/0/levels/1"},
    {A, MEAN("'mean': ['a', 'z']"), "unknown-name", "/combine/0/mean/1"},
    {A, MEAN("'mean': ['a', 'm']"), "forward-reference", "/combine/0/mean/1"},
    {A, MEAN("'mean': ['a', 'a']"), "duplicate-id", "/combine/0/mean/1"},
    {A, MEAN("'mean': ['a', 1]"), "wrong-type", "/combine/0/mean/1"},
    {A, MEAN("'mean': 'a'"), "wrong-type", "/combine/0/mean"},
    {A, MEAN("'mean': []"), "missing-member", "/combine/0/mean"},
    {A, MEAN("'mean': {'a': 0}"), "bad-weight", "/combine/0/mean/a"},
    {A, MEAN("'mean': {'a': -2}"), "bad-weight", "/combine/0/mean/a"},
    {A, MEAN("'mean': {'a': 'x'}"), "bad-weight", "/combine/0/mean/a"},
    {A, MEAN("'mean': {'a': 1}, 'optional': ['b']"), "unknown-name", "/combine/0/optional/0"},
    {A, MEAN("'mean': {'a': 1}, 'optional': 'a'"), "wrong-type", "/combine/0/optional"},
    {A, MEAN("'mean': ['a'], 'scale': 0"), "bad-number", "/combine/0/scale"},
    {A, MEAN("'mean': ['a'], 'decimals': 7"), "bad-number", "/combine/0/decimals"},
    {A, MEAN("'min': {'a': 1}"), "wrong-type", "/combine/0/min"},
    {A, MEAN("'geometric': ['a']"), "unsupported", "/combine/0/geometric"},
    {A, MEAN("'mean': ['a']") ", {'id': 'l', 'title': 'T', 'when': {'m': 'yes'}}",
     "unknown-level", "/combine/1/when/m"},
    /* bands */
    {A, MEAN("'band': 'a', 'at': 'a'"), "missing-member", "/combine/0"},
    {A, MEAN("'band': 'a', 'of': [[0, 1], [1, 1]]"), "missing-member", "/combine/0"},
    {A, MEAN("'band': 'z', 'at': 'a', 'of': [[0, 1], [1, 1]]"), "unknown-name",
     "/combine/0/band"},
    {A, MEAN("'band': 'a', 'at': 'm', 'of': [[0, 1], [1, 1]]"), "forward-reference",
     "/combine/0/at"},
    {A, MEAN("'band': 'a', 'at': 'a', 'of': [[0, 1]]"), "missing-level", "/combine/0/of"},
    {A, MEAN("'band': 'a', 'at': 'a', 'of': [[0, 1], [1]]"), "wrong-type", "/combine/0/of/1"},
    {A, MEAN("'band': 'a', 'at': 'a', 'of': [[0, 1], ['x', 1]]"), "bad-number",
     "/combine/0/of/1/0"},
    {A, MEAN("'band': 'a', 'at': 'a', 'of': [[0, 1], [1, 2]]"), "bad-number", "/combine/0/of/1"},
    {A, MEAN("'band': 'a', 'at': 'a', 'of': [['1/2', '1/3'], [1, 1]]"), "falling-band",
     "/combine/0/of/0"},
    {A, MEAN("'band': 'a', 'at': 'a', 'of': [['1/2', 1], ['1/3', 1]]"), "falling-band",
     "/combine/0/of/1"},
    {A, MEAN("'band': 'a', 'at': 'a', 'of': [[0, 1], [0, '1/2']]"), "falling-band",
     "/combine/0/of/1"},
    {A,
     MEAN("'mean': ['a']") ", {'id': 'd', 'title': 'T', 'band': 'm', 'at': 'a',"
                           " 'of': [[0, 1], [1, 1]]}",
     "unknown-name", "/combine/1/band"},
};

static void test_faults(void **state)
{
    small s = small_open();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(combine_cases); i++) {
        const combine_case *c = &combine_cases[i];
        opn_buf buf = {0};
        opn_rubric *rubric;

        opn_buf_printf(&buf, "{%s, 'criteria': [%s], 'combine': [%s], 'result': {}}", SMALL_HEAD,
                       c->criteria, c->combine == NULL ? "" : c->combine);
        assert_int_equal(small_try(&s, buf.data, &rubric), OPENNESS_E_SCHEMA);
        assert_null(rubric);
        if (s.issues.count != 1 || !opn_streq(s.issues.items[0].id, c->id) ||
            !opn_streq(s.issues.items[0].place.pointer, c->pointer)) {
            fail_msg("case %zu: %zu issues, first %s at %s", i, s.issues.count,
                     s.issues.items[0].id, s.issues.items[0].place.pointer);
        }
        assert_true(s.issues.items[0].place.line == 1 && *s.issues.items[0].message != '\0');
        opn_buf_free(&buf);
    }
    small_close(&s);
}

static void assert_refused(const char *text, const char *id, const char *pointer)
{
    small s = small_open();
    opn_rubric *rubric;

    assert_int_equal(small_try(&s, text, &rubric), OPENNESS_E_SCHEMA);
    assert_null(rubric);
    assert_int_equal(s.issues.count, 1);
    assert_string_equal(s.issues.items[0].id, id);
    assert_string_equal(s.issues.items[0].place.pointer, pointer);
    small_close(&s);
}

static void test_too_many_nodes(void **state)
{
    small s = small_open();
    opn_rubric *rubric;

    (void)state;
    for (int count = OPN_NODES_MAX; count <= OPN_NODES_MAX + 1; count++) {
        opn_buf buf = {0};

        opn_buf_printf(&buf, "{%s, 'criteria': [%s], 'combine': [", SMALL_HEAD, A);
        for (int i = 1; i < count; i++) {
            opn_buf_printf(&buf, "%s{'id': 'n%d', 'title': 'T', 'when': {'a': 'yes'}}",
                           i == 1 ? "" : ",", i);
        }
        opn_buf_str(&buf, "], 'result': {}}");
        if (count == OPN_NODES_MAX) {
            rubric = small_read(&s, buf.data);
            assert_int_equal(rubric->node_count, OPN_NODES_MAX);
            opn_rubric_free(rubric);
        } else {
            assert_int_equal(small_try(&s, buf.data, &rubric), OPENNESS_E_SCHEMA);
            assert_string_equal(s.issues.items[0].id, "too-many");
        }
        opn_buf_free(&buf);
    }
    small_close(&s);
}

/* Criteria of two levels with any number of equal weights always fit, means of
 * means as long as their products do. */
static void test_denominators(void **state)
{
    static const struct {
        int criteria;
        int depth;
        bool fits;
    } cases[] = {{100, 1, true}, {400, 1, true}, {8, 2, true}, {20, 6, true}, {50, 9, false}};
    small s = small_open();

    (void)state;
    for (size_t c = 0; c < OPN_ARRAY_LEN(cases); c++) {
        opn_buf buf = {0};
        opn_rubric *rubric;
        int status;

        opn_buf_printf(&buf, "{%s, 'criteria': [", SMALL_HEAD);
        for (int i = 0; i < cases[c].criteria; i++) {
            opn_buf_printf(&buf, "%s{'id': 'c%d', 'code': 'C%d', 'title': 'T', %s}",
                           i == 0 ? "" : ",", i, i, FULL);
        }
        opn_buf_str(&buf, "], 'combine': [");
        for (int d = 0; d < cases[c].depth; d++) {
            opn_buf_printf(&buf, "%s{'id': 'm%d', 'title': 'T', 'mean': [", d == 0 ? "" : ",", d);
            for (int i = 0; i < cases[c].criteria; i++) {
                opn_buf_printf(&buf, "%s'c%d'", i == 0 ? "" : ",", i);
            }
            opn_buf_printf(&buf, d == 0 ? "]}" : ",'m%d']}", d - 1);
        }
        opn_buf_str(&buf, "], 'result': {}}");
        status = small_try(&s, buf.data, &rubric);
        assert_int_equal(status, cases[c].fits ? OPENNESS_OK : OPENNESS_E_SCHEMA);
        if (!cases[c].fits) {
            assert_string_equal(s.issues.items[0].id, "denominators-too-large");
        }
        opn_rubric_free(rubric);
        opn_buf_free(&buf);
    }
    small_close(&s);
}

static void test_coarse_fractions_fit_and_fine_ones_do_not(void **state)
{
    (void)state;
    assert_refused("{" SMALL_HEAD ", 'criteria': [" LEVELS(
                       "{'id': 'l0', 'points': '1/999983'}, {'id': 'l1', 'points': '1/999979'},"
                       "{'id': 'l2', " FULL "}") "], 'result': {}}",
                   "denominators-too-large", "/criteria/0");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "," B "], 'combine': [" MEAN(
                       "'mean': {'a': '1/999983', 'b': '1/999979'}") "], 'result': {}}",
                   "denominators-too-large", "/combine/0/mean");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'combine': [" MEAN(
                       "'band': 'a', 'at': 'a',"
                       "'of': [['1/999983', '1/999979'], ['1/2', '1/2']]") "], 'result': {}}",
                   "denominators-too-large", "/combine/0");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_weights_and_bands),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_too_many_nodes),
        cmocka_unit_test(test_denominators),
        cmocka_unit_test(test_coarse_fractions_fit_and_fine_ones_do_not),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
