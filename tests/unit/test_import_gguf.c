/*
 * test_import_gguf.c: headers of GGUF files as records. Each header is put together
 * here after a shape that is met; the records were written by hand before it was read.
 */
#include "imported.h"

#define HUB "https://huggingface.co/example-org/model-GGUF/resolve/main/model.gguf"
#define AT  "files/model.gguf"

/* gguf_metadata_value_type */
enum { U8 = 0, I8 = 1, U16 = 2, U32 = 4, F32 = 6, BOOL = 7, STRING = 8, ARRAY = 9, U64 = 10 };

typedef struct {
    opn_buf buf;
} file;

static void put(file *f, uint64_t value, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        opn_buf_char(&f->buf, (char)(unsigned char)(value >> (8 * i) & 0xFF));
    }
}

static void put_text(file *f, const char *text)
{
    put(f, strlen(text), 8);
    opn_buf_str(&f->buf, text);
}

static file head(uint32_t version, uint64_t tensors, uint64_t pairs)
{
    file f = {{0}};

    opn_buf_add(&f.buf, "GGUF", 4);
    put(&f, version, 4);
    put(&f, tensors, 8);
    put(&f, pairs, 8);
    return f;
}

static void put_key(file *f, const char *key, uint32_t type)
{
    put_text(f, key);
    put(f, type, 4);
}

static void pair(file *f, const char *key, const char *text)
{
    put_key(f, key, STRING);
    put_text(f, text);
}

static void whole(file *f, const char *key, uint32_t type, size_t size, uint64_t value)
{
    put_key(f, key, type);
    put(f, value, size);
}

static void list(file *f, const char *key, const char *const *texts, size_t count)
{
    put_key(f, key, ARRAY);
    put(f, STRING, 4);
    put(f, count, 8);
    for (size_t i = 0; i < count; i++) {
        put_text(f, texts[i]);
    }
}

/* What follows the metadata: enough for the tensors that the head counts. */
static void tensors(file *f, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        put_text(f, "blk.0.attn_q.weight");
        put(f, 1, 4);
        put(f, 32, 8);
        put(f, 0, 4);
        put(f, 0, 8);
    }
}

static imported read_file(file *f, const char *source, uint32_t flags)
{
    imported j = imported_of(NULL, source, f->buf.data, f->buf.size, flags);

    opn_buf_free(&f->buf);
    return j;
}

#define HEAD(id, name, producer)                                                                 \
    "{'format':'openness-release/1','id':'" id "','name':'" name "','producer':'" producer "',"
#define SAYS(source, locator, shows)                                                             \
    "{'source':'" source "','locator':'" locator "','shows':'" shows "','read':'2026-11-21'"
#define EXISTS(source, shows) "{'source':'" source "','shows':'" shows "','read':'2026-11-21'}"

/* Shape 14: a license, a parent, languages. */
static file licensed(void)
{
    static const char *const languages[] = {"en", "de"};
    file f = head(3, 2, 11);

    pair(&f, "general.architecture", "llama");
    pair(&f, "general.name", "Example Model 1B");
    pair(&f, "general.organization", "Example Org");
    pair(&f, "general.version", "1.1");
    pair(&f, "general.license", "apache-2.0");
    whole(&f, "general.base_model.count", U32, 4, 1);
    pair(&f, "general.base_model.0.name", "Example Base");
    pair(&f, "general.base_model.0.repo_url", "https://huggingface.co/example-org/base");
    list(&f, "general.languages", languages, 2);
    whole(&f, "general.file_type", U32, 4, 15);
    whole(&f, "llama.rope.freq_base", F32, 4, 0x461C4000);
    tensors(&f, 2);
    return f;
}

