/*
 * analyze_plan_mean.c: how much further actions can add to a mean.
 *
 * Takes a search whose target is a score that is a mean of criteria, or a band
 * placed by one. Actions fall into parts that share no criterion; what a part
 * adds to the mean does not depend on the others, so that a small table per
 * part bounds every set. Fractions are rounded towards "may be enough": a bound
 * may cost time, never a solution.
 *
 * Where a score is built otherwise there is no bound, and the search does
 * without. Must not decide that something reaches: only the evaluation does.
 */
#include "analyze_plan.h"

#define UNIT (INT64_C(1) << 31)

enum { LOOK = 16 /* work of one bound */ };

typedef struct {
    opn_plan_search *s;
    size_t node;   /* of the mean */
    bool *under;   /* by criterion: in the mean */
    bool *facts;   /* scratch: read by one criterion */
    size_t *group; /* by action: an action of its part */
    bool *wanted;  /* scratch */
} context;

/* Whether the mean is the same sum of its criteria whatever their levels are:
 * no optional terms, no level without points, nothing but means above them. */
static bool collect(context *c, size_t node)
{
    const opn_rubric *rubric = c->s->bench->rubric;
    const opn_rubric_node *at = &rubric->nodes[node];
    bool plain = true;

    if (node < rubric->criterion_count) {
        c->under[node] = true;
        for (size_t k = 0; k < at->level_count; k++) {
            plain = plain && !rubric->levels[at->first_level + k].abstains;
        }
        return plain;
    }
    if (at->kind != OPN_NODE_MEAN) {
        return false;
    }
    /* Terms stand before their mean: the walk ends. */
    for (size_t i = 0; plain && i < at->term_count; i++) {
        const opn_term *term = &rubric->terms[at->first_term + i];

        plain = !term->optional && collect(c, term->node);
    }
    return plain;
}

/* Rounded up: values are at most 1, and denominators at most 2^31. */
static int64_t units(opn_rational value)
{
    int64_t product = value.num * UNIT;

    return product / value.den + (product % value.den != 0 ? 1 : 0);
}

/* The facts behind a criterion, those they fall back on included. */
static void mark_facts(context *c, size_t criterion)
{
    const opn_rubric *rubric = c->s->bench->rubric;
    const opn_vocabulary *v = c->s->bench->vocabulary;
    const opn_rubric_node *node = &rubric->nodes[criterion];

    memset(c->facts, 0, v->fact_count * sizeof *c->facts);
    for (size_t k = 0; k < node->level_count; k++) {
        const opn_level *level = &rubric->levels[node->first_level + k];
        size_t count = level->op_count == OPN_NO_PREDICATE ? 0 : level->op_count;

        for (size_t i = 0; i < count; i++) {
            const opn_op *op = &rubric->ops[level->first_op + i];

            if ((op->code & OPN_GATE) == 0) {
                c->facts[op->code] = true;
            }
        }
    }
    for (size_t i = v->fact_count; i-- > 0;) {
        if (c->facts[i] && v->facts[i].if_not_applicable != OPN_NONE) {
            c->facts[v->facts[i].if_not_applicable] = true;
        }
        if (c->facts[i] && v->facts[i].needs_fact != OPN_NONE) {
            c->facts[v->facts[i].needs_fact] = true;
        }
    }
}

/* Whether an action can change one of the marked facts. */
static bool touches(const context *c, size_t action)
{
    const opn_bench *b = c->s->bench;
    const opn_lever *lever = &b->levers[c->s->levers[action]];
    size_t slot = lever->base != OPN_NONE ? opn_bench_weights(b) : lever->slot;

    for (size_t i = 0; i < b->vocabulary->fact_count; i++) {
        const opn_fact *fact = &b->vocabulary->facts[i];

        if (c->facts[i] && lever->field != OPN_NONE && fact->field == lever->field) {
            return true;
        }
        for (size_t k = 0; c->facts[i] && slot != OPN_NONE && k < fact->slot_count; k++) {
            if (fact->slots[k] == slot) {
                return true;
            }
        }
    }
    return false;
}

