/*
 * test_annotate.c: verdicts written into bills of materials.
 *
 * What is written is read by the importer again, so that these tests look at the
 * bytes: which are new, and that no other changed.
 */
#include "kit.h"

#include "../../lib/mem.h"

#include <openness/annotate.h>
#include <openness/version.h>

#define BOM(members)                                                                             \
    "{'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'components': [{'type': "                   \
    "'machine-learning-model', 'name': 'm'" members "}]}"

typedef struct {
    openness_database *database;
    openness_rubric *rubrics[2];
} setup;

static setup begin(void)
{
    setup s = {.database = kit_database()};

    assert_int_equal(openness_rubric_get(s.database, "g7-2026", &s.rubrics[0], NULL), 0);
    assert_int_equal(openness_rubric_get(s.database, "mof-1.0", &s.rubrics[1], NULL), 0);
    return s;
}

static void end(setup *s)
{
    openness_rubric_free(s->rubrics[0]);
    openness_rubric_free(s->rubrics[1]);
    openness_database_free(s->database);
}

static int run(const setup *s, size_t count, const char *as_of, const char *bytes,
               openness_text **out, openness_error **err)
{
    const openness_rubric *rubrics[] = {s->rubrics[0], s->rubrics[1]};

    return openness_annotate(s->database, rubrics, count, as_of, bytes, strlen(bytes), 0, out,
                             err);
}

/* Everything before and behind what is new is there, and what is new holds it. */
static void check(const setup *s, const char *text, const char *before, const char *behind)
{
    char *bytes = kit_json(text);
    char *head = kit_json(before);
    char *tail = kit_json(behind);
    openness_text *once = NULL;
    openness_text *twice = NULL;
    const char *data;
    size_t size;

    assert_int_equal(run(s, 2, "2026-11-22", bytes, &once, NULL), OPENNESS_OK);
    data = openness_text_data(once);
    size = openness_text_size(once);
    assert_true(size > strlen(head) + strlen(tail));
    assert_memory_equal(data, head, strlen(head));
    assert_string_equal(data + size - strlen(tail), tail);
    assert_non_null(strstr(data, "{\"name\": \"openness:verdict:as_of\", \"value\": "
                                 "\"2026-11-22\"}"));
    assert_non_null(strstr(data, openness_database_digest(s->database)));
    assert_non_null(strstr(data, "{\"name\": \"openness:verdict:library_version\", \"value\": "
                                 "\"" OPENNESS_VERSION "\"}"));
    assert_non_null(strstr(data, "\"openness:verdict:g7-2026:upper\", \"value\": "
                                 "\"open_source_open_data\""));
    assert_non_null(strstr(data, "\"openness:verdict:mof-1_0:lower\", \"value\": "
                                 "\"unclassified\""));
    assert_non_null(strstr(data, "\"value\": \"OPN1/mof-1.0@1/"));
    assert_null(strstr(data, "score_lower"));
    assert_int_equal(run(s, 2, "2026-11-22", data, &twice, NULL), OPENNESS_OK);
    assert_string_equal(openness_text_data(twice), data);
    openness_text_free(once);
    openness_text_free(twice);
    free(bytes);
    free(head);
    free(tail);
}

static void test_places(void **state)
{
    setup s = begin();

    (void)state;
    check(&s, BOM(""), "{'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'components': [{'type': "
                       "'machine-learning-model', 'name': 'm', 'properties': [{",
          "'}]}]}");
    check(&s, BOM(", 'properties': []"),
          "{'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'components': [{'type': "
          "'machine-learning-model', 'name': 'm', 'properties': [{",
          "'}]}]}");
    check(&s, BOM(", 'properties': [{'name': 'openness:mine', 'value': '\\u00e9'}], 'x': 1.0"),
          "{'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'components': [{'type': "
          "'machine-learning-model', 'name': 'm', 'properties': [{'name': 'openness:mine', "
          "'value': '\\u00e9'}, {",
          "'}], 'x': 1.0}]}");
    check(&s,
          BOM(", 'properties': [{'name': 'openness:verdict:old-1:level', 'value': 'x'},"
              "{'name': 'b'},{'name': 'openness:verdict:as_of'}]"),
          "{'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'components': [{'type': "
          "'machine-learning-model', 'name': 'm', 'properties': [{'name': 'b'}, {",
          "'}]}]}");
    end(&s);
}

