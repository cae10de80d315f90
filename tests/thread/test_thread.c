/*
 * test_thread.c: eight threads share one database, release, rubric and report.
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

static void *work(void *argument)
{
    int *failed = argument;
    for (int i = 0; i < ROUNDS; i++)
        *failed += one_round(i) != OPENNESS_OK;
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    if (openness_database_open(&database, NULL) != OPENNESS_OK ||
        openness_release_get(database, "openai/gpt-oss-120b", &release, NULL) != OPENNESS_OK ||
        openness_rubric_get(database, "spectrum-1", &rubric, NULL) != OPENNESS_OK ||
        openness_evaluate(release, rubric, 0, NULL, &shared, NULL) != OPENNESS_OK)
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
    printf("%d failures\n", failed);
    return failed != 0;
}
