/*
 * render_license.c: what a license says, for a terminal and for Markdown.
 *
 * Takes a description: each license with its terms and clauses, the lists that
 * hold it, then the readings of the whole expression with their reasons. Terms
 * that say nothing are named together, so that what is said stands out; none
 * is left out.
 *
 * Must not decide anything: levels and reasons are those of readings.c.
 */
#include "layout.h"
#include "markdown.h"
#include "phrases.h"
#include "term_words.h"

enum { LABEL = 20 };

/* Why a term has no line of its own. */
typedef enum { SAID, NOTHING, SILENT, NOT_APPLICABLE, UNREAD } silence;

static const char *const silence_labels[] = {[NOTHING] = "none of",
                                             [SILENT] = "silent on",
                                             [NOT_APPLICABLE] = "not applicable",
                                             [UNREAD] = "not read"};

/* A clause is worth a line even where the term says nothing. An enum always
 * is: its "none" may be the most that a license can grant. */
static silence silence_of(const opn_license_term *term, const opn_term_value *value)
{
    bool nothing = value->object_count == 0 && value->tag_count == 0;

    if (value->state == OPN_TERM_UNKNOWN) {
        return UNREAD;
    }
    if (value->clause[0] != '\0') {
        return SAID;
    }
    if (value->state == OPN_TERM_SILENT) {
        return SILENT;
    }
    if (value->state == OPN_TERM_NOT_APPLICABLE) {
        return NOT_APPLICABLE;
    }
    if (term->type == OPN_TERM_FLAG) {
        nothing = opn_streq(value->word, "false");
    }
    return nothing && term->type != OPN_TERM_ENUM && term->type != OPN_TERM_TEXT ? NOTHING : SAID;
}

/* "by Meta; text of 2024-07-23, number 2 of 3; confidence high" */
static void say_origin(opn_buf *buf, const opn_description *description,
                       const opn_license_part *part)
{
    const opn_license *license = &description->database->licenses[part->license];
    size_t number = (size_t)(part->text - license->texts) + 1;

    opn_buf_printf(buf, "%s%s", part->licensor[0] == '\0' ? "" : "by ", part->licensor);
    opn_buf_str(buf, part->licensor[0] == '\0' ? "" : "; ");
    opn_buf_printf(buf, "text of %s",
                   part->text->date[0] == '\0' ? "unknown date" : part->text->date);
    if (license->text_count > 1) {
        opn_buf_printf(buf, ", number %zu of %zu", number, license->text_count);
    }
    if (part->confidence[0] != '\0') {
        opn_buf_printf(buf, "; confidence %s", part->confidence);
    }
}

static void say_too_young(opn_buf *buf, const opn_description *description)
{
    opn_buf_printf(buf, "No text of %s or before is on record; the oldest is shown.",
                   description->as_of);
}

static void print_label(opn_page *page, const char *name)
{
    int columns = 2 + opn_page_columns(name);

    opn_page_pad(page, 2);
    opn_say_id(page->out, name);
    if (columns >= LABEL) {
        opn_buf_char(page->out, '\n');
        columns = 0;
    }
    opn_page_pad(page, LABEL - columns);
}

static void print_term(opn_page *page, const opn_license_term *term, const opn_term_value *value)
{
    opn_say_term(&page->line, term, value);
    if (value->clause[0] != '\0') {
        opn_buf_printf(&page->line, " [%s]", value->clause);
    }
    print_label(page, term->id);
    opn_page_flow(page, LABEL, LABEL);
}

static void print_silence(opn_page *page, const opn_license_vocabulary *vocabulary,
                          const opn_license_part *part, silence kind)
{
    bool begun = false;

    for (size_t i = 0; i < vocabulary->term_count; i++) {
        if (silence_of(&vocabulary->terms[i], &part->terms.values[i]) == kind) {
            opn_buf_str(&page->line, begun ? ", " : "");
            opn_say_id(&page->line, vocabulary->terms[i].id);
            begun = true;
        }
    }
    if (begun) {
        print_label(page, silence_labels[kind]);
        opn_page_flow(page, LABEL, LABEL);
    }
}

static void print_terms(opn_page *page, const opn_license_vocabulary *vocabulary,
                        const opn_license_part *part)
{
    opn_page_heading(page, "Terms [and where they stand]");
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        if (silence_of(&vocabulary->terms[i], &part->terms.values[i]) == SAID) {
            print_term(page, &vocabulary->terms[i], &part->terms.values[i]);
        }
    }
    for (silence kind = NOTHING; kind <= UNREAD; kind++) {
        print_silence(page, vocabulary, part, kind);
    }
}

/* A model card without a tag of its own says "other" and names the license beside. */
static void say_tag(opn_buf *buf, const opn_license_part *part)
{
    opn_buf_printf(buf, "license: %s", part->tag[0] == '\0' ? "other" : part->tag);
    opn_buf_str(buf, part->tag[0] == '\0' ? " (it has no tag of its own)" : "");
}

