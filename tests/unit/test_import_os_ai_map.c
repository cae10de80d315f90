/* test_import_os_ai_map.c: how a file of the map is cut, what of it goes into a record, what is
 * noted. */
#include "kit.h"

#include "../../lib/import.h"
#include "../../lib/import_os_ai_map_license.h"
#include "../../lib/mem.h"
#include <openness/import.h>
#include <openness/report.h>

static openness_database *database;
static opn_json *tiers;

static int setup(void **state)
{
    (void)state;
    return openness_database_open(&database, NULL) + opn_map_tiers_open(&tiers);
}

static int teardown(void **state)
{
    (void)state;
    opn_json_free(tiers);
    openness_database_free(database);
    return 0;
}

/* ---- licenses -------------------------------------------------------------- */

/* "name name" with what was dropped: c and m for scopes, a for an assumption. */
static const char *parts_of(const char *raw)
{
    static char out[400];
    opn_arena arena = {0};
    opn_map_parts parts;
    size_t used = 0;

    assert_true(opn_map_parts_read(opn_json_root(tiers), raw, &arena, &parts));
    out[0] = '\0';
    for (size_t i = 0; i < parts.count; i++) {
        static const char *const scopes[] = {"", "c:", "m:"};
        int size = snprintf(out + used, sizeof out - used, "%s%s%s[%s]", i > 0 ? " " : "",
                            scopes[parts.parts[i].scope], parts.parts[i].assumed ? "a:" : "",
                            parts.parts[i].name);

        assert_true(size > 0 && (size_t)size < sizeof out - used);
        used += (size_t)size;
    }
    opn_arena_free(&arena);
    return out;
}

static const char *tier_of(const char *rubric, const char *raw)
{
    static char out[64];
    opn_arena arena = {0};
    opn_map_parts parts;
    const char *tier;

    assert_true(opn_map_parts_read(opn_json_root(tiers), raw, &arena, &parts));
    tier = opn_map_tier(opn_json_root(tiers), rubric, raw, &parts);
    snprintf(out, sizeof out, "%s", tier == NULL ? "none" : tier);
    opn_arena_free(&arena);
    return out;
}

static void test_clauses(void **state)
{
    (void)state;
    assert_int_equal(opn_map_clause("a(b;c);d", ';'), 6);
    assert_int_equal(opn_map_clause("a(b(c;d);e);f", ';'), 11);
    /* A stray closing mark does not open anything, a missing one runs to the end. */
    assert_int_equal(opn_map_clause("a);b(c", ';'), 2);
    assert_int_equal(opn_map_clause("a(b;c", ';'), 5);
    assert_int_equal(opn_map_clause("", ';'), 0);
}

static void test_parts(void **state)
{
    (void)state;
    assert_string_equal(parts_of("Apache-2.0(OSI)"), "[Apache-2.0]");
    assert_string_equal(parts_of("Apache-2.0(OSI) across base variants"), "[Apache-2.0]");
    assert_string_equal(parts_of("Proprietary(API+ChatGPT only)"), "[Proprietary]");
    assert_string_equal(parts_of("Proprietary, proprietary service"), "[Proprietary]");
    assert_string_equal(parts_of("code MIT + model DeepSeek-Model-License(commercial OK)"),
                        "c:[MIT] m:[DeepSeek-Model-License]");
    assert_string_equal(parts_of("CODE\tMIT"), "c:[MIT]");
    assert_string_equal(parts_of("assumed-Modified-MIT(unconfirmed)"), "a:[Modified-MIT]");
    assert_string_equal(parts_of("model Assumed-gemma"), "m:a:[Gemma-License]");
    /* Prefixes go once, in one order, and only where they stand apart. */
    assert_string_equal(parts_of("assumed-code MIT"), "a:[code MIT]");
    assert_string_equal(parts_of("models-license + codeX"), "[models-license] [codeX]");
    assert_string_equal(parts_of("model"), "[model]");
    assert_string_equal(parts_of("Llama-3.1-Community(non-OSI; 700M)"),
                        "[Llama-3.1-Community-License]");
    assert_string_equal(parts_of(" A( + ) + + B + "), "[A] [B]");
    assert_string_equal(parts_of("(OSI)"), "[]");
    assert_string_equal(parts_of(""), "");
    /* A dash that is not ASCII separates nothing. */
    assert_string_equal(parts_of("mixed \xE2\x80\x94 0.5B-14B Apache-2.0, but 72B"),
                        "[mixed \xE2\x80\x94 0.5B-14B Apache-2.0]");
}

