/*
 * analyze_why.c: why two definitions part on one release.
 *
 * Takes two reports on one release, gives the facts that stop the stricter
 * definition and not the other. Stricter is meant for this release only: the
 * definition on whose headline it stands lower.
 *
 * What stops a definition are the unmet tests of its nearest way, the one that
 * the report advises; for a score, of the steps that would raise it most. Each
 * is held against every test of the other definition on the same fact, or
 * failing that on another reading of the same artifact.
 *
 * Pure over the two reports; must not print, read a clock or look at names.
 */
#include "analyze_why.h"
#include "analyze.h"
#include "steps.h"

typedef struct {
    opn_why *why;
    opn_arena *arena;   /* lives as long as the result */
    opn_arena *scratch; /* lives through the comparison */
    opn_why_stop *stops;
    size_t count;
    size_t capacity;
} comparison;

/* --- where the release stands ----------------------------------------------------------------
 */

/* A level by its index: ladders of one and of five steps meet at both ends. */
static opn_why_place place_of(const openness_report *report, const opn_value *values)
{
    const opn_rubric *rubric = report->rubric;
    size_t ladder = rubric->result_level;
    opn_why_place place = {false, false, ladder != SIZE_MAX, {0, 1}, {0, 1}};
    size_t node = place.ladder ? ladder : rubric->result_score;

    place.applies = report->applies != OPN_FALSE;
    if (node == SIZE_MAX) {
        return place;
    }
    place.applies = place.applies && values[node].applies;
    if (place.applies && place.ladder) {
        int64_t top = (int64_t)rubric->nodes[node].level_count - 1;

        place.known = true;
        place.lower = opn_rational_make(values[node].level.lo, top);
        place.upper = opn_rational_make(values[node].level.hi, top);
    } else if (place.applies && values[node].score_known) {
        place.known = true;
        place.lower = values[node].lower;
        place.upper = values[node].upper;
    }
    return place;
}

/* By what is sure, then by what is possible: the lower end is what the release
 * can be held to today. */
static int compare_places(const opn_why_place *a, const opn_why_place *b)
{
    int lower = opn_rational_compare(a->lower, b->lower);

    return lower != 0 ? lower : opn_rational_compare(a->upper, b->upper);
}

static void relate(opn_why *why)
{
    const opn_why_place *a = &why->places[0];
    const opn_why_place *b = &why->places[1];

    why->stricter = SIZE_MAX;
    if (!a->applies && !b->applies) {
        why->relation = OPN_WHY_SILENT;
    } else if (!a->applies || !b->applies) {
        why->relation = OPN_WHY_SCOPE;
        why->stricter = a->applies ? 1 : 0;
        why->certain = true;
    } else if (!a->known || !b->known) {
        why->relation = OPN_WHY_NO_PLACE;
    } else if (compare_places(a, b) == 0) {
        why->relation = OPN_WHY_EQUAL;
    } else {
        why->relation = OPN_WHY_PARTED;
        why->stricter = compare_places(a, b) < 0 ? 0 : 1;
        why->certain = opn_rational_compare(why->places[why->stricter].upper,
                                            why->places[1 - why->stricter].lower) < 0;
    }
}

/* --- what stops a definition -----------------------------------------------------------------
 */

/* Room doubles; what is left behind goes with the scratch arena. */
static opn_why_stop *add_stop(comparison *c)
{
    if (c->count == c->capacity) {
        size_t capacity = c->capacity == 0 ? 16 : 2 * c->capacity;
        opn_why_stop *stops = opn_arena_alloc(c->scratch, capacity, sizeof *stops);

        if (stops == NULL) {
            return NULL;
        }
        if (c->count > 0) {
            memcpy(stops, c->stops, c->count * sizeof *stops);
        }
        c->stops = stops;
        c->capacity = capacity;
    }
    c->count++;
    return &c->stops[c->count - 1];
}

/* Two criteria often ask for one fact; once is enough, at the higher level. */
static bool raise_known(comparison *c, size_t side, const opn_reason *reason)
{
    for (size_t i = 0; i < c->count; i++) {
        opn_why_stop *stop = &c->stops[i];

        if (stop->side == side && stop->stance != OPN_WHY_JUDGED &&
            stop->reason.fact == reason->fact) {
            if (stop->reason.needs < reason->needs) {
                stop->reason = *reason;
            }
            return true;
        }
    }
    return false;
}

