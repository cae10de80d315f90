/*
 * analyze_agreement.c: rank correlation of definitions over releases.
 *
 * Takes a grid of reports. Every rubric orders the releases by the lower end of
 * its headline, its score, or each of the two in turn; two such orders are
 * compared over the releases that have a place in both. Spearman is Pearson on
 * mid-ranks, Kendall is tau-b: both count ties as what they are, and both are
 * one whole number over the root of a product, so that nothing is rounded
 * before it is printed.
 *
 * Must not know which definition is right.
 */
#include "analyze.h"
#include "analyze_agreement.h"

__extension__ typedef unsigned __int128 wide;

/* The root of a product is never taken: the largest odd step whose square still
 * fits below (2000 * over)^2 / (one * other) is found by halving. Sums of n
 * ranks stay below n^3, so that at OPN_MOST_COMPARED the widest product keeps
 * within 127 bits. */
int64_t opn_root_milli(int64_t over, int64_t one, int64_t other)
{
    uint64_t magnitude = over < 0 ? (uint64_t)-over : (uint64_t)over;
    wide square = (wide)2000 * 2000 * magnitude * magnitude;
    wide product = (wide)(uint64_t)one * (uint64_t)other;
    uint64_t low = 0;
    uint64_t high = 1000;

    /* Half up: k with (2k - 1)^2 at most the square; below 0 the half falls to
     * the nearer one, so there it has to be beyond. */
    while (low < high) {
        uint64_t middle = (low + high + 1) / 2;
        wide step = product * (2 * middle - 1) * (2 * middle - 1);

        if (over < 0 ? step < square : step <= square) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    return over < 0 ? -(int64_t)low : (int64_t)low;
}

static opn_root root_of(int64_t over, int64_t one, int64_t other)
{
    bool defined = one > 0 && other > 0;

    return (opn_root){defined, over, one, other, defined ? opn_root_milli(over, one, other) : 0};
}

/* --- measures ----------------------------------------------------------------------------- */

/* "closed" and "hosted" are both without public weights: a rubric that says so
 * orders such releases by nothing but the ladder. */
static bool is_ranked(const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;

    return rubric->result_level == SIZE_MAX ||
           report->values[rubric->result_level].level.lo >= rubric->ranked_from;
}

static void place(opn_measure *m, size_t r, const openness_report *report)
{
    const opn_value *value = &report->values[m->node];
    opn_rational upper = value->upper;

    if (report->applies == OPN_FALSE || !value->applies) {
        m->not_applicable++;
        return;
    }
    if (m->score && !value->score_known) {
        m->without_place++;
        return;
    }
    if (m->score && !is_ranked(report)) {
        m->not_ranked++;
        return;
    }
    m->positions[r] = value->lower;
    if (!m->score) {
        m->positions[r] = (opn_rational){value->level.lo, 1};
        upper = (opn_rational){value->level.hi, 1};
    }
    m->counts[r] = true;
    m->open[r] = report->applies != OPN_TRUE || opn_rational_compare(m->positions[r], upper) != 0;
    m->counted++;
    m->opened += m->open[r] ? 1 : 0;
}

/* Fractions are compared once for each pair; from here on a place is the number
 * of places below it. */
static void count_below(opn_measure *m, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        for (size_t k = 0; k < n && m->counts[i]; k++) {
            m->below[i] +=
                m->counts[k] && opn_rational_compare(m->positions[k], m->positions[i]) < 0 ? 1
                                                                                           : 0;
        }
    }
}

static int add_measure(opn_agreement *out, size_t column, size_t node, bool score,
                       opn_arena *arena)
{
    size_t n = out->grid.release_count;
    opn_measure *m = &out->measures[out->measure_count];

    *m = (opn_measure){.rubric = opn_grid_at(&out->grid, 0, column)->rubric,
                       .column = column,
                       .node = node,
                       .score = score,
                       .counts = opn_arena_alloc(arena, n, sizeof *m->counts),
                       .open = opn_arena_alloc(arena, n, sizeof *m->open),
                       .positions = opn_arena_alloc(arena, n, sizeof *m->positions),
                       .below = opn_arena_alloc(arena, n, sizeof *m->below)};
    if (m->counts == NULL || m->open == NULL || m->positions == NULL || m->below == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t r = 0; r < n; r++) {
        place(m, r, opn_grid_at(&out->grid, r, column));
    }
    count_below(m, n);
    out->measure_count++;
    return OPENNESS_OK;
}

/* A profile without headline orders nothing: it is no measure. */
static int find_measures(opn_agreement *out, opn_arena *arena)
{
    int status = OPENNESS_OK;

    out->measures = opn_arena_alloc(arena, 2 * out->grid.rubric_count, sizeof *out->measures);
    if (out->measures == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t d = 0; d < out->grid.rubric_count; d++) {
        const opn_rubric *rubric = opn_grid_at(&out->grid, 0, d)->rubric;

        if (rubric->result_level != SIZE_MAX) {
            status = add_measure(out, d, rubric->result_level, false, arena);
        }
        if (status == OPENNESS_OK && rubric->result_score != SIZE_MAX) {
            status = add_measure(out, d, rubric->result_score, true, arena);
        }
        if (status != OPENNESS_OK) {
            return status;
        }
    }
    return OPENNESS_OK;
}

