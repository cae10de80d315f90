/*
 * buf.c: a growable byte buffer, and the public text handle it becomes.
 *
 * Takes pieces of text, gives one NUL-terminated run of bytes. A failed
 * allocation sets a flag that stays, and everything appended later is
 * dropped: writers need no check per call.
 *
 * Must not know what the bytes mean.
 */
#include "buf.h"
#include "mem.h"

#include <stdarg.h>
#include <stdio.h>

/* Immutable from the moment it exists, hence free to be shared by threads. */
struct openness_text {
    char *data; /* NULL when empty */
    size_t size;
};

/* Makes room for extra bytes and the closing NUL, which is always there, so
 * that the data can be handed to C functions at any time. */
static bool reserve(opn_buf *buf, size_t extra)
{
    size_t capacity = buf->capacity == 0 ? 64 : buf->capacity;
    char *data;

    if (buf->failed) {
        return false;
    }
    if (buf->data != NULL && extra < buf->capacity - buf->size) {
        return true;
    }
    /* Half the address space: doubling below can then not wrap around. */
    if (extra > SIZE_MAX / 2 - 1 - buf->size) {
        buf->failed = true;
        return false;
    }
    /* Doubling makes n appended bytes cost O(n) in all. */
    while (capacity - buf->size <= extra) {
        capacity *= 2;
    }
    data = opn_resize(buf->data, capacity, 1);
    if (data == NULL) {
        buf->failed = true;
        return false;
    }
    buf->data = data;
    buf->capacity = capacity;
    return true;
}

void opn_buf_add(opn_buf *buf, const char *text, size_t size)
{
    if (!reserve(buf, size)) {
        return;
    }
    if (size > 0) {
        memcpy(buf->data + buf->size, text, size);
    }
    buf->size += size;
    buf->data[buf->size] = '\0';
}

/* NULL adds nothing: optional members of a record come as NULL. */
void opn_buf_str(opn_buf *buf, const char *text)
{
    if (text != NULL) {
        opn_buf_add(buf, text, strlen(text));
    }
}

void opn_buf_char(opn_buf *buf, char c)
{
    opn_buf_add(buf, &c, 1);
}

void opn_buf_int(opn_buf *buf, int64_t value)
{
    char digits[20]; /* 19 digits of INT64_MIN and its sign */
    size_t at = sizeof digits;
    /* Unsigned, because -INT64_MIN does not fit. */
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0) {
        digits[--at] = '-';
    }
    opn_buf_add(buf, digits + at, sizeof digits - at);
}

/* Twice through the format: once to measure, once into place. */
void opn_buf_printf(opn_buf *buf, const char *format, ...)
{
    va_list args;
    va_list again;
    int size;

    va_start(args, format);
    /* vsnprintf uses a list up. */
    va_copy(again, args);
    size = vsnprintf(NULL, 0, format, args);
    if (size < 0) {
        buf->failed = true;
    } else if (reserve(buf, (size_t)size)) {
        (void)vsnprintf(buf->data + buf->size, (size_t)size + 1, format, again);
        buf->size += (size_t)size;
    }
    va_end(again);
    va_end(args);
}

void opn_buf_free(opn_buf *buf)
{
    opn_free(buf->data);
    *buf = (opn_buf){0};
}

int opn_buf_finish(opn_buf *buf, openness_text **out)
{
    openness_text *text = buf->failed ? NULL : opn_alloc(1, sizeof *text);

    *out = text;
    /* The bytes go in either case, so that callers need no clean-up path. */
    if (text == NULL) {
        opn_buf_free(buf);
        return OPENNESS_E_NOMEM;
    }
    /* A copy would double the memory of the largest outputs. */
    text->data = buf->data;
    text->size = buf->size;
    *buf = (opn_buf){0};
    return OPENNESS_OK;
}

/* Public getters answer for NULL, so that a binding needs no check of its
 * own after a call that failed (base.h). */
const char *openness_text_data(const openness_text *text)
{
    return text == NULL || text->data == NULL ? "" : text->data;
}

size_t openness_text_size(const openness_text *text)
{
    return text == NULL ? 0 : text->size;
}

void openness_text_free(openness_text *text)
{
    if (text != NULL) {
        opn_free(text->data);
        opn_free(text);
    }
}
