/*
 * fuzz_spdx.c: any bytes as a license expression.
 *
 * What must hold: a refusal names a place inside the text; an accepted
 * expression is a well-formed postfix, and its level lies on every ladder; the
 * expression in parentheses means the same, twice joined by AND or OR too.
 */
#include "../../lib/database.h"
#include "../../lib/spdx.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static openness_database *database;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool parse(const char *text, opn_expr *out, opn_arena *arena)
{
    opn_expr_fault fault;
    int status = opn_expr_parse(out, text, &database->license_table, arena, &fault);

    require(status == OPENNESS_OK || status == OPENNESS_E_SCHEMA);
    if (status != OPENNESS_OK) {
        require(fault.offset <= strlen(text) && fault.message != NULL);
        require(strncmp(fault.token, text + fault.offset, strlen(fault.token)) == 0);
    }
    return status == OPENNESS_OK;
}

static void check_postfix(const opn_expr *expr)
{
    size_t depth = 0;

    for (size_t i = 0; i < expr->count; i++) {
        bool joins = expr->ops[i].kind == OPN_EXPR_AND || expr->ops[i].kind == OPN_EXPR_OR;

        require(!joins || depth >= 2);
        /* A reference has the place of its name in the text instead. */
        require(expr->ops[i].license < (expr->ops[i].kind == OPN_EXPR_OPAQUE
                                            ? strlen(expr->text)
                                            : database->license_count));
        depth = joins ? depth - 1 : depth + 1;
    }
    require(depth == 1);
}

static opn_pair level(const opn_expr *expr, size_t ladder)
{
    return opn_expr_level(expr, database->licenses, &database->license_vocabulary, ladder, NULL);
}

/* The same with something around it: "(%)", "(%) AND (%)". */
static void check_same(const char *text, const opn_expr *expr, const char *join)
{
    opn_buf buf = {0};
    opn_arena arena = {0};
    opn_expr other;

    opn_buf_char(&buf, '(');
    opn_buf_str(&buf, text);
    opn_buf_char(&buf, ')');
    if (*join != '\0') {
        opn_buf_str(&buf, join);
        opn_buf_char(&buf, '(');
        opn_buf_str(&buf, text);
        opn_buf_char(&buf, ')');
    }
    if (buf.size <= 1024) {
        require(parse(buf.data, &other, &arena));
        check_postfix(&other);
        for (size_t i = 0; i < database->license_vocabulary.ladder_count; i++) {
            opn_pair a = level(expr, i);
            opn_pair b = level(&other, i);

            require(a.lo == b.lo && a.hi == b.hi);
        }
    }
    opn_arena_free(&arena);
    opn_buf_free(&buf);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    opn_arena arena = {0};
    opn_expr expr;
    char *text;

    if (database == NULL) {
        require(openness_database_open(&database, NULL) == OPENNESS_OK);
    }
    if (size > 2048 || memchr(data, '\0', size) != NULL) {
        return 0; /* a text of the library holds no NUL */
    }
    text = malloc(size + 1);
    require(text != NULL);
    memcpy(text, data, size);
    text[size] = '\0';
    if (parse(text, &expr, &arena)) {
        require(opn_streq(expr.text, text));
        check_postfix(&expr);
        for (size_t i = 0; i < database->license_vocabulary.ladder_count; i++) {
            opn_pair pair = level(&expr, i);

            require(pair.lo >= 0 && pair.lo <= pair.hi);
            require((size_t)pair.hi < database->license_vocabulary.ladders[i].level_count);
        }
        check_same(text, &expr, "");
        check_same(text, &expr, " AND ");
        check_same(text, &expr, "or");
    }
    opn_arena_free(&arena);
    free(text);
    return 0;
}
