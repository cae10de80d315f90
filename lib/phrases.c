/*
 * phrases.c: the words of a report.
 *
 * Takes parts of the result model, gives plain text for engineers and counsel
 * alike. All wording is here, so that terminal and Markdown say the same.
 *
 * Must not lay out, color or escape; must not print the middle of an interval.
 */
#include "phrases.h"
#include "utf8.h"

#include <openness/version.h>

enum { DIGEST_SHOWN = 12 };

void opn_say_id(opn_buf *buf, const char *id)
{
    for (; *id != '\0'; id++) {
        opn_buf_char(buf, *id == '_' ? ' ' : *id);
    }
}

void opn_say_level(opn_buf *buf, const opn_level *level)
{
    if (level->title != NULL && level->title[0] != '\0') {
        opn_buf_str(buf, level->title);
    } else {
        opn_say_id(buf, level->id);
    }
}

static const opn_level *level_of(const openness_report *report, size_t node, int16_t level)
{
    const opn_rubric *rubric = report->rubric;

    return &rubric->levels[rubric->nodes[node].first_level + (size_t)level];
}

static void say_span(opn_buf *buf, const openness_report *report, size_t node, opn_pair level)
{
    opn_say_level(buf, level_of(report, node, level.lo));
    if (!opn_pair_decided(level)) {
        opn_buf_str(buf, " to ");
        opn_say_level(buf, level_of(report, node, level.hi));
    }
}

void opn_say_range(opn_buf *buf, const openness_report *report, size_t node, opn_pair level)
{
    if (!opn_pair_applies(level)) {
        opn_buf_str(buf, "not applicable");
    } else if (level.lo == 0 && !opn_pair_decided(level) &&
               (size_t)level.hi + 1 == report->rubric->nodes[node].level_count) {
        opn_buf_str(buf, "unknown");
    } else {
        say_span(buf, report, node, level);
    }
}

/* Name and id: names repeat across makers, ids do not. */
void opn_say_subject(opn_buf *buf, const openness_report *report)
{
    if (report->release == NULL) {
        opn_buf_str(buf, "Levels of a vector");
        return;
    }
    opn_buf_str(buf, report->release->name);
    if (!opn_streq(report->release->name, report->release->id)) {
        opn_buf_printf(buf, " (%s)", report->release->id);
    }
}

void opn_say_verdict(opn_buf *buf, const openness_report *report)
{
    size_t node = report->rubric->result_level;
    opn_pair level;

    if (report->applies == OPN_FALSE) {
        opn_buf_str(buf, "not applicable: this definition does not speak to such a release");
        return;
    }
    level = report->values[node].level;
    if (!report->values[node].applies) {
        opn_buf_str(buf, "not applicable");
    } else if (opn_pair_decided(level)) {
        opn_say_level(buf, level_of(report, node, level.lo));
    } else if (report->rubric->unknown_is_no) {
        /* The authority reads what is not known as no: the lower end is its
         * verdict, and the reader must still see what hangs on the unknowns. */
        opn_say_level(buf, level_of(report, node, level.lo));
        opn_buf_str(buf, " (unknown counts as no; at best ");
        opn_say_level(buf, level_of(report, node, level.hi));
        opn_buf_str(buf, ")");
    } else {
        opn_buf_str(buf, "undetermined: ");
        say_span(buf, report, node, level);
    }
}

void opn_say_score(opn_buf *buf, const openness_report *report, size_t node)
{
    const opn_value *value = &report->values[node];
    const opn_rubric_node *n = &report->rubric->nodes[node];

    if (!value->score_known) {
        opn_buf_str(buf, value->applies ? "no points here" : "not applicable");
        return;
    }
    opn_rational_print(buf, opn_report_scaled(report, node, OPENNESS_LOWER), n->decimals);
    /* Ends that differ are both printed, even where rounding hides it. */
    if (opn_rational_compare(value->lower, value->upper) != 0) {
        opn_buf_char(buf, '-');
        opn_rational_print(buf, opn_report_scaled(report, node, OPENNESS_UPPER), n->decimals);
    }
    opn_buf_str(buf, " of ");
    opn_buf_int(buf, n->scale);
}

