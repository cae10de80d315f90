/**
 * @file base.h
 * Status codes, flags, limits and the rules that hold for every call.
 *
 * Ownership, in three sentences:
 * 1. What you get through `T **out` you release with `T_free`.
 * 2. Every `const char *` is borrowed from the handle that you got it from
 *    (or is static) and dies with it; never free it.
 * 3. Handles may be freed in any order.
 *
 * Every handle is immutable once you have it, so any number of threads may
 * use the same one at the same time; freeing is the one thing that only one
 * of them may do. There is no init, no shutdown and no global state.
 *
 * Text is UTF-8. A getter given NULL answers 0, NULL or "" as it says, a free
 * given NULL does nothing, and a fallible call given NULL where it needs a
 * value returns OPENNESS_E_ARGUMENT. On failure `*out` is NULL; `err` may be
 * NULL, otherwise `*err` becomes NULL on success and an error object that you
 * release with openness_error_free on failure.
 */
#ifndef OPENNESS_BASE_H
#define OPENNESS_BASE_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32) && defined(OPENNESS_BUILDING)
#define OPENNESS_API __declspec(dllexport)
#elif defined(__GNUC__) || defined(__clang__)
#define OPENNESS_API __attribute__((visibility("default")))
#else
#define OPENNESS_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** Status codes. Values never change and are never used again. */
enum {
    OPENNESS_OK = 0,
    OPENNESS_E_ARGUMENT = -1,  /**< NULL, unknown flag or value: the caller's bug */
    OPENNESS_E_NOMEM = -2,     /**< memory ran out */
    OPENNESS_E_JSON = -3,      /**< not RFC 8259 */
    OPENNESS_E_SCHEMA = -4,    /**< JSON, but not a valid document: see the issues */
    OPENNESS_E_NOT_FOUND = -5, /**< no license, rubric or release of that id */
    OPENNESS_E_VERSION = -6,   /**< a format that this library does not know */
    OPENNESS_E_LIMIT = -7,     /**< larger or deeper than openness_limit() allows */
    OPENNESS_E_VECTOR = -8,    /**< not a vector of this rubric */
    OPENNESS_E_INTERNAL = -99  /**< a bug in this library */
};

/** Flags of parsing calls. */
enum {
    OPENNESS_STRICT = 1, /**< warnings (unknown members) are errors */
    OPENNESS_CORPUS = 2, /**< openness_validate: also try a rubric on the database's releases */
    OPENNESS_PREFIX = 4  /**< openness_import_bytes: the bytes are the beginning of a file */
};

/** Severity of an issue. */
enum {
    OPENNESS_SEVERITY_WARNING = 1,
    OPENNESS_SEVERITY_ERROR = 2
};

/** Limits, for openness_limit(). */
enum {
    OPENNESS_LIMIT_INPUT_BYTES = 1, /**< bytes of one document */
    OPENNESS_LIMIT_DEPTH = 2,       /**< nesting of one document */
    OPENNESS_LIMIT_VALUES = 3,      /**< JSON values in one document */
    OPENNESS_LIMIT_ISSUES = 4,      /**< issues reported for one document */
    OPENNESS_LIMIT_BATCH_BYTES = 5  /**< bytes of all lines of a batch, and of its answers */
};

/** Kinds of catalog entries. */
enum {
    OPENNESS_KIND_RELEASE = 1,
    OPENNESS_KIND_RUBRIC = 2,
    OPENNESS_KIND_LICENSE = 3,
    OPENNESS_KIND_FACT = 4
};

/**
 * The value of a limit.
 *
 * @param limit OPENNESS_LIMIT_*.
 * @return the limit, or 0 for an unknown one.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int64_t openness_limit(int limit);

/**
 * The name of a status code, such as "E_SCHEMA".
 *
 * @param status one of the codes above.
 * @return @borrowed{static} "unknown" for any other value.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_status_name(int status);

#ifdef __cplusplus
}
#endif

#endif
