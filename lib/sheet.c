/*
 * sheet.c: headings, paragraphs, items and tables in two media.
 *
 * Takes plain text from the line buffer, gives wrapped lines for a terminal or
 * GitHub-flavored Markdown. A terminal table has columns as wide as their widest
 * cell, and its last column takes what is left.
 *
 * Must not know what is being written about.
 */
#include "sheet.h"
#include <openness/report.h>

enum { GAP = 2, LEAST_LAST = 16, MOST_COLUMNS = 16 };

void opn_sheet_init(opn_sheet *sheet, opn_buf *out, int format, int width)
{
    memset(sheet, 0, sizeof *sheet);
    sheet->markdown = format == OPENNESS_FORMAT_MARKDOWN;
    opn_page_init(&sheet->page, out, width, false);
    sheet->md = (opn_markdown){out, {0}};
    sheet->line = sheet->markdown ? &sheet->md.line : &sheet->page.line;
}

void opn_sheet_end(opn_sheet *sheet)
{
    sheet->page.out->failed = sheet->page.out->failed || sheet->cells.failed;
    opn_buf_free(&sheet->cells);
    opn_page_end(&sheet->page);
    opn_markdown_end(&sheet->md);
}

/* Blocks are parted by an empty line, items of one list are not. */
static void part(opn_sheet *sheet, bool item)
{
    if (sheet->begun && !(item && sheet->in_list)) {
        opn_buf_char(sheet->page.out, '\n');
    }
    sheet->begun = true;
    sheet->in_list = item;
}

/* The text of the line buffer, wrapped or escaped. */
static void put(opn_sheet *sheet, int at, int indent)
{
    if (sheet->markdown) {
        opn_markdown_put(&sheet->md);
        opn_buf_char(sheet->page.out, '\n');
    } else {
        opn_page_flow(&sheet->page, at, indent);
    }
}

void opn_sheet_heading(opn_sheet *sheet)
{
    part(sheet, false);
    if (sheet->markdown) {
        opn_buf_str(sheet->page.out, "### ");
    }
    put(sheet, 0, 0);
}

void opn_sheet_paragraph(opn_sheet *sheet)
{
    part(sheet, false);
    put(sheet, 0, 0);
}

void opn_sheet_item(opn_sheet *sheet, int depth)
{
    part(sheet, true);
    opn_page_pad(&sheet->page, 2 * depth);
    opn_buf_str(sheet->page.out, "- ");
    put(sheet, 2 * depth + 2, 2 * depth + 2);
}

void opn_sheet_say_heading(opn_sheet *sheet, const char *text)
{
    opn_buf_str(sheet->line, text);
    opn_sheet_heading(sheet);
}

void opn_sheet_table(opn_sheet *sheet, size_t columns)
{
    sheet->columns = columns < MOST_COLUMNS ? columns : MOST_COLUMNS;
    sheet->cell_count = 0;
    sheet->cells.size = 0;
}

/* Kept until the table ends: its columns are as wide as their widest cell. */
void opn_sheet_cell(opn_sheet *sheet)
{
    opn_buf_add(&sheet->cells, sheet->line->data == NULL ? "" : sheet->line->data,
                sheet->line->size);
    opn_buf_add(&sheet->cells, "", 1);
    sheet->cells.failed = sheet->cells.failed || sheet->line->failed;
    sheet->line->size = 0;
    sheet->cell_count++;
}

void opn_sheet_say_cell(opn_sheet *sheet, const char *text)
{
    opn_buf_str(sheet->line, text);
    opn_sheet_cell(sheet);
}

static void put_markdown_row(opn_sheet *sheet, const char **at)
{
    opn_buf *out = sheet->page.out;

    opn_buf_char(out, '|');
    for (size_t c = 0; c < sheet->columns; c++) {
        opn_buf_char(out, ' ');
        opn_markdown_text(&sheet->md, *at);
        opn_buf_str(out, " |");
        *at += strlen(*at) + 1;
    }
    opn_buf_char(out, '\n');
}

static void put_markdown(opn_sheet *sheet, size_t rows)
{
    const char *at = sheet->cells.data;

    for (size_t r = 0; r < rows; r++) {
        put_markdown_row(sheet, &at);
        if (r == 0) {
            opn_buf_char(sheet->page.out, '|');
            for (size_t c = 0; c < sheet->columns; c++) {
                opn_buf_str(sheet->page.out, "---|");
            }
            opn_buf_char(sheet->page.out, '\n');
        }
    }
}

static void measure(const opn_sheet *sheet, size_t rows, int *widths)
{
    const char *at = sheet->cells.data;

    for (size_t i = 0; i < rows * sheet->columns; i++) {
        int columns = opn_page_columns(at);
        int *width = &widths[i % sheet->columns];

        *width = columns > *width ? columns : *width;
        at += strlen(at) + 1;
    }
}

/* Where columns leave no room for the last, the cells of a row stand below one
 * another instead. */
static bool fits(const opn_sheet *sheet, const int *widths)
{
    int sum = 0;

    for (size_t c = 0; c + 1 < sheet->columns; c++) {
        sum += widths[c] + GAP;
    }
    return sum + LEAST_LAST <= sheet->page.width ||
           sum + widths[sheet->columns - 1] <= sheet->page.width;
}

/* Whether anything stands in the next cells of a row: no line ends in blanks. */
static bool more_follows(const char *at, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        at += strlen(at) + 1;
        if (*at != '\0') {
            return true;
        }
    }
    return false;
}

static void put_row(opn_sheet *sheet, const char **at, const int *widths, bool aligned)
{
    int column = 0;

    for (size_t c = 0; c < sheet->columns; c++) {
        int indent = aligned ? column : c == 0 ? 0 : 4;
        bool last = c + 1 == sheet->columns;

        if (!aligned && c > 0) {
            opn_page_pad(&sheet->page, indent);
        }
        opn_buf_str(&sheet->page.line, *at);
        if (last || !aligned) {
            opn_page_flow(&sheet->page, indent, indent);
        } else {
            opn_page_put(&sheet->page);
            if (more_follows(*at, sheet->columns - c - 1)) {
                opn_page_pad(&sheet->page, widths[c] + GAP - opn_page_columns(*at));
            }
        }
        column += widths[c] + GAP;
        *at += strlen(*at) + 1;
    }
}

void opn_sheet_table_end(opn_sheet *sheet)
{
    int widths[MOST_COLUMNS] = {0};
    size_t rows = sheet->columns == 0 ? 0 : sheet->cell_count / sheet->columns;
    const char *at = sheet->cells.data;
    bool aligned;

    if (rows == 0 || sheet->cells.failed) {
        return;
    }
    part(sheet, false);
    if (sheet->markdown) {
        put_markdown(sheet, rows);
        return;
    }
    measure(sheet, rows, widths);
    aligned = fits(sheet, widths);
    for (size_t r = 0; r < rows; r++) {
        put_row(sheet, &at, widths, aligned);
    }
}
