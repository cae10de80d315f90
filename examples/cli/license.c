/*
 * license.c: the command license: what a license says, and how two differ.
 */
#include "cli.h"
#include <string.h>

static int say_why(int status, openness_error *error)
{
    print_error("openness", error);
    openness_error_free(error);
    if (status == OPENNESS_E_ARGUMENT)
        return EXIT_USAGE;
    return status == OPENNESS_E_NOMEM || status == OPENNESS_E_INTERNAL ? EXIT_INTERNAL
                                                                       : EXIT_INPUT;
}

static int describe(const options *o, const openness_database *database, const char *expression,
                    openness_text **out)
{
    openness_error *error = NULL;
    int status = openness_license_describe(database, expression, o->as_of, o->format, o->width,
                                           out, &error);
    return status == OPENNESS_OK ? EXIT_DONE : say_why(status, error);
}

/* Several descriptions in JSON become the elements of one array. */
static int describe_all(const options *o, const openness_database *database)
{
    bool array = o->operand_count > 1 && o->format == OPENNESS_FORMAT_JSON;
    int worst = EXIT_DONE;
    size_t printed = 0;
    for (size_t i = 0; i < o->operand_count; i++) {
        openness_text *text = NULL;
        int code = describe(o, database, o->operands[i], &text);
        if (text != NULL) {
            if (printed > 0 || array)
                fputs(!array ? "\n" : printed == 0 ? "[\n" : ",\n", stdout);
            fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
            printed++;
        }
        openness_text_free(text);
        worst = code > worst ? code : worst;
    }
    if (array)
        fputs(printed > 0 ? "]\n" : "[]\n", stdout);
    return worst;
}

static int compare_two(const options *o, const openness_database *database)
{
    openness_text *text = NULL;
    openness_error *error = NULL;
    int status = openness_license_diff(database, o->operands[1], o->operands[2], o->as_of,
                                       o->format, o->width, &text, &error);
    if (status != OPENNESS_OK)
        return say_why(status, error);
    fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    openness_text_free(text);
    return EXIT_DONE;
}

int command_license(int argc, char **argv)
{
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    bool diff = o.operand_count > 0 && strcmp(o.operands[0], "diff") == 0;
    if (o.operand_count == 0 || (diff && o.operand_count != 3)) {
        fprintf(stderr, "openness: license takes ids or expressions, or diff and two ids, such "
                        "as: license llama-3.1\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    if (database != NULL)
        code = diff ? compare_two(&o, database) : describe_all(&o, database);
    openness_database_free(database);
    return code;
}
