/* tests of lib/import.c, import_job.c, import_own.c and render_import.c. */
#include "kit.h"

#include "../../lib/import.h"
#include "../../lib/reader.h"

#include <openness/report.h>

static openness_database *database;

static int read_it(const char *format, const char *text, uint32_t flags, openness_import **out,
                   openness_error **err)
{
    char *json = kit_json(text);
    int status = openness_import_bytes(database, format, "https://example.org/One.json",
                                       "2026-11-22", json, strlen(json), flags, out, err);

    free(json);
    return status;
}

#define OWN "{" KIT_HEAD ", 'artifacts': []}"

static void test_arguments(void **state)
{
    openness_import *import = NULL;
    openness_error *error = NULL;
    openness_text *text = NULL;
    openness_release *release = NULL;
    static const char *const days[] = {"", "2026", "2026-11", "2026-11-31", "22.11.2026"};
    static const char *const sources[] = {"", "a\nb", "a\x7F", "\xE9"};

    (void)state;
    assert_int_equal(
        openness_import_bytes(NULL, NULL, NULL, "2026-11-22", "", 0, 0, &import, NULL),
        OPENNESS_E_ARGUMENT);
    assert_int_equal(
        openness_import_bytes(database, NULL, NULL, "2026-11-22", NULL, 0, 0, &import, NULL),
        OPENNESS_E_ARGUMENT);
    assert_int_equal(
        openness_import_bytes(database, NULL, NULL, "2026-11-22", "", 0, 0, NULL, &error),
        OPENNESS_E_ARGUMENT);
    openness_error_free(error);
    assert_int_equal(
        openness_import_bytes(database, NULL, NULL, "2026-11-22", "", 0, 8, &import, NULL),
        OPENNESS_E_ARGUMENT);
    for (size_t i = 0; i < OPN_ARRAY_LEN(days); i++) {
        assert_int_equal(
            openness_import_bytes(database, NULL, NULL, days[i], "{}", 2, 0, &import, NULL),
            OPENNESS_E_ARGUMENT);
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(sources); i++) {
        assert_int_equal(openness_import_bytes(database, NULL, sources[i], "2026-11-22", "{}", 2,
                                               0, &import, NULL),
                         OPENNESS_E_ARGUMENT);
    }
    assert_int_equal(openness_import_bytes(database, NULL, NULL, "2026-11-22", "",
                                           (size_t)OPN_LIMIT_INPUT_BYTES + 1, 0, &import, NULL),
                     OPENNESS_E_LIMIT);
    assert_null(import);
    assert_int_equal(openness_import_render(NULL, OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_import_release(NULL, 0, &release, NULL), OPENNESS_E_ARGUMENT);
}

static void test_null_getters(void **state)
{
    (void)state;
    assert_string_equal(openness_import_format(NULL), "");
    assert_int_equal(openness_import_count(NULL), 0);
    assert_string_equal(openness_import_record(NULL, 0), "");
    assert_int_equal(openness_import_note_count(NULL), 0);
    assert_int_equal(openness_import_note_kind(NULL, 0), 0);
    openness_import_free(NULL);
}

/* A beginning is enough for nothing that must be read whole. */
static void test_prefix(void **state)
{
    static const char *const formats[] = {NULL, "openness-release", "mot", "fmti"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(formats); i++) {
        openness_import *import = NULL;
        openness_error *error = NULL;

        assert_int_equal(read_it(formats[i], OWN, OPENNESS_PREFIX, &import, &error),
                         OPENNESS_E_LIMIT);
        assert_null(import);
        assert_string_equal(openness_error_issue_id(error, 0), "document-too-large");
        openness_error_free(error);
    }
}

/* The list is what openness_import_bytes takes, each id once. */
static void test_formats(void **state)
{
    const char *at = openness_import_formats();
    char id[64];
    size_t count = 0;

    (void)state;
    while (*at != '\0') {
        size_t size = strcspn(at, " ");
        openness_import *import = NULL;
        openness_error *error = NULL;

        assert_true(size > 0 && size < sizeof id);
        memcpy(id, at, size);
        id[size] = '\0';
        assert_int_not_equal(read_it(id, "[['a']]", 0, &import, &error), OPENNESS_E_NOT_FOUND);
        openness_error_free(error);
        openness_import_free(import);
        at += size + (at[size] == ' ' ? 1 : 0);
        assert_true(at[0] != ' ');
        count++;
    }
    assert_true(count > 0);
}

static void test_no_such_format(void **state)
{
    openness_import *import = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(read_it("openness-relaese", OWN, 0, &import, &error), OPENNESS_E_NOT_FOUND);
    assert_non_null(strstr(openness_error_message(error), "\"openness-release\"?"));
    openness_error_free(error);
    assert_int_equal(read_it("zzz", OWN, 0, &import, &error), OPENNESS_E_NOT_FOUND);
    assert_non_null(strstr(openness_error_message(error), openness_import_formats()));
    openness_error_free(error);
    assert_null(import);
}

/* Our own format, found or named, comes back byte for byte. */
static void test_own_record(void **state)
{
    static const char *const formats[] = {NULL, "openness-release"};
    char *json = kit_json(OWN);

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(formats); i++) {
        openness_import *import = NULL;
        openness_release *release = NULL;

        assert_int_equal(read_it(formats[i], OWN, OPENNESS_STRICT, &import, NULL), OPENNESS_OK);
        assert_string_equal(openness_import_format(import), "openness-release");
        assert_int_equal(openness_import_count(import), 1);
        assert_string_equal(openness_import_record(import, 0), json);
        assert_string_equal(openness_import_record(import, 1), "");
        assert_int_equal(openness_import_note_count(import), 0);
        assert_int_equal(openness_import_release(import, 1, &release, NULL),
                         OPENNESS_E_NOT_FOUND);
        assert_int_equal(openness_import_release(import, 0, &release, NULL), OPENNESS_OK);
        /* In any order: the release keeps the database, not the import. */
        openness_import_free(import);
        assert_string_equal(openness_release_id(release), "acme/one");
        openness_release_free(release);
    }
    free(json);
}

