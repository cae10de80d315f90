/*
 * names_read.c: the tables of names -> one sorted book.
 *
 * Takes data/vocabulary/license-names.json as the build left it, the licenses
 * of the database and the SPDX list; gives every name under its key. All of it
 * happens when a database opens, so it reads its text once, without a tree,
 * and keeps slices of it.
 *
 * Must not know what a text is compared with, nor why.
 */
#include "ascii.h"
#include "names.h"
#include "normalize.h"

#include <stdlib.h>

/* As long as an id may be, and then some. */
enum { LONGEST_ID = 256 };

typedef struct {
    opn_name_book *book;
    opn_arena *arena;
    opn_pull pull;
    opn_name *names; /* grows; the arena gets what remains */
    size_t count;
    size_t capacity;
    bool out_of_memory;
} book_reader;

static void add(book_reader *r, opn_name_kind kind, const char *key, opn_slice value,
                size_t number, bool medium)
{
    const char *copy;

    if (r->count == r->capacity) {
        size_t capacity = r->capacity == 0 ? 4096 : r->capacity * 2;
        opn_name *names = opn_resize(r->names, capacity, sizeof *names);

        if (names == NULL) {
            r->out_of_memory = true;
            return;
        }
        r->names = names;
        r->capacity = capacity;
    }
    copy = opn_arena_string(r->arena, key);
    if (copy == NULL) {
        r->out_of_memory = true;
        return;
    }
    r->names[r->count] = (opn_name){
        copy,          value.text, (uint32_t)value.size, (uint32_t)number, (uint32_t)r->count,
        (uint8_t)kind, medium};
    r->count++;
}

/* Adds a text under its key. */
static void add_text(book_reader *r, opn_name_kind kind, const char *text, opn_slice value,
                     size_t number, bool medium)
{
    char key[OPN_NAME_ROOM];

    if (opn_name_key(text, strlen(text), key)) {
        add(r, kind, key, value, number, medium);
    }
}

static void read_text(book_reader *r, char out[OPN_NAME_ROOM])
{
    if (opn_slice_text(opn_pull_string(&r->pull), out, OPN_NAME_ROOM) == SIZE_MAX) {
        r->pull.failed = true;
        *out = '\0';
    }
}

/* The number of the license that the data names; a name without one is a
 * mistake in the data, and better found here than by whoever asks. */
static size_t read_license(book_reader *r)
{
    opn_slice id = opn_pull_string(&r->pull);
    char key[LONGEST_ID];
    size_t found = OPN_TABLE_NONE;

    if (id.size < sizeof key) {
        for (size_t i = 0; i < id.size; i++) {
            key[i] = opn_lower(id.text[i]);
        }
        key[id.size] = '\0';
        found = opn_table_find(r->book->license_table, key);
    }
    if (found == OPN_TABLE_NONE) {
        r->pull.failed = true;
        return 0;
    }
    return found;
}

static void next_member(book_reader *r, const char *name)
{
    opn_pull_expect(&r->pull, ',');
    opn_pull_key(&r->pull, name);
}

/* {"text": ..., "means": ...} and its like, whose value is kept as it stands. */
static void read_words(book_reader *r, opn_name_kind kind, const char *list, const char *member)
{
    static const opn_slice none = {"", 0};
    char text[OPN_NAME_ROOM];

    next_member(r, list);
    opn_pull_expect(&r->pull, '[');
    while (opn_pull_more(&r->pull, ']')) {
        opn_slice value;

        opn_pull_expect(&r->pull, '{');
        opn_pull_key(&r->pull, "text");
        read_text(r, text);
        next_member(r, member);
        value = kind == OPN_NAME_FAMILY ? opn_pull_value(&r->pull) : opn_pull_string(&r->pull);
        opn_pull_expect(&r->pull, '}');
        add_text(r, kind, text, r->pull.failed ? none : value, 0, false);
    }
}

static void read_tags(book_reader *r)
{
    char text[OPN_NAME_ROOM];

    next_member(r, "tags");
    opn_pull_expect(&r->pull, '{');
    while (opn_pull_more(&r->pull, '}')) {
        read_text(r, text);
        opn_pull_expect(&r->pull, ':');
        add_text(r, OPN_NAME_TAG, text, (opn_slice){"", 0}, read_license(r), false);
    }
}

static void read_aliases(book_reader *r)
{
    char text[OPN_NAME_ROOM];

    next_member(r, "aliases");
    opn_pull_expect(&r->pull, '[');
    while (opn_pull_more(&r->pull, ']')) {
        size_t license;
        opn_slice confidence;

        opn_pull_expect(&r->pull, '{');
        opn_pull_key(&r->pull, "text");
        read_text(r, text);
        next_member(r, "license");
        license = read_license(r);
        next_member(r, "confidence");
        confidence = opn_pull_string(&r->pull);
        opn_pull_expect(&r->pull, '}');
        add_text(r, OPN_NAME_ALIAS, text, (opn_slice){"", 0}, license,
                 opn_slice_is(confidence, "medium"));
    }
}

/* Addresses stand in the data in the form in which they are compared. */
static void read_urls(book_reader *r)
{
    char text[OPN_NAME_ROOM];

    next_member(r, "urls");
    opn_pull_expect(&r->pull, '[');
    while (opn_pull_more(&r->pull, ']')) {
        opn_pull_expect(&r->pull, '{');
        opn_pull_key(&r->pull, "url");
        read_text(r, text);
        next_member(r, "license");
        add(r, OPN_NAME_URL, text, (opn_slice){"", 0}, read_license(r), false);
        opn_pull_expect(&r->pull, '}');
    }
}

