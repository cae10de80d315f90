/* test_predicate.c: truth of predicates, and their reading from JSON. */
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

static const opn_pair no = {0, 0};
static const opn_pair yes = {1, 1};
static const opn_pair open = {0, 1};
static const opn_pair skip = {-1, -1};

static void test_single_test(void **state)
{
    static const struct {
        opn_pair value;
        uint16_t least;
        opn_truth truth;
    } cases[] = {
        {{0, 0}, 1, OPN_FALSE},       {{1, 1}, 1, OPN_TRUE},  {{0, 1}, 1, OPN_MAYBE},
        {{2, 3}, 2, OPN_TRUE},        {{2, 3}, 3, OPN_MAYBE}, {{2, 3}, 4, OPN_FALSE},
        {{-1, -1}, 1, OPN_NOT_ASKED},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_op op = {0, cases[i].least};

        assert_int_equal(opn_predicate_eval(&op, 1, &cases[i].value), cases[i].truth);
    }
}

typedef struct {
    opn_pair values[3];
    opn_truth all;
    opn_truth any;
    opn_truth two;
} gate_case;

/* Children that do not apply leave "all" and "any"; a number stays. */
static void test_gates(void **state)
{
    const gate_case cases[] = {
        {{yes, yes, yes}, OPN_TRUE, OPN_TRUE, OPN_TRUE},
        {{yes, yes, no}, OPN_FALSE, OPN_TRUE, OPN_TRUE},
        {{yes, no, no}, OPN_FALSE, OPN_TRUE, OPN_FALSE},
        {{no, no, no}, OPN_FALSE, OPN_FALSE, OPN_FALSE},
        {{yes, open, no}, OPN_FALSE, OPN_TRUE, OPN_MAYBE},
        {{yes, open, yes}, OPN_MAYBE, OPN_TRUE, OPN_TRUE},
        {{open, no, no}, OPN_FALSE, OPN_MAYBE, OPN_FALSE},
        {{open, open, open}, OPN_MAYBE, OPN_MAYBE, OPN_MAYBE},
        {{yes, skip, skip}, OPN_TRUE, OPN_TRUE, OPN_FALSE},
        {{skip, yes, open}, OPN_MAYBE, OPN_TRUE, OPN_MAYBE},
        {{no, skip, skip}, OPN_FALSE, OPN_FALSE, OPN_FALSE},
        {{skip, skip, skip}, OPN_NOT_ASKED, OPN_NOT_ASKED, OPN_NOT_ASKED},
    };
    const opn_op all[] = {{0, 1}, {1, 1}, {2, 1}, ALL(3)};
    const opn_op any[] = {{0, 1}, {1, 1}, {2, 1}, SOME(3, 1)};
    const opn_op two[] = {{0, 1}, {1, 1}, {2, 1}, SOME(3, 2)};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        assert_int_equal(opn_predicate_eval(all, 4, cases[i].values), cases[i].all);
        assert_int_equal(opn_predicate_eval(any, 4, cases[i].values), cases[i].any);
        assert_int_equal(opn_predicate_eval(two, 4, cases[i].values), cases[i].two);
    }
}

static void test_empty(void **state)
{
    const opn_op all[] = {ALL(0)};
    const opn_op any[] = {SOME(0, 1)};
    const opn_op nested[] = {{0, 1}, ALL(0), ALL(2)};

    (void)state;
    assert_int_equal(opn_predicate_eval(NULL, 0, NULL), OPN_TRUE);
    assert_int_equal(opn_predicate_eval(all, 1, NULL), OPN_TRUE);
    assert_int_equal(opn_predicate_eval(any, 1, NULL), OPN_FALSE);
    /* "True" is a child that applies. */
    assert_int_equal(opn_predicate_eval(nested, 3, &skip), OPN_TRUE);
    assert_int_equal(opn_predicate_eval(nested, 3, &no), OPN_FALSE);
}

