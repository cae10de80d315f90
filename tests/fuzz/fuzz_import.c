/*
 * fuzz_import.c: any bytes as a foreign document, in every format; with
 * FUZZ_FORMAT in that one only, for runs that look deeper.
 *
 * What must hold: a refusal lists at least one error with an id, and is never
 * a bug of an importer (E_INTERNAL); every record that is made can be read; the
 * report is JSON in every case; notes stand in the order of the source; the
 * format that was found reads the document when it is named, to the same
 * records; strict reading fails exactly when something contradicts.
 */
#include "../../lib/import.h"
#include "../../lib/json_check.h"

#include <openness/report.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static openness_database *database;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static int import_it(const char *format, const char *text, size_t size, uint32_t flags,
                     openness_import **out, openness_error **err)
{
    int status = openness_import_bytes(database, format, "https://example.org/Some.yaml",
                                       "2026-11-22", text, size, flags, out, err);

    require(status != OPENNESS_E_INTERNAL && status != OPENNESS_E_ARGUMENT);
    require((status == OPENNESS_OK) == (*out != NULL));
    return status;
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

static void check_records(const openness_import *import)
{
    for (size_t i = 0; i < openness_import_count(import); i++) {
        openness_release *release = NULL;

        require(openness_import_release(import, i, &release, NULL) == OPENNESS_OK);
        require(opn_streq(openness_release_id(release), import->job.records[i].id));
        openness_release_free(release);
    }
}

static void check_reports(const openness_import *import)
{
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        openness_text *text = NULL;

        require(openness_import_render(import, format, 0, &text, NULL) == OPENNESS_OK);
        require(format != OPENNESS_FORMAT_JSON ||
                opn_json_check(openness_text_data(text), openness_text_size(text), NULL, NULL) ==
                    OPENNESS_OK);
        openness_text_free(text);
    }
}

static void check_notes(const openness_import *import)
{
    const opn_import_note *notes = import->job.notes;

    for (size_t i = 0; i < openness_import_note_count(import); i++) {
        int kind = openness_import_note_kind(import, i);

        require(kind >= OPENNESS_IMPORT_READ && kind <= OPENNESS_IMPORT_CONTRADICTED);
        require(*notes[i].message != '\0' && notes[i].place.pointer != NULL);
        require(i == 0 || notes[i - 1].place.line <= notes[i].place.line);
    }
}

/* Our own records are held to more than contradictions by the strict reader. */
static void check_strict(const openness_import *import, const char *text, size_t size)
{
    openness_import *strict = NULL;
    bool contradicts = false;
    int status;

    for (size_t i = 0; i < openness_import_note_count(import); i++) {
        contradicts =
            contradicts || openness_import_note_kind(import, i) == OPENNESS_IMPORT_CONTRADICTED;
    }
    status =
        import_it(openness_import_format(import), text, size, OPENNESS_STRICT, &strict, NULL);
    require(status == OPENNESS_OK || contradicts || import->job.notes_dropped > 0 ||
            opn_streq(openness_import_format(import), "openness-release"));
    require(status != OPENNESS_OK || !contradicts);
    openness_import_free(strict);
}

static void check_named(const openness_import *import, const char *text, size_t size)
{
    openness_import *named = NULL;
    size_t count = openness_import_count(import);

    require(import_it(openness_import_format(import), text, size, 0, &named, NULL) ==
            OPENNESS_OK);
    require(openness_import_count(named) == count);
    for (size_t i = 0; i < count; i++) {
        require(opn_streq(openness_import_record(named, i), openness_import_record(import, i)));
    }
    openness_import_free(named);
}

/* format NULL: whichever it is. */
static void check_format(const char *format, const char *text, size_t size)
{
    openness_import *import = NULL;
    openness_error *error = NULL;

    if (import_it(format, text, size, 0, &import, &error) != OPENNESS_OK) {
        check_refusal(error);
        return;
    }
    require(error == NULL);
    check_records(import);
    check_reports(import);
    check_notes(import);
    check_strict(import, text, size);
    if (format == NULL) {
        check_named(import, text, size);
    }
    openness_import_free(import);
}

#ifndef FUZZ_FORMAT
static void check_formats(const char *text, size_t size)
{
    const char *formats = openness_import_formats();
    char id[64];

    while (*formats != '\0') {
        size_t length = strcspn(formats, " ");

        require(length < sizeof id);
        memcpy(id, formats, length);
        id[length] = '\0';
        check_format(id, text, size);
        formats += length + (formats[length] == ' ' ? 1 : 0);
    }
}
#endif

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
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
#ifdef FUZZ_FORMAT
    check_format(FUZZ_FORMAT, text, size);
#else
    check_format(NULL, text, size);
    check_formats(text, size);
#endif
    free(text);
    return 0;
}
