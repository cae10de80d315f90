/*
 * render_claim.c: a label claimed beside labels earned, in three formats.
 *
 * Takes what analyze_claim.c found. Says what the maker's label is and where
 * that is read, for each definition of its words whether the record earns it
 * and which facts lie between, and which labels it does earn.
 *
 * Must not judge: neither the label nor its maker.
 */
#include "analyze.h"
#include "analyze_claim.h"
#include "phrases.h"
#include "report_json.h"
#include "sheet.h"

static const char *const verdict_ids[] = {"earned", "not_earned", "undetermined",
                                          "not_applicable"};
static const char *const verdict_words[] = {
    "earned", "not earned", "undetermined, since not everything is known",
    "not applicable: this definition does not speak to such a release"};
static const char *const stance_ids[] = {"claims", "denies", "not_known"};

static const opn_level *headline_level(const openness_report *report, int16_t level)
{
    const opn_rubric *rubric = report->rubric;

    return &rubric->levels[rubric->nodes[rubric->result_level].first_level + (size_t)level];
}

/* --- JSON ------------------------------------------------------------------------------------
 */

static void write_reasons(opn_writer *w, const char *key, const openness_report *report,
                          const opn_reasons *reasons)
{
    const opn_vocabulary *vocabulary = &report->database->vocabulary;

    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < reasons->count; i++) {
        const opn_reason *reason = &reasons->items[i];
        const opn_ladder *ladder = &vocabulary->ladders[vocabulary->facts[reason->fact].ladder];

        opn_write_object(w);
        opn_write_fact(w, report, reason->fact, reason->has);
        opn_write_member(w, "needs", ladder->levels[reason->needs]);
        opn_write_member_bool(w, "unknown", reason->unknown);
        opn_write_source(w, report, reason->source);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_gaps(opn_writer *w, const opn_claim_test *test)
{
    const openness_report *report = test->report;

    opn_write_key(w, "between");
    opn_write_array(w);
    for (size_t i = 0; i < test->gap_count; i++) {
        const opn_claim_gap *gap = &test->gaps[i];
        const opn_rubric_node *node = &report->rubric->nodes[gap->criterion];

        opn_write_object(w);
        opn_write_member(w, "criterion", node->id);
        opn_write_member(w, "title", node->title);
        opn_write_member(w, "level", opn_report_level_id(report, gap->criterion, gap->level));
        opn_write_member_bool(w, "unknown", gap->unknown);
        write_reasons(w, "facts", report, &gap->reasons);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

/* Where the release stands on the headline of a definition. */
static void write_stand(opn_writer *w, const openness_report *report)
{
    size_t node = report->rubric->result_level;
    opn_pair level = report->values[node].level;
    bool applies = report->applies != OPN_FALSE && report->values[node].applies;

    opn_write_rubric(w, report);
    opn_write_member(w, "headline", report->headline);
    opn_write_member(w, "lower",
                     applies ? opn_report_level_id(report, node, level.lo) : "not_applicable");
    opn_write_member(w, "upper",
                     applies ? opn_report_level_id(report, node, level.hi) : "not_applicable");
}

static void write_test(opn_writer *w, const opn_claim_test *test)
{
    opn_write_object(w);
    write_stand(w, test->report);
    opn_write_member(w, "level", test->definition->level);
    opn_write_member(w, "title", headline_level(test->report, test->level)->title);
    opn_write_member(w, "cite", test->definition->cite);
    opn_write_member(w, "reading", test->definition->reading);
    opn_write_member(w, "result", verdict_ids[test->verdict]);
    write_gaps(w, test);
    write_reasons(w, "scope", test->report, &test->scope);
    opn_write_object_end(w);
}

static void write_word(opn_writer *w, const opn_claim_word *word)
{
    opn_write_object(w);
    opn_write_member(w, "id", word->word->id);
    opn_write_member(w, "title", word->word->title);
    opn_write_member_bool(w, "defined", word->word->definition_count > 0);
    opn_write_key(w, "undefined");
    opn_write_string(w, word->word->undefined[0] == '\0' ? NULL : word->word->undefined);
    opn_write_key(w, "definitions");
    opn_write_array(w);
    for (size_t i = 0; i < word->word->definition_count; i++) {
        write_test(w, &word->tests[i]);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void write_label(opn_writer *w, const opn_claim_result *c)
{
    const char *note = c->phrase == NULL ? "" : c->phrase->note;

    opn_write_key(w, "label");
    if (c->release->label_claimed[0] == '\0') {
        opn_write_null(w);
        return;
    }
    opn_write_object(w);
    opn_write_member(w, "claimed", c->release->label_claimed);
    opn_write_claims(w, &c->release->label_claims);
    opn_write_member_bool(w, "in_table", c->phrase != NULL);
    opn_write_member(w, "stance", stance_ids[c->phrase == NULL ? 0 : c->phrase->stance]);
    opn_write_key(w, "note");
    opn_write_string(w, note[0] == '\0' ? NULL : note);
    opn_write_key(w, "words");
    opn_write_array(w);
    for (size_t i = 0; i < c->word_count; i++) {
        write_word(w, &c->words[i]);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void write_json(opn_buf *buf, const opn_claim_result *c)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-claim/1", c->release->database->digest);
    opn_write_analysis_release(&w, c->release, c->as_of);
    write_label(&w, c);
    opn_write_key(&w, "earned");
    opn_write_array(&w);
    for (size_t i = 0; i < c->label_count; i++) {
        opn_write_object(&w);
        write_stand(&w, c->reports[i]);
        opn_write_object_end(&w);
    }
    opn_write_array_end(&w);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- pages -----------------------------------------------------------------------------------
 */

static void print_claims(opn_sheet *sheet, const opn_claims *claims)
{
    for (size_t i = 0; i < claims->count; i++) {
        const opn_claim *claim = &claims->items[i];

        opn_buf_printf(sheet->line, "%s%s%s", claim->shows, claim->shows[0] == '\0' ? "" : " ",
                       claim->source);
        if (claim->read[0] != '\0') {
            opn_buf_printf(sheet->line, ", read %s", claim->read);
        }
        if (claim->confidence[0] != '\0') {
            opn_buf_printf(sheet->line, ", confidence %s", claim->confidence);
        }
        opn_sheet_item(sheet, 0);
    }
}

static void print_label(opn_sheet *sheet, const opn_claim_result *c)
{
    opn_buf_printf(sheet->line, "Label claimed for %s (%s)", c->release->name, c->release->id);
    opn_sheet_heading(sheet);
    if (c->release->label_claimed[0] == '\0') {
        opn_buf_str(sheet->line, "The record holds no label that the maker claims.");
        opn_sheet_paragraph(sheet);
        return;
    }
    opn_buf_printf(sheet->line, "The record holds this label: \"%s\".",
                   c->release->label_claimed);
    if (c->phrase == NULL) {
        opn_buf_str(sheet->line, " The phrase is not among those that are defined here: it is "
                                 "quoted, and no definition is held against it.");
    } else if (c->phrase->stance == OPN_STANCE_DENIES) {
        opn_buf_str(sheet->line, " It claims no openness.");
    } else if (c->phrase->stance == OPN_STANCE_NOT_KNOWN) {
        opn_buf_str(sheet->line, " What the maker claims is not known.");
    } else if (c->phrase->note[0] != '\0') {
        opn_buf_printf(sheet->line, " %s", c->phrase->note);
    }
    opn_sheet_paragraph(sheet);
    print_claims(sheet, &c->release->label_claims);
}

/* "weights license listed: yes (is no: llama-3.1), by https://..." */
static void print_reasons(opn_sheet *sheet, const openness_report *report,
                          const opn_reasons *reasons, const char *before)
{
    for (size_t i = 0; i < reasons->count; i++) {
        size_t at = 0;
        const opn_claim *claim = opn_report_claim(reasons->items[i].source, &at);

        opn_buf_str(sheet->line, before);
        opn_say_need(sheet->line, report, &reasons->items[i]);
        if (claim != NULL) {
            opn_buf_printf(sheet->line, ", by %s", claim->source);
        }
        opn_sheet_item(sheet, 2);
    }
}

static void print_gap(opn_sheet *sheet, const openness_report *report, const opn_claim_gap *gap)
{
    const opn_rubric_node *node = &report->rubric->nodes[gap->criterion];
    const opn_level *level = &report->rubric->levels[node->first_level + (size_t)gap->level];

    opn_buf_str(sheet->line, node->title);
    if (node->level_count > 2) {
        opn_buf_str(sheet->line, ", ");
        opn_say_level(sheet->line, level);
    }
    opn_buf_str(sheet->line, gap->unknown ? ": not known" : ": not met");
    if (level->op_count == OPN_NO_PREDICATE) {
        opn_buf_str(sheet->line, "; only a judgment settles it");
    } else if (gap->reasons.count == 0) {
        opn_buf_str(sheet->line, "; no fact of this release leads there");
    }
    opn_sheet_item(sheet, 1);
    print_reasons(sheet, report, &gap->reasons, "needs ");
}

static void print_test(opn_sheet *sheet, const opn_claim_test *test)
{
    const openness_report *report = test->report;

    opn_buf_printf(sheet->line, "%s@%d, \"", report->rubric->id, report->rubric->version);
    opn_say_level(sheet->line, headline_level(report, test->level));
    opn_buf_printf(sheet->line, "\": %s. %s", verdict_words[test->verdict],
                   test->definition->reading);
    opn_sheet_item(sheet, 0);
    for (size_t i = 0; i < test->gap_count; i++) {
        print_gap(sheet, report, &test->gaps[i]);
    }
    if (test->scope.count > 0) {
        opn_buf_str(sheet->line, "It speaks only to releases with");
        opn_sheet_item(sheet, 1);
        print_reasons(sheet, report, &test->scope, "");
    }
}

static void print_word(opn_sheet *sheet, const opn_claim_word *word)
{
    size_t count = word->word->definition_count;

    opn_buf_printf(sheet->line, "\"%s\"", word->word->title);
    opn_sheet_heading(sheet);
    if (count == 0) {
        opn_buf_str(sheet->line, word->word->undefined);
    } else {
        size_t earned = 0;

        for (size_t i = 0; i < count; i++) {
            earned += word->tests[i].verdict == OPN_CLAIM_EARNED ? 1 : 0;
        }
        opn_buf_printf(sheet->line, "%zu %s it; the record earns it under ", count,
                       count == 1 ? "definition here defines" : "definitions here define");
        if (earned == 0) {
            opn_buf_str(sheet->line, "none.");
        } else {
            opn_buf_printf(sheet->line, "%zu.", earned);
        }
    }
    opn_sheet_paragraph(sheet);
    for (size_t i = 0; i < count; i++) {
        print_test(sheet, &word->tests[i]);
    }
}

static void print_earned(opn_sheet *sheet, const opn_claim_result *c)
{
    opn_sheet_say_heading(sheet, "Labels that the record earns");
    opn_sheet_table(sheet, 2);
    opn_sheet_say_cell(sheet, "Definition");
    opn_sheet_say_cell(sheet, "Highest level");
    for (size_t i = 0; i < c->label_count; i++) {
        const openness_report *report = c->reports[i];

        opn_buf_printf(sheet->line, "%s@%d", report->rubric->id, report->rubric->version);
        opn_sheet_cell(sheet);
        opn_say_verdict(sheet->line, report);
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
}

void opn_render_claim(opn_buf *buf, const opn_claim_result *result, int format, int width)
{
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, result);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    print_label(&sheet, result);
    for (size_t i = 0; i < result->word_count; i++) {
        print_word(&sheet, &result->words[i]);
    }
    print_earned(&sheet, result);
    if (result->as_of != NULL) {
        opn_buf_printf(sheet.line, "Facts on %s; labels have no date. ", result->as_of);
    }
    opn_buf_str(sheet.line, "Words are compared with definitions, nothing is said about why a "
                            "label was chosen. Made with ");
    opn_say_made_with(sheet.line, result->release->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
