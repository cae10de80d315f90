/*
 * annotate_spdx3.c: verdicts as annotations of packages of models.
 *
 * Takes an SPDX 3 document and its records, puts one Annotation for each AI
 * package at the end of "@graph", behind the CreationInfo and the SoftwareAgent
 * that they name: whoever wrote the document did not write the verdicts. Elements
 * of an earlier call, known by their ids, are taken out.
 *
 * Must not touch any other element, nor write into a document that is no SPDX 3:
 * a tool that reads it would stumble over what is new.
 */
#include "annotate.h"
#include "import_spdx3_graph.h"
#include "json_write.h"

#define MARK     "openness-verdict"
#define CREATION "_:" MARK

typedef struct {
    opn_annotate_job *job;
    const opn_tree *list; /* "@graph" */
    const char *prefix;   /* of all our ids */
    const char *created;  /* of the annotations */
    const char *version;  /* of SPDX */
    const char **values;  /* what is put in */
    size_t count;
} writer;

static int fail(opn_annotate_job *job, const opn_tree *node, const char *issue,
                const char *message)
{
    opn_issues issues = {0};
    opn_place place = opn_tree_place(node, job->arena);
    int status;

    opn_issue_add(&issues, issue, OPENNESS_SEVERITY_ERROR, &place, "%s", message);
    status = opn_error_set(job->err, place.pointer == NULL ? OPENNESS_E_NOMEM : OPENNESS_E_SCHEMA,
                           &issues);
    opn_issues_free(&issues);
    return status;
}

static int no_memory(opn_annotate_job *job)
{
    return opn_error_set(job->err, OPENNESS_E_NOMEM, NULL);
}

/* The text of a buffer in the arena; NULL without memory. Empties the buffer. */
static const char *keep(opn_annotate_job *job, opn_buf *buf)
{
    const char *out = buf->failed ? NULL : opn_arena_copy(job->arena, buf->data, buf->size);

    opn_buf_free(buf);
    return out;
}

/* ---- whether the document is one ---- */

static const char *text_of(const opn_tree *element, const char *key)
{
    return opn_tree_text(opn_tree_member(element, key));
}

/* What JSON-LD alone would allow besides, the schema of SPDX 3 does not. */
static int check_root(opn_annotate_job *job, const opn_tree **list)
{
    static const char context[] = "https://spdx.org/rdf/3.";
    const opn_tree *root = job->splice->root;
    const opn_tree *stated = opn_tree_member(root, "@context");
    const char *text = opn_tree_text(stated);

    if (text == NULL || strncmp(text, context, sizeof context - 1) != 0) {
        return fail(job, stated == NULL ? root : stated, "unsupported",
                    "the context is not the one address of SPDX 3: nothing is added to such a "
                    "document");
    }
    *list = opn_tree_member(root, "@graph");
    if (*list == NULL) {
        return fail(job, root, "unsupported",
                    "elements do not stand in \"@graph\": nothing can be added to them");
    }
    return OPENNESS_OK;
}

static int check_package(opn_annotate_job *job, const opn_tree *package)
{
    const char *type = text_of(package, "type");
    const char *id = text_of(package, "spdxId");

    if (type == NULL || !opn_streq(type, "ai_AIPackage")) {
        return fail(job, package, "unsupported",
                    "a package of a model is of the type \"ai_AIPackage\" in SPDX 3");
    }
    if (id == NULL || strchr(id, ':') == NULL || id[0] == '_') {
        return fail(job, package, "unsupported", "the package has no IRI to refer to");
    }
    return OPENNESS_OK;
}

/* ---- what the annotations rest on ---- */

static const opn_tree *find_by_id(const opn_tree *list, const char *id)
{
    for (const opn_tree *at = list->first; at != NULL; at = at->next) {
        const char *own = text_of(at, "@id");

        own = own == NULL ? text_of(at, "spdxId") : own;
        if (own != NULL && opn_streq(own, id)) {
            return at;
        }
    }
    return NULL;
}

