/* test_spdx_list.c: the list, its marks, and licenses known by identity only. */
#include "kit.h"

#include "../../lib/database.h"
#include "../../lib/spdx.h"
#include <openness/license.h>
#include <openness/report.h>

static openness_database *database;

static size_t license(const char *key)
{
    return opn_table_find(&database->license_table, key);
}

static const char *id_of(const char *key)
{
    size_t found = license(key);

    return found == OPN_TABLE_NONE ? "" : database->licenses[found].id;
}

static opn_pair level(const char *key, const char *ladder)
{
    size_t at = opn_table_find(&database->license_vocabulary.ladder_table, ladder);

    assert_true(license(key) < database->license_count && at != OPN_TABLE_NONE);
    return database->licenses[license(key)].texts[0].levels[at];
}

static void assert_level(const char *key, const char *ladder, int lo, int hi)
{
    opn_pair pair = level(key, ladder);

    if (pair.lo != lo || pair.hi != hi) {
        print_error("%s on %s: %d to %d\n", key, ladder, pair.lo, pair.hi);
    }
    assert_true(pair.lo == lo && pair.hi == hi);
}

static void test_every_id(void **state)
{
    const opn_spdx_list *list = &database->spdx;

    (void)state;
    assert_true(list->count >= 740 && list->exception_count >= 86);
    assert_true(*list->version != '\0');
    for (size_t i = 0; i < list->count; i++) {
        char key[128] = "";

        for (size_t k = 0; list->ids[i].id[k] != '\0' && k + 1 < sizeof key; k++) {
            char c = list->ids[i].id[k];

            key[k] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
        }
        assert_int_equal(opn_spdx_list_find(list, list->ids[i].id), i);
        assert_int_equal(opn_spdx_list_find(list, key), i);
        assert_int_equal(license(key), list->ids[i].license);
        assert_true(list->ids[i].license < database->license_count);
    }
    assert_int_equal(opn_spdx_list_find(list, "llama-3.1"), SIZE_MAX);
    assert_int_equal(opn_spdx_list_find(list, ""), SIZE_MAX);
}

static void test_documents_first(void **state)
{
    size_t documents = openness_database_count(database, OPENNESS_KIND_LICENSE);

    (void)state;
    assert_true(database->license_count > documents + 600);
    for (size_t i = 0; i < database->license_count; i++) {
        const opn_document *document = opn_database_license(database, i);

        assert_int_equal(document != NULL, i < documents);
        if (document != NULL) {
            assert_string_equal(document->id, database->licenses[i].id);
        }
    }
    assert_true(license("mit") < documents && license("zlib") < documents);
    assert_true(license("python-2.0") >= documents);
    assert_null(opn_database_license(NULL, 0));
}

static void test_forms(void **state)
{
    (void)state;
    assert_string_equal(id_of("gpl-3.0-only"), "GPL-3.0");
    assert_string_equal(id_of("gpl-3.0-or-later"), "GPL-3.0");
    assert_string_equal(id_of("gpl-3.0+"), "GPL-3.0");
    assert_string_equal(id_of("gfdl-1.3-only"), "GFDL-1.3");
    /* Without a document: the same version is the same license. */
    assert_string_equal(id_of("gpl-1.0+"), "GPL-1.0");
    assert_string_equal(id_of("lgpl-2.0-or-later"), "LGPL-2.0");
    /* Not with other marks, and not another license. */
    assert_string_equal(id_of("agpl-1.0-only"), "AGPL-1.0-only");
    assert_string_equal(id_of("gfdl-1.3-no-invariants-only"), "GFDL-1.3-no-invariants-only");
    assert_string_equal(id_of("ecos-2.0"), "eCos-2.0"); /* deprecated */
    assert_string_equal(id_of("llvm-exception"), "");
    assert_true(license("with llvm-exception") != OPN_TABLE_NONE);
}

/* A mark is a yes; without one only a list that is known whole says no. */
static void test_lists(void **state)
{
    (void)state;
    assert_level("python-2.0", "osi", 1, 1);
    assert_level("python-2.0", "mof", 1, 1);
    assert_level("ftl", "osi", 0, 0);
    assert_level("ftl", "mof", 1, 1); /* free, not approved */
    assert_level("ftl", "listed", 1, 1);
    assert_level("cc-by-1.0", "osi", 0, 0);
    assert_level("cc-by-1.0", "mof", 0, 1);
    assert_level("cc-by-1.0", "listed", 0, 1);
    assert_level("cc-by-1.0", "mteb", 0, 0);
}

/* Nobody has read their terms, so no reading of terms may be decided. */
static void test_terms(void **state)
{
    const opn_license_vocabulary *vocabulary = &database->license_vocabulary;
    const opn_license_text *text = database->licenses[license("python-2.0")].texts;

    (void)state;
    assert_string_equal(text->date, "");
    assert_ptr_equal(opn_license_text_on(&database->licenses[license("python-2.0")], "2020"),
                     text);
    for (size_t i = 0; i < vocabulary->ordered_count; i++) {
        assert_int_equal(text->values[i].lo, 0);
        assert_int_equal(text->values[i].hi, vocabulary->ordered[i].level_count - 1);
    }
    assert_false(opn_pair_decided(level("python-2.0", "eu")));
    assert_false(opn_pair_decided(level("cc-by-1.0", "tier")));
}

static void test_rows_are_shared(void **state)
{
    const opn_license_text *rows[4];
    size_t count = 0;

    (void)state;
    for (size_t i = openness_database_count(database, OPENNESS_KIND_LICENSE);
         i < database->license_count; i++) {
        size_t k = 0;

        while (k < count && rows[k] != database->licenses[i].texts) {
            k++;
        }
        if (k == count) {
            assert_true(count < 4);
            rows[count++] = database->licenses[i].texts;
        }
        assert_int_equal(database->licenses[i].text_count, 1);
    }
    assert_int_equal(count, 4);
}

