/*
 * refcount.h: an atomic counter of references, the only mutable state.
 */
#ifndef OPN_REFCOUNT_H
#define OPN_REFCOUNT_H

#include "common.h"
#include <stdatomic.h>

typedef struct {
    atomic_size_t count;
} opn_refcount;

static inline void opn_refcount_init(opn_refcount *r)
{
    atomic_init(&r->count, 1);
}

static inline void opn_refcount_add(opn_refcount *r)
{
    atomic_fetch_add_explicit(&r->count, 1, memory_order_relaxed);
}

/* True when the last reference is gone. Acquire and release: whoever frees
 * must see all that the other holders did. */
static inline bool opn_refcount_drop(opn_refcount *r)
{
    return atomic_fetch_sub_explicit(&r->count, 1, memory_order_acq_rel) == 1;
}

#endif
