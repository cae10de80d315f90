/*
 * import.c: foreign bytes as records, and the public handle of them.
 *
 * Takes bytes and perhaps the id of a format, gives an immutable handle with
 * records and notes. Knows the formats by name only: how bytes become a tree, and
 * whose it is, is the business of import_source.c, what the tree means that of
 * the importers.
 *
 * Must not know what any document states.
 */
#include "import_source.h"
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
    X(fmti, "fmti")                                                                              \
    X(hf_card, "hf-card")                                                                        \
    X(hf_hub, "hf-hub")                                                                          \
    X(cyclonedx, "cyclonedx")                                                                    \
    X(spdx3, "spdx-3")                                                                           \
    X(gguf, "gguf")                                                                              \
    X(safetensors, "safetensors")                                                                \
    X(safetensors_index, "safetensors-index")                                                    \
    X(croissant, "croissant")                                                                    \
    X(license_text, "license-text")
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
    opn_source source = {.bytes = import->job.bytes,
                         .size = import->job.size,
                         .prefix = import->job.prefix,
                         .importers = importers,
                         .importer_count = OPN_ARRAY_LEN(importers),
                         .importer = importer,
                         .issues = issues};
    int status = opn_source_read(&source);

    import->job.bytes = source.bytes;
    import->job.size = source.size;
    if (status == OPENNESS_OK) {
        /* What was read may not be what the importer wants: each checks. */
        status = run(import, source.importer, source.root);
    }
    opn_arena_free(&source.arena);
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
    job->read = opn_arena_string(&import->arena, read == NULL ? "" : read);
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

static int import_checked(const openness_database *database, const opn_importer *importer,
                          const char *source, const char *read, const char *bytes, size_t size,
                          uint32_t flags, openness_import **out, openness_error **err)
{
    bool strict = (flags & OPENNESS_STRICT) != 0;
    opn_issues issues = {.strict = strict};
    openness_import *import = import_new(database, source, read, &issues);
    int status = OPENNESS_E_NOMEM;

    if (import != NULL) {
        import->job.strict = strict;
        import->job.prefix = (flags & OPENNESS_PREFIX) != 0;
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
    if (database == NULL || bytes == NULL || out == NULL ||
        (flags & ~((uint32_t)OPENNESS_STRICT | (uint32_t)OPENNESS_PREFIX)) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, bytes or out is NULL, or a flag is unknown");
    }
    source = source == NULL ? "imported document" : source;
    if ((read != NULL && (strlen(read) != 10 || !opn_date_valid(read))) ||
        !source_valid(source)) {
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
    return import_checked(database, importer, source, read, bytes, size, flags, out, err);
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
