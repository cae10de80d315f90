/*
 * analyze_diff.c: in what two reports differ, and why.
 *
 * A result rests on three things: a record with the data it is read by, a day,
 * and a rubric. Takes two reports, evaluates all eight ways to mix the three, and
 * calls something a cause where exchanging it alone changes the level in at
 * least one of the mixes. What differs always has a cause so, and it can have
 * several. Where the record is one, the values behind the facts tell whether the
 * record itself differs or a license is read otherwise.
 *
 * Must not know why a rubric or a license was changed.
 */
#include "analyze.h"
#include "analyze_diff.h"

typedef struct {
    opn_diff *diff;
    opn_arena *arena;
    opn_diff_fact *facts; /* by fact; looked into once */
    bool *known;
    opn_moments moments; /* of the second record */
} context;

/* --- the eight mixes -------------------------------------------------------------------------
 */

static int evaluate_corners(const context *c)
{
    opn_diff *diff = c->diff;
    int status = OPENNESS_OK;

    diff->corners = opn_arena_alloc(c->arena, OPN_CORNERS, sizeof *diff->corners);
    if (diff->corners == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < OPN_CORNERS && status == OPENNESS_OK; i++) {
        opn_corner *corner = &diff->corners[i];
        const char *day = diff->sides[(i & OPN_SWAP_DAY) != 0]->as_of;

        corner->release = diff->sides[(i & OPN_SWAP_RECORD) != 0]->release;
        corner->rubric = diff->sides[(i & OPN_SWAP_RUBRIC) != 0]->rubric;
        status = opn_outcome_find(&corner->outcome, corner->release, corner->rubric,
                                  diff->sides[0]->mode, day[0] == '\0' ? NULL : day, c->arena);
    }
    return status;
}

/* Which of two mixes come to the same in some respect; key says in which. */
typedef bool (*same_function)(const opn_corner *a, const opn_corner *b, const void *key);

/* What changes it when it alone is exchanged: OPN_SWAP_*. */
static unsigned swaps_of(const opn_diff *diff, same_function same, const void *key)
{
    unsigned swaps = 0;

    for (unsigned swap = 1; swap < OPN_CORNERS; swap *= 2) {
        for (unsigned i = 0; i < OPN_CORNERS; i++) {
            if ((i & swap) == 0 && !same(&diff->corners[i], &diff->corners[i | swap], key)) {
                swaps |= swap;
            }
        }
    }
    return swaps;
}

