/*
 * weigh.c: the interval of a score, and of a difference, over all weightings.
 *
 * Takes the values of criteria and ladders, which no weight changes. Every mean
 * has weights of its own, and every step of a combination rises with its parts:
 * so the extremes of the parts give the extreme of the whole. The extreme of one
 * mean puts the high weights on one end of its sorted parts and the low ones on
 * the other; the place where they change is found by trying all.
 *
 * Must not know releases, ranks or samples.
 */
#include "weigh.h"

__extension__ typedef __int128 wide;

/* One part of a mean. */
typedef struct {
    int64_t value;
    int64_t low; /* weights */
    int64_t high;
} part;

/* Toward minus infinity, so that a lower bound stays one. */
static int64_t floor_div(wide a, wide b)
{
    wide quotient = a / b;

    return (int64_t)(a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient);
}

static int64_t ceil_div(wide a, wide b)
{
    return -floor_div(-a, b);
}

static int64_t fixed(opn_rational value, bool up)
{
    wide scaled = (wide)value.num * OPN_WEIGH_ONE;

    return up ? ceil_div(scaled, value.den) : floor_div(scaled, value.den);
}

static opn_rational lane(const opn_weighed *at, size_t node)
{
    return at->upper ? at->values[node].upper : at->values[node].lower;
}

bool opn_weigh_possible(const opn_weighed *at)
{
    size_t result = at->rubric->result_score;

    return result != SIZE_MAX && at->values[result].score_known;
}

/* Insertion: a mean has a handful of parts. */
static void sort_parts(part *parts, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        part moving = parts[i];
        size_t k = i;

        while (k > 0 && parts[k - 1].value > moving.value) {
            parts[k] = parts[k - 1];
            k--;
        }
        parts[k] = moving;
    }
}

/* The mean with high weights from part `from` on and low ones before it (most),
 * or the other way round (least). */
static int64_t mean_at(const part *parts, size_t count, size_t from, bool most)
{
    wide sum = 0;
    wide weights = 0;

    for (size_t i = 0; i < count; i++) {
        int64_t weight = (i >= from) == most ? parts[i].high : parts[i].low;

        sum += (wide)weight * parts[i].value;
        weights += weight;
    }
    return most ? ceil_div(sum, weights) : floor_div(sum, weights);
}

/* Any weights at all: the least or the most of the parts, which are sorted. */
static int64_t extreme(const part *parts, size_t count, opn_region region, bool most)
{
    int64_t best = parts[most ? count - 1 : 0].value;

    if (region.factor == 0) {
        return best;
    }
    best = mean_at(parts, count, 0, most);
    for (size_t from = 1; from <= count; from++) {
        int64_t one = mean_at(parts, count, from, most);

        best = (most ? one > best : one < best) ? one : best;
    }
    return best;
}

static part part_of(const opn_term *term, opn_region region, int64_t value)
{
    return (part){value, term->weight.num, term->weight.num * region.factor * region.factor};
}

/* Optional terms enter only where they are fully met, and then they are. */
static size_t collect(const opn_weighed *at, const opn_rubric_node *node, const opn_spread *nodes,
                      opn_region region, bool most, part *parts)
{
    size_t count = 0;

    for (size_t i = 0; i < node->term_count; i++) {
        const opn_term *term = &at->rubric->terms[node->first_term + i];
        int64_t value = most ? nodes[term->node].most : nodes[term->node].least;

        if (at->values[term->node].applies && (!term->optional || value >= OPN_WEIGH_ONE)) {
            parts[count] = part_of(term, region, value);
            count++;
        }
    }
    sort_parts(parts, count);
    return count;
}

static opn_spread mean_spread(const opn_weighed *at, const opn_rubric_node *node,
                              const opn_spread *nodes, opn_region region, part *parts)
{
    opn_spread out = {0, 0, true};
    size_t count = collect(at, node, nodes, region, false, parts);

    out.least = count == 0 ? 0 : extreme(parts, count, region, false);
    count = collect(at, node, nodes, region, true, parts);
    out.most = count == 0 ? 0 : extreme(parts, count, region, true);
    return out;
}

