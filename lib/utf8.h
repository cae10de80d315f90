/*
 * utf8.h: UTF-8 as RFC 3629 defines it.
 */
#ifndef OPN_UTF8_H
#define OPN_UTF8_H

#include "common.h"

/* Length in bytes (1..4) of the valid sequence at text, 0 when there is none
 * (overlong, surrogate, above U+10FFFF, cut short). */
size_t opn_utf8_next(const char *text, size_t size);

/* Code points in size bytes of valid UTF-8. */
size_t opn_utf8_count(const char *text, size_t size);

/* The largest prefix length <= limit that does not cut a code point. */
size_t opn_utf8_clip(const char *text, size_t size, size_t limit);

/* Writes code (a scalar value) and returns its length, 1..4. */
size_t opn_utf8_encode(uint32_t code, char out[4]);

/* The code point of the valid sequence of length bytes at text. */
uint32_t opn_utf8_decode(const char *text, size_t length);

/* Terminal columns of a NUL-terminated string: 0 for combining marks, 2 for
 * wide East Asian characters and emoji, else 1. */
size_t opn_utf8_columns(const char *text);

#endif
