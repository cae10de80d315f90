/* test_rubric_read.c: documents that are read, and every reason to refuse one. */
#include "small.h"

#define A SMALL_CRITERION("a", "A", "{'weights': 'full'}")
#define B SMALL_CRITERION("b", "B", "{'code': 'full'}")

static void test_everything_is_read(void **state)
{
    small s = small_open();
    opn_rubric *r = small_read(
        &s,
        "{" SMALL_HEAD_AS(
            "undetermined",
            "no") ", 'note': 'N', 'applies': {'tuned': 'yes'}, 'same_as': {'label': 'other/x'},"
                  "'criteria': [{'id': 'a', 'code': 'A1', 'title': 'Aa', 'cite': 'Ca',"
                  "  'reading': 'Ra', 'levels': [{'id': 'none'},"
                  "  {'id': 'some', 'title': 'Some', 'cite': 'Cs', 'reading': 'Rs',"
                  "   'when': {'weights': 'partial', 'code': 'full'}, 'points': '1/2',"
                  "   'next': 'Ns', 'claims': 'open'},"
                  "  {'id': 'odd', 'points': null}, {'id': 'top', 'points': 4}]}," B "],"
                  "'combine': [{'id': 'label', 'title': 'Label', 'when': {'a': 'some'}},"
                  " {'id': 'm', 'title': 'M', 'mean': {'a': '1/2', 'b': '3/4'}, 'scale': 100,"
                  "  'decimals': 1, 'optional': ['b']},"
                  " {'id': 'd', 'title': 'D', 'band': 'label', 'at': 'm',"
                  "  'of': [[0, 10], [10, '41/2']], 'scale': 50}],"
                  "'result': {'level': 'label', 'score': 'd'},"
                  "'lint_exceptions': [{'finding': 'f', 'pointer': '/p', 'reason': 'r'}]}");

    (void)state;
    assert_string_equal(r->id, "small-1");
    assert_int_equal(r->version, 1);
    assert_string_equal(r->date, "2026-01-02");
    assert_string_equal(r->note, "N");
    assert_false(r->unknown_is_no);
    assert_true(r->not_applicable_is_no);
    assert_int_equal(r->applies_count, 1);
    assert_int_equal(r->criterion_count, 2);
    assert_int_equal(r->node_count, 5);
    assert_int_equal(r->level_count, 8);
    assert_int_equal(r->result_level, 2);
    assert_int_equal(r->result_score, 4);
    assert_int_equal(opn_rubric_node_find(r, "m"), 3);
    assert_true(opn_rubric_node_find(r, "n") == SIZE_MAX);
    assert_string_equal(r->nodes[0].reading, "Ra");
    assert_null(r->nodes[1].reading);
    assert_string_equal(r->nodes[0].code, "A1");
    assert_string_equal(r->nodes[2].code, "");
    assert_string_equal(r->nodes[2].cite, "");
    assert_string_equal(r->nodes[0].place.pointer, "/criteria/0");
    assert_int_equal(r->nodes[3].scale, 100);
    assert_int_equal(r->nodes[3].decimals, 1);
    assert_int_equal(r->nodes[4].decimals, 2);
    assert_int_equal(r->same_as_count, 1);
    assert_int_equal(r->same_as[0].node, 2);
    assert_string_equal(r->same_as[0].other, "other/x");
    assert_int_equal(r->exception_count, 1);
    assert_string_equal(r->exceptions[0].pointer, "/p");
    assert_string_equal(r->exceptions[0].place.pointer, "/lint_exceptions/0");
    assert_true(r->terms[1].optional && !r->terms[0].optional);
    opn_rubric_free(r);
    small_close(&s);
}

