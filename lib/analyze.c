/*
 * analyze.c: the ends that all analyses share.
 */
#include "analyze.h"
#include "report_json.h"
#include <openness/version.h>

int opn_analysis_begin(openness_text **out, int format, int width, openness_error **err)
{
    if (out != NULL) {
        *out = NULL;
    }
    if (out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "out must not be NULL");
    }
    if (format < OPENNESS_FORMAT_JSON || format > OPENNESS_FORMAT_MARKDOWN || width < 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format or width is not one that this library knows");
    }
    return OPENNESS_OK;
}

int opn_analysis_begin_release(openness_text **out, const openness_release *release,
                               const char *as_of, int format, int width, openness_error **err)
{
    int status = opn_analysis_begin(out, format, width, err);

    if (status != OPENNESS_OK) {
        return status;
    }
    if (release == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "release must not be NULL");
    }
    /* A partial date would make "the state on that day" a range. */
    if (as_of != NULL && (strlen(as_of) != strlen("YYYY-MM-DD") || !opn_date_valid(as_of))) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "as_of must be a day, YYYY-MM-DD");
    }
    return OPENNESS_OK;
}

void opn_write_analysis_head(opn_writer *w, const char *format, const char *digest)
{
    opn_write_member(w, "format", format);
    opn_write_member(w, "library", openness_version());
    opn_write_member(w, "data_digest", digest);
}

void opn_write_strings(opn_writer *w, const char *key, const char *const *items, size_t count)
{
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < count; i++) {
        opn_write_string(w, items[i]);
    }
    opn_write_array_end(w);
}

void opn_write_analysis_release(opn_writer *w, const openness_release *release, const char *as_of)
{
    opn_write_key(w, "release");
    opn_write_object(w);
    opn_write_member(w, "id", release->id);
    opn_write_member(w, "name", release->name);
    opn_write_member(w, "as_of", as_of);
    opn_write_object_end(w);
}

void opn_write_claims(opn_writer *w, const opn_claims *claims)
{
    opn_write_key(w, "claims");
    opn_write_array(w);
    for (size_t i = 0; i < claims->count; i++) {
        opn_write_claim(w, &claims->items[i]);
    }
    opn_write_array_end(w);
}
