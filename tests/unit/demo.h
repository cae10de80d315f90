/*
 * demo.h: a small definition and a small release, for the tests of reports.
 *
 * JSON is written with ' for " so that it can be read here.
 */
#ifndef OPN_TEST_DEMO_H
#define OPN_TEST_DEMO_H

#include "check.h"

#include "../../lib/report.h"
#include <openness/openness.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text with every ' turned into ". The caller frees. */
static inline char *demo_json(const char *text)
{
    size_t size = strlen(text);
    char *json = malloc(size + 1);

    assert_non_null(json);
    for (size_t i = 0; i <= size; i++) {
        json[i] = text[i] == '\'' ? '"' : text[i];
    }
    return json;
}

#define DEMO_HEAD                                                                                \
    "'format': 'openness-rubric/1', 'date': '2026-01-02', 'authority': 'Demo Board',"            \
    "'url': 'https://example.org/demo', 'purpose': 'A definition for tests.',"                   \
    "'note': 'Not legal advice.', 'not_applicable': 'skip',"

#define DEMO_CRITERIA                                                                            \
    "'criteria': ["                                                                              \
    "{'id': 'released', 'code': 'W', 'title': 'Weights', 'cite': 'Demo, section 1',"             \
    " 'reading': 'Our reading: a click is no gate.', 'when': {'weights': 'full'},"               \
    " 'next': 'release the weights'},"                                                           \
    "{'id': 'license', 'code': 'L', 'title': 'License', 'cite': 'Demo, section 2', 'levels': ["  \
    " {'id': 'none'},"                                                                           \
    " {'id': 'some', 'when': {'weights_license_spectrum': 'noncommercial'},"                     \
    "  'next': 'state a license'},"                                                              \
    " {'id': 'open', 'title': 'Open license', 'when': {'weights_license_listed': 'yes'},"        \
    "  'next': 'use an open license'}]},"                                                        \
    "{'id': 'data', 'code': 'D', 'title': 'Data', 'cite': 'Demo, section 3', 'levels': ["        \
    " {'id': 'withheld'},"                                                                       \
    " {'id': 'described', 'when': {'pretraining_data_disclosed': 'described'},"                  \
    "  'next': 'describe the data'},"                                                            \
    " {'id': 'full', 'when': {'pretraining_data': 'full'}, 'next': 'release the data'}]},"       \
    "{'id': 'tuning', 'code': 'T', 'title': 'Tuning data', 'cite': 'Demo, section 4',"           \
    " 'when': {'posttraining_data': 'partial'}, 'next': 'release tuning data'},"                 \
    "{'id': 'paper', 'code': 'P', 'title': 'Paper', 'cite': 'Demo, section 5',"                  \
    " 'when': {'any': [{'technical_report': 'partial'}, {'preprint': 'partial'}]},"              \
    " 'next': 'publish a report or a preprint'},"                                                \
    "{'id': 'code', 'code': 'C', 'title': 'Code', 'cite': 'Demo, section 6',"                    \
    " 'when': {'all': [{'preprocessing_code': 'full'},"                                          \
    "  {'any': [{'training_code_posttraining': 'full'}, {'evaluation_code': 'full'}]}]},"        \
    " 'next': 'release the code'}],"

#define DEMO_AXIS                                                                                \
    "{'id': 'axis', 'title': 'Data and papers', 'mean': {'data': 2, 'tuning': 1, 'paper': 1},"   \
    " 'scale': 100, 'decimals': 1}"

#define DEMO_LABEL                                                                               \
    "{'id': 'label', 'title': 'Label', 'cite': 'Demo, section 7', 'levels': ["                   \
    " {'id': 'closed', 'title': 'Closed'},"                                                      \
    " {'id': 'weights', 'title': 'Weights', 'when': {'released': 'yes', 'license': 'some'}},"    \
    " {'id': 'open', 'title': 'Open', 'when': {'all': ["                                         \
    "  {'released': 'yes', 'license': 'open', 'code': 'yes'},"                                   \
    "  {'any': [{'data': 'full'}, {'data': 'described', 'tuning': 'yes', 'paper': 'yes'}]}]}}]}"

