/*
 * import_gguf_read.c: the header of a GGUF file, as a tree of its metadata.
 *
 * Takes the bytes of a file, or of its beginning, gives the pairs of the
 * metadata that can say something about a release; the vocabulary of the
 * tokenizer, which is most of a header, is passed over. Tensors are counted by
 * the header and never read.
 *
 * Versions 2 and 3, lowest byte first. Version 1 has other lengths, and a file
 * of the other byte order shows a version that is too large: both are refused.
 * Every length is held against the bytes that are there before it is used; a
 * problem is told with the byte at which it stands.
 *
 * Must not know what any key means.
 */
#include "bytes.h"
#include "import_gguf.h"
#include "table.h"
#include "tree_build.h"
#include "utf8.h"

enum {
    KEY_LIMIT = 65535, /* of the specification */
    ARRAY_DEPTH = 4,   /* arrays of arrays; no real header has any */
    SHORTEST_TENSOR = 24
};

/* gguf_metadata_value_type */
enum { TYPE_BOOL = 7, TYPE_STRING = 8, TYPE_ARRAY = 9, TYPES = 13 };

/* Bytes of a value; 0: it has a length of its own. */
static const unsigned char sizes[TYPES] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

typedef struct {
    opn_import_job *job;
    opn_bytes bytes;
    opn_tree_builder tree;
    opn_gguf *out;
    bool failed;
} reader;

static void fail(reader *r, const char *issue, size_t at, const char *what)
{
    opn_import_fail(r->job, issue, NULL, "byte %zu: %s", at, what);
    r->failed = true;
}

/* Whether reading can go on. */
static bool sound(const reader *r)
{
    return !r->failed && !r->bytes.ended && r->tree.status == OPENNESS_OK;
}

bool opn_gguf_sniff(const char *bytes, size_t size)
{
    return size >= 4 && memcmp(bytes, "GGUF", 4) == 0;
}

static void add(reader *r, opn_tree *value, const char *key)
{
    value->key = key;
    opn_tree_add(&r->tree, value);
}

/* A text of the file as a scalar. What a text of ours cannot hold is refused: it would
 * end there, or could not be printed. */
static void add_text(reader *r, const char *key, const char *text, size_t size)
{
    opn_tree value = {.kind = OPN_TREE_SCALAR, .quoted = true};
    size_t start = r->bytes.at - size;
    size_t length;

    for (size_t at = 0; at < size; at += length) {
        length = text[at] == '\0' ? 0 : opn_utf8_next(text + at, size - at);
        if (length == 0) {
            fail(r, "invalid-utf8", start + at, "a text of the metadata is UTF-8 without NUL");
            return;
        }
    }
    value.text = opn_arena_copy(r->job->arena, text, size);
    if (value.text == NULL) {
        r->job->out_of_memory = true;
        r->failed = true;
        return;
    }
    add(r, &value, key);
}

static void add_plain(reader *r, const char *key, const char *text)
{
    opn_tree value = {.kind = OPN_TREE_SCALAR, .text = text};

    add(r, &value, key);
}

/* Signed numbers below zero and floating ones say nothing that is read here. */
static void add_number(reader *r, const char *key, uint64_t number)
{
    opn_tree value = {.kind = OPN_TREE_SCALAR};
    opn_buf text = {0};

    if (number > INT64_MAX) {
        add_plain(r, key, "");
        return;
    }
    opn_buf_int(&text, (int64_t)number);
    value.text = text.failed ? NULL : opn_arena_copy(r->job->arena, text.data, text.size);
    opn_buf_free(&text);
    if (value.text == NULL) {
        r->job->out_of_memory = true;
        r->failed = true;
        return;
    }
    add(r, &value, key);
}

/* The text that stands next; NULL when the bytes end before it does. */
static const char *next_text(reader *r, size_t *size)
{
    uint64_t length = opn_bytes_u64(&r->bytes);
    const char *text = opn_bytes_take(&r->bytes, length, 1);

    *size = text == NULL ? 0 : (size_t)length;
    return text;
}

/* Texts are passed over one by one: each tells only its own length. */
static void skip_texts(reader *r, uint64_t count)
{
    size_t size;

    while (count > 0 && sound(r)) {
        next_text(r, &size);
        count--;
    }
}

static uint32_t next_type(reader *r)
{
    size_t at = r->bytes.at;
    uint32_t type = opn_bytes_u32(&r->bytes);

    if (!r->bytes.ended && type >= TYPES) {
        fail(r, "invalid-header", at, "there is no such type of value");
    }
    return type < TYPES ? type : 0;
}

