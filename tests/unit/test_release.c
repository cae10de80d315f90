/* test_release.c: records, what is refused in them, and what only warns. */
#include "kit.h"

#define WITH(members)     "{" KIT_HEAD ", 'artifacts': [], " members "}"
#define ARTIFACT(members) "{" KIT_HEAD ", 'artifacts': [{" members ", " KIT_EVIDENCE "}]}"

static openness_database *database;

static void refuse(const char *text, const char *id, const char *pointer)
{
    openness_error *error = kit_refused(database, text, 0, OPENNESS_E_SCHEMA);

    if (!kit_error_has(error, id, pointer)) {
        fail_msg("expected %s at %s, got %s at %s: %s", id, pointer,
                 openness_error_issue_id(error, 0), openness_error_issue_pointer(error, 0),
                 openness_error_issue_message(error, 0));
    }
    openness_error_free(error);
}

/* Accepted with this one warning (a part of its line). */
static void warn(const char *text, const char *part)
{
    openness_release *release = kit_release(database, text);

    assert_int_equal(openness_release_warning_count(release), 1);
    if (strstr(openness_release_warning(release, 0), part) == NULL) {
        fail_msg("expected %s in %s", part, openness_release_warning(release, 0));
    }
    openness_release_free(release);
}

static void test_getters(void **state)
{
    openness_release *release =
        kit_release(database, WITH("'version': '1.0', 'release_date': '2024-02'"));

    (void)state;
    assert_string_equal(openness_release_id(release), "acme/one");
    assert_string_equal(openness_release_name(release), "One");
    assert_string_equal(openness_release_producer(release), "Acme");
    assert_string_equal(openness_release_date(release), "2024-02");
    assert_string_equal(release->version, "1.0");
    assert_string_equal(release->revision, "");
    assert_string_equal(release->label_claimed, "");
    assert_int_equal(openness_release_warning_count(release), 0);
    assert_string_equal(openness_release_warning(release, 0), "");
    openness_release_free(release);
    assert_string_equal(openness_release_id(NULL), "");
    assert_string_equal(openness_release_name(NULL), "");
    assert_string_equal(openness_release_producer(NULL), "");
    assert_string_equal(openness_release_date(NULL), "");
    assert_int_equal(openness_release_warning_count(NULL), 0);
    assert_string_equal(openness_release_warning(NULL, 0), "");
    openness_release_free(NULL);
}

static void test_heads(void **state)
{
    openness_release *release = kit_release(database, WITH("'input_modalities': ['text']"));

    (void)state;
    assert_string_equal(openness_release_date(release), "unknown");
    assert_int_equal(release->output_modality_count, 0);
    openness_release_free(release);
    release = kit_release(database, "{'format': 'openness-release/1', 'id': 'a', 'name': 'A',"
                                    "'producer': 'P', 'kind': 'unknown', 'release_date': 'none',"
                                    "'output_modalities': ['audio', 'text'], 'artifacts': []}");
    assert_string_equal(release->kind, "");
    assert_string_equal(openness_release_date(release), "none");
    assert_int_equal(release->output_modality_count, 2);
    openness_release_free(release);
    refuse(WITH("'release_date': '2024-02-30'"), "bad-date", "/release_date");
    refuse(WITH("'output_modalities': ['sound']"), "unknown-kind", "/output_modalities/0");
    refuse(WITH("'version': ''"), "empty-text", "/version");
    refuse("{'format': 'openness-release/1', 'id': 'a//b', 'name': 'A', 'producer': 'P',"
           "'kind': 'bas', 'artifacts': []}",
           "unknown-kind", "/kind");
    refuse("{'format': 'openness-release/1', 'id': 'a//b', 'name': 'A', 'producer': 'P',"
           "'kind': 'base', 'artifacts': []}",
           "bad-id", "/id");
    refuse("{'format': 'openness-release/1'}", "missing-member", "");
    refuse("[]", "wrong-type", "");
}

