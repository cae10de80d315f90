/* test_sheet.c: one page in two media. */
#include "check.h"

#include "../../lib/sheet.h"
#include <openness/report.h>

#include <string.h>

static void describe(opn_sheet *sheet)
{
    opn_sheet_say_heading(sheet, "A heading");
    opn_buf_str(sheet->line, "Words that say *something* about <it>.");
    opn_sheet_paragraph(sheet);
    opn_sheet_table(sheet, 2);
    opn_sheet_say_cell(sheet, "One");
    opn_sheet_say_cell(sheet, "Two");
    opn_sheet_say_cell(sheet, "a|b");
    opn_sheet_say_cell(sheet, "");
    opn_sheet_table_end(sheet);
    opn_buf_str(sheet->line, "first");
    opn_sheet_item(sheet, 0);
    opn_buf_str(sheet->line, "within");
    opn_sheet_item(sheet, 1);
    opn_buf_str(sheet->line, "end");
    opn_sheet_paragraph(sheet);
}

static void prints(int format, int width, void (*what)(opn_sheet *), const char *expected)
{
    opn_buf buf = {0};
    opn_sheet sheet;

    opn_sheet_init(&sheet, &buf, format, width);
    what(&sheet);
    opn_sheet_end(&sheet);
    assert_false(buf.failed);
    assert_string_equal(buf.data, expected);
    opn_buf_free(&buf);
}

static void test_text(void **state)
{
    (void)state;
    prints(OPENNESS_FORMAT_TEXT, 80, describe,
           "A heading\n\nWords that say *something* about <it>.\n\n"
           "One  Two\na|b\n\n- first\n  - within\n\nend\n");
}

static void test_markdown(void **state)
{
    (void)state;
    prints(OPENNESS_FORMAT_MARKDOWN, 80, describe,
           "### A heading\n\nWords that say \\*something\\* about \\<it\\>.\n\n"
           "| One | Two |\n|---|---|\n| a\\|b |  |\n\n- first\n  - within\n\nend\n");
}

static void wide(opn_sheet *sheet)
{
    opn_sheet_table(sheet, 2);
    opn_sheet_say_cell(sheet, "Name");
    opn_sheet_say_cell(sheet, "What it is");
    opn_sheet_say_cell(sheet, "short");
    opn_sheet_say_cell(sheet, "a cell that takes what is left and wraps in it");
    opn_sheet_table_end(sheet);
}

static void test_last_column_wraps(void **state)
{
    (void)state;
    prints(OPENNESS_FORMAT_TEXT, 40, wide,
           "Name   What it is\nshort  a cell that takes what is left\n"
           "       and wraps in it\n");
}

static void too_wide(opn_sheet *sheet)
{
    opn_sheet_table(sheet, 2);
    opn_sheet_say_cell(sheet, "a first column of forty columns, or more");
    opn_sheet_say_cell(sheet, "a second one that finds no room beside it");
    opn_sheet_table_end(sheet);
}

/* Cells that cannot stand side by side stand below one another. */
static void test_no_room(void **state)
{
    (void)state;
    prints(OPENNESS_FORMAT_TEXT, 40, too_wide,
           "a first column of forty columns, or more\n"
           "    a second one that finds no room\n    beside it\n");
}

static void nothing(opn_sheet *sheet)
{
    opn_sheet_table(sheet, 3);
    opn_sheet_table_end(sheet);
    opn_sheet_say_heading(sheet, "Only this");
}

static void test_empty_table(void **state)
{
    (void)state;
    prints(OPENNESS_FORMAT_TEXT, 0, nothing, "Only this\n");
    prints(OPENNESS_FORMAT_MARKDOWN, 0, nothing, "### Only this\n");
}

/* A second table begins anew. */
static void twice(opn_sheet *sheet)
{
    nothing(sheet);
    wide(sheet);
    opn_sheet_table(sheet, 1);
    opn_sheet_say_cell(sheet, "x");
    opn_sheet_table_end(sheet);
}

static void test_two_tables(void **state)
{
    (void)state;
    prints(OPENNESS_FORMAT_TEXT, 80, twice,
           "Only this\n\nName   What it is\n"
           "short  a cell that takes what is left and wraps in it\n\nx\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_markdown),
        cmocka_unit_test(test_last_column_wraps),
        cmocka_unit_test(test_no_room),
        cmocka_unit_test(test_empty_table),
        cmocka_unit_test(test_two_tables),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
