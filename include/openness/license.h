/**
 * @file license.h
 * Licenses as terms: what a name means, what a text says, what it allows.
 *
 * Everything here reports what a text says, with the clause. It is not legal
 * advice.
 */
#ifndef OPENNESS_LICENSE_H
#define OPENNESS_LICENSE_H

#include <openness/release.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The answer to a question about what a license allows. Immutable. */
typedef struct openness_answer openness_answer;

/** Verdict of an answer; see docs/may.md. */
enum {
    OPENNESS_ALLOWED = 0,     /**< and nothing is asked in return */
    OPENNESS_CONDITIONAL = 1, /**< if every listed condition is met */
    OPENNESS_FORBIDDEN = 2,   /**< by a term, or without a further permission */
    OPENNESS_UNDECIDED = 3    /**< a term that decides has not been read */
};

/**
 * What a string that was seen in the wild means as a license.
 *
 * Never a guess: an id, alias, tag or address that is on record, an SPDX
 * expression of such, or unmatched. A word of status ("unlicensed",
 * "undisclosed") is a status and no license; a name that fits several licenses
 * ("GPL") is a family, and candidates lists them.
 *
 * All members are always there, null where they have nothing to say: text (the
 * first 1024 bytes; no name is longer), expression (over ids of the database;
 * license and expression only), matched_by ("status", "family", "tag", "alias",
 * "id", "spdx_id", "spdx_name", "phrase", "url", "url_prefix" or "expression"),
 * confidence ("high" or "medium"; license and expression only), candidates and
 * status ("none", "unknown", "proprietary", "withheld" or "see_elsewhere").
 *
 * @param database a database.
 * @param text size bytes of UTF-8; anything may stand in it.
 * @param size at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param[out] out @owned{openness_text_free} JSON: {"text", "kind": "license" | "expression" |
 *                 "status" | "family" | "unmatched", "expression", "matched_by",
 *                 "confidence", "candidates", "status"}.
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK (also when unmatched), E_ARGUMENT, E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_license_resolve(const openness_database *database, const char *text,
                                          size_t size, openness_text **out, openness_error **err);

/**
 * What a license or license expression says: its terms with clauses, the lists
 * that hold it, and the readings of it by published definitions with reasons.
 *
 * @param database a database.
 * @param expression NUL-terminated SPDX expression over ids of the database.
 * @param as_of YYYY-MM-DD: the text in force then; NULL: the latest.
 * @param format OPENNESS_FORMAT_JSON, _TEXT or _MARKDOWN (report.h).
 * @param width columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT, E_SCHEMA (not an expression), E_NOT_FOUND or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_license_describe(const openness_database *database,
                                           const char *expression, const char *as_of, int format,
                                           int width, openness_text **out, openness_error **err);

/**
 * The terms and readings in which two licenses differ.
 *
 * @param database a database.
 * @param a id of a license.
 * @param b id of another.
 * @param as_of YYYY-MM-DD, or NULL for the latest texts.
 * @param format OPENNESS_FORMAT_JSON, _TEXT or _MARKDOWN.
 * @param width columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT, E_NOT_FOUND or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_license_diff(const openness_database *database, const char *a,
                                       const char *b, const char *as_of, int format, int width,
                                       openness_text **out, openness_error **err);

/**
 * Whether a license allows what a question describes.
 *
 * @param database a database.
 * @param expression NUL-terminated SPDX expression over ids of the database.
 * @param question JSON object (docs/may.md), size bytes of UTF-8; {} asks about running it.
 * @param size at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param[out] out @owned{openness_answer_free}
 * @param[out] err @owned{openness_error_free} may be NULL; an unknown member is an error.
 * @return OPENNESS_OK, E_ARGUMENT, E_JSON, E_SCHEMA, E_NOT_FOUND, E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_may_license(const openness_database *database, const char *expression,
                                      const char *question, size_t size, openness_answer **out,
                                      openness_error **err);

/**
 * Whether the terms of an artifact of a release allow it, its bases' included.
 *
 * @param release a release; stays referenced.
 * @param artifact NUL-terminated id of an artifact, such as "weights"; NULL: the weights.
 * @param question JSON object (docs/may.md), size bytes of UTF-8.
 * @param size at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param[out] out @owned{openness_answer_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return as openness_may_license().
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_may_release(const openness_release *release, const char *artifact,
                                      const char *question, size_t size, openness_answer **out,
                                      openness_error **err);

/**
 * Release an answer.
 *
 * @param answer may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_answer_free(openness_answer *answer);

/**
 * The verdict.
 *
 * @param answer may be NULL.
 * @return OPENNESS_ALLOWED, _CONDITIONAL, _FORBIDDEN or _UNDECIDED; _UNDECIDED for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_answer_verdict(const openness_answer *answer);

/**
 * How many lines the answer has: what bars, what is unknown, what is asked.
 *
 * @param answer may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_answer_line_count(const openness_answer *answer);

/**
 * What a line says of the question: OPENNESS_FORBIDDEN (it bars),
 * OPENNESS_UNDECIDED (the term was not read) or OPENNESS_CONDITIONAL (do this, or stay
 * within this).
 *
 * @param answer may be NULL.
 * @param index from 0.
 * @return the verdict of the line; OPENNESS_UNDECIDED when there is no such line.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_answer_line_verdict(const openness_answer *answer, size_t index);

/**
 * The id of the term that a line rests on, such as "gates".
 *
 * @param answer may be NULL.
 * @param index from 0.
 * @return @borrowed{answer} "" when there is no such line.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_answer_line_term(const openness_answer *answer, size_t index);

/**
 * The line in plain words.
 *
 * @param answer may be NULL.
 * @param index from 0.
 * @return @borrowed{answer} "" when there is no such line.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_answer_line_text(const openness_answer *answer, size_t index);

/**
 * Where the license says so, such as "s2"; "" when no clause is recorded.
 *
 * @param answer may be NULL.
 * @param index from 0.
 * @return @borrowed{answer} "" when there is no such line.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_answer_line_clause(const openness_answer *answer, size_t index);

/**
 * The id of the license that a line comes from.
 *
 * @param answer may be NULL.
 * @param index from 0.
 * @return @borrowed{answer} "" when there is no such line.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_answer_line_license(const openness_answer *answer,
                                                      size_t index);

/**
 * Render an answer: the verdict, its lines, the path through the bases, conflicts.
 *
 * @param answer an answer.
 * @param format OPENNESS_FORMAT_JSON, _TEXT or _MARKDOWN.
 * @param flags 0, or OPENNESS_COLOR (text only), OPENNESS_COMPACT (JSON only).
 * @param width columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_answer_render(const openness_answer *answer, int format, uint32_t flags,
                                        int width, openness_text **out, openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
