/* test_json_read.c: the tree, its places, and what it keeps from cJSON. */
#include "check.h"
#include "../../lib/json_read.h"
#include <cjson/cJSON.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

static opn_json *parse(const char *text)
{
    opn_issues issues = {0};
    opn_json *json = NULL;

    if (opn_json_parse(text, strlen(text), &json, &issues) != OPENNESS_OK) {
        fail_msg("%s: %s", text, issues.count > 0 ? issues.items[0].message : "no memory");
    }
    assert_int_equal(issues.count, 0);
    opn_issues_free(&issues);
    return json;
}

static void test_types(void **state)
{
    opn_json *json = parse("[null,true,false,-1.5,\"t\",[],{}]");
    const opn_node *node = opn_node_first(opn_json_root(json));
    static const opn_json_type types[] = {OPN_JSON_NULL,   OPN_JSON_BOOL,   OPN_JSON_BOOL,
                                          OPN_JSON_NUMBER, OPN_JSON_STRING, OPN_JSON_ARRAY,
                                          OPN_JSON_OBJECT};

    (void)state;
    assert_int_equal(opn_node_type(opn_json_root(json)), OPN_JSON_ARRAY);
    assert_int_equal(opn_node_count(opn_json_root(json)), 7);
    for (size_t i = 0; i < OPN_ARRAY_LEN(types); i++) {
        int64_t number;

        assert_int_equal(opn_node_type(node), types[i]);
        assert_int_equal(opn_node_bool(node), i == 1);
        assert_false(opn_node_int64(node, &number));
        assert_true((opn_node_string(node) != NULL) == (types[i] == OPN_JSON_STRING));
        assert_null(opn_node_key(node));
        assert_int_equal(opn_node_count(node), 0);
        assert_null(opn_node_first(node));
        assert_null(opn_node_member(node, "a"));
        node = opn_node_next(node);
    }
    assert_null(node);
    opn_json_free(json);
}

static void test_absent(void **state)
{
    size_t size = 9;
    int64_t number;
    opn_place place;
    opn_arena arena = {0};

    (void)state;
    assert_null(opn_json_root(NULL));
    assert_int_equal(opn_node_type(NULL), OPN_JSON_ABSENT);
    assert_null(opn_node_key(NULL));
    assert_null(opn_node_string(NULL));
    assert_false(opn_node_bool(NULL));
    assert_false(opn_node_int64(NULL, &number));
    assert_int_equal(opn_node_count(NULL), 0);
    assert_null(opn_node_first(NULL));
    assert_null(opn_node_next(NULL));
    assert_null(opn_node_member(NULL, "a"));
    assert_string_equal(opn_node_source(NULL, &size), "");
    assert_int_equal(size, 0);
    place = opn_node_place(NULL, &arena);
    assert_string_equal(place.pointer, "");
    assert_int_equal(place.line, 0);
    opn_json_free(NULL);
}

static void test_text_need_not_end(void **state)
{
    char *text = malloc(7);
    opn_json *json = NULL;

    (void)state;
    assert_non_null(text);
    memcpy(text, "[1,2,3]", 7);
    assert_int_equal(opn_json_parse(text, 7, &json, NULL), OPENNESS_OK);
    assert_int_equal(opn_node_count(opn_json_root(json)), 3);
    opn_json_free(json);
    assert_int_equal(opn_json_parse(text, 6, &json, NULL), OPENNESS_E_JSON);
    assert_null(json);
    free(text);
}

