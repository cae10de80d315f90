/*
 * import_cyclonedx_license.c: licenses of components.
 *
 * Takes a component, gives the license that it states, or unknown. The list of
 * licenses has had several forms (items with a license, one expression, from
 * 1.7 on both), and says of several items neither whether all hold nor whether
 * one may be chosen: of several that differ it is one, if all of them are on record. One
 * that was declared and another that was concluded contradict each other.
 *
 * Must not pick the better of two, nor the nearest of none.
 */
#include "ascii.h"
#include "import_cyclonedx.h"
#include "normalize.h"

/* Who says it: CycloneDX 1.6, licenseAcknowledgementEnumeration. */
enum { STATED = 1, DECLARED = 2, CONCLUDED = 4 };

/* What several statements come to. */
typedef struct {
    opn_import_job *job;
    const char *value;    /* of the first */
    const char *some;     /* of which it is one, when they differ; NULL: unknown */
    const opn_tree *node; /* the first that names anything */
    unsigned int how;     /* of that one */
    unsigned int all;     /* of all, combined */
    size_t said;
    bool open; /* one names something that is not on record */
    bool differ;
    const char *conflict; /* within one of them */
} tally;

/* A word such as NOASSERTION says nothing, and stands beside any other. */
static bool says_nothing(opn_import_job *job, const char *text)
{
    opn_meaning meaning;
    bool nothing = false;

    if (opn_name_resolve(&job->database->names, text, strlen(text), &meaning) != OPENNESS_OK) {
        job->out_of_memory = true;
    } else if (meaning.kind == OPN_MEANS_STATUS) {
        nothing = opn_slice_is(meaning.value, "unknown");
    }
    opn_meaning_free(&meaning);
    return nothing;
}

/* A license that is on record, told from an address; NULL, and no note, for any
 * other address: that of a file in somebody's repository says nothing here. */
static const char *of_address(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_tree_text(node);
    const char *license = NULL;
    opn_meaning meaning;

    if (text == NULL) {
        return NULL;
    }
    if (opn_name_resolve(&job->database->names, text, strlen(text), &meaning) != OPENNESS_OK) {
        job->out_of_memory = true;
    } else if (meaning.kind == OPN_MEANS_LICENSE) {
        license = meaning.license->id;
    }
    opn_meaning_free(&meaning);
    return license;
}

static void add(tally *t, const opn_tree *node, const char *value, unsigned int how)
{
    if (t->said > 0) {
        t->differ = t->differ || t->open || value == NULL || !opn_streq(t->value, value);
        t->some = opn_import_either(t->job, t->some, value);
    } else {
        t->node = node;
        t->how = how;
        t->value = value;
        t->some = value;
    }
    t->open = t->open || value == NULL;
    t->all |= how;
    t->said++;
}

static unsigned int acknowledged(const opn_tree *of)
{
    const char *word = opn_tree_text(opn_tree_member(of, "acknowledgement"));

    if (word != NULL && opn_streq(word, "declared")) {
        return DECLARED;
    }
    return word != NULL && opn_streq(word, "concluded") ? CONCLUDED : STATED;
}

/* A name and an address beside it: two statements of one license. */
static void add_license(tally *t, const opn_tree *license)
{
    const opn_tree *url = opn_tree_member(license, "url");
    const opn_tree *name = opn_tree_member(license, "id");
    const char *by_name = NULL;
    const char *by_url = of_address(t->job, url);
    const char *text;

    if (opn_tree_text(name) == NULL) {
        name = opn_tree_member(license, "name");
    }
    text = opn_tree_text(name);
    if (text != NULL && !says_nothing(t->job, text)) {
        by_name = opn_import_license(t->job, name);
    } else if (by_url == NULL) {
        return;
    }
    if (by_name != NULL && by_url != NULL && !opn_streq(by_name, by_url)) {
        by_name = opn_import_either(t->job, by_name, by_url);
        opn_import_note_at(t->job, OPENNESS_IMPORT_CONTRADICTED, url,
                           "the license is called \"%s\", its address is that of %s: %s", text,
                           by_url, opn_import_left(by_name));
        t->conflict = "the name of the license and its address differ";
        by_url = NULL;
    }
    add(t, license, by_name == NULL ? by_url : by_name, acknowledged(license));
}

static void add_item(tally *t, const opn_tree *item)
{
    const opn_tree *license = opn_tree_member(item, "license");
    const opn_tree *expression = opn_tree_member(item, "expression");
    const opn_tree *plain = item->kind == OPN_TREE_SCALAR ? item : expression;
    const char *text = opn_tree_text(plain);

    if (license != NULL && license->kind == OPN_TREE_MAP) {
        add_license(t, license);
    } else if (license != NULL && license->kind == OPN_TREE_SCALAR) {
        plain = license;
        text = opn_tree_text(license);
    }
    if (text != NULL && *text != '\0' && !says_nothing(t->job, text)) {
        add(t, plain, opn_import_license(t->job, plain), acknowledged(item));
    }
}

