/* test_ascii.c: character tests, comparison and integers. */
#include "check.h"
#include "../../lib/ascii.h"

static void test_classes_cover_every_byte(void **state)
{
    (void)state;
    for (int i = 0; i < 256; i++) {
        char c = (char)(unsigned char)i;
        bool upper = i >= 'A' && i <= 'Z';
        bool lower = i >= 'a' && i <= 'z';

        assert_int_equal(opn_is_digit(c), i >= '0' && i <= '9');
        assert_int_equal(opn_is_alpha(c), upper || lower);
        assert_int_equal(opn_lower(c), upper ? (char)(i + 32) : c);
    }
}

static void test_casecmp(void **state)
{
    (void)state;
    assert_int_equal(opn_ascii_casecmp("", ""), 0);
    assert_int_equal(opn_ascii_casecmp("Apache-2.0", "apache-2.0"), 0);
    assert_true(opn_ascii_casecmp("a", "B") < 0);
    assert_true(opn_ascii_casecmp("B", "a") > 0);
    assert_true(opn_ascii_casecmp("MIT", "MIT-0") < 0);
    assert_true(opn_ascii_casecmp("MIT-0", "mit") > 0);
    /* '_' stands between upper and lower case: folding decides */
    assert_true(opn_ascii_casecmp("_", "A") < 0);
    /* bytes above ASCII are not folded and compare unsigned */
    assert_true(opn_ascii_casecmp("\xC3\x89", "\xC3\xA9") < 0);
    assert_true(opn_ascii_casecmp("z", "\xC3") < 0);
}

typedef struct {
    const char *text;
    bool valid;
    int64_t value;
} int_case;

static void test_int64(void **state)
{
    static const int_case cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"7", true, 7},
        {"007", true, 7},
        {"-12", true, -12},
        {"9007199254740993", true, 9007199254740993},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775807", true, -INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"9223372036854775810", false, 0},
        {"92233720368547758070", false, 0},
        {"99999999999999999999999999", false, 0},
        {"", false, 0},
        {"-", false, 0},
        {"--1", false, 0},
        {"+1", false, 0},
        {" 1", false, 0},
        {"1 ", false, 0},
        {"1.0", false, 0},
        {"1e3", false, 0},
        {"0x10", false, 0},
        {"12a", false, 0},
        {"/", false, 0},
        {":", false, 0},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        int64_t value = 42;

        assert_int_equal(opn_ascii_int64(cases[i].text, strlen(cases[i].text), &value),
                         cases[i].valid);
        /* what cannot be read leaves the result alone */
        assert_true(value == (cases[i].valid ? cases[i].value : 42));
    }
}

static void test_int64_reads_size_bytes(void **state)
{
    int64_t value = 0;

    (void)state;
    assert_true(opn_ascii_int64("12345", 3, &value));
    assert_int_equal(value, 123);
    assert_false(opn_ascii_int64("12\0003", 4, &value));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_classes_cover_every_byte),
        cmocka_unit_test(test_casecmp),
        cmocka_unit_test(test_int64),
        cmocka_unit_test(test_int64_reads_size_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