/* Two models, one within the other, and a library that stays as it is. */
static void test_several(void **state)
{
    setup s = begin();
    char *bytes = kit_json(
        "{'bomFormat': 'CycloneDX', 'specVersion': '1.6', 'metadata': {'component': {'type': "
        "'machine-learning-model', 'name': 'outer', 'licenses': [{'license': {'id': 'MIT'}}]}}, "
        "'components': [{'type': 'library', 'name': 'lib', 'components': [{'type': "
        "'machine-learning-model', 'name': 'inner', 'properties': [ ]}]}]}");
    openness_text *out = NULL;
    const char *found;
    size_t count = 0;

    (void)state;
    assert_int_equal(run(&s, 1, NULL, bytes, &out, NULL), OPENNESS_OK);
    found = openness_text_data(out);
    assert_non_null(strstr(found, "\"inner\", \"properties\": [{"));
    while ((found = strstr(found, "\"openness:verdict:as_of\", \"value\": \"latest\"")) != NULL) {
        found++;
        count++;
    }
    assert_int_equal(count, 2);
    assert_non_null(strstr(openness_text_data(out), "\"lib\", \"components\": [{\"type\""));
    /* Only g7-2026 was asked for. */
    assert_null(strstr(openness_text_data(out), "mof-1_0"));
    openness_text_free(out);
    free(bytes);
    end(&s);
}

static void test_refused(void **state)
{
    setup s = begin();
    const openness_rubric *twice[] = {s.rubrics[0], s.rubrics[0]};
    const openness_rubric *missing[] = {s.rubrics[0], NULL};
    static const char *const bom = "{}";
    char *library = kit_json("{'bomFormat':'CycloneDX','specVersion':'1.6','components':[]}");
    char *own = kit_json("{" KIT_HEAD ",'artifacts':[]}");
    char *odd = kit_json(BOM(", 'properties': {}"));
    openness_text *out = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(run(&s, 0, NULL, bom, &out, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(run(&s, 1, "2026-02-30", bom, &out, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(run(&s, 1, "2026", bom, &out, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_annotate(s.database, twice, 2, NULL, bom, 2, 0, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_annotate(s.database, missing, 2, NULL, bom, 2, 0, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_annotate(s.database, twice, 1, NULL, bom, 2, 2, &out, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(run(&s, 1, NULL, bom, &out, NULL), OPENNESS_E_SCHEMA);
    assert_int_equal(run(&s, 1, NULL, "{", &out, NULL), OPENNESS_E_JSON);
    assert_int_equal(run(&s, 1, NULL, library, &out, NULL), OPENNESS_E_SCHEMA);
    assert_int_equal(run(&s, 1, NULL, own, &out, &error), OPENNESS_E_SCHEMA);
    assert_non_null(strstr(openness_error_message(error), "openness-release"));
    openness_error_free(error);
    error = NULL;
    assert_int_equal(run(&s, 1, NULL, odd, &out, &error), OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "wrong-type", "/components/0/properties"));
    openness_error_free(error);
    assert_null(out);
    free(odd);
    free(own);
    free(library);
    end(&s);
}

static void test_memory(void **state)
{
    setup s = begin();
    char *bytes = kit_json(BOM(", 'properties': [{'name': 'a', 'value': 'b'}]"));
    int status = OPENNESS_E_NOMEM;

    (void)state;
    for (size_t n = 1; status != OPENNESS_OK; n++) {
        openness_text *out = NULL;
        openness_error *error = NULL;

        assert_true(n < 100000);
        opn_mem_fail_at(n);
        status = run(&s, 1, NULL, bytes, &out, &error);
        opn_mem_fail_at(0);
        if (status != OPENNESS_OK) {
            assert_int_equal(status, OPENNESS_E_NOMEM);
            assert_null(out);
            assert_non_null(error);
        }
        openness_error_free(error);
        openness_text_free(out);
    }
    free(bytes);
    end(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_several),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
