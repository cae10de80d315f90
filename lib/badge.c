/*
 * badge.c: what a badge of a report says.
 *
 * Takes a report, gives the two texts of its face, the sentence behind them and
 * the part of the ladder or scale that its color stands for. The face names
 * rubric, version and day, says the class before a number, and shows bounds
 * wherever unknowns decide: a badge travels further than any footnote.
 *
 * Must not know a medium; must not print the middle of an interval, nor a score
 * that the rubric does not rank.
 */
#include "badge.h"
#include "phrases.h"
#include "utf8.h"

/* A badge is read at a glance: no level title of a rubric is longer on its face. */
enum { TITLE_SHOWN = 60 };

#define DOT " \xc2\xb7 "

/* --- the day -------------------------------------------------------------- */

/* Days are ISO 8601, so their bytes order them; a partial one counts as earlier
 * than every day in it. */
static const char *later(const char *a, const char *b)
{
    return strcmp(a, b) >= 0 ? a : b;
}

static const char *newest(const char *day, const opn_claims *claims)
{
    for (size_t i = 0; i < claims->count; i++) {
        day = later(day, claims->items[i].read);
    }
    return day;
}

/* The day on which somebody last looked: what the badge knows is that old. "" where
 * no evidence is dated. */
static const char *newest_evidence(const openness_report *report)
{
    const openness_release *release = report->release;
    const char *day = newest("", &release->label_claims);

    for (size_t i = 0; i < release->base_count; i++) {
        day = newest(day, &release->bases[i].claims);
    }
    for (size_t i = 0; i < release->field_count; i++) {
        day = newest(day, &release->fields[i].claims);
    }
    for (size_t i = 0; i < release->artifact_count; i++) {
        const opn_artifact *artifact = &release->artifacts[i];

        day = newest(day, &artifact->claims);
        for (size_t k = 0; k < artifact->event_count; k++) {
            day = newest(day, &artifact->events[k].claims);
        }
    }
    for (size_t i = 0; report->mode != OPENNESS_MODE_RECORD && i < release->assessment_count;
         i++) {
        day = later(day, release->assessments[i].date);
    }
    return day;
}

/* --- the face ------------------------------------------------------------- */

/* Adds what stands in raw as it may be shown, and empties raw. */
static void show(opn_buf *out, opn_buf *raw)
{
    char shown[5];

    for (size_t i = 0; i < raw->size;) {
        i += opn_show_next(raw->data + i, raw->size - i, shown);
        opn_buf_str(out, shown);
    }
    out->failed = out->failed || raw->failed;
    raw->size = 0;
}

/* The title of a level as far as its explanation ("Non-free: the license ..."). */
static void say_short(opn_buf *out, const openness_report *report, size_t node, int16_t level)
{
    const opn_rubric *rubric = report->rubric;
    opn_buf title = {0};
    const char *end;
    size_t size;

    opn_say_level(&title, &rubric->levels[rubric->nodes[node].first_level + (size_t)level]);
    if (title.size > 0) {
        end = strstr(title.data, ": ");
        size = end == NULL ? title.size : (size_t)(end - title.data);
        opn_buf_add(out, title.data, opn_utf8_clip(title.data, size, TITLE_SHOWN));
        opn_buf_str(out, size > TITLE_SHOWN ? "\xe2\x80\xa6" : "");
    }
    out->failed = out->failed || title.failed;
    opn_buf_free(&title);
}

static bool is_top(const openness_report *report, size_t node, int16_t level)
{
    return (size_t)level + 1 == report->rubric->nodes[node].level_count;
}

static void say_level(opn_buf *raw, const openness_report *report)
{
    size_t node = report->rubric->result_level;
    opn_pair level = report->values[node].level;

    if (opn_pair_decided(level)) {
        say_short(raw, report, node, level.lo);
    } else if (level.lo > 0) {
        opn_buf_str(raw, "at least ");
        say_short(raw, report, node, level.lo);
    } else if (report->rubric->unknown_is_no) {
        /* The authority's verdict, and that nobody has looked closely enough. */
        say_short(raw, report, node, level.lo);
        opn_buf_str(raw, " (unknown counts as no)");
    } else if (is_top(report, node, level.hi)) {
        opn_buf_str(raw, "undetermined");
    } else {
        opn_buf_str(raw, "at most ");
        say_short(raw, report, node, level.hi);
    }
}

/* Scores that the rubric does not rank order nothing: a badge would compare them. */
static bool has_score(const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;

    return rubric->result_score != SIZE_MAX &&
           (rubric->result_level == SIZE_MAX || rubric->ranked_from == 0 ||
            report->values[rubric->result_level].level.lo >= rubric->ranked_from);
}

static bool applies(const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;
    size_t node = rubric->result_level != SIZE_MAX ? rubric->result_level : rubric->result_score;

    return report->applies != OPN_FALSE && report->values[node].applies;
}

static void say_message(opn_badge *badge, opn_buf *raw, const char *day)
{
    const openness_report *report = badge->report;
    const opn_rubric *rubric = report->rubric;

    if (!applies(report)) {
        opn_buf_str(raw, "not applicable");
    } else {
        if (rubric->result_level != SIZE_MAX) {
            say_level(raw, report);
        }
        if (has_score(report)) {
            opn_buf_str(raw, rubric->result_level != SIZE_MAX ? DOT : "");
            opn_say_score(raw, report, rubric->result_score);
        }
        /* Whether the question arises at all hangs on an unknown too. */
        opn_buf_str(raw, report->applies == OPN_MAYBE ? DOT "if applicable" : "");
        opn_buf_str(raw, report->mode != OPENNESS_MODE_RECORD ? DOT "with assessments" : "");
    }
    opn_buf_printf(raw, "%s%s", DOT, day);
    show(&badge->message, raw);
}

