/*
 * test_terms.c: the terms of one text, as the license document has them.
 */
#include "kit.h"

#include "../../lib/terms.h"

/* Two texts: the second was read in part. */
static const char document[] =
    "{'format': 'openness-license/1', 'id': 'acme-1', 'name': 'Acme One', 'covers': ['weights'],"
    " 'texts': ["
    "  {'date': '2024-01-01', 'terms': {"
    "    'purpose': 'none', 'state_changes': true, 'field_bans': ['military', 'unknown'],"
    "    'gates': [{'metric': 'mau', 'limit': 700000000, 'business': ['image_generation'],"
    "               'commercial_only': true}],"
    "    'display': {'text': 'Built with Acme', 'when': ['copy', 'product']},"
    "    'territory': [], 'name_rule': 'none', 'output_train': 'silent',"
    "    'aup_mutable': 'not_applicable', 'law': 'US-CA'},"
    "   'clauses': {'gates': 's2', 'output_train': 'no word'},"
    "   'sources': [{'source': 'https://example.org/one'}]},"
    "  {'date': '2025-01-01', 'terms': {'purpose': 'research', 'aup': 'unknown'},"
    "   'clauses': {}, 'sources': []}]}";

typedef struct {
    openness_database *database;
    opn_arena arena;
    size_t license;
} fixture;

static int set_up(void **state)
{
    static fixture f;

    memset(&f, 0, sizeof f);
    f.database = kit_extend(kit_database(), document);
    f.license = opn_table_find(&f.database->license_table, "acme-1");
    assert_int_not_equal(f.license, OPN_TABLE_NONE);
    *state = &f;
    return 0;
}

static int tear_down(void **state)
{
    fixture *f = *state;

    opn_arena_free(&f->arena);
    openness_database_free(f->database);
    return 0;
}

static opn_terms read_terms(fixture *f, const char *as_of)
{
    opn_terms terms;

    assert_int_equal(opn_terms_read(&terms, f->database, f->license, as_of, &f->arena), 0);
    return terms;
}

static const opn_term_value *value(fixture *f, const opn_terms *terms, const char *id)
{
    return opn_terms_value(terms, f->database, id);
}

static void test_words_and_states(void **state)
{
    fixture *f = *state;
    opn_terms terms = read_terms(f, "2024-06-01");

    assert_string_equal(terms.license, "acme-1");
    assert_string_equal(terms.name, "Acme One");
    assert_string_equal(terms.date, "2024-01-01");
    assert_string_equal(terms.source, "https://example.org/one");
    assert_int_equal(value(f, &terms, "purpose")->state, OPN_TERM_STATED);
    assert_string_equal(value(f, &terms, "purpose")->word, "none");
    assert_string_equal(value(f, &terms, "state_changes")->word, "true");
    assert_string_equal(value(f, &terms, "law")->word, "US-CA");
    assert_int_equal(value(f, &terms, "output_train")->state, OPN_TERM_SILENT);
    assert_string_equal(value(f, &terms, "output_train")->clause, "no word");
    assert_int_equal(value(f, &terms, "aup_mutable")->state, OPN_TERM_NOT_APPLICABLE);
    assert_int_equal(value(f, &terms, "modify")->state, OPN_TERM_UNKNOWN);
    assert_string_equal(value(f, &terms, "modify")->clause, "");
    assert_int_equal(value(f, &terms, "no_such_term")->state, OPN_TERM_UNKNOWN);
}

static void test_sets_and_covers(void **state)
{
    fixture *f = *state;
    opn_terms terms = read_terms(f, "2024-06-01");
    const opn_term_value *bans = value(f, &terms, "field_bans");

    assert_int_equal(bans->tag_count, 2);
    assert_true(opn_term_has(bans, "military"));
    assert_true(opn_term_has(bans, "unknown"));
    assert_false(opn_term_has(bans, "malware"));
    /* What is licensed stands beside the texts. */
    assert_true(opn_term_has(value(f, &terms, "covers"), "weights"));
}

static void test_lists_and_objects(void **state)
{
    fixture *f = *state;
    opn_terms terms = read_terms(f, "2024-06-01");
    const opn_term_value *gates = value(f, &terms, "gates");
    const opn_term_value *display = value(f, &terms, "display");
    const opn_term_object *gate = &gates->objects[0];

    assert_int_equal(gates->object_count, 1);
    assert_string_equal(gates->clause, "s2");
    assert_string_equal(opn_term_member_find(gate, "metric")->text, "mau");
    assert_true(opn_term_member_find(gate, "limit")->has_number);
    assert_int_equal(opn_term_member_find(gate, "limit")->number, 700000000);
    assert_null(opn_term_member_find(gate, "limit")->text);
    assert_int_equal(opn_term_member_find(gate, "business")->tag_count, 1);
    assert_string_equal(opn_term_member_find(gate, "commercial_only")->text, "true");
    assert_null(opn_term_member_find(gate, "effect"));
    assert_int_equal(display->object_count, 1);
    assert_string_equal(opn_term_member_find(display->objects, "text")->text, "Built with Acme");
    /* An empty list and "none" were read, and hold nothing. */
    assert_int_equal(value(f, &terms, "territory")->state, OPN_TERM_STATED);
    assert_int_equal(value(f, &terms, "territory")->object_count, 0);
    assert_int_equal(value(f, &terms, "name_rule")->state, OPN_TERM_STATED);
    assert_int_equal(value(f, &terms, "name_rule")->object_count, 0);
}

static void test_the_day_picks_the_text(void **state)
{
    fixture *f = *state;
    opn_terms before = read_terms(f, "2023-01-01");
    opn_terms last_day = read_terms(f, "2024-12-31");
    opn_terms first_day = read_terms(f, "2025-01-01");
    opn_terms latest = read_terms(f, NULL);

    assert_string_equal(before.date, "2024-01-01"); /* the oldest on record */
    assert_string_equal(last_day.date, "2024-01-01");
    assert_string_equal(first_day.date, "2025-01-01");
    assert_string_equal(latest.date, "2025-01-01");
    assert_string_equal(latest.source, "");
    assert_string_equal(value(f, &latest, "purpose")->word, "research");
    /* "unknown" and absent are the same. */
    assert_int_equal(value(f, &latest, "aup")->state, OPN_TERM_UNKNOWN);
    assert_int_equal(value(f, &latest, "gates")->state, OPN_TERM_UNKNOWN);
}

/* Every text that the library carries can be read term by term. */
static void test_built_in_texts(void **state)
{
    fixture *f = *state;
    const opn_license_vocabulary *vocabulary = &f->database->license_vocabulary;
    size_t stated = 0;

    for (size_t i = 0; i < f->database->license_count; i++) {
        for (size_t t = 0; t < f->database->licenses[i].text_count; t++) {
            const char *date = f->database->licenses[i].texts[t].date;
            opn_terms terms;

            assert_int_equal(opn_terms_read(&terms, f->database, i, *date == '\0' ? NULL : date,
                                            &f->arena),
                             0);
            for (size_t k = 0; k < vocabulary->term_count; k++) {
                stated += terms.values[k].state == OPN_TERM_STATED ? 1 : 0;
                assert_non_null(terms.values[k].word);
                assert_non_null(terms.values[k].clause);
            }
        }
    }
    assert_true(stated > 3000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_words_and_states, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_sets_and_covers, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_lists_and_objects, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_the_day_picks_the_text, set_up, tear_down),
        cmocka_unit_test_setup_teardown(test_built_in_texts, set_up, tear_down),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
