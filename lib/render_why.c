/*
 * render_why.c: why two definitions part, for people.
 *
 * Takes a comparison, prints where the release stands under both, what parts
 * them and what stops both, each with the claim behind it. Text and Markdown
 * share every sentence.
 *
 * Must not compare anything itself.
 */
#include "analyze_why.h"
#include "layout.h"
#include "markdown.h"
#include "phrases.h"

/* --- sentences, without markup ---------------------------------------------------------------
 */

static const openness_report *other_of(const opn_why *why, const opn_why_stop *stop)
{
    return why->sides[1 - stop->side];
}

static const char *id_of(const opn_why *why, size_t side)
{
    return why->sides[side]->rubric->id;
}

/* "level 2 of 4", "level 0-1 of 1": what is compared where labels are not. */
static void say_level_index(opn_buf *buf, const openness_report *report)
{
    size_t node = report->rubric->result_level;
    opn_pair level = report->values[node].level;

    opn_buf_printf(buf, " (level %d", level.lo);
    if (!opn_pair_decided(level)) {
        opn_buf_printf(buf, "-%d", level.hi);
    }
    opn_buf_printf(buf, " of %zu)", report->rubric->nodes[node].level_count - 1);
}

static void say_place(opn_buf *buf, const opn_why *why, size_t side)
{
    const openness_report *report = why->sides[side];
    const opn_why_place *place = &why->places[side];

    if (!place->applies) {
        opn_buf_str(buf, report->applies == OPN_FALSE
                             ? "not applicable: it does not speak to such a release"
                             : "not applicable: nothing that it asks about exists here");
    } else if (place->ladder) {
        opn_say_verdict(buf, report);
        say_level_index(buf, report);
    } else if (report->rubric->result_score != SIZE_MAX) {
        opn_say_score(buf, report, report->rubric->result_score);
    } else {
        opn_buf_str(buf, "a profile without headline");
    }
}

static void say_equal(opn_buf *buf, const opn_why *why)
{
    const opn_rational top = {1, 1};

    if (opn_rational_compare(why->places[0].lower, top) == 0) {
        opn_buf_str(buf, "Both are met in full.");
    } else {
        opn_buf_str(buf,
                    "Neither is the stricter here: the release stands equally high on both.");
    }
}

static void say_parted(opn_buf *buf, const opn_why *why)
{
    const openness_report *report = why->sides[why->stricter];

    opn_buf_printf(buf, "%s is the stricter here", id_of(why, why->stricter));
    if (why->places[why->stricter].ladder && report->next_level != NULL) {
        opn_buf_str(buf, "; its next level is ");
        opn_say_level(buf, report->next_level);
    }
    opn_buf_char(buf, '.');
    if (!why->certain) {
        opn_buf_str(buf, " What is not known could still change which is the stricter.");
    }
}

static void say_relation(opn_buf *buf, const opn_why *why)
{
    switch (why->relation) {
    case OPN_WHY_PARTED:
        say_parted(buf, why);
        break;
    case OPN_WHY_EQUAL:
        say_equal(buf, why);
        break;
    case OPN_WHY_SCOPE:
        opn_buf_printf(buf, "They part on their scope: only %s speaks to this release.",
                       id_of(why, 1 - why->stricter));
        break;
    case OPN_WHY_SILENT:
        opn_buf_str(buf, "Neither speaks to this release.");
        break;
    case OPN_WHY_NO_PLACE:
        opn_buf_str(buf, "They cannot be compared: one of them gives no result here.");
        break;
    }
}

static void say_criterion(opn_buf *buf, const openness_report *report, size_t criterion)
{
    opn_buf_str(buf, report->rubric->nodes[criterion].title);
}

/* "osaid-1.0 needs data information: sufficient (not known), for Data information" */
static void say_stop(opn_buf *buf, const opn_why *why, const opn_why_stop *stop)
{
    const openness_report *report = why->sides[stop->side];

    opn_buf_str(buf, report->rubric->id);
    if (stop->stance == OPN_WHY_JUDGED) {
        opn_buf_str(buf, " goes by a judgment, which no fact replaces: ");
        say_criterion(buf, report, stop->criterion);
        return;
    }
    if (stop->criterion == SIZE_MAX) {
        opn_buf_str(buf, " speaks only to releases with ");
        opn_say_need(buf, report, &stop->reason);
    } else {
        opn_buf_str(buf, " needs ");
        opn_say_need(buf, report, &stop->reason);
        opn_buf_str(buf, ", for ");
        say_criterion(buf, report, stop->criterion);
    }
    if (stop->reason.unknown) {
        opn_buf_str(buf, "; it may already hold: find out");
    }
}

/* "weights license tier: bounded (License of the weights)"; the name is left
 * out where it was just said. */