/* "2024-05-09T13:50:30Z", which is all that the model allows. */
static bool is_time(const char *text)
{
    static const char form[] = "0000-00-00T00:00:00Z";

    if (text == NULL || strlen(text) != sizeof form - 1) {
        return false;
    }
    for (size_t i = 0; form[i] != '\0'; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';

        if (form[i] == '0' ? !digit : text[i] != form[i]) {
            return false;
        }
    }
    return true;
}

/* No clock is asked: the time is that of the state that was asked for, else that at
 * which the package was described. */
static int read_creation(writer *w, const opn_tree *package)
{
    opn_annotate_job *job = w->job;
    const opn_tree *node = opn_tree_member(package, "creationInfo");
    const char *id = opn_tree_text(node);
    opn_buf time = {0};

    node = id == NULL ? node : find_by_id(w->list, id);
    w->created = text_of(node, "created");
    w->version = text_of(node, "specVersion");
    if (!is_time(w->created) || w->version == NULL || strncmp(w->version, "3.", 2) != 0) {
        return fail(job, package, "unsupported",
                    "the package has no creationInfo with a time and a version of SPDX 3");
    }
    if (job->as_of != NULL) {
        opn_buf_str(&time, job->as_of);
        opn_buf_str(&time, "T00:00:00Z");
        w->created = keep(job, &time);
    }
    return w->created == NULL ? no_memory(job) : OPENNESS_OK;
}

/* Ids are those of the document and a mark; without one, of its first model. */
static int read_prefix(writer *w, const opn_tree *package)
{
    const char *base = text_of(package, "spdxId");
    opn_buf prefix = {0};

    for (const opn_tree *at = w->list->first; at != NULL; at = at->next) {
        const char *id = text_of(at, "spdxId");

        if (opn_spdx3_kind_of(at) == OPN_SPDX3_DOCUMENT && id != NULL && strchr(id, ':') != NULL) {
            base = id;
            break;
        }
    }
    opn_buf_str(&prefix, base);
    opn_buf_str(&prefix, strchr(base, '#') == NULL ? "#" MARK : "-" MARK);
    w->prefix = keep(w->job, &prefix);
    return w->prefix == NULL ? no_memory(w->job) : OPENNESS_OK;
}

/* ---- elements ---- */

static const char *number(opn_buf *id, const writer *w, size_t record)
{
    opn_buf_printf(id, "%s-%zu", w->prefix, record + 1);
    return id->failed ? "" : id->data;
}

/* Takes the buffer of a finished element. */
static int put(writer *w, opn_buf *buf)
{
    const char *value = keep(w->job, buf);

    w->values[w->count] = value;
    w->count++;
    return value == NULL ? no_memory(w->job) : OPENNESS_OK;
}

static int put_creation(writer *w)
{
    opn_buf buf = {0};
    opn_writer json;

    opn_write_init(&json, &buf, true);
    opn_write_object(&json);
    opn_write_member(&json, "type", "CreationInfo");
    opn_write_member(&json, "@id", CREATION);
    opn_write_member(&json, "specVersion", w->version);
    opn_write_member(&json, "created", w->created);
    opn_write_key(&json, "createdBy");
    opn_write_array(&json);
    opn_write_string(&json, w->prefix);
    opn_write_array_end(&json);
    opn_write_object_end(&json);
    return put(w, &buf);
}

static int put_agent(writer *w)
{
    opn_buf buf = {0};
    opn_writer json;

    opn_write_init(&json, &buf, true);
    opn_write_object(&json);
    opn_write_member(&json, "type", "SoftwareAgent");
    opn_write_member(&json, "spdxId", w->prefix);
    opn_write_member(&json, "creationInfo", CREATION);
    opn_write_member(&json, "name", "openness");
    opn_write_object_end(&json);
    return put(w, &buf);
}

/* The names and values as one JSON object: a statement is a text. */
static const char *statement(writer *w, const opn_annotation *annotations, size_t count)
{
    opn_buf buf = {0};
    opn_writer json;

    opn_write_init(&json, &buf, true);
    opn_write_object(&json);
    for (size_t i = 0; i < count; i++) {
        opn_write_member(&json, annotations[i].name, annotations[i].value);
    }
    opn_write_object_end(&json);
    return keep(w->job, &buf);
}

