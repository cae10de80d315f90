/*
 * import_gguf.c: what a GGUF file says of the model in it.
 *
 * Takes the header of a file, gives one record: the license, the parents and
 * the datasets that are stated under "general.", and that weights exist. A file
 * may hold the model itself, a conversion or a quantization of it; its
 * metadata describes the model, and so does the record. Who quantized the file is
 * said of its weights, and makes no release of another kind.
 *
 * How a parent was used is stated nowhere: it is kept because its license may
 * bound this one, and the kind of the release stays unknown. Only adapters say what
 * they are.
 *
 * Must not know bytes (import_gguf_read.c), nor read a tensor.
 */
#include "ascii.h"
#include "import_gguf.h"
#include "import_weights.h"

enum { MOST_NAMES = 20 };

/* Members of "general.base_model.N." and "general.dataset.N.". */
enum { PART_NAME, PART_ORGANIZATION, PART_ADDRESS, PART_URL, PARTS };

typedef struct {
    const opn_tree *parts[PARTS];
} entry;

typedef struct {
    opn_import_job *job;
    opn_gguf header;
    opn_draft draft;
    entry bases[OPN_DRAFT_MOST_BASES];
    entry datasets[OPN_DRAFT_MOST_BASES];
    size_t beyond; /* members of entries whose number is above that */
} reader;

static const opn_tree *member(const reader *r, const char *key)
{
    return opn_tree_member(r->header.root, key);
}

static const char *text_of(reader *r, const char *key)
{
    return opn_stated_text(r->job, member(r, key));
}

static const char *behind(const char *text, const char *beginning)
{
    size_t size = strlen(beginning);

    return strncmp(text, beginning, size) == 0 ? text + size : NULL;
}

/* ---- parents and datasets ---- */

/* "3.repo_url": which entry, and which member of it. */
static void take_part(reader *r, entry *entries, const char *rest, const opn_tree *node)
{
    static const char *const parts[PARTS] = {"name", "organization", "repo_url", "url"};
    size_t digits = strspn(rest, "0123456789");
    int64_t number;

    if (digits == 0 || rest[digits] != '.') {
        return;
    }
    if (!opn_ascii_int64(rest, digits, &number) || number >= OPN_DRAFT_MOST_BASES) {
        r->beyond++;
        return;
    }
    for (size_t i = 0; i < PARTS; i++) {
        if (opn_streq(rest + digits + 1, parts[i])) {
            entries[number].parts[i] = node;
        }
    }
}

static void sort_parts(reader *r)
{
    for (const opn_tree *at = r->header.root->first; at != NULL; at = at->next) {
        const char *base = behind(at->key, "general.base_model.");
        const char *dataset = behind(at->key, "general.dataset.");

        if (base != NULL) {
            take_part(r, r->bases, base, at);
        } else if (dataset != NULL) {
            take_part(r, r->datasets, dataset, at);
        }
    }
    if (r->beyond > 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, NULL,
                           "%zu members are of parents or datasets beyond the first %d",
                           r->beyond, OPN_DRAFT_MOST_BASES);
    }
}

/* What names an entry, and the id that a record would have; NULL when nothing does. */
static const char *entry_id(reader *r, const entry *e, const opn_tree **node)
{
    const char *address = opn_stated_text(r->job, e->parts[PART_ADDRESS]);
    const char *name = opn_stated_text(r->job, e->parts[PART_NAME]);
    opn_hub_repository repository;

    if (address != NULL && opn_hub_name(r->job, address, &repository)) {
        *node = e->parts[PART_ADDRESS];
        return opn_hub_id(r->job, &repository);
    }
    if (name != NULL) {
        *node = e->parts[PART_NAME];
        return opn_import_id(r->job, opn_stated_text(r->job, e->parts[PART_ORGANIZATION]), name);
    }
    *node = e->parts[PART_ADDRESS] != NULL ? e->parts[PART_ADDRESS] : e->parts[PART_URL];
    return NULL;
}

static bool stands(const opn_draft *draft, const char *id)
{
    for (size_t i = 0; i < draft->base_count; i++) {
        if (opn_streq(draft->bases[i].id, id)) {
            return true;
        }
    }
    return false;
}

