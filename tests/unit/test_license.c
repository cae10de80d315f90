/* test_license.c: terms put into order, ladders over them, dated texts, lists. */
#include "kit.h"

#include "../../lib/license.h"

/* One term of each type, with an order for each and a ladder per order. */
#define TERMS                                                                                    \
    "'terms': [{'id': 'use', 'type': 'enum', 'values': ['none', 'some', 'all']},"                \
    " {'id': 'fixed', 'type': 'flag'}, {'id': 'bans', 'type': 'set', 'values': ['war', "         \
    "'spam']},"                                                                                  \
    " {'id': 'gates', 'type': 'list'}, {'id': 'mark', 'type': 'object'},"                        \
    " {'id': 'law', 'type': 'text'}]"
#define ORDERED                                                                                  \
    "'ordered': [{'id': 'use', 'ladder': ['no', 'part', 'any'], 'term': 'use',"                  \
    "  'map': {'none': 'no', 'some': 'part', 'all': 'any', 'silent': 'any'}},"                   \
    " {'id': 'fixed', 'ladder': ['no', 'yes'], 'term': 'fixed',"                                 \
    "  'map': {'true': 'yes', 'false': 'no'}},"                                                  \
    " {'id': 'bans', 'ladder': ['some', 'none'], 'term': 'bans'},"                               \
    " {'id': 'peace', 'ladder': ['no', 'yes'], 'term': 'bans', 'any_of': ['war']},"              \
    " {'id': 'gates', 'ladder': ['gate', 'none'], 'term': 'gates',"                              \
    "  'any': {'effect': ['permission', 'review']}},"                                            \
    " {'id': 'mark', 'ladder': ['duty', 'none'], 'term': 'mark'}]"
#define LISTS      "'lists': [{'id': 'board', 'title': 'Board', 'cite': 'c'}]"
#define LADDER(id) "{'id': '" id "', 'about': 'x', 'levels': [{'id': 'no'}, "
#define LADDERS                                                                                                                                                                                                \
    "'ladders': [" LADDER("use") "{'id': 'part', 'when': {'use': 'part'}},"                                                                                                                                    \
                                 "  {'id': 'any', 'when': {'use': 'any'}}]}," LADDER("fixed") "{'id': 'yes', 'when': {'fixed': 'yes'}}]}," LADDER("bans") "{'id': 'yes', 'when': {'bans': 'none'}}]}," LADDER( \
                                     "peace") "{'id': 'yes', 'when': {'peace': "                                                                                                                               \
                                              "'yes'}}]}," LADDER("gates") "{'id': 'yes', "                                                                                                                    \
                                                                           "'when': {'gates': "                                                                                                                \
                                                                           "'none'}}]}," LADDER("mark") "{'id': 'yes', 'when': {'mark': 'none'}}]},"                                                           \
                                                                                                        "{'id': 'board', 'about': 'x', 'external_from': 'yes', 'assign': {'special': 'yes'},"                  \
                                                                                                        " 'levels': [{'id': 'no'}, {'id': 'yes', 'when': {'list_board': 'yes'}}]}]"
#define HEAD       "{'format': 'openness-license-vocabulary/1', "
#define VOCABULARY HEAD TERMS ", " ORDERED ", " LISTS ", " LADDERS "}"

enum { USE, FIXED, BANS, PEACE, GATES, MARK, BOARD };

static opn_license_vocabulary vocabulary;

/* The document with these terms, read; its latest text's level on a ladder. */
static opn_pair level(const char *terms, size_t ladder)
{
    char text[1000];
    opn_arena arena = {0};
    opn_issues issues = {0};
    kit_document document;
    opn_license license;
    opn_pair pair;

    snprintf(text, sizeof text,
             "{'format': 'openness-license/1', 'id': 'x', 'name': 'X',"
             " 'texts': [{'terms': {%s}}]}",
             terms);
    document = kit_open(text);
    assert_int_equal(opn_license_read(&license, &vocabulary, document.root, &arena, &issues), 0);
    assert_int_equal(issues.count, 0);
    pair = opn_license_text_on(&license, NULL)->levels[ladder];
    kit_close(&document);
    opn_arena_free(&arena);
    opn_issues_free(&issues);
    return pair;
}

#define assert_level(terms, ladder, least, most)                                                 \
    do {                                                                                         \
        opn_pair pair_ = level(terms, ladder);                                                   \
        assert_int_equal(pair_.lo, least);                                                       \
        assert_int_equal(pair_.hi, most);                                                        \
    } while (0)

