/*
 * test_import_croissant.c: Croissant metadata as records of datasets. Each document is
 * typed after a shape that is met, with a record written by hand before it was read.
 */
#include "imported.h"

#define AT  "files/corpus.json"
#define URL "https://huggingface.co/datasets/example-org/corpus"

static imported read_json(const char *text, uint32_t flags)
{
    char *json = kit_json(text);
    imported j = imported_of(NULL, AT, json, strlen(json), flags);

    free(json);
    return j;
}

#define CONTEXT                                                                                  \
    "'@context':{'@vocab':'https://schema.org/','cr':'http://mlcommons.org/croissant/'},"
#define V10 "'conformsTo':'http://mlcommons.org/croissant/1.0',"
#define HEAD(id, name, producer)                                                                 \
    "{'format':'openness-release/1','id':'" id "','name':'" name "','producer':'" producer "',"
#define WEIGHTS "{'kind':'weights','access':'not_applicable','extent':'not_applicable'},"

/* 1.0 as the Hub writes it: a bare id of a license. */
static void test_hub(void **state)
{
    imported j = read_json(
        "{" CONTEXT V10 "'@type':'sc:Dataset','name':'corpus','license':'odc-by','url':'" URL "',"
        "'distribution':[{'@type':'cr:FileObject','@id':'repo','contentUrl':'" URL "/tree/main'},"
        "{'@type':'cr:FileSet','@id':'files','includes':'*.parquet'}],'recordSet':[]}",
        0);

    (void)state;
    assert_true(imported_is(
        &j, "croissant",
        HEAD("example-org/corpus", "corpus",
             "example-org") "'kind':'dataset','artifacts':[" WEIGHTS
                            "{'kind':'dataset','name':'corpus','license':'ODC-By-1.0','note':'"
                            "said to be at " URL "/tree/main','evidence':[{'source':'" AT
                            "','locator':'/license','shows':'stated as "
                            "\\'odc-by\\'','read':'2026-11-21'},{'source':'" AT "','locator':"
                            "'/distribution/0/contentUrl','shows':'says where the data lies; "
                            "nobody went there',"
                            "'read':'2026-11-21'}]}]}"));
    assert_int_equal(openness_import_note_count(j.import), 0);
    imported_end(&j);
}

/* 0.8: the version is not stated, the license is an address, a date and a creator are. */
static void test_first_version(void **state)
{
    imported j = read_json(
        "{'@context':{'@vocab':'https://schema.org/','ml':'http://mlcommons.org/schema/'},"
        "'@type':'https://schema.org/Dataset','name':'Corpus','version':'2.0',"
        "'creator':{'@type':'sc:Organization','name':'Example Org'},"
        "'datePublished':'2024-02-01T10:00:00','isAccessibleForFree':true,"
        "'license':'https://creativecommons.org/licenses/by/4.0/',"
        "'distribution':[{'@type':'ml:FileObject','contentUrl':'data/a.csv'}],"
        "'ml:recordSet':[]}",
        0);

    (void)state;
    assert_true(imported_is(
        &j, "croissant",
        HEAD("Example-Org/Corpus", "Corpus",
             "Example Org") "'version':'2.0','release_date':'2024-02-01','kind':'dataset',"
                            "'fields':{'free_of_charge':{'value':'yes','evidence':[{'source':'" AT
                            "',"
                            "'locator':'/isAccessibleForFree','shows':'said to cost "
                            "nothing','read':'2026-11-21',"
                            "'by':'Example Org'}]}},'artifacts':[" WEIGHTS
                            "{'kind':'dataset','name':'Corpus','license':'CC-BY-4.0','evidence':["
                            "{'source':'" AT "',"
                            "'locator':'/license','shows':'stated as "
                            "\\'https://creativecommons.org/licenses/by/4.0/"
                            "\\'','read':'2026-11-21',"
                            "'by':'Example Org'}]}]}"));
    imported_end(&j);
}

/* 1.1 with answers of responsible AI, and questions that nobody answered. */
static void test_responsible(void **state)
{
    imported j = read_json(
        "{" CONTEXT "'@type':'sc:Dataset','name':'Corpus',"
        "'conformsTo':['http://mlcommons.org/croissant/1.1',"
        "'http://mlcommons.org/croissant/RAI/1.0'],"
        "'rai:dataCollection':'Crawled from example.org.','rai:dataBiases':'',"
        "'rai:dataLimitations':[],'rai:personalSensitiveInformation':['none'],"
        "'usageInfo':'https://example.org/terms','citeAs':'x','sameAs':'https://example.org'}",
        0);

    (void)state;
    assert_true(imported_has(&j,
                             "{'kind':'data_card','evidence':[{'source':'" AT "',"
                             "'locator':'/rai:dataCollection','shows':'answers 2 questions of "
                             "responsible AI: dataCollection, personalSensitiveInformation'"));
    assert_true(imported_has(&j, "{'kind':'dataset','name':'Corpus','evidence':"));
    assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_IGNORED), 3);
    imported_end(&j);
}

