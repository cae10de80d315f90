/*
 * may.c: the command may: does a license allow what I want to do?
 *
 * Writes the question as JSON from the options and lets the library answer;
 * the exit code is the verdict, so that a script can act on it.
 */
#define _DEFAULT_SOURCE
#include "cli.h"
#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { EXIT_CONDITIONAL = 10, EXIT_FORBIDDEN = 11, EXIT_UNKNOWN = 12 };
enum { MAX_TAGS = 32 };

enum {
    OPT_ARTIFACT = 256,
    OPT_ACTION,
    OPT_COMMERCIAL,
    OPT_NONCOMMERCIAL,
    OPT_MAU,
    OPT_REVENUE,
    OPT_CURRENCY,
    OPT_TERRITORY,
    OPT_FIELD,
    OPT_BUSINESS,
    OPT_DATE
};

static const struct option long_options[] = {
    {"artifact", required_argument, NULL, OPT_ARTIFACT},
    {"action", required_argument, NULL, OPT_ACTION},
    {"commercial", no_argument, NULL, OPT_COMMERCIAL},
    {"noncommercial", no_argument, NULL, OPT_NONCOMMERCIAL},
    {"mau", required_argument, NULL, OPT_MAU},
    {"revenue", required_argument, NULL, OPT_REVENUE},
    {"currency", required_argument, NULL, OPT_CURRENCY},
    {"territory", required_argument, NULL, OPT_TERRITORY},
    {"field", required_argument, NULL, OPT_FIELD},
    {"business", required_argument, NULL, OPT_BUSINESS},
    {"date", required_argument, NULL, OPT_DATE},
    {"format", required_argument, NULL, 'f'},
    {"data", required_argument, NULL, COMMON_DATA},
    {"strict", no_argument, NULL, COMMON_STRICT},
    {"width", required_argument, NULL, COMMON_WIDTH},
    {"no-color", no_argument, NULL, COMMON_NO_COLOR},
    {NULL, 0, NULL, 0},
};

/* What the options say of the question; NULL where they say nothing. */
typedef struct {
    options common;
    const char *artifact;
    const char *action;
    const char *commercial; /* "true" or "false" */
    const char *users;
    const char *revenue;
    const char *currency;
    const char *territory;
    const char *date;
    const char *fields[MAX_TAGS];
    size_t field_count;
    const char *business[MAX_TAGS];
    size_t business_count;
    bool no_business; /* --business none */
} request;

/* Digits, with commas and underscores between them as people write them. */
static bool set_number(const char **out, const char *option, char *value)
{
    char *to = value;
    for (const char *at = value; *at != '\0'; at++) {
        if (*at >= '0' && *at <= '9')
            *to++ = *at;
        else if ((*at != ',' && *at != '_') || to == value)
            break;
        if (at[1] == '\0') {
            *to = '\0';
            while (value[0] == '0' && value[1] != '\0')
                value++; /* JSON has no leading zeros */
            *out = value;
            return true;
        }
    }
    fprintf(stderr, "openness: --%s takes a whole number, not '%s'\n", option, value);
    return false;
}

static bool set_format(options *common, const char *word)
{
    static const char *const names[] = {"json", "text", "markdown"};
    int format = options_pick("format", word, names, sizeof names / sizeof names[0]);
    common->format = format + OPENNESS_FORMAT_JSON;
    return format >= 0;
}

static bool set_business(request *r, const char *tag)
{
    if (strcmp(tag, "none") == 0) {
        r->no_business = true;
        return true;
    }
    return options_append(r->business, &r->business_count, MAX_TAGS, "business", tag);
}

/* Options that are a member of the question and nothing else. */
static const char **member_of(request *r, int option)
{
    switch (option) {
    case OPT_ARTIFACT:
        return &r->artifact;
    case OPT_ACTION:
        return &r->action;
    case OPT_CURRENCY:
        return &r->currency;
    case OPT_TERRITORY:
        return &r->territory;
    case OPT_DATE:
        return &r->date;
    default:
        return NULL;
    }
}