static void test_licensed(void **state)
{
    file f = licensed();
    imported j = read_file(&f, AT, 0);

    (void)state;
    assert_true(imported_is(
        &j, "gguf",
        HEAD("Example-Org/Example-Model-1B", "Example Model 1B",
             "Example Org") "'version':'1.1','kind':'unknown','based_on':[{'id':'"
                            "example-org/base',"
                            "'relation':'derived','license':'unknown','evidence':"
                            "[" SAYS(AT, "/general.base_model.0.repo_url",
                                     "named as a parent; how it was used is not "
                                     "stated") ",'confidence':'medium'}]}],'artifacts':[{"
                                               "'kind':'weights','license':'Apache-2."
                                               "0',"
                                               "'evidence':[" SAYS(
                                                   AT, "/general.license",
                                                   "the header states the license "
                                                   "\\'apache-2.0\\'") ",'confidence':"
                                                                       "'medium'}"
                                                                       "," EXISTS(AT,
                                                                                  "the"
                                                                                  " he"
                                                                                  "ade"
                                                                                  "r "
                                                                                  "of "
                                                                                  "a "
                                                                                  "GGU"
                                                                                  "F "
                                                                                  "fil"
                                                                                  "e "
                                                                                  "tha"
                                                                                  "t "
                                                                                  "cou"
                                                                                  "nts"
                                                                                  " 2 "
                                                                                  "ten"
                                                                                  "sor"
                                                                                  "s") "]}]}"));
    assert_true(imported_notes_that(&j, "/general.languages"));
    assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_IGNORED), 1);
    imported_end(&j);
}

/* As most real files: a name, and nothing of a license. */
static void test_unlicensed(void **state)
{
    file f = head(2, 1, 2);
    imported j;

    (void)state;
    pair(&f, "general.architecture", "gemma");
    pair(&f, "general.name", "model-2b");
    tensors(&f, 1);
    j = read_file(&f, AT, 0);
    assert_true(
        imported_is(&j, "gguf",
                    HEAD("unknown/model-2b", "model-2b",
                         "unknown") "'kind':'unknown','artifacts':[{'kind':'weights','evidence':"
                                    "[" EXISTS(AT, "the header of a GGUF file that counts 1 "
                                                   "tensor") "]}]}"));
    assert_int_equal(openness_import_note_count(j.import), 0);
    imported_end(&j);
}

/* The repository that a file lies in names it better than the file does; who
 * quantized it is said of the weights. */
static void test_of_the_hub(void **state)
{
    file f = head(3, 1, 4);
    imported j;

    (void)state;
    pair(&f, "general.name", "Model");
    pair(&f, "general.organization", "Somebody");
    pair(&f, "general.repo_url", "https://huggingface.co/somebody/model");
    pair(&f, "general.quantized_by", "Example Org");
    tensors(&f, 1);
    j = read_file(&f, HUB, 0);
    assert_true(imported_is(
        &j, "gguf",
        HEAD("example-org/model-GGUF", "Model",
             "example-org") "'kind':'unknown','artifacts':[{'kind':'weights',"
                            "'note':'quantized by Example Org','evidence':[" EXISTS(
                                HUB, "the header of a GGUF file that counts 1 tensor") "]}]}"));
    imported_end(&j);
}

/* A header alone: what it says of the license counts, weights it does not prove. */
static void test_no_tensors(void **state)
{
    file f = head(3, 0, 2);
    imported j;

    (void)state;
    pair(&f, "general.name", "Model");
    pair(&f, "general.license", "mit");
    j = read_file(&f, AT, 0);
    assert_true(imported_has(&j, "'license':'MIT'"));
    assert_false(imported_has(&j, "tensor"));
    assert_true(imported_notes_that(&j, "counts no tensors"));
    imported_end(&j);
}

static void test_adapter(void **state)
{
    file f = head(3, 1, 4);
    imported j;

    (void)state;
    pair(&f, "general.type", "adapter");
    pair(&f, "adapter.type", "lora");
    pair(&f, "general.base_model.0.organization", "Example Org");
    pair(&f, "general.base_model.0.name", "Base 7B");
    tensors(&f, 1);
    j = read_file(&f, AT, 0);
    assert_true(imported_has(&j, "'kind':'adapter','based_on':[{'id':'Example-Org/Base-7B',"
                                 "'relation':'adapter'"));
    assert_true(imported_notes_that(&j, "named after its file"));
    imported_end(&j);
}

