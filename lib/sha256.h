/*
 * sha256.h: the digest that names the data behind a report (FIPS 180-4).
 */
#ifndef OPN_SHA256_H
#define OPN_SHA256_H

#include "common.h"

typedef struct {
    uint32_t state[8];
    uint64_t size; /* bytes seen */
    unsigned char block[64];
} opn_sha256;

void opn_sha256_init(opn_sha256 *sha);
void opn_sha256_add(opn_sha256 *sha, const void *bytes, size_t size);

/* Writes 64 lower-case hexadecimal digits and a NUL. The state is used up. */
void opn_sha256_finish(opn_sha256 *sha, char out[65]);

#endif
