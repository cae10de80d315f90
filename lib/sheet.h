/*
 * sheet.h: one description of a page, for a terminal and for Markdown.
 *
 * Words are appended to `line`; then a call says what they were: a heading, a
 * paragraph, an item, a cell. Analyses describe their page once, and what they
 * say in one medium they cannot fail to say in the other.
 */
#ifndef OPN_SHEET_H
#define OPN_SHEET_H

#include "layout.h"
#include "markdown.h"

typedef struct {
    bool markdown;
    opn_buf *line; /* of the medium: append here */
    opn_page page;
    opn_markdown md;
    bool begun;    /* something stands on the page */
    bool in_list;  /* the last block was an item */
    opn_buf cells; /* of the table being described, each with a NUL behind it */
    size_t columns;
    size_t cell_count;
} opn_sheet;

/* format: OPENNESS_FORMAT_TEXT or _MARKDOWN; width: as opn_page_init. */
void opn_sheet_init(opn_sheet *sheet, opn_buf *out, int format, int width);
void opn_sheet_end(opn_sheet *sheet);

/* Each takes what stands in `line` and empties it. */
void opn_sheet_heading(opn_sheet *sheet);
void opn_sheet_paragraph(opn_sheet *sheet);
void opn_sheet_item(opn_sheet *sheet, int depth); /* depth from 0 */

/* The same for a text. */
void opn_sheet_say_heading(opn_sheet *sheet, const char *text);

/* A table: begin, then cells row by row, the first row being the titles; end
 * lays it out. The last column of a terminal table wraps. */
void opn_sheet_table(opn_sheet *sheet, size_t columns);
void opn_sheet_cell(opn_sheet *sheet);
void opn_sheet_say_cell(opn_sheet *sheet, const char *text);
void opn_sheet_table_end(opn_sheet *sheet);

#endif
