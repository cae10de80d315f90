/*
 * analyze_lineage.c: where each restriction on the weights of a release enters.
 *
 * Takes a release and a day. The walk over its bases is resolve.c's; here its
 * mentions become a tree, and the terms of each, joined nearest first to those
 * before, become levels before and after. Who lowers a level is asked for his
 * reasons (readings.h).
 *
 * Terms bind whether or not the weights can be had: obtaining them is no part
 * of this. Must not know any term, nor what a level is worth.
 */
#include "analyze.h"
#include "analyze_lineage.h"

static const char *const ladder_ids[OPN_ANCESTRY_LADDERS] = {"use",  "share",    "modify",
                                                             "tier", "spectrum", "territory"};

static opn_pair least(opn_pair a, opn_pair b)
{
    return (opn_pair){a.lo < b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi};
}

/* --- its own ---------------------------------------------------------------------------------
 */

static bool is_weights(const opn_ancestry *a, size_t entry)
{
    const opn_vocabulary *vocabulary = &a->release->database->vocabulary;

    return a->resolved.artifacts[entry].artifact->slot ==
           opn_table_find(&vocabulary->slot_table, "weights");
}

static bool is_recorded(const opn_ancestry *a)
{
    for (size_t i = 0; i < a->resolved.artifact_count; i++) {
        if (is_weights(a, i)) {
            return true;
        }
    }
    return false;
}

const opn_license_value *opn_ancestry_own(const opn_ancestry *ancestry, size_t entry,
                                          size_t *count)
{
    const opn_resolved *resolved = &ancestry->resolved;
    const opn_resolved_artifact *at = NULL;

    if (entry < resolved->artifact_count) {
        at = is_weights(ancestry, entry) ? &resolved->artifacts[entry] : NULL;
    } else if (!is_recorded(ancestry)) {
        at = &resolved->absent_weights;
    }
    *count = at == NULL || !at->applies ? 0 : at->license_count - resolved->inherited_count;
    return *count == 0 ? NULL : at->licenses;
}

/* The level of some licenses that all bind, alternatives in runs. */
static opn_pair level_of(const opn_ancestry *a, const opn_license_value *licenses, size_t count,
                         size_t ladder)
{
    opn_resolved_artifact state = {.applies = true, .licenses = licenses, .license_count = count};

    return opn_resolved_license(&a->resolved, &state, a->ladders[ladder]);
}

/* Parts of one whole: the least of the entries counts. */
static void find_own(opn_ancestry *a)
{
    for (size_t l = 0; l < OPN_ANCESTRY_LADDERS; l++) {
        a->own[l] = (opn_pair){INT16_MAX, INT16_MAX};
    }
    for (size_t i = 0; i <= a->resolved.artifact_count; i++) {
        size_t count;
        const opn_license_value *licenses = opn_ancestry_own(a, i, &count);

        for (size_t l = 0; licenses != NULL && l < OPN_ANCESTRY_LADDERS; l++) {
            a->own[l] = least(a->own[l], level_of(a, licenses, count, l));
            a->applies = true;
        }
    }
}

/* A lineage without any license has no list to point into. */
const opn_license_value *opn_ancestry_terms(const opn_ancestry *ancestry, size_t mention)
{
    const opn_met_base *base = &ancestry->met.items[mention];

    return base->license_count == 0 ? NULL : ancestry->resolved.inherited + base->first_license;
}

/* --- the tree --------------------------------------------------------------------------------
 */

/* Mentions stand generation by generation, those of one record together. The
 * tree has each behind the one that led to it; a stack holds what is still to
 * be listed, so that no depth of the lineage is a depth of calls. */
static int grow_tree(opn_ancestry *a, opn_arena *arena)
{
    size_t count = a->met.count;
    opn_ancestry_line *stack = opn_arena_alloc(arena, count, sizeof *stack);
    size_t *first = opn_arena_alloc(arena, count + 1, sizeof *first); /* by mention + 1 */
    size_t *children = opn_arena_alloc(arena, count + 1, sizeof *children);
    size_t depth = 0;
    size_t used = 0;

    a->tree = opn_arena_alloc(arena, count, sizeof *a->tree);
    if (stack == NULL || first == NULL || children == NULL || a->tree == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t m = count; m-- > 0;) {
        size_t of = a->met.items[m].of == OPN_NONE ? 0 : a->met.items[m].of + 1;

        first[of] = m;
        children[of]++;
    }
    for (size_t k = children[0]; k-- > 0;) {
        stack[depth++] = (opn_ancestry_line){first[0] + k, 1};
    }
    while (depth > 0) {
        opn_ancestry_line line = stack[--depth];

        a->tree[used++] = line;
        for (size_t k = children[line.mention + 1]; k-- > 0;) {
            stack[depth++] =
                (opn_ancestry_line){first[line.mention + 1] + k, line.generation + 1};
        }
    }
    return OPENNESS_OK;
}

