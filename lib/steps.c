/*
 * steps.c: what holds a criterion up and which ways lead to the next level.
 *
 * Takes an evaluated report, gives reasons and ways. A way is a minimal term
 * of the next level less the tests that are surely met; of two ways where one
 * asks for everything that the other asks for, only the lesser is kept.
 *
 * Too many terms (OPN_MINIMAL_LIMIT) are no failure: the levels stand without
 * advice. Must not know JSON, licenses or how anything is printed.
 */
#include "steps.h"
#include "minimal.h"

#include <stdlib.h>

enum { MOST_WAYS = 5 };

/* An operand on the stack of the copying pass: where its code begins, and
 * whether anything of it is left. */
typedef struct {
    size_t start;
    bool kept;
} operand;

static bool input_applies(const opn_pair *facts, const opn_value *values, size_t input)
{
    return facts != NULL ? opn_pair_applies(facts[input]) : values[input].applies;
}

/* Copies a predicate without the tests of inputs that do not apply (facts when
 * given, else nodes). Returns the number of ops written; *asked is false when
 * nothing of the predicate is left. */
static size_t prune(opn_op *out, const opn_op *ops, size_t count, const opn_pair *facts,
                    const opn_value *values, bool *asked)
{
    operand stack[OPN_STACK];
    size_t depth = 0;
    size_t used = 0;

    for (size_t i = 0; i < count; i++) {
        bool gate = (ops[i].code & OPN_GATE) != 0;
        size_t children = gate ? ops[i].code & (OPN_GATE - 1u) : 0;
        operand made = {used, true};
        unsigned kept = 0;

        if (gate) {
            for (size_t c = 0; c < children; c++) {
                depth--;
                kept += stack[depth].kept ? 1u : 0u;
                made.start = stack[depth].start;
            }
            /* "all of nothing" was written so and is true; it is not the same
             * as a gate whose children all dropped out. */
            made.kept = children == 0 || kept > 0;
            if (made.kept) {
                out[used++] = (opn_op){(uint16_t)(OPN_GATE | kept), ops[i].arg};
            }
        } else {
            made.kept = input_applies(facts, values, ops[i].code);
            if (made.kept) {
                out[used++] = ops[i];
            }
        }
        stack[depth++] = made;
    }
    *asked = depth > 0 && stack[depth - 1].kept;
    return used;
}

int opn_steps_view(opn_rubric *view, const opn_rubric *rubric, const opn_pair *facts,
                   const opn_value *values, opn_arena *arena)
{
    opn_op *ops = opn_arena_alloc(arena, rubric->op_count, sizeof *ops);
    opn_level *levels = opn_arena_alloc(arena, rubric->level_count, sizeof *levels);
    size_t used = 0;

    if (ops == NULL || levels == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t n = 0; n < rubric->node_count; n++) {
        const opn_rubric_node *node = &rubric->nodes[n];
        const opn_pair *inputs = n < rubric->criterion_count ? facts : NULL;

        for (size_t k = 0; k < node->level_count; k++) {
            opn_level *level = &levels[node->first_level + k];
            bool asked = true;
            size_t count;

            *level = rubric->levels[node->first_level + k];
            if (level->op_count == OPN_NO_PREDICATE) {
                continue;
            }
            if (n < rubric->criterion_count && facts == NULL) {
                count = level->op_count;
                memcpy(ops + used, rubric->ops + level->first_op, count * sizeof *ops);
            } else {
                count = prune(ops + used, rubric->ops + level->first_op, level->op_count, inputs,
                              values, &asked);
            }
            level->first_op = (uint32_t)used;
            /* A level whose predicate asks nothing is passed over. */
            level->op_count = asked ? (uint16_t)count : OPN_NO_PREDICATE;
            used += count;
        }
    }
    *view = *rubric;
    view->ops = ops;
    view->op_places = NULL;
    view->op_count = used;
    view->levels = levels;
    view->applies_count = OPN_NO_PREDICATE;
    return OPENNESS_OK;
}

/* Beyond the limit there is no advice, and that is not an error. */
static int accept_limit(opn_minimal *terms, int status)
{
    if (status == OPENNESS_E_LIMIT) {
        *terms = (opn_minimal){0};
        return OPENNESS_OK;
    }
    return status;
}

/* The minimal terms of one level over facts; none where nothing is asked. */
static int level_terms(opn_minimal *terms, const opn_rubric *view, const opn_level *level,
                       opn_arena *arena)
{
    *terms = (opn_minimal){0};
    if (level->op_count == OPN_NO_PREDICATE) {
        return OPENNESS_OK;
    }
    return accept_limit(
        terms, opn_minimal_predicate(terms, view->ops + level->first_op, level->op_count, arena));
}

