/*
 * spdx.c: SPDX license expressions (SPDX 2.3, Annex D; 3.0.1, Annex B).
 *
 * Takes an expression as text, gives postfix operations over license indices;
 * reads them on one license ladder. Shunting-yard instead of recursion: depth
 * is bounded by the 1024 bytes that an expression may have, not by the stack.
 *
 * Must not know what a ladder means, nor what an exception says: those of the
 * list only permit more, so the license under one is a safe reading. Another
 * is refused: under its name anything could stand.
 */
#include "spdx.h"
#include "ascii.h"
#include "spdx_list.h"
#include "utf8.h"

/* Every token takes a byte: no stack can grow beyond the text. */
enum { LONGEST = 1024, DEEPEST = LONGEST };

typedef enum {
    TOKEN_END,
    TOKEN_WORD,
    TOKEN_AND,
    TOKEN_OR,
    TOKEN_WITH,
    TOKEN_OPEN,
    TOKEN_CLOSE,
    TOKEN_FAULT
} token_kind;

typedef struct {
    const char *text;
    size_t size;
    size_t at;
    token_kind kind;
    size_t start; /* of the token */
    size_t length;
    const opn_table *licenses;
    opn_expr_op *ops;
    size_t count;
    token_kind stack[DEEPEST]; /* AND, OR and OPEN that wait */
    size_t starts[DEEPEST];    /* where each stands */
    size_t depth;
    opn_expr_fault *fault;
} parser;

/* The token is clipped for messages; the offset is what counts. */
static int fail(parser *p, size_t offset, const char *message)
{
    size_t length = p->start == offset ? p->length : 1;

    if (offset >= p->size) {
        length = 0;
    }
    if (length >= sizeof p->fault->token) {
        length = sizeof p->fault->token - 1;
    }
    p->fault->offset = offset;
    p->fault->message = message;
    memcpy(p->fault->token, p->text + offset, length);
    p->fault->token[length] = '\0';
    return OPENNESS_E_SCHEMA;
}

/* Bytes of an id, with the "+" of "or later" and the ":" of DocumentRef-...: */
static bool is_word(char c)
{
    return opn_is_alpha(c) || opn_is_digit(c) || c == '.' || c == '-' || c == '+' || c == ':';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool token_is(const parser *p, const char *word)
{
    return strlen(word) == p->length && strncmp(p->text + p->start, word, p->length) == 0;
}

/* SPDX 3.0.1: operators stand all in capitals or all in small letters. */
static token_kind classify(const parser *p)
{
    if (token_is(p, "AND") || token_is(p, "and")) {
        return TOKEN_AND;
    }
    if (token_is(p, "OR") || token_is(p, "or")) {
        return TOKEN_OR;
    }
    if (token_is(p, "WITH") || token_is(p, "with")) {
        return TOKEN_WITH;
    }
    return TOKEN_WORD;
}

/* One token ahead is all that the grammar needs. */
static void advance(parser *p)
{
    while (p->at < p->size && is_space(p->text[p->at])) {
        p->at++;
    }
    p->start = p->at;
    p->length = p->at < p->size ? 1 : 0;
    if (p->at == p->size) {
        p->kind = TOKEN_END;
        return;
    }
    if (p->text[p->at] == '(' || p->text[p->at] == ')') {
        p->kind = p->text[p->at] == '(' ? TOKEN_OPEN : TOKEN_CLOSE;
        p->at++;
        return;
    }
    while (p->at < p->size && is_word(p->text[p->at])) {
        p->at++;
    }
    if (p->at == p->start) {
        size_t whole = opn_utf8_next(p->text + p->at, p->size - p->at);

        p->length = whole == 0 ? 1 : whole; /* a message shows whole code points */
        p->kind = TOKEN_FAULT;
        return;
    }
    p->length = p->at - p->start;
    p->kind = classify(p);
}

/* Room was made for every op that a text of this size can hold. */
static void push_op(parser *p, opn_expr_kind kind, size_t license)
{
    p->ops[p->count] = (opn_expr_op){kind, license};
    p->count++;
}

/* An id string of the standard: letters, digits, "-" and ".", not empty. */
static bool is_id_string(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (!opn_is_alpha(text[i]) && !opn_is_digit(text[i]) && text[i] != '-' &&
            text[i] != '.') {
            return false;
        }
    }
    return size > 0;
}

