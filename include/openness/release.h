/**
 * @file release.h
 * One release of a model: artifacts, terms, lineage and the evidence for each.
 */
#ifndef OPENNESS_RELEASE_H
#define OPENNESS_RELEASE_H

#include <openness/database.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A release record. Immutable. */
typedef struct openness_release openness_release;

/**
 * Parse a release record (format openness-release/1).
 *
 * Collects all problems before failing, so that they can be shown together.
 *
 * @param database licenses and bases are looked up in it; stays referenced.
 * @param json  size bytes of UTF-8, need not be NUL-terminated. Not kept.
 * @param size  at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param flags 0 or OPENNESS_STRICT.
 * @param[out] out @owned{openness_release_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT, E_JSON, E_SCHEMA, E_VERSION, E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_release_parse(const openness_database *database, const char *json,
                                        size_t size, uint32_t flags, openness_release **out,
                                        openness_error **err);

/**
 * A release of the database.
 *
 * @param database stays referenced.
 * @param id NUL-terminated, case-sensitive.
 * @param[out] out @owned{openness_release_free}
 * @param[out] err @owned{openness_error_free} may be NULL; names the nearest id.
 * @return OPENNESS_OK, E_ARGUMENT, E_NOT_FOUND or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_release_get(const openness_database *database, const char *id,
                                      openness_release **out, openness_error **err);

/**
 * Release a release record.
 *
 * @param release may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_release_free(openness_release *release);

/**
 * The id, such as "org/name".
 *
 * @param release may be NULL.
 * @return @borrowed{release} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_release_id(const openness_release *release);

/**
 * The name for readers.
 *
 * @param release may be NULL.
 * @return @borrowed{release} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_release_name(const openness_release *release);

/**
 * Who released it.
 *
 * @param release may be NULL.
 * @return @borrowed{release} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_release_producer(const openness_release *release);

/**
 * The day of release: YYYY, YYYY-MM, YYYY-MM-DD, "unknown", or "none" for
 * something announced and never released.
 *
 * @param release may be NULL.
 * @return @borrowed{release} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_release_date(const openness_release *release);

/**
 * The same release, with every value unknown that nobody has looked at lately.
 *
 * A value stays when evidence for it was read within the days before as_of (or
 * after it); of a partial date of reading the first day counts, and what no
 * dated evidence supports does not stay. Values are access, extent, license and
 * reason of artifacts and of their events, fields, the license of a base, that
 * it was relicensed, and the label claimed. The lineage, dates, and assessments
 * (which carry dates of their own) stay, and bases are looked up as recorded.
 *
 * @param release a release; stays referenced.
 * @param as_of YYYY-MM-DD.
 * @param days  0 or more: evidence may be that old.
 * @param[out] out @owned{openness_release_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_release_forget(const openness_release *release, const char *as_of,
                                         int days, openness_release **out, openness_error **err);

/**
 * How many values openness_release_forget() made unknown.
 *
 * @param release may be NULL.
 * @return the count; 0 for NULL and for a release as recorded.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_release_forgotten_count(const openness_release *release);

/**
 * How many warnings the record gave (unknown members and the like).
 *
 * @param release may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_release_warning_count(const openness_release *release);

/**
 * A warning as one line: "/pointer (line 3, column 5): message".
 *
 * @param release may be NULL.
 * @param index from 0.
 * @return @borrowed{release} "" when there is no such warning.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_release_warning(const openness_release *release, size_t index);

#ifdef __cplusplus
}
#endif

#endif
