/*
 * decimal.c: decimal numerals compared by value, without being converted.
 *
 * Takes numerals as text ("6.74e24"), gives an order. Training compute runs
 * to 10^26 operations: more than 64 bits hold, and more digits than a double
 * keeps apart, so the digits themselves are compared.
 *
 * Must not know what is counted.
 */
#include "ascii.h"
#include "rational.h"

enum { LONGEST_NUMERAL = 60, LONGEST_EXPONENT = 3 };

/* 0.d1d2d3... * 10^exponent with d1 > 0; no digits stand for zero.
 *
 *   6.74e24   digits 674, exponent 25
 *   0.00050   digits 50,  exponent -3
 *   600000    digits 600000, exponent 6 */
typedef struct {
    char digits[LONGEST_NUMERAL];
    int count;
    int exponent;
} numeral;

static const char *skip_digits(const char *text)
{
    while (opn_is_digit(*text)) {
        text++;
    }
    return text;
}

/* The grammar of a JSON number without its sign, but zeros may lead: people
 * write 007, and it does no harm in a comparison by value. */
bool opn_decimal_valid(const char *text)
{
    const char *at = skip_digits(text);
    const char *start;

    if (at == text) {
        return false;
    }
    if (*at == '.') {
        start = at + 1;
        at = skip_digits(start);
        if (at == start) {
            return false;
        }
    }
    if (*at == 'e' || *at == 'E') {
        start = at + 1;
        if (*start == '+' || *start == '-') {
            start++;
        }
        at = skip_digits(start);
        if (at == start || at - start > LONGEST_EXPONENT) {
            return false;
        }
    }
    return *at == '\0' && at - text <= LONGEST_NUMERAL;
}

/* At most three digits, so that no sum of exponents can overflow. */
static int read_exponent(const char *text)
{
    bool negative = *text == '-';
    int value = 0;

    if (*text == '+' || *text == '-') {
        text++;
    }
    while (opn_is_digit(*text)) {
        value = value * 10 + (*text - '0');
        text++;
    }
    return negative ? -value : value;
}

/* Brings every spelling to the one form above. */
static numeral read_numeral(const char *text)
{
    numeral n = {{0}, 0, 0};
    bool fraction = false;

    for (; opn_is_digit(*text) || *text == '.'; text++) {
        if (*text == '.') {
            fraction = true;
            continue;
        }
        /* Leading zeros are no digits; behind the point they still count. */
        if (n.count > 0 || *text != '0') {
            /* Valid numerals always fit; others must not write past the end. */
            if (n.count < LONGEST_NUMERAL) {
                n.digits[n.count] = *text;
                n.count++;
            }
            n.exponent += fraction ? 0 : 1;
        } else if (fraction) {
            n.exponent--;
        }
    }
    if (*text == 'e' || *text == 'E') {
        n.exponent += read_exponent(text + 1);
    }
    return n;
}

int opn_decimal_compare(const char *a, const char *b)
{
    numeral x = read_numeral(a);
    numeral y = read_numeral(b);

    /* Zero has no exponent to compare: 0e99 is still 0. */
    if (x.count == 0 || y.count == 0) {
        return (x.count > 0) - (y.count > 0);
    }
    /* Both begin with a digit above 0, so the larger exponent is the larger
     * number whatever follows. */
    if (x.exponent != y.exponent) {
        return x.exponent < y.exponent ? -1 : 1;
    }
    for (int i = 0; i < x.count || i < y.count; i++) {
        /* The shorter one goes on with zeros. */
        int p = i < x.count ? x.digits[i] : '0';
        int q = i < y.count ? y.digits[i] : '0';

        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    return 0;
}
