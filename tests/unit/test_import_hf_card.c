/*
 * test_import_hf_card.c: model and dataset cards as records. Each card is typed after a
 * shape that is met, with a record written by hand before it was run.
 */
#ifndef OPENNESS_HAVE_YAML

#include "check.h"

int main(void)
{
    print_message("skipped: cards are YAML, and this library is built without it\n");
    return 77;
}

#else

#include "kit.h"

#include "../../lib/import_hub.h"
#include "../../lib/mem.h"
#include "license_value.h"

#include <openness/import.h>
#include <openness/report.h>

#define REPOSITORY "https://huggingface.co/example-org/model"
#define SOURCE     REPOSITORY "/raw/main/README.md"

typedef struct {
    openness_database *database;
    openness_import *import;
    openness_error *error;
    int status;
} job;

/* format NULL: detected. */
static job start(const char *format, const char *source, const char *card, size_t size,
                 uint32_t flags)
{
    job j = {.database = kit_database()};
    /* Exactly sized, so that a read beyond the end is found. */
    char *bytes = malloc(size == 0 ? 1 : size);

    assert_non_null(bytes);
    memcpy(bytes, card, size);
    j.status = openness_import_bytes(j.database, format, source, "2026-11-21", bytes, size, flags,
                                     &j.import, &j.error);
    free(bytes);
    return j;
}

/* The record without white space between its tokens. The caller frees. */
static char *record_of(const job *j)
{
    const char *text = openness_import_record(j->import, 0);
    opn_buf buf = {0};
    bool quoted = false;
    char *out;

    for (; *text != '\0'; text++) {
        if (*text == '\\') {
            opn_buf_char(&buf, *text++);
        } else if (*text == '"') {
            quoted = !quoted;
        }
        if (quoted || (*text != ' ' && *text != '\n')) {
            opn_buf_char(&buf, *text);
        }
    }
    out = kit_copy(buf.data);
    opn_buf_free(&buf);
    return out;
}

/* Whether the record has a part, written with ' for ". */
static bool has(const job *j, const char *part)
{
    char *wanted = kit_json(part);
    char *record = record_of(j);
    bool found = strstr(record, wanted) != NULL;

    if (!found) {
        print_error("%s\nlacks %s\n", record, wanted);
    }
    free(record);
    free(wanted);
    return found;
}

