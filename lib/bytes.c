/*
 * bytes.c: numbers and runs of bytes from a binary header, within its bounds.
 *
 * Takes a position that moves forward only, gives numbers as they are written
 * (lowest byte first) whatever the machine has. The first question beyond the
 * end sets a flag; all later ones answer 0 or NULL, so that a reader may ask
 * several and look once.
 *
 * Must not know any format, nor allocate.
 */
#include "bytes.h"

opn_bytes opn_bytes_begin(const char *data, size_t size)
{
    return (opn_bytes){.data = data, .size = size};
}

size_t opn_bytes_left(const opn_bytes *b)
{
    return b->size - b->at;
}

const char *opn_bytes_take(opn_bytes *b, uint64_t count, size_t size)
{
    const char *start = b->data + b->at;

    /* Divided, not multiplied: 2^63 elements of two bytes are none in 64 bits. */
    if (b->ended || count > opn_bytes_left(b) / size) {
        b->ended = true;
        return NULL;
    }
    b->at += (size_t)count * size;
    return start;
}

static uint64_t number(opn_bytes *b, size_t size)
{
    const char *bytes = opn_bytes_take(b, 1, size);
    uint64_t value = 0;

    for (size_t i = size; bytes != NULL && i > 0; i--) {
        value = value << 8 | (unsigned char)bytes[i - 1];
    }
    return value;
}

uint16_t opn_bytes_u16(opn_bytes *b)
{
    return (uint16_t)number(b, sizeof(uint16_t));
}

uint32_t opn_bytes_u32(opn_bytes *b)
{
    return (uint32_t)number(b, sizeof(uint32_t));
}

uint64_t opn_bytes_u64(opn_bytes *b)
{
    return number(b, sizeof(uint64_t));
}
