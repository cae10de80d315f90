/*
 * render_lineage.c: the bases of a release as JSON, text and Markdown.
 *
 * Takes what analyze_lineage.c found. JSON has every mention of a base with
 * the levels before and after it; a page has the tree, the levels before and
 * after all bases, and for each base what it lowers and by which terms.
 *
 * Must not join or compare any terms.
 */
#include "analyze.h"
#include "analyze_lineage.h"
#include "license_json.h"
#include "phrases.h"
#include "sheet.h"
#include "term_words.h"

static const char *const way_ids[] = {
    [OPN_MET_RECORD] = "record",         [OPN_MET_STATED] = "stated",
    [OPN_MET_MISSING] = "missing",       [OPN_MET_BEYOND] = "beyond",
    [OPN_MET_AGAIN] = "again",           [OPN_MET_CIRCLE] = "circle",
    [OPN_MET_RELICENSED] = "relicensed", [OPN_MET_UNBOUND] = "unbound"};

/* A tree that is deeper leaves no room for words: it goes on at this indent. */
enum { MOST_INDENT = 10 };

static const opn_license_ladder *ladder_of(const opn_ancestry *a, size_t ladder)
{
    return &a->release->database->license_vocabulary.ladders[a->ladders[ladder]];
}

static const char *license_text(const opn_license_value *license)
{
    switch (license->kind) {
    case OPN_LICENSE_NONE:
        return "none";
    case OPN_LICENSE_EXPRESSION:
        return license->text;
    case OPN_LICENSE_UNKNOWN:
        break;
    }
    return "unknown";
}

/* --- JSON ------------------------------------------------------------------------------------
 */

