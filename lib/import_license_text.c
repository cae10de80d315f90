/*
 * import_license_text.c: the file LICENSE of a repository.
 *
 * Takes plain text, gives one record with the license that its title names. The
 * text itself is not read: only a title that equals a name on record counts, and
 * what somebody changed further down is not seen. Such a file lies in a
 * repository, and says of it what nobody knows: whether it is meant for the
 * weights, for code or for all. Of a repository of the Hub it is taken as the
 * license of the weights (or of the data), which is what such a repository holds,
 * with medium confidence; of a file whose repository is not named, with low
 * confidence. In a repository of code it says nothing of weights.
 *
 * Must not know any license, nor take the nearest name.
 */
#include "ascii.h"
#include "import_weights.h"
#include "normalize.h"
#include "utf8.h"

enum {
    TITLES = 2,
    TITLE_LIMIT = 200, /* a longer line is prose */
    LINES_BEFORE = 40, /* among which a title stands */
    BODY_LIMIT = 65536 /* within which a license gives something */
};

typedef struct {
    char text[TITLE_LIMIT + 1];
    size_t line; /* from 1; 0: there is none */
} title;

/* ---- finding the title ---- */

static bool is_mark(char c)
{
    return opn_name_space(c) || strchr("#*=-_~`+", c) != NULL;
}

static bool is_text(const char *text, size_t size)
{
    size_t length = 1;

    for (size_t at = 0; at < size && length > 0; at += length) {
        length = text[at] == '\0' ? 0 : opn_utf8_next(text + at, size - at);
    }
    return length > 0;
}

/* A line without the marks that make it a heading. */
static void clean(const char *text, size_t size, title *out)
{
    while (size > 0 && is_mark(text[0])) {
        text++;
        size--;
    }
    /* "RAIL+-M" ends otherwise than in marks; a title that ends in them does not. */
    while (size > 0 && is_mark(text[size - 1])) {
        size--;
    }
    size = size > TITLE_LIMIT ? 0 : size;
    memcpy(out->text, text, size);
    out->text[size] = '\0';
}

static bool begins(const char *text, const char *lower)
{
    while (*lower != '\0' && opn_lower(*text) == *lower) {
        text++;
        lower++;
    }
    return *lower == '\0';
}

/* Whether one of the words stands anywhere in the bytes, whatever its case. */
static bool holds(const char *bytes, size_t size, const char *const *words, size_t count)
{
    for (size_t at = 0; at < size; at++) {
        for (size_t i = 0; i < count; i++) {
            size_t length = strlen(words[i]);
            size_t same = 0;

            while (same < length && at + same < size &&
                   opn_lower(bytes[at + same]) == words[i][same]) {
                same++;
            }
            if (same == length) {
                return true;
            }
        }
    }
    return false;
}

/* The first lines that say something; who holds the copyright says nothing here. */
static void find_titles(const char *bytes, size_t size, title out[TITLES])
{
    size_t found = 0;
    size_t line = 0;
    size_t at = 0;

    memset(out, 0, TITLES * sizeof *out);
    while (at < size && found < TITLES && line < LINES_BEFORE) {
        const char *end = memchr(bytes + at, '\n', size - at);
        size_t length = end == NULL ? size - at : (size_t)(end - bytes) - at;

        line++;
        if (!is_text(bytes + at, length)) {
            return;
        }
        clean(bytes + at, length, &out[found]);
        if (out[found].text[0] != '\0' && !begins(out[found].text, "copyright")) {
            out[found].line = line;
            found++;
        }
        at += length + 1;
    }
}

/* Before any name is looked up: a heading of a license, and below it somebody who
 * permits, grants, waives or agrees to something. */
static bool sniff(const char *bytes, size_t size)
{
    static const char *const heads[] = {
        "licen",     "agreement",     "terms of use", "creative commons",
        "universal", "international", "rail",         "public domain",
    };
    static const char *const bodies[] = {"permi", "grant", "waive", "agree"};
    title titles[TITLES];

    find_titles(bytes, size, titles);
    return titles[0].line > 0 && strpbrk(titles[0].text, ":;{}<>|=?\"") == NULL &&
           holds(titles[0].text, strlen(titles[0].text), heads, OPN_ARRAY_LEN(heads)) &&
           holds(bytes, size < BODY_LIMIT ? size : BODY_LIMIT, bodies, OPN_ARRAY_LEN(bodies));
}

/* ---- what it names ---- */

static const char *part(opn_import_job *job, const char *text, size_t size)
{
    const char *copy = opn_arena_copy(job->arena, text, size);

    job->out_of_memory = job->out_of_memory || copy == NULL;
    return copy == NULL ? "" : opn_import_trimmed(job, copy);
}

