/*
 * terms.h: what one text of a license says, term by term.
 *
 * Read from the license's document when somebody asks about terms; ladders
 * alone never need it. Values keep the words of the vocabulary.
 */
#ifndef OPN_TERMS_H
#define OPN_TERMS_H

#include "database.h"

typedef enum {
    OPN_TERM_UNKNOWN,        /* not read */
    OPN_TERM_SILENT,         /* read: the text says nothing */
    OPN_TERM_NOT_APPLICABLE, /* cannot matter in this text */
    OPN_TERM_STATED
} opn_term_state;

/* One member of an object: text, number or tags, whichever it has. */
typedef struct {
    const char *key;
    const char *text; /* NULL when it is not text */
    bool has_number;
    int64_t number;
    const char *const *tags;
    size_t tag_count;
} opn_term_member;

typedef struct {
    const opn_term_member *members;
    size_t count;
} opn_term_object;

typedef struct {
    opn_term_state state;
    const char *word; /* enum: the value; flag: "true" or "false"; text: the text; else "" */
    const char *const *tags; /* sets */
    size_t tag_count;
    const opn_term_object *objects; /* lists; objects: one, or none for "none" */
    size_t object_count;
    const char *clause; /* where the text says so, "" when not recorded */
} opn_term_value;

typedef struct {
    const char *license; /* id */
    const char *name;
    const char *date;    /* of the text, "" when not known */
    const char *source;  /* the first source of the text, "" when it has none */
    const opn_term_value *values; /* by term of the license vocabulary */
} opn_terms;

/* The terms of license number `license` in force on a date (NULL = the latest
 * text). Everything lives in the arena. OPENNESS_OK or E_NOMEM. */
int opn_terms_read(opn_terms *out, const openness_database *database, size_t license,
                   const char *as_of, opn_arena *arena);

/* The value of a term by id; an unknown value when there is no such term. */
const opn_term_value *opn_terms_value(const opn_terms *terms, const openness_database *database,
                                      const char *id);

/* A member of an object by key, NULL if it has none. */
const opn_term_member *opn_term_member_find(const opn_term_object *object, const char *key);

/* Whether a set holds a tag. */
bool opn_term_has(const opn_term_value *value, const char *tag);

#endif