static void test_formats(void **state)
{
    openness_error *error =
        kit_refused(database, "{'format': 'openness-release/2'}", 0, OPENNESS_E_VERSION);

    (void)state;
    assert_true(kit_error_has(error, "unknown-format", "/format"));
    openness_error_free(error);
    refuse("{'format': 'openness-releases/1'}", "unknown-format", "/format");
    refuse("{'format': 7}", "unknown-format", "/format");
    error = kit_refused(database, "{'format': ", 0, OPENNESS_E_JSON);
    openness_error_free(error);
}

/* All problems of a record are shown together, each with its line. */
static void test_collects(void **state)
{
    openness_error *error = kit_refused(
        database,
        "{'format': 'openness-release/1', 'id': 'a', 'producer': 'P', 'kind': 'bse',\n"
        "'release_date': 'soon',\n"
        "'artifacts': [{'kind': 'weigths', 'access': 'publik'}]}",
        0, OPENNESS_E_SCHEMA);

    (void)state;
    assert_true(kit_error_has(error, "missing-member", ""));
    assert_true(kit_error_has(error, "unknown-kind", "/kind"));
    assert_true(kit_error_has(error, "bad-date", "/release_date"));
    assert_true(kit_error_has(error, "unknown-kind", "/artifacts/0/kind"));
    assert_true(kit_error_has(error, "unknown-level", "/artifacts/0/access"));
    for (size_t i = 0; i < openness_error_issue_count(error); i++) {
        assert_true(openness_error_issue_line(error, i) >= 1);
        if (opn_streq(openness_error_issue_id(error, i), "unknown-level")) {
            assert_int_equal(openness_error_issue_line(error, i), 3);
            assert_string_equal(openness_error_issue_message(error, i),
                                "level \"publik\" is not known, did you mean \"public\"?");
        }
    }
    openness_error_free(error);
}

static void test_values(void **state)
{
    openness_release *release = kit_release(
        database,
        "{" KIT_HEAD ", 'artifacts': ["
        "{'kind': 'weights', 'access': 'gated', 'extent': {'at_least': 'partial'}," KIT_EVIDENCE
        "}, {'kind': 'api', 'access': {'at_most': 'api', 'at_least': 'hosted'},"
        " 'extent': 'unknown', " KIT_EVIDENCE "},"
        "{'kind': 'reward_model', 'access': 'not_applicable', 'extent': 'not_applicable'," //
        KIT_EVIDENCE "}, {'kind': 'package'}]}");

    (void)state;
    assert_int_equal(openness_release_warning_count(release), 0);
    assert_int_equal(release->artifact_count, 4);
    assert_int_equal(release->artifacts[0].state.access.lo, 5);
    assert_int_equal(release->artifacts[0].state.extent.lo, 3);
    assert_int_equal(release->artifacts[0].state.extent.hi, 4);
    assert_int_equal(release->artifacts[0].state.license.kind, OPN_LICENSE_UNKNOWN);
    assert_int_equal(release->artifacts[1].state.access.lo, 2);
    assert_int_equal(release->artifacts[1].state.access.hi, 3);
    assert_int_equal(release->artifacts[1].state.extent.lo, 0);
    assert_int_equal(release->artifacts[1].state.extent.hi, 4);
    assert_false(release->artifacts[2].applies);
    assert_true(release->artifacts[3].applies);
    assert_int_equal(release->artifacts[3].state.access.hi, 6);
    openness_release_free(release);
}

