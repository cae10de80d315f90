/* tests of lib/draft.c: a record in the order of docs/formats.md, readable whatever it holds. */
#include "kit.h"

#include "../../lib/draft.h"
#include "../../lib/reader.h"

static const opn_draft_claim claim = {
    "https://example.org/x.yaml", "/a/b", "it is there", "2026-11-22", "medium", "Index", NULL};

/* The record, to be freed; written and read back. */
static char *write(const opn_draft *draft)
{
    opn_buf buf = {0};
    char *out;

    opn_draft_write(draft, &buf);
    assert_false(buf.failed);
    out = malloc(buf.size + 1);
    assert_non_null(out);
    memcpy(out, buf.data, buf.size + 1);
    opn_buf_free(&buf);
    return out;
}

static openness_release *read_back(const char *record)
{
    openness_database *database = kit_database();
    openness_release *release = kit_release(database, record);

    openness_database_free(database);
    return release;
}

static void test_empty_draft_is_a_record(void **state)
{
    opn_arena arena = {0};
    opn_draft draft = opn_draft_begin(&arena);
    char *text = write(&draft);
    openness_release *release = read_back(text);

    (void)state;
    assert_string_equal(text, "{\n"
                              "  \"format\": \"openness-release/1\",\n"
                              "  \"id\": \"unknown\",\n"
                              "  \"name\": \"unknown\",\n"
                              "  \"producer\": \"unknown\",\n"
                              "  \"kind\": \"unknown\",\n"
                              "  \"artifacts\": []\n"
                              "}\n");
    assert_string_equal(release->kind, "");
    assert_int_equal(release->warning_count, 0);
    openness_release_free(release);
    free(text);
    opn_arena_free(&arena);
}

/* One of everything, added in another order than it is written in. */
static void fill(opn_draft *draft)
{
    opn_draft_claim by = claim;

    opn_draft_add_conflict(draft, "two values differ", &claim);
    opn_draft_add_conflict(draft, "without a place", NULL);
    opn_draft_add_assessment(draft, &(opn_draft_assessment){"some-index", 3, "weights", "open",
                                                            "Index", "2025-01", claim});
    opn_draft_add_artifact(draft, &(opn_draft_artifact){.kind = "weights",
                                                        .access = "public",
                                                        .extent = "full",
                                                        .license = "MIT",
                                                        .note = "n",
                                                        .claim = by});
    opn_draft_add_artifact(
        draft,
        &(opn_draft_artifact){.kind = "training_data", .stage = "pretraining", .name = "Corpus"});
    opn_draft_add_field(draft, &(opn_draft_field){"parameters", "7000000000", claim});
    opn_draft_add_base(draft, &(opn_draft_base){"acme/base", "finetune", "unknown", claim});
    draft->id = "acme/one";
    draft->name = "One";
    draft->producer = "Acme";
    draft->version = "1.0";
    draft->revision = "abc";
    draft->release_date = "2025-02";
    draft->kind = "finetune";
    draft->label_claimed = "open source";
    draft->label_claim = claim;
    draft->input_modalities[draft->input_modality_count++] = "text";
    draft->output_modalities[draft->output_modality_count++] = "image";
}

static void test_order_of_members(void **state)
{
    static const char *const members[] = {"format",
                                          "id",
                                          "name",
                                          "producer",
                                          "version",
                                          "revision",
                                          "release_date",
                                          "kind",
                                          "input_modalities",
                                          "output_modalities",
                                          "based_on",
                                          "label_claimed",
                                          "fields",
                                          "artifacts",
                                          "assessments",
                                          "conflicts"};
    opn_arena arena = {0};
    opn_draft draft = opn_draft_begin(&arena);
    const opn_node *at;
    kit_document document;
    char *text;
    size_t i = 0;

    (void)state;
    fill(&draft);
    text = write(&draft);
    document = kit_open(text);
    for (at = opn_node_first(document.root); at != NULL; at = opn_node_next(at)) {
        assert_true(i < OPN_ARRAY_LEN(members));
        assert_string_equal(opn_node_key(at), members[i]);
        i++;
    }
    assert_int_equal(i, OPN_ARRAY_LEN(members));
    kit_close(&document);
    free(text);
    opn_arena_free(&arena);
}

static void test_values_arrive(void **state)
{
    opn_arena arena = {0};
    opn_draft draft = opn_draft_begin(&arena);
    openness_release *release;
    char *text;

    (void)state;
    fill(&draft);
    text = write(&draft);
    release = read_back(text);
    assert_string_equal(release->release_date, "2025-02");
    assert_string_equal(release->label_claimed, "open source");
    assert_string_equal(release->label_claims.items[0].confidence, "medium");
    assert_int_equal(release->artifact_count, 2);
    assert_string_equal(release->artifacts[0].state.license.text, "MIT");
    assert_string_equal(release->artifacts[0].claims.items[0].locator, "/a/b");
    assert_string_equal(release->artifacts[0].claims.items[0].by, "Index");
    assert_string_equal(release->artifacts[1].name, "Corpus");
    assert_int_equal(release->artifacts[1].claims.count, 0);
    assert_string_equal(release->fields[0].text, "7000000000");
    assert_string_equal(release->bases[0].id, "acme/base");
    assert_int_equal(release->assessments[0].version, 3);
    assert_string_equal(release->assessments[0].date, "2025-01");
    assert_int_equal(release->warning_count, 0);
    openness_release_free(release);
    free(text);
    opn_arena_free(&arena);
}

