/*
 * test_json_check.c: the cases of json_cases.tsv, the limits, and places.
 *
 * Each line of the file is one text with its verdict, written from RFC 8259.
 * \xHH, \n, \r, \t and \\ stand for bytes; a pointer of "" is the document.
 */
#include "check.h"
#include "../../lib/json_check.h"
#include "../../lib/json_read.h"
#include <stdio.h>
#include <stdlib.h>

#ifdef SOURCE_ROOT
#define CASES_PATH SOURCE_ROOT "/tests/unit/json_cases.tsv"
#else
#define CASES_PATH "json_cases.tsv"
#endif

static const char *cases_path = CASES_PATH;

enum { COLUMNS = 7 };

static int hex(char c)
{
    return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* Undoes the escapes in place and returns the size. */
static size_t unescape(char *text)
{
    char *out = text;

    for (const char *p = text; *p != '\0'; p++) {
        if (*p != '\\') {
            *out++ = *p;
            continue;
        }
        p++;
        if (*p == 'x') {
            *out++ = (char)(hex(p[1]) * 16 + hex(p[2]));
            p += 2;
        } else {
            *out++ = *p == 'n' ? '\n' : *p == 'r' ? '\r' : *p == 't' ? '\t' : *p;
        }
    }
    *out = '\0';
    return (size_t)(out - text);
}

/* The exact bytes in a block of their own, so that ASan sees any byte read
 * beyond them. */
static char *tight_copy(const char *text, size_t size)
{
    char *copy = malloc(size == 0 ? 1 : size);

    assert_non_null(copy);
    memcpy(copy, text, size);
    return copy;
}

static void check_case(char *const *cells, const char *text, size_t size)
{
    opn_issues issues = {0};
    opn_json_size found = {0, 0};
    opn_json *json = NULL;
    int status = opn_json_check(text, size, &found, &issues);

    if (strcmp(cells[1], "accept") == 0) {
        if (status != OPENNESS_OK || issues.count != 0) {
            fail_msg("%s: refused: %s", cells[0],
                     issues.count > 0 ? issues.items[0].message : "");
        }
        assert_true(found.values > 0);
        /* what the scan accepts, the parser must read */
        assert_int_equal(opn_json_parse(text, size, &json, &issues), OPENNESS_OK);
        opn_json_free(json);
        return;
    }
    if (status == OPENNESS_OK || issues.count != 1) {
        fail_msg("%s: accepted", cells[0]);
    }
    assert_int_equal(status, strcmp(cells[2], "nesting-too-deep") == 0 ? OPENNESS_E_LIMIT
                                                                       : OPENNESS_E_JSON);
    if (strcmp(issues.items[0].id, cells[2]) != 0 ||
        issues.items[0].place.line != strtoul(cells[3], NULL, 10) ||
        issues.items[0].place.column != strtoul(cells[4], NULL, 10) ||
        strcmp(issues.items[0].place.pointer, cells[5]) != 0) {
        fail_msg("%s: %s at %zu:%zu %s", cells[0], issues.items[0].id, issues.items[0].place.line,
                 issues.items[0].place.column, issues.items[0].place.pointer);
    }
    assert_int_equal(issues.items[0].severity, OPENNESS_SEVERITY_ERROR);
    assert_true(strlen(issues.items[0].message) > 10);
    opn_issues_free(&issues);
    /* without a list the verdict is the same, and no tree comes of it */
    assert_int_equal(opn_json_check(text, size, NULL, NULL), status);
    assert_int_equal(opn_json_parse(text, size, &json, NULL), status);
    assert_null(json);
}

static void test_cases(void **state)
{
    FILE *file = fopen(cases_path, "rb");
    char line[4096];
    int count = 0;

    (void)state;
    if (file == NULL) {
        fail_msg("cannot open %s", cases_path);
        return;
    }
    assert_non_null(fgets(line, sizeof line, file)); /* the heading */
    while (fgets(line, sizeof line, file) != NULL) {
        char *cells[COLUMNS];
        char *at = line;
        char *text;
        size_t size;

        line[strcspn(line, "\n")] = '\0';
        for (int i = 0; i < COLUMNS; i++) {
            cells[i] = at;
            at += strcspn(at, "\t");
            assert_true(*at == '\t' || i == COLUMNS - 1);
            if (*at == '\t') {
                *at++ = '\0';
            }
        }
        unescape(cells[5]);
        if (strcmp(cells[5], "\"\"") == 0) {
            *cells[5] = '\0';
        }
        size = unescape(cells[6]);
        text = tight_copy(cells[6], size);
        check_case(cells, text, size);
        free(text);
        count++;
    }
    fclose(file);
    assert_true(count >= 200);
}

/* A text that goes on as the fill byte says, without its closing. */
static char *filled(size_t size, char fill)
{
    char *text = malloc(size + 1);

    assert_non_null(text);
    memset(text, fill, size);
    text[size] = '\0';
    return text;
}

static void assert_refused(const char *text, size_t size, int status, const char *id)
{
    opn_issues issues = {0};

    assert_int_equal(opn_json_check(text, size, NULL, &issues), status);
    assert_int_equal(issues.count, 1);
    assert_string_equal(issues.items[0].id, id);
    opn_issues_free(&issues);
}

static void test_size_limit(void **state)
{
    size_t limit = (size_t)openness_limit(OPENNESS_LIMIT_INPUT_BYTES);
    char *text = filled(limit, ' ');

    (void)state;
    text[limit - 1] = '1';
    assert_int_equal(opn_json_check(text, limit, NULL, NULL), OPENNESS_OK);
    free(text);
    /* A gibibyte is refused by its size alone: these bytes do not exist. */
    assert_refused("", limit + 1, OPENNESS_E_LIMIT, "document-too-large");
    assert_refused("", (size_t)1 << 30, OPENNESS_E_LIMIT, "document-too-large");
    assert_refused("", SIZE_MAX, OPENNESS_E_LIMIT, "document-too-large");
    assert_refused(NULL, SIZE_MAX, OPENNESS_E_LIMIT, "document-too-large");
}

static void test_no_text(void **state)
{
    (void)state;
    assert_refused(NULL, 0, OPENNESS_E_JSON, "invalid-json");
    assert_refused("", 0, OPENNESS_E_JSON, "invalid-json");
}

static void test_depth_limit(void **state)
{
    char *text = filled(1000000, '[');
    opn_json_size found;

    (void)state;
    /* a million levels cost 64, and no stack */
    assert_refused(text, 1000000, OPENNESS_E_LIMIT, "nesting-too-deep");
    memset(text + 64, ']', 64);
    assert_int_equal(opn_json_check(text, 128, &found, NULL), OPENNESS_OK);
    assert_int_equal(found.depth, 64);
    assert_int_equal(found.values, 64);
    free(text);
}

static void test_value_limit(void **state)
{
    size_t limit = (size_t)openness_limit(OPENNESS_LIMIT_VALUES);
    char *text = filled(2 * limit + 2, ',');
    opn_json_size found;

    (void)state;
    for (size_t i = 0; i < limit; i++) {
        text[1 + 2 * i] = '0';
    }
    text[0] = '[';
    text[2 * limit] = ']';
    /* the array and `limit` numbers are one value too many */
    assert_refused(text, 2 * limit + 1, OPENNESS_E_LIMIT, "too-many-values");
    text[2 * limit - 2] = ']';
    assert_int_equal(opn_json_check(text, 2 * limit - 1, &found, NULL), OPENNESS_OK);
    assert_int_equal(found.values, limit);
    assert_int_equal(found.depth, 1);
    free(text);
}

static void assert_size(const char *text, size_t values, size_t depth)
{
    opn_json_size found = {0, 0};

    assert_int_equal(opn_json_check(text, strlen(text), &found, NULL), OPENNESS_OK);
    assert_int_equal(found.values, values);
    assert_int_equal(found.depth, depth);
}

static void test_size_of_documents(void **state)
{
    (void)state;
    assert_size("1", 1, 0);
    assert_size("[]", 1, 1);
    assert_size("{\"a\":1}", 2, 1);
    assert_size("[[1,2],{\"a\":[3]},4]", 8, 3);
}

/* A large object whose last member repeats `again`. */
static char *large_object(size_t count, const char *again)
{
    char *text = malloc(count * 32 + 64);
    size_t at = 1;

    assert_non_null(text);
    text[0] = '{';
    for (size_t i = 0; i < count; i++) {
        at += (size_t)sprintf(text + at, "\"member number %zu\":1,\n", i);
    }
    sprintf(text + at, "\"%s\":2}", again);
    return text;
}

static void test_duplicates_in_a_large_object(void **state)
{
    char *text = large_object(90000, "member number 90000");
    opn_issues issues = {0};

    (void)state;
    assert_int_equal(opn_json_check(text, strlen(text), NULL, NULL), OPENNESS_OK);
    free(text);
    text = large_object(90000, "m\\u0065mber number 12345");
    assert_int_equal(opn_json_check(text, strlen(text), NULL, &issues), OPENNESS_E_JSON);
    assert_string_equal(issues.items[0].id, "duplicate-key");
    assert_string_equal(issues.items[0].message,
                        "the member \"member number 12345\" stands twice in one object");
    assert_int_equal(issues.items[0].place.line, 90001);
    assert_int_equal(issues.items[0].place.column, 1);
    assert_string_equal(issues.items[0].place.pointer, "/member number 12345");
    opn_issues_free(&issues);
    free(text);
}

/* A pointer does not grow with the names that an attacker chooses. */
static void test_pointer_of_long_names(void **state)
{
    char *text = filled(20000, 'k');
    opn_issues issues = {0};

    (void)state;
    memcpy(text, "{\"a\":{\"", 7);
    memcpy(text + 10000, "\":{\"b\":x}}}", 12);
    assert_int_equal(opn_json_check(text, strlen(text), NULL, &issues), OPENNESS_E_JSON);
    assert_string_equal(issues.items[0].id, "invalid-json");
    assert_string_equal(issues.items[0].place.pointer, "/a");
    assert_int_equal(issues.items[0].place.column, 10008);
    opn_issues_free(&issues);
    free(text);
}

/* The same where an index would be the token too many. */
static void test_pointer_of_many_tokens(void **state)
{
    /* each name fits with room for as much again, and leaves less to the next */
    static const size_t sizes[] = {2000, 1000, 500, 250, 120, 100, 55, 30};
    char *text = filled(20000, 'k');
    size_t at = 0;
    opn_issues issues = {0};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(sizes); i++) {
        memcpy(text + at, "{\"", 2);
        memcpy(text + at + 2 + sizes[i], "\":", 2);
        at += sizes[i] + 4;
    }
    memcpy(text + at, "[[[[[[[[[[[[[[[[[[[[x", 22);
    assert_int_equal(opn_json_check(text, strlen(text), NULL, &issues), OPENNESS_E_JSON);
    assert_int_equal(issues.items[0].place.column, at + 21);
    /* 4063 bytes of names, then as many "/0" as leave room for 20 digits */
    assert_int_equal(strlen(issues.items[0].place.pointer), 4063 + 7 * 2);
    opn_issues_free(&issues);
    free(text);
}

