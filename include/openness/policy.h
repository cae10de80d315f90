/**
 * @file policy.h
 * Requirements that a build stops on, and the check of releases against them.
 *
 * A policy asks for behaviors, never for one number that stands for all of
 * them. Where what is not known decides, the answer is "indeterminate": it is
 * the caller who says what that means for a build.
 */
#ifndef OPENNESS_POLICY_H
#define OPENNESS_POLICY_H

#include <openness/license.h>
#include <openness/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/** A policy (format openness-policy/1; docs/policy.md). Immutable. */
typedef struct openness_policy openness_policy;

/** The result of a check. Immutable. */
typedef struct openness_check openness_check;

/** Verdicts of a check; the first four are the exit codes of `openness check`. */
enum {
    OPENNESS_CHECK_PASS = 0,          /**< met, whatever the unknowns turn out to be */
    OPENNESS_CHECK_FAIL = 1,          /**< not met, whatever they turn out to be */
    OPENNESS_CHECK_INDETERMINATE = 2, /**< they decide */
    OPENNESS_CHECK_ERROR = 3,         /**< it could not be checked */
    OPENNESS_CHECK_EXCEPTED = 4       /**< of items: not met, and an exception covers it */
};

/** Flags of a check. */
enum {
    OPENNESS_INDETERMINATE_PASS = 1, /**< what is indeterminate lets the release pass */
    OPENNESS_INDETERMINATE_FAIL = 2  /**< ... makes it fail */
};

/** Formats of openness_check_render() beside JSON, text and Markdown. */
enum {
    OPENNESS_FORMAT_JUNIT = 5, /**< JUnit XML: a suite per release, a case per requirement */
    OPENNESS_FORMAT_SARIF = 6  /**< SARIF 2.1.0 */
};

