/*
 * test_import_traps.c: what goes wrong in documents of any format, in each of them.
 *
 * One document of each format, with one value or one byte changed: a way to write a license,
 * what JSON must not hold, marks and line ends of editors, names that differ by
 * case only. What holds for one format holds for all of them, and a format that comes
 * later gets a line here.
 */
#include "imported.h"

#include "../../lib/import.h"

#define SOURCE "https://example.org/document"

typedef struct {
    const char *format;
    const char *before; /* up to the value of the license, with ' for " */
    const char *behind;
    const char *kind; /* of the artifact that has it */
} document;

static const document documents[] = {
    {"hf-hub",
     "{'id':'example-org/model','modelId':'example-org/model','private':false,"
     "'gated':false,'siblings':[],'cardData':{'license':",
     "},'tags':[]}", "weights"},
    {"cyclonedx",
     "{'bomFormat':'CycloneDX','specVersion':'1.6','components':["
     "{'type':'machine-learning-model','name':'m','licenses':[{'license':{'name':",
     "}}]}]}", "weights"},
    {"spdx-3",
     "{'@context':'https://spdx.org/rdf/3.0.1/spdx-context.jsonld','@graph':["
     "{'type':'ai_AIPackage','spdxId':'x:m','name':'m'},{'type':'Relationship',"
     "'spdxId':'x:r','from':'x:m','to':['x:l'],'relationshipType':'hasDeclaredLicense'},"
     "{'type':'simplelicensing_LicenseExpression','spdxId':'x:l',"
     "'simplelicensing_licenseExpression':",
     "}]}", "weights"},
    {"croissant",
     "{'@type':'sc:Dataset','conformsTo':'http://mlcommons.org/croissant/1.0','name':'d',"
     "'distribution':[],'license':",
     "}", "dataset"},
#ifdef OPENNESS_HAVE_YAML
    {"hf-card", "---\nlibrary_name: x\nlicense: ", "\n---\nProse.\n", "weights"},
#endif
    {"safetensors",
     "{'t':{'dtype':'F32','shape':[1],'data_offsets':[0,0]},'__metadata__':{"
     "'modelspec.license':",
     "}}", "weights"},
};

enum { JSON_DOCUMENTS = 4 }; /* the first of them */

/* The text with " for ', and with the length before it where the format has one. */
static void build(opn_buf *out, const document *d, const char *license)
{
    char *before = kit_json(d->before);
    char *behind = kit_json(d->behind);
    size_t size = strlen(before) + strlen(license) + strlen(behind);

    if (opn_streq(d->format, "safetensors")) {
        for (size_t i = 0; i < 8; i++) {
            opn_buf_char(out, (char)(i < 2 ? size >> (8 * i) & 0xFF : 0));
        }
    }
    opn_buf_str(out, before);
    opn_buf_str(out, license);
    opn_buf_str(out, behind);
    free(before);
    free(behind);
}

/* The license of the artifact of a kind; "" when it is unknown. */
static char *license_of(const imported *j, const char *kind)
{
    const char *text = openness_import_record(j->import, 0);
    const char *found = "";
    opn_issues issues = {0};
    opn_json *json = NULL;
    char *copy;

    assert_int_equal(opn_json_parse(text, strlen(text), &json, &issues), OPENNESS_OK);
    for (const opn_node *at = opn_node_first(opn_node_member(opn_json_root(json), "artifacts"));
         at != NULL; at = opn_node_next(at)) {
        const char *license = opn_node_string(opn_node_member(at, "license"));

        /* No license opens anything, and no document but the Hub's proves access. */
        assert_true(opn_node_member(at, "access") == NULL ||
                    opn_streq(opn_node_string(opn_node_member(at, "access")), "not_applicable"));
        if (opn_streq(opn_node_string(opn_node_member(at, "kind")), kind) && license != NULL) {
            found = license;
        }
    }
    copy = kit_copy(found);
    opn_json_free(json);
    opn_issues_free(&issues);
    return copy;
}

