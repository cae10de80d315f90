/*
 * json_read.h: JSON text -> a tree with places.
 *
 * Does not mention cJSON: json_read.c alone includes it, so that another
 * reader could take its place. Trees are immutable; look-up is case-sensitive.
 */
#ifndef OPN_JSON_READ_H
#define OPN_JSON_READ_H

#include "error.h"

typedef struct opn_json opn_json; /* a document */
typedef struct opn_node opn_node; /* a value in it; NULL stands for "absent" */

typedef enum {
    OPN_JSON_ABSENT,
    OPN_JSON_NULL,
    OPN_JSON_BOOL,
    OPN_JSON_NUMBER,
    OPN_JSON_STRING,
    OPN_JSON_ARRAY,
    OPN_JSON_OBJECT
} opn_json_type;

/* Checks (json_check) and parses. text need not be NUL-terminated; it is kept
 * by reference for places and number texts: it must outlive the document.
 * Returns OPENNESS_OK, E_JSON, E_LIMIT or E_NOMEM; problems go to issues. */
int opn_json_parse(const char *text, size_t size, opn_json **out, opn_issues *issues);
void opn_json_free(opn_json *json); /* NULL allowed */

const opn_node *opn_json_root(const opn_json *json);

/* All of these take NULL and answer ABSENT / NULL / 0 / false. */
opn_json_type opn_node_type(const opn_node *node);
const char *opn_node_key(const opn_node *node);    /* member name, else NULL */
const char *opn_node_string(const opn_node *node); /* strings only, else NULL */
bool opn_node_bool(const opn_node *node);          /* true only for true */
/* Whole numbers that fit, whatever their spelling (7e8, 1.0); read from the
 * text, so that 9007199254740993 stays what it is. */
bool opn_node_int64(const opn_node *node, int64_t *out);
size_t opn_node_count(const opn_node *node); /* elements or members */
const opn_node *opn_node_first(const opn_node *node);
const opn_node *opn_node_next(const opn_node *node); /* next sibling */
const opn_node *opn_node_member(const opn_node *node, const char *key);
/* The bytes of the value as they stand in the text (a number's spelling). */
const char *opn_node_source(const opn_node *node, size_t *size);

/* The place of a node; the pointer is allocated in the arena (may be NULL on
 * exhaustion). For an absent member, use opn_issue_missing. Counts lines: for
 * problems and evidence, not for every node. A pointer above 4096 bytes is
 * cut back to that of an enclosing value. */
opn_place opn_node_place(const opn_node *node, opn_arena *arena);

/* Adds an issue at a node (NULL: at no place). %s %d %zu only. */
void opn_issue_node(opn_issues *list, const char *id, int severity, const opn_node *node,
                    const char *format, ...) OPN_PRINTF(5, 6);

/* Adds a "missing-member" error at the object that lacks it. */
void opn_issue_missing(opn_issues *list, const opn_node *object, const char *key);

/* Reports every member of object that is not among the count names as
 * "unknown-member" (warning; error when the list is strict), with the nearest
 * known name. Not an object: reports "wrong-type" and returns false. */
bool opn_node_expect_members(opn_issues *list, const opn_node *object, const char *const *names,
                             size_t count);

/* Member that must be a string of 1 .. limit bytes. Absent: NULL, and an
 * issue when required. Wrong type, empty or too long: NULL and an issue. */
const char *opn_node_text(opn_issues *list, const opn_node *object, const char *key, size_t limit,
                          bool required);

/* Member that must be an array or object. Absent: NULL and, if required, an
 * issue; another type: NULL and an issue. */
const opn_node *opn_node_array(opn_issues *list, const opn_node *object, const char *key,
                               bool required);
const opn_node *opn_node_object(opn_issues *list, const opn_node *object, const char *key,
                                bool required);

/* YYYY, YYYY-MM or YYYY-MM-DD with real months and days. */
bool opn_date_valid(const char *text);

#endif
