/*
 * import_spdx3_parts.c: what belongs to an AI package besides its weights.
 *
 * Takes the arrows from and to a package, and those of the model files that it
 * contains, gives artifacts: data that it was trained and tested on, with
 * the availability and the license of each dataset. A relationship does not
 * tell at which stage data were used, so that what was trained on is
 * a dataset and no training data of a stage.
 *
 * Must not know more than the arrows say: what is named is not thereby released,
 * and how much of it there is stays unknown.
 */
#include "ascii.h"
#include "import_spdx3_graph.h"

/* Datasets contain folders, and folders files; a chain may also be a cycle. */
enum { MOST_STEPS = 8 };

typedef struct {
    opn_spdx3_graph *graph;
    opn_draft *draft;
    size_t package;
    const char *by;
    size_t files;          /* contained, of whatever use */
    size_t weights;        /* files of them */
    const opn_tree *first; /* what names the first file of weights */
    const opn_tree *card;  /* what names a README.md */
    const opn_tree *made;  /* what says that something generated the model */
    bool tired;            /* the arrows were too many to follow all */
} reader;

/* ---- datasets ---- */

typedef struct {
    const char *access;
    const char *shows;
    const char *note;
} availability;

/* The words of DatasetAvailabilityType, by what the model says of each. */
static availability availability_of(opn_spdx3_graph *g, opn_spdx3_element *element)
{
    static const struct {
        const char *word;
        availability means;
    } words[] = {
        {"directDownload", {"public", "said to be public, by direct download", NULL}},
        {"clickthrough", {"gated", "said to be had once terms are accepted by a click", NULL}},
        {"registration", {"gated", "said to be had once one registers by mail", NULL}},
        {"query", {"api", "said to be had in parts only, by queries", NULL}},
        {"scrapingScript",
         {"none", "its provider is said not to give it out, only a way to scrape it",
          "to be put together anew by scraping"}},
    };
    const opn_tree *node = opn_spdx3_only(element->members[OPN_SPDX3_AVAILABILITY]);
    const char *text = opn_tree_text(node);
    availability out = {NULL, NULL, NULL};

    for (size_t i = 0; text != NULL && i < OPN_ARRAY_LEN(words); i++) {
        if (opn_streq(words[i].word, text)) {
            return words[i].means;
        }
    }
    if (text != NULL && !element->access_read && opn_spdx3_text(g, node) != NULL) {
        opn_import_note_at(g->job, OPENNESS_IMPORT_IGNORED, node,
                           "there is no availability \"%s\"", text);
    }
    /* Once, however many models refer to it. */
    element->access_read = true;
    return out;
}

/* Work that grows with what packages share is counted; false when it is too much. */
static bool may_follow(reader *r, size_t count)
{
    if (count > OPN_SPDX3_MOST_WORK - r->graph->work) {
        r->tired = true;
        return false;
    }
    r->graph->work += count;
    return true;
}

/* The dataset that contains a file, at any depth that makes sense; the element itself
 * when none does. */
static size_t dataset_of(reader *r, size_t element)
{
    const opn_spdx3_graph *g = r->graph;
    size_t at = element;

    for (size_t step = 0; step < MOST_STEPS; step++) {
        size_t above = OPN_SPDX3_NONE;
        size_t count;
        const opn_spdx3_edge *const *edges;

        if (g->elements[at].kind == OPN_SPDX3_DATASET) {
            return at;
        }
        edges = opn_spdx3_to(g, at, &count);
        for (size_t i = 0; i < count && may_follow(r, 1); i++) {
            if (edges[i]->relation == OPN_SPDX3_CONTAINS &&
                (above == OPN_SPDX3_NONE ||
                 g->elements[edges[i]->from].kind == OPN_SPDX3_DATASET)) {
                above = edges[i]->from;
            }
        }
        if (above == OPN_SPDX3_NONE) {
            break;
        }
        at = above;
    }
    return element;
}

/* Evidence behind what a claim has already. */
static void also(reader *r, opn_draft_claim *claim, const opn_tree *node, const char *shows)
{
    opn_draft_claim *more = opn_arena_alloc(r->graph->job->arena, 1, sizeof *more);

    if (more == NULL) {
        r->graph->job->out_of_memory = true;
        return;
    }
    *more = opn_spdx3_claim(r->graph, node, shows, r->by);
    more->also = claim->also;
    claim->also = more;
}

