/*
 * import_safetensors_read.c: safetensors headers and indices, as their metadata.
 *
 * Takes the bytes of a file, of its beginning or of an index, gives the one map of
 * texts that people fill in, and how many tensors there are. A header may name
 * more tensors than a document may have values: their entries are checked as they
 * pass and never kept. The map itself goes through the strict JSON reader.
 *
 * A length or an offset that leads out of the file is a problem of its own, told
 * with its byte: who reads tensors by it reads what is not there.
 *
 * Must not know what any text means.
 */
#include "import_safetensors.h"

#include "bytes.h"
#include "shallow.h"
#include "tree_build.h"

#include <stdlib.h>

enum {
    HEADER_LIMIT = 100000000, /* of the reference implementation */
    SNIFFED_MEMBERS = 64
};

typedef struct {
    opn_import_job *job;
    opn_shallow text;
    size_t start;     /* of the text in the file */
    uint64_t data;    /* bytes behind the header; UINT64_MAX: not known */
    const char *name; /* of the map that is wanted */
    opn_slice found;  /* that map */
    bool mapped;      /* an index: weight_map was read */
    opn_slice *files;
    size_t file_count;
    size_t file_capacity;
    opn_arena arena; /* of the files */
    opn_safetensors *out;
    bool failed;
} reader;

static void fail(reader *r, const char *issue, size_t at, const char *what)
{
    opn_import_fail(r->job, issue, NULL, "byte %zu: %s", at, what);
    r->failed = true;
}

static bool sound(const reader *r)
{
    return !r->failed && opn_shallow_sound(&r->text);
}

static void out_of_memory(reader *r)
{
    r->job->out_of_memory = true;
    r->failed = true;
}

/* ---- tensors of a header ---- */

static void read_offsets(reader *r)
{
    size_t at = r->start + r->text.at;
    uint64_t begin = 0;
    uint64_t end = 0;

    opn_shallow_open(&r->text, '[');
    if (opn_shallow_more(&r->text, ']')) {
        begin = opn_shallow_whole(&r->text);
    }
    if (opn_shallow_more(&r->text, ']')) {
        end = opn_shallow_whole(&r->text);
    }
    if (opn_shallow_more(&r->text, ']') || (sound(r) && (begin > end || end > r->data))) {
        fail(r, "invalid-header", at, "the offsets of a tensor do not lie within the file");
    }
}

static void read_tensor(reader *r)
{
    bool placed = false;
    size_t at = r->start + r->text.at;

    opn_shallow_open(&r->text, '{');
    while (sound(r) && opn_shallow_more(&r->text, '}')) {
        opn_slice key = opn_shallow_key(&r->text);

        if (opn_slice_is(key, "data_offsets") && !placed) {
            placed = true;
            read_offsets(r);
        } else {
            opn_shallow_value(&r->text);
        }
    }
    if (sound(r) && !placed) {
        fail(r, "invalid-header", at, "a tensor has no data_offsets");
    }
    r->out->tensors += sound(r) ? 1 : 0;
}

/* ---- files of an index ---- */

static void add_file(reader *r, opn_slice file)
{
    size_t wanted = r->file_capacity == 0 ? 64 : r->file_capacity * 2;

    /* Neighbors mostly lie in one file. */
    if (r->file_count > 0 && r->files[r->file_count - 1].size == file.size &&
        memcmp(r->files[r->file_count - 1].text, file.text, file.size) == 0) {
        return;
    }
    if (r->file_count == r->file_capacity) {
        opn_slice *grown = opn_arena_alloc(&r->arena, wanted, sizeof *grown);

        if (grown == NULL) {
            out_of_memory(r);
            return;
        }
        if (r->file_count > 0) {
            memcpy(grown, r->files, r->file_count * sizeof *grown);
        }
        r->files = grown;
        r->file_capacity = wanted;
    }
    r->files[r->file_count++] = file;
}

