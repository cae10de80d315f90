/*
 * grid.h: reports as a table of releases by rubrics.
 *
 * Analyses of several releases take a bare list of reports; the grid sorts out
 * which release and which rubric each is of, and that none is missing.
 */
#ifndef OPN_GRID_H
#define OPN_GRID_H

#include "report.h"

typedef struct {
    const openness_report **cells; /* release by release; a row has rubric_count of them */
    size_t release_count;          /* in the order in which they were first given */
    size_t rubric_count;
} opn_grid;

/* OPENNESS_OK, E_NOMEM, or E_ARGUMENT and what is wrong. The reports stay the
 * caller's. The same release on two days is two releases. */
int opn_grid_init(opn_grid *out, const openness_report *const *reports, size_t count,
                  opn_arena *arena, openness_error **err);

/* The report of release r under rubric d. */
const openness_report *opn_grid_at(const opn_grid *grid, size_t r, size_t d);

/* An order of releases that does not depend on how they were given: by id, then
 * day, then revision. */
bool opn_grid_before(const opn_grid *grid, size_t a, size_t b);

/* "openai/gpt-oss-120b", and " on 2026-01-31" where the day matters. */
void opn_grid_say(opn_buf *buf, const opn_grid *grid, size_t r);

#endif
