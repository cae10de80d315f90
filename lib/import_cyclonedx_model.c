/*
 * import_cyclonedx_model.c: one model of a CycloneDX document.
 *
 * Takes a component of type machine-learning-model, gives a record: who made it,
 * under which license, from what, and which documents of it are said to exist.
 * Addresses are kept as notes of what is said to be there. Access and extent stay
 * unknown throughout. A version is kept as it stands, and nothing is derived from
 * it: programs that write such documents invent one where they know none.
 *
 * Must not guess from the task or the prose of a document.
 */
#include "ascii.h"
#include "import_cyclonedx.h"
#include "reader.h"

enum { URLS_SHOWN = 3 };

typedef struct {
    opn_cyclonedx *c;
    opn_import_job *job;
    const opn_tree *component;
    const opn_tree *card;
    opn_draft draft;
    size_t properties; /* that nothing is done with */
    const opn_tree *first_property;
} reader;

/* ---- what goes in and comes out ---- */

/* Media types by their first part; "string" is the word of the specification. */
static const char *modality(const char *format)
{
    static const char *const words[][2] = {
        {"string", "text"}, {"text", "text"},   {"code", "code"},   {"image", "image"},
        {"audio", "audio"}, {"video", "video"}, {"table", "table"}, {"tabular", "table"},
    };
    size_t size = strcspn(format, "/");

    for (size_t i = 0; i < OPN_ARRAY_LEN(words); i++) {
        char word[8] = "";

        if (size < sizeof word) {
            memcpy(word, format, size);
            if (opn_ascii_casecmp(word, words[i][0]) == 0) {
                return words[i][1];
            }
        }
    }
    return NULL;
}

static void read_modalities(reader *r, const opn_tree *parameters, const char *key,
                            const char **out, size_t *count)
{
    const opn_tree *odd = NULL;
    size_t more = 0;

    for (const opn_tree *at = opn_cyclonedx_first(parameters, key); at != NULL; at = at->next) {
        const char *format = opn_cyclonedx_text(r->job, at, "format");
        const char *known = format == NULL ? NULL : modality(format);
        bool again = false;

        if (known == NULL && format != NULL) {
            more += odd == NULL ? 0 : 1;
            odd = odd == NULL ? at : odd;
        }
        for (size_t i = 0; i < *count && known != NULL; i++) {
            again = again || opn_streq(out[i], known);
        }
        if (known != NULL && !again) {
            out[*count] = known;
            *count += 1;
        }
    }
    if (odd != NULL) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, odd,
                           "the format \"%s\" does not say what it is that goes in or out; "
                           "formats after it that do not: %zu",
                           opn_cyclonedx_text(r->job, odd, "format"), more);
    }
}

/* ---- lineage ---- */

static void add_base(reader *r, const opn_tree *ancestor)
{
    opn_draft_base base = {.relation = "derived"};
    opn_cyclonedx_license license;

    base.id =
        opn_cyclonedx_id(r->job, ancestor, opn_cyclonedx_text(r->job, ancestor, "publisher"));
    license = opn_cyclonedx_read_license(r->job, ancestor);
    base.license = license.license;
    base.claim = opn_import_claim(r->job, ancestor,
                                  "named as an ancestor; what was done to it is not stated");
    opn_draft_add_base(&r->draft, &base);
}

/* An ancestor is what a component was derived from; its license is taken to bind
 * what was made of it. Descendants and variants are other models. */
static void read_pedigree(reader *r)
{
    static const char *const others[] = {"descendants", "variants", "commits", "patches",
                                         "notes"};
    const opn_tree *pedigree = opn_tree_member(r->component, "pedigree");
    const opn_tree *unread = NULL;
    size_t count = 0;

    for (const opn_tree *at = opn_cyclonedx_first(pedigree, "ancestors"); at != NULL;
         at = at->next) {
        const char *name = opn_cyclonedx_text(r->job, at, "name");

        if (name != NULL && opn_cyclonedx_is_model(at)) {
            add_base(r, at);
        } else {
            unread = unread == NULL ? at : unread;
            count++;
        }
    }
    if (count > 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, unread,
                           "ancestors without a name, or that are no models: %zu", count);
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(others); i++) {
        const opn_tree *at = opn_tree_member(pedigree, others[i]);

        if (at != NULL && (at->count > 0 || opn_tree_text(at) != NULL)) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, at,
                               "the record has no place for \"%s\" of a pedigree", others[i]);
        }
    }
}

