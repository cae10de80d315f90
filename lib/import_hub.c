/*
 * import_hub.c: what the metadata of a repository of the Hub says.
 *
 * Takes the map that is the front matter of a card or the cardData of an answer, gives
 * a struct, and writes that into a draft. What the keys mean is that of the Hub's own
 * guide to cards; the keys of other hubs and of nobody mean nothing.
 *
 * Must not know whether anything can be had: gates, files and dates are not declared
 * here, and what is asked at a gate is no gate.
 */
#include "import_hub_parts.h"
#include "reader.h"

enum { MOST_NAMED = 20 };

/* ---- texts ---- */

const char *opn_hub_message(opn_import_job *job, const char *format, ...)
{
    const char *message;
    va_list args;

    va_start(args, format);
    message = opn_message(job->arena, format, args);
    va_end(args);
    job->out_of_memory = job->out_of_memory || message == NULL;
    return message == NULL ? "" : message;
}

const char *opn_hub_text(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    text = text == NULL ? "" : opn_import_trimmed(job, text);
    return *text == '\0' ? NULL : text;
}

const char *opn_hub_behind(const char *text, const char *prefix)
{
    size_t size = strlen(prefix);

    return strncmp(text, prefix, size) == 0 ? text + size : NULL;
}

static void add_name(opn_buf *buf, const char *name, size_t count)
{
    if (count < MOST_NAMED) {
        opn_buf_str(buf, count == 0 ? "" : ", ");
        opn_buf_str(buf, name);
    }
}

static void add_names(opn_buf *buf, const opn_tree *node, size_t *count)
{
    if (opn_tree_text(node) != NULL && *node->text != '\0') {
        add_name(buf, node->text, *count);
        (*count)++;
    }
    for (const opn_tree *at = node->kind == OPN_TREE_LIST ? node->first : NULL; at != NULL;
         at = at->next) {
        if (opn_tree_text(at) != NULL && *at->text != '\0') {
            add_name(buf, at->text, *count);
            (*count)++;
        }
    }
}

static const char *finish_names(opn_import_job *job, opn_buf *buf, size_t count)
{
    const char *out;

    if (count > MOST_NAMED) {
        opn_buf_printf(buf, " and %zu more", count - MOST_NAMED);
    }
    out = opn_hub_message(job, "%s", buf->data == NULL ? "" : buf->data);
    job->out_of_memory = job->out_of_memory || buf->failed;
    opn_buf_free(buf);
    return out;
}

const char *opn_hub_names(opn_import_job *job, const opn_tree *node, size_t *count)
{
    opn_buf buf = {0};

    *count = 0;
    if (node != NULL) {
        add_names(&buf, node, count);
        for (const opn_tree *at = node->kind == OPN_TREE_MAP ? node->first : NULL; at != NULL;
             at = at->next) {
            add_names(&buf, at, count);
        }
    }
    return finish_names(job, &buf, *count);
}

/* ---- whose keys these are ---- */

static const char *const only_cards[] = {
    "base_model",
    "base_model_relation",
    "pipeline_tag",
    "library_name",
    "license_name",
    "license_link",
    "model-index",
    "widget",
    "inference",
    "co2_eq_emissions",
    "extra_gated_prompt",
    "extra_gated_heading",
    "extra_gated_fields",
    "extra_gated_description",
    "extra_gated_button_content",
};

static const char *const only_datasets[] = {
    "task_categories", "size_categories", "dataset_info",    "annotations_creators",
    "task_ids",        "source_datasets", "multilinguality", "language_creators",
};

/* These stand before any kind of page. */
static const char *const shared[] = {"license", "language", "tags", "datasets", "metrics"};

/* Pages of sites, and of the Hub's applications. */
static const char *const only_others[] = {
    "title", "layout",   "permalink", "slug",      "date",   "draft",
    "sdk",   "app_file", "emoji",     "colorFrom", "weight", "author",
};

static bool is_among(const char *const *names, size_t count, const char *key)
{
    return key != NULL && opn_names_find(names, count, key) != SIZE_MAX;
}

