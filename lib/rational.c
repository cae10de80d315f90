/*
 * rational.c: exact fractions, and decimals compared as text.
 *
 * Takes and gives reduced fractions with a positive denominator. No result
 * ever passes through floating point, so that no verdict can depend on the
 * machine, its rounding mode or its locale.
 *
 * Must not know scores or levels.
 */
#include "rational.h"
#include "ascii.h"

#include <assert.h>

/* Six decimals at most (opn_rational_print), and as much for parsed parts. */
static const int64_t LARGEST_PART = 1000000;

/* Unsigned, because -INT64_MIN does not fit in the signed type. */
static uint64_t magnitude(int64_t value)
{
    return value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
}

/* Euclid. gcd(0, n) = n, so that 0/n reduces to 0/1. */
static uint64_t gcd(uint64_t a, uint64_t b)
{
    while (b != 0) {
        uint64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* -INT64_MAX .. INT64_MAX: leaving INT64_MIN out keeps negation safe. */
static int64_t with_sign(uint64_t value, bool negative)
{
    int64_t positive = value > INT64_MAX ? INT64_MAX : (int64_t)value;

    return negative ? -positive : positive;
}

/* Rubrics are checked so that no product overflows (see rational.h). Should
 * one slip through, the result saturates: wrong, but never undefined. */
static int64_t product(int64_t a, int64_t b)
{
    uint64_t x = magnitude(a);
    uint64_t y = magnitude(b);
    bool overflow = x != 0 && y > (uint64_t)INT64_MAX / x;

    assert(!overflow);
    return with_sign(overflow ? INT64_MAX : x * y, (a < 0) != (b < 0));
}

static int64_t sum(int64_t a, int64_t b)
{
    bool overflow = b > 0 ? a > INT64_MAX - b : a < -INT64_MAX - b;

    assert(!overflow);
    if (overflow) {
        return b > 0 ? INT64_MAX : -INT64_MAX;
    }
    return a + b;
}

/* Lowest terms, so that equal values have equal parts and reports equal
 * bytes. */
opn_rational opn_rational_make(int64_t num, int64_t den)
{
    uint64_t n = magnitude(num);
    uint64_t d = magnitude(den);
    uint64_t common = gcd(n, d);
    bool negative = (num < 0) != (den < 0);

    assert(den != 0);
    /* Only 0/0 has none. */
    if (common == 0) {
        return (opn_rational){0, 1};
    }
    return (opn_rational){with_sign(n / common, negative), with_sign(d / common, false)};
}

opn_rational opn_rational_add(opn_rational a, opn_rational b)
{
    /* Over the least common denominator, not the product: that is what keeps
     * a sum of many criteria within the bound. */
    int64_t common = (int64_t)gcd((uint64_t)a.den, (uint64_t)b.den);
    int64_t num = sum(product(a.num, b.den / common), product(b.num, a.den / common));

    return opn_rational_make(num, product(a.den / common, b.den));
}

/* The denominators are positive, so that only the sign of b changes. */
opn_rational opn_rational_sub(opn_rational a, opn_rational b)
{
    b.num = -b.num;
    return opn_rational_add(a, b);
}

opn_rational opn_rational_mul(opn_rational a, opn_rational b)
{
    /* Reduced crosswise first, so that only a result that is too large can
     * overflow. */
    opn_rational x = opn_rational_make(a.num, b.den);
    opn_rational y = opn_rational_make(b.num, a.den);

    return (opn_rational){product(x.num, y.num), product(x.den, y.den)};
}

/* make puts the sign back on the numerator when b was negative. */
opn_rational opn_rational_div(opn_rational a, opn_rational b)
{
    return opn_rational_mul(a, opn_rational_make(b.den, b.num));
}

/* The whole part, rounded down, and the rest in 0 .. den - 1. */
static int64_t floor_part(opn_rational value, int64_t *rest)
{
    int64_t whole = value.num / value.den;

    *rest = value.num % value.den;
    if (*rest < 0) {
        *rest += value.den;
        whole--;
    }
    return whole;
}

int opn_rational_compare(opn_rational a, opn_rational b)
{
    /* Cross products may not fit in 64 bits. Instead the whole parts decide,
     * then the reciprocals of what is left, the other way round. Each step
     * is one of Euclid's, so there are fewer than 100. */
    for (;;) {
        opn_rational reciprocal;
        int64_t a_rest;
        int64_t b_rest;
        int64_t a_whole = floor_part(a, &a_rest);
        int64_t b_whole = floor_part(b, &b_rest);

        if (a_whole != b_whole) {
            return a_whole < b_whole ? -1 : 1;
        }
        if (a_rest == 0 || b_rest == 0) {
            return (a_rest > 0) - (b_rest > 0);
        }
        /* p/q < r/s exactly when s/r < q/p. */
        reciprocal = (opn_rational){a.den, a_rest};
        a = (opn_rational){b.den, b_rest};
        b = reciprocal;
    }
}

/* Digits up to LARGEST_PART; moves *text behind them. */
static bool parse_part(const char **text, int64_t *out)
{
    const char *start = *text;
    int64_t value = 0;

    while (opn_is_digit(**text)) {
        value = value * 10 + (**text - '0');
        if (value > LARGEST_PART) {
            return false;
        }
        (*text)++;
    }
    *out = value;
    /* One spelling per number: "01" would be a second one. */
    return *text != start && (*start != '0' || *text == start + 1);
}

/* Weights and thresholds of rubrics. No decimals: 0.1 would invite 0.333. */
bool opn_rational_parse(const char *text, opn_rational *out)
{
    int64_t num;
    int64_t den = 1;

    if (!parse_part(&text, &num)) {
        return false;
    }
    if (*text == '/') {
        text++;
        if (!parse_part(&text, &den) || den == 0) {
            return false;
        }
    }
    if (*text != '\0') {
        return false;
    }
    *out = opn_rational_make(num, den);
    return true;
}

/* value * 10^decimals, rounded half up, as whole part and fraction. Digits
 * are divided off one by one, because the product itself may not fit. */
static int64_t split_decimals(opn_rational value, int decimals, int64_t *fraction)
{
    int64_t rest;
    int64_t whole = floor_part(value, &rest);
    int64_t digits = 0;
    int64_t unit = 1;

    for (int i = 0; i < decimals; i++) {
        rest = product(rest, 10);
        digits = digits * 10 + rest / value.den;
        rest %= value.den;
        unit *= 10;
    }
    if (rest >= value.den - rest) {
        digits++;
    }
    /* 0.999 to two places is 1.00. */
    if (digits == unit) {
        digits = 0;
        whole = sum(whole, 1);
    }
    *fraction = digits;
    return whole;
}

/* Rounding happens here and nowhere else: bounds and thresholds are compared
 * as fractions before. Half up is what readers of a table expect; half to
 * even would print 0.5 and 1.5 as 0 and 2. */
void opn_rational_print(opn_buf *buf, opn_rational value, int decimals)
{
    int64_t fraction;
    int64_t unit = 1;
    int64_t whole = split_decimals(value, decimals, &fraction);

    for (int i = 0; i < decimals; i++) {
        unit *= 10;
    }
    /* Rounded down and up again: -2 + 0.75 is printed as -1.25. The sign of
     * -0.25 would be lost with the whole part. */
    if (whole < 0 && fraction > 0) {
        whole++;
        fraction = unit - fraction;
        if (whole == 0) {
            opn_buf_char(buf, '-');
        }
    }
    opn_buf_int(buf, whole);
    if (decimals > 0) {
        opn_buf_char(buf, '.');
    }
    /* Leading zeros count behind the point. */
    for (unit /= 10; unit > 0; unit /= 10) {
        opn_buf_char(buf, (char)('0' + fraction / unit % 10));
    }
}

/* For callers across the ABI, which has no floating point. */
int64_t opn_rational_milli(opn_rational value)
{
    int64_t fraction;
    int64_t whole = split_decimals(value, 3, &fraction);

    return sum(product(whole, 1000), fraction);
}