/* --- the color ------------------------------------------------------------ */

static opn_badge_part part_of_level(const openness_report *report)
{
    size_t node = report->rubric->result_level;
    opn_pair level = report->values[node].level;

    if (is_top(report, node, level.lo)) {
        return OPN_BADGE_HIGH;
    }
    if (level.lo > 0) {
        return OPN_BADGE_MIDDLE;
    }
    return level.hi > 0 ? OPN_BADGE_OPEN : OPN_BADGE_LOW;
}

/* Thirds of the scale: a score has no lines of its own. */
static opn_badge_part part_of_score(const openness_report *report)
{
    const opn_value *value = &report->values[report->rubric->result_score];
    opn_rational third = {1, 3};
    opn_rational two_thirds = {2, 3};

    if (!value->score_known) {
        return OPN_BADGE_OPEN;
    }
    if (opn_rational_compare(value->lower, two_thirds) >= 0) {
        return OPN_BADGE_HIGH;
    }
    if (opn_rational_compare(value->lower, third) >= 0) {
        return OPN_BADGE_MIDDLE;
    }
    return opn_rational_compare(value->upper, third) >= 0 ? OPN_BADGE_OPEN : OPN_BADGE_LOW;
}

static opn_badge_part part_of(const openness_report *report)
{
    if (report->applies != OPN_TRUE || !applies(report)) {
        return OPN_BADGE_OPEN;
    }
    return report->rubric->result_level != SIZE_MAX ? part_of_level(report)
                                                    : part_of_score(report);
}

/* --- what stands behind it ------------------------------------------------ */

static void say_title(opn_badge *badge, opn_buf *raw, const char *read)
{
    const openness_report *report = badge->report;
    const opn_rubric *rubric = report->rubric;

    opn_say_subject(raw, report);
    opn_buf_printf(raw, ". %s (", rubric->title);
    opn_say_rubric(raw, report);
    opn_buf_str(raw, "): ");
    if (rubric->result_level != SIZE_MAX || report->applies == OPN_FALSE) {
        opn_say_verdict(raw, report);
    }
    if (report->applies != OPN_FALSE && has_score(report)) {
        opn_buf_str(raw, rubric->result_level != SIZE_MAX ? "; " : "");
        opn_say_score(raw, report, rubric->result_score);
    }
    opn_buf_str(raw, report->applies == OPN_MAYBE ? "; not known whether it applies. By the "
                                                  : ". By the ");
    opn_say_basis(raw, report);
    if (read[0] != '\0') {
        opn_buf_printf(raw, "; newest evidence read on %s", read);
    }
    opn_buf_char(raw, '.');
    show(&badge->title, raw);
}

static void say_details(opn_badge *badge, opn_buf *raw)
{
    const openness_report *report = badge->report;

    opn_buf_printf(raw, "%s. Definition: %s. Made with ", report->vector, report->rubric->url);
    opn_say_data(raw, report);
    opn_buf_char(raw, '.');
    show(&badge->details, raw);
}

int opn_badge_make(opn_badge *badge, const openness_report *report, const char **fault)
{
    const opn_rubric *rubric = report->rubric;
    opn_buf raw = {0};
    const char *read;
    const char *day;

    badge->report = report;
    if (report->release == NULL) {
        *fault = "a badge needs a release with its dates, which a vector does not hold";
        return OPENNESS_E_ARGUMENT;
    }
    if (rubric->result_level == SIZE_MAX && rubric->result_score == SIZE_MAX) {
        *fault = "this rubric ends in no verdict or score that a badge could show";
        return OPENNESS_E_ARGUMENT;
    }
    read = newest_evidence(report);
    day = report->as_of[0] != '\0' ? report->as_of : read;
    if (day[0] == '\0') {
        *fault = "a badge needs a date, and no evidence of the record says when it was read: "
                 "evaluate it as of a day";
        return OPENNESS_E_ARGUMENT;
    }
    badge->part = part_of(report);
    opn_buf_printf(&raw, "%s@%d", rubric->id, rubric->version);
    show(&badge->label, &raw);
    say_message(badge, &raw, day);
    say_title(badge, &raw, read);
    say_details(badge, &raw);
    opn_buf_free(&raw);
    return OPENNESS_OK;
}

void opn_badge_free(opn_badge *badge)
{
    opn_buf_free(&badge->label);
    opn_buf_free(&badge->message);
    opn_buf_free(&badge->title);
    opn_buf_free(&badge->details);
}

int openness_badge(const openness_report *report, int format, openness_text **out,
                   openness_error **err)
{
    opn_badge badge = {0};
    opn_buf buf = {0};
    const char *fault = NULL;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (report == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "report and out must not be NULL");
    }
    if (format != OPENNESS_BADGE_JSON && format != OPENNESS_BADGE_SVG) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format is not one that this library knows");
    }
    status = opn_badge_make(&badge, report, &fault);
    if (status != OPENNESS_OK) {
        opn_badge_free(&badge);
        return opn_error_message(err, status, "%s", fault);
    }
    if (format == OPENNESS_BADGE_JSON) {
        opn_render_badge_json(&buf, &badge);
    } else {
        opn_render_badge_svg(&buf, &badge);
    }
    buf.failed = buf.failed || badge.label.failed || badge.message.failed || badge.title.failed ||
                 badge.details.failed;
    opn_badge_free(&badge);
    status = opn_buf_finish(&buf, out);
    return opn_error_set(err, status, NULL);
}