/* The tests of a term as reasons; with missing_only, those not surely met. */
static int fill_reasons(const openness_report *report, const opn_conjunction *term,
                        bool missing_only, opn_reasons *out, opn_arena *arena)
{
    opn_reason *items = opn_arena_alloc(arena, term->count, sizeof *items);
    size_t count = 0;

    if (items == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < term->count; i++) {
        size_t fact = term->inputs[i];
        opn_pair has = report->facts[fact];
        int16_t needs = (int16_t)term->least[i];

        if (missing_only && has.lo >= needs) {
            continue;
        }
        items[count++] = (opn_reason){fact, has, needs, missing_only && has.hi >= needs,
                                      &report->sources[fact]};
    }
    *out = (opn_reasons){items, count};
    return OPENNESS_OK;
}

/* How far a term is from holding, over pairs of its inputs. */
typedef struct {
    size_t unmet;
    size_t surely; /* of these, what no answer can help: something must change */
    size_t index;
} distance;

static distance measure(const opn_conjunction *term, const opn_pair *facts,
                        const opn_value *values, size_t index)
{
    distance d = {0, 0, index};

    for (size_t i = 0; i < term->count; i++) {
        size_t input = term->inputs[i];
        opn_pair has = facts != NULL ? facts[input] : values[input].level;

        d.unmet += has.lo < (int)term->least[i] ? 1 : 0;
        d.surely += has.hi < (int)term->least[i] ? 1 : 0;
    }
    return d;
}

/* Fewest changes first; then what only needs finding out; then the order of
 * the terms, which makes the order total. */
static int compare_distance(const void *a, const void *b)
{
    const distance *x = a;
    const distance *y = b;

    if (x->unmet != y->unmet) {
        return x->unmet < y->unmet ? -1 : 1;
    }
    if (x->surely != y->surely) {
        return x->surely < y->surely ? -1 : 1;
    }
    return (x->index > y->index) - (x->index < y->index);
}

/* One way is enough to show why a level holds, and the shortest says most. */
static int find_because(openness_report *report, const opn_rubric *view, const opn_level *level,
                        opn_criterion_result *result, opn_arena *scratch)
{
    opn_minimal terms;
    int status = level_terms(&terms, view, level, scratch);

    if (status != OPENNESS_OK) {
        return status;
    }
    for (size_t i = 0; i < terms.count; i++) {
        /* Terms are sorted: the first that holds is the smallest. */
        if (measure(&terms.items[i], report->facts, NULL, i).unmet == 0) {
            return fill_reasons(report, &terms.items[i], false, &result->because, &report->arena);
        }
    }
    return OPENNESS_OK;
}

/* Of all terms the nearest, less what is met already. */
static int fill_nearest(const openness_report *report, const opn_minimal *terms,
                        opn_reasons *blocked, opn_arena *arena)
{
    distance best = {SIZE_MAX, SIZE_MAX, SIZE_MAX};

    if (terms->count == 0) {
        return OPENNESS_OK;
    }
    for (size_t i = 0; i < terms->count; i++) {
        distance d = measure(&terms->items[i], report->facts, NULL, i);

        if (compare_distance(&d, &best) < 0) {
            best = d;
        }
    }
    return fill_reasons(report, &terms->items[best.index], true, blocked, arena);
}

/* What the nearest way to a level still asks for. */
static int find_blocked(const openness_report *report, const opn_rubric *view,
                        const opn_level *level, opn_reasons *blocked, opn_arena *arena,
                        opn_arena *scratch)
{
    opn_minimal terms;
    int status = level_terms(&terms, view, level, scratch);

    return status == OPENNESS_OK ? fill_nearest(report, &terms, blocked, arena) : status;
}

/* The level above the lower end; a level that this release passes over is
 * taken only when there is no other. SIZE_MAX at the top. */
static size_t next_level(const opn_rubric *rubric, const opn_rubric *view, size_t node,
                         int16_t lo)
{
    const opn_rubric_node *n = &rubric->nodes[node];
    size_t above = (size_t)lo + 1;

    for (size_t k = above; k < n->level_count; k++) {
        bool asks = rubric->levels[n->first_level + k].op_count != OPN_NO_PREDICATE;
        bool left = view->levels[n->first_level + k].op_count != OPN_NO_PREDICATE;

        if (left || !asks) {
            return k;
        }
    }
    return above < n->level_count ? above : SIZE_MAX;
}

