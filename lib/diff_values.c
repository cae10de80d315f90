/*
 * diff_values.c: the recorded values behind a fact, in two reports.
 *
 * Takes the four states of two records on two days, gives the values that
 * differ between the first and the last, with what makes each of them differ:
 * another record, another day, or a license that reads otherwise.
 *
 * Must not know rubrics.
 */
#include "analyze_diff.h"

enum { STATES = 4 }; /* corners under the first rubric: record and day exchanged */

/* One entry of an artifact in each state; NULL: the record has no such part. */
typedef struct {
    size_t slot;
    const char *name;
    const opn_resolved_artifact *states[STATES];
} entry;

typedef struct {
    const opn_diff *diff;
    const opn_fact *fact;
    opn_diff_fact *out;
    opn_arena *arena;
    bool out_of_memory;
} context;

/* A value in each state, as text and (licenses) as it reads for the fact. */
typedef struct {
    const char *texts[STATES];
    const char *reads[STATES];
} readings;

unsigned opn_diff_members(const opn_fact *fact)
{
    switch (fact->read) {
    case OPN_READ_ACCESS:
        return OPN_SETS_ACCESS;
    case OPN_READ_DISCLOSED:
        return OPN_SETS_EXTENT;
    case OPN_READ_OBTAINABLE:
        return OPN_SETS_ACCESS | OPN_SETS_EXTENT;
    case OPN_READ_LICENSE: /* of what cannot be obtained nothing is granted */
        return OPN_SETS_ACCESS | OPN_SETS_EXTENT | OPN_SETS_LICENSE;
    case OPN_READ_STATED_LICENSE:
        return OPN_SETS_LICENSE;
    case OPN_READ_FIELD:
    case OPN_READ_KIND:
    case OPN_READ_MODALITY:
    case OPN_READ_CUTS:
        break;
    }
    return 0;
}

/* Facts only name facts above them, so that one pass upward reaches all. */
void opn_diff_reads(const opn_vocabulary *vocabulary, size_t fact, bool *read)
{
    read[fact] = true;
    for (size_t f = fact + 1; f > 0; f--) {
        const opn_fact *at = &vocabulary->facts[f - 1];

        if (!read[f - 1]) {
            continue;
        }
        if (at->if_not_applicable != OPN_NONE) {
            read[at->if_not_applicable] = true;
        }
        if (at->needs_fact != OPN_NONE) {
            read[at->needs_fact] = true;
        }
    }
}

static const char *keep(context *c, opn_buf *buf)
{
    const char *text = buf->failed ? NULL : opn_arena_copy(c->arena, buf->data, buf->size);

    c->out_of_memory = c->out_of_memory || text == NULL;
    opn_buf_free(buf);
    return text;
}

static const char *level_text(context *c, size_t ladder, opn_pair value)
{
    const opn_ladder *on = &c->diff->vocabulary->ladders[ladder];
    opn_buf buf = {0};

    if (!opn_pair_applies(value)) {
        return "not_applicable";
    }
    if (opn_pair_decided(value)) {
        return on->levels[value.lo];
    }
    if (value.lo == 0 && (size_t)value.hi + 1 == on->count) {
        return "unknown";
    }
    opn_buf_printf(&buf, "%s to %s", on->levels[value.lo], on->levels[value.hi]);
    return keep(c, &buf);
}

/* Its own, then those of its bases. */
static const char *license_text(context *c, const opn_resolved_artifact *state)
{
    opn_buf buf = {0};

    for (size_t i = 0; i < state->license_count; i++) {
        const opn_license_value *license = &state->licenses[i];

        opn_buf_str(&buf, i == 0 ? "" : license->alternative ? " or " : " AND ");
        opn_buf_str(&buf, license->kind == OPN_LICENSE_UNKNOWN ? "unknown"
                          : license->kind == OPN_LICENSE_NONE  ? "none"
                                                               : license->text);
    }
    return buf.size == 0 && !buf.failed ? "not_applicable" : keep(c, &buf);
}

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : opn_streq(a, b);
}

static bool same_state(const readings *r, size_t a, size_t b)
{
    return same_text(r->texts[a], r->texts[b]) && same_text(r->reads[a], r->reads[b]);
}

