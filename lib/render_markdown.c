/*
 * render_markdown.c: a report for a README or a pull request.
 *
 * Takes a report, gives GitHub-flavored Markdown with the content of the text
 * rendering. Everything from a document is escaped: a record cannot add markup,
 * HTML or links of its own; only http and https sources become links.
 */
#include "markdown.h"
#include "phrases.h"

enum { BAR = 20 };

/* Headings of level 3: a README has its own above. */
static void put_head(opn_markdown *md, const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;

    opn_buf_str(md->out, "### ");
    opn_say_subject(&md->line, report);
    opn_buf_printf(&md->line, ": %s", rubric->title);
    opn_markdown_put(md);
    opn_buf_str(md->out, "\n\n");
    if (rubric->result_level != SIZE_MAX || report->applies == OPN_FALSE) {
        opn_buf_str(md->out, "- Verdict: **");
        opn_say_verdict(&md->line, report);
        opn_markdown_put(md);
        opn_buf_str(md->out, "**\n");
    }
    if (rubric->result_score != SIZE_MAX && report->applies != OPN_FALSE) {
        opn_buf_str(md->out, "- Score: **");
        opn_say_score(&md->line, report, rubric->result_score);
        opn_markdown_put(md);
        opn_buf_str(md->out, "**\n");
    }
    opn_buf_printf(md->out, "- Decided: %zu of %zu criteria\n", report->decided,
                   report->applicable);
    if (report->release != NULL && report->release->label_claimed[0] != '\0') {
        opn_buf_printf(&md->line, "\"%s\"", report->release->label_claimed);
        opn_buf_str(md->out, "- Claimed by its maker: ");
        opn_markdown_put(md);
        opn_buf_char(md->out, '\n');
    }
    if (report->applies == OPN_MAYBE) {
        opn_buf_str(md->out, "- Not known whether this definition speaks to such a release\n");
    }
}

static void put_cells(opn_markdown *md, const char *cell, int count)
{
    for (int i = 0; i < count; i++) {
        opn_buf_str(md->out, cell);
    }
}

static void put_score(opn_markdown *md, const openness_report *report, size_t node)
{
    int sure;
    int open;

    opn_buf_str(md->out, "| ");
    opn_markdown_text(md, report->rubric->nodes[node].title);
    opn_buf_str(md->out, " | ");
    opn_say_score(&md->line, report, node);
    opn_markdown_put(md);
    opn_buf_str(md->out, " | ");
    if (report->values[node].score_known) {
        opn_bar_cells(&report->values[node], BAR, &sure, &open);
        put_cells(md, "\xe2\x96\x88", sure);
        put_cells(md, "\xe2\x96\x92", open);
        put_cells(md, "\xc2\xb7", BAR - sure - open);
    }
    opn_buf_str(md->out, " |\n");
}

/* The same cells as on a terminal; the numbers beside them carry the meaning. */
static void put_profile(opn_markdown *md, const openness_report *report)
{
    bool begun = false;

    for (size_t n = 0; n < report->rubric->node_count; n++) {
        if (!opn_in_profile(report, n) || n == report->rubric->result_score) {
            continue;
        }
        if (!begun) {
            opn_buf_str(md->out,
                        "\n| Profile | lower-upper | \xe2\x96\x88 sure, \xe2\x96\x92 not "
                        "known, \xc2\xb7 missing |\n|---|---|---|\n");
            begun = true;
        }
        put_score(md, report, n);
    }
}

/* One cell: GitHub tables know no line breaks. */
static void put_why(opn_markdown *md, const openness_report *report,
                    const opn_criterion_result *result)
{
    const char *between = "";

    if (result->because.count > 0) {
        opn_say_has(&md->line, report, result);
        between = "; ";
    }
    if (result->blocked.count > 0) {
        opn_buf_str(&md->line, between);
        opn_say_needs(&md->line, report, result);
        between = "; ";
    }
    if (result->assessment != NULL) {
        opn_buf_printf(&md->line, "%s%s", between,
                       result->basis == OPN_ASSESSED ? "assessed: " : "elsewhere ");
        opn_say_assessment(&md->line, report, result);
    }
    opn_markdown_put(md);
}

