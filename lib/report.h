/*
 * report.h: the result model that every output is generated from.
 *
 * report.c builds it from facts and levels, render_*.c only print it: the
 * text can therefore never disagree with the numbers.
 */
#ifndef OPN_REPORT_H
#define OPN_REPORT_H

#include "evaluate.h"
#include "facts.h"
#include <openness/report.h>

/* A fact that decides something. */
typedef struct {
    size_t fact; /* index into the vocabulary's facts */
    opn_pair has;
    int16_t needs;                 /* the level tested */
    bool unknown;                  /* it may already hold: find out */
    const opn_fact_source *source; /* NULL for a report from a vector */
} opn_reason;

typedef struct {
    const opn_reason *items;
    size_t count;
} opn_reasons;

typedef struct {
    size_t node; /* index of the criterion */
    opn_pair level;
    opn_pair derived; /* from facts alone */
    opn_basis basis;
    const opn_assessment *assessment; /* that lies on it, or NULL */
    bool conflict;                    /* the assessment lies outside the derived pair */
    opn_reasons because;              /* one satisfied way to the lower level */
    opn_reasons blocked;              /* what stops the next level: the nearest way */
    const opn_level *next;            /* the level above the lower, NULL at the top */
} opn_criterion_result;

/* One change on the way to the next level of the headline. */
typedef struct {
    size_t criterion;
    int16_t level; /* to reach */
    bool unknown;  /* may already hold: find out */
} opn_step;

typedef struct {
    const opn_step *items;
    size_t count;
    opn_rational gain; /* what it adds to the lower score, where no ladder leads on; else 0 */
} opn_way;

/* An unknown fact, and how far the headline moves if it were answered best. */
typedef struct {
    size_t fact;
    int16_t level;      /* lower level of the headline then, -1 = no ladder */
    opn_rational score; /* lower score then */
    bool moves;   /* it alone changes the lower end, or settles whether the rubric applies */
    bool narrows; /* its worst answer alone lowers the upper end */
} opn_question;

/* One piece of evidence behind what decided: what the report cites. */
typedef struct {
    size_t fact;
    const opn_claim *claim;
} opn_cited;

struct openness_report {
    opn_arena arena;
    openness_rubric *rubric_handle; /* one reference; keeps the database alive */
    openness_release *release;      /* one reference; NULL for a report from a vector */
    const openness_database *database;
    const opn_rubric *rubric;
    const char *as_of; /* "" = latest */
    int mode;
    opn_truth applies;
    const opn_pair *facts;
    const opn_fact_source *sources; /* NULL for a report from a vector */
    const opn_value *values;        /* by node */
    const opn_criterion_result *criteria;
    size_t criterion_count;
    const opn_way *ways; /* to next_level; fewest steps first, at most 5 */
    size_t way_count;
    const opn_level *next_level;   /* NULL: the ways raise the score, most first */
    const opn_question *questions; /* most effect first, at most 10 */
    size_t question_count;
    const opn_cited *cited; /* the first claim of each deciding fact, each source once */
    size_t cited_count;
    size_t decided; /* criteria that apply and are decided */
    size_t applicable;
    const char *headline; /* openness_report_level() */
    const char *vector;
    const char *score_text[2];
};

/* report.c: what openness_evaluate and openness_report_from_vector share. new
 * takes its references (release may be NULL); finish works out the headline,
 * the vector and the score texts from criteria and values. */
int opn_report_new(openness_report **out, const openness_rubric *rubric,
                   const openness_release *release);
int opn_report_finish(openness_report *report);

/* What every evaluation refuses first: OPENNESS_OK, or E_ARGUMENT and *err. as_of
 * may be NULL. */
int opn_report_allow(const openness_database *database, const openness_rubric *rubric, int mode,
                     const char *as_of, openness_error **err);

/* Levels, scores and vector of report's release, rubric, mode and day, without the
 * reasons: what a list of results needs. report borrows; only its arena is freed.
 * OPENNESS_OK or E_NOMEM. */
int opn_report_summarize(openness_report *report);

/* "undetermined", "not_applicable" or the id of the level, for any ladder node. */
const char *opn_report_headline(const openness_report *report, size_t node);

/* One end of a score in the unit that is printed: the value times the scale. */
opn_rational opn_report_scaled(const openness_report *report, size_t node, int end);

/* cite.c: the next claim at or after *at that supports what the fact was read from,
 * the deciding event before the artifact; NULL when there is none left. */
const opn_claim *opn_report_claim(const opn_fact_source *source, size_t *at);

/* Fills cited from the reasons. OPENNESS_OK or E_NOMEM. */
int opn_report_cite(openness_report *report);

/* vector.c: the canonical line for levels of the criteria (see docs/vector.md). */
int opn_vector_write(opn_buf *buf, const opn_rubric *rubric, const opn_pair *levels,
                     const opn_basis *basis);

/* Parses "OPN1/<rubric>@<version>/..." of a known rubric. On a fault: E_VECTOR
 * and the byte offset and a static message. levels and basis have
 * criterion_count entries. */
int opn_vector_read(const opn_rubric *rubric, const char *vector, opn_pair *levels,
                    opn_basis *basis, size_t *fault_at, const char **fault);

/* The rubric id of a vector, copied to out (65 bytes); false when malformed. */
bool opn_vector_rubric(const char *vector, char *out, int *version);

/* render_*.c */
void opn_render_json(opn_buf *buf, const openness_report *report, bool compact);
void opn_render_text(opn_buf *buf, const openness_report *report, bool color, bool brief,
                     int width);
void opn_render_markdown(opn_buf *buf, const openness_report *report, bool brief);

#endif
