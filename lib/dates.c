/*
 * dates.c: days of the calendar, as text.
 *
 * Takes dates that were found valid, gives days and numbers of days. Plain
 * arithmetic on digits: neither a clock nor a time zone has a part in it.
 *
 * Must not know what happened on a day.
 */
#include "dates.h"

typedef struct {
    int year;
    int month; /* 0: not given */
    int day;   /* 0: not given */
} parts;

int opn_days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

static int number_at(const char *text, size_t digits)
{
    int value = 0;

    for (size_t i = 0; i < digits; i++) {
        value = value * 10 + (text[i] - '0');
    }
    return value;
}

static parts split(const char *date)
{
    size_t size = strlen(date);
    parts out = {number_at(date, 4), 0, 0};

    if (size >= strlen("YYYY-MM")) {
        out.month = number_at(date + 5, 2);
    }
    if (size >= strlen("YYYY-MM-DD")) {
        out.day = number_at(date + 8, 2);
    }
    return out;
}

static void put(char *out, int value, size_t digits)
{
    for (size_t i = digits; i > 0; i--) {
        out[i - 1] = (char)('0' + value % 10);
        value /= 10;
    }
}

static void join(parts day, char out[OPN_DAY_SIZE])
{
    memcpy(out, "0000-00-00", OPN_DAY_SIZE);
    put(out, day.year, 4);
    put(out + 5, day.month, 2);
    put(out + 8, day.day, 2);
}

void opn_date_first(const char *date, char out[OPN_DAY_SIZE])
{
    parts day = split(date);

    day.month = day.month == 0 ? 1 : day.month;
    day.day = day.day == 0 ? 1 : day.day;
    join(day, out);
}

/* The day after a day, the month after a month, the year after a year. */
bool opn_date_after(const char *date, char out[OPN_DAY_SIZE])
{
    parts day = split(date);
    bool month_ends = day.day == 0 || day.day == opn_days_in(day.year, day.month);

    day.day = month_ends ? 1 : day.day + 1;
    if (day.month == 0 || (month_ends && day.month == 12)) {
        day.month = 1;
        day.year++;
    } else if (month_ends) {
        day.month++;
    }
    if (day.year > 9999) {
        return false;
    }
    join(day, out);
    return true;
}

int64_t opn_date_number(const char *date)
{
    parts day = split(date);
    int before = day.year - 1; /* the last whole year */
    int64_t number = (int64_t)before * 365 + before / 4 - before / 100 + before / 400;

    for (int month = 1; month < day.month; month++) {
        number += opn_days_in(day.year, month);
    }
    return number + (day.day == 0 ? 0 : day.day - 1);
}
