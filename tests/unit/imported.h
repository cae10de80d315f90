/*
 * imported.h: bytes through an importer, and what became of them.
 */
#ifndef OPN_TEST_IMPORTED_H
#define OPN_TEST_IMPORTED_H

#include "kit.h"

#include "../../lib/buf.h"
#include "../../lib/mem.h"

#include <openness/import.h>
#include <openness/report.h>

/* Opened once: most of the time of a test would go into it. */
static openness_database *imported_database;

static inline int imported_setup(void **state)
{
    (void)state;
    imported_database = kit_database();
    return 0;
}

static inline int imported_teardown(void **state)
{
    (void)state;
    openness_database_free(imported_database);
    return 0;
}

typedef struct {
    openness_import *import;
    openness_error *error;
    int status;
} imported;

/* format NULL: detected. The copy is exactly as large as the bytes, so that a read beyond
 * them is found. */
static inline imported imported_of(const char *format, const char *source, const char *bytes,
                                   size_t size, uint32_t flags)
{
    imported j = {NULL, NULL, OPENNESS_OK};
    char *copy = malloc(size == 0 ? 1 : size);

    assert_non_null(copy);
    if (size > 0) {
        memcpy(copy, bytes, size);
    }
    j.status = openness_import_bytes(imported_database, format, source, "2026-11-21", copy, size,
                                     flags, &j.import, &j.error);
    free(copy);
    return j;
}

static inline void imported_end(imported *j)
{
    openness_import_free(j->import);
    openness_error_free(j->error);
}

/* JSON without white space between its tokens. The caller frees. */
static inline char *imported_squeezed(const char *text)
{
    opn_buf buf = {0};
    bool quoted = false;
    char *out;

    for (; *text != '\0'; text++) {
        if (quoted && *text == '\\') {
            opn_buf_char(&buf, *text++);
        } else if (*text == '"') {
            quoted = !quoted;
        }
        if (quoted || (*text != ' ' && *text != '\n')) {
            opn_buf_char(&buf, *text);
        }
    }
    out = kit_copy(buf.data == NULL ? "" : buf.data);
    opn_buf_free(&buf);
    return out;
}

/* Whether the one record is the one that is expected, which is written with ' for ". */
static inline bool imported_is(const imported *j, const char *format, const char *expected)
{
    char *json = kit_json(expected);
    char *wanted = imported_squeezed(json);
    char *got = imported_squeezed(openness_import_record(j->import, 0));
    bool same = openness_import_count(j->import) == 1 &&
                opn_streq(openness_import_format(j->import), format) && opn_streq(wanted, got);

    if (!same) {
        print_error("%s: %s\nexpected %s\n", openness_import_format(j->import), got, wanted);
        if (j->error != NULL) {
            print_error("%s\n", openness_error_message(j->error));
        }
    }
    free(got);
    free(wanted);
    free(json);
    return same;
}

/* Whether the record has a part. */
static inline bool imported_has(const imported *j, const char *part)
{
    char *wanted = kit_json(part);
    char *got = imported_squeezed(openness_import_record(j->import, 0));
    bool found = strstr(got, wanted) != NULL;

    if (!found && j->error != NULL) {
        print_error("%s\n", openness_error_message(j->error));
    }
    free(got);
    free(wanted);
    return found;
}

static inline size_t imported_notes(const imported *j, int kind)
{
    size_t count = 0;

    for (size_t i = 0; i < openness_import_note_count(j->import); i++) {
        count += openness_import_note_kind(j->import, i) == kind ? 1 : 0;
    }
    return count;
}

/* Whether the report says something. */
static inline bool imported_notes_that(const imported *j, const char *what)
{
    openness_text *text = NULL;
    bool found;

    assert_int_equal(openness_import_render(j->import, OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     OPENNESS_OK);
    found = strstr(openness_text_data(text), what) != NULL;
    if (!found) {
        print_error("%s\nlacks %s\n", openness_text_data(text), what);
    }
    openness_text_free(text);
    return found;
}

/* Whether the bytes were refused for a reason that begins so; "" for any message. */
static inline bool imported_refused(const imported *j, const char *issue, const char *message)
{
    bool refused =
        j->status != OPENNESS_OK && j->import == NULL && j->error != NULL &&
        openness_error_issue_count(j->error) > 0 &&
        opn_streq(openness_error_issue_id(j->error, 0), issue) &&
        strncmp(openness_error_issue_message(j->error, 0), message, strlen(message)) == 0;

    if (!refused) {
        print_error("status %d: %s: %s\n", j->status, openness_error_issue_id(j->error, 0),
                    openness_error_issue_message(j->error, 0));
    }
    return refused;
}

/* Whichever allocation fails: no import, and the error says why. */
static inline void imported_sweep(const char *format, const char *source, const char *bytes,
                                  size_t size)
{
    int status = OPENNESS_E_NOMEM;
    size_t n = 0;

    while (status != OPENNESS_OK) {
        openness_import *import = NULL;

        assert_true(n < 100000);
        n++;
        opn_mem_fail_at(n);
        status = openness_import_bytes(imported_database, format, source, "2026-11-21", bytes,
                                       size, 0, &import, NULL);
        opn_mem_fail_at(0);
        if (status != OPENNESS_OK) {
            assert_int_equal(status, OPENNESS_E_NOMEM);
            assert_null(import);
        }
        openness_import_free(import);
    }
    assert_true(n > 10);
}

#endif
