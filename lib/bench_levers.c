/*
 * bench_levers.c: what of a release could be another way.
 *
 * Takes a bench that knows how the record stands. Finds the slots, fields and
 * bases behind the facts that the rubric reads, and the best license that there
 * is. What does not apply is no lever: that is how the release is.
 *
 * Must not set anything.
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

/* Whether a license leaves some ladder open that the rubric reads it on. */
static bool row_is_open(const opn_bench *b, const opn_pair *row, const bool *ladders)
{
    for (size_t i = 0; i < b->ladder_count; i++) {
        if (ladders[i] && is_open(row[i])) {
            return true;
        }
    }
    return false;
}

static bool slot_lever(const opn_bench *b, size_t slot, bool *ladders, opn_lever *out)
{
    bool applies = false;

    *out = (opn_lever){slot, OPN_NONE, OPN_NONE, false};
    opn_bench_ladders(b, slot, ladders);
    for (size_t i = 0; i < b->before.resolved.artifact_count; i++) {
        const opn_resolved_artifact *entry = &b->before.resolved.artifacts[i];

        if (entry->artifact->slot != slot) {
            continue;
        }
        if (!entry->applies) {
            continue;
        }
        applies = true;
        out->open = out->open || is_open(entry->access) || is_open(entry->extent) ||
                    row_is_open(b, b->licenses[i].record, ladders);
    }
    return applies;
}

/* A slot of which the record says nothing, not even that it does not apply. */
static bool is_bare(const opn_bench *b, size_t slot)
{
    for (size_t i = 0; i < b->before.resolved.artifact_count; i++) {
        if (b->before.resolved.artifacts[i].artifact->slot == slot) {
            return false;
        }
    }
    return true;
}

static bool field_lever(const opn_bench *b, size_t field, opn_lever *out)
{
    const opn_resolved *resolved = &b->before.resolved;
    bool number = b->vocabulary->fields[field].type != OPN_FIELD_LADDER;

    *out = (opn_lever){OPN_NONE, field, OPN_NONE, true};
    for (size_t i = 0; i < resolved->field_count; i++) {
        if (resolved->fields[i].field == field) {
            out->open =
                number ? resolved->fields[i].text == NULL : is_open(resolved->fields[i].value);
            return resolved->fields[i].applies;
        }
    }
    return true;
}

/* The slots and fields behind the facts that the rubric reads. */
static void mark(const opn_bench *b, bool *slots, bool *fields)
{
    for (size_t i = 0; i < b->vocabulary->fact_count; i++) {
        const opn_fact *fact = &b->vocabulary->facts[i];

        for (size_t k = 0; b->reads[i] && k < fact->slot_count; k++) {
            slots[fact->slots[k]] = true;
        }
        if (b->reads[i] && (fact->read == OPN_READ_FIELD || fact->read == OPN_READ_CUTS)) {
            fields[fact->field] = true;
        }
    }
}

static void add(opn_bench *b, opn_lever *levers, const bool *slots, const bool *fields,
                bool *ladders)
{
    size_t weights = opn_bench_weights(b);

    for (size_t i = 0; i < b->vocabulary->slot_count; i++) {
        opn_lever lever = {i, OPN_NONE, OPN_NONE, true};

        if (slots[i] && (is_bare(b, i) || slot_lever(b, i, ladders, &lever))) {
            levers[b->lever_count++] = lever;
        }
    }
    for (size_t i = 0; i < b->vocabulary->field_count; i++) {
        b->lever_count += fields[i] && field_lever(b, i, &levers[b->lever_count]) ? 1 : 0;
    }
    opn_bench_ladders(b, weights, ladders);
    for (size_t i = 0; slots[weights] && i < b->base_count; i++) {
        levers[b->lever_count++] =
            (opn_lever){OPN_NONE, OPN_NONE, i, row_is_open(b, b->bases[i].record, ladders)};
    }
}

/* No single license need top every ladder; what is offered under several does. */
static void find_best(const opn_bench *b, opn_pair *best)
{
    const openness_database *database = b->database;

    for (size_t i = 0; i < database->license_count; i++) {
        const opn_license_text *text =
            opn_license_text_on(&database->licenses[i], b->before.resolved.as_of);

        for (size_t k = 0; k < b->ladder_count; k++) {
            if (text->levels[k].lo > best[k].lo) {
                best[k] = (opn_pair){text->levels[k].lo, text->levels[k].lo};
            }
        }
    }
}

int opn_bench_find_levers(opn_bench *b)
{
    const opn_vocabulary *v = b->vocabulary;
    size_t most = v->slot_count + v->field_count + b->base_count;
    bool *read = opn_arena_alloc(b->arena, v->fact_count, sizeof *read);
    bool *slots = opn_arena_alloc(b->arena, v->slot_count, sizeof *slots);
    bool *fields = opn_arena_alloc(b->arena, v->field_count, sizeof *fields);
    bool *ladders = opn_arena_alloc(b->arena, b->ladder_count, sizeof *ladders);
    opn_pair *best = opn_arena_alloc(b->arena, b->ladder_count, sizeof *best);
    opn_lever *levers = opn_arena_alloc(b->arena, most, sizeof *levers);

    if (read == NULL || slots == NULL || fields == NULL || ladders == NULL || best == NULL ||
        levers == NULL) {
        return OPENNESS_E_NOMEM;
    }
    opn_rubric_reads(b->rubric, read);
    close_reads(v, read);
    b->reads = read;
    mark(b, slots, fields);
    find_best(b, best);
    b->best_license = best;
    b->levers = levers;
    add(b, levers, slots, fields, ladders);
    return OPENNESS_OK;
}
