/*
 * moments.h: the days on which something recorded about a release happens.
 *
 * Between two of them nothing that is recorded changes, so that what holds on
 * each day is what holds until the next. A partial date is two moments: from its
 * first day it may have happened, from the day after its last it has.
 */
#ifndef OPN_MOMENTS_H
#define OPN_MOMENTS_H

#include "dates.h"
#include "resolve.h"

typedef enum {
    OPN_MOMENT_RELEASE,    /* the release date */
    OPN_MOMENT_EVENT,      /* of an artifact */
    OPN_MOMENT_BASE,       /* new terms of the weights of a base */
    OPN_MOMENT_LICENSE,    /* another text of a license that occurs */
    OPN_MOMENT_ASSESSMENT, /* somebody's judgment of a criterion */
    OPN_MOMENT_KINDS
} opn_moment_kind;

typedef enum {
    OPN_MOMENT_ON,   /* on this day */
    OPN_MOMENT_FROM, /* its date is partial: on this day or later */
    OPN_MOMENT_BY    /* its date is partial: before this day */
} opn_moment_phase;

typedef struct {
    char day[OPN_DAY_SIZE];
    opn_moment_kind kind;
    opn_moment_phase phase;
    const char *date;    /* as recorded */
    const char *about;   /* of an event, "" */
    const char *subject; /* id of the base or of the license, criterion judged; else "" */
    const char *name;    /* of the artifact entry, "" */
    size_t slot;         /* of events, also of bases; else OPN_NONE */
    unsigned sets;       /* members that an event sets */
    size_t license;      /* index in the database, OPN_NONE */
    size_t order;        /* of those of one day */
} opn_moment;

typedef struct {
    opn_moment *items; /* by day */
    size_t count;
    size_t capacity;
} opn_moments;

/* Assessments count under this rubric and version; rubric "": none do. Where the
 * release is dated nothing lies before it: judgments from before, and events
 * that may lie on either side of it, stand on its first day. Everything lives in
 * the arena. OPENNESS_OK or E_NOMEM. */
int opn_moments_find(opn_moments *out, const openness_release *release, const char *rubric,
                     int version, opn_arena *arena);

/* "release", "event", "base", "license" or "assessment"; "on", "from" or "by". */
const char *opn_moment_kind_id(opn_moment_kind kind);
const char *opn_moment_phase_id(opn_moment_phase phase);

#endif
