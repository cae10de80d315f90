/*
 * import_cyclonedx.h: what the parts of the reader of CycloneDX share.
 *
 * import_cyclonedx.c finds the models of a document, import_cyclonedx_model.c
 * reads one, import_cyclonedx_data.c its datasets, import_cyclonedx_license.c
 * licenses of either.
 */
#ifndef OPN_IMPORT_CYCLONEDX_H
#define OPN_IMPORT_CYCLONEDX_H

#include "import.h"
#include "table.h"

/* Components in the order in which they are found: that of the record, then
 * depth first. Zero-initialize. */
typedef struct {
    const opn_tree **items;
    size_t count;
    size_t capacity;
} opn_cyclonedx_list;

/* All components of a document: metadata.component, components and what is nested
 * in them; not pedigrees, which tell what a component came from. False without
 * memory. */
bool opn_cyclonedx_components(const opn_tree *root, opn_arena *arena, opn_cyclonedx_list *out);

/* Whether a component is a machine-learning model: each such one is a record. */
bool opn_cyclonedx_is_model(const opn_tree *component);

typedef struct {
    opn_import_job *job;
    opn_cyclonedx_list components;
    opn_table refs;    /* by bom-ref: index of the component */
    const char *twice; /* a bom-ref of several components, or NULL */
    bool *used;        /* by component: a model refers to it */
} opn_cyclonedx;

/* The trimmed text of a node; NULL when it is absent, empty or says that nobody
 * says ("NOASSERTION", "unknown"). */
const char *opn_cyclonedx_said(opn_import_job *job, const opn_tree *node);

/* The same of a member. */
const char *opn_cyclonedx_text(opn_import_job *job, const opn_tree *map, const char *key);

/* The elements of a list member; NULL for anything else. */
const opn_tree *opn_cyclonedx_first(const opn_tree *map, const char *key);

/* The parts joined, in the arena; "" without memory. */
const char *opn_cyclonedx_join(opn_import_job *job, const char *a, const char *b, const char *c);

/* The id of a model or of an ancestor, from its package URL, group and name. */
const char *opn_cyclonedx_id(opn_import_job *job, const opn_tree *component,
                             const char *producer);

/* One model as a record. */
void opn_cyclonedx_model(opn_cyclonedx *c, const opn_tree *component);

/* Its datasets, written inline or by reference. */
void opn_cyclonedx_datasets(opn_cyclonedx *c, const opn_tree *list, opn_draft *draft);

typedef struct {
    const char *license;  /* as a draft has it; NULL: unknown */
    const opn_tree *node; /* what states it; NULL: nothing does */
    const char *shows;
    const char *conflict; /* NULL, or how two statements disagree */
} opn_cyclonedx_license;

/* What a component states of its license: licenses, else a reference of type
 * license, else a property "license". */
opn_cyclonedx_license opn_cyclonedx_read_license(opn_import_job *job, const opn_tree *component);

/* Whether the name of a property ends in `name` behind its namespaces, without
 * regard to case, "-" and "_". */
bool opn_cyclonedx_property(const opn_tree *property, const char *name);

#endif
