/*
 * facts.h: answers to the questions that rubrics ask.
 *
 * Takes a resolved release, gives one pair per fact of the vocabulary and
 * where each came from. Knows no rubric.
 */
#ifndef OPN_FACTS_H
#define OPN_FACTS_H

#include "resolve.h"

/* Where an answer came from: an artifact's member or a field; both may be
 * absent (nothing recorded). The deciding entry is the one that gave the
 * lower end (the least, or the best where the fact picks the best). */
typedef struct {
    const opn_resolved_artifact *artifact;
    const char *member; /* "access", "extent", "license", or "value" */
    const opn_field_value *field;
} opn_fact_source;

/* values and sources have vocabulary.fact_count entries. */
void opn_facts_derive(const opn_resolved *resolved, opn_pair *values, opn_fact_source *sources);

/* Only the facts that are marked; whoever marks one marks those it falls back
 * on. The others stay as they were. */
void opn_facts_derive_some(const opn_resolved *resolved, const bool *wanted, opn_pair *values,
                           opn_fact_source *sources);

#endif