static void test_levels(void **state)
{
    small s = small_open();
    opn_rubric *r = small_read(
        &s, "{" SMALL_HEAD ",'criteria': [{'id': 'a', 'code': 'A1', 'title': 'Aa', 'levels': ["
            "  {'id': 'none'},"
            "  {'id': 'some', 'title': 'Some', 'cite': 'Cs', 'reading': 'Rs',"
            "   'when': {'weights': 'partial', 'code': 'full'}, 'points': '1/2',"
            "   'next': 'Ns', 'claims': 'open'},"
            "  {'id': 'odd', 'points': null}, {'id': 'top', 'points': 4}]}," B "],'result': {}}");

    (void)state;
    assert_string_equal(r->levels[0].title, "none");
    assert_null(r->levels[0].next);
    assert_null(r->levels[0].reading);
    assert_int_equal(r->levels[0].op_count, OPN_NO_PREDICATE);
    assert_int_equal(r->levels[0].points.num, 0);
    assert_string_equal(r->levels[1].title, "Some");
    assert_string_equal(r->levels[1].cite, "Cs");
    assert_string_equal(r->levels[1].reading, "Rs");
    assert_string_equal(r->levels[1].next, "Ns");
    assert_int_equal(r->levels[1].op_count, 3);
    assert_int_equal(r->levels[1].points.den, 2);
    assert_true(r->levels[1].claims_open && !r->levels[2].claims_open);
    assert_string_equal(r->levels[1].place.pointer, "/criteria/0/levels/1");
    assert_true(r->levels[2].abstains && !r->levels[3].abstains);
    assert_int_equal(r->levels[2].op_count, OPN_NO_PREDICATE);
    assert_int_equal(r->levels[3].points.num, 4);
    assert_string_equal(r->levels[4].id, "no");
    assert_string_equal(r->levels[5].id, "yes");
    assert_string_equal(r->levels[5].next, "do it");
    assert_string_equal(r->op_places[r->levels[5].first_op].pointer, "/criteria/1/when/code");
    assert_int_equal(r->ops[r->levels[5].first_op].code, SMALL_CODE);
    assert_int_equal(r->ops[r->levels[5].first_op].arg, 3);
    assert_true(r->result_level == SIZE_MAX && r->result_score == SIZE_MAX);
    opn_rubric_free(r);
    small_close(&s);
}

typedef struct {
    const char *name; /* of the head member that is replaced */
    const char *text; /* the member in its place; "" = absent */
    const char *id;
    const char *pointer;
} head_case;

static const char *const head_members[][2] = {
    {"format", "'format': 'openness-rubric/1'"},
    {"id", "'id': 'x'"},
    {"version", "'version': 1"},
    {"date", "'date': '2026-01-02'"},
    {"title", "'title': 'T'"},
    {"authority", "'authority': 'A'"},
    {"url", "'url': 'u'"},
    {"purpose", "'purpose': 'p'"},
    {"unknown", "'unknown': 'no'"},
    {"not_applicable", "'not_applicable': 'skip'"},
    {"criteria", "'criteria': [" A "]"},
    {"result", "'result': {}"},
};
static const head_case head_cases[] = {
    {"format", "", "missing-member", ""},
    {"format", "'format': 'openness-license/1'", "unknown-format", "/format"},
    {"format", "'format': 'openness-rubric/2'", "unknown-format", "/format"},
    {"format", "'format': 1", "unknown-format", "/format"},
    {"id", "", "missing-member", ""},
    {"id", "'id': 'Small'", "bad-id", "/id"},
    {"id", "'id': '.small'", "bad-id", "/id"},
    {"id", "'id': 'a/b'", "bad-id", "/id"},
    {"id", "'id': ''", "empty-text", "/id"},
    {"id", "'id': 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'",
     "text-too-long", "/id"},
    {"version", "", "missing-member", ""},
    {"version", "'version': 0", "bad-number", "/version"},
    {"version", "'version': 1.5", "bad-number", "/version"},
    {"version", "'version': 1000001", "bad-number", "/version"},
    {"version", "'version': '1'", "bad-number", "/version"},
    {"date", "", "missing-member", ""},
    {"date", "'date': '2026-13-01'", "bad-date", "/date"},
    {"title", "", "missing-member", ""},
    {"title", "'title': 3", "wrong-type", "/title"},
    {"authority", "", "missing-member", ""},
    {"url", "", "missing-member", ""},
    {"purpose", "", "missing-member", ""},
    {"unknown", "", "missing-member", ""},
    {"unknown", "'unknown': 'maybe'", "unknown-name", "/unknown"},
    {"unknown", "'unknown': 1", "unknown-name", "/unknown"},
    {"not_applicable", "", "missing-member", ""},
    {"not_applicable", "'not_applicable': 'yes'", "unknown-name", "/not_applicable"},
    {"criteria", "", "missing-member", ""},
    {"criteria", "'criteria': {}", "wrong-type", "/criteria"},
    {"criteria", "'criteria': []", "missing-member", "/criteria"},
    {"criteria", "'criteria': [7]", "wrong-type", "/criteria/0"},
    {"result", "", "missing-member", ""},
    {"result", "'result': []", "wrong-type", "/result"},
    {"result", "'result': {'level': 'zz'}", "unknown-name", "/result/level"},
    {"result", "'result': {'score': 1}", "wrong-type", "/result/score"},
};

