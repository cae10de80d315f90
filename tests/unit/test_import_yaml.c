/* tests of lib/import_yaml.c: what YAML becomes, and what of it is refused. */
#include "tree_kit.h"

#ifndef OPENNESS_HAVE_YAML

static void test_refused_without_libyaml(void **state)
{
    static const tree_case cases[] = {TREE_CASE("any", "a: 1", "!unsupported 0:0")};

    (void)state;
    tree_check(opn_tree_yaml, cases, OPN_ARRAY_LEN(cases));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_refused_without_libyaml)};

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

/* No resolver stands between the document and the importer. */
static void test_plain_scalars_stay_text(void **state)
{
    static const tree_case cases[] = {
        TREE_CASE("no", "a: no", "{a: no}"),
        TREE_CASE("yes and friends", "[no, No, NO, yes, on, off, y, n]",
                  "[no, No, NO, yes, on, off, y, n]"),
        TREE_CASE("booleans", "[true, False]", "[true, False]"),
        TREE_CASE("quoted no", "a: 'no'", "{a: 'no'}"),
        TREE_CASE("octal", "a: 010", "{a: 010}"),
        TREE_CASE("octal of 1.2", "a: 0o14", "{a: 0o14}"),
        TREE_CASE("hexadecimal", "a: 0x1F", "{a: 0x1F}"),
        TREE_CASE("sexagesimal", "a: 22:22:22", "{a: 22:22:22}"),
        TREE_CASE("sexagesimal of two", "port: 22:22", "{port: 22:22}"),
        TREE_CASE("underscores", "a: 1_000_000", "{a: 1_000_000}"),
        TREE_CASE("date", "a: 2025-12-01", "{a: 2025-12-01}"),
        TREE_CASE("time", "a: 2025-12-01T10:00:00Z", "{a: 2025-12-01T10:00:00Z}"),
        TREE_CASE("version", "a: 1.10", "{a: 1.10}"),
        TREE_CASE("exponent", "a: 6.74e24", "{a: 6.74e24}"),
        TREE_CASE("infinity", "[.inf, -.inf, .nan]", "[.inf, -.inf, .nan]"),
        TREE_CASE("beyond 2^53", "a: 9007199254740993", "{a: 9007199254740993}"),
        TREE_CASE("nulls", "[~, null, '', ]", "[~, null, '']"),
        TREE_CASE("empty value", "a:\nb:\n", "{a: , b: }"),
        TREE_CASE("colon in text", "a: b:c", "{a: b:c}"),
        TREE_CASE("address", "a: https://example.org/#x", "{a: https://example.org/#x}"),
        TREE_CASE("comment", "a: 1 # one\n# all\n", "{a: 1}"),
        TREE_CASE("hash without a blank", "a: C#", "{a: C#}"),
        TREE_CASE("trailing blanks", "a: b   \n", "{a: b}"),
        TREE_CASE("str tag", "a: !!str no", "{a: 'no'}"),
        TREE_CASE("str tag written out", "a: !<tag:yaml.org,2002:str> 12", "{a: '12'}"),
    };

    (void)state;
    tree_check(opn_tree_yaml, cases, OPN_ARRAY_LEN(cases));
}

