/*
 * import_hub_name.c: which repository of the Hub an address or a name means.
 *
 * Takes texts, gives the organization and the name. Only what is certain counts:
 * a release under the wrong name would be merged with another one, so that the
 * path of a mirror or of a file at home names nothing.
 *
 * Must not know what stands in a repository.
 */
#include "ascii.h"
#include "import_hub_parts.h"

/* Longest names that the Hub gives. */
enum { MOST_NAME = 96, LEAST_COMMIT = 7, MOST_COMMIT = 64 };

static bool is_name_char(char c)
{
    return opn_is_alpha(c) || opn_is_digit(c) || c == '.' || c == '_' || c == '-';
}

/* The size of the name that a text begins with; 0 when there is none. */
static size_t name_size(const char *text)
{
    size_t size = 0;

    while (is_name_char(text[size])) {
        size++;
    }
    return size > MOST_NAME || text[0] == '.' || text[0] == '-' ? 0 : size;
}

static bool is_one_of(const char *text, size_t size, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strlen(words[i]) == size && strncmp(words[i], text, size) == 0) {
            return true;
        }
    }
    return false;
}

/* Pages of the Hub that are no repositories. */
static bool is_page(const char *text, size_t size)
{
    static const char *const words[] = {
        "api",     "blog",          "chat",       "collections", "datasets",
        "docs",    "join",          "learn",      "login",       "models",
        "new",     "organizations", "posts",      "papers",      "pricing",
        "search",  "settings",      "spaces",     "tasks",       "terms-of-service",
        "privacy", "front",         "enterprise",
    };

    return is_one_of(text, size, words, OPN_ARRAY_LEN(words));
}

/* What follows a repository in an address, before a revision. */
static bool is_view(const char *text, size_t size)
{
    static const char *const words[] = {"blob",   "raw",     "resolve",     "tree",
                                        "commit", "commits", "discussions", "revision"};

    return is_one_of(text, size, words, OPN_ARRAY_LEN(words));
}

static const char *behind_host(const char *text)
{
    static const char *const hosts[] = {"huggingface.co/", "www.huggingface.co/", "hf.co/"};
    const char *scheme = strstr(text, "://");

    text = scheme != NULL ? scheme + strlen("://") : text;
    for (size_t i = 0; i < OPN_ARRAY_LEN(hosts); i++) {
        size_t at = 0;

        while (hosts[i][at] != '\0' && opn_lower(text[at]) == hosts[i][at]) {
            at++;
        }
        if (hosts[i][at] == '\0') {
            return text + at;
        }
    }
    return NULL;
}

static const char *keep(opn_import_job *job, const char *text, size_t size)
{
    const char *copy = opn_arena_copy(job->arena, text, size);

    job->out_of_memory = job->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* A branch moves, a commit stays: only that is the revision of what was read. */
static const char *commit_at(opn_import_job *job, const char *text)
{
    size_t size = 0;

    while (opn_is_digit(text[size]) || (text[size] >= 'a' && text[size] <= 'f')) {
        size++;
    }
    if (size < LEAST_COMMIT || size > MOST_COMMIT ||
        (text[size] != '\0' && strchr("/:?#", text[size]) == NULL)) {
        return NULL;
    }
    return keep(job, text, size);
}

/* The revision behind a name: "@commit", or "/blob/commit". */
static const char *read_revision(opn_import_job *job, const char *text)
{
    size_t view;

    if (*text == '@') {
        return commit_at(job, text + 1);
    }
    if (*text != '/') {
        return NULL;
    }
    view = strcspn(text + 1, "/");
    return is_view(text + 1, view) && text[1 + view] == '/' ? commit_at(job, text + 2 + view)
                                                            : NULL;
}

static bool ends_name(char c)
{
    return c == '\0' || c == '/' || c == '@' || c == '?' || c == '#';
}

/* "name" or "org/name" at the beginning of a text. */
static bool read_name(opn_import_job *job, const char *text, opn_hub_repository *out)
{
    size_t first = name_size(text);
    size_t second;

    if (first == 0 || !ends_name(text[first])) {
        return false;
    }
    second = text[first] == '/' ? name_size(text + first + 1) : 0;
    if (second > 0 && is_view(text + first + 1, second)) {
        second = 0;
    } else if (second > 0 && !ends_name(text[first + 1 + second])) {
        return false;
    }
    out->org = second == 0 ? NULL : keep(job, text, first);
    out->name = second == 0 ? keep(job, text, first) : keep(job, text + first + 1, second);
    out->path = keep(job, text, second == 0 ? first : first + 1 + second);
    out->revision = read_revision(job, text + (second == 0 ? first : first + 1 + second));
    return true;
}

static bool read_address(opn_import_job *job, const char *text, opn_hub_repository *out)
{
    const char *at = behind_host(text);
    const char *behind;

    if (at == NULL) {
        return false;
    }
    behind = opn_hub_behind(at, "api/");
    at = behind == NULL ? at : behind;
    behind = behind == NULL ? NULL : opn_hub_behind(at, "models/");
    at = behind == NULL ? at : behind;
    behind = opn_hub_behind(at, "datasets/");
    out->dataset = behind != NULL;
    at = behind == NULL ? at : behind;
    return !is_page(at, strcspn(at, "/?#@")) && read_name(job, at, out);
}

bool opn_hub_source(opn_import_job *job, opn_hub_repository *out)
{
    *out = (opn_hub_repository){0};
    if (read_address(job, job->source, out)) {
        return true;
    }
    *out = (opn_hub_repository){0};
    return false;
}

/* Without a host the whole text must be the name. */
bool opn_hub_name(opn_import_job *job, const char *text, opn_hub_repository *out)
{
    *out = (opn_hub_repository){0};
    if (behind_host(text) != NULL) {
        if (read_address(job, text, out)) {
            return true;
        }
    } else if (read_name(job, text, out) && strlen(out->path) == strlen(text)) {
        return true;
    }
    *out = (opn_hub_repository){0};
    return false;
}

const char *opn_hub_id(opn_import_job *job, const opn_hub_repository *repository)
{
    return opn_import_id(job, repository->org, repository->name);
}
