/*
 * merge.h: several records of one release on their way to one.
 *
 * Records are merged as trees of JSON, not as releases: what a release does not
 * keep (notes, revisions of evidence) must not be lost on the way. Every value
 * is decided by one rule (merge_values.c): a meet of all that is stated where
 * there is one, else a conflict, which widens the value or is resolved by the
 * policy.
 */
#ifndef OPN_MERGE_H
#define OPN_MERGE_H

#include "import.h"
#include "json_write.h"
#include "release.h"
#include <openness/merge.h>

enum { OPN_MOST_MERGED = 64 };

/* One record that goes in. */
typedef struct {
    const char *source;
    const char *format;
    const char *read;
    const char *id;
    const char *name;
    const opn_node *root;
    opn_json *json;
    int rank;     /* how specific a source of this format is */
    bool dataset; /* beside records of the release: only its data counts */
} opn_merge_input;

/* How values of a kind meet and widen. */
typedef enum {
    OPN_MERGE_LADDER,  /* ranges of levels: intersection, hull */
    OPN_MERGE_LICENSE, /* sets of licenses: intersection, union */
    OPN_MERGE_DATE,    /* partial dates: the longer of two, what both begin with */
    OPN_MERGE_NUMBER,  /* equal numbers; else nothing is known */
    OPN_MERGE_WORD,    /* equal words; else nothing is known */
    OPN_MERGE_RELATION, /* as words; "derived" is any that takes over the terms */
    OPN_MERGE_NAME     /* texts that no verdict reads: the first stands, others are listed */
} opn_merge_type;

/* A value without its evidence. */
typedef struct {
    bool applies; /* false: "not_applicable" */
    bool known;   /* false: nothing is */
    opn_pair pair;
    const char *texts[OPN_MOST_ONE_OF]; /* LICENSE: one of these; else the first */
    size_t count;
} opn_merge_value;

/* What one entry of one input says of a value. */
typedef struct {
    size_t input;
    const opn_node *holder; /* has the evidence */
    const char *member;     /* as evidence names it in "for" */
    opn_merge_value value;
    bool whole; /* said of all parts at once */
    bool kept;  /* it is part of the result */
} opn_merge_side;

typedef enum {
    OPN_MERGED_TAKEN,    /* one source states it */
    OPN_MERGED_AGREED,   /* several do, and nothing speaks against any */
    OPN_MERGED_WIDENED,  /* a conflict: the value covers all of them */
    OPN_MERGED_RESOLVED, /* a conflict that the policy resolved */
    OPN_MERGED_APART     /* names that differ: the first stands */
} opn_merge_outcome;

/* A question about one value. */
typedef struct {
    opn_merge_type type;
    const opn_ladder *ladder; /* LADDER */
    const char *about;        /* "license of weights" */
    const char *pointer;      /* in the merged record */
    opn_merge_side *sides;
    size_t count;
    size_t room; /* of sides */
    bool alike;  /* LICENSE: the policy found that all of them grant the same */
} opn_merge_ask;

/* A value of the merged record, for the report. */
typedef struct {
    const char *about;
    const char *pointer;
    const char *value; /* as printed */
    opn_merge_outcome outcome;
    const opn_merge_side *sides;
    const char *const *said; /* by side: its value as printed */
    size_t count;
} opn_merge_row;

struct openness_merged {
    opn_arena arena;
    openness_database *database; /* one reference */
    openness_release *release;   /* one reference */
    int policy;
    const char *record;
    const opn_merge_input *inputs; /* without their trees once merged */
    size_t input_count;
    opn_merge_row *rows;
    size_t row_count;
    size_t row_capacity;
    size_t conflict_count;
    const char **notes;
    size_t note_count;
    size_t note_capacity;
};

/* Open addressing over texts in the arena: lists of a record may be long. */
typedef struct {
    const char **keys;
    size_t *places;
    size_t count;
    size_t capacity;
} opn_merge_set;

/* A conflict that the merge has found. */
typedef struct {
    const char *about;
    const opn_merge_side *sides;
    size_t count;
} opn_merge_found;

/* One merge under way. */
typedef struct {
    openness_merged *out;
    opn_arena *arena; /* of the handle */
    const openness_database *database;
    const opn_vocabulary *vocabulary;
    const opn_merge_input *inputs;
    size_t input_count;
    const char *id; /* of the merged record */
    opn_writer *w;
    bool out_of_memory;
    bool too_much;         /* more than a record may hold */
    bool maybe_unreleased; /* some say that it never came out */
    opn_merge_found *conflicts; /* those of the merge itself */
    size_t conflict_count;
    size_t conflict_capacity;
} opn_merge_job;

/* --- merge_sets.c: texts, nodes and lists without repetition --------------------------------- */

const char *opn_merge_text(opn_merge_job *job, const char *format, ...) OPN_PRINTF(2, 3);
const char *opn_merge_keep(opn_merge_job *job, opn_buf *buf); /* frees it; never NULL */
void *opn_merge_alloc(opn_merge_job *job, size_t count, size_t size);

/* The place of a text, which is added with place `next` when it is new. SIZE_MAX
 * without memory. */
size_t opn_merge_set_put(opn_merge_job *job, opn_merge_set *set, const char *key, size_t next);
bool opn_merge_set_has(const opn_merge_set *set, const char *key);

/* Writes a node as it stands; nesting is bounded by that of a document. */
void opn_merge_write_node(opn_writer *w, const opn_node *node);

/* A node as one line, without the member `without` of it (NULL: with all). */
const char *opn_merge_node_text(opn_merge_job *job, const opn_node *node, const char *without);