static void test_forms(void **state)
{
    static const tree_case cases[] = {
        TREE_CASE("block list", "- a\n- b\n", "[a, b]"),
        TREE_CASE("list under its key", "k:\n- a\n- b\nl: c\n", "{k: [a, b], l: c}"),
        TREE_CASE("flow", "{a: [1, {b: c}], d: }", "{a: [1, {b: c}], d: }"),
        TREE_CASE("JSON", "{\"a\": [1, true, null, \"x\\u00e9\"]}",
                  "{a: [1, true, null, 'x\xC3\xA9']}"),
        TREE_CASE("double quotes", "a: \"b\\tc \\\"d\\\"\"", "{a: 'b\\tc \"d\"'}"),
        TREE_CASE("single quotes", "a: 'it''s'", "{a: 'it's'}"),
        TREE_CASE("literal", "a: |\n  one\n   two\n\nb: 1", "{a: 'one\\n two\\n', b: 1}"),
        TREE_CASE("literal without end", "a: |-\n  one\n\n", "{a: 'one'}"),
        TREE_CASE("literal with ends", "a: |+\n  one\n\n", "{a: 'one\\n\\n'}"),
        TREE_CASE("folded", "a: >\n  one\n  two\n\n  three\n", "{a: 'one two\\nthree\\n'}"),
        TREE_CASE("plain over lines", "a: one\n  two\n  three\nb: x", "{a: one two three, b: x}"),
        TREE_CASE("quoted over lines", "a: \"one\n  two\n\n  three\"", "{a: 'one two\\nthree'}"),
        TREE_CASE("root scalar", "just text", "just text"),
        TREE_CASE("document marks", "---\na: 1\n...\n", "{a: 1}"),
        TREE_CASE("version directive", "%YAML 1.1\n---\na: 1\n", "{a: 1}"),
        TREE_CASE("merge key is a key", "<<: a\nb: c", "{<<: a, b: c}"),
        TREE_CASE("merge of a map", "<<: {a: 1}\na: 2", "{<<: {a: 1}, a: 2}"),
        TREE_CASE("quoted keys", "'no': 1\n\"b c\": 2", "{no: 1, b c: 2}"),
        TREE_CASE("keys that look like more", "1: a\ntrue: b\n~: c\n2025-01-01: d",
                  "{1: a, true: b, ~: c, 2025-01-01: d}"),
        TREE_CASE("explicit key", "? a\n: b", "{a: b}"),
        TREE_CASE("explicit key without value", "? a\n? b", "{a: , b: }"),
        TREE_CASE("empty key", "{? : b, c: d}", "{: b, c: d}"),
        TREE_CASE("set in flow", "{a, b: c}", "{a: , b: c}"),
        TREE_CASE("keys differ in case", "A: 1\na: 2", "{A: 1, a: 2}"),
        TREE_CASE("byte order mark",
                  "\xEF\xBB\xBF"
                  "a: 1",
                  "{a: 1}"),
        TREE_CASE("CRLF", "a: 1\r\nb:\r\n  - c\r\n", "{a: 1, b: [c]}"),
        TREE_CASE("CRLF in a literal", "a: |\r\n  x\r\n  y\r\n", "{a: 'x\\ny\\n'}"),
        TREE_CASE("CR alone", "a: 1\rb: 2", "{a: 1, b: 2}"),
        TREE_CASE("tab between", "a:\tb\t# c", "{a: b}"),
        TREE_CASE("tab in text", "a: b\tc", "{a: b\\tc}"),
        TREE_CASE("other scripts", "\xE5\x90\x8D: \xF0\x9F\x98\x80",
                  "{\xE5\x90\x8D: \xF0\x9F\x98\x80}"),
        TREE_CASE("escaped characters", "a: \"\\x41\\u00e9\\U0001F600\"",
                  "{a: 'A\xC3\xA9\xF0\x9F\x98\x80'}"),
        TREE_CASE("percent in quotes", "a: \"b\n%c\"", "{a: 'b %c'}"),
    };

    (void)state;
    tree_check(opn_tree_yaml, cases, OPN_ARRAY_LEN(cases));
}

static void test_refused(void **state)
{
    static const tree_case cases[] = {
        TREE_CASE("empty", "", "!invalid-yaml 0:0"),
        TREE_CASE("comment only", "# nothing\n", "!invalid-yaml 0:0"),
        TREE_CASE("anchor and alias", "a: &x 1\nb: *x\n", "!unsupported 1:4 !unsupported 2:4"),
        TREE_CASE("anchor alone", "a: {b: &x 1}", "!unsupported 1:8 /a"),
        TREE_CASE("anchor of a list", "a: &x [1]", "!unsupported 1:4"),
        TREE_CASE("anchor of a key", "&x a: 1", "!unsupported 1:1"),
        TREE_CASE("alias as a key", "a: &x b\n*x : c", "!unsupported 1:4 !unsupported 2:1"),
        TREE_CASE("alias nobody knows", "a: *x", "!unsupported 1:4"),
        TREE_CASE("billion laughs", "a: &a [x]\nb: &b [*a, *a]\n",
                  "!unsupported 1:4 !unsupported 2:4 !unsupported 2:8 /b !unsupported 2:12 /b"),
        TREE_CASE("merge by alias", "a: &x {b: 1}\nc:\n  <<: *x\n",
                  "!unsupported 1:4 !unsupported 3:7 /c"),
        TREE_CASE("duplicate", "a: 1\nb: 2\na: 3", "!duplicate-key 3:4 /a"),
        TREE_CASE("duplicate by quotes", "no: 1\n'no': 2", "!duplicate-key 2:7 /no"),
        TREE_CASE("two duplicates inside", "x:\n  a: 1\n  b: 1\n  b: 2\n  a: 2\n",
                  "!duplicate-key 4:6 /x/b"),
        TREE_CASE("duplicates in two maps", "- {a: 1, a: 2}\n- {b: 1, b: 2}",
                  "!duplicate-key 1:13 /0/a !duplicate-key 2:13 /1/b"),
        TREE_CASE("second document", "a: 1\n---\nb: 2\n", "!trailing-data 2:1"),
        TREE_CASE("second document of nothing", "a: 1\n---\n", "!trailing-data 2:1"),
        TREE_CASE("list as a key", "? [a]\n: b", "!unsupported 1:3"),
        TREE_CASE("map as a key", "{{a: b}: c}", "!unsupported 1:2"),
        TREE_CASE("tag", "a: !!int 3", "!unsupported 1:4"),
        TREE_CASE("tag of a list", "!!seq [a]", "!unsupported 1:1"),
        TREE_CASE("str tag of a list", "!!str [a]", "!unsupported 1:1"),
        TREE_CASE("local tag", "a: !mine b", "!unsupported 1:4"),
        TREE_CASE("tag of none", "a: ! b", "!unsupported 1:4"),
        TREE_CASE("tag of a program", "a: !!python/object:os.system x", "!unsupported 1:4"),
        TREE_CASE("tab as indentation", "a:\n\tb: c", "!invalid-yaml 2:1"),
        TREE_CASE("bad indentation", "a: 1\n b: 2", "!invalid-yaml 2:3"),
        TREE_CASE("open quote", "a: 'b", "!invalid-yaml 1:6"),
        TREE_CASE("open list", "a: [b", "!invalid-yaml 2:1"),
        TREE_CASE("at sign", "a: @b", "!invalid-yaml 1:4"),
        TREE_CASE("latin-1", "a: 1\nb: caf\xE9", "!invalid-utf8 2:7"),
        TREE_CASE("half a character", "a: \xC3", "!invalid-utf8 1:4"),
        TREE_CASE("UTF-16",
                  "\xFF\xFE"
                  "a\0:\0",
                  "!invalid-utf8 1:1"),
        TREE_CASE("NUL", "a: b\0c", "!invalid-utf8 1:5"),
        TREE_CASE("escaped NUL", "a: \"b\\0\"", "!invalid-yaml 1:4"),
        TREE_CASE("escaped NUL as a key", "\"\\x00\": 1", "!invalid-yaml 1:1"),
        TREE_CASE("half a surrogate pair", "a: \"\\ud83d\"", "!invalid-yaml 1:7"),
        TREE_CASE("control character", "a: 1\nb: \x01", "!invalid-yaml 2:4"),
        TREE_CASE("byte order mark inside",
                  "a: 1\n\xEF\xBB\xBF"
                  "b: 2",
                  "!invalid-yaml 2:2"),
        TREE_CASE("nothing before a colon", ": b", "!invalid-yaml 1:1"),
    };

    (void)state;
    tree_check(opn_tree_yaml, cases, OPN_ARRAY_LEN(cases));
}

