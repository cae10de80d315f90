/* test_lint.c: planted faults are found where they are, and nothing else is. */
#include "small.h"

#define A SMALL_CRITERION("a", "A", "{'weights': 'full'}")
#define B SMALL_CRITERION("b", "B", "{'code': 'full'}")

/* What stands under other ids, for copies. */
typedef struct {
    const opn_rubric *other;
} shelf;

static const opn_rubric *look_up(const void *context, const char *id)
{
    const shelf *s = context;

    return opn_streq(id, "other-1") ? s->other : NULL;
}

typedef struct {
    const char *criteria;
    const char *combine;
    const char *rest; /* after the result */
    const char *id;   /* NULL: no finding */
    const char *pointer;
} fault;

#define LEVELS(levels)                                                                           \
    "{'id': 'a', 'code': 'A', 'title': 'T', 'cite': 'C', 'levels': [" levels "]}"
#define LEVEL(id, when) "{'id': '" id "', 'next': 'n', 'when': " when "}"
#define OPEN(when)                                                                               \
    LEVELS("{'id': 'l0'}, {'id': 'l1', 'next': 'n', 'claims': 'open', 'when': " when "}")
#define LABEL      "{'id': 'label', 'title': 'L', 'when': {'a': 'yes', 'b': 'yes'}}"
#define USED(name) "{'id': 'end', 'title': 'E', 'mean': ['" name "']}"

