/*
 * test_import_spdx3.c: documents of SPDX 3 as records.
 *
 * Whole documents stand in tests/import/spdx3, each beside the records that it must
 * give, byte for byte. What a document can say in many ways is asked here.
 */
#include "kit.h"
#include "license_value.h"

#include "../../lib/import.h"
#include "../../lib/mem.h"

#include <openness/import.h>
#include <openness/report.h>

#define SOURCE "https://example.org/bom.json"
#define READ   "2026-11-22"
#define GRAPH(elements)                                                                          \
    "{'@context':'https://spdx.org/rdf/3.0.1/spdx-context.jsonld','@graph':[" elements "]}"
#define MODEL "{'type':'ai_AIPackage','spdxId':'x:m','name':'m'}"
#define RELATION(id, from, type, to)                                                             \
    ",{'type':'Relationship','spdxId':'x:" id "','from':'" from "','relationshipType':'" type    \
    "','to':" to "}"
#define DECLARED(to)  RELATION("d", "x:m", "hasDeclaredLicense", to)
#define CONCLUDED(to) RELATION("c", "x:m", "hasConcludedLicense", to)

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

    j.status = openness_import_bytes(j.database, NULL, SOURCE, READ, bytes, strlen(bytes), flags,
                                     &j.import, &j.error);
    if (j.status == OPENNESS_OK) {
        const char *record = openness_import_record(j.import, 0);

        assert_string_equal(openness_import_format(j.import), "spdx-3");
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

static const opn_node *artifact(const job *j, const char *kind, size_t nth)
{
    const opn_node *list = opn_node_member(opn_json_root(j->record), "artifacts");

    for (const opn_node *at = opn_node_first(list); at != NULL; at = opn_node_next(at)) {
        if (opn_streq(opn_node_string(opn_node_member(at, "kind")), kind)) {
            if (nth == 0) {
                return at;
            }
            nth--;
        }
    }
    return NULL;
}

/* NULL: the member is not there. */
static const char *member(const opn_node *object, const char *key)
{
    const opn_node *value = object == NULL ? NULL : opn_node_member(object, key);

    return value == NULL ? NULL : opn_node_string(value);
}

static const char *license_of(const job *j, char room[LICENSE_VALUE_ROOM])
{
    return license_value(opn_node_member(artifact(j, "weights", 0), "license"), room);
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

static size_t contradictions(const job *j)
{
    size_t count = 0;

    for (size_t i = 0; i < openness_import_note_count(j->import); i++) {
        count += openness_import_note_kind(j->import, i) == OPENNESS_IMPORT_CONTRADICTED;
    }
    return count;
}

static char *slurp(const char *name, const char *ending)
{
    char path[1024];
    char *bytes = calloc(1, 65536);
    FILE *file;
    size_t size;

    assert_non_null(bytes);
    assert_true(snprintf(path, sizeof path, "%s/tests/import/spdx3/%s%s", SOURCE_ROOT, name,
                         ending) < (int)sizeof path);
    file = fopen(path, "rb");
    assert_non_null(file);
    size = fread(bytes, 1, 65535, file);
    assert_true(size > 0 && size < 65535);
    fclose(file);
    return bytes;
}

/* As the command prints them: several as an array. */
static char *records(const openness_import *imported)
{
    size_t count = openness_import_count(imported);
    char *out = calloc(1, 65536);

    assert_non_null(out);
    for (size_t i = 0; i < count; i++) {
        strcat(out, count == 1 ? "" : i == 0 ? "[\n" : ",\n");
        strcat(out, openness_import_record(imported, i));
        assert_true(strlen(out) < 60000);
    }
    return strcat(out, count > 1 ? "]\n" : "");
}

/* A flat graph, what a generator writes, and one object alone. */
static void test_documents(void **state)
{
    static const char *const names[] = {"conforming", "generated", "single"};
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(names); i++) {
        openness_import *import = NULL;
        char *bytes = slurp(names[i], ".json");
        char *expected = slurp(names[i], ".expected.json");
        char *made;

        assert_int_equal(openness_import_bytes(database, NULL, SOURCE, READ, bytes,
                                               strlen(bytes), OPENNESS_STRICT, &import, NULL),
                         OPENNESS_OK);
        made = records(import);
        assert_string_equal(made, expected);
        openness_import_free(import);
        free(made);
        free(expected);
        free(bytes);
    }
    openness_database_free(database);
}

/* Every way to state one license. NULL: unknown. */
static void test_license(void **state)
{
    static const struct {
        const char *text;
        const char *license;
    } cases[] = {
        {GRAPH(MODEL DECLARED("['https://spdx.org/licenses/MIT']")), "MIT"},
        {GRAPH(MODEL DECLARED("'https://spdx.org/licenses/MIT.html'")), "MIT"},
        {GRAPH(MODEL DECLARED("['NONE']")), "none"},
        {GRAPH(MODEL DECLARED("['NOASSERTION']")), NULL},
        {GRAPH(MODEL DECLARED("['expandedlicensing_NoneLicense']")), "none"},
        {GRAPH(MODEL DECLARED("['https://spdx.org/rdf/3.0.1/terms/Licensing/None']")), "none"},
        {GRAPH(MODEL DECLARED("['https://spdx.org/rdf/3.0.1/terms/ExpandedLicensing/"
                              "NoAssertionLicense']")),
         NULL},
        {GRAPH(MODEL DECLARED("[{'type':'simplelicensing_LicenseExpression','spdxId':'x:l',"
                              "'simplelicensing_licenseExpression':'MIT OR Apache-2.0'}]")),
         "MIT OR Apache-2.0"},
        {GRAPH(MODEL DECLARED("[{'type':'LicenseExpression','licenseExpression':'NOASSERTION'}"
                              "]")),
         NULL},
        {GRAPH(MODEL DECLARED("[{'type':'LicenseExpression','licenseExpression':'NONE'}]")),
         "none"},
        {GRAPH(MODEL DECLARED("[{'@id':'https://spdx.org/licenses/MIT'}]")), "MIT"},
        {GRAPH(MODEL DECLARED("['x:custom']") ",{'type':'expandedlicensing_CustomLicense',"
                                              "'spdxId':'x:custom','name':'Gemma',"
                                              "'simplelicensing_licenseText':'text\\nof it'}"),
         "gemma"},
        {GRAPH(MODEL DECLARED("['x:text']") ",{'type':'simplelicensing_SimpleLicensingText',"
                                            "'spdxId':'x:text','simplelicensing_licenseText':"
                                            "'MIT License\\nPermission is granted'}"),
         NULL},
        {GRAPH(MODEL DECLARED("['LicenseRef-mine']")), NULL},
        {GRAPH(MODEL DECLARED("[]")), NULL},
        {GRAPH(MODEL DECLARED("[7]")), NULL},
        {GRAPH(MODEL DECLARED("{}")), NULL},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        job j = start(cases[i].text, OPENNESS_STRICT);
        const char *license = member(artifact(&j, "weights", 0), "license");

        assert_int_equal(j.status, OPENNESS_OK);
        if (cases[i].license == NULL) {
            assert_null(license);
        } else {
            assert_non_null(license);
            assert_string_equal(license, cases[i].license);
        }
        assert_null(member(artifact(&j, "weights", 0), "access"));
        end(&j);
    }
}

/* Sets and operators become an expression; what cannot be named spoils it. */
static void test_expression(void **state)
{
#define SET(id, type, members)                                                                   \
    ",{'type':'expandedlicensing_" type "','spdxId':'x:" id "','expandedlicensing_member':["      \
    members "]}"
#define MIT    "'https://spdx.org/licenses/MIT'"
#define APACHE "'https://spdx.org/licenses/Apache-2.0'"
#define LATER(subject)                                                                           \
    GRAPH(MODEL DECLARED("['x:a']") SET("a", "DisjunctiveLicenseSet", "'x:o'," MIT) ",{'type':'expandedlicensing_OrLaterOperator','spdxId':"     \
                                    "'x:o','expandedlicensing_subjectLicense':'" subject "'},"   \
                                    "{'type':'expandedlicensing_ListedLicense','spdxId':'https:" \
                                    "//spdx.org/licenses/GFDL-1.3-only'}")
    static const char with[] = GRAPH(MODEL DECLARED(
        "['x:w']") ",{'type':'expandedlicensing_WithAdditionOperator','spdxId':'x:w',"
                   "'expandedlicensing_subjectExtendableLicense':"
                   "'https://spdx.org/licenses/Apache-2.0','expandedlicensing_subjectAddition':"
                   "'https://spdx.org/licenses/LLVM-exception'}");
    job any = start(GRAPH(MODEL DECLARED("['x:a']") SET("a", "DisjunctiveLicenseSet",
                                                        MIT ",'x:b'")
                              SET("b", "ConjunctiveLicenseSet", APACHE "," MIT)),
                    0);
    job unknown = start(
        GRAPH(MODEL DECLARED("['x:a']") SET("a", "DisjunctiveLicenseSet", MIT ",'x:none'")), 0);
    job none = start(GRAPH(MODEL DECLARED("['x:a']")
                               SET("a", "ConjunctiveLicenseSet", MIT ",'NONE'")),
                     0);
    job circle = start(GRAPH(MODEL DECLARED("['x:a']") SET("a", "DisjunctiveLicenseSet",
                                                           "'x:a','x:a'")),
                       0);
    job operator = start(with, 0);
    job later = start(LATER("https://spdx.org/licenses/GFDL-1.3-only"), 0);
    job dangling = start(LATER("x:g"), 0);

    (void)state;
    assert_string_equal(member(artifact(&any, "weights", 0), "license"),
                        "MIT OR (Apache-2.0 AND MIT)");
    assert_null(member(artifact(&unknown, "weights", 0), "license"));
    assert_null(member(artifact(&none, "weights", 0), "license"));
    assert_null(member(artifact(&circle, "weights", 0), "license"));
    assert_true(noted(&circle, "this license has no name"));
    assert_string_equal(member(artifact(&operator, "weights", 0), "license"),
                        "Apache-2.0 WITH LLVM-exception");
    assert_string_equal(member(artifact(&later, "weights", 0), "license"), "GFDL-1.3 OR MIT");
    assert_null(member(artifact(&dangling, "weights", 0), "license"));
    end(&any);
    end(&unknown);
    end(&none);
    end(&circle);
    end(&operator);
    end(&later);
    end(&dangling);
}

/* Where two statements differ it is one of them, if both are known; NOASSERTION is no
 * statement. */
static void test_two_licenses(void **state)
{
    job differ = start(GRAPH(MODEL DECLARED("['https://spdx.org/licenses/MIT']")
                                 CONCLUDED("['https://spdx.org/licenses/Apache-2.0']")),
                       0);
    job strict = start(GRAPH(MODEL DECLARED("['https://spdx.org/licenses/MIT']")
                                 CONCLUDED("['https://spdx.org/licenses/Apache-2.0']")),
                       OPENNESS_STRICT);
    job silent = start(GRAPH(MODEL DECLARED("['NOASSERTION']")
                                 CONCLUDED("['https://spdx.org/licenses/MIT']")),
                       OPENNESS_STRICT);
    job nothing = start(GRAPH(MODEL DECLARED("['NONE']")
                                  CONCLUDED("['https://spdx.org/licenses/MIT']")),
                        0);
    job opaque = start(GRAPH(MODEL DECLARED("['LicenseRef-a']")
                                 CONCLUDED("['https://spdx.org/licenses/MIT']")),
                       0);
    job several = start(GRAPH(MODEL DECLARED("['https://spdx.org/licenses/MIT',"
                                             "'https://spdx.org/licenses/ISC']")),
                        0);
    const opn_node *conflicts = opn_node_member(opn_json_root(differ.record), "conflicts");
    char room[LICENSE_VALUE_ROOM];

    (void)state;
    assert_string_equal(license_of(&differ, room), "MIT or Apache-2.0");
    assert_int_equal(contradictions(&differ), 1);
    assert_string_equal(member(opn_node_first(conflicts), "about"),
                        "declared is \"MIT\", concluded \"Apache-2.0\"");
    assert_int_equal(opn_node_count(opn_node_member(opn_node_first(conflicts), "evidence")), 2);
    assert_int_equal(strict.status, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(strict.error, "contradiction", "/@graph/2/to/0"));
    assert_string_equal(member(artifact(&silent, "weights", 0), "license"), "MIT");
    assert_string_equal(license_of(&nothing, room), "none or MIT");
    assert_int_equal(contradictions(&nothing), 1);
    assert_null(license_of(&opaque, room));
    assert_int_equal(contradictions(&opaque), 1);
    assert_string_equal(license_of(&several, room), "MIT or ISC");
    assert_true(noted(&several, "several licenses are declared"));
    end(&differ);
    end(&strict);
    end(&silent);
    end(&nothing);
    end(&opaque);
    end(&several);
}

static void test_availability(void **state)
{
    static const char *const words[][2] = {
        {"directDownload", "public"}, {"clickthrough", "gated"}, {"registration", "gated"},
        {"query", "api"},             {"scrapingScript", "none"}, {"sometimes", NULL},
        {"NOASSERTION", NULL},
    };
    char text[1024];

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(words); i++) {
        job j;
        const char *access;

        assert_true(snprintf(text, sizeof text,
                             GRAPH(MODEL RELATION("t", "x:m", "trainedOn", "['x:s']") ",{'type':"
                                   "'dataset_DatasetPackage','spdxId':'x:s',"
                                   "'dataset_datasetAvailability':'%s'}"),
                             words[i][0]) < (int)sizeof text);
        j = start(text, 0);
        access = member(artifact(&j, "dataset", 0), "access");
        assert_true(words[i][1] == NULL ? access == NULL : opn_streq(access, words[i][1]));
        assert_int_equal(noted(&j, "there is no availability"), opn_streq(words[i][0], "sometimes"));
        /* Neither is read as data of a stage, nor is its extent known. */
        assert_null(artifact(&j, "training_data", 0));
        assert_null(member(artifact(&j, "dataset", 0), "extent"));
        end(&j);
    }
}

