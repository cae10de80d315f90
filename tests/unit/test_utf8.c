/* test_utf8.c: every sequence that RFC 3629 allows, and none that it forbids. */
#include "check.h"
#include "../../lib/utf8.h"

static bool is_scalar(uint32_t code)
{
    return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
}

static void test_every_code_point(void **state)
{
    (void)state;
    for (uint32_t code = 0; code <= 0x10FFFF; code++) {
        char text[4];
        size_t length;

        if (!is_scalar(code)) {
            continue;
        }
        length = opn_utf8_encode(code, text);
        if (opn_utf8_next(text, length) != length || opn_utf8_decode(text, length) != code ||
            opn_utf8_count(text, length) != 1) {
            fail_msg("U+%X", (unsigned int)code);
        }
        /* cut short it is nothing */
        for (size_t cut = 0; cut < length; cut++) {
            assert_int_equal(opn_utf8_next(text, cut), 0);
        }
    }
}

/* What three bytes mean by the arithmetic of the format, range rules apart. */
static size_t expected_length(const unsigned char *b)
{
    uint32_t code;

    if (b[0] < 0x80) {
        return 1;
    }
    if ((b[0] & 0xE0) == 0xC0 && (b[1] & 0xC0) == 0x80) {
        code = (b[0] & 0x1FU) << 6 | (b[1] & 0x3FU);
        return code >= 0x80 ? 2 : 0;
    }
    if ((b[0] & 0xF0) == 0xE0 && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80) {
        code = (b[0] & 0x0FU) << 12 | (b[1] & 0x3FU) << 6 | (b[2] & 0x3FU);
        return code >= 0x800 && is_scalar(code) ? 3 : 0;
    }
    if ((b[0] & 0xF8) == 0xF0 && (b[1] & 0xC0) == 0x80 && (b[2] & 0xC0) == 0x80) {
        /* the fourth byte is a good one, see below */
        code = (b[0] & 7U) << 18 | (b[1] & 0x3FU) << 12 | (b[2] & 0x3FU) << 6;
        return code >= 0x10000 && is_scalar(code) ? 4 : 0;
    }
    return 0;
}

static void test_every_three_bytes(void **state)
{
    (void)state;
    for (uint32_t bits = 0; bits < 0x1000000; bits++) {
        unsigned char b[4] = {(unsigned char)(bits >> 16), (unsigned char)(bits >> 8),
                              (unsigned char)bits, 0x80};
        char text[4];

        memcpy(text, b, sizeof text);
        if (opn_utf8_next(text, sizeof text) != expected_length(b)) {
            fail_msg("%06X", (unsigned int)bits);
        }
    }
}

static void test_count(void **state)
{
    (void)state;
    assert_int_equal(opn_utf8_count("", 0), 0);
    assert_int_equal(opn_utf8_count("abc", 3), 3);
    assert_int_equal(opn_utf8_count("a\xC3\xA9\xE4\xB8\xAD\xF0\x9F\x98\x80", 10), 4);
}

static void test_clip(void **state)
{
    static const char text[] = "a\xC3\xA9\xF0\x9F\x98\x80z"; /* 1 + 2 + 4 + 1 bytes */
    static const size_t expected[] = {0, 1, 1, 3, 3, 3, 3, 7, 8, 8};

    (void)state;
    for (size_t limit = 0; limit < OPN_ARRAY_LEN(expected); limit++) {
        assert_int_equal(opn_utf8_clip(text, 8, limit), expected[limit]);
    }
    assert_int_equal(opn_utf8_clip("", 0, 0), 0);
}

static void test_columns(void **state)
{
    (void)state;
    assert_int_equal(opn_utf8_columns(""), 0);
    assert_int_equal(opn_utf8_columns("abc"), 3);
    assert_int_equal(opn_utf8_columns("caf\xC3\xA9"), 4);
    assert_int_equal(opn_utf8_columns("e\xCC\x81"), 1);                /* combining acute */
    assert_int_equal(opn_utf8_columns("\xE4\xB8\xAD\xE6\x96\x87"), 4); /* Chinese */
    assert_int_equal(opn_utf8_columns("\xED\x95\x9C"), 2);             /* Hangul syllable */
    assert_int_equal(opn_utf8_columns("\xE1\x84\x92\xE1\x85\xA1\xE1\x86\xAB"), 2); /* as jamo */
    assert_int_equal(opn_utf8_columns("\xEF\xBC\xA1"), 2);     /* full-width A */
    assert_int_equal(opn_utf8_columns("\xEF\xBD\xB1"), 1);     /* half-width katakana */
    assert_int_equal(opn_utf8_columns("\xF0\x9F\x98\x80"), 2); /* emoji */
    assert_int_equal(opn_utf8_columns("a\xE2\x80\x8D"
                                      "b"),
                     2);                                       /* zero-width joiner */
    assert_int_equal(opn_utf8_columns("\xC2\xAD"), 1);         /* soft hyphen */
    assert_int_equal(opn_utf8_columns("\xF3\xA0\x84\x80"), 0); /* variation selector */
    assert_int_equal(opn_utf8_columns("a\xFF\x80z"), 4);       /* stray bytes */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_code_point),
        cmocka_unit_test(test_every_three_bytes),
        cmocka_unit_test(test_count),
        cmocka_unit_test(test_clip),
        cmocka_unit_test(test_columns),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