static void end(job *j)
{
    openness_import_free(j->import);
    openness_error_free(j->error);
    openness_database_free(j->database);
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

static size_t count_notes(const job *j, int kind)
{
    size_t count = 0;

    for (size_t i = 0; i < openness_import_note_count(j->import); i++) {
        count += openness_import_note_kind(j->import, i) == kind;
    }
    return count;
}

/* ---- whole records ---- */

#define BY_ORG ",'by':'example-org'"
#define PROOF(source, locator, shows, more)                                                      \
    "'evidence':[{'source':'" source "'" locator ",'shows':'" shows "','read':'2026-11-21'" more \
    "}]"
#define AT(pointer, shows) PROOF(SOURCE, ",'locator':'" pointer "'", shows, BY_ORG)
#define AT_LEVEL(pointer, shows, level)                                                          \
    PROOF(SOURCE, ",'locator':'" pointer "'", shows, BY_ORG ",'confidence':'" level "'")
#define HEAD(kind)                                                                               \
    "{'format':'openness-release/1','id':'example-org/model','name':'model',"                    \
    "'producer':'example-org','kind':'" kind "'"
#define TEXT_TO_TEXT ",'input_modalities':['text'],'output_modalities':['text']"
#define CARD                                                                                     \
    "{'kind':'model_card'," PROOF(SOURCE, "", "a card with metadata and prose", BY_ORG) "}]}"
#define BASE(id, relation, proof)                                                                \
    "{'id':'" id "','relation':'" relation "','license':'unknown'," proof "}"

static const struct {
    const char *name;
    const char *card;
    const char *record;
    size_t ignored;
    size_t contradicted;
} shapes[] = {
    {"1: a card of gated weights, license text and all",
     "---\nlanguage:\n- en\nlibrary_name: transformers\npipeline_tag: text-generation\n"
     "license: llama3.2\nextra_gated_prompt: >-\n  ### AN AGREEMENT\n\n  ---\n\n  Terms: "
     "none.\n"
     "extra_gated_fields:\n  Country: country\n  Job: {type: select, options: [A, B]}\n"
     "extra_gated_button_content: Submit\n---\n# Model\n---\nMore.\n",
     HEAD("unknown") TEXT_TO_TEXT ",'artifacts':[{'kind':'weights','license':'llama-3.2'," AT(
         "/license", "declared as \\'llama3.2\\'") "}," CARD,
     2, 0},
    {"2: everything is named",
     "---\nlicense: apache-2.0\nlanguage: en\npipeline_tag: text-generation\nbase_model:\n"
     "- example-org/model-sft\nlibrary_name: transformers\ndatasets:\n- example-org/corpus\n"
     "- other/tasks\ntags: [\"arxiv:2401.00001\", \"arxiv:2401.00002\"]\nmodel-index:\n"
     "- name: Model One\n  results:\n  - task: {type: text-generation}\n"
     "    metrics: [{type: acc, value: 33.87}]\n  - task: {type: "
     "text-generation}\n---\nProse.\n",
     HEAD("unknown") TEXT_TO_TEXT
     ",'based_on':[" BASE("example-org/model-sft", "derived",
                          AT("/base_model/0", "named as a base; what was done to it is not "
                                              "stated")) "],'artifacts':[{'kind':'evaluation_"
                                                         "results'," AT(
                                                             "/model-index",
                                                             "2 results of "
                                                             "evaluations are "
                                                             "declared") "},{'kind':"
                                                                         "'data_"
                                                                         "listing'"
                                                                         "," AT(
                                                                             "/da"
                                                                             "tas"
                                                                             "et"
                                                                             "s",
                                                                             "2 "
                                                                             "dat"
                                                                             "ase"
                                                                             "ts "
                                                                             "are"
                                                                             " na"
                                                                             "med"
                                                                             ", "
                                                                             "not"
                                                                             " fo"
                                                                             "r "
                                                                             "whi"
                                                                             "ch "
                                                                             "sta"
                                                                             "ge:"
                                                                             " ex"
                                                                             "amp"
                                                                             "le-"
                                                                             "org"
                                                                             "/co"
                                                                             "rpu"
                                                                             "s, "
                                                                             "oth"
                                                                             "er/"
                                                                             "tas"
                                                                             "ks") "},"
                                                                                   "{'kind':'"
                                                                                   "weights','"
                                                                                   "license':'"
                                                                                   "Apache-2.0'"
                                                                                   "," AT(
                                                                                       "/license",
                                                                                       "declared "
                                                                                       "as "
                                                                                       "\\'"
                                                                                       "apache-2."
                                                                                       "0\\'") "}"
                                                                                               "," CARD,
     2, 0},
    {"3: other, named, with a relative link",
     "---\nlicense: other\nlicense_name: qwen-research\nlicense_link: LICENSE\n---\nProse.\n",
     HEAD("unknown") ",'artifacts':[{'kind':'weights','license':'qwen-research'," AT(
         "/license_name", "declared under a name of its own, \\'qwen-research\\'") "}," CARD,
     1, 0},
    {"3: other, linked where the text is known",
     "---\nlicense: other\nlicense_name: some-license\n"
     "license_link: "
     "https://huggingface.co/LiquidAI/LFM2-1.2B/blob/main/LICENSE\n---\nProse.\n",
     HEAD("unknown") ",'artifacts':[{'kind':'weights','license':'lfm-1.0'," AT(
         "/license_link",
         "declared by a link to "
         "\\'https://huggingface.co/LiquidAI/LFM2-1.2B/blob/main/LICENSE\\'") "}," CARD,
     1, 0},
    {"4: other, and nothing else",
     "---\nlanguage: en\ninference: false\nlicense: other\ncommercial: false\n---\nProse.\n",
     HEAD("unknown") ",'artifacts':[{'kind':'weights'," AT(
         "/license", "declared as \\'other\\', which names no license on record") "}," CARD,
     2, 0},
    {"5: several bases are a merge",
     "---\nlicense: apache-2.0\nbase_model:\n- a/left\n- b/right\ntags:\n- mergekit\n"
     "- merge\n---\nProse.\n",
     HEAD("merge") ",'based_on':[" BASE(
         "a/left", "merge",
         AT_LEVEL(
             "/base_model/0", "named as one of several bases",
             "medium")) "," BASE("b/right", "merge",
                                 AT_LEVEL(
                                     "/base_model/1", "named as one of several bases",
                                     "medium")) "],'artifacts':[{'kind':'weights','license':'"
                                                "Apache-2.0'," AT("/license",
                                                                  "declared as "
                                                                  "\\'apache-2.0\\'") "}"
                                                                                      "," CARD,
     0, 0},
    {"5: a relation that is stated",
     "---\nbase_model: a/left\nbase_model_relation: quantized\n---\nProse.\n",
     HEAD("quantization") ",'based_on':[" BASE(
         "a/left", "quantization",
         AT("/base_model",
            "named as a base, base_model_relation says how")) "],'artifacts':[" CARD,
     0, 0},
    {"6: a dataset with several licenses",
     "---\nlicense:\n- mit\n- cc-by-4.0\ntask_categories:\n- text-generation\n"
     "size_categories:\n- 1K<n<10K\n---\nProse.\n",
     HEAD("dataset") ",'artifacts':[{'kind':'weights','access':'not_applicable',"
                     "'extent':'not_applicable'},{'kind':'dataset','license':"
                     "{'one_of':['MIT','CC-BY-4.0']}," AT(
                         "/license",
                         "declared as \\\"mit, cc-by-4.0\\\"") "},"
                                                                 "{'kind':'data_card'," PROOF(
                                                                     SOURCE, "",
                                                                     "a card with metadata and "
                                                                     "prose",
                                                                     BY_ORG) "}]}",
     2, 0},
    {"7: asked for, and not gated",
     "---\nbase_model: example-org/model-base\nlicense: apache-2.0\ninference: false\n"
     "extra_gated_description: >-\n  Read our <a href=\"https://example.org\">policy</a>.\n"
     "---\nProse.\n",
     HEAD("unknown") ",'based_on':[" BASE(
         "example-org/model-base", "derived",
         AT("/base_model",
            "named as a base; what was done to it is not stated")) "],'artifacts':[{'kind':'"
                                                                   "weights','license':"
                                                                   "'Apache-2.0'," AT(
                                                                       "/license",
                                                                       "declared "
                                                                       "as "
                                                                       "\\'"
                                                                       "apache-2."
                                                                       "0\\'") "}"
                                                                               "," CARD,
     2, 0},
    {"a base under another license than its finetune",
     "---\nlicense: apache-2.0\nbase_model: meta-llama/Llama-3.1-8B-Instruct\n"
     "base_model_relation: finetune\n---\nProse.\n",
     HEAD("finetune") ",'based_on':[{'id':'meta-llama/Llama-3.1-8B-Instruct',"
                      "'relation':'finetune'," AT(
                          "/base_model", "named as a base, "
                                         "base_model_relation says "
                                         "how") "}],"
                                                "'artifacts':[{'kind'"
                                                ":'weights','license'"
                                                ":'Apache-2.0'," AT("/license", "declared as "
                                                                                "\\'apache-2."
                                                                                "0\\'") "}," CARD,
     0, 0},
    {"license and link that differ",
     "---\nlicense: mit\n"
     "license_link: "
     "https://huggingface.co/LiquidAI/LFM2-1.2B/blob/main/LICENSE\n---\nProse.\n",
     HEAD("unknown") ",'artifacts':[{'kind':'weights','license':{'one_of':['MIT','lfm-1.0']}," AT(
         "/license",
         "the license is declared as \\'mit\\' and as "
         "\\'https://huggingface.co/LiquidAI/LFM2-1.2B/blob/main/LICENSE\\', "
         "which differ") "},"
                         "{'kind':'model_card'," PROOF(
                             SOURCE, "", "a card with metadata and prose",
                             BY_ORG) "}],"
                                     "'conflicts':[{'about':'the license is "
                                     "declared as \\'mit\\' and as "
                                     "\\'https://huggingface.co/LiquidAI/"
                                     "LFM2-1.2B/blob/main/LICENSE\\', which "
                                     "differ'," AT("/license",
                                                   "the license is declared as \\'mit\\' "
                                                   "and as "
                                                   "\\'https://huggingface.co/LiquidAI/"
                                                   "LFM2-1.2B/blob/main/LICENSE\\', which "
                                                   "differ") "}]}",
     0, 1},
};

/* kit_json, where \' of the text stays a quote within a string. */
static char *expected_record(const char *text)
{
    opn_buf buf = {0};
    char *out;

    for (; *text != '\0'; text++) {
        if (text[0] == '\\' && text[1] == '\'') {
            opn_buf_str(&buf, "\\\"");
            text++;
        } else {
            opn_buf_char(&buf, *text == '\'' ? '"' : *text);
        }
    }
    out = kit_copy(buf.data);
    opn_buf_free(&buf);
    return out;
}

static void test_shapes(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(shapes); i++) {
        job j = start(NULL, SOURCE, shapes[i].card, strlen(shapes[i].card), 0);
        job strict = start(NULL, SOURCE, shapes[i].card, strlen(shapes[i].card), OPENNESS_STRICT);
        char *expected = expected_record(shapes[i].record);
        char *record;

        print_message("%s\n", shapes[i].name);
        assert_int_equal(j.status, OPENNESS_OK);
        assert_string_equal(openness_import_format(j.import), "hf-card");
        assert_int_equal(openness_import_count(j.import), 1);
        record = record_of(&j);
        assert_string_equal(record, expected);
        assert_int_equal(count_notes(&j, OPENNESS_IMPORT_IGNORED), shapes[i].ignored);
        assert_int_equal(count_notes(&j, OPENNESS_IMPORT_CONTRADICTED), shapes[i].contradicted);
        assert_int_equal(strict.status,
                         shapes[i].contradicted > 0 ? OPENNESS_E_SCHEMA : OPENNESS_OK);
        free(record);
        free(expected);
        end(&strict);
        end(&j);
    }
}