/* A base of another document, of the Hub, the other way round, and none. */
static void test_bases(void **state)
{
    job j = start(GRAPH(MODEL RELATION("1", "x:m", "descendantOf",
                                       "['https://huggingface.co/example-org/base',"
                                       "'https://spdx.org/rdf/3.0.1/terms/Core/NoneElement']")
                            RELATION("2", "x:old", "ancestorOf", "'x:m'") ",{'type':"
                            "'software_Package','spdxId':'x:old','name':'Old model'}"),
                  0);
    const opn_node *first =
        opn_node_first(opn_node_member(opn_json_root(j.record), "based_on"));

    (void)state;
    assert_string_equal(member(first, "id"), "example-org/base");
    assert_string_equal(member(first, "license"), "unknown");
    assert_string_equal(member(opn_node_next(first), "id"), "unknown/Old-model");
    assert_null(opn_node_next(opn_node_next(first)));
    assert_string_equal(member(opn_json_root(j.record), "kind"), "unknown");
    assert_true(noted(&j, "names no base"));
    end(&j);
}

/* Ids that stand twice, data that nobody describes, members in both spellings. */
static void test_odd(void **state)
{
    job twice = start(GRAPH(MODEL ",{'type':'File','spdxId':'x:f','name':'a'},{'type':'File',"
                                  "'spdxId':'x:f','name':'b'}"),
                      0);
    job inner = start(GRAPH("{'type':'ai_AIPackage','spdxId':'x:m','name':'m','suppliedBy':"
                            "[{'type':'Organization','spdxId':'x:o','name':'Inner'}]},"
                            "{'type':'Organization','spdxId':'x:o','name':'Outer'}"),
                      OPENNESS_STRICT);
    job both = start(GRAPH("{'type':'ai_AIPackage','spdxId':'x:m','name':'m','packageVersion':"
                           "'1','software_packageVersion':'2','releaseTime':'soon'}"),
                     0);
    job far = start(GRAPH(MODEL RELATION("t", "x:m", "trainedOn",
                                         "['https://example.org/corpus','NOASSERTION']")),
                    0);

    (void)state;
    assert_int_equal(contradictions(&twice), 1);
    assert_string_equal(member(opn_json_root(inner.record), "producer"), "Outer");
    assert_int_equal(contradictions(&both), 1);
    assert_string_equal(member(opn_json_root(both.record), "version"), "1");
    assert_true(noted(&both, "\\\"soon\\\" is no time"));
    assert_string_equal(member(artifact(&far, "dataset", 0), "name"),
                        "https://example.org/corpus");
    assert_null(artifact(&far, "dataset", 1));
    end(&twice);
    end(&inner);
    end(&both);
    end(&far);
}

