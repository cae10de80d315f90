/*
 * import_hf_hub_record.c: the body of an answer as a record.
 *
 * Takes a body whose repository is known, gives one record: which files are there, by
 * their names, how they can be had, and what the card declares. No file here is not
 * "none": the same weights may lie elsewhere, in another format or another
 * repository, so that what is not listed stays unknown.
 *
 * Must not know the keys of cards, nor how files are told apart.
 */
#include "import_hf_hub.h"

static const char *say(opn_hub_reader *r, const char *format, ...) OPN_PRINTF(2, 3);

static const char *say(opn_hub_reader *r, const char *format, ...)
{
    const char *text;
    va_list args;

    va_start(args, format);
    text = opn_message(r->job->arena, format, args);
    va_end(args);
    r->job->out_of_memory = r->job->out_of_memory || text == NULL;
    return text == NULL ? "" : text;
}

static void note(opn_hub_reader *r, int kind, const opn_tree *node, const char *text)
{
    opn_import_note_at(r->job, kind, node, "%s", text);
}

/* A repository that is not there for others shows no file. */
static bool lists(const opn_hub_reader *r, opn_hub_file_kind kind)
{
    return !r->hidden && r->files.counts[kind] > 0;
}

/* What shows that files of a kind are listed. */
static opn_draft_claim files_claim(opn_hub_reader *r, opn_hub_file_kind kind, const char *what)
{
    const opn_tree *first = r->files.first[kind];
    const char *shows = r->files.counts[kind] == 1
                            ? say(r, "%s by its name: %s", what, first->text)
                            : say(r, "%s by the names of %zu files, the first of which is %s",
                                  what, r->files.counts[kind], first->text);
    opn_draft_claim claim = opn_import_claim(r->job, first, shows);

    claim.also = &r->gate_claim;
    return claim;
}

/* An artifact whose files are listed, with the gate as further evidence. How much of
 * it there is no name tells, unless extent says it. */
static void add_files(opn_hub_reader *r, opn_hub_file_kind kind, const char *artifact,
                      const char *extent, const char *what)
{
    opn_draft_artifact added = {.kind = artifact,
                                .access = r->access,
                                .access_at_least = r->access_at_least,
                                .extent = extent};

    if (!lists(r, kind)) {
        return;
    }
    /* A gate stands before the files; a card is shown on the page as well. */
    if (kind == OPN_HUB_CARD && r->access != NULL && !opn_streq(r->access, "public")) {
        added.access = NULL;
    }
    added.claim = files_claim(r, kind, what);
    opn_draft_add_artifact(&r->draft, &added);
}

/* What the repository is there for: the license is that of the repository, and is
 * stated with or without files. */
static void add_main(opn_hub_reader *r, opn_draft_artifact *artifact, opn_hub_file_kind kind,
                     const char *what)
{
    r->license_claim = opn_hub_license_claim(r->job, &r->card);
    r->main_gate = r->gate_claim;
    r->main_gate.also = &r->license_claim;
    artifact->license = r->card.license;
    artifact->claim = r->license_claim;
    if (lists(r, kind)) {
        artifact->access = r->access;
        artifact->access_at_least = r->access_at_least;
        artifact->claim = files_claim(r, kind, what);
        artifact->claim.also = &r->main_gate;
    }
    opn_draft_add_artifact(&r->draft, artifact);
}

/* ---- models ---- */

static void add_weights(opn_hub_reader *r)
{
    opn_draft_artifact weights = {.kind = "weights"};
    bool listed = lists(r, OPN_HUB_WEIGHTS);

    if (!listed && r->card.license_node == NULL) {
        return;
    }
    if (listed && r->files.torn == NULL) {
        weights.extent = "full";
    } else if (listed) {
        note(r, OPENNESS_IMPORT_CONTRADICTED, r->files.torn,
             "the name counts more parts than are listed: how much of the weights is there "
             "stays unknown");
    }
    add_main(r, &weights, OPN_HUB_WEIGHTS, "weights");
}

/* PEFT writes adapter_config.json and names its weights adapter_model: an adapter, also
 * where no card and no tag says so. Weights under other names make it a model that an
 * adapter may have been merged into. */
static void read_adapter(opn_hub_reader *r)
{
    const opn_tree *mark = r->files.first[OPN_HUB_ADAPTER];
    size_t weights = r->files.counts[OPN_HUB_WEIGHTS];

    if (r->files.adapters != weights || (mark == NULL && weights == 0)) {
        return;
    }
    mark = mark == NULL ? r->files.first[OPN_HUB_WEIGHTS] : mark;
    r->adapter = true;
    r->card.library = r->card.library == NULL ? "peft" : r->card.library;
    note(r, OPENNESS_IMPORT_READ, mark, "the weights are those of an adapter, by this file");
}

