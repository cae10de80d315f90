/*
 * merge_lists.c: all of a record that is no artifact.
 *
 * Takes bases, fields, the label, promises, assessments and conflicts of all
 * inputs. Bases meet by id, fields by name; of the lists each entry stands once,
 * with the evidence of all that hold it.
 *
 * Must not know how a value is decided.
 */
#include "ascii.h"
#include "merge.h"
#include "release_read.h"

static const char *text_of(const opn_node *node, const char *key)
{
    return opn_node_string(opn_node_member(node, key));
}

/* Words for readers: each once, in the order of the inputs, as far as a record has room. */
void opn_merge_write_notes(opn_merge_job *job, const opn_merge_entry *entries, size_t count)
{
    opn_merge_set seen = {0};
    opn_buf all = {0};
    size_t size;

    for (size_t i = 0; i < count; i++) {
        const char *note = text_of(entries[i].node, "note");
        size_t next = seen.count;

        if (note != NULL && all.size + strlen(note) + 1 <= OPN_PROSE_LIMIT &&
            opn_merge_set_put(job, &seen, note, next) == next) {
            opn_buf_str(&all, all.size == 0 ? "" : " ");
            opn_buf_str(&all, note);
        }
    }
    size = all.size;
    if (size > 0 || all.failed) {
        opn_write_member(job->w, "note", opn_merge_keep(job, &all));
    }
}

/* --- bases ----------------------------------------------------------------------------------- */

static const char *const base_members[] = {"id", "relation", "license", "relicensed"};

typedef struct {
    const char *id;
    opn_merge_entry *entries; /* one of each input at most */
    size_t count;
} base;

static bool has_input(const base *of, size_t input)
{
    return of->count > 0 && of->entries[of->count - 1].input == input;
}

/* Whether two words for a relation can mean one: "unknown" can mean any. */
static bool may_be_same(const char *a, const char *b)
{
    return opn_streq(a, b) || opn_streq(a, "unknown") || opn_streq(b, "unknown");
}

/* The one of this id and relation, else of this id alone: two records may call
 * the way differently. A record that names an id twice means two ways. */
static base *find_base(base *bases, size_t count, size_t input, const opn_node *node)
{
    const char *id = text_of(node, "id");
    const char *relation = text_of(node, "relation");

    for (int strict = 2; strict >= 0; strict--) {
        for (size_t i = 0; i < count; i++) {
            const char *other =
                bases[i].count == 0 ? "" : text_of(bases[i].entries[0].node, "relation");

            if (opn_ascii_casecmp(bases[i].id, id) == 0 && !has_input(&bases[i], input) &&
                (strict == 0 || (strict == 2 ? opn_streq(relation, other)
                                             : may_be_same(relation, other)))) {
                return &bases[i];
            }
        }
    }
    return NULL;
}

/* Ids of one spelling: that of a record of the database before any other. */
static size_t gather_bases(opn_merge_job *job, base *bases, size_t room)
{
    size_t count = 0;

    for (size_t i = 0; i < job->input_count && !job->out_of_memory; i++) {
        const opn_node *list = opn_node_member(job->inputs[i].root, "based_on");

        for (const opn_node *at = opn_node_first(list); at != NULL; at = opn_node_next(at)) {
            base *to = find_base(bases, count, i, at);

            if (to == NULL && count < room) {
                to = &bases[count];
                to->id = text_of(at, "id");
                to->entries = opn_merge_alloc(job, job->input_count, sizeof *to->entries);
                count++;
            }
            if (to == NULL || to->entries == NULL) {
                job->too_much = true;
                continue;
            }
            if (opn_database_find(job->database, OPENNESS_KIND_RELEASE, text_of(at, "id")) !=
                NULL) {
                to->id = text_of(at, "id");
            }
            to->entries[to->count] = (opn_merge_entry){i, at, false};
            to->count++;
        }
    }
    return count;
}

static opn_merge_ask ask_base(opn_merge_job *job, const base *of, const char *member,
                              opn_merge_type type, size_t index)
{
    opn_merge_ask ask = opn_merge_ask_begin(
        job, type, NULL, opn_merge_text(job, "%s of the base %s", member, of->id),
        opn_merge_text(job, "/based_on/%zu/%s", index, member), of->count);

    for (size_t i = 0; i < of->count; i++) {
        opn_merge_side_add(job, &ask, of->entries[i].input, of->entries[i].node, member, false);
    }
    return ask;
}

/* Of ways that differ one that takes over the terms: that it does not is then
 * only possible. */
static const char *pick_relation(const opn_merge_job *job, const opn_merge_ask *ask, bool *open)
{
    const char *relation = NULL;
    bool binds = false;
    bool frees = false;

    for (size_t i = 0; i < ask->count; i++) {
        const char *one = ask->sides[i].value.texts[0];
        bool takes = opn_merge_inherits(job, one);

        if (relation == NULL || (takes && !binds)) {
            relation = one;
        }
        binds = binds || takes;
        frees = frees || !takes;
    }
    *open = *open || (binds && frees);
    return relation;
}