/* "Not on the list" would be a finding that nobody has made. */
static void test_described(void **state)
{
    openness_text *text = NULL;

    (void)state;
    assert_int_equal(openness_license_describe(database, "CC-BY-1.0", NULL, OPENNESS_FORMAT_TEXT,
                                               0, &text, NULL),
                     OPENNESS_OK);
    assert_non_null(strstr(openness_text_data(text), "not on            osi, fsf, mteb\n"));
    assert_non_null(strstr(openness_text_data(text), "not known         mof, open definition"));
    openness_text_free(text);
    assert_int_equal(openness_license_diff(database, "CC-BY-1.0", "CC-BY-4.0", NULL,
                                           OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     OPENNESS_OK);
    assert_non_null(strstr(openness_text_data(text), "\"id\": \"mof\",\n"
                                                     "      \"a\": null,\n"
                                                     "      \"b\": true"));
    openness_text_free(text);
}

#define RECORD(license)                                                                          \
    "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"     \
    " 'license': '" license "', " KIT_EVIDENCE "}]}"

static void test_records(void **state)
{
    openness_error *error;

    (void)state;
    openness_release_free(kit_release(
        database, RECORD("Python-2.0 OR GPL-3.0-only WITH GCC-exception-3.1 OR eCos-2.0")));
    error = kit_refused(database, RECORD("MIT WITH Commons-Clause"), 0, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "bad-expression", "/artifacts/0/license"));
    assert_string_equal(openness_error_message(error),
                        "at byte 9 of the expression, \"Commons-Clause\": no exception of that "
                        "id is known");
    openness_error_free(error);
    error = kit_refused(database, RECORD("Python-4.0"), 0, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "unknown-license", "/artifacts/0/license"));
    openness_error_free(error);
}

/* Identity rows know no verdicts, so none may be about such a license. */
static void test_verdicts_have_documents(void **state)
{
    const opn_license_vocabulary *vocabulary = &database->license_vocabulary;

    (void)state;
    for (size_t i = 0; i < vocabulary->ladder_count; i++) {
        for (size_t k = 0; k < vocabulary->ladders[i].assigned_count; k++) {
            assert_non_null(opn_database_find(database, OPENNESS_KIND_LICENSE,
                                              vocabulary->ladders[i].assigned[k]));
        }
    }
}

static void test_a_document_comes_in(void **state)
{
    openness_database *more = kit_extend(
        kit_database(), "{'format': 'openness-license/1', 'id': 'Python-2.0', 'name': 'Python',"
                        " 'aliases': ['Python-2.0.1', 'Nothing-1.0'],"
                        " 'texts': [{'terms': {'purpose': 'none'}}]}");
    size_t python = opn_table_find(&more->license_table, "python-2.0");

    (void)state;
    assert_non_null(opn_database_license(more, python));
    assert_int_equal(opn_table_find(&more->license_table, "python-2.0.1"), python);
    assert_int_equal(opn_table_find(&more->license_table, "nothing-1.0"), OPN_TABLE_NONE);
    assert_int_equal(more->license_count, database->license_count - 1);
    openness_database_free(more);
}

#define LIST(rows, exceptions)                                                                   \
    "{'format':'openness-spdx/1','list_version':'1','date':'2026','source':'x',"                 \
    "'licenses':[" rows "],'exceptions':[" exceptions "]}"

static int read_list(const char *text, opn_spdx_list *out, opn_arena *arena)
{
    char *json = kit_json(text);
    int status = opn_spdx_list_read(out, json, strlen(json), arena);

    free(json);
    return status;
}

static void test_read(void **state)
{
    opn_arena arena = {0};
    opn_spdx_list list;

    (void)state;
    assert_int_equal(
        read_list(LIST("['A','An A','of'],['b','A b','d']", "['x','X','']"), &list, &arena),
        OPENNESS_OK);
    assert_int_equal(list.count, 2);
    assert_true(list.ids[0].osi && list.ids[0].fsf && !list.ids[0].deprecated);
    assert_true(!list.ids[1].osi && !list.ids[1].fsf && list.ids[1].deprecated);
    assert_string_equal(list.ids[1].name, "A b");
    assert_string_equal(list.exceptions[0], "x");
    assert_int_equal(read_list(LIST("", ""), &list, &arena), OPENNESS_OK);
    assert_int_equal(list.count + list.exception_count, 0);
    opn_arena_free(&arena);
}

static void test_broken(void **state)
{
    static const char *const texts[] = {
        "",
        "{}",
        "{'format':'openness-spdx/2'}",
        LIST("['b','',''],['A','','']", ""), /* the order is what look-up rests on */
        LIST("['A','',''],['a','','']", ""),
        LIST("['A','']", ""),
        LIST("['A','','','']", ""),
        LIST("[1,'','']", ""),
        LIST("['\\u0041','','']", ""),
        LIST("", "['x'"),
    };
    opn_arena arena = {0};
    opn_spdx_list list;

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        assert_int_equal(read_list(texts[i], &list, &arena), OPENNESS_E_INTERNAL);
    }
    opn_arena_free(&arena);
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
        cmocka_unit_test(test_every_id),
        cmocka_unit_test(test_documents_first),
        cmocka_unit_test(test_forms),
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_terms),
        cmocka_unit_test(test_rows_are_shared),
        cmocka_unit_test(test_described),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_verdicts_have_documents),
        cmocka_unit_test(test_a_document_comes_in),
        cmocka_unit_test(test_read),
        cmocka_unit_test(test_broken),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
