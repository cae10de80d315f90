/*
 * call_loop.c: the loops that measure.py compares the Python package with.
 *
 * What a C program would write, as a shared object, so that both sides run in
 * one process on the same library and the same memory.
 */
#include <openness/openness.h>

int loop_score_json(const openness_database *database, const char *json, size_t size,
                    const char *rubric, size_t count);
int loop_report(const openness_database *database, const openness_rubric *rubric,
                const char *json, size_t size, size_t count);
int loop_lines(const openness_database *database, const openness_rubric *rubric,
               const char *lines, size_t size, size_t count);

int loop_score_json(const openness_database *database, const char *json, size_t size,
                    const char *rubric, size_t count)
{
    int status = OPENNESS_OK;
    for (size_t i = 0; i < count && status == OPENNESS_OK; i++) {
        openness_text *text = NULL;
        status = openness_score_json(database, json, size, rubric, OPENNESS_FORMAT_JSON,
                                     OPENNESS_COMPACT, &text, NULL);
        openness_text_free(text);
    }
    return status;
}

int loop_report(const openness_database *database, const openness_rubric *rubric,
                const char *json, size_t size, size_t count)
{
    int status = OPENNESS_OK;
    for (size_t i = 0; i < count && status == OPENNESS_OK; i++) {
        openness_release *release = NULL;
        openness_report *report = NULL;
        status = openness_release_parse(database, json, size, 0, &release, NULL);
        if (status == OPENNESS_OK)
            status = openness_evaluate(release, rubric, OPENNESS_MODE_RECORD, NULL, &report, NULL);
        openness_report_free(report);
        openness_release_free(release);
    }
    return status;
}

int loop_lines(const openness_database *database, const openness_rubric *rubric,
               const char *lines, size_t size, size_t count)
{
    int status = OPENNESS_OK;
    for (size_t i = 0; i < count && status == OPENNESS_OK; i++) {
        openness_text *text = NULL;
        status = openness_score_lines(database, rubric, OPENNESS_MODE_RECORD, NULL, lines, size, 0,
                                      &text, NULL);
        openness_text_free(text);
    }
    return status;
}
