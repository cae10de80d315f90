/*
 * term_words.h: the words for terms, reasons and readings of licenses.
 *
 * Plain text appended to a buffer, as in phrases.h: text, Markdown and the
 * member "says" of JSON share it.
 */
#ifndef OPN_TERM_WORDS_H
#define OPN_TERM_WORDS_H

#include "describe.h"

/* "no other llm", "permission above 700,000,000 monthly active users (...)",
 * "silent", "not read". */
void opn_say_term(opn_buf *buf, const opn_license_term *term, const opn_term_value *value);

/* One object of a list, or the object of a term. */
void opn_say_object(opn_buf *buf, const opn_term_object *object);

/* 700000000 -> "700,000,000". */
void opn_say_number(opn_buf *buf, int64_t number);

/* Where a clause stands, without what is noted about it: "s2" of "s2: tested
 * once"; "" stays "". */
void opn_say_place(opn_buf *buf, const char *clause);

/* "no", "1, commercial use, with attribution", "unknown, no to doubtful". */
void opn_say_reading(opn_buf *buf, const opn_license_ladder *ladder, opn_pair level);

/* "gate permission: none (is gate: s2; paragraph 83(c))", "what was not read:
 * ...", "on the list osi", "a place on the list osi or fsf", "placed there by
 * name". The license is named where there are several. Returns how many reasons
 * from first on that said: unread terms and lists are said together. */
size_t opn_say_reason(opn_buf *buf, const opn_description *description,
                      const opn_reading *reading, size_t first);

/* What stands before a reason: "doubtful needs ", "and " where the one before
 * it is wanted for the same, nothing for one that holds the level up. */
void opn_say_goal_of(opn_buf *buf, const opn_description *description, const opn_reading *reading,
                     size_t at);

/* The last line of every description. */
extern const char opn_not_advice[];

#endif
