/*
 * predicate.h: conjunctions, alternatives and counts over ordered levels.
 *
 * The only test is "at least this level" and there is no negation, so a
 * predicate can never turn from true to false while a level rises. License
 * ladders and rubrics share this one language.
 */
#ifndef OPN_PREDICATE_H
#define OPN_PREDICATE_H

#include "common.h"

/* Kleene truth, plus "no child applied". */
typedef enum {
    OPN_FALSE,
    OPN_MAYBE, /* holds if the unknowns turn out well */
    OPN_TRUE,
    OPN_NOT_ASKED /* every child was not applicable */
} opn_truth;

/* Postfix. A test: code = index of the value, arg = least level. A gate: code =
 * OPN_GATE + number of children, arg = how many must hold, OPN_ALL = all. */
typedef struct {
    uint16_t code;
    uint16_t arg;
} opn_op;

#define OPN_GATE 0x8000u
#define OPN_ALL 0xffffu
#define OPN_STACK 64 /* deepest stack that a loader lets through */

/* values[i] is the pair that test i reads. count 0 is true. */
opn_truth opn_predicate_eval(const opn_op *ops, size_t count, const opn_pair *values);

#endif
