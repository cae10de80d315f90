/*
 * names_expression.c: a text in the wild as a license expression.
 *
 * Takes a text that is no name as a whole, gives it over ids of the database
 * when it is an SPDX expression and each of its words is on record. spdx.c
 * reads expressions of records, which know ids only; here "llama3.1 AND MIT"
 * may use a tag, and nothing unknown may stand in it, not even a LicenseRef-.
 *
 * Must not know what the licenses say.
 */
#include "ascii.h"
#include "names.h"
#include "normalize.h"

enum {
    SINGLE =
        1u << OPN_NAME_TAG | 1u << OPN_NAME_ALIAS | 1u << OPN_NAME_ID | 1u << OPN_NAME_SPDX_ID,
    NOT_SINGLE = 1u << OPN_NAME_STATUS | 1u << OPN_NAME_FAMILY
};

typedef struct {
    const opn_name_book *book;
    const char *text;
    size_t size;
    size_t at;
    const char *word; /* the token: "(" and ")" stand alone */
    size_t length;    /* 0 at the end */
    size_t depth;     /* parentheses that are open */
    size_t licenses;
    bool exception;
    bool medium;
    const opn_license *license; /* the last one */
    opn_buf out;
} reading;

static void advance(reading *r)
{
    while (r->at < r->size && opn_name_space(r->text[r->at])) {
        r->at++;
    }
    r->word = r->text + r->at;
    r->length = 0;
    while (r->at < r->size && !opn_name_space(r->text[r->at])) {
        bool parenthesis = r->text[r->at] == '(' || r->text[r->at] == ')';

        if (parenthesis && r->length > 0) {
            return;
        }
        r->at++;
        r->length++;
        if (parenthesis) {
            return;
        }
    }
}

static bool word_is(const reading *r, const char *capitals, const char *small)
{
    return (strlen(capitals) == r->length && strncmp(r->word, capitals, r->length) == 0) ||
           (strlen(small) == r->length && strncmp(r->word, small, r->length) == 0);
}

/* A word of an expression means what it means alone, except that its key must
 * be the word itself: an expression is not prose. */
static const opn_name *find_word(const reading *r, size_t length)
{
    char key[OPN_NAME_ROOM];
    char spelled[OPN_NAME_ROOM];
    const opn_name *name;

    memcpy(spelled, r->word, length);
    spelled[length] = '\0';
    if (!opn_name_key(spelled, length, key) || opn_ascii_casecmp(key, spelled) != 0) {
        return NULL;
    }
    name = opn_name_look_up(r->book, key, SINGLE | NOT_SINGLE, spelled);
    return name != NULL && (NOT_SINGLE & 1u << name->kind) != 0 ? NULL : name;
}

/* "+" is "or later" only behind a version, and only where SPDX gave the id. */
static const opn_name *find_later(const reading *r)
{
    const opn_name *name = NULL;
    bool version = false;

    for (size_t i = 0; i < r->length; i++) {
        version = version || opn_is_digit(r->word[i]);
    }
    if (version && r->length > 1 && r->word[r->length - 1] == '+') {
        name = find_word(r, r->length - 1);
    }
    if (name == NULL || (name->kind != OPN_NAME_ID && name->kind != OPN_NAME_SPDX_ID) ||
        opn_spdx_list_find(r->book->spdx, opn_name_license(r->book, name)->id) == SIZE_MAX) {
        return NULL;
    }
    return name;
}

static bool read_license(reading *r)
{
    const opn_name *name = find_word(r, r->length);

    if (name == NULL) {
        name = find_later(r);
    }
    if (name == NULL) {
        return false;
    }
    r->license = opn_name_license(r->book, name);
    r->licenses++;
    r->medium = r->medium || name->medium;
    opn_buf_str(&r->out, r->license->id);
    advance(r);
    return true;
}

static bool read_exception(reading *r)
{
    char key[sizeof OPN_SPDX_EXCEPTION_KEY + OPN_NAME_LIMIT] = OPN_SPDX_EXCEPTION_KEY;
    size_t used = strlen(key);
    size_t found;

    for (size_t i = 0; i < r->length; i++) {
        key[used++] = opn_lower(r->word[i]);
    }
    key[used] = '\0';
    found = opn_table_find(r->book->license_table, key);
    if (found == OPN_TABLE_NONE) {
        return false;
    }
    opn_buf_str(&r->out, " WITH ");
    opn_buf_str(&r->out, r->book->spdx->exceptions[found]);
    r->exception = true;
    advance(r);
    return true;
}

/* Parentheses, a license and what belongs to it. */
static bool read_operand(reading *r)
{
    while (word_is(r, "(", "(")) {
        r->depth++;
        opn_buf_char(&r->out, '(');
        advance(r);
    }
    if (!read_license(r)) {
        return false;
    }
    if (word_is(r, "WITH", "with")) {
        advance(r);
        if (!read_exception(r)) {
            return false;
        }
    }
    while (word_is(r, ")", ")") && r->depth > 0) {
        r->depth--;
        opn_buf_char(&r->out, ')');
        advance(r);
    }
    return true;
}

static bool read_expression(reading *r)
{
    advance(r);
    while (read_operand(r)) {
        bool both = word_is(r, "AND", "and");

        if (r->length == 0) {
            return r->depth == 0;
        }
        if (!both && !word_is(r, "OR", "or")) {
            return false;
        }
        opn_buf_str(&r->out, both ? " AND " : " OR ");
        advance(r);
    }
    return false;
}

int opn_name_expression(const opn_name_book *book, const char *text, size_t size,
                        opn_meaning *out)
{
    reading r = {.book = book, .text = text, .size = size};
    bool whole = size <= OPN_NAME_LIMIT && read_expression(&r);

    /* Ids may be longer than the tags that stood for them. */
    whole = whole && r.out.size <= OPN_NAME_LIMIT;
    if (r.out.failed) {
        opn_buf_free(&r.out);
        return OPENNESS_E_NOMEM;
    }
    if (!whole) {
        opn_buf_free(&r.out);
        return OPENNESS_OK;
    }
    out->matched_by = "expression";
    out->medium = r.medium;
    if (r.licenses == 1 && !r.exception) {
        opn_buf_free(&r.out); /* "(MIT)" is MIT */
        out->kind = OPN_MEANS_LICENSE;
        out->license = r.license;
    } else {
        out->kind = OPN_MEANS_EXPRESSION;
        out->expression = r.out;
    }
    return OPENNESS_OK;
}
