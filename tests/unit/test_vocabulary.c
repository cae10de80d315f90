/* test_vocabulary.c: the shipped vocabulary, and every way to break one. */
#include "kit.h"

#include "../../lib/license.h"
#include "../../lib/vocabulary.h"

#define LICENSES                                                                                 \
    "{'format': 'openness-license-vocabulary/1', 'terms': [], 'ordered': [], 'lists': [],"       \
    " 'ladders': [{'id': 'osi', 'about': 'On the list.', 'levels': [{'id': 'no'},"               \
    "  {'id': 'yes', 'when': {'all': []}}]}]}"
#define LADDERS                                                                                  \
    "'ladders': [{'id': 'access', 'levels': ['none', 'gated', 'public']},"                       \
    " {'id': 'extent', 'levels': ['none', 'partial', 'full']},"                                  \
    " {'id': 'yesno', 'levels': ['no', 'yes']}, {'id': 'reason', 'levels': ['a', 'b']}]"
#define REST                                                                                     \
    "'kinds': [{'id': 'base', 'about': 'x'}], 'modalities': ['text', 'audio'],"                  \
    "'relations': [{'id': 'finetune', 'inherits': 'yes'}, {'id': 'part', 'inherits': 'no'}],"    \
    "'artifacts': [{'id': 'weights', 'kind': 'weights', 'type': 'data', 'about': 'x'},"          \
    " {'id': 'data_early', 'kind': 'data', 'stages': ['one', 'two'], 'type': 'data',"            \
    "  'about': 'x'}, {'id': 'data_late', 'kind': 'data', 'stages': ['three'],"                  \
    "  'type': 'data', 'about': 'x'}],"                                                          \
    "'fields': [{'id': 'compute', 'type': 'number', 'about': 'x'},"                              \
    " {'id': 'day', 'type': 'date', 'about': 'x'}, {'id': 'free', 'type': 'yesno', 'about': "    \
    "'x'}]"
#define RECORD "{'format': 'openness-vocabulary/1', " LADDERS ", " REST "}"
#define ASKS   "'question': 'q', 'why': 'w', 'raise': 'r'"
#define WEIGHTS                                                                                  \
    "{'id': 'weights', 'ladder': 'extent', 'read': 'obtainable', 'of': ['weights'], " ASKS "}"

/* Reads facts (a list without its brackets) over the small record. */
static int read_facts(const char *record, const char *facts, opn_vocabulary *out,
                      opn_issues *issues)
{
    char text[4000];
    kit_document l = kit_open(LICENSES);
    kit_document r = kit_open(record);
    kit_document f;
    opn_license_vocabulary licenses;
    int status;

    snprintf(text, sizeof text, "{'format': 'openness-facts/1', 'facts': [%s]}", facts);
    f = kit_open(text);
    assert_int_equal(opn_license_vocabulary_read(&licenses, l.root, issues), 0);
    status = opn_vocabulary_read(out, r.root, f.root, &licenses, issues);
    opn_license_vocabulary_free(&licenses);
    kit_close(&f);
    kit_close(&r);
    kit_close(&l);
    return status;
}

/* The facts are refused with this issue at this place. */
static void refuse(const char *facts, const char *id, const char *pointer)
{
    opn_issues issues = {0};
    opn_vocabulary vocabulary;

    assert_int_equal(read_facts(RECORD, facts, &vocabulary, &issues), OPENNESS_E_SCHEMA);
    if (!kit_has(&issues, id, pointer)) {
        fail_msg("expected %s at %s, got %s at %s: %s", id, pointer, issues.items[0].id,
                 issues.items[0].place.pointer, kit_message(&issues, 0));
    }
    opn_vocabulary_free(&vocabulary);
    opn_issues_free(&issues);
}

static void test_shipped(void **state)
{
    openness_database *database = kit_database();
    const opn_vocabulary *v = &database->vocabulary;

    (void)state;
    assert_true(v->fact_count > 100);
    assert_string_equal(v->ladders[v->access_ladder].levels[v->gated_level], "gated");
    assert_string_equal(v->ladders[v->extent_ladder].id, "extent");
    assert_string_equal(v->ladders[v->reason_ladder].id, "reason");
    for (size_t i = 0; i < v->fact_count; i++) {
        const opn_fact *fact = &v->facts[i];

        assert_int_equal(opn_table_find(&v->fact_table, fact->id), i);
        assert_true(fact->ladder < v->ladder_count);
        assert_true(fact->if_not_applicable == OPN_NONE || fact->if_not_applicable < i);
        assert_true(fact->needs_fact == OPN_NONE || fact->needs_fact < i);
        assert_true(*fact->question != '\0' && *fact->why != '\0' && *fact->raise != '\0');
    }
    for (size_t i = 0; i < database->license_vocabulary.ladder_count; i++) {
        char id[100];

        snprintf(id, sizeof id, "license:%s", database->license_vocabulary.ladders[i].id);
        assert_true(opn_table_find(&v->ladder_table, id) != OPN_TABLE_NONE);
    }
    openness_database_free(database);
}