/* Several parents, of which one is named twice and one not at all. */
static void test_parents(void **state)
{
    file f = head(3, 1, 7);
    imported j;

    (void)state;
    pair(&f, "general.name", "Model");
    whole(&f, "general.base_model.count", U32, 4, 3);
    pair(&f, "general.base_model.0.repo_url", "https://huggingface.co/example-org/one");
    pair(&f, "general.base_model.1.repo_url", "https://huggingface.co/example-org/two");
    pair(&f, "general.base_model.2.repo_url", "https://huggingface.co/example-org/one");
    pair(&f, "general.base_model.3.url", "https://example.org/paper");
    pair(&f, "general.base_model.7000.name", "Far away");
    tensors(&f, 1);
    j = read_file(&f, AT, 0);
    assert_true(imported_has(&j, "{'id':'example-org/one','relation':'derived'"));
    assert_true(imported_has(&j, "{'id':'example-org/two','relation':'derived'"));
    assert_true(imported_notes_that(&j, "does not name the parent"));
    assert_true(imported_notes_that(&j, "1 members are of parents or datasets beyond"));
    imported_end(&j);
}

static void test_counted_parents(void **state)
{
    file f = head(3, 1, 2);
    imported j;

    (void)state;
    whole(&f, "general.base_model.count", U64, 8, 2);
    pair(&f, "general.base_model.0.name", "One");
    tensors(&f, 1);
    j = read_file(&f, AT, 0);
    assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_CONTRADICTED), 1);
    assert_true(imported_notes_that(&j, "2 parents are counted and 1 named"));
    imported_end(&j);
}

static void test_datasets(void **state)
{
    static const char *const names[] = {"example-org/corpus", "example-org/other"};
    file f = head(3, 1, 3);
    imported j;

    (void)state;
    list(&f, "general.datasets", names, 2);
    pair(&f, "general.dataset.0.name", "Corpus");
    pair(&f, "general.dataset.0.organization", "Example Org");
    tensors(&f, 1);
    j = read_file(&f, AT, 0);
    assert_true(imported_has(&j, "{'kind':'data_listing','evidence':["));
    assert_true(imported_has(&j, "names 3 datasets, not for which stage: example-org/corpus, "
                                 "example-org/other, Example-Org/Corpus"));
    imported_end(&j);
}

/* "other" names nothing; the name or the link beside it does. */
static void test_other_license(void **state)
{
    static const struct {
        const char *license, *name, *link, *expected;
    } cases[] = {
        {"other", "llama3.1", NULL, "'license':'llama-3.1'"},
        {"other", "a-license-of-ours", "https://opensource.org/license/mit", "'license':'MIT'"},
        {"other", NULL, NULL, "'artifacts':[{'kind':'weights','evidence'"},
        {"other", "a-license-of-ours", "LICENSE", "'artifacts':[{'kind':'weights','evidence'"},
        {NULL, NULL, "LICENSE", "'artifacts':[{'kind':'weights','evidence'"},
        {"MIT OR Apache-2.0", NULL, NULL, "'license':'MIT OR Apache-2.0'"},
        {"no license", NULL, NULL, "'license':'none'"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        size_t pairs = (cases[i].license != NULL ? 1u : 0u) + (cases[i].name != NULL ? 1u : 0u) +
                       (cases[i].link != NULL ? 1u : 0u);
        file f = head(3, 1, pairs);
        imported j;

        if (cases[i].license != NULL) {
            pair(&f, "general.license", cases[i].license);
        }
        if (cases[i].name != NULL) {
            pair(&f, "general.license.name", cases[i].name);
        }
        if (cases[i].link != NULL) {
            pair(&f, "general.license.link", cases[i].link);
        }
        tensors(&f, 1);
        j = read_file(&f, AT, 0);
        assert_int_equal(j.status, OPENNESS_OK);
        assert_true(imported_has(&j, cases[i].expected));
        imported_end(&j);
    }
}

static void test_contradiction(void **state)
{
    for (uint32_t flags = 0; flags <= OPENNESS_STRICT; flags++) {
        file f = head(3, 1, 2);
        imported j;

        pair(&f, "general.license", "apache-2.0");
        pair(&f, "general.license.name", "llama3.1");
        tensors(&f, 1);
        j = read_file(&f, AT, flags);
        if (flags != 0) {
            assert_true(imported_refused(&j, "contradiction", ""));
        } else {
            assert_true(imported_has(&j, "'license':{'one_of':['Apache-2.0','llama-3.1']}"));
            assert_true(imported_has(&j, "'conflicts':[{'about':'"));
            assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_CONTRADICTED), 1);
        }
        imported_end(&j);
    }
    (void)state;
}

