/*
 * import_classes.c: indices that rate every entry open, partial or closed.
 *
 * Takes the tree of one file and the table of its index, gives a draft with one
 * assessment per entry and rubric. A class is a judgment: it never becomes the
 * access or extent of an artifact. A class that is no word of the index is noted
 * and left unassessed, which counts as the lowest level, as the indices' own
 * programs have it (they give 0 and keep the entry in the divisor).
 *
 * Must not know any single index; nothing here looks a section up but by its
 * place at the root, since real files hold keys of that name elsewhere too.
 */
#include "import_classes.h"
#include "ascii.h"

const opn_class_word opn_class_rated[] = {
    {"open", "open"}, {"partial", "partial"}, {"closed", "closed"}};

bool opn_class_detect(const opn_class_index *index, const opn_tree *root)
{
    const opn_tree *head = opn_tree_member(root, index->head);

    return head != NULL && head->kind == OPN_TREE_MAP &&
           opn_tree_member(root, index->mark) != NULL;
}

static bool among(const char *text, const char *const words[], size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (opn_streq(text, words[i])) {
            return true;
        }
    }
    return false;
}

static bool is_section(const opn_class_index *index, const char *key)
{
    for (size_t i = 0; i < index->section_count; i++) {
        if (opn_streq(key, index->sections[i].name)) {
            return true;
        }
    }
    return false;
}

/* Null, or blank in quotes. */
static bool says_nothing(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    if (node == NULL || opn_tree_is_null(node)) {
        return true;
    }
    return text != NULL && *opn_import_trimmed(job, text) == '\0';
}

const char *opn_class_stated(opn_import_job *job, const opn_tree *member)
{
    static const char *const nobody[] = {"unknown",     "unclear", "undisclosed",
                                         "unspecified", "na",      "n/a"};
    const char *text;

    if (says_nothing(job, member)) {
        return NULL;
    }
    if (opn_tree_text(member) == NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, member, "%s is no single text",
                           member->key);
        return NULL;
    }
    text = opn_import_trimmed(job, opn_tree_text(member));
    for (size_t i = 0; i < OPN_ARRAY_LEN(nobody); i++) {
        if (opn_ascii_casecmp(text, nobody[i]) == 0) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, member,
                               "%s \"%s\" says that it is not known", member->key, text);
            return NULL;
        }
    }
    return text;
}

bool opn_class_begin(opn_import_job *job, const opn_class_index *index, const opn_tree *root,
                     opn_draft *draft)
{
    const opn_tree *head = opn_tree_member(root, index->head);
    const opn_tree *name = opn_tree_member(head, "name");

    *draft = opn_draft_begin(job->arena);
    if (head == NULL || head->kind != OPN_TREE_MAP) {
        opn_import_fail(job, "wrong-type", head == NULL ? root : head,
                        "an entry of this index has a map \"%s\"", index->head);
        return false;
    }
    if (says_nothing(job, name) || opn_tree_text(name) == NULL) {
        draft->name = opn_import_file_name(job);
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, name == NULL ? head : name,
                           "no name: the index leaves this entry out; named after its file");
    } else {
        draft->name = opn_import_trimmed(job, opn_tree_text(name));
    }
    draft->producer =
        opn_class_stated(job, opn_tree_member(opn_tree_member(root, "org"), "name"));
    draft->id = opn_import_id(job, draft->producer, draft->name);
    return true;
}

/* A link is a text, a list of texts or nothing. */
static void add_links(opn_import_job *job, const opn_tree *link, opn_buf *text)
{
    const char *before = "; it points to ";

    if (says_nothing(job, link)) {
        return;
    }
    if (link->kind == OPN_TREE_MAP) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, link, "a link is a text or a list");
        return;
    }
    if (link->kind == OPN_TREE_SCALAR) {
        opn_buf_printf(text, "%s%s", before, opn_import_trimmed(job, link->text));
        return;
    }
    for (const opn_tree *at = link->first; at != NULL; at = at->next) {
        if (opn_tree_text(at) == NULL) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, at, "no link in a list of links");
            continue;
        }
        opn_buf_printf(text, "%s%s", before, opn_import_trimmed(job, at->text));
        before = ", ";
    }
}

/* A text in the arena, and the buffer empty. */
static const char *keep(opn_import_job *job, opn_buf *text)
{
    const char *kept = text->failed ? NULL : opn_arena_copy(job->arena, text->data, text->size);

    if (kept == NULL) {
        job->out_of_memory = true;
    }
    opn_buf_free(text);
    return kept;
}

/* What the index says about the entry: its class, where it points and what it
 * remarks. A remark may run over several lines; a claim is one. */
