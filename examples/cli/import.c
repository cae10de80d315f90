/*
 * import.c: the command import: other projects' documents as release records.
 *
 * Records go to standard output or to files, the report of what was read goes
 * to standard error; --report prints it in place of the records. With --merge all
 * of them become one (merge.c).
 */
#define _DEFAULT_SOURCE
#include "cli.h"
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

enum { OPT_SOURCE = 256, OPT_REPORT, OPT_MERGE, OPT_POLICY, OPT_ID, OPT_DATA_STAGE, OPT_DATA_COMPLETE };
enum { MAX_PATH = 1024 };

static const struct option long_options[] = {
    {"from", required_argument, NULL, COMMON_FROM},
    {"read", required_argument, NULL, COMMON_READ},
    {"source", required_argument, NULL, OPT_SOURCE},
    {"output", required_argument, NULL, 'o'},
    {"report", required_argument, NULL, OPT_REPORT},
    {"data", required_argument, NULL, COMMON_DATA},
    {"strict", no_argument, NULL, COMMON_STRICT},
    {"width", required_argument, NULL, COMMON_WIDTH},
    {"merge", no_argument, NULL, OPT_MERGE},
    {"policy", required_argument, NULL, OPT_POLICY},
    {"id", required_argument, NULL, OPT_ID},
    {"data-stage", required_argument, NULL, OPT_DATA_STAGE},
    {"data-complete", no_argument, NULL, OPT_DATA_COMPLETE},
    {NULL, 0, NULL, 0},
};

/* A record that went to a file of its own, and where it came from. */
typedef struct {
    char *id;
    const char *from;
} written;

typedef struct {
    options common;
    const char **sources; /* of the evidence, by file; none: the paths */
    size_t source_count;
    bool folder; /* the output ends in a slash */
    int report;         /* OPENNESS_FORMAT_*; 0: text, to standard error */
    merge_request merge;
    size_t printed; /* records or reports so far */
    FILE *out;      /* NULL until there is something to write */
    written *files; /* of a folder */
    size_t file_count;
} request;

/* The library has no clock: a date that matters is an argument. */
const char *today(void)
{
    static char text[sizeof "YYYY-MM-DD"];
    time_t now = time(NULL);
    struct tm *utc = gmtime(&now);
    if (utc == NULL || strftime(text, sizeof text, "%Y-%m-%d", utc) == 0)
        return "1970-01-01";
    return text;
}

static bool set_report(request *r, const char *word)
{
    static const char *const names[] = {"json", "text", "markdown"};
    int report = options_pick("report", word, names, sizeof names / sizeof names[0]);
    r->report = report + OPENNESS_FORMAT_JSON;
    return report >= 0;
}

static bool apply(request *r, int option, const char *value)
{
    switch (option) {
    case OPT_SOURCE:
        r->sources[r->source_count++] = value;
        return true;
    case OPT_REPORT:
        return set_report(r, value);
    case OPT_MERGE:
        r->merge.wanted = true;
        return true;
    case OPT_POLICY:
        return merge_policy(&r->merge, value);
    case OPT_ID:
        r->merge.id = value;
        return true;
    case OPT_DATA_STAGE:
        return merge_stage(&r->merge, value);
    case OPT_DATA_COMPLETE:
        r->merge.data_complete = true;
        return true;
    default:
        return options_take(&r->common, option, value);
    }
}

static int read_request(request *r, int argc, char **argv)
{
    int option;
    memset(r, 0, sizeof *r);
    options_read(&r->common, 1, argv); /* width of this terminal */
    r->sources = calloc((size_t)argc, sizeof *r->sources);
    if (r->sources == NULL)
        return EXIT_INTERNAL;
    optind = 1;
    while ((option = getopt_long(argc, argv, "o:", long_options, NULL)) != -1)
        if (!apply(r, option, optarg))
            return EXIT_USAGE;
    r->common.operands = argv + optind;
    r->common.operand_count = (size_t)(argc - optind);
    r->folder = r->common.output != NULL && *r->common.output != '\0' &&
                r->common.output[strlen(r->common.output) - 1] == '/';
    if (r->common.operand_count == 0) {
        fprintf(stderr, "openness: name a file or -; formats are %s; see openness --help\n",
                openness_import_formats());
        return EXIT_USAGE;
    }
    if (r->source_count > 0 && r->source_count != r->common.operand_count) {
        fprintf(stderr,
                "openness: --source tells where a file comes from, one for each in their order; "
                "there are %zu for %zu files\n",
                r->source_count, r->common.operand_count);
        return EXIT_USAGE;
    }
    return merge_request_valid(&r->merge) ? EXIT_DONE : EXIT_USAGE;
}