/* --- pairs of measures -------------------------------------------------------------------- */

/* The releases that both place, and where: ranks among these alone, doubled and
 * about their middle, which makes them whole numbers that sum to 0. */
typedef struct {
    size_t *releases;
    size_t count;
    const size_t *places[2]; /* by release */
    int64_t *ranks[2];       /* by position in releases */
} overlap;

static int order_of(const overlap *o, size_t side, size_t i, size_t k)
{
    size_t one = o->places[side][o->releases[i]];
    size_t other = o->places[side][o->releases[k]];

    return (one > other) - (one < other);
}

static void count_orders(opn_accord *accord, overlap *o)
{
    memset(o->ranks[0], 0, o->count * sizeof *o->ranks[0]);
    memset(o->ranks[1], 0, o->count * sizeof *o->ranks[1]);
    for (size_t i = 0; i < o->count; i++) {
        for (size_t k = 0; k < i; k++) {
            int one = order_of(o, 0, i, k);
            int other = order_of(o, 1, i, k);
            int64_t *counter = one == 0 && other == 0 ? &accord->orders.tied_both
                               : one == 0             ? &accord->orders.tied_a
                               : other == 0           ? &accord->orders.tied_b
                               : one == other         ? &accord->orders.concordant
                                                      : &accord->orders.discordant;

            (*counter)++;
            o->ranks[0][i] += one;
            o->ranks[0][k] -= one;
            o->ranks[1][i] += other;
            o->ranks[1][k] -= other;
        }
    }
}

static void correlate(opn_accord *accord, const overlap *o)
{
    const opn_orders *orders = &accord->orders;
    int64_t untied = orders->concordant + orders->discordant;
    int64_t products = 0;
    int64_t squares[2] = {0, 0};

    for (size_t i = 0; i < o->count; i++) {
        products += o->ranks[0][i] * o->ranks[1][i];
        squares[0] += o->ranks[0][i] * o->ranks[0][i];
        squares[1] += o->ranks[1][i] * o->ranks[1][i];
    }
    accord->spearman = root_of(products, squares[0], squares[1]);
    accord->kendall = root_of(orders->concordant - orders->discordant, untied + orders->tied_b,
                              untied + orders->tied_a);
}

/* The difference of rank differences is largest between the release whose ranks
 * differ most one way and the one whose ranks differ most the other way. */
static void find_parting(opn_accord *accord, const overlap *o, const opn_grid *grid)
{
    opn_parting *parting = &accord->parting;
    size_t up = 0;
    size_t down = 0;

    for (size_t i = 1; i < o->count; i++) {
        int64_t one = o->ranks[0][i] - o->ranks[1][i];
        int64_t most = o->ranks[0][up] - o->ranks[1][up];
        int64_t least = o->ranks[0][down] - o->ranks[1][down];

        if (one > most ||
            (one == most && opn_grid_before(grid, o->releases[i], o->releases[up]))) {
            up = i;
        }
        if (one < least ||
            (one == least && opn_grid_before(grid, o->releases[i], o->releases[down]))) {
            down = i;
        }
    }
    if (o->count == 0) {
        return;
    }
    parting->apart = (o->ranks[0][up] - o->ranks[1][up]) -
                     (o->ranks[0][down] - o->ranks[1][down]);
    parting->found = parting->apart > 0;
    parting->up = o->releases[up];
    parting->down = o->releases[down];
    parting->reversed = order_of(o, 0, up, down) * order_of(o, 1, up, down) < 0;
}

static int explain(opn_agreement *out, opn_accord *accord, opn_arena *arena)
{
    size_t releases[2] = {accord->parting.up, accord->parting.down};
    size_t one = out->measures[accord->a].column;
    size_t other = out->measures[accord->b].column;
    int status = OPENNESS_OK;

    for (size_t i = 0; i < 2 && accord->parting.found && one != other; i++) {
        status = opn_why_make(&accord->parting.why[i], opn_grid_at(&out->grid, releases[i], one),
                              opn_grid_at(&out->grid, releases[i], other), arena);
        if (status != OPENNESS_OK) {
            return status;
        }
    }
    return status;
}

static int compare(opn_agreement *out, opn_accord *accord, overlap *o, opn_arena *arena)
{
    const opn_measure *a = &out->measures[accord->a];
    const opn_measure *b = &out->measures[accord->b];

    o->places[0] = a->below;
    o->places[1] = b->below;
    o->count = 0;
    for (size_t r = 0; r < out->grid.release_count; r++) {
        if (a->counts[r] && b->counts[r]) {
            o->releases[o->count] = r;
            o->count++;
            accord->open += a->open[r] || b->open[r] ? 1 : 0;
        }
    }
    accord->count = o->count;
    count_orders(accord, o);
    correlate(accord, o);
    find_parting(accord, o, &out->grid);
    return explain(out, accord, arena);
}

