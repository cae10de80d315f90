/*
 * bench.c: sets levers of a release and evaluates again.
 *
 * Takes a release, a rubric, how assessments are used and a day. Works on the
 * resolved state: an entry's access, extent and own license, a field, the
 * license of a base. What the record lacks gets an entry of its own. Licenses
 * are held as levels on the license ladders, so that any terms can be tried,
 * and that an evaluation reads no expression twice.
 *
 * Must not decide what is worth trying: whoever sets levers does.
 */
#include "bench.h"

size_t opn_bench_weights(const opn_bench *b)
{
    return opn_table_find(&b->vocabulary->slot_table, "weights");
}

void opn_bench_ladders(const opn_bench *b, size_t slot, bool *ladders)
{
    memset(ladders, 0, b->ladder_count * sizeof *ladders);
    for (size_t i = 0; i < b->vocabulary->fact_count; i++) {
        const opn_fact *fact = &b->vocabulary->facts[i];
        bool license = fact->read == OPN_READ_LICENSE || fact->read == OPN_READ_STATED_LICENSE;

        for (size_t k = 0; license && b->reads[i] && k < fact->slot_count; k++) {
            if (fact->slots[k] == slot) {
                ladders[fact->license_ladder] = true;
            }
        }
    }
}

/* The levels of some licenses in a row, read as resolve.c reads them. */
static const opn_pair *read_row(opn_bench *b, const opn_license_value *licenses, size_t count)
{
    opn_pair *row = opn_arena_alloc(b->arena, b->ladder_count, sizeof *row);
    opn_resolved_artifact entry = {0};

    if (row == NULL) {
        return NULL;
    }
    entry.licenses = licenses;
    entry.license_count = count;
    for (size_t i = 0; i < b->ladder_count; i++) {
        row[i] = opn_resolved_license(&b->before.resolved, &entry, i);
    }
    return row;
}

/* A license and the alternatives to it that follow are one. */
static int find_bases(opn_bench *b)
{
    const opn_resolved *before = &b->before.resolved;

    b->bases = opn_arena_alloc(b->arena, before->inherited_count, sizeof *b->bases);
    if (b->bases == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < before->inherited_count;) {
        opn_bench_base *base = &b->bases[b->base_count];
        size_t end = i + 1;

        while (end < before->inherited_count && before->inherited[end].alternative) {
            end++;
        }
        base->from = before->inherited_from[i];
        base->text =
            before->inherited[i].kind == OPN_LICENSE_UNKNOWN ? "" : before->inherited[i].text;
        base->record = read_row(b, &before->inherited[i], end - i);
        base->trial = base->record;
        if (base->record == NULL) {
            return OPENNESS_E_NOMEM;
        }
        b->base_count++;
        i = end;
    }
    return OPENNESS_OK;
}

/* Weights are licensed "own AND base's": lane by lane the least. */
static void join(opn_bench *b, size_t entry)
{
    opn_bench_license *license = &b->licenses[entry];

    b->artifacts[entry].levels = license->trial;
    if (license->joined == NULL) {
        return;
    }
    for (size_t i = 0; i < b->ladder_count; i++) {
        opn_pair least = license->trial[i];

        for (size_t k = 0; k < b->base_count; k++) {
            opn_pair one = b->bases[k].trial[i];

            least.lo = one.lo < least.lo ? one.lo : least.lo;
            least.hi = one.hi < least.hi ? one.hi : least.hi;
        }
        license->joined[i] = least;
    }
    b->artifacts[entry].levels = license->joined;
}

/* The license of an entry apart from its bases'. */
static int add_license(opn_bench *b, size_t entry)
{
    const opn_resolved_artifact *at = &b->artifacts[entry];
    bool weights = at->artifact->slot == opn_bench_weights(b);
    size_t more = weights ? b->before.resolved.inherited_count : 0;
    opn_bench_license *license = &b->licenses[entry];

    if (!at->applies) {
        return OPENNESS_OK;
    }
    license->record = read_row(b, at->licenses, at->license_count - more);
    license->trial = license->record;
    if (more > 0) {
        license->joined = opn_arena_alloc(b->arena, b->ladder_count, sizeof *license->joined);
    }
    if (license->record == NULL || (more > 0 && license->joined == NULL)) {
        return OPENNESS_E_NOMEM;
    }
    join(b, entry);
    return OPENNESS_OK;
}

