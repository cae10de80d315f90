/*
 * bytes.h: numbers and runs of bytes from a binary header, within its bounds.
 *
 * A length that a file states is what an attacker states: it is compared with
 * the bytes that are there before anything is skipped, and never added to a
 * position first, so that no sum can wrap.
 */
#ifndef OPN_BYTES_H
#define OPN_BYTES_H

#include "common.h"

typedef struct {
    const char *data;
    size_t size;
    size_t at;  /* never above size */
    bool ended; /* something was asked for beyond the end; stays */
} opn_bytes;

opn_bytes opn_bytes_begin(const char *data, size_t size);

/* How many bytes are left. */
size_t opn_bytes_left(const opn_bytes *b);

/* Little-endian numbers; 0 beyond the end. */
uint16_t opn_bytes_u16(opn_bytes *b);
uint32_t opn_bytes_u32(opn_bytes *b);
uint64_t opn_bytes_u64(opn_bytes *b);

/* Moves over count elements of size bytes each (at least 1) and gives the first byte;
 * NULL, and nothing is moved, beyond the end. */
const char *opn_bytes_take(opn_bytes *b, uint64_t count, size_t size);

#endif
