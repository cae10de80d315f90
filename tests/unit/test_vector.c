/* test_vector.c: one spelling per result, there and back. */
#include "small.h"

#include "../../lib/report.h"

#define CRITERIA                                                                                 \
    "'criteria': [{'id': 'a', 'code': 'W', 'title': 'T', 'levels': [{'id': 'l0'}, {'id': 'l1'}," \
    " {'id': 'l2'}, {'id': 'l3'}]}, " SMALL_CRITERION("b", "WL", "{'code': 'full'}") "], "

static opn_rubric *read_rubric(small *s, bool counts_as_no)
{
    return small_read(s, counts_as_no ? "{" SMALL_HEAD_AS("no", "no") ", " CRITERIA
                                                                      "'result': {}}"
                                      : "{" SMALL_HEAD ", " CRITERIA "'result': {}}");
}

static void assert_written(const opn_rubric *rubric, const opn_pair *levels,
                           const opn_basis *basis, const char *text)
{
    opn_buf buf = {0};

    assert_int_equal(opn_vector_write(&buf, rubric, levels, basis), OPENNESS_OK);
    assert_string_equal(buf.data, text);
    opn_buf_free(&buf);
}

static void test_writing(void **state)
{
    static const opn_basis basis[] = {OPN_ASSESSED, OPN_DERIVED};
    static const struct {
        opn_pair levels[2];
        const char *text;
    } cases[] = {
        {{{0, 0}, {1, 1}}, "OPN1/small-1@1/W:0/WL:1"},
        {{{1, 3}, {0, 1}}, "OPN1/small-1@1/W:1..3/WL:?"},
        {{{0, 3}, {-1, -1}}, "OPN1/small-1@1/W:?/WL:-"},
        {{{0, 2}, {0, 0}}, "OPN1/small-1@1/W:0..2/WL:0"},
    };
    small s = small_open();
    opn_rubric *rubric = read_rubric(&s, false);

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        assert_written(rubric, cases[i].levels, NULL, cases[i].text);
    }
    assert_written(rubric, cases[1].levels, basis, "OPN1/small-1@1/W:1..3*/WL:?");
    assert_written(rubric, cases[2].levels, basis, "OPN1/small-1@1/W:?*/WL:-");
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_reading(void **state)
{
    static const struct {
        const char *text;
        opn_pair levels[2];
        opn_basis basis[2];
    } cases[] = {
        {"OPN1/small-1@1/W:0/WL:1", {{0, 0}, {1, 1}}, {OPN_DERIVED, OPN_DERIVED}},
        {"OPN1/small-1@1/W:1..3*/WL:?", {{1, 3}, {0, 1}}, {OPN_ASSESSED, OPN_DERIVED}},
        {"OPN1/small-1@1/W:?/WL:-*", {{0, 3}, {-1, -1}}, {OPN_DERIVED, OPN_ASSESSED}},
    };
    small s = small_open();
    opn_rubric *rubric = read_rubric(&s, false);

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_pair levels[2];
        opn_basis basis[2];
        size_t at;
        const char *fault;

        assert_int_equal(opn_vector_read(rubric, cases[i].text, levels, basis, &at, &fault),
                         OPENNESS_OK);
        assert_null(fault);
        assert_memory_equal(levels, cases[i].levels, sizeof levels);
        assert_memory_equal(basis, cases[i].basis, sizeof basis);
    }
    opn_rubric_free(rubric);
    small_close(&s);
}