static void test_every_cut_of_a_document_is_refused(void **state)
{
    static const char text[] =
        "{\"a\": [1, -2.5e+3, true, null, \"\\u00e9\xC3\xA9\\n\"], \"b\": {}}";

    (void)state;
    for (size_t size = 0; size < sizeof text - 1; size++) {
        char *cut = tight_copy(text, size);
        opn_issues issues = {0};

        assert_int_equal(opn_json_check(cut, size, NULL, &issues), OPENNESS_E_JSON);
        assert_int_equal(issues.count, 1);
        assert_true(issues.items[0].place.line == 1);
        opn_issues_free(&issues);
        free(cut);
    }
    assert_int_equal(opn_json_check(text, sizeof text - 1, NULL, NULL), OPENNESS_OK);
}

static void test_spans(void **state)
{
    static const char text[] = " {\"a\" : [1.5, \"x\"], \"b\":true} ";
    static const char *const values[] = {"{\"a\" : [1.5, \"x\"], \"b\":true}", "[1.5, \"x\"]",
                                         "1.5", "\"x\"", "true"};
    opn_json_span *spans = NULL;
    opn_json_size found;

    (void)state;
    assert_int_equal(opn_json_scan(text, sizeof text - 1, &found, &spans, NULL), OPENNESS_OK);
    assert_int_equal(found.values, 5);
    for (size_t i = 0; i < found.values; i++) {
        assert_int_equal(spans[i].end - spans[i].start, strlen(values[i]));
        assert_memory_equal(text + spans[i].start, values[i], strlen(values[i]));
    }
    opn_free(spans);
    assert_int_equal(opn_json_scan("[1", 2, &found, &spans, NULL), OPENNESS_E_JSON);
    assert_null(spans);
}

