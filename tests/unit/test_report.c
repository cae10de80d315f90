/* test_report.c: what a report says, its getters, assessments, days and vectors. */
#include "demo.h"

static void test_levels_and_scores(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    assert_string_equal(openness_report_rubric(report), "demo");
    assert_string_equal(openness_report_release(report), "acme/one");
    assert_int_equal(openness_report_applies(report), OPENNESS_YES);
    assert_string_equal(openness_report_level(report), "weights");
    assert_string_equal(openness_report_level_at(report, OPENNESS_LOWER), "weights");
    assert_string_equal(openness_report_level_at(report, OPENNESS_UPPER), "weights");
    /* Data counts twice at one half, the paper is open: 1/3 to 2/3. */
    assert_string_equal(openness_report_score_text(report, OPENNESS_LOWER), "33.3");
    assert_string_equal(openness_report_score_text(report, OPENNESS_UPPER), "66.7");
    assert_int_equal(openness_report_score_milli(report, OPENNESS_LOWER), 33333);
    assert_int_equal(openness_report_score_milli(report, OPENNESS_UPPER), 66667);
    assert_string_equal(openness_report_vector(report), "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0");
    openness_report_free(report);
}

static void test_criteria(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    assert_int_equal(openness_report_criterion_count(report), 6);
    /* Tuning does not apply, the paper is open. */
    assert_int_equal(openness_report_decided_count(report), 4);
    assert_int_equal(report->applicable, 5);
    assert_string_equal(openness_report_criterion_id(report, 4), "paper");
    assert_string_equal(openness_report_criterion_level(report, 4, OPENNESS_LOWER), "no");
    assert_string_equal(openness_report_criterion_level(report, 4, OPENNESS_UPPER), "yes");
    assert_string_equal(openness_report_criterion_level(report, 3, OPENNESS_LOWER),
                        "not_applicable");
    assert_string_equal(openness_report_criterion_id(report, 6), "");
    assert_string_equal(openness_report_criterion_level(report, 6, OPENNESS_LOWER), "");
    assert_string_equal(openness_report_criterion_level(report, 0, 2), "");
    openness_report_free(report);
}

static void test_getters_of_nothing(void **state)
{
    openness_report *report = demo_report("demo-score", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    assert_string_equal(openness_report_vector(NULL), "");
    assert_string_equal(openness_report_rubric(NULL), "");
    assert_string_equal(openness_report_release(NULL), "");
    assert_int_equal(openness_report_applies(NULL), OPENNESS_NO);
    assert_string_equal(openness_report_level(NULL), "");
    assert_string_equal(openness_report_level_at(NULL, OPENNESS_LOWER), "");
    assert_int_equal(openness_report_score_milli(NULL, OPENNESS_LOWER), -1);
    assert_string_equal(openness_report_score_text(NULL, OPENNESS_LOWER), "");
    assert_int_equal(openness_report_criterion_count(NULL), 0);
    assert_int_equal(openness_report_decided_count(NULL), 0);
    assert_string_equal(openness_report_criterion_id(NULL, 0), "");
    assert_string_equal(openness_report_criterion_level(NULL, 0, OPENNESS_LOWER), "");
    openness_report_free(NULL);
    /* A rubric without a ladder, and an end that is none. */
    assert_string_equal(openness_report_level(report), "");
    assert_string_equal(openness_report_level_at(report, OPENNESS_LOWER), "");
    assert_int_equal(openness_report_score_milli(report, 2), -1);
    assert_int_equal(openness_report_score_milli(report, -1), -1);
    assert_string_equal(openness_report_score_text(report, 7), "");
    openness_report_free(report);
}

static void test_reasons(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    const opn_vocabulary *vocabulary = &report->database->vocabulary;
    const opn_criterion_result *weights = &report->criteria[0];
    const opn_criterion_result *paper = &report->criteria[4];
    const opn_criterion_result *code = &report->criteria[5];

    (void)state;
    assert_int_equal(weights->because.count, 1);
    assert_string_equal(vocabulary->facts[weights->because.items[0].fact].id, "weights");
    assert_null(weights->next);
    /* Either document would do, and nobody knows: one of them is asked for. */
    assert_int_equal(paper->because.count, 0);
    assert_int_equal(paper->blocked.count, 1);
    assert_true(paper->blocked.items[0].unknown);
    assert_string_equal(paper->next->id, "yes");
    /* Tuning code does not apply, so evaluation code is what is left to ask. */
    assert_int_equal(code->blocked.count, 1);
    assert_string_equal(vocabulary->facts[code->blocked.items[0].fact].id, "evaluation_code");
    assert_false(code->blocked.items[0].unknown);
    assert_int_equal(report->criteria[3].because.count + report->criteria[3].blocked.count, 0);
    assert_null(report->criteria[3].next);
    openness_report_free(report);
}

static void test_claims_support_their_member(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);
    const opn_fact_source *license = report->criteria[1].because.items[0].source;
    const opn_fact_source *weights = report->criteria[0].because.items[0].source;
    size_t at = 0;

    (void)state;
    assert_string_equal(opn_report_claim(license, &at)->source, "https://example.org/one/license");
    assert_null(opn_report_claim(license, &at));
    assert_null(opn_report_claim(license, &at));
    at = 0;
    assert_string_equal(opn_report_claim(weights, &at)->source, "https://example.org/one");
    assert_null(opn_report_claim(weights, &at));
    openness_report_free(report);
}