static void test_own_record_with_mark(void **state)
{
    static const char head[] = "\xEF\xBB\xBF";
    char *json = kit_json(OWN);
    size_t size = strlen(json);
    char *marked = malloc(size + 3);
    openness_import *import = NULL;

    (void)state;
    assert_non_null(marked);
    memcpy(marked, head, 3);
    memcpy(marked + 3, json, size);
    assert_int_equal(openness_import_bytes(database, NULL, NULL, "2026-11-22", marked, size + 3,
                                           0, &import, NULL),
                     OPENNESS_OK);
    assert_string_equal(openness_import_record(import, 0), json);
    openness_import_free(import);
    free(marked);
    free(json);
}

/* What the reader of records warns about is a note, and under strict an error. */
static void test_own_warnings_are_notes(void **state)
{
    static const char text[] = "{" KIT_HEAD ",\n 'colour': 1, 'artifacts': []}";
    openness_import *import = NULL;
    openness_error *error = NULL;
    openness_text *report = NULL;

    (void)state;
    assert_int_equal(read_it(NULL, text, 0, &import, NULL), OPENNESS_OK);
    assert_int_equal(openness_import_note_count(import), 1);
    assert_int_equal(openness_import_note_kind(import, 0), OPENNESS_IMPORT_IGNORED);
    assert_int_equal(openness_import_note_kind(import, 1), 0);
    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_JSON, 0, &report, NULL),
                     OPENNESS_OK);
    assert_non_null(strstr(openness_text_data(report), "\"pointer\": \"/colour\""));
    assert_non_null(strstr(openness_text_data(report), "\"line\": 2"));
    openness_text_free(report);
    openness_import_free(import);
    assert_int_equal(read_it(NULL, text, OPENNESS_STRICT, &import, &error), OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "unknown-member", "/colour"));
    openness_error_free(error);
}

static void refused(const char *format, const char *text, int status, const char *issue,
                    const char *pointer)
{
    openness_import *import = NULL;
    openness_error *error = NULL;

    assert_int_equal(read_it(format, text, 0, &import, &error), status);
    assert_null(import);
    if (!kit_error_has(error, issue, pointer)) {
        print_error("%s: %s\n", text, openness_error_message(error));
    }
    assert_true(kit_error_has(error, issue, pointer));
    openness_error_free(error);
}

