/*
 * import_os_ai_map_license.h: what os-ai-map makes of a license that it records.
 *
 * Its license strings are half name, half prose. How they are cut is the
 * map's rule and belongs to its import alone: nothing else of the library
 * reads a license this way.
 */
#ifndef OPN_IMPORT_OS_AI_MAP_LICENSE_H
#define OPN_IMPORT_OS_AI_MAP_LICENSE_H

#include "json_read.h"
#include "mem.h"

/* Which license a part speaks of: "code MIT + model X". */
typedef enum { OPN_MAP_SCOPE_NONE, OPN_MAP_SCOPE_CODE, OPN_MAP_SCOPE_MODEL } opn_map_scope;

/* One license of a recorded value. */
typedef struct {
    const char *name; /* without scope, prefix and annotation; an alias is resolved */
    opn_map_scope scope;
    bool assumed;
} opn_map_part;

typedef struct {
    opn_map_part *parts;
    size_t count;
} opn_map_parts;

/* The names and tiers of data/vocabulary/os-ai-map-licenses.json. OPENNESS_OK,
 * E_INTERNAL (the build lacks it) or E_NOMEM; released with opn_json_free. */
int opn_map_tiers_open(opn_json **out);

/* The parts of a value, which "+" joins outside of parentheses; false without
 * memory. */
bool opn_map_parts_read(const opn_node *tiers, const char *raw, opn_arena *arena,
                        opn_map_parts *out);

/* The tier of a value in the ladder of a rubric: the whole value if the ladder
 * names it, else the most restrictive of its parts. NULL when a part has none:
 * the map's recipe then gives no verdict. */
const char *opn_map_tier(const opn_node *tiers, const char *rubric, const char *raw,
                         const opn_map_parts *parts);

/* A component's value without annotation: what stands before "(" or ",". */
const char *opn_map_head(const char *value, opn_arena *arena);

/* Where the clause at text ends: at a separator outside of parentheses, or at
 * the end. A stray ")" closes nothing. */
size_t opn_map_clause(const char *text, char separator);

#endif
