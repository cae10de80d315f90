/*
 * mem.c: the one seam to malloc, and arenas.
 *
 * Takes sizes as count and size apart, so that every product is checked in
 * one place. Gives zeroed memory only: a half-built handle can be freed at
 * any point. In the test build (OPENNESS_TEST_MEM) the n-th request fails.
 *
 * Must not know what is stored in the memory.
 */
#include "mem.h"

#include <stdalign.h>
#include <stdlib.h>

/* Blocks double from FIRST to LAST: a small handle costs one page at most, a
 * large one few calls. */
enum { FIRST_BLOCK = 1024, LAST_BLOCK = 64 * 1024 };

/* A block is its header and the bytes behind it. data has the strictest type
 * there is, so that the first byte is aligned for all of them. */
struct opn_block {
    struct opn_block *next;
    size_t size;
    size_t used;
    max_align_t data[];
};

#ifdef OPENNESS_TEST_MEM
/* The sweep runs in one thread, so that plain counters will do. */
static size_t fail_in;
static size_t made;

size_t opn_mem_fail_at(size_t n)
{
    size_t before = made;

    fail_in = n;
    made = 0;
    return before;
}

/* Counts down to one failure, after which memory is plentiful again: the
 * clean-up that follows must not depend on a second chance. */
static bool refused(void)
{
    made++;
    if (fail_in == 0) {
        return false;
    }
    fail_in--;
    return fail_in == 0;
}
#else
static bool refused(void)
{
    return false;
}
#endif

/* Sizes come from documents; a product that wraps around would allocate too
 * little and be written past. */
static bool product(size_t count, size_t size, size_t *bytes)
{
    if (size != 0 && count > SIZE_MAX / size) {
        return false;
    }
    *bytes = count * size;
    return true;
}

void *opn_alloc(size_t count, size_t size)
{
    size_t bytes;

    if (!product(count, size, &bytes) || refused()) {
        return NULL;
    }
    /* calloc may answer NULL to 0, which callers would take for exhaustion. */
    return calloc(bytes == 0 ? 1 : bytes, 1);
}

void *opn_resize(void *block, size_t count, size_t size)
{
    size_t bytes;

    if (!product(count, size, &bytes) || refused()) {
        return NULL;
    }
    /* realloc to 0 may free the block, and C23 makes it undefined. */
    return realloc(block, bytes == 0 ? 1 : bytes);
}

/* Its own function, so that the sweep's cJSON hooks and the library agree on
 * one pair. */
void opn_free(void *block)
{
    free(block);
}

/* Adds a block with room for bytes. A request that would fill most of a block
 * gets one of its own behind the head, so that the head's rest stays in use. */
static struct opn_block *add_block(opn_arena *arena, size_t bytes)
{
    size_t size = FIRST_BLOCK;
    struct opn_block *block;
    bool own;

    if (arena->head != NULL && arena->head->size >= FIRST_BLOCK) {
        size = arena->head->size < LAST_BLOCK / 2 ? arena->head->size * 2 : LAST_BLOCK;
    }
    own = bytes > size / 2;
    if (own) {
        size = bytes;
    }
    if (size > SIZE_MAX - sizeof *block) {
        return NULL;
    }
    block = opn_alloc(1, sizeof *block + size);
    if (block == NULL) {
        return NULL;
    }
    block->size = size;
    /* A block of its own is full from the start; as head it would hide one
     * that is not. The first block of all has nothing to hide. */
    if (own && arena->head != NULL) {
        block->next = arena->head->next;
        arena->head->next = block;
    } else {
        block->next = arena->head;
        arena->head = block;
    }
    return block;
}

/* Cuts bytes off the head block. Never splits a request, never reuses what
 * was handed out: that is what keeps borrowed pointers good until the end. */
static void *take(opn_arena *arena, size_t bytes, size_t align)
{
    struct opn_block *block = arena->head;
    size_t at = 0;

    /* Two empty requests must not share an address with a later one. */
    if (bytes == 0) {
        bytes = 1;
    }
    if (block != NULL) {
        at = (block->used + align - 1) / align * align;
    }
    if (block == NULL || at > block->size || bytes > block->size - at) {
        block = add_block(arena, bytes);
        at = 0;
    }
    if (block == NULL) {
        return NULL;
    }
    block->used = at + bytes;
    arena->used += bytes;
    return (char *)block->data + at;
}

void *opn_arena_alloc(opn_arena *arena, size_t count, size_t size)
{
    size_t bytes;

    if (!product(count, size, &bytes)) {
        return NULL;
    }
    return take(arena, bytes, alignof(max_align_t));
}

const char *opn_arena_copy(opn_arena *arena, const char *text, size_t size)
{
    char *copy;

    /* Room for the NUL would wrap around. */
    if (size == SIZE_MAX) {
        return NULL;
    }
    /* Text needs no alignment: packing it saves a third of a catalog. */
    copy = take(arena, size + 1, 1);
    if (copy != NULL && size > 0) {
        memcpy(copy, text, size);
    }
    return copy;
}

const char *opn_arena_string(opn_arena *arena, const char *text)
{
    return text == NULL ? NULL : opn_arena_copy(arena, text, strlen(text));
}

void opn_arena_free(opn_arena *arena)
{
    struct opn_block *block = arena->head;

    while (block != NULL) {
        struct opn_block *next = block->next;

        opn_free(block);
        block = next;
    }
    /* Usable again, and harmless to free twice. */
    *arena = (opn_arena){0};
}
