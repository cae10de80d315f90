/*
 * analyze_lineage.h: the bases of a release, and what each takes from its terms.
 */
#ifndef OPN_ANALYZE_LINEAGE_H
#define OPN_ANALYZE_LINEAGE_H

#include "describe.h"
#include "resolve.h"

/* use, share, modify, tier, spectrum, territory */
enum { OPN_ANCESTRY_LADDERS = 6 };

/* What the license of one mention of a base does to one ladder. */
typedef struct {
    opn_pair terms;  /* of what it adds; meaningless where it adds nothing */
    opn_pair before; /* under the release's own license and all nearer bases */
    opn_pair after;
} opn_ancestry_step;

/* A license that lowers a ladder, and why. */
typedef struct {
    size_t mention; /* OPN_NONE: the release's own, which lowers from the top */
    size_t ladder;  /* place among the six */
    const opn_license_value *license;
    opn_description *description; /* NULL unless it is an expression */
    opn_reading reading;          /* reasons only for what keeps it down */
} opn_ancestry_cause;

/* A line of the tree. */
typedef struct {
    size_t mention;
    size_t generation; /* 1 = named by the release */
} opn_ancestry_line;

typedef struct {
    const openness_release *release;
    const char *as_of; /* NULL = latest */
    opn_resolved resolved;
    opn_met_bases met;
    bool applies;                         /* it has weights, or nobody has recorded whether */
    size_t ladders[OPN_ANCESTRY_LADDERS]; /* of the license vocabulary */
    opn_pair own[OPN_ANCESTRY_LADDERS];
    opn_pair effective[OPN_ANCESTRY_LADDERS];
    opn_ancestry_step *steps;   /* of mention m on ladder l at m * OPN_ANCESTRY_LADDERS + l */
    opn_ancestry_line *tree;    /* met.count of them, each behind the one that led to it */
    opn_ancestry_cause *causes; /* own first, then by mention; then by ladder */
    size_t cause_count;
    size_t cause_capacity;
    size_t ways[OPN_MET_UNBOUND + 1]; /* how many mentions were met how */
    size_t unknown_count;             /* followed, and their terms are unknown */
} opn_ancestry;

/* OPENNESS_OK, E_NOMEM, or E_INTERNAL for a vocabulary without one of the ladders;
 * released with opn_ancestry_free either way. */
int opn_ancestry_make(opn_ancestry *out, const openness_release *release, const char *as_of,
                      opn_arena *arena);
void opn_ancestry_free(opn_ancestry *ancestry);

/* Its own licenses of entry number i of the record (weights), without those of bases;
 * past the last entry, of what is not recorded. NULL where there is none. */
const opn_license_value *opn_ancestry_own(const opn_ancestry *ancestry, size_t entry,
                                          size_t *count);

/* The licenses that a mention adds: license_count of them, else NULL. */
const opn_license_value *opn_ancestry_terms(const opn_ancestry *ancestry, size_t mention);

/* render_lineage.c */
void opn_render_lineage(opn_buf *buf, const opn_ancestry *ancestry, int format, int width);

#endif
