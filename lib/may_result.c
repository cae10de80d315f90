/*
 * may_result.c: lines, verdicts and sources of an answer in the making.
 *
 * Takes lines from anywhere, keeps each once, and lets the worst of them be the
 * verdict: the one place that knows how verdicts weigh against each other.
 *
 * Must not know what any line says.
 */
#include "may.h"

/* A verdict's weight: not the order of the public constants. */
static int weight(int verdict)
{
    switch (verdict) {
    case OPENNESS_ALLOWED:
        return 0;
    case OPENNESS_CONDITIONAL:
        return 1;
    case OPENNESS_UNDECIDED:
        return 2;
    default:
        return 3;
    }
}

int opn_may_compare(int a, int b)
{
    return (weight(a) > weight(b)) - (weight(a) < weight(b));
}

/* The clause is left out: one duty may stand in two places of a text. */
static bool same_line(const opn_may_line *a, const opn_may_line *b)
{
    return a->verdict == b->verdict && opn_streq(a->term, b->term) &&
           opn_streq(a->license, b->license) && opn_streq(a->text, b->text);
}

/* Doubling in an arena leaves the old array behind; answers are short. */
static bool grow(opn_may_result *result, opn_arena *arena)
{
    size_t capacity = result->capacity == 0 ? 16 : result->capacity * 2;
    opn_may_line *lines = opn_arena_alloc(arena, capacity, sizeof *lines);

    if (lines == NULL) {
        return false;
    }
    if (result->count > 0) {
        memcpy(lines, result->lines, result->count * sizeof *lines);
    }
    result->lines = lines;
    result->capacity = capacity;
    return true;
}

/* Answers have tens of lines: a walk over them is cheap. */
bool opn_may_append(opn_may_result *result, const opn_may_line *line, opn_arena *arena)
{
    for (size_t i = 0; i < result->count; i++) {
        if (same_line(&result->lines[i], line)) {
            return true;
        }
    }
    if (result->count == result->capacity && !grow(result, arena)) {
        return false;
    }
    result->lines[result->count] = *line;
    result->count++;
    if (opn_may_compare(line->verdict, result->verdict) > 0) {
        result->verdict = line->verdict;
    }
    return true;
}

/* The verdict is taken over too: a result without lines may have one. */
bool opn_may_join(opn_may_result *result, const opn_may_result *more, opn_arena *arena)
{
    for (size_t i = 0; i < more->count; i++) {
        if (!opn_may_append(result, &more->lines[i], arena)) {
            return false;
        }
    }
    if (opn_may_compare(more->verdict, result->verdict) > 0) {
        result->verdict = more->verdict;
    }
    return true;
}

/* The same license can be met again along the bases. */
bool opn_may_note_source(const opn_may_ask *ask, const opn_terms *terms)
{
    opn_may_sources *list = ask->sources;
    const char *day = ask->question->date;

    for (size_t i = 0; i < list->count; i++) {
        if (opn_streq(list->items[i].license, terms->license)) {
            return true;
        }
    }
    if (list->count == list->capacity) {
        size_t capacity = list->capacity == 0 ? 4 : list->capacity * 2;
        opn_may_source *items = opn_arena_alloc(ask->arena, capacity, sizeof *items);

        if (items == NULL) {
            return false;
        }
        if (list->count > 0) {
            memcpy(items, list->items, list->count * sizeof *items);
        }
        list->items = items;
        list->capacity = capacity;
    }
    list->items[list->count] =
        (opn_may_source){terms->license, terms->name, terms->date, terms->source,
                         day != NULL && strcmp(terms->date, day) > 0};
    list->count++;
    return true;
}
