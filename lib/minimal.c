/*
 * minimal.c: the minimal terms of a predicate, a level, a whole combination.
 *
 * Takes postfix ops, gives alternatives of conjunctions of which none contains
 * another. Merging two conjunctions keeps the higher level per input; a
 * conjunction that asks for all that another asks for is absorbed by it. For a
 * predicate without negation what remains is unique, so two predicates mean
 * the same exactly when their terms are equal.
 *
 * The number of terms can grow exponentially with the predicate: terms and
 * comparisons are counted, and both have a limit. Everything made on the way
 * lives in an arena of the call. Must not know what is not applicable: all
 * inputs count.
 */
#include "minimal.h"

#include <stdlib.h>

typedef struct {
    opn_conjunction of;
    uint64_t mask; /* a bit per input, folded: quickly tells most pairs apart */
} term;

/* No term contains another. Terms are shared between sets, never written. */
typedef struct {
    const term **items;
    size_t count;
    size_t capacity;
} term_set;

typedef struct {
    opn_arena arena;
    const term_set *sets;  /* OPN_LEVELS_MAX per node; NULL: all tests are plain */
    size_t first_composed; /* tests of nodes from here on stand for their sets */
    size_t made;
    size_t compared;
    int status; /* the first failure */
} worker;

/* Everything goes on with what it has after a failure, which costs little and
 * keeps the code straight; finish() then gives the status and no terms. */
static void fail(worker *w, int status)
{
    if (w->status == OPENNESS_OK) {
        w->status = status;
    }
}

/* Memory of the call; NULL sets the status. */
static void *take(worker *w, size_t count, size_t size)
{
    void *memory = opn_arena_alloc(&w->arena, count, size);

    if (memory == NULL) {
        fail(w, OPENNESS_E_NOMEM);
    }
    return memory;
}

/* A term with room for `count` tests: the caller writes the inputs, behind them
 * the levels, and the number. Every term passes here, so this is where they
 * are counted. NULL sets the status. */
static term *new_term(worker *w, size_t count, uint16_t **inputs)
{
    term *made = NULL;

    w->made++;
    *inputs = NULL;
    if (w->made > OPN_MINIMAL_LIMIT) {
        fail(w, OPENNESS_E_LIMIT);
        return NULL;
    }
    *inputs = take(w, count, 2 * sizeof **inputs);
    made = take(w, 1, sizeof *made);
    if (made == NULL || *inputs == NULL) {
        return NULL;
    }
    made->of = (opn_conjunction){*inputs, *inputs + count, 0};
    return made;
}

/* Whether whatever meets b meets a: a asks for nothing that b does not. Both
 * are in the order of their inputs, so one walk over b is enough. */
static bool absorbs(const term *a, const term *b)
{
    size_t j = 0;

    /* An input of a that b does not have settles nearly every pair at once. */
    if ((a->mask & ~b->mask) != 0 || a->of.count > b->of.count) {
        return false;
    }
    for (size_t i = 0; i < a->of.count; i++) {
        while (j < b->of.count && b->of.inputs[j] < a->of.inputs[i]) {
            j++;
        }
        if (j == b->of.count || b->of.inputs[j] != a->of.inputs[i] ||
            b->of.least[j] < a->of.least[i]) {
            return false;
        }
    }
    return true;
}

/* Room for one more; what an arena leaves behind is bounded by the limits. */
static bool make_space(worker *w, term_set *set)
{
    size_t capacity = set->capacity == 0 ? 4 : set->capacity * 2;
    const term **items;

    if (set->count < set->capacity) {
        return true;
    }
    items = take(w, capacity, sizeof *items);
    if (items == NULL) {
        return false;
    }
    if (set->count > 0) {
        memcpy(items, set->items, set->count * sizeof *items);
    }
    set->items = items;
    set->capacity = capacity;
    return true;
}

