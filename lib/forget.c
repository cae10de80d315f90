/*
 * forget.c: a release without the values that nobody has looked at lately.
 *
 * Takes a release, a day and a number of days; gives the same release with each
 * value unknown whose newest evidence was read earlier than that. Pages change:
 * what was true when somebody read it may not be true any more, and an interval
 * is wide enough only when it says so.
 *
 * What rests on no dated evidence is forgotten as well, since nothing shows
 * that it is recent; of a partial date the first day counts. A base that was
 * relicensed binds again under terms unknown. Names, dates, kinds, the lineage
 * itself, events as such and assessments (which carry dates of their own) stay.
 *
 * Must not know rubrics, nor the records of bases.
 */
#include "dates.h"
#include "json_read.h"
#include "release.h"

typedef struct {
    openness_release *out;
    const opn_vocabulary *vocabulary;
    int64_t oldest; /* evidence read before this day is stale */
    bool out_of_memory;
} context;

static bool supports(const opn_claim *claim, const char *member)
{
    for (size_t i = 0; i < claim->member_count; i++) {
        if (opn_streq(claim->members[i], member)) {
            return true;
        }
    }
    return claim->member_count == 0;
}

static bool stale(const context *c, const opn_claims *claims, const char *member)
{
    for (size_t i = 0; i < claims->count; i++) {
        const opn_claim *claim = &claims->items[i];

        if (claim->read[0] != '\0' && supports(claim, member) &&
            opn_date_number(claim->read) >= c->oldest) {
            return false;
        }
    }
    return true;
}

static opn_pair unknown_on(const context *c, size_t ladder)
{
    return (opn_pair){0, (int16_t)(c->vocabulary->ladders[ladder].count - 1)};
}

/* What was unknown before is not forgotten: the count says what was lost. */
static void forget_level(context *c, opn_pair *value, size_t ladder, const opn_claims *claims,
                         const char *member)
{
    opn_pair unknown = unknown_on(c, ladder);

    if ((value->lo == unknown.lo && value->hi == unknown.hi) || !stale(c, claims, member)) {
        return;
    }
    *value = unknown;
    c->out->forgotten++;
}

static void forget_license(context *c, opn_license_value *value, const opn_claims *claims)
{
    if (value->kind != OPN_LICENSE_UNKNOWN && stale(c, claims, "license")) {
        *value = (opn_license_value){.kind = OPN_LICENSE_UNKNOWN, .text = ""};
        c->out->forgotten++;
    }
}

/* Members that an event does not set stand at unknown, and are left alone. */
static void forget_state(context *c, opn_state *state, const opn_claims *claims)
{
    forget_level(c, &state->access, c->vocabulary->access_ladder, claims, "access");
    forget_level(c, &state->extent, c->vocabulary->extent_ladder, claims, "extent");
    forget_license(c, &state->license, claims);
}

/* A copy to change; NULL without memory. */
static void *copy(context *c, const void *items, size_t count, size_t size)
{
    void *out = opn_arena_alloc(&c->out->arena, count, size);

    if (out == NULL) {
        c->out_of_memory = true;
    } else if (count > 0) {
        memcpy(out, items, count * size);
    }
    return out;
}

static void forget_events(context *c, opn_artifact *artifact)
{
    opn_event *events = copy(c, artifact->events, artifact->event_count, sizeof *events);

    for (size_t i = 0; events != NULL && i < artifact->event_count; i++) {
        forget_state(c, &events[i].state, &events[i].claims);
    }
    artifact->events = events;
}

/* "Does not apply" is one finding under two names: while either is recent, it
 * stands. */
static void forget_artifact(context *c, opn_artifact *artifact)
{
    bool gone = stale(c, &artifact->claims, "access") && stale(c, &artifact->claims, "extent");

    if (artifact->applies) {
        forget_state(c, &artifact->state, &artifact->claims);
    } else if (gone) {
        artifact->applies = true;
        artifact->state.access = unknown_on(c, c->vocabulary->access_ladder);
        artifact->state.extent = unknown_on(c, c->vocabulary->extent_ladder);
        c->out->forgotten++;
    }
    if (opn_pair_applies(artifact->withheld_reason)) {
        forget_level(c, &artifact->withheld_reason, c->vocabulary->reason_ladder,
                     &artifact->claims, "withheld_reason");
    }
    forget_events(c, artifact);
}