size_t opn_hub_marks(const opn_tree *data)
{
    size_t own = 0;
    size_t common = 0;
    bool others = false;

    if (data == NULL || data->kind != OPN_TREE_MAP) {
        return 0;
    }
    for (const opn_tree *at = data->first; at != NULL; at = at->next) {
        own += is_among(only_cards, OPN_ARRAY_LEN(only_cards), at->key) ||
               is_among(only_datasets, OPN_ARRAY_LEN(only_datasets), at->key);
        common += is_among(shared, OPN_ARRAY_LEN(shared), at->key);
        others = others || is_among(only_others, OPN_ARRAY_LEN(only_others), at->key);
    }
    return others && own == 0 ? 0 : own + common;
}

/* A key that only models have counts for more: some of their cards name task_ids. */
bool opn_hub_is_dataset(const opn_tree *data)
{
    static const char *const models[] = {"base_model", "pipeline_tag", "library_name",
                                         "model-index"};
    bool found = false;

    for (const opn_tree *at = data == NULL ? NULL : data->first; at != NULL; at = at->next) {
        if (is_among(models, OPN_ARRAY_LEN(models), at->key)) {
            return false;
        }
        found = found || is_among(only_datasets, OPN_ARRAY_LEN(only_datasets), at->key);
    }
    return found;
}

/* ---- what goes in and what comes out ---- */

static const struct {
    const char *tag;
    const char *input[2];
    const char *output[2];
} pipelines[] = {
    {"text-generation", {"text"}, {"text"}},
    {"text2text-generation", {"text"}, {"text"}},
    {"translation", {"text"}, {"text"}},
    {"summarization", {"text"}, {"text"}},
    {"conversational", {"text"}, {"text"}},
    {"question-answering", {"text"}, {"text"}},
    {"fill-mask", {"text"}, {"text"}},
    {"text-to-image", {"text"}, {"image"}},
    {"text-to-video", {"text"}, {"video"}},
    {"text-to-speech", {"text"}, {"audio"}},
    {"text-to-audio", {"text"}, {"audio"}},
    {"automatic-speech-recognition", {"audio"}, {"text"}},
    {"audio-to-audio", {"audio"}, {"audio"}},
    {"audio-text-to-text", {"audio", "text"}, {"text"}},
    {"image-to-text", {"image"}, {"text"}},
    {"image-text-to-text", {"image", "text"}, {"text"}},
    {"image-to-image", {"image"}, {"image"}},
    {"image-to-video", {"image"}, {"video"}},
    {"image-text-to-image", {"image", "text"}, {"image"}},
    {"image-text-to-video", {"image", "text"}, {"video"}},
    {"unconditional-image-generation", {NULL}, {"image"}},
    {"visual-question-answering", {"image", "text"}, {"text"}},
    {"document-question-answering", {"image", "text"}, {"text"}},
    {"video-text-to-text", {"video", "text"}, {"text"}},
    {"video-to-video", {"video"}, {"video"}},
    {"table-question-answering", {"table", "text"}, {"text"}},
};

static void read_pipeline(opn_import_job *job, opn_hub_card *card, const opn_tree *node)
{
    const char *text = opn_hub_text(job, node);

    for (size_t i = 0; text != NULL && i < OPN_ARRAY_LEN(pipelines); i++) {
        if (!opn_streq(pipelines[i].tag, text)) {
            continue;
        }
        card->pipeline = node;
        for (size_t k = 0; k < 2; k++) {
            if (pipelines[i].input[k] != NULL) {
                card->input[card->input_count++] = pipelines[i].input[k];
            }
            if (pipelines[i].output[k] != NULL) {
                card->output[card->output_count++] = pipelines[i].output[k];
            }
        }
        return;
    }
    if (text != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" does not say what goes in and what comes out", text);
    }
}

/* ---- documents ---- */

static void name_datasets(opn_import_job *job, opn_hub_card *card, const opn_tree *node,
                          size_t count, const char *names)
{
    card->datasets = node;
    card->datasets_shows = opn_hub_message(job, "%zu %s named, not for which stage: %s", count,
                                           count == 1 ? "dataset is" : "datasets are", names);
}

static void read_datasets(opn_import_job *job, opn_hub_card *card, const opn_tree *node)
{
    size_t count;
    const char *names = opn_hub_names(job, node, &count);

    if (count > 0) {
        name_datasets(job, card, node, count, names);
    }
}

