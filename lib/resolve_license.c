/*
 * resolve_license.c: openness_license_resolve.
 *
 * Takes any bytes, gives what they mean as a license as JSON of one form: all
 * members are always there, and null says that one has nothing to say.
 *
 * Must not know how names are compared.
 */
#include "database.h"
#include "error.h"
#include "json_write.h"
#include "names.h"
#include "normalize.h"
#include "utf8.h"
#include <openness/license.h>

static const char *const kinds[] = {"unmatched", "license", "expression", "status", "family"};

/* The caller's bytes as text: what no C string can hold becomes U+FFFD, and
 * what is too long for any name is cut there. */
static void write_text(opn_writer *w, const char *text, size_t size)
{
    opn_buf copy = {0};

    size = opn_utf8_clip(text, size, OPN_NAME_LIMIT);
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\0') {
            opn_buf_str(&copy, "\xEF\xBF\xBD");
        } else {
            opn_buf_char(&copy, text[i]);
        }
    }
    opn_write_key(w, "text");
    opn_write_string(w, copy.data == NULL ? "" : copy.data);
    w->buf->failed = w->buf->failed || copy.failed;
    opn_buf_free(&copy);
}

/* A slice holds no more than a line of the data. */
static void write_slice(opn_writer *w, opn_slice slice)
{
    char text[OPN_NAME_ROOM];

    opn_write_string(w, opn_slice_text(slice, text, sizeof text) == SIZE_MAX ? NULL : text);
}

static void write_expression(opn_writer *w, const opn_meaning *meaning)
{
    opn_write_key(w, "expression");
    if (meaning->kind == OPN_MEANS_LICENSE) {
        opn_write_string(w, meaning->license->id);
    } else if (meaning->kind != OPN_MEANS_EXPRESSION) {
        opn_write_null(w);
    } else if (meaning->expression.data != NULL) {
        opn_write_string(w, meaning->expression.data);
    } else {
        write_slice(w, meaning->value);
    }
}

static void write_candidates(opn_writer *w, const opn_meaning *meaning)
{
    opn_pull pull = opn_pull_begin(meaning->value.text, meaning->value.size);

    opn_write_key(w, "candidates");
    opn_write_array(w);
    if (meaning->kind == OPN_MEANS_FAMILY && opn_pull_take(&pull, '[')) {
        while (opn_pull_more(&pull, ']')) {
            write_slice(w, opn_pull_string(&pull));
        }
    }
    opn_write_array_end(w);
}

static int write_meaning(const opn_meaning *meaning, const char *text, size_t size,
                         openness_text **out)
{
    bool sure = meaning->kind == OPN_MEANS_LICENSE || meaning->kind == OPN_MEANS_EXPRESSION;
    opn_buf buf = {0};
    opn_writer w;

    opn_write_init(&w, &buf, false);
    opn_write_object(&w);
    write_text(&w, text, size);
    opn_write_member(&w, "kind", kinds[meaning->kind]);
    write_expression(&w, meaning);
    opn_write_key(&w, "matched_by");
    opn_write_string(&w, meaning->matched_by);
    opn_write_key(&w, "confidence");
    opn_write_string(&w, !sure ? NULL : meaning->medium ? "medium" : "high");
    write_candidates(&w, meaning);
    opn_write_key(&w, "status");
    if (meaning->kind == OPN_MEANS_STATUS) {
        write_slice(&w, meaning->value);
    } else {
        opn_write_null(&w);
    }
    opn_write_object_end(&w);
    opn_buf_char(&buf, '\n');
    return opn_buf_finish(&buf, out);
}

int openness_license_resolve(const openness_database *database, const char *text, size_t size,
                             openness_text **out, openness_error **err)
{
    opn_meaning meaning;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || text == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "database, text or out is NULL");
    }
    if (size > OPN_LIMIT_INPUT_BYTES) {
        return opn_error_message(err, OPENNESS_E_LIMIT, "the text has more than %d bytes",
                                 OPN_LIMIT_INPUT_BYTES);
    }
    status = opn_name_resolve(&database->names, text, size, &meaning);
    if (status == OPENNESS_OK) {
        status = write_meaning(&meaning, text, size, out);
    }
    opn_meaning_free(&meaning);
    return opn_error_set(err, status, NULL);
}