/* ["DocumentRef-" id ":"] prefix id. */
static bool is_reference(const char *text, size_t size, const char *prefix)
{
    static const char document[] = "DocumentRef-";
    const char *colon = memchr(text, ':', size);

    if (colon != NULL) {
        size_t before = (size_t)(colon - text);

        if (before < sizeof document || strncmp(text, document, sizeof document - 1) != 0 ||
            !is_id_string(text + sizeof document - 1, before - (sizeof document - 1))) {
            return false;
        }
        text += before + 1;
        size -= before + 1;
    }
    return size > strlen(prefix) && strncmp(text, prefix, strlen(prefix)) == 0 &&
           is_id_string(text + strlen(prefix), size - strlen(prefix));
}

/* SPDX 2.3, Annex D.2: ids match without regard to case. Those of exceptions
 * stand in the table behind a prefix. */
static size_t find(const parser *p, const char *prefix, const char *word, size_t size)
{
    char key[sizeof OPN_SPDX_EXCEPTION_KEY + LONGEST];
    size_t used = strlen(prefix);

    memcpy(key, prefix, used);
    for (size_t i = 0; i < size; i++) {
        key[used + i] = opn_lower(word[i]);
    }
    key[used + size] = '\0';
    return opn_table_find(p->licenses, key);
}

/* One license id or reference. "GPL-2.0+" is looked up as it stands first,
 * then without the "+": a later version may be chosen, so the named one is a
 * safe reading. */
static int read_license(parser *p)
{
    const char *word = p->text + p->start;
    size_t license = find(p, "", word, p->length);
    size_t size = p->length;

    if (license == OPN_TABLE_NONE && word[size - 1] == '+') {
        size--;
        license = find(p, "", word, size);
    }
    if (license != OPN_TABLE_NONE) {
        push_op(p, OPN_EXPR_LICENSE, license);
    } else if (is_reference(word, p->length, "LicenseRef-")) {
        push_op(p, OPN_EXPR_OPAQUE, p->start);
    } else if (is_id_string(word, size)) {
        p->fault->unknown_license = true;
        return fail(p, p->start, "no license of that id is known");
    } else {
        return fail(p, p->start, "not a license id");
    }
    advance(p);
    return OPENNESS_OK;
}

/* The reading is the same for every exception of the list. An AdditionRef-...
 * says itself that its text stands elsewhere. */
static int read_exception(parser *p)
{
    const char *word = p->text + p->start;

    bool reference = p->kind == TOKEN_WORD && is_reference(word, p->length, "AdditionRef-");

    if (p->kind != TOKEN_WORD || (!reference && !is_id_string(word, p->length))) {
        return fail(p, p->start, "an exception is expected after WITH");
    }
    if (!reference && find(p, OPN_SPDX_EXCEPTION_KEY, word, p->length) == OPN_TABLE_NONE) {
        return fail(p, p->start, "no exception of that id is known");
    }
    advance(p);
    return OPENNESS_OK;
}

/* AND binds tighter than OR; both to the left. */
static void reduce(parser *p, token_kind next)
{
    while (p->depth > 0) {
        token_kind top = p->stack[p->depth - 1];

        if (top == TOKEN_OPEN || (top == TOKEN_OR && next == TOKEN_AND)) {
            return;
        }
        push_op(p, top == TOKEN_AND ? OPN_EXPR_AND : OPN_EXPR_OR, 0);
        p->depth--;
    }
}

static void park(parser *p)
{
    /* Cannot overflow: every waiting token took at least one byte. */
    p->stack[p->depth] = p->kind;
    p->starts[p->depth] = p->start;
    p->depth++;
    advance(p);
}

/* Opening parentheses, then one license with its exception. */
static int read_operand(parser *p)
{
    int status;

    while (p->kind == TOKEN_OPEN) {
        park(p);
    }
    if (p->kind != TOKEN_WORD) {
        return fail(p, p->start, "a license id is expected");
    }
    status = read_license(p);
    if (status == OPENNESS_OK && p->kind == TOKEN_WITH) {
        advance(p);
        status = read_exception(p);
    }
    return status;
}

