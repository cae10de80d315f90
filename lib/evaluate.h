/*
 * evaluate.h: facts x rubric -> levels and scores, in two lanes.
 *
 * Each lane (all unknowns at their worst, all at their best) is plain
 * two-valued logic and exact arithmetic; together they are Kleene logic and
 * the exact bounds. Sees no JSON, license, release or clock.
 */
#ifndef OPN_EVALUATE_H
#define OPN_EVALUATE_H

#include "rubric.h"

/* The result of one node. */
typedef struct {
    bool applies;
    opn_pair level;      /* LEVELS nodes; (-1,-1) when not applicable */
    bool score_known;    /* false: abstained (in either lane) or not applicable */
    opn_rational lower;  /* value in 0..1 (points over highest points, mean, min, band / scale) */
    opn_rational upper;
} opn_value;

/* How a criterion got its level. */
typedef enum { OPN_DERIVED, OPN_ASSESSED } opn_basis;

/* OPENNESS_MODE_*, repeated so that evaluation needs no public header. */
enum { OPN_MODE_RECORD, OPN_MODE_FILL, OPN_MODE_ASSESSED };

typedef struct {
    const opn_pair *facts;    /* by fact index */
    const opn_pair *assessed; /* by criterion; lo = -2: none. NULL: none at all */
    int mode;                 /* OPN_MODE_* */
} opn_evidence;

#define OPN_NO_ASSESSMENT ((opn_pair){-2, -2})

/* values has node_count entries, derived and basis criterion_count: derived is
 * the level from facts alone; where the rubric counts what does not apply as
 * lowest, so does derived. Cannot fail: the loader checked every limit. */
void opn_evaluate(const opn_rubric *rubric, const opn_evidence *evidence, opn_value *values,
                  opn_pair *derived, opn_basis *basis);

/* Only the combination, from given levels of the criteria: what a vector holds. */
void opn_evaluate_levels(const opn_rubric *rubric, const opn_pair *criteria, opn_value *values);

/* Whether the rubric speaks to a release with these facts; OPN_FALSE where
 * its question does not arise. */
opn_truth opn_rubric_applies(const opn_rubric *rubric, const opn_pair *facts);

#endif
