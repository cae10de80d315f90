/*
 * import_os_ai_map.h: what the files of the import of os-ai-map share.
 *
 * A file of scores on its way to a record, the questions that the map's
 * ladders ask, and the answers that are recorded.
 */
#ifndef OPN_IMPORT_OS_AI_MAP_H
#define OPN_IMPORT_OS_AI_MAP_H

#include "import.h"
#include "json_read.h"

/* Who asserts what these files record. */
#define OPN_MAP_BY "os-ai-map"

enum { OPN_MAP_KEYS = 4, OPN_MAP_WORDS = 16, OPN_MAP_MODEL_LADDERS = 2 };

/* A recorded word and the level of the criterion that it stands for. */
typedef struct {
    const char *word;
    const char *level;
} opn_map_word;

/* A question of a ladder: the keys that can answer it, best first, and what any
 * other answer, or none, comes to in the ladder's rules. */
typedef struct {
    const char *criterion;
    const char *keys[OPN_MAP_KEYS + 1];
    opn_map_word words[OPN_MAP_WORDS + 1];
    const char *otherwise;
} opn_map_dimension;

/* One ladder. Terms are criteria that the license's tier answers; without an
 * otherwise the tier is the level. */
typedef struct {
    const char *rubric;
    opn_map_dimension dimensions[4];
    const char *license_keys[3];
    opn_map_dimension terms[3];
} opn_map_ladder;

/* import_os_ai_map_ladders.c */
extern const opn_map_ladder opn_map_model_ladders[OPN_MAP_MODEL_LADDERS];
extern const opn_map_ladder opn_map_dataset_ladder;
const char *opn_map_level(const opn_map_dimension *d, const char *recorded); /* or NULL */
bool opn_map_asks_for(const opn_map_ladder *l, const char *key);

/* One clause of the components. */
typedef struct {
    const char *key;
    const char *value;
    const opn_tree *node;
} opn_map_component;

typedef struct {
    opn_import_job *job;
    const opn_node *tiers; /* import_os_ai_map_license.h */
    const opn_tree *openness;
    opn_map_component *items;
    size_t count;
    opn_draft draft;
    const char *date;       /* of the last source that was read; NULL without any */
    const char *confidence; /* NULL when none of a record's words */
} opn_map_scores;

/* import_os_ai_map_grade.c */

/* A line in the arena; "" without memory. */
const char *opn_map_say(opn_import_job *job, const char *format, ...) OPN_PRINTF(2, 3);

/* The components of the openness block, as text or spelled out as a map. */
void opn_map_read_components(opn_map_scores *s);

/* NULL when there is none. */
const opn_map_component *opn_map_find(const opn_map_scores *s, const char *key);

/* The first key of a ladder that holds a license at all; NULL without one. */
const opn_map_component *opn_map_license_of(const opn_map_scores *s, const opn_map_ladder *l);

/* Adds an assessment for every criterion of a ladder that the components answer. */
void opn_map_assess(opn_map_scores *s, const opn_map_ladder *l);

#endif
