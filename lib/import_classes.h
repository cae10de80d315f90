/*
 * import_classes.h: indices that rate every entry open, partial or closed.
 *
 * Three indices keep one YAML file per system in the same form: a head that
 * says what is rated, then one section per entry with a class, links and a
 * remark. What differs is a table: names of sections, words and rubrics.
 */
#ifndef OPN_IMPORT_CLASSES_H
#define OPN_IMPORT_CLASSES_H

#include "import.h"

/* A class as it is spelled, and the level that it stands for. Words are
 * compared as the indices' own programs do it: exactly. */
typedef struct {
    const char *word;
    const char *level;
} opn_class_word;

/* One entry. The criterion of the rubric bears the name of the section. */
typedef struct {
    const char *name;
    const opn_class_word *words;
    size_t word_count;
} opn_class_section;

/* A rubric that the ratings answer: its criteria are the first `count` sections. */
typedef struct {
    const char *id;
    int version;
    size_t count;
} opn_class_rubric;

typedef struct {
    const char *head; /* the member that says what is rated */
    const char *mark; /* a section that no other index has */
    const char *by;   /* who rates */
    const opn_class_section *sections;
    size_t section_count;
    const opn_class_rubric *rubrics;
    size_t rubric_count;
} opn_class_index;

/* open, partial, closed: three words. */
extern const opn_class_word opn_class_rated[];
enum { OPN_CLASS_RATED = 3 };

/* Whether the document has the head and the mark of the index. Never reports. */
bool opn_class_detect(const opn_class_index *index, const opn_tree *root);

/* A draft with name, producer and id. An entry without a name, which the index
 * itself leaves out, is named after its file. false: the document is none of
 * the index, and has been refused. */
bool opn_class_begin(opn_import_job *job, const opn_class_index *index, const opn_tree *root,
                     opn_draft *draft);

/* The sections as assessments, and notes on what is left over in the document. */
void opn_class_assess(opn_import_job *job, const opn_class_index *index, const opn_tree *root,
                      opn_draft *draft);

/* Notes every member that says something and is not among the known ones. */
void opn_class_rest(opn_import_job *job, const opn_class_index *index, const opn_tree *map,
                    const char *const known[], size_t count);

/* The text of a member, trimmed; NULL when it is absent, empty or one of the
 * words that say that nobody knows ("unknown", "undisclosed", "NA"), which are
 * noted as ignored. */
const char *opn_class_stated(opn_import_job *job, const opn_tree *member);

/* The weights as far as the head speaks of them: a license and a name, both
 * may be NULL. Nobody says here that they can be had. */
void opn_class_weights(opn_import_job *job, opn_draft *draft, const opn_tree *head,
                       const opn_tree *license, const char *name, const char *note);

#endif
