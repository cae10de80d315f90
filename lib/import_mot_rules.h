/*
 * import_mot_rules.h: how the Model Openness Tool reads an entry.
 *
 * The rules of its source at revision 8b5d30e, its slips included: which
 * license a component has, and what that makes of the component. Nothing here
 * says what a reader would understand; that is import_mot.c.
 */
#ifndef OPN_IMPORT_MOT_RULES_H
#define OPN_IMPORT_MOT_RULES_H

#include "pull.h"
#include "tree.h"

enum { OPN_MOT_COMPONENTS = 17, OPN_MOT_TYPES = 3, OPN_MOT_GLOBALS = 4 };

typedef struct {
    const char *name;
    size_t type;           /* of content: index into opn_mot_globals */
    const char *criterion; /* of mot-2026 */
    const char *kind;      /* of artifact */
    const char *stage;
    const char *note; /* what the entry leaves open, NULL: nothing */
} opn_mot_component;

/* In the tool's order: the first stands for every name that it does not know. */
extern const opn_mot_component opn_mot_components[OPN_MOT_COMPONENTS];

/* Keys of the licenses for all components: of a type of content, and of the
 * whole distribution, which is the last resort. */
extern const char *const opn_mot_globals[OPN_MOT_GLOBALS];

/* The tool's license strings, as slices of data/vocabulary/mot-licenses.json. */
typedef struct {
    opn_slice open;
    opn_slice typed[OPN_MOT_TYPES];
} opn_mot_lists;

/* False when the table is not in its form: a bug of the build. */
bool opn_mot_lists_read(opn_mot_lists *out);

/* NULL, "" and "0". */
bool opn_mot_empty(const char *text);

/* SIZE_MAX when the tool has no component of this name. */
size_t opn_mot_find(const char *name);

typedef struct {
    const opn_tree *node; /* NULL: none at all */
    size_t global;        /* index into opn_mot_globals; OPN_MOT_GLOBALS: its own */
} opn_mot_license;

/* The license of a component; globals are the names of those for all
 * components, NULL where there is none. */
opn_mot_license opn_mot_resolve(const opn_tree *entry, size_t component,
                                const opn_tree *const globals[OPN_MOT_GLOBALS]);

/* The level of a component that is listed under a license (NULL: none). */
const char *opn_mot_level(const opn_mot_lists *lists, size_t component, const char *license);

#endif