/* Each spelling of a license; NULL: it stays unknown, and of several it is one. */
static void test_licenses(void **state)
{
    static const struct {
        const char *value;
        const char *license;
        size_t ignored;
    } cases[] = {
        {"'cc-by-4.0'", "CC-BY-4.0", 0},
        {"'CC-BY-4.0 '", "CC-BY-4.0", 0},
        {"'https://choosealicense.com/licenses/cc-by-sa-4.0/'", "CC-BY-SA-4.0", 0},
        {"['cc-by-4.0']", "CC-BY-4.0", 0},
        {"['cc-by-4.0','https://creativecommons.org/licenses/by/4.0/']", "CC-BY-4.0", 0},
        {"['cc-by-4.0','cc-by-sa-4.0']", "{'one_of':['CC-BY-4.0','CC-BY-SA-4.0']}", 1},
        {"['cc-by-4.0','a license of ours','mit']", NULL, 2},
        {"['cc-by-4.0','a license of ours']", NULL, 2},
        {"{'@type':'sc:CreativeWork','name':'MIT License','url':"
         "'https://opensource.org/license/mit'}",
         "MIT", 0},
        {"{'@type':'CreativeWork','url':'https://example.org/terms','name':'MIT'}", "MIT", 1},
        {"{'@type':'CreativeWork','name':'Terms of ours'}", NULL, 1},
        {"[{'@id':'https://opensource.org/license/mit'}]", "MIT", 0},
        {"[{'@value':'mit'}]", "MIT", 0},
        {"'None'", NULL, 1},
        {"'none'", NULL, 1},
        {"'unknown'", NULL, 1},
        {"'other'", NULL, 1},
        {"'Public'", NULL, 1},
        {"'https://choosealicense.com/licenses/undefined/'", NULL, 1},
        {"'no license'", "none", 0},
        {"''", NULL, 0},
        {"null", NULL, 0},
        {"[]", NULL, 0},
        {"{}", NULL, 0},
        {"[[['mit']]]", "MIT", 0},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char text[512];
        char part[64];
        imported j;

        snprintf(text, sizeof text, "{" CONTEXT V10 "'@type':'Dataset','name':'x','license':%s}",
                 cases[i].value);
        j = read_json(text, 0);
        assert_int_equal(j.status, OPENNESS_OK);
        if (cases[i].license != NULL && *cases[i].license == '{') {
            snprintf(part, sizeof part, "'license':%s", cases[i].license);
        } else {
            snprintf(part, sizeof part, "'license':'%s'",
                     cases[i].license == NULL ? "" : cases[i].license);
        }
        assert_int_equal(imported_has(&j, cases[i].license == NULL ? "'license'" : part),
                         cases[i].license != NULL);
        assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_IGNORED), cases[i].ignored);
        imported_end(&j);
    }
}

static void test_contradiction(void **state)
{
    static const char text[] =
        "{" CONTEXT V10 "'@type':'Dataset','name':'x','license':{"
        "'name':'MIT','url':'https://creativecommons.org/licenses/by/4.0/'}}";
    imported j = read_json(text, 0);
    imported strict = read_json(text, OPENNESS_STRICT);

    (void)state;
    assert_true(imported_has(&j, "'license':{'one_of':['CC-BY-4.0','MIT']}"));
    assert_true(imported_has(&j, "'conflicts':[{'about':'the license is stated as"));
    assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_CONTRADICTED), 1);
    assert_true(imported_refused(&strict, "contradiction", ""));
    imported_end(&j);
    imported_end(&strict);
}

