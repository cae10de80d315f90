/**
 * @file error.h
 * What went wrong, and where: one error object, up to 100 issues.
 */
#ifndef OPENNESS_ERROR_H
#define OPENNESS_ERROR_H

#include <openness/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A failed call. Immutable. */
typedef struct openness_error openness_error;

/**
 * Release an error.
 *
 * @param error may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_error_free(openness_error *error);

/**
 * The status that the call returned.
 *
 * @param error may be NULL.
 * @return OPENNESS_E_*, or OPENNESS_OK for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_error_code(const openness_error *error);

/**
 * One line that says what went wrong.
 *
 * @param error may be NULL.
 * @return @borrowed{error} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_error_message(const openness_error *error);

/**
 * How many issues the error lists, at most OPENNESS_LIMIT_ISSUES.
 *
 * @param error may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_error_issue_count(const openness_error *error);

/**
 * The stable id of an issue, such as "unknown-license" (see docs/errors.md).
 *
 * @param error may be NULL.
 * @param index from 0.
 * @return @borrowed{error} "" when there is no such issue.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_error_issue_id(const openness_error *error, size_t index);

/**
 * What the issue says, in one line.
 *
 * @param error may be NULL.
 * @param index from 0.
 * @return @borrowed{error} "" when there is no such issue.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_error_issue_message(const openness_error *error, size_t index);

/**
 * Where the issue stands, as a JSON pointer (RFC 6901); "" is the document.
 *
 * @param error may be NULL.
 * @param index from 0.
 * @return @borrowed{error} "" when there is no such issue.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_error_issue_pointer(const openness_error *error, size_t index);

/**
 * The line of the issue, from 1.
 *
 * @param error may be NULL.
 * @param index from 0.
 * @return 0 when it is not known or there is no such issue.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_error_issue_line(const openness_error *error, size_t index);

/**
 * The column of the issue in code points, from 1.
 *
 * @param error may be NULL.
 * @param index from 0.
 * @return 0 when it is not known or there is no such issue.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_error_issue_column(const openness_error *error, size_t index);

/**
 * How bad the issue is.
 *
 * @param error may be NULL.
 * @param index from 0.
 * @return OPENNESS_SEVERITY_*, 0 when there is no such issue.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_error_issue_severity(const openness_error *error, size_t index);

#ifdef __cplusplus
}
#endif

#endif
