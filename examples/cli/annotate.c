/*
 * annotate.c: the command annotate: verdicts written into a bill of materials.
 *
 * The document with the verdicts goes to standard output or to a file, which may
 * be the one that was read: it is written when all is done.
 */
#define _DEFAULT_SOURCE
#include "cli.h"
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

static const struct option long_options[] = {
    {"rubric", required_argument, NULL, 'r'},
    {"output", required_argument, NULL, 'o'},
    {"as-of", required_argument, NULL, COMMON_AS_OF},
    {"data", required_argument, NULL, COMMON_DATA},
    {"strict", no_argument, NULL, COMMON_STRICT},
    {NULL, 0, NULL, 0},
};

static int read_request(options *o, int argc, char **argv)
{
    int option;
    options_read(o, 1, argv);
    optind = 1;
    while ((option = getopt_long(argc, argv, "r:o:", long_options, NULL)) != -1)
        if (!options_take(o, option, optarg))
            return EXIT_USAGE;
    o->operands = argv + optind;
    o->operand_count = (size_t)(argc - optind);
    if (o->operand_count == 1)
        return EXIT_DONE;
    fprintf(stderr, "openness: name one bill of materials or -; see openness --help\n");
    return EXIT_USAGE;
}

static int write_output(const char *path, const openness_text *text)
{
    FILE *file = path == NULL ? stdout : fopen(path, "wb");
    size_t size = openness_text_size(text);
    bool failed = file == NULL || fwrite(openness_text_data(text), 1, size, file) != size;
    if (path == NULL)
        failed = fflush(stdout) != 0 || failed;
    else
        failed = (file != NULL && fclose(file) != 0) || failed;
    if (failed)
        fprintf(stderr, "%s: %s\n", path == NULL ? "openness" : path, strerror(errno));
    return failed ? EXIT_INPUT : EXIT_DONE;
}

static int annotate(const options *o, const openness_database *database,
                    openness_rubric *const *rubrics, size_t count)
{
    const char *path = o->operands[0];
    openness_error *error = NULL;
    openness_text *text = NULL;
    size_t size = 0;
    char *bytes = read_document(path, &size);
    if (bytes == NULL)
        return EXIT_INPUT;
    int status =
        openness_annotate(database, (const openness_rubric *const *)rubrics, count,
                          o->as_of, bytes, size,
                          o->strict ? OPENNESS_STRICT : 0, &text, &error);
    free(bytes);
    if (status == OPENNESS_OK) {
        int code = write_output(o->output, text);
        openness_text_free(text);
        return code;
    }
    bool usage = status == OPENNESS_E_ARGUMENT;
    bool internal = status == OPENNESS_E_NOMEM || status == OPENNESS_E_INTERNAL;
    print_error(usage ? "openness" : path, error);
    openness_error_free(error);
    return usage ? EXIT_USAGE : internal ? EXIT_INTERNAL : EXIT_INPUT;
}

int command_annotate(int argc, char **argv)
{
    static const char *const defaults[] = {"spectrum-1", "g7-2026", "osaid-1.0", "mof-1.0"};
    openness_rubric *rubrics[MAX_RUBRICS];
    size_t count = 0;
    options o;
    int code = read_request(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    openness_database *database = open_database(&o, &code);
    if (database != NULL)
        count = load_rubrics(database, &o, defaults, sizeof defaults / sizeof defaults[0],
                             rubrics, &code);
    if (count > 0)
        code = annotate(&o, database, rubrics, count);
    for (size_t i = 0; i < count; i++)
        openness_rubric_free(rubrics[i]);
    openness_database_free(database);
    return code;
}
