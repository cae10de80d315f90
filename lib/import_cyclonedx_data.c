/*
 * import_cyclonedx_data.c: the datasets of a model.
 *
 * Takes modelParameters.datasets, which holds "the datasets used to train and
 * evaluate the model": data written inline, or references to components of type
 * data. What a dataset was used for is stated by its name only, where it is. One
 * whose use is not stated is part of the listing and no more, and its license
 * decides nothing.
 *
 * Must not read availability from an address, nor from classification, which says
 * who may handle data by its owner's rules.
 */
#include "ascii.h"
#include "import_cyclonedx.h"

enum { NAMES_SHOWN = 8, PARTS = 3 };

typedef struct {
    opn_cyclonedx *c;
    bool tuned;
    opn_draft *draft;
    opn_buf names;
    size_t count;
    size_t unused_licenses;
    const opn_tree *first_unused;
    size_t classified;
    const opn_tree *first_classified;
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
    const char *kind;
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
    {"training", "training_data", NULL},
    {"train", "training_data", NULL},
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

/* NULL when no word tells, or two tell different things. "Pre-training" holds the
 * word "training" too, and tells more. */
static const use *use_of(const char *name)
{
    const use *found = NULL;

    for (size_t i = 0; name != NULL && i < OPN_ARRAY_LEN(uses); i++) {
        bool told = has_word(name, uses[i].word);

        if (told && found == NULL) {
            found = &uses[i];
        } else if (told && !opn_streq(found->kind, uses[i].kind)) {
            return NULL;
        } else if (told && found->stage != NULL && uses[i].stage != NULL &&
                   !opn_streq(found->stage, uses[i].stage)) {
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

static void add_artifact(listing *l, const opn_tree *data, const char *name, const use *told)
{
    opn_import_job *job = l->c->job;
    const char *url = url_of(job, data);
    opn_cyclonedx_license license = opn_cyclonedx_read_license(job, data);
    opn_draft_artifact artifact = {.kind = told->kind, .stage = told->stage, .name = name};

    artifact.license = license.license;
    if (url != NULL) {
        artifact.note = opn_cyclonedx_join(job, "said to be at ", url, "");
    }
    if (opn_streq(told->kind, "training_data") && told->stage == NULL) {
        artifact.stage = l->tuned ? "posttraining" : "pretraining";
        artifact.note = opn_cyclonedx_join(
            job, "the document does not tell the stages of training apart",
            artifact.note == NULL ? "" : "; ", artifact.note == NULL ? "" : artifact.note);
    }
    artifact.claim = opn_import_claim(
        job, data, "a dataset of the model; its name tells what it was used for");
    artifact.claim.confidence = "low";
    for (size_t i = 0; i < PARTS && artifact.license != NULL; i++) {
        l->licensed[i] = l->licensed[i] || (opn_streq(parts[i].kind, artifact.kind) &&
                                            (artifact.stage == NULL ||
                                             opn_streq(parts[i].stage, artifact.stage)));
    }
    opn_draft_add_artifact(l->draft, &artifact);
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
static void add_name(listing *l, const opn_tree *data, const char *name)
{
    const char *url = url_of(l->c->job, data);

    l->count++;
    if (l->count > NAMES_SHOWN) {
        return;
    }
    opn_buf_str(&l->names, l->count == 1 ? "" : ", ");
    opn_buf_str(&l->names, name == NULL ? "a dataset without a name" : name);
    if (url != NULL) {
        opn_buf_printf(&l->names, " (%s)", url);
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

static void read_data(listing *l, const opn_tree *data)
{
    opn_import_job *job = l->c->job;
    const char *name = opn_cyclonedx_text(job, data, "name");
    const use *told = use_of(name);

    if (!is_dataset(data)) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, data, "data of the type \"%s\"",
                           opn_tree_text(opn_tree_member(data, "type")));
        return;
    }
    add_name(l, data, name);
    note_classification(l, data);
    if (told != NULL) {
        add_artifact(l, data, name, told);
    } else if (opn_tree_member(data, "licenses") != NULL) {
        l->first_unused = l->unused_licenses == 0 ? data : l->first_unused;
        l->unused_licenses++;
    }
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
    l->c->used[index] = true;
    read_data(l, data);
}

static void note_unused(listing *l)
{
    opn_import_job *job = l->c->job;

    if (l->unused_licenses > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, l->first_unused,
                           "datasets whose license decides nothing, since it is not stated what "
                           "they were used for: %zu",
                           l->unused_licenses);
    }
    if (l->classified > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, l->first_classified,
                           "a classification says who may handle data, not who can get it: %zu "
                           "of them",
                           l->classified);
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

void opn_cyclonedx_datasets(opn_cyclonedx *c, const opn_tree *list, bool tuned, opn_draft *draft)
{
    listing l = {.c = c, .tuned = tuned, .draft = draft};

    if (list == NULL || list->kind != OPN_TREE_LIST) {
        return;
    }
    for (const opn_tree *at = list->first; at != NULL; at = at->next) {
        const opn_tree *ref = opn_tree_member(at, "ref");

        if (at->kind != OPN_TREE_MAP || ref != NULL) {
            read_reference(&l, ref == NULL ? at : ref);
        } else {
            read_data(&l, at);
        }
    }
    add_rest(&l, list);
    add_listing(&l, list);
    note_unused(&l);
    opn_buf_free(&l.names);
}
