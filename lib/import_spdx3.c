/*
 * import_spdx3.c: documents of SPDX 3 that describe models.
 *
 * Takes JSON-LD with the profiles for AI and datasets, as SPDX 3.0.1 writes it and
 * Takes JSON-LD with the profiles for AI and datasets, as SPDX 3.0.1 writes it and
 * as generators do, gives one record for each AI package, and where there is
 * none for each dataset. A package states a license and how the model was
 * made; it proves no access.
 *
 * Must not take what is about the document (dataLicense, created) for what is
 * about the model.
 */
#include "ascii.h"
#include "buf.h"
#include "dates.h"
#include "import_spdx3_graph.h"

enum { COMMIT_SIZE = 40, DAY_SIZE = 10, MOST_NAMED = 8, MOST_KEYS_SIZE = 240 };

typedef struct {
    opn_spdx3_graph *graph;
    size_t package;
    const opn_spdx3_element *element;
    const char *by;
    opn_draft draft;
} reader;

/* ---- what the other files need ---- */

const char *opn_spdx3_message(opn_import_job *job, const char *format, ...)
{
    const char *message;
    va_list args;

    va_start(args, format);
    message = opn_message(job->arena, format, args);
    va_end(args);
    job->out_of_memory = job->out_of_memory || message == NULL;
    return message == NULL ? "" : message;
}

opn_draft_claim opn_spdx3_claim(opn_spdx3_graph *g, const opn_tree *node, const char *shows,
                                const char *by)
{
    opn_draft_claim claim = opn_import_claim(g->job, node, shows);

    claim.by = by;
    return claim;
}

/* ---- names ---- */

/* "org" and "name" in a text; both NULL when it is of another form. */
typedef struct {
    const char *org;
    const char *name;
    const char *revision;
} repository;

static const char *copy(reader *r, const char *text, size_t size)
{
    const char *out = opn_arena_copy(r->graph->job->arena, text, size);

    r->graph->job->out_of_memory = r->graph->job->out_of_memory || out == NULL;
    return out == NULL ? "" : out;
}

static bool is_commit(const char *text)
{
    size_t size = strspn(text, "0123456789abcdef");

    return size == COMMIT_SIZE && text[size] == '\0';
}

/* Both parts of "org/name", and what follows. */
static repository split(reader *r, const char *text)
{
    static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-";
    repository out = {NULL, NULL, NULL};
    size_t org = text == NULL ? 0 : strspn(text, plain);
    size_t name = org == 0 || text[org] != '/' ? 0 : strspn(text + org + 1, plain);
    const char *rest;

    if (name == 0) {
        return out;
    }
    rest = text + org + 1 + name;
    if (*rest != '\0' && strchr("/@?#", *rest) == NULL) {
        return out;
    }
    out.org = copy(r, text, org);
    out.name = copy(r, text + org + 1, name);
    rest = strncmp(rest, "/tree/", 6) == 0 ? rest + 6 : *rest == '@' ? rest + 1 : "";
    out.revision = is_commit(rest) ? copy(r, rest, strlen(rest)) : NULL;
    return out;
}

/* A repository of the Hub is named the same by everybody, so that records of one
 * release meet. */
static repository on_hub(reader *r)
{
    static const char address[] = "https://huggingface.co/";
    static const char package[] = "pkg:huggingface/";
    static const char datasets[] = "datasets/";
    const char *path;
    const char *location = opn_spdx3_text(r->graph, r->element->members[OPN_SPDX3_LOCATION]);
    const char *purl = opn_spdx3_text(r->graph, r->element->members[OPN_SPDX3_PURL]);

    if (purl != NULL && strncmp(purl, package, sizeof package - 1) == 0) {
        return split(r, purl + sizeof package - 1);
    }
    if (location == NULL || strncmp(location, address, sizeof address - 1) != 0) {
        return (repository){NULL, NULL, NULL};
    }
    path = location + sizeof address - 1;
    return split(r, strncmp(path, datasets, sizeof datasets - 1) == 0
                        ? path + sizeof datasets - 1
                        : path);
}

