/*
 * front_matter.c: where the metadata of a Markdown document ends.
 *
 * Takes bytes, gives a size. The marks are what the tools of model hubs take for
 * marks: a line of three dashes and nothing else, so that an indented line of
 * dashes within a block scalar ends nothing. The opening line stays part of the
 * YAML, where it begins a document, and every place is that of the file.
 *
 * Must not know YAML.
 */
#include "front_matter.h"

#include <stdbool.h>
#include <string.h>

/* The size of the line at a position, with its end. */
static size_t line_size(const char *bytes, size_t size)
{
    const char *end = memchr(bytes, '\n', size);

    return end == NULL ? size : (size_t)(end - bytes) + 1;
}

/* The line without its end. */
static size_t text_size(const char *line, size_t size)
{
    size -= size > 0 && line[size - 1] == '\n' ? 1 : 0;
    return size - (size > 0 && line[size - 1] == '\r' ? 1 : 0);
}

static bool is_mark(const char *line, size_t size)
{
    return text_size(line, size) == 3 && memcmp(line, "---", 3) == 0;
}

size_t opn_front_matter(const char *bytes, size_t size)
{
    size_t at = 0;
    bool open = false;

    while (at < size) {
        size_t line = line_size(bytes + at, size - at);

        if (is_mark(bytes + at, line)) {
            if (open) {
                return at;
            }
            open = true;
        } else if (!open && text_size(bytes + at, line) > 0) {
            return 0;
        }
        at += line;
    }
    return 0;
}
