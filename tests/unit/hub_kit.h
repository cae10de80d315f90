/*
 * hub_kit.h: answers of the Hub's API through the importer, and their records as lines.
 *
 * A record is compared as lines: id, name, producer, revision, kind and the first
 * modalities; bases; what is in the artifacts as "kind access extent license", "-" for
 * what is not stated; conflicts. Notes are looked for by kind and pointer.
 */
#ifndef OPN_TEST_HUB_KIT_H
#define OPN_TEST_HUB_KIT_H

#include "kit.h"

#include "../../lib/mem.h"

#include <openness/import.h>
#include <openness/report.h>

#define ADDRESS "https://huggingface.co/api/models/example-org/Model-8B"
#define SHA     "0123456789abcdef0123456789abcdef01234567"
#define FILES(list)                                                                              \
    "'siblings':[{'rfilename':'.gitattributes'},{'rfilename':'README.md'}" list "]"
#define FILE_OF(name) ",{'rfilename':'" name "'}"
#define HEAD          "'_id':'0','id':'example-org/Model-8B','modelId':'example-org/Model-8B',"
#define OPEN          HEAD "'private':false,'disabled':false,'gated':false,"
#define ONE_FILE      FILES(FILE_OF("model.safetensors"))

typedef struct {
    openness_database *database;
    openness_import *import;
    openness_error *error;
    int status;
} job;

static inline job start_at(const char *source, const char *text, uint32_t flags)
{
    job j = {.database = kit_database()};
    char *bytes = kit_json(text);

    j.status = openness_import_bytes(j.database, NULL, source, "2026-11-22", bytes, strlen(bytes),
                                     flags, &j.import, &j.error);
    if (j.status == OPENNESS_OK) {
        assert_string_equal(openness_import_format(j.import), "hf-hub");
    }
    free(bytes);
    return j;
}

static inline void end(job *j)
{
    openness_import_free(j->import);
    openness_error_free(j->error);
    openness_database_free(j->database);
}

static inline const char *text_of(const opn_node *object, const char *key)
{
    const opn_node *value = opn_node_member(object, key);

    if (opn_node_member(value, "one_of") != NULL) {
        return "one of several";
    }
    if (value != NULL && opn_node_type(value) == OPN_JSON_OBJECT) {
        /* The only range that there is: behind a gate. */
        assert_string_equal(opn_node_string(opn_node_member(value, "at_least")), "request");
        assert_string_equal(opn_node_string(opn_node_member(value, "at_most")), "gated");
        return "request..gated";
    }
    return value == NULL ? "-" : opn_node_string(value);
}

static inline void put_list(opn_buf *out, const opn_node *root, const char *list,
                            const char *head, const char *const *keys, size_t count)
{
    const opn_node *array = opn_node_member(root, list);

    for (const opn_node *at = array == NULL ? NULL : opn_node_first(array); at != NULL;
         at = opn_node_next(at)) {
        opn_buf_str(out, head);
        for (size_t i = 0; i < count; i++) {
            opn_buf_str(out, i == 0 && *head == '\0' ? "" : " ");
            opn_buf_str(out, text_of(at, keys[i]));
        }
        opn_buf_char(out, '\n');
        /* Whatever is stated has evidence; that a dataset has no weights needs none. */
        assert_true(opn_node_member(at, "evidence") != NULL ||
                    opn_streq(text_of(at, "access"), "not_applicable"));
    }
}

/* The record as lines; the caller frees. */
static inline opn_buf summary(const job *j, size_t index)
{
    static const char *const head[] = {"id", "name", "producer", "revision", "kind"};
    static const char *const modalities[] = {"input_modalities", "output_modalities"};
    static const char *const base[] = {"id", "relation", "license"};
    static const char *const artifact[] = {"kind", "access", "extent", "license"};
    static const char *const conflict[] = {"about"};
    const char *record = openness_import_record(j->import, index);
    opn_issues issues = {0};
    opn_json *json = NULL;
    const opn_node *root;
    opn_buf out = {0};

    assert_int_equal(opn_json_parse(record, strlen(record), &json, &issues), 0);
    root = opn_json_root(json);
    assert_null(opn_node_member(root, "release_date"));
    for (size_t i = 0; i < OPN_ARRAY_LEN(head); i++) {
        opn_buf_str(&out, i == 0 ? "" : " ");
        opn_buf_str(&out, text_of(root, head[i]));
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(modalities); i++) {
        const opn_node *list = opn_node_member(root, modalities[i]);

        opn_buf_str(&out, list == NULL ? "" : i == 0 ? " " : " to ");
        opn_buf_str(&out, list == NULL ? "" : opn_node_string(opn_node_first(list)));
    }
    opn_buf_char(&out, '\n');
    put_list(&out, root, "based_on", "base", base, OPN_ARRAY_LEN(base));
    put_list(&out, root, "artifacts", "", artifact, OPN_ARRAY_LEN(artifact));
    put_list(&out, root, "conflicts", "conflict", conflict, OPN_ARRAY_LEN(conflict));
    opn_json_free(json);
    opn_issues_free(&issues);
    return out;
}

/* A note of a kind at a pointer. */
static inline bool noted(const job *j, const char *kind, const char *pointer, const char *what)
{
    openness_text *text = NULL;
    opn_issues issues = {0};
    opn_json *json = NULL;
    bool found = false;

    assert_int_equal(openness_import_render(j->import, OPENNESS_FORMAT_JSON, 0, &text, NULL), 0);
    assert_int_equal(
        opn_json_parse(openness_text_data(text), openness_text_size(text), &json, &issues), 0);
    for (const opn_node *at = opn_node_first(opn_node_member(opn_json_root(json), "notes"));
         at != NULL; at = opn_node_next(at)) {
        found = found || (opn_streq(text_of(at, "kind"), kind) &&
                          opn_streq(text_of(at, "pointer"), pointer) &&
                          strstr(text_of(at, "message"), what) != NULL);
    }
    opn_json_free(json);
    opn_issues_free(&issues);
    openness_text_free(text);
    return found;
}

/* The n-th record of a document. */
static inline void expect(const job *j, size_t index, const char *lines)
{
    opn_buf out = {0};

    if (j->status != OPENNESS_OK) {
        print_error("%s\n", openness_error_message(j->error));
        for (size_t i = 0; i < openness_error_issue_count(j->error); i++) {
            print_error("%s: %s\n", openness_error_issue_pointer(j->error, i),
                        openness_error_issue_message(j->error, i));
        }
    }
    assert_int_equal(j->status, OPENNESS_OK);
    out = summary(j, index);
    assert_string_equal(out.data, lines);
    opn_buf_free(&out);
}

static inline void gives(const char *text, const char *lines)
{
    job j = start_at(ADDRESS, text, 0);

    expect(&j, 0, lines);
    assert_int_equal(openness_import_count(j.import), 1);
    end(&j);
}

#endif