/* As a processor of JSON-LD writes it out. */
static void test_expanded(void **state)
{
    imported j = read_json(
        "[{'@type':['http://schema.org/Dataset'],'http://schema.org/name':[{'@value':'Corpus'}],"
        "'http://schema.org/license':[{'@id':'https://creativecommons.org/licenses/by/4.0/'}],"
        "'http://purl.org/dc/terms/conformsTo':[{'@id':'http://mlcommons.org/croissant/1.0'}],"
        "'http://schema.org/creator':[{'http://schema.org/name':[{'@value':'A'}]},"
        "{'http://schema.org/name':[{'@value':'B'}]}],"
        "'http://schema.org/isAccessibleForFree':[{'@id':'http://schema.org/False'}],"
        "'http://schema.org/distribution':[{'http://schema.org/contentUrl':"
        "[{'@id':'https://example.org/a.zip'}]},{'http://schema.org/contentUrl':"
        "[{'@value':'https://example.org/b.zip'}]}]},{'@type':'sc:Dataset'}]",
        0);

    (void)state;
    assert_true(imported_has(&j, "'name':'Corpus','producer':'A and 1 more'"));
    assert_true(imported_has(&j, "'license':'CC-BY-4.0','note':'said to be at "
                                 "https://example.org/a.zip and 1 more'"));
    assert_true(imported_notes_that(&j, "only the first dataset"));
    imported_end(&j);
}

/* Of a site's page of linked data only the dataset is read. */
static void test_graph(void **state)
{
    imported j = read_json("{'@context':'https://schema.org/','@graph':[{'@type':'WebPage'},"
                           "{'@type':'Dataset','name':'x','license':'mit','distribution':{"
                           "'contentUrl':'https://example.org/x'}}]}",
                           0);

    (void)state;
    assert_true(imported_has(&j, "'license':'MIT','note':'said to be at https://example.org/x'"));
    imported_end(&j);
}

static void test_versions(void **state)
{
    static const struct {
        const char *value;
        bool known;
    } cases[] = {
        {"'http://mlcommons.org/croissant/1.0'", true},
        {"'https://mlcommons.org/croissant/1.1'", true},
        {"{'@id':'http://mlcommons.org/croissant/1.0'}", true},
        {"'http://mlcommons.org/croissant/9.9'", false},
        {"'something'", false},
        {"[]", false},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char text[256];
        imported j;

        snprintf(text, sizeof text, "{'@type':'sc:Dataset','name':'x','conformsTo':%s}",
                 cases[i].value);
        j = read_json(text, 0);
        assert_int_equal(j.status, OPENNESS_OK);
        assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_IGNORED), cases[i].known ? 0 : 1);
        imported_end(&j);
    }
}

static void test_not_croissant(void **state)
{
    static const char *const texts[] = {
        "{'@type':'sc:Dataset','name':'x'}",
        "{'@type':'SoftwareApplication','distribution':[]}",
        "{'conformsTo':'http://mlcommons.org/croissant/1.0'}",
        "[]",
        "{'@graph':[]}",
        "{'@type':[1,null,{}]}",
    };
    imported named = imported_of("croissant", AT, "{}", 2, 0);

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        imported j = read_json(texts[i], 0);

        assert_true(imported_refused(&j, "unknown-format", ""));
        imported_end(&j);
    }
    assert_true(imported_refused(&named, "unknown-format", "Croissant describes"));
    imported_end(&named);
}

/* Nothing but what makes it one, and values of every wrong kind. */
static void test_strange(void **state)
{
    static const char *const values[] = {"null", "[]", "{}", "''", "7", "[[]]", "[{}]", "true"};
    static const char *const keys[] = {
        "name",    "creator",       "publisher",           "url",          "version",
        "license", "datePublished", "isAccessibleForFree", "distribution", "conformsTo",
        "citeAs",  "rai:dataUses",  "conditionsOfAccess",  "recordSet",
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(keys); i++) {
        for (size_t v = 0; v < OPN_ARRAY_LEN(values); v++) {
            char text[256];
            imported j;

            snprintf(text, sizeof text, "{'@type':'sc:Dataset','ml:recordSet':[],'%s':%s}",
                     keys[i], values[v]);
            j = read_json(text, 0);
            assert_int_equal(j.status, OPENNESS_OK);
            imported_end(&j);
        }
    }
}

static void test_memory(void **state)
{
    char *json = kit_json("{'@type':'sc:Dataset'," V10 "'url':'" URL "','creator':['A','B'],"
                          "'license':{'name':'MIT','url':'cc-by-4.0'},'datePublished':"
                          "'2024-01-01T00:00','isAccessibleForFree':false,'rai:x':'y',"
                          "'distribution':[{'contentUrl':'https://example.org/x'}]}");

    (void)state;
    imported_sweep(NULL, AT, json, strlen(json));
    free(json);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hub),           cmocka_unit_test(test_first_version),
        cmocka_unit_test(test_responsible),   cmocka_unit_test(test_licenses),
        cmocka_unit_test(test_contradiction), cmocka_unit_test(test_expanded),
        cmocka_unit_test(test_graph),         cmocka_unit_test(test_versions),
        cmocka_unit_test(test_not_croissant), cmocka_unit_test(test_strange),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, imported_setup, imported_teardown);
}