/* ---- references ---- */

/* The addresses of one type, the first few of them; NULL when there is none. */
static const char *addresses(reader *r, const char *type, const opn_tree **first, size_t *count)
{
    opn_buf buf = {0};
    const char *out = NULL;

    *first = NULL;
    *count = 0;
    for (const opn_tree *at = opn_cyclonedx_first(r->component, "externalReferences"); at != NULL;
         at = at->next) {
        const char *of = opn_tree_text(opn_tree_member(at, "type"));
        const char *url = opn_cyclonedx_text(r->job, at, "url");

        if (of != NULL && url != NULL && opn_streq(of, type)) {
            *first = *first == NULL ? at : *first;
            *count += 1;
            if (*count <= URLS_SHOWN) {
                opn_buf_str(&buf, *count == 1 ? "" : ", ");
                opn_buf_str(&buf, url);
            }
        }
    }
    if (buf.size > 0) {
        out = opn_cyclonedx_join(r->job, "said to be at ", buf.data, "");
    }
    r->job->out_of_memory = r->job->out_of_memory || buf.failed;
    opn_buf_free(&buf);
    return out;
}

/* A repository may hold any part of a model, and a page anything. */
static void note_references(reader *r)
{
    static const struct {
        const char *type;
        const char *message;
    } kinds[] = {
        {"vcs", "repositories, without saying what of the model they hold"},
        {"source-distribution", "archives, without saying what of the model they hold"},
        {"documentation", "documents, without saying of which kind"},
        {"website", "web pages, without saying what they show"},
        {"citation", "citations, without saying whether they describe this model"},
    };
    size_t known = 0;
    size_t all = 0;

    for (size_t i = 0; i < OPN_ARRAY_LEN(kinds); i++) {
        const opn_tree *first;
        size_t count;

        addresses(r, kinds[i].type, &first, &count);
        known += count;
        if (count > 0) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, first, "%s: %zu",
                               kinds[i].message, count);
        }
    }
    for (const opn_tree *at = opn_cyclonedx_first(r->component, "externalReferences"); at != NULL;
         at = at->next) {
        const char *type = opn_tree_text(opn_tree_member(at, "type"));
        bool read = type != NULL && (opn_streq(type, "distribution") ||
                                     opn_streq(type, "model-card") || opn_streq(type, "license"));

        all += read ? 0 : 1;
    }
    if (all > known) {
        opn_import_note_at(
            r->job, OPENNESS_IMPORT_IGNORED, opn_tree_member(r->component, "externalReferences"),
            "references of types that the record has no place for: %zu", all - known);
    }
}

/* ---- artifacts ---- */

static void add_weights(reader *r)
{
    opn_draft_artifact weights = {.kind = "weights"};
    opn_cyclonedx_license license = opn_cyclonedx_read_license(r->job, r->component);
    const opn_tree *first;
    size_t count;

    weights.note = addresses(r, "distribution", &first, &count);
    weights.license = license.license;
    if (license.node == NULL && weights.note == NULL) {
        return;
    }
    weights.claim = license.node == NULL
                        ? opn_import_claim(r->job, first,
                                           "an address of distribution; what lies there is not "
                                           "stated")
                        : opn_import_claim(r->job, license.node, license.shows);
    opn_draft_add_artifact(&r->draft, &weights);
    if (license.conflict != NULL) {
        opn_draft_add_conflict(&r->draft, license.conflict, &weights.claim);
    }
}

static bool holds_something(const opn_tree *node)
{
    return node != NULL && node->count > 0;
}