/* A ladder and a score; unknown withholds the verdict. */
#define DEMO_RUBRIC                                                                              \
    "{'id': 'demo', 'version': 3, 'title': 'Demo definition', 'unknown': 'undetermined',"        \
    DEMO_HEAD DEMO_CRITERIA "'combine': [" DEMO_LABEL "," DEMO_AXIS "],"                         \
    "'result': {'level': 'label', 'score': 'axis'}}"

/* The same where unknown counts as no. */
#define DEMO_RUBRIC_NO                                                                           \
    "{'id': 'demo-no', 'version': 1, 'title': 'Demo definition', 'unknown': 'no',"               \
    DEMO_HEAD DEMO_CRITERIA "'combine': [" DEMO_LABEL "," DEMO_AXIS "],"                         \
    "'result': {'level': 'label', 'score': 'axis'}}"

/* A score and no ladder. */
#define DEMO_RUBRIC_SCORE                                                                        \
    "{'id': 'demo-score', 'version': 1, 'title': 'Demo score', 'unknown': 'undetermined',"       \
    DEMO_HEAD DEMO_CRITERIA "'combine': [" DEMO_AXIS "], 'result': {'score': 'axis'}}"

/* Speaks about audio only. */
#define DEMO_RUBRIC_AUDIO                                                                        \
    "{'id': 'demo-audio', 'version': 1, 'title': 'Demo for audio', 'unknown': 'no',"             \
    "'applies': {'modality_audio': 'yes'},"                                                      \
    DEMO_HEAD DEMO_CRITERIA "'combine': [" DEMO_LABEL "," DEMO_AXIS "],"                         \
    "'result': {'level': 'label', 'score': 'axis'}}"

/* A score of every kind: a band over the ladder, a minimum, levels without
 * points, a title and numbers that do not fit their columns. */
#define DEMO_RUBRIC_PROFILE                                                                      \
    "{'id': 'demo-profile', 'version': 1, 'title': 'Demo profile', 'unknown': 'no',"             \
    DEMO_HEAD DEMO_CRITERIA "'combine': [" DEMO_LABEL "," DEMO_AXIS ","                          \
    "{'id': 'silent', 'title': 'Silent', 'levels': [{'id': 'no_word', 'points': null},"          \
    " {'id': 'word', 'when': {'code': 'yes'}, 'points': 1}]},"                                   \
    "{'id': 'quiet', 'title': 'Quiet', 'mean': ['silent']},"                                     \
    "{'id': 'exact', 'title': 'An axis whose title is longer than its column',"                  \
    " 'min': ['axis', 'license'], 'scale': 1000, 'decimals': 6},"                                \
    "{'id': 'score', 'title': 'Score', 'band': 'label', 'of': [[0, 24], [25, 74], [75, 100]],"   \
    " 'at': 'axis', 'scale': 100, 'decimals': 1}],"                                              \
    "'result': {'level': 'label', 'score': 'score'}}"

#define DEMO_EVIDENCE(source, shows)                                                             \
    "'evidence': [{'source': '" source "', 'shows': '" shows "', 'read': '2026-11-21',"          \
    " 'confidence': 'high'}]"

#define DEMO_RELEASE_HEAD                                                                        \
    "{'format': 'openness-release/1', 'id': 'acme/one', 'name': 'One 7B', 'producer': 'Acme',"   \
    "'release_date': '2026-01-01', 'kind': 'base', 'output_modalities': ['text'],"

#define DEMO_WEIGHTS                                                                             \
    "{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': 'Apache-2.0',"         \
    " 'evidence': [{'source': 'https://example.org/one/license', 'shows': 'the license',"        \
    "  'read': '2026-11-20', 'confidence': 'high', 'for': ['license']},"                         \
    " {'source': 'https://example.org/one', 'shows': 'all shards', 'read': '2026-11-21',"        \
    "  'for': ['access', 'extent']}]}"

