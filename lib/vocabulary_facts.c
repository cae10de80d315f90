/*
 * vocabulary_facts.c: the questions that rubrics ask, as data.
 *
 * Takes data/vocabulary/facts.json, gives one opn_fact each: what it reads and
 * on which ladder. A fact may only name facts above it, so that one pass
 * derives all of them.
 *
 * Must not know what any single fact is about.
 */
#include "vocabulary_facts.h"
#include "rational.h"

typedef struct {
    opn_reader *r;
    const opn_vocabulary *vocabulary; /* the facts so far included */
    const opn_license_vocabulary *licenses;
} context;

static const char license_prefix[] = "license:";

/* For what is well formed, names only known things, and still cannot be
 * derived. */
static void refuse(context *c, const opn_node *node, const char *message)
{
    opn_issue_node(c->r->issues, "unsupported", OPENNESS_SEVERITY_ERROR, node, "%s", message);
}

/* A fact that stands above, by name. The table is not sorted yet. */
static size_t earlier_fact(context *c, const opn_node *node, const char *name)
{
    for (size_t i = 0; i < c->vocabulary->fact_count; i++) {
        if (opn_streq(c->vocabulary->facts[i].id, name)) {
            return i;
        }
    }
    opn_issue_node(c->r->issues, "forward-reference", OPENNESS_SEVERITY_ERROR, node,
                   "no fact \"%s\" stands above this one", name);
    return OPN_NONE;
}

/* A fact on a license ladder needs both numbers: that of the ladder among all
 * ladders for its levels, and that among license ladders to read a license
 * with. */
static void read_ladder(context *c, const opn_node *node, opn_fact *out)
{
    const char *name = opn_reader_text(c->r, node, "ladder", OPN_ID_LIMIT, true);
    const opn_node *member = opn_node_member(node, "ladder");
    size_t prefix = sizeof license_prefix - 1;

    out->license_ladder = OPN_NONE;
    out->ladder = opn_table_find(&c->vocabulary->ladder_table, name);
    if (out->ladder == OPN_TABLE_NONE) {
        out->ladder = 0;
        opn_issue_unknown(c->r->issues, "unknown-name", member, "ladder", name,
                          opn_table_suggest(&c->vocabulary->ladder_table, name));
    } else if (strncmp(name, license_prefix, prefix) == 0) {
        out->license_ladder = opn_table_find(&c->licenses->ladder_table, name + prefix);
    }
}

/* With several slots the choice must be stated: a recipe is as good as its
 * weakest stage, a paper as its best version, and no default fits both. */
static void read_slots(context *c, const opn_node *node, opn_fact *out)
{
    const opn_node *of = opn_node_array(c->r->issues, node, "of", true);
    size_t *slots = opn_reader_alloc(c->r, opn_node_count(of), sizeof *slots);
    const char *pick = opn_reader_text(c->r, node, "pick", OPN_ID_LIMIT, false);

    if (slots == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(of); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_string(at);
        size_t slot =
            name == NULL ? OPN_TABLE_NONE : opn_table_find(&c->vocabulary->slot_table, name);

        if (slot == OPN_TABLE_NONE) {
            opn_issue_unknown(c->r->issues, "unknown-kind", at, "artifact",
                              name == NULL ? "" : name, NULL);
        } else {
            slots[out->slot_count++] = slot;
        }
    }
    out->slots = slots;
    out->pick_max = opn_streq(pick, "max");
    if (out->slot_count > 1 && !out->pick_max && !opn_streq(pick, "min")) {
        refuse(c, node, "several artifacts need \"pick\": \"min\" or \"max\"");
    }
}

/* Each read gives levels of one ladder only, which is checked here so that
 * deriving needs no test at run time. */
