/* test_steps.c: ways to the next level and the questions that matter. */
#include "demo.h"

static const char *step_id(const openness_report *report, const opn_step *step)
{
    return report->rubric->nodes[step->criterion].id;
}

static const char *fact_id(const openness_report *report, const opn_question *question)
{
    return report->database->vocabulary.facts[question->fact].id;
}

static void test_ways_are_minimal(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    const opn_way *ways = report->ways;

    (void)state;
    assert_string_equal(report->next_level->id, "open");
    assert_int_equal(report->way_count, 2);
    /* Both take two steps; the one with something to find out stands first.
     * What is met (weights, license) and what does not apply (tuning) is not asked. */
    assert_int_equal(ways[0].count, 2);
    assert_string_equal(step_id(report, &ways[0].items[0]), "paper");
    assert_true(ways[0].items[0].unknown);
    assert_string_equal(step_id(report, &ways[0].items[1]), "code");
    assert_false(ways[0].items[1].unknown);
    assert_int_equal(ways[1].count, 2);
    assert_string_equal(step_id(report, &ways[1].items[0]), "data");
    assert_int_equal(ways[1].items[0].level, 2);
    openness_report_free(report);
}

static void test_taking_a_way_gets_there(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    const opn_rubric *rubric = report->rubric;
    opn_pair levels[6];
    opn_value values[8];

    (void)state;
    assert_int_equal(rubric->node_count, 8);
    for (size_t w = 0; w < report->way_count; w++) {
        for (size_t c = 0; c < 6; c++) {
            levels[c] = report->criteria[c].level;
        }
        /* Not before the last step, and surely after it. */
        for (size_t i = 0; i < report->ways[w].count; i++) {
            const opn_step *step = &report->ways[w].items[i];

            opn_evaluate_levels(rubric, levels, values);
            assert_int_equal(values[rubric->result_level].level.lo, 1);
            levels[step->criterion] = (opn_pair){step->level, step->level};
        }
        opn_evaluate_levels(rubric, levels, values);
        assert_int_equal(values[rubric->result_level].level.lo, 2);
    }
    openness_report_free(report);
}

/* Data described for sure and maybe full: the way "data full, code" must not
 * hide "paper, code", nor repeat it with more steps. */
static void test_a_way_within_another_is_kept_alone(void **state)
{
    openness_report *report = demo_report(
        "demo",
        DEMO_RELEASE_HEAD "'artifacts': [" DEMO_WEIGHTS "," DEMO_NO_TUNING ","
                          "{'kind': 'technical_report', 'access': 'public', 'extent': 'full',"
                          " 'license': 'MIT'," DEMO_EVIDENCE("https://example.org/tr", "it") "},"
                          "{'kind': 'training_data', 'stage': 'pretraining', 'access': 'none',"
                          " 'extent': 'listed'," DEMO_EVIDENCE("https://example.org/d", "it")
                          "}]}",
        OPENNESS_MODE_RECORD, NULL);

    (void)state;
    /* {code} lies within {code, data}: only the first is a way. */
    assert_int_equal(report->way_count, 1);
    assert_int_equal(report->ways[0].count, 1);
    assert_string_equal(step_id(report, &report->ways[0].items[0]), "code");
    openness_report_free(report);
}

#define OPEN_RELEASE                                                                             \
    DEMO_RELEASE_HEAD                                                                            \
    "'artifacts': [" DEMO_WEIGHTS "," DEMO_NO_TUNING ","                                         \
    "{'kind': 'preprocessing_code', 'access': 'public', 'extent': 'full', 'license': 'MIT',"     \
    DEMO_EVIDENCE("https://example.org/code", "it") "},"                                         \
    "{'kind': 'evaluation_code', 'access': 'public', 'extent': 'full', 'license': 'MIT',"        \
    DEMO_EVIDENCE("https://example.org/code", "it") "},"                                         \
    "{'kind': 'technical_report', 'access': 'none', 'extent': 'none',"                           \
    DEMO_EVIDENCE("https://example.org/code", "none") "},"                                       \
    "{'kind': 'preprint', 'access': 'none', 'extent': 'none',"                                   \
    DEMO_EVIDENCE("https://example.org/code", "none") "},"                                       \
    "{'kind': 'training_data', 'stage': 'pretraining', 'access': 'public', 'extent': 'full',"    \
    " 'license': 'MIT'," DEMO_EVIDENCE("https://example.org/d", "it") "}]}"

