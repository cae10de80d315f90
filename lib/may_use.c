/*
 * may_use.c: terms that decide about any use.
 *
 * Purpose, trade, size, place, fields and use policies, and what a licensee
 * must do while the work runs. They come first in every answer, since whoever
 * may not use the work may do nothing else with it either.
 *
 * Must not know what follows from passing copies on (may_share.c).
 */
#include "may_rules.h"
#include "places.h"

/* Commercial use cannot be research in these texts: all of them say so. */
static const opn_may_saying purposes[] = {
    {"noncommercial", OPN_DO_ANY, OPENNESS_ALLOWED, OPENNESS_CONDITIONAL, OPENNESS_FORBIDDEN,
     "Only noncommercial use is granted"},
    {"research", OPN_DO_ANY, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL, OPENNESS_FORBIDDEN,
     "Only noncommercial research, as the text defines it, is granted"},
    {"nonproduction", OPN_DO_ANY, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL, OPENNESS_FORBIDDEN,
     "Only use outside production, such as testing and research, is granted"},
    {"internal", OPN_DO_ANY, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     "Only use within your own organization is granted"},
    {"computational", OPN_DO_ANY, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     OPENNESS_CONDITIONAL, "Only analysis by computers is granted"},
    {"model_training_only", OPN_DO_ANY, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     OPENNESS_CONDITIONAL, "Only the training of models within your own organization is granted"},
};

/* A form that anyone can fill in is a condition; what may be refused is a bar. */
static const opn_may_saying trades[] = {
    {"register", OPN_DO_ANY, OPENNESS_ALLOWED, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     "Register with the licensor before any commercial use"},
    {"approve", OPN_DO_ANY, OPENNESS_ALLOWED, OPENNESS_CONDITIONAL, OPENNESS_FORBIDDEN,
     "Commercial use needs an approval that the licensor may refuse"},
    {"separate", OPN_DO_ANY, OPENNESS_ALLOWED, OPENNESS_CONDITIONAL, OPENNESS_FORBIDDEN,
     "Commercial use needs another license from the licensor"},
};

static const opn_may_saying services[] = {
    {"forbidden", OPN_DO_HOST, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "Others may not use it as a service of yours"},
};

static const opn_may_saying runtimes[] = {
    {"filter_duty", OPN_DO_ANY, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     "Filter what it generates, or have people review it"},
    {"restrict_update", OPN_DO_ANY, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL,
     OPENNESS_CONDITIONAL,
     "Make reasonable efforts to run the latest version; the licensor may restrict older ones"},
};

/* Whoever does not trade need not know how trade is licensed. */
static bool no_commerce(const opn_may_reading *r)
{
    return r->question->commercial == OPN_FALSE;
}

/* Fields that stand for an action: whoever does it is in the field. */
static const struct {
    const char *tag;
    unsigned actions;
} implied[] = {
    {"third_party_hosting", OPN_DO_HOST},
    {"model_training", OPN_DO_TRAIN | OPN_DO_DISTILL},
};

/* Named in the question, or implied by its action. */
static bool is_asked(const opn_may_question *question, const char *tag)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(implied); i++) {
        if (opn_streq(implied[i].tag, tag) &&
            (implied[i].actions & (1u << question->action)) != 0) {
            return true;
        }
    }
    return opn_names_find(question->fields.items, question->fields.count, tag) != SIZE_MAX;
}

/* One line per barred field: each is a reason of its own. */
static bool says_barred(opn_may_reading *r, const opn_term_value *value)
{
    bool barred = false;

    for (size_t i = 0; i < value->tag_count; i++) {
        opn_buf text = {0};

        if (is_asked(r->question, value->tags[i])) {
            opn_buf_str(&text, "Barred by name: ");
            opn_may_list(&text, &value->tags[i], 1);
            opn_may_put(r, OPENNESS_FORBIDDEN, &text);
            barred = true;
        }
    }
    return barred;
}

/* A duty to follow a policy covers whatever the policy bars. */
static bool policy_stands(const opn_may_reading *r)
{
    const opn_term_value *policy = opn_may_other(r, "aup");

    return policy->state == OPN_TERM_STATED && !opn_streq(policy->word, "none");
}

/* "unknown" among the tags: a policy that was not read may bar more. A field that
 * the vocabulary does not have may be barred by another name: the list is shown. */
static void read_fields(opn_may_reading *r, const opn_term_value *value)
{
    const opn_may_question *q = r->question;
    bool complete = value->state != OPN_TERM_UNKNOWN && !opn_term_has(value, "unknown");
    bool named = value->tag_count > (opn_term_has(value, "unknown") ? 1u : 0u);
    opn_buf text = {0};

    if (says_barred(r, value)) {
        return;
    }
    if (!complete && (q->fields.count > 0 || (!q->has_fields && !policy_stands(r)))) {
        opn_may_unread(r);
    }
    if (named && (!q->has_fields || !q->fields_known)) {
        opn_buf_str(&text, "Barred by name: ");
        opn_may_list(&text, value->tags, value->tag_count);
        opn_may_put(r, OPENNESS_CONDITIONAL, &text);
    }
}