static opn_spread min_spread(const opn_weighed *at, const opn_rubric_node *node,
                             const opn_spread *nodes)
{
    opn_spread out = {OPN_WEIGH_ONE, OPN_WEIGH_ONE, true};

    for (size_t i = 0; i < node->term_count; i++) {
        size_t term = at->rubric->terms[node->first_term + i].node;

        if (at->values[term].applies) {
            out.least = nodes[term].least < out.least ? nodes[term].least : out.least;
            out.most = nodes[term].most < out.most ? nodes[term].most : out.most;
        }
    }
    return out;
}

static const opn_band *band_of(const opn_weighed *at, const opn_rubric_node *node)
{
    opn_pair level = at->values[node->band_ladder].level;

    return &at->rubric->bands[node->first_band + (size_t)(at->upper ? level.hi : level.lo)];
}

static int64_t in_band(const opn_band *band, int64_t position, bool up)
{
    int64_t from = fixed(band->from, up);
    wide width = (wide)(fixed(band->to, up) - from) * position;

    return from + (up ? ceil_div(width, OPN_WEIGH_ONE) : floor_div(width, OPN_WEIGH_ONE));
}

int opn_weigh_spreads(const opn_weighed *at, opn_region region, opn_spread *nodes,
                      opn_arena *arena)
{
    const opn_rubric *rubric = at->rubric;
    part *parts = opn_arena_alloc(arena, rubric->node_count + 1, sizeof *parts);

    if (parts == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < rubric->node_count; i++) {
        const opn_rubric_node *node = &rubric->nodes[i];

        nodes[i] = (opn_spread){0, 0, true};
        if (!at->values[i].applies || !at->values[i].score_known) {
            continue;
        }
        switch (node->kind) {
        case OPN_NODE_LEVELS:
            nodes[i].least = fixed(lane(at, i), false);
            nodes[i].most = fixed(lane(at, i), true);
            break;
        case OPN_NODE_MEAN:
            nodes[i] = mean_spread(at, node, nodes, region, parts);
            break;
        case OPN_NODE_MIN:
            nodes[i] = min_spread(at, node, nodes);
            break;
        case OPN_NODE_BAND:
            nodes[i].least = in_band(band_of(at, node), nodes[node->band_at].least, false);
            nodes[i].most = in_band(band_of(at, node), nodes[node->band_at].most, true);
            break;
        }
    }
    return OPENNESS_OK;
}

/* --- differences ------------------------------------------------------------------ */

typedef struct {
    const opn_weighed *a;
    const opn_weighed *b;
    const opn_spread *of_a;
    const opn_spread *of_b;
    opn_region region;
    part *parts;
    opn_spread *nodes; /* a's value minus b's */
} contrast;

/* Weights of their own on each side would be needed to attain these. */
static opn_spread apart(const contrast *c, size_t node)
{
    return (opn_spread){c->of_a[node].least - c->of_b[node].most,
                        c->of_a[node].most - c->of_b[node].least, false};
}

/* A value that no weight moves is the same fraction wherever it stands: equal
 * ones differ by exactly nothing. */
static opn_spread constant(const contrast *c, size_t node)
{
    opn_rational difference = opn_rational_sub(lane(c->a, node), lane(c->b, node));

    return (opn_spread){fixed(difference, false), fixed(difference, true), true};
}

/* How a term stands in a mean: 0 left out, 1 counted, -1 it depends. */
static int standing(const opn_weighed *at, const opn_spread *spreads, const opn_term *term)
{
    if (!at->values[term->node].applies) {
        return 0;
    }
    if (!term->optional || spreads[term->node].least >= OPN_WEIGH_ONE) {
        return 1;
    }
    return spreads[term->node].most >= OPN_WEIGH_ONE ? -1 : 0;
}

/* Two means over the same parts under the same weights differ by the mean of
 * the differences. */
