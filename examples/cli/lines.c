/*
 * lines.c: the command score --lines, many records in one call.
 */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

/* An answer to a record that cannot be read begins {"line":N,"error": */
static bool is_error(const char *answer)
{
    const char *comma = strchr(answer, ',');
    return comma != NULL && strncmp(comma, ",\"error\":", 9) == 0;
}

/* What cannot be read makes the exit code; its answer stands among the others. */
static int print_answers(const char *text)
{
    int code = EXIT_DONE;
    for (const char *at = text; *at != '\0'; at = strchr(at, '\n') + 1)
        if (is_error(at))
            code = EXIT_INPUT;
    fputs(text, stdout);
    return code;
}

static int score_lines(const options *o, const openness_database *database,
                       const openness_rubric *rubric)
{
    size_t size = 0;
    openness_text *text = NULL;
    openness_error *error = NULL;
    char *lines = read_input(o->lines, (size_t)openness_limit(OPENNESS_LIMIT_BATCH_BYTES), &size);
    if (lines == NULL)
        return EXIT_INPUT;
    int status = openness_score_lines(database, rubric, o->mode, o->as_of, lines, size,
                                      o->strict ? OPENNESS_STRICT : 0, &text, &error);
    int code = EXIT_DONE;
    if (status == OPENNESS_OK)
        code = print_answers(openness_text_data(text));
    else
        print_error(o->lines, error);
    if (status != OPENNESS_OK)
        code = status == OPENNESS_E_ARGUMENT ? EXIT_USAGE
               : status == OPENNESS_E_LIMIT  ? EXIT_INPUT
                                             : EXIT_INTERNAL;
    free(lines);
    openness_text_free(text);
    openness_error_free(error);
    return code;
}

int command_lines(const options *o)
{
    int code = EXIT_DONE;
    if (o->operand_count > 0 || o->rubric_count > 1 || o->format == OPENNESS_FORMAT_MARKDOWN ||
        o->format == OPENNESS_FORMAT_VECTOR) {
        fprintf(stderr, "openness: --lines takes one file and one rubric, and gives JSON\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(o, &code);
    openness_rubric *rubric = NULL;
    if (database != NULL)
        rubric = load_rubric(database, o, o->rubric_count > 0 ? o->rubrics[0] : "spectrum-1",
                             &code);
    if (rubric != NULL)
        code = score_lines(o, database, rubric);
    openness_rubric_free(rubric);
    openness_database_free(database);
    return code;
}
