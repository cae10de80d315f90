/* test_rational.c: exact fractions and decimal numerals. */
#include "check.h"
#include "../../lib/rational.h"

static opn_rational r(int64_t num, int64_t den)
{
    return opn_rational_make(num, den);
}

static void assert_rational(opn_rational value, int64_t num, int64_t den)
{
    assert_true(value.num == num);
    assert_true(value.den == den);
}

static void test_make_reduces(void **state)
{
    (void)state;
    assert_rational(r(6, 8), 3, 4);
    assert_rational(r(-6, 8), -3, 4);
    assert_rational(r(6, -8), -3, 4);
    assert_rational(r(-6, -8), 3, 4);
    assert_rational(r(0, 5), 0, 1);
    assert_rational(r(0, -5), 0, 1);
    assert_rational(r(INT64_MAX, INT64_MAX), 1, 1);
    assert_rational(r(INT64_MIN, 2), INT64_MIN / 2, 1);
    assert_rational(r(INT64_MIN, INT64_MIN), 1, 1);
}

static void test_arithmetic(void **state)
{
    (void)state;
    assert_rational(opn_rational_add(r(1, 2), r(1, 3)), 5, 6);
    assert_rational(opn_rational_add(r(1, 6), r(1, 3)), 1, 2);
    assert_rational(opn_rational_add(r(1, 2), r(-1, 2)), 0, 1);
    assert_rational(opn_rational_sub(r(1, 2), r(1, 3)), 1, 6);
    assert_rational(opn_rational_sub(r(1, 3), r(1, 2)), -1, 6);
    assert_rational(opn_rational_mul(r(2, 3), r(3, 4)), 1, 2);
    assert_rational(opn_rational_mul(r(0, 1), r(3, 4)), 0, 1);
    assert_rational(opn_rational_mul(r(-2, 3), r(3, 4)), -1, 2);
    assert_rational(opn_rational_div(r(1, 2), r(1, 4)), 2, 1);
    assert_rational(opn_rational_div(r(1, 2), r(-1, 4)), -2, 1);
    assert_rational(opn_rational_div(r(0, 1), r(5, 7)), 0, 1);
}

/* Sums that stay within the bound which rational.h states. */
static void test_large_denominators(void **state)
{
    opn_rational third = r(1, INT64_C(2147483647));
    opn_rational sum = r(0, 1);

    (void)state;
    for (int i = 0; i < 1000; i++) {
        sum = opn_rational_add(sum, third);
    }
    assert_rational(sum, 1000, INT64_C(2147483647));
    /* reduced crosswise: the plain product of the numerators would not fit */
    assert_rational(opn_rational_mul(r(INT64_MAX, 2), r(2, INT64_MAX)), 1, 1);
}

static void test_compare(void **state)
{
    (void)state;
    assert_true(opn_rational_compare(r(1, 2), r(1, 2)) == 0);
    assert_true(opn_rational_compare(r(1, 3), r(1, 2)) < 0);
    assert_true(opn_rational_compare(r(2, 3), r(1, 2)) > 0);
    assert_true(opn_rational_compare(r(-1, 2), r(-1, 3)) < 0);
    assert_true(opn_rational_compare(r(-1, 2), r(1, 3)) < 0);
    assert_true(opn_rational_compare(r(0, 1), r(-1, 9)) > 0);
    assert_true(opn_rational_compare(r(5, 1), r(21, 4)) < 0);
    assert_true(opn_rational_compare(r(5, 1), r(5, 1)) == 0);
    /* cross products of these do not fit in 64 bits */
    assert_true(
        opn_rational_compare(r(INT64_MAX - 1, INT64_MAX), r(INT64_MAX - 2, INT64_MAX - 1)) > 0);
    assert_true(opn_rational_compare(r(1, INT64_MAX), r(1, INT64_MAX - 1)) < 0);
    assert_true(opn_rational_compare(r(INT64_MAX, 1), r(INT64_MAX, 2)) > 0);
}