static int put_annotation(writer *w, const opn_tree *package, size_t record)
{
    const opn_annotation *annotations = NULL;
    const char *text;
    opn_buf buf = {0};
    opn_buf id = {0};
    opn_writer json;
    size_t count = 0;
    int status = opn_annotate_record(w->job, record, &annotations, &count);

    if (status != OPENNESS_OK) {
        return status;
    }
    text = statement(w, annotations, count);
    if (text == NULL) {
        return no_memory(w->job);
    }
    opn_write_init(&json, &buf, true);
    opn_write_object(&json);
    opn_write_member(&json, "type", "Annotation");
    opn_write_member(&json, "spdxId", number(&id, w, record));
    opn_write_member(&json, "creationInfo", CREATION);
    opn_write_member(&json, "annotationType", "other");
    opn_write_member(&json, "subject", text_of(package, "spdxId"));
    opn_write_member(&json, "contentType", "application/json");
    opn_write_member(&json, "statement", text);
    opn_write_object_end(&json);
    buf.failed = buf.failed || id.failed;
    opn_buf_free(&id);
    return put(w, &buf);
}

/* ---- the list ---- */

/* The mark alone is the agent's, with a number behind it an annotation's. */
static bool is_ours(const writer *w, const opn_tree *element)
{
    const char *id = text_of(element, "spdxId");
    const char *blank = text_of(element, "@id");
    size_t size = strlen(w->prefix);

    if (blank != NULL && opn_streq(blank, CREATION)) {
        return true;
    }
    if (id == NULL || strncmp(id, w->prefix, size) != 0) {
        return false;
    }
    return id[size] == '\0' ||
           (id[size] == '-' && id[size + 1] != '\0' &&
            id[size + 1 + strspn(id + size + 1, "0123456789")] == '\0');
}

/* The importer makes a record of every listed AI package, in this order. */
static int put_all(writer *w)
{
    size_t record = 0;
    int status = put_creation(w);

    status = status == OPENNESS_OK ? put_agent(w) : status;
    for (const opn_tree *at = w->list->first; at != NULL && status == OPENNESS_OK;
         at = at->next) {
        if (opn_spdx3_kind_of(at) == OPN_SPDX3_AI) {
            status = put_annotation(w, at, record);
            record++;
        }
    }
    return status;
}

/* The first AI package; *status tells of one that cannot be referred to. */
static const opn_tree *check_packages(writer *w, int *status)
{
    const opn_tree *first = NULL;

    for (const opn_tree *at = w->list->first; at != NULL; at = at->next) {
        if (opn_spdx3_kind_of(at) != OPN_SPDX3_AI) {
            continue;
        }
        first = first == NULL ? at : first;
        *status = check_package(w->job, at);
        if (*status != OPENNESS_OK) {
            return NULL;
        }
    }
    if (first == NULL) {
        *status = fail(w->job, w->list, "unsupported", "no package of a model is described");
    }
    return first;
}

static int splice(writer *w)
{
    opn_arena *arena = w->job->arena;
    bool *gone = opn_arena_alloc(arena, w->list->count, sizeof *gone);
    int status;

    /* Two more than packages, of which there are fewer than elements. */
    w->values = opn_arena_alloc(arena, w->list->count + 2, sizeof *w->values);
    if (gone == NULL || w->values == NULL) {
        return no_memory(w->job);
    }
    status = put_all(w);
    if (status != OPENNESS_OK) {
        return status;
    }
    for (const opn_tree *at = w->list->first; at != NULL; at = at->next) {
        gone[at->index] = is_ours(w, at);
    }
    opn_splice_elements(w->job->splice, w->list, gone, w->values, w->count);
    return OPENNESS_OK;
}

static int annotate(opn_annotate_job *job)
{
    writer w = {.job = job};
    const opn_tree *package = NULL;
    int status = check_root(job, &w.list);

    if (status == OPENNESS_OK) {
        package = check_packages(&w, &status);
    }
    if (package != NULL) {
        status = read_creation(&w, package);
        status = status == OPENNESS_OK ? read_prefix(&w, package) : status;
        status = status == OPENNESS_OK ? splice(&w) : status;
    }
    return status;
}

const opn_annotator opn_annotate_spdx3 = {"spdx-3", annotate};