static opn_spread mean_difference(contrast *c, size_t index)
{
    const opn_rubric *rubric = c->a->rubric;
    const opn_rubric_node *node = &rubric->nodes[index];
    opn_spread out = {0, 0, true};
    size_t count = 0;

    for (int most = 0; most <= 1; most++) {
        count = 0;
        for (size_t i = 0; i < node->term_count; i++) {
            const opn_term *term = &rubric->terms[node->first_term + i];
            int in_a = standing(c->a, c->of_a, term);
            const opn_spread *difference = &c->nodes[term->node];

            if (in_a < 0 || in_a != standing(c->b, c->of_b, term) ||
                (in_a == 1 && !difference->exact)) {
                return apart(c, index);
            }
            if (in_a == 1) {
                c->parts[count] =
                    part_of(term, c->region, most ? difference->most : difference->least);
                count++;
            }
        }
        sort_parts(c->parts, count);
        if (count > 0) {
            *(most ? &out.most : &out.least) = extreme(c->parts, count, c->region, most == 1);
        }
    }
    return out;
}

/* On one level the bands cancel but for their width. */
static opn_spread band_difference(const contrast *c, size_t index)
{
    const opn_rubric_node *node = &c->a->rubric->nodes[index];
    const opn_band *band = band_of(c->a, node);
    const opn_spread *at = &c->nodes[node->band_at];
    wide width = (wide)fixed(band->to, false) - fixed(band->from, false);

    if (band != band_of(c->b, node) || !at->exact) {
        return apart(c, index);
    }
    return (opn_spread){floor_div(width * at->least, OPN_WEIGH_ONE),
                        ceil_div(width * at->most, OPN_WEIGH_ONE), true};
}

/* A node without weights below it: its value is the same under all of them. */
static bool is_constant(const contrast *c, size_t node)
{
    return c->a->rubric->nodes[node].kind == OPN_NODE_LEVELS;
}

/* A mean that two nodes read has one set of weights for both: the extremes of
 * the two need not meet. */
static bool is_shared(const opn_rubric *rubric, size_t node)
{
    size_t readers = 0;

    for (size_t i = 0; i < rubric->node_count; i++) {
        const opn_rubric_node *by = &rubric->nodes[i];

        readers += by->kind == OPN_NODE_BAND && by->band_at == node ? 1 : 0;
        for (size_t t = 0; t < by->term_count; t++) {
            readers += rubric->terms[by->first_term + t].node == node ? 1 : 0;
        }
    }
    return readers > 1;
}

static opn_spread node_difference(contrast *c, size_t i)
{
    const opn_rubric *rubric = c->a->rubric;
    opn_spread out;

    if (!c->a->values[i].applies || !c->b->values[i].applies) {
        return apart(c, i);
    }
    if (is_constant(c, i)) {
        return constant(c, i);
    }
    switch (rubric->nodes[i].kind) {
    case OPN_NODE_MEAN:
        out = mean_difference(c, i);
        break;
    case OPN_NODE_BAND:
        out = band_difference(c, i);
        break;
    case OPN_NODE_LEVELS:
    case OPN_NODE_MIN:
    default:
        out = apart(c, i);
        break;
    }
    if (is_shared(rubric, i)) {
        out.exact = false;
    }
    return out;
}

int opn_weigh_difference(const opn_weighed *a, const opn_weighed *b, opn_region region,
                         const opn_spread *of_a, const opn_spread *of_b, size_t result,
                         opn_spread *out, opn_arena *arena)
{
    size_t count = a->rubric->node_count;
    contrast c = {a, b, of_a, of_b, region, NULL, NULL};

    c.parts = opn_arena_alloc(arena, count + 1, sizeof *c.parts);
    c.nodes = opn_arena_alloc(arena, count, sizeof *c.nodes);
    if (c.parts == NULL || c.nodes == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i <= result; i++) {
        if (a->values[i].score_known && b->values[i].score_known) {
            c.nodes[i] = node_difference(&c, i);
        }
    }
    *out = c.nodes[result];
    return OPENNESS_OK;
}