/* The first of some members that holds anything. */
static const opn_tree *any_of(const opn_tree *map, const char *const *keys, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const opn_tree *at = opn_tree_member(map, keys[i]);

        if (holds_something(at)) {
            return at;
        }
    }
    return NULL;
}

/* A document of the model of which the bill of materials is or holds a part. */
static void add_document(reader *r, const char *kind, const opn_tree *node, const char *note,
                         const char *shows)
{
    opn_draft_artifact artifact = {.kind = kind, .note = note};

    artifact.claim = opn_import_claim(r->job, node, shows);
    opn_draft_add_artifact(&r->draft, &artifact);
}

static void add_card(reader *r)
{
    static const char *const parts[] = {"modelParameters", "quantitativeAnalysis",
                                        "considerations"};
    const opn_tree *first;
    size_t count;
    const char *note = addresses(r, "model-card", &first, &count);

    if (first != NULL) {
        add_document(r, "model_card", first, note, "an address of a model card");
    } else if (any_of(r->card, parts, OPN_ARRAY_LEN(parts)) != NULL) {
        add_document(r, "model_card", r->card, NULL,
                     "the document holds what a model card of it says");
    }
}

static void add_results(reader *r)
{
    const opn_tree *analysis = opn_tree_member(r->card, "quantitativeAnalysis");
    const opn_tree *metrics = opn_tree_member(analysis, "performanceMetrics");

    for (const opn_tree *at = opn_cyclonedx_first(analysis, "performanceMetrics"); at != NULL;
         at = at->next) {
        if (opn_cyclonedx_text(r->job, at, "value") != NULL) {
            add_document(r, "evaluation_results", metrics, NULL, "values of metrics are given");
            return;
        }
    }
}

static void add_considerations(reader *r)
{
    static const char *const usage[] = {"useCases", "users", "technicalLimitations",
                                        "performanceTradeoffs"};
    static const char *const safety[] = {"ethicalConsiderations", "fairnessAssessments"};
    const opn_tree *considerations = opn_tree_member(r->card, "considerations");
    const opn_tree *energy = opn_tree_member(considerations, "environmentalConsiderations");
    const opn_tree *found = any_of(considerations, usage, OPN_ARRAY_LEN(usage));

    if (found != NULL) {
        add_document(r, "usage_information", found, NULL,
                     "uses, users or limits of the model are described");
    }
    found = any_of(considerations, safety, OPN_ARRAY_LEN(safety));
    if (found != NULL) {
        add_document(r, "safety_documentation", found, NULL,
                     "risks and what is done about them are described");
    }
    if (holds_something(energy)) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, energy,
                           "the record has no place for the energy that was used");
    }
}

/* ---- properties ---- */

static char folded(char c)
{
    return opn_lower(c);
}

bool opn_cyclonedx_property(const opn_tree *property, const char *name)
{
    const char *text = opn_tree_text(opn_tree_member(property, "name"));
    const char *colon = text == NULL ? NULL : strrchr(text, ':');

    text = colon == NULL ? text : colon + 1;
    while (text != NULL && *text != '\0') {
        if (*text == '-' || *text == '_') {
            text++;
        } else if (folded(*text) == *name) {
            text++;
            name++;
        } else {
            return false;
        }
    }
    return text != NULL && *name == '\0';
}

/* A whole number of parameters; "7B" is a size of a family rather than a count. */
static bool read_parameters(reader *r, const opn_tree *property)
{
    const opn_tree *value = opn_tree_member(property, "value");
    const char *text = opn_cyclonedx_text(r->job, property, "value");
    opn_draft_field field = {.id = "parameters", .value = text};
    int64_t number = 0;

    if (!opn_cyclonedx_property(property, "parameters") &&
        !opn_cyclonedx_property(property, "parametercount") &&
        !opn_cyclonedx_property(property, "numparameters")) {
        return false;
    }
    if (text == NULL || !opn_is_digit(*text) || *text == '0' ||
        !opn_ascii_int64(text, strlen(text), &number)) {
        return false;
    }
    for (size_t i = 0; i < r->draft.field_count; i++) {
        if (!opn_streq(r->draft.fields[i].value, text) &&
            !opn_streq(r->draft.fields[i].value, "unknown")) {
            opn_import_note_at(r->job, OPENNESS_IMPORT_CONTRADICTED, value,
                               "the number of parameters is stated twice, and differs: it stays "
                               "unknown");
            r->draft.fields[i].value = "unknown";
        }
        return true;
    }
    field.claim = opn_import_claim(r->job, value, "the number of parameters");
    opn_draft_add_field(&r->draft, &field);
    return true;
}

