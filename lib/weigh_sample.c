/*
 * weigh_sample.c: scores under weights that are drawn.
 *
 * The generator is SplitMix64 and every step is one of whole numbers, so that
 * the same seed gives the same weightings on every machine.
 *
 * Must not decide how many samples are enough.
 */
#include "weigh.h"

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 unsigned_wide;

enum { CUTS = 1 << 20 };

uint64_t opn_weigh_random(uint64_t *state)
{
    uint64_t z;

    *state += UINT64_C(0x9e3779b97f4a7c15);
    z = *state;
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* Below a limit, by the high half of a product: no bias worth a second draw. */
static uint64_t below(uint64_t *state, uint64_t limit)
{
    return (uint64_t)(((unsigned_wide)opn_weigh_random(state) * limit) >> 64);
}

/* Evenly over all weightings: the gaps between sorted cuts of a line. One is
 * added to each, so that no mean is left without any weight. */
static void draw_gaps(uint64_t *weights, size_t count, uint64_t *state)
{
    for (size_t i = 0; i + 1 < count; i++) {
        uint64_t cut = below(state, CUTS);
        size_t k = i;

        while (k > 0 && weights[k - 1] > cut) {
            weights[k] = weights[k - 1];
            k--;
        }
        weights[k] = cut;
    }
    weights[count - 1] = CUTS;
    for (size_t i = count; i-- > 1;) {
        weights[i] -= weights[i - 1];
    }
    for (size_t i = 0; i < count; i++) {
        weights[i]++;
    }
}

void opn_weigh_draw(const opn_rubric *rubric, opn_region region, uint64_t *state,
                    uint64_t *weights)
{
    for (size_t n = 0; n < rubric->node_count; n++) {
        const opn_rubric_node *node = &rubric->nodes[n];

        if (node->kind != OPN_NODE_MEAN) {
            continue;
        }
        if (region.factor == 0) {
            draw_gaps(weights + node->first_term, node->term_count, state);
            continue;
        }
        for (size_t i = node->first_term; i < node->first_term + node->term_count; i++) {
            uint64_t least = (uint64_t)rubric->terms[i].weight.num;
            uint64_t most = least * (uint64_t)region.factor * (uint64_t)region.factor;

            weights[i] = least + below(state, most - least + 1);
        }
    }
}

static opn_rational lane(const opn_weighed *at, size_t node)
{
    return at->upper ? at->values[node].upper : at->values[node].lower;
}

/* Rounded to the nearest: a sample is not a bound. */
static int64_t fixed(opn_rational value)
{
    wide scaled = (wide)value.num * OPN_WEIGH_ONE;

    return (int64_t)((scaled * 2 + value.den) / ((wide)value.den * 2));
}

static int64_t mean(const opn_weighed *at, const opn_rubric_node *node, const uint64_t *weights,
                    const int64_t *nodes)
{
    wide sum = 0;
    wide all = 0;

    for (size_t i = node->first_term; i < node->first_term + node->term_count; i++) {
        const opn_term *term = &at->rubric->terms[i];

        if (at->values[term->node].applies &&
            (!term->optional || nodes[term->node] >= OPN_WEIGH_ONE)) {
            sum += (wide)weights[i] * nodes[term->node];
            all += (wide)weights[i];
        }
    }
    return all == 0 ? 0 : (int64_t)(sum / all);
}

static int64_t minimum(const opn_weighed *at, const opn_rubric_node *node, const int64_t *nodes)
{
    int64_t least = OPN_WEIGH_ONE;

    for (size_t i = node->first_term; i < node->first_term + node->term_count; i++) {
        size_t term = at->rubric->terms[i].node;

        if (at->values[term].applies && nodes[term] < least) {
            least = nodes[term];
        }
    }
    return least;
}

static int64_t in_band(const opn_weighed *at, const opn_rubric_node *node, const int64_t *nodes)
{
    opn_pair level = at->values[node->band_ladder].level;
    const opn_band *band =
        &at->rubric->bands[node->first_band + (size_t)(at->upper ? level.hi : level.lo)];
    int64_t from = fixed(band->from);

    return from +
           (int64_t)((wide)(fixed(band->to) - from) * nodes[node->band_at] / OPN_WEIGH_ONE);
}

void opn_weigh_constants(const opn_weighed *at, int64_t *nodes)
{
    for (size_t i = 0; i < at->rubric->node_count; i++) {
        const opn_value *value = &at->values[i];
        bool constant = at->rubric->nodes[i].kind == OPN_NODE_LEVELS;

        nodes[i] = constant && value->applies && value->score_known ? fixed(lane(at, i)) : 0;
    }
}

int64_t opn_weigh_score(const opn_weigher *w, const opn_weighed *at, const uint64_t *weights,
                        int64_t *nodes)
{
    for (size_t i = w->rubric->criterion_count; i <= w->result; i++) {
        const opn_rubric_node *node = &w->rubric->nodes[i];

        if (!w->read[i] || !at->values[i].applies || !at->values[i].score_known) {
            continue;
        }
        switch (node->kind) {
        case OPN_NODE_LEVELS:
            break;
        case OPN_NODE_MEAN:
            nodes[i] = mean(at, node, weights, nodes);
            break;
        case OPN_NODE_MIN:
            nodes[i] = minimum(at, node, nodes);
            break;
        case OPN_NODE_BAND:
            nodes[i] = in_band(at, node, nodes);
            break;
        }
    }
    return nodes[w->result];
}
