/*
 * render_diff.c: what differs between two licenses, in three formats.
 *
 * Takes a comparison; prints both sides of everything that differs, each with
 * its clause, and only counts what is the same.
 *
 * Must not compare anything itself.
 */
#include "layout.h"
#include "license_diff.h"
#include "license_json.h"
#include "markdown.h"
#include "phrases.h"
#include "term_words.h"

static const opn_license_part *part_of(const opn_license_diff *diff, size_t side)
{
    return &diff->sides[side]->parts[0];
}

static const opn_license_vocabulary *vocabulary_of(const opn_license_diff *diff)
{
    return &diff->sides[0]->database->license_vocabulary;
}

/* "llama-2: Llama 2 Community License, text of 2023-07-18" */
static void say_side(opn_buf *buf, const opn_license_diff *diff, size_t side)
{
    const opn_license_part *part = part_of(diff, side);
    const char *date = part->text->date;

    opn_buf_printf(buf, "%s: %s, text of %s", part->terms.license, part->terms.name,
                   date[0] == '\0' ? "unknown date" : date);
    if (opn_part_too_young(diff->sides[side], part)) {
        opn_buf_printf(buf, ", the oldest on record (none is of %s or before)",
                       diff->sides[side]->as_of);
    }
}

/* Two long sets share most of their tags: only the others are worth a line. */
static void say_tags_only(opn_buf *buf, const opn_term_value *one, const opn_term_value *other)
{
    size_t shared = 0;
    bool begun = false;

    for (size_t i = 0; i < one->tag_count; i++) {
        if (opn_term_has(other, one->tags[i])) {
            shared++;
            continue;
        }
        opn_buf_str(buf, begun ? ", " : "");
        opn_say_id(buf, one->tags[i]);
        begun = true;
    }
    if (shared > 0) {
        opn_buf_printf(buf, "%s%zu that both name", begun ? ", and " : "only the ", shared);
    }
}

static void say_value(opn_buf *buf, const opn_license_diff *diff, size_t term, size_t side)
{
    const opn_license_term *about = &vocabulary_of(diff)->terms[term];
    const opn_term_value *one = &part_of(diff, side)->terms.values[term];
    const opn_term_value *other = &part_of(diff, 1 - side)->terms.values[term];

    if (about->type == OPN_TERM_SET && one->tag_count > 0 && other->tag_count > 0) {
        say_tags_only(buf, one, other);
    } else {
        opn_say_term(buf, about, one);
    }
    if (one->clause[0] != '\0') {
        opn_buf_printf(buf, " [%s]", one->clause);
    }
}

static void say_listed(opn_buf *buf, const opn_license_diff *diff, size_t list, size_t side)
{
    const opn_description *description = diff->sides[side];

    if (opn_part_list_open(description, part_of(diff, side), list)) {
        opn_buf_str(buf, "not known");
    } else {
        opn_buf_str(buf, opn_part_listed(description, part_of(diff, side), list) ? "on it"
                                                                                 : "not on it");
    }
}

/* The level, then what decides it. */
static void say_result(opn_buf *buf, const opn_license_diff *diff, size_t at, size_t side)
{
    const opn_description *description = diff->sides[side];
    const opn_reading *reading = &description->readings.items[at];

    opn_say_reading(buf, &vocabulary_of(diff)->ladders[reading->ladder], reading->level);
    for (size_t i = 0; i < reading->reason_count;) {
        opn_buf_str(buf, i == 0 ? "; " : ", ");
        opn_say_goal_of(buf, description, reading, i);
        i += opn_say_reason(buf, description, reading, i);
    }
}

typedef void (*say_function)(opn_buf *, const opn_license_diff *, size_t, size_t);

/* What differs has one of three kinds; each knows its name and its sides. */
typedef struct {
    const char *heading;
    const size_t *items;
    size_t count;
    say_function say;
} section;

enum { SECTIONS = 3 };

static void make_sections(section sections[SECTIONS], const opn_license_diff *diff)
{
    sections[0] = (section){"Terms", diff->terms, diff->term_count, say_value};
    sections[1] = (section){"Lists", diff->lists, diff->list_count, say_listed};
    sections[2] = (section){"Readings", diff->readings, diff->reading_count, say_result};
}

