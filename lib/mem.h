/*
 * mem.h: the one seam to malloc, and arenas.
 *
 * Everything the library allocates goes through here, so that the
 * allocation-failure sweep can make the n-th request fail. Handles own one
 * arena each: their strings and arrays live exactly as long as they do.
 */
#ifndef OPN_MEM_H
#define OPN_MEM_H

#include "common.h"

/* Zeroed memory of count * size bytes, or NULL on overflow or exhaustion.
 * Released with opn_free. */
void *opn_alloc(size_t count, size_t size);

/* Like realloc with an overflow check; on failure the old block stays. */
void *opn_resize(void *block, size_t count, size_t size);

/* free(); NULL is allowed. */
void opn_free(void *block);

/* Memory that is released all at once. Zero-initialize before use. */
typedef struct opn_arena {
    struct opn_block *head;
    size_t used; /* bytes handed out: for tests and limits */
} opn_arena;

/* Zeroed, aligned for any type; NULL on overflow or exhaustion. A count or
 * size of 0 gives a valid pointer. */
void *opn_arena_alloc(opn_arena *arena, size_t count, size_t size);

/* NUL-terminated copy of size bytes, or NULL. */
const char *opn_arena_copy(opn_arena *arena, const char *text, size_t size);

/* Copy of a NUL-terminated string; NULL gives NULL. */
const char *opn_arena_string(opn_arena *arena, const char *text);

/* Releases everything and leaves the arena empty. */
void opn_arena_free(opn_arena *arena);

#ifdef OPENNESS_TEST_MEM
/* Test builds only: the n-th allocation from now fails (0 = never). Returns
 * how many were made since the last call. */
size_t opn_mem_fail_at(size_t n);
#endif

#endif
