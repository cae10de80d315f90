/*
 * release.c: the public handle of a release.
 *
 * Takes a record as bytes or the id of one in a database, gives an immutable
 * handle that keeps the database alive.
 *
 * Must not know the members of a record (release_read.c).
 */
#include "release.h"
#include "json_read.h"

openness_release *opn_release_share(const openness_release *release)
{
    openness_release *self = release->self;

    opn_refcount_add(&self->references);
    return self;
}

/* The database goes last: strings of the release are its own, but what they
 * were looked up in must not vanish under a getter of another thread. */
void openness_release_free(openness_release *release)
{
    openness_database *database;
    openness_release *origin;

    /* A release that was made from another owns what differs, and one reference. */
    while (release != NULL && opn_refcount_drop(&release->references)) {
        database = release->database;
        origin = release->origin;
        opn_arena_free(&release->arena);
        opn_free(release);
        openness_database_free(database);
        release = origin;
    }
}

/* The tree is gone after this; the release owns copies. */
static int parse(const openness_database *database, const char *json, size_t size,
                 openness_release **out, opn_issues *issues)
{
    opn_json *document = NULL;
    int status = opn_json_parse(json, size, &document, issues);

    if (status == OPENNESS_OK) {
        status = opn_release_read(database, opn_json_root(document), out, issues);
    }
    opn_json_free(document);
    return status;
}

/* Warnings of a success stay with the release, those of a failure go into the
 * error. */
int openness_release_parse(const openness_database *database, const char *json, size_t size,
                           uint32_t flags, openness_release **out, openness_error **err)
{
    opn_issues issues = {0};
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || json == NULL || out == NULL ||
        (flags & ~(uint32_t)OPENNESS_STRICT) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, json or out is NULL, or a flag is unknown");
    }
    issues.strict = (flags & OPENNESS_STRICT) != 0;
    status = opn_error_set(err, parse(database, json, size, out, &issues), &issues);
    opn_issues_free(&issues);
    return status;
}

/* Most look-ups that fail are misspelled. */
static int not_found(const openness_database *database, const char *id, openness_error **err)
{
    const char *nearest = opn_database_suggest(database, OPENNESS_KIND_RELEASE, id);

    if (nearest == NULL) {
        return opn_error_message(err, OPENNESS_E_NOT_FOUND, "there is no release \"%s\"", id);
    }
    return opn_error_message(err, OPENNESS_E_NOT_FOUND,
                             "there is no release \"%s\", did you mean \"%s\"?", id, nearest);
}

/* Parsed anew on every call: releases are rarely asked for twice, and a cache
 * would have to change under a shared handle. */
int openness_release_get(const openness_database *database, const char *id,
                         openness_release **out, openness_error **err)
{
    opn_issues issues = {0};
    const opn_document *document;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || id == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "database, id or out is NULL");
    }
    document = opn_database_find(database, OPENNESS_KIND_RELEASE, id);
    if (document == NULL) {
        return not_found(database, id, err);
    }
    status = parse(database, document->text, document->size, out, &issues);
    /* Whatever stands in a database was checked when it came in. */
    if (status != OPENNESS_OK && status != OPENNESS_E_NOMEM) {
        status = OPENNESS_E_INTERNAL;
    }
    status = opn_error_set(err, status, &issues);
    opn_issues_free(&issues);
    return status;
}

const char *openness_release_id(const openness_release *release)
{
    return release == NULL ? "" : release->id;
}

const char *openness_release_name(const openness_release *release)
{
    return release == NULL ? "" : release->name;
}

const char *openness_release_producer(const openness_release *release)
{
    return release == NULL ? "" : release->producer;
}

size_t openness_release_forgotten_count(const openness_release *release)
{
    return release == NULL ? 0 : release->forgotten;
}

const char *openness_release_date(const openness_release *release)
{
    return release == NULL ? "" : release->release_date;
}

size_t openness_release_warning_count(const openness_release *release)
{
    return release == NULL ? 0 : release->warning_count;
}

const char *openness_release_warning(const openness_release *release, size_t index)
{
    return index >= openness_release_warning_count(release) ? "" : release->warnings[index];
}
