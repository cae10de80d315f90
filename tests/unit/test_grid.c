/* test_grid.c: reports sorted into releases and rubrics. */
#include "sets.h"

#include "../../lib/grid.h"

static openness_rubric *rubrics[2];

static void test_any_order(void **state)
{
    set s = set_make("FFF NNN PPP", rubrics, 2);
    const openness_report *mixed[6];
    opn_arena arena = {0};
    opn_grid grid;

    (void)state;
    for (size_t i = 0; i < 6; i++) {
        mixed[i] = s.reports[(i * 5) % 6];
    }
    assert_int_equal(opn_grid_init(&grid, mixed, 6, &arena, NULL), OPENNESS_OK);
    assert_int_equal(grid.release_count, 3);
    assert_int_equal(grid.rubric_count, 2);
    for (size_t r = 0; r < 3; r++) {
        for (size_t d = 0; d < 2; d++) {
            const openness_report *report = opn_grid_at(&grid, r, d);

            assert_string_equal(report->release->id, opn_grid_at(&grid, r, 0)->release->id);
            assert_string_equal(report->rubric->id, opn_grid_at(&grid, 0, d)->rubric->id);
        }
    }
    assert_true(opn_grid_before(&grid, 0, 2) != opn_grid_before(&grid, 2, 0));
    assert_false(opn_grid_before(&grid, 1, 1));
    opn_arena_free(&arena);
    set_free(&s);
}

static void refused(const openness_report *const *reports, size_t count, const char *part)
{
    opn_arena arena = {0};
    openness_error *error = NULL;
    opn_grid grid;

    assert_int_equal(opn_grid_init(&grid, reports, count, &arena, &error), OPENNESS_E_ARGUMENT);
    assert_non_null(strstr(openness_error_message(error), part));
    openness_error_free(error);
    opn_arena_free(&arena);
}

static void test_refused(void **state)
{
    set s = set_make("FFF NNN", rubrics, 2);
    openness_rubric *built_in = NULL;
    openness_report *vector = NULL;
    const openness_report *twice[] = {s.reports[0], s.reports[0]};
    const openness_report *nothing[] = {s.reports[0], NULL};
    const openness_report *bare[1];

    (void)state;
    refused(NULL, 1, "at least one");
    refused(s.reports, 0, "at least one");
    refused(nothing, 2, "at least one");
    refused(s.reports, 3, "no report of acme/b under set-ladder");
    refused(twice, 2, "twice");
    /* A report from a vector is of no release. */
    assert_int_equal(openness_rubric_get(set_database, "g7-2026", &built_in, NULL), OPENNESS_OK);
    set_add(&s, "acme/z", "FFF", built_in);
    assert_int_equal(openness_report_from_vector(set_database,
                                                 openness_report_vector(s.reports[4]), &vector,
                                                 NULL),
                     OPENNESS_OK);
    bare[0] = vector;
    refused(bare, 1, "at least one");
    openness_report_free(vector);
    openness_rubric_free(built_in);
    set_free(&s);
}

/* Of one name and version, yet counted otherwise: indices would not agree. */
static void test_two_rubrics_of_one_name(void **state)
{
    openness_rubric *other = set_rubric(SET_RUBRIC("set-mean", SET_MEAN("{'x': 2, 'y': 1}")));
    openness_rubric *same = set_rubric(SET_RUBRIC("set-mean", SET_MEAN("['x', 'y', 'z']")));
    set s = set_make("FFF", rubrics, 1);
    opn_arena arena = {0};
    opn_grid grid;

    (void)state;
    set_add(&s, "acme/z", "NNN", other);
    refused(s.reports, 2, "two different rubrics");
    openness_report_free(s.owned[1]);
    s.count = 1;
    set_add(&s, "acme/z", "NNN", same);
    assert_int_equal(opn_grid_init(&grid, s.reports, 2, &arena, NULL), OPENNESS_OK);
    assert_int_equal(grid.rubric_count, 1);
    opn_arena_free(&arena);
    openness_rubric_free(other);
    openness_rubric_free(same);
    set_free(&s);
}

/* One release on two days is two; the day is said only then. */
static void test_days(void **state)
{
    openness_release *release = set_release("acme/a", "FFF");
    openness_report *days[3] = {NULL};
    const openness_report *reports[3];
    const char *const dates[] = {"2026-01-31", NULL, "2025-01-31"};
    opn_arena arena = {0};
    opn_buf buf = {0};
    opn_grid grid;

    (void)state;
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(openness_evaluate(release, rubrics[0], 0, dates[i], &days[i], NULL), 0);
        reports[i] = days[i];
    }
    assert_int_equal(opn_grid_init(&grid, reports, 3, &arena, NULL), OPENNESS_OK);
    assert_int_equal(grid.release_count, 3);
    assert_true(opn_grid_before(&grid, 1, 2));
    assert_true(opn_grid_before(&grid, 2, 0));
    opn_grid_say(&buf, &grid, 0);
    opn_buf_str(&buf, "; ");
    opn_grid_say(&buf, &grid, 1);
    assert_string_equal(buf.data, "acme/a on 2026-01-31; acme/a on the latest day");
    buf.size = 0;
    grid.release_count = 1;
    opn_grid_say(&buf, &grid, 0);
    assert_string_equal(buf.data, "acme/a");
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    for (size_t i = 0; i < 3; i++) {
        openness_report_free(days[i]);
    }
    openness_release_free(release);
}

static int open_rubrics(void **state)
{
    set_open(state);
    rubrics[0] = set_rubric(SET_RUBRIC("set-mean", SET_MEAN("['x', 'y', 'z']")));
    rubrics[1] = set_rubric(SET_RUBRIC("set-ladder", SET_LADDER("x")));
    return 0;
}

static int close_rubrics(void **state)
{
    openness_rubric_free(rubrics[0]);
    openness_rubric_free(rubrics[1]);
    return set_close(state);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_any_order),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_two_rubrics_of_one_name),
        cmocka_unit_test(test_days),
    };

    return cmocka_run_group_tests(tests, open_rubrics, close_rubrics);
}
