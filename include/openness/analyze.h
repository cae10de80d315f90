/**
 * @file analyze.h
 * What a result rests on, and what would move it: questions about reports.
 *
 * Every function is pure: the same handles give the same bytes. Nothing is
 * estimated silently: what is sampled says so, with its count and error.
 */
#ifndef OPENNESS_ANALYZE_H
#define OPENNESS_ANALYZE_H

#include <openness/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Which releases are at least as open as which, whatever the weights.
 *
 * A release is at least as open as another under a rubric when it is on every
 * criterion, with every unknown at its worst for the one and at its best for
 * the other. Criteria that apply to one of two releases only make them
 * incomparable: a rubric that leaves them out would compare different things.
 *
 * @param reports count reports: every release under every rubric that occurs, each once.
 * @param count   at least 1.
 * @param format  OPENNESS_FORMAT_JSON (openness-dominance/1), _TEXT or _MARKDOWN.
 * @param width   columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (NULL, a report from a vector, a report that is missing
 *         or there twice) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_dominance(const openness_report *const *reports, size_t count,
                                            int format, int width, openness_text **out,
                                            openness_error **err);

/**
 * How much scores and ranks rest on the weights of a rubric.
 *
 * Intervals hold for every weighting of the region and are attained, to within
 * 1.5e-8 of the scale. Pairs that they leave open are counted over drawn
 * weightings (SplitMix64). Ranks are by the lower ends of the scores; releases
 * that the rubric does not rank (result.ranked_from) are listed without one.
 *
 * @param reports count reports of one rubric, each of another release.
 * @param count   at least 1.
 * @param factor  each weight of each mean from 1/factor to factor times the rubric's,
 *                1 to 100; 0: any weights.
 * @param samples weightings to draw, 0 to 1,000,000.
 * @param seed    of the generator.
 * @param format  OPENNESS_FORMAT_JSON (openness-weights/1), _TEXT or _MARKDOWN.
 * @param width   columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (as for dominance; several rubrics, a rubric without a
 *         score, a number out of range) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_weights(const openness_report *const *reports, size_t count,
                                          int factor, int samples, int64_t seed, int format,
                                          int width, openness_text **out, openness_error **err);

/**
 * How far definitions order the same releases alike.
 *
 * Every rubric places each release by the lower end of its headline, and again
 * by that of its score where it gives one. Two such measures are compared over
 * the releases that have a place on both: a rubric that does not speak to a
 * release, gives it no points, or says that its scores order nothing there
 * (result.ranked_from) does not place it. Spearman has mid-ranks, Kendall is
 * tau-b; both are exact, as a whole number over the root of a product, and
 * printed half up. Where one measure puts all releases at one place, they are
 * not defined. For each two it says on which two releases they part most, by
 * the difference of their ranks, and the facts (as openness_analyze_why does);
 * and for classes against scores, the scores found in each class.
 *
 * @param reports count reports: every release under every rubric that occurs, each once, all in
 *                one mode; at most 50,000 releases.
 * @param count   at least 1.
 * @param format  OPENNESS_FORMAT_JSON (openness-agreement/1), _TEXT or _MARKDOWN.
 * @param width   columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (as for dominance; also reports of different modes) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_agreement(const openness_report *const *reports, size_t count,
                                            int format, int width, openness_text **out,
                                            openness_error **err);

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
OPENNESS_API int openness_analyze_why(const openness_report *a, const openness_report *b,
                                      int format, int width, openness_text **out,
                                      openness_error **err);

/**
 * Verdicts over time, and what changed them.
 *
 * For each release one row per day on which something recorded happens: its
 * release, an event of an artifact, new terms of a base, another text of a
 * license that occurs, and (in modes that use them) an assessment. A row holds
 * until the next; the last is the latest state. A partial date is two days: from
 * the first it may have happened, from the day after the last it has. Promises
 * are listed with their recorded status, and never count. Several releases are
 * ordered by release date, unknown dates last.
 *
 * @param releases count releases of one database.
 * @param count   at least 1.
 * @param rubric  a rubric; its facts must be those of the releases' database.
 * @param mode    OPENNESS_MODE_*.
 * @param flags   0, or OPENNESS_BRIEF: only days on which a criterion, the verdict or
 *                the score changes, the first, the release and the latest.
 * @param format  OPENNESS_FORMAT_JSON (openness-timeline/1), _TEXT or _MARKDOWN.
 * @param width   columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (NULL, no release, several databases, a mode, flag or
 *         format that is unknown) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_timeline(const openness_release *const *releases, size_t count,
                                           const openness_rubric *rubric, int mode,
                                           uint32_t flags, int format, int width,
                                           openness_text **out, openness_error **err);

/**
 * In what two reports differ, and why.
 *
 * Each criterion whose level differs has one or more causes: "evidence" (what is
 * recorded differs), "date" (the same record on another day; the events between
 * are named), "license_data" (the same license with other terms or on other
 * lists), "ruler" (the same facts under another rule). A result rests on record
 * and data, day, and rubric; something is a cause where exchanging it alone
 * changes the level in at least one of the eight mixes of the two reports. Between
 * records of two releases all that is not the ruler is evidence. With each
 * criterion come the facts that differ and the recorded values behind them.
 *
 * Criteria and levels are matched by id.
 *
 * @param a a report on a release, not from a vector.
 * @param b another: of the same mode, of any release, day, rubric and database.
 * @param format OPENNESS_FORMAT_JSON (openness-diff/1), _TEXT or _MARKDOWN.
 * @param width columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (also for reports that cannot be compared) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_diff(const openness_report *a, const openness_report *b,
                                       int format, int width, openness_text **out,
                                       openness_error **err);

/**
 * What is not known, and which single look-up would settle most.
 *
 * A look-up is one thing that somebody could go and see: an artifact entry of
 * the record (or an artifact that it says nothing about), a field, the license
 * of a base, the kind, the output modalities. Every answer that the known part
 * leaves possible is evaluated: what is said to be certain of a look-up holds
 * for all of them. Licenses answer with the levels that licenses on record
 * have. Sorted by what every answer brings to the headline, then by what the
 * best one brings, then by criteria, then in the order of the vocabulary.
 *
 * @param report a report on a release, not from a vector.
 * @param format OPENNESS_FORMAT_JSON (openness-unknowns/1), _TEXT or _MARKDOWN.
 * @param width  columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_unknowns(const openness_report *report, int format, int width,
                                           openness_text **out, openness_error **err);

/**
 * The fewest changes that bring a release to a level or a score.
 *
 * A change is one artifact, field or unknown license of a base brought to its
 * best. Counted is the lower end of the result, with every unknown at its
 * worst: an unknown that may already be good is a step to confirm. The number
 * is exact, and all sets of that size are counted, up to 20 of them listed; a
 * work limit may end the search, and the output then says what is certain. Each
 * step is weakened to the least that is enough, and is one of: confirm (it may
 * already hold), relicense (only the license must change), document, release,
 * change (a field). Where nothing reaches, the output says what stops it.
 *
 * @param report a report on a release, not from a vector.
 * @param to     id of a level of the headline, or a score such as "75" in the unit of
 *               the rubric; NULL: the next level.
 * @param format OPENNESS_FORMAT_JSON (openness-plan/1), _TEXT or _MARKDOWN.
 * @param width  columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (also for a target that the rubric does not have) or
 *         E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_plan(const openness_report *report, const char *to, int format,
                                       int width, openness_text **out, openness_error **err);

/**
 * The label that the maker claims beside the labels that the record earns.
 *
 * The label is looked up, word for word, in a table of phrases: those that a
 * published definition defines lead to the levels that earn them, the others
 * are said to be undefined. Where a level is not earned, or what is not known
 * leaves that open, the facts between are those that the nearest way to it
 * still asks for. Nothing is said about why a label was chosen.
 *
 * @param release the record.
 * @param as_of   the evening of a day (YYYY-MM-DD) for the facts, NULL = latest. Labels
 *                have no date.
 * @param format  OPENNESS_FORMAT_JSON (openness-claim/1), _TEXT or _MARKDOWN.
 * @param width   columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_claim(const openness_release *release, const char *as_of,
                                        int format, int width, openness_text **out,
                                        openness_error **err);

/**
 * The bases of a release, and where each restriction on its weights enters.
 *
 * Bases are followed nearest first, each once, as for every verdict: what was
 * relicensed, learned from outputs or contained is named and not followed; a
 * base without a record and without a stated license, and whatever lies beyond
 * 256 bases, has unknown terms. For use, share, modify, tier, spectrum and
 * territory the levels before and after each base are given, and for each
 * level that falls the terms by which it falls. Whether the weights can be had
 * at all is no part of this.
 *
 * @param release the record.
 * @param as_of   the evening of a day (YYYY-MM-DD), NULL = latest.
 * @param format  OPENNESS_FORMAT_JSON (openness-lineage/1), _TEXT or _MARKDOWN.
 * @param width   columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_analyze_lineage(const openness_release *release, const char *as_of,
                                          int format, int width, openness_text **out,
                                          openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