static void test_enum(void **state)
{
    (void)state;
    assert_level("'use': 'all'", USE, 2, 2);
    assert_level("'use': 'some'", USE, 1, 1);
    assert_level("'use': 'none'", USE, 0, 0);
    assert_level("'use': 'silent'", USE, 2, 2);
    /* Not read is not the same as not said. */
    assert_level("", USE, 0, 2);
    assert_level("'use': 'unknown'", USE, 0, 2);
    assert_level("'use': 'not_applicable'", USE, 0, 2);
}

static void test_flag(void **state)
{
    (void)state;
    assert_level("'fixed': true", FIXED, 1, 1);
    assert_level("'fixed': false", FIXED, 0, 0);
    assert_level("'fixed': 'unknown'", FIXED, 0, 1);
    assert_level("'fixed': 'silent'", FIXED, 0, 1);
}

static void test_set(void **state)
{
    (void)state;
    assert_level("'bans': []", BANS, 1, 1);
    assert_level("'bans': 'silent'", BANS, 1, 1);
    assert_level("'bans': 'not_applicable'", BANS, 1, 1);
    assert_level("'bans': ['spam']", BANS, 0, 0);
    assert_level("'bans': ['spam']", PEACE, 1, 1);
    assert_level("'bans': ['spam', 'war']", PEACE, 0, 0);
    assert_level("", PEACE, 0, 1);
}

static void test_list(void **state)
{
    (void)state;
    assert_level("'gates': []", GATES, 1, 1);
    assert_level("'gates': 'none'", GATES, 1, 1);
    assert_level("'gates': [{'effect': 'display'}]", GATES, 1, 1);
    assert_level("'gates': [{'effect': 'display'}, {'effect': 'review'}]", GATES, 0, 0);
    assert_level("'gates': [{'effect': ['display', 'permission']}]", GATES, 0, 0);
    /* A gate whose effect nobody knows may be one that counts. */
    assert_level("'gates': [{'metric': 'mau'}]", GATES, 0, 1);
    assert_level("'gates': [{'effect': 'unknown'}]", GATES, 0, 1);
    assert_level("'gates': [{'effect': 'unknown'}, {'effect': 'review'}]", GATES, 0, 0);
}

static void test_object(void **state)
{
    (void)state;
    assert_level("'mark': 'none'", MARK, 1, 1);
    assert_level("'mark': {'text': 'Built with X'}", MARK, 0, 0);
    assert_level("", MARK, 0, 1);
}

/* Reads a whole document (without format), which must be refused. */
static void refuse(const char *document, const char *id, const char *pointer)
{
    char text[1000];
    opn_arena arena = {0};
    opn_issues issues = {0};
    opn_license license;
    kit_document parsed;

    snprintf(text, sizeof text, "{'format': 'openness-license/1', %s}", document);
    parsed = kit_open(text);
    assert_int_equal(opn_license_read(&license, &vocabulary, parsed.root, &arena, &issues),
                     OPENNESS_E_SCHEMA);
    if (!kit_has(&issues, id, pointer)) {
        fail_msg("expected %s at %s, got %s at %s: %s", id, pointer, issues.items[0].id,
                 issues.items[0].place.pointer, kit_message(&issues, 0));
    }
    kit_close(&parsed);
    opn_arena_free(&arena);
    opn_issues_free(&issues);
}

static void test_refused_terms(void **state)
{
    (void)state;
#define REFUSE(terms, id, pointer)                                                               \
    refuse("'id': 'x', 'name': 'X', 'texts': [{'terms': {" terms "}}]", id,                      \
           "/texts/0/terms/" pointer)
    REFUSE("'usage': 'all'", "unknown-name", "usage");
    REFUSE("'use': 'al'", "unknown-level", "use");
    REFUSE("'use': true", "wrong-type", "use");
    REFUSE("'fixed': 'yes'", "wrong-type", "fixed");
    REFUSE("'bans': ['wars']", "unknown-level", "bans/0");
    REFUSE("'bans': [{}]", "wrong-type", "bans/0");
    REFUSE("'bans': {}", "wrong-type", "bans");
    REFUSE("'gates': ['x']", "wrong-type", "gates/0");
    REFUSE("'mark': []", "wrong-type", "mark");
    REFUSE("'law': 7", "wrong-type", "law");
#undef REFUSE
}

