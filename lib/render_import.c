/*
 * render_import.c: the import report as JSON, for a terminal and for Markdown.
 *
 * Takes an import; prints where it came from, how many releases and values it
 * gave, each release, and each note with its place in the source.
 *
 * Must not leave out a note: what nobody is told about was read by nobody.
 */
#include "import.h"
#include "layout.h"
#include "markdown.h"
#include "phrases.h"

#include <openness/version.h>

/* OPENNESS_IMPORT_* as words; stable, since programs read them. */
static const char *const kinds[] = {
    [OPENNESS_IMPORT_READ] = "read",
    [OPENNESS_IMPORT_IGNORED] = "ignored",
    [OPENNESS_IMPORT_CONTRADICTED] = "contradicted",
};

static size_t count_kind(const openness_import *import, int kind)
{
    size_t count = 0;

    for (size_t i = 0; i < import->job.note_count; i++) {
        count += import->job.notes[i].kind == kind;
    }
    return count;
}

static void write_counts(opn_writer *w, const openness_import *import)
{
    opn_write_key(w, "counts");
    opn_write_object(w);
    opn_write_member_int(w, "releases", (int64_t)import->job.record_count);
    for (size_t i = OPENNESS_IMPORT_READ; i < OPN_ARRAY_LEN(kinds); i++) {
        opn_write_member_int(w, kinds[i], (int64_t)count_kind(import, (int)i));
    }
    opn_write_member_int(w, "not_noted", (int64_t)import->job.notes_dropped);
    opn_write_object_end(w);
}