static const char *shows(opn_import_job *job, const opn_tree *section, const char *word)
{
    const opn_tree *notes = opn_tree_member(section, "notes");
    opn_buf text = {NULL, 0, 0, false};

    opn_buf_printf(&text, "%s is rated \"%s\"", section->key, word);
    add_links(job, opn_tree_member(section, "link"), &text);
    if (!says_nothing(job, notes) && opn_tree_text(notes) != NULL) {
        const char *remark = opn_import_trimmed(job, notes->text);

        opn_buf_str(&text, "; remark: ");
        for (; *remark != '\0'; remark++) {
            opn_buf_char(&text, *remark == '\n' || *remark == '\r' ? ' ' : *remark);
        }
    }
    return keep(job, &text);
}

/* The level of a class, or NULL with a note on why there is none. */
static const char *level_of(opn_import_job *job, const opn_class_section *entry,
                            const opn_tree *section)
{
    const opn_tree *class = opn_tree_member(section, "class");
    const char *word = opn_tree_text(class);

    if (section->kind != OPN_TREE_MAP || class == NULL || opn_tree_is_null(class)) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, class == NULL ? section : class,
                           "%s has no class; the index counts 0, nothing is assessed",
                           entry->name);
        return NULL;
    }
    for (size_t i = 0; word != NULL && i < entry->word_count; i++) {
        if (opn_streq(word, entry->words[i].word)) {
            return entry->words[i].level;
        }
    }
    opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, class,
                       "%s has the class \"%s\", which is none of the index; the index counts 0, "
                       "nothing is assessed",
                       entry->name, word == NULL ? "" : word);
    return NULL;
}

static void assess_section(opn_import_job *job, const opn_class_index *index, size_t at,
                           const opn_tree *section, opn_draft *draft)
{
    static const char *const known[] = {"class", "link", "notes"};
    const opn_class_section *entry = &index->sections[at];
    opn_draft_assessment assessment = {.criterion = entry->name, .by = index->by};

    assessment.level = level_of(job, entry, section);
    opn_class_rest(job, index, section, known, OPN_ARRAY_LEN(known));
    if (assessment.level == NULL) {
        return;
    }
    assessment.claim = opn_import_claim(
        job, section, shows(job, section, opn_tree_text(opn_tree_member(section, "class"))));
    for (size_t i = 0; i < index->rubric_count; i++) {
        if (at < index->rubrics[i].count) {
            assessment.rubric = index->rubrics[i].id;
            assessment.version = index->rubrics[i].version;
            opn_draft_add_assessment(draft, &assessment);
        }
    }
}

/* Members of the root that are no entry: a misspelled one must not vanish
 * without a word, since it counts as 0. */
static void note_strangers(opn_import_job *job, const opn_class_index *index,
                           const opn_tree *root)
{
    for (const opn_tree *at = root->first; at != NULL; at = at->next) {
        if (!opn_streq(at->key, index->head) && !opn_streq(at->key, "org") &&
            !is_section(index, at->key)) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, at,
                               "\"%s\" is no entry of the index", at->key);
        }
    }
}

void opn_class_assess(opn_import_job *job, const opn_class_index *index, const opn_tree *root,
                      opn_draft *draft)
{
    static const char *const org[] = {"name"};

    for (size_t i = 0; i < index->section_count; i++) {
        const opn_tree *section = opn_tree_member(root, index->sections[i].name);

        if (section == NULL) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, root,
                               "there is no entry %s; the index counts 0, nothing is assessed",
                               index->sections[i].name);
        } else {
            assess_section(job, index, i, section, draft);
        }
    }
    note_strangers(job, index, root);
    opn_class_rest(job, index, opn_tree_member(root, "org"), org, OPN_ARRAY_LEN(org));
}

/* One real file has an entry inside the head: it must not be taken for one. */
void opn_class_rest(opn_import_job *job, const opn_class_index *index, const opn_tree *map,
                    const char *const known[], size_t count)
{
    if (map == NULL || map->kind != OPN_TREE_MAP) {
        return;
    }
    for (const opn_tree *at = map->first; at != NULL; at = at->next) {
        if (!among(at->key, known, count) && !says_nothing(job, at)) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, at,
                               is_section(index, at->key)
                                   ? "\"%s\" is an entry of the index, but not here"
                                   : "the record has no place for \"%s\"",
                               at->key);
        }
    }
}

void opn_class_weights(opn_import_job *job, opn_draft *draft, const opn_tree *head,
                       const opn_tree *license, const char *name, const char *note)
{
    opn_draft_artifact weights = {.kind = "weights", .name = name, .note = note};
    opn_buf text = {NULL, 0, 0, false};

    weights.license = says_nothing(job, license) ? NULL : opn_import_license(job, license);
    if (weights.license == NULL && name == NULL) {
        return;
    }
    opn_buf_str(&text, weights.license == NULL ? "name of the model" : "license");
    if (weights.license != NULL) {
        opn_buf_printf(&text, " \"%s\"", opn_import_trimmed(job, opn_tree_text(license)));
    }
    add_links(job, opn_tree_member(head, "link"), &text);
    weights.claim =
        opn_import_claim(job, weights.license == NULL ? head : license, keep(job, &text));
    opn_draft_add_artifact(draft, &weights);
}