static void test_members(void **state)
{
    opn_json *json = parse("{\"a\":1,\"A\":2,\"\":3,\"\\u0062\":{\"a\":4},\"license\":[5]}");
    const opn_node *root = opn_json_root(json);
    int64_t number = 0;

    (void)state;
    assert_int_equal(opn_node_count(root), 5);
    assert_true(opn_node_int64(opn_node_member(root, "A"), &number));
    assert_int_equal(number, 2);
    assert_true(opn_node_int64(opn_node_member(root, ""), &number));
    assert_int_equal(number, 3);
    assert_string_equal(opn_node_key(opn_node_member(root, "b")), "b");
    assert_true(opn_node_int64(opn_node_member(opn_node_member(root, "b"), "a"), &number));
    assert_int_equal(number, 4);
    /* no look-up without regard to case, none by prefix */
    assert_null(opn_node_member(root, "License"));
    assert_null(opn_node_member(root, "licens"));
    assert_null(opn_node_member(opn_node_member(root, "license"), "a"));
    opn_json_free(json);
}

static void test_order_of_siblings(void **state)
{
    opn_json *json = parse("[[],[[]],[[],[[[]]]],{\"a\":{\"b\":[]},\"c\":[]},7]");
    const opn_node *root = opn_json_root(json);
    static const size_t counts[] = {0, 1, 2, 2, 0};
    size_t i = 0;

    (void)state;
    for (const opn_node *n = opn_node_first(root); n != NULL; n = opn_node_next(n)) {
        assert_int_equal(opn_node_count(n), counts[i]);
        i++;
    }
    assert_int_equal(i, 5);
    assert_null(opn_node_next(root));
    opn_json_free(json);
}

static void test_strings_are_decoded(void **state)
{
    opn_json *json =
        parse("[\"\", \"\\\"\\\\\\/\\b\\f\\n\\r\\t\", \"\\u00e9\\ud83d\\ude00\", \"\xC3\xA9\"]");
    const opn_node *node = opn_node_first(opn_json_root(json));
    static const char *const expected[] = {"", "\"\\/\b\f\n\r\t", "\xC3\xA9\xF0\x9F\x98\x80",
                                           "\xC3\xA9"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(expected); i++) {
        assert_string_equal(opn_node_string(node), expected[i]);
        node = opn_node_next(node);
    }
    opn_json_free(json);
}

static void test_source_is_the_spelling(void **state)
{
    static const char text[] = "[ 1.50e+3 , \"\\u0061\", { \"a\" : [ 1 ] } ]";
    static const char *const spelled[] = {"1.50e+3", "\"\\u0061\"", "{ \"a\" : [ 1 ] }"};
    opn_json *json = parse(text);
    const opn_node *node = opn_node_first(opn_json_root(json));

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(spelled); i++) {
        size_t size = 0;
        const char *source = opn_node_source(node, &size);

        assert_int_equal(size, strlen(spelled[i]));
        assert_memory_equal(source, spelled[i], size);
        assert_true(source > text && source < text + sizeof text); /* not a copy */
        node = opn_node_next(node);
    }
    opn_json_free(json);
}

/* cJSON would give up behind 63 characters; nothing here depends on it. */
static void test_numbers_of_any_length(void **state)
{
    char text[300];

    (void)state;
    for (size_t digits = 1; digits < 200; digits++) {
        opn_json *json;
        size_t size;

        text[0] = '[';
        memset(text + 1, '7', digits);
        memcpy(text + 1 + digits, ",8]", 4);
        json = parse(text);
        opn_node_source(opn_node_first(opn_json_root(json)), &size);
        assert_int_equal(size, digits);
        assert_int_equal(opn_node_count(opn_json_root(json)), 2);
        opn_json_free(json);
    }
}

static void test_numbers_without_locale(void **state)
{
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "tr_TR.UTF-8", "C"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(names); i++) {
        opn_json *json;

        if (setlocale(LC_ALL, names[i]) == NULL) {
            continue; /* not installed here */
        }
        json = parse("[1.5,2.5]");
        assert_int_equal(opn_node_count(opn_json_root(json)), 2);
        opn_json_free(json);
    }
    setlocale(LC_ALL, "C");
}

typedef struct {
    const char *path; /* members and indices from the root, one letter each */
    const char *pointer;
    size_t line;
    size_t column;
} place_case;

