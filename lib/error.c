/*
 * error.c: problems with their place, and the public error object.
 *
 * Takes formatted messages, gives a list of at most OPN_LIMIT_ISSUES issues
 * and, once a call has failed, one immutable error that owns them. Messages
 * are made safe to print: one line, no control characters, whole code points.
 *
 * Must not know JSON, nor which ids exist.
 */
#include "error.h"
#include "utf8.h"

#include <stdio.h>

enum { LONGEST_MESSAGE = 400 };

/* Owns its issues and texts through one arena: getters return pointers into
 * it, and free has one thing to release. */
struct openness_error {
    int status;
    opn_arena arena;
    const opn_issue *items;
    size_t count;
    const char *message;
};

static const char out_of_memory_text[] = "memory ran out";

/* What a caller gets when there is no memory for an error object. It is never
 * written to; openness_error_free knows it by its address. */
static openness_error out_of_memory = {OPENNESS_E_NOMEM, {NULL, 0}, NULL, 0, out_of_memory_text};

/* A function, not constants in the header: a program that was built against
 * one version then learns the limits of the version it runs with. */
int64_t openness_limit(int limit)
{
    switch (limit) {
    case OPENNESS_LIMIT_INPUT_BYTES:
        return OPN_LIMIT_INPUT_BYTES;
    case OPENNESS_LIMIT_DEPTH:
        return OPN_LIMIT_DEPTH;
    case OPENNESS_LIMIT_VALUES:
        return OPN_LIMIT_VALUES;
    case OPENNESS_LIMIT_ISSUES:
        return OPN_LIMIT_ISSUES;
    case OPENNESS_LIMIT_BATCH_BYTES:
        return OPN_LIMIT_BATCH_BYTES;
    default:
        return 0;
    }
}

/* Names are stable, texts are not: programs go by codes, people read texts. */
typedef struct {
    int status;
    const char *name;
    const char *text;
} status_entry;

static const status_entry statuses[] = {
    {OPENNESS_OK, "OK", "no error"},
    {OPENNESS_E_ARGUMENT, "E_ARGUMENT", "an argument is missing or not allowed"},
    {OPENNESS_E_NOMEM, "E_NOMEM", out_of_memory_text},
    {OPENNESS_E_JSON, "E_JSON", "the text is not JSON"},
    {OPENNESS_E_SCHEMA, "E_SCHEMA", "the document is not valid"},
    {OPENNESS_E_NOT_FOUND, "E_NOT_FOUND", "there is no entry of that id"},
    {OPENNESS_E_VERSION, "E_VERSION", "the format is not one that this library knows"},
    {OPENNESS_E_LIMIT, "E_LIMIT", "the document exceeds a limit"},
    {OPENNESS_E_VECTOR, "E_VECTOR", "the text is not a vector of this rubric"},
    {OPENNESS_E_INTERNAL, "E_INTERNAL", "the library has a bug"},
};

static const status_entry *find_status(int status)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(statuses); i++) {
        if (statuses[i].status == status) {
            return &statuses[i];
        }
    }
    return NULL;
}

const char *openness_status_name(int status)
{
    const status_entry *entry = find_status(status);

    return entry == NULL ? "unknown" : entry->name;
}

/* For errors that come without an issue. */
static const char *status_text(int status)
{
    const status_entry *entry = find_status(status);

    return entry == NULL ? "unknown status" : entry->text;
}

/* Values quoted in a message come from foreign documents: a line break would
 * forge a second message, an escape character would drive the terminal. */
static void make_printable(char *text, size_t size)
{
    for (size_t at = 0; at < size;) {
        size_t length = opn_utf8_next(text + at, size - at);
        unsigned char c = (unsigned char)text[at];
        /* C0 and DEL, and C1 (U+0080 to U+009F, which UTF-8 begins with C2). */
        bool control = c < 0x20 || c == 0x7F ||
                       (length == 2 && c == 0xC2 && (unsigned char)text[at + 1] < 0xA0);

        if (length == 0 || control) {
            length = length == 0 ? 1 : length;
            memset(text + at, '?', length);
        }
        at += length;
    }
}