/* A model-index without results is what training tools leave behind. */
static void read_results(opn_import_job *job, opn_hub_card *card, const opn_tree *data)
{
    const opn_tree *index = opn_tree_member(data, "model-index");
    const opn_tree *named = opn_tree_member(data, "model_name");
    size_t count = 0;

    for (const opn_tree *at = index == NULL ? NULL : index->first; at != NULL; at = at->next) {
        const opn_tree *results = opn_tree_member(at, "results");

        count += results == NULL ? 0 : results->count;
    }
    if (count > 0) {
        card->results = index;
        card->results_shows =
            opn_hub_message(job, "%zu results of evaluations are declared", count);
    }
    named = named == NULL ? opn_tree_member(data, "pretty_name") : named;
    card->model_name = opn_hub_text(job, named);
    if (card->model_name == NULL && index != NULL && index->count == 1) {
        card->model_name = opn_hub_text(job, opn_tree_member(index->first, "name"));
    }
}

/* ---- what is not used ---- */

static bool is_used(const char *key)
{
    static const char *const used[] = {"license",     "license_name",        "license_link",
                                       "base_model",  "base_model_relation", "datasets",
                                       "model-index", "pipeline_tag",        "tags"};

    return is_among(used, OPN_ARRAY_LEN(used), key);
}

/* Some readers of YAML make a truth value of the Norwegian language. */
static bool is_false(const opn_tree *node)
{
    return node->text != NULL && !node->quoted && opn_streq(node->text, "false");
}

static void note_languages(opn_import_job *job, const opn_tree *node)
{
    bool lost = node != NULL && is_false(node);

    for (const opn_tree *at = node == NULL ? NULL : node->first; at != NULL; at = at->next) {
        lost = lost || is_false(at);
    }
    if (lost) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "\"false\" is what became of \"no\", Norwegian");
    }
}

/* One note for all: what a card holds besides is long and says nothing of openness. */
static void note_rest(opn_import_job *job, const opn_tree *data)
{
    const opn_tree *gate = NULL;
    opn_buf buf = {0};
    size_t count = 0;

    for (const opn_tree *at = data->first; at != NULL; at = at->next) {
        if (opn_hub_behind(at->key, "extra_gated_") != NULL) {
            gate = gate == NULL ? at : gate;
        } else if (!is_used(at->key)) {
            add_name(&buf, at->key, count);
            count++;
        }
    }
    if (count > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, data, "the record has no place for: %s",
                           finish_names(job, &buf, count));
    }
    opn_buf_free(&buf);
    if (gate != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, gate,
                           "what is asked at a gate does not say that there is one");
    }
    note_languages(job, opn_tree_member(data, "language"));
}

static void note_citations(opn_import_job *job, const opn_tree *tags)
{
    size_t count = 0;

    for (const opn_tree *at = tags == NULL ? NULL : tags->first; at != NULL; at = at->next) {
        const char *text = opn_tree_text(at);

        count += text != NULL &&
                 (opn_hub_behind(text, "arxiv:") != NULL || opn_hub_behind(text, "doi:") != NULL);
    }
    if (count > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, tags,
                           "papers are cited (%zu): none is said to be about this release",
                           count);
    }
}

/* ---- reading and writing ---- */

void opn_hub_card_data(opn_import_job *job, opn_hub_card *card, const opn_tree *data)
{
    const opn_tree *tags = opn_tree_member(data, "tags");

    if (data == NULL || opn_tree_is_null(data)) {
        return;
    }
    if (data->kind != OPN_TREE_MAP) {
        opn_import_fail(job, "wrong-type", data, "the metadata of a card is a map");
        return;
    }
    card->library = opn_hub_text(job, opn_tree_member(data, "library_name"));
    opn_hub_read_license(job, card, data);
    opn_hub_read_bases(job, card, data);
    opn_hub_base_tags(job, card, tags, false);
    read_pipeline(job, card, opn_tree_member(data, "pipeline_tag"));
    read_datasets(job, card, opn_tree_member(data, "datasets"));
    read_results(job, card, data);
    note_citations(job, tags);
    note_rest(job, data);
}

/* The names behind "dataset:" stand in one list with everything else. */
static void dataset_tags(opn_import_job *job, opn_hub_card *card, const opn_tree *tags)
{
    opn_buf buf = {0};
    size_t count = 0;

    for (const opn_tree *at = tags->first; at != NULL; at = at->next) {
        const char *text = opn_tree_text(at);
        const char *name = text == NULL ? NULL : opn_hub_behind(text, "dataset:");

        if (name != NULL && *name != '\0') {
            add_name(&buf, name, count);
            count++;
        }
    }
    if (count > 0) {
        name_datasets(job, card, tags, count, finish_names(job, &buf, count));
    }
    opn_buf_free(&buf);
}

