/*
 * import_mot.c: entries of the Model Openness Tool.
 *
 * Takes an entry (YAML, or JSON of the same shape), gives one record: what the
 * entry lists becomes artifacts, and what the tool makes of it becomes
 * assessments for mot-2026, by the tool's own rules
 * (import_mot_rules.h). To list a component is not to release it: an
 * entry says nothing of access or extent, so both stay unknown. Its date is
 * that of the entry and dates the assessments, never the release.
 *
 * Must not know classes or progress: those are what the rubric makes of the
 * levels. Must not mend a license string on the tool's behalf.
 */
#include "ascii.h"
#include "buf.h"
#include "import.h"
#include "import_mot_rules.h"
#include "reader.h"

typedef struct {
    opn_import_job *job;
    const opn_tree *release;
    const opn_tree *list;
    const opn_tree *stated[OPN_MOT_COMPONENTS];  /* the last entry of this name */
    const opn_tree *counted[OPN_MOT_COMPONENTS]; /* the last that the tool takes for it */
    const opn_tree *globals[OPN_MOT_GLOBALS];    /* names of licenses for all components */
    const char *shared[OPN_MOT_GLOBALS];         /* what they mean */
    opn_mot_lists lists;
    opn_draft draft;
} reader;

/* ---- the record ---- */

static const char *joined(reader *r, const char *first, const char *between, const char *last)
{
    opn_buf buf = {0};
    const char *copy = NULL;

    opn_buf_str(&buf, first);
    opn_buf_str(&buf, between);
    opn_buf_str(&buf, last);
    if (!buf.failed) {
        copy = opn_arena_copy(r->job->arena, buf.data, buf.size);
    }
    opn_buf_free(&buf);
    r->job->out_of_memory = r->job->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

static bool begins(const char *text, const char *prefix)
{
    while (*prefix != '\0' && opn_lower(*text) == *prefix) {
        text++;
        prefix++;
    }
    return *prefix == '\0';
}

/* "Component not include" stands where a license belongs, in a component that
 * the entry lists: one of the two is wrong, and the entry does not say which. */
static bool says_not_included(const char *text)
{
    while (begins(text, "component ")) {
        text += strlen("component ");
    }
    return begins(text, "not include");
}

static const char *record_license(reader *r, const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    if (opn_mot_empty(text)) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                           "an empty license says nothing; the tool reads \"unlicensed\"");
        return NULL;
    }
    if (says_not_included(text)) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_CONTRADICTED, node,
                           "\"%s\" is no license, and the component is listed", text);
        return NULL;
    }
    return opn_import_license(r->job, node);
}

/* Once per license, so that what is noted about it is noted once. */
static void read_shared(reader *r)
{
    const opn_tree *licenses = opn_tree_member(r->release, "license");

    for (size_t i = 0; i < OPN_MOT_GLOBALS; i++) {
        const opn_tree *of = opn_tree_member(licenses, opn_mot_globals[i]);

        r->globals[i] = opn_tree_member(of, "name");
        if (!opn_mot_empty(opn_tree_text(r->globals[i]))) {
            r->shared[i] = record_license(r, r->globals[i]);
        }
    }
}

static const char *shown(const reader *r, size_t component, const opn_mot_license *found)
{
    static const char *const under[] = {
        "listed as a component, under the license for all code",
        "listed as a component, under the license for all data",
        "listed as a component, under the license for all documents",
        "listed as a component, under the license for the whole distribution",
        "listed as a component, with a license of its own",
    };
    const char *license = opn_tree_text(found->node);

    if (found->node == NULL) {
        return "listed as a component, without any license";
    }
    if (opn_streq(opn_mot_level(&r->lists, component, license), "unlicensed")) {
        return "listed as a component, marked as unlicensed";
    }
    return under[found->global];
}

/* A license for the whole distribution says least about a part of it: an
 * entry's Apache-2.0 is rarely that of a paper elsewhere. */
static void add_artifact(reader *r, size_t component)
{
    const opn_tree *entry = r->stated[component];
    opn_mot_license found = opn_mot_resolve(entry, component, r->globals);
    const char *path = opn_tree_text(opn_tree_member(entry, "component_path"));
    opn_draft_artifact artifact = {.kind = opn_mot_components[component].kind,
                                   .stage = opn_mot_components[component].stage,
                                   .note = opn_mot_components[component].note};

    artifact.claim = opn_import_claim(r->job, entry, shown(r, component, &found));
    artifact.claim.confidence = found.global == OPN_MOT_GLOBALS - 1 ? "low" : "medium";
    if (found.global < OPN_MOT_GLOBALS) {
        artifact.license = r->shared[found.global];
    } else if (found.node != NULL) {
        artifact.license = record_license(r, found.node);
    }
    if (path != NULL && begins(path, "http")) {
        artifact.note =
            joined(r, artifact.note == NULL ? "" : artifact.note,
                   artifact.note == NULL ? "said to be at " : "; said to be at ", path);
    }
    opn_draft_add_artifact(&r->draft, &artifact);
}

