/*
 * xml_write.c: the deterministic XML writer.
 *
 * Takes calls in document order, gives XML 1.0 in UTF-8 that every parser reads
 * back to the same values: markup is escaped, line ends and tabs in attributes
 * are references (a parser would turn them into spaces: XML 1.0, 3.3.3), and
 * what no XML document may hold (2.2), not even as a reference, becomes U+FFFD.
 *
 * Must not know what is written; namespaces are attributes like any other.
 */
#include "xml_write.h"
#include "utf8.h"

#define REPLACEMENT "\xef\xbf\xbd"

/* XML 1.0, 2.2 "Char", without the C1 controls and DEL that it discourages: none
 * of them belongs into a text that somebody reads. */
static bool is_allowed(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code < 0x7F) ||
           (code >= 0xA0 && code != 0xFFFE && code != 0xFFFF);
}

/* The reference that stands for a character, or NULL where it stands for itself. */
static const char *reference(char c, bool attribute)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>': /* "]]>" must not stand in text: XML 1.0, 2.4 */
        return "&gt;";
    case '\r': /* a parser reads it as LF: 2.11 */
        return "&#13;";
    case '"':
        return attribute ? "&quot;" : NULL;
    case '\n':
        return attribute ? "&#10;" : NULL;
    case '\t':
        return attribute ? "&#9;" : NULL;
    default:
        return NULL;
    }
}

static void put(opn_buf *buf, const char *text, bool attribute)
{
    size_t size = strlen(text);

    for (size_t i = 0; i < size;) {
        size_t length = opn_utf8_next(text + i, size - i);
        const char *stands_in = reference(text[i], attribute);

        if (length == 0 || !is_allowed(opn_utf8_decode(text + i, length))) {
            stands_in = REPLACEMENT;
            length = length == 0 ? 1 : length;
        }
        if (stands_in != NULL) {
            opn_buf_str(buf, stands_in);
        } else {
            opn_buf_add(buf, text + i, length);
        }
        i += length;
    }
}

void opn_xml_init(opn_xml *x, opn_buf *buf, bool declaration)
{
    *x = (opn_xml){.buf = buf};
    if (declaration) {
        opn_buf_str(buf, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    }
}

/* A new line for what stands inside depth elements. */
static void put_line(opn_xml *x, size_t depth)
{
    opn_buf_char(x->buf, '\n');
    for (size_t i = 0; i < depth; i++) {
        opn_buf_str(x->buf, "  ");
    }
}

static void close_tag(opn_xml *x)
{
    if (x->in_tag) {
        opn_buf_char(x->buf, '>');
        x->in_tag = false;
    }
}

void opn_xml_begin(opn_xml *x, const char *name)
{
    close_tag(x);
    if (x->depth == OPN_XML_DEPTH) {
        x->buf->failed = true;
        return;
    }
    if (x->depth > 0 && !x->in_line) {
        put_line(x, x->depth);
    }
    opn_buf_char(x->buf, '<');
    opn_buf_str(x->buf, name);
    x->open[x->depth] = name;
    x->depth++;
    x->in_tag = true;
    x->in_line = false;
}

void opn_xml_end(opn_xml *x)
{
    const char *name;

    if (x->depth == 0) {
        return;
    }
    x->depth--;
    name = x->open[x->depth];
    if (x->in_tag) {
        opn_buf_str(x->buf, "/>");
    } else {
        if (!x->in_line) {
            put_line(x, x->depth);
        }
        opn_buf_printf(x->buf, "</%s>", name);
    }
    x->in_tag = false;
    x->in_line = false;
    if (x->depth == 0) {
        opn_buf_char(x->buf, '\n');
    }
}

void opn_xml_attribute(opn_xml *x, const char *name, const char *value)
{
    if (value == NULL || !x->in_tag) {
        return;
    }
    opn_buf_printf(x->buf, " %s=\"", name);
    put(x->buf, value, true);
    opn_buf_char(x->buf, '"');
}

void opn_xml_attribute_int(opn_xml *x, const char *name, int64_t value)
{
    if (!x->in_tag) {
        return;
    }
    opn_buf_printf(x->buf, " %s=\"", name);
    opn_buf_int(x->buf, value);
    opn_buf_char(x->buf, '"');
}

void opn_xml_text(opn_xml *x, const char *text)
{
    close_tag(x);
    x->in_line = true;
    put(x->buf, text, false);
}

void opn_xml_element(opn_xml *x, const char *name, const char *text)
{
    opn_xml_begin(x, name);
    opn_xml_text(x, text);
    opn_xml_end(x);
}
