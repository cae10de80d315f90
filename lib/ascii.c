/*
 * ascii.c: comparison and integers that no locale can change.
 *
 * Takes bytes, gives numbers. tolower and strtol would follow the locale of
 * the host (a Turkish one folds I to something else), so neither is used.
 *
 * Must not know UTF-8: bytes above 0x7F compare as they are.
 */
#include "ascii.h"

int opn_ascii_casecmp(const char *a, const char *b)
{
    while (*a != '\0' && opn_lower(*a) == opn_lower(*b)) {
        a++;
        b++;
    }
    /* As strcmp: bytes compare unsigned whatever the sign of char. */
    return (int)(unsigned char)opn_lower(*a) - (int)(unsigned char)opn_lower(*b);
}

bool opn_ascii_int64(const char *text, size_t size, int64_t *out)
{
    bool negative = size > 0 && text[0] == '-';
    size_t i = negative ? 1 : 0;
    int64_t value = 0;

    if (i == size) {
        return false;
    }
    /* The value is built below zero, where one more number fits: INT64_MIN
     * has no positive twin. */
    for (; i < size; i++) {
        int digit = text[i] - '0';

        if (!opn_is_digit(text[i]) || value < (INT64_MIN + digit) / 10) {
            return false;
        }
        value = value * 10 - digit;
    }
    if (!negative && value == INT64_MIN) {
        return false;
    }
    *out = negative ? value : -value;
    return true;
}
