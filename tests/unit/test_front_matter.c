/* tests of lib/front_matter.c. */
#include "kit.h"

#include "../../lib/front_matter.h"

typedef struct {
    const char *text;
    size_t size; /* of the front matter */
} sample;

static void test_where_it_ends(void **state)
{
    static const sample samples[] = {
        {"", 0},
        {"---", 0},
        {"---\n", 0},
        {"---\na: b\n", 0},
        {"---\n---\n", 4},
        {"---\n---", 4},
        {"---\na: b\n---\n# Title\n", 9},
        {"---\r\na: b\r\n---\r\n# Title\r\n", 11},
        {"\n\r\n---\na: b\n---\n", 12},
        {"# Title\n---\na: b\n---\n", 0},
        {" ---\na: b\n---\n", 0},
        {"---\na: |\n  ---\n  b\n---\n", 19},
        {"---\na: b\n--- \n----\n---\n", 19},
        {"--- a\n---\n---\n", 0},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(samples); i++) {
        /* Without a NUL at the end: one byte too many is seen by the sanitizers. */
        size_t size = strlen(samples[i].text);
        char *bytes = malloc(size > 0 ? size : 1);

        assert_non_null(bytes);
        memcpy(bytes, samples[i].text, size);
        assert_int_equal(opn_front_matter(bytes, size), samples[i].size);
        free(bytes);
    }
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_where_it_ends),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
