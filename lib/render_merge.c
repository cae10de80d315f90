/*
 * render_merge.c: the merge report as JSON, for a terminal and for Markdown.
 *
 * Takes a merged record; prints what went in, what the sources disagree about
 * and how each conflict was settled, then every value with where it came from.
 *
 * Must not look into the records: their trees are gone.
 */
#include "merge.h"
#include "analyze.h"
#include "phrases.h"
#include "sheet.h"

/* Stable, since programs read them. */
static const char *const outcomes[] = {
    [OPN_MERGED_TAKEN] = "taken",       [OPN_MERGED_AGREED] = "agreed",
    [OPN_MERGED_WIDENED] = "widened",   [OPN_MERGED_RESOLVED] = "resolved",
    [OPN_MERGED_APART] = "kept_apart",
};

static bool is_conflict(const opn_merge_row *row)
{
    return row->outcome != OPN_MERGED_TAKEN && row->outcome != OPN_MERGED_AGREED;
}

static size_t count_outcome(const openness_merged *merged, opn_merge_outcome outcome)
{
    size_t count = 0;

    for (size_t i = 0; i < merged->row_count; i++) {
        count += merged->rows[i].outcome == outcome;
    }
    return count;
}

/* --- JSON ------------------------------------------------------------------------------------ */

