/* test_names.c: what strings mean as licenses, the book of names, and the call. */
#include "kit.h"

#include "../../lib/database.h"
#include "../../lib/embedded.h"
#include "../../lib/names.h"
#include "../../lib/normalize.h"
#include <openness/license.h>

static openness_database *database;

static const char *slice_text(opn_slice slice)
{
    static char out[8 * OPN_NAME_ROOM];

    assert_true(slice.size < sizeof out);
    memcpy(out, slice.text, slice.size);
    out[slice.size] = '\0';
    return out;
}

/* "kind way value" of a text, "medium" behind it when it is. */
static const char *meaning_of(const openness_database *in, const char *text, size_t size)
{
    static const char *const kinds[] = {"unmatched", "license", "expression", "status", "family"};
    static char out[9 * OPN_NAME_ROOM];
    opn_meaning meaning;

    assert_int_equal(opn_name_resolve(&in->names, text, size, &meaning), OPENNESS_OK);
    if (meaning.kind == OPN_MEANS_NOTHING) {
        snprintf(out, sizeof out, "unmatched");
        assert_null(meaning.matched_by);
    } else {
        const char *value = meaning.license != NULL           ? meaning.license->id
                            : meaning.expression.data != NULL ? meaning.expression.data
                                                              : slice_text(meaning.value);

        snprintf(out, sizeof out, "%s %s %s%s", kinds[meaning.kind], meaning.matched_by, value,
                 meaning.medium ? " medium" : "");
    }
    opn_meaning_free(&meaning);
    return out;
}

static const char *means(const char *text)
{
    return meaning_of(database, text, strlen(text));
}

static void test_ways(void **state)
{
    (void)state;
    assert_string_equal(means("unlicensed"), "status status none");
    assert_string_equal(means(""), "status status unknown");
    assert_string_equal(means("GPL"), "family family [\"GPL-1.0\",\"GPL-2.0\",\"GPL-3.0\"]");
    assert_string_equal(means("llama3.1"), "license tag llama-3.1");
    assert_string_equal(means("Zero-Clause BSD"), "license alias 0BSD");
    assert_string_equal(means("CC-BY-4"), "license alias CC-BY-4.0 medium");
    assert_string_equal(means("telechat"), "license id telechat");
    assert_string_equal(means("Python-2.0"), "license spdx_id Python-2.0");
    assert_string_equal(means("Python License 2.0"), "license spdx_name Python-2.0");
    assert_string_equal(means("MIT/Apache-2.0"), "expression phrase MIT OR Apache-2.0");
    assert_string_equal(means("https://ai.google.dev/gemma/terms"), "license url gemma");
    assert_string_equal(means("https://spdx.org/licenses/MIT.html"), "license url_prefix MIT");
    assert_string_equal(means("MIT AND Zlib"), "expression expression MIT AND Zlib");
    assert_string_equal(means("MIT-like"), "unmatched");
}

/* "License" at the end says nothing, save where an entry has it. */
static void test_endings(void **state)
{
    (void)state;
    assert_string_equal(means("llama3.1 license"), "license tag llama-3.1");
    assert_string_equal(means("unlicensed licence."), "status status none");
    assert_string_equal(means("Fair License"), "license spdx_name Fair");
    assert_string_equal(means("intel license"), "unmatched");
    assert_string_equal(means("Intel license"), "unmatched");
    assert_string_equal(means("license"), "status status see_elsewhere");
}

/* Ids of letters alone are words in small letters. */
static void test_words(void **state)
{
    (void)state;
    assert_string_equal(means("JSON"), "license spdx_id JSON");
    assert_string_equal(means(" JSON\n"), "license spdx_id JSON");
    assert_string_equal(means("json"), "unmatched");
    assert_string_equal(means("Json"), "unmatched");
    assert_string_equal(means("mit"), "license tag MIT"); /* on record in small letters */
    assert_string_equal(means("https://spdx.org/licenses/JSON.html"), "license url_prefix JSON");
    assert_string_equal(means("json AND mit"), "unmatched");
    assert_string_equal(means("JSON AND mit"), "expression expression JSON AND MIT");
}