/* Names a to z, levels 0 to 9. */
static bool resolve(const void *context, const opn_node *test, const char *name,
                    const char *level, uint16_t *index, uint16_t *least, opn_issues *issues)
{
    (void)context;
    if (name[0] < 'a' || name[0] > 'z' || name[1] != '\0') {
        opn_issue_node(issues, "unknown-name", OPENNESS_SEVERITY_ERROR, test, "no %s", name);
        return false;
    }
    *index = (uint16_t)(name[0] - 'a');
    *least = (uint16_t)(level[0] - '0');
    return true;
}

typedef struct {
    opn_op_list list;
    opn_issues issues;
    opn_arena arena;
    int status;
} compiled;

static compiled compile(const char *text, bool want_places)
{
    char *json = small_json(text);
    compiled c = {.status = OPENNESS_OK};
    opn_json *document;

    c.list.want_places = want_places;
    assert_int_equal(opn_json_parse(json, strlen(json), &document, &c.issues), OPENNESS_OK);
    c.status =
        opn_predicate_read(&c.list, &c.arena, opn_json_root(document), resolve, NULL, &c.issues);
    opn_json_free(document);
    free(json);
    return c;
}

static void discard(compiled *c)
{
    opn_issues_free(&c->issues);
    opn_arena_free(&c->arena);
}

static void assert_ops(const char *text, const opn_op *ops, size_t count)
{
    compiled c = compile(text, false);

    assert_int_equal(c.status, OPENNESS_OK);
    assert_int_equal(c.list.count, count);
    assert_null(c.list.places);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(c.list.ops[i].code, ops[i].code);
        assert_int_equal(c.list.ops[i].arg, ops[i].arg);
    }
    discard(&c);
}

static void test_reading(void **state)
{
    const opn_op one[] = {{0, 1}};
    const opn_op two[] = {{0, 1}, {1, 2}, ALL(2)};
    const opn_op either[] = {{0, 1}, {1, 1}, SOME(2, 1)};
    const opn_op mixed[] = {{0, 1}, {1, 1}, {2, 1}, SOME(2, 1), ALL(2)};
    const opn_op counted[] = {{0, 1}, {1, 1}, {2, 1}, SOME(3, 2)};
    const opn_op never[] = {{0, 1}, SOME(1, 2)};
    const opn_op truth[] = {ALL(0)};

    (void)state;
    assert_ops("{'a': '1'}", one, 1);
    assert_ops("{'a': '1', 'b': '2'}", two, 3);
    assert_ops("{'all': [{'a': '1'}, {'b': '2'}]}", two, 3);
    assert_ops("{'any': [{'a': '1'}, {'b': '1'}]}", either, 3);
    assert_ops("{'a': '1', 'any': [{'b': '1'}, {'c': '1'}]}", mixed, 5);
    assert_ops("{'at_least': 2, 'of': [{'a': '1'}, {'b': '1'}, {'c': '1'}]}", counted, 4);
    assert_ops("{'of': [{'a': '1'}, {'b': '1'}, {'c': '1'}], 'at_least': 2}", counted, 4);
    assert_ops("{'at_least': 2, 'of': [{'a': '1'}]}", never, 2);
    assert_ops("{'all': []}", truth, 1);
    /* A gate around one predicate is that predicate. */
    assert_ops("{'all': [{'any': [{'all': [{'a': '1'}]}]}]}", one, 1);
    assert_ops("{'at_least': 1, 'of': [{'a': '1'}]}", one, 1);
}

static void test_places(void **state)
{
    compiled c = compile("{'a': '1', 'any': [{'b': '1'},\n {'c': '2'}]}", true);
    static const char *const pointers[] = {"/a", "/any/0/b", "/any/1/c", "/any", ""};

    (void)state;
    assert_int_equal(c.list.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_string_equal(c.list.places[i].pointer, pointers[i]);
    }
    assert_int_equal(c.list.places[2].line, 2);
    discard(&c);
}

