/* test_json_fields.c: members, their issues, whole numbers and dates. */
#include "check.h"
#include "../../lib/json_read.h"
#include <stdio.h>
#include <stdlib.h>

/* A parsed text with an issue list, released together. */
typedef struct {
    opn_json *json;
    const opn_node *root;
    opn_issues issues;
} fixture;

static fixture open_text(const char *text)
{
    fixture f = {.json = NULL};

    assert_int_equal(opn_json_parse(text, strlen(text), &f.json, &f.issues), OPENNESS_OK);
    f.root = opn_json_root(f.json);
    return f;
}

static void close_text(fixture *f)
{
    opn_issues_free(&f->issues);
    opn_json_free(f->json);
}

static void assert_issue(const fixture *f, size_t index, const char *id, const char *pointer,
                         const char *message)
{
    assert_true(index < f->issues.count);
    assert_string_equal(f->issues.items[index].id, id);
    assert_string_equal(f->issues.items[index].place.pointer, pointer);
    assert_string_equal(f->issues.items[index].message, message);
}

typedef struct {
    const char *text;
    bool whole;
    int64_t value;
} number_case;

static void test_whole_numbers(void **state)
{
    static const number_case cases[] = {
        {"0", true, 0},
        {"-0", true, 0},
        {"7", true, 7},
        {"-7", true, -7},
        {"9007199254740993", true, 9007199254740993},
        {"-9007199254740993", true, -9007199254740993},
        {"9223372036854775807", true, INT64_MAX},
        {"-9223372036854775808", true, INT64_MIN},
        {"9223372036854775808", false, 0},
        {"-9223372036854775809", false, 0},
        {"1.0", true, 1},
        {"1.000000000000000000000000", true, 1},
        {"-2.50e1", true, -25},
        {"7e8", true, 700000000},
        {"7E+8", true, 700000000},
        {"7000e-3", true, 7},
        {"7000e-4", false, 0},
        {"1.5", false, 0},
        {"0.1", false, 0},
        {"0.10e1", true, 1},
        {"0.0", true, 0},
        {"-0.0", true, 0},
        {"0e5", true, 0},
        {"0e999999999", true, 0},
        {"0.000e-999999999", true, 0},
        {"0e99999999999999999999", false, 0},
        {"1e18", true, INT64_C(1000000000000000000)},
        {"1e19", false, 0},
        {"1e999999999", false, 0},
        {"1e9999999999", false, 0},
        {"1e-1", false, 0},
        {"1e-9999999999", false, 0},
        {"1e99999999999999999999", false, 0},
        {"10203040506070809.0", true, INT64_C(10203040506070809)},
        {"9223372036854775807.0", true, INT64_MAX},
        {"9223372036854775808.0", false, 0},
        {"-9223372036854775808.0", true, INT64_MIN},
        {"922337203685477580.7e1", true, INT64_MAX},
        {"100000000000000000000000001.0", false, 0},
        {"0.00000000000000000000000000012e29", true, 12},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        fixture f = open_text(cases[i].text);
        int64_t value = 42;

        if (opn_node_int64(f.root, &value) != cases[i].whole ||
            value != (cases[i].whole ? cases[i].value : 42)) {
            fail_msg("%s", cases[i].text);
        }
        close_text(&f);
    }
}

static void test_other_types_are_no_numbers(void **state)
{
    static const char *const texts[] = {"\"1\"", "true", "null", "[1]", "{\"a\":1}"};
    int64_t value = 0;

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        fixture f = open_text(texts[i]);

        assert_false(opn_node_int64(f.root, &value));
        close_text(&f);
    }
}

static void test_issue_at_node(void **state)
{
    fixture f = open_text("{\n \"a\": [0, 1]}");
    const opn_node *node = opn_node_next(opn_node_first(opn_node_member(f.root, "a")));

    (void)state;
    opn_issue_node(&f.issues, "some-issue", OPENNESS_SEVERITY_WARNING, node, "%s %d %zu", "x", 1,
                   (size_t)2);
    opn_issue_node(&f.issues, "some-issue", OPENNESS_SEVERITY_ERROR, NULL, "nowhere");
    opn_issue_node(NULL, "some-issue", OPENNESS_SEVERITY_ERROR, node, "to nobody");
    assert_issue(&f, 0, "some-issue", "/a/1", "x 1 2");
    assert_int_equal(f.issues.items[0].place.line, 2);
    assert_int_equal(f.issues.items[0].place.column, 11);
    assert_issue(&f, 1, "some-issue", "", "nowhere");
    assert_int_equal(f.issues.items[1].place.line, 0);
    assert_int_equal(f.issues.errors, 1);
    close_text(&f);
}

