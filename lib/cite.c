/*
 * cite.c: the evidence behind what decided.
 *
 * Takes where a fact was read from, gives the claims of the record that
 * support just that value; and the short list of sources that a report
 * prints. A source is listed once, with the first fact that it decides.
 *
 * Must not rank sources: their order is that of the record.
 */
#include "report.h"

/* A claim without "for" supports every member of its value. */
static bool supports(const opn_claim *claim, const char *member)
{
    for (size_t i = 0; i < claim->member_count; i++) {
        if (opn_streq(claim->members[i], member)) {
            return true;
        }
    }
    return claim->member_count == 0;
}

/* What an event did not touch still rests on the evidence of the artifact. */
static bool event_sets(const opn_event *event, const char *member)
{
    return (opn_streq(member, "access") && (event->state.sets & OPN_SETS_ACCESS) != 0) ||
           (opn_streq(member, "extent") && (event->state.sets & OPN_SETS_EXTENT) != 0) ||
           (opn_streq(member, "license") && (event->state.sets & OPN_SETS_LICENSE) != 0);
}

const opn_claim *opn_report_claim(const opn_fact_source *source, size_t *at)
{
    opn_claims lists[2] = {{NULL, 0}, {NULL, 0}};
    const char *member = source->member == NULL ? "" : source->member;
    size_t index = *at;

    if (source->artifact != NULL) {
        const opn_event *event = source->artifact->event;

        if (event != NULL && event_sets(event, member)) {
            lists[0] = event->claims;
        }
        lists[1] = source->artifact->artifact->claims;
    } else if (source->field != NULL) {
        lists[1] = source->field->claims;
    }
    for (; index < lists[0].count + lists[1].count; index++) {
        const opn_claim *claim = index < lists[0].count ? &lists[0].items[index]
                                                        : &lists[1].items[index - lists[0].count];

        if (supports(claim, member)) {
            *at = index + 1;
            return claim;
        }
    }
    *at = index;
    return NULL;
}

/* Adds the first claim of each reason unless its source was cited before. */
static void cite(const opn_reasons *reasons, opn_cited *cited, size_t *count)
{
    for (size_t i = 0; i < reasons->count; i++) {
        size_t at = 0;
        const opn_claim *claim = opn_report_claim(reasons->items[i].source, &at);
        bool seen = claim == NULL;

        for (size_t k = 0; k < *count && !seen; k++) {
            seen = opn_streq(cited[k].claim->source, claim->source);
        }
        if (!seen) {
            cited[(*count)++] = (opn_cited){reasons->items[i].fact, claim};
        }
    }
}

/* What holds a criterion up and what stops it are both claims about the
 * release, so both need a source; a criterion that is assessed has neither. */
int opn_report_cite(openness_report *report)
{
    size_t most = 0;
    opn_cited *cited;

    for (size_t c = 0; c < report->criterion_count; c++) {
        most += report->criteria[c].because.count + report->criteria[c].blocked.count;
    }
    cited = opn_arena_alloc(&report->arena, most, sizeof *cited);
    if (cited == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t c = 0; c < report->criterion_count; c++) {
        cite(&report->criteria[c].because, cited, &report->cited_count);
        cite(&report->criteria[c].blocked, cited, &report->cited_count);
    }
    report->cited = cited;
    return OPENNESS_OK;
}
