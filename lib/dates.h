/*
 * dates.h: days of the calendar, as text.
 *
 * Dates are YYYY, YYYY-MM or YYYY-MM-DD; a partial one is a range of days. All
 * calls take what opn_date_valid() accepts.
 */
#ifndef OPN_DATES_H
#define OPN_DATES_H

#include "common.h"

enum { OPN_DAY_SIZE = sizeof "YYYY-MM-DD" };

/* Days in a month, 1 to 12; Gregorian, which ISO 8601 prescribes. */
int opn_days_in(int year, int month);

static inline bool opn_date_partial(const char *date)
{
    return strlen(date) < OPN_DAY_SIZE - 1;
}

/* The first day of a date. */
void opn_date_first(const char *date, char out[OPN_DAY_SIZE]);

/* The first day after a date; false when its year has more than four digits. */
bool opn_date_after(const char *date, char out[OPN_DAY_SIZE]);

/* Days from 0001-01-01 to the first day of a date. */
int64_t opn_date_number(const char *date);

#endif
