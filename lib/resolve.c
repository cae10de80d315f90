/*
 * resolve.c: the state of a release on one day, under the terms of its bases.
 *
 * Takes a record and a day, gives one state per artifact entry: events up to
 * the day are applied, what a partial date leaves open becomes a range, and
 * weights that derive from others carry the licenses of all their bases.
 *
 * Must not know facts or rubrics, nor how a license is read on a ladder.
 */
#include "resolve.h"

typedef enum { COUNTS, MAY_COUNT, DOES_NOT_COUNT } timing;

typedef struct {
    opn_license_value *items;
    const char **from; /* the base of each, "" for its own */
    size_t count;
    size_t capacity;
} license_list;

typedef struct {
    const opn_vocabulary *vocabulary;
    const openness_database *database;
    const char *as_of;
    opn_arena *arena;
    bool out_of_memory;
    const char *base;   /* whose licenses are being added, "" for none */
    const char **queue; /* the release itself, then its bases, nearest first */
    size_t queue_count;
    size_t queue_capacity;
    opn_met_bases *met; /* NULL unless the caller wants to see the walk */
    size_t *queue_met;  /* by place in the queue: the mention that put it there */
} context;

/* Whether something dated has happened by the evening of a day. Inside the
 * month or year of a partial date nobody can say. */
static timing when(const char *date, const char *as_of)
{
    size_t size = strlen(date);

    if (as_of == NULL) {
        return COUNTS;
    }
    if (size < strlen(as_of) && strncmp(date, as_of, size) == 0) {
        return MAY_COUNT;
    }
    return strcmp(date, as_of) <= 0 ? COUNTS : DOES_NOT_COUNT;
}

/* Either of two states. */
static opn_pair hull(opn_pair a, opn_pair b)
{
    return (opn_pair){a.lo < b.lo ? a.lo : b.lo, a.hi > b.hi ? a.hi : b.hi};
}

/* Both of two duties: lane by lane the lesser. */
static opn_pair least(opn_pair a, opn_pair b)
{
    return (opn_pair){a.lo < b.lo ? a.lo : b.lo, a.hi < b.hi ? a.hi : b.hi};
}

/* Doubling in an arena leaves the old array behind; lists are short. */
static void push(context *c, license_list *list, const opn_license_value *value)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 2 : list->capacity * 2;
        opn_license_value *items = opn_arena_alloc(c->arena, capacity, sizeof *items);
        const char **from = opn_arena_alloc(c->arena, capacity, sizeof *from);

        if (items == NULL || from == NULL) {
            c->out_of_memory = true;
            return;
        }
        if (list->count > 0) {
            memcpy(items, list->items, list->count * sizeof *items);
            memcpy(from, list->from, list->count * sizeof *from);
        }
        list->items = items;
        list->from = from;
        list->capacity = capacity;
    }
    list->items[list->count] = *value;
    list->from[list->count] = c->base;
    list->count++;
}

/* What the record or a day leaves open is a run of alternatives. */
static void push_run(context *c, license_list *list, const opn_license_value *value,
                     bool alternative)
{
    size_t count;
    const opn_license_value *run = opn_license_run(value, &count);

    for (size_t i = 0; i < count; i++) {
        opn_license_value one = run[i];

        one.alternative = one.alternative || alternative;
        push(c, list, &one);
    }
}

/* The license of a base's record outlives that record. */
static void push_copy(context *c, license_list *list, const opn_license_value *value)
{
    opn_license_value copy = *value;
    size_t count = value->expression.count;
    opn_expr_op *ops = opn_arena_alloc(c->arena, count, sizeof *ops);

    copy.text = opn_arena_string(c->arena, value->text);
    copy.expression.text = opn_arena_string(c->arena, value->expression.text);
    if (ops == NULL || copy.text == NULL ||
        (copy.expression.text == NULL && value->expression.text != NULL)) {
        c->out_of_memory = true;
        return;
    }
    if (count > 0) {
        memcpy(ops, value->expression.ops, count * sizeof *ops);
    }
    copy.expression.ops = ops;
    push(c, list, &copy);
}

