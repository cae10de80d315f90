/*
 * why.c: compare --why, the facts on which two rubrics part.
 */
#include "cli.h"
#include <stdlib.h>

/* Prints one comparison; several in JSON make an array. */
static void print_why(const options *o, const openness_text *text, size_t index, size_t count)
{
    size_t size = openness_text_size(text);
    bool array = o->format == OPENNESS_FORMAT_JSON && count > 1;
    if (array) {
        fputs(index == 0 ? "[\n" : "", stdout);
        while (size > 0 && openness_text_data(text)[size - 1] == '\n')
            size--;
    } else if (index > 0) {
        putchar('\n');
    }
    fwrite(openness_text_data(text), 1, size, stdout);
    if (array)
        fputs(index + 1 == count ? "\n]\n" : ",\n", stdout);
}

static int compare_one(const options *o, const openness_database *database,
                       openness_rubric *const rubrics[2], size_t index)
{
    openness_report *reports[2] = {NULL, NULL};
    openness_text *text = NULL;
    openness_error *error = NULL;
    int code = EXIT_DONE;
    openness_release *release = load_release(database, o, o->operands[2 + index], &code);
    if (release == NULL)
        return code;
    int status = openness_evaluate(release, rubrics[0], o->mode, o->as_of, &reports[0], &error);
    if (status == OPENNESS_OK)
        status = openness_evaluate(release, rubrics[1], o->mode, o->as_of, &reports[1], &error);
    if (status == OPENNESS_OK)
        status = openness_analyze_why(reports[0], reports[1], o->format, o->width, &text, &error);
    if (status == OPENNESS_OK) {
        print_why(o, text, index, o->operand_count - 2);
    } else {
        print_error("openness", error);
        code = EXIT_USAGE;
    }
    openness_error_free(error);
    openness_text_free(text);
    openness_report_free(reports[0]);
    openness_report_free(reports[1]);
    openness_release_free(release);
    return code;
}

int command_why(const options *o)
{
    int code = EXIT_DONE;
    if (o->operand_count < 3 || o->rubric_count > 0 || o->format == OPENNESS_FORMAT_VECTOR) {
        fprintf(stderr, "openness: compare --why takes two rubrics and one or more releases, "
                        "as text, json or markdown\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(o, &code);
    if (database == NULL)
        return code;
    openness_rubric *rubrics[2] = {NULL, NULL};
    rubrics[0] = load_rubric(database, o, o->operands[0], &code);
    if (rubrics[0] != NULL)
        rubrics[1] = load_rubric(database, o, o->operands[1], &code);
    for (size_t i = 0; rubrics[1] != NULL && i + 2 < o->operand_count && code == EXIT_DONE; i++)
        code = compare_one(o, database, rubrics, i);
    openness_rubric_free(rubrics[0]);
    openness_rubric_free(rubrics[1]);
    openness_database_free(database);
    return code;
}
