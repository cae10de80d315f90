/*
 * policy_fields.c: typed members of a policy, every fault with its place.
 *
 * Takes nodes of a foreign tree, gives texts, numbers and words in the arena of
 * the policy. YAML and JSON are read alike: a scalar is taken for what its
 * member asks, so that `in: NO` is Norway. Whatever is not asked for is refused:
 * a misspelled requirement that was passed over would be one that always holds.
 *
 * Must not know what any member means.
 */
#include "ascii.h"
#include "policy.h"

void *opn_policy_alloc(opn_policy_reader *r, size_t count, size_t size)
{
    void *memory = opn_arena_alloc(&r->policy->arena, count, size);

    r->out_of_memory = r->out_of_memory || memory == NULL;
    return memory;
}

const char *opn_policy_copy(opn_policy_reader *r, const char *text)
{
    const char *copy = opn_arena_string(&r->policy->arena, text);

    r->out_of_memory = r->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

const char *opn_policy_keep(opn_policy_reader *r, opn_buf *buf)
{
    const char *copy =
        buf->failed ? NULL : opn_policy_copy(r, buf->data == NULL ? "" : buf->data);

    r->out_of_memory = r->out_of_memory || copy == NULL;
    opn_buf_free(buf);
    return copy == NULL ? "" : copy;
}

void opn_policy_fail(opn_policy_reader *r, const char *issue, const opn_tree *node,
                     const char *format, ...)
{
    opn_place place = opn_tree_place(node, &r->scratch);
    va_list args;

    if (place.pointer == NULL) {
        r->out_of_memory = true;
        return;
    }
    va_start(args, format);
    opn_issue_addv(r->issues, issue, OPENNESS_SEVERITY_ERROR, &place, format, args);
    va_end(args);
}

void opn_policy_unknown(opn_policy_reader *r, const char *issue, const opn_tree *node,
                        const char *what, const char *name, const char *suggestion)
{
    if (suggestion != NULL) {
        opn_policy_fail(r, issue, node, "%s \"%s\" is not known, did you mean \"%s\"?", what,
                        name, suggestion);
    } else {
        opn_policy_fail(r, issue, node, "%s \"%s\" is not known", what, name);
    }
}

bool opn_policy_members(opn_policy_reader *r, const opn_tree *map, const char *const *known,
                        size_t count)
{
    if (map == NULL || map->kind != OPN_TREE_MAP) {
        opn_policy_fail(r, "wrong-type", map, "a map of members is expected");
        return false;
    }
    for (const opn_tree *at = map->first; at != NULL; at = at->next) {
        if (opn_names_find(known, count, at->key) == SIZE_MAX) {
            opn_policy_unknown(r, "unknown-member", at, "the member", at->key,
                               OPN_SUGGEST(r->issues, opn_names_suggest(known, count, at->key)));
        }
    }
    return true;
}

/* Outputs print one line per text: the breaks of a block of YAML become blanks,
 * and what terminals and XML have no use for is refused. False: there is some. */
static bool as_one_line(opn_buf *out, const char *text)
{
    bool blank = false;

    for (; *text != '\0'; text++) {
        unsigned char c = (unsigned char)*text;

        if (c == '\n' || c == '\r' || c == '\t' || c == ' ') {
            blank = out->size > 0;
            continue;
        }
        if (c < 0x20 || c == 0x7F) {
            return false;
        }
        if (blank) {
            opn_buf_char(out, ' ');
        }
        blank = false;
        opn_buf_char(out, *text);
    }
    return true;
}

const char *opn_policy_scalar(opn_policy_reader *r, const opn_tree *node, size_t limit)
{
    const char *text = node->kind == OPN_TREE_SCALAR ? opn_tree_text(node) : NULL;
    opn_buf line = {0};
    const char *out = "";

    if (text == NULL) {
        opn_policy_fail(r, "wrong-type", node, "a text is expected");
    } else if (!as_one_line(&line, text)) {
        opn_policy_fail(r, "wrong-type", node, "a text without control characters is expected");
    } else if (line.failed) {
        r->out_of_memory = true;
    } else if (line.size == 0) {
        opn_policy_fail(r, "empty-text", node, "the text is empty");
    } else if (line.size > limit) {
        opn_policy_fail(r, "text-too-long", node, "the text has more than %zu bytes", limit);
    } else {
        out = opn_policy_copy(r, line.data);
    }
    opn_buf_free(&line);
    return out;
}

const char *opn_policy_text(opn_policy_reader *r, const opn_tree *map, const char *key,
                            size_t limit, bool required)
{
    const opn_tree *node = opn_tree_member(map, key);

    if (node == NULL) {
        if (required) {
            opn_policy_fail(r, "missing-member", map, "the member \"%s\" is missing", key);
        }
        return "";
    }
    return opn_policy_scalar(r, node, limit);
}

int64_t opn_policy_number(opn_policy_reader *r, const opn_tree *map, const char *key)
{
    const opn_tree *node = opn_tree_member(map, key);
    const char *text = node == NULL || node->kind != OPN_TREE_SCALAR ? NULL : opn_tree_text(node);
    int64_t number = -1;

    if (node == NULL) {
        return -1;
    }
    /* The question is passed on as JSON, whose numbers have no leading zero. */
    if (text == NULL || node->quoted || (text[0] == '0' && text[1] != '\0') ||
        !opn_ascii_int64(text, strlen(text), &number) || number < 0) {
        opn_policy_fail(r, "bad-number", node, "a whole number of 0 or more is expected");
        return -1;
    }
    return number;
}

int opn_policy_word(opn_policy_reader *r, const opn_tree *map, const char *key,
                    const char *const *words, size_t count, int fallback)
{
    const opn_tree *node = opn_tree_member(map, key);
    const char *text = node == NULL ? "" : opn_policy_scalar(r, node, OPN_ID_LIMIT);
    size_t found = opn_names_find(words, count, text);

    if (*text != '\0' && found == SIZE_MAX) {
        opn_policy_unknown(r, "unknown-level", node, "the value", text,
                           OPN_SUGGEST(r->issues, opn_names_suggest(words, count, text)));
    }
    return found == SIZE_MAX ? fallback : (int)found;
}

const opn_tree *opn_policy_list(opn_policy_reader *r, const opn_tree *map, const char *key,
                                size_t most, size_t *count)
{
    const opn_tree *node = opn_tree_member(map, key);

    *count = 0;
    if (node == NULL) {
        return NULL;
    }
    if (node->kind != OPN_TREE_LIST) {
        *count = 1;
        return node;
    }
    if (node->count == 0) {
        opn_policy_fail(r, "missing-member", node, "the list is empty");
        return NULL;
    }
    if (node->count > most) {
        opn_policy_fail(r, "too-many", node, "the list has more than %zu entries", most);
        return NULL;
    }
    *count = node->count;
    return node->first;
}
