/* test_error.c: issue lists, error objects and their getters. */
#include "check.h"
#include "../../lib/error.h"
#include <stdio.h>

static const opn_place here = {"/a/0", 3, 14, 27};

static void add_error(opn_issues *list, int number)
{
    opn_issue_add(list, "some-error", OPENNESS_SEVERITY_ERROR, &here, "error %d", number);
}

static void add_warning(opn_issues *list, int number)
{
    opn_issue_add(list, "some-warning", OPENNESS_SEVERITY_WARNING, NULL, "warning %d", number);
}

static void test_limits(void **state)
{
    (void)state;
    assert_int_equal(openness_limit(OPENNESS_LIMIT_INPUT_BYTES), 16777216);
    assert_int_equal(openness_limit(OPENNESS_LIMIT_DEPTH), 64);
    assert_int_equal(openness_limit(OPENNESS_LIMIT_VALUES), 100000);
    assert_int_equal(openness_limit(OPENNESS_LIMIT_ISSUES), 100);
    assert_int_equal(openness_limit(0), 0);
    assert_int_equal(openness_limit(-1), 0);
    assert_int_equal(openness_limit(OPENNESS_LIMIT_BATCH_BYTES), 1073741824);
    assert_int_equal(openness_limit(6), 0);
}

static void test_status_names(void **state)
{
    static const char *const names[] = {"OK",        "E_ARGUMENT", "E_NOMEM",
                                        "E_JSON",    "E_SCHEMA",   "E_NOT_FOUND",
                                        "E_VERSION", "E_LIMIT",    "E_VECTOR"};

    (void)state;
    for (int i = 0; i < (int)OPN_ARRAY_LEN(names); i++) {
        assert_string_equal(openness_status_name(-i), names[i]);
    }
    assert_string_equal(openness_status_name(OPENNESS_E_INTERNAL), "E_INTERNAL");
    assert_string_equal(openness_status_name(1), "unknown");
    assert_string_equal(openness_status_name(-9), "unknown");
}

static void test_null_and_none(void **state)
{
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_error_code(NULL), OPENNESS_OK);
    assert_string_equal(openness_error_message(NULL), "");
    assert_int_equal(openness_error_issue_count(NULL), 0);
    openness_error_free(NULL);
    assert_int_equal(opn_error_set(&error, OPENNESS_E_NOT_FOUND, NULL), OPENNESS_E_NOT_FOUND);
    for (int i = 0; i < 2; i++) {
        const openness_error *from = i == 0 ? NULL : error;

        assert_string_equal(openness_error_issue_id(from, 0), "");
        assert_string_equal(openness_error_issue_message(from, 0), "");
        assert_string_equal(openness_error_issue_pointer(from, 0), "");
        assert_int_equal(openness_error_issue_line(from, 0), 0);
        assert_int_equal(openness_error_issue_column(from, SIZE_MAX), 0);
        assert_int_equal(openness_error_issue_severity(from, 1), 0);
    }
    openness_error_free(error);
}

static void test_success_leaves_the_list(void **state)
{
    opn_issues list = {0};
    openness_error *error = (openness_error *)&list;

    (void)state;
    add_warning(&list, 1);
    assert_int_equal(opn_error_set(&error, OPENNESS_OK, &list), OPENNESS_OK);
    assert_null(error);
    assert_int_equal(list.count, 1);
    assert_int_equal(list.errors, 0);
    assert_string_equal(list.items[0].message, "warning 1");
    assert_string_equal(list.items[0].place.pointer, "");
    assert_int_equal(opn_error_set(NULL, OPENNESS_OK, NULL), OPENNESS_OK);
    opn_issues_free(&list);
}

static void test_error_takes_the_issues(void **state)
{
    opn_issues list = {0};
    openness_error *error = NULL;

    (void)state;
    add_warning(&list, 1);
    add_error(&list, 2);
    add_error(&list, 3);
    assert_int_equal(list.errors, 2);
    assert_int_equal(opn_error_set(&error, OPENNESS_E_SCHEMA, &list), OPENNESS_E_SCHEMA);
    assert_int_equal(list.count, 0);
    assert_null(list.arena.head);
    assert_int_equal(openness_error_code(error), OPENNESS_E_SCHEMA);
    assert_string_equal(openness_error_message(error), "error 2");
    assert_int_equal(openness_error_issue_count(error), 3);
    assert_string_equal(openness_error_issue_id(error, 0), "some-warning");
    assert_int_equal(openness_error_issue_severity(error, 0), OPENNESS_SEVERITY_WARNING);
    assert_int_equal(openness_error_issue_line(error, 0), 0);
    assert_string_equal(openness_error_issue_id(error, 1), "some-error");
    assert_string_equal(openness_error_issue_message(error, 2), "error 3");
    assert_string_equal(openness_error_issue_pointer(error, 1), "/a/0");
    assert_int_equal(openness_error_issue_line(error, 1), 3);
    assert_int_equal(openness_error_issue_column(error, 1), 14);
    assert_int_equal(openness_error_issue_severity(error, 1), OPENNESS_SEVERITY_ERROR);
    openness_error_free(error);
}

