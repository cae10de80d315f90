/*
 * render_report_diff.c: in what two reports differ, as JSON, text and Markdown.
 *
 * Takes what analyze_diff.c found. First the two results and what moved them;
 * then each criterion that differs, with its causes, the facts behind it, the
 * recorded values behind those, and what happened in between.
 *
 * Must not compare anything itself.
 */
#include "analyze.h"
#include "analyze_diff.h"
#include "phrases.h"
#include "render_moment.h"
#include "report_json.h"
#include "sheet.h"

static const char *const cause_ids[OPN_CAUSES] = {"evidence", "date", "license_data", "ruler"};

/* What a cause means, for readers who meet it once. */
static const char *const cause_words[OPN_CAUSES] = {
    "what is recorded differs",
    "the same record on another day",
    "the same license, with other terms or on other lists",
    "the same facts under another rule",
};

/* --- JSON ------------------------------------------------------------------------------------
 */

static void write_causes(opn_writer *w, unsigned causes)
{
    opn_write_key(w, "causes");
    opn_write_array(w);
    for (size_t i = 0; i < OPN_CAUSES; i++) {
        if ((causes & (1u << i)) != 0) {
            opn_write_string(w, cause_ids[i]);
        }
    }
    opn_write_array_end(w);
}

static void write_side(opn_writer *w, const char *key, const openness_report *report)
{
    opn_write_key(w, key);
    opn_write_object(w);
    opn_write_release(w, report);
    opn_write_rubric(w, report);
    opn_write_member(w, "data_digest", report->database->digest);
    opn_write_result(w, report);
    opn_write_member(w, "vector", report->vector);
    opn_write_object_end(w);
}

static void write_ends(opn_writer *w, const char *key, const char *lower, const char *upper)
{
    opn_write_key(w, key);
    opn_write_object(w);
    opn_write_member(w, "lower", lower);
    opn_write_member(w, "upper", upper);
    opn_write_object_end(w);
}

static void write_level(opn_writer *w, const char *key, const openness_report *report,
                        size_t node)
{
    opn_pair level;

    if (node == SIZE_MAX) {
        opn_write_key(w, key);
        opn_write_null(w);
        return;
    }
    level = report->criteria[node].level;
    write_ends(w, key, opn_report_level_id(report, node, level.lo),
               opn_report_level_id(report, node, level.hi));
}

static const char *answer_id(const opn_diff *diff, size_t fact, int16_t level)
{
    const opn_vocabulary *vocabulary = diff->vocabulary;

    return level < 0 ? "not_applicable"
                     : vocabulary->ladders[vocabulary->facts[fact].ladder].levels[level];
}

static void write_value(opn_writer *w, const opn_diff *diff, const opn_diff_value *value)
{
    opn_write_object(w);
    if (value->slot != OPN_NONE) {
        opn_write_member(w, "artifact", diff->vocabulary->slots[value->slot].id);
        opn_write_member(w, "name", value->name[0] == '\0' ? NULL : value->name);
    }
    if (value->field != OPN_NONE) {
        opn_write_member(w, "field", diff->vocabulary->fields[value->field].id);
    }
    opn_write_member(w, "member", value->member);
    opn_write_key(w, "before");
    opn_write_string(w, value->before);
    opn_write_key(w, "after");
    opn_write_string(w, value->after);
    opn_write_member(w, "reads_before", value->reads_before);
    opn_write_member(w, "reads_after", value->reads_after);
    write_causes(w, value->causes);
    opn_write_object_end(w);
}

