/* test_spdx.c: the grammar of license expressions, and reading them on a ladder. */
#include "kit.h"

#include "../../lib/spdx.h"

static openness_database *database;

/* The expression in postfix: ids, "?" for a reference, "&" and "|". */
static const char *postfix(const char *text)
{
    static char out[4000];
    opn_arena arena = {0};
    opn_expr_fault fault;
    opn_expr expr;
    size_t at = 0;

    if (opn_expr_parse(&expr, text, &database->license_table, &arena, &fault) != OPENNESS_OK) {
        snprintf(out, sizeof out, "%s%zu %s", fault.unknown_license ? "?" : "!", fault.offset,
                 fault.token);
        opn_arena_free(&arena);
        return out;
    }
    out[0] = '\0';
    for (size_t i = 0; i < expr.count; i++) {
        static const char *const marks[] = {"", "?", "&", "|"};
        const opn_expr_op *op = &expr.ops[i];
        const char *mark =
            op->kind == OPN_EXPR_LICENSE ? database->licenses[op->license].id : marks[op->kind];

        at += (size_t)snprintf(out + at, sizeof out - at, "%s%s", i == 0 ? "" : " ", mark);
    }
    assert_string_equal(expr.text, text);
    opn_arena_free(&arena);
    return out;
}

static void test_precedence(void **state)
{
    (void)state;
    assert_string_equal(postfix("MIT"), "MIT");
    assert_string_equal(postfix("MIT AND ISC OR Zlib"), "MIT ISC & Zlib |");
    assert_string_equal(postfix("MIT OR ISC AND Zlib"), "MIT ISC Zlib & |");
    assert_string_equal(postfix("(MIT OR ISC) AND Zlib"), "MIT ISC | Zlib &");
    assert_string_equal(postfix("MIT OR ISC OR Zlib"), "MIT ISC | Zlib |");
    assert_string_equal(postfix("MIT AND (ISC AND Zlib)"), "MIT ISC Zlib & &");
    assert_string_equal(postfix("((MIT))OR(ISC)"), "MIT ISC |");
    assert_string_equal(postfix("\t MIT\n AND\r ISC "), "MIT ISC &");
}

static void test_ids(void **state)
{
    (void)state;
    assert_string_equal(postfix("mit"), "MIT");
    assert_string_equal(postfix("apache-2.0 and bsd-3-CLAUSE"), "Apache-2.0 BSD-3-Clause &");
    assert_string_equal(postfix("GPL-2.0+"), "GPL-2.0");
    assert_string_equal(postfix("LLAMA-3.1"), "llama-3.1");
    /* One published name holds "+"; it is looked up as it stands. */
    assert_string_equal(postfix("creativeml-openrail++-m"), "creativeml-openrail++-m");
}

static void test_references(void **state)
{
    (void)state;
    assert_string_equal(postfix("LicenseRef-Acme-1.0"), "?");
    assert_string_equal(postfix("DocumentRef-x:LicenseRef-y OR MIT"), "? MIT |");
    assert_string_equal(postfix("LicenseRef-"), "?0 LicenseRef-");
    assert_string_equal(postfix("DocumentRef-:LicenseRef-y"), "!0 DocumentRef-:LicenseRef-y");
    assert_string_equal(postfix("Other-x:LicenseRef-y"), "!0 Other-x:LicenseRef-y");
    assert_string_equal(postfix("DocumentRef-x:y"), "!0 DocumentRef-x:y");
}

static void test_exceptions(void **state)
{
    (void)state;
    assert_string_equal(postfix("GPL-2.0 WITH Classpath-exception-2.0"), "GPL-2.0");
    assert_string_equal(postfix("GPL-2.0+ with Bison-exception-2.2 OR MIT"), "GPL-2.0 MIT |");
    assert_string_equal(postfix("MIT WITH AdditionRef-x"), "MIT");
    assert_string_equal(postfix("MIT WITH DocumentRef-a:AdditionRef-x"), "MIT");
    assert_string_equal(postfix("MIT WITH classpath-EXCEPTION-2.0"), "MIT");
    assert_string_equal(postfix("MIT OR ISC WITH nothing"), "!16 nothing");
    assert_string_equal(postfix("MIT WITH ISC"), "!9 ISC");
    assert_string_equal(postfix("MIT WITH AdditionRef-"), "!9 AdditionRef-");
    assert_string_equal(postfix("MIT WITH"), "!8 ");
    assert_string_equal(postfix("MIT WITH AND"), "!9 AND");
    assert_string_equal(postfix("(MIT OR ISC) WITH x"), "!13 WITH");
}