static void test_expressions(void **state)
{
    (void)state;
    assert_string_equal(means("mit  and\t( cc-by-4.0 OR llama3.1 )"),
                        "expression expression MIT AND (CC-BY-4.0 OR llama-3.1)");
    assert_string_equal(means("((MIT)OR(ISC))"), "expression expression ((MIT) OR (ISC))");
    assert_string_equal(means("gpl-2.0-only with classpath-EXCEPTION-2.0 or MIT"),
                        "expression expression GPL-2.0 WITH Classpath-exception-2.0 OR MIT");
    assert_string_equal(means("CC-BY-4 AND MIT"),
                        "expression expression CC-BY-4.0 AND MIT medium");
    /* One license is a license, in however many parentheses. */
    assert_string_equal(means("(MIT)"), "license expression MIT");
    assert_string_equal(means("MPL-1.1+"), "license expression MPL-1.1");
    assert_string_equal(means("MPL-1.1+ OR MIT"), "expression expression MPL-1.1 OR MIT");
    assert_string_equal(means("(GPL-2.0 WITH Classpath-exception-2.0)"),
                        "expression expression (GPL-2.0 WITH Classpath-exception-2.0)");
}

static void test_no_expressions(void **state)
{
    static const char *const texts[] = {
        "MIT AND",
        "AND MIT",
        "AND",
        "MIT MIT",
        "(MIT",
        "MIT)",
        "()",
        "MIT And ISC",
        "MIT AND unlicensed", /* a status */
        "MIT AND BSD",        /* a family */
        "MIT AND LicenseRef-x",
        "LicenseRef-x",
        "DocumentRef-a:LicenseRef-b",
        "MIT WITH nothing",
        "MIT WITH",
        "MIT WITH AdditionRef-x",
        "MIT WITH MIT",
        "MIT+",             /* later than which? */
        "llama-2+ AND MIT", /* not an id of SPDX */
        "MIT. AND ISC",
        "the-mit AND ISC",
        "MIT, ISC",
        "MIT AND +",
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        assert_string_equal(means(texts[i]), "unmatched");
    }
}

/* A long text may become a longer expression than one may be. */
static void test_long(void **state)
{
    static char text[OPN_NAME_LIMIT + 1];
    size_t size = 0;

    (void)state;
    memset(text, 'x', OPN_NAME_LIMIT);
    assert_string_equal(meaning_of(database, text, OPN_NAME_LIMIT), "unmatched");
    memcpy(text, "mrl", 3);
    for (size = 3; size + 7 <= OPN_NAME_LIMIT; size += 7) {
        memcpy(text + size, " or mrl", 7);
    }
    assert_string_equal(meaning_of(database, text, size), "unmatched");
    assert_string_equal(meaning_of(database, text, 10),
                        "expression expression mrl-0.1 OR mrl-0.1");
    assert_string_equal(meaning_of(database, "M\0T", 3), "unmatched");
}

/* Each license is found by its id, and what is found stays found. */
static void test_ids(void **state)
{
    (void)state;
    for (size_t i = 0; i < database->license_count; i++) {
        const char *id = database->licenses[i].id;
        opn_meaning meaning;

        assert_int_equal(opn_name_resolve(&database->names, id, strlen(id), &meaning),
                         OPENNESS_OK);
        assert_ptr_equal(meaning.license, &database->licenses[i]);
        assert_int_equal(meaning.kind, OPN_MEANS_LICENSE);
        opn_meaning_free(&meaning);
    }
}

