/*
 * evaluate.c: facts x rubric -> levels and scores, in two lanes.
 *
 * Takes a compiled rubric and one pair per fact, gives one value per node.
 * Nodes are visited once, in order, since each reads only earlier ones. The
 * lower lane reads every pair at its lower end, the upper lane at its upper
 * end; nothing can fall while a fact rises, so these two are the exact bounds.
 *
 * Nothing here can overflow. The loader guarantees for every node that its
 * score lies in 0..1 and has a denominator of at most D = OPN_DENOMINATOR_MAX
 * < 2^31, and for every mean that M x W <= D, where M bounds the denominator
 * of every partial sum of its terms and W is the sum of its weights. Then
 *   - two scores compare by products of at most D x D < 2^62;
 *   - a partial sum is at most W: over a common denominator its numerator is
 *     at most W x M <= D, and without one no product on the way to the sum of
 *     two exceeds W x M x M <= D x D;
 *   - a band's ends and width have a denominator of at most B with
 *     B x P <= D, where P bounds the position's: from + width x position needs
 *     products of at most B x B x P <= D x D.
 *
 * Must not know JSON, licenses, releases or any clock.
 */
#include "evaluate.h"

static const opn_rational zero = {0, 1};

/* Fractions are reduced, so "fully met" is an exact comparison: 0.999 of a
 * component is not the component. */
static bool is_one(opn_rational value)
{
    return value.num == value.den;
}

/* The highest level that holds, lane by lane. Levels that were not asked are
 * passed over; where nothing was asked the node does not apply. */
static opn_pair highest_level(const opn_rubric *rubric, const opn_rubric_node *node,
                              const opn_pair *inputs)
{
    opn_pair level = {0, 0};
    bool asked = false;

    for (size_t k = 1; k < node->level_count; k++) {
        const opn_level *at = &rubric->levels[node->first_level + k];
        /* Without a predicate only an assessment can settle it. */
        opn_truth truth = OPN_MAYBE;

        if (at->op_count != OPN_NO_PREDICATE) {
            truth = opn_predicate_eval(rubric->ops + at->first_op, at->op_count, inputs);
        }
        if (truth == OPN_NOT_ASKED) {
            continue;
        }
        asked = true;
        if (truth == OPN_TRUE) {
            level.lo = (int16_t)k;
        }
        if (truth != OPN_FALSE) {
            level.hi = (int16_t)k;
        }
    }
    return asked ? level : OPN_NOT_APPLICABLE;
}

/* The score of a ladder is its share of the highest points, so that every term
 * of a mean lies in 0..1. It is withheld when either lane is at a level without
 * points: half an interval would look like a bound. */
static opn_value ladder_value(const opn_rubric *rubric, const opn_rubric_node *node,
                              opn_pair level)
{
    opn_value value = {opn_pair_applies(level), level, false, zero, zero};
    const opn_level *levels = &rubric->levels[node->first_level];

    if (value.applies && !levels[level.lo].abstains && !levels[level.hi].abstains) {
        value.score_known = true;
        value.lower = levels[level.lo].share;
        value.upper = levels[level.hi].share;
    }
    return value;
}

static opn_rational lane_of(const opn_value *value, bool upper)
{
    return upper ? value->upper : value->lower;
}

/* Optional terms count only when fully met: a term of 1 can only raise a mean. */
static bool counts(const opn_term *term, const opn_value *value, bool upper)
{
    return value->applies && (!term->optional || is_one(lane_of(value, upper)));
}

/* Where the terms have a common denominator their sum is one of whole numbers,
 * and the only fraction to reduce is the result. */
static opn_rational mean_lane(const opn_rubric *rubric, const opn_rubric_node *node,
                              const opn_value *values, bool upper)
{
    opn_rational sum = zero;
    int64_t whole = 0;
    int64_t weights = 0;

    for (size_t i = 0; i < node->term_count; i++) {
        const opn_term *term = &rubric->terms[node->first_term + i];
        const opn_value *value = &values[term->node];
        opn_rational share = lane_of(value, upper);

        if (!counts(term, value, upper)) {
            continue;
        }
        weights += term->weight.num;
        if (node->common != 0) {
            whole += term->weight.num * share.num * (node->common / share.den);
        } else {
            sum = opn_rational_add(sum, opn_rational_mul(term->weight, share));
        }
    }
    if (weights == 0) {
        return zero;
    }
    if (node->common != 0) {
        return opn_rational_make(whole, node->common * weights);
    }
    return opn_rational_div(sum, (opn_rational){weights, 1});
}

/* The least term. 1 is the top of the scale, so it is never too low a start. */
static opn_rational min_lane(const opn_rubric *rubric, const opn_rubric_node *node,
                             const opn_value *values, bool upper)
{
    opn_rational least = {1, 1};

    for (size_t i = 0; i < node->term_count; i++) {
        const opn_value *value = &values[rubric->terms[node->first_term + i].node];

        if (value->applies && opn_rational_compare(lane_of(value, upper), least) < 0) {
            least = lane_of(value, upper);
        }
    }
    return least;
}

/* A mean or minimum applies where one of its terms does, whatever the levels
 * are: what applies must not depend on them. A mean in which only optional
 * terms apply and none is fully met is therefore 0. One term without a score
 * leaves none. */
