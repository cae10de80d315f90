/*
 * import_os_ai_map.c: products and scores of os-ai-map as records.
 *
 * Takes sources/scores/<slug>.yaml or sources/products/<slug>.yaml, gives one
 * record. What the map records of openness, one text of the form
 * "weights:open(MIT);data:closed;license:MIT", is judgment and becomes
 * assessments, under each ladder that asks for it: which category a product is
 * in, and so which ladder grades it, no file of a product says. The license
 * goes into the record too. Sources keep the day on which the map read them.
 *
 * Must not grade: the map's own score and class are results, and are noted.
 */
#include "import_os_ai_map.h"
#include "import_os_ai_map_license.h"

/* The sources of the openness block, in order, as one chain of claims; the day
 * of the last reading is the day of the judgment. */
static const opn_draft_claim *read_sources(opn_map_scores *s)
{
    const opn_tree *list = opn_tree_member(s->openness, "sources");
    size_t count = list == NULL || list->kind != OPN_TREE_LIST ? 0 : list->count;
    opn_draft_claim *claims = opn_arena_alloc(s->job->arena, count, sizeof *claims);
    size_t used = 0;

    if (claims == NULL) {
        s->job->out_of_memory = true;
        return NULL;
    }
    for (const opn_tree *at = opn_tree_at(list, 0); at != NULL; at = at->next) {
        const char *url = opn_tree_text(opn_tree_member(at, "url"));
        const char *date = opn_import_date(s->job, opn_tree_member(at, "accessed"));

        if (url == NULL) {
            opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, at, "a source without a url");
            continue;
        }
        claims[used] = (opn_draft_claim){.source = url,
                                         .shows = opn_tree_text(opn_tree_member(at, "shows")),
                                         .read = date,
                                         .confidence = s->confidence,
                                         .by = OPN_MAP_BY};
        if (used > 0) {
            claims[used - 1].also = &claims[used];
        }
        used++;
        s->date = date != NULL && (s->date == NULL || strcmp(date, s->date) > 0) ? date : s->date;
    }
    return used == 0 ? NULL : claims;
}

/* Which of several licenses is that of the weights the value says only where it
 * says "model"; else the record leaves it unknown. */
static const char *weights_license(opn_map_scores *s, const opn_map_component *license)
{
    const opn_map_part *governs = NULL;
    opn_map_parts parts = {NULL, 0};
    size_t models = 0;
    opn_tree named;

    if (license == NULL || !opn_map_parts_read(s->tiers, license->value, s->job->arena, &parts)) {
        s->job->out_of_memory = s->job->out_of_memory || license != NULL;
        return NULL;
    }
    for (size_t i = 0; i < parts.count; i++) {
        if (parts.parts[i].scope == OPN_MAP_SCOPE_MODEL || parts.count == 1) {
            governs = &parts.parts[i];
            models++;
        }
    }
    if (models != 1 || governs->scope == OPN_MAP_SCOPE_CODE || governs->assumed) {
        opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, license->node,
                           "\"%s\" does not say which license is that of the weights: it stays "
                           "unknown",
                           license->value);
        return NULL;
    }
    named = *license->node;
    named.kind = OPN_TREE_SCALAR;
    named.quoted = true;
    named.text = governs->name;
    return opn_import_license(s->job, &named);
}

static void add_weights(opn_map_scores *s, const opn_draft_claim *sources)
{
    const opn_map_component *license = opn_map_license_of(s, &opn_map_model_ladders[1]);
    opn_draft_artifact weights = {.kind = "weights", .license = weights_license(s, license)};

    weights.claim = opn_import_claim(s->job, opn_tree_member(s->openness, "components"),
                                     license == NULL ? "No license is recorded."
                                                     : opn_map_say(s->job, "Recorded as %s: %s",
                                                                   license->key, license->value));
    weights.claim.by = OPN_MAP_BY;
    weights.claim.confidence = s->confidence;
    weights.claim.also = sources;
    opn_draft_add_artifact(&s->draft, &weights);
}

