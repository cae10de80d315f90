/*
 * analyze_diff.h: in what two reports differ, and why.
 *
 * analyze_diff.c finds the differences and their causes, diff_values.c the
 * recorded values behind a fact, render_report_diff.c prints the result.
 */
#ifndef OPN_ANALYZE_DIFF_H
#define OPN_ANALYZE_DIFF_H

#include "moments.h"
#include "outcome.h"
#include "report.h"
#include <openness/analyze.h>

enum {
    OPN_CAUSE_EVIDENCE = 1,     /* recorded values differ */
    OPN_CAUSE_DATE = 2,         /* the same record on another day */
    OPN_CAUSE_LICENSE_DATA = 4, /* the same license, other terms or lists */
    OPN_CAUSE_RULER = 8,        /* the same facts under another rule */
    OPN_CAUSES = 4
};

/* What is exchanged between the reports: bits of a corner's number. Corner 0 is
 * the first report, 7 the second. */
enum { OPN_SWAP_RECORD = 1, OPN_SWAP_DAY = 2, OPN_SWAP_RUBRIC = 4, OPN_CORNERS = 8 };

typedef struct {
    const openness_release *release;
    const opn_rubric *rubric;
    opn_outcome outcome;
} opn_corner;

/* A recorded value that differs. */
typedef struct {
    size_t slot;        /* OPN_NONE: not of an artifact */
    size_t field;       /* OPN_NONE: not a field */
    const char *name;   /* of the artifact entry, "" */
    const char *member; /* access, extent, license, value, kind or output_modalities */
    const char *before; /* NULL: that side has no such part */
    const char *after;
    const char *reads_before; /* how a license reads for the fact; NULL: no license */
    const char *reads_after;
    unsigned causes; /* OPN_CAUSE_* */
} opn_diff_value;

typedef struct {
    size_t fact;
    opn_pair before;
    opn_pair after;
    unsigned causes; /* of all values behind it, shown or not */
    opn_diff_value *values;
    size_t value_count;
    size_t value_capacity;
} opn_diff_fact;

typedef struct {
    size_t nodes[2]; /* SIZE_MAX: that rubric has no such criterion */
    unsigned causes;
    const opn_diff_fact *facts;
    size_t fact_count;
    const opn_moment *const *moments; /* what happened between, where the day is a cause */
    size_t moment_count;
} opn_diff_criterion;

typedef struct {
    const openness_report *sides[2];
    const opn_vocabulary *vocabulary;
    opn_corner *corners;
    bool same_release; /* by id */
    bool same_day;
    bool same_rubric; /* id and version */
    bool same_data;   /* digest */
    bool level_changed;
    bool score_changed;
    unsigned headline_causes;
    unsigned causes; /* of anything */
    const opn_diff_criterion *criteria;
    size_t count;
    size_t unchanged;
} opn_diff;

/* diff_values.c: the values behind a fact, and what made them differ. Adds to
 * out->causes and out->values. OPENNESS_OK or E_NOMEM. */
int opn_diff_find_values(const opn_diff *diff, size_t fact, opn_diff_fact *out, opn_arena *arena);

/* Sets read[i] for the fact and those that its answer is taken from or held by. */
void opn_diff_reads(const opn_vocabulary *vocabulary, size_t fact, bool *read);

/* Members of an artifact that a fact reads: OPN_SETS_*. */
unsigned opn_diff_members(const opn_fact *fact);

/* render_report_diff.c */
void opn_render_report_diff(opn_buf *buf, const opn_diff *diff, int format, int width);

#endif