static void test_bad_values(void **state)
{
    (void)state;
#define REFUSE(members, id, pointer)                                                             \
    refuse(ARTIFACT("'kind': 'weights', " members), id, "/artifacts/0" pointer)
    REFUSE("'access': 'open'", "unknown-level", "/access");
    REFUSE("'access': 7", "wrong-type", "/access");
    REFUSE("'access': null", "wrong-type", "/access");
    REFUSE("'access': {}", "missing-member", "/access");
    REFUSE("'access': {'at_least': 'public', 'at_most': 'gated'}", "contradiction", "/access");
    REFUSE("'access': {'at_least': 'much'}", "unknown-level", "/access/at_least");
    REFUSE("'access': {'at_least': 'unknown'}", "unknown-level", "/access/at_least");
    REFUSE("'access': 'not_applicable', 'extent': 'full'", "contradiction", "");
    REFUSE("'access': 'not_applicable'", "contradiction", "");
    REFUSE("'access': 'not_applicable', 'extent': 'not_applicable', 'license': 'none'",
           "contradiction", "");
    REFUSE("'access': 'not_applicable', 'extent': 'not_applicable',"
           " 'events': [{'date': '2024', 'access': 'none'}]",
           "contradiction", "");
#undef REFUSE
}

static void test_stages(void **state)
{
    openness_release *release = kit_release(
        database, ARTIFACT("'kind': 'training_data', 'stage': 'sft', 'access': 'none'"));
    const opn_vocabulary *v = &database->vocabulary;

    (void)state;
    assert_string_equal(v->slots[release->artifacts[0].slot].id, "training_data_posttraining");
    openness_release_free(release);
    refuse(ARTIFACT("'kind': 'training_data'"), "missing-member", "/artifacts/0");
    refuse(ARTIFACT("'kind': 'training_data', 'stage': 'stf'"), "unknown-stage",
           "/artifacts/0/stage");
    refuse(ARTIFACT("'kind': 'weights', 'stage': 'sft'"), "unknown-stage", "/artifacts/0/stage");
    refuse(ARTIFACT("'stage': 'sft'"), "missing-member", "/artifacts/0");
    refuse("{" KIT_HEAD ", 'artifacts': ['weights']}", "wrong-type", "/artifacts/0");
}

static void test_licenses(void **state)
{
    openness_release *release =
        kit_release(database, ARTIFACT("'kind': 'weights', 'license': 'proprietary'"));
    openness_error *error;

    (void)state;
    assert_int_equal(release->artifacts[0].state.license.kind, OPN_LICENSE_NONE);
    assert_string_equal(release->artifacts[0].state.license.text, "proprietary");
    openness_release_free(release);
    release = kit_release(database, ARTIFACT("'kind': 'weights', 'license': 'MIT OR llama-3.1'"));
    assert_int_equal(release->artifacts[0].state.license.kind, OPN_LICENSE_EXPRESSION);
    assert_int_equal(release->artifacts[0].state.license.expression.count, 3);
    openness_release_free(release);
    refuse(ARTIFACT("'kind': 'weights', 'license': {'one_of': ['MIT']}"), "too-few",
           "/artifacts/0/license/one_of");
    refuse(ARTIFACT("'kind': 'weights', 'license': {'one_of': ['MIT', 'ISC', 'MIT']}"),
           "duplicate-id", "/artifacts/0/license/one_of/2");
    refuse(ARTIFACT("'kind': 'weights', 'license': {'one_of': ['MIT', 'unknown']}"),
           "contradiction", "/artifacts/0/license/one_of/1");
    refuse(ARTIFACT("'kind': 'weights', 'license': {'one_of': ['MIT', 'nothing-known']}"),
           "unknown-license", "/artifacts/0/license/one_of/1");
    refuse(ARTIFACT("'kind': 'weights', 'license': {'one_of': ['MIT', ['ISC']]}"), "wrong-type",
           "/artifacts/0/license/one_of/1");
    refuse(ARTIFACT("'kind': 'weights', 'license': {}"), "missing-member",
           "/artifacts/0/license");
    refuse(ARTIFACT("'kind': 'weights', 'license': {'one_of': ['MIT', 'ISC', 'none', 'gemma',"
                    " 'llama-2', 'llama-3', 'llama-4', '0BSD', 'Zlib']}"),
           "too-many", "/artifacts/0/license/one_of");
    refuse(ARTIFACT("'kind': 'weights', 'license': 'MIT/Apache-2.0'"), "bad-expression",
           "/artifacts/0/license");
    refuse(ARTIFACT("'kind': 'weights', 'license': ['MIT']"), "wrong-type",
           "/artifacts/0/license");
    error = kit_refused(database, ARTIFACT("'kind': 'weights', 'license': 'MIT OR Apachi-2.0'"),
                        0, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "unknown-license", "/artifacts/0/license"));
    assert_string_equal(openness_error_message(error),
                        "license \"Apachi-2.0\" is not known, did you mean \"Apache-2.0\"?");
    openness_error_free(error);
}