#define DEMO_NO_TUNING                                                                           \
    "{'kind': 'training_data', 'stage': 'sft', 'access': 'not_applicable',"                      \
    " 'extent': 'not_applicable'},"                                                              \
    "{'kind': 'training_code', 'stage': 'sft', 'access': 'not_applicable',"                      \
    " 'extent': 'not_applicable'}"

/* A base model: weights open, data listed, no tuning, no paper known, code known. */
#define DEMO_RELEASE                                                                             \
    DEMO_RELEASE_HEAD "'label_claimed': {'value': 'open source', "                               \
    DEMO_EVIDENCE("https://example.org/blog", "says so") "},"                                    \
    "'artifacts': [" DEMO_WEIGHTS "," DEMO_NO_TUNING ","                                         \
    "{'kind': 'training_data', 'stage': 'pretraining', 'access': 'none', 'extent': 'listed',"    \
    DEMO_EVIDENCE("https://example.org/data", "a list of sources") "},"                          \
    "{'kind': 'preprocessing_code', 'access': 'public', 'extent': 'full', 'license': 'MIT',"     \
    DEMO_EVIDENCE("https://example.org/code", "the scripts") "},"                                \
    "{'kind': 'evaluation_code', 'access': 'none', 'extent': 'none',"                            \
    DEMO_EVIDENCE("https://example.org/code", "looked: none") "}]}"

/* The built-in database and the definitions above. */
static inline openness_database *demo_database(void)
{
    static const char *const rubrics[] = {DEMO_RUBRIC, DEMO_RUBRIC_NO, DEMO_RUBRIC_SCORE,
                                          DEMO_RUBRIC_AUDIO, DEMO_RUBRIC_PROFILE};
    openness_database *database = NULL;
    openness_error *error = NULL;

    assert_int_equal(openness_database_open(&database, NULL), OPENNESS_OK);
    for (size_t i = 0; i < OPN_ARRAY_LEN(rubrics); i++) {
        openness_database *base = database;
        char *json = demo_json(rubrics[i]);

        if (openness_database_extend(base, json, strlen(json), 0, &database, &error) !=
            OPENNESS_OK) {
            fail_msg("%s at %s", openness_error_message(error),
                     openness_error_issue_pointer(error, 0));
        }
        openness_database_free(base);
        free(json);
    }
    return database;
}

static inline openness_release *demo_release(const openness_database *database, const char *text)
{
    openness_release *release = NULL;
    openness_error *error = NULL;
    char *json = demo_json(text);

    if (openness_release_parse(database, json, strlen(json), 0, &release, &error) !=
        OPENNESS_OK) {
        fail_msg("%s at %s", openness_error_message(error),
                 openness_error_issue_pointer(error, 0));
    }
    free(json);
    return release;
}

/* Evaluates a record written with ' under a rubric; the caller frees. */
static inline openness_report *demo_report(const char *rubric, const char *release, int mode,
                                           const char *as_of)
{
    openness_database *database = demo_database();
    openness_release *record = demo_release(database, release);
    openness_rubric *definition = NULL;
    openness_report *report = NULL;

    assert_int_equal(openness_rubric_get(database, rubric, &definition, NULL), OPENNESS_OK);
    assert_int_equal(openness_evaluate(record, definition, mode, as_of, &report, NULL),
                     OPENNESS_OK);
    /* In any order: the report keeps what it needs. */
    openness_database_free(database);
    openness_rubric_free(definition);
    openness_release_free(record);
    return report;
}

static inline char *demo_render(const openness_report *report, int format, uint32_t flags,
                                int width)
{
    openness_text *text = NULL;
    char *copy;

    assert_int_equal(openness_report_render(report, format, flags, width, &text, NULL),
                     OPENNESS_OK);
    copy = malloc(openness_text_size(text) + 1);
    assert_non_null(copy);
    memcpy(copy, openness_text_data(text), openness_text_size(text) + 1);
    openness_text_free(text);
    return copy;
}

#endif
