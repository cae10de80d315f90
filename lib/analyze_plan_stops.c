/*
 * analyze_plan_stops.c: why a target cannot be reached.
 *
 * Takes a bench on which everything stands at its best. Raises the criteria by
 * hand until the target stands, and drops every raise that can be spared: what
 * is left is what stops it. Of each the reason is looked for: a base's license,
 * somebody's assessment, a level that only an assessor gives, something that
 * does not apply, or facts that nobody can change.
 *
 * Must not advise.
 */
#include "analyze_plan.h"
#include "steps.h"

typedef struct {
    opn_planning *p;
    opn_bench *bench;
    opn_arena *arena;
    opn_pair *levels;  /* of the criteria, some of them raised */
    opn_pair *reached; /* with everything done */
    opn_basis *basis;
    opn_value *values;
    opn_plan_stop *stops;
} context;

static bool stands(context *c)
{
    const opn_rubric *rubric = c->bench->rubric;
    const opn_target *target = &c->p->search.target;
    const opn_value *at =
        &c->values[target->is_score ? rubric->result_score : rubric->result_level];

    opn_evaluate_levels(rubric, c->levels, c->values);
    return target->is_score
               ? at->score_known && opn_rational_compare(at->lower, target->share) >= 0
               : at->applies && at->level.lo >= target->level;
}

/* Criteria that do not apply are raised only where the others are not enough. */
static bool raise_all(context *c)
{
    for (int inapplicable = 0; inapplicable < 2; inapplicable++) {
        for (size_t k = 0; k < c->bench->rubric->criterion_count; k++) {
            int16_t top = (int16_t)(c->bench->rubric->nodes[k].level_count - 1);

            if (opn_pair_applies(c->reached[k]) || inapplicable == 1) {
                c->levels[k] = (opn_pair){top, top};
            }
        }
        if (stands(c)) {
            return true;
        }
    }
    return false;
}

/* Each criterion as low as the target allows, the first ones first. */
static void spare(context *c)
{
    for (size_t k = 0; k < c->bench->rubric->criterion_count; k++) {
        opn_pair raised = c->levels[k];
        opn_pair was = c->reached[k];

        c->levels[k] = was;
        for (int16_t level = (int16_t)(was.lo + 1); level <= raised.lo && !stands(c); level++) {
            c->levels[k] = (opn_pair){level, level};
        }
    }
}

/* A shallow copy of the report with the facts of the bench, for the tests that a
 * criterion still fails. */
static int missing(context *c, opn_plan_stop *stop)
{
    openness_report now = *c->p->report;
    opn_reasons reasons;
    opn_rubric view;
    size_t *facts;
    int status;

    now.facts = c->bench->facts;
    now.sources = c->bench->sources;
    now.values = c->bench->values;
    if (stop->kind == OPN_STOP_SCOPE) {
        status = opn_steps_scope(&now, &reasons, c->arena);
    } else {
        status = opn_steps_view(&view, c->bench->rubric, now.facts, now.values, c->arena);
        if (status == OPENNESS_OK) {
            status = opn_steps_missing(&now, &view, stop->criterion, (size_t)stop->level,
                                       &reasons, c->arena);
        }
    }
    if (status != OPENNESS_OK) {
        return status;
    }
    facts = opn_arena_alloc(c->arena, reasons.count, sizeof *facts);
    if (facts == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < reasons.count; i++) {
        facts[i] = reasons.items[i].fact;
    }
    stop->facts = facts;
    stop->fact_count = reasons.count;
    return OPENNESS_OK;
}

static void free_base(context *c, size_t base, bool free)
{
    opn_bench *b = c->bench;
    opn_setting setting = OPN_SETTING_NONE;

    setting.license = free ? b->best_license : b->bases[base].record;
    for (size_t i = 0; i < b->lever_count; i++) {
        if (b->levers[i].base == base) {
            opn_bench_set(b, i, &setting);
        }
    }
}

static bool is_met(context *c, const opn_plan_stop *stop)
{
    opn_bench_evaluate(c->bench);
    return c->bench->values[stop->criterion].level.lo >= stop->level;
}