static void add_base(reader *r, const entry *e, bool adapter)
{
    const opn_tree *node;
    const char *id = entry_id(r, e, &node);
    opn_draft_base base = {.id = id, .relation = adapter ? "adapter" : "derived"};

    if (id == NULL) {
        if (node != NULL) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                               "\"%s\" does not name the parent", opn_tree_text(node));
        }
        return;
    }
    if (opn_streq(id, r->draft.id)) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" is named as its own parent", id);
        return;
    }
    base.claim = opn_import_claim(r->job, node,
                                  adapter ? "named as a parent of this adapter"
                                          : "named as a parent; how it was used is not stated");
    base.claim.confidence = "medium";
    if (!stands(&r->draft, id)) {
        opn_draft_add_base(&r->draft, &base);
    }
}

static void add_bases(reader *r, bool adapter)
{
    const opn_tree *count = member(r, "general.base_model.count");
    const char *stated = opn_tree_text(count);
    opn_buf found = {0};
    size_t entries = 0;

    for (size_t i = 0; i < OPN_DRAFT_MOST_BASES; i++) {
        const entry *e = &r->bases[i];

        entries += e->parts[PART_NAME] != NULL || e->parts[PART_ADDRESS] != NULL ? 1 : 0;
        add_base(r, e, adapter);
    }
    opn_buf_printf(&found, "%zu", entries);
    if (stated != NULL && !found.failed && !r->header.cut && r->beyond == 0 &&
        !opn_streq(stated, found.data)) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_CONTRADICTED, count,
                           "%s parents are counted and %zu named: those that are named count",
                           stated, entries);
    }
    r->job->out_of_memory = r->job->out_of_memory || found.failed;
    opn_buf_free(&found);
}

static void name_one(opn_buf *names, size_t *count, const char *name)
{
    if (*count < MOST_NAMES) {
        opn_buf_printf(names, "%s%s", *count == 0 ? "" : ", ", name);
    }
    (*count)++;
}

/* Datasets that the model was trained on, as far as anybody said. Not of which stage, so that
 * the record holds the list and no data. */
static void add_datasets(reader *r)
{
    const opn_tree *list = member(r, "general.datasets");
    const opn_tree *node = NULL;
    opn_draft_artifact listing = {.kind = "data_listing"};
    opn_buf names = {0};
    size_t count = 0;

    for (const opn_tree *at = list == NULL ? NULL : list->first; at != NULL; at = at->next) {
        const char *text = opn_stated_text(r->job, at);

        node = text == NULL ? node : list;
        if (text != NULL) {
            name_one(&names, &count, text);
        }
    }
    for (size_t i = 0; i < OPN_DRAFT_MOST_BASES; i++) {
        const opn_tree *named = NULL;
        const char *id = entry_id(r, &r->datasets[i], &named);

        node = node == NULL ? named : node;
        if (named != NULL) {
            name_one(&names, &count, id != NULL ? id : opn_tree_text(named));
        }
    }
    r->job->out_of_memory = r->job->out_of_memory || names.failed;
    if (count > 0 && !names.failed) {
        listing.claim = opn_import_claim(
            r->job, node,
            opn_stated_message(r->job, "names %zu dataset%s, not for which stage: %s%s", count,
                               count == 1 ? "" : "s", names.data,
                               count > MOST_NAMES ? " and more" : ""));
        opn_draft_add_artifact(&r->draft, &listing);
    }
    opn_buf_free(&names);
}

/* ---- the rest ---- */

/* Keys that are used, and those that say how the file is to be run. */
static bool is_silent(const char *key)
{
    static const char *const keys[] = {
        "architecture",     "name",          "type",
        "alignment",        "file_type",     "size_label",
        "basename",         "finetune",      "organization",
        "author",           "version",       "repo_url",
        "license",          "license.name",  "license.link",
        "quantized_by",     "datasets",      "uuid",
        "base_model.count", "dataset.count", "quantization_version",
    };
    const char *rest = behind(key, "general.");

    if (rest == NULL || behind(rest, "base_model.") != NULL || behind(rest, "dataset.") != NULL ||
        behind(rest, "sampling.") != NULL) {
        return true;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(keys); i++) {
        if (opn_streq(rest, keys[i])) {
            return true;
        }
    }
    return false;
}

