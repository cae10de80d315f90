/*
 * may_rules.h: how one term answers a question.
 *
 * A rule belongs to a term and to the actions for which the term decides. Most
 * terms are words of a list: their rules are tables of sayings. Terms made of
 * objects have a function.
 */
#ifndef OPN_MAY_RULES_H
#define OPN_MAY_RULES_H

#include "may.h"
#include "term_words.h"

/* Sets of actions. */
enum {
    OPN_DO_RUN = 1 << OPN_ACT_RUN,
    OPN_DO_HOST = 1 << OPN_ACT_HOST,
    OPN_DO_MODIFY = 1 << OPN_ACT_MODIFY,
    OPN_DO_SHARE = 1 << OPN_ACT_SHARE,
    OPN_DO_SHARE_FINETUNE = 1 << OPN_ACT_SHARE_FINETUNE,
    OPN_DO_TRAIN = 1 << OPN_ACT_TRAIN,
    OPN_DO_DISTILL = 1 << OPN_ACT_DISTILL,
    OPN_DO_SELL = 1 << OPN_ACT_SELL,
    OPN_DO_PASS_ON = OPN_DO_SHARE | OPN_DO_SHARE_FINETUNE,
    OPN_DO_LEARN = OPN_DO_TRAIN | OPN_DO_DISTILL,
    OPN_DO_ANY = 0xff
};

/* What one word of a term means, by whether the use is commercial:
 * OPENNESS_ALLOWED says nothing and adds no line. */
typedef struct {
    const char *word; /* also "silent" and "not_applicable"; a word without a saying adds none */
    unsigned actions;
    int if_not_commercial;
    int if_open;
    int if_commercial;
    const char *text;
} opn_may_saying;

typedef struct opn_may_reading opn_may_reading;

typedef struct {
    const char *term;
    unsigned actions;
    const char *about; /* "what the text says on <about> has not been read" */
    const opn_may_saying *sayings;
    size_t saying_count;
    /* Instead of sayings; sees a value that was read, silent included, unless
     * reads_unknown is set. */
    void (*read)(opn_may_reading *r, const opn_term_value *value);
    bool reads_unknown;
    bool (*is_moot)(const opn_may_reading *r); /* the term cannot matter here */
} opn_may_rule;

/* The reading of one text. */
struct opn_may_reading {
    const opn_may_ask *ask;
    const opn_may_question *question;
    const opn_terms *terms;
    const opn_may_rule *rule;
    const opn_term_value *value;
    opn_may_result *result;
    bool out_of_memory;
};

/* Lines that rest on the value which is being read. put empties the buffer. */
void opn_may_say(opn_may_reading *r, int verdict, const char *text);
void opn_may_put(opn_may_reading *r, int verdict, opn_buf *text);
void opn_may_unread(opn_may_reading *r);

/* Another term of the same text. */
const opn_term_value *opn_may_other(const opn_may_reading *r, const char *term);

/* "a, b and c" with spaces for underscores; a tag "unknown" is left out. */
void opn_may_list(opn_buf *text, const char *const *tags, size_t count);

/* Members of an object of a list: "" and false when it has none. */
const char *opn_may_member(const opn_term_object *object, const char *key);
bool opn_may_member_has(const opn_term_object *object, const char *key, const char *tag);

/* may_use.c, may_share.c, may_outputs.c: rules in the order of their lines. */
extern const opn_may_rule opn_may_use_rules[];
extern const size_t opn_may_use_rule_count;
extern const opn_may_rule opn_may_share_rules[];
extern const size_t opn_may_share_rule_count;
extern const opn_may_rule opn_may_output_rules[];
extern const size_t opn_may_output_rule_count;

/* may_gates.c: thresholds and kinds of business. */
void opn_may_gates(opn_may_reading *r, const opn_term_value *value);

#endif