static bool allocate(opn_bench *b)
{
    const opn_vocabulary *v = b->vocabulary;
    size_t entries = b->before.resolved.artifact_count + v->slot_count;

    b->artifacts = opn_arena_alloc(b->arena, entries, sizeof *b->artifacts);
    b->licenses = opn_arena_alloc(b->arena, entries, sizeof *b->licenses);
    b->fields = opn_arena_alloc(b->arena, v->field_count, sizeof *b->fields);
    b->fixed = opn_arena_alloc(b->arena, v->fact_count, sizeof *b->fixed);
    b->facts = opn_arena_alloc(b->arena, v->fact_count, sizeof *b->facts);
    b->sources = opn_arena_alloc(b->arena, v->fact_count, sizeof *b->sources);
    b->values = opn_arena_alloc(b->arena, b->rubric->node_count, sizeof *b->values);
    b->derived = opn_arena_alloc(b->arena, b->rubric->criterion_count, sizeof *b->derived);
    b->basis = opn_arena_alloc(b->arena, b->rubric->criterion_count, sizeof *b->basis);
    if (b->artifacts == NULL || b->licenses == NULL || b->fields == NULL || b->fixed == NULL ||
        b->facts == NULL || b->sources == NULL || b->values == NULL || b->derived == NULL ||
        b->basis == NULL) {
        return false;
    }
    for (size_t i = 0; i < v->fact_count; i++) {
        b->fixed[i] = OPN_LEAVE;
    }
    return true;
}

/* Entries beyond the record's own stand for slots that it says nothing about,
 * and are read as resolve.c reads those. */
const opn_resolved_artifact *opn_bench_original(const opn_bench *b, size_t entry)
{
    const opn_resolved *resolved = &b->before.resolved;

    if (entry < resolved->artifact_count) {
        return &resolved->artifacts[entry];
    }
    return b->artifacts[entry].artifact->slot == opn_bench_weights(b) ? &resolved->absent_weights
                                                                      : &resolved->absent;
}

bool opn_bench_holds(const opn_bench *b, size_t lever, size_t entry)
{
    return b->artifacts[entry].applies &&
           b->artifacts[entry].artifact->slot == b->levers[lever].slot;
}

void opn_bench_reset_entry(opn_bench *b, size_t entry)
{
    const opn_resolved_artifact *original = opn_bench_original(b, entry);

    b->artifacts[entry].access = original->access;
    b->artifacts[entry].extent = original->extent;
    b->licenses[entry].trial = b->licenses[entry].record;
    join(b, entry);
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
        size_t at = b->resolved.artifact_count;
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
        b->artifacts[at].artifact = bare;
        b->artifacts[at] = *opn_bench_original(b, at);
        b->artifacts[at].artifact = bare;
        b->resolved.artifact_count++;
        if (add_license(b, at) != OPENNESS_OK) {
            return OPENNESS_E_NOMEM;
        }
    }
    return OPENNESS_OK;
}

/* Every level is possible; a number is no level. */
static opn_pair unknown_field(const opn_bench *b, size_t field)
{
    const opn_field *at = &b->vocabulary->fields[field];

    if (at->type != OPN_FIELD_LADDER) {
        return (opn_pair){0, 0};
    }
    return (opn_pair){0, (int16_t)(b->vocabulary->ladders[at->ladder].count - 1)};
}

opn_pair opn_bench_field(const opn_bench *b, size_t field)
{
    const opn_resolved *before = &b->before.resolved;

    for (size_t i = 0; i < before->field_count; i++) {
        if (before->fields[i].field == field) {
            return before->fields[i].value;
        }
    }
    return unknown_field(b, field);
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
            b->fields[at] =
                (opn_field_value){field, true, unknown_field(b, field), NULL, {NULL, 0}};
            b->resolved.field_count++;
        }
    }
}

/* Licenses come first: whether a lever is open depends on them. */
static int copy_artifacts(opn_bench *b)
{
    int status = find_bases(b);

    b->resolved = b->before.resolved;
    b->resolved.artifacts = b->artifacts;
    for (size_t i = 0; status == OPENNESS_OK && i < b->resolved.artifact_count; i++) {
        b->artifacts[i] = b->before.resolved.artifacts[i];
        status = add_license(b, i);
    }
    return status;
}

