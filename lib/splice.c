/*
 * splice.c: a JSON document with something put into it, and nothing else changed.
 *
 * Takes a document and places in its tree, gives the same bytes with the new
 * ones between them. Positions come from the tree of the strict JSON scan, so
 * that the document is never printed again: whatever number, escape or blank its
 * maker chose stays. The layout of what is new copies the last sibling, since no
 * rule of ours would fit all of the programs that write such documents.
 *
 * Must not know any format, nor what is put in.
 */
#include "splice.h"
#include "json_write.h"

#include <stdlib.h>

/* How a value is written. Texts are borrowed from the document or static. */
typedef struct {
    bool lines;        /* one element a line; else all on one */
    const char *base;  /* indentation of the value itself */
    size_t base_size;
    const char *pad; /* on one line: what stands within its brackets */
    size_t pad_size;
} layout;

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static size_t blanks(const opn_splice *s, size_t at)
{
    size_t end = at;

    while (end < s->size && is_blank(s->text[end])) {
        end++;
    }
    return end - at;
}

static bool has_line(const opn_splice *s, size_t start, size_t end)
{
    return end > start && memchr(s->text + start, '\n', end - start) != NULL;
}

static size_t end_of(const opn_tree *node)
{
    return node->offset + node->size;
}

/* The blanks before an element, or before the name of a member; previous is its
 * sibling before it, NULL for the first. */
static size_t lead_of(const opn_splice *s, const opn_tree *node, const opn_tree *previous,
                      size_t *size)
{
    size_t at = previous == NULL ? node->parent->offset + 1 : end_of(previous);

    if (previous != NULL) {
        at += blanks(s, at) + 1; /* the comma */
    }
    *size = blanks(s, at);
    return at;
}

static const opn_tree *last_of(const opn_tree *parent, const opn_tree **previous)
{
    const opn_tree *last = parent->first;

    *previous = NULL;
    while (last != NULL && last->next != NULL) {
        *previous = last;
        last = last->next;
    }
    return last;
}

