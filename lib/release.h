/*
 * release.h: the model of one release, as the record states it.
 *
 * Built by release_read.c from JSON; nothing is derived here. Ladder values
 * are pairs, so "unknown" and "at least partial" need no special case.
 */
#ifndef OPN_RELEASE_H
#define OPN_RELEASE_H

#include "database.h"
#include "spdx.h"
#include <openness/release.h>

/* One piece of evidence. Strings "" when absent. */
typedef struct {
    const char *source;
    const char *locator;
    const char *shows;
    const char *read;
    const char *by;
    const char *confidence;
    const char *const *members; /* "for": which values it supports; 0 = all */
    size_t member_count;
} opn_claim;

typedef struct {
    const opn_claim *items;
    size_t count;
} opn_claims;

typedef enum {
    OPN_LICENSE_UNKNOWN, /* nobody has established it */
    OPN_LICENSE_NONE,    /* looked: nothing is granted (also "proprietary") */
    OPN_LICENSE_EXPRESSION
} opn_license_kind;

typedef struct opn_license_value {
    opn_license_kind kind;
    opn_expr expression;
    const char *text; /* as written */
    bool alternative; /* in a resolved list: instead of the one before it */
    bool unsettled;   /* an alternative that the record leaves open, not a day */
    const struct opn_license_value *run; /* "one_of": itself, then what it may be instead */
    size_t run_count;                    /* 0: nothing but itself */
} opn_license_value;

enum { OPN_LEAST_ONE_OF = 2, OPN_MOST_ONE_OF = 8 };

/* A value as a list of alternatives, itself first. */
static inline const opn_license_value *opn_license_run(const opn_license_value *value,
                                                       size_t *count)
{
    *count = value->run_count == 0 ? 1 : value->run_count;
    return value->run_count == 0 ? value : value->run;
}

/* Members that a value sets; an event sets some of them. */
enum { OPN_SETS_ACCESS = 1, OPN_SETS_EXTENT = 2, OPN_SETS_LICENSE = 4 };

typedef struct {
    unsigned sets;
    opn_pair access;
    opn_pair extent;
    opn_license_value license;
} opn_state;

typedef struct {
    const char *date; /* YYYY, YYYY-MM or YYYY-MM-DD */
    opn_state state;
    const char *about;
    opn_claims claims;
} opn_event;

typedef struct {
    size_t slot; /* index into the vocabulary's slots */
    const char *name;
    bool applies;
    opn_state state;
    opn_pair withheld_reason; /* on the reason ladder; unknown when absent */
    const char *withheld_text;
    const char *note;
    const opn_event *events; /* by date, oldest first */
    size_t event_count;
    opn_claims claims;
} opn_artifact;

typedef struct {
    size_t field; /* index into the vocabulary's fields */
    bool applies;
    opn_pair value;   /* ladder fields */
    const char *text; /* number and date fields: the value; NULL = unknown */
    opn_claims claims;
} opn_field_value;

typedef struct {
    const char *id;
    const char *relation;
    bool inherits; /* false when the relation does not inherit or it was relicensed */
    bool relicensed;
    bool has_license;
    opn_license_value license; /* stated inline */
    opn_claims claims;
} opn_base;

typedef struct {
    const char *rubric;
    int version; /* 0: any */
    const char *criterion;
    const char *level; /* "not_applicable" allowed */
    const char *by;
    const char *date;
    const char *source;
} opn_assessment;

typedef struct {
    const char *about;
    const char *artifact;
    const char *announced;
    const char *due;
    const char *status;
} opn_promise;

/* Sources that contradict one another, as the record says it. */
typedef struct {
    const char *about;
    opn_claims claims;
} opn_conflict;

struct openness_release {
    opn_arena arena;
    opn_refcount references;
    openness_release *self;
    openness_database *database; /* one reference */
    const char *id;
    const char *name;
    const char *producer;
    const char *version;
    const char *revision;
    const char *release_date;
    const char *kind; /* "" = unknown */
    const char *const *input_modalities;
    size_t input_modality_count; /* 0 = unknown */
    const char *const *output_modalities;
    size_t output_modality_count; /* 0 = unknown */
    const char *label_claimed;
    opn_claims label_claims;
    const opn_base *bases;
    size_t base_count;
    const opn_field_value *fields;
    size_t field_count;
    const opn_artifact *artifacts;
    size_t artifact_count;
    const opn_assessment *assessments;
    size_t assessment_count;
    const opn_promise *promises;
    size_t promise_count;
    const opn_conflict *conflicts;
    size_t conflict_count;
    const char *const *warnings;
    size_t warning_count;
    openness_release *origin; /* what it was made from by forgetting; NULL: a record */
    size_t forgotten;         /* values, those of the origin included */
    int fresh_days;           /* of forgetting: what was read in so many days ... */
    const char *fresh_as_of;  /* ... before this one is still known; "" */
};

/* Adds a reference. */
openness_release *opn_release_share(const openness_release *release);

/* Reads a record from a parsed document. issues keeps warnings on success.
 * OPENNESS_OK, E_SCHEMA, E_VERSION or E_NOMEM. */
int opn_release_read(const openness_database *database, const opn_node *root,
                     openness_release **out, opn_issues *issues);

#endif
