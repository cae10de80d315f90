/*
 * analyze_dominance.h: what can be compared without any weights.
 */
#ifndef OPN_ANALYZE_DOMINANCE_H
#define OPN_ANALYZE_DOMINANCE_H

#include "grid.h"

/* What is certain of a pair, whatever the unknowns turn out to be. */
typedef enum {
    OPN_PAIR_UNDECIDED, /* the unknowns decide */
    OPN_PAIR_EQUAL,     /* the same on every criterion */
    OPN_PAIR_ABOVE,     /* at least everywhere, and more somewhere */
    OPN_PAIR_AT_LEAST,  /* at least everywhere; whether more is not known */
    OPN_PAIR_BELOW,
    OPN_PAIR_AT_MOST,
    OPN_PAIR_INCOMPARABLE /* each is ahead somewhere, or not measured alike */
} opn_pair_relation;

typedef struct {
    const opn_rubric *rubric;
    uint8_t *relations; /* opn_pair_relation of release a to b at a * n + b */
    bool *covers;       /* a above b with nothing between, at a * n + b */
    size_t *levels;     /* by release: 0 = nothing stands above it */
    size_t level_count;
} opn_order;

typedef struct {
    opn_grid grid;
    opn_order *orders; /* by rubric */
    bool *unordered;   /* a, b incomparable under every rubric, at a * n + b */
    size_t unordered_count;
} opn_dominance;

/* The grid is there; the rest is found. OPENNESS_OK or E_NOMEM. */
int opn_dominance_find(opn_dominance *out, opn_arena *arena);

/* Whether a is certainly ahead of b on a criterion. */
bool opn_dominance_ahead(const openness_report *a, const openness_report *b, size_t criterion);

const char *opn_relation_id(opn_pair_relation relation);

/* render_dominance.c */
void opn_render_dominance(opn_buf *buf, const opn_dominance *dominance, int format, int width);

#endif
