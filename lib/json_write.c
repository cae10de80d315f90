/*
 * json_write.c: the deterministic writer.
 *
 * Takes calls in the order of the output, gives JSON with two spaces per
 * level or none. Strings keep their UTF-8 and get the fewest escapes that
 * RFC 8259, section 7 allows, so that one text has one spelling.
 *
 * Must not know documents; balance of the calls is the caller's.
 */
#include "json_write.h"
#include "utf8.h"

/*
 * Two flags say what stands before the next thing:
 *
 *   after_key      nothing, the key has written its colon
 *   pending_comma  a comma, because a sibling has been written
 *
 * and at a depth above 0 a new line follows, unless the output is compact.
 */
void opn_write_init(opn_writer *w, opn_buf *buf, bool compact)
{
    *w = (opn_writer){buf, 0, compact, false, false};
}

/* LF on every system: the same report has the same digest everywhere. */
static void new_line(opn_writer *w)
{
    if (w->compact) {
        return;
    }
    opn_buf_char(w->buf, '\n');
    for (int i = 0; i < w->depth; i++) {
        opn_buf_add(w->buf, "  ", 2);
    }
}

/* What stands before a value or key: nothing behind a key and at the root. */
static void begin(opn_writer *w)
{
    if (w->after_key) {
        w->after_key = false;
        return;
    }
    if (w->pending_comma) {
        opn_buf_char(w->buf, ',');
    }
    if (w->depth > 0) {
        new_line(w);
    }
}

/* The comma that was due has been written; none is due before the first. */
static void open_container(opn_writer *w, char bracket)
{
    begin(w);
    opn_buf_char(w->buf, bracket);
    w->depth++;
    w->pending_comma = false;
}

static void close_container(opn_writer *w, char bracket)
{
    w->depth--;
    /* An empty one closes on its own line: {} and []. */
    if (w->pending_comma) {
        new_line(w);
    }
    opn_buf_char(w->buf, bracket);
    w->pending_comma = true;
}

void opn_write_object(opn_writer *w)
{
    open_container(w, '{');
}

void opn_write_object_end(opn_writer *w)
{
    close_container(w, '}');
}

void opn_write_array(opn_writer *w)
{
    open_container(w, '[');
}

void opn_write_array_end(opn_writer *w)
{
    close_container(w, ']');
}

void opn_write_key(opn_writer *w, const char *key)
{
    begin(w);
    opn_write_quoted(w->buf, key);
    opn_buf_str(w->buf, w->compact ? ":" : ": ");
    w->after_key = true;
}

/* NULL is how handles say "not there", so it needs no test at each call. */
void opn_write_string(opn_writer *w, const char *text)
{
    if (text == NULL) {
        opn_write_null(w);
        return;
    }
    begin(w);
    opn_write_quoted(w->buf, text);
    w->pending_comma = true;
}

/* The only numbers there are: scores go out as thousandths or as text, since
 * a reader's floating point would change them. */
void opn_write_int(opn_writer *w, int64_t value)
{
    begin(w);
    opn_buf_int(w->buf, value);
    w->pending_comma = true;
}

void opn_write_bool(opn_writer *w, bool value)
{
    begin(w);
    opn_buf_str(w->buf, value ? "true" : "false");
    w->pending_comma = true;
}

void opn_write_null(opn_writer *w)
{
    begin(w);
    opn_buf_str(w->buf, "null");
    w->pending_comma = true;
}

/* Absent stays absent: null would be a third state beside it and "unknown". */
void opn_write_member(opn_writer *w, const char *key, const char *text)
{
    if (text != NULL) {
        opn_write_key(w, key);
        opn_write_string(w, text);
    }
}

void opn_write_member_int(opn_writer *w, const char *key, int64_t value)
{
    opn_write_key(w, key);
    opn_write_int(w, value);
}

void opn_write_member_bool(opn_writer *w, const char *key, bool value)
{
    opn_write_key(w, key);
    opn_write_bool(w, value);
}

/* Appends one character that cannot stand in a string as it is. */
static void add_special(opn_buf *buf, char c)
{
    static const char escapes[] = "\"\"\\\\\bb\ff\nn\rr\tt";
    unsigned int code = (unsigned char)c;

    /* Anything above ASCII that gets here is no UTF-8; it came in through a
     * call, not a document, and the output must be valid all the same. */
    if (code >= 0x80) {
        opn_buf_str(buf, "\xEF\xBF\xBD"); /* U+FFFD */
        return;
    }
    for (size_t i = 0; i + 1 < sizeof escapes; i += 2) {
        if (escapes[i] == c) {
            opn_buf_char(buf, '\\');
            opn_buf_char(buf, escapes[i + 1]);
            return;
        }
    }
    /* Control characters without a short form; lower case as most writers. */
    opn_buf_str(buf, "\\u00");
    opn_buf_char(buf, (char)('0' + code / 16));
    opn_buf_char(buf, "0123456789abcdef"[code % 16]);
}

/* Runs of plain characters are appended at once. */
void opn_write_quoted(opn_buf *buf, const char *text)
{
    size_t size = strlen(text);
    size_t plain = 0; /* start of the run not yet written */
    size_t at = 0;

    opn_buf_char(buf, '"');
    while (at < size) {
        size_t length = opn_utf8_next(text + at, size - at);

        if (length > 1 || (length == 1 && (unsigned char)text[at] >= 0x20 && text[at] != '"' &&
                           text[at] != '\\')) {
            at += length;
            continue;
        }
        opn_buf_add(buf, text + plain, at - plain);
        add_special(buf, text[at]);
        at++;
        plain = at;
    }
    opn_buf_add(buf, text + plain, at - plain);
    opn_buf_char(buf, '"');
}