static void assert_place(const char *text, size_t offset, size_t line, size_t column)
{
    opn_place place = {"kept", 0, 0, 0};

    opn_json_locate(text, strlen(text), offset, &place);
    assert_int_equal(place.line, line);
    assert_int_equal(place.column, column);
    assert_string_equal(place.pointer, "kept");
}

static void test_locate(void **state)
{
    opn_place place = {NULL, 0, 0, 0};

    (void)state;
    assert_place("", 0, 1, 1);
    assert_place("abc", 0, 1, 1);
    assert_place("abc", 3, 1, 4);
    assert_place("abc", 99, 1, 4); /* not beyond the end */
    assert_place("a\nb", 1, 1, 2);
    assert_place("a\nb", 2, 2, 1);
    assert_place("a\n\n\nb", 4, 4, 1);
    assert_place("a\r\nb", 3, 2, 1);
    assert_place("\xC3\xA9\xF0\x9F\x98\x80z", 6, 1, 3);
    assert_place("\n\xC3\xA9z", 3, 2, 2);
    opn_json_locate("abc", 3, 99, &place);
    assert_int_equal(place.offset, 3);
}

static void assert_message(const char *text, const char *expected)
{
    opn_issues issues = {0};

    opn_json_check(text, strlen(text), NULL, &issues);
    assert_int_equal(issues.count, 1);
    assert_string_equal(issues.items[0].message, expected);
    opn_issues_free(&issues);
}

