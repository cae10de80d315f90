/*
 * report.c: builds the result model of one evaluation.
 *
 * Takes a release, a rubric, how assessments are used and a day; gives a
 * report that holds everything any output prints: levels, scores, reasons,
 * ways, open questions, conflicts and the vector.
 *
 * Must not print, and must not decide anything that evaluate.c decides: a
 * level here is always the one that the engine gave.
 */
#include "outcome.h"
#include "report.h"
#include "steps.h"

/* The strings and arrays of a report are borrowed from its release and rubric,
 * hence the references; whatever has no value yet is "" so that getters and
 * renderers need no test for NULL. */
int opn_report_new(openness_report **out, const openness_rubric *rubric,
                   const openness_release *release)
{
    openness_report *report = opn_alloc(1, sizeof *report);

    *out = report;
    if (report == NULL) {
        return OPENNESS_E_NOMEM;
    }
    report->rubric_handle = opn_rubric_share(rubric);
    report->rubric = rubric->compiled;
    report->database = rubric->database;
    report->as_of = "";
    report->headline = "";
    report->vector = "";
    report->score_text[OPENNESS_LOWER] = "";
    report->score_text[OPENNESS_UPPER] = "";
    if (release != NULL) {
        report->release = opn_release_share(release);
        /* Licenses and bases were read with this one: its digest is reported. */
        report->database = release->database;
    }
    return OPENNESS_OK;
}

void openness_report_free(openness_report *report)
{
    if (report == NULL) {
        return;
    }
    openness_release_free(report->release);
    openness_rubric_free(report->rubric_handle);
    opn_arena_free(&report->arena);
    opn_free(report);
}

/* What applies and what does not is settled before levels are compared: a
 * judgment "not applicable" contradicts facts that give any level. */
static bool lies_outside(opn_pair level, opn_pair derived)
{
    if (!opn_pair_applies(level) || !opn_pair_applies(derived)) {
        return opn_pair_applies(level) != opn_pair_applies(derived);
    }
    return level.lo < derived.lo || level.hi > derived.hi;
}

/* Assessments are shown, and conflicts found, in every mode: a judgment of
 * others and the record are never mixed silently. */
static void fill_criteria(const opn_outcome *outcome, opn_criterion_result *criteria,
                          size_t count)
{
    for (size_t c = 0; c < count; c++) {
        opn_criterion_result *result = &criteria[c];

        result->node = c;
        result->level = outcome->values[c].level;
        result->derived = outcome->derived[c];
        result->basis = outcome->basis[c];
        result->assessment = outcome->assessments[c];
        result->conflict =
            result->assessment != NULL && lies_outside(outcome->assessed[c], result->derived);
    }
}

/* All advice is about the rubric as it reads for this release, so one view
 * serves the criteria and the ways. */
static int explain(openness_report *report, opn_criterion_result *criteria,
                   const opn_evidence *evidence)
{
    opn_arena scratch = {0};
    opn_rubric view;
    int status = opn_steps_view(&view, report->rubric, report->facts, report->values, &scratch);

    for (size_t c = 0; c < report->criterion_count && status == OPENNESS_OK; c++) {
        status = opn_steps_criterion(report, &view, &criteria[c]);
    }
    if (status == OPENNESS_OK) {
        status = opn_steps_ways(report, &view);
    }
    if (status == OPENNESS_OK) {
        status = opn_steps_questions(report, evidence);
    }
    if (status == OPENNESS_OK) {
        status = opn_report_cite(report);
    }
    opn_arena_free(&scratch);
    return status;
}

/* Rubrics differ in how they read what nobody has established: either the
 * lower end is the verdict, or there is none until both ends agree. */
const char *opn_report_headline(const openness_report *report, size_t node)
{
    const opn_value *value = &report->values[node];
    const opn_rubric *rubric = report->rubric;

    if (report->applies == OPN_FALSE || !value->applies) {
        return "not_applicable";
    }
    if (!opn_pair_decided(value->level) && !rubric->unknown_is_no) {
        return "undetermined";
    }
    return rubric->levels[rubric->nodes[node].first_level + (size_t)value->level.lo].id;
}

opn_rational opn_report_scaled(const openness_report *report, size_t node, int end)
{
    const opn_value *value = &report->values[node];
    opn_rational scale = {report->rubric->nodes[node].scale, 1};

    return opn_rational_mul(end == OPENNESS_LOWER ? value->lower : value->upper, scale);
}

/* Moves a finished text into the report; NULL without memory. */
static const char *keep(openness_report *report, opn_buf *buf)
{
    const char *text = buf->failed ? NULL : opn_arena_copy(&report->arena, buf->data, buf->size);

    opn_buf_free(buf);
    return text;
}

