/*
 * release_read.h: what the parts of the release reader share.
 *
 * release_read.c reads the record, release_values.c single values with their
 * evidence, release_artifacts.c artifacts and their events.
 */
#ifndef OPN_RELEASE_READ_H
#define OPN_RELEASE_READ_H

#include "reader.h"
#include "release.h"

/* Entries of one list: beyond what any release has, and few enough that
 * everything against everything stays cheap. */
enum { OPN_MOST_ARTIFACTS = 1000, OPN_MOST_EVENTS = 1000, OPN_MOST_BASES = 100 };

typedef struct {
    opn_reader reader;
    const openness_database *database;
    const opn_vocabulary *vocabulary;
    openness_release *release; /* being filled */
} opn_record;

/* A value on a ladder. NULL is unknown. *applies is false for
 * "not_applicable"; applies NULL: that is not allowed here. */
opn_pair opn_record_level(opn_record *r, const opn_node *node, size_t ladder, bool *applies);

/* A license: an expression, "none", "proprietary" or "unknown" (also NULL). */
opn_license_value opn_record_license(opn_record *r, const opn_node *node);

/* A date member, "" when absent. */
const char *opn_record_date(opn_record *r, const opn_node *object, const char *key,
                            bool required);

/* The member "evidence" of an object. members: what "for" may name; with a
 * count of 0 it may name anything. */
opn_claims opn_record_claims(opn_record *r, const opn_node *object, const char *const *members,
                             size_t member_count);

/* Warns "missing-evidence" at a value other than unknown, unless a claim
 * supports that member. */
void opn_record_need_evidence(opn_record *r, const opn_claims *claims, const opn_node *node,
                              const char *member);

/* A list member; one of more than `most` entries is reported and not read. */
const opn_node *opn_record_list(opn_record *r, const opn_node *object, const char *key,
                                bool required, int most);

/* {"value": ..., "evidence": [...]} for every field. */
void opn_record_fields(opn_record *r, const opn_node *root);

void opn_record_artifacts(opn_record *r, const opn_node *root);

#endif