const char *opn_message(opn_arena *arena, const char *format, va_list args)
{
    /* Room for one code point more than is kept, so that clipping sees
     * whether the last one is whole. */
    char text[LONGEST_MESSAGE + 5];
    int written = vsnprintf(text, sizeof text, format, args);
    size_t size = written < 0 ? 0 : strlen(text);

    size = opn_utf8_clip(text, size, LONGEST_MESSAGE);
    make_printable(text, size);
    return opn_arena_copy(arena, text, size);
}

/* The list grows inside its arena, so that both move together; what is left
 * behind by doubling is less than the list itself. */
static bool grow(opn_issues *list)
{
    size_t capacity = list->capacity == 0 ? 4 : list->capacity * 2;
    opn_issue *items;

    if (list->count < list->capacity) {
        return true;
    }
    items = opn_arena_alloc(&list->arena, capacity, sizeof *items);
    if (items == NULL) {
        return false;
    }
    if (list->count > 0) {
        memcpy(items, list->items, list->count * sizeof *items);
    }
    list->items = items;
    list->capacity = capacity;
    return true;
}

/* Index of the last warning, or count. The last, because a reader who works
 * through the list misses it least. */
static size_t last_warning(const opn_issues *list)
{
    for (size_t i = list->count; i > 0; i--) {
        if (list->items[i - 1].severity == OPENNESS_SEVERITY_WARNING) {
            return i - 1;
        }
    }
    return list->count;
}

/* After a failed allocation the list is worth nothing (see opn_error_set), so
 * that no further memory is asked for. */
bool opn_issues_wants(const opn_issues *list, int severity)
{
    if (list == NULL || list->failed) {
        return false;
    }
    if (list->count < OPN_LIMIT_ISSUES) {
        return true;
    }
    return (severity == OPENNESS_SEVERITY_ERROR || list->strict) &&
           last_warning(list) < list->count;
}

/* A hundred warnings must not hide the error that made the call fail. */
static void drop_last_warning(opn_issues *list)
{
    size_t at = last_warning(list);

    memmove(list->items + at, list->items + at + 1, (list->count - at - 1) * sizeof *list->items);
    list->count--;
    list->dropped++;
}

void opn_issue_addv(opn_issues *list, const char *id, int severity, const opn_place *place,
                    const char *format, va_list args)
{
    opn_issue issue = {id, severity, {"", 0, 0, 0}, NULL};

    /* Callers that only want a verdict pass no list. */
    if (list == NULL) {
        return;
    }
    if (list->strict) {
        issue.severity = OPENNESS_SEVERITY_ERROR;
    }
    /* Counted even when it is not kept: the verdict depends on it. */
    if (issue.severity == OPENNESS_SEVERITY_ERROR) {
        list->errors++;
    }
    if (!opn_issues_wants(list, issue.severity)) {
        list->dropped++;
        return;
    }
    if (list->count == OPN_LIMIT_ISSUES) {
        drop_last_warning(list);
    }
    /* Most pointers that a caller has are about to be released. */
    if (place != NULL) {
        issue.place = *place;
        issue.place.pointer = place->pointer == NULL || *place->pointer == '\0'
                                  ? ""
                                  : opn_arena_string(&list->arena, place->pointer);
    }
    issue.message = opn_message(&list->arena, format, args);
    if (issue.place.pointer == NULL || issue.message == NULL || !grow(list)) {
        list->failed = true;
        return;
    }
    list->items[list->count] = issue;
    list->count++;
}

/* See error.h: list NULL, place NULL and a full list are all allowed. */
void opn_issue_add(opn_issues *list, const char *id, int severity, const opn_place *place,
                   const char *format, ...)
{
    va_list args;

    va_start(args, format);
    opn_issue_addv(list, id, severity, place, format, args);
    va_end(args);
}

void opn_issues_free(opn_issues *list)
{
    /* A setting of the caller, not a finding. */
    bool strict = list->strict;

    opn_arena_free(&list->arena);
    *list = (opn_issues){0};
    list->strict = strict;
}