/* Every name has a key that its text can have, and stands in its place. */
static void test_book(void **state)
{
    const opn_name_book *book = &database->names;
    size_t kinds[OPN_NAME_URL + 1] = {0};

    (void)state;
    assert_int_equal(book->prefix_count, 5);
    for (size_t i = 0; i < book->count; i++) {
        const opn_name *name = &book->names[i];
        char again[OPN_NAME_ROOM];

        kinds[name->kind]++;
        assert_true(i == 0 || strcmp(book->names[i - 1].key, name->key) <= 0);
        assert_non_null(opn_name_look_up(book, name->key, 1u << name->kind, NULL));
        assert_true((name->kind == OPN_NAME_URL ? opn_name_address : opn_name_key)(
            name->key, strlen(name->key), again));
        if (name->kind == OPN_NAME_URL) {
            assert_string_equal(again, name->key);
        }
        if (name->kind == OPN_NAME_PHRASE) {
            const char *value = slice_text((opn_slice){name->value, name->size});

            assert_non_null(strstr(means(value), value));
        }
    }
    assert_true(kinds[OPN_NAME_STATUS] >= 100 && kinds[OPN_NAME_FAMILY] >= 150);
    assert_true(kinds[OPN_NAME_ALIAS] >= 1000 && kinds[OPN_NAME_URL] >= 300);
    assert_int_equal(kinds[OPN_NAME_ID],
                     openness_database_count(database, OPENNESS_KIND_LICENSE));
    assert_int_equal(kinds[OPN_NAME_SPDX_ID], database->spdx.count);
}

/* A family that named a license nobody knows would send its reader nowhere. */
static void test_members(void **state)
{
    const opn_name_book *book = &database->names;

    (void)state;
    for (size_t i = 0; i < book->count; i++) {
        opn_pull pull = opn_pull_begin(book->names[i].value, book->names[i].size);

        if (book->names[i].kind != OPN_NAME_FAMILY) {
            continue;
        }
        opn_pull_expect(&pull, '[');
        while (opn_pull_more(&pull, ']')) {
            char id[128];
            char found[128];

            assert_true(opn_slice_text(opn_pull_string(&pull), id, sizeof id) < sizeof id);
            assert_int_equal(strncmp(means(id), "license ", 8), 0);
            snprintf(found, sizeof found, " %s", id);
            assert_non_null(strstr(means(id), found));
        }
        assert_false(pull.failed);
    }
}

static void test_extended(void **state)
{
    openness_database *more = kit_extend(
        kit_database(), "{'format': 'openness-license/1', 'id': 'acme-1.0', 'name': 'Acme',"
                        " 'aliases': ['Acme Public Terms', 'MIT'],"
                        " 'texts': [{'terms': {'purpose': 'none'}}]}");

    (void)state;
    assert_string_equal(means("acme-1.0"), "unmatched");
    assert_string_equal(meaning_of(more, "ACME 1.0", 8), "license id acme-1.0");
    assert_string_equal(meaning_of(more, "acme public terms license", 25),
                        "license alias acme-1.0");
    assert_string_equal(meaning_of(more, "acme-1.0 OR MIT", 15),
                        "expression expression acme-1.0 OR MIT");
    /* What is carried comes first. */
    assert_string_equal(meaning_of(more, "MIT", 3), "license tag MIT");
    openness_database_free(more);
}

/* A name without a license, or another form of the data, is our own mistake. */
static void test_broken(void **state)
{
    static const char *const texts[] = {
        "",
        "{}",
        "{'format':'openness-license-names/2'}",
        "{'format':'openness-license-names/1','normalization':[],'url_normalization':[],"
        "'lookup':[],'status':[],'families':[],'tags':{'x':'nothing-1.0'},'aliases':[],"
        "'urls':[],'url_prefixes':[],'expressions':[]}",
        "{'format':'openness-license-names/1','normalization':[],'url_normalization':[],"
        "'lookup':[],'status':[{'text':'x'}],'families':[],'tags':{},'aliases':[],"
        "'urls':[],'url_prefixes':[],'expressions':[]}",
        "{'format':'openness-license-names/1','normalization':[],'url_normalization':[],"
        "'lookup':[],'status':[],'families':[],'tags':{},'aliases':[],"
        "'urls':[],'url_prefixes':[{'prefix':'x','suffix':1}],'expressions':[]}",
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        opn_arena arena = {0};
        opn_name_book book = {.licenses = database->licenses,
                              .license_table = &database->license_table,
                              .spdx = &database->spdx};
        char *json = kit_json(texts[i]);

        assert_int_equal(opn_name_book_read(&book, json, strlen(json), 0, &arena),
                         OPENNESS_E_INTERNAL);
        free(json);
        opn_arena_free(&arena);
    }
}

