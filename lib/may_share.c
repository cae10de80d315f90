/*
 * may_share.c: terms that decide about changing the work and passing it on.
 *
 * Whether it may be changed or copied at all, and what goes with a copy: the
 * license, notices, source, marks and names. A service counts as far as the
 * text says that it does (the term "hosting").
 *
 * Must not know who may use the work at all (may_use.c).
 */
#include "may_rules.h"

enum { COPY_OR_SERVICE = OPN_DO_PASS_ON | OPN_DO_HOST };

/* A right that a text does not give is not there. */
static const opn_may_saying changes[] = {
    {"no", OPN_DO_MODIFY, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "No right to change it is granted"},
    {"silent", OPN_DO_MODIFY, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "No right to change it is granted"},
    {"no", OPN_DO_SHARE_FINETUNE, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "No right to change it is granted"},
    {"no_share", OPN_DO_SHARE_FINETUNE, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     OPENNESS_FORBIDDEN, "A changed copy may not be passed on"},
    {"silent", OPN_DO_SHARE_FINETUNE, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "No right to change it is granted"},
};

/* Where a service counts as distribution, it needs the right to distribute. */
static const opn_may_saying copies[] = {
    {"no", COPY_OR_SERVICE, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "It may not be passed on to others"},
    {"silent", COPY_OR_SERVICE, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN, OPENNESS_FORBIDDEN,
     "No right to pass it on is granted"},
};

#define ALWAYS OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL, OPENNESS_CONDITIONAL

/* A service has users and no copies, hence words of its own. */
static const opn_may_saying flows[] = {
    {"license_copy", OPN_DO_PASS_ON, ALWAYS, "Give every recipient a copy of the license"},
    {"license_copy", OPN_DO_HOST, ALWAYS, "Give every user of the service a copy of the license"},
    {"use_limits", OPN_DO_PASS_ON, ALWAYS,
     "Give every recipient the license and bind them to its limits of use"},
    {"use_limits", OPN_DO_HOST, ALWAYS,
     "Put the limits of use into the terms of the service and bind its users to them"},
    {"purpose_limit", COPY_OR_SERVICE, ALWAYS,
     "Give every recipient the license and bind them to its purpose"},
    {"all_terms", OPN_DO_PASS_ON, ALWAYS,
     "Pass it on under this license only, with all of its terms"},
    {"all_terms", OPN_DO_HOST, ALWAYS, "Bind every user of the service to the license"},
};

static const opn_may_saying notices[] = {
    {"keep", COPY_OR_SERVICE, ALWAYS, "Keep the copyright and license notices"},
    {"prescribed", COPY_OR_SERVICE, ALWAYS, "Add the notice that the license prescribes"},
    {"credit", COPY_OR_SERVICE, ALWAYS, "Name the author, the source and the license"},
};

static const opn_may_saying marked_changes[] = {
    {"true", OPN_DO_SHARE_FINETUNE, ALWAYS, "Say that it was changed, in the changed files"},
};

/* A text that does not speak of services leaves them alone. */
static bool service_is(const opn_may_reading *r, const char *word)
{
    return opn_streq(opn_may_other(r, "hosting")->word, word);
}

/* A duty of sharing does not reach a service that the text leaves alone, nor a
 * changed copy where the text speaks of unchanged ones only. */
static bool reaches_no_copy(const opn_may_reading *r)
{
    const char *duty = r->rule->term;

    if (r->question->action == OPN_ACT_HOST) {
        return !service_is(r, "distribution") && !service_is(r, duty);
    }
    return r->question->action == OPN_ACT_SHARE_FINETUNE &&
           opn_term_has(opn_may_other(r, "unmodified_only"), duty);
}

/* Whoever only runs a changed service gives no copy away: network copyleft, and
 * texts that call a service distribution, ask for the source all the same. */
static void read_copyleft(opn_may_reading *r, const opn_term_value *value)
{
    static const char *const words[][2] = {
        {"file", "Changed files stay under the same license, with their source"},
        {"library", "The changed library stays under the same license, with its source"},
        {"work", "The changed work as a whole stays under the same license"},
        {"network", "The changed work as a whole stays under the same license, with its source"},
        {"database", "The changed database stays under the same license"},
        {"same_license", "The changed work stays under the same license"},
    };
    const char *word = value->word;

    if (r->question->action == OPN_ACT_HOST) {
        if (opn_streq(word, "network") ||
            (service_is(r, "distribution") && *word != '\0' && !opn_streq(word, "none"))) {
            opn_may_say(r, OPENNESS_CONDITIONAL,
                        "If it was changed, offer the users of the service its source under the "
                        "same license");
        }
        return;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(words); i++) {
        if (opn_streq(words[i][0], word)) {
            opn_may_say(r, OPENNESS_CONDITIONAL, words[i][1]);
        }
    }
}

