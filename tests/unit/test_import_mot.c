/*
 * test_import_mot.c: entries of the Model Openness Tool, as records and as the
 * tool takes them. Written as JSON, so that they run without libyaml.
 */
#include "kit.h"

#include "../../lib/import_mot_rules.h"
#include "../../lib/mem.h"

#include <openness/import.h>
#include <openness/report.h>

#define HEAD "{'framework':{'name':'Model Openness Framework','version':'1.0'},'release':"
#define ENTRY(members, list)                                                                     \
    HEAD "{'name':'A model','producer':'Org'," members "'components':[" list "]}}"
#define COMPONENT(name, members) "{'name':'" name "'" members "}"
#define LICENSE(text)            ",'license':'" text "'"

typedef struct {
    openness_database *database;
    openness_import *import;
    openness_error *error;
    opn_json *record;
    int status;
} job;

static job start(const char *text, uint32_t flags)
{
    job j = {.database = kit_database()};
    char *bytes = kit_json(text);
    opn_issues issues = {0};

    j.status = openness_import_bytes(j.database, NULL, "models/a.yml", "2026-11-21", bytes,
                                     strlen(bytes), flags, &j.import, &j.error);
    if (j.status == OPENNESS_OK) {
        const char *record = openness_import_record(j.import, 0);

        assert_int_equal(openness_import_count(j.import), 1);
        assert_string_equal(openness_import_format(j.import), "mot");
        assert_int_equal(opn_json_parse(record, strlen(record), &j.record, &issues), 0);
    }
    free(bytes);
    opn_issues_free(&issues);
    return j;
}

static void end(job *j)
{
    opn_json_free(j->record);
    openness_import_free(j->import);
    openness_error_free(j->error);
    openness_database_free(j->database);
}

/* The element of a list of the record whose member has a value. */
static const opn_node *element(const job *j, const char *list, const char *key, const char *value)
{
    const opn_node *array = opn_node_member(opn_json_root(j->record), list);

    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        if (opn_streq(opn_node_string(opn_node_member(at, key)), value)) {
            return at;
        }
    }
    return NULL;
}

static const char *member(const opn_node *object, const char *key)
{
    const opn_node *value = opn_node_member(object, key);

    return value == NULL ? NULL : opn_node_string(value);
}

static const char *level(const job *j, const char *criterion)
{
    const opn_node *assessment = element(j, "assessments", "criterion", criterion);

    assert_non_null(assessment);
    return member(assessment, "level");
}

static const char *license(const job *j, const char *kind)
{
    const opn_node *artifact = element(j, "artifacts", "kind", kind);

    assert_non_null(artifact);
    return member(artifact, "license");
}