static const fault faults[] = {
    {A "," B, LABEL, "", NULL, NULL},
    {LEVELS("{'id': 'l0'}," LEVEL("l1", "{'weights': 'partial'}") "," LEVEL(
         "l2", "{'weights': 'full'}")),
     USED("a"), "", NULL, NULL},
    /* A level that nothing can reach: three of two. */
    {LEVELS("{'id': 'l0'}," LEVEL(
         "l1", "{'at_least': 3, 'of': [{'weights': 'full'}, {'code': 'full'}]}")),
     USED("a"), "", "unreachable-level", "/criteria/0/levels/1"},
    {A, "{'id': 'end', 'title': 'E', 'when': {'at_least': 2, 'of': [{'a': 'yes'}]}}", "",
     "unreachable-level", "/combine/0"},
    /* Levels in the wrong order. */
    {LEVELS("{'id': 'l0'}," LEVEL("l1", "{'weights': 'full'}") "," LEVEL(
         "l2", "{'weights': 'partial'}")),
     USED("a"), "", "shadowed-level", "/criteria/0/levels/1"},
    {LEVELS("{'id': 'l0'}," LEVEL("l1", "{'weights': 'full'}") "," LEVEL("l2",
                                                                         "{'weights': 'full'}")),
     USED("a"), "", "shadowed-level", "/criteria/0/levels/1"},
    /* The same through the combination: a and b cannot be told apart by it. */
    {A "," SMALL_CRITERION("b", "B", "{'weights': 'partial'}"),
     "{'id': 'end', 'title': 'E', 'levels': [{'id': 'l0'}, {'id': 'l1', 'when': {'a': 'yes'}},"
     " {'id': 'l2', 'when': {'b': 'yes'}}]}",
     "", "shadowed-level", "/combine/0/levels/1"},
    /* Tests that say nothing. */
    {SMALL_CRITERION("a", "A", "{'weights': 'full', 'any': [{'weights': 'partial'}]}"), USED("a"),
     "", "test-without-effect", "/criteria/0/when/any/0/weights"},
    {SMALL_CRITERION("a", "A", "{'any': [{'code': 'full'}, {'code': 'full', 'data': 'full'}]}"),
     USED("a"), "", "test-without-effect", "/criteria/0/when/any/1"},
    {SMALL_CRITERION("a", "A", "{'code': 'full', 'all': [{'all': []}, {'data': 'full'}]}"),
     USED("a"), "", "test-without-effect", "/criteria/0/when/all/0/all"},
    {A, USED("a"), ", 'applies': {'tuned': 'yes', 'any': [{'tuned': 'yes'}, {'access': 'api'}]}",
     "test-without-effect", "/applies/any"},
    {A "," B,
     "{'id': 'end', 'title': 'E', 'when': {'a': 'yes', 'any': [{'a': 'yes'}, {'b':"
     " 'yes'}]}}",
     "", "test-without-effect", "/combine/0/when/any"},
    {SMALL_CRITERION("a", "A", "{'all': []}"), USED("a"), "", "always-true", "/criteria/0"},
    {A, USED("a"), ", 'applies': {'all': []}", "always-true", "/applies/all"},
    /* Open by whose word? */
    {OPEN("{'weights': 'full', 'license_osi': 'yes'}"), USED("a"), "", NULL, NULL},
    {OPEN("{'weights': 'full', 'license_tier': 'open'}"), USED("a"), "", NULL, NULL},
    {OPEN("{'weights': 'full', 'license_tier': 'bounded'}"), USED("a"), "", "open-without-list",
     "/criteria/0/levels/1"},
    {OPEN("{'weights': 'full', 'any': [{'license_osi': 'yes'}, {'code': 'full'}]}"), USED("a"),
     "", "open-without-list", "/criteria/0/levels/1"},
    {A "," SMALL_CRITERION("b", "B", "{'license_osi': 'yes'}"),
     "{'id': 'end', 'title': 'E', 'levels': [{'id': 'l0'}, {'id': 'l1', 'claims': 'open',"
     " 'when': {'any': [{'a': 'yes'}, {'b': 'yes'}]}}]}",
     "", "open-without-list", "/combine/0/levels/1"},
    {A "," SMALL_CRITERION("b", "B", "{'license_osi': 'yes'}"),
     "{'id': 'end', 'title': 'E', 'levels': [{'id': 'l0'}, {'id': 'l1', 'claims': 'open',"
     " 'when': {'a': 'yes', 'b': 'yes'}}]}",
     "", NULL, NULL},
    /* Texts and references. */
    {A "," B, USED("a"), "", "unused-criterion", "/criteria/1"},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'when': {'weights': 'full'}, 'next': 'n'}",
     USED("a"), "", "missing-citation", "/criteria/0"},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'levels': [{'id': 'l0'}, {'id': 'l1', 'cite': 'C',"
     " 'next': 'n', 'when': {'weights': 'full'}}]}",
     USED("a"), "", NULL, NULL},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'cite': 'C', 'when': {'weights': 'full'}}",
     USED("a"), "", "missing-next", "/criteria/0"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', 'when': {'weights': 'full'}}"), USED("a"), "",
     "missing-next", "/criteria/0/levels/1"},
    /* Copies. */
    {A "," B, LABEL, ", 'same_as': {'label': 'other-1/label'}", NULL, NULL},
    {A "," SMALL_CRITERION("b", "B", "{'code': 'partial'}"), LABEL,
     ", 'same_as': {'label': 'other-1/label'}", "drifted-copy", "/same_as/label"},
    {A "," B,
     "{'id': 'label', 'title': 'L', 'levels': [{'id': 'l0'}, {'id': 'l1', 'when': {'a': 'yes'}},"
     " {'id': 'l2', 'when': {'a': 'yes', 'b': 'yes'}}]}",
     ", 'same_as': {'label': 'other-1/label'}", "drifted-copy", "/same_as/label"},
    {A "," B, LABEL, ", 'same_as': {'label': 'other-2/label'}", "unknown-name", "/same_as/label"},
    {A "," B, LABEL, ", 'same_as': {'label': 'other-1/lable'}", "unknown-name", "/same_as/label"},
    {A "," B, LABEL, ", 'same_as': {'label': 'other-1/m'}", "unknown-name", "/same_as/label"},
    /* Exceptions. */
    {A "," B, USED("a"),
     ", 'lint_exceptions': [{'finding': 'unused-criterion', 'pointer': '/criteria/1',"
     " 'reason': 'shown in the profile'}]",
     NULL, NULL},
    {A "," B, LABEL,
     ", 'lint_exceptions': [{'finding': 'unused-criterion', 'pointer': '/criteria/1',"
     " 'reason': 'shown in the profile'}]",
     "stale-exception", "/lint_exceptions/0"},
    /* Given by assessment only: not unreachable, nor are ladders above it. */
    {LEVELS("{'id': 'l0'}, {'id': 'l1'}"), "{'id': 'end', 'title': 'E', 'when': {'a': 'l1'}}", "",
     NULL, NULL},
    {LEVELS("{'id': 'l0'}, {'id': 'l1'}") "," B,
     "{'id': 'end', 'title': 'E', 'levels': [{'id': 'l0'},"
     " {'id': 'l1', 'when': {'a': 'l1', 'b': 'yes'}}, {'id': 'l2', 'when': {'a': 'l1'}}]}",
     "", "shadowed-level", "/combine/0/levels/1"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1'}") "," B,
     "{'id': 'end', 'title': 'E', 'when': {'at_least': 3, 'of': [{'a': 'l1'}, {'b': 'yes'}]}}",
     "", "unreachable-level", "/combine/0"},
};

