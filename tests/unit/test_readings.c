/* test_readings.c: readings with their reasons, descriptions and differences of licenses. */
#include "kit.h"

#include "../../lib/json_read.h"
#include "../../lib/layout.h"
#include "../../lib/term_words.h"

#define ACME(id, lists, texts)                                                                   \
    "{'format': 'openness-license/1', 'id': '" id "', 'name': 'License " id "', 'spdx': 'none'," \
    " 'family': 'none', 'kind': 'ai', 'licensor': 'Acme', 'covers': ['weights'],"                \
    " 'lists': [" lists "], 'confidence': 'high', 'texts': [" texts "]}"
#define FREE_TERMS                                                                               \
    "'commercial': 'included', 'modify': 'yes', 'redistribute': 'yes', 'display': 'none',"       \
    "'name_rule': 'none', 'notice': 'keep', 'output_train': 'silent', 'aup': 'none',"            \
    "'aup_breadth': 'none', 'aup_mutable': 'not_applicable', 'territory': [],"                   \
    "'acceptance': 'bare', 'revocable': 'irrevocable', 'change': 'none'"
#define GATE                                                                                     \
    "'gates': [{'metric': 'mau', 'limit': 5000, 'effect': 'permission', 'who': 'licensee'}]"
#define SOURCES "'sources': [{'source': 'https://example.org/text', 'read': '2026-11-21'}]"

/* free-1: nothing limits it; gated-1: a gate; banned-1: field bans, then none;
 * listed-1: unread, but on a list; unread-1: nothing is known. */
#define LICENSES                                                                                 \
    "[" ACME("free-1", "",                                                                       \
             "{'terms': {'purpose': 'none', 'gates': [], 'field_bans': [], " FREE_TERMS "},"     \
             " 'clauses': {}, " SOURCES                                                          \
             "}") "," ACME("gated-1", "",                                                        \
                           "{'date': '2024-05-01', 'terms': {'purpose': 'none', " GATE           \
                           ", 'field_bans': [], " FREE_TERMS                                     \
                           "}, 'clauses': {'gates': 's2: tested once (see s3)'}, " SOURCES       \
                           "}") "," ACME("banned-1", "",                                         \
                                         "{'date': '2024-01-01', 'terms': {'purpose': 'none', "  \
                                         "'gates': [], "                                         \
                                         "'field_bans': ['military', "                           \
                                         "'reverse_engineering'], " FREE_TERMS "},"              \
                                         " 'clauses': {'field_bans': 's4'}},"                    \
                                         "{'date': '2025-01-01', 'terms': {'purpose': 'none', "  \
                                         "'gates': [], 'field_bans': [], " FREE_TERMS            \
                                         "}}") "," ACME("listed-1", "'osaid_terms', 'mof'",      \
                                                        "{'terms': {}}") "," ACME("unread-1",    \
                                                                                  "",            \
                                                                                  "{'terms': "   \
                                                                                  "{}}") "]"

static openness_database *database;

typedef struct {
    opn_description description;
    const opn_reading *reading;
    const opn_license_ladder *ladder;
} found;

static found open_reading(const char *expression, const char *id, const char *as_of)
{
    found f = {.reading = NULL};
    openness_error *error = NULL;

    assert_int_equal(opn_description_make(&f.description, database, expression, as_of, &error),
                     0);
    for (size_t i = 0; i < f.description.readings.count; i++) {
        const opn_reading *reading = &f.description.readings.items[i];
        const opn_license_ladder *ladder = &database->license_vocabulary.ladders[reading->ladder];

        if (opn_streq(ladder->id, id)) {
            f.reading = reading;
            f.ladder = ladder;
        }
    }
    assert_non_null(f.reading);
    return f;
}

/* "<value> | <reasons>" of a reading. */
static void check(const char *file, int line, const char *expression, const char *id,
                  const char *as_of, const char *expected)
{
    found f = open_reading(expression, id, as_of);
    opn_buf buf = {0};

    opn_say_reading(&buf, f.ladder, f.reading->level);
    for (size_t i = 0; i < f.reading->reason_count;) {
        opn_buf_str(&buf, " | ");
        opn_say_goal_of(&buf, &f.description, f.reading, i);
        i += opn_say_reason(&buf, &f.description, f.reading, i);
    }
    assert_false(buf.failed);
    if (!opn_streq(buf.data, expected)) {
        print_error("%s of %s is\n  %s, not\n  %s\n", id, expression, buf.data, expected);
        _fail(file, line);
    }
    opn_buf_free(&buf);
    opn_description_free(&f.description);
}

