/*
 * import_hf_card.c: model cards as the Hugging Face Hub has them, README.md.
 *
 * Takes the front matter of a card, gives one record: that there is a card, and
 * what it declares (import_hub.h). Which model it is of, only the address can
 * tell: a card does not name its repository. A card is a word of its author; that the
 * weights can be had, or under which conditions, it does not prove.
 *
 * Must not read the prose: what a sentence claims is for a person to judge.
 */
#include "front_matter.h"
#include "import_hub.h"
#include "normalize.h"
#include "utf8.h"

static bool detect(const opn_tree *root)
{
    return opn_hub_marks(root) > 0;
}

/* Whether anything stands behind the front matter. */
static bool has_prose(const opn_import_job *job)
{
    size_t at = opn_front_matter(job->bytes, job->size);

    at += at == 0 ? 0 : strlen("---");
    while (at < job->size && opn_name_space(job->bytes[at])) {
        at++;
    }
    return at < job->size;
}

static bool is_text(const opn_import_job *job)
{
    size_t length = 1;

    for (size_t at = 0; at < job->size && length > 0; at += length) {
        length = job->bytes[at] == '\0' ? 0 : opn_utf8_next(job->bytes + at, job->size - at);
    }
    return length > 0;
}

/* An object of JSON, or a list of them. A row of badges begins with a bracket too. */
static bool is_json(const opn_import_job *job)
{
    size_t at = 0;

    while (at < job->size && (opn_name_space(job->bytes[at]) || job->bytes[at] == '[')) {
        at++;
    }
    if (at == job->size || job->bytes[at] != '{') {
        return false;
    }
    do {
        at++;
    } while (at < job->size && opn_name_space(job->bytes[at]));
    return at == job->size || job->bytes[at] == '"' || job->bytes[at] == '}';
}

/* Whoever asks for a card and hands in the answer of an API, a header or nothing would
 * get a card that nobody wrote. */
static bool is_card(const opn_import_job *job)
{
    return opn_front_matter(job->bytes, job->size) > 0 ||
           (has_prose(job) && is_text(job) && !is_json(job));
}

/* The name of the file, where people keep cards of several models in one place.
 * "README" is the name of all of them. */
static const char *file_name(opn_import_job *job)
{
    static const char *const endings[] = {".md", ".markdown", ".README"};
    const char *name = opn_import_file_name(job);
    size_t size = strlen(name);

    for (size_t i = 0; i < OPN_ARRAY_LEN(endings); i++) {
        size_t length = strlen(endings[i]);

        if (size > length && strncmp(name + size - length, endings[i], length) == 0) {
            size -= length;
        }
    }
    name = opn_arena_copy(job->arena, name, size);
    job->out_of_memory = job->out_of_memory || name == NULL;
    if (name == NULL || *name == '\0' || opn_streq(name, "README") || opn_streq(name, "index") ||
        opn_streq(job->source, "imported document")) {
        return NULL;
    }
    return name;
}

static void put_card(opn_import_job *job, const opn_hub_card *card, const opn_tree *root,
                     opn_draft *draft)
{
    opn_draft_artifact artifact = {.kind = card->repository.dataset ? "data_card" : "model_card"};

    artifact.claim = opn_import_claim(job, root,
                                      !has_prose(job) ? "a card of metadata without prose"
                                      : root == NULL  ? "a card of prose without metadata"
                                                      : "a card with metadata and prose");
    artifact.claim.by = card->repository.org;
    opn_draft_add_artifact(draft, &artifact);
}

/* The license of a repository is that of its files: the weights, or the data, are why
 * it is there. A card of a dataset without any license still is one of data. */
static void put_files(opn_import_job *job, const opn_hub_card *card, const opn_tree *root,
                      opn_draft *draft)
{
    opn_draft_artifact artifact = {.kind = "weights", .license = card->license};

    if (card->repository.dataset) {
        artifact = opn_hub_dataset_artifact(job, card);
    } else if (card->license_node == NULL) {
        return;
    } else {
        artifact.claim = opn_hub_license_claim(job, card);
    }
    if (artifact.claim.source == NULL) {
        artifact.claim = opn_import_claim(job, root, "a dataset that has a card");
        artifact.claim.by = card->repository.org;
    }
    opn_draft_add_artifact(draft, &artifact);
}

static void read_names(opn_import_job *job, const opn_hub_card *card, opn_draft *draft)
{
    if (card->repository.name != NULL) {
        return;
    }
    draft->name = card->model_name == NULL ? file_name(job) : card->model_name;
    if (draft->name == NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, NULL,
                           "a card does not name its repository, nor does the source: "
                           "whose it is stays unknown");
    }
}

/* Applications are repositories of the Hub too, and their cards license code. */
static bool is_application(const opn_tree *root)
{
    return opn_tree_member(root, "sdk") != NULL &&
           opn_tree_member(root, "pipeline_tag") == NULL &&
           opn_tree_member(root, "base_model") == NULL;
}

static void read_card(opn_import_job *job, const opn_tree *root)
{
    opn_hub_card card = {0};
    opn_draft draft = opn_draft_begin(job->arena);
    opn_tree whole = {.kind = OPN_TREE_SCALAR, .line = 1, .column = 1};

    if (!is_card(job)) {
        opn_import_fail(job, "unknown-format", &whole,
                        "a card is Markdown: neither metadata between two lines --- nor prose "
                        "stands here");
        return;
    }
    opn_hub_source(job, &card.repository);
    /* "datasets/" in the address tells as well as the keys do. */
    card.repository.dataset = card.repository.dataset || opn_hub_is_dataset(root);
    if (is_application(root)) {
        opn_import_fail(job, "unsupported", opn_tree_member(root, "sdk"),
                        "an application of the Hub is no release of a model");
        return;
    }
    opn_hub_card_data(job, &card, root);
    if (job->issues->errors > 0) {
        return;
    }
    read_names(job, &card, &draft);
    opn_hub_put(job, &card, &draft);
    put_files(job, &card, root, &draft);
    put_card(job, &card, root, &draft);
    opn_import_finish(job, &draft);
}

const opn_importer opn_import_hf_card = {"hf-card", OPN_SOURCE_CARD, detect, read_card, NULL};
