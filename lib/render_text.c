/*
 * render_text.c: a report for a terminal.
 *
 * Takes a report and the width of the terminal. The verdict comes first, then
 * the profile, the criteria with why, what leads on, what is not known, and
 * last where all of it comes from: no score is printed without its rubric,
 * bounds and vector.
 *
 * Must not rely on color: every mark has a character and a word of its own.
 */
#include "layout.h"
#include "phrases.h"

enum {
    LABEL = 12, /* column of the values in "Score       54.5" */
    TITLE = 28, /* columns of a title in a table */
    RANGE = 18, /* columns of "54.5-58.1 of 100" */
    WIDE = 64,  /* from this width on a bar stands beside its number */
    LEAST_BAR = 8,
    LONGEST_BAR = 40,
    BODY = 7 /* indent of what is said about a criterion */
};

static void label(opn_page *page, const char *name)
{
    opn_buf_str(page->out, name);
    opn_page_pad(page, LABEL - (int)strlen(name));
}

/* The line buffer beside a label. */
static void labeled(opn_page *page, const char *name, opn_style style)
{
    label(page, name);
    page->style = style;
    opn_page_flow(page, LABEL, LABEL);
    page->style = OPN_PLAIN;
}

/* Whose result, under which definition, and what it is; a rubric that does not
 * speak to the release gives no number here, so that none can be quoted. */
static void print_head(opn_page *page, const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;

    opn_say_subject(&page->line, report);
    opn_buf_printf(&page->line, ": %s", rubric->title);
    page->style = OPN_BOLD;
    opn_page_flow(page, 0, 0);
    page->style = OPN_PLAIN;
    opn_buf_char(page->out, '\n');
    if (rubric->result_level != SIZE_MAX || report->applies == OPN_FALSE) {
        opn_say_verdict(&page->line, report);
        labeled(page, "Verdict", OPN_BOLD);
    }
    if (rubric->result_score != SIZE_MAX && report->applies != OPN_FALSE) {
        opn_say_score(&page->line, report, rubric->result_score);
        labeled(page, "Score", OPN_BOLD);
    }
    opn_buf_printf(&page->line, "%zu of %zu criteria", report->decided, report->applicable);
    labeled(page, "Decided", OPN_PLAIN);
    if (report->release != NULL && report->release->label_claimed[0] != '\0') {
        opn_buf_printf(&page->line, "\"%s\" by its maker", report->release->label_claimed);
        labeled(page, "Claimed", OPN_PLAIN);
    }
    if (report->applies == OPN_MAYBE) {
        opn_buf_str(&page->line, "not known whether this definition speaks to such a release");
        labeled(page, "Applies", OPN_PLAIN);
    }
}

static void repeat(opn_page *page, const char *cell, int count)
{
    for (int i = 0; i < count; i++) {
        opn_buf_str(page->out, cell);
    }
}

/* "████▒▒····": sure, open, missing. */
static void print_bar(opn_page *page, const opn_value *value, int width)
{
    int sure;
    int open;

    opn_bar_cells(value, width, &sure, &open);
    opn_page_style(page, OPN_GOOD);
    repeat(page, "\xe2\x96\x88", sure);
    opn_page_style(page, OPN_OPEN);
    repeat(page, "\xe2\x96\x92", open);
    opn_page_style(page, OPN_FAINT);
    repeat(page, "\xc2\xb7", width - sure - open);
    opn_page_style(page, OPN_PLAIN);
}

/* The line buffer as a cell of a table that is width columns wide. A text that
 * does not fit takes lines of its own and leaves the cell below empty. */
static void print_cell(opn_page *page, int indent, int width)
{
    int columns = opn_page_columns(page->line.data);

    if (columns >= width) {
        opn_page_flow(page, indent, indent + 2);
        opn_page_pad(page, indent + width);
        return;
    }
    opn_page_put(page);
    opn_page_pad(page, width - columns);
}

