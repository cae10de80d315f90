/* test_buf.c: the byte buffer and the public text handle. */
#include "check.h"
#include "../../lib/buf.h"
#include "../../lib/mem.h"

static void test_appends(void **state)
{
    opn_buf buf = {0};

    (void)state;
    opn_buf_str(&buf, "a");
    opn_buf_str(&buf, NULL);
    opn_buf_add(&buf, "bcd", 2);
    opn_buf_add(&buf, NULL, 0);
    opn_buf_char(&buf, '-');
    opn_buf_printf(&buf, "%s|%d|%zu|%%", "x", -5, (size_t)7);
    assert_string_equal(buf.data, "abc-x|-5|7|%");
    assert_int_equal(buf.size, strlen(buf.data));
    assert_false(buf.failed);
    opn_buf_free(&buf);
    assert_null(buf.data);
    opn_buf_free(&buf);
}

static void test_zero_bytes_are_kept(void **state)
{
    opn_buf buf = {0};

    (void)state;
    opn_buf_add(&buf, "a\0b", 3);
    assert_int_equal(buf.size, 3);
    assert_memory_equal(buf.data, "a\0b\0", 4);
    opn_buf_free(&buf);
}

static void test_int(void **state)
{
    opn_buf buf = {0};

    (void)state;
    opn_buf_int(&buf, 0);
    opn_buf_char(&buf, ' ');
    opn_buf_int(&buf, 10);
    opn_buf_char(&buf, ' ');
    opn_buf_int(&buf, -1);
    opn_buf_char(&buf, ' ');
    opn_buf_int(&buf, INT64_MAX);
    opn_buf_char(&buf, ' ');
    opn_buf_int(&buf, INT64_MIN);
    assert_string_equal(buf.data, "0 10 -1 9223372036854775807 -9223372036854775808");
    opn_buf_free(&buf);
}

static void test_grows_at_every_size(void **state)
{
    (void)state;
    for (size_t step = 1; step < 200; step++) {
        opn_buf buf = {0};
        char piece[200];

        memset(piece, 'x', sizeof piece);
        for (int i = 0; i < 5; i++) {
            opn_buf_add(&buf, piece, step);
            assert_true(buf.size < buf.capacity);
            assert_int_equal(strlen(buf.data), buf.size);
        }
        assert_int_equal(buf.size, 5 * step);
        opn_buf_free(&buf);
    }
}

static void test_printf_of_any_length(void **state)
{
    char text[5001];

    (void)state;
    for (size_t size = 0; size <= 5000; size = size * 2 + 1) {
        opn_buf buf = {0};

        memset(text, 'y', size);
        text[size] = '\0';
        opn_buf_printf(&buf, "%s!", text);
        assert_int_equal(buf.size, size + 1);
        assert_int_equal(buf.data[size], '!');
        opn_buf_free(&buf);
    }
}

static void test_finish(void **state)
{
    opn_buf buf = {0};
    openness_text *text = NULL;

    (void)state;
    opn_buf_str(&buf, "moved");
    assert_int_equal(opn_buf_finish(&buf, &text), OPENNESS_OK);
    assert_null(buf.data);
    assert_int_equal(buf.size, 0);
    assert_string_equal(openness_text_data(text), "moved");
    assert_int_equal(openness_text_size(text), 5);
    openness_text_free(text);
}

static void test_finish_empty(void **state)
{
    opn_buf buf = {0};
    openness_text *text = NULL;

    (void)state;
    assert_int_equal(opn_buf_finish(&buf, &text), OPENNESS_OK);
    assert_string_equal(openness_text_data(text), "");
    assert_int_equal(openness_text_size(text), 0);
    openness_text_free(text);
}

static void test_failure_stays(void **state)
{
    opn_buf buf = {0};
    openness_text *text = (openness_text *)&buf;

    (void)state;
    opn_buf_str(&buf, "before");
    opn_buf_add(&buf, "", SIZE_MAX - 2); /* cannot be had */
    assert_true(buf.failed);
    opn_buf_str(&buf, "after");
    opn_buf_printf(&buf, "%d", 1);
    assert_string_equal(buf.data, "before");
    assert_int_equal(opn_buf_finish(&buf, &text), OPENNESS_E_NOMEM);
    assert_null(text);
    assert_null(buf.data);
    assert_false(buf.failed);
}

static void test_null_text(void **state)
{
    (void)state;
    assert_string_equal(openness_text_data(NULL), "");
    assert_int_equal(openness_text_size(NULL), 0);
    openness_text_free(NULL);
}

#ifdef OPENNESS_TEST_MEM
static void test_allocation_failures(void **state)
{
    (void)state;
    for (size_t n = 1; n <= 4; n++) {
        opn_buf buf = {0};
        openness_text *text = NULL;
        int status;

        opn_mem_fail_at(n);
        for (int i = 0; i < 100; i++) {
            opn_buf_str(&buf, "x");
        }
        opn_buf_printf(&buf, "%d", 1);
        status = opn_buf_finish(&buf, &text);
        opn_mem_fail_at(0);
        /* two growths and the handle */
        assert_int_equal(status, n <= 3 ? OPENNESS_E_NOMEM : OPENNESS_OK);
        openness_text_free(text);
    }
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appends),
        cmocka_unit_test(test_zero_bytes_are_kept),
        cmocka_unit_test(test_int),
        cmocka_unit_test(test_grows_at_every_size),
        cmocka_unit_test(test_printf_of_any_length),
        cmocka_unit_test(test_finish),
        cmocka_unit_test(test_finish_empty),
        cmocka_unit_test(test_failure_stays),
        cmocka_unit_test(test_null_text),
#ifdef OPENNESS_TEST_MEM
        cmocka_unit_test(test_allocation_failures),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
