/*
 * import_hf_hub_files.c: what the names of a repository's files tell.
 *
 * Takes the list "siblings" of an answer of the Hub, gives the kinds of files and
 * how many of each: weights, a tokenizer, a card, a license text, data. Sizes are not listed,
 * so that a name is all there is; names that are a habit of one library count,
 * names that anything may have do not.
 *
 * Must not know what any of it says about access, nor what a release is.
 */
#include "import_hf_hub_files.h"
#include "ascii.h"

#include <stdlib.h>

/* Of frameworks: PyTorch, safetensors, llama.cpp, Flax, Keras, ONNX, rust-bert,
 * TensorFlow Lite, Core ML, NeMo, Paddle. */
static const char *const weight_endings[] = {
    ".safetensors", ".bin",  ".pth",       ".pt",      ".gguf",    ".ggml",
    ".msgpack",     ".h5",   ".onnx",      ".ot",      ".ckpt",    ".tflite",
    ".keras",       ".nemo", ".llamafile", ".mlmodel", ".pdparams"};

/* What training leaves beside the weights, and what other files share their endings. */
static const char *const optimizer_names[] = {"optimizer",     "scheduler",     "rng_state",
                                              "random_states", "training_args", "trainer_state",
                                              "scaler.pt"};
static const char *const no_weight_names[] = {"tokenizer", "vocab", "imatrix", "events.out."};

static const char *const tokenizer_names[] = {
    "tokenizer.json", "tokenizer.model", "spiece.model",       "sentencepiece.bpe.model",
    "tekken.json",    "vocab.txt",       "sentencepiece.model"};

/* Of tables, texts, archives, pictures and sound. */
static const char *const data_endings[] = {
    ".parquet", ".arrow", ".json", ".jsonl",  ".ndjson", ".csv",  ".tsv",      ".txt",
    ".xml",     ".zst",   ".gz",   ".xz",     ".bz2",    ".zip",  ".tar",      ".tgz",
    ".7z",      ".lz4",   ".db",   ".sqlite", ".hdf5",   ".npy",  ".npz",      ".pkl",
    ".mds",     ".wav",   ".mp3",  ".flac",   ".ogg",    ".mp4",  ".tfrecord", ".jpg",
    ".jpeg",    ".png",   ".webp", ".tif",    ".tiff",   ".warc", ".lance"};
/* These describe data that may lie elsewhere. */
static const char *const no_data_names[] = {"dataset_infos.json", "dataset_info.json",
                                            "dataset_dict.json",  "state.json",
                                            "croissant.json",     "requirements.txt"};

static const char *const license_names[] = {"license", "licence", "copying", "unlicense"};

const char *opn_hub_file_base(const char *name)
{
    const char *slash = strrchr(name, '/');

    return slash == NULL ? name : slash + 1;
}

static bool begins(const char *text, const char *with)
{
    while (*with != '\0' && opn_lower(*text) == *with) {
        text++;
        with++;
    }
    return *with == '\0';
}

static bool begins_with_any(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (begins(text, list[i])) {
            return true;
        }
    }
    return false;
}