static void test_head_faults(void **state)
{
    small s = small_open();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(head_cases); i++) {
        opn_buf buf = {0};
        opn_rubric *rubric;
        int status;
        const char *comma = "{";

        for (size_t m = 0; m < OPN_ARRAY_LEN(head_members); m++) {
            const char *text = opn_streq(head_members[m][0], head_cases[i].name)
                                   ? head_cases[i].text
                                   : head_members[m][1];

            if (*text != '\0') {
                opn_buf_printf(&buf, "%s%s", comma, text);
                comma = ", ";
            }
        }
        opn_buf_str(&buf, "}");
        status = small_try(&s, buf.data, &rubric);
        assert_null(rubric);
        assert_int_equal(status, i == 2 ? OPENNESS_E_VERSION : OPENNESS_E_SCHEMA);
        assert_int_equal(s.issues.count, 1);
        assert_string_equal(s.issues.items[0].id, head_cases[i].id);
        assert_string_equal(s.issues.items[0].place.pointer, head_cases[i].pointer);
        opn_buf_free(&buf);
    }
    small_close(&s);
}

typedef struct {
    const char *criteria;
    const char *combine;
    const char *id;
    const char *pointer;
} body_case;

#define LEVELS(levels) "{'id': 'a', 'code': 'A', 'title': 'T', 'levels': [" levels "]}"
#define FULL           "'when': {'weights': 'full'}"
#define MEAN(mean)     "{'id': 'm', 'title': 'M', " mean "}"

