/*
 * outcome.c: joins state, facts and rules into levels and scores.
 *
 * Takes a release, a compiled rubric, how assessments are used and a day. Gives
 * what evaluate.c makes of them, and which recorded judgment lies on which
 * criterion.
 *
 * Must not give reasons: report.c does, for those who ask.
 */
#include "outcome.h"

/* Whether an assessment was made by the evening of a day. A partial date is
 * too late only when all of it is. */
static bool made_by(const char *date, const char *as_of)
{
    return as_of == NULL || strncmp(date, as_of, strlen(date)) <= 0;
}

/* False for a level that this version does not have: an assessment made under
 * another ladder must not be bent to fit. */
static bool find_assessed_level(const opn_rubric *rubric, size_t criterion,
                                const opn_assessment *assessment, opn_pair *out)
{
    const opn_rubric_node *node = &rubric->nodes[criterion];

    if (opn_streq(assessment->level, "not_applicable")) {
        *out = rubric->not_applicable_is_no ? (opn_pair){0, 0} : OPN_NOT_APPLICABLE;
        return true;
    }
    for (size_t k = 0; k < node->level_count; k++) {
        if (opn_streq(rubric->levels[node->first_level + k].id, assessment->level)) {
            *out = (opn_pair){(int16_t)k, (int16_t)k};
            return true;
        }
    }
    return false;
}

/* Of several assessments of one criterion the latest counts, and of one day
 * the last in the record. */
static void collect_assessments(opn_outcome *out, const openness_release *release,
                                const opn_rubric *rubric, const char *as_of)
{
    for (size_t c = 0; c < rubric->criterion_count; c++) {
        out->assessed[c] = OPN_NO_ASSESSMENT;
    }
    for (size_t i = 0; i < release->assessment_count; i++) {
        const opn_assessment *a = &release->assessments[i];
        size_t c;
        opn_pair level;

        if (!opn_streq(a->rubric, rubric->id) ||
            (a->version != 0 && a->version != rubric->version) || !made_by(a->date, as_of)) {
            continue;
        }
        c = opn_rubric_node_find(rubric, a->criterion);
        if (c >= rubric->criterion_count || !find_assessed_level(rubric, c, a, &level)) {
            continue;
        }
        if (out->assessments[c] == NULL || strcmp(a->date, out->assessments[c]->date) >= 0) {
            out->assessments[c] = a;
            out->assessed[c] = level;
        }
    }
}

static bool allocate(opn_outcome *out, size_t facts, const opn_rubric *rubric, opn_arena *arena)
{
    size_t criteria = rubric->criterion_count;

    out->facts = opn_arena_alloc(arena, facts, sizeof *out->facts);
    out->sources = opn_arena_alloc(arena, facts, sizeof *out->sources);
    out->values = opn_arena_alloc(arena, rubric->node_count, sizeof *out->values);
    out->derived = opn_arena_alloc(arena, criteria, sizeof *out->derived);
    out->basis = opn_arena_alloc(arena, criteria, sizeof *out->basis);
    out->assessed = opn_arena_alloc(arena, criteria, sizeof *out->assessed);
    out->assessments = opn_arena_alloc(arena, criteria, sizeof *out->assessments);
    return out->facts != NULL && out->sources != NULL && out->values != NULL &&
           out->derived != NULL && out->basis != NULL && out->assessed != NULL &&
           out->assessments != NULL;
}

int opn_outcome_find(opn_outcome *out, const openness_release *release, const opn_rubric *rubric,
                     int mode, const char *as_of, opn_arena *arena)
{
    size_t facts = release->database->vocabulary.fact_count;
    int status;

    memset(out, 0, sizeof *out);
    if (!allocate(out, facts, rubric, arena)) {
        return OPENNESS_E_NOMEM;
    }
    status = opn_resolve(&out->resolved, release, as_of, arena);
    if (status != OPENNESS_OK) {
        return status;
    }
    opn_facts_derive(&out->resolved, out->facts, out->sources);
    collect_assessments(out, release, rubric, as_of);
    /* Judgments are looked up in every mode, and count in two of them. */
    out->evidence =
        (opn_evidence){out->facts, mode == OPN_MODE_RECORD ? NULL : out->assessed, mode};
    out->applies = opn_rubric_applies(rubric, out->facts);
    opn_evaluate(rubric, &out->evidence, out->values, out->derived, out->basis);
    return OPENNESS_OK;
}
