/*
 * may_outputs.c: terms that decide about what the work generates.
 *
 * Whether outputs may train another model, whether such a model falls under
 * the license, and to whom outputs belong.
 *
 * Must not know which purposes the license grants (may_use.c).
 */
#include "may_rules.h"

/* How a ban on training bears on each action. */
static const struct {
    const char *word;
    int train;
    int distill;
    const char *text;
} bans[] = {
    {"attribution", OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     "Outputs may train another model, which then carries the name or mark that the text "
     "prescribes"},
    {"purpose_bound", OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     "Outputs may train another model within the purposes of the license only"},
    /* An imitation does what the original does: it competes, and it is the kind
     * of model that the original is. */
    {"no_competitor", OPENNESS_CONDITIONAL, OPENNESS_FORBIDDEN,
     "Outputs may not train a model that competes with the licensor's"},
    {"no_foundation", OPENNESS_CONDITIONAL, OPENNESS_FORBIDDEN,
     "Outputs may not train a foundation model"},
    {"no_other_llm", OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "Outputs may not train another large language model"},
    {"no_other_model", OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "Outputs may not train another model"},
    {"prohibited", OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, "Outputs may not train any model"},
};

/* By the text itself: it says so of models distilled or trained on outputs. */
static bool is_derivative(const opn_may_reading *r)
{
    return opn_streq(opn_may_other(r, "output_derivative")->word, "true");
}

/* What a ban leaves open. An imitation that the text itself counts as a
 * derivative is not "another" model; the derivative's own line says the rest. */
static int after_exceptions(const opn_may_reading *r, int verdict)
{
    const opn_term_value *except = opn_may_other(r, "output_train_except");

    if (r->question->action == OPN_ACT_DISTILL && is_derivative(r) &&
        opn_term_has(except, "derivatives")) {
        return OPENNESS_ALLOWED;
    }
    if (!opn_term_has(except, "noncommercial")) {
        return verdict;
    }
    return r->question->commercial == OPN_FALSE   ? OPENNESS_ALLOWED
           : r->question->commercial == OPN_MAYBE ? OPENNESS_CONDITIONAL
                                                  : verdict;
}

/* Free and silent texts have no ban here. */
static void read_training(opn_may_reading *r, const opn_term_value *value)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(bans); i++) {
        int verdict = r->question->action == OPN_ACT_DISTILL ? bans[i].distill : bans[i].train;

        if (!opn_streq(bans[i].word, value->word)) {
            continue;
        }
        verdict = after_exceptions(r, verdict);
        if (verdict != OPENNESS_ALLOWED) {
            opn_may_say(r, verdict, bans[i].text);
        }
    }
}

#define ALWAYS OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL

static const opn_may_saying derivatives[] = {
    {"true", OPN_DO_DISTILL, ALWAYS,
     "A model that imitates it counts as a derivative and stays under this license"},
};

static const opn_may_saying owners[] = {
    {"licensor", OPN_DO_SELL, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "What it generates belongs to the licensor"},
};

#define SAYINGS(list) list, OPN_ARRAY_LEN(list)

const opn_may_rule opn_may_output_rules[] = {
    {"output_train", OPN_DO_LEARN, "training with outputs", NULL, 0, read_training, false, NULL},
    {"output_derivative", OPN_DO_DISTILL, "models made from outputs", SAYINGS(derivatives), NULL,
     false, NULL},
    {"output_owner", OPN_DO_SELL, "rights in outputs", SAYINGS(owners), NULL, false, NULL},
};

const size_t opn_may_output_rule_count = OPN_ARRAY_LEN(opn_may_output_rules);
