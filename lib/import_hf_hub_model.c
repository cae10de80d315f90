/*
 * import_hf_hub_model.c: the body of an answer about a model, as a record.
 *
 * Takes a body whose repository is known, gives one record: what can be had, by
 * private, disabled, gated and the names of the files, and what the card declares.
 * Whether the repository is there for others is decided first. No file here is not
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

typedef enum { SAID_NOTHING, SAID_NO, SAID_YES, SAID_ELSE } said;

/* A boolean of JSON; a quoted "false" is none. */
static said boolean(const opn_tree *node)
{
    if (node == NULL || opn_tree_is_null(node)) {
        return SAID_NOTHING;
    }
    if (node->kind != OPN_TREE_SCALAR || node->quoted) {
        return SAID_ELSE;
    }
    return opn_streq(node->text, "false")  ? SAID_NO
           : opn_streq(node->text, "true") ? SAID_YES
                                           : SAID_ELSE;
}

/* Either true: nobody outside can get a file of it here. */
static void read_existence(opn_hub_reader *r)
{
    static const char *const keys[] = {"private", "disabled"};
    static const char *const shows[] = {
        "private: nobody but its owners gets a file from here, and nothing shows a release; what "
        "can be had elsewhere stays unknown",
        "disabled by the Hub: nobody gets a file from here; what can be had elsewhere stays "
        "unknown"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(keys); i++) {
        const opn_tree *node = opn_tree_member(r->body, keys[i]);
        said value = boolean(node);

        if (value == SAID_YES) {
            note(r, OPENNESS_IMPORT_READ, node, shows[i]);
        } else if (value == SAID_ELSE) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                               "\"%s\" is neither true nor false: whether files can be had stays "
                               "unknown",
                               keys[i]);
        }
        r->hidden = r->hidden || value == SAID_YES || value == SAID_ELSE;
    }
}

/* The API says false, "auto" or "manual"; true in answers from before these words. */
static void read_gate(opn_hub_reader *r)
{
    const opn_tree *node = opn_tree_member(r->body, "gated");
    said value = boolean(node);
    const char *word = node != NULL && node->quoted && node->text != NULL ? node->text : "";

    r->gate = node;
    if (value == SAID_NO) {
        r->access = "public";
        r->gate_shows = "no gate: gated is false";
    } else if (value == SAID_YES || opn_streq(word, "auto")) {
        r->access = "gated";
        r->gate_shows = value == SAID_YES ? "behind a gate: gated is true"
                                          : "behind a gate that opens by itself: gated is \"auto\"";
    } else if (opn_streq(word, "manual")) {
        r->access = "gated";
        r->gate_shows = "behind a gate that the maker opens: gated is \"manual\"";
        note(r, OPENNESS_IMPORT_READ, node,
             "\"manual\" leaves open whether a person or a program answers, and is recorded as "
             "gated: where a person decides, request is right");
    } else if (value == SAID_ELSE) {
        note(r, OPENNESS_IMPORT_IGNORED, node,
             "no value that the Hub gives: whether there is a gate stays unknown");
    }
    r->access = r->hidden ? NULL : r->access;
}

/* What shows that files of a kind are listed. */
static opn_draft_claim files_claim(opn_hub_reader *r, opn_hub_file_kind kind, const char *what)
{
    const opn_tree *first = r->files.first[kind];
    const char *shows = r->files.counts[kind] == 1
                            ? say(r, "%s by its name: %s", what, first->text)
                            : say(r, "%s by the names of %zu files, the first of which is %s", what,
                                  r->files.counts[kind], first->text);
    opn_draft_claim claim = opn_import_claim(r->job, first, shows);

    claim.also = &r->gate_claim;
    return claim;
}

/* An artifact whose files are listed, with the gate as further evidence. How much of
 * it there is no name tells, unless extent says it. */