/* Actions that touch one criterion are of one part. */
static void join(context *c)
{
    size_t n = c->s->count;

    for (size_t i = 0; i < n; i++) {
        c->group[i] = i;
    }
    for (size_t k = 0; k < c->s->bench->rubric->criterion_count; k++) {
        size_t first = OPN_NONE;

        if (!c->under[k]) {
            continue;
        }
        mark_facts(c, k);
        for (size_t i = 0; i < n; i++) {
            size_t old = c->group[i];

            if (!touches(c, i)) {
                continue;
            }
            first = first == OPN_NONE ? old : first;
            for (size_t m = 0; m < n; m++) {
                c->group[m] = c->group[m] == old ? first : c->group[m];
            }
        }
    }
}

/* What a set adds to the mean, rounded up. */
static int64_t gain(context *c)
{
    opn_plan_try(c->s, c->wanted);
    return units(c->s->bench->values[c->node].lower) - c->s->mean.base + 1;
}

/* What every subset of a part adds; of a large part only what all of it does. */
static int tabulate(context *c, opn_plan_part *part)
{
    bool small = part->count <= OPN_PART_LEVERS;
    size_t sets = small ? (size_t)1 << part->count : 1;
    int64_t *gains = opn_arena_alloc(c->s->arena, sets, sizeof *gains);

    if (gains == NULL) {
        return OPENNESS_E_NOMEM;
    }
    memset(c->wanted, 0, c->s->count * sizeof *c->wanted);
    for (size_t set = 0; small && set < sets; set++) {
        for (size_t i = 0; i < part->count; i++) {
            c->wanted[part->actions[i]] = (set >> i & 1) != 0;
        }
        gains[set] = gain(c);
    }
    for (size_t i = 0; i < part->count; i++) {
        c->wanted[part->actions[i]] = true;
    }
    part->most = gain(c);
    part->gains = small ? gains : NULL;
    return OPENNESS_OK;
}

static int find_parts(context *c)
{
    opn_plan_mean *mean = &c->s->mean;
    size_t n = c->s->count;

    mean->parts = opn_arena_alloc(c->s->arena, n, sizeof *mean->parts);
    if (mean->parts == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < n; i++) {
        size_t *actions = opn_arena_alloc(c->s->arena, n, sizeof *actions);
        opn_plan_part *part = &mean->parts[mean->part_count];

        if (actions == NULL) {
            return OPENNESS_E_NOMEM;
        }
        *part = (opn_plan_part){actions, 0, NULL, 0};
        for (size_t m = 0; m < n; m++) {
            if (c->group[m] == i) {
                actions[part->count++] = m;
            }
        }
        if (part->count > 0 && tabulate(c, part) != OPENNESS_OK) {
            return OPENNESS_E_NOMEM;
        }
        mean->part_count += part->count > 0 ? 1 : 0;
    }
    return OPENNESS_OK;
}

/* The mean that a score is or is placed by; OPN_NONE where there is none. */
static size_t find_mean(opn_plan_search *s)
{
    const opn_rubric *rubric = s->bench->rubric;
    const opn_rubric_node *score;

    if (!s->target.is_score) {
        return OPN_NONE;
    }
    score = &rubric->nodes[rubric->result_score];
    if (score->kind == OPN_NODE_BAND) {
        s->mean.band = score;
        s->mean.top = s->bench->values[score->band_ladder].level.lo;
        return s->mean.top < 0 ? OPN_NONE : score->band_at;
    }
    return score->kind == OPN_NODE_MEAN ? rubric->result_score : OPN_NONE;
}