/* Absent, the terms are those of the base's record, where there is one; a reader
 * that knew of none wrote "unknown", which must not hide it. */
static void write_license(opn_merge_job *job, const base *of, const opn_merge_value *value,
                          bool open)
{
    bool recorded =
        opn_database_find(job->database, OPENNESS_KIND_RELEASE, of->id) != NULL;
    size_t stated = 0;

    for (size_t i = 0; i < of->count; i++) {
        stated += opn_node_member(of->entries[i].node, "license") != NULL;
    }
    if (value->known && !open) {
        opn_merge_write_value(job->w, "license", OPN_MERGE_LICENSE, NULL, value);
    } else if (open || (stated > 0 && (!recorded || stated == of->count))) {
        opn_write_member(job->w, "license", "unknown");
    }
}

static void mark(opn_merge_witness *witnesses, const base *of, const opn_merge_ask *asks)
{
    for (size_t i = 0; i < of->count; i++) {
        witnesses[i].holder = of->entries[i].node;
        for (size_t m = 0; m < OPN_ARRAY_LEN(base_members); m++) {
            const opn_node *holder = of->entries[i].node;
            const char *text = text_of(holder, base_members[m]);
            bool states = opn_node_member(holder, base_members[m]) != NULL &&
                          (text == NULL || !opn_streq(text, "unknown"));

            witnesses[i].states |= states ? 1u << m : 0u;
            if (m > 0 && opn_merge_lost(&asks[m], holder)) {
                witnesses[i].lost |= 1u << m;
            }
        }
    }
}

static void write_base(opn_merge_job *job, const base *of, size_t index)
{
    static const opn_merge_type types[] = {OPN_MERGE_NAME, OPN_MERGE_RELATION,
                                           OPN_MERGE_LICENSE, OPN_MERGE_WORD};
    opn_merge_witness *witnesses = opn_merge_alloc(job, of->count, sizeof *witnesses);
    opn_merge_ask asks[OPN_ARRAY_LEN(types)];
    opn_merge_value values[OPN_ARRAY_LEN(types)];
    unsigned merged = 0;
    bool open = false; /* whether the terms of the base bind */
    const char *relation;

    if (witnesses == NULL) {
        return;
    }
    for (size_t m = 1; m < OPN_ARRAY_LEN(types); m++) {
        asks[m] = ask_base(job, of, base_members[m], types[m], index);
        values[m] = opn_merge_decide(job, &asks[m]);
    }
    relation = values[1].known ? values[1].texts[0] : pick_relation(job, &asks[1], &open);
    open = open || (asks[3].count > 1 && !values[3].known);
    mark(witnesses, of, asks);
    for (size_t i = 0; i < of->count; i++) {
        merged |= witnesses[i].states;
    }
    opn_write_object(job->w);
    opn_write_member(job->w, "id", of->id);
    opn_write_member(job->w, "relation", relation == NULL ? "unknown" : relation);
    write_license(job, of, &values[2], open);
    if (values[3].known) {
        opn_write_member_bool(job->w, "relicensed", opn_streq(values[3].texts[0], "true"));
    }
    opn_merge_write_notes(job, of->entries, of->count);
    opn_merge_write_evidence(job, witnesses, of->count, base_members, OPN_ARRAY_LEN(base_members),
                             merged);
    opn_write_object_end(job->w);
}

/* What one record is based on may be what another is about: such a way leads
 * nowhere, and the two may be about different releases. */
static bool is_itself(opn_merge_job *job, const base *of)
{
    if (opn_ascii_casecmp(of->id, job->id) != 0) {
        return false;
    }
    opn_merge_note(job, opn_merge_text(job, "%s calls %s its base: it is left out, and the "
                                            "records may be about different releases",
                                       job->inputs[of->entries[0].input].source, of->id));
    return true;
}

void opn_merge_bases(opn_merge_job *job)
{
    base *bases = opn_merge_alloc(job, OPN_MOST_BASES, sizeof *bases);
    size_t count = bases == NULL ? 0 : gather_bases(job, bases, OPN_MOST_BASES);
    size_t index = 0;

    for (size_t i = 0; i < count && !job->out_of_memory; i++) {
        if (bases[i].count == 0 || is_itself(job, &bases[i])) {
            continue;
        }
        if (index == 0) {
            opn_write_key(job->w, "based_on");
            opn_write_array(job->w);
        }
        write_base(job, &bases[i], index);
        index++;
    }
    if (index > 0) {
        opn_write_array_end(job->w);
    }
}

/* --- fields and the label -------------------------------------------------------------------- */