static void test_messages(void **state)
{
    (void)state;
    assert_message("[1", "expected ',' or ']', found the end of the document");
    assert_message("{\"a\":1;", "expected ',' or '}', found ';'");
    assert_message("[1,]", "expected a value, found ']'");
    assert_message("[\xC3\xA9]", "expected a value, found U+00E9");
    assert_message("[\xF0\x9F\x98\x80]", "expected a value, found U+01F600");
    assert_message("[\xFF]", "byte 0xFF is not UTF-8 here");
    assert_message("\"\n\"", "expected an escape in place of a control character, found U+000A");
    assert_message("[01]", "expected no further digit after a leading zero, found '1'");
    assert_message("{} x", "nothing but white space may follow the document");
    assert_message("{\"a\":1,\"a\":2}", "the member \"a\" stands twice in one object");
}

#ifdef OPENNESS_TEST_MEM
static void test_allocation_failures(void **state)
{
    /* enough members, nesting and an escaped name to use every allocation */
    static const char text[] = "{\"a\":[{\"b\":{\"\\u0063\":1,\"c\":2}}]}";
    int status = OPENNESS_E_NOMEM;
    size_t n;

    (void)state;
    for (n = 1; status == OPENNESS_E_NOMEM; n++) {
        opn_issues issues = {0};
        opn_json_span *spans = NULL;

        opn_mem_fail_at(n);
        status = opn_json_scan(text, sizeof text - 1, NULL, &spans, &issues);
        opn_mem_fail_at(0);
        assert_null(spans);
        opn_issues_free(&issues);
    }
    assert_int_equal(status, OPENNESS_E_JSON);
    assert_true(n > 4);
}
#endif

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_size_limit),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_depth_limit),
        cmocka_unit_test(test_value_limit),
        cmocka_unit_test(test_size_of_documents),
        cmocka_unit_test(test_duplicates_in_a_large_object),
        cmocka_unit_test(test_pointer_of_long_names),
        cmocka_unit_test(test_pointer_of_many_tokens),
        cmocka_unit_test(test_every_cut_of_a_document_is_refused),
        cmocka_unit_test(test_spans),
        cmocka_unit_test(test_locate),
        cmocka_unit_test(test_messages),
#ifdef OPENNESS_TEST_MEM
        cmocka_unit_test(test_allocation_failures),
#endif
    };

    if (argc > 1) {
        cases_path = argv[1];
    }
    return cmocka_run_group_tests(tests, NULL, NULL);
}
