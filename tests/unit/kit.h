/*
 * kit.h: documents for the tests of knowledge, and what they complained about.
 *
 * JSON is written with ' for " so that it can be read here.
 */
#ifndef OPN_TEST_KIT_H
#define OPN_TEST_KIT_H

#include "check.h"

#include "../../lib/json_read.h"
#include "../../lib/release.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The text with every ' turned into ". The caller frees. */
static inline char *kit_json(const char *text)
{
    size_t size = strlen(text);
    char *json = malloc(size + 1);

    assert_non_null(json);
    for (size_t i = 0; i <= size; i++) {
        json[i] = text[i] == '\'' ? '"' : text[i];
    }
    return json;
}

/* A copy that outlives what it was taken from. The caller frees. */
static inline char *kit_copy(const char *text)
{
    char *copy = malloc(strlen(text) + 1);

    assert_non_null(copy);
    return strcpy(copy, text);
}

/* A parsed document; free both with kit_close. */
typedef struct {
    char *text;
    opn_json *json;
    const opn_node *root;
} kit_document;

static inline kit_document kit_open(const char *text)
{
    kit_document document = {kit_json(text), NULL, NULL};
    opn_issues issues = {0};

    assert_int_equal(
        opn_json_parse(document.text, strlen(document.text), &document.json, &issues), 0);
    opn_issues_free(&issues);
    document.root = opn_json_root(document.json);
    return document;
}

static inline void kit_close(kit_document *document)
{
    opn_json_free(document->json);
    free(document->text);
}

/* "id pointer" of an issue in a list. */
static inline bool kit_has(const opn_issues *issues, const char *id, const char *pointer)
{
    for (size_t i = 0; i < issues->count; i++) {
        if (opn_streq(issues->items[i].id, id) &&
            opn_streq(issues->items[i].place.pointer, pointer)) {
            return true;
        }
    }
    return false;
}

static inline const char *kit_message(const opn_issues *issues, size_t index)
{
    return index < issues->count ? issues->items[index].message : "";
}

/* The same for a public error. */
static inline bool kit_error_has(const openness_error *error, const char *id, const char *pointer)
{
    for (size_t i = 0; i < openness_error_issue_count(error); i++) {
        if (opn_streq(openness_error_issue_id(error, i), id) &&
            opn_streq(openness_error_issue_pointer(error, i), pointer)) {
            return true;
        }
    }
    return false;
}

static inline openness_database *kit_database(void)
{
    openness_database *database = NULL;
    openness_error *error = NULL;

    if (openness_database_open(&database, &error) != OPENNESS_OK) {
        print_error("%s\n", openness_error_message(error));
        for (size_t i = 0; i < openness_error_issue_count(error); i++) {
            print_error("%s: %s\n", openness_error_issue_pointer(error, i),
                        openness_error_issue_message(error, i));
        }
        openness_error_free(error);
    }
    assert_non_null(database);
    return database;
}

/* base, freed, with documents added. */
static inline openness_database *kit_extend(openness_database *base, const char *text)
{
    openness_database *database = NULL;
    openness_error *error = NULL;
    char *json = kit_json(text);

    if (openness_database_extend(base, json, strlen(json), 0, &database, &error) != OPENNESS_OK) {
        print_error("%s\n", openness_error_message(error));
        for (size_t i = 0; i < openness_error_issue_count(error); i++) {
            print_error("%s: %s\n", openness_error_issue_pointer(error, i),
                        openness_error_issue_message(error, i));
        }
        openness_error_free(error);
    }
    free(json);
    openness_database_free(base);
    assert_non_null(database);
    return database;
}

/* A record with these members besides the required ones. */
#define KIT_HEAD                                                                                 \
    "'format': 'openness-release/1', 'id': 'acme/one', 'name': 'One', 'producer': 'Acme',"       \
    "'kind': 'base'"
#define KIT_EVIDENCE "'evidence': [{'source': 'https://example.org'}]"

static inline openness_release *kit_release(const openness_database *database, const char *text)
{
    openness_release *release = NULL;
    openness_error *error = NULL;
    char *json = kit_json(text);

    if (openness_release_parse(database, json, strlen(json), 0, &release, &error) !=
        OPENNESS_OK) {
        print_error("%s\n", openness_error_message(error));
        openness_error_free(error);
    }
    free(json);
    assert_non_null(release);
    return release;
}

/* The error of a record that must be refused with this status. */
static inline openness_error *kit_refused(const openness_database *database, const char *text,
                                          uint32_t flags, int status)
{
    openness_release *release = NULL;
    openness_error *error = NULL;
    char *json = kit_json(text);

    assert_int_equal(
        openness_release_parse(database, json, strlen(json), flags, &release, &error), status);
    free(json);
    assert_null(release);
    assert_non_null(error);
    return error;
}

#endif