/* Printed once, here: every output and getter gives the same digits. */
static int write_score_texts(openness_report *report)
{
    size_t node = report->rubric->result_score;

    if (node == SIZE_MAX || !report->values[node].score_known) {
        return OPENNESS_OK;
    }
    for (int end = OPENNESS_LOWER; end <= OPENNESS_UPPER; end++) {
        opn_buf buf = {0};

        opn_rational_print(&buf, opn_report_scaled(report, node, end),
                           report->rubric->nodes[node].decimals);
        report->score_text[end] = keep(report, &buf);
        if (report->score_text[end] == NULL) {
            return OPENNESS_E_NOMEM;
        }
    }
    return OPENNESS_OK;
}

/* The levels as they counted, assessed ones marked, are the whole result. */
static int write_vector(openness_report *report)
{
    size_t count = report->criterion_count;
    opn_pair *levels = opn_arena_alloc(&report->arena, count, sizeof *levels);
    opn_basis *basis = opn_arena_alloc(&report->arena, count, sizeof *basis);
    opn_buf buf = {0};
    int status;

    if (levels == NULL || basis == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t c = 0; c < count; c++) {
        levels[c] = report->criteria[c].level;
        basis[c] = report->criteria[c].basis;
    }
    status = opn_vector_write(&buf, report->rubric, levels, basis);
    report->vector = keep(report, &buf);
    return report->vector == NULL ? OPENNESS_E_NOMEM : status;
}

int opn_report_finish(openness_report *report)
{
    int status;

    for (size_t c = 0; c < report->criterion_count; c++) {
        if (opn_pair_applies(report->criteria[c].level)) {
            report->applicable++;
            report->decided += opn_pair_decided(report->criteria[c].level) ? 1 : 0;
        }
    }
    if (report->rubric->result_level != SIZE_MAX) {
        report->headline = opn_report_headline(report, report->rubric->result_level);
    }
    status = write_score_texts(report);
    return status == OPENNESS_OK ? write_vector(report) : status;
}

/* The outcome lives as long as the report: sources point into it. */
static int find_levels(openness_report *report, opn_outcome **found,
                       opn_criterion_result **results)
{
    size_t count = report->rubric->criterion_count;
    opn_outcome *outcome = opn_arena_alloc(&report->arena, 1, sizeof *outcome);
    opn_criterion_result *criteria = opn_arena_alloc(&report->arena, count, sizeof *criteria);
    const char *as_of = report->as_of[0] == '\0' ? NULL : report->as_of;
    int status;

    if (outcome == NULL || criteria == NULL) {
        return OPENNESS_E_NOMEM;
    }
    status = opn_outcome_find(outcome, report->release, report->rubric, report->mode, as_of,
                              &report->arena);
    if (status != OPENNESS_OK) {
        return status;
    }
    report->facts = outcome->facts;
    report->sources = outcome->sources;
    report->values = outcome->values;
    report->applies = outcome->applies;
    report->criteria = criteria;
    report->criterion_count = count;
    fill_criteria(outcome, criteria, count);
    *found = outcome;
    *results = criteria;
    return OPENNESS_OK;
}

int opn_report_summarize(openness_report *report)
{
    opn_outcome *outcome;
    opn_criterion_result *criteria;
    int status = find_levels(report, &outcome, &criteria);

    return status == OPENNESS_OK ? opn_report_finish(report) : status;
}

static int evaluate(openness_report *report)
{
    opn_outcome *outcome;
    opn_criterion_result *criteria;
    int status = find_levels(report, &outcome, &criteria);

    if (status == OPENNESS_OK) {
        status = explain(report, criteria, &outcome->evidence);
    }
    return status == OPENNESS_OK ? opn_report_finish(report) : status;
}

/* A partial date would make "the state on that day" a range. */
static bool is_day(const char *text)
{
    return strlen(text) == 10 && opn_date_valid(text);
}

int opn_report_allow(const openness_database *database, const openness_rubric *rubric, int mode,
                     const char *as_of, openness_error **err)
{
    if (mode < OPENNESS_MODE_RECORD || mode > OPENNESS_MODE_ASSESSED) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "mode %d is not one of OPENNESS_MODE_*", mode);
    }
    if (as_of != NULL && !is_day(as_of)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "as_of must be a day, YYYY-MM-DD");
    }
    /* Databases share one vocabulary, whatever extends them. */
    if (database->vocabulary.fact_count != rubric->database->vocabulary.fact_count) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "release and rubric are of different vocabularies");
    }
    return OPENNESS_OK;
}

int openness_evaluate(const openness_release *release, const openness_rubric *rubric, int mode,
                      const char *as_of, openness_report **out, openness_error **err)
{
    openness_report *report = NULL;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (release == NULL || rubric == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "release, rubric and out must not be NULL");
    }
    status = opn_report_allow(release->database, rubric, mode, as_of, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    status = opn_report_new(&report, rubric, release);
    if (status == OPENNESS_OK) {
        report->mode = mode;
        report->as_of = as_of == NULL ? "" : opn_arena_string(&report->arena, as_of);
        status = report->as_of == NULL ? OPENNESS_E_NOMEM : evaluate(report);
    }
    if (status != OPENNESS_OK) {
        openness_report_free(report);
        return opn_error_set(err, status, NULL);
    }
    *out = report;
    return opn_error_set(err, OPENNESS_OK, NULL);
}
