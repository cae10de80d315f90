/*
 * import_musgo.c: assessments of the MusGO framework (YAML).
 *
 * Takes one file of the leaderboard, gives one record with eight rated entries
 * and five stars for musgo-1.0. The framework is about models that generate
 * music, so that the record's output is audio.
 *
 * Must not know how the entries add up. The words are those of
 * scripts/consolidate_csv.py, compared exactly.
 */
#include "import_classes.h"

#define RATED(name)                                                                              \
    {                                                                                            \
        name, opn_class_rated, OPN_CLASS_RATED                                                   \
    }
#define STARRED(name)                                                                            \
    {                                                                                            \
        name, starred, OPN_ARRAY_LEN(starred)                                                    \
    }

/* The empty set is how the template says that there is no star. */
static const opn_class_word starred[] = {{"star", "yes"}, {"\xE2\x88\x85", "no"}};

static const opn_class_section sections[] = {
    RATED("sourcecode"),     RATED("trainingdata"),  RATED("modelweights"), RATED("codedoc"),
    RATED("trainprocedure"), RATED("evalprocedure"), RATED("paper"),        RATED("license"),
    STARRED("modelcard"),    STARRED("datasheet"),   STARRED("package"),    STARRED("ux"),
    STARRED("suppage"),
};

static const opn_class_rubric rubrics[] = {{"musgo-1.0", 1, OPN_ARRAY_LEN(sections)}};

static const opn_class_index index_of_music = {
    .head = "project",
    .mark = "modelweights",
    .by = "MusGO",
    .sections = sections,
    .section_count = OPN_ARRAY_LEN(sections),
    .rubrics = rubrics,
    .rubric_count = OPN_ARRAY_LEN(rubrics),
};

static bool detect(const opn_tree *root)
{
    return opn_class_detect(&index_of_music, root);
}

static void read_project(opn_import_job *job, const opn_tree *root)
{
    static const char *const known[] = {"name", "link", "license", "year"};
    const opn_tree *head = opn_tree_member(root, index_of_music.head);
    opn_draft draft;

    if (!opn_class_begin(job, &index_of_music, root, &draft)) {
        return;
    }
    draft.output_modalities[draft.output_modality_count++] = "audio";
    draft.release_date = opn_import_date(job, opn_tree_member(head, "year"));
    opn_class_weights(job, &draft, head, opn_tree_member(head, "license"), NULL,
                      "the source states one license for the project as a whole");
    opn_class_rest(job, &index_of_music, head, known, OPN_ARRAY_LEN(known));
    opn_class_assess(job, &index_of_music, root, &draft);
    opn_import_finish(job, &draft);
}

const opn_importer opn_import_musgo = {"musgo", OPN_SOURCE_YAML, detect, read_project, NULL};
