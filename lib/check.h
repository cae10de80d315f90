/*
 * check.h: the result model of a check, which every output is printed from.
 *
 * check.c builds it from a policy and releases; render_check*.c only print it
 * and compute nothing. Strings are one line each, "" when there is nothing to
 * say, and never NULL; indexes that lead nowhere are SIZE_MAX.
 */
#ifndef OPN_CHECK_H
#define OPN_CHECK_H

#include "buf.h"
#include "database.h"
#include "refcount.h"
#include <openness/policy.h>

/* Verdicts are OPENNESS_CHECK_PASS, _FAIL, _INDETERMINATE, _ERROR and, of items
 * alone, _EXCEPTED: what did not pass, and counts as passed. */

/* A requirement, as outputs name it: a rule of SARIF, a test case of JUnit. */
typedef struct {
    const char *id;   /* unique in the policy: "g7-2026-open-weights-ai" */
    const char *text; /* "G7 2026: at least Open Weights AI" */
    const char *why;  /* in the words of the policy */
    const char *kind; /* "level", "score", "may", "fact", "evidence", "license", "conflicts" */
    const char *help; /* URL that the requirement leans on: of the rubric; else "" */
    size_t line;      /* in the policy */
    size_t column;
} opn_check_rule;

/* Where what decided stands. */
typedef struct {
    const char *pointer; /* into the record: "/artifacts/3" */
    const char *source;  /* of the evidence: a URL, or repository@revision:path */
    const char *locator; /* within the source */
    const char *read;    /* day on which it was read */
} opn_check_place;

/* One release against one requirement that applies to it. */
typedef struct {
    size_t rule;        /* index of the requirement */
    int verdict;        /* with the exception applied */
    int found;          /* without it: never EXCEPTED */
    int counts_as;      /* PASS, FAIL, INDETERMINATE or ERROR: what the release's verdict is made
                           of; differs for EXCEPTED and where the caller settles INDETERMINATE */
    const char *reason; /* "result is Open Weights AI" */
    const char *const *missing; /* what is still asked for or not known, one line each */
    size_t missing_count;
    const char *next; /* the one thing to find out or to change first */
    const opn_check_place *places;
    size_t place_count;
    size_t exception; /* the one that applied, also to a PASS that did not need it */
    size_t expired;   /* one that would have applied, had it not expired */
} opn_check_item;

typedef struct {
    const char *id; /* "" for what could not be read */
    const char *name;
    const char *source;  /* path or URL it was read from; "" for a release of the database */
    int verdict;         /* PASS, FAIL, INDETERMINATE or ERROR */
    bool selected;       /* false: the policy does not apply to it, no items, PASS */
    const char *problem; /* ERROR: why it could not be read, and where ... */
    size_t line;         /* ... in the source, 0 = unknown */
    size_t column;
    const opn_check_item *items; /* by requirement; those that do not apply are left out */
    size_t item_count;
} opn_check_release;

typedef enum {
    OPN_EXCEPTION_APPLIED,
    OPN_EXCEPTION_EXPIRED,  /* it would have applied */
    OPN_EXCEPTION_UNNEEDED, /* the requirement is met without it */
    OPN_EXCEPTION_UNUSED    /* no release that was checked is meant */
} opn_exception_state;

typedef struct {
    const char *release;     /* id, or a pattern of ids */
    const char *requirement; /* id */
    const char *reason;
    const char *expires; /* last day on which it counts */
    opn_exception_state state;
    size_t line; /* in the policy */
    size_t column;
} opn_check_exception;

/* Something about the policy that changes no verdict. */
typedef struct {
    const char *text;
    size_t line; /* in the policy, 0 = the whole */
    size_t column;
} opn_check_warning;

struct openness_check {
    opn_arena arena;
    opn_refcount references;
    openness_check *self;
    openness_policy *origin;      /* one reference */
    openness_check *const *parts; /* of a joined check: one reference each */
    size_t part_count;
    const char *policy;        /* name */
    const char *title;         /* "" */
    const char *policy_source; /* path or URL of the policy */
    const char *policy_digest; /* SHA-256 of its bytes, 64 hexadecimal digits */
    const char *as_of;         /* day of the check, YYYY-MM-DD */
    const char *state;         /* the releases as of this day; "" = latest */
    int indeterminate_as;      /* OPENNESS_CHECK_INDETERMINATE, _PASS or _FAIL */
    int verdict;               /* the worst of the releases: see opn_check_worse() */
    const opn_check_rule *rules;
    size_t rule_count;
    const opn_check_release *releases; /* in the order in which they were given */
    size_t release_count;
    const opn_check_exception *exceptions;
    size_t exception_count;
    const opn_check_warning *warnings;
    size_t warning_count;
    size_t counts[5];    /* items by verdict */
    const bool *matched; /* by pattern of the policy: some release is meant */
};

/* The worse of two verdicts: PASS < INDETERMINATE < FAIL < ERROR. */
int opn_check_worse(int a, int b);

/* "pass", "fail", "indeterminate", "error", "excepted". */
const char *opn_check_verdict_id(int verdict);

/* "applied", "expired", "unneeded", "unused". */
const char *opn_exception_state_id(opn_exception_state state);

/* render_check.c */
void opn_check_json(opn_buf *buf, const openness_check *check, bool compact);
void opn_check_text(opn_buf *buf, const openness_check *check, bool color, int width);
void opn_check_markdown(opn_buf *buf, const openness_check *check);

/* render_check_junit.c, render_check_sarif.c. brief: only what somebody has to act
 * on, for services that take every result for a problem. */
void opn_check_junit(opn_buf *buf, const openness_check *check);
void opn_check_sarif(opn_buf *buf, const openness_check *check, bool compact, bool brief);

#endif
