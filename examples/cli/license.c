/*
 * license.c: the command license: what a license says, and how two differ.
 *
 * A name that is neither an id nor an expression is looked up among the names
 * that are on record; nothing is guessed.
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

/* What stands between two marks of the JSON that the library wrote: ids,
 * expressions and status words have no character that it would escape. */
static bool find_between(const char *json, const char *before, char end, char *out, size_t room)
{
    const char *from = strstr(json, before);
    if (from == NULL)
        return false;
    from += strlen(before);
    const char *to = strchr(from, end);
    if (to == NULL || (size_t)(to - from) >= room)
        return false;
    memcpy(out, from, (size_t)(to - from));
    out[to - from] = '\0';
    return true;
}

/* The ids of a JSON list as "a, b, c". */
static void print_candidates(const char *list)
{
    const char *between = "";
    for (const char *at = strchr(list, '"'); at != NULL; at = strchr(at, '"')) {
        size_t length = strcspn(at + 1, "\"");
        fprintf(stderr, "%s%.*s", between, (int)length, at + 1);
        between = ", ";
        at += length + 2;
    }
}

bool look_up_license(const openness_database *database, const char *name, char *out, size_t room,
                     bool *said)
{
    openness_text *text = NULL;
    char list[4096];
    *said = false;
    if (openness_license_resolve(database, name, strlen(name), &text, NULL) != OPENNESS_OK)
        return false;
    const char *json = openness_text_data(text);
    bool found = find_between(json, "\n  \"expression\": \"", '"', out, room);
    if (found) {
        fprintf(stderr, "openness: '%s' is %s\n", name, out);
    } else if (find_between(json, "\n  \"status\": \"", '"', list, sizeof list)) {
        fprintf(stderr, "openness: '%s' names no license; it says how it stands: %s\n", name,
                list);
        *said = true;
    } else if (find_between(json, "\n  \"candidates\": [", ']', list, sizeof list) &&
               strchr(list, '"') != NULL) {
        fprintf(stderr, "openness: '%s' can be any of ", name);
        print_candidates(list);
        fputs("\n", stderr);
        *said = true;
    }
    openness_text_free(text);
    return found;
}

static int describe(const options *o, const openness_database *database, const char *name,
                    openness_text **out)
{
    char expression[MAX_EXPRESSION];
    openness_error *error = NULL;
    bool said = false;
    int status =
        openness_license_describe(database, name, o->as_of, o->format, o->width, out, &error);
    bool unknown = status == OPENNESS_E_SCHEMA || status == OPENNESS_E_NOT_FOUND;
    if (unknown && look_up_license(database, name, expression, sizeof expression, &said)) {
        openness_error_free(error);
        status = openness_license_describe(database, expression, o->as_of, o->format, o->width,
                                           out, &error);
    } else if (said) {
        openness_error_free(error);
        return EXIT_INPUT;
    }
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
        fprintf(stderr, "openness: license takes ids, expressions or names, or diff and two "
                        "ids, such as: license llama-3.1\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    if (database != NULL)
        code = diff ? compare_two(&o, database) : describe_all(&o, database);
    openness_database_free(database);
    return code;
}
