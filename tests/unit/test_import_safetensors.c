/*
 * test_import_safetensors.c: headers of safetensors files and indices of sets as
 * records. The records were written by hand before anything was read.
 */
#include "imported.h"

#define AT    "files/model.safetensors"
#define INDEX "https://huggingface.co/example-org/model/raw/main/model.safetensors.index.json"

#define TENSOR                                                                                   \
    "'w':{'dtype':'F32','shape':[4],'data_offsets':[0,16]},"                                     \
    "'v':{'dtype':'F32','shape':[2,2],'data_offsets':[16,32]}"
#define PT "'__metadata__':{'format':'pt'}"

enum { DATA = 32 };

typedef struct {
    opn_buf buf;
} file;

static void put_length(file *f, uint64_t length)
{
    for (size_t i = 0; i < 8; i++) {
        opn_buf_char(&f->buf, (char)(unsigned char)(length >> (8 * i) & 0xFF));
    }
}

/* A header of this text (' for "), its true length before it and the data behind it. */
static file file_of(const char *text)
{
    file f = {{0}};
    char *json = kit_json(text);

    put_length(&f, strlen(json));
    opn_buf_str(&f.buf, json);
    for (size_t i = 0; i < DATA; i++) {
        opn_buf_char(&f.buf, '\0');
    }
    free(json);
    return f;
}

static imported read_text(const char *text, uint32_t flags)
{
    file f = file_of(text);
    imported j = imported_of(NULL, AT, f.buf.data, f.buf.size, flags);

    opn_buf_free(&f.buf);
    return j;
}

static imported read_index(const char *text)
{
    char *json = kit_json(text);
    imported j = imported_of(NULL, INDEX, json, strlen(json), 0);

    free(json);
    return j;
}

#define HEAD(id, name, producer)                                                                 \
    "{'format':'openness-release/1','id':'" id "','name':'" name "','producer':'" producer "',"

/* Shape of nearly all files. */
static void test_plain(void **state)
{
    imported j = read_text("{" PT "," TENSOR "}", 0);

    (void)state;
    assert_true(imported_is(
        &j, "safetensors",
        HEAD("unknown/model", "model",
             "unknown") "'kind':'unknown','artifacts':[{'kind':'weights','evidence':["
                        "{'source':'" AT "','shows':'the header of a safetensors file of 2 "
                        "tensors','read':'2026-11-21'}]}]}"));
    assert_int_equal(imported_notes(&j, OPENNESS_IMPORT_IGNORED), 1);
    imported_end(&j);
}

static void test_modelspec(void **state)
{
    imported j = read_text(
        "{'__metadata__': {'modelspec.sai_model_spec': '1.0.0',"
        "'modelspec.architecture': 'example-v1-base/lora', 'modelspec.title': 'Example',"
        "'modelspec.author': 'Example Org', 'modelspec.date': '2024-02-01',"
        "'modelspec.license': 'CreativeML Open RAIL++-M', 'ss_steps': '100',"
        "'ss_seed': '1'}, " TENSOR "}   ",
        0);

    (void)state;
    assert_true(imported_is(
        &j, "safetensors",
        HEAD("Example-Org/Example", "Example",
             "Example Org") "'kind':'adapter','artifacts':[{'kind':'weights','license':'"
                            "creativeml-openrail++-m',"
                            "'evidence':[{'source':'" AT
                            "','locator':'/__metadata__/modelspec.license',"
                            "'shows':'the header states the license \\'CreativeML Open "
                            "RAIL++-M\\'',"
                            "'read':'2026-11-21','confidence':'medium'},{'source':'" AT
                            "','shows':'the header of a "
                            "safetensors file of 2 tensors','read':'2026-11-21'}]}]}"));
    assert_true(imported_notes_that(&j, "is when the model was made"));
    assert_true(imported_notes_that(&j, "2 keys of no common form"));
    imported_end(&j);
}

static void test_merged(void **state)
{
    imported j = read_text("{'__metadata__':{'modelspec.title':'Mix',"
                           "'modelspec.merged_from':'One, Two,One,,'}," TENSOR "}",
                           0);

    (void)state;
    assert_true(imported_has(&j, "'kind':'merge','based_on':[{'id':'unknown/One',"
                                 "'relation':'merge','license':'unknown'"));
    assert_true(imported_has(&j, "{'id':'unknown/Two','relation':'merge'"));
    imported_end(&j);
}

