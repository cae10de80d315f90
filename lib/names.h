/*
 * names.h: what a string that was seen in the wild means as a license.
 *
 * Tables of data/vocabulary/license-names.json, of the documents and of the
 * SPDX list under one kind of key, read once and immutable after. A string is
 * on record or it is not: nothing here looks for the nearest one.
 */
#ifndef OPN_NAMES_H
#define OPN_NAMES_H

#include "buf.h"
#include "pull.h"
#include "spdx_list.h"

/* In the order of look-up. */
typedef enum {
    OPN_NAME_STATUS, /* says how it stands with a license, and names none */
    OPN_NAME_FAMILY, /* fits several licenses */
    OPN_NAME_TAG,    /* of a hub */
    OPN_NAME_ALIAS,
    OPN_NAME_ID, /* of a document */
    OPN_NAME_SPDX_ID,
    OPN_NAME_SPDX_NAME,
    OPN_NAME_PHRASE, /* stands for an expression */
    OPN_NAME_URL
} opn_name_kind;

typedef struct {
    const char *key;
    const char *value; /* status: its meaning; family: a list of ids; phrase: an expression */
    uint32_t size;     /* of the value, which is a slice of JSON */
    uint32_t number;   /* of the license; SPDX ids and names: of the id in the list */
    uint32_t order;    /* names of one key and kind: the first counts */
    uint8_t kind;      /* opn_name_kind */
    bool medium;       /* confidence: medium, else high */
} opn_name;

/* What stands before and behind a name in some addresses. */
typedef struct {
    const char *before;
    const char *behind;
} opn_name_prefix;

typedef struct {
    const opn_name *names; /* sorted by key, kind and order */
    size_t count;
    opn_name_prefix *prefixes;
    size_t prefix_count;
    const opn_license *licenses;    /* of the database, as the others: */
    const opn_table *license_table; /* small ids, and exceptions behind "with " */
    const opn_spdx_list *spdx;
} opn_name_book;

/* Reads the tables. The book has its licenses, their table and the list set
 * already; `documents` licenses have documents. OPENNESS_OK, E_NOMEM, or
 * E_INTERNAL when the text is not in its form or names a license that is none. */
int opn_name_book_read(opn_name_book *book, const char *text, size_t size, size_t documents,
                       opn_arena *arena);

/* The first name of a key among the kinds (bits 1 << kind), NULL if there is
 * none. An SPDX id of letters alone is a common word in small letters
 * ("json", "intel"): it must stand in `spelled`, unless that is NULL. */
const opn_name *opn_name_look_up(const opn_name_book *book, const char *key, unsigned int kinds,
                                 const char *spelled);

/* The license of a tag, alias, id, name or address. */
const opn_license *opn_name_license(const opn_name_book *book, const opn_name *name);

typedef enum {
    OPN_MEANS_NOTHING, /* unmatched */
    OPN_MEANS_LICENSE,
    OPN_MEANS_EXPRESSION,
    OPN_MEANS_STATUS,
    OPN_MEANS_FAMILY
} opn_meaning_kind;

typedef struct {
    opn_meaning_kind kind;
    const char *matched_by; /* NULL when nothing did */
    bool medium;
    const opn_license *license;
    opn_slice value;    /* status: its meaning; family: a list of ids; phrase: an expression */
    opn_buf expression; /* of a text that is one, over ids of the database */
} opn_meaning;

/* Looks a text up in every way. The meaning is freed with opn_meaning_free,
 * whatever is returned: OPENNESS_OK or E_NOMEM. */
int opn_name_resolve(const opn_name_book *book, const char *text, size_t size, opn_meaning *out);
void opn_meaning_free(opn_meaning *meaning);

/* The last way: reads the text as an SPDX expression of known ids, tags and
 * aliases. Leaves *out alone when it is none. OPENNESS_OK or E_NOMEM. */
int opn_name_expression(const opn_name_book *book, const char *text, size_t size,
                        opn_meaning *out);

#endif