/* --- what each base lowers -------------------------------------------------------------------
 */

static opn_ancestry_cause *add_cause(opn_ancestry *a, opn_arena *arena)
{
    if (a->cause_count == a->cause_capacity) {
        size_t capacity = a->cause_capacity == 0 ? 16 : a->cause_capacity * 2;
        opn_ancestry_cause *causes = opn_arena_alloc(arena, capacity, sizeof *causes);

        if (causes == NULL) {
            return NULL;
        }
        if (a->cause_count > 0) {
            memcpy(causes, a->causes, a->cause_count * sizeof *causes);
        }
        a->causes = causes;
        a->cause_capacity = capacity;
    }
    return &a->causes[a->cause_count];
}

/* A license is described once, however many ladders it lowers. */
static int describe(opn_ancestry *a, opn_ancestry_cause *cause, opn_arena *arena)
{
    for (size_t i = a->cause_count; i-- > 0 && cause->description == NULL;) {
        if (a->causes[i].license == cause->license) {
            cause->description = a->causes[i].description;
        }
    }
    if (cause->description != NULL) {
        return OPENNESS_OK;
    }
    cause->description = opn_arena_alloc(arena, 1, sizeof *cause->description);
    if (cause->description == NULL) {
        return OPENNESS_E_NOMEM;
    }
    /* It was read before: only memory can be lacking. */
    return opn_description_make(cause->description, a->release->database, cause->license->text,
                                a->as_of, NULL) == OPENNESS_OK
               ? OPENNESS_OK
               : OPENNESS_E_NOMEM;
}

/* Of the reasons, those that keep the license down: an authority's placing is
 * one as much as a term that the next level asks more of. */
static int find_reasons(const opn_ancestry *a, opn_ancestry_cause *cause, opn_arena *arena)
{
    opn_reading *reading = &cause->reading;
    opn_license_reason *kept;
    size_t count;
    int status = opn_reading_make(reading, a->release->database, &cause->description->expr,
                                  a->as_of, a->ladders[cause->ladder], arena);

    if (status != OPENNESS_OK) {
        return status;
    }
    kept = opn_arena_alloc(arena, reading->reason_count, sizeof *kept);
    if (kept == NULL) {
        return OPENNESS_E_NOMEM;
    }
    count = reading->reason_count;
    reading->reason_count = 0;
    for (size_t i = 0; i < count; i++) {
        if (reading->reasons[i].met != OPN_TRUE ||
            reading->reasons[i].kind == OPN_REASON_ASSIGNED) {
            kept[reading->reason_count++] = reading->reasons[i];
        }
    }
    reading->reasons = kept;
    return OPENNESS_OK;
}

/* Which of some licenses are lower than what was left. */
static int find_causes(opn_ancestry *a, size_t mention, size_t ladder,
                       const opn_license_value *licenses, size_t count, opn_pair before,
                       opn_arena *arena)
{
    for (size_t i = 0; i < count; i++) {
        const opn_license_value *license = &licenses[i];
        opn_license_value alone = *license;
        opn_pair level;
        opn_ancestry_cause *cause = add_cause(a, arena);
        int status = OPENNESS_OK;

        if (cause == NULL) {
            return OPENNESS_E_NOMEM;
        }
        alone.alternative = false;
        level = level_of(a, &alone, 1, ladder);
        if (level.lo >= before.lo && level.hi >= before.hi) {
            continue;
        }
        *cause = (opn_ancestry_cause){mention, ladder, license, NULL, {0}};
        if (license->kind == OPN_LICENSE_EXPRESSION) {
            status = describe(a, cause, arena);
            a->cause_count++; /* from here on it is freed with the others */
            status = status == OPENNESS_OK ? find_reasons(a, cause, arena) : status;
        } else {
            a->cause_count++;
        }
        if (status != OPENNESS_OK) {
            return status;
        }
    }
    return OPENNESS_OK;
}

