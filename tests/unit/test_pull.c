/* test_pull.c: compact JSON without a tree, and what must not break it. */
#include "kit.h"

#include "../../lib/pull.h"

static opn_pull begin(const char *text)
{
    return opn_pull_begin(text, strlen(text));
}

static void test_rows(void **state)
{
    opn_pull p = begin("{\"a\":[\"x\",\"\",\"y z\"],\"b\":{}}");
    size_t count = 0;

    (void)state;
    opn_pull_expect(&p, '{');
    opn_pull_key(&p, "a");
    opn_pull_expect(&p, '[');
    while (opn_pull_more(&p, ']')) {
        static const char *const wanted[] = {"x", "", "y z"};

        assert_true(count < 3 && opn_slice_is(opn_pull_string(&p), wanted[count]));
        count++;
    }
    assert_int_equal(count, 3);
    opn_pull_expect(&p, ',');
    opn_pull_key(&p, "b");
    opn_pull_expect(&p, '{');
    assert_false(opn_pull_more(&p, '}'));
    opn_pull_expect(&p, '}');
    assert_false(p.failed);
    assert_ptr_equal(p.at, p.end);
}

static void test_strings(void **state)
{
    static const struct {
        const char *json;
        const char *text; /* NULL: it cannot be decoded */
    } cases[] = {
        {"\"plain\"", "plain"},
        {"\"a \\\"b\\\" c\"", "a \"b\" c"},
        {"\"\\\\\"", "\\"},
        {"\"\\\\\\\"\"", "\\\""},
        {"\"\\/\\n\\t\\r\"", "/\n\t\r"},
        {"\"\xc3\xa9\"", "\xc3\xa9"},
        {"\"\\u0041\"", NULL},
        {"\"\\b\"", NULL},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_pull p = begin(cases[i].json);
        opn_slice slice = opn_pull_string(&p);
        char out[32] = "";
        size_t size = opn_slice_text(slice, out, sizeof out);

        assert_false(p.failed);
        assert_ptr_equal(p.at, p.end);
        if (cases[i].text == NULL) {
            assert_int_equal(size, SIZE_MAX);
        } else {
            assert_int_equal(size, strlen(cases[i].text));
            assert_string_equal(out, cases[i].text);
        }
    }
}

static void test_room(void **state)
{
    opn_slice plain = {"abc", 3};
    opn_slice escaped = {"a\\\"c", 4};
    char out[4];

    (void)state;
    assert_int_equal(opn_slice_text(plain, out, 4), 3);
    assert_int_equal(opn_slice_text(plain, out, 3), SIZE_MAX);
    assert_int_equal(opn_slice_text(escaped, out, 4), 3);
    assert_string_equal(out, "a\"c");
    assert_int_equal(opn_slice_text(escaped, out, 3), SIZE_MAX);
    assert_int_equal(opn_slice_text((opn_slice){"a\\", 2}, out, 4), 2);
    assert_int_equal(opn_slice_text((opn_slice){"", 0}, out, 1), 0);
}

static void test_values(void **state)
{
    static const char *const values[] = {
        "[]", "{}", "\"]\"", "[[1,{\"a\":[\"}\"]}],2]", "{\"a\":\"\\\"]\"}", "7",
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(values); i++) {
        opn_pull p = begin(values[i]);

        assert_true(opn_slice_is(opn_pull_value(&p), values[i]));
        assert_ptr_equal(p.at, p.end);
    }
}

/* Every prefix of a text ends in a failure, never beyond its end. */
static void test_cut_short(void **state)
{
    static const char text[] = "{\"key\":[\"a\\\"\",[1,\"b\"],\"c\"]}";

    (void)state;
    for (size_t size = 0; size < sizeof text - 1; size++) {
        char *copy = malloc(size + 1);
        opn_pull p;

        assert_non_null(copy);
        memcpy(copy, text, size);
        p = opn_pull_begin(copy, size);
        opn_pull_expect(&p, '{');
        opn_pull_key(&p, "key");
        opn_pull_expect(&p, '[');
        while (opn_pull_more(&p, ']')) {
            opn_pull_value(&p);
        }
        opn_pull_expect(&p, '}');
        assert_true(p.failed);
        assert_true(p.at <= p.end);
        /* And stays so. */
        assert_int_equal(opn_pull_string(&p).size, 0);
        assert_int_equal(opn_pull_value(&p).size, 0);
        assert_false(opn_pull_take(&p, ']'));
        assert_false(opn_pull_more(&p, ']'));
        free(copy);
    }
}

static void test_another_key(void **state)
{
    opn_pull p = begin("\"keys\":1");

    (void)state;
    opn_pull_key(&p, "key");
    assert_true(p.failed);
    p = begin("\"key\" :1");
    opn_pull_key(&p, "key");
    assert_true(p.failed);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows),      cmocka_unit_test(test_strings),
        cmocka_unit_test(test_room),      cmocka_unit_test(test_values),
        cmocka_unit_test(test_cut_short), cmocka_unit_test(test_another_key),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