static void write_releases(opn_writer *w, const openness_import *import)
{
    opn_write_key(w, "releases");
    opn_write_array(w);
    for (size_t i = 0; i < import->job.record_count; i++) {
        const opn_import_record *record = &import->job.records[i];

        opn_write_object(w);
        opn_write_member(w, "id", record->id);
        opn_write_member(w, "name", record->name);
        opn_write_member_int(w, "artifacts", (int64_t)record->artifacts);
        opn_write_member_int(w, "fields", (int64_t)record->fields);
        opn_write_member_int(w, "assessments", (int64_t)record->assessments);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

/* Line 0 would be no place: a note about the whole has none. */
static void write_notes(opn_writer *w, const openness_import *import)
{
    opn_write_key(w, "notes");
    opn_write_array(w);
    for (size_t i = 0; i < import->job.note_count; i++) {
        const opn_import_note *note = &import->job.notes[i];

        opn_write_object(w);
        opn_write_member(w, "kind", kinds[note->kind]);
        opn_write_member(w, "pointer", note->place.pointer);
        if (note->place.line > 0) {
            opn_write_member_int(w, "line", (int64_t)note->place.line);
            opn_write_member_int(w, "column", (int64_t)note->place.column);
        }
        opn_write_member(w, "message", note->message);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

void opn_import_json(opn_buf *buf, const openness_import *import)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_member(&w, "format", "openness-import/1");
    opn_write_member(&w, "library", openness_version());
    opn_write_member(&w, "data_digest", import->database->digest);
    opn_write_member(&w, "importer", import->job.format);
    opn_write_member(&w, "source", import->job.source);
    opn_write_member(&w, "read", *import->job.read == '\0' ? NULL : import->job.read);
    write_counts(&w, import);
    write_releases(&w, import);
    write_notes(&w, import);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

static const char *day_of(const openness_import *import)
{
    return *import->job.read == '\0' ? "on a day that is not stated" : import->job.read;
}

/* "1 release, 12 values read, 3 ignored, 1 contradicted" */
static void say_counts(opn_buf *buf, const openness_import *import)
{
    size_t releases = import->job.record_count;

    opn_buf_printf(buf, "%zu release%s, ", releases, releases == 1 ? "" : "s");
    opn_buf_printf(buf, "notes: %zu read, %zu ignored, %zu contradicted",
                   count_kind(import, OPENNESS_IMPORT_READ),
                   count_kind(import, OPENNESS_IMPORT_IGNORED),
                   count_kind(import, OPENNESS_IMPORT_CONTRADICTED));
    if (import->job.notes_dropped > 0) {
        opn_buf_printf(buf, ", and %zu that are not kept", import->job.notes_dropped);
    }
}

/* "olmo (allenai/olmo): 7 artifacts, 2 fields, 16 assessments" */
static void say_record(opn_buf *buf, const opn_import_record *record)
{
    opn_buf_str(buf, record->name);
    if (!opn_streq(record->name, record->id)) {
        opn_buf_printf(buf, " (%s)", record->id);
    }
    opn_buf_printf(buf, ": %zu artifact%s, %zu field%s, %zu assessment%s", record->artifacts,
                   record->artifacts == 1 ? "" : "s", record->fields,
                   record->fields == 1 ? "" : "s", record->assessments,
                   record->assessments == 1 ? "" : "s");
}

/* "line 12, column 5, /release/license: message" */
static void say_note(opn_buf *buf, const opn_import_note *note)
{
    if (note->place.line > 0) {
        opn_buf_printf(buf, "line %zu, column %zu", note->place.line, note->place.column);
        opn_buf_str(buf, *note->place.pointer == '\0' ? "" : ", ");
    }
    opn_buf_str(buf, note->place.pointer);
    opn_buf_printf(buf, "%s%s", note->place.line > 0 || *note->place.pointer != '\0' ? ": " : "",
                   note->message);
}

/* What is wrong first: contradictions, then what was ignored, then what was read. */
static const struct {
    int kind;
    const char *title;
} groups[] = {
    {OPENNESS_IMPORT_CONTRADICTED, "Contradicted"},
    {OPENNESS_IMPORT_IGNORED, "Ignored"},
    {OPENNESS_IMPORT_READ, "Read"},
};

static void print_notes(opn_page *page, const openness_import *import, size_t group)
{
    bool begun = false;

    for (size_t i = 0; i < import->job.note_count; i++) {
        if (import->job.notes[i].kind != groups[group].kind) {
            continue;
        }
        if (!begun) {
            opn_page_heading(page, groups[group].title);
            begun = true;
        }
        say_note(&page->line, &import->job.notes[i]);
        opn_page_flow(page, 0, 2);
    }
}

void opn_import_text(opn_buf *buf, const openness_import *import, int width)
{
    opn_page page;

    opn_page_init(&page, buf, width, false);
    opn_buf_printf(&page.line, "%s as %s, read %s", import->job.source, import->job.format,
                   day_of(import));
    opn_page_flow(&page, 0, 2);
    say_counts(&page.line, import);
    opn_page_flow(&page, 0, 2);
    if (import->job.record_count > 0) {
        opn_page_heading(&page, "Releases");
    }
    for (size_t i = 0; i < import->job.record_count; i++) {
        say_record(&page.line, &import->job.records[i]);
        opn_page_flow(&page, 0, 2);
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(groups); i++) {
        print_notes(&page, import, i);
    }
    opn_buf_char(buf, '\n');
    opn_buf_str(&page.line, "Made with ");
    opn_say_made_with(&page.line, import->database->digest);
    opn_page_flow(&page, 0, 0);
    opn_page_end(&page);
}

static void put_notes(opn_markdown *md, const openness_import *import, size_t group)
{
    bool begun = false;

    for (size_t i = 0; i < import->job.note_count; i++) {
        if (import->job.notes[i].kind != groups[group].kind) {
            continue;
        }
        if (!begun) {
            opn_buf_printf(md->out, "\n**%s**\n\n", groups[group].title);
            begun = true;
        }
        opn_buf_str(md->out, "- ");
        say_note(&md->line, &import->job.notes[i]);
        opn_markdown_put(md);
        opn_buf_char(md->out, '\n');
    }
}

void opn_import_markdown(opn_buf *buf, const openness_import *import)
{
    opn_markdown md = {buf, {0}};

    opn_buf_str(buf, "### Import of ");
    opn_markdown_source(&md, import->job.source);
    opn_buf_str(buf, "\n\n");
    opn_buf_printf(&md.line, "As %s, read %s: ", import->job.format, day_of(import));
    say_counts(&md.line, import);
    opn_markdown_put(&md);
    opn_buf_str(buf, import->job.record_count > 0 ? "\n\n**Releases**\n\n" : "\n");
    for (size_t i = 0; i < import->job.record_count; i++) {
        opn_buf_str(buf, "- ");
        say_record(&md.line, &import->job.records[i]);
        opn_markdown_put(&md);
        opn_buf_char(buf, '\n');
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(groups); i++) {
        put_notes(&md, import, i);
    }
    opn_buf_str(buf, "\nMade with ");
    opn_say_made_with(&md.line, import->database->digest);
    opn_markdown_put(&md);
    opn_buf_str(buf, ".\n");
    opn_markdown_end(&md);
}
