/*
 * table.c: a sorted map from string to index.
 *
 * Takes borrowed keys, gives indices by binary search. Sorting is by bytes,
 * so that the order is the same on every machine and in every locale.
 *
 * Must not know what the indices point into.
 */
#include "table.h"
#include "ascii.h"

#include <stdlib.h>

/* Longer names are not worth a guess, and the rows below stay on the stack. */
enum { LONGEST_GUESS = 64 };

/* The capacity is known: catalogs are counted before they are filled. */
int opn_table_init(opn_table *table, opn_arena *arena, size_t capacity)
{
    *table = (opn_table){0};
    table->entries = opn_arena_alloc(arena, capacity, sizeof *table->entries);
    if (table->entries == NULL) {
        return OPENNESS_E_NOMEM;
    }
    table->capacity = capacity;
    return OPENNESS_OK;
}

void opn_table_put(opn_table *table, const char *key, size_t index)
{
    /* One entry too many is a bug of the caller; losing it is better than
     * writing past the end. */
    if (table->count < table->capacity) {
        table->entries[table->count] = (opn_table_entry){key, index};
        table->count++;
    }
}

/* Equal keys order by index: qsort is not stable, and a total order makes
 * that unobservable. */
static int compare_entries(const void *a, const void *b)
{
    const opn_table_entry *x = a;
    const opn_table_entry *y = b;
    int order = strcmp(x->key, y->key);

    if (order != 0) {
        return order;
    }
    return (x->index > y->index) - (x->index < y->index);
}

const char *opn_table_sort(opn_table *table)
{
    if (table->count > 1) {
        qsort(table->entries, table->count, sizeof *table->entries, compare_entries);
    }
    /* Equal keys are neighbors now. */
    for (size_t i = 1; i < table->count; i++) {
        if (opn_streq(table->entries[i - 1].key, table->entries[i].key)) {
            return table->entries[i].key;
        }
    }
    return NULL;
}

/* The key lies in entries[low] .. entries[high - 1], if anywhere. */
size_t opn_table_find(const opn_table *table, const char *key)
{
    size_t low = 0;
    size_t high = table->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(key, table->entries[middle].key);

        if (order == 0) {
            return table->entries[middle].index;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return OPN_TABLE_NONE;
}

static size_t least(size_t a, size_t b, size_t c)
{
    size_t low = a < b ? a : b;

    return low < c ? low : c;
}

/* By bytes: an accented letter counts as two. Ids here are ASCII, and one
 * edit more in a foreign name only makes the guess more careful. */
size_t opn_edit_distance(const char *a, const char *b)
{
    size_t row[LONGEST_GUESS + 1];
    size_t a_size = strlen(a);
    size_t b_size = strlen(b);

    /* Each byte of difference in length is one edit at least. */
    if (a_size > LONGEST_GUESS || b_size > LONGEST_GUESS || a_size > b_size + OPN_EDIT_MAX ||
        b_size > a_size + OPN_EDIT_MAX) {
        return OPN_EDIT_MAX + 1;
    }
    for (size_t j = 0; j <= b_size; j++) {
        row[j] = j;
    }
    /* Levenshtein with one row. Cell (i, j) is the distance of the first i
     * bytes of a and the first j of b; it follows from the cells above it (up),
     * left of it (row[j - 1]) and above that one (diagonal). */
    for (size_t i = 1; i <= a_size; i++) {
        size_t diagonal = row[0];

        row[0] = i;
        for (size_t j = 1; j <= b_size; j++) {
            size_t up = row[j];
            size_t change = opn_lower(a[i - 1]) == opn_lower(b[j - 1]) ? 0 : 1;

            row[j] = least(diagonal + change, up + 1, row[j - 1] + 1);
            diagonal = up;
        }
    }
    return row[b_size] > OPN_EDIT_MAX ? OPN_EDIT_MAX + 1 : row[b_size];
}

const char *opn_nearest(const char *best, const char *candidate, const char *key)
{
    size_t distance = opn_edit_distance(key, candidate);

    /* In a short word two edits change everything: "MIT" is not "MPL". */
    if (distance > OPN_EDIT_MAX || distance * 2 >= strlen(key)) {
        return best;
    }
    /* Ties go to the earlier one, or the message would depend on chance. */
    if (best != NULL && opn_edit_distance(key, best) <= distance) {
        return best;
    }
    return candidate;
}

/* Linear: this runs once per misspelled name, never on the way to an answer. */
const char *opn_table_suggest(const opn_table *table, const char *key)
{
    const char *best = NULL;

    for (size_t i = 0; i < table->count; i++) {
        best = opn_nearest(best, table->entries[i].key, key);
    }
    return best;
}
