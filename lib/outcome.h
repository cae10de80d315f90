/*
 * outcome.h: what a release comes to under a rubric, without the reasons.
 *
 * The part of a report that costs little: facts, levels and scores. Whoever
 * compares many releases, days or answers needs no more.
 */
#ifndef OPN_OUTCOME_H
#define OPN_OUTCOME_H

#include "evaluate.h"
#include "facts.h"

typedef struct {
    opn_resolved resolved;
    opn_pair *facts;
    opn_fact_source *sources;           /* by fact; they point into resolved */
    opn_value *values;                  /* by node */
    opn_pair *derived;                  /* by criterion: from facts alone */
    opn_basis *basis;                   /* by criterion */
    opn_pair *assessed;                 /* by criterion; OPN_NO_ASSESSMENT: none */
    const opn_assessment **assessments; /* by criterion, NULL: none */
    opn_evidence evidence;              /* what the levels were found from */
    opn_truth applies;
} opn_outcome;

/* as_of: a day, NULL for the latest. Everything lives in the arena, and the
 * outcome must stay where it is while it is used. OPENNESS_OK or E_NOMEM. */
int opn_outcome_find(opn_outcome *out, const openness_release *release, const opn_rubric *rubric,
                     int mode, const char *as_of, opn_arena *arena);

#endif