static const opn_ladder *ladder_of(const openness_report *report, size_t fact)
{
    const opn_vocabulary *vocabulary = &report->database->vocabulary;

    return &vocabulary->ladders[vocabulary->facts[fact].ladder];
}

static bool is_everything(const openness_report *report, size_t fact, opn_pair has)
{
    return has.lo == 0 && !opn_pair_decided(has) &&
           (size_t)has.hi + 1 == ladder_of(report, fact)->count;
}

/* Everything possible is "unknown": naming both ends would look like knowledge. */
void opn_say_answer(opn_buf *buf, const openness_report *report, size_t fact, opn_pair has)
{
    const opn_ladder *ladder = ladder_of(report, fact);

    if (!opn_pair_applies(has)) {
        opn_buf_str(buf, "not applicable");
        return;
    }
    if (is_everything(report, fact, has)) {
        opn_buf_str(buf, "unknown");
        return;
    }
    opn_say_id(buf, ladder->levels[has.lo]);
    if (!opn_pair_decided(has)) {
        opn_buf_str(buf, " to ");
        opn_say_id(buf, ladder->levels[has.hi]);
    }
}

/* The licenses that an answer about terms was read from, after `before`;
 * nothing for other answers. Returns whether anything was said. */
static bool say_license(opn_buf *buf, const opn_fact_source *source, const char *before)
{
    const opn_resolved_artifact *artifact = source->artifact;

    if (artifact == NULL || source->member == NULL || !opn_streq(source->member, "license")) {
        return false;
    }
    for (size_t i = 0; i < artifact->license_count; i++) {
        const opn_license_value *license = &artifact->licenses[i];

        opn_buf_str(buf, i == 0 ? before : license->alternative ? " or perhaps " : " AND ");
        if (license->kind == OPN_LICENSE_UNKNOWN) {
            opn_buf_str(buf, "license unknown");
        } else if (license->kind == OPN_LICENSE_NONE) {
            opn_buf_str(buf, "no license");
        } else {
            opn_buf_str(buf, license->text);
        }
    }
    return artifact->license_count > 0;
}

static void say_fact(opn_buf *buf, const openness_report *report, const opn_reason *reason)
{
    opn_say_id(buf, report->database->vocabulary.facts[reason->fact].id);
    opn_buf_str(buf, ": ");
}

void opn_say_has(opn_buf *buf, const openness_report *report, const opn_criterion_result *result)
{
    for (size_t i = 0; i < result->because.count; i++) {
        const opn_reason *reason = &result->because.items[i];

        opn_buf_str(buf, i == 0 ? "has " : "; ");
        say_fact(buf, report, reason);
        opn_say_answer(buf, report, reason->fact, reason->has);
        if (say_license(buf, reason->source, " (")) {
            opn_buf_char(buf, ')');
        }
    }
}

void opn_say_need(opn_buf *buf, const openness_report *report, const opn_reason *reason)
{
    say_fact(buf, report, reason);
    opn_say_id(buf, ladder_of(report, reason->fact)->levels[reason->needs]);
    if (is_everything(report, reason->fact, reason->has)) {
        opn_buf_str(buf, " (not known");
    } else {
        opn_buf_str(buf, " (is ");
        opn_say_answer(buf, report, reason->fact, reason->has);
    }
    say_license(buf, reason->source, ": ");
    opn_buf_char(buf, ')');
}

void opn_say_needs(opn_buf *buf, const openness_report *report,
                   const opn_criterion_result *result)
{
    /* Of yes and no everybody knows which one is wanted. */
    if (report->rubric->nodes[result->node].level_count > 2) {
        opn_say_level(buf, result->next);
        opn_buf_char(buf, ' ');
    }
    for (size_t i = 0; i < result->blocked.count; i++) {
        opn_buf_str(buf, i == 0 ? "needs " : "; ");
        opn_say_need(buf, report, &result->blocked.items[i]);
    }
}