#define assert_reading(expression, id, expected)                                                 \
    check(__FILE__, __LINE__, expression, id, NULL, expected)

static void test_one_license(void **state)
{
    (void)state;
    assert_reading("free-1", "use", "yes");
    assert_reading("free-1", "study", "yes");
    assert_reading("free-1", "modify", "yes");
    assert_reading("free-1", "share", "yes");
    assert_reading("free-1", "osi", "no | yes needs a place on the list osi");
    assert_reading("free-1", "osi_terms",
                   "no | yes needs a place on the list osi or osaid terms");
    assert_reading("free-1", "aa", "3, no meaningful limits");
    assert_reading("gated-1", "share", "no | yes needs gate permission: none (is gate: s2)");
    assert_reading("gated-1", "eu",
                   "no, a condition fails | doubtful needs gate permission: none (is gate: s2; "
                   "paragraph 83(c))");
    assert_reading("gated-1", "aa",
                   "2, commercial use without attribution, with other limits | 3 needs gate "
                   "permission: none (is gate: s2)");
    assert_reading("gemma", "tier",
                   "bounded, commercial use within a scale or place, or on approval | gemma is "
                   "placed there by name");
}

/* Membership is known where the text is not; a list that holds the license
 * leaves the others of its alternative unasked. */
static void test_lists(void **state)
{
    (void)state;
    assert_reading("listed-1", "osi_terms", "yes | on the list osaid terms");
    assert_reading("listed-1", "mof", "yes | on the list mof");
    assert_reading("listed-1", "osi", "no | yes needs a place on the list osi");
    assert_reading("listed-1", "spectrum",
                   "open, open by an external list | on the list osaid terms");
    assert_reading("MIT", "spectrum",
                   "open, open by an external list | on the lists osi and fsf");
}

static void test_unread(void **state)
{
    (void)state;
    assert_reading("unread-1", "study",
                   "unknown, no to yes | yes needs what was not read: study");
    assert_reading("unread-1", "aa",
                   "unknown, 0 to 3 | 1 needs what was not read: purpose, commercial");
    assert_reading("unread-1", "osi", "no | yes needs a place on the list osi");
}

/* Only who decides gives reasons, and is named. */
static void test_expressions(void **state)
{
    (void)state;
    assert_reading("free-1 OR gated-1", "share", "yes");
    assert_reading("free-1 AND gated-1", "share",
                   "no | yes needs gate permission: none (is gate: gated-1 s2)");
    assert_reading("MIT OR gated-1", "osi", "yes | on the list osi (MIT)");
    assert_reading("MIT AND gated-1", "osi", "no | yes needs a place on the list osi (gated-1)");
    assert_reading("MIT AND (gated-1 OR free-1)", "share", "yes");
    assert_reading("gated-1 AND (gated-1 OR unread-1)", "share",
                   "no | yes needs gate permission: none (is gate: gated-1 s2)");
    assert_reading("MIT OR MIT", "osi", "yes | on the list osi (MIT)");
    assert_reading("MIT WITH LLVM-exception", "osi", "yes | on the list osi");
    /* The unread license beside one that bars changes nothing. */
    assert_reading("unread-1 AND gated-1", "share",
                   "no | yes needs gate permission: none (is gate: gated-1 s2)");
    assert_reading("unread-1 OR free-1", "study", "yes");
    assert_reading("unread-1 AND free-1", "study",
                   "unknown, no to yes | yes needs what was not read of unread-1: study");
    assert_reading("unread-1 OR gated-1", "aa",
                   "unknown, 2 to 3 | 1 needs what was not read of unread-1: purpose, commercial "
                   "| 3 needs gate permission: none (is gate: gated-1 s2)");
}

static void test_opaque(void **state)
{
    (void)state;
    assert_reading("LicenseRef-mine", "study",
                   "unknown, no to yes | LicenseRef-mine is not on record");
    assert_reading("free-1 AND LicenseRef-mine", "study",
                   "unknown, no to yes | LicenseRef-mine is not on record");
    assert_reading("free-1 OR (LicenseRef-mine)", "study", "yes");
}

