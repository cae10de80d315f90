/*
 * render_answer.c: an answer for a terminal and for Markdown.
 *
 * Takes an answer; prints the verdict, what bars, what is unknown, what is
 * asked, the way through the bases and what a release leaves out, the texts
 * that were read, and last that this is no legal advice.
 *
 * Must not decide anything: verdicts and words are those of the answer.
 */
#include "answer.h"
#include "layout.h"
#include "markdown.h"
#include "phrases.h"
#include "term_words.h"

enum { LABEL = 12 };

/* What each kind of line is called, in the order in which lines stand. */
static const struct {
    int verdict;
    const char *title;
    const char *mark;
    opn_style style;
} groups[] = {
    {OPENNESS_FORBIDDEN, "Forbidden", "x", OPN_BOLD},
    {OPENNESS_UNDECIDED, "Unknown", "?", OPN_OPEN},
    {OPENNESS_CONDITIONAL, "Conditions", "!", OPN_PLAIN},
};

/* A verdict is one word; this is what it promises and what not. */
static const char *meaning(int verdict)
{
    static const char *const words[] = {
        [OPENNESS_ALLOWED] = "the text allows it and asks for nothing in return",
        [OPENNESS_CONDITIONAL] = "allowed if every condition below is met",
        [OPENNESS_FORBIDDEN] = "the text does not allow it",
        [OPENNESS_UNDECIDED] = "something that decides has not been read",
    };

    return words[verdict];
}

/* "Olmo 3 (allenai/Olmo-3), weights under Apache-2.0", "llama-3.1". */
static void say_subject(opn_buf *buf, const openness_answer *answer)
{
    const openness_release *release = answer->release;

    if (release == NULL) {
        opn_buf_str(buf, answer->license);
        return;
    }
    opn_buf_str(buf, release->name);
    if (!opn_streq(release->name, release->id)) {
        opn_buf_printf(buf, " (%s)", release->id);
    }
    opn_buf_str(buf, ", ");
    opn_say_id(buf, answer->artifact);
    opn_buf_printf(buf, " under %s", answer->license);
}

static void say_tags(opn_buf *buf, const char *before, opn_names tags)
{
    opn_buf_str(buf, before);
    opn_buf_str(buf, tags.count == 0 ? "none" : "");
    for (size_t i = 0; i < tags.count; i++) {
        opn_buf_str(buf, i == 0 ? "" : ", ");
        opn_say_id(buf, tags.items[i]);
    }
}

/* What was asked, so that an answer can be read without its question. */
static void say_question(opn_buf *buf, const opn_may_question *q)
{
    opn_buf_str(buf, opn_action_words(q->action));
    if (q->commercial != OPN_MAYBE) {
        opn_buf_str(buf, q->commercial == OPN_TRUE ? "; commercial" : "; not commercial");
    }
    if (q->users >= 0) {
        opn_buf_str(buf, "; ");
        opn_say_number(buf, q->users);
        opn_buf_str(buf, " monthly active users");
    }
    if (q->revenue >= 0) {
        opn_buf_printf(buf, "; annual revenue %s%s", q->currency,
                       *q->currency == '\0' ? "" : " ");
        opn_say_number(buf, q->revenue);
    }
    if (*q->territory != '\0') {
        opn_buf_printf(buf, "; from %s", q->territory);
    }
    if (q->has_fields) {
        say_tags(buf, "; fields: ", q->fields);
    }
    if (q->has_business) {
        say_tags(buf, "; business: ", q->business);
    }
    if (q->date != NULL) {
        opn_buf_printf(buf, "; on %s", q->date);
    }
}

/* " [llama-3.1, s2]" */
static void say_place(opn_buf *buf, const opn_may_line *line)
{
    if (*line->license == '\0') {
        return;
    }
    opn_buf_printf(buf, " [%s", line->license);
    if (*line->clause != '\0') {
        opn_buf_str(buf, ", ");
        opn_say_place(buf, line->clause);
    }
    opn_buf_char(buf, ']');
}