static int find_accords(opn_agreement *out, opn_arena *arena)
{
    size_t m = out->measure_count;
    size_t n = out->grid.release_count;
    overlap o = {.releases = opn_arena_alloc(arena, n, sizeof *o.releases),
                 .ranks = {opn_arena_alloc(arena, n, sizeof *o.ranks[0]),
                           opn_arena_alloc(arena, n, sizeof *o.ranks[1])}};

    out->accords = opn_arena_alloc(arena, m * (m + 1) / 2, sizeof *out->accords);
    if (out->accords == NULL || o.releases == NULL || o.ranks[0] == NULL || o.ranks[1] == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t a = 0; a < m; a++) {
        for (size_t b = a + 1; b < m; b++) {
            opn_accord *accord = &out->accords[out->accord_count];
            int status;

            accord->a = a;
            accord->b = b;
            out->accord_count++;
            status = compare(out, accord, &o, arena);
            if (status != OPENNESS_OK) {
                return status;
            }
        }
    }
    return OPENNESS_OK;
}

/* --- classes and scores ------------------------------------------------------------------- */

static void fill_table(opn_class_table *table, const opn_measure *classes,
                       const opn_measure *scores, size_t n)
{
    for (size_t r = 0; r < n; r++) {
        opn_class_scores *row;

        if (!classes->counts[r] || !scores->counts[r]) {
            continue;
        }
        row = &table->by_level[classes->positions[r].num];
        if (row->count == 0 || scores->below[r] < scores->below[row->lowest]) {
            row->lowest = r;
        }
        if (row->count == 0 || scores->below[r] > scores->below[row->highest]) {
            row->highest = r;
        }
        row->count++;
    }
}

static int find_tables(opn_agreement *out, opn_arena *arena)
{
    out->tables = opn_arena_alloc(arena, out->accord_count, sizeof *out->tables);
    if (out->tables == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < out->accord_count; i++) {
        const opn_accord *accord = &out->accords[i];
        opn_class_table *table = &out->tables[out->table_count];
        bool first = !out->measures[accord->a].score;
        const opn_measure *classes = &out->measures[first ? accord->a : accord->b];

        if (out->measures[accord->a].score == out->measures[accord->b].score) {
            continue;
        }
        *table = (opn_class_table){accord, first ? accord->a : accord->b,
                                   first ? accord->b : accord->a, NULL};
        table->by_level =
            opn_arena_alloc(arena, classes->rubric->nodes[classes->node].level_count,
                            sizeof *table->by_level);
        if (table->by_level == NULL) {
            return OPENNESS_E_NOMEM;
        }
        fill_table(table, classes, &out->measures[table->scores], out->grid.release_count);
        out->table_count++;
    }
    return OPENNESS_OK;
}

int opn_agreement_find(opn_agreement *out, opn_arena *arena)
{
    int status = find_measures(out, arena);

    if (status == OPENNESS_OK) {
        status = find_accords(out, arena);
    }
    return status == OPENNESS_OK ? find_tables(out, arena) : status;
}

/* The facts behind a disagreement are those of one state, judged one way. */
static int check(const opn_grid *grid, openness_error **err)
{
    if (grid->release_count > OPN_MOST_COMPARED) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "at most %d releases are compared",
                                 OPN_MOST_COMPARED);
    }
    for (size_t r = 0; r < grid->release_count; r++) {
        for (size_t d = 0; d < grid->rubric_count; d++) {
            const openness_report *report = opn_grid_at(grid, r, d);
            const char *fault = opn_why_mismatch(opn_grid_at(grid, r, 0), report);

            if (fault == NULL && report->mode != opn_grid_at(grid, 0, 0)->mode) {
                fault = "the reports are of different modes";
            }
            if (fault != NULL) {
                return opn_error_message(err, OPENNESS_E_ARGUMENT, "%s: %s", report->release->id,
                                         fault);
            }
        }
    }
    return OPENNESS_OK;
}

int openness_analyze_agreement(const openness_report *const *reports, size_t count, int format,
                               int width, openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_agreement agreement = {0};
    opn_buf buf = {0};
    int status = opn_analysis_begin(out, format, width, err);

    if (status == OPENNESS_OK) {
        status = opn_grid_init(&agreement.grid, reports, count, &arena, err);
    }
    if (status == OPENNESS_OK) {
        status = check(&agreement.grid, err);
    }
    if (status == OPENNESS_OK) {
        status = opn_agreement_find(&agreement, &arena);
        if (status == OPENNESS_OK) {
            opn_render_agreement(&buf, &agreement, format, width);
            status = opn_buf_finish(&buf, out);
        }
        status = opn_error_set(err, status, NULL);
    }
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    return status;
}
