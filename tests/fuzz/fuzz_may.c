/*
 * fuzz_may.c: any bytes as a license expression, a line break and a question.
 *
 * What must hold: a refusal says why; the verdict is the worst of the lines,
 * and without lines everything is allowed; every line names a term and says
 * something; asked twice, with itself by AND and by OR, an expression answers
 * the same; every answer can be printed in every format.
 */
#include "../../lib/json_read.h"
#include "../../lib/may.h"
#include <openness/openness.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static openness_database *database;
static openness_release *release; /* with three bases, two of them by outputs */

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_lines(const openness_answer *answer)
{
    int worst = OPENNESS_ALLOWED;

    for (size_t i = 0; i < openness_answer_line_count(answer); i++) {
        int verdict = openness_answer_line_verdict(answer, i);

        require(verdict != OPENNESS_ALLOWED);
        require(*openness_answer_line_term(answer, i) != '\0');
        require(*openness_answer_line_text(answer, i) != '\0');
        worst = opn_may_compare(verdict, worst) > 0 ? verdict : worst;
        for (size_t k = 0; k < i; k++) {
            require(verdict != openness_answer_line_verdict(answer, k) ||
                    !opn_streq(openness_answer_line_text(answer, i),
                               openness_answer_line_text(answer, k)) ||
                    !opn_streq(openness_answer_line_license(answer, i),
                               openness_answer_line_license(answer, k)) ||
                    !opn_streq(openness_answer_line_term(answer, i),
                               openness_answer_line_term(answer, k)));
        }
    }
    require(worst == openness_answer_verdict(answer));
}

static void check_json(const openness_text *text)
{
    opn_issues issues = {0};
    opn_json *json = NULL;

    require(opn_json_parse(openness_text_data(text), openness_text_size(text), &json, &issues) ==
            OPENNESS_OK);
    opn_json_free(json);
    opn_issues_free(&issues);
}

static void check_pages(const openness_answer *answer)
{
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        openness_text *text = NULL;

        require(openness_answer_render(answer, format, 0, 40, &text, NULL) == OPENNESS_OK);
        require(openness_text_size(text) > 0);
        if (format == OPENNESS_FORMAT_JSON) {
            check_json(text);
        }
        openness_text_free(text);
    }
}

static openness_answer *ask(const char *expression, const char *question, size_t size)
{
    openness_answer *answer = NULL;
    openness_error *error = NULL;
    int status = openness_may_license(database, expression, question, size, &answer, &error);

    require((status == OPENNESS_OK) == (answer != NULL));
    if (status != OPENNESS_OK) {
        require(status != OPENNESS_E_NOMEM && status != OPENNESS_E_INTERNAL);
        require(error != NULL && *openness_error_message(error) != '\0');
    }
    openness_error_free(error);
    return answer;
}

/* The expression with itself means the expression. */
static void check_joined(const char *expression, const char *join, const char *question,
                         size_t size, const openness_answer *first)
{
    opn_buf buf = {0};

    opn_buf_printf(&buf, "(%s)%s(%s)", expression, join, expression);
    if (buf.size <= 1024) {
        openness_answer *answer = ask(buf.data, question, size);

        require(answer != NULL);
        require(openness_answer_verdict(answer) == openness_answer_verdict(first));
        require(openness_answer_line_count(answer) == openness_answer_line_count(first));
        openness_answer_free(answer);
    }
    opn_buf_free(&buf);
}

static void check_release(const char *question, size_t size)
{
    openness_answer *answer = NULL;

    if (openness_may_release(release, NULL, question, size, &answer, NULL) == OPENNESS_OK) {
        check_lines(answer);
        check_pages(answer);
    }
    openness_answer_free(answer);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *line = size == 0 ? NULL : memchr(data, '\n', size);
    size_t length = line == NULL ? size : (size_t)(line - data);
    openness_answer *answer;
    const char *question;
    char *text;

    if (database == NULL) {
        require(openness_database_open(&database, NULL) == OPENNESS_OK);
        require(openness_release_get(database, "meta-llama/Llama-3.2-3B-Instruct", &release,
                                     NULL) == OPENNESS_OK);
    }
    if (size > 4096 || (length > 0 && memchr(data, '\0', length) != NULL)) {
        return 0; /* a text of the library holds no NUL */
    }
    text = malloc(size + 1);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    text[length] = '\0';
    question = line == NULL ? "{}" : text + length + 1;
    size = line == NULL ? 2 : size - length - 1;
    answer = ask(text, question, size);
    if (answer != NULL) {
        check_lines(answer);
        check_pages(answer);
        check_joined(text, " AND ", question, size, answer);
        check_joined(text, " OR ", question, size, answer);
        check_release(question, size);
    }
    openness_answer_free(answer);
    free(text);
    return 0;
}
