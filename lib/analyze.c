/*
 * analyze.c: the ends that all analyses share.
 */
#include "analyze.h"
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