/* The bases whose licenses keep a criterion down: those that do even when all
 * others are out of the way, else all. */
static bool find_bases(context *c, opn_plan_stop *stop)
{
    size_t count = c->bench->base_count;
    bool *bases = opn_arena_alloc(c->arena, count, sizeof *bases);
    bool met;
    bool any = false;

    if (bases == NULL) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        free_base(c, i, true);
    }
    met = is_met(c, stop);
    for (size_t i = 0; met && i < count; i++) {
        free_base(c, i, false);
        bases[i] = !is_met(c, stop);
        any = any || bases[i];
        free_base(c, i, true);
    }
    for (size_t i = 0; i < count; i++) {
        bases[i] = bases[i] || !any;
        free_base(c, i, false);
    }
    opn_bench_evaluate(c->bench);
    stop->bases = bases;
    return met;
}

static int explain(context *c, opn_plan_stop *stop)
{
    const opn_rubric *rubric = c->bench->rubric;
    size_t first = rubric->nodes[stop->criterion].first_level;

    if (!opn_pair_applies(c->reached[stop->criterion])) {
        stop->kind = OPN_STOP_INAPPLICABLE;
    } else if (c->basis[stop->criterion] == OPN_ASSESSED) {
        stop->kind = OPN_STOP_ASSESSMENT;
    } else if (rubric->levels[first + (size_t)stop->level].op_count == OPN_NO_PREDICATE) {
        stop->kind = OPN_STOP_ASSESSOR;
    } else if (find_bases(c, stop)) {
        stop->kind = OPN_STOP_BASE;
    } else {
        stop->kind = OPN_STOP_FACTS;
        return stop->bases == NULL ? OPENNESS_E_NOMEM : missing(c, stop);
    }
    return OPENNESS_OK;
}

static int find_stops(context *c)
{
    opn_planning *p = c->p;

    if (!raise_all(c)) {
        c->stops[p->stop_count++] =
            (opn_plan_stop){.kind = OPN_STOP_RULES, .criterion = OPN_NONE};
        return OPENNESS_OK;
    }
    spare(c);
    for (size_t k = 0; k < c->bench->rubric->criterion_count; k++) {
        opn_plan_stop *stop = &c->stops[p->stop_count];
        int status;

        if (c->levels[k].lo <= c->reached[k].lo) {
            continue;
        }
        *stop = (opn_plan_stop){.criterion = k, .level = c->levels[k].lo};
        status = explain(c, stop);
        if (status != OPENNESS_OK) {
            return status;
        }
        p->stop_count++;
    }
    return OPENNESS_OK;
}

int opn_plan_stops(opn_planning *p, opn_arena *arena)
{
    context c = {.p = p, .bench = &p->bench, .arena = arena};
    size_t criteria = p->bench.rubric->criterion_count;

    c.levels = opn_arena_alloc(arena, criteria, sizeof *c.levels);
    c.reached = opn_arena_alloc(arena, criteria, sizeof *c.reached);
    c.basis = opn_arena_alloc(arena, criteria, sizeof *c.basis);
    c.values = opn_arena_alloc(arena, p->bench.rubric->node_count, sizeof *c.values);
    c.stops = opn_arena_alloc(arena, criteria + 1, sizeof *c.stops);
    if (c.levels == NULL || c.reached == NULL || c.basis == NULL || c.values == NULL ||
        c.stops == NULL) {
        return OPENNESS_E_NOMEM;
    }
    p->stops = c.stops;
    for (size_t k = 0; k < criteria; k++) {
        c.reached[k] = p->bench.values[k].level;
        c.levels[k] = c.reached[k];
        c.basis[k] = p->bench.basis[k];
    }
    if (p->bench.applies != OPN_TRUE) {
        c.stops[0] = (opn_plan_stop){.kind = OPN_STOP_SCOPE, .criterion = OPN_NONE};
        p->stop_count = 1;
        return missing(&c, &c.stops[0]);
    }
    return find_stops(&c);
}
