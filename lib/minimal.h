/*
 * minimal.h: the minimal terms of a level.
 *
 * A predicate without negation has one irredundant form as alternatives of
 * conjunctions. Reachability, tests without effect, copies that drifted and
 * the next steps of a report all read it.
 */
#ifndef OPN_MINIMAL_H
#define OPN_MINIMAL_H

#include "rubric.h"

/* One conjunction: least[i] is the level that input i must reach, 0 = none. */
typedef struct {
    const uint16_t *inputs; /* ascending */
    const uint16_t *least;
    size_t count;
} opn_conjunction;

typedef struct {
    const opn_conjunction *items; /* sorted: fewest tests first, then by inputs */
    size_t count;
    size_t work; /* terms made and compared on the way: what it cost */
} opn_minimal;

#define OPN_MINIMAL_LIMIT      20000
#define OPN_MINIMAL_WORK_LIMIT 20000000

/* Of one predicate, over its own inputs, as if all of them applied. OPENNESS_OK,
 * E_LIMIT (more than OPN_MINIMAL_LIMIT terms on the way) or E_NOMEM. */
int opn_minimal_predicate(opn_minimal *out, const opn_op *ops, size_t count, opn_arena *arena);

/* "Node n is at level k or higher", over the levels of criteria. For a
 * criterion itself: the one test. LEVELS nodes only. */
int opn_minimal_level(opn_minimal *out, const opn_rubric *rubric, size_t node, size_t level,
                      opn_arena *arena);

/* The same over facts. A level without predicate can never hold: no term. */
int opn_minimal_facts(opn_minimal *out, const opn_rubric *rubric, size_t node, size_t level,
                      opn_arena *arena);

/* Whether two forms are the same set of conjunctions. */
bool opn_minimal_equal(const opn_minimal *a, const opn_minimal *b);

#endif