static int add_reasons(comparison *c, size_t side, size_t criterion, int16_t level,
                       const opn_reasons *reasons)
{
    for (size_t i = 0; i < reasons->count; i++) {
        opn_why_stop *stop;

        if (raise_known(c, side, &reasons->items[i])) {
            continue;
        }
        stop = add_stop(c);
        if (stop == NULL) {
            return OPENNESS_E_NOMEM;
        }
        *stop = (opn_why_stop){
            .side = side, .criterion = criterion, .level = level, .reason = reasons->items[i]};
    }
    return OPENNESS_OK;
}

/* One step of a way. A level that an assessment gave, or that only one can
 * give, rests on no fact: the judgment itself is what stops it. */
static int add_step(comparison *c, size_t side, const opn_rubric *view, const opn_step *step)
{
    const openness_report *report = c->why->sides[side];
    opn_reasons missing = {NULL, 0};
    opn_why_stop *stop;

    if (report->criteria[step->criterion].basis != OPN_ASSESSED) {
        int status = opn_steps_missing(report, view, step->criterion, (size_t)step->level,
                                       &missing, c->arena);

        if (status != OPENNESS_OK) {
            return status;
        }
    }
    if (missing.count > 0) {
        return add_reasons(c, side, step->criterion, step->level, &missing);
    }
    stop = add_stop(c);
    if (stop == NULL) {
        return OPENNESS_E_NOMEM;
    }
    *stop = (opn_why_stop){.side = side,
                           .criterion = step->criterion,
                           .level = step->level,
                           .stance = OPN_WHY_JUDGED};
    return OPENNESS_OK;
}

/* The nearest way to the next level; of a score every step that is advised,
 * since each of them raises it alone. */
static int add_ways(comparison *c, size_t side)
{
    const openness_report *report = c->why->sides[side];
    size_t ways = report->next_level == NULL ? report->way_count : 1;
    opn_rubric view;
    int status;

    /* At the top of a ladder a score beside it may still rise; that is not what
     * is compared. */
    if (report->way_count == 0 || (report->next_level == NULL && c->why->places[side].ladder)) {
        return OPENNESS_OK;
    }
    status = opn_steps_view(&view, report->rubric, report->facts, report->values, c->scratch);
    for (size_t i = 0; i < ways; i++) {
        const opn_way *way = &report->ways[i];

        for (size_t k = 0; k < way->count && status == OPENNESS_OK; k++) {
            status = add_step(c, side, &view, &way->items[k]);
        }
    }
    return status;
}

/* The tests of "applies" that do not hold: why the rubric does not speak. */
static int add_scope(comparison *c, size_t side)
{
    const openness_report *report = c->why->sides[side];
    opn_reasons missing = {NULL, 0};
    int status;

    if (report->applies != OPN_FALSE) {
        return OPENNESS_OK;
    }
    status = opn_steps_scope(report, &missing, c->arena);
    return status == OPENNESS_OK ? add_reasons(c, side, SIZE_MAX, 1, &missing) : status;
}

/* --- what follows ----------------------------------------------------------------------------
 */

static bool among(const opn_why_stop *stops, size_t count, size_t fact)
{
    for (size_t i = 0; i < count; i++) {
        if (stops[i].reason.fact == fact) {
            return true;
        }
    }
    return false;
}

/* What stops both stands once, with the first side that it stops. */
static int sort_stops(comparison *c)
{
    opn_why *why = c->why;
    opn_why_stop *parting = opn_arena_alloc(c->arena, c->count, sizeof *parting);
    opn_why_stop *common = opn_arena_alloc(c->arena, c->count, sizeof *common);
    const bool *whole = NULL;
    int status = opn_why_whole(&whole, &why->sides[0]->database->license_vocabulary, c->scratch);

    if (status != OPENNESS_OK || parting == NULL || common == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < c->count; i++) {
        opn_why_stop *stop = &c->stops[i];

        if (stop->stance != OPN_WHY_JUDGED) {
            opn_why_ask(stop, why->sides[1 - stop->side], whole);
        }
        if (stop->stance != OPN_WHY_STOPS_BOTH) {
            parting[why->parting_count++] = *stop;
        } else if (!among(common, why->common_count, stop->reason.fact)) {
            common[why->common_count++] = *stop;
        }
    }
    why->parting = parting;
    why->common = common;
    return OPENNESS_OK;
}

/* The criterion whose fall to the lowest level, or rise to the highest, moves
 * the lower end of the place most; the first of equals. SIZE_MAX: none alone. */