static const body_case body_cases[] = {
    /* criteria */
    {"{'code': 'A', 'title': 'T', " FULL "}", NULL, "missing-member", "/criteria/0"},
    {"{'id': 'A', 'code': 'A', 'title': 'T', " FULL "}", NULL, "bad-id", "/criteria/0/id"},
    {"{'id': 'all', 'code': 'A', 'title': 'T', " FULL "}", NULL, "bad-id", "/criteria/0/id"},
    {"{'id': '_a', 'code': 'A', 'title': 'T', " FULL "}", NULL, "bad-id", "/criteria/0/id"},
    {"{'id': 'a', 'title': 'T', " FULL "}", NULL, "missing-member", "/criteria/0"},
    {"{'id': 'a', 'code': 'a', 'title': 'T', " FULL "}", NULL, "bad-code", "/criteria/0/code"},
    {"{'id': 'a', 'code': '1A', 'title': 'T', " FULL "}", NULL, "bad-code", "/criteria/0/code"},
    {"{'id': 'a', 'code': 'ABCDE', 'title': 'T', " FULL "}", NULL, "bad-code",
     "/criteria/0/code"},
    {A ", {'id': 'b', 'code': 'A', 'title': 'T', " FULL "}", NULL, "duplicate-code",
     "/criteria/1/code"},
    {A ", {'id': 'a', 'code': 'B', 'title': 'T', " FULL "}", NULL, "duplicate-id",
     "/criteria/1/id"},
    {"{'id': 'a', 'code': 'A', " FULL "}", NULL, "missing-member", "/criteria/0"},
    {"{'id': 'a', 'code': 'A', 'title': 'T'}", NULL, "missing-member", "/criteria/0"},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'when': {'wieghts': 'full'}}", NULL, "unknown-name",
     "/criteria/0/when/wieghts"},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'when': {'a': 'full'}}", NULL, "unknown-name",
     "/criteria/0/when/a"},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'when': {'weights': 'most'}}", NULL, "unknown-level",
     "/criteria/0/when/weights"},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'when': {'weights': 'none'}}", NULL, "always-true",
     "/criteria/0/when/weights"},
    /* levels */
    {LEVELS("{'id': 'l0'}"), NULL, "missing-level", "/criteria/0/levels"},
    {"{'id': 'a', 'code': 'A', 'title': 'T', 'levels': 2}", NULL, "wrong-type",
     "/criteria/0/levels"},
    {LEVELS("{'id': 'l0'}, 3"), NULL, "wrong-type", "/criteria/0/levels/1"},
    {LEVELS("{'id': 'l0'}, {" FULL "}"), NULL, "missing-member", "/criteria/0/levels/1"},
    {LEVELS("{'id': 'l0'}, {'id': 'l0', " FULL "}"), NULL, "duplicate-id",
     "/criteria/0/levels/1/id"},
    {LEVELS("{'id': 'l0'}, {'id': 'unknown', " FULL "}"), NULL, "bad-id",
     "/criteria/0/levels/1/id"},
    {LEVELS("{'id': 'l0'}, {'id': 'L1', " FULL "}"), NULL, "bad-id", "/criteria/0/levels/1/id"},
    {LEVELS("{'id': 'l0', " FULL "}, {'id': 'l1', " FULL "}"), NULL, "always-true",
     "/criteria/0/levels/0/when"},
    {LEVELS("{'id': 'l0', 'points': 2}, {'id': 'l1', " FULL "}"), NULL, "falling-points",
     "/criteria/0/levels/1"},
    {LEVELS("{'id': 'l0', 'points': '2/3'}, {'id': 'l1', " FULL ", 'points': '1/2'}"), NULL,
     "falling-points", "/criteria/0/levels/1/points"},
    {LEVELS("{'id': 'l0', 'points': 2}, {'id': 'l1', " FULL
            ", 'points': null}, {'id': 'l2', 'points': 1}"),
     NULL, "falling-points", "/criteria/0/levels/2/points"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', " FULL ", 'points': -1}"), NULL, "bad-number",
     "/criteria/0/levels/1/points"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', " FULL ", 'points': '1/0'}"), NULL, "bad-number",
     "/criteria/0/levels/1/points"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', " FULL ", 'points': 1.5}"), NULL, "bad-number",
     "/criteria/0/levels/1/points"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', " FULL ", 'points': 1000001}"), NULL, "bad-number",
     "/criteria/0/levels/1/points"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', " FULL ", 'points': 0}"), NULL, "bad-number",
     "/criteria/0"},
    {LEVELS("{'id': 'l0', 'points': null}, {'id': 'l1', " FULL ", 'points': null}"), NULL,
     "bad-number", "/criteria/0"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', " FULL ", 'claims': 'free'}"), NULL, "unknown-name",
     "/criteria/0/levels/1/claims"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1', " FULL ", 'next': ''}"), NULL, "empty-text",
     "/criteria/0/levels/1/next"},
    {LEVELS("{'id': 'l0'}, {'id': 'l1'}, {'id': 'l2'}, {'id': 'l3'}, {'id': 'l4'}, {'id': 'l5'},"
            "{'id': 'l6'}, {'id': 'l7'}, {'id': 'l8'}, {'id': 'l9'}, {'id': 'l10'}"),
     NULL, "too-many", "/criteria/0/levels"},
};

static void test_body_faults(void **state)
{
    small s = small_open();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(body_cases); i++) {
        const body_case *c = &body_cases[i];
        opn_buf buf = {0};
        opn_rubric *rubric;

        opn_buf_printf(&buf, "{%s, 'criteria': [%s], 'combine': [%s], 'result': {}}", SMALL_HEAD,
                       c->criteria, c->combine == NULL ? "" : c->combine);
        assert_int_equal(small_try(&s, buf.data, &rubric), OPENNESS_E_SCHEMA);
        assert_null(rubric);
        if (s.issues.count != 1 || !opn_streq(s.issues.items[0].id, c->id) ||
            !opn_streq(s.issues.items[0].place.pointer, c->pointer)) {
            fail_msg("case %zu: %zu issues, first %s at %s", i, s.issues.count,
                     s.issues.items[0].id, s.issues.items[0].place.pointer);
        }
        assert_true(s.issues.items[0].place.line == 1 && *s.issues.items[0].message != '\0');
        opn_buf_free(&buf);
    }
    small_close(&s);
}

