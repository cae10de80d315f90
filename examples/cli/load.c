/*
 * load.c: files, standard input, and what is made from them.
 */
#include "cli.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Reads until the end or one byte past the limit of the library, so that a
 * huge input costs no more memory than the largest allowed one. */
static char *read_stream(FILE *file, size_t limit, size_t *size)
{
    size_t capacity = 1 << 16;
    char *data = malloc(capacity);
    *size = 0;
    while (data != NULL) {
        size_t got = fread(data + *size, 1, capacity - *size, file);
        *size += got;
        if (got == 0 || *size > limit)
            break;
        if (*size < capacity)
            continue;
        capacity *= 2;
        char *larger = realloc(data, capacity);
        if (larger == NULL)
            free(data);
        data = larger;
    }
    return data;
}

char *read_input(const char *path, size_t limit, size_t *size)
{
    bool standard = strcmp(path, "-") == 0;
    FILE *file = standard ? stdin : fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return NULL;
    }
    errno = 0;
    char *data = read_stream(file, limit, size);
    bool failed = data == NULL || ferror(file);
    if (failed) {
        fprintf(stderr, "%s: %s\n", path, errno != 0 ? strerror(errno) : "cannot be read");
        free(data);
        data = NULL;
    }
    if (!standard)
        fclose(file);
    return data;
}

char *read_document(const char *path, size_t *size)
{
    return read_input(path, (size_t)openness_limit(OPENNESS_LIMIT_INPUT_BYTES), size);
}

void print_error(const char *name, const openness_error *error)
{
    size_t count = openness_error_issue_count(error);
    if (count == 0)
        fprintf(stderr, "%s: %s\n", name, openness_error_message(error));
    for (size_t i = 0; i < count; i++) {
        const char *pointer = openness_error_issue_pointer(error, i);
        bool warning = openness_error_issue_severity(error, i) == OPENNESS_SEVERITY_WARNING;
        fprintf(stderr, "%s:%zu:%zu: %s%s", name, openness_error_issue_line(error, i),
                openness_error_issue_column(error, i), warning ? "warning: " : "",
                openness_error_issue_message(error, i));
        fprintf(stderr, " (at %s) [%s]\n", pointer[0] == '\0' ? "the document" : pointer,
                openness_error_issue_id(error, i));
    }
}

/* Says what went wrong and picks the exit code. */
static int fail(const char *name, int status, openness_error *error)
{
    print_error(name, error);
    openness_error_free(error);
    return status == OPENNESS_E_NOMEM || status == OPENNESS_E_INTERNAL ? EXIT_INTERNAL
                                                                       : EXIT_INPUT;
}

openness_database *extend_database(openness_database *database, const options *o,
                                   const char *const *files, size_t count, int *exit_code)
{
    for (size_t i = 0; database != NULL && i < count; i++) {
        size_t size = 0;
        openness_database *larger = NULL;
        openness_error *error = NULL;
        char *json = read_document(files[i], &size);
        if (json == NULL) {
            *exit_code = EXIT_INPUT;
        } else {
            int status = openness_database_extend(database, json, size,
                                                  o->strict ? OPENNESS_STRICT : 0, &larger, &error);
            if (status != OPENNESS_OK)
                *exit_code = fail(files[i], status, error);
        }
        free(json);
        openness_database_free(database);
        database = larger;
    }
    return database;
}

openness_database *open_database(const options *o, int *exit_code)
{
    openness_database *database = NULL;
    openness_error *error = NULL;
    int status = openness_database_open(&database, &error);
    if (status != OPENNESS_OK)
        *exit_code = fail("openness", status, error);
    return extend_database(database, o, o->data, o->data_count, exit_code);
}

bool is_file_name(const char *name)
{
    size_t length = strlen(name);
    return strcmp(name, "-") == 0 || name[0] == '.' || name[0] == '/' ||
           (length > 5 && strcmp(name + length - 5, ".json") == 0);
}

static void print_warnings(const char *name, const openness_release *release)
{
    for (size_t i = 0; i < openness_release_warning_count(release); i++)
        fprintf(stderr, "%s: warning: %s\n", name, openness_release_warning(release, i));
}

/* What a file says that is no record but can be made one: a line about the
 * import goes to standard error, since values may have been left out. */
static openness_release *import_release(const openness_database *database, const options *o,
                                        const char *target, const char *bytes, size_t size,
                                        int *status, openness_error **error)
{
    openness_release *release = NULL;
    const char *source = strcmp(target, "-") == 0 ? NULL : target;
    openness_import *import = import_bytes(database, o, source, o->read == NULL ? today() : o->read,
                                           bytes, size, status, error);
    size_t count = openness_import_count(import);
    if (import == NULL)
        return NULL;
    if (count == 1)
        *status = openness_import_release(import, 0, &release, error);
    else
        *status = OPENNESS_E_SCHEMA;
    if (count != 1)
        fprintf(stderr, "%s: %zu releases; openness import -o DIR/ makes a file of each\n", target,
                count);
    else if (*status == OPENNESS_OK)
        fprintf(stderr, "%s: read as %s, %zu notes; openness import --report text shows them\n",
                target, openness_import_format(import), openness_import_note_count(import));
    openness_import_free(import);
    return release;
}