static opn_stated try_name(opn_import_job *job, const title *at, const char *text)
{
    opn_tree node = {.kind = OPN_TREE_SCALAR, .quoted = true, .text = text, .line = at->line};
    opn_stated out;

    node.column = 1;
    out = opn_stated_read(job, &node);
    out.node = NULL;
    /* That there is no license is not said by a license. */
    if (out.license != NULL &&
        (opn_streq(out.license, "none") || opn_streq(out.license, "proprietary"))) {
        out.license = NULL;
    }
    return out;
}

/* "Version 2.0, January 2004" is the other half of a name, and without it the name may be
 * that of another version. */
static const char *version_of(opn_import_job *job, const title *second)
{
    const char *at = second->text;
    size_t size;

    if (second->line == 0 || !begins(at, "version")) {
        return NULL;
    }
    at += strlen("version");
    at += strspn(at, " :\tvV");
    size = strspn(at, "0123456789.");
    while (size > 0 && at[size - 1] == '.') {
        size--;
    }
    return size == 0 ? NULL : part(job, at, size);
}

/* "OpenMDW License Agreement, version 1.0 (OpenMDW-1.0)" names it twice. */
static const char *without_parenthesis(opn_import_job *job, const char *text)
{
    const char *open = strrchr(text, '(');
    size_t size = strlen(text);

    if (open == NULL || open == text || text[size - 1] != ')') {
        return NULL;
    }
    return part(job, text, (size_t)(open - text));
}

static opn_stated name_of(opn_import_job *job, const title titles[TITLES])
{
    const char *version = version_of(job, &titles[1]);
    const char *shorter = without_parenthesis(job, titles[0].text);
    opn_stated out;

    if (version != NULL) {
        return try_name(job, &titles[0],
                        opn_stated_message(job, "%s Version %s", titles[0].text, version));
    }
    out = try_name(job, &titles[0], titles[0].text);
    if (out.license == NULL && shorter != NULL) {
        out = try_name(job, &titles[0], shorter);
    }
    /* The one heading that stands above the names of several licenses. */
    if (out.license == NULL && begins(titles[0].text, "creative commons legal code") &&
        titles[1].line > 0) {
        out = try_name(job, &titles[1], titles[1].text);
    }
    return out;
}

/* ---- what it is the license of ---- */

static bool is_code(const char *source)
{
    static const char *const hosts[] = {"github.com/", "githubusercontent.com/", "gitlab.com/",
                                        "bitbucket.org/", "codeberg.org/"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(hosts); i++) {
        if (strstr(source, hosts[i]) != NULL) {
            return true;
        }
    }
    return false;
}

static opn_draft_claim claim_of(opn_import_job *job, const opn_stated *name, size_t line,
                                bool named)
{
    opn_draft_claim claim = opn_import_claim(
        job, NULL, opn_stated_message(job, "a license file with the title \"%s\"", name->text));

    claim.locator = opn_stated_message(job, "line %zu", line);
    claim.confidence = named ? "medium" : "low";
    return claim;
}

static void put(opn_import_job *job, const opn_stated *name, size_t line)
{
    opn_draft draft = opn_draft_begin(job->arena);
    opn_hub_card card = {0};
    opn_draft_artifact artifact = {.kind = "weights", .license = name->license};
    bool named = opn_hub_source(job, &card.repository);
    bool data = named && card.repository.dataset;

    opn_weights_name(job, &draft, NULL, NULL, NULL);
    opn_hub_put(job, &card, &draft);
    artifact.kind = data ? "dataset" : artifact.kind;
    artifact.claim = claim_of(job, name, line, named);
    if (!named && is_code(job->source)) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, NULL,
                           "\"%s\" lies in a repository of code: whether it is meant for "
                           "weights as well is not stated",
                           name->text);
    } else {
        opn_import_note_at(job, OPENNESS_IMPORT_READ, NULL,
                           "what \"%s\" covers is not stated: it is read as the license of the "
                           "%s",
                           name->text, data ? "data" : "weights");
        opn_draft_add_artifact(&draft, &artifact);
    }
    opn_import_finish(job, &draft);
}

static void read_text(opn_import_job *job, const opn_tree *root)
{
    title titles[TITLES];
    opn_tree node = {.kind = OPN_TREE_SCALAR, .column = 1};
    opn_stated name;

    (void)root;
    find_titles(job->bytes, job->size, titles);
    name = name_of(job, titles);
    node.line = titles[0].line > 0 ? titles[0].line : 1;
    if (name.license == NULL) {
        opn_import_fail(job, "unknown-license", &node,
                        "\"%s\" is the title of no license that is on record", titles[0].text);
        return;
    }
    put(job, &name, node.line);
}

const opn_importer opn_import_license_text = {"license-text", OPN_SOURCE_TEXT, NULL, read_text,
                                              sniff};
