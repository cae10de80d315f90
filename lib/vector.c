/*
 * vector.c: the one line that holds every level of a result.
 *
 * Takes levels of the criteria, gives text; and back. There is exactly one
 * spelling of every result: reading accepts only what writing produces, so a
 * vector that was read, evaluated and written is the same bytes again.
 *
 *   vector = "OPN1/" rubric "@" version 1*( "/" code ":" value [ "*" ] )
 *   value  = level / level ".." level / "?" / "-"
 *
 * Must not know facts: what a vector says of them was lost on purpose.
 */
#include "report.h"
#include "ascii.h"

_Static_assert((int)OPN_MODE_RECORD == OPENNESS_MODE_RECORD &&
                   (int)OPN_MODE_FILL == OPENNESS_MODE_FILL &&
                   (int)OPN_MODE_ASSESSED == OPENNESS_MODE_ASSESSED,
               "evaluate.h repeats the public modes");

static const char prefix[] = "OPN1/";

enum { LONGEST_ID = 64, LONGEST_VERSION = 7 };

/* "Anything" has its own sign, so that an open question is seen at once. */
static bool is_full(opn_pair level, size_t level_count)
{
    return level.lo == 0 && (size_t)level.hi + 1 == level_count;
}

/* The one spelling of a pair: the full range is always "?", a decided level is
 * never a range. */
static void write_value(opn_buf *buf, opn_pair level, size_t level_count)
{
    if (!opn_pair_applies(level)) {
        opn_buf_char(buf, '-');
    } else if (is_full(level, level_count)) {
        opn_buf_char(buf, '?');
    } else {
        opn_buf_int(buf, level.lo);
        if (!opn_pair_decided(level)) {
            opn_buf_str(buf, "..");
            opn_buf_int(buf, level.hi);
        }
    }
}

int opn_vector_write(opn_buf *buf, const opn_rubric *rubric, const opn_pair *levels,
                     const opn_basis *basis)
{
    opn_buf_str(buf, prefix);
    opn_buf_str(buf, rubric->id);
    opn_buf_char(buf, '@');
    opn_buf_int(buf, rubric->version);
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        opn_buf_char(buf, '/');
        opn_buf_str(buf, rubric->nodes[i].code);
        opn_buf_char(buf, ':');
        write_value(buf, levels[i], rubric->nodes[i].level_count);
        if (basis != NULL && basis[i] == OPN_ASSESSED) {
            opn_buf_char(buf, '*');
        }
    }
    return buf->failed ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

/* Reading stops at the first fault, and at stays there: one line has one
 * place that matters. */
typedef struct {
    const char *text;
    size_t at;
    const char *fault;
} cursor;

static bool refuse(cursor *c, const char *fault)
{
    c->fault = fault;
    return false;
}

/* Moves over a word, or stays at its first byte that differs. */
static bool expect(cursor *c, const char *word, const char *fault)
{
    for (const char *w = word; *w != '\0'; w++) {
        if (c->text[c->at] != *w) {
            return refuse(c, fault);
        }
        c->at++;
    }
    return true;
}

/* One digit: a ladder has at most ten levels. */
static bool read_level(cursor *c, size_t level_count, int16_t *out)
{
    char digit = c->text[c->at];

    if (!opn_is_digit(digit)) {
        return refuse(c, "a level, \"?\" or \"-\" is expected");
    }
    if ((size_t)(digit - '0') >= level_count) {
        return refuse(c, "the criterion has no level of this number");
    }
    *out = (int16_t)(digit - '0');
    c->at++;
    return true;
}

/* level, or level ".." level. Ranges that write_value would spell otherwise are
 * refused: two spellings of one result could not be compared as text. */
static bool read_range(cursor *c, size_t level_count, opn_pair *out)
{
    size_t start = c->at;

    if (!read_level(c, level_count, &out->lo)) {
        return false;
    }
    out->hi = out->lo;
    if (c->text[c->at] != '.') {
        return true;
    }
    if (!expect(c, "..", "a range is written with two dots") ||
        !read_level(c, level_count, &out->hi)) {
        return false;
    }
    if (out->lo < out->hi && !is_full(*out, level_count)) {
        return true;
    }
    c->at = start;
    return refuse(c, out->lo < out->hi ? "the full range is written \"?\""
                                       : "the second level of a range is the higher one");
}