static void test_without_error_object(void **state)
{
    opn_issues list = {0};

    (void)state;
    add_error(&list, 1);
    assert_int_equal(opn_error_set(NULL, OPENNESS_E_SCHEMA, &list), OPENNESS_E_SCHEMA);
    assert_int_equal(list.count, 0); /* moved out, or leaked */
    assert_null(list.arena.head);
    opn_issue_add(NULL, "x", OPENNESS_SEVERITY_ERROR, NULL, "goes nowhere");
}

static void test_message_of_status(void **state)
{
    static const int statuses[] = {OPENNESS_E_ARGUMENT, OPENNESS_E_NOMEM,
                                   OPENNESS_E_JSON,     OPENNESS_E_SCHEMA,
                                   OPENNESS_E_VERSION,  OPENNESS_E_NOT_FOUND,
                                   OPENNESS_E_LIMIT,    OPENNESS_E_VECTOR,
                                   OPENNESS_E_INTERNAL, -12345};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(statuses); i++) {
        openness_error *error = NULL;
        opn_issues list = {0};
        const char *message;

        add_warning(&list, 1); /* no error among the issues: the status speaks */
        assert_int_equal(opn_error_set(&error, statuses[i], &list), statuses[i]);
        assert_int_equal(openness_error_code(error), statuses[i]);
        message = openness_error_message(error);
        assert_true(strlen(message) > 5);
        assert_true(message[strlen(message) - 1] != '.');
        openness_error_free(error);
        assert_null(list.arena.head);
    }
}

static void test_strict_turns_warnings_into_errors(void **state)
{
    opn_issues list = {.strict = true};

    (void)state;
    add_warning(&list, 1);
    assert_int_equal(list.errors, 1);
    assert_int_equal(list.items[0].severity, OPENNESS_SEVERITY_ERROR);
    opn_issues_free(&list);
    assert_true(list.strict);
    assert_int_equal(list.errors, 0);
}

static void test_full_list(void **state)
{
    opn_issues list = {0};

    (void)state;
    for (int i = 0; i < 250; i++) {
        assert_int_equal(opn_issues_wants(&list, OPENNESS_SEVERITY_ERROR), i < 100);
        add_error(&list, i);
    }
    assert_int_equal(list.count, 100);
    assert_int_equal(list.errors, 250);
    assert_int_equal(list.dropped, 150);
    assert_string_equal(list.items[99].message, "error 99");
    add_warning(&list, 1);
    assert_int_equal(list.dropped, 151);
    opn_issues_free(&list);
}

/* Warnings alone fill the list; the error must still be told. */
static void test_error_displaces_a_warning(void **state)
{
    opn_issues list = {0};
    openness_error *error = NULL;

    (void)state;
    add_error(&list, 1);
    for (int i = 0; i < 99; i++) {
        add_warning(&list, i);
    }
    assert_false(opn_issues_wants(&list, OPENNESS_SEVERITY_WARNING));
    assert_true(opn_issues_wants(&list, OPENNESS_SEVERITY_ERROR));
    add_error(&list, 2);
    add_error(&list, 3);
    assert_int_equal(list.count, 100);
    assert_int_equal(list.dropped, 2);
    assert_string_equal(list.items[97].message, "warning 96");
    assert_string_equal(list.items[98].message, "error 2");
    assert_string_equal(list.items[99].message, "error 3");
    assert_int_equal(opn_error_set(&error, OPENNESS_E_SCHEMA, &list), OPENNESS_E_SCHEMA);
    assert_string_equal(openness_error_message(error), "error 1");
    openness_error_free(error);
}

static void test_pointer_is_copied(void **state)
{
    char pointer[] = "/before";
    opn_place place = {pointer, 1, 2, 3};
    opn_issues list = {0};

    (void)state;
    opn_issue_add(&list, "x", OPENNESS_SEVERITY_ERROR, &place, "m");
    pointer[1] = 'X';
    place.pointer = NULL;
    opn_issue_add(&list, "x", OPENNESS_SEVERITY_ERROR, &place, "m");
    assert_string_equal(list.items[0].place.pointer, "/before");
    assert_string_equal(list.items[1].place.pointer, "");
    assert_int_equal(list.items[1].place.offset, 3);
    opn_issues_free(&list);
}