openness_import *import_bytes(const openness_database *database, const options *o,
                              const char *source, const char *read, const char *bytes,
                              size_t size, int *status, openness_error **error)
{
    openness_import *import = NULL;
    size_t limit = (size_t)openness_limit(OPENNESS_LIMIT_INPUT_BYTES);
    uint32_t flags = o->strict ? OPENNESS_STRICT : 0;
    /* Of weights the header is enough, and it stands first. */
    if (size > limit) {
        flags |= OPENNESS_PREFIX;
        size = limit;
    }
    *status = openness_import_bytes(database, o->from, source, read, bytes, size, flags, &import,
                                    error);
    return import;
}

/* Every folder of a path. */
static bool make_folders(char *path)
{
    for (char *at = path + 1; (at = strchr(at, '/')) != NULL; at++) {
        *at = '\0';
        bool made = mkdir(path, 0777) == 0 || errno == EEXIST;
        if (!made)
            fprintf(stderr, "%s: %s\n", path, strerror(errno));
        *at = '/';
        if (!made)
            return false;
    }
    return true;
}

/* Two records of one id would be one file: the second is refused, since it would
 * replace the first without a word. */
static bool is_first(request *r, const char *id, const char *from)
{
    for (size_t i = 0; i < r->file_count; i++)
        if (strcmp(r->files[i].id, id) == 0) {
            fprintf(stderr,
                    "%s: has a release %s, as has %s, which is written to %s%s.json: give one "
                    "of them, or make one record of both with --merge\n",
                    from, id, strcmp(from, r->files[i].from) == 0 ? "a record before it" :
                    r->files[i].from, r->common.output, id);
            return false;
        }
    return true;
}

static bool remember(request *r, const char *id, const char *from)
{
    written *files = realloc(r->files, (r->file_count + 1) * sizeof *files);
    if (files == NULL)
        return false;
    r->files = files;
    files[r->file_count] = (written){strdup(id), from};
    if (files[r->file_count].id == NULL)
        return false;
    r->file_count++;
    return true;
}

/* DIR/producer/name.json. Ids hold nothing that leads out of the folder; a
 * file that was there before is replaced. */
static int write_file(request *r, const char *record, const char *id, const char *from)
{
    char path[MAX_PATH];
    if (!is_first(r, id, from))
        return EXIT_INPUT;
    if (!remember(r, id, from))
        return EXIT_INTERNAL;
    int length = snprintf(path, sizeof path, "%s%s.json", r->common.output, id);
    if (length < 0 || (size_t)length >= sizeof path) {
        fprintf(stderr, "%s: the name is too long\n", r->common.output);
        return EXIT_INPUT;
    }
    if (!make_folders(path))
        return EXIT_INPUT;
    FILE *file = fopen(path, "wb");
    bool failed = file == NULL || fputs(record, file) < 0;
    failed = (file != NULL && fclose(file) != 0) || failed;
    if (failed) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return EXIT_INPUT;
    }
    printf("%s\n", path);
    return EXIT_DONE;
}

static int write_files(request *r, const openness_import *import, const char *from)
{
    int worst = EXIT_DONE;
    for (size_t i = 0; i < openness_import_count(import); i++) {
        openness_release *release = NULL;
        if (openness_import_release(import, i, &release, NULL) != OPENNESS_OK)
            return EXIT_INTERNAL;
        int code = write_file(r, openness_import_record(import, i), openness_release_id(release),
                              from);
        worst = code > worst ? code : worst;
        openness_release_free(release);
    }
    return worst;
}

/* Only once everything is read: the file may be one of those that are read, and
 * what is in it must not go before there is something to put in its place. */
static bool open_output(request *r)
{
    r->out = r->common.output == NULL || r->folder ? stdout : fopen(r->common.output, "wb");
    if (r->out == NULL)
        fprintf(stderr, "%s: %s\n", r->common.output, strerror(errno));
    return r->out != NULL;
}

/* Several records become the elements of one array, which is closed at the end. */
static void write_records(request *r, const openness_import *import, bool array)
{
    for (size_t i = 0; i < openness_import_count(import); i++) {
        fputs(!array ? "" : r->printed == 0 ? "[\n" : ",\n", r->out);
        fputs(openness_import_record(import, i), r->out);
        r->printed++;
    }
}

static int print_report(request *r, const openness_import *import, size_t index)
{
    openness_text *text = NULL;
    bool shown = r->report != 0;
    bool array = r->report == OPENNESS_FORMAT_JSON && r->common.operand_count > 1;
    int format = shown ? r->report : OPENNESS_FORMAT_TEXT;
    FILE *to = shown ? stdout : stderr;
    if (openness_import_render(import, format, r->common.width, &text, NULL) != OPENNESS_OK)
        return EXIT_INTERNAL;
    if (index > 0 || array)
        fputs(!array ? "\n" : index == 0 ? "[\n" : ",\n", to);
    fwrite(openness_text_data(text), 1, openness_text_size(text), to);
    openness_text_free(text);
    return EXIT_DONE;
}

