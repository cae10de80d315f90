/* test_badge.c: a badge says what is certain, names its ruler and its day, and holds
 * whatever a record is called. */
#include "demo.h"

#include "../../lib/badge.h"
#include "../../lib/mem.h"
#include "../../lib/utf8.h"

#define WEIGHTS(access)                                                                          \
    "{'kind': 'weights', 'access': '" access "', 'extent': 'full', 'license': 'Apache-2.0',"     \
    " 'evidence': [{'source': 'https://example.org/one', 'read': '2026-11-20'}]}"

/* Weights of which only a license was never read; the code that a level asks for. */
#define ANYTHING                                                                                 \
    "{'kind': 'weights', 'access': 'public', 'extent': 'full',"                                  \
    " 'evidence': [{'source': 'https://example.org/one', 'read': '2026-11-20'}]}"
#define NO_CODE                                                                                  \
    "{'kind': 'preprocessing_code', 'access': 'none', 'extent': 'none',"                         \
    " 'evidence': [{'source': 'https://example.org/code', 'read': '2026-11-19'}]}"

#define RECORD(name, artifacts)                                                                  \
    "{'format': 'openness-release/1', 'id': 'acme/one', 'name': '" name "',"                     \
    " 'producer': 'Acme', 'kind': 'base', 'output_modalities': ['text'],"                        \
    " 'artifacts': [" artifacts "]}"

static char *badge_of(const openness_report *report, int format)
{
    openness_text *text = NULL;
    openness_error *error = NULL;
    char *copy;

    if (openness_badge(report, format, &text, &error) != OPENNESS_OK) {
        fail_msg("%s", openness_error_message(error));
    }
    copy = malloc(openness_text_size(text) + 1);
    assert_non_null(copy);
    memcpy(copy, openness_text_data(text), openness_text_size(text) + 1);
    openness_text_free(text);
    return copy;
}

static char *badge(const char *rubric, const char *record, int mode, const char *as_of,
                   int format)
{
    openness_report *report = demo_report(rubric, record, mode, as_of);
    char *text = badge_of(report, format);

    openness_report_free(report);
    return text;
}

static void check_says(const char *rubric, const char *record, const char *as_of,
                       const char *label, const char *message, const char *color)
{
    char *json = badge(rubric, record, OPENNESS_MODE_RECORD, as_of, OPENNESS_BADGE_JSON);
    char expected[1000];

    /* All members that the endpoint gets: it refuses others. */
    snprintf(expected, sizeof expected,
             "{\n  \"schemaVersion\": 1,\n  \"label\": \"%s\",\n  \"message\": \"%s\",\n"
             "  \"color\": \"%s\",\n  \"labelColor\": \"444444\"\n}\n",
             label, message, color);
    assert_string_equal(json, expected);
    free(json);
}

#define OPEN   "6a6a6a"
#define LOW    "8a4b08"
#define MIDDLE "1f5fa8"
#define HIGH   "1a6b2e"
#define DOT    " \xc2\xb7 "

static void test_levels(void **state)
{
    const char *closed = RECORD("One", WEIGHTS("none"));

    (void)state;
    check_says("g7-2026", closed, NULL, "g7-2026@1", "No label" DOT "2026-11-20", LOW);
    check_says("owd-0.1", RECORD("One", WEIGHTS("public")), NULL, "owd-0.1@1",
               "Open weight" DOT "2026-11-20", HIGH);
}

static void test_bounds_of_a_ladder(void **state)
{
    (void)state;
    /* From the lowest up: the authority reads what is not known as no ... */
    check_says("g7-2026", RECORD("One", WEIGHTS("public")), NULL, "g7-2026@1",
               "No label (unknown counts as no)" DOT "2026-11-20", OPEN);
    /* ... or withholds its verdict. */
    check_says("demo", RECORD("One", ANYTHING), NULL, "demo@3",
               "undetermined" DOT "0.0-100.0 of 100" DOT "2026-11-20", OPEN);
    check_says("demo", RECORD("One", ANYTHING "," NO_CODE), NULL, "demo@3",
               "at most Weights" DOT "0.0-100.0 of 100" DOT "2026-11-20", OPEN);
    /* Above the lowest: what is certain, never the middle. */
    check_says("demo", RECORD("One", WEIGHTS("public")), NULL, "demo@3",
               "at least Weights" DOT "0.0-100.0 of 100" DOT "2026-11-20", MIDDLE);
    check_says("demo-no", RECORD("One", WEIGHTS("public")), NULL, "demo-no@1",
               "at least Weights" DOT "0.0-100.0 of 100" DOT "2026-11-20", MIDDLE);
}