static void test_events(void **state)
{
    openness_release *release = kit_release(
        database,
        ARTIFACT("'kind': 'weights', 'access': 'none', 'events': ["
                 "{'date': '2025-03-01', 'access': 'public', " KIT_EVIDENCE "},"
                 "{'date': '2024-01', 'access': 'api', 'about': 'first', " KIT_EVIDENCE "},"
                 "{'date': '2024-01', 'license': 'MIT', " KIT_EVIDENCE "}]"));
    const opn_event *events = release->artifacts[0].events;

    (void)state;
    assert_int_equal(openness_release_warning_count(release), 0);
    assert_int_equal(release->artifacts[0].event_count, 3);
    assert_string_equal(events[0].date, "2024-01");
    assert_string_equal(events[0].about, "first");
    assert_int_equal(events[0].state.sets, OPN_SETS_ACCESS);
    assert_int_equal(events[1].state.sets, OPN_SETS_LICENSE);
    assert_string_equal(events[2].date, "2025-03-01");
    openness_release_free(release);
#define REFUSE(event, id, pointer)                                                               \
    refuse("{" KIT_HEAD ", 'release_date': '2024-05', 'artifacts': [{'kind': 'weights',"         \
           "'events': [" event "]}]}",                                                           \
           id, "/artifacts/0/events/0" pointer)
    REFUSE("{'access': 'api'}", "missing-member", "");
    REFUSE("{'date': '2024-13', 'access': 'api'}", "bad-date", "/date");
    REFUSE("{'date': '2025'}", "missing-member", "");
    REFUSE("{'date': '2025', 'access': 'not_applicable'}", "contradiction", "/access");
    REFUSE("{'date': '2024-04-30', 'access': 'api'}", "contradiction", "/date");
    REFUSE("'2025'", "wrong-type", "");
#undef REFUSE
    release = kit_release(database, "{" KIT_HEAD ", 'release_date': '2024-05', 'artifacts': [{"
                                    "'kind': 'weights', 'events': [{'date': '2024',"
                                    "'access': 'unknown'}]}]}");
    openness_release_free(release);
}

static void test_reasons(void **state)
{
    openness_release *release =
        kit_release(database, ARTIFACT("'kind': 'weights', 'withheld_reason': 'safety'"));

    (void)state;
    assert_int_equal(release->artifacts[0].withheld_reason.lo, 2);
    assert_string_equal(release->artifacts[0].withheld_text, "");
    openness_release_free(release);
    release = kit_release(database, ARTIFACT("'kind': 'weights', 'withheld_reason': "
                                             "{'value': 'commercial', 'text': 'so they say'}"));
    assert_int_equal(release->artifacts[0].withheld_reason.lo, 1);
    assert_string_equal(release->artifacts[0].withheld_text, "so they say");
    openness_release_free(release);
    release = kit_release(database, ARTIFACT("'kind': 'weights'"));
    assert_int_equal(release->artifacts[0].withheld_reason.lo, 0);
    assert_int_equal(release->artifacts[0].withheld_reason.hi, 3);
    openness_release_free(release);
    refuse(ARTIFACT("'kind': 'weights', 'withheld_reason': 'secret'"), "unknown-level",
           "/artifacts/0/withheld_reason");
    refuse(ARTIFACT("'kind': 'weights', 'withheld_reason': {'text': 'x'}"), "missing-member",
           "/artifacts/0/withheld_reason");
}

