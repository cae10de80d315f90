/*
 * json_key.h: member names while a JSON text is scanned.
 *
 * Names are compared as they read once escapes are decoded, without being
 * copied: "a" and "\u0061" are the same name.
 */
#ifndef OPN_JSON_KEY_H
#define OPN_JSON_KEY_H

#include "buf.h"

/* A name as it stands in the text, quotes left out; the text is checked. */
typedef struct {
    const char *text;
    uint32_t raw_size;
    uint32_t size; /* decoded */
    uint32_t hash; /* of the decoded bytes */
    bool escaped;
} opn_key;

/* The names of all objects that are open, innermost last. Zero-initialize. */
typedef struct {
    opn_key *items;
    size_t count;
    size_t capacity;
} opn_keys;

/* Adds the name of raw_size bytes. OPENNESS_OK or OPENNESS_E_NOMEM. */
int opn_keys_push(opn_keys *keys, const char *text, size_t raw_size, bool escaped);

/* The first name from index `from` on that repeats an earlier one of the same
 * range, or NULL. May reorder the range. */
const opn_key *opn_keys_duplicate(opn_keys *keys, size_t from);

void opn_keys_free(opn_keys *keys);

/* Appends the decoded name. */
void opn_key_decode(opn_buf *buf, const opn_key *key);

/* Append "/" and a reference token of RFC 6901. When the pointer would grow
 * beyond OPN_POINTER_MAX bytes they add nothing and return false: it then
 * names the enclosing value, and a list of issues stays small even when an
 * attacker chooses the names. */
#define OPN_POINTER_MAX 4096
bool opn_pointer_add_key(opn_buf *buf, const opn_key *key);
bool opn_pointer_add_name(opn_buf *buf, const char *name);
bool opn_pointer_add_index(opn_buf *buf, size_t index);

/* The value of four hexadecimal digits, -1 when they are not all digits. */
int opn_json_hex(const char *text);

#endif
