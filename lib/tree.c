/*
 * tree.c: a foreign document as text, and how it is put together.
 *
 * Takes values in document order from the readers of JSON, YAML and CSV, gives
 * an immutable tree whose nodes know their place. JSON is read here, since all
 * it needs is the tree that the rest of the library reads.
 *
 * Must not know what any text means, nor any format.
 */
#include "tree_build.h"
#include "json_check.h"
#include "json_key.h"
#include "json_read.h"
#include "utf8.h"

void opn_tree_fail(opn_tree_builder *b, int status, const char *issue, const opn_place *place,
                   const char *format, ...)
{
    va_list args;

    va_start(args, format);
    opn_issue_addv(b->issues, issue, OPENNESS_SEVERITY_ERROR, place, format, args);
    va_end(args);
    b->status = b->status == OPENNESS_OK ? status : b->status;
    /* The pointer is lost for want of memory, which is what must be told. */
    if (place != NULL && place->pointer == NULL) {
        b->status = OPENNESS_E_NOMEM;
    }
}

/* Editors of one system put the mark there, and readers of all others skip it. */
static void skip_mark(const char **bytes, size_t *size)
{
    if (*size >= 3 && memcmp(*bytes, "\xEF\xBB\xBF", 3) == 0) {
        *bytes += 3;
        *size -= 3;
    }
}

/* Before any other reader sees a byte: what a string of C cannot hold, and what
 * no output of ours could carry. */
void opn_tree_begin(opn_tree_builder *b, const char **bytes, size_t *size)
{
    opn_place place = {"", 0, 0, 0};
    size_t length;

    if (*size > OPN_LIMIT_INPUT_BYTES) {
        opn_tree_fail(b, OPENNESS_E_LIMIT, "document-too-large", NULL,
                      "the document has more than %d bytes", OPN_LIMIT_INPUT_BYTES);
        return;
    }
    skip_mark(bytes, size);
    for (size_t at = 0; at < *size; at += length) {
        length = (*bytes)[at] == '\0' ? 0 : opn_utf8_next(*bytes + at, *size - at);
        if (length == 0) {
            opn_json_locate(*bytes, *size, at, &place);
            opn_tree_fail(b, OPENNESS_E_JSON, "invalid-utf8", &place,
                          (*bytes)[at] == '\0' ? "a NUL byte is not allowed in a text"
                                               : "the bytes are not UTF-8 here");
            return;
        }
    }
}

/* The pointer is that of the list or map which would have held the value. */
static void fail_limit(opn_tree_builder *b, const opn_tree *value)
{
    const opn_tree *parent = b->depth == 0 ? NULL : b->open[b->depth - 1];
    opn_place place = opn_tree_place(parent, b->arena);

    place.line = value->line;
    place.column = value->column;
    if (b->values == OPN_LIMIT_VALUES) {
        opn_tree_fail(b, OPENNESS_E_LIMIT, "too-many-values", &place,
                      "the document has more than %d values", OPN_LIMIT_VALUES);
    } else {
        opn_tree_fail(b, OPENNESS_E_LIMIT, "nesting-too-deep", &place,
                      "lists and maps are nested deeper than %d", OPN_LIMIT_DEPTH);
    }
}

const opn_tree *opn_tree_add(opn_tree_builder *b, const opn_tree *value)
{
    opn_tree *node = NULL;
    opn_tree *parent = b->depth == 0 ? NULL : b->open[b->depth - 1];
    opn_tree *before = b->depth == 0 ? NULL : b->last[b->depth - 1];

    if (b->values == OPN_LIMIT_VALUES ||
        (value->kind != OPN_TREE_SCALAR && b->depth == OPN_LIMIT_DEPTH)) {
        fail_limit(b, value);
        return NULL;
    }
    node = opn_arena_alloc(b->arena, 1, sizeof *node);
    if (node == NULL) {
        b->status = OPENNESS_E_NOMEM;
        return NULL;
    }
    *node = *value;
    node->parent = parent;
    if (parent == NULL) {
        b->root = node;
    } else {
        node->index = parent->count;
        parent->count++;
        parent->first = parent->first == NULL ? node : parent->first;
        b->last[b->depth - 1] = node;
    }
    if (before != NULL) {
        before->next = node;
    }
    b->values++;
    if (node->kind != OPN_TREE_SCALAR) {
        b->open[b->depth] = node;
        b->last[b->depth] = NULL;
        b->depth++;
    }
    return node;
}

void opn_tree_close(opn_tree_builder *b)
{
    b->depth--;
}

int opn_tree_end(opn_tree_builder *b, const opn_tree **out)
{
    int status = b->issues != NULL && b->issues->failed ? OPENNESS_E_NOMEM : b->status;

    *out = status == OPENNESS_OK ? b->root : NULL;
    return status;
}

/* Where the conversion is: nodes come in document order, so that lines are
 * counted once and not anew for each of a hundred thousand values. */
