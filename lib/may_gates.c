/*
 * may_gates.c: thresholds of size and kinds of business.
 *
 * Takes the gates of a text and what a question says about size, money and
 * trade, gives one line per gate that is passed, or that may be. A year bounds
 * its months: nobody has more revenue in one of them than in all.
 *
 * Must not convert currencies: a rate is no part of any license.
 */
#include "may_rules.h"
#include "phrases.h"

/* What is known of a number: at least lo, at most hi. */
typedef struct {
    int64_t lo;
    int64_t hi;
} span;

typedef enum { BELOW, OPEN, ABOVE } side;

static const span nothing_known = {0, INT64_MAX};

static span same_as(int64_t number)
{
    return number < 0 ? nothing_known : (span){number, number};
}

static span at_most(int64_t number)
{
    return number < 0 ? nothing_known : (span){0, number};
}

typedef struct {
    const char *metric;
    const char *words; /* after a number */
    bool money;
    span (*bound)(int64_t number); /* by users, or by annual revenue; NULL: by neither */
} metric;

static const metric metrics[] = {
    {"mau", "monthly active users", false, same_as},
    {"dau", "daily active users", false, NULL},
    {"monthly_unique_users", "unique users a month", false, same_as},
    {"monthly_visits", "visits a month", false, NULL},
    {"edge_devices", "devices", false, NULL},
    {"annual_revenue", "of annual revenue", true, same_as},
    {"monthly_revenue", "of revenue in a month", true, at_most},
};

/* NULL for "any", which holds at every size, and for a metric of a later data
 * version, which must stay open. */
static const metric *find_metric(const char *name)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(metrics); i++) {
        if (opn_streq(metrics[i].metric, name)) {
            return &metrics[i];
        }
    }
    return NULL;
}

/* What the question says of a metric; money counts in the unit of the gate only. */
static span known(const opn_may_question *q, const metric *m, const char *unit)
{
    if (m->bound == NULL) {
        return nothing_known;
    }
    if (!m->money) {
        return m->bound(q->users);
    }
    /* No revenue is none in any currency. */
    if (q->revenue > 0 && !opn_streq(q->currency, unit)) {
        return nothing_known;
    }
    return m->bound(q->revenue);
}

/* Absent for "any", where no number is compared. */
static int64_t limit_of(const opn_term_object *gate)
{
    const opn_term_member *limit = opn_term_member_find(gate, "limit");

    return limit == NULL || !limit->has_number ? 0 : limit->number;
}

/* Whether the limit itself is already within the gate. */
static bool counts_limit(const opn_term_object *gate)
{
    return opn_streq(opn_may_member(gate, "at"), "at_least");
}

/* Integers without a limit: "more than" is "at least one more". */
static side side_of_limit(const opn_may_question *q, const opn_term_object *gate)
{
    const metric *m = find_metric(opn_may_member(gate, "metric"));
    int64_t least = limit_of(gate);
    span value;

    if (opn_streq(opn_may_member(gate, "metric"), "any")) {
        return ABOVE;
    }
    if (m == NULL) {
        return OPEN;
    }
    if (!counts_limit(gate)) {
        least += least < INT64_MAX ? 1 : 0;
    }
    value = known(q, m, opn_may_member(gate, "unit"));
    return value.lo >= least ? ABOVE : value.hi < least ? BELOW : OPEN;
}

/* NULL: the gate is for everybody. */
static const opn_term_member *business_of(const opn_term_object *gate)
{
    const opn_term_member *business = opn_term_member_find(gate, "business");

    return business == NULL || business->tag_count == 0 ? NULL : business;
}

/* A gate for some kinds of business passes by those that are in none of them; a
 * kind that the vocabulary does not have may be one of them by another name. */
static side side_of_business(const opn_may_question *q, const opn_term_object *gate)
{
    const opn_term_member *business = business_of(gate);

    if (business == NULL) {
        return ABOVE;
    }
    for (size_t i = 0; i < q->business.count; i++) {
        if (opn_names_find(business->tags, business->tag_count, q->business.items[i]) !=
            SIZE_MAX) {
            return ABOVE;
        }
    }
    return q->has_business && q->business_known ? BELOW : OPEN;
}

/* Left open, the use may be commercial. */
static side side_of_trade(const opn_may_question *q, const opn_term_object *gate)
{
    if (!opn_streq(opn_may_member(gate, "commercial_only"), "true")) {
        return ABOVE;
    }
    return q->commercial == OPN_TRUE ? ABOVE : q->commercial == OPN_FALSE ? BELOW : OPEN;
}

