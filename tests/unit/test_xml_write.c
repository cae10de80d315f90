/* test_xml_write.c: the bytes that the XML writer gives, whatever it is given. */
#include "check.h"

#include "../../lib/utf8.h"
#include "../../lib/xml_write.h"

static void test_elements_nest_and_close(void **state)
{
    opn_buf buf = {0};
    opn_xml x;

    (void)state;
    opn_xml_init(&x, &buf, true);
    opn_xml_begin(&x, "a");
    opn_xml_attribute(&x, "one", "1");
    opn_xml_attribute(&x, "none", NULL);
    opn_xml_attribute_int(&x, "two", -2);
    opn_xml_begin(&x, "b");
    opn_xml_end(&x);
    opn_xml_element(&x, "c", "text");
    opn_xml_element(&x, "d", "");
    opn_xml_begin(&x, "e");
    opn_xml_begin(&x, "f");
    opn_xml_attribute(&x, "g", "");
    opn_xml_end(&x);
    opn_xml_end(&x);
    opn_xml_end(&x);
    opn_xml_end(&x); /* one too many does nothing */
    assert_string_equal(buf.data, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                                  "<a one=\"1\" two=\"-2\">\n"
                                  "  <b/>\n"
                                  "  <c>text</c>\n"
                                  "  <d></d>\n"
                                  "  <e>\n"
                                  "    <f g=\"\"/>\n"
                                  "  </e>\n"
                                  "</a>\n");
    opn_buf_free(&buf);
}

static void test_attributes_stand_in_a_tag_only(void **state)
{
    opn_buf buf = {0};
    opn_xml x;

    (void)state;
    opn_xml_init(&x, &buf, false);
    opn_xml_begin(&x, "a");
    opn_xml_text(&x, "t");
    opn_xml_attribute(&x, "late", "1");
    opn_xml_attribute_int(&x, "later", 2);
    opn_xml_end(&x);
    assert_string_equal(buf.data, "<a>t</a>\n");
    opn_buf_free(&buf);
}

static void test_depth_is_bounded(void **state)
{
    opn_buf buf = {0};
    opn_xml x;

    (void)state;
    opn_xml_init(&x, &buf, false);
    for (size_t i = 0; i < OPN_XML_DEPTH; i++) {
        opn_xml_begin(&x, "a");
    }
    assert_false(buf.failed);
    opn_xml_begin(&x, "a");
    assert_true(buf.failed);
    opn_buf_free(&buf);
}

static char *both(const char *value)
{
    opn_buf buf = {0};
    opn_xml x;

    opn_xml_init(&x, &buf, false);
    opn_xml_begin(&x, "a");
    opn_xml_attribute(&x, "v", value);
    opn_xml_text(&x, value);
    opn_xml_end(&x);
    assert_false(buf.failed);
    return buf.data;
}

static void check_both(const char *value, const char *expected)
{
    opn_buf given = {0};
    char *written = both(value);

    assert_string_equal(written, expected);
    given.data = written;
    opn_buf_free(&given);
}

static void test_escapes(void **state)
{
    (void)state;
    check_both("a<b>&\"'", "<a v=\"a&lt;b&gt;&amp;&quot;'\">a&lt;b&gt;&amp;\"'</a>\n");
    check_both("]]>", "<a v=\"]]&gt;\">]]&gt;</a>\n");
    /* A parser turns these into spaces or drops them unless they are references. */
    check_both("\t\n\r", "<a v=\"&#9;&#10;&#13;\">\t\n&#13;</a>\n");
    check_both("\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80",
               "<a v=\"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80\">"
               "\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80</a>\n");
}

#define BAD "\xef\xbf\xbd"

static void test_replaces_what_xml_forbids(void **state)
{
    (void)state;
    check_both("\x01\x1b", "<a v=\"" BAD BAD "\">" BAD BAD "</a>\n");
    check_both("\x7f", "<a v=\"" BAD "\">" BAD "</a>\n");
    check_both("\xc2\x9b", "<a v=\"" BAD "\">" BAD "</a>\n");                     /* C1 */
    check_both("\xef\xbf\xbe", "<a v=\"" BAD "\">" BAD "</a>\n");                 /* U+FFFE */
    check_both("\xed\xa0\x80", "<a v=\"" BAD BAD BAD "\">" BAD BAD BAD "</a>\n"); /* D800 */
    check_both("\xff", "<a v=\"" BAD "\">" BAD "</a>\n");
    check_both("x\xe2\x82", "<a v=\"x" BAD BAD "\">x" BAD BAD "</a>\n"); /* cut short */
}

/* Bytes at random: what comes out is UTF-8 without a forbidden character, and no
 * "<" but those of the two tags. */
static void test_any_bytes(void **state)
{
    uint32_t seed = 1;

    (void)state;
    for (int round = 0; round < 3000; round++) {
        char value[41] = "";
        opn_buf given = {0};
        size_t open = 0;
        char *written;
        size_t size;

        for (size_t i = 0; i < sizeof value - 1; i++) {
            seed = seed * 1664525u + 1013904223u;
            /* Every other one from the characters that matter. */
            value[i] = seed & 0x80000000u ? (char)(seed >> 16)
                                          : "<>&\"'\t\n\r]\x01\xc2\x9b"[(seed >> 16) % 12];
        }
        written = both(value);
        size = strlen(written);
        for (size_t i = 0; i < size;) {
            size_t length = opn_utf8_next(written + i, size - i);
            uint32_t code;

            assert_true(length > 0);
            code = opn_utf8_decode(written + i, length);
            assert_true(code >= 0x20 || code == '\n' || code == '\t');
            assert_true(code != 0x7F && !(code >= 0x80 && code < 0xA0));
            open += code == '<' ? 1 : 0;
            i += length;
        }
        assert_int_equal(open, 2);
        given.data = written;
        opn_buf_free(&given);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements_nest_and_close),
        cmocka_unit_test(test_attributes_stand_in_a_tag_only),
        cmocka_unit_test(test_depth_is_bounded),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_replaces_what_xml_forbids),
        cmocka_unit_test(test_any_bytes),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
