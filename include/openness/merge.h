/**
 * @file merge.h
 * Several records of one release as one, with a report of what came from where.
 *
 * What one source states and the others do not is taken; what several state
 * alike joins their evidence; what they state differently is a conflict: it is
 * listed with all of its sources, and the value covers every one of them unless
 * a stated policy resolves it. What no source states stays unknown.
 */
#ifndef OPENNESS_MERGE_H
#define OPENNESS_MERGE_H

#include <openness/import.h>

#ifdef __cplusplus
extern "C" {
#endif

/** One record made of several, and the merge report. Immutable. */
typedef struct openness_merged openness_merged;

/** How a conflict is resolved. What a policy cannot decide stays a conflict. */
enum {
    OPENNESS_MERGE_WIDEN = 0,      /**< not at all: the value covers all that is stated */
    OPENNESS_MERGE_NEWEST = 1,     /**< the source that was read last */
    OPENNESS_MERGE_SPECIFIC = 2,   /**< what says most of this very thing; see docs/merge.md */
    OPENNESS_MERGE_RESTRICTIVE = 3 /**< the lowest level; the license that grants least */
};

/** Flags of openness_merge(). */
enum {
    OPENNESS_MERGE_DATA_COMPLETE = 1 /**< the datasets that data_stage speaks of are all */
};

/**
 * Merge the records of several documents about one release.
 *
 * An import of one record gives that record. Of an import of several, the one
 * whose id is `id` is taken.
 *
 * Of a record of the kind "dataset" beside others only its datasets are taken: nothing else that
 * it says is said of the release.
 *
 * @param database licenses and bases are looked up in it; stays referenced.
 * @param imports count imports, none NULL. Not kept. Their order changes the order of evidence,
 *                and which of several names, on which no verdict rests, stands in the record.
 * @param count   1 to 64.
 * @param policy  OPENNESS_MERGE_*.
 * @param id      the id of the merged record; NULL: that of the first that names a producer.
 * @param data_stage what those datasets were used for (where there are none, the datasets that
 *                   the records name): "pretraining" or another stage of training data, or
 *                   "evaluation". They become data of it, with this statement as evidence. NULL:
 *                   they stay datasets, which no rubric reads.
 * @param flags   0, or OPENNESS_MERGE_DATA_COMPLETE. Without it a part of which nothing is known
 *                stands beside them, unless another record tells of data of that stage.
 * @param[out] out @owned{openness_merged_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT (also: data_stage is none, or every record is of a dataset and
 *         there is one), E_NOT_FOUND (an import has no record, or several and none
 *         of this id), E_LIMIT (the merged record has more than a record may have), E_SCHEMA
 *         (id is none, or database does not know what a record names) or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_merge(const openness_database *database,
                                const openness_import *const *imports, size_t count, int policy,
                                const char *id, const char *data_stage, uint32_t flags,
                                openness_merged **out, openness_error **err);

/**
 * Release a merged record.
 *
 * @param merged may be NULL.
 * @threads{one}
 * @since 0.1
 */
OPENNESS_API void openness_merged_free(openness_merged *merged);

/**
 * The merged record as a document of format openness-release/1.
 *
 * @param merged may be NULL.
 * @return @borrowed{merged} "" for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API const char *openness_merged_record(const openness_merged *merged);

/**
 * The merged record as a release.
 *
 * @param merged a merged record.
 * @param[out] out @owned{openness_release_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_merged_release(const openness_merged *merged, openness_release **out,
                                         openness_error **err);

/**
 * How many values the sources state differently, those that a policy resolved included.
 *
 * @param merged may be NULL.
 * @return the count; 0 for NULL.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API size_t openness_merged_conflict_count(const openness_merged *merged);

/**
 * The merge report.
 *
 * @param merged a merged record.
 * @param format OPENNESS_FORMAT_JSON (openness-merge/1), _TEXT or _MARKDOWN (report.h).
 * @param width columns for text, 0 = 80.
 * @param[out] out @owned{openness_text_free}
 * @param[out] err @owned{openness_error_free} may be NULL.
 * @return OPENNESS_OK, E_ARGUMENT or E_NOMEM.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_merged_render(const openness_merged *merged, int format, int width,
                                        openness_text **out, openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