/* ---- single members ---- */

/* The license of the weights that a front matter gives; "-": none is there. */
static void check_license(const char *source, const char *front, const char *license)
{
    opn_buf card = {0};
    opn_json *record = NULL;
    opn_issues issues = {0};
    const char *found = "-";
    char room[LICENSE_VALUE_ROOM];
    job j;

    opn_buf_printf(&card, "---\n%s\n---\n", front);
    j = start("hf-card", source, card.data, card.size, 0);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_int_equal(opn_json_parse(openness_import_record(j.import, 0),
                                    strlen(openness_import_record(j.import, 0)), &record,
                                    &issues),
                     0);
    for (const opn_node *at = opn_node_first(opn_node_member(opn_json_root(record), "artifacts"));
         at != NULL; at = opn_node_next(at)) {
        if (opn_streq(opn_node_string(opn_node_member(at, "kind")), "weights")) {
            const opn_node *value = opn_node_member(at, "license");

            found = value == NULL ? "unknown" : license_value(value, room);
        }
    }
    if (!opn_streq(found, license)) {
        print_error("%s\n", front);
    }
    assert_string_equal(found, license);
    opn_json_free(record);
    opn_buf_free(&card);
    end(&j);
}

static void test_licenses(void **state)
{
    static const struct {
        const char *front;
        const char *license;
    } cases[] = {
        {"tags: [a]", "-"},
        {"license:", "-"},
        {"license: null", "-"},
        {"license: ''", "-"},
        {"license: []", "-"},
        {"license: Apache-2.0", "Apache-2.0"},
        {"license: \"apache-2.0  \"", "Apache-2.0"},
        {"license: Apache License 2.0", "Apache-2.0"},
        {"license: gpl-3.0", "GPL-3.0"},
        {"license: MIT OR Apache-2.0", "MIT OR Apache-2.0"},
        {"license: cc", "unknown"},
        {"license: unknown", "unknown"},
        {"license: unlicensed", "none"},
        {"license: no", "unknown"},
        {"license: {name: mit}", "unknown"},
        {"license: [mit]", "MIT"},
        {"license: [mit, MIT]", "MIT"},
        {"license: [mit, apache-2.0]", "MIT or Apache-2.0"},
        {"license: [mit, other]", "unknown"},
        {"license: [mit, [mit]]", "unknown"},
        {"license: [mit, isc]\nlicense_name: isc", "MIT or ISC"},
        {"license: [mit, isc]\nlicense_name: gemma", "MIT or ISC or gemma"},
        {"license: [mit, isc, 0bsd, zlib, bsl-1.0, ncsa, gemma, llama3.1, llama3]", "unknown"},
        {"license: other\nlicense_name: other", "unknown"},
        {"license: other\nlicense_link: LICENSE", "unknown"},
        {"license: other\nlicense_name: mit\nlicense_link: LICENSE", "MIT"},
        {"license: other\nlicense_name: mit\nlicense_link: https://www.apache.org/licenses/"
         "LICENSE-2.0",
         "MIT or Apache-2.0"},
        {"license: mit\nlicense_name: apache-2.0", "MIT or Apache-2.0"},
        /* What it is linked to is not on record: it may be any. */
        {"license: mit\nlicense_name: apache-2.0\nlicense_link: https://example.org/terms",
         "unknown"},
        {"license: llama\nlicense_name: llama3.1", "llama-3.1"},
        {"license_name: gemma", "gemma"},
        {"license_link: [a]", "-"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        check_license(SOURCE, cases[i].front, cases[i].license);
        check_license(NULL, cases[i].front, cases[i].license);
    }
    /* A relative link leads somewhere only from a place that is known. */
    check_license("https://huggingface.co/LiquidAI/LFM2-1.2B/raw/main/README.md",
                  "license: other\nlicense_link: ./LICENSE", "lfm-1.0");
    check_license("LiquidAI/LFM2-1.2B/README.md", "license: other\nlicense_link: ./LICENSE",
                  "unknown");
}

/* What a part of the record is, for a front matter. */
static void check_part(const char *front, const char *part, const char *note)
{
    opn_buf card = {0};
    job j;

    opn_buf_printf(&card, "---\n%s\n---\n", front);
    j = start("hf-card", SOURCE, card.data, card.size, 0);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_true(has(&j, part));
    if (note != NULL && !noted(&j, note)) {
        print_error("%s\nnot noted: %s\n", front, note);
        fail();
    }
    opn_buf_free(&card);
    end(&j);
}

static void test_bases(void **state)
{
    (void)state;
    check_part("base_model: a/b\ntags: ['base_model:adapter:a/b']", "'kind':'adapter'", NULL);
    check_part("base_model: a/b\nlibrary_name: peft", "'kind':'adapter'", NULL);
    check_part("base_model: [a/b, a/b]\nbase_model_relation: finetune", "'kind':'finetune'",
               NULL);
    check_part("tags: ['base_model:quantized:a/b', 'base_model:a/b']",
               "'kind':'quantization','based_on':[{'id':'a/b'", NULL);
    check_part("base_model: a/b\nbase_model_relation: adapter\n"
               "tags: ['base_model:quantized:a/b']",
               "'kind':'unknown'", "base_model_relation says");
    check_part("tags: ['base_model:quantized:a/b', 'base_model:merge:a/b']", "'kind':'unknown'",
               "is tagged as one of");
    check_part("base_model: a/b\nbase_model_relation: cousin", "'kind':'unknown'",
               "no relation \\\"cousin\\\"");
    check_part("base_model_relation: finetune", "'kind':'unknown'", "a relation to no base");
    check_part("base_model: https://huggingface.co/a/b", "'id':'a/b'", NULL);
    check_part("base_model: gpt2", "'id':'unknown/gpt2'", NULL);
    /* Nobody can follow a path, but there is a base: nothing rests on this license alone. */
    check_part("base_model: ./out/checkpoint-100", "'id':'unknown/out/checkpoint-100'",
               "have no name of a repository");
    check_part("base_model: example-org/model\nbase_model_relation: finetune",
               "'kind':'unknown','artifacts'", "named as its own base");
    check_part("base_model: {a: b}", "'kind':'unknown','artifacts'",
               "have no name of a repository");
    check_part("base_model:", "'kind':'unknown','artifacts'", NULL);
}

static void test_members(void **state)
{
    (void)state;
    check_part("datasets: a/b", "1 dataset is named, not for which stage: a/b", NULL);
    check_part("datasets: {train: [a/b, c/d], test: e}",
               "3 datasets are named, not for which stage: a/b, c/d, e", NULL);
    check_part("datasets: []", "'artifacts':[{'kind':'model_card'", NULL);
    check_part("model-index: null", "'artifacts':[{'kind':'model_card'", NULL);
    check_part("model-index:\n- name: x\n  results: []", "'artifacts':[{'kind':'model_card'",
               NULL);
    check_part("pipeline_tag: image-text-to-text",
               "'input_modalities':['image','text'],'output_modalities':['text']", NULL);
    check_part("pipeline_tag: robotics", "'kind':'unknown','artifacts'", "what goes in");
    check_part("tags: 'arxiv:2401.00001'", "'artifacts':[{'kind':'model_card'", NULL);
    check_part("tags: ['arxiv:2401.00001']", "'artifacts':[{'kind':'model_card'",
               "papers are cited (1)");
    /* Other hubs. */
    check_part("tasks: [a]\nstudios: [b/c]\nlicense: Apache License 2.0",
               "'license':'Apache-2.0'", "no place for: tasks, studios");
}

/* `no` is a language, and not a truth value. */
static void test_norwegian(void **state)
{
    static const char no[] = "---\nlicense: mit\nlanguage:\n- nl\n- no\n---\n";
    static const char lost[] = "---\nlicense: mit\nlanguage: [nl, false]\n---\n";
    job j = start(NULL, SOURCE, no, sizeof no - 1, OPENNESS_STRICT);
    job k = start(NULL, SOURCE, lost, sizeof lost - 1, 0);

    (void)state;
    assert_int_equal(j.status, OPENNESS_OK);
    assert_int_equal(openness_import_note_count(j.import), 1);
    assert_int_equal(k.status, OPENNESS_OK);
    assert_true(noted(&k, "Norwegian"));
    assert_string_equal(openness_import_record(j.import, 0), openness_import_record(k.import, 0));
    end(&k);
    end(&j);
}

/* ---- whose card it is ---- */

static void check_name(const char *source, const char *front, const char *head)
{
    opn_buf card = {0};
    job j;

    opn_buf_printf(&card, "---\nlicense: mit\n%s---\nProse.\n", front);
    j = start(NULL, source, card.data, card.size, 0);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_true(has(&j, head));
    opn_buf_free(&card);
    end(&j);
}

#define NAMED(id, name, producer) "'id':'" id "','name':'" name "','producer':'" producer "'"
#define INDEX                     "model-index:\n- name: My Model\n  results: []\n"

static void test_names(void **state)
{
    const char *known = NAMED("a/b", "b", "a") ",'kind'";

    (void)state;
    check_name("https://huggingface.co/a/b", "", known);
    check_name("http://hf.co/a/b/", INDEX, known);
    check_name("huggingface.co/a/b?x=1", "", known);
    check_name("https://HuggingFace.co/a/b/resolve/main/README.md", "", known);
    check_name("https://huggingface.co/a/b/blob/0123456789abcdef/README.md", "",
               NAMED("a/b", "b", "a") ",'revision':'0123456789abcdef'");
    check_name("huggingface.co/a/b@0123456789abcdef:README.md", "",
               NAMED("a/b", "b", "a") ",'revision':'0123456789abcdef'");
    check_name("https://huggingface.co/gpt2/raw/main/README.md", "",
               NAMED("unknown/gpt2", "gpt2", "unknown"));
    check_name("https://huggingface.co/datasets/a/b/raw/main/README.md", "",
               NAMED("a/b", "b", "a") ",'kind':'dataset'");
    /* Mirrors, other hosts, pages, and what is no name. */
    check_name("github.com/a/b@0123456789abcdef:README.md", INDEX,
               NAMED("unknown/My-Model", "My Model", "unknown"));
    check_name("https://example.org/huggingface.co/a/b/README.md", "",
               NAMED("unknown/unknown", "unknown/unknown", "unknown"));
    check_name("https://huggingface.co/docs/hub", INDEX,
               NAMED("unknown/My-Model", "My Model", "unknown"));
    check_name("https://huggingface.co/a%2Fb", INDEX,
               NAMED("unknown/My-Model", "My Model", "unknown"));
    check_name("cards/Some-Model-7B.README.md", "",
               NAMED("unknown/Some-Model-7B", "Some-Model-7B", "unknown"));
    check_name("README.md", "", NAMED("unknown/unknown", "unknown/unknown", "unknown"));
    check_name(NULL, "", NAMED("unknown/unknown", "unknown/unknown", "unknown"));
}

/* ---- which documents are cards ---- */

static void check_format(const char *bytes, const char *format)
{
    job j = start(NULL, "x.md", bytes, strlen(bytes), 0);

    if (!opn_streq(openness_import_format(j.import), format)) {
        print_error("%s", bytes);
    }
    assert_string_equal(openness_import_format(j.import), format);
    end(&j);
}

static void test_detection(void **state)
{
    (void)state;
    check_format("---\nlicense: mit\n---\n", "hf-card");
    check_format("\n\n---\nlibrary_name: x\n---", "hf-card");
    check_format("---\r\nlicense: mit\r\n---\r\nx\r\n", "hf-card");
    check_format("\xEF\xBB\xBF---\nlicense: mit\n---\n", "hf-card");
    check_format("---\ntitle: My model\nbase_model: a/b\n---\n", "hf-card");
    check_format("---\nlayout: post\ntitle: A page\ntags: [x]\nlicense: mit\n---\n# x\n", "");
    check_format("---\ntitle: A Space\nsdk: gradio\nlicense: mit\n---\n", "");
    check_format("---\n---\n# A page\n", "");
    check_format("---\nlicense: mit\n", "");
    check_format("--- \nlicense: mit\n---\n", "");
    check_format("license: mit\n", "");
    check_format("# A page\n\nlicense: mit\n", "");
    /* An entry of the European index begins as a card does, and may end so. */
    check_format("---\nsystem:\n  name: A\n  type: text\nweights_endmodel:\n  class: open\n"
                 "  link: ''\n  notes: ''\n",
                 "osai");
}

/* Asked for by name. */
static void test_without_metadata(void **state)
{
    static const char *const texts[] = {"", "# Model\n", "---\nlicense: mit\n", "---\n---\nx\n",
                                        "---\n# nothing\n---\n"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        job j = start("hf-card", SOURCE, texts[i], strlen(texts[i]), 0);

        assert_int_equal(j.status, OPENNESS_OK);
        assert_true(has(&j, "'artifacts':[{'kind':'model_card','evidence'"));
        end(&j);
    }
}

static void check_refused(const char *card, size_t size, const char *issue, const char *pointer)
{
    job j = start("hf-card", SOURCE, card, size, 0);
    job unnamed = start(NULL, SOURCE, card, size, 0);

    assert_int_not_equal(j.status, OPENNESS_OK);
    assert_int_not_equal(unnamed.status, OPENNESS_OK);
    if (!kit_error_has(j.error, issue, pointer)) {
        print_error("%s at %s\n", openness_error_issue_id(j.error, 0),
                    openness_error_issue_pointer(j.error, 0));
    }
    assert_true(kit_error_has(j.error, issue, pointer));
    assert_true(openness_error_issue_line(j.error, 0) > 0);
    end(&unnamed);
    end(&j);
}

#define REFUSED(card, issue, pointer) check_refused(card, sizeof(card) - 1, issue, pointer)

static void test_refused(void **state)
{
    (void)state;
    REFUSED("---\nlicense: &l mit\ntags: [*l]\n---\n", "unsupported", "");
    REFUSED("---\nlicense: mit\nlicense: apache-2.0\n---\n", "duplicate-key", "/license");
    REFUSED("---\nlicense:\tmit\n\tbase_model: a/b\n---\n", "invalid-yaml", "");
    REFUSED("---\nlicense: mit # caf\xE9\n---\n", "invalid-utf8", "");
    REFUSED("---\n- license\n- mit\n---\n", "wrong-type", "");
    REFUSED("---\nlicense mit\n---\n", "wrong-type", "");
    REFUSED("---\nlicense: !x mit\n---\n", "unsupported", "");
    REFUSED("---\nsdk: gradio\nlicense: mit\n---\n", "unsupported", "/sdk");
}

/* ---- large and deep ---- */

static char *repeat(const char *before, const char *piece, size_t count, const char *behind,
                    size_t *size)
{
    opn_buf buf = {0};
    char *out;

    opn_buf_str(&buf, before);
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(&buf, piece);
    }
    opn_buf_str(&buf, behind);
    out = kit_copy(buf.data);
    *size = buf.size;
    opn_buf_free(&buf);
    return out;
}

