/*
 * analyze_unknowns.h: what finding something out would settle.
 */
#ifndef OPN_ANALYZE_UNKNOWNS_H
#define OPN_ANALYZE_UNKNOWNS_H

#include "bench.h"
#include "report.h"

typedef enum {
    OPN_LOOK_ARTIFACT,
    OPN_LOOK_FIELD,
    OPN_LOOK_BASE,
    OPN_LOOK_KIND,
    OPN_LOOK_MODALITIES
} opn_look_kind;

/* How much is open: once as it stands, and once for each answer. */
typedef struct {
    bool settled;       /* whether the rubric applies, its headline level and score */
    int levels;         /* of the headline that are still possible, less one */
    opn_rational score; /* upper less lower end, as a part of the scale */
    size_t criteria;    /* that are open */
} opn_openness;

/* Something that one could go and look up. */
typedef struct {
    opn_look_kind kind;
    size_t index;     /* entry of the bench, field, or base */
    const char *id;   /* of the slot, field or base; "kind", "output_modalities" */
    const char *name; /* of an artifact, "" */
    bool access;      /* what of an artifact is open */
    bool extent;
    bool license;
    const bool *feeds; /* by fact: the rubric reads it from here, and it is open */
    bool decides;      /* every answer settles the headline, which was open */
    bool may_decide;   /* some answer does */
    opn_openness most; /* that may be left, the worst answer in each respect */
    opn_openness least;
} opn_look_up;

typedef struct {
    const openness_report *report;
    const opn_look_up *items; /* the most useful first */
    size_t count;
    opn_openness now;
    size_t facts_read; /* that apply */
    size_t facts_known;
    opn_bench bench;
} opn_unknowns;

/* OPENNESS_OK or E_NOMEM. */
int opn_unknowns_find(opn_unknowns *out, const openness_report *report, opn_arena *arena);

/* render_unknowns.c */
void opn_render_unknowns(opn_buf *buf, const opn_unknowns *unknowns, int format, int width);

#endif