/* Where reading stops. */
static const struct {
    const char *text;
    size_t at;
} vector_faults[] = {
    {"", 0},
    {"OPN", 3},
    {"OPN2/small-1@1/W:0/WL:1", 3},
    {"opn1/small-1@1/W:0/WL:1", 0},
    {"OPN1/large-1@1/W:0/WL:1", 5},
    {"OPN1/small-10@1/W:0/WL:1", 12},
    {"OPN1/small-1", 12},
    {"OPN1/small-1@", 13},
    {"OPN1/small-1@x/W:0/WL:1", 13},
    {"OPN1/small-1@01/W:0/WL:1", 13},
    {"OPN1/small-1@2/W:0/WL:1", 13},
    {"OPN1/small-1@12345678/W:0/WL:1", 13},
    {"OPN1/small-1@1", 14},
    {"OPN1/small-1@1/", 15},
    {"OPN1/small-1@1/WL:1/W:0", 16},
    {"OPN1/small-1@1/w:0/WL:1", 15},
    {"OPN1/small-1@1/W", 16},
    {"OPN1/small-1@1/W:", 17},
    {"OPN1/small-1@1/W:x/WL:1", 17},
    {"OPN1/small-1@1/W:4/WL:1", 17},
    {"OPN1/small-1@1/W:00/WL:1", 18},
    {"OPN1/small-1@1/W:+1/WL:1", 17},
    {"OPN1/small-1@1/W:1.2/WL:1", 19},
    {"OPN1/small-1@1/W:1../WL:1", 20},
    {"OPN1/small-1@1/W:1..1/WL:1", 17},
    {"OPN1/small-1@1/W:2..1/WL:1", 17},
    {"OPN1/small-1@1/W:1..4/WL:1", 20},
    {"OPN1/small-1@1/W:0..3/WL:1", 17},
    {"OPN1/small-1@1/W:0/WL:0..1", 22},
    {"OPN1/small-1@1/W:0**/WL:1", 19},
    {"OPN1/small-1@1/W:*/WL:1", 17},
    {"OPN1/small-1@1/W:0", 18},
    {"OPN1/small-1@1/W:0/WL:1/", 23},
    {"OPN1/small-1@1/W:0/WL:1 ", 23},
    {"OPN1/small-1@1/W:0/WL:1\n", 23},
    {" OPN1/small-1@1/W:0/WL:1", 0},
};

static void test_faults(void **state)
{
    small s = small_open();
    opn_rubric *rubric = read_rubric(&s, false);

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(vector_faults); i++) {
        opn_pair levels[2];
        opn_basis basis[2];
        size_t at = 99;
        const char *fault = NULL;

        assert_int_equal(
            opn_vector_read(rubric, vector_faults[i].text, levels, basis, &at, &fault),
            OPENNESS_E_VECTOR);
        assert_non_null(fault);
        if (at != vector_faults[i].at) {
            fail_msg("%s: fault at %zu, not %zu: %s", vector_faults[i].text, at,
                     vector_faults[i].at, fault);
        }
    }
    opn_rubric_free(rubric);
    small_close(&s);
}

/* Such a result is evaluated as 0, and so would not come back as written. */
static void test_not_applicable_counts_as_no(void **state)
{
    small s = small_open();
    opn_rubric *rubric = read_rubric(&s, true);
    opn_pair levels[2];
    opn_basis basis[2];
    size_t at;
    const char *fault;

    (void)state;
    assert_int_equal(
        opn_vector_read(rubric, "OPN1/small-1@1/W:-/WL:1", levels, basis, &at, &fault),
        OPENNESS_E_VECTOR);
    assert_int_equal(at, 17);
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_rubric_of_a_vector(void **state)
{
    static const char longest[] =
        "OPN1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@1/W:0";
    static const char too_long[] =
        "OPN1/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@1/W:0";
    static const char *const bad[] = {
        "",           "OPN1/",      "OPN1/@1/W:0", "OPN1/a",          "OPN1/a@",
        "OPN1/a@1",   "OPN1/a@0/W", "OPN1/a@01/W", "OPN1/a@1x/W",     "OPN1/A@1/W:0",
        "OPN1/a b@1", "OPN1/.a@1/", "OPN1/a/b@1/", "OPN1/a@99999999/"};
    char id[65];
    int version;

    (void)state;
    assert_true(opn_vector_rubric("OPN1/g7-2026@12/W:0", id, &version));
    assert_string_equal(id, "g7-2026");
    assert_int_equal(version, 12);
    assert_true(opn_vector_rubric(longest, id, &version));
    assert_int_equal(strlen(id), 64);
    assert_false(opn_vector_rubric(too_long, id, &version));
    assert_string_equal(id, "");
    for (size_t i = 0; i < OPN_ARRAY_LEN(bad); i++) {
        assert_false(opn_vector_rubric(bad[i], id, &version));
        assert_string_equal(id, "");
    }
}

typedef struct {
    opn_pair levels[SMALL_MOST_NODES];
    opn_basis basis[SMALL_MOST_NODES];
    opn_value values[SMALL_MOST_NODES];
} result;

static void evaluate(const opn_rubric *rubric, small_random *r, result *out)
{
    opn_pair facts[SMALL_FACTS];
    opn_pair assessed[SMALL_MOST_NODES];
    opn_pair derived[SMALL_MOST_NODES];
    opn_evidence evidence = {facts, assessed, (int)small_below(r, 3)};

    for (size_t i = 0; i < SMALL_FACTS; i++) {
        facts[i] = small_random_pair(r, small_fact_levels(i), 15);
    }
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        assessed[i] = small_chance(r, 50)
                          ? OPN_NO_ASSESSMENT
                          : small_random_pair(r, rubric->nodes[i].level_count, 10);
    }
    opn_evaluate(rubric, &evidence, out->values, derived, out->basis);
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        out->levels[i] = out->values[i].level;
    }
}