static void read_artifact_fact(context *c, const opn_node *node, opn_fact *out)
{
    static const char *const names[] = {"access", "disclosed", "obtainable", "license",
                                        "stated_license"};
    static const opn_read reads[] = {OPN_READ_ACCESS, OPN_READ_DISCLOSED, OPN_READ_OBTAINABLE,
                                     OPN_READ_LICENSE, OPN_READ_STATED_LICENSE};
    const opn_vocabulary *v = c->vocabulary;
    const char *name = opn_reader_text(c->r, node, "read", OPN_ID_LIMIT, true);
    size_t at = opn_names_find(names, OPN_ARRAY_LEN(names), name);
    const char *other = opn_reader_text(c->r, node, "if_not_applicable", OPN_ID_LIMIT, false);
    size_t wanted = out->ladder; /* license reads take any license ladder */

    read_slots(c, node, out);
    if (at == SIZE_MAX) {
        opn_issue_unknown(c->r->issues, "unknown-kind", node, "read", name,
                          opn_names_suggest(names, OPN_ARRAY_LEN(names), name));
        return;
    }
    out->read = reads[at];
    if (out->read == OPN_READ_ACCESS) {
        wanted = v->access_ladder;
    } else if (out->read == OPN_READ_DISCLOSED || out->read == OPN_READ_OBTAINABLE) {
        wanted = v->extent_ladder;
    } else if (out->license_ladder == OPN_NONE) {
        wanted = OPN_NONE;
    }
    if (out->ladder != wanted) {
        refuse(c, node, "this read does not give levels of that ladder");
    }
    if (*other != '\0') {
        out->if_not_applicable =
            earlier_fact(c, opn_node_member(node, "if_not_applicable"), other);
    }
    if (out->if_not_applicable != OPN_NONE &&
        v->facts[out->if_not_applicable].ladder != out->ladder) {
        refuse(c, node, "the fact to take instead has another ladder");
    }
}

/* {"training_data_disclosed": "described"}: what must hold for a judgment to
 * be possible at all. */
static void read_needs(context *c, const opn_node *node, opn_fact *out)
{
    const opn_node *needs = opn_node_object(c->r->issues, node, "needs", false);
    const opn_node *need = opn_node_first(needs);
    const char *level = opn_node_string(need);

    if (needs == NULL) {
        return;
    }
    if (opn_node_count(needs) != 1 || level == NULL) {
        refuse(c, needs, "exactly one fact and its level are expected");
        return;
    }
    out->needs_fact = earlier_fact(c, need, opn_node_key(need));
    if (out->needs_fact == OPN_NONE) {
        return;
    }
    out->needs_level = opn_ladder_level(
        &c->vocabulary->ladders[c->vocabulary->facts[out->needs_fact].ladder], level);
    if (out->needs_level < 0) {
        opn_issue_unknown(c->r->issues, "unknown-level", need, "level", level, NULL);
    }
}

/* Cuts rise or fall and part a number into one class more than there are. */
static void read_cuts(context *c, const opn_node *node, const opn_node *cuts, opn_fact *out)
{
    opn_names names = opn_reader_names(c->r, cuts);

    out->read = OPN_READ_CUTS;
    out->set = names.items;
    out->set_count = names.count;
    if (names.count + 1 != c->vocabulary->ladders[out->ladder].count) {
        refuse(c, node, "a ladder has one level more than there are cuts");
    }
    for (size_t i = 0; i < names.count; i++) {
        if (!opn_decimal_valid(names.items[i])) {
            opn_issue_node(c->r->issues, "bad-number", OPENNESS_SEVERITY_ERROR, cuts,
                           "\"%s\" is not a number", names.items[i]);
            return;
        }
    }
    for (size_t i = 1; i < names.count; i++) {
        int first = opn_decimal_compare(names.items[0], names.items[1]);
        int step = opn_decimal_compare(names.items[i - 1], names.items[i]);

        if (step == 0 || (step < 0) != (first < 0)) {
            refuse(c, cuts, "cuts rise or fall from the first to the last");
        }
    }
}

/* "kind" and "output_modalities" are members of every record and not fields:
 * they are read as membership in a set. */
static void read_set(context *c, const opn_node *in, const char *field, opn_fact *out)
{
    const opn_vocabulary *v = c->vocabulary;
    bool kind = opn_streq(field, "kind");
    const char *const *known = kind ? v->kinds : v->modalities;
    size_t known_count = kind ? v->kind_count : v->modality_count;
    opn_names names = opn_reader_names(c->r, in);

    out->read = kind ? OPN_READ_KIND : OPN_READ_MODALITY;
    out->set = names.items;
    out->set_count = names.count;
    if (v->ladders[out->ladder].count != 2) {
        refuse(c, in, "membership in a set is no or yes");
    }
    for (size_t i = 0; i < names.count; i++) {
        if (opn_names_find(known, known_count, names.items[i]) == SIZE_MAX) {
            opn_issue_unknown(c->r->issues, "unknown-kind", in, field, names.items[i], NULL);
        }
    }
}