static opn_rubric *other_rubric(small *s)
{
    return small_read(
        s,
        "{'format': 'openness-rubric/1', 'id': 'other-1', 'version': 1, 'date': '2026',"
        "'title': 'T', 'authority': 'A', 'url': 'u', 'purpose': 'p', 'unknown': 'no',"
        "'not_applicable': 'skip', 'criteria': [" SMALL_CRITERION(
            "both", "X",
            "{'code': 'full', 'weights': 'full'}") "],"
                                                   "'combine': [{'id': 'label', 'title': 'L', "
                                                   "'when': {'both': 'yes'}},"
                                                   "{'id': 'm', 'title': 'M', 'mean': "
                                                   "['both']}], 'result': {'level': 'label'}}");
}

static void assert_finding(small *s, const fault *f, size_t index)
{
    size_t expected = f->id == NULL ? 0 : 1;

    if (s->issues.count != expected) {
        fail_msg("fault %zu: %zu findings, first %s at %s", index, s->issues.count,
                 s->issues.count > 0 ? s->issues.items[0].id : "",
                 s->issues.count > 0 ? s->issues.items[0].place.pointer : "");
    }
    if (expected == 1) {
        assert_string_equal(s->issues.items[0].id, f->id);
        assert_string_equal(s->issues.items[0].place.pointer, f->pointer);
        assert_true(s->issues.items[0].place.line > 0);
    }
}

static void test_planted_faults(void **state)
{
    small s = small_open();
    opn_rubric *other = other_rubric(&s);
    shelf context = {other};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(faults); i++) {
        const fault *f = &faults[i];
        opn_buf buf = {0};
        opn_rubric *rubric;

        /* A result, or every criterion would count as used. */
        opn_buf_printf(&buf, "{%s, 'criteria': [%s], 'combine': [%s], 'result': {'%s': '%s'}%s}",
                       SMALL_HEAD, f->criteria, f->combine,
                       strstr(f->combine, "mean") != NULL ? "score" : "level",
                       strstr(f->combine, "'end'") != NULL ? "end" : "label", f->rest);
        rubric = small_read(&s, buf.data);
        opn_issues_free(&s.issues);
        assert_int_equal(
            opn_lint(rubric, &s.vocabulary, &s.licenses, look_up, &context, &s.issues),
            OPENNESS_OK);
        assert_finding(&s, f, i);
        opn_rubric_free(rubric);
        opn_buf_free(&buf);
    }
    print_message("planted: %zu\n", OPN_ARRAY_LEN(faults));
    opn_rubric_free(other);
    small_close(&s);
}

