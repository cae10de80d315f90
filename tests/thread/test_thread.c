/*
 * test_thread.c: eight threads share one database, release, rubric and reports.
 *
 * Run under the thread sanitizer by tests/run.sh. Each thread also frees
 * handles in an order of its own while the others still use what they share.
 */
#include <openness/openness.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

enum { THREADS = 8, ROUNDS = 20 };

static openness_database *database;
static openness_release *release;
static openness_rubric *rubric;
static openness_report *shared;
static openness_report *other;
static openness_text *record;
static int failures[THREADS];

static int one_round(int round)
{
    openness_report *report = NULL;
    openness_text *text = NULL;
    openness_rubric *own = NULL;
    int status = openness_rubric_get(database, "g7-2026", &own, NULL);
    if (status == OPENNESS_OK)
        status = openness_evaluate(release, round % 2 ? own : rubric, 0, NULL, &report, NULL);
    if (status == OPENNESS_OK)
        status = openness_report_render(report, OPENNESS_FORMAT_JSON, 0, 0, &text, NULL);
    if (status == OPENNESS_OK && openness_report_vector(shared)[0] == '\0')
        status = OPENNESS_E_INTERNAL;
    openness_rubric_free(own);
    openness_report_free(report);
    openness_text_free(text);
    return status;
}

/* The calls around the pipeline: a question, a comparison, other bytes, many
 * lines, a refusal. All read the shared handles. */
static int may(void)
{
    openness_answer *answer = NULL;
    openness_text *text = NULL;
    int status = openness_may_release(release, NULL, "{\"action\": \"host\"}", 18, &answer, NULL);
    if (status == OPENNESS_OK)
        status = openness_answer_render(answer, OPENNESS_FORMAT_TEXT, 0, 0, &text, NULL);
    openness_answer_free(answer);
    openness_text_free(text);
    return status;
}

static int compare(void)
{
    const openness_report *const reports[] = {shared, other};
    openness_text *text = NULL;
    int status = openness_analyze_dominance(reports, 2, OPENNESS_FORMAT_JSON, 0, &text, NULL);
    openness_text_free(text);
    return status;
}

static int import(void)
{
    openness_import *imported = NULL;
    openness_release *made = NULL;
    openness_report *report = NULL;
    int status = openness_import_bytes(database, NULL, NULL, "2026-11-22", openness_text_data(record),
                                       openness_text_size(record), 0, &imported, NULL);
    if (status == OPENNESS_OK)
        status = openness_import_release(imported, 0, &made, NULL);
    openness_import_free(imported);
    if (status == OPENNESS_OK)
        status = openness_evaluate(made, rubric, 0, NULL, &report, NULL);
    if (status == OPENNESS_OK &&
        strcmp(openness_report_vector(report), openness_report_vector(shared)) != 0)
        status = OPENNESS_E_INTERNAL;
    openness_release_free(made);
    openness_report_free(report);
    return status;
}

static int lines(void)
{
    static const char bad[] = "{\"format\": 1}\n[]\n";
    openness_text *text = NULL;
    openness_error *error = NULL;
    openness_release *none = NULL;
    int status = openness_score_lines(database, rubric, 0, NULL, bad, sizeof bad - 1, 0, &text,
                                      NULL);
    openness_text_free(text);
    if (status == OPENNESS_OK &&
        openness_release_parse(database, bad, sizeof bad - 1, 0, &none, &error) == OPENNESS_OK)
        status = OPENNESS_E_INTERNAL;
    openness_error_free(error);
    return status;
}

/* A thread holds a database of its own, made from the shared one. */
static int extend(void)
{
    openness_database *larger = NULL;
    openness_rubric *own = NULL;
    int status = openness_database_extend(database, openness_text_data(record),
                                          openness_text_size(record), 0, &larger, NULL);
    if (status == OPENNESS_OK)
        status = openness_rubric_get(larger, "mof-1.0", &own, NULL);
    openness_database_free(larger);
    if (status == OPENNESS_OK && openness_rubric_version(own) < 1)
        status = OPENNESS_E_INTERNAL;
    openness_rubric_free(own);
    return status;
}

/* Each thread begins at another call, so that different ones meet. */
static void *work(void *argument)
{
    static int (*const calls[])(void) = {may, compare, import, lines, extend};
    enum { CALLS = sizeof calls / sizeof calls[0] };
    int *failed = argument;
    size_t first = (size_t)(failed - failures);
    for (int i = 0; i < ROUNDS; i++) {
        *failed += one_round(i) != OPENNESS_OK;
        *failed += calls[(first + (size_t)i) % CALLS]() != OPENNESS_OK;
    }
    return NULL;
}

static int make_other(void)
{
    openness_release *second = NULL;
    int status = openness_release_get(database, "bigscience/bloom", &second, NULL);
    if (status == OPENNESS_OK)
        status = openness_evaluate(second, rubric, 0, NULL, &other, NULL);
    openness_release_free(second);
    return status;
}

int main(void)
{
    pthread_t threads[THREADS];
    if (openness_database_open(&database, NULL) != OPENNESS_OK ||
        openness_release_get(database, "openai/gpt-oss-120b", &release, NULL) != OPENNESS_OK ||
        openness_rubric_get(database, "spectrum-1", &rubric, NULL) != OPENNESS_OK ||
        openness_evaluate(release, rubric, 0, NULL, &shared, NULL) != OPENNESS_OK ||
        openness_database_show(database, OPENNESS_KIND_RELEASE, "openai/gpt-oss-120b", &record,
                               NULL) != OPENNESS_OK ||
        make_other() != OPENNESS_OK)
        return 1;
    for (int i = 0; i < THREADS; i++)
        if (pthread_create(&threads[i], NULL, work, &failures[i]) != 0)
            return 1;
    int failed = 0;
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        failed += failures[i];
    }
    /* The database goes first: what was made with it keeps it alive. */
    openness_database_free(database);
    failed += strcmp(openness_report_rubric(shared), "spectrum-1") != 0;
    openness_rubric_free(rubric);
    openness_release_free(release);
    failed += openness_report_release(shared)[0] == '\0';
    openness_report_free(shared);
    openness_report_free(other);
    openness_text_free(record);
    printf("%d failures\n", failed);
    return failed != 0;
}
