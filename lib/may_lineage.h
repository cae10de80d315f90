/*
 * may_lineage.h: from the licenses of a record to one answer.
 *
 * What a release and its bases state, judged and joined while their records
 * are at hand; everything that is kept is copied into the answer's arena.
 */
#ifndef OPN_MAY_LINEAGE_H
#define OPN_MAY_LINEAGE_H

#include "answer.h"
#include "resolve.h"

/* A base in line. */
typedef struct {
    const char *id;
    bool by_outputs;
    size_t row; /* in the list of bases */
} opn_pending_base;

typedef struct {
    openness_answer *answer;
    opn_arena *arena;             /* of the answer */
    opn_truth multimodal;         /* the release */
    const opn_license_value *own; /* license expressions that it states for certain */
    size_t own_count;
    opn_answer_base *bases; /* the answer's: room for OPN_MOST_LINEAGE */
    opn_answer_conflict *conflicts;
    opn_pending_base *queue; /* the release itself, then bases without a stated license */
    size_t queue_count;
    bool out_of_memory;
} opn_lineage;

/* may_values.c: a line that rests on no term of a text. */
void opn_may_remark(opn_lineage *l, opn_may_result *out, int verdict, const char *before,
                    const char *whose, const char *after);

/* What a list of licenses says together; alternatives stand after the one that
 * they may replace. whose: "the weights", "org/base". */
void opn_may_values(opn_lineage *l, opn_may_result *out, const opn_license_value *values,
                    size_t count, const opn_may_ask *ask, const char *whose);

/* "Apache-2.0 AND BSD-3-Clause", after what was stated before. */
const char *opn_may_stated(opn_lineage *l, const char *before, const opn_license_value *values,
                           size_t count);

/* Whether more than words and code goes in or comes out. */
opn_truth opn_is_multimodal(const openness_release *release);

/* may_lineage.c: joins the terms of all bases. */
void opn_may_bases(opn_lineage *l, const openness_release *release);

#endif
