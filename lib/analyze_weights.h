/*
 * analyze_weights.h: how much a ranking rests on its weights.
 */
#ifndef OPN_ANALYZE_WEIGHTS_H
#define OPN_ANALYZE_WEIGHTS_H

#include "grid.h"
#include "weigh.h"

/* How the lower scores of two releases stand to each other over the region. */
typedef enum {
    OPN_WEIGHTS_EQUAL,    /* by all weightings */
    OPN_WEIGHTS_ABOVE,    /* by all */
    OPN_WEIGHTS_AT_LEAST, /* by all, and by some the two are equal */
    OPN_WEIGHTS_BELOW,
    OPN_WEIGHTS_AT_MOST,
    OPN_WEIGHTS_DEPENDS, /* by some the one, by some the other */
    OPN_WEIGHTS_SAMPLED  /* not settled by bounds: see the shares */
} opn_weights_relation;

typedef struct {
    size_t a; /* rows */
    size_t b;
    opn_weights_relation relation;
    bool exact;    /* the relation was found from bounds that are attained */
    uint32_t won;  /* samples in which a scores more */
    uint32_t tied; /* to within the error */
} opn_weights_pair;

typedef struct {
    const openness_report *report;
    bool ranked;      /* has a score, and stands where the rubric ranks */
    opn_spread lower; /* of the score's lower end */
    opn_spread upper;
    size_t best; /* rank for certain no better, no worse */
    size_t worst;
    size_t best_seen; /* in the samples */
    size_t worst_seen;
} opn_weights_row;

typedef struct {
    opn_grid grid;
    const opn_rubric *rubric;
    opn_region region;
    int samples;
    int64_t seed;
    opn_weights_row *rows; /* as in the grid */
    size_t ranked_count;
    opn_weights_pair *pairs; /* of ranked rows */
    size_t pair_count;
} opn_weights;

/* Grid, region, samples and seed are there; the rest is found. OPENNESS_OK or
 * E_NOMEM. */
int opn_weights_find(opn_weights *out, opn_arena *arena);

const char *opn_weights_relation_id(opn_weights_relation relation);

/* 95 % of all shares lie within this many thousandths of what samples show. */
int64_t opn_weights_error_milli(int samples);

/* render_weights.c */
void opn_render_weights(opn_buf *buf, const opn_weights *weights, int format, int width);

#endif
