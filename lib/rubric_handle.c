/*
 * rubric_handle.c: the public handle of a compiled rubric.
 *
 * Takes a database and an id, or a document; gives a counted handle. The
 * rubrics of the database are borrowed, those of the caller are owned; either
 * way the handle keeps the database alive.
 *
 * Must not know the form of a rubric: rubric_read.c reads, lint.c judges.
 */
#include "database.h"
#include "lint.h"
#include "rubric_read.h"

/* Sharing changes the count only, and that is not the rubric: self leads from a
 * const handle to it without casting const away. */
openness_rubric *opn_rubric_share(const openness_rubric *rubric)
{
    openness_rubric *self = rubric->self;

    opn_refcount_add(&self->references);
    return self;
}

void openness_rubric_free(openness_rubric *rubric)
{
    if (rubric == NULL || !opn_refcount_drop(&rubric->references)) {
        return;
    }
    opn_rubric_free(rubric->owned);
    openness_database_free(rubric->database);
    opn_free(rubric);
}

/* Takes over owned, also on failure. */
static int make_handle(const openness_database *database, const opn_rubric *compiled,
                       opn_rubric *owned, openness_rubric **out)
{
    openness_rubric *rubric = opn_alloc(1, sizeof *rubric);

    *out = rubric;
    if (rubric == NULL) {
        opn_rubric_free(owned);
        return OPENNESS_E_NOMEM;
    }
    opn_refcount_init(&rubric->references);
    rubric->self = rubric;
    rubric->database = opn_database_share(database);
    rubric->compiled = compiled;
    rubric->owned = owned;
    return OPENNESS_OK;
}

/* "same_as" compares with the rubrics of the database, not with the caller's. */
static const opn_rubric *look_up(const void *context, const char *id)
{
    return opn_database_rubric(context, id);
}

/* Reads and lints; on success *out is the caller's. */
static int compile(const openness_database *database, const opn_json *document,
                   opn_issues *issues, opn_rubric **out)
{
    int status = opn_rubric_read(out, &database->vocabulary, opn_json_root(document), issues);

    if (status == OPENNESS_OK) {
        status = opn_lint(*out, &database->vocabulary, &database->license_vocabulary, look_up,
                          database, issues);
    }
    /* A rung that nothing can reach is a fault of the document; a missing
     * citation is not (issues->errors counts warnings when strict). */
    if (status == OPENNESS_OK && issues->failed) {
        status = OPENNESS_E_NOMEM;
    }
    if (status == OPENNESS_OK && issues->errors > 0) {
        status = OPENNESS_E_SCHEMA;
    }
    return status;
}

int openness_rubric_parse(const openness_database *database, const char *json, size_t size,
                          uint32_t flags, openness_rubric **out, openness_error **err)
{
    opn_issues issues = {.strict = (flags & OPENNESS_STRICT) != 0};
    opn_json *document = NULL;
    opn_rubric *compiled = NULL;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || json == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, json and out must not be NULL");
    }
    if ((flags & ~(uint32_t)OPENNESS_STRICT) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "unknown flag");
    }
    status = opn_json_parse(json, size, &document, &issues);
    if (status == OPENNESS_OK) {
        status = compile(database, document, &issues, &compiled);
    }
    if (status == OPENNESS_OK) {
        status = make_handle(database, compiled, compiled, out);
        compiled = NULL;
    }
    opn_rubric_free(compiled);
    opn_json_free(document);
    status = opn_error_set(err, status, &issues);
    opn_issues_free(&issues);
    return status;
}

int openness_rubric_get(const openness_database *database, const char *id, openness_rubric **out,
                        openness_error **err)
{
    const opn_rubric *compiled;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || id == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, id and out must not be NULL");
    }
    compiled = opn_database_rubric(database, id);
    if (compiled == NULL) {
        const char *nearest = opn_database_suggest(database, OPENNESS_KIND_RUBRIC, id);

        return opn_error_message(err, OPENNESS_E_NOT_FOUND, "no rubric \"%s\"%s%s%s", id,
                                 nearest == NULL ? "" : "; did you mean \"",
                                 nearest == NULL ? "" : nearest, nearest == NULL ? "" : "\"?");
    }
    return opn_error_set(err, make_handle(database, compiled, NULL, out), NULL);
}

const char *openness_rubric_id(const openness_rubric *rubric)
{
    return rubric == NULL ? "" : rubric->compiled->id;
}

const char *openness_rubric_title(const openness_rubric *rubric)
{
    return rubric == NULL ? "" : rubric->compiled->title;
}

int openness_rubric_version(const openness_rubric *rubric)
{
    return rubric == NULL ? 0 : rubric->compiled->version;
}