static void test_faults(void **state)
{
    (void)state;
    assert_string_equal(postfix(""), "!0 ");
    assert_string_equal(postfix("MIT AND"), "!7 ");
    assert_string_equal(postfix("AND MIT"), "!0 AND");
    assert_string_equal(postfix("MIT ISC"), "!4 ISC");
    assert_string_equal(postfix("MIT And ISC"), "!4 And");
    assert_string_equal(postfix("MIT/ISC"), "!3 /");
    assert_string_equal(postfix("(MIT"), "!0 (");
    assert_string_equal(postfix("MIT OR ((ISC AND Zlib)"), "!7 (");
    assert_string_equal(postfix("MIT)"), "!3 )");
    assert_string_equal(postfix("()"), "!1 )");
    assert_string_equal(postfix("MIT + ISC"), "!4 +");
    assert_string_equal(postfix("M+IT"), "!0 M+IT");
    assert_string_equal(postfix("MIT OR Nothing-1.0"), "?7 Nothing-1.0");
    assert_string_equal(postfix("MIT\xc3\xa9"), "!3 \xc3\xa9");
}

static void test_limits(void **state)
{
    char text[1100];
    opn_arena arena = {0};
    opn_expr_fault fault;
    opn_expr expr;

    (void)state;
    /* As deep and as long as 1024 bytes allow. */
    memset(text, '(', 510);
    memcpy(text + 510, "MIT", 3);
    memset(text + 513, ')', 510);
    text[1023] = '\0';
    assert_string_equal(postfix(text), "MIT");
    text[1022] = '\0';
    assert_string_equal(postfix(text), "!0 (");
    memset(text, ' ', 1025);
    text[1025] = '\0';
    assert_int_equal(opn_expr_parse(&expr, text, &database->license_table, &arena, &fault),
                     OPENNESS_E_SCHEMA);
    assert_int_equal(fault.offset, 1024);
    /* A long token is clipped. */
    memset(text, 'x', 300);
    text[300] = '\0';
    assert_int_equal(opn_expr_parse(&expr, text, &database->license_table, &arena, &fault),
                     OPENNESS_E_SCHEMA);
    assert_true(fault.unknown_license);
    assert_int_equal(strlen(fault.token), 95);
    opn_arena_free(&arena);
}

static opn_pair level(const char *text, const char *ladder)
{
    const opn_license_vocabulary *vocabulary = &database->license_vocabulary;
    opn_arena arena = {0};
    opn_expr_fault fault;
    opn_expr expr;
    opn_pair pair;

    assert_int_equal(opn_expr_parse(&expr, text, &database->license_table, &arena, &fault), 0);
    pair = opn_expr_level(&expr, database->licenses, vocabulary,
                          opn_table_find(&vocabulary->ladder_table, ladder), NULL);
    opn_arena_free(&arena);
    return pair;
}

#define assert_level(text, ladder, least, most)                                                  \
    do {                                                                                         \
        opn_pair pair_ = level(text, ladder);                                                    \
        assert_int_equal(pair_.lo, least);                                                       \
        assert_int_equal(pair_.hi, most);                                                        \
    } while (0)

static void test_levels(void **state)
{
    (void)state;
    assert_level("MIT", "osi", 1, 1);
    assert_level("CC-BY-NC-4.0", "osi", 0, 0);
    /* The licensee chooses; all at once bind together. */
    assert_level("MIT OR CC-BY-NC-4.0", "osi", 1, 1);
    assert_level("MIT AND CC-BY-NC-4.0", "osi", 0, 0);
    assert_level("MIT AND (ISC OR CC-BY-NC-4.0)", "osi", 1, 1);
    /* Nothing is known of a reference. */
    assert_level("LicenseRef-x", "osi", 0, 1);
    assert_level("LicenseRef-x OR MIT", "osi", 1, 1);
    assert_level("LicenseRef-x AND MIT", "osi", 0, 1);
    assert_level("LicenseRef-x AND CC-BY-NC-4.0", "osi", 0, 0);
    assert_level("GPL-3.0 WITH GCC-exception-3.1", "osi", 1, 1);
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
        cmocka_unit_test(test_precedence), cmocka_unit_test(test_ids),
        cmocka_unit_test(test_references), cmocka_unit_test(test_exceptions),
        cmocka_unit_test(test_faults),     cmocka_unit_test(test_limits),
        cmocka_unit_test(test_levels),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
