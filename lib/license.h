/*
 * license.h: licenses as ordered terms, evaluated once on every ladder.
 *
 * license_vocabulary.c reads the terms, lists and ladders; license.c reads one
 * license document and works out its level on each ladder. Terms say what a
 * text says; lists say who holds the license to be open: they stay apart.
 */
#ifndef OPN_LICENSE_H
#define OPN_LICENSE_H

#include "json_read.h"
#include "predicate.h"
#include "table.h"

typedef enum {
    OPN_TERM_ENUM,
    OPN_TERM_FLAG,
    OPN_TERM_SET,
    OPN_TERM_LIST,
    OPN_TERM_OBJECT,
    OPN_TERM_TEXT
} opn_term_type;

/* A member that the objects of a term may have. */
typedef struct {
    const char *key;
    const char *const *values; /* 0: anything */
    size_t value_count;
} opn_license_member;

typedef struct {
    const char *id;
    opn_term_type type;
    const char *const *values;
    size_t value_count;
    const opn_license_member *members; /* of lists and objects */
    size_t member_count;
    const char *about;
} opn_license_term;

/* A term put into an order, worst level first. */
typedef struct {
    const char *id;
    const char *const *levels;
    size_t level_count;
    size_t term;              /* index of the term it is read from */
    const char *const *keys;  /* enum, flag: value names ... */
    const int16_t *key_levels; /* ... and their levels */
    size_t key_count;
    const char *member;       /* list, object: member that must be in tags, or NULL */
    const char *const *tags;  /* set, list, object: what lowers it; 0 = anything */
    size_t tag_count;
} opn_ordered_term;

typedef struct {
    const char *id;
    const char *title;
    const char *cite;
    const char *url;
    const char *date;
} opn_license_list;

typedef struct {
    const char *id; /* without the prefix "license:" */
    const char *title; /* "" for a ladder that is no reading: it only serves facts */
    const char *about;
    const char *cite;
    const char *const *levels;
    const char *const *level_abouts; /* "" where the id says it all */
    size_t level_count;
    const char *const *cites; /* by ordered term: where the source speaks of it, "" */
    const opn_op *ops;
    const size_t *first_op; /* per level; level 0 has no ops */
    const size_t *op_count;
    int16_t external_from; /* level that only an external list gives; -1 = none */
    const char *const *assigned; /* license ids with a verdict of the authority */
    const int16_t *assigned_levels;
    size_t assigned_count;
} opn_license_ladder;

typedef struct opn_license_vocabulary {
    opn_arena arena;
    const opn_license_term *terms;
    size_t term_count;
    const opn_ordered_term *ordered; /* then one yes/no value per list */
    size_t ordered_count;
    const opn_license_list *lists;
    size_t list_count;
    const opn_license_ladder *ladders;
    size_t ladder_count;
    opn_table term_table;
    opn_table ordered_table; /* ordered terms and "list_<id>" */
    opn_table list_table;
    opn_table ladder_table;
} opn_license_vocabulary;

int opn_license_vocabulary_read(opn_license_vocabulary *out, const opn_node *document,
                                opn_issues *issues);
void opn_license_vocabulary_free(opn_license_vocabulary *vocabulary);

/* Whether this value is one that every term may have, whatever its type:
 * "silent" (read, says nothing) or "not_applicable" (cannot matter here). A
 * map may give it a level; a set, list or object reads it as empty. */
bool opn_license_word(const char *value);

/* One dated text of a license: its level on each ladder. */
typedef struct {
    const char *date; /* "" when not known */
    const opn_pair *levels; /* ladder_count of them */
    const opn_pair *values; /* of the ordered terms, then of the lists: why the levels are so */
    const char *const *fields; /* tags of the term "field_bans", for questions about them */
    size_t field_count;
} opn_license_text;

typedef struct {
    const char *id;
    const char *name;
    const opn_license_text *texts; /* oldest first, at least one */
    size_t text_count;
    const char *const *aliases;
    size_t alias_count;
} opn_license;

/* Reads one document into the arena. OPENNESS_OK, E_SCHEMA or E_NOMEM. */
int opn_license_read(opn_license *out, const opn_license_vocabulary *vocabulary,
                     const opn_node *document, opn_arena *arena, opn_issues *issues);

/* The only text of a license whose terms nobody has read, and of which only
 * the lists that hold it are known (one pair of no = 0 and yes = 1 per list).
 * OPENNESS_OK or E_NOMEM. */
int opn_license_identity(opn_license_text *out, const opn_license_vocabulary *vocabulary,
                         const opn_pair *lists, opn_arena *arena);

/* The text in force on a date (YYYY-MM-DD; NULL = the latest): the latest that is not
 * later than the date, else the oldest. */
const opn_license_text *opn_license_text_on(const opn_license *license, const char *as_of);

#endif
