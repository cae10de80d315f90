/*
 * bench.h: one release tried out with other answers.
 *
 * What somebody could find out, or do, changes one thing of the record: an
 * artifact as a whole, or a field. Such a thing is a lever. A bench sets levers
 * and evaluates again; the release itself never changes.
 */
#ifndef OPN_BENCH_H
#define OPN_BENCH_H

#include "outcome.h"

typedef struct {
    size_t slot;  /* OPN_NONE: a field */
    size_t field; /* OPN_NONE: a slot */
    bool open;    /* something about it is unknown */
} opn_lever;

/* A setting of one lever. Pairs of (-2, -2) leave the member as it is. */
typedef struct {
    opn_pair access;
    opn_pair extent;
    opn_pair value;                   /* fields */
    const opn_license_value *license; /* its own; NULL leaves it */
} opn_setting;

#define OPN_LEAVE        ((opn_pair){-2, -2})
#define OPN_SETTING_NONE ((opn_setting){OPN_LEAVE, OPN_LEAVE, OPN_LEAVE, NULL})

typedef struct {
    const opn_rubric *rubric;
    const opn_vocabulary *vocabulary;
    opn_arena *arena;
    opn_outcome before; /* as the record stands */
    /* Slots and ladder fields that the rubric reads and that apply, slots
     * first, in the order of the vocabulary. */
    const opn_lever *levers;
    size_t lever_count;
    /* The trial: */
    opn_field_value *fields; /* the record's, then one for each bare field */
    opn_resolved resolved;
    opn_resolved_artifact *artifacts; /* those of the record, then one for each bare slot */
    opn_license_value **licenses;     /* room for the licenses of each artifact */
    opn_pair *facts;
    opn_fact_source *sources;
    opn_value *values;
    opn_pair *derived;
    opn_basis *basis;
    opn_truth applies;
} opn_bench;

/* Everything lives in the arena; the bench must stay where it is. as_of: a day,
 * NULL for the latest. OPENNESS_OK or E_NOMEM. */
int opn_bench_init(opn_bench *bench, const openness_release *release, const opn_rubric *rubric,
                   int mode, const char *as_of, opn_arena *arena);

/* Every entry of a slot is set alike: parts of one whole. The licenses of bases
 * stay on the weights, whatever is granted anew. */
void opn_bench_set(opn_bench *bench, size_t lever, const opn_setting *setting);

/* Sets one lever back to what the record says. */
void opn_bench_reset(opn_bench *bench, size_t lever);

/* Works out facts, levels and scores of the trial. */
void opn_bench_evaluate(opn_bench *bench);

#endif