/* Equal only where all bytes are, so that the order is total. */
static int compare_files(const void *left, const void *right)
{
    const opn_slice *a = left;
    const opn_slice *b = right;
    int order = memcmp(a->text, b->text, a->size < b->size ? a->size : b->size);

    return order != 0 ? order : (a->size > b->size) - (a->size < b->size);
}

static void count_files(reader *r)
{
    if (r->file_count > 0) {
        qsort(r->files, r->file_count, sizeof *r->files, compare_files);
    }
    for (size_t i = 0; i < r->file_count; i++) {
        r->out->files += i == 0 || compare_files(&r->files[i - 1], &r->files[i]) != 0 ? 1 : 0;
    }
}

static void read_map(reader *r)
{
    r->mapped = true;
    opn_shallow_open(&r->text, '{');
    while (sound(r) && opn_shallow_more(&r->text, '}')) {
        opn_slice file;

        opn_shallow_key(&r->text);
        file = opn_shallow_string(&r->text);
        if (sound(r)) {
            r->out->tensors++;
            add_file(r, file);
        }
    }
}

/* ---- the text ---- */

static void read_member(reader *r, bool index)
{
    size_t at = r->start + r->text.at;
    opn_slice key = opn_shallow_key(&r->text);
    bool map = index && opn_slice_is(key, "weight_map");

    if ((map && r->mapped) || (opn_slice_is(key, r->name) && r->found.text != NULL)) {
        fail(r, "duplicate-key", at, "a member of this name stands before");
    } else if (opn_slice_is(key, r->name)) {
        opn_slice value = opn_shallow_value(&r->text);

        r->found = sound(r) ? value : r->found;
    } else if (map) {
        read_map(r);
    } else if (index) {
        opn_shallow_value(&r->text);
    } else {
        read_tensor(r);
    }
}

static void read_text(reader *r, bool index)
{
    opn_shallow_open(&r->text, '{');
    while (sound(r) && opn_shallow_more(&r->text, '}')) {
        read_member(r, index);
    }
    if (sound(r) && (opn_shallow_peek(&r->text) != '\0' || r->text.at < r->text.size)) {
        fail(r, "trailing-data", r->start + r->text.at, "the text goes on behind its end");
    }
    if (r->failed || opn_shallow_sound(&r->text)) {
        return;
    }
    if (r->text.ended && r->job->prefix) {
        r->out->cut = true;
    } else if (r->text.ended) {
        fail(r, "truncated-header", r->start + r->text.at, "the text ends here");
    } else {
        opn_import_fail(r->job, "invalid-header", NULL, "byte %zu: %s is expected here",
                        r->start + r->text.at, r->text.wanted);
        r->failed = true;
    }
}

/* ---- the map that is wanted ---- */

/* The strict reader tells lines, which a header has none of: its first problem is told
 * with the byte at which the map begins. */
static const opn_tree *strict(reader *r)
{
    opn_issues issues = {0};
    const opn_tree *map = NULL;
    size_t at = (size_t)(r->found.text - r->text.text) + r->start;
    int status = opn_tree_json(r->found.text, r->found.size, r->job->arena, &issues, &map);

    if (status == OPENNESS_E_NOMEM) {
        out_of_memory(r);
    } else if (status != OPENNESS_OK) {
        const opn_issue *first = &issues.items[0];

        opn_import_fail(r->job, first->id, NULL, "byte %zu: in %s: %s", at, r->name,
                        first->message);
        r->failed = true;
    } else if (map->kind != OPN_TREE_MAP) {
        fail(r, "wrong-type", at, "the metadata is an object");
    }
    opn_issues_free(&issues);
    return r->failed ? NULL : map;
}

