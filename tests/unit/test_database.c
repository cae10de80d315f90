/* test_database.c: the catalog, extending it, its digest, and checking documents. */
#include "kit.h"

#include "../../lib/catalog.h"
#include "../../lib/embedded.h"

#define LICENSE(id)                                                                              \
    "{'format': 'openness-license/1', 'id': '" id "', 'name': 'A license',"                      \
    " 'texts': [{'terms': {'purpose': 'none'}}]}"
#define RELEASE(id)                                                                              \
    "{'format': 'openness-release/1', 'id': '" id "', 'name': 'A release', 'producer': 'Acme',"  \
    " 'kind': 'base', 'artifacts': []}"

static openness_database *database;

static void test_counts(void **state)
{
    (void)state;
    assert_true(openness_database_count(database, OPENNESS_KIND_LICENSE) >= 185);
    assert_true(openness_database_count(database, OPENNESS_KIND_RUBRIC) >= 5);
    assert_true(openness_database_count(database, OPENNESS_KIND_RELEASE) >= 20);
    assert_true(openness_database_count(database, OPENNESS_KIND_FACT) >= 100);
    assert_int_equal(openness_database_count(database, 0), 0);
    assert_int_equal(openness_database_count(database, 5), 0);
    assert_int_equal(openness_database_count(database, -1), 0);
    assert_int_equal(openness_database_count(NULL, OPENNESS_KIND_LICENSE), 0);
    assert_string_equal(openness_database_id(NULL, OPENNESS_KIND_LICENSE, 0), "");
    assert_string_equal(openness_database_title(NULL, OPENNESS_KIND_LICENSE, 0), "");
    assert_string_equal(openness_database_digest(NULL), "");
    openness_database_free(NULL);
}

static void test_order(void **state)
{
    (void)state;
    for (int kind = OPENNESS_KIND_RELEASE; kind <= OPENNESS_KIND_FACT; kind++) {
        size_t count = openness_database_count(database, kind);

        for (size_t i = 0; i < count; i++) {
            assert_true(*openness_database_id(database, kind, i) != '\0');
            assert_true(*openness_database_title(database, kind, i) != '\0');
            assert_true(i == 0 || strcmp(openness_database_id(database, kind, i - 1),
                                         openness_database_id(database, kind, i)) < 0);
        }
        assert_string_equal(openness_database_id(database, kind, count), "");
        assert_string_equal(openness_database_title(database, kind, count), "");
    }
}

static void test_embedded_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < opn_embedded_count; i++) {
        const opn_embedded *at = &opn_embedded_documents[i];
        const opn_embedded *before = i == 0 ? NULL : at - 1;

        assert_int_equal(strlen(at->text), at->size);
        if (before != NULL) {
            int order = strcmp(before->kind, at->kind);

            assert_true(order < 0 || (order == 0 && strcmp(before->id, at->id) < 0));
        }
    }
    assert_int_equal(strlen(opn_embedded_digest), 64);
    assert_int_equal(strlen(opn_embedded_version), 10);
}

static void test_find(void **state)
{
    (void)state;
    assert_string_equal(opn_database_find(database, OPENNESS_KIND_LICENSE, "MIT")->title,
                        "MIT License");
    assert_null(opn_database_find(database, OPENNESS_KIND_LICENSE, "mit"));
    assert_null(opn_database_find(database, OPENNESS_KIND_RUBRIC, "MIT"));
    assert_null(opn_database_find(database, OPENNESS_KIND_FACT, "weights"));
    assert_string_equal(opn_database_rubric(database, "g7-2026")->id, "g7-2026");
    assert_null(opn_database_rubric(database, "g7-2027"));
    assert_string_equal(opn_database_suggest(database, OPENNESS_KIND_LICENSE, "Apach-2.0"),
                        "Apache-2.0");
    assert_string_equal(opn_database_suggest(database, OPENNESS_KIND_FACT, "weight"), "weights");
    assert_null(opn_database_suggest(database, OPENNESS_KIND_RUBRIC, "nothing-like-it"));
}

