/*
 * score.c: the calls that join the pipeline's ends.
 *
 * JSON in and a rendered report out, a report to text, and a vector back to a
 * report. Must not hold rules of its own: each step is a call of another file.
 */
#include "error.h"
#include "report.h"
#include "steps.h"

static bool is_format(int format)
{
    return format >= OPENNESS_FORMAT_JSON && format <= OPENNESS_FORMAT_VECTOR;
}

static bool are_flags(uint32_t flags)
{
    return (flags & ~(uint32_t)(OPENNESS_COLOR | OPENNESS_BRIEF | OPENNESS_COMPACT)) == 0;
}

int openness_report_render(const openness_report *report, int format, uint32_t flags, int width,
                           openness_text **out, openness_error **err)
{
    opn_buf buf = {0};
    bool brief = (flags & OPENNESS_BRIEF) != 0;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (report == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "report and out must not be NULL");
    }
    if (!is_format(format) || !are_flags(flags) || width < 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format, flags or width is not one that this library knows");
    }
    if (format == OPENNESS_FORMAT_JSON) {
        opn_render_json(&buf, report, (flags & OPENNESS_COMPACT) != 0);
    } else if (format == OPENNESS_FORMAT_TEXT) {
        opn_render_text(&buf, report, (flags & OPENNESS_COLOR) != 0, brief, width);
    } else if (format == OPENNESS_FORMAT_MARKDOWN) {
        opn_render_markdown(&buf, report, brief);
    } else {
        opn_buf_str(&buf, report->vector);
        opn_buf_char(&buf, '\n');
    }
    /* Writers never fail one by one: the buffer remembers that it ran short. */
    status = opn_buf_finish(&buf, out);
    return opn_error_set(err, status, NULL);
}

/* The facts alone (mode record) and the latest state: the answer that needs no
 * choices. Whoever wants others calls the steps one by one. */
int openness_score_json(const openness_database *database, const char *json, size_t size,
                        const char *rubric, int format, uint32_t flags, openness_text **out,
                        openness_error **err)
{
    openness_release *release = NULL;
    openness_rubric *definition = NULL;
    openness_report *report = NULL;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || json == NULL || rubric == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, json, rubric and out must not be NULL");
    }
    /* Before the work: a wrong format should not cost a parse. */
    if (!is_format(format) || !are_flags(flags)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format or flags is not one that this library knows");
    }
    status = openness_rubric_get(database, rubric, &definition, err);
    if (status == OPENNESS_OK) {
        status = openness_release_parse(database, json, size, 0, &release, err);
    }
    if (status == OPENNESS_OK) {
        status = openness_evaluate(release, definition, OPENNESS_MODE_RECORD, NULL, &report, err);
    }
    if (status == OPENNESS_OK) {
        status = openness_report_render(report, format, flags, 0, out, err);
    }
    openness_report_free(report);
    openness_release_free(release);
    openness_rubric_free(definition);
    return status;
}

/* Ways need no facts: they lead over the levels of criteria. */
static int find_ways(openness_report *report, opn_criterion_result *criteria)
{
    opn_arena scratch = {0};
    opn_rubric view;
    int status = opn_steps_view(&view, report->rubric, NULL, report->values, &scratch);

    for (size_t c = 0; c < report->criterion_count && status == OPENNESS_OK; c++) {
        status = opn_steps_criterion(report, &view, &criteria[c]);
    }
    if (status == OPENNESS_OK) {
        status = opn_steps_ways(report, &view);
    }
    opn_arena_free(&scratch);
    return status;
}

/* Fills a new report from the levels of a vector. */
static int read_levels(openness_report *report, const char *vector, size_t *fault_at,
                       const char **fault)
{
    const opn_rubric *rubric = report->rubric;
    size_t count = rubric->criterion_count;
    opn_pair *levels = opn_arena_alloc(&report->arena, count, sizeof *levels);
    opn_basis *basis = opn_arena_alloc(&report->arena, count, sizeof *basis);
    opn_value *values = opn_arena_alloc(&report->arena, rubric->node_count, sizeof *values);
    opn_criterion_result *criteria = opn_arena_alloc(&report->arena, count, sizeof *criteria);
    int status;

    if (levels == NULL || basis == NULL || values == NULL || criteria == NULL) {
        return OPENNESS_E_NOMEM;
    }
    status = opn_vector_read(rubric, vector, levels, basis, fault_at, fault);
    if (status != OPENNESS_OK) {
        return status;
    }
    opn_evaluate_levels(rubric, levels, values);
    for (size_t c = 0; c < count; c++) {
        criteria[c].node = c;
        criteria[c].level = values[c].level;
        criteria[c].derived = values[c].level;
        criteria[c].basis = basis[c];
    }
    report->values = values;
    report->criteria = criteria;
    report->criterion_count = count;
    /* The levels do not say to what kind of release they belong. */
    report->applies = rubric->applies_count == OPN_NO_PREDICATE ? OPN_TRUE : OPN_MAYBE;
    status = find_ways(report, criteria);
    return status == OPENNESS_OK ? opn_report_finish(report) : status;
}

/* One issue that carries the column. A vector is ASCII up to its fault, so
 * bytes are code points. */
static int refuse_vector(openness_error **err, size_t fault_at, const char *fault)
{
    opn_issues issues = {0};
    opn_place place = {"", 1, fault_at + 1, fault_at};
    int status;

    opn_issue_add(&issues, "bad-vector", OPENNESS_SEVERITY_ERROR, &place, "column %zu: %s",
                  fault_at + 1, fault);
    status = opn_error_set(err, OPENNESS_E_VECTOR, &issues);
    opn_issues_free(&issues);
    return status;
}

/* A vector that is refused leaves nothing behind but its error. */
static int parse_vector(const openness_rubric *rubric, const char *vector, openness_report **out,
                        openness_error **err)
{
    openness_report *report;
    const char *fault = "malformed";
    size_t fault_at = 0;
    int status = opn_report_new(&report, rubric, NULL);

    if (status == OPENNESS_OK) {
        status = read_levels(report, vector, &fault_at, &fault);
    }
    if (status == OPENNESS_OK) {
        *out = report;
        return opn_error_set(err, OPENNESS_OK, NULL);
    }
    openness_report_free(report);
    return status == OPENNESS_E_VECTOR ? refuse_vector(err, fault_at, fault)
                                       : opn_error_set(err, status, NULL);
}

int openness_report_from_vector(const openness_database *database, const char *vector,
                                openness_report **out, openness_error **err)
{
    openness_rubric *rubric = NULL;
    char id[65];
    int version;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || vector == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, vector and out must not be NULL");
    }
    if (!opn_vector_rubric(vector, id, &version)) {
        return refuse_vector(err, 0, "a vector begins OPN1/<rubric>@<version>/");
    }
    status = openness_rubric_get(database, id, &rubric, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    if (version != openness_rubric_version(rubric)) {
        status = opn_error_message(err, OPENNESS_E_NOT_FOUND,
                                   "rubric \"%s\" is version %d here, the vector's is %d", id,
                                   openness_rubric_version(rubric), version);
    } else {
        status = parse_vector(rubric, vector, out, err);
    }
    openness_rubric_free(rubric);
    return status;
}
