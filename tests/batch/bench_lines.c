/*
 * bench_lines.c: what a batch costs, next to what cannot be saved.
 *
 * The same records three times over: only parsed by cJSON; each through
 * openness_score_json(); all through openness_score_lines(). Prints the best of
 * several rounds and the ratios, which mean the same on a fast and a slow
 * machine. Run by `meson test --benchmark`; fails on a wrong answer only.
 *
 * usage: bench_lines [RUBRIC]
 */
#define _POSIX_C_SOURCE 200809L
#include <cjson/cJSON.h>
#include <openness/openness.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { RECORDS = 2000, ROUNDS = 5 };

typedef struct {
    openness_database *database;
    openness_rubric *rubric;
    const char *name;
    char *lines;
    size_t size;
    const char *starts[RECORDS];
    size_t sizes[RECORDS];
} bench;

/* Processor time: other programs do not count. */
static double now(void)
{
    struct timespec at;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &at);
    return (double)at.tv_sec + (double)at.tv_nsec / 1e9;
}

/* The built-in records as they are, one after the other, again and again. */
static int fill(bench *b)
{
    size_t count = openness_database_count(b->database, OPENNESS_KIND_RELEASE);
    size_t capacity = (size_t)RECORDS * 65536;

    b->lines = malloc(capacity);
    for (size_t i = 0; i < RECORDS && b->lines != NULL; i++) {
        openness_text *text = NULL;
        const char *id = openness_database_id(b->database, OPENNESS_KIND_RELEASE, i % count);

        if (openness_database_show(b->database, OPENNESS_KIND_RELEASE, id, &text, NULL) != 0 ||
            b->size + openness_text_size(text) + 1 > capacity)
            return 1;
        b->starts[i] = b->lines + b->size;
        /* Shown over several lines; a batch wants one. */
        cJSON *json = cJSON_Parse(openness_text_data(text));
        char *line = cJSON_PrintUnformatted(json);
        b->sizes[i] = strlen(line);
        memcpy(b->lines + b->size, line, b->sizes[i]);
        b->size += b->sizes[i];
        b->lines[b->size] = '\n';
        b->size++;
        cJSON_free(line);
        cJSON_Delete(json);
        openness_text_free(text);
    }
    return b->lines == NULL;
}

static int parse(const bench *b)
{
    int failed = 0;

    for (size_t i = 0; i < RECORDS; i++) {
        cJSON *json = cJSON_ParseWithLength(b->starts[i], b->sizes[i]);
        failed += json == NULL;
        cJSON_Delete(json);
    }
    return failed;
}

static int one_by_one(const bench *b)
{
    int failed = 0;

    for (size_t i = 0; i < RECORDS; i++) {
        openness_text *text = NULL;
        failed += openness_score_json(b->database, b->starts[i], b->sizes[i], b->name,
                                      OPENNESS_FORMAT_JSON, OPENNESS_COMPACT, &text, NULL) != 0;
        openness_text_free(text);
    }
    return failed;
}

static int together(const bench *b)
{
    openness_text *text = NULL;
    size_t lines = 0;
    int failed = openness_score_lines(b->database, b->rubric, OPENNESS_MODE_RECORD, NULL, b->lines,
                                      b->size, 0, &text, NULL) != 0;

    for (const char *at = openness_text_data(text); *at != '\0'; at++)
        lines += *at == '\n';
    failed += lines != RECORDS || strstr(openness_text_data(text), "\"error\"") != NULL;
    openness_text_free(text);
    return failed;
}

static double best(int (*run)(const bench *), const bench *b, int *failed)
{
    double least = 1e9;

    for (int i = 0; i < ROUNDS; i++) {
        double start = now();
        *failed += run(b);
        double took = now() - start;
        least = took < least ? took : least;
    }
    return least / RECORDS * 1e6;
}

int main(int argc, char **argv)
{
    bench b = {.name = argc > 1 ? argv[1] : "spectrum-1"};
    int failed = 0;

    if (openness_database_open(&b.database, NULL) != 0 ||
        openness_rubric_get(b.database, b.name, &b.rubric, NULL) != 0 || fill(&b) != 0)
        return 1;
    double bare = best(parse, &b, &failed);
    double single = best(one_by_one, &b, &failed);
    double batch = best(together, &b, &failed);
    printf("%d records of %zu bytes on average, rubric %s, microseconds per record\n", RECORDS,
           b.size / RECORDS, b.name);
    printf("cJSON parse %.1f, openness_score_json %.1f, openness_score_lines %.1f\n", bare, single,
           batch);
    printf("lines / parse %.2f, lines / score_json %.3f\n", batch / bare, batch / single);
    free(b.lines);
    openness_rubric_free(b.rubric);
    openness_database_free(b.database);
    return failed != 0;
}
