/*
 * check.c: the command check: do releases meet a policy?
 *
 * Reads a policy and releases by any way that other commands know, and folders
 * of files, and prints what the library finds. The exit code is the verdict, so
 * that a build can stop on it; whatever goes wrong on the way is code 3, which
 * no verdict has but that of a file that cannot be read.
 */
#define _DEFAULT_SOURCE
#include "cli.h"
#include <dirent.h>
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { MOST_DEPTH = 16 };

enum { OPT_INDETERMINATE = 256, OPT_TODAY, OPT_BRIEF };

static const struct option long_options[] = {
    {"format", required_argument, NULL, 'f'},
    {"output", required_argument, NULL, 'o'},
    {"indeterminate", required_argument, NULL, OPT_INDETERMINATE},
    {"as-of", required_argument, NULL, COMMON_AS_OF},
    {"today", required_argument, NULL, OPT_TODAY},
    {"brief", no_argument, NULL, OPT_BRIEF},
    {"data", required_argument, NULL, COMMON_DATA},
    {"from", required_argument, NULL, COMMON_FROM},
    {"read", required_argument, NULL, COMMON_READ},
    {"strict", no_argument, NULL, COMMON_STRICT},
    {"width", required_argument, NULL, COMMON_WIDTH},
    {"no-color", no_argument, NULL, COMMON_NO_COLOR},
    {NULL, 0, NULL, 0},
};

typedef struct {
    options common;
    int format;
    uint32_t flags;  /* of the check */
    uint32_t layout; /* of the output */
    const char *today; /* day of the check; NULL: that of --as-of, else today */
    openness_database *database;
    openness_policy *policy;
    openness_check **checks;
    size_t count;
    size_t capacity;
} run;

/* --- options --------------------------------------------------------------------------------- */

static bool set_format(run *r, const char *word)
{
    static const struct {
        const char *name;
        int format;
    } formats[] = {{"text", OPENNESS_FORMAT_TEXT},
                   {"json", OPENNESS_FORMAT_JSON},
                   {"markdown", OPENNESS_FORMAT_MARKDOWN},
                   {"junit", OPENNESS_FORMAT_JUNIT},
                   {"sarif", OPENNESS_FORMAT_SARIF}};
    for (size_t i = 0; i < sizeof formats / sizeof formats[0]; i++)
        if (strcmp(word, formats[i].name) == 0) {
            r->format = formats[i].format;
            return true;
        }
    fprintf(stderr,
            "openness: --format takes text, json, markdown, junit or sarif, not '%s'\n", word);
    return false;
}

static bool set_indeterminate(run *r, const char *word)
{
    if (strcmp(word, "pass") == 0)
        r->flags = OPENNESS_INDETERMINATE_PASS;
    else if (strcmp(word, "fail") == 0)
        r->flags = OPENNESS_INDETERMINATE_FAIL;
    else
        fprintf(stderr, "openness: --indeterminate takes pass or fail, not '%s'\n", word);
    return r->flags != 0;
}

static bool apply(run *r, int option, const char *value)
{
    switch (option) {
    case 'f':
        return set_format(r, value);
    case OPT_INDETERMINATE:
        return set_indeterminate(r, value);
    case OPT_TODAY:
        r->today = value;
        return true;
    case OPT_BRIEF:
        r->layout |= OPENNESS_BRIEF;
        return true;
    default:
        return options_take(&r->common, option, value);
    }
}

static bool read_arguments(run *r, int argc, char **argv)
{
    int option;
    options_read(&r->common, 1, argv); /* width and color of this terminal */
    r->format = OPENNESS_FORMAT_TEXT;
    optind = 1;
    while ((option = getopt_long(argc, argv, "f:o:", long_options, NULL)) != -1)
        if (!apply(r, option, optarg))
            return false;
    if (argc - optind < 2) {
        fprintf(stderr, "openness: check takes a policy and releases, files or folders; see "
                        "openness --help\n");
        return false;
    }
    r->common.operands = argv + optind;
    r->common.operand_count = (size_t)(argc - optind);
    return true;
}

/* --- the checks ------------------------------------------------------------------------------ */

static const char *day_of(const run *r)
{
    return r->today != NULL ? r->today : r->common.as_of != NULL ? r->common.as_of : today();
}

/* Takes the check; what the call said where there is none. */
static bool keep(run *r, int status, openness_check *check, openness_error *error)
{
    if (status != OPENNESS_OK) {
        print_error("openness", error);
        openness_error_free(error);
        return false;
    }
    if (r->count == r->capacity) {
        size_t capacity = r->capacity == 0 ? 16 : 2 * r->capacity;
        openness_check **larger = realloc(r->checks, capacity * sizeof *larger);
        if (larger == NULL) {
            openness_check_free(check);
            return false;
        }
        r->checks = larger;
        r->capacity = capacity;
    }
    r->checks[r->count++] = check;
    return true;
}

