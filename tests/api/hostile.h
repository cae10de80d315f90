/*
 * hostile.h: what the generated calls of test_hostile.c are made with.
 *
 * One good handle of each type, and what must hold after a call whatever it was
 * given. hostile.py writes a call with a handle for each `good_openness_*` below
 * and passes NULL for a type that has none.
 */
#ifndef OPN_TEST_HOSTILE_H
#define OPN_TEST_HOSTILE_H

#include "../unit/check.h"
#include <limits.h>
#include <openness/openness.h>
#include <stdlib.h>
#include <string.h>

static openness_database *good_openness_database;
static openness_release *good_openness_release;
static openness_rubric *good_openness_rubric;
static openness_report *good_openness_report;
static openness_answer *good_openness_answer;
static openness_import *good_openness_import;
static openness_policy *good_openness_policy;
static openness_check *good_openness_check;
static openness_text *good_openness_text;
static openness_error *good_openness_error;

/* Where an output stands before a call: it must not stay there. */
static char nowhere;

static int setup(void **state)
{
    static const char record[] =
        "{\"format\": \"openness-release/1\", \"id\": \"a/b\", \"name\": \"B\","
        " \"producer\": \"A\", \"kind\": \"base\", \"artifacts\": []}";
    static const char asked[] =
        "{\"format\": \"openness-policy/1\", \"name\": \"p\","
        " \"requirements\": [{\"conflicts\": \"none\"}]}";
    openness_release *none = NULL;
    (void)state;
    return openness_database_open(&good_openness_database, NULL) ||
           openness_release_get(good_openness_database, "LLM360/Amber", &good_openness_release,
                                NULL) ||
           openness_rubric_get(good_openness_database, "spectrum-1", &good_openness_rubric, NULL) ||
           openness_evaluate(good_openness_release, good_openness_rubric, 0, NULL,
                             &good_openness_report, NULL) ||
           openness_may_license(good_openness_database, "MIT", "{}", 2, &good_openness_answer,
                                NULL) ||
           openness_import_bytes(good_openness_database, NULL, NULL, "2026-11-22", record,
                                 sizeof record - 1, 0, &good_openness_import, NULL) ||
           openness_policy_parse(good_openness_database, NULL, asked, sizeof asked - 1,
                                 &good_openness_policy, NULL) ||
           openness_check_release(good_openness_policy, good_openness_release, NULL, NULL,
                                  "2026-11-22", 0, &good_openness_check, NULL) ||
           openness_report_render(good_openness_report, OPENNESS_FORMAT_TEXT, 0, 0,
                                  &good_openness_text, NULL) ||
           openness_release_parse(good_openness_database, "{}", 2, 0, &none,
                                  &good_openness_error) == OPENNESS_OK;
}

static int teardown(void **state)
{
    (void)state;
    openness_database_free(good_openness_database);
    openness_release_free(good_openness_release);
    openness_rubric_free(good_openness_rubric);
    openness_report_free(good_openness_report);
    openness_answer_free(good_openness_answer);
    openness_import_free(good_openness_import);
    openness_check_free(good_openness_check);
    openness_policy_free(good_openness_policy);
    openness_text_free(good_openness_text);
    openness_error_free(good_openness_error);
    return 0;
}

/* Status, output and error tell one story. */
static void tells_one_story(int status, const void *out, const openness_error *err,
                            const char *what)
{
    if (out == (const void *)&nowhere || (status == OPENNESS_OK) != (out != NULL) ||
        (status == OPENNESS_OK) != (err == NULL) || openness_error_code(err) != status ||
        strcmp(openness_status_name(status), "unknown") == 0 || status == OPENNESS_E_INTERNAL)
        fail_msg("%s: status %d, error %d, output %s", what, status, openness_error_code(err),
                 out == NULL ? "NULL" : "set");
}

static void is_refused(int status, int expected, const char *what)
{
    if (status != expected)
        fail_msg("%s: %s, not %s", what, openness_status_name(status),
                 openness_status_name(expected));
}

#endif
