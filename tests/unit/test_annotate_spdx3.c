/*
 * test_annotate_spdx3.c: verdicts written into documents of SPDX 3.
 *
 * What is new is held to the rules of the model that its schema states: classes,
 * required members, forms of ids and times, references that lead somewhere.
 */
#include "kit.h"

#include "../../lib/mem.h"

#include <openness/annotate.h>

#define CONTEXT  "'@context':'https://spdx.org/rdf/3.0.1/spdx-context.jsonld'"
#define CREATION                                                                                 \
    "{'type':'CreationInfo','@id':'_:c','specVersion':'3.0.1','created':"                        \
    "'2025-01-02T03:04:05Z','createdBy':['x:p']}"
#define PERSON "{'type':'Person','spdxId':'x:p','creationInfo':'_:c'}"
#define PACKAGE(id)                                                                              \
    "{'type':'ai_AIPackage','spdxId':'" id "','creationInfo':'_:c','name':'m'}"
#define GRAPH(elements) "{" CONTEXT ",'@graph':[" elements "]}"

typedef struct {
    openness_database *database;
    openness_rubric *rubric;
} setup;

static setup begin(void)
{
    setup s = {.database = kit_database()};

    assert_int_equal(openness_rubric_get(s.database, "mof-1.0", &s.rubric, NULL), 0);
    return s;
}

static void end(setup *s)
{
    openness_rubric_free(s->rubric);
    openness_database_free(s->database);
}

static int run(const setup *s, const char *as_of, const char *bytes, openness_text **out,
               openness_error **err)
{
    const openness_rubric *rubrics[] = {s->rubric};

    return openness_annotate(s->database, rubrics, 1, as_of, bytes, strlen(bytes), 0, out, err);
}

static const char *text_of(const opn_node *object, const char *key)
{
    return opn_node_string(opn_node_member(object, key));
}

static const opn_node *element(const opn_json *json, size_t index)
{
    const opn_node *at = opn_node_first(opn_node_member(opn_json_root(json), "@graph"));

    while (at != NULL && index > 0) {
        at = opn_node_next(at);
        index--;
    }
    assert_non_null(at);
    return at;
}

/* Three that are new behind `old`: by whom and when, who that is, and the verdict. */
static void check_elements(const char *data, size_t old, const char *base, const char *subject,
                           const char *created)
{
    opn_issues issues = {0};
    opn_json *json = NULL;
    const opn_node *creation;
    const opn_node *agent;
    const opn_node *note;
    opn_json *statement = NULL;

    assert_int_equal(opn_json_parse(data, strlen(data), &json, &issues), 0);
    assert_int_equal(opn_node_count(opn_node_member(opn_json_root(json), "@graph")), old + 3);
    creation = element(json, old);
    agent = element(json, old + 1);
    note = element(json, old + 2);
    assert_string_equal(text_of(creation, "type"), "CreationInfo");
    assert_string_equal(text_of(creation, "created"), created);
    assert_string_equal(text_of(creation, "specVersion"), "3.0.1");
    assert_string_equal(opn_node_string(opn_node_first(opn_node_member(creation, "createdBy"))),
                        text_of(agent, "spdxId"));
    assert_string_equal(text_of(agent, "type"), "SoftwareAgent");
    assert_string_equal(text_of(agent, "creationInfo"), text_of(creation, "@id"));
    assert_string_equal(text_of(note, "type"), "Annotation");
    assert_string_equal(text_of(note, "creationInfo"), text_of(creation, "@id"));
    assert_string_equal(text_of(note, "annotationType"), "other");
    assert_string_equal(text_of(note, "subject"), subject);
    assert_memory_equal(text_of(note, "spdxId"), base, strlen(base));
    assert_int_equal(opn_node_count(note), 7);
    assert_int_equal(opn_json_parse(text_of(note, "statement"),
                                    strlen(text_of(note, "statement")), &statement, &issues),
                     0);
    assert_non_null(text_of(opn_json_root(statement), "openness:verdict:mof-1_0:level"));
    assert_non_null(text_of(opn_json_root(statement), "openness:verdict:data_digest"));
    opn_json_free(statement);
    opn_json_free(json);
    opn_issues_free(&issues);
}

static void test_elements(void **state)
{
    setup s = begin();
    char *plain = kit_json(GRAPH(CREATION "," PERSON "," PACKAGE("x:m")));
    char *named = kit_json(GRAPH(CREATION "," PERSON "," PACKAGE(
        "x:m") ",{'type':'SpdxDocument','spdxId':'https://example.org/d#1','creationInfo':'_:c'}"));
    openness_text *out = NULL;

    (void)state;
    assert_int_equal(run(&s, "2026-11-22", plain, &out, NULL), OPENNESS_OK);
    check_elements(openness_text_data(out), 3, "x:m#openness-verdict-1", "x:m",
                   "2026-11-22T00:00:00Z");
    openness_text_free(out);
    assert_int_equal(run(&s, NULL, named, &out, NULL), OPENNESS_OK);
    check_elements(openness_text_data(out), 4, "https://example.org/d#1-openness-verdict-1",
                   "x:m", "2025-01-02T03:04:05Z");
    openness_text_free(out);
    free(named);
    free(plain);
    end(&s);
}

/* All that was there is there, byte for byte; twice is as once; what another call
 * left goes, what only looks like it stays. */
