/*
 * steps.h: what holds a result up, what would lift it, what is not known.
 *
 * All of it comes from the minimal terms of the rubric's own predicates, so
 * that advice can never ask for more or for less than the verdict does.
 */
#ifndef OPN_STEPS_H
#define OPN_STEPS_H

#include "report.h"

/* The rubric as it reads for one release: tests of what does not apply are
 * gone, as opn_predicate_eval drops them, so that its minimal terms are those
 * of this release. values has node_count entries; facts may be NULL (a vector
 * does not hold them): criteria are then read as written. view borrows from
 * rubric and the arena and is never given to opn_rubric_free. OPENNESS_OK or
 * E_NOMEM. */
int opn_steps_view(opn_rubric *view, const opn_rubric *rubric, const opn_pair *facts,
                   const opn_value *values, opn_arena *arena);

/* Fills because, blocked and next of a criterion; its node, level and basis
 * are set. Needs facts and sources of the report. OPENNESS_OK or E_NOMEM. */
int opn_steps_criterion(openness_report *report, const opn_rubric *view,
                        opn_criterion_result *result);

/* What a criterion lacks for a level: the tests of the nearest way that are
 * not surely met; none where only an assessment gives the level. The report
 * has facts. out lives in the arena. OPENNESS_OK or E_NOMEM. */
int opn_steps_missing(const openness_report *report, const opn_rubric *view, size_t criterion,
                      size_t level, opn_reasons *out, opn_arena *arena);

/* The same for "applies": what would have to hold for the rubric to speak to
 * the release. What does not apply is among it. OPENNESS_OK or E_NOMEM. */
int opn_steps_scope(const openness_report *report, opn_reasons *out, opn_arena *arena);

/* Fills ways and next_level. Needs criteria and values. */
int opn_steps_ways(openness_report *report, const opn_rubric *view);

/* The nearest way to a level of the headline, and none where it is reached, where
 * nothing leads to it or where too many ways do. The rubric has a headline. out
 * lives in the arena. OPENNESS_OK or E_NOMEM. */
int opn_steps_way(const openness_report *report, const opn_rubric *view, size_t level,
                  opn_way *out, opn_arena *arena);

/* Fills questions: the facts that the rubric reads and that are open, each
 * answered best in turn. evidence is what the report was evaluated with. */
int opn_steps_questions(openness_report *report, const opn_evidence *evidence);

#endif