/* Without tensors, and without metadata. */
/* A title a million times, or a million titles: a hundred are read. */
static void test_merged_from_many(void **state)
{
    enum { TITLES = 200000 };

    (void)state;
    for (size_t i = 0; i < 2; i++) {
        opn_buf text = {0};
        imported j;

        opn_buf_str(&text, "{'__metadata__':{'modelspec.merged_from':'");
        for (size_t k = 0; k < TITLES; k++) {
            if (i == 0) {
                opn_buf_str(&text, "One,");
            } else {
                opn_buf_printf(&text, "t%zu,", k);
            }
        }
        opn_buf_str(&text, "'}," TENSOR "}");
        j = read_text(text.data, 0);
        assert_true(imported_has(&j, i == 0 ? "unknown/One" : "unknown/t99"));
        assert_true(imported_notes_that(&j, "beyond the first 100"));
        opn_buf_free(&text);
        imported_end(&j);
    }
}

static void test_empty(void **state)
{
    imported none = read_text("{}", 0);
    imported other = read_text("{'__metadata__':{'format':1,'modelspec.license':null}}", 0);

    (void)state;
    assert_true(imported_has(&none, "'artifacts':[]"));
    assert_true(imported_notes_that(&none, "the file proves no weights"));
    assert_true(imported_has(&other, "'artifacts':[]"));
    imported_end(&none);
    imported_end(&other);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *issue;
        const char *message;
    } cases[] = {
        {"{'w':{'data_offsets':[0,33]}}", "invalid-header", "byte 29: the offsets"},
        {"{'w':{'data_offsets':[8,4]}}", "invalid-header", "byte 29: the offsets"},
        {"{'w':{'data_offsets':[0,4,8]}}", "invalid-header", "byte 29: the offsets"},
        {"{'w':{'data_offsets':[0]}}", "invalid-header", "byte 32: "},
        {"{'w':{'data_offsets':[-4,4]}}", "invalid-header", "byte 30: a whole number"},
        {"{'w':{'data_offsets':[0,99999999999999999999]}}", "invalid-header", "byte "},
        {"{'w':{'dtype':'F32'}}", "invalid-header", "byte 13: a tensor has no data_offsets"},
        {"{'w':[]}", "invalid-header", "byte 13: an object is expected"},
        {"{'w' {}}", "invalid-header", "byte "},
        {"{'w':{'data_offsets':[0,4]}", "truncated-header", "byte "},
        {"{}}", "trailing-data", "byte 10: "},
        {"{" PT "," PT "}", "duplicate-key", "byte 40: "},
        {"{'__metadata__':{'a':'1','a':'2'}}", "duplicate-key", "byte 24: in __metadata__: "},
        {"{'__metadata__':{'a':'\\u0000'}}", "invalid-json", "byte 24: in __metadata__: "},
        {"{'__metadata__':{'a':01}}", "invalid-json", "byte 24: in __metadata__: "},
        {"{'__metadata__':['a']}", "wrong-type", "byte 24: "},
        {"{'__metadata__':'pt'}", "wrong-type", "byte 24: "},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        imported j = read_text(cases[i].text, 0);

        assert_true(imported_refused(&j, cases[i].issue, cases[i].message));
        assert_int_equal(j.status, OPENNESS_E_SCHEMA);
        imported_end(&j);
    }
}