/* Terms that bind without being known: everything is possible. */
static void push_unknown(context *c, license_list *list)
{
    const opn_license_value unknown = {.kind = OPN_LICENSE_UNKNOWN, .text = ""};

    push(c, list, &unknown);
}

static void push_all(context *c, license_list *list, const license_list *more)
{
    for (size_t i = 0; i < more->count; i++) {
        push(c, list, &more->items[i]);
    }
}

/* Only what an event names is replaced. */
static void apply(opn_resolved_artifact *out, opn_license_value *license, const opn_state *state)
{
    if ((state->sets & OPN_SETS_ACCESS) != 0) {
        out->access = state->access;
    }
    if ((state->sets & OPN_SETS_EXTENT) != 0) {
        out->extent = state->extent;
    }
    if ((state->sets & OPN_SETS_LICENSE) != 0) {
        *license = state->license;
    }
}

/* What happened for certain comes first, since an event of an uncertain day may
 * lie before or after it: both states stay possible. */
static void apply_events(context *c, const opn_artifact *artifact, opn_resolved_artifact *out,
                         license_list *licenses)
{
    opn_license_value license = artifact->state.license;

    for (size_t i = 0; i < artifact->event_count; i++) {
        timing timing_of = when(artifact->events[i].date, c->as_of);

        if (timing_of == COUNTS) {
            apply(out, &license, &artifact->events[i].state);
        }
        if (timing_of != DOES_NOT_COUNT) {
            out->event = &artifact->events[i];
        }
    }
    push_run(c, licenses, &license, false);
    for (size_t i = 0; i < artifact->event_count; i++) {
        const opn_state *state = &artifact->events[i].state;

        if (when(artifact->events[i].date, c->as_of) != MAY_COUNT) {
            continue;
        }
        if ((state->sets & OPN_SETS_ACCESS) != 0) {
            out->access = hull(out->access, state->access);
        }
        if ((state->sets & OPN_SETS_EXTENT) != 0) {
            out->extent = hull(out->extent, state->extent);
        }
        if ((state->sets & OPN_SETS_LICENSE) != 0) {
            push_run(c, licenses, &state->license, true);
        }
    }
}

/* Nothing of a release exists for others before its day; what was announced
 * and never released counts as announced at most. */
static void apply_release_date(context *c, const char *date, opn_resolved_artifact *out)
{
    const opn_pair none = {0, 0};
    timing timing_of;

    if (opn_streq(date, "none")) {
        int16_t announced =
            opn_ladder_level(&c->vocabulary->ladders[c->vocabulary->access_ladder], "announced");
        int16_t most = announced < 0 ? 0 : announced;

        out->access = least(out->access, (opn_pair){most, most});
        return;
    }
    timing_of = opn_streq(date, "unknown") ? (c->as_of == NULL ? COUNTS : MAY_COUNT)
                                           : when(date, c->as_of);
    if (timing_of == DOES_NOT_COUNT) {
        out->access = none;
        out->extent = none;
        out->event = NULL;
    } else if (timing_of == MAY_COUNT) {
        out->access = hull(out->access, none);
        out->extent = hull(out->extent, none);
    }
}

static bool grow_queue(context *c)
{
    size_t capacity = c->queue_capacity == 0 ? 8 : c->queue_capacity * 2;
    const char **queue = opn_arena_alloc(c->arena, capacity, sizeof *queue);
    size_t *queue_met = opn_arena_alloc(c->arena, capacity, sizeof *queue_met);

    if (queue == NULL || queue_met == NULL) {
        c->out_of_memory = true;
        return false;
    }
    if (c->queue_count > 0) {
        memcpy(queue, c->queue, c->queue_count * sizeof *queue);
        memcpy(queue_met, c->queue_met, c->queue_count * sizeof *queue_met);
    }
    c->queue = queue;
    c->queue_met = queue_met;
    c->queue_capacity = capacity;
    return true;
}

/* Puts a base in line unless it was there before: a circle, or a second way to
 * one base, adds no terms. Returns the place that it has in the line. */