static const char *keep(opn_splice *s, const char *text, size_t size)
{
    const char *copy = opn_arena_copy(s->arena, text, size);

    s->out_of_memory = s->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* ---- reading the layout ---- */

/* The first member of the root shows how its maker writes: the blanks before its
 * name, and what stands between name and value. */
static void read_layout(opn_splice *s)
{
    const opn_tree *first = s->root->first;
    size_t size;
    size_t at;

    s->colon = ": ";
    s->unit = "";
    s->line = "\n";
    if (first == NULL) {
        return;
    }
    at = lead_of(s, first, NULL, &size);
    for (size_t end = at + size; at < end; at++) {
        if (s->text[at] == '\n') {
            s->line = s->text[at - 1] == '\r' ? "\r\n" : "\n";
            s->unit = keep(s, s->text + at + 1, end - at - 1);
        }
    }
    if (s->root->kind == OPN_TREE_MAP) {
        size_t colon = first->offset;

        while (colon > at && s->text[colon - 1] != '"') {
            colon--;
        }
        s->colon = keep(s, s->text + colon, first->offset - colon);
    }
}

int opn_splice_begin(opn_splice *s, const char *text, size_t size, opn_arena *arena,
                     opn_issues *issues)
{
    static const opn_splice none = {0};
    int status;

    *s = none;
    s->arena = arena;
    s->mark = size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0;
    s->text = text + (s->mark ? 3 : 0);
    s->size = size - (s->mark ? 3 : 0);
    status = opn_tree_json(s->text, s->size, arena, issues, &s->root);
    if (status == OPENNESS_OK) {
        read_layout(s);
    }
    return s->out_of_memory ? OPENNESS_E_NOMEM : status;
}

/* Indentation of the line on which a byte stands. */
static void indentation(const opn_splice *s, size_t at, layout *out)
{
    size_t end;

    while (at > 0 && s->text[at - 1] != '\n') {
        at--;
    }
    end = at;
    while (s->text[end] == ' ' || s->text[end] == '\t') {
        end++;
    }
    out->base = s->text + at;
    out->base_size = end - at;
}

/* Behind a sibling that is known: as it stands, so stands the new one. */
static layout layout_beside(const opn_splice *s, const opn_tree *sibling, size_t lead,
                            size_t size)
{
    layout out = {.lines = has_line(s, lead, lead + size)};
    const opn_tree *sample = sibling->parent;
    size_t pad;

    if (sibling->parent->kind == OPN_TREE_LIST && sibling->first != NULL) {
        /* "}, {" between elements of several lines each, as some writers have it;
         * or one element a line. */
        out.lines = has_line(s, sibling->offset, end_of(sibling));
        sample = sibling;
    }
    pad = blanks(s, sample->offset + 1);
    out.pad = s->text + sample->offset + 1;
    out.pad_size = has_line(s, sample->offset, sample->offset + 1 + pad) ? 0 : pad;
    if (out.lines) {
        indentation(s, end_of(sibling) - 1, &out);
    }
    return out;
}

/* ---- writing a value ---- */

static void new_line(const opn_splice *s, opn_buf *buf, const layout *how, size_t depth)
{
    if (!how->lines) {
        return;
    }
    opn_buf_str(buf, s->line);
    opn_buf_add(buf, how->base, how->base_size);
    for (size_t i = 0; i < depth; i++) {
        opn_buf_str(buf, *s->unit == '\0' ? "  " : s->unit);
    }
}

static const char *after_comma(const opn_splice *s, const layout *how)
{
    size_t size = strlen(s->colon);

    return how->lines || size == 0 || !is_blank(s->colon[size - 1]) ? "" : " ";
}

static void put_bracket(const opn_splice *s, opn_buf *buf, const layout *how, const char *at,
                        size_t *depth)
{
    bool opens = *at == '{' || *at == '[';

    if (opens) {
        opn_buf_char(buf, *at);
        *depth += 1;
    } else {
        *depth -= 1;
    }
    new_line(s, buf, how, *depth);
    opn_buf_add(buf, how->pad, how->lines ? 0 : how->pad_size);
    if (!opens) {
        opn_buf_char(buf, *at);
    }
}

/* Compact JSON, laid out. Only brackets, commas and colons outside of strings
 * change anything; an empty list or map stays as it is. */
static void put_value(const opn_splice *s, opn_buf *buf, const layout *how, const char *value)
{
    size_t depth = 0;
    bool string = false;

    for (const char *at = value; *at != '\0'; at++) {
        if (string) {
            opn_buf_char(buf, *at);
            if (*at == '\\') {
                at++;
                opn_buf_char(buf, *at);
            } else if (*at == '"') {
                string = false;
            }
        } else if ((*at == '{' && at[1] == '}') || (*at == '[' && at[1] == ']')) {
            opn_buf_add(buf, at, 2);
            at++;
        } else if (*at == '{' || *at == '[' || *at == '}' || *at == ']') {
            put_bracket(s, buf, how, at, &depth);
        } else if (*at == ',') {
            opn_buf_char(buf, ',');
            opn_buf_str(buf, after_comma(s, how));
            new_line(s, buf, how, depth);
        } else if (*at == ':') {
            opn_buf_str(buf, s->colon);
        } else {
            opn_buf_char(buf, *at);
            string = *at == '"';
        }
    }
}

/* ---- edits ---- */

static opn_splice_edit *grow(opn_splice *s)
{
    size_t wanted = s->capacity == 0 ? 16 : s->capacity * 2;
    opn_splice_edit *grown;

    if (s->count < s->capacity) {
        return s->edits;
    }
    grown = opn_arena_alloc(s->arena, wanted, sizeof *grown);
    if (grown != NULL) {
        if (s->count > 0) {
            memcpy(grown, s->edits, s->count * sizeof *grown);
        }
        s->edits = grown;
        s->capacity = wanted;
    }
    return grown;
}

/* Takes the bytes of the buffer, which may be NULL. */
static void add_edit(opn_splice *s, size_t start, size_t end, opn_buf *buf)
{
    opn_splice_edit edit = {.start = start, .end = end, .text = "", .order = s->count};

    if (buf != NULL && buf->failed) {
        s->out_of_memory = true;
        return;
    }
    if (buf != NULL && buf->size > 0) {
        edit.text = keep(s, buf->data, buf->size);
        edit.size = buf->size;
    }
    if (grow(s) == NULL) {
        s->out_of_memory = true;
        return;
    }
    s->edits[s->count] = edit;
    s->count++;
}

/* Into brackets that hold nothing but blanks, which stay: one value a line where
 * the document has lines. */
static void fill(opn_splice *s, const opn_tree *parent, opn_buf *buf, const char *key,
                 const char *const *values, size_t count)
{
    const opn_tree *around = parent->parent == NULL ? parent : parent->parent;
    layout how = {.lines = *s->unit != '\0' && has_line(s, around->offset, end_of(around))};

    indentation(s, parent->offset, &how);
    for (size_t i = 0; i < count; i++) {
        layout inner = how;
        opn_buf indent = {0};

        opn_buf_add(&indent, how.base, how.base_size);
        opn_buf_str(&indent, s->unit);
        s->out_of_memory = s->out_of_memory || indent.failed;
        inner.base = indent.data == NULL ? "" : indent.data;
        inner.base_size = indent.size;
        opn_buf_str(buf, i == 0 ? "" : ",");
        opn_buf_str(buf, i == 0 ? "" : after_comma(s, &how));
        new_line(s, buf, &inner, 0);
        if (key != NULL) {
            opn_write_quoted(buf, key);
            opn_buf_str(buf, s->colon);
        }
        put_value(s, buf, &inner, values[i]);
        opn_buf_free(&indent);
    }
    if (!has_line(s, parent->offset, end_of(parent))) {
        new_line(s, buf, &how, 0);
    }
    add_edit(s, parent->offset + 1, parent->offset + 1, buf);
}

/* Behind the last that stays, or over the first where none does. What follows a
 * comma there is copied: the blanks before the last that stays, or where it will be
 * the first, those behind the bracket, which on one line are no sample. */
static void put_beside(opn_splice *s, opn_buf *buf, const opn_tree *sibling,
                       const opn_tree *previous, bool first, const char *key,
                       const char *const *values, size_t count)
{
    size_t size;
    size_t lead = lead_of(s, previous == NULL ? sibling->parent->first : sibling, previous, &size);
    layout how = layout_beside(s, sibling, lead, size);
    bool sample = previous != NULL || has_line(s, lead, lead + size);

    for (size_t i = 0; i < count; i++) {
        if (!first || i > 0) {
            opn_buf_char(buf, ',');
            if (sample) {
                opn_buf_add(buf, s->text + lead, size);
            } else {
                layout one_line = {.lines = false};

                opn_buf_str(buf, after_comma(s, &one_line));
            }
        }
        if (key != NULL) {
            opn_write_quoted(buf, key);
            opn_buf_str(buf, s->colon);
        }
        put_value(s, buf, &how, values[i]);
    }
}

/* Takes out what goes: with the comma before it, or where nothing before it
 * stays, up to the next. */
static void take_out(opn_splice *s, const opn_tree *list, const bool *gone)
{
    const opn_tree *previous = NULL;
    bool kept = false;

    for (const opn_tree *at = list->first; at != NULL; at = at->next) {
        if (!gone[at->index]) {
            kept = true;
        } else if (kept) {
            add_edit(s, end_of(previous), end_of(at), NULL);
        } else {
            add_edit(s, at->offset, at->next->offset, NULL);
        }
        previous = at;
    }
}

void opn_splice_elements(opn_splice *s, const opn_tree *list, const bool *gone,
                         const char *const *values, size_t count)
{
    const opn_tree *stays = NULL;
    const opn_tree *before = NULL;
    const opn_tree *last = NULL;
    opn_buf buf = {0};

    for (const opn_tree *at = list->first; at != NULL; at = at->next) {
        if (gone == NULL || !gone[at->index]) {
            before = stays == NULL ? NULL : last;
            stays = at;
        }
        last = at;
    }
    if (stays != NULL) {
        if (gone != NULL) {
            take_out(s, list, gone);
        }
        put_beside(s, &buf, stays, before, false, NULL, values, count);
        add_edit(s, end_of(last), end_of(last), &buf);
    } else if (last != NULL && count > 0) {
        put_beside(s, &buf, list->first, NULL, true, NULL, values, count);
        add_edit(s, list->first->offset, end_of(last), &buf);
    } else if (count > 0) {
        fill(s, list, &buf, NULL, values, count);
    } else if (last != NULL) {
        add_edit(s, list->offset + 1, end_of(list) - 1, NULL);
    }
    opn_buf_free(&buf);
}

void opn_splice_member(opn_splice *s, const opn_tree *map, const char *key, const char *value)
{
    const opn_tree *previous;
    const opn_tree *last = last_of(map, &previous);
    opn_buf buf = {0};

    if (last == NULL) {
        fill(s, map, &buf, key, &value, 1);
    } else {
        put_beside(s, &buf, last, previous, false, key, &value, 1);
        add_edit(s, end_of(last), end_of(last), &buf);
    }
    opn_buf_free(&buf);
}

/* By place, then as they were asked for: no two are equal. */
static int compare_edits(const void *left, const void *right)
{
    const opn_splice_edit *a = left;
    const opn_splice_edit *b = right;

    if (a->start != b->start) {
        return a->start < b->start ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

int opn_splice_finish(opn_splice *s, openness_text **out)
{
    opn_buf buf = {0};
    size_t at = 0;

    if (s->out_of_memory) {
        return OPENNESS_E_NOMEM;
    }
    if (s->count > 0) {
        qsort(s->edits, s->count, sizeof *s->edits, compare_edits);
    }
    opn_buf_str(&buf, s->mark ? "\xEF\xBB\xBF" : "");
    for (size_t i = 0; i < s->count; i++) {
        const opn_splice_edit *edit = &s->edits[i];

        if (edit->start < at) {
            opn_buf_free(&buf);
            return OPENNESS_E_INTERNAL;
        }
        opn_buf_add(&buf, s->text + at, edit->start - at);
        opn_buf_add(&buf, edit->text, edit->size);
        at = edit->end;
    }
    opn_buf_add(&buf, s->text + at, s->size - at);
    return opn_buf_finish(&buf, out);
}
