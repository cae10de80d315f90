/*
 * check_rubric.c: levels and scores of a rubric against a requirement.
 *
 * Takes the report that the rubric gives, compares its ends with what is asked
 * for. A requirement holds when the lower end reaches it, fails when the upper
 * end does not, and otherwise the unknowns decide; the advice is that of the
 * report and of the analysis of unknowns, so that it cannot ask for anything else.
 *
 * Must not evaluate anything itself, and compares scores as fractions.
 */
#include "analyze_unknowns.h"
#include "check_make.h"
#include "phrases.h"
#include "steps.h"

static const openness_report *report_for(opn_checking *c, size_t rubric)
{
    if (c->reports[rubric] == NULL && c->status == OPENNESS_OK) {
        c->status = openness_evaluate(c->release, c->policy->rubrics[rubric],
                                      OPENNESS_MODE_RECORD, c->as_of, &c->reports[rubric], NULL);
    }
    return c->reports[rubric];
}

/* While it is not known whether the rubric speaks to the release at all, both
 * its answer and that for "does not apply" are possible. */
static int join_scope(opn_truth applies, int answer, int inapplicable)
{
    if (applies == OPN_FALSE) {
        return inapplicable;
    }
    return applies == OPN_MAYBE && answer != inapplicable ? OPENNESS_CHECK_INDETERMINATE : answer;
}

static void cite_reasons(opn_checking *c, const opn_reasons *reasons)
{
    for (size_t i = 0; i < reasons->count; i++) {
        opn_check_place_of(c, reasons->items[i].source);
    }
}

/* What holds a result up; for a criterion its own reasons alone. */
static void cite_support(opn_checking *c, const openness_report *report, size_t node)
{
    for (size_t i = 0; i < report->criterion_count; i++) {
        if (node >= report->criterion_count || node == i) {
            cite_reasons(c, &report->criteria[i].because);
        }
    }
}

static void miss_scope(opn_checking *c, const openness_report *report)
{
    opn_reasons scope = {NULL, 0};

    if (report->applies == OPN_TRUE || c->status != OPENNESS_OK) {
        return;
    }
    c->status = opn_steps_scope(report, &scope, &c->scratch);
    for (size_t i = 0; i < scope.count; i++) {
        opn_buf buf = {0};

        opn_buf_str(&buf, "it speaks only to releases with ");
        opn_say_need(&buf, report, &scope.items[i]);
        opn_check_miss(c, &buf);
        opn_check_place_of(c, scope.items[i].source);
    }
}

/* --- the next step -------------------------------------------------------------------------- */

/* The look-up that settles most, of all that could be gone and seen. */
static void next_look_up(opn_checking *c, const openness_report *report)
{
    opn_unknowns unknowns = {0};
    const opn_look_up *look;
    opn_buf buf = {0};

    if (c->status == OPENNESS_OK) {
        c->status = opn_unknowns_find(&unknowns, report, &c->scratch);
    }
    if (c->status != OPENNESS_OK || unknowns.count == 0) {
        return;
    }
    look = &unknowns.items[0];
    opn_buf_str(&buf, "find out: ");
    if (look->kind == OPN_LOOK_BASE) {
        opn_buf_printf(&buf, "license of the base %s", look->id);
    } else {
        opn_say_id(&buf, look->id);
    }
    if (look->name != NULL && look->name[0] != '\0') {
        opn_buf_printf(&buf, " \"%s\"", look->name);
    }
    if (look->kind == OPN_LOOK_ARTIFACT) {
        opn_buf_printf(&buf, " (%s%s%s%s%s)", look->access ? "access" : "",
                       look->access && (look->extent || look->license) ? ", " : "",
                       look->extent ? "extent" : "", look->extent && look->license ? ", " : "",
                       look->license ? "license" : "");
    }
    opn_buf_str(&buf, look->decides ? "; that settles it, whatever the answer" : "");
    c->item->next = opn_check_keep(c, &buf);
}

static void next_step(opn_checking *c, const openness_report *report, const opn_step *step)
{
    opn_buf buf = {0};

    opn_say_step(&buf, report, step);
    c->item->next = opn_check_keep(c, &buf);
}

/* What fails does so by what is not met: finding out the rest would not help. */
static const opn_step *first_step(const opn_checking *c, const opn_way *way)
{
    for (size_t i = 0; c->item->found == OPENNESS_CHECK_FAIL && i < way->count; i++) {
        if (!way->items[i].unknown) {
            return &way->items[i];
        }
    }
    return &way->items[0];
}

/* --- levels --------------------------------------------------------------------------------- */

/* "Training data, released: not met; needs training data: full (is none)" */
static void miss_step(opn_checking *c, const openness_report *report, const opn_rubric *view,
                      const opn_step *step)
{
    const opn_rubric_node *node = &report->rubric->nodes[step->criterion];
    opn_reasons reasons = {NULL, 0};
    opn_buf buf = {0};

    c->status = opn_steps_missing(report, view, step->criterion, (size_t)step->level, &reasons,
                                  &c->scratch);
    opn_buf_str(&buf, node->title);
    if (node->level_count > 2) {
        opn_buf_str(&buf, ", ");
        opn_say_level(&buf, &report->rubric->levels[node->first_level + (size_t)step->level]);
    }
    opn_buf_str(&buf, step->unknown ? ": not known" : ": not met");
    for (size_t i = 0; i < reasons.count; i++) {
        opn_buf_str(&buf, i == 0 ? "; needs " : ", ");
        opn_say_need(&buf, report, &reasons.items[i]);
    }
    opn_check_miss(c, &buf);
    cite_reasons(c, &reasons);
}