static const opn_node *walk(const opn_node *node, const char *path)
{
    for (; *path != '\0'; path++) {
        node = opn_node_first(node);
        for (char i = '0'; i < *path; i++) {
            node = opn_node_next(node);
        }
    }
    return node;
}

static void test_places(void **state)
{
    static const char text[] = "{\n"
                               "  \"a/b\": [10, {\"c~d\": 11}],\n"
                               "  \"\": {\"\": 12}, \"\xC3\xA9\": 13,\n"
                               "\r\n"
                               "  \"\\u0078\": [[], [14]]\n"
                               "}\n";
    static const place_case cases[] = {
        {"", "", 1, 1},           {"0", "/a~1b", 2, 10},          {"00", "/a~1b/0", 2, 11},
        {"01", "/a~1b/1", 2, 15}, {"010", "/a~1b/1/c~0d", 2, 23}, {"1", "/", 3, 7},
        {"10", "//", 3, 12},      {"2", "/\xC3\xA9", 3, 22},      {"3", "/x", 5, 13},
        {"31", "/x/1", 5, 18},    {"310", "/x/1/0", 5, 19},
    };
    opn_json *json = parse(text);
    opn_arena arena = {0};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        const opn_node *node = walk(opn_json_root(json), cases[i].path);
        opn_place place = opn_node_place(node, &arena);
        size_t size;

        assert_string_equal(place.pointer, cases[i].pointer);
        assert_int_equal(place.line, cases[i].line);
        assert_int_equal(place.column, cases[i].column);
        assert_ptr_equal(text + place.offset, opn_node_source(node, &size));
    }
    opn_arena_free(&arena);
    opn_json_free(json);
}

static void test_indices_beyond_nine(void **state)
{
    opn_json *json = parse("[0,1,2,3,4,5,6,7,8,9,10,{\"a\":1}]");
    const opn_node *node = opn_node_first(opn_json_root(json));
    opn_arena arena = {0};

    (void)state;
    for (int i = 0; i < 11; i++) {
        node = opn_node_next(node);
    }
    assert_string_equal(opn_node_place(opn_node_first(node), &arena).pointer, "/11/a");
    opn_arena_free(&arena);
    opn_json_free(json);
}

static void test_deepest_document(void **state)
{
    char text[1000];
    size_t at = 0;
    opn_json *json;
    const opn_node *node;
    opn_arena arena = {0};
    opn_place place;
    int64_t number = 0;

    (void)state;
    for (int i = 0; i < 64; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at, "{\"a\":");
    }
    text[at++] = '7';
    memset(text + at, '}', 64);
    text[at + 64] = '\0';
    json = parse(text);
    node = opn_json_root(json);
    for (int i = 0; i < 64; i++) {
        node = opn_node_member(node, "a");
    }
    assert_true(opn_node_int64(node, &number));
    assert_int_equal(number, 7);
    place = opn_node_place(node, &arena);
    assert_int_equal(strlen(place.pointer), 128);
    opn_arena_free(&arena);
    opn_json_free(json);
}

/* A pointer that would be too long names an enclosing value. */
static void test_place_of_long_names(void **state)
{
    char text[6000];
    opn_json *json;
    opn_arena arena = {0};
    const opn_node *node;
    opn_place place;

    (void)state;
    memset(text, 'k', sizeof text);
    memcpy(text, "{\"a\":{\"", 7);
    memcpy(text + 5000, "\":{\"b\":[1]}}}", 14);
    json = parse(text);
    node = walk(opn_json_root(json), "0000");
    place = opn_node_place(node, &arena);
    assert_string_equal(place.pointer, "/a");
    assert_int_equal(place.offset, 5008);
    opn_arena_free(&arena);
    opn_json_free(json);
}