/* Where a mark goes, by what calls for it. */
static const struct {
    const char *when;
    unsigned actions;
    const char *before;
    const char *after;
} marks[] = {
    {"copy", OPN_DO_SHARE, "Show ", " where you offer the copy"},
    {"derivative", OPN_DO_SHARE_FINETUNE, "Show ", " where you offer or present the result"},
    {"service", OPN_DO_HOST, "Show ", " in the service or beside it"},
    {"product", OPN_DO_RUN, "If others get a product that uses it, show ", " in it or beside it"},
    {"trained_on_outputs", OPN_DO_LEARN, "If you make the trained model available, show ",
     " with it"},
};

/* A mark is quoted, "A | B" as alternatives; what only describes one is not. */
static void say_mark(opn_buf *text, const char *mark)
{
    const char *bar;

    if (*mark >= 'a' && *mark <= 'z') {
        opn_buf_str(text, mark);
        return;
    }
    opn_buf_char(text, '"');
    for (bar = strstr(mark, " | "); bar != NULL; bar = strstr(mark, " | ")) {
        opn_buf_add(text, mark, (size_t)(bar - mark));
        opn_buf_str(text, "\" or \"");
        mark = bar + strlen(" | ");
    }
    opn_buf_printf(text, "%s\"", mark);
}

/* One mark may be called for by several things; only what is asked about counts.
 * "optional" and "publication" are none of the actions. */
static void read_mark(opn_may_reading *r, const opn_term_value *value)
{
    const opn_term_object *mark = value->objects;
    bool commercial;
    bool multimodal;

    if (value->object_count == 0) {
        return;
    }
    commercial = opn_streq(opn_may_member(mark, "commercial_only"), "true");
    multimodal = opn_may_member_has(mark, "when", "multimodal_models");
    if ((commercial && r->question->commercial == OPN_FALSE) ||
        (multimodal && r->ask->multimodal == OPN_FALSE)) {
        return;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(marks); i++) {
        opn_buf text = {0};

        if ((marks[i].actions & (1u << r->question->action)) == 0 ||
            (!multimodal && !opn_may_member_has(mark, "when", marks[i].when))) {
            continue;
        }
        opn_buf_str(&text, multimodal ? "For a multimodal model: " : "");
        opn_buf_str(&text, commercial ? "In commercial use: " : "");
        opn_buf_str(&text, marks[i].before);
        say_mark(&text, opn_may_member(mark, "text"));
        opn_buf_str(&text, marks[i].after);
        opn_may_put(r, OPENNESS_CONDITIONAL, &text);
    }
}

/* The rule is a word of the vocabulary, the name is the text's own. */
static void read_name(opn_may_reading *r, const opn_term_value *value)
{
    static const char *const rules[][3] = {
        {"prefix", "its name begins with \"", "\""},
        {"contain", "its name holds \"", "\""},
        {"keep", "it keeps the name: ", ""},
        {"change", "it is told apart from the original: ", ""},
        {"must_not_use", "its name does not use ", ""},
    };
    const opn_term_object *name = value->objects;
    bool passes_on = r->question->action == OPN_ACT_SHARE_FINETUNE;

    if (value->object_count == 0 ||
        !opn_may_member_has(name, "covers", passes_on ? "derivatives" : "trained_on_outputs")) {
        return;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(rules); i++) {
        opn_buf text = {0};

        if (opn_streq(rules[i][0], opn_may_member(name, "rule"))) {
            opn_buf_str(&text, passes_on
                                   ? "Name the result so that "
                                   : "Name a trained model that you make available so that ");
            opn_buf_str(&text, rules[i][1]);
            opn_buf_str(&text, opn_may_member(name, "text"));
            opn_buf_str(&text, rules[i][2]);
            opn_may_put(r, OPENNESS_CONDITIONAL, &text);
        }
    }
}

#define SAYINGS(list) list, OPN_ARRAY_LEN(list)

const opn_may_rule opn_may_share_rules[] = {
    {"modify", OPN_DO_MODIFY | OPN_DO_SHARE_FINETUNE, "changes", SAYINGS(changes), NULL, false,
     NULL},
    {"redistribute", COPY_OR_SERVICE, "passing it on", SAYINGS(copies), NULL, false,
     reaches_no_copy},
    {"copyleft", OPN_DO_SHARE_FINETUNE | OPN_DO_HOST, "the license of changed works", NULL, 0,
     read_copyleft, false, NULL},
    {"flow_down", COPY_OR_SERVICE, "what recipients are given", SAYINGS(flows), NULL, false,
     reaches_no_copy},
    {"notice", COPY_OR_SERVICE, "notices", SAYINGS(notices), NULL, false, reaches_no_copy},
    {"state_changes", OPN_DO_SHARE_FINETUNE, "the marking of changes", SAYINGS(marked_changes),
     NULL, false, NULL},
    {"display", OPN_DO_ANY & ~(OPN_DO_MODIFY | OPN_DO_SELL), "marks", NULL, 0, read_mark, false,
     NULL},
    {"name_rule", OPN_DO_SHARE_FINETUNE | OPN_DO_LEARN, "names", NULL, 0, read_name, false, NULL},
};

const size_t opn_may_share_rule_count = OPN_ARRAY_LEN(opn_may_share_rules);