/* Columns that the numbers of a score take, at least those of the table. */
static int range_columns(opn_page *page, const openness_report *report, size_t node)
{
    opn_buf range = {0};
    int columns;

    opn_say_score(&range, report, node);
    columns = (int)range.size + 1;
    page->out->failed = page->out->failed || range.failed;
    opn_buf_free(&range);
    return columns < RANGE ? RANGE : columns;
}

/* One line of the profile; where it has no room the bar gets its own. */
static void print_score(opn_page *page, const openness_report *report, size_t node)
{
    const opn_value *value = &report->values[node];
    int range = range_columns(page, report, node);
    int bar = page->width - 2 - TITLE - range;

    opn_page_pad(page, 2);
    opn_buf_str(&page->line, report->rubric->nodes[node].title);
    if (page->width < WIDE || bar < LEAST_BAR || !value->score_known) {
        opn_buf_str(&page->line, ": ");
        opn_say_score(&page->line, report, node);
        opn_page_flow(page, 2, 4);
        bar = page->width - 4;
        opn_page_pad(page, value->score_known ? 2 : 0);
    } else {
        print_cell(page, 2, TITLE);
        opn_say_score(&page->line, report, node);
        print_cell(page, 2 + TITLE, range);
    }
    if (value->score_known) {
        print_bar(page, value, bar < LONGEST_BAR ? bar : LONGEST_BAR);
        opn_buf_char(page->out, '\n');
    }
}

/* Means, minima and bands except the score itself, which stands in the head. */
static void print_profile(opn_page *page, const openness_report *report)
{
    bool begun = false;

    for (size_t n = 0; n < report->rubric->node_count; n++) {
        if (!opn_in_profile(report, n) || n == report->rubric->result_score) {
            continue;
        }
        if (!begun) {
            opn_page_heading(page, "Profile (\xe2\x96\x88 sure, \xe2\x96\x92 not known, "
                                   "\xc2\xb7 missing)");
            begun = true;
        }
        print_score(page, report, n);
    }
}

/* One character that says how far a criterion got. */
static char mark_of(const openness_report *report, const opn_criterion_result *result)
{
    size_t count = report->rubric->nodes[result->node].level_count;

    if (!opn_pair_applies(result->level)) {
        return ' ';
    }
    if (!opn_pair_decided(result->level)) {
        return '?';
    }
    if (result->level.lo == 0) {
        return '-';
    }
    return (size_t)result->level.lo + 1 == count ? '+' : '~';
}

static opn_style style_of(char mark)
{
    return mark == '+' ? OPN_GOOD : mark == '?' ? OPN_OPEN : OPN_PLAIN;
}

/* The level, what holds it up, what stops the next, and what others say. */
static void print_criterion(opn_page *page, const openness_report *report,
                            const opn_criterion_result *result)
{
    const opn_rubric_node *node = &report->rubric->nodes[result->node];
    char mark = mark_of(report, result);

    opn_page_style(page, style_of(mark));
    opn_buf_char(page->out, mark);
    opn_page_style(page, OPN_PLAIN);
    opn_buf_printf(page->out, " %s", node->code);
    opn_page_pad(page, BODY - 2 - (int)strlen(node->code));
    opn_buf_printf(&page->line, "%s: ", node->title);
    opn_say_range(&page->line, report, result->node, result->level);
    if (result->basis == OPN_ASSESSED) {
        opn_buf_str(&page->line, " *");
    }
    opn_page_flow(page, BODY, BODY + 2);
    if (result->because.count > 0) {
        opn_say_has(&page->line, report, result);
        opn_page_pad(page, BODY + 2);
        opn_page_flow(page, BODY + 2, BODY + 4);
    }
    if (result->blocked.count > 0) {
        opn_say_needs(&page->line, report, result);
        opn_page_pad(page, BODY + 2);
        opn_page_flow(page, BODY + 2, BODY + 4);
    }
    if (result->assessment != NULL) {
        opn_buf_str(&page->line, result->basis == OPN_ASSESSED ? "* " : "elsewhere ");
        opn_say_assessment(&page->line, report, result);
        opn_page_pad(page, BODY + 2);
        opn_page_flow(page, BODY + 2, BODY + 4);
    }
}

