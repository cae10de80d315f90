/*
 * markdown.c: text made safe for GitHub-flavored Markdown.
 *
 * Takes plain text from anywhere, gives the same text with every character
 * escaped that could be markup: no record, license or question can add links,
 * HTML or tables of its own.
 *
 * Must not know what is being written about.
 */
#include "markdown.h"
#include "phrases.h"

/* Characters that GitHub-flavored Markdown reads as markup within a line. */
static bool is_markup(char c)
{
    return strchr("\\`*_{}[]<>|&~#!", c) != NULL;
}

/* GitHub turns "://" and "www." within plain text into links. */
static bool begins_link(const char *text, size_t at)
{
    return (text[at] == ':' && text[at + 1] == '/') ||
           (text[at] == '.' && at >= 3 && strncmp(text + at - 3, "www", 3) == 0);
}

void opn_markdown_put(opn_markdown *md)
{
    const char *text = md->line.data == NULL ? "" : md->line.data;
    char shown[5];

    for (size_t i = 0; i < md->line.size;) {
        bool link = begins_link(text, i);

        i += opn_show_next(text + i, md->line.size - i, shown);
        if (link || is_markup(shown[0])) {
            opn_buf_char(md->out, '\\');
        }
        opn_buf_str(md->out, shown);
    }
    md->line.size = 0;
}

void opn_markdown_text(opn_markdown *md, const char *text)
{
    opn_buf_str(&md->line, text);
    opn_markdown_put(md);
}

void opn_markdown_source(opn_markdown *md, const char *source)
{
    bool web = strncmp(source, "https://", 8) == 0 || strncmp(source, "http://", 7) == 0;

    for (const char *c = source; web && *c != '\0'; c++) {
        web = *c > ' ' && *c != 0x7F && *c != '<' && *c != '>' && *c != '|';
    }
    if (web) {
        opn_buf_char(md->out, '<');
        opn_buf_str(md->out, source);
        opn_buf_char(md->out, '>');
    } else {
        opn_markdown_text(md, source);
    }
}

void opn_markdown_end(opn_markdown *md)
{
    md->out->failed = md->out->failed || md->line.failed;
    opn_buf_free(&md->line);
}
