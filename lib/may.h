/*
 * may.h: what the terms of a license say to a question.
 *
 * A result is a verdict and the lines behind it: what bars, what was not read,
 * what is asked. Each line names its term and its clause. Nothing is weighed
 * against anything else, so that a line can be checked against the text.
 */
#ifndef OPN_MAY_H
#define OPN_MAY_H

#include "question.h"
#include "spdx.h"
#include "terms.h"
#include <openness/license.h>

typedef struct {
    int verdict;         /* OPENNESS_FORBIDDEN, _UNDECIDED or _CONDITIONAL */
    const char *term;    /* "license" where no term of a text is meant */
    const char *text;    /* one sentence without its stop */
    const char *clause;  /* "" when none is recorded */
    const char *license; /* id; "" where none is known */
} opn_may_line;

typedef struct {
    int verdict;
    opn_may_line *lines;
    size_t count;
    size_t capacity;
} opn_may_result;

/* A text that an answer was read from. */
typedef struct {
    const char *license; /* id */
    const char *name;
    const char *date;   /* "" when not known */
    const char *source; /* "" when it has none */
    bool too_young;     /* no text of the day or before is on record: this is the oldest */
} opn_may_source;

typedef struct {
    opn_may_source *items;
    size_t count;
    size_t capacity;
} opn_may_sources;

/* Who asks what of which work. */
typedef struct {
    const openness_database *database;
    const opn_may_question *question;
    opn_arena *arena;
    opn_truth multimodal; /* the licensed work; OPN_MAYBE where it is not known */
    /* The work that is asked about only learned from the outputs of the licensed
     * one: texts that do not call such a work a derivative say nothing about it. */
    bool by_outputs;
    opn_may_sources *sources; /* texts that were read are added, each once */
} opn_may_ask;

/* One text of one license, in force on the day of the question. All of these
 * return OPENNESS_OK or E_NOMEM; results live in the arena. */
int opn_may_text(opn_may_result *out, const opn_may_ask *ask, size_t license);

/* A license expression: OR is the licensee's choice, AND is all at once. */
int opn_may_expression(opn_may_result *out, const opn_may_ask *ask, const opn_expr *expr);

/* -1, 0, 1: allowed < conditional < undecided < forbidden. A bar outweighs what
 * is not known, and what is not known outweighs a condition. */
int opn_may_compare(int a, int b);

/* Appends a line unless the result has it; the verdict becomes the worse of
 * the two. False: memory ran out. */
bool opn_may_append(opn_may_result *result, const opn_may_line *line, opn_arena *arena);

/* All lines and the verdict of another result. */
bool opn_may_join(opn_may_result *result, const opn_may_result *more, opn_arena *arena);

/* Adds a text to the sources of an answer. False: memory ran out. */
bool opn_may_note_source(const opn_may_ask *ask, const opn_terms *terms);

#endif