static void say_name(opn_buf *buf, const opn_license_diff *diff, const section *of, size_t item)
{
    const opn_license_vocabulary *vocabulary = vocabulary_of(diff);

    if (of->items == diff->terms) {
        opn_say_id(buf, vocabulary->terms[item].id);
    } else if (of->items == diff->lists) {
        opn_buf_str(buf, vocabulary->lists[item].title);
    } else {
        opn_buf_str(buf, vocabulary->ladders[diff->sides[0]->readings.items[item].ladder].title);
    }
}

static void say_same(opn_buf *buf, const opn_license_diff *diff)
{
    const opn_license_vocabulary *vocabulary = vocabulary_of(diff);

    opn_buf_printf(buf, "The same: %zu of %zu terms, %zu of %zu lists, %zu of %zu readings.",
                   vocabulary->term_count - diff->term_count, vocabulary->term_count,
                   vocabulary->list_count - diff->list_count, vocabulary->list_count,
                   diff->sides[0]->readings.count - diff->reading_count,
                   diff->sides[0]->readings.count);
}

/* The column after the longer of the two ids. */
static int column_of(const opn_license_diff *diff)
{
    int widest = 0;

    for (size_t side = 0; side < 2; side++) {
        int columns = opn_page_columns(part_of(diff, side)->terms.license);

        widest = columns > widest ? columns : widest;
    }
    return 4 + widest + 2;
}

static void print_side(opn_page *page, const opn_license_diff *diff, const section *of,
                       size_t item, size_t side)
{
    const char *id = part_of(diff, side)->terms.license;
    int column = column_of(diff);

    of->say(&page->line, diff, item, side);
    opn_page_pad(page, 4);
    opn_buf_str(page->out, id);
    if (column > page->width / 2) {
        opn_buf_char(page->out, '\n');
        column = 6;
        opn_page_pad(page, column);
    } else {
        opn_page_pad(page, column - 4 - opn_page_columns(id));
    }
    opn_page_flow(page, column, column);
}

void opn_license_diff_text(opn_buf *buf, const opn_license_diff *diff, int width)
{
    section sections[SECTIONS];
    opn_page page;

    opn_page_init(&page, buf, width, false);
    make_sections(sections, diff);
    for (size_t side = 0; side < 2; side++) {
        say_side(&page.line, diff, side);
        opn_page_flow(&page, 0, 2);
    }
    for (size_t s = 0; s < SECTIONS; s++) {
        if (sections[s].count > 0) {
            opn_page_heading(&page, sections[s].heading);
        }
        for (size_t i = 0; i < sections[s].count; i++) {
            opn_page_pad(&page, 2);
            say_name(&page.line, diff, &sections[s], sections[s].items[i]);
            opn_page_flow(&page, 2, 4);
            print_side(&page, diff, &sections[s], sections[s].items[i], 0);
            print_side(&page, diff, &sections[s], sections[s].items[i], 1);
        }
    }
    opn_buf_char(buf, '\n');
    say_same(&page.line, diff);
    opn_page_flow(&page, 0, 2);
    opn_buf_str(&page.line, "Made with ");
    opn_say_made_with(&page.line, diff->sides[0]->database->digest);
    opn_page_flow(&page, 0, 2);
    opn_buf_str(&page.line, opn_not_advice);
    opn_page_flow(&page, 0, 0);
    opn_page_end(&page);
}

static void put_row(opn_markdown *md, const opn_license_diff *diff, const section *of,
                    size_t item)
{
    opn_buf_str(md->out, "| ");
    say_name(&md->line, diff, of, item);
    opn_markdown_put(md);
    for (size_t side = 0; side < 2; side++) {
        opn_buf_str(md->out, " | ");
        of->say(&md->line, diff, item, side);
        opn_markdown_put(md);
    }
    opn_buf_str(md->out, " |\n");
}

