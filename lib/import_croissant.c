/*
 * import_croissant.c: Croissant metadata, 0.8, 1.0 and 1.1.
 *
 * Takes JSON-LD of one dataset, gives a record of the kind "dataset": its license,
 * whether it costs anything, where it is said to lie, and a data card where the
 * vocabulary of responsible AI is answered. Terms are taken under each of their
 * spellings: bare, with a prefix, or as the whole address in expanded JSON-LD.
 *
 * A contentUrl is an address and no proof that anybody gets anything there.
 * Generators write "None" where they were given no license (the word of their
 * programming language); it is no finding that there is none.
 *
 * Must not know models: no dataset says what was trained on it.
 */
#include "ascii.h"
#include "import_hub.h"
#include "import_stated.h"

enum {
    MOST_LICENSES = 16,
    MOST_NAMES = 20,
    DAY = 10 /* bytes of YYYY-MM-DD */
};

typedef struct {
    opn_import_job *job;
    const opn_tree *data; /* the dataset */
    opn_hub_card card;
    opn_draft draft;
    const char *creator;
} reader;

/* ---- JSON-LD ---- */

static const char *behind(const char *text, const char *beginning)
{
    size_t size = strlen(beginning);

    return strncmp(text, beginning, size) == 0 ? text + size : NULL;
}

/* The term of schema.org that a key or type spells. */
static const char *term(const char *text)
{
    static const char *const prefixes[] = {"sc:", "schema:", "http://schema.org/",
                                           "https://schema.org/"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(prefixes); i++) {
        const char *rest = behind(text, prefixes[i]);

        if (rest != NULL) {
            return rest;
        }
    }
    return text;
}

/* A list of one is what it holds; so is an object of nothing but a value. */
static const opn_tree *plain(const opn_tree *node)
{
    const opn_tree *value;

    while (node != NULL && node->kind == OPN_TREE_LIST && node->count == 1) {
        node = node->first;
    }
    value = opn_tree_member(node, "@value");
    return value != NULL ? value : node;
}

static const opn_tree *member(const opn_tree *map, const char *name)
{
    const opn_tree *at = map == NULL || map->kind != OPN_TREE_MAP ? NULL : map->first;

    while (at != NULL && !opn_streq(term(at->key), name)) {
        at = at->next;
    }
    return plain(at);
}

static const char *text_of(opn_import_job *job, const opn_tree *map, const char *name)
{
    return opn_stated_text(job, member(map, name));
}

/* What names a thing that is a text, an address or an object. */
static const char *name_of(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_stated_text(job, node);

    text = text != NULL ? text : text_of(job, node, "name");
    text = text != NULL ? text : text_of(job, node, "url");
    return text != NULL ? text : opn_stated_text(job, opn_tree_member(node, "@id"));
}

static bool is_type(const opn_tree *map, const char *type)
{
    const opn_tree *types = opn_tree_member(map, "@type");
    const opn_tree *at = types != NULL && types->kind == OPN_TREE_LIST ? types->first : types;

    for (; at != NULL; at = at == types ? NULL : at->next) {
        if (opn_tree_text(at) != NULL && opn_streq(term(at->text), type)) {
            return true;
        }
    }
    return false;
}

/* The dataset of a document: the root, or the first of a list or "@graph". */
static const opn_tree *find_dataset(const opn_tree *root)
{
    const opn_tree *graph = opn_tree_member(root, "@graph");
    const opn_tree *list = graph != NULL ? graph : root;
    const opn_tree *at = list != NULL && list->kind == OPN_TREE_LIST ? list->first : NULL;

    if (is_type(root, "Dataset")) {
        return root;
    }
    while (at != NULL && !is_type(at, "Dataset")) {
        at = at->next;
    }
    return at;
}

static const opn_tree *conforms(const opn_tree *data)
{
    const opn_tree *node = opn_tree_member(data, "conformsTo");

    node = node != NULL ? node : opn_tree_member(data, "dct:conformsTo");
    node = node != NULL ? node : opn_tree_member(data, "http://purl.org/dc/terms/conformsTo");
    return node;
}

/* Datasets of schema.org are on many pages; these terms are what makes one of them this
 * format. 0.8 does not say what it conforms to. */