static int find_weightiest(comparison *c, size_t side, bool rise, size_t *found)
{
    const openness_report *report = c->why->sides[side];
    const opn_rubric *rubric = report->rubric;
    opn_pair *levels = opn_arena_alloc(c->scratch, rubric->criterion_count, sizeof *levels);
    opn_value *values = opn_arena_alloc(c->scratch, rubric->node_count, sizeof *values);
    opn_rational best = c->why->places[side].lower;

    *found = SIZE_MAX;
    if (levels == NULL || values == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t n = 0; n < rubric->criterion_count; n++) {
        levels[n] = report->values[n].level;
    }
    for (size_t n = 0; n < rubric->criterion_count; n++) {
        opn_pair was = levels[n];
        int16_t end = rise ? (int16_t)(rubric->nodes[n].level_count - 1) : 0;
        opn_why_place then;
        int moved;

        if (!opn_pair_applies(was)) {
            continue;
        }
        levels[n] = (opn_pair){end, end};
        opn_evaluate_levels(rubric, levels, values);
        levels[n] = was;
        then = place_of(report, values);
        moved = opn_rational_compare(then.lower, best);
        if (then.known && (rise ? moved > 0 : moved < 0)) {
            best = then.lower;
            *found = n;
        }
    }
    return OPENNESS_OK;
}

static int explain(comparison *c)
{
    opn_why *why = c->why;
    int status = OPENNESS_OK;

    for (size_t side = 0; side < 2 && status == OPENNESS_OK; side++) {
        if (why->relation == OPN_WHY_EQUAL ||
            (why->relation == OPN_WHY_PARTED && side == why->stricter)) {
            status = add_ways(c, side);
        } else if (why->relation == OPN_WHY_SCOPE && side == why->stricter) {
            status = add_scope(c, side);
        }
    }
    if (status == OPENNESS_OK) {
        status = sort_stops(c);
    }
    why->combination = why->relation == OPN_WHY_PARTED && why->parting_count == 0;
    if (status == OPENNESS_OK && why->combination) {
        status = find_weightiest(c, 1 - why->stricter, false, &why->carried);
    }
    if (status == OPENNESS_OK && why->combination) {
        status = find_weightiest(c, why->stricter, true, &why->held);
    }
    return status;
}

int opn_why_make(opn_why *out, const openness_report *a, const openness_report *b,
                 opn_arena *arena)
{
    opn_arena scratch = {0};
    comparison c = {.why = out, .arena = arena, .scratch = &scratch};
    int status;

    *out = (opn_why){.sides = {a, b}, .carried = SIZE_MAX, .held = SIZE_MAX};
    out->places[0] = place_of(a, a->values);
    out->places[1] = place_of(b, b->values);
    relate(out);
    status = explain(&c);
    opn_arena_free(&scratch);
    return status;
}

/* --- the call --------------------------------------------------------------------------------
 */

/* The same facts on every question are the same state, however it was read. */
const char *opn_why_mismatch(const openness_report *a, const openness_report *b)
{
    size_t facts;

    if (a->release == NULL || b->release == NULL) {
        return "a report from a vector has no facts to compare";
    }
    if (!opn_streq(a->release->id, b->release->id)) {
        return "the reports are on different releases";
    }
    if (!opn_streq(a->as_of, b->as_of) || a->mode != b->mode) {
        return "the reports are of different days or modes";
    }
    facts = a->database->vocabulary.fact_count;
    if (facts != b->database->vocabulary.fact_count) {
        return "the reports are of different vocabularies";
    }
    for (size_t i = 0; i < facts; i++) {
        if (a->facts[i].lo != b->facts[i].lo || a->facts[i].hi != b->facts[i].hi) {
            return "the reports are on different states of the release";
        }
    }
    return NULL;
}

int openness_analyze_why(const openness_report *a, const openness_report *b, int format,
                         int width, openness_text **out, openness_error **err)
{
    const char *fault;
    opn_arena arena = {0};
    opn_buf buf = {0};
    opn_why why;
    int status;

    status = opn_analysis_begin(out, format, width, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    if (a == NULL || b == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "both reports must not be NULL");
    }
    fault = opn_why_mismatch(a, b);
    if (fault != NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "%s", fault);
    }
    status = opn_why_make(&why, a, b, &arena);
    if (status == OPENNESS_OK) {
        if (format == OPENNESS_FORMAT_JSON) {
            opn_why_json(&buf, &why);
        } else if (format == OPENNESS_FORMAT_TEXT) {
            opn_why_text(&buf, &why, width);
        } else {
            opn_why_markdown(&buf, &why);
        }
        status = opn_buf_finish(&buf, out);
    }
    opn_arena_free(&arena);
    return opn_error_set(err, status, NULL);
}
