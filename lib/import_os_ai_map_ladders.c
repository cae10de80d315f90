/*
 * import_os_ai_map_ladders.c: the questions of os-ai-map's three ladders.
 *
 * Tables only: which recorded keys answer a question, in the order in which the
 * map reads them, which words it knows, and what they come to under the rubrics
 * os-ai-map-pretrained, -finetune and -dataset. From sources/rubrics/
 * pretrained.yaml @1fb7d96, model.yaml @07ee772 and dataset.yaml @3820c16,
 * openness.dimensions (reads, values).
 *
 * Must not know any document.
 */
#include "import_os_ai_map.h"

/* No rule asks for more of the weights than that they are not closed, so that
 * "pending" passes, and silence too. */
const opn_map_ladder opn_map_model_ladders[OPN_MAP_MODEL_LADDERS] = {
    {"os-ai-map-pretrained",
     {{"weights",
       {"weights"},
       {{"open", "not_closed"}, {"closed", "closed"}, {"pending", "not_closed"}},
       "not_closed"},
      {"data",
       {"data"},
       {{"open", "open"},
        {"components-listed", "listed"},
        {"documented-not-released", "documented"},
        {"closed", "closed"}},
       "closed"},
      {"code",
       {"code"},
       {{"open", "open"}, {"partial", "partial"}, {"closed", "closed"}},
       "closed"}},
     {"license"},
     {{"license", {NULL}, {{NULL, NULL}}, NULL}}},
    {"os-ai-map-finetune",
     {{"weights",
       {"weights"},
       {{"open", "not_closed"}, {"closed", "closed"}, {"pending", "not_closed"}},
       "not_closed"},
      /* The corpus of the base is somebody else's: what the tuner released comes first. */
      {"data",
       {"post-training-data", "data"},
       {{"open", "open"},
        {"described_not_released", "described"},
        {"described", "described"},
        {"partial", "partial"},
        {"closed", "closed"}},
       "closed"},
      {"code",
       {"code", "recipe"},
       {{"open", "open"}, {"partial", "partial"}, {"closed", "closed"}},
       "closed"}},
     {"license", "model-license"},
     {{"license", {NULL}, {{NULL, NULL}}, NULL}}},
};

/* The rules test for barriers; six spellings say that there is none. Only the
 * tier of terms that lie elsewhere, and a card that does, mark a case. */
const opn_map_ladder opn_map_dataset_ladder = {
    "os-ai-map-dataset",
    {{"availability",
      {"access", "gated", "ungated", "data"},
      {{"public", "not_gated"},
       {"ungated", "not_gated"},
       {"downloadable", "not_gated"},
       {"open", "not_gated"},
       {"yes", "not_gated"},
       {"false", "not_gated"},
       {"gated", "gated"},
       {"HF-gated", "gated"},
       {"auto", "gated"},
       {"manual", "gated"},
       {"terms-acceptance", "gated"},
       {"terms-acceptance+contact-info", "gated"},
       {"internal-only", "internal_only"},
       {"held-out", "withheld"},
       {"closed", "withheld"}},
      "not_gated"},
     {"answers", {"answers", "holdout"}, {{"held-out", "no"}, {"private", "no"}}, "yes"},
     {"documentation",
      {"dataset_card", "card", "datasheet"},
      {{"present", "present"},
       {"yes", "yes"},
       {"partial", "partial"},
       {"legacy-repo-only", "none"},
       {"no", "none"}},
      "none"},
     {"superseded_card",
      {"dataset_card", "card", "datasheet"},
      {{"legacy-repo-only", "yes"},
       {"present", "no"},
       {"yes", "no"},
       {"partial", "no"},
       {"no", "no"}},
      "no"}},
    {"license"},
    {{"license",
      {NULL},
      {{"open_data", "open_data"}, {"noncommercial", "noncommercial"}},
      "unstated"},
     {"noncommercial_terms", {NULL}, {{"noncommercial", "yes"}}, "no"},
     {"deferred_terms", {NULL}, {{"deferred_to_components", "yes"}}, "no"}}};

const char *opn_map_level(const opn_map_dimension *d, const char *recorded)
{
    for (size_t i = 0; d->words[i].word != NULL; i++) {
        if (opn_streq(d->words[i].word, recorded)) {
            return d->words[i].level;
        }
    }
    return NULL;
}

bool opn_map_asks_for(const opn_map_ladder *l, const char *key)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(l->license_keys) && l->license_keys[i] != NULL; i++) {
        if (opn_streq(l->license_keys[i], key)) {
            return true;
        }
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(l->dimensions); i++) {
        for (size_t k = 0; l->dimensions[i].keys[k] != NULL; k++) {
            if (opn_streq(l->dimensions[i].keys[k], key)) {
                return true;
            }
        }
    }
    return false;
}