/* Nothing of a file beyond its header, and a header that is cut off. */
static void test_cut(void **state)
{
    file f = licensed();
    /* The entries of two tensors take 102 bytes here, and 48 at least. */
    size_t size = f.buf.size - 54;

    (void)state;
    for (size_t cut = 0; cut < size; cut++) {
        imported whole_file = imported_of("gguf", AT, f.buf.data, cut, 0);
        imported prefix = imported_of("gguf", AT, f.buf.data, cut, OPENNESS_PREFIX);

        assert_int_not_equal(whole_file.status, OPENNESS_OK);
        assert_int_equal(prefix.status == OPENNESS_OK, cut >= 4);
        imported_end(&whole_file);
        imported_end(&prefix);
    }
    {
        imported prefix = imported_of(NULL, AT, f.buf.data, 300, OPENNESS_PREFIX);

        assert_true(imported_has(&prefix, "'license':'Apache-2.0'"));
        assert_true(imported_notes_that(&prefix, "goes on beyond the bytes"));
        imported_end(&prefix);
    }
    opn_buf_free(&f.buf);
}

/* Metadata and a million tensors that are not there. */
static void test_truncated(void **state)
{
    file f = head(3, 1000000, 1);
    imported j;

    (void)state;
    pair(&f, "general.name", "Model");
    j = read_file(&f, AT, 0);
    assert_true(imported_refused(&j, "truncated-header", "byte 61: "));
    assert_int_equal(j.status, OPENNESS_E_SCHEMA);
    imported_end(&j);
}

static void test_versions(void **state)
{
    static const struct {
        uint32_t version;
        const char *message;
    } cases[] = {{0, "byte 4: "},
                 {1, "byte 4: version 1"},
                 {4, "byte 4: no known version"},
                 {UINT32_C(0x03000000), "byte 4: the version reads as that of a file with the "
                                        "highest byte first"}};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        file f = head(cases[i].version, 0, 0);
        imported j = read_file(&f, AT, 0);

        assert_true(imported_refused(&j, "unsupported", cases[i].message));
        imported_end(&j);
    }
}

/* Every length that a header can state, as large as can be. */
static void test_hostile(void **state)
{
    static const uint64_t lengths[] = {UINT64_MAX,     UINT64_MAX / 2, UINT64_C(1) << 32,
                                       (uint64_t)1000, 65536,          INT64_MAX};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(lengths); i++) {
        for (int shape = 0; shape < 6; shape++) {
            file f = head(3, shape == 0 ? lengths[i] : 0, shape == 1 ? lengths[i] : 1);
            imported j;

            if (shape == 2) {
                put(&f, lengths[i], 8); /* a key */
            } else if (shape == 3) {
                put_key(&f, "general.name", STRING);
                put(&f, lengths[i], 8);
            } else if (shape >= 4) {
                put_key(&f, "general.datasets", ARRAY);
                put(&f, shape == 4 ? STRING : U64, 4);
                put(&f, lengths[i], 8);
            } else {
                pair(&f, "general.name", "Model");
            }
            j = read_file(&f, AT, 0);
            assert_int_equal(j.status, OPENNESS_E_SCHEMA);
            imported_end(&j);
        }
    }
}

static void test_nested(void **state)
{
    for (int depth = 1; depth < 8; depth++) {
        file f = head(3, 0, 1);
        imported j;

        put_key(&f, "general.tags", ARRAY);
        for (int i = 1; i < depth; i++) {
            put(&f, ARRAY, 4);
            put(&f, 1, 8);
        }
        put(&f, U8, 4);
        put(&f, 3, 8);
        put(&f, 0, 3);
        j = read_file(&f, AT, 0);
        if (depth <= 5) {
            assert_int_equal(j.status, OPENNESS_OK);
        } else {
            assert_true(imported_refused(&j, "nesting-too-deep", "byte "));
        }
        imported_end(&j);
    }
    (void)state;
}

static void test_texts(void **state)
{
    static const struct {
        const char *text;
        size_t size;
    } cases[] = {{"a\0b", 3}, {"\xC3", 1}, {"caf\xE9", 4}, {"\xED\xA0\x80", 3}};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        file f = head(3, 0, 1);
        imported j;

        put_key(&f, "general.name", STRING);
        put(&f, cases[i].size, 8);
        opn_buf_add(&f.buf, cases[i].text, cases[i].size);
        j = read_file(&f, AT, 0);
        assert_true(imported_refused(&j, "invalid-utf8", "byte 5"));
        imported_end(&j);
    }
}

