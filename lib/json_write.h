/*
 * json_write.h: the deterministic writer.
 *
 * Members come out in the order in which the code writes them, numbers are
 * integers, lines end in LF, indentation is two spaces; same calls, same bytes
 * on every machine.
 */
#ifndef OPN_JSON_WRITE_H
#define OPN_JSON_WRITE_H

#include "buf.h"

/* compact: no white space at all (one record per line). */
typedef struct {
    opn_buf *buf;
    int depth;
    bool compact;
    bool pending_comma;
    bool after_key;
} opn_writer;

void opn_write_init(opn_writer *w, opn_buf *buf, bool compact);
void opn_write_object(opn_writer *w);     /* { */
void opn_write_object_end(opn_writer *w); /* } */
void opn_write_array(opn_writer *w);
void opn_write_array_end(opn_writer *w);
void opn_write_key(opn_writer *w, const char *key);
void opn_write_string(opn_writer *w, const char *text); /* NULL writes null */
void opn_write_int(opn_writer *w, int64_t value);
void opn_write_bool(opn_writer *w, bool value);
void opn_write_null(opn_writer *w);

/* key and value in one call; with a NULL text nothing is written. */
void opn_write_member(opn_writer *w, const char *key, const char *text);
void opn_write_member_int(opn_writer *w, const char *key, int64_t value);
void opn_write_member_bool(opn_writer *w, const char *key, bool value);

/* Writes the RFC 8259 string literal for text, quotes included. */
void opn_write_quoted(opn_buf *buf, const char *text);

#endif
