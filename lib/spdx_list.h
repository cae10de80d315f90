/*
 * spdx_list.h: the SPDX License List: every id, its name and its marks.
 *
 * A license of the list without a document of its own is known by identity
 * only: its lists as far as its marks tell, and none of its terms.
 */
#ifndef OPN_SPDX_LIST_H
#define OPN_SPDX_LIST_H

#include "license.h"

typedef struct {
    const char *id;
    const char *name;
    bool osi;        /* approved by the Open Source Initiative */
    bool fsf;        /* free to the Free Software Foundation */
    bool deprecated; /* another id replaced it */
    size_t license;  /* number of the license that it names */
} opn_spdx_id;

typedef struct {
    const char *version;
    opn_spdx_id *ids; /* in ASCII order without regard to case */
    size_t count;
    const char *const *exceptions; /* likewise: what may stand after WITH */
    size_t exception_count;
} opn_spdx_list;

/* Before an exception in the table of licenses: no id has a space, and one
 * table is all that an expression needs. */
#define OPN_SPDX_EXCEPTION_KEY "with "

/* Reads data/vocabulary/spdx.json as the build left it. OPENNESS_OK, E_NOMEM,
 * or E_INTERNAL when it is not in its form. */
int opn_spdx_list_read(opn_spdx_list *out, const char *text, size_t size, opn_arena *arena);

/* The number of an id, whatever its case; SIZE_MAX when the list lacks it. */
size_t opn_spdx_list_find(const opn_spdx_list *list, const char *id);

/* Adds what the list knows beyond *count licenses with documents: ids to the
 * licenses, which have room for list->count more, and ids and exceptions to
 * the table, which has room for all of them. An id that is an alias of a
 * document stands for that document, and GPL-1.0-only for GPL-1.0. */
int opn_spdx_list_add(opn_spdx_list *list, const opn_license_vocabulary *vocabulary,
                      opn_license *licenses, size_t *count, opn_table *table, opn_arena *arena);

#endif
