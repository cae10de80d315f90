/*
 * rubric.h: a compiled rubric, flat arrays and the texts beside them.
 *
 * Criteria read facts, the combination reads criteria and earlier
 * combinations; both are nodes, criteria first. Knows no JSON.
 */
#ifndef OPN_RUBRIC_H
#define OPN_RUBRIC_H

#include "error.h"
#include "predicate.h"
#include "rational.h"
#include "table.h"

#define OPN_NO_PREDICATE UINT16_MAX
#define OPN_LEVELS_MAX   10
#define OPN_NODES_MAX    512

/* No score of any node has a larger denominator; see evaluate.c for what that
 * buys. */
#define OPN_DENOMINATOR_MAX INT64_C(0x7fffffff)

/* Texts that a document leaves out are "" unless stated otherwise. */

/* The highest level whose predicate holds is reached; level 0 has none. A
 * criterion's level above 0 without a predicate is settled by assessment only. */
typedef struct {
    const char *id;
    const char *title; /* the id where the document gives none */
    const char *cite;
    const char *reading; /* as of a node */
    const char *next;    /* what to do to get here; NULL where nothing is to be done */
    uint32_t first_op;
    uint16_t op_count; /* OPN_NO_PREDICATE */
    bool abstains;     /* the rubric gives no points here */
    bool claims_open;
    opn_rational points;
    opn_rational share; /* of the highest points: 0..1 */
    opn_place place;
} opn_level;

typedef enum { OPN_NODE_LEVELS, OPN_NODE_MEAN, OPN_NODE_MIN, OPN_NODE_BAND } opn_node_kind;

typedef struct {
    uint16_t node;
    bool optional;       /* counts only when fully met */
    opn_rational weight; /* a whole number: the loader scales all of a mean alike */
} opn_term;

/* As parts of the scale, 0..1. */
typedef struct {
    opn_rational from;
    opn_rational to;
} opn_band;

typedef struct {
    opn_node_kind kind;
    const char *id;
    const char *code; /* criteria: letters of the vector */
    const char *title;
    const char *cite;
    const char *reading; /* "our reading" of what the citation leaves open; NULL when none */
    size_t first_level;  /* LEVELS */
    size_t level_count;
    size_t first_term; /* MEAN, MIN */
    size_t term_count;
    int64_t common;     /* MEAN: every term is a multiple of 1 / common; 0: not known */
    size_t band_ladder; /* BAND: node that picks, node that places, bands */
    size_t band_at;
    size_t first_band;
    int64_t scale; /* of a score; 1 unless stated */
    int decimals;
    opn_place place;
} opn_rubric_node;

typedef struct {
    size_t node;       /* ladder here ... */
    const char *other; /* ... that must equal "rubric/ladder" */
    opn_place place;
} opn_same_as;

/* What a finding of the linter may be excused by, with the reason stated. */
typedef struct {
    const char *finding; /* issue id */
    const char *pointer;
    const char *reason;
    opn_place place;
} opn_lint_exception;

typedef struct opn_rubric {
    opn_arena arena;
    const char *id;
    int version;
    const char *date;
    const char *title;
    const char *authority;
    const char *url;
    const char *purpose;
    const char *note;
    bool unknown_is_no;        /* headline = lower bound, else withheld while open */
    bool not_applicable_is_no; /* counts as lowest, else leaves the count */
    const opn_op *ops;
    const opn_place *op_places;
    size_t op_count;
    size_t applies_first;   /* ops of "applies"; */
    uint16_t applies_count; /* OPN_NO_PREDICATE when absent */
    const opn_level *levels;
    size_t level_count;
    const opn_term *terms;
    size_t term_count;
    const opn_band *bands;
    const opn_rubric_node *nodes; /* criteria first */
    size_t node_count;
    size_t criterion_count;
    size_t result_level; /* node, SIZE_MAX when there is none */
    size_t result_score;
    const opn_same_as *same_as;
    size_t same_as_count;
    const opn_lint_exception *exceptions;
    size_t exception_count;
} opn_rubric;

/* In predicates of criteria, index i is fact i; in those of the combination,
 * index i is node i. */

void opn_rubric_free(opn_rubric *rubric);

/* The node of a name, SIZE_MAX if none. */
size_t opn_rubric_node_find(const opn_rubric *rubric, const char *id);

/* Sets read[i] for each fact i that a predicate tests. */
void opn_rubric_reads(const opn_rubric *rubric, bool *read);

#endif
