/*
 * json_key.c: member names while a JSON text is scanned.
 *
 * Takes slices of a text that json_check has found sound, gives the first
 * name that stands twice in an object, and the pieces of JSON pointers.
 * A whole document costs O(n log n) whatever its names are: an attacker who
 * makes hashes collide gains nothing, because sorting goes on by the bytes.
 *
 * Must not know issues or the grammar around the names.
 */
#include "json_key.h"
#include "mem.h"
#include "utf8.h"

#include <stdlib.h>

/* Up to here comparing hashes pairwise is cheaper than sorting. */
enum { FEW_KEYS = 16 };

/* Decoded bytes one by one, so that no name needs a buffer. The decoder trusts
 * the text: json_check_scalar has refused every escape that is not one. */
typedef struct {
    const char *at;
    const char *end;
    char pending[4]; /* the rest of a decoded \u escape */
    size_t pending_at;
    size_t pending_size;
} decoder;

/* At the first byte of a name. */
static decoder decode(const opn_key *key)
{
    return (decoder){key->text, key->text + key->raw_size, {0}, 0, 0};
}

/* By hand: strtol would take signs, blanks and 0x as well. */
int opn_json_hex(const char *text)
{
    int value = 0;

    for (size_t i = 0; i < 4; i++) {
        char c = text[i];

        value *= 16;
        if (c >= '0' && c <= '9') {
            value += c - '0';
        } else if (c >= 'a' && c <= 'f') {
            value += c - 'a' + 10;
        } else if (c >= 'A' && c <= 'F') {
            value += c - 'A' + 10;
        } else {
            return -1;
        }
    }
    return value;
}

/* d->at stands behind "\u"; the scan has made sure of digits and pairs. */
static void decode_unicode(decoder *d)
{
    uint32_t code = (uint32_t)opn_json_hex(d->at);

    d->at += 4;
    /* RFC 8259, section 7: beyond U+FFFF two escapes stand for one character. */
    if (code >= 0xD800 && code <= 0xDBFF) {
        uint32_t low = (uint32_t)opn_json_hex(d->at + 2);

        code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
        d->at += 6;
    }
    d->pending_size = opn_utf8_encode(code, d->pending);
    d->pending_at = 0;
}

/* The next decoded byte, or -1 behind the last. */
static int next_byte(decoder *d)
{
    static const char escapes[] = "b\bf\fn\nr\rt\t";
    char c;

    if (d->pending_at == d->pending_size) {
        if (d->at == d->end) {
            return -1;
        }
        c = *d->at++;
        if (c != '\\') {
            return (unsigned char)c;
        }
        c = *d->at++;
        if (c != 'u') {
            for (size_t i = 0; i + 1 < sizeof escapes; i += 2) {
                if (escapes[i] == c) {
                    return escapes[i + 1];
                }
            }
            return (unsigned char)c; /* quote, slash, backslash */
        }
        decode_unicode(d);
    }
    return (unsigned char)d->pending[d->pending_at++];
}

/* Fills in decoded size and hash: FNV-1a with 32 bits, short and good enough
 * to tell apart the names that people write. */
static void measure(opn_key *key)
{
    uint32_t hash = 2166136261U;
    decoder d = decode(key);

    if (!key->escaped) {
        for (uint32_t i = 0; i < key->raw_size; i++) {
            hash = (hash ^ (unsigned char)key->text[i]) * 16777619U;
        }
        key->size = key->raw_size;
    } else {
        for (int c = next_byte(&d); c >= 0; c = next_byte(&d)) {
            hash = (hash ^ (unsigned int)c) * 16777619U;
            key->size++;
        }
    }
    key->hash = hash;
}

/* The stack is as high as the names of open objects are many, which the limit
 * of values bounds; popping is the caller's (it lowers the count). */
int opn_keys_push(opn_keys *keys, const char *text, size_t raw_size, bool escaped)
{
    opn_key key = {text, (uint32_t)raw_size, 0, 0, escaped};

    if (keys->count == keys->capacity) {
        size_t capacity = keys->capacity == 0 ? 32 : keys->capacity * 2;
        opn_key *items = opn_resize(keys->items, capacity, sizeof *items);

        if (items == NULL) {
            return OPENNESS_E_NOMEM;
        }
        keys->items = items;
        keys->capacity = capacity;
    }
    measure(&key);
    keys->items[keys->count] = key;
    keys->count++;
    return OPENNESS_OK;
}