static void test_messages_are_clipped(void **state)
{
    /* "x" moves the two-byte letters across the limit */
    for (int shift = 0; shift < 2; shift++) {
        opn_issues list = {0};
        char text[1000];
        size_t size = 0;

        if (shift == 1) {
            text[size++] = 'x';
        }
        while (size < 900) {
            memcpy(text + size, "\xC3\xA9", 2);
            size += 2;
        }
        text[size] = '\0';
        opn_issue_add(&list, "x", OPENNESS_SEVERITY_ERROR, NULL, "%s", text);
        assert_int_equal(strlen(list.items[0].message), shift == 1 ? 399 : 400);
        assert_memory_equal(list.items[0].message, text, 399);
        opn_issues_free(&list);
    }
    (void)state;
}

static void test_messages_are_one_printable_line(void **state)
{
    openness_error *error = NULL;

    (void)state;
    opn_error_message(&error, OPENNESS_E_NOT_FOUND, "no \"%s\"",
                      "a\nb\rc\td\x1b[31m\x7f\xC2\x9B\xC2\xA0\xC3\xA9\xFF");
    assert_string_equal(openness_error_message(error), "no \"a?b?c?d?[31m???\xC2\xA0\xC3\xA9?\"");
    openness_error_free(error);
}

static void test_error_message(void **state)
{
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(opn_error_message(&error, OPENNESS_E_NOT_FOUND,
                                       "no rubric \"%s\", %zu known", "x", (size_t)9),
                     OPENNESS_E_NOT_FOUND);
    assert_int_equal(openness_error_code(error), OPENNESS_E_NOT_FOUND);
    assert_string_equal(openness_error_message(error), "no rubric \"x\", 9 known");
    assert_int_equal(openness_error_issue_count(error), 0);
    openness_error_free(error);
    assert_int_equal(opn_error_message(NULL, OPENNESS_E_ARGUMENT, "no %s", "matter"),
                     OPENNESS_E_ARGUMENT);
}

/* The list grows inside its arena without losing anything. */
static void test_many_lists(void **state)
{
    (void)state;
    for (int count = 0; count <= 100; count++) {
        opn_issues list = {0};
        char expected[32];

        for (int i = 0; i < count; i++) {
            add_error(&list, i);
        }
        assert_int_equal(list.count, count);
        for (int i = 0; i < count; i++) {
            snprintf(expected, sizeof expected, "error %d", i);
            assert_string_equal(list.items[i].message, expected);
        }
        opn_issues_free(&list);
    }
}

#ifdef OPENNESS_TEST_MEM
static void test_allocation_failures(void **state)
{
    int status = OPENNESS_E_NOMEM;
    size_t n = 0;

    (void)state;
    while (status == OPENNESS_E_NOMEM) {
        opn_issues list = {0};
        openness_error *error = NULL;

        n++;
        opn_mem_fail_at(n);
        for (int i = 0; i < 90; i++) {
            add_error(&list, i);
        }
        status = opn_error_set(&error, OPENNESS_E_SCHEMA, &list);
        opn_mem_fail_at(0);
        /* what is returned and what the object says agree */
        assert_int_equal(openness_error_code(error), status);
        assert_true(strlen(openness_error_message(error)) > 0);
        assert_null(list.arena.head);
        openness_error_free(error);
    }
    assert_int_equal(status, OPENNESS_E_SCHEMA);
    assert_true(n > 3);
    for (n = 1; n <= 3; n++) {
        openness_error *error = NULL;

        opn_mem_fail_at(n);
        status = opn_error_message(&error, OPENNESS_E_NOT_FOUND, "no");
        opn_mem_fail_at(0);
        assert_int_equal(status, n <= 2 ? OPENNESS_E_NOMEM : OPENNESS_E_NOT_FOUND);
        assert_int_equal(openness_error_code(error), status);
        openness_error_free(error);
        openness_error_free(n <= 2 ? error : NULL); /* the static one any number of times */
    }
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_status_names),
        cmocka_unit_test(test_null_and_none),
        cmocka_unit_test(test_success_leaves_the_list),
        cmocka_unit_test(test_error_takes_the_issues),
        cmocka_unit_test(test_without_error_object),
        cmocka_unit_test(test_message_of_status),
        cmocka_unit_test(test_strict_turns_warnings_into_errors),
        cmocka_unit_test(test_full_list),
        cmocka_unit_test(test_error_displaces_a_warning),
        cmocka_unit_test(test_pointer_is_copied),
        cmocka_unit_test(test_messages_are_clipped),
        cmocka_unit_test(test_messages_are_one_printable_line),
        cmocka_unit_test(test_error_message),
        cmocka_unit_test(test_many_lists),
#ifdef OPENNESS_TEST_MEM
        cmocka_unit_test(test_allocation_failures),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
