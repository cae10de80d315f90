/*
 * import_cyclonedx_data.c: the datasets of a model.
 *
 * Takes modelParameters.datasets, which holds "the datasets used to train and
 * evaluate the model": data written inline, or references to components of type
 * data. What a dataset was used for is stated by its name only, where it is. One
 * whose use is not stated is a dataset and no more, which no rubric takes for
 * training data.
 *
 * Must not read availability from an address, nor from classification, which says
 * who may handle data by its owner's rules.
 */
#include "ascii.h"
#include "import_cyclonedx.h"
#include "reader.h"
#include "utf8.h"

/* A record holds 1,000 artifacts: the last hundred are left to what follows. */
enum { NAMES_SHOWN = 8, PARTS = 3, MOST_DATASETS = 900 };

typedef struct {
    opn_cyclonedx *c;
    opn_draft *draft;
    opn_buf names;
    size_t count;
    size_t classified;
    const opn_tree *first_classified;
    size_t others; /* data that are no datasets */
    const opn_tree *first_other;
    size_t lost; /* references that lead nowhere */
    const opn_tree *first_lost;
    bool licensed[PARTS]; /* by part: a dataset of it has a license */
} listing;

/* What datasets can be parts of. */
static const struct {
    const char *kind;
    const char *stage;
} parts[PARTS] = {
    {"training_data", "pretraining"},
    {"training_data", "posttraining"},
    {"evaluation_data", NULL},
};

/* What the words of a name tell. */
typedef struct {
    const char *word;
    const char *kind; /* NULL: training, at a stage that is not told */
    const char *stage;
} use;

static const use uses[] = {
    {"pretraining", "training_data", "pretraining"},
    {"pretrain", "training_data", "pretraining"},
    {"finetuning", "training_data", "posttraining"},
    {"finetune", "training_data", "posttraining"},
    {"sft", "training_data", "posttraining"},
    {"posttraining", "training_data", "posttraining"},
    {"evaluation", "evaluation_data", NULL},
    {"eval", "evaluation_data", NULL},
    {"test", "evaluation_data", NULL},
    {"testing", "evaluation_data", NULL},
    {"validation", "evaluation_data", NULL},
    {"benchmark", "evaluation_data", NULL},
    {"training", NULL, NULL},
    {"train", NULL, NULL},
};

/* Whether a word stands in a name, case apart, between what is neither letter nor
 * digit. A hyphen within is passed over, so that "fine-tuning" is one word too. */
static bool has_word(const char *name, const char *word)
{
    for (const char *start = name; *start != '\0'; start++) {
        const char *at = start;
        const char *w = word;

        if (start > name && (opn_is_alpha(start[-1]) || opn_is_digit(start[-1]))) {
            continue;
        }
        while (*w != '\0' && *at != '\0') {
            if (*at == '-' && at > start) {
                at++;
            } else if (opn_lower(*at) == *w) {
                at++;
                w++;
            } else {
                break;
            }
        }
        if (*w == '\0' && !opn_is_alpha(*at) && !opn_is_digit(*at)) {
            return true;
        }
    }
    return false;
}

/* The size of a word at a position, as it is spelled there, hyphens within it or not; 0
 * when it does not stand there. */
static size_t spelled(const char *at, const char *word)
{
    size_t size = 0;

    while (*word != '\0' && at[size] != '\0') {
        if (at[size] == '-' && size > 0) {
            size++;
        } else if (opn_lower(at[size]) == *word) {
            size++;
            word++;
        } else {
            return 0;
        }
    }
    return *word == '\0' && !opn_is_alpha(at[size]) && !opn_is_digit(at[size]) ? size : 0;
}

/* The longest word that tells a use, or says nothing at all, at a position. */
static size_t plain_word(const char *at)
{
    static const char *const silent[] = {
        "data",  "dataset", "datasets", "set",       "sets",    "corpus", "corpora",
        "split", "splits",  "mix",      "mixture",   "samples", "the",    "for",
        "of",    "and",     "examples", "questions", "model",   "this",   "tasks",
    };
    size_t longest = 0;

    for (size_t i = 0; i < OPN_ARRAY_LEN(uses); i++) {
        size_t size = spelled(at, uses[i].word);

        longest = size > longest ? size : longest;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(silent); i++) {
        size_t size = spelled(at, silent[i]);

        longest = size > longest ? size : longest;
    }
    return longest;
}

