/* tests of lib/import_csv.c: tables as RFC 4180 describes them. */
#include "tree_kit.h"

static void test_tables(void **state)
{
    static const tree_case cases[] = {
        TREE_CASE("empty", "", "[]"),
        TREE_CASE("one field", "a", "[['a']]"),
        TREE_CASE("rows", "a,b\nc,d\n", "[['a', 'b'], ['c', 'd']]"),
        TREE_CASE("no last line end", "a,b\nc,d", "[['a', 'b'], ['c', 'd']]"),
        TREE_CASE("CRLF", "a,b\r\nc,d\r\n", "[['a', 'b'], ['c', 'd']]"),
        TREE_CASE("mixed line ends", "a\r\nb\nc", "[['a'], ['b'], ['c']]"),
        TREE_CASE("byte order mark",
                  "\xEF\xBB\xBF"
                  "a,b",
                  "[['a', 'b']]"),
        TREE_CASE("mark before a quote", "\xEF\xBB\xBF\"a\",b", "[['a', 'b']]"),
        TREE_CASE("empty fields", ",\n,,\n", "[['', ''], ['', '', '']]"),
        TREE_CASE("trailing comma", "a,", "[['a', '']]"),
        TREE_CASE("empty line", "a\n\nb\n", "[['a'], [], ['b']]"),
        TREE_CASE("quoted empty", "\"\"\n", "[['']]"),
        TREE_CASE("quoted comma", "\"a,b\",c", "[['a,b', 'c']]"),
        TREE_CASE("doubled quote", "\"say \"\"hi\"\"\"", "[['say \"hi\"']]"),
        TREE_CASE("only quotes", "\"\"\"\"", "[['\"']]"),
        TREE_CASE("quoted line end", "\"a\nb\",c\nd", "[['a\\nb', 'c'], ['d']]"),
        TREE_CASE("quoted CRLF is LF", "\"a\r\nb\"", "[['a\\nb']]"),
        TREE_CASE("blanks belong to the field", " a , b ", "[[' a ', ' b ']]"),
        TREE_CASE("words stay text", "no,1.0,~,null", "[['no', '1.0', '~', 'null']]"),
        TREE_CASE("ragged", "a,b,c\nd\n", "[['a', 'b', 'c'], ['d']]"),
        TREE_CASE("UTF-8", "\xC3\xA9,\xE4\xB8\xAD", "[['\xC3\xA9', '\xE4\xB8\xAD']]"),
        TREE_CASE("tab", "a\tb", "[['a\\tb']]"),
    };

    (void)state;
    tree_check(opn_tree_csv, cases, OPN_ARRAY_LEN(cases));
}

static void test_refused(void **state)
{
    static const tree_case cases[] = {
        TREE_CASE("open quote", "a,\"b\nc", "!invalid-csv 2:2"),
        TREE_CASE("quote in a field", "a,b\"c\"", "!invalid-csv 1:4"),
        TREE_CASE("text behind a quote", "\"a\"b", "!invalid-csv 1:4"),
        TREE_CASE("blank behind a quote", "x\n\"a\" ,b", "!invalid-csv 2:4"),
        TREE_CASE("carriage return alone", "a\rb", "!invalid-csv 1:2"),
        TREE_CASE("latin-1", "a\nb\xE9", "!invalid-utf8 2:2"),
        TREE_CASE("NUL", "a\0b", "!invalid-utf8 1:2"),
        TREE_CASE("UTF-16",
                  "\xFF\xFE"
                  "a\0",
                  "!invalid-utf8 1:1"),
        TREE_CASE("column of code points", "\xC3\xA9\xC3\xA9,x\"", "!invalid-csv 1:5"),
    };

    (void)state;
    tree_check(opn_tree_csv, cases, OPN_ARRAY_LEN(cases));
}

static void test_limits(void **state)
{
    (void)state;
    tree_check_repeat(opn_tree_csv, "", "a,b\n", OPN_LIMIT_VALUES / 3, "", "[['a', 'b']");
    tree_check_repeat(opn_tree_csv, "", "a,b\n", OPN_LIMIT_VALUES / 3 + 1, "",
                      "!too-many-values");
    tree_check_repeat(opn_tree_csv, "", "\n", OPN_LIMIT_VALUES, "", "!too-many-values");
    tree_check_repeat(opn_tree_csv, "\"", "\n", OPN_LIMIT_INPUT_BYTES - 2, "\"", "[['\\n\\n");
    tree_check_repeat(opn_tree_csv, "", "x", OPN_LIMIT_INPUT_BYTES + 1, "",
                      "!document-too-large");
}

/* Where a field begins, also behind one of several lines. */
static void test_places(void **state)
{
    static const char text[] = "\xC3\xA9,b\n\"x\ny\",z\n";
    const opn_tree *root = NULL;
    opn_arena arena = {0};
    opn_issues issues = {0};
    const opn_tree *row;

    (void)state;
    assert_int_equal(opn_tree_csv(text, sizeof text - 1, &arena, &issues, &root), OPENNESS_OK);
    row = opn_tree_at(root, 0);
    assert_int_equal(opn_tree_at(row, 1)->line, 1);
    assert_int_equal(opn_tree_at(row, 1)->column, 3);
    row = opn_tree_at(root, 1);
    assert_int_equal(row->line, 2);
    assert_int_equal(opn_tree_at(row, 0)->line, 2);
    assert_int_equal(opn_tree_at(row, 1)->line, 3);
    assert_int_equal(opn_tree_at(row, 1)->column, 4);
    assert_string_equal(opn_tree_place(opn_tree_at(row, 1), &arena).pointer, "/1/1");
    opn_arena_free(&arena);
    opn_issues_free(&issues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tables),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_places),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
