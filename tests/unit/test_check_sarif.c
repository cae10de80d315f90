/* test_check_sarif.c: SARIF of a check, in full and for services that turn every
 * result into an alert. tests/check/ holds it against the schema. */
#include "check_kit.h"

static openness_database *database;

typedef struct {
    opn_buf text;
    opn_json *json;
    const opn_node *run;
    const opn_node *results;
} document;

static const opn_node *element(const opn_node *array, size_t index)
{
    const opn_node *node = opn_node_first(array);

    for (; node != NULL && index > 0; index--) {
        node = opn_node_next(node);
    }
    return node;
}

static document render(const openness_check *check, bool compact, bool brief)
{
    document d = {{0}, NULL, NULL, NULL};
    opn_issues issues = {0};

    opn_check_sarif(&d.text, check, compact, brief);
    assert_false(d.text.failed);
    assert_int_equal(opn_json_parse(d.text.data, d.text.size, &d.json, &issues), OPENNESS_OK);
    opn_issues_free(&issues);
    d.run = element(opn_node_member(opn_json_root(d.json), "runs"), 0);
    d.results = opn_node_member(d.run, "results");
    return d;
}

static void done(document *d)
{
    opn_json_free(d->json);
    opn_buf_free(&d->text);
}

/* The text of a member behind a path of names and indexes: "locations.0.id". */
static const char *text_at(const opn_node *node, const char *path)
{
    char name[64];

    while (*path != '\0' && node != NULL) {
        size_t size = strcspn(path, ".");

        assert_true(size < sizeof name);
        memcpy(name, path, size);
        name[size] = '\0';
        node = name[0] >= '0' && name[0] <= '9' ? element(node, (size_t)atoi(name))
                                                : opn_node_member(node, name);
        path += size + (path[size] == '.' ? 1 : 0);
    }
    return node == NULL ? NULL : opn_node_string(node);
}

static void check_at(const opn_node *node, const char *path, const char *expected)
{
    const char *found = text_at(node, path);

    if (found == NULL || strcmp(found, expected) != 0) {
        fail_msg("%s: %s, not %s", path, found == NULL ? "nothing" : found, expected);
    }
}

static void check_result(const document *d, size_t index, const char *rule, const char *kind,
                         const char *level)
{
    const opn_node *result = element(d->results, index);

    check_at(result, "ruleId", rule);
    check_at(result, "kind", kind);
    check_at(result, "level", level);
}

static void test_full(void **state)
{
    static const char *const expected[][3] = {
        {"g7-open-weights", "fail", "error"},        {"may-commercial", "open", "none"},
        {"evidence-fresh", "fail", "error"},         {"license-listed", "notApplicable", "none"},
        {"g7-open-weights", "pass", "none"},         {"may-commercial", "notApplicable", "none"},
        {"evidence-fresh", "notApplicable", "none"}, {"license-listed", "fail", "error"},
        {"openness/unreadable", "fail", "error"},    {"g7-open-weights", "notApplicable", "none"},
        {"may-commercial", "notApplicable", "none"}, {"evidence-fresh", "notApplicable", "none"},
        {"license-listed", "notApplicable", "none"},
    };
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    d = render(&kit.check, false, false);
    assert_int_equal(opn_node_count(d.results), OPN_ARRAY_LEN(expected));
    for (size_t i = 0; i < OPN_ARRAY_LEN(expected); i++) {
        check_result(&d, i, expected[i][0], expected[i][1], expected[i][2]);
    }
    check_at(element(d.results, 2), "suppressions.0.kind", "external");
    check_at(element(d.results, 2), "suppressions.0.justification",
             "re-read <soon> ]]> (until 2026-12-31)");
    assert_int_equal(opn_node_count(opn_node_member(element(d.results, 0), "suppressions")), 0);
    done(&d);
}

/* No pass, no exception: code scanning would show each as a problem. */
static void test_brief(void **state)
{
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    d = render(&kit.check, true, true);
    assert_int_equal(opn_node_count(d.results), 4);
    check_result(&d, 0, "g7-open-weights", "fail", "error");
    check_result(&d, 1, "may-commercial", "fail", "warning");
    check_result(&d, 2, "license-listed", "fail", "error");
    check_result(&d, 3, "openness/unreadable", "fail", "error");
    assert_null(strstr(d.text.data, "suppressions"));
    /* What is left out is counted. */
    assert_non_null(strstr(d.text.data, "\"counts\":{\"pass\":1,\"fail\":1,\"indeterminate\":1,"
                                        "\"error\":1,\"excepted\":1}"));
    done(&d);
}