/* A license text of 60 kB in a block scalar, lines of dashes and all. */
static void test_long(void **state)
{
    size_t size;
    char *card = repeat("---\nextra_gated_prompt: |-\n",
                        "  ---\n  A clause of an agreement: \"so\" & *so*, 100 % [x].\n", 1200,
                        "license: gemma\n---\n---\nlicense: mit\n---\n", &size);
    job j = start(NULL, SOURCE, card, size, 0);

    (void)state;
    assert_true(size > 60000);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_true(has(&j, "'license':'gemma'"));
    assert_int_equal(openness_import_note_count(j.import), 1);
    free(card);
    end(&j);
}

static void test_many(void **state)
{
    static const struct {
        const char *before;
        const char *piece;
    } cases[] = {
        {"---\nbase_model:\n", "- a/b\n"},        {"---\nbase_model:\n", "- ./x\n"},
        {"---\nbase_model:\n", "- [x]\n"},        {"---\ndatasets:\n", "- a/b\n"},
        {"---\nlicense:\n", "- what\n"},          {"---\ntags:\n", "- base_model:merge:../x\n"},
        {"---\ntags:\n", "- arxiv:2401.00001\n"}, {"---\nlanguage:\n", "- false\n"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        size_t size;
        char *card = repeat(cases[i].before, cases[i].piece, 40000, "---\n", &size);
        job j = start("hf-card", SOURCE, card, size, 0);

        assert_int_equal(j.status, OPENNESS_OK);
        assert_true(openness_import_note_count(j.import) <= 2);
        free(card);
        end(&j);
    }
}

static void test_most_bases(void **state)
{
    opn_buf card = {0};
    job j;

    (void)state;
    opn_buf_str(&card, "---\nbase_model:\n");
    for (size_t i = 0; i < 300; i++) {
        opn_buf_printf(&card, "- a/b%zu\n", i);
    }
    opn_buf_str(&card, "---\n");
    j = start(NULL, SOURCE, card.data, card.size, 0);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_true(noted(&j, "200 entries are more"));
    opn_buf_free(&card);
    end(&j);
}

static void test_deep(void **state)
{
    size_t size;
    char *card = repeat("---\nlicense: ", "[", 2000, "\n---\n", &size);
    job j = start("hf-card", SOURCE, card, size, 0);

    (void)state;
    assert_int_equal(j.status, OPENNESS_E_LIMIT);
    free(card);
    end(&j);
}

/* Whichever allocation fails: no import, and the error says why. */
static void test_memory(void **state)
{
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(shapes); i++) {
        int status = OPENNESS_E_NOMEM;

        for (size_t n = 1; status != OPENNESS_OK; n++) {
            openness_import *import = NULL;

            assert_true(n < 100000);
            opn_mem_fail_at(n);
            status =
                openness_import_bytes(database, "hf-card", SOURCE, "2026-11-21", shapes[i].card,
                                      strlen(shapes[i].card), 0, &import, NULL);
            opn_mem_fail_at(0);
            assert_true(status == OPENNESS_OK || status == OPENNESS_E_NOMEM);
            assert_true((import != NULL) == (status == OPENNESS_OK));
            openness_import_free(import);
        }
    }
    openness_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapes),    cmocka_unit_test(test_licenses),
        cmocka_unit_test(test_bases),     cmocka_unit_test(test_members),
        cmocka_unit_test(test_norwegian), cmocka_unit_test(test_names),
        cmocka_unit_test(test_detection), cmocka_unit_test(test_without_metadata),
        cmocka_unit_test(test_refused),   cmocka_unit_test(test_long),
        cmocka_unit_test(test_many),      cmocka_unit_test(test_most_bases),
        cmocka_unit_test(test_deep),      cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
