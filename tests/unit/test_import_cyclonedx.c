/*
 * test_import_cyclonedx.c: bills of materials as records.
 *
 * Whole documents stand in tests/import/cyclonedx, each beside the records that
 * it must give, byte for byte.
 */
#include "kit.h"
#include "license_value.h"

#include "../../lib/import.h"
#include "../../lib/mem.h"

#include <openness/import.h>
#include <openness/report.h>

#define SOURCE "https://example.org/bom.json"
#define READ   "2026-11-22"
#define MODEL  "'type':'machine-learning-model','name':'m'"
#define BOM(members)                                                                             \
    "{'bomFormat':'CycloneDX','specVersion':'1.6','components':[{" MODEL members "}]}"

static char *slurp(const char *name, const char *ending)
{
    char path[1024];
    size_t size = 0;
    char *bytes = calloc(1, 65536);
    FILE *file;

    assert_non_null(bytes);
    assert_true(snprintf(path, sizeof path, "%s/tests/import/cyclonedx/%s%s", SOURCE_ROOT, name,
                         ending) < (int)sizeof path);
    file = fopen(path, "rb");
    assert_non_null(file);
    size = fread(bytes, 1, 65535, file);
    assert_true(size > 0 && size < 65535);
    fclose(file);
    return bytes;
}

static int import(const openness_database *database, const char *bytes, uint32_t flags,
                  openness_import **out, openness_error **err)
{
    return openness_import_bytes(database, NULL, SOURCE, READ, bytes, strlen(bytes), flags, out,
                                 err);
}

/* As the command prints them: several as an array. */
static char *records(const openness_import *imported)
{
    size_t count = openness_import_count(imported);
    char *out = calloc(1, 65536);

    assert_non_null(out);
    for (size_t i = 0; i < count; i++) {
        strcat(out, count == 1 ? "" : i == 0 ? "[\n" : ",\n");
        strcat(out, openness_import_record(imported, i));
        assert_true(strlen(out) < 60000);
    }
    return strcat(out, count > 1 ? "]\n" : "");
}

static void test_documents(void **state)
{
    static const struct {
        const char *name;
        size_t contradictions;
    } documents[] = {
        {"inline-1.5", 0},    {"nested-1.6", 1}, {"mixed-1.7", 0},
        {"generated-1.6", 0}, {"beside-1.6", 3},
    };
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(documents); i++) {
        char *bytes = slurp(documents[i].name, ".json");
        char *expected = slurp(documents[i].name, ".expected.json");
        openness_import *imported = NULL;
        size_t contradictions = 0;
        char *found;

        assert_int_equal(import(database, bytes, 0, &imported, NULL), OPENNESS_OK);
        assert_string_equal(openness_import_format(imported), "cyclonedx");
        found = records(imported);
        assert_string_equal(found, expected);
        for (size_t k = 0; k < openness_import_note_count(imported); k++) {
            contradictions +=
                openness_import_note_kind(imported, k) == OPENNESS_IMPORT_CONTRADICTED ? 1 : 0;
        }
        assert_int_equal(contradictions, documents[i].contradictions);
        free(found);
        free(expected);
        free(bytes);
        openness_import_free(imported);
    }
    openness_database_free(database);
}