static bool detect(const opn_tree *root)
{
    const opn_tree *data = find_dataset(root);

    return data != NULL && (conforms(data) != NULL || member(data, "distribution") != NULL ||
                            opn_tree_member(data, "recordSet") != NULL ||
                            opn_tree_member(data, "ml:recordSet") != NULL ||
                            opn_tree_member(data, "cr:recordSet") != NULL);
}

/* ---- the license ---- */

/* "None" is what a program had no value for. */
static opn_stated statement(opn_import_job *job, const opn_tree *node)
{
    opn_stated out = {node, opn_stated_text(job, node), NULL};

    if (out.text != NULL && opn_ascii_casecmp(out.text, "none") == 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" is what generators write without a license: it stays unknown",
                           out.text);
        out.text = NULL;
        return out;
    }
    return opn_stated_read(job, node);
}

/* A license is a text or an object that has one; its parts are of equal rank. */
static opn_stated read_license(reader *r, const opn_tree *node)
{
    opn_stated said[3] = {{NULL, NULL, NULL}};
    const opn_tree *url = member(node, "url");
    const char *conflict = NULL;

    if (node->kind == OPN_TREE_SCALAR) {
        said[0] = statement(r->job, node);
        return opn_stated_decide(r->job, said, 1, &conflict);
    }
    said[0] = statement(r->job, url != NULL ? url : opn_tree_member(node, "@id"));
    said[1] = statement(r->job, member(node, "name"));
    said[2] = statement(r->job, member(node, "identifier"));
    said[0] = opn_stated_decide(r->job, said, OPN_ARRAY_LEN(said), &conflict);
    r->card.license_conflict = conflict != NULL ? conflict : r->card.license_conflict;
    return said[0];
}

static void take_license(reader *r, const opn_stated *said, const opn_tree *node)
{
    r->card.license = said->license;
    r->card.license_node = said->node != NULL ? said->node : node;
    r->card.license_shows = said->text == NULL
                                ? said->license != NULL
                                      ? "several licenses are stated"
                                      : "a license is stated in a form that names none"
                                : opn_stated_message(r->job, "stated as \"%s\"", said->text);
}

/* Several names of one license are one. Of several licenses the format does not say
 * whether all hold or any does: whatever holds, one of them is the least that it can be. */
static void read_licenses(reader *r)
{
    const opn_tree *node = member(r->data, "license");
    opn_stated first = {NULL, NULL, NULL};
    const char *some = NULL;
    bool same = true;

    if (node == NULL || opn_tree_is_null(node) ||
        (node->kind != OPN_TREE_SCALAR && node->count == 0)) {
        return;
    }
    if (node->kind == OPN_TREE_SCALAR && opn_stated_text(r->job, node) == NULL) {
        return;
    }
    if (node->kind != OPN_TREE_LIST) {
        first = read_license(r, node);
        take_license(r, &first, node);
        return;
    }
    for (const opn_tree *at = node->first; at != NULL && at->index < MOST_LICENSES;
         at = at->next) {
        opn_stated one = read_license(r, plain(at));

        same = same && one.license != NULL && (at->index == 0 || opn_streq(one.license, some));
        some = at->index == 0 ? one.license : opn_import_either(r->job, some, one.license);
        first = one;
    }
    if (!same || node->count > MOST_LICENSES) {
        some = node->count > MOST_LICENSES ? NULL : some;
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                           "%zu licenses are stated, and not whether each of them holds or any: "
                           "%s",
                           node->count, opn_import_left(some));
        first = (opn_stated){NULL, NULL, some};
    }
    take_license(r, &first, node);
}

/* ---- who, what and when ---- */

static void read_creator(reader *r)
{
    const opn_tree *node = member(r->data, "creator");

    if (node == NULL) {
        node = member(r->data, "publisher");
    }
    if (node != NULL && node->kind == OPN_TREE_LIST) {
        const char *first = name_of(r->job, plain(node->first));

        r->creator = first == NULL
                         ? NULL
                         : opn_stated_message(r->job, "%s and %zu more", first, node->count - 1);
    } else if (node != NULL) {
        r->creator = name_of(r->job, node);
    }
}

