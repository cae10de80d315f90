/*
 * render_timeline.c: verdicts over time as JSON, text and Markdown.
 *
 * Takes what analyze_timeline.c found. One release is shown day by day, with
 * what happened and what it changed; several as a table of then and now, with
 * the changes below it. Promises stand apart, as recorded.
 *
 * Must not compare or evaluate anything itself.
 */
#include "analyze.h"
#include "analyze_timeline.h"
#include "phrases.h"
#include "render_moment.h"
#include "report_json.h"
#include "sheet.h"

/* --- JSON ------------------------------------------------------------------------------------
 */

static const char *given(const char *text)
{
    return text[0] == '\0' ? NULL : text;
}

static void write_ends(opn_writer *w, const char *key, const openness_report *view, size_t node)
{
    opn_pair level = view->values[node].level;

    opn_write_key(w, key);
    opn_write_object(w);
    opn_write_member(w, "lower", opn_report_level_id(view, node, level.lo));
    opn_write_member(w, "upper", opn_report_level_id(view, node, level.hi));
    opn_write_object_end(w);
}

static void write_changes(opn_writer *w, const opn_timeline_row *row,
                          const opn_timeline_row *before)
{
    opn_write_key(w, "changed");
    opn_write_object(w);
    opn_write_member_bool(w, "level", row->verdict_changed);
    opn_write_member_bool(w, "score", row->score_changed);
    opn_write_key(w, "criteria");
    opn_write_array(w);
    for (size_t i = 0; i < row->changed_count; i++) {
        size_t node = row->changed[i];

        opn_write_object(w);
        opn_write_member(w, "id", row->view.rubric->nodes[node].id);
        write_ends(w, "before", &before->view, node);
        write_ends(w, "after", &row->view, node);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void write_row(opn_writer *w, const opn_trajectory *t, size_t r)
{
    const opn_timeline_row *row = &t->rows[r];

    opn_write_object(w);
    opn_write_key(w, "day");
    opn_write_string(w, given(row->view.as_of));
    if (r == t->at_release) {
        opn_write_member_bool(w, "release", true);
    }
    opn_write_key(w, "moments");
    opn_write_array(w);
    for (size_t i = 0; i < row->moment_count; i++) {
        opn_write_moment(w, &t->release->database->vocabulary, &row->moments[i]);
    }
    opn_write_array_end(w);
    opn_write_result(w, &row->view);
    write_changes(w, row, r == 0 ? row : &t->rows[r - 1]);
    opn_write_object_end(w);
}

static void write_promises(opn_writer *w, const openness_release *release)
{
    opn_write_key(w, "promises");
    opn_write_array(w);
    for (size_t i = 0; i < release->promise_count; i++) {
        const opn_promise *promise = &release->promises[i];

        opn_write_object(w);
        opn_write_member(w, "about", promise->about);
        opn_write_member(w, "artifact", given(promise->artifact));
        opn_write_member(w, "announced", given(promise->announced));
        opn_write_member(w, "due", given(promise->due));
        opn_write_member(w, "status", given(promise->status));
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_trajectory(opn_writer *w, const opn_trajectory *t)
{
    opn_write_object(w);
    opn_write_member(w, "id", t->release->id);
    opn_write_member(w, "name", t->release->name);
    opn_write_member(w, "producer", t->release->producer);
    opn_write_member(w, "release_date", t->release->release_date);
    opn_write_key(w, "rows");
    opn_write_array(w);
    for (size_t r = 0; r < t->row_count; r++) {
        if (t->rows[r].shown) {
            write_row(w, t, r);
        }
    }
    opn_write_array_end(w);
    opn_write_member_int(w, "left_out", (int64_t)t->left_out);
    write_promises(w, t->release);
    opn_write_object_end(w);
}

static void write_json(opn_buf *buf, const opn_timeline *timeline)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-timeline/1",
                            timeline->releases[0].release->database->digest);
    opn_write_rubric(&w, &timeline->releases[0].rows[0].view);
    opn_write_mode(&w, timeline->mode);
    opn_write_key(&w, "releases");
    opn_write_array(&w);
    for (size_t i = 0; i < timeline->count; i++) {
        write_trajectory(&w, &timeline->releases[i]);
    }
    opn_write_array_end(&w);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- pages -----------------------------------------------------------------------------------
 */

/* Verdict, then score, as far as the rubric gives them. */
static void say_result(opn_buf *buf, const openness_report *view)
{
    const opn_rubric *rubric = view->rubric;

    if (rubric->result_level != SIZE_MAX) {
        opn_say_verdict(buf, view);
    }
    if (rubric->result_score != SIZE_MAX && view->applies != OPN_FALSE) {
        opn_buf_str(buf, rubric->result_level != SIZE_MAX ? "; " : "");
        opn_say_score(buf, view, rubric->result_score);
    }
    if (rubric->result_level == SIZE_MAX && rubric->result_score == SIZE_MAX) {
        opn_buf_str(buf, "a profile without headline");
    }
}

static void say_change(opn_buf *buf, const opn_timeline_row *before, const opn_timeline_row *row,
                       size_t node)
{
    opn_buf_printf(buf, "%s: ", row->view.rubric->nodes[node].title);
    opn_say_range(buf, &before->view, node, before->view.values[node].level);
    opn_buf_str(buf, ", now ");
    opn_say_range(buf, &row->view, node, row->view.values[node].level);
}

/* What happened on one day and what it changed; the first day has nothing to be
 * compared with. */
static void print_day(opn_sheet *sheet, const opn_trajectory *t, size_t r, bool with_id)
{
    const opn_timeline_row *row = &t->rows[r];

    if (row->moment_count == 0 && row->changed_count == 0) {
        return;
    }
    if (with_id) {
        opn_buf_printf(sheet->line, "%s, ", t->release->id);
    }
    opn_buf_str(sheet->line, row->view.as_of[0] == '\0' ? "latest" : row->view.as_of);
    for (size_t i = 0; i < row->moment_count; i++) {
        opn_buf_str(sheet->line, i == 0 ? ": " : "; ");
        opn_say_moment(sheet->line, &t->release->database->vocabulary, &row->moments[i]);
    }
    opn_sheet_item(sheet, 0);
    for (size_t i = 0; i < row->changed_count; i++) {
        say_change(sheet->line, &t->rows[r - 1], row, row->changed[i]);
        opn_sheet_item(sheet, 1);
    }
}

static void print_promises(opn_sheet *sheet, const opn_timeline *timeline)
{
    bool begun = false;

    for (size_t i = 0; i < timeline->count; i++) {
        const openness_release *release = timeline->releases[i].release;

        for (size_t p = 0; p < release->promise_count; p++) {
            const opn_promise *promise = &release->promises[p];

            if (!begun) {
                opn_sheet_say_heading(sheet, "Promises, as recorded; none of them counts");
                begun = true;
            }
            if (timeline->count > 1) {
                opn_buf_printf(sheet->line, "%s: ", release->id);
            }
            opn_buf_printf(sheet->line, "%s (announced %s; due %s; ", promise->about,
                           promise->announced[0] == '\0' ? "on no recorded day"
                                                         : promise->announced,
                           promise->due[0] == '\0' ? "on no stated day" : promise->due);
            opn_say_id(sheet->line,
                       promise->status[0] == '\0' ? "status unknown" : promise->status);
            opn_buf_char(sheet->line, ')');
            opn_sheet_item(sheet, 0);
        }
    }
}

static void print_one(opn_sheet *sheet, const opn_trajectory *t)
{
    opn_sheet_table(sheet, 2);
    opn_sheet_say_cell(sheet, "From");
    opn_sheet_say_cell(sheet, "Result");
    for (size_t r = 0; r < t->row_count; r++) {
        if (t->rows[r].shown) {
            const openness_report *view = &t->rows[r].view;

            opn_sheet_say_cell(sheet, view->as_of[0] == '\0' ? "latest" : view->as_of);
            say_result(sheet->line, view);
            opn_sheet_cell(sheet);
        }
    }
    opn_sheet_table_end(sheet);
    opn_sheet_say_heading(sheet, "What happened");
    for (size_t r = 0; r < t->row_count; r++) {
        if (t->rows[r].shown) {
            print_day(sheet, t, r, false);
        }
    }
    if (t->left_out > 0) {
        opn_buf_printf(sheet->line, "and on %zu more %s nothing that changes a criterion",
                       t->left_out, t->left_out == 1 ? "day" : "days");
        opn_sheet_item(sheet, 0);
    }
}

static void say_release_date(opn_buf *buf, const char *date)
{
    opn_buf_str(buf, opn_streq(date, "none")      ? "never"
                     : opn_streq(date, "unknown") ? "date unknown"
                                                  : date);
}

static void print_line(opn_sheet *sheet, const opn_timeline *timeline)
{
    bool begun = false;

    opn_sheet_table(sheet, 3);
    opn_sheet_say_cell(sheet, "Released");
    opn_sheet_say_cell(sheet, "Release");
    opn_sheet_say_cell(sheet, "Then, and now where it differs");
    for (size_t i = 0; i < timeline->count; i++) {
        const opn_trajectory *t = &timeline->releases[i];

        say_release_date(sheet->line, t->release->release_date);
        opn_sheet_cell(sheet);
        opn_sheet_say_cell(sheet, t->release->id);
        if (t->at_release != SIZE_MAX) {
            say_result(sheet->line, &t->rows[t->at_release].view);
        }
        if (!t->as_then) {
            opn_buf_str(sheet->line, t->at_release != SIZE_MAX ? "; now: " : "now: ");
            say_result(sheet->line, &t->rows[t->row_count - 1].view);
        }
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
    for (size_t i = 0; i < timeline->count; i++) {
        const opn_trajectory *t = &timeline->releases[i];

        for (size_t r = 1; r < t->row_count; r++) {
            const opn_timeline_row *row = &t->rows[r];

            if (row->shown && r != t->at_release &&
                (row->changed_count > 0 || row->verdict_changed || row->score_changed)) {
                if (!begun) {
                    opn_sheet_say_heading(sheet, "What changed after the release");
                    begun = true;
                }
                print_day(sheet, t, r, true);
            }
        }
    }
}

void opn_render_timeline(opn_buf *buf, const opn_timeline *timeline, int format, int width)
{
    const opn_trajectory *first = &timeline->releases[0];
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, timeline);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    if (timeline->count == 1) {
        opn_buf_printf(sheet.line, "%s under ", first->release->id);
    } else {
        opn_buf_printf(sheet.line, "%zu releases by date, under ", timeline->count);
    }
    opn_say_rubric(sheet.line, &first->rows[0].view);
    opn_sheet_heading(&sheet);
    if (timeline->count == 1) {
        print_one(&sheet, first);
    } else {
        print_line(&sheet, timeline);
    }
    print_promises(&sheet, timeline);
    opn_buf_str(sheet.line, "Made with ");
    opn_say_made_with(sheet.line, first->release->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