static void test_dates(void **state)
{
    (void)state;
    assert_reading("banned-1", "study", "yes");
    check(__FILE__, __LINE__, "banned-1", "study", "2024-12-31",
          "no | yes needs study: free (is barred: s4)");
    check(__FILE__, __LINE__, "banned-1", "study", "2025-01-01", "yes");
    check(__FILE__, __LINE__, "banned-1", "use", "2023-01-01",
          "no | debatable needs field bans: none (is some: s4)");
}

/* "enough" is what would reach the level by itself. */
static void test_enough(void **state)
{
    found f = open_reading("gated-1", "aa", NULL);

    (void)state;
    assert_int_equal(f.reading->reason_count, 1);
    assert_true(f.reading->reasons[0].alone);
    opn_description_free(&f.description);
    f = open_reading("CC-BY-NC-4.0", "aa", NULL);
    assert_int_equal(f.reading->reason_count, 2);
    assert_false(f.reading->reasons[0].alone);
    assert_false(f.reading->reasons[1].alone);
    opn_description_free(&f.description);
    f = open_reading("free-1", "osi_terms", NULL);
    assert_int_equal(f.reading->reason_count, 2);
    assert_true(f.reading->reasons[0].alone && f.reading->reasons[1].alone);
    opn_description_free(&f.description);
}

static void test_words(void **state)
{
    static const struct {
        int64_t number;
        const char *said;
    } numbers[] = {{0, "0"},          {999, "999"},  {1000, "1,000"}, {700000000, "700,000,000"},
                   {-1234, "-1,234"}, {-123, "-123"}};
    static const struct {
        const char *clause;
        const char *place;
    } places[] = {{"", ""},
                  {"s2", "s2"},
                  {"s2: tested once", "s2"},
                  {"s4 (breach)", "s4"},
                  {"2.1; 3", "2.1"},
                  {"1.b.i(B)", "1.b.i(B)"},
                  {"a:b", "a:b"}};
    opn_buf buf = {0};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(numbers); i++) {
        buf.size = 0;
        opn_say_number(&buf, numbers[i].number);
        assert_string_equal(buf.data, numbers[i].said);
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(places); i++) {
        buf.size = 0;
        opn_buf_str(&buf, "=");
        opn_say_place(&buf, places[i].clause);
        assert_string_equal(buf.data + 1, places[i].place);
    }
    opn_buf_free(&buf);
}

/* The words of one term of a license, latest text. */
static void assert_says(const char *license, const char *term, const char *expected)
{
    opn_description description;
    size_t at = opn_table_find(&database->license_vocabulary.term_table, term);
    opn_buf buf = {0};

    assert_int_equal(opn_description_make(&description, database, license, NULL, NULL), 0);
    assert_int_not_equal(at, OPN_TABLE_NONE);
    opn_say_term(&buf, &database->license_vocabulary.terms[at],
                 &description.parts[0].terms.values[at]);
    assert_string_equal(buf.data, expected);
    opn_buf_free(&buf);
    opn_description_free(&description);
}

static void test_term_words(void **state)
{
    openness_database *base = database;

    (void)state;
    database = kit_extend(
        kit_database(),
        ACME("words-1", "",
             "{'terms': {'purpose': 'model_training_only', 'state_changes': true,"
             " 'output_derivative': false, 'output_owner': 'silent', 'territory': [],"
             " 'aup_mutable': 'not_applicable', 'field_bans': ['military', 'sexual_content'],"
             " 'display': {'text': 'Built with X', 'when': ['copy', 'trained_on_outputs']},"
             " 'name_rule': {'rule': 'must_not_use', 'text': 'X'}, 'law': 'no_words',"
             " 'gates': [{'metric': 'annual_revenue', 'limit': 1000000, 'unit': 'USD',"
             "   'at': 'at_least', 'effect': 'terminates', 'commercial_only': true},"
             "  {'metric': 'any', 'limit': 0, 'effect': 'permission',"
             "   'business': ['model_as_a_service', 'cloud_provider']}],"
             " 'litigation': {'claims': 'any_ip', 'ends': 'all'}}}"));
    assert_says("words-1", "purpose", "model training only");
    assert_says("words-1", "state_changes", "yes");
    assert_says("words-1", "output_derivative", "no");
    assert_says("words-1", "output_owner", "silent");
    assert_says("words-1", "territory", "none");
    assert_says("words-1", "aup_mutable", "not applicable");
    assert_says("words-1", "patent", "not read");
    assert_says("words-1", "law", "no_words");
    assert_says("words-1", "field_bans", "military, sexual content");
    assert_says("words-1", "display", "\"Built with X\" (copy, trained on outputs)");
    assert_says("words-1", "name_rule", "must not use \"X\"");
    assert_says("words-1", "gates",
                "terminates from USD 1,000,000 annual revenue (commercial only); permission for "
                "model as a service or cloud provider");
    assert_says("words-1", "litigation", "claims any ip, ends all");
    openness_database_free(database);
    database = base;
}

