/*
 * markdown.h: GitHub-flavored Markdown that no document can break.
 *
 * Text is appended to the line buffer in any pieces and then put: escaped, so
 * that it reads as it stands. Markup goes straight into `out`.
 */
#ifndef OPN_MARKDOWN_H
#define OPN_MARKDOWN_H

#include "buf.h"

typedef struct {
    opn_buf *out;
    opn_buf line; /* plain text to be escaped */
} opn_markdown;

/* Escapes the line buffer into the output and empties it. */
void opn_markdown_put(opn_markdown *md);

/* The same for what stands in the line buffer and text. */
void opn_markdown_text(opn_markdown *md, const char *text);

/* A web address becomes a link; anything else, or an address that could leave
 * its angle brackets, stays text. */
void opn_markdown_source(opn_markdown *md, const char *source);

/* Releases the line buffer; its failure becomes that of the output. */
void opn_markdown_end(opn_markdown *md);

#endif