/* A judgment stays somebody's: who and when, and whether the record agrees. */
void opn_say_assessment(opn_buf *buf, const openness_report *report,
                        const opn_criterion_result *result)
{
    const opn_assessment *a = result->assessment;

    opn_say_id(buf, a->level);
    opn_buf_str(buf, " according to ");
    opn_buf_str(buf, a->by[0] == '\0' ? "a source that is not named" : a->by);
    if (a->date[0] != '\0') {
        opn_buf_printf(buf, " (%s)", a->date);
    }
    if (result->conflict) {
        opn_buf_str(buf, ", while the record gives ");
        opn_say_range(buf, report, result->node, result->derived);
    } else if (result->basis == OPN_DERIVED) {
        opn_buf_str(buf, opn_pair_decided(result->derived) ? ", in agreement with the record"
                                                           : ", which the record leaves open");
    }
}

/* Finding out costs a look, releasing costs a release: the reader must see
 * which of the two is asked for. */
void opn_say_step(opn_buf *buf, const openness_report *report, const opn_step *step)
{
    const opn_level *level = level_of(report, step->criterion, step->level);

    opn_buf_str(buf, report->rubric->nodes[step->criterion].title);
    opn_buf_str(buf, step->unknown ? ": find out, it may already hold: " : ": ");
    if (level->next != NULL && level->next[0] != '\0') {
        opn_buf_str(buf, level->next);
    } else {
        opn_buf_str(buf, "reach ");
        opn_say_level(buf, level);
    }
}

void opn_say_goal(opn_buf *buf, const openness_report *report)
{
    if (report->next_level == NULL) {
        opn_buf_str(buf, "What would raise the score most");
        return;
    }
    opn_buf_str(buf, "Next: ");
    opn_say_level(buf, report->next_level);
}

void opn_say_gain(opn_buf *buf, const openness_report *report, const opn_way *way)
{
    const opn_rubric_node *score = &report->rubric->nodes[report->rubric->result_score];

    opn_buf_str(buf, " (+");
    opn_rational_print(buf, opn_rational_mul(way->gain, (opn_rational){score->scale, 1}),
                       score->decimals);
    opn_buf_char(buf, ')');
}

static bool raises_score(const openness_report *report, const opn_question *question)
{
    size_t node = report->rubric->result_score;
    opn_rational now = {0, 1};

    if (node == SIZE_MAX) {
        return false;
    }
    if (report->values[node].score_known) {
        now = report->values[node].lower;
    }
    return opn_rational_compare(question->score, now) > 0;
}

/* What the best answer alone would change; most questions only matter together. */
static void say_effect(opn_buf *buf, const openness_report *report, const opn_question *question)
{
    const opn_rubric *rubric = report->rubric;
    size_t ladder = rubric->result_level;

    if (ladder != SIZE_MAX && question->level > report->values[ladder].level.lo) {
        opn_buf_str(buf, "; answered best: at least ");
        opn_say_level(buf, level_of(report, ladder, question->level));
    } else if (raises_score(report, question)) {
        const opn_rubric_node *score = &rubric->nodes[rubric->result_score];

        opn_buf_str(buf, "; answered best: at least ");
        opn_rational_print(buf,
                           opn_rational_mul(question->score, (opn_rational){score->scale, 1}),
                           score->decimals);
    } else if (question->moves) {
        opn_buf_str(buf, "; settles whether this definition applies");
    } else if (question->narrows) {
        opn_buf_str(buf, "; matters together with others");
    } else {
        opn_buf_str(buf, "; moves a criterion, not the result");
    }
}

void opn_say_question(opn_buf *buf, const openness_report *report, const opn_question *question)
{
    opn_buf_str(buf, report->database->vocabulary.facts[question->fact].question);
    opn_buf_str(buf, " (");
    opn_say_answer(buf, report, question->fact, report->facts[question->fact]);
    say_effect(buf, report, question);
    opn_buf_char(buf, ')');
}

/* A claim without the day it was read could not be checked against a page that
 * changes. */
void opn_say_claim(opn_buf *buf, const openness_report *report, const opn_cited *cited)
{
    const opn_claim *claim = cited->claim;

    opn_say_id(buf, report->database->vocabulary.facts[cited->fact].id);
    if (claim->shows[0] != '\0') {
        opn_buf_str(buf, ": ");
        opn_buf_str(buf, claim->shows);
    }
    if (claim->read[0] != '\0') {
        opn_buf_printf(buf, " (read %s", claim->read);
        if (claim->confidence[0] != '\0') {
            opn_buf_printf(buf, ", confidence %s", claim->confidence);
        }
        opn_buf_char(buf, ')');
    }
}