#define FIELD(id, value) WITH("'fields': {'" id "': {'value': " value ", " KIT_EVIDENCE "}}")

static const char *number(const char *text)
{
    static char out[100];
    openness_release *release = kit_release(database, text);

    snprintf(out, sizeof out, "%s",
             release->fields[0].text == NULL ? "(unknown)" : release->fields[0].text);
    openness_release_free(release);
    return out;
}

static void test_fields(void **state)
{
    openness_release *release = kit_release(database, FIELD("free_of_charge", "'yes'"));

    (void)state;
    assert_int_equal(release->field_count, 1);
    assert_int_equal(release->fields[0].value.lo, 1);
    assert_int_equal(release->fields[0].claims.count, 1);
    openness_release_free(release);
    /* A number keeps the spelling of the document. */
    assert_string_equal(number(FIELD("training_compute", "6.740e24")), "6.740e24");
    assert_string_equal(number(FIELD("training_compute", "'6.74E+24'")), "6.74E+24");
    assert_string_equal(number(FIELD("training_compute", "100000000000000000000001")),
                        "100000000000000000000001");
    assert_string_equal(number(FIELD("training_compute", "'unknown'")), "(unknown)");
    assert_string_equal(number(FIELD("placed_on_market", "'2025-08'")), "2025-08");
    release = kit_release(database, FIELD("training_compute", "'not_applicable'"));
    assert_false(release->fields[0].applies);
    openness_release_free(release);
}

static void test_bad_fields(void **state)
{
    (void)state;
    refuse(FIELD("training_computer", "'1'"), "unknown-field", "/fields/training_computer");
    refuse(FIELD("training_compute", "'much'"), "bad-number", "/fields/training_compute/value");
    refuse(FIELD("training_compute", "-1"), "bad-number", "/fields/training_compute/value");
    refuse(FIELD("training_compute", "'1e1000'"), "bad-number", "/fields/training_compute/value");
    refuse(FIELD("training_compute", "true"), "bad-number", "/fields/training_compute/value");
    refuse(FIELD("free_of_charge", "true"), "wrong-type", "/fields/free_of_charge/value");
    refuse(FIELD("free_of_charge", "'maybe'"), "unknown-level", "/fields/free_of_charge/value");
    refuse(FIELD("placed_on_market", "'soon'"), "bad-date", "/fields/placed_on_market/value");
    refuse(WITH("'fields': {'free_of_charge': 'yes'}"), "wrong-type", "/fields/free_of_charge");
    refuse(WITH("'fields': {'free_of_charge': {}}"), "missing-member", "/fields/free_of_charge");
    refuse(WITH("'fields': []"), "wrong-type", "/fields");
}

static void test_bases(void **state)
{
    const char *known = openness_database_id(database, OPENNESS_KIND_RELEASE, 0);
    char text[1000];
    openness_release *release;

    (void)state;
    snprintf(text, sizeof text,
             WITH("'based_on': [{'id': '%s', 'relation': 'finetune', " KIT_EVIDENCE "},"
                  "{'id': 'other/model', 'relation': 'merge', 'license': 'MIT'},"
                  "{'id': 'other/model', 'relation': 'distillation'},"
                  "{'id': 'other/model', 'relation': 'finetune', 'relicensed': true,"
                  " " KIT_EVIDENCE "}]"),
             known);
    release = kit_release(database, text);
    assert_int_equal(release->base_count, 4);
    assert_true(release->bases[0].inherits && !release->bases[0].has_license);
    assert_true(release->bases[1].inherits && release->bases[1].has_license);
    assert_false(release->bases[2].inherits);
    assert_false(release->bases[3].inherits);
    openness_release_free(release);
#define REFUSE(base, id, pointer)                                                                \
    refuse(WITH("'based_on': [{" base "}]"), id, "/based_on/0" pointer)
    REFUSE("'id': 'other/model', 'relation': 'finetune'", "unknown-release", "/id");
    REFUSE("'id': 'other/model', 'relation': 'finetun', 'license': 'MIT'", "unknown-relation",
           "/relation");
    REFUSE("'id': 'acme/one', 'relation': 'successor'", "contradiction", "/id");
    REFUSE("'id': 'other/model', 'relation': 'finetune', 'relicensed': true", "missing-evidence",
           "/relicensed");
    REFUSE("'id': 'other/model', 'relation': 'component', 'relicensed': 'no'", "wrong-type",
           "/relicensed");
    REFUSE("'relation': 'component'", "missing-member", "");
    REFUSE("'id': 'other/model', 'relation': 'merge', 'license': 'MTI'", "unknown-license",
           "/license");
#undef REFUSE
}

