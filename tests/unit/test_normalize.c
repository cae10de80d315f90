/* test_normalize.c: keys of names, their endings, and addresses. */
#include "kit.h"

#include "../../lib/normalize.h"

static const char *key(const char *text)
{
    static char out[OPN_NAME_ROOM];

    return opn_name_key(text, strlen(text), out) ? out : NULL;
}

static const char *address(const char *text)
{
    static char out[OPN_NAME_ROOM];

    return opn_name_address(text, strlen(text), out) ? out : NULL;
}

static void test_keys(void **state)
{
    (void)state;
    assert_string_equal(key("MIT"), "mit");
    assert_string_equal(key("  The MIT\n\tLicense.  "), "mit-license");
    assert_string_equal(key("Apache  -  2.0"), "apache-2.0");
    assert_string_equal(key("apache_2.0"), "apache-2.0");
    assert_string_equal(key("MIT ."), "mit");
    assert_string_equal(key("MIT.."), "mit.");
    assert_string_equal(key("the the MIT"), "the-mit");
    assert_string_equal(key("\xc3\x89TALAB"), "\xc3\x89talab"); /* ASCII only */
}

/* What is all there is stays. */
static void test_edges(void **state)
{
    (void)state;
    assert_string_equal(key(""), "");
    assert_string_equal(key(" \t\v\f\r\n"), "");
    assert_string_equal(key("."), ".");
    assert_string_equal(key(" . "), ".");
    assert_string_equal(key("-"), "-");
    assert_string_equal(key("___"), "-");
    assert_string_equal(key("- x -"), "-x-");
    assert_string_equal(key("the"), "the");
    assert_string_equal(key("the-"), "the-");
    assert_string_equal(key("the x"), "x");
}

static void test_refused(void **state)
{
    char text[OPN_NAME_LIMIT + 2];
    char out[OPN_NAME_ROOM] = "x";

    (void)state;
    assert_null(key("MIT\x01"));
    assert_null(key("\x1b[1mMIT"));
    assert_null(key("MIT\x7f"));
    assert_null(address("mit.edu\x07"));
    assert_false(opn_name_key("M\0T", 3, out));
    assert_string_equal(out, "");
    memset(text, 'x', sizeof text);
    text[OPN_NAME_LIMIT] = '\0';
    assert_int_equal(strlen(key(text)), OPN_NAME_LIMIT);
    assert_int_equal(strlen(address(text)), OPN_NAME_LIMIT);
    text[OPN_NAME_LIMIT] = 'x';
    text[OPN_NAME_LIMIT + 1] = '\0';
    assert_null(key(text));
    assert_null(address(text));
}

static void test_stem(void **state)
{
    (void)state;
    assert_int_equal(opn_name_stem("mit-license"), 3);
    assert_int_equal(opn_name_stem("mit-licence"), 3);
    assert_int_equal(opn_name_stem("mit-licenses"), 3);
    assert_int_equal(opn_name_stem("mit-licences"), 3);
    assert_int_equal(opn_name_stem("mit"), 0);
    assert_int_equal(opn_name_stem("license"), 0);
    assert_int_equal(opn_name_stem("-license"), 0);
    assert_int_equal(opn_name_stem("unlicense"), 0);
}

static void test_addresses(void **state)
{
    (void)state;
    assert_string_equal(address("https://www.apache.org/licenses/LICENSE-2.0.txt"),
                        "apache.org/licenses/license-2.0");
    assert_string_equal(address("http://x.org/a/?b=c#d"), "x.org/a");
    assert_string_equal(address("x.org/a.html///"), "x.org/a");
    assert_string_equal(address("https://http://x.org"), "http://x.org");
    assert_string_equal(address("https://"), "");
    assert_string_equal(address("ftp://x.org/a"), "ftp://x.org/a");
}

static void test_hosts(void **state)
{
    (void)state;
    assert_string_equal(address("https://creativecommons.org/licenses/by/4.0/deed.en"),
                        "creativecommons.org/licenses/by/4.0");
    assert_string_equal(address("creativecommons.org/licenses/by/4.0/legalcode.zh-hans"),
                        "creativecommons.org/licenses/by/4.0");
    assert_string_equal(address("creativecommons.org/licenses/by/4.0/deeds"),
                        "creativecommons.org/licenses/by/4.0/deeds");
    assert_string_equal(address("creativecommons.org/licenses/by/4.0/deed.2"),
                        "creativecommons.org/licenses/by/4.0/deed.2");
    assert_string_equal(address("x.org/by/deed"), "x.org/by/deed");
    assert_string_equal(address("https://huggingface.co/a/b/resolve/main/LICENSE?download=true"),
                        "huggingface.co/a/b/blob/main/license");
    assert_string_equal(address("huggingface.co/a/b/raw/main/raw/LICENSE"),
                        "huggingface.co/a/b/blob/main/raw/license");
    assert_string_equal(address("github.com/a/b/raw/main/LICENSE"),
                        "github.com/a/b/raw/main/license");
}

/* "/raw/" grows by a byte, which the longest text has no room for. */
static void test_no_room(void **state)
{
    static const char start[] = "huggingface.co/raw/";
    char text[OPN_NAME_LIMIT + 1];

    (void)state;
    memset(text, 'x', sizeof text);
    memcpy(text, start, sizeof start - 1);
    text[OPN_NAME_LIMIT] = '\0';
    assert_string_equal(address(text), text);
    text[OPN_NAME_LIMIT - 1] = '\0';
    assert_int_equal(strlen(address(text)), OPN_NAME_LIMIT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys),      cmocka_unit_test(test_edges),
        cmocka_unit_test(test_refused),   cmocka_unit_test(test_stem),
        cmocka_unit_test(test_addresses), cmocka_unit_test(test_hosts),
        cmocka_unit_test(test_no_room),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
