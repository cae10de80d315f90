/*
 * import_safetensors.c: what safetensors files and indices of them say.
 *
 * Takes a header, gives one record: that weights exist, and what the keys
 * "modelspec." state of them; nearly all files state nothing. An index proves that
 * there is a set of files and says nothing of the model at all.
 *
 * The day in a header is that on which the model was made, not released; titles
 * of merged models name them as well as anybody can follow.
 *
 * Must not know bytes (import_safetensors_read.c).
 */
#include "import_safetensors.h"
#include "import_weights.h"

static const opn_tree *member(const opn_safetensors *header, const char *key)
{
    return opn_tree_member(header->metadata, key);
}

static const char *text_of(opn_import_job *job, const opn_safetensors *header, const char *key)
{
    return opn_stated_text(job, member(header, key));
}

static bool begins(const char *text, const char *beginning)
{
    return strncmp(text, beginning, strlen(beginning)) == 0;
}

/* "stable-diffusion-xl-v1-base/lora" */
static bool is_adapter(const char *architecture)
{
    const char *part = architecture == NULL ? NULL : strrchr(architecture, '/');

    return part != NULL && opn_streq(part, "/lora");
}

static void add_parent(opn_import_job *job, opn_draft *draft, const opn_tree *node,
                       const char *title)
{
    opn_draft_base base = {.relation = "merge"};

    if (*title == '\0') {
        return;
    }
    base.id = opn_import_id(job, NULL, title);
    base.claim = opn_import_claim(
        job, node, opn_stated_message(job, "merged from a model of the title \"%s\"", title));
    base.claim.confidence = "low";
    for (size_t i = 0; i < draft->base_count; i++) {
        if (opn_streq(draft->bases[i].id, base.id)) {
            return;
        }
    }
    opn_draft_add_base(draft, &base);
}

/* Titles between commas: of more than a record may hold nobody knows one from
 * another. */
static void read_parents(opn_import_job *job, const opn_tree *node, opn_draft *draft)
{
    const char *at = opn_stated_text(job, node);
    size_t count = 0;

    if (at == NULL) {
        return;
    }
    draft->kind = "merge";
    for (; *at != '\0' && count < OPN_DRAFT_MOST_BASES; count++) {
        size_t size = strcspn(at, ",");
        const char *title = opn_arena_copy(job->arena, at, size);

        if (title == NULL) {
            job->out_of_memory = true;
            return;
        }
        add_parent(job, draft, node, opn_import_trimmed(job, title));
        at += size + (at[size] == ',' ? 1 : 0);
    }
    if (*at != '\0') {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "titles beyond the first %d are not read", OPN_DRAFT_MOST_BASES);
    }
}

static void note_date(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_stated_text(job, node);

    if (text != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" is when the model was made, not when it was released", text);
    }
}

/* What is left says how to use the file, or how some tool trained it. */
static void note_rest(opn_import_job *job, const opn_safetensors *header)
{
    const opn_tree *first = NULL;
    size_t count = 0;

    for (const opn_tree *at = header->metadata == NULL ? NULL : header->metadata->first;
         at != NULL; at = at->next) {
        if (!opn_streq(at->key, "format") && !begins(at->key, "modelspec.")) {
            first = first == NULL ? at : first;
            count++;
        }
    }
    if (count > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, first,
                           "%zu key%s of no common form, this one first: not read", count,
                           count == 1 ? "" : "s");
    }
}

static void note_cut(opn_import_job *job, const opn_safetensors *header)
{
    if (header->cut) {
        opn_import_note_at(job, OPENNESS_IMPORT_READ, NULL,
                           "the header goes on beyond the bytes that were given: %zu of its "
                           "tensors were seen",
                           header->tensors);
    }
    if (header->tensors == 0 && !header->cut) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, NULL,
                           "no tensor is named: the file proves no weights");
    }
}

static void read_safetensors(opn_import_job *job, const opn_tree *root)
{
    opn_safetensors header;
    opn_weights_license license = {NULL, NULL, NULL};
    const char *proof = NULL;
    opn_draft draft;

    (void)root;
    if (!opn_safetensors_read(job, &header)) {
        return;
    }
    draft = opn_draft_begin(job->arena);
    opn_weights_name(job, &draft, NULL, text_of(job, &header, "modelspec.author"),
                     text_of(job, &header, "modelspec.title"));
    note_cut(job, &header);
    read_parents(job, member(&header, "modelspec.merged_from"), &draft);
    if (is_adapter(text_of(job, &header, "modelspec.architecture"))) {
        draft.kind = "adapter";
    }
    note_date(job, member(&header, "modelspec.date"));
    if (header.tensors > 0) {
        proof = opn_stated_message(job, "the header of a safetensors file of %zu tensor%s",
                                   header.tensors, header.tensors == 1 ? "" : "s");
    }
    license.license = member(&header, "modelspec.license");
    opn_weights_put(job, &draft, &license, proof, NULL);
    note_rest(job, &header);
    opn_import_finish(job, &draft);
}

/* It counts what is stored, which for packed weights is not how many there are. */
static void note_parameters(opn_import_job *job, const opn_tree *node)
{
    if (opn_tree_text(node) != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" counts what is stored, which packing makes fewer than the "
                           "parameters are",
                           opn_tree_text(node));
    }
}

static void read_index(opn_import_job *job, const opn_tree *root)
{
    opn_safetensors header;
    opn_weights_license nothing = {NULL, NULL, NULL};
    const char *proof = NULL;
    const char *total;
    opn_draft draft;

    (void)root;
    if (!opn_safetensors_index_read(job, &header)) {
        return;
    }
    draft = opn_draft_begin(job->arena);
    opn_weights_name(job, &draft, NULL, NULL, NULL);
    note_cut(job, &header);
    total = text_of(job, &header, "total_size");
    if (header.tensors > 0) {
        proof = opn_stated_message(job, "an index of %zu tensors in %zu files%s%s%s",
                                   header.tensors, header.files, total == NULL ? "" : ", ",
                                   total == NULL ? "" : total, total == NULL ? "" : " bytes");
    }
    note_parameters(job, member(&header, "total_parameters"));
    opn_weights_put(job, &draft, &nothing, proof, NULL);
    opn_import_finish(job, &draft);
}

const opn_importer opn_import_safetensors = {"safetensors", OPN_SOURCE_BYTES, NULL,
                                             read_safetensors, opn_safetensors_sniff};
const opn_importer opn_import_safetensors_index = {"safetensors-index", OPN_SOURCE_BYTES, NULL,
                                                   read_index, opn_safetensors_index_sniff};
