/**
 * @file report.h
 * Evaluate a release under a rubric, and read or render the result.
 */
#ifndef OPENNESS_REPORT_H
#define OPENNESS_REPORT_H

#include <openness/release.h>
#include <openness/rubric.h>

#ifdef __cplusplus
extern "C" {
#endif

/** The result of one evaluation. Immutable. */
typedef struct openness_report openness_report;

/** How assessments (levels that somebody else recorded) are used. */
enum {
    OPENNESS_MODE_RECORD = 0,  /**< not at all: facts only */
    OPENNESS_MODE_FILL = 1,    /**< where the facts leave a criterion open and agree */
    OPENNESS_MODE_ASSESSED = 2 /**< in place of the facts */
};

/** Which end of a result. */
enum {
    OPENNESS_LOWER = 0, /**< every unknown at its worst */
    OPENNESS_UPPER = 1  /**< every unknown at its best */
};

/** Answer to a question that can be open. */
enum {
    OPENNESS_NO = 0,
    OPENNESS_YES = 1,
    OPENNESS_UNKNOWN = 2
};

/** Output formats of openness_report_render(). */
enum {
    OPENNESS_FORMAT_JSON = 1,    /**< openness-report/1 */
    OPENNESS_FORMAT_TEXT = 2,    /**< for a terminal */
    OPENNESS_FORMAT_MARKDOWN = 3,
    OPENNESS_FORMAT_VECTOR = 4   /**< one line that holds every level */
};

/** Flags of openness_report_render(). */
enum {
    OPENNESS_COLOR = 1,   /**< ANSI colors (text only) */
    OPENNESS_BRIEF = 2,   /**< the headline, bounds and steps only (text, Markdown) */
    OPENNESS_COMPACT = 4  /**< no white space (JSON only) */
};

/**
 * Evaluate a release under a rubric.
 *
 * Pure: the same arguments and data give the same report, byte for byte.
 *
 * @param release a release.
 * @param rubric a rubric; its facts must be those of the release's database.
 * @param mode OPENNESS_MODE_*.
 * @param as_of YYYY-MM-DD: the state on the evening of that day; NULL: the
 *              latest state that the record knows.
 * @param[out] out @owned{openness_report_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_evaluate(const openness_release *release, const openness_rubric *rubric,
                                   int mode, const char *as_of, openness_report **out,
                                   openness_error **err);

/**
 * Evaluate a record in one call: JSON in, rendered report out.
 *
 * @param database licenses, rubrics and bases are looked up in it.
 * @param json   a release record, size bytes of UTF-8. Not kept.
 * @param size   at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param rubric NUL-terminated id of a rubric.
 * @param format OPENNESS_FORMAT_*.
 * @param flags  flags of openness_report_render().
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return as openness_release_parse(), openness_rubric_get() and openness_evaluate().
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_score_json(const openness_database *database, const char *json,
                                     size_t size, const char *rubric, int format, uint32_t flags,
                                     openness_text **out, openness_error **err);

/**
 * Evaluate many records in one call: a record per line in, an object per line out.
 *
 * Blank lines are skipped; every other line gives one line, in order, with the
 * number of the line that it answers. Where the record can be read:
 * {"line", "id", "applies": "no" | "yes" | "unknown", "level", "lower", "upper",
 * "score": {"lower", "upper"}, "vector"}; level is the verdict, lower and upper
 * are the ids of its two ends, scores are as printed; null where the rubric has
 * none. All are those of openness_evaluate(). Where it cannot:
 * {"line", "error": {"code", "message", "issues": [...]}} with the name of the
 * status and the issues as in openness_validate(). A bad line fails no other.
 *
 * @param database licenses and bases are looked up in it.
 * @param rubric a rubric; its facts must be those of the database.
 * @param mode  OPENNESS_MODE_*.
 * @param as_of YYYY-MM-DD: the state on the evening of that day; NULL: the
 *              latest state that each record knows.
 * @param lines records (openness-release/1), each on a line of its own that ends
 *              with LF or CR LF or at the end; size bytes of UTF-8. Not kept.
 * @param size  at most openness_limit(OPENNESS_LIMIT_BATCH_BYTES); of one line at most
 *              OPENNESS_LIMIT_INPUT_BYTES, and a longer one is an error of that line.
 * @param flags 0 or OPENNESS_STRICT.
 * @param[out] out @owned{openness_text_free} "" when every line is blank.
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK (whatever the lines hold), E_ARGUMENT, E_LIMIT (the lines or their
 *         answers are too large) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_score_lines(const openness_database *database,
                                      const openness_rubric *rubric, int mode, const char *as_of,
                                      const char *lines, size_t size, uint32_t flags,
                                      openness_text **out, openness_error **err);

/**
 * Read a vector back: the same levels, scores and vector, without the facts
 * and claims behind them.
 *
 * @param database the rubric that the vector names is looked up in it.
 * @param vector NUL-terminated, such as "OPN1/g7-2026@1/W:1/DC:2/...".
 * @param[out] out @owned{openness_report_free}
 * @param[out] err @owned{openness_error_free} may be NULL; column of the fault.
 * @return OPENNESS_OK, E_ARGUMENT, E_NOT_FOUND, E_VECTOR or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_report_from_vector(const openness_database *database,
                                             const char *vector, openness_report **out,
                                             openness_error **err);

/**
 * Release a report.
 *
 * @param report may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_report_free(openness_report *report);

/**
 * Render a report.
 *
 * @param report a report.
 * @param format OPENNESS_FORMAT_*.
 * @param flags  OPENNESS_COLOR, OPENNESS_BRIEF, OPENNESS_COMPACT.
 * @param width  columns of the terminal for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_report_render(const openness_report *report, int format, uint32_t flags,
                                        int width, openness_text **out, openness_error **err);

/**
 * The vector of the report.
 *
 * @param report may be NULL.
 * @return @borrowed{report} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_vector(const openness_report *report);

/**
 * The id of the rubric.
 *
 * @param report may be NULL.
 * @return @borrowed{report} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_rubric(const openness_report *report);

/**
 * The id of the release; "" for a report that came from a vector.
 *
 * @param report may be NULL.
 * @return @borrowed{report} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_release(const openness_report *report);

/**
 * Whether the rubric speaks to this release at all.
 *
 * @param report may be NULL.
 * @return OPENNESS_NO, OPENNESS_YES or OPENNESS_UNKNOWN; OPENNESS_NO for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_report_applies(const openness_report *report);

/**
 * The verdict, class or label as the rubric's authority would state it: the
 * id of a level, "undetermined" where unknowns decide and the authority does
 * not read unknown as no, "not_applicable", or "" for a rubric without one.
 *
 * @param report may be NULL.
 * @return @borrowed{report} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_level(const openness_report *report);

/**
 * One end of the verdict: the id of a level, "" for a rubric without one.
 *
 * @param report may be NULL.
 * @param end OPENNESS_LOWER or OPENNESS_UPPER.
 * @return @borrowed{report} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_level_at(const openness_report *report, int end);

/**
 * One end of the score in thousandths of the rubric's unit (54500 for 54.5 of
 * 100), rounded half up.
 *
 * @param report may be NULL.
 * @param end OPENNESS_LOWER or OPENNESS_UPPER.
 * @return the thousandths; -1 for NULL or a rubric without a score.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int64_t openness_report_score_milli(const openness_report *report, int end);

/**
 * One end of the score as printed, such as "54.5".
 *
 * @param report may be NULL.
 * @param end OPENNESS_LOWER or OPENNESS_UPPER.
 * @return @borrowed{report} "" for NULL or a rubric without a score.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_score_text(const openness_report *report, int end);

/**
 * How many criteria the rubric has.
 *
 * @param report may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_report_criterion_count(const openness_report *report);

/**
 * How many criteria that apply are decided (lower equals upper).
 *
 * @param report may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_report_decided_count(const openness_report *report);

/**
 * The id of a criterion.
 *
 * @param report may be NULL.
 * @param index from 0.
 * @return @borrowed{report} "" when there is no such criterion.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_criterion_id(const openness_report *report,
                                                      size_t index);

/**
 * One end of a criterion: the id of a level, or "not_applicable".
 *
 * @param report may be NULL.
 * @param index from 0.
 * @param end OPENNESS_LOWER or OPENNESS_UPPER.
 * @return @borrowed{report} "" when there is no such criterion.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_report_criterion_level(const openness_report *report,
                                                         size_t index, int end);

#ifdef __cplusplus
}
#endif

#endif