static void test_refused_documents(void **state)
{
    (void)state;
    refuse("'id': 'x', 'name': 'X', 'texts': []", "missing-member", "/texts");
    refuse("'id': 'x', 'name': 'X'", "missing-member", "");
    refuse("'id': 'x y', 'name': 'X', 'texts': [{'terms': {}}]", "bad-id", "/id");
    refuse("'id': 'x/y', 'name': 'X', 'texts': [{'terms': {}}]", "bad-id", "/id");
    refuse("'id': 'x', 'name': 'X', 'lists': ['boar'], 'texts': [{'terms': {}}]", "unknown-name",
           "/lists/0");
    refuse("'id': 'x', 'name': 'X', 'texts': [{'terms': {}, 'date': '2024-13'}]", "bad-date",
           "/texts/0/date");
    refuse("'id': 'x', 'name': 'X', 'texts': [{'terms': {}, 'date': '2024'},"
           " {'terms': {}, 'date': '2023'}]",
           "bad-date", "/texts/1");
    refuse("'id': 'x', 'name': 'X', 'texts': [{'terms': {}, 'clauses': {'usage': '1'}}]",
           "unknown-name", "/texts/0/clauses/usage");
}

static void test_texts(void **state)
{
    kit_document document =
        kit_open("{'format': 'openness-license/1', 'id': 'x', 'name': 'X', 'lists': ['board'],"
                 "'texts': [{'date': '2023-05', 'terms': {'use': 'none'}},"
                 "{'date': '2024-02-01', 'terms': {'use': 'some'}},"
                 "{'date': '2025', 'terms': {'use': 'all'}}]}");
    opn_arena arena = {0};
    opn_issues issues = {0};
    opn_license license;

    (void)state;
    assert_int_equal(opn_license_read(&license, &vocabulary, document.root, &arena, &issues), 0);
    assert_int_equal(license.text_count, 3);
    assert_int_equal(opn_license_text_on(&license, NULL)->levels[USE].lo, 2);
    assert_int_equal(opn_license_text_on(&license, "2020-01-01")->levels[USE].lo, 0);
    assert_int_equal(opn_license_text_on(&license, "2024-01-31")->levels[USE].lo, 0);
    assert_int_equal(opn_license_text_on(&license, "2024-02-01")->levels[USE].lo, 1);
    assert_int_equal(opn_license_text_on(&license, "2025-01-01")->levels[USE].lo, 2);
    /* Membership does not depend on the text. */
    assert_int_equal(license.texts[0].levels[BOARD].lo, 1);
    assert_int_equal(license.texts[2].levels[BOARD].lo, 1);
    kit_close(&document);
    opn_arena_free(&arena);
    opn_issues_free(&issues);
}

static void test_lists_and_verdicts(void **state)
{
    kit_document document =
        kit_open("{'format': 'openness-license/1', 'id': 'special', 'name': 'X',"
                 "'texts': [{'terms': {}}]}");
    opn_arena arena = {0};
    opn_issues issues = {0};
    opn_license license;

    (void)state;
    /* Known not to be on the list, although nobody read the text. */
    assert_level("", BOARD, 0, 0);
    /* The authority has spoken about this one. */
    assert_int_equal(opn_license_read(&license, &vocabulary, document.root, &arena, &issues), 0);
    assert_int_equal(license.texts[0].levels[BOARD].lo, 1);
    kit_close(&document);
    opn_arena_free(&arena);
    opn_issues_free(&issues);
}

static void refuse_vocabulary(const char *text, const char *id, const char *pointer)
{
    kit_document document = kit_open(text);
    opn_license_vocabulary out;
    opn_issues issues = {0};

    assert_int_equal(opn_license_vocabulary_read(&out, document.root, &issues),
                     OPENNESS_E_SCHEMA);
    if (!kit_has(&issues, id, pointer)) {
        fail_msg("expected %s at %s, got %s at %s: %s", id, pointer, issues.items[0].id,
                 issues.items[0].place.pointer, kit_message(&issues, 0));
    }
    opn_license_vocabulary_free(&out);
    opn_issues_free(&issues);
    kit_close(&document);
}

static void test_refused_vocabularies(void **state)
{
    (void)state;
#define ORDER(text) HEAD TERMS ", 'ordered': [" text "], 'lists': [], 'ladders': []}"
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x', 'y'], 'term': 'us', 'map': {}}"),
                      "unknown-name", "/ordered/0/term");
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x'], 'term': 'bans'}"), "missing-level",
                      "/ordered/0");
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x', 'y'], 'term': 'use',"
                            " 'map': {'none': 'x', 'some': 'y'}}"),
                      "missing-level", "/ordered/0/map");
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x', 'y'], 'term': 'use',"
                            " 'map': {'none': 'x', 'some': 'z', 'all': 'y'}}"),
                      "unknown-level", "/ordered/0/map/some");
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x', 'y'], 'term': 'use',"
                            " 'map': {'none': 'x', 'some': 'y', 'all': 'y', 'other': 'y'}}"),
                      "unknown-level", "/ordered/0/map/other");
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x', 'y'], 'term': 'law'}"), "unsupported",
                      "/ordered/0");
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x', 'y'], 'term': 'gates', 'any': {}}"),
                      "unsupported", "/ordered/0/any");
    refuse_vocabulary(ORDER("{'id': 'a', 'ladder': ['x', 'y'], 'term': 'gates',"
                            " 'any': {'effect': 7}}"),
                      "wrong-type", "/ordered/0/any/effect");
