/*
 * render_moment.h: what happened on a day, as JSON and in words.
 */
#ifndef OPN_RENDER_MOMENT_H
#define OPN_RENDER_MOMENT_H

#include "json_write.h"
#include "moments.h"

/* One object: kind, phase, date, what it is about. */
void opn_write_moment(opn_writer *w, const opn_vocabulary *vocabulary, const opn_moment *moment);

/* "preprint: published on arXiv (some time in 2026-07: by now it has happened)" */
void opn_say_moment(opn_buf *buf, const opn_vocabulary *vocabulary, const opn_moment *moment);

#endif