static void test_tiers(void **state)
{
    static const char base[] = "os-ai-map-pretrained";
    static const char tune[] = "os-ai-map-finetune";
    static const char data[] = "os-ai-map-dataset";

    (void)state;
    assert_string_equal(tier_of(base, "apache-2.0(OSI)"), "osi");
    assert_string_equal(tier_of(base, "Gemma-Terms-of-Use"), "use_bounded");
    assert_string_equal(tier_of(base, "NVIDIA-Nemotron-Open-Model-License(commercial)"),
                        "permissive_non_osi");
    assert_string_equal(tier_of(base, "CLOSED"), "proprietary");
    /* The most restrictive part decides, wherever it stands. */
    assert_string_equal(tier_of(tune, "CC-BY-NC(non-OSI)+Cohere-Acceptable-Use-Policy"),
                        "commercial_forbidden");
    assert_string_equal(tier_of(tune, "Gemma-License + MIT"), "use_bounded");
    /* One part without a tier, and there is none: it can only be worse. */
    assert_string_equal(tier_of(base, "Apache-2.0(code, OSI) + custom weights license(non-OSI)"),
                        "none");
    assert_string_equal(tier_of(base, "mixed(open variants Apache-2.0; Plus proprietary)"),
                        "none");
    assert_string_equal(tier_of(base, "mixed - 0.5B Apache-2.0"), "none");
    assert_string_equal(tier_of(base, "TBD(M2.7-precedent)"), "none");
    assert_string_equal(tier_of(base, ""), "none");
    /* A ladder knows only the names that it lists. */
    assert_string_equal(tier_of(tune, "BigCode-OpenRAIL-M"), "permissive_non_osi");
    assert_string_equal(tier_of(base, "BigCode-OpenRAIL-M"), "none");
    /* A "+" that is English: the whole value is listed. */
    assert_string_equal(tier_of(data, "follows mC4 + OSCAR-2301 terms"),
                        "deferred_to_components");
    assert_string_equal(tier_of(data, "Apache-2.0(recipe)+per-task"), "deferred_to_components");
    assert_string_equal(tier_of(data, "none"), "unstated");
    assert_string_equal(tier_of("no-such-ladder", "MIT"), "none");
}

/* ---- records --------------------------------------------------------------- */

static openness_import *import_text(const char *text, const char *format)
{
    openness_import *import = NULL;
    openness_error *error = NULL;
    int status = openness_import_bytes(database, format, "scores/x.yaml", "2026-11-21", text,
                                       strlen(text), 0, &import, &error);

    if (status != OPENNESS_OK) {
        fail_msg("%s", openness_error_message(error));
    }
    return import;
}

/* A file of scores with these components; ' stands for ". */
static openness_import *import_components(const char *components, const char *class)
{
    char text[4000];
    char *json;
    openness_import *import;

    snprintf(text, sizeof text,
             "{'product': 'x', 'openness': {'score': 3, 'class': '%s', 'components': %s, "
             "'confidence': 'high', 'note': 'n', 'sources': ["
             "{'url': 'https://a.example/1', 'shows': 'one', 'accessed': '2026-06-04'},"
             "{'url': 'https://a.example/2', 'shows': 'two', 'accessed': '2026-06-09'},"
             "{'shows': 'no place', 'accessed': 'soon'}]}, 'adoption': {'level': 4}}",
             class, components);
    json = kit_json(text);
    import = import_text(json, NULL);
    free(json);
    assert_string_equal(openness_import_format(import), "os-ai-map");
    assert_int_equal(openness_import_count(import), 1);
    return import;
}

/* The record without the white space between its values. */
static const char *record_of(const openness_import *import)
{
    static char out[20000];
    const char *text = openness_import_record(import, 0);
    bool inside = false;
    size_t used = 0;

    for (size_t i = 0; text[i] != '\0'; i++) {
        inside = inside != (text[i] == '"' && (i == 0 || text[i - 1] != '\\'));
        if (inside || (text[i] != ' ' && text[i] != '\n')) {
            assert_true(used + 1 < sizeof out);
            out[used] = text[i];
            used++;
        }
    }
    out[used] = '\0';
    return out;
}

