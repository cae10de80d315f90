/*
 * predicate_read.c: predicates from JSON to postfix ops.
 *
 * Takes a node of the document, appends ops to a list. The caller's resolver
 * turns names into indices, so that facts, criteria and license terms share
 * one grammar. Goes on after a problem, to report all of them; from the first
 * one on it appends nothing.
 *
 * Recursion follows the nesting of the document, which json_check limits to
 * OPN_LIMIT_DEPTH. Must not know what the names stand for.
 */
#include "predicate_read.h"

typedef struct {
    opn_op_list *list;
    opn_arena *arena;
    opn_resolve resolve;
    const void *context;
    opn_issues *issues;
    bool wrong; /* something was reported */
    bool too_deep;
    bool out_of_memory;
} reading;

/* base is how many operands wait on the stack below this predicate. */
static void read_predicate(reading *r, const opn_node *node, size_t base);

static void report(reading *r, const char *id, const opn_node *node, const char *message)
{
    r->wrong = true;
    opn_issue_node(r->issues, id, OPENNESS_SEVERITY_ERROR, node, "%s", message);
}

/* An arena cannot resize, so the old arrays stay behind until it is freed; by
 * doubling they add up to no more than the last. */
static bool grow(reading *r)
{
    opn_op_list *list = r->list;
    size_t capacity = list->capacity == 0 ? 32 : list->capacity * 2;
    opn_op *ops = opn_arena_alloc(r->arena, capacity, sizeof *ops);
    opn_place *places = NULL;

    if (list->want_places) {
        places = opn_arena_alloc(r->arena, capacity, sizeof *places);
    }
    if (ops == NULL || (list->want_places && places == NULL)) {
        return false;
    }
    if (list->count > 0) {
        memcpy(ops, list->ops, list->count * sizeof *ops);
    }
    if (places != NULL && list->count > 0) {
        memcpy(places, list->places, list->count * sizeof *places);
    }
    list->ops = ops;
    list->places = places;
    list->capacity = capacity;
    return true;
}

/* Appends one op whose result lies on `base` others. */
static void push(reading *r, const opn_node *node, size_t base, unsigned code, unsigned arg)
{
    opn_op_list *list = r->list;

    if (base >= OPN_STACK && !r->too_deep) {
        r->too_deep = true;
        report(r, "too-deep", node, "the predicate has too many parts at once");
    }
    if (list->count == OPN_OPS_MAX && !r->wrong) {
        report(r, "too-many", node, "there are more than 4096 tests and gates");
    }
    /* After a problem the code is not needed, and might not be well formed. */
    if (r->wrong || r->out_of_memory) {
        return;
    }
    if (list->count == list->capacity && !grow(r)) {
        r->out_of_memory = true;
        return;
    }
    list->ops[list->count] = (opn_op){(uint16_t)code, (uint16_t)arg};
    if (list->places != NULL) {
        list->places[list->count] = opn_node_place(node, r->arena);
        r->out_of_memory = list->places[list->count].pointer == NULL;
    }
    list->count++;
}

/* One part of "all" or "any" is that part itself: no gate is needed, and the
 * linter has no gate with nothing to compare. */
static void push_gate(reading *r, const opn_node *node, size_t base, size_t children,
                      unsigned need)
{
    if (children == 1 && (need == 1 || need == OPN_ALL)) {
        return;
    }
    /* Beyond OPN_STACK children "too-deep" was reported. */
    push(r, node, base, OPN_GATE | (unsigned)(children & (OPN_GATE - 1u)), need);
}

/* The elements of "all", "any" or "of". No alternative at all could never
 * hold, while no condition at all is the way to say "true". */
static void read_list(reading *r, const opn_node *array, size_t base, unsigned need)
{
    size_t children = 0;

    if (array == NULL) {
        r->wrong = true;
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_predicate(r, at, base + children);
        children++;
    }
    if (children == 0 && need != OPN_ALL) {
        report(r, "missing-member", array, "at least one predicate is required here");
    }
    push_gate(r, array, base, children, need);
}

/* A number larger than the list is let through: that nothing can meet it is a
 * finding of the linter, which can be more precise about the consequences. */
static void read_at_least(reading *r, const opn_node *object, const opn_node *member, size_t base)
{
    const opn_node *of = opn_node_array(r->issues, object, "of", true);
    int64_t need = 1;

    if (!opn_node_int64(member, &need) || need < 1 || need >= OPN_ALL) {
        report(r, "bad-number", member, "\"at_least\" is a whole number from 1");
        need = 1;
    }
    read_list(r, of, base, (unsigned)need);
}

/* NAME: LEVEL. The lowest level is always reached; to test for it is a slip,
 * most often a level taken from the wrong end of the ladder. */
static void read_test(reading *r, const opn_node *member, size_t base)
{
    const char *level = opn_node_string(member);
    uint16_t index = 0;
    uint16_t least = 0;

    if (level == NULL) {
        report(r, "wrong-type", member, "a test names the level that must be reached");
        return;
    }
    if (!r->resolve(r->context, member, opn_node_key(member), level, &index, &least, r->issues)) {
        r->wrong = true;
        return;
    }
    if (least == 0) {
        report(r, "always-true", member, "the lowest level is always reached");
    }
    push(r, member, base, index, least);
}

/* Members of one object are conjunctive. "of" belongs to "at_least", in either
 * order, and is read with it. */
static void read_predicate(reading *r, const opn_node *node, size_t base)
{
    bool stray = false;
    size_t parts = 0;

    if (opn_node_type(node) != OPN_JSON_OBJECT) {
        report(r, "wrong-type", node, "a predicate is an object");
        return;
    }
    for (const opn_node *at = opn_node_first(node); at != NULL; at = opn_node_next(at)) {
        const char *key = opn_node_key(at);

        if (opn_streq(key, "of")) {
            if (opn_node_member(node, "at_least") == NULL) {
                r->wrong = true;
                stray = true;
                opn_issue_missing(r->issues, node, "at_least");
            }
            continue;
        }
        if (opn_streq(key, "all")) {
            read_list(r, opn_node_array(r->issues, node, key, true), base + parts, OPN_ALL);
        } else if (opn_streq(key, "any")) {
            read_list(r, opn_node_array(r->issues, node, key, true), base + parts, 1);
        } else if (opn_streq(key, "at_least")) {
            read_at_least(r, node, at, base + parts);
        } else {
            read_test(r, at, base + parts);
        }
        parts++;
    }
    if (parts == 0 && !stray) {
        report(r, "missing-member", node, "a predicate tests something; {\"all\": []} is true");
    }
    push_gate(r, node, base, parts, OPN_ALL);
}

int opn_predicate_read(opn_op_list *list, opn_arena *arena, const opn_node *node,
                       opn_resolve resolve, const void *context, opn_issues *issues)
{
    reading r = {list, arena, resolve, context, issues, false, false, false};

    read_predicate(&r, node, 0);
    if (r.out_of_memory || issues->failed) {
        return OPENNESS_E_NOMEM;
    }
    return r.wrong ? OPENNESS_E_SCHEMA : OPENNESS_OK;
}