/* Its own licenses come before all bases: what they take is taken from the top. */
static int find_limits(opn_ancestry *a, opn_arena *arena)
{
    const opn_license_vocabulary *vocabulary = &a->release->database->license_vocabulary;
    int status = OPENNESS_OK;

    for (size_t l = 0; l < OPN_ANCESTRY_LADDERS; l++) {
        int16_t top = (int16_t)(vocabulary->ladders[a->ladders[l]].level_count - 1);

        for (size_t i = 0; i <= a->resolved.artifact_count && status == OPENNESS_OK; i++) {
            size_t count;
            const opn_license_value *licenses = opn_ancestry_own(a, i, &count);

            status = find_causes(a, OPN_NONE, l, licenses, count, (opn_pair){top, top}, arena);
        }
    }
    return status;
}

/* Nearest first: what a base takes away is what was left until then. */
static int find_steps(opn_ancestry *a, opn_arena *arena)
{
    int status = OPENNESS_OK;

    a->steps = opn_arena_alloc(arena, a->met.count * OPN_ANCESTRY_LADDERS, sizeof *a->steps);
    if (a->steps == NULL) {
        return OPENNESS_E_NOMEM;
    }
    memcpy(a->effective, a->own, sizeof a->own);
    status = find_limits(a, arena);
    for (size_t m = 0; a->applies && m < a->met.count; m++) {
        const opn_met_base *base = &a->met.items[m];

        const opn_license_value *licenses = opn_ancestry_terms(a, m);

        for (size_t l = 0; l < OPN_ANCESTRY_LADDERS && status == OPENNESS_OK; l++) {
            opn_ancestry_step *step = &a->steps[m * OPN_ANCESTRY_LADDERS + l];

            step->before = a->effective[l];
            step->after = step->before;
            if (base->license_count == 0) {
                continue;
            }
            step->terms = level_of(a, licenses, base->license_count, l);
            step->after = least(step->before, step->terms);
            a->effective[l] = step->after;
            if (step->after.lo != step->before.lo || step->after.hi != step->before.hi) {
                status = find_causes(a, m, l, licenses, base->license_count, step->before, arena);
            }
        }
    }
    return status;
}

/* --- the call --------------------------------------------------------------------------------
 */

static void count_ways(opn_ancestry *a)
{
    for (size_t m = 0; m < a->met.count; m++) {
        const opn_met_base *base = &a->met.items[m];
        bool unknown = false;

        for (size_t i = 0; i < base->license_count; i++) {
            unknown = unknown || opn_ancestry_terms(a, m)[i].kind == OPN_LICENSE_UNKNOWN;
        }
        a->ways[base->way]++;
        a->unknown_count += unknown && base->way != OPN_MET_BEYOND ? 1 : 0;
    }
}

int opn_ancestry_make(opn_ancestry *out, const openness_release *release, const char *as_of,
                      opn_arena *arena)
{
    const opn_license_vocabulary *vocabulary = &release->database->license_vocabulary;
    int status;

    *out = (opn_ancestry){.release = release, .as_of = as_of};
    for (size_t l = 0; l < OPN_ANCESTRY_LADDERS; l++) {
        out->ladders[l] = opn_table_find(&vocabulary->ladder_table, ladder_ids[l]);
        if (out->ladders[l] == OPN_TABLE_NONE) {
            return OPENNESS_E_INTERNAL;
        }
    }
    status = opn_resolve_bases(&out->resolved, &out->met, release, as_of, arena);
    if (status != OPENNESS_OK) {
        return status;
    }
    count_ways(out);
    find_own(out);
    status = grow_tree(out, arena);
    return status == OPENNESS_OK ? find_steps(out, arena) : status;
}

/* A description that several causes share is freed with the first of them. */
void opn_ancestry_free(opn_ancestry *ancestry)
{
    for (size_t i = 0; i < ancestry->cause_count; i++) {
        if (ancestry->causes[i].description != NULL) {
            opn_description_free(ancestry->causes[i].description);
        }
    }
}

int openness_analyze_lineage(const openness_release *release, const char *as_of, int format,
                             int width, openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_ancestry ancestry = {0};
    opn_buf buf = {0};
    int status = opn_analysis_begin_release(out, release, as_of, format, width, err);

    if (status == OPENNESS_OK) {
        status = opn_ancestry_make(&ancestry, release, as_of, &arena);
        if (status == OPENNESS_OK) {
            opn_render_lineage(&buf, &ancestry, format, width);
            status = opn_buf_finish(&buf, out);
        }
        status = opn_error_set(err, status, NULL);
    }
    opn_buf_free(&buf);
    opn_ancestry_free(&ancestry);
    opn_arena_free(&arena);
    return status;
}
