/*
 * import_cyclonedx_name.c: what a component of a CycloneDX document is called.
 *
 * Takes a component, gives the id, the names and the version of its record. A package
 * URL of the Hub names best, since other formats name the same release alike;
 * a group or a maker comes next. Two documents of one release that name it
 * otherwise are two releases, so that nothing is guessed.
 *
 * Must not know what kind of component it is.
 */
#include "ascii.h"
#include "import_cyclonedx.h"

enum { COMMIT = 40 };

static size_t hex(char c)
{
    if (opn_is_digit(c)) {
        return (size_t)(c - '0');
    }
    return opn_lower(c) >= 'a' && opn_lower(c) <= 'f' ? (size_t)(opn_lower(c) - 'a') + 10 : 16;
}

/* "pkg:huggingface/org/name@revision?…" as "org/name"; NULL for any other. */
static const char *hub_name(opn_import_job *job, const opn_tree *component)
{
    static const char prefix[] = "pkg:huggingface/";
    const char *purl = opn_tree_text(opn_tree_member(component, "purl"));
    opn_buf buf = {0};
    const char *out = NULL;

    if (purl == NULL || strncmp(purl, prefix, sizeof prefix - 1) != 0) {
        return NULL;
    }
    for (const char *at = purl + sizeof prefix - 1; *at != '\0' && strchr("@?#", *at) == NULL;
         at++) {
        if (at[0] == '%' && hex(at[1]) < 16 && hex(at[2]) < 16) {
            size_t code = hex(at[1]) * 16 + hex(at[2]);

            /* What is no visible ASCII is nothing that an id could hold. */
            opn_buf_char(&buf, code > 0x20 && code < 0x7F ? (char)code : '-');
            at += 2;
        } else {
            opn_buf_char(&buf, *at);
        }
    }
    job->out_of_memory = job->out_of_memory || buf.failed;
    if (buf.size > 0) {
        out = opn_cyclonedx_join(job, buf.data, "", "");
    }
    opn_buf_free(&buf);
    return out;
}

/* "org/name" in two; the first is NULL where there is no slash. */
static const char *split(opn_import_job *job, const char *path, const char **name)
{
    const char *slash = path == NULL ? NULL : strchr(path, '/');
    const char *org;

    *name = path;
    if (slash == NULL || slash == path) {
        return NULL;
    }
    org = opn_arena_copy(job->arena, path, (size_t)(slash - path));
    job->out_of_memory = job->out_of_memory || org == NULL;
    *name = slash + 1;
    return org;
}

const char *opn_cyclonedx_id(opn_import_job *job, const opn_tree *component, const char *producer)
{
    const char *path = hub_name(job, component);
    const char *group = opn_cyclonedx_text(job, component, "group");
    const char *name;
    const char *org;

    path = path == NULL ? opn_cyclonedx_text(job, component, "name") : path;
    org = split(job, path, &name);
    return opn_import_id(job, org != NULL ? org : group != NULL ? group : producer, name);
}

/* Whoever is said to have made it; NULL when nobody is. */
static const char *maker_of(opn_import_job *job, const opn_tree *component)
{
    const opn_tree *authors = opn_tree_member(component, "authors");
    const char *path = hub_name(job, component);
    const char *name;
    const char *found;

    found = opn_cyclonedx_text(job, opn_tree_member(component, "manufacturer"), "name");
    found = found == NULL ? opn_cyclonedx_text(job, component, "publisher") : found;
    found = found == NULL ? opn_cyclonedx_text(job, component, "author") : found;
    if (found == NULL && authors != NULL && authors->count == 1) {
        found = opn_cyclonedx_text(job, authors->first, "name");
    }
    found = found == NULL ? opn_cyclonedx_text(job, component, "group") : found;
    return found == NULL ? split(job, path, &name) : found;
}

/* A hub is a supplier too: it stands in for nobody in the id. */
static const char *supplier_of(opn_import_job *job, const opn_tree *component)
{
    const opn_tree *supplier = opn_tree_member(component, "supplier");
    const char *found = opn_cyclonedx_text(job, supplier, "name");

    if (found != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_READ, supplier,
                           "the supplier is taken for who made it: nobody else is named");
    }
    return found;
}

static bool is_commit(const char *text)
{
    size_t size = 0;

    while (size <= COMMIT && text[size] != '\0' && hex(text[size]) < 16) {
        size++;
    }
    return size == COMMIT && text[size] == '\0';
}

bool opn_cyclonedx_names(opn_import_job *job, const opn_tree *component, opn_draft *draft)
{
    const opn_tree *name = opn_tree_member(component, "name");

    draft->name = opn_cyclonedx_text(job, component, "name");
    if (draft->name == NULL) {
        opn_import_fail(job, "missing-member", name == NULL ? component : name,
                        "a component has a name");
        return false;
    }
    draft->producer = maker_of(job, component);
    draft->id = opn_cyclonedx_id(job, component, draft->producer);
    if (draft->producer == NULL) {
        draft->producer = supplier_of(job, component);
    }
    draft->version = opn_cyclonedx_text(job, component, "version");
    if (draft->version != NULL && is_commit(draft->version)) {
        draft->revision = draft->version;
    }
    return true;
}
