/*
 * analyze_claim.h: the label that a maker claims beside those that the record earns.
 */
#ifndef OPN_ANALYZE_CLAIM_H
#define OPN_ANALYZE_CLAIM_H

#include "labels.h"
#include "report.h"

typedef enum {
    OPN_CLAIM_EARNED,
    OPN_CLAIM_NOT_EARNED,
    OPN_CLAIM_UNDETERMINED,  /* the unknowns decide */
    OPN_CLAIM_NOT_APPLICABLE /* the definition does not speak to such a release */
} opn_claim_verdict;

/* A criterion between the record and the level. */
typedef struct {
    size_t criterion;
    int16_t level;
    bool unknown;        /* it may already be reached */
    opn_reasons reasons; /* none: only an assessment gives the level, or what it asks
                            about does not apply to the release */
} opn_claim_gap;

/* One definition of the word. */
typedef struct {
    const opn_label_definition *definition;
    const openness_report *report;
    int16_t level; /* of the headline */
    opn_claim_verdict verdict;
    const opn_claim_gap *gaps;
    size_t gap_count;
    opn_reasons scope; /* what would have to hold for the definition to speak */
} opn_claim_test;

typedef struct {
    const opn_label_word *word;
    opn_claim_test *tests; /* by definition of the word */
} opn_claim_word;

typedef struct {
    const openness_release *release;
    const char *as_of; /* NULL = latest */
    opn_label_book book;
    const opn_label_phrase
        *phrase;           /* NULL: no label on record, or one that is not in the table */
    opn_claim_word *words; /* by word of the phrase */
    size_t word_count;
    openness_report **reports; /* every definition once; the first label_count are those of
                                  the book's list, in its order */
    size_t report_count;
    size_t label_count;
} opn_claim_result;

/* OPENNESS_OK, E_NOMEM, or E_INTERNAL where the table names what is not there;
 * released with opn_claim_free either way. */
int opn_claim_make(opn_claim_result *out, const openness_release *release, const char *as_of,
                   opn_arena *arena);
void opn_claim_free(opn_claim_result *result);

/* render_claim.c */
void opn_render_claim(opn_buf *buf, const opn_claim_result *result, int format, int width);

#endif
