/*
 * import_source.h: one document on its way to the importer that reads it.
 */
#ifndef OPN_IMPORT_SOURCE_H
#define OPN_IMPORT_SOURCE_H

#include "import.h"

typedef struct {
    const char *bytes; /* in and out: without the mark that some editors put first */
    size_t size;
    bool prefix;
    const opn_importer *const *importers; /* all, in the order in which they are tried */
    size_t importer_count;
    const opn_importer *importer; /* in: the one that was named, or NULL; out: whose it is */
    const opn_tree *root;         /* out: NULL where the syntax has no tree */
    opn_arena arena;              /* of the tree, which goes when the records are made */
    opn_issues *issues;
    bool json; /* the tree was read as JSON */
} opn_source;

/* OPENNESS_OK, E_JSON, E_SCHEMA (of no known format), E_LIMIT or E_NOMEM; the caller
 * frees the arena in every case. */
int opn_source_read(opn_source *source);

#endif
