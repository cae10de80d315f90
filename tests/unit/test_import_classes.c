/* test_import_classes.c: the three indices that rate entries open, partial or closed.
 * The documents are JSON, which every build reads; YAML goes through the same tree. */
#include "kit.h"

#include "../../lib/import_classes.h"
#include <openness/report.h>

static openness_database *database;

#define CLASS(name, class)                                                                       \
    ", \"" name "\": {\"class\": \"" class "\", \"link\": null, \"notes\": null}"
#define TWELVE                                                                                   \
    CLASS("datasources_basemodel", "open")                                                       \
    CLASS("datasources_endmodel", "partial")                                                     \
    CLASS("weights_basemodel", "closed")                                                         \
    CLASS("weights_endmodel", "open")                                                            \
    CLASS("trainingcode", "open")                                                                \
    CLASS("code", "open")                                                                        \
    CLASS("hardware_architecture", "open")                                                       \
    CLASS("preprint", "open")                                                                    \
    CLASS("paper", "open")                                                                       \
    CLASS("modelcard", "open")                                                                   \
    CLASS("datasheet", "open")                                                                   \
    CLASS("licenses", "open")
#define SYSTEM(members) "{\"system\": {" members "}, \"org\": {\"name\": \"Org\"}"
#define PLAIN           SYSTEM("\"name\": \"Case\", \"type\": \"text\"")

static openness_import *import_as(const char *format, const char *text)
{
    openness_import *import = NULL;

    assert_int_equal(openness_import_bytes(database, format,
                                           "https://example.org/a/Some file.yaml", "2026-11-21",
                                           text, strlen(text), 0, &import, NULL),
                     OPENNESS_OK);
    assert_int_equal(openness_import_count(import), 1);
    return import;
}

static int refusal(const char *format, const char *text, uint32_t flags)
{
    openness_import *import = NULL;
    int status = openness_import_bytes(database, format, NULL, "2026-11-21", text, strlen(text),
                                       flags, &import, NULL);

    assert_null(import);
    return status;
}

/* The report as JSON, in a buffer of its own. */
static const char *notes_of(const openness_import *import)
{
    static char out[65536];
    openness_text *text = NULL;

    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     OPENNESS_OK);
    assert_true(openness_text_size(text) < sizeof out);
    memcpy(out, openness_text_data(text), openness_text_size(text) + 1);
    openness_text_free(text);
    return out;
}

static size_t count_of(const char *text, const char *part)
{
    size_t count = 0;

    for (text = strstr(text, part); text != NULL; text = strstr(text + 1, part)) {
        count++;
    }
    return count;
}

static void assert_has(const char *text, const char *part)
{
    if (strstr(text, part) == NULL) {
        print_error("%s\nlacks %s\n", text, part);
        fail();
    }
}

static void assert_lacks(const char *text, const char *part)
{
    if (strstr(text, part) != NULL) {
        print_error("%s\nholds %s\n", text, part);
        fail();
    }
}

static void test_detection(void **state)
{
    static const char music[] = "{\"project\": {\"name\": \"Song\", \"year\": 2024}, "
                                "\"modelweights\": {\"class\": \"open\"}}";
    static const char chat[] = "{\"project\": {\"name\": \"Chat\"}, \"llmweights\": null}";
    openness_import *import = import_as(NULL, PLAIN TWELVE "}");

    (void)state;
    assert_string_equal(openness_import_format(import), "osai");
    openness_import_free(import);
    import = import_as(NULL, music);
    assert_string_equal(openness_import_format(import), "musgo");
    assert_has(openness_import_record(import, 0), "\"release_date\": \"2024\"");
    assert_has(openness_import_record(import, 0), "\"audio\"");
    openness_import_free(import);
    import = import_as(NULL, chat);
    assert_string_equal(openness_import_format(import), "opening-up-chatgpt");
    assert_has(openness_import_record(import, 0), "\"kind\": \"instruct\"");
    openness_import_free(import);
}

