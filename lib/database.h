/*
 * database.h: the catalog behind openness_database.
 *
 * Holds the documents as text and the licenses and rubrics ready to use;
 * releases are parsed when asked for. Shared by an atomic count: everything
 * that was made with it keeps it alive.
 */
#ifndef OPN_DATABASE_H
#define OPN_DATABASE_H

#include "license.h"
#include "names.h"
#include "refcount.h"
#include "rubric.h"
#include "vocabulary.h"
#include <openness/database.h>
#include <openness/rubric.h>

/* One document: built in (static text) or from the user (in the arena). */
typedef struct {
    int kind; /* OPENNESS_KIND_RELEASE, _RUBRIC or _LICENSE */
    const char *id;
    const char *title;
    const char *text; /* compact JSON */
    size_t size;
    bool added; /* by the user */
} opn_document;

struct openness_database {
    opn_arena arena;
    opn_vocabulary vocabulary;
    opn_license_vocabulary license_vocabulary;
    opn_document *documents; /* sorted by kind, then id */
    size_t document_count;
    size_t first[OPENNESS_KIND_LICENSE + 2]; /* kind k: from first[k] to before first[k + 1] */
    /* Those with documents first, in document order; then those of the SPDX
     * list that have none: of them only the lists that hold them are known. */
    const opn_license *licenses;
    size_t license_count;
    opn_table license_table; /* lower-case ids and "with " exceptions, for expressions */
    opn_spdx_list spdx;
    opn_name_book names;
    opn_rubric *const *rubrics; /* in document order; owned */
    size_t rubric_count;
    char digest[65];
    opn_refcount references;
    openness_database *self; /* so that a const handle can be shared without a cast */
};

/* The public handle of a compiled rubric: borrowed from the database, or owned
 * when the caller parsed it. Reports share it. */
struct openness_rubric {
    opn_refcount references;
    openness_rubric *self;
    openness_database *database; /* one reference */
    const opn_rubric *compiled;
    opn_rubric *owned; /* NULL when it is the database's */
};

/* Adds a reference. */
openness_database *opn_database_share(const openness_database *database);
openness_rubric *opn_rubric_share(const openness_rubric *rubric);

/* The document, or NULL. */
const opn_document *opn_database_find(const openness_database *database, int kind,
                                      const char *id);

/* The document of license number `license`; NULL when only the SPDX list knows it. */
const opn_document *opn_database_license(const openness_database *database, size_t license);

/* The compiled rubric, or NULL. Borrowed. */
const opn_rubric *opn_database_rubric(const openness_database *database, const char *id);

/* Nearest id of that kind to a misspelled one, or NULL. */
const char *opn_database_suggest(const openness_database *database, int kind, const char *id);

#endif
