/*
 * table.c: text in columns.
 */
#include "cli.h"
#include <string.h>

/* Ids and titles are short Latin text; a code point counts as one column. */
static bool starts_code_point(char c)
{
    return ((unsigned char)c & 0xc0u) != 0x80u;
}

size_t text_columns(const char *s)
{
    size_t columns = 0;
    for (; *s != '\0'; s++)
        columns += starts_code_point(*s);
    return columns;
}

void print_cell(const char *s, size_t width, bool pad)
{
    size_t columns = text_columns(s);
    size_t keep = columns > width ? width - 1 : columns;
    const char *end = s;
    for (size_t seen = 0; *end != '\0'; end++) {
        if (starts_code_point(*end) && seen++ == keep)
            break;
    }
    fwrite(s, 1, (size_t)(end - s), stdout);
    if (columns > width)
        fputs("\u2026", stdout);
    for (size_t i = columns; pad && i < width; i++)
        putchar(' ');
}