static void add_terms(reader *r, size_t element, opn_draft_artifact *artifact)
{
    const opn_spdx3_terms *terms = opn_spdx3_terms_of(r->graph, element);
    opn_draft_claim stated = {.also = artifact->claim.also};

    artifact->license = terms->license;
    opn_spdx3_claim_terms(r->graph, terms, r->by, &stated);
    if (stated.source != NULL) {
        opn_draft_claim *kept = opn_arena_alloc(r->graph->job->arena, 1, sizeof *kept);

        if (kept == NULL) {
            r->graph->job->out_of_memory = true;
            return;
        }
        *kept = stated;
        artifact->claim.also = kept;
    }
    if (terms->conflict != NULL) {
        opn_draft_add_conflict(r->draft, terms->conflict, &stated);
    }
}

/* The name, access and license that an element of data states. */
static void describe(reader *r, size_t index, opn_draft_artifact *artifact)
{
    opn_spdx3_element *element = &r->graph->elements[index];
    const opn_tree *node = element->members[OPN_SPDX3_AVAILABILITY];
    availability found = availability_of(r->graph, element);

    artifact->name = element->name;
    artifact->access = found.access;
    artifact->note = found.note;
    if (found.access != NULL) {
        also(r, &artifact->claim, node, found.shows);
    }
    add_terms(r, index, artifact);
}

/* Packages may share what refers to data: a reference that is no address of
 * sensible length is not read as often as it is followed. */
static const char *short_text(const opn_tree *node)
{
    enum { MOST = 1000 };
    const char *text = opn_tree_text(node);

    for (size_t i = 0; text != NULL && text[i] != '\0'; i++) {
        if (i == MOST) {
            return NULL;
        }
    }
    return text;
}

static void add_data(reader *r, const opn_spdx3_edge *edge)
{
    bool tested = edge->relation == OPN_SPDX3_TESTED_ON;
    opn_draft_artifact artifact = {.kind = tested ? "evaluation_data" : "dataset"};
    const char *text = short_text(opn_spdx3_only(edge->at));
    size_t index = edge->to == OPN_SPDX3_NONE ? OPN_SPDX3_NONE : dataset_of(r, edge->to);

    if (text != NULL && (opn_spdx3_is_none(text) || opn_spdx3_is_no_assertion(text))) {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED, edge->at,
                           "\"%s\" names no data", text);
        return;
    }
    if (index != OPN_SPDX3_NONE) {
        if (r->graph->elements[index].used_by[tested] == r->package + 1) {
            return;
        }
        r->graph->elements[index].used_by[tested] = r->package + 1;
    }
    artifact.claim =
        opn_spdx3_claim(r->graph, edge->at,
                        tested ? "named as data that the model was tested on"
                               : "named as data that the model was trained on; at which stage is "
                                 "not stated",
                        r->by);
    if (index == OPN_SPDX3_NONE) {
        artifact.name = text;
    } else {
        describe(r, index, &artifact);
    }
    opn_draft_add_artifact(r->draft, &artifact);
}

/* What is said not to be all leaves a part of which nothing is known. */
static void add_rest(reader *r, const opn_spdx3_edge *edge)
{
    const opn_tree *node = edge->relationship->members[OPN_SPDX3_COMPLETENESS];
    const char *text = opn_spdx3_text(r->graph, node);
    bool tested = edge->relation == OPN_SPDX3_TESTED_ON;
    opn_draft_artifact artifact = {.kind = tested ? "evaluation_data" : "dataset",
                                   .note = "what the document does not name"};

    if (text == NULL || !opn_streq(text, "incomplete")) {
        return;
    }
    artifact.claim =
        opn_spdx3_claim(r->graph, node, "what is named is said to be incomplete", r->by);
    opn_draft_add_artifact(r->draft, &artifact);
}

/* ---- arrows ---- */

/* Of the model, or of a file of it: what it was trained on, and what made it. */
static void follow(reader *r, size_t element)
{
    size_t count;
    const opn_spdx3_edge *out = opn_spdx3_from(r->graph, element, &count);
    const opn_spdx3_edge *const *in;

    for (size_t i = 0; i < count && may_follow(r, element != r->package); i++) {
        if (out[i].relation == OPN_SPDX3_TRAINED_ON || out[i].relation == OPN_SPDX3_TESTED_ON) {
            add_data(r, &out[i]);
            if (i + 1 == count || out[i + 1].relationship != out[i].relationship) {
                add_rest(r, &out[i]);
            }
        }
    }
    in = opn_spdx3_to(r->graph, element, &count);
    for (size_t i = 0; i < count && may_follow(r, element != r->package); i++) {
        if (in[i]->relation == OPN_SPDX3_GENERATES) {
            r->made = r->made == NULL ? in[i]->at : r->made;
        }
    }
}

static bool ends_with(const char *text, const char *end)
{
    size_t size = strlen(text);
    size_t length = strlen(end);

    return size > length && opn_ascii_casecmp(text + size - length, end) == 0;
}

