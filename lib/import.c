/*
 * import.c: foreign bytes as records, and the public handle of them.
 *
 * Takes bytes and perhaps the id of a format, gives an immutable handle with
 * records and notes. Knows the formats by name only: how bytes become a tree is
 * the business of the readers of each syntax, what the tree means that of the
 * importers.
 *
 * Must not know what any document states.
 */
#include "import.h"
#include "reader.h"
#include "table.h"
#include "utf8.h"

#include <openness/report.h>
#include <stdlib.h>

/* In the order in which they are tried. */
#define FORMATS(X)                                                                               \
    X(own, "openness-release")                                                                   \
    X(mot, "mot")                                                                                \
    X(osai, "osai")                                                                              \
    X(musgo, "musgo")                                                                            \
    X(ouc, "opening-up-chatgpt")                                                                 \
    X(os_ai_map, "os-ai-map")                                                                    \
    X(fmti, "fmti")
#define AS_POINTER(name, id) &opn_import_##name,
#define AS_ID(name, id)      " " id

static const opn_importer *const importers[] = {FORMATS(AS_POINTER)};

const char *openness_import_formats(void)
{
    /* Each id brings the space before it. */
    static const char ids[] = FORMATS(AS_ID);

    return ids + 1;
}

static const opn_importer *find_importer(const char *id)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(importers); i++) {
        if (opn_streq(importers[i]->id, id)) {
            return importers[i];
        }
    }
    return NULL;
}

static int no_such_format(const char *id, openness_error **err)
{
    const char *best = NULL;

    for (size_t i = 0; i < OPN_ARRAY_LEN(importers); i++) {
        best = opn_nearest(best, importers[i]->id, id);
    }
    if (best != NULL) {
        return opn_error_message(err, OPENNESS_E_NOT_FOUND,
                                 "there is no format \"%s\", did you mean \"%s\"?", id, best);
    }
    return opn_error_message(err, OPENNESS_E_NOT_FOUND, "there is no format \"%s\": known are %s",
                             id, openness_import_formats());
}

/* One document on its way to a tree. */
typedef struct {
    const char *bytes;
    size_t size;
    opn_arena arena; /* of the tree, which goes when the records are made */
    opn_issues *issues;
    const opn_tree *root;
} document;

/* The issues of the attempt that counts take the place of all others. */
static void take_issues(opn_issues *to, opn_issues *from)
{
    bool strict = to->strict;

    opn_issues_free(to);
    *to = *from;
    to->strict = strict;
    *from = (opn_issues){0};
}

static bool begins_as_json(const document *d)
{
    size_t at = 0;

    while (at < d->size && strchr(" \t\r\n", d->bytes[at]) != NULL && d->bytes[at] != '\0') {
        at++;
    }
    return at < d->size && (d->bytes[at] == '{' || d->bytes[at] == '[');
}

/* Whether the problems of a document that is neither JSON nor YAML are told as
 * those of YAML: it is YAML by its syntax, and no JSON. Without libyaml there is
 * no place of a problem. */
static bool told_as_yaml(const opn_issues *json, const opn_issues *yaml)
{
    return json->count > 0 && yaml->count > 0 && opn_streq(json->items[0].id, "invalid-json") &&
           !opn_streq(yaml->items[0].id, "invalid-yaml") && yaml->items[0].place.line > 0;
}

/* JSON is YAML, needs no libyaml and tells its problems better; flow style that
 * is not JSON begins the same. */
static int parse_yaml(document *d)
{
    opn_issues second = {0};
    int status;
    int again;

    if (!begins_as_json(d)) {
        return opn_tree_yaml(d->bytes, d->size, &d->arena, d->issues, &d->root);
    }
    status = opn_tree_json(d->bytes, d->size, &d->arena, d->issues, &d->root);
    if (status != OPENNESS_E_JSON) {
        return status;
    }
    again = opn_tree_yaml(d->bytes, d->size, &d->arena, &second, &d->root);
    if (again == OPENNESS_OK || again == OPENNESS_E_NOMEM || told_as_yaml(d->issues, &second)) {
        take_issues(d->issues, &second);
        status = again;
    }
    opn_issues_free(&second);
    return status;
}

static int parse(document *d, opn_source_syntax syntax)
{
    switch (syntax) {
    case OPN_SOURCE_JSON:
        return opn_tree_json(d->bytes, d->size, &d->arena, d->issues, &d->root);
    case OPN_SOURCE_CSV:
        return opn_tree_csv(d->bytes, d->size, &d->arena, d->issues, &d->root);
    case OPN_SOURCE_YAML:
        break;
    }
    return parse_yaml(d);
}

