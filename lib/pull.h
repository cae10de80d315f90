/*
 * pull.h: compact JSON that the build has checked, read without a tree.
 *
 * For the two large tables that the library carries (names and the SPDX list):
 * as trees they would take half as long again to open as all the rest.
 * Whatever a user hands in goes through json_read.h instead.
 */
#ifndef OPN_PULL_H
#define OPN_PULL_H

#include "common.h"

/* The bytes of a string between its quotes, escapes as they were written. */
typedef struct {
    const char *text;
    size_t size;
} opn_slice;

typedef struct {
    const char *at;
    const char *end;
    bool failed; /* something else stood there; nothing is read any more */
} opn_pull;

opn_pull opn_pull_begin(const char *text, size_t size);

/* Takes c if it stands next. */
bool opn_pull_take(opn_pull *p, char c);

/* Takes c; anything else fails. */
void opn_pull_expect(opn_pull *p, char c);

/* Takes a string; empty when it fails. */
opn_slice opn_pull_string(opn_pull *p);

/* Takes a member's name and its colon; any other name fails. */
void opn_pull_key(opn_pull *p, const char *name);

/* Whether another element or member follows, its comma taken; else takes the
 * closing bracket. False after a failure, so that loops end. */
bool opn_pull_more(opn_pull *p, char close);

/* Takes a value of any kind and gives its bytes. */
opn_slice opn_pull_value(opn_pull *p);

bool opn_slice_is(opn_slice slice, const char *text);

/* Writes the text of a string, escapes decoded, and a NUL: at most room bytes.
 * Returns its size, SIZE_MAX when it does not fit or has an escape of a
 * character that no name holds (\b, \f, \u). */
size_t opn_slice_text(opn_slice slice, char *out, size_t room);

#endif