static void read_names(reader *r)
{
    const char *url = text_of(r->job, r->data, "url");

    if (!opn_hub_source(r->job, &r->card.repository) || !r->card.repository.dataset) {
        r->card.repository = (opn_hub_repository){0};
        if (url != NULL && strstr(url, "://") != NULL) {
            opn_hub_name(r->job, url, &r->card.repository);
        }
    }
    if (!r->card.repository.dataset) {
        r->card.repository = (opn_hub_repository){.dataset = true};
        r->draft.producer = r->creator;
    }
    r->draft.name = text_of(r->job, r->data, "name");
    if (r->draft.name == NULL && r->card.repository.name == NULL) {
        r->draft.name = opn_import_file_name(r->job);
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, r->data,
                           "a dataset has a name: named after its file");
    }
    r->draft.version = text_of(r->job, r->data, "version");
}

/* A day with a time of day is that day. */
static void read_date(reader *r)
{
    const opn_tree *node = member(r->data, "datePublished");
    const char *text = opn_stated_text(r->job, node);
    opn_tree day;

    if (text == NULL) {
        return;
    }
    day = *node;
    day.text = text;
    if (strlen(text) > DAY && (text[DAY] == 'T' || text[DAY] == ' ')) {
        day.text = opn_arena_copy(r->job->arena, text, DAY);
    }
    if (day.text == NULL) {
        r->job->out_of_memory = true;
        return;
    }
    r->draft.release_date = opn_import_date(r->job, &day);
}

static void read_version(reader *r)
{
    const opn_tree *node = plain(conforms(r->data));
    const opn_tree *at = node != NULL && node->kind == OPN_TREE_LIST ? node->first : node;
    bool known = node == NULL;

    for (; at != NULL; at = at == node ? NULL : at->next) {
        const opn_tree *id = opn_tree_member(at, "@id");
        const char *text = opn_tree_text(id != NULL ? id : at);
        const char *version = text == NULL ? NULL : strstr(text, "mlcommons.org/croissant/");

        version = version == NULL ? NULL : version + strlen("mlcommons.org/croissant/");
        known = known ||
                (version != NULL && (opn_streq(version, "1.0") || opn_streq(version, "1.1")));
    }
    if (!known) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                           "no version of Croissant that is known: read as 1.1");
    }
}

/* ---- what is there ---- */

static opn_draft_claim claim(reader *r, const opn_tree *node, const char *shows)
{
    opn_draft_claim out = opn_import_claim(r->job, node, shows);

    out.by = r->creator;
    return out;
}

static void read_price(reader *r)
{
    const opn_tree *node = member(r->data, "isAccessibleForFree");
    const char *text = opn_stated_text(r->job, node);
    opn_draft_field field = {.id = "free_of_charge"};

    if (text == NULL) {
        return;
    }
    text = term(text);
    if (opn_ascii_casecmp(text, "true") == 0) {
        field.value = "yes";
    } else if (opn_ascii_casecmp(text, "false") == 0) {
        field.value = "no";
    } else {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" is neither true nor false", text);
        return;
    }
    field.claim =
        claim(r, node,
              opn_streq(field.value, "yes") ? "said to cost nothing" : "said to cost something");
    opn_draft_add_field(&r->draft, &field);
}

/* The first address that leads somewhere; files within an archive have relative ones. */
static const opn_tree *first_address(const opn_tree *list, size_t *count)
{
    const opn_tree *at = list != NULL && list->kind == OPN_TREE_LIST ? list->first : list;
    const opn_tree *found = NULL;

    *count = 0;
    for (; at != NULL; at = at == list ? NULL : at->next) {
        const opn_tree *url = member(at, "contentUrl");
        const char *text;

        url = opn_tree_member(url, "@id") != NULL ? opn_tree_member(url, "@id") : url;
        text = opn_tree_text(url);
        if (text != NULL && strstr(text, "://") != NULL) {
            found = found == NULL ? url : found;
            (*count)++;
        }
    }
    return found;
}