/* Names of the agents that a member refers to, ", " between them. */
static const char *agents(reader *r, const opn_tree *node)
{
    const opn_tree *at = node != NULL && node->kind == OPN_TREE_LIST ? node->first : node;
    opn_buf names = {0};
    const char *out = NULL;

    for (size_t i = 0; at != NULL && i < MOST_NAMED; i++) {
        size_t agent = opn_spdx3_resolve(r->graph, at);
        const char *name =
            agent == OPN_SPDX3_NONE ? NULL : r->graph->elements[agent].name;

        if (name != NULL) {
            opn_buf_str(&names, names.size > 0 ? ", " : "");
            opn_buf_str(&names, name);
        }
        at = at == node ? NULL : at->next;
    }
    if (names.failed) {
        r->graph->job->out_of_memory = true;
    } else if (names.size > 0) {
        out = copy(r, names.data, names.size);
    }
    opn_buf_free(&names);
    return out;
}

/* Whoever wrote the element asserts what it says; a tool may have. */
static const char *creator(reader *r)
{
    size_t creation = opn_spdx3_resolve(r->graph, r->element->members[OPN_SPDX3_CREATION]);

    return creation == OPN_SPDX3_NONE
               ? NULL
               : agents(r, r->graph->elements[creation].members[OPN_SPDX3_CREATED_BY]);
}

/* The id and names that a package has, for itself and where another names it. */
static void read_names(reader *r)
{
    const char *name = r->element->name;
    const char *maker = agents(r, r->element->members[OPN_SPDX3_ORIGINATED]);
    repository hub = on_hub(r);
    repository own = split(r, name);

    maker = maker == NULL ? agents(r, r->element->members[OPN_SPDX3_SUPPLIED]) : maker;
    if (hub.name == NULL && own.name != NULL) {
        hub = own;
    }
    r->draft.name = own.name != NULL && opn_streq(own.name, hub.name) ? own.name : name;
    r->draft.name = r->draft.name == NULL ? hub.name : r->draft.name;
    r->draft.producer = maker == NULL ? hub.org : maker;
    r->draft.revision = hub.revision;
    r->draft.id = hub.name != NULL ? opn_import_id(r->graph->job, hub.org, hub.name)
                                   : opn_import_id(r->graph->job, maker, r->draft.name);
}

static reader begin(opn_spdx3_graph *graph, size_t package)
{
    reader r = {.graph = graph,
                .package = package,
                .element = &graph->elements[package],
                .draft = opn_draft_begin(graph->job->arena)};

    read_names(&r);
    return r;
}

/* ---- the head ---- */

/* A commit is what generators have for a version; the time beside it is then that of
 * the commit, which may be years after the release. */
static void read_version(reader *r)
{
    const opn_tree *time = r->element->members[OPN_SPDX3_RELEASED];
    const char *version = opn_spdx3_text(r->graph, r->element->members[OPN_SPDX3_VERSION]);
    const char *day = opn_spdx3_text(r->graph, time);
    bool commit = version != NULL && is_commit(version);

    r->draft.version = commit ? NULL : version;
    if (commit) {
        r->draft.revision = version;
    }
    if (day == NULL) {
        return;
    }
    if (commit) {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED, time,
                           "the version is a commit, and this its time: the day of the release "
                           "stays unknown");
        return;
    }
    day = strlen(day) > DAY_SIZE && day[DAY_SIZE] == 'T' ? copy(r, day, DAY_SIZE) : day;
    if (opn_date_valid(day)) {
        r->draft.release_date = day;
    } else {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED, time, "\"%s\" is no time",
                           opn_tree_text(opn_spdx3_only(time)));
    }
}

/* ---- bases ---- */

/* The model has one word for every way to come from another: what was done stays
 * open, so that the kind does. */
