/*
 * import_stated.h: what a source states about one license in several members.
 *
 * An id, a name and an address beside each other are statements of equal rank:
 * whichever is on record counts. Of two that differ it is one, where everything that
 * is stated is on record; else it is unknown.
 */
#ifndef OPN_IMPORT_STATED_H
#define OPN_IMPORT_STATED_H

#include "import.h"

typedef struct {
    const opn_tree *node;
    const char *text;    /* trimmed; NULL: not stated */
    const char *license; /* as a draft has it; NULL: not on record */
} opn_stated;

/* One line in the arena of the job; "" without memory, the job's flag set then. */
const char *opn_stated_message(opn_import_job *job, const char *format, ...) OPN_PRINTF(2, 3);

/* The trimmed text of a node; NULL when there is none. */
const char *opn_stated_text(opn_import_job *job, const opn_tree *node);

/* What a node states, without any note: what is worth one depends on the others. */
opn_stated opn_stated_read(opn_import_job *job, const opn_tree *node);

/* The statement that counts: node NULL when nothing is stated, license NULL when none is
 * known; when two differ *conflict (left alone otherwise) says so. Notes what is not
 * used. */
opn_stated opn_stated_decide(opn_import_job *job, const opn_stated *said, size_t count,
                             const char **conflict);

#endif
