/* test_mem.c: arenas and the allocation seam. */
#include "check.h"
#include "../../lib/mem.h"

#include <stdalign.h>

static void test_alloc_is_zeroed(void **state)
{
    unsigned char *block = opn_alloc(37, 3);

    (void)state;
    assert_non_null(block);
    for (size_t i = 0; i < 111; i++) {
        assert_int_equal(block[i], 0);
    }
    opn_free(block);
    opn_free(NULL);
}

static void test_overflow_is_refused(void **state)
{
    opn_arena arena = {0};
    char *block = opn_alloc(4, 1);

    (void)state;
    assert_null(opn_alloc(SIZE_MAX, 2));
    assert_null(opn_alloc(SIZE_MAX / 8 + 1, 8));
    assert_null(opn_resize(block, SIZE_MAX / 2, 3));
    block[0] = 'x'; /* the old block has stayed */
    assert_null(opn_arena_alloc(&arena, SIZE_MAX, 2));
    assert_null(opn_arena_alloc(&arena, SIZE_MAX, 1));
    assert_null(opn_arena_copy(&arena, "", SIZE_MAX));
    assert_int_equal(arena.used, 0);
    opn_arena_free(&arena);
    opn_free(block);
}

static void test_zero_sizes_give_memory(void **state)
{
    opn_arena arena = {0};
    void *block = opn_alloc(0, 8);

    (void)state;
    assert_non_null(block);
    block = opn_resize(block, 0, 0);
    assert_non_null(block);
    opn_free(block);
    assert_non_null(opn_arena_alloc(&arena, 0, 100));
    assert_non_null(opn_arena_alloc(&arena, 100, 0));
    opn_arena_free(&arena);
}

static void test_resize_keeps_content(void **state)
{
    char *block = opn_resize(NULL, 4, 1);

    (void)state;
    memcpy(block, "abc", 4);
    block = opn_resize(block, 100000, 1);
    assert_string_equal(block, "abc");
    opn_free(block);
}

static void test_arena_aligns_and_zeroes(void **state)
{
    opn_arena arena = {0};

    (void)state;
    for (size_t i = 1; i < 3000; i += 7) {
        unsigned char *block = opn_arena_alloc(&arena, i, 1);

        assert_non_null(opn_arena_copy(&arena, "odd", i % 4));
        assert_int_equal((uintptr_t)block % alignof(max_align_t), 0);
        for (size_t j = 0; j < i; j++) {
            assert_int_equal(block[j], 0);
        }
        memset(block, 0xFF, i);
    }
    opn_arena_free(&arena);
    assert_null(arena.head);
    assert_int_equal(arena.used, 0);
}

static void test_arena_keeps_every_block(void **state)
{
    opn_arena arena = {0};
    int *numbers[2000];

    (void)state;
    for (int i = 0; i < 2000; i++) {
        /* now and then one that needs a block of its own */
        size_t count = i % 100 == 0 ? 30000 : 5;

        numbers[i] = opn_arena_alloc(&arena, count, sizeof **numbers);
        assert_non_null(numbers[i]);
        numbers[i][0] = i;
        numbers[i][count - 1] = i;
    }
    for (int i = 0; i < 2000; i++) {
        assert_int_equal(numbers[i][0], i);
        assert_int_equal(numbers[i][i % 100 == 0 ? 29999 : 4], i);
    }
    assert_int_equal(arena.used, (20 * 30000 + 1980 * 5) * sizeof **numbers);
    opn_arena_free(&arena);
}

static void test_large_request_first(void **state)
{
    opn_arena arena = {0};
    char *large = opn_arena_alloc(&arena, 1000000, 1);
    char *small = opn_arena_alloc(&arena, 10, 1);

    (void)state;
    memset(large, 1, 1000000);
    memset(small, 2, 10);
    assert_int_equal(large[999999], 1);
    opn_arena_free(&arena);
}

static void test_strings(void **state)
{
    opn_arena arena = {0};
    const char *copy = opn_arena_copy(&arena, "abcdef", 3);

    (void)state;
    assert_string_equal(copy, "abc");
    assert_string_equal(opn_arena_copy(&arena, NULL, 0), "");
    assert_string_equal(opn_arena_string(&arena, "whole"), "whole");
    assert_string_equal(opn_arena_string(&arena, ""), "");
    assert_null(opn_arena_string(&arena, NULL));
    assert_string_equal(copy, "abc");
    opn_arena_free(&arena);
    opn_arena_free(&arena); /* twice does no harm */
}

#ifdef OPENNESS_TEST_MEM
static void test_fail_at(void **state)
{
    opn_arena arena = {0};
    void *first;

    (void)state;
    opn_mem_fail_at(2);
    first = opn_alloc(1, 1);
    assert_non_null(first);
    assert_null(opn_resize(first, 2, 1));
    first = opn_resize(first, 3, 1); /* only the second one fails */
    assert_non_null(first);
    assert_int_equal(opn_mem_fail_at(1), 3);
    assert_null(opn_arena_alloc(&arena, 1, 1));
    assert_null(arena.head);
    assert_int_equal(opn_mem_fail_at(0), 1);
    opn_free(first);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alloc_is_zeroed),
        cmocka_unit_test(test_overflow_is_refused),
        cmocka_unit_test(test_zero_sizes_give_memory),
        cmocka_unit_test(test_resize_keeps_content),
        cmocka_unit_test(test_arena_aligns_and_zeroes),
        cmocka_unit_test(test_arena_keeps_every_block),
        cmocka_unit_test(test_large_request_first),
        cmocka_unit_test(test_strings),
#ifdef OPENNESS_TEST_MEM
        cmocka_unit_test(test_fail_at),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
