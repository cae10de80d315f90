/*
 * analyze_why.h: why two definitions part on one release.
 *
 * analyze_why.c compares two reports, render_why.c prints the result.
 */
#ifndef OPN_ANALYZE_WHY_H
#define OPN_ANALYZE_WHY_H

#include "json_write.h"
#include "report.h"
#include <openness/analyze.h>

/* Where a release stands on the headline of a rubric, as shares of the highest. */
typedef struct {
    bool applies; /* the rubric speaks to the release, and something it asks about exists */
    bool known;   /* there is a headline with a place on it */
    bool ladder;  /* a level; else a score */
    opn_rational lower;
    opn_rational upper;
} opn_why_place;

typedef enum {
    OPN_WHY_PARTED,  /* the release stands lower on one of them */
    OPN_WHY_EQUAL,   /* at the same place, unknowns included */
    OPN_WHY_SCOPE,   /* one of them does not speak to the release */
    OPN_WHY_SILENT,  /* neither does */
    OPN_WHY_NO_PLACE /* one of them has no headline, or gives no points here */
} opn_why_relation;

/* What the other definition makes of a fact that stops this one. */
typedef enum {
    OPN_WHY_NOT_ASKED,
    OPN_WHY_ASKS_LESS,  /* it asks for a level that the release meets */
    OPN_WHY_ASKS_KIN,   /* it asks another question about the same thing, which is met */
    OPN_WHY_STOPS_BOTH, /* what it asks is not met either */
    OPN_WHY_JUDGED      /* no fact stops it: only an assessment gives the level */
} opn_why_stance;

/* A test of the other definition. */
typedef struct {
    size_t criterion;
    size_t fact;
    int16_t needs;
    bool met;
} opn_why_test;

/* One thing that stops the next level of a side. */
typedef struct {
    size_t side;
    size_t criterion;  /* SIZE_MAX: the scope of the rubric */
    int16_t level;     /* of the criterion, to reach */
    opn_reason reason; /* not set where it is judged */
    opn_why_stance stance;
    opn_why_test tests[2]; /* the most that is met, then the least that is not */
    size_t test_count;
} opn_why_stop;

typedef struct {
    const openness_report *sides[2];
    opn_why_place places[2];
    opn_why_relation relation;
    size_t stricter; /* of PARTED; of SCOPE the one that does not speak; else SIZE_MAX */
    bool certain;    /* no unknown can change which is the stricter */
    const opn_why_stop *parting; /* of the stricter side; of both where they are equal */
    size_t parting_count;
    const opn_why_stop *common;
    size_t common_count;
    bool combination; /* parted, though no fact parts them */
    size_t carried;   /* then: criterion of the other on which its place hangs most, ... */
    size_t held; /* ... and of the stricter that holds it back most; SIZE_MAX = no single one */
} opn_why;

/* Compares; everything lives in the arena. OPENNESS_OK or E_NOMEM. */
int opn_why_make(opn_why *out, const openness_report *a, const openness_report *b,
                 opn_arena *arena);

/* Why the two cannot be compared, or NULL. */
const char *opn_why_mismatch(const openness_report *a, const openness_report *b);

/* analyze_asks.c: which license ladders read a license as a whole, and are no
 * part of another reading. By ladder. OPENNESS_OK or E_NOMEM. */
int opn_why_whole(const bool **out, const opn_license_vocabulary *vocabulary, opn_arena *arena);

/* Sets stance and tests of a stop that is a fact. */
void opn_why_ask(opn_why_stop *stop, const openness_report *other, const bool *whole);

/* why_json.c, render_why.c */
void opn_why_json(opn_buf *buf, const opn_why *why);
void opn_why_text(opn_buf *buf, const opn_why *why, int width);
void opn_why_markdown(opn_buf *buf, const opn_why *why);

/* The parts that other analyses show: relation and first fact in sentences, and
 * the members from "relation" to "combination". */
void opn_why_say(opn_buf *buf, const opn_why *why);
void opn_why_members(opn_writer *w, const opn_why *why);

#endif
