/* test_import_fmti.c: files of scores in all layouts, and what is wrong with some of them. */
#include "kit.h"

#include <openness/import.h>
#include <openness/report.h>

enum { ROOM = 65536 };

typedef struct {
    openness_database *database;
    const char *edition;
    const char *head;
    size_t companies;
    int (*point)(size_t row, size_t company);
    const char *end; /* of a line */
    bool grouped;
    const char *total; /* the row of totals as it stands, or NULL */
    size_t shift;      /* the row that comes first */
} table;

static int every(size_t row, size_t company)
{
    return row % (company + 2) == 0;
}

/* Names as the edition spells them; those with a comma are quoted. */
static const char *write_row(char *out, const table *t, size_t row, const char *name)
{
    const opn_rubric *rubric = opn_database_rubric(t->database, t->edition);
    char *at = out;
    size_t sum = 0;

    name = name == NULL ? rubric->nodes[row].title : name;
    at += sprintf(at, "%s", t->grouped ? "Domain of it,Subdomain," : "");
    at += sprintf(at, strchr(name, ',') != NULL || strchr(name, '\n') != NULL ? "\"%s\"" : "%s",
                  name);
    for (size_t company = 0; company < t->companies; company++) {
        sum += (size_t)t->point(row, company);
        at += sprintf(at, ",%d", t->point(row, company));
    }
    if (t->grouped) {
        at += sprintf(at, ",%zu", sum);
    }
    sprintf(at, "%s", t->end);
    return out;
}

/* A whole file; the row `odd` has another name. */
static char *write_table(const table *t, size_t odd, const char *name)
{
    const opn_rubric *rubric = opn_database_rubric(t->database, t->edition);
    char *text = calloc(1, ROOM);
    char row[1024];

    assert_non_null(text);
    assert_non_null(rubric);
    strcat(strcat(text, t->head), t->end);
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        size_t at = (i + t->shift) % rubric->criterion_count;

        strcat(text, write_row(row, t, at, at == odd ? name : NULL));
    }
    strcat(text, t->total == NULL ? "" : t->total);
    return text;
}

static table plain(openness_database *database)
{
    return (table){database, "fmti-2025", "Indicator,Alpha,Beta", 2, every, "\n", false, NULL, 0};
}

static int import_text(openness_database *database, const char *text, uint32_t flags,
                       openness_import **out, openness_error **err)
{
    return openness_import_bytes(database, NULL, "scores.csv", "2026-11-21", text, strlen(text),
                                 flags, out, err);
}

static openness_import *read_text(openness_database *database, char *text)
{
    openness_import *import = NULL;
    openness_error *error = NULL;

    if (import_text(database, text, 0, &import, &error) != OPENNESS_OK) {
        print_error("%s\n", openness_error_message(error));
        openness_error_free(error);
    }
    free(text);
    assert_non_null(import);
    assert_string_equal(openness_import_format(import), "fmti");
    return import;
}

/* The report says this, of this kind, at this place. */
static bool notes(const openness_import *import, int kind, const char *place, const char *words)
{
    openness_text *text = NULL;
    opn_json *json = NULL;
    bool found = false;
    static const char *const kinds[] = {"", "read", "ignored", "contradicted"};

    assert_int_equal(openness_import_render(import, OPENNESS_FORMAT_JSON, 0, &text, NULL), 0);
    assert_int_equal(
        opn_json_parse(openness_text_data(text), openness_text_size(text), &json, NULL), 0);
    for (const opn_node *note = opn_node_first(opn_node_member(opn_json_root(json), "notes"));
         note != NULL; note = opn_node_next(note)) {
        found =
            found || (opn_streq(opn_node_string(opn_node_member(note, "kind")), kinds[kind]) &&
                      opn_streq(opn_node_string(opn_node_member(note, "pointer")), place) &&
                      strstr(opn_node_string(opn_node_member(note, "message")), words) != NULL);
    }
    opn_json_free(json);
    openness_text_free(text);
    return found;
}

static size_t count_of(const char *text, const char *what)
{
    size_t count = 0;

    for (; (text = strstr(text, what)) != NULL; text += strlen(what)) {
        count++;
    }
    return count;
}