static void test_licenses(void **state)
{
    static const struct {
        const char *value;
        const char *license;
    } cases[] = {
        {"null", ""},
        {"\"\"", ""},
        {"\"  \"", ""},
        {"\"other\"", ""},
        {"\"Other\"", ""},
        {"\"unknown\"", ""},
        {"\"NOASSERTION\"", ""},
        {"\"custom\"", ""},
        {"\"LICENSE\"", ""},
        {"\"see LICENSE\"", ""},
        {"\"Apache\"", ""},
        {"\"MIT-like\"", ""},
        {"\"The Example Terms of Use, 2nd edition\"", ""},
        {"{\"a\": 1}", ""},
        {"[]", ""},
        {"7", ""},
        {"true", ""},
        {"1e400", ""},
        {"9007199254740993", ""},
        {"\"Apache-2.0\"", "Apache-2.0"},
        {"\"apache-2.0\"", "Apache-2.0"},
        {"\"APACHE-2.0\"", "Apache-2.0"},
        {"\" apache-2.0 \"", "Apache-2.0"},
        {"\"Apache License 2.0\"", "Apache-2.0"},
        {"\"MIT OR Apache-2.0\"", "MIT OR Apache-2.0"},
        {"\"GPL-3.0\"", "GPL-3.0"},
        {"\"llama3.1\"", "llama-3.1"},
        {"\"https://www.apache.org/licenses/LICENSE-2.0\"", "Apache-2.0"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(documents); i++) {
        for (size_t k = 0; k < OPN_ARRAY_LEN(cases); k++) {
            opn_buf bytes = {0};
            char *license;
            imported j;

            build(&bytes, &documents[i], cases[k].value);
            j = imported_of(NULL, SOURCE, bytes.data, bytes.size, 0);
            if (j.status != OPENNESS_OK) {
                print_error("%s: %s\n", documents[i].format, cases[k].value);
            }
            assert_int_equal(j.status, OPENNESS_OK);
            assert_string_equal(openness_import_format(j.import), documents[i].format);
            license = license_of(&j, documents[i].kind);
            if (!opn_streq(license, cases[k].license)) {
                print_error("%s: %s\n", documents[i].format, cases[k].value);
            }
            assert_string_equal(license, cases[k].license);
            free(license);
            opn_buf_free(&bytes);
            imported_end(&j);
        }
    }
}

/* ---- what JSON must not hold ---- */

/* "@" stands for 100 brackets. */
static void expand(opn_buf *out, const char *text, size_t size)
{
    for (size_t i = 0; i < size; i++) {
        for (size_t n = text[i] == '@' ? 100 : 1; n > 0; n--) {
            opn_buf_char(out, text[i] == '@' ? '[' : text[i]);
        }
    }
}

#define BYTES(text) text, sizeof(text) - 1

static void test_json(void **state)
{
    static const struct {
        const char *value;
        size_t size;
        const char *issue; /* NULL: it is fine, and passed over */
    } cases[] = {
        {BYTES("\"a\\u0000b\""), "invalid-json"},
        {BYTES("\"a\tb\""), "invalid-json"},
        {BYTES("\"a\x01\""), "invalid-json"},
        {BYTES("\"a\0b\""), "invalid-json"},
        {BYTES("\"caf\xE9\""), "invalid-utf8"},
        {BYTES("\"\xC0\xAF\""), "invalid-utf8"},
        {BYTES("\"\xED\xA0\x80\""), "invalid-utf8"},
        {BYTES("\"\\ud800\""), "invalid-json"},
        {BYTES("\"\\udc00\\ud800\""), "invalid-json"},
        {BYTES("1, \"license\": 1, \"license\": 2"), "duplicate-key"},
        {BYTES("{\"a\": 1, \"a\": 1}"), "duplicate-key"},
        {BYTES("01"), "invalid-json"},
        {BYTES("1_000"), "invalid-json"},
        {BYTES("0x10"), "invalid-json"},
        {BYTES("NaN"), "invalid-json"},
        {BYTES("True"), "invalid-json"},
        {BYTES("'a'"), "invalid-json"},
        {BYTES("1,"), "invalid-json"},
        {BYTES("[1,]"), "invalid-json"},
        {BYTES("1 // a comment"), "invalid-json"},
        {BYTES("@"), "nesting-too-deep"},
        {BYTES("1e400"), NULL},
        {BYTES("-9007199254740993"), NULL},
        {BYTES("\"\\ud83d\\ude00\""), NULL},
        {BYTES("{\"A\": 1, \"a\": 2}"), NULL},
    };

    (void)state;
    for (size_t i = 0; i < JSON_DOCUMENTS; i++) {
        for (size_t k = 0; k < OPN_ARRAY_LEN(cases); k++) {
            opn_buf whole = {0};
            opn_buf bytes = {0};
            imported j;

            build(&whole, &documents[i], "\"mit\"");
            opn_buf_str(&bytes, "{\"trap\": ");
            expand(&bytes, cases[k].value, cases[k].size);
            opn_buf_printf(&bytes, ",%s", whole.data + 1);
            /* Named, since no format can be told from what is no JSON. */
            j = imported_of(documents[i].format, SOURCE, bytes.data, bytes.size, 0);
            if ((j.status == OPENNESS_OK) != (cases[k].issue == NULL)) {
                print_error("%s: %s\n", documents[i].format, cases[k].value);
            }
            if (cases[k].issue == NULL) {
                assert_int_equal(j.status, OPENNESS_OK);
            } else {
                assert_true(imported_refused(&j, cases[k].issue, ""));
                assert_int_equal(openness_error_issue_line(j.error, 0), 1);
                assert_true(openness_error_issue_column(j.error, 0) > 1);
            }
            opn_buf_free(&bytes);
            opn_buf_free(&whole);
            imported_end(&j);
        }
    }
}

/* ---- marks, line ends, what follows ---- */

static void test_editors(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(documents) - 1; i++) {
        opn_buf plain = {0};
        opn_buf edited = {0};
        imported one;
        imported two;

        build(&plain, &documents[i], "\"mit\"");
        opn_buf_str(&edited, "\xEF\xBB\xBF");
        for (size_t k = 0; k < plain.size; k++) {
            opn_buf_str(&edited, plain.data[k] == '\n'  ? "\r"
                                 : plain.data[k] == '{' ? "{\r\n"
                                                        : "");
            if (plain.data[k] != '{') {
                opn_buf_char(&edited, plain.data[k]);
            }
        }
        one = imported_of(NULL, SOURCE, plain.data, plain.size, 0);
        two = imported_of(NULL, SOURCE, edited.data, edited.size, 0);
        assert_int_equal(one.status, OPENNESS_OK);
        assert_int_equal(two.status, OPENNESS_OK);
        assert_string_equal(openness_import_record(one.import, 0),
                            openness_import_record(two.import, 0));
        imported_end(&two);
        imported_end(&one);
        opn_buf_free(&edited);
        opn_buf_free(&plain);
    }
}

