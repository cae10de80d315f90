/*
 * layout.h: lines of a terminal page.
 *
 * Text is appended to the page's line buffer in any pieces and then flowed:
 * wrapped by columns, with an indent of its own for the first line.
 */
#ifndef OPN_LAYOUT_H
#define OPN_LAYOUT_H

#include "buf.h"

typedef enum { OPN_PLAIN, OPN_BOLD, OPN_GOOD, OPN_OPEN, OPN_FAINT } opn_style;

typedef struct {
    opn_buf *out;
    opn_buf line; /* what the next call of flow lays out */
    int width;
    bool color;
    opn_style style; /* of the lines that flow writes */
} opn_page;

/* width: columns of the terminal, 0 = 80; held between 40 and 1000. */
void opn_page_init(opn_page *page, opn_buf *out, int width, bool color);
void opn_page_end(opn_page *page);

/* Writes the escape of a style, nothing without color. */
void opn_page_style(opn_page *page, opn_style style);

/* Columns of text as opn_page_flow would show it; 0 for NULL. */
int opn_page_columns(const char *text);

/* Lays out the line buffer and empties it. The cursor stands at column `at`;
 * further lines begin at column `indent`. Words break only when they are
 * wider than a line; URLs never break. */
void opn_page_flow(opn_page *page, int at, int indent);

/* Writes the line buffer as it stands, whatever its width and without a line
 * break, and empties it. */
void opn_page_put(opn_page *page);

/* count spaces, or nothing. */
void opn_page_pad(opn_page *page, int count);

/* A line of its own in bold, an empty line before it. */
void opn_page_heading(opn_page *page, const char *text);

#endif
