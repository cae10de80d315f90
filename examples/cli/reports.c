/*
 * reports.c: releases x rubrics as reports, for the commands that look at several.
 *
 * Without operands the grid has every built-in release.
 */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

/* Highest lower bound first, then by id: the middle of an interval orders nothing. */
static int by_order(const void *a, const void *b)
{
    const report_row *left = a;
    const report_row *right = b;
    if (left->order != right->order)
        return left->order > right->order ? -1 : 1;
    return strcmp(openness_release_id(left->release), openness_release_id(right->release));
}

static int fill_row(report_grid *g, report_row *into, const options *o)
{
    into->reports = calloc(g->rubric_count, sizeof *into->reports);
    into->order = -1;
    if (into->reports == NULL)
        return EXIT_INTERNAL;
    for (size_t r = 0; r < g->rubric_count; r++) {
        openness_error *error = NULL;
        if (openness_evaluate(into->release, g->rubrics[r], o->mode, o->as_of, &into->reports[r],
                              &error) != OPENNESS_OK) {
            print_error("openness", error);
            openness_error_free(error);
            return EXIT_USAGE;
        }
        if (into->order < 0)
            into->order = openness_report_score_milli(into->reports[r], OPENNESS_LOWER);
    }
    return EXIT_DONE;
}

static int fill(report_grid *g, const openness_database *database, const options *o)
{
    bool all = o->operand_count == 0;
    size_t count = all ? openness_database_count(database, OPENNESS_KIND_RELEASE)
                       : o->operand_count;
    g->rows = calloc(count + 1, sizeof *g->rows);
    if (g->rows == NULL)
        return EXIT_INTERNAL;
    for (size_t i = 0; i < count; i++) {
        int code = EXIT_DONE;
        const char *target = all ? openness_database_id(database, OPENNESS_KIND_RELEASE, i)
                                 : o->operands[i];
        g->rows[i].release = load_release(database, o, target, &code);
        if (g->rows[i].release == NULL)
            return code;
        g->count = i + 1;
        code = fill_row(g, &g->rows[i], o);
        if (code != EXIT_DONE)
            return code;
    }
    if (all)
        qsort(g->rows, g->count, sizeof *g->rows, by_order);
    return EXIT_DONE;
}

int grid_load(report_grid *g, const openness_database *database, const options *o,
              const char *const *defaults, size_t default_count)
{
    int code = EXIT_DONE;
    g->rubric_count = load_rubrics(database, o, defaults, default_count, g->rubrics, &code);
    return g->rubric_count > 0 ? fill(g, database, o) : code;
}

const openness_report **grid_reports(const report_grid *g)
{
    const openness_report **reports = calloc(g->count * g->rubric_count + 1, sizeof *reports);
    for (size_t i = 0; reports != NULL && i < g->count; i++)
        for (size_t r = 0; r < g->rubric_count; r++)
            reports[i * g->rubric_count + r] = g->rows[i].reports[r];
    return reports;
}

void grid_free(report_grid *g)
{
    for (size_t i = 0; i < g->count; i++) {
        for (size_t r = 0; g->rows[i].reports != NULL && r < g->rubric_count; r++)
            openness_report_free(g->rows[i].reports[r]);
        free(g->rows[i].reports);
        openness_release_free(g->rows[i].release);
    }
    free(g->rows);
    for (size_t r = 0; r < g->rubric_count; r++)
        openness_rubric_free(g->rubrics[r]);
}

int print_analysis(int status, openness_text *text, openness_error *error)
{
    if (status == OPENNESS_OK)
        fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    else
        print_error("openness", error);
    openness_text_free(text);
    openness_error_free(error);
    return status == OPENNESS_OK           ? EXIT_DONE
           : status == OPENNESS_E_ARGUMENT ? EXIT_USAGE
                                           : EXIT_INTERNAL;
}