static void test_score_only(void **state)
{
    (void)state;
    check_says("demo-score", DEMO_RELEASE, NULL, "demo-score@1",
               "33.3-66.7 of 100" DOT "2026-11-21", MIDDLE);
}

static void test_does_not_apply(void **state)
{
    (void)state;
    check_says("demo-audio", DEMO_RELEASE, NULL, "demo-audio@1",
               "not applicable" DOT "2026-11-21", OPEN);
}

static void test_day_asked_for_wins(void **state)
{
    char *json = badge("g7-2026", RECORD("One", WEIGHTS("none")), OPENNESS_MODE_RECORD,
                       "2025-02-03", OPENNESS_BADGE_SVG);

    (void)state;
    assert_non_null(strstr(json, "No label" DOT "2025-02-03</text>"));
    assert_non_null(strstr(json, "state of the record on 2025-02-03"));
    assert_non_null(strstr(json, "newest evidence read on 2026-11-20"));
    free(json);
}

static void test_others_assessments_are_said(void **state)
{
    char *json = badge("g7-2026", RECORD("One", WEIGHTS("none")), OPENNESS_MODE_FILL, NULL,
                       OPENNESS_BADGE_JSON);

    (void)state;
    assert_non_null(strstr(json, DOT "with assessments" DOT "2026-11-20"));
    free(json);
}

static void check_refused(const openness_report *report, int format, const char *words)
{
    openness_text *text = NULL;
    openness_error *error = NULL;

    assert_int_equal(openness_badge(report, format, &text, &error), OPENNESS_E_ARGUMENT);
    assert_null(text);
    if (strstr(openness_error_message(error), words) == NULL) {
        fail_msg("%s", openness_error_message(error));
    }
    openness_error_free(error);
}

