/*
 * database.c: the public catalog.
 *
 * Takes nothing but what the library carries, gives a handle that everything
 * else is looked up in. All of it is immutable once open; the count of
 * references is the one thing that changes.
 *
 * Must not know how documents are read (catalog.c) nor what releases hold.
 */
#include "database.h"
#include "catalog.h"
#include "json_write.h"

int openness_database_open(openness_database **out, openness_error **err)
{
    opn_issues issues = {0};
    int status;

    if (out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "out is NULL");
    }
    status = opn_catalog_build(out, NULL, NULL, 0, &issues);
    /* Nobody gave anything: a document that cannot be read is our own bug. */
    if (status != OPENNESS_OK && status != OPENNESS_E_NOMEM) {
        status = OPENNESS_E_INTERNAL;
    }
    status = opn_error_set(err, status, &issues);
    opn_issues_free(&issues);
    return status;
}

/* Const handles are shared too: the count is no part of what a database says. */
openness_database *opn_database_share(const openness_database *database)
{
    openness_database *self = database->self;

    opn_refcount_add(&self->references);
    return self;
}

/* Last reference only; rubrics own arenas of their own and go one by one. */
void openness_database_free(openness_database *database)
{
    if (database == NULL || !opn_refcount_drop(&database->references)) {
        return;
    }
    for (size_t i = 0; i < database->rubric_count; i++) {
        opn_rubric_free(database->rubrics[i]);
    }
    opn_vocabulary_free(&database->vocabulary);
    opn_license_vocabulary_free(&database->license_vocabulary);
    opn_arena_free(&database->arena);
    opn_free(database);
}

static bool is_document_kind(int kind)
{
    return kind >= OPENNESS_KIND_RELEASE && kind <= OPENNESS_KIND_LICENSE;
}

/* Facts are no documents: they come from the vocabulary. */
size_t openness_database_count(const openness_database *database, int kind)
{
    if (database == NULL) {
        return 0;
    }
    if (kind == OPENNESS_KIND_FACT) {
        return database->vocabulary.fact_count;
    }
    return is_document_kind(kind) ? database->first[kind + 1] - database->first[kind] : 0;
}

/* Facts stand in the order in which they are derived; the table has them by id. */
static const opn_fact *fact_at(const openness_database *database, size_t index)
{
    const opn_vocabulary *vocabulary = &database->vocabulary;

    return &vocabulary->facts[vocabulary->fact_table.entries[index].index];
}

const char *openness_database_id(const openness_database *database, int kind, size_t index)
{
    if (index >= openness_database_count(database, kind)) {
        return "";
    }
    return kind == OPENNESS_KIND_FACT ? fact_at(database, index)->id
                                      : database->documents[database->first[kind] + index].id;
}

const char *openness_database_title(const openness_database *database, int kind, size_t index)
{
    if (index >= openness_database_count(database, kind)) {
        return "";
    }
    return kind == OPENNESS_KIND_FACT ? fact_at(database, index)->question
                                      : database->documents[database->first[kind] + index].title;
}

const char *openness_database_digest(const openness_database *database)
{
    return database == NULL ? "" : database->digest;
}

