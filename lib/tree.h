/*
 * tree.h: a foreign document as text, before anybody decides what it means.
 *
 * YAML, JSON and CSV become the same tree. A scalar keeps its spelling and
 * whether it was quoted: what `no`, `1.0` or `~` means is for the importer to
 * say, since every format has its own rules for it. Nodes are immutable, live
 * in the caller's arena and know their place in the source.
 */
#ifndef OPN_TREE_H
#define OPN_TREE_H

#include "error.h"

typedef enum { OPN_TREE_SCALAR, OPN_TREE_LIST, OPN_TREE_MAP } opn_tree_kind;

typedef struct opn_tree {
    opn_tree_kind kind;
    bool quoted;      /* a scalar that is text whatever it looks like */
    const char *key;  /* the member's name, NULL in a list and at the root */
    const char *text; /* scalars: UTF-8; NULL for a list or map */
    size_t count;     /* elements or members */
    size_t index;     /* among its siblings, from 0 */
    const struct opn_tree *first;
    const struct opn_tree *next;
    const struct opn_tree *parent;
    size_t line;   /* from 1 */
    size_t column; /* from 1 */
    size_t offset; /* JSON: the bytes of the value, a byte order mark not counted; else 0 */
    size_t size;
} opn_tree;

/* import_yaml.c: the first document of a stream. Aliases are refused, and so is
 * a second document: no format that is read has either. A repeated key is an
 * error. OPENNESS_OK, E_JSON, E_LIMIT, E_SCHEMA ("unsupported": built without
 * libyaml) or E_NOMEM; problems go to issues. */
int opn_tree_yaml(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                  const opn_tree **out);

/* tree.c: null, true, false and numbers become unquoted scalars, strings quoted ones.
 * OPENNESS_OK, E_JSON, E_LIMIT or E_NOMEM. */
int opn_tree_json(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                  const opn_tree **out);

/* import_csv.c: RFC 4180, a list of rows, each a list of quoted scalars. A byte order mark
 * is skipped; lines end in LF or CRLF. OPENNESS_OK, E_JSON, E_LIMIT or E_NOMEM. */
int opn_tree_csv(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                 const opn_tree **out);

/* tree.c: all of these take NULL and answer NULL / false / "". */
const opn_tree *opn_tree_member(const opn_tree *map, const char *key);
const opn_tree *opn_tree_at(const opn_tree *list, size_t index);

/* The spelling of a scalar; NULL for anything else, and for a null. */
const char *opn_tree_text(const opn_tree *node);

/* Unquoted and empty, "~" or "null" in the spellings of YAML 1.2. */
bool opn_tree_is_null(const opn_tree *node);

/* "/release/components/3/name" (RFC 6901); "" for the root. In the arena. */
opn_place opn_tree_place(const opn_tree *node, opn_arena *arena);

#endif