/* What is left of an array of this type. Recursion is held to ARRAY_DEPTH, and an array
 * takes twelve bytes at least, so that no count outruns the bytes. */
static void skip_array(reader *r, uint32_t type, uint64_t count, int depth)
{
    size_t at = r->bytes.at;

    if (type == TYPE_STRING) {
        skip_texts(r, count);
        return;
    }
    if (type != TYPE_ARRAY) {
        opn_bytes_take(&r->bytes, count, sizes[type]);
        return;
    }
    if (depth == ARRAY_DEPTH) {
        fail(r, "nesting-too-deep", at, "arrays are nested too deeply");
        return;
    }
    while (count > 0 && sound(r)) {
        uint32_t inner = next_type(r);
        uint64_t elements = opn_bytes_u64(&r->bytes);

        if (sound(r)) {
            skip_array(r, inner, elements, depth + 1);
        }
        count--;
    }
}

static void read_array(reader *r, const char *key)
{
    uint32_t type = next_type(r);
    uint64_t count = opn_bytes_u64(&r->bytes);
    uint64_t kept = 0;
    opn_tree list = {.kind = OPN_TREE_LIST};
    bool open;

    if (!sound(r)) {
        return;
    }
    list.key = key;
    open = key != NULL && opn_tree_add(&r->tree, &list) != NULL;
    while (open && type == TYPE_STRING && kept < count && kept < OPN_GGUF_ELEMENTS && sound(r)) {
        size_t size;
        const char *text = next_text(r, &size);

        if (text != NULL) {
            add_text(r, NULL, text, size);
        }
        kept++;
    }
    if (sound(r)) {
        skip_array(r, type, count - kept, 0);
    }
    if (open) {
        r->out->dropped += type == TYPE_STRING && count > kept && sound(r) ? 1 : 0;
        opn_tree_close(&r->tree);
    }
}

static uint64_t next_whole(reader *r, size_t size)
{
    switch (size) {
    case 1: {
        const char *byte = opn_bytes_take(&r->bytes, 1, 1);

        return byte == NULL ? 0 : (unsigned char)*byte;
    }
    case 2:
        return opn_bytes_u16(&r->bytes);
    case 4:
        return opn_bytes_u32(&r->bytes);
    default:
        return opn_bytes_u64(&r->bytes);
    }
}

static bool is_unsigned(uint32_t type)
{
    return type == 0 || type == 2 || type == 4 || type == 10;
}

static void read_bool(reader *r, const char *key)
{
    size_t at = r->bytes.at;
    uint64_t value = next_whole(r, 1);

    if (sound(r) && value > 1) {
        fail(r, "invalid-header", at, "a boolean is 0 or 1");
    } else if (sound(r) && key != NULL) {
        add_plain(r, key, value == 1 ? "true" : "false");
    }
}

static void read_scalar(reader *r, uint32_t type, const char *key)
{
    uint64_t number = next_whole(r, sizes[type]);

    if (!sound(r) || key == NULL) {
        return;
    }
    if (is_unsigned(type)) {
        add_number(r, key, number);
    } else {
        add_plain(r, key, "");
    }
}

/* A value; key NULL: it is passed over. */
static void read_value(reader *r, uint32_t type, const char *key)
{
    size_t size;
    const char *text;

    if (type == TYPE_ARRAY) {
        read_array(r, key);
    } else if (type == TYPE_STRING) {
        text = next_text(r, &size);
        if (text != NULL && key != NULL) {
            add_text(r, key, text, size);
        }
    } else if (type == TYPE_BOOL) {
        read_bool(r, key);
    } else {
        read_scalar(r, type, key);
    }
}

static bool wanted(const char *key, size_t size)
{
    static const char *const beginnings[] = {"general.", "adapter.", "split."};

    for (size_t i = 0; i < OPN_ARRAY_LEN(beginnings); i++) {
        size_t length = strlen(beginnings[i]);

        if (size > length && memcmp(key, beginnings[i], length) == 0) {
            return true;
        }
    }
    return false;
}

/* A key in the arena when the pair is kept, else NULL. The specification has ASCII keys
 * without control characters; who wants one of ours spells it so. */