/* "Pre-training data" says what data were used for. "Acme SFT Mix 2" is a name, which a
 * dataset has whatever a model took it for. */
static bool is_description(const char *name)
{
    while (*name != '\0') {
        size_t size = 1;

        if (opn_is_alpha(*name) || opn_is_digit(*name) || (*name & 0x80) != 0) {
            size = plain_word(name);
        }
        if (size == 0) {
            return false;
        }
        name += size;
    }
    return true;
}

/* Every word of training goes with the word "training". */
static bool goes_with(const use *a, const use *b)
{
    if (a->kind == NULL || b->kind == NULL) {
        return (a->kind == NULL || a->stage != NULL) && (b->kind == NULL || b->stage != NULL);
    }
    return opn_streq(a->kind, b->kind) &&
           (a->stage == b->stage ||
            (a->stage != NULL && b->stage != NULL && opn_streq(a->stage, b->stage)));
}

/* NULL when it is a name, when no word tells, or two tell different things. "Pre-training" holds
 * the word "training" too, and tells more. */
static const use *use_of(const char *name)
{
    const use *found = NULL;

    if (name == NULL || !is_description(name)) {
        return NULL;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(uses); i++) {
        bool told = has_word(name, uses[i].word);

        if (told && found == NULL) {
            found = &uses[i];
        } else if (told && !goes_with(found, &uses[i])) {
            return NULL;
        }
    }
    return found;
}

static const char *url_of(opn_import_job *job, const opn_tree *data)
{
    const char *url = opn_cyclonedx_text(job, opn_tree_member(data, "contents"), "url");

    /* A component of type data keeps the same under data[]. */
    if (url == NULL) {
        url = opn_cyclonedx_text(
            job, opn_tree_member(opn_cyclonedx_first(data, "data"), "contents"), "url");
    }
    return url;
}

/* No longer than a record repeats it. */
static const char *clipped(opn_import_job *job, const char *text, size_t limit)
{
    size_t size = text == NULL ? 0 : strlen(text);
    const char *copy = text;

    if (size > limit) {
        copy = opn_arena_copy(job->arena, text, opn_utf8_clip(text, size, limit));
        job->out_of_memory = job->out_of_memory || copy == NULL;
    }
    return copy;
}

static void read_once(opn_import_job *job, const opn_tree *data, opn_cyclonedx_dataset *out)
{
    if (out->read) {
        return;
    }
    out->read = true;
    out->name = clipped(job, opn_cyclonedx_text(job, data, "name"), OPN_LINE_LIMIT);
    out->url = clipped(job, url_of(job, data), OPN_PROSE_LIMIT);
    out->license = opn_cyclonedx_read_license(job, data);
    out->license.shows = clipped(job, out->license.shows, OPN_PROSE_LIMIT);
}

static opn_draft_artifact artifact_of(opn_import_job *job, const opn_cyclonedx_dataset *data)
{
    opn_draft_artifact artifact = {
        .kind = "dataset", .name = data->name, .license = data->license.license};

    if (data->url != NULL) {
        artifact.note = opn_cyclonedx_join(job, "said to be at ", data->url, "");
    }
    return artifact;
}