static void test_at_the_top_the_score_leads_on(void **state)
{
    openness_report *report = demo_report("demo", OPEN_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    assert_string_equal(openness_report_level(report), "open");
    assert_null(report->next_level);
    assert_int_equal(report->way_count, 1);
    assert_string_equal(step_id(report, &report->ways[0].items[0]), "paper");
    assert_int_equal(report->ways[0].gain.num, 1);
    assert_int_equal(report->ways[0].gain.den, 3);
    openness_report_free(report);
}

static void test_ways_of_a_score(void **state)
{
    openness_report *report = demo_report("demo-score", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    const opn_way *ways = report->ways;

    (void)state;
    assert_null(report->next_level);
    /* Equal gains stand in the order of the criteria; what does not count
     * towards the score (weights, license, code) is no way. */
    assert_int_equal(report->way_count, 2);
    assert_string_equal(step_id(report, &ways[0].items[0]), "data");
    assert_string_equal(step_id(report, &ways[1].items[0]), "paper");
    assert_true(ways[1].items[0].unknown);
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(ways[i].count, 1);
        assert_int_equal(ways[i].gain.num, 1);
        assert_int_equal(ways[i].gain.den, 3);
    }
    openness_report_free(report);
}

static void test_questions(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    const opn_question *questions = report->questions;

    (void)state;
    /* Only the two documents are open. Each alone lifts the score to 2/3. */
    assert_int_equal(report->question_count, 2);
    assert_string_equal(fact_id(report, &questions[0]), "technical_report");
    assert_string_equal(fact_id(report, &questions[1]), "preprint");
    for (size_t i = 0; i < 2; i++) {
        assert_true(questions[i].moves);
        assert_int_equal(questions[i].level, 1);
        assert_int_equal(questions[i].score.num, 2);
        assert_int_equal(questions[i].score.den, 3);
    }
    openness_report_free(report);
}

static void test_questions_in_order_of_effect(void **state)
{
    /* Weights, license and tuning are known; all else is open. */
    openness_report *report =
        demo_report("demo", DEMO_RELEASE_HEAD "'artifacts': [" DEMO_WEIGHTS "]}",
                    OPENNESS_MODE_RECORD, NULL);
    size_t data = SIZE_MAX;
    size_t paper = SIZE_MAX;
    size_t code = SIZE_MAX;

    (void)state;
    for (size_t i = 0; i < report->question_count; i++) {
        const char *id = fact_id(report, &report->questions[i]);

        data = strcmp(id, "pretraining_data") == 0 ? i : data;
        paper = strcmp(id, "preprint") == 0 ? i : paper;
        code = strcmp(id, "preprocessing_code") == 0 ? i : code;
    }
    /* Data moves the score by half, a paper by a quarter, code not by itself. */
    assert_true(data < paper && paper < code && code < report->question_count);
    assert_true(report->questions[paper].moves);
    assert_false(report->questions[code].moves);
    /* Without that code the label cannot be open: it still matters. */
    assert_true(report->questions[code].narrows);
    openness_report_free(report);
}

/* A rubric that may or may not speak to a release asks that first. */
static void test_whether_it_applies_is_a_question(void **state)
{
    openness_report *report = demo_report(
        "demo-audio",
        "{'format': 'openness-release/1', 'id': 'acme/one', 'name': 'One', 'producer': 'Acme',"
        "'kind': 'base', 'artifacts': [" DEMO_WEIGHTS "]}",
        OPENNESS_MODE_RECORD, NULL);
    bool found = false;

    (void)state;
    assert_int_equal(openness_report_applies(report), OPENNESS_UNKNOWN);
    for (size_t i = 0; i < report->question_count; i++) {
        if (strcmp(fact_id(report, &report->questions[i]), "modality_audio") == 0) {
            found = true;
            assert_true(report->questions[i].moves);
        }
    }
    assert_true(found);
    openness_report_free(report);
}

static void test_assessed_criteria_ask_nothing(void **state)
{
    openness_report *report = demo_report(
        "demo",
        DEMO_RELEASE_HEAD "'artifacts': [" DEMO_WEIGHTS "], 'assessments': ["
                          "{'rubric': 'demo', 'version': 3, 'criterion': 'paper', 'level': 'yes',"
                          " 'by': 'Jury', 'date': '2026-05-01',"
                          DEMO_EVIDENCE("https://example.org/jury", "a vote") "}]}",
        OPENNESS_MODE_ASSESSED, NULL);

    (void)state;
    for (size_t i = 0; i < report->question_count; i++) {
        assert_string_not_equal(fact_id(report, &report->questions[i]), "preprint");
        assert_string_not_equal(fact_id(report, &report->questions[i]), "technical_report");
    }
    assert_int_equal(report->criteria[4].because.count, 0);
    assert_int_equal(report->criteria[4].blocked.count, 0);
    openness_report_free(report);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ways_are_minimal),
        cmocka_unit_test(test_taking_a_way_gets_there),
        cmocka_unit_test(test_a_way_within_another_is_kept_alone),
        cmocka_unit_test(test_at_the_top_the_score_leads_on),
        cmocka_unit_test(test_ways_of_a_score),
        cmocka_unit_test(test_questions),
        cmocka_unit_test(test_questions_in_order_of_effect),
        cmocka_unit_test(test_whether_it_applies_is_a_question),
        cmocka_unit_test(test_assessed_criteria_ask_nothing),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
