/*
 * may_release.c: the public answer about an artifact of a release.
 *
 * Takes a release and a question, joins what its own license says on the day
 * with what the licenses of its bases say. Weights are bound by their bases;
 * code, data and documents of a tuned model are its own.
 *
 * Must not know any term, nor how bases are followed (may_lineage.c).
 */
#include "may_lineage.h"
#include "phrases.h"

/* "the weights", "the training data pretraining". */
static const char *words_for(opn_lineage *l, const opn_slot *slot)
{
    opn_buf text = {0};
    const char *copy;

    opn_buf_str(&text, "the ");
    opn_say_id(&text, slot->id);
    copy = text.failed ? NULL : opn_arena_string(l->arena, text.data);
    opn_buf_free(&text);
    l->out_of_memory = l->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* Nothing that was only announced grants anything, whatever was promised. */
static void say_access(opn_lineage *l, const opn_resolved_artifact *state, const char *whose)
{
    const opn_vocabulary *vocabulary = &l->answer->database->vocabulary;
    const opn_ladder *access = &vocabulary->ladders[vocabulary->access_ladder];

    if (state->licenses[0].kind != OPN_LICENSE_NONE &&
        state->access.hi <= opn_ladder_level(access, "announced")) {
        opn_may_remark(l, &l->answer->result, OPENNESS_UNDECIDED,
                       l->answer->question.date == NULL ? "Not released: "
                                                        : "Not released by that day: ",
                       whose, "");
    }
}

/* The state of the day: a license that came later, or has gone, does not count. */
static void join_entry(opn_lineage *l, const openness_release *release,
                       const opn_artifact *artifact, const char *whose)
{
    openness_answer *answer = l->answer;
    opn_may_ask ask = opn_answer_ask(answer, l->multimodal, false);
    opn_resolved_artifact state;

    if (opn_resolve_own(&state, release, artifact, answer->question.date, l->arena) !=
        OPENNESS_OK) {
        l->out_of_memory = true;
        return;
    }
    opn_may_values(l, &answer->result, state.licenses, state.license_count, &ask, whose);
    say_access(l, &state, whose);
    answer->license = opn_may_stated(l, answer->license, state.licenses, state.license_count);
}

/* Entries of one kind are parts of one whole: all of them bind. */
static void join_own(opn_lineage *l, const openness_release *release, size_t slot,
                     const char *whose)
{
    bool found = false;

    l->answer->license = "";
    for (size_t i = 0; i < release->artifact_count && !l->out_of_memory; i++) {
        if (release->artifacts[i].slot == slot && release->artifacts[i].applies) {
            join_entry(l, release, &release->artifacts[i], whose);
            found = true;
        }
    }
    if (!found) {
        opn_may_remark(l, &l->answer->result, OPENNESS_UNDECIDED, "The record says nothing of ",
                       whose, "");
        l->answer->license = "unknown";
    }
}

/* What the release states for certain: limits that it does not name are left out. */
static void collect_own(opn_lineage *l, const openness_release *release, size_t slot)
{
    opn_license_value *own = opn_arena_alloc(l->arena, release->artifact_count, sizeof *own);

    for (size_t i = 0; own != NULL && i < release->artifact_count; i++) {
        opn_resolved_artifact state;

        if (release->artifacts[i].slot != slot || !release->artifacts[i].applies) {
            continue;
        }
        if (opn_resolve_own(&state, release, &release->artifacts[i], l->answer->question.date,
                            l->arena) != OPENNESS_OK) {
            own = NULL;
        } else if (state.license_count == 1 && state.licenses[0].kind == OPN_LICENSE_EXPRESSION) {
            own[l->own_count] = state.licenses[0];
            l->own_count++;
        }
    }
    l->own = own;
    l->out_of_memory = l->out_of_memory || own == NULL;
}

/* Its own terms first, so that they stand first among lines of one weight. */
static int answer_release(openness_answer *answer, const openness_release *release, size_t slot)
{
    const opn_vocabulary *vocabulary = &release->database->vocabulary;
    opn_arena *arena = &answer->arena;
    opn_lineage l = {.answer = answer, .arena = arena};

    l.multimodal = opn_is_multimodal(release);
    l.bases = opn_arena_alloc(arena, OPN_MOST_LINEAGE, sizeof *l.bases);
    l.conflicts = opn_arena_alloc(arena, OPN_MOST_LINEAGE, sizeof *l.conflicts);
    l.queue = opn_arena_alloc(arena, OPN_MOST_LINEAGE + 1, sizeof *l.queue);
    answer->bases = l.bases;
    answer->conflicts = l.conflicts;
    if (l.bases == NULL || l.conflicts == NULL || l.queue == NULL) {
        return OPENNESS_E_NOMEM;
    }
    join_own(&l, release, slot, words_for(&l, &vocabulary->slots[slot]));
    if (slot == opn_table_find(&vocabulary->slot_table, "weights")) {
        collect_own(&l, release, slot);
        if (!l.out_of_memory) {
            opn_may_bases(&l, release);
        }
    }
    return l.out_of_memory ? OPENNESS_E_NOMEM : opn_answer_finish(answer);
}

/* Kinds that come in stages have an id for each group of them. */
static int refuse_artifact(const opn_vocabulary *vocabulary, const char *artifact,
                           openness_error **err)
{
    const char *nearest = opn_table_suggest(&vocabulary->slot_table, artifact);

    if (nearest == NULL) {
        return opn_error_message(err, OPENNESS_E_NOT_FOUND, "there is no artifact \"%s\"",
                                 artifact);
    }
    return opn_error_message(err, OPENNESS_E_NOT_FOUND,
                             "there is no artifact \"%s\", did you mean \"%s\"?", artifact,
                             nearest);
}

/* The release stays referenced: the answer prints its name. */
int openness_may_release(const openness_release *release, const char *artifact,
                         const char *question, size_t size, openness_answer **out,
                         openness_error **err)
{
    const char *id = artifact == NULL ? "weights" : artifact;
    openness_answer *answer = NULL;
    size_t slot;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (release == NULL || question == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "release, question or out is NULL");
    }
    slot = opn_table_find(&release->database->vocabulary.slot_table, id);
    if (slot == OPN_TABLE_NONE) {
        return refuse_artifact(&release->database->vocabulary, id, err);
    }
    status = opn_answer_begin(&answer, release->database, question, size, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    answer->release = opn_release_share(release);
    answer->artifact = release->database->vocabulary.slots[slot].id;
    status = opn_error_set(err, answer_release(answer, release, slot), NULL);
    if (status != OPENNESS_OK) {
        openness_answer_free(answer);
        answer = NULL;
    }
    *out = answer;
    return status;
}
