/*
 * license_diff.h: what differs between two licenses.
 */
#ifndef OPN_LICENSE_DIFF_H
#define OPN_LICENSE_DIFF_H

#include "describe.h"

/* Indices of what differs, in the order of the vocabulary. */
typedef struct {
    const opn_description *sides[2];
    const size_t *terms;
    size_t term_count;
    const size_t *lists;
    size_t list_count;
    const size_t *readings; /* of opn_readings */
    size_t reading_count;
} opn_license_diff;

/* Compares two descriptions of one license each, of one database. Sets are
 * compared as sets. OPENNESS_OK or E_NOMEM. */
int opn_license_diff_make(opn_license_diff *out, const opn_description *a,
                          const opn_description *b, opn_arena *arena);

/* render_diff.c */
void opn_license_diff_text(opn_buf *buf, const opn_license_diff *diff, int width);
void opn_license_diff_markdown(opn_buf *buf, const opn_license_diff *diff);
void opn_license_diff_json(opn_buf *buf, const opn_license_diff *diff);

#endif