/* Written, read, evaluated from levels and written: the same bytes, and the
 * same levels and scores. */
static void assert_round_trip(const opn_rubric *rubric, const result *from, opn_buf *line)
{
    result back;
    opn_buf again = {0};
    size_t at;
    const char *fault;

    assert_int_equal(opn_vector_write(line, rubric, from->levels, from->basis), OPENNESS_OK);
    assert_int_equal(opn_vector_read(rubric, line->data, back.levels, back.basis, &at, &fault),
                     OPENNESS_OK);
    opn_evaluate_levels(rubric, back.levels, back.values);
    for (size_t n = 0; n < rubric->node_count; n++) {
        const opn_value *a = &from->values[n];
        const opn_value *b = &back.values[n];

        assert_memory_equal(&a->level, &b->level, sizeof a->level);
        assert_int_equal(a->score_known, b->score_known);
        assert_int_equal(opn_rational_compare(a->lower, b->lower), 0);
        assert_int_equal(opn_rational_compare(a->upper, b->upper), 0);
    }
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        back.levels[i] = back.values[i].level;
    }
    assert_int_equal(opn_vector_write(&again, rubric, back.levels, back.basis), OPENNESS_OK);
    assert_string_equal(again.data, line->data);
    opn_buf_free(&again);
}

/* Whatever is accepted is what would be written. */
static bool assert_canonical(const opn_rubric *rubric, const char *line)
{
    result read;
    opn_buf again = {0};
    size_t at;
    const char *fault;

    if (opn_vector_read(rubric, line, read.levels, read.basis, &at, &fault) != OPENNESS_OK) {
        assert_true(at <= strlen(line));
        return false;
    }
    assert_int_equal(opn_vector_write(&again, rubric, read.levels, read.basis), OPENNESS_OK);
    assert_string_equal(again.data, line);
    opn_buf_free(&again);
    return true;
}

static void test_round_trips(void **state)
{
    static const char letters[] = "OPN1/small-@C:0123456789.?*-/";
    small_random r = {31, false, false};
    small s = small_open();
    size_t trips = 0;
    size_t mutants = 0;
    size_t accepted = 0;

    (void)state;
    for (int i = 0; i < 300; i++) {
        opn_rubric *rubric = small_random_rubric(&s, &r);

        for (int draw = 0; draw < 60; draw++) {
            result from;
            opn_buf line = {0};

            evaluate(rubric, &r, &from);
            assert_round_trip(rubric, &from, &line);
            trips++;
            for (int m = 0; m < 10; m++) {
                size_t at = small_below(&r, line.size);
                char was = line.data[at];

                line.data[at] = letters[small_below(&r, sizeof letters - 1)];
                accepted += assert_canonical(rubric, line.data) ? 1 : 0;
                mutants++;
                line.data[at] = was;
            }
            opn_buf_free(&line);
        }
        opn_rubric_free(rubric);
    }
    print_message("round trips: %zu, mutants: %zu, accepted: %zu\n", trips, mutants, accepted);
    small_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writing),
        cmocka_unit_test(test_reading),
        cmocka_unit_test(test_faults),
        cmocka_unit_test(test_not_applicable_counts_as_no),
        cmocka_unit_test(test_rubric_of_a_vector),
        cmocka_unit_test(test_round_trips),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
