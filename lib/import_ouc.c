/*
 * import_ouc.c: entries of Opening up ChatGPT (YAML).
 *
 * Takes one file of the index that came before the European one, gives one
 * record with fourteen ratings for opening-up-chatgpt-14. All of its entries
 * are text generators tuned to follow instructions.
 *
 * Must not know how the ratings add up. The words are those of
 * scripts/consolidate_csv.py, compared exactly.
 */
#include "import_classes.h"

#define RATED(name)                                                                              \
    {                                                                                            \
        name, opn_class_rated, OPN_CLASS_RATED                                                   \
    }

static const opn_class_section sections[] = {
    RATED("opencode"),  RATED("llmdata"), RATED("llmweights"), RATED("rldata"),
    RATED("rlweights"), RATED("license"), RATED("code"),       RATED("architecture"),
    RATED("preprint"),  RATED("paper"),   RATED("modelcard"),  RATED("datasheet"),
    RATED("package"),   RATED("api"),
};

static const opn_class_rubric rubrics[] = {{"opening-up-chatgpt-14", 1, OPN_ARRAY_LEN(sections)}};

static const opn_class_index index_of_chat = {
    .head = "project",
    .mark = "llmweights",
    .by = "Opening up ChatGPT",
    .sections = sections,
    .section_count = OPN_ARRAY_LEN(sections),
    .rubrics = rubrics,
    .rubric_count = OPN_ARRAY_LEN(rubrics),
};

static bool detect(const opn_tree *root)
{
    return opn_class_detect(&index_of_chat, root);
}

/* A family of models ("LLaMA & BLOOMZ"), not a release that a record could be
 * based on: it names what the base weights are. */
static void read_base(opn_import_job *job, const opn_tree *node, opn_draft *draft)
{
    opn_draft_artifact weights = {.kind = "base_weights"};

    weights.name = opn_class_stated(job, node);
    if (weights.name != NULL) {
        weights.claim = opn_import_claim(job, node, "name of the base model");
        opn_draft_add_artifact(draft, &weights);
    }
}

static void read_project(opn_import_job *job, const opn_tree *root)
{
    static const char *const known[] = {"name", "link", "license", "llmbase"};
    const opn_tree *head = opn_tree_member(root, index_of_chat.head);
    opn_draft draft;

    if (!opn_class_begin(job, &index_of_chat, root, &draft)) {
        return;
    }
    draft.kind = "instruct";
    draft.output_modalities[draft.output_modality_count++] = "text";
    read_base(job, opn_tree_member(head, "llmbase"), &draft);
    opn_class_weights(job, &draft, head, opn_tree_member(head, "license"), NULL,
                      "the source states one license for the project as a whole");
    opn_class_rest(job, &index_of_chat, head, known, OPN_ARRAY_LEN(known));
    opn_class_assess(job, &index_of_chat, root, &draft);
    opn_import_finish(job, &draft);
}

const opn_importer opn_import_ouc = {"opening-up-chatgpt", OPN_SOURCE_YAML, detect, read_project,
                                     NULL};
