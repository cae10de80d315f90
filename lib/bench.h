/*
 * bench.h: one release tried out with other answers.
 *
 * What somebody could find out, or do, changes one thing of the record: an
 * artifact as a whole, a field, the license of a base. Such a thing is a lever.
 * A bench sets levers and evaluates again; the release itself never changes.
 */
#ifndef OPN_BENCH_H
#define OPN_BENCH_H

#include "outcome.h"

/* One of slot, field and base is given, the others are OPN_NONE. */
typedef struct {
    size_t slot;
    size_t field;
    size_t base; /* one of the bases whose license binds the weights */
    bool open;   /* something about it is unknown */
} opn_lever;

/* A setting of one lever; what is OPN_LEAVE or NULL stays as it is. */
typedef struct {
    opn_pair access;
    opn_pair extent;
    opn_pair value;          /* ladder fields */
    const char *number;      /* number fields: a numeral */
    const opn_pair *license; /* by license ladder: its own, or that of the base */
} opn_setting;

#define OPN_LEAVE        ((opn_pair){-2, -2})
#define OPN_SETTING_NONE ((opn_setting){OPN_LEAVE, OPN_LEAVE, OPN_LEAVE, NULL, NULL})

/* One license that binds the weights besides their own, what a partial date
 * leaves open included. */
typedef struct {
    const char *from;       /* id of the base */
    const char *text;       /* of the license, "" where it is unknown */
    const opn_pair *record; /* by license ladder, as the record has it */
    const opn_pair *trial;
} opn_bench_base;

/* One artifact entry: its own license apart from those of bases. */
typedef struct {
    const opn_pair *record; /* by license ladder; NULL where it does not apply */
    const opn_pair *trial;
    opn_pair *joined; /* under the bases; NULL where none binds */
} opn_bench_license;

typedef struct {
    const opn_rubric *rubric;
    const opn_vocabulary *vocabulary;
    const openness_database *database;
    opn_arena *arena;
    opn_outcome before; /* as the record stands */
    const bool *reads;  /* by fact: the rubric reads it, or what it reads falls back on it */
    /* Slots, fields and bases that the rubric reads and that apply: slots first,
     * then fields, each in the order of the vocabulary, then bases. */
    const opn_lever *levers;
    size_t lever_count;
    size_t ladder_count;
    const opn_pair *best_license; /* by ladder: the most that any license on record gives */
    /* The trial: */
    opn_field_value *fields; /* the record's, then one for each bare field */
    opn_resolved resolved;
    opn_resolved_artifact *artifacts; /* those of the record, then one for each bare slot */
    opn_bench_license *licenses;      /* by artifact entry */
    opn_bench_base *bases;
    size_t base_count;
    opn_pair *fixed; /* by fact: what it is taken to be; OPN_LEAVE: what it is */
    opn_pair *facts; /* those in reads */
    opn_fact_source *sources;
    opn_value *values;
    opn_pair *derived;
    opn_basis *basis;
    opn_truth applies;
    size_t evaluations; /* made so far: what it cost */
} opn_bench;

/* Everything lives in the arena; the bench must stay where it is. as_of: a day,
 * NULL for the latest. OPENNESS_OK or E_NOMEM. */
int opn_bench_init(opn_bench *bench, const openness_release *release, const opn_rubric *rubric,
                   int mode, const char *as_of, opn_arena *arena);

/* bench_levers.c: fills levers and reads of a bench that has its outcome, and the
 * best license. OPENNESS_OK or E_NOMEM. */
int opn_bench_find_levers(opn_bench *bench);

/* Every entry of a slot is set alike: parts of one whole. The licenses of bases
 * stay on the weights, whatever is granted anew. */
void opn_bench_set(opn_bench *bench, size_t lever, const opn_setting *setting);

/* The same for one entry of the trial. */
void opn_bench_set_entry(opn_bench *bench, size_t entry, const opn_setting *setting);

/* Sets one lever, or one entry, back to what the record says. */
void opn_bench_reset(opn_bench *bench, size_t lever);
void opn_bench_reset_entry(opn_bench *bench, size_t entry);

/* Takes a fact as answered, whatever it is read from; OPN_LEAVE lets go. */
void opn_bench_fix(opn_bench *bench, size_t fact, opn_pair answer);

/* Works out facts, levels and scores of the trial. */
void opn_bench_evaluate(opn_bench *bench);

/* What the record says at an entry of the trial, its own license apart. */
const opn_resolved_artifact *opn_bench_original(const opn_bench *bench, size_t entry);

/* Whether an entry is of the slot of a lever and applies. */
bool opn_bench_holds(const opn_bench *bench, size_t lever, size_t entry);

/* The value of a field as the record has it; what is absent is unknown. */
opn_pair opn_bench_field(const opn_bench *bench, size_t field);

/* Sets ladders[i] for each license ladder on which the rubric reads a slot; for a
 * base, that of the weights. */
void opn_bench_ladders(const opn_bench *bench, size_t slot, bool *ladders);

/* The slot that bases bind. */
size_t opn_bench_weights(const opn_bench *bench);

#endif
