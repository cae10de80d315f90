/* test_check_junit.c: what build servers count is what the check found. */
#include "check_kit.h"

static openness_database *database;

static char *render(const openness_check *check)
{
    opn_buf buf = {0};

    opn_check_junit(&buf, check);
    assert_false(buf.failed);
    return buf.data;
}

static void done(char *xml)
{
    opn_buf buf = {.data = xml};

    opn_buf_free(&buf);
}

static void has(const char *xml, const char *part)
{
    if (strstr(xml, part) == NULL) {
        fail_msg("missing: %s\nin: %s", part, xml);
    }
}

static size_t count(const char *text, const char *part)
{
    size_t found = 0;

    for (const char *at = text; (at = strstr(at, part)) != NULL; at++) {
        found++;
    }
    return found;
}

static void test_tallies(void **state)
{
    check_kit kit;
    char *xml;

    (void)state;
    check_kit_make(&kit, database);
    xml = render(&kit.check);
    has(xml, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites "
             "name=\"openness: acme &lt;&quot;&amp;&quot;&gt; build\" tests=\"7\" failures=\"2\" "
             "errors=\"2\" skipped=\"2\" time=\"0\">\n");
    assert_int_equal(count(xml, "<testsuite "), 4);
    assert_int_equal(count(xml, "<testcase "), 7);
    assert_int_equal(count(xml, "<failure "), 2);
    assert_int_equal(count(xml, "<error "), 2);
    assert_int_equal(count(xml, "<skipped "), 2);
    has(xml,
        "<testsuite name=\"acme/one (./models/one &amp; &lt;two&gt;: 100%.json)\" tests=\"3\" "
        "failures=\"2\" errors=\"0\" skipped=\"1\" time=\"0\" "
        "timestamp=\"2026-11-22T00:00:00\">");
    done(xml);
}

static void test_cases(void **state)
{
    check_kit kit;
    char *xml;

    (void)state;
    check_kit_make(&kit, database);
    xml = render(&kit.check);
    has(xml,
        "name=\"g7-open-weights\" time=\"0\" file=\"./models/one &amp; &lt;two&gt;: "
        "100%.json\">\n"
        "      <failure message=\"G7: at least Open Weights AI: result is Closed\" type=\"fail\">"
        "fail: G7: at least Open Weights AI\nresult is Closed\n"
        "- weights license: bounded in {place}\n- see [here](https://evil.example)\n"
        "Next: release the weights\nAn exception expired on 2026-01-31: trial\n"
        "Asked for because: Contract 12\nRests on:\n"
        "  /artifacts/3: https://example.org/card, line 4, read on 2026-11-20\n"
        "  /artifacts/3: https://example.org/card, line 4, read on 2026-11-20\n"
        "  the record\n</failure>");
    has(xml, "type=\"indeterminate\">indeterminate: may use commercially in DE\n");
    has(xml, "<skipped message=\"no evidence older than 365 days: read 2024-01-01\">excepted: ");
    has(xml, "Excepted until 2026-12-31: re-read &lt;soon&gt; ]]&gt;\n");
    has(xml, "<testcase classname=\"acme/two\" name=\"g7-open-weights\" time=\"0\">\n"
             "      <system-out>pass: G7");
    has(xml, "<testcase classname=\"models/bad.json\" name=\"readable\" time=\"0\" "
             "file=\"models/bad.json\">\n      <error message=\"a comma is missing\" "
             "type=\"error\">models/bad.json:7:12: a comma is missing\n</error>");
    has(xml,
        "name=\"selected\" time=\"0\" file=\"https://example.org/three.json\">\n      <skipped "
        "message=\"the policy does not apply to this release\"/>");
    done(xml);
}

static void test_properties(void **state)
{
    check_kit kit;
    char *xml;

    (void)state;
    check_kit_make(&kit, database);
    xml = render(&kit.check);
    has(xml, "<property name=\"openness.date\" value=\"2026-11-22\"/>");
    has(xml, "<property name=\"openness.policy.sha256\" value=\"0123456789abcdef");
    has(xml, "<property name=\"openness.data.sha256\" value=\"");
    has(xml, openness_database_digest(database));
    /* What could not be read has no id. */
    assert_int_equal(count(xml, "openness.release\""), 3);
    done(xml);
}

/* What the caller lets pass must not fail a build, what he makes fail must. */
static void test_indeterminate_follows_the_caller(void **state)
{
    opn_check_item item = check_items_one[1];
    opn_check_release release = check_releases[0];
    check_kit kit;
    char *xml;

    (void)state;
    check_kit_make(&kit, database);
    release.items = &item;
    release.item_count = 1;
    kit.check.releases = &release;
    kit.check.release_count = 1;
    item.counts_as = OPENNESS_CHECK_PASS;
    xml = render(&kit.check);
    has(xml, "failures=\"0\" errors=\"0\" skipped=\"1\"");
    has(xml, "<skipped message=\"may use commercially in DE: the license is not known\">"
             "indeterminate:");
    done(xml);
    item.counts_as = OPENNESS_CHECK_FAIL;
    xml = render(&kit.check);
    has(xml, "failures=\"1\" errors=\"0\" skipped=\"0\"");
    has(xml, "type=\"indeterminate\"");
    done(xml);
}

static void test_out_of_memory(void **state)
{
    check_kit kit;
    bool whole = false;

    (void)state;
    check_kit_make(&kit, database);
    for (size_t n = 1; !whole; n++) {
        opn_buf buf = {0};

        opn_mem_fail_at(n);
        opn_check_junit(&buf, &kit.check);
        whole = opn_mem_fail_at(0) < n;
        assert_true(buf.failed == !whole);
        opn_buf_free(&buf);
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

/* Prints the document for a test that reads it as others would. */
static int print(void)
{
    check_kit kit;
    char *xml;

    database = kit_database();
    check_kit_make(&kit, database);
    xml = render(&kit.check);
    fputs(xml, stdout);
    done(xml);
    openness_database_free(database);
    return 0;
}

int main(int argc, char **argv)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tallies),
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_indeterminate_follows_the_caller),
        cmocka_unit_test(test_out_of_memory),
    };

    if (argc == 2 && strcmp(argv[1], "--print") == 0) {
        return print();
    }
    return cmocka_run_group_tests(tests, open_database, close_database);
}
