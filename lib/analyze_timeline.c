/*
 * analyze_timeline.c: verdicts over time, and what changed them.
 *
 * Takes releases and a rubric, gives for each release one row per day on which
 * something recorded happens: what holds from then on, and what differs from
 * the row before. Several releases come in order of their release dates.
 *
 * Promises are recorded events too, but nothing that was promised counts, so
 * that none of them makes a row. Must not read a clock: the last row is the
 * latest state that the record knows, whenever that is.
 */
#include "analyze.h"
#include "analyze_timeline.h"
#include "outcome.h"

typedef struct {
    opn_timeline *timeline;
    opn_arena *arena;
    bool brief;
} context;

/* --- one day ---------------------------------------------------------------------------------
 */

/* A report without reasons: what phrases and writers need of one. Sources and
 * facts go with the scratch. */
static int find_view(const context *c, const openness_release *release, const char *day,
                     openness_report *view)
{
    const openness_rubric *rubric = c->timeline->rubric;
    size_t nodes = rubric->compiled->node_count;
    opn_value *values = opn_arena_alloc(c->arena, nodes, sizeof *values);
    opn_arena scratch = {0};
    opn_outcome outcome;
    int status = OPENNESS_E_NOMEM;

    if (values != NULL) {
        status = opn_outcome_find(&outcome, release, rubric->compiled, c->timeline->mode, day,
                                  &scratch);
    }
    if (status == OPENNESS_OK) {
        memcpy(values, outcome.values, nodes * sizeof *values);
        view->values = values;
        view->applies = outcome.applies;
        view->database = release->database;
        view->rubric = rubric->compiled;
        view->as_of = day == NULL ? "" : day;
        view->mode = c->timeline->mode;
        view->criterion_count = rubric->compiled->criterion_count;
        view->headline = rubric->compiled->result_level == SIZE_MAX
                             ? ""
                             : opn_report_headline(view, rubric->compiled->result_level);
    }
    opn_arena_free(&scratch);
    return status;
}

