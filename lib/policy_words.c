/*
 * policy_words.c: what a requirement asks for, in one line, and its id.
 *
 * Takes a requirement that was read, gives the text that every output prints and
 * an id made of the names in it, for a policy that states none.
 *
 * Must not know the document.
 */
#include "phrases.h"
#include "policy.h"
#include "question.h"

static const opn_rubric *rubric_of(const openness_policy *policy, const opn_requirement *ask)
{
    return policy->rubrics[ask->rubric]->compiled;
}

static bool is_part(const openness_policy *policy, const opn_requirement *ask)
{
    const opn_rubric *rubric = rubric_of(policy, ask);

    return ask->node !=
           (ask->kind == OPN_ASK_LEVEL ? rubric->result_level : rubric->result_score);
}

static const opn_level *level_of(const openness_policy *policy, const opn_requirement *ask)
{
    const opn_rubric *rubric = rubric_of(policy, ask);

    return &rubric->levels[rubric->nodes[ask->node].first_level + (size_t)ask->level];
}

/* As exact as it was asked: "40", "37.5". */
static void say_bound(opn_buf *buf, opn_rational bound)
{
    int decimals = 0;

    for (int64_t power = 1; power % bound.den != 0; power *= 10) {
        decimals++;
    }
    opn_rational_print(buf, bound, decimals);
}

static void say_rubric(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask)
{
    const opn_rubric *rubric = rubric_of(policy, ask);

    opn_buf_str(buf, rubric->id);
    if (is_part(policy, ask)) {
        opn_buf_str(buf, ", ");
        opn_buf_str(buf, rubric->nodes[ask->node].title);
    }
    opn_buf_str(buf, ": ");
    if (ask->kind == OPN_ASK_LEVEL) {
        opn_buf_str(buf, "at least ");
        opn_say_level(buf, level_of(policy, ask));
        return;
    }
    if (ask->has_lower) {
        opn_buf_str(buf, "a score of at least ");
        say_bound(buf, ask->lower);
    }
    if (ask->has_upper) {
        opn_buf_str(buf, ask->has_lower ? ", and at best " : "a score at best of at least ");
        say_bound(buf, ask->upper);
    }
}

/* The question as it stands, without its punctuation: commercial true,
 * territory DE, monthly active users 5000000. */
static void say_question(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask)
{
    bool space = false;

    opn_buf_str(buf, "the terms of the ");
    opn_say_id(buf, policy->database->vocabulary.slots[ask->slot].id);
    opn_buf_str(buf, " allow: ");
    if (strstr(ask->question, "\"action\"") == NULL) {
        opn_buf_str(buf, "run");
        opn_buf_str(buf, opn_streq(ask->question, "{}") ? "" : ", ");
    }
    for (const char *at = ask->question; *at != '\0'; at++) {
        bool plain = strchr("{}[]\"", *at) == NULL;

        if (*at == ',') {
            opn_buf_str(buf, ", ");
        } else if (at[0] == '[' && at[1] == ']') {
            opn_buf_str(buf, " none");
        } else if (*at == ':') {
            space = true;
        } else if (plain) {
            opn_buf_str(buf, space ? " " : "");
            opn_buf_char(buf, *at == '_' ? ' ' : *at);
            space = false;
        }
    }
}

static void say_fact(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask)
{
    const opn_vocabulary *v = &policy->database->vocabulary;
    const opn_fact *fact = &v->facts[ask->fact];

    opn_say_id(buf, fact->id);
    opn_buf_str(buf, ": at least ");
    opn_say_id(buf, v->ladders[fact->ladder].levels[ask->level]);
}

static void say_evidence(opn_buf *buf, const opn_requirement *ask)
{
    static const char *const words[] = {"", "low", "medium", "high"};

    opn_buf_str(buf, "evidence of every value: ");
    if (ask->most_days >= 0) {
        opn_buf_str(buf, "read in the last ");
        opn_buf_int(buf, ask->most_days);
        opn_buf_str(buf, " days");
    }
    if (ask->confidence > 0) {
        opn_buf_printf(buf, "%sof at least %s confidence", ask->most_days >= 0 ? ", " : "",
                       words[ask->confidence]);
    }
}

static void say_licenses(opn_buf *buf, const openness_policy *policy, const size_t *items,
                         size_t count)
{
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(buf, i == 0 ? "" : ", ");
        opn_buf_str(buf, policy->database->licenses[items[i]].id);
    }
}

static void say_license(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask)
{
    opn_buf_str(buf, "license of the ");
    opn_say_id(buf, policy->database->vocabulary.slots[ask->slot].id);
    opn_buf_str(buf, ask->any_count > 0 ? ": one of " : ": none of ");
    say_licenses(buf, policy, ask->any_of, ask->any_count);
    if (ask->any_count > 0 && ask->none_count > 0) {
        opn_buf_str(buf, "; none of ");
    }
    say_licenses(buf, policy, ask->none_of, ask->none_count);
}

void opn_policy_say(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask)
{
    switch (ask->kind) {
    case OPN_ASK_LEVEL:
    case OPN_ASK_SCORE:
        say_rubric(buf, policy, ask);
        break;
    case OPN_ASK_MAY:
        say_question(buf, policy, ask);
        break;
    case OPN_ASK_FACT:
        say_fact(buf, policy, ask);
        break;
    case OPN_ASK_EVIDENCE:
        say_evidence(buf, ask);
        break;
    case OPN_ASK_LICENSE:
        say_license(buf, policy, ask);
        break;
    case OPN_ASK_CONFLICTS:
        opn_buf_str(buf, "sources do not contradict one another");
        break;
    }
}

void opn_policy_name(opn_buf *buf, const openness_policy *policy, const opn_requirement *ask)
{
    const opn_vocabulary *v = &policy->database->vocabulary;

    switch (ask->kind) {
    case OPN_ASK_LEVEL:
    case OPN_ASK_SCORE:
        opn_buf_str(buf, rubric_of(policy, ask)->id);
        if (is_part(policy, ask)) {
            opn_buf_printf(buf, ".%s", rubric_of(policy, ask)->nodes[ask->node].id);
        }
        opn_buf_printf(buf, ".%s",
                       ask->kind == OPN_ASK_LEVEL ? level_of(policy, ask)->id : "score");
        break;
    case OPN_ASK_MAY:
        opn_buf_printf(buf, "may.%s", v->slots[ask->slot].id);
        break;
    case OPN_ASK_FACT:
        opn_buf_printf(buf, "%s.%s", v->facts[ask->fact].id,
                       v->ladders[v->facts[ask->fact].ladder].levels[ask->level]);
        break;
    case OPN_ASK_EVIDENCE:
        opn_buf_str(buf, "evidence");
        break;
    case OPN_ASK_LICENSE:
        opn_buf_printf(buf, "license.%s", v->slots[ask->slot].id);
        break;
    case OPN_ASK_CONFLICTS:
        opn_buf_str(buf, "conflicts");
        break;
    }
}