static bool noted(const openness_import *imported, const char *what)
{
    openness_text *text = NULL;
    bool found;

    assert_int_equal(openness_import_render(imported, OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     OPENNESS_OK);
    found = strstr(openness_text_data(text), what) != NULL;
    openness_text_free(text);
    return found;
}

/* The import of a document written with ' for ". */
static openness_import *imported(const openness_database *database, const char *text)
{
    char *bytes = kit_json(text);
    openness_import *out = NULL;

    assert_int_equal(import(database, bytes, 0, &out, NULL), OPENNESS_OK);
    free(bytes);
    return out;
}

/* The license of the weights in the first record, "" when there is none. */
static void check_license(const openness_database *database, const char *text,
                          const char *license)
{
    openness_import *in = imported(database, text);
    const char *record = openness_import_record(in, 0);
    opn_issues issues = {0};
    opn_json *json = NULL;
    const opn_node *first;
    const char *found = NULL;
    char room[LICENSE_VALUE_ROOM];

    assert_int_equal(opn_json_parse(record, strlen(record), &json, &issues), 0);
    first = opn_node_first(opn_node_member(opn_json_root(json), "artifacts"));
    if (first != NULL) {
        assert_null(opn_node_member(first, "access"));
        assert_null(opn_node_member(first, "extent"));
        found = license_value(opn_node_member(first, "license"), room);
    }
    assert_string_equal(found == NULL ? "" : found, license);
    opn_json_free(json);
    opn_issues_free(&issues);
    openness_import_free(in);
}

static void test_licenses(void **state)
{
    static const struct {
        const char *text;
        const char *license;
    } cases[] = {
        {BOM(",'licenses':[{'license':{'id':'MIT'}}]"), "MIT"},
        {BOM(",'licenses':[{'license':{'name':'Apache License 2.0'}}]"), "Apache-2.0"},
        {BOM(",'licenses':[{'license':{'name':'apache-2.0 '}}]"), "Apache-2.0"},
        {BOM(",'licenses':[{'license':{'name':'ours',"
             "'url':'https://www.apache.org/licenses/LICENSE-2.0'}}]"),
         "Apache-2.0"},
        {BOM(",'licenses':[{'expression':'MIT AND (Apache-2.0 OR BSD-3-Clause)'}]"),
         "MIT AND (Apache-2.0 OR BSD-3-Clause)"},
        {BOM(",'licenses':[{'expression':'MIT AND ours'}]"), ""},
        {BOM(",'licenses':[{'expression':'LicenseRef-ours'}]"), ""},
        {BOM(",'licenses':{'expression':'MIT'}"), "MIT"},
        {BOM(",'licenses':['MIT']"), "MIT"},
        {BOM(",'licenses':[{'license':'MIT'}]"), "MIT"},
        {BOM(",'licenses':'MIT'"), ""},
        {BOM(",'licenses':null"), ""},
        {BOM(",'licenses':[]"), ""},
        {BOM(",'licenses':[{}]"), ""},
        {BOM(",'licenses':[null,{'license':null},{'license':{'id':''}}]"), ""},
        {BOM(",'licenses':[{'license':{'name':'NOASSERTION'}}]"), ""},
        {BOM(",'licenses':[{'license':{'name':'unknown'}},{'license':{'id':'MIT'}}]"), "MIT"},
        {BOM(",'licenses':[{'license':{'name':'NONE'}}]"), "none"},
        {BOM(",'licenses':[{'license':{'name':'other'}}]"), ""},
        {BOM(",'licenses':[{'license':{'id':'MIT'}},{'license':{'name':'ours'}}]"), ""},
        {BOM(",'licenses':[{'license':{'id':'MIT'}}],'properties':[{'name':'license',"
             "'value':'Apache-2.0'}]"),
         "MIT or Apache-2.0"},
        {BOM(",'licenses':[{'license':{'id':'MIT'}},{'license':{'id':'ISC'}}],'properties':[{"
             "'name':'license','value':'ISC'}]"),
         "MIT or ISC"},
        {BOM(",'licenses':[{'license':{'id':'MIT','url':"
             "'https://www.apache.org/licenses/LICENSE-2.0'}}]"),
         "MIT or Apache-2.0"},
        {BOM(",'licenses':[{'license':{'id':'MIT'}},{'license':{'name':'ours'}},"
             "{'license':{'id':'ISC'}}]"),
         ""},
        {BOM(",'properties':[{'name':'license','value':'MIT'},{'name':'a:License',"
             "'value':'MIT'}]"),
         "MIT"},
        {BOM(",'properties':[{'name':'license','value':'MIT'},{'name':'a:license',"
             "'value':'Apache-2.0'}]"),
         "MIT or Apache-2.0"},
        {BOM(",'externalReferences':[{'type':'distribution','url':'https://a.example'}]"), ""},
        {BOM(",'copyright':'NOASSERTION'"), ""},
    };
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        check_license(database, cases[i].text, cases[i].license);
    }
    openness_database_free(database);
}

static void test_ids(void **state)
{
    static const struct {
        const char *members;
        const char *id;
    } cases[] = {
        {"'name':'m'", "unknown/m"},
        {"'name':'org/m'", "org/m"},
        {"'name':'m','group':'org'", "org/m"},
        {"'name':'org/m','group':'other'", "org/m"},
        {"'name':'m','publisher':'Org Inc'", "Org-Inc/m"},
        {"'name':'m','publisher':'NOASSERTION','author':'A'", "A/m"},
        {"'name':'m','authors':[{'name':'A'}]", "A/m"},
        {"'name':'m','authors':[{'name':'A'},{'name':'B'}]", "unknown/m"},
        {"'name':'m','supplier':{'name':'Hub'}", "unknown/m"},
        {"'name':'m','purl':'pkg:huggingface/org%2fM@main?x=y'", "org/M"},
        {"'name':'m','purl':'pkg:huggingface/%'", "unknown/unknown"},
        {"'name':'m','purl':'pkg:huggingface/'", "unknown/m"},
        {"'name':'m','purl':'pkg:pypi/other@1'", "unknown/m"},
        {"'name':'/m'", "unknown/m"},
    };
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char text[512];
        openness_import *in;
        openness_release *release = NULL;

        snprintf(text, sizeof text,
                 "{'bomFormat':'CycloneDX','specVersion':'1.5','components':["
                 "{'type':'machine-learning-model',%s}]}",
                 cases[i].members);
        in = imported(database, text);
        assert_int_equal(openness_import_release(in, 0, &release, NULL), OPENNESS_OK);
        assert_string_equal(openness_release_id(release), cases[i].id);
        openness_release_free(release);
        openness_import_free(in);
    }
    openness_database_free(database);
}