static bool check_release(run *r, const openness_release *release, const char *source)
{
    openness_check *check = NULL;
    openness_error *error = NULL;
    int status = openness_check_release(r->policy, release, source, r->common.as_of, day_of(r),
                                        r->flags, &check, &error);
    return keep(r, status, check, error);
}

static bool enter_unread(run *r, const char *source, const openness_error *problem)
{
    openness_check *check = NULL;
    openness_error *error = NULL;
    int status = openness_check_unread(r->policy, source, problem, r->common.as_of, day_of(r),
                                       r->flags, &check, &error);
    return keep(r, status, check, error);
}

/* Every record that a document holds is checked: a table of releases is many. */
static bool check_import(run *r, const openness_import *import, const char *source)
{
    bool good = true;
    for (size_t i = 0; good && i < openness_import_count(import); i++) {
        openness_release *release = NULL;
        openness_error *error = NULL;
        if (openness_import_release(import, i, &release, &error) == OPENNESS_OK)
            good = check_release(r, release, source);
        else
            good = enter_unread(r, source, error);
        openness_error_free(error);
        openness_release_free(release);
    }
    return good;
}

/* Of a document that nobody knows, what is wrong as a record says more only where it
 * is meant as one: broken JSON, or another "format" than ours. */
static bool is_own(const openness_error *own, const openness_error *foreign, const char *bytes,
                   size_t size)
{
    bool json = size > 0 && (bytes[0] == '{' || bytes[0] == '[');
    bool unnamed = strcmp(openness_error_issue_id(own, 0), "missing-member") == 0 &&
                   strstr(openness_error_issue_message(own, 0), "\"format\"") != NULL;
    return own != NULL && json && !unnamed &&
           strcmp(openness_error_issue_id(foreign, 0), "unknown-format") == 0;
}

/* A record of our own keeps its places, so it is tried first; what is no record of
 * ours may be one of somebody else's. When a file was fetched it does not say: the day
 * on which a build reads it is none on which anybody looked at its source. */
static bool check_bytes(run *r, const char *source, const char *bytes, size_t size)
{
    const options *o = &r->common;
    openness_release *release = NULL;
    openness_import *import = NULL;
    openness_error *own = NULL;
    openness_error *foreign = NULL;
    int status = OPENNESS_E_JSON;
    bool good;
    if (o->from == NULL)
        status = openness_release_parse(r->database, bytes, size, o->strict ? OPENNESS_STRICT : 0,
                                        &release, &own);
    if (release == NULL)
        import = import_bytes(r->database, o, source, o->read, bytes, size, &status, &foreign);
    if (release != NULL)
        good = check_release(r, release, source);
    else if (import != NULL && openness_import_count(import) > 0)
        good = check_import(r, import, source);
    else if (is_own(own, foreign, bytes, size))
        good = enter_unread(r, source, own);
    else
        good = enter_unread(r, source, foreign);
    openness_import_free(import);
    openness_release_free(release);
    openness_error_free(own);
    openness_error_free(foreign);
    return good;
}

static bool check_file(run *r, const char *path)
{
    size_t size = 0;
    char *bytes = read_document(path, &size); /* says why it cannot be read */
    bool good = bytes == NULL ? enter_unread(r, path, NULL) : check_bytes(r, path, bytes, size);
    free(bytes);
    return good;
}

static int is_shown(const struct dirent *entry)
{
    return entry->d_name[0] != '.';
}

