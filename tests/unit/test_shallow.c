/*
 * test_shallow.c: slices of large JSON that nobody has checked.
 */
#include "kit.h"

#include "../../lib/shallow.h"

static opn_shallow over(const char *text)
{
    return opn_shallow_begin(text, strlen(text));
}

static void test_members(void **state)
{
    opn_shallow s = over(" {\"a\" : [1,{\"]\":\"}\"}, 2] ,\n\"b\\\"\":\"x\", \"c\":17}");

    (void)state;
    opn_shallow_open(&s, '{');
    assert_true(opn_shallow_more(&s, '}'));
    assert_true(opn_slice_is(opn_shallow_key(&s), "a"));
    assert_true(opn_slice_is(opn_shallow_value(&s), "[1,{\"]\":\"}\"}, 2]"));
    assert_true(opn_shallow_more(&s, '}'));
    assert_true(opn_slice_is(opn_shallow_key(&s), "b\\\""));
    assert_true(opn_slice_is(opn_shallow_string(&s), "x"));
    assert_true(opn_shallow_more(&s, '}'));
    assert_true(opn_slice_is(opn_shallow_key(&s), "c"));
    assert_true(opn_shallow_whole(&s) == 17);
    assert_false(opn_shallow_more(&s, '}'));
    assert_true(opn_shallow_sound(&s));
    assert_int_equal(opn_shallow_peek(&s), '\0');
}

static void test_empty(void **state)
{
    opn_shallow s = over("{}");

    (void)state;
    opn_shallow_open(&s, '{');
    assert_false(opn_shallow_more(&s, '}'));
    assert_true(opn_shallow_sound(&s));
}

/* The end of the text is told apart from what cannot stand there. */
static void test_ended_or_wrong(void **state)
{
    static const struct {
        const char *text;
        bool ended;
    } cases[] = {
        {"", true},
        {"{", true},
        {"{\"a", true},
        {"{\"a\"", true},
        {"{\"a\":", true},
        {"{\"a\":[1", true},
        {"{\"a\":\"\\", true},
        {"{\"a\":{\"b\":1}", true},
        {"[", false},
        {"{a", false},
        {"{\"a\" 1}", false},
        {"{\"a\":}", false},
        {"{\"a\":1 \"b\"", false},
        {"{\"a\":1]", false},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_shallow s = over(cases[i].text);

        opn_shallow_open(&s, '{');
        while (opn_shallow_more(&s, '}')) {
            opn_shallow_key(&s);
            opn_shallow_value(&s);
        }
        assert_false(opn_shallow_sound(&s));
        assert_int_equal(s.ended, cases[i].ended);
        assert_int_equal(s.wanted != NULL, !cases[i].ended);
        assert_true(s.at <= s.size);
    }
}

static void test_numbers(void **state)
{
    opn_shallow most = over("18446744073709551615");
    opn_shallow more = over("18446744073709551616");
    opn_shallow negative = over("-1");

    (void)state;
    assert_true(opn_shallow_whole(&most) == UINT64_MAX);
    assert_true(opn_shallow_sound(&most));
    opn_shallow_whole(&more);
    assert_non_null(more.wanted);
    opn_shallow_whole(&negative);
    assert_non_null(negative.wanted);
}

/* Depth costs nothing. */
static void test_deep(void **state)
{
    enum { DEPTH = 100000 };
    char *text = malloc(2 * DEPTH);
    opn_shallow s;

    (void)state;
    assert_non_null(text);
    memset(text, '[', DEPTH);
    memset(text + DEPTH, ']', DEPTH);
    s = opn_shallow_begin(text, 2 * DEPTH);
    assert_int_equal(opn_shallow_value(&s).size, 2 * DEPTH);
    assert_true(opn_shallow_sound(&s));
    s = opn_shallow_begin(text, 2 * DEPTH - 1);
    assert_int_equal(opn_shallow_value(&s).size, 0);
    assert_true(s.ended);
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members),        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_ended_or_wrong), cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_deep),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
