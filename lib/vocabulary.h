/*
 * vocabulary.h: ladders, artifacts, fields, relations and facts.
 *
 * Read once from data/vocabulary/ when a database opens, immutable after.
 * Every other part looks names up here, so a name has one home.
 */
#ifndef OPN_VOCABULARY_H
#define OPN_VOCABULARY_H

#include "json_read.h"
#include "predicate.h"
#include "table.h"

typedef struct {
    const char *id; /* "access", "extent", ..., "license:osi" */
    const char *const *levels; /* worst first */
    size_t count;
} opn_ladder;

/* One slot of the record: an artifact kind, or one group of stages of it. */
typedef struct {
    const char *id;   /* "training_data_pretraining" */
    const char *kind; /* "training_data" */
    const char *const *stages;
    size_t stage_count; /* 0: the kind has no stages */
    const char *type;   /* code, data, document or service */
    const char *about;
} opn_slot;

typedef enum { OPN_FIELD_LADDER, OPN_FIELD_NUMBER, OPN_FIELD_DATE } opn_field_type;

typedef struct {
    const char *id;
    opn_field_type type;
    size_t ladder; /* for OPN_FIELD_LADDER */
    const char *unit;
    const char *about;
} opn_field;

typedef struct {
    const char *id;
    bool inherits; /* bounded by the license of its base */
} opn_relation;

/* How a fact is read; see docs/facts.md. */
typedef enum {
    OPN_READ_ACCESS,         /* the access of an artifact */
    OPN_READ_DISCLOSED,      /* its extent, whether or not it can be obtained */
    OPN_READ_OBTAINABLE,     /* its extent where access is at least gated, else none */
    OPN_READ_LICENSE,        /* its license on a ladder, 0 where not obtainable */
    OPN_READ_STATED_LICENSE, /* its license on a ladder */
    OPN_READ_FIELD,          /* a release-level field on its ladder */
    OPN_READ_KIND,           /* yes when the kind of the release is in a set */
    OPN_READ_MODALITY,       /* yes when an output modality is in a set */
    OPN_READ_CUTS            /* a number cut at thresholds */
} opn_read;

typedef struct {
    const char *id;
    opn_read read;
    size_t ladder;         /* index into ladders */
    const size_t *slots;   /* artifact facts: slots read */
    size_t slot_count;
    bool pick_max;         /* the best of the slots instead of the least */
    size_t if_not_applicable; /* fact to take instead, OPN_NONE */
    size_t license_ladder; /* LICENSE reads: index into the license ladders */
    size_t field;          /* field reads: index into fields, OPN_NONE */
    const char *const *set; /* KIND and MODALITY: the set; CUTS: the thresholds */
    size_t set_count;
    size_t needs_fact;     /* FIELD: this fact must reach needs_level, OPN_NONE */
    int16_t needs_level;
    const char *question;
    const char *why;
    const char *raise;
} opn_fact;

#define OPN_NONE SIZE_MAX

typedef struct opn_vocabulary {
    opn_arena arena;
    const opn_ladder *ladders;
    size_t ladder_count;
    const opn_slot *slots;
    size_t slot_count;
    const opn_field *fields;
    size_t field_count;
    const opn_relation *relations;
    size_t relation_count;
    const char *const *kinds; /* kinds of release */
    size_t kind_count;
    const char *const *modalities;
    size_t modality_count;
    const opn_fact *facts; /* a fact stands after those it names */
    size_t fact_count;
    opn_table ladder_table;
    opn_table slot_table;
    opn_table field_table;
    opn_table relation_table;
    opn_table fact_table;
    size_t access_ladder;
    size_t extent_ladder;
    size_t reason_ladder;
    int16_t gated_level; /* access from which anyone can obtain it */
} opn_vocabulary;

struct opn_license_vocabulary;

/* Reads record.json and facts.json. licenses gives the license ladders that
 * facts name ("license:osi"). OPENNESS_OK, E_SCHEMA or E_NOMEM. */
int opn_vocabulary_read(opn_vocabulary *out, const opn_node *record, const opn_node *facts,
                        const struct opn_license_vocabulary *licenses, opn_issues *issues);
void opn_vocabulary_free(opn_vocabulary *vocabulary);

/* The slot of a kind and stage (stage NULL when absent), OPN_NONE if none. */
size_t opn_vocabulary_slot(const opn_vocabulary *vocabulary, const char *kind, const char *stage);

/* The level of a name on a ladder, -1 if none. */
int16_t opn_ladder_level(const opn_ladder *ladder, const char *name);

#endif
