/*
 * merge_sets.c: texts that a merge keeps, and lists without repetition.
 *
 * Takes nodes and texts, gives copies in the arena of the handle and the place
 * of a text among those that were seen. Lists of a record are as long as their
 * author likes, so that looking for a text must not walk over all of them.
 *
 * Must not know what any text means.
 */
#include "merge.h"

void *opn_merge_alloc(opn_merge_job *job, size_t count, size_t size)
{
    void *block = opn_arena_alloc(job->arena, count, size);

    job->out_of_memory = job->out_of_memory || block == NULL;
    return block;
}

const char *opn_merge_keep(opn_merge_job *job, opn_buf *buf)
{
    const char *text =
        buf->failed ? NULL : opn_arena_string(job->arena, buf->data == NULL ? "" : buf->data);

    opn_buf_free(buf);
    job->out_of_memory = job->out_of_memory || text == NULL;
    return text == NULL ? "" : text;
}

/* Clipped as messages are: for names and pointers, never for a text of a record. */
const char *opn_merge_text(opn_merge_job *job, const char *format, ...)
{
    const char *text;
    va_list args;

    va_start(args, format);
    text = opn_message(job->arena, format, args);
    va_end(args);
    job->out_of_memory = job->out_of_memory || text == NULL;
    return text == NULL ? "" : text;
}

/* FNV-1a. */
static size_t hash(const char *key)
{
    uint32_t sum = 2166136261u;

    for (; *key != '\0'; key++) {
        sum = (sum ^ (unsigned char)*key) * 16777619u;
    }
    return sum;
}

/* Where a key stands, or the free place for it. */
static size_t find(const opn_merge_set *set, const char *key)
{
    size_t at = hash(key) & (set->capacity - 1);

    while (set->keys[at] != NULL && !opn_streq(set->keys[at], key)) {
        at = (at + 1) & (set->capacity - 1);
    }
    return at;
}

/* At most half full: a free place always ends the search. */
static bool grow(opn_merge_job *job, opn_merge_set *set)
{
    opn_merge_set next = {0};

    next.capacity = set->capacity == 0 ? 16 : set->capacity * 2;
    next.keys = opn_merge_alloc(job, next.capacity, sizeof *next.keys);
    next.places = opn_merge_alloc(job, next.capacity, sizeof *next.places);
    if (next.keys == NULL || next.places == NULL) {
        return false;
    }
    for (size_t i = 0; i < set->capacity; i++) {
        if (set->keys[i] != NULL) {
            size_t at = find(&next, set->keys[i]);

            next.keys[at] = set->keys[i];
            next.places[at] = set->places[i];
        }
    }
    next.count = set->count;
    *set = next;
    return true;
}

size_t opn_merge_set_put(opn_merge_job *job, opn_merge_set *set, const char *key, size_t next)
{
    size_t at;

    if (set->count * 2 >= set->capacity && !grow(job, set)) {
        return SIZE_MAX;
    }
    at = find(set, key);
    if (set->keys[at] == NULL) {
        set->keys[at] = key;
        set->places[at] = next;
        set->count++;
    }
    return set->places[at];
}

bool opn_merge_set_has(const opn_merge_set *set, const char *key)
{
    return set->capacity > 0 && set->keys[find(set, key)] != NULL;
}

/* A number keeps its spelling: 6.74e24 is not rounded, and stands as a text, which a
 * record may have in place of any number that is not whole. */
static void write_number(opn_writer *w, const opn_node *node)
{
    opn_buf text = {0};
    size_t size = 0;
    const char *source = opn_node_source(node, &size);
    int64_t number;

    if (opn_node_int64(node, &number)) {
        opn_write_int(w, number);
        return;
    }
    opn_buf_add(&text, source, size);
    opn_write_string(w, text.data);
    w->buf->failed = w->buf->failed || text.failed;
    opn_buf_free(&text);
}

static void write_scalar(opn_writer *w, const opn_node *node)
{
    switch (opn_node_type(node)) {
    case OPN_JSON_STRING:
        opn_write_string(w, opn_node_string(node));
        break;
    case OPN_JSON_BOOL:
        opn_write_bool(w, opn_node_bool(node));
        break;
    case OPN_JSON_NUMBER:
        write_number(w, node);
        break;
    case OPN_JSON_ABSENT:
    case OPN_JSON_NULL:
    case OPN_JSON_ARRAY:
    case OPN_JSON_OBJECT:
        opn_write_null(w);
        break;
    }
}

static void write_without(opn_writer *w, const opn_node *node, const char *without)
{
    opn_json_type type = opn_node_type(node);
    bool object = type == OPN_JSON_OBJECT;

    if (!object && type != OPN_JSON_ARRAY) {
        write_scalar(w, node);
        return;
    }
    if (object) {
        opn_write_object(w);
    } else {
        opn_write_array(w);
    }
    for (const opn_node *at = opn_node_first(node); at != NULL; at = opn_node_next(at)) {
        if (object && without != NULL && opn_streq(opn_node_key(at), without)) {
            continue;
        }
        if (object) {
            opn_write_key(w, opn_node_key(at));
        }
        write_without(w, at, NULL);
    }
    if (object) {
        opn_write_object_end(w);
    } else {
        opn_write_array_end(w);
    }
}

void opn_merge_write_node(opn_writer *w, const opn_node *node)
{
    write_without(w, node, NULL);
}

const char *opn_merge_node_text(opn_merge_job *job, const opn_node *node, const char *without)
{
    opn_buf buf = {0};
    opn_writer w;

    opn_write_init(&w, &buf, true);
    write_without(&w, node, without);
    return opn_merge_keep(job, &buf);
}