static bool noted(const job *j, const char *what)
{
    openness_text *text = NULL;
    bool found;

    assert_int_equal(openness_import_render(j->import, OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     OPENNESS_OK);
    found = strstr(openness_text_data(text), what) != NULL;
    openness_text_free(text);
    return found;
}

static void test_levels(void **state)
{
    job j = start(
        ENTRY(
            "'license':{},",
            COMPONENT("Model architecture", LICENSE("MIT")) "," COMPONENT(
                "Model parameters (Final)",
                LICENSE(
                    "MIT")) "," COMPONENT("Model card",
                                          LICENSE(
                                              "Gemma")) "," COMPONENT("Data card",
                                                                      LICENSE(
                                                                          "unlicensed")) "," COMPONENT("Training code",
                                                                                                       "")),
        0);

    (void)state;
    assert_string_equal(level(&j, "architecture"), "included");
    assert_string_equal(level(&j, "final_parameters"), "other_type");
    assert_string_equal(level(&j, "model_card"), "invalid");
    assert_string_equal(level(&j, "data_card"), "unlicensed");
    assert_string_equal(level(&j, "training_code"), "unlicensed");
    assert_string_equal(level(&j, "datasets"), "missing");
    assert_string_equal(license(&j, "weights"), "MIT");
    assert_string_equal(license(&j, "model_card"), "gemma");
    assert_string_equal(license(&j, "data_card"), "none");
    assert_null(license(&j, "training_code"));
    assert_null(element(&j, "artifacts", "kind", "training_data"));
    end(&j);
}

/* To list is not to release. */
static void test_access_stays_unknown(void **state)
{
    job j = start(ENTRY("'license':{'distribution':{'name':'MIT','path':''}},",
                        COMPONENT("Model parameters (Final)",
                                  ",'component_path':'https://example.org/weights'")),
                  0);
    const opn_node *weights = element(&j, "artifacts", "kind", "weights");

    (void)state;
    assert_null(opn_node_member(weights, "access"));
    assert_null(opn_node_member(weights, "extent"));
    assert_non_null(strstr(member(weights, "note"), "https://example.org/weights"));
    assert_string_equal(level(&j, "final_parameters"), "other_type");
    end(&j);
}

/* A component's own license, then that of its type, then the distribution's. */
static void test_fall_back(void **state)
{
    job j = start(
        ENTRY("'license':{'code':{'name':'Apache-2.0'},'data':{'name':''},"
              "'distribution':{'name':'CC-BY-4.0'}},",
              COMPONENT("Inference code", "") "," COMPONENT("Evaluation data", "") "," COMPONENT(
                  "Evaluation code",
                  LICENSE("")) "," COMPONENT("Training code",
                                             LICENSE("0")) "," COMPONENT("Model architecture",
                                                                         ",'license':null")),
        0);

    (void)state;
    assert_string_equal(license(&j, "inference_code"), "Apache-2.0");
    assert_string_equal(level(&j, "inference_code"), "included");
    assert_string_equal(license(&j, "evaluation_data"), "CC-BY-4.0");
    assert_string_equal(level(&j, "evaluation_data"), "other_type");
    assert_string_equal(level(&j, "evaluation_code"), "unlicensed");
    assert_null(license(&j, "evaluation_code"));
    assert_string_equal(level(&j, "training_code"), "unlicensed");
    assert_null(license(&j, "training_code"));
    assert_string_equal(license(&j, "architecture"), "Apache-2.0");
    end(&j);
}

/* The strings are compared as they stand; a reader knows better. */
static void test_exact_strings(void **state)
{
    job j = start(
        ENTRY("'license':{},",
              COMPONENT("Inference code", LICENSE("Apache 2.0")) "," COMPONENT(
                  "Training code",
                  LICENSE(
                      " MIT")) "," COMPONENT("Datasets",
                                             LICENSE(
                                                 "PDDL-1.0")) "," COMPONENT("Evaluation data",
                                                                            LICENSE(
                                                                                "ODC-PDDL-1.0"))),
        0);

    (void)state;
    assert_string_equal(level(&j, "inference_code"), "invalid");
    assert_string_equal(license(&j, "inference_code"), "Apache-2.0");
    assert_string_equal(level(&j, "training_code"), "invalid");
    assert_string_equal(license(&j, "training_code"), "MIT");
    assert_string_equal(level(&j, "datasets"), "invalid");
    assert_string_equal(level(&j, "evaluation_data"), "other_type");
    end(&j);
}

/* A name that the tool does not know is its first component. */
static void test_unknown_name(void **state)
{
    job j = start(ENTRY("'license':{},", COMPONENT("Datasets", LICENSE("Gemma")) "," COMPONENT(
                                             "datasets", LICENSE("CDLA-Permissive-2.0"))),
                  0);

    (void)state;
    assert_string_equal(level(&j, "datasets"), "included");
    assert_string_equal(license(&j, "training_data"), "gemma");
    assert_true(noted(&j, "there is no component \\\"datasets\\\""));
    end(&j);
}

static void test_repeated(void **state)
{
    const char *twice =
        ENTRY("'license':{},", COMPONENT("Model card", LICENSE("CC-BY-4.0")) "," COMPONENT(
                                   "Model card", LICENSE("Gemma")));
    job j = start(twice, 0);
    job strict = start(twice, OPENNESS_STRICT);

    (void)state;
    assert_string_equal(level(&j, "model_card"), "invalid");
    assert_string_equal(license(&j, "model_card"), "gemma");
    assert_true(noted(&j, "with another license"));
    assert_int_equal(strict.status, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(strict.error, "contradiction", "/release/components/0"));
    end(&strict);
    end(&j);
}

static void test_not_included(void **state)
{
    job j = start(
        ENTRY("'license':{},",
              COMPONENT("Datasets", LICENSE("Component not include")) "," COMPONENT(
                  "Data card",
                  LICENSE("Component Component not included")) "," COMPONENT("Model card",
                                                                             LICENSE(
                                                                                 "Undisclosed"))),
        0);

    (void)state;
    assert_string_equal(level(&j, "datasets"), "invalid");
    assert_null(license(&j, "training_data"));
    assert_true(noted(&j, "\\\"Component not include\\\" is no license"));
    assert_true(noted(&j, "\\\"Component Component not included\\\" is no license"));
    assert_null(license(&j, "model_card"));
    end(&j);
}

/* The date is that of the entry. */
static void test_head(void **state)
{
    job j = start(ENTRY("'date':'2025-05-22','version':'7B','type':'language','origin':'X',"
                        "'treatment':'pre-trained','license':{'other':{'name':'MIT'}},",
                        ""),
                  0);
    const opn_node *root = opn_json_root(j.record);

    (void)state;
    assert_string_equal(member(root, "id"), "Org/A-model");
    assert_string_equal(member(root, "version"), "7B");
    assert_string_equal(member(root, "kind"), "base");
    assert_null(opn_node_member(root, "release_date"));
    assert_string_equal(member(element(&j, "assessments", "criterion", "datasets"), "date"),
                        "2025-05-22");
    assert_true(noted(&j, "/release/origin"));
    assert_true(noted(&j, "/release/license/other"));
    assert_true(noted(&j, "no component is listed"));
    end(&j);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *issue;
        const char *pointer;
    } cases[] = {
        {ENTRY("", COMPONENT("Model card", ",'license':['MIT']")), "wrong-type",
         "/release/components/0/license"},
        {ENTRY("", "'Model card'"), "wrong-type", "/release/components/0"},
        {ENTRY("", "{'license':'MIT'}"), "missing-member", "/release/components/0"},
        {HEAD "{'producer':'Org','components':[]}}", "missing-member", "/release"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        job j = start(cases[i].text, 0);

        assert_int_equal(j.status, OPENNESS_E_SCHEMA);
        assert_true(kit_error_has(j.error, cases[i].issue, cases[i].pointer));
        end(&j);
    }
}

/* The importer is asked by name for something that is no entry. */
static void test_not_an_entry(void **state)
{
    static const char *const texts[] = {"[]", "{}", "{\"release\":{}}",
                                        "{\"release\":{\"components\":{}}}"};
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        openness_import *import = NULL;

        assert_int_equal(openness_import_bytes(database, "mot", NULL, "2026-11-21", texts[i],
                                               strlen(texts[i]), 0, &import, NULL),
                         OPENNESS_E_SCHEMA);
        assert_null(import);
    }
    openness_database_free(database);
}