static const char *resolve(const char *text, size_t size)
{
    static char out[20 * OPN_NAME_ROOM];
    openness_text *json = NULL;

    assert_int_equal(openness_license_resolve(database, text, size, &json, NULL), OPENNESS_OK);
    assert_true(openness_text_size(json) < sizeof out);
    memcpy(out, openness_text_data(json), openness_text_size(json) + 1);
    openness_text_free(json);
    return out;
}

static void test_json(void **state)
{
    (void)state;
    assert_string_equal(resolve("CC-BY-4", 7), "{\n"
                                               "  \"text\": \"CC-BY-4\",\n"
                                               "  \"kind\": \"license\",\n"
                                               "  \"expression\": \"CC-BY-4.0\",\n"
                                               "  \"matched_by\": \"alias\",\n"
                                               "  \"confidence\": \"medium\",\n"
                                               "  \"candidates\": [],\n"
                                               "  \"status\": null\n"
                                               "}\n");
    assert_non_null(strstr(resolve("AGPL", 4), "\"candidates\": [\n"
                                               "    \"AGPL-1.0\",\n"
                                               "    \"AGPL-3.0\"\n"
                                               "  ],\n  \"status\": null"));
    assert_non_null(strstr(resolve("todo", 4), "\"status\": \"unknown\""));
    assert_non_null(
        strstr(resolve("MIT/Apache-2.0", 14),
               "\"expression\": \"MIT OR Apache-2.0\",\n  \"matched_by\": \"phrase\""));
    assert_non_null(strstr(resolve("?!", 2), "\"matched_by\": null,\n  \"confidence\": null"));
}

/* Whatever comes in, JSON goes out. */
static void test_text(void **state)
{
    static const char head[] = "\"text\": \"";
    static char text[5000];
    const char *shown;

    (void)state;
    assert_non_null(strstr(resolve("a\0b\xff\"", 5), "\"text\": \"a\xEF\xBF\xBD"
                                                     "b\xEF\xBF\xBD\\\"\""));
    for (size_t i = 0; i + 1 < sizeof text; i += 2) {
        memcpy(text + i, "\xc3\xa9", 2);
    }
    shown = strstr(resolve(text, sizeof text), head);
    assert_non_null(shown);
    assert_int_equal(strcspn(shown + sizeof head - 1, "\""), 1024);
    assert_non_null(strstr(resolve("", 0), "\"text\": \"\""));
}

static void test_arguments(void **state)
{
    static const char byte = 'x';
    openness_text *out = NULL;
    openness_error *error = NULL;
    size_t most = (size_t)OPN_LIMIT_INPUT_BYTES;

    (void)state;
    assert_int_equal(openness_license_resolve(NULL, "x", 1, &out, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_license_resolve(database, NULL, 0, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_license_resolve(database, "x", 1, NULL, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(error);
    openness_error_free(error);
    /* Refused before a byte is looked at. */
    assert_int_equal(openness_license_resolve(database, &byte, most + 1, &out, NULL),
                     OPENNESS_E_LIMIT);
    assert_null(out);
}

/* Each allocation fails once. */
static void test_out_of_memory(void **state)
{
    static const char *const texts[] = {"MIT", "MIT AND ISC", "GPL", "MIT AND (ISC"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        int status = OPENNESS_E_NOMEM;

        for (size_t n = 1; status != OPENNESS_OK; n++) {
            openness_text *out = NULL;
            openness_error *error = NULL;

            assert_true(n < 100);
            opn_mem_fail_at(n);
            status = openness_license_resolve(database, texts[i], strlen(texts[i]), &out, &error);
            opn_mem_fail_at(0);
            assert_true(status == OPENNESS_OK || status == OPENNESS_E_NOMEM);
            assert_int_equal(out != NULL, status == OPENNESS_OK);
            openness_text_free(out);
            openness_error_free(error);
        }
    }
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
        cmocka_unit_test(test_ways),
        cmocka_unit_test(test_endings),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_no_expressions),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_ids),
        cmocka_unit_test(test_book),
        cmocka_unit_test(test_members),
        cmocka_unit_test(test_extended),
        cmocka_unit_test(test_broken),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
