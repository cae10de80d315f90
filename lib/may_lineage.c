/*
 * may_lineage.c: the terms of the bases of a release.
 *
 * Takes a release, joins what the license of every base says to the question,
 * and keeps the path by which each was met and what the release leaves out of
 * its terms. Bases are followed as resolve.c follows them, and beyond: a text
 * that calls a model made from outputs a derivative reaches a pupil too.
 *
 * Must not know any term.
 */
#include "may_lineage.h"

/* Word for word: anything finer would have to compare licenses. */
static bool states_the_same(const opn_lineage *l, const opn_license_value *value)
{
    for (size_t i = 0; i < l->own_count; i++) {
        if (opn_streq(l->own[i].text, value->text)) {
            return true;
        }
    }
    return false;
}

/* Only a base that binds can be left out: a teacher whose text does not reach
 * its pupil has said nothing. */
static void find_conflict(opn_lineage *l, size_t row, const opn_license_value *value,
                          const opn_may_ask *ask, const opn_may_result *result)
{
    opn_answer_conflict conflict = {row, NULL, 0};

    if (value->kind != OPN_LICENSE_EXPRESSION || l->own_count == 0 || result->count == 0) {
        return;
    }
    if (opn_may_left_out(&conflict.terms, &conflict.term_count, ask, l->own, l->own_count,
                         &value->expression) != OPENNESS_OK) {
        l->out_of_memory = true;
    } else if (conflict.term_count > 0 && l->answer->conflict_count < OPN_MOST_LINEAGE) {
        l->conflicts[l->answer->conflict_count] = conflict;
        l->answer->conflict_count++;
    }
}

/* The terms of one base: its row, its lines, and what they say that the release
 * does not. A base without a record has the modalities of a release under the
 * same license, else nobody knows them. */
static void join_base(opn_lineage *l, size_t row, const opn_license_value *values, size_t count,
                      const openness_release *record)
{
    opn_answer_base *base = &l->bases[row];
    opn_truth multimodal = record != NULL ? opn_is_multimodal(record)
                           : count == 1 && states_the_same(l, &values[0]) ? l->multimodal
                                                                          : OPN_MAYBE;
    opn_may_ask ask = opn_answer_ask(l->answer, multimodal, base->by_outputs);
    opn_may_result result = {OPENNESS_ALLOWED, NULL, 0, 0};

    opn_may_values(l, &result, values, count, &ask, base->release);
    base->license = opn_may_stated(l, base->license, values, count);
    if (opn_may_compare(result.verdict, base->verdict) > 0) {
        base->verdict = result.verdict;
    }
    for (size_t i = 0; i < count; i++) {
        find_conflict(l, row, &values[i], &ask, &result);
    }
    if (!opn_may_join(&l->answer->result, &result, l->arena)) {
        l->out_of_memory = true;
    }
}

/* Nobody has followed the terms of this one: unknown, but for a teacher. */
static void join_unknown(opn_lineage *l, size_t row)
{
    const opn_license_value unknown = {.kind = OPN_LICENSE_UNKNOWN, .text = ""};

    join_base(l, row, &unknown, 1, NULL);
}

/* A second way to a base adds no terms, but a way by weights reaches further
 * than one by outputs. */
static bool was_met(const opn_lineage *l, const char *id, bool by_outputs)
{
    for (size_t i = 0; i < l->queue_count; i++) {
        if (opn_streq(l->queue[i].id, id) && (by_outputs || !l->queue[i].by_outputs)) {
            return true;
        }
    }
    return false;
}

/* Copied: the record that names the base is freed before the answer is read. */
static size_t add_row(opn_lineage *l, const openness_release *of, const opn_base *base,
                      bool by_outputs)
{
    size_t row = l->answer->base_count;

    l->bases[row] = (opn_answer_base){opn_arena_string(l->arena, of->id),
                                      opn_arena_string(l->arena, base->relation),
                                      opn_arena_string(l->arena, base->id),
                                      "",
                                      by_outputs,
                                      OPENNESS_ALLOWED};
    if (l->bases[row].of == NULL || l->bases[row].relation == NULL ||
        l->bases[row].release == NULL) {
        l->out_of_memory = true;
        return row;
    }
    l->answer->base_count++;
    return row;
}

/* A license that is stated beside the base stands in place of the walk; its
 * record, if there is one, still says what kind of model it is. */
static void join_stated(opn_lineage *l, size_t row, const opn_base *base)
{
    openness_release *record = NULL;
    int status = openness_release_get(l->answer->database, base->id, &record, NULL);
    size_t count;
    const opn_license_value *run = opn_license_run(&base->license, &count);

    if (status == OPENNESS_E_NOMEM) {
        l->out_of_memory = true;
    } else {
        join_base(l, row, run, count, record);
    }
    openness_release_free(record);
}

/* What was relicensed, contained or succeeded gives no terms. */
static void meet_bases(opn_lineage *l, const openness_release *release, bool by_outputs)
{
    for (size_t i = 0; i < release->base_count && !l->out_of_memory; i++) {
        const opn_base *base = &release->bases[i];
        bool learned = opn_streq(base->relation, "distillation");
        bool outputs = by_outputs || learned;
        size_t row;

        if (base->relicensed || (!base->inherits && !learned) || was_met(l, base->id, outputs)) {
            continue;
        }
        if (l->answer->base_count == OPN_MOST_LINEAGE) {
            opn_may_remark(l, &l->answer->result, OPENNESS_UNDECIDED, "", "There are more bases",
                           " than were followed");
            return;
        }
        row = add_row(l, release, base, outputs);
        if (l->out_of_memory) {
            return;
        }
        if (base->has_license) {
            join_stated(l, row, base);
        } else {
            l->queue[l->queue_count] =
                (opn_pending_base){l->bases[row].release, outputs, row};
            l->queue_count++;
        }
    }
}

/* The weights of a base; entries of one kind are parts of one whole. */
static void join_record(opn_lineage *l, size_t row, const openness_release *record)
{
    size_t weights = opn_table_find(&l->answer->database->vocabulary.slot_table, "weights");
    bool found = false;

    for (size_t i = 0; i < record->artifact_count && !l->out_of_memory; i++) {
        opn_resolved_artifact state;

        if (record->artifacts[i].slot != weights || !record->artifacts[i].applies) {
            continue;
        }
        found = true;
        if (opn_resolve_own(&state, record, &record->artifacts[i], l->answer->question.date,
                            l->arena) != OPENNESS_OK) {
            l->out_of_memory = true;
        } else {
            join_base(l, row, state.licenses, state.license_count, record);
        }
    }
    if (!found) {
        join_unknown(l, row);
    }
}

/* Nearest first, each base once, as in resolve.c. */
void opn_may_bases(opn_lineage *l, const openness_release *release)
{
    l->queue[0] = (opn_pending_base){release->id, false, 0};
    l->queue_count = 1;
    meet_bases(l, release, false);
    for (size_t i = 1; i < l->queue_count && !l->out_of_memory; i++) {
        opn_pending_base at = l->queue[i];
        openness_release *record = NULL;
        int status = openness_release_get(l->answer->database, at.id, &record, NULL);

        if (status == OPENNESS_OK) {
            join_record(l, at.row, record);
            meet_bases(l, record, at.by_outputs);
        } else if (status == OPENNESS_E_NOMEM) {
            l->out_of_memory = true;
        } else {
            join_unknown(l, at.row);
        }
        openness_release_free(record);
    }
}
