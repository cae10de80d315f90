/*
 * normalize.c: the forms in which names and addresses of licenses are compared.
 *
 * Takes any bytes, gives a key without white space at its ends, capitals and
 * the differences between "MIT License", "mit_license" and "The MIT License.".
 * Only ASCII is folded: a letter of another script that looks like "M" is
 * another letter, and a text that holds one is another text.
 *
 * Must not know any name.
 */
#include "normalize.h"
#include "ascii.h"

bool opn_name_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

const char *opn_name_trim(const char *text, size_t size, size_t *out_size)
{
    while (size > 0 && opn_name_space(text[size - 1])) {
        size--;
    }
    while (size > 0 && opn_name_space(*text)) {
        text++;
        size--;
    }
    *out_size = size;
    return text;
}

/* Control characters do not show: "MIT" with one inside only looks like MIT. */
static bool is_printable(const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        unsigned char c = (unsigned char)text[i];

        if ((c < 0x20 && !opn_name_space(text[i])) || c == 0x7F) {
            return false;
        }
    }
    return true;
}

static bool can_be_a_name(const char *text, size_t size, char out[OPN_NAME_ROOM])
{
    *out = '\0';
    return size <= OPN_NAME_LIMIT && is_printable(text, size);
}

/* A period ends a sentence, but alone it is all that was said. */
static size_t without_period(const char *text, size_t size)
{
    if (size > 1 && text[size - 1] == '.') {
        size--;
        while (size > 0 && opn_name_space(text[size - 1])) {
            size--;
        }
    }
    return size;
}

bool opn_name_key(const char *text, size_t size, char out[OPN_NAME_ROOM])
{
    static const char article[] = "the-";
    size_t used = 0;

    if (!can_be_a_name(text, size, out)) {
        return false;
    }
    text = opn_name_trim(text, size, &size);
    size = without_period(text, size);
    for (size_t i = 0; i < size; i++) {
        bool gap = opn_name_space(text[i]) || text[i] == '_' || text[i] == '-';

        if (!gap) {
            out[used++] = opn_lower(text[i]);
        } else if (used == 0 || out[used - 1] != '-') {
            out[used++] = '-';
        }
    }
    out[used] = '\0';
    if (used > sizeof article - 1 && strncmp(out, article, sizeof article - 1) == 0) {
        memmove(out, out + sizeof article - 1, used - (sizeof article - 1) + 1);
    }
    return true;
}

static bool ends_with(const char *text, size_t size, const char *end)
{
    size_t length = strlen(end);

    return size >= length && memcmp(text + size - length, end, length) == 0;
}

size_t opn_name_stem(const char *key)
{
    static const char *const endings[] = {"-license", "-licence", "-licenses", "-licences"};
    size_t size = strlen(key);

    for (size_t i = 0; i < OPN_ARRAY_LEN(endings); i++) {
        if (ends_with(key, size, endings[i])) {
            return size - strlen(endings[i]);
        }
    }
    return 0;
}

static bool begins_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

/* How much of an address says nothing about the page. */
static size_t scheme_size(const char *address)
{
    static const char *const schemes[] = {"https://", "http://"};
    static const char host[] = "www.";
    size_t size = 0;

    for (size_t i = 0; size == 0 && i < OPN_ARRAY_LEN(schemes); i++) {
        size = begins_with(address, schemes[i]) ? strlen(schemes[i]) : 0;
    }
    return size + (begins_with(address + size, host) ? sizeof host - 1 : 0);
}

/* Where a server finds a page is part of its address; the rest is not. */
static void drop_endings(char *address)
{
    size_t size = strcspn(address, "?#");

    while (size > 0 && address[size - 1] == '/') {
        size--;
    }
    if (ends_with(address, size, ".html")) {
        size -= strlen(".html");
    } else if (ends_with(address, size, ".txt")) {
        size -= strlen(".txt");
    }
    address[size] = '\0';
}

static bool is_language(const char *text)
{
    size_t size = strlen(text);

    return size == 0 || (size > 1 && *text == '.' &&
                         strspn(text + 1, "abcdefghijklmnopqrstuvwxyz_-") == size - 1);
}

/* Creative Commons keeps a summary ("deed") and the text ("legalcode") of each
 * license side by side, in many languages: all stand for the license. */
static void drop_language(char *address)
{
    static const char *const pages[] = {"/deed", "/legalcode"};
    char *last = strrchr(address, '/');

    for (size_t i = 0; last != NULL && i < OPN_ARRAY_LEN(pages); i++) {
        if (begins_with(last, pages[i]) && is_language(last + strlen(pages[i]))) {
            *last = '\0';
            return;
        }
    }
}

/* One file of a repository, shown, raw or as a download. */
static void show_file(char *address)
{
    static const char shown[] = "/blob/";
    static const char *const forms[] = {"/raw/", "/resolve/"};
    char *first = NULL;
    size_t length = 0;
    size_t rest;

    for (size_t i = 0; i < OPN_ARRAY_LEN(forms); i++) {
        char *found = strstr(address, forms[i]);

        if (found != NULL && (first == NULL || found < first)) {
            first = found;
            length = strlen(forms[i]);
        }
    }
    if (first == NULL) {
        return;
    }
    rest = strlen(first + length) + 1;
    /* "/raw/" gives way to a longer word. What would not fit any more is no
     * address on record, and stays as it is. */
    if ((size_t)(first - address) + sizeof shown - 1 + rest <= OPN_NAME_ROOM) {
        memmove(first + sizeof shown - 1, first + length, rest);
        memcpy(first, shown, sizeof shown - 1);
    }
}

bool opn_name_address(const char *text, size_t size, char out[OPN_NAME_ROOM])
{
    size_t skip;

    if (!can_be_a_name(text, size, out)) {
        return false;
    }
    text = opn_name_trim(text, size, &size);
    for (size_t i = 0; i < size; i++) {
        out[i] = opn_lower(text[i]);
    }
    out[size] = '\0';
    skip = scheme_size(out);
    memmove(out, out + skip, size - skip + 1);
    drop_endings(out);
    if (begins_with(out, "creativecommons.org/")) {
        drop_language(out);
    } else if (begins_with(out, "huggingface.co/")) {
        show_file(out);
    }
    return true;
}