/* What the name of a dataset tells of its use. */
static void test_data(void **state)
{
    static const struct {
        const char *name;
        const char *found; /* in the record */
        const char *missing;
    } cases[] = {
        {"Pre-Training corpus", "\"stage\": \"pretraining\"", "evaluation_data"},
        {"fine-tuning set", "\"stage\": \"posttraining\"", "evaluation_data"},
        {"training data", "\"dataset\"", "training_data"},
        {"test split", "\"evaluation_data\"", "training_data"},
        {"latest", "\"dataset\"", "evaluation_data"},
        {"train-test", "\"dataset\"", "evaluation_data"},
        {"train and test", "\"dataset\"", "training_data"},
        {"pre-training and SFT", "\"dataset\"", "training_data"},
        {"constraints", "\"dataset\"", "training_data"},
    };
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char text[512];
        openness_import *in;

        snprintf(text, sizeof text,
                 BOM(",'modelCard':{'modelParameters':{'datasets':[{'type':'dataset',"
                     "'name':'%s','classification':'public'}]}}"),
                 cases[i].name);
        in = imported(database, text);
        assert_non_null(strstr(openness_import_record(in, 0), cases[i].found));
        assert_null(strstr(openness_import_record(in, 0), cases[i].missing));
        assert_null(strstr(openness_import_record(in, 0), "access"));
        assert_true(noted(in, "who may handle data"));
        openness_import_free(in);
    }
    openness_database_free(database);
}

/* A bom-ref of two components leads to neither. */
static void test_references(void **state)
{
    openness_database *database = kit_database();
    openness_import *in =
        imported(database, "{'bomFormat':'CycloneDX','specVersion':'1.6','components':[{" MODEL
                           ",'modelCard':{'modelParameters':{'datasets':[{'ref':'a'},{'ref':'b'},"
                           "'b',{'ref':7}]}}},{'type':'data','bom-ref':'a','name':'one'},"
                           "{'type':'data','bom-ref':'a','name':'two'},"
                           "{'type':'data','bom-ref':'b','name':'three'}]}");

    (void)state;
    assert_non_null(strstr(openness_import_record(in, 0), "named: three, three\""));
    assert_true(noted(in, "several components have the bom-ref \\\"a\\\""));
    assert_true(noted(in, "no component of type data of this document: 2"));
    openness_import_free(in);
    openness_database_free(database);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *issue;
        const char *pointer;
    } cases[] = {
        {"{'bomFormat':'CycloneDX'}", "missing-member", ""},
        {"{'bomFormat':'CycloneDX','specVersion':'1.4','components':[]}", "unsupported",
         "/specVersion"},
        {"{'bomFormat':'CycloneDX','specVersion':'2.0','components':[]}", "unsupported",
         "/specVersion"},
        {"{'bomFormat':'CycloneDX','specVersion':'1.99999999999999999999'}", "unsupported",
         "/specVersion"},
        {"{'bomFormat':'CycloneDX','specVersion':'1.6'}", "unsupported", ""},
        {"{'bomFormat':'CycloneDX','specVersion':'1.6','components':{}}", "unsupported",
         "/components"},
        {"{'bomFormat':'CycloneDX','specVersion':'1.6','components':[{'type':'library'}]}",
         "unsupported", "/components"},
        {"{'bomFormat':'CycloneDX','specVersion':'1.6','components':["
         "{'type':'machine-learning-model'}]}",
         "missing-member", "/components/0"},
        {"{'bomFormat':'CycloneDX','specVersion':'1.6','components':["
         "{'type':'machine-learning-model','name':''}]}",
         "missing-member", "/components/0/name"},
        {"{'bomFormat':'CycloneDX','specVersion':'1.6','formulation':[{'components':[{" MODEL
         "}]}]}",
         "unsupported", ""},
    };
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char *bytes = kit_json(cases[i].text);
        openness_import *out = NULL;
        openness_error *error = NULL;

        assert_int_equal(import(database, bytes, 0, &out, &error), OPENNESS_E_SCHEMA);
        assert_null(out);
        assert_true(kit_error_has(error, cases[i].issue, cases[i].pointer));
        openness_error_free(error);
        free(bytes);
    }
    openness_database_free(database);
}