static void add_references(tally *t, const opn_tree *component)
{
    for (const opn_tree *at = opn_cyclonedx_first(component, "externalReferences"); at != NULL;
         at = at->next) {
        const char *type = opn_tree_text(opn_tree_member(at, "type"));
        const opn_tree *url = opn_tree_member(at, "url");

        if (type != NULL && opn_streq(type, "license") && opn_tree_text(url) != NULL) {
            add(t, url, of_address(t->job, url), STATED);
        }
    }
}

static void add_properties(tally *t, const opn_tree *component)
{
    for (const opn_tree *at = opn_cyclonedx_first(component, "properties"); at != NULL;
         at = at->next) {
        const opn_tree *value = opn_tree_member(at, "value");
        const char *text = opn_tree_text(value);

        if (opn_cyclonedx_property(at, "license") && text != NULL && *text != '\0' &&
            !says_nothing(t->job, text)) {
            add(t, value, opn_import_license(t->job, value), STATED);
        }
    }
}

/* With its own words: a license that is not on record would be lost otherwise. */
static const char *shows(const tally *t)
{
    const opn_tree *url = opn_tree_member(t->node, "url");
    const opn_tree *name = opn_tree_member(t->node, "id");
    const char *how = t->how == DECLARED    ? "license, as declared by its makers: "
                      : t->how == CONCLUDED ? "license, as concluded by the document's author: "
                                            : "license, as stated: ";
    const char *text;

    name = opn_tree_text(name) == NULL ? opn_tree_member(t->node, "name") : name;
    text = opn_tree_text(name == NULL ? t->node : name);
    text = opn_cyclonedx_join(t->job, how, text, "");
    if (opn_tree_text(url) != NULL) {
        text = opn_cyclonedx_join(t->job, text, opn_tree_text(name) == NULL ? "" : ", at ",
                                  opn_tree_text(url));
    }
    return text;
}

/* What the statements come to. A contradiction is one between two that both claim
 * to be the license, not between items of a list. */
static opn_cyclonedx_license settle(tally *t)
{
    opn_cyclonedx_license out = {.license = t->value, .node = t->node, .conflict = t->conflict};

    if (!t->differ) {
        out.shows = t->node == NULL ? NULL : shows(t);
        return out;
    }
    out.license = t->some;
    while (out.node->parent != NULL && out.node->kind != OPN_TREE_LIST) {
        out.node = out.node->parent;
    }
    if ((t->all & DECLARED) != 0 && (t->all & CONCLUDED) != 0) {
        out.conflict = "one license is declared, another concluded";
        out.shows = "a license that was declared and another that was concluded";
        opn_import_note_at(t->job, OPENNESS_IMPORT_CONTRADICTED, t->node,
                           "one license is declared, another concluded: %s",
                           opn_import_left(t->some));
    } else {
        out.shows = "several licenses, without saying how they belong together";
        opn_import_note_at(t->job, OPENNESS_IMPORT_IGNORED, t->node,
                           "%zu licenses stand beside each other, and the format does not say "
                           "whether all hold or one may be chosen: %s",
                           t->said, opn_import_left(t->some));
    }
    return out;
}

static const char *plain(const char *license)
{
    return strchr(license, OPN_DRAFT_EITHER) == NULL ? license : "one of several";
}

/* A license that is stated beside the list: the same one, or a contradiction. */
static void compare(const tally *t, opn_cyclonedx_license *out)
{
    if (t->value != NULL && !t->differ && out->license != NULL &&
        !opn_import_among(t->value, out->license)) {
        const char *some = opn_import_either(t->job, out->license, t->value);

        opn_import_note_at(t->job, OPENNESS_IMPORT_CONTRADICTED, t->node,
                           "the license is listed as %s, and here it is %s: %s",
                           plain(out->license), plain(t->value), opn_import_left(some));
        out->license = some;
        out->conflict = "the license that is listed and one that is stated beside it differ";
    }
}

opn_cyclonedx_license opn_cyclonedx_read_license(opn_import_job *job, const opn_tree *component)
{
    const opn_tree *licenses = opn_tree_member(component, "licenses");
    opn_cyclonedx_license out;
    tally t = {.job = job};
    tally references = {.job = job};
    tally properties = {.job = job};

    add_references(&references, component);
    add_properties(&properties, component);
    if (licenses != NULL && licenses->kind == OPN_TREE_LIST) {
        for (const opn_tree *at = licenses->first; at != NULL; at = at->next) {
            add_item(&t, at);
        }
    } else if (licenses != NULL && licenses->kind == OPN_TREE_MAP) {
        /* Before 1.7 an object with one expression is a common slip. */
        add_item(&t, licenses);
    } else if (licenses != NULL && !opn_tree_is_null(licenses)) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, licenses, "licenses are a list");
    }
    if (t.said > 0) {
        out = settle(&t);
        compare(&references, &out);
    } else {
        out = settle(references.said > 0 ? &references : &properties);
    }
    compare(&properties, &out);
    return out;
}