static void put_criteria(opn_markdown *md, const openness_report *report)
{
    opn_buf_str(md->out, "\n| Code | Criterion | Level | Why |\n|---|---|---|---|\n");
    for (size_t c = 0; c < report->criterion_count; c++) {
        const opn_criterion_result *result = &report->criteria[c];

        opn_buf_printf(md->out, "| %s | ", report->rubric->nodes[c].code);
        opn_markdown_text(md, report->rubric->nodes[c].title);
        opn_buf_str(md->out, " | ");
        opn_say_range(&md->line, report, c, result->level);
        opn_markdown_put(md);
        opn_buf_str(md->out, " | ");
        put_why(md, report, result);
        opn_buf_str(md->out, " |\n");
    }
}

/* Lists that are alternatives are kept apart by a paragraph "or". */
static void put_ways(opn_markdown *md, const openness_report *report)
{
    if (report->way_count == 0) {
        return;
    }
    opn_buf_str(md->out, "\n**");
    opn_say_goal(&md->line, report);
    opn_markdown_put(md);
    opn_buf_str(md->out, "**\n\n");
    for (size_t i = 0; i < report->way_count; i++) {
        const opn_way *way = &report->ways[i];

        if (i > 0 && report->next_level != NULL) {
            opn_buf_str(md->out, "\nor\n\n");
        }
        for (size_t k = 0; k < way->count; k++) {
            opn_buf_str(md->out, k == 0 ? "- " : "- and ");
            opn_say_step(&md->line, report, &way->items[k]);
            if (report->next_level == NULL) {
                opn_say_gain(&md->line, report, way);
            }
            opn_markdown_put(md);
            opn_buf_char(md->out, '\n');
        }
    }
}

static void put_questions(opn_markdown *md, const openness_report *report)
{
    if (report->question_count == 0) {
        return;
    }
    opn_buf_str(md->out, "\n**Open questions, most effect first**\n\n");
    for (size_t i = 0; i < report->question_count; i++) {
        opn_buf_str(md->out, "- ");
        opn_say_question(&md->line, report, &report->questions[i]);
        opn_markdown_put(md);
        opn_buf_char(md->out, '\n');
    }
}

static void put_evidence(opn_markdown *md, const openness_report *report)
{
    if (report->cited_count == 0) {
        return;
    }
    opn_buf_str(md->out, "\n**Evidence**\n\n");
    for (size_t i = 0; i < report->cited_count; i++) {
        opn_buf_str(md->out, "- ");
        opn_say_claim(&md->line, report, &report->cited[i]);
        opn_markdown_put(md);
        opn_buf_str(md->out, " ");
        opn_markdown_source(md, report->cited[i].claim->source);
        opn_buf_char(md->out, '\n');
    }
}

/* No text of a document begins a line, where "1." or "===" would be markup. */
static void put_foot(opn_markdown *md, const openness_report *report)
{
    opn_buf_str(md->out, "\nDefinition: ");
    opn_say_rubric(&md->line, report);
    opn_markdown_put(md);
    opn_buf_char(md->out, ' ');
    opn_markdown_source(md, report->rubric->url);
    opn_buf_str(md->out, ".\n");
    if (report->rubric->note != NULL && report->rubric->note[0] != '\0') {
        opn_buf_str(md->out, "Note: ");
        opn_markdown_text(md, report->rubric->note);
        opn_buf_char(md->out, '\n');
    }
    opn_buf_str(md->out, "Basis: ");
    opn_say_basis(&md->line, report);
    opn_buf_str(&md->line, ". Made with ");
    opn_say_data(&md->line, report);
    opn_markdown_put(md);
    /* The grammar of a vector knows no character that could end the block. */
    opn_buf_printf(md->out, ".\n\n```text\n%s\n```\n", report->vector);
}

void opn_render_markdown(opn_buf *buf, const openness_report *report, bool brief)
{
    opn_markdown md = {buf, {0}};
    bool questions_first = opn_questions_first(report);

    put_head(&md, report);
    if (!brief) {
        put_profile(&md, report);
        if (questions_first) {
            put_questions(&md, report);
        }
        put_criteria(&md, report);
    }
    put_ways(&md, report);
    if (!brief) {
        if (!questions_first) {
            put_questions(&md, report);
        }
        put_evidence(&md, report);
    }
    put_foot(&md, report);
    opn_markdown_end(&md);
}
