/*
 * fuzz_annotate.c: any bytes as a bill of materials to be annotated.
 *
 * What must hold: what comes out is JSON, longer than what went in unless
 * verdicts were taken out, and stays the same when it is annotated again; every
 * byte that went in comes out, in its order, where no verdict was there before.
 */
#include "../../lib/annotate.h"
#include "../../lib/json_check.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static openness_database *database;
static openness_rubric *rubric;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static openness_text *annotate(const char *bytes, size_t size)
{
    const openness_rubric *rubrics[] = {rubric};
    openness_text *out = NULL;
    int status =
        openness_annotate(database, rubrics, 1, "2026-11-22", bytes, size, 0, &out, NULL);

    require((status == OPENNESS_OK) == (out != NULL));
    require(status != OPENNESS_E_INTERNAL && status != OPENNESS_E_ARGUMENT);
    return out;
}

static bool has_verdict(const char *bytes, size_t size)
{
    /* Escapes can spell it in other ways. */
    return size > 0 && (strstr(bytes, "verdict") != NULL || memchr(bytes, '\\', size) != NULL);
}

static void check_bytes(const char *bytes, size_t size, const openness_text *out)
{
    const char *at = openness_text_data(out);
    const char *end = at + openness_text_size(out);

    for (size_t i = 0; i < size; i++) {
        at = memchr(at, bytes[i], (size_t)(end - at));
        require(at != NULL);
        at++;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    openness_text *once;
    char *text;

    if (database == NULL) {
        require(openness_database_open(&database, NULL) == OPENNESS_OK);
        require(openness_rubric_get(database, "g7-2026", &rubric, NULL) == OPENNESS_OK);
    }
    if (size > 65536) {
        return 0;
    }
    text = malloc(size + 1);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    text[size] = '\0';
    once = annotate(text, size);
    if (once != NULL) {
        const char *bytes = openness_text_data(once);
        bool mark = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
        openness_text *twice = annotate(bytes, openness_text_size(once));

        require(opn_json_check(bytes + (mark ? 3 : 0), openness_text_size(once) - (mark ? 3 : 0),
                               NULL, NULL) == OPENNESS_OK);
        require(twice != NULL && opn_streq(openness_text_data(twice), bytes));
        if (!has_verdict(text, size)) {
            check_bytes(text, size, once);
        }
        openness_text_free(twice);
    }
    openness_text_free(once);
    free(text);
    return 0;
}