static const char *read_copy(book_reader *r)
{
    char text[OPN_NAME_ROOM];
    const char *copy;

    read_text(r, text);
    copy = opn_arena_string(r->arena, text);
    r->out_of_memory = r->out_of_memory || copy == NULL;
    return copy;
}

static void read_prefix(book_reader *r, opn_name_prefix *out)
{
    opn_pull_expect(&r->pull, '{');
    opn_pull_key(&r->pull, "prefix");
    out->before = read_copy(r);
    out->behind = "";
    if (opn_pull_take(&r->pull, ',')) {
        opn_pull_key(&r->pull, "suffix");
        out->behind = read_copy(r);
    }
    opn_pull_expect(&r->pull, '}');
}

static void read_prefixes(book_reader *r)
{
    opn_pull ahead;
    size_t count = 0;

    next_member(r, "url_prefixes");
    ahead = r->pull;
    opn_pull_expect(&ahead, '[');
    while (opn_pull_more(&ahead, ']')) {
        opn_pull_value(&ahead);
        count++;
    }
    r->book->prefixes = opn_arena_alloc(r->arena, count, sizeof *r->book->prefixes);
    if (r->book->prefixes == NULL) {
        r->out_of_memory = true;
        return;
    }
    opn_pull_expect(&r->pull, '[');
    while (r->book->prefix_count < count && opn_pull_more(&r->pull, ']')) {
        read_prefix(r, &r->book->prefixes[r->book->prefix_count]);
        r->book->prefix_count++;
    }
    opn_pull_expect(&r->pull, ']');
}

/* Notes for people: the rules that normalize.c and names.c follow. */
static void skip_list(book_reader *r, const char *name)
{
    next_member(r, name);
    opn_pull_value(&r->pull);
}

static void read_document(book_reader *r)
{
    opn_pull_expect(&r->pull, '{');
    opn_pull_key(&r->pull, "format");
    if (!opn_slice_is(opn_pull_string(&r->pull), "openness-license-names/1")) {
        r->pull.failed = true;
    }
    skip_list(r, "normalization");
    skip_list(r, "url_normalization");
    skip_list(r, "lookup");
    read_words(r, OPN_NAME_STATUS, "status", "means");
    read_words(r, OPN_NAME_FAMILY, "families", "members");
    read_tags(r);
    read_aliases(r);
    read_urls(r);
    read_prefixes(r);
    read_words(r, OPN_NAME_PHRASE, "expressions", "expression");
    opn_pull_expect(&r->pull, '}');
}

/* Documents that a user added are found by id and alias like all others. */
static void add_documents(book_reader *r, size_t count)
{
    static const opn_slice none = {"", 0};

    for (size_t i = 0; i < count; i++) {
        const opn_license *license = &r->book->licenses[i];

        add_text(r, OPN_NAME_ID, license->id, none, i, false);
        for (size_t k = 0; k < license->alias_count; k++) {
            add_text(r, OPN_NAME_ALIAS, license->aliases[k], none, i, false);
        }
    }
}

/* Two ids of one name are a license and the deprecated form of it: the name
 * means the one that is not. */
static void add_spdx(book_reader *r)
{
    static const opn_slice none = {"", 0};
    const opn_spdx_list *list = r->book->spdx;

    for (size_t i = 0; i < list->count; i++) {
        add_text(r, OPN_NAME_SPDX_ID, list->ids[i].id, none, i, false);
        if (!list->ids[i].deprecated) {
            add_text(r, OPN_NAME_SPDX_NAME, list->ids[i].name, none, i, false);
        }
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->ids[i].deprecated) {
            add_text(r, OPN_NAME_SPDX_NAME, list->ids[i].name, none, i, false);
        }
    }
}

static int compare_names(const void *a, const void *b)
{
    const opn_name *x = a;
    const opn_name *y = b;
    int order = strcmp(x->key, y->key);

    if (order != 0) {
        return order;
    }
    if (x->kind != y->kind) {
        return (x->kind > y->kind) - (x->kind < y->kind);
    }
    return (x->order > y->order) - (x->order < y->order);
}

static int keep(book_reader *r)
{
    opn_name *names = opn_arena_alloc(r->arena, r->count, sizeof *names);

    if (names == NULL) {
        return OPENNESS_E_NOMEM;
    }
    memcpy(names, r->names, r->count * sizeof *names);
    qsort(names, r->count, sizeof *names, compare_names);
    r->book->names = names;
    r->book->count = r->count;
    return OPENNESS_OK;
}

int opn_name_book_read(opn_name_book *book, const char *text, size_t size, size_t documents,
                       opn_arena *arena)
{
    book_reader r = {book, arena, opn_pull_begin(text, size), NULL, 0, 0, false};
    int status;

    read_document(&r);
    add_documents(&r, documents);
    add_spdx(&r);
    if (r.out_of_memory) {
        status = OPENNESS_E_NOMEM;
    } else if (r.pull.failed) {
        status = OPENNESS_E_INTERNAL;
    } else {
        status = keep(&r);
    }
    opn_free(r.names);
    return status;
}