void opn_hub_tags(opn_import_job *job, opn_hub_card *card, const opn_tree *tags)
{
    bool licensed = false;

    if (tags == NULL || tags->kind != OPN_TREE_LIST) {
        return;
    }
    for (const opn_tree *at = tags->first; at != NULL && !licensed; at = at->next) {
        const char *text = opn_tree_text(at);
        const char *name = text == NULL ? NULL : opn_hub_behind(text, "license:");

        /* Hubs give one; a second would be the same list again. */
        if (name != NULL && *name != '\0') {
            opn_hub_license_tag(job, card, at, name);
            licensed = true;
        }
    }
    opn_hub_base_tags(job, card, tags, true);
    if (card->datasets == NULL) {
        dataset_tags(job, card, tags);
    }
    note_citations(job, tags);
}

void opn_hub_beside(opn_import_job *job, opn_hub_card *card, const opn_tree *body,
                    const opn_tree *data)
{
    if (opn_tree_member(data, "pipeline_tag") == NULL) {
        read_pipeline(job, card, opn_tree_member(body, "pipeline_tag"));
    }
    if (card->library == NULL) {
        card->library = opn_hub_text(job, opn_tree_member(body, "library_name"));
    }
    if (card->results == NULL) {
        read_results(job, card, body);
    }
}

static void put_document(opn_import_job *job, const opn_hub_card *card, const char *kind,
                         const opn_tree *node, const char *shows, opn_draft *draft)
{
    opn_draft_artifact artifact = {.kind = kind};

    if (node != NULL) {
        artifact.claim = opn_import_claim(job, node, shows);
        artifact.claim.by = card->repository.org;
        opn_draft_add_artifact(draft, &artifact);
    }
}

opn_draft_artifact opn_hub_dataset_artifact(opn_import_job *job, const opn_hub_card *card)
{
    opn_draft_artifact artifact = {.kind = "dataset", .license = card->license};

    artifact.claim = opn_hub_license_claim(job, card);
    return artifact;
}

/* No weights are missing from a dataset: the question does not arise. */
static void put_kind(opn_import_job *job, const opn_hub_card *card, opn_draft *draft)
{
    opn_draft_artifact weights = {
        .kind = "weights", .access = "not_applicable", .extent = "not_applicable"};

    if (!card->repository.dataset) {
        opn_hub_put_bases(job, card, draft);
        return;
    }
    draft->kind = "dataset";
    opn_draft_add_artifact(draft, &weights);
    if (card->base_count > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, card->bases[0].node,
                           "a dataset is not made from a model's weights");
    }
}

static void put_names(opn_import_job *job, const opn_hub_card *card, opn_draft *draft)
{
    const opn_hub_repository *repository = &card->repository;

    if (repository->name != NULL) {
        draft->id = draft->id == NULL ? opn_hub_id(job, repository) : draft->id;
        draft->name = draft->name == NULL ? repository->name : draft->name;
        draft->producer = draft->producer == NULL ? repository->org : draft->producer;
        draft->revision = draft->revision == NULL ? repository->revision : draft->revision;
    }
    draft->name = draft->name == NULL ? card->model_name : draft->name;
}

void opn_hub_put(opn_import_job *job, const opn_hub_card *card, opn_draft *draft)
{
    put_names(job, card, draft);
    put_kind(job, card, draft);
    for (size_t i = 0; i < card->input_count; i++) {
        draft->input_modalities[draft->input_modality_count++] = card->input[i];
    }
    for (size_t i = 0; i < card->output_count; i++) {
        draft->output_modalities[draft->output_modality_count++] = card->output[i];
    }
    put_document(job, card, "evaluation_results", card->results, card->results_shows, draft);
    put_document(job, card, "data_listing", card->datasets, card->datasets_shows, draft);
    if (card->license_conflict != NULL) {
        opn_draft_claim claim = opn_hub_license_claim(job, card);

        opn_draft_add_conflict(draft, card->license_conflict, &claim);
    }
}
