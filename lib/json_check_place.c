/*
 * json_check_place.c: where the JSON scan is, and what it finds wrong there.
 *
 * Takes the state of a scan, gives one issue with pointer, line and column.
 * None of this is kept up to date while reading: a sound document, which
 * nearly all are, pays nothing for the places of problems it does not have.
 *
 * Must not know the grammar: what had to stand at a place comes as words.
 */
#include "json_check_scan.h"
#include "utf8.h"

/* Lines end in LF, or CR LF, of which the CR counts as the last column. Editors
 * do the same; a CR alone begins no line. A plain loop, because memchr is slow
 * on a text of nothing but line breaks, and up to a hundred places are asked
 * for. */
void opn_json_locate(const char *text, size_t size, size_t offset, opn_place *place)
{
    size_t end = offset < size ? offset : size;
    const char *from;
    const char *found;

    /* A rubric asks for the place of each of its tests, in their order, and a
     * document may be one long line: counting goes on where it stopped. */
    if (place->line == 0 || place->offset > end) {
        place->offset = 0;
        place->line = 1;
        place->column = 1;
    }
    from = text + place->offset;
    while ((found = memchr(from, '\n', (size_t)(text + end - from))) != NULL) {
        place->line++;
        place->column = 1;
        from = found + 1;
    }
    place->column += opn_utf8_count(from, (size_t)(text + end - from));
    place->offset = end;
}

/* The pointer of the value being read. Every frame but the innermost is
 * inside one of its values, whose name is the last that it has pushed: the
 * one before the names of the next frame. */
static void build_pointer(const opn_scan *s, opn_buf *buf)
{
    for (size_t i = 0; i < s->depth; i++) {
        const opn_scan_frame *f = &s->frames[i];
        bool innermost = i + 1 == s->depth;
        size_t keys = innermost ? s->keys.count : s->frames[i + 1].keys;
        bool fits;

        /* Between values the problem is the container's own. */
        if (innermost && !s->in_value) {
            return;
        }
        if (f->object) {
            fits = opn_pointer_add_key(buf, &s->keys.items[keys - 1]);
        } else {
            fits = opn_pointer_add_index(buf, f->index);
        }
        /* What has been built still names a value, only an outer one. */
        if (!fits) {
            return;
        }
    }
}

int opn_scan_fail(opn_scan *s, int status, const char *id, const char *at, const char *format,
                  ...)
{
    opn_place place = {NULL, 0, 0, 0};
    opn_buf pointer = {0};
    va_list args;

    /* Without a list nobody asks for the place. */
    if (s->issues == NULL) {
        return status;
    }
    opn_json_locate(s->text, (size_t)(s->end - s->text), (size_t)(at - s->text), &place);
    build_pointer(s, &pointer);
    place.pointer = pointer.data;
    if (pointer.failed) {
        status = OPENNESS_E_NOMEM;
    } else {
        va_start(args, format);
        opn_issue_addv(s->issues, id, OPENNESS_SEVERITY_ERROR, &place, format, args);
        va_end(args);
    }
    opn_buf_free(&pointer);
    return status;
}

/* Writes prefix and digits hexadecimal ones: "U+00E9", "byte 0xE9". The
 * formats that are allowed here have none. */
static void name_code(char *out, const char *prefix, uint32_t code, int digits)
{
    size_t at = strlen(prefix);

    memcpy(out, prefix, at);
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
        out[at++] = "0123456789ABCDEF"[(code >> shift) & 0xF];
    }
    out[at] = '\0';
}

int opn_scan_unexpected(opn_scan *s, const char *at, const char *wanted)
{
    size_t length = opn_utf8_next(at, (size_t)(s->end - at));
    char found[16]; /* the longest is "U+10FFFF" */

    if (at == s->end) {
        return opn_scan_fail(s, OPENNESS_E_JSON, "invalid-json", at,
                             "expected %s, found the end of the document", wanted);
    }
    /* Bytes that are no character have an id of their own: the remedy is
     * another encoding, not another character. */
    if (length == 0) {
        name_code(found, "byte 0x", (unsigned char)*at, 2);
        return opn_scan_fail(s, OPENNESS_E_JSON, "invalid-utf8", at, "%s is not UTF-8 here",
                             found);
    }
    /* Only what is visible and the same in every font is shown as it is; a
     * curly quote or a no-break space is told by its number. */
    if (length == 1 && *at > 0x20 && *at < 0x7F) {
        memcpy(found, "'x'", 4);
        found[1] = *at;
    } else {
        uint32_t code = opn_utf8_decode(at, length);

        name_code(found, "U+", code, code > 0xFFFF ? 6 : 4);
    }
    return opn_scan_fail(s, OPENNESS_E_JSON, "invalid-json", at, "expected %s, found %s", wanted,
                         found);
}