/* The length that a file begins with, as large as can be. */
static void test_lengths(void **state)
{
    static const struct {
        uint64_t length;
        const char *issue;
        const char *message;
    } cases[] = {
        {UINT64_MAX, "unknown-format", "byte 0: a safetensors file begins"},
        {UINT64_C(1) << 32, "unknown-format", "byte 0: "},
        {UINT32_MAX, "invalid-header", "byte 0: a header has at most 100000000 bytes"},
        {100000001, "invalid-header", "byte 0: a header has at most"},
        {100000000, "truncated-header", "byte 0: the header is longer than the file"},
        {3, "truncated-header", "byte 0: the header is longer than the file"},
        {1, "truncated-header", "byte 9: the text ends here"},
        {0, "truncated-header", "byte 8: the text ends here"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        file f = {{0}};
        imported j;

        put_length(&f, cases[i].length);
        opn_buf_str(&f.buf, "{}");
        j = imported_of("safetensors", AT, f.buf.data, f.buf.size, 0);
        assert_true(imported_refused(&j, cases[i].issue, cases[i].message));
        imported_end(&j);
        opn_buf_free(&f.buf);
    }
}

/* The first bytes of a file; offsets cannot be held against what is not there. */
static void test_prefix(void **state)
{
    file f = file_of("{" PT ",'w':{'data_offsets':[0,16000000000]}}");

    (void)state;
    for (size_t size = 0; size <= f.buf.size; size++) {
        imported j = imported_of("safetensors", AT, f.buf.data, size, OPENNESS_PREFIX);

        assert_int_equal(j.status == OPENNESS_OK, size > 8);
        imported_end(&j);
    }
    {
        imported j = imported_of(NULL, AT, f.buf.data, 50, OPENNESS_PREFIX);

        assert_true(imported_notes_that(&j, "goes on beyond the bytes"));
        imported_end(&j);
    }
    opn_buf_free(&f.buf);
}

/* More tensors than a document may have values. */
static void test_many(void **state)
{
    enum { TENSORS = 100000 };
    opn_buf text = {0};
    imported j;

    (void)state;
    opn_buf_str(&text, "{" PT);
    for (size_t i = 0; i < TENSORS; i++) {
        opn_buf_printf(&text, ",'w%zu':{'dtype':'F32','shape':[4,4],'data_offsets':[0,16]}", i);
    }
    opn_buf_str(&text, "}");
    assert_false(text.failed);
    j = read_text(text.data, 0);
    assert_true(imported_has(&j, "a safetensors file of 100000 tensors"));
    imported_end(&j);
    opn_buf_free(&text);
}

/* ---- indices ---- */

static void test_index(void **state)
{
    imported j = read_index("{'metadata':{'total_parameters':12,'total_size':24},'weight_map':{"
                            "'a':'model-00001-of-00002.safetensors',"
                            "'b':'model-00002-of-00002.safetensors',"
                            "'c':'model-00001-of-00002.safetensors'}}");

    (void)state;
    assert_true(imported_is(
        &j, "safetensors-index",
        HEAD("example-org/model", "model",
             "example-org") "'kind':'unknown','artifacts':[{'kind':'weights','evidence':["
                            "{'source':'" INDEX "','shows':'an index of 3 tensors in 2 files, 24 "
                            "bytes','read':'2026-11-21'}]}]}"));
    assert_true(imported_notes_that(&j, "/metadata/total_parameters"));
    imported_end(&j);
}

static void test_index_refused(void **state)
{
    static const struct {
        const char *text;
        const char *issue;
    } cases[] = {
        {"{'weight_map':{'a':1}}", "invalid-header"},
        {"{'weight_map':{'a':'b'}", "truncated-header"},
        {"{'weight_map':{'a':'b'},'weight_map':{}}", "duplicate-key"},
        {"{'weight_map':{'a':'b'},'metadata':[]}", "wrong-type"},
        {"{'weight_map':{'a':'b'},'metadata':{'total_size':01}}", "invalid-json"},
        {"{'weight_map':{'a':'b'}} x", "trailing-data"},
    };
    imported named;

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        imported j = read_index(cases[i].text);

        assert_true(imported_refused(&j, cases[i].issue, "byte "));
        imported_end(&j);
    }
    named = imported_of("safetensors-index", INDEX, "{}", 2, 0);
    assert_true(imported_refused(&named, "missing-member", "an index has a map"));
    imported_end(&named);
}

/* Some editors put a byte order mark before text. */
static void test_index_with_mark(void **state)
{
    static const char text[] = "\xEF\xBB\xBF{\"weight_map\":{\"a\":\"x.safetensors\"}}";
    static const char broken[] = "\xEF\xBB\xBF{\"weight_map\":{\"a\":7}}";
    imported found = imported_of(NULL, INDEX, text, sizeof text - 1, 0);
    imported named = imported_of("safetensors-index", INDEX, text, sizeof text - 1, 0);
    imported refused = imported_of("safetensors-index", INDEX, broken, sizeof broken - 1, 0);

    (void)state;
    assert_true(imported_has(&found, "an index of 1 tensors in 1 files"));
    assert_true(imported_has(&named, "an index of 1 tensors in 1 files"));
    assert_true(imported_refused(&refused, "invalid-header", "byte 22: a string"));
    imported_end(&refused);
    imported_end(&named);
    imported_end(&found);
}

static void test_not_an_index(void **state)
{
    static const char *const texts[] = {"{'weight_map':[]}", "[{'weight_map':{}}]",
                                        "{'a':{'weight_map':{}}}"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        imported j = read_index(texts[i]);

        assert_true(imported_refused(&j, "unknown-format", ""));
        imported_end(&j);
    }
}

static void test_memory(void **state)
{
    file f = file_of("{'__metadata__':{'modelspec.license':'mit','modelspec.title':'A',"
                     "'modelspec.merged_from':'One,Two'}," TENSOR "}");
    char *index = kit_json("{'metadata':{'total_size':24},'weight_map':{'a':'x','b':'y'}}");

    (void)state;
    imported_sweep(NULL, AT, f.buf.data, f.buf.size);
    imported_sweep(NULL, INDEX, index, strlen(index));
    free(index);
    opn_buf_free(&f.buf);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_plain),           cmocka_unit_test(test_modelspec),
        cmocka_unit_test(test_merged),          cmocka_unit_test(test_merged_from_many),
        cmocka_unit_test(test_index_with_mark), cmocka_unit_test(test_empty),
        cmocka_unit_test(test_refused),         cmocka_unit_test(test_lengths),
        cmocka_unit_test(test_prefix),          cmocka_unit_test(test_many),
        cmocka_unit_test(test_index),           cmocka_unit_test(test_index_refused),
        cmocka_unit_test(test_not_an_index),    cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, imported_setup, imported_teardown);
}