static size_t enqueue(context *c, const char *id)
{
    for (size_t i = 0; i < c->queue_count; i++) {
        if (opn_streq(c->queue[i], id)) {
            return i;
        }
    }
    if (c->queue_count == c->queue_capacity && !grow_queue(c)) {
        return 0;
    }
    c->queue[c->queue_count] = opn_arena_string(c->arena, id);
    c->queue_met[c->queue_count] = OPN_NONE;
    if (c->queue[c->queue_count] == NULL) {
        c->out_of_memory = true;
        return 0;
    }
    c->queue_count++;
    return c->queue_count - 1;
}

/* The one artifact that derives from its base; code and data of a tuned model
 * are its own. */
static size_t weights_slot(const opn_vocabulary *vocabulary)
{
    return opn_table_find(&vocabulary->slot_table, "weights");
}

/* The licenses of a base's own weights on the day. */
static void add_weights(context *c, const openness_release *base, license_list *out)
{
    size_t slot = weights_slot(c->vocabulary);
    bool found = false;

    for (size_t i = 0; i < base->artifact_count; i++) {
        opn_resolved_artifact state = {0};
        license_list own = {0};

        if (base->artifacts[i].slot != slot || !base->artifacts[i].applies) {
            continue;
        }
        found = true;
        apply_events(c, &base->artifacts[i], &state, &own);
        for (size_t k = 0; k < own.count; k++) {
            push_copy(c, out, &own.items[k]);
        }
    }
    if (!found) {
        push_unknown(c, out);
    }
}

