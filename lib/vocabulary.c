/*
 * vocabulary.c: ladders, artifacts, fields and relations of the record.
 *
 * Takes data/vocabulary/record.json and facts.json, gives arrays with one
 * look-up table each. License ladders join the others under "license:<id>", so
 * that a fact names any ladder in one way.
 *
 * Must not know which names the files hold, but for the few that the rules
 * of access need: the ladders access, extent and reason, and the level gated.
 */
#include "vocabulary.h"
#include "reader.h"
#include "vocabulary_facts.h"

static const char license_prefix[] = "license:";

/* Copied rather than borrowed: the two vocabularies are freed in any order. */
static void add_license_ladders(opn_reader *r, const opn_license_vocabulary *licenses,
                                opn_ladder *out)
{
    for (size_t i = 0; i < licenses->ladder_count; i++) {
        const opn_license_ladder *from = &licenses->ladders[i];
        char id[sizeof license_prefix + OPN_ID_LIMIT];
        const char **levels = opn_reader_alloc(r, from->level_count, sizeof *levels);

        memcpy(id, license_prefix, sizeof license_prefix);
        memcpy(id + sizeof license_prefix - 1, from->id, strlen(from->id) + 1);
        out[i].id = opn_reader_string(r, id);
        for (size_t k = 0; levels != NULL && k < from->level_count; k++) {
            levels[k] = opn_reader_string(r, from->levels[k]);
        }
        out[i].levels = levels;
        out[i].count = from->level_count;
    }
}

/* A name that stands twice would make one of its two meanings unreachable. */
static void close_table(opn_reader *r, opn_table *table, const opn_node *node)
{
    const char *twice = opn_table_sort(table);

    if (twice != NULL) {
        opn_issue_node(r->issues, "duplicate-id", OPENNESS_SEVERITY_ERROR, node,
                       "\"%s\" stands twice", twice);
    }
}

static bool start_table(opn_reader *r, opn_table *table, size_t count)
{
    if (opn_table_init(table, r->arena, count) != OPENNESS_OK) {
        r->out_of_memory = true;
        return false;
    }
    return true;
}

/* Ladders come first: fields and facts name them. */
static void read_ladders(opn_reader *r, opn_vocabulary *out, const opn_node *document,
                         const opn_license_vocabulary *licenses)
{
    static const char *const members[] = {"id", "levels", "about"};
    const opn_node *array = opn_node_array(r->issues, document, "ladders", true);
    size_t count = opn_node_count(array) + licenses->ladder_count;
    opn_ladder *ladders = opn_reader_alloc(r, count, sizeof *ladders);

    if (ladders == NULL || !start_table(r, &out->ladder_table, count)) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        opn_ladder *ladder = &ladders[out->ladder_count++];
        opn_names levels;

        opn_node_expect_members(r->issues, at, members, OPN_ARRAY_LEN(members));
        ladder->id = opn_reader_text(r, at, "id", OPN_ID_LIMIT, true);
        levels = opn_reader_names(r, opn_node_array(r->issues, at, "levels", true));
        ladder->levels = levels.items;
        ladder->count = levels.count;
        if (levels.count < 2 || levels.count > INT16_MAX) {
            opn_issue_node(r->issues, "missing-level", OPENNESS_SEVERITY_ERROR, at,
                           "a ladder has two levels or more");
        }
    }
    add_license_ladders(r, licenses, ladders + out->ladder_count);
    out->ladder_count = count;
    out->ladders = ladders;
    for (size_t i = 0; i < count; i++) {
        opn_table_put(&out->ladder_table, ladders[i].id, i);
    }
    close_table(r, &out->ladder_table, array);
}

/* The ladder of a name that the rules themselves need. */
static size_t needed_ladder(opn_reader *r, const opn_vocabulary *vocabulary,
                            const opn_node *document, const char *id)
{
    size_t at = opn_table_find(&vocabulary->ladder_table, id);

    if (at != OPN_TABLE_NONE) {
        return at;
    }
    opn_issue_node(r->issues, "missing-level", OPENNESS_SEVERITY_ERROR,
                   opn_node_member(document, "ladders"), "the ladder \"%s\" is missing", id);
    return 0;
}

/* What the rules of access and withholding are written in terms of; all else
 * about ladders is data. */
