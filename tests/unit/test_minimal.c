/* test_minimal.c: minimal terms, against enumeration of all inputs. */
#include "small.h"

#include "../../lib/predicate_read.h"

#define ALL(n)                                                                                   \
    {                                                                                            \
        (uint16_t)(OPN_GATE + (n)), OPN_ALL                                                      \
    }
#define SOME(n, need)                                                                            \
    {                                                                                            \
        (uint16_t)(OPN_GATE + (n)), (need)                                                       \
    }

static void assert_term(const opn_conjunction *term, size_t count, const uint16_t *tests)
{
    assert_int_equal(term->count, count);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(term->inputs[i], tests[2 * i]);
        assert_int_equal(term->least[i], tests[2 * i + 1]);
    }
}

static void test_by_hand(void **state)
{
    static const uint16_t x[] = {3, 1};
    static const uint16_t ab[] = {0, 2, 1, 1};
    /* (a2 and b1) or x1 or (x2 and a1): the last is absorbed. */
    static const opn_op ops[] = {{0, 2}, {1, 1}, ALL(2), {3, 1},
                                 {3, 2}, {0, 1}, ALL(2), SOME(3, 1)};
    opn_arena arena = {0};
    opn_minimal terms;

    (void)state;
    assert_int_equal(opn_minimal_predicate(&terms, ops, OPN_ARRAY_LEN(ops), &arena), OPENNESS_OK);
    assert_int_equal(terms.count, 2);
    assert_term(&terms.items[0], 1, x);
    assert_term(&terms.items[1], 2, ab);
    assert_true(terms.work > 0);
    opn_arena_free(&arena);
}

static void test_merging_keeps_the_higher_level(void **state)
{
    static const uint16_t tests[] = {0, 3, 2, 1};
    static const opn_op ops[] = {{0, 1}, {2, 1}, {0, 3}, ALL(3)};
    opn_arena arena = {0};
    opn_minimal terms;

    (void)state;
    assert_int_equal(opn_minimal_predicate(&terms, ops, OPN_ARRAY_LEN(ops), &arena), OPENNESS_OK);
    assert_int_equal(terms.count, 1);
    assert_term(&terms.items[0], 2, tests);
    opn_arena_free(&arena);
}

static void test_truth_and_falsehood(void **state)
{
    static const opn_op truth[] = {ALL(0)};
    static const opn_op trivial[] = {{0, 1}, ALL(0), SOME(2, 1)};
    static const opn_op never[] = {{0, 1}, {1, 1}, SOME(2, 3)};
    opn_arena arena = {0};
    opn_minimal terms;

    (void)state;
    assert_int_equal(opn_minimal_predicate(&terms, truth, 1, &arena), OPENNESS_OK);
    assert_int_equal(terms.count, 1);
    assert_int_equal(terms.items[0].count, 0);
    assert_int_equal(opn_minimal_predicate(&terms, trivial, 3, &arena), OPENNESS_OK);
    assert_int_equal(terms.count, 1);
    assert_int_equal(terms.items[0].count, 0);
    assert_int_equal(opn_minimal_predicate(&terms, never, 3, &arena), OPENNESS_OK);
    assert_int_equal(terms.count, 0);
    opn_arena_free(&arena);
}

static void test_counting_gate(void **state)
{
    static const opn_op ops[] = {{0, 1}, {1, 1}, {2, 1}, {3, 1}, SOME(4, 2)};
    opn_arena arena = {0};
    opn_minimal terms;

    (void)state;
    assert_int_equal(opn_minimal_predicate(&terms, ops, 5, &arena), OPENNESS_OK);
    /* Two of four, in order. */
    assert_int_equal(terms.count, 6);
    for (size_t i = 0; i < 6; i++) {
        assert_int_equal(terms.items[i].count, 2);
    }
    assert_int_equal(terms.items[0].inputs[1], 1);
    assert_int_equal(terms.items[5].inputs[0], 2);
    opn_arena_free(&arena);
}

/* (a0 or b0) and (a1 or b1) and ...: 2 to the power of the pairs. */
static size_t add_pairs(opn_op *ops, size_t pairs)
{
    size_t count = 0;

    for (size_t i = 0; i < pairs; i++) {
        ops[count++] = (opn_op){(uint16_t)(2 * i), 1};
        ops[count++] = (opn_op){(uint16_t)(2 * i + 1), 1};
        ops[count++] = (opn_op)SOME(2, 1);
    }
    ops[count++] = (opn_op){(uint16_t)(OPN_GATE + pairs), OPN_ALL};
    return count;
}

static void test_limit(void **state)
{
    opn_op ops[100];
    opn_arena arena = {0};
    opn_minimal terms;

    (void)state;
    assert_int_equal(opn_minimal_predicate(&terms, ops, add_pairs(ops, 10), &arena), OPENNESS_OK);
    assert_int_equal(terms.count, 1024);
    assert_int_equal(opn_minimal_predicate(&terms, ops, add_pairs(ops, 30), &arena),
                     OPENNESS_E_LIMIT);
    assert_int_equal(terms.count, 0);
    opn_arena_free(&arena);
}