/* Binary search in the stretch of one kind, which is sorted by id. */
const opn_document *opn_database_find(const openness_database *database, int kind, const char *id)
{
    size_t low = is_document_kind(kind) ? database->first[kind] : 0;
    size_t high = is_document_kind(kind) ? database->first[kind + 1] : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(id, database->documents[middle].id);

        if (order == 0) {
            return &database->documents[middle];
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}

const opn_document *opn_database_license(const openness_database *database, size_t license)
{
    return license < openness_database_count(database, OPENNESS_KIND_LICENSE)
               ? &database->documents[database->first[OPENNESS_KIND_LICENSE] + license]
               : NULL;
}

/* Rubrics stand in the order of their documents, so that one search finds both. */
const opn_rubric *opn_database_rubric(const openness_database *database, const char *id)
{
    const opn_document *document = opn_database_find(database, OPENNESS_KIND_RUBRIC, id);

    if (document == NULL) {
        return NULL;
    }
    return database->rubrics[(size_t)(document - database->documents) -
                             database->first[OPENNESS_KIND_RUBRIC]];
}

/* A walk over all ids: it happens only when a call fails. */
const char *opn_database_suggest(const openness_database *database, int kind, const char *id)
{
    const char *best = NULL;

    for (size_t i = 0; i < openness_database_count(database, kind); i++) {
        best = opn_nearest(best, openness_database_id(database, kind, i), id);
    }
    return best;
}

static void write_names(opn_writer *w, const char *key, const char *const *names, size_t count)
{
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < count; i++) {
        opn_write_string(w, names[i]);
    }
    opn_write_array_end(w);
}

/* A fact has no document of its own to show; this is what a user needs to read
 * one: the question, the ladder, and what it is read from. */
static void write_fact(opn_buf *buf, const opn_vocabulary *vocabulary, const opn_fact *fact)
{
    const opn_ladder *ladder = &vocabulary->ladders[fact->ladder];
    opn_writer w;

    opn_write_init(&w, buf, true);
    opn_write_object(&w);
    opn_write_member(&w, "id", fact->id);
    opn_write_member(&w, "question", fact->question);
    opn_write_member(&w, "ladder", ladder->id);
    write_names(&w, "levels", ladder->levels, ladder->count);
    if (fact->slot_count > 0) {
        opn_write_key(&w, "of");
        opn_write_array(&w);
        for (size_t i = 0; i < fact->slot_count; i++) {
            opn_write_string(&w, vocabulary->slots[fact->slots[i]].id);
        }
        opn_write_array_end(&w);
    }
    if (fact->field != OPN_NONE) {
        opn_write_member(&w, "field", vocabulary->fields[fact->field].id);
    }
    if (fact->set_count > 0) {
        write_names(&w, fact->read == OPN_READ_CUTS ? "cuts" : "in", fact->set, fact->set_count);
    }
    opn_write_member(&w, "why", fact->why);
    opn_write_member(&w, "raise", fact->raise);
    opn_write_object_end(&w);
}

/* Names the nearest id, since most look-ups that fail are misspelled. */
static int not_found(const openness_database *database, int kind, const char *id,
                     openness_error **err)
{
    const char *nearest = opn_database_suggest(database, kind, id);
    const char *name = kind == OPENNESS_KIND_FACT ? "fact" : opn_catalog_kind_name(kind);

    if (nearest == NULL) {
        return opn_error_message(err, OPENNESS_E_NOT_FOUND, "there is no %s \"%s\"", name, id);
    }
    return opn_error_message(err, OPENNESS_E_NOT_FOUND,
                             "there is no %s \"%s\", did you mean \"%s\"?", name, id, nearest);
}

/* Documents are given as they are kept, compact: the caller may lay them out. */
int openness_database_show(const openness_database *database, int kind, const char *id,
                           openness_text **out, openness_error **err)
{
    const opn_document *document;
    opn_buf buf = {0};
    size_t fact;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || id == NULL || out == NULL ||
        (!is_document_kind(kind) && kind != OPENNESS_KIND_FACT)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, id or out is NULL, or the kind is unknown");
    }
    fact = kind == OPENNESS_KIND_FACT ? opn_table_find(&database->vocabulary.fact_table, id)
                                      : OPN_TABLE_NONE;
    document = opn_database_find(database, kind, id);
    if (document == NULL && fact == OPN_TABLE_NONE) {
        return not_found(database, kind, id, err);
    }
    if (document != NULL) {
        opn_buf_add(&buf, document->text, document->size);
    } else {
        write_fact(&buf, &database->vocabulary, &database->vocabulary.facts[fact]);
    }
    return opn_error_set(err, opn_buf_finish(&buf, out), NULL);
}