static void test_evidence(void **state)
{
    openness_release *release = kit_release(
        database, "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access': 'public',"
                  "'evidence': [{'source': 's', 'locator': 'l', 'shows': 'x', 'by': 'b',"
                  "'read': '2026-11-21', 'confidence': 'low', 'for': ['access', 'license'],"
                  "'revision': 'r', 'archived': 'a'}]}]}");
    const opn_claim *claim = &release->artifacts[0].claims.items[0];

    (void)state;
    assert_string_equal(claim->source, "s");
    assert_string_equal(claim->locator, "l");
    assert_string_equal(claim->shows, "x");
    assert_string_equal(claim->by, "b");
    assert_string_equal(claim->read, "2026-11-21");
    assert_string_equal(claim->confidence, "low");
    assert_int_equal(claim->member_count, 2);
    assert_string_equal(claim->members[1], "license");
    openness_release_free(release);
#define REFUSE(claim, id, pointer)                                                               \
    refuse("{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'evidence': [" claim "]}]}", id,    \
           "/artifacts/0/evidence/0" pointer)
    REFUSE("{}", "missing-member", "");
    REFUSE("'x'", "wrong-type", "");
    REFUSE("{'source': 's', 'read': 'today'}", "bad-date", "/read");
    REFUSE("{'source': 's', 'confidence': 'certain'}", "unknown-level", "/confidence");
    REFUSE("{'source': 's', 'for': ['acces']}", "unknown-name", "/for/0");
    REFUSE("{'source': 's', 'for': [1]}", "wrong-type", "/for/0");
#undef REFUSE
}

static void test_missing_evidence(void **state)
{
    openness_error *error;

    (void)state;
    warn("{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access': 'public'}]}",
         "/artifacts/0/access (line 1, column 146): no evidence supports this value");
    warn("{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access': 'public', 'extent': 'full',"
         " 'evidence': [{'source': 's', 'for': ['extent']}]}]}",
         "/artifacts/0/access");
    warn(WITH("'fields': {'free_of_charge': {'value': 'no'}}"), "/fields/free_of_charge/value");
    warn(WITH("'label_claimed': {'value': 'open'}"), "/label_claimed/value");
    warn("{" KIT_HEAD ", 'artifacts': [{'kind': 'weights',"
         " 'events': [{'date': '2024', 'license': 'MIT'}]}]}",
         "/artifacts/0/events/0/license");
    /* Unknown needs none. */
    openness_release_free(kit_release(
        database, "{" KIT_HEAD ", 'artifacts': [{'kind': 'weights', 'access': 'unknown',"
                  "'license': 'unknown'}], 'fields': {'free_of_charge': {'value': 'unknown'}}}"));
    error = kit_refused(database, WITH("'label_claimed': {'value': 'open'}"), OPENNESS_STRICT,
                        OPENNESS_E_SCHEMA);
    assert_string_equal(openness_error_issue_id(error, 0), "missing-evidence");
    openness_error_free(error);
}