static void read_properties(reader *r, const opn_tree *map)
{
    for (const opn_tree *at = opn_cyclonedx_first(map, "properties"); at != NULL; at = at->next) {
        const char *name = opn_tree_text(opn_tree_member(at, "name"));

        /* What openness_annotate() put there is our own word, and no news. */
        if ((name != NULL && strncmp(name, "openness:verdict:", 17) == 0) ||
            opn_cyclonedx_property(at, "license") || read_parameters(r, at)) {
            continue;
        }
        r->first_property = r->properties == 0 ? at : r->first_property;
        r->properties++;
    }
}

/* ---- what is left ---- */

static void note_members(reader *r, const opn_tree *map, const char *const *known, size_t count)
{
    opn_buf buf = {0};

    for (const opn_tree *at = map == NULL ? NULL : map->first; at != NULL; at = at->next) {
        bool stated = at->count > 0 || opn_cyclonedx_said(r->job, at) != NULL;

        /* Names of other members than the format has may be of any length. */
        if (stated && opn_names_find(known, count, at->key) == SIZE_MAX && buf.size < 300) {
            opn_buf_str(&buf, buf.size == 0 ? "" : ", ");
            opn_buf_str(&buf, at->key);
        }
    }
    r->job->out_of_memory = r->job->out_of_memory || buf.failed;
    if (buf.size > 0 && !buf.failed) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, map,
                           "the record has no place for: %s", buf.data);
    }
    opn_buf_free(&buf);
}

static void note_rest(reader *r)
{
    static const char *const members[] = {
        "type",       "bom-ref",    "name",      "group",    "publisher",
        "author",     "authors",    "version",   "licenses", "manufacturer",
        "purl",       "supplier",   "modelCard", "pedigree", "externalReferences",
        "properties", "components",
    };
    static const char *const parameters[] = {"datasets", "inputs", "outputs"};
    static const char *const card[] = {"modelParameters", "quantitativeAnalysis",
                                       "considerations", "properties", "bom-ref"};

    note_members(r, r->component, members, OPN_ARRAY_LEN(members));
    note_members(r, r->card, card, OPN_ARRAY_LEN(card));
    note_members(r, opn_tree_member(r->card, "modelParameters"), parameters,
                 OPN_ARRAY_LEN(parameters));
    if (r->properties > 0) {
        opn_import_note_at(r->job, OPENNESS_IMPORT_IGNORED, r->first_property,
                           "properties whose names mean what their author meant by them: %zu",
                           r->properties);
    }
}

void opn_cyclonedx_model(opn_cyclonedx *c, const opn_tree *component)
{
    reader r = {.c = c, .job = c->job, .component = component};
    const opn_tree *parameters;

    r.card = opn_tree_member(component, "modelCard");
    r.draft = opn_draft_begin(c->job->arena);
    parameters = opn_tree_member(r.card, "modelParameters");
    if (!opn_cyclonedx_names(c->job, component, &r.draft)) {
        return;
    }
    read_modalities(&r, parameters, "inputs", r.draft.input_modalities,
                    &r.draft.input_modality_count);
    read_modalities(&r, parameters, "outputs", r.draft.output_modalities,
                    &r.draft.output_modality_count);
    read_pedigree(&r);
    add_weights(&r);
    add_card(&r);
    add_results(&r);
    add_considerations(&r);
    opn_cyclonedx_datasets(c, opn_tree_member(parameters, "datasets"), &r.draft);
    read_properties(&r, component);
    read_properties(&r, r.card);
    note_references(&r);
    note_rest(&r);
    opn_import_finish(c->job, &r.draft);
}
