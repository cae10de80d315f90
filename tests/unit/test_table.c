/* test_table.c: look-up, duplicates and suggestions. */
#include "check.h"
#include "../../lib/table.h"

#include <stdio.h>

static opn_table make(opn_arena *arena, const char *const *keys, size_t count)
{
    opn_table table;

    assert_int_equal(opn_table_init(&table, arena, count), OPENNESS_OK);
    for (size_t i = 0; i < count; i++) {
        opn_table_put(&table, keys[i], i);
    }
    return table;
}

static void test_empty(void **state)
{
    opn_arena arena = {0};
    opn_table table;

    (void)state;
    assert_int_equal(opn_table_init(&table, &arena, 0), OPENNESS_OK);
    assert_null(opn_table_sort(&table));
    assert_true(opn_table_find(&table, "a") == OPN_TABLE_NONE);
    assert_null(opn_table_suggest(&table, "a"));
    opn_table_put(&table, "a", 1); /* more than it holds is dropped */
    assert_int_equal(table.count, 0);
    opn_arena_free(&arena);
}

static void test_find_among_any_number(void **state)
{
    static char names[300][8];

    (void)state;
    for (size_t i = 0; i < 300; i++) {
        /* 7919 is prime: the order of insertion is not that of the names */
        snprintf(names[i], sizeof names[i], "k%zu", i * 7919 % 1000);
    }
    for (size_t count = 1; count <= 300; count++) {
        opn_arena arena = {0};
        opn_table table;

        assert_int_equal(opn_table_init(&table, &arena, count), OPENNESS_OK);
        for (size_t i = 0; i < count; i++) {
            opn_table_put(&table, names[i], i);
        }
        assert_null(opn_table_sort(&table));
        for (size_t i = 0; i < count; i++) {
            assert_int_equal(opn_table_find(&table, names[i]), i);
        }
        assert_true(opn_table_find(&table, "") == OPN_TABLE_NONE);
        assert_true(opn_table_find(&table, "k") == OPN_TABLE_NONE);
        assert_true(opn_table_find(&table, "zzz") == OPN_TABLE_NONE);
        opn_arena_free(&arena);
    }
}

static void test_order_is_by_bytes(void **state)
{
    static const char *const keys[] = {"\xC3\xA9", "b", "B", "a", "A", "", "ab", "_"};
    static const char *const sorted[] = {"", "A", "B", "_", "a", "ab", "b", "\xC3\xA9"};
    opn_arena arena = {0};
    opn_table table = make(&arena, keys, OPN_ARRAY_LEN(keys));

    (void)state;
    assert_null(opn_table_sort(&table));
    for (size_t i = 0; i < OPN_ARRAY_LEN(sorted); i++) {
        assert_string_equal(table.entries[i].key, sorted[i]);
    }
    opn_arena_free(&arena);
}

static void test_duplicates_are_told(void **state)
{
    static const char *const keys[] = {"b", "a", "c", "a", "a"};
    opn_arena arena = {0};
    opn_table table = make(&arena, keys, OPN_ARRAY_LEN(keys));

    (void)state;
    assert_string_equal(opn_table_sort(&table), "a");
    /* equal keys keep the order of their indices */
    assert_int_equal(table.entries[0].index, 1);
    assert_int_equal(table.entries[1].index, 3);
    assert_int_equal(table.entries[2].index, 4);
    opn_arena_free(&arena);
}

static void test_distance(void **state)
{
    char longest[66];

    (void)state;
    assert_int_equal(opn_edit_distance("", ""), 0);
    assert_int_equal(opn_edit_distance("", "ab"), 2);
    assert_int_equal(opn_edit_distance("ab", ""), 2);
    assert_int_equal(opn_edit_distance("license", "license"), 0);
    assert_int_equal(opn_edit_distance("licence", "license"), 1);
    assert_int_equal(opn_edit_distance("licens", "license"), 1);
    assert_int_equal(opn_edit_distance("lciense", "license"), 2);
    assert_int_equal(opn_edit_distance("LICENSE", "license"), 0);
    assert_int_equal(opn_edit_distance("kitten", "sitting"), 3);
    assert_int_equal(opn_edit_distance("abc", "abcdef"), 3);
    assert_int_equal(opn_edit_distance("abcdef", "uvwxyz"), 3);
    memset(longest, 'x', 65);
    longest[65] = '\0';
    assert_int_equal(opn_edit_distance(longest, longest), 3);
    longest[64] = '\0';
    assert_int_equal(opn_edit_distance(longest, longest), 0);
}

static void test_suggest(void **state)
{
    static const char *const keys[] = {"license", "access", "extent", "MIT", "ab", "cat", "cut"};
    opn_arena arena = {0};
    opn_table table = make(&arena, keys, OPN_ARRAY_LEN(keys));

    (void)state;
    opn_table_sort(&table);
    assert_string_equal(opn_table_suggest(&table, "licence"), "license");
    assert_string_equal(opn_table_suggest(&table, "acess"), "access");
    assert_string_equal(opn_table_suggest(&table, "Extents"), "extent");
    assert_string_equal(opn_table_suggest(&table, "mit"), "MIT");
    assert_null(opn_table_suggest(&table, "MPL")); /* two edits of three */
    assert_null(opn_table_suggest(&table, "ax"));  /* one edit of two */
    assert_null(opn_table_suggest(&table, ""));
    assert_null(opn_table_suggest(&table, "completely different"));
    assert_string_equal(opn_table_suggest(&table, "cot"), "cat"); /* the first of equals */
    opn_arena_free(&arena);
}

#ifdef OPENNESS_TEST_MEM
static void test_out_of_memory(void **state)
{
    opn_arena arena = {0};
    opn_table table;

    (void)state;
    opn_mem_fail_at(1);
    assert_int_equal(opn_table_init(&table, &arena, 3), OPENNESS_E_NOMEM);
    opn_mem_fail_at(0);
    assert_int_equal(table.capacity, 0);
    assert_true(opn_table_find(&table, "a") == OPN_TABLE_NONE);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_find_among_any_number),
        cmocka_unit_test(test_order_is_by_bytes),
        cmocka_unit_test(test_duplicates_are_told),
        cmocka_unit_test(test_distance),
        cmocka_unit_test(test_suggest),
#ifdef OPENNESS_TEST_MEM
        cmocka_unit_test(test_out_of_memory),
#endif
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
