/*
 * validate.c: what is wrong with a document.
 *
 * Takes a document of any kind that a database holds, gives its kind, its id
 * and the warnings; errors become the error object. A rubric also passes the
 * linter: what can be read may still be unreachable or misleading.
 *
 * Must not change or build a database.
 */
#include "catalog.h"
#include "json_write.h"
#include "lint.h"
#include "lint_corpus.h"
#include "release.h"
#include "rubric_read.h"

static const opn_rubric *look_up(const void *context, const char *id)
{
    return opn_database_rubric(context, id);
}

/* The levels go to an arena that is thrown away: only whether it reads matters. */
static int check_license(const openness_database *database, const opn_node *root,
                         opn_issues *issues)
{
    opn_arena arena = {0};
    opn_license license;
    int status = opn_license_read(&license, &database->license_vocabulary, root, &arena, issues);

    opn_arena_free(&arena);
    return status;
}

/* The linter runs only on what could be read: its findings are about meaning,
 * not form. */
static int check_rubric(const openness_database *database, const opn_node *root, uint32_t flags,
                        opn_issues *issues)
{
    opn_rubric *rubric = NULL;
    size_t before = issues->errors;
    int status = opn_rubric_read(&rubric, &database->vocabulary, root, issues);

    if (status == OPENNESS_OK) {
        status = opn_lint(rubric, &database->vocabulary, &database->license_vocabulary, look_up,
                          database, issues);
    }
    if (status == OPENNESS_OK && (flags & OPENNESS_CORPUS) != 0) {
        status = opn_lint_corpus(database, rubric, issues);
    }
    if (status == OPENNESS_OK && issues->errors > before) {
        status = OPENNESS_E_SCHEMA;
    }
    opn_rubric_free(rubric);
    return status;
}

/* References are looked up in the database as they would be when parsing. */
static int check_release(const openness_database *database, const opn_node *root,
                         opn_issues *issues)
{
    openness_release *release = NULL;
    int status = opn_release_read(database, root, &release, issues);

    openness_release_free(release);
    return status;
}

/* The same members as those of an error's issues, in the same order. */
static void write_issue(opn_writer *w, const opn_issue *issue)
{
    bool error = issue->severity == OPENNESS_SEVERITY_ERROR;

    opn_write_object(w);
    opn_write_member(w, "id", issue->id);
    opn_write_member(w, "severity", error ? "error" : "warning");
    opn_write_member(w, "pointer", issue->place.pointer);
    opn_write_member_int(w, "line", (int64_t)issue->place.line);
    opn_write_member_int(w, "column", (int64_t)issue->place.column);
    opn_write_member(w, "message", issue->message);
    opn_write_object_end(w);
}

/* Warnings only: errors leave through the error object. */
static int write_result(openness_text **out, int kind, const opn_node *root,
                        const opn_issues *issues)
{
    opn_buf buf = {0};
    opn_writer w;

    opn_write_init(&w, &buf, false);
    opn_write_object(&w);
    opn_write_member(&w, "kind", opn_catalog_kind_name(kind));
    opn_write_member(&w, "id", opn_node_string(opn_node_member(root, "id")));
    opn_write_key(&w, "issues");
    opn_write_array(&w);
    for (size_t i = 0; i < issues->count; i++) {
        write_issue(&w, &issues->items[i]);
    }
    opn_write_array_end(&w);
    opn_write_object_end(&w);
    opn_buf_char(&buf, '\n');
    return opn_buf_finish(&buf, out);
}

/* One document per call: what it refers to must be in the database already. */
static int validate(const openness_database *database, const opn_node *root, uint32_t flags,
                    openness_text **out, opn_issues *issues)
{
    int kind = 0;
    int status = opn_catalog_kind(root, &kind, issues);

    if (status != OPENNESS_OK) {
        return status;
    }
    switch (kind) {
    case OPENNESS_KIND_LICENSE:
        status = check_license(database, root, issues);
        break;
    case OPENNESS_KIND_RUBRIC:
        status = check_rubric(database, root, flags, issues);
        break;
    default:
        status = check_release(database, root, issues);
        break;
    }
    if (status == OPENNESS_OK && issues->failed) {
        status = OPENNESS_E_NOMEM;
    }
    return status == OPENNESS_OK ? write_result(out, kind, root, issues) : status;
}

int openness_validate(const openness_database *database, const char *json, size_t size,
                      uint32_t flags, openness_text **out, openness_error **err)
{
    opn_issues issues = {0};
    opn_json *document = NULL;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || json == NULL || out == NULL ||
        (flags & ~(uint32_t)(OPENNESS_STRICT | OPENNESS_CORPUS)) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, json or out is NULL, or a flag is unknown");
    }
    issues.strict = (flags & OPENNESS_STRICT) != 0;
    status = opn_json_parse(json, size, &document, &issues);
    if (status == OPENNESS_OK) {
        status = validate(database, opn_json_root(document), flags, out, &issues);
    }
    opn_json_free(document);
    status = opn_error_set(err, status, &issues);
    opn_issues_free(&issues);
    return status;
}
