/**
 * @file analyze.h
 * What reports say together.
 *
 * A report answers one definition about one release. The calls here compare
 * reports that you already have; they evaluate nothing again.
 */
#ifndef OPENNESS_ANALYZE_H
#define OPENNESS_ANALYZE_H

#include <openness/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Why two definitions part on one release.
 *
 * Compares where the release stands on the headline of each (the level, else
 * the score, as a share of the highest). The definition on which it stands
 * lower is the stricter one for this release. What stops its next level is
 * compared with what the other definition asks: a fact that the other does not
 * ask for, or asks for at a level that the release meets, parts them; a fact
 * that stops both is listed apart. Where no fact parts them the combination
 * does (weights, caps, steps of a ladder), and the criterion that weighs most
 * in it is named. Unknown facts are said to be unknown.
 *
 * @param a a report on a release, not from a vector.
 * @param b a report on the same release: same state, day and mode.
 * @param format OPENNESS_FORMAT_JSON (openness-why/1), _TEXT or _MARKDOWN.
 * @param width columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (also for reports that cannot be compared) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_why(const openness_report *a, const openness_report *b, int format,
                              int width, openness_text **out, openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
