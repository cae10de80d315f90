/*
 * json_read.c: JSON text -> a tree with places.
 *
 * Takes bytes, gives nodes in one array: cJSON decodes the strings, the scan
 * of json_check supplies what cJSON forgets (where each value stands and how
 * it is spelled). Both list the values in document order, so that the n-th
 * span belongs to the n-th item.
 *
 * The only file that includes cJSON. Uses no look-up of it (they ignore case
 * by default), no hooks and no error pointer (they belong to the process).
 * Must not know documents.
 */
#include "json_read.h"
#include "ascii.h"
#include "json_check.h"
#include "json_key.h"

#include <cjson/cJSON.h>

/* A node points into three things: the tree, the text, the array. Nodes of a
 * subtree stand side by side, so that its size leads to the next sibling. */
struct opn_node {
    opn_json *json;
    const cJSON *item;
    const opn_node *parent;
    opn_json_span span;
    uint32_t index; /* among its siblings */
    uint32_t count; /* of its children */
    uint32_t size;  /* nodes of the subtree, itself included */
};

struct opn_json {
    const char *text;
    size_t size;
    cJSON *tree;
    opn_node *nodes;
    size_t count;
    opn_place located; /* the last place that was asked for: the next is near it */
};

/* A copy for cJSON to read, in which every number is 0 and blanks. cJSON
 * would read numbers by strtod, which follows the locale and loses digits
 * beyond 2^53, and it gives up behind 63 characters; nobody here wants its
 * result. The closing NUL keeps releases before 1.7.18, which could read past
 * a length, inside the copy. */
static char *copy_for_cjson(const char *text, size_t size, const opn_json_span *spans,
                            size_t count)
{
    char *copy = opn_alloc(size + 1, 1);

    if (copy == NULL) {
        return NULL;
    }
    memcpy(copy, text, size);
    for (size_t i = 0; i < count; i++) {
        char *value = copy + spans[i].start;

        if (*value == '-' || opn_is_digit(*value)) {
            memset(value, ' ', spans[i].end - spans[i].start);
            *value = '0';
        }
    }
    return copy;
}

/*
 * Fills json->nodes from the tree and the spans, in document order. For
 * {"a": [1, 2], "b": 3} that is
 *
 *   nodes[]  0    1    2    3    4
 *   value    {}   []   1    2    3
 *   parent   -    0    1    1    0
 *   index    0    0    0    1    1
 *   count    2    2    0    0    0
 *   size     5    3    1    1    1
 *
 * A loop, not recursion: `open` is the innermost node whose children are
 * being visited.
 */
static void number_nodes(opn_json *json, const opn_json_span *spans)
{
    opn_node *nodes = json->nodes;
    const cJSON *item = json->tree;
    size_t open = 0;

    for (size_t i = 0; i < json->count && item != NULL; i++) {
        opn_node *node = &nodes[i];

        *node = (opn_node){json, item, NULL, spans[i], 0, 0, 1};
        if (i > 0) {
            node->parent = &nodes[open];
            node->index = nodes[open].count;
            nodes[open].count++;
        }
        if (item->child != NULL) {
            open = i;
            item = item->child;
            continue;
        }
        /* The last child ends its parent, which may be a last child too. */
        while (item->next == NULL && open != i) {
            nodes[open].size = (uint32_t)(i - open + 1);
            item = nodes[open].item;
            if (nodes[open].parent == NULL) {
                return;
            }
            open = (size_t)(nodes[open].parent - nodes);
        }
        item = item->next;
    }
}

/* Everything is made and checked before *out is set: there is no half-parsed
 * document. */
int opn_json_parse(const char *text, size_t size, opn_json **out, opn_issues *issues)
{
    opn_json_size found;
    opn_json_span *spans = NULL;
    char *copy = NULL;
    opn_json *json = NULL;
    int status;

    *out = NULL;
    /* The limits hold before cJSON, which recurses, sees a single byte. */
    status = opn_json_scan(text, size, &found, &spans, issues);
    if (status != OPENNESS_OK) {
        return status;
    }
    status = OPENNESS_E_NOMEM;
    json = opn_alloc(1, sizeof *json);
    copy = copy_for_cjson(text, size, spans, found.values);
    if (json == NULL || copy == NULL) {
        goto out;
    }
    /* By reference: the caller keeps the text (see json_read.h). */
    json->text = text;
    json->size = size;
    json->count = found.values;
    json->nodes = opn_alloc(json->count, sizeof *json->nodes);
    /* The scan has accepted the text: all that can fail is memory. */
    json->tree = cJSON_ParseWithLength(copy, size + 1);
    if (json->nodes == NULL || json->tree == NULL) {
        goto out;
    }
    number_nodes(json, spans);
    *out = json;
    json = NULL;
    status = OPENNESS_OK;
out:
    opn_json_free(json);
    opn_free(copy);
    opn_free(spans);
    return status;
}

