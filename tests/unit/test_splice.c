/*
 * test_splice.c: what is put into a document, and that nothing else changes.
 */
#include "kit.h"

#include "../../lib/splice.h"

/* Elements of the list "list" that are objects with a member "ours" go, two come. */
static char *spliced(const char *text)
{
    static const char *const values[] = {"{\"ours\":1,\"n\":\"a,b\"}", "{\"ours\":2}"};
    static const char *const both = "[{\"ours\":1,\"n\":\"a,b\"},{\"ours\":2}]";
    opn_arena arena = {0};
    opn_issues issues = {0};
    openness_text *out = NULL;
    bool gone[16] = {false};
    const opn_tree *list;
    opn_splice s;
    char *copy;

    assert_int_equal(opn_splice_begin(&s, text, strlen(text), &arena, &issues), OPENNESS_OK);
    list = opn_tree_member(s.root, "list");
    if (list == NULL) {
        opn_splice_member(&s, s.root, "list", both);
    } else {
        for (const opn_tree *at = list->first; at != NULL; at = at->next) {
            gone[at->index] = opn_tree_member(at, "ours") != NULL;
        }
        opn_splice_elements(&s, list, gone, values, 2);
    }
    assert_int_equal(opn_splice_finish(&s, &out), OPENNESS_OK);
    copy = kit_copy(openness_text_data(out));
    openness_text_free(out);
    opn_arena_free(&arena);
    opn_issues_free(&issues);
    return copy;
}