int opn_steps_criterion(openness_report *report, const opn_rubric *view,
                        opn_criterion_result *result)
{
    const opn_rubric *rubric = report->rubric;
    const opn_level *levels = &rubric->levels[rubric->nodes[result->node].first_level];
    const opn_level *read = &view->levels[rubric->nodes[result->node].first_level];
    opn_arena scratch = {0};
    size_t next;
    int status = OPENNESS_OK;

    if (!opn_pair_applies(result->level)) {
        return OPENNESS_OK;
    }
    next = next_level(rubric, view, result->node, result->level.lo);
    result->next = next == SIZE_MAX ? NULL : &levels[next];
    /* An assessed level rests on the assessment, not on facts. */
    if (report->facts == NULL || result->basis == OPN_ASSESSED) {
        return OPENNESS_OK;
    }
    if (result->level.lo > 0) {
        status = find_because(report, view, &read[result->level.lo], result, &scratch);
    }
    if (status == OPENNESS_OK && next != SIZE_MAX) {
        status =
            find_blocked(report, view, &read[next], &result->blocked, &report->arena, &scratch);
    }
    opn_arena_free(&scratch);
    return status;
}

int opn_steps_missing(const openness_report *report, const opn_rubric *view, size_t criterion,
                      size_t level, opn_reasons *out, opn_arena *arena)
{
    const opn_rubric_node *node = &view->nodes[criterion];
    opn_arena scratch = {0};
    int status;

    *out = (opn_reasons){NULL, 0};
    status = find_blocked(report, view, &view->levels[node->first_level + level], out, arena,
                          &scratch);
    opn_arena_free(&scratch);
    return status;
}

int opn_steps_scope(const openness_report *report, opn_reasons *out, opn_arena *arena)
{
    const opn_rubric *rubric = report->rubric;
    opn_arena scratch = {0};
    opn_minimal terms = {0};
    int status = OPENNESS_OK;

    *out = (opn_reasons){NULL, 0};
    if (rubric->applies_count != OPN_NO_PREDICATE) {
        status = accept_limit(&terms,
                              opn_minimal_predicate(&terms, rubric->ops + rubric->applies_first,
                                                    rubric->applies_count, &scratch));
    }
    if (status == OPENNESS_OK) {
        status = fill_nearest(report, &terms, out, arena);
    }
    opn_arena_free(&scratch);
    return status;
}

/* The tests of a term that the criteria do not surely meet. */
static int fill_way(const openness_report *report, const opn_conjunction *term, opn_way *way,
                    opn_arena *arena)
{
    opn_step *steps = opn_arena_alloc(arena, term->count, sizeof *steps);
    size_t count = 0;

    if (steps == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < term->count; i++) {
        size_t criterion = term->inputs[i];
        opn_pair has = report->values[criterion].level;
        int16_t needs = (int16_t)term->least[i];

        if (has.lo < needs) {
            steps[count++] = (opn_step){criterion, needs, has.hi >= needs};
        }
    }
    *way = (opn_way){steps, count, {0, 1}};
    return OPENNESS_OK;
}

/* Whether every step of a is a step of b, to the same level or higher. Both
 * are in the order of the criteria. */
static bool way_within(const opn_way *a, const opn_way *b)
{
    size_t at = 0;

    for (size_t i = 0; i < a->count; i++) {
        while (at < b->count && b->items[at].criterion < a->items[i].criterion) {
            at++;
        }
        if (at == b->count || b->items[at].criterion != a->items[i].criterion ||
            b->items[at].level < a->items[i].level) {
            return false;
        }
    }
    return true;
}

/* A way that asks for more than one that is already listed is no alternative. */
static bool way_is_new(const opn_way *ways, size_t count, const opn_way *way)
{
    for (size_t i = 0; i < count; i++) {
        if (way_within(&ways[i], way)) {
            return false;
        }
    }
    return true;
}

/* Minimal terms in order of distance, until enough of them are ways. */
static int ladder_ways(openness_report *report, const opn_rubric *view, size_t level,
                       opn_way *ways, opn_arena *scratch)
{
    size_t node = report->rubric->result_level;
    opn_minimal terms = {0};
    distance *order;
    int status = accept_limit(&terms, opn_minimal_level(&terms, view, node, level, scratch));

    if (status != OPENNESS_OK || terms.count == 0) {
        return status;
    }
    order = opn_arena_alloc(scratch, terms.count, sizeof *order);
    if (order == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < terms.count; i++) {
        order[i] = measure(&terms.items[i], NULL, report->values, i);
    }
    qsort(order, terms.count, sizeof *order, compare_distance);
    for (size_t i = 0; i < terms.count && report->way_count < MOST_WAYS; i++) {
        opn_way *way = &ways[report->way_count];

        status = fill_way(report, &terms.items[order[i].index], way, &report->arena);
        if (status != OPENNESS_OK) {
            return status;
        }
        if (way->count > 0 && way_is_new(ways, report->way_count, way)) {
            report->way_count++;
        }
    }
    return OPENNESS_OK;
}

