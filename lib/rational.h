/*
 * rational.h: exact fractions of 64-bit integers, and decimals as text.
 *
 * Scores are fractions from end to end; a decimal appears only when printed
 * (half up). Denominators stay within the product that the rubric loader
 * checked (<= 2^31), so sums and products of values in 0..scale fit.
 */
#ifndef OPN_RATIONAL_H
#define OPN_RATIONAL_H

#include "buf.h"

/* den > 0, reduced. */
typedef struct {
    int64_t num;
    int64_t den;
} opn_rational;

opn_rational opn_rational_make(int64_t num, int64_t den); /* reduces; den != 0 */
opn_rational opn_rational_add(opn_rational a, opn_rational b);
opn_rational opn_rational_sub(opn_rational a, opn_rational b);
opn_rational opn_rational_mul(opn_rational a, opn_rational b);
opn_rational opn_rational_div(opn_rational a, opn_rational b); /* b != 0 */
int opn_rational_compare(opn_rational a, opn_rational b);      /* <0, 0, >0 */

/* "3", "1/2": whole number or fraction of whole numbers. False when it is not
 * one, is negative, has a leading zero or its parts exceed 10^6; *out then
 * stays as it was. */
bool opn_rational_parse(const char *text, opn_rational *out);

/* Appends value rounded half up to `decimals` (0..6) places: "54.5". */
void opn_rational_print(opn_buf *buf, opn_rational value, int decimals);

/* Thousandths, rounded half up. */
int64_t opn_rational_milli(opn_rational value);

/* Compares two non-negative decimal numerals by value, exactly, whatever
 * their form ("6.74e24", "1e25", "600000"); <0, 0, >0. Both must satisfy
 * opn_decimal_valid. */
int opn_decimal_compare(const char *a, const char *b);

/* digits [ "." digits ] [ ("e"|"E") ["+"|"-"] digits ], at most 60 bytes and an
 * exponent of at most 3 digits. */
bool opn_decimal_valid(const char *text);

#endif