/* ---- what the tool makes of it ---- */

static void add_assessment(reader *r, size_t component, const char *date)
{
    const opn_tree *entry = r->counted[component];
    opn_mot_license found = opn_mot_resolve(entry, component, r->globals);
    const char *license = opn_tree_text(found.node);
    opn_draft_assessment assessment = {.rubric = "mot-2026",
                                       .version = 1,
                                       .criterion = opn_mot_components[component].criterion,
                                       .level = "missing",
                                       .by = "Model Openness Tool",
                                       .date = date};

    assessment.claim = opn_import_claim(r->job, r->list, "not listed");
    if (entry != NULL) {
        const opn_tree *place = found.node == NULL ? entry : found.node;

        assessment.level = opn_mot_level(&r->lists, component, license);
        assessment.claim = opn_import_claim(r->job, place, "listed without a license");
        if (!opn_streq(assessment.level, "unlicensed")) {
            assessment.claim.shows = joined(r, "listed under \"", license, "\"");
        }
    }
    opn_draft_add_assessment(&r->draft, &assessment);
}

/* ---- reading an entry ---- */

static void note_repeated(reader *r, const opn_tree *before, const opn_tree *now)
{
    const char *first = opn_tree_text(opn_tree_member(before, "license"));
    const char *last = opn_tree_text(opn_tree_member(now, "license"));
    bool same = opn_streq(first == NULL ? "" : first, last == NULL ? "" : last);

    opn_import_note_at(r->job, same ? OPENNESS_IMPORT_IGNORED : OPENNESS_IMPORT_CONTRADICTED,
                       before, "the component is listed again%s: the last entry counts",
                       same ? "" : " with another license");
}

/* Members that a component may have; the description is the framework's own
 * sentence about every component of the name, so that one note will do. */
static void note_members(reader *r, const opn_tree *entry)
{
    for (const opn_tree *at = entry->first; at != NULL; at = at->next) {
        const char *text = opn_tree_text(at);
        bool path = opn_streq(at->key, "component_path");

        if (text == NULL || *text == '\0' || opn_streq(at->key, "name") ||
            opn_streq(at->key, "license") || opn_streq(at->key, "description") ||
            (path && begins(text, "http"))) {
            continue;
        }
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, at,
                           path ? "\"%s\" is no address" : "the record has no place for \"%s\"",
                           text);
    }
}

static bool read_component(reader *r, const opn_tree *entry)
{
    const opn_tree *license = opn_tree_member(entry, "license");
    const char *name = opn_tree_text(opn_tree_member(entry, "name"));
    size_t component;

    if (name == NULL) {
        opn_import_fail(r->job, "missing-member", entry, "a component has a name");
        return false;
    }
    if (license != NULL && license->kind != OPN_TREE_SCALAR) {
        opn_import_fail(r->job, "wrong-type", license, "a license is a text");
        return false;
    }
    note_members(r, entry);
    component = opn_mot_find(name);
    if (component == SIZE_MAX) {
        /* ComponentManager::getComponentByName: not found is the first. */
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, entry,
                           "there is no component \"%s\"; the tool takes it for \"%s\"", name,
                           opn_mot_components[0].name);
        r->counted[0] = entry;
        return true;
    }
    if (r->stated[component] != NULL) {
        note_repeated(r, r->stated[component], entry);
    }
    r->stated[component] = entry;
    r->counted[component] = entry;
    return true;
}

static bool read_components(reader *r)
{
    bool described = false;

    for (const opn_tree *at = r->list->first; at != NULL; at = at->next) {
        if (at->kind != OPN_TREE_MAP) {
            opn_import_fail(r->job, "wrong-type", at, "a component is a map");
            return false;
        }
        if (!read_component(r, at)) {
            return false;
        }
        described = described || opn_tree_member(at, "description") != NULL;
    }
    if (described) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, r->list,
                           "descriptions say what a component is, not what this release has");
    }
    if (r->list->count == 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, r->list,
                           "no component is listed; the tool refuses such an entry");
    }
    return true;
}

/* The type is that of the model; only these two say what comes out of it. */
static void read_type(reader *r, const opn_tree *node)
{
    const char *type = opn_tree_text(node);

    if (type == NULL || *type == '\0') {
        return;
    }
    if (opn_streq(type, "language") || opn_streq(type, "code")) {
        r->draft.output_modalities[0] = opn_streq(type, "code") ? "code" : "text";
        r->draft.output_modality_count = 1;
        return;
    }
    opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                       "\"%s\" does not say what goes in and what comes out", type);
}