static bool apply(request *r, int option, char *value)
{
    const char **member = member_of(r, option);
    if (member != NULL) {
        *member = value;
        return true;
    }
    switch (option) {
    case OPT_COMMERCIAL:
        r->commercial = "true";
        return true;
    case OPT_NONCOMMERCIAL:
        r->commercial = "false";
        return true;
    case OPT_MAU:
        return set_number(&r->users, "mau", value);
    case OPT_REVENUE:
        return set_number(&r->revenue, "revenue", value);
    case OPT_FIELD:
        return options_append(r->fields, &r->field_count, MAX_TAGS, "field", value);
    case OPT_BUSINESS:
        return set_business(r, value);
    case 'f':
        return set_format(&r->common, value);
    default:
        return options_take(&r->common, option, value);
    }
}

static int read_request(request *r, int argc, char **argv)
{
    int option;
    memset(r, 0, sizeof *r);
    options_read(&r->common, 1, argv); /* width and color of this terminal */
    optind = 1;
    while ((option = getopt_long(argc, argv, "f:", long_options, NULL)) != -1)
        if (!apply(r, option, optarg))
            return EXIT_USAGE;
    if (optind + 1 != argc) {
        fprintf(stderr, "openness: may takes one license, release or file; see openness --help\n");
        return EXIT_USAGE;
    }
    return EXIT_DONE;
}

/* A JSON string: what a person typed may hold anything. */
static void write_string(FILE *out, const char *text)
{
    fputc('"', out);
    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '"' || c == '\\')
            fprintf(out, "\\%c", c);
        else if (c < 0x20)
            fprintf(out, "\\u%04x", c);
        else
            fputc(c, out);
    }
    fputc('"', out);
}

static void write_key(FILE *out, const char *key, bool *begun)
{
    fprintf(out, "%s\"%s\": ", *begun ? ", " : "", key);
    *begun = true;
}

static void write_text(FILE *out, const char *key, const char *text, bool *begun)
{
    if (text == NULL)
        return;
    write_key(out, key, begun);
    write_string(out, text);
}

/* true, false and numbers, which were checked: as they stand. */
static void write_word(FILE *out, const char *key, const char *word, bool *begun)
{
    if (word == NULL)
        return;
    write_key(out, key, begun);
    fputs(word, out);
}

static void write_list(FILE *out, const char *key, const char *const *items, size_t count,
                       bool *begun)
{
    write_key(out, key, begun);
    fputc('[', out);
    for (size_t i = 0; i < count; i++) {
        fputs(i == 0 ? "" : ", ", out);
        write_string(out, items[i]);
    }
    fputc(']', out);
}

/* The question as JSON, to be freed; NULL without memory. */
static char *write_question(const request *r, size_t *size)
{
    char *text = NULL;
    bool begun = false;
    FILE *out = open_memstream(&text, size);
    if (out == NULL)
        return NULL;
    fputc('{', out);
    write_text(out, "action", r->action, &begun);
    write_word(out, "commercial", r->commercial, &begun);
    write_word(out, "monthly_active_users", r->users, &begun);
    write_word(out, "annual_revenue", r->revenue, &begun);
    write_text(out, "currency", r->currency, &begun);
    write_text(out, "territory", r->territory, &begun);
    if (r->field_count > 0)
        write_list(out, "fields", r->fields, r->field_count, &begun);
    if (r->business_count > 0 || r->no_business)
        write_list(out, "business", r->business, r->business_count, &begun);
    write_text(out, "date", r->date, &begun);
    fputc('}', out);
    if (fclose(out) != 0) {
        free(text);
        return NULL;
    }
    return text;
}

static int exit_of(int verdict)
{
    switch (verdict) {
    case OPENNESS_ALLOWED:
        return EXIT_DONE;
    case OPENNESS_CONDITIONAL:
        return EXIT_CONDITIONAL;
    case OPENNESS_FORBIDDEN:
        return EXIT_FORBIDDEN;
    default:
        return EXIT_UNKNOWN;
    }
}

