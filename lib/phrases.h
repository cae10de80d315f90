/*
 * phrases.h: the words of a report, once for text and Markdown.
 *
 * Each call appends plain text to a buffer: no markup, no line breaks, no
 * escapes. The renderers lay it out and make it safe for their medium.
 */
#ifndef OPN_PHRASES_H
#define OPN_PHRASES_H

#include "report.h"

/* An id as words: "training_code" -> "training code". */
void opn_say_id(opn_buf *buf, const char *id);

/* "full", "none to full", "unknown" for everything possible, "not applicable": an answer. */
void opn_say_answer(opn_buf *buf, const openness_report *report, size_t fact, opn_pair has);

/* The title of a level, else its id as words. */
void opn_say_level(opn_buf *buf, const opn_level *level);

/* "released", "none to full", "unknown" for everything possible, "not applicable". */
void opn_say_range(opn_buf *buf, const openness_report *report, size_t node, opn_pair level);

/* "gpt-oss-120b (openai/gpt-oss-120b)", or what stands for it in a report from a vector. */
void opn_say_subject(opn_buf *buf, const openness_report *report);

/* The headline of a ladder as a sentence without a stop. */
void opn_say_verdict(opn_buf *buf, const openness_report *report);

/* "54.5-58.1 of 100", "no points here". */
void opn_say_score(opn_buf *buf, const openness_report *report, size_t node);

/* "has weights: full; weights license listed: yes (Apache-2.0)" */
void opn_say_has(opn_buf *buf, const openness_report *report, const opn_criterion_result *result);

/* "weights license listed: yes (is no: llama-2)" */
void opn_say_need(opn_buf *buf, const openness_report *report, const opn_reason *reason);

/* "open needs weights license listed: yes (is no: llama-2)"; the level is left
 * out where there are only two. */
void opn_say_needs(opn_buf *buf, const openness_report *report,
                   const opn_criterion_result *result);

/* Who assessed a criterion, when, and whether the record agrees. */
void opn_say_assessment(opn_buf *buf, const openness_report *report,
                        const opn_criterion_result *result);

void opn_say_step(opn_buf *buf, const openness_report *report, const opn_step *step);

/* What the ways lead to, and what one of them adds to the score. */
void opn_say_goal(opn_buf *buf, const openness_report *report);
void opn_say_gain(opn_buf *buf, const openness_report *report, const opn_way *way);

/* The question, what is known, and what its best answer would change. */
void opn_say_question(opn_buf *buf, const openness_report *report, const opn_question *question);

/* What a claim shows, when it was read and how sure that is. */
void opn_say_claim(opn_buf *buf, const openness_report *report, const opn_cited *cited);

/* "g7-2026@1 of 2026-05-29, G7 ..." */
void opn_say_rubric(opn_buf *buf, const openness_report *report);

/* The state that was judged and how assessments were used. */
void opn_say_basis(opn_buf *buf, const openness_report *report);

/* What forgetting made unknown; nothing for a release as recorded. */
void opn_say_forgotten(opn_buf *buf, const openness_release *release);

/* Library and data: "openness 0.1.0, data 0123456789ab". */
void opn_say_made_with(opn_buf *buf, const char *digest);
void opn_say_data(opn_buf *buf, const openness_report *report);

/* Whether unknowns weigh so much that the open questions should come first. */
bool opn_questions_first(const openness_report *report);

/* Whether a node has a place in the profile: means, minima, bands and the headline score. */
bool opn_in_profile(const openness_report *report, size_t node);

/* Cells of a bar of n: those surely filled and those that unknowns leave open. */
void opn_bar_cells(const opn_value *value, int n, int *sure, int *open);

/* The next code point of text as a terminal may show it: control characters
 * and those that reverse the direction of writing become "?". Returns the bytes
 * read (0 at the end), and *shown the string to print in their place. */
size_t opn_show_next(const char *text, size_t size, char shown[5]);

#endif
