/*
 * fuzz_release.c: any bytes as a release record, through to its facts.
 *
 * What must hold: a refusal lists at least one error with an id; an accepted
 * record gives pairs on their ladders, today and on any day; strict parsing
 * accepts exactly the records that give no warning; a database can hold what
 * was accepted and gives it back.
 */
#include "../../lib/facts.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static openness_database *database;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_facts(const openness_release *release, const char *as_of)
{
    const opn_vocabulary *v = &release->database->vocabulary;
    opn_pair *values = calloc(v->fact_count, sizeof *values);
    opn_fact_source *sources = calloc(v->fact_count, sizeof *sources);
    opn_arena arena = {0};
    opn_resolved resolved;

    require(values != NULL && sources != NULL);
    require(opn_resolve(&resolved, release, as_of, &arena) == OPENNESS_OK);
    opn_facts_derive(&resolved, values, sources);
    for (size_t i = 0; i < v->fact_count; i++) {
        require(values[i].lo <= values[i].hi && values[i].lo >= -1);
        require((values[i].lo < 0) == (values[i].hi < 0));
        require(values[i].hi < (int)v->ladders[v->facts[i].ladder].count);
        require(sources[i].member != NULL);
    }
    opn_arena_free(&arena);
    free(sources);
    free(values);
}

static void check_refusal(openness_error *error)
{
    size_t errors = 0;

    require(error != NULL && *openness_error_message(error) != '\0');
    for (size_t i = 0; i < openness_error_issue_count(error); i++) {
        require(*openness_error_issue_id(error, i) != '\0');
        require(*openness_error_issue_message(error, i) != '\0');
        errors += openness_error_issue_severity(error, i) == OPENNESS_SEVERITY_ERROR ? 1 : 0;
    }
    require(errors > 0);
    openness_error_free(error);
}

/* Rare enough not to slow the rest: a database is built anew. */
static void check_extended(const openness_release *release, const char *text, size_t size)
{
    openness_database *more = NULL;
    openness_release *again = NULL;

    require(openness_database_extend(database, text, size, 0, &more, NULL) == OPENNESS_OK);
    require(openness_release_get(more, openness_release_id(release), &again, NULL) ==
            OPENNESS_OK);
    require(opn_streq(openness_release_name(again), openness_release_name(release)));
    require(openness_release_warning_count(again) == openness_release_warning_count(release));
    check_facts(again, NULL);
    openness_release_free(again);
    openness_database_free(more);
}

static void check_release(const openness_release *release, const char *text, size_t size)
{
    static const char *const days[] = {"2023-07-01", "2024-02-29", "2025-12-31"};
    static unsigned accepted;
    openness_release *strict = NULL;
    int status = openness_release_parse(database, text, size, OPENNESS_STRICT, &strict, NULL);

    require((status == OPENNESS_OK) == (openness_release_warning_count(release) == 0));
    openness_release_free(strict);
    check_facts(release, NULL);
    for (size_t i = 0; i < OPN_ARRAY_LEN(days); i++) {
        check_facts(release, days[i]);
    }
    if (accepted++ % 64 == 0) {
        check_extended(release, text, size);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    openness_release *release = NULL;
    openness_error *error = NULL;
    char *text;

    if (database == NULL) {
        require(openness_database_open(&database, NULL) == OPENNESS_OK);
    }
    if (size > 65536) {
        return 0;
    }
    /* Exactly sized, so that ASan sees a read beyond the end. */
    text = malloc(size == 0 ? 1 : size);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    if (openness_release_parse(database, text, size, 0, &release, &error) == OPENNESS_OK) {
        require(error == NULL);
        check_release(release, text, size);
    } else {
        require(release == NULL);
        check_refusal(error);
    }
    openness_release_free(release);
    free(text);
    return 0;
}
