/*
 * merge_policy.c: conflicts that a stated policy resolves.
 *
 * Takes the sides of a value that cannot all hold, marks those that the policy
 * prefers. Where these still differ among themselves, or cannot be compared, the
 * policy has no answer and the conflict stays: nothing is picked by chance.
 *
 * Must not know what is merged.
 */
#include "merge.h"

/* From the thing itself to what others say of it: docs/merge.md has the reasons. */
static const struct {
    const char *format;
    int rank;
} ranks[] = {
    {"license-text", 6},       /* the very text */
    {"gguf", 6},               /* the header of the very file */
    {"safetensors", 6},
    {"safetensors-index", 6},
    {"hf-hub", 5},             /* the place where it is released, asked */
    {"openness-release", 5},   /* looked up value by value */
    {"hf-card", 4},            /* the maker's description */
    {"croissant", 4},
    {"cyclonedx", 3},          /* what somebody listed of it */
    {"spdx-3", 3},
    {"mot", 2},                /* what an index says */
    {"osai", 2},
    {"musgo", 2},
    {"opening-up-chatgpt", 2},
    {"os-ai-map", 2},
    {"fmti", 2},
};

static const char *const policies[] = {"widen", "newest", "specific", "restrictive"};

const char *opn_merge_policy_id(int policy)
{
    return policies[policy];
}

int opn_merge_rank(const char *format)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(ranks); i++) {
        if (opn_streq(ranks[i].format, format)) {
            return ranks[i].rank;
        }
    }
    return 1;
}

/* Whether a side is preferred to another: <0, 0, >0. A partial date may lie after
 * a day inside it. */
static int compare_sides(const opn_merge_job *job, const opn_merge_side *a,
                         const opn_merge_side *b)
{
    if (job->out->policy == OPENNESS_MERGE_NEWEST) {
        const char *left = opn_merge_read_day(a);
        const char *right = opn_merge_read_day(b);
        size_t size = strlen(left) < strlen(right) ? strlen(left) : strlen(right);

        return size == 0 ? 0 : strncmp(left, right, size);
    }
    if (a->whole != b->whole) {
        return a->whole ? -1 : 1;
    }
    return job->inputs[a->input].rank - job->inputs[b->input].rank;
}

/* Those to which none is preferred, if all of them can hold. A side without a
 * date is preferred to none, and none to it: it stays among them. */
static bool resolve_by_rank(opn_merge_job *job, opn_merge_ask *ask, opn_merge_value *out)
{
    bool begun = false;
    bool agree = true;

    for (size_t i = 0; i < ask->count; i++) {
        opn_merge_side *side = &ask->sides[i];

        side->kept = true;
        for (size_t k = 0; k < ask->count && side->kept; k++) {
            side->kept = compare_sides(job, side, &ask->sides[k]) >= 0;
        }
        if (side->kept && begun) {
            agree = agree && opn_merge_meet(job, ask->type, out, &side->value, out);
        } else if (side->kept) {
            *out = side->value;
            begun = true;
        }
    }
    return begun && agree;
}

/* --- the license that grants least ----------------------------------------------------------- */

static opn_pair level_of_one(opn_merge_job *job, const char *license, size_t ladder)
{
    const openness_database *database = job->database;
    opn_pair level = {0, 0};
    opn_expr expression;
    opn_expr_fault fault;

    if (opn_streq(license, "none") || opn_streq(license, "proprietary")) {
        return level;
    }
    level.hi = (int16_t)(database->license_vocabulary.ladders[ladder].level_count - 1);
    if (opn_expr_parse(&expression, license, &database->license_table, job->arena, &fault) ==
        OPENNESS_OK) {
        level = opn_expr_level(&expression, database->licenses, &database->license_vocabulary,
                               ladder, NULL);
    }
    return level;
}

static opn_pair level_of(opn_merge_job *job, const opn_merge_value *value, size_t ladder)
{
    opn_pair level = level_of_one(job, value->texts[0], ladder);

    for (size_t i = 1; i < value->count; i++) {
        opn_pair one = level_of_one(job, value->texts[i], ladder);

        level.lo = one.lo < level.lo ? one.lo : level.lo;
        level.hi = one.hi > level.hi ? one.hi : level.hi;
    }
    return level;
}