static void test_texts_hold_no_markup(void **state)
{
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    d = render(&kit.check, false, false);
    check_at(
        element(d.results, 0), "message.text",
        "acme/one does not meet \"G7: at least Open Weights AI\": result is Closed. weights "
        "license: bounded in {{place}}. see [here] (https://evil.example). Next: release the "
        "weights. An exception expired on 2026-01-31.");
    check_at(element(d.results, 1), "message.text",
             "acme/one may or may not meet \"may use commercially in DE\": the license is not "
             "known. Next: find the license.");
    check_at(element(d.results, 8), "message.text",
             "models/bad.json could not be read: a comma is missing.");
    done(&d);
}

static void test_places(void **state)
{
    const char *uri = "locations.0.physicalLocation.artifactLocation.uri";
    const char *base = "locations.0.physicalLocation.artifactLocation.uriBaseId";
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    d = render(&kit.check, true, false);
    check_at(element(d.results, 0), uri, "models/one%20&%20%3Ctwo%3E%3A%20100%25.json");
    check_at(element(d.results, 0), base, "%SRCROOT%");
    check_at(element(d.results, 0), "locations.0.logicalLocations.0.fullyQualifiedName",
             "acme/one");
    check_at(element(d.results, 0), "relatedLocations.0.message.text",
             "https://example.org/card, line 4, read on 2026-11-20");
    check_at(element(d.results, 0), "relatedLocations.2.message.text", "the record");
    /* In no file: the line of the policy that asks. */
    check_at(element(d.results, 4), uri, "ci/policy.yaml");
    assert_non_null(strstr(d.text.data, "\"region\":{\"startLine\":4,\"startColumn\":3}"));
    check_at(element(d.results, 8), uri, "models/bad.json");
    assert_non_null(strstr(d.text.data, "\"region\":{\"startLine\":7,\"startColumn\":12}"));
    check_at(element(d.results, 9), uri, "ci/policy.yaml");
    /* An unknown line is the whole file, or in brief its first line. */
    assert_null(strstr(d.text.data, "\"startLine\":1}"));
    done(&d);
    d = render(&kit.check, true, true);
    assert_non_null(strstr(d.text.data, "\"region\":{\"startLine\":1}"));
    done(&d);
}

static void test_paths_as_given(void **state)
{
    opn_check_release release = check_releases[0];
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    kit.check.releases = &release;
    kit.check.release_count = 1;
    release.source = "././models//deep///a.json";
    d = render(&kit.check, true, true);
    check_at(element(d.results, 0), "locations.0.physicalLocation.artifactLocation.uri",
             "models/deep/a.json");
    done(&d);
    release.source = "/srv/a b.json";
    d = render(&kit.check, true, true);
    check_at(element(d.results, 0), "locations.0.physicalLocation.artifactLocation.uri",
             "file:///srv/a%20b.json");
    assert_null(text_at(element(d.results, 0),
                        "locations.0.physicalLocation.artifactLocation.uriBaseId"));
    done(&d);
    /* Neither has a file: there must be some place still. */
    release.source = "-";
    kit.check.policy_source = "-";
    d = render(&kit.check, true, true);
    check_at(element(d.results, 0), "locations.0.physicalLocation.artifactLocation.uri",
             "policy");
    done(&d);
}

/* The same finding elsewhere, or worded anew, is the same; of another release not. */
static void test_fingerprints(void **state)
{
    const char *path = "partialFingerprints.primaryLocationLineHash";
    opn_check_release release = check_releases[0];
    opn_check_item item = check_items_one[0];
    char first[32];
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    kit.check.releases = &release;
    kit.check.release_count = 1;
    release.items = &item;
    release.item_count = 1;
    d = render(&kit.check, true, true);
    assert_int_equal(strlen(text_at(element(d.results, 0), path)), 18);
    strcpy(first, text_at(element(d.results, 0), path));
    done(&d);
    item.reason = "other words";
    release.source = "other/place.json";
    d = render(&kit.check, true, true);
    check_at(element(d.results, 0), path, first);
    done(&d);
    release.id = "acme/other";
    d = render(&kit.check, true, true);
    assert_string_not_equal(text_at(element(d.results, 0), path), first);
    done(&d);
}

/* Code scanning shows two results of one fingerprint as one alert: a second release of the
 * same name, and each file in which no name was found, have their own. */
