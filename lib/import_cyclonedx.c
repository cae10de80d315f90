/*
 * import_cyclonedx.c: bills of materials in CycloneDX (JSON, 1.5 to 1.7).
 *
 * Takes a document, gives one record for every component of type
 * machine-learning-model, wherever it is nested, or, where there is none, for every
 * dataset. A bill of materials says what
 * somebody lists, not what anybody can get: no access follows from it, nor from
 * an address that it gives, nor from data "classified" as public. Its own day is
 * not that of a release.
 *
 * Must not know what a component states (import_cyclonedx_model.c), and must not
 * judge how complete a document is: that is not openness.
 */
#include "import_cyclonedx.h"
#include "ascii.h"

enum { FIRST_MINOR = 5, LAST_MINOR = 7 };

const opn_tree *opn_cyclonedx_first(const opn_tree *map, const char *key)
{
    const opn_tree *list = opn_tree_member(map, key);

    return list == NULL || list->kind != OPN_TREE_LIST ? NULL : list->first;
}

const char *opn_cyclonedx_said(opn_import_job *job, const opn_tree *node)
{
    static const char *const nothing[] = {"noassertion", "none", "unknown", "n/a"};
    const char *text = opn_tree_text(node);

    text = text == NULL ? "" : opn_import_trimmed(job, text);
    for (size_t i = 0; i < OPN_ARRAY_LEN(nothing); i++) {
        if (opn_ascii_casecmp(text, nothing[i]) == 0) {
            return NULL;
        }
    }
    return *text == '\0' ? NULL : text;
}

const char *opn_cyclonedx_text(opn_import_job *job, const opn_tree *map, const char *key)
{
    return opn_cyclonedx_said(job, opn_tree_member(map, key));
}

const char *opn_cyclonedx_join(opn_import_job *job, const char *a, const char *b, const char *c)
{
    opn_buf buf = {0};
    const char *copy = NULL;

    opn_buf_str(&buf, a);
    opn_buf_str(&buf, b);
    opn_buf_str(&buf, c);
    if (!buf.failed) {
        copy = opn_arena_copy(job->arena, buf.data == NULL ? "" : buf.data, buf.size);
    }
    opn_buf_free(&buf);
    job->out_of_memory = job->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

bool opn_cyclonedx_is_model(const opn_tree *component)
{
    const char *type = opn_tree_text(opn_tree_member(component, "type"));

    return type != NULL && opn_streq(type, "machine-learning-model");
}

static bool append(opn_cyclonedx_list *list, opn_arena *arena, const opn_tree *component)
{
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 16 : list->capacity * 2;
        const opn_tree **grown = opn_arena_alloc(arena, capacity, sizeof *grown);

        if (grown == NULL) {
            return false;
        }
        if (list->count > 0) {
            memcpy(grown, list->items, list->count * sizeof *grown);
        }
        list->items = grown;
        list->capacity = capacity;
    }
    list->items[list->count] = component;
    list->count++;
    return true;
}

/* Recursion as deep as half the document, which its reader has held to
 * OPN_LIMIT_DEPTH. */
static bool walk(opn_cyclonedx_list *list, opn_arena *arena, const opn_tree *component)
{
    if (component->kind != OPN_TREE_MAP) {
        return true;
    }
    if (!append(list, arena, component)) {
        return false;
    }
    for (const opn_tree *at = opn_cyclonedx_first(component, "components"); at != NULL;
         at = at->next) {
        if (!walk(list, arena, at)) {
            return false;
        }
    }
    return true;
}

bool opn_cyclonedx_components(const opn_tree *root, opn_arena *arena, opn_cyclonedx_list *out)
{
    const opn_tree *main = opn_tree_member(opn_tree_member(root, "metadata"), "component");

    if (main != NULL && !walk(out, arena, main)) {
        return false;
    }
    for (const opn_tree *at = opn_cyclonedx_first(root, "components"); at != NULL;
         at = at->next) {
        if (!walk(out, arena, at)) {
            return false;
        }
    }
    return true;
}

/* ---- the document ---- */

static bool detect(const opn_tree *root)
{
    const char *format = opn_tree_text(opn_tree_member(root, "bomFormat"));

    return format != NULL && opn_streq(format, "CycloneDX");
}

/* "1.6" as 6; -1 for anything else. */
static int64_t minor_version(const char *text)
{
    int64_t minor = -1;

    if (text != NULL && strncmp(text, "1.", 2) == 0 && opn_is_digit(text[2])) {
        opn_ascii_int64(text + 2, strlen(text + 2), &minor);
    }
    return minor;
}

static bool read_version(opn_import_job *job, const opn_tree *root)
{
    const opn_tree *node = opn_tree_member(root, "specVersion");
    const char *text = opn_tree_text(node);
    int64_t minor = minor_version(text);

    if (text == NULL) {
        opn_import_fail(job, "missing-member", root, "specVersion says which CycloneDX it is");
        return false;
    }
    if (minor < FIRST_MINOR) {
        opn_import_fail(job, "unsupported", node,
                        minor < 0 ? "\"%s\" is no version of CycloneDX that is read"
                                  : "CycloneDX %s has no models; 1.5 is the first",
                        text);
        return false;
    }
    if (minor > LAST_MINOR) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "CycloneDX %s is read as 1.7: what is new in it is not known", text);
    }
    return true;
}

