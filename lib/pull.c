/*
 * pull.c: compact JSON that the build has checked, read without a tree.
 *
 * Takes text as data/embed.py writes it: no white space between tokens. A cursor
 * moves over it once and gives slices of the text itself. It need not accept
 * all JSON, nor refuse all that is none; it must never read past the end.
 *
 * Must not know what the tables hold.
 */
#include "pull.h"

opn_pull opn_pull_begin(const char *text, size_t size)
{
    return (opn_pull){text, text + size, false};
}

static bool stands(const opn_pull *p, char c)
{
    return !p->failed && p->at < p->end && *p->at == c;
}

bool opn_pull_take(opn_pull *p, char c)
{
    if (!stands(p, c)) {
        return false;
    }
    p->at++;
    return true;
}

void opn_pull_expect(opn_pull *p, char c)
{
    if (!opn_pull_take(p, c)) {
        p->failed = true;
    }
}

/* Where a string ends. A quote behind a backslash does not end it, and one
 * behind a pair of them does: whatever follows a backslash is skipped. */
static const char *find_quote(const char *at, const char *end)
{
    const char *quote = memchr(at, '"', (size_t)(end - at));

    if (quote == NULL || memchr(at, '\\', (size_t)(quote - at)) == NULL) {
        return quote; /* as in nearly all names */
    }
    while (at < end && *at != '"') {
        at += *at == '\\' && end - at > 1 ? 2 : 1;
    }
    return at < end ? at : NULL;
}

opn_slice opn_pull_string(opn_pull *p)
{
    opn_slice found = {"", 0};
    const char *quote = NULL;

    opn_pull_expect(p, '"');
    if (!p->failed) {
        quote = find_quote(p->at, p->end);
    }
    if (quote == NULL) {
        p->failed = true;
        return found;
    }
    found = (opn_slice){p->at, (size_t)(quote - p->at)};
    p->at = quote + 1;
    return found;
}

void opn_pull_key(opn_pull *p, const char *name)
{
    size_t size = strlen(name);

    opn_pull_expect(p, '"');
    if (p->failed || (size_t)(p->end - p->at) < size || memcmp(p->at, name, size) != 0) {
        p->failed = true;
        return;
    }
    p->at += size;
    opn_pull_expect(p, '"');
    opn_pull_expect(p, ':');
}

bool opn_pull_more(opn_pull *p, char close)
{
    if (opn_pull_take(p, close)) {
        return false;
    }
    opn_pull_take(p, ','); /* none before the first */
    if (p->at == p->end) {
        p->failed = true;
    }
    return !p->failed;
}

/* Depth is only counted, so that no nesting can exhaust the stack. */
opn_slice opn_pull_value(opn_pull *p)
{
    const char *start = p->at;
    size_t depth = 0;

    do {
        if (stands(p, '"')) {
            opn_pull_string(p);
        } else if (opn_pull_take(p, '[') || opn_pull_take(p, '{')) {
            depth++;
        } else if (opn_pull_take(p, ']') || opn_pull_take(p, '}')) {
            depth = depth > 0 ? depth - 1 : 0;
        } else if (p->at < p->end) {
            p->at++; /* inside a number or word, or between two values */
        } else {
            p->failed = true;
        }
    } while (!p->failed && depth > 0);
    return p->failed ? (opn_slice){"", 0} : (opn_slice){start, (size_t)(p->at - start)};
}

bool opn_slice_is(opn_slice slice, const char *text)
{
    return slice.size == strlen(text) && memcmp(slice.text, text, slice.size) == 0;
}

/* The character that an escape stands for, NUL when no name holds it. */
static char unescape(char c)
{
    static const char plain[] = "\"\\/";

    if (c == 'n' || c == 'r' || c == 't') {
        return c == 'n' ? '\n' : c == 'r' ? '\r' : '\t';
    }
    return strchr(plain, c) == NULL ? '\0' : c;
}

static size_t decode(opn_slice slice, char *out, size_t room)
{
    size_t size = 0;

    for (size_t i = 0; i < slice.size; i++) {
        char c = slice.text[i];

        if (c == '\\' && i + 1 < slice.size) {
            i++;
            c = unescape(slice.text[i]);
        }
        if (c == '\0' || size + 1 >= room) {
            return SIZE_MAX;
        }
        out[size] = c;
        size++;
    }
    out[size] = '\0';
    return size;
}

size_t opn_slice_text(opn_slice slice, char *out, size_t room)
{
    if (memchr(slice.text, '\\', slice.size) != NULL) {
        return decode(slice, out, room);
    }
    if (slice.size >= room) {
        return SIZE_MAX;
    }
    memcpy(out, slice.text, slice.size);
    out[slice.size] = '\0';
    return slice.size;
}