static void test_warnings(void **state)
{
    (void)state;
    warn(WITH("'nam': 'x'"), "/nam (line 1, column ");
    warn(ARTIFACT("'kind': 'weights', 'access': 'public', 'extent': 'none'"),
         "/artifacts/0 (line 1, column ");
    warn(WITH("'assessments': [{'rubric': 'g7-2026', 'version': 1, 'criterion': 'nothing',"
              " 'level': 'yes', " KIT_EVIDENCE "}]"),
         "/assessments/0/criterion");
    /* Another version of a rubric, or none that is known, may say what it likes. */
    openness_release_free(kit_release(
        database, WITH("'assessments': [{'rubric': 'g7-2026', 'version': 99, 'criterion': 'x',"
                       " 'level': 'y', " KIT_EVIDENCE "}, {'rubric': 'other', 'criterion': 'x',"
                       " 'level': 'y', " KIT_EVIDENCE "}]")));
}

static void test_assessments(void **state)
{
    const opn_rubric *rubric = opn_database_rubric(database, "g7-2026");
    const opn_rubric_node *node = &rubric->nodes[0];
    char text[1000];
    openness_release *release;

    (void)state;
    snprintf(text, sizeof text,
             WITH("'assessments': [{'rubric': 'g7-2026', 'version': %d, 'criterion': '%s',"
                  "'level': '%s', 'by': 'Somebody', 'date': '2024', " KIT_EVIDENCE "},"
                  "{'rubric': 'g7-2026', 'criterion': '%s', 'level': 'not_applicable', "
                  "" KIT_EVIDENCE "}]"),
             rubric->version, node->id, rubric->levels[node->first_level + 1].id, node->id);
    release = kit_release(database, text);
    assert_int_equal(openness_release_warning_count(release), 0);
    assert_int_equal(release->assessment_count, 2);
    assert_int_equal(release->assessments[0].version, rubric->version);
    assert_string_equal(release->assessments[0].by, "Somebody");
    assert_string_equal(release->assessments[0].source, "https://example.org");
    assert_int_equal(release->assessments[1].version, 0);
    openness_release_free(release);
    snprintf(text, sizeof text,
             WITH("'assessments': [{'rubric': 'g7-2026', 'criterion': '%s', 'level': 'zzzz',"
                  " " KIT_EVIDENCE "}]"),
             node->id);
    warn(text, "/assessments/0/level");
    refuse(WITH("'assessments': [{'rubric': 'x', 'criterion': 'y', 'level': 'z',"
                " 'version': 1.5}]"),
           "bad-number", "/assessments/0/version");
    refuse(WITH("'assessments': [{'rubric': 'x', 'criterion': 'y'}]"), "missing-member",
           "/assessments/0");
}

static void test_promises(void **state)
{
    openness_release *release = kit_release(
        database, WITH("'promises': [{'about': 'weights will follow', 'artifact': 'weights',"
                       " 'announced': '2025-04-05', 'due': '2025-06', 'status': 'pending'}],"
                       "'conflicts': [{'about': 'two sources differ', " KIT_EVIDENCE "}]"));

    (void)state;
    assert_int_equal(openness_release_warning_count(release), 0);
    assert_int_equal(release->promise_count, 1);
    assert_string_equal(release->promises[0].due, "2025-06");
    openness_release_free(release);
    refuse(WITH("'promises': [{'about': 'x', 'artifact': 'weigths'}]"), "unknown-kind",
           "/promises/0/artifact");
    refuse(WITH("'promises': [{'about': 'x', 'status': 'soon'}]"), "unknown-level",
           "/promises/0/status");
    refuse(WITH("'promises': [{'about': 'x', 'due': 'soon'}]"), "bad-date", "/promises/0/due");
    refuse(WITH("'conflicts': [{}]"), "missing-member", "/conflicts/0");
}

