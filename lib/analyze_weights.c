/*
 * analyze_weights.c: score intervals, rank intervals and pairs over a region
 * of weightings.
 *
 * Takes reports of one rubric. Intervals come from weigh.c and hold for every
 * weighting; what those leave open is counted over drawn weightings, and the
 * count is stated. Ranks are by the lower end: what is established.
 *
 * Must not rank what the rubric does not rank: see "ranked_from".
 */
#include "analyze.h"
#include "analyze_weights.h"

enum { MOST_SAMPLES = 1000000 };

static const char *const relation_ids[] = {"equal",   "above",   "at_least", "below",
                                           "at_most", "depends", "sampled"};

const char *opn_weights_relation_id(opn_weights_relation relation)
{
    return relation_ids[relation];
}

/* Half of 95 % of a binomial share is at most 0.98 / sqrt(n); 1 / sqrt(n) is
 * above that for every share. Rounded up. */
int64_t opn_weights_error_milli(int samples)
{
    int64_t milli = 0;

    while (samples > 0 && milli < 1000 && milli * milli * samples < 1000000) {
        milli++;
    }
    return samples > 0 ? milli : 1000;
}

static opn_weighed weighed(const opn_weights *w, size_t row, bool upper)
{
    return (opn_weighed){w->rubric, w->rows[row].report->values, upper};
}

static bool is_ranked(const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;
    const opn_value *score = &report->values[rubric->result_score];

    return report->applies != OPN_FALSE && score->score_known &&
           (rubric->result_level == SIZE_MAX ||
            report->values[rubric->result_level].level.lo >= rubric->ranked_from);
}

/* The spreads of every node, of every ranked row: differences need them. */
static int find_rows(opn_weights *w, opn_weigher *weigher, opn_spread **spreads,
                     opn_arena *arena)
{
    for (size_t r = 0; r < w->grid.release_count; r++) {
        opn_weights_row *row = &w->rows[r];

        row->report = opn_grid_at(&w->grid, r, 0);
        row->ranked = is_ranked(row->report);
        if (row->ranked) {
            spreads[r] = opn_arena_alloc(arena, w->rubric->node_count, sizeof *spreads[r]);
            if (spreads[r] == NULL) {
                return OPENNESS_E_NOMEM;
            }
        }
        for (int upper = 1; upper >= 0 && row->ranked; upper--) {
            opn_weighed at = weighed(w, r, upper == 1);

            opn_weigh_spreads(weigher, &at, spreads[r]);
            *(upper == 1 ? &row->upper : &row->lower) = spreads[r][w->rubric->result_score];
        }
        w->ranked_count += row->ranked ? 1 : 0;
    }
    return OPENNESS_OK;
}

static opn_weights_relation relate(const opn_spread *difference)
{
    bool over = difference->most > OPN_WEIGH_ERROR;
    bool under = difference->least < -OPN_WEIGH_ERROR;

    if (over && under) {
        return difference->exact ? OPN_WEIGHTS_DEPENDS : OPN_WEIGHTS_SAMPLED;
    }
    if (over) {
        return difference->least > OPN_WEIGH_ERROR ? OPN_WEIGHTS_ABOVE : OPN_WEIGHTS_AT_LEAST;
    }
    if (under) {
        return difference->most < -OPN_WEIGH_ERROR ? OPN_WEIGHTS_BELOW : OPN_WEIGHTS_AT_MOST;
    }
    return OPN_WEIGHTS_EQUAL;
}

static void find_pairs(opn_weights *w, opn_weigher *weigher, opn_spread *const *spreads)
{
    for (size_t a = 0; a < w->grid.release_count; a++) {
        for (size_t b = a + 1; b < w->grid.release_count; b++) {
            opn_weighed one = weighed(w, a, false);
            opn_weighed other = weighed(w, b, false);
            opn_weights_pair *pair = &w->pairs[w->pair_count];
            opn_spread difference;

            if (!w->rows[a].ranked || !w->rows[b].ranked) {
                continue;
            }
            difference = opn_weigh_difference(weigher, &one, &other, spreads[a], spreads[b]);
            *pair = (opn_weights_pair){a, b, relate(&difference), difference.exact, 0, 0};
            w->pair_count++;
        }
    }
}

/* Ranks that no weighting goes beyond: one place behind each that stands above
 * by all of them, and before each that stands below. */
static void bound_ranks(opn_weights *w)
{
    for (size_t r = 0; r < w->grid.release_count; r++) {
        w->rows[r].best = 1;
        w->rows[r].worst = w->ranked_count;
        w->rows[r].best_seen = w->ranked_count;
        w->rows[r].worst_seen = 1;
    }
    for (size_t i = 0; i < w->pair_count; i++) {
        const opn_weights_pair *pair = &w->pairs[i];

        if (pair->relation == OPN_WEIGHTS_ABOVE) {
            w->rows[pair->b].best++;
            w->rows[pair->a].worst--;
        } else if (pair->relation == OPN_WEIGHTS_BELOW) {
            w->rows[pair->a].best++;
            w->rows[pair->b].worst--;
        }
    }
}

typedef struct {
    uint64_t *weights;
    int64_t *nodes;  /* by row, then by node */
    int64_t *scores; /* by row */
    size_t *above;   /* by row: how many score more */
    size_t *below;
} sampler;