void opn_json_free(opn_json *json)
{
    if (json != NULL) {
        cJSON_Delete(json->tree);
        opn_free(json->nodes);
        opn_free(json);
    }
}

const opn_node *opn_json_root(const opn_json *json)
{
    return json == NULL ? NULL : json->nodes;
}

/* From the text, not from cJSON's flags: one source of truth for both. */
opn_json_type opn_node_type(const opn_node *node)
{
    if (node == NULL) {
        return OPN_JSON_ABSENT;
    }
    /* The first byte of a value tells its type (RFC 8259, section 3). */
    switch (node->json->text[node->span.start]) {
    case '{':
        return OPN_JSON_OBJECT;
    case '[':
        return OPN_JSON_ARRAY;
    case '"':
        return OPN_JSON_STRING;
    case 'n':
        return OPN_JSON_NULL;
    case 't':
    case 'f':
        return OPN_JSON_BOOL;
    default:
        return OPN_JSON_NUMBER;
    }
}

/* cJSON keeps the decoded name; elements and the root have none. */
const char *opn_node_key(const opn_node *node)
{
    return node == NULL ? NULL : node->item->string;
}

const char *opn_node_string(const opn_node *node)
{
    return opn_node_type(node) == OPN_JSON_STRING ? node->item->valuestring : NULL;
}

/* No other value begins with a t. */
bool opn_node_bool(const opn_node *node)
{
    return node != NULL && node->json->text[node->span.start] == 't';
}

size_t opn_node_count(const opn_node *node)
{
    return node == NULL ? 0 : node->count;
}

/* Children follow their parent at once. */
const opn_node *opn_node_first(const opn_node *node)
{
    return opn_node_count(node) == 0 ? NULL : node + 1;
}

const opn_node *opn_node_next(const opn_node *node)
{
    if (node == NULL || node->item->next == NULL) {
        return NULL;
    }
    return node + node->size;
}

/* Linear and by bytes: objects here have a dozen members, and License is not
 * license. */
const opn_node *opn_node_member(const opn_node *node, const char *key)
{
    const opn_node *member = NULL;

    if (opn_node_type(node) == OPN_JSON_OBJECT) {
        member = opn_node_first(node);
    }
    while (member != NULL && !opn_streq(member->item->string, key)) {
        member = opn_node_next(member);
    }
    return member;
}

/* Not NUL-terminated: it is the caller's own text. */
const char *opn_node_source(const opn_node *node, size_t *size)
{
    *size = node == NULL ? 0 : node->span.end - node->span.start;
    return node == NULL ? "" : node->json->text + node->span.start;
}

/* From the node up to the root, and down again to write the pointer: a child
 * knows its parent, but not the way from the root. */
opn_place opn_node_place(const opn_node *node, opn_arena *arena)
{
    const opn_node *path[OPN_LIMIT_DEPTH];
    opn_place place = {"", 0, 0, 0};
    opn_buf pointer = {0};
    bool fits = true;
    size_t depth = 0;

    if (node == NULL) {
        return place;
    }
    opn_json_locate(node->json->text, node->json->size, node->span.start, &node->json->located);
    place = node->json->located;
    place.pointer = "";
    /* The scan has bounded the depth, and the root is not on the path. */
    for (const opn_node *n = node; n->parent != NULL; n = n->parent) {
        path[depth++] = n;
    }
    while (depth > 0 && fits) {
        const opn_node *n = path[--depth];
        const char *key = opn_node_key(n);

        fits = key == NULL ? opn_pointer_add_index(&pointer, n->index)
                           : opn_pointer_add_name(&pointer, key);
    }
    place.pointer =
        pointer.failed
            ? NULL
            : opn_arena_copy(arena, pointer.data == NULL ? "" : pointer.data, pointer.size);
    opn_buf_free(&pointer);
    return place;
}