void opn_license_diff_markdown(opn_buf *buf, const opn_license_diff *diff)
{
    opn_markdown md = {buf, {0}};
    section sections[SECTIONS];

    make_sections(sections, diff);
    opn_buf_str(buf, "### ");
    opn_buf_printf(&md.line, "%s and %s", part_of(diff, 0)->terms.license,
                   part_of(diff, 1)->terms.license);
    opn_markdown_put(&md);
    opn_buf_str(buf, "\n\n");
    for (size_t side = 0; side < 2; side++) {
        opn_buf_str(buf, "- ");
        say_side(&md.line, diff, side);
        opn_markdown_put(&md);
        opn_buf_char(buf, '\n');
    }
    for (size_t s = 0; s < SECTIONS; s++) {
        if (sections[s].count == 0) {
            continue;
        }
        opn_buf_printf(buf, "\n| %s | ", sections[s].heading);
        opn_markdown_text(&md, part_of(diff, 0)->terms.license);
        opn_buf_str(buf, " | ");
        opn_markdown_text(&md, part_of(diff, 1)->terms.license);
        opn_buf_str(buf, " |\n|---|---|---|\n");
        for (size_t i = 0; i < sections[s].count; i++) {
            put_row(&md, diff, &sections[s], sections[s].items[i]);
        }
    }
    opn_buf_char(buf, '\n');
    say_same(&md.line, diff);
    opn_buf_str(&md.line, " Made with ");
    opn_say_made_with(&md.line, diff->sides[0]->database->digest);
    opn_markdown_put(&md);
    opn_buf_printf(buf, ".\n%s\n", opn_not_advice);
    opn_markdown_end(&md);
}

static void write_terms(opn_writer *w, const opn_license_diff *diff)
{
    opn_write_key(w, "terms");
    opn_write_array(w);
    for (size_t i = 0; i < diff->term_count; i++) {
        const opn_license_term *term = &vocabulary_of(diff)->terms[diff->terms[i]];

        opn_write_object(w);
        opn_write_member(w, "id", term->id);
        opn_write_key(w, "a");
        opn_write_term(w, term, &part_of(diff, 0)->terms.values[diff->terms[i]]);
        opn_write_key(w, "b");
        opn_write_term(w, term, &part_of(diff, 1)->terms.values[diff->terms[i]]);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

/* null where nobody has looked. */
static void write_listed(opn_writer *w, const char *key, const opn_license_diff *diff,
                         size_t side, size_t list)
{
    opn_write_key(w, key);
    if (opn_part_list_open(diff->sides[side], part_of(diff, side), list)) {
        opn_write_null(w);
    } else {
        opn_write_bool(w, opn_part_listed(diff->sides[side], part_of(diff, side), list));
    }
}

static void write_lists(opn_writer *w, const opn_license_diff *diff)
{
    opn_write_key(w, "lists");
    opn_write_array(w);
    for (size_t i = 0; i < diff->list_count; i++) {
        size_t list = diff->lists[i];

        opn_write_object(w);
        opn_write_member(w, "id", vocabulary_of(diff)->lists[list].id);
        write_listed(w, "a", diff, 0, list);
        write_listed(w, "b", diff, 1, list);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_readings(opn_writer *w, const opn_license_diff *diff)
{
    opn_write_key(w, "readings");
    opn_write_array(w);
    for (size_t i = 0; i < diff->reading_count; i++) {
        opn_write_object(w);
        for (size_t side = 0; side < 2; side++) {
            const opn_description *description = diff->sides[side];

            opn_write_key(w, side == 0 ? "a" : "b");
            opn_write_reading(w, description, &description->readings.items[diff->readings[i]]);
        }
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

void opn_license_diff_json(opn_buf *buf, const opn_license_diff *diff)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_origin(&w, "openness-license-diff/1", diff->sides[0]);
    for (size_t side = 0; side < 2; side++) {
        opn_write_key(&w, side == 0 ? "a" : "b");
        opn_write_object(&w);
        opn_write_part_head(&w, diff->sides[side], part_of(diff, side));
        opn_write_object_end(&w);
    }
    write_terms(&w, diff);
    write_lists(&w, diff);
    write_readings(&w, diff);
    opn_write_member(&w, "note", opn_not_advice);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}