static void assert_widths(const char *text, int width)
{
    char line[2000];

    for (const char *at = text; *at != '\0';) {
        size_t length = strcspn(at, "\n");

        assert_true(length < sizeof line);
        memcpy(line, at, length);
        line[length] = '\0';
        /* A source is whole, to be copied. */
        if (strstr(line, "://") == NULL && strchr(line, '@') == NULL &&
            opn_page_columns(line) > width) {
            fail_msg("%d columns: %s", opn_page_columns(line), line);
        }
        at += length + (at[length] == '\n' ? 1 : 0);
    }
}

static void test_text(void **state)
{
    static const char *const all[] = {"gated-1", "unread-1 AND (gated-1 OR MIT)", "banned-1",
                                      "LicenseRef-x", "llama-3.1"};
    static const int widths[] = {40, 60, 80, 200};
    static const char end[] = "advice.\n";

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(all); i++) {
        for (size_t k = 0; k < OPN_ARRAY_LEN(widths); k++) {
            openness_text *text = NULL;
            const char *data;

            assert_int_equal(openness_license_describe(database, all[i], NULL,
                                                       OPENNESS_FORMAT_TEXT, widths[k], &text,
                                                       NULL),
                             0);
            data = openness_text_data(text);
            assert_widths(data, widths[k]);
            assert_string_equal(data + strlen(data) - strlen(end), end);
            openness_text_free(text);
        }
    }
}

static bool says(const char *expression, const char *as_of, int format, const char *what)
{
    openness_text *text = NULL;
    bool found_it;

    assert_int_equal(
        openness_license_describe(database, expression, as_of, format, 0, &text, NULL), 0);
    found_it = strstr(openness_text_data(text), what) != NULL;
    openness_text_free(text);
    return found_it;
}

/* Every term has its place; clauses stand beside what they support. */
static void test_text_content(void **state)
{
    (void)state;
    assert_true(says("gated-1", NULL, OPENNESS_FORMAT_TEXT,
                     "permission above 5,000 monthly active users (licensee) [s2:"));
    assert_true(says("gated-1", NULL, OPENNESS_FORMAT_TEXT, "\n    https://example.org/text\n"));
    assert_true(says("gated-1", NULL, OPENNESS_FORMAT_TEXT, "none of           display,"));
    assert_true(says("gated-1", NULL, OPENNESS_FORMAT_TEXT, "silent on         output train\n"));
    assert_true(says("gated-1", NULL, OPENNESS_FORMAT_TEXT, "not applicable    aup mutable\n"));
    assert_true(says("gated-1", NULL, OPENNESS_FORMAT_TEXT, "\n  not read "));
    assert_true(says("banned-1", "2024-06-01", OPENNESS_FORMAT_TEXT, "number 1 of 2"));
    assert_true(says("banned-1", "2023-06-01", OPENNESS_FORMAT_TEXT,
                     "No text of 2023-06-01 or before is on record"));
    assert_false(says("banned-1", "2024-06-01", OPENNESS_FORMAT_TEXT, "or before is on record"));
    assert_true(says("gated-1", NULL, OPENNESS_FORMAT_MARKDOWN, "<https://example.org/text>"));
    assert_true(
        says("MIT OR free-1", NULL, OPENNESS_FORMAT_MARKDOWN, "### Readings of MIT OR free-1"));
}

