/*
 * moments.c: the days on which something recorded about a release happens.
 *
 * Takes a release, gives its dates: of the release itself, of the events of its
 * artifacts, of new terms of the bases that bind it, of the texts of every
 * license that occurs, and of what others judged. Follows the rules by which
 * resolve.c and outcome.c count what is dated.
 *
 * Must not know what follows from any of it.
 */
#include <stdlib.h>

#include "json_read.h"
#include "moments.h"

typedef struct {
    opn_moments *out;
    opn_arena *arena;
    const openness_database *database;
    bool *licenses;     /* by index: occurs */
    const char **queue; /* the release itself, then its bases, nearest first */
    size_t queue_count;
    size_t queue_capacity;
    bool out_of_memory;
} context;

const char *opn_moment_kind_id(opn_moment_kind kind)
{
    static const char *const ids[] = {"release", "event", "base", "license", "assessment"};

    return ids[kind];
}

const char *opn_moment_phase_id(opn_moment_phase phase)
{
    static const char *const ids[] = {"on", "from", "by"};

    return ids[phase];
}

/* Room doubles; what is left behind goes with the arena. */
static void add(context *c, const opn_moment *moment)
{
    opn_moments *out = c->out;

    if (out->count == out->capacity) {
        size_t capacity = out->capacity == 0 ? 16 : 2 * out->capacity;
        opn_moment *items = opn_arena_alloc(c->arena, capacity, sizeof *items);

        if (items == NULL) {
            c->out_of_memory = true;
            return;
        }
        if (out->count > 0) {
            memcpy(items, out->items, out->count * sizeof *items);
        }
        out->items = items;
        out->capacity = capacity;
    }
    out->items[out->count] = *moment;
    out->items[out->count].order = out->count;
    out->count++;
}

/* The two ends of a partial date, or the day. */
static void add_dated(context *c, opn_moment *moment)
{
    opn_date_first(moment->date, moment->day);
    if (!opn_date_partial(moment->date)) {
        add(c, moment);
        return;
    }
    moment->phase = OPN_MOMENT_FROM;
    add(c, moment);
    moment->phase = OPN_MOMENT_BY;
    if (opn_date_after(moment->date, moment->day)) {
        add(c, moment);
    }
}

/* What is compared as a whole text counts from the first day of its date on. */
static void add_from_first(context *c, opn_moment *moment)
{
    opn_date_first(moment->date, moment->day);
    add(c, moment);
}

static opn_moment moment_of(opn_moment_kind kind, const char *date)
{
    return (opn_moment){.kind = kind,
                        .date = date,
                        .about = "",
                        .subject = "",
                        .name = "",
                        .slot = OPN_NONE,
                        .license = OPN_NONE};
}

static void note_one(context *c, const opn_license_value *value)
{
    for (size_t i = 0; i < value->expression.count; i++) {
        const opn_expr_op *op = &value->expression.ops[i];

        if (value->kind == OPN_LICENSE_EXPRESSION && op->kind == OPN_EXPR_LICENSE) {
            c->licenses[op->license] = true;
        }
    }
}

static void note_license(context *c, const opn_license_value *value)
{
    size_t count;
    const opn_license_value *run = opn_license_run(value, &count);

    for (size_t i = 0; i < count; i++) {
        note_one(c, &run[i]);
    }
}

static void add_events(context *c, const openness_release *release)
{
    for (size_t i = 0; i < release->artifact_count; i++) {
        const opn_artifact *artifact = &release->artifacts[i];

        note_license(c, &artifact->state.license);
        for (size_t k = 0; k < artifact->event_count; k++) {
            opn_moment moment = moment_of(OPN_MOMENT_EVENT, artifact->events[k].date);

            moment.about = artifact->events[k].about;
            moment.name = artifact->name;
            moment.slot = artifact->slot;
            moment.sets = artifact->events[k].state.sets;
            note_license(c, &artifact->events[k].state.license);
            add_dated(c, &moment);
        }
    }
}

static const char *keep(context *c, const char *text)
{
    const char *kept = opn_arena_string(c->arena, text);

    c->out_of_memory = c->out_of_memory || kept == NULL;
    return kept == NULL ? "" : kept;
}

/* Of a base only the terms of its weights reach down; its record goes, so that
 * texts are copied. */
static void add_base(context *c, const openness_release *base, const char *id)
{
    size_t slot = opn_table_find(&c->database->vocabulary.slot_table, "weights");

    for (size_t i = 0; i < base->artifact_count; i++) {
        const opn_artifact *artifact = &base->artifacts[i];

        if (artifact->slot != slot || !artifact->applies) {
            continue;
        }
        note_license(c, &artifact->state.license);
        for (size_t k = 0; k < artifact->event_count; k++) {
            const opn_event *event = &artifact->events[k];
            opn_moment moment;

            if ((event->state.sets & OPN_SETS_LICENSE) == 0) {
                continue;
            }
            note_license(c, &event->state.license);
            moment = moment_of(OPN_MOMENT_BASE, keep(c, event->date));
            moment.about = keep(c, event->about);
            moment.subject = id;
            moment.slot = slot;
            moment.sets = OPN_SETS_LICENSE;
            if (!c->out_of_memory) {
                add_dated(c, &moment);
            }
        }
    }
}