static void test_many_ops(void **state)
{
    compiled c;
    opn_buf buf = {0};

    (void)state;
    opn_buf_str(&buf, "{'any': [");
    for (int i = 0; i < 60; i++) {
        opn_buf_str(&buf, i == 0 ? "" : ",");
        opn_buf_str(&buf, "{'a': '1', 'b': '2', 'c': '3'}");
    }
    opn_buf_str(&buf, "]}");
    c = compile(buf.data, true);
    assert_int_equal(c.status, OPENNESS_OK);
    assert_int_equal(c.list.count, 60 * 4 + 1);
    assert_string_equal(c.list.places[4 * 59].pointer, "/any/59/a");
    assert_int_equal(c.list.ops[240].code, OPN_GATE + 60);
    discard(&c);
    opn_buf_free(&buf);
}

typedef struct {
    const char *text;
    const char *id;
    const char *pointer;
} fault;

static void test_faults(void **state)
{
    static const fault faults[] = {
        {"[]", "wrong-type", ""},
        {"'a'", "wrong-type", ""},
        {"{}", "missing-member", ""},
        {"{'a': 1}", "wrong-type", "/a"},
        {"{'a': '0'}", "always-true", "/a"},
        {"{'A': '1'}", "unknown-name", "/A"},
        {"{'any': []}", "missing-member", "/any"},
        {"{'any': {'a': '1'}}", "wrong-type", "/any"},
        {"{'all': 'a'}", "wrong-type", "/all"},
        {"{'any': [{'a': '1'}, 7]}", "wrong-type", "/any/1"},
        {"{'any': [{'a': '1'}, {}]}", "missing-member", "/any/1"},
        {"{'at_least': 2}", "missing-member", ""},
        {"{'of': [{'a': '1'}]}", "missing-member", ""},
        {"{'at_least': 0, 'of': [{'a': '1'}]}", "bad-number", "/at_least"},
        {"{'at_least': -1, 'of': [{'a': '1'}]}", "bad-number", "/at_least"},
        {"{'at_least': '1', 'of': [{'a': '1'}]}", "bad-number", "/at_least"},
        {"{'at_least': 65535, 'of': [{'a': '1'}]}", "bad-number", "/at_least"},
        {"{'at_least': 1.5, 'of': [{'a': '1'}]}", "bad-number", "/at_least"},
        {"{'at_least': 1, 'of': []}", "missing-member", "/of"},
        {"{'at_least': 1, 'of': {'a': '1'}}", "wrong-type", "/of"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(faults); i++) {
        compiled c = compile(faults[i].text, false);

        assert_int_equal(c.status, OPENNESS_E_SCHEMA);
        assert_int_equal(c.issues.count, 1);
        assert_string_equal(c.issues.items[0].id, faults[i].id);
        assert_string_equal(c.issues.items[0].place.pointer, faults[i].pointer);
        discard(&c);
    }
}

static void test_all_faults_are_reported(void **state)
{
    compiled c = compile("{'a': '0', 'any': [{'B': '1'}, {'c': 3}], 'all': [{}]}", true);

    (void)state;
    assert_int_equal(c.status, OPENNESS_E_SCHEMA);
    assert_int_equal(c.issues.count, 4);
    assert_string_equal(c.issues.items[3].place.pointer, "/all/0");
    discard(&c);
}

/* As many operands at once as the stack of evaluation holds, and one more. */
static void test_too_deep(void **state)
{
    for (int count = OPN_STACK; count <= OPN_STACK + 1; count++) {
        compiled c;
        opn_buf buf = {0};

        opn_buf_str(&buf, "{'any': [");
        for (int i = 0; i < count; i++) {
            opn_buf_str(&buf, i == 0 ? "" : ",");
            opn_buf_str(&buf, "{'a': '1'}");
        }
        opn_buf_str(&buf, "]}");
        c = compile(buf.data, false);
        if (count == OPN_STACK) {
            assert_int_equal(c.status, OPENNESS_OK);
            assert_int_equal(opn_predicate_eval(c.list.ops, c.list.count, &open), OPN_MAYBE);
        } else {
            assert_int_equal(c.status, OPENNESS_E_SCHEMA);
            assert_int_equal(c.issues.count, 1);
            assert_string_equal(c.issues.items[0].id, "too-deep");
            assert_string_equal(c.issues.items[0].place.pointer, "/any/64/a");
        }
        discard(&c);
        opn_buf_free(&buf);
    }
    (void)state;
}

static void test_too_many(void **state)
{
    opn_buf buf = {0};
    compiled c;

    (void)state;
    opn_buf_str(&buf, "{'all': [");
    for (int i = 0; i < 400; i++) {
        /* Twenty times twenty alternatives of twenty. */
        opn_buf_str(&buf, i == 0 ? "{'all': [" : i % 20 == 0 ? "]}, {'all': [" : ", ");
        opn_buf_str(&buf, "{'any': [");
        for (int k = 0; k < 20; k++) {
            opn_buf_str(&buf, k == 0 ? "{'a': '1'}" : ", {'a': '1'}");
        }
        opn_buf_str(&buf, "]}");
    }
    opn_buf_str(&buf, "]}]}");
    c = compile(buf.data, false);
    assert_int_equal(c.status, OPENNESS_E_SCHEMA);
    assert_int_equal(c.issues.count, 1);
    assert_string_equal(c.issues.items[0].id, "too-many");
    discard(&c);
    opn_buf_free(&buf);
}

/* A predicate as a tree, evaluated the plain way: one lane after the other. */
static bool holds(const opn_op **end, const int *levels)
{
    const opn_op *op = --*end;
    size_t children = op->code & (OPN_GATE - 1u);
    size_t met = 0;

    if ((op->code & OPN_GATE) == 0) {
        return levels[op->code] >= op->arg;
    }
    for (size_t i = 0; i < children; i++) {
        met += holds(end, levels) ? 1 : 0;
    }
    return met >= (op->arg == OPN_ALL ? children : op->arg);
}

static bool plain(const opn_op_list *list, const int *levels)
{
    const opn_op *end = list->ops + list->count;

    return holds(&end, levels);
}

/* Against every completion of five inputs of three levels: "true" exactly when
 * all hold, "false" exactly when none does. Exact even where an input stands
 * in several tests, since nothing can be negated. */
static void assert_exact(const opn_op_list *list, const opn_pair *values)
{
    size_t met = 0;
    size_t count = 0;
    int levels[5];

    for (int code = 0; code < 243; code++) {
        bool inside = true;
        int rest = code;

        for (size_t i = 0; i < 5; i++) {
            levels[i] = rest % 3;
            rest /= 3;
            inside = inside && levels[i] >= values[i].lo && levels[i] <= values[i].hi;
        }
        if (inside) {
            count++;
            met += plain(list, levels) ? 1 : 0;
        }
    }
    assert_int_equal(opn_predicate_eval(list->ops, list->count, values), met == count ? OPN_TRUE
                                                                         : met == 0   ? OPN_FALSE
                                                                                    : OPN_MAYBE);
}

static void test_exact_against_enumeration(void **state)
{
    small_random r = {7, false, false};
    small_input inputs[5];
    static const char *const names[] = {"0", "1", "2"};

    (void)state;
    for (size_t i = 0; i < 5; i++) {
        inputs[i] = (small_input){{(char)('a' + i), '\0'}, 3, names};
    }
    for (int n = 0; n < 500; n++) {
        opn_buf buf = {0};
        compiled c;

        small_add_predicate(&buf, &r, inputs, 5, 3);
        c = compile(buf.data, false);
        assert_int_equal(c.status, OPENNESS_OK);
        for (int draw = 0; draw < 20; draw++) {
            opn_pair values[5];

            for (size_t i = 0; i < 5; i++) {
                values[i] = small_random_pair(&r, 3, 0);
            }
            assert_exact(&c.list, values);
        }
        discard(&c);
        opn_buf_free(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_single_test),
        cmocka_unit_test(test_gates),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_many_ops),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_all_faults_are_reported),
        cmocka_unit_test(test_too_deep),
        cmocka_unit_test(test_too_many),
        cmocka_unit_test(test_exact_against_enumeration),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
