/*
 * predicate_read.h: predicates from JSON.
 *
 * PRED is {"name": "level", ...} (all must hold), {"all": [PRED]},
 * {"any": [PRED]}, {"at_least": n, "of": [PRED]}; members of one object are
 * conjunctive. {"all": []} is true.
 */
#ifndef OPN_PREDICATE_READ_H
#define OPN_PREDICATE_READ_H

#include "json_read.h"
#include "predicate.h"

/* Turns a name and a level into indices. Reports "unknown-name" or "unknown-level" at
 * the node itself and returns false; suggests the nearest name. */
typedef bool (*opn_resolve)(const void *context, const opn_node *test, const char *name,
                            const char *level, uint16_t *index, uint16_t *least,
                            opn_issues *issues);

#define OPN_OPS_MAX 4096 /* in one list; published definitions need some 200 */

typedef struct {
    opn_op *ops;
    opn_place *places; /* one per op: where it stands; NULL when not wanted */
    size_t count;
    size_t capacity;
    bool want_places;
} opn_op_list;

/* Appends the compiled predicate. OPENNESS_OK, E_SCHEMA (issues say why: also
 * "too-deep" beyond OPN_STACK, "too-many" beyond OPN_OPS_MAX) or E_NOMEM. A test
 * for level 0 is "always-true". The list grows in the arena. */
int opn_predicate_read(opn_op_list *list, opn_arena *arena, const opn_node *node,
                       opn_resolve resolve, const void *context, opn_issues *issues);

#endif
