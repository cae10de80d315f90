/*
 * annotate.c: verdicts for the document that a record came from.
 *
 * Takes the bytes of a bill of materials and rubrics, imports, evaluates, and
 * hands the statements about each record to the file of the format. A number
 * never travels without its rubric, version and vector, so these stand beside
 * each verdict; what it rests on (day, data, library) stands once.
 *
 * Must not know where a format keeps such statements.
 */
#include "annotate.h"

#include <openness/report.h>
#include <openness/version.h>

enum { MOST_RUBRICS = 64, PER_RUBRIC = 8, PER_RECORD = 3 };

static const opn_annotator *const annotators[] = {
    &opn_annotate_cyclonedx,
    &opn_annotate_spdx3,
};

typedef struct {
    opn_annotate_job *job;
    opn_annotation *items;
    size_t count;
    const char *rubric; /* its part of the names, NULL for what holds for all */
    bool out_of_memory;
} statements;

/* Ids of rubrics have dots, which names of properties may not: no id has "_", so
 * that two ids never become one name. */
static void add_segment(opn_buf *buf, const char *id)
{
    for (; *id != '\0'; id++) {
        opn_buf_char(buf, *id == '.' ? '_' : *id);
    }
}

/* A value that the rubric does not have is not stated. */
static void state(statements *s, const char *what, const char *value)
{
    opn_buf name = {0};
    opn_annotation *item = &s->items[s->count];

    if (value == NULL || *value == '\0') {
        return;
    }
    opn_buf_str(&name, OPN_ANNOTATE_PREFIX);
    if (s->rubric != NULL) {
        add_segment(&name, s->rubric);
        opn_buf_char(&name, ':');
    }
    opn_buf_str(&name, what);
    if (!name.failed) {
        item->name = opn_arena_copy(s->job->arena, name.data, name.size);
        item->value = opn_arena_string(s->job->arena, value);
    }
    s->out_of_memory = s->out_of_memory || item->name == NULL || item->value == NULL;
    opn_buf_free(&name);
    s->count++;
}

static void state_version(statements *s, const openness_rubric *rubric)
{
    opn_buf text = {0};

    opn_buf_int(&text, openness_rubric_version(rubric));
    s->out_of_memory = s->out_of_memory || text.failed;
    state(s, "version", text.data);
    opn_buf_free(&text);
}

static void state_report(statements *s, const openness_rubric *rubric,
                         const openness_report *report)
{
    s->rubric = openness_rubric_id(rubric);
    state_version(s, rubric);
    state(s, "level", openness_report_level(report));
    state(s, "lower", openness_report_level_at(report, OPENNESS_LOWER));
    state(s, "upper", openness_report_level_at(report, OPENNESS_UPPER));
    state(s, "score_lower", openness_report_score_text(report, OPENNESS_LOWER));
    state(s, "score_upper", openness_report_score_text(report, OPENNESS_UPPER));
    state(s, "vector", openness_report_vector(report));
    s->rubric = NULL;
}

int opn_annotate_record(opn_annotate_job *job, size_t record, const opn_annotation **out,
                        size_t *count)
{
    statements s = {.job = job};
    openness_release *release = NULL;
    int status;

    s.items =
        opn_arena_alloc(job->arena, job->rubric_count * PER_RUBRIC + PER_RECORD, sizeof *s.items);
    if (s.items == NULL) {
        return opn_error_set(job->err, OPENNESS_E_NOMEM, NULL);
    }
    status = openness_import_release(job->import, record, &release, job->err);
    state(&s, "as_of", job->as_of == NULL ? "latest" : job->as_of);
    state(&s, "data_digest", job->digest);
    state(&s, "library_version", openness_version());
    for (size_t i = 0; i < job->rubric_count && status == OPENNESS_OK; i++) {
        openness_report *report = NULL;

        status = openness_evaluate(release, job->rubrics[i], OPENNESS_MODE_RECORD, job->as_of,
                                   &report, job->err);
        if (status == OPENNESS_OK) {
            state_report(&s, job->rubrics[i], report);
        }
        openness_report_free(report);
    }
    openness_release_free(release);
    if (status == OPENNESS_OK && s.out_of_memory) {
        status = opn_error_set(job->err, OPENNESS_E_NOMEM, NULL);
    }
    *out = s.items;
    *count = s.count;
    return status;
}

static const opn_annotator *find_annotator(const char *format)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(annotators); i++) {
        if (opn_streq(annotators[i]->format, format)) {
            return annotators[i];
        }
    }
    return NULL;
}

/* The document was read once already: only memory can fail here. */
static int write_document(opn_annotate_job *job, const opn_annotator *annotator,
                          const char *bytes, size_t size, openness_text **out)
{
    opn_splice splice;
    opn_issues issues = {0};
    int status = opn_splice_begin(&splice, bytes, size, job->arena, &issues);

    if (status == OPENNESS_OK) {
        job->splice = &splice;
        status = annotator->write(job);
        if (status == OPENNESS_OK) {
            status = opn_error_set(job->err, opn_splice_finish(&splice, out), NULL);
        }
    } else {
        status = opn_error_set(job->err, status, &issues);
    }
    opn_issues_free(&issues);
    return status;
}

static int annotate_import(opn_annotate_job *job, const char *bytes, size_t size,
                           openness_text **out)
{
    const char *format = openness_import_format(job->import);
    const opn_annotator *annotator = find_annotator(format);
    opn_arena arena = {0};
    int status;

    if (annotator == NULL) {
        return opn_error_message(job->err, OPENNESS_E_SCHEMA,
                                 "a document of the format \"%s\" has no place for verdicts",
                                 format);
    }
    job->arena = &arena;
    status = write_document(job, annotator, bytes, size, out);
    opn_arena_free(&arena);
    return status;
}

static bool rubrics_valid(const openness_rubric *const *rubrics, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < i && rubrics[i] != NULL; k++) {
            if (opn_streq(openness_rubric_id(rubrics[i]), openness_rubric_id(rubrics[k]))) {
                return false;
            }
        }
        if (rubrics[i] == NULL) {
            return false;
        }
    }
    return true;
}

int openness_annotate(const openness_database *database, const openness_rubric *const *rubrics,
                      size_t count, const char *as_of, const char *bytes, size_t size,
                      uint32_t flags, openness_text **out, openness_error **err)
{
    openness_import *import = NULL;
    opn_annotate_job job = {.rubrics = rubrics, .rubric_count = count, .as_of = as_of};
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || rubrics == NULL || bytes == NULL || out == NULL ||
        (flags & ~(uint32_t)OPENNESS_STRICT) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, rubrics, bytes or out is NULL, or a flag is unknown");
    }
    if (count == 0 || count > MOST_RUBRICS || !rubrics_valid(rubrics, count)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "rubrics must be 1 to %d, none NULL and none twice",
                                 MOST_RUBRICS);
    }
    if (as_of != NULL && (strlen(as_of) != 10 || !opn_date_valid(as_of))) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "as_of is no date YYYY-MM-DD");
    }
    /* Evidence is not written back, so that its source and day do not matter. */
    status = openness_import_bytes(database, NULL, NULL, "2000-01-01", bytes, size, flags,
                                   &import, err);
    if (status == OPENNESS_OK) {
        job.import = import;
        job.digest = openness_database_digest(database);
        job.err = err;
        status = annotate_import(&job, bytes, size, out);
    }
    openness_import_free(import);
    return status;
}