/* Foreign texts have any length; a cut never halves a character. */
static void test_long_texts_are_cut(void **state)
{
    opn_arena arena = {0};
    opn_draft draft = opn_draft_begin(&arena);
    openness_release *release;
    char *longer = malloc(20001);
    char *text;

    (void)state;
    assert_non_null(longer);
    for (size_t i = 0; i < 20000; i += 2) {
        memcpy(longer + i, "\xC3\xA9", 2);
    }
    longer[20000] = '\0';
    draft.id = "acme/one";
    draft.name = longer;
    draft.producer = longer;
    draft.version = "";
    draft.label_claimed = longer;
    opn_draft_add_artifact(
        &draft, &(opn_draft_artifact){.kind = "weights",
                                      .name = longer,
                                      .note = longer,
                                      .claim = {.source = longer,
                                                .locator = longer,
                                                .shows = longer,
                                                .by = longer}});
    opn_draft_add_conflict(&draft, longer, NULL);
    text = write(&draft);
    release = read_back(text);
    assert_true(strlen(release->name) <= OPN_LINE_LIMIT);
    assert_true(strlen(release->name) > OPN_LINE_LIMIT - 5);
    assert_string_equal(release->name + strlen(release->name) - 3, "\xE2\x80\xA6");
    assert_true(strlen(release->artifacts[0].note) > OPN_PROSE_LIMIT - 5);
    openness_release_free(release);
    free(text);
    free(longer);
    opn_arena_free(&arena);
}

static void test_too_much_is_counted(void **state)
{
    opn_arena arena = {0};
    opn_draft draft = opn_draft_begin(&arena);
    openness_release *release;
    char *text;

    (void)state;
    for (size_t i = 0; i < OPN_DRAFT_MOST_ARTIFACTS + 3; i++) {
        opn_draft_add_artifact(&draft, &(opn_draft_artifact){.kind = "weights"});
    }
    for (size_t i = 0; i < OPN_DRAFT_MOST_BASES + 2; i++) {
        opn_draft_add_base(&draft, &(opn_draft_base){"acme/base", "component", NULL, claim});
    }
    opn_draft_add_field(&draft, &(opn_draft_field){"parameters", "1", claim});
    opn_draft_add_field(&draft, &(opn_draft_field){"parameters", "2", claim});
    assert_int_equal(draft.dropped, 6);
    text = write(&draft);
    release = read_back(text);
    assert_int_equal(release->artifact_count, OPN_DRAFT_MOST_ARTIFACTS);
    assert_int_equal(release->base_count, OPN_DRAFT_MOST_BASES);
    assert_string_equal(release->fields[0].text, "1");
    openness_release_free(release);
    free(text);
    opn_arena_free(&arena);
}

/* Each allocation of filling and writing fails once; none goes unnoticed. */
static void test_memory_runs_out(void **state)
{
    bool done = false;

    (void)state;
    for (size_t n = 1; !done; n++) {
        opn_arena arena = {0};
        opn_draft draft;
        opn_buf buf = {0};

        opn_mem_fail_at(n);
        draft = opn_draft_begin(&arena);
        fill(&draft);
        opn_draft_write(&draft, &buf);
        done = opn_mem_fail_at(0) < n;
        assert_true(buf.failed != done);
        opn_buf_free(&buf);
        opn_arena_free(&arena);
    }
}

/* Further evidence of one value stands beside the first; a claim without a source
 * breaks no chain. */
static void test_more_evidence(void **state)
{
    static const opn_draft_claim last = {.source = "c", .read = "2026-06-04"};
    static const opn_draft_claim empty = {.shows = "nothing", .also = &last};
    static const opn_draft_claim first = {.source = "a", .also = &empty};
    opn_arena arena = {0};
    opn_draft draft = opn_draft_begin(&arena);
    const opn_node *evidence;
    const opn_node *artifact;
    opn_json *json;
    char *out;

    (void)state;
    draft.id = "acme/x";
    opn_draft_add_artifact(&draft, &(opn_draft_artifact){.kind = "weights", .claim = first});
    opn_draft_add_artifact(&draft, &(opn_draft_artifact){.kind = "api", .claim = empty});
    out = write(&draft);
    assert_int_equal(opn_json_parse(out, strlen(out), &json, NULL), OPENNESS_OK);
    artifact = opn_node_first(opn_node_member(opn_json_root(json), "artifacts"));
    evidence = opn_node_first(opn_node_member(artifact, "evidence"));
    assert_string_equal(opn_node_string(opn_node_member(evidence, "source")), "a");
    evidence = opn_node_next(evidence);
    assert_string_equal(opn_node_string(opn_node_member(evidence, "source")), "c");
    assert_string_equal(opn_node_string(opn_node_member(evidence, "read")), "2026-06-04");
    assert_null(opn_node_next(evidence));
    evidence = opn_node_first(opn_node_member(opn_node_next(artifact), "evidence"));
    assert_string_equal(opn_node_string(opn_node_member(evidence, "source")), "c");
    opn_json_free(json);
    free(out);
    opn_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_empty_draft_is_a_record), cmocka_unit_test(test_order_of_members),
        cmocka_unit_test(test_values_arrive),           cmocka_unit_test(test_long_texts_are_cut),
        cmocka_unit_test(test_too_much_is_counted),     cmocka_unit_test(test_memory_runs_out),
        cmocka_unit_test(test_more_evidence),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