/* told: what its name says it was used for, or NULL. */
static void add_artifact(listing *l, const opn_tree *node, const opn_cyclonedx_dataset *data,
                         const use *told)
{
    opn_import_job *job = l->c->job;
    opn_draft_artifact artifact = artifact_of(job, data);

    artifact.claim = opn_import_claim(
        job, node, "a dataset that the model was trained or evaluated with; which is not stated");
    if (told != NULL && told->kind == NULL) {
        artifact.claim.shows = "a dataset of the model, by its name of training; at which stage "
                               "is not stated";
    } else if (told != NULL) {
        artifact.kind = told->kind;
        artifact.stage = told->stage;
        artifact.claim.shows = "a dataset of the model; its name tells what it was used for";
        artifact.claim.confidence = "low";
    }
    for (size_t i = 0; i < PARTS && artifact.license != NULL; i++) {
        l->licensed[i] = l->licensed[i] ||
                         (opn_streq(parts[i].kind, artifact.kind) &&
                          (artifact.stage == NULL || opn_streq(parts[i].stage, artifact.stage)));
    }
    opn_draft_add_artifact(l->draft, &artifact);
    if (data->license.conflict != NULL) {
        opn_draft_add_conflict(l->draft, data->license.conflict, &artifact.claim);
    }
}

/* The licenses of the datasets that are named are not those of all: what is not
 * named, if anything, is a part with unknown ones. */
static void add_rest(listing *l, const opn_tree *list)
{
    for (size_t i = 0; i < PARTS; i++) {
        opn_draft_artifact rest = {.kind = parts[i].kind,
                                   .stage = parts[i].stage,
                                   .note = "whatever else there may be: the document does not "
                                           "say that it names all"};

        if (l->licensed[i]) {
            rest.claim = opn_import_claim(l->c->job, list, "a list that may not be complete");
            opn_draft_add_artifact(l->draft, &rest);
        }
    }
}

/* Only the first few are shown; all are counted. */
static void add_name(listing *l, const opn_cyclonedx_dataset *data)
{
    l->count++;
    if (l->count > NAMES_SHOWN) {
        return;
    }
    opn_buf_str(&l->names, l->count == 1 ? "" : ", ");
    opn_buf_str(&l->names, data->name == NULL ? "a dataset without a name" : data->name);
    if (data->url != NULL) {
        opn_buf_printf(&l->names, " (%s)", data->url);
    }
}

static bool is_dataset(const opn_tree *data)
{
    const char *type = opn_tree_text(opn_tree_member(data, "type"));

    return type == NULL || opn_streq(type, "dataset") || opn_streq(type, "data");
}

static void note_classification(listing *l, const opn_tree *data)
{
    const opn_tree *node = opn_tree_member(data, "classification");

    if (node == NULL) {
        node = opn_tree_member(opn_cyclonedx_first(data, "data"), "classification");
    }
    if (opn_tree_text(node) != NULL) {
        l->first_classified = l->classified == 0 ? node : l->first_classified;
        l->classified++;
    }
}

/* known: what is remembered of a component; a dataset that is written inline is read
 * where it stands. */
static void read_data(listing *l, const opn_tree *data, opn_cyclonedx_dataset *known)
{
    opn_import_job *job = l->c->job;

    if (!is_dataset(data)) {
        l->first_other = l->others == 0 ? data : l->first_other;
        l->others++;
        return;
    }
    note_classification(l, data);
    if (l->count >= MOST_DATASETS) {
        l->count++;
        return;
    }
    read_once(job, data, known);
    add_name(l, known);
    add_artifact(l, data, known, use_of(known->name));
}

/* The component of a reference; NULL when there is none, or several. */
static const opn_tree *follow(const opn_cyclonedx *c, const char *ref, size_t *index)
{
    const opn_table *refs = &c->refs;
    size_t low = 0;
    size_t high = refs->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (strcmp(refs->entries[middle].key, ref) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low == refs->count || !opn_streq(refs->entries[low].key, ref) ||
        (low + 1 < refs->count && opn_streq(refs->entries[low + 1].key, ref))) {
        return NULL;
    }
    *index = refs->entries[low].index;
    return c->components.items[*index];
}

/* "urn:cdx:" leads into another document. */
static void read_reference(listing *l, const opn_tree *node)
{
    const char *ref = opn_tree_text(node);
    size_t index = 0;
    const opn_tree *data = ref == NULL ? NULL : follow(l->c, ref, &index);
    const char *type = opn_tree_text(opn_tree_member(data, "type"));

    if (data == NULL || type == NULL || !opn_streq(type, "data")) {
        l->first_lost = l->lost == 0 ? node : l->first_lost;
        l->lost++;
        return;
    }
    /* Named again, it is no other dataset. */
    if (l->c->data[index].user != l->c->model) {
        l->c->data[index].user = l->c->model;
        read_data(l, data, &l->c->data[index]);
    }
}

