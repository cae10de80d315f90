/* test_render.c: JSON, text and Markdown say the same, safely and within the width. */
#include "demo.h"

#include "../../lib/json_read.h"
#include "../../lib/phrases.h"
#include "../../lib/utf8.h"

/* A record whose texts try to leave their place. */
#define HOSTILE_RELEASE                                                                          \
    "{'format': 'openness-release/1', 'id': 'acme/evil',"                                        \
    " 'name': 'a|b*c<script>`x`[l](javascript:1) \\u001b[31mred\\u009b1m \\u202eback \\n# h',"   \
    "'producer': 'Acme', 'kind': 'base', 'artifacts': ["                                         \
    "{'kind': 'weights', 'access': 'public', 'extent': 'full', 'license': 'Apache-2.0',"         \
    " 'evidence': [{'source': 'https://example.org/>evil', 'shows': '| pipe', "                  \
    "'read': '2026-11-21'}]}]}"

static bool is_free_to_exceed(const char *line, size_t size)
{
    char text[4096] = "";

    memcpy(text, line, size < sizeof text ? size : sizeof text - 1);
    return strstr(text, "OPN1/") != NULL || strstr(text, "://") != NULL;
}

static size_t columns_of(const char *line, size_t size)
{
    char text[4096] = "";

    assert_true(size < sizeof text);
    memcpy(text, line, size);
    return opn_utf8_columns(text);
}

static void check_width(const char *text, size_t width)
{
    while (*text != '\0') {
        size_t size = strcspn(text, "\n");

        if (!is_free_to_exceed(text, size) && columns_of(text, size) > width) {
            fail_msg("wider than %zu: %.*s", width, (int)size, text);
        }
        /* No line ends in a space, so that outputs can be compared. */
        assert_true(size == 0 || text[size - 1] != ' ');
        text += size + (text[size] == '\n' ? 1 : 0);
    }
}

static void test_text_keeps_to_the_width(void **state)
{
    static const char *const rubrics[] = {"demo", "demo-no", "demo-score", "demo-audio",
                                          "demo-profile"};
    static const char *const releases[] = {DEMO_RELEASE, HOSTILE_RELEASE};

    (void)state;
    for (size_t i = 0; i < 10; i++) {
        openness_report *report =
            demo_report(rubrics[i % 5], releases[i / 5], OPENNESS_MODE_RECORD, NULL);

        for (int width = 40; width <= 140; width += 5) {
            char *text = demo_render(report, OPENNESS_FORMAT_TEXT, 0, width);

            check_width(text, (size_t)width);
            free(text);
        }
        openness_report_free(report);
    }
}

static void test_width_has_a_default_and_a_least(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *usual = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 80);
    char *standard = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 0);
    char *least = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 40);
    char *tiny = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 1);

    (void)state;
    assert_string_equal(usual, standard);
    assert_string_equal(least, tiny);
    free(usual);
    free(standard);
    free(least);
    free(tiny);
    openness_report_free(report);
}

static void drop_escapes(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0';) {
        if (*from == '\x1b') {
            from += strcspn(from, "m") + 1;
        } else {
            *to++ = *from++;
        }
    }
    *to = '\0';
}

static void test_color_adds_nothing_else(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *plain = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 72);
    char *color = demo_render(report, OPENNESS_FORMAT_TEXT, OPENNESS_COLOR, 72);

    (void)state;
    assert_null(strchr(plain, '\x1b'));
    assert_non_null(strchr(color, '\x1b'));
    drop_escapes(color);
    assert_string_equal(plain, color);
    free(plain);
    free(color);
    openness_report_free(report);
}

static void check_says(const char *text, const char *wanted)
{
    if (strstr(text, wanted) == NULL) {
        fail_msg("\"%s\" is missing in:\n%s", wanted, text);
    }
}

/* No number without its rubric, version, bounds, vector and note. */
static void test_a_score_never_travels_alone(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    for (int format = OPENNESS_FORMAT_TEXT; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        for (uint32_t brief = 0; brief <= OPENNESS_BRIEF; brief += OPENNESS_BRIEF) {
            char *text = demo_render(report, format, brief, 100);

            check_says(text, "33.3-66.7 of 100");
            check_says(text, "demo@3");
            check_says(text, "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0\n");
            check_says(text, "Not legal advice.");
            check_says(text, "Weights");
            check_says(text, "release the code");
            assert_null(strstr(text, "50.0"));
            free(text);
        }
    }
    openness_report_free(report);
}