/* Two of different releases are different things: whatever differs is evidence. */
static unsigned causes_of(const context *c, const readings *r)
{
    unsigned causes = 0;

    for (size_t i = 0; i < 2; i++) {
        size_t record = i * OPN_SWAP_RECORD;
        size_t day = i * OPN_SWAP_DAY;

        if (!same_state(r, record, record + OPN_SWAP_DAY)) {
            causes |= OPN_CAUSE_DATE;
        }
        if (!same_text(r->texts[day], r->texts[day + OPN_SWAP_RECORD])) {
            causes |= OPN_CAUSE_EVIDENCE;
        } else if (!same_text(r->reads[day], r->reads[day + OPN_SWAP_RECORD])) {
            causes |= OPN_CAUSE_LICENSE_DATA;
        }
    }
    return c->diff->same_release ? causes : causes == 0 ? 0 : OPN_CAUSE_EVIDENCE;
}

static bool is_listed(const opn_diff_fact *out, const opn_diff_value *value)
{
    for (size_t i = 0; i < out->value_count; i++) {
        const opn_diff_value *other = &out->values[i];

        if (other->slot == value->slot && other->field == value->field &&
            opn_streq(other->name, value->name) && opn_streq(other->member, value->member) &&
            same_text(other->before, value->before) && same_text(other->after, value->after) &&
            same_text(other->reads_after, value->reads_after)) {
            return true;
        }
    }
    return false;
}

static void append(context *c, const opn_diff_value *value)
{
    opn_diff_fact *out = c->out;

    if (is_listed(out, value)) {
        return;
    }
    if (out->value_count == out->value_capacity) {
        size_t capacity = out->value_capacity == 0 ? 4 : 2 * out->value_capacity;
        opn_diff_value *values = opn_arena_alloc(c->arena, capacity, sizeof *values);

        if (values == NULL) {
            c->out_of_memory = true;
            return;
        }
        if (out->value_count > 0) {
            memcpy(values, out->values, out->value_count * sizeof *values);
        }
        out->values = values;
        out->value_capacity = capacity;
    }
    out->values[out->value_count] = *value;
    out->value_count++;
}

/* Causes count whether or not the ends differ; only what differs between the
 * two reports is shown. */
static void take(context *c, const readings *r, opn_diff_value value)
{
    value.causes = causes_of(c, r);
    c->out->causes |= value.causes;
    if (c->out_of_memory || same_state(r, 0, STATES - 1)) {
        return;
    }
    value.before = r->texts[0];
    value.after = r->texts[STATES - 1];
    value.reads_before = r->reads[0];
    value.reads_after = r->reads[STATES - 1];
    append(c, &value);
}

/* --- artifacts -------------------------------------------------------------------------------
 */

static const char *member_text(context *c, const opn_resolved_artifact *state, unsigned member)
{
    const opn_vocabulary *vocabulary = c->diff->vocabulary;

    if (member == OPN_SETS_LICENSE) {
        return license_text(c, state);
    }
    return member == OPN_SETS_ACCESS ? level_text(c, vocabulary->access_ladder, state->access)
                                     : level_text(c, vocabulary->extent_ladder, state->extent);
}

static const char *read_license(context *c, size_t state, const opn_resolved_artifact *artifact)
{
    opn_pair level;

    if (!artifact->applies) {
        return "not_applicable";
    }
    level = opn_resolved_license(&c->diff->corners[state].outcome.resolved, artifact,
                                 c->fact->license_ladder);
    return level_text(c, c->fact->ladder, level);
}

static void compare_entry(context *c, const entry *e)
{
    static const char *const names[] = {"access", "extent", "license"};
    unsigned members = opn_diff_members(c->fact);

    for (size_t m = 0; m < OPN_ARRAY_LEN(names); m++) {
        unsigned member = 1u << m;
        readings r = {{NULL}, {NULL}};
        opn_diff_value value = {.slot = e->slot, .field = OPN_NONE, .name = e->name};

        if ((members & member) == 0) {
            continue;
        }
        for (size_t i = 0; i < STATES; i++) {
            if (e->states[i] != NULL) {
                r.texts[i] = member_text(c, e->states[i], member);
                r.reads[i] = member == OPN_SETS_LICENSE ? read_license(c, i, e->states[i]) : NULL;
            }
        }
        value.member = names[m];
        take(c, &r, value);
    }
}

static const char *name_of(const opn_resolved_artifact *state)
{
    return state->artifact == NULL ? "" : state->artifact->name;
}

/* The entries of a slot in one state; for a slot without any what holds then. */
static const opn_resolved_artifact *next_entry(const context *c, size_t state, size_t slot,
                                               size_t *at)
{
    const opn_resolved *resolved = &c->diff->corners[state].outcome.resolved;
    bool first = *at == 0;

    for (; *at < resolved->artifact_count; (*at)++) {
        if (resolved->artifacts[*at].artifact->slot == slot) {
            (*at)++;
            return &resolved->artifacts[*at - 1];
        }
    }
    if (!first) {
        return NULL;
    }
    *at = SIZE_MAX;
    return slot == opn_table_find(&c->diff->vocabulary->slot_table, "weights")
               ? &resolved->absent_weights
               : &resolved->absent;
}

