/*
 * import_spdx3_graph.h: the elements of an SPDX 3 document and what joins them.
 *
 * The index is built once and looked up by binary search: a document names its
 * elements by any id it likes, in any order, as often as it likes.
 */
#ifndef OPN_IMPORT_SPDX3_GRAPH_H
#define OPN_IMPORT_SPDX3_GRAPH_H

#include "import.h"
#include "table.h"

/* Members that are read, by their names in the model. Generators drop the prefix
 * of the profile, so that both spellings count. */
#define OPN_SPDX3_MEMBERS(X)                                                                     \
    X(NAME, "name")                                                                              \
    X(CREATION, "creationInfo")                                                                  \
    X(CREATED_BY, "createdBy")                                                                   \
    X(RELATION, "relationshipType")                                                              \
    X(FROM, "from")                                                                              \
    X(TO, "to")                                                                                  \
    X(COMPLETENESS, "completeness")                                                              \
    X(RELEASED, "releaseTime")                                                                   \
    X(SUPPLIED, "suppliedBy")                                                                    \
    X(ORIGINATED, "originatedBy")                                                                \
    X(VERSION, "software_packageVersion")                                                        \
    X(LOCATION, "software_downloadLocation")                                                     \
    X(PURL, "software_packageUrl")                                                               \
    X(PURPOSE, "software_primaryPurpose")                                                        \
    X(TRAINING, "ai_informationAboutTraining")                                                   \
    X(APPLICATION, "ai_informationAboutApplication")                                             \
    X(HYPERPARAMETER, "ai_hyperparameter")                                                       \
    X(METRIC, "ai_metric")                                                                       \
    X(LIMITATION, "ai_limitation")                                                               \
    X(PREPROCESSING, "ai_modelDataPreprocessing")                                                \
    X(AVAILABILITY, "dataset_datasetAvailability")                                               \
    X(COLLECTION, "dataset_dataCollectionProcess")                                               \
    X(EXPRESSION, "simplelicensing_licenseExpression")                                           \
    X(TEXT, "simplelicensing_licenseText")                                                       \
    X(MEMBER, "expandedlicensing_member")                                                        \
    X(SUBJECT, "expandedlicensing_subjectLicense")                                               \
    X(EXTENDABLE, "expandedlicensing_subjectExtendableLicense")                                  \
    X(ADDITION, "expandedlicensing_subjectAddition")                                             \
    X(SEE_ALSO, "expandedlicensing_seeAlso")

#define OPN_SPDX3_AS_MEMBER(id, name) OPN_SPDX3_##id,
typedef enum { OPN_SPDX3_MEMBERS(OPN_SPDX3_AS_MEMBER) OPN_SPDX3_MEMBER_COUNT } opn_spdx3_member;

typedef enum {
    OPN_SPDX3_OTHER,
    OPN_SPDX3_AI,
    OPN_SPDX3_DATASET,
    OPN_SPDX3_PACKAGE,
    OPN_SPDX3_FILE,
    OPN_SPDX3_RELATIONSHIP,
    OPN_SPDX3_DOCUMENT,
    OPN_SPDX3_CUSTOM,      /* a license of its own text */
    OPN_SPDX3_LISTED,      /* of the SPDX list: its id names it */
    OPN_SPDX3_ADDITION_OF, /* an exception */
    OPN_SPDX3_EXPRESSED,
    OPN_SPDX3_ANY_OF,
    OPN_SPDX3_ALL_OF,
    OPN_SPDX3_OR_LATER,
    OPN_SPDX3_WITH
} opn_spdx3_kind;

/* How it stands with the license that an element of licensing names. */
typedef enum {
    OPN_SPDX3_UNREAD,
    OPN_SPDX3_NO_ASSERTION, /* nothing is said */
    OPN_SPDX3_OPAQUE,       /* some license that is not on record */
    OPN_SPDX3_KNOWN         /* "none" included */
} opn_spdx3_state;

typedef struct {
    opn_spdx3_state state;
    const char *license; /* as a record has it; NULL unless it is known */
    const char *text;    /* what stands in the source; NULL: nothing */
} opn_spdx3_license;

typedef struct {
    const opn_tree *node;
    opn_spdx3_kind kind;
    const char *id;   /* NULL for an object without one */
    const char *name; /* clipped: everybody who refers to it repeats it; NULL: none */
    const char *record; /* id of its record, once made */
    bool access_read;   /* what is odd about its availability has been noted */
    const opn_tree *members[OPN_SPDX3_MEMBER_COUNT];
    opn_spdx3_license license;           /* read when first asked for */
    const struct opn_spdx3_terms *terms; /* likewise */
    size_t used_by[2]; /* package + 1 that was last trained on it, and tested on it */
} opn_spdx3_element;