static bool noted(const openness_import *import, int kind, const char *text)
{
    for (size_t i = 0; i < import->job.note_count; i++) {
        if (import->job.notes[i].kind == kind &&
            strstr(import->job.notes[i].message, text) != NULL) {
            return true;
        }
    }
    return false;
}

/* "criterion=level ..." of the assessments under a rubric. */
static const char *levels_of(const openness_import *import, const char *rubric)
{
    static char out[1000];
    kit_document d = {NULL, NULL, NULL};
    size_t used = 0;
    const char *text = record_of(import);

    assert_int_equal(opn_json_parse(text, strlen(text), &d.json, NULL), OPENNESS_OK);
    out[0] = '\0';
    for (const opn_node *at =
             opn_node_first(opn_node_member(opn_json_root(d.json), "assessments"));
         at != NULL; at = opn_node_next(at)) {
        if (opn_streq(opn_node_string(opn_node_member(at, "rubric")), rubric)) {
            used +=
                (size_t)snprintf(out + used, sizeof out - used, "%s%s=%s", used > 0 ? " " : "",
                                 opn_node_string(opn_node_member(at, "criterion")),
                                 opn_node_string(opn_node_member(at, "level")));
            assert_true(used < sizeof out);
        }
    }
    opn_json_free(d.json);
    return out;
}

static void test_model(void **state)
{
    openness_import *import = import_components(
        "'weights:open(MIT; on HF (all sizes; all dates));data:closed(a; b);code:partial;"
        "checkpoints:open(154);license:MIT(OSI)'",
        "open_weights");

    (void)state;
    assert_string_equal(levels_of(import, "os-ai-map-pretrained"),
                        "weights=not_closed data=closed code=partial license=osi");
    assert_string_equal(levels_of(import, "os-ai-map-finetune"),
                        "weights=not_closed data=closed code=partial license=osi");
    assert_non_null(strstr(record_of(import), "\"license\":\"MIT\""));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "checkpoints: open(154)"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "score 3 and class open_weights"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "adoption is not openness"));
    assert_true(noted(import, OPENNESS_IMPORT_READ, "code: partial"));
    openness_import_free(import);
}

/* The sources keep their days, and the last of them is that of the judgment. */
static void test_sources(void **state)
{
    openness_import *import = import_components("'weights:open;license:MIT'", "open_weights");
    const char *record = record_of(import);

    (void)state;
    assert_non_null(strstr(record, "{\"source\":\"https://a.example/1\",\"shows\":\"one\","
                                   "\"read\":\"2026-06-04\",\"by\":\"os-ai-map\","
                                   "\"confidence\":\"high\"},{\"source\":"
                                   "\"https://a.example/2\""));
    assert_non_null(strstr(record, "\"date\":\"2026-06-09\""));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "a source without a url"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "\"soon\" is not a date"));
    openness_import_free(import);
}

/* Silence and strange words are not the rules' business; both are said. */
static void test_unanswered(void **state)
{
    openness_import *import = import_components(
        "'weights:announced_not_yet_released;code:mostly;license:TBD'", "closed");

    (void)state;
    assert_string_equal(levels_of(import, "os-ai-map-pretrained"),
                        "weights=not_closed data=closed code=closed");
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "announced_not_yet_released"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "\"code:mostly\" is no answer"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "\"TBD\" has no tier"));
    assert_non_null(strstr(record_of(import), "Nothing is recorded that answers this"));
    openness_import_free(import);
}

/* A tune is asked for post-training data first, and for the license of its model. */
static void test_keys(void **state)
{
    openness_import *import = import_components(
        "'weights:open;data:open;post-training-data:described(named);recipe:open;"
        "model-license:DeepSeek-Model-License(non-OSI; A)'",
        "restricted");

    (void)state;
    assert_string_equal(levels_of(import, "os-ai-map-pretrained"),
                        "weights=not_closed data=open code=closed");
    assert_string_equal(levels_of(import, "os-ai-map-finetune"),
                        "weights=not_closed data=described code=open license=permissive_non_osi");
    assert_non_null(strstr(record_of(import), "\"license\":\"deepseek-model-1.0\""));
    openness_import_free(import);
    /* A word that no ladder knows under the better key does not hide the other. */
    import = import_components(
        "'weights:open;data:closed;post-training-data:SFT on X;code:odd;recipe:open;license:MIT'",
        "open_weights");
    assert_string_equal(levels_of(import, "os-ai-map-finetune"),
                        "weights=not_closed data=closed code=open license=osi");
    openness_import_free(import);
}