/* Twelve ratings for one rubric; where an entry of the older form stands, fourteen
 * for the other as well. */
static void test_rubrics(void **state)
{
    openness_import *import = import_as("osai", PLAIN TWELVE "}");
    const char *record = openness_import_record(import, 0);

    (void)state;
    assert_int_equal(count_of(record, "\"osai-2026\""), 12);
    assert_int_equal(count_of(record, "\"osai-2024\""), 0);
    assert_int_equal(openness_import_note_count(import), 0);
    assert_has(record, "\"locator\": \"/datasources_endmodel\"");
    assert_has(record, "\"source\": \"https://example.org/a/Some file.yaml\"");
    openness_import_free(import);

    import = import_as("osai", PLAIN TWELVE CLASS("api", "partial") "}");
    record = openness_import_record(import, 0);
    assert_int_equal(count_of(record, "\"osai-2026\""), 12);
    assert_int_equal(count_of(record, "\"osai-2024\""), 13);
    assert_has(notes_of(import), "there is no entry package");
    openness_import_free(import);
}

/* A judgment is no fact: nothing of it can be seen without the assessments. */
static void test_judgments_are_no_facts(void **state)
{
    openness_import *import = import_as("osai", PLAIN TWELVE "}");
    openness_release *release = NULL;
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;

    (void)state;
    assert_has(openness_import_record(import, 0), "\"artifacts\": []");
    assert_int_equal(openness_import_release(import, 0, &release, NULL), OPENNESS_OK);
    assert_int_equal(openness_rubric_get(database, "osai-2026", &rubric, NULL), OPENNESS_OK);
    assert_int_equal(
        openness_evaluate(release, rubric, OPENNESS_MODE_RECORD, NULL, &report, NULL),
        OPENNESS_OK);
    assert_string_equal(
        openness_report_vector(report),
        "OPN1/osai-2026@1/BD:?/ED:?/BW:?/EW:?/TC:?/CD:?/HA:?/PP:?/PA:?/MC:?/DS:?/LI:?");
    openness_report_free(report);
    assert_int_equal(
        openness_evaluate(release, rubric, OPENNESS_MODE_ASSESSED, NULL, &report, NULL),
        OPENNESS_OK);
    assert_string_equal(openness_report_vector(report),
                        "OPN1/osai-2026@1/BD:2*/ED:1*/BW:0*/EW:2*/TC:2*/CD:2*/HA:2*/PP:2*/PA:2*/"
                        "MC:2*/DS:2*/LI:2*");
    openness_report_free(report);
    openness_rubric_free(rubric);
    openness_release_free(release);
    openness_import_free(import);
}

/* Every class that is no word of the index is noted in its place. */
static void test_words(void **state)
{
    openness_import *import =
        import_as("osai", PLAIN ", \"datasources_basemodel\": {\"class\": \"Open\"}"
                                ", \"datasources_endmodel\": {\"class\": null, \"notes\": \"n\"}"
                                ", \"weights_basemodel\": {\"class\": [\"open\"]}"
                                ", \"weights_endmodel\": \"open\""
                                ", \"trainingcode\": {\"class\": \"open \"}"
                                ", \"code\": {\"class\": \"open\", \"date\": \"July\"}"
                                ", \"licence\": {\"class\": \"open\"}}");
    const char *record = openness_import_record(import, 0);
    const char *notes = notes_of(import);

    (void)state;
    assert_int_equal(count_of(record, "\"criterion\""), 1);
    assert_has(notes, "the class \\\"Open\\\"");
    assert_has(notes, "\"/datasources_endmodel/class\"");
    assert_has(notes, "\"/weights_basemodel/class\"");
    assert_has(notes, "weights_endmodel has no class");
    assert_has(notes, "the class \\\"open \\\"");
    assert_has(notes, "no place for \\\"date\\\"");
    assert_has(notes, "\\\"licence\\\" is no entry");
    assert_has(notes, "there is no entry licenses");
    openness_import_free(import);
}