typedef enum {
    OPN_SPDX3_TRAINED_ON,
    OPN_SPDX3_TESTED_ON,
    OPN_SPDX3_DECLARED,
    OPN_SPDX3_CONCLUDED,
    OPN_SPDX3_DESCENDANT_OF,
    OPN_SPDX3_ANCESTOR_OF,
    OPN_SPDX3_GENERATES,
    OPN_SPDX3_CONTAINS,
    OPN_SPDX3_UNUSED
} opn_spdx3_relation;

#define OPN_SPDX3_NONE SIZE_MAX

/* One arrow: a relationship to three elements is three of them. */
typedef struct {
    size_t from;        /* among the elements */
    size_t to;          /* or OPN_SPDX3_NONE: it is not in the document */
    const opn_tree *at; /* what names the target */
    const opn_spdx3_element *relationship;
    opn_spdx3_relation relation;
    size_t order;
} opn_spdx3_edge;

typedef struct {
    opn_import_job *job;
    opn_arena *arena;              /* of the index only */
    const opn_tree *list;          /* "@graph" or "element", or a root that is an element */
    opn_spdx3_element *elements;   /* in document order, objects within objects included */
    size_t count;
    size_t capacity;
    opn_table ids;                 /* elements of the list, then those within others */
    opn_spdx3_edge *edges;         /* by from, then order */
    const opn_spdx3_edge **inward; /* by to, then order; those that have one */
    size_t edge_count;
    size_t edge_capacity;
    size_t inward_count;
    size_t work; /* arrows followed beyond those of a package itself */
} opn_spdx3_graph;

/* More arrows than this are not followed through files that packages share. */
enum { OPN_SPDX3_MOST_WORK = 200000 };

/* Of a member "type". */
opn_spdx3_kind opn_spdx3_kind_of(const opn_tree *element);

/* Indexes a document. False when it was refused or there is no memory. */
bool opn_spdx3_index(opn_spdx3_graph *graph, const opn_tree *root);

/* Whether it stands in the list itself, and not within another element. */
bool opn_spdx3_listed(const opn_spdx3_graph *graph, const opn_spdx3_element *element);

/* What a list of one holds; anything else is itself. NULL gives NULL. */
const opn_tree *opn_spdx3_only(const opn_tree *node);

/* What a reference means, a text or an object in its place; NONE: not here. */
size_t opn_spdx3_resolve(const opn_spdx3_graph *graph, const opn_tree *reference);

/* The arrows from an element, and those to it; NULL and 0 when there are none. */
const opn_spdx3_edge *opn_spdx3_from(const opn_spdx3_graph *graph, size_t element,
                                     size_t *count);
const opn_spdx3_edge *const *opn_spdx3_to(const opn_spdx3_graph *graph, size_t element,
                                          size_t *count);

/* The text of a member, trimmed; NULL when it is absent, empty, NONE or
 * NOASSERTION. A list of one counts as what it holds. */
const char *opn_spdx3_text(const opn_spdx3_graph *graph, const opn_tree *node);

/* "NOASSERTION" and its names in the model; "NONE" likewise. */
bool opn_spdx3_is_no_assertion(const char *text);
bool opn_spdx3_is_none(const char *text);

/* import_spdx3_license.c: what a reference to a license means. */
opn_spdx3_license opn_spdx3_license_of(opn_spdx3_graph *graph, const opn_tree *reference);

/* What is said of the license of an element, by all that is said. */
typedef struct opn_spdx3_terms {
    const char *license;    /* as a draft has it; NULL: unknown */
    const opn_tree *places[2]; /* what was declared and what was concluded, or NULL */
    const char *shows[2];
    const char *conflict; /* NULL, or how the two disagree */
} opn_spdx3_terms;

/* Never NULL; read once for each element. */
const opn_spdx3_terms *opn_spdx3_terms_of(opn_spdx3_graph *graph, size_t element);

/* import_spdx3_parts.c: what belongs to a package besides its weights. */
void opn_spdx3_add_parts(opn_spdx3_graph *graph, size_t package, const char *by,
                         opn_draft *draft);

/* What is said of a dataset that no model is described with. */
void opn_spdx3_add_alone(opn_spdx3_graph *graph, size_t package, const char *by,
                         opn_draft *draft);

/* A claim about a node of the source, by whoever made the document. */
opn_draft_claim opn_spdx3_claim(opn_spdx3_graph *graph, const opn_tree *node, const char *shows,
                                const char *by);

/* The claim for terms, its second half in the arena; *claim stays as it is when
 * nothing was stated. */
void opn_spdx3_claim_terms(opn_spdx3_graph *graph, const opn_spdx3_terms *terms, const char *by,
                           opn_draft_claim *claim);

/* A message in the job's arena; "" without memory. %s %d %zu only. */
const char *opn_spdx3_message(opn_import_job *job, const char *format, ...) OPN_PRINTF(2, 3);

#endif