static void test_newer(void **state)
{
    openness_database *database = kit_database();
    openness_import *in = imported(
        database, "{'bomFormat':'CycloneDX','specVersion':'1.8','components':[{" MODEL "}]}");

    (void)state;
    assert_true(noted(in, "CycloneDX 1.8 is read as 1.7"));
    openness_import_free(in);
    openness_database_free(database);
}

/* Odd types where the format has others: nothing of it is used, nothing fails. */
static void test_odd(void **state)
{
    static const char *const members[] = {
        ",'modelCard':[]",
        ",'modelCard':{'modelParameters':7,'considerations':[1],'quantitativeAnalysis':null}",
        ",'modelCard':{'modelParameters':{'datasets':{},'inputs':'text','outputs':[null,1,{}]}}",
        ",'modelCard':{'modelParameters':{'outputs':[{'format':'text'},{'format':'b'}]}}",
        ",'externalReferences':[null,{'type':1},{'url':[]}],'pedigree':[]",
        ",'pedigree':{'ancestors':[null,{},{'type':'machine-learning-model'}]}",
        ",'properties':[null,{},{'name':null},{'name':'parameters','value':null}]",
        ",'components':[null,1,[]],'authors':{},'supplier':'x','version':null,'group':{}",
    };
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(members); i++) {
        char text[512];
        openness_import *in;

        snprintf(text, sizeof text, BOM("%s"), members[i]);
        in = imported(database, text);
        assert_int_equal(openness_import_count(in), 1);
        assert_null(strstr(openness_import_record(in, 0), "\"license\""));
        assert_null(strstr(openness_import_record(in, 0), "\"note\""));
        openness_import_free(in);
    }
    openness_database_free(database);
}

static void test_strict(void **state)
{
    openness_database *database = kit_database();
    char *bytes = slurp("nested-1.6", ".json");
    openness_import *out = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(import(database, bytes, OPENNESS_STRICT, &out, &error), OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "contradiction",
                              "/metadata/component/components/0/licenses/0/license"));
    openness_error_free(error);
    free(bytes);
    openness_database_free(database);
}

/* 20,000 references to 20,000 components, and as many properties: no loop over
 * both. */
static void test_large(void **state)
{
    openness_database *database = kit_database();
    openness_import *out = NULL;
    opn_buf buf = {0};

    (void)state;
    opn_buf_str(&buf, "{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.6\",\"components\":["
                      "{\"type\":\"machine-learning-model\",\"name\":\"m\",\"modelCard\":{"
                      "\"modelParameters\":{\"datasets\":[");
    for (size_t i = 0; i < 15000; i++) {
        opn_buf_printf(&buf, "%s{\"ref\":\"r%zu\"}", i == 0 ? "" : ",", i);
    }
    opn_buf_str(&buf, "]}}}");
    for (size_t i = 0; i < 15000; i++) {
        opn_buf_printf(&buf, ",{\"type\":\"data\",\"bom-ref\":\"r%zu\",\"name\":\"d\"}", i);
    }
    opn_buf_str(&buf, "]}");
    assert_false(buf.failed);
    assert_int_equal(import(database, buf.data, 0, &out, NULL), OPENNESS_OK);
    assert_non_null(strstr(openness_import_record(out, 0), "and 14992 more"));
    assert_true(noted(out, "datasets beyond the first 900: 14100"));
    assert_true(openness_import_note_count(out) < 10);
    openness_import_free(out);
    opn_buf_free(&buf);
    openness_database_free(database);
}

/* Whichever allocation fails: no import, and the error says why. */
static void test_memory(void **state)
{
    openness_database *database = kit_database();
    char *bytes = slurp("nested-1.6", ".json");
    int status = OPENNESS_E_NOMEM;
    size_t n = 0;

    (void)state;
    while (status != OPENNESS_OK) {
        openness_import *out = NULL;

        assert_true(n < 100000);
        n++;
        opn_mem_fail_at(n);
        status = import(database, bytes, 0, &out, NULL);
        opn_mem_fail_at(0);
        if (status != OPENNESS_OK) {
            assert_int_equal(status, OPENNESS_E_NOMEM);
            assert_null(out);
        }
        openness_import_free(out);
    }
    assert_true(n > 10);
    free(bytes);
    openness_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),  cmocka_unit_test(test_licenses),
        cmocka_unit_test(test_ids),        cmocka_unit_test(test_data),
        cmocka_unit_test(test_references), cmocka_unit_test(test_refused),
        cmocka_unit_test(test_newer),      cmocka_unit_test(test_odd),
        cmocka_unit_test(test_strict),     cmocka_unit_test(test_large),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