static void note_components(opn_map_scores *s, const opn_map_ladder *ladders, size_t count)
{
    for (size_t i = 0; i < s->count; i++) {
        const opn_map_component *at = &s->items[i];
        bool read = false;

        for (size_t k = 0; k < count; k++) {
            read = read || opn_map_asks_for(&ladders[k], at->key);
        }
        opn_import_note_at(s->job, read ? OPENNESS_IMPORT_READ : OPENNESS_IMPORT_IGNORED,
                           at->node, read ? "%s: %s" : "%s: %s; no criterion asks for it",
                           at->key, at->value);
    }
}

/* Results and prose, and the two other axes of the map. */
static void note_rest(opn_map_scores *s, const opn_tree *root)
{
    static const char *const axes[] = {"adoption", "capability"};
    const char *score = opn_tree_text(opn_tree_member(s->openness, "score"));
    const char *class = opn_tree_text(opn_tree_member(s->openness, "class"));
    const opn_tree *note = opn_tree_member(s->openness, "note");

    opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, opn_tree_member(s->openness, "score"),
                       "the map's own result, score %s and class %s: no criterion asks for it",
                       score == NULL ? "none" : score, class == NULL ? "none" : class);
    if (note != NULL) {
        opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, note, "a remark in prose");
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(axes); i++) {
        const opn_tree *axis = opn_tree_member(root, axes[i]);

        if (axis != NULL) {
            opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, axis, "%s is not openness",
                               axes[i]);
        }
    }
}

/* No file of scores says what kind of product it is about. Weights are asked of
 * models only; software has classes that no dataset has. */
static bool is_dataset(const opn_map_scores *s)
{
    static const char *const classes[] = {"open", "gated", "documented_only"};
    const char *class = opn_tree_text(opn_tree_member(s->openness, "class"));
    bool known = false;

    for (size_t i = 0; class != NULL && i < OPN_ARRAY_LEN(classes); i++) {
        known = known || opn_streq(class, classes[i]);
    }
    return known || opn_map_find(s, "datasheet") != NULL ||
           opn_map_find(s, "dataset_card") != NULL || opn_map_find(s, "card") != NULL;
}

static const char *confidence_of(const opn_tree *openness)
{
    static const char *const known[] = {"high", "medium", "low"};
    const char *text = opn_tree_text(opn_tree_member(openness, "confidence"));

    for (size_t i = 0; text != NULL && i < OPN_ARRAY_LEN(known); i++) {
        if (opn_streq(text, known[i])) {
            return known[i];
        }
    }
    return NULL;
}

/* The sources of a dataset stand with its first assessment: a corpus by itself is
 * no artifact of any release. */
static void grade(opn_map_scores *s, const opn_tree *root)
{
    const opn_draft_claim *sources = read_sources(s);

    if (opn_map_find(s, "weights") != NULL) {
        add_weights(s, sources);
        for (size_t i = 0; i < OPN_MAP_MODEL_LADDERS; i++) {
            opn_map_assess(s, &opn_map_model_ladders[i]);
        }
        note_components(s, opn_map_model_ladders, OPN_MAP_MODEL_LADDERS);
    } else if (is_dataset(s)) {
        opn_map_assess(s, &opn_map_dataset_ladder);
        if (s->draft.assessment_count > 0) {
            s->draft.assessments[0].claim.also = sources;
        }
        note_components(s, &opn_map_dataset_ladder, 1);
    } else {
        opn_import_fail(s->job, "unknown-kind", opn_tree_member(root, "product"),
                        "\"%s\" is neither a model nor a dataset: no record can hold it",
                        s->draft.name);
    }
    note_rest(s, root);
}