static void put_data(reader *r)
{
    opn_draft_artifact artifact = opn_hub_dataset_artifact(r->job, &r->card);
    opn_draft_claim *lies = opn_arena_alloc(r->job->arena, 1, sizeof *lies);
    const opn_tree *address;
    size_t count;

    if (lies == NULL) {
        r->job->out_of_memory = true;
        return;
    }
    address = first_address(member(r->data, "distribution"), &count);
    if (address != NULL) {
        artifact.note = count == 1 ? opn_stated_message(r->job, "said to be at %s", address->text)
                                   : opn_stated_message(r->job, "said to be at %s and %zu more",
                                                        address->text, count - 1);
        *lies = claim(r, address, "says where the data lies; nobody went there");
    } else {
        *lies = claim(r, r->data, "describes a dataset");
    }
    if (artifact.claim.source == NULL) {
        artifact.claim = *lies;
    } else {
        artifact.claim.by = r->creator;
        artifact.claim.also = address != NULL ? lies : NULL;
    }
    artifact.name = r->draft.name;
    opn_draft_add_artifact(&r->draft, &artifact);
}

/* Only answers count: generators leave the questions in place. */
static bool is_answered(const opn_tree *node)
{
    node = plain(node);
    return node->kind == OPN_TREE_SCALAR
               ? opn_tree_text(node) != NULL && *opn_tree_text(node) != '\0'
               : node->count > 0;
}

static const char *responsible(const char *key)
{
    const char *rest = behind(key, "rai:");

    return rest != NULL ? rest : behind(key, "http://mlcommons.org/croissant/RAI/");
}

static void put_card(reader *r)
{
    opn_draft_artifact artifact = {.kind = "data_card"};
    const opn_tree *first = NULL;
    opn_buf names = {0};
    size_t count = 0;

    for (const opn_tree *at = r->data->first; at != NULL; at = at->next) {
        const char *name = responsible(at->key);

        if (name == NULL || !is_answered(at)) {
            continue;
        }
        first = first == NULL ? at : first;
        if (count < MOST_NAMES) {
            opn_buf_printf(&names, "%s%s", count == 0 ? "" : ", ", name);
        }
        count++;
    }
    r->job->out_of_memory = r->job->out_of_memory || names.failed;
    if (count > 0 && !names.failed) {
        artifact.claim =
            claim(r, first,
                  opn_stated_message(r->job, "answers %zu question%s of responsible AI: %s%s",
                                     count, count == 1 ? "" : "s", names.data,
                                     count > MOST_NAMES ? " and more" : ""));
        opn_draft_add_artifact(&r->draft, &artifact);
    }
    opn_buf_free(&names);
}

/* Members that bear on what anybody may do with the data, and have no place. */
static void note_rest(reader *r, const opn_tree *root)
{
    static const char *const told[] = {"conditionsOfAccess", "usageInfo", "acquireLicensePage",
                                       "citation", "sameAs"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(told); i++) {
        const opn_tree *node = member(r->data, told[i]);

        if (node != NULL && is_answered(node)) {
            const char *name = name_of(r->job, node);

            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, node,
                               "the record has no place for \"%s\"",
                               name != NULL ? name : told[i]);
        }
    }
    if (opn_tree_member(r->data, "citeAs") != NULL) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, opn_tree_member(r->data, "citeAs"),
                           "what is to be cited is not always about the data");
    }
    if (root != r->data && is_type(r->data->next, "Dataset")) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, r->data->next,
                           "only the first dataset of a document is read");
    }
}

static void read_croissant(opn_import_job *job, const opn_tree *root)
{
    reader r = {.job = job};

    r.data = find_dataset(root);
    if (r.data == NULL) {
        opn_import_fail(job, "unknown-format", root,
                        "Croissant describes one thing of the type Dataset of schema.org");
        return;
    }
    r.draft = opn_draft_begin(job->arena);
    read_version(&r);
    read_creator(&r);
    read_names(&r);
    read_date(&r);
    read_licenses(&r);
    opn_hub_put(job, &r.card, &r.draft);
    read_price(&r);
    put_data(&r);
    put_card(&r);
    note_rest(&r, root);
    opn_import_finish(job, &r.draft);
}

const opn_importer opn_import_croissant = {"croissant", OPN_SOURCE_JSON, detect, read_croissant,
                                           NULL};
