/*
 * fuzz_json.c: any bytes through the scan, the parser and the writer.
 *
 * What must hold for every input: the scan and the parser agree; a refusal
 * carries one issue inside the text; every node of an accepted text has a
 * pointer that leads back to it; what the writer makes of the tree is
 * accepted and gives the same tree again.
 */
#include "../../lib/json_check.h"
#include "../../lib/json_read.h"
#include "../../lib/json_write.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Whether name is the reference token of size bytes (RFC 6901, section 4). */
static bool is_token(const char *name, const char *token, size_t size)
{
    size_t i = 0;

    for (; *name != '\0'; name++) {
        char c = i < size ? token[i++] : '\0';

        if (c == '~') {
            c = token[i++] == '0' ? '~' : '/';
        }
        if (c != *name) {
            return false;
        }
    }
    return i == size;
}

static const opn_node *child(const opn_node *node, const char *token, size_t size)
{
    bool array = opn_node_type(node) == OPN_JSON_ARRAY;
    size_t index = 0;

    for (size_t i = 0; array && i < size; i++) {
        index = index * 10 + (size_t)(token[i] - '0');
    }
    node = opn_node_first(node);
    for (; node != NULL; node = opn_node_next(node)) {
        if (array ? index-- == 0 : is_token(opn_node_key(node), token, size)) {
            return node;
        }
    }
    return NULL;
}

static const opn_node *resolve(const opn_node *node, const char *pointer)
{
    while (*pointer == '/' && node != NULL) {
        size_t size = strcspn(pointer + 1, "/");

        node = child(node, pointer + 1, size);
        pointer += 1 + size;
    }
    return node;
}

static void check_node(const opn_json *json, const opn_node *node, const char *text, size_t size)
{
    opn_arena arena = {0};
    opn_place place = opn_node_place(node, &arena);
    size_t length = 0;
    const char *source = opn_node_source(node, &length);

    require(length > 0 && source == text + place.offset && place.offset + length <= size);
    require(place.line > 0 && place.column > 0 && place.pointer != NULL);
    /* One that would have been too long names an enclosing value instead. */
    require(resolve(opn_json_root(json), place.pointer) == node || strlen(place.pointer) > 1000 ||
            size > 1000);
    opn_arena_free(&arena);
}

/* Writes a tree and visits every node; the scan bounds the depth. */
static void copy_node(const opn_json *json, const opn_node *node, opn_writer *w, const char *text,
                      size_t size)
{
    opn_json_type type = opn_node_type(node);
    int64_t number;

    check_node(json, node, text, size);
    if (opn_node_key(node) != NULL) {
        opn_write_key(w, opn_node_key(node));
    }
    if (type == OPN_JSON_OBJECT || type == OPN_JSON_ARRAY) {
        size_t count = 0;

        (type == OPN_JSON_OBJECT ? opn_write_object : opn_write_array)(w);
        for (const opn_node *n = opn_node_first(node); n != NULL; n = opn_node_next(n)) {
            copy_node(json, n, w, text, size);
            count++;
        }
        (type == OPN_JSON_OBJECT ? opn_write_object_end : opn_write_array_end)(w);
        require(count == opn_node_count(node));
    } else if (type == OPN_JSON_STRING) {
        opn_write_string(w, opn_node_string(node));
    } else if (type == OPN_JSON_BOOL) {
        opn_write_bool(w, opn_node_bool(node));
    } else if (type == OPN_JSON_NUMBER) {
        opn_write_int(w, opn_node_int64(node, &number) ? number : 0);
    } else {
        require(type == OPN_JSON_NULL);
        opn_write_null(w);
    }
}

/* Parses, writes into *out; false when the text is refused. */
static bool copy_text(const char *text, size_t size, bool compact, opn_buf *out)
{
    opn_issues issues = {0};
    opn_json_size found = {0, 0};
    opn_json *json = NULL;
    opn_writer w;
    int status = opn_json_check(text, size, &found, &issues);

    require((status == OPENNESS_OK) == (issues.count == 0));
    if (status != OPENNESS_OK) {
        require(issues.count == 1 && issues.items[0].place.offset <= size);
        require(issues.items[0].message[0] != '\0');
    }
    opn_issues_free(&issues);
    require(opn_json_parse(text, size, &json, NULL) == status);
    require((json != NULL) == (status == OPENNESS_OK));
    if (json == NULL) {
        return false;
    }
    opn_write_init(&w, out, compact);
    copy_node(json, opn_json_root(json), &w, text, size);
    require(!out->failed);
    opn_json_free(json);
    return true;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    opn_buf first = {0};
    opn_buf second = {0};
    char *text;

    if (size > 65536) {
        return 0; /* places are looked up node by node: quadratic */
    }
    /* Exactly sized, so that ASan sees a read beyond the end. */
    text = malloc(size == 0 ? 1 : size);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    if (copy_text(text, size, false, &first)) {
        opn_buf third = {0};

        require(copy_text(first.data, first.size, true, &second));
        require(copy_text(second.data, second.size, false, &third));
        require(third.size == first.size && memcmp(third.data, first.data, first.size) == 0);
        opn_buf_free(&third);
    }
    opn_buf_free(&second);
    opn_buf_free(&first);
    free(text);
    return 0;
}