static void test_refusals(void **state)
{
    (void)state;
#ifdef OPENNESS_HAVE_YAML
    refused(NULL, "", OPENNESS_E_JSON, "invalid-yaml", "");
    refused(NULL, "a,b\n1,2\n", OPENNESS_E_SCHEMA, "unknown-format", "");
    refused(NULL, "a: 1\na: 2", OPENNESS_E_JSON, "duplicate-key", "/a");
    refused(NULL, "{a: &x 1}", OPENNESS_E_SCHEMA, "unsupported", "");
    refused(NULL, "{a: 1, a: 2}", OPENNESS_E_JSON, "duplicate-key", "/a");
    refused(NULL, "{a: 1}", OPENNESS_E_SCHEMA, "unknown-format", "");
    refused(NULL, "{a: 1", OPENNESS_E_JSON, "invalid-json", "");
    refused(NULL, "{'format': 'openness-release/1',}", OPENNESS_E_JSON, "invalid-json", "");
    refused(NULL, "a: [", OPENNESS_E_JSON, "invalid-yaml", "");
#else
    refused(NULL, "a: 1", OPENNESS_E_SCHEMA, "unsupported", "");
#endif
    refused(NULL, "{}", OPENNESS_E_SCHEMA, "unknown-format", "");
    refused(NULL, "{'a': 1,", OPENNESS_E_JSON, "invalid-json", "");
    refused(NULL, "{'a': 1, 'a': 2}", OPENNESS_E_JSON, "duplicate-key", "/a");
    refused("openness-release", "a: 1", OPENNESS_E_JSON, "invalid-json", "");
    refused("openness-release", "{}", OPENNESS_E_SCHEMA, "missing-member", "");
    refused(NULL, "{'format': 'openness-release/2'}", OPENNESS_E_SCHEMA, "unknown-format",
            "/format");
    refused(NULL, "{" KIT_HEAD ", 'artifacts': [{'kind': 'weihgts'}]}", OPENNESS_E_SCHEMA,
            "unknown-kind", "/artifacts/0/kind");
}

/* A job as import.c makes it, for what importers share. */
typedef struct {
    opn_arena arena;
    opn_issues issues;
    opn_import_job job;
} workshop;

static workshop *open_shop(const char *source)
{
    workshop *shop = calloc(1, sizeof *shop);

    assert_non_null(shop);
    shop->job.database = database;
    shop->job.arena = &shop->arena;
    shop->job.issues = &shop->issues;
    shop->job.format = "test";
    shop->job.source = source;
    shop->job.read = "2026-11-22";
    return shop;
}

static void close_shop(workshop *shop)
{
    assert_false(shop->job.out_of_memory);
    opn_issues_free(&shop->issues);
    opn_arena_free(&shop->arena);
    free(shop);
}

static void test_ids(void **state)
{
    static const char *const cases[][3] = {
        {"Ai2", "OLMo 2 7B", "Ai2/OLMo-2-7B"},
        {NULL, "GPT-4", "unknown/GPT-4"},
        {"", "", "unknown/unknown"},
        {"Acme", NULL, "Acme/unknown"},
        {"Acme, Inc.", "C++ (beta)", "Acme-Inc./C-beta"},
        {"Qwen2.5", "_x_1", "Qwen2.5/x_1"},
        {"--", "...", "unknown/unknown"},
        {"\xE6\x99\xBA\xE8\xB0\xB1",
         "GLM\xE4\xB8\xAD"
         "4",
         "unknown/GLM-4"},
        {"Acme", "org/model", "Acme/org/model"},
        {"Acme", "/a//b/", "Acme/a/b"},
        {"Acme", "../../etc", "Acme/etc"},
        {"a/b", "c", "a/b/c"},
    };
    workshop *shop = open_shop("x");

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        const char *id = opn_import_id(&shop->job, cases[i][0], cases[i][1]);

        assert_string_equal(id, cases[i][2]);
        assert_true(opn_id_valid(id, "_/"));
    }
    close_shop(shop);
}

static void test_long_ids_are_cut(void **state)
{
    workshop *shop = open_shop("x");
    char name[1000];
    const char *id;

    (void)state;
    for (size_t i = 0; i + 1 < sizeof name; i++) {
        name[i] = i % 7 == 0 ? '/' : 'a';
    }
    name[sizeof name - 1] = '\0';
    id = opn_import_id(&shop->job, name, name);
    assert_true(strlen(id) <= OPN_ID_LIMIT);
    assert_true(opn_id_valid(id, "_/"));
    close_shop(shop);
}