static const char *const known[] = {"format", "id", "license", "kind"};

static void test_expected_members(void **state)
{
    fixture f = open_text("{\"id\":1,\"licence\":2,\"x\":3,\"Format\":4,\"license\":5}");

    (void)state;
    assert_true(opn_node_expect_members(&f.issues, f.root, known, OPN_ARRAY_LEN(known)));
    assert_int_equal(f.issues.count, 3);
    assert_int_equal(f.issues.errors, 0);
    assert_issue(&f, 0, "unknown-member", "/licence",
                 "the member \"licence\" is not known here, did you mean \"license\"");
    assert_issue(&f, 1, "unknown-member", "/x", "the member \"x\" is not known here");
    assert_issue(&f, 2, "unknown-member", "/Format",
                 "the member \"Format\" is not known here, did you mean \"format\"");
    close_text(&f);
}

static void test_strict_members(void **state)
{
    fixture f = open_text("{\"x\":1}");

    (void)state;
    f.issues.strict = true;
    assert_true(opn_node_expect_members(&f.issues, f.root, known, OPN_ARRAY_LEN(known)));
    assert_int_equal(f.issues.errors, 1);
    assert_int_equal(f.issues.items[0].severity, OPENNESS_SEVERITY_ERROR);
    close_text(&f);
}

static void test_members_of_no_object(void **state)
{
    fixture f = open_text("[1, {\"a\": \"b\"}]");
    const opn_node *one = opn_node_first(f.root);

    (void)state;
    assert_false(opn_node_expect_members(&f.issues, one, known, OPN_ARRAY_LEN(known)));
    assert_issue(&f, 0, "wrong-type", "/0", "found a number where an object is required");
    one = opn_node_first(opn_node_next(one));
    assert_false(opn_node_expect_members(&f.issues, one, known, OPN_ARRAY_LEN(known)));
    assert_issue(&f, 1, "wrong-type", "/1/a", "\"a\" is a string, an object is required");
    assert_false(opn_node_expect_members(&f.issues, NULL, known, OPN_ARRAY_LEN(known)));
    assert_int_equal(f.issues.errors, 3);
    close_text(&f);
}

/* A hundred issues are told and the rest is counted, without their places:
 * this test takes hours when that is forgotten. */
static void test_hostile_members(void **state)
{
    size_t count = 90000;
    char *text = malloc(count * 32);
    size_t at = 1;
    fixture f;

    (void)state;
    assert_non_null(text);
    text[0] = '{';
    for (size_t i = 0; i < count; i++) {
        at += (size_t)snprintf(text + at, 32, "\n\"member%zu\":1,", i);
    }
    memcpy(text + at - 1, "}", 2);
    f = open_text(text);
    assert_true(opn_node_expect_members(&f.issues, f.root, known, OPN_ARRAY_LEN(known)));
    assert_int_equal(f.issues.count, 100);
    assert_int_equal(f.issues.dropped, count - 100);
    close_text(&f);
    free(text);
}

static void test_text(void **state)
{
    fixture f = open_text("{\"a\":\"\xC3\xA9\",\"empty\":\"\",\"long\":\"12345\",\"number\":1}");

    (void)state;
    assert_string_equal(opn_node_text(&f.issues, f.root, "a", 2, true), "\xC3\xA9");
    assert_string_equal(opn_node_text(&f.issues, f.root, "long", 5, false), "12345");
    assert_null(opn_node_text(&f.issues, f.root, "none", 10, false));
    assert_null(opn_node_text(&f.issues, NULL, "none", 10, false));
    assert_int_equal(f.issues.count, 0);
    assert_null(opn_node_text(&f.issues, f.root, "none", 10, true));
    assert_null(opn_node_text(&f.issues, f.root, "empty", 10, false));
    assert_null(opn_node_text(&f.issues, f.root, "long", 4, true));
    assert_null(opn_node_text(&f.issues, f.root, "number", 4, false));
    assert_int_equal(f.issues.errors, 4);
    assert_issue(&f, 0, "missing-member", "", "the member \"none\" is required and missing");
    assert_issue(&f, 1, "empty-text", "/empty", "\"empty\" is empty, 1 to 10 bytes are allowed");
    assert_issue(&f, 2, "text-too-long", "/long", "\"long\" has 5 bytes, at most 4 are allowed");
    assert_issue(&f, 3, "wrong-type", "/number", "\"number\" is a number, a string is required");
    close_text(&f);
}

