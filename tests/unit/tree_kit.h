/*
 * tree_kit.h: a tree on one line, to be compared with what was expected.
 *
 * {key: value, ...}, [value, ...], plain scalars as they are, quoted ones
 * between single quotes; line breaks as \n, tabs as \t. A document that is refused gives
 * "!id line:column pointer" for each issue, joined by " ".
 */
#ifndef OPN_TEST_TREE_KIT_H
#define OPN_TEST_TREE_KIT_H

#include "check.h"

#include "../../lib/buf.h"
#include "../../lib/tree.h"

#include <stdlib.h>

typedef int (*tree_reader)(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                           const opn_tree **out);

static inline void tree_put_text(opn_buf *buf, const char *text)
{
    for (; *text != '\0'; text++) {
        if (*text == '\n' || *text == '\t') {
            opn_buf_str(buf, *text == '\n' ? "\\n" : "\\t");
        } else {
            opn_buf_char(buf, *text);
        }
    }
}

/* Also checks that the links of the tree agree with each other. */
static inline void tree_put(opn_buf *buf, const opn_tree *node)
{
    size_t count = 0;

    assert_true(node->line > 0 && node->column > 0);
    if (node->kind == OPN_TREE_SCALAR) {
        assert_non_null(node->text);
        assert_true(node->first == NULL && node->count == 0);
        opn_buf_str(buf, node->quoted ? "'" : "");
        tree_put_text(buf, node->text);
        opn_buf_str(buf, node->quoted ? "'" : "");
        return;
    }
    assert_null(node->text);
    opn_buf_char(buf, node->kind == OPN_TREE_MAP ? '{' : '[');
    for (const opn_tree *at = node->first; at != NULL; at = at->next, count++) {
        assert_ptr_equal(at->parent, node);
        assert_int_equal(at->index, count);
        assert_true((at->key != NULL) == (node->kind == OPN_TREE_MAP));
        opn_buf_str(buf, count == 0 ? "" : ", ");
        if (at->key != NULL) {
            tree_put_text(buf, at->key);
            opn_buf_str(buf, ": ");
        }
        tree_put(buf, at);
    }
    assert_int_equal(count, node->count);
    opn_buf_char(buf, node->kind == OPN_TREE_MAP ? '}' : ']');
}

/* The caller frees. bytes are copied to exactly their size, so that a read beyond
 * them is found. */
static inline char *tree_read(tree_reader read, const char *bytes, size_t size)
{
    char *copy = malloc(size == 0 ? 1 : size);
    const opn_tree *root = NULL;
    opn_arena arena = {0};
    opn_issues issues = {0};
    opn_buf buf = {0};
    char *out;
    int status;

    assert_non_null(copy);
    memcpy(copy, bytes, size);
    status = read(copy, size, &arena, &issues, &root);
    free(copy);
    if (status == OPENNESS_OK) {
        assert_non_null(root);
        assert_int_equal(issues.errors, 0);
        tree_put(&buf, root);
    } else {
        assert_null(root);
        assert_true(issues.errors > 0);
    }
    for (size_t i = 0; i < issues.count; i++) {
        const opn_issue *issue = &issues.items[i];

        assert_true(*issue->message != '\0');
        opn_buf_printf(&buf, "%s!%s %zu:%zu%s%s", i == 0 ? "" : " ", issue->id, issue->place.line,
                       issue->place.column, *issue->place.pointer == '\0' ? "" : " ",
                       issue->place.pointer);
    }
    out = malloc(buf.size + 1);
    assert_non_null(out);
    memcpy(out, buf.data == NULL ? "" : buf.data, buf.size + 1);
    opn_buf_free(&buf);
    opn_issues_free(&issues);
    opn_arena_free(&arena);
    return out;
}

typedef struct {
    const char *name;
    const char *bytes;
    size_t size;
    const char *expected;
} tree_case;

/* For literals, which may hold NUL. */
#define TREE_CASE(name, bytes, expected)                                                         \
    {                                                                                            \
        name, bytes, sizeof(bytes) - 1, expected                                                 \
    }

static inline void tree_check(tree_reader read, const tree_case *cases, size_t count)
{
    size_t wrong = 0;

    for (size_t i = 0; i < count; i++) {
        char *got = tree_read(read, cases[i].bytes, cases[i].size);

        if (strcmp(got, cases[i].expected) != 0) {
            print_error("%s: expected\n  %s\ngot\n  %s\n", cases[i].name, cases[i].expected, got);
            wrong++;
        }
        free(got);
    }
    assert_int_equal(wrong, 0);
}

/* A repeated piece with something before and behind it. The caller frees. */
static inline char *tree_repeat(const char *before, const char *piece, size_t count,
                                const char *behind, size_t *size)
{
    opn_buf buf = {0};
    char *out;

    opn_buf_str(&buf, before);
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(&buf, piece);
    }
    opn_buf_str(&buf, behind);
    out = malloc(buf.size + 1);
    assert_non_null(out);
    memcpy(out, buf.data, buf.size + 1);
    *size = buf.size;
    opn_buf_free(&buf);
    return out;
}

/* What a repeated piece gives, cut at its first blank behind the id: "!id". */
static inline void tree_check_repeat(tree_reader read, const char *before, const char *piece,
                                     size_t count, const char *behind, const char *expected)
{
    size_t size;
    char *bytes = tree_repeat(before, piece, count, behind, &size);
    char *got = tree_read(read, bytes, size);

    if (*expected == '!') {
        got[strcspn(got, " ")] = '\0';
    } else {
        got[strlen(expected) < strlen(got) ? strlen(expected) : strlen(got)] = '\0';
    }
    assert_string_equal(got, expected);
    free(got);
    free(bytes);
}

#endif
