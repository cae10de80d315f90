/*
 * grid.c: sorts reports into releases and rubrics.
 *
 * Takes reports in any order, gives a full table or says which one is missing.
 *
 * Must not compare what the reports say.
 */
#include "grid.h"

/* A report from a vector is of no release, so it has no row. */
static bool usable(const openness_report *const *reports, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (reports[i] == NULL || reports[i]->release == NULL) {
            return false;
        }
    }
    return count > 0;
}

static bool same_release(const openness_report *a, const openness_report *b)
{
    return opn_streq(a->release->id, b->release->id) && opn_streq(a->as_of, b->as_of) &&
           opn_streq(a->release->revision, b->release->revision);
}

static bool same_rubric(const openness_report *a, const openness_report *b)
{
    return opn_streq(a->rubric->id, b->rubric->id) && a->rubric->version == b->rubric->version;
}

typedef bool (*same_function)(const openness_report *, const openness_report *);

/* The place of a report among those that differ, in order of appearance. */
static size_t place_of(const openness_report **seen, size_t *count, const openness_report *report,
                       same_function same)
{
    for (size_t i = 0; i < *count; i++) {
        if (same(seen[i], report)) {
            return i;
        }
    }
    seen[*count] = report;
    (*count)++;
    return *count - 1;
}

static bool same_node(const opn_rubric *a, const opn_rubric *b, size_t i)
{
    const opn_rubric_node *one = &a->nodes[i];
    const opn_rubric_node *other = &b->nodes[i];
    bool same = one->kind == other->kind && opn_streq(one->id, other->id) &&
                one->level_count == other->level_count && one->term_count == other->term_count &&
                one->scale == other->scale;

    for (size_t k = 0; k < one->level_count && same; k++) {
        const opn_level *x = &a->levels[one->first_level + k];
        const opn_level *y = &b->levels[other->first_level + k];

        same = opn_streq(x->id, y->id) && opn_rational_compare(x->share, y->share) == 0;
    }
    for (size_t k = 0; k < one->term_count && same; k++) {
        const opn_term *x = &a->terms[one->first_term + k];
        const opn_term *y = &b->terms[other->first_term + k];

        same = x->node == y->node && x->optional == y->optional &&
               opn_rational_compare(x->weight, y->weight) == 0;
    }
    return same;
}

/* Whether two rubrics of one name count alike: whoever compares reports reads
 * the nodes of one by the indices of the other. */
static bool same_count(const opn_rubric *a, const opn_rubric *b)
{
    bool same = a == b || (a->node_count == b->node_count &&
                           a->criterion_count == b->criterion_count &&
                           a->result_level == b->result_level &&
                           a->result_score == b->result_score &&
                           a->ranked_from == b->ranked_from);

    for (size_t i = 0; a != b && i < a->node_count && same; i++) {
        same = same_node(a, b, i);
    }
    return same;
}

static int refuse_missing(const opn_grid *grid, const openness_report *const *releases,
                          const openness_report *const *rubrics, openness_error **err)
{
    for (size_t r = 0; r < grid->release_count; r++) {
        for (size_t d = 0; d < grid->rubric_count; d++) {
            if (opn_grid_at(grid, r, d) == NULL) {
                return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                         "there is no report of %s under %s",
                                         releases[r]->release->id, rubrics[d]->rubric->id);
            }
        }
    }
    return OPENNESS_OK;
}

int opn_grid_init(opn_grid *out, const openness_report *const *reports, size_t count,
                  opn_arena *arena, openness_error **err)
{
    const openness_report **releases;
    const openness_report **rubrics;
    size_t *places;

    memset(out, 0, sizeof *out);
    if (reports == NULL || !usable(reports, count)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "reports must be of releases, and at least one");
    }
    releases = opn_arena_alloc(arena, count, sizeof *releases);
    rubrics = opn_arena_alloc(arena, count, sizeof *rubrics);
    places = opn_arena_alloc(arena, count * 2, sizeof *places);
    if (releases == NULL || rubrics == NULL || places == NULL) {
        return opn_error_set(err, OPENNESS_E_NOMEM, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        places[2 * i] = place_of(releases, &out->release_count, reports[i], same_release);
        places[2 * i + 1] = place_of(rubrics, &out->rubric_count, reports[i], same_rubric);
    }
    out->cells =
        opn_arena_alloc(arena, out->release_count * out->rubric_count, sizeof *out->cells);
    if (out->cells == NULL) {
        return opn_error_set(err, OPENNESS_E_NOMEM, NULL);
    }
    for (size_t i = 0; i < count; i++) {
        size_t at = places[2 * i] * out->rubric_count + places[2 * i + 1];

        if (!same_count(rubrics[places[2 * i + 1]]->rubric, reports[i]->rubric)) {
            return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                     "two different rubrics are both called %s",
                                     reports[i]->rubric->id);
        }
        if (out->cells[at] != NULL) {
            return opn_error_message(err, OPENNESS_E_ARGUMENT, "%s is there twice under %s",
                                     reports[i]->release->id, reports[i]->rubric->id);
        }
        out->cells[at] = reports[i];
    }
    return refuse_missing(out, releases, rubrics, err);
}

const openness_report *opn_grid_at(const opn_grid *grid, size_t r, size_t d)
{
    return grid->cells[r * grid->rubric_count + d];
}

bool opn_grid_before(const opn_grid *grid, size_t a, size_t b)
{
    const openness_report *one = opn_grid_at(grid, a, 0);
    const openness_report *other = opn_grid_at(grid, b, 0);
    int order = strcmp(one->release->id, other->release->id);

    if (order == 0) {
        order = strcmp(one->as_of, other->as_of);
    }
    if (order == 0) {
        order = strcmp(one->release->revision, other->release->revision);
    }
    return order < 0;
}

void opn_grid_say(opn_buf *buf, const opn_grid *grid, size_t r)
{
    const openness_report *report = opn_grid_at(grid, r, 0);

    opn_buf_str(buf, report->release->id);
    for (size_t i = 0; i < grid->release_count; i++) {
        const openness_report *other = opn_grid_at(grid, i, 0);

        if (i != r && opn_streq(other->release->id, report->release->id)) {
            opn_buf_printf(buf, " on %s",
                           report->as_of[0] == '\0' ? "the latest day" : report->as_of);
            return;
        }
    }
}