/* A name that is nothing but an ending is the name of a hidden file. */
static bool ends_with_any(const char *text, const char *const *list, size_t count)
{
    size_t size = strlen(text);

    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list[i]);

        if (size > length && opn_ascii_casecmp(text + size - length, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_any(const char *text, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (opn_ascii_casecmp(text, list[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* "LICENSE", "LICENSE.txt", "LICENSE-CODE", "Llama-LICENSE" is none: the name begins so. */
static bool is_license(const char *base)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(license_names); i++) {
        if (begins(base, license_names[i])) {
            char behind = base[strlen(license_names[i])];

            return !opn_is_alpha(behind) && !opn_is_digit(behind);
        }
    }
    return false;
}

/* "checkpoint-500/…" is how Trainer saves, "step-1000/…" and "step1000/…" are habits
 * of others; the folder is the outermost one. */
static bool in_checkpoint(const char *name)
{
    static const char *const folders[] = {"checkpoint-", "step-", "step_", "step"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(folders); i++) {
        size_t at = strlen(folders[i]);

        if (begins(name, folders[i]) && opn_is_digit(name[at])) {
            while (opn_is_digit(name[at])) {
                at++;
            }
            return name[at] == '/';
        }
    }
    return false;
}

/* Names that mean something at the root of a repository only. */
static opn_hub_file_kind kind_at_root(const char *name)
{
    if (opn_ascii_casecmp(name, "readme.md") == 0) {
        return OPN_HUB_CARD;
    }
    if (is_license(name)) {
        return OPN_HUB_LICENSE;
    }
    if (opn_streq(name, "adapter_config.json")) {
        return OPN_HUB_ADAPTER;
    }
    return OPN_HUB_OTHER;
}

static opn_hub_file_kind kind_of_code(const char *base)
{
    static const char *const endings[] = {".py", ".ipynb", ".sh", ".cpp", ".cu", ".rs"};
    static const char *const networks[] = {"modeling_", "modelling_"};

    if (!ends_with_any(base, endings, OPN_ARRAY_LEN(endings))) {
        return OPN_HUB_OTHER;
    }
    return begins_with_any(base, networks, OPN_ARRAY_LEN(networks)) ? OPN_HUB_MODELING
                                                                    : OPN_HUB_SCRIPT;
}

static opn_hub_file_kind kind_of_weights(const char *name, const char *base)
{
    if (begins_with_any(base, optimizer_names, OPN_ARRAY_LEN(optimizer_names))) {
        return OPN_HUB_OPTIMIZER;
    }
    if (begins_with_any(base, no_weight_names, OPN_ARRAY_LEN(no_weight_names))) {
        return OPN_HUB_OTHER;
    }
    return in_checkpoint(name) ? OPN_HUB_CHECKPOINT : OPN_HUB_WEIGHTS;
}

static bool is_data(const char *base)
{
    return base[0] != '.' && ends_with_any(base, data_endings, OPN_ARRAY_LEN(data_endings)) &&
           !is_any(base, no_data_names, OPN_ARRAY_LEN(no_data_names));
}

opn_hub_file_kind opn_hub_file_kind_of(const char *name)
{
    const char *base = opn_hub_file_base(name);
    opn_hub_file_kind kind = base == name ? kind_at_root(name) : OPN_HUB_OTHER;

    if (kind == OPN_HUB_OTHER) {
        kind = kind_of_code(base);
    }
    if (kind != OPN_HUB_OTHER) {
        return kind;
    }
    if (is_any(base, tokenizer_names, OPN_ARRAY_LEN(tokenizer_names))) {
        return OPN_HUB_TOKENIZER;
    }
    if (ends_with_any(base, weight_endings, OPN_ARRAY_LEN(weight_endings))) {
        return kind_of_weights(name, base);
    }
    return is_data(base) ? OPN_HUB_DATA : OPN_HUB_OTHER;
}

/* "dir/model-00002-of-00009.safetensors": the second of nine of the set that the
 * rest of the name stands for. */
typedef struct {
    const opn_tree *node;
    const char *behind; /* ".safetensors" */
    size_t before;      /* how much of the name stands before the number */
    size_t number;
    size_t total;
    size_t order; /* in the list: which of two of one name came first */
} part;

static size_t digits(const char *text, size_t *value)
{
    size_t size = 0;

    *value = 0;
    while (opn_is_digit(text[size]) && size < 7) {
        *value = *value * 10 + (size_t)(text[size] - '0');
        size++;
    }
    return opn_is_digit(text[size]) ? 0 : size;
}

static bool part_of(const opn_tree *node, size_t order, part *out)
{
    const char *base = opn_hub_file_base(node->text);
    const char *of = strstr(base, "-of-");
    const char *start = of;
    size_t size;

    while (start != NULL && start > base && opn_is_digit(start[-1])) {
        start--;
    }
    if (start == NULL || start == of) {
        return false;
    }
    size = digits(start, &out->number);
    if (size == 0 || start + size != of) {
        return false;
    }
    size = digits(of + strlen("-of-"), &out->total);
    out->node = node;
    out->order = order;
    out->before = (size_t)(start - node->text);
    out->behind = of + strlen("-of-") + size;
    return size > 0 && out->total > 0;
}

static int compare_sizes(size_t a, size_t b)
{
    return a < b ? -1 : a > b;
}

/* Sets of one name stand together; 0 for two parts of one set. */
static int compare_sets(const part *a, const part *b)
{
    int order = compare_sizes(a->before, b->before);

    order = order != 0 ? order : memcmp(a->node->text, b->node->text, a->before);
    order = order != 0 ? order : strcmp(a->behind, b->behind);
    return order != 0 ? order : compare_sizes(a->total, b->total);
}

static int compare_parts(const void *left, const void *right)
{
    const part *a = left;
    const part *b = right;
    int order = compare_sets(a, b);

    order = order != 0 ? order : compare_sizes(a->number, b->number);
    return order != 0 ? order : compare_sizes(a->order, b->order);
}

/* Numbers begin with 1, or with 0; both end at the total (seen: 00000 to 00014 of
 * 00014). Parts are sorted; one may be named twice. */
static bool whole(const part *parts, size_t count)
{
    size_t total = parts[0].total;
    size_t from_1 = 0;

    for (size_t i = 0; i < count; i++) {
        bool again = i > 0 && parts[i].number == parts[i - 1].number;

        from_1 += !again && parts[i].number >= 1 && parts[i].number <= total ? 1 : 0;
    }
    return from_1 == total ||
           (from_1 + 1 == total && parts[0].number == 0 && parts[count - 1].number < total);
}

/* The first part of a set that is not whole; NULL when all are. */
static const opn_tree *find_torn(part *parts, size_t count)
{
    const opn_tree *torn = NULL;
    size_t end;

    if (count > 0) {
        qsort(parts, count, sizeof *parts, compare_parts);
    }
    for (size_t at = 0; at < count && torn == NULL; at = end) {
        end = at + 1;
        while (end < count && compare_sets(&parts[at], &parts[end]) == 0) {
            end++;
        }
        torn = whole(parts + at, end - at) ? NULL : parts[at].node;
    }
    return torn;
}

/* {"rfilename": "a"}, as every answer writes it; some dumps keep the names alone. */
static const opn_tree *name_of(const opn_tree *entry)
{
    const opn_tree *name =
        entry->kind == OPN_TREE_MAP ? opn_tree_member(entry, "rfilename") : entry;

    return name != NULL && name->kind == OPN_TREE_SCALAR && name->quoted && *name->text != '\0'
               ? name
               : NULL;
}

/* The two halves of a tokenizer of GPT-2's kind, at the root. */
typedef struct {
    const opn_tree *vocabulary;
    bool merges;
} halves;

static void add(opn_hub_files *files, const opn_tree *name, part *parts, size_t *part_count,
                halves *bpe)
{
    opn_hub_file_kind kind = opn_hub_file_kind_of(name->text);

    bpe->merges = bpe->merges || opn_streq(name->text, "merges.txt");
    if (opn_streq(name->text, "vocab.json")) {
        bpe->vocabulary = name;
    }
    files->count++;
    files->counts[kind]++;
    if (files->first[kind] == NULL) {
        files->first[kind] = name;
    }
    if (kind == OPN_HUB_WEIGHTS) {
        files->adapters += begins(opn_hub_file_base(name->text), "adapter_") ? 1 : 0;
        *part_count += part_of(name, *part_count, &parts[*part_count]) ? 1 : 0;
    }
}

opn_hub_files opn_hub_files_read(opn_import_job *job, const opn_tree *node)
{
    opn_hub_files files = {.listed = node != NULL && node->kind == OPN_TREE_LIST};
    part *parts;
    size_t part_count = 0;
    halves bpe = {NULL, false};

    if (!files.listed || node->count == 0) {
        return files;
    }
    parts = opn_arena_alloc(job->arena, node->count, sizeof *parts);
    if (parts == NULL) {
        job->out_of_memory = true;
        return files;
    }
    for (const opn_tree *at = node->first; at != NULL; at = at->next) {
        const opn_tree *name = name_of(at);

        if (name == NULL) {
            files.nameless++;
        } else {
            add(&files, name, parts, &part_count, &bpe);
        }
    }
    files.torn = find_torn(parts, part_count);
    if (files.first[OPN_HUB_TOKENIZER] == NULL && bpe.vocabulary != NULL && bpe.merges) {
        files.first[OPN_HUB_TOKENIZER] = bpe.vocabulary;
        files.counts[OPN_HUB_TOKENIZER] = 1;
    }
    return files;
}
