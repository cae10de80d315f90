/*
 * fuzz_names.c: any bytes as the name of a license.
 *
 * What must hold: an answer is JSON of one form; an expression that is found
 * parses, and means itself when it is asked about again; white space around a
 * text changes nothing that is found.
 */
#include "../../lib/database.h"
#include "../../lib/json_read.h"
#include "../../lib/normalize.h"
#include "../../lib/spdx.h"
#include <openness/license.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static openness_database *database;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* The answer as a tree over its text; both are freed by close_answer. */
typedef struct {
    openness_text *text;
    opn_json *json;
    const char *kind;
    const char *expression; /* NULL unless it is a license or an expression */
} answer;

static const char *member(const answer *a, const char *key)
{
    const opn_node *node = opn_node_member(opn_json_root(a->json), key);

    require(node != NULL);
    return opn_node_string(node);
}

static answer open_answer(const char *text, size_t size)
{
    answer a = {NULL, NULL, NULL, NULL};
    bool sure;

    require(openness_license_resolve(database, text, size, &a.text, NULL) == OPENNESS_OK);
    require(opn_json_parse(openness_text_data(a.text), openness_text_size(a.text), &a.json,
                           NULL) == OPENNESS_OK);
    a.kind = member(&a, "kind");
    a.expression = member(&a, "expression");
    require(a.kind != NULL && member(&a, "text") != NULL);
    sure = opn_streq(a.kind, "license") || opn_streq(a.kind, "expression");
    require((a.expression != NULL) == sure);
    require((member(&a, "confidence") != NULL) == sure);
    require((member(&a, "matched_by") == NULL) == opn_streq(a.kind, "unmatched"));
    require((member(&a, "status") != NULL) == opn_streq(a.kind, "status"));
    require((opn_node_count(opn_node_member(opn_json_root(a.json), "candidates")) > 0) ==
            opn_streq(a.kind, "family"));
    return a;
}

static void close_answer(answer *a)
{
    opn_json_free(a->json);
    openness_text_free(a->text);
}

static void check_expression(const answer *found)
{
    opn_arena arena = {0};
    opn_expr_fault fault;
    opn_expr expr;
    answer again = open_answer(found->expression, strlen(found->expression));

    require(opn_expr_parse(&expr, found->expression, &database->license_table, &arena, &fault) ==
            OPENNESS_OK);
    require(again.expression != NULL && opn_streq(again.expression, found->expression));
    require(opn_streq(again.kind, found->kind));
    close_answer(&again);
    opn_arena_free(&arena);
}

/* White space about a text is no part of it. */
static void check_spaced(const char *text, size_t size, const answer *found)
{
    char *spaced = malloc(size + 3);
    answer other;

    require(spaced != NULL);
    memcpy(spaced, " \v", 2);
    memcpy(spaced + 2, text, size);
    spaced[size + 2] = '\n';
    if (size + 3 <= OPN_NAME_LIMIT) {
        other = open_answer(spaced, size + 3);
        require(opn_streq(other.kind, found->kind));
        require(found->expression == NULL || opn_streq(other.expression, found->expression));
        close_answer(&other);
    }
    free(spaced);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = size == 0 ? "" : (const char *)data;
    answer found;

    if (database == NULL) {
        require(openness_database_open(&database, NULL) == OPENNESS_OK);
    }
    found = open_answer(text, size);
    if (found.expression != NULL) {
        check_expression(&found);
    }
    check_spaced(text, size, &found);
    close_answer(&found);
    return 0;
}
