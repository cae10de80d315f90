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

/* Whether scores under this rubric can be worked out for these values at all. */
bool opn_weigh_possible(const opn_weighed *at);

/* The interval of every node's value over the region; nodes has node_count
 * entries. OPENNESS_OK or E_NOMEM (scratch for one mean). */
int opn_weigh_spreads(const opn_weighed *at, opn_region region, opn_spread *nodes,
                      opn_arena *arena);

/* The interval of a's score minus b's over the region, of the node `result`.
 * spreads are those of a and b, for where the two are not built alike. */
int opn_weigh_difference(const opn_weighed *a, const opn_weighed *b, opn_region region,
                         const opn_spread *of_a, const opn_spread *of_b, size_t result,
                         opn_spread *out, opn_arena *arena);

/* splitmix64 (Steele, Lea, Flood 2014): the same numbers on every machine. */
uint64_t opn_weigh_random(uint64_t *state);

/* Draws weights for every term of the rubric into weights (term_count). */
void opn_weigh_draw(const opn_rubric *rubric, opn_region region, uint64_t *state,
                    uint64_t *weights);

/* The value of node `result` under drawn weights; nodes is scratch. */
int64_t opn_weigh_score(const opn_weighed *at, const uint64_t *weights, size_t result,
                        int64_t *nodes);

#endif
