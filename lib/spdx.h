/*
 * spdx.h: SPDX license expressions, parsed and read on a license ladder.
 *
 * OR is the licensee's choice (the best), AND is all at once (the least), WITH
 * only permits more, so the license under it counts. A whole ladder is read
 * per license, never two ladders across an OR.
 */
#ifndef OPN_SPDX_H
#define OPN_SPDX_H

#include "license.h"

typedef enum {
    OPN_EXPR_LICENSE, /* an index into the licenses */
    OPN_EXPR_OPAQUE,  /* LicenseRef-...: nothing is known of its terms */
    OPN_EXPR_AND,     /* joins the two before it */
    OPN_EXPR_OR
} opn_expr_kind;

typedef struct {
    opn_expr_kind kind;
    size_t license; /* OPN_EXPR_LICENSE; OPAQUE: where its name stands in the text */
} opn_expr_op;

/* Postfix. */
typedef struct {
    const char *text; /* as written */
    const opn_expr_op *ops;
    size_t count;
} opn_expr;

typedef struct {
    size_t offset;       /* where in the text the fault is */
    const char *message; /* static: what was expected */
    bool unknown_license; /* the grammar is right, a license id is not known */
    char token[96];      /* the offending token, clipped */
} opn_expr_fault;

/* Parses an expression of at most 1024 bytes. Ids match without regard to
 * ASCII case. OPENNESS_OK, E_SCHEMA (fault filled) or E_NOMEM. licenses maps
 * lower-case ids to indices, and exceptions behind "with ". "+" after an id is
 * accepted, and so is AdditionRef-... after WITH. */
int opn_expr_parse(opn_expr *out, const char *text, const opn_table *licenses, opn_arena *arena,
                   opn_expr_fault *fault);

/* The level of an expression on ladder number `ladder`, on a date (or NULL). */
opn_pair opn_expr_level(const opn_expr *expr, const opn_license *licenses,
                        const opn_license_vocabulary *vocabulary, size_t ladder,
                        const char *as_of);

#endif
