/*
 * test_dates.c: partial dates as ranges of days, and days as numbers.
 */
#include "check.h"

#include "../../lib/dates.h"

static void first(void **state)
{
    char day[OPN_DAY_SIZE];

    (void)state;
    opn_date_first("2024", day);
    assert_string_equal(day, "2024-01-01");
    opn_date_first("2024-07", day);
    assert_string_equal(day, "2024-07-01");
    opn_date_first("2024-07-23", day);
    assert_string_equal(day, "2024-07-23");
}

static void after(void **state)
{
    static const char *const pairs[][2] = {
        {"2024", "2025-01-01"},       {"2024-07", "2024-08-01"},    {"2024-12", "2025-01-01"},
        {"2024-02-28", "2024-02-29"}, {"2024-02-29", "2024-03-01"}, {"2023-02-28", "2023-03-01"},
        {"1900-02-28", "1900-03-01"}, {"2000-02-28", "2000-02-29"}, {"2024-12-31", "2025-01-01"}};
    char day[OPN_DAY_SIZE];

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(pairs); i++) {
        assert_true(opn_date_after(pairs[i][0], day));
        assert_string_equal(day, pairs[i][1]);
    }
    assert_false(opn_date_after("9999", day));
    assert_false(opn_date_after("9999-12", day));
    assert_false(opn_date_after("9999-12-31", day));
}

/* Each day of 500 years is one after the day before it. */
static void numbers(void **state)
{
    char day[OPN_DAY_SIZE] = "1799-12-31";
    int64_t number = opn_date_number(day);

    (void)state;
    assert_int_equal(opn_date_number("0001-01-01"), 0);
    assert_int_equal(opn_date_number("1970-01-01"), 719162);
    assert_int_equal(opn_date_number("2024"), opn_date_number("2024-01-01"));
    assert_int_equal(opn_date_number("2024-03"), opn_date_number("2024-02-29") + 1);
    while (strcmp(day, "2300-01-01") < 0) {
        assert_true(opn_date_after(day, day));
        number++;
        assert_int_equal(opn_date_number(day), number);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(first), cmocka_unit_test(after),
                                       cmocka_unit_test(numbers)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
