/*
 * splice.h: a JSON document with something put into it, and nothing else changed.
 *
 * Every byte stays that is not asked to go. What is put in takes its layout from
 * what stands around it: line ends, indentation, blanks around colons.
 */
#ifndef OPN_SPLICE_H
#define OPN_SPLICE_H

#include "buf.h"
#include "tree.h"

/* Bytes of the document that give way to a text; none where start equals end. */
typedef struct {
    size_t start;
    size_t end;
    const char *text;
    size_t size;
    size_t order; /* of two at one place the first asked for comes first */
} opn_splice_edit;

typedef struct {
    const char *text; /* the document without a byte order mark; borrowed */
    size_t size;
    bool mark;
    const opn_tree *root;
    opn_arena *arena; /* of the caller: tree and edits live in it */
    const char *colon; /* what stands between a name and its value: ": ", " : " or ":" */
    const char *unit;  /* one step of indentation; "" where the document is one line */
    const char *line;  /* how a line ends */
    opn_splice_edit *edits;
    size_t count;
    size_t capacity;
    bool out_of_memory;
} opn_splice;

/* Reads the document and its layout; the text must outlive the splice. What is put
 * in is found by walking s->root. OPENNESS_OK, E_JSON, E_LIMIT or E_NOMEM. */
int opn_splice_begin(opn_splice *s, const char *text, size_t size, opn_arena *arena,
                     opn_issues *issues);

/* Puts values at the end of a list, in their order. gone: which elements of today
 * are taken out, by index; NULL: none. Values are compact JSON; they are laid out
 * anew and not kept. At most one call for a list. */
void opn_splice_elements(opn_splice *s, const opn_tree *list, const bool *gone,
                         const char *const *values, size_t count);

/* Puts a member at the end of a map that has none of that name. At most one call
 * for a map. */
void opn_splice_member(opn_splice *s, const opn_tree *map, const char *key, const char *value);

/* The document with all of it. OPENNESS_OK, E_NOMEM or E_INTERNAL (two changes of
 * one place). */
int opn_splice_finish(opn_splice *s, openness_text **out);

#endif