static void test_fingerprints_of_namesakes(void **state)
{
    const char *path = "partialFingerprints.primaryLocationLineHash";
    opn_check_release releases[3] = {check_releases[0], check_releases[0], check_releases[0]};
    opn_check_item item = check_items_one[0];
    char hashes[3][32];
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    kit.check.releases = releases;
    kit.check.release_count = 3;
    for (size_t i = 0; i < 3; i++) {
        releases[i].items = &item;
        releases[i].item_count = 1;
    }
    d = render(&kit.check, true, true);
    for (size_t i = 0; i < 3; i++) {
        strcpy(hashes[i], text_at(element(d.results, i), path));
        for (size_t k = 0; k < i; k++) {
            assert_string_not_equal(hashes[i], hashes[k]);
        }
    }
    done(&d);
    /* Of two made-up ids the files tell, whatever else is checked before. */
    releases[0].id = "unknown/unknown";
    releases[0].source = "a.md";
    releases[1].id = "unknown/unknown";
    releases[1].source = "b.md";
    d = render(&kit.check, true, true);
    check_at(element(d.results, 2), path, hashes[0]);
    strcpy(hashes[1], text_at(element(d.results, 1), path));
    assert_string_not_equal(text_at(element(d.results, 0), path), hashes[1]);
    done(&d);
    kit.check.releases = &releases[1];
    kit.check.release_count = 1;
    d = render(&kit.check, true, true);
    check_at(element(d.results, 0), path, hashes[1]);
    done(&d);
}

static void test_indeterminate_follows_the_caller(void **state)
{
    opn_check_release release = check_releases[0];
    opn_check_item item = check_items_one[1];
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    kit.check.releases = &release;
    kit.check.release_count = 1;
    release.items = &item;
    release.item_count = 1;
    item.counts_as = OPENNESS_CHECK_FAIL;
    d = render(&kit.check, true, true);
    check_result(&d, 0, "may-commercial", "fail", "error");
    done(&d);
    item.counts_as = OPENNESS_CHECK_PASS;
    d = render(&kit.check, true, true);
    assert_int_equal(opn_node_count(d.results), 0);
    done(&d);
    d = render(&kit.check, true, false);
    check_result(&d, 1, "may-commercial", "open", "none");
    done(&d);
}

static void test_run(void **state)
{
    check_kit kit;
    document d;

    (void)state;
    check_kit_make(&kit, database);
    d = render(&kit.check, true, false);
    check_at(d.run, "tool.driver.rules.0.id", "g7-open-weights");
    check_at(d.run, "tool.driver.rules.0.helpUri", "https://example.org/g7");
    check_at(d.run, "tool.driver.rules.0.fullDescription.text",
             "G7: at least Open Weights AI. Contract 12");
    check_at(d.run, "tool.driver.rules.4.id", "openness/unreadable");
    check_at(d.run, "automationDetails.id", "openness/acme <\"&\"> build/");
    check_at(d.run, "invocations.0.exitCodeDescription", "error");
    check_at(d.run, "invocations.0.toolConfigurationNotifications.0.level", "warning");
    check_at(d.run, "invocations.0.toolConfigurationNotifications.0.message.text",
             "two requirements ask the same");
    check_at(d.run, "artifacts.0.hashes.sha-256", kit.check.policy_digest);
    check_at(d.run, "properties.dataSha256", openness_database_digest(database));
    done(&d);
}

static void test_out_of_memory(void **state)
{
    check_kit kit;

    (void)state;
    check_kit_make(&kit, database);
    for (int brief = 0; brief < 2; brief++) {
        bool whole = false;

        for (size_t n = 1; !whole; n++) {
            opn_buf buf = {0};

            opn_mem_fail_at(n);
            opn_check_sarif(&buf, &kit.check, false, brief == 1);
            whole = opn_mem_fail_at(0) < n;
            assert_true(buf.failed == !whole);
            opn_buf_free(&buf);
        }
    }
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

/* Prints the document for the test against the schema: --print full or brief. */
static int print(bool brief)
{
    check_kit kit;
    document d;

    database = kit_database();
    check_kit_make(&kit, database);
    d = render(&kit.check, false, brief);
    fputs(d.text.data, stdout);
    done(&d);
    openness_database_free(database);
    return 0;
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_full),
        cmocka_unit_test(test_brief),
        cmocka_unit_test(test_texts_hold_no_markup),
        cmocka_unit_test(test_places),
        cmocka_unit_test(test_paths_as_given),
        cmocka_unit_test(test_fingerprints),
        cmocka_unit_test(test_fingerprints_of_namesakes),
        cmocka_unit_test(test_indeterminate_follows_the_caller),
        cmocka_unit_test(test_run),
        cmocka_unit_test(test_out_of_memory),
    };

    if (argc == 3 && strcmp(argv[1], "--print") == 0) {
        return print(strcmp(argv[2], "brief") == 0);
    }
    return cmocka_run_group_tests(tests, open_database, close_database);
}
