/* test_constants.c: versions, and that no constant of the headers is left out. */
#include "check.h"

#include "../../lib/ascii.h"
#include "../../lib/json_read.h"
#include <openness/openness.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#ifndef SOURCE_ROOT
#define SOURCE_ROOT "."
#endif

static const char *const headers[] = {"badge.h",  "base.h",    "database.h", "error.h",
                                      "import.h", "license.h", "policy.h",   "release.h",
                                      "report.h", "rubric.h",  "text.h"};

static char *read_header(const char *name)
{
    char path[512];
    char *text;
    FILE *file;
    size_t size;

    snprintf(path, sizeof path, "%s/include/openness/%s", SOURCE_ROOT, name);
    file = fopen(path, "rb");
    assert_non_null(file);
    text = calloc(1, 1 << 16);
    assert_non_null(text);
    size = fread(text, 1, (1 << 16) - 1, file);
    assert_true(size > 0);
    fclose(file);
    return text;
}

/* Enumerators stand at the beginning of a line: "    OPENNESS_X = value". */
static size_t check_header(const opn_node *constants, const char *text)
{
    static const char begin[] = "\n    OPENNESS_";
    size_t found = 0;

    for (const char *at = strstr(text, begin); at != NULL; at = strstr(at + 1, begin)) {
        char name[64] = "";
        int value;
        int64_t given;

        if (sscanf(at, " %63[A-Z_0-9] = %d", name, &value) != 2) {
            continue;
        }
        if (!opn_node_int64(opn_node_member(constants, name), &given)) {
            fail_msg("%s is missing", name);
        }
        assert_int_equal(given, value);
        found++;
    }
    return found;
}

static void test_constants_are_those_of_the_headers(void **state)
{
    const char *json = openness_constants_json();
    opn_issues issues = {0};
    opn_json *document = NULL;
    const opn_node *root;
    size_t found = 0;

    (void)state;
    assert_int_equal(opn_json_parse(json, strlen(json), &document, &issues), OPENNESS_OK);
    root = opn_json_root(document);
    for (size_t i = 0; i < OPN_ARRAY_LEN(headers); i++) {
        char *text = read_header(headers[i]);

        found += check_header(root, text);
        free(text);
    }
    /* And the other way round: beside them stand four members of the version. */
    assert_int_equal(opn_node_count(root), found + 4);
    assert_string_equal(opn_node_string(opn_node_member(root, "OPENNESS_VERSION")),
                        OPENNESS_VERSION);
    opn_json_free(document);
    opn_issues_free(&issues);
}

static void test_versions(void **state)
{
    int64_t major = -1;
    const char *digest = openness_data_digest();

    (void)state;
    assert_string_equal(openness_version(), OPENNESS_VERSION);
    assert_true(opn_ascii_int64(OPENNESS_VERSION, strcspn(OPENNESS_VERSION, "."), &major));
    assert_int_equal(major, OPENNESS_VERSION_MAJOR);
    assert_int_equal(openness_abi_version(), 0);
    assert_int_equal(strlen(openness_data_version()), 10);
    assert_int_equal(strlen(digest), 64);
    assert_int_equal(strspn(digest, "0123456789abcdef"), 64);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_constants_are_those_of_the_headers),
        cmocka_unit_test(test_versions),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
