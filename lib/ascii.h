/*
 * ascii.h: character tests and integers that no locale can change.
 */
#ifndef OPN_ASCII_H
#define OPN_ASCII_H

#include "common.h"

static inline bool opn_is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static inline bool opn_is_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static inline char opn_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Compares without regard to ASCII case; <0, 0, >0 as strcmp. */
int opn_ascii_casecmp(const char *a, const char *b);

/* Reads a whole decimal integer of size bytes ("-12"; zeros may lead); false
 * when it is not one or does not fit, and then *out stays as it was. */
bool opn_ascii_int64(const char *text, size_t size, int64_t *out);

#endif
