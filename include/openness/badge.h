/**
 * @file badge.h
 * A report as a small sign for a README: never without ruler, version and date.
 */
#ifndef OPENNESS_BADGE_H
#define OPENNESS_BADGE_H

#include <openness/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/** Output formats of openness_badge(). */
enum {
    OPENNESS_BADGE_JSON = 1, /**< an answer for the endpoint badge of shields.io */
    OPENNESS_BADGE_SVG = 2   /**< an image that needs nothing else */
};

/**
 * A badge of a report.
 *
 * Its left side names the rubric and its version, its right side the verdict
 * (the class before a number, "at least" where unknowns decide), the bounds of
 * the score, and a day: as_of of the evaluation, else the day on which the
 * newest evidence of the record was read. Its color says only what is certain.
 * docs/badge.md states both rules.
 *
 * Pure: the same report gives the same badge, byte for byte.
 *
 * @param report a report of a release; not one of openness_report_from_vector(),
 *               which knows no date.
 * @param format OPENNESS_BADGE_*.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (also for a report without a release, a date, or a
 *         verdict or score) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_badge(const openness_report *report, int format, openness_text **out,
                                openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