/* The verdict of each base: whoever wants another answer sees where to begin. */
static void say_base(opn_buf *buf, const opn_answer_base *base)
{
    opn_buf_printf(buf, "%s, %s of %s under %s: %s", base->of, base->relation, base->release,
                   base->license, opn_verdict_id(base->verdict));
    if (base->by_outputs) {
        opn_buf_str(buf, " (learned from outputs: bound only where the text says so)");
    }
}

/* No word of right and wrong: what was stated, and what remains. */
static void say_conflict(opn_buf *buf, const openness_answer *answer,
                         const opn_answer_conflict *conflict)
{
    const opn_answer_base *base = &answer->bases[conflict->base];

    opn_buf_printf(buf, "%s states %s; its base %s is under %s, whose limits remain: ",
                   answer->release->id, answer->license, base->release, base->license);
    for (size_t i = 0; i < conflict->term_count; i++) {
        opn_buf_str(buf, i == 0 ? "" : ", ");
        opn_say_id(buf, conflict->terms[i]);
    }
}

/* Many standard texts have no date on record. */
static void say_source(opn_buf *buf, const opn_may_source *source)
{
    opn_buf_printf(buf, "%s: %s", source->license, source->name);
    if (*source->date != '\0') {
        opn_buf_printf(buf, ", text of %s", source->date);
    }
    opn_buf_str(buf, source->too_young ? " (the oldest on record; none is of that day or before)"
                                       : "");
}

static void print_labeled(opn_page *page, const char *label, opn_style style)
{
    opn_buf_str(page->out, label);
    opn_page_pad(page, LABEL - (int)strlen(label));
    page->style = style;
    opn_page_flow(page, LABEL, LABEL);
    page->style = OPN_PLAIN;
}

static void print_lines(opn_page *page, const openness_answer *answer, size_t group)
{
    bool begun = false;

    for (size_t i = 0; i < answer->result.count; i++) {
        const opn_may_line *line = &answer->result.lines[i];

        if (line->verdict != groups[group].verdict) {
            continue;
        }
        if (!begun) {
            opn_page_heading(page, groups[group].title);
            begun = true;
        }
        opn_page_style(page, groups[group].style);
        opn_buf_str(page->out, groups[group].mark);
        opn_page_style(page, OPN_PLAIN);
        opn_buf_char(page->out, ' ');
        opn_buf_str(&page->line, line->text);
        say_place(&page->line, line);
        opn_page_flow(page, 2, 2);
    }
}

static void print_bases(opn_page *page, const openness_answer *answer)
{
    if (answer->base_count > 0) {
        opn_page_heading(page, "Bases");
    }
    for (size_t i = 0; i < answer->base_count; i++) {
        say_base(&page->line, &answer->bases[i]);
        opn_page_flow(page, 0, 2);
    }
    if (answer->conflict_count > 0) {
        opn_page_heading(page, "Conflicts");
    }
    for (size_t i = 0; i < answer->conflict_count; i++) {
        say_conflict(&page->line, answer, &answer->conflicts[i]);
        opn_page_flow(page, 0, 2);
    }
}

static void print_sources(opn_page *page, const openness_answer *answer)
{
    if (answer->sources.count > 0) {
        opn_page_heading(page, "Texts");
    }
    for (size_t i = 0; i < answer->sources.count; i++) {
        say_source(&page->line, &answer->sources.items[i]);
        opn_page_flow(page, 0, 2);
        if (*answer->sources.items[i].source != '\0') {
            opn_buf_str(&page->line, answer->sources.items[i].source);
            opn_page_pad(page, 2);
            opn_page_flow(page, 2, 2);
        }
    }
}

