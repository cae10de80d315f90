/* test_claim.c: the table of words, and a label held against what earns it. */
#include "kit.h"

#include "../../lib/analyze_claim.h"

#include <openness/analyze.h>

static openness_database *database;

/* Every word leads to levels that exist; no two phrases are one. */
static void test_table(void **state)
{
    opn_arena arena = {0};
    opn_label_book book;

    (void)state;
    assert_int_equal(opn_label_book_read(&book, &arena), OPENNESS_OK);
    for (size_t i = 0; i < book.word_count; i++) {
        const opn_label_word *word = &book.words[i];

        for (size_t k = 0; k < word->definition_count; k++) {
            const opn_rubric *rubric = opn_database_rubric(database, word->definitions[k].rubric);
            const opn_rubric_node *node;
            bool found = false;

            assert_non_null(rubric);
            assert_true(rubric->result_level != SIZE_MAX);
            node = &rubric->nodes[rubric->result_level];
            for (size_t n = 1; n < node->level_count; n++) {
                found = found || opn_streq(rubric->levels[node->first_level + n].id,
                                           word->definitions[k].level);
            }
            assert_true(found);
        }
    }
    for (size_t i = 0; i < book.phrase_count; i++) {
        assert_ptr_equal(opn_label_find(&book, book.phrases[i].phrase), &book.phrases[i]);
    }
    opn_arena_free(&arena);
}

/* How a phrase is written does not matter, what else it says does. */
static void test_phrases(void **state)
{
    opn_arena arena = {0};
    opn_label_book book;
    const opn_label_phrase *open_source;

    (void)state;
    assert_int_equal(opn_label_book_read(&book, &arena), OPENNESS_OK);
    open_source = opn_label_find(&book, "open source");
    assert_non_null(open_source);
    assert_ptr_equal(opn_label_find(&book, " Open-Source. "), open_source);
    assert_ptr_equal(opn_label_find(&book, "the open_source"), open_source);
    assert_int_equal(opn_label_find(&book, "not open source")->stance, OPN_STANCE_DENIES);
    assert_int_equal(opn_label_find(&book, "Proprietary")->word_count, 0);
    assert_null(opn_label_find(&book, "mostly open source, we hope"));
    assert_null(opn_label_find(&book, "open source?"));
    assert_null(opn_label_find(&book, "opensource"));
    assert_null(opn_label_find(&book, ""));
    opn_arena_free(&arena);
}

#define LABELED(label, license)                                                                  \
    "{" KIT_HEAD ", 'release_date': '2024-01-01', 'label_claimed': {'value': '" label            \
    "', " KIT_EVIDENCE                                                                           \
    "}, 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"                 \
    " 'license': '" license "', " KIT_EVIDENCE "}]}"

static void check_verdict(const char *text, const char *rubric, opn_claim_verdict verdict)
{
    openness_release *release = kit_release(database, text);
    opn_arena arena = {0};
    opn_claim_result result;
    size_t seen = 0;

    assert_int_equal(opn_claim_make(&result, release, NULL, &arena), OPENNESS_OK);
    for (size_t i = 0; i < result.word_count; i++) {
        for (size_t k = 0; k < result.words[i].word->definition_count; k++) {
            const opn_claim_test *test = &result.words[i].tests[k];

            if (opn_streq(test->report->rubric->id, rubric)) {
                assert_int_equal(test->verdict, verdict);
                assert_true((test->gap_count == 0) ==
                            (verdict == OPN_CLAIM_EARNED || verdict == OPN_CLAIM_NOT_APPLICABLE));
                seen++;
            }
        }
    }
    assert_int_equal(seen, 1);
    opn_claim_free(&result);
    opn_arena_free(&arena);
    openness_release_free(release);
}

