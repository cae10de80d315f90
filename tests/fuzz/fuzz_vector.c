/*
 * fuzz_vector.c: any bytes as a vector of two fixed rubrics.
 *
 * What must hold for every input: a fault lies inside the text; what is
 * accepted is written back as the same bytes and names its rubric; levels lie
 * on their ladders and can be evaluated.
 */
#include "../../lib/report.h"
#include "../../lib/rubric_read.h"
#include "../unit/small_facts.h"
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

#define HEAD(id, not_applicable)                                                                 \
    "{\"format\": \"openness-rubric/1\", \"id\": \"" id "\", \"version\": 3,"                    \
    "\"date\": \"2026\", \"title\": \"T\", \"authority\": \"A\", \"url\": \"u\","                \
    "\"purpose\": \"p\", \"unknown\": \"no\", \"not_applicable\": \"" not_applicable "\","
#define BODY                                                                                     \
    "\"criteria\": [{\"id\": \"a\", \"code\": \"W\", \"title\": \"T\", \"levels\": ["            \
    "{\"id\": \"l0\"}, {\"id\": \"l1\"}, {\"id\": \"l2\"}, {\"id\": \"l3\"}]},"                  \
    "{\"id\": \"b\", \"code\": \"WL2\", \"title\": \"T\", \"when\": {\"code\": \"full\"}},"      \
    "{\"id\": \"c\", \"code\": \"C\", \"title\": \"T\", \"when\": {\"data\": \"full\"}}],"       \
    "\"combine\": [{\"id\": \"m\", \"title\": \"M\", \"mean\": [\"a\", \"b\", \"c\"]}],"         \
    "\"result\": {\"score\": \"m\"}}"

static opn_rubric *read_rubric(const opn_vocabulary *vocabulary, const char *text)
{
    opn_issues issues = {0};
    opn_json *document = NULL;
    opn_rubric *rubric = NULL;

    require(opn_json_parse(text, strlen(text), &document, &issues) == OPENNESS_OK);
    require(opn_rubric_read(&rubric, vocabulary, opn_json_root(document), &issues) ==
            OPENNESS_OK);
    opn_json_free(document);
    opn_issues_free(&issues);
    return rubric;
}

static void check(const opn_rubric *rubric, const char *text)
{
    opn_pair levels[3];
    opn_basis basis[3];
    opn_value values[4];
    const char *fault = NULL;
    size_t at = SIZE_MAX;
    opn_buf line = {0};
    char id[65];
    int version;

    if (opn_vector_read(rubric, text, levels, basis, &at, &fault) != OPENNESS_OK) {
        require(at <= strlen(text) && fault != NULL);
        return;
    }
    require(fault == NULL && opn_vector_rubric(text, id, &version));
    require(strcmp(id, rubric->id) == 0 && version == rubric->version);
    require(opn_vector_write(&line, rubric, levels, basis) == OPENNESS_OK);
    require(strcmp(line.data, text) == 0);
    opn_evaluate_levels(rubric, levels, values);
    for (size_t i = 0; i < 3; i++) {
        require(values[i].level.lo == levels[i].lo && values[i].level.hi == levels[i].hi);
        require((size_t)(levels[i].hi + 1) <= rubric->nodes[i].level_count);
    }
    opn_buf_free(&line);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* Read once: only the vector changes from input to input. */
    static opn_vocabulary vocabulary;
    static opn_license_vocabulary licenses;
    static opn_rubric *skips;
    static opn_rubric *counts;
    char *text = malloc(size + 1);
    char id[65];
    int version;

    require(text != NULL);
    if (skips == NULL) {
        require(small_facts_open(&vocabulary, &licenses));
        skips = read_rubric(&vocabulary, HEAD("small-1", "skip") BODY);
        counts = read_rubric(&vocabulary, HEAD("small-2", "no") BODY);
    }
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    check(skips, text);
    check(counts, text);
    require(opn_vector_rubric(text, id, &version) || id[0] == '\0');
    free(text);
    return 0;
}