/* Adds a term unless one in the set absorbs it; drops those that it absorbs.
 * Sets are therefore irredundant at every step, not only at the end: that is
 * what keeps products of sets small. */
static void insert(worker *w, term_set *set, const term *added)
{
    size_t kept = 0;

    if (added == NULL || w->status != OPENNESS_OK) {
        return;
    }
    w->compared += set->count;
    if (w->compared > OPN_MINIMAL_WORK_LIMIT) {
        fail(w, OPENNESS_E_LIMIT);
        return;
    }
    for (size_t i = 0; i < set->count; i++) {
        if (absorbs(set->items[i], added)) {
            return;
        }
    }
    for (size_t i = 0; i < set->count; i++) {
        if (!absorbs(added, set->items[i])) {
            set->items[kept] = set->items[i];
            kept++;
        }
    }
    set->count = kept;
    if (make_space(w, set)) {
        set->items[set->count] = added;
        set->count++;
    }
}

/* Everything: the term without tests. */
static term_set always(worker *w)
{
    term_set set = {0};
    uint16_t *unused;

    insert(w, &set, new_term(w, 0, &unused));
    return set;
}

/* "Input i is at least at this level": one term of one test. */
static term_set plain_test(worker *w, uint16_t input, uint16_t least)
{
    term_set set = {0};
    uint16_t *tests;
    term *made = new_term(w, 1, &tests);

    if (made != NULL) {
        tests[0] = input;
        tests[1] = least;
        made->of.count = 1;
        made->mask = UINT64_C(1) << (input % 64);
        insert(w, &set, made);
    }
    return set;
}

/* Both at once: the higher level per input, since whoever reaches that has
 * reached the lower one. A merge of two sorted lists. */
static const term *merged(worker *w, const opn_conjunction *a, const opn_conjunction *b)
{
    uint16_t *inputs;
    term *made = new_term(w, a->count + b->count, &inputs);
    uint16_t *least;
    size_t i = 0;
    size_t j = 0;
    size_t count = 0;

    if (made == NULL) {
        return NULL;
    }
    least = inputs + a->count + b->count;
    while (i < a->count || j < b->count) {
        bool has_a = j == b->count || (i < a->count && a->inputs[i] <= b->inputs[j]);
        bool has_b = i == a->count || (j < b->count && b->inputs[j] <= a->inputs[i]);
        uint16_t of_a = has_a ? a->least[i] : 0;
        uint16_t of_b = has_b ? b->least[j] : 0;

        inputs[count] = has_a ? a->inputs[i] : b->inputs[j];
        least[count] = of_a > of_b ? of_a : of_b;
        made->mask |= UINT64_C(1) << (inputs[count] % 64);
        i += has_a ? 1 : 0;
        j += has_b ? 1 : 0;
        count++;
    }
    made->of.count = count;
    return made;
}

/* into gains every pair of a term of a and one of b. */
static void add_product(worker *w, term_set *into, const term_set *a, const term_set *b)
{
    for (size_t i = 0; i < a->count; i++) {
        for (size_t j = 0; j < b->count && w->status == OPENNESS_OK; j++) {
            insert(w, into, merged(w, &a->items[i]->of, &b->items[j]->of));
        }
    }
}

/* into gains the terms themselves; they are shared, not copied. */
static void add_all(worker *w, term_set *into, const term_set *from)
{
    for (size_t i = 0; i < from->count; i++) {
        insert(w, into, from->items[i]);
    }
}

/* "At least need of the children" by counting: held[j] are the terms under
 * which j of the children seen so far hold. "All" and "any" are the ends: then
 * only one of the held sets is ever filled. */
static term_set gate(worker *w, const term_set *children, size_t count, size_t need)
{
    term_set held[OPN_STACK + 1] = {{0}};

    if (need > count) {
        return held[0];
    }
    held[0] = always(w);
    for (size_t i = 0; i < count; i++) {
        size_t left = count - i - 1;

        /* Downwards, since held[j - 1] is still that of the children before. */
        /* Those that the children left cannot bring up to need are skipped. */
        for (size_t j = i + 1 < need ? i + 1 : need; j > 0 && j + left >= need; j--) {
            add_product(w, &held[j], &held[j - 1], &children[i]);
        }
    }
    return held[need];
}

