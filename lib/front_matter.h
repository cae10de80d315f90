/*
 * front_matter.h: the metadata at the head of a Markdown document.
 */
#ifndef OPN_FRONT_MATTER_H
#define OPN_FRONT_MATTER_H

#include <stddef.h>

/* How many of the bytes, from the first, are YAML: all lines before the second one
 * that is exactly "---". 0 when there is no such pair, or the document does not
 * begin with one (blank lines may come first). LF or CRLF. */
size_t opn_front_matter(const char *bytes, size_t size);

#endif
