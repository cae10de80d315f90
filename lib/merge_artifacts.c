/*
 * merge_artifacts.c: which entries of several records are the same part.
 *
 * Takes the artifacts of all inputs, gives one entry per part. Entries meet
 * within one kind and stage. Where every input has one entry, these are the
 * same thing (data of different names are different parts); where some have
 * several, names tell them apart, and an entry without a name beside them speaks
 * of every part.
 *
 * Must not know how a value is decided.
 */
#include "ascii.h"
#include "merge.h"
#include "release_read.h"

/* What evidence of an artifact can be for. */
static const char *const members[] = {"access", "extent", "license", "withheld_reason", "note"};

/* Of these there are as many as there are names; of all else a release has one,
 * whatever two records call it. */
static const char *const corpora[] = {"training_data", "evaluation_data", "dataset"};

/* One part of the merged record. */
typedef struct {
    const char *name; /* lower case, with its number among equal names; "" */
    opn_merge_entry *entries;
    size_t count;
    size_t capacity;
} part;

/* All entries of one kind and stage. */
typedef struct {
    const char *kind;
    const char *stage; /* NULL: the kind has none */
    bool data;         /* names tell them apart even where there is one of each */
    opn_merge_entry *entries;
    size_t count;
    size_t *per_input;
    part *parts;
    size_t part_count;
    opn_merge_set names;
} bucket;

static const char *text_of(const opn_node *node, const char *key)
{
    return opn_node_string(opn_node_member(node, key));
}

static const opn_node *first_artifact(const opn_merge_input *input)
{
    return opn_node_first(opn_node_member(input->root, "artifacts"));
}

/* --- gathering ------------------------------------------------------------------------------- */

static bool same_text(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : opn_streq(a, b);
}

static bool belongs(const bucket *b, const opn_node *node)
{
    return same_text(b->kind, text_of(node, "kind")) &&
           same_text(b->stage, text_of(node, "stage"));
}

static bool gather(opn_merge_job *job, bucket *b, const opn_node *like)
{
    memset(b, 0, sizeof *b);
    b->kind = text_of(like, "kind");
    b->stage = text_of(like, "stage");
    b->data = opn_names_find(corpora, OPN_ARRAY_LEN(corpora), b->kind) != SIZE_MAX;
    b->per_input = opn_merge_alloc(job, job->input_count, sizeof *b->per_input);
    for (int pass = 0; pass < 2 && b->per_input != NULL; pass++) {
        size_t count = 0;

        for (size_t i = 0; i < job->input_count; i++) {
            b->per_input[i] = 0;
            for (const opn_node *at = first_artifact(&job->inputs[i]); at != NULL;
                 at = opn_node_next(at)) {
                if (!belongs(b, at)) {
                    continue;
                }
                if (pass == 1) {
                    b->entries[count] = (opn_merge_entry){i, at, false};
                }
                b->per_input[i]++;
                count++;
            }
        }
        if (pass == 0) {
            b->entries = opn_merge_alloc(job, count, sizeof *b->entries);
            b->parts = opn_merge_alloc(job, count, sizeof *b->parts);
            b->count = count;
        }
        if (b->entries == NULL || b->parts == NULL) {
            return false;
        }
    }
    return b->per_input != NULL;
}

/* --- matching -------------------------------------------------------------------------------- */

/* "Dolma" and "dolma"; the second of one name within one record is another part. */
static const char *name_key(opn_merge_job *job, const bucket *b, size_t at)
{
    const opn_merge_entry *entry = &b->entries[at];
    const char *name = text_of(entry->node, "name");
    opn_buf key = {0};
    size_t before = 0;

    for (const char *c = name == NULL ? "" : name; *c != '\0'; c++) {
        opn_buf_char(&key, opn_lower(*c));
    }
    for (size_t i = at; i-- > 0 && b->entries[i].input == entry->input;) {
        const char *other = text_of(b->entries[i].node, "name");

        before += name == NULL || other == NULL ? name == other
                                                : opn_ascii_casecmp(name, other) == 0;
    }
    opn_buf_printf(&key, "\n%zu", before);
    return opn_merge_keep(job, &key);
}

