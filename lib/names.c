/*
 * names.c: what a string that was seen in the wild means as a license.
 *
 * Takes any bytes, gives the license, status or family that they are on record
 * for, or nothing. A wrong match costs more than a missing one, so equality of
 * keys is the only test: no distance, no part of a text, no guess.
 *
 * Must not know how tables are read, nor what a license says.
 */
#include "names.h"
#include "ascii.h"
#include "normalize.h"

/* All that a text may be; a segment of an address; see "lookup" in the data. */
enum {
    WORDS = 1u << OPN_NAME_STATUS | 1u << OPN_NAME_FAMILY | 1u << OPN_NAME_TAG |
            1u << OPN_NAME_ALIAS | 1u << OPN_NAME_ID | 1u << OPN_NAME_SPDX_ID,
    TEXTS = WORDS | 1u << OPN_NAME_SPDX_NAME | 1u << OPN_NAME_PHRASE
};

static const char *const ways[] = {"status",  "family",    "tag",    "alias", "id",
                                   "spdx_id", "spdx_name", "phrase", "url"};

static bool is_word(const char *id)
{
    while (opn_is_alpha(*id)) {
        id++;
    }
    return *id == '\0';
}

/* Whether a name stands for a text that was spelled so. */
static bool admits(const opn_name_book *book, const opn_name *name, const char *spelled)
{
    const char *id;

    if (name->kind != OPN_NAME_SPDX_ID || spelled == NULL) {
        return true;
    }
    id = book->spdx->ids[name->number].id;
    return !is_word(id) || opn_streq(id, spelled);
}

const opn_name *opn_name_look_up(const opn_name_book *book, const char *key, unsigned int kinds,
                                 const char *spelled)
{
    size_t low = 0;
    size_t high = book->count;

    /* The first of equal keys: they stand in the order of look-up. */
    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(book->names[middle].key, key) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    for (; low < book->count && opn_streq(book->names[low].key, key); low++) {
        const opn_name *name = &book->names[low];

        if ((kinds & 1u << name->kind) != 0 && admits(book, name, spelled)) {
            return name;
        }
    }
    return NULL;
}

const opn_license *opn_name_license(const opn_name_book *book, const opn_name *name)
{
    bool listed = name->kind == OPN_NAME_SPDX_ID || name->kind == OPN_NAME_SPDX_NAME;

    return &book->licenses[listed ? book->spdx->ids[name->number].license : name->number];
}

static void set_meaning(const opn_name_book *book, const opn_name *name, const char *matched_by,
                        opn_meaning *out)
{
    out->matched_by = matched_by;
    out->medium = name->medium;
    out->value = (opn_slice){name->value, name->size};
    if (name->kind == OPN_NAME_STATUS) {
        out->kind = OPN_MEANS_STATUS;
    } else if (name->kind == OPN_NAME_FAMILY) {
        out->kind = OPN_MEANS_FAMILY;
    } else if (name->kind == OPN_NAME_PHRASE) {
        out->kind = OPN_MEANS_EXPRESSION;
    } else {
        out->kind = OPN_MEANS_LICENSE;
        out->license = opn_name_license(book, name);
    }
}

/* As it stands, then without "license" at its end: entries keep theirs, so
 * that "Fair License" is one although "Fair" in small letters is none. */
static const opn_name *find_text(const opn_name_book *book, const char *text, size_t size)
{
    char key[OPN_NAME_ROOM];
    char spelled[OPN_NAME_ROOM];
    const opn_name *name;
    size_t stem;

    if (!opn_name_key(text, size, key)) {
        return NULL;
    }
    text = opn_name_trim(text, size, &size);
    memcpy(spelled, text, size);
    spelled[size] = '\0';
    name = opn_name_look_up(book, key, TEXTS, spelled);
    stem = opn_name_stem(key);
    if (name == NULL && stem > 0) {
        key[stem] = '\0';
        name = opn_name_look_up(book, key, TEXTS, "");
    }
    return name;
}

/* The name between a prefix and what stands behind it; "" when the address is
 * not of that form. */
static const char *segment_of(const char *address, const opn_name_prefix *prefix,
                              char out[OPN_NAME_ROOM])
{
    size_t size = strlen(address);
    size_t before = strlen(prefix->before);
    size_t behind = strlen(prefix->behind);
    const char *segment = address + before;

    *out = '\0';
    if (size <= before + behind || strncmp(address, prefix->before, before) != 0 ||
        !opn_streq(address + size - behind, prefix->behind)) {
        return out;
    }
    size -= before + behind;
    if (memchr(segment, '/', size) == NULL) {
        opn_name_key(segment, size, out);
    }
    return out;
}

static void find_address(const opn_name_book *book, const char *text, size_t size,
                         opn_meaning *out)
{
    char address[OPN_NAME_ROOM];
    char segment[OPN_NAME_ROOM];
    const opn_name *name;

    if (!opn_name_address(text, size, address)) {
        return;
    }
    name = opn_name_look_up(book, address, 1u << OPN_NAME_URL, NULL);
    if (name != NULL) {
        set_meaning(book, name, ways[OPN_NAME_URL], out);
    }
    for (size_t i = 0; name == NULL && i < book->prefix_count; i++) {
        segment_of(address, &book->prefixes[i], segment);
        /* Addresses have no case left; the place vouches for the word. */
        name = *segment == '\0' ? NULL : opn_name_look_up(book, segment, WORDS, NULL);
        if (name != NULL) {
            set_meaning(book, name, "url_prefix", out);
        }
    }
}

int opn_name_resolve(const opn_name_book *book, const char *text, size_t size, opn_meaning *out)
{
    const opn_name *name = find_text(book, text, size);

    *out = (opn_meaning){.kind = OPN_MEANS_NOTHING, .value = {"", 0}};
    if (name != NULL) {
        set_meaning(book, name, ways[name->kind], out);
        return OPENNESS_OK;
    }
    find_address(book, text, size, out);
    return out->kind == OPN_MEANS_NOTHING ? opn_name_expression(book, text, size, out)
                                          : OPENNESS_OK;
}

void opn_meaning_free(opn_meaning *meaning)
{
    opn_buf_free(&meaning->expression);
}
