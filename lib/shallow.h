/*
 * shallow.h: large JSON of which little is wanted, read without a tree.
 *
 * The header of a safetensors file names every tensor, and an index every tensor
 * of a set: more values than a document may have, of which a reader of metadata
 * wants a handful. A cursor moves over the text once and gives slices of it; what
 * is wanted of them is read by json_read.h, which is strict. Unlike pull.h it takes
 * text that nobody has checked, with white space, and says where it failed.
 */
#ifndef OPN_SHALLOW_H
#define OPN_SHALLOW_H

#include "pull.h"

typedef struct {
    const char *text;
    size_t size;
    size_t at;
    bool fresh;         /* an object or array was opened, and nothing of it is read */
    bool ended;         /* the text ends before the value does */
    const char *wanted; /* what else had to stand at `at`; NULL while all is well */
} opn_shallow;

opn_shallow opn_shallow_begin(const char *text, size_t size);

/* Whether reading can go on. */
bool opn_shallow_sound(const opn_shallow *s);

/* The next byte that is no white space; NUL when there is none. */
char opn_shallow_peek(opn_shallow *s);

/* Takes a bracket that opens. */
void opn_shallow_open(opn_shallow *s, char bracket);

/* Whether another element or member follows, its comma taken; else takes the closing
 * bracket. False after a failure, so that loops end. */
bool opn_shallow_more(opn_shallow *s, char close);

/* The bytes between the quotes of a string, escapes as they are written. */
opn_slice opn_shallow_string(opn_shallow *s);

/* A member's name; its colon is taken. */
opn_slice opn_shallow_key(opn_shallow *s);

/* A whole number without a sign, which fits 64 bits. */
uint64_t opn_shallow_whole(opn_shallow *s);

/* The bytes of a value of any kind. Brackets are counted, not matched. */
opn_slice opn_shallow_value(opn_shallow *s);

#endif