static bool same_pair(opn_pair a, opn_pair b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

/* Levels of two versions of a rubric are the same where their ids are. */
static bool same_end(const opn_corner *a, size_t one, int16_t level, const opn_corner *b,
                     size_t other, int16_t its)
{
    const opn_rubric *ra = a->rubric;
    const opn_rubric *rb = b->rubric;

    if (level < 0 || its < 0) {
        return level < 0 && its < 0;
    }
    return opn_streq(ra->levels[ra->nodes[one].first_level + (size_t)level].id,
                     rb->levels[rb->nodes[other].first_level + (size_t)its].id);
}

static bool same_level(const opn_corner *a, size_t one, const opn_corner *b, size_t other)
{
    opn_pair left;
    opn_pair right;

    if (one == SIZE_MAX || other == SIZE_MAX) {
        return one == other;
    }
    left = a->outcome.values[one].level;
    right = b->outcome.values[other].level;
    return same_end(a, one, left.lo, b, other, right.lo) &&
           same_end(a, one, left.hi, b, other, right.hi);
}

static size_t criterion_of(const opn_rubric *rubric, const char *id)
{
    size_t node = opn_rubric_node_find(rubric, id);

    return node < rubric->criterion_count ? node : SIZE_MAX;
}

static bool same_criterion(const opn_corner *a, const opn_corner *b, const void *key)
{
    return same_level(a, criterion_of(a->rubric, key), b, criterion_of(b->rubric, key));
}

static bool same_verdict(const opn_corner *a, const opn_corner *b, const void *key)
{
    (void)key;
    return a->outcome.applies == b->outcome.applies &&
           same_level(a, a->rubric->result_level, b, b->rubric->result_level);
}

static bool same_bound(const opn_corner *a, const opn_value *one, const opn_corner *b,
                       const opn_value *other, bool upper)
{
    opn_rational left = {a->rubric->nodes[a->rubric->result_score].scale, 1};
    opn_rational right = {b->rubric->nodes[b->rubric->result_score].scale, 1};

    left = opn_rational_mul(left, upper ? one->upper : one->lower);
    right = opn_rational_mul(right, upper ? other->upper : other->lower);
    return opn_rational_compare(left, right) == 0;
}

static bool same_score(const opn_corner *a, const opn_corner *b, const void *key)
{
    size_t one = a->rubric->result_score;
    size_t other = b->rubric->result_score;
    const opn_value *left;
    const opn_value *right;

    (void)key;
    if (one == SIZE_MAX || other == SIZE_MAX) {
        return one == other;
    }
    left = &a->outcome.values[one];
    right = &b->outcome.values[other];
    if (!left->score_known || !right->score_known) {
        return left->score_known == right->score_known;
    }
    return same_bound(a, left, b, right, false) && same_bound(a, left, b, right, true);
}

static bool same_fact(const opn_corner *a, const opn_corner *b, const void *key)
{
    size_t fact = *(const size_t *)key;

    return same_pair(a->outcome.facts[fact], b->outcome.facts[fact]);
}

/* --- from swaps to causes --------------------------------------------------------------------
 */

/* The facts that a criterion tests, in either rubric. */
static void mark_tested(const opn_rubric *rubric, size_t criterion, bool *tested)
{
    const opn_rubric_node *node;

    if (criterion == SIZE_MAX) {
        return;
    }
    node = &rubric->nodes[criterion];
    for (size_t k = 0; k < node->level_count; k++) {
        const opn_level *level = &rubric->levels[node->first_level + k];
        size_t count = level->op_count == OPN_NO_PREDICATE ? 0 : level->op_count;

        for (size_t i = 0; i < count; i++) {
            const opn_op *op = &rubric->ops[level->first_op + i];

            if ((op->code & OPN_GATE) == 0) {
                tested[op->code] = true;
            }
        }
    }
}

/* The values behind a fact, looked up once; NULL without memory. */
static opn_diff_fact *look_into(context *c, size_t fact)
{
    opn_diff_fact *out = &c->facts[fact];

    if (!c->known[fact]) {
        c->known[fact] = true;
        out->fact = fact;
        out->before = c->diff->sides[0]->facts[fact];
        out->after = c->diff->sides[1]->facts[fact];
        if (opn_diff_find_values(c->diff, fact, out, c->arena) != OPENNESS_OK) {
            return NULL;
        }
    }
    return out;
}

/* What the record and its data contribute: the values behind those facts that
 * move with it. */
static int find_record_causes(context *c, const bool *tested, unsigned *causes)
{
    for (size_t f = 0; f < c->diff->vocabulary->fact_count; f++) {
        const opn_diff_fact *fact;

        if (!tested[f] || (swaps_of(c->diff, same_fact, &f) & OPN_SWAP_RECORD) == 0) {
            continue;
        }
        fact = look_into(c, f);
        if (fact == NULL) {
            return OPENNESS_E_NOMEM;
        }
        *causes |= fact->causes & (unsigned)(OPN_CAUSE_EVIDENCE | OPN_CAUSE_LICENSE_DATA);
    }
    return OPENNESS_OK;
}

/* Between two releases there is no "same record on another day". A record that
 * moves a level through no fact does so through a judgment recorded in it. */
static int find_causes(context *c, unsigned swaps, const bool *tested, bool judged,
                       unsigned *causes)
{
    int status = OPENNESS_OK;

    *causes = (swaps & OPN_SWAP_RUBRIC) != 0 ? OPN_CAUSE_RULER : 0;
    if (!c->diff->same_release) {
        *causes |= (swaps & (OPN_SWAP_RECORD | OPN_SWAP_DAY)) != 0 ? OPN_CAUSE_EVIDENCE : 0;
        return status;
    }
    *causes |= (swaps & OPN_SWAP_DAY) != 0 ? OPN_CAUSE_DATE : 0;
    if ((swaps & OPN_SWAP_RECORD) != 0) {
        unsigned found = judged ? OPN_CAUSE_EVIDENCE : 0;

        status = find_record_causes(c, tested, &found);
        *causes |= found == 0 ? OPN_CAUSE_EVIDENCE : found;
    }
    return status;
}

static bool same_judgment(const opn_corner *a, const opn_corner *b, const void *key)
{
    size_t one = criterion_of(a->rubric, key);
    size_t other = criterion_of(b->rubric, key);

    return a->rubric != b->rubric || one == SIZE_MAX || other == SIZE_MAX ||
           same_pair(a->outcome.assessed[one], b->outcome.assessed[other]);
}

/* --- what happened between -------------------------------------------------------------------
 */

static bool names(const opn_license_value *values, size_t count, size_t license)
{
    for (size_t k = 0; k < count; k++) {
        for (size_t i = 0; i < values[k].expression.count; i++) {
            const opn_expr_op *op = &values[k].expression.ops[i];

            if (op->kind == OPN_EXPR_LICENSE && op->license == license) {
                return true;
            }
        }
    }
    return false;
}

/* Whether a license binds an artifact of the second record on either day. */
static bool binds(const opn_diff *diff, size_t slot, size_t license)
{
    for (size_t day = 0; day <= OPN_SWAP_DAY; day += OPN_SWAP_DAY) {
        const opn_resolved *resolved = &diff->corners[OPN_SWAP_RECORD + day].outcome.resolved;

        for (size_t i = 0; i < resolved->artifact_count; i++) {
            const opn_resolved_artifact *entry = &resolved->artifacts[i];

            if (entry->artifact->slot == slot &&
                names(entry->licenses, entry->license_count, license)) {
                return true;
            }
        }
        if (slot == opn_table_find(&diff->vocabulary->slot_table, "weights") &&
            names(resolved->inherited, resolved->inherited_count, license)) {
            return true;
        }
    }
    return false;
}

/* Whether a moment can have moved a fact. */
static bool concerns(const opn_diff *diff, size_t f, const opn_moment *moment)
{
    const opn_fact *fact = &diff->vocabulary->facts[f];
    unsigned members = opn_diff_members(fact);

    for (size_t i = 0; i < fact->slot_count; i++) {
        if (moment->kind == OPN_MOMENT_RELEASE ||
            (moment->slot == fact->slots[i] && (members & moment->sets) != 0)) {
            return true;
        }
        if (moment->kind == OPN_MOMENT_LICENSE && (members & OPN_SETS_LICENSE) != 0 &&
            binds(diff, fact->slots[i], moment->license)) {
            return true;
        }
    }
    return false;
}

/* After the earlier and not after the later of the two days; "" is the latest. */
static bool lies_between(const opn_diff *diff, const opn_moment *moment)
{
    const char *a = diff->sides[0]->as_of;
    const char *b = diff->sides[1]->as_of;
    bool by_a = a[0] == '\0' || strcmp(moment->day, a) <= 0;
    bool by_b = b[0] == '\0' || strcmp(moment->day, b) <= 0;

    return by_a != by_b;
}

/* Where both ends of a partial date lie between, the second says it all. */
static void add_moment(const opn_moment **found, size_t *count, const opn_moment *moment)
{
    size_t at = *count;

    for (size_t i = 0; i < *count; i++) {
        if (moment->phase == OPN_MOMENT_BY && found[i]->phase == OPN_MOMENT_FROM &&
            found[i]->date == moment->date) {
            at = i;
        }
    }
    found[at] = moment;
    *count += at == *count ? 1 : 0;
}

static int find_moments(context *c, const char *criterion, const bool *moved,
                        opn_diff_criterion *out)
{
    const opn_moment **found = opn_arena_alloc(c->arena, c->moments.count, sizeof *found);
    size_t facts = c->diff->vocabulary->fact_count;
    bool *read = opn_arena_alloc(c->arena, facts, sizeof *read);

    if (found == NULL || read == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t f = 0; f < facts; f++) {
        if (moved[f]) {
            opn_diff_reads(c->diff->vocabulary, f, read);
        }
    }
    for (size_t i = 0; i < c->moments.count; i++) {
        const opn_moment *moment = &c->moments.items[i];
        bool concerned =
            moment->kind == OPN_MOMENT_ASSESSMENT && opn_streq(moment->subject, criterion);

        for (size_t f = 0; f < facts && !concerned; f++) {
            concerned = read[f] && concerns(c->diff, f, moment);
        }
        if (concerned && lies_between(c->diff, moment)) {
            add_moment(found, &out->moment_count, moment);
        }
    }
    out->moments = found;
    return OPENNESS_OK;
}

/* --- one criterion ---------------------------------------------------------------------------
 */

static int find_facts(context *c, const bool *tested, opn_diff_criterion *out)
{
    size_t facts = c->diff->vocabulary->fact_count;
    opn_diff_fact *found = opn_arena_alloc(c->arena, facts, sizeof *found);

    if (found == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t f = 0; f < facts; f++) {
        const opn_diff_fact *fact;

        if (!tested[f] || same_pair(c->diff->sides[0]->facts[f], c->diff->sides[1]->facts[f])) {
            continue;
        }
        fact = look_into(c, f);
        if (fact == NULL) {
            return OPENNESS_E_NOMEM;
        }
        found[out->fact_count] = *fact;
        out->fact_count++;
    }
    out->facts = found;
    return OPENNESS_OK;
}

static int find_criterion(context *c, const char *id, opn_diff_criterion *out)
{
    const opn_diff *diff = c->diff;
    size_t facts = diff->vocabulary->fact_count;
    bool *tested = opn_arena_alloc(c->arena, facts, sizeof *tested);
    bool judged;
    int status;

    if (tested == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t side = 0; side < 2; side++) {
        out->nodes[side] = criterion_of(diff->sides[side]->rubric, id);
        mark_tested(diff->sides[side]->rubric, out->nodes[side], tested);
    }
    judged = (swaps_of(diff, same_judgment, id) & OPN_SWAP_RECORD) != 0;
    status = find_causes(c, swaps_of(diff, same_criterion, id), tested,
                         judged && diff->sides[0]->mode != OPENNESS_MODE_RECORD, &out->causes);
    if (status == OPENNESS_OK) {
        status = find_facts(c, tested, out);
    }
    if (status == OPENNESS_OK && (out->causes & OPN_CAUSE_DATE) != 0) {
        for (size_t f = 0; f < facts; f++) {
            tested[f] = tested[f] && (swaps_of(diff, same_fact, &f) & OPN_SWAP_DAY) != 0;
        }
        status = find_moments(c, id, tested, out);
    }
    return status;
}

/* In the order of the second rubric, then what only the first has. */
static int find_criteria(context *c)
{
    opn_diff *diff = c->diff;
    size_t most = diff->sides[0]->criterion_count + diff->sides[1]->criterion_count;
    opn_diff_criterion *found = opn_arena_alloc(c->arena, most, sizeof *found);

    if (found == NULL) {
        return OPENNESS_E_NOMEM;
    }
    diff->criteria = found;
    for (size_t i = 0; i < most; i++) {
        size_t side = i < diff->sides[1]->criterion_count ? 1 : 0;
        size_t node = side == 1 ? i : i - diff->sides[1]->criterion_count;
        const char *id = diff->sides[side]->rubric->nodes[node].id;
        int status;

        if (side == 0 && criterion_of(diff->sides[1]->rubric, id) != SIZE_MAX) {
            continue;
        }
        if (same_criterion(&diff->corners[0], &diff->corners[OPN_CORNERS - 1], id)) {
            diff->unchanged++;
            continue;
        }
        status = find_criterion(c, id, &found[diff->count]);
        if (status != OPENNESS_OK) {
            return status;
        }
        diff->causes |= found[diff->count].causes;
        diff->count++;
    }
    return OPENNESS_OK;
}

/* --- the whole -------------------------------------------------------------------------------
 */

/* The combination reads all criteria, so that every fact of a rubric counts. */
static int find_headline(context *c)
{
    opn_diff *diff = c->diff;
    const opn_corner *first = &diff->corners[0];
    const opn_corner *last = &diff->corners[OPN_CORNERS - 1];
    bool *tested = opn_arena_alloc(c->arena, diff->vocabulary->fact_count, sizeof *tested);
    unsigned swaps = 0;
    bool judged = false;
    int status;

    diff->level_changed = !same_verdict(first, last, NULL);
    diff->score_changed = !same_score(first, last, NULL);
    if (tested == NULL) {
        return OPENNESS_E_NOMEM;
    }
    swaps |= diff->level_changed ? swaps_of(diff, same_verdict, NULL) : 0;
    swaps |= diff->score_changed ? swaps_of(diff, same_score, NULL) : 0;
    for (size_t side = 0; side < 2; side++) {
        const opn_rubric *rubric = diff->sides[side]->rubric;

        opn_rubric_reads(rubric, tested);
        for (size_t i = 0; i < rubric->criterion_count; i++) {
            judged = judged ||
                     (swaps_of(diff, same_judgment, rubric->nodes[i].id) & OPN_SWAP_RECORD) != 0;
        }
    }
    status = find_causes(c, swaps, tested, judged && diff->sides[0]->mode != OPENNESS_MODE_RECORD,
                         &diff->headline_causes);
    diff->causes |= diff->headline_causes;
    return status;
}

static int find_all(context *c)
{
    const opn_diff *diff = c->diff;
    const openness_report *b = diff->sides[1];
    size_t facts = diff->vocabulary->fact_count;
    int status;

    c->facts = opn_arena_alloc(c->arena, facts, sizeof *c->facts);
    c->known = opn_arena_alloc(c->arena, facts, sizeof *c->known);
    if (c->facts == NULL || c->known == NULL) {
        return OPENNESS_E_NOMEM;
    }
    status = opn_moments_find(&c->moments, b->release,
                              b->mode == OPENNESS_MODE_RECORD ? "" : b->rubric->id,
                              b->rubric->version, c->arena);
    if (status == OPENNESS_OK) {
        status = evaluate_corners(c);
    }
    if (status == OPENNESS_OK) {
        status = find_criteria(c);
    }
    return status == OPENNESS_OK ? find_headline(c) : status;
}

static void relate(opn_diff *diff)
{
    const openness_report *a = diff->sides[0];
    const openness_report *b = diff->sides[1];

    diff->vocabulary = &a->database->vocabulary;
    diff->same_release = opn_streq(a->release->id, b->release->id);
    diff->same_day = opn_streq(a->as_of, b->as_of);
    diff->same_rubric =
        opn_streq(a->rubric->id, b->rubric->id) && a->rubric->version == b->rubric->version;
    diff->same_data = opn_streq(a->database->digest, b->database->digest);
}

/* Why the two cannot be compared, or NULL. */
static const char *mismatch(const openness_report *a, const openness_report *b)
{
    if (a == NULL || b == NULL) {
        return "both reports must not be NULL";
    }
    if (a->release == NULL || b->release == NULL) {
        return "a report from a vector has no facts to compare";
    }
    if (a->mode != b->mode) {
        return "the reports are of different modes";
    }
    return a->database->vocabulary.fact_count != b->database->vocabulary.fact_count
               ? "the reports are of different vocabularies"
               : NULL;
}

int openness_analyze_diff(const openness_report *a, const openness_report *b, int format,
                          int width, openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_diff diff = {.sides = {a, b}};
    context c = {.diff = &diff, .arena = &arena};
    opn_buf buf = {0};
    int status = opn_analysis_begin(out, format, width, err);
    const char *fault;

    if (status != OPENNESS_OK) {
        return status;
    }
    fault = mismatch(a, b);
    if (fault != NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "%s", fault);
    }
    relate(&diff);
    status = find_all(&c);
    if (status == OPENNESS_OK) {
        opn_render_report_diff(&buf, &diff, format, width);
        status = opn_buf_finish(&buf, out);
    }
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    return opn_error_set(err, status, NULL);
}
