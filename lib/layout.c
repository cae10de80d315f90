/*
 * layout.c: lines of a terminal page.
 *
 * Takes plain text that may come from anywhere, gives lines no wider than the
 * page. Nothing that reaches the terminal can drive it: control characters
 * are shown as "?" (see opn_show_next).
 *
 * Must not know what a report is.
 */
#include "layout.h"
#include "phrases.h"
#include "utf8.h"

enum { DEFAULT_WIDTH = 80, LEAST_WIDTH = 40, MOST_WIDTH = 1000 };

/* Narrower than this a table of words has no room; wider costs only memory. */
static int columns(int width)
{
    if (width == 0) {
        return DEFAULT_WIDTH;
    }
    if (width < LEAST_WIDTH) {
        return LEAST_WIDTH;
    }
    return width > MOST_WIDTH ? MOST_WIDTH : width;
}

void opn_page_init(opn_page *page, opn_buf *out, int width, bool color)
{
    *page = (opn_page){out, {0}, columns(width), color, OPN_PLAIN};
}

void opn_page_end(opn_page *page)
{
    page->out->failed = page->out->failed || page->line.failed;
    opn_buf_free(&page->line);
}

void opn_page_style(opn_page *page, opn_style style)
{
    static const char *const escapes[] = {
        [OPN_PLAIN] = "\x1b[0m",   [OPN_BOLD] = "\x1b[1m",    [OPN_GOOD] = "\x1b[0;32m",
        [OPN_OPEN] = "\x1b[0;33m", [OPN_FAINT] = "\x1b[0;2m",
    };

    if (page->color) {
        opn_buf_str(page->out, escapes[style]);
    }
}

void opn_page_pad(opn_page *page, int count)
{
    for (int i = 0; i < count; i++) {
        opn_buf_char(page->out, ' ');
    }
}

/* The bytes were laid out; the buffer keeps its memory for the next line. */
static void take_line(opn_page *page)
{
    page->line.size = 0;
    if (page->line.data != NULL) {
        page->line.data[0] = '\0';
    }
}

static void new_line(opn_page *page, int indent, int *at)
{
    opn_buf_char(page->out, '\n');
    opn_page_pad(page, indent);
    *at = indent;
}

/* An address that was broken could not be opened. */
static bool is_url(const char *word, size_t size)
{
    return (size > 8 && strncmp(word, "https://", 8) == 0) ||
           (size > 7 && strncmp(word, "http://", 7) == 0);
}

static int columns_of(const char *text, size_t size)
{
    char shown[5];
    int columns = 0;

    for (size_t i = 0; i < size;) {
        i += opn_show_next(text + i, size - i, shown);
        columns += (int)opn_utf8_columns(shown);
    }
    return columns;
}

int opn_page_columns(const char *text)
{
    return text == NULL ? 0 : columns_of(text, strlen(text));
}

/* The buffer has no data while it is empty or when its memory failed. */
static const char *text_of(const opn_page *page)
{
    return page->line.data == NULL ? "" : page->line.data;
}

/* Writes one word; where it may break, a line ends before the code point that
 * would stand beyond the edge. */
static void put_word(opn_page *page, const char *word, size_t size, int indent, int *at)
{
    bool whole = is_url(word, size);
    char shown[5];

    for (size_t i = 0; i < size;) {
        int columns;

        i += opn_show_next(word + i, size - i, shown);
        columns = (int)opn_utf8_columns(shown);
        if (!whole && *at + columns > page->width) {
            new_line(page, indent, at);
        }
        opn_buf_str(page->out, shown);
        *at += columns;
    }
}

/* Spaces are written with the word that follows them: no line ends in one. */
void opn_page_flow(opn_page *page, int at, int indent)
{
    const char *text = text_of(page);
    size_t size = page->line.size;
    bool first = true;

    if (page->style != OPN_PLAIN) {
        opn_page_style(page, page->style);
    }
    for (size_t i = 0; i < size;) {
        const char *word = text + i;
        size_t length = strcspn(word, " \t\r\n");
        int columns = columns_of(word, length);

        i += length + 1;
        if (length == 0) {
            continue;
        }
        if (at + columns + (first ? 0 : 1) > page->width && (!first || at > indent)) {
            new_line(page, indent, &at);
        } else if (!first) {
            opn_buf_char(page->out, ' ');
            at++;
        }
        first = false;
        put_word(page, word, length, indent, &at);
    }
    if (page->style != OPN_PLAIN) {
        opn_page_style(page, OPN_PLAIN);
    }
    opn_buf_char(page->out, '\n');
    take_line(page);
}

void opn_page_put(opn_page *page)
{
    const char *text = text_of(page);
    char shown[5];

    for (size_t i = 0; i < page->line.size;) {
        i += opn_show_next(text + i, page->line.size - i, shown);
        opn_buf_str(page->out, shown);
    }
    take_line(page);
}

void opn_page_heading(opn_page *page, const char *text)
{
    opn_buf_char(page->out, '\n');
    opn_buf_str(&page->line, text);
    page->style = OPN_BOLD;
    opn_page_flow(page, 0, 0);
    page->style = OPN_PLAIN;
}