static void read_treatment(reader *r, const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    if (text == NULL || *text == '\0') {
        return;
    }
    if (opn_streq(text, "pre-trained")) {
        r->draft.kind = "base";
    } else if (opn_streq(text, "instruct fine-tuned") || opn_streq(text, "chat fine-tuned")) {
        r->draft.kind = "finetune";
    } else {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" is no treatment that the format has", text);
    }
}

/* Whatever the record has no place for: addresses, the family, who to ask. */
static void note_rest(reader *r, const opn_tree *root)
{
    static const char *const read[] = {"name",      "producer", "version",    "type",
                                       "treatment", "date",     "components", "license"};

    for (const opn_tree *at = r->release->first; at != NULL; at = at->next) {
        const char *text = opn_tree_text(at);

        if (text != NULL && *text != '\0' &&
            opn_names_find(read, OPN_ARRAY_LEN(read), at->key) == SIZE_MAX) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, at,
                               "the record has no place for \"%s\"", text);
        }
    }
    for (const opn_tree *at = root->first; at != NULL; at = at->next) {
        if (at != r->release) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, at,
                               "\"%s\" is about the format, not about the release", at->key);
        }
    }
}

/* The tool knows four keys, and of each the name. */
static void note_licenses(reader *r)
{
    const opn_tree *licenses = opn_tree_member(r->release, "license");

    for (const opn_tree *at = licenses == NULL ? NULL : licenses->first; at != NULL;
         at = at->next) {
        const opn_tree *path = opn_tree_member(at, "path");
        const char *text = opn_tree_text(path);

        if (at->key == NULL ||
            opn_names_find(opn_mot_globals, OPN_MOT_GLOBALS, at->key) == SIZE_MAX ||
            (at->kind != OPN_TREE_MAP && !opn_tree_is_null(at))) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, at,
                               "not one of the licenses for all components");
        } else if (text != NULL && *text != '\0') {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, path,
                               "the record has no place for \"%s\"", text);
        }
    }
}

static const char *read_date(reader *r)
{
    const opn_tree *node = opn_tree_member(r->release, "date");
    const char *date = opn_import_date(r->job, node);

    if (date != NULL) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_READ, node,
                           "the day of the entry: it dates the assessments, not the release");
    }
    return date;
}

static const char *read_text(reader *r, const char *key)
{
    const char *text = opn_tree_text(opn_tree_member(r->release, key));

    text = text == NULL ? "" : opn_import_trimmed(r->job, text);
    return *text == '\0' ? NULL : text;
}

static void read_release(reader *r, const opn_tree *root)
{
    const char *date;

    r->draft = opn_draft_begin(r->job->arena);
    r->draft.name = read_text(r, "name");
    r->draft.producer = read_text(r, "producer");
    r->draft.version = read_text(r, "version");
    if (r->draft.name == NULL) {
        opn_import_fail(r->job, "missing-member", r->release, "a release has a name");
        return;
    }
    if (!read_components(r)) {
        return;
    }
    r->draft.id = opn_import_id(r->job, r->draft.producer, r->draft.name);
    read_type(r, opn_tree_member(r->release, "type"));
    read_treatment(r, opn_tree_member(r->release, "treatment"));
    date = read_date(r);
    note_rest(r, root);
    note_licenses(r);
    read_shared(r);
    for (size_t i = 0; i < OPN_MOT_COMPONENTS; i++) {
        if (r->stated[i] != NULL) {
            add_artifact(r, i);
        }
        add_assessment(r, i, date);
    }
    opn_import_finish(r->job, &r->draft);
}

static bool detect(const opn_tree *root)
{
    const opn_tree *release = opn_tree_member(root, "release");
    const opn_tree *list = opn_tree_member(release, "components");

    return opn_tree_member(root, "framework") != NULL && list != NULL &&
           list->kind == OPN_TREE_LIST;
}

static void read_mot(opn_import_job *job, const opn_tree *root)
{
    reader r = {.job = job};

    r.release = opn_tree_member(root, "release");
    r.list = opn_tree_member(r.release, "components");
    if (r.release == NULL || r.release->kind != OPN_TREE_MAP) {
        opn_import_fail(job, "missing-member", root, "an entry has a map \"release\"");
    } else if (r.list == NULL || r.list->kind != OPN_TREE_LIST) {
        opn_import_fail(job, "missing-member", r.release, "a release has a list \"components\"");
    } else if (!opn_mot_lists_read(&r.lists)) {
        job->broken = true;
    } else {
        read_release(&r, root);
    }
}

const opn_importer opn_import_mot = {"mot", OPN_SOURCE_YAML, detect, read_mot, NULL};