/* The first problem is the one to mend first; warnings did not cause this. */
static const char *first_error(const opn_issue *items, size_t count, int status)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i].severity == OPENNESS_SEVERITY_ERROR) {
            return items[i].message;
        }
    }
    return status_text(status);
}

/* The one way out of every failing call: it decides what the caller learns,
 * and it leaves the list empty whatever happens, so that there is nothing to
 * clean up behind it. */
int opn_error_set(openness_error **err, int status, opn_issues *list)
{
    openness_error *error;

    /* Set on success too: callers test the pointer as well as the code. */
    if (err != NULL) {
        *err = NULL;
    }
    if (status == OPENNESS_OK) {
        return status;
    }
    /* A list that lost an issue would tell half the story as if it were the
     * whole: the caller learns that memory ran out instead. */
    if (list != NULL && list->failed) {
        status = OPENNESS_E_NOMEM;
        opn_issues_free(list);
    }
    if (err != NULL && status == OPENNESS_E_NOMEM) {
        *err = &out_of_memory;
    } else if (err != NULL) {
        /* Code and object must agree, so a lost object changes the code. */
        error = opn_alloc(1, sizeof *error);
        if (error == NULL) {
            *err = &out_of_memory;
            status = OPENNESS_E_NOMEM;
        } else {
            error->status = status;
            if (list != NULL) {
                error->arena = list->arena;
                error->items = list->items;
                error->count = list->count;
                list->arena = (opn_arena){0};
            }
            error->message = first_error(error->items, error->count, status);
            *err = error;
        }
    }
    if (list != NULL) {
        opn_issues_free(list);
    }
    return status;
}

/* For failures that are not about a document: no place, no issues. */
int opn_error_message(openness_error **err, int status, const char *format, ...)
{
    openness_error *error;
    va_list args;

    if (err == NULL) {
        return status;
    }
    /* Until the message stands. */
    *err = &out_of_memory;
    error = opn_alloc(1, sizeof *error);
    if (error == NULL) {
        return OPENNESS_E_NOMEM;
    }
    error->status = status;
    va_start(args, format);
    error->message = opn_message(&error->arena, format, args);
    va_end(args);
    if (error->message == NULL) {
        openness_error_free(error);
        return OPENNESS_E_NOMEM;
    }
    *err = error;
    return status;
}

/* Freeing the static object is allowed and does nothing: callers cannot tell
 * it from another. */
void openness_error_free(openness_error *error)
{
    if (error != NULL && error != &out_of_memory) {
        opn_arena_free(&error->arena);
        opn_free(error);
    }
}

int openness_error_code(const openness_error *error)
{
    return error == NULL ? OPENNESS_OK : error->status;
}

const char *openness_error_message(const openness_error *error)
{
    return error == NULL ? "" : error->message;
}

size_t openness_error_issue_count(const openness_error *error)
{
    return error == NULL ? 0 : error->count;
}

/* The getters below keep the promise of base.h: NULL, an index out of range
 * and an error without issues all answer "" or 0, so that a loop in any
 * language may ask first and look later. */
static const opn_issue *issue_at(const openness_error *error, size_t index)
{
    /* All getters answer from an empty issue when there is none. */
    static const opn_issue none = {"", 0, {"", 0, 0, 0}, ""};

    return error == NULL || index >= error->count ? &none : &error->items[index];
}

const char *openness_error_issue_id(const openness_error *error, size_t index)
{
    return issue_at(error, index)->id;
}

const char *openness_error_issue_message(const openness_error *error, size_t index)
{
    return issue_at(error, index)->message;
}

const char *openness_error_issue_pointer(const openness_error *error, size_t index)
{
    return issue_at(error, index)->place.pointer;
}

size_t openness_error_issue_line(const openness_error *error, size_t index)
{
    return issue_at(error, index)->place.line;
}

size_t openness_error_issue_column(const openness_error *error, size_t index)
{
    return issue_at(error, index)->place.column;
}

int openness_error_issue_severity(const openness_error *error, size_t index)
{
    return issue_at(error, index)->severity;
}
