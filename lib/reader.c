/*
 * reader.c: what every loader of documents does with a checked tree.
 *
 * Takes nodes, gives strings and lists in an arena and issues with places.
 * A loader never stops at the first problem; it looks at opn_reader_status at
 * its end, so that a missing string is "" here and an error there.
 *
 * Must not know what a document is about.
 */
#include "reader.h"
#include "ascii.h"
#include "table.h"

/* The list may hold issues of other documents already: only what is added from
 * here on decides the status. */
opn_reader opn_reader_begin(opn_arena *arena, opn_issues *issues)
{
    return (opn_reader){arena, issues, issues->errors, false};
}

/* Memory first: a reader that ran out may have lost the very issue that would
 * explain the failure. */
int opn_reader_status(const opn_reader *reader)
{
    if (reader->out_of_memory || reader->issues->failed) {
        return OPENNESS_E_NOMEM;
    }
    return reader->issues->errors > reader->errors_before ? OPENNESS_E_SCHEMA : OPENNESS_OK;
}

void *opn_reader_alloc(opn_reader *reader, size_t count, size_t size)
{
    void *memory = opn_arena_alloc(reader->arena, count, size);

    if (memory == NULL) {
        reader->out_of_memory = true;
    }
    return memory;
}

/* "" instead of NULL: every string of a model can be printed and compared
 * without a test, and absent members need no storage. */
const char *opn_reader_string(opn_reader *reader, const char *text)
{
    const char *copy;

    if (text == NULL || *text == '\0') {
        return "";
    }
    copy = opn_arena_string(reader->arena, text);
    if (copy == NULL) {
        reader->out_of_memory = true;
        return "";
    }
    return copy;
}

const char *opn_reader_text(opn_reader *reader, const opn_node *object, const char *key,
                            size_t limit, bool required)
{
    return opn_reader_string(reader, opn_node_text(reader->issues, object, key, limit, required));
}

/* The list is allocated for all elements and keeps the good ones, so that a
 * single wrong one costs one issue and not the list. */
opn_names opn_reader_names(opn_reader *reader, const opn_node *array)
{
    opn_names names = {NULL, 0};
    const char **items = opn_reader_alloc(reader, opn_node_count(array), sizeof *items);

    if (items == NULL) {
        return names;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        const char *text = opn_node_string(at);

        if (text == NULL || *text == '\0' || strlen(text) > OPN_ID_LIMIT) {
            opn_issue_node(reader->issues, "wrong-type", OPENNESS_SEVERITY_ERROR, at,
                           "a text of 1 to %d bytes is expected", OPN_ID_LIMIT);
        } else {
            items[names.count] = opn_reader_string(reader, text);
            names.count++;
        }
    }
    names.items = items;
    return names;
}

size_t opn_names_find(const char *const *names, size_t count, const char *name)
{
    for (size_t i = 0; i < count; i++) {
        if (opn_streq(names[i], name)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Ties go to the first name: the answer must not depend on anything but the
 * list. */
const char *opn_names_suggest(const char *const *names, size_t count, const char *name)
{
    const char *best = NULL;

    for (size_t i = 0; i < count; i++) {
        best = opn_nearest(best, names[i], name);
    }
    return best;
}

/* One wording for all names, so that a user learns to read it once. */
void opn_issue_unknown(opn_issues *issues, const char *id, const opn_node *node, const char *what,
                       const char *name, const char *suggestion)
{
    if (suggestion != NULL) {
        opn_issue_node(issues, id, OPENNESS_SEVERITY_ERROR, node,
                       "%s \"%s\" is not known, did you mean \"%s\"?", what, name, suggestion);
    } else {
        opn_issue_node(issues, id, OPENNESS_SEVERITY_ERROR, node, "%s \"%s\" is not known", what,
                       name);
    }
}

/* "openness-release/2" is a version that a later library may know and
 * "openness-relase/1" is a mistake: the status tells them apart. */
int opn_document_format(const opn_node *root, const char *format, opn_issues *issues)
{
    const opn_node *member = opn_node_member(root, "format");
    const char *found = opn_node_string(member);
    size_t stem = (size_t)(strrchr(format, '/') - format) + 1;

    if (opn_node_type(root) != OPN_JSON_OBJECT) {
        opn_issue_node(issues, "wrong-type", OPENNESS_SEVERITY_ERROR, root,
                       "a document is an object");
        return OPENNESS_E_SCHEMA;
    }
    if (member == NULL) {
        opn_issue_missing(issues, root, "format");
        return OPENNESS_E_SCHEMA;
    }
    if (found != NULL && opn_streq(found, format)) {
        return OPENNESS_OK;
    }
    opn_issue_node(issues, "unknown-format", OPENNESS_SEVERITY_ERROR, member,
                   "the format \"%s\" is expected here", format);
    return found != NULL && strncmp(found, format, stem) == 0 ? OPENNESS_E_VERSION
                                                              : OPENNESS_E_SCHEMA;
}

/* Ids become file names, parts of vectors and arguments in a shell: no white
 * space, no "..", nothing to quote. */
bool opn_id_valid(const char *id, const char *more)
{
    bool begins = true; /* at the start or after a slash */

    for (const char *at = id; *at != '\0'; at++) {
        bool plain = opn_is_alpha(*at) || opn_is_digit(*at);

        if (begins && !plain) {
            return false;
        }
        if (!plain && *at != '.' && *at != '-' && strchr(more, *at) == NULL) {
            return false;
        }
        begins = *at == '/';
    }
    return !begins;
}

const char *opn_reader_id(opn_reader *reader, const opn_node *root, const char *more)
{
    const char *id = opn_reader_text(reader, root, "id", OPN_ID_LIMIT, true);

    if (*id != '\0' && !opn_id_valid(id, more)) {
        opn_issue_node(reader->issues, "bad-id", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(root, "id"),
                       "an id is made of letters, digits, \".\" and \"-\"");
        return "";
    }
    return id;
}
