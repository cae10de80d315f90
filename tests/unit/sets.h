/*
 * sets.h: releases of three levels each, for the tests of analyses.
 *
 * A release is a word of three letters, one for each criterion: F full, P in
 * part, N none, ? unknown, - not applicable.
 */
#ifndef OPN_TEST_SETS_H
#define OPN_TEST_SETS_H

#include "kit.h"

#include "../../lib/report.h"
#include <openness/analyze.h>

#define SET_LEVELS(fact)                                                                         \
    "'levels': [{'id': 'no'}, {'id': 'part', 'when': {'" fact "': 'partial'}, 'next': 'do'},"    \
    " {'id': 'whole', 'when': {'" fact "': 'full'}, 'next': 'do'}]"

/* Three criteria: x, y and z. */
#define SET_RUBRIC(id, rest)                                                                     \
    "{'format': 'openness-rubric/1', 'id': '" id "', 'version': 1, 'date': '2026-01-02',"        \
    " 'title': 'Set', 'authority': 'Test', 'url': 'https://example.org/set',"                    \
    " 'purpose': 'test', 'unknown': 'no', 'not_applicable': 'skip', 'criteria': ["               \
    "{'id': 'x', 'code': 'X', 'title': 'Weights', 'cite': 'C', " SET_LEVELS("weights") "},"      \
    "{'id': 'y', 'code': 'Y', 'title': 'Model card', 'cite': 'C', " SET_LEVELS("model_card") "},"\
    "{'id': 'z', 'code': 'Z', 'title': 'Data card', 'cite': 'C', " SET_LEVELS("data_card") "}"   \
    "], " rest "}"

/* A plain mean, out of 100. */
#define SET_MEAN(weights)                                                                        \
    "'combine': [{'id': 'score', 'title': 'Score', 'mean': " weights ", 'scale': 100,"           \
    " 'decimals': 1}], 'result': {'score': 'score'}"

/* A ladder over one criterion. */
#define SET_LADDER(criterion)                                                                    \
    "'combine': [{'id': 'class', 'title': 'Class', 'cite': 'C', 'levels': [{'id': 'low'},"       \
    " {'id': 'middle', 'when': {'" criterion "': 'part'}},"                                      \
    " {'id': 'high', 'when': {'" criterion "': 'whole'}}]}], 'result': {'level': 'class'}"

static openness_database *set_database;

static inline openness_rubric *set_rubric(const char *text)
{
    openness_rubric *rubric = NULL;
    openness_error *error = NULL;
    char *json = kit_json(text);

    if (openness_rubric_parse(set_database, json, strlen(json), 0, &rubric, &error) !=
        OPENNESS_OK) {
        for (size_t i = 0; i < openness_error_issue_count(error); i++) {
            print_error("%s: %s\n", openness_error_issue_pointer(error, i),
                        openness_error_issue_message(error, i));
        }
        openness_error_free(error);
    }
    free(json);
    assert_non_null(rubric);
    return rubric;
}

static inline void set_artifact(opn_buf *buf, const char *kind, char letter)
{
    const char *access = letter == '-' ? "not_applicable" : letter == 'N' ? "none" : "public";
    const char *extent = letter == 'F'   ? "full"
                         : letter == 'P' ? "partial"
                         : letter == 'N' ? "none"
                                         : "not_applicable";

    if (letter != '?') {
        opn_buf_printf(buf,
                       "%s{'kind': '%s', 'access': '%s', 'extent': '%s', " KIT_EVIDENCE "}",
                       buf->data[buf->size - 1] == '[' ? "" : ", ", kind, access, extent);
    }
}

static inline openness_release *set_release(const char *id, const char *word)
{
    opn_buf buf = {0};
    openness_release *release;

    opn_buf_printf(&buf,
                   "{'format': 'openness-release/1', 'id': '%s', 'name': '%s',"
                   " 'producer': 'Acme', 'kind': 'base', 'artifacts': [",
                   id, id);
    set_artifact(&buf, "weights", word[0]);
    set_artifact(&buf, "model_card", word[1]);
    set_artifact(&buf, "data_card", word[2]);
    opn_buf_str(&buf, "]}");
    release = kit_release(set_database, buf.data);
    opn_buf_free(&buf);
    return release;
}

enum { SET_MOST = 16 };

/* Reports of releases acme/a, acme/b, ... under some rubrics. */
typedef struct {
    const openness_report *reports[SET_MOST];
    openness_report *owned[SET_MOST];
    size_t count;
} set;

static inline void set_add(set *s, const char *id, const char *word, openness_rubric *rubric)
{
    openness_release *release = set_release(id, word);

    assert_true(s->count < SET_MOST);
    assert_int_equal(openness_evaluate(release, rubric, OPENNESS_MODE_RECORD, NULL,
                                       &s->owned[s->count], NULL),
                     OPENNESS_OK);
    s->reports[s->count] = s->owned[s->count];
    s->count++;
    openness_release_free(release);
}

/* Words parted by spaces; a, b, ... in turn. */
static inline set set_make(const char *words, openness_rubric *const *rubrics, size_t count)
{
    set s = {.count = 0};

    for (size_t i = 0; words[4 * i] != '\0'; i++) {
        const char id[] = {'a', 'c', 'm', 'e', '/', (char)('a' + (int)i), '\0'};

        for (size_t d = 0; d < count; d++) {
            set_add(&s, id, words + 4 * i, rubrics[d]);
        }
        if (words[4 * i + 3] == '\0') {
            break;
        }
    }
    return s;
}

static inline void set_free(set *s)
{
    for (size_t i = 0; i < s->count; i++) {
        openness_report_free(s->owned[i]);
    }
}

static inline int set_open(void **state)
{
    (void)state;
    set_database = kit_database();
    return 0;
}

static inline int set_close(void **state)
{
    (void)state;
    openness_database_free(set_database);
    return 0;
}

#endif
