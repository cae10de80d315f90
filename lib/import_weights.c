/*
 * import_weights.c: what the headers of weights share.
 *
 * Takes the statements of a header, gives the name of the draft and the
 * artifact of the weights. Whoever converts a file copies what stood in a card
 * once, so that the license of a header is evidence of medium confidence.
 *
 * Must not know any format, nor read a license text.
 */
#include "import_weights.h"

static void take_repository(opn_import_job *job, opn_draft *draft,
                            const opn_hub_repository *repository)
{
    draft->id = opn_hub_id(job, repository);
    draft->producer = repository->org;
    draft->name = repository->name;
}

void opn_weights_name(opn_import_job *job, opn_draft *draft, const char *address,
                      const char *producer, const char *name)
{
    opn_hub_repository repository;

    if (opn_hub_source(job, &repository)) {
        take_repository(job, draft, &repository);
        draft->revision = repository.revision;
    } else if (address != NULL && opn_hub_name(job, address, &repository)) {
        take_repository(job, draft, &repository);
    }
    draft->name = name != NULL ? name : draft->name;
    draft->producer = draft->producer != NULL ? draft->producer : producer;
    if (draft->name == NULL) {
        draft->name = opn_import_file_name(job);
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, NULL,
                           "no name is stated: named after its file");
    }
    if (draft->id == NULL) {
        draft->id = opn_import_id(job, draft->producer, draft->name);
    }
}

void opn_weights_put(opn_import_job *job, opn_draft *draft, const opn_weights_license *license,
                     const char *proof, const char *note)
{
    opn_draft_artifact weights = {.kind = "weights", .note = note};
    opn_stated said[3];
    opn_stated first;
    const char *conflict = NULL;
    opn_draft_claim *exists = opn_arena_alloc(job->arena, 1, sizeof *exists);

    if (exists == NULL) {
        job->out_of_memory = true;
        return;
    }
    said[0] = opn_stated_read(job, license->license);
    said[1] = opn_stated_read(job, license->name);
    said[2] = opn_stated_read(job, license->link);
    first = opn_stated_decide(job, said, OPN_ARRAY_LEN(said), &conflict);
    if (first.node == NULL && proof == NULL) {
        return;
    }
    weights.license = first.license;
    if (proof != NULL) {
        *exists = opn_import_claim(job, NULL, proof);
        weights.claim = *exists;
    }
    if (first.node != NULL) {
        weights.claim = opn_import_claim(
            job, first.node,
            conflict != NULL
                ? conflict
                : opn_stated_message(job, "the header states the license \"%s\"", first.text));
        weights.claim.confidence = "medium";
        weights.claim.also = proof != NULL ? exists : NULL;
    }
    if (conflict != NULL) {
        opn_draft_add_conflict(draft, conflict, &weights.claim);
    }
    opn_draft_add_artifact(draft, &weights);
}
