/*
 * rubric_bounds.c: how fine the scores of a node can get.
 *
 * Takes a node whose terms are known, gives bounds for the denominators of its
 * scores; a rubric whose scores might not fit is refused, so that evaluate.c
 * needs no test for overflow and its arithmetic stays exact.
 *
 * Two bounds are kept, since each is the better one somewhere. A common
 * denominator of all possible scores serves means of means: what divides the
 * terms divides the result. It explodes for a mean of many terms, any number
 * of which may drop out; there the product of the terms' largest denominators
 * and the sum of the weights says more.
 *
 * Must not know JSON beyond the place of a problem.
 */
#include "rubric_build.h"

/* Sums of weights up to which the sums of all subsets are listed. */
enum { LARGEST_LISTED = 1024 };

/* Euclid's. */
int64_t opn_rubric_gcd(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;

        a = b;
        b = rest;
    }
    return a;
}

/* a x b, 0 when one of them is 0 or the product is too large. */
static int64_t bounded_product(int64_t a, int64_t b)
{
    if (a == 0 || b == 0 || a > OPN_DENOMINATOR_MAX / b) {
        return 0;
    }
    return a * b;
}

int64_t opn_rubric_lcm(int64_t a, int64_t b)
{
    if (a == 0 || b == 0 || a > OPN_DENOMINATOR_MAX || b > OPN_DENOMINATOR_MAX) {
        return 0;
    }
    return bounded_product(a, b / opn_rubric_gcd(a, b));
}

/* Levels give their points over the highest points. */
static opn_fineness ladder_fineness(const opn_rubric_builder *b, const opn_rubric_node *node)
{
    const opn_level *levels = &b->levels[node->first_level];
    int64_t common = 1;

    for (size_t k = 0; k < node->level_count; k++) {
        if (!levels[k].abstains) {
            common = opn_rubric_lcm(common, levels[k].share.den);
        }
    }
    return (opn_fineness){common, common};
}

/* A common multiple of all sums of one or more of the weights: what a mean may
 * divide by after some of its terms dropped out. 0 when it is too large. */
static int64_t common_divisor_of_sums(const opn_rubric_builder *b, const opn_rubric_node *node)
{
    bool reached[LARGEST_LISTED + 1] = {true};
    int64_t total = 0;
    int64_t common = 1;

    for (size_t i = 0; i < node->term_count; i++) {
        int64_t weight = b->terms[node->first_term + i].weight.num;

        total += weight;
        if (total > LARGEST_LISTED) {
            return 0;
        }
        for (int64_t sum = total; sum >= weight; sum--) {
            reached[sum] = reached[sum] || reached[sum - weight];
        }
    }
    for (int64_t sum = 1; sum <= total; sum++) {
        common = reached[sum] ? opn_rubric_lcm(common, sum) : common;
    }
    return common;
}

/* Sums of the terms have the denominator mixed = (common multiple of those with
 * a common denominator) x (largest of each other one), and also at most
 * product = (largest of each). Division by the weights comes on top. */
static opn_fineness mean_fineness(const opn_rubric_builder *b, opn_rubric_node *node)
{
    int64_t common = 1;
    int64_t rest = 1;
    int64_t product = 1;
    int64_t weights = 0;
    int64_t mixed;
    opn_fineness result = {0, 0};

    for (size_t i = 0; i < node->term_count; i++) {
        const opn_term *term = &b->terms[node->first_term + i];
        const opn_fineness *of = &b->fineness[term->node];

        if (of->common != 0) {
            common = opn_rubric_lcm(common, of->common);
        } else {
            rest = bounded_product(rest, of->largest);
        }
        product = bounded_product(product, of->largest);
        weights += term->weight.num;
    }
    /* Without weights it was refused already; one problem is enough. */
    weights = weights == 0 ? 1 : weights;
    mixed = bounded_product(bounded_product(common, rest), weights);
    product = bounded_product(product, weights);
    result.largest = mixed;
    if (mixed == 0 || (product != 0 && product < mixed)) {
        result.largest = product;
    }
    if (rest == 1 && mixed != 0) {
        node->common = common;
        result.common = bounded_product(common, common_divisor_of_sums(b, node));
    }
    return result;
}

/* The least term is one of the terms. */
static opn_fineness min_fineness(const opn_rubric_builder *b, const opn_rubric_node *node)
{
    opn_fineness result = {1, 1};

    for (size_t i = 0; i < node->term_count; i++) {
        const opn_fineness *of = &b->fineness[b->terms[node->first_term + i].node];

        result.common = opn_rubric_lcm(result.common, of->common);
        if (of->largest > result.largest) {
            result.largest = of->largest;
        }
    }
    return result;
}

/* from + (to - from) x position: the ends divide by their common multiple, the
 * product by that of the position on top. */
static opn_fineness band_fineness(const opn_rubric_builder *b, const opn_rubric_node *node)
{
    const opn_fineness *at = &b->fineness[node->band_at];
    size_t count = b->nodes[node->band_ladder].level_count;
    int64_t ends = 1;

    for (size_t k = 0; k < count; k++) {
        ends = opn_rubric_lcm(ends, b->bands[node->first_band + k].from.den);
        ends = opn_rubric_lcm(ends, b->bands[node->first_band + k].to.den);
    }
    return (opn_fineness){bounded_product(ends, at->common), bounded_product(ends, at->largest)};
}

void opn_rubric_bound(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out)
{
    opn_fineness *fineness = &b->fineness[b->current];

    switch (out->kind) {
    case OPN_NODE_LEVELS:
        *fineness = ladder_fineness(b, out);
        break;
    case OPN_NODE_MEAN:
        *fineness = mean_fineness(b, out);
        break;
    case OPN_NODE_MIN:
        *fineness = min_fineness(b, out);
        break;
    case OPN_NODE_BAND:
        *fineness = band_fineness(b, out);
        break;
    }
    if (fineness->common != 0 &&
        (fineness->largest == 0 || fineness->common < fineness->largest)) {
        fineness->largest = fineness->common;
    }
    if (fineness->largest == 0) {
        opn_rubric_error(b, "denominators-too-large", node,
                         "points, weights and bands divide too finely to add up exactly");
        *fineness = (opn_fineness){1, 1};
    }
}