static bool has_name(const opn_merge_entry *entry)
{
    return text_of(entry->node, "name") != NULL;
}

/* Each input has one entry at most, and nothing tells these apart. */
static bool is_one_thing(const bucket *b, size_t input_count)
{
    const char *name = NULL;

    for (size_t i = 0; i < input_count; i++) {
        if (b->per_input[i] > 1) {
            return false;
        }
    }
    for (size_t i = 0; b->data && i < b->count; i++) {
        const char *other = text_of(b->entries[i].node, "name");

        if (name != NULL && other != NULL && opn_ascii_casecmp(name, other) != 0) {
            return false;
        }
        name = other == NULL ? name : other;
    }
    return true;
}

static void add_entry(opn_merge_job *job, part *to, const opn_merge_entry *entry)
{
    if (to->count == to->capacity) {
        size_t capacity = to->capacity == 0 ? 4 : to->capacity * 2;
        opn_merge_entry *entries = opn_merge_alloc(job, capacity, sizeof *entries);

        if (entries == NULL) {
            return;
        }
        if (to->count > 0) {
            memcpy(entries, to->entries, to->count * sizeof *entries);
        }
        to->entries = entries;
        to->capacity = capacity;
    }
    to->entries[to->count] = *entry;
    to->count++;
}

/* An entry that is alone in its record beside several of another: without a name
 * it speaks of all of them. One of a name that nobody else has is a part of data,
 * and the whole of anything else. */
static bool speaks_for_all(const bucket *b, const opn_merge_entry *entry, bool named_elsewhere)
{
    return b->per_input[entry->input] == 1 &&
           (!has_name(entry) || (!b->data && !named_elsewhere));
}

static size_t count_name(const bucket *b, const opn_merge_entry *entry)
{
    const char *name = text_of(entry->node, "name");
    size_t count = 0;

    for (size_t i = 0; name != NULL && i < b->count; i++) {
        const char *other = text_of(b->entries[i].node, "name");

        count += other != NULL && opn_ascii_casecmp(name, other) == 0;
    }
    return count;
}

static void match_names(opn_merge_job *job, bucket *b)
{
    for (size_t i = 0; i < b->count && !job->out_of_memory; i++) {
        opn_merge_entry *entry = &b->entries[i];
        bool alone = b->per_input[entry->input] == 1;
        const char *key;
        size_t at;

        entry->whole = alone && speaks_for_all(b, entry, count_name(b, entry) > 1);
        if (entry->whole) {
            continue;
        }
        key = name_key(job, b, i);
        at = opn_merge_set_put(job, &b->names, key, b->part_count);
        if (at == b->part_count) {
            b->part_count++;
        }
        if (at < b->part_count) {
            add_entry(job, &b->parts[at], entry);
        }
    }
    for (size_t i = 0; i < b->count && b->part_count > 0; i++) {
        for (size_t k = 0; b->entries[i].whole && k < b->part_count; k++) {
            add_entry(job, &b->parts[k], &b->entries[i]);
        }
    }
}

/* Nobody names a part: then all of them speak of one. */
static void match(opn_merge_job *job, bucket *b)
{
    if (!is_one_thing(b, job->input_count)) {
        match_names(job, b);
    }
    if (b->part_count > 0 || job->out_of_memory) {
        return;
    }
    for (size_t i = 0; i < b->count; i++) {
        b->entries[i].whole = false;
        add_entry(job, &b->parts[0], &b->entries[i]);
    }
    b->part_count = 1;
}

/* --- writing --------------------------------------------------------------------------------- */

