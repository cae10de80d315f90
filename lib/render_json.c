/*
 * render_json.c: a report as openness-report/1.
 *
 * Takes a report, appends JSON with members in the order of
 * data/schema/report.schema.json. Holds all that the report knows; text and
 * Markdown print a part of it.
 *
 * Must not round: scores are fractions, with their printed form beside them.
 */
#include "json_write.h"
#include "phrases.h"
#include "report_json.h"

#include <openness/version.h>

/* In the order of OPENNESS_MODE_*. */
static const char *const mode_names[] = {"record", "fill", "assessed"};

/* Optional members are left out where there is nothing to say; an empty string
 * would look like a finding. */
static const char *given(const char *text)
{
    return text == NULL || text[0] == '\0' ? NULL : text;
}

const char *opn_report_level_id(const openness_report *report, size_t node, int16_t level)
{
    const opn_rubric *rubric = report->rubric;

    return level < 0 ? "not_applicable"
                     : rubric->levels[rubric->nodes[node].first_level + (size_t)level].id;
}

static void write_ends(opn_writer *w, const openness_report *report, size_t node, opn_pair level)
{
    opn_write_member(w, "lower", opn_report_level_id(report, node, level.lo));
    opn_write_member(w, "upper", opn_report_level_id(report, node, level.hi));
}

/* The fraction is the value, the text is for people: a reader that compares
 * must use num and den. */
void opn_write_rational(opn_writer *w, const char *key, opn_rational value, int decimals)
{
    opn_buf text = {0};

    opn_rational_print(&text, value, decimals);
    opn_write_key(w, key);
    opn_write_object(w);
    opn_write_member_int(w, "num", value.num);
    opn_write_member_int(w, "den", value.den);
    opn_write_member(w, "text", text.data);
    opn_write_object_end(w);
    w->buf->failed = w->buf->failed || text.failed;
    opn_buf_free(&text);
}

void opn_write_rubric(opn_writer *w, const openness_report *report)
{
    const opn_rubric *rubric = report->rubric;

    opn_write_key(w, "rubric");
    opn_write_object(w);
    opn_write_member(w, "id", rubric->id);
    opn_write_member_int(w, "version", rubric->version);
    opn_write_member(w, "date", rubric->date);
    opn_write_member(w, "title", rubric->title);
    opn_write_member(w, "authority", rubric->authority);
    opn_write_member(w, "url", rubric->url);
    opn_write_member(w, "note", given(rubric->note));
    opn_write_object_end(w);
}

/* null for a vector: it does not say whose levels it holds. */
void opn_write_release(opn_writer *w, const openness_report *report)
{
    const openness_release *release = report->release;

    opn_write_key(w, "release");
    if (release == NULL) {
        opn_write_null(w);
        return;
    }
    opn_write_object(w);
    opn_write_member(w, "id", release->id);
    opn_write_member(w, "name", release->name);
    opn_write_member(w, "producer", given(release->producer));
    opn_write_member(w, "version", given(release->version));
    opn_write_member(w, "revision", given(release->revision));
    opn_write_member(w, "label_claimed", given(release->label_claimed));
    opn_write_key(w, "as_of");
    opn_write_string(w, given(report->as_of));
    if (release->origin != NULL) {
        opn_write_key(w, "forgotten");
        opn_write_object(w);
        opn_write_member_int(w, "values", (int64_t)release->forgotten);
        opn_write_member_int(w, "days", release->fresh_days);
        opn_write_member(w, "before", release->fresh_as_of);
        opn_write_object_end(w);
    }
    opn_write_object_end(w);
}

/* Points belong to one level, so an open verdict has none yet. */
static void write_points(opn_writer *w, const openness_report *report, size_t node)
{
    const opn_value *value = &report->values[node];
    const opn_level *level;

    if (value->applies && opn_pair_decided(value->level)) {
        level = &report->rubric
                     ->levels[report->rubric->nodes[node].first_level + (size_t)value->level.lo];
        if (!level->abstains) {
            opn_write_rational(w, "points", level->points, level->points.den == 1 ? 0 : 3);
            return;
        }
    }
    opn_write_key(w, "points");
    opn_write_null(w);
}