static void read_scores(opn_import_job *job, const opn_tree *root)
{
    opn_map_scores s = {.job = job, .openness = opn_tree_member(root, "openness")};
    opn_json *tiers = NULL;
    int status = opn_map_tiers_open(&tiers);

    s.tiers = opn_json_root(tiers);
    s.confidence = confidence_of(s.openness);
    s.draft = opn_draft_begin(job->arena);
    s.draft.name = opn_tree_text(opn_tree_member(root, "product"));
    s.draft.name = s.draft.name == NULL ? opn_import_file_name(job) : s.draft.name;
    s.draft.id = opn_import_id(job, NULL, s.draft.name);
    job->out_of_memory = job->out_of_memory || status != OPENNESS_OK;
    if (!job->out_of_memory) {
        opn_map_read_components(&s);
    }
    if (!job->out_of_memory) {
        grade(&s, root);
    }
    job->out_of_memory = job->out_of_memory || s.draft.out_of_memory;
    if (!job->out_of_memory && job->issues->errors == 0) {
        opn_import_finish(job, &s.draft);
    }
    opn_json_free(tiers);
}

/* A place where the product lies is no access yet: the map links gated
 * repositories as it links open ones. */
static void add_place(opn_import_job *job, opn_draft *draft, const opn_tree *node)
{
    const opn_tree *url = opn_tree_member(node, "url");
    const char *text = opn_tree_text(url);
    opn_draft_artifact weights = {.kind = "weights"};

    if (text == NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node, "a place without a url");
        return;
    }
    weights.name = text;
    weights.claim =
        opn_import_claim(job, url, opn_map_say(job, "Names %s as a place of the model.", text));
    weights.claim.by = OPN_MAP_BY;
    opn_draft_add_artifact(draft, &weights);
    opn_import_note_at(job, OPENNESS_IMPORT_READ, url, "weights at %s", text);
}

static void read_product(opn_import_job *job, const opn_tree *root)
{
    const char *type = opn_tree_text(opn_tree_member(root, "type"));
    opn_draft draft = opn_draft_begin(job->arena);

    draft.name = opn_tree_text(opn_tree_member(root, "display_name"));
    draft.id = opn_import_id(job, NULL, opn_tree_text(opn_tree_member(root, "name")));
    if (type == NULL || (!opn_streq(type, "model") && !opn_streq(type, "dataset"))) {
        opn_import_fail(job, "unknown-kind", opn_tree_member(root, "type"),
                        "a product of type \"%s\": no record can hold it",
                        type == NULL ? "" : type);
        return;
    }
    for (const opn_tree *at = root->first; at != NULL; at = at->next) {
        const opn_tree *place = opn_tree_at(at, 0);

        if (opn_streq(at->key, "huggingface_model")) {
            for (; place != NULL; place = place->next) {
                add_place(job, &draft, place);
            }
        } else if (at->kind == OPN_TREE_LIST) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, at,
                               "%zu places of \"%s\": which part lies there is not said",
                               at->count, at->key);
        } else if (!opn_streq(at->key, "name") && !opn_streq(at->key, "display_name") &&
                   !opn_streq(at->key, "type")) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, at, "\"%s\" is prose", at->key);
        }
    }
    job->out_of_memory = job->out_of_memory || draft.out_of_memory;
    if (!job->out_of_memory) {
        opn_import_finish(job, &draft);
    }
}

static bool is_scores(const opn_tree *root)
{
    const opn_tree *openness = opn_tree_member(root, "openness");

    return opn_tree_text(opn_tree_member(root, "product")) != NULL && openness != NULL &&
           openness->kind == OPN_TREE_MAP;
}

static bool is_product(const opn_tree *root)
{
    return opn_tree_text(opn_tree_member(root, "name")) != NULL &&
           opn_tree_text(opn_tree_member(root, "display_name")) != NULL &&
           opn_tree_text(opn_tree_member(root, "type")) != NULL;
}

static bool detect(const opn_tree *root)
{
    return is_scores(root) || is_product(root);
}

static void read_map(opn_import_job *job, const opn_tree *root)
{
    if (is_scores(root)) {
        read_scores(job, root);
    } else if (is_product(root)) {
        read_product(job, root);
    } else {
        opn_import_fail(job, "unknown-format", root,
                        "neither a product nor the scores of one, as os-ai-map keeps them");
    }
}

const opn_importer opn_import_os_ai_map = {"os-ai-map", OPN_SOURCE_YAML, detect, read_map, NULL};