/* Dates are recorded for readers; a fact cannot read one, since that would need
 * a clock or a second date to compare with. */
static void read_field_fact(context *c, const opn_node *node, opn_fact *out)
{
    const opn_vocabulary *v = c->vocabulary;
    const char *name = opn_reader_text(c->r, node, "field", OPN_ID_LIMIT, true);
    const opn_node *in = opn_node_array(c->r->issues, node, "in", false);
    const opn_node *cuts = opn_node_array(c->r->issues, node, "cuts", false);
    const opn_field *field;

    if (in != NULL && (opn_streq(name, "kind") || opn_streq(name, "output_modalities"))) {
        read_set(c, in, name, out);
        return;
    }
    out->read = OPN_READ_FIELD;
    out->field = opn_table_find(&v->field_table, name);
    if (out->field == OPN_TABLE_NONE) {
        opn_issue_unknown(c->r->issues, "unknown-field", opn_node_member(node, "field"), "field",
                          name, opn_table_suggest(&v->field_table, name));
        return;
    }
    field = &v->fields[out->field];
    if (cuts != NULL) {
        read_cuts(c, node, cuts, out);
    }
    if ((cuts != NULL) != (field->type == OPN_FIELD_NUMBER) || field->type == OPN_FIELD_DATE ||
        (cuts == NULL && field->ladder != out->ladder)) {
        refuse(c, node, "a number needs cuts, any other field its own ladder");
    }
    read_needs(c, node, out);
}

/* "field" and "read" exclude each other by this order: whoever states a field
 * asks for the field. */
static void read_fact(context *c, const opn_node *node, opn_fact *out)
{
    static const char *const members[] = {
        "id",   "ladder", "read",     "of",  "pick", "if_not_applicable", "field", "in",
        "cuts", "needs",  "question", "why", "raise"};
    opn_reader *r = c->r;

    *out = (opn_fact){.id = "", .question = "", .why = "", .raise = ""};
    out->if_not_applicable = OPN_NONE;
    out->field = OPN_NONE;
    out->needs_fact = OPN_NONE;
    if (!opn_node_expect_members(r->issues, node, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    out->id = opn_reader_text(r, node, "id", OPN_ID_LIMIT, true);
    out->question = opn_reader_text(r, node, "question", OPN_LINE_LIMIT, true);
    out->why = opn_reader_text(r, node, "why", OPN_LINE_LIMIT, true);
    out->raise = opn_reader_text(r, node, "raise", OPN_LINE_LIMIT, true);
    read_ladder(c, node, out);
    if (opn_node_member(node, "field") != NULL) {
        read_field_fact(c, node, out);
    } else {
        read_artifact_fact(c, node, out);
    }
}

/* Facts become visible one by one, which is what makes a reference to a later
 * one impossible to resolve. */
void opn_vocabulary_read_facts(opn_vocabulary *vocabulary, const opn_node *document,
                               const opn_license_vocabulary *licenses, opn_reader *r)
{
    static const char *const members[] = {"format", "about", "facts"};
    const opn_node *array = opn_node_array(r->issues, document, "facts", true);
    size_t count = opn_node_count(array);
    opn_fact *facts = opn_reader_alloc(r, count, sizeof *facts);
    context c = {r, vocabulary, licenses};
    const char *twice;

    opn_node_expect_members(r->issues, document, members, OPN_ARRAY_LEN(members));
    if (facts == NULL ||
        opn_table_init(&vocabulary->fact_table, r->arena, count) != OPENNESS_OK) {
        r->out_of_memory = true;
        return;
    }
    vocabulary->facts = facts;
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        opn_fact *fact = &facts[vocabulary->fact_count];

        read_fact(&c, at, fact);
        opn_table_put(&vocabulary->fact_table, fact->id, vocabulary->fact_count);
        vocabulary->fact_count++;
    }
    twice = opn_table_sort(&vocabulary->fact_table);
    if (twice != NULL) {
        opn_issue_node(r->issues, "duplicate-id", OPENNESS_SEVERITY_ERROR, array,
                       "\"%s\" stands twice", twice);
    }
}
