/*
 * test_import_hf_card.c: model and dataset cards as records.
 *
 * Whole cards stand in tests/import/hf-card, each typed after a shape that is met,
 * beside the record that it must give, byte for byte; the records were written
 * before the cards were read. Single members are tried here.
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

/* contradicted: notes of that kind, for which OPENNESS_STRICT refuses the card. */
/* clang-format off */
static const struct {
    const char *name;
    size_t ignored;
    size_t contradicted;
} cards[] = {
    /* A license text at the gate, lines of dashes in it. What is asked at a gate
     * does not say that there is one. */
    {"gated",           2, 0},
    /* Base, datasets, results; arXiv tags are citations. */
    {"open",            2, 0},
    /* "other" names nothing; the name beside it is on record, the relative link not. */
    {"named-license",   1, 0},
    /* "other", and an address that is on record. */
    {"linked-license",  1, 0},
    /* "other", and nothing else: unknown. */
    {"other-license",   2, 0},
    /* Several bases without a relation. */
    {"merge",           0, 0},
    /* One base, and base_model_relation. */
    {"quantization",    0, 0},
    /* Two licenses in a list: whether both hold or either is not said. */
    {"dataset",         2, 0},
    /* extra_gated_description where no gate is. */
    {"asked-not-gated", 2, 0},
    /* Its own license, and a base under another. */
    {"finetune",        0, 0},
    /* The license and its link name two. */
    {"two-licenses",    0, 1},
};
/* clang-format on */

/* The caller frees. */
static char *slurp(const char *name, const char *ending)
{
    enum { MOST = 16384 };
    char path[1024];
    char *bytes = calloc(1, MOST);
    FILE *file;
    size_t size;

    assert_non_null(bytes);
    snprintf(path, sizeof path, "%s/tests/import/hf-card/%s%s", SOURCE_ROOT, name, ending);
    file = fopen(path, "rb");
    assert_non_null(file);
    size = fread(bytes, 1, MOST - 1, file);
    assert_true(size > 0 && size < MOST - 1);
    fclose(file);
    return bytes;
}

static void test_cards(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cards); i++) {
        char *card = slurp(cards[i].name, ".md");
        char *expected = slurp(cards[i].name, ".expected.json");
        job j = start(NULL, SOURCE, card, strlen(card), 0);
        job strict = start(NULL, SOURCE, card, strlen(card), OPENNESS_STRICT);

        print_message("%s\n", cards[i].name);
        assert_int_equal(j.status, OPENNESS_OK);
        assert_string_equal(openness_import_format(j.import), "hf-card");
        assert_int_equal(openness_import_count(j.import), 1);
        assert_string_equal(openness_import_record(j.import, 0), expected);
        assert_int_equal(count_notes(&j, OPENNESS_IMPORT_IGNORED), cards[i].ignored);
        assert_int_equal(count_notes(&j, OPENNESS_IMPORT_CONTRADICTED), cards[i].contradicted);
        assert_int_equal(strict.status,
                         cards[i].contradicted > 0 ? OPENNESS_E_SCHEMA : OPENNESS_OK);
        end(&strict);
        end(&j);
        free(expected);
        free(card);
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
    static const char *const texts[] = {
        "# Model\n",      "---\nlicense: mit\n", "---\n---\nx\n", "---\n# nothing\n---\n",
        "[![a](b)](c)\n", "{{ x }}\n",           "Caf\xC3\xA9\n"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        job j = start("hf-card", SOURCE, texts[i], strlen(texts[i]), 0);

        assert_int_equal(j.status, OPENNESS_OK);
        assert_true(has(&j, "'artifacts':[{'kind':'model_card','evidence'"));
        end(&j);
    }
}

/* Whoever asks for a card of something else gets no card that nobody wrote. */
static void test_no_card(void **state)
{
    static const struct {
        const char *bytes;
        size_t size;
    } cases[] = {
        {"", 0},
        {" \r\n\t", 4},
        {"{}", 2},
        {"{\"id\": \"a/b\"}", 13},
        {"[\n  {\n    \"id\": 1", 18},
        {"GGUF\3\0\0\0", 8},
        {"Caf\xE9, in Latin-1", 16},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        job j = start("hf-card", SOURCE, cases[i].bytes, cases[i].size, 0);

        assert_int_equal(j.status, OPENNESS_E_SCHEMA);
        assert_true(kit_error_has(j.error, "unknown-format", ""));
        assert_int_equal(openness_error_issue_line(j.error, 0), 1);
        end(&j);
    }
}

/* front: it is the front matter that is refused, also without the name of the format. */
static void check_refused(const char *card, size_t size, const char *issue, const char *pointer,
                          bool front)
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
    /* Not that prose follows, and not what is wrong with it as YAML. */
    if (front) {
        assert_int_equal(openness_error_issue_count(unnamed.error),
                         openness_error_issue_count(j.error));
        assert_true(kit_error_has(unnamed.error, issue, pointer));
    }
    end(&unnamed);
    end(&j);
}

#define REFUSED(card, issue, pointer)                                                            \
    check_refused(card "Prose: *x*\n---\n", sizeof(card "Prose: *x*\n---\n") - 1, issue,         \
                  pointer, true)
#define REFUSED_AS_CARD(card, issue, pointer)                                                    \
    check_refused(card, sizeof(card) - 1, issue, pointer, false)

static void test_refused(void **state)
{
    (void)state;
    REFUSED("---\nlicense: &l mit\ntags: [*l]\n---\n", "unsupported", "");
    REFUSED("---\nlicense: mit\nlicense: apache-2.0\n---\n", "duplicate-key", "/license");
    REFUSED("---\nlicense:\tmit\n\tbase_model: a/b\n---\n", "invalid-yaml", "");
    REFUSED("---\nlicense: mit # caf\xE9\n---\n", "invalid-utf8", "");
    REFUSED_AS_CARD("---\n- license\n- mit\n---\n", "wrong-type", "");
    REFUSED_AS_CARD("---\nlicense mit\n---\n", "wrong-type", "");
    REFUSED("---\nlicense: !x mit\n---\n", "unsupported", "");
    REFUSED_AS_CARD("---\nsdk: gradio\nlicense: mit\n---\n", "unsupported", "/sdk");
}

/* Whichever allocation fails: no import, and the error says why. */
static void test_memory(void **state)
{
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cards); i++) {
        char *card = slurp(cards[i].name, ".md");
        int status = OPENNESS_E_NOMEM;

        for (size_t n = 1; status != OPENNESS_OK; n++) {
            openness_import *import = NULL;

            assert_true(n < 100000);
            opn_mem_fail_at(n);
            status = openness_import_bytes(database, "hf-card", SOURCE, "2026-11-21", card,
                                           strlen(card), 0, &import, NULL);
            opn_mem_fail_at(0);
            assert_true(status == OPENNESS_OK || status == OPENNESS_E_NOMEM);
            assert_true((import != NULL) == (status == OPENNESS_OK));
            openness_import_free(import);
        }
        free(card);
    }
    openness_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cards),     cmocka_unit_test(test_licenses),
        cmocka_unit_test(test_bases),     cmocka_unit_test(test_members),
        cmocka_unit_test(test_norwegian), cmocka_unit_test(test_names),
        cmocka_unit_test(test_detection), cmocka_unit_test(test_without_metadata),
        cmocka_unit_test(test_refused),   cmocka_unit_test(test_no_card),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}

#endif