/* The total of a record, both ends: "50" or "49..51". */
static void assert_total(const openness_database *database, const openness_import *import,
                         size_t index, const char *rubric, const char *lower, const char *upper)
{
    openness_release *release = NULL;
    openness_rubric *handle = NULL;
    openness_report *report = NULL;

    assert_int_equal(openness_import_release(import, index, &release, NULL), 0);
    assert_int_equal(openness_rubric_get(database, rubric, &handle, NULL), 0);
    assert_int_equal(
        openness_evaluate(release, handle, OPENNESS_MODE_ASSESSED, NULL, &report, NULL), 0);
    assert_string_equal(openness_report_score_text(report, OPENNESS_LOWER), lower);
    assert_string_equal(openness_report_score_text(report, OPENNESS_UPPER), upper);
    openness_report_free(report);
    openness_rubric_free(handle);
    openness_release_free(release);
}

static void test_names_first(void **state)
{
    openness_database *database = kit_database();
    table t = plain(database);
    openness_import *import = read_text(database, write_table(&t, SIZE_MAX, NULL));

    (void)state;
    assert_int_equal(openness_import_count(import), 2);
    assert_int_equal(openness_import_note_count(import), 0);
    assert_non_null(strstr(openness_import_record(import, 0), "\"Alpha/fmti-2025\""));
    assert_non_null(strstr(openness_import_record(import, 1), "\"producer\": \"Beta\""));
    assert_int_equal(count_of(openness_import_record(import, 0), "\"criterion\""), 100);
    assert_int_equal(count_of(openness_import_record(import, 0), "\"weights\""), 0);
    assert_total(database, import, 0, "fmti-2025", "50", "50");
    assert_total(database, import, 1, "fmti-2025", "34", "34");
    openness_import_free(import);
    openness_database_free(database);
}

/* A byte order mark, CRLF, three columns before the companies, two blank cells
 * before the word Total, none behind the last of it. */
static void test_groups_first(void **state)
{
    openness_database *database = kit_database();
    table t = {database,
               "fmti-2023",
               "\xEF\xBB\xBF"
               "Domain,Subdomain,Indicator,Alpha,Beta,Total",
               2,
               every,
               "\r\n",
               true,
               ",,Total,50,34,\r\n",
               0};
    openness_import *import = read_text(database, write_table(&t, SIZE_MAX, NULL));

    (void)state;
    assert_int_equal(openness_import_count(import), 2);
    assert_int_equal(openness_import_note_count(import), 2);
    assert_true(notes(import, OPENNESS_IMPORT_IGNORED, "/0/0", "groups"));
    assert_true(notes(import, OPENNESS_IMPORT_IGNORED, "/0/1", "groups"));
    assert_total(database, import, 1, "fmti-2023", "34", "34");
    openness_import_free(import);
    openness_database_free(database);
}

/* 2023 and 2024 share 98 names: the two others decide. Without the line end
 * of the last row. */
static void test_editions(void **state)
{
    openness_database *database = kit_database();
    table t = plain(database);
    openness_import *import;
    openness_error *error = NULL;
    char *text;

    (void)state;
    t.edition = "fmti-2024";
    t.total = "Total,50,34";
    import = read_text(database, write_table(&t, SIZE_MAX, NULL));
    assert_non_null(strstr(openness_import_record(import, 0), "\"Alpha/fmti-2024\""));
    assert_int_equal(openness_import_note_count(import), 0);
    openness_import_free(import);

    text = calloc(1, ROOM);
    strcpy(text, "Indicator,Alpha\nData size,1\nData sources,0\nWages,1\n");
    assert_int_equal(import_text(database, text, 0, &import, &error), OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "unknown-format", "/0"));
    openness_error_free(error);
    strcpy(text, "Indicator,Alpha\nData size,1\nOf our own,0\nAnd another,1\n");
    assert_int_equal(import_text(database, text, 0, &import, &error), OPENNESS_E_SCHEMA);
    openness_error_free(error);
    free(text);
    openness_database_free(database);
}

