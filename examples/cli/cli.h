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
    const char *producers[MAX_RUBRICS]; /* timeline: whose releases */
    size_t producer_count;
    const char *as_of_a; /* diff: days of the first and the second */
    const char *as_of_b;
    const char *data_b[MAX_DATA]; /* diff: files that extend the second database */
    size_t data_b_count;
    int stale_after; /* --stale-after: days; -1: evidence never ages */
    const char *from; /* format of a foreign document; NULL: the library finds out */
    const char *read; /* day on which it was read; NULL: today */
    bool strict;
    bool why;    /* --why: compare two rubrics on releases */
    bool corpus; /* --corpus: validate a rubric against the releases */
    const char *to; /* level or score to plan for; NULL: the next level */
    const char *lines; /* --lines: records of a file, one a line; NULL: none */
    bool full; /* --full: the whole report */
    bool dominance; /* rank: by levels alone */
    int factor;     /* rank: region of the weights, 0 = any, -1 = not said */
    int samples;    /* rank: -1 = not said */
    int64_t seed;
    const char *output; /* -o: a file in place of standard output */
    int badge;          /* OPENNESS_BADGE_* */
    bool color;
    int width;
    char **operands;
    size_t operand_count;
} options;

/* Reads the options of a command. Returns EXIT_DONE, or EXIT_USAGE after
 * saying why. */
int options_read(options *out, int argc, char **argv);

/* Options that commands with options of their own read as all others do: what
 * getopt_long gives for them. */
enum {
    COMMON_AS_OF = 512,
    COMMON_DATA,
    COMMON_FROM,
    COMMON_READ,
    COMMON_STRICT,
    COMMON_WIDTH,
    COMMON_NO_COLOR
};

/* Takes one of them, or -r and -o. False after saying why not; for any other
 * getopt_long has said why. */
bool options_take(options *out, int option, const char *value);

/* Adds to a list; false after saying that an option stands too often. */
bool options_append(const char **list, size_t *count, size_t limit, const char *option,
                    const char *value);

/* The place of a word in a list, or -1 after saying what is allowed. */
int options_pick(const char *option, const char *word, const char *const *names, size_t count);

/* The database with every --data file added, or NULL after an error. */
openness_database *open_database(const options *o, int *exit_code);

/* A database with more files added; takes the old one, NULL after an error. */
openness_database *extend_database(openness_database *database, const options *o,
                                   const char *const *files, size_t count, int *exit_code);

/* A whole file, "-" for standard input, or a byte more than the limit of it, which
 * the library then refuses. NULL after saying why. Freed with free(). */
char *read_input(const char *path, size_t limit, size_t *size);

/* The same for one document. */
char *read_document(const char *path, size_t *size);

/* Whether a name is meant as that of a file. */
bool is_file_name(const char *name);

/* Prints an error with every place: FILE:line:column: message [id]. */
void print_error(const char *name, const openness_error *error);

/* A foreign document as records; NULL, *status and *error when it is none. read: the
 * day for its evidence, or NULL. */
openness_import *import_bytes(const openness_database *database, const options *o,
                              const char *source, const char *read, const char *bytes,
                              size_t size, int *status, openness_error **error);

/* What import --merge is asked for. */
typedef struct {
    bool wanted;
    int policy;     /* OPENNESS_MERGE_* */
    const char *id; /* of the merged record; NULL: the first one's */
    const char *data_stage; /* what datasets were used for; NULL: not stated */
    bool data_complete;     /* and that there are no others */
} merge_request;

/* Takes the word of --policy; false after saying why not. */
bool merge_policy(merge_request *m, const char *word);

/* The same of --data-stage. */
bool merge_stage(merge_request *m, const char *word);

/* False after saying that an option of merging stands without it. */
bool merge_request_valid(const merge_request *m);

/* The records of all imports as one; NULL and *code after saying why. */
openness_merged *merge_imports(const openness_database *database, const merge_request *m,
                               openness_import *const *imports, size_t count, int *code);

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

/* One release under every rubric of a grid. */
typedef struct {
    openness_release *release;
    openness_report **reports; /* by rubric */
    int64_t order;             /* lower score under the first scored rubric */
} report_row;

typedef struct {
    report_row *rows;
    size_t count;
    openness_rubric *rubrics[MAX_RUBRICS];
    size_t rubric_count;
} report_grid;

/* The releases of the operands (all built-in ones where there are none, highest
 * first) under the rubrics of the options. Zero-initialize before; free after,
 * also when it failed. */
int grid_load(report_grid *g, const openness_database *database, const options *o,
              const char *const *defaults, size_t default_count);
void grid_free(report_grid *g);

/* All reports, release by release, as analyses take them. Freed with free(). */
const openness_report **grid_reports(const report_grid *g);

/* Prints what an analysis gave, or why it did not; takes over both. */
int print_analysis(int status, openness_text *text, openness_error *error);

/* Prints s padded to width columns, or cut with an ellipsis. */
void print_cell(const char *s, size_t width, bool pad);
size_t text_columns(const char *s);

/* score --lines FILE -r RUBRIC */
int command_lines(const options *o);

/* compare --why A B RELEASE... */
int command_why(const options *o);

int command_badge(int argc, char **argv);
int command_unknowns(int argc, char **argv);
int command_plan(int argc, char **argv);

int command_score(int argc, char **argv);
int command_explain(int argc, char **argv);
int command_compare(int argc, char **argv);
int command_rank(int argc, char **argv);
int command_agree(int argc, char **argv);
int command_license(int argc, char **argv);
int command_may(int argc, char **argv);
int command_annotate(int argc, char **argv);
int command_import(int argc, char **argv);
int command_check(int argc, char **argv);
int command_timeline(int argc, char **argv);
int command_diff(int argc, char **argv);
int command_claim(int argc, char **argv);
int command_lineage(int argc, char **argv);
int command_list(int argc, char **argv);
int command_show(int argc, char **argv);
int command_validate(int argc, char **argv);

#endif