static void add_base(reader *r, const opn_spdx3_edge *edge, size_t index)
{
    opn_draft_base base = {.relation = "finetune"};
    const char *text = opn_tree_text(opn_spdx3_only(edge->at));
    repository own = split(r, index == OPN_SPDX3_NONE ? text : NULL);

    if (index != OPN_SPDX3_NONE) {
        opn_spdx3_element *of = &r->graph->elements[index];

        /* As often as it is named, and made once. */
        of->record = of->record == NULL ? begin(r->graph, index).draft.id : of->record;
        base.id = of->record;
        base.license = opn_spdx3_terms_of(r->graph, index)->license;
        base.license = opn_import_among("none", base.license) ||
                               opn_import_among("proprietary", base.license)
                           ? NULL
                           : base.license;
    } else if (text == NULL || opn_spdx3_is_none(text) || opn_spdx3_is_no_assertion(text)) {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED, edge->at,
                           "names no base that is known");
        return;
    } else if (strncmp(text, "https://huggingface.co/", 23) == 0) {
        own = split(r, text + 23);
        base.id = opn_import_id(r->graph->job, own.org, own.name);
    } else {
        base.id = own.name != NULL ? opn_import_id(r->graph->job, own.org, own.name)
                                   : opn_import_id(r->graph->job, NULL, text);
    }
    base.claim = opn_spdx3_claim(r->graph, edge->at,
                                 "named as what the model descends from; what was done to it is "
                                 "not stated",
                                 r->by);
    base.claim.confidence = "low";
    opn_draft_add_base(&r->draft, &base);
}

static void read_bases(reader *r)
{
    size_t count;
    const opn_spdx3_edge *out = opn_spdx3_from(r->graph, r->package, &count);
    const opn_spdx3_edge *const *in;

    for (size_t i = 0; i < count && r->draft.base_count < OPN_DRAFT_MOST_BASES; i++) {
        if (out[i].relation == OPN_SPDX3_DESCENDANT_OF) {
            add_base(r, &out[i], out[i].to);
        }
    }
    in = opn_spdx3_to(r->graph, r->package, &count);
    for (size_t i = 0; i < count && r->draft.base_count < OPN_DRAFT_MOST_BASES; i++) {
        if (in[i]->relation == OPN_SPDX3_ANCESTOR_OF) {
            add_base(r, in[i], in[i]->from);
        }
    }
}

/* ---- documents ---- */

/* Something stands there: a text that says something, or a list that is not empty. */
static bool is_stated(reader *r, const opn_tree *node)
{
    return node != NULL && (node->kind == OPN_TREE_SCALAR ? opn_spdx3_text(r->graph, node) != NULL
                                                          : node->count > 0);
}

/* A bill of materials holds what it says; whether anybody can read it, and how much
 * there is elsewhere, it does not know. */
static void read_documents(reader *r)
{
    static const struct {
        opn_spdx3_member member;
        const char *kind;
        const char *shows;
    } documents[] = {
        {OPN_SPDX3_TRAINING, "training_method", "the document says how the model was trained"},
        {OPN_SPDX3_HYPERPARAMETER, "training_method", "the document gives hyperparameters"},
        {OPN_SPDX3_METRIC, "evaluation_results", "the document gives metrics"},
        {OPN_SPDX3_APPLICATION, "usage_information", "the document says what the model is for"},
        {OPN_SPDX3_LIMITATION, "usage_information", "the document names limits of the model"},
        {OPN_SPDX3_PREPROCESSING, "data_provenance",
         "the document says how the data were prepared"},
        {OPN_SPDX3_COLLECTION, "data_provenance",
         "the document says how the data were collected"},
    };
    const char *before = "";

    for (size_t i = 0; i < OPN_ARRAY_LEN(documents); i++) {
        const opn_tree *node = r->element->members[documents[i].member];
        opn_draft_artifact artifact = {.kind = documents[i].kind};

        /* One artifact of a kind; the first that is stated is its evidence. */
        if (!is_stated(r, node) || opn_streq(before, documents[i].kind)) {
            continue;
        }
        before = documents[i].kind;
        artifact.claim = opn_spdx3_claim(r->graph, node, documents[i].shows, r->by);
        opn_draft_add_artifact(&r->draft, &artifact);
    }
}

/* ---- what is not used ---- */

static bool is_used(const reader *r, const opn_tree *node)
{
    static const char *const plain[] = {"type", "@type", "spdxId", "@id", "@context"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(plain); i++) {
        if (opn_streq(node->key, plain[i])) {
            return true;
        }
    }
    for (size_t i = 0; i < OPN_SPDX3_MEMBER_COUNT; i++) {
        if (r->element->members[i] == node) {
            return true;
        }
    }
    return false;
}

/* One note for all: energy, risk, standards and kinds of network have no place in
 * a record, nor has any text about the package. */