/* The map as a member, so that pointers begin with its name. */
static void keep_map(reader *r, const opn_tree *map)
{
    opn_tree_builder tree = {.arena = r->job->arena, .issues = r->job->issues};
    opn_tree root = {.kind = OPN_TREE_MAP};
    opn_tree holder = {.kind = OPN_TREE_MAP, .key = r->name};

    opn_tree_add(&tree, &root);
    r->out->metadata = tree.status == OPENNESS_OK ? opn_tree_add(&tree, &holder) : NULL;
    for (const opn_tree *at = map->first; at != NULL && tree.status == OPENNESS_OK;
         at = at->next) {
        opn_tree value = {.kind = OPN_TREE_SCALAR, .key = at->key};

        value.quoted = at->quoted;
        value.text = at->kind == OPN_TREE_SCALAR ? at->text : "";
        opn_tree_add(&tree, &value);
    }
    if (tree.status == OPENNESS_E_NOMEM) {
        out_of_memory(r);
    }
    r->failed = r->failed || tree.status != OPENNESS_OK;
}

static bool finish(reader *r)
{
    if (!r->failed && r->found.text != NULL) {
        const opn_tree *map = strict(r);

        if (map != NULL) {
            keep_map(r, map);
        }
    }
    opn_arena_free(&r->arena);
    return !r->failed;
}

/* ---- the two formats ---- */

static uint64_t header_size(const char *bytes, size_t size)
{
    opn_bytes b = opn_bytes_begin(bytes, size);

    return opn_bytes_u64(&b);
}

/* Eight bytes of a text are no length that is so small. */
bool opn_safetensors_sniff(const char *bytes, size_t size)
{
    return size > sizeof(uint64_t) && bytes[sizeof(uint64_t)] == '{' &&
           header_size(bytes, size) <= UINT32_MAX;
}

bool opn_safetensors_read(opn_import_job *job, opn_safetensors *out)
{
    reader r = {.job = job, .out = out, .start = sizeof(uint64_t), .name = "__metadata__"};
    uint64_t stated = header_size(job->bytes, job->size);
    uint64_t left = job->size < r.start ? 0 : job->size - r.start;

    *out = (opn_safetensors){0};
    r.data = job->prefix ? UINT64_MAX : left - stated;
    if (!opn_safetensors_sniff(job->bytes, job->size)) {
        fail(&r, "unknown-format", 0,
             "a safetensors file begins with the length of its header and a brace");
    } else if (stated > HEADER_LIMIT) {
        fail(&r, "invalid-header", 0, "a header has at most 100000000 bytes");
    } else if (stated > left && !job->prefix) {
        fail(&r, "truncated-header", 0, "the header is longer than the file");
    } else {
        r.text = opn_shallow_begin(job->bytes + r.start, (size_t)(stated < left ? stated : left));
        read_text(&r, false);
    }
    return finish(&r);
}

/* An index is text, before which some editors put a byte order mark. */
static size_t mark_size(const char *bytes, size_t size)
{
    return size >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
}

bool opn_safetensors_index_sniff(const char *bytes, size_t size)
{
    size_t mark = mark_size(bytes, size);
    opn_shallow s = opn_shallow_begin(bytes + mark, size - mark);

    opn_shallow_open(&s, '{');
    for (size_t i = 0; i < SNIFFED_MEMBERS && opn_shallow_more(&s, '}'); i++) {
        opn_slice key = opn_shallow_key(&s);

        if (opn_slice_is(key, "weight_map") && opn_shallow_peek(&s) == '{') {
            return true;
        }
        opn_shallow_value(&s);
    }
    return false;
}

bool opn_safetensors_index_read(opn_import_job *job, opn_safetensors *out)
{
    reader r = {.job = job, .out = out, .name = "metadata"};

    *out = (opn_safetensors){0};
    r.start = mark_size(job->bytes, job->size);
    r.text = opn_shallow_begin(job->bytes + r.start, job->size - r.start);
    read_text(&r, true);
    if (!r.failed && !r.mapped && !out->cut) {
        opn_import_fail(job, "missing-member", NULL, "an index has a map \"weight_map\"");
        r.failed = true;
    }
    count_files(&r);
    return finish(&r);
}
