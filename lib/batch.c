/*
 * batch.c: many records in one call, one line each.
 *
 * Takes lines of JSON and a rubric, gives lines of JSON: what each record comes
 * to, without the reasons, or why it cannot be read. A hub that scores a
 * million records crosses the boundary once, and holds one record at a time.
 *
 * Must not decide or print anything in its own way: a line says what
 * openness_evaluate() and the getters of its report say.
 */
#include "json_write.h"
#include "report.h"

typedef struct {
    const openness_database *database;
    const openness_rubric *rubric;
    int mode;
    const char *as_of;
    uint32_t flags;
    opn_buf buf; /* the answers so far */
} batch;

/* Without a rubric's ladder or score the getters answer "": every line has the
 * same members all the same, so that they fit a table. */
static void write_or_null(opn_writer *w, const char *key, const char *text)
{
    opn_write_key(w, key);
    opn_write_string(w, text[0] == '\0' ? NULL : text);
}

static void write_result(batch *b, size_t number, const openness_report *report)
{
    static const char *const truths[] = {"no", "yes", "unknown"};
    const char *lower = openness_report_score_text(report, OPENNESS_LOWER);
    opn_writer w;

    opn_write_init(&w, &b->buf, true);
    opn_write_object(&w);
    opn_write_member_int(&w, "line", (int64_t)number);
    opn_write_member(&w, "id", openness_report_release(report));
    opn_write_member(&w, "applies", truths[openness_report_applies(report)]);
    write_or_null(&w, "level", openness_report_level(report));
    write_or_null(&w, "lower", openness_report_level_at(report, OPENNESS_LOWER));
    write_or_null(&w, "upper", openness_report_level_at(report, OPENNESS_UPPER));
    opn_write_key(&w, "score");
    if (lower[0] == '\0') {
        opn_write_null(&w);
    } else {
        opn_write_object(&w);
        opn_write_member(&w, "lower", lower);
        opn_write_member(&w, "upper", openness_report_score_text(report, OPENNESS_UPPER));
        opn_write_object_end(&w);
    }
    opn_write_member(&w, "vector", openness_report_vector(report));
    opn_write_object_end(&w);
}

/* The members of openness_validate(). A record is one line, so the line of an
 * issue is that of the record in the batch, where a reader will look for it. */
static void write_issue(opn_writer *w, size_t number, const openness_error *error, size_t i)
{
    bool grave = openness_error_issue_severity(error, i) == OPENNESS_SEVERITY_ERROR;

    opn_write_object(w);
    opn_write_member(w, "id", openness_error_issue_id(error, i));
    opn_write_member(w, "severity", grave ? "error" : "warning");
    opn_write_member(w, "pointer", openness_error_issue_pointer(error, i));
    opn_write_member_int(w, "line", (int64_t)number);
    opn_write_member_int(w, "column", (int64_t)openness_error_issue_column(error, i));
    opn_write_member(w, "message", openness_error_issue_message(error, i));
    opn_write_object_end(w);
}

static void write_error(batch *b, size_t number, const openness_error *error)
{
    opn_writer w;

    opn_write_init(&w, &b->buf, true);
    opn_write_object(&w);
    opn_write_member_int(&w, "line", (int64_t)number);
    opn_write_key(&w, "error");
    opn_write_object(&w);
    opn_write_member(&w, "code", openness_status_name(openness_error_code(error)));
    opn_write_member(&w, "message", openness_error_message(error));
    opn_write_key(&w, "issues");
    opn_write_array(&w);
    for (size_t i = 0; i < openness_error_issue_count(error); i++) {
        write_issue(&w, number, error, i);
    }
    opn_write_array_end(&w);
    opn_write_object_end(&w);
    opn_write_object_end(&w);
}

/* A report that borrows everything: nobody else will ever see it, so nothing
 * need be counted or kept. */
static int summarize(batch *b, size_t number, openness_release *release)
{
    openness_report report = {
        .database = b->database,
        .release = release,
        .rubric = b->rubric->compiled,
        .mode = b->mode,
        .as_of = b->as_of,
        .headline = "",
        .vector = "",
        .score_text = {"", ""},
    };
    int status = opn_report_summarize(&report);

    if (status == OPENNESS_OK) {
        write_result(b, number, &report);
    }
    opn_arena_free(&report.arena);
    return status;
}

/* Only what concerns all lines stops the batch. */
static int score_line(batch *b, size_t number, const char *line, size_t size)
{
    openness_release *release = NULL;
    openness_error *fault = NULL;
    int status = openness_release_parse(b->database, line, size, b->flags, &release, &fault);

    if (status == OPENNESS_OK) {
        status = summarize(b, number, release);
    } else if (status != OPENNESS_E_NOMEM) {
        write_error(b, number, fault);
        status = OPENNESS_OK;
    }
    opn_buf_char(&b->buf, '\n');
    openness_error_free(fault);
    openness_release_free(release);
    return b->buf.failed ? OPENNESS_E_NOMEM : status;
}

/* What RFC 8259 calls white space; a line of nothing else holds no value. */
static bool is_blank(const char *line, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
            return false;
        }
    }
    return true;
}

/* Answers can be larger than the lines they answer (a short line that is no
 * record gets a long one), so they have a limit of their own. */
static int score_each(batch *b, const char *lines, size_t size)
{
    int status = OPENNESS_OK;
    size_t number = 1;

    for (size_t at = 0; at < size && status == OPENNESS_OK; number++) {
        const char *end = memchr(lines + at, '\n', size - at);
        size_t length = end == NULL ? size - at : (size_t)(end - (lines + at));

        if (!is_blank(lines + at, length)) {
            status = score_line(b, number, lines + at, length);
        }
        if (status == OPENNESS_OK && b->buf.size > OPN_LIMIT_BATCH_BYTES) {
            status = OPENNESS_E_LIMIT;
        }
        at += length + 1;
    }
    return status;
}

int openness_score_lines(const openness_database *database, const openness_rubric *rubric,
                         int mode, const char *as_of, const char *lines, size_t size,
                         uint32_t flags, openness_text **out, openness_error **err)
{
    batch b = {database, rubric, mode, as_of == NULL ? "" : as_of, flags, {0}};
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || rubric == NULL || lines == NULL || out == NULL ||
        (flags & ~(uint32_t)OPENNESS_STRICT) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, rubric, lines or out is NULL, or a flag is unknown");
    }
    status = opn_report_allow(database, rubric, mode, as_of, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    if (size > OPN_LIMIT_BATCH_BYTES) {
        return opn_error_message(err, OPENNESS_E_LIMIT, "a batch has at most %d bytes",
                                 OPN_LIMIT_BATCH_BYTES);
    }
    status = score_each(&b, lines, size);
    if (status == OPENNESS_OK) {
        status = opn_buf_finish(&b.buf, out);
    }
    opn_buf_free(&b.buf);
    if (status == OPENNESS_E_LIMIT) {
        return opn_error_message(err, status, "the answers have more than %d bytes: make the "
                                 "batch smaller", OPN_LIMIT_BATCH_BYTES);
    }
    return opn_error_set(err, status, NULL);
}