static void print_criteria(opn_page *page, const openness_report *report)
{
    opn_page_heading(page, "Criteria (+ top level, ~ between, - lowest, ? not decided)");
    for (size_t c = 0; c < report->criterion_count; c++) {
        print_criterion(page, report, &report->criteria[c]);
    }
}

static void print_questions(opn_page *page, const openness_report *report)
{
    if (report->question_count == 0) {
        return;
    }
    opn_page_heading(page, "Open questions, most effect first");
    for (size_t i = 0; i < report->question_count; i++) {
        opn_buf_str(page->out, "? ");
        opn_say_question(&page->line, report, &report->questions[i]);
        opn_page_flow(page, 2, 2);
    }
}

/* The steps of a way are needed together, hence "and". */
static void print_way(opn_page *page, const openness_report *report, const opn_way *way)
{
    for (size_t i = 0; i < way->count; i++) {
        opn_buf_str(page->out, i == 0 ? "> " : "  ");
        opn_buf_str(&page->line, i == 0 ? "" : "and ");
        opn_say_step(&page->line, report, &way->items[i]);
        if (report->next_level == NULL) {
            opn_say_gain(&page->line, report, way);
        }
        opn_page_flow(page, 2, 4);
    }
}

/* Ways to a level are alternatives, hence "or"; any of those that raise a score will do. */
static void print_ways(opn_page *page, const openness_report *report)
{
    opn_buf title = {0};

    if (report->way_count == 0) {
        return;
    }
    opn_say_goal(&title, report);
    opn_page_heading(page, title.data == NULL ? "" : title.data);
    page->out->failed = page->out->failed || title.failed;
    opn_buf_free(&title);
    for (size_t i = 0; i < report->way_count; i++) {
        if (i > 0 && report->next_level != NULL) {
            opn_buf_str(page->out, "or\n");
        }
        print_way(page, report, &report->ways[i]);
    }
}

/* The address stands on a line of its own, to be copied. */
static void print_evidence(opn_page *page, const openness_report *report)
{
    if (report->cited_count == 0) {
        return;
    }
    opn_page_heading(page, "Evidence");
    for (size_t i = 0; i < report->cited_count; i++) {
        opn_say_claim(&page->line, report, &report->cited[i]);
        opn_page_flow(page, 0, 2);
        opn_buf_str(&page->line, report->cited[i].claim->source);
        opn_page_pad(page, 2);
        opn_page_flow(page, 2, 2);
    }
}

/* What a number needs to travel: definition and version, caveat, state, data
 * and vector. The vector is never wrapped, since its line breaks would be
 * copied with it. */
static void print_foot(opn_page *page, const openness_report *report)
{
    opn_buf_char(page->out, '\n');
    opn_say_rubric(&page->line, report);
    labeled(page, "Definition", OPN_PLAIN);
    opn_buf_str(&page->line, report->rubric->url);
    labeled(page, "", OPN_PLAIN);
    if (report->rubric->note != NULL && report->rubric->note[0] != '\0') {
        opn_buf_str(&page->line, report->rubric->note);
        labeled(page, "Note", OPN_PLAIN);
    }
    opn_say_basis(&page->line, report);
    labeled(page, "Basis", OPN_PLAIN);
    opn_say_data(&page->line, report);
    labeled(page, "Made with", OPN_PLAIN);
    label(page, "Vector");
    opn_buf_str(&page->line, report->vector);
    opn_page_put(page);
    opn_buf_char(page->out, '\n');
}

void opn_render_text(opn_buf *buf, const openness_report *report, bool color, bool brief,
                     int width)
{
    opn_page page;
    bool questions_first = opn_questions_first(report);

    opn_page_init(&page, buf, width, color);
    print_head(&page, report);
    if (!brief) {
        print_profile(&page, report);
        if (questions_first) {
            print_questions(&page, report);
        }
        print_criteria(&page, report);
    }
    print_ways(&page, report);
    if (!brief) {
        if (!questions_first) {
            print_questions(&page, report);
        }
        print_evidence(&page, report);
    }
    print_foot(&page, report);
    opn_page_end(&page);
}