/* The member at a path of keys and positions. */
static const opn_node *at_path(const opn_node *node, const char *path)
{
    char key[64];

    while (*path != '\0' && node != NULL) {
        size_t length = strcspn(path, "/");

        memcpy(key, path, length);
        key[length] = '\0';
        if (opn_node_type(node) == OPN_JSON_ARRAY) {
            node = opn_node_first(node);
            for (long i = strtol(key, NULL, 10); i > 0 && node != NULL; i--) {
                node = opn_node_next(node);
            }
        } else {
            node = opn_node_member(node, key);
        }
        path += length + (path[length] == '/' ? 1 : 0);
    }
    return node;
}

static void assert_string_at(const opn_node *root, const char *path, const char *expected)
{
    const char *text = opn_node_string(at_path(root, path));

    if (text == NULL || !opn_streq(text, expected)) {
        fail_msg("%s is %s, not %s", path, text == NULL ? "no text" : text, expected);
    }
}

static void test_json(void **state)
{
    openness_text *text = NULL;
    opn_issues issues = {0};
    opn_json *json = NULL;
    const opn_node *root;

    (void)state;
    assert_int_equal(openness_license_describe(database, "gated-1", "2024-12-31",
                                               OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     0);
    assert_int_equal(
        opn_json_parse(openness_text_data(text), openness_text_size(text), &json, &issues), 0);
    root = opn_json_root(json);
    assert_string_at(root, "format", "openness-license-reading/1");
    assert_string_at(root, "as_of", "2024-12-31");
    assert_string_at(root, "expression", "gated-1");
    assert_string_at(root, "licenses/0/id", "gated-1");
    assert_string_at(root, "licenses/0/date", "2024-05-01");
    assert_string_at(root, "licenses/0/source", "https://example.org/text");
    assert_string_at(root, "licenses/0/terms/gates/state", "stated");
    assert_string_at(root, "licenses/0/terms/gates/value/0/metric", "mau");
    assert_string_at(root, "licenses/0/terms/gates/clause", "s2: tested once (see s3)");
    assert_string_at(root, "licenses/0/terms/patent/state", "unknown");
    assert_null(at_path(root, "licenses/0/terms/patent/value"));
    assert_string_at(root, "licenses/0/terms/output_train/state", "silent");
    assert_string_at(root, "readings/0/id", "use");
    assert_string_at(root, "readings/0/value", "no");
    assert_string_at(root, "readings/0/reasons/0/term", "gates");
    assert_string_at(root, "readings/0/reasons/0/order", "gate_permission");
    assert_string_at(root, "readings/0/reasons/0/is", "gate");
    assert_string_at(root, "readings/0/reasons/0/needs", "none");
    assert_string_at(root, "readings/0/reasons/0/for", "debatable");
    assert_string_at(root, "readings/0/reasons/0/met", "no");
    opn_json_free(json);
    opn_issues_free(&issues);
    openness_text_free(text);
}

/* Whatever is on record can be described in every format, as JSON that our own
 * strict reader accepts. */
static void test_shipped(void **state)
{
    (void)state;
    for (size_t i = 0; i < database->license_count; i++) {
        for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
            openness_text *text = NULL;
            opn_issues issues = {0};
            opn_json *json = NULL;

            assert_int_equal(openness_license_describe(database, database->licenses[i].id, NULL,
                                                       format, 72, &text, NULL),
                             0);
            if (format == OPENNESS_FORMAT_JSON) {
                assert_int_equal(opn_json_parse(openness_text_data(text),
                                                openness_text_size(text), &json, &issues),
                                 0);
            } else if (format == OPENNESS_FORMAT_TEXT) {
                assert_widths(openness_text_data(text), 72);
            }
            opn_json_free(json);
            opn_issues_free(&issues);
            openness_text_free(text);
        }
    }
}

/* A reading is the ladder's level, neither more nor less. */
static void test_levels_are_the_ladders(void **state)
{
    static const char *const all[] = {"MIT", "unread-1", "gated-1 OR unread-1",
                                      "(MIT AND gated-1) OR (unread-1 AND LicenseRef-x)"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(all); i++) {
        opn_description description;

        assert_int_equal(opn_description_make(&description, database, all[i], NULL, NULL), 0);
        assert_true(description.readings.count >= 11);
        for (size_t k = 0; k < description.readings.count; k++) {
            const opn_reading *reading = &description.readings.items[k];
            opn_pair level = opn_expr_level(&description.expr, database->licenses,
                                            &database->license_vocabulary, reading->ladder, NULL);

            assert_int_equal(reading->level.lo, level.lo);
            assert_int_equal(reading->level.hi, level.hi);
        }
        opn_description_free(&description);
    }
}