/* Scores that differ by no more than the error share a rank. */
static void count_pairs(opn_weights *w, sampler *s)
{
    memset(s->above, 0, w->grid.release_count * sizeof *s->above);
    memset(s->below, 0, w->grid.release_count * sizeof *s->below);
    for (size_t i = 0; i < w->pair_count; i++) {
        opn_weights_pair *pair = &w->pairs[i];
        int64_t difference = s->scores[pair->a] - s->scores[pair->b];

        if (difference > OPN_WEIGH_ERROR) {
            pair->won++;
            s->above[pair->b]++;
            s->below[pair->a]++;
        } else if (difference < -OPN_WEIGH_ERROR) {
            s->above[pair->a]++;
            s->below[pair->b]++;
        } else {
            pair->tied++;
        }
    }
}

static void see_ranks(opn_weights *w, const sampler *s)
{
    for (size_t r = 0; r < w->grid.release_count; r++) {
        opn_weights_row *row = &w->rows[r];
        size_t best = s->above[r] + 1;
        size_t worst = w->ranked_count - s->below[r];

        if (row->ranked) {
            row->best_seen = best < row->best_seen ? best : row->best_seen;
            row->worst_seen = worst > row->worst_seen ? worst : row->worst_seen;
        }
    }
}

static int sample(opn_weights *w, const opn_weigher *weigher, opn_arena *arena)
{
    uint64_t state = (uint64_t)w->seed;
    size_t n = w->grid.release_count;
    size_t nodes = w->rubric->node_count;
    sampler s = {opn_arena_alloc(arena, w->rubric->term_count, sizeof(uint64_t)),
                 opn_arena_alloc(arena, n, nodes * sizeof(int64_t)),
                 opn_arena_alloc(arena, n, sizeof(int64_t)),
                 opn_arena_alloc(arena, n, sizeof(size_t)),
                 opn_arena_alloc(arena, n, sizeof(size_t))};

    if (s.weights == NULL || s.nodes == NULL || s.scores == NULL || s.above == NULL ||
        s.below == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t r = 0; r < n; r++) {
        opn_weighed at = weighed(w, r, false);

        if (w->rows[r].ranked) {
            opn_weigh_constants(&at, s.nodes + r * nodes);
        }
    }
    for (int i = 0; i < w->samples; i++) {
        opn_weigh_draw(w->rubric, w->region, &state, s.weights);
        for (size_t r = 0; r < n; r++) {
            opn_weighed at = weighed(w, r, false);

            if (w->rows[r].ranked) {
                s.scores[r] = opn_weigh_score(weigher, &at, s.weights, s.nodes + r * nodes);
            }
        }
        count_pairs(w, &s);
        see_ranks(w, &s);
    }
    return OPENNESS_OK;
}

int opn_weights_find(opn_weights *w, opn_arena *arena)
{
    size_t n = w->grid.release_count;
    opn_spread **spreads = opn_arena_alloc(arena, n, sizeof *spreads);
    opn_weigher weigher;
    int status;

    w->rubric = opn_grid_at(&w->grid, 0, 0)->rubric;
    w->rows = opn_arena_alloc(arena, n, sizeof *w->rows);
    w->pairs = opn_arena_alloc(arena, n * (n - 1) / 2 + 1, sizeof *w->pairs);
    if (spreads == NULL || w->rows == NULL || w->pairs == NULL) {
        return OPENNESS_E_NOMEM;
    }
    status = opn_weigh_begin(&weigher, w->rubric, w->region, w->rubric->result_score, arena);
    if (status == OPENNESS_OK) {
        status = find_rows(w, &weigher, spreads, arena);
    }
    if (status == OPENNESS_OK) {
        find_pairs(w, &weigher, spreads);
        bound_ranks(w);
        status = sample(w, &weigher, arena);
    }
    return status;
}

static int check(const opn_weights *w, openness_error **err)
{
    if (w->grid.rubric_count != 1) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "the reports must be of one rubric");
    }
    if (opn_grid_at(&w->grid, 0, 0)->rubric->result_score == SIZE_MAX) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "rubric %s gives no score, so it has no weights",
                                 opn_grid_at(&w->grid, 0, 0)->rubric->id);
    }
    if (w->region.factor < 0 || w->region.factor > OPN_MOST_FACTOR || w->samples < 0 ||
        w->samples > MOST_SAMPLES) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "factor must be 0 to %d and samples 0 to %d", OPN_MOST_FACTOR,
                                 MOST_SAMPLES);
    }
    return OPENNESS_OK;
}

int openness_analyze_weights(const openness_report *const *reports, size_t count, int factor,
                             int samples, int64_t seed, int format, int width,
                             openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_weights w = {.region = {factor}, .samples = samples, .seed = seed};
    opn_buf buf = {0};
    int status = opn_analysis_begin(out, format, width, err);

    if (status == OPENNESS_OK) {
        status = opn_grid_init(&w.grid, reports, count, &arena, err);
    }
    if (status == OPENNESS_OK) {
        status = check(&w, err);
    }
    if (status == OPENNESS_OK) {
        status = opn_weights_find(&w, &arena);
        if (status == OPENNESS_OK) {
            opn_render_weights(&buf, &w, format, width);
            status = opn_buf_finish(&buf, out);
        }
        status = opn_error_set(err, status, NULL);
    }
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    return status;
}
