/**
 * @file import.h
 * Foreign documents as release records, with a report of what was read.
 *
 * A source states some facts and judges others: facts become artifacts and
 * fields, judgments become assessments, and what the source does not say stays
 * unknown. Nothing is fetched: the caller hands in the bytes.
 */
#ifndef OPENNESS_IMPORT_H
#define OPENNESS_IMPORT_H

#include <openness/release.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Records that were read from a foreign document, and the import report. Immutable. */
typedef struct openness_import openness_import;

/** What an import report says of a value of the source. */
enum {
    OPENNESS_IMPORT_READ = 1,        /**< it went into the record */
    OPENNESS_IMPORT_IGNORED = 2,     /**< the record has no place for it, or it says nothing */
    OPENNESS_IMPORT_CONTRADICTED = 3 /**< it disagrees with another value, or with itself */
};

/**
 * Read a foreign document.
 *
 * YAML needs a library that was built with libyaml; without it a YAML document
 * is refused with "unsupported". JSON and CSV always work.
 *
 * @param database licenses, rubrics and bases are looked up in it; stays referenced.
 * @param format  id of a format (openness_import_formats()), or NULL to detect it.
 * @param source  where the bytes come from: a URL or path, for the evidence and for
 *                formats that name the release by their file only. NULL: "imported document".
 * @param read    YYYY-MM-DD on which the bytes were read there, for the evidence. NULL: not
 *                known; the evidence then states no day.
 * @param bytes   size bytes, need not be NUL-terminated. Not kept.
 * @param size    at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param flags   0, or combined with |: OPENNESS_STRICT (contradictions are errors),
 *                OPENNESS_PREFIX (formats that are headers of large files need no more than
 *                their beginning; every other is refused with E_LIMIT).
 * @param[out] out @owned{openness_import_free}
 * @param[out] err @owned{openness_error_free} may be NULL; issues carry line and column.
 * @return OPENNESS_OK, E_ARGUMENT, E_JSON (not well formed), E_SCHEMA (no format, or not of
 *         this one), E_NOT_FOUND (no such format), E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_import_bytes(const openness_database *database, const char *format,
                                       const char *source, const char *read, const char *bytes,
                                       size_t size, uint32_t flags, openness_import **out,
                                       openness_error **err);

/**
 * Release an import.
 *
 * @param import may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_import_free(openness_import *import);

/**
 * The ids of the formats that can be read, separated by spaces.
 *
 * @return @borrowed{the library}
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_import_formats(void);

/**
 * The id of the format that was read.
 *
 * @param import may be NULL.
 * @return @borrowed{import} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_import_format(const openness_import *import);

/**
 * How many releases the document describes.
 *
 * @param import may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_import_count(const openness_import *import);

/**
 * A record as a document of format openness-release/1.
 *
 * @param import may be NULL.
 * @param index from 0.
 * @return @borrowed{import} "" when there is no such record.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_import_record(const openness_import *import, size_t index);

/**
 * A record as a release.
 *
 * @param import an import.
 * @param index from 0.
 * @param[out] out @owned{openness_release_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT, E_NOT_FOUND (no such record) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_import_release(const openness_import *import, size_t index,
                                         openness_release **out, openness_error **err);

/**
 * How many notes the import report has.
 *
 * @param import may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_import_note_count(const openness_import *import);

/**
 * What became of the value that a note is about.
 *
 * @param import may be NULL.
 * @param index from 0.
 * @return OPENNESS_IMPORT_*, 0 when there is no such note.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_import_note_kind(const openness_import *import, size_t index);

/**
 * The import report.
 *
 * @param import an import.
 * @param format OPENNESS_FORMAT_JSON (openness-import/1), _TEXT or _MARKDOWN (report.h).
 * @param width columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_import_render(const openness_import *import, int format, int width,
                                        openness_text **out, openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