/* The bench stands with everything done. */
int opn_plan_mean_init(opn_plan_search *s)
{
    const opn_bench *b = s->bench;
    context c = {.s = s, .node = find_mean(s)};

    c.under = opn_arena_alloc(s->arena, b->rubric->criterion_count, sizeof *c.under);
    c.facts = opn_arena_alloc(s->arena, b->vocabulary->fact_count, sizeof *c.facts);
    c.group = opn_arena_alloc(s->arena, s->count, sizeof *c.group);
    c.wanted = opn_arena_alloc(s->arena, s->count, sizeof *c.wanted);
    s->mean.most = opn_arena_alloc(s->arena, s->count + 1, 2 * sizeof *s->mean.most);
    if (c.under == NULL || c.facts == NULL || c.group == NULL || c.wanted == NULL ||
        s->mean.most == NULL) {
        return OPENNESS_E_NOMEM;
    }
    if (c.node == OPN_NONE || !collect(&c, c.node)) {
        return OPENNESS_OK;
    }
    opn_plan_try(s, c.wanted);
    if (!b->values[c.node].score_known) {
        return OPENNESS_OK;
    }
    s->mean.exists = true;
    s->mean.base = units(b->values[c.node].lower);
    s->mean.need = s->target.share.num * UNIT / s->target.share.den;
    join(&c);
    return find_parts(&c);
}

/* The most that a part adds with up to `more` actions besides those taken. */
static int64_t part_most(const opn_plan_part *part, const uint8_t *state, size_t more)
{
    size_t taken = 0;
    size_t barred = 0;
    int64_t most = 0;

    for (size_t i = 0; i < part->count; i++) {
        uint8_t at = state[part->actions[i]];

        if (part->gains == NULL) {
            taken += at == OPN_ACTION_TAKEN ? 1 : 0;
        } else {
            taken |= at == OPN_ACTION_TAKEN ? (size_t)1 << i : 0;
            barred |= at == OPN_ACTION_BARRED ? (size_t)1 << i : 0;
        }
    }
    if (part->gains == NULL) {
        return taken > 0 || more > 0 ? part->most : 0;
    }
    for (size_t set = 0; set >> part->count == 0; set++) {
        size_t added = 0;

        for (size_t i = 0; i < part->count; i++) {
            added += ((set & ~taken) >> i & 1) != 0 ? 1 : 0;
        }
        if ((set & taken) == taken && (set & barred) == 0 && added <= more &&
            part->gains[set] > most) {
            most = part->gains[set];
        }
    }
    return most;
}

/* The score that a position could give, rounded up. */
static int64_t score_of(const opn_plan_search *s, int64_t position)
{
    const opn_plan_mean *mean = &s->mean;
    int64_t most = 0;

    if (mean->band == NULL) {
        return position;
    }
    position = position > UNIT ? UNIT : position;
    for (size_t k = 0; k <= (size_t)mean->top; k++) {
        const opn_band *band = &s->bench->rubric->bands[mean->band->first_band + k];
        int64_t width = units(opn_rational_sub(band->to, band->from));
        int64_t one = units(band->from) + (width * position + UNIT - 1) / UNIT;

        most = one > most ? one : most;
    }
    return most;
}

/* Shares the actions out among the parts: most[r] is the best with r of them. */
bool opn_plan_mean_allows(opn_plan_search *s, const uint8_t *state, size_t more)
{
    int64_t *most = s->mean.most;
    int64_t *before = most + s->count + 1;

    if (!s->mean.exists) {
        return true;
    }
    s->work += LOOK;
    memset(most, 0, (more + 1) * sizeof *most);
    for (size_t p = 0; p < s->mean.part_count; p++) {
        const opn_plan_part *part = &s->mean.parts[p];

        memcpy(before, most, (more + 1) * sizeof *most);
        for (size_t add = 0; add <= part->count && add <= more; add++) {
            int64_t gained = part_most(part, state, add);

            for (size_t r = add; r <= more; r++) {
                int64_t one = before[r - add] + gained;

                most[r] = one > most[r] ? one : most[r];
            }
        }
    }
    return score_of(s, s->mean.base + most[more]) >= s->mean.need;
}