static void test_names_by_place(void **state)
{
    openness_database *database = kit_database();
    table t = plain(database);
    openness_import *import;
    char *text;

    (void)state;
    t.edition = "fmti-2023";
    import = read_text(database, write_table(&t, 7, "Copyrighted data"));
    assert_int_equal(openness_import_note_count(import), 1);
    assert_true(notes(import, OPENNESS_IMPORT_READ, "/8/0", "Data copyright status"));
    assert_total(database, import, 0, "fmti-2023", "50", "50");
    openness_import_free(import);

    /* A blank behind a name and a line break within a quoted one change nothing else. */
    import = read_text(database, write_table(&t, 2, "  Data creators "));
    assert_int_equal(openness_import_note_count(import), 0);
    openness_import_free(import);
    import = read_text(database, write_table(&t, 8, "Data license\nstatus"));
    assert_true(notes(import, OPENNESS_IMPORT_READ, "/9/0", "by its place"));
    openness_import_free(import);

    /* One row more than there are indicators. */
    text = write_table(&t, SIZE_MAX, NULL);
    strcat(text, "An indicator of nobody,1,1\n");
    import = read_text(database, text);
    assert_true(notes(import, OPENNESS_IMPORT_IGNORED, "/101/0", "An indicator of nobody"));
    assert_total(database, import, 0, "fmti-2023", "50", "50");
    openness_import_free(import);

    /* The rows in another order: a name that is known is never read by its place. */
    t.shift = 30;
    import = read_text(database, write_table(&t, SIZE_MAX, NULL));
    assert_int_equal(openness_import_note_count(import), 0);
    assert_non_null(strstr(openness_import_record(import, 0), "\"criterion\": \"data_size\""));
    assert_total(database, import, 0, "fmti-2023", "50", "50");
    openness_import_free(import);
    openness_database_free(database);
}

static void test_totals(void **state)
{
    openness_database *database = kit_database();
    table t = plain(database);
    openness_import *import;
    openness_error *error = NULL;
    char *text;

    (void)state;
    t.total = "Total,51,34\n";
    import = read_text(database, write_table(&t, SIZE_MAX, NULL));
    assert_int_equal(openness_import_note_count(import), 1);
    assert_int_equal(openness_import_note_kind(import, 0), OPENNESS_IMPORT_CONTRADICTED);
    assert_true(notes(import, OPENNESS_IMPORT_CONTRADICTED, "/101/1", "51"));
    assert_total(database, import, 0, "fmti-2025", "50", "50");
    openness_import_free(import);

    text = write_table(&t, SIZE_MAX, NULL);
    import = NULL;
    assert_int_equal(import_text(database, text, OPENNESS_STRICT, &import, &error),
                     OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "contradiction", "/101/1"));
    openness_error_free(error);
    free(text);

    t = (table){database,
                "fmti-2023",
                "Domain,Subdomain,Indicator,Alpha,Total",
                1,
                every,
                "\n",
                true,
                ",,Total,fifty,\n",
                0};
    text = write_table(&t, SIZE_MAX, NULL);
    *(strstr(text, "Data sources,0,0") + strlen("Data sources,0,")) = '7';
    import = read_text(database, text);
    assert_true(notes(import, OPENNESS_IMPORT_IGNORED, "/101/3", "no total"));
    assert_true(notes(import, OPENNESS_IMPORT_CONTRADICTED, "/2/4", "7"));
    openness_import_free(import);
    openness_database_free(database);
}

/* What is no point is not taken for one that was refused. */
static void test_cells(void **state)
{
    openness_database *database = kit_database();
    table t = plain(database);
    char *text = write_table(&t, SIZE_MAX, NULL);
    openness_import *import;

    (void)state;
    memcpy(strstr(text, "Public datasets,0,0"), "Public datasets,?,0", 19);
    memcpy(strstr(text, "Crawling,1,0"), "Crawling, 1 ", 12);
    import = read_text(database, text);
    assert_true(notes(import, OPENNESS_IMPORT_IGNORED, "/2/1", "neither 0 nor 1"));
    assert_true(notes(import, OPENNESS_IMPORT_IGNORED, "/3", "Beta"));
    assert_int_equal(openness_import_note_count(import), 2);
    assert_total(database, import, 0, "fmti-2025", "50", "51");
    assert_total(database, import, 1, "fmti-2025", "34", "35");
    openness_import_free(import);
    openness_database_free(database);
}