static void say_test(opn_buf *buf, const openness_report *other, const opn_why_stop *stop,
                     const opn_why_test *test)
{
    const opn_vocabulary *vocabulary = &other->database->vocabulary;
    const opn_fact *fact = &vocabulary->facts[test->fact];

    if (test->fact != stop->reason.fact) {
        opn_say_id(buf, fact->id);
        opn_buf_str(buf, ": ");
    }
    opn_say_id(buf, vocabulary->ladders[fact->ladder].levels[test->needs]);
    opn_buf_str(buf, " (");
    say_criterion(buf, other, test->criterion);
    opn_buf_char(buf, ')');
    if (test->met) {
        opn_buf_str(buf, ", which is met");
    } else {
        opn_buf_str(buf, other->facts[test->fact].hi >= test->needs ? ", which is not known"
                                                                    : ", which is not met");
    }
}

static void say_stance(opn_buf *buf, const opn_why *why, const opn_why_stop *stop)
{
    const openness_report *other = other_of(why, stop);

    opn_buf_str(buf, other->rubric->id);
    switch (stop->stance) {
    case OPN_WHY_NOT_ASKED:
        opn_buf_str(buf, " does not ask for it");
        break;
    case OPN_WHY_ASKS_LESS:
        opn_buf_str(buf, " asks for less of it: ");
        break;
    case OPN_WHY_ASKS_KIN:
        opn_buf_str(buf, " asks instead for ");
        break;
    case OPN_WHY_STOPS_BOTH:
        opn_buf_str(buf, " asks for it too: ");
        break;
    case OPN_WHY_JUDGED:
        opn_buf_str(buf, " does not use it");
        break;
    }
    for (size_t i = 0; i < stop->test_count; i++) {
        opn_buf_str(buf, i == 0 ? "" : "; and for ");
        say_test(buf, other, stop, &stop->tests[i]);
    }
}

static size_t steps_of(const openness_report *report)
{
    return report->rubric->nodes[report->rubric->result_level].level_count - 1;
}

/* Facts that stop both cannot part them; what is left is how each adds up. */
static void say_combination(opn_buf *buf, const opn_why *why)
{
    const openness_report *low = why->sides[why->stricter];
    const openness_report *high = why->sides[1 - why->stricter];

    if (why->common_count > 0) {
        opn_buf_printf(buf, "No fact parts them: what stops %s stops %s too, only further up.",
                       low->rubric->id, high->rubric->id);
    } else {
        opn_buf_str(buf, "No fact parts them, only the way in which each adds up.");
    }
    if (why->places[0].ladder && why->places[1].ladder) {
        opn_buf_printf(buf, " Above its lowest level %s has %zu, %s %zu.", high->rubric->id,
                       steps_of(high), low->rubric->id, steps_of(low));
    }
    if (why->carried != SIZE_MAX) {
        opn_buf_printf(buf, " What lifts it most on %s: ", high->rubric->id);
        say_criterion(buf, high, why->carried);
        opn_buf_char(buf, '.');
    }
    if (why->held != SIZE_MAX) {
        opn_buf_printf(buf, " What holds it back most on %s: ", low->rubric->id);
        say_criterion(buf, low, why->held);
        opn_buf_char(buf, '.');
    }
}

/* One fact stands for all: the page is about something else. */
void opn_why_say(opn_buf *buf, const opn_why *why)
{
    say_relation(buf, why);
    if (why->combination) {
        opn_buf_char(buf, ' ');
        say_combination(buf, why);
    }
    if (why->parting_count > 0) {
        opn_buf_char(buf, ' ');
        say_stop(buf, why, &why->parting[0]);
        opn_buf_str(buf, "; ");
        say_stance(buf, why, &why->parting[0]);
        opn_buf_char(buf, '.');
    }
    if (why->parting_count > 1) {
        opn_buf_printf(buf, " It is one of %zu that part them.", why->parting_count);
    }
}

/* The first claim behind a fact; false where nothing was recorded. */
static bool claim_of(const opn_why_stop *stop, opn_cited *out)
{
    size_t at = 0;

    if (stop->stance == OPN_WHY_JUDGED || stop->reason.source == NULL) {
        return false;
    }
    *out = (opn_cited){stop->reason.fact, opn_report_claim(stop->reason.source, &at)};
    return out->claim != NULL;
}

static const char *parting_heading(const opn_why *why)
{
    if (why->relation == OPN_WHY_SCOPE) {
        return "What it asks of a release";
    }
    return why->relation == OPN_WHY_EQUAL ? "What stops only one of them" : "What parts them";
}

/* --- text ------------------------------------------------------------------------------------
 */

