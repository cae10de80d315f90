/*
 * answer.c: the public answer about a license.
 *
 * Takes an expression and a question, gives an immutable handle with getters.
 * What the terms say comes from may_expression.c; what is printed from
 * render_answer.c.
 *
 * Must not know any term, nor how a release came to its license (may_release.c).
 */
#include "answer.h"
#include "describe.h"

/* The question is read before anything is looked up: its faults are the user's. */
int opn_answer_begin(openness_answer **out, const openness_database *database,
                     const char *question, size_t size, openness_error **err)
{
    openness_answer *answer = opn_alloc(1, sizeof *answer);
    opn_issues issues = {0};
    int status = OPENNESS_E_NOMEM;

    *out = NULL;
    if (answer != NULL) {
        answer->database = opn_database_share(database);
        answer->artifact = "";
        answer->license = "unknown";
        status = opn_question_read(&answer->question, database, question, size, &answer->arena,
                                   &issues);
    }
    if (status != OPENNESS_OK) {
        openness_answer_free(answer);
        answer = NULL;
    }
    *out = answer;
    status = opn_error_set(err, status, &issues);
    opn_issues_free(&issues);
    return status;
}

/* Everything that is made while asking lives as long as the answer. */
opn_may_ask opn_answer_ask(openness_answer *answer, opn_truth multimodal, bool by_outputs)
{
    return (opn_may_ask){answer->database, &answer->question, &answer->arena,
                         multimodal,       by_outputs,        &answer->sources};
}

/* Stable: within a verdict, lines keep the order of licenses and rules. */
int opn_answer_finish(openness_answer *answer)
{
    static const int order[] = {OPENNESS_FORBIDDEN, OPENNESS_UNDECIDED, OPENNESS_CONDITIONAL};
    opn_may_result *result = &answer->result;
    opn_may_line *sorted = opn_arena_alloc(&answer->arena, result->count, sizeof *sorted);
    size_t count = 0;

    if (sorted == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t k = 0; k < OPN_ARRAY_LEN(order); k++) {
        for (size_t i = 0; i < result->count; i++) {
            if (result->lines[i].verdict == order[k]) {
                sorted[count] = result->lines[i];
                count++;
            }
        }
    }
    result->lines = sorted;
    return OPENNESS_OK;
}

static int answer_expression(openness_answer *answer, const opn_expr *expr)
{
    /* A license alone does not say which model is meant. */
    opn_may_ask ask = opn_answer_ask(answer, OPN_MAYBE, false);
    int status = opn_may_expression(&answer->result, &ask, expr);

    answer->license = expr->text;
    return status == OPENNESS_OK ? opn_answer_finish(answer) : status;
}

int openness_may_license(const openness_database *database, const char *expression,
                         const char *question, size_t size, openness_answer **out,
                         openness_error **err)
{
    openness_answer *answer = NULL;
    opn_expr_fault fault;
    opn_expr expr;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || expression == NULL || question == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, expression, question or out is NULL");
    }
    status = opn_answer_begin(&answer, database, question, size, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    status = opn_expr_parse(&expr, expression, &database->license_table, &answer->arena, &fault);
    if (status == OPENNESS_E_SCHEMA) {
        status = opn_expression_refuse(database, &fault, err);
    } else {
        status = status == OPENNESS_OK ? answer_expression(answer, &expr) : status;
        status = opn_error_set(err, status, NULL);
    }
    if (status != OPENNESS_OK) {
        openness_answer_free(answer);
        return status;
    }
    *out = answer;
    return OPENNESS_OK;
}

/* Names and ids are borrowed from the database and the release: they go last. */
void openness_answer_free(openness_answer *answer)
{
    openness_database *database;

    if (answer == NULL) {
        return;
    }
    database = answer->database;
    openness_release_free(answer->release);
    opn_arena_free(&answer->arena);
    opn_free(answer);
    openness_database_free(database);
}

int openness_answer_verdict(const openness_answer *answer)
{
    return answer == NULL ? OPENNESS_UNDECIDED : answer->result.verdict;
}

size_t openness_answer_line_count(const openness_answer *answer)
{
    return answer == NULL ? 0 : answer->result.count;
}

/* Getters answer for lines that are not there too. */
static const opn_may_line *line_at(const openness_answer *answer, size_t index)
{
    static const opn_may_line none = {OPENNESS_UNDECIDED, "", "", "", ""};

    return index < openness_answer_line_count(answer) ? &answer->result.lines[index] : &none;
}

int openness_answer_line_verdict(const openness_answer *answer, size_t index)
{
    return line_at(answer, index)->verdict;
}

const char *openness_answer_line_term(const openness_answer *answer, size_t index)
{
    return line_at(answer, index)->term;
}

const char *openness_answer_line_text(const openness_answer *answer, size_t index)
{
    return line_at(answer, index)->text;
}

const char *openness_answer_line_clause(const openness_answer *answer, size_t index)
{
    return line_at(answer, index)->clause;
}

const char *openness_answer_line_license(const openness_answer *answer, size_t index)
{
    return line_at(answer, index)->license;
}

/* The words of docs/may.md. */
const char *opn_verdict_id(int verdict)
{
    static const char *const ids[] = {
        [OPENNESS_ALLOWED] = "allowed",
        [OPENNESS_CONDITIONAL] = "conditional",
        [OPENNESS_FORBIDDEN] = "forbidden",
        [OPENNESS_UNDECIDED] = "unknown",
    };

    return ids[verdict];
}

/* Flags that a format does not know are ignored, those that none knows refused. */
int openness_answer_render(const openness_answer *answer, int format, uint32_t flags, int width,
                           openness_text **out, openness_error **err)
{
    opn_buf buf = {0};

    if (out != NULL) {
        *out = NULL;
    }
    if (answer == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "answer and out must not be NULL");
    }
    if (format < OPENNESS_FORMAT_JSON || format > OPENNESS_FORMAT_MARKDOWN || width < 0 ||
        (flags & ~(uint32_t)(OPENNESS_COLOR | OPENNESS_COMPACT)) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format, flags or width is not one that this library knows");
    }
    if (format == OPENNESS_FORMAT_JSON) {
        opn_answer_json(&buf, answer, (flags & OPENNESS_COMPACT) != 0);
    } else if (format == OPENNESS_FORMAT_TEXT) {
        opn_answer_text(&buf, answer, (flags & OPENNESS_COLOR) != 0, width);
    } else {
        opn_answer_markdown(&buf, answer);
    }
    return opn_error_set(err, opn_buf_finish(&buf, out), NULL);
}