/**
 * Read a policy.
 *
 * JSON or YAML, told from the bytes; YAML needs a library built with libyaml.
 * Every member that the format does not have is an error, and so is a rubric,
 * level, fact or license that the database does not have.
 *
 * @param database names are looked up in it; stays referenced.
 * @param source   path or URL of the policy for messages and outputs; NULL: "policy".
 * @param bytes    size bytes of UTF-8, need not be NUL-terminated. Not kept.
 * @param size     at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param[out] out @owned{openness_policy_free}
 * @param[out] err @owned{openness_error_free} may be NULL; lists all problems with line and
 *                 column.
 * @return OPENNESS_OK, E_ARGUMENT, E_JSON, E_SCHEMA, E_VERSION, E_LIMIT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_policy_parse(const openness_database *database, const char *source,
                                       const char *bytes, size_t size, openness_policy **out,
                                       openness_error **err);

/**
 * Release a policy.
 *
 * @param policy may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_policy_free(openness_policy *policy);

/**
 * The name of the policy.
 *
 * @param policy may be NULL.
 * @return @borrowed{policy} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_policy_name(const openness_policy *policy);

/**
 * How many requirements the policy has.
 *
 * @param policy may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_policy_requirement_count(const openness_policy *policy);

/**
 * The id of a requirement: as stated, or made from what it asks for.
 *
 * @param policy may be NULL.
 * @param index from 0.
 * @return @borrowed{policy} "" when there is no such requirement.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_policy_requirement_id(const openness_policy *policy,
                                                        size_t index);

/**
 * What a requirement asks for, in one line.
 *
 * @param policy may be NULL.
 * @param index from 0.
 * @return @borrowed{policy} "" when there is no such requirement.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_policy_requirement_text(const openness_policy *policy,
                                                          size_t index);

/**
 * Check a release against a policy.
 *
 * @param policy  a policy.
 * @param release a release, of the policy's database.
 * @param source  path or URL that it was read from; NULL: a release of the database.
 * @param as_of   the state on the evening of a day (YYYY-MM-DD), NULL = latest.
 * @param today   day of the check, YYYY-MM-DD: exceptions expire and evidence ages by it.
 * @param flags   0, OPENNESS_INDETERMINATE_PASS or OPENNESS_INDETERMINATE_FAIL.
 * @param[out] out @owned{openness_check_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK (whatever the verdict), E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_check_release(const openness_policy *policy,
                                        const openness_release *release, const char *source,
                                        const char *as_of, const char *today,
                                        uint32_t flags, openness_check **out,
                                        openness_error **err);

/**
 * The check of what could not be read as a record: its verdict is an error.
 *
 * So that a file that is broken stands in the result beside those that are not.
 *
 * @param policy  a policy.
 * @param source  path or URL of the document.
 * @param problem why it could not be read; may be NULL. Not kept.
 * @param as_of   as for openness_check_release(); NULL = latest.
 * @param today   day of the check, YYYY-MM-DD.
 * @param flags   as for openness_check_release().
 * @param[out] out @owned{openness_check_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_check_unread(const openness_policy *policy, const char *source,
                                       const openness_error *problem, const char *as_of,
                                       const char *today, uint32_t flags, openness_check **out,
                                       openness_error **err);

/**
 * Several checks as one, in the order given.
 *
 * @param checks count checks under one policy, with the same days and flags.
 * @param count  at least 1.
 * @param[out] out @owned{openness_check_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_check_join(const openness_check *const *checks, size_t count,
                                     openness_check **out, openness_error **err);

/**
 * Release a check.
 *
 * @param check may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_check_free(openness_check *check);

/**
 * The verdict: the worst of all releases, with what is indeterminate taken as
 * the flags said.
 *
 * @param check may be NULL.
 * @return OPENNESS_CHECK_PASS, _FAIL, _INDETERMINATE or _ERROR;
 *         OPENNESS_CHECK_ERROR for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_check_verdict(const openness_check *check);

/**
 * How many releases were checked, those that could not be read included.
 *
 * @param check may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_check_release_count(const openness_check *check);

/**
 * The id of a release.
 *
 * @param check may be NULL.
 * @param release from 0.
 * @return @borrowed{check} "" when there is no such release, and for what could not be read.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_check_release_id(const openness_check *check, size_t release);

/**
 * The verdict on a release. One that the policy does not apply to passes.
 *
 * @param check may be NULL.
 * @param release from 0.
 * @return as openness_check_verdict(); OPENNESS_CHECK_ERROR when there is no such release.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_check_release_verdict(const openness_check *check, size_t release);

/**
 * How many requirements apply to a release.
 *
 * @param check may be NULL.
 * @param release from 0.
 * @return the count; 0 when there is no such release.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_check_item_count(const openness_check *check, size_t release);

/**
 * The id of the requirement that an item is about.
 *
 * @param check may be NULL.
 * @param release from 0.
 * @param item from 0.
 * @return @borrowed{check} "" when there is no such item.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_check_item_requirement(const openness_check *check,
                                                         size_t release, size_t item);

/**
 * The verdict on an item, as found: flags of the check do not change it.
 *
 * @param check may be NULL.
 * @param release from 0.
 * @param item from 0.
 * @return OPENNESS_CHECK_*; OPENNESS_CHECK_ERROR when there is no such item.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_check_item_verdict(const openness_check *check, size_t release,
                                             size_t item);

/**
 * Why the item has its verdict, in one line.
 *
 * @param check may be NULL.
 * @param release from 0.
 * @param item from 0.
 * @return @borrowed{check} "" when there is no such item.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_check_item_reason(const openness_check *check, size_t release,
                                                    size_t item);

/**
 * Print a check.
 *
 * @param check  a check.
 * @param format OPENNESS_FORMAT_JSON (openness-check/1), _TEXT, _MARKDOWN (a summary for a
 *               pull request), _JUNIT or _SARIF.
 * @param flags  0, or OPENNESS_COLOR (text only), OPENNESS_COMPACT (JSON, SARIF), OPENNESS_BRIEF
 *               (SARIF: only what somebody has to act on).
 * @param width  columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_check_render(const openness_check *check, int format, uint32_t flags,
                                       int width, openness_text **out, openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