/* An object with "value", "note" and "evidence", of every input that has it. */
static void write_valued(opn_merge_job *job, const opn_merge_entry *entries, size_t count,
                         opn_merge_type type, const opn_ladder *ladder, const char *about,
                         const char *pointer)
{
    static const char *const members[] = {"value"};
    opn_merge_ask ask = opn_merge_ask_begin(job, type, ladder, about, pointer, count);
    opn_merge_witness *witnesses = opn_merge_alloc(job, count, sizeof *witnesses);
    opn_merge_value value;

    for (size_t i = 0; i < count; i++) {
        opn_merge_side_add(job, &ask, entries[i].input, entries[i].node, "value", false);
    }
    value = opn_merge_decide(job, &ask);
    opn_write_object(job->w);
    if (value.known) {
        opn_merge_write_value(job->w, "value", type, ladder, &value);
    } else {
        opn_write_member(job->w, "value", "unknown");
    }
    opn_merge_write_notes(job, entries, count);
    for (size_t i = 0; i < count && witnesses != NULL; i++) {
        witnesses[i] = (opn_merge_witness){entries[i].node, 1u,
                                           opn_merge_lost(&ask, entries[i].node) ? 1u : 0u};
    }
    if (witnesses != NULL) {
        opn_merge_write_evidence(job, witnesses, count, members, 1, 1u);
    }
    opn_write_object_end(job->w);
}

/* The member `key` of the objects `of` (NULL: of the records). */
static size_t gather(opn_merge_job *job, opn_merge_entry *entries, const char *of,
                     const char *key)
{
    size_t count = 0;

    for (size_t i = 0; i < job->input_count; i++) {
        const opn_node *root = job->inputs[i].root;
        const opn_node *node =
            opn_node_member(of == NULL ? root : opn_node_member(root, of), key);

        if (node != NULL) {
            entries[count] = (opn_merge_entry){i, node, false};
            count++;
        }
    }
    return count;
}

/* What the maker calls it is a word, which no verdict reads. */
void opn_merge_label(opn_merge_job *job)
{
    opn_merge_entry *entries = opn_merge_alloc(job, job->input_count, sizeof *entries);
    size_t count = entries == NULL ? 0 : gather(job, entries, NULL, "label_claimed");

    if (count > 0) {
        opn_write_key(job->w, "label_claimed");
        write_valued(job, entries, count, OPN_MERGE_NAME, NULL, "label claimed",
                     "/label_claimed/value");
    }
}

void opn_merge_fields(opn_merge_job *job)
{
    const opn_vocabulary *v = job->vocabulary;
    bool begun = false;

    for (size_t f = 0; f < v->field_count && !job->out_of_memory; f++) {
        const opn_field *field = &v->fields[f];
        opn_merge_type type = field->type == OPN_FIELD_LADDER   ? OPN_MERGE_LADDER
                              : field->type == OPN_FIELD_NUMBER ? OPN_MERGE_NUMBER
                                                                : OPN_MERGE_DATE;
        opn_merge_entry *entries = opn_merge_alloc(job, job->input_count, sizeof *entries);
        size_t count = entries == NULL ? 0 : gather(job, entries, "fields", field->id);

        if (count == 0) {
            continue;
        }
        if (!begun) {
            opn_write_key(job->w, "fields");
            opn_write_object(job->w);
            begun = true;
        }
        opn_write_key(job->w, field->id);
        write_valued(job, entries, count, type,
                     type == OPN_MERGE_LADDER ? &v->ladders[field->ladder] : NULL, field->id,
                     opn_merge_text(job, "/fields/%s/value", field->id));
    }
    if (begun) {
        opn_write_object_end(job->w);
    }
}

/* --- lists ----------------------------------------------------------------------------------- */

/* What several hold alike, apart from the evidence, in a chain. */
typedef struct {
    const opn_node *node;
    size_t next; /* the next that is alike, OPN_NONE */
    size_t last; /* of a first one: the end of its chain */
    bool first;
} item;

typedef struct {
    item *items;
    size_t count;
    opn_merge_set seen;
} list;

static bool gather_list(opn_merge_job *job, list *l, const char *key)
{
    size_t room = 0;

    memset(l, 0, sizeof *l);
    for (size_t i = 0; i < job->input_count; i++) {
        room += opn_node_count(opn_node_member(job->inputs[i].root, key));
    }
    l->items = opn_merge_alloc(job, room, sizeof *l->items);
    for (size_t i = 0; i < job->input_count && l->items != NULL; i++) {
        const opn_node *array = opn_node_member(job->inputs[i].root, key);

        for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
            const char *text = opn_merge_node_text(job, at, "evidence");
            size_t place = opn_merge_set_put(job, &l->seen, text, l->count);

            if (job->out_of_memory) {
                return false;
            }
            l->items[l->count] = (item){at, OPN_NONE, l->count, place == l->count};
            if (place != l->count) {
                l->items[l->items[place].last].next = l->count;
                l->items[place].last = l->count;
            }
            l->count++;
        }
    }
    return l->items != NULL && l->count > 0;
}

