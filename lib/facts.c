/*
 * facts.c: answers to the questions that rubrics ask.
 *
 * Takes a resolved release, gives a pair per fact and where it came from. A
 * pair is two lanes: all unknowns at their worst, all at their best; each lane
 * is worked out on its own, so the pair holds every possible answer.
 *
 * Must not know rubrics, nor the name of any fact: what a fact reads is data.
 */
#include "facts.h"
#include "rational.h"

typedef struct {
    const opn_resolved *resolved;
    const opn_vocabulary *vocabulary;
    const opn_pair *values; /* of the facts above this one */
    const opn_fact_source *sources;
} context;

typedef struct {
    opn_pair value;
    opn_fact_source source;
} answer;

/* Nobody knows: every level is possible. */
static opn_pair unknown_on(const context *c, size_t ladder)
{
    return (opn_pair){0, (int16_t)(c->vocabulary->ladders[ladder].count - 1)};
}

/* In a lane where the condition fails there is nothing. */
static opn_pair lanes(bool lo, int16_t lo_level, bool hi, int16_t hi_level)
{
    return (opn_pair){(int16_t)(lo ? lo_level : 0), (int16_t)(hi ? hi_level : 0)};
}

/* Announced, hosted, behind a person's decision: none of it is obtainable, and
 * what cannot be obtained grants nothing, whatever its license says. */
static answer read_entry(const context *c, const opn_fact *fact,
                         const opn_resolved_artifact *entry)
{
    int16_t gated = c->vocabulary->gated_level;
    int16_t lo = entry->access.lo >= gated ? entry->extent.lo : (int16_t)0;
    int16_t hi = entry->access.hi >= gated ? entry->extent.hi : (int16_t)0;
    answer out = {entry->extent, {entry, "extent", NULL}};
    const char *missing = entry->access.lo < gated ? "access" : "extent";
    opn_pair license;

    if (fact->read == OPN_READ_ACCESS) {
        out.value = entry->access;
        out.source.member = "access";
    } else if (fact->read == OPN_READ_OBTAINABLE) {
        out.value = (opn_pair){lo, hi};
        out.source.member = missing;
    } else if (fact->read == OPN_READ_STATED_LICENSE) {
        out.value = opn_resolved_license(c->resolved, entry, fact->license_ladder);
        out.source.member = "license";
    } else if (fact->read == OPN_READ_LICENSE) {
        license = opn_resolved_license(c->resolved, entry, fact->license_ladder);
        out.value = lanes(lo > 0, license.lo, hi > 0, license.hi);
        out.source.member = lo > 0 ? "license" : missing;
    }
    return out;
}

/* Lane by lane the least (or the best) of two. The source is that of the entry
 * which gives the lower end; of two that give it, the one that is known. */
static void combine(answer *so_far, const answer *one, bool best)
{
    opn_pair a = so_far->value;
    opn_pair b = one->value;
    bool takes = best ? b.lo > a.lo || (b.lo == a.lo && b.hi > a.hi)
                      : b.lo < a.lo || (b.lo == a.lo && b.hi < a.hi);

    if (takes) {
        so_far->source = one->source;
    }
    so_far->value.lo = (best ? b.lo > a.lo : b.lo < a.lo) ? b.lo : a.lo;
    so_far->value.hi = (best ? b.hi > a.hi : b.hi < a.hi) ? b.hi : a.hi;
}

/* Several entries of one slot are parts of one whole: the least counts. Parts
 * that do not apply drop out; a slot without any entry is not known. */
static answer read_slot(const context *c, const opn_fact *fact, size_t slot)
{
    bool weights = slot == opn_table_find(&c->vocabulary->slot_table, "weights");
    answer out =
        read_entry(c, fact, weights ? &c->resolved->absent_weights : &c->resolved->absent);
    bool applies = false;

    out.source = (opn_fact_source){NULL, "", NULL};
    for (size_t i = 0; i < c->resolved->artifact_count; i++) {
        const opn_resolved_artifact *entry = &c->resolved->artifacts[i];
        answer one;

        if (entry->artifact->slot != slot) {
            continue;
        }
        if (!entry->applies) {
            if (!applies) {
                out = (answer){OPN_NOT_APPLICABLE, {entry, "access", NULL}};
            }
            continue;
        }
        one = read_entry(c, fact, entry);
        if (applies) {
            combine(&out, &one, false);
        } else {
            out = one;
        }
        applies = true;
    }
    return out;
}

/* Slots that do not apply drop out. If none applies, a fact may take another's
 * answer: a base model is its own base. */
static answer read_artifacts(const context *c, const opn_fact *fact)
{
    answer out = {OPN_NOT_APPLICABLE, {NULL, "", NULL}};

    for (size_t i = 0; i < fact->slot_count; i++) {
        answer one = read_slot(c, fact, fact->slots[i]);

        if (!opn_pair_applies(out.value)) {
            out = one;
        } else if (opn_pair_applies(one.value)) {
            combine(&out, &one, fact->pick_max);
        }
    }
    if (!opn_pair_applies(out.value) && fact->if_not_applicable != OPN_NONE) {
        out.value = c->values[fact->if_not_applicable];
        out.source = c->sources[fact->if_not_applicable];
    }
    return out;
}

