/*
 * draft.h: a release record while an importer puts it together.
 *
 * An importer adds what its source states, in any order; the draft writes the
 * record in the one order of docs/formats.md. Strings must outlive the draft
 * (they live in the job's arena). A draft checks nothing: the record is read
 * back by the reader of every other record.
 */
#ifndef OPN_DRAFT_H
#define OPN_DRAFT_H

#include "json_write.h"
#include "mem.h"

/* Where a value stands. NULL members are left out. */
typedef struct opn_draft_claim {
    const char *source;     /* URL or path */
    const char *locator;    /* "/release/license/code/name" */
    const char *shows;      /* in our own words */
    const char *read;       /* YYYY-MM-DD */
    const char *confidence; /* "high", "medium" or "low" */
    const char *by;         /* who asserts it */
    const struct opn_draft_claim *also; /* further evidence of the same value */
} opn_draft_claim;

/* A license of a draft is an expression, "none", "proprietary" or "unknown"; or several of
 * the first three of which one holds, with this between them: no expression has it.
 * opn_import_either() makes it. */
#define OPN_DRAFT_EITHER '|'

/* NULL members are unknown. */
typedef struct {
    const char *kind;
    const char *stage; /* kinds that have stages */
    const char *name;
    const char *access;
    const char *access_at_least; /* known in part: from this to access; NULL: exactly access */
    const char *extent;
    const char *license;
    const char *note;
    opn_draft_claim claim;
} opn_draft_artifact;

typedef struct {
    const char *id; /* a field of data/vocabulary/record.json */
    const char *value;
    opn_draft_claim claim;
} opn_draft_field;

typedef struct {
    const char *id;
    const char *relation;
    const char *license; /* NULL: the base is looked up in the database */
    opn_draft_claim claim;
} opn_draft_base;

typedef struct {
    const char *rubric;
    int version;
    const char *criterion;
    const char *level; /* or "not_applicable" */
    const char *by;
    const char *date; /* NULL when the source gives none */
    opn_draft_claim claim;
} opn_draft_assessment;

/* More than a record may hold (release_read.h) is not added. */
enum { OPN_DRAFT_MOST_ARTIFACTS = 1000, OPN_DRAFT_MOST_BASES = 100 };

typedef struct {
    opn_arena *arena;
    bool out_of_memory;
    size_t dropped; /* entries that were not added: too many, or a field that stands already */
    const char *id;
    const char *name;
    const char *producer;
    const char *version;
    const char *revision;
    const char *release_date;
    const char *kind; /* NULL: "base" is not assumed, see opn_draft_write */
    const char *label_claimed;
    opn_draft_claim label_claim;
    const char *output_modalities[16];
    size_t output_modality_count;
    const char *input_modalities[16];
    size_t input_modality_count;
    opn_draft_artifact *artifacts;
    size_t artifact_count;
    size_t artifact_capacity;
    opn_draft_field *fields;
    size_t field_count;
    size_t field_capacity;
    opn_draft_base *bases;
    size_t base_count;
    size_t base_capacity;
    opn_draft_assessment *assessments;
    size_t assessment_count;
    size_t assessment_capacity;
    const char **conflicts; /* what contradicts, in a sentence */
    opn_draft_claim *conflict_claims;
    size_t conflict_count;
    size_t conflict_capacity;
} opn_draft;

/* An empty draft; everything else zero. */
opn_draft opn_draft_begin(opn_arena *arena);

/* The arrays grow; without memory the draft's flag is set. */
void opn_draft_add_artifact(opn_draft *draft, const opn_draft_artifact *artifact);
void opn_draft_add_field(opn_draft *draft, const opn_draft_field *field);
void opn_draft_add_base(opn_draft *draft, const opn_draft_base *base);
void opn_draft_add_assessment(opn_draft *draft, const opn_draft_assessment *assessment);
void opn_draft_add_conflict(opn_draft *draft, const char *about, const opn_draft_claim *claim);

/* The record as openness-release/1, into buf. What is missing and required is
 * "unknown"; a text that is longer than its member allows is cut. */
void opn_draft_write(const opn_draft *draft, opn_buf *buf);

#endif
