/*
 * badge.c: the command badge.
 */
#include "cli.h"
#include <errno.h>
#include <string.h>

/* The file is opened only once there is something to write: a badge that could not
 * be made leaves the one that is in use alone. */
static int write_text(const char *path, const openness_text *text)
{
    bool to_stdout = path == NULL || strcmp(path, "-") == 0;
    FILE *file = to_stdout ? stdout : fopen(path, "wb");
    size_t size = openness_text_size(text);
    if (file == NULL) {
        fprintf(stderr, "openness: %s: %s\n", path, strerror(errno));
        return EXIT_INPUT;
    }
    bool written = fwrite(openness_text_data(text), 1, size, file) == size;
    if (to_stdout ? fflush(file) != 0 : fclose(file) != 0)
        written = false;
    if (!written) {
        fprintf(stderr, "openness: %s: not written whole\n", to_stdout ? "output" : path);
        return EXIT_INPUT;
    }
    return EXIT_DONE;
}

static int write_badge(const options *o, const openness_release *release,
                       const openness_rubric *rubric)
{
    openness_report *report = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;
    int code = EXIT_USAGE;
    int status = openness_evaluate(release, rubric, o->mode, o->as_of, &report, &error);
    if (status == OPENNESS_OK)
        status = openness_badge(report, o->badge, &text, &error);
    if (status == OPENNESS_OK)
        code = write_text(o->output, text);
    else
        print_error("openness", error);
    openness_error_free(error);
    openness_text_free(text);
    openness_report_free(report);
    return code;
}

int command_badge(int argc, char **argv)
{
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count != 1 || o.rubric_count != 1) {
        fprintf(stderr, "openness: badge takes one release and one rubric (-r); a sign that does "
                        "not name its ruler says nothing\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    openness_rubric *rubric = NULL;
    openness_release *release = NULL;
    if (database != NULL)
        rubric = load_rubric(database, &o, o.rubrics[0], &code);
    if (rubric != NULL)
        release = load_release(database, &o, o.operands[0], &code);
    if (release != NULL)
        code = write_badge(&o, release, rubric);
    openness_release_free(release);
    openness_rubric_free(rubric);
    openness_database_free(database);
    return code;
}
