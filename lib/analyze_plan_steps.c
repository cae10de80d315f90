/*
 * analyze_plan_steps.c: what each action of a plan really needs.
 *
 * Takes a set of actions that reaches. Each is weakened in turn, its license,
 * extent and access as far as the target still stands, so that nobody is asked
 * for a full public release where a listing is enough. What is left says what
 * kind of step it is, and which criteria it carries.
 *
 * Must not change which actions a plan has.
 */
#include "analyze_plan.h"

/* A step while it is weakened; the rows are scratch for each entry of the bench. */
typedef struct {
    opn_plan_search *s;
    opn_plan_step *steps;
    int16_t **licenses; /* by step: that of the step, to write */
    size_t count;
    opn_pair *rows;   /* by entry and license ladder */
    opn_pair *levels; /* of the criteria, scratch */
    opn_value *values;
} context;

static int16_t raise(int16_t has, int16_t needs)
{
    return has > needs ? has : needs;
}

/* The own license of an entry, raised to what a step needs; NULL: as it is. */
static const opn_pair *raised_row(context *c, const opn_plan_step *step, size_t entry)
{
    opn_bench *b = c->s->bench;
    const opn_pair *known = b->licenses[entry].record;
    opn_pair *row = &c->rows[entry * b->ladder_count];
    bool any = false;

    for (size_t i = 0; i < b->ladder_count; i++) {
        int16_t level = raise(known[i].lo, step->license[i]);

        any = any || step->license[i] >= 0;
        row[i] = (opn_pair){level, raise(known[i].hi, level)};
    }
    return any ? row : NULL;
}

/* Puts a step on the bench: raises what the record has, never lowers it. */
static void put(context *c, size_t at)
{
    const opn_plan_step *step = &c->steps[at];
    opn_bench *b = c->s->bench;
    size_t lever = c->s->levers[step->action];
    opn_setting setting = c->s->best[step->action];

    opn_bench_reset(b, lever);
    if (b->levers[lever].base != OPN_NONE || setting.number != NULL) {
        opn_bench_set(b, lever, &setting);
        return;
    }
    if (b->levers[lever].field != OPN_NONE) {
        setting.value = opn_bench_field(b, b->levers[lever].field);
        setting.value.lo = raise(setting.value.lo, step->value);
        setting.value.hi = raise(setting.value.hi, setting.value.lo);
        opn_bench_set(b, lever, &setting);
        return;
    }
    for (size_t e = 0; e < b->resolved.artifact_count; e++) {
        const opn_resolved_artifact *known = opn_bench_original(b, e);

        if (!opn_bench_holds(b, lever, e)) {
            continue;
        }
        setting = OPN_SETTING_NONE;
        setting.access.lo = raise(known->access.lo, step->access);
        setting.access.hi = raise(known->access.hi, step->access);
        setting.extent.lo = raise(known->extent.lo, step->extent);
        setting.extent.hi = raise(known->extent.hi, step->extent);
        setting.license = raised_row(c, step, e);
        opn_bench_set_entry(b, e, &setting);
    }
}

static bool still_reaches(context *c, size_t at)
{
    put(c, at);
    opn_bench_evaluate(c->s->bench);
    return opn_plan_reached(c->s->bench, &c->s->target);
}

/* The least of a member that is enough; -1 where the record has enough. */
static void weaken(context *c, size_t at, int16_t *member)
{
    int16_t best = *member;

    for (*member = -1; *member < best && !still_reaches(c, at); (*member)++) {
    }
    put(c, at);
}

static void weaken_step(context *c, size_t at)
{
    opn_plan_step *step = &c->steps[at];
    const opn_lever *lever = &c->s->bench->levers[c->s->levers[step->action]];

    if (lever->field != OPN_NONE && c->s->best[step->action].number == NULL) {
        weaken(c, at, &step->value);
    }
    if (lever->slot == OPN_NONE) {
        return;
    }
    for (size_t i = 0; i < c->s->bench->ladder_count; i++) {
        weaken(c, at, &c->licenses[at][i]);
    }
    weaken(c, at, &step->extent);
    weaken(c, at, &step->access);
}

