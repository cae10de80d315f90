/*
 * policy.h: what a build asks of the releases that it uses.
 *
 * Read once from a document, with every name in it looked up: a check then only
 * compares. Lists of patterns, requirements and exceptions keep the order of the
 * document, which is the order of every output.
 */
#ifndef OPN_POLICY_H
#define OPN_POLICY_H

#include "check.h"
#include "rational.h"
#include "reader.h"
#include "tree.h"

/* Few enough that everything against everything stays cheap. */
enum { OPN_MOST_REQUIREMENTS = 200, OPN_MOST_EXCEPTIONS = 1000, OPN_MOST_PATTERNS = 1000 };

typedef enum {
    OPN_ASK_LEVEL,    /* of a rubric: at least this */
    OPN_ASK_SCORE,    /* of a rubric: its ends at least these */
    OPN_ASK_MAY,      /* the terms allow a use */
    OPN_ASK_FACT,     /* at least this */
    OPN_ASK_EVIDENCE, /* is young and sure enough */
    OPN_ASK_LICENSE,  /* is one of these and none of those */
    OPN_ASK_CONFLICTS /* there are none */
} opn_ask_kind;

/* Ids of releases; "*" stands for any run of characters. */
typedef struct {
    const char *text;
    size_t line;
    size_t column;
} opn_pattern;

/* A run of the policy's patterns; none: every release. */
typedef struct {
    size_t first;
    size_t count;
} opn_pattern_run;

typedef struct {
    opn_ask_kind kind;
    opn_pattern_run applies_to;
    int inapplicable; /* OPENNESS_CHECK_PASS or _FAIL: where the question does not arise */
    size_t rubric;    /* LEVEL, SCORE: index into the policy's rubrics */
    size_t node;
    int16_t level; /* LEVEL, FACT */
    bool has_lower;
    bool has_upper;
    opn_rational lower; /* SCORE: in the unit that is printed */
    opn_rational upper;
    size_t fact;
    size_t slot;          /* MAY, LICENSE: the artifact */
    const char *question; /* MAY: JSON, as openness_may_release() takes it */
    bool has_date;        /* of its own */
    bool unnamed;         /* its id is made of the names in it */
    bool numbered;        /* and they make that of another one too */
    int conditional;      /* MAY: OPENNESS_CHECK_PASS, _FAIL or _INDETERMINATE */
    int64_t most_days;    /* EVIDENCE: age; -1: any */
    int confidence;       /* EVIDENCE: at least; 0: any, 1 low, 2 medium, 3 high */
    const size_t *any_of; /* LICENSE: indexes of licenses */
    size_t any_count;     /* 0: any */
    const size_t *none_of;
    size_t none_count;
} opn_requirement;

typedef struct {
    const char *release; /* id or pattern */
    size_t requirement;
    const char *reason;
    const char *expires; /* YYYY-MM-DD, the last day on which it counts */
    size_t line;
    size_t column;
} opn_exception;

struct openness_policy {
    opn_arena arena;
    opn_refcount references;
    openness_policy *self;
    openness_database *database; /* one reference */
    const char *source;
    const char *name;
    const char *title;
    char digest[65];
    openness_rubric **rubrics; /* each once; one reference each */
    size_t rubric_count;
    opn_pattern *patterns;
    size_t pattern_count;
    opn_pattern_run applies_to;
    opn_requirement *requirements;
    opn_check_rule *rules; /* by requirement */
    size_t requirement_count;
    opn_exception *exceptions;
    size_t exception_count;
};

openness_policy *opn_policy_share(const openness_policy *policy);

/* Whether an id is the pattern, or one of those that it stands for; exact, or by letters
 * whatever their case. */
bool opn_pattern_matches(const char *pattern, const char *id, bool exact);

/* A policy while it is read. */
typedef struct {
    openness_policy *policy;
    const openness_database *database;
    opn_arena scratch; /* places, and whatever goes with the reading */
    opn_issues *issues;
    bool out_of_memory;
} opn_policy_reader;

/* --- policy_fields.c: typed members of a tree, every fault with its place ------------------- */

/* Arena memory of the policy; NULL sets the flag. */
void *opn_policy_alloc(opn_policy_reader *r, size_t count, size_t size);
const char *opn_policy_copy(opn_policy_reader *r, const char *text); /* never NULL */

/* A finished text in the policy's arena; "" without memory. Frees the buffer. */
const char *opn_policy_keep(opn_policy_reader *r, opn_buf *buf);

void opn_policy_fail(opn_policy_reader *r, const char *issue, const opn_tree *node,
                     const char *format, ...) OPN_PRINTF(4, 5);

/* `what "name" is not known, did you mean "suggestion"?`; suggestion may be NULL. */
void opn_policy_unknown(opn_policy_reader *r, const char *issue, const opn_tree *node,
                        const char *what, const char *name, const char *suggestion);

/* Whether it is a map; a member that is none of these is an error. */
bool opn_policy_members(opn_policy_reader *r, const opn_tree *map, const char *const *known,
                        size_t count);

/* The text of a member; "" when it is absent or wrong, which is reported. */
const char *opn_policy_text(opn_policy_reader *r, const opn_tree *map, const char *key,
                            size_t limit, bool required);

/* The same for a scalar that is there. */
const char *opn_policy_scalar(opn_policy_reader *r, const opn_tree *node, size_t limit);

/* A whole number of 0 or more; -1 when it is absent or wrong. */
int64_t opn_policy_number(opn_policy_reader *r, const opn_tree *map, const char *key);

/* One of these words; fallback when it is absent or wrong. */
int opn_policy_word(opn_policy_reader *r, const opn_tree *map, const char *key,
                    const char *const *words, size_t count, int fallback);

/* The elements of a list, or the one value in place of it; *count of them. A list
 * of none, or of more than most, is reported and has none. */
const opn_tree *opn_policy_list(opn_policy_reader *r, const opn_tree *map, const char *key,
                                size_t most, size_t *count);

/* --- policy_ask.c, policy_may.c: one requirement -------------------------------------------- */

/* Reads what stands at a node into requirement and rule number `index`. */
void opn_policy_requirement(opn_policy_reader *r, const opn_tree *node, size_t index);
void opn_policy_may(opn_policy_reader *r, const opn_tree *node, opn_requirement *out);

/* Patterns at a member, added to those of the policy. */
opn_pattern_run opn_policy_patterns(opn_policy_reader *r, const opn_tree *map, const char *key);

/* policy_words.c: the text of a requirement, and an id where it has none. */
void opn_policy_say(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask);
void opn_policy_name(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask);

#endif
