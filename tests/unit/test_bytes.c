/*
 * test_bytes.c: numbers and runs of bytes within their bounds.
 */
#include "check.h"

#include "../../lib/bytes.h"

static void test_numbers(void **state)
{
    static const char data[] = {1, 2, 3, 4, 5, 6, 7, '\xF8', 9, 10, 11, 12, 13, 14};
    opn_bytes b = opn_bytes_begin(data, sizeof data);

    (void)state;
    assert_true(opn_bytes_u64(&b) == UINT64_C(0xF807060504030201));
    assert_int_equal(opn_bytes_u32(&b), 0x0C0B0A09);
    assert_int_equal(opn_bytes_left(&b), 2);
    assert_int_equal(opn_bytes_u16(&b), 0x0E0D);
    assert_int_equal(opn_bytes_left(&b), 0);
    assert_false(b.ended);
}

/* The first question beyond the end answers all later ones. */
static void test_end(void **state)
{
    opn_bytes b = opn_bytes_begin("abcdef", 6);

    (void)state;
    assert_int_equal(opn_bytes_u64(&b), 0);
    assert_true(b.ended);
    assert_int_equal(b.at, 0);
    assert_int_equal(opn_bytes_u16(&b), 0);
    assert_null(opn_bytes_take(&b, 1, 1));
}

/* No product and no sum of what a file states can wrap. */
static void test_hostile(void **state)
{
    static const struct {
        uint64_t count;
        size_t size;
    } cases[] = {
        {7, 1}, {UINT64_MAX, 1}, {UINT64_MAX, 8}, {UINT64_C(1) << 61, 8}, {UINT64_C(1) << 63, 2},
        {4, 2}};

    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        opn_bytes b = opn_bytes_begin("abcdef", 6);

        assert_null(opn_bytes_take(&b, cases[i].count, cases[i].size));
        assert_true(b.ended);
        assert_int_equal(b.at, 0);
    }
}

static void test_take(void **state)
{
    opn_bytes b = opn_bytes_begin("abcdef", 6);

    (void)state;
    assert_non_null(opn_bytes_take(&b, 0, 8));
    assert_memory_equal(opn_bytes_take(&b, 2, 2), "abcd", 4);
    assert_memory_equal(opn_bytes_take(&b, 2, 1), "ef", 2);
    assert_non_null(opn_bytes_take(&b, 0, 1));
    assert_false(b.ended);
    assert_null(opn_bytes_take(&b, 1, 1));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_end),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_take),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
