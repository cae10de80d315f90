/*
 * analyze_plan.h: the fewest changes that reach a level or a score.
 *
 * An action brings one lever of a bench to its best. Nothing falls while a
 * lever rises, so what a set of actions reaches every larger set reaches too:
 * all of the search rests on that.
 */
#ifndef OPN_ANALYZE_PLAN_H
#define OPN_ANALYZE_PLAN_H

#include "bench.h"
#include "report.h"

typedef struct {
    bool is_score;
    int16_t level;      /* of the headline ladder */
    opn_rational share; /* of the scale, where it is a score */
} opn_target;

/* How much a search may cost: an evaluation counts 64, a look at a table 1. */
#define OPN_PLAN_WORK 6400000

enum {
    OPN_PLANS_SHOWN = 20,
    OPN_PLANS_KEPT = 1024, /* of more, the first found are sorted */
    OPN_PART_LEVERS = 8    /* levers of one part of a mean that are tabulated together */
};

/* Actions that touch the same criteria; what one part adds to a mean does not
 * depend on the others. Units are 2^-31 of the scale, rounded up. */
typedef struct {
    const size_t *actions;
    size_t count;
    const int64_t *gains; /* by subset, lowest bit first; NULL: too many, see most */
    int64_t most;         /* with all of them */
} opn_plan_part;

typedef struct {
    bool exists;
    const opn_rubric_node *band; /* that the mean places, NULL: the mean is the score */
    int16_t top;                 /* level of the band's ladder with everything done */
    int64_t base;                /* the mean with nothing done */
    int64_t need;                /* the score, rounded down */
    opn_plan_part *parts;
    size_t part_count;
    int64_t *most; /* scratch, twice a number per action and one */
} opn_plan_mean;

typedef struct {
    opn_bench *bench;
    opn_target target;
    opn_arena *arena;
    const size_t *levers;    /* by action */
    const opn_setting *best; /* by action */
    const bool *may_hold;    /* by action: the record leaves its best possible */
    size_t count;
    bool *is_set; /* by action: as the bench stands */
    opn_plan_mean mean;
    size_t limit; /* of the work */
    size_t work;
    bool out_of_memory;
    /* The result: */
    bool reached;        /* with nothing done */
    bool reachable;      /* with everything done; also where that was not settled */
    bool cut;            /* the work limit ended it */
    size_t least;        /* changes; where nothing was found, at least so many */
    size_t found;        /* sets of that size; at least so many where cut */
    size_t *const *sets; /* kept, of `least` actions each, in the order to show */
    size_t kept;
    size_t *fallback; /* where cut before any was found: a set that reaches, none to spare */
    size_t fallback_count;
} opn_plan_search;

typedef enum {
    OPN_STEP_CONFIRM,   /* may already hold: find out */
    OPN_STEP_RELICENSE, /* only the license must change */
    OPN_STEP_DOCUMENT,  /* something must be written down */
    OPN_STEP_RELEASE,
    OPN_STEP_CHANGE /* something about the release or its maker must become another way */
} opn_plan_kind;

typedef struct {
    size_t criterion;
    int16_t level; /* that the step brings it to */
} opn_plan_serves;

/* Levels that are needed; -1 where the record has enough. */
typedef struct {
    size_t action;
    opn_plan_kind kind;
    int16_t access;
    int16_t extent;
    int16_t value;
    const int16_t *license; /* by license ladder */
    bool confirm_access;    /* may already hold */
    bool confirm_extent;
    bool confirm_license;
    const opn_plan_serves *serves;
    size_t serves_count;
} opn_plan_step;

typedef struct {
    const opn_plan_step *steps; /* those to confirm first */
    size_t count;
} opn_plan;

typedef enum {
    OPN_STOP_SCOPE,      /* the rubric does not speak to the release, or nobody knows */
    OPN_STOP_BASE,       /* the license of a base */
    OPN_STOP_ASSESSMENT, /* somebody's assessment stands in place of the facts */
    OPN_STOP_ASSESSOR,   /* only an assessment could give it */
    OPN_STOP_INAPPLICABLE,
    OPN_STOP_FACTS, /* facts that nobody can change */
    OPN_STOP_RULES  /* the rubric itself gives no more */
} opn_stop_kind;

typedef struct {
    opn_stop_kind kind;
    size_t criterion;    /* OPN_NONE for the rubric as a whole */
    int16_t level;       /* that would be needed */
    const bool *bases;   /* by base of the bench, STOP_BASE */
    const size_t *facts; /* that stop it, SCOPE and FACTS */
    size_t fact_count;
} opn_plan_stop;

typedef struct {
    const openness_report *report;
    opn_bench bench;
    opn_plan_search search;
    const opn_plan *plans;
    size_t plan_count;
    const opn_plan_stop *stops;
    size_t stop_count;
} opn_planning;

/* analyze_plan.c: everything of `planning` from its report and the target and limit
 * of its search. OPENNESS_OK or E_NOMEM. */
int opn_plan_find(opn_planning *planning, opn_arena *arena);

/* Whether the bench, as it was evaluated last, reaches the target in its lower
 * end. */
bool opn_plan_reached(const opn_bench *bench, const opn_target *target);

/* analyze_plan_search.c: everything of `search` from bench, target and arena on.
 * OPENNESS_OK or E_NOMEM. */
int opn_plan_search_run(opn_plan_search *search);

/* Sets the bench to a set of actions and evaluates. */
void opn_plan_try(opn_plan_search *search, const bool *wanted);

/* analyze_plan_mean.c: tabulates a score that is a mean, or a band placed by one.
 * OPENNESS_OK or E_NOMEM. */
int opn_plan_mean_init(opn_plan_search *search);

/* Whether `more` further actions could be enough, as far as a mean tells; state:
 * by action, one of these. */
enum { OPN_ACTION_FREE, OPN_ACTION_TAKEN, OPN_ACTION_BARRED };
bool opn_plan_mean_allows(opn_plan_search *search, const uint8_t *state, size_t more);

/* analyze_plan_steps.c: what each action of a set really needs, and for what. */
int opn_plan_steps(opn_plan *out, opn_plan_search *search, const size_t *set, size_t count);

/* analyze_plan_stops.c: why everything together does not reach. */
int opn_plan_stops(opn_planning *planning, opn_arena *arena);

/* render_plan.c */
void opn_render_plan(opn_buf *buf, const opn_planning *planning, int format, int width);

#endif
