/*
 * why_json.c: why two definitions part, as openness-why/1.
 *
 * Takes a comparison, writes all of it: both places as exact shares, every
 * stop with the other definition's tests, and every claim behind it.
 *
 * Must not compare anything itself.
 */
#include "analyze.h"
#include "analyze_why.h"
#include "report_json.h"

static const char *const relation_names[] = {"parted", "equal", "scope", "neither_applies",
                                             "no_place"};
static const char *const stance_names[] = {"not_asked", "asks_less", "asks_kin", "stops_both",
                                           "judged"};
static const char *const side_names[] = {"a", "b"};
/* In the order of OPENNESS_MODE_* and of opn_truth. */
static const char *const mode_names[] = {"record", "fill", "assessed"};
static const char *const truth_names[] = {"no", "unknown", "yes", "no"};

enum { SHARE_DECIMALS = 3 };

/* "place": shares of the highest, null where there is none. */
static void write_side(opn_writer *w, const opn_why *why, size_t side)
{
    const openness_report *report = why->sides[side];
    const opn_why_place *place = &why->places[side];
    size_t ladder = report->rubric->result_level;

    opn_write_key(w, side_names[side]);
    opn_write_object(w);
    opn_write_rubric(w, report);
    opn_write_member(w, "applies", truth_names[report->applies]);
    if (ladder != SIZE_MAX) {
        opn_write_member(w, "headline", opn_report_headline(report, ladder));
        opn_write_member(w, "lower",
                         opn_report_level_id(report, ladder, report->values[ladder].level.lo));
        opn_write_member(w, "upper",
                         opn_report_level_id(report, ladder, report->values[ladder].level.hi));
    } else if (place->known) {
        opn_write_member(w, "lower", report->score_text[OPENNESS_LOWER]);
        opn_write_member(w, "upper", report->score_text[OPENNESS_UPPER]);
    }
    opn_write_key(w, "place");
    if (place->known) {
        opn_write_object(w);
        opn_write_member(w, "of", place->ladder ? "level" : "score");
        opn_write_rational(w, "lower", place->lower, SHARE_DECIMALS);
        opn_write_rational(w, "upper", place->upper, SHARE_DECIMALS);
        opn_write_object_end(w);
    } else {
        opn_write_null(w);
    }
    opn_write_member(w, "vector", report->vector);
    opn_write_object_end(w);
}

static void write_criterion(opn_writer *w, const char *key, const openness_report *report,
                            size_t criterion, int16_t level)
{
    const opn_rubric_node *node;

    opn_write_key(w, key);
    if (criterion == SIZE_MAX) {
        opn_write_null(w);
        return;
    }
    node = &report->rubric->nodes[criterion];
    opn_write_object(w);
    opn_write_member(w, "id", node->id);
    opn_write_member(w, "code", node->code);
    opn_write_member(w, "title", node->title);
    if (level >= 0) {
        opn_write_member(w, "level", opn_report_level_id(report, criterion, level));
    }
    opn_write_object_end(w);
}

static const char *needs_of(const openness_report *report, size_t fact, int16_t needs)
{
    const opn_vocabulary *vocabulary = &report->database->vocabulary;

    return vocabulary->ladders[vocabulary->facts[fact].ladder].levels[needs];
}

static void write_tests(opn_writer *w, const openness_report *other, const opn_why_stop *stop)
{
    opn_write_key(w, "asks");
    opn_write_array(w);
    for (size_t i = 0; i < stop->test_count; i++) {
        const opn_why_test *test = &stop->tests[i];
        opn_pair has = other->facts[test->fact];

        opn_write_object(w);
        opn_write_fact(w, other, test->fact, has);
        opn_write_member(w, "needs", needs_of(other, test->fact, test->needs));
        opn_write_member_bool(w, "met", test->met);
        opn_write_member_bool(w, "unknown", !test->met && has.hi >= test->needs);
        write_criterion(w, "criterion", other, test->criterion, -1);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_stops(opn_writer *w, const char *key, const opn_why *why,
                        const opn_why_stop *stops, size_t count)
{
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < count; i++) {
        const opn_why_stop *stop = &stops[i];
        const openness_report *report = why->sides[stop->side];

        opn_write_object(w);
        opn_write_member(w, "side", side_names[stop->side]);
        write_criterion(w, "criterion", report, stop->criterion, stop->level);
        if (stop->stance != OPN_WHY_JUDGED) {
            opn_write_fact(w, report, stop->reason.fact, stop->reason.has);
            opn_write_member(w, "needs", needs_of(report, stop->reason.fact, stop->reason.needs));
            opn_write_member_bool(w, "unknown", stop->reason.unknown);
        }
        opn_write_member(w, "other", stance_names[stop->stance]);
        write_tests(w, why->sides[1 - stop->side], stop);
        if (stop->stance != OPN_WHY_JUDGED) {
            opn_write_source(w, report, stop->reason.source);
        }
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

/* carried_by: of the side that stands higher; held_by: of the stricter. */
static void write_combination(opn_writer *w, const opn_why *why)
{
    opn_write_key(w, "combination");
    if (!why->combination) {
        opn_write_null(w);
        return;
    }
    opn_write_object(w);
    write_criterion(w, "carried_by", why->sides[1 - why->stricter], why->carried, -1);
    write_criterion(w, "held_by", why->sides[why->stricter], why->held, -1);
    opn_write_object_end(w);
}

void opn_why_members(opn_writer *w, const opn_why *why)
{
    opn_write_member(w, "relation", relation_names[why->relation]);
    opn_write_key(w, "stricter");
    opn_write_string(w, why->stricter == SIZE_MAX ? NULL : side_names[why->stricter]);
    opn_write_member_bool(w, "certain", why->certain);
    write_stops(w, "parting", why, why->parting, why->parting_count);
    write_stops(w, "common", why, why->common, why->common_count);
    write_combination(w, why);
}

void opn_why_json(opn_buf *buf, const opn_why *why)
{
    const openness_report *a = why->sides[0];
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-why/1", a->database->digest);
    opn_write_release(&w, a);
    opn_write_member(&w, "mode", mode_names[a->mode]);
    write_side(&w, why, 0);
    write_side(&w, why, 1);
    opn_why_members(&w, why);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}
