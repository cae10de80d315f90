/*
 * questions.c: the open facts that matter, most effect first.
 *
 * Takes an evaluated report and the evidence it came from. Each fact that the
 * rubric reads and that is open is answered best, then worst, and the rubric
 * evaluated again: what moves no criterion either way is not worth asking.
 *
 * Must not guess: an answer is an end of the fact's own pair, never between.
 */
#include "steps.h"

#include <stdlib.h>

enum { MOST_QUESTIONS = 10 };

/* What an answered copy of the facts is evaluated into. */
typedef struct {
    opn_pair *facts;
    opn_value *values;
    opn_pair *derived;
    opn_basis *basis;
    bool *read; /* by fact: whether the rubric tests it */
} trial;

static int trial_init(trial *t, const openness_report *report, size_t facts, opn_arena *scratch)
{
    const opn_rubric *rubric = report->rubric;

    t->facts = opn_arena_alloc(scratch, facts, sizeof *t->facts);
    t->values = opn_arena_alloc(scratch, rubric->node_count, sizeof *t->values);
    t->derived = opn_arena_alloc(scratch, rubric->criterion_count, sizeof *t->derived);
    t->basis = opn_arena_alloc(scratch, rubric->criterion_count, sizeof *t->basis);
    t->read = opn_arena_alloc(scratch, facts, sizeof *t->read);
    if (t->facts == NULL || t->values == NULL || t->derived == NULL || t->basis == NULL ||
        t->read == NULL) {
        return OPENNESS_E_NOMEM;
    }
    memcpy(t->facts, report->facts, facts * sizeof *t->facts);
    return OPENNESS_OK;
}

/* Evaluates with one fact replaced; true when some criterion differs. */
static bool differs(trial *t, const openness_report *report, const opn_evidence *evidence,
                    size_t fact, int16_t answer)
{
    const opn_rubric *rubric = report->rubric;
    opn_evidence changed = *evidence;
    bool different = false;

    changed.facts = t->facts;
    t->facts[fact] = (opn_pair){answer, answer};
    opn_evaluate(rubric, &changed, t->values, t->derived, t->basis);
    for (size_t c = 0; c < rubric->criterion_count && !different; c++) {
        opn_pair was = report->values[c].level;
        opn_pair is = t->values[c].level;

        different = was.lo != is.lo || was.hi != is.hi;
    }
    return different;
}

static opn_rational score_of(const opn_rubric *rubric, const opn_value *values, int end)
{
    const opn_value *value;

    if (rubric->result_score == SIZE_MAX || !values[rubric->result_score].score_known) {
        return (opn_rational){0, 1};
    }
    value = &values[rubric->result_score];
    return end == OPENNESS_LOWER ? value->lower : value->upper;
}

static int16_t level_of(const opn_rubric *rubric, const opn_value *values, int end)
{
    if (rubric->result_level == SIZE_MAX) {
        return -1;
    }
    return end == OPENNESS_LOWER ? values[rubric->result_level].level.lo
                                 : values[rubric->result_level].level.hi;
}

/* Whether one end of the headline is another one in these values. */
static bool moved(const openness_report *report, const opn_value *values, int end)
{
    const opn_rubric *rubric = report->rubric;

    return level_of(rubric, values, end) != level_of(rubric, report->values, end) ||
           opn_rational_compare(score_of(rubric, values, end),
                                score_of(rubric, report->values, end)) != 0;
}

/* Whether the rubric speaks to this release comes before any level. */
static bool settles(const trial *t, const openness_report *report)
{
    return report->applies == OPN_MAYBE &&
           opn_rubric_applies(report->rubric, t->facts) != OPN_MAYBE;
}

/* Asks one fact; false when no answer to it changes anything. */
static bool ask(trial *t, const openness_report *report, const opn_evidence *evidence,
                size_t fact, opn_question *out)
{
    opn_pair was = t->facts[fact];
    bool matters = differs(t, report, evidence, fact, was.lo);
    bool applying = settles(t, report);

    out->narrows = moved(report, t->values, OPENNESS_UPPER);
    matters = differs(t, report, evidence, fact, was.hi) || matters;
    applying = settles(t, report) || applying;
    out->fact = fact;
    out->level = level_of(report->rubric, t->values, OPENNESS_LOWER);
    out->score = score_of(report->rubric, t->values, OPENNESS_LOWER);
    out->moves = applying || moved(report, t->values, OPENNESS_LOWER);
    t->facts[fact] = was;
    return matters || applying;
}

/* Most effect on the headline first: what raises its lower end, by how far;
 * then what alone could lower the upper end; then in the order of the facts. */
static int compare_questions(const void *a, const void *b)
{
    const opn_question *x = a;
    const opn_question *y = b;
    int score;

    if (x->moves != y->moves) {
        return x->moves ? -1 : 1;
    }
    if (x->level != y->level) {
        return x->level > y->level ? -1 : 1;
    }
    score = opn_rational_compare(y->score, x->score);
    if (score != 0) {
        return score;
    }
    if (x->narrows != y->narrows) {
        return x->narrows ? -1 : 1;
    }
    return (x->fact > y->fact) - (x->fact < y->fact);
}

static int collect(openness_report *report, const opn_evidence *evidence, opn_arena *scratch)
{
    size_t facts = report->database->vocabulary.fact_count;
    opn_question *found = opn_arena_alloc(scratch, facts, sizeof *found);
    opn_question *kept = opn_arena_alloc(&report->arena, MOST_QUESTIONS, sizeof *kept);
    size_t count = 0;
    trial t;

    if (found == NULL || kept == NULL || trial_init(&t, report, facts, scratch) != OPENNESS_OK) {
        return OPENNESS_E_NOMEM;
    }
    opn_rubric_reads(report->rubric, t.read);
    for (size_t f = 0; f < facts; f++) {
        bool open = opn_pair_applies(t.facts[f]) && !opn_pair_decided(t.facts[f]);

        if (t.read[f] && open && ask(&t, report, evidence, f, &found[count])) {
            count++;
        }
    }
    qsort(found, count, sizeof *found, compare_questions);
    report->question_count = count < MOST_QUESTIONS ? count : MOST_QUESTIONS;
    memcpy(kept, found, report->question_count * sizeof *kept);
    report->questions = kept;
    return OPENNESS_OK;
}

int opn_steps_questions(openness_report *report, const opn_evidence *evidence)
{
    opn_arena scratch = {0};
    int status = OPENNESS_OK;

    /* Nothing is asked about a release that the rubric does not speak to. */
    if (report->applies != OPN_FALSE) {
        status = collect(report, evidence, &scratch);
    }
    opn_arena_free(&scratch);
    return status;
}