static void forget_field(context *c, opn_field_value *value)
{
    const opn_field *field = &c->vocabulary->fields[value->field];
    bool ladder = field->type == OPN_FIELD_LADDER;

    if (value->applies && ladder) {
        forget_level(c, &value->value, field->ladder, &value->claims, "value");
    } else if ((!value->applies || value->text != NULL) && stale(c, &value->claims, "value")) {
        value->applies = true;
        value->text = NULL;
        value->value = ladder ? unknown_on(c, field->ladder) : value->value;
        c->out->forgotten++;
    }
}

/* Whether the terms of the base ended is then not known: the weights may be as
 * free as their own license, or bound by anything. */
static void forget_base(context *c, opn_base *base)
{
    size_t relation = opn_table_find(&c->vocabulary->relation_table, base->relation);

    if (base->relicensed && stale(c, &base->claims, "relicensed")) {
        base->relicensed = false;
        base->inherits =
            relation != OPN_TABLE_NONE && c->vocabulary->relations[relation].inherits;
        base->has_license = true;
        base->license = (opn_license_value){.kind = OPN_LICENSE_UNKNOWN, .text = ""};
        c->out->forgotten++;
    } else if (base->has_license) {
        forget_license(c, &base->license, &base->claims);
    }
}

static void forget_all(context *c, const openness_release *release)
{
    opn_artifact *artifacts =
        copy(c, release->artifacts, release->artifact_count, sizeof *artifacts);
    opn_field_value *fields = copy(c, release->fields, release->field_count, sizeof *fields);
    opn_base *bases = copy(c, release->bases, release->base_count, sizeof *bases);

    if (c->out_of_memory) {
        return;
    }
    for (size_t i = 0; i < release->artifact_count; i++) {
        forget_artifact(c, &artifacts[i]);
    }
    for (size_t i = 0; i < release->field_count; i++) {
        forget_field(c, &fields[i]);
    }
    for (size_t i = 0; i < release->base_count; i++) {
        forget_base(c, &bases[i]);
    }
    if (release->label_claimed[0] != '\0' && stale(c, &release->label_claims, "value")) {
        c->out->label_claimed = "";
        c->out->label_claims = (opn_claims){NULL, 0};
        c->out->forgotten++;
    }
    c->out->artifacts = artifacts;
    c->out->fields = fields;
    c->out->bases = bases;
}

/* All else is borrowed from the origin, which stays as long as this does. */
static int make(openness_release **out, const openness_release *release, const char *as_of,
                int days)
{
    openness_release *made = opn_alloc(1, sizeof *made);
    context c = {made, &release->database->vocabulary, opn_date_number(as_of) - days, false};

    if (made == NULL) {
        return OPENNESS_E_NOMEM;
    }
    /* From the id on: what stands before it belongs to one handle, and other
     * threads may be counting its references. */
    memcpy((char *)made + offsetof(openness_release, id),
           (const char *)release + offsetof(openness_release, id),
           sizeof *made - offsetof(openness_release, id));
    opn_refcount_init(&made->references);
    made->self = made;
    made->database = opn_database_share(release->database);
    made->origin = opn_release_share(release);
    made->fresh_days = days;
    made->fresh_as_of = opn_arena_string(&made->arena, as_of);
    forget_all(&c, release);
    if (c.out_of_memory || made->fresh_as_of == NULL) {
        openness_release_free(made);
        return OPENNESS_E_NOMEM;
    }
    *out = made;
    return OPENNESS_OK;
}

int openness_release_forget(const openness_release *release, const char *as_of, int days,
                            openness_release **out, openness_error **err)
{
    if (out != NULL) {
        *out = NULL;
    }
    if (release == NULL || as_of == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "release, as_of and out must not be NULL");
    }
    if (!opn_date_valid(as_of) || opn_date_partial(as_of)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "as_of must be a day, YYYY-MM-DD");
    }
    if (days < 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "days must be 0 or more");
    }
    return opn_error_set(err, make(out, release, as_of, days), NULL);
}