static void test_show(void **state)
{
    openness_text *text = NULL;
    openness_error *error = NULL;
    opn_json *json = NULL;

    (void)state;
    assert_int_equal(
        openness_database_show(database, OPENNESS_KIND_LICENSE, "MIT", &text, &error),
        OPENNESS_OK);
    assert_null(error);
    assert_int_equal(
        opn_json_parse(openness_text_data(text), openness_text_size(text), &json, NULL), 0);
    assert_string_equal(opn_node_string(opn_node_member(opn_json_root(json), "id")), "MIT");
    opn_json_free(json);
    openness_text_free(text);
    assert_int_equal(openness_database_show(database, OPENNESS_KIND_FACT, "weights", &text, NULL),
                     OPENNESS_OK);
    assert_non_null(
        strstr(openness_text_data(text),
               "\"levels\":[\"none\",\"described\",\"listed\",\"partial\",\"full\"]"));
    openness_text_free(text);
    for (size_t i = 0; i < openness_database_count(database, OPENNESS_KIND_FACT); i++) {
        const char *id = openness_database_id(database, OPENNESS_KIND_FACT, i);

        assert_int_equal(openness_database_show(database, OPENNESS_KIND_FACT, id, &text, NULL),
                         OPENNESS_OK);
        assert_int_equal(
            opn_json_parse(openness_text_data(text), openness_text_size(text), &json, NULL), 0);
        opn_json_free(json);
        openness_text_free(text);
    }
}

