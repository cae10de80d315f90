/*
 * import_hf_hub.c: answers of the Hugging Face Hub's API (JSON).
 *
 * Takes the body of /api/models/<id> or /api/datasets/<id>, a list of such bodies, or a
 * dump of the Python client in snake_case; gives a record per body. It is the one source that
 * says whether files can be had: whether the repository is there for others at
 * all (private, disabled), whether it is behind a gate (gated), and which files
 * it holds. What the maker declares, cardData and the tags made from it, is read
 * where cards are read.
 *
 * Must not know the keys of cards. Gating is read from "gated" alone.
 */
#include "import_hf_hub.h"

#include "reader.h"

enum { MOST_OF_AN_ERROR = 4, MARKS = 4 };

const opn_tree *opn_hub_member(const opn_tree *body, const char *key, const char *snake)
{
    const opn_tree *node = opn_tree_member(body, key);

    return node != NULL && !opn_tree_is_null(node) ? node : opn_tree_member(body, snake);
}

static bool is_text(const opn_tree *node)
{
    return node != NULL && node->kind == OPN_TREE_SCALAR && node->quoted;
}

/* {"error": "Repository not found"}, with or without a number of status. A body
 * that names a repository is an answer, whatever else it says. */
static const opn_tree *error_of(const opn_tree *body)
{
    const opn_tree *error = opn_tree_member(body, "error");

    return is_text(error) && body->count <= MOST_OF_AN_ERROR &&
                   opn_tree_member(body, "id") == NULL && opn_tree_member(body, "modelId") == NULL
               ? error
               : NULL;
}

/* Members that every kind of repository has; an answer asked for by fields has any
 * few of them, so that no single one is required. */
static size_t marks_of(const opn_tree *body)
{
    static const char *const keys[] = {
        "_id",       "id",          "sha",          "author",        "private",     "gated",
        "disabled",  "downloads",   "likes",        "tags",          "siblings",    "cardData",
        "card_data", "modelId",     "lastModified", "last_modified", "createdAt",   "created_at",
        "spaces",    "usedStorage", "used_storage", "pipeline_tag",  "library_name"};
    size_t marks = 0;

    for (const opn_tree *at = body->first; at != NULL; at = at->next) {
        marks += opn_names_find(keys, OPN_ARRAY_LEN(keys), at->key) != SIZE_MAX ? 1 : 0;
    }
    return marks;
}

/* A post of a forum has an id, tags and likes as well: what only the Hub has must
 * be among the marks. */
static bool of_the_hub(const opn_tree *body)
{
    const opn_tree *files = opn_tree_member(body, "siblings");
    const opn_tree *card = opn_hub_member(body, "cardData", "card_data");

    return is_text(opn_tree_member(body, "modelId")) ||
           (files != NULL && files->kind == OPN_TREE_LIST) ||
           (card != NULL && card->kind == OPN_TREE_MAP) ||
           (opn_tree_member(body, "private") != NULL && opn_tree_member(body, "tags") != NULL);
}

static bool detect(const opn_tree *root)
{
    const opn_tree *body = root != NULL && root->kind == OPN_TREE_LIST ? root->first : root;

    if (body == NULL || body->kind != OPN_TREE_MAP) {
        return false;
    }
    return error_of(body) != NULL || (of_the_hub(body) && marks_of(body) >= MARKS);
}

/* The first member of those by which a body gives away what it describes. */
static const opn_tree *first_of(const opn_tree *body, const char *const *keys, size_t count)
{
    for (const opn_tree *at = body->first; at != NULL; at = at->next) {
        if (opn_names_find(keys, count, at->key) != SIZE_MAX) {
            return at;
        }
    }
    return NULL;
}

static const opn_tree *model_mark(const opn_tree *body)
{
    static const char *const keys[] = {
        "modelId",     "pipeline_tag", "library_name", "transformersInfo", "transformers_info",
        "widgetData",  "widget_data",  "config",       "safetensors",      "gguf",
        "model-index", "model_index",  "mask_token",   "inference"};

    return first_of(body, keys, OPN_ARRAY_LEN(keys));
}

static const opn_tree *dataset_mark(const opn_tree *body)
{
    static const char *const keys[] = {"description", "citation", "paperswithcode_id",
                                       "papers_with_code_id", "main_size"};
    const opn_tree *card = opn_hub_member(body, "cardData", "card_data");

    return opn_hub_is_dataset(card) ? card : first_of(body, keys, OPN_ARRAY_LEN(keys));
}