/* References need a look-up that no document can make slow. */
static bool index_components(opn_cyclonedx *c, const opn_tree *root)
{
    opn_arena *arena = c->job->arena;

    if (!opn_cyclonedx_components(root, arena, &c->components) ||
        opn_table_init(&c->refs, arena, c->components.count) != OPENNESS_OK) {
        return false;
    }
    c->data = opn_arena_alloc(arena, c->components.count, sizeof *c->data);
    if (c->data == NULL) {
        return false;
    }
    for (size_t i = 0; i < c->components.count; i++) {
        const char *ref = opn_tree_text(opn_tree_member(c->components.items[i], "bom-ref"));

        if (ref != NULL && *ref != '\0') {
            opn_table_put(&c->refs, ref, i);
        }
    }
    c->twice = opn_table_sort(&c->refs);
    return true;
}

/* One note for all that is left: a list of 10,000 libraries is not news. */
static void note_components(opn_cyclonedx *c)
{
    const opn_tree *first_data = NULL;
    const opn_tree *first_other = NULL;
    size_t data = 0;
    size_t others = 0;

    for (size_t i = 0; i < c->components.count; i++) {
        const opn_tree *at = c->components.items[i];
        const char *type = opn_tree_text(opn_tree_member(at, "type"));

        if (opn_cyclonedx_is_model(at) || c->data[i].user > 0) {
            continue;
        }
        if (type != NULL && opn_streq(type, "data")) {
            first_data = first_data == NULL ? at : first_data;
            data++;
        } else {
            first_other = first_other == NULL ? at : first_other;
            others++;
        }
    }
    if (data > 0) {
        opn_import_note_at(c->job, OPENNESS_IMPORT_IGNORED, first_data,
                           "components of type data of which no model says that they are its "
                           "data: %zu",
                           data);
    }
    if (others > 0) {
        opn_import_note_at(c->job, OPENNESS_IMPORT_IGNORED, first_other,
                           "components that are neither models nor data: %zu", others);
    }
}

/* What a document has beside its components. */
static void note_document(opn_cyclonedx *c, const opn_tree *root)
{
    static const char *const beside[] = {
        "services",           "vulnerabilities", "dependencies", "compositions",
        "annotations",        "formulation",     "declarations", "definitions",
        "externalReferences", "properties",      "citations",
    };
    const opn_tree *stamp = opn_tree_member(opn_tree_member(root, "metadata"), "timestamp");

    if (opn_tree_text(stamp) != NULL) {
        opn_import_note_at(c->job, OPENNESS_IMPORT_IGNORED, stamp,
                           "the day of the document: it says nothing of a release");
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(beside); i++) {
        const opn_tree *at = opn_tree_member(root, beside[i]);

        if (at != NULL && at->count > 0) {
            opn_import_note_at(c->job, OPENNESS_IMPORT_IGNORED, at,
                               "\"%s\" of the document is about no single model", beside[i]);
        }
    }
    if (c->twice != NULL) {
        opn_import_note_at(c->job, OPENNESS_IMPORT_CONTRADICTED, NULL,
                           "several components have the bom-ref \"%s\": references to it are "
                           "not followed",
                           c->twice);
    }
}

/* A document that describes datasets only has a record for each. */
static size_t read_data(opn_cyclonedx *c)
{
    size_t count = 0;

    for (size_t i = 0; i < c->components.count && !c->job->out_of_memory; i++) {
        if (opn_cyclonedx_is_dataset(c->components.items[i])) {
            count++;
            opn_cyclonedx_dataset_alone(c, i);
        }
    }
    return count;
}

static void read_cyclonedx(opn_import_job *job, const opn_tree *root)
{
    opn_cyclonedx c = {.job = job};
    const opn_tree *list = opn_tree_member(root, "components");
    size_t models = 0;

    if (!detect(root)) {
        opn_import_fail(job, "missing-member", root, "a document of CycloneDX has bomFormat");
        return;
    }
    if (!read_version(job, root)) {
        return;
    }
    if (!index_components(&c, root)) {
        job->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < c.components.count && !job->out_of_memory; i++) {
        if (opn_cyclonedx_is_model(c.components.items[i])) {
            models++;
            c.model = models;
            opn_cyclonedx_model(&c, c.components.items[i]);
        }
    }
    if (models == 0 && read_data(&c) == 0) {
        opn_import_fail(job, "unsupported", list == NULL ? root : list,
                        "no component is of the type machine-learning-model, nor data of the "
                        "type dataset: there is nothing to record");
        return;
    }
    note_components(&c);
    note_document(&c, root);
}

const opn_importer opn_import_cyclonedx = {
    .id = "cyclonedx", .syntax = OPN_SOURCE_JSON, .detect = detect, .read = read_cyclonedx};