static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *issue;
        const char *pointer;
    } cases[] = {
        {GRAPH(""), "unsupported", "/@graph"},
        {GRAPH("{'type':'software_Package','spdxId':'x:p'}"), "unsupported", "/@graph"},
        {GRAPH("{'type':'ai_AIPackage','spdxId':'x:p'}"), "missing-member", "/@graph/0"},
        {GRAPH("7"), "wrong-type", "/@graph/0"},
        {"{'@context':'https://spdx.org/rdf/3.0.1/spdx-context.jsonld','@graph':{}}",
         "wrong-type", "/@graph"},
        {"{'@context':['https://spdx.org/rdf/3.0.0/spdx-context.jsonld'],'type':'Person'}",
         "unsupported", ""},
        {"{'type':'SpdxDocument','spdxId':'x','spdxVersion':'SPDX-2.3'}", "unsupported",
         "/spdxVersion"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        job j = start(cases[i].text, 0);

        assert_int_equal(j.status, OPENNESS_E_SCHEMA);
        assert_true(kit_error_has(j.error, cases[i].issue, cases[i].pointer));
        end(&j);
    }
}

/* A circle of containers, and files that every package shares. */
static void test_large(void **state)
{
    enum { PACKAGES = 2000, TARGETS = 2000, ROOM = 1 << 20 };
    char *text = malloc(ROOM);
    size_t size = 0;
    job j;

    (void)state;
    assert_non_null(text);
#define PUT(...) size += (size_t)snprintf(text + size, ROOM - size, __VA_ARGS__)
    PUT("{'@context':'https://spdx.org/rdf/3.0.1/spdx-context.jsonld','@graph':[{'type':'File',"
        "'spdxId':'x:f','name':'a.gguf'},{'type':'File','spdxId':'x:g'}");
    PUT(RELATION("c1", "x:f", "contains", "['x:g']") RELATION("c2", "x:g", "contains", "['x:f']"));
    for (int i = 0; i < PACKAGES; i++) {
        PUT(",{'type':'ai_AIPackage','spdxId':'x:%d','name':'m%d'}", i, i);
        PUT(",{'type':'Relationship','from':'x:%d','relationshipType':'contains','to':'x:f'}", i);
    }
    PUT(",{'type':'Relationship','from':'x:f','relationshipType':'trainedOn','to':['x:g'");
    for (int i = 0; i < TARGETS; i++) {
        PUT(",'y:%d'", i);
    }
    PUT("]}]}");
#undef PUT
    assert_true(size < ROOM - 1);
    j = start(text, 0);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_int_equal(openness_import_count(j.import), PACKAGES);
    assert_true(noted(&j, "share too many relationships"));
    end(&j);
    free(text);
}

/* Whichever allocation fails: no import, and the error says why. */
static void test_memory(void **state)
{
    static const char *const names[] = {"conforming", "generated"};
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(names); i++) {
        char *bytes = slurp(names[i], ".json");
        int status = OPENNESS_E_NOMEM;

        for (size_t n = 1; status != OPENNESS_OK; n++) {
            openness_import *import = NULL;
            openness_error *error = NULL;

            assert_true(n < 100000);
            opn_mem_fail_at(n);
            status = openness_import_bytes(database, "spdx-3", SOURCE, READ, bytes,
                                           strlen(bytes), 0, &import, &error);
            opn_mem_fail_at(0);
            if (status != OPENNESS_OK) {
                assert_int_equal(status, OPENNESS_E_NOMEM);
                assert_null(import);
            }
            openness_error_free(error);
            openness_import_free(import);
        }
        free(bytes);
    }
    openness_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_documents),    cmocka_unit_test(test_license),
        cmocka_unit_test(test_expression),   cmocka_unit_test(test_two_licenses),
        cmocka_unit_test(test_availability), cmocka_unit_test(test_bases),
        cmocka_unit_test(test_odd),          cmocka_unit_test(test_refused),
        cmocka_unit_test(test_large),        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