static void test_wrong(void **state)
{
    file type = head(3, 0, 1);
    file boolean = head(3, 0, 1);
    file twice = head(3, 0, 2);
    file key = head(3, 0, 1);
    imported j;

    (void)state;
    put_key(&type, "general.name", 13);
    j = read_file(&type, AT, 0);
    assert_true(imported_refused(&j, "invalid-header", "byte 44: "));
    imported_end(&j);
    whole(&boolean, "general.name", BOOL, 1, 2);
    j = read_file(&boolean, AT, 0);
    assert_true(imported_refused(&j, "invalid-header", "byte 48: "));
    imported_end(&j);
    pair(&twice, "general.license", "mit");
    pair(&twice, "general.license", "apache-2.0");
    j = read_file(&twice, AT, 0);
    assert_true(imported_refused(&j, "duplicate-key", ""));
    assert_true(kit_error_has(j.error, "duplicate-key", "/general.license"));
    imported_end(&j);
    pair(&key, "general.n\nme", "mit");
    j = read_file(&key, AT, 0);
    assert_true(imported_refused(&j, "invalid-header", "byte 41: "));
    imported_end(&j);
}

/* What is no text where a text is wanted says nothing. */
static void test_other_types(void **state)
{
    file f = head(3, 1, 5);
    imported j;

    (void)state;
    whole(&f, "general.name", U32, 4, 7);
    whole(&f, "general.version", I8, 1, 255);
    whole(&f, "general.license", F32, 4, 0);
    whole(&f, "general.organization", BOOL, 1, 1);
    whole(&f, "general.url", U64, 8, UINT64_MAX);
    tensors(&f, 1);
    j = read_file(&f, AT, 0);
    assert_true(imported_has(&j, "'name':'7','producer':'true'"));
    assert_false(imported_has(&j, "'license'"));
    imported_end(&j);
}

/* Enough pairs and elements to be too many, and no note for each. */
static void test_many(void **state)
{
    file f = head(3, 1, 10001);
    char key[32];
    imported j;

    (void)state;
    for (int i = 0; i < 10000; i++) {
        snprintf(key, sizeof key, "general.extra.%d", i);
        pair(&f, key, "x");
    }
    put_key(&f, "tokenizer.ggml.tokens", ARRAY);
    put(&f, STRING, 4);
    put(&f, 10000, 8);
    for (int i = 0; i < 10000; i++) {
        put_text(&f, "\xFF");
    }
    tensors(&f, 1);
    j = read_file(&f, AT, 0);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_true(openness_import_note_count(j.import) < 30);
    assert_true(imported_notes_that(&j, "more keys have no place"));
    assert_true(imported_notes_that(&j, "5904 pairs or lists are longer"));
    imported_end(&j);
}

static void test_memory(void **state)
{
    static const char *const names[] = {"example-org/corpus"};
    file f = head(3, 1, 6);

    (void)state;
    pair(&f, "general.name", "Model");
    pair(&f, "general.license", "apache-2.0");
    pair(&f, "general.license.name", "llama3.1");
    pair(&f, "general.quantized_by", "Example Org");
    pair(&f, "general.base_model.0.repo_url", "https://huggingface.co/example-org/base");
    list(&f, "general.datasets", names, 1);
    tensors(&f, 1);
    imported_sweep(NULL, HUB, f.buf.data, f.buf.size);
    opn_buf_free(&f.buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_licensed),
        cmocka_unit_test(test_unlicensed),
        cmocka_unit_test(test_of_the_hub),
        cmocka_unit_test(test_no_tensors),
        cmocka_unit_test(test_adapter),
        cmocka_unit_test(test_parents),
        cmocka_unit_test(test_counted_parents),
        cmocka_unit_test(test_datasets),
        cmocka_unit_test(test_other_license),
        cmocka_unit_test(test_contradiction),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_truncated),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_hostile),
        cmocka_unit_test(test_nested),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_wrong),
        cmocka_unit_test(test_other_types),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, imported_setup, imported_teardown);
}
