/*
 * import_hub.h: what the metadata of a repository of the Hugging Face Hub says.
 *
 * The same keys stand in the front matter of a card and in the member cardData
 * of an answer of the Hub's API; the answer's tags are made from them. Both
 * importers read them here, so that both say the same.
 *
 * Datasets. A dataset on its own is a release of the kind "dataset" (docs/formats.md):
 * opn_hub_put writes that kind and the weights that do not apply, opn_hub_dataset_artifact
 * gives the artifact with its license, and the importer sets the access if its
 * source proves one. The card of a dataset is a data_card.
 *
 * Gating is never read here: extra_gated_* is what people are asked when there
 * is a gate, and stays behind when the gate goes.
 */
#ifndef OPN_IMPORT_HUB_H
#define OPN_IMPORT_HUB_H

#include "import.h"

/* A repository as its address names it. All in the arena; NULL: not named. */
typedef struct {
    const char *org; /* NULL for the few old names without one ("gpt2") */
    const char *name;
    const char *path;     /* "org/name" or "name": what follows the Hub's host */
    const char *revision; /* a commit, never the name of a branch */
    bool dataset;
} opn_hub_repository;

/* Which repository the source of the job lies in: "https://huggingface.co/org/name/...",
 * with or without scheme, "datasets/" and "api/models/" before the name, or
 * "huggingface.co/org/name@commit:path". False, and all NULL, for any other source:
 * the path of a mirror tells nothing safe. */
bool opn_hub_source(opn_import_job *job, opn_hub_repository *out);

/* "org/name", "name" or the address of a repository as one; false when the text is
 * none of them. */
bool opn_hub_name(opn_import_job *job, const char *text, opn_hub_repository *out);

/* The id that a record has for it; never "". */
const char *opn_hub_id(opn_import_job *job, const opn_hub_repository *repository);

typedef struct {
    const char *id; /* of a record */
    const opn_tree *node;
    const char *relation;          /* of record.json; NULL: not stated for this base */
    const opn_tree *relation_node; /* what states it */
} opn_hub_base;

typedef struct {
    /* Set before anything is read, or left zero; repository.dataset is what tells that
     * this is a dataset, whoever found it out. */
    opn_hub_repository repository;

    const char *license;          /* as a draft has it; NULL: unknown */
    const opn_tree *license_node; /* what decides it; NULL: nothing is stated */
    const char *license_shows;    /* in our words, for the claim */
    const char *license_conflict; /* NULL, or how two statements disagree */

    opn_hub_base bases[OPN_DRAFT_MOST_BASES];
    size_t base_count;
    size_t base_dropped;
    size_t unnamed;               /* how many have a name that is none of a repository */
    const opn_tree *unnamed_node; /* the first of them */
    const opn_tree *base_node;    /* the member base_model */
    const char *relation;         /* base_model_relation, for every base; NULL: not stated */
    const opn_tree *relation_node;
    bool relation_conflict;

    const opn_tree *datasets;   /* the member that names them; NULL: none is named */
    const char *datasets_shows; /* which */
    const opn_tree *results;    /* model-index or eval_results, with at least one result */
    const char *results_shows;
    const char *model_name; /* of model_name, pretty_name or model-index; NULL: not stated */
    const char *library;    /* library_name */

    const opn_tree *pipeline; /* pipeline_tag that is known */
    const char *input[4];     /* of data/vocabulary/record.json */
    size_t input_count;
    const char *output[4];
    size_t output_count;
} opn_hub_card;

/* How many keys of a map are those of cards, and of nothing else that begins with
 * "---": what a format is detected by. 0 for NULL and for what is no map. */
size_t opn_hub_marks(const opn_tree *data);

/* Whether the keys are those of a dataset card. */
bool opn_hub_is_dataset(const opn_tree *data);

/* The artifact "dataset" of a dataset, with what its card declares; access and extent are
 * unknown. */
opn_draft_artifact opn_hub_dataset_artifact(opn_import_job *job, const opn_hub_card *card);

/* Reads the front matter of a card or cardData, a map; its own tags as well. NULL
 * and null are a card that declares nothing. What is not used is noted. */
void opn_hub_card_data(opn_import_job *job, opn_hub_card *card, const opn_tree *data);

/* Reads the tags that the Hub made for an answer of its API, after cardData: bases by
 * their present names and with their relation, a license where cardData has none,
 * datasets likewise; arXiv tags are citations. */
void opn_hub_tags(opn_import_job *job, opn_hub_card *card, const opn_tree *tags);

/* Reads what the API puts beside cardData (data, may be NULL) where that lacks it: task,
 * library and results. */
void opn_hub_beside(opn_import_job *job, opn_hub_card *card, const opn_tree *body,
                    const opn_tree *data);

/* The claim of the license, for the weights; no source when nothing is stated. */
opn_draft_claim opn_hub_license_claim(opn_import_job *job, const opn_hub_card *card);

/* Writes into a draft, once all is read: id, name, producer and revision of the
 * repository, kind, bases, modalities, evaluation_results, data_listing and
 * the conflicts. Never weights and never the card itself: what proves these differs. */
void opn_hub_put(opn_import_job *job, const opn_hub_card *card, opn_draft *draft);

#endif