static void test_verdicts(void **state)
{
    (void)state;
    check_verdict(LABELED("open weights", "Apache-2.0"), "owd-0.1", OPN_CLAIM_EARNED);
    check_verdict(LABELED("open weights", "llama-3.1"), "owd-0.1", OPN_CLAIM_NOT_EARNED);
    check_verdict(LABELED("open weights", "unknown"), "owd-0.1", OPN_CLAIM_UNDETERMINED);
    check_verdict(LABELED("open source", "llama-3.1"), "g7-2026", OPN_CLAIM_NOT_EARNED);
    check_verdict(LABELED("open source", "Apache-2.0"), "g7-2026", OPN_CLAIM_UNDETERMINED);
    check_verdict(LABELED("open source", "Apache-2.0"), "os-ai-map-finetune",
                  OPN_CLAIM_NOT_APPLICABLE);
}

/* What lies between weights under their own terms and the label. */
static void test_between(void **state)
{
    openness_release *release = kit_release(database, LABELED("open weights", "llama-3.1"));
    const opn_vocabulary *vocabulary = &database->vocabulary;
    opn_arena arena = {0};
    opn_claim_result result;
    const opn_claim_test *test;

    (void)state;
    assert_int_equal(opn_claim_make(&result, release, NULL, &arena), OPENNESS_OK);
    assert_int_equal(result.word_count, 1);
    test = &result.words[0].tests[0];
    assert_string_equal(test->report->rubric->id, "g7-2026");
    assert_string_equal(test->report->rubric->nodes[test->gaps[0].criterion].id,
                        "weights_license");
    assert_false(test->gaps[0].unknown);
    assert_int_equal(test->gaps[0].reasons.count, 1);
    assert_string_equal(vocabulary->facts[test->gaps[0].reasons.items[0].fact].id,
                        "weights_license_listed");
    opn_claim_free(&result);
    opn_arena_free(&arena);
    openness_release_free(release);
}

static void check_has(const char *record, int format, const char *words)
{
    openness_release *release = kit_release(database, record);
    openness_text *text = NULL;

    assert_int_equal(openness_analyze_claim(release, NULL, format, 0, &text, NULL), OPENNESS_OK);
    if (strstr(openness_text_data(text), words) == NULL) {
        print_error("%s\n", openness_text_data(text));
        fail_msg("does not say: %s", words);
    }
    openness_text_free(text);
    openness_release_free(release);
}

static void test_pages(void **state)
{
    const char *silent = "{" KIT_HEAD ", 'artifacts': []}";

    (void)state;
    check_has(silent, OPENNESS_FORMAT_TEXT, "holds no label that the maker claims");
    check_has(silent, OPENNESS_FORMAT_JSON, "\"label\": null");
    check_has(LABELED("sort of open", "MIT"), OPENNESS_FORMAT_TEXT,
              "\"sort of open\". The phrase");
    check_has(LABELED("sort of open", "MIT"), OPENNESS_FORMAT_JSON, "\"in_table\": false");
    check_has(LABELED("proprietary", "none"), OPENNESS_FORMAT_TEXT, "It claims no openness.");
    check_has(LABELED("unknown", "none"), OPENNESS_FORMAT_TEXT, "is not known.");
    check_has(LABELED("open", "MIT"), OPENNESS_FORMAT_MARKDOWN,
              "By itself the word is defined by");
    check_has(LABELED("open source", "MIT"), OPENNESS_FORMAT_TEXT, "earns it under none");
    check_has(LABELED("open weights", "MIT"), OPENNESS_FORMAT_TEXT, "g7-2026@1, \"Open Weights");
}

static void test_arguments(void **state)
{
    openness_release *release = kit_release(database, LABELED("open", "MIT"));
    openness_text *text = NULL;

    (void)state;
    assert_int_equal(openness_analyze_claim(NULL, NULL, OPENNESS_FORMAT_JSON, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_claim(release, NULL, OPENNESS_FORMAT_JSON, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(
        openness_analyze_claim(release, "2024", OPENNESS_FORMAT_JSON, 0, &text, NULL),
        OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_analyze_claim(release, NULL, 4, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    openness_release_free(release);
}

static int setup(void **state)
{
    (void)state;
    database = kit_database();
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_table),    cmocka_unit_test(test_phrases),
        cmocka_unit_test(test_verdicts), cmocka_unit_test(test_between),
        cmocka_unit_test(test_pages),    cmocka_unit_test(test_arguments)};

    return cmocka_run_group_tests(tests, setup, teardown);
}