static void test_show_nothing(void **state)
{
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(
        openness_database_show(database, OPENNESS_KIND_LICENSE, "Apach-2.0", &text, &error),
        OPENNESS_E_NOT_FOUND);
    assert_null(text);
    assert_string_equal(openness_error_message(error),
                        "there is no license \"Apach-2.0\", did you mean \"Apache-2.0\"?");
    openness_error_free(error);
    assert_int_equal(
        openness_database_show(database, OPENNESS_KIND_FACT, "zzzzzz", &text, &error),
        OPENNESS_E_NOT_FOUND);
    assert_string_equal(openness_error_message(error), "there is no fact \"zzzzzz\"");
    openness_error_free(error);
    assert_int_equal(openness_database_show(database, 9, "MIT", &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_database_show(NULL, OPENNESS_KIND_FACT, "weights", &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_database_show(database, OPENNESS_KIND_FACT, NULL, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_database_show(database, OPENNESS_KIND_FACT, "weights", NULL, NULL),
                     OPENNESS_E_ARGUMENT);
}

/* A database that this call makes from one. */
static int extend(const char *text, uint32_t flags, openness_database **out, openness_error **err)
{
    char *json = kit_json(text);
    int status = openness_database_extend(database, json, strlen(json), flags, out, err);

    free(json);
    return status;
}

static void test_extend(void **state)
{
    openness_database *more = NULL;
    openness_database *again = NULL;
    size_t licenses = openness_database_count(database, OPENNESS_KIND_LICENSE);
    size_t releases = openness_database_count(database, OPENNESS_KIND_RELEASE);
    const char *json =
        "{ \"format\" : \"openness-release/1\", \"id\":\"b/b\", \"name\":\"B \\\" B\","
        "\"producer\":\"P\",\n\"kind\":\"base\",\"artifacts\":[ ] }";

    (void)state;
    assert_int_equal(extend("[" LICENSE("acme-1.0") ", " RELEASE("acme/one") "]", 0, &more, NULL),
                     OPENNESS_OK);
    assert_int_equal(openness_database_count(more, OPENNESS_KIND_LICENSE), licenses + 1);
    assert_int_equal(openness_database_count(more, OPENNESS_KIND_RELEASE), releases + 1);
    assert_int_equal(openness_database_count(database, OPENNESS_KIND_LICENSE), licenses);
    assert_string_not_equal(openness_database_digest(more), openness_database_digest(database));
    assert_non_null(opn_database_find(more, OPENNESS_KIND_RELEASE, "acme/one"));
    /* What was added stays when more is added, also when its holder is gone. */
    assert_int_equal(openness_database_extend(more, json, strlen(json), 0, &again, NULL),
                     OPENNESS_OK);
    openness_database_free(more);
    assert_non_null(opn_database_find(again, OPENNESS_KIND_RELEASE, "acme/one"));
    assert_string_equal(opn_database_find(again, OPENNESS_KIND_RELEASE, "b/b")->title, "B \" B");
    assert_string_equal(opn_database_find(again, OPENNESS_KIND_RELEASE, "b/b")->text,
                        "{\"format\":\"openness-release/1\",\"id\":\"b/b\",\"name\":\"B \\\" B\","
                        "\"producer\":\"P\",\"kind\":\"base\",\"artifacts\":[]}");
    assert_true(opn_table_find(&again->license_table, "acme-1.0") != OPN_TABLE_NONE);
    openness_database_free(again);
}

/* Adding what is there already, however it is laid out, changes nothing. */
static void test_digest(void **state)
{
    openness_database *same = NULL;
    openness_text *text = NULL;

    (void)state;
    assert_string_equal(openness_database_digest(database), opn_embedded_digest);
    for (int kind = OPENNESS_KIND_RELEASE; kind <= OPENNESS_KIND_LICENSE; kind++) {
        const char *id = openness_database_id(database, kind, 3);

        assert_int_equal(openness_database_show(database, kind, id, &text, NULL), OPENNESS_OK);
        assert_int_equal(openness_database_extend(database, openness_text_data(text),
                                                  openness_text_size(text), 0, &same, NULL),
                         OPENNESS_OK);
        assert_string_equal(openness_database_digest(same), opn_embedded_digest);
        openness_database_free(same);
        openness_text_free(text);
    }
    assert_int_equal(extend("[]", 0, &same, NULL), OPENNESS_OK);
    assert_string_equal(openness_database_digest(same), opn_embedded_digest);
    openness_database_free(same);
}

static void test_replace(void **state)
{
    openness_database *more = NULL;

    (void)state;
    assert_int_equal(extend(LICENSE("MIT"), 0, &more, NULL), OPENNESS_OK);
    assert_int_equal(openness_database_count(more, OPENNESS_KIND_LICENSE),
                     openness_database_count(database, OPENNESS_KIND_LICENSE));
    assert_string_equal(opn_database_find(more, OPENNESS_KIND_LICENSE, "MIT")->title,
                        "A license");
    openness_database_free(more);
}

static void refuse(const char *text, uint32_t flags, int status, const char *id,
                   const char *pointer)
{
    openness_database *more = database;
    openness_error *error = NULL;

    assert_int_equal(extend(text, flags, &more, &error), status);
    assert_null(more);
    assert_int_equal(openness_error_code(error), status);
    if (!kit_error_has(error, id, pointer)) {
        fail_msg("expected %s at %s, got %s at %s", id, pointer,
                 openness_error_issue_id(error, 0), openness_error_issue_pointer(error, 0));
    }
    openness_error_free(error);
}

static void test_extend_refuses(void **state)
{
    (void)state;
    refuse("[" LICENSE("a") ", " LICENSE("a") "]", 0, OPENNESS_E_SCHEMA, "duplicate-id", "/1");
    refuse(LICENSE("mit"), 0, OPENNESS_E_SCHEMA, "duplicate-id", "");
    refuse("[7]", 0, OPENNESS_E_SCHEMA, "wrong-type", "/0");
    refuse("{}", 0, OPENNESS_E_SCHEMA, "missing-member", "");
    refuse("{'format': 'openness-vocabulary/1'}", 0, OPENNESS_E_SCHEMA, "unknown-format",
           "/format");
    refuse("{'format': 'openness-license/2'}", 0, OPENNESS_E_VERSION, "unknown-format",
           "/format");
    refuse("{'format': 'openness-license/1'}", 0, OPENNESS_E_SCHEMA, "missing-member", "");
    refuse("[" RELEASE("a b") "]", 0, OPENNESS_E_SCHEMA, "bad-id", "/0/id");
    refuse("[{'format': 'openness-rubric/1', 'id': 'x'}]", 0, OPENNESS_E_SCHEMA, "missing-member",
           "/0");
    refuse("[{]", 0, OPENNESS_E_JSON, "invalid-json", "/0");
    refuse("[{'format': 'openness-release/1', 'id': 'a', 'name': 'A', 'producer': 'P',"
           " 'kind': 'base', 'artifacts': [], 'nam': 1}]",
           OPENNESS_STRICT, OPENNESS_E_SCHEMA, "unknown-member", "/0/nam");
}

static void test_arguments(void **state)
{
    openness_database *out = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_database_open(NULL, &error), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_error_code(error), OPENNESS_E_ARGUMENT);
    openness_error_free(error);
    assert_int_equal(openness_database_extend(NULL, "[]", 2, 0, &out, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_database_extend(database, NULL, 2, 0, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_database_extend(database, "[]", 2, 2, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_database_extend(database, "[]", 2, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_validate(NULL, "{}", 2, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_validate(database, "{}", 2, 8, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_validate(database, "{}", 2, 0, NULL, NULL), OPENNESS_E_ARGUMENT);
}

/* Releases of one list may be based on one another, in any order. */
static void test_extend_lineage(void **state)
{
    openness_database *more = NULL;

    (void)state;
    assert_int_equal(
        extend(
            "[{'format': 'openness-release/1', 'id': 'a/tuned', 'name': 'T', 'producer': 'A',"
            "  'kind': 'finetune', 'artifacts': [],"
            "  'based_on': [{'id': 'a/base', 'relation': 'finetune'}]}, " RELEASE("a/base") "]",
            0, &more, NULL),
        OPENNESS_OK);
    openness_database_free(more);
    refuse("[{'format': 'openness-release/1', 'id': 'a/tuned', 'name': 'T', 'producer': 'A',"
           "  'kind': 'finetune', 'artifacts': [],"
           "  'based_on': [{'id': 'a/bas', 'relation': 'finetune'}]}, " RELEASE("a/base") "]",
           0, OPENNESS_E_SCHEMA, "unknown-release", "/0/based_on/0/id");
}

static void test_validate(void **state)
{
    opn_json *report = NULL;
    const opn_node *root;
    int64_t number = 0;
    openness_text *text = NULL;
    openness_error *error = NULL;
    char *json = kit_json("{'format': 'openness-release/1', 'id': 'a', 'name': 'A',\n"
                          "'producer': 'P', 'kind': 'base', 'artifacts': [], 'nam': 1}");

    (void)state;
    assert_int_equal(openness_validate(database, json, strlen(json), 0, &text, &error),
                     OPENNESS_OK);
    assert_null(error);
    assert_int_equal(
        opn_json_parse(openness_text_data(text), openness_text_size(text), &report, NULL), 0);
    root = opn_json_root(report);
    assert_string_equal(opn_node_string(opn_node_member(root, "kind")), "release");
    assert_string_equal(opn_node_string(opn_node_member(root, "id")), "a");
    root = opn_node_first(opn_node_member(root, "issues"));
    assert_null(opn_node_next(root));
    assert_string_equal(opn_node_string(opn_node_member(root, "id")), "unknown-member");
    assert_string_equal(opn_node_string(opn_node_member(root, "severity")), "warning");
    assert_string_equal(opn_node_string(opn_node_member(root, "pointer")), "/nam");
    assert_true(opn_node_int64(opn_node_member(root, "line"), &number) && number == 2);
    assert_non_null(strstr(opn_node_string(opn_node_member(root, "message")), "\"name\""));
    opn_json_free(report);
    openness_text_free(text);
    assert_int_equal(
        openness_validate(database, json, strlen(json), OPENNESS_STRICT, &text, &error),
        OPENNESS_E_SCHEMA);
    assert_null(text);
    openness_error_free(error);
    free(json);
}

/* Everything that the library carries passes its own checks, strictly for
 * licenses; what is missing in a record is for its author to add. */
static void test_validate_shipped(void **state)
{
    (void)state;
    for (size_t i = 0; i < opn_embedded_count; i++) {
        const opn_embedded *at = &opn_embedded_documents[i];
        uint32_t flags = opn_streq(at->kind, "license") ? OPENNESS_STRICT : 0;
        openness_text *text = NULL;
        openness_error *error = NULL;

        if (opn_streq(at->kind, "vocabulary")) {
            assert_int_equal(openness_validate(database, at->text, at->size, 0, &text, NULL),
                             OPENNESS_E_SCHEMA);
            continue;
        }
        if (openness_validate(database, at->text, at->size, flags, &text, &error) != 0) {
            print_error("%s %s: %s: %s\n", at->kind, at->id,
                        openness_error_issue_pointer(error, 0), openness_error_message(error));
        }
        assert_null(error);
        openness_text_free(text);
    }
}

/* Every issue that the sources can raise is documented, and the other way. */
static void test_issue_catalog(void **state)
{
    opn_json *json = NULL;
    const opn_node *issues;

    (void)state;
    for (size_t i = 0; i < opn_embedded_count; i++) {
        const opn_embedded *at = &opn_embedded_documents[i];

        if (opn_streq(at->id, "issues")) {
            assert_int_equal(opn_json_parse(at->text, at->size, &json, NULL), 0);
        }
    }
    issues = opn_node_member(opn_json_root(json), "issues");
    assert_true(opn_node_count(issues) > 40);
    for (const opn_node *at = opn_node_first(issues); at != NULL; at = opn_node_next(at)) {
        const char *severity = opn_node_string(opn_node_member(at, "severity"));

        assert_non_null(opn_node_string(opn_node_member(at, "summary")));
        assert_true(opn_streq(severity, "error") || opn_streq(severity, "warning"));
        for (const opn_node *o = opn_node_first(issues); o != at; o = opn_node_next(o)) {
            assert_string_not_equal(opn_node_string(opn_node_member(o, "id")),
                                    opn_node_string(opn_node_member(at, "id")));
        }
    }
    opn_json_free(json);
}

/* One license is at the top of every ladder, or the best answers to all facts
 * could not come true together and upper bounds would promise too much. A test
 * and no finding: ladders cannot be added by anyone else. */
static void test_some_license_tops_every_ladder(void **state)
{
    const opn_license_vocabulary *v = &database->license_vocabulary;
    size_t found = 0;

    (void)state;
    for (size_t i = 0; i < database->license_count; i++) {
        const opn_license *license = &database->licenses[i];
        const opn_pair *levels = license->texts[license->text_count - 1].levels;
        size_t tops = 0;

        for (size_t k = 0; k < v->ladder_count; k++) {
            tops += levels[k].lo == (int16_t)(v->ladders[k].level_count - 1) ? 1 : 0;
        }
        found += tops == v->ladder_count ? 1 : 0;
    }
    assert_true(v->ladder_count > 10);
    assert_true(found > 0);
}

static void test_sharing(void **state)
{
    openness_database *one = kit_database();
    openness_database *two = opn_database_share(one);

    (void)state;
    assert_ptr_equal(one, two);
    openness_database_free(one);
    assert_int_equal(strlen(openness_database_digest(two)), 64);
    openness_database_free(two);
}

static int open_database(void **state)
{
    (void)state;
    database = kit_database();
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_counts),         cmocka_unit_test(test_order),
        cmocka_unit_test(test_embedded_order), cmocka_unit_test(test_find),
        cmocka_unit_test(test_show),           cmocka_unit_test(test_show_nothing),
        cmocka_unit_test(test_extend),         cmocka_unit_test(test_digest),
        cmocka_unit_test(test_replace),        cmocka_unit_test(test_extend_refuses),
        cmocka_unit_test(test_extend_lineage), cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_validate),       cmocka_unit_test(test_validate_shipped),
        cmocka_unit_test(test_issue_catalog),  cmocka_unit_test(test_some_license_tops_every_ladder),
        cmocka_unit_test(test_sharing),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