/* A hundred problems and no more, however many there are. */
static void test_many_problems(void **state)
{
    char text[8000] = "{" KIT_HEAD ", 'artifacts': [";
    openness_error *error;

    (void)state;
    for (int i = 0; i < 300; i++) {
        strcat(text, i == 0 ? "{'kind': 'x'}" : ", {'kind': 'x'}");
    }
    strcat(text, "]}");
    error = kit_refused(database, text, 0, OPENNESS_E_SCHEMA);
    assert_int_equal(openness_error_issue_count(error), 100);
    openness_error_free(error);
}

static void test_limits(void **state)
{
    enum { ENTRIES = 1001 };
    static char text[ENTRIES * 40 + 1000];
    size_t at;

    (void)state;
    at = (size_t)snprintf(text, sizeof text, "{" KIT_HEAD ", 'artifacts': [");
    for (int i = 0; i < ENTRIES; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at, "%s{'kind': 'weights'}",
                               i == 0 ? "" : ",");
    }
    snprintf(text + at, sizeof text - at, "]}");
    refuse(text, "too-many", "/artifacts");
    at = (size_t)snprintf(text, sizeof text, "{" KIT_HEAD ", 'artifacts': [], 'based_on': [");
    for (int i = 0; i < 101; i++) {
        at += (size_t)snprintf(text + at, sizeof text - at,
                               "%s{'id': 'a/b', 'relation': 'component'}", i == 0 ? "" : ",");
    }
    snprintf(text + at, sizeof text - at, "]}");
    refuse(text, "too-many", "/based_on");
}

static void test_get(void **state)
{
    openness_release *release = NULL;
    openness_error *error = NULL;

    (void)state;
    for (size_t i = 0; i < openness_database_count(database, OPENNESS_KIND_RELEASE); i++) {
        const char *id = openness_database_id(database, OPENNESS_KIND_RELEASE, i);

        assert_int_equal(openness_release_get(database, id, &release, &error), OPENNESS_OK);
        assert_null(error);
        assert_string_equal(openness_release_id(release), id);
        assert_string_equal(openness_release_name(release),
                            openness_database_title(database, OPENNESS_KIND_RELEASE, i));
        openness_release_free(release);
    }
    assert_int_equal(openness_release_get(database, "no/such", &release, &error),
                     OPENNESS_E_NOT_FOUND);
    assert_null(release);
    openness_error_free(error);
    assert_int_equal(openness_release_get(NULL, "a", &release, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_get(database, NULL, &release, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_get(database, "a", NULL, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_parse(database, "{}", 2, 2, &release, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_release_parse(database, NULL, 2, 0, &release, NULL),
                     OPENNESS_E_ARGUMENT);
}

/* Handles may be freed in any order. */
static void test_sharing(void **state)
{
    openness_database *own = kit_database();
    openness_release *release = kit_release(own, WITH("'version': '1'"));
    openness_release *shared = opn_release_share(release);

    (void)state;
    openness_database_free(own);
    openness_release_free(release);
    assert_string_equal(openness_release_id(shared), "acme/one");
    assert_true(openness_database_count(shared->database, OPENNESS_KIND_LICENSE) > 0);
    openness_release_free(shared);
}

static int open_database(void **state)
{
    (void)state;
    database = kit_database();
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_getters),
        cmocka_unit_test(test_heads),
        cmocka_unit_test(test_formats),
        cmocka_unit_test(test_collects),
        cmocka_unit_test(test_values),
        cmocka_unit_test(test_bad_values),
        cmocka_unit_test(test_stages),
        cmocka_unit_test(test_licenses),
        cmocka_unit_test(test_events),
        cmocka_unit_test(test_reasons),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_bad_fields),
        cmocka_unit_test(test_bases),
        cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_missing_evidence),
        cmocka_unit_test(test_warnings),
        cmocka_unit_test(test_assessments),
        cmocka_unit_test(test_promises),
        cmocka_unit_test(test_many_problems),
        cmocka_unit_test(test_get),
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_sharing),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