static void test_severities(void **state)
{
    small s = small_open();
    opn_rubric *rubric = small_read(
        &s, "{" SMALL_HEAD ", 'criteria': [{'id': 'a', 'code': 'A', 'title': 'T', 'levels': ["
            "{'id': 'l0'}, {'id': 'l1', 'when': {'weights': 'full'}},"
            "{'id': 'l2', 'when': {'weights': 'full'}}]}], 'result': {}}");

    (void)state;
    assert_int_equal(opn_lint(rubric, &s.vocabulary, &s.licenses, NULL, NULL, &s.issues),
                     OPENNESS_OK);
    assert_int_equal(s.issues.count, 4);
    assert_int_equal(s.issues.errors, 1);
    assert_string_equal(s.issues.items[0].id, "shadowed-level");
    assert_int_equal(s.issues.items[0].severity, OPENNESS_SEVERITY_ERROR);
    assert_int_equal(s.issues.items[1].severity, OPENNESS_SEVERITY_WARNING);
    opn_rubric_free(rubric);
    small_close(&s);
}

/* A profile has no result: its criteria are the result. */
static void test_profile_uses_its_criteria(void **state)
{
    small s = small_open();
    opn_rubric *rubric = small_read(&s, "{" SMALL_HEAD ", 'criteria': [" A "," B "],"
                                        " 'result': {}}");

    (void)state;
    assert_int_equal(opn_lint(rubric, &s.vocabulary, &s.licenses, NULL, NULL, &s.issues),
                     OPENNESS_OK);
    assert_int_equal(s.issues.count, 0);
    opn_rubric_free(rubric);
    small_close(&s);
}

/* Reached in the sense of the linter is reached by some facts, and no other:
 * compared with an enumeration of all facts of random rubrics. */
static void note_reached(const opn_rubric *rubric, bool (*reached)[OPN_LEVELS_MAX])
{
    opn_pair facts[SMALL_FACTS] = {{0, 0}};
    opn_evidence evidence = {facts, NULL, OPN_MODE_RECORD};
    opn_value values[SMALL_MOST_NODES];
    opn_pair derived[SMALL_MOST_NODES];
    opn_basis basis[SMALL_MOST_NODES];
    size_t i = 0;

    while (i < SMALL_FACTS) {
        opn_evaluate(rubric, &evidence, values, derived, basis);
        for (size_t n = 0; n < rubric->node_count; n++) {
            if (rubric->nodes[n].kind == OPN_NODE_LEVELS) {
                reached[n][values[n].level.lo] = true;
            }
        }
        /* The next number, of which the facts are the digits. */
        for (i = 0; i < SMALL_FACTS; i++) {
            int16_t next = (int16_t)(facts[i].lo + 1);

            if ((size_t)next < small_fact_levels(i)) {
                facts[i] = (opn_pair){next, next};
                break;
            }
            facts[i] = (opn_pair){0, 0};
        }
    }
}

static bool has_finding(const opn_issues *issues, const opn_level *level)
{
    for (size_t i = 0; i < issues->count; i++) {
        const opn_issue *issue = &issues->items[i];

        if (opn_streq(issue->place.pointer, level->place.pointer) &&
            (opn_streq(issue->id, "shadowed-level") ||
             opn_streq(issue->id, "unreachable-level"))) {
            return true;
        }
    }
    return false;
}

static bool assessed_only(const opn_rubric *rubric)
{
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        for (size_t k = 1; k < rubric->nodes[i].level_count; k++) {
            if (rubric->levels[rubric->nodes[i].first_level + k].op_count == OPN_NO_PREDICATE) {
                return true;
            }
        }
    }
    return false;
}

