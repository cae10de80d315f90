/*
 * annotate_cyclonedx.c: verdicts as properties of the components that are models.
 *
 * Takes a CycloneDX document and its records, puts name-value pairs at the end of
 * `properties` of each model, the member itself where there is none. Pairs of an
 * earlier call, known by their prefix, are taken out: two verdicts on one model
 * would leave a reader with the choice.
 *
 * Must not touch any other component, nor the document's own properties.
 */
#include "annotate.h"
#include "import_cyclonedx.h"
#include "json_write.h"

/* {"name":...,"value":...}; NULL without memory. */
static const char *pair(opn_arena *arena, const opn_annotation *annotation)
{
    opn_buf buf = {0};
    const char *out = NULL;
    opn_writer w;

    opn_write_init(&w, &buf, true);
    opn_write_object(&w);
    opn_write_member(&w, "name", annotation->name);
    opn_write_member(&w, "value", annotation->value);
    opn_write_object_end(&w);
    if (!buf.failed) {
        out = opn_arena_copy(arena, buf.data, buf.size);
    }
    opn_buf_free(&buf);
    return out;
}

static bool is_ours(const opn_tree *property)
{
    const char *name = opn_tree_text(opn_tree_member(property, "name"));
    size_t size = strlen(OPN_ANNOTATE_PREFIX);

    return name != NULL && strncmp(name, OPN_ANNOTATE_PREFIX, size) == 0;
}

/* NULL without memory. */
static const bool *find_ours(opn_arena *arena, const opn_tree *list)
{
    bool *gone = opn_arena_alloc(arena, list->count, sizeof *gone);

    for (const opn_tree *at = list->first; gone != NULL && at != NULL; at = at->next) {
        gone[at->index] = is_ours(at);
    }
    return gone;
}

/* "[pair,pair]" as one value of a new member. */
static const char *whole_list(opn_arena *arena, const char *const *pairs, size_t count)
{
    opn_buf buf = {0};
    const char *out = NULL;

    opn_buf_char(&buf, '[');
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(&buf, i == 0 ? "" : ",");
        opn_buf_str(&buf, pairs[i]);
    }
    opn_buf_char(&buf, ']');
    if (!buf.failed) {
        out = opn_arena_copy(arena, buf.data, buf.size);
    }
    opn_buf_free(&buf);
    return out;
}

static int put_pairs(opn_annotate_job *job, const opn_tree *component,
                     const char *const *pairs, size_t count)
{
    const opn_tree *list = opn_tree_member(component, "properties");

    if (list == NULL) {
        const char *value = whole_list(job->arena, pairs, count);

        if (value == NULL) {
            return OPENNESS_E_NOMEM;
        }
        opn_splice_member(job->splice, component, "properties", value);
    } else {
        const bool *gone = find_ours(job->arena, list);

        if (gone == NULL) {
            return OPENNESS_E_NOMEM;
        }
        opn_splice_elements(job->splice, list, gone, pairs, count);
    }
    return OPENNESS_OK;
}

/* What stands under the name of the list and is none cannot be added to. */
static int refuse(opn_annotate_job *job, const opn_tree *list)
{
    opn_issues issues = {0};
    opn_place place = opn_tree_place(list, job->arena);
    int status;

    opn_issue_add(&issues, "wrong-type", OPENNESS_SEVERITY_ERROR, &place,
                  "properties are a list: nothing can be added to this");
    status = opn_error_set(job->err, OPENNESS_E_SCHEMA, &issues);
    opn_issues_free(&issues);
    return status;
}

static int annotate_model(opn_annotate_job *job, size_t record, const opn_tree *component)
{
    const opn_tree *list = opn_tree_member(component, "properties");
    const opn_annotation *annotations = NULL;
    const char **pairs;
    size_t count = 0;
    int status;

    if (list != NULL && list->kind != OPN_TREE_LIST) {
        return refuse(job, list);
    }
    status = opn_annotate_record(job, record, &annotations, &count);
    if (status != OPENNESS_OK) {
        return status;
    }
    pairs = opn_arena_alloc(job->arena, count, sizeof *pairs);
    for (size_t i = 0; i < count && pairs != NULL; i++) {
        pairs[i] = pair(job->arena, &annotations[i]);
        pairs = pairs[i] == NULL ? NULL : pairs;
    }
    status = pairs == NULL ? OPENNESS_E_NOMEM : put_pairs(job, component, pairs, count);
    return opn_error_set(job->err, status, NULL);
}

/* The importer makes a record of every model, in the order of the same list. */
static int annotate(opn_annotate_job *job)
{
    opn_cyclonedx_list list = {0};
    size_t record = 0;
    int status = OPENNESS_OK;

    if (!opn_cyclonedx_components(job->splice->root, job->arena, &list)) {
        return opn_error_set(job->err, OPENNESS_E_NOMEM, NULL);
    }
    for (size_t i = 0; i < list.count && status == OPENNESS_OK; i++) {
        if (opn_cyclonedx_is_model(list.items[i])) {
            status = annotate_model(job, record, list.items[i]);
            record++;
        }
    }
    return status;
}

const opn_annotator opn_annotate_cyclonedx = {"cyclonedx", annotate};