static void test_file_names(void **state)
{
    static const char *const cases[][2] = {
        {"https://example.org/systems/Apertus.yaml", "Apertus"},
        {"https://example.org/systems/Apertus.yaml?raw=true#L3", "Apertus"},
        {"github.com/owner/repo@abc:models/Qwen2.5.yml", "Qwen2.5"},
        {"github.com/owner/repo@abc:Qwen2.5.json", "Qwen2.5"},
        {"C:\\data\\table.csv", "table"},
        {"Qwen2.5", "Qwen2.5"},
        {".yaml", ".yaml"},
        {"https://example.org/", ""},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        workshop *shop = open_shop(cases[i][0]);

        assert_string_equal(opn_import_file_name(&shop->job), cases[i][1]);
        close_shop(shop);
    }
}

/* {text, license or NULL, a piece of the note or NULL} */
static void test_licenses(void **state)
{
    static const char *const cases[][3] = {
        {"MIT", "MIT", NULL},
        {" apache 2.0\n", "Apache-2.0", NULL},
        {"mit OR apache-2.0", "MIT OR Apache-2.0", NULL},
        {"Apache-2.0 and BigScience RAIL License v1.0", "Apache-2.0 AND bloom-rail-1.0", NULL},
        {"unlicensed", "none", NULL},
        {"proprietary", "proprietary", NULL},
        {"unknown", NULL, "unknown"},
        {"OpenRAIL-M", NULL, "several"},
        {"Some License of My Own", NULL, "\"Some License of My Own\""},
        {"", NULL, NULL},
        {"   ", NULL, NULL},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        workshop *shop = open_shop("x");
        opn_tree node = {.kind = OPN_TREE_SCALAR, .quoted = true, .text = cases[i][0], .line = 3};
        const char *license = opn_import_license(&shop->job, &node);

        if (cases[i][1] == NULL) {
            assert_null(license);
        } else {
            assert_non_null(license);
            assert_string_equal(license, cases[i][1]);
        }
        assert_int_equal(shop->job.note_count, cases[i][2] == NULL ? 0 : 1);
        if (cases[i][2] != NULL) {
            assert_int_equal(shop->job.notes[0].kind, OPENNESS_IMPORT_IGNORED);
            assert_int_equal(shop->job.notes[0].place.line, 3);
            assert_non_null(strstr(shop->job.notes[0].message, cases[i][2]));
        }
        close_shop(shop);
    }
}

static void test_licenses_of_no_text(void **state)
{
    workshop *shop = open_shop("x");
    opn_tree list = {.kind = OPN_TREE_LIST, .line = 1};
    opn_tree null = {.kind = OPN_TREE_SCALAR, .text = "null", .line = 1};

    (void)state;
    assert_null(opn_import_license(&shop->job, NULL));
    assert_null(opn_import_license(&shop->job, &null));
    assert_int_equal(shop->job.note_count, 0);
    assert_null(opn_import_license(&shop->job, &list));
    assert_int_equal(shop->job.note_count, 1);
    close_shop(shop);
}

static void test_dates(void **state)
{
    workshop *shop = open_shop("x");
    opn_tree node = {.kind = OPN_TREE_SCALAR, .text = " 2025-02 ", .line = 1};

    (void)state;
    assert_string_equal(opn_import_date(&shop->job, &node), "2025-02");
    node.text = "~";
    assert_null(opn_import_date(&shop->job, &node));
    assert_null(opn_import_date(&shop->job, NULL));
    assert_int_equal(shop->job.note_count, 0);
    node.text = "2025-02-30";
    assert_null(opn_import_date(&shop->job, &node));
    assert_int_equal(shop->job.note_count, 1);
    close_shop(shop);
}

/* Under strict a contradiction is an error even when no note is kept any more. */
static void test_notes(void **state)
{
    workshop *shop = open_shop("x");

    (void)state;
    for (size_t i = 0; i < OPN_MOST_NOTES + 5; i++) {
        opn_import_note_at(&shop->job, OPENNESS_IMPORT_READ, NULL, "%zu\n", i);
    }
    assert_int_equal(shop->job.note_count, OPN_MOST_NOTES);
    assert_int_equal(shop->job.notes_dropped, 5);
    assert_string_equal(shop->job.notes[9].message, "9?");
    opn_import_note_at(&shop->job, OPENNESS_IMPORT_CONTRADICTED, NULL, "no");
    assert_int_equal(shop->issues.errors, 0);
    shop->job.strict = true;
    opn_import_note_at(&shop->job, OPENNESS_IMPORT_CONTRADICTED, NULL, "no");
    opn_import_note_at(&shop->job, OPENNESS_IMPORT_IGNORED, NULL, "no");
    assert_int_equal(shop->issues.errors, 1);
    assert_true(kit_has(&shop->issues, "contradiction", ""));
    close_shop(shop);
}

