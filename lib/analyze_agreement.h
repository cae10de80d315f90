/*
 * analyze_agreement.h: how far definitions order the same releases alike.
 */
#ifndef OPN_ANALYZE_AGREEMENT_H
#define OPN_ANALYZE_AGREEMENT_H

#include "analyze_why.h"
#include "grid.h"

/* What a rubric orders releases by: its headline ladder or its score. A rubric
 * that gives both is two measures. */
typedef struct {
    const opn_rubric *rubric;
    size_t column; /* of the grid */
    size_t node;
    bool score;              /* else the headline ladder */
    bool *counts;            /* by release: it has a place on this measure */
    bool *open;              /* by release: unknowns could still move that place */
    opn_rational *positions; /* by release: the lower end */
    size_t *below;           /* by release: how many have a lower place */
    size_t counted;
    size_t opened;         /* counted, and open */
    size_t not_applicable; /* the rubric does not speak to them */
    size_t without_place;  /* it gives no points */
    size_t not_ranked;     /* it says that its scores order nothing there */
} opn_measure;

/* An exact value: over / sqrt(one * other). */
typedef struct {
    bool defined; /* false: one of the two puts all releases at one place */
    int64_t over;
    int64_t one;
    int64_t other;
    int64_t milli; /* rounded half up */
} opn_root;

/* Pairs of releases, by how two measures order them. */
typedef struct {
    int64_t concordant;
    int64_t discordant;
    int64_t tied_a; /* on the first measure only */
    int64_t tied_b;
    int64_t tied_both;
} opn_orders;

/* Where two measures part most: `up` stands higher on the first than on the
 * second, `down` the other way round. */
typedef struct {
    bool found;
    size_t up;
    size_t down;
    int64_t apart;  /* in ranks, doubled: mid-ranks may end in a half */
    bool reversed;  /* the two definitions put these two in opposite order */
    opn_why why[2]; /* of up, of down; not made within one rubric */
} opn_parting;

typedef struct {
    size_t a; /* measures, a before b */
    size_t b;
    size_t count; /* releases with a place on both */
    size_t open;  /* of those, open on one of them */
    opn_root spearman;
    opn_root kendall;
    opn_orders orders;
    opn_parting parting;
} opn_accord;

/* The scores of the releases of one class. */
typedef struct {
    size_t count;
    size_t lowest; /* releases */
    size_t highest;
} opn_class_scores;

typedef struct {
    const opn_accord *accord;
    size_t classes; /* the measure that is a ladder */
    size_t scores;
    opn_class_scores *by_level;
} opn_class_table;

typedef struct {
    opn_grid grid;
    opn_measure *measures;
    size_t measure_count;
    opn_accord *accords;
    size_t accord_count;
    opn_class_table *tables;
    size_t table_count;
} opn_agreement;

enum { OPN_MOST_COMPARED = 50000 };

/* The grid is there; the rest is found. OPENNESS_OK or E_NOMEM. */
int opn_agreement_find(opn_agreement *out, opn_arena *arena);

/* over / sqrt(one * other) in thousandths, half up; one and other above 0 and
 * the value within -1 .. 1. */
int64_t opn_root_milli(int64_t over, int64_t one, int64_t other);

/* render_agreement.c */
void opn_render_agreement(opn_buf *buf, const opn_agreement *agreement, int format, int width);

#endif