static void test_layouts(void **state)
{
    static const struct {
        const char *before;
        const char *after;
    } cases[] = {
        {"{}", "{'list': [{'ours': 1, 'n': 'a,b'}, {'ours': 2}]}"},
        {"{'a':1}", "{'a':1,'list':[{'ours':1,'n':'a,b'},{'ours':2}]}"},
        {"{'a': 1e400}", "{'a': 1e400, 'list': [{'ours': 1, 'n': 'a,b'}, {'ours': 2}]}"},
        {"{ 'a': 1, 'b': '\\u0041' }",
         "{ 'a': 1, 'b': '\\u0041', 'list': [ { 'ours': 1, 'n': 'a,b' }, { 'ours': 2 } ] }"},
        {"{'list': []}", "{'list': [{'ours': 1, 'n': 'a,b'}, {'ours': 2}]}"},
        {"{'list': [{'x': 1}]}",
         "{'list': [{'x': 1}, {'ours': 1, 'n': 'a,b'}, {'ours': 2}]}"},
        {"{\n  'a': 1.50\n}\n",
         "{\n  'a': 1.50,\n  'list': [\n    {\n      'ours': 1,\n      'n': 'a,b'\n    },\n"
         "    {\n      'ours': 2\n    }\n  ]\n}\n"},
        {"{\r\n\t'list': [\r\n\t\t1,\r\n\t\t2\r\n\t]\r\n}",
         "{\r\n\t'list': [\r\n\t\t1,\r\n\t\t2,\r\n\t\t{\r\n\t\t\t'ours': 1,\r\n\t\t\t'n': "
         "'a,b'\r\n\t\t},\r\n\t\t{\r\n\t\t\t'ours': 2\r\n\t\t}\r\n\t]\r\n}"},
        {"{\n  'list': [],\n  'b': 2\n}",
         "{\n  'list': [\n    {\n      'ours': 1,\n      'n': 'a,b'\n    },\n    {\n      "
         "'ours': 2\n    }\n  ],\n  'b': 2\n}"},
        {"{\n  'list' : [ ]\n}",
         "{\n  'list' : [\n    {\n      'ours' : 1,\n      'n' : 'a,b'\n    },\n    {\n      "
         "'ours' : 2\n    }\n   ]\n}"},
        {"{\n  'list': [\n  ]\n}",
         "{\n  'list': [\n    {\n      'ours': 1,\n      'n': 'a,b'\n    },\n    {\n      "
         "'ours': 2\n    }\n  ]\n}"},
        {"{\n  'list' : [ {\n    'x' : 1\n  }, {\n    'y' : 2\n  } ]\n}",
         "{\n  'list' : [ {\n    'x' : 1\n  }, {\n    'y' : 2\n  }, {\n    'ours' : 1,\n    'n' "
         ": 'a,b'\n  }, {\n    'ours' : 2\n  } ]\n}"},
        {"{\n  'list': [\n    { 'x': 1 }\n  ]\n}",
         "{\n  'list': [\n    { 'x': 1 },\n    { 'ours': 1, 'n': 'a,b' },\n    { 'ours': 2 "
         "}\n  ]\n}"},
        {"\xEF\xBB\xBF{'a':1}", "\xEF\xBB\xBF{'a':1,'list':[{'ours':1,'n':'a,b'},{'ours':2}]}"},
        {"{\n'a': 1,\n'list': [\n1\n]\n}",
         "{\n'a': 1,\n'list': [\n1,\n{\n  'ours': 1,\n  'n': 'a,b'\n},\n{\n  'ours': "
         "2\n}\n]\n}"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char *before = kit_json(cases[i].before);
        char *after = kit_json(cases[i].after);
        char *once = spliced(before);
        char *twice = spliced(once);

        assert_string_equal(once, after);
        assert_string_equal(twice, once);
        free(before);
        free(after);
        free(once);
        free(twice);
    }
}

/* Where ours stood between others, they move to the end. */
static void test_taken_out(void **state)
{
    static const struct {
        const char *before;
        const char *after;
    } cases[] = {
        {"{'list':[{'ours':7},1, 2]}", "{'list':[1, 2, {'ours':1,'n':'a,b'}, {'ours':2}]}"},
        {"{'list':[1,{'ours':7}, {'ours':8},2]}",
         "{'list':[1,2,{'ours':1,'n':'a,b'},{'ours':2}]}"},
        {"{'list':[ {'ours':7},1,{'ours':8}]}", "{'list':[ 1,{ 'ours':1,'n':'a,b' },{ 'ours':2 }]}"},
        {"{'list':[1 ,{'ours':7} ]}", "{'list':[1,{'ours':1,'n':'a,b'},{'ours':2} ]}"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char *before = kit_json(cases[i].before);
        char *after = kit_json(cases[i].after);
        char *once = spliced(before);
        char *twice = spliced(once);

        assert_string_equal(once, after);
        assert_string_equal(twice, once);
        free(before);
        free(after);
        free(once);
        free(twice);
    }
}

/* Nested places in one go, asked for in any order; and nothing at all. */
static void test_several(void **state)
{
    static const char *const text = "{\"a\": {\"b\": {\"c\": []}}}";
    static const char *const one[] = {"1"};
    opn_arena arena = {0};
    openness_text *out = NULL;
    const opn_tree *b;
    opn_splice s;

    (void)state;
    assert_int_equal(opn_splice_begin(&s, text, strlen(text), &arena, NULL), OPENNESS_OK);
    b = opn_tree_member(opn_tree_member(s.root, "a"), "b");
    opn_splice_member(&s, s.root, "z", "\"\"");
    opn_splice_elements(&s, opn_tree_member(b, "c"), NULL, one, 1);
    opn_splice_member(&s, b, "d", "{}");
    assert_int_equal(opn_splice_finish(&s, &out), OPENNESS_OK);
    assert_string_equal(openness_text_data(out),
                        "{\"a\": {\"b\": {\"c\": [1], \"d\": {}}}, \"z\": \"\"}");
    openness_text_free(out);
    opn_arena_free(&arena);

    assert_int_equal(opn_splice_begin(&s, text, strlen(text), &arena, NULL), OPENNESS_OK);
    assert_int_equal(opn_splice_finish(&s, &out), OPENNESS_OK);
    assert_string_equal(openness_text_data(out), text);
    openness_text_free(out);
    opn_arena_free(&arena);
}

static void test_emptied(void **state)
{
    static const char *const text = "{\"l\": [ 1, 2 ]}";
    static const bool gone[] = {true, true};
    opn_arena arena = {0};
    openness_text *out = NULL;
    opn_splice s;

    (void)state;
    assert_int_equal(opn_splice_begin(&s, text, strlen(text), &arena, NULL), OPENNESS_OK);
    opn_splice_elements(&s, opn_tree_member(s.root, "l"), gone, NULL, 0);
    assert_int_equal(opn_splice_finish(&s, &out), OPENNESS_OK);
    assert_string_equal(openness_text_data(out), "{\"l\": []}");
    openness_text_free(out);
    opn_arena_free(&arena);
}

static void test_memory(void **state)
{
    static const char *const text = "{\n  \"a\": [\n    {\"x\": 1}\n  ]\n}";
    static const char *const one[] = {"{\"y\":2}"};
    int status = OPENNESS_E_NOMEM;

    (void)state;
    for (size_t n = 1; status != OPENNESS_OK; n++) {
        opn_arena arena = {0};
        opn_issues issues = {0};
        openness_text *out = NULL;
        opn_splice s;

        assert_true(n < 1000);
        opn_mem_fail_at(n);
        status = opn_splice_begin(&s, text, strlen(text), &arena, &issues);
        if (status == OPENNESS_OK) {
            opn_splice_elements(&s, opn_tree_member(s.root, "a"), NULL, one, 1);
            opn_splice_member(&s, s.root, "b", "{\"z\":[1,2]}");
            status = opn_splice_finish(&s, &out);
        }
        opn_mem_fail_at(0);
        assert_true(status == OPENNESS_OK || status == OPENNESS_E_NOMEM);
        openness_text_free(out);
        opn_issues_free(&issues);
        opn_arena_free(&arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_layouts), cmocka_unit_test(test_taken_out),
        cmocka_unit_test(test_several), cmocka_unit_test(test_emptied),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