static void write_ladder(opn_writer *w, const openness_report *report, size_t node)
{
    opn_write_object(w);
    opn_write_member(w, "id", report->rubric->nodes[node].id);
    opn_write_member(w, "title", given(report->rubric->nodes[node].title));
    write_ends(w, report, node, report->values[node].level);
    opn_write_member(w, "headline", opn_report_headline(report, node));
    write_points(w, report, node);
    opn_write_object_end(w);
}

static void write_level(opn_writer *w, const openness_report *report)
{
    opn_write_key(w, "level");
    if (report->rubric->result_level == SIZE_MAX) {
        opn_write_null(w);
    } else {
        write_ladder(w, report, report->rubric->result_level);
    }
}

/* Both ends or neither: one end of an interval alone would mislead. */
static void write_score(opn_writer *w, const openness_report *report, size_t node)
{
    const opn_rubric_node *n = &report->rubric->nodes[node];

    opn_write_object(w);
    opn_write_member(w, "id", n->id);
    opn_write_member(w, "title", given(n->title));
    if (report->values[node].score_known) {
        opn_write_rational(w, "lower", opn_report_scaled(report, node, OPENNESS_LOWER),
                           n->decimals);
        opn_write_rational(w, "upper", opn_report_scaled(report, node, OPENNESS_UPPER),
                           n->decimals);
    } else {
        opn_write_key(w, "lower");
        opn_write_null(w);
        opn_write_key(w, "upper");
        opn_write_null(w);
    }
    opn_write_member_int(w, "scale", n->scale);
    opn_write_member_int(w, "decimals", n->decimals);
    opn_write_member_bool(w, "headline", node == report->rubric->result_score);
    opn_write_object_end(w);
}

static void write_applies(opn_writer *w, const openness_report *report)
{
    static const char *const truths[] = {
        [OPENNESS_NO] = "no", [OPENNESS_YES] = "yes", [OPENNESS_UNKNOWN] = "unknown"};

    opn_write_member(w, "applies", truths[openness_report_applies(report)]);
}

void opn_write_result(opn_writer *w, const openness_report *report)
{
    write_applies(w, report);
    write_level(w, report);
    opn_write_key(w, "score");
    if (report->rubric->result_score == SIZE_MAX) {
        opn_write_null(w);
    } else {
        write_score(w, report, report->rubric->result_score);
    }
}

void opn_write_mode(opn_writer *w, int mode)
{
    opn_write_member(w, "mode", mode_names[mode]);
}

static void write_scores(opn_writer *w, const openness_report *report)
{
    opn_write_key(w, "scores");
    opn_write_array(w);
    for (size_t n = 0; n < report->rubric->node_count; n++) {
        if (opn_in_profile(report, n)) {
            write_score(w, report, n);
        }
    }
    opn_write_array_end(w);
}

static void write_coverage(opn_writer *w, const openness_report *report)
{
    opn_write_key(w, "coverage");
    opn_write_object(w);
    opn_write_member_int(w, "decided", (int64_t)report->decided);
    opn_write_member_int(w, "applicable", (int64_t)report->applicable);
    opn_write_member_int(w, "criteria", (int64_t)report->criterion_count);
    opn_write_object_end(w);
}

void opn_write_claim(opn_writer *w, const opn_claim *claim)
{
    opn_write_object(w);
    opn_write_member(w, "source", claim->source);
    opn_write_member(w, "locator", given(claim->locator));
    opn_write_member(w, "shows", given(claim->shows));
    opn_write_member(w, "read", given(claim->read));
    opn_write_member(w, "by", given(claim->by));
    opn_write_member(w, "confidence", given(claim->confidence));
    opn_write_object_end(w);
}

/* Which entry of the record gave the answer, and only the claims that support
 * just that member. */
void opn_write_source(opn_writer *w, const openness_report *report, const opn_fact_source *source)
{
    const opn_vocabulary *vocabulary = &report->database->vocabulary;
    size_t at = 0;

    if (source->artifact != NULL) {
        const opn_artifact *artifact = source->artifact->artifact;

        opn_write_member(w, "artifact", vocabulary->slots[artifact->slot].id);
        opn_write_member(w, "name", given(artifact->name));
        opn_write_member(w, "member", given(source->member));
    } else if (source->field != NULL) {
        opn_write_member(w, "field", vocabulary->fields[source->field->field].id);
    }
    opn_write_key(w, "claims");
    opn_write_array(w);
    for (const opn_claim *claim = opn_report_claim(source, &at); claim != NULL;
         claim = opn_report_claim(source, &at)) {
        opn_write_claim(w, claim);
    }
    opn_write_array_end(w);
}