static void test_clause_oddities(void **state)
{
    openness_import *import = import_components(
        "' weights : open ;; no training pipeline);data:closed;data:open;license:MIT:x; '",
        "open_weights");

    (void)state;
    assert_string_equal(levels_of(import, "os-ai-map-pretrained"),
                        "weights=not_closed data=open code=closed");
    assert_true(noted(import, OPENNESS_IMPORT_CONTRADICTED, "\"data\" stands twice"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "\"no training pipeline)\""));
    /* The first colon ends the key, the others belong to the value. */
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "\"MIT:x\" has no tier"));
    openness_import_free(import);
}

/* Of several licenses, the record takes the one that says that it is the model's. */
static void test_weights_license(void **state)
{
    openness_import *import = import_components(
        "'weights:open;license:code MIT + model Gemma-Terms-of-Use(non-OSI)'", "open_weights");

    (void)state;
    assert_non_null(strstr(record_of(import), "\"license\":\"gemma\""));
    openness_import_free(import);
    import = import_components("'weights:open;license:MIT + CC-BY-NC'", "open_weights");
    assert_null(strstr(record_of(import), "\"license\":\"MIT"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "which license is that of the weights"));
    openness_import_free(import);
    import = import_components("'weights:open;license:code MIT'", "open_weights");
    assert_null(strstr(record_of(import), "\"license\":\"MIT"));
    openness_import_free(import);
    import = import_components("'weights:closed;license:Proprietary(API-only)'", "closed");
    assert_non_null(strstr(record_of(import), "\"license\":\"proprietary\""));
    openness_import_free(import);
}

/* The later form: a map of values, details and, where they lose something, clauses. */
static void test_structured(void **state)
{
    openness_import *import = import_components(
        "{'weights': {'value': 'open', 'detail': 'on HF'}, 'data': {'value': 'closed'}, "
        "'code': {'value': 'open', 'raw': 'open(a) b'}, 'free_text': ['remark'], "
        "'license': {'value': 'Gemma-License', 'detail': 'a+b'}}",
        "open_weights");

    (void)state;
    assert_string_equal(levels_of(import, "os-ai-map-pretrained"),
                        "weights=not_closed data=closed code=open license=use_bounded");
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "\"free_text\" has no value"));
    openness_import_free(import);
}

static void test_dataset(void **state)
{
    openness_import *import = import_components(
        "'license:CC-BY-4.0(open);access:gated(login);datasheet:present;splits:public'", "gated");

    (void)state;
    assert_string_equal(levels_of(import, "os-ai-map-dataset"),
                        "availability=gated answers=yes documentation=present superseded_card=no "
                        "license=open_data noncommercial_terms=no deferred_terms=no");
    assert_string_equal(levels_of(import, "os-ai-map-pretrained"), "");
    assert_non_null(strstr(record_of(import), "\"artifacts\":[]"));
    assert_non_null(strstr(record_of(import), "https://a.example/1"));
    openness_import_free(import);
    import = import_components("'license:cc-by-nc-sa-4.0;data:closed;access:odd;holdout:private;"
                               "card:legacy-repo-only'",
                               "closed");
    assert_string_equal(levels_of(import, "os-ai-map-dataset"),
                        "availability=withheld answers=no documentation=none superseded_card=yes "
                        "license=noncommercial noncommercial_terms=yes deferred_terms=no");
    openness_import_free(import);
}

static void refused(const char *text, const char *format, const char *issue, const char *pointer)
{
    openness_import *import = NULL;
    openness_error *error = NULL;
    char *json = kit_json(text);

    assert_int_equal(openness_import_bytes(database, format, NULL, "2026-11-21", json,
                                           strlen(json), 0, &import, &error),
                     OPENNESS_E_SCHEMA);
    assert_null(import);
    assert_true(kit_error_has(error, issue, pointer));
    openness_error_free(error);
    free(json);
}