static void put_model(opn_hub_reader *r)
{
    read_adapter(r);
    opn_hub_put(r->job, &r->card, &r->draft);
    if (r->adapter && r->card.base_count == 0) {
        r->draft.kind = "adapter";
    }
    add_weights(r);
    add_files(r, OPN_HUB_CHECKPOINT, "intermediate_weights", NULL, "checkpoints of training");
    add_files(r, OPN_HUB_OPTIMIZER, "optimizer_state", NULL, "state of training");
    add_files(r, OPN_HUB_TOKENIZER, "tokenizer", "full", "a tokenizer");
    add_files(r, OPN_HUB_MODELING, "architecture", NULL, "code of the network");
    add_files(r, OPN_HUB_CARD, "model_card", NULL, "a model card");
}

/* ---- datasets ---- */

/* Tensors are data as well. How much of it all there is no list of names proves. */
static void put_dataset(opn_hub_reader *r)
{
    opn_draft_artifact data = opn_hub_dataset_artifact(r->job, &r->card);

    opn_hub_put(r->job, &r->card, &r->draft);
    add_main(r, &data, lists(r, OPN_HUB_DATA) ? OPN_HUB_DATA : OPN_HUB_WEIGHTS, "data");
    add_files(r, OPN_HUB_CARD, "data_card", NULL, "a data card");
}

/* ---- notes ---- */

/* What is missing for an access. */
static void note_access(opn_hub_reader *r, const opn_tree *list)
{
    bool dataset = r->card.repository.dataset;
    size_t count = r->files.counts[OPN_HUB_WEIGHTS];

    count += dataset ? r->files.counts[OPN_HUB_DATA] : 0;
    if (count == 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, list,
                           "no file is one of %s by its name; they may lie elsewhere: unknown, "
                           "not none",
                           dataset ? "data" : "weights");
    } else if (r->access == NULL && !r->hidden) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, list,
                           "%s are listed, but not whether there is a gate: how they can be had "
                           "stays unknown",
                           dataset ? "data" : "weights");
    }
}

/* What the list of files says beyond what went into the record. */
static void note_files(opn_hub_reader *r)
{
    const opn_tree *list = opn_tree_member(r->body, "siblings");
    const opn_hub_files *files = &r->files;

    if (!files->listed) {
        note(r, OPENNESS_IMPORT_IGNORED, list == NULL ? r->body : list,
             "no files are listed: what is there stays unknown");
        return;
    }
    note_access(r, list);
    if (files->first[OPN_HUB_LICENSE] != NULL) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_READ, files->first[OPN_HUB_LICENSE],
                           "a text of a license is there, \"%s\": only the text tells which",
                           files->first[OPN_HUB_LICENSE]->text);
    } else {
        note(r, OPENNESS_IMPORT_READ, list, "no text of a license is among the files");
    }
    if (files->nameless > 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, list, "%zu entries name no file",
                           files->nameless);
    }
    if (files->first[OPN_HUB_SCRIPT] != NULL) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, files->first[OPN_HUB_SCRIPT],
                           "%zu files are code; what it is for no name tells",
                           files->counts[OPN_HUB_SCRIPT]);
    }
}

/* Members that look like facts and are none. In a list of answers, once. */
static void note_members(opn_hub_reader *r)
{
    static const char *const keys[][2] = {{"createdAt", "created_at"},
                                          {"safetensors", "safetensors"},
                                          {"gguf", "gguf"},
                                          {"inference", "inference"}};
    static const char *const shows[] = {
        "the day of the repository, which may be older or younger than the release",
        "numbers of a tensor file, packed ones among them: not the number of parameters",
        "numbers of a header: not the number of parameters of the release",
        "whether a service had the model loaded that day says nothing lasting about an API"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(keys) && r->job->record_count == 0; i++) {
        const opn_tree *node = opn_hub_member(r->body, keys[i][0], keys[i][1]);

        if (node != NULL && !opn_tree_is_null(node)) {
            note(r, OPENNESS_IMPORT_IGNORED, node, shows[i]);
        }
    }
}

void opn_hub_read_record(opn_hub_reader *r)
{
    const opn_tree *data = opn_hub_member(r->body, "cardData", "card_data");

    r->draft = opn_draft_begin(r->job->arena);
    opn_hub_read_access(r);
    opn_hub_card_data(r->job, &r->card, data);
    opn_hub_tags(r->job, &r->card, opn_tree_member(r->body, "tags"));
    if (r->card.repository.dataset) {
        put_dataset(r);
    } else {
        opn_hub_beside(r->job, &r->card, r->body, data);
        put_model(r);
    }
    note_files(r);
    note_members(r);
    opn_import_finish(r->job, &r->draft);
}
