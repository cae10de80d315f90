/*
 * rank.c: the commands rank and agree, about several releases at once.
 */
#include "cli.h"
#include <stdlib.h>

enum { DEFAULT_FACTOR = 2, DEFAULT_SAMPLES = 10000 };

/* A rubric without a score has no weights to vary. */
static bool has_score(const report_grid *g)
{
    for (size_t i = 0; g->rubric_count == 1 && i < g->count; i++)
        if (openness_report_score_text(g->rows[i].reports[0], OPENNESS_LOWER)[0] != '\0')
            return true;
    return false;
}

static int rank(const report_grid *g, const options *o)
{
    const openness_report **reports = grid_reports(g);
    openness_text *text = NULL;
    openness_error *error = NULL;
    int factor = o->factor < 0 ? DEFAULT_FACTOR : o->factor;
    int samples = o->samples < 0 ? DEFAULT_SAMPLES : o->samples;
    size_t count = g->count * g->rubric_count;
    int status;
    if (reports == NULL)
        return EXIT_INTERNAL;
    if (o->dominance || (o->factor < 0 && !has_score(g)))
        status = openness_analyze_dominance(reports, count, o->format, o->width, &text, &error);
    else
        status = openness_analyze_weights(reports, count, factor, samples, o->seed, o->format,
                                          o->width, &text, &error);
    free(reports);
    return print_analysis(status, text, error);
}

int command_rank(int argc, char **argv)
{
    static const char *const defaults[] = {"spectrum-1"};
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count == 0 || o.format == OPENNESS_FORMAT_VECTOR ||
        (o.dominance && o.factor >= 0)) {
        fprintf(stderr, "openness: rank takes one or more releases and either --dominance or "
                        "--weights, as text, json or markdown\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    report_grid g = {0};
    if (database != NULL)
        code = grid_load(&g, database, &o, defaults, 1);
    if (code == EXIT_DONE)
        code = rank(&g, &o);
    grid_free(&g);
    openness_database_free(database);
    return code;
}

int command_agree(int argc, char **argv)
{
    /* A graded score, labels, a definition, a gradient of access, a law, an index. */
    static const char *const defaults[] = {"spectrum-1",     "g7-2026",      "osaid-1.0",
                                           "bommasani-2024", "eu-gpai-2025", "osai-2026"};
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.format == OPENNESS_FORMAT_VECTOR) {
        fprintf(stderr, "openness: agree prints text, json or markdown\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    report_grid g = {0};
    if (database != NULL)
        code = grid_load(&g, database, &o, defaults, sizeof defaults / sizeof defaults[0]);
    const openness_report **reports = code == EXIT_DONE ? grid_reports(&g) : NULL;
    if (reports != NULL) {
        openness_text *text = NULL;
        openness_error *error = NULL;
        int status = openness_analyze_agreement(reports, g.count * g.rubric_count, o.format,
                                                o.width, &text, &error);
        code = print_analysis(status, text, error);
    } else if (code == EXIT_DONE) {
        code = EXIT_INTERNAL;
    }
    free(reports);
    grid_free(&g);
    openness_database_free(database);
    return code;
}