static void note_rest(reader *r)
{
    opn_buf keys = {0};
    size_t left_out = 0;

    for (const opn_tree *at = r->element->node->first; at != NULL; at = at->next) {
        if (is_used(r, at)) {
            continue;
        }
        if (keys.size + strlen(at->key) > MOST_KEYS_SIZE) {
            left_out++;
            continue;
        }
        opn_buf_str(&keys, keys.size > 0 ? ", " : "");
        opn_buf_str(&keys, at->key);
    }
    r->graph->job->out_of_memory = r->graph->job->out_of_memory || keys.failed;
    if (keys.size > 0 || left_out > 0) {
        opn_import_note_at(r->graph->job, OPENNESS_IMPORT_IGNORED, r->element->node,
                           "the record has no place for: %s%s",
                           keys.data == NULL ? "members of the package" : keys.data,
                           left_out > 0 ? ", and more" : "");
    }
    opn_buf_free(&keys);
}

static void note_document(opn_spdx3_graph *g)
{
    size_t unused = 0;
    const opn_tree *license = NULL;

    for (size_t i = 0; i < g->edge_count; i++) {
        unused += g->edges[i].relation == OPN_SPDX3_UNUSED;
    }
    for (size_t i = 0; i < g->count && license == NULL; i++) {
        if (g->elements[i].kind == OPN_SPDX3_DOCUMENT) {
            license = opn_tree_member(g->elements[i].node, "dataLicense");
        }
    }
    if (license != NULL) {
        opn_import_note_at(g->job, OPENNESS_IMPORT_IGNORED, license,
                           "the license of this document, not of the model");
    }
    if (unused > 0) {
        opn_import_note_at(g->job, OPENNESS_IMPORT_IGNORED, g->list,
                           "relationships of other types: %zu; they say nothing that a record has "
                           "a place for",
                           unused);
    }
}

/* ---- reading ---- */

static void read_package(opn_spdx3_graph *graph, size_t index)
{
    bool data = graph->elements[index].kind == OPN_SPDX3_DATASET;
    reader r = begin(graph, index);

    if (r.draft.name == NULL) {
        opn_import_fail(graph->job, "missing-member", r.element->node,
                        "a package has a name");
        return;
    }
    r.by = creator(&r);
    read_version(&r);
    read_bases(&r);
    if (data) {
        r.draft.kind = "dataset";
        opn_spdx3_add_alone(graph, index, r.by, &r.draft);
    } else {
        opn_spdx3_add_parts(graph, index, r.by, &r.draft);
    }
    read_documents(&r);
    note_rest(&r);
    opn_import_finish(graph->job, &r.draft);
}

/* How many packages of a kind the document describes, all of them read. */
static size_t read_kind(opn_spdx3_graph *graph, opn_spdx3_kind kind)
{
    size_t count = 0;

    for (size_t i = 0; i < graph->count && !graph->job->out_of_memory; i++) {
        if (graph->elements[i].kind == kind && opn_spdx3_listed(graph, &graph->elements[i])) {
            read_package(graph, i);
            count++;
        }
    }
    return count;
}

static void read_spdx3(opn_import_job *job, const opn_tree *root)
{
    opn_arena arena = {0};
    opn_spdx3_graph graph = {.job = job, .arena = &arena};

    if (opn_spdx3_index(&graph, root)) {
        if (read_kind(&graph, OPN_SPDX3_AI) > 0 || read_kind(&graph, OPN_SPDX3_DATASET) > 0) {
            note_document(&graph);
        } else {
            opn_import_fail(job, "unsupported", graph.list,
                            "neither a package of a model (ai_AIPackage) nor one of data is "
                            "described");
        }
    }
    opn_arena_free(&arena);
}

static bool is_context(const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    return text != NULL && strstr(text, "spdx") != NULL &&
           (strstr(text, "/rdf/") != NULL || strstr(text, "spdx-context") != NULL);
}

static bool detect(const opn_tree *root)
{
    const opn_tree *context = opn_tree_member(root, "@context");
    const char *type = opn_tree_text(opn_tree_member(root, "type"));

    if (is_context(context) || is_context(opn_spdx3_only(context)) ||
        is_context(opn_tree_at(context, 0))) {
        return true;
    }
    return type != NULL && opn_streq(type, "SpdxDocument") &&
           opn_tree_member(root, "spdxId") != NULL;
}

const opn_importer opn_import_spdx3 = {"spdx-3", OPN_SOURCE_JSON, detect, read_spdx3, NULL};
