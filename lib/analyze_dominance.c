/*
 * analyze_dominance.c: the partial order of releases under each rubric.
 *
 * Takes a grid of reports. Compares levels of criteria only, lower end of the
 * one against upper end of the other, so that what is said holds for every
 * answer to every unknown. Scores never fall when a level rises, whatever the
 * weights: so a release that stands above another here scores at least as much
 * under all of them.
 *
 * Must not know weights, points or scores.
 */
#include "analyze.h"
#include "analyze_dominance.h"

static const char *const relation_ids[] = {"undecided", "equal",   "above",       "at_least",
                                           "below",     "at_most", "incomparable"};

const char *opn_relation_id(opn_pair_relation relation)
{
    return relation_ids[relation];
}

bool opn_dominance_ahead(const openness_report *a, const openness_report *b, size_t criterion)
{
    opn_pair one = a->criteria[criterion].level;
    opn_pair other = b->criteria[criterion].level;

    return opn_pair_applies(one) && opn_pair_applies(other) && one.lo > other.hi;
}

/* Whether a is at least as far as b on every criterion, for certain. */
static bool at_least(const openness_report *a, const openness_report *b)
{
    for (size_t c = 0; c < a->criterion_count; c++) {
        opn_pair one = a->criteria[c].level;
        opn_pair other = b->criteria[c].level;

        if (opn_pair_applies(one) != opn_pair_applies(other) || one.lo < other.hi) {
            return false;
        }
    }
    return true;
}

static bool ahead_somewhere(const openness_report *a, const openness_report *b)
{
    for (size_t c = 0; c < a->criterion_count; c++) {
        if (opn_dominance_ahead(a, b, c)) {
            return true;
        }
    }
    return false;
}

/* A mean over other criteria is another measure: where one release is judged
 * on what does not apply to the other, no level says which is further. */
static bool measured_alike(const openness_report *a, const openness_report *b)
{
    for (size_t c = 0; c < a->criterion_count; c++) {
        if (opn_pair_applies(a->criteria[c].level) != opn_pair_applies(b->criteria[c].level)) {
            return false;
        }
    }
    return true;
}

static opn_pair_relation relate(const openness_report *a, const openness_report *b)
{
    bool ahead;
    bool behind;

    if (!measured_alike(a, b)) {
        return OPN_PAIR_INCOMPARABLE;
    }
    ahead = ahead_somewhere(a, b);
    behind = ahead_somewhere(b, a);
    if (ahead && behind) {
        return OPN_PAIR_INCOMPARABLE;
    }
    if (at_least(a, b)) {
        return at_least(b, a) ? OPN_PAIR_EQUAL : ahead ? OPN_PAIR_ABOVE : OPN_PAIR_AT_LEAST;
    }
    if (at_least(b, a)) {
        return behind ? OPN_PAIR_BELOW : OPN_PAIR_AT_MOST;
    }
    return OPN_PAIR_UNDECIDED;
}

/* Above or at least, but not equal: a strict order, since lower ends reach
 * upper ends all the way down a chain. */
static bool over(const opn_order *order, size_t n, size_t a, size_t b)
{
    uint8_t relation = order->relations[a * n + b];

    return relation == OPN_PAIR_ABOVE || relation == OPN_PAIR_AT_LEAST;
}

static bool something_between(const opn_order *order, size_t n, size_t a, size_t b)
{
    for (size_t k = 0; k < n; k++) {
        if (over(order, n, a, k) && over(order, n, k, b)) {
            return true;
        }
    }
    return false;
}

/* A release stands one level below the lowest of those above it. At most n
 * rounds: a chain has no more members. */
static void find_levels(opn_order *order, size_t n)
{
    bool moved = true;

    while (moved) {
        moved = false;
        for (size_t a = 0; a < n; a++) {
            for (size_t b = 0; b < n; b++) {
                if (over(order, n, a, b) && order->levels[b] <= order->levels[a]) {
                    order->levels[b] = order->levels[a] + 1;
                    moved = true;
                }
            }
        }
    }
    for (size_t a = 0; a < n; a++) {
        if (order->levels[a] >= order->level_count) {
            order->level_count = order->levels[a] + 1;
        }
    }
}

static int find_order(opn_order *order, const opn_grid *grid, size_t rubric, opn_arena *arena)
{
    size_t n = grid->release_count;

    order->rubric = opn_grid_at(grid, 0, rubric)->rubric;
    order->relations = opn_arena_alloc(arena, n * n, sizeof *order->relations);
    order->covers = opn_arena_alloc(arena, n * n, sizeof *order->covers);
    order->levels = opn_arena_alloc(arena, n, sizeof *order->levels);
    if (order->relations == NULL || order->covers == NULL || order->levels == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t a = 0; a < n; a++) {
        for (size_t b = 0; b < n; b++) {
            order->relations[a * n + b] =
                (uint8_t)relate(opn_grid_at(grid, a, rubric), opn_grid_at(grid, b, rubric));
        }
    }
    for (size_t a = 0; a < n; a++) {
        for (size_t b = 0; b < n; b++) {
            order->covers[a * n + b] = over(order, n, a, b) && !something_between(order, n, a, b);
        }
    }
    find_levels(order, n);
    return OPENNESS_OK;
}

/* Pairs that none of the definitions can order, whatever its weights. */
static int find_unordered(opn_dominance *out, opn_arena *arena)
{
    size_t n = out->grid.release_count;

    out->unordered = opn_arena_alloc(arena, n * n, sizeof *out->unordered);
    if (out->unordered == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t a = 0; a < n; a++) {
        for (size_t b = a + 1; b < n; b++) {
            bool none = true;

            for (size_t d = 0; d < out->grid.rubric_count; d++) {
                none = none && out->orders[d].relations[a * n + b] == OPN_PAIR_INCOMPARABLE;
            }
            out->unordered[a * n + b] = none;
            out->unordered_count += none ? 1 : 0;
        }
    }
    return OPENNESS_OK;
}

int opn_dominance_find(opn_dominance *out, opn_arena *arena)
{
    out->orders = opn_arena_alloc(arena, out->grid.rubric_count, sizeof *out->orders);
    if (out->orders == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t d = 0; d < out->grid.rubric_count; d++) {
        int status = find_order(&out->orders[d], &out->grid, d, arena);

        if (status != OPENNESS_OK) {
            return status;
        }
    }
    return find_unordered(out, arena);
}

int openness_analyze_dominance(const openness_report *const *reports, size_t count, int format,
                               int width, openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_dominance dominance = {0};
    opn_buf buf = {0};
    int status = opn_analysis_begin(out, format, width, err);

    if (status == OPENNESS_OK) {
        status = opn_grid_init(&dominance.grid, reports, count, &arena, err);
    }
    if (status == OPENNESS_OK) {
        status = opn_dominance_find(&dominance, &arena);
        if (status == OPENNESS_OK) {
            opn_render_dominance(&buf, &dominance, format, width);
            status = opn_buf_finish(&buf, out);
        }
        status = opn_error_set(err, status, NULL);
    }
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    return status;
}
