/**
 * @file text.h
 * Rendered output: an immutable run of UTF-8 bytes.
 */
#ifndef OPENNESS_TEXT_H
#define OPENNESS_TEXT_H

#include <openness/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A piece of text. Immutable. */
typedef struct openness_text openness_text;

/**
 * The bytes, NUL-terminated.
 *
 * @param text may be NULL.
 * @return @borrowed{text} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_text_data(const openness_text *text);

/**
 * The number of bytes, the closing NUL not counted.
 *
 * @param text may be NULL.
 * @return the size; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_text_size(const openness_text *text);

/**
 * Release a text.
 *
 * @param text may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_text_free(openness_text *text);

#ifdef __cplusplus
}
#endif

#endif
