/*
 * bench.c: sets levers of a release and evaluates again.
 *
 * Takes a release, a rubric, how assessments are used and a day. Works on the
 * resolved state: an entry's access, extent and own license, or a field. What
 * the record lacks gets an entry of its own as soon as its lever is set.
 *
 * Must not decide what is worth trying: whoever sets levers does.
 */
#include "bench.h"

/* Facts that others fall back on are read by whoever reads those. */
static void close_reads(const opn_vocabulary *vocabulary, bool *read)
{
    for (size_t i = vocabulary->fact_count; i-- > 0;) {
        const opn_fact *fact = &vocabulary->facts[i];

        if (read[i] && fact->if_not_applicable != OPN_NONE) {
            read[fact->if_not_applicable] = true;
        }
        if (read[i] && fact->needs_fact != OPN_NONE) {
            read[fact->needs_fact] = true;
        }
    }
}

static bool is_open(opn_pair pair)
{
    return pair.lo != pair.hi;
}

/* Whether the licenses of an entry leave some ladder open. */
static bool license_is_open(const opn_bench *b, const opn_resolved_artifact *entry)
{
    const openness_database *database = b->before.resolved.release->database;

    for (size_t i = 0; i < database->license_vocabulary.ladder_count; i++) {
        if (is_open(opn_resolved_license(&b->before.resolved, entry, i))) {
            return true;
        }
    }
    return false;
}

/* A slot whose entries all do not apply is no lever: that is how the release
 * is, not something to find out. */
static bool slot_lever(const opn_bench *b, size_t slot, opn_lever *out)
{
    bool found = false;
    bool applies = false;

    *out = (opn_lever){slot, OPN_NONE, false};
    for (size_t i = 0; i < b->before.resolved.artifact_count; i++) {
        const opn_resolved_artifact *entry = &b->before.resolved.artifacts[i];

        if (entry->artifact->slot != slot) {
            continue;
        }
        found = true;
        if (entry->applies) {
            applies = true;
            out->open = out->open || is_open(entry->access) || is_open(entry->extent) ||
                        license_is_open(b, entry);
        }
    }
    out->open = found ? out->open : true;
    return !found || applies;
}

static bool field_lever(const opn_bench *b, size_t field, opn_lever *out)
{
    const opn_resolved *resolved = &b->before.resolved;

    *out = (opn_lever){OPN_NONE, field, true};
    for (size_t i = 0; i < resolved->field_count; i++) {
        if (resolved->fields[i].field == field) {
            out->open = is_open(resolved->fields[i].value);
            return resolved->fields[i].applies;
        }
    }
    return true;
}

/* The slots and ladder fields behind the facts that the rubric reads. */
static void mark_levers(const opn_bench *b, const bool *read, bool *slots, bool *fields)
{
    for (size_t i = 0; i < b->vocabulary->fact_count; i++) {
        const opn_fact *fact = &b->vocabulary->facts[i];

        for (size_t k = 0; read[i] && k < fact->slot_count; k++) {
            slots[fact->slots[k]] = true;
        }
        if (read[i] && fact->read == OPN_READ_FIELD) {
            fields[fact->field] = true;
        }
    }
}

static int find_levers(opn_bench *b)
{
    const opn_vocabulary *v = b->vocabulary;
    bool *read = opn_arena_alloc(b->arena, v->fact_count, sizeof *read);
    bool *slots = opn_arena_alloc(b->arena, v->slot_count, sizeof *slots);
    bool *fields = opn_arena_alloc(b->arena, v->field_count, sizeof *fields);
    opn_lever *levers = opn_arena_alloc(b->arena, v->slot_count + v->field_count, sizeof *levers);

    if (read == NULL || slots == NULL || fields == NULL || levers == NULL) {
        return OPENNESS_E_NOMEM;
    }
    opn_rubric_reads(b->rubric, read);
    close_reads(v, read);
    mark_levers(b, read, slots, fields);
    b->levers = levers;
    for (size_t i = 0; i < v->slot_count; i++) {
        b->lever_count += slots[i] && slot_lever(b, i, &levers[b->lever_count]) ? 1 : 0;
    }
    for (size_t i = 0; i < v->field_count; i++) {
        b->lever_count += fields[i] && field_lever(b, i, &levers[b->lever_count]) ? 1 : 0;
    }
    return OPENNESS_OK;
}