typedef struct {
    const char *text;
    size_t offset;
    size_t line;
    size_t column;
} cursor;

static void advance(cursor *c, size_t offset)
{
    for (; c->offset < offset; c->offset++) {
        unsigned char byte = (unsigned char)c->text[c->offset];

        if (byte == '\n') {
            c->line++;
            c->column = 1;
        } else if ((byte & 0xC0) != 0x80) {
            c->column++;
        }
    }
}

/* One JSON value without what it holds. */
static opn_tree convert(opn_tree_builder *b, const opn_node *node, cursor *c)
{
    opn_json_type type = opn_node_type(node);
    opn_tree out = {.kind = OPN_TREE_SCALAR, .quoted = type == OPN_JSON_STRING};
    const char *text;
    size_t size;

    text = opn_node_source(node, &size);
    advance(c, (size_t)(text - c->text));
    out.line = c->line;
    out.column = c->column;
    out.offset = c->offset;
    out.size = size;
    out.key = opn_arena_string(b->arena, opn_node_key(node));
    if (type == OPN_JSON_OBJECT || type == OPN_JSON_ARRAY) {
        out.kind = type == OPN_JSON_OBJECT ? OPN_TREE_MAP : OPN_TREE_LIST;
    } else if (type == OPN_JSON_STRING) {
        out.text = opn_arena_string(b->arena, opn_node_string(node));
    } else {
        out.text = opn_arena_copy(b->arena, text, size);
    }
    if ((out.key == NULL && opn_node_key(node) != NULL) ||
        (out.text == NULL && out.kind == OPN_TREE_SCALAR)) {
        b->status = OPENNESS_E_NOMEM;
    }
    return out;
}

/* Recursion as deep as the document, which the JSON scan has held to
 * OPN_LIMIT_DEPTH. */
static void convert_all(opn_tree_builder *b, const opn_node *node, cursor *c)
{
    opn_tree value = convert(b, node, c);

    if (b->status != OPENNESS_OK || opn_tree_add(b, &value) == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(node); at != NULL; at = opn_node_next(at)) {
        convert_all(b, at, c);
        if (b->status != OPENNESS_OK) {
            return;
        }
    }
    if (value.kind != OPN_TREE_SCALAR) {
        opn_tree_close(b);
    }
}

int opn_tree_json(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                  const opn_tree **out)
{
    opn_tree_builder b = {.arena = arena, .issues = issues};
    opn_json *json = NULL;
    cursor c = {NULL, 0, 1, 1};

    *out = NULL;
    skip_mark(&bytes, &size);
    b.status = opn_json_parse(bytes, size, &json, issues);
    if (b.status == OPENNESS_OK) {
        c.text = bytes;
        convert_all(&b, opn_json_root(json), &c);
    }
    opn_json_free(json);
    return opn_tree_end(&b, out);
}

const opn_tree *opn_tree_member(const opn_tree *map, const char *key)
{
    const opn_tree *member = map == NULL || map->kind != OPN_TREE_MAP ? NULL : map->first;

    while (member != NULL && !opn_streq(member->key, key)) {
        member = member->next;
    }
    return member;
}

const opn_tree *opn_tree_at(const opn_tree *list, size_t index)
{
    const opn_tree *at = list == NULL || list->kind != OPN_TREE_LIST ? NULL : list->first;

    while (at != NULL && at->index < index) {
        at = at->next;
    }
    return at;
}

const char *opn_tree_text(const opn_tree *node)
{
    return node == NULL || opn_tree_is_null(node) ? NULL : node->text;
}

/* YAML 1.2, section 10.3.2. */
bool opn_tree_is_null(const opn_tree *node)
{
    static const char *const nulls[] = {"", "~", "null", "Null", "NULL"};

    if (node == NULL || node->kind != OPN_TREE_SCALAR || node->quoted) {
        return false;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(nulls); i++) {
        if (opn_streq(node->text, nulls[i])) {
            return true;
        }
    }
    return false;
}

opn_place opn_tree_place(const opn_tree *node, opn_arena *arena)
{
    const opn_tree *path[OPN_LIMIT_DEPTH];
    opn_place place = {"", 0, 0, 0};
    opn_buf pointer = {0};
    bool fits = true;
    size_t depth = 0;

    if (node == NULL) {
        return place;
    }
    place.line = node->line;
    place.column = node->column;
    /* The builder has bounded the depth, and the root is not on the path. */
    for (const opn_tree *n = node; n->parent != NULL; n = n->parent) {
        path[depth++] = n;
    }
    while (depth > 0 && fits) {
        const opn_tree *n = path[--depth];

        fits = n->key == NULL ? opn_pointer_add_index(&pointer, n->index)
                              : opn_pointer_add_name(&pointer, n->key);
    }
    place.pointer =
        pointer.failed
            ? NULL
            : opn_arena_copy(arena, pointer.data == NULL ? "" : pointer.data, pointer.size);
    opn_buf_free(&pointer);
    return place;
}
