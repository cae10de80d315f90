/*
 * cli.h: what the commands of the openness program share.
 *
 * The program is an example of the library: it uses the public API only, and
 * keeps all input, output and guessing about terminals on this side of it.
 */
#ifndef OPENNESS_CLI_H
#define OPENNESS_CLI_H

#include <openness/openness.h>
#include <stdbool.h>
#include <stdio.h>

/* Exit codes; documented in --help. */
enum { EXIT_DONE = 0, EXIT_USAGE = 1, EXIT_INPUT = 2, EXIT_INTERNAL = 3 };

enum { MAX_RUBRICS = 64, MAX_DATA = 32 };

/* Everything that the options of any command can say. */
typedef struct {
    const char *rubrics[MAX_RUBRICS]; /* ids or files, as given */
    size_t rubric_count;
    const char *data[MAX_DATA]; /* files that extend the database */
    size_t data_count;
    int format; /* OPENNESS_FORMAT_* */
    int mode;   /* OPENNESS_MODE_* */
    const char *as_of;
    const char *from; /* format of a foreign document; NULL: the library finds out */
    const char *read; /* day on which it was read; NULL: today */
    bool strict;
    bool why;    /* --why: compare two rubrics on releases */
    bool corpus; /* --corpus: validate a rubric against the releases */
    const char *lines; /* --lines: records of a file, one a line; NULL: none */
    bool full; /* --full: the whole report */
    bool color;
    int width;
    char **operands;
    size_t operand_count;
} options;

/* Reads the options of a command. Returns EXIT_DONE, or EXIT_USAGE after
 * saying why. */
int options_read(options *out, int argc, char **argv);

/* The database with every --data file added, or NULL after an error. */
openness_database *open_database(const options *o, int *exit_code);

/* A whole file, "-" for standard input, or a byte more than the limit of it, which
 * the library then refuses. NULL after saying why. Freed with free(). */
char *read_input(const char *path, size_t limit, size_t *size);

/* The same for one document. */
char *read_document(const char *path, size_t *size);

/* Prints an error with every place: FILE:line:column: message [id]. */
void print_error(const char *name, const openness_error *error);

/* A foreign document as records; NULL, *status and *error when it is none. */
openness_import *import_bytes(const openness_database *database, const options *o,
                              const char *source, const char *bytes, size_t size, int *status,
                              openness_error **error);

/* The day in UTC, YYYY-MM-DD. */
const char *today(void);

/* A release by id of the database, file or "-". A file may be of any format that
 * can be imported, when it describes one release. */
openness_release *load_release(const openness_database *database, const options *o,
                               const char *target, int *exit_code);

/* A rubric by id or by a path that ends in .json. */
openness_rubric *load_rubric(const openness_database *database, const options *o,
                             const char *name, int *exit_code);

enum { MAX_EXPRESSION = 1100 };

/* The expression that a name stands for, said on standard error; false, and
 * *said, after saying what else it means. Silent about a name not on record. */
bool look_up_license(const openness_database *database, const char *name, char *out, size_t room,
                     bool *said);

/* Rubrics of the options, or the defaults when none were named. */
size_t load_rubrics(const openness_database *database, const options *o,
                    const char *const *defaults, size_t default_count,
                    openness_rubric **out, int *exit_code);

/* Prints s padded to width columns, or cut with an ellipsis. */
void print_cell(const char *s, size_t width, bool pad);
size_t text_columns(const char *s);

/* score --lines FILE -r RUBRIC */
int command_lines(const options *o);

/* compare --why A B RELEASE... */
int command_why(const options *o);

int command_score(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_license(int argc, char **argv);
int command_may(int argc, char **argv);
int command_import(int argc, char **argv);
int command_list(int argc, char **argv);
int command_show(int argc, char **argv);
int command_validate(int argc, char **argv);

#endif