int opn_bench_init(opn_bench *b, const openness_release *release, const opn_rubric *rubric,
                   int mode, const char *as_of, opn_arena *arena)
{
    int status;

    memset(b, 0, sizeof *b);
    b->rubric = rubric;
    b->database = release->database;
    b->vocabulary = &release->database->vocabulary;
    b->ladder_count = release->database->license_vocabulary.ladder_count;
    b->arena = arena;
    status = opn_outcome_find(&b->before, release, rubric, mode, as_of, arena);
    if (status == OPENNESS_OK) {
        status = allocate(b) ? copy_artifacts(b) : OPENNESS_E_NOMEM;
    }
    if (status == OPENNESS_OK) {
        status = opn_bench_find_levers(b);
    }
    if (status == OPENNESS_OK) {
        status = add_bare_slots(b);
    }
    if (status == OPENNESS_OK) {
        copy_fields(b);
        opn_bench_evaluate(b);
    }
    return status;
}

static bool is_set(opn_pair pair)
{
    return pair.lo != OPN_LEAVE.lo;
}

void opn_bench_set_entry(opn_bench *b, size_t entry, const opn_setting *setting)
{
    opn_resolved_artifact *at = &b->artifacts[entry];

    if (is_set(setting->access)) {
        at->access = setting->access;
    }
    if (is_set(setting->extent)) {
        at->extent = setting->extent;
    }
    if (setting->license != NULL) {
        b->licenses[entry].trial = setting->license;
        join(b, entry);
    }
}

/* A base binds the weights, each entry of them. */
static void set_base(opn_bench *b, size_t base, const opn_pair *row)
{
    b->bases[base].trial = row;
    for (size_t i = 0; i < b->resolved.artifact_count; i++) {
        if (b->licenses[i].joined != NULL) {
            join(b, i);
        }
    }
}

void opn_bench_set(opn_bench *b, size_t lever, const opn_setting *setting)
{
    const opn_lever *at = &b->levers[lever];

    for (size_t i = 0; at->field != OPN_NONE && i < b->resolved.field_count; i++) {
        if (b->fields[i].field == at->field && is_set(setting->value)) {
            b->fields[i].value = setting->value;
        }
        if (b->fields[i].field == at->field && setting->number != NULL) {
            b->fields[i].text = setting->number;
        }
    }
    for (size_t i = 0; at->slot != OPN_NONE && i < b->resolved.artifact_count; i++) {
        if (opn_bench_holds(b, lever, i)) {
            opn_bench_set_entry(b, i, setting);
        }
    }
    if (at->base != OPN_NONE && setting->license != NULL) {
        set_base(b, at->base, setting->license);
    }
}

void opn_bench_reset(opn_bench *b, size_t lever)
{
    const opn_lever *at = &b->levers[lever];
    const opn_resolved *before = &b->before.resolved;

    for (size_t i = 0; at->slot != OPN_NONE && i < b->resolved.artifact_count; i++) {
        if (opn_bench_holds(b, lever, i)) {
            opn_bench_reset_entry(b, i);
        }
    }
    for (size_t i = 0; at->field != OPN_NONE && i < b->resolved.field_count; i++) {
        if (b->fields[i].field == at->field) {
            b->fields[i].value = opn_bench_field(b, at->field);
            b->fields[i].text = i < before->field_count ? before->fields[i].text : NULL;
        }
    }
    if (at->base != OPN_NONE) {
        set_base(b, at->base, b->bases[at->base].record);
    }
}

void opn_bench_fix(opn_bench *b, size_t fact, opn_pair answer)
{
    b->fixed[fact] = answer;
}

/* What is fixed are facts about the release as a whole (its kind, its
 * modalities), which no other fact is read from. */
void opn_bench_evaluate(opn_bench *b)
{
    opn_evidence evidence = b->before.evidence;

    opn_facts_derive_some(&b->resolved, b->reads, b->facts, b->sources);
    for (size_t i = 0; i < b->vocabulary->fact_count; i++) {
        if (is_set(b->fixed[i])) {
            b->facts[i] = b->fixed[i];
        }
    }
    evidence.facts = b->facts;
    b->applies = opn_rubric_applies(b->rubric, b->facts);
    opn_evaluate(b->rubric, &evidence, b->values, b->derived, b->basis);
    b->evaluations++;
}