/* The lists that do not hold it, or those of which nobody knows. */
static void print_other_lists(opn_page *page, const opn_description *description,
                              const opn_license_part *part, bool open, const char *label)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;
    bool any = false;

    for (size_t i = 0; i < vocabulary->list_count; i++) {
        if (!opn_part_listed(description, part, i) &&
            opn_part_list_open(description, part, i) == open) {
            opn_buf_str(&page->line, any ? ", " : "");
            opn_say_id(&page->line, vocabulary->lists[i].id);
            any = true;
        }
    }
    if (any) {
        print_label(page, label);
        opn_page_flow(page, LABEL, LABEL);
    }
}

static void print_lists(opn_page *page, const opn_description *description,
                        const opn_license_part *part)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;

    opn_page_heading(page, "Lists and tag");
    for (size_t i = 0; i < vocabulary->list_count; i++) {
        if (opn_part_listed(description, part, i)) {
            opn_buf_printf(&page->line, "%s [%s]", vocabulary->lists[i].title,
                           vocabulary->lists[i].cite);
            print_label(page, vocabulary->lists[i].id);
            opn_page_flow(page, LABEL, LABEL);
        }
    }
    print_other_lists(page, description, part, false, "not on");
    print_other_lists(page, description, part, true, "not known");
    say_tag(&page->line, part);
    print_label(page, "Hugging Face");
    opn_page_flow(page, LABEL, LABEL);
}

/* The address stands on a line of its own and whole, to be copied. */
static void print_source(opn_page *page, const opn_license_part *part)
{
    if (part->terms.source[0] == '\0') {
        return;
    }
    print_label(page, "source");
    opn_buf_printf(&page->line, "read %s",
                   part->read[0] == '\0' ? "on a date that is not recorded" : part->read);
    opn_page_flow(page, LABEL, LABEL);
    opn_page_pad(page, 4);
    opn_buf_str(&page->line, part->terms.source);
    opn_page_put(page);
    opn_buf_char(page->out, '\n');
}

static void print_part(opn_page *page, const opn_description *description,
                       const opn_license_part *part)
{
    opn_buf_printf(&page->line, "%s (%s)", part->terms.name, part->terms.license);
    opn_page_flow(page, 0, 2);
    say_origin(&page->line, description, part);
    opn_page_pad(page, 2);
    opn_page_flow(page, 2, 2);
    if (opn_part_too_young(description, part)) {
        say_too_young(&page->line, description);
        opn_page_pad(page, 2);
        opn_page_flow(page, 2, 2);
    }
    print_terms(page, &description->database->license_vocabulary, part);
    if (part->note[0] != '\0') {
        opn_buf_str(&page->line, part->note);
        print_label(page, "note");
        opn_page_flow(page, LABEL, LABEL);
    }
    print_source(page, part);
    print_lists(page, description, part);
}

/* The level on one line, then what holds it and what the next one needs. */
static void print_reading(opn_page *page, const opn_description *description,
                          const opn_reading *reading)
{
    const opn_license_ladder *ladder =
        &description->database->license_vocabulary.ladders[reading->ladder];

    opn_buf_printf(&page->line, "%s: ", ladder->title);
    opn_say_reading(&page->line, ladder, reading->level);
    opn_page_pad(page, 2);
    opn_page_flow(page, 2, 4);
    for (size_t i = 0; i < reading->reason_count;) {
        opn_say_goal_of(&page->line, description, reading, i);
        i += opn_say_reason(&page->line, description, reading, i);
        opn_page_pad(page, 4);
        opn_page_flow(page, 4, 6);
    }
}

void opn_description_text(opn_buf *buf, const opn_description *description, int width)
{
    opn_page page;

    opn_page_init(&page, buf, width, false);
    for (size_t i = 0; i < description->part_count; i++) {
        opn_buf_str(buf, i == 0 ? "" : "\n");
        print_part(&page, description, &description->parts[i]);
    }
    if (description->expr.count > 1) {
        opn_buf_printf(&page.line, "Readings of %s (OR: the best, AND: the least)",
                       description->expr.text);
        opn_buf_char(buf, '\n');
        opn_page_flow(&page, 0, 2);
    } else {
        opn_page_heading(&page, "Readings");
    }
    for (size_t i = 0; i < description->readings.count; i++) {
        print_reading(&page, description, &description->readings.items[i]);
    }
    opn_buf_str(&page.line, "Made with ");
    opn_say_made_with(&page.line, description->database->digest);
    opn_buf_char(buf, '\n');
    opn_page_flow(&page, 0, 2);
    opn_buf_str(&page.line, opn_not_advice);
    opn_page_flow(&page, 0, 0);
    opn_page_end(&page);
}

