/**
 * @file database.h
 * The catalog: licenses, rubrics, facts and releases, immutable once open.
 */
#ifndef OPENNESS_DATABASE_H
#define OPENNESS_DATABASE_H

#include <openness/error.h>
#include <openness/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Knowledge that records are judged by. Immutable, shared by counting. */
typedef struct openness_database openness_database;

/**
 * Open the database that the library carries.
 *
 * @param[out] out @owned{openness_database_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_database_open(openness_database **out, openness_error **err);

/**
 * A new database: all of base, with documents added or replaced by id.
 *
 * @param base   not changed, and not needed afterwards.
 * @param json   one license, rubric or release document, or an array of them;
 *               size bytes of UTF-8. Not kept.
 * @param size   at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param flags  0 or OPENNESS_STRICT.
 * @param[out] out @owned{openness_database_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT, E_JSON, E_SCHEMA, E_VERSION, E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_database_extend(const openness_database *base, const char *json,
                                          size_t size, uint32_t flags, openness_database **out,
                                          openness_error **err);

/**
 * Drop one reference. Reports, releases and rubrics that came from the
 * database keep what they need.
 *
 * @param database may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_database_free(openness_database *database);

/**
 * The number of entries of a kind.
 *
 * @param database may be NULL.
 * @param kind OPENNESS_KIND_*.
 * @return the count; 0 for NULL or an unknown kind.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_database_count(const openness_database *database, int kind);

/**
 * The id of an entry; entries are sorted by id.
 *
 * @param database may be NULL.
 * @param kind OPENNESS_KIND_*.
 * @param index from 0.
 * @return @borrowed{database} "" when there is no such entry.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_database_id(const openness_database *database, int kind,
                                              size_t index);

/**
 * The title of an entry: the name of a license or release, the title of a
 * rubric, the question of a fact.
 *
 * @param database may be NULL.
 * @param kind OPENNESS_KIND_*.
 * @param index from 0.
 * @return @borrowed{database} "" when there is no such entry.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_database_title(const openness_database *database, int kind,
                                                 size_t index);

/**
 * The document of an entry as JSON.
 *
 * @param database a database.
 * @param kind OPENNESS_KIND_*.
 * @param id NUL-terminated, case-sensitive.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL; names the nearest id.
 * @return OPENNESS_OK, E_ARGUMENT, E_NOT_FOUND or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_database_show(const openness_database *database, int kind,
                                        const char *id, openness_text **out,
                                        openness_error **err);

/**
 * SHA-256 over every document of the database, 64 hexadecimal digits. Equals
 * openness_data_digest() until the database is extended.
 *
 * @param database may be NULL.
 * @return @borrowed{database} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_database_digest(const openness_database *database);

/**
 * Check a document of any kind: its form, its references and, for a rubric,
 * the rules of the linter. With OPENNESS_CORPUS a rubric is also evaluated on
 * every release of the database, to find criteria that are the same for all.
 *
 * @param database what the document's references are looked up in.
 * @param json  size bytes of UTF-8. Not kept.
 * @param size  at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param flags 0, or OPENNESS_STRICT and OPENNESS_CORPUS combined with |.
 * @param[out] out @owned{openness_text_free} on success, JSON with the kind, the id and
 *                 the warnings: {"kind": ..., "id": ..., "issues": [...]}.
 * @param[out] err @owned{openness_error_free} may be NULL; lists all problems.
 * @return OPENNESS_OK, E_ARGUMENT, E_JSON, E_SCHEMA, E_VERSION, E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_validate(const openness_database *database, const char *json,
                                   size_t size, uint32_t flags, openness_text **out,
                                   openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