/* Whether every entry of the slot may have what the step needs. */
static void find_confirm(context *c, opn_plan_step *step)
{
    opn_bench *b = c->s->bench;

    step->confirm_access = true;
    step->confirm_extent = true;
    step->confirm_license = true;
    for (size_t e = 0; e < b->resolved.artifact_count; e++) {
        const opn_resolved_artifact *known = opn_bench_original(b, e);

        if (!opn_bench_holds(b, c->s->levers[step->action], e)) {
            continue;
        }
        step->confirm_access = step->confirm_access && known->access.hi >= step->access;
        step->confirm_extent = step->confirm_extent && known->extent.hi >= step->extent;
        for (size_t i = 0; i < b->ladder_count; i++) {
            step->confirm_license =
                step->confirm_license && b->licenses[e].record[i].hi >= step->license[i];
        }
    }
}

static bool needs_license(const opn_bench *b, const opn_plan_step *step)
{
    for (size_t i = 0; i < b->ladder_count; i++) {
        if (step->license[i] >= 0) {
            return true;
        }
    }
    return false;
}

/* By what surely must change: what may hold already only has to be found out. */
static opn_plan_kind kind_of_slot(const context *c, const opn_plan_step *step, size_t slot)
{
    const opn_vocabulary *v = c->s->bench->vocabulary;
    int16_t listed = opn_ladder_level(&v->ladders[v->extent_ladder], "listed");

    if (step->confirm_access && step->confirm_extent) {
        return step->confirm_license ? OPN_STEP_CONFIRM : OPN_STEP_RELICENSE;
    }
    if (opn_streq(v->slots[slot].type, "document") ||
        (step->access < 0 && step->extent <= listed && !needs_license(c->s->bench, step))) {
        return OPN_STEP_DOCUMENT;
    }
    return OPN_STEP_RELEASE;
}

static void find_kind(context *c, opn_plan_step *step)
{
    const opn_bench *b = c->s->bench;
    const opn_lever *lever = &b->levers[c->s->levers[step->action]];

    step->kind = OPN_STEP_CONFIRM;
    if (lever->slot != OPN_NONE) {
        find_confirm(c, step);
        step->kind = kind_of_slot(c, step, lever->slot);
    } else if (lever->field != OPN_NONE && c->s->best[step->action].number == NULL &&
               opn_bench_field(b, lever->field).hi < step->value) {
        step->kind = OPN_STEP_CHANGE;
    }
}

/* Whether the target falls when one criterion does, all others standing. */
static bool carries(context *c, size_t criterion, opn_pair without)
{
    opn_bench *b = c->s->bench;
    opn_pair with = c->levels[criterion];
    const opn_target *target = &c->s->target;
    const opn_value *at =
        &c->values[target->is_score ? b->rubric->result_score : b->rubric->result_level];
    bool stands;

    c->levels[criterion] = without;
    opn_evaluate_levels(b->rubric, c->levels, c->values);
    c->levels[criterion] = with;
    stands = target->is_score
                 ? at->score_known && opn_rational_compare(at->lower, target->share) >= 0
                 : at->applies && at->level.lo >= target->level;
    return !stands;
}

/* The criteria that are lower without a step: those on which the target stands,
 * or all of them where each alone could be spared. */
static int find_serves(context *c, size_t at)
{
    opn_bench *b = c->s->bench;
    size_t criteria = b->rubric->criterion_count;
    opn_plan_step *step = &c->steps[at];
    opn_plan_serves *serves = opn_arena_alloc(c->s->arena, criteria, sizeof *serves);

    if (serves == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t k = 0; k < criteria; k++) {
        c->levels[k] = b->values[k].level;
    }
    opn_bench_reset(b, c->s->levers[step->action]);
    opn_bench_evaluate(b);
    for (int all = 0; all < 2 && step->serves_count == 0; all++) {
        for (size_t k = 0; k < criteria; k++) {
            opn_pair without = b->values[k].level;

            if (without.lo < c->levels[k].lo && (all == 1 || carries(c, k, without))) {
                serves[step->serves_count++] = (opn_plan_serves){k, c->levels[k].lo};
            }
        }
    }
    step->serves = serves;
    put(c, at);
    opn_bench_evaluate(b);
    return OPENNESS_OK;
}