static void put_cell(opn_markdown *md)
{
    opn_markdown_put(md);
    opn_buf_str(md->out, " | ");
}

/* Every term has its row: a table can be read across licenses. */
static void put_terms(opn_markdown *md, const opn_license_vocabulary *vocabulary,
                      const opn_license_part *part)
{
    opn_buf_str(md->out, "\n| Term | Says | Clause |\n|---|---|---|\n");
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        opn_buf_str(md->out, "| ");
        opn_say_id(&md->line, vocabulary->terms[i].id);
        put_cell(md);
        opn_say_term(&md->line, &vocabulary->terms[i], &part->terms.values[i]);
        put_cell(md);
        opn_markdown_text(md, part->terms.values[i].clause);
        opn_buf_str(md->out, " |\n");
    }
}

static void put_lists(opn_markdown *md, const opn_description *description,
                      const opn_license_part *part)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;
    bool any = false;

    opn_buf_str(md->out, "\n");
    for (size_t i = 0; i < vocabulary->list_count; i++) {
        if (opn_part_listed(description, part, i)) {
            opn_buf_str(md->out, "- On the list ");
            opn_buf_printf(&md->line, "%s: %s (%s)", vocabulary->lists[i].id,
                           vocabulary->lists[i].title, vocabulary->lists[i].cite);
            opn_markdown_put(md);
            opn_buf_char(md->out, '\n');
            any = true;
        }
    }
    for (size_t i = 0; i < vocabulary->list_count; i++) {
        if (opn_part_list_open(description, part, i)) {
            opn_buf_str(md->out, "- Not known whether on the list ");
            opn_markdown_text(md, vocabulary->lists[i].id);
            opn_buf_char(md->out, '\n');
            any = true;
        }
    }
    opn_buf_str(md->out, any ? "" : "- On none of the lists that definitions use\n");
    opn_buf_str(md->out, "- On Hugging Face: ");
    say_tag(&md->line, part);
    opn_markdown_put(md);
    opn_buf_char(md->out, '\n');
}

static void put_part(opn_markdown *md, const opn_description *description,
                     const opn_license_part *part)
{
    opn_buf_str(md->out, "### ");
    opn_buf_printf(&md->line, "%s (%s)", part->terms.name, part->terms.license);
    opn_markdown_put(md);
    opn_buf_str(md->out, "\n\n- Origin: ");
    say_origin(&md->line, description, part);
    opn_markdown_put(md);
    if (opn_part_too_young(description, part)) {
        opn_buf_str(md->out, "\n- ");
        say_too_young(&md->line, description);
        opn_markdown_put(md);
    }
    if (part->terms.source[0] != '\0') {
        opn_buf_str(md->out, "\n- Source: ");
        opn_markdown_source(md, part->terms.source);
    }
    if (part->note[0] != '\0') {
        opn_buf_str(md->out, "\n- Note: ");
        opn_markdown_text(md, part->note);
    }
    opn_buf_char(md->out, '\n');
    put_terms(md, &description->database->license_vocabulary, part);
    put_lists(md, description, part);
}

/* One cell: GitHub tables know no line breaks. */
static void put_reading(opn_markdown *md, const opn_description *description,
                        const opn_reading *reading)
{
    const opn_license_ladder *ladder =
        &description->database->license_vocabulary.ladders[reading->ladder];

    opn_buf_str(md->out, "| ");
    opn_buf_str(&md->line, ladder->title);
    put_cell(md);
    opn_say_reading(&md->line, ladder, reading->level);
    put_cell(md);
    for (size_t i = 0; i < reading->reason_count;) {
        opn_buf_str(&md->line, i == 0 ? "" : "; ");
        opn_say_goal_of(&md->line, description, reading, i);
        i += opn_say_reason(&md->line, description, reading, i);
    }
    opn_markdown_put(md);
    opn_buf_str(md->out, " |\n");
}

void opn_description_markdown(opn_buf *buf, const opn_description *description)
{
    opn_markdown md = {buf, {0}};

    for (size_t i = 0; i < description->part_count; i++) {
        opn_buf_str(buf, i == 0 ? "" : "\n");
        put_part(&md, description, &description->parts[i]);
    }
    if (description->expr.count > 1) {
        opn_buf_str(buf, "\n### Readings of ");
        opn_markdown_text(&md, description->expr.text);
        opn_buf_str(buf, "\n\nOR: the best. AND: the least.\n");
    }
    opn_buf_str(buf, "\n| Reading | Result | Why |\n|---|---|---|\n");
    for (size_t i = 0; i < description->readings.count; i++) {
        put_reading(&md, description, &description->readings.items[i]);
    }
    opn_buf_str(buf, "\nMade with ");
    opn_say_made_with(&md.line, description->database->digest);
    opn_markdown_put(&md);
    opn_buf_printf(buf, ".\n%s\n", opn_not_advice);
    opn_markdown_end(&md);
}
