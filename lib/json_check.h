/*
 * json_check.h: a strict RFC 8259 scan.
 *
 * cJSON accepts much that is not JSON (trailing bytes, 01, raw control
 * characters, invalid UTF-8, duplicate keys, a NUL that cuts the string).
 * This scan runs first and refuses all of it with the place, without
 * recursion and without building anything.
 */
#ifndef OPN_JSON_CHECK_H
#define OPN_JSON_CHECK_H

#include "error.h"

typedef struct {
    size_t values; /* values in the document, the root included */
    size_t depth;  /* deepest nesting, a scalar root = 0 */
} opn_json_size;

/* The bytes of one value: text[start] up to text[end - 1]. */
typedef struct {
    uint32_t start;
    uint32_t end;
} opn_json_span;

/* OPENNESS_OK, OPENNESS_E_JSON (first problem in issues, with pointer, line
 * and column), OPENNESS_E_LIMIT (bytes, depth or values) or OPENNESS_E_NOMEM.
 * Duplicate keys are found after escapes are decoded ("a" = "\u0061"), when
 * their object ends. U+0000 in a string is refused: no text here may hold it;
 * so is half a surrogate pair, which UTF-8 cannot express. A byte order mark
 * is refused. The place of a problem is the first byte that cannot stand
 * where it does; its pointer names the value that has begun or is due there,
 * or between values the array or object. out and issues may be NULL. */
int opn_json_check(const char *text, size_t size, opn_json_size *out, opn_issues *issues);

/* The same scan, which also gives the span of every value (out->values of
 * them, containers before what they hold). Release *spans with opn_free. */
int opn_json_scan(const char *text, size_t size, opn_json_size *out, opn_json_span **spans,
                  opn_issues *issues);

/* Line and column (code points, from 1) of a byte offset. *place is zero, or
 * what this function gave for the same text: counting goes on from there. */
void opn_json_locate(const char *text, size_t size, size_t offset, opn_place *place);

#endif