/* No badge without ruler, version and date. */
static void test_refusals(void **state)
{
    openness_database *database = demo_database();
    openness_report *report = demo_report("g7-2026", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    openness_report *vector = NULL;
    openness_report *undated = demo_report(
        "g7-2026",
        "{'format': 'openness-release/1', 'id': 'acme/one', 'name': 'One', 'producer': 'Acme',"
        "'kind': 'base', 'artifacts': []}",
        OPENNESS_MODE_RECORD, NULL);
    openness_report *empty =
        demo_report("worldline-2023", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    assert_int_equal(
        openness_report_from_vector(database, openness_report_vector(report), &vector, NULL),
        OPENNESS_OK);
    check_refused(NULL, OPENNESS_BADGE_SVG, "NULL");
    check_refused(report, 0, "format");
    check_refused(report, 3, "format");
    check_refused(vector, OPENNESS_BADGE_SVG, "vector");
    check_refused(undated, OPENNESS_BADGE_SVG, "date");
    check_refused(empty, OPENNESS_BADGE_JSON, "verdict");
    assert_int_equal(openness_badge(report, OPENNESS_BADGE_SVG, NULL, NULL), OPENNESS_E_ARGUMENT);
    openness_report_free(empty);
    openness_report_free(undated);
    openness_report_free(vector);
    openness_report_free(report);
    openness_database_free(database);
}

static void test_image(void **state)
{
    static const char expected[] =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"204\" height=\"20\" "
        "viewBox=\"0 0 204 20\" role=\"img\" aria-label=\"One &lt;1&gt; (acme/one). G7 Vision on "
        "AI Openness (g7-2026@1 of 2026-05-29, ";
    char *svg = badge("g7-2026", RECORD("One <1>", WEIGHTS("none")), OPENNESS_MODE_RECORD, NULL,
                      OPENNESS_BADGE_SVG);

    (void)state;
    if (strncmp(svg, expected, sizeof expected - 1) != 0) {
        fail_msg("%s", svg);
    }
    assert_non_null(strstr(svg, "<title>One &lt;1&gt; (acme/one). G7 Vision"));
    assert_non_null(strstr(svg, "<desc>OPN1/g7-2026@1/"));
    assert_non_null(strstr(svg, ">g7-2026@1</text>"));
    assert_non_null(strstr(svg, ">No label" DOT "2026-11-20</text>"));
    assert_non_null(strstr(svg, "fill=\"#" LOW "\""));
    /* Nothing is loaded, and nothing runs. */
    assert_null(strstr(svg, "href"));
    assert_null(strstr(svg, "<script"));
    assert_null(strstr(svg, "<style"));
    assert_null(strstr(svg, "url("));
    free(svg);
}

static void test_hostile_names(void **state)
{
    char *svg = badge("g7-2026",
                      RECORD("\\\"/><script>alert(1)</script>]]>&amp;\\u001b[31m\\u202e\\u0085",
                             WEIGHTS("none")),
                      OPENNESS_MODE_RECORD, NULL, OPENNESS_BADGE_SVG);
    size_t open = 0;

    (void)state;
    for (const char *c = svg; *c != '\0'; c++) {
        open += *c == '<' ? 1 : 0;
        assert_true((unsigned char)*c >= 0x20 || *c == '\n');
    }
    /* svg, title, desc, two paths, g, two texts: nothing was added. */
    assert_int_equal(open, 1 + 2 + 2 + 2 + 1 + 4 + 1 + 1);
    assert_null(strstr(svg, "\xe2\x80\xae"));
    assert_non_null(strstr(svg, "&lt;script&gt;alert(1)&lt;/script&gt;]]&gt;&amp;amp;?[31m?"));
    free(svg);
}

/* A definition of the caller's may be called anything, too. */
static void test_long_titles_are_cut(void **state)
{
    openness_report *report =
        demo_report("debian-gr-a", RECORD("One", WEIGHTS("none")), OPENNESS_MODE_RECORD, NULL);
    opn_badge made = {0};
    const char *fault = NULL;

    (void)state;
    assert_int_equal(opn_badge_make(&made, report, &fault), OPENNESS_OK);
    assert_string_equal(made.message.data, "Non-free" DOT "2026-11-20");
    assert_non_null(strstr(made.title.data, "Non-free: the license does not follow"));
    opn_badge_free(&made);
    openness_report_free(report);
}

static void test_widths(void **state)
{
    (void)state;
    assert_int_equal(opn_badge_width(""), 0);
    /* 10 digits of 1303 parts of 2048 of 11 pixels: 69.99 pixels, rounded up. */
    assert_int_equal(opn_badge_width("0123456789"), 700);
    assert_true(opn_badge_width("iiii") < opn_badge_width("mmmm"));
    assert_int_equal(opn_badge_width("\xc3\xa4"), opn_badge_width("a"));
    /* A combining mark takes no room, a wide character a whole em. */
    assert_int_equal(opn_badge_width("a\xcc\x81"), opn_badge_width("a"));
    assert_int_equal(opn_badge_width("\xe6\xbc\xa2"), 110);
}

/* WCAG 2.2, 1.4.3, in whole numbers: sRGB channels to linear light by a table of the
 * four colors and white would hide a change, so it is worked out by squares: light
 * of a channel c is at most (c/255)^2, which errs on the bright side below 4/5. */
static void test_white_stands_out(void **state)
{
    (void)state;
    for (int part = OPN_BADGE_OPEN; part <= OPN_BADGE_HIGH; part++) {
        unsigned long rgb = strtoul(opn_badge_color((opn_badge_part)part), NULL, 16);
        unsigned long r = rgb >> 16;
        unsigned long g = rgb >> 8 & 0xFF;
        unsigned long b = rgb & 0xFF;
        /* Light times 255^2 times 10000. */
        unsigned long light = 2126 * r * r + 7152 * g * g + 722 * b * b;

        /* (1 + 0.05) / (light + 0.05) >= 4.5 is light <= 0.1833. */
        assert_true(light <= 1833ul * 255 * 255);
    }
}

static void test_same_report_same_bytes(void **state)
{
    openness_report *report = demo_report("spectrum-1", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    for (int format = OPENNESS_BADGE_JSON; format <= OPENNESS_BADGE_SVG; format++) {
        char *first = badge_of(report, format);
        char *second = badge_of(report, format);

        assert_string_equal(first, second);
        free(first);
        free(second);
    }
    openness_report_free(report);
}

static void test_out_of_memory(void **state)
{
    openness_report *report = demo_report("spectrum-1", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    for (int format = OPENNESS_BADGE_JSON; format <= OPENNESS_BADGE_SVG; format++) {
        bool done = false;

        for (size_t n = 1; !done; n++) {
            openness_text *text = NULL;
            openness_error *error = NULL;
            int status;

            opn_mem_fail_at(n);
            status = openness_badge(report, format, &text, &error);
            done = opn_mem_fail_at(0) < n;
            assert_int_equal(status, done ? OPENNESS_OK : OPENNESS_E_NOMEM);
            assert_true((text != NULL) == done);
            openness_text_free(text);
            openness_error_free(error);
        }
    }
    openness_report_free(report);
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_bounds_of_a_ladder),
        cmocka_unit_test(test_score_only),
        cmocka_unit_test(test_does_not_apply),
        cmocka_unit_test(test_day_asked_for_wins),
        cmocka_unit_test(test_others_assessments_are_said),
        cmocka_unit_test(test_refusals),
        cmocka_unit_test(test_image),
        cmocka_unit_test(test_hostile_names),
        cmocka_unit_test(test_long_titles_are_cut),
        cmocka_unit_test(test_widths),
        cmocka_unit_test(test_white_stands_out),
        cmocka_unit_test(test_same_report_same_bytes),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