static void test_text_of_a_release(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *text = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 100);

    (void)state;
    assert_int_equal(strncmp(text, "One 7B (acme/one): Demo definition\n", 35), 0);
    check_says(text, "Verdict     Weights\n");
    check_says(text, "Decided     4 of 5 criteria\n");
    check_says(text, "Claimed     \"open source\" by its maker\n");
    check_says(text, "+ W    Weights: yes\n");
    check_says(text, "~ D    Data: described\n");
    check_says(text, "? P    Paper: unknown\n");
    check_says(text, "  T    Tuning data: not applicable\n");
    check_says(text, "- C    Code: no\n");
    check_says(text, "weights license listed: yes (Apache-2.0)");
    check_says(text, "needs evaluation code: full (is none)");
    check_says(text, "needs technical report: partial (not known)");
    check_says(text, "Next: Open\n");
    check_says(text, "> Paper: find out, it may already hold: publish a report or a preprint\n");
    check_says(text, "https://example.org/one/license\n");
    free(text);
    openness_report_free(report);
}

static void test_profile(void **state)
{
    openness_report *report =
        demo_report("demo-profile", DEMO_RELEASE, OPENNESS_MODE_RECORD, "2026-06-01");
    char *wide = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 100);
    char *narrow = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 60);
    char *markdown = demo_render(report, OPENNESS_FORMAT_MARKDOWN, 0, 0);
    char *json = demo_render(report, OPENNESS_FORMAT_JSON, OPENNESS_COMPACT, 0);

    (void)state;
    /* 25 + 49/3 to 25 + 98/3: the band of the label, placed by the axis. */
    check_says(wide, "Score       41.3-57.7 of 100\n");
    check_says(wide, "  Data and papers             33.3-66.7 of 100  "
                     "\xe2\x96\x88\xe2\x96\x88");
    check_says(wide, "  An axis whose title is longer than its column\n      ");
    check_says(wide, "333.333333-666.666667 of 1000 \xe2\x96\x88");
    check_says(wide, "  Quiet: no points here\n");
    check_says(wide, "state of the record on 2026-06-01, facts only");
    check_says(narrow, "  Data and papers: 33.3-66.7 of 100\n  \xe2\x96\x88");
    check_says(markdown, "| Data and papers | 33.3-66.7 of 100 | \xe2\x96\x88");
    check_says(markdown, "| Quiet | no points here |  |\n");
    check_says(json, "{\"id\":\"quiet\",\"title\":\"Quiet\",\"lower\":null,\"upper\":null");
    check_says(json, "\"as_of\":\"2026-06-01\"");
    free(wide);
    free(narrow);
    free(markdown);
    free(json);
    openness_report_free(report);
}

static void test_ways_of_a_score_name_their_gain(void **state)
{
    openness_report *report =
        demo_report("demo-score", DEMO_RELEASE, OPENNESS_MODE_ASSESSED, NULL);
    char *text = demo_render(report, OPENNESS_FORMAT_TEXT, OPENNESS_BRIEF, 100);
    char *json = demo_render(report, OPENNESS_FORMAT_JSON, OPENNESS_COMPACT, 0);
    char *markdown = demo_render(report, OPENNESS_FORMAT_MARKDOWN, OPENNESS_BRIEF, 0);

    (void)state;
    check_says(text, "What would raise the score most\n> Data: release the data (+33.3)\n> Paper: ");
    check_says(text, "assessments of others in place of facts");
    check_says(markdown, "- Data: release the data (+33.3)\n");
    check_says(json, "\"to_level\":null,\"ways\":[[{\"criterion\":\"data\"");
    check_says(json, "\"gain\":{\"num\":100,\"den\":3,\"text\":\"33.3\"}");
    free(text);
    free(json);
    free(markdown);
    openness_report_free(report);
}

static void test_open_questions_come_first_when_they_dominate(void **state)
{
    openness_report *known = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    openness_report *open =
        demo_report("demo", DEMO_RELEASE_HEAD "'artifacts': [" DEMO_WEIGHTS "]}",
                    OPENNESS_MODE_RECORD, NULL);
    char *first = demo_render(open, OPENNESS_FORMAT_TEXT, 0, 80);
    char *last = demo_render(known, OPENNESS_FORMAT_TEXT, 0, 80);

    (void)state;
    assert_true(strstr(first, "Open questions") < strstr(first, "Criteria"));
    assert_true(strstr(last, "Open questions") > strstr(last, "Criteria"));
    check_says(first, "undetermined: Weights to Open");
    free(first);
    free(last);
    openness_report_free(known);
    openness_report_free(open);
}

#define JUDGED(criterion, level)                                                                 \
    "{'rubric': 'demo', 'version': 3, 'criterion': '" criterion "', 'level': '" level            \
    "', 'by': 'Jury', 'date': '2026-05-01'," DEMO_EVIDENCE("https://example.org/jury", "a vote") \
    "}"