typedef struct {
    opn_merge_job *job;
    const part *from;
    const char *what; /* "training data pretraining Dolma" */
    size_t index;     /* among the artifacts of the merged record */
    unsigned merged;
    opn_merge_witness *witnesses; /* by entry */
} sheet;

static const opn_ladder *ladder_of(const opn_merge_job *job, size_t member)
{
    const opn_vocabulary *v = job->vocabulary;
    size_t at = member == 0 ? v->access_ladder : member == 1 ? v->extent_ladder : v->reason_ladder;

    return &v->ladders[at];
}

/* The reason may stand inside an object with words of its own. */
static const opn_node *stated(const opn_node *entry, size_t member)
{
    const opn_node *node = opn_node_member(entry, members[member]);
    const opn_node *inner = opn_node_member(node, "value");

    return inner == NULL ? node : inner;
}

/* Evidence counts only for what the merged value holds. */
static void mark(sheet *s, size_t member, const opn_merge_ask *ask)
{
    for (size_t i = 0; i < s->from->count; i++) {
        const opn_node *node = s->from->entries[i].node;
        bool states = ask == NULL ? opn_node_member(node, members[member]) != NULL
                                  : opn_merge_read(s->job, stated(node, member), ask->type,
                                                   ask->ladder)
                                        .known;

        s->witnesses[i].holder = node;
        if (states) {
            s->witnesses[i].states |= 1u << member;
            s->merged |= 1u << member;
        }
        if (ask != NULL && opn_merge_lost(ask, node)) {
            s->witnesses[i].lost |= 1u << member;
        }
    }
}

static opn_merge_ask ask_member(sheet *s, size_t member)
{
    opn_merge_job *job = s->job;
    opn_merge_type type = member == 2 ? OPN_MERGE_LICENSE : OPN_MERGE_LADDER;
    const opn_ladder *ladder = ladder_of(job, member);
    const char *name = member == 3 ? "reason to withhold" : members[member];
    opn_merge_ask ask = opn_merge_ask_begin(
        job, type, ladder, opn_merge_text(job, "%s of %s", name, s->what),
        opn_merge_text(job, "/artifacts/%zu/%s", s->index, members[member]), s->from->count);

    for (size_t i = 0; i < s->from->count; i++) {
        const opn_merge_entry *entry = &s->from->entries[i];
        opn_merge_value value = opn_merge_read(job, stated(entry->node, member), type, ladder);

        if (!value.known || ask.count == ask.room ||
            (member < 3 &&
             !opn_merge_states_at_release(job, s->from->entries, s->from->count, i,
                                          members[member], type, ladder))) {
            continue;
        }
        ask.sides[ask.count] = (opn_merge_side){.input = entry->input,
                                                .holder = entry->node,
                                                .member = members[member],
                                                .value = value,
                                                .whole = entry->whole,
                                                .kept = true};
        ask.count++;
    }
    return ask;
}

/* What does not apply has neither access nor extent, and no license; where only
 * one of them is said not to apply, nothing is known of it. */
static bool write_state(sheet *s)
{
    static const opn_merge_value unknown = {.applies = true};
    opn_merge_job *job = s->job;
    opn_merge_ask asks[3];
    opn_merge_value values[3];

    for (size_t m = 0; m < 3; m++) {
        asks[m] = ask_member(s, m);
        if (m == 2 && !values[0].applies && !values[1].applies) {
            if (asks[m].count > 0) {
                opn_merge_note(job, opn_merge_text(job, "%s is left out: it does not apply",
                                                   asks[m].about));
            }
            values[m] = unknown;
            continue;
        }
        values[m] = opn_merge_decide(job, &asks[m]);
        mark(s, m, &asks[m]);
    }
    for (size_t m = 0; m < 2; m++) {
        values[m] = values[m].applies || !values[1 - m].applies ? values[m] : unknown;
    }
    if (job->maybe_unreleased && values[0].known && values[0].applies) {
        values[0].pair.lo = 0;
        values[0].known = (size_t)values[0].pair.hi + 1 < asks[0].ladder->count;
    }
    for (size_t m = 0; m < 3; m++) {
        opn_merge_write_value(job->w, members[m], asks[m].type, asks[m].ladder, &values[m]);
    }
    return values[0].applies;
}

