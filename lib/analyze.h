/*
 * analyze.h: what all analyses begin with.
 */
#ifndef OPN_ANALYZE_H
#define OPN_ANALYZE_H

#include "error.h"
#include "json_write.h"
#include "release.h"
#include <openness/analyze.h>

/* Clears *out and checks what every analysis is asked with. OPENNESS_OK, or
 * E_ARGUMENT and *err. */
int opn_analysis_begin(openness_text **out, int format, int width, openness_error **err);

/* The same for an analysis of one release on a day (NULL = latest). */
int opn_analysis_begin_release(openness_text **out, const openness_release *release,
                               const char *as_of, int format, int width, openness_error **err);

/* The members that every analysis opens with: format, library, data digest. */
void opn_write_analysis_head(opn_writer *w, const char *format, const char *digest);

/* "release": {"id", "name", "as_of"}; as_of NULL = latest, left out. */
void opn_write_analysis_release(opn_writer *w, const openness_release *release,
                                const char *as_of);

/* key: ["a", "b"] */
void opn_write_strings(opn_writer *w, const char *key, const char *const *items, size_t count);

/* "claims": [...] */
void opn_write_claims(opn_writer *w, const opn_claims *claims);

#endif