/* A test of a composed node stands for all ways to bring that node there. */
static term_set test(worker *w, opn_op op)
{
    if (w->sets == NULL || op.code < w->first_composed) {
        return plain_test(w, op.code, op.arg);
    }
    return w->sets[op.code * (size_t)OPN_LEVELS_MAX + op.arg];
}

/* The same walk as opn_predicate_eval, over sets of terms in place of truth
 * values. */
static term_set predicate(worker *w, const opn_op *ops, size_t count)
{
    term_set stack[OPN_STACK];
    size_t depth = 0;

    for (size_t i = 0; i < count && w->status == OPENNESS_OK; i++) {
        if ((ops[i].code & OPN_GATE) == 0) {
            stack[depth] = test(w, ops[i]);
        } else {
            size_t children = ops[i].code & (OPN_GATE - 1u);

            depth -= children;
            stack[depth] =
                gate(w, stack + depth, children, ops[i].arg == OPN_ALL ? children : ops[i].arg);
        }
        depth++;
    }
    return depth == 0 ? always(w) : stack[depth - 1];
}

/* Fewest tests first, then by inputs, then by levels: a total order. */
static int compare_terms(const void *a, const void *b)
{
    const opn_conjunction *x = a;
    const opn_conjunction *y = b;

    if (x->count != y->count) {
        return x->count < y->count ? -1 : 1;
    }
    for (size_t i = 0; i < x->count; i++) {
        if (x->inputs[i] != y->inputs[i]) {
            return x->inputs[i] < y->inputs[i] ? -1 : 1;
        }
    }
    for (size_t i = 0; i < x->count; i++) {
        if (x->least[i] != y->least[i]) {
            return x->least[i] < y->least[i] ? -1 : 1;
        }
    }
    return 0;
}

/* Out of the arena of the call, which ends with it. */
static bool copy_term(opn_conjunction *to, const opn_conjunction *from, opn_arena *arena)
{
    uint16_t *tests = opn_arena_alloc(arena, from->count, 2 * sizeof *tests);

    if (tests == NULL) {
        return false;
    }
    if (from->count > 0) {
        memcpy(tests, from->inputs, from->count * sizeof *tests);
        memcpy(tests + from->count, from->least, from->count * sizeof *tests);
    }
    *to = (opn_conjunction){tests, tests + from->count, from->count};
    return true;
}

/* Copies the result to the caller's arena and ends the call. */
static int finish(worker *w, const term_set *set, opn_minimal *out, opn_arena *arena)
{
    opn_conjunction *items = NULL;

    *out = (opn_minimal){NULL, 0, w->made + w->compared};
    if (w->status == OPENNESS_OK) {
        items = opn_arena_alloc(arena, set->count, sizeof *items);
        if (items == NULL) {
            fail(w, OPENNESS_E_NOMEM);
        }
    }
    for (size_t i = 0; i < set->count && w->status == OPENNESS_OK; i++) {
        if (!copy_term(&items[i], &set->items[i]->of, arena)) {
            fail(w, OPENNESS_E_NOMEM);
        }
    }
    if (w->status == OPENNESS_OK) {
        if (set->count > 1) {
            qsort(items, set->count, sizeof *items, compare_terms);
        }
        out->items = items;
        out->count = set->count;
    }
    opn_arena_free(&w->arena);
    return w->status;
}

int opn_minimal_predicate(opn_minimal *out, const opn_op *ops, size_t count, opn_arena *arena)
{
    worker w = {0};
    term_set set = predicate(&w, ops, count);

    return finish(&w, &set, out, arena);
}