/* A handful in real headers; what an attacker adds is counted. */
static void note_rest(reader *r)
{
    size_t noted = 0;
    size_t more = 0;

    for (const opn_tree *at = r->header.root->first; at != NULL; at = at->next) {
        const char *text = opn_stated_text(r->job, at);

        if (is_silent(at->key) || (at->kind == OPN_TREE_SCALAR && text == NULL)) {
            continue;
        }
        if (noted == MOST_NAMES) {
            more++;
            continue;
        }
        noted++;
        if (at->kind == OPN_TREE_LIST) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, at,
                               "the record has no place for a list of %zu", at->count);
        } else {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, at,
                               "the record has no place for \"%s\"", text);
        }
    }
    if (more > 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, NULL,
                           "%zu more keys have no place in the record", more);
    }
}

static void note_extent(reader *r)
{
    const opn_gguf *header = &r->header;

    if (header->cut) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_READ, NULL,
                           "the header goes on beyond the bytes that were given: %zu of its "
                           "pairs were read",
                           header->read);
    }
    if (header->dropped > 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, NULL,
                           "%zu pairs or lists are longer than what is kept of a header",
                           header->dropped);
    }
}

/* What shows that weights exist; NULL: a header without tensors, or of something else. */
static const char *proof(reader *r, const char *type)
{
    const char *shards = opn_tree_text(member(r, "split.count"));
    uint64_t tensors = r->header.tensors;

    if (type != NULL && (opn_streq(type, "imatrix") || opn_streq(type, "vocab"))) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, member(r, "general.type"),
                           "a file of the type \"%s\" holds no weights", type);
        return NULL;
    }
    if (tensors == 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, NULL,
                           "the header counts no tensors: the file proves no weights");
        return NULL;
    }
    return opn_stated_message(r->job, "the header of a GGUF file that counts %zu tensor%s%s%s%s",
                              tensors > SIZE_MAX ? SIZE_MAX : (size_t)tensors,
                              tensors == 1 ? "" : "s", shards == NULL ? "" : ", one of ",
                              shards == NULL ? "" : shards, shards == NULL ? "" : " files");
}

static const char *note_of(reader *r, const char *type)
{
    const char *by = text_of(r, "general.quantized_by");
    bool part = type != NULL && opn_streq(type, "mmproj");

    if (by != NULL) {
        return opn_stated_message(r->job, "%squantized by %s",
                                  part ? "the projector beside a model; " : "", by);
    }
    return part ? "the projector beside a model" : NULL;
}

static void read_gguf(opn_import_job *job, const opn_tree *root)
{
    reader r = {.job = job};
    const char *type;
    const char *producer;
    opn_weights_license license;

    (void)root;
    if (!opn_gguf_read(job, &r.header)) {
        return;
    }
    r.draft = opn_draft_begin(job->arena);
    type = text_of(&r, "general.type");
    producer = text_of(&r, "general.organization");
    producer = producer != NULL ? producer : text_of(&r, "general.author");
    opn_weights_name(job, &r.draft, text_of(&r, "general.repo_url"), producer,
                     text_of(&r, "general.name"));
    r.draft.version = text_of(&r, "general.version");
    if (type != NULL && opn_streq(type, "adapter")) {
        r.draft.kind = "adapter";
    }
    note_extent(&r);
    sort_parts(&r);
    add_bases(&r, r.draft.kind != NULL);
    license =
        (opn_weights_license){member(&r, "general.license"), member(&r, "general.license.name"),
                              member(&r, "general.license.link")};
    opn_weights_put(job, &r.draft, &license, proof(&r, type), note_of(&r, type));
    add_datasets(&r);
    note_rest(&r);
    opn_import_finish(job, &r.draft);
}

const opn_importer opn_import_gguf = {"gguf", OPN_SOURCE_BYTES, NULL, read_gguf, opn_gguf_sniff};
