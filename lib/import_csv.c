/*
 * import_csv.c: a table of comma-separated values as a tree.
 *
 * Takes bytes as RFC 4180 describes them, gives a list of rows, each a list of
 * quoted scalars. Lines end in LF or CRLF; the last may lack its end. A line
 * of nothing is a row of nothing.
 *
 * Must not know what a column holds, nor whether rows must be equally long.
 */
#include "buf.h"
#include "tree_build.h"

typedef struct {
    opn_tree_builder build;
    const char *at;
    const char *end;
    size_t line;
    size_t column;       /* of the field being read */
    const char *counted; /* up to here column is right */
    opn_buf field;
} scan;

/* In code points, from 1; only ever forwards, so that a long line costs once. */
static void count_column(scan *s)
{
    for (; s->counted < s->at; s->counted++) {
        if (((unsigned char)*s->counted & 0xC0) != 0x80) {
            s->column++;
        }
    }
}

static void begin_line(scan *s)
{
    s->counted = s->at;
    s->column = 1;
    s->line++;
}

static void refuse(scan *s, const char *what)
{
    opn_place place = {"", s->line, 0, 0};

    count_column(s);
    place.column = s->column;
    opn_tree_fail(&s->build, OPENNESS_E_JSON, "invalid-csv", &place, "%s", what);
}

/* Whether a line ends here, and how many bytes that takes. */
static size_t line_end(const scan *s)
{
    if (s->at < s->end && *s->at == '\n') {
        return 1;
    }
    return s->end - s->at >= 2 && s->at[0] == '\r' && s->at[1] == '\n' ? 2 : 0;
}

/* A quote within is doubled; line breaks belong to the text and are kept as LF:
 * how a file ends its lines is not part of what it says. */
static void read_quoted(scan *s)
{
    s->at++;
    while (s->at < s->end) {
        size_t ending = line_end(s);

        if (*s->at == '"' && s->end - s->at >= 2 && s->at[1] == '"') {
            opn_buf_char(&s->field, '"');
            s->at += 2;
        } else if (*s->at == '"') {
            s->at++;
            return;
        } else if (ending > 0) {
            opn_buf_char(&s->field, '\n');
            s->at += ending;
            begin_line(s);
        } else {
            opn_buf_char(&s->field, *s->at);
            s->at++;
        }
    }
    refuse(s, "the text ends within a quoted field");
}

static void read_plain(scan *s)
{
    const char *start = s->at;

    while (s->at < s->end && *s->at != ',' && line_end(s) == 0) {
        if (*s->at == '"' || *s->at == '\r') {
            refuse(s, *s->at == '"' ? "a quote stands within a field that is not quoted"
                                    : "a carriage return alone ends no line");
            return;
        }
        s->at++;
    }
    opn_buf_add(&s->field, start, (size_t)(s->at - start));
}

static void read_field(scan *s)
{
    opn_tree value = {.kind = OPN_TREE_SCALAR, .quoted = true};

    count_column(s);
    value.line = s->line;
    value.column = s->column;
    s->field.size = 0;
    if (s->at < s->end && *s->at == '"') {
        read_quoted(s);
        if (s->build.status == OPENNESS_OK && s->at < s->end && *s->at != ',' &&
            line_end(s) == 0) {
            refuse(s, "a comma or the end of the line is expected behind a quoted field");
        }
    } else {
        read_plain(s);
    }
    if (s->build.status != OPENNESS_OK) {
        return;
    }
    value.text = s->field.failed
                     ? NULL
                     : opn_arena_copy(s->build.arena, s->field.size == 0 ? "" : s->field.data,
                                      s->field.size);
    if (value.text == NULL) {
        s->build.status = OPENNESS_E_NOMEM;
        return;
    }
    opn_tree_add(&s->build, &value);
}

/* The line end belongs to the row before it. */
static void read_row(scan *s)
{
    opn_tree row = {.kind = OPN_TREE_LIST, .line = s->line, .column = 1};
    bool more = line_end(s) == 0;

    opn_tree_add(&s->build, &row);
    while (more && s->build.status == OPENNESS_OK) {
        read_field(s);
        more = s->at < s->end && *s->at == ',';
        s->at += more ? 1 : 0;
    }
    if (s->build.status == OPENNESS_OK) {
        opn_tree_close(&s->build);
        s->at += line_end(s);
        begin_line(s);
    }
}

int opn_tree_csv(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                 const opn_tree **out)
{
    scan s = {.build = {.arena = arena, .issues = issues}};
    opn_tree table = {.kind = OPN_TREE_LIST, .line = 1, .column = 1};

    opn_tree_begin(&s.build, &bytes, &size);
    s.at = bytes;
    s.end = bytes + size;
    begin_line(&s);
    if (s.build.status == OPENNESS_OK) {
        opn_tree_add(&s.build, &table);
    }
    while (s.build.status == OPENNESS_OK && s.at < s.end) {
        read_row(&s);
    }
    opn_buf_free(&s.field);
    return opn_tree_end(&s.build, out);
}