static void test_compare_is_an_order(void **state)
{
    (void)state;
    for (int a = -30; a <= 30; a++) {
        for (int b = 1; b <= 12; b++) {
            for (int c = -30; c <= 30; c++) {
                for (int d = 1; d <= 12; d++) {
                    int expected = (a * d > c * b) - (a * d < c * b);

                    assert_int_equal(opn_rational_compare(r(a, b), r(c, d)), expected);
                }
            }
        }
    }
}

typedef struct {
    const char *text;
    bool valid;
    int64_t num;
    int64_t den;
} parse_case;

static void test_parse(void **state)
{
    static const parse_case cases[] = {
        {"0", true, 0, 1},
        {"3", true, 3, 1},
        {"1/2", true, 1, 2},
        {"2/4", true, 1, 2},
        {"0/7", true, 0, 1},
        {"1000000", true, 1000000, 1},
        {"1/1000000", true, 1, 1000000},
        {"", false, 0, 0},
        {"/", false, 0, 0},
        {"1/", false, 0, 0},
        {"/2", false, 0, 0},
        {"1/0", false, 0, 0},
        {"-1", false, 0, 0},
        {"1/-2", false, 0, 0},
        {"+1", false, 0, 0},
        {"1.5", false, 0, 0},
        {" 1", false, 0, 0},
        {"1 ", false, 0, 0},
        {"1 /2", false, 0, 0},
        {"1/2/3", false, 0, 0},
        {"01", false, 0, 0},
        {"1/02", false, 0, 0},
        {"1000001", false, 0, 0},
        {"1/1000001", false, 0, 0},
        {"99999999999999999999", false, 0, 0},
        {"1e3", false, 0, 0},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_rational value = {42, 43};

        assert_int_equal(opn_rational_parse(cases[i].text, &value), cases[i].valid);
        if (cases[i].valid) {
            assert_rational(value, cases[i].num, cases[i].den);
        } else {
            assert_rational(value, 42, 43);
        }
    }
}

static void assert_printed(opn_rational value, int decimals, const char *expected)
{
    opn_buf buf = {0};

    opn_rational_print(&buf, value, decimals);
    assert_string_equal(buf.data, expected);
    opn_buf_free(&buf);
}

static void test_print_rounds_half_up(void **state)
{
    (void)state;
    assert_printed(r(109, 2), 1, "54.5");
    assert_printed(r(109, 2), 0, "55");
    assert_printed(r(1, 2), 0, "1");
    assert_printed(r(5, 2), 0, "3"); /* half to even would give 2 */
    assert_printed(r(49, 100), 0, "0");
    assert_printed(r(1, 3), 1, "0.3");
    assert_printed(r(2, 3), 1, "0.7");
    assert_printed(r(2, 3), 6, "0.666667");
    assert_printed(r(1, 20), 1, "0.1");
    assert_printed(r(1, 1000), 2, "0.00");
    assert_printed(r(5, 1000), 2, "0.01");
    assert_printed(r(999, 1000), 2, "1.00");
    assert_printed(r(99999, 1000), 1, "100.0");
    assert_printed(r(0, 1), 3, "0.000");
    assert_printed(r(7, 1), 2, "7.00");
    assert_printed(r(1, 1000000), 6, "0.000001");
    assert_printed(r(INT64_MAX, 1), 1, "9223372036854775807.0");
    /* 33.35 has no exact double; a fraction has no such trouble */
    assert_printed(r(3335, 100), 1, "33.4");
}

static void test_print_negative(void **state)
{
    (void)state;
    assert_printed(r(-5, 4), 2, "-1.25");
    assert_printed(r(-1, 4), 2, "-0.25");
    assert_printed(r(-1, 4), 1, "-0.2"); /* half up is towards the greater */
    assert_printed(r(-1, 2), 0, "0");
    assert_printed(r(-3, 2), 0, "-1");
    assert_printed(r(-1, 1000), 1, "0.0"); /* never "-0.0" */
    assert_printed(r(-2, 1), 1, "-2.0");
}