#define JUDGED_RELEASE                                                                           \
    DEMO_RELEASE_HEAD "'artifacts': [" DEMO_WEIGHTS "," DEMO_NO_TUNING "], 'assessments': ["      \
                      JUDGED("released", "no") "," JUDGED("license", "open") ","                 \
                      JUDGED("paper", "yes") "]}"

static void test_assessments_stay_somebodys(void **state)
{
    openness_report *record = demo_report("demo", JUDGED_RELEASE, OPENNESS_MODE_RECORD, NULL);
    openness_report *fill = demo_report("demo", JUDGED_RELEASE, OPENNESS_MODE_FILL, NULL);
    char *text = demo_render(record, OPENNESS_FORMAT_TEXT, 0, 120);
    char *filled = demo_render(fill, OPENNESS_FORMAT_TEXT, 0, 120);
    char *json = demo_render(record, OPENNESS_FORMAT_JSON, OPENNESS_COMPACT, 0);
    char *markdown = demo_render(fill, OPENNESS_FORMAT_MARKDOWN, 0, 0);

    (void)state;
    check_says(text, "elsewhere no according to Jury (2026-05-01), while the record gives yes\n");
    check_says(text, "elsewhere open according to Jury (2026-05-01), in agreement with the record");
    check_says(text, "elsewhere yes according to Jury (2026-05-01), which the record leaves open");
    check_says(filled, "+ P    Paper: yes *\n         * yes according to Jury (2026-05-01)\n");
    check_says(filled, "open criteria filled by assessments of others");
    check_says(json, "\"conflicts\":[{\"criterion\":\"released\"");
    check_says(markdown, "assessed: yes according to Jury");
    free(text);
    free(filled);
    free(json);
    free(markdown);
    openness_report_free(record);
    openness_report_free(fill);
}