/* The duty is the same whether the policy stands in the text or elsewhere, but
 * one that can change has to be read again. */
static void read_policy(opn_may_reading *r, const opn_term_value *value)
{
    static const char *const words[][2] = {
        {"law_only", "Obey the law and the rules that apply"},
        {"listed", "Keep to the limits of use that the text lists"},
        {"incorporated", "Follow the use policy that the text makes part of it"},
    };
    bool may_change = opn_streq(opn_may_other(r, "aup_mutable")->word, "true");

    for (size_t i = 0; i < OPN_ARRAY_LEN(words); i++) {
        opn_buf text = {0};

        if (opn_streq(words[i][0], value->word)) {
            opn_buf_str(&text, words[i][1]);
            opn_buf_str(&text, may_change ? ", which the licensor can change" : "");
            opn_may_put(r, OPENNESS_CONDITIONAL, &text);
        }
    }
}

/* Places that licenses have excluded so far; others go by their code. */
static const char *place_words(const char *code)
{
    static const char *const names[][2] = {
        {"EU", "the European Union"}, {"EEA", "the European Economic Area"},
        {"GB", "the United Kingdom"}, {"KR", "South Korea"},
        {"US", "the United States"},  {"CN", "China"},
    };

    for (size_t i = 0; i < OPN_ARRAY_LEN(names); i++) {
        if (opn_streq(names[i][0], code)) {
            return names[i][1];
        }
    }
    return code;
}

/* Copies can be passed on by those that do not use the work; everything else
 * means running it. */
static bool reaches_action(const opn_term_object *places, opn_action action)
{
    unsigned passes_on = (1u << action) & OPN_DO_PASS_ON;

    return opn_term_member_find(places, "reaches") == NULL ||
           opn_may_member_has(places, "reaches", passes_on != 0 ? "distribution" : "use");
}

/* The clause says whom it means: those who live there, or whoever acts there. */
static void say_places(opn_may_reading *r, const opn_term_object *places,
                       const opn_term_member *exclude, int verdict, bool multimodal)
{
    opn_buf text = {0};

    opn_buf_str(&text, opn_streq(opn_may_member(places, "who"), "resident")
                           ? "Persons and companies based in "
                           : "Nobody acting in ");
    for (size_t i = 0; i < exclude->tag_count; i++) {
        opn_buf_str(&text, i == 0 ? "" : i + 1 == exclude->tag_count ? " or " : ", ");
        opn_buf_str(&text, place_words(exclude->tags[i]));
    }
    opn_buf_str(&text, opn_streq(opn_may_member(places, "who"), "resident") ? " have no rights"
                                                                            : " has any rights");
    opn_buf_str(&text, multimodal ? " in multimodal models" : "");
    if (opn_may_member_has(places, "except", "end_user_of_product")) {
        opn_buf_str(&text, "; end users of a product that holds it are not meant");
    }
    opn_may_put(r, verdict, &text);
}

/* A place that was left open may be an excluded one. */
static void read_places(opn_may_reading *r, const opn_term_value *value)
{
    const char *home = r->question->territory;

    for (size_t i = 0; i < value->object_count; i++) {
        const opn_term_object *places = &value->objects[i];
        const opn_term_member *exclude = opn_term_member_find(places, "exclude");
        bool multimodal = opn_streq(opn_may_member(places, "models"), "multimodal");
        bool within = false;

        if (exclude == NULL || !reaches_action(places, r->question->action) ||
            (multimodal && r->ask->multimodal == OPN_FALSE)) {
            continue;
        }
        for (size_t k = 0; k < exclude->tag_count; k++) {
            within = within || opn_place_within(home, exclude->tags[k]);
        }
        if (within || *home == '\0') {
            bool sure = within && (!multimodal || r->ask->multimodal == OPN_TRUE);

            say_places(r, places, exclude, sure ? OPENNESS_FORBIDDEN : OPENNESS_CONDITIONAL,
                       multimodal);
        }
    }
}

#define SAYINGS(list) list, OPN_ARRAY_LEN(list)

const opn_may_rule opn_may_use_rules[] = {
    {"purpose", OPN_DO_ANY, "the purposes that it grants", SAYINGS(purposes), NULL, false, NULL},
    {"commercial", OPN_DO_ANY, "commercial use", SAYINGS(trades), NULL, false, no_commerce},
    {"gates", OPN_DO_ANY, "thresholds and kinds of business", NULL, 0, opn_may_gates, false,
     NULL},
    {"territory", OPN_DO_ANY, "places", NULL, 0, read_places, false, NULL},
    {"hosting", OPN_DO_HOST, "services", SAYINGS(services), NULL, false, NULL},
    {"field_bans", OPN_DO_ANY, "barred fields", NULL, 0, read_fields, true, NULL},
    {"aup", OPN_DO_ANY, "a use policy", NULL, 0, read_policy, false, NULL},
    {"runtime", OPN_DO_ANY & ~OPN_DO_PASS_ON, "duties while it runs", SAYINGS(runtimes), NULL,
     false, NULL},
};

const size_t opn_may_use_rule_count = OPN_ARRAY_LEN(opn_may_use_rules);
