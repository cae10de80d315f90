/*
 * render_unknowns.c: look-ups and what they would settle, as JSON, text and
 * Markdown.
 *
 * Takes what analyze_unknowns.c found. Says what is certain of a look-up before
 * what is only possible.
 *
 * Must not evaluate anything.
 */
#include "analyze.h"
#include "analyze_unknowns.h"
#include "phrases.h"
#include "report_json.h"
#include "sheet.h"

/* A page that lists every open thing of a young record is not read. */
enum { MOST_SHOWN = 12 };

static const char *const kind_ids[] = {"artifact", "field", "base", "kind", "output_modalities"};

/* In the unit of the score. A width whose denominator is beyond what scores
 * have, which only made-up rubrics reach, is printed to nine digits. */
static opn_rational scaled(const opn_unknowns *u, opn_rational width)
{
    int64_t scale = u->report->rubric->nodes[u->report->rubric->result_score].scale;

    while (width.den > OPN_DENOMINATOR_MAX) {
        width = (opn_rational){width.num / 2, width.den / 2};
    }
    return opn_rational_mul(opn_rational_make(width.num, width.den), (opn_rational){scale, 1});
}

static void write_openness(opn_writer *w, const char *key, const opn_unknowns *u,
                           const opn_openness *open)
{
    const opn_rubric *rubric = u->report->rubric;

    opn_write_key(w, key);
    opn_write_object(w);
    if (rubric->result_level != SIZE_MAX) {
        opn_write_member_int(w, "levels", open->levels);
    }
    if (rubric->result_score != SIZE_MAX) {
        opn_write_rational(w, "score", scaled(u, open->score),
                           rubric->nodes[rubric->result_score].decimals);
    }
    opn_write_member_int(w, "criteria", (int64_t)open->criteria);
    opn_write_object_end(w);
}

static void write_members(opn_writer *w, const opn_look_up *look)
{
    opn_write_key(w, "unknown");
    opn_write_array(w);
    if (look->access) {
        opn_write_string(w, "access");
    }
    if (look->extent) {
        opn_write_string(w, "extent");
    }
    if (look->license) {
        opn_write_string(w, "license");
    }
    if (!look->access && !look->extent && !look->license) {
        opn_write_string(w, "value");
    }
    opn_write_array_end(w);
}

static void write_look_up(opn_writer *w, const opn_unknowns *u, const opn_look_up *look)
{
    const opn_vocabulary *v = u->bench.vocabulary;

    opn_write_object(w);
    opn_write_member(w, "kind", kind_ids[look->kind]);
    opn_write_member(w, "id", look->id);
    if (look->name != NULL && look->name[0] != '\0') {
        opn_write_member(w, "name", look->name);
    }
    write_members(w, look);
    opn_write_key(w, "facts");
    opn_write_array(w);
    for (size_t i = 0; i < v->fact_count; i++) {
        if (look->feeds[i]) {
            opn_write_string(w, v->facts[i].id);
        }
    }
    opn_write_array_end(w);
    opn_write_member_bool(w, "decides", look->decides);
    opn_write_member_bool(w, "may_decide", look->may_decide);
    write_openness(w, "open_at_most", u, &look->most);
    write_openness(w, "open_at_least", u, &look->least);
    opn_write_object_end(w);
}