/* --- merge.c, merge_datasets.c --------------------------------------------------------------- */

/* An id of a source that names nobody is made of the name of its file. */
bool opn_merge_id_made_up(const char *id);

/* Leaves of the records of datasets what they say of their data, under what the
 * caller states it was used for (NULL: nothing). OPENNESS_OK, E_ARGUMENT with *err,
 * E_INTERNAL or E_NOMEM. */
int opn_merge_datasets(opn_merge_job *job, opn_merge_input *inputs, size_t count,
                       const char *stage, bool complete, openness_error **err);

/* --- merge_values.c -------------------------------------------------------------------------- */

/* What a node states; not known when it is absent or "unknown". */
opn_merge_value opn_merge_read(opn_merge_job *job, const opn_node *node, opn_merge_type type,
                               const opn_ladder *ladder);

/* What holds when both do; false when they cannot. */
bool opn_merge_meet(opn_merge_job *job, opn_merge_type type, const opn_merge_value *a,
                    const opn_merge_value *b, opn_merge_value *out);

/* What holds when one of them does, and nobody knows which. */
opn_merge_value opn_merge_join(opn_merge_job *job, opn_merge_type type, const opn_merge_value *a,
                               const opn_merge_value *b);

/* Decides a value, marks the sides that are in it, and adds a row to the report
 * and what differs to the conflicts. Nothing stated: not known, no row. */
opn_merge_value opn_merge_decide(opn_merge_job *job, opn_merge_ask *ask);

/* Adds a side when the member of the holder states anything. */
void opn_merge_side_add(opn_merge_job *job, opn_merge_ask *ask, size_t input,
                        const opn_node *holder, const char *member, bool whole);
opn_merge_ask opn_merge_ask_begin(opn_merge_job *job, opn_merge_type type,
                                  const opn_ladder *ladder, const char *about,
                                  const char *pointer, size_t room);

/* Whether a base under this relation passes on its terms. */
bool opn_merge_inherits(const opn_merge_job *job, const char *relation);

/* As a record says it; nothing for what is not known. */
void opn_merge_write_value(opn_writer *w, const char *key, opn_merge_type type,
                           const opn_ladder *ladder, const opn_merge_value *value);
const char *opn_merge_value_text(opn_merge_job *job, opn_merge_type type,
                                 const opn_ladder *ladder, const opn_merge_value *value);

/* Whether the sides of a decided value include the one of this holder. */
bool opn_merge_lost(const opn_merge_ask *ask, const opn_node *holder);

/* --- merge_policy.c -------------------------------------------------------------------------- */

/* How specific a source of a format is, higher is more. */
int opn_merge_rank(const char *format);

/* Marks what the policy prefers as kept and gives the value; false when it cannot decide. */
bool opn_merge_resolve(opn_merge_job *job, opn_merge_ask *ask, opn_merge_value *out);
const char *opn_merge_policy_id(int policy);

/* --- merge_evidence.c ------------------------------------------------------------------------ */

/* One object whose evidence is taken over. */
typedef struct {
    const opn_node *holder;
    unsigned states; /* bits: which members it states ... */
    unsigned lost;   /* ... and which of them are not in the merged value */
} opn_merge_witness;

/* Writes "evidence" of several objects: each piece once, none for a value that
 * did not get in. members: those that the bits stand for; merged: stated by the
 * object that is written. */
void opn_merge_write_evidence(opn_merge_job *job, const opn_merge_witness *witnesses,
                              size_t count, const char *const *members, size_t member_count,
                              unsigned merged);

/* The latest day on which evidence of a side was read, "" when none says. */
const char *opn_merge_read_day(const opn_merge_side *side);

/* Elements of an open array: the evidence of sides, or of an object, each piece once. */
void opn_merge_write_sides(opn_merge_job *job, const opn_merge_side *sides, size_t count,
                           opn_merge_set *seen);
void opn_merge_write_pieces(opn_merge_job *job, const opn_node *holder, opn_merge_set *seen);

/* Notes a conflict with the evidence of its sides. */
void opn_merge_conflict(opn_merge_job *job, const char *about, const opn_merge_side *sides,
                        size_t count);
void opn_merge_note(opn_merge_job *job, const char *text);

/* --- merge_artifacts.c, merge_events.c, merge_lists.c ----------------------------------------- */

/* What several inputs say of one part. */
typedef struct {
    size_t input;
    const opn_node *node;
    bool whole; /* of all parts at once */
} opn_merge_entry;

void opn_merge_artifacts(opn_merge_job *job);

/* Whether an entry's own member, as of its release, takes part beside the
 * events of others. */
bool opn_merge_states_at_release(opn_merge_job *job, const opn_merge_entry *entries,
                                 size_t count, size_t at, const char *member,
                                 opn_merge_type type, const opn_ladder *ladder);
void opn_merge_events(opn_merge_job *job, const opn_merge_entry *entries, size_t count,
                      const char *about, const char *pointer);

void opn_merge_bases(opn_merge_job *job);
void opn_merge_label(opn_merge_job *job);
void opn_merge_fields(opn_merge_job *job);
void opn_merge_promises(opn_merge_job *job);
void opn_merge_assessments(opn_merge_job *job);
void opn_merge_conflicts(opn_merge_job *job);

/* Notes of several objects, each once. */
void opn_merge_write_notes(opn_merge_job *job, const opn_merge_entry *entries, size_t count);

/* render_merge.c */
void opn_merged_json(opn_buf *buf, const openness_merged *merged);
void opn_merged_page(opn_buf *buf, const openness_merged *merged, int format, int width);

#endif