static void print_stops(opn_page *page, const opn_why *why, const char *heading,
                        const opn_why_stop *stops, size_t count)
{
    opn_cited cited;

    if (count > 0) {
        opn_page_heading(page, heading);
    }
    for (size_t i = 0; i < count; i++) {
        opn_page_pad(page, 2);
        say_stop(&page->line, why, &stops[i]);
        opn_page_flow(page, 2, 4);
        opn_page_pad(page, 4);
        say_stance(&page->line, why, &stops[i]);
        opn_page_flow(page, 4, 6);
        if (claim_of(&stops[i], &cited)) {
            opn_page_pad(page, 4);
            opn_say_claim(&page->line, why->sides[stops[i].side], &cited);
            opn_page_flow(page, 4, 6);
            opn_page_pad(page, 4);
            opn_buf_str(&page->line, cited.claim->source);
            opn_page_flow(page, 4, 6);
        }
    }
}

void opn_why_text(opn_buf *buf, const opn_why *why, int width)
{
    opn_page page;

    opn_page_init(&page, buf, width, false);
    opn_say_subject(&page.line, why->sides[0]);
    opn_buf_printf(&page.line, ": %s and %s", id_of(why, 0), id_of(why, 1));
    opn_page_flow(&page, 0, 2);
    for (size_t side = 0; side < 2; side++) {
        opn_page_pad(&page, 2);
        opn_buf_printf(&page.line, "%s: ", id_of(why, side));
        say_place(&page.line, why, side);
        opn_page_flow(&page, 2, 4);
    }
    say_relation(&page.line, why);
    opn_page_flow(&page, 0, 2);
    if (why->combination) {
        say_combination(&page.line, why);
        opn_page_flow(&page, 0, 2);
    }
    print_stops(&page, why, parting_heading(why), why->parting, why->parting_count);
    print_stops(&page, why, "What stops both", why->common, why->common_count);
    opn_buf_char(buf, '\n');
    for (size_t side = 0; side < 2; side++) {
        opn_say_rubric(&page.line, why->sides[side]);
        opn_page_flow(&page, 0, 2);
        opn_page_pad(&page, 2);
        opn_buf_str(&page.line, why->sides[side]->vector);
        opn_page_put(&page);
        opn_buf_char(buf, '\n');
    }
    opn_say_basis(&page.line, why->sides[0]);
    opn_buf_str(&page.line, ". Made with ");
    opn_say_data(&page.line, why->sides[0]);
    opn_page_flow(&page, 0, 2);
    opn_page_end(&page);
}

/* --- Markdown --------------------------------------------------------------------------------
 */

static void put_stops(opn_markdown *md, const opn_why *why, const char *heading,
                      const opn_why_stop *stops, size_t count)
{
    opn_cited cited;

    if (count > 0) {
        opn_buf_printf(md->out, "\n**%s**\n\n", heading);
    }
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(md->out, "- ");
        say_stop(&md->line, why, &stops[i]);
        opn_buf_str(&md->line, ". ");
        say_stance(&md->line, why, &stops[i]);
        opn_buf_char(&md->line, '.');
        opn_markdown_put(md);
        if (claim_of(&stops[i], &cited)) {
            opn_buf_char(md->out, ' ');
            opn_say_claim(&md->line, why->sides[stops[i].side], &cited);
            opn_markdown_put(md);
            opn_buf_char(md->out, ' ');
            opn_markdown_source(md, cited.claim->source);
        }
        opn_buf_char(md->out, '\n');
    }
}

void opn_why_markdown(opn_buf *buf, const opn_why *why)
{
    opn_markdown md = {buf, {0}};

    opn_buf_str(buf, "### ");
    opn_say_subject(&md.line, why->sides[0]);
    opn_buf_printf(&md.line, ": %s and %s", id_of(why, 0), id_of(why, 1));
    opn_markdown_put(&md);
    opn_buf_str(buf, "\n\n");
    for (size_t side = 0; side < 2; side++) {
        opn_buf_str(buf, "- ");
        opn_buf_printf(&md.line, "%s: ", id_of(why, side));
        say_place(&md.line, why, side);
        opn_markdown_put(&md);
        opn_buf_char(buf, '\n');
    }
    opn_buf_char(buf, '\n');
    say_relation(&md.line, why);
    if (why->combination) {
        opn_buf_char(&md.line, ' ');
        say_combination(&md.line, why);
    }
    opn_markdown_put(&md);
    opn_buf_char(buf, '\n');
    put_stops(&md, why, parting_heading(why), why->parting, why->parting_count);
    put_stops(&md, why, "What stops both", why->common, why->common_count);
    opn_buf_str(buf, "\nBasis: ");
    opn_say_basis(&md.line, why->sides[0]);
    opn_buf_str(&md.line, ". Made with ");
    opn_say_data(&md.line, why->sides[0]);
    opn_markdown_put(&md);
    /* The grammar of a vector knows no character that could end the block. */
    opn_buf_printf(buf, ".\n\n```text\n%s\n%s\n```\n", why->sides[0]->vector,
                   why->sides[1]->vector);
    opn_markdown_end(&md);
}