static bool same_pair(opn_pair a, opn_pair b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

static bool same_verdict(const openness_report *a, const openness_report *b)
{
    size_t node = a->rubric->result_level;

    return a->applies == b->applies &&
           (node == SIZE_MAX || same_pair(a->values[node].level, b->values[node].level));
}

static bool same_score(const openness_report *a, const openness_report *b)
{
    size_t node = a->rubric->result_score;
    const opn_value *one;
    const opn_value *other;

    if (node == SIZE_MAX) {
        return true;
    }
    one = &a->values[node];
    other = &b->values[node];
    if (!one->score_known || !other->score_known) {
        return one->score_known == other->score_known && one->applies == other->applies;
    }
    return opn_rational_compare(one->lower, other->lower) == 0 &&
           opn_rational_compare(one->upper, other->upper) == 0;
}

static int compare_rows(const context *c, const opn_timeline_row *before, opn_timeline_row *row)
{
    size_t criteria = row->view.criterion_count;
    size_t *changed = opn_arena_alloc(c->arena, criteria, sizeof *changed);

    if (changed == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < criteria; i++) {
        if (!same_pair(before->view.values[i].level, row->view.values[i].level)) {
            changed[row->changed_count] = i;
            row->changed_count++;
        }
    }
    row->changed = changed;
    row->verdict_changed = !same_verdict(&before->view, &row->view);
    row->score_changed = !same_score(&before->view, &row->view);
    return OPENNESS_OK;
}

/* --- one release -----------------------------------------------------------------------------
 */

/* One row per day with moments, and one for the latest state. */
static opn_timeline_row *make_rows(const context *c, const opn_moments *moments, size_t *count)
{
    opn_timeline_row *rows = opn_arena_alloc(c->arena, moments->count + 1, sizeof *rows);

    *count = 0;
    for (size_t i = 0; rows != NULL && i < moments->count; i++) {
        const opn_moment *moment = &moments->items[i];

        if (i == 0 || !opn_streq(moment->day, moments->items[i - 1].day)) {
            rows[*count].view.as_of = moment->day;
            rows[*count].moments = moment;
            (*count)++;
        }
        rows[*count - 1].moment_count++;
    }
    (*count)++;
    return rows;
}

/* On a day inside a partial date nobody can say whether the release was out:
 * the first day after it is the first that is sure. */
static size_t find_release_row(const opn_timeline_row *rows, size_t count)
{
    for (size_t r = 0; r < count; r++) {
        for (size_t m = 0; m < rows[r].moment_count; m++) {
            const opn_moment *moment = &rows[r].moments[m];

            if (moment->kind == OPN_MOMENT_RELEASE && moment->phase != OPN_MOMENT_FROM) {
                return r;
            }
        }
    }
    return SIZE_MAX;
}

static void choose_rows(const context *c, opn_trajectory *out, opn_timeline_row *rows)
{
    out->at_release = find_release_row(rows, out->row_count);
    out->as_then = out->at_release != SIZE_MAX;
    for (size_t r = 0; r < out->row_count; r++) {
        opn_timeline_row *row = &rows[r];

        row->shown = !c->brief || r == 0 || r + 1 == out->row_count || r == out->at_release ||
                     row->changed_count > 0 || row->verdict_changed || row->score_changed;
        out->left_out += row->shown ? 0 : 1;
        if (r > out->at_release && (row->verdict_changed || row->score_changed)) {
            out->as_then = false;
        }
    }
}

static int find_trajectory(const context *c, opn_trajectory *out)
{
    const opn_rubric *rubric = c->timeline->rubric->compiled;
    bool assessed = c->timeline->mode != OPENNESS_MODE_RECORD;
    opn_moments moments;
    opn_timeline_row *rows;
    int status = opn_moments_find(&moments, out->release, assessed ? rubric->id : "",
                                  rubric->version, c->arena);

    if (status != OPENNESS_OK) {
        return status;
    }
    rows = make_rows(c, &moments, &out->row_count);
    if (rows == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t r = 0; r < out->row_count && status == OPENNESS_OK; r++) {
        const char *day = r + 1 == out->row_count ? NULL : rows[r].view.as_of;

        status = find_view(c, out->release, day, &rows[r].view);
        if (status == OPENNESS_OK && r > 0) {
            status = compare_rows(c, &rows[r - 1], &rows[r]);
        }
    }
    out->rows = rows;
    choose_rows(c, out, rows);
    return status;
}

/* --- all of them -----------------------------------------------------------------------------
 */

/* Dated releases first, then those of unknown date, then what never came out. */
static int rank_of(const openness_release *release)
{
    return opn_streq(release->release_date, "none")      ? 2
           : opn_streq(release->release_date, "unknown") ? 1
                                                         : 0;
}

static bool comes_before(const openness_release *a, const openness_release *b)
{
    int ranks = rank_of(a) - rank_of(b);

    /* A partial date stands before every day of it. */
    return ranks != 0 ? ranks < 0 : strcmp(a->release_date, b->release_date) < 0;
}

/* Stable, so that releases of one day keep the order in which they were given. */
static int take_releases(const context *c, const openness_release *const *releases, size_t count)
{
    opn_trajectory *items = opn_arena_alloc(c->arena, count, sizeof *items);

    if (items == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = i;

        while (at > 0 && comes_before(releases[i], items[at - 1].release)) {
            items[at].release = items[at - 1].release;
            at--;
        }
        items[at].release = releases[i];
    }
    c->timeline->releases = items;
    c->timeline->count = count;
    return OPENNESS_OK;
}

static int find_all(const context *c, const openness_release *const *releases, size_t count)
{
    int status = take_releases(c, releases, count);

    for (size_t i = 0; i < count && status == OPENNESS_OK; i++) {
        status = find_trajectory(c, &c->timeline->releases[i]);
    }
    return status;
}

/* What is wrong with the arguments, or NULL. */
static const char *fault_of(const openness_release *const *releases, size_t count,
                            const openness_rubric *rubric, int mode, uint32_t flags)
{
    if (releases == NULL || count == 0 || rubric == NULL) {
        return "there must be a rubric, and at least one release";
    }
    if (mode < OPENNESS_MODE_RECORD || mode > OPENNESS_MODE_ASSESSED ||
        (flags & ~(uint32_t)OPENNESS_BRIEF) != 0) {
        return "mode or flags are not ones that this library knows";
    }
    for (size_t i = 0; i < count; i++) {
        if (releases[i] == NULL) {
            return "a release is NULL";
        }
        if (releases[i]->database->vocabulary.fact_count !=
            rubric->database->vocabulary.fact_count) {
            return "release and rubric are of different vocabularies";
        }
        if (!opn_streq(releases[i]->database->digest, releases[0]->database->digest)) {
            return "the releases are of different databases";
        }
    }
    return NULL;
}

int openness_analyze_timeline(const openness_release *const *releases, size_t count,
                              const openness_rubric *rubric, int mode, uint32_t flags, int format,
                              int width, openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_timeline timeline = {.rubric = rubric, .mode = mode};
    context c = {&timeline, &arena, (flags & OPENNESS_BRIEF) != 0};
    opn_buf buf = {0};
    int status = opn_analysis_begin(out, format, width, err);
    const char *fault;

    if (status != OPENNESS_OK) {
        return status;
    }
    fault = fault_of(releases, count, rubric, mode, flags);
    if (fault != NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "%s", fault);
    }
    status = find_all(&c, releases, count);
    if (status == OPENNESS_OK) {
        opn_render_timeline(&buf, &timeline, format, width);
        status = opn_buf_finish(&buf, out);
    }
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    return opn_error_set(err, status, NULL);
}
