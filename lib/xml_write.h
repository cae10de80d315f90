/*
 * xml_write.h: the deterministic XML writer.
 *
 * Elements and attributes come out in the order in which the code writes them,
 * lines end in LF, indentation is two spaces; same calls, same bytes on every
 * machine. Names are the code's own; only values may come from elsewhere.
 */
#ifndef OPN_XML_WRITE_H
#define OPN_XML_WRITE_H

#include "buf.h"

enum { OPN_XML_DEPTH = 16 };

typedef struct {
    opn_buf *buf;
    const char *open[OPN_XML_DEPTH]; /* names of the elements that are not closed yet */
    size_t depth;
    bool in_tag;  /* attributes may still follow */
    bool in_line; /* text stands in the open element: its end follows at once */
} opn_xml;

/* Writes the declaration when the text is a document of its own. */
void opn_xml_init(opn_xml *x, opn_buf *buf, bool declaration);

/* name must outlive the element. One element more than OPN_XML_DEPTH within each
 * other fails the buffer. */
void opn_xml_begin(opn_xml *x, const char *name);
void opn_xml_end(opn_xml *x);

/* Of the element that was begun last, before anything else stands in it; with a
 * NULL value nothing is written. */
void opn_xml_attribute(opn_xml *x, const char *name, const char *value);
void opn_xml_attribute_int(opn_xml *x, const char *name, int64_t value);

/* Text of the open element. Beside elements it would add white space to both. */
void opn_xml_text(opn_xml *x, const char *text);

/* begin, text, end. */
void opn_xml_element(opn_xml *x, const char *name, const char *text);

#endif
