/*
 * test_import_hf_card_limits.c: cards that are long, wide or deep.
 *
 * Front matter of real cards reaches 60 kB, with whole license texts in it; what is
 * longer than that is somebody's attempt. None may cost more than its size, and a long
 * list of one thing gets one note.
 */
#ifndef OPENNESS_HAVE_YAML

#include "check.h"

int main(void)
{
    print_message("skipped: cards are YAML, and this library is built without it\n");
    return 77;
}

#else

#include "imported.h"

#define SOURCE "https://huggingface.co/example-org/model/raw/main/README.md"

static char *repeat(const char *before, const char *piece, size_t count, const char *behind,
                    size_t *size)
{
    opn_buf buf = {0};
    char *out;

    opn_buf_str(&buf, before);
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(&buf, piece);
    }
    opn_buf_str(&buf, behind);
    out = kit_copy(buf.data);
    *size = buf.size;
    opn_buf_free(&buf);
    return out;
}

/* A license text of 60 kB in a block scalar, lines of dashes and all. */
static void test_long(void **state)
{
    size_t size;
    char *card = repeat("---\nextra_gated_prompt: |-\n",
                        "  ---\n  A clause of an agreement: \"so\" & *so*, 100 % [x].\n", 1200,
                        "license: gemma\n---\n---\nlicense: mit\n---\n", &size);
    imported j = imported_of(NULL, SOURCE, card, size, 0);

    (void)state;
    assert_true(size > 60000);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_true(imported_has(&j, "'license':'gemma'"));
    assert_int_equal(openness_import_note_count(j.import), 1);
    free(card);
    imported_end(&j);
}

static void test_many(void **state)
{
    static const struct {
        const char *before;
        const char *piece;
    } cases[] = {
        {"---\nbase_model:\n", "- a/b\n"},        {"---\nbase_model:\n", "- ./x\n"},
        {"---\nbase_model:\n", "- [x]\n"},        {"---\ndatasets:\n", "- a/b\n"},
        {"---\nlicense:\n", "- what\n"},          {"---\ntags:\n", "- base_model:merge:../x\n"},
        {"---\ntags:\n", "- arxiv:2401.00001\n"}, {"---\nlanguage:\n", "- false\n"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        size_t size;
        char *card = repeat(cases[i].before, cases[i].piece, 40000, "---\n", &size);
        imported j = imported_of("hf-card", SOURCE, card, size, 0);

        assert_int_equal(j.status, OPENNESS_OK);
        assert_true(openness_import_note_count(j.import) <= 2);
        free(card);
        imported_end(&j);
    }
}

static void test_most_bases(void **state)
{
    opn_buf card = {0};
    imported j;

    (void)state;
    opn_buf_str(&card, "---\nbase_model:\n");
    for (size_t i = 0; i < 300; i++) {
        opn_buf_printf(&card, "- a/b%zu\n", i);
    }
    opn_buf_str(&card, "---\n");
    j = imported_of(NULL, SOURCE, card.data, card.size, 0);
    assert_int_equal(j.status, OPENNESS_OK);
    assert_true(imported_notes_that(&j, "200 entries are more"));
    opn_buf_free(&card);
    imported_end(&j);
}

static void test_deep(void **state)
{
    size_t size;
    char *card = repeat("---\nlicense: ", "[", 2000, "\n---\n", &size);
    imported j = imported_of("hf-card", SOURCE, card, size, 0);

    (void)state;
    assert_int_equal(j.status, OPENNESS_E_LIMIT);
    free(card);
    imported_end(&j);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_many),
        cmocka_unit_test(test_most_bases),
        cmocka_unit_test(test_deep),
    };

    return cmocka_run_group_tests(tests, imported_setup, imported_teardown);
}

#endif