static opn_value terms_value(const opn_rubric *rubric, const opn_rubric_node *node,
                             const opn_value *values)
{
    opn_value result = {false, OPN_NOT_APPLICABLE, true, zero, zero};

    for (size_t i = 0; i < node->term_count; i++) {
        const opn_value *value = &values[rubric->terms[node->first_term + i].node];

        result.applies = result.applies || value->applies;
        result.score_known = result.score_known && (value->score_known || !value->applies);
    }
    result.score_known = result.score_known && result.applies;
    if (!result.score_known) {
        return result;
    }
    if (node->kind == OPN_NODE_MEAN) {
        result.lower = mean_lane(rubric, node, values, false);
        result.upper = mean_lane(rubric, node, values, true);
    } else {
        result.lower = min_lane(rubric, node, values, false);
        result.upper = min_lane(rubric, node, values, true);
    }
    return result;
}

/* from + (to - from) x position: at 0 the start of the band, at 1 its end. */
static opn_rational band_lane(const opn_band *band, opn_rational position)
{
    opn_rational width = opn_rational_sub(band->to, band->from);

    return opn_rational_add(band->from, opn_rational_mul(width, position));
}

/* Level and position of the same lane. A position that does not apply is 0,
 * and then both its ends are. */
static opn_value band_value(const opn_rubric *rubric, const opn_rubric_node *node,
                            const opn_value *values)
{
    const opn_value *ladder = &values[node->band_ladder];
    const opn_value *position = &values[node->band_at];
    const opn_band *bands = &rubric->bands[node->first_band];
    opn_value result = {ladder->applies, OPN_NOT_APPLICABLE, false, zero, zero};

    if (ladder->applies && (position->score_known || !position->applies)) {
        result.score_known = true;
        result.lower = band_lane(&bands[ladder->level.lo], position->lower);
        result.upper = band_lane(&bands[ladder->level.hi], position->upper);
    }
    return result;
}

/* The combination, over values of the criteria that are already there. Levels
 * are kept in an array of their own, since predicates read pairs; its size is
 * the loader's limit, which is why there can be no more nodes. */
static void combine(const opn_rubric *rubric, opn_value *values)
{
    opn_pair levels[OPN_NODES_MAX];

    for (size_t i = 0; i < rubric->node_count; i++) {
        const opn_rubric_node *node = &rubric->nodes[i];

        if (i >= rubric->criterion_count) {
            switch (node->kind) {
            case OPN_NODE_LEVELS:
                values[i] = ladder_value(rubric, node, highest_level(rubric, node, levels));
                break;
            case OPN_NODE_MEAN:
            case OPN_NODE_MIN:
                values[i] = terms_value(rubric, node, values);
                break;
            case OPN_NODE_BAND:
                values[i] = band_value(rubric, node, values);
                break;
            }
        }
        levels[i] = values[i].level;
    }
}

/* "not_applicable": "no" counts it as the lowest level. */
static opn_pair settle(const opn_rubric *rubric, opn_pair level)
{
    if (!opn_pair_applies(level) && rubric->not_applicable_is_no) {
        return (opn_pair){0, 0};
    }
    return level;
}

/* Whether an assessment takes the place of the derived level. To fill, it must
 * decide something that the facts leave open, and must not contradict them. */
static bool takes_over(opn_pair assessed, opn_pair derived, int mode)
{
    if (assessed.lo == OPN_NO_ASSESSMENT.lo) {
        return false;
    }
    if (mode == OPN_MODE_FILL) {
        return !opn_pair_decided(derived) && assessed.lo >= derived.lo &&
               assessed.hi <= derived.hi;
    }
    return mode == OPN_MODE_ASSESSED;
}

/* A judgment is not evidence: it never reaches a fact, only the level of the
 * criterion that it is about, and the derived level is reported beside it. */
void opn_evaluate(const opn_rubric *rubric, const opn_evidence *evidence, opn_value *values,
                  opn_pair *derived, opn_basis *basis)
{
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        const opn_rubric_node *node = &rubric->nodes[i];
        opn_pair assessed = OPN_NO_ASSESSMENT;
        opn_pair level = settle(rubric, highest_level(rubric, node, evidence->facts));

        derived[i] = level;
        basis[i] = OPN_DERIVED;
        if (evidence->assessed != NULL) {
            assessed = evidence->assessed[i];
        }
        if (takes_over(assessed, level, evidence->mode)) {
            level = settle(rubric, assessed);
            basis[i] = OPN_ASSESSED;
        }
        values[i] = ladder_value(rubric, node, level);
    }
    combine(rubric, values);
}

/* Combinations read criteria and nothing else; that is what makes a vector, or
 * somebody else's table of levels, as good as the facts. */
void opn_evaluate_levels(const opn_rubric *rubric, const opn_pair *criteria, opn_value *values)
{
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        values[i] = ladder_value(rubric, &rubric->nodes[i], settle(rubric, criteria[i]));
    }
    combine(rubric, values);
}

opn_truth opn_rubric_applies(const opn_rubric *rubric, const opn_pair *facts)
{
    opn_truth truth;

    if (rubric->applies_count == OPN_NO_PREDICATE) {
        return OPN_TRUE;
    }
    truth = opn_predicate_eval(rubric->ops + rubric->applies_first, rubric->applies_count, facts);
    return truth == OPN_NOT_ASKED ? OPN_FALSE : truth;
}