static const char *copy_text(context *c, const char *text)
{
    const char *copy = opn_arena_string(c->arena, text);

    c->out_of_memory = c->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* Copied: the record that names the base is freed before the mention is read. */
static opn_claims copy_claims(context *c, const opn_claims *claims)
{
    opn_claim *items = opn_arena_alloc(c->arena, claims->count, sizeof *items);

    for (size_t i = 0; items != NULL && i < claims->count; i++) {
        const opn_claim *claim = &claims->items[i];

        items[i] = (opn_claim){.source = copy_text(c, claim->source),
                               .locator = copy_text(c, claim->locator),
                               .shows = copy_text(c, claim->shows),
                               .read = copy_text(c, claim->read),
                               .by = copy_text(c, claim->by),
                               .confidence = copy_text(c, claim->confidence)};
    }
    c->out_of_memory = c->out_of_memory || items == NULL;
    return (opn_claims){items, items == NULL ? 0 : claims->count};
}

/* A new mention for whoever wants to see the walk; NULL when nobody does. */
static opn_met_base *mention(context *c, const opn_base *base, size_t of, opn_met_way way,
                             size_t first_license)
{
    opn_met_bases *met = c->met;
    opn_met_base *at;

    if (met == NULL || c->out_of_memory) {
        return NULL;
    }
    if (met->count == met->capacity) {
        size_t capacity = met->capacity == 0 ? 8 : met->capacity * 2;
        opn_met_base *items = opn_arena_alloc(c->arena, capacity, sizeof *items);

        if (items == NULL) {
            c->out_of_memory = true;
            return NULL;
        }
        if (met->count > 0) {
            memcpy(items, met->items, met->count * sizeof *items);
        }
        met->items = items;
        met->capacity = capacity;
    }
    at = &met->items[met->count];
    *at = (opn_met_base){.way = way,
                         .id = copy_text(c, base->id),
                         .name = "",
                         .relation = copy_text(c, base->relation),
                         .claims = copy_claims(c, &base->claims),
                         .of = of,
                         .same = OPN_NONE,
                         .first_license = first_license};
    met->count++;
    return at;
}

/* Whether a mention lies on the way that led to another; the release itself,
 * OPN_NONE, lies on all of them. */
static bool on_the_way(const opn_met_bases *met, size_t mention_of, size_t sought)
{
    while (mention_of != sought && mention_of != OPN_NONE) {
        mention_of = met->items[mention_of].of;
    }
    return mention_of == sought;
}

/* A base that the walk follows, unless it has been there. */
static void meet(context *c, const opn_base *base, size_t of)
{
    size_t before = c->queue_count;
    size_t place = enqueue(c, base->id);
    opn_met_base *at = mention(c, base, of, OPN_MET_RECORD, 0);

    if (at == NULL) {
        return;
    }
    if (place >= before) {
        c->queue_met[place] = c->met->count - 1;
        return;
    }
    at->same = c->queue_met[place];
    at->way = on_the_way(c->met, of, at->same) ? OPN_MET_CIRCLE : OPN_MET_AGAIN;
}

/* What was relicensed, learned from outputs or merely contained does not
 * inherit: the reader has settled that. */
static void meet_bases(context *c, const openness_release *release, size_t of, license_list *out)
{
    for (size_t i = 0; i < release->base_count; i++) {
        const opn_base *base = &release->bases[i];
        opn_met_base *at;
        size_t count;

        if (!base->inherits) {
            mention(c, base, of, base->relicensed ? OPN_MET_RELICENSED : OPN_MET_UNBOUND, 0);
        } else if (base->has_license) {
            const opn_license_value *run = opn_license_run(&base->license, &count);

            at = mention(c, base, of, OPN_MET_STATED, out->count);
            if (at != NULL) {
                at->license_count = count;
            }
            c->base = opn_arena_string(c->arena, base->id);
            c->out_of_memory = c->out_of_memory || c->base == NULL;
            for (size_t k = 0; k < count; k++) {
                push_copy(c, out, &run[k]); /* stated in place of the walk */
            }
        } else {
            meet(c, base, of);
        }
    }
}

/* What a base that was in line turned out to be. */
static void settle(context *c, size_t place, opn_met_way way, const openness_release *record,
                   size_t first_license, size_t license_count)
{
    opn_met_base *at =
        c->met == NULL || c->out_of_memory ? NULL : &c->met->items[c->queue_met[place]];

    if (at == NULL) {
        return;
    }
    at->way = way;
    at->first_license = first_license;
    at->license_count = license_count;
    if (record != NULL) {
        at->name = copy_text(c, record->name);
    }
}

/* Nearest first, each base once: neither the order of bases nor a second way to
 * one changes what is found. */
static void add_bases(context *c, const openness_release *release, license_list *out)
{
    enqueue(c, release->id);
    meet_bases(c, release, OPN_NONE, out);
    for (size_t i = 1; i < c->queue_count && !c->out_of_memory; i++) {
        openness_release *record = NULL;
        size_t first = out->count;
        int status = OPENNESS_E_LIMIT;

        c->base = c->queue[i];
        if (i <= OPN_MOST_LINEAGE) {
            status = openness_release_get(c->database, c->queue[i], &record, NULL);
        }
        if (status == OPENNESS_OK) {
            add_weights(c, record, out);
            settle(c, i, OPN_MET_RECORD, record, first, out->count - first);
            meet_bases(c, record, c->queue_met[i], out);
        } else if (status == OPENNESS_E_NOMEM) {
            c->out_of_memory = true;
        } else {
            push_unknown(c, out);
            settle(c, i, i <= OPN_MOST_LINEAGE ? OPN_MET_MISSING : OPN_MET_BEYOND, NULL, first, 1);
        }
        openness_release_free(record);
    }
    c->base = "";
}

/* Nobody has recorded it: everything is possible, as far as the release date
 * and the terms of its bases allow. */
static void resolve_absent(context *c, const openness_release *release,
                           const license_list *inherited, opn_resolved_artifact *out)
{
    const opn_ladder *ladders = c->vocabulary->ladders;
    license_list licenses = {0};

    out->applies = true;
    out->access = (opn_pair){0, (int16_t)(ladders[c->vocabulary->access_ladder].count - 1)};
    out->extent = (opn_pair){0, (int16_t)(ladders[c->vocabulary->extent_ladder].count - 1)};
    apply_release_date(c, release->release_date, out);
    push_unknown(c, &licenses);
    push_all(c, &licenses, inherited);
    out->licenses = licenses.items;
    out->license_count = licenses.count;
}

/* Events first, then the release date: before the release there is nothing that
 * an event could have changed. */
static void resolve_artifact(context *c, const openness_release *release,
                             const license_list *inherited, const opn_artifact *artifact,
                             opn_resolved_artifact *out)
{
    license_list licenses = {0};

    out->artifact = artifact;
    out->applies = artifact->applies;
    out->access = artifact->state.access;
    out->extent = artifact->state.extent;
    if (!artifact->applies) {
        return;
    }
    apply_events(c, artifact, out, &licenses);
    apply_release_date(c, release->release_date, out);
    if (artifact->slot == weights_slot(c->vocabulary)) {
        push_all(c, &licenses, inherited);
    }
    out->licenses = licenses.items;
    out->license_count = licenses.count;
}

int opn_resolve(opn_resolved *out, const openness_release *release, const char *as_of,
                opn_arena *arena)
{
    return opn_resolve_bases(out, NULL, release, as_of, arena);
}

/* Bases are walked once, whatever the number of weights entries. */
int opn_resolve_bases(opn_resolved *out, opn_met_bases *met, const openness_release *release,
                      const char *as_of, opn_arena *arena)
{
    context c = {.vocabulary = &release->database->vocabulary,
                 .database = release->database,
                 .as_of = as_of,
                 .arena = arena,
                 .base = "",
                 .met = met};
    license_list inherited = {0};
    const license_list none = {0};
    opn_resolved_artifact *artifacts =
        opn_arena_alloc(arena, release->artifact_count, sizeof *artifacts);

    memset(out, 0, sizeof *out);
    if (met != NULL) {
        memset(met, 0, sizeof *met);
    }
    out->release = release;
    out->as_of = as_of;
    out->artifacts = artifacts;
    if (artifacts == NULL) {
        return OPENNESS_E_NOMEM;
    }
    add_bases(&c, release, &inherited);
    out->fields = release->fields;
    out->field_count = release->field_count;
    out->inherited = inherited.items;
    out->inherited_from = inherited.from;
    out->inherited_count = inherited.count;
    resolve_absent(&c, release, &none, &out->absent);
    resolve_absent(&c, release, &inherited, &out->absent_weights);
    for (size_t i = 0; i < release->artifact_count; i++) {
        resolve_artifact(&c, release, &inherited, &release->artifacts[i], &artifacts[i]);
    }
    out->artifact_count = release->artifact_count;
    return c.out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

int opn_resolve_own(opn_resolved_artifact *out, const openness_release *release,
                    const opn_artifact *artifact, const char *as_of, opn_arena *arena)
{
    context c = {.vocabulary = &release->database->vocabulary,
                 .database = release->database,
                 .as_of = as_of,
                 .arena = arena,
                 .base = ""};
    const license_list none = {0};

    memset(out, 0, sizeof *out);
    resolve_artifact(&c, release, &none, artifact, out);
    return c.out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

/* The license text of the day counts, like everything else of the day. */
static opn_pair value_level(const opn_resolved *resolved, const opn_license_value *value,
                            size_t ladder)
{
    const openness_database *database = resolved->release->database;
    const opn_license_vocabulary *vocabulary = &database->license_vocabulary;

    switch (value->kind) {
    case OPN_LICENSE_NONE:
        return (opn_pair){0, 0};
    case OPN_LICENSE_EXPRESSION:
        return opn_expr_level(&value->expression, database->licenses, vocabulary, ladder,
                              resolved->as_of);
    case OPN_LICENSE_UNKNOWN:
        break;
    }
    return (opn_pair){0, (int16_t)(vocabulary->ladders[ladder].level_count - 1)};
}

/* Alternatives stand in runs: within a run any may hold, across runs all do. */
opn_pair opn_resolved_license(const opn_resolved *resolved, const opn_resolved_artifact *artifact,
                              size_t ladder)
{
    opn_pair level = {INT16_MAX, INT16_MAX}; /* of all that stand before the current run */
    opn_pair run = level;                    /* of alternatives: one of them holds */

    if (artifact->levels != NULL) {
        return artifact->levels[ladder];
    }
    for (size_t i = 0; i < artifact->license_count; i++) {
        opn_pair one = value_level(resolved, &artifact->licenses[i], ladder);

        if (artifact->licenses[i].alternative) {
            run = hull(run, one);
        } else {
            level = least(level, run);
            run = one;
        }
    }
    return least(level, run);
}