static void test_sources_are_cited_once(void **state)
{
    openness_report *report = demo_report("demo", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    for (size_t i = 0; i < report->cited_count; i++) {
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(report->cited[i].claim->source,
                                    report->cited[k].claim->source);
        }
    }
    assert_int_equal(report->cited_count, 4);
    openness_report_free(report);
}

/* Nothing is known but that there are weights. */
#define UNKNOWN_RELEASE                                                                          \
    DEMO_RELEASE_HEAD "'artifacts': [{'kind': 'weights', 'access': 'unknown',"                   \
                      " 'extent': 'unknown', 'license': 'unknown'}]}"

static void test_headline_of_unknown(void **state)
{
    openness_report *withheld =
        demo_report("demo", UNKNOWN_RELEASE, OPENNESS_MODE_RECORD, NULL);
    openness_report *no = demo_report("demo-no", UNKNOWN_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    assert_string_equal(openness_report_level(withheld), "undetermined");
    assert_string_equal(openness_report_level_at(withheld, OPENNESS_LOWER), "closed");
    assert_string_equal(openness_report_level_at(withheld, OPENNESS_UPPER), "open");
    assert_string_equal(openness_report_level(no), "closed");
    assert_string_equal(openness_report_level_at(no, OPENNESS_UPPER), "open");
    assert_string_equal(openness_report_score_text(no, OPENNESS_LOWER), "0.0");
    assert_string_equal(openness_report_score_text(no, OPENNESS_UPPER), "100.0");
    assert_string_equal(openness_report_vector(no), "OPN1/demo-no@1/W:?/L:?/D:?/T:?/P:?/C:?");
    openness_report_free(withheld);
    openness_report_free(no);
}

static void test_rubric_that_does_not_speak(void **state)
{
    openness_report *report =
        demo_report("demo-audio", DEMO_RELEASE, OPENNESS_MODE_RECORD, NULL);

    (void)state;
    assert_int_equal(openness_report_applies(report), OPENNESS_NO);
    assert_string_equal(openness_report_level(report), "not_applicable");
    assert_string_equal(openness_report_level_at(report, OPENNESS_LOWER), "weights");
    assert_int_equal(report->way_count, 0);
    assert_int_equal(report->question_count, 0);
    openness_report_free(report);
}

#define ASSESSED(criterion, level, version, date)                                                \
    "{'rubric': 'demo', 'version': " version ", 'criterion': '" criterion "', 'level': '" level   \
    "', 'by': 'Jury', 'date': '" date "'," DEMO_EVIDENCE("https://example.org/jury", "a vote") "}"

#define ASSESSED_RELEASE(list)                                                                   \
    DEMO_RELEASE_HEAD "'artifacts': [" DEMO_WEIGHTS "," DEMO_NO_TUNING ","                       \
                      "{'kind': 'training_data', 'stage': 'pretraining', 'access': 'none',"      \
                      " 'extent': 'listed'," DEMO_EVIDENCE("https://example.org/data", "a list") \
                      "}], 'assessments': [" list "]}"

#define TWO_ASSESSMENTS                                                                          \
    ASSESSED_RELEASE(ASSESSED("data", "full", "3", "2026-05-01") ","                             \
                     ASSESSED("paper", "yes", "3", "2026-05-01"))

static void test_assessments_by_mode(void **state)
{
    openness_report *record = demo_report("demo", TWO_ASSESSMENTS, OPENNESS_MODE_RECORD, NULL);
    openness_report *fill = demo_report("demo", TWO_ASSESSMENTS, OPENNESS_MODE_FILL, NULL);
    openness_report *replace =
        demo_report("demo", TWO_ASSESSMENTS, OPENNESS_MODE_ASSESSED, NULL);

    (void)state;
    assert_string_equal(openness_report_vector(record), "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:?");
    assert_string_equal(openness_report_vector(fill), "OPN1/demo@3/W:1/L:2/D:1/T:-/P:1*/C:?");
    assert_string_equal(openness_report_vector(replace),
                        "OPN1/demo@3/W:1/L:2/D:2*/T:-/P:1*/C:?");
    /* Whatever the mode, the disagreement is seen. */
    for (int i = 0; i < 3; i++) {
        const openness_report *report = i == 0 ? record : i == 1 ? fill : replace;

        assert_true(report->criteria[2].conflict);
        assert_non_null(report->criteria[2].assessment);
        assert_false(report->criteria[4].conflict);
    }
    openness_report_free(record);
    openness_report_free(fill);
    openness_report_free(replace);
}

static void test_latest_assessment_counts(void **state)
{
    openness_report *report = demo_report(
        "demo",
        ASSESSED_RELEASE(ASSESSED("paper", "yes", "3", "2026-05-01") ","
                         ASSESSED("paper", "no", "3", "2026-02") ","
                         ASSESSED("data", "full", "2", "2026-02-01")),
        OPENNESS_MODE_ASSESSED, NULL);

    (void)state;
    /* The assessment of another version of the rubric is about another text. */
    assert_string_equal(openness_report_vector(report), "OPN1/demo@3/W:1/L:2/D:1/T:-/P:1*/C:?");
    openness_report_free(report);
}

static void test_assessments_have_a_day(void **state)
{
    openness_report *before =
        demo_report("demo", TWO_ASSESSMENTS, OPENNESS_MODE_ASSESSED, "2026-04-30");
    openness_report *on =
        demo_report("demo", TWO_ASSESSMENTS, OPENNESS_MODE_ASSESSED, "2026-05-01");

    (void)state;
    assert_string_equal(openness_report_vector(before), "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:?");
    assert_string_equal(openness_report_vector(on), "OPN1/demo@3/W:1/L:2/D:2*/T:-/P:1*/C:?");
    openness_report_free(before);
    openness_report_free(on);
}

static void test_arguments(void **state)
{
    openness_database *database = demo_database();
    openness_release *release = demo_release(database, DEMO_RELEASE);
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;
    openness_error *error = NULL;
    static const char *const days[] = {"2026", "2026-01", "2026-02-30", "", "2026-1-1 "};

    (void)state;
    assert_int_equal(openness_rubric_get(database, "demo", &rubric, NULL), OPENNESS_OK);
    assert_int_equal(openness_evaluate(NULL, rubric, 0, NULL, &report, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_evaluate(release, NULL, 0, NULL, &report, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_evaluate(release, rubric, 0, NULL, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_evaluate(release, rubric, 3, NULL, &report, &error),
                     OPENNESS_E_ARGUMENT);
    assert_null(report);
    assert_int_equal(openness_error_code(error), OPENNESS_E_ARGUMENT);
    openness_error_free(error);
    for (size_t i = 0; i < OPN_ARRAY_LEN(days); i++) {
        assert_int_equal(openness_evaluate(release, rubric, 0, days[i], &report, NULL),
                         OPENNESS_E_ARGUMENT);
    }
    assert_int_equal(openness_evaluate(release, rubric, 0, "2026-02-28", &report, &error),
                     OPENNESS_OK);
    assert_null(error);
    openness_report_free(report);
    openness_release_free(release);
    openness_rubric_free(rubric);
    openness_database_free(database);
}

static void check_round_trip(const openness_database *database, const char *vector)
{
    openness_report *report = NULL;

    assert_int_equal(openness_report_from_vector(database, vector, &report, NULL), OPENNESS_OK);
    assert_string_equal(openness_report_vector(report), vector);
    assert_string_equal(openness_report_release(report), "");
    openness_report_free(report);
}

static void test_vectors_round_trip(void **state)
{
    openness_database *database = demo_database();
    openness_report *report = NULL;

    (void)state;
    check_round_trip(database, "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0");
    check_round_trip(database, "OPN1/demo@3/W:1*/L:1..2/D:0..1*/T:?/P:0/C:1");
    assert_int_equal(openness_report_from_vector(database, "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0",
                                                 &report, NULL),
                     OPENNESS_OK);
    assert_string_equal(openness_report_level(report), "weights");
    assert_string_equal(openness_report_score_text(report, OPENNESS_LOWER), "33.3");
    assert_string_equal(openness_report_score_text(report, OPENNESS_UPPER), "66.7");
    /* Ways lead over criteria, so they survive. */
    assert_int_equal(report->way_count, 2);
    openness_report_free(report);
    openness_database_free(database);
}

static void test_vectors_refused(void **state)
{
    static const struct {
        const char *vector;
        int status;
        size_t column; /* 0: whatever it is */
    } cases[] = {
        {"", OPENNESS_E_VECTOR, 1},
        {"demo", OPENNESS_E_VECTOR, 1},
        {"OPN1/nothing@1/W:1", OPENNESS_E_NOT_FOUND, 0},
        {"OPN1/demo@2/W:1/L:2/D:1/T:-/P:?/C:0", OPENNESS_E_NOT_FOUND, 0},
        {"OPN1/demo@3/W:1/L:2/D:1/T:-/P:?", OPENNESS_E_VECTOR, 0},
        {"OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:2", OPENNESS_E_VECTOR, 35},
        {"OPN1/demo@3/W:1/L:0..2/D:1/T:-/P:?/C:0", OPENNESS_E_VECTOR, 0},
    };
    openness_database *database = demo_database();
    openness_report *report = NULL;
    openness_error *error = NULL;

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        assert_int_equal(
            openness_report_from_vector(database, cases[i].vector, &report, &error),
            cases[i].status);
        assert_null(report);
        assert_non_null(error);
        if (cases[i].column > 0) {
            assert_int_equal(openness_error_issue_column(error, 0), cases[i].column);
        }
        openness_error_free(error);
    }
    assert_int_equal(openness_report_from_vector(NULL, "", &report, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_report_from_vector(database, NULL, &report, NULL),
                     OPENNESS_E_ARGUMENT);
    openness_database_free(database);
}

static void test_one_call(void **state)
{
    openness_database *database = demo_database();
    openness_text *text = NULL;
    openness_error *error = NULL;
    char *json = demo_json(DEMO_RELEASE);

    (void)state;
    assert_int_equal(openness_score_json(database, json, strlen(json), "demo",
                                         OPENNESS_FORMAT_VECTOR, 0, &text, NULL),
                     OPENNESS_OK);
    assert_string_equal(openness_text_data(text), "OPN1/demo@3/W:1/L:2/D:1/T:-/P:?/C:0\n");
    openness_text_free(text);
    assert_int_equal(openness_score_json(database, json, strlen(json), "demi",
                                         OPENNESS_FORMAT_VECTOR, 0, &text, &error),
                     OPENNESS_E_NOT_FOUND);
    assert_non_null(strstr(openness_error_message(error), "demo"));
    openness_error_free(error);
    assert_int_equal(openness_score_json(database, json, 3, "demo", OPENNESS_FORMAT_VECTOR, 0,
                                         &text, NULL),
                     OPENNESS_E_JSON);
    assert_int_equal(
        openness_score_json(database, json, strlen(json), "demo", 5, 0, &text, NULL),
        OPENNESS_E_ARGUMENT);
    assert_int_equal(
        openness_score_json(database, json, strlen(json), "demo", 1, 8, &text, NULL),
        OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_score_json(NULL, json, 1, "demo", 1, 0, &text, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(text);
    free(json);
    openness_database_free(database);
}

static void test_rubric_handles(void **state)
{
    openness_database *database = demo_database();
    openness_rubric *rubric = NULL;
    openness_rubric *owned = NULL;
    openness_error *error = NULL;
    char *json = demo_json(DEMO_RUBRIC_SCORE);

    (void)state;
    assert_int_equal(openness_rubric_get(database, "demo", &rubric, NULL), OPENNESS_OK);
    assert_string_equal(openness_rubric_id(rubric), "demo");
    assert_string_equal(openness_rubric_title(rubric), "Demo definition");
    assert_int_equal(openness_rubric_version(rubric), 3);
    assert_int_equal(openness_rubric_parse(database, json, strlen(json), 0, &owned, NULL),
                     OPENNESS_OK);
    openness_database_free(database);
    assert_string_equal(openness_rubric_id(owned), "demo-score");
    openness_rubric_free(rubric);
    openness_rubric_free(owned);
    free(json);
    assert_string_equal(openness_rubric_id(NULL), "");
    assert_string_equal(openness_rubric_title(NULL), "");
    assert_int_equal(openness_rubric_version(NULL), 0);
    openness_rubric_free(NULL);
    assert_int_equal(openness_rubric_parse(NULL, "{}", 2, 0, &rubric, &error),
                     OPENNESS_E_ARGUMENT);
    openness_error_free(error);
}

static void test_rubrics_refused(void **state)
{
    openness_database *database = demo_database();
    openness_rubric *rubric = NULL;
    openness_error *error = NULL;
    /* The upper level asks for less than the lower, which nothing can then reach alone. */
    char *json = demo_json(
        "{'id': 'demo-bad', 'version': 1, 'title': 'Bad', 'unknown': 'no'," DEMO_HEAD
        "'criteria': [{'id': 'w', 'code': 'W', 'title': 'Weights', 'cite': 'none', 'levels': ["
        "{'id': 'a'}, {'id': 'b', 'when': {'weights': 'full'}, 'next': 'do'},"
        "{'id': 'c', 'when': {'weights': 'partial'}, 'next': 'do'}]}],"
        "'result': {'level': 'w'}}");

    (void)state;
    assert_int_equal(openness_rubric_parse(database, json, strlen(json), 0, &rubric, &error),
                     OPENNESS_E_SCHEMA);
    assert_null(rubric);
    assert_true(openness_error_issue_count(error) > 0);
    openness_error_free(error);
    assert_int_equal(openness_rubric_parse(database, "[", 1, 0, &rubric, NULL), OPENNESS_E_JSON);
    assert_int_equal(openness_rubric_parse(database, "[]", 2, 2, &rubric, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_rubric_get(database, NULL, &rubric, NULL), OPENNESS_E_ARGUMENT);
    free(json);
    openness_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_levels_and_scores),
        cmocka_unit_test(test_criteria),
        cmocka_unit_test(test_getters_of_nothing),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_claims_support_their_member),
        cmocka_unit_test(test_sources_are_cited_once),
        cmocka_unit_test(test_headline_of_unknown),
        cmocka_unit_test(test_rubric_that_does_not_speak),
        cmocka_unit_test(test_assessments_by_mode),
        cmocka_unit_test(test_latest_assessment_counts),
        cmocka_unit_test(test_assessments_have_a_day),
        cmocka_unit_test(test_arguments),
        cmocka_unit_test(test_vectors_round_trip),
        cmocka_unit_test(test_vectors_refused),
        cmocka_unit_test(test_one_call),
        cmocka_unit_test(test_rubric_handles),
        cmocka_unit_test(test_rubrics_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
