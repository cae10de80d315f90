/*
 * analyze_plan.c: from a report to the fewest changes that move it.
 *
 * Takes a report and a target: a level of the headline, a score, or the next
 * level. Makes an action of everything that could be better, has the smallest
 * sets searched, and asks what each of their actions really needs; where
 * nothing reaches, what stops it.
 *
 * Must not search or print itself.
 */
#include "analyze.h"
#include "analyze_plan.h"

enum { MOST_DIGITS = 9, MOST_DECIMALS = 3 };

/* "75", "54.5": exact. False when it is no such number. */
static bool read_number(const char *text, opn_rational *out)
{
    size_t digits = 0;
    size_t decimals = 0;
    bool point = false;
    int64_t value = 0;
    int64_t den = 1;

    for (; *text != '\0'; text++) {
        if (*text == '.' && !point && digits > 0) {
            point = true;
        } else if (*text >= '0' && *text <= '9' && digits < MOST_DIGITS) {
            value = value * 10 + (*text - '0');
            digits++;
            decimals += point ? 1 : 0;
            den *= point ? 10 : 1;
        } else {
            return false;
        }
    }
    *out = (opn_rational){value, den};
    return digits > 0 && decimals <= MOST_DECIMALS && (!point || decimals > 0);
}

/* The level above the lower end, as the report advises; at the top the top. */
static int next_level(const openness_report *report, opn_target *out, openness_error **err)
{
    const opn_rubric *rubric = report->rubric;
    const opn_rubric_node *node;
    size_t level;

    if (rubric->result_level == SIZE_MAX) {
        return opn_error_message(
            err, OPENNESS_E_ARGUMENT, "\"%s\" has no levels to plan for: %s", rubric->id,
            rubric->result_score == SIZE_MAX ? "it has no result" : "name a score");
    }
    node = &rubric->nodes[rubric->result_level];
    level = (size_t)(report->values[rubric->result_level].level.lo + 1);
    if (report->next_level != NULL) {
        level = (size_t)(report->next_level - &rubric->levels[node->first_level]);
    }
    out->level = (int16_t)(level < node->level_count ? level : node->level_count - 1);
    return OPENNESS_OK;
}

/* A level comes before a number of the same form. */
static int read_target(const openness_report *report, const char *to, opn_target *out,
                       openness_error **err)
{
    const opn_rubric *rubric = report->rubric;
    opn_rational number;

    *out = (opn_target){false, 0, {0, 1}};
    if (to == NULL) {
        return next_level(report, out, err);
    }
    for (size_t k = 0;
         rubric->result_level != SIZE_MAX && k < rubric->nodes[rubric->result_level].level_count;
         k++) {
        size_t first = rubric->nodes[rubric->result_level].first_level;

        if (opn_streq(rubric->levels[first + k].id, to)) {
            out->level = (int16_t)k;
            return OPENNESS_OK;
        }
    }
    if (rubric->result_score != SIZE_MAX && read_number(to, &number)) {
        int64_t scale = rubric->nodes[rubric->result_score].scale;

        out->is_score = true;
        out->share = opn_rational_make(number.num, number.den * scale);
        if (out->share.num <= out->share.den) {
            return OPENNESS_OK;
        }
    }
    if (rubric->result_score != SIZE_MAX) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "\"%s\" is neither a level of the result of \"%s\" nor one of "
                                 "its scores, from 0 to %d with three decimals at most",
                                 to, rubric->id, (int)rubric->nodes[rubric->result_score].scale);
    }
    return opn_error_message(err, OPENNESS_E_ARGUMENT,
                             "\"%s\" is not a level of the result of \"%s\"", to, rubric->id);
}

static int16_t top_of(const opn_bench *b, size_t ladder)
{
    return (int16_t)(b->vocabulary->ladders[ladder].count - 1);
}

/* The numeral that the only fact about a number likes best: NULL where several
 * facts read it, since they may not agree. */
static const char *best_number(const opn_bench *b, size_t field)
{
    const char *best = NULL;

    for (size_t i = 0; i < b->vocabulary->fact_count; i++) {
        const opn_fact *fact = &b->vocabulary->facts[i];

        if (!b->reads[i] || fact->read != OPN_READ_CUTS || fact->field != field) {
            continue;
        }
        if (best != NULL) {
            return NULL;
        }
        best = fact->set_count > 1 && opn_decimal_compare(fact->set[0], fact->set[1]) > 0
                   ? "0"
                   : "1e99";
    }
    return best;
}

/* A base's terms can only be found out: the best that they may be. */
static const opn_pair *best_row(const opn_bench *b, size_t base, opn_arena *arena)
{
    opn_pair *row = opn_arena_alloc(arena, b->ladder_count, sizeof *row);

    for (size_t i = 0; row != NULL && i < b->ladder_count; i++) {
        row[i] = (opn_pair){b->bases[base].record[i].hi, b->bases[base].record[i].hi};
    }
    return row;
}