/* Room for one own license and those of all bases, at each entry. */
static bool allocate(opn_bench *b, size_t entries)
{
    const opn_vocabulary *v = b->vocabulary;
    size_t room = b->before.resolved.inherited_count + 1;

    b->artifacts = opn_arena_alloc(b->arena, entries, sizeof *b->artifacts);
    b->licenses = opn_arena_alloc(b->arena, entries, sizeof *b->licenses);
    b->fields = opn_arena_alloc(b->arena, v->field_count, sizeof *b->fields);
    b->facts = opn_arena_alloc(b->arena, v->fact_count, sizeof *b->facts);
    b->sources = opn_arena_alloc(b->arena, v->fact_count, sizeof *b->sources);
    b->values = opn_arena_alloc(b->arena, b->rubric->node_count, sizeof *b->values);
    b->derived = opn_arena_alloc(b->arena, b->rubric->criterion_count, sizeof *b->derived);
    b->basis = opn_arena_alloc(b->arena, b->rubric->criterion_count, sizeof *b->basis);
    if (b->artifacts == NULL || b->licenses == NULL || b->fields == NULL || b->facts == NULL ||
        b->sources == NULL || b->values == NULL || b->derived == NULL || b->basis == NULL) {
        return false;
    }
    for (size_t i = 0; i < entries; i++) {
        b->licenses[i] = opn_arena_alloc(b->arena, room, sizeof **b->licenses);
        if (b->licenses[i] == NULL) {
            return false;
        }
    }
    return true;
}

/* What the record says at an entry; entries beyond its own stand for slots that
 * it says nothing about, and are read as resolve.c reads those. */
static const opn_resolved_artifact *original(const opn_bench *b, size_t entry)
{
    const opn_resolved *resolved = &b->before.resolved;
    size_t slot;

    if (entry < resolved->artifact_count) {
        return &resolved->artifacts[entry];
    }
    slot = b->artifacts[entry].artifact->slot;
    return slot == opn_table_find(&b->vocabulary->slot_table, "weights")
               ? &resolved->absent_weights
               : &resolved->absent;
}

static void reset_entry(opn_bench *b, size_t entry)
{
    const opn_artifact *artifact = b->artifacts[entry].artifact;

    b->artifacts[entry] = *original(b, entry);
    b->artifacts[entry].artifact = artifact;
}

static bool has_entry(const opn_resolved *resolved, size_t slot)
{
    for (size_t i = 0; i < resolved->artifact_count; i++) {
        if (resolved->artifacts[i].artifact->slot == slot) {
            return true;
        }
    }
    return false;
}

/* An entry that says nothing gives the facts that no entry gives. */
static int add_bare_slots(opn_bench *b)
{
    for (size_t i = 0; i < b->lever_count; i++) {
        size_t slot = b->levers[i].slot;
        opn_artifact *bare;

        if (slot == OPN_NONE || has_entry(&b->before.resolved, slot)) {
            continue;
        }
        bare = opn_arena_alloc(b->arena, 1, sizeof *bare);
        if (bare == NULL) {
            return OPENNESS_E_NOMEM;
        }
        bare->slot = slot;
        bare->applies = true;
        bare->name = "";
        b->artifacts[b->resolved.artifact_count].artifact = bare;
        reset_entry(b, b->resolved.artifact_count);
        b->resolved.artifact_count++;
    }
    return OPENNESS_OK;
}

/* The record's fields, and a place for each that a lever may set. */
static void copy_fields(opn_bench *b)
{
    const opn_resolved *before = &b->before.resolved;

    for (size_t i = 0; i < before->field_count; i++) {
        b->fields[i] = before->fields[i];
    }
    b->resolved.fields = b->fields;
    b->resolved.field_count = before->field_count;
    for (size_t i = 0; i < b->lever_count; i++) {
        size_t field = b->levers[i].field;
        size_t at = 0;

        while (field != OPN_NONE && at < b->resolved.field_count &&
               b->fields[at].field != field) {
            at++;
        }
        if (field != OPN_NONE && at == b->resolved.field_count) {
            size_t ladder = b->vocabulary->fields[field].ladder;
            int16_t top = (int16_t)(b->vocabulary->ladders[ladder].count - 1);

            b->fields[at] = (opn_field_value){field, true, {0, top}, NULL, {NULL, 0}};
            b->resolved.field_count++;
        }
    }
}