static void test_refusals(void **state)
{
    openness_text *text = NULL;
    openness_error *error = NULL;

#define REFUSED(call, code, what)                                                                \
    assert_int_equal(call, code);                                                                \
    assert_null(text);                                                                           \
    assert_non_null(strstr(openness_error_message(error), what));                                \
    openness_error_free(error);                                                                  \
    error = NULL
#define DESCRIBE(db, what, date, format, width)                                                  \
    openness_license_describe(db, what, date, format, width, &text, &error)
#define DIFF(a, b, date) openness_license_diff(database, a, b, date, 2, 0, &text, &error)

    (void)state;
    REFUSED(DESCRIBE(NULL, "MIT", NULL, 2, 0), OPENNESS_E_ARGUMENT, "NULL");
    REFUSED(DESCRIBE(database, NULL, NULL, 2, 0), OPENNESS_E_ARGUMENT, "NULL");
    REFUSED(DESCRIBE(database, "MIT", NULL, OPENNESS_FORMAT_VECTOR, 0), OPENNESS_E_ARGUMENT,
            "format");
    REFUSED(DESCRIBE(database, "MIT", NULL, 2, -1), OPENNESS_E_ARGUMENT, "width");
    REFUSED(DESCRIBE(database, "MIT", "2024", 2, 0), OPENNESS_E_ARGUMENT, "as_of");
    REFUSED(DESCRIBE(database, "MIT", "2024-02-31", 2, 0), OPENNESS_E_ARGUMENT, "as_of");
    REFUSED(DESCRIBE(database, "", NULL, 2, 0), OPENNESS_E_SCHEMA, "byte 0");
    REFUSED(DESCRIBE(database, "MIT OR", NULL, 2, 0), OPENNESS_E_SCHEMA, "byte 6");
    REFUSED(DESCRIBE(database, "gated-2", NULL, 2, 0), OPENNESS_E_NOT_FOUND,
            "did you mean \"gated-1\"?");
    REFUSED(DESCRIBE(database, "quite-another-license-of-mine", NULL, 2, 0), OPENNESS_E_NOT_FOUND,
            "there is no license");
    REFUSED(DIFF("MIT", NULL, NULL), OPENNESS_E_ARGUMENT, "NULL");
    REFUSED(DIFF("MIT", "MIT OR ISC", NULL), OPENNESS_E_ARGUMENT, "two ids");
    REFUSED(DIFF("LicenseRef-x", "MIT", NULL), OPENNESS_E_ARGUMENT, "two ids");
    REFUSED(DIFF("MIT OR", "MIT", NULL), OPENNESS_E_ARGUMENT, "two ids");
    REFUSED(DIFF("MIT", "no-such-license-at-all", NULL), OPENNESS_E_NOT_FOUND, "there is no");
    REFUSED(DIFF("MIT", "ISC", "today"), OPENNESS_E_ARGUMENT, "as_of");
    assert_int_equal(openness_license_describe(database, "MIT", NULL, 2, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_license_diff(database, "MIT OR", "MIT", NULL, 2, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
#undef REFUSED
#undef DESCRIBE
#undef DIFF
}

static const opn_node *diff_json(const char *a, const char *b, const char *as_of,
                                 openness_text **text, opn_json **json)
{
    opn_issues issues = {0};

    assert_int_equal(
        openness_license_diff(database, a, b, as_of, OPENNESS_FORMAT_JSON, 0, text, NULL), 0);
    assert_int_equal(
        opn_json_parse(openness_text_data(*text), openness_text_size(*text), json, &issues), 0);
    opn_issues_free(&issues);
    return opn_json_root(*json);
}

static void test_diff(void **state)
{
    openness_text *text = NULL;
    opn_json *json = NULL;
    const opn_node *root = diff_json("free-1", "gated-1", NULL, &text, &json);

    (void)state;
    assert_string_at(root, "format", "openness-license-diff/1");
    assert_string_at(root, "a/id", "free-1");
    assert_string_at(root, "b/id", "gated-1");
    assert_int_equal(opn_node_count(at_path(root, "terms")), 1);
    assert_string_at(root, "terms/0/id", "gates");
    assert_string_at(root, "terms/0/b/clause", "s2: tested once (see s3)");
    assert_int_equal(opn_node_count(at_path(root, "lists")), 0);
    assert_string_at(root, "readings/0/a/value", "yes");
    assert_string_at(root, "readings/0/b/value", "no");
    opn_json_free(json);
    openness_text_free(text);

    /* A license differs in nothing from itself, read or not. */
    root = diff_json("unread-1", "UNREAD-1", NULL, &text, &json);
    assert_int_equal(opn_node_count(at_path(root, "terms")), 0);
    assert_int_equal(opn_node_count(at_path(root, "readings")), 0);
    opn_json_free(json);
    openness_text_free(text);

    /* What was not read is no agreement with what is silent. */
    root = diff_json("free-1", "unread-1", NULL, &text, &json);
    assert_string_at(root, "terms/0/id", "purpose");
    assert_string_at(root, "terms/0/b/state", "unknown");
    opn_json_free(json);
    openness_text_free(text);
}

static void test_diff_of_sets(void **state)
{
    openness_database *base = database;
    openness_text *text = NULL;
    opn_json *json = NULL;
    const opn_node *root;

    (void)state;
    database = kit_extend(
        kit_database(),
        "[" ACME(
            "a-1", "'osi'",
            "{'terms': {'field_bans': ['military', 'spam', 'malware'], " GATE
            "}}") "," ACME("b-1", "",
                           "{'terms': {'field_bans': ['malware', 'nuclear', 'military'],"
                           "'gates': [{'who': 'licensee', 'effect': 'permission', 'limit': 5000,"
                           " 'metric': 'mau'}]}}") "," ACME("c-1", "",
                                                            "{'terms': {'field_bans': ['spam', "
                                                            "'malware', 'military'], " GATE
                                                            "}}") "]");
    assert_int_equal(openness_license_diff(database, "a-1", "b-1", NULL, OPENNESS_FORMAT_TEXT, 60,
                                           &text, NULL),
                     0);
    assert_widths(openness_text_data(text), 60);
    assert_non_null(strstr(openness_text_data(text), "a-1  spam, and 2 that both name\n"));
    assert_non_null(strstr(openness_text_data(text), "b-1  nuclear, and 2 that both name\n"));
    assert_non_null(strstr(openness_text_data(text), "a-1  on it\n"));
    assert_non_null(strstr(openness_text_data(text), "b-1  not on it\n"));
    assert_null(strstr(openness_text_data(text), "gates"));
    openness_text_free(text);

    /* Sets have no order, objects neither. */
    root = diff_json("a-1", "c-1", NULL, &text, &json);
    assert_int_equal(opn_node_count(at_path(root, "terms")), 0);
    assert_int_equal(opn_node_count(at_path(root, "lists")), 1);
    opn_json_free(json);
    openness_text_free(text);
    openness_database_free(database);
    database = base;
}

static void test_diff_dates(void **state)
{
    openness_text *text = NULL;
    opn_json *json = NULL;
    const opn_node *root = diff_json("free-1", "banned-1", "2024-06-01", &text, &json);

    (void)state;
    assert_string_at(root, "terms/0/id", "field_bans");
    assert_string_at(root, "b/date", "2024-01-01");
    opn_json_free(json);
    openness_text_free(text);
    root = diff_json("free-1", "banned-1", NULL, &text, &json);
    assert_int_equal(opn_node_count(at_path(root, "terms")), 0);
    opn_json_free(json);
    openness_text_free(text);
}

/* Ids that only the SPDX list has, and tags of Hugging Face. */
static void test_identity_and_tag(void **state)
{
    (void)state;
    assert_true(says("Zend-2.0", NULL, OPENNESS_FORMAT_TEXT, "by its id only"));
    assert_true(says("Zend-2.0", NULL, OPENNESS_FORMAT_TEXT, "license: other ("));
    assert_true(says("Zend-2.0", NULL, OPENNESS_FORMAT_JSON, "\"huggingface_tag\": null"));
    assert_reading("Zend-2.0", "mof", "yes | on the list mof");
    assert_true(says("llama-3.1", NULL, OPENNESS_FORMAT_TEXT, "license: llama3.1\n"));
    assert_true(says("MIT", NULL, OPENNESS_FORMAT_JSON, "\"huggingface_tag\": \"mit\""));
    assert_true(
        says("gated-1", NULL, OPENNESS_FORMAT_MARKDOWN, "On Hugging Face: license: other"));
}

/* Long expressions: as many parts as fit, answered in bounded time. */
static void test_long_expression(void **state)
{
    char text[1025] = "MIT";
    size_t length = 3;

    (void)state;
    while (length + 8 < sizeof text) {
        memcpy(text + length, " AND MIT", 9);
        length += 8;
    }
    assert_reading(text, "osi", "yes | on the list osi (MIT)");
}

static void sweep(const char *name, int (*run)(openness_text **, openness_error **))
{
    for (size_t n = 1;; n++) {
        openness_text *text = NULL;
        openness_error *error = NULL;
        size_t made;
        int status;

        opn_mem_fail_at(n);
        status = run(&text, &error);
        made = opn_mem_fail_at(0);
        openness_error_free(error);
        openness_text_free(text);
        if (made < n) {
            assert_int_equal(status, OPENNESS_OK);
            print_message("%s: %zu allocations\n", name, made);
            return;
        }
        assert_int_equal(status, OPENNESS_E_NOMEM);
    }
}

static int run_text(openness_text **out, openness_error **err)
{
    return openness_license_describe(database, "gated-1 OR (unread-1 AND LicenseRef-x)", NULL,
                                     OPENNESS_FORMAT_TEXT, 0, out, err);
}

static int run_json(openness_text **out, openness_error **err)
{
    return openness_license_describe(database, "gated-1 OR llama-3.2", "2024-12-01",
                                     OPENNESS_FORMAT_JSON, 0, out, err);
}

static int run_markdown(openness_text **out, openness_error **err)
{
    return openness_license_describe(database, "gemma", NULL, OPENNESS_FORMAT_MARKDOWN, 0, out,
                                     err);
}

static int run_diff_text(openness_text **out, openness_error **err)
{
    return openness_license_diff(database, "gated-1", "llama-3.2", NULL, OPENNESS_FORMAT_TEXT, 0,
                                 out, err);
}

static int run_diff_json(openness_text **out, openness_error **err)
{
    return openness_license_diff(database, "gated-1", "MIT", NULL, OPENNESS_FORMAT_JSON, 0, out,
                                 err);
}

static int run_diff_markdown(openness_text **out, openness_error **err)
{
    return openness_license_diff(database, "gated-1", "MIT", NULL, OPENNESS_FORMAT_MARKDOWN, 0,
                                 out, err);
}

static void test_out_of_memory(void **state)
{
    (void)state;
    sweep("text", run_text);
    sweep("json", run_json);
    sweep("markdown", run_markdown);
    sweep("diff text", run_diff_text);
    sweep("diff json", run_diff_json);
    sweep("diff markdown", run_diff_markdown);
}

static int open_all(void **state)
{
    (void)state;
    database = kit_extend(kit_database(), LICENSES);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_license),      cmocka_unit_test(test_lists),
        cmocka_unit_test(test_unread),           cmocka_unit_test(test_expressions),
        cmocka_unit_test(test_opaque),           cmocka_unit_test(test_dates),
        cmocka_unit_test(test_enough),           cmocka_unit_test(test_words),
        cmocka_unit_test(test_term_words),       cmocka_unit_test(test_text),
        cmocka_unit_test(test_text_content),     cmocka_unit_test(test_json),
        cmocka_unit_test(test_shipped),          cmocka_unit_test(test_levels_are_the_ladders),
        cmocka_unit_test(test_refusals),         cmocka_unit_test(test_diff),
        cmocka_unit_test(test_diff_of_sets),     cmocka_unit_test(test_diff_dates),
        cmocka_unit_test(test_identity_and_tag), cmocka_unit_test(test_long_expression),
        cmocka_unit_test(test_out_of_memory),
    };

    return cmocka_run_group_tests(tests, open_all, close_all);
}
