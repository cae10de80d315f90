/*
 * buf.h: a growable byte buffer with a sticky failure flag.
 *
 * Writers append without checking; the caller asks once at the end whether
 * anything failed. The buffer becomes an openness_text without a copy.
 */
#ifndef OPN_BUF_H
#define OPN_BUF_H

#include "common.h"
#include <openness/text.h>

/* Zero-initialize before use. */
typedef struct {
    char *data; /* NUL-terminated once anything was appended */
    size_t size;
    size_t capacity;
    bool failed;
} opn_buf;

void opn_buf_add(opn_buf *buf, const char *text, size_t size);
void opn_buf_str(opn_buf *buf, const char *text); /* NULL adds nothing */
void opn_buf_char(opn_buf *buf, char c);
void opn_buf_int(opn_buf *buf, int64_t value);
/* Only %s %d %zu %% are allowed: nothing that a locale could change. */
void opn_buf_printf(opn_buf *buf, const char *format, ...) OPN_PRINTF(2, 3);
void opn_buf_free(opn_buf *buf);

/* Moves the bytes into a new text handle and empties the buffer.
 * OPENNESS_OK or OPENNESS_E_NOMEM (also when the buffer had failed). */
int opn_buf_finish(opn_buf *buf, openness_text **out);

#endif
