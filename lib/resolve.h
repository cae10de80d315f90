/*
 * resolve.h: the state of a release on one day, under the terms of its bases.
 *
 * Two rules stand between the record and its facts: dated events up to the
 * day count, and weights that derive from a base are licensed "own AND base's".
 */
#ifndef OPN_RESOLVE_H
#define OPN_RESOLVE_H

#include "release.h"

/* A release with more bases than this has terms that nobody can read anyway;
 * what is beyond counts as unknown. Distinct bases are counted, not steps: to
 * say that one way is relicensed must never put a base out of sight that another
 * way still leads to. */
enum { OPN_MOST_LINEAGE = 256 };

typedef struct {
    const opn_artifact *artifact;
    bool applies;
    opn_pair access;
    opn_pair extent;
    /* Its own, then those of its bases: all of them bind, but for alternatives
     * that a partial date leaves open. At least one where it applies. */
    const opn_license_value *licenses;
    size_t license_count;
    /* By license ladder, in place of the licenses; NULL but in trials (bench.h). */
    const opn_pair *levels;
    const opn_event *event; /* the latest that counts or may count, or NULL */
} opn_resolved_artifact;

typedef struct {
    const openness_release *release;
    const char *as_of; /* NULL = latest */
    const opn_resolved_artifact *artifacts;
    size_t artifact_count;
    /* What holds where the record has no entry; weights are bound all the same. */
    opn_resolved_artifact absent;
    opn_resolved_artifact absent_weights;
    /* The licenses of bases: the last of every list of the weights. */
    const opn_license_value *inherited;
    const char *const *inherited_from; /* the base that each is of */
    size_t inherited_count;
    const opn_field_value *fields; /* those of the release */
    size_t field_count;
} opn_resolved;

/* How a base was met on the walk. */
typedef enum {
    OPN_MET_RECORD,     /* its record: the licenses are those of its weights */
    OPN_MET_STATED,     /* a license stands beside it, in place of its record */
    OPN_MET_MISSING,    /* no record and no license: its terms are unknown */
    OPN_MET_BEYOND,     /* more bases than are followed: its terms are unknown */
    OPN_MET_AGAIN,      /* met before on another way: binds once */
    OPN_MET_CIRCLE,     /* a release that this way came from */
    OPN_MET_RELICENSED, /* binds no more: the same maker grants both */
    OPN_MET_UNBOUND     /* of a relation that takes over no terms */
} opn_met_way;

/* One mention of a base: nearest first, as the walk came by. */
typedef struct {
    opn_met_way way;
    const char *id;
    const char *name; /* RECORD; else "" */
    const char *relation;
    opn_claims claims;    /* without what each supports: they are all of the base */
    size_t of;            /* the mention that led to it; OPN_NONE: the release itself */
    size_t same;          /* AGAIN, CIRCLE: the mention that counts; OPN_NONE: the release */
    size_t first_license; /* of those that it adds, in inherited */
    size_t license_count;
} opn_met_base;

typedef struct {
    opn_met_base *items;
    size_t count;
    size_t capacity;
} opn_met_bases;

/* The lineage is followed over at most 256 distinct bases; what is beyond, and a
 * base that cannot be found, has unknown terms. Everything lives in the arena. OPENNESS_OK or
 * E_NOMEM. */
int opn_resolve(opn_resolved *out, const openness_release *release, const char *as_of,
                opn_arena *arena);

/* The same, and every mention of a base that the walk came by. */
int opn_resolve_bases(opn_resolved *out, opn_met_bases *met, const openness_release *release,
                      const char *as_of, opn_arena *arena);

/* One entry of a release on a day under its own license alone: whoever walks the
 * bases, and says which is which, joins their terms. OPENNESS_OK or E_NOMEM. */
int opn_resolve_own(opn_resolved_artifact *out, const openness_release *release,
                    const opn_artifact *artifact, const char *as_of, opn_arena *arena);

/* The level of an artifact's license on a ladder, its bases' terms included.
 * Obtainability is not considered. */
opn_pair opn_resolved_license(const opn_resolved *resolved, const opn_resolved_artifact *artifact,
                              size_t ladder);

#endif
