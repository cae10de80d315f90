/*
 * weigh.h: a score under other weights.
 *
 * Values are whole numbers of 2^-36, so that any weighting can be worked out
 * without overflow and the same everywhere. A result is within OPN_WEIGH_ERROR
 * of the exact one; bounds are rounded outward.
 */
#ifndef OPN_WEIGH_H
#define OPN_WEIGH_H

#include "evaluate.h"
#include "mem.h"

#define OPN_WEIGH_ONE   (INT64_C(1) << 36)
#define OPN_WEIGH_ERROR 1024 /* 1.5e-8 of the scale */

/* Which weightings count: each weight of a mean between 1/factor and factor
 * times what the rubric says, or (factor 0) any weights at all. */
typedef struct {
    int factor;
} opn_region;

enum { OPN_MOST_FACTOR = 100 };

typedef struct {
    int64_t least;
    int64_t most;
    bool exact; /* attained by some weighting of the region, to within the error */
} opn_spread;

/* The rubric, and what its combination needs, for one release and lane. */
typedef struct {
    const opn_rubric *rubric;
    const opn_value *values;
    bool upper; /* lane */
} opn_weighed;

typedef struct opn_weigh_part opn_weigh_part;

/* What is the same for all releases under a rubric, found once: pairs are many. */
typedef struct {
    const opn_rubric *rubric;
    opn_region region;
    size_t result;         /* the node asked about */
    bool *read;            /* by node: the result rests on it */
    bool *shared;          /* by node: several nodes that the result rests on read it */
    opn_weigh_part *parts; /* scratch: of one mean */
    opn_spread *nodes;     /* scratch: of one difference */
} opn_weigher;

/* Everything lives in the arena. OPENNESS_OK or E_NOMEM. */
int opn_weigh_begin(opn_weigher *w, const opn_rubric *rubric, opn_region region, size_t result,
                    opn_arena *arena);

/* The interval of the value of each node that the result rests on, over the
 * region; nodes has node_count entries. */
void opn_weigh_spreads(opn_weigher *w, const opn_weighed *at, opn_spread *nodes);

/* The interval of a's result minus b's over the region. of_a and of_b are their
 * spreads, for where the two are not built alike. */
opn_spread opn_weigh_difference(opn_weigher *w, const opn_weighed *a, const opn_weighed *b,
                                const opn_spread *of_a, const opn_spread *of_b);

/* splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine. */
uint64_t opn_weigh_random(uint64_t *state);

/* Draws weights for every term of the rubric into weights (term_count). */
void opn_weigh_draw(const opn_rubric *rubric, opn_region region, uint64_t *state,
                    uint64_t *weights);

/* The values that no weight moves, into nodes (node_count). */
void opn_weigh_constants(const opn_weighed *at, int64_t *nodes);

/* The value of the result under drawn weights; nodes holds the constants, and
 * what is worked out here is written beside them. */
int64_t opn_weigh_score(const opn_weigher *w, const opn_weighed *at, const uint64_t *weights,
                        int64_t *nodes);

#endif
