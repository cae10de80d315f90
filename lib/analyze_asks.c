/*
 * analyze_asks.c: what one definition makes of a fact that stops another.
 *
 * Takes a stop and the report of the other definition, gives its stance: it
 * asks for less of the same fact, for another reading of the same thing, for
 * something that is not met either, or not at all; with the tests behind it.
 *
 * Works on tests of facts only; must not know criteria by name, levels of the
 * headline, or how anything is printed.
 */
#include "analyze_why.h"

static bool reads(const opn_license_ladder *ladder, size_t input)
{
    for (size_t k = 1; k < ladder->level_count; k++) {
        for (size_t i = 0; i < ladder->op_count[k]; i++) {
            const opn_op *op = &ladder->ops[ladder->first_op[k] + i];

            if ((op->code & OPN_GATE) == 0 && op->code == input) {
                return true;
            }
        }
    }
    return false;
}

/* Whether all that one ladder reads of a license the other one reads too. */
static bool is_part_of(const opn_license_vocabulary *v, const opn_license_ladder *part,
                       const opn_license_ladder *other)
{
    for (size_t input = 0; input < v->ordered_count + v->list_count; input++) {
        if (reads(part, input) && !reads(other, input)) {
            return false;
        }
    }
    return part != other;
}

/* "No place excluded" is a part of most readings of a license: meeting it says
 * nothing about the rest. What an external list decides is a reading of its
 * own, however little it looks at. */
int opn_why_whole(const bool **out, const opn_license_vocabulary *v, opn_arena *arena)
{
    bool *whole = opn_arena_alloc(arena, v->ladder_count, sizeof *whole);

    *out = whole;
    if (whole == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < v->ladder_count; i++) {
        whole[i] = true;
        for (size_t k = 0; k < v->ladder_count && v->ladders[i].external_from < 0; k++) {
            whole[i] = whole[i] && !is_part_of(v, &v->ladders[i], &v->ladders[k]);
        }
    }
    return OPENNESS_OK;
}

static bool is_license(const opn_fact *fact)
{
    return fact->read == OPN_READ_LICENSE || fact->read == OPN_READ_STATED_LICENSE;
}

static bool is_presence(const opn_fact *fact)
{
    return fact->read == OPN_READ_ACCESS || fact->read == OPN_READ_DISCLOSED ||
           fact->read == OPN_READ_OBTAINABLE;
}

/* Whether the fact is about a slot: one of its own, or the one that it fell
 * back on where its own does not apply. */
static bool is_about(const openness_report *report, size_t fact, size_t slot)
{
    const opn_fact *f = &report->database->vocabulary.facts[fact];
    const opn_fact_source *source = &report->sources[fact];

    for (size_t i = 0; i < f->slot_count; i++) {
        if (f->slots[i] == slot) {
            return true;
        }
    }
    return source->artifact != NULL && source->artifact->artifact->slot == slot;
}

/* Two readings of one license, or two of how much of one artifact there is:
 * definitions that ask for either want the same thing, in different words. */
static bool are_kin(const openness_report *report, size_t x, size_t y, const bool *whole)
{
    const opn_vocabulary *vocabulary = &report->database->vocabulary;
    const opn_fact *a = &vocabulary->facts[x];
    const opn_fact *b = &vocabulary->facts[y];

    if (x == y || !((is_license(a) && is_license(b)) || (is_presence(a) && is_presence(b)))) {
        return false;
    }
    if (is_license(b) && !whole[b->license_ladder]) {
        return false;
    }
    for (size_t slot = 0; slot < vocabulary->slot_count; slot++) {
        if (is_about(report, x, slot) && is_about(report, y, slot)) {
            return true;
        }
    }
    return false;
}

/* Keeps the most that is met and the least that is not; of other questions the
 * first in the order of the criteria, since their levels do not compare. */
static void note_test(opn_why_test *met, opn_why_test *unmet, const opn_why_test *test)
{
    opn_why_test *best = test->met ? met : unmet;
    bool better = best->criterion == SIZE_MAX;

    if (!better && best->fact == test->fact) {
        better = test->met ? test->needs > best->needs : test->needs < best->needs;
    }
    if (better) {
        *best = *test;
    }
}

/* Every test of the other's criteria on the fact itself, or, given which license
 * ladders are whole readings, on its kin. */
static void find_tests(const openness_report *other, size_t fact, const bool *whole,
                       opn_why_test *met, opn_why_test *unmet)
{
    const opn_rubric *rubric = other->rubric;

    for (size_t c = 0; c < rubric->criterion_count; c++) {
        const opn_rubric_node *node = &rubric->nodes[c];

        for (size_t k = 1; k < node->level_count; k++) {
            const opn_level *level = &rubric->levels[node->first_level + k];
            size_t count = level->op_count == OPN_NO_PREDICATE ? 0 : level->op_count;

            for (size_t i = 0; i < count; i++) {
                const opn_op *op = &rubric->ops[level->first_op + i];
                opn_why_test test = {c, op->code, (int16_t)op->arg, false};

                if ((op->code & OPN_GATE) != 0 || !opn_pair_applies(other->facts[op->code]) ||
                    !(whole == NULL ? op->code == fact : are_kin(other, fact, op->code, whole))) {
                    continue;
                }
                test.met = other->facts[op->code].lo >= test.needs;
                note_test(met, unmet, &test);
            }
        }
    }
}

/* The same question first; another reading of the same thing only without it. */
void opn_why_ask(opn_why_stop *stop, const openness_report *other, const bool *whole)
{
    opn_why_test met = {SIZE_MAX, 0, 0, true};
    opn_why_test unmet = {SIZE_MAX, 0, 0, false};
    bool kin = false;

    find_tests(other, stop->reason.fact, NULL, &met, &unmet);
    if (met.criterion == SIZE_MAX && unmet.criterion == SIZE_MAX) {
        kin = true;
        find_tests(other, stop->reason.fact, whole, &met, &unmet);
    }
    if (met.criterion != SIZE_MAX) {
        stop->stance = kin ? OPN_WHY_ASKS_KIN : OPN_WHY_ASKS_LESS;
        stop->tests[stop->test_count++] = met;
    } else {
        stop->stance = unmet.criterion == SIZE_MAX ? OPN_WHY_NOT_ASKED : OPN_WHY_STOPS_BOTH;
    }
    if (unmet.criterion != SIZE_MAX) {
        stop->tests[stop->test_count++] = unmet;
    }
}