/* Everything up to the matching parenthesis is complete now. */
static int read_closing(parser *p)
{
    while (p->kind == TOKEN_CLOSE) {
        reduce(p, TOKEN_CLOSE);
        if (p->depth == 0) {
            return fail(p, p->start, "no parenthesis is open here");
        }
        p->depth--;
        advance(p);
    }
    return OPENNESS_OK;
}

/* Operands and operators alternate, which is the whole grammar once parentheses
 * and WITH belong to the operand. */
static int read_expression(parser *p)
{
    int status;

    advance(p);
    for (;;) {
        status = read_operand(p);
        if (status == OPENNESS_OK) {
            status = read_closing(p);
        }
        if (status != OPENNESS_OK) {
            return status;
        }
        if (p->kind == TOKEN_END) {
            break;
        }
        if (p->kind != TOKEN_AND && p->kind != TOKEN_OR) {
            return fail(p, p->start,
                        "AND, OR or the end is expected (all capitals or all small letters)");
        }
        reduce(p, p->kind);
        park(p);
    }
    reduce(p, TOKEN_END);
    if (p->depth > 0) {
        p->start = p->starts[p->depth - 1];
        p->length = 1;
        return fail(p, p->start, "this parenthesis is not closed");
    }
    return OPENNESS_OK;
}

/* A fault is filled in even where only its place matters, so that callers never
 * print an empty message. */
int opn_expr_parse(opn_expr *out, const char *text, const opn_table *licenses, opn_arena *arena,
                   opn_expr_fault *fault)
{
    static const opn_expr_fault none;
    opn_expr_op *ops;
    parser p;
    int status;

    *out = (opn_expr){0};
    *fault = none;
    memset(&p, 0, sizeof p);
    p.text = text;
    p.size = strlen(text);
    p.licenses = licenses;
    p.fault = fault;
    if (p.size > LONGEST) {
        return fail(&p, LONGEST, "an expression has at most 1024 bytes");
    }
    /* Each op comes from a word or an operator, which are never adjacent. */
    ops = opn_arena_alloc(arena, p.size / 2 + 1, sizeof *ops);
    if (ops == NULL) {
        return OPENNESS_E_NOMEM;
    }
    p.ops = ops;
    status = read_expression(&p);
    if (status != OPENNESS_OK) {
        return status;
    }
    out->text = opn_arena_string(arena, text);
    out->ops = ops;
    out->count = p.count;
    return out->text == NULL ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

/* Lane by lane: max for a choice, min for a sum of duties. The ladder is read
 * once per license, since a choice between two licenses must satisfy all of a
 * level with one of them. */
opn_pair opn_expr_level(const opn_expr *expr, const opn_license *licenses,
                        const opn_license_vocabulary *vocabulary, size_t ladder,
                        const char *as_of)
{
    opn_pair unknown = {0, (int16_t)(vocabulary->ladders[ladder].level_count - 1)};
    opn_pair stack[DEEPEST];
    size_t depth = 0;

    for (size_t i = 0; i < expr->count; i++) {
        const opn_expr_op *op = &expr->ops[i];
        opn_pair *below = depth >= 2 ? &stack[depth - 2] : stack;
        opn_pair above = depth >= 1 ? stack[depth - 1] : unknown;

        switch (op->kind) {
        case OPN_EXPR_LICENSE:
            stack[depth++] = opn_license_text_on(&licenses[op->license], as_of)->levels[ladder];
            break;
        case OPN_EXPR_OPAQUE:
            stack[depth++] = unknown;
            break;
        case OPN_EXPR_AND:
            below->lo = above.lo < below->lo ? above.lo : below->lo;
            below->hi = above.hi < below->hi ? above.hi : below->hi;
            depth--;
            break;
        case OPN_EXPR_OR:
            below->lo = above.lo > below->lo ? above.lo : below->lo;
            below->hi = above.hi > below->hi ? above.hi : below->hi;
            depth--;
            break;
        }
    }
    return depth == 1 ? stack[0] : unknown;
}
