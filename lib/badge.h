/*
 * badge.h: what a badge says, before it is written down.
 *
 * badge.c works the words and the color out of a report; render_badge.c writes
 * them as an endpoint answer or an image.
 */
#ifndef OPN_BADGE_H
#define OPN_BADGE_H

#include "report.h"
#include <openness/badge.h>

/* What the color says: only what holds whatever the unknowns turn out to be. */
typedef enum {
    OPN_BADGE_OPEN,   /* nothing: unknowns decide, or the definition does not apply */
    OPN_BADGE_LOW,    /* the lowest level, or a score in the lowest third */
    OPN_BADGE_MIDDLE, /* above that at least */
    OPN_BADGE_HIGH    /* the highest level, or a score in the highest third */
} opn_badge_part;

/* Zero-initialize before use. Texts are without control characters, and without
 * those that turn the direction of writing. */
typedef struct {
    const openness_report *report;
    opn_badge_part part;
    opn_buf label;   /* "g7-2026@1" */
    opn_buf message; /* "at least Open Weights AI, 2026-11-21", with dots between */
    opn_buf title;   /* the same with all names in full, for a screen reader */
    opn_buf details; /* vector, address of the definition, library and data */
} opn_badge;

/* Fills the badge. OPENNESS_OK, or E_ARGUMENT and *fault, a static message. Memory
 * that runs out shows in the buffers; free the badge in any case. */
int opn_badge_make(opn_badge *badge, const openness_report *report, const char **fault);
void opn_badge_free(opn_badge *badge);

/* render_badge.c */
void opn_render_badge_json(opn_buf *buf, const opn_badge *badge);
void opn_render_badge_svg(opn_buf *buf, const opn_badge *badge);

/* "rrggbb", dark enough for white letters: at least 4.5 to 1 (WCAG 2.2, 1.4.3). */
const char *opn_badge_color(opn_badge_part part);

/* Width of text in DejaVu Sans of 11 pixels, in tenths of a pixel. */
int64_t opn_badge_width(const char *text);

#endif