static void write_item(opn_merge_job *job, const list *l, size_t at)
{
    const opn_node *node = l->items[at].node;
    opn_merge_set seen = {0};
    bool evidence = false;

    opn_write_object(job->w);
    for (const opn_node *one = opn_node_first(node); one != NULL; one = opn_node_next(one)) {
        if (!opn_streq(opn_node_key(one), "evidence")) {
            opn_write_key(job->w, opn_node_key(one));
            opn_merge_write_node(job->w, one);
        }
    }
    for (size_t i = at; i != OPN_NONE; i = l->items[i].next) {
        evidence = evidence || opn_node_member(l->items[i].node, "evidence") != NULL;
    }
    if (evidence) {
        opn_write_key(job->w, "evidence");
        opn_write_array(job->w);
        for (size_t i = at; i != OPN_NONE; i = l->items[i].next) {
            opn_merge_write_pieces(job, l->items[i].node, &seen);
        }
        opn_write_array_end(job->w);
    }
    opn_write_object_end(job->w);
}

static void write_items(opn_merge_job *job, const list *l)
{
    for (size_t i = 0; i < l->count && !job->out_of_memory; i++) {
        if (l->items[i].first) {
            write_item(job, l, i);
        }
    }
}

static bool write_list(opn_merge_job *job, list *l, const char *key)
{
    if (!gather_list(job, l, key)) {
        return false;
    }
    opn_write_key(job->w, key);
    opn_write_array(job->w);
    write_items(job, l);
    opn_write_array_end(job->w);
    return true;
}

/* Kept apart: nothing that was promised counts as released. */
void opn_merge_promises(opn_merge_job *job)
{
    list l;

    write_list(job, &l, "promises");
}

/* Judgments of others stay side by side: of one criterion the latest counts, as
 * ever. Two of one judge on one day cannot both hold, and are told. */
void opn_merge_assessments(opn_merge_job *job)
{
    static const char *const keys[] = {"rubric", "criterion", "by", "date"};
    opn_merge_set judged = {0};
    list l;

    if (!write_list(job, &l, "assessments")) {
        return;
    }
    for (size_t i = 0; i < l.count && !job->out_of_memory; i++) {
        opn_buf key = {0};
        size_t place;

        for (size_t k = 0; k < OPN_ARRAY_LEN(keys); k++) {
            const char *text = text_of(l.items[i].node, keys[k]);

            opn_buf_str(&key, text == NULL ? "" : text);
            opn_buf_char(&key, '\n');
        }
        place = opn_merge_set_put(job, &judged, opn_merge_keep(job, &key), i);
        if (l.items[i].first && place < i &&
            !opn_streq(text_of(l.items[i].node, "level"), text_of(l.items[place].node, "level"))) {
            opn_merge_note(job, opn_merge_text(job,
                                               "%s judges %s of %s both %s and %s on one day: "
                                               "both stand in the record",
                                               text_of(l.items[i].node, "by") == NULL
                                                   ? "somebody"
                                                   : text_of(l.items[i].node, "by"),
                                               text_of(l.items[i].node, "criterion"),
                                               text_of(l.items[i].node, "rubric"),
                                               text_of(l.items[place].node, "level"),
                                               text_of(l.items[i].node, "level")));
        }
    }
}

/* Those that the records tell of, then those between them; a merge of what was
 * merged before does not tell them twice. */
void opn_merge_conflicts(opn_merge_job *job)
{
    opn_merge_set told = {0};
    list l;
    bool any = gather_list(job, &l, "conflicts");

    if ((!any && job->conflict_count == 0) || job->out_of_memory) {
        return;
    }
    opn_write_key(job->w, "conflicts");
    opn_write_array(job->w);
    for (size_t i = 0; any && i < l.count; i++) {
        opn_merge_set_put(job, &told, text_of(l.items[i].node, "about"), i);
    }
    if (any) {
        write_items(job, &l);
    }
    for (size_t i = 0; i < job->conflict_count && !job->out_of_memory; i++) {
        size_t next = told.count + l.count;
        opn_merge_set seen = {0};

        if (opn_merge_set_put(job, &told, job->conflicts[i].about, next) != next) {
            continue;
        }
        opn_write_object(job->w);
        opn_write_member(job->w, "about", job->conflicts[i].about);
        opn_write_key(job->w, "evidence");
        opn_write_array(job->w);
        opn_merge_write_sides(job, job->conflicts[i].sides, job->conflicts[i].count, &seen);
        opn_write_array_end(job->w);
        opn_write_object_end(job->w);
    }
    opn_write_array_end(job->w);
}
