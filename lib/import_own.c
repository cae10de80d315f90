/*
 * import_own.c: our own record, as one format among the others.
 *
 * Takes openness-release/1, gives it back byte for byte, so that a program can
 * hand in whatever it has. What the reader of records warns about becomes
 * notes.
 *
 * Must not change a record.
 */
#include "import.h"
#include "json_read.h"
#include "release.h"

static bool detect(const opn_tree *root)
{
    const char *format = opn_tree_text(opn_tree_member(root, "format"));

    return format != NULL && strncmp(format, "openness-release/", 17) == 0;
}

/* A warning is about something that the record has and no reader uses. */
static void note_warnings(opn_import_job *job, const opn_issues *found)
{
    for (size_t i = 0; i < found->count && found->errors == 0; i++) {
        const opn_issue *issue = &found->items[i];
        opn_import_note *note;

        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, NULL, "%s", issue->message);
        if (job->note_count == 0 || job->out_of_memory) {
            return;
        }
        note = &job->notes[job->note_count - 1];
        note->place = issue->place;
        note->place.pointer = opn_arena_string(job->arena, issue->place.pointer);
        job->out_of_memory = job->out_of_memory || note->place.pointer == NULL;
    }
}

/* From the bytes, not from the tree: places are those of the document. */
static void read_own(opn_import_job *job, const opn_tree *root)
{
    openness_release *release = NULL;
    opn_json *json = NULL;
    int status = opn_json_parse(job->bytes, job->size, &json, job->issues);

    (void)root;
    if (status == OPENNESS_OK) {
        status = opn_release_read(job->database, opn_json_root(json), &release, job->issues);
    }
    if (status == OPENNESS_OK) {
        note_warnings(job, job->issues);
        opn_import_add_record(job, job->bytes, job->size, release);
    }
    job->out_of_memory = job->out_of_memory || status == OPENNESS_E_NOMEM;
    openness_release_free(release);
    opn_json_free(json);
}

const opn_importer opn_import_own = {"openness-release", OPN_SOURCE_JSON, detect, read_own, NULL};