static void test_reached_against_enumeration(void **state)
{
    small_random r = {21, false, false};
    small s = small_open();
    size_t levels = 0;
    size_t unreached = 0;

    (void)state;
    for (int i = 0; i < 60; i++) {
        opn_rubric *rubric = small_random_rubric(&s, &r);
        bool reached[SMALL_MOST_NODES][OPN_LEVELS_MAX] = {{false}};

        opn_issues_free(&s.issues);
        assert_int_equal(opn_lint(rubric, &s.vocabulary, &s.licenses, NULL, NULL, &s.issues),
                         OPENNESS_OK);
        note_reached(rubric, reached);
        for (size_t n = 0; n < rubric->node_count && !assessed_only(rubric); n++) {
            for (size_t k = 1; k < rubric->nodes[n].level_count; k++) {
                bool found =
                    has_finding(&s.issues, &rubric->levels[rubric->nodes[n].first_level + k]);

                assert_int_equal(found, !reached[n][k]);
                levels++;
                unreached += found ? 1 : 0;
            }
        }
        opn_rubric_free(rubric);
    }
    print_message("levels: %zu, not reached: %zu\n", levels, unreached);
    assert_true(unreached > 0);
    small_close(&s);
}

/* 2^30 ways to meet a criterion: no answer, but no hang either. */
static void test_limit(void **state)
{
    small s = small_open();
    opn_rubric *rubric;
    opn_buf buf = {0};

    (void)state;
    opn_buf_printf(&buf, "{%s, 'criteria': [", SMALL_HEAD);
    for (int i = 0; i < 60; i++) {
        opn_buf_printf(&buf,
                       "%s{'id': 'c%d', 'code': 'C%d', 'title': 'T', 'cite': 'C',"
                       "'levels': [{'id': 'l0'}, {'id': 'l1'}]}",
                       i == 0 ? "" : ",", i, i);
    }
    opn_buf_str(&buf, "], 'combine': [{'id': 'end', 'title': 'E', 'when': {'all': [");
    for (int i = 0; i < 30; i++) {
        opn_buf_printf(&buf, "%s{'any': [{'c%d': 'l1'}, {'c%d': 'l1'}]}", i == 0 ? "" : ",",
                       2 * i, 2 * i + 1);
    }
    opn_buf_str(&buf, "]}}], 'result': {}}");
    rubric = small_read(&s, buf.data);
    assert_int_equal(opn_lint(rubric, &s.vocabulary, &s.licenses, NULL, NULL, &s.issues),
                     OPENNESS_E_LIMIT);
    opn_rubric_free(rubric);
    opn_buf_free(&buf);
    small_close(&s);
}

static void test_memory_runs_out(void **state)
{
    small s = small_open();
    opn_rubric *other = other_rubric(&s);
    shelf context = {other};
    opn_rubric *rubric = small_read(
        &s, "{" SMALL_HEAD ", 'same_as': {'label': 'other-1/label'}, 'criteria': [" A "," B ",{"
            "'id': 'c', 'code': 'C', 'title': 'T', 'levels': [{'id': 'l0'}, {'id': 'l1'}]}],"
            "'combine': [" LABEL ",{'id': 'x', 'title': 'X', 'when': {'c': 'l1'}}],"
            "'result': {'level': 'label'}, 'lint_exceptions': ["
            "{'finding': 'f', 'pointer': 'p', 'reason': 'r'}]}");
    int status = OPENNESS_E_NOMEM;

    (void)state;
    for (size_t n = 1; status == OPENNESS_E_NOMEM; n++) {
        opn_issues_free(&s.issues);
        (void)opn_mem_fail_at(n);
        status = opn_lint(rubric, &s.vocabulary, &s.licenses, look_up, &context, &s.issues);
        (void)opn_mem_fail_at(0);
    }
    assert_int_equal(status, OPENNESS_OK);
    assert_int_equal(s.issues.count, 2);
    opn_rubric_free(rubric);
    opn_rubric_free(other);
    small_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_planted_faults),
        cmocka_unit_test(test_severities),
        cmocka_unit_test(test_profile_uses_its_criteria),
        cmocka_unit_test(test_reached_against_enumeration),
        cmocka_unit_test(test_limit),
        cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