static void add_files(opn_hub_reader *r, opn_hub_file_kind kind, const char *artifact,
                      const char *extent, const char *what)
{
    opn_draft_artifact added = {.kind = artifact, .access = r->access, .extent = extent};

    if (r->files.counts[kind] == 0 || r->hidden) {
        return;
    }
    /* A gate stands before the files; a card is shown on the page as well. */
    if (kind == OPN_HUB_CARD && r->access != NULL && !opn_streq(r->access, "public")) {
        added.access = NULL;
    }
    added.claim = files_claim(r, kind, what);
    opn_draft_add_artifact(&r->draft, &added);
}

static bool weights_listed(const opn_hub_reader *r)
{
    return !r->hidden && r->files.counts[OPN_HUB_WEIGHTS] > 0;
}

/* The license is that of the repository; with or without files, it is stated. */
static void add_weights(opn_hub_reader *r)
{
    opn_draft_artifact weights = {.kind = "weights", .license = r->card.license};

    r->license_claim = opn_hub_license_claim(r->job, &r->card);
    r->weights_gate = r->gate_claim;
    r->weights_gate.also = &r->license_claim;
    if (weights_listed(r)) {
        weights.access = r->access;
        weights.extent = r->files.torn == NULL ? "full" : NULL;
        weights.claim = files_claim(r, OPN_HUB_WEIGHTS, "weights");
        weights.claim.also = &r->weights_gate;
    } else {
        weights.claim = r->license_claim;
    }
    if (weights.access != NULL || weights.extent != NULL || weights.license != NULL) {
        opn_draft_add_artifact(&r->draft, &weights);
    }
    if (r->files.torn != NULL && weights_listed(r)) {
        note(r, OPENNESS_IMPORT_CONTRADICTED, r->files.torn,
             "the name counts more parts than are listed: how much of the weights is there stays "
             "unknown");
    }
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

/* What the list of files says beyond what went into the record. */
static void note_files(opn_hub_reader *r)
{
    const opn_tree *list = opn_tree_member(r->body, "siblings");
    const opn_hub_files *files = &r->files;

    if (!files->listed) {
        note(r, OPENNESS_IMPORT_IGNORED, list == NULL ? r->body : list,
             "no files are listed: whether weights are there stays unknown");
        return;
    }
    if (files->counts[OPN_HUB_WEIGHTS] == 0) {
        note(r, OPENNESS_IMPORT_IGNORED, list,
             "no file is one of weights by its name; they may lie elsewhere: unknown, not none");
    } else if (r->access == NULL && !r->hidden) {
        note(r, OPENNESS_IMPORT_IGNORED, list,
             "weights are listed, but not whether there is a gate: how they can be had stays "
             "unknown");
    }
    if (files->first[OPN_HUB_LICENSE] != NULL) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_READ, files->first[OPN_HUB_LICENSE],
                           "a text of a license is there, \"%s\": only the text tells which",
                           files->first[OPN_HUB_LICENSE]->text);
    } else {
        note(r, OPENNESS_IMPORT_READ, list, "no text of a license is among the files");
    }
    if (files->nameless > 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, list,
                           "%zu entries name no file", files->nameless);
    }
    if (files->first[OPN_HUB_SCRIPT] != NULL) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, files->first[OPN_HUB_SCRIPT],
                           "%zu files are code; what it is for no name tells",
                           files->counts[OPN_HUB_SCRIPT]);
    }
}

/* Members that look like facts and are none. In a list, once. */
static void note_members(opn_hub_reader *r)
{
    static const char *const keys[][2] = {
        {"createdAt", "created_at"}, {"safetensors", "safetensors"}, {"gguf", "gguf"},
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

static void read_card(opn_hub_reader *r)
{
    const opn_tree *data = opn_hub_member(r->body, "cardData", "card_data");

    opn_hub_card_data(r->job, &r->card, data);
    opn_hub_tags(r->job, &r->card, opn_tree_member(r->body, "tags"));
}

void opn_hub_read_model(opn_hub_reader *r)
{
    r->draft = opn_draft_begin(r->job->arena);
    read_existence(r);
    read_gate(r);
    if (r->gate_shows != NULL) {
        r->gate_claim = opn_import_claim(r->job, r->gate, r->gate_shows);
    }
    read_card(r);
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
    note_files(r);
    note_members(r);
    opn_import_finish(r->job, &r->draft);
}
