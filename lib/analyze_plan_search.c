/*
 * analyze_plan_search.c: the smallest sets of actions that reach a target.
 *
 * Takes a bench and a target. Whatever does not reach can be filled up until
 * every further action would reach; who wants to reach must take one of those
 * that are left out. Such a set is a hitting set: branching over one of them,
 * and barring each once it was tried, meets every solution exactly once, and
 * actions that change nothing never come up. Depths are tried in turn, from
 * the number of such sets that do not overlap.
 *
 * Levels without points are the one thing that breaks the rule that nothing
 * falls; under such a rubric every set is tried.
 *
 * Exact, unless the work limit ends it, which the result says. Must not know
 * what an action means.
 */
#include "analyze_plan.h"

enum { EVALUATION = 64 };

typedef struct {
    opn_plan_search *s;
    uint8_t *state; /* by action */
    bool *wanted;   /* scratch: what is tried */
    size_t depth;   /* of this round */
    size_t **kept;
    size_t kept_room;
} search;

bool opn_plan_reached(const opn_bench *b, const opn_target *target)
{
    const opn_value *value;

    if (b->applies != OPN_TRUE) {
        return false;
    }
    if (target->is_score) {
        value = &b->values[b->rubric->result_score];
        return value->score_known && opn_rational_compare(value->lower, target->share) >= 0;
    }
    value = &b->values[b->rubric->result_level];
    return value->applies && value->level.lo >= target->level;
}

void opn_plan_try(opn_plan_search *s, const bool *wanted)
{
    for (size_t i = 0; i < s->count; i++) {
        if (wanted[i] == s->is_set[i]) {
            continue;
        }
        if (wanted[i]) {
            opn_bench_set(s->bench, s->levers[i], &s->best[i]);
        } else {
            opn_bench_reset(s->bench, s->levers[i]);
        }
        s->is_set[i] = wanted[i];
    }
    opn_bench_evaluate(s->bench);
    s->work += EVALUATION;
}

static bool reaches(search *r)
{
    opn_plan_try(r->s, r->wanted);
    return opn_plan_reached(r->s->bench, &r->s->target);
}

/* The taken actions, and the free ones as well where `all`. */
static void want(search *r, bool all)
{
    for (size_t i = 0; i < r->s->count; i++) {
        r->wanted[i] = r->state[i] == OPN_ACTION_TAKEN || (all && r->state[i] == OPN_ACTION_FREE);
    }
}

static size_t count_taken(const search *r)
{
    size_t taken = 0;

    for (size_t i = 0; i < r->s->count; i++) {
        taken += r->state[i] == OPN_ACTION_TAKEN ? 1 : 0;
    }
    return taken;
}

/* Fills what is wanted up with free actions as long as it does not reach, and
 * marks those left out in `left`: one of them must be taken. What is wanted must
 * not reach. Returns how many. */
static size_t fill_up(search *r, bool *left)
{
    size_t count = 0;

    for (size_t i = 0; i < r->s->count; i++) {
        left[i] = false;
        if (r->state[i] != OPN_ACTION_FREE || r->wanted[i]) {
            continue;
        }
        r->wanted[i] = true;
        if (reaches(r)) {
            r->wanted[i] = false;
            left[i] = true;
            count++;
        }
    }
    return count;
}

/* Whether `more` actions could be enough: of sets without overlap, each of which
 * must give one, there may be no more. left holds the first of them. */
static bool may_do(search *r, const bool *left, bool *other, size_t more)
{
    size_t sets = 1;
    bool *taken = other + r->s->count;

    for (size_t i = 0; i < r->s->count; i++) {
        taken[i] = left[i];
    }
    for (;;) {
        for (size_t i = 0; i < r->s->count; i++) {
            r->wanted[i] = r->state[i] == OPN_ACTION_TAKEN || taken[i];
        }
        if (reaches(r)) {
            return sets <= more;
        }
        sets++;
        if (sets > more) {
            return false;
        }
        fill_up(r, other);
        for (size_t i = 0; i < r->s->count; i++) {
            taken[i] = taken[i] || other[i];
        }
    }
}

static void keep(search *r)
{
    opn_plan_search *s = r->s;
    size_t *set;
    size_t used = 0;

    s->found++;
    if (s->kept == OPN_PLANS_KEPT) {
        return;
    }
    set = opn_arena_alloc(s->arena, r->depth, sizeof *set);
    if (set == NULL) {
        s->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < s->count && used < r->depth; i++) {
        if (r->state[i] == OPN_ACTION_TAKEN) {
            set[used++] = i;
        }
    }
    r->kept[s->kept++] = set;
}

static bool is_over(search *r)
{
    if (r->s->work > r->s->limit) {
        r->s->cut = true;
    }
    return r->s->cut || r->s->out_of_memory;
}

/* One level of the search. `more` actions may still be taken; none of fewer
 * reach, since the rounds before found nothing. At most `count` levels deep. */
static void descend(search *r, size_t more)
{
    size_t n = r->s->count;
    opn_arena scratch = {0};
    bool *left;

    if (is_over(r)) {
        return;
    }
    r->s->work++;
    if (!opn_plan_mean_allows(r->s, r->state, more)) {
        return;
    }
    want(r, false);
    if (more == 0) {
        if (reaches(r)) {
            keep(r);
        }
        return;
    }
    want(r, true);
    if (!reaches(r)) {
        return;
    }
    left = opn_arena_alloc(&scratch, n * 3, sizeof *left);
    if (left == NULL) {
        r->s->out_of_memory = true;
        return;
    }
    want(r, false);
    fill_up(r, left);
    if (may_do(r, left, left + n, more)) {
        for (size_t i = 0; i < n; i++) {
            if (left[i]) {
                r->state[i] = OPN_ACTION_TAKEN;
                descend(r, more - 1);
                r->state[i] = OPN_ACTION_BARRED;
            }
        }
        for (size_t i = 0; i < n; i++) {
            r->state[i] = left[i] ? OPN_ACTION_FREE : r->state[i];
        }
    }
    opn_arena_free(&scratch);
}