static int print_answer(const request *r, const openness_answer *answer)
{
    const options *o = &r->common;
    openness_text *text = NULL;
    openness_error *error = NULL;
    uint32_t flags = o->color && o->format == OPENNESS_FORMAT_TEXT ? OPENNESS_COLOR : 0;
    int status = openness_answer_render(answer, o->format, flags, o->width, &text, &error);
    if (status != OPENNESS_OK) {
        print_error("openness", error);
        openness_error_free(error);
        return EXIT_INTERNAL;
    }
    fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    openness_text_free(text);
    return exit_of(openness_answer_verdict(answer));
}

static int finish(const request *r, int status, openness_answer *answer, openness_error *error)
{
    int code;
    if (status == OPENNESS_OK) {
        code = print_answer(r, answer);
    } else {
        print_error(openness_error_issue_count(error) > 0 ? "question" : "openness", error);
        code = status == OPENNESS_E_NOMEM ? EXIT_INTERNAL : EXIT_INPUT;
    }
    openness_answer_free(answer);
    openness_error_free(error);
    return code;
}

static int ask_release(const request *r, const openness_release *release, const char *question,
                       size_t size)
{
    openness_answer *answer = NULL;
    openness_error *error = NULL;
    int status = openness_may_release(release, r->artifact, question, size, &answer, &error);
    return finish(r, status, answer, error);
}

/* A file, or the id of a release: of licenses only an address has a slash. */
static bool is_release_name(const char *name)
{
    size_t length = strlen(name);
    bool slash = strchr(name, '/') != NULL && strstr(name, "://") == NULL;
    return strcmp(name, "-") == 0 || name[0] == '.' || slash ||
           (length > 5 && strcmp(name + length - 5, ".json") == 0);
}

/* An id or expression, else a name that is on record for one. An error without
 * issues is about the target; others are about the question. */
static int ask_license(const request *r, const openness_database *database, const char *name,
                       const char *question, size_t size)
{
    char expression[MAX_EXPRESSION];
    openness_answer *answer = NULL;
    openness_error *error = NULL;
    bool said = false;
    int status = openness_may_license(database, name, question, size, &answer, &error);
    bool unknown = (status == OPENNESS_E_SCHEMA || status == OPENNESS_E_NOT_FOUND) &&
                   openness_error_issue_count(error) == 0;
    if (unknown && look_up_license(database, name, expression, sizeof expression, &said)) {
        openness_error_free(error);
        status = openness_may_license(database, expression, question, size, &answer, &error);
    } else if (said) {
        openness_error_free(error);
        return EXIT_INPUT;
    }
    return finish(r, status, answer, error);
}

/* A release by id or file, else a license. */
static int ask(const request *r, const openness_database *database, const char *target,
               const char *question, size_t size)
{
    openness_release *release = NULL;
    int code = EXIT_DONE;
    if (is_release_name(target))
        release = load_release(database, &r->common, target, &code);
    else if (openness_release_get(database, target, &release, NULL) != OPENNESS_OK)
        release = NULL;
    if (release != NULL || code != EXIT_DONE) {
        if (release != NULL)
            code = ask_release(r, release, question, size);
        openness_release_free(release);
        return code;
    }
    if (r->artifact != NULL) {
        fprintf(stderr, "openness: --artifact needs a release, and there is no release \"%s\"\n",
                target);
        return EXIT_INPUT;
    }
    return ask_license(r, database, target, question, size);
}

int command_may(int argc, char **argv)
{
    request r;
    int code = read_request(&r, argc, argv);
    if (code != EXIT_DONE)
        return code;
    size_t size = 0;
    char *question = write_question(&r, &size);
    if (question == NULL) {
        fputs("openness: out of memory\n", stderr);
        return EXIT_INTERNAL;
    }
    openness_database *database = open_database(&r.common, &code);
    if (database != NULL)
        code = ask(&r, database, argv[optind], question, size);
    openness_database_free(database);
    free(question);
    return code;
}
