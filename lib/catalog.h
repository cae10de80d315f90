/*
 * catalog.h: builds a database from documents.
 *
 * One path for what the library carries and for what a user adds: the same
 * readers, the same checks.
 */
#ifndef OPN_CATALOG_H
#define OPN_CATALOG_H

#include "database.h"

/* A document that a user adds; its text is copied, its tree is only read. */
typedef struct {
    int kind;
    const char *id; /* "" when it has none: its reader will say so */
    const char *title;
    const opn_node *root;
} opn_addition;

/* All of base (NULL: what the library carries) with additions, which replace
 * by kind and id. Releases are taken in unread. OPENNESS_OK, E_SCHEMA,
 * E_VERSION or E_NOMEM; a fault in what the library carries is E_INTERNAL. */
int opn_catalog_build(openness_database **out, const openness_database *base,
                      const opn_addition *additions, size_t count, opn_issues *issues);

/* The kind that a document's format names (OPENNESS_KIND_*); reports
 * "unknown-format" and returns E_SCHEMA or E_VERSION when it is none that a
 * database holds. */
int opn_catalog_kind(const opn_node *root, int *kind, opn_issues *issues);

/* What the documents of a kind are called: "license", "release" or "rubric". */
const char *opn_catalog_kind_name(int kind);

#endif