static void write_fact(opn_writer *w, const opn_diff *diff, const opn_diff_fact *fact)
{
    opn_write_object(w);
    opn_write_member(w, "fact", diff->vocabulary->facts[fact->fact].id);
    write_ends(w, "before", answer_id(diff, fact->fact, fact->before.lo),
               answer_id(diff, fact->fact, fact->before.hi));
    write_ends(w, "after", answer_id(diff, fact->fact, fact->after.lo),
               answer_id(diff, fact->fact, fact->after.hi));
    opn_write_key(w, "values");
    opn_write_array(w);
    for (size_t i = 0; i < fact->value_count; i++) {
        write_value(w, diff, &fact->values[i]);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static const opn_rubric_node *node_of(const opn_diff *diff, const opn_diff_criterion *criterion)
{
    size_t side = criterion->nodes[1] == SIZE_MAX ? 0 : 1;

    return &diff->sides[side]->rubric->nodes[criterion->nodes[side]];
}

static void write_criterion(opn_writer *w, const opn_diff *diff,
                            const opn_diff_criterion *criterion)
{
    opn_write_object(w);
    opn_write_member(w, "id", node_of(diff, criterion)->id);
    opn_write_member(w, "title", node_of(diff, criterion)->title);
    write_level(w, "before", diff->sides[0], criterion->nodes[0]);
    write_level(w, "after", diff->sides[1], criterion->nodes[1]);
    write_causes(w, criterion->causes);
    opn_write_key(w, "facts");
    opn_write_array(w);
    for (size_t i = 0; i < criterion->fact_count; i++) {
        write_fact(w, diff, &criterion->facts[i]);
    }
    opn_write_array_end(w);
    opn_write_key(w, "moments");
    opn_write_array(w);
    for (size_t i = 0; i < criterion->moment_count; i++) {
        opn_write_moment(w, diff->vocabulary, criterion->moments[i]);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void write_json(opn_buf *buf, const opn_diff *diff)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-diff/1", diff->sides[1]->database->digest);
    opn_write_mode(&w, diff->sides[0]->mode);
    write_side(&w, "a", diff->sides[0]);
    write_side(&w, "b", diff->sides[1]);
    opn_write_key(&w, "same");
    opn_write_object(&w);
    opn_write_member_bool(&w, "release", diff->same_release);
    opn_write_member_bool(&w, "day", diff->same_day);
    opn_write_member_bool(&w, "rubric", diff->same_rubric);
    opn_write_member_bool(&w, "data", diff->same_data);
    opn_write_object_end(&w);
    write_causes(&w, diff->causes);
    opn_write_key(&w, "headline");
    opn_write_object(&w);
    opn_write_member_bool(&w, "level", diff->level_changed);
    opn_write_member_bool(&w, "score", diff->score_changed);
    write_causes(&w, diff->headline_causes);
    opn_write_object_end(&w);
    opn_write_key(&w, "criteria");
    opn_write_array(&w);
    for (size_t i = 0; i < diff->count; i++) {
        write_criterion(&w, diff, &diff->criteria[i]);
    }
    opn_write_array_end(&w);
    opn_write_member_int(&w, "unchanged", (int64_t)diff->unchanged);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- pages -----------------------------------------------------------------------------------
 */

static void say_causes(opn_buf *buf, unsigned causes)
{
    bool first = true;

    for (size_t i = 0; i < OPN_CAUSES; i++) {
        if ((causes & (1u << i)) != 0) {
            opn_buf_str(buf, first ? "" : ", ");
            opn_say_id(buf, cause_ids[i]);
            first = false;
        }
    }
}

static void say_result(opn_buf *buf, const openness_report *report)
{
    size_t level = report->rubric->result_level;
    size_t score = report->rubric->result_score;

    if (level != SIZE_MAX) {
        opn_say_verdict(buf, report);
    }
    if (score != SIZE_MAX && report->applies != OPN_FALSE) {
        opn_buf_str(buf, level != SIZE_MAX ? "; " : "");
        opn_say_score(buf, report, score);
    }
    if (level == SIZE_MAX && score == SIZE_MAX) {
        opn_buf_str(buf, "a profile without headline");
    }
}

static void print_side(opn_sheet *sheet, const opn_diff *diff, size_t side)
{
    const openness_report *report = diff->sides[side];

    opn_buf_str(sheet->line, side == 0 ? "A: " : "B: ");
    opn_say_subject(sheet->line, report);
    opn_buf_printf(sheet->line, ", %s@%d, ", report->rubric->id, report->rubric->version);
    opn_say_basis(sheet->line, report);
    if (!diff->same_data) {
        opn_buf_str(sheet->line, ", data ");
        opn_buf_add(sheet->line, report->database->digest, 12);
    }
    opn_buf_str(sheet->line, ": ");
    say_result(sheet->line, report);
    opn_sheet_item(sheet, 0);
}

static void print_summary(opn_sheet *sheet, const opn_diff *diff)
{
    if (diff->count == 0 && !diff->level_changed && !diff->score_changed) {
        opn_buf_str(sheet->line, "Nothing differs.");
        opn_sheet_paragraph(sheet);
        return;
    }
    opn_buf_printf(sheet->line, "%zu %s, %zu %s the same. ", diff->count,
                   diff->count == 1 ? "criterion differs" : "criteria differ", diff->unchanged,
                   diff->unchanged == 1 ? "is" : "are");
    if (!diff->level_changed && !diff->score_changed) {
        opn_buf_str(sheet->line, "The result does not.");
    } else {
        opn_buf_str(sheet->line, "What moved the result: ");
        say_causes(sheet->line, diff->headline_causes);
        opn_buf_char(sheet->line, '.');
    }
    if (!diff->same_release) {
        opn_buf_str(sheet->line, " The records are of two releases: all that differs between "
                                 "them is evidence.");
    }
    opn_sheet_paragraph(sheet);
    for (size_t i = 0; i < OPN_CAUSES; i++) {
        if ((diff->causes & (1u << i)) != 0) {
            opn_say_id(sheet->line, cause_ids[i]);
            opn_buf_printf(sheet->line, ": %s",
                           i == 0 && !diff->same_release ? "two releases differ"
                                                         : cause_words[i]);
            opn_sheet_item(sheet, 0);
        }
    }
}

static void say_level(opn_buf *buf, const openness_report *report, size_t node)
{
    if (node == SIZE_MAX) {
        opn_buf_str(buf, "no such criterion");
    } else {
        opn_say_range(buf, report, node, report->criteria[node].level);
    }
}

static void say_text(opn_buf *buf, const char *text, const char *reads)
{
    if (text == NULL) {
        opn_buf_str(buf, "no such part");
        return;
    }
    if (reads == NULL) {
        opn_say_id(buf, text);
    } else {
        opn_buf_printf(buf, "%s (", text);
        opn_say_id(buf, reads);
        opn_buf_char(buf, ')');
    }
}

static void print_value(opn_sheet *sheet, const opn_diff *diff, const opn_diff_value *value)
{
    if (value->slot != OPN_NONE) {
        opn_say_id(sheet->line, diff->vocabulary->slots[value->slot].id);
        if (value->name[0] != '\0') {
            opn_buf_printf(sheet->line, " (%s)", value->name);
        }
        opn_buf_str(sheet->line, ", ");
    }
    if (value->field != OPN_NONE) {
        opn_say_id(sheet->line, diff->vocabulary->fields[value->field].id);
    } else {
        opn_say_id(sheet->line, value->member);
    }
    opn_buf_str(sheet->line, ": ");
    say_text(sheet->line, value->before, value->reads_before);
    opn_buf_str(sheet->line, ", then ");
    say_text(sheet->line, value->after, value->reads_after);
    opn_sheet_item(sheet, 2);
}

static void print_criterion(opn_sheet *sheet, const opn_diff *diff,
                            const opn_diff_criterion *criterion)
{
    opn_buf_printf(sheet->line, "%s: ", node_of(diff, criterion)->title);
    say_level(sheet->line, diff->sides[0], criterion->nodes[0]);
    opn_buf_str(sheet->line, ", then ");
    say_level(sheet->line, diff->sides[1], criterion->nodes[1]);
    opn_buf_str(sheet->line, " (");
    say_causes(sheet->line, criterion->causes);
    opn_buf_char(sheet->line, ')');
    opn_sheet_item(sheet, 0);
    for (size_t i = 0; i < criterion->moment_count; i++) {
        opn_buf_printf(sheet->line, "%s: ", criterion->moments[i]->day);
        opn_say_moment(sheet->line, diff->vocabulary, criterion->moments[i]);
        opn_sheet_item(sheet, 1);
    }
    for (size_t i = 0; i < criterion->fact_count; i++) {
        const opn_diff_fact *fact = &criterion->facts[i];

        opn_say_id(sheet->line, diff->vocabulary->facts[fact->fact].id);
        opn_buf_str(sheet->line, ": ");
        opn_say_answer(sheet->line, diff->sides[0], fact->fact, fact->before);
        opn_buf_str(sheet->line, ", then ");
        opn_say_answer(sheet->line, diff->sides[1], fact->fact, fact->after);
        opn_sheet_item(sheet, 1);
        for (size_t v = 0; v < fact->value_count; v++) {
            print_value(sheet, diff, &fact->values[v]);
        }
    }
}

void opn_render_report_diff(opn_buf *buf, const opn_diff *diff, int format, int width)
{
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, diff);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    opn_sheet_say_heading(&sheet, "What differs, from A to B");
    print_side(&sheet, diff, 0);
    print_side(&sheet, diff, 1);
    print_summary(&sheet, diff);
    if (diff->count > 0) {
        opn_sheet_say_heading(&sheet, "Criteria");
    }
    for (size_t i = 0; i < diff->count; i++) {
        print_criterion(&sheet, diff, &diff->criteria[i]);
    }
    opn_buf_str(sheet.line, "Made with ");
    opn_say_made_with(sheet.line, diff->sides[1]->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
