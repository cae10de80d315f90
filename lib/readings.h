/*
 * readings.h: what published definitions make of a license, and why.
 *
 * A reading is a license ladder with a title. Its level is the ladder's own;
 * its reasons are the ordered terms and lists of the ladder's predicates, so
 * that no rule is written down a second time.
 */
#ifndef OPN_READINGS_H
#define OPN_READINGS_H

#include "database.h"
#include "spdx.h"

typedef enum {
    OPN_REASON_TERM,     /* an ordered term that the next level asks more of */
    OPN_REASON_LIST,     /* a list that holds the license, or would lift it */
    OPN_REASON_ASSIGNED, /* the authority places this license by name */
    OPN_REASON_OPAQUE    /* LicenseRef-...: not on record */
} opn_license_reason_kind;

typedef struct {
    opn_license_reason_kind kind;
    size_t license; /* of the database; OPAQUE: where its name stands in the expression */
    size_t index;   /* TERM: the ordered term; LIST: the list */
    opn_truth met;  /* TRUE: holds the level up; FALSE, or MAYBE = not read: keeps it down */
    opn_pair is;
    int16_t needs;
    int16_t for_level; /* of the ladder */
    bool alone;        /* a missing one that would be enough by itself */
} opn_license_reason;

typedef struct {
    size_t ladder;
    opn_pair level;
    const opn_license_reason *reasons;
    size_t reason_count;
} opn_reading;

typedef struct {
    const opn_reading *items; /* in the order of the vocabulary */
    size_t count;
} opn_readings;

/* Reads an expression on a date (NULL = the latest texts) on every ladder that
 * is a reading. Only licenses that decide the result give reasons: of OR the
 * best, of AND the least. OPENNESS_OK or E_NOMEM. */
int opn_readings_make(opn_readings *out, const openness_database *database, const opn_expr *expr,
                      const char *as_of, opn_arena *arena);

/* The same on one ladder, also one that only serves facts. */
int opn_reading_make(opn_reading *out, const openness_database *database, const opn_expr *expr,
                     const char *as_of, size_t ladder, opn_arena *arena);

#endif