static void test_limits(void **state)
{
    (void)state;
    tree_check_repeat(opn_tree_yaml, "", "[", 20000, "", "!nesting-too-deep");
    tree_check_repeat(opn_tree_yaml, "", "[\n", 20000, "", "!nesting-too-deep");
    tree_check_repeat(opn_tree_yaml, "", "{a: ", 20000, "", "!nesting-too-deep");
    tree_check_repeat(opn_tree_yaml, "", "- ", 20000, "a", "!nesting-too-deep");
    tree_check_repeat(opn_tree_yaml, "", "? ", 20000, "a", "!unsupported");
    tree_check_repeat(opn_tree_yaml, "", "[", OPN_LIMIT_DEPTH, "", "!invalid-yaml");
    tree_check_repeat(opn_tree_yaml, "", "- x\n", OPN_LIMIT_VALUES, "", "!too-many-values");
    tree_check_repeat(opn_tree_yaml, "", "- x\n", OPN_LIMIT_VALUES - 1, "", "[x, x");
    tree_check_repeat(opn_tree_yaml, "a: ", "x", OPN_LIMIT_INPUT_BYTES, "",
                      "!document-too-large");
    tree_check_repeat(opn_tree_yaml, "a: ", "x", OPN_LIMIT_INPUT_BYTES - 3, "", "{a: xxx");
    tree_check_repeat(opn_tree_yaml, "a: |\n", " x\n", 1000000, "", "{a: 'x\\nx\\n");
    tree_check_repeat(opn_tree_yaml, "", "%TAG !a! b\n", 50000, "--- x", "!too-many");
    tree_check_repeat(opn_tree_yaml, "", "#\n", 1000000, "a: 1", "{a: 1}");
}

/* All names of a map are compared: that must not take the square of their count. */
static void test_many_keys(void **state)
{
    opn_buf text = {0};
    char *got;

    (void)state;
    for (size_t i = 0; i < 90000; i++) {
        opn_buf_printf(&text, "k%zu: 1\n", i);
    }
    opn_buf_str(&text, "k89999: 2\n");
    got = tree_read(opn_tree_yaml, text.data, text.size);
    assert_string_equal(got, "!duplicate-key 90001:9 /k89999");
    free(got);
    opn_buf_free(&text);
}

static void test_places(void **state)
{
    static const char text[] =
        "\xEF\xBB\xBF\xC3\xA9: x\r\nb:\r\n  - c: |\r\n      d\r\n    e: f\r\n";
    const opn_tree *root = NULL;
    opn_arena arena = {0};
    opn_issues issues = {0};
    const opn_tree *inner;

    (void)state;
    assert_int_equal(opn_tree_yaml(text, sizeof text - 1, &arena, &issues, &root), OPENNESS_OK);
    assert_int_equal(root->first->line, 1);
    assert_int_equal(root->first->column, 4);
    inner = opn_tree_member(opn_tree_at(opn_tree_member(root, "b"), 0), "e");
    assert_int_equal(inner->line, 5);
    assert_int_equal(inner->column, 8);
    assert_string_equal(opn_tree_place(inner, &arena).pointer, "/b/0/e");
    opn_arena_free(&arena);
    opn_issues_free(&issues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain_scalars_stay_text),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_many_keys),
        cmocka_unit_test(test_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