static void test_twice(void **state)
{
    openness_database *database = kit_database();
    table t = plain(database);
    openness_import *import;
    char *text;

    (void)state;
    t.head = "Indicator,Alpha, Alpha ";
    import = read_text(database, write_table(&t, SIZE_MAX, NULL));
    assert_int_equal(openness_import_count(import), 1);
    assert_true(notes(import, OPENNESS_IMPORT_CONTRADICTED, "/0/2", "two columns"));
    openness_import_free(import);

    t.head = "Indicator,Alpha,";
    import = read_text(database, write_table(&t, SIZE_MAX, NULL));
    assert_int_equal(openness_import_count(import), 1);
    assert_true(notes(import, OPENNESS_IMPORT_IGNORED, "/1/2", "no name"));
    openness_import_free(import);

    t.head = "Indicator,Alpha,Beta";
    text = write_table(&t, SIZE_MAX, NULL);
    strcat(text, "Crawling,0,1\n\n,,\n");
    import = read_text(database, text);
    assert_true(notes(import, OPENNESS_IMPORT_CONTRADICTED, "/101/0", "two rows"));
    assert_int_equal(openness_import_note_count(import), 1);
    assert_total(database, import, 0, "fmti-2025", "50", "50");
    openness_import_free(import);
    openness_database_free(database);
}

/* A name may be anything that a cell can hold. */
static void test_companies(void **state)
{
    static const char *const heads[] = {"Indicator,\"Al\npha\",\"B,eta\"",
                                        "Indicator,\"\"\"A\"\"\",\xC3\x85", "Indicator,/,//"};
    openness_database *database = kit_database();
    table t = plain(database);

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(heads); i++) {
        openness_import *import;

        t.head = heads[i];
        import = read_text(database, write_table(&t, SIZE_MAX, NULL));
        assert_int_equal(openness_import_count(import), 2);
        assert_total(database, import, 1, "fmti-2025", "34", "34");
        openness_import_free(import);
    }
    openness_database_free(database);
}

/* Other tables of the index begin alike. */
static void test_other_tables(void **state)
{
    static const char *const texts[] = {
        ("Domain,Subdomain,Indicator,Definition,Notes\nUpstream,Data,Data size,\"Is it\n"
         "disclosed?\",\"Units, e.g. bytes\"\n"),
        "Indicator,Definition,Score\nData size,Is it disclosed?,1\n",
        "Indicator,Alpha,Beta\nData size,1 trillion tokens,\nWages,,\n",
        "Domain,Subdomain,Indicator\nUpstream,Data,Data size\n",
        "Indicator\nData size\n",
        "Company,Data size\nAlpha,1\n",
        "Indicator,Alpha\n",
        "\n",
    };
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        openness_import *import = NULL;

        /* Which problem is told depends on whether the text is YAML by accident. */
        assert_int_not_equal(import_text(database, texts[i], 0, &import, NULL), OPENNESS_OK);
        assert_int_equal(openness_import_bytes(database, "fmti", NULL, "2026-11-21", texts[i],
                                               strlen(texts[i]), 0, &import, NULL),
                         OPENNESS_E_SCHEMA);
        assert_null(import);
    }
    openness_database_free(database);
}

static void test_without_memory(void **state)
{
    openness_database *database = kit_database();
    table t = plain(database);
    openness_import *import = NULL;
    char *text = NULL;
    size_t count;

    (void)state;
    t.head = "Indicator,Alpha";
    t.companies = 1;
    t.total = "Total,51\n";
    text = write_table(&t, 3, "Another name");
    opn_mem_fail_at(0);
    assert_int_equal(import_text(database, text, 0, &import, NULL), OPENNESS_OK);
    openness_import_free(import);
    count = opn_mem_fail_at(0);
    assert_true(count > 0);
    for (size_t n = 1; n <= count; n += 1 + n / 16) {
        openness_error *error = NULL;

        import = NULL;
        opn_mem_fail_at(n);
        assert_int_equal(import_text(database, text, 0, &import, &error), OPENNESS_E_NOMEM);
        opn_mem_fail_at(0);
        assert_null(import);
        openness_error_free(error);
    }
    free(text);
    openness_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names_first),  cmocka_unit_test(test_groups_first),
        cmocka_unit_test(test_editions),     cmocka_unit_test(test_names_by_place),
        cmocka_unit_test(test_totals),       cmocka_unit_test(test_cells),
        cmocka_unit_test(test_twice),        cmocka_unit_test(test_companies),
        cmocka_unit_test(test_other_tables), cmocka_unit_test(test_without_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