static void test_refused(void **state)
{
    (void)state;
    refused("{'product': 'x', 'openness': {'class': 'open_core', 'components': 'source:open'}}",
            NULL, "unknown-kind", "/product");
    refused("{'product': 'x', 'openness': {'score': null}}", NULL, "unknown-kind", "/product");
    refused("{'name': 'x', 'display_name': 'X', 'type': 'software'}", NULL, "unknown-kind",
            "/type");
    refused("{'product': 'x'}", "os-ai-map", "unknown-format", "");
    refused("['product']", "os-ai-map", "unknown-format", "");
}

static void test_product(void **state)
{
    char *json = kit_json("{'name': 'llama-3-1', 'display_name': 'Llama 3.1', 'type': 'model', "
                          "'description': 'd', 'huggingface_model': [{'url': 'https://h/a/1'}, "
                          "{'url': 'https://h/a/2'}, {}], 'github': [{'url': 'https://g/a'}]}");
    openness_import *import = import_text(json, NULL);
    const char *record = record_of(import);

    (void)state;
    assert_non_null(strstr(record, "\"id\":\"unknown/llama-3-1\",\"name\":\"Llama 3.1\""));
    assert_non_null(
        strstr(record, "{\"kind\":\"weights\",\"name\":\"https://h/a/2\",\"evidence\""));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "a place without a url"));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "1 places of \"github\""));
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "\"description\" is prose"));
    openness_import_free(import);
    free(json);
}

/* Every file of scores folds its text over lines. */
static void test_yaml(void **state)
{
    static const char text[] =
        "product: x\nopenness:\n  score: null\n  class: open_weights\n"
        "  components: weights:open(downloadable\n    on HF);data:closed;code:partial(no\n"
        "    training pipeline);license:Llama-3.1-Community(non-OSI;\n    700M-MAU cap)\n"
        "  note: 'folded\n\n    and quoted'\n"
        "  sources:\n  - url: https://a.example\n    shows: a\n      b\n    accessed: "
        "'2026-06-04'\n";
    openness_import *import = NULL;
    openness_error *error = NULL;
    int status = openness_import_bytes(database, NULL, "x.yaml", "2026-11-21", text, strlen(text),
                                       0, &import, &error);

    (void)state;
    if (status == OPENNESS_E_SCHEMA && kit_error_has(error, "unsupported", "")) {
        openness_error_free(error);
        skip();
    }
    assert_int_equal(status, OPENNESS_OK);
    assert_string_equal(levels_of(import, "os-ai-map-finetune"),
                        "weights=not_closed data=closed code=partial license=use_bounded");
    assert_true(noted(import, OPENNESS_IMPORT_IGNORED, "score none"));
    assert_non_null(strstr(record_of(import), "\"shows\":\"a b\""));
    openness_import_free(import);
}

/* Every allocation fails once; what is left is an error or the whole record. */
static void test_memory(void **state)
{
    static const char text[] =
        "{\"product\":\"x\",\"openness\":{\"class\":\"open_weights\",\"components\":"
        "\"weights:open;data:odd;data:x;code:open;license:code MIT + model gemma\","
        "\"sources\":[{\"url\":\"https://a.example\",\"accessed\":\"2026-06-04\"}]}}";
    int status = OPENNESS_E_NOMEM;

    (void)state;
    for (size_t n = 1; status == OPENNESS_E_NOMEM; n++) {
        openness_import *import = NULL;
        openness_error *error = NULL;

        opn_mem_fail_at(n);
        status = openness_import_bytes(database, "os-ai-map", NULL, "2026-11-21", text,
                                       strlen(text), 0, &import, &error);
        opn_mem_fail_at(0);
        assert_true((status == OPENNESS_OK) == (import != NULL));
        assert_true(status == OPENNESS_OK || status == OPENNESS_E_NOMEM);
        openness_import_free(import);
        openness_error_free(error);
    }
    assert_int_equal(status, OPENNESS_OK);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clauses),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_tiers),
        cmocka_unit_test(test_model),
        cmocka_unit_test(test_sources),
        cmocka_unit_test(test_unanswered),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_clause_oddities),
        cmocka_unit_test(test_weights_license),
        cmocka_unit_test(test_structured),
        cmocka_unit_test(test_dataset),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_product),
        cmocka_unit_test(test_yaml),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, setup, teardown);
}
