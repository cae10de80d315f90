/*
 * weigh.c: the interval of a score, and of a difference, over all weightings.
 *
 * Takes the values of criteria and ladders, which no weight changes. Every mean
 * has weights of its own, and every step of a combination rises with its parts:
 * so the extremes of the parts give the extreme of the whole. The extreme of one
 * mean puts the high weights on the parts on one side of it and the low ones on
 * those on the other.
 *
 * Must not know releases, ranks or samples.
 */
#include "weigh.h"

__extension__ typedef __int128 wide;

/* One part of a mean. */
struct opn_weigh_part {
    int64_t value;
    int64_t low; /* weights */
    int64_t high;
};

typedef opn_weigh_part part;

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

/* Which nodes the result rests on, from itself down: terms come before what
 * reads them. A mean that two of these read has one set of weights for both. */
static void mark_read(opn_weigher *w)
{
    const opn_rubric *rubric = w->rubric;

    w->read[w->result] = true;
    for (size_t i = w->result + 1; i-- > 0;) {
        const opn_rubric_node *node = &rubric->nodes[i];
        size_t terms =
            node->kind == OPN_NODE_MEAN || node->kind == OPN_NODE_MIN ? node->term_count : 0;

        if (!w->read[i]) {
            continue;
        }
        for (size_t t = 0; t < terms; t++) {
            size_t term = rubric->terms[node->first_term + t].node;

            w->shared[term] = w->read[term];
            w->read[term] = true;
        }
        if (node->kind == OPN_NODE_BAND) {
            w->shared[node->band_at] = w->read[node->band_at];
            w->read[node->band_at] = true;
        }
    }
}

int opn_weigh_begin(opn_weigher *w, const opn_rubric *rubric, opn_region region, size_t result,
                    opn_arena *arena)
{
    size_t count = rubric->node_count;

    *w = (opn_weigher){.rubric = rubric,
                       .region = region,
                       .result = result,
                       .read = opn_arena_alloc(arena, count, sizeof *w->read),
                       .shared = opn_arena_alloc(arena, count, sizeof *w->shared),
                       .parts = opn_arena_alloc(arena, count, sizeof *w->parts),
                       .nodes = opn_arena_alloc(arena, count, sizeof *w->nodes)};
    if (w->read == NULL || w->shared == NULL || w->parts == NULL || w->nodes == NULL) {
        return OPENNESS_E_NOMEM;
    }
    mark_read(w);
    return OPENNESS_OK;
}

/* Any weights at all: the least or the most of the parts. */
static int64_t outermost(const part *parts, size_t count, bool most)
{
    int64_t best = parts[0].value;

    for (size_t i = 1; i < count; i++) {
        int64_t value = parts[i].value;

        best = (most ? value > best : value < best) ? value : best;
    }
    return best;
}

/* Raising the weight of a part lifts the mean exactly when the part lies above
 * it. So: weigh by the last mean, take the mean of that, and again until no
 * part changes sides. Each round moves the mean further out, so none comes
 * twice; there are rarely more than four. */
static int64_t extreme(const part *parts, size_t count, opn_region region, bool most)
{
    wide sum = 0;
    wide weights = 0;
    bool moved = true;

    if (region.factor == 0) {
        return outermost(parts, count, most);
    }
    for (size_t i = 0; i < count; i++) {
        sum += (wide)parts[i].low * parts[i].value;
        weights += parts[i].low;
    }
    while (moved) {
        wide next_sum = 0;
        wide next_weights = 0;

        for (size_t i = 0; i < count; i++) {
            wide beyond = parts[i].value * weights - sum;
            int64_t weight = (most ? beyond > 0 : beyond < 0) ? parts[i].high : parts[i].low;

            next_sum += (wide)weight * parts[i].value;
            next_weights += weight;
        }
        moved = most ? next_sum * weights > sum * next_weights
                     : next_sum * weights < sum * next_weights;
        sum = next_sum;
        weights = next_weights;
    }
    return most ? ceil_div(sum, weights) : floor_div(sum, weights);
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

void opn_weigh_spreads(opn_weigher *w, const opn_weighed *at, opn_spread *nodes)
{
    for (size_t i = 0; i <= w->result; i++) {
        const opn_rubric_node *node = &w->rubric->nodes[i];

        nodes[i] = (opn_spread){0, 0, true};
        if (!w->read[i] || !at->values[i].applies || !at->values[i].score_known) {
            continue;
        }
        switch (node->kind) {
        case OPN_NODE_LEVELS:
            nodes[i].least = fixed(lane(at, i), false);
            nodes[i].most = fixed(lane(at, i), true);
            break;
        case OPN_NODE_MEAN:
            nodes[i] = mean_spread(at, node, nodes, w->region, w->parts);
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
}

/* --- differences ------------------------------------------------------------------ */

typedef struct {
    const opn_weigher *w;
    const opn_weighed *a;
    const opn_weighed *b;
    const opn_spread *of_a;
    const opn_spread *of_b;
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
static opn_spread mean_difference(const contrast *c, size_t index)
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
                c->w->parts[count] =
                    part_of(term, c->w->region, most ? difference->most : difference->least);
                count++;
            }
        }
        if (count > 0) {
            *(most ? &out.most : &out.least) =
                extreme(c->w->parts, count, c->w->region, most == 1);
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

/* The extremes of a mean that is read twice need not meet in one weighting. */
static opn_spread node_difference(const contrast *c, size_t i)
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
    if (c->w->shared[i]) {
        out.exact = false;
    }
    return out;
}

opn_spread opn_weigh_difference(opn_weigher *w, const opn_weighed *a, const opn_weighed *b,
                                const opn_spread *of_a, const opn_spread *of_b)
{
    contrast c = {w, a, b, of_a, of_b, w->nodes};

    for (size_t i = 0; i <= w->result; i++) {
        c.nodes[i] = (opn_spread){0, 0, true};
        if (w->read[i] && a->values[i].score_known && b->values[i].score_known) {
            c.nodes[i] = node_difference(&c, i);
        }
    }
    return c.nodes[w->result];
}