/* Whichever allocation fails: no import, and the error says why. */
static void test_memory(void **state)
{
    char *bytes = kit_json(
        ENTRY("'date':'2025-05-22','license':{'distribution':{'name':'MIT'}},",
              COMPONENT("Datasets", LICENSE("Component not include")) "," COMPONENT(
                  "Model card",
                  ",'component_path':'https://a.example'") "," COMPONENT("Reward model",
                                                                         LICENSE("Apache 2.0"))));
    openness_database *database = kit_database();
    int status = OPENNESS_E_NOMEM;
    size_t n = 0;

    (void)state;
    while (status != OPENNESS_OK) {
        openness_import *import = NULL;

        assert_true(n < 100000);
        n++;
        opn_mem_fail_at(n);
        status = openness_import_bytes(database, "mot", "a.yml", "2026-11-21", bytes,
                                       strlen(bytes), 0, &import, NULL);
        opn_mem_fail_at(0);
        if (status != OPENNESS_OK) {
            assert_int_equal(status, OPENNESS_E_NOMEM);
            assert_null(import);
        }
        openness_import_free(import);
    }
    assert_true(n > 10);
    free(bytes);
    openness_database_free(database);
}

/* The carried table against what its source says: 225 of 660 ids, one string
 * that is no id, and 29 ids with a type of content. */
static void test_lists(void **state)
{
    static const size_t counts[] = {19, 5, 8};
    opn_mot_lists lists;
    opn_slice arrays[OPN_MOT_TYPES + 1];

    (void)state;
    assert_true(opn_mot_lists_read(&lists));
    memcpy(arrays, lists.typed, sizeof lists.typed);
    arrays[OPN_MOT_TYPES] = lists.open;
    for (size_t i = 0; i < OPN_ARRAY_LEN(arrays); i++) {
        opn_pull pull = opn_pull_begin(arrays[i].text, arrays[i].size);
        size_t count = 0;

        opn_pull_expect(&pull, '[');
        while (opn_pull_more(&pull, ']')) {
            opn_pull_string(&pull);
            count++;
        }
        assert_false(pull.failed);
        assert_int_equal(count, i == OPN_MOT_TYPES ? 226 : counts[i]);
    }
    /* Data first, then document: the last row of an id counts. */
    assert_string_equal(opn_mot_level(&lists, opn_mot_find("Datasets"), "CC0-1.0"), "other_type");
    assert_string_equal(opn_mot_level(&lists, opn_mot_find("Model card"), "CC0-1.0"), "included");
    assert_string_equal(opn_mot_level(&lists, 0, "OpenMDW-1.0"), "included");
    assert_string_equal(opn_mot_level(&lists, 0, "OpenMDW-1.1"), "invalid");
    assert_string_equal(opn_mot_level(&lists, 0, NULL), "unlicensed");
    assert_int_equal(opn_mot_find("Model Card"), SIZE_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),       cmocka_unit_test(test_access_stays_unknown),
        cmocka_unit_test(test_fall_back),    cmocka_unit_test(test_exact_strings),
        cmocka_unit_test(test_unknown_name), cmocka_unit_test(test_repeated),
        cmocka_unit_test(test_not_included), cmocka_unit_test(test_head),
        cmocka_unit_test(test_refused),      cmocka_unit_test(test_not_an_entry),
        cmocka_unit_test(test_memory),       cmocka_unit_test(test_lists),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