static void test_claims(void **state)
{
    workshop *shop = open_shop("https://example.org/x.yaml");
    const opn_tree *root = NULL;
    opn_draft_claim claim;

    (void)state;
    assert_int_equal(opn_tree_json("{\"a\": [1]}", 10, &shop->arena, &shop->issues, &root),
                     OPENNESS_OK);
    claim = opn_import_claim(&shop->job, root->first->first, "it is 1");
    assert_string_equal(claim.source, "https://example.org/x.yaml");
    assert_string_equal(claim.locator, "/a/0");
    assert_string_equal(claim.shows, "it is 1");
    assert_string_equal(claim.read, "2026-11-22");
    opn_import_fail(&shop->job, "wrong-type", root->first, "%s", "no");
    assert_true(kit_has(&shop->issues, "wrong-type", "/a"));
    close_shop(shop);
}

static void test_finish(void **state)
{
    workshop *shop = open_shop("x");
    opn_draft draft = opn_draft_begin(&shop->arena);
    opn_draft_base base = {.id = "nobody/knows", .relation = "finetune"};

    (void)state;
    draft.name = "One";
    opn_draft_add_base(&draft, &base);
    base.id = "unknown/One";
    opn_draft_add_base(&draft, &base);
    base.id = "LLM360/Amber";
    opn_draft_add_base(&draft, &base);
    opn_import_finish(&shop->job, &draft);
    assert_int_equal(shop->issues.errors, 0);
    assert_int_equal(shop->job.record_count, 1);
    assert_string_equal(shop->job.records[0].id, "unknown/One");
    /* Unknown here, so its license is; known here; and itself, which is noted. */
    assert_non_null(strstr(shop->job.records[0].text, "\"license\": \"unknown\""));
    assert_int_equal(draft.base_count, 2);
    assert_int_equal(shop->job.note_count, 1);
    close_shop(shop);
}

/* A record that cannot be read is a bug of the importer, and told as one. */
static void test_broken_record(void **state)
{
    workshop *shop = open_shop("x");
    opn_draft draft = opn_draft_begin(&shop->arena);

    (void)state;
    opn_draft_add_artifact(&draft, &(opn_draft_artifact){.kind = "weihgts"});
    opn_import_finish(&shop->job, &draft);
    assert_true(shop->job.broken);
    assert_int_equal(shop->job.record_count, 0);
    assert_true(kit_has(&shop->issues, "unknown-kind", "/artifacts/0/kind"));
    close_shop(shop);
}

/* Hostile texts stay text, whatever the medium. */
static void test_reports(void **state)
{
    static const char text[] = "{'format': 'openness-release/1', 'id': 'acme/one',"
                               "'name': '<b>*One*\\u001b[31m', 'producer': 'Acme',"
                               "'kind': 'base', 'zz_top': 1, 'artifacts': []}";
    openness_import *import = NULL;
    openness_text *report = NULL;

    (void)state;
    assert_int_equal(read_it(NULL, text, 0, &import, NULL), OPENNESS_OK);
    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_TEXT, 60, &report, NULL), 0);
    assert_non_null(strstr(openness_text_data(report), "Ignored"));
    assert_null(strchr(openness_text_data(report), '\x1b'));
    openness_text_free(report);
    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_MARKDOWN, 0, &report, NULL),
                     0);
    assert_non_null(strstr(openness_text_data(report), "\\<b\\>\\*One\\*"));
    openness_text_free(report);
    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_VECTOR, 0, &report, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_JSON, -1, &report, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_JSON, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(report);
    openness_import_free(import);
}

static int setup(void **state)
{
    (void)state;
    database = kit_database();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_null_getters),
        cmocka_unit_test(test_prefix),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_no_such_format),
        cmocka_unit_test(test_own_record),
        cmocka_unit_test(test_own_record_with_mark),
        cmocka_unit_test(test_own_warnings_are_notes),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_long_ids_are_cut),
        cmocka_unit_test(test_file_names),
        cmocka_unit_test(test_licenses),
        cmocka_unit_test(test_licenses_of_no_text),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_notes),
        cmocka_unit_test(test_claims),
        cmocka_unit_test(test_finish),
        cmocka_unit_test(test_broken_record),
        cmocka_unit_test(test_reports),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