/* The first format of tables, or of anything else, that knows the document. */
static const opn_importer *detect(const opn_tree *root, bool table)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(importers); i++) {
        if ((importers[i]->syntax == OPN_SOURCE_CSV) == table && importers[i]->detect(root)) {
            return importers[i];
        }
    }
    return NULL;
}

/* A table can be YAML by accident, and broken YAML a table: whoever is known
 * counts, and the problems of YAML when nobody is. */
static int parse_unnamed(document *d, const opn_importer **out)
{
    const opn_tree *table = NULL;
    opn_issues ignored = {0};
    int status = parse_yaml(d);
    int second = OPENNESS_OK;

    *out = status == OPENNESS_OK ? detect(d->root, false) : NULL;
    if (*out == NULL && status != OPENNESS_E_NOMEM) {
        second = opn_tree_csv(d->bytes, d->size, &d->arena, &ignored, &table);
        *out = second == OPENNESS_OK ? detect(table, true) : NULL;
        if (*out != NULL) {
            d->root = table;
            opn_issues_free(d->issues);
            status = OPENNESS_OK;
        }
    }
    opn_issues_free(&ignored);
    if (status == OPENNESS_E_NOMEM || second == OPENNESS_E_NOMEM) {
        return OPENNESS_E_NOMEM;
    }
    if (status == OPENNESS_OK && *out == NULL) {
        opn_issue_add(d->issues, "unknown-format", OPENNESS_SEVERITY_ERROR, NULL,
                      "the document is of none of the formats that are known: %s",
                      openness_import_formats());
        return OPENNESS_E_SCHEMA;
    }
    return status;
}

/* By line, then column; the notes of one place in the order in which they were
 * made, so that no two are equal. Those of no place come first. */
static int compare_notes(const void *left, const void *right)
{
    const opn_import_note *a = left;
    const opn_import_note *b = right;

    if (a->place.line != b->place.line) {
        return a->place.line < b->place.line ? -1 : 1;
    }
    if (a->place.column != b->place.column) {
        return a->place.column < b->place.column ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static int run(openness_import *import, const opn_importer *importer, const opn_tree *root)
{
    opn_import_job *job = &import->job;

    job->format = importer->id;
    importer->read(job, root);
    if (job->out_of_memory || job->issues->failed) {
        return OPENNESS_E_NOMEM;
    }
    if (job->broken) {
        return OPENNESS_E_INTERNAL;
    }
    if (job->issues->errors > 0) {
        return OPENNESS_E_SCHEMA;
    }
    if (job->note_count > 0) {
        qsort(job->notes, job->note_count, sizeof *job->notes, compare_notes);
    }
    return OPENNESS_OK;
}

static int read_document(openness_import *import, const opn_importer *importer,
                         opn_issues *issues)
{
    document d = {import->job.bytes, import->job.size, {0}, issues, NULL};
    int status;

    if (importer != NULL) {
        status = parse(&d, importer->syntax);
    } else {
        status = parse_unnamed(&d, &importer);
    }
    if (status == OPENNESS_OK) {
        /* What was read may not be what the importer wants: each checks. */
        status = run(import, importer, d.root);
    }
    opn_arena_free(&d.arena);
    return status;
}

static openness_import *import_new(const openness_database *database, const char *source,
                                   const char *read, opn_issues *issues)
{
    openness_import *import = opn_alloc(1, sizeof *import);
    opn_import_job *job;

    if (import == NULL) {
        return NULL;
    }
    import->database = opn_database_share(database);
    job = &import->job;
    job->database = import->database;
    job->arena = &import->arena;
    job->issues = issues;
    job->format = "";
    job->source = opn_arena_string(&import->arena, source);
    job->read = opn_arena_string(&import->arena, read);
    if (job->source == NULL || job->read == NULL) {
        openness_import_free(import);
        return NULL;
    }
    return import;
}

/* The evidence of every value repeats it. */
static bool source_valid(const char *source)
{
    size_t size = strlen(source);
    size_t length = 1;

    for (size_t at = 0; at < size && length > 0; at += length) {
        length = opn_utf8_next(source + at, size - at);
        length = (unsigned char)source[at] < 0x20 || source[at] == 0x7F ? 0 : length;
    }
    return size > 0 && size <= OPN_PROSE_LIMIT && length > 0;
}

/* Some editors put a byte order mark there, in a JSON document against its rules. */
static void skip_mark(const char **bytes, size_t *size)
{
    if (*size >= 3 && memcmp(*bytes, "\xEF\xBB\xBF", 3) == 0) {
        *bytes += 3;
        *size -= 3;
    }
}

static int import_checked(const openness_database *database, const opn_importer *importer,
                          const char *source, const char *read, const char *bytes, size_t size,
                          bool strict, openness_import **out, openness_error **err)
{
    opn_issues issues = {.strict = strict};
    openness_import *import = import_new(database, source, read, &issues);
    int status = OPENNESS_E_NOMEM;

    if (import != NULL) {
        import->job.strict = strict;
        skip_mark(&bytes, &size);
        import->job.bytes = bytes;
        import->job.size = size;
        status = read_document(import, importer, &issues);
        /* Neither outlives this call. */
        import->job.bytes = NULL;
        import->job.issues = NULL;
    }
    if (status == OPENNESS_OK) {
        *out = import;
    } else {
        openness_import_free(import);
    }
    status = opn_error_set(err, status, &issues);
    opn_issues_free(&issues);
    return status;
}

int openness_import_bytes(const openness_database *database, const char *format,
                          const char *source, const char *read, const char *bytes, size_t size,
                          uint32_t flags, openness_import **out, openness_error **err)
{
    const opn_importer *importer = NULL;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || read == NULL || bytes == NULL || out == NULL ||
        (flags & ~(uint32_t)OPENNESS_STRICT) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, read, bytes or out is NULL, or a flag is unknown");
    }
    source = source == NULL ? "imported document" : source;
    if (strlen(read) != 10 || !opn_date_valid(read) || !source_valid(source)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "read is no date of the form YYYY-MM-DD, or source no line of "
                                 "text of at most %d bytes",
                                 OPN_PROSE_LIMIT);
    }
    if (size > OPN_LIMIT_INPUT_BYTES) {
        return opn_error_message(err, OPENNESS_E_LIMIT, "the document has more than %d bytes",
                                 OPN_LIMIT_INPUT_BYTES);
    }
    if (format != NULL) {
        importer = find_importer(format);
        if (importer == NULL) {
            return no_such_format(format, err);
        }
    }
    return import_checked(database, importer, source, read, bytes, size,
                          (flags & OPENNESS_STRICT) != 0, out, err);
}

