/*
 * normalize.h: the forms in which names and addresses of licenses are compared.
 *
 * The rules stand in data/vocabulary/license-names.json (normalization,
 * url_normalization). They undo how people write, never what they mean.
 */
#ifndef OPN_NORMALIZE_H
#define OPN_NORMALIZE_H

#include "common.h"

enum {
    OPN_NAME_LIMIT = 1024,             /* bytes of a text that can be a name */
    OPN_NAME_ROOM = OPN_NAME_LIMIT + 1 /* for a key and its NUL */
};

/* Space, tab, LF, VT, FF or CR. */
bool opn_name_space(char c);

/* The text without white space around it. */
const char *opn_name_trim(const char *text, size_t size, size_t *out_size);

/* Writes the key of a text; false, and "", when no name can be equal to it:
 * it is longer than OPN_NAME_LIMIT or holds a control character. */
bool opn_name_key(const char *text, size_t size, char out[OPN_NAME_ROOM]);

/* The size of a key without an ending such as "-license"; 0 when it has none. */
size_t opn_name_stem(const char *key);

/* The same as opn_name_key() for an address on the web. */
bool opn_name_address(const char *text, size_t size, char out[OPN_NAME_ROOM]);

#endif