static void test_stars(void **state)
{
    openness_import *import = import_as(
        "musgo",
        "{\"project\": {\"name\": \"Song\", \"license\": \"Apache License 2.0\"}" CLASS(
            "modelweights", "open") CLASS("modelcard", "star") CLASS("datasheet", "\xE2\x88\x85")
            CLASS("package", "open") CLASS("sourcecode", "star") "}");
    const char *record = openness_import_record(import, 0);

    (void)state;
    assert_int_equal(count_of(record, "\"criterion\""), 3);
    assert_int_equal(count_of(record, "\"level\": \"yes\""), 1);
    assert_int_equal(count_of(record, "\"level\": \"no\""), 1);
    assert_has(record, "\"license\": \"Apache-2.0\"");
    assert_has(record, "one license for the project as a whole");
    assert_lacks(record, "\"access\"");
    openness_import_free(import);
}

/* What a section points to and remarks stands in the claim, on one line. */
static void test_claims(void **state)
{
    openness_import *import =
        import_as("osai", PLAIN
                  ", \"weights_endmodel\": {\"class\": \"open\", \"link\": [\"a\", null, \"b\"], "
                  "\"notes\": \"two\\nlines\"}"
                  ", \"code\": {\"class\": \"open\", \"link\": {\"to\": \"c\"}}}");

    (void)state;
    assert_has(openness_import_record(import, 0),
               "weights_endmodel is rated \\\"open\\\"; it points to a, b; remark: two lines\"");
    assert_has(openness_import_record(import, 0), "code is rated \\\"open\\\"\"");
    assert_has(notes_of(import), "no link in a list of links");
    assert_has(notes_of(import), "\"/code/link\"");
    openness_import_free(import);
}

static void test_head(void **state)
{
    openness_import *import = import_as(
        "osai",
        SYSTEM("\"name\": \" Case \", \"type\": \"text, code,text,smell\", "
               "\"releasedate\": \"2024 NOV\", \"basemodelname\": \"Llama-2-7B\", "
               "\"endmodelname\": \"Case-7B\", \"endmodel license\": \"MIT License\", "
               "\"link\": \"https://example.org\", \"datasources_endmodel\": \"ShareGPT\"") TWELVE
        "}");
    const char *record = openness_import_record(import, 0);
    const char *notes = notes_of(import);

    (void)state;
    assert_has(record, "\"id\": \"Org/Case\"");
    assert_has(record, "\"name\": \"Case\"");
    assert_has(record, "\"release_date\": \"2024-11\"");
    assert_has(record, "\"kind\": \"finetune\"");
    assert_has(record, "\"id\": \"unknown/Llama-2-7B\"");
    assert_has(record, "\"license\": \"MIT\"");
    assert_has(record, "\"name\": \"Case-7B\"");
    assert_int_equal(count_of(record, "\"text\""), 1);
    assert_int_equal(count_of(record, "\"code\""), 2); /* a modality and a criterion */
    assert_has(notes, "no type \\\"smell\\\"");
    assert_has(notes, "is read as endmodellicense");
    assert_has(notes, "\\\"datasources_endmodel\\\" is an entry of the index, but not here");
    openness_import_free(import);
}

/* What says that nobody knows, and what says one thing twice. */
static void test_head_says_little(void **state)
{
    openness_import *import =
        import_as("osai", SYSTEM("\"name\": null, \"type\": null, \"releasedate\": \"soon\", "
                                 "\"basemodelname\": \"Undisclosed\", \"endmodelname\": [\"a\"], "
                                 "\"endmodellicense\": \"Unknown\", \"notes\": \"\"") TWELVE "}");
    const char *record = openness_import_record(import, 0);
    const char *notes = notes_of(import);

    (void)state;
    assert_has(record, "\"name\": \"Some file\"");
    assert_has(record, "\"kind\": \"unknown\"");
    assert_has(record, "\"artifacts\": []");
    assert_lacks(record, "based_on");
    assert_has(notes, "no name: the index leaves this entry out");
    assert_has(notes, "no known type");
    assert_has(notes, "\\\"Undisclosed\\\" says that it is not known");
    assert_has(notes, "endmodelname is no single text");
    assert_lacks(notes, "/system/notes");
    openness_import_free(import);

    import = import_as("osai", SYSTEM("\"name\": \"Case\", \"type\": \"text\", "
                                      "\"basemodelname\": \"BERT\", \"endmodelname\": \"bert\"")
                                   TWELVE "}");
    assert_lacks(openness_import_record(import, 0), "based_on");
    assert_has(notes_of(import), "base and end model have one name");
    openness_import_free(import);
}