static void test_slots(void **state)
{
    opn_issues issues = {0};
    opn_vocabulary v;

    (void)state;
    assert_int_equal(read_facts(RECORD, WEIGHTS, &v, &issues), 0);
    assert_int_equal(issues.count, 0);
    assert_int_equal(opn_vocabulary_slot(&v, "weights", NULL), 0);
    assert_int_equal(opn_vocabulary_slot(&v, "weights", "one"), OPN_NONE);
    assert_int_equal(opn_vocabulary_slot(&v, "data", NULL), OPN_NONE);
    assert_int_equal(opn_vocabulary_slot(&v, "data", "two"), 1);
    assert_int_equal(opn_vocabulary_slot(&v, "data", "three"), 2);
    assert_int_equal(opn_vocabulary_slot(&v, "data", "four"), OPN_NONE);
    assert_int_equal(opn_vocabulary_slot(&v, "other", NULL), OPN_NONE);
    assert_int_equal(opn_ladder_level(&v.ladders[0], "public"), 2);
    assert_int_equal(opn_ladder_level(&v.ladders[0], "Public"), -1);
    assert_true(v.relations[0].inherits);
    assert_false(v.relations[1].inherits);
    opn_vocabulary_free(&v);
    opn_vocabulary_free(&v);
    opn_issues_free(&issues);
}

static void test_reads(void **state)
{
    opn_issues issues = {0};
    opn_vocabulary v;

    (void)state;
    assert_int_equal(
        read_facts(RECORD,
                   WEIGHTS ", {'id': 'a', 'ladder': 'access', 'read': 'access',"
                           " 'of': ['data_early', 'data_late'], 'pick': 'max', " ASKS "},"
                           "{'id': 'b', 'ladder': 'license:osi', 'read': 'license',"
                           " 'of': ['weights'], " ASKS "},"
                           "{'id': 'c', 'ladder': 'extent', 'read': 'disclosed',"
                           " 'of': ['data_late'], 'if_not_applicable': 'weights', " ASKS "},"
                           "{'id': 'd', 'ladder': 'yesno', 'field': 'free',"
                           " 'needs': {'c': 'partial'}, " ASKS "},"
                           "{'id': 'e', 'ladder': 'yesno', 'field': 'kind', 'in': ['base'], " ASKS
                           "},"
                           "{'id': 'f', 'ladder': 'yesno', 'field': 'compute', 'cuts': ['1e3'],"
                           " " ASKS "}",
                   &v, &issues),
        0);
    assert_int_equal(issues.count, 0);
    assert_int_equal(v.facts[1].read, OPN_READ_ACCESS);
    assert_true(v.facts[1].pick_max);
    assert_int_equal(v.facts[1].slot_count, 2);
    assert_int_equal(v.facts[2].license_ladder, 0);
    assert_int_equal(v.facts[2].if_not_applicable, OPN_NONE);
    assert_int_equal(v.facts[3].if_not_applicable, 0);
    assert_int_equal(v.facts[4].needs_fact, 3);
    assert_int_equal(v.facts[4].needs_level, 1);
    assert_int_equal(v.facts[5].read, OPN_READ_KIND);
    assert_int_equal(v.facts[6].read, OPN_READ_CUTS);
    assert_string_equal(v.facts[6].set[0], "1e3");
    opn_vocabulary_free(&v);
    opn_issues_free(&issues);
}

static void test_names(void **state)
{
    (void)state;
    refuse("{'id': 'a', 'ladder': 'acces', 'read': 'access', 'of': ['weights'], " ASKS "}",
           "unknown-name", "/facts/0/ladder");
    refuse("{'id': 'a', 'ladder': 'access', 'read': 'got', 'of': ['weights'], " ASKS "}",
           "unknown-kind", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'access', 'read': 'access', 'of': ['weight'], " ASKS "}",
           "unknown-kind", "/facts/0/of/0");
    refuse("{'id': 'a', 'ladder': 'access', 'read': 'access', 'of': [7], " ASKS "}",
           "unknown-kind", "/facts/0/of/0");
    refuse("{'id': 'a', 'ladder': 'yesno', 'field': 'fre', " ASKS "}", "unknown-field",
           "/facts/0/field");
    refuse("{'id': 'a', 'ladder': 'yesno', 'field': 'kind', 'in': ['bas'], " ASKS "}",
           "unknown-kind", "/facts/0/in");
    refuse(WEIGHTS ", " WEIGHTS, "duplicate-id", "/facts");
    refuse("7", "wrong-type", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'access', 'read': 'access', 'of': ['weights']}",
           "missing-member", "/facts/0");
}

