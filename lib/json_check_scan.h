/*
 * json_check_scan.h: the state that the parts of the JSON scan share.
 *
 * json_check.c reads arrays, objects and their limits, json_check_scalar.c
 * reads what stands between them, json_check_place.c says where the scan is.
 */
#ifndef OPN_JSON_CHECK_SCAN_H
#define OPN_JSON_CHECK_SCAN_H

#include "json_check.h"
#include "json_key.h"

/* An open array or object. */
typedef struct {
    size_t value; /* its number in document order */
    size_t index; /* of the element being read */
    size_t keys;  /* names of outer objects, which stand before its own */
    bool object;
    bool fresh; /* nothing has been read in it */
} opn_scan_frame;

typedef struct {
    const char *text;
    const char *at; /* the first byte not yet read */
    const char *end;
    opn_scan_frame frames[OPN_LIMIT_DEPTH];
    size_t depth;
    bool in_value; /* a value of the innermost frame has begun or is due */
    opn_keys keys;
    bool keep_spans;
    opn_json_span *spans;
    size_t span_capacity;
    opn_json_size found;
    opn_issues *issues; /* may be NULL */
} opn_scan;

/* Reports a problem at a byte of the text and returns status, or
 * OPENNESS_E_NOMEM. %s %d %zu only. */
int opn_scan_fail(opn_scan *s, int status, const char *id, const char *at, const char *format,
                  ...) OPN_PRINTF(5, 6);

/* Reports what stands at a byte (or that the text ends there) where something
 * else had to stand: "expected <wanted>, found ...". OPENNESS_E_JSON. */
int opn_scan_unexpected(opn_scan *s, const char *at, const char *wanted);

/* Reads the string whose quote stands at s->at; *escaped tells whether it has
 * any escape. OPENNESS_OK or OPENNESS_E_JSON. */
int opn_scan_string(opn_scan *s, bool *escaped);

/* Reads a string, number, true, false or null. OPENNESS_OK or OPENNESS_E_JSON,
 * also for anything else that stands there. */
int opn_scan_scalar(opn_scan *s);

#endif