static void test_not_applicable(void **state)
{
    openness_report *report = demo_report("demo-audio", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *text = demo_render(report, OPENNESS_FORMAT_TEXT, OPENNESS_BRIEF, 100);
    char *json = demo_render(report, OPENNESS_FORMAT_JSON, OPENNESS_COMPACT, 0);

    (void)state;
    check_says(text, "this definition does not speak to such a release");
    assert_null(strstr(text, "Score"));
    check_says(json, "\"applies\":\"no\"");
    check_says(json, "\"headline\":\"not_applicable\"");
    free(text);
    free(json);
    openness_report_free(report);
}

static void test_nothing_drives_the_terminal(void **state)
{
    openness_report *report = demo_report("demo", HOSTILE_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *text = demo_render(report, OPENNESS_FORMAT_TEXT, 0, 200);

    (void)state;
    for (const char *c = text; *c != '\0'; c++) {
        assert_true((unsigned char)*c >= 0x20 || *c == '\n');
    }
    assert_null(strstr(text, "\xc2\x9b"));
    assert_null(strstr(text, "\xe2\x80\xae"));
    check_says(text, "a|b*c<script>`x`[l](javascript:1) ?[31mred?1m ?back # h (acme/evil)");
    free(text);
    openness_report_free(report);
}

static void test_markdown_is_escaped(void **state)
{
    openness_report *report = demo_report("demo", HOSTILE_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *text = demo_render(report, OPENNESS_FORMAT_MARKDOWN, 0, 0);

    (void)state;
    check_says(text, "### a\\|b\\*c\\<script\\>\\`x\\`\\[l\\](javascript:1)");
    check_says(text, "\\| pipe");
    assert_null(strstr(text, "c<script"));
    /* An address that could leave its brackets stays text. */
    assert_null(strstr(text, "<https://example.org/>"));
    check_says(text, "https\\://example.org/\\>evil");
    check_says(text, "<https://example.org/demo>");
    check_says(text, "```text\nOPN1/demo@3/");
    free(text);
    openness_report_free(report);
}

static const opn_node *member(const opn_node *node, const char *a, const char *b)
{
    return opn_node_member(opn_node_member(node, a), b);
}

static void test_json_members(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *json = demo_render(report, OPENNESS_FORMAT_JSON, 0, 0);
    opn_issues issues = {0};
    opn_json *document = NULL;
    const opn_node *root;
    const opn_node *score;
    int64_t number = 0;

    (void)state;
    assert_int_equal(opn_json_parse(json, strlen(json), &document, &issues), OPENNESS_OK);
    root = opn_json_root(document);
    assert_string_equal(opn_node_string(opn_node_member(root, "format")), "openness-report/1");
    assert_string_equal(opn_node_string(opn_node_member(root, "mode")), "record");
    assert_string_equal(opn_node_string(member(root, "rubric", "note")), "Not legal advice.");
    assert_int_equal(opn_node_type(member(root, "release", "as_of")), OPN_JSON_NULL);
    assert_string_equal(opn_node_string(member(root, "level", "headline")), "weights");
    score = opn_node_first(opn_node_member(root, "scores"));
    assert_true(opn_node_bool(opn_node_member(score, "headline")));
    /* 1/3 of 100, exactly. */
    assert_true(opn_node_int64(member(score, "lower", "num"), &number));
    assert_int_equal(number, 100);
    assert_true(opn_node_int64(member(score, "lower", "den"), &number));
    assert_int_equal(number, 3);
    assert_string_equal(opn_node_string(member(score, "lower", "text")), "33.3");
    assert_int_equal(opn_node_count(opn_node_member(root, "criteria")), 6);
    assert_int_equal(opn_node_count(opn_node_member(root, "ladders")), 1);
    assert_int_equal(opn_node_count(opn_node_member(root, "open_questions")), 2);
    assert_string_equal(
        opn_node_string(opn_node_member(opn_node_first(opn_node_member(root, "criteria")),
                                        "reading")),
        "Our reading: a click is no gate.");
    opn_json_free(document);
    opn_issues_free(&issues);
    free(json);
    openness_report_free(report);
}

static void test_compact_is_one_line(void **state)
{
    openness_report *report = demo_report("demo", HOSTILE_RELEASE, OPENNESS_MODE_RECORD, NULL);
    char *json = demo_render(report, OPENNESS_FORMAT_JSON, OPENNESS_COMPACT, 0);

    (void)state;
    assert_ptr_equal(strchr(json, '\n'), json + strlen(json) - 1);
    free(json);
    openness_report_free(report);
}

static void test_same_bytes_every_time(void **state)
{
    (void)state;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_VECTOR; format++) {
        openness_report *a = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
        openness_report *b = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
        char *first = demo_render(a, format, 0, 0);
        char *second = demo_render(b, format, 0, 0);

        assert_string_equal(first, second);
        free(first);
        free(second);
        openness_report_free(a);
        openness_report_free(b);
    }
}

static void test_report_of_a_vector(void **state)
{
    openness_database *database = demo_database();
    openness_report *report = NULL;

    (void)state;
    assert_int_equal(openness_report_from_vector(database, "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0*",
                                                 &report, NULL),
                     OPENNESS_OK);
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_VECTOR; format++) {
        char *text = demo_render(report, format, 0, 60);

        check_says(text, "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0*");
        free(text);
    }
    openness_report_free(report);
    openness_database_free(database);
}

static void test_bars(void **state)
{
    static const struct {
        opn_rational lower;
        opn_rational upper;
        int sure;
        int open;
    } cases[] = {
        {{0, 1}, {0, 1}, 0, 0},   {{1, 1}, {1, 1}, 10, 0},    {{0, 1}, {1, 1}, 0, 10},
        {{1, 2}, {1, 2}, 5, 0},   {{11, 20}, {11, 20}, 6, 0}, {{1, 3}, {2, 3}, 3, 4},
        {{1, 2}, {51, 100}, 5, 1}, {{99, 100}, {1, 1}, 9, 1},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_value value = {.applies = true, .score_known = true};
        int sure = -1;
        int open = -1;

        value.lower = cases[i].lower;
        value.upper = cases[i].upper;
        opn_bar_cells(&value, 10, &sure, &open);
        assert_int_equal(sure, cases[i].sure);
        assert_int_equal(open, cases[i].open);
    }
}

static void test_render_arguments(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    openness_text *text = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_report_render(NULL, 1, 0, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_render(report, 1, 0, 0, NULL, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_render(report, 0, 0, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_render(report, 5, 0, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_render(report, 2, 8, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_render(report, 2, 0, -1, &text, &error),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    assert_int_equal(openness_error_code(error), OPENNESS_E_ARGUMENT);
    openness_error_free(error);
    openness_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_keeps_to_the_width),
        cmocka_unit_test(test_width_has_a_default_and_a_least),
        cmocka_unit_test(test_color_adds_nothing_else),
        cmocka_unit_test(test_a_score_never_travels_alone),
        cmocka_unit_test(test_text_of_a_release),
        cmocka_unit_test(test_profile),
        cmocka_unit_test(test_ways_of_a_score_name_their_gain),
        cmocka_unit_test(test_open_questions_come_first_when_they_dominate),
        cmocka_unit_test(test_assessments_stay_somebodys),
        cmocka_unit_test(test_not_applicable),
        cmocka_unit_test(test_nothing_drives_the_terminal),
        cmocka_unit_test(test_markdown_is_escaped),
        cmocka_unit_test(test_json_members),
        cmocka_unit_test(test_compact_is_one_line),
        cmocka_unit_test(test_same_bytes_every_time),
        cmocka_unit_test(test_report_of_a_vector),
        cmocka_unit_test(test_bars),
        cmocka_unit_test(test_render_arguments),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
