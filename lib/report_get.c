/*
 * report_get.c: the typed getters of a report.
 *
 * Every getter takes NULL and any index, and answers "", 0 or -1 where there
 * is nothing. Must not compute: what is not in the report is not answered.
 */
#include "report.h"

const char *openness_report_vector(const openness_report *report)
{
    return report == NULL ? "" : report->vector;
}

const char *openness_report_rubric(const openness_report *report)
{
    return report == NULL ? "" : report->rubric->id;
}

const char *openness_report_release(const openness_report *report)
{
    return report == NULL || report->release == NULL ? "" : report->release->id;
}

/* A report of nothing says no, as the header promises. */
int openness_report_applies(const openness_report *report)
{
    if (report == NULL || report->applies == OPN_FALSE) {
        return OPENNESS_NO;
    }
    return report->applies == OPN_TRUE ? OPENNESS_YES : OPENNESS_UNKNOWN;
}

const char *openness_report_level(const openness_report *report)
{
    return report == NULL ? "" : report->headline;
}

static bool is_end(int end)
{
    return end == OPENNESS_LOWER || end == OPENNESS_UPPER;
}

/* The id of one end of a ladder; the node must be of kind LEVELS. */
static const char *level_at(const openness_report *report, size_t node, opn_pair level, int end)
{
    const opn_rubric *rubric = report->rubric;
    int16_t at = end == OPENNESS_LOWER ? level.lo : level.hi;

    if (!opn_pair_applies(level)) {
        return "not_applicable";
    }
    return rubric->levels[rubric->nodes[node].first_level + (size_t)at].id;
}

const char *openness_report_level_at(const openness_report *report, int end)
{
    size_t node;

    if (report == NULL || !is_end(end) || report->rubric->result_level == SIZE_MAX) {
        return "";
    }
    node = report->rubric->result_level;
    return level_at(report, node, report->values[node].level, end);
}

int64_t openness_report_score_milli(const openness_report *report, int end)
{
    size_t node;

    if (report == NULL || !is_end(end) || report->score_text[end][0] == '\0') {
        return -1;
    }
    node = report->rubric->result_score;
    return opn_rational_milli(opn_report_scaled(report, node, end));
}

const char *openness_report_score_text(const openness_report *report, int end)
{
    return report == NULL || !is_end(end) ? "" : report->score_text[end];
}

size_t openness_report_criterion_count(const openness_report *report)
{
    return report == NULL ? 0 : report->criterion_count;
}

size_t openness_report_decided_count(const openness_report *report)
{
    return report == NULL ? 0 : report->decided;
}

const char *openness_report_criterion_id(const openness_report *report, size_t index)
{
    return report == NULL || index >= report->criterion_count ? ""
                                                              : report->rubric->nodes[index].id;
}

const char *openness_report_criterion_level(const openness_report *report, size_t index, int end)
{
    if (report == NULL || index >= report->criterion_count || !is_end(end)) {
        return "";
    }
    return level_at(report, index, report->criteria[index].level, end);
}