/* A release cannot be based on itself, whatever the file says. */
static void test_base_of_itself(void **state)
{
    static const char text[] = "{\"system\": {\"name\": \"Case\", \"basemodelname\": \"Case\"}, "
                               "\"weights_endmodel\": {\"class\": \"open\"}}";
    openness_import *import = import_as("osai", text);

    (void)state;
    assert_has(openness_import_record(import, 0), "\"id\": \"unknown/Case\"");
    assert_lacks(openness_import_record(import, 0), "based_on");
    openness_import_free(import);
}

static void test_contradiction(void **state)
{
    static const char text[] = SYSTEM("\"name\": \"Case\", \"endmodellicense\": \"MIT\", "
                                      "\"endmodel license\": \"Apache-2.0\"") TWELVE "}";
    openness_import *import = import_as("osai", text);

    (void)state;
    assert_has(openness_import_record(import, 0), "\"license\": \"MIT\"");
    assert_int_equal(count_of(notes_of(import), "\"kind\": \"contradicted\""), 1);
    openness_import_free(import);
    assert_int_equal(refusal("osai", text, OPENNESS_STRICT), OPENNESS_E_SCHEMA);
}

static void test_refusals(void **state)
{
    static const char *const formats[] = {"osai", "musgo", "opening-up-chatgpt"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(formats); i++) {
        assert_int_equal(refusal(formats[i], "{}", 0), OPENNESS_E_SCHEMA);
        assert_int_equal(refusal(formats[i], "[]", 0), OPENNESS_E_SCHEMA);
        assert_int_equal(refusal(formats[i], "{\"system\": [], \"project\": 1}", 0),
                         OPENNESS_E_SCHEMA);
    }
    /* A head without the mark of any index is nobody's. */
    assert_int_equal(refusal(NULL, "{\"project\": {\"name\": \"Case\"}}", 0), OPENNESS_E_SCHEMA);
}

/* Memory may run out anywhere. */
static void test_memory(void **state)
{
    static const char text[] =
        SYSTEM("\"name\": \"Case\", \"type\": \"text\", \"releasedate\": \"2024 NOV\", "
               "\"basemodelname\": \"Base\", \"endmodel license\": \"MIT\", \"link\": [\"a\"]")
            TWELVE CLASS("package", "what") "}";
    size_t failures = 0;

    (void)state;
    for (size_t n = 1;; n++) {
        openness_import *import = NULL;
        int status;
        size_t made;

        opn_mem_fail_at(n);
        status = openness_import_bytes(database, "osai", NULL, "2026-11-21", text, strlen(text),
                                       0, &import, NULL);
        made = opn_mem_fail_at(0);
        openness_import_free(import);
        if (made < n) {
            assert_int_equal(status, OPENNESS_OK);
            break;
        }
        assert_int_equal(status, OPENNESS_E_NOMEM);
        failures++;
    }
    assert_true(failures > 20);
}

static int open_database(void **state)
{
    (void)state;
    return openness_database_open(&database, NULL);
}

static int close_database(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_detection),
        cmocka_unit_test(test_rubrics),
        cmocka_unit_test(test_judgments_are_no_facts),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_stars),
        cmocka_unit_test(test_claims),
        cmocka_unit_test(test_head),
        cmocka_unit_test(test_head_says_little),
        cmocka_unit_test(test_base_of_itself),
        cmocka_unit_test(test_contradiction),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