static void test_garbage_behind(void **state)
{
    static const char *const garbage[] = {"x", "{}", ",", "\"\"", "}"};

    (void)state;
    for (size_t i = 0; i < JSON_DOCUMENTS; i++) {
        for (size_t k = 0; k < OPN_ARRAY_LEN(garbage); k++) {
            opn_buf bytes = {0};
            imported j;
            imported cut;

            build(&bytes, &documents[i], "\"mit\"");
            cut = imported_of(documents[i].format, SOURCE, bytes.data, bytes.size - 1, 0);
            assert_true(imported_refused(&cut, "invalid-json", ""));
            opn_buf_str(&bytes, garbage[k]);
            j = imported_of(documents[i].format, SOURCE, bytes.data, bytes.size, 0);
            assert_true(imported_refused(&j, "trailing-data", ""));
            imported_end(&cut);
            imported_end(&j);
            opn_buf_free(&bytes);
        }
    }
}

/* ---- names that differ by case only ---- */

/* A reader of JSON that does not mind case would take each for the license. */
static void test_case(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(documents); i++) {
        opn_buf bytes = {0};
        char *license;
        char *name;
        imported j;

        build(&bytes, &documents[i], "\"mit\"");
        /* The member whose value it is, the last before the value. */
        name =
            strstr(bytes.data + (opn_streq(documents[i].format, "safetensors") ? 8 : 0), "mit");
        assert_non_null(name);
        while (strncmp(name, "icense", 6) != 0 && strncmp(name, "name\"", 5) != 0) {
            name--;
        }
        *name = *name == 'i' ? 'I' : 'N';
        j = imported_of(documents[i].format, SOURCE, bytes.data, bytes.size, 0);
        assert_int_equal(j.status, OPENNESS_OK);
        license = license_of(&j, documents[i].kind);
        if (*license != '\0') {
            print_error("%s\n", documents[i].format);
        }
        assert_string_equal(license, "");
        free(license);
        opn_buf_free(&bytes);
        imported_end(&j);
    }
}

/* ---- one format read as another ---- */

/* No document of one format is taken for one of another: it is refused, and the
 * refusal has an issue and words. */
static void test_others(void **state)
{
    const char *formats = openness_import_formats();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(documents); i++) {
        opn_buf bytes = {0};

        build(&bytes, &documents[i], "\"mit\"");
        for (const char *at = formats; *at != '\0'; at += strspn(at, " ")) {
            char format[40] = "";
            size_t size = strcspn(at, " ");
            imported j;

            memcpy(format, at, size);
            at += size;
            if (opn_streq(format, documents[i].format)) {
                continue;
            }
            j = imported_of(format, SOURCE, bytes.data, bytes.size, 0);
            if (j.status == OPENNESS_OK) {
                print_error("%s read as %s\n", documents[i].format, format);
            }
            assert_int_not_equal(j.status, OPENNESS_OK);
            assert_int_not_equal(j.status, OPENNESS_E_INTERNAL);
            assert_true(openness_error_issue_count(j.error) > 0);
            assert_true(*openness_error_issue_message(j.error, 0) != '\0');
            imported_end(&j);
        }
        opn_buf_free(&bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_licenses), cmocka_unit_test(test_json),
        cmocka_unit_test(test_editors),  cmocka_unit_test(test_garbage_behind),
        cmocka_unit_test(test_case),     cmocka_unit_test(test_others),
    };

    return cmocka_run_group_tests(tests, imported_setup, imported_teardown);
}
