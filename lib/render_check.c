/*
 * render_check.c: a check as JSON, as text and as the summary of a pull request.
 *
 * Takes the result model, prints it. The page leads with what stops the build:
 * per release what was not met comes before what was.
 *
 * Must not judge anything: every verdict and text is in the model.
 */
#include "analyze.h"
#include "phrases.h"
#include "policy.h"
#include "sheet.h"

/* --- JSON ----------------------------------------------------------------------------------- */

static void write_optional(opn_writer *w, const char *key, const char *text)
{
    opn_write_key(w, key);
    opn_write_string(w, *text == '\0' ? NULL : text);
}

static void write_place(opn_writer *w, size_t line, size_t column)
{
    if (line > 0) {
        opn_write_member_int(w, "line", (int64_t)line);
        opn_write_member_int(w, "column", (int64_t)column);
    }
}

static void write_policy(opn_writer *w, const openness_check *check)
{
    opn_write_key(w, "policy");
    opn_write_object(w);
    opn_write_member(w, "name", check->policy);
    write_optional(w, "title", check->title);
    opn_write_member(w, "source", check->policy_source);
    opn_write_member(w, "sha256", check->policy_digest);
    opn_write_object_end(w);
}

static void write_rules(opn_writer *w, const openness_check *check)
{
    opn_write_key(w, "requirements");
    opn_write_array(w);
    for (size_t i = 0; i < check->rule_count; i++) {
        const opn_check_rule *rule = &check->rules[i];

        opn_write_object(w);
        opn_write_member(w, "id", rule->id);
        opn_write_member(w, "kind", rule->kind);
        opn_write_member(w, "text", rule->text);
        write_optional(w, "why", rule->why);
        write_optional(w, "help", rule->help);
        write_place(w, rule->line, rule->column);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_item(opn_writer *w, const openness_check *check, const opn_check_item *item)
{
    opn_write_object(w);
    opn_write_member(w, "requirement", check->rules[item->rule].id);
    opn_write_member(w, "verdict", opn_check_verdict_id(item->verdict));
    opn_write_member(w, "found", opn_check_verdict_id(item->found));
    opn_write_member(w, "counts_as", opn_check_verdict_id(item->counts_as));
    opn_write_member(w, "reason", item->reason);
    opn_write_strings(w, "missing", item->missing, item->missing_count);
    write_optional(w, "next", item->next);
    opn_write_key(w, "places");
    opn_write_array(w);
    for (size_t i = 0; i < item->place_count; i++) {
        opn_write_object(w);
        opn_write_member(w, "pointer", item->places[i].pointer);
        write_optional(w, "source", item->places[i].source);
        write_optional(w, "locator", item->places[i].locator);
        write_optional(w, "read", item->places[i].read);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
    if (item->exception != SIZE_MAX) {
        opn_write_member_int(w, "exception", (int64_t)item->exception);
    }
    if (item->expired != SIZE_MAX) {
        opn_write_member_int(w, "expired_exception", (int64_t)item->expired);
    }
    opn_write_object_end(w);
}

static void write_releases(opn_writer *w, const openness_check *check)
{
    opn_write_key(w, "releases");
    opn_write_array(w);
    for (size_t i = 0; i < check->release_count; i++) {
        const opn_check_release *release = &check->releases[i];

        opn_write_object(w);
        write_optional(w, "id", release->id);
        write_optional(w, "name", release->name);
        write_optional(w, "source", release->source);
        opn_write_member(w, "verdict", opn_check_verdict_id(release->verdict));
        opn_write_member_bool(w, "selected", release->selected);
        write_optional(w, "problem", release->problem);
        write_place(w, release->line, release->column);
        opn_write_key(w, "items");
        opn_write_array(w);
        for (size_t k = 0; k < release->item_count; k++) {
            write_item(w, check, &release->items[k]);
        }
        opn_write_array_end(w);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_exceptions(opn_writer *w, const openness_check *check)
{
    opn_write_key(w, "exceptions");
    opn_write_array(w);
    for (size_t i = 0; i < check->exception_count; i++) {
        const opn_check_exception *exception = &check->exceptions[i];

        opn_write_object(w);
        opn_write_member(w, "release", exception->release);
        opn_write_member(w, "requirement", exception->requirement);
        opn_write_member(w, "reason", exception->reason);
        opn_write_member(w, "expires", exception->expires);
        opn_write_member(w, "state", opn_exception_state_id(exception->state));
        write_place(w, exception->line, exception->column);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_warnings(opn_writer *w, const openness_check *check)
{
    opn_write_key(w, "warnings");
    opn_write_array(w);
    for (size_t i = 0; i < check->warning_count; i++) {
        opn_write_object(w);
        opn_write_member(w, "text", check->warnings[i].text);
        write_place(w, check->warnings[i].line, check->warnings[i].column);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

void opn_check_json(opn_buf *buf, const openness_check *check, bool compact)
{
    opn_writer w;

    opn_write_init(&w, buf, compact);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-check/1", check->origin->database->digest);
    write_policy(&w, check);
    opn_write_member(&w, "checked_on", check->as_of);
    write_optional(&w, "as_of", check->state);
    opn_write_member(&w, "indeterminate_as", opn_check_verdict_id(check->indeterminate_as));
    opn_write_member(&w, "verdict", opn_check_verdict_id(check->verdict));
    opn_write_key(&w, "counts");
    opn_write_object(&w);
    for (int i = OPENNESS_CHECK_PASS; i <= OPENNESS_CHECK_EXCEPTED; i++) {
        opn_write_member_int(&w, opn_check_verdict_id(i), (int64_t)check->counts[i]);
    }
    opn_write_object_end(&w);
    write_rules(&w, check);
    write_releases(&w, check);
    write_exceptions(&w, check);
    write_warnings(&w, check);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- pages ---------------------------------------------------------------------------------- */

static opn_style style_of(int verdict)
{
    return verdict == OPENNESS_CHECK_PASS ? OPN_GOOD
           : verdict == OPENNESS_CHECK_INDETERMINATE || verdict == OPENNESS_CHECK_EXCEPTED
               ? OPN_OPEN
               : OPN_BOLD;
}

static const char *subject(const opn_check_release *release)
{
    return *release->id != '\0' ? release->id : release->source;
}

/* The id of an importer that found no maker, or no name at all. */
static bool is_made_up(const opn_check_release *release)
{
    return strncmp(release->id, "unknown/", strlen("unknown/")) == 0 && *release->source != '\0';
}

/* Which file it is: two may hold one release, and an id may say that there is none. */
static void say_subject(opn_buf *line, const opn_check_release *release)
{
    opn_buf_str(line, subject(release));
    if (*release->id != '\0' && *release->source != '\0') {
        opn_buf_printf(line, " (%s)", release->source);
    }
}

static void print_head(opn_sheet *sheet, const openness_check *check)
{
    opn_buf_printf(sheet->line, "Policy %s: %s", check->policy,
                   opn_check_verdict_id(check->verdict));
    opn_sheet_heading(sheet);
    opn_buf_printf(sheet->line, "%s%s%zu %s checked on %s", check->title,
                   *check->title == '\0' ? "" : ". ", check->release_count,
                   check->release_count == 1 ? "release" : "releases", check->as_of);
    if (*check->state != '\0') {
        opn_buf_printf(sheet->line, ", in the state of %s", check->state);
    }
    if (check->indeterminate_as != OPENNESS_CHECK_INDETERMINATE) {
        opn_buf_printf(sheet->line, "; what is indeterminate counts as %s",
                       opn_check_verdict_id(check->indeterminate_as));
    }
    opn_buf_str(sheet->line, ".");
    opn_sheet_paragraph(sheet);
}

static size_t count_items(const opn_check_release *release, int verdict)
{
    size_t count = 0;

    for (size_t i = 0; i < release->item_count; i++) {
        count += release->items[i].verdict == verdict ? 1 : 0;
    }
    return count;
}

/* Of one release its own heading says the same. */
/* The verdicts that any item has, worst first; how many. A column of zeros only
 * takes the width that names need. */
static size_t used_verdicts(const openness_check *check, int columns[static 4])
{
    static const int all[] = {OPENNESS_CHECK_FAIL, OPENNESS_CHECK_INDETERMINATE,
                              OPENNESS_CHECK_EXCEPTED, OPENNESS_CHECK_PASS};
    size_t count = 0;

    for (size_t i = 0; i < OPN_ARRAY_LEN(all); i++) {
        size_t items = 0;

        for (size_t r = 0; r < check->release_count; r++) {
            items += count_items(&check->releases[r], all[i]);
        }
        if (items > 0) {
            columns[count++] = all[i];
        }
    }
    return count;
}

static void print_table(opn_sheet *sheet, const openness_check *check)
{
    int columns[4];
    size_t count = used_verdicts(check, columns);

    if (check->release_count < 2) {
        return;
    }
    opn_sheet_table(sheet, 2 + count);
    opn_sheet_say_cell(sheet, "Release");
    opn_sheet_say_cell(sheet, "Verdict");
    for (size_t i = 0; i < count; i++) {
        opn_sheet_say_cell(sheet, opn_check_verdict_id(columns[i]));
    }
    for (size_t r = 0; r < check->release_count; r++) {
        const opn_check_release *release = &check->releases[r];

        opn_sheet_say_cell(sheet, is_made_up(release) ? release->source : subject(release));
        opn_sheet_say_cell(sheet, release->selected ? opn_check_verdict_id(release->verdict)
                                                    : "not selected");
        for (size_t i = 0; i < count; i++) {
            opn_buf_printf(sheet->line, "%zu", count_items(release, columns[i]));
            opn_sheet_cell(sheet);
        }
    }
    opn_sheet_table_end(sheet);
}

static void print_exception(opn_sheet *sheet, const openness_check *check, size_t index,
                            const char *words)
{
    const opn_check_exception *exception = &check->exceptions[index];

    opn_buf_printf(sheet->line, "%s %s: %s", words, exception->expires, exception->reason);
    opn_sheet_item(sheet, 1);
}

/* In Markdown the source is a link, so that a reviewer can look. */
static void print_place(opn_sheet *sheet, const opn_check_place *place)
{
    opn_buf_printf(sheet->line, "see %s%s", place->pointer,
                   *place->pointer == '\0' || *place->source == '\0' ? "" : ", ");
    if (sheet->markdown) {
        opn_buf_str(sheet->page.out, "  - ");
        opn_markdown_put(&sheet->md);
        opn_markdown_source(&sheet->md, place->source);
    } else {
        opn_buf_str(sheet->line, place->source);
    }
    if (*place->locator != '\0') {
        opn_buf_printf(sheet->line, " (%s)", place->locator);
    }
    if (*place->read != '\0') {
        opn_buf_printf(sheet->line, ", read %s", place->read);
    }
    if (sheet->markdown) {
        opn_markdown_put(&sheet->md);
        opn_buf_char(sheet->page.out, '\n');
    } else {
        opn_sheet_item(sheet, 1);
    }
}

static void print_places(opn_sheet *sheet, const opn_check_item *item)
{
    for (size_t i = 0; i < item->place_count; i++) {
        print_place(sheet, &item->places[i]);
    }
}

/* What was met needs no more than a line; conditions are met only by who reads them. */
static void print_item(opn_sheet *sheet, const openness_check *check, const opn_check_item *item)
{
    const opn_check_rule *rule = &check->rules[item->rule];

    sheet->page.style = style_of(item->verdict);
    opn_buf_printf(sheet->line, "%s: %s [%s]", opn_check_verdict_id(item->verdict), rule->text,
                   rule->id);
    opn_sheet_item(sheet, 0);
    sheet->page.style = OPN_PLAIN;
    if (*item->reason != '\0') {
        opn_buf_printf(sheet->line, "is: %s", item->reason);
        opn_sheet_item(sheet, 1);
    }
    for (size_t i = 0; i < item->missing_count; i++) {
        opn_buf_str(sheet->line, item->missing[i]);
        opn_sheet_item(sheet, 1);
    }
    if (item->verdict == OPENNESS_CHECK_PASS) {
        return;
    }
    if (item->verdict == OPENNESS_CHECK_EXCEPTED) {
        print_exception(sheet, check, item->exception, "excepted until");
    } else if (item->expired != SIZE_MAX) {
        print_exception(sheet, check, item->expired, "an exception expired on");
    }
    if (*rule->why != '\0') {
        opn_buf_printf(sheet->line, "why: %s", rule->why);
        opn_sheet_item(sheet, 1);
    }
    if (*item->next != '\0') {
        opn_buf_printf(sheet->line, "next: %s", item->next);
        opn_sheet_item(sheet, 1);
    }
    print_places(sheet, item);
}

static void print_problem(opn_sheet *sheet, const opn_check_release *release)
{
    opn_buf_str(sheet->line, release->problem);
    if (release->line > 0) {
        opn_buf_printf(sheet->line, " (line %zu, column %zu)", release->line, release->column);
    }
    opn_sheet_paragraph(sheet);
}

static void print_release(opn_sheet *sheet, const openness_check *check,
                          const opn_check_release *release)
{
    static const int order[] = {OPENNESS_CHECK_ERROR, OPENNESS_CHECK_FAIL,
                                OPENNESS_CHECK_INDETERMINATE, OPENNESS_CHECK_EXCEPTED,
                                OPENNESS_CHECK_PASS};

    if (!release->selected) {
        return;
    }
    say_subject(sheet->line, release);
    opn_buf_printf(sheet->line, ": %s", opn_check_verdict_id(release->verdict));
    opn_sheet_heading(sheet);
    if (*release->problem != '\0') {
        print_problem(sheet, release);
    }
    for (size_t k = 0; k < OPN_ARRAY_LEN(order); k++) {
        for (size_t i = 0; i < release->item_count; i++) {
            if (release->items[i].verdict == order[k]) {
                print_item(sheet, check, &release->items[i]);
            }
        }
    }
}

static void print_warnings(opn_sheet *sheet, const openness_check *check)
{
    if (check->warning_count == 0) {
        return;
    }
    opn_sheet_say_heading(sheet, "About the policy");
    for (size_t i = 0; i < check->warning_count; i++) {
        const opn_check_warning *warning = &check->warnings[i];

        opn_buf_printf(sheet->line, "warning: %s", warning->text);
        if (warning->line > 0) {
            opn_buf_printf(sheet->line, " (%s, line %zu)", check->policy_source, warning->line);
        }
        opn_sheet_item(sheet, 0);
    }
}

static void print_page(opn_buf *buf, const openness_check *check, int format, bool color,
                       int width)
{
    opn_sheet sheet;

    opn_sheet_init(&sheet, buf, format, width);
    sheet.page.color = color;
    print_head(&sheet, check);
    print_table(&sheet, check);
    for (size_t i = 0; i < check->release_count; i++) {
        print_release(&sheet, check, &check->releases[i]);
    }
    print_warnings(&sheet, check);
    opn_buf_str(sheet.line, "What a text allows is not legal advice. Made with ");
    opn_say_made_with(sheet.line, check->origin->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}

void opn_check_text(opn_buf *buf, const openness_check *check, bool color, int width)
{
    print_page(buf, check, OPENNESS_FORMAT_TEXT, color, width);
}

void opn_check_markdown(opn_buf *buf, const openness_check *check)
{
    print_page(buf, check, OPENNESS_FORMAT_MARKDOWN, false, 0);
}

/* --- the public call ------------------------------------------------------------------------ */

int openness_check_render(const openness_check *check, int format, uint32_t flags, int width,
                          openness_text **out, openness_error **err)
{
    opn_buf buf = {0};

    if (out != NULL) {
        *out = NULL;
    }
    if (check == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "check and out must not be NULL");
    }
    if ((flags & ~(uint32_t)(OPENNESS_COLOR | OPENNESS_COMPACT | OPENNESS_BRIEF)) != 0 ||
        width < 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "flags or width is not one that this library knows");
    }
    switch (format) {
    case OPENNESS_FORMAT_JSON:
        opn_check_json(&buf, check, (flags & OPENNESS_COMPACT) != 0);
        break;
    case OPENNESS_FORMAT_TEXT:
        opn_check_text(&buf, check, (flags & OPENNESS_COLOR) != 0, width);
        break;
    case OPENNESS_FORMAT_MARKDOWN:
        opn_check_markdown(&buf, check);
        break;
    case OPENNESS_FORMAT_JUNIT:
        opn_check_junit(&buf, check);
        break;
    case OPENNESS_FORMAT_SARIF:
        opn_check_sarif(&buf, check, (flags & OPENNESS_COMPACT) != 0,
                        (flags & OPENNESS_BRIEF) != 0);
        break;
    default:
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "the format is not one of a check");
    }
    return opn_error_set(err, opn_buf_finish(&buf, out), NULL);
}