static void test_milli(void **state)
{
    (void)state;
    assert_int_equal(opn_rational_milli(r(1, 2)), 500);
    assert_int_equal(opn_rational_milli(r(1, 3)), 333);
    assert_int_equal(opn_rational_milli(r(2, 3)), 667);
    assert_int_equal(opn_rational_milli(r(1, 2000)), 1);
    assert_int_equal(opn_rational_milli(r(1, 2001)), 0);
    assert_int_equal(opn_rational_milli(r(100, 1)), 100000);
    assert_int_equal(opn_rational_milli(r(-1, 4)), -250);
}

static void test_decimal_valid(void **state)
{
    static const char *const good[] = {
        "0",      "1",        "007",
        "600000", "6.74e24",  "1e25",
        "1E25",   "1e+25",    "1e-5",
        "0.5",    "00.50",    "1e000",
        "1e999",  "1.0e-999", "123456789012345678901234567890123456789012345678901234567890"};
    static const char *const bad[] = {
        "",      ".",      "1.",
        ".5",    "e5",     "1e",
        "1e+",   "1e1000", "-1",
        "+1",    " 1",     "1 ",
        "1,5",   "0x1",    "1.2.3",
        "1e5.0", "1e5e5",  "inf",
        "nan",   "1_000",  "1234567890123456789012345678901234567890123456789012345678901"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(good); i++) {
        assert_true(opn_decimal_valid(good[i]));
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(bad); i++) {
        assert_false(opn_decimal_valid(bad[i]));
    }
}

static void test_decimal_compare(void **state)
{
    /* groups of equal numerals, ascending */
    static const char *const ladder[] = {
        "0",
        "0.000",
        "0e99",
        "00",
        "",
        "1e-999",
        "0.1e-998",
        "",
        "1e-5",
        "0.00001",
        "0.01e-3",
        "",
        "0.5",
        "5e-1",
        "00.50",
        "",
        "1",
        "1.0",
        "10e-1",
        "0.1e1",
        "",
        "1.0000000000000000000000000000000000000001",
        "",
        "9",
        "",
        "10",
        "1e1",
        "0.001e4",
        "",
        "9007199254740992",
        "",
        "9007199254740993",
        "9.007199254740993e15",
        "",
        "6.74e24",
        "6740000000000000000000000",
        "674e22",
        "",
        "1e25",
        "10e+24",
        "0.00001E30",
        "",
        "1.00000001e25",
        "",
        "9e998",
        "",
        "1e999",
        "1.000e999",
        "",
        "123456789012345678901234567890123456789012345678901234e999",
        ""};
    int x_level = 0;

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(ladder); i++) {
        int y_level = 0;

        if (*ladder[i] == '\0') {
            x_level++;
            continue;
        }
        for (size_t j = 0; j < OPN_ARRAY_LEN(ladder); j++) {
            int order;

            if (*ladder[j] == '\0') {
                y_level++;
                continue;
            }
            order = opn_decimal_compare(ladder[i], ladder[j]);
            assert_true(opn_decimal_valid(ladder[i]));
            assert_int_equal((order > 0) - (order < 0),
                             (x_level > y_level) - (x_level < y_level));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_make_reduces),
        cmocka_unit_test(test_arithmetic),
        cmocka_unit_test(test_large_denominators),
        cmocka_unit_test(test_compare),
        cmocka_unit_test(test_compare_is_an_order),
        cmocka_unit_test(test_parse),
        cmocka_unit_test(test_print_rounds_half_up),
        cmocka_unit_test(test_print_negative),
        cmocka_unit_test(test_milli),
        cmocka_unit_test(test_decimal_valid),
        cmocka_unit_test(test_decimal_compare),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
