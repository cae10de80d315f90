/* tests of lib/tree.c: JSON as a tree, look-up and places. */
#include "tree_kit.h"

#include "../../lib/tree_build.h"

static void test_json_keeps_spelling(void **state)
{
    static const tree_case cases[] = {
        TREE_CASE("scalars", "[1, -0.50e+3, true, false, null, \"no\"]",
                  "[1, -0.50e+3, true, false, null, 'no']"),
        TREE_CASE("root scalar", " 7 ", "7"),
        TREE_CASE("nested", "{\"a\": {\"b\": [{}, []]}, \"c\": \"\"}",
                  "{a: {b: [{}, []]}, c: ''}"),
        TREE_CASE("escapes", "{\"\\u0061\": \"\\u00e9\\n\"}", "{a: '\xC3\xA9\\n'}"),
        TREE_CASE("large number", "[9007199254740993, 1e400]", "[9007199254740993, 1e400]"),
        TREE_CASE("byte order mark", "\xEF\xBB\xBF{}", "{}"),
        TREE_CASE("siblings after containers", "[[1],[2,[3]],4]", "[[1], [2, [3]], 4]"),
        TREE_CASE("duplicate", "{\"a\": 1,\n\"\\u0061\": 2}", "!duplicate-key 2:1 /a"),
        TREE_CASE("trailing", "{} x", "!trailing-data 1:4"),
        TREE_CASE("empty", "", "!invalid-json 1:1"),
        TREE_CASE("latin-1", "[\"\xE9\"]", "!invalid-utf8 1:3 /0"),
        TREE_CASE("NUL", "[\"\\u0000\"]", "!invalid-json 1:3 /0"),
    };

    (void)state;
    tree_check(opn_tree_json, cases, OPN_ARRAY_LEN(cases));
}

static void test_json_limits(void **state)
{
    (void)state;
    tree_check_repeat(opn_tree_json, "", "[", 20000, "", "!nesting-too-deep");
    tree_check_repeat(opn_tree_json, "[0", ",0", OPN_LIMIT_VALUES, "]", "!too-many-values");
    tree_check_repeat(opn_tree_json, "[0", ",0", OPN_LIMIT_VALUES - 2, "]", "[0, 0, 0");
    tree_check_repeat(opn_tree_json, "[\"", "x", OPN_LIMIT_INPUT_BYTES, "\"]",
                      "!document-too-large");
}

static const opn_tree *read_json(const char *text, opn_arena *arena)
{
    const opn_tree *root = NULL;
    opn_issues issues = {0};

    assert_int_equal(opn_tree_json(text, strlen(text), arena, &issues, &root), OPENNESS_OK);
    opn_issues_free(&issues);
    return root;
}

static void test_look_up(void **state)
{
    opn_arena arena = {0};
    const opn_tree *root =
        read_json("{\"a\": [1, \"~\", null], \"A\": {\"b/c~\": true}, \"e\": \"\"}", &arena);
    const opn_tree *list = opn_tree_member(root, "a");

    (void)state;
    assert_string_equal(opn_tree_text(opn_tree_at(list, 0)), "1");
    assert_string_equal(opn_tree_text(opn_tree_at(list, 1)), "~");
    assert_null(opn_tree_text(opn_tree_at(list, 2)));
    assert_null(opn_tree_at(list, 3));
    assert_null(opn_tree_at(root, 0));
    assert_null(opn_tree_member(list, "a"));
    assert_null(opn_tree_member(root, "b"));
    assert_null(opn_tree_text(list));
    assert_string_equal(opn_tree_text(opn_tree_member(root, "e")), "");
    assert_string_equal(opn_tree_member(opn_tree_member(root, "A"), "b/c~")->key, "b/c~");
    opn_arena_free(&arena);
}

static void test_null_takes_null(void **state)
{
    opn_arena arena = {0};
    opn_place place = opn_tree_place(NULL, &arena);

    (void)state;
    assert_null(opn_tree_member(NULL, "a"));
    assert_null(opn_tree_at(NULL, 0));
    assert_null(opn_tree_text(NULL));
    assert_false(opn_tree_is_null(NULL));
    assert_string_equal(place.pointer, "");
    assert_int_equal(place.line, 0);
}

/* YAML 1.2 core schema; anything else is a text, whatever it looks like. */
static void test_is_null(void **state)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};
    static const char *const texts[] = {"nULL", "None", "no", "0", " ", "nil", "-"};
    opn_tree node = {.kind = OPN_TREE_SCALAR};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(nulls); i++) {
        node.text = nulls[i];
        node.quoted = false;
        assert_true(opn_tree_is_null(&node));
        assert_null(opn_tree_text(&node));
        node.quoted = true;
        assert_false(opn_tree_is_null(&node));
        assert_string_equal(opn_tree_text(&node), nulls[i]);
    }
    node.quoted = false;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        node.text = texts[i];
        assert_false(opn_tree_is_null(&node));
    }
}

static void check_place(const opn_tree *node, const char *pointer, size_t line, size_t column)
{
    opn_arena arena = {0};
    opn_place place = opn_tree_place(node, &arena);

    assert_string_equal(place.pointer, pointer);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    opn_arena_free(&arena);
}

/* Columns count code points, and an escaped pointer is RFC 6901. */
static void test_places(void **state)
{
    opn_arena arena = {0};
    const opn_tree *root =
        read_json("{\"\xC3\xA9\xF0\x9F\x98\x80\": 1,\r\n  \"a/b\": [10,\n20]}", &arena);
    const opn_tree *list = opn_tree_member(root, "a/b");

    (void)state;
    check_place(root, "", 1, 1);
    check_place(root->first, "/\xC3\xA9\xF0\x9F\x98\x80", 1, 8);
    check_place(list, "/a~1b", 2, 10);
    check_place(opn_tree_at(list, 0), "/a~1b/0", 2, 11);
    check_place(opn_tree_at(list, 1), "/a~1b/1", 3, 1);
    opn_arena_free(&arena);
}

/* A pointer that would be longer than any reader wants names an outer value. */
static void test_long_pointer_is_cut(void **state)
{
    size_t size;
    char *text = tree_repeat("{\"a\": {\"", "k", 5000, "\": 1}}", &size);
    opn_arena arena = {0};
    const opn_tree *root = read_json(text, &arena);

    (void)state;
    check_place(root->first->first, "/a", 1, 5012);
    opn_arena_free(&arena);
    free(text);
}

/* The first failure counts, and the root is not given. */
static void test_builder_keeps_first_status(void **state)
{
    opn_arena arena = {0};
    opn_issues issues = {0};
    opn_tree_builder b = {.arena = &arena, .issues = &issues};
    opn_tree value = {.kind = OPN_TREE_LIST, .line = 1, .column = 1};
    const opn_tree *root = &value;

    (void)state;
    for (size_t i = 0; i < OPN_LIMIT_DEPTH; i++) {
        assert_non_null(opn_tree_add(&b, &value));
    }
    assert_null(opn_tree_add(&b, &value));
    opn_tree_fail(&b, OPENNESS_E_JSON, "invalid-yaml", NULL, "%s", "later");
    assert_int_equal(opn_tree_end(&b, &root), OPENNESS_E_LIMIT);
    assert_null(root);
    assert_int_equal(issues.errors, 2);
    opn_issues_free(&issues);
    opn_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_json_keeps_spelling),
        cmocka_unit_test(test_json_limits),
        cmocka_unit_test(test_look_up),
        cmocka_unit_test(test_null_takes_null),
        cmocka_unit_test(test_is_null),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_long_pointer_is_cut),
        cmocka_unit_test(test_builder_keeps_first_status),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
