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

const char *opn_weights_message(opn_import_job *job, const char *format, ...)
{
    const char *message;
    va_list args;

    va_start(args, format);
    message = opn_message(job->arena, format, args);
    va_end(args);
    job->out_of_memory = job->out_of_memory || message == NULL;
    return message == NULL ? "" : message;
}

const char *opn_weights_text(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    text = text == NULL ? "" : opn_import_trimmed(job, text);
    return *text == '\0' ? NULL : text;
}

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

typedef struct {
    const opn_tree *node;
    const char *text;    /* NULL: not stated */
    const char *license; /* NULL: not on record */
} statement;

/* Without a note, which depends on what the other statements say. */
static statement read_statement(opn_import_job *job, const opn_tree *node)
{
    statement out = {.node = node, .text = opn_weights_text(job, node)};
    bool known = false;
    opn_meaning meaning;

    if (out.text == NULL) {
        return out;
    }
    if (opn_name_resolve(&job->database->names, out.text, strlen(out.text), &meaning) !=
        OPENNESS_OK) {
        job->out_of_memory = true;
    } else if (meaning.kind == OPN_MEANS_STATUS) {
        known = opn_slice_is(meaning.value, "none") || opn_slice_is(meaning.value, "proprietary");
    } else {
        known = meaning.kind == OPN_MEANS_LICENSE || meaning.kind == OPN_MEANS_EXPRESSION;
    }
    opn_meaning_free(&meaning);
    /* Nothing is noted about what is on record. */
    out.license = known ? opn_import_license(job, node) : NULL;
    return out;
}

/* What stands beside a license that is known, and is on no record itself, may change
 * it; where none is known it says why. */
static void note_unknown(opn_import_job *job, const statement *said, size_t count, bool known)
{
    for (size_t i = 0; i < count; i++) {
        if (said[i].text == NULL || said[i].license != NULL) {
            continue;
        }
        if (i == 0 && !known) {
            opn_import_license(job, said[i].node);
        } else {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, said[i].node,
                               "\"%s\" is no license that is on record: what it names is not "
                               "read",
                               said[i].text);
        }
    }
}

/* Two statements that differ: which is right the file does not say. */
static void disagree(opn_import_job *job, opn_draft *draft, const statement *a,
                     const statement *b)
{
    const char *about = opn_weights_message(
        job, "the license is stated as \"%s\" and as \"%s\", which differ", a->text, b->text);
    opn_draft_claim claim = opn_import_claim(job, b->node, about);

    opn_import_note_at(job, OPENNESS_IMPORT_CONTRADICTED, b->node, "%s: it stays unknown", about);
    opn_draft_add_conflict(draft, about, &claim);
}

/* The first statement that counts, its license NULL where two differ or none is known. */
static statement decide(opn_import_job *job, opn_draft *draft, const statement *said,
                        size_t count)
{
    statement out = {NULL, NULL, NULL};

    for (size_t i = 0; i < count; i++) {
        bool better = out.node == NULL || (out.license == NULL && said[i].license != NULL);

        if (said[i].text != NULL && better) {
            out = said[i];
        } else if (said[i].license != NULL && !opn_streq(said[i].license, out.license)) {
            disagree(job, draft, &out, &said[i]);
            out.license = NULL;
            return out;
        }
    }
    note_unknown(job, said, count, out.license != NULL);
    return out;
}

void opn_weights_put(opn_import_job *job, opn_draft *draft, const opn_weights_license *license,
                     const char *proof, const char *note)
{
    opn_draft_artifact weights = {.kind = "weights", .note = note};
    statement said[3];
    statement first;
    opn_draft_claim *exists = opn_arena_alloc(job->arena, 1, sizeof *exists);

    if (exists == NULL) {
        job->out_of_memory = true;
        return;
    }
    said[0] = read_statement(job, license->license);
    said[1] = read_statement(job, license->name);
    said[2] = read_statement(job, license->link);
    first = decide(job, draft, said, OPN_ARRAY_LEN(said));
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
            opn_weights_message(job, "the header states the license \"%s\"", first.text));
        weights.claim.confidence = "medium";
        weights.claim.also = proof != NULL ? exists : NULL;
    }
    opn_draft_add_artifact(draft, &weights);
}
