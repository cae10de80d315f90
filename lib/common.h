/*
 * common.h: first include of every file in lib/.
 *
 * Attributes and tiny helpers that know nothing of openness. Internal
 * symbols that are not static carry the prefix opn_, public ones openness_.
 */
#ifndef OPN_COMMON_H
#define OPN_COMMON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <openness/base.h>

#define OPN_ARRAY_LEN(a) (sizeof(a) / sizeof((a)[0]))

#if defined(__GNUC__) || defined(__clang__)
#define OPN_PRINTF(fmt, args) __attribute__((format(printf, fmt, args)))
#else
#define OPN_PRINTF(fmt, args)
#endif

/* A value that is known between two levels of a ladder, worst level 0.
 * Unknown is (0, top). (-1, -1) is "not applicable". */
typedef struct {
    int16_t lo;
    int16_t hi;
} opn_pair;

#define OPN_NOT_APPLICABLE ((opn_pair){-1, -1})

static inline bool opn_pair_applies(opn_pair p)
{
    return p.lo >= 0;
}

static inline bool opn_pair_decided(opn_pair p)
{
    return p.lo == p.hi;
}

static inline bool opn_streq(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

#endif