static void write_json(opn_buf *buf, const opn_unknowns *u)
{
    static const char *const truths[] = {
        [OPENNESS_NO] = "no", [OPENNESS_YES] = "yes", [OPENNESS_UNKNOWN] = "unknown"};
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-unknowns/1", u->report->database->digest);
    opn_write_rubric(&w, u->report);
    opn_write_release(&w, u->report);
    opn_write_member(&w, "applies", truths[openness_report_applies(u->report)]);
    opn_write_member_bool(&w, "settled", u->now.settled);
    write_openness(&w, "open", u, &u->now);
    opn_write_key(&w, "coverage");
    opn_write_object(&w);
    opn_write_member_int(&w, "criteria_decided", (int64_t)u->report->decided);
    opn_write_member_int(&w, "criteria_applicable", (int64_t)u->report->applicable);
    opn_write_member_int(&w, "facts_known", (int64_t)u->facts_known);
    opn_write_member_int(&w, "facts_read", (int64_t)u->facts_read);
    opn_write_object_end(&w);
    opn_write_key(&w, "look_ups");
    opn_write_array(&w);
    for (size_t i = 0; i < u->count; i++) {
        write_look_up(&w, u, &u->items[i]);
    }
    opn_write_array_end(&w);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

static void say_score(opn_sheet *sheet, const opn_unknowns *u, opn_rational width)
{
    const opn_rubric *rubric = u->report->rubric;

    opn_rational_print(sheet->line, scaled(u, width),
                       rubric->nodes[rubric->result_score].decimals);
}

static void say_members(opn_sheet *sheet, const opn_look_up *look)
{
    bool first = true;
    const struct {
        bool open;
        const char *word;
    } members[] = {
        {look->access, "access"}, {look->extent, "extent"}, {look->license, "license"}};

    for (size_t i = 0; i < OPN_ARRAY_LEN(members); i++) {
        if (members[i].open) {
            opn_buf_str(sheet->line, first ? " (" : ", ");
            opn_buf_str(sheet->line, members[i].word);
            first = false;
        }
    }
    opn_buf_str(sheet->line, first ? "" : ")");
}

static void say_subject(opn_sheet *sheet, const opn_look_up *look)
{
    if (look->kind == OPN_LOOK_BASE) {
        opn_buf_printf(sheet->line, "license of the base %s", look->id);
        return;
    }
    opn_say_id(sheet->line, look->id);
    if (look->name != NULL && look->name[0] != '\0') {
        opn_buf_printf(sheet->line, " \"%s\"", look->name);
    }
    say_members(sheet, look);
}

/* What every answer brings. Returns whether there is such a thing. */
static bool say_certain(opn_sheet *sheet, const opn_unknowns *u, const opn_look_up *look)
{
    if (look->decides) {
        opn_buf_str(sheet->line, "settles the result, whatever the answer");
        return true;
    }
    if (look->most.levels < u->now.levels) {
        opn_buf_printf(sheet->line, "rules out %d of %d open levels at least",
                       u->now.levels - look->most.levels, u->now.levels);
        return true;
    }
    if (opn_rational_compare(look->most.score, u->now.score) < 0) {
        opn_buf_str(sheet->line, "leaves at most ");
        say_score(sheet, u, look->most.score);
        opn_buf_str(sheet->line, " points open");
        return true;
    }
    return false;
}

/* What some answer brings to the result. */
static bool say_possible(opn_sheet *sheet, const opn_unknowns *u, const opn_look_up *look,
                         const char *before)
{
    if (look->decides) {
        return false;
    }
    if (look->may_decide) {
        opn_buf_printf(sheet->line, "%smay settle the result", before);
        return true;
    }
    if (look->least.levels < u->now.levels) {
        opn_buf_printf(sheet->line, "%smay rule out %d of %d open levels", before,
                       u->now.levels - look->least.levels, u->now.levels);
        return true;
    }
    if (opn_rational_compare(look->least.score, look->most.score) < 0) {
        opn_buf_printf(sheet->line, "%smay leave as little as ", before);
        say_score(sheet, u, look->least.score);
        return true;
    }
    return false;
}

static void print_look_up(opn_sheet *sheet, const opn_unknowns *u, const opn_look_up *look)
{
    bool certain;

    say_subject(sheet, look);
    opn_buf_str(sheet->line, ": ");
    certain = say_certain(sheet, u, look);
    if (!say_possible(sheet, u, look, certain ? "; " : "") && !certain) {
        if (look->least.criteria < u->now.criteria) {
            opn_buf_str(sheet->line, "can settle a criterion, not the result");
        } else if (u->now.settled) {
            opn_buf_str(sheet->line, "changes nothing here");
        } else {
            opn_buf_str(sheet->line, "matters only together with others");
        }
    }
    opn_sheet_item(sheet, 0);
}

static void print_head(opn_sheet *sheet, const opn_unknowns *u)
{
    const openness_report *report = u->report;
    const opn_rubric *rubric = report->rubric;

    opn_buf_str(sheet->line, "What is not known of ");
    opn_say_subject(sheet->line, report);
    opn_buf_printf(sheet->line, " under %s@%d", rubric->id, rubric->version);
    opn_sheet_heading(sheet);
    if (rubric->result_level != SIZE_MAX) {
        opn_say_verdict(sheet->line, report);
    }
    if (rubric->result_score != SIZE_MAX) {
        opn_buf_str(sheet->line, rubric->result_level != SIZE_MAX ? "; score " : "Score ");
        opn_say_score(sheet->line, report, rubric->result_score);
    }
    opn_buf_printf(sheet->line, "%s%zu of %zu criteria are decided, %zu of %zu facts known.",
                   sheet->line->size > 0 ? ". " : "", report->decided, report->applicable,
                   u->facts_known, u->facts_read);
    opn_sheet_paragraph(sheet);
}

static void print_list(opn_sheet *sheet, const opn_unknowns *u)
{
    size_t shown = u->count < MOST_SHOWN ? u->count : MOST_SHOWN;

    if (u->report->applies == OPN_FALSE) {
        opn_buf_str(sheet->line, "This definition does not speak to such a release.");
        opn_sheet_paragraph(sheet);
        return;
    }
    if (u->count == 0) {
        opn_buf_str(sheet->line, "Nothing that this definition reads is open.");
        opn_sheet_paragraph(sheet);
        return;
    }
    opn_buf_str(sheet->line, u->now.settled ? "The result is settled: nothing that is still open "
                                              "can change it."
                                            : "What to look up, the most useful first:");
    opn_sheet_paragraph(sheet);
    for (size_t i = 0; i < shown; i++) {
        print_look_up(sheet, u, &u->items[i]);
    }
    if (shown < u->count) {
        opn_buf_printf(sheet->line, "and %zu more", u->count - shown);
        opn_sheet_item(sheet, 0);
    }
}

void opn_render_unknowns(opn_buf *buf, const opn_unknowns *unknowns, int format, int width)
{
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, unknowns);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    print_head(&sheet, unknowns);
    print_list(&sheet, unknowns);
    opn_buf_str(sheet.line, "Every answer that the record leaves possible was evaluated: ");
    opn_say_basis(sheet.line, unknowns->report);
    opn_buf_str(sheet.line, ". Made with ");
    opn_say_made_with(sheet.line, unknowns->report->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
