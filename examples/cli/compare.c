/*
 * compare.c: releases x rubrics as a table.
 *
 * Every cell shows both ends where they differ. A table that is wider than the
 * terminal becomes several, each with the releases and the rubrics that fit.
 */
#include "cli.h"
#include <string.h>

enum { MAX_CELL = 160, NAME_MIN = 24 };

static void cell_text(char *out, const openness_report *report)
{
    const char *low = openness_report_score_text(report, OPENNESS_LOWER);
    const char *high = openness_report_score_text(report, OPENNESS_UPPER);
    const char *join = "-";
    if (low[0] == '\0') {
        low = openness_report_level_at(report, OPENNESS_LOWER);
        high = openness_report_level_at(report, OPENNESS_UPPER);
        join = "..";
    }
    if (strcmp(openness_report_level(report), "not_applicable") == 0)
        low = high = "not_applicable";
    bool same = strcmp(low, high) == 0;
    snprintf(out, MAX_CELL, "%s%s%s", low, same ? "" : join, same ? "" : high);
}

/* At most limit: a single column that is too wide is cut. */
static size_t column_width(const report_grid *g, size_t rubric, size_t limit)
{
    size_t width = text_columns(openness_rubric_id(g->rubrics[rubric]));
    for (size_t i = 0; i < g->count; i++) {
        char text[MAX_CELL];
        cell_text(text, g->rows[i].reports[rubric]);
        size_t columns = text_columns(text);
        width = columns > width ? columns : width;
    }
    return width < limit ? width : limit;
}

/* One table with the rubrics from first on that fit; returns the next one. */
static size_t print_part(const report_grid *g, size_t first, size_t width, size_t name_width)
{
    size_t widths[MAX_RUBRICS];
    size_t used = name_width;
    size_t end = first;
    while (end < g->rubric_count) {
        widths[end] = column_width(g, end, width - name_width - 2);
        if (end > first && used + 2 + widths[end] > width)
            break;
        used += 2 + widths[end];
        end++;
    }
    print_cell("release", name_width, true);
    for (size_t r = first; r < end; r++) {
        fputs("  ", stdout);
        print_cell(openness_rubric_id(g->rubrics[r]), widths[r], r + 1 < end);
    }
    putchar('\n');
    for (size_t i = 0; i < g->count; i++) {
        print_cell(openness_release_id(g->rows[i].release), name_width, true);
        for (size_t r = first; r < end; r++) {
            char text[MAX_CELL];
            cell_text(text, g->rows[i].reports[r]);
            fputs("  ", stdout);
            print_cell(text, widths[r], r + 1 < end);
        }
        putchar('\n');
    }
    return end;
}

static void print_text(const report_grid *g, size_t width)
{
    size_t name_width = 7;
    for (size_t i = 0; i < g->count; i++) {
        size_t columns = text_columns(openness_release_id(g->rows[i].release));
        name_width = columns > name_width ? columns : name_width;
    }
    if (name_width > width / 2)
        name_width = width / 2 > NAME_MIN ? width / 2 : NAME_MIN;
    for (size_t r = 0; r < g->rubric_count;) {
        if (r > 0)
            putchar('\n');
        r = print_part(g, r, width, name_width);
    }
    putchar('\n');
    for (size_t r = 0; r < g->rubric_count; r++)
        printf("%s@%d%s", openness_rubric_id(g->rubrics[r]),
               openness_rubric_version(g->rubrics[r]), r + 1 < g->rubric_count ? "  " : "\n");
    printf("a-b: lowest and highest, as unknowns turn out\ndata %s, sha256 %.12s\n",
           openness_data_version(), openness_data_digest());
}

static void print_markdown(const report_grid *g)
{
    fputs("| release |", stdout);
    for (size_t r = 0; r < g->rubric_count; r++)
        printf(" %s@%d |", openness_rubric_id(g->rubrics[r]),
               openness_rubric_version(g->rubrics[r]));
    fputs("\n|---|", stdout);
    for (size_t r = 0; r < g->rubric_count; r++)
        fputs("---|", stdout);
    putchar('\n');
    for (size_t i = 0; i < g->count; i++) {
        printf("| %s |", openness_release_id(g->rows[i].release));
        for (size_t r = 0; r < g->rubric_count; r++) {
            char text[MAX_CELL];
            cell_text(text, g->rows[i].reports[r]);
            printf(" %s |", text);
        }
        putchar('\n');
    }
}

/* Reports one per line in an array: the library writes each of them. */
static int print_json(const report_grid *g)
{
    fputs("[\n", stdout);
    for (size_t i = 0; i < g->count; i++) {
        for (size_t r = 0; r < g->rubric_count; r++) {
            openness_text *text = NULL;
            if (openness_report_render(g->rows[i].reports[r], OPENNESS_FORMAT_JSON,
                                       OPENNESS_COMPACT, 0, &text, NULL) != OPENNESS_OK)
                return EXIT_INTERNAL;
            size_t size = openness_text_size(text);
            while (size > 0 && openness_text_data(text)[size - 1] == '\n')
                size--;
            fwrite(openness_text_data(text), 1, size, stdout);
            fputs(i + 1 == g->count && r + 1 == g->rubric_count ? "\n" : ",\n", stdout);
            openness_text_free(text);
        }
    }
    fputs("]\n", stdout);
    return EXIT_DONE;
}

static void print_vectors(const report_grid *g)
{
    for (size_t i = 0; i < g->count; i++)
        for (size_t r = 0; r < g->rubric_count; r++)
            printf("%s %s\n", openness_release_id(g->rows[i].release),
                   openness_report_vector(g->rows[i].reports[r]));
}

int command_compare(int argc, char **argv)
{
    static const char *const defaults[] = {"spectrum-1", "g7-2026", "osaid-1.0", "mof-1.0",
                                           "eu-gpai-2025"};
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.why)
        return command_why(&o);
    openness_database *database = open_database(&o, &code);
    report_grid g = {0};
    if (database != NULL)
        code = grid_load(&g, database, &o, defaults, sizeof defaults / sizeof defaults[0]);
    if (code == EXIT_DONE && o.format == OPENNESS_FORMAT_TEXT)
        print_text(&g, (size_t)o.width);
    else if (code == EXIT_DONE && o.format == OPENNESS_FORMAT_MARKDOWN)
        print_markdown(&g);
    else if (code == EXIT_DONE && o.format == OPENNESS_FORMAT_JSON)
        code = print_json(&g);
    else if (code == EXIT_DONE)
        print_vectors(&g);
    grid_free(&g);
    openness_database_free(database);
    return code;
}