static int import_file(request *r, const openness_database *database, size_t index,
                       openness_import **out)
{
    const char *path = r->common.operands[index];
    openness_error *error = NULL;
    size_t size = 0;
    int status;
    char *bytes = read_document(path, &size);
    if (bytes == NULL)
        return EXIT_INPUT;
    const char *source = r->source_count > 0 ? r->sources[index] : strcmp(path, "-") == 0 ? NULL : path;
    const char *read = r->common.read == NULL ? today() : r->common.read;
    *out = import_bytes(database, &r->common, source, read, bytes, size, &status, &error);
    free(bytes);
    if (status == OPENNESS_OK)
        return EXIT_DONE;
    bool usage = status == OPENNESS_E_ARGUMENT || status == OPENNESS_E_NOT_FOUND;
    bool internal = status == OPENNESS_E_NOMEM || status == OPENNESS_E_INTERNAL;
    print_error(usage ? "openness" : path, error);
    openness_error_free(error);
    return usage ? EXIT_USAGE : internal ? EXIT_INTERNAL : EXIT_INPUT;
}

/* One record, or its report in place of it. */
static int write_merged(request *r, const openness_merged *merged)
{
    int format = r->report != 0 ? r->report : OPENNESS_FORMAT_TEXT;
    openness_text *text = NULL;
    openness_release *release = NULL;
    int code = EXIT_DONE;
    if (openness_merged_render(merged, format, r->common.width, &text, NULL) != OPENNESS_OK)
        return EXIT_INTERNAL;
    if (!r->folder) {
        if (!open_output(r))
            code = EXIT_INPUT;
        else if (r->report == 0 || r->common.output != NULL)
            fputs(openness_merged_record(merged), r->out);
    } else if (openness_merged_release(merged, &release, NULL) != OPENNESS_OK) {
        code = EXIT_INTERNAL;
    } else {
        code = write_file(r, openness_merged_record(merged), openness_release_id(release),
                          r->common.operands[0]);
        openness_release_free(release);
    }
    if (code == EXIT_DONE)
        fwrite(openness_text_data(text), 1, openness_text_size(text),
               r->report != 0 ? stdout : stderr);
    openness_text_free(text);
    return code;
}

/* A source that cannot be read would be missing from the merge without a word. */
static int merge_all(request *r, openness_import **imports, const openness_database *database)
{
    int code = EXIT_DONE;
    openness_merged *merged =
        merge_imports(database, &r->merge, imports, r->common.operand_count, &code);
    if (merged != NULL)
        code = write_merged(r, merged);
    openness_merged_free(merged);
    return code;
}

/* Everything is read before anything is written: whether there is one record
 * or an array of them is known only then. */
static int import_all(request *r, openness_import **imports, const openness_database *database)
{
    int worst = EXIT_DONE;
    size_t count = r->common.operand_count;
    size_t records = 0;
    size_t reports = 0;
    bool any = false;
    for (size_t i = 0; i < count; i++) {
        int code = import_file(r, database, i, &imports[i]);
        worst = code > worst ? code : worst;
        records += openness_import_count(imports[i]);
        any = any || imports[i] != NULL;
    }
    if (r->merge.wanted)
        return worst == EXIT_DONE ? merge_all(r, imports, database) : worst;
    /* Of files that cannot be read there is nothing to write. */
    if (any && !open_output(r))
        return EXIT_INPUT;
    for (size_t i = 0; i < count; i++) {
        int code = EXIT_DONE;
        if (imports[i] == NULL)
            continue;
        if (r->folder)
            code = write_files(r, imports[i], r->common.operands[i]);
        else if (r->report == 0 || r->common.output != NULL)
            write_records(r, imports[i], records != 1);
        if (code == EXIT_DONE)
            code = print_report(r, imports[i], reports++);
        worst = code > worst ? code : worst;
    }
    if (!r->folder && (r->report == 0 || r->common.output != NULL) && records != 1 &&
        reports > 0)
        fputs(r->printed > 0 ? "]\n" : "[]\n", r->out);
    if (r->report == OPENNESS_FORMAT_JSON && count > 1)
        fputs(reports > 0 ? "]\n" : "[]\n", stdout);
    return worst;
}

int command_import(int argc, char **argv)
{
    request r;
    int code = read_request(&r, argc, argv);
    if (code != EXIT_DONE) {
        free(r.sources);
        return code;
    }
    openness_database *database = open_database(&r.common, &code);
    openness_import **imports = calloc(r.common.operand_count, sizeof(openness_import *));
    if (database != NULL && imports != NULL)
        code = import_all(&r, imports, database);
    if (r.out != NULL && r.out != stdout && fclose(r.out) != 0) {
        fprintf(stderr, "%s: %s\n", r.common.output, strerror(errno));
        code = EXIT_INPUT;
    }
    for (size_t i = 0; imports != NULL && i < r.common.operand_count; i++)
        openness_import_free(imports[i]);
    for (size_t i = 0; i < r.file_count; i++)
        free(r.files[i].id);
    free(r.files);
    free(r.sources);
    free(imports);
    openness_database_free(database);
    return code;
}
