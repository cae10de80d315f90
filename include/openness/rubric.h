/**
 * @file rubric.h
 * One published definition of openness, as data.
 */
#ifndef OPENNESS_RUBRIC_H
#define OPENNESS_RUBRIC_H

#include <openness/database.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A compiled rubric. Immutable. */
typedef struct openness_rubric openness_rubric;

/**
 * Parse a rubric document (format openness-rubric/1).
 *
 * Refuses what could lower a score as a release opens up, and any rung that
 * nothing can reach; see docs/rubrics.md.
 *
 * @param database facts are looked up in it; stays referenced.
 * @param json  size bytes of UTF-8, need not be NUL-terminated. Not kept.
 * @param size  at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param flags 0 or OPENNESS_STRICT.
 * @param[out] out @owned{openness_rubric_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT, E_JSON, E_SCHEMA, E_VERSION, E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_rubric_parse(const openness_database *database, const char *json,
                                       size_t size, uint32_t flags, openness_rubric **out,
                                       openness_error **err);

/**
 * A rubric of the database.
 *
 * @param database stays referenced.
 * @param id NUL-terminated, such as "g7-2026".
 * @param[out] out @owned{openness_rubric_free}
 * @param[out] err @owned{openness_error_free} may be NULL; names the nearest id.
 * @return OPENNESS_OK, E_ARGUMENT, E_NOT_FOUND or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_rubric_get(const openness_database *database, const char *id,
                                     openness_rubric **out, openness_error **err);

/**
 * Release a rubric.
 *
 * @param rubric may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_rubric_free(openness_rubric *rubric);

/**
 * The id, such as "g7-2026".
 *
 * @param rubric may be NULL.
 * @return @borrowed{rubric} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_rubric_id(const openness_rubric *rubric);

/**
 * The title for readers.
 *
 * @param rubric may be NULL.
 * @return @borrowed{rubric} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_rubric_title(const openness_rubric *rubric);

/**
 * The version of the rubric's file. A published version never changes.
 *
 * @param rubric may be NULL.
 * @return the version, from 1; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_rubric_version(const openness_rubric *rubric);

#ifdef __cplusplus
}
#endif

#endif
