/*
 * table.h: a sorted map from string to index.
 *
 * Built once, read many times: every catalog (licenses, rubrics, facts,
 * levels) is looked up through one of these.
 */
#ifndef OPN_TABLE_H
#define OPN_TABLE_H

#include "mem.h"

typedef struct {
    const char *key; /* borrowed: outlives the table */
    size_t index;
} opn_table_entry;

typedef struct {
    opn_table_entry *entries;
    size_t count;
    size_t capacity;
} opn_table;

#define OPN_TABLE_NONE SIZE_MAX

/* Room for capacity entries in the arena. OPENNESS_OK or OPENNESS_E_NOMEM. */
int opn_table_init(opn_table *table, opn_arena *arena, size_t capacity);

/* Appends; capacity must not be exceeded. Call opn_table_sort afterwards. */
void opn_table_put(opn_table *table, const char *key, size_t index);

/* Sorts by bytes. Returns a key that stands twice, or NULL. */
const char *opn_table_sort(opn_table *table);

/* The index of key, or OPN_TABLE_NONE. */
size_t opn_table_find(const opn_table *table, const char *key);

/* The known key nearest to a misspelled one (edit distance at most 2 and
 * less than half its length; ASCII case costs nothing), or NULL. For "did you
 * mean". Of equals the first in order. */
const char *opn_table_suggest(const opn_table *table, const char *key);

/* The same for names that stand in no table: candidate if it is near enough
 * to key and nearer than best (which may be NULL), else best. */
const char *opn_nearest(const char *best, const char *candidate, const char *key);

/* Insertions, deletions and replacements between two names, ASCII case apart;
 * OPN_EDIT_MAX + 1 for more, and for names above 64 bytes. */
#define OPN_EDIT_MAX 2
size_t opn_edit_distance(const char *a, const char *b);

#endif
