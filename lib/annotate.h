/*
 * annotate.h: what is said of a record in the document that it came from.
 *
 * annotate.c decides what is said; one file per format decides where it stands.
 */
#ifndef OPN_ANNOTATE_H
#define OPN_ANNOTATE_H

#include "import.h"
#include "splice.h"

#include <openness/annotate.h>

/* All names begin so, and nobody else's do: what is found under it was put there
 * by an earlier call. */
#define OPN_ANNOTATE_PREFIX "openness:verdict:"

/* One statement about a record. */
typedef struct {
    const char *name;  /* "openness:verdict:mof-1_0:level" */
    const char *value; /* never NULL */
} opn_annotation;

typedef struct {
    const openness_import *import; /* of the document; its records in their order */
    const openness_rubric *const *rubrics;
    size_t rubric_count;
    const char *as_of; /* NULL: the latest state */
    const char *digest; /* of the data */
    opn_arena *arena;
    opn_splice *splice; /* the same document */
    openness_error **err;
} opn_annotate_job;

/* One format. annotate.c lists them all. */
typedef struct {
    const char *format; /* id of its importer */
    /* Asks opn_annotate_record() about every record and puts the answer where the
     * record came from. OPENNESS_* with *err. */
    int (*write)(opn_annotate_job *job);
} opn_annotator;

extern const opn_annotator opn_annotate_cyclonedx;
extern const opn_annotator opn_annotate_spdx3;

/* What is to be said of one record: `count` statements in the arena, the same
 * names in the same order for every record but for what a rubric does not have.
 * OPENNESS_* with *err. */
int opn_annotate_record(opn_annotate_job *job, size_t record, const opn_annotation **out,
                        size_t *count);

#endif