/* What lies between the record and the level: for a criterion the criterion
 * itself, for the headline the nearest way. Other ladders of a combination have
 * no advice, and the reason says where they stand. */
static void miss_level(opn_checking *c, const openness_report *report, const opn_requirement *ask)
{
    opn_rubric view;
    opn_step own = {ask->node, ask->level, report->values[ask->node].level.hi >= ask->level};
    opn_way way = {&own, ask->node < report->criterion_count ? 1 : 0, {0, 1}};

    c->status = opn_steps_view(&view, report->rubric, report->facts, report->values, &c->scratch);
    if (c->status == OPENNESS_OK && ask->node == report->rubric->result_level) {
        c->status = opn_steps_way(report, &view, (size_t)ask->level, &way, &c->scratch);
    }
    for (size_t i = 0; i < way.count && c->status == OPENNESS_OK; i++) {
        miss_step(c, report, &view, &way.items[i]);
    }
    if (way.count > 0 && c->status == OPENNESS_OK) {
        next_step(c, report, first_step(c, &way));
    }
    if (c->item->found == OPENNESS_CHECK_INDETERMINATE &&
        ask->node == report->rubric->result_level) {
        next_look_up(c, report);
    }
}

void opn_check_level(opn_checking *c, const opn_requirement *ask)
{
    const openness_report *report = report_for(c, ask->rubric);
    const opn_value *value;
    opn_truth applies;
    opn_buf buf = {0};

    if (report == NULL || c->status != OPENNESS_OK) {
        return;
    }
    value = &report->values[ask->node];
    applies = value->applies ? report->applies : OPN_FALSE;
    c->item->found = join_scope(
        applies, opn_check_lanes(value->level.lo >= ask->level, value->level.hi >= ask->level),
        ask->inapplicable);
    if (applies == OPN_FALSE && report->applies == OPN_FALSE) {
        opn_buf_printf(&buf, "not applicable: %s does not speak to such a release",
                       report->rubric->id);
    } else {
        opn_say_range(&buf, report, ask->node, value->level);
    }
    c->item->reason = opn_check_keep(c, &buf);
    miss_scope(c, report);
    if (c->item->found == OPENNESS_CHECK_PASS) {
        cite_support(c, report, ask->node);
    } else if (applies != OPN_FALSE && c->status == OPENNESS_OK) {
        miss_level(c, report, ask);
    }
}

/* --- scores --------------------------------------------------------------------------------- */

/* Half an interval would look like a bound, so a score that is withheld at one
 * end has none: it is open as long as a criterion is. */
static int judge_score(const openness_report *report, const opn_requirement *ask)
{
    opn_rational lower;
    opn_rational upper;
    int verdict = OPENNESS_CHECK_PASS;

    if (!report->values[ask->node].score_known) {
        return report->decided < report->applicable ? OPENNESS_CHECK_INDETERMINATE
                                                    : OPENNESS_CHECK_FAIL;
    }
    lower = opn_report_scaled(report, ask->node, OPENNESS_LOWER);
    upper = opn_report_scaled(report, ask->node, OPENNESS_UPPER);
    if (ask->has_lower) {
        verdict = opn_check_lanes(opn_rational_compare(lower, ask->lower) >= 0,
                                  opn_rational_compare(upper, ask->lower) >= 0);
    }
    return ask->has_upper && opn_rational_compare(upper, ask->upper) < 0 ? OPENNESS_CHECK_FAIL
                                                                         : verdict;
}

/* For what is not met the step that brings most, for what is open the questions
 * whose answer would move the result. */
static void miss_score(opn_checking *c, const openness_report *report)
{
    bool open = c->item->found == OPENNESS_CHECK_INDETERMINATE;

    for (size_t i = 0; open && i < report->question_count; i++) {
        opn_buf buf = {0};

        if (report->questions[i].moves || report->questions[i].narrows) {
            opn_say_question(&buf, report, &report->questions[i]);
            opn_check_miss(c, &buf);
            opn_check_place_of(c, &report->sources[report->questions[i].fact]);
        }
        opn_buf_free(&buf);
    }
    for (size_t i = 0; !open && i < report->way_count; i++) {
        for (size_t k = 0; k < report->ways[i].count; k++) {
            opn_buf buf = {0};

            opn_say_step(&buf, report, &report->ways[i].items[k]);
            opn_check_miss(c, &buf);
        }
    }
    if (open) {
        next_look_up(c, report);
    } else if (report->way_count > 0 && report->ways[0].count > 0) {
        next_step(c, report, &report->ways[0].items[0]);
    }
}

void opn_check_score(opn_checking *c, const opn_requirement *ask)
{
    const openness_report *report = report_for(c, ask->rubric);
    opn_truth applies;
    opn_buf buf = {0};

    if (report == NULL || c->status != OPENNESS_OK) {
        return;
    }
    applies = report->values[ask->node].applies ? report->applies : OPN_FALSE;
    c->item->found = join_scope(applies, judge_score(report, ask), ask->inapplicable);
    if (report->applies == OPN_FALSE) {
        opn_buf_printf(&buf, "not applicable: %s does not speak to such a release",
                       report->rubric->id);
    } else {
        opn_buf_str(&buf, report->values[ask->node].score_known ? "score " : "");
        opn_say_score(&buf, report, ask->node);
    }
    c->item->reason = opn_check_keep(c, &buf);
    miss_scope(c, report);
    if (c->item->found == OPENNESS_CHECK_PASS) {
        cite_support(c, report, ask->node);
    } else if (applies != OPN_FALSE && ask->node == report->rubric->result_score) {
        miss_score(c, report);
    }
}