/* What a license grants is what its text says. That a list holds it, or that somebody
 * assigned it a level by its name, is said of the list: MIT grants no more than ISC
 * for being on more of them. False where nothing of a ladder is left. */
static bool by_terms(const opn_license_ladder *ladder, opn_pair *level)
{
    int16_t most = (int16_t)(ladder->external_from - 1);

    if (ladder->assigned_count > 0 || most == 0) {
        return false;
    }
    if (ladder->external_from > 0) {
        level->lo = level->lo < most ? level->lo : most;
        level->hi = level->hi < most ? level->hi : most;
    }
    return true;
}

/* On no ladder higher than the other, for certain: at their best and worst. */
static bool grants_no_more(opn_merge_job *job, const opn_merge_value *a, const opn_merge_value *b)
{
    const opn_license_vocabulary *v = &job->database->license_vocabulary;

    for (size_t i = 0; i < v->ladder_count; i++) {
        opn_pair left = level_of(job, a, i);
        opn_pair right = level_of(job, b, i);

        if (!by_terms(&v->ladders[i], &left) || !by_terms(&v->ladders[i], &right)) {
            continue;
        }
        if (left.lo > right.lo || left.hi > right.hi) {
            return false;
        }
    }
    return true;
}

/* Said of a conflict that stays. Two texts that nobody has read are not alike for that. */
static bool all_grant_alike(opn_merge_job *job, const opn_merge_ask *ask)
{
    const opn_license_vocabulary *v = &job->database->license_vocabulary;

    for (size_t i = 0; i < v->ladder_count; i++) {
        opn_pair first = level_of(job, &ask->sides[0].value, i);
        bool read = by_terms(&v->ladders[i], &first);

        for (size_t k = 0; read && k < ask->count; k++) {
            opn_pair other = level_of(job, &ask->sides[k].value, i);

            by_terms(&v->ladders[i], &other);
            if (!opn_pair_decided(other) || other.lo != first.lo) {
                return false;
            }
        }
    }
    return true;
}

/* Two that grant the same are not comparable: their names still differ. */
static bool least_license(opn_merge_job *job, opn_merge_ask *ask, opn_merge_value *out)
{
    opn_merge_value ignored;

    for (size_t i = 0; i < ask->count; i++) {
        bool least = true;

        for (size_t k = 0; k < ask->count && least; k++) {
            const opn_merge_value *one = &ask->sides[i].value;
            const opn_merge_value *other = &ask->sides[k].value;

            least = opn_merge_meet(job, ask->type, one, other, &ignored) ||
                    (grants_no_more(job, one, other) && !grants_no_more(job, other, one));
        }
        if (!least) {
            continue;
        }
        *out = ask->sides[i].value;
        for (size_t k = 0; k < ask->count; k++) {
            ask->sides[k].kept =
                opn_merge_meet(job, ask->type, out, &ask->sides[k].value, &ignored);
        }
        return true;
    }
    ask->alike = all_grant_alike(job, ask);
    return false;
}

/* Lane by lane the lowest that anybody states. */
static bool least_level(opn_merge_job *job, opn_merge_ask *ask, opn_merge_value *out)
{
    opn_merge_value ignored;

    *out = ask->sides[0].value;
    for (size_t i = 0; i < ask->count; i++) {
        const opn_merge_value *one = &ask->sides[i].value;

        if (!one->applies) {
            return false;
        }
        out->pair.lo = one->pair.lo < out->pair.lo ? one->pair.lo : out->pair.lo;
        out->pair.hi = one->pair.hi < out->pair.hi ? one->pair.hi : out->pair.hi;
    }
    for (size_t i = 0; i < ask->count; i++) {
        ask->sides[i].kept =
            opn_merge_meet(job, ask->type, out, &ask->sides[i].value, &ignored);
    }
    return true;
}

bool opn_merge_resolve(opn_merge_job *job, opn_merge_ask *ask, opn_merge_value *out)
{
    switch (job->out->policy) {
    case OPENNESS_MERGE_NEWEST:
    case OPENNESS_MERGE_SPECIFIC:
        return resolve_by_rank(job, ask, out);
    case OPENNESS_MERGE_RESTRICTIVE:
        if (ask->type == OPN_MERGE_LADDER) {
            return least_level(job, ask, out);
        }
        return ask->type == OPN_MERGE_LICENSE && least_license(job, ask, out);
    default:
        return false;
    }
}