/* Whether the record leaves it possible that the slot is at its best already. */
static bool slot_may_hold(const opn_bench *b, size_t lever, const opn_setting *best)
{
    for (size_t e = 0; e < b->resolved.artifact_count; e++) {
        const opn_resolved_artifact *known = opn_bench_original(b, e);

        if (opn_bench_holds(b, lever, e) &&
            (known->access.hi < best->access.lo || known->extent.hi < best->extent.lo)) {
            return false;
        }
    }
    return true;
}

/* One lever as an action; false where nobody could bring it anywhere. */
static bool make_action(const opn_bench *b, size_t lever, opn_setting *best, bool *may_hold,
                        opn_arena *arena)
{
    const opn_lever *at = &b->levers[lever];

    *best = OPN_SETTING_NONE;
    *may_hold = true;
    if (at->slot != OPN_NONE) {
        int16_t access = top_of(b, b->vocabulary->access_ladder);
        int16_t extent = top_of(b, b->vocabulary->extent_ladder);

        best->access = (opn_pair){access, access};
        best->extent = (opn_pair){extent, extent};
        best->license = b->best_license;
        *may_hold = slot_may_hold(b, lever, best);
        return true;
    }
    if (at->base != OPN_NONE) {
        best->license = best_row(b, at->base, arena);
        return at->open;
    }
    if (b->vocabulary->fields[at->field].type != OPN_FIELD_LADDER) {
        best->number = best_number(b, at->field);
        return at->open && best->number != NULL;
    }
    best->value.lo = top_of(b, b->vocabulary->fields[at->field].ladder);
    best->value.hi = best->value.lo;
    *may_hold = opn_bench_field(b, at->field).hi >= best->value.lo;
    return true;
}

static int make_actions(opn_plan_search *s)
{
    const opn_bench *b = s->bench;
    size_t *levers = opn_arena_alloc(s->arena, b->lever_count, sizeof *levers);
    opn_setting *best = opn_arena_alloc(s->arena, b->lever_count, sizeof *best);
    bool *may_hold = opn_arena_alloc(s->arena, b->lever_count, sizeof *may_hold);

    s->is_set = opn_arena_alloc(s->arena, b->lever_count, sizeof *s->is_set);
    if (levers == NULL || best == NULL || may_hold == NULL || s->is_set == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < b->lever_count; i++) {
        if (make_action(b, i, &best[s->count], &may_hold[s->count], s->arena)) {
            if (b->levers[i].base != OPN_NONE && best[s->count].license == NULL) {
                return OPENNESS_E_NOMEM;
            }
            levers[s->count++] = i;
        }
    }
    s->levers = levers;
    s->best = best;
    s->may_hold = may_hold;
    return OPENNESS_OK;
}

/* What each action of the sets to show needs. */
static int find_steps(opn_planning *p, opn_arena *arena)
{
    opn_plan_search *s = &p->search;
    bool fallback = s->kept == 0 && s->fallback_count > 0;
    size_t count = fallback ? 1 : s->kept < OPN_PLANS_SHOWN ? s->kept : OPN_PLANS_SHOWN;
    opn_plan *plans = opn_arena_alloc(arena, count, sizeof *plans);

    if (plans == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        const size_t *set = fallback ? s->fallback : s->sets[i];
        int status = opn_plan_steps(&plans[i], s, set, fallback ? s->fallback_count : s->least);

        if (status != OPENNESS_OK) {
            return status;
        }
    }
    p->plans = plans;
    p->plan_count = count;
    return OPENNESS_OK;
}

int opn_plan_find(opn_planning *p, opn_arena *arena)
{
    const openness_report *report = p->report;
    const char *as_of = report->as_of[0] == '\0' ? NULL : report->as_of;
    int status =
        opn_bench_init(&p->bench, report->release, report->rubric, report->mode, as_of, arena);

    p->search.bench = &p->bench;
    p->search.arena = arena;
    if (status == OPENNESS_OK) {
        status = make_actions(&p->search);
    }
    if (status == OPENNESS_OK) {
        status = opn_plan_search_run(&p->search);
    }
    if (status == OPENNESS_OK && !p->search.reached) {
        status = p->search.reachable ? find_steps(p, arena) : opn_plan_stops(p, arena);
    }
    return status;
}

int openness_analyze_plan(const openness_report *report, const char *to, int format, int width,
                          openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_planning planning = {.report = report};
    opn_buf buf = {0};
    int status = opn_analysis_begin(out, format, width, err);

    if (status != OPENNESS_OK) {
        return status;
    }
    if (report == NULL || report->release == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "report must be on a release, not NULL or from a vector");
    }
    planning.search.limit = OPN_PLAN_WORK;
    status = read_target(report, to, &planning.search.target, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    status = opn_plan_find(&planning, &arena);
    if (status == OPENNESS_OK) {
        opn_render_plan(&buf, &planning, format, width);
        status = opn_buf_finish(&buf, out);
    }
    status = opn_error_set(err, status, NULL);
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    return status;
}