static void test_arrays_and_objects(void **state)
{
    fixture f = open_text("{\"list\":[1],\"map\":{},\"flag\":true,\"nothing\":null}");

    (void)state;
    assert_int_equal(opn_node_count(opn_node_array(&f.issues, f.root, "list", true)), 1);
    assert_int_equal(opn_node_type(opn_node_object(&f.issues, f.root, "map", true)),
                     OPN_JSON_OBJECT);
    assert_null(opn_node_array(&f.issues, f.root, "none", false));
    assert_null(opn_node_object(&f.issues, f.root, "none", false));
    assert_int_equal(f.issues.count, 0);
    assert_null(opn_node_array(&f.issues, f.root, "map", false));
    assert_null(opn_node_object(&f.issues, f.root, "list", false));
    assert_null(opn_node_object(&f.issues, f.root, "flag", false));
    /* null is not the same as absent */
    assert_null(opn_node_array(&f.issues, f.root, "nothing", false));
    assert_null(opn_node_array(&f.issues, f.root, "none", true));
    assert_issue(&f, 0, "wrong-type", "/map", "\"map\" is an object, an array is required");
    assert_issue(&f, 1, "wrong-type", "/list", "\"list\" is an array, an object is required");
    assert_issue(&f, 2, "wrong-type", "/flag",
                 "\"flag\" is true or false, an object is required");
    assert_issue(&f, 3, "wrong-type", "/nothing", "\"nothing\" is null, an array is required");
    assert_issue(&f, 4, "missing-member", "", "the member \"none\" is required and missing");
    close_text(&f);
}

static void test_missing_member_has_a_place(void **state)
{
    fixture f = open_text("{\"a\":\n {}}");

    (void)state;
    opn_issue_missing(&f.issues, opn_node_member(f.root, "a"), "b");
    assert_issue(&f, 0, "missing-member", "/a", "the member \"b\" is required and missing");
    assert_int_equal(f.issues.items[0].place.line, 2);
    assert_int_equal(f.issues.items[0].place.column, 2);
    close_text(&f);
}

static void test_dates(void **state)
{
    static const char *const good[] = {"2024",       "0001",       "9999",       "2024-01",
                                       "2024-12",    "2024-01-01", "2024-01-31", "2024-02-29",
                                       "2000-02-29", "2023-02-28", "2024-04-30", "2024-12-31"};
    static const char *const bad[] = {"",
                                      "0000",
                                      "24",
                                      "202",
                                      "20240",
                                      "2024-",
                                      "2024-1",
                                      "2024-00",
                                      "2024-13",
                                      "2024-99",
                                      "2024/01",
                                      "2024-01-",
                                      "2024-01-1",
                                      "2024-01-00",
                                      "2024-01-32",
                                      "2024-04-31",
                                      "2023-02-29",
                                      "1900-02-29",
                                      "2024-02-30",
                                      "2024-06-31",
                                      "2024-13-01",
                                      "2024-00-01",
                                      "2024/01/01",
                                      "2024-01/01",
                                      "2024-01-011",
                                      "2024-01-01T",
                                      "unknown",
                                      " 2024",
                                      "2024 ",
                                      "-024",
                                      "+024",
                                      "202a",
                                      "2024-0a",
                                      "2024-01-0a",
                                      "\xD9\xA2\xD9\xA0"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(good); i++) {
        assert_true(opn_date_valid(good[i]));
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(bad); i++) {
        assert_false(opn_date_valid(bad[i]));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_numbers),
        cmocka_unit_test(test_other_types_are_no_numbers),
        cmocka_unit_test(test_issue_at_node),
        cmocka_unit_test(test_expected_members),
        cmocka_unit_test(test_strict_members),
        cmocka_unit_test(test_members_of_no_object),
        cmocka_unit_test(test_hostile_members),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_arrays_and_objects),
        cmocka_unit_test(test_missing_member_has_a_place),
        cmocka_unit_test(test_dates),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
