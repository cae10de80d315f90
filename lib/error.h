/*
 * error.h: problems with their place, and the public error object.
 *
 * A loader collects issues into an opn_issues while it goes on reading, up to
 * OPENNESS_LIMIT_ISSUES; at the end the list becomes an openness_error or,
 * when it holds warnings only, stays with the handle.
 */
#ifndef OPN_ERROR_H
#define OPN_ERROR_H

#include <stdarg.h>

#include "mem.h"
#include <openness/error.h>

/* What openness_limit() answers. */
#define OPN_LIMIT_INPUT_BYTES 16777216 /* 16 MiB */
#define OPN_LIMIT_DEPTH       64
#define OPN_LIMIT_VALUES      100000
#define OPN_LIMIT_ISSUES      100
#define OPN_LIMIT_BATCH_BYTES 1073741824 /* 1 GiB */

/* Where something stands. line 0 = unknown. pointer is RFC 6901, "" = whole. */
typedef struct {
    const char *pointer;
    size_t line;   /* from 1 */
    size_t column; /* from 1, in code points */
    size_t offset; /* in bytes */
} opn_place;

typedef struct {
    const char *id; /* one of data/vocabulary/issues.json, static */
    int severity;   /* OPENNESS_SEVERITY_* */
    opn_place place;
    const char *message; /* one line, no trailing stop */
} opn_issue;

/* Zero-initialize before use. */
typedef struct opn_issues {
    opn_arena arena;
    opn_issue *items;
    size_t count;
    size_t capacity;
    size_t errors; /* issues of severity error, the uncounted included */
    size_t dropped;
    bool strict; /* warnings are added as errors (OPENNESS_STRICT) */
    bool failed; /* memory ran out while adding */
} opn_issues;

/* Adds one issue; message is printf-like with %s %d %zu only, clipped at 400
 * bytes, control characters replaced. place may be NULL; its pointer is
 * copied. A list that is full drops the issue, or for an error a warning.
 * list may be NULL. */
void opn_issue_add(opn_issues *list, const char *id, int severity, const opn_place *place,
                   const char *format, ...) OPN_PRINTF(5, 6);
void opn_issue_addv(opn_issues *list, const char *id, int severity, const opn_place *place,
                    const char *format, va_list args) OPN_PRINTF(5, 0);

/* Whether one more issue would be kept: lets callers skip the work of finding
 * its place when it would only be counted. */
bool opn_issues_wants(const opn_issues *list, int severity);

/* One line of at most 400 bytes in the arena, control characters replaced; NULL
 * without memory. %s %d %zu only. */
const char *opn_message(opn_arena *arena, const char *format, va_list args) OPN_PRINTF(2, 0);

/* Empties the list; strict stays. */
void opn_issues_free(opn_issues *list);

/* Turns status and the list (may be NULL) into *err (may be NULL) and returns
 * the status. Moves the issues out of the list. The message is that of the
 * first error issue, else of the status. OPENNESS_OK leaves the list alone.
 * Never fails: without memory, now or when an issue was added, it returns
 * OPENNESS_E_NOMEM and *err is a static object whose free is a no-op. */
int opn_error_set(openness_error **err, int status, opn_issues *list);

/* Same, with a message of its own and no list. %s %d %zu only. */
int opn_error_message(openness_error **err, int status, const char *format, ...) OPN_PRINTF(3, 4);

#endif