static void find_ladders(opn_reader *r, opn_vocabulary *out, const opn_node *document)
{
    out->access_ladder = needed_ladder(r, out, document, "access");
    out->extent_ladder = needed_ladder(r, out, document, "extent");
    out->reason_ladder = needed_ladder(r, out, document, "reason");
    if (opn_reader_status(r) != OPENNESS_OK) {
        return;
    }
    out->gated_level = opn_ladder_level(&out->ladders[out->access_ladder], "gated");
    if (out->gated_level < 0) {
        opn_issue_node(r->issues, "missing-level", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(document, "ladders"), "access has no level \"gated\"");
    }
}

/* A slot, not a kind, is what a fact reads: "training_data" has one slot per
 * group of stages, so that pre-training and tuning can be asked about apart. */
static void read_slots(opn_reader *r, opn_vocabulary *out, const opn_node *document)
{
    static const char *const members[] = {"id", "kind", "stages", "type", "about"};
    const opn_node *array = opn_node_array(r->issues, document, "artifacts", true);
    opn_slot *slots = opn_reader_alloc(r, opn_node_count(array), sizeof *slots);

    if (slots == NULL || !start_table(r, &out->slot_table, opn_node_count(array))) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        opn_slot *slot = &slots[out->slot_count];
        opn_names stages;

        opn_node_expect_members(r->issues, at, members, OPN_ARRAY_LEN(members));
        slot->id = opn_reader_text(r, at, "id", OPN_ID_LIMIT, true);
        slot->kind = opn_reader_text(r, at, "kind", OPN_ID_LIMIT, true);
        slot->type = opn_reader_text(r, at, "type", OPN_ID_LIMIT, true);
        slot->about = opn_reader_text(r, at, "about", OPN_PROSE_LIMIT, true);
        stages = opn_reader_names(r, opn_node_array(r->issues, at, "stages", false));
        slot->stages = stages.items;
        slot->stage_count = stages.count;
        opn_table_put(&out->slot_table, slot->id, out->slot_count);
        out->slot_count++;
    }
    out->slots = slots;
    close_table(r, &out->slot_table, array);
}

static void read_field(opn_reader *r, const opn_vocabulary *vocabulary, const opn_node *node,
                       opn_field *out)
{
    static const char *const members[] = {"id", "type", "unit", "about"};
    const char *type;

    opn_node_expect_members(r->issues, node, members, OPN_ARRAY_LEN(members));
    out->id = opn_reader_text(r, node, "id", OPN_ID_LIMIT, true);
    out->unit = opn_reader_text(r, node, "unit", OPN_ID_LIMIT, false);
    out->about = opn_reader_text(r, node, "about", OPN_PROSE_LIMIT, true);
    out->type = OPN_FIELD_LADDER;
    out->ladder = 0;
    type = opn_reader_text(r, node, "type", OPN_ID_LIMIT, true);
    if (opn_streq(type, "number")) {
        out->type = OPN_FIELD_NUMBER;
    } else if (opn_streq(type, "date")) {
        out->type = OPN_FIELD_DATE;
    } else {
        /* Any other type is the name of a ladder. */
        out->ladder = opn_table_find(&vocabulary->ladder_table, type);
    }
    if (out->ladder == OPN_TABLE_NONE) {
        opn_issue_unknown(r->issues, "unknown-name", opn_node_member(node, "type"), "ladder",
                          type, opn_table_suggest(&vocabulary->ladder_table, type));
    }
}

static void read_fields(opn_reader *r, opn_vocabulary *out, const opn_node *document)
{
    const opn_node *array = opn_node_array(r->issues, document, "fields", true);
    opn_field *fields = opn_reader_alloc(r, opn_node_count(array), sizeof *fields);

    if (fields == NULL || !start_table(r, &out->field_table, opn_node_count(array))) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_field(r, out, at, &fields[out->field_count]);
        opn_table_put(&out->field_table, fields[out->field_count].id, out->field_count);
        out->field_count++;
    }
    out->fields = fields;
    close_table(r, &out->field_table, array);
}

/* "inherits" decides whether the license of a base binds: outputs of a model
 * are not its weights, so a distillation is free of it. */
