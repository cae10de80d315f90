/**
 * @file annotate.h
 * Verdicts written into a bill of materials, nothing else of it changed.
 *
 * The document is not printed again: what is new stands between its bytes, in
 * its own layout.
 */
#ifndef OPENNESS_ANNOTATE_H
#define OPENNESS_ANNOTATE_H

#include <openness/rubric.h>
#include <openness/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Add the verdict on every model of a bill of materials to it.
 *
 * The document is imported (openness_import_bytes()) and each of its models
 * evaluated by the facts alone under each rubric. What is added, under which
 * names, is in docs/annotate.md: level, bounds, scores, vector, day, digest of the
 * data and version of the library. What an earlier call added is taken out
 * first; every other byte stays as it is, and a second call with the same
 * arguments changes nothing.
 *
 * @param database licenses and bases are looked up in it.
 * @param rubrics count rubrics, each once; their facts must be those of the
 *                database.
 * @param count at least 1.
 * @param as_of YYYY-MM-DD: the state on the evening of that day; NULL: the
 *              latest state that the document states.
 * @param bytes  a CycloneDX or SPDX 3 document, size bytes of JSON. Not kept.
 * @param size   at most openness_limit(OPENNESS_LIMIT_INPUT_BYTES).
 * @param flags  0 or OPENNESS_STRICT (contradictions are errors).
 * @param[out] out @owned{openness_text_free} the document with the verdicts.
 * @param[out] err @owned{openness_error_free} may be NULL; issues carry line and column.
 * @return as openness_import_bytes(); E_SCHEMA too for a document of a format that
 *         holds no annotations.
 * @threads{any}
 * @since 0.1
 */
OPENNESS_API int openness_annotate(const openness_database *database,
                                   const openness_rubric *const *rubrics, size_t count,
                                   const char *as_of, const char *bytes, size_t size,
                                   uint32_t flags, openness_text **out, openness_error **err);

#ifdef __cplusplus
}
#endif

#endif
