/*
 * import_stated.c: what a source states about one license in several members.
 *
 * Takes nodes, gives the statement that counts and notes on the others. A text
 * that no name on record equals stays unknown, whatever it resembles.
 *
 * Must not know any format, nor read a license text.
 */
#include "import_stated.h"

const char *opn_stated_message(opn_import_job *job, const char *format, ...)
{
    const char *message;
    va_list args;

    va_start(args, format);
    message = opn_message(job->arena, format, args);
    va_end(args);
    job->out_of_memory = job->out_of_memory || message == NULL;
    return message == NULL ? "" : message;
}

const char *opn_stated_text(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    text = text == NULL ? "" : opn_import_trimmed(job, text);
    return *text == '\0' ? NULL : text;
}

opn_stated opn_stated_read(opn_import_job *job, const opn_tree *node)
{
    opn_stated out = {.node = node, .text = opn_stated_text(job, node)};
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
static void note_unknown(opn_import_job *job, const opn_stated *said, size_t count, bool known)
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

/* One of all that is stated; NULL where anything of it is not on record. */
static const char *any_of(opn_import_job *job, const opn_stated *said, size_t count)
{
    const char *some = NULL;

    for (size_t i = 0; i < count; i++) {
        if (said[i].text != NULL && said[i].license == NULL) {
            return NULL;
        }
        if (said[i].text != NULL) {
            some = some == NULL ? said[i].license : opn_import_either(job, some, said[i].license);
        }
    }
    return some;
}

opn_stated opn_stated_decide(opn_import_job *job, const opn_stated *said, size_t count,
                             const char **conflict)
{
    opn_stated out = {NULL, NULL, NULL};

    for (size_t i = 0; i < count; i++) {
        bool better = out.node == NULL || (out.license == NULL && said[i].license != NULL);

        if (said[i].text != NULL && better) {
            out = said[i];
        } else if (said[i].license != NULL && !opn_streq(said[i].license, out.license)) {
            *conflict = opn_stated_message(
                job, "the license is stated as \"%s\" and as \"%s\", which differ", out.text,
                said[i].text);
            out.license = any_of(job, said, count);
            opn_import_note_at(job, OPENNESS_IMPORT_CONTRADICTED, said[i].node, "%s: %s",
                               *conflict, opn_import_left(out.license));
            return out;
        }
    }
    note_unknown(job, said, count, out.license != NULL);
    return out;
}