static void test_ladders_fit(void **state)
{
    (void)state;
    refuse("{'id': 'a', 'ladder': 'extent', 'read': 'access', 'of': ['weights'], " ASKS "}",
           "unsupported", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'extent', 'read': 'license', 'of': ['weights'], " ASKS "}",
           "unsupported", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'license:osi', 'read': 'obtainable', 'of': ['weights'], " ASKS
           "}",
           "unsupported", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'extent', 'read': 'obtainable',"
           " 'of': ['data_early', 'data_late'], " ASKS "}",
           "unsupported", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'extent', 'field': 'free', " ASKS "}", "unsupported",
           "/facts/0");
    refuse("{'id': 'a', 'ladder': 'yesno', 'field': 'day', " ASKS "}", "unsupported", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'yesno', 'field': 'compute', " ASKS "}", "unsupported",
           "/facts/0");
    refuse("{'id': 'a', 'ladder': 'extent', 'field': 'kind', 'in': ['base'], " ASKS "}",
           "unsupported", "/facts/0/in");
}

static void test_references(void **state)
{
    (void)state;
    refuse("{'id': 'a', 'ladder': 'extent', 'read': 'disclosed', 'of': ['weights'],"
           " 'if_not_applicable': 'weights', " ASKS "}, " WEIGHTS,
           "forward-reference", "/facts/0/if_not_applicable");
    refuse(WEIGHTS ", {'id': 'a', 'ladder': 'access', 'read': 'access', 'of': ['weights'],"
                   " 'if_not_applicable': 'weights', " ASKS "}",
           "unsupported", "/facts/1");
    refuse("{'id': 'a', 'ladder': 'yesno', 'field': 'free', 'needs': {'b': 'yes'}, " ASKS "}",
           "forward-reference", "/facts/0/needs/b");
    refuse(WEIGHTS ", {'id': 'a', 'ladder': 'yesno', 'field': 'free',"
                   " 'needs': {'weights': 'some'}, " ASKS "}",
           "unknown-level", "/facts/1/needs/weights");
    refuse(WEIGHTS ", {'id': 'a', 'ladder': 'yesno', 'field': 'free', 'needs': {}, " ASKS "}",
           "unsupported", "/facts/1/needs");
}

static void test_cuts(void **state)
{
    (void)state;
    refuse("{'id': 'a', 'ladder': 'yesno', 'field': 'compute', 'cuts': ['1', '2'], " ASKS "}",
           "unsupported", "/facts/0");
    refuse("{'id': 'a', 'ladder': 'extent', 'field': 'compute', 'cuts': ['1', 'x'], " ASKS "}",
           "bad-number", "/facts/0/cuts");
    refuse("{'id': 'a', 'ladder': 'extent', 'field': 'compute', 'cuts': ['1', '1.0'], " ASKS "}",
           "unsupported", "/facts/0/cuts");
}

static void refuse_record(const char *record, const char *id, const char *pointer)
{
    opn_issues issues = {0};
    opn_vocabulary vocabulary;

    assert_int_equal(read_facts(record, WEIGHTS, &vocabulary, &issues), OPENNESS_E_SCHEMA);
    assert_true(kit_has(&issues, id, pointer));
    opn_vocabulary_free(&vocabulary);
    opn_issues_free(&issues);
}

static void test_record(void **state)
{
    (void)state;
    refuse_record("{'format': 'openness-vocabulary/1', 'ladders': [], " REST "}", "missing-level",
                  "/ladders");
    refuse_record("{'format': 'openness-vocabulary/1', 'ladders': [{'id': 'access', 'levels':"
                  " ['none', 'public']}, {'id': 'extent', 'levels': ['a', 'b']},"
                  " {'id': 'reason', 'levels': ['a', 'b']}], " REST "}",
                  "missing-level", "/ladders");
    refuse_record("{'format': 'openness-vocabulary/1', 'ladders': [{'id': 'access',"
                  " 'levels': ['none']}], " REST "}",
                  "missing-level", "/ladders/0");
    refuse_record("{'format': 'openness-vocabulary/1', " LADDERS ", 'kinds': [],"
                  "'modalities': [], 'relations': [{'id': 'a', 'inherits': 'maybe'}],"
                  "'artifacts': [], 'fields': []}",
                  "unknown-level", "/relations/0");
    refuse_record("{'format': 'openness-vocabulary/1', " LADDERS ", 'kinds': [],"
                  "'modalities': [], 'relations': [], 'artifacts': [],"
                  "'fields': [{'id': 'a', 'type': 'yesnt', 'about': 'x'}]}",
                  "unknown-name", "/fields/0/type");
    refuse_record("{'format': 'openness-vocabularies/1', " LADDERS ", " REST "}",
                  "unknown-format", "/format");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shipped),     cmocka_unit_test(test_slots),
        cmocka_unit_test(test_reads),       cmocka_unit_test(test_names),
        cmocka_unit_test(test_ladders_fit), cmocka_unit_test(test_references),
        cmocka_unit_test(test_cuts),        cmocka_unit_test(test_record),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