static void test_largest_document(void **state)
{
    size_t limit = (size_t)openness_limit(OPENNESS_LIMIT_VALUES);
    char *text = malloc(8 * limit);
    size_t at = 1;
    opn_json *json;
    int64_t number = 0;
    const opn_node *last = NULL;

    (void)state;
    assert_non_null(text);
    text[0] = '[';
    for (size_t i = 1; i < limit; i++) {
        at += (size_t)snprintf(text + at, 8, "%zu,", i);
    }
    memcpy(text + at - 1, "]", 2);
    json = parse(text);
    for (const opn_node *n = opn_node_first(opn_json_root(json)); n != NULL;
         n = opn_node_next(n)) {
        last = n;
    }
    assert_true(opn_node_int64(last, &number));
    assert_int_equal(number, limit - 1);
    opn_json_free(json);
    free(text);
}

static void test_problems_are_told(void **state)
{
    opn_issues issues = {0};
    opn_json *json = (opn_json *)&issues;

    (void)state;
    assert_int_equal(opn_json_parse("{\"a\":tru}", 9, &json, &issues), OPENNESS_E_JSON);
    assert_null(json);
    assert_int_equal(issues.count, 1);
    assert_string_equal(issues.items[0].place.pointer, "/a");
    opn_issues_free(&issues);
    assert_int_equal(opn_json_parse(NULL, 0, &json, &issues), OPENNESS_E_JSON);
    opn_issues_free(&issues);
    assert_int_equal(opn_json_parse("", SIZE_MAX, &json, &issues), OPENNESS_E_LIMIT);
    opn_issues_free(&issues);
}

#ifdef OPENNESS_TEST_MEM
/* The hooks are process-wide: only a test program may set them. */
static void *failing_malloc(size_t size)
{
    return opn_alloc(1, size);
}

static void test_allocation_failures(void **state)
{
    static const char text[] = "{\"a\":[1,\"b\",{\"c\":null}],\"d\":\"\\u00e9\"}";
    cJSON_Hooks hooks = {failing_malloc, opn_free};
    int status = OPENNESS_E_NOMEM;
    size_t n;

    (void)state;
    cJSON_InitHooks(&hooks);
    for (n = 1; status == OPENNESS_E_NOMEM; n++) {
        opn_issues issues = {0};
        opn_json *json = NULL;

        opn_mem_fail_at(n);
        status = opn_json_parse(text, sizeof text - 1, &json, &issues);
        opn_mem_fail_at(0);
        assert_true((json != NULL) == (status == OPENNESS_OK));
        assert_int_equal(issues.count, 0);
        opn_json_free(json);
        opn_issues_free(&issues);
    }
    cJSON_InitHooks(NULL);
    assert_int_equal(status, OPENNESS_OK);
    assert_true(n > 10);
}

static void test_place_without_memory(void **state)
{
    opn_json *json = parse("{\"a\":1}");
    const opn_node *node = opn_node_member(opn_json_root(json), "a");

    (void)state;
    for (size_t n = 1; n <= 2; n++) {
        opn_arena arena = {0};
        opn_issues issues = {0};

        opn_mem_fail_at(n);
        assert_null(opn_node_place(node, &arena).pointer);
        opn_mem_fail_at(n);
        opn_issue_node(&issues, "x", OPENNESS_SEVERITY_ERROR, node, "m");
        opn_mem_fail_at(0);
        assert_true(issues.failed);
        opn_issues_free(&issues);
        opn_arena_free(&arena);
    }
    opn_json_free(json);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_types),
        cmocka_unit_test(test_absent),
        cmocka_unit_test(test_text_need_not_end),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_order_of_siblings),
        cmocka_unit_test(test_strings_are_decoded),
        cmocka_unit_test(test_source_is_the_spelling),
        cmocka_unit_test(test_numbers_of_any_length),
        cmocka_unit_test(test_numbers_without_locale),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_indices_beyond_nine),
        cmocka_unit_test(test_deepest_document),
        cmocka_unit_test(test_place_of_long_names),
        cmocka_unit_test(test_largest_document),
        cmocka_unit_test(test_problems_are_told),
#ifdef OPENNESS_TEST_MEM
        cmocka_unit_test(test_allocation_failures),
        cmocka_unit_test(test_place_without_memory),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