static void test_equal(void **state)
{
    static const opn_op a[] = {{0, 1}, {1, 1}, {2, 1}, SOME(2, 1), ALL(2)};
    static const opn_op b[] = {{2, 1}, {0, 1}, ALL(2), {1, 1}, {0, 1}, ALL(2), SOME(2, 1)};
    static const opn_op c[] = {{2, 1}, {0, 2}, ALL(2), {1, 1}, {0, 1}, ALL(2), SOME(2, 1)};
    opn_arena arena = {0};
    opn_minimal x;
    opn_minimal y;
    opn_minimal z;

    (void)state;
    assert_int_equal(opn_minimal_predicate(&x, a, OPN_ARRAY_LEN(a), &arena), OPENNESS_OK);
    assert_int_equal(opn_minimal_predicate(&y, b, OPN_ARRAY_LEN(b), &arena), OPENNESS_OK);
    assert_int_equal(opn_minimal_predicate(&z, c, OPN_ARRAY_LEN(c), &arena), OPENNESS_OK);
    assert_true(opn_minimal_equal(&x, &y));
    assert_false(opn_minimal_equal(&x, &z));
    opn_arena_free(&arena);
}

/* A monotone question over a few inputs, for enumeration. */
typedef struct {
    size_t input_count;
    size_t levels[SMALL_FACTS];
    bool (*holds)(const void *context, const opn_pair *inputs);
    const void *context;
} question;

/* The digits of code as levels of the inputs; false when there are no more. */
static bool decode(const question *q, size_t code, opn_pair *inputs)
{
    for (size_t i = 0; i < q->input_count; i++) {
        int16_t level = (int16_t)(code % q->levels[i]);

        inputs[i] = (opn_pair){level, level};
        code /= q->levels[i];
    }
    return code == 0;
}

/* Holds, and no longer when any one input is a level lower. */
static bool is_minimal(const question *q, opn_pair *inputs)
{
    bool minimal = q->holds(q->context, inputs);

    for (size_t i = 0; i < q->input_count && minimal; i++) {
        if (inputs[i].lo > 0) {
            inputs[i].lo--;
            inputs[i].hi--;
            minimal = !q->holds(q->context, inputs);
            inputs[i].lo++;
            inputs[i].hi++;
        }
    }
    return minimal;
}

static bool is_among(const opn_minimal *terms, const opn_pair *inputs, size_t input_count)
{
    for (size_t t = 0; t < terms->count; t++) {
        const opn_conjunction *term = &terms->items[t];
        size_t at = 0;
        bool same = true;

        for (size_t i = 0; i < input_count; i++) {
            int least = 0;

            if (at < term->count && term->inputs[at] == i) {
                least = term->least[at];
                at++;
            }
            same = same && inputs[i].lo == least;
        }
        if (same && at == term->count) {
            return true;
        }
    }
    return false;
}

static void assert_sorted(const opn_minimal *terms)
{
    for (size_t t = 1; t < terms->count; t++) {
        assert_true(terms->items[t - 1].count <= terms->items[t].count);
    }
    for (size_t t = 0; t < terms->count; t++) {
        for (size_t i = 1; i < terms->items[t].count; i++) {
            assert_true(terms->items[t].inputs[i - 1] < terms->items[t].inputs[i]);
        }
    }
}

/* The terms are exactly the minimal points of the enumeration. */
static size_t assert_enumerated(const question *q, const opn_minimal *terms)
{
    opn_pair inputs[SMALL_FACTS];
    size_t found = 0;

    for (size_t code = 0; decode(q, code, inputs); code++) {
        if (is_minimal(q, inputs)) {
            assert_true(is_among(terms, inputs, q->input_count));
            found++;
        }
    }
    assert_int_equal(found, terms->count);
    assert_sorted(terms);
    return found;
}

static bool predicate_holds(const void *context, const opn_pair *inputs)
{
    const opn_op_list *list = context;

    return opn_predicate_eval(list->ops, list->count, inputs) == OPN_TRUE;
}

static bool resolve(const void *context, const opn_node *test, const char *name,
                    const char *level, uint16_t *index, uint16_t *least, opn_issues *issues)
{
    (void)context;
    (void)test;
    (void)issues;
    *index = (uint16_t)(name[0] - 'a');
    *least = (uint16_t)(level[0] - '0');
    return true;
}

