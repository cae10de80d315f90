/*
 * may_expression.c: what a license expression says to a question.
 *
 * Takes an expression as postfix operations, answers each license in it once
 * and joins the answers: OR is the licensee's choice and takes the better side
 * alone, AND is all at once and takes both. An exception after WITH only
 * permits more, so the license under it is a safe reading.
 *
 * Must not know what a text says (may.c), nor where the expression stands.
 */
#include "may.h"

enum { DEEPEST = 1024 }; /* every operand takes a byte of at most 1024 */

/* One operand: a license, the same for each time that it is named, or a
 * reference that nobody can follow. */
typedef struct leaf {
    opn_may_result result;
    bool taken; /* its lines are in the answer */
} leaf;

typedef struct chain {
    leaf *at;
    struct chain *next;
} chain;

/* The answer of a part of the expression: its verdict and whose lines it has. */
typedef struct {
    int verdict;
    chain *first;
    chain *last;
    size_t lines;
} part;

typedef struct {
    const opn_may_ask *ask;
    const opn_expr *expr;
    leaf **leaves; /* by license, NULL until it was asked */
    part stack[DEEPEST];
    size_t depth;
} walk;

/* Nothing is known of the terms behind a LicenseRef. */
static int ask_reference(walk *w, const opn_expr_op *op, leaf *out)
{
    opn_arena *arena = w->ask->arena;
    const char *name = w->expr->text + op->license;
    size_t size = strcspn(name, "() \t\r\n");
    opn_may_line line = {OPENNESS_UNDECIDED, "license", "The terms of this license are not known",
                         "", opn_arena_copy(arena, name, size)};

    if (w->ask->by_outputs) {
        return OPENNESS_OK;
    }
    return line.license != NULL && opn_may_append(&out->result, &line, arena) ? OPENNESS_OK
                                                                              : OPENNESS_E_NOMEM;
}

/* A license that is named twice is asked once, and its lines stand once. */
static int ask_operand(walk *w, const opn_expr_op *op, leaf **out)
{
    bool reference = op->kind == OPN_EXPR_OPAQUE;

    *out = reference ? NULL : w->leaves[op->license];
    if (*out != NULL) {
        return OPENNESS_OK;
    }
    *out = opn_arena_alloc(w->ask->arena, 1, sizeof **out);
    if (*out == NULL) {
        return OPENNESS_E_NOMEM;
    }
    if (reference) {
        return ask_reference(w, op, *out);
    }
    w->leaves[op->license] = *out;
    return opn_may_text(&(*out)->result, w->ask, op->license);
}

/* A part of one operand. */
static int push(walk *w, const opn_expr_op *op)
{
    leaf *operand;
    chain *only = opn_arena_alloc(w->ask->arena, 1, sizeof *only);
    int status = ask_operand(w, op, &operand);

    if (status != OPENNESS_OK || only == NULL) {
        return status == OPENNESS_OK ? OPENNESS_E_NOMEM : status;
    }
    only->at = operand;
    w->stack[w->depth] = (part){operand->result.verdict, only, only, operand->result.count};
    w->depth++;
    return OPENNESS_OK;
}

/* Chains are joined, not copied: a long expression must not cost its square. */
static part both(part a, part b)
{
    a.last->next = b.first;
    return (part){opn_may_compare(a.verdict, b.verdict) >= 0 ? a.verdict : b.verdict, a.first,
                  b.last, a.lines + b.lines};
}

/* Of two sides that come out alike the one that asks for less, then the first.
 * When neither permits, both are reasons. */
static part better(part a, part b)
{
    int order = opn_may_compare(a.verdict, b.verdict);

    if (order != 0) {
        return order < 0 ? a : b;
    }
    if (a.verdict == OPENNESS_FORBIDDEN || a.verdict == OPENNESS_UNDECIDED) {
        return both(a, b);
    }
    return b.lines < a.lines ? b : a;
}

/* The parser has proved the postfix well-formed: two parts wait for each join. */
static int walk_expression(walk *w)
{
    for (size_t i = 0; i < w->expr->count; i++) {
        const opn_expr_op *op = &w->expr->ops[i];
        int status = OPENNESS_OK;

        if (op->kind == OPN_EXPR_LICENSE || op->kind == OPN_EXPR_OPAQUE) {
            status = push(w, op);
        } else {
            part *a = &w->stack[w->depth - 2];
            part *b = &w->stack[w->depth - 1];

            *a = op->kind == OPN_EXPR_AND ? both(*a, *b) : better(*a, *b);
            w->depth--;
        }
        if (status != OPENNESS_OK) {
            return status;
        }
    }
    return OPENNESS_OK;
}

/* Only now are lines copied: those of sides that were not chosen never are. */
int opn_may_expression(opn_may_result *out, const opn_may_ask *ask, const opn_expr *expr)
{
    walk w;
    int status;

    *out = (opn_may_result){OPENNESS_ALLOWED, NULL, 0, 0};
    memset(&w, 0, sizeof w);
    w.ask = ask;
    w.expr = expr;
    w.leaves = opn_arena_alloc(ask->arena, ask->database->license_count, sizeof *w.leaves);
    if (w.leaves == NULL) {
        return OPENNESS_E_NOMEM;
    }
    status = walk_expression(&w);
    if (status != OPENNESS_OK) {
        return status;
    }
    for (chain *at = w.stack[0].first; at != NULL; at = at->next) {
        if (!at->at->taken && !opn_may_join(out, &at->at->result, ask->arena)) {
            return OPENNESS_E_NOMEM;
        }
        at->at->taken = true;
    }
    return OPENNESS_OK;
}