/* What is asked about is never open. */
static side side_of_action(const opn_may_question *q, const opn_term_object *gate)
{
    if (opn_term_member_find(gate, "action") == NULL) {
        return ABOVE;
    }
    return opn_may_member_has(gate, "action", opn_action_id(q->action)) ? ABOVE : BELOW;
}

/* All of them must be passed; one that is not passed for certain settles it. */
static side side_of_gate(const opn_may_question *q, const opn_term_object *gate)
{
    side sides[] = {side_of_limit(q, gate), side_of_business(q, gate), side_of_trade(q, gate),
                    side_of_action(q, gate)};
    side least = ABOVE;

    for (size_t i = 0; i < OPN_ARRAY_LEN(sides); i++) {
        least = sides[i] < least ? sides[i] : least;
    }
    return least;
}

/* `a business of the kind "model as a service" or "ai work assistant"` */
static void say_business(opn_buf *text, const opn_term_member *business)
{
    opn_buf_str(text, "a business of the kind ");
    for (size_t i = 0; i < business->tag_count; i++) {
        opn_buf_str(text, i == 0 ? "\"" : " or \"");
        opn_say_id(text, business->tags[i]);
        opn_buf_char(text, '"');
    }
}

/* "More than USD 20,000,000 of revenue in a month" */
static void say_threshold(opn_buf *text, const opn_term_object *gate)
{
    const char *name = opn_may_member(gate, "metric");
    const char *unit = opn_may_member(gate, "unit");
    const metric *m = find_metric(name);

    opn_buf_printf(text, "%s%s%s", counts_limit(gate) ? "" : "More than ", unit,
                   *unit == '\0' ? "" : " ");
    opn_say_number(text, limit_of(gate));
    opn_buf_printf(text, "%s %s", counts_limit(gate) ? " or more" : "",
                   m == NULL ? name : m->words);
    if (opn_streq(opn_may_member(gate, "when"), "frozen_at_release")) {
        opn_buf_str(text, " at the release date");
    }
}

/* The subject of the sentence. */
static void say_who(opn_buf *text, const opn_may_question *q, const opn_term_object *gate)
{
    const opn_term_member *business = business_of(gate);
    bool any = opn_streq(opn_may_member(gate, "metric"), "any");

    if (!any) {
        say_threshold(text, gate);
    } else if (business == NULL) {
        opn_buf_printf(text, "To %s", opn_action_words(q->action));
    } else {
        opn_buf_str(text, "Use in ");
    }
    if (business != NULL) {
        opn_buf_str(text, any ? "" : " in ");
        say_business(text, business);
    }
    if (opn_streq(opn_may_member(gate, "commercial_only"), "true")) {
        opn_buf_str(text, " in commercial use");
    }
}

/* What follows, after one thing and after many. */
static const struct {
    const char *effect;
    int verdict; /* when it is passed */
    const char *one;
    const char *many;
    const char *rest;
} effects[] = {
    {"permission", OPENNESS_FORBIDDEN, "needs", "need",
     " a separate permission from the licensor"},
    {"terminates", OPENNESS_FORBIDDEN, "ends", "end", " the license"},
    {"review", OPENNESS_FORBIDDEN, "needs", "need", " a review by the licensor first"},
    {"not_available", OPENNESS_FORBIDDEN, "is", "are", " not licensed at all"},
    {"display", OPENNESS_CONDITIONAL, "calls", "call",
     " for the prescribed name or mark in the product"},
};

/* An effect that this version does not know may be a bar. */
static void say_gate(opn_may_reading *r, const opn_term_object *gate, side passed)
{
    const char *effect = opn_may_member(gate, "effect");
    const metric *m = find_metric(opn_may_member(gate, "metric"));
    bool many = m != NULL && !m->money;
    opn_buf text = {0};

    say_who(&text, r->question, gate);
    for (size_t i = 0; i < OPN_ARRAY_LEN(effects); i++) {
        if (opn_streq(effects[i].effect, effect)) {
            opn_buf_printf(&text, " %s%s", many ? effects[i].many : effects[i].one,
                           effects[i].rest);
            opn_may_put(r, passed == ABOVE ? effects[i].verdict : OPENNESS_CONDITIONAL, &text);
            return;
        }
    }
    opn_buf_str(&text, " has an effect that has not been read");
    opn_may_put(r, OPENNESS_UNDECIDED, &text);
}

/* Each gate stands for itself: passing one does not spare another. */
void opn_may_gates(opn_may_reading *r, const opn_term_value *value)
{
    for (size_t i = 0; i < value->object_count; i++) {
        side passed = side_of_gate(r->question, &value->objects[i]);

        if (passed != BELOW) {
            say_gate(r, &value->objects[i], passed);
        }
    }
}