static const char *keep_key(reader *r, const char *key, size_t size, size_t at)
{
    const char *copy;

    if (!wanted(key, size)) {
        return NULL;
    }
    for (size_t i = 0; i < size; i++) {
        if (key[i] <= ' ' || key[i] > '~') {
            fail(r, "invalid-header", at + i, "a key is of printable ASCII characters");
            return NULL;
        }
    }
    if (r->tree.root->count == OPN_GGUF_PAIRS) {
        r->out->dropped++;
        return NULL;
    }
    copy = opn_arena_copy(r->job->arena, key, size);
    r->job->out_of_memory = r->job->out_of_memory || copy == NULL;
    r->failed = r->failed || copy == NULL;
    return copy;
}

static void read_pair(reader *r)
{
    size_t at = r->bytes.at;
    size_t size;
    uint64_t stated = opn_bytes_u64(&r->bytes);
    const char *key;
    uint32_t type;

    if (sound(r) && stated > KEY_LIMIT) {
        fail(r, "invalid-header", at, "a key has at most 65535 bytes");
        return;
    }
    key = opn_bytes_take(&r->bytes, stated, 1);
    size = (size_t)stated;
    type = next_type(r);
    if (!sound(r)) {
        return;
    }
    key = keep_key(r, key, size, at + sizeof(uint64_t));
    if (sound(r)) {
        read_value(r, type, key);
    }
}

/* A reader that takes the first of two and one that takes the last would read two
 * releases. */
static void check_twice(reader *r)
{
    opn_arena arena = {0};
    opn_table table;
    const char *twice = NULL;

    if (opn_table_init(&table, &arena, r->tree.root->count) != OPENNESS_OK) {
        r->job->out_of_memory = true;
        r->failed = true;
    } else {
        for (const opn_tree *at = r->tree.root->first; at != NULL; at = at->next) {
            opn_table_put(&table, at->key, at->index);
        }
        twice = opn_table_sort(&table);
    }
    if (twice != NULL) {
        opn_import_fail(r->job, "duplicate-key", opn_tree_member(r->tree.root, twice),
                        "the metadata has two pairs of this key");
        r->failed = true;
    }
    opn_arena_free(&arena);
}

static bool read_version(reader *r)
{
    uint32_t version;

    r->bytes.at = 4; /* behind the four letters, which opn_gguf_sniff has seen */
    version = opn_bytes_u32(&r->bytes);
    if (r->bytes.ended || version == 2 || version == 3) {
        r->out->version = version;
        return true;
    }
    fail(
        r, "unsupported", 4,
        version == 1 ? "version 1, which is not read: versions 2 and 3 are"
        : version << 16 == 0
            ? "the version reads as that of a file with the highest byte first, which is not read"
            : "no known version: versions 2 and 3 are read");
    return false;
}

/* The bytes ended before the header did. */
static void end_early(reader *r)
{
    if (r->job->prefix) {
        r->out->cut = true;
        return;
    }
    fail(r, "truncated-header", r->bytes.at,
         "the header asks for more bytes than the file has from here on");
}

static void read_header(reader *r)
{
    opn_gguf *out = r->out;

    if (!read_version(r)) {
        return;
    }
    out->tensors = opn_bytes_u64(&r->bytes);
    out->pairs = opn_bytes_u64(&r->bytes);
    while (sound(r) && out->read < out->pairs) {
        read_pair(r);
        out->read += sound(r) ? 1 : 0;
    }
    /* The list of tensors stands behind the metadata. */
    if (sound(r) && out->tensors > 0 &&
        opn_bytes_left(&r->bytes) / SHORTEST_TENSOR < out->tensors && !r->job->prefix) {
        r->bytes.ended = true;
    }
    if (r->bytes.ended && !r->failed) {
        end_early(r);
    }
}

bool opn_gguf_read(opn_import_job *job, opn_gguf *out)
{
    reader r = {.job = job, .out = out, .bytes = opn_bytes_begin(job->bytes, job->size)};
    opn_tree root = {.kind = OPN_TREE_MAP};

    *out = (opn_gguf){0};
    r.tree.arena = job->arena;
    r.tree.issues = job->issues;
    if (!opn_gguf_sniff(job->bytes, job->size)) {
        opn_import_fail(job, "unknown-format", NULL, "a GGUF file begins with the letters GGUF");
        return false;
    }
    if (opn_tree_add(&r.tree, &root) != NULL) {
        read_header(&r);
    }
    job->out_of_memory = job->out_of_memory || r.tree.status == OPENNESS_E_NOMEM;
    if (!r.failed && r.tree.status == OPENNESS_OK) {
        check_twice(&r);
    }
    out->root = r.tree.root;
    return !r.failed && r.tree.status == OPENNESS_OK;
}