/* Some twenty fields at most: a walk is as fast as a table. */
static const opn_field_value *find_field(const context *c, size_t field)
{
    for (size_t i = 0; i < c->resolved->field_count; i++) {
        if (c->resolved->fields[i].field == field) {
            return &c->resolved->fields[i];
        }
    }
    return NULL;
}

/* A number on a cut is not above it, as in Article 51(2) of the AI Act. Falling
 * cuts ("1e26", "1e25"): a value above cut i is level i, the first that fits.
 * Rising cuts ("0", "1e12"): a value above cut i is level i + 1, the last that
 * fits. A single cut counts as rising. */
static int16_t cut(const opn_fact *fact, const char *number)
{
    bool falling = fact->set_count > 1 && opn_decimal_compare(fact->set[0], fact->set[1]) > 0;
    int16_t level = 0;

    for (size_t i = 0; i < fact->set_count; i++) {
        int order = opn_decimal_compare(number, fact->set[i]);

        if (falling ? order > 0 : order <= 0) {
            break;
        }
        level = (int16_t)(i + 1);
    }
    return level;
}

/* A judgment cannot be better than what it judges: where the needed fact does
 * not reach its level in a lane, the lane is at its lowest. */
static opn_pair apply_need(const context *c, const opn_fact *fact, opn_pair value)
{
    opn_pair needed;

    if (fact->needs_fact == OPN_NONE || !opn_pair_applies(value)) {
        return value;
    }
    needed = c->values[fact->needs_fact]; /* not applicable reaches no level */
    return lanes(needed.lo >= fact->needs_level, value.lo, needed.hi >= fact->needs_level,
                 value.hi);
}

/* A field that is not recorded is unknown; one that does not apply leaves the
 * count of a rubric. */
static answer read_field(const context *c, const opn_fact *fact)
{
    const opn_field_value *field = find_field(c, fact->field);
    answer out = {unknown_on(c, fact->ladder), {NULL, "", NULL}};

    if (field != NULL) {
        out.source = (opn_fact_source){NULL, "value", field};
    }
    if (field != NULL && !field->applies) {
        out.value = OPN_NOT_APPLICABLE;
    } else if (field != NULL && fact->read == OPN_READ_FIELD) {
        out.value = field->value;
    } else if (field != NULL && field->text != NULL) {
        int16_t level = cut(fact, field->text);

        out.value = (opn_pair){level, level};
    }
    out.value = apply_need(c, fact, out.value);
    return out;
}

static bool in_set(const opn_fact *fact, const char *name)
{
    for (size_t i = 0; i < fact->set_count; i++) {
        if (opn_streq(fact->set[i], name)) {
            return true;
        }
    }
    return false;
}

/* Membership: one of several modalities is enough. */
static answer read_set(const context *c, const opn_fact *fact)
{
    const openness_release *release = c->resolved->release;
    answer out = {{0, 0}, {NULL, "", NULL}};
    bool known;
    bool yes = false;

    if (fact->read == OPN_READ_KIND) {
        known = *release->kind != '\0';
        yes = known && in_set(fact, release->kind);
    } else {
        known = release->output_modality_count > 0;
        for (size_t i = 0; i < release->output_modality_count; i++) {
            yes = yes || in_set(fact, release->output_modalities[i]);
        }
    }
    if (!known) {
        out.value = unknown_on(c, fact->ladder);
    } else if (yes) {
        out.value = (opn_pair){1, 1};
    }
    return out;
}

/* One pass: a fact reads only facts above it. */
void opn_facts_derive_some(const opn_resolved *resolved, const bool *wanted, opn_pair *values,
                           opn_fact_source *sources)
{
    const opn_vocabulary *vocabulary = &resolved->release->database->vocabulary;
    context c = {resolved, vocabulary, values, sources};

    for (size_t i = 0; i < vocabulary->fact_count; i++) {
        const opn_fact *fact = &vocabulary->facts[i];
        answer out;

        if (wanted != NULL && !wanted[i]) {
            continue;
        }
        if (fact->read == OPN_READ_KIND || fact->read == OPN_READ_MODALITY) {
            out = read_set(&c, fact);
        } else if (fact->read == OPN_READ_FIELD || fact->read == OPN_READ_CUTS) {
            out = read_field(&c, fact);
        } else {
            out = read_artifacts(&c, fact);
        }
        values[i] = out.value;
        sources[i] = out.source;
    }
}

void opn_facts_derive(const opn_resolved *resolved, opn_pair *values, opn_fact_source *sources)
{
    opn_facts_derive_some(resolved, NULL, values, sources);
}
