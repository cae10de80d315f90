/*
 * reader.h: from a checked tree to a model that owns its strings.
 *
 * Every loader copies what it keeps into one arena, goes on after a problem so
 * that all of them are shown together, and asks once at the end how it went.
 */
#ifndef OPN_READER_H
#define OPN_READER_H

#include "json_read.h"

/* Longest texts of a document, in bytes. */
enum {
    OPN_ID_LIMIT = 128,
    OPN_LINE_LIMIT = 400,  /* names, titles, questions */
    OPN_PROSE_LIMIT = 4000 /* notes, sources, what a source shows */
};

typedef struct {
    opn_arena *arena;
    opn_issues *issues;
    size_t errors_before;
    bool out_of_memory;
} opn_reader;

/* Strings of a list, in its order. */
typedef struct {
    const char *const *items;
    size_t count;
} opn_names;

opn_reader opn_reader_begin(opn_arena *arena, opn_issues *issues);

/* OPENNESS_OK, E_SCHEMA (an error was added since begin) or E_NOMEM. */
int opn_reader_status(const opn_reader *reader);

/* Arena memory; NULL sets the reader's flag. */
void *opn_reader_alloc(opn_reader *reader, size_t count, size_t size);

/* A copy in the arena, "" for NULL and without memory: never NULL. */
const char *opn_reader_string(opn_reader *reader, const char *text);

/* A member's text, copied; "" when it is absent or wrong (an issue says so). */
const char *opn_reader_text(opn_reader *reader, const opn_node *object, const char *key,
                            size_t limit, bool required);

/* The strings of an array; NULL gives none. Anything but a string of 1 ..
 * OPN_ID_LIMIT bytes is an issue. */
opn_names opn_reader_names(opn_reader *reader, const opn_node *array);

/* Index of a name, SIZE_MAX if it is not there. */
size_t opn_names_find(const char *const *names, size_t count, const char *name);

/* The nearest name to a misspelled one, or NULL. */
const char *opn_names_suggest(const char *const *names, size_t count, const char *name);

/* Looks for a nearest name only while an error would still be kept: a document
 * with a million wrong names must not cost a million searches. */
#define OPN_SUGGEST(issues, search)                                                              \
    (opn_issues_wants(issues, OPENNESS_SEVERITY_ERROR) ? (search) : NULL)

/* Adds the error `what "name" is not known, did you mean "suggestion"?` at a
 * node; suggestion may be NULL. */
void opn_issue_unknown(opn_issues *issues, const char *id, const opn_node *node, const char *what,
                       const char *name, const char *suggestion);

/* Whether the document names this format. E_SCHEMA (another or no format),
 * E_VERSION (a version of it that this library does not know) or OK. */
int opn_document_format(const opn_node *root, const char *format, opn_issues *issues);

/* Letters, digits, "." and "-", beginning with a letter or digit; the other
 * bytes of `more` are allowed too. Parts between slashes obey the same rule. */
bool opn_id_valid(const char *id, const char *more);

/* The id of a document; reports "bad-id". "" when there is none. */
const char *opn_reader_id(opn_reader *reader, const opn_node *root, const char *more);

#endif