static void assert_refused(const char *text, const char *id, const char *pointer)
{
    small s = small_open();
    opn_rubric *rubric;

    assert_int_equal(small_try(&s, text, &rubric), OPENNESS_E_SCHEMA);
    assert_null(rubric);
    assert_int_equal(s.issues.count, 1);
    assert_string_equal(s.issues.items[0].id, id);
    assert_string_equal(s.issues.items[0].place.pointer, pointer);
    small_close(&s);
}

static void test_other_faults(void **state)
{
    (void)state;
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A
                   "], 'combine': [" MEAN("'mean': ['a']") "], 'result': {'level': 'm'}}",
                   "unknown-name", "/result/level");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'result': {}, 'same_as': {'z': 'b/c'}}",
                   "unknown-name", "/same_as/z");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'result': {}, 'same_as': {'a': 'bc'}}",
                   "bad-id", "/same_as/a");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'result': {}, 'same_as': []}",
                   "wrong-type", "/same_as");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'result': {},"
                   " 'lint_exceptions': [{'finding': 'f', 'pointer': 'p'}]}",
                   "missing-member", "/lint_exceptions/0");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'result': {}, 'lint_exceptions': [1]}",
                   "wrong-type", "/lint_exceptions/0");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'result': {}, 'combine': {}}",
                   "wrong-type", "/combine");
    assert_refused("{" SMALL_HEAD ", 'criteria': [" A "], 'result': {},"
                   " 'applies': {'tuned': 'no'}}",
                   "always-true", "/applies/tuned");
    assert_refused("[]", "wrong-type", "");
}

/* Two forms at once: the second is named, whichever comes first. */
static void test_two_forms_at_once(void **state)
{
    static const char *const texts[] = {
        "{" SMALL_HEAD ", 'criteria': [{'id': 'a', 'code': 'A', 'title': 'T', " FULL
        ", 'levels': [{'id': 'l0'}, {'id': 'l1', " FULL "}]}], 'result': {}}",
        "{" SMALL_HEAD ", 'criteria': [" A
        "], 'combine': [" MEAN("'mean': ['a'], 'min': ['a']") "], 'result': {}}",
        "{" SMALL_HEAD ", 'criteria': [" A
        "], 'combine': [" MEAN("'min': ['a'], 'band': 'a'") "], 'result': {}}",
    };
    small s = small_open();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        opn_rubric *rubric;

        assert_int_equal(small_try(&s, texts[i], &rubric), OPENNESS_E_SCHEMA);
        assert_string_equal(s.issues.items[0].id, "unknown-member");
        assert_int_equal(s.issues.items[0].severity, OPENNESS_SEVERITY_ERROR);
    }
    small_close(&s);
}

static void test_all_problems_are_collected(void **state)
{
    static const char *const ids[] = {"bad-number",    "falling-points", "unknown-name",
                                      "duplicate-id",  "unknown-level",  "bad-weight",
                                      "missing-member"};
    small s = small_open();
    opn_rubric *rubric;

    (void)state;
    assert_int_equal(
        small_try(&s,
                  "{'format': 'openness-rubric/1', 'id': 'x', 'version': 0, 'date': '2026',"
                  "'title': 'T', 'authority': 'A', 'url': 'u', 'purpose': 'p', 'unknown': 'no',"
                  "'not_applicable': 'skip', 'criteria': ["
                  "{'id': 'a', 'code': 'A', 'title': 'T', 'levels': [{'id': 'l0', 'points': 5},"
                  "{'id': 'l1', 'when': {'wights': 'full'}}]}, {'id': 'a', 'code': 'B',"
                  "'title': 'T', 'when': {'weights': 'most'}}],"
                  "'combine': [{'id': 'm', 'title': 'M', 'mean': {'a': 0}}]}",
                  &rubric),
        OPENNESS_E_SCHEMA);
    assert_int_equal(s.issues.count, OPN_ARRAY_LEN(ids));
    for (size_t i = 0; i < OPN_ARRAY_LEN(ids); i++) {
        bool found = false;

        for (size_t k = 0; k < s.issues.count; k++) {
            found = found || opn_streq(s.issues.items[k].id, ids[i]);
        }
        assert_true(found);
    }
    small_close(&s);
}

