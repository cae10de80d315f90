/*
 * import_osai.c: entries of the European Open Source AI Index (YAML).
 *
 * Takes one file of the index's database, gives one record: twelve ratings as
 * assessments for osai-2026, and where the file still rates package or API (as
 * all did until 2026-03-13) fourteen for osai-2024 as well. The head states
 * facts: names, license, month of release, the base model and the types.
 *
 * Must not know how the ratings add up. Words and types are compared as the
 * index's site does it (composables/models.ts: exactly, types cut at commas).
 */
#include "ascii.h"
#include "import_classes.h"

#define RATED(name)                                                                              \
    {                                                                                            \
        name, opn_class_rated, OPN_CLASS_RATED                                                   \
    }

/* In the order of _parameters.yml; package and api last, since only the older
 * rubric has them. */
static const opn_class_section sections[] = {
    RATED("datasources_basemodel"),
    RATED("datasources_endmodel"),
    RATED("weights_basemodel"),
    RATED("weights_endmodel"),
    RATED("trainingcode"),
    RATED("code"),
    RATED("hardware_architecture"),
    RATED("preprint"),
    RATED("paper"),
    RATED("modelcard"),
    RATED("datasheet"),
    RATED("licenses"),
    RATED("package"),
    RATED("api"),
};

static const opn_class_rubric rubrics[] = {{"osai-2026", 1, 12}, {"osai-2024", 1, 14}};

static const opn_class_index index_of_12 = {
    .head = "system",
    .mark = "weights_endmodel",
    .by = "European Open Source AI Index",
    .sections = sections,
    .section_count = 12,
    .rubrics = rubrics,
    .rubric_count = 1,
};

static const opn_class_index index_of_14 = {
    .head = "system",
    .mark = "weights_endmodel",
    .by = "European Open Source AI Index",
    .sections = sections,
    .section_count = 14,
    .rubrics = rubrics,
    .rubric_count = 2,
};

static bool detect(const opn_tree *root)
{
    return opn_class_detect(&index_of_12, root);
}

/* "2024 NOV", the form that the index's readme asks for, as "2024-11"; NULL for
 * anything else. The files themselves say "2024-11". */
static const char *month_by_name(opn_import_job *job, const char *text)
{
    static const char *const names[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                        "jul", "aug", "sep", "oct", "nov", "dec"};
    static const char *const numbers[] = {"-01", "-02", "-03", "-04", "-05", "-06",
                                          "-07", "-08", "-09", "-10", "-11", "-12"};
    char date[8] = "";

    if (strlen(text) != 8 || text[4] != ' ') {
        return NULL;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(names); i++) {
        if (opn_ascii_casecmp(text + 5, names[i]) == 0) {
            memcpy(date, text, 4);
            memcpy(date + 4, numbers[i], 4);
            return opn_import_trimmed(job, date);
        }
    }
    return NULL;
}

static void read_date(opn_import_job *job, const opn_tree *node, opn_draft *draft)
{
    const char *text = opn_tree_text(node);

    if (text != NULL) {
        draft->release_date = month_by_name(job, opn_import_trimmed(job, text));
    }
    if (draft->release_date == NULL) {
        draft->release_date = opn_import_date(job, node);
    }
}

static void add_type(opn_import_job *job, const opn_tree *node, const char *type,
                     opn_draft *draft)
{
    static const char *const known[] = {"text", "image", "code", "video", "audio"};

    for (size_t i = 0; i < draft->output_modality_count; i++) {
        if (opn_streq(draft->output_modalities[i], type)) {
            return;
        }
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(known); i++) {
        if (opn_streq(type, known[i])) {
            draft->output_modalities[draft->output_modality_count++] = known[i];
            return;
        }
    }
    opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node, "the index has no type \"%s\"", type);
}

/* The index sorts systems by what they make, "text,code"; every entry is asked
 * of every type. Without a known type the site cannot show the system at all. */
static void read_types(opn_import_job *job, const opn_tree *head, opn_draft *draft)
{
    const opn_tree *node = opn_tree_member(head, "type");
    const char *text = opn_tree_text(node);

    for (const char *at = text; at != NULL && *at != '\0';) {
        size_t size = strcspn(at, ",");
        const char *type = opn_arena_copy(job->arena, at, size);

        if (type == NULL) {
            job->out_of_memory = true;
            return;
        }
        add_type(job, node, opn_import_trimmed(job, type), draft);
        at += size + (at[size] == ',' ? 1 : 0);
    }
    if (draft->output_modality_count == 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node == NULL ? head : node,
                           "no known type: the index cannot show this entry");
    }
}

/* Four files spell the key with a blank. */
static const opn_tree *license_of(opn_import_job *job, const opn_tree *head)
{
    const opn_tree *right = opn_tree_member(head, "endmodellicense");
    const opn_tree *wrong = opn_tree_member(head, "endmodel license");

    if (wrong == NULL) {
        return right;
    }
    if (right == NULL || opn_tree_is_null(right)) {
        opn_import_note_at(job, OPENNESS_IMPORT_READ, wrong,
                           "\"endmodel license\" is read as endmodellicense");
        return wrong;
    }
    opn_import_note_at(job, OPENNESS_IMPORT_CONTRADICTED, wrong,
                       "\"endmodel license\" stands beside endmodellicense, which is read");
    return right;
}

/* Only the name is stated: neither who made the base, nor what was done to it.
 * The index's own words for the two are base model and end model. */
static void read_base(opn_import_job *job, const opn_tree *node, const char *end,
                      opn_draft *draft)
{
    const char *name = opn_class_stated(job, node);
    opn_draft_base base = {.relation = "finetune", .license = "unknown"};

    if (name == NULL) {
        return;
    }
    base.id = opn_import_id(job, NULL, name);
    if ((end != NULL && opn_ascii_casecmp(name, end) == 0) || opn_streq(base.id, draft->id)) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "base and end model have one name: no base is recorded");
        return;
    }
    base.claim = opn_import_claim(
        job, node, "a base model of this name was used; how is not stated, nor who made it");
    base.claim.confidence = "low";
    draft->kind = "finetune";
    opn_draft_add_base(draft, &base);
}

static void read_entry(opn_import_job *job, const opn_tree *root)
{
    static const char *const known[] = {"name",
                                        "link",
                                        "type",
                                        "releasedate",
                                        "endmodelname",
                                        "basemodelname",
                                        "endmodellicense",
                                        "endmodel license"};
    bool older = opn_tree_member(root, "package") != NULL || opn_tree_member(root, "api") != NULL;
    const opn_class_index *index = older ? &index_of_14 : &index_of_12;
    const opn_tree *head = opn_tree_member(root, index->head);
    const char *end;
    opn_draft draft;

    if (!opn_class_begin(job, index, root, &draft)) {
        return;
    }
    end = opn_class_stated(job, opn_tree_member(head, "endmodelname"));
    read_date(job, opn_tree_member(head, "releasedate"), &draft);
    read_types(job, head, &draft);
    read_base(job, opn_tree_member(head, "basemodelname"), end, &draft);
    opn_class_weights(job, &draft, head, license_of(job, head), end, NULL);
    opn_class_rest(job, index, head, known, OPN_ARRAY_LEN(known));
    opn_class_assess(job, index, root, &draft);
    opn_import_finish(job, &draft);
}

const opn_importer opn_import_osai = {"osai", OPN_SOURCE_YAML, detect, read_entry, NULL};