int opn_steps_way(const openness_report *report, const opn_rubric *view, size_t level,
                  opn_way *out, opn_arena *arena)
{
    opn_arena scratch = {0};
    opn_minimal terms = {0};
    distance best = {SIZE_MAX, SIZE_MAX, SIZE_MAX};
    int status = accept_limit(
        &terms, opn_minimal_level(&terms, view, report->rubric->result_level, level, &scratch));

    *out = (opn_way){NULL, 0, {0, 1}};
    for (size_t i = 0; i < terms.count; i++) {
        distance d = measure(&terms.items[i], NULL, report->values, i);

        if (compare_distance(&d, &best) < 0) {
            best = d;
        }
    }
    if (status == OPENNESS_OK && terms.count > 0) {
        status = fill_way(report, &terms.items[best.index], out, arena);
    }
    opn_arena_free(&scratch);
    return status;
}

/* Inserts by gain, most first; of equal gains the earlier criterion stays. */
static void insert_way(opn_way *ways, size_t *count, const opn_way *way)
{
    size_t at = *count;

    while (at > 0 && opn_rational_compare(ways[at - 1].gain, way->gain) < 0) {
        at--;
    }
    if (at == MOST_WAYS) {
        return;
    }
    if (*count < MOST_WAYS) {
        (*count)++;
    }
    for (size_t i = *count - 1; i > at; i--) {
        ways[i] = ways[i - 1];
    }
    ways[at] = *way;
}

/* The first level of a criterion that alone raises the lower score, as a way
 * of one step; levels is scratch that is left as it was. gain 0: none. */
static opn_step cheapest_raise(const openness_report *report, size_t criterion, opn_pair *levels,
                               opn_value *values, opn_rational *gain)
{
    const opn_rubric *rubric = report->rubric;
    const opn_value *now = &report->values[rubric->result_score];
    opn_rational base = now->score_known ? now->lower : (opn_rational){0, 1};
    opn_pair was = levels[criterion];
    opn_step step = {criterion, 0, false};

    *gain = (opn_rational){0, 1};
    for (int16_t k = (int16_t)(was.lo + 1);
         (size_t)k < rubric->nodes[criterion].level_count && gain->num == 0; k++) {
        const opn_value *then = &values[rubric->result_score];

        levels[criterion] = (opn_pair){k, was.hi > k ? was.hi : k};
        opn_evaluate_levels(rubric, levels, values);
        if (then->score_known && opn_rational_compare(then->lower, base) > 0) {
            *gain = opn_rational_sub(then->lower, base);
            step.level = k;
            step.unknown = was.hi >= k;
        }
    }
    levels[criterion] = was;
    return step;
}

/* Without a ladder ahead: each criterion's cheapest raise, most gain first. */
static int score_ways(openness_report *report, opn_way *ways, opn_arena *scratch)
{
    const opn_rubric *rubric = report->rubric;
    opn_pair *levels = opn_arena_alloc(scratch, rubric->criterion_count, sizeof *levels);
    opn_value *values = opn_arena_alloc(scratch, rubric->node_count, sizeof *values);

    if (levels == NULL || values == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t c = 0; c < rubric->criterion_count; c++) {
        levels[c] = report->values[c].level;
    }
    for (size_t c = 0; c < rubric->criterion_count; c++) {
        opn_rational gain = {0, 1};
        opn_step *step = opn_arena_alloc(&report->arena, 1, sizeof *step);

        if (step == NULL) {
            return OPENNESS_E_NOMEM;
        }
        if (opn_pair_applies(levels[c])) {
            *step = cheapest_raise(report, c, levels, values, &gain);
        }
        if (gain.num > 0) {
            insert_way(ways, &report->way_count, &(opn_way){step, 1, gain});
        }
    }
    return OPENNESS_OK;
}

int opn_steps_ways(openness_report *report, const opn_rubric *view)
{
    const opn_rubric *rubric = report->rubric;
    size_t node = rubric->result_level;
    opn_way *ways = opn_arena_alloc(&report->arena, MOST_WAYS, sizeof *ways);
    opn_arena scratch = {0};
    size_t next = SIZE_MAX;
    int status = OPENNESS_OK;

    if (ways == NULL) {
        return OPENNESS_E_NOMEM;
    }
    report->ways = ways;
    if (report->applies == OPN_FALSE) {
        return OPENNESS_OK;
    }
    if (node != SIZE_MAX && report->values[node].applies) {
        next = next_level(rubric, view, node, report->values[node].level.lo);
    }
    if (next != SIZE_MAX) {
        report->next_level = &rubric->levels[rubric->nodes[node].first_level + next];
        status = ladder_ways(report, view, next, ways, &scratch);
    } else if (rubric->result_score != SIZE_MAX) {
        status = score_ways(report, ways, &scratch);
    }
    opn_arena_free(&scratch);
    return status;
}