static void test_nearest_names_are_offered(void **state)
{
    small s = small_open();
    opn_rubric *rubric;

    (void)state;
    (void)small_try(
        &s,
        "{" SMALL_HEAD ", 'criteria': [" SMALL_CRITERION(
            "first", "A",
            "{'wieghts': 'full'}") "," SMALL_CRITERION("b", "B",
                                                       "{'weights':"
                                                       " 'ful'}") "],"
                                                                  "'combine': [" MEAN(
                                                                      "'mean': ['frist']") "], "
                                                                                           "'resu"
                                                                                           "lt': "
                                                                                           "{}}",
        &rubric);
    assert_int_equal(s.issues.count, 3);
    assert_non_null(strstr(s.issues.items[0].message, "\"weights\""));
    assert_non_null(strstr(s.issues.items[1].message, "\"full\""));
    assert_non_null(strstr(s.issues.items[2].message, "\"first\""));
    small_close(&s);
}

static void test_unknown_members(void **state)
{
    small s = small_open();
    opn_rubric *rubric = small_read(&s, "{" SMALL_HEAD ", 'extra': 1, 'criteria': [" A
                                        "], 'result': {'levle': 'a'}}");

    (void)state;
    assert_int_equal(s.issues.count, 2);
    assert_string_equal(s.issues.items[0].id, "unknown-member");
    assert_int_equal(s.issues.items[0].severity, OPENNESS_SEVERITY_WARNING);
    opn_rubric_free(rubric);
    small_close(&s);
}

static void test_document_too_large(void **state)
{
    static const char text[] = "{" SMALL_HEAD ", 'criteria': [" A "], 'result': {}";
    small s = small_open();
    opn_rubric *rubric;
    size_t size = 256 * 1024 + 1;
    char *padded = malloc(size + 1);

    (void)state;
    assert_non_null(padded);
    memset(padded, ' ', size);
    memcpy(padded, text, sizeof text - 1);
    padded[size - 1] = '}';
    padded[size] = '\0';
    assert_int_equal(small_try(&s, padded, &rubric), OPENNESS_E_LIMIT);
    assert_string_equal(s.issues.items[0].id, "document-too-large");
    padded[size - 2] = '}';
    padded[size - 1] = '\0';
    assert_int_equal(small_try(&s, padded, &rubric), OPENNESS_OK);
    opn_rubric_free(rubric);
    free(padded);
    small_close(&s);
}

/* Every allocation in turn fails: no leak, no crash, and the status says so. */
static void test_memory_runs_out(void **state)
{
    static const char text[] =
        "{" SMALL_HEAD ", 'applies': {'tuned': 'yes'}, 'same_as': {'l': 'x/y'}, 'criteria': [" A
        "," B "], 'combine': [{'id': 'l', 'title': 'L', 'when': {'a': 'yes', 'b': 'yes'}},"
        "{'id': 'm', 'title': 'M', 'mean': ['a', 'b']},"
        "{'id': 'd', 'title': 'D', 'band': 'l', 'at': 'm', 'of': [[0, 1], [1, 1]]}],"
        "'result': {'level': 'l', 'score': 'd'},"
        "'lint_exceptions': [{'finding': 'f', 'pointer': 'p', 'reason': 'r'}]}";
    small s = small_open();
    opn_rubric *rubric = NULL;
    int status = OPENNESS_E_NOMEM;
    size_t n = 0;

    (void)state;
    while (status == OPENNESS_E_NOMEM) {
        n++;
        (void)opn_mem_fail_at(n);
        status = small_try(&s, text, &rubric);
        (void)opn_mem_fail_at(0);
        assert_true(status == OPENNESS_E_NOMEM || status == OPENNESS_OK);
    }
    assert_non_null(rubric);
    assert_true(n > 10);
    opn_rubric_free(rubric);
    small_close(&s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_everything_is_read),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_head_faults),
        cmocka_unit_test(test_body_faults),
        cmocka_unit_test(test_other_faults),
        cmocka_unit_test(test_two_forms_at_once),
        cmocka_unit_test(test_all_problems_are_collected),
        cmocka_unit_test(test_nearest_names_are_offered),
        cmocka_unit_test(test_unknown_members),
        cmocka_unit_test(test_document_too_large),
        cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