/* Nobody knows it: then what is missing for a record says more, if it is JSON. */
static bool is_unknown(const openness_error *error)
{
    return strcmp(openness_error_issue_id(error, 0), "unknown-format") == 0;
}

static openness_release *parse_release(const openness_database *database, const options *o,
                                       const char *target, const char *bytes, size_t size,
                                       int *exit_code)
{
    openness_release *release = NULL;
    openness_error *error = NULL;
    openness_error *second = NULL;
    int status = OPENNESS_E_JSON;
    if (o->from == NULL)
        status = openness_release_parse(database, bytes, size, o->strict ? OPENNESS_STRICT : 0,
                                        &release, &error);
    if (status == OPENNESS_E_JSON || status == OPENNESS_E_SCHEMA || status == OPENNESS_E_LIMIT) {
        bool json = status == OPENNESS_E_SCHEMA;
        bool large = status == OPENNESS_E_LIMIT; /* weights may be */
        release = import_release(database, o, target, bytes, size, &status, &second);
        if (release == NULL && ((json && is_unknown(second)) ||
                                (large && status == OPENNESS_E_LIMIT))) {
            openness_error_free(second);
        } else {
            openness_error_free(error);
            error = second;
        }
    }
    if (release != NULL)
        print_warnings(target, release);
    else
        *exit_code = error == NULL ? EXIT_INPUT : fail(target, status, error);
    if (release == NULL && (status == OPENNESS_E_ARGUMENT || status == OPENNESS_E_NOT_FOUND))
        *exit_code = EXIT_USAGE; /* --read or --from */
    return release;
}

static openness_release *find_release(const openness_database *database, const options *o,
                                      const char *target, int *exit_code)
{
    openness_release *release = NULL;
    openness_error *error = NULL;
    if (!is_file_name(target)) {
        int status = openness_release_get(database, target, &release, &error);
        if (status == OPENNESS_OK)
            return release;
        FILE *file = fopen(target, "rb");
        if (file == NULL) {
            *exit_code = fail("openness", status, error);
            return NULL;
        }
        fclose(file);
        openness_error_free(error);
    }
    size_t size = 0;
    char *json = read_document(target, &size);
    if (json == NULL) {
        *exit_code = EXIT_INPUT;
        return NULL;
    }
    release = parse_release(database, o, target, json, size, exit_code);
    free(json);
    return release;
}

/* With --stale-after: the same release without what nobody has looked at for so
 * long. How much that is goes to standard error, and into every report. */
static openness_release *forget(openness_release *release, const options *o, const char *target,
                                int *exit_code)
{
    openness_release *fresh = NULL;
    openness_error *error = NULL;
    const char *day = o->as_of == NULL ? today() : o->as_of;
    int status = openness_release_forget(release, day, o->stale_after, &fresh, &error);
    openness_release_free(release);
    if (status != OPENNESS_OK)
        *exit_code = fail("openness", status, error);
    if (status == OPENNESS_E_ARGUMENT)
        *exit_code = EXIT_USAGE; /* --as-of */
    if (fresh != NULL)
        fprintf(stderr, "%s: %zu values taken as unknown: nobody looked at them in the %d days "
                "before %s\n",
                target, openness_release_forgotten_count(fresh), o->stale_after, day);
    return fresh;
}

openness_release *load_release(const openness_database *database, const options *o,
                               const char *target, int *exit_code)
{
    openness_release *release = find_release(database, o, target, exit_code);
    return release == NULL || o->stale_after < 0 ? release
                                                 : forget(release, o, target, exit_code);
}

openness_rubric *load_rubric(const openness_database *database, const options *o,
                             const char *name, int *exit_code)
{
    openness_rubric *rubric = NULL;
    openness_error *error = NULL;
    int status;
    if (is_file_name(name)) {
        size_t size = 0;
        char *json = read_document(name, &size);
        if (json == NULL) {
            *exit_code = EXIT_INPUT;
            return NULL;
        }
        status = openness_rubric_parse(database, json, size, o->strict ? OPENNESS_STRICT : 0,
                                       &rubric, &error);
        free(json);
    } else {
        status = openness_rubric_get(database, name, &rubric, &error);
    }
    if (status != OPENNESS_OK)
        *exit_code = fail(is_file_name(name) ? name : "openness", status, error);
    return rubric;
}

size_t load_rubrics(const openness_database *database, const options *o,
                    const char *const *defaults, size_t default_count,
                    openness_rubric **out, int *exit_code)
{
    size_t count = o->rubric_count > 0 ? o->rubric_count : default_count;
    const char *const *names = o->rubric_count > 0 ? o->rubrics : defaults;
    size_t loaded = 0;
    while (loaded < count) {
        out[loaded] = load_rubric(database, o, names[loaded], exit_code);
        if (out[loaded] == NULL)
            break;
        loaded++;
    }
    if (loaded == count)
        return count;
    while (loaded > 0)
        openness_rubric_free(out[--loaded]);
    return 0;
}