/* A level, or a level and words. */
static void write_reason(sheet *s)
{
    opn_merge_job *job = s->job;
    opn_merge_ask ask = ask_member(s, 3);
    opn_merge_value value = opn_merge_decide(job, &ask);
    const char *words = NULL;

    for (size_t i = 0; i < s->from->count && words == NULL; i++) {
        words = text_of(opn_node_member(s->from->entries[i].node, members[3]), "text");
    }
    mark(s, 3, &ask);
    if (words == NULL) {
        opn_merge_write_value(job->w, members[3], ask.type, ask.ladder, &value);
        return;
    }
    opn_write_key(job->w, members[3]);
    opn_write_object(job->w);
    opn_merge_write_value(job->w, "value", ask.type, ask.ladder, &value);
    if (!value.known) {
        opn_write_member(job->w, "value", "unknown");
    }
    opn_write_member(job->w, "text", words);
    opn_write_object_end(job->w);
}

/* The name of a part is the one that its record gives it. */
static const char *name_of(const part *from)
{
    for (size_t i = 0; i < from->count; i++) {
        if (!from->entries[i].whole && has_name(&from->entries[i])) {
            return text_of(from->entries[i].node, "name");
        }
    }
    return NULL;
}

static void write_part(opn_merge_job *job, const bucket *b, const part *from, size_t index)
{
    const char *name = name_of(from);
    sheet s = {.job = job, .from = from, .index = index};
    bool applies;

    s.what = opn_merge_text(job, "%s%s%s%s%s", b->kind, b->stage == NULL ? "" : " ",
                            b->stage == NULL ? "" : b->stage, name == NULL ? "" : " ",
                            name == NULL ? "" : name);
    s.witnesses = opn_merge_alloc(job, from->count, sizeof *s.witnesses);
    if (s.witnesses == NULL) {
        return;
    }
    opn_write_object(job->w);
    opn_write_member(job->w, "kind", b->kind);
    opn_write_member(job->w, "stage", b->stage);
    opn_write_member(job->w, "name", name);
    applies = write_state(&s);
    write_reason(&s);
    mark(&s, 4, NULL);
    opn_merge_write_notes(job, from->entries, from->count);
    if (applies) {
        opn_merge_events(job, from->entries, from->count, s.what,
                         opn_merge_text(job, "/artifacts/%zu/events", index));
    }
    opn_merge_write_evidence(job, s.witnesses, from->count, members, OPN_ARRAY_LEN(members),
                             s.merged);
    opn_write_object_end(job->w);
}

/* Kinds come in the order in which the records name them. */
void opn_merge_artifacts(opn_merge_job *job)
{
    opn_merge_set seen = {0};
    size_t index = 0;

    opn_write_key(job->w, "artifacts");
    opn_write_array(job->w);
    for (size_t i = 0; i < job->input_count; i++) {
        for (const opn_node *at = first_artifact(&job->inputs[i]);
             at != NULL && !job->out_of_memory; at = opn_node_next(at)) {
            const char *stage = text_of(at, "stage");
            const char *key = opn_merge_text(job, "%s %s", text_of(at, "kind"),
                                             stage == NULL ? "" : stage);
            size_t next = seen.count;
            bucket b;

            if (opn_merge_set_put(job, &seen, key, next) != next || !gather(job, &b, at)) {
                continue;
            }
            match(job, &b);
            for (size_t k = 0; k < b.part_count && !job->out_of_memory; k++) {
                write_part(job, &b, &b.parts[k], index);
                index++;
            }
        }
    }
    opn_write_array_end(job->w);
    job->too_much = job->too_much || index > OPN_MOST_ARTIFACTS;
}