static void test_predicates_against_enumeration(void **state)
{
    static const char *const names[] = {"0", "1", "2"};
    small_random r = {11, false, false};
    small_input inputs[5];
    size_t found = 0;

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        inputs[i] = (small_input){{(char)('a' + i), '\0'}, 3, names};
    }
    for (int n = 0; n < 1000; n++) {
        opn_op_list list = {0};
        question q = {5, {3, 3, 3, 3, 3}, predicate_holds, &list};
        opn_arena arena = {0};
        opn_issues issues = {0};
        opn_minimal terms;
        opn_json *document;
        opn_buf buf = {0};
        char *json;

        small_add_predicate(&buf, &r, inputs, 5, 3);
        json = small_json(buf.data);
        assert_int_equal(opn_json_parse(json, strlen(json), &document, &issues), OPENNESS_OK);
        assert_int_equal(
            opn_predicate_read(&list, &arena, opn_json_root(document), resolve, NULL, &issues),
            OPENNESS_OK);
        assert_int_equal(opn_minimal_predicate(&terms, list.ops, list.count, &arena),
                         OPENNESS_OK);
        found += assert_enumerated(&q, &terms);
        opn_json_free(document);
        opn_buf_free(&buf);
        free(json);
        opn_arena_free(&arena);
        opn_issues_free(&issues);
    }
    print_message("predicates: 1000, terms: %zu\n", found);
}

/* "This node of this rubric is at this level or higher." */
typedef struct {
    const opn_rubric *rubric;
    size_t node;
    size_t level;
} goal;

static bool facts_reach(const void *context, const opn_pair *inputs)
{
    const goal *g = context;
    opn_evidence evidence = {inputs, NULL, OPN_MODE_RECORD};
    opn_value values[SMALL_MOST_NODES];
    opn_pair derived[SMALL_MOST_NODES];
    opn_basis basis[SMALL_MOST_NODES];

    opn_evaluate(g->rubric, &evidence, values, derived, basis);
    return values[g->node].level.lo >= (int)g->level;
}

static bool criteria_reach(const void *context, const opn_pair *inputs)
{
    const goal *g = context;
    opn_value values[SMALL_MOST_NODES];

    opn_evaluate_levels(g->rubric, inputs, values);
    return values[g->node].level.lo >= (int)g->level;
}

static size_t compare_level(const opn_rubric *rubric, size_t node, size_t level)
{
    goal g = {rubric, node, level};
    question facts = {SMALL_FACTS, {0}, facts_reach, &g};
    question criteria = {rubric->criterion_count, {0}, criteria_reach, &g};
    opn_arena arena = {0};
    opn_minimal terms;
    size_t found;

    for (size_t i = 0; i < SMALL_FACTS; i++) {
        facts.levels[i] = small_fact_levels(i);
    }
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        criteria.levels[i] = rubric->nodes[i].level_count;
    }
    assert_int_equal(opn_minimal_facts(&terms, rubric, node, level, &arena), OPENNESS_OK);
    found = assert_enumerated(&facts, &terms);
    assert_int_equal(opn_minimal_level(&terms, rubric, node, level, &arena), OPENNESS_OK);
    found += assert_enumerated(&criteria, &terms);
    opn_arena_free(&arena);
    return found;
}

static void test_levels_against_enumeration(void **state)
{
    small_random r = {12, false, false};
    small s = small_open();
    size_t found = 0;
    size_t levels = 0;

    (void)state;
    for (int i = 0; i < 30; i++) {
        opn_rubric *rubric = small_random_rubric(&s, &r);

        for (size_t n = 0; n < rubric->node_count; n++) {
            for (size_t k = 0; k < rubric->nodes[n].level_count; k++) {
                /* Criteria are enumerated in every second rubric: they are many. */
                if (n >= rubric->criterion_count || i % 2 == 0) {
                    found += compare_level(rubric, n, k);
                    levels++;
                }
            }
        }
        opn_rubric_free(rubric);
    }
    small_close(&s);
    print_message("levels: %zu, terms: %zu\n", levels, found);
}

static void test_memory_runs_out(void **state)
{
    small_random r = {13, false, false};
    small s = small_open();
    opn_rubric *rubric = small_random_rubric(&s, &r);
    size_t last = rubric->node_count - 1;
    int status = OPENNESS_E_NOMEM;

    (void)state;
    while (rubric->nodes[last].kind != OPN_NODE_LEVELS) {
        last--;
    }
    for (size_t n = 1; status == OPENNESS_E_NOMEM; n++) {
        opn_arena arena = {0};
        opn_minimal terms;

        (void)opn_mem_fail_at(n);
        status = opn_minimal_facts(&terms, rubric, last, 1, &arena);
        (void)opn_mem_fail_at(0);
        assert_true(status == OPENNESS_OK || terms.count == 0);
        opn_arena_free(&arena);
    }
    assert_int_equal(status, OPENNESS_OK);
    opn_rubric_free(rubric);
    small_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_by_hand),
        cmocka_unit_test(test_merging_keeps_the_higher_level),
        cmocka_unit_test(test_truth_and_falsehood),
        cmocka_unit_test(test_counting_gate),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_equal),
        cmocka_unit_test(test_predicates_against_enumeration),
        cmocka_unit_test(test_levels_against_enumeration),
        cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