/* The sets of one size in order, each tried: from action `first` on, `more` are
 * still to be taken. At most `count` levels deep. */
static void try_all(search *r, size_t first, size_t more)
{
    if (is_over(r)) {
        return;
    }
    if (more == 0) {
        want(r, false);
        if (reaches(r)) {
            keep(r);
        }
        return;
    }
    for (size_t i = first; i + more <= r->s->count; i++) {
        r->state[i] = OPN_ACTION_TAKEN;
        try_all(r, i + 1, more - 1);
        r->state[i] = OPN_ACTION_FREE;
    }
}

/* A level without points withholds a score that a lower level has: only there
 * can something better reach less, and every set must be tried. */
static bool is_uneven(const opn_plan_search *s)
{
    for (size_t i = 0; s->target.is_score && i < s->bench->rubric->level_count; i++) {
        if (s->bench->rubric->levels[i].abstains) {
            return true;
        }
    }
    return false;
}

/* Without one of these nothing reaches: every set holds them. */
static void take_necessary(search *r)
{
    want(r, true);
    for (size_t i = 0; i < r->s->count; i++) {
        r->wanted[i] = false;
        if (!reaches(r)) {
            r->state[i] = OPN_ACTION_TAKEN;
        }
        r->wanted[i] = true;
    }
}

/* Drops from everything what can be dropped: no smallest set, but one. */
static void fall_back(search *r)
{
    opn_plan_search *s = r->s;

    s->fallback = opn_arena_alloc(s->arena, s->count, sizeof *s->fallback);
    if (s->fallback == NULL) {
        s->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < s->count; i++) {
        r->wanted[i] = true;
    }
    for (size_t i = s->count; i-- > 0;) {
        r->wanted[i] = false;
        r->wanted[i] = !reaches(r);
    }
    for (size_t i = 0; i < s->count; i++) {
        if (r->wanted[i]) {
            s->fallback[s->fallback_count++] = i;
        }
    }
}

/* What may only need to be found out comes first; then in the order of actions. */
static int compare_sets(const opn_plan_search *s, const size_t *a, const size_t *b)
{
    size_t may_a = 0;
    size_t may_b = 0;

    for (size_t i = 0; i < s->least; i++) {
        may_a += s->may_hold[a[i]] ? 1 : 0;
        may_b += s->may_hold[b[i]] ? 1 : 0;
    }
    if (may_a != may_b) {
        return may_a > may_b ? -1 : 1;
    }
    for (size_t i = 0; i < s->least; i++) {
        if (a[i] != b[i]) {
            return a[i] < b[i] ? -1 : 1;
        }
    }
    return 0;
}

static void sort_sets(const opn_plan_search *s, size_t **sets)
{
    for (size_t i = 1; i < s->kept; i++) {
        size_t *moving = sets[i];
        size_t at = i;

        while (at > 0 && compare_sets(s, moving, sets[at - 1]) < 0) {
            sets[at] = sets[at - 1];
            at--;
        }
        sets[at] = moving;
    }
}

/* Rounds of growing depth until one finds something. */
static void deepen(search *r)
{
    opn_plan_search *s = r->s;
    size_t taken;

    take_necessary(r);
    taken = count_taken(r);
    for (r->depth = taken > 0 ? taken : 1; s->found == 0 && !is_over(r); r->depth++) {
        s->least = r->depth;
        descend(r, r->depth - taken);
    }
    if (s->found == 0 && s->cut) {
        fall_back(r);
    }
}

/* What everything together does says nothing here. */
static void exhaust(search *r)
{
    opn_plan_search *s = r->s;

    for (r->depth = 1; r->depth <= s->count && s->found == 0 && !is_over(r); r->depth++) {
        s->least = r->depth;
        try_all(r, 0, r->depth);
    }
    s->reachable = s->found > 0 || s->cut;
    if (!s->reachable) {
        s->least = 0;
        want(r, true);
        opn_plan_try(s, r->wanted);
    }
}

int opn_plan_search_run(opn_plan_search *s)
{
    search r = {.s = s};

    r.state = opn_arena_alloc(s->arena, s->count, sizeof *r.state);
    r.wanted = opn_arena_alloc(s->arena, s->count, sizeof *r.wanted);
    r.kept = opn_arena_alloc(s->arena, OPN_PLANS_KEPT, sizeof *r.kept);
    if (r.state == NULL || r.wanted == NULL || r.kept == NULL) {
        return OPENNESS_E_NOMEM;
    }
    want(&r, false);
    s->reached = reaches(&r);
    want(&r, true);
    s->reachable = reaches(&r);
    if (!s->reached && is_uneven(s)) {
        exhaust(&r);
    } else if (!s->reached && s->reachable) {
        if (opn_plan_mean_init(s) != OPENNESS_OK) {
            return OPENNESS_E_NOMEM;
        }
        deepen(&r);
    }
    sort_sets(s, r.kept);
    s->sets = r.kept;
    return s->out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
}