void opn_write_fact(opn_writer *w, const openness_report *report, size_t fact, opn_pair has)
{
    const opn_fact *f = &report->database->vocabulary.facts[fact];
    const opn_ladder *ladder = &report->database->vocabulary.ladders[f->ladder];

    opn_write_member(w, "fact", f->id);
    opn_write_member(w, "question", f->question);
    opn_write_member(w, "lower", has.lo < 0 ? "not_applicable" : ladder->levels[has.lo]);
    opn_write_member(w, "upper", has.hi < 0 ? "not_applicable" : ladder->levels[has.hi]);
}

/* missing: what stops the next level, with what would raise it. */
static void write_reasons(opn_writer *w, const char *key, const openness_report *report,
                          const opn_reasons *reasons, bool missing)
{
    const opn_vocabulary *vocabulary = &report->database->vocabulary;

    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < reasons->count; i++) {
        const opn_reason *reason = &reasons->items[i];
        const opn_fact *fact = &vocabulary->facts[reason->fact];

        opn_write_object(w);
        opn_write_fact(w, report, reason->fact, reason->has);
        opn_write_member(w, "needs", vocabulary->ladders[fact->ladder].levels[reason->needs]);
        if (missing) {
            opn_write_member_bool(w, "unknown", reason->unknown);
            opn_write_member(w, "raise", given(fact->raise));
        }
        opn_write_source(w, report, reason->source);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_next(opn_writer *w, const opn_level *next)
{
    opn_write_key(w, "next");
    if (next == NULL) {
        opn_write_null(w);
        return;
    }
    opn_write_object(w);
    opn_write_member(w, "level", next->id);
    opn_write_member(w, "text", given(next->next));
    opn_write_object_end(w);
}

static void write_assessed(opn_writer *w, const opn_assessment *assessment)
{
    opn_write_member(w, "level", assessment->level);
    opn_write_member(w, "by", given(assessment->by));
    opn_write_member(w, "date", given(assessment->date));
    opn_write_member(w, "source", given(assessment->source));
}

static void write_criterion(opn_writer *w, const openness_report *report,
                            const opn_criterion_result *result)
{
    const opn_rubric_node *node = &report->rubric->nodes[result->node];
    const char *basis = result->basis == OPN_ASSESSED ? "assessed" : "derived";

    opn_write_object(w);
    opn_write_member(w, "id", node->id);
    opn_write_member(w, "code", node->code);
    opn_write_member(w, "title", node->title);
    opn_write_member(w, "cite", given(node->cite));
    opn_write_member(w, "reading", given(node->reading));
    write_ends(w, report, result->node, result->level);
    opn_write_member(w, "basis", opn_pair_applies(result->level) ? basis : "not_applicable");
    write_reasons(w, "because", report, &result->because, false);
    write_reasons(w, "blocked", report, &result->blocked, true);
    write_next(w, result->next);
    opn_write_key(w, "assessment");
    if (result->assessment == NULL) {
        opn_write_null(w);
    } else {
        opn_write_object(w);
        write_assessed(w, result->assessment);
        opn_write_object_end(w);
    }
    opn_write_member_bool(w, "conflict", result->conflict);
    opn_write_object_end(w);
}

/* Criteria are what facts and assessments give; ladders follow from them. */
static void write_criteria(opn_writer *w, const openness_report *report)
{
    opn_write_key(w, "criteria");
    opn_write_array(w);
    for (size_t c = 0; c < report->criterion_count; c++) {
        write_criterion(w, report, &report->criteria[c]);
    }
    opn_write_array_end(w);
    opn_write_key(w, "ladders");
    opn_write_array(w);
    for (size_t n = report->criterion_count; n < report->rubric->node_count; n++) {
        if (report->rubric->nodes[n].kind == OPN_NODE_LEVELS) {
            write_ladder(w, report, n);
        }
    }
    opn_write_array_end(w);
}

static void write_step(opn_writer *w, const openness_report *report, const opn_way *way,
                       const opn_step *step)
{
    const opn_rubric *rubric = report->rubric;
    const opn_rubric_node *node = &rubric->nodes[step->criterion];
    const opn_level *level = &rubric->levels[node->first_level + (size_t)step->level];

    opn_write_object(w);
    opn_write_member(w, "criterion", node->id);
    opn_write_member(w, "level", level->id);
    opn_write_member(w, "text", given(level->next));
    opn_write_member_bool(w, "unknown", step->unknown);
    /* Ways that raise a score have one step each. */
    if (report->next_level == NULL) {
        const opn_rubric_node *score = &rubric->nodes[rubric->result_score];

        opn_write_rational(w, "gain",
                           opn_rational_mul(way->gain, (opn_rational){score->scale, 1}),
                           score->decimals);
    }
    opn_write_object_end(w);
}

static void write_way(opn_writer *w, const openness_report *report, const opn_way *way)
{
    opn_write_array(w);
    for (size_t i = 0; i < way->count; i++) {
        write_step(w, report, way, &way->items[i]);
    }
    opn_write_array_end(w);
}

/* An empty array where nothing leads on: at the top, or without advice. */
static void write_steps(opn_writer *w, const openness_report *report)
{
    opn_write_key(w, "steps");
    opn_write_array(w);
    if (report->way_count > 0) {
        opn_write_object(w);
        opn_write_key(w, "to_level");
        opn_write_string(w, report->next_level == NULL ? NULL : report->next_level->id);
        opn_write_key(w, "ways");
        opn_write_array(w);
        for (size_t i = 0; i < report->way_count; i++) {
            write_way(w, report, &report->ways[i]);
        }
        opn_write_array_end(w);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

/* "changes" is the lower end of the headline if this alone is answered best. */
static void write_question(opn_writer *w, const openness_report *report,
                           const opn_question *question)
{
    const opn_rubric *rubric = report->rubric;

    opn_write_object(w);
    opn_write_fact(w, report, question->fact, report->facts[question->fact]);
    opn_write_member(w, "raise", given(report->database->vocabulary.facts[question->fact].raise));
    opn_write_member_bool(w, "moves", question->moves);
    opn_write_member_bool(w, "narrows", question->narrows);
    opn_write_key(w, "changes");
    opn_write_object(w);
    if (rubric->result_level != SIZE_MAX) {
        opn_write_member(w, "level",
                         opn_report_level_id(report, rubric->result_level, question->level));
    }
    if (rubric->result_score != SIZE_MAX) {
        const opn_rubric_node *score = &rubric->nodes[rubric->result_score];

        opn_write_rational(w, "score",
                           opn_rational_mul(question->score, (opn_rational){score->scale, 1}),
                           score->decimals);
    }
    opn_write_object_end(w);
    opn_write_source(w, report, &report->sources[question->fact]);
    opn_write_object_end(w);
}

static void write_questions(opn_writer *w, const openness_report *report)
{
    opn_write_key(w, "open_questions");
    opn_write_array(w);
    for (size_t i = 0; i < report->question_count; i++) {
        write_question(w, report, &report->questions[i]);
    }
    opn_write_array_end(w);
}

/* Lists again what the criteria mark, so that nobody has to search for it. */
static void write_conflicts(opn_writer *w, const openness_report *report)
{
    opn_write_key(w, "conflicts");
    opn_write_array(w);
    for (size_t c = 0; c < report->criterion_count; c++) {
        const opn_criterion_result *result = &report->criteria[c];

        if (!result->conflict) {
            continue;
        }
        opn_write_object(w);
        opn_write_member(w, "criterion", report->rubric->nodes[c].id);
        write_ends(w, report, c, result->derived);
        opn_write_key(w, "assessment");
        opn_write_object(w);
        write_assessed(w, result->assessment);
        opn_write_object_end(w);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

void opn_render_json(opn_buf *buf, const openness_report *report, bool compact)
{
    opn_writer w;

    opn_write_init(&w, buf, compact);
    opn_write_object(&w);
    opn_write_member(&w, "format", "openness-report/1");
    opn_write_member(&w, "library", openness_version());
    opn_write_member(&w, "data_digest", report->database->digest);
    opn_write_rubric(&w, report);
    opn_write_release(&w, report);
    opn_write_mode(&w, report->mode);
    write_applies(&w, report);
    write_level(&w, report);
    write_scores(&w, report);
    opn_write_member(&w, "bounds", "attained");
    write_coverage(&w, report);
    write_criteria(&w, report);
    write_steps(&w, report);
    write_questions(&w, report);
    write_conflicts(&w, report);
    opn_write_member(&w, "vector", report->vector);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}