#undef ORDER
    refuse_vocabulary(HEAD "'terms': [{'id': 'a', 'type': 'enums'}], 'ordered': [],"
                           "'lists': [], 'ladders': []}",
                      "unknown-kind", "/terms/0/type");
    refuse_vocabulary(HEAD "'terms': [{'id': 'a', 'type': 'flag'}, {'id': 'a', 'type': 'flag'}],"
                           "'ordered': [], 'lists': [], 'ladders': []}",
                      "duplicate-id", "/terms");
    refuse_vocabulary("{'format': 'openness-license/1'}", "unknown-format", "/format");
}

static void test_refused_ladders(void **state)
{
    (void)state;
#define WITH(levels)                                                                             \
    HEAD TERMS ", " ORDERED ", " LISTS ", 'ladders': [{'id': 'a', 'about': 'x', " levels "}]}"
    refuse_vocabulary(WITH("'levels': [{'id': 'no'}]"), "missing-level", "/ladders/0");
    refuse_vocabulary(WITH("'levels': [{'id': 'no'}, {'id': 'yes'}]"), "missing-level",
                      "/ladders/0/levels/1");
    refuse_vocabulary(WITH("'levels': [{'id': 'no', 'when': {}}, {'id': 'yes', 'when': {}}]"),
                      "missing-level", "/ladders/0/levels/0");
    refuse_vocabulary(WITH("'levels': [{'id': 'no'}, {'id': 'yes', 'when': {'usage': 'any'}}]"),
                      "unknown-name", "/ladders/0/levels/1/when/usage");
    refuse_vocabulary(WITH("'levels': [{'id': 'no'}, {'id': 'yes', 'when': {'use': 'all'}}]"),
                      "unknown-level", "/ladders/0/levels/1/when/use");
    refuse_vocabulary(WITH("'external_from': 'maybe', 'levels': [{'id': 'no'},"
                           " {'id': 'yes', 'when': {'list_board': 'yes'}}]"),
                      "unknown-level", "/ladders/0/external_from");
    refuse_vocabulary(WITH("'assign': {'x': 'maybe'}, 'levels': [{'id': 'no'},"
                           " {'id': 'yes', 'when': {'list_board': 'yes'}}]"),
                      "unknown-level", "/ladders/0/assign/x");
#undef WITH
}

/* Every shipped license, and the one that tops all ladders: without it the
 * upper bounds of facts could not be reached together. */
static void test_shipped(void **state)
{
    openness_database *database = kit_database();
    const opn_license_vocabulary *shipped = &database->license_vocabulary;
    size_t tops_all = 0;

    (void)state;
    assert_true(database->license_count >= 185);
    for (size_t i = 0; i < database->license_count; i++) {
        const opn_license_text *text = opn_license_text_on(&database->licenses[i], NULL);
        bool top = true;

        for (size_t k = 0; k < shipped->ladder_count; k++) {
            assert_true(text->levels[k].lo >= 0 && text->levels[k].lo <= text->levels[k].hi);
            assert_true((size_t)text->levels[k].hi < shipped->ladders[k].level_count);
            top = top && (size_t)text->levels[k].lo + 1 == shipped->ladders[k].level_count;
        }
        tops_all += top ? 1 : 0;
    }
    assert_true(tops_all >= 1);
    openness_database_free(database);
}

static int read_vocabulary(void **state)
{
    kit_document document = kit_open(VOCABULARY);
    opn_issues issues = {0};
    int status = opn_license_vocabulary_read(&vocabulary, document.root, &issues);

    (void)state;
    if (status != OPENNESS_OK) {
        print_error("%s\n", kit_message(&issues, 0));
    }
    opn_issues_free(&issues);
    kit_close(&document);
    return status;
}

static int free_vocabulary(void **state)
{
    (void)state;
    opn_license_vocabulary_free(&vocabulary);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_enum),
        cmocka_unit_test(test_flag),
        cmocka_unit_test(test_set),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_object),
        cmocka_unit_test(test_refused_terms),
        cmocka_unit_test(test_refused_documents),
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_lists_and_verdicts),
        cmocka_unit_test(test_refused_vocabularies),
        cmocka_unit_test(test_refused_ladders),
        cmocka_unit_test(test_shipped),
    };

    return cmocka_run_group_tests(tests, read_vocabulary, free_vocabulary);
}
