/*
 * shallow.c: large JSON of which little is wanted, read without a tree.
 *
 * Takes text from anybody, gives slices of it in its order. Depth is counted and
 * never recursed into, so that no nesting exhausts the stack; nothing is
 * allocated, so that no count exhausts memory. It does not refuse all that is no
 * JSON, and must never read past the end.
 *
 * Must not know what the text describes.
 */
#include "shallow.h"

#include "ascii.h"

opn_shallow opn_shallow_begin(const char *text, size_t size)
{
    return (opn_shallow){.text = text, .size = size};
}

bool opn_shallow_sound(const opn_shallow *s)
{
    return !s->ended && s->wanted == NULL;
}

static void want(opn_shallow *s, const char *what)
{
    if (!opn_shallow_sound(s)) {
        return;
    }
    if (s->at == s->size) {
        s->ended = true;
    } else {
        s->wanted = what;
    }
}

static bool is_space(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

char opn_shallow_peek(opn_shallow *s)
{
    while (opn_shallow_sound(s) && s->at < s->size && is_space(s->text[s->at])) {
        s->at++;
    }
    return opn_shallow_sound(s) && s->at < s->size ? s->text[s->at] : '\0';
}

static bool take(opn_shallow *s, char c)
{
    if (opn_shallow_peek(s) != c || s->at == s->size || !opn_shallow_sound(s)) {
        return false;
    }
    s->at++;
    return true;
}

void opn_shallow_open(opn_shallow *s, char bracket)
{
    if (take(s, bracket)) {
        s->fresh = true;
    } else {
        want(s, bracket == '{' ? "an object" : "an array");
    }
}

bool opn_shallow_more(opn_shallow *s, char close)
{
    bool fresh = s->fresh;

    s->fresh = false;
    if (take(s, close)) {
        return false;
    }
    if (!fresh && !take(s, ',')) {
        want(s, "a comma or the closing bracket");
    }
    return opn_shallow_sound(s);
}

opn_slice opn_shallow_string(opn_shallow *s)
{
    opn_slice found = {"", 0};
    size_t start;

    if (!take(s, '"')) {
        want(s, "a string");
        return found;
    }
    start = s->at;
    while (s->at < s->size && s->text[s->at] != '"') {
        /* What follows a backslash is no quote that ends it. */
        s->at += s->text[s->at] == '\\' && s->size - s->at > 1 ? 2 : 1;
    }
    if (s->at == s->size) {
        s->ended = true;
        return found;
    }
    found = (opn_slice){s->text + start, s->at - start};
    s->at++;
    return found;
}

opn_slice opn_shallow_key(opn_shallow *s)
{
    opn_slice key = opn_shallow_string(s);

    if (opn_shallow_sound(s) && !take(s, ':')) {
        want(s, "a colon");
    }
    return key;
}

uint64_t opn_shallow_whole(opn_shallow *s)
{
    uint64_t value = 0;
    bool any = false;

    opn_shallow_peek(s);
    while (opn_shallow_sound(s) && s->at < s->size && opn_is_digit(s->text[s->at])) {
        uint64_t digit = (uint64_t)(s->text[s->at] - '0');

        if (value > (UINT64_MAX - digit) / 10) {
            want(s, "a number that fits 64 bits");
            return 0;
        }
        value = value * 10 + digit;
        any = true;
        s->at++;
    }
    if (!any) {
        want(s, "a whole number");
    }
    return value;
}

/* A number or a word: whatever stands up to the next bracket, comma or space. */
static void skip_word(opn_shallow *s)
{
    size_t start = s->at;

    while (s->at < s->size && !is_space(s->text[s->at]) && s->text[s->at] != '\0' &&
           strchr(",:]}[{\"", s->text[s->at]) == NULL) {
        s->at++;
    }
    if (s->at == start) {
        want(s, "a value");
    }
}

/* One token of a value. */
static void skip_token(opn_shallow *s, size_t *depth)
{
    char c = opn_shallow_peek(s);

    if (c == '"') {
        opn_shallow_string(s);
    } else if (c == '{' || c == '[') {
        s->at++;
        (*depth)++;
    } else if (*depth > 0 && (c == '}' || c == ']')) {
        s->at++;
        (*depth)--;
    } else if (*depth > 0 && (c == ',' || c == ':')) {
        s->at++;
    } else {
        skip_word(s);
    }
}

opn_slice opn_shallow_value(opn_shallow *s)
{
    size_t depth = 0;
    size_t start;

    opn_shallow_peek(s);
    start = s->at;
    do {
        skip_token(s, &depth);
    } while (depth > 0 && opn_shallow_sound(s));
    return opn_shallow_sound(s) ? (opn_slice){s->text + start, s->at - start}
                                : (opn_slice){"", 0};
}
