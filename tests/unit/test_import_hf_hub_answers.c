/*
 * test_import_hf_hub_answers.c: which answers of the Hub's API are read, and under which
 * name: lists, errors, Spaces, answers without an id, and documents of others.
 */
#include "hub_kit.h"

/* The list endpoint: neither files nor cardData nor gated. */
static void test_list(void **state)
{
    job j = start_at("https://huggingface.co/api/models?limit=2",
                     "[{'_id':'1','id':'a-org/One','likes':1,'private':false,'downloads':1,"
                     "'tags':['license:mit','base_model:b-org/Two',"
                     "'base_model:finetune:b-org/Two'],'pipeline_tag':'text-generation',"
                     "'library_name':'transformers','createdAt':'2024-07-18T08:56:00.000Z',"
                     "'modelId':'a-org/One'},"
                     "{'_id':'2','id':'b-org/Two','likes':1,'private':false,'downloads':1,"
                     "'tags':[],'createdAt':'2024-07-18T08:56:00.000Z','modelId':'b-org/Two'}]",
                     0);

    (void)state;
    assert_int_equal(openness_import_count(j.import), 2);
    expect(&j, 0,
           "a-org/One One a-org - finetune text to text\n"
           "base b-org/Two finetune unknown\n"
           "weights - - MIT\n");
    expect(&j, 1, "b-org/Two Two b-org - unknown\n");
    assert_true(noted(&j, "ignored", "/0/createdAt", "repository"));
    assert_false(noted(&j, "ignored", "/1/createdAt", ""));
    end(&j);
}

/* The address names it where the answer does not; a renamed one has its new name. */
static void test_names(void **state)
{
    static const char *const nameless =
        "{'lastModified':'2024-07-01T21:16:50.000Z','cardData':{'license':'mit'}," ONE_FILE
        ",'createdAt':'2024-04-22T16:18:17.000Z','safetensors':{'total':1}}";
    job named = start_at(ADDRESS "/revision/main", nameless, 0);
    job nowhere = start_at("answer.json", nameless, 0);
    job renamed = start_at("https://huggingface.co/api/models/model-8b",
                           "{" OPEN "'tags':[]," ONE_FILE "}", 0);

    (void)state;
    expect(&named, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights - full MIT\n"
           "model_card - - -\n");
    assert_int_equal(nowhere.status, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(nowhere.error, "missing-member", ""));
    expect(&renamed, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights public full -\n"
           "model_card public - -\n");
    assert_true(noted(&renamed, "read", "/id", "renamed"));
    end(&named);
    end(&nowhere);
    end(&renamed);
}

/* What is no answer about a model, and where it says so. */
static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *issue;
        const char *pointer;
    } cases[] = {
        {"{'error':'Repository not found'}", "error-answer", "/error"},
        {"{'error':'Access to model example-org/Model-8B is restricted.','status':401}",
         "error-answer", "/error"},
        {"[{" OPEN "'tags':[]},{'error':'gone'}]", "error-answer", "/1/error"},
        {"[{" OPEN "'tags':[]},1]", "wrong-type", "/1"},
        {"{'_id':'0','id':'a/B','private':false,'tags':[],'sdk':'gradio'}", "unsupported",
         "/sdk"},
        {"{'_id':'0','id':'../B','private':false,'modelId':'a/B','tags':[]}", "bad-id", "/id"},
        {"{" OPEN "'tags':[],'cardData':['license']}", "wrong-type", "/cardData"},
        {"{" OPEN "'tags':[],'gated':false}", "duplicate-key", "/gated"},
        {"{" OPEN "'tags':[]} x", "trailing-data", ""},
        /* YAML could read it, and a format that is JSON takes none. */
        {"{" OPEN "'tags':[], x'}", "invalid-json", ""},
    };
    job neither = start_at("answer.json", "{'_id':'0','id':'a/B','private':false,'tags':[]}", 0);

    (void)state;
    assert_true(kit_error_has(neither.error, "missing-member", ""));
    end(&neither);
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        job j = start_at("answer.json", cases[i].text, 0);

        if (j.error == NULL || !kit_error_has(j.error, cases[i].issue, cases[i].pointer)) {
            print_error("%s\n", cases[i].text);
        }
        assert_true(j.status != OPENNESS_OK);
        assert_true(kit_error_has(j.error, cases[i].issue, cases[i].pointer));
        assert_null(j.import);
        end(&j);
    }
}

/* The format is named for what is none of it. */
static void test_named(void **state)
{
    static const char *const texts[] = {"[]", "{}", "1", "null", "[null]", "[[]]", "'text'"};
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        openness_import *import = NULL;
        openness_error *error = NULL;
        char *bytes = kit_json(texts[i]);

        assert_int_equal(openness_import_bytes(database, "hf-hub", NULL, "2026-11-22", bytes,
                                               strlen(bytes), 0, &import, &error),
                         OPENNESS_E_SCHEMA);
        assert_true(openness_error_issue_count(error) > 0);
        assert_null(import);
        openness_error_free(error);
        free(bytes);
    }
    openness_database_free(database);
}

/* Posts and packages have ids and tags too. */
static void test_others(void **state)
{
    static const char *const texts[] = {
        "{'id':1,'likes':2,'tags':['a'],'author':'b','downloads':3}",
        "{'id':'a','private':true,'version':'1'}",
        "{'error':'a','id':'b/c','tags':[],'x':1,'y':2}",
        "{'error':{'message':'a'}}",
        "[]",
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        job j = start_at("answer.json", texts[i], 0);

        assert_int_equal(j.status, OPENNESS_E_SCHEMA);
        assert_true(kit_error_has(j.error, "unknown-format", ""));
        end(&j);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_list),    cmocka_unit_test(test_names),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_named),
        cmocka_unit_test(test_others),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