static int begin(context *c, const size_t *set)
{
    const opn_bench *b = c->s->bench;
    const opn_vocabulary *v = b->vocabulary;
    bool *wanted = opn_arena_alloc(c->s->arena, c->s->count, sizeof *wanted);
    bool *read = opn_arena_alloc(c->s->arena, b->ladder_count, sizeof *read);

    c->steps = opn_arena_alloc(c->s->arena, c->count, sizeof *c->steps);
    c->licenses = opn_arena_alloc(c->s->arena, c->count, sizeof *c->licenses);
    c->rows = opn_arena_alloc(c->s->arena, b->resolved.artifact_count * b->ladder_count,
                              sizeof *c->rows);
    c->levels = opn_arena_alloc(c->s->arena, b->rubric->criterion_count, sizeof *c->levels);
    c->values = opn_arena_alloc(c->s->arena, b->rubric->node_count, sizeof *c->values);
    if (wanted == NULL || read == NULL || c->steps == NULL || c->licenses == NULL ||
        c->rows == NULL || c->levels == NULL || c->values == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < c->count; i++) {
        const opn_setting *best = &c->s->best[set[i]];
        int16_t *license = opn_arena_alloc(c->s->arena, b->ladder_count, sizeof *license);

        if (license == NULL) {
            return OPENNESS_E_NOMEM;
        }
        opn_bench_ladders(b, b->levers[c->s->levers[set[i]]].slot, read);
        for (size_t k = 0; k < b->ladder_count; k++) {
            license[k] = read[k] ? b->best_license[k].lo : -1;
        }
        wanted[set[i]] = true;
        c->licenses[i] = license;
        c->steps[i] = (opn_plan_step){.action = set[i], .license = license};
        c->steps[i].access = (int16_t)(v->ladders[v->access_ladder].count - 1);
        c->steps[i].extent = (int16_t)(v->ladders[v->extent_ladder].count - 1);
        c->steps[i].value = best->value.lo < 0 ? -1 : best->value.lo;
    }
    opn_plan_try(c->s, wanted);
    return OPENNESS_OK;
}

/* Each action keeps its place, but for what needs finding out first: that may
 * make the rest needless. */
static void sort(opn_plan_step *steps, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        opn_plan_step moving = steps[i];
        size_t at = i;

        while (moving.kind == OPN_STEP_CONFIRM && at > 0 &&
               steps[at - 1].kind != OPN_STEP_CONFIRM) {
            steps[at] = steps[at - 1];
            at--;
        }
        steps[at] = moving;
    }
}

int opn_plan_steps(opn_plan *out, opn_plan_search *s, const size_t *set, size_t count)
{
    context c = {.s = s, .count = count};
    int status = begin(&c, set);

    if (status != OPENNESS_OK) {
        return status;
    }
    for (size_t i = 0; i < count; i++) {
        put(&c, i);
    }
    for (size_t i = 0; i < count; i++) {
        weaken_step(&c, i);
        find_kind(&c, &c.steps[i]);
    }
    opn_bench_evaluate(s->bench);
    for (size_t i = 0; i < count && status == OPENNESS_OK; i++) {
        status = find_serves(&c, i);
    }
    for (size_t i = 0; i < count; i++) {
        opn_bench_reset(s->bench, s->levers[set[i]]);
        s->is_set[set[i]] = false;
    }
    sort(c.steps, count);
    *out = (opn_plan){c.steps, count};
    return status;
}