/* The n-th entry of that name, NULL when there are fewer. */
static const opn_resolved_artifact *find_entry(const context *c, size_t state, size_t slot,
                                               const char *name, size_t n)
{
    const opn_resolved_artifact *found;
    size_t at = 0;

    while ((found = next_entry(c, state, slot, &at)) != NULL) {
        if (opn_streq(name_of(found), name)) {
            if (n == 0) {
                return found;
            }
            n--;
        }
    }
    return NULL;
}

/* How many entries of the same name stand before an entry. */
static size_t ordinal_of(const context *c, size_t state, size_t slot,
                         const opn_resolved_artifact *stop)
{
    const opn_resolved_artifact *found;
    size_t at = 0;
    size_t n = 0;

    while ((found = next_entry(c, state, slot, &at)) != NULL && found != stop) {
        n += opn_streq(name_of(found), name_of(stop)) ? 1 : 0;
    }
    return n;
}

/* Parts are told apart by name, and by their order where they share one. */
static void compare_slot(context *c, size_t slot)
{
    for (size_t side = 0; side < 2; side++) {
        const opn_resolved_artifact *found;
        size_t at = 0;

        while ((found = next_entry(c, side, slot, &at)) != NULL) {
            entry e = {.slot = slot, .name = name_of(found)};
            size_t n = ordinal_of(c, side, slot, found);

            for (size_t i = 0; i < STATES; i++) {
                e.states[i] = find_entry(c, i, slot, e.name, n);
            }
            if (side == 0 || e.states[0] == NULL) {
                compare_entry(c, &e);
            }
        }
    }
}

/* --- the rest --------------------------------------------------------------------------------
 */

static const char *field_text(context *c, size_t state)
{
    const opn_resolved *resolved = &c->diff->corners[state].outcome.resolved;

    for (size_t i = 0; i < resolved->field_count; i++) {
        const opn_field_value *value = &resolved->fields[i];

        if (value->field != c->fact->field) {
            continue;
        }
        if (!value->applies) {
            return "not_applicable";
        }
        if (c->fact->read == OPN_READ_CUTS) {
            return value->text == NULL ? "unknown" : value->text;
        }
        return level_text(c, c->diff->vocabulary->fields[value->field].ladder, value->value);
    }
    return "unknown";
}

static const char *modality_text(context *c, const openness_release *release)
{
    opn_buf buf = {0};

    for (size_t i = 0; i < release->output_modality_count; i++) {
        opn_buf_printf(&buf, "%s%s", i == 0 ? "" : ", ", release->output_modalities[i]);
    }
    return release->output_modality_count == 0 ? "unknown" : keep(c, &buf);
}

static void compare_other(context *c)
{
    opn_diff_value value = {.slot = OPN_NONE, .field = OPN_NONE, .name = "", .member = "value"};
    readings r = {{NULL}, {NULL}};

    for (size_t i = 0; i < STATES; i++) {
        const openness_release *release = c->diff->corners[i].release;

        if (c->fact->read == OPN_READ_KIND) {
            value.member = "kind";
            r.texts[i] = release->kind[0] == '\0' ? "unknown" : release->kind;
        } else if (c->fact->read == OPN_READ_MODALITY) {
            value.member = "output_modalities";
            r.texts[i] = modality_text(c, release);
        } else {
            value.field = c->fact->field;
            r.texts[i] = field_text(c, i);
        }
    }
    take(c, &r, value);
}

int opn_diff_find_values(const opn_diff *diff, size_t fact, opn_diff_fact *out, opn_arena *arena)
{
    const opn_vocabulary *vocabulary = diff->vocabulary;
    context c = {diff, NULL, out, arena, false};
    bool *read = opn_arena_alloc(arena, vocabulary->fact_count, sizeof *read);

    if (read == NULL) {
        return OPENNESS_E_NOMEM;
    }
    opn_diff_reads(vocabulary, fact, read);
    for (size_t f = 0; f <= fact; f++) {
        c.fact = &vocabulary->facts[f];
        if (!read[f]) {
            continue;
        }
        if (opn_diff_members(c.fact) == 0) {
            compare_other(&c);
        }
        for (size_t i = 0; i < c.fact->slot_count; i++) {
            compare_slot(&c, c.fact->slots[i]);
        }
    }
    return c.out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
}
