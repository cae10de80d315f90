/*
 * extend.c: a database with documents of the user.
 *
 * Takes one document or a list of them, gives a new database; the old one
 * stays as it is. Releases are checked against the finished catalog, so that
 * those of one list may be based on one another.
 *
 * Must not know how a document of any kind is read.
 */
#include "catalog.h"
#include "json_read.h"
#include "release.h"

typedef struct {
    opn_addition *items;
    size_t count;
    int status;
} additions;

/* "" stands for whatever is wrong; the reader of the document says what. */
static const char *text_or_empty(const opn_node *object, const char *key)
{
    const char *text = opn_node_string(opn_node_member(object, key));

    return text == NULL ? "" : text;
}

/* Looks at a document without judging it: its reader will. */
static void look_at(additions *list, const opn_node *document, opn_issues *issues)
{
    opn_addition *out = &list->items[list->count];
    int status = opn_catalog_kind(document, &out->kind, issues);

    if (status != OPENNESS_OK) {
        list->status = list->status == OPENNESS_OK ? status : list->status;
        return;
    }
    out->root = document;
    out->id = text_or_empty(document, "id");
    out->title = text_or_empty(document, out->kind == OPENNESS_KIND_RUBRIC ? "title" : "name");
    list->count++;
}

/* Goes on after a document of no known kind, so that all of them are named. */
static int collect(additions *list, const opn_node *root, opn_issues *issues)
{
    bool many = opn_node_type(root) == OPN_JSON_ARRAY;
    size_t count = many ? opn_node_count(root) : 1;

    list->items = opn_alloc(count, sizeof *list->items);
    if (list->items == NULL) {
        return OPENNESS_E_NOMEM;
    }
    if (!many) {
        look_at(list, root, issues);
    }
    for (const opn_node *at = many ? opn_node_first(root) : NULL; at != NULL;
         at = opn_node_next(at)) {
        look_at(list, at, issues);
    }
    return list->status;
}

/* Read and thrown away: a database keeps releases as text, but must not hold
 * one that cannot be read back. */
static int check_releases(const openness_database *database, const additions *list,
                          opn_issues *issues)
{
    int status = OPENNESS_OK;

    for (size_t i = 0; i < list->count && status != OPENNESS_E_NOMEM; i++) {
        openness_release *release = NULL;
        int one = OPENNESS_OK;

        if (list->items[i].kind == OPENNESS_KIND_RELEASE) {
            one = opn_release_read(database, list->items[i].root, &release, issues);
        }
        openness_release_free(release);
        if (status == OPENNESS_OK || one == OPENNESS_E_NOMEM) {
            status = one;
        }
    }
    return status;
}

/* The tree must outlive the build, which reads additions from it. */
static int extend(const openness_database *base, const char *json, size_t size,
                  openness_database **out, opn_issues *issues)
{
    additions list = {NULL, 0, OPENNESS_OK};
    openness_database *database = NULL;
    opn_json *document = NULL;
    int status = opn_json_parse(json, size, &document, issues);

    if (status == OPENNESS_OK) {
        status = collect(&list, opn_json_root(document), issues);
    }
    if (status == OPENNESS_OK) {
        status = opn_catalog_build(&database, base, list.items, list.count, issues);
    }
    if (status == OPENNESS_OK) {
        status = check_releases(database, &list, issues);
    }
    if (status != OPENNESS_OK) {
        openness_database_free(database);
        database = NULL;
    }
    opn_free(list.items);
    opn_json_free(document);
    *out = database;
    return status;
}

/* The base is never touched, so that other threads may go on using it. */
int openness_database_extend(const openness_database *base, const char *json, size_t size,
                             uint32_t flags, openness_database **out, openness_error **err)
{
    opn_issues issues = {0};
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (base == NULL || json == NULL || out == NULL ||
        (flags & ~(uint32_t)OPENNESS_STRICT) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "base, json or out is NULL, or a flag is unknown");
    }
    issues.strict = (flags & OPENNESS_STRICT) != 0;
    status = opn_error_set(err, extend(base, json, size, out, &issues), &issues);
    opn_issues_free(&issues);
    return status;
}
