/*
 * rubric.c: life and look-up of a compiled rubric.
 *
 * Takes what rubric_read.c built, gives nodes by name. Everything else reads
 * the arrays of rubric.h directly: they never change after loading.
 *
 * Must not know JSON.
 */
#include "rubric.h"

void opn_rubric_free(opn_rubric *rubric)
{
    if (rubric != NULL) {
        opn_arena_free(&rubric->arena);
        opn_free(rubric);
    }
}

size_t opn_rubric_node_find(const opn_rubric *rubric, const char *id)
{
    /* A rubric has some tens of nodes: a loop is as fast as a table. */
    for (size_t i = 0; i < rubric->node_count; i++) {
        if (opn_streq(rubric->nodes[i].id, id)) {
            return i;
        }
    }
    return SIZE_MAX;
}
