/* test_json_write.c: the bytes that the writer gives, and that they are JSON. */
#include "check.h"
#include "../../lib/json_check.h"
#include "../../lib/json_read.h"
#include "../../lib/json_write.h"
#include "../../lib/utf8.h"

static void write_sample(opn_buf *buf, bool compact)
{
    opn_writer w;

    opn_write_init(&w, buf, compact);
    opn_write_object(&w);
    opn_write_member(&w, "name", "x");
    opn_write_member(&w, "left out", NULL);
    opn_write_member_int(&w, "count", -3);
    opn_write_member_bool(&w, "yes", true);
    opn_write_member_bool(&w, "no", false);
    opn_write_key(&w, "empty");
    opn_write_array(&w);
    opn_write_array_end(&w);
    opn_write_key(&w, "hollow");
    opn_write_object(&w);
    opn_write_object_end(&w);
    opn_write_key(&w, "list");
    opn_write_array(&w);
    opn_write_int(&w, 1);
    opn_write_string(&w, NULL);
    opn_write_null(&w);
    opn_write_bool(&w, true);
    opn_write_object(&w);
    opn_write_member(&w, "deep", "y");
    opn_write_object_end(&w);
    opn_write_array(&w);
    opn_write_string(&w, "z");
    opn_write_array_end(&w);
    opn_write_array_end(&w);
    opn_write_object_end(&w);
}

static void test_compact(void **state)
{
    opn_buf buf = {0};

    (void)state;
    write_sample(&buf, true);
    assert_string_equal(buf.data, "{\"name\":\"x\",\"count\":-3,\"yes\":true,\"no\":false,"
                                  "\"empty\":[],\"hollow\":{},\"list\":[1,null,null,true,"
                                  "{\"deep\":\"y\"},[\"z\"]]}");
    opn_buf_free(&buf);
}

static void test_indented(void **state)
{
    opn_buf buf = {0};

    (void)state;
    write_sample(&buf, false);
    assert_string_equal(buf.data, "{\n"
                                  "  \"name\": \"x\",\n"
                                  "  \"count\": -3,\n"
                                  "  \"yes\": true,\n"
                                  "  \"no\": false,\n"
                                  "  \"empty\": [],\n"
                                  "  \"hollow\": {},\n"
                                  "  \"list\": [\n"
                                  "    1,\n"
                                  "    null,\n"
                                  "    null,\n"
                                  "    true,\n"
                                  "    {\n"
                                  "      \"deep\": \"y\"\n"
                                  "    },\n"
                                  "    [\n"
                                  "      \"z\"\n"
                                  "    ]\n"
                                  "  ]\n"
                                  "}");
    assert_int_equal(opn_json_check(buf.data, buf.size, NULL, NULL), OPENNESS_OK);
    opn_buf_free(&buf);
}

static void test_scalar_roots(void **state)
{
    opn_buf buf = {0};
    opn_writer w;

    (void)state;
    opn_write_init(&w, &buf, false);
    opn_write_int(&w, INT64_MIN);
    assert_string_equal(buf.data, "-9223372036854775808");
    opn_buf_free(&buf);
    opn_write_init(&w, &buf, false);
    opn_write_array(&w);
    opn_write_array_end(&w);
    assert_string_equal(buf.data, "[]");
    opn_buf_free(&buf);
}

static void assert_quoted(const char *text, const char *expected)
{
    opn_buf buf = {0};

    opn_write_quoted(&buf, text);
    assert_string_equal(buf.data, expected);
    assert_int_equal(opn_json_check(buf.data, buf.size, NULL, NULL), OPENNESS_OK);
    opn_buf_free(&buf);
}

static void test_quoting(void **state)
{
    (void)state;
    assert_quoted("", "\"\"");
    assert_quoted("plain /", "\"plain /\"");
    assert_quoted("\"\\\b\f\n\r\t", "\"\\\"\\\\\\b\\f\\n\\r\\t\"");
    assert_quoted("\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"");
    assert_quoted("\xC3\xA9\xF0\x9F\x98\x80", "\"\xC3\xA9\xF0\x9F\x98\x80\"");
    assert_quoted("a\"b\"c", "\"a\\\"b\\\"c\"");
}

/* Text that a caller hands over need not be UTF-8; the output must be. */
static void test_stray_bytes_are_replaced(void **state)
{
    (void)state;
    assert_quoted("a\xFFz", "\"a\xEF\xBF\xBDz\"");
    assert_quoted("\xC3", "\"\xEF\xBF\xBD\"");
    assert_quoted("\xED\xA0\x80", "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

static void test_every_code_point_survives(void **state)
{
    (void)state;
    for (uint32_t code = 1; code <= 0x10FFFF; code += code < 0x800 ? 1 : 37) {
        char text[5] = {0};
        opn_buf buf = {0};
        opn_json *json = NULL;

        if (code >= 0xD800 && code <= 0xDFFF) {
            continue;
        }
        opn_utf8_encode(code, text);
        opn_write_quoted(&buf, text);
        assert_int_equal(opn_json_parse(buf.data, buf.size, &json, NULL), OPENNESS_OK);
        assert_string_equal(opn_node_string(opn_json_root(json)), text);
        opn_json_free(json);
        opn_buf_free(&buf);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compact),
        cmocka_unit_test(test_indented),
        cmocka_unit_test(test_scalar_roots),
        cmocka_unit_test(test_quoting),
        cmocka_unit_test(test_stray_bytes_are_replaced),
        cmocka_unit_test(test_every_code_point_survives),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
