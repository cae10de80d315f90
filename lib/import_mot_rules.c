/*
 * import_mot_rules.c: how the Model Openness Tool reads an entry.
 *
 * Takes components and licenses as they stand in an entry, gives the level of
 * each for mot-2026. Follows github.com/lfai/model_openness_tool@8b5d30e:
 * mof.settings.yml, ModelEvaluator.php, LicenseHandler.php, ComponentManager.php.
 *
 * Must not be kinder than the tool: a string is open when it stands in its
 * table exactly so.
 */
#include "import_mot_rules.h"

#include "embedded.h"

/* Of content; indexes into opn_mot_globals. */
enum { CODE, DATA, DOCUMENT };

const opn_mot_component opn_mot_components[OPN_MOT_COMPONENTS] = {
    {"Datasets", DATA, "datasets", "training_data", "pretraining",
     "the entry does not tell the stages of training apart"},
    {"Data preprocessing code", CODE, "preprocessing_code", "preprocessing_code", NULL, NULL},
    {"Model architecture", CODE, "architecture", "architecture", NULL, NULL},
    {"Model parameters (Final)", DATA, "final_parameters", "weights", NULL, NULL},
    {"Model metadata", DATA, "metadata", "optimizer_state", NULL, NULL},
    {"Model parameters (Intermediate)", DATA, "intermediate_parameters", "intermediate_weights",
     NULL, NULL},
    {"Training code", CODE, "training_code", "training_code", "pretraining",
     "the entry does not tell the stages of training apart"},
    {"Inference code", CODE, "inference_code", "inference_code", NULL, NULL},
    {"Evaluation code", CODE, "evaluation_code", "evaluation_code", NULL, NULL},
    {"Evaluation data", DATA, "evaluation_data", "evaluation_data", NULL, NULL},
    {"Evaluation results", DOCUMENT, "evaluation_results", "evaluation_results", NULL, NULL},
    {"Supporting libraries and tools", CODE, "libraries", "libraries", NULL, NULL},
    {"Model card", DOCUMENT, "model_card", "model_card", NULL, NULL},
    {"Data card", DOCUMENT, "data_card", "data_card", NULL, NULL},
    {"Technical report", DOCUMENT, "technical_report", "technical_report", NULL, NULL},
    {"Research paper", DOCUMENT, "research_paper", "preprint", NULL,
     "the entry does not say whether it was reviewed"},
    {"Sample model outputs", DOCUMENT, "sample_outputs", "sample_outputs", NULL, NULL},
};

const char *const opn_mot_globals[OPN_MOT_GLOBALS] = {"code", "data", "document", "distribution"};

/* Read at each import: opening a database must not pay for it. */
bool opn_mot_lists_read(opn_mot_lists *out)
{
    const opn_embedded *document = opn_embedded_find("vocabulary", "mot-licenses");
    opn_pull pull = opn_pull_begin("", 0);

    if (document != NULL) {
        pull = opn_pull_begin(document->text, document->size);
    }
    opn_pull_expect(&pull, '{');
    opn_pull_key(&pull, "format");
    if (!opn_slice_is(opn_pull_string(&pull), "openness-mot-licenses/1")) {
        return false;
    }
    opn_pull_expect(&pull, ',');
    opn_pull_key(&pull, "date");
    opn_pull_value(&pull);
    opn_pull_expect(&pull, ',');
    opn_pull_key(&pull, "source");
    opn_pull_value(&pull);
    opn_pull_expect(&pull, ',');
    opn_pull_key(&pull, "open");
    out->open = opn_pull_value(&pull);
    for (size_t i = 0; i < OPN_MOT_TYPES; i++) {
        opn_pull_expect(&pull, ',');
        opn_pull_key(&pull, opn_mot_globals[i]);
        out->typed[i] = opn_pull_value(&pull);
    }
    opn_pull_expect(&pull, '}');
    return !pull.failed;
}

/* As the tool compares: case and blanks count. */
static bool holds(opn_slice array, const char *license)
{
    opn_pull pull = opn_pull_begin(array.text, array.size);

    opn_pull_expect(&pull, '[');
    while (opn_pull_more(&pull, ']')) {
        if (opn_slice_is(opn_pull_string(&pull), license)) {
            return true;
        }
    }
    return false;
}

/* PHP takes "0" for empty too. */
bool opn_mot_empty(const char *text)
{
    return text == NULL || *text == '\0' || opn_streq(text, "0");
}

size_t opn_mot_find(const char *name)
{
    for (size_t i = 0; i < OPN_MOT_COMPONENTS; i++) {
        if (opn_streq(opn_mot_components[i].name, name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* ModelEvaluator::resolveLicense: a component's own license ends the search
 * even when it is empty; the others must not be. */
opn_mot_license opn_mot_resolve(const opn_tree *entry, size_t component,
                                const opn_tree *const globals[OPN_MOT_GLOBALS])
{
    const opn_tree *own = opn_tree_member(entry, "license");
    const size_t order[] = {opn_mot_components[component].type, OPN_MOT_GLOBALS - 1};

    if (own != NULL && !opn_tree_is_null(own)) {
        return (opn_mot_license){own, OPN_MOT_GLOBALS};
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(order); i++) {
        const opn_tree *node = globals[order[i]];

        if (!opn_mot_empty(opn_tree_text(node))) {
            return (opn_mot_license){node, order[i]};
        }
    }
    return (opn_mot_license){NULL, OPN_MOT_GLOBALS};
}

/* ModelEvaluator::evaluateComponents. "unlicensed" is blanked when an entry is
 * loaded, and for all components it is compared as it stands: both end here. */
const char *opn_mot_level(const opn_mot_lists *lists, size_t component, const char *license)
{
    size_t type = opn_mot_components[component].type;

    if (opn_mot_empty(license) || opn_streq(license, "unlicensed")) {
        return "unlicensed";
    }
    if (!holds(lists->open, license)) {
        return "invalid";
    }
    return holds(lists->typed[type], license) ? "included" : "other_type";
}