/* Any total order will do in which equal names are neighbors. Equal means the
 * same code points (RFC 8259, section 8.3): no Unicode normalization, by
 * which a letter with an accent and a letter followed by one would meet. */
static int compare_names(const opn_key *x, const opn_key *y)
{
    decoder a;
    decoder b;

    /* Hash and size first: they decide nearly always, without the text. */
    if (x->hash != y->hash) {
        return x->hash < y->hash ? -1 : 1;
    }
    if (x->size != y->size) {
        return x->size < y->size ? -1 : 1;
    }
    if (!x->escaped && !y->escaped) {
        return memcmp(x->text, y->text, x->raw_size);
    }
    /* Sizes are equal, so that both end together. */
    a = decode(x);
    b = decode(y);
    for (uint32_t i = 0; i < x->size; i++) {
        int p = next_byte(&a);
        int q = next_byte(&b);

        if (p != q) {
            return p < q ? -1 : 1;
        }
    }
    return 0;
}

/* Equal names by their place, so that the order is total. */
static int compare_keys(const void *a, const void *b)
{
    const opn_key *x = a;
    const opn_key *y = b;
    int order = compare_names(x, y);

    if (order != 0) {
        return order;
    }
    return (x->text > y->text) - (x->text < y->text);
}

/* The order of names is kept, so the first repetition found is the first. */
static const opn_key *duplicate_of_few(const opn_key *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        for (size_t j = 0; j < i; j++) {
            if (items[i].hash == items[j].hash && compare_names(&items[i], &items[j]) == 0) {
                return &items[i];
            }
        }
    }
    return NULL;
}

/* 100000 names, the most that a document can have, take some 1.7 million
 * comparisons here and would take 5 billion pairwise. */
const opn_key *opn_keys_duplicate(opn_keys *keys, size_t from)
{
    size_t count = keys->count - from;
    const opn_key *first = NULL;
    opn_key *items;

    if (count < 2) {
        return NULL;
    }
    items = keys->items + from;
    if (count <= FEW_KEYS) {
        return duplicate_of_few(items, count);
    }
    qsort(items, count, sizeof *items, compare_keys);
    /* Equal names are neighbors, earliest first. Of all repetitions the one
     * nearest the start is told: people mend a text from the top. */
    for (size_t i = 1; i < count; i++) {
        bool same = compare_names(&items[i - 1], &items[i]) == 0;

        if (same && (first == NULL || items[i].text < first->text)) {
            first = &items[i];
        }
    }
    return first;
}

void opn_keys_free(opn_keys *keys)
{
    opn_free(keys->items);
    *keys = (opn_keys){0};
}

void opn_key_decode(opn_buf *buf, const opn_key *key)
{
    decoder d = decode(key);

    for (int c = next_byte(&d); c >= 0; c = next_byte(&d)) {
        opn_buf_char(buf, (char)c);
    }
}

/* Every byte is counted as if it needed two: cheaper than looking first. */
bool opn_pointer_add_name(opn_buf *buf, const char *name)
{
    size_t size = strlen(name);

    if (size > OPN_POINTER_MAX || buf->size + 1 + size * 2 > OPN_POINTER_MAX) {
        return false;
    }
    opn_buf_char(buf, '/');
    for (size_t i = 0; i < size; i++) {
        /* RFC 6901, section 3: ~ and / are the two characters to escape. */
        if (name[i] == '~') {
            opn_buf_str(buf, "~0");
        } else if (name[i] == '/') {
            opn_buf_str(buf, "~1");
        } else {
            opn_buf_char(buf, name[i]);
        }
    }
    return true;
}

bool opn_pointer_add_key(opn_buf *buf, const opn_key *key)
{
    opn_buf name = {0};
    bool added = false;

    /* A name may be as long as the document; do not decode it in vain. */
    if (key->size <= OPN_POINTER_MAX) {
        opn_key_decode(&name, key);
        added = opn_pointer_add_name(buf, name.data == NULL ? "" : name.data);
    }
    /* A caller asks the pointer alone whether memory ran out. */
    buf->failed = buf->failed || name.failed;
    opn_buf_free(&name);
    return added;
}

/* RFC 6901, section 4: decimal, no leading zeros, counted from 0. */
bool opn_pointer_add_index(opn_buf *buf, size_t index)
{
    /* 20 digits hold any index. */
    if (buf->size + 1 + 20 > OPN_POINTER_MAX) {
        return false;
    }
    opn_buf_char(buf, '/');
    opn_buf_int(buf, (int64_t)index);
    return true;
}