static void enqueue(context *c, const char *id)
{
    for (size_t i = 0; i < c->queue_count; i++) {
        if (opn_streq(c->queue[i], id)) {
            return;
        }
    }
    if (c->queue_count == c->queue_capacity) {
        size_t capacity = c->queue_capacity == 0 ? 8 : c->queue_capacity * 2;
        const char **queue = opn_arena_alloc(c->arena, capacity, sizeof *queue);

        if (queue == NULL) {
            c->out_of_memory = true;
            return;
        }
        if (c->queue_count > 0) {
            memcpy(queue, c->queue, c->queue_count * sizeof *queue);
        }
        c->queue = queue;
        c->queue_capacity = capacity;
    }
    c->queue[c->queue_count] = keep(c, id);
    c->queue_count++;
}

static void enqueue_bases(context *c, const openness_release *release)
{
    for (size_t i = 0; i < release->base_count; i++) {
        const opn_base *base = &release->bases[i];

        if (base->inherits && base->has_license) {
            note_license(c, &base->license);
        } else if (base->inherits) {
            enqueue(c, base->id);
        }
    }
}

/* The walk of resolve.c: what that does not reach has no terms here either. */
static void add_bases(context *c, const openness_release *release)
{
    enqueue(c, release->id);
    enqueue_bases(c, release);
    for (size_t i = 1; i < c->queue_count && i <= OPN_MOST_LINEAGE && !c->out_of_memory; i++) {
        openness_release *record = NULL;
        int status = openness_release_get(c->database, c->queue[i], &record, NULL);

        if (status == OPENNESS_OK) {
            add_base(c, record, c->queue[i]);
            enqueue_bases(c, record);
        }
        c->out_of_memory = c->out_of_memory || status == OPENNESS_E_NOMEM;
        openness_release_free(record);
    }
}

/* The oldest text of a license also stands for the time before it. */
static void add_texts(context *c)
{
    for (size_t i = 0; i < c->database->license_count; i++) {
        const opn_license *license = &c->database->licenses[i];

        for (size_t k = 1; c->licenses[i] && k < license->text_count; k++) {
            opn_moment moment = moment_of(OPN_MOMENT_LICENSE, license->texts[k].date);

            moment.subject = license->id;
            moment.license = i;
            if (moment.date[0] != '\0') {
                add_from_first(c, &moment);
            }
        }
    }
}

static void add_assessments(context *c, const openness_release *release, const char *rubric,
                            int version)
{
    for (size_t i = 0; i < release->assessment_count; i++) {
        const opn_assessment *a = &release->assessments[i];
        opn_moment moment = moment_of(OPN_MOMENT_ASSESSMENT, a->date);

        if (opn_streq(a->rubric, rubric) && (a->version == 0 || a->version == version) &&
            a->date[0] != '\0') {
            moment.subject = a->criterion;
            add_from_first(c, &moment);
        }
    }
}

/* A total order, so that the sort need not be stable. */
static int by_day(const void *a, const void *b)
{
    const opn_moment *left = a;
    const opn_moment *right = b;
    int days = strcmp(left->day, right->day);

    return days != 0 ? days : (left->order > right->order) - (left->order < right->order);
}

/* Whether something from before the release is still to be said on its day: a
 * judgment, and what is open between the ends of a partial date. */
static bool holds_on(const opn_moment *moment, const char *first)
{
    char after[OPN_DAY_SIZE];

    return moment->kind == OPN_MOMENT_ASSESSMENT ||
           (moment->phase == OPN_MOMENT_FROM &&
            (!opn_date_after(moment->date, after) || strcmp(after, first) > 0));
}

/* Before its day nothing of a release is there to change. */
static void drop_unseen(opn_moments *out, const char *released)
{
    char first[OPN_DAY_SIZE];
    size_t kept = 0;

    opn_date_first(released, first);
    for (size_t i = 0; i < out->count; i++) {
        opn_moment *moment = &out->items[i];
        bool before = strcmp(moment->day, first) < 0;

        if (before && !holds_on(moment, first)) {
            continue;
        }
        if (before) {
            memcpy(moment->day, first, sizeof first);
        }
        out->items[kept] = *moment;
        kept++;
    }
    out->count = kept;
}

int opn_moments_find(opn_moments *out, const openness_release *release, const char *rubric,
                     int version, opn_arena *arena)
{
    const openness_database *database = release->database;
    context c = {.out = out, .arena = arena, .database = database};

    memset(out, 0, sizeof *out);
    c.licenses = opn_arena_alloc(arena, database->license_count, sizeof *c.licenses);
    if (c.licenses == NULL) {
        return OPENNESS_E_NOMEM;
    }
    if (opn_date_valid(release->release_date)) {
        opn_moment moment = moment_of(OPN_MOMENT_RELEASE, release->release_date);

        add_dated(&c, &moment);
    }
    add_events(&c, release);
    add_bases(&c, release);
    add_texts(&c);
    add_assessments(&c, release, rubric, version);
    if (c.out_of_memory) {
        return OPENNESS_E_NOMEM;
    }
    if (opn_date_valid(release->release_date)) {
        drop_unseen(out, release->release_date);
    }
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof *out->items, by_day);
    }
    return OPENNESS_OK;
}