static void note_unused(listing *l, const opn_tree *list)
{
    opn_import_job *job = l->c->job;

    if (l->count > MOST_DATASETS) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, list,
                           "datasets beyond the first %d: %zu", MOST_DATASETS,
                           l->count - MOST_DATASETS);
    }
    if (l->classified > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, l->first_classified,
                           "a classification says who may handle data, not who can get it: %zu "
                           "of them",
                           l->classified);
    }
    if (l->others > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, l->first_other,
                           "data of other types than datasets, this first: %zu", l->others);
    }
    if (l->lost > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, l->first_lost,
                           "references that lead to no component of type data of this document: "
                           "%zu",
                           l->lost);
    }
}

static void add_listing(listing *l, const opn_tree *list)
{
    opn_import_job *job = l->c->job;
    opn_draft_artifact artifact = {.kind = "data_listing"};

    if (l->count > NAMES_SHOWN) {
        opn_buf_printf(&l->names, " and %zu more", l->count - NAMES_SHOWN);
    }
    if (l->count == 0 || l->names.failed) {
        job->out_of_memory = job->out_of_memory || l->names.failed;
        return;
    }
    artifact.note = opn_cyclonedx_join(job, "named: ", l->names.data, "");
    artifact.claim = opn_import_claim(
        job, list, "datasets are named; whether these are all, and what for, is not stated");
    opn_draft_add_artifact(l->draft, &artifact);
}

void opn_cyclonedx_datasets(opn_cyclonedx *c, const opn_tree *list, opn_draft *draft)
{
    listing l = {.c = c, .draft = draft};

    if (list == NULL || list->kind != OPN_TREE_LIST) {
        return;
    }
    for (const opn_tree *at = list->first; at != NULL; at = at->next) {
        const opn_tree *ref = opn_tree_member(at, "ref");
        opn_cyclonedx_dataset inlined = {0};

        if (at->kind != OPN_TREE_MAP || ref != NULL) {
            read_reference(&l, ref == NULL ? at : ref);
        } else {
            read_data(&l, at, &inlined);
        }
    }
    add_rest(&l, list);
    add_listing(&l, list);
    note_unused(&l, list);
    opn_buf_free(&l.names);
}

bool opn_cyclonedx_is_dataset(const opn_tree *component)
{
    const char *type = opn_tree_text(opn_tree_member(component, "type"));
    const char *data =
        opn_tree_text(opn_tree_member(opn_cyclonedx_first(component, "data"), "type"));

    return type != NULL && data != NULL && opn_streq(type, "data") && opn_streq(data, "dataset");
}

void opn_cyclonedx_dataset_alone(opn_cyclonedx *c, size_t index)
{
    const opn_tree *node = c->components.items[index];
    opn_cyclonedx_dataset *data = &c->data[index];
    opn_draft draft = opn_draft_begin(c->job->arena);
    opn_draft_artifact weights = {
        .kind = "weights", .access = "not_applicable", .extent = "not_applicable"};
    opn_draft_artifact artifact;

    if (!opn_cyclonedx_names(c->job, node, &draft)) {
        return;
    }
    read_once(c->job, node, data);
    data->user = 1;
    draft.kind = "dataset";
    weights.claim = opn_import_claim(c->job, node, "a dataset has no weights");
    opn_draft_add_artifact(&draft, &weights);
    artifact = artifact_of(c->job, data);
    artifact.claim = data->license.node == NULL
                         ? opn_import_claim(c->job, node, "describes a dataset")
                         : opn_import_claim(c->job, data->license.node, data->license.shows);
    opn_draft_add_artifact(&draft, &artifact);
    if (data->license.conflict != NULL) {
        opn_draft_add_conflict(&draft, data->license.conflict, &artifact.claim);
    }
    opn_import_finish(c->job, &draft);
}