void openness_import_free(openness_import *import)
{
    openness_database *database;

    if (import == NULL) {
        return;
    }
    database = import->database;
    opn_arena_free(&import->arena);
    opn_free(import);
    openness_database_free(database);
}

const char *openness_import_format(const openness_import *import)
{
    return import == NULL ? "" : import->job.format;
}

size_t openness_import_count(const openness_import *import)
{
    return import == NULL ? 0 : import->job.record_count;
}

const char *openness_import_record(const openness_import *import, size_t index)
{
    return index < openness_import_count(import) ? import->job.records[index].text : "";
}

/* It was read once already: only memory can fail. */
int openness_import_release(const openness_import *import, size_t index, openness_release **out,
                            openness_error **err)
{
    const char *text;

    if (out != NULL) {
        *out = NULL;
    }
    if (import == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "import or out is NULL");
    }
    if (index >= import->job.record_count) {
        return opn_error_message(err, OPENNESS_E_NOT_FOUND, "there are %zu records only",
                                 import->job.record_count);
    }
    text = import->job.records[index].text;
    return openness_release_parse(import->database, text, strlen(text), 0, out, err);
}

size_t openness_import_note_count(const openness_import *import)
{
    return import == NULL ? 0 : import->job.note_count;
}

int openness_import_note_kind(const openness_import *import, size_t index)
{
    return index < openness_import_note_count(import) ? import->job.notes[index].kind : 0;
}

int openness_import_render(const openness_import *import, int format, int width,
                           openness_text **out, openness_error **err)
{
    opn_buf buf = {0};

    if (out != NULL) {
        *out = NULL;
    }
    if (import == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "import and out must not be NULL");
    }
    if (format < OPENNESS_FORMAT_JSON || format > OPENNESS_FORMAT_MARKDOWN || width < 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format or width is not one that this library knows");
    }
    if (format == OPENNESS_FORMAT_JSON) {
        opn_import_json(&buf, import);
    } else if (format == OPENNESS_FORMAT_TEXT) {
        opn_import_text(&buf, import, width);
    } else {
        opn_import_markdown(&buf, import);
    }
    return opn_error_set(err, opn_buf_finish(&buf, out), NULL);
}