/* A value of a criterion with so many levels. */
static bool read_value(cursor *c, const opn_rubric *rubric, size_t level_count, opn_pair *out)
{
    if (c->text[c->at] == '?') {
        c->at++;
        *out = (opn_pair){0, (int16_t)(level_count - 1)};
        return true;
    }
    if (c->text[c->at] == '-') {
        /* It would be evaluated as, and so written, "0". */
        if (rubric->not_applicable_is_no) {
            return refuse(c, "under this rubric what does not apply is at its lowest level");
        }
        c->at++;
        *out = OPN_NOT_APPLICABLE;
        return true;
    }
    return read_range(c, level_count, out);
}

/* "/" code ":" value. Every criterion stands in the order of the file: the
 * order of the parts would be a second spelling. */
static bool read_criterion(cursor *c, const opn_rubric *rubric, size_t i, opn_pair *level,
                           opn_basis *basis)
{
    const opn_rubric_node *node = &rubric->nodes[i];

    if (!expect(c, "/", "\"/\" and the next criterion are expected") ||
        !expect(c, node->code, "another criterion of the rubric is next") ||
        !expect(c, ":", "\":\" is expected") ||
        !read_value(c, rubric, node->level_count, level)) {
        return false;
    }
    *basis = OPN_DERIVED;
    if (c->text[c->at] == '*') {
        *basis = OPN_ASSESSED;
        c->at++;
    }
    return true;
}

/* Digits without a leading zero. */
static bool read_version(cursor *c, int *version)
{
    size_t start = c->at;

    *version = 0;
    while (opn_is_digit(c->text[c->at]) && c->at - start < LONGEST_VERSION) {
        *version = *version * 10 + (c->text[c->at] - '0');
        c->at++;
    }
    if (c->at == start || c->text[start] == '0' || opn_is_digit(c->text[c->at])) {
        c->at = start;
        return refuse(c, "the version of the rubric is a whole number from 1");
    }
    return true;
}

/* Levels mean nothing without the rubric that they are levels of, and another
 * version of it may have others. */
static bool read_head(cursor *c, const opn_rubric *rubric)
{
    size_t start;
    int version;

    if (!expect(c, prefix, "a vector begins with \"OPN1/\"") ||
        !expect(c, rubric->id, "the vector is of another rubric") ||
        !expect(c, "@", "\"@\" and the version of the rubric are expected")) {
        return false;
    }
    start = c->at;
    if (!read_version(c, &version)) {
        return false;
    }
    if (version != rubric->version) {
        c->at = start;
        return refuse(c, "the vector is of another version of the rubric");
    }
    return true;
}

int opn_vector_read(const opn_rubric *rubric, const char *vector, opn_pair *levels,
                    opn_basis *basis, size_t *fault_at, const char **fault)
{
    cursor c = {vector, 0, NULL};
    bool fine = read_head(&c, rubric);

    for (size_t i = 0; i < rubric->criterion_count && fine; i++) {
        fine = read_criterion(&c, rubric, i, &levels[i], &basis[i]);
    }
    if (fine && vector[c.at] != '\0') {
        fine = refuse(&c, "nothing may follow the last criterion");
    }
    *fault_at = c.at;
    *fault = c.fault;
    return fine ? OPENNESS_OK : OPENNESS_E_VECTOR;
}

/* For finding the rubric before the rest can be read; the rest is left alone. */
bool opn_vector_rubric(const char *vector, char *out, int *version)
{
    cursor c = {vector, 0, NULL};
    size_t size = 0;
    bool fine = expect(&c, prefix, "");

    /* The end of the text is no letter of an id. */
    for (; fine && vector[c.at] != '@'; c.at++) {
        char letter = vector[c.at];
        bool plain = opn_is_digit(letter) || (letter >= 'a' && letter <= 'z');

        fine = size < LONGEST_ID && (plain || (size > 0 && (letter == '.' || letter == '-')));
        if (fine) {
            out[size] = letter;
            size++;
        }
    }
    if (fine && size > 0) {
        c.at++;
        fine = read_version(&c, version) && vector[c.at] == '/';
    }
    out[fine ? size : 0] = '\0';
    return fine && size > 0;
}
