/*
 * catalog.c: the commands list, show and validate.
 */
#include "cli.h"
#include <stdlib.h>
#include <string.h>

/* The kind that a word names ("releases", "release"), 0 after saying why. */
static int read_kind(const char *word)
{
    static const char *const names[] = {"release", "rubric", "license", "fact"};
    for (int i = 0; i < 4; i++) {
        size_t length = strlen(names[i]);
        if (strncmp(word, names[i], length) == 0 &&
            (word[length] == '\0' || strcmp(word + length, "s") == 0))
            return OPENNESS_KIND_RELEASE + i;
    }
    fprintf(stderr, "openness: the kinds are releases, rubrics, licenses and facts, not '%s'\n",
            word);
    return 0;
}

static void print_list(const options *o, const openness_database *database, int kind)
{
    size_t count = openness_database_count(database, kind);
    size_t widest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t columns = text_columns(openness_database_id(database, kind, i));
        widest = columns > widest ? columns : widest;
    }
    size_t rest = (size_t)o->width > widest + 2 ? (size_t)o->width - widest - 2 : 0;
    for (size_t i = 0; i < count; i++) {
        print_cell(openness_database_id(database, kind, i), widest, rest > 0);
        if (rest > 0) {
            fputs("  ", stdout);
            print_cell(openness_database_title(database, kind, i), rest, false);
        }
        putchar('\n');
    }
}

int command_list(int argc, char **argv)
{
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count != 1) {
        fprintf(stderr, "openness: list takes one kind: releases, rubrics, licenses or facts\n");
        return EXIT_USAGE;
    }
    int kind = read_kind(o.operands[0]);
    if (kind == 0)
        return EXIT_USAGE;
    openness_database *database = open_database(&o, &code);
    if (database != NULL)
        print_list(&o, database, kind);
    openness_database_free(database);
    return code;
}

int command_show(int argc, char **argv)
{
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count != 2) {
        fprintf(stderr, "openness: show takes a kind and an id, such as: show license MIT\n");
        return EXIT_USAGE;
    }
    int kind = read_kind(o.operands[0]);
    if (kind == 0)
        return EXIT_USAGE;
    openness_database *database = open_database(&o, &code);
    if (database == NULL)
        return code;
    openness_text *text = NULL;
    openness_error *error = NULL;
    if (openness_database_show(database, kind, o.operands[1], &text, &error) == OPENNESS_OK) {
        fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    } else {
        print_error("openness", error);
        code = EXIT_INPUT;
    }
    openness_text_free(text);
    openness_error_free(error);
    openness_database_free(database);
    return code;
}

/* A document that is valid may still have warnings. They leave the library as
 * JSON; asked again to be strict, it hands them over one by one. */
static void show_warnings(const openness_database *database, const char *path, const char *json,
                          size_t size, uint32_t flags)
{
    openness_text *text = NULL;
    openness_error *error = NULL;
    (void)openness_validate(database, json, size, flags | OPENNESS_STRICT, &text, &error);
    for (size_t i = 0; i < openness_error_issue_count(error); i++)
        fprintf(stderr, "%s:%zu:%zu: warning: %s (at %s) [%s]\n", path,
                openness_error_issue_line(error, i), openness_error_issue_column(error, i),
                openness_error_issue_message(error, i), openness_error_issue_pointer(error, i),
                openness_error_issue_id(error, i));
    openness_text_free(text);
    openness_error_free(error);
}

static int validate_one(const options *o, const openness_database *database, const char *path)
{
    size_t size = 0;
    char *json = read_document(path, &size);
    if (json == NULL)
        return EXIT_INPUT;
    openness_text *text = NULL;
    openness_error *error = NULL;
    uint32_t flags = (o->strict ? OPENNESS_STRICT : 0u) | (o->corpus ? OPENNESS_CORPUS : 0u);
    int status = openness_validate(database, json, size, flags, &text, &error);
    if (status == OPENNESS_OK && o->format == OPENNESS_FORMAT_JSON) {
        fputs(openness_text_data(text), stdout);
    } else if (status == OPENNESS_OK) {
        show_warnings(database, path, json, size, flags);
        printf("%s: valid\n", path);
    } else {
        print_error(path, error);
    }
    free(json);
    openness_text_free(text);
    openness_error_free(error);
    return status == OPENNESS_OK ? EXIT_DONE : EXIT_INPUT;
}

int command_validate(int argc, char **argv)
{
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count == 0) {
        fprintf(stderr, "openness: validate takes files, or -\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    for (size_t i = 0; database != NULL && i < o.operand_count; i++) {
        int one = validate_one(&o, database, o.operands[i]);
        code = one > code ? one : code;
    }
    openness_database_free(database);
    return code;
}