/* Bytes, not the order of a language: the same on every machine. */
static int by_bytes(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static bool is_folder(const char *path)
{
    struct stat about;
    return stat(path, &about) == 0 && S_ISDIR(about.st_mode);
}

/* What lies in a folder was not named by the caller: a pipe or a device, which a link
 * may lead to, is not waited for. */
static bool check_entry(run *r, const char *path)
{
    struct stat about;
    if (stat(path, &about) == 0 && !S_ISREG(about.st_mode)) {
        fprintf(stderr, "%s: not a file\n", path);
        return enter_unread(r, path, NULL);
    }
    return check_file(r, path);
}

/* A folder and those that it was reached through. */
typedef struct way {
    const struct way *up;
    dev_t device;
    ino_t node;
    int depth;
} way;

/* NULL, or why this folder is not entered: two links back would be walked 2^16 times. */
static const char *is_barred(const char *path, way *here)
{
    struct stat about;
    if (stat(path, &about) != 0)
        return strerror(errno);
    here->device = about.st_dev;
    here->node = about.st_ino;
    for (const way *at = here->up; at != NULL; at = at->up)
        if (at->device == here->device && at->node == here->node)
            return "leads back to a folder that it lies in";
    return here->depth == MOST_DEPTH ? "too deep" : NULL;
}

/* Every file in it, in the order of their names; hidden ones are not releases. */
static bool check_folder(run *r, const char *path, const way *up)
{
    way here = {up, 0, 0, up == NULL ? 0 : up->depth + 1};
    struct dirent **entries = NULL;
    const char *barred = is_barred(path, &here);
    int count = barred != NULL ? -1 : scandir(path, &entries, is_shown, by_bytes);
    bool good = true;
    if (count < 0) {
        fprintf(stderr, "%s: %s\n", path, barred != NULL ? barred : strerror(errno));
        return enter_unread(r, path, NULL);
    }
    for (int i = 0; i < count; i++) {
        size_t size = strlen(path) + strlen(entries[i]->d_name) + 2;
        char *child = malloc(size);
        good = good && child != NULL;
        if (good) {
            bool closed = path[strlen(path) - 1] == '/';
            snprintf(child, size, "%s%s%s", path, closed ? "" : "/", entries[i]->d_name);
            good = is_folder(child) ? check_folder(r, child, &here) : check_entry(r, child);
        }
        free(child);
        free(entries[i]);
    }
    free(entries);
    return good;
}

/* An id wins over a file of the same name, as for every command. */
static bool check_target(run *r, const char *target)
{
    openness_release *release = NULL;
    openness_error *error = NULL;
    FILE *file = NULL;
    bool good;
    if (openness_release_get(r->database, target, &release, &error) == OPENNESS_OK) {
        good = check_release(r, release, NULL);
    } else if (is_folder(target)) {
        good = check_folder(r, target, NULL);
    } else if (is_file_name(target) || (file = fopen(target, "rb")) != NULL) {
        if (file != NULL)
            fclose(file);
        good = check_file(r, target);
    } else {
        print_error("openness", error); /* names the nearest id */
        good = enter_unread(r, target, error);
    }
    openness_release_free(release);
    openness_error_free(error);
    return good;
}

/* --- the output ------------------------------------------------------------------------------ */

static bool write_text(const run *r, const openness_text *text)
{
    FILE *out = r->common.output == NULL ? stdout : fopen(r->common.output, "wb");
    bool good = out != NULL;
    if (good)
        good = fwrite(openness_text_data(text), 1, openness_text_size(text), out) ==
               openness_text_size(text);
    if (out != NULL && out != stdout)
        good = fclose(out) == 0 && good;
    if (!good)
        fprintf(stderr, "%s: %s\n", r->common.output == NULL ? "standard output" : r->common.output,
                strerror(errno));
    return good;
}

static int print_check(run *r)
{
    const openness_check *const *parts = (const openness_check *const *)r->checks;
    openness_check *joined = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;
    uint32_t flags = r->layout;
    int code = OPENNESS_CHECK_ERROR;
    if (r->common.color && r->common.output == NULL && r->format == OPENNESS_FORMAT_TEXT)
        flags |= OPENNESS_COLOR;
    if (openness_check_join(parts, r->count, &joined, &error) != OPENNESS_OK ||
        openness_check_render(joined, r->format, flags, r->common.width, &text, &error) !=
            OPENNESS_OK)
        print_error("openness", error);
    else if (write_text(r, text))
        code = openness_check_verdict(joined);
    openness_error_free(error);
    openness_text_free(text);
    openness_check_free(joined);
    return code;
}

static bool load_policy(run *r, const char *path)
{
    size_t size = 0;
    openness_error *error = NULL;
    char *bytes = read_document(path, &size);
    if (bytes == NULL)
        return false;
    if (openness_policy_parse(r->database, path, bytes, size, &r->policy, &error) != OPENNESS_OK)
        print_error(path, error);
    openness_error_free(error);
    free(bytes);
    return r->policy != NULL;
}

/* What a check needs and what it gives are of one run; 3 unless a verdict is found. */
int command_check(int argc, char **argv)
{
    run r;
    int code = EXIT_DONE;
    bool good;
    memset(&r, 0, sizeof r);
    if (!read_arguments(&r, argc, argv))
        return OPENNESS_CHECK_ERROR;
    r.database = open_database(&r.common, &code);
    good = r.database != NULL && load_policy(&r, r.common.operands[0]);
    for (size_t i = 1; good && i < r.common.operand_count; i++)
        good = check_target(&r, r.common.operands[i]);
    if (good && r.count == 0) {
        fprintf(stderr, "openness: there is no file to check\n");
        good = false;
    }
    code = good ? print_check(&r) : OPENNESS_CHECK_ERROR;
    for (size_t i = 0; i < r.count; i++)
        openness_check_free(r.checks[i]);
    free(r.checks);
    openness_policy_free(r.policy);
    openness_database_free(r.database);
    return code;
}