/* By the endings that weights have, less what else is saved under them. */
static bool is_weights(const char *name)
{
    static const char *const endings[] = {".safetensors", ".bin",  ".pth", ".pt", ".gguf",
                                          ".msgpack",     ".onnx", ".h5",  ".ot"};
    static const char *const others[] = {"tokenizer", "training_args", "optimizer", "scheduler"};
    bool found = false;

    for (size_t i = 0; i < OPN_ARRAY_LEN(endings); i++) {
        found = found || ends_with(name, endings[i]);
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(others); i++) {
        found = found && strstr(name, others[i]) == NULL;
    }
    return found;
}

static void read_file(reader *r, const opn_spdx3_edge *edge)
{
    const opn_spdx3_element *file = &r->graph->elements[edge->to];
    const char *name = file->name;
    const char *purpose = opn_tree_text(opn_spdx3_only(file->members[OPN_SPDX3_PURPOSE]));

    r->files++;
    if (name != NULL && opn_streq(name, "README.md")) {
        r->card = edge->at;
    }
    if ((purpose != NULL && opn_streq(purpose, "model")) || (name != NULL && is_weights(name))) {
        r->weights++;
        r->first = r->first == NULL ? edge->at : r->first;
        follow(r, edge->to);
    }
}

static void read_files(reader *r)
{
    size_t count;
    const opn_spdx3_edge *edges = opn_spdx3_from(r->graph, r->package, &count);

    for (size_t i = 0; i < count; i++) {
        if (edges[i].relation == OPN_SPDX3_CONTAINS && edges[i].to != OPN_SPDX3_NONE &&
            r->graph->elements[edges[i].to].kind == OPN_SPDX3_FILE) {
            read_file(r, &edges[i]);
        }
    }
}

/* ---- what the files say ---- */

/* A README of a repository of the Hub is its model card; elsewhere it may be
 * anything. */
static void add_card(reader *r)
{
    const opn_spdx3_element *package = &r->graph->elements[r->package];
    const char *location = opn_spdx3_text(r->graph, package->members[OPN_SPDX3_LOCATION]);
    opn_draft_artifact artifact = {.kind = "model_card"};

    if (r->card == NULL || location == NULL || strstr(location, "//huggingface.co/") == NULL) {
        return;
    }
    artifact.claim = opn_spdx3_claim(r->graph, r->card,
                                     "a README.md is listed among the files of a repository "
                                     "of models",
                                     r->by);
    opn_draft_add_artifact(r->draft, &artifact);
}

static void note_files(reader *r)
{
    size_t others = r->files - r->weights;

    if (r->made != NULL) {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED, r->made,
                           "what generated the model is named; of which stage of training is "
                           "not, so that a record has no place for it");
    }
    if (others > 0) {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED,
                           r->graph->elements[r->package].node,
                           "files that are no weights: %zu; a record does not list files",
                           others);
    }
    if (r->tired) {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED,
                           r->graph->elements[r->package].node,
                           "the model files of this document share too many relationships to "
                           "follow them all");
    }
}

void opn_spdx3_add_alone(opn_spdx3_graph *graph, size_t package, const char *by, opn_draft *draft)
{
    reader r = {.graph = graph, .draft = draft, .package = package, .by = by};
    opn_draft_artifact none = {
        .kind = "weights", .access = "not_applicable", .extent = "not_applicable"};
    opn_draft_artifact data = {.kind = "dataset"};

    none.claim = opn_spdx3_claim(graph, graph->elements[package].node,
                                 "a dataset on its own: there are no weights", by);
    opn_draft_add_artifact(draft, &none);
    data.claim = opn_spdx3_claim(graph, graph->elements[package].node,
                                 "the data are described", by);
    describe(&r, package, &data);
    opn_draft_add_artifact(draft, &data);
}

void opn_spdx3_add_parts(opn_spdx3_graph *graph, size_t package, const char *by, opn_draft *draft)
{
    reader r = {.graph = graph, .draft = draft, .package = package, .by = by};
    const opn_spdx3_terms *terms = opn_spdx3_terms_of(graph, package);
    opn_draft_artifact weights = {.kind = "weights", .license = terms->license};

    follow(&r, package);
    read_files(&r);
    weights.claim = opn_spdx3_claim(graph, graph->elements[package].node,
                                    "the model is described; where it can be had is not proven",
                                    by);
    if (r.first != NULL) {
        also(&r, &weights.claim, r.first,
             opn_spdx3_message(graph->job, "files of weights that are listed: %zu", r.weights));
    }
    add_terms(&r, package, &weights);
    opn_draft_add_artifact(draft, &weights);
    add_card(&r);
    note_files(&r);
}