static void write_inputs(opn_writer *w, const openness_merged *merged)
{
    opn_write_key(w, "inputs");
    opn_write_array(w);
    for (size_t i = 0; i < merged->input_count; i++) {
        const opn_merge_input *input = &merged->inputs[i];

        opn_write_object(w);
        opn_write_member(w, "source", input->source);
        opn_write_member(w, "importer", input->format);
        opn_write_member(w, "read", *input->read == '\0' ? NULL : input->read);
        opn_write_member(w, "id", input->id);
        opn_write_member(w, "name", input->name);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_row(opn_writer *w, const opn_merge_row *row)
{
    opn_write_object(w);
    opn_write_member(w, "pointer", row->pointer);
    opn_write_member(w, "about", row->about);
    opn_write_member(w, "value", row->value);
    opn_write_member(w, "outcome", outcomes[row->outcome]);
    opn_write_key(w, "stated");
    opn_write_array(w);
    for (size_t i = 0; i < row->count; i++) {
        opn_write_object(w);
        opn_write_member_int(w, "input", (int64_t)row->sides[i].input);
        opn_write_member(w, "value", row->said[i]);
        opn_write_member_bool(w, "kept", row->sides[i].kept);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

void opn_merged_json(opn_buf *buf, const openness_merged *merged)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-merge/1", merged->database->digest);
    opn_write_member(&w, "id", merged->release->id);
    opn_write_member(&w, "policy", opn_merge_policy_id(merged->policy));
    opn_write_key(&w, "counts");
    opn_write_object(&w);
    for (size_t i = 0; i < OPN_ARRAY_LEN(outcomes); i++) {
        opn_write_member_int(&w, outcomes[i],
                             (int64_t)count_outcome(merged, (opn_merge_outcome)i));
    }
    opn_write_object_end(&w);
    write_inputs(&w, merged);
    opn_write_key(&w, "values");
    opn_write_array(&w);
    for (size_t i = 0; i < merged->row_count; i++) {
        write_row(&w, &merged->rows[i]);
    }
    opn_write_array_end(&w);
    opn_write_strings(&w, "notes", merged->notes, merged->note_count);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- pages ----------------------------------------------------------------------------------- */

static void print_inputs(opn_sheet *sheet, const openness_merged *merged)
{
    opn_sheet_say_heading(sheet, "Sources");
    for (size_t i = 0; i < merged->input_count; i++) {
        const opn_merge_input *input = &merged->inputs[i];

        opn_buf_printf(sheet->line, "%zu. %s as %s, read %s: %s", i + 1, input->source,
                       input->format,
                       *input->read == '\0' ? "on a day that is not stated" : input->read,
                       input->id);
        opn_sheet_item(sheet, 0);
    }
}

/* "MIT (1), gemma (2, overruled)" */
static void say_sides(opn_buf *buf, const opn_merge_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        opn_buf_printf(buf, "%s%s (%zu", i == 0 ? "" : ", ", row->said[i],
                       row->sides[i].input + 1);
        opn_buf_str(buf, row->sides[i].kept ? ")" : ", not kept)");
    }
}

static void say_settled(opn_buf *buf, const openness_merged *merged, const opn_merge_row *row)
{
    if (row->outcome == OPN_MERGED_RESOLVED) {
        opn_buf_printf(buf, "; by the policy %s: ", opn_merge_policy_id(merged->policy));
    } else if (row->outcome == OPN_MERGED_APART) {
        opn_buf_str(buf, "; the first stands: ");
    } else {
        opn_buf_str(buf, "; not settled: ");
    }
    opn_buf_str(buf, row->value);
}

static void print_conflicts(opn_sheet *sheet, const openness_merged *merged)
{
    if (merged->conflict_count == 0) {
        opn_buf_str(sheet->line, "The sources do not contradict each other.");
        opn_sheet_paragraph(sheet);
        return;
    }
    opn_sheet_say_heading(sheet, "Conflicts");
    for (size_t i = 0; i < merged->row_count; i++) {
        const opn_merge_row *row = &merged->rows[i];

        if (is_conflict(row)) {
            opn_buf_printf(sheet->line, "%s: ", row->about);
            say_sides(sheet->line, row);
            say_settled(sheet->line, merged, row);
            opn_sheet_item(sheet, 0);
        }
    }
}

/* Numbers as a reader counts: "1, 2". */
static void say_inputs(opn_buf *buf, const opn_merge_row *row)
{
    for (size_t i = 0; i < row->count; i++) {
        opn_buf_printf(buf, "%s%zu", i == 0 ? "" : ", ", row->sides[i].input + 1);
    }
}

static void print_values(opn_sheet *sheet, const openness_merged *merged)
{
    opn_sheet_say_heading(sheet, "Values");
    opn_sheet_table(sheet, 3);
    opn_sheet_say_cell(sheet, "Value");
    opn_sheet_say_cell(sheet, "Sources");
    opn_sheet_say_cell(sheet, "Is");
    for (size_t i = 0; i < merged->row_count; i++) {
        const opn_merge_row *row = &merged->rows[i];

        if (!is_conflict(row)) {
            opn_sheet_say_cell(sheet, row->about);
            say_inputs(sheet->line, row);
            opn_sheet_cell(sheet);
            opn_sheet_say_cell(sheet, row->value);
        }
    }
    opn_sheet_table_end(sheet);
}

void opn_merged_page(opn_buf *buf, const openness_merged *merged, int format, int width)
{
    opn_sheet sheet;

    opn_sheet_init(&sheet, buf, format, width);
    opn_buf_printf(sheet.line, "%s (%s), merged from %zu source%s", merged->release->name,
                   merged->release->id, merged->input_count,
                   merged->input_count == 1 ? "" : "s");
    opn_sheet_heading(&sheet);
    opn_buf_printf(sheet.line,
                   "%zu values are stated: %zu by one source, %zu by several that agree, %zu in "
                   "conflict. Policy: %s.",
                   merged->row_count, count_outcome(merged, OPN_MERGED_TAKEN),
                   count_outcome(merged, OPN_MERGED_AGREED), merged->conflict_count,
                   opn_merge_policy_id(merged->policy));
    opn_sheet_paragraph(&sheet);
    print_inputs(&sheet, merged);
    print_conflicts(&sheet, merged);
    if (merged->note_count > 0) {
        opn_sheet_say_heading(&sheet, "Notes");
    }
    for (size_t i = 0; i < merged->note_count; i++) {
        opn_buf_str(sheet.line, merged->notes[i]);
        opn_sheet_item(&sheet, 0);
    }
    print_values(&sheet, merged);
    opn_buf_str(sheet.line, "Made with ");
    opn_say_made_with(sheet.line, merged->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