static const opn_tree *space_mark(const opn_tree *body)
{
    static const char *const keys[] = {"sdk", "runtime", "subdomain"};

    return first_of(body, keys, OPN_ARRAY_LEN(keys));
}

/* Whether a body is about a model or a dataset; false when it is refused. The address
 * comes first: nothing in the body is as plain. */
static bool tell(opn_hub_reader *r, bool told, const opn_hub_repository *source, bool *dataset)
{
    bool model = model_mark(r->body) != NULL;
    const opn_tree *space = space_mark(r->body);

    if (space != NULL) {
        opn_import_fail(r->job, "unsupported", space,
                        "this is a Space, a program that may use models: no release of a model");
        return false;
    }
    *dataset = told ? source->dataset : !model && dataset_mark(r->body) != NULL;
    if (!told && !model && !*dataset && r->files.first[OPN_HUB_WEIGHTS] == NULL) {
        opn_import_fail(r->job, "missing-member", r->body,
                        "nothing tells a model from a dataset here: state the address of the "
                        "answer as its source");
        return false;
    }
    return true;
}

/* The id of the body, or what the address names: an answer asked for by fields may
 * lack it. A repository that was renamed answers under its new name. */
static bool name_it(opn_hub_reader *r, bool told, const opn_hub_repository *source)
{
    const opn_tree *id = opn_hub_member(r->body, "id", "modelId");

    if (is_text(id) && opn_hub_name(r->job, id->text, &r->card.repository)) {
        if (told && !opn_streq(source->path, r->card.repository.path)) {
            opn_import_note_at(
                r->job, OPENNESS_IMPORT_READ, id,
                "the source names \"%s\", the answer \"%s\": a repository that was "
                "renamed answers under its new name",
                source->path, r->card.repository.path);
        }
        return true;
    }
    if (id != NULL) {
        opn_import_fail(r->job, "bad-id", id, "this is no name of a repository");
        return false;
    }
    if (told) {
        r->card.repository = *source;
        r->card.repository.revision = NULL;
        return true;
    }
    opn_import_fail(r->job, "missing-member", r->body,
                    "the answer has no id, and its source is no address of the Hub");
    return false;
}

/* A commit is 40 digits; the date of the last change is that of the commit. */
static void read_revision(opn_hub_reader *r)
{
    const char *sha = opn_tree_text(opn_tree_member(r->body, "sha"));

    r->card.repository.revision =
        sha != NULL && *sha != '\0' ? opn_import_trimmed(r->job, sha) : NULL;
}

/* The address of a list names none of them. */
static void read_body(opn_import_job *job, const opn_tree *body)
{
    opn_hub_reader r = {.job = job, .body = body};
    const opn_tree *error = error_of(body);
    opn_hub_repository source;
    bool told = opn_hub_source(job, &source) && body->parent == NULL;
    bool dataset = false;

    if (body->kind != OPN_TREE_MAP) {
        opn_import_fail(job, "wrong-type", body, "an answer is an object");
        return;
    }
    if (error != NULL) {
        opn_import_fail(job, "error-answer", error,
                        "the server answered with an error, which says nothing about a release: "
                        "\"%s\"",
                        error->text);
        return;
    }
    r.files = opn_hub_files_read(job, opn_tree_member(body, "siblings"));
    if (tell(&r, told, &source, &dataset) && name_it(&r, told, &source)) {
        r.card.repository.dataset = dataset;
        read_revision(&r);
        opn_hub_read_record(&r);
    }
}

/* One bad entry refuses the list: a part of it would look like all of it. */
static void read_answer(opn_import_job *job, const opn_tree *root)
{
    if (root->kind != OPN_TREE_LIST) {
        read_body(job, root);
        return;
    }
    if (root->count == 0) {
        opn_import_fail(job, "missing-member", root, "the list holds no answer");
    }
    for (const opn_tree *at = root->first; at != NULL && job->issues->errors == 0;
         at = at->next) {
        read_body(job, at);
    }
}

const opn_importer opn_import_hf_hub = {
    .id = "hf-hub", .syntax = OPN_SOURCE_JSON, .detect = detect, .read = read_answer};
