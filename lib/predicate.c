/*
 * predicate.c: the truth of one predicate.
 *
 * Takes postfix ops and the pairs that its tests read, gives a truth value.
 * Both lanes are computed in one pass: "must" is the lane where every unknown
 * is at its worst, "may" the one where it is at its best. Because nothing can
 * be negated, the two together are Kleene's logic.
 *
 * Must not know what the inputs are: facts, criteria or license terms.
 */
#include "predicate.h"

/* The only comparison there is: at least this level. Surely when even the worst
 * reading reaches it, maybe when only the best one does. */
static opn_truth test(opn_pair value, uint16_t least)
{
    if (!opn_pair_applies(value)) {
        return OPN_NOT_ASKED;
    }
    if (value.lo >= (int)least) {
        return OPN_TRUE;
    }
    return value.hi >= (int)least ? OPN_MAYBE : OPN_FALSE;
}

/* Children that do not apply leave the count; "all" then asks for all that are
 * left, while a stated number stays what it is. A gate that was written
 * without children is true for "all", which is how a document says "true". */
static opn_truth gate(const opn_truth *children, size_t count, uint16_t need)
{
    size_t left = 0;
    size_t must = 0;
    size_t may = 0;
    size_t least;

    for (size_t i = 0; i < count; i++) {
        left += children[i] == OPN_NOT_ASKED ? 0 : 1;
        must += children[i] == OPN_TRUE ? 1 : 0;
        may += children[i] == OPN_TRUE || children[i] == OPN_MAYBE ? 1 : 0;
    }
    if (count > 0 && left == 0) {
        return OPN_NOT_ASKED;
    }
    least = need == OPN_ALL ? left : need;
    if (must >= least) {
        return OPN_TRUE;
    }
    return may >= least ? OPN_MAYBE : OPN_FALSE;
}

/* One pass, no recursion: each op leaves one value where its operands were. */
opn_truth opn_predicate_eval(const opn_op *ops, size_t count, const opn_pair *values)
{
    /* The loader has counted how deep this gets. */
    opn_truth stack[OPN_STACK];
    size_t depth = 0;

    for (size_t i = 0; i < count; i++) {
        if ((ops[i].code & OPN_GATE) == 0) {
            stack[depth] = test(values[ops[i].code], ops[i].arg);
        } else {
            size_t children = ops[i].code & (OPN_GATE - 1u);

            depth -= children;
            stack[depth] = gate(stack + depth, children, ops[i].arg);
        }
        depth++;
    }
    return depth == 0 ? OPN_TRUE : stack[depth - 1];
}
