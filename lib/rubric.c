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

static void mark(const opn_rubric *rubric, size_t first, size_t count, bool *read)
{
    for (size_t i = 0; i < count && count != OPN_NO_PREDICATE; i++) {
        uint16_t code = rubric->ops[first + i].code;

        if ((code & OPN_GATE) == 0) {
            read[code] = true;
        }
    }
}

/* Criteria alone read facts; the combination reads criteria. */
void opn_rubric_reads(const opn_rubric *rubric, bool *read)
{
    for (size_t c = 0; c < rubric->criterion_count; c++) {
        const opn_rubric_node *node = &rubric->nodes[c];

        for (size_t k = 0; k < node->level_count; k++) {
            const opn_level *level = &rubric->levels[node->first_level + k];

            mark(rubric, level->first_op, level->op_count, read);
        }
    }
    mark(rubric, rubric->applies_first, rubric->applies_count, read);
}
