/*
 * analyze_timeline.h: verdicts over time, and what changed them.
 *
 * analyze_timeline.c evaluates, render_timeline.c prints the result.
 */
#ifndef OPN_ANALYZE_TIMELINE_H
#define OPN_ANALYZE_TIMELINE_H

#include "moments.h"
#include "report.h"
#include <openness/analyze.h>

/* One day, and what holds from then on until the next. */
typedef struct {
    openness_report view; /* levels, scores, headline; no reasons. as_of "" = latest */
    const opn_moment *moments;
    size_t moment_count;
    const size_t *changed; /* criteria whose level differs from the day before */
    size_t changed_count;
    bool verdict_changed;
    bool score_changed;
    bool shown;
} opn_timeline_row;

typedef struct {
    const openness_release *release;
    const opn_timeline_row *rows; /* the last one is the latest state */
    size_t row_count;
    size_t at_release; /* row of the release date or, of a partial one, of the first day
                        * after it; SIZE_MAX: the date is not known */
    bool as_then;      /* verdict and score are those of at_release, on every day since */
    size_t left_out;
} opn_trajectory;

typedef struct {
    const openness_rubric *rubric;
    int mode;
    opn_trajectory *releases;
    size_t count;
} opn_timeline;

/* render_timeline.c */
void opn_render_timeline(opn_buf *buf, const opn_timeline *timeline, int format, int width);

#endif