void opn_say_rubric(opn_buf *buf, const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;

    opn_buf_printf(buf, "%s@%d of %s, %s", rubric->id, rubric->version, rubric->date,
                   rubric->authority);
}

/* Results of different days or modes must not be compared unawares. */
void opn_say_basis(opn_buf *buf, const openness_report *report)
{
    if (report->release == NULL) {
        opn_buf_str(buf, "levels as the vector states them, without facts and evidence");
        return;
    }
    if (report->as_of[0] == '\0') {
        opn_buf_str(buf, "latest state of the record");
    } else {
        opn_buf_printf(buf, "state of the record on %s", report->as_of);
    }
    if (report->mode == OPENNESS_MODE_FILL) {
        opn_buf_str(buf, ", open criteria filled by assessments of others");
    } else if (report->mode == OPENNESS_MODE_ASSESSED) {
        opn_buf_str(buf, ", assessments of others in place of facts");
    } else {
        opn_buf_str(buf, ", facts only");
    }
    opn_say_forgotten(buf, report->release);
}

void opn_say_forgotten(opn_buf *buf, const openness_release *release)
{
    if (release != NULL && release->origin != NULL) {
        opn_buf_printf(buf, ", %zu value%s unknown that nobody looked at in the %d days before %s",
                       release->forgotten, release->forgotten == 1 ? "" : "s",
                       release->fresh_days, release->fresh_as_of);
    }
}

void opn_say_made_with(opn_buf *buf, const char *digest)
{
    opn_buf_printf(buf, "openness %s, data ", openness_version());
    opn_buf_add(buf, digest, DIGEST_SHOWN);
}

void opn_say_data(opn_buf *buf, const openness_report *report)
{
    opn_say_made_with(buf, report->database->digest);
}

/* Most criteria open: the verdict says less than what is not known. */
bool opn_questions_first(const openness_report *report)
{
    return report->applicable - report->decided > report->decided;
}

bool opn_in_profile(const openness_report *report, size_t node)
{
    return report->rubric->nodes[node].kind != OPN_NODE_LEVELS ||
           node == report->rubric->result_score;
}

/* The sure part is rounded down and what unknowns can reach up, so a bar never
 * shows more certainty than there is. */
void opn_bar_cells(const opn_value *value, int n, int *sure, int *open)
{
    int64_t cells = n;
    int64_t from = value->lower.num * cells / value->lower.den;
    int64_t to = (value->upper.num * cells + value->upper.den - 1) / value->upper.den;

    if (opn_rational_compare(value->lower, value->upper) == 0) {
        /* One point, so the nearest cell; half up as numbers are printed. */
        from = (value->lower.num * cells * 2 + value->lower.den) / (value->lower.den * 2);
        to = from;
    }
    *sure = (int)from;
    *open = (int)(to - from);
}

size_t opn_show_next(const char *text, size_t size, char shown[5])
{
    size_t length = opn_utf8_next(text, size);
    const unsigned char *c = (const unsigned char *)text;
    bool hidden;

    if (size == 0) {
        return 0;
    }
    hidden = length == 0 || c[0] < 0x20 || c[0] == 0x7F;
    /* C1 controls, U+0080 to U+009F. */
    hidden = hidden || (length == 2 && c[0] == 0xC2 && c[1] < 0xA0);
    /* U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069: text that reads in
     * another order than it stands, or that breaks a line. */
    hidden = hidden || (length == 3 && c[0] == 0xE2 && c[1] == 0x80 &&
                        (c[2] == 0x8E || c[2] == 0x8F || (c[2] >= 0xA8 && c[2] <= 0xAE)));
    hidden =
        hidden || (length == 3 && c[0] == 0xE2 && c[1] == 0x81 && c[2] >= 0xA6 && c[2] <= 0xA9);
    if (hidden) {
        memcpy(shown, c[0] == '\n' || c[0] == '\t' ? " " : "?", 2);
        return length == 0 ? 1 : length;
    }
    memcpy(shown, text, length);
    shown[length] = '\0';
    return length;
}
