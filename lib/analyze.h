/*
 * analyze.h: what all analyses begin with.
 */
#ifndef OPN_ANALYZE_H
#define OPN_ANALYZE_H

#include "error.h"
#include "json_write.h"
#include <openness/analyze.h>

/* Clears *out and checks what every analysis is asked with. OPENNESS_OK, or
 * E_ARGUMENT and *err. */
int opn_analysis_begin(openness_text **out, int format, int width, openness_error **err);

/* The members that every analysis opens with: format, library, data digest. */
void opn_write_analysis_head(opn_writer *w, const char *format, const char *digest);

/* key: ["a", "b"] */
void opn_write_strings(opn_writer *w, const char *key, const char *const *items, size_t count);

#endif