static void write_licenses(opn_writer *w, const opn_license_value *licenses, size_t count)
{
    opn_write_key(w, "licenses");
    opn_write_array(w);
    for (size_t i = 0; i < count; i++) {
        opn_write_object(w);
        opn_write_member(w, "license", license_text(&licenses[i]));
        opn_write_member_bool(w, "alternative", licenses[i].alternative);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_ends(opn_writer *w, const opn_license_ladder *ladder, opn_pair level)
{
    opn_write_member(w, "lower", ladder->levels[level.lo]);
    opn_write_member(w, "upper", ladder->levels[level.hi]);
}

static void write_levels(opn_writer *w, const char *key, const opn_ancestry *a,
                         const opn_pair *levels)
{
    opn_write_key(w, key);
    if (!a->applies) {
        opn_write_null(w);
        return;
    }
    opn_write_object(w);
    for (size_t l = 0; l < OPN_ANCESTRY_LADDERS; l++) {
        opn_write_key(w, ladder_of(a, l)->id);
        opn_write_object(w);
        write_ends(w, ladder_of(a, l), levels[l]);
        opn_write_object_end(w);
    }
    opn_write_object_end(w);
}

static void write_end_pair(opn_writer *w, const char *key, const opn_license_ladder *ladder,
                           opn_pair level)
{
    opn_write_key(w, key);
    opn_write_object(w);
    write_ends(w, ladder, level);
    opn_write_object_end(w);
}

static void write_steps(opn_writer *w, const opn_ancestry *a, size_t mention)
{
    opn_write_key(w, "levels");
    if (!a->applies || a->met.items[mention].license_count == 0) {
        opn_write_null(w);
        return;
    }
    opn_write_object(w);
    for (size_t l = 0; l < OPN_ANCESTRY_LADDERS; l++) {
        const opn_ancestry_step *step = &a->steps[mention * OPN_ANCESTRY_LADDERS + l];

        opn_write_key(w, ladder_of(a, l)->id);
        opn_write_object(w);
        write_end_pair(w, "terms", ladder_of(a, l), step->terms);
        write_end_pair(w, "before", ladder_of(a, l), step->before);
        write_end_pair(w, "after", ladder_of(a, l), step->after);
        opn_write_object_end(w);
    }
    opn_write_object_end(w);
}

/* mention: OPN_NONE for the release's own. */
static void write_causes(opn_writer *w, const char *key, const opn_ancestry *a, size_t mention)
{
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < a->cause_count; i++) {
        const opn_ancestry_cause *cause = &a->causes[i];

        if (cause->mention != mention) {
            continue;
        }
        opn_write_object(w);
        opn_write_member(w, "ladder", ladder_of(a, cause->ladder)->id);
        opn_write_member(w, "license", license_text(cause->license));
        opn_write_key(w, "reasons");
        opn_write_array(w);
        for (size_t k = 0; k < cause->reading.reason_count; k++) {
            opn_write_license_reason(w, cause->description, &cause->reading, k);
        }
        opn_write_array_end(w);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_index(opn_writer *w, const char *key, size_t mention)
{
    opn_write_key(w, key);
    if (mention == OPN_NONE) {
        opn_write_null(w);
    } else {
        opn_write_int(w, (int64_t)mention);
    }
}

static void write_mention(opn_writer *w, const opn_ancestry *a, size_t mention)
{
    const opn_met_base *base = &a->met.items[mention];

    opn_write_object(w);
    opn_write_member(w, "id", base->id);
    opn_write_member(w, "name", base->name[0] == '\0' ? NULL : base->name);
    opn_write_member(w, "relation", base->relation);
    opn_write_member(w, "met", way_ids[base->way]);
    write_index(w, "of", base->of);
    if (base->way == OPN_MET_AGAIN || base->way == OPN_MET_CIRCLE) {
        write_index(w, "same", base->same);
    }
    write_licenses(w, opn_ancestry_terms(a, mention), base->license_count);
    opn_write_claims(w, &base->claims);
    write_steps(w, a, mention);
    write_causes(w, "lowers", a, mention);
    opn_write_object_end(w);
}

static void write_own(opn_writer *w, const opn_ancestry *a)
{
    opn_write_key(w, "own");
    opn_write_array(w);
    for (size_t i = 0; i <= a->resolved.artifact_count; i++) {
        size_t count;
        const opn_license_value *licenses = opn_ancestry_own(a, i, &count);
        bool recorded = i < a->resolved.artifact_count;
        const char *name = recorded ? a->resolved.artifacts[i].artifact->name : "";

        if (licenses == NULL) {
            continue;
        }
        opn_write_object(w);
        opn_write_member_bool(w, "recorded", recorded);
        opn_write_member(w, "name", name[0] == '\0' ? NULL : name);
        write_licenses(w, licenses, count);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_json(opn_buf *buf, const opn_ancestry *a)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-lineage/1", a->release->database->digest);
    opn_write_analysis_release(&w, a->release, a->as_of);
    opn_write_member_bool(&w, "applies", a->applies);
    write_own(&w, a);
    write_levels(&w, "own_levels", a, a->own);
    write_causes(&w, "own_lowers", a, OPN_NONE);
    opn_write_key(&w, "bases");
    opn_write_array(&w);
    for (size_t m = 0; m < a->met.count; m++) {
        write_mention(&w, a, m);
    }
    opn_write_array_end(&w);
    write_levels(&w, "effective_levels", a, a->effective);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- pages -----------------------------------------------------------------------------------
 */

/* "MIT", "gemma or, by the day, Apache-2.0", "MIT or perhaps gemma": alternatives
 * are what an uncertain day or the record leaves open. */
static void say_licenses(opn_buf *buf, const opn_license_value *licenses, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(buf, i == 0                     ? ""
                         : licenses[i].unsettled   ? " or perhaps "
                         : licenses[i].alternative ? " or, by the day, "
                                                   : " and ");
        switch (licenses[i].kind) {
        case OPN_LICENSE_NONE:
            opn_buf_str(buf, "no license");
            break;
        case OPN_LICENSE_EXPRESSION:
            opn_buf_str(buf, licenses[i].text);
            break;
        case OPN_LICENSE_UNKNOWN:
            opn_buf_str(buf, "a license that is not known");
            break;
        }
    }
}

static void say_level(opn_buf *buf, const opn_license_ladder *ladder, opn_pair level)
{
    opn_say_id(buf, ladder->levels[level.lo]);
    if (!opn_pair_decided(level)) {
        opn_buf_str(buf, " to ");
        opn_say_id(buf, ladder->levels[level.hi]);
    }
}

static void say_own(opn_buf *buf, const opn_ancestry *a)
{
    bool first = true;

    opn_buf_str(buf, "Its own license of the weights: ");
    for (size_t i = 0; i <= a->resolved.artifact_count; i++) {
        size_t count;
        const opn_license_value *licenses = opn_ancestry_own(a, i, &count);

        if (licenses != NULL) {
            opn_buf_str(buf, first ? "" : "; ");
            say_licenses(buf, licenses, count);
            first = false;
        }
    }
    opn_buf_str(buf, ". ");
}

static void say_count(opn_buf *buf, size_t count, const char *one, const char *many)
{
    if (count > 0) {
        opn_buf_printf(buf, " %zu %s.", count, count == 1 ? one : many);
    }
}

static void print_head(opn_sheet *sheet, const opn_ancestry *a)
{
    size_t bound = a->ways[OPN_MET_RECORD] + a->ways[OPN_MET_STATED] + a->ways[OPN_MET_MISSING] +
                   a->ways[OPN_MET_BEYOND];

    opn_buf_printf(sheet->line, "Lineage of %s (%s)", a->release->name, a->release->id);
    if (a->as_of != NULL) {
        opn_buf_printf(sheet->line, " on %s", a->as_of);
    }
    opn_sheet_heading(sheet);
    if (!a->applies) {
        opn_buf_str(sheet->line, "It has no weights of its own that a license could cover. ");
    } else {
        say_own(sheet->line, a);
    }
    if (bound == 0) {
        opn_buf_str(sheet->line, "No base binds them.");
    } else {
        opn_buf_printf(sheet->line, "%zu %s them as well.", bound,
                       bound == 1 ? "base binds" : "bases bind");
    }
    say_count(sheet->line, a->unknown_count, "of them has terms that are not known",
              "of them have terms that are not known");
    say_count(sheet->line, a->ways[OPN_MET_BEYOND],
              "of them lies beyond the most that are followed: its terms are unknown",
              "of them lie beyond the most that are followed: their terms are unknown");
    say_count(sheet->line, a->ways[OPN_MET_CIRCLE], "way leads back in a circle",
              "ways lead back in a circle");
    say_count(sheet->line, a->ways[OPN_MET_RELICENSED],
              "base is relicensed by the same maker and binds no more",
              "bases are relicensed by the same maker and bind no more");
    opn_sheet_paragraph(sheet);
}

static void say_way(opn_buf *buf, const opn_ancestry *a, size_t mention)
{
    const opn_met_base *base = &a->met.items[mention];
    const opn_license_value *licenses = opn_ancestry_terms(a, mention);

    opn_buf_str(buf, ": ");
    switch (base->way) {
    case OPN_MET_RECORD:
        say_licenses(buf, licenses, base->license_count);
        break;
    case OPN_MET_STATED:
        say_licenses(buf, licenses, base->license_count);
        opn_buf_str(buf, ", as stated beside it");
        break;
    case OPN_MET_MISSING:
        opn_buf_str(buf, "no record, no stated license; its terms are unknown");
        break;
    case OPN_MET_BEYOND:
        opn_buf_str(buf, "not followed; its terms count as unknown");
        break;
    case OPN_MET_AGAIN:
        opn_buf_str(buf, "met before on another way, binds once");
        break;
    case OPN_MET_CIRCLE:
        opn_buf_str(buf, "leads back in a circle, adds no terms");
        break;
    case OPN_MET_RELICENSED:
        opn_buf_str(buf, "relicensed by the same maker, binds no more");
        break;
    case OPN_MET_UNBOUND:
        opn_buf_str(buf, "a relation that takes over no terms");
        break;
    }
}

/* Bases beyond the most that are followed differ in nothing but their names:
 * the head has their count, JSON their names. */
static void print_tree(opn_sheet *sheet, const opn_ancestry *a)
{
    if (a->met.count == 0) {
        return;
    }
    opn_sheet_say_heading(sheet, "Bases, nearest first");
    for (size_t i = 0; i < a->met.count; i++) {
        const opn_met_base *base = &a->met.items[a->tree[i].mention];
        size_t indent = a->tree[i].generation - 1;

        if (base->way == OPN_MET_BEYOND) {
            continue;
        }
        if (indent > MOST_INDENT) {
            opn_buf_printf(sheet->line, "generation %zu: ", a->tree[i].generation);
            indent = MOST_INDENT;
        }
        opn_say_id(sheet->line, base->relation);
        opn_buf_printf(sheet->line, " of %s", base->id);
        say_way(sheet->line, a, a->tree[i].mention);
        opn_sheet_item(sheet, (int)indent);
    }
}

static void print_levels(opn_sheet *sheet, const opn_ancestry *a)
{
    opn_sheet_say_heading(sheet, "What the terms come to");
    opn_sheet_table(sheet, 3);
    opn_sheet_say_cell(sheet, "Ladder");
    opn_sheet_say_cell(sheet, "Its own license");
    opn_sheet_say_cell(sheet, "With its bases");
    for (size_t l = 0; l < OPN_ANCESTRY_LADDERS; l++) {
        const opn_license_ladder *ladder = ladder_of(a, l);

        opn_sheet_say_cell(sheet, ladder->id);
        say_level(sheet->line, ladder, a->own[l]);
        opn_sheet_cell(sheet);
        say_level(sheet->line, ladder, a->effective[l]);
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
}

/* "by llama-3.3, since debatable needs policy form: law only (is ...)" */
static void say_cause(opn_buf *buf, const opn_ancestry_cause *cause)
{
    const opn_reading *reading = &cause->reading;

    if (cause->license->kind == OPN_LICENSE_UNKNOWN) {
        opn_buf_str(buf, "its license is not known");
        return;
    }
    if (cause->license->kind == OPN_LICENSE_NONE) {
        opn_buf_str(buf, "it grants no license");
        return;
    }
    opn_buf_str(buf, cause->license->text);
    for (size_t k = 0; k < reading->reason_count;) {
        opn_buf_str(buf, k == 0 ? ": " : "; ");
        opn_say_goal_of(buf, cause->description, reading, k);
        k += opn_say_reason(buf, cause->description, reading, k);
    }
}

/* The causes of one mention and ladder stand together; returns how many. */
static size_t print_lowering(opn_sheet *sheet, const opn_ancestry *a, size_t first)
{
    const opn_ancestry_cause *cause = &a->causes[first];
    const opn_license_ladder *ladder = ladder_of(a, cause->ladder);
    size_t count = 0;

    opn_buf_printf(sheet->line, "%s, ", ladder->id);
    if (cause->mention == OPN_NONE) {
        opn_buf_str(sheet->line, "to ");
        say_level(sheet->line, ladder, a->own[cause->ladder]);
    } else {
        const opn_ancestry_step *step =
            &a->steps[cause->mention * OPN_ANCESTRY_LADDERS + cause->ladder];

        opn_buf_str(sheet->line, "from ");
        say_level(sheet->line, ladder, step->before);
        opn_buf_str(sheet->line, " to ");
        say_level(sheet->line, ladder, step->after);
    }
    while (first + count < a->cause_count && cause[count].mention == cause->mention &&
           cause[count].ladder == cause->ladder) {
        opn_buf_str(sheet->line, count == 0 ? "; " : "; and ");
        say_cause(sheet->line, &cause[count]);
        count++;
    }
    opn_sheet_item(sheet, 1);
    return count;
}

static void print_causes(opn_sheet *sheet, const opn_ancestry *a)
{
    opn_sheet_say_heading(sheet, "Where each restriction enters");
    if (a->cause_count == 0) {
        opn_buf_str(sheet->line, "Nothing restricts them on these ladders.");
    } else {
        opn_buf_str(sheet->line, "Each is charged to the nearest license that has it; one "
                                 "further off may have it too.");
    }
    opn_sheet_paragraph(sheet);
    for (size_t i = 0; i < a->cause_count;) {
        size_t mention = a->causes[i].mention;

        if (mention == OPN_NONE) {
            opn_buf_str(sheet->line, "Its own license lowers");
        } else {
            opn_buf_printf(sheet->line, "%s lowers", a->met.items[mention].id);
        }
        opn_sheet_item(sheet, 0);
        while (i < a->cause_count && a->causes[i].mention == mention) {
            i += print_lowering(sheet, a, i);
        }
    }
}

void opn_render_lineage(opn_buf *buf, const opn_ancestry *ancestry, int format, int width)
{
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, ancestry);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    print_head(&sheet, ancestry);
    print_tree(&sheet, ancestry);
    if (ancestry->applies) {
        print_levels(&sheet, ancestry);
        print_causes(&sheet, ancestry);
    }
    opn_buf_str(sheet.line, opn_not_advice);
    opn_buf_str(sheet.line, " Made with ");
    opn_say_made_with(sheet.line, ancestry->release->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