static void test_bytes(void **state)
{
    static const char head[] = "{" CONTEXT " ,\n  '@graph' : [\n    " CREATION ",\n    " PERSON
                               ",\n    " PACKAGE("x:m") ",\n    " PACKAGE("x:n");
    static const char tail[] = "\n  ], 'x' : 1.0e0\n}\n";
    setup s = begin();
    char *before = kit_json(head);
    char *behind = kit_json(tail);
    char text[4096];
    openness_text *once = NULL;
    openness_text *twice = NULL;
    openness_text *later = NULL;
    const char *data;

    (void)state;
    assert_true(snprintf(text, sizeof text, "%s%s", before, behind) < (int)sizeof text);
    assert_int_equal(run(&s, "2026-11-22", text, &once, NULL), OPENNESS_OK);
    data = openness_text_data(once);
    assert_memory_equal(data, before, strlen(before));
    assert_string_equal(data + strlen(data) - strlen(behind), behind);
    assert_non_null(strstr(data, "x:m#openness-verdict-1\""));
    assert_non_null(strstr(data, "x:m#openness-verdict-2\""));
    assert_int_equal(run(&s, "2026-11-22", data, &twice, NULL), OPENNESS_OK);
    assert_string_equal(openness_text_data(twice), data);
    assert_int_equal(run(&s, "2026-11-21", data, &later, NULL), OPENNESS_OK);
    assert_null(strstr(openness_text_data(later), "2026-11-22"));
    assert_int_equal(openness_text_size(later), openness_text_size(once));
    openness_text_free(later);
    openness_text_free(twice);
    openness_text_free(once);
    free(behind);
    free(before);
    end(&s);
}

static void test_foreign(void **state)
{
    static const char other[] = ",{'type':'Annotation','spdxId':'x:m#openness-verdict-mine',"
                                "'creationInfo':'_:c','annotationType':'review','subject':'x:m'}";
    setup s = begin();
    char text[4096];
    char *bytes;
    openness_text *out = NULL;

    (void)state;
    assert_true(snprintf(text, sizeof text, "%s%s%s", "{" CONTEXT ",'@graph':[" CREATION ",",
                         PACKAGE("x:m"), other) < (int)sizeof text - 3);
    strcat(text, "]}");
    bytes = kit_json(text);
    assert_int_equal(run(&s, NULL, bytes, &out, NULL), OPENNESS_OK);
    assert_non_null(strstr(openness_text_data(out), "openness-verdict-mine"));
    openness_text_free(out);
    free(bytes);
    end(&s);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *pointer;
    } cases[] = {
        {"{" CONTEXT ",'type':'SpdxDocument','spdxId':'x','element':[{'type':'AIPackage',"
         "'spdxId':'SPDXRef-M','name':'m'}]}",
         ""},
        {"{" CONTEXT ",'type':'ai_AIPackage','spdxId':'x:m','name':'m'}", ""},
        {"{'@context':['https://spdx.org/rdf/3.0.1/spdx-context.jsonld'],'@graph':[" CREATION
         "," PACKAGE("x:m") "]}",
         "/@context"},
        {GRAPH(CREATION ",{'type':'AIPackage','spdxId':'x:m','creationInfo':'_:c','name':'m'}"),
         "/@graph/1"},
        {GRAPH(CREATION "," PACKAGE("SPDXRef-M")), "/@graph/1"},
        {GRAPH(CREATION "," PACKAGE("_:m")), "/@graph/1"},
        {GRAPH(PACKAGE("x:m")), "/@graph/0"},
        {GRAPH("{'type':'CreationInfo','@id':'_:c','specVersion':'3.0.1','created':'today'},"
               PACKAGE("x:m")),
         "/@graph/1"},
        {GRAPH(CREATION ",{'type':'dataset_DatasetPackage','spdxId':'x:d','name':'d'}"),
         "/@graph"},
    };
    setup s = begin();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char *bytes = kit_json(cases[i].text);
        openness_text *out = NULL;
        openness_error *error = NULL;

        assert_int_equal(run(&s, NULL, bytes, &out, &error), OPENNESS_E_SCHEMA);
        assert_true(kit_error_has(error, "unsupported", cases[i].pointer));
        assert_null(out);
        openness_error_free(error);
        free(bytes);
    }
    end(&s);
}

static void test_memory(void **state)
{
    static const char *const texts[] = {GRAPH(CREATION "," PERSON "," PACKAGE("x:m")),
                                        GRAPH(CREATION "," PACKAGE("_:m"))};
    setup s = begin();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        char *bytes = kit_json(texts[i]);
        int status = OPENNESS_E_NOMEM;

        for (size_t n = 1; status == OPENNESS_E_NOMEM; n++) {
            openness_text *out = NULL;
            openness_error *error = NULL;

            assert_true(n < 100000);
            opn_mem_fail_at(n);
            status = run(&s, "2026-11-22", bytes, &out, &error);
            opn_mem_fail_at(0);
            assert_true((out != NULL) == (status == OPENNESS_OK));
            openness_text_free(out);
            openness_error_free(error);
        }
        assert_int_equal(status, i == 0 ? OPENNESS_OK : OPENNESS_E_SCHEMA);
        free(bytes);
    }
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_elements), cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_foreign),  cmocka_unit_test(test_refused),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
