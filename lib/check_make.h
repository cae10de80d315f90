/*
 * check_make.h: one release against one requirement, while it is checked.
 *
 * Each kind of requirement has a function that fills an item: the verdict as
 * found, the reason, what is missing, the next step, and where it stands. What
 * several requirements need (reports, facts) is worked out once per release.
 */
#ifndef OPN_CHECK_MAKE_H
#define OPN_CHECK_MAKE_H

#include "facts.h"
#include "policy.h"
#include "report.h"

/* Of a long list the first entries say enough; the count of the others follows. */
enum { OPN_MOST_MISSING = 12, OPN_MOST_PLACES = 12 };

typedef struct {
    const openness_policy *policy;
    const openness_release *release;
    const char *as_of; /* NULL = latest */
    const char *today;
    opn_arena *arena;          /* of the check: what is kept */
    opn_arena scratch;         /* goes with the release */
    openness_report **reports; /* by rubric of the policy; NULL: not asked for yet */
    bool derived;              /* what follows is there */
    opn_resolved resolved;
    opn_pair *facts; /* by fact */
    opn_fact_source *sources;
    int status; /* OPENNESS_OK until something failed */
    opn_check_item *item;
    const char **missing; /* of the item, with room for one more than the most */
    size_t left_out;
    opn_check_place *places;
} opn_checking;

/* Moves a finished text into the check; "" without memory. */
const char *opn_check_keep(opn_checking *c, opn_buf *buf);

/* One more line of what is missing. Frees the buffer. */
void opn_check_miss(opn_checking *c, opn_buf *buf);

/* The place of a fact's answer, or of an artifact or field, with the first claim
 * behind it; each pointer once. source may be NULL. */
void opn_check_place_of(opn_checking *c, const opn_fact_source *source);

/* A place that was worked out already. */
void opn_check_place_add(opn_checking *c, const opn_check_place *place);
const char *opn_check_pointer(opn_checking *c, const char *list, size_t index);

/* Facts of the release; false without memory. */
bool opn_check_derive(opn_checking *c);

/* The verdict of a test that is known in two lanes. */
int opn_check_lanes(bool worst, bool best);

/* "find out: ..." or "...": what would raise a fact, or settle it. */
void opn_check_next_fact(opn_checking *c, size_t fact, bool unknown);

/* The only release of a check, with what it found; marks the patterns that match.
 * OPENNESS_OK or E_NOMEM. */
int opn_check_one(openness_check *check, const openness_release *release, const char *source,
                  bool *matched);

/* check_rubric.c */
void opn_check_level(opn_checking *c, const opn_requirement *ask);
void opn_check_score(opn_checking *c, const opn_requirement *ask);

/* check_record.c */
void opn_check_fact(opn_checking *c, const opn_requirement *ask);
void opn_check_license(opn_checking *c, const opn_requirement *ask);
void opn_check_may(opn_checking *c, const opn_requirement *ask);
void opn_check_conflicts(opn_checking *c, const opn_requirement *ask);

/* check_evidence.c */
void opn_check_evidence(opn_checking *c, const opn_requirement *ask);

#endif