static void read_relations(opn_reader *r, opn_vocabulary *out, const opn_node *document)
{
    static const char *const members[] = {"id", "inherits", "about"};
    const opn_node *array = opn_node_array(r->issues, document, "relations", true);
    opn_relation *relations = opn_reader_alloc(r, opn_node_count(array), sizeof *relations);

    if (relations == NULL || !start_table(r, &out->relation_table, opn_node_count(array))) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        opn_relation *relation = &relations[out->relation_count];
        const char *inherits;

        opn_node_expect_members(r->issues, at, members, OPN_ARRAY_LEN(members));
        relation->id = opn_reader_text(r, at, "id", OPN_ID_LIMIT, true);
        inherits = opn_reader_text(r, at, "inherits", OPN_ID_LIMIT, true);
        relation->inherits = opn_streq(inherits, "yes");
        if (!relation->inherits && !opn_streq(inherits, "no")) {
            opn_issue_unknown(r->issues, "unknown-level", at, "value", inherits, NULL);
        }
        opn_table_put(&out->relation_table, relation->id, out->relation_count);
        out->relation_count++;
    }
    out->relations = relations;
    close_table(r, &out->relation_table, array);
}

/* Kinds and modalities are plain names: no rule treats any of them apart. */
static void read_kinds(opn_reader *r, opn_vocabulary *out, const opn_node *document)
{
    static const char *const members[] = {"id", "about"};
    const opn_node *array = opn_node_array(r->issues, document, "kinds", true);
    const char **kinds = opn_reader_alloc(r, opn_node_count(array), sizeof *kinds);
    opn_names modalities =
        opn_reader_names(r, opn_node_array(r->issues, document, "modalities", true));

    if (kinds == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        opn_node_expect_members(r->issues, at, members, OPN_ARRAY_LEN(members));
        kinds[out->kind_count] = opn_reader_text(r, at, "id", OPN_ID_LIMIT, true);
        out->kind_count++;
    }
    out->kinds = kinds;
    out->modalities = modalities.items;
    out->modality_count = modalities.count;
}

/* Nothing can be resolved while the ladders are wrong; everything else is read
 * to the end. */
static void read_record(opn_reader *r, opn_vocabulary *out, const opn_node *document,
                        const opn_license_vocabulary *licenses)
{
    static const char *const members[] = {"format",    "about",      "ladders",   "kinds",
                                          "relations", "modalities", "artifacts", "fields"};

    opn_node_expect_members(r->issues, document, members, OPN_ARRAY_LEN(members));
    read_ladders(r, out, document, licenses);
    if (opn_reader_status(r) != OPENNESS_OK) {
        return;
    }
    find_ladders(r, out, document);
    read_kinds(r, out, document);
    read_relations(r, out, document);
    read_slots(r, out, document);
    read_fields(r, out, document);
}

/* Both formats are looked at before anything is read: facts of a future version
 * over a record of today would give a wrong answer, not an error. */
int opn_vocabulary_read(opn_vocabulary *out, const opn_node *record, const opn_node *facts,
                        const struct opn_license_vocabulary *licenses, opn_issues *issues)
{
    int status = opn_document_format(record, "openness-vocabulary/1", issues);
    opn_reader reader;

    *out = (opn_vocabulary){0};
    if (status == OPENNESS_OK) {
        status = opn_document_format(facts, "openness-facts/1", issues);
    }
    if (status != OPENNESS_OK) {
        return status;
    }
    reader = opn_reader_begin(&out->arena, issues);
    read_record(&reader, out, record, licenses);
    if (opn_reader_status(&reader) == OPENNESS_OK) {
        opn_vocabulary_read_facts(out, facts, licenses, &reader);
    }
    return opn_reader_status(&reader);
}

void opn_vocabulary_free(opn_vocabulary *vocabulary)
{
    opn_arena_free(&vocabulary->arena);
    *vocabulary = (opn_vocabulary){0};
}

/* Linear on purpose: some forty slots, and a look-up by two names at once. */
size_t opn_vocabulary_slot(const opn_vocabulary *vocabulary, const char *kind, const char *stage)
{
    for (size_t i = 0; i < vocabulary->slot_count; i++) {
        const opn_slot *slot = &vocabulary->slots[i];

        if (!opn_streq(slot->kind, kind)) {
            continue;
        }
        if (slot->stage_count == 0
                ? stage == NULL
                : stage != NULL &&
                      opn_names_find(slot->stages, slot->stage_count, stage) != SIZE_MAX) {
            return i;
        }
    }
    return OPN_NONE;
}

int16_t opn_ladder_level(const opn_ladder *ladder, const char *name)
{
    size_t at = opn_names_find(ladder->levels, ladder->count, name);

    return at == SIZE_MAX ? -1 : (int16_t)at;
}