void opn_answer_text(opn_buf *buf, const openness_answer *answer, bool color, int width)
{
    opn_page page;
    int verdict = answer->result.verdict;

    opn_page_init(&page, buf, width, color);
    opn_buf_printf(&page.line, "%s: %s", opn_verdict_id(verdict), meaning(verdict));
    print_labeled(&page, "Verdict", OPN_BOLD);
    say_question(&page.line, &answer->question);
    print_labeled(&page, "To", OPN_PLAIN);
    say_subject(&page.line, answer);
    print_labeled(&page, "License of", OPN_PLAIN);
    for (size_t i = 0; i < OPN_ARRAY_LEN(groups); i++) {
        print_lines(&page, answer, i);
    }
    print_bases(&page, answer);
    print_sources(&page, answer);
    opn_buf_char(buf, '\n');
    opn_buf_str(&page.line, "Made with ");
    opn_say_made_with(&page.line, answer->database->digest);
    opn_page_flow(&page, 0, 0);
    opn_buf_str(&page.line, opn_not_advice);
    opn_page_flow(&page, 0, 0);
    opn_page_end(&page);
}

static void put_lines(opn_markdown *md, const openness_answer *answer, size_t group)
{
    bool begun = false;

    for (size_t i = 0; i < answer->result.count; i++) {
        const opn_may_line *line = &answer->result.lines[i];

        if (line->verdict != groups[group].verdict) {
            continue;
        }
        if (!begun) {
            opn_buf_printf(md->out, "\n**%s**\n\n", groups[group].title);
            begun = true;
        }
        opn_buf_str(md->out, "- ");
        opn_buf_str(&md->line, line->text);
        say_place(&md->line, line);
        opn_markdown_put(md);
        opn_buf_char(md->out, '\n');
    }
}

static void put_bases(opn_markdown *md, const openness_answer *answer)
{
    opn_buf_str(md->out, answer->base_count > 0 ? "\n**Bases**\n\n" : "");
    for (size_t i = 0; i < answer->base_count; i++) {
        opn_buf_str(md->out, "- ");
        say_base(&md->line, &answer->bases[i]);
        opn_markdown_put(md);
        opn_buf_char(md->out, '\n');
    }
    opn_buf_str(md->out, answer->conflict_count > 0 ? "\n**Conflicts**\n\n" : "");
    for (size_t i = 0; i < answer->conflict_count; i++) {
        opn_buf_str(md->out, "- ");
        say_conflict(&md->line, answer, &answer->conflicts[i]);
        opn_markdown_put(md);
        opn_buf_char(md->out, '\n');
    }
}

static void put_sources(opn_markdown *md, const openness_answer *answer)
{
    opn_buf_str(md->out, answer->sources.count > 0 ? "\n**Texts**\n\n" : "");
    for (size_t i = 0; i < answer->sources.count; i++) {
        opn_buf_str(md->out, "- ");
        say_source(&md->line, &answer->sources.items[i]);
        opn_markdown_put(md);
        if (*answer->sources.items[i].source != '\0') {
            opn_buf_str(md->out, ", ");
            opn_markdown_source(md, answer->sources.items[i].source);
        }
        opn_buf_char(md->out, '\n');
    }
}

void opn_answer_markdown(opn_buf *buf, const openness_answer *answer)
{
    opn_markdown md = {buf, {0}};

    opn_buf_str(buf, "### ");
    say_subject(&md.line, answer);
    opn_markdown_put(&md);
    opn_buf_printf(buf, "\n\n- Verdict: **%s**, %s\n- To ",
                   opn_verdict_id(answer->result.verdict), meaning(answer->result.verdict));
    say_question(&md.line, &answer->question);
    opn_markdown_put(&md);
    opn_buf_char(buf, '\n');
    for (size_t i = 0; i < OPN_ARRAY_LEN(groups); i++) {
        put_lines(&md, answer, i);
    }
    put_bases(&md, answer);
    put_sources(&md, answer);
    opn_buf_str(buf, "\nMade with ");
    opn_say_made_with(&md.line, answer->database->digest);
    opn_markdown_put(&md);
    opn_buf_printf(buf, ".\n%s\n", opn_not_advice);
    opn_markdown_end(&md);
}
