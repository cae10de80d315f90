/*
 * tree_build.h: how a reader of some syntax makes a tree.
 *
 * Values come in document order; a list or map stays open until it is closed.
 * The limits of depth and values are held here, so that every syntax has the
 * same.
 */
#ifndef OPN_TREE_BUILD_H
#define OPN_TREE_BUILD_H

#include "tree.h"

/* Set arena and issues; everything else zero. */
typedef struct {
    opn_arena *arena;
    opn_issues *issues;
    opn_tree *open[OPN_LIMIT_DEPTH]; /* lists and maps that are not closed, outermost first */
    opn_tree *last[OPN_LIMIT_DEPTH]; /* the newest child of each */
    size_t depth;
    size_t values;
    const opn_tree *root;
    int status; /* of what has failed first */
} opn_tree_builder;

/* Copies kind, quoted, key, text and place of a value into the tree; texts must
 * live in the arena already. NULL when a limit is reached or memory runs out:
 * the builder's status then says which, and nothing more can be added. */
const opn_tree *opn_tree_add(opn_tree_builder *b, const opn_tree *value);

/* Closes the innermost list or map. */
void opn_tree_close(opn_tree_builder *b);

/* Reports a problem at a line and column; pointer NULL: of the whole. Keeps the
 * first status. %s %d %zu only. */
void opn_tree_fail(opn_tree_builder *b, int status, const char *issue, const opn_place *place,
                   const char *format, ...) OPN_PRINTF(5, 6);

/* Skips a byte order mark and checks that the rest is UTF-8 without NUL and
 * not above the limit of bytes. */
void opn_tree_begin(opn_tree_builder *b, const char **bytes, size_t *size);

/* The status, or E_NOMEM when an issue could not be added; *out is the root
 * when it is OPENNESS_OK, else NULL. */
int opn_tree_end(opn_tree_builder *b, const opn_tree **out);

#endif