int opn_bench_init(opn_bench *b, const openness_release *release, const opn_rubric *rubric,
                   int mode, const char *as_of, opn_arena *arena)
{
    size_t entries;
    int status;

    memset(b, 0, sizeof *b);
    b->rubric = rubric;
    b->vocabulary = &release->database->vocabulary;
    b->arena = arena;
    status = opn_outcome_find(&b->before, release, rubric, mode, as_of, arena);
    if (status == OPENNESS_OK) {
        status = find_levers(b);
    }
    if (status != OPENNESS_OK) {
        return status;
    }
    entries = b->before.resolved.artifact_count + b->lever_count;
    if (!allocate(b, entries)) {
        return OPENNESS_E_NOMEM;
    }
    b->resolved = b->before.resolved;
    b->resolved.artifacts = b->artifacts;
    for (size_t i = 0; i < b->resolved.artifact_count; i++) {
        b->artifacts[i] = b->before.resolved.artifacts[i];
    }
    status = add_bare_slots(b);
    if (status == OPENNESS_OK) {
        copy_fields(b);
        opn_bench_evaluate(b);
    }
    return status;
}

/* Weights stay bound by their bases: own AND base's. */
static void grant(opn_bench *b, size_t entry, const opn_license_value *license)
{
    const opn_resolved *before = &b->before.resolved;
    opn_resolved_artifact *at = &b->artifacts[entry];
    bool weights = at->artifact->slot == opn_table_find(&b->vocabulary->slot_table, "weights");
    size_t more = weights ? before->inherited_count : 0;

    b->licenses[entry][0] = *license;
    for (size_t i = 0; i < more; i++) {
        b->licenses[entry][1 + i] = before->inherited[i];
    }
    at->licenses = b->licenses[entry];
    at->license_count = 1 + more;
}

static bool is_set(opn_pair pair)
{
    return pair.lo != OPN_LEAVE.lo;
}

void opn_bench_set(opn_bench *b, size_t lever, const opn_setting *setting)
{
    const opn_lever *at = &b->levers[lever];

    for (size_t i = 0; at->field != OPN_NONE && i < b->resolved.field_count; i++) {
        if (b->fields[i].field == at->field && is_set(setting->value)) {
            b->fields[i].value = setting->value;
        }
    }
    for (size_t i = 0; at->slot != OPN_NONE && i < b->resolved.artifact_count; i++) {
        opn_resolved_artifact *entry = &b->artifacts[i];

        if (entry->artifact->slot != at->slot || !entry->applies) {
            continue;
        }
        if (is_set(setting->access)) {
            entry->access = setting->access;
        }
        if (is_set(setting->extent)) {
            entry->extent = setting->extent;
        }
        if (setting->license != NULL) {
            grant(b, i, setting->license);
        }
    }
}

void opn_bench_reset(opn_bench *b, size_t lever)
{
    const opn_lever *at = &b->levers[lever];
    const opn_resolved *before = &b->before.resolved;

    for (size_t i = 0; at->slot != OPN_NONE && i < b->resolved.artifact_count; i++) {
        if (b->artifacts[i].artifact->slot == at->slot) {
            reset_entry(b, i);
        }
    }
    for (size_t i = 0; at->field != OPN_NONE && i < b->resolved.field_count; i++) {
        size_t ladder = b->vocabulary->fields[at->field].ladder;
        int16_t top = (int16_t)(b->vocabulary->ladders[ladder].count - 1);

        if (b->fields[i].field == at->field) {
            b->fields[i].value =
                i < before->field_count ? before->fields[i].value : (opn_pair){0, top};
        }
    }
}

void opn_bench_evaluate(opn_bench *b)
{
    opn_evidence evidence = b->before.evidence;

    opn_facts_derive(&b->resolved, b->facts, b->sources);
    evidence.facts = b->facts;
    b->applies = opn_rubric_applies(b->rubric, b->facts);
    opn_evaluate(b->rubric, &evidence, b->values, b->derived, b->basis);
}