/* Marks the nodes that a ladder reads. */
static void mark_inputs(const opn_rubric *rubric, const opn_rubric_node *node, bool *needed)
{
    for (size_t k = 1; k < node->level_count; k++) {
        const opn_level *level = &rubric->levels[node->first_level + k];
        size_t count = level->op_count == OPN_NO_PREDICATE ? 0 : level->op_count;

        for (size_t i = 0; i < count; i++) {
            uint16_t code = rubric->ops[level->first_op + i].code;

            if ((code & OPN_GATE) == 0) {
                needed[code] = true;
            }
        }
    }
}

/* sets[k] becomes "this node is at level k or higher", which holds where the
 * predicate of any such level does. */
static void compose_node(worker *w, const opn_rubric *rubric, const opn_rubric_node *node,
                         term_set *sets)
{
    sets[0] = always(w);
    for (size_t k = node->level_count - 1; k > 0; k--) {
        const opn_level *level = &rubric->levels[node->first_level + k];
        term_set own = {0};

        /* Copied: the terms of a single test are those of another node. */
        if (level->op_count != OPN_NO_PREDICATE) {
            own = predicate(w, rubric->ops + level->first_op, level->op_count);
            add_all(w, &sets[k], &own);
        }
        if (k + 1 < node->level_count) {
            add_all(w, &sets[k], &sets[k + 1]);
        }
    }
}

/* Criteria below first_composed are inputs; 0 goes down to facts. A loop over
 * the nodes, earliest first, since each reads only earlier ones. */
static int compose(opn_minimal *out, const opn_rubric *rubric, size_t node, size_t level,
                   size_t first_composed, opn_arena *arena)
{
    worker w = {0};
    term_set result = {0};
    bool *needed = take(&w, node + 1, sizeof *needed);
    term_set *sets = take(&w, (node + 1) * OPN_LEVELS_MAX, sizeof *sets);

    if (needed == NULL || sets == NULL) {
        return finish(&w, &result, out, arena);
    }
    /* What the goal reads, directly or not. The others are left out: their
     * terms would cost time, and could even exceed the limit. */
    needed[node] = true;
    for (size_t n = node + 1; n > first_composed && n > rubric->criterion_count; n--) {
        if (needed[n - 1]) {
            mark_inputs(rubric, &rubric->nodes[n - 1], needed);
        }
    }
    w.sets = sets;
    w.first_composed = first_composed;
    for (size_t n = first_composed; n <= node; n++) {
        /* The tests of a criterion are over facts, and those are plain. */
        w.sets = n < rubric->criterion_count ? NULL : sets;
        if (needed[n] && rubric->nodes[n].kind == OPN_NODE_LEVELS) {
            compose_node(&w, rubric, &rubric->nodes[n], sets + n * OPN_LEVELS_MAX);
        }
    }
    result = sets[node * OPN_LEVELS_MAX + level];
    return finish(&w, &result, out, arena);
}

int opn_minimal_level(opn_minimal *out, const opn_rubric *rubric, size_t node, size_t level,
                      opn_arena *arena)
{
    if (node < rubric->criterion_count && level > 0) {
        opn_op op = {(uint16_t)node, (uint16_t)level};

        return opn_minimal_predicate(out, &op, 1, arena);
    }
    return compose(out, rubric, node, level,
                   node < rubric->criterion_count ? 0 : rubric->criterion_count, arena);
}

int opn_minimal_facts(opn_minimal *out, const opn_rubric *rubric, size_t node, size_t level,
                      opn_arena *arena)
{
    return compose(out, rubric, node, level, 0, arena);
}

bool opn_minimal_equal(const opn_minimal *a, const opn_minimal *b)
{
    if (a->count != b->count) {
        return false;
    }
    for (size_t i = 0; i < a->count; i++) {
        if (compare_terms(&a->items[i], &b->items[i]) != 0) {
            return false;
        }
    }
    return true;
}
