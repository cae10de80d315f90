/*
 * question.h: what somebody wants to do with a licensed work.
 *
 * Everything but the action may be left open; an open member is a state of its
 * own and never a default that permits more.
 */
#ifndef OPN_QUESTION_H
#define OPN_QUESTION_H

#include "database.h"
#include "json_write.h"
#include "reader.h"

typedef enum {
    OPN_ACT_RUN,
    OPN_ACT_HOST,
    OPN_ACT_MODIFY,
    OPN_ACT_SHARE,
    OPN_ACT_SHARE_FINETUNE,
    OPN_ACT_TRAIN,
    OPN_ACT_DISTILL,
    OPN_ACT_SELL
} opn_action;

typedef struct {
    opn_action action;
    opn_truth commercial;  /* OPN_MAYBE when it was left open */
    int64_t users;         /* monthly and active; -1 when open */
    int64_t revenue;       /* annual; -1 when open */
    const char *currency;  /* "" when open */
    const char *territory; /* "" when open */
    bool has_fields;       /* then the list is complete, also when it is empty */
    bool fields_known;     /* some text bars each of them: what is not barred is free */
    opn_names fields;
    bool has_business;
    bool business_known;
    opn_names business;
    const char *date; /* NULL: the latest text */
} opn_may_question;

/* Reads and checks size bytes of JSON; members that the question does not have
 * are errors. Strings live in the arena. OPENNESS_OK, E_JSON, E_SCHEMA, E_LIMIT
 * or E_NOMEM. */
int opn_question_read(opn_may_question *out, const openness_database *database, const char *json,
                      size_t size, opn_arena *arena, opn_issues *issues);

/* The id of an action ("share_finetune"), and what it is in plain words. */
const char *opn_action_id(opn_action action);
const char *opn_action_words(opn_action action);

/* Writes the question as it was understood, open members left out. */
void opn_question_write(opn_writer *w, const opn_may_question *question);

#endif
