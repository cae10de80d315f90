/*
 * may.c: one text of a license against a question.
 *
 * Takes the terms in force on the day, walks the rules that decide for the
 * action in their fixed order and collects lines. A term that was not read
 * gives a line of its own: it never yields a permission.
 *
 * Must not know what any single term means (may_use.c, may_share.c,
 * may_outputs.c, may_gates.c), nor what an expression or a release is.
 */
#include "may_rules.h"
#include "phrases.h"

/* The one place where a line learns its term, clause and license. */
static void add(opn_may_reading *r, int verdict, const char *text)
{
    opn_may_line line = {verdict, r->rule->term, text, r->value->clause, r->terms->license};

    if (text == NULL || !opn_may_append(r->result, &line, r->ask->arena)) {
        r->out_of_memory = true;
    }
}

void opn_may_say(opn_may_reading *r, int verdict, const char *text)
{
    add(r, verdict, text);
}

void opn_may_put(opn_may_reading *r, int verdict, opn_buf *text)
{
    add(r, verdict,
        text->failed || text->data == NULL ? NULL : opn_arena_string(r->ask->arena, text->data));
    opn_buf_free(text);
}

/* Names the subject, not the term: whoever asks has not read the vocabulary. */
void opn_may_unread(opn_may_reading *r)
{
    opn_buf text = {0};

    opn_buf_printf(&text, "What the text says on %s has not been read", r->rule->about);
    opn_may_put(r, OPENNESS_UNDECIDED, &text);
}

const opn_term_value *opn_may_other(const opn_may_reading *r, const char *term)
{
    return opn_terms_value(r->terms, r->ask->database, term);
}

void opn_may_list(opn_buf *text, const char *const *tags, size_t count)
{
    size_t last = count;
    size_t said = 0;

    while (last > 0 && opn_streq(tags[last - 1], "unknown")) {
        last--;
    }
    for (size_t i = 0; i < last; i++) {
        if (opn_streq(tags[i], "unknown")) {
            continue;
        }
        opn_buf_str(text, said == 0 ? "" : i + 1 == last ? " and " : ", ");
        opn_say_id(text, tags[i]);
        said++;
    }
}

const char *opn_may_member(const opn_term_object *object, const char *key)
{
    const opn_term_member *member = opn_term_member_find(object, key);

    return member == NULL || member->text == NULL ? "" : member->text;
}

/* A single tag may stand without its list. */
bool opn_may_member_has(const opn_term_object *object, const char *key, const char *tag)
{
    const opn_term_member *member = opn_term_member_find(object, key);

    if (member == NULL) {
        return false;
    }
    return (member->text != NULL && opn_streq(member->text, tag)) ||
           opn_names_find(member->tags, member->tag_count, tag) != SIZE_MAX;
}

/* States are words too, so that a table can say what silence means. */
static const char *word_of(const opn_term_value *value)
{
    switch (value->state) {
    case OPN_TERM_SILENT:
        return "silent";
    case OPN_TERM_NOT_APPLICABLE:
        return "not_applicable";
    case OPN_TERM_STATED:
        return value->word;
    case OPN_TERM_UNKNOWN:
        break;
    }
    return "unknown";
}

/* A word can have sayings for several actions, each with its own text. */
static void apply_sayings(opn_may_reading *r)
{
    unsigned action = 1u << r->question->action;
    const char *word = word_of(r->value);

    for (size_t i = 0; i < r->rule->saying_count; i++) {
        const opn_may_saying *saying = &r->rule->sayings[i];
        int verdict = r->question->commercial == OPN_TRUE    ? saying->if_commercial
                      : r->question->commercial == OPN_FALSE ? saying->if_not_commercial
                                                             : saying->if_open;

        if (opn_streq(saying->word, word) && (saying->actions & action) != 0 &&
            verdict != OPENNESS_ALLOWED) {
            opn_may_say(r, verdict, saying->text);
        }
    }
}

/* In the order of the table: the same question always gives the same lines. */
static void apply_rules(opn_may_reading *r, const opn_may_rule *rules, size_t count)
{
    unsigned action = 1u << r->question->action;

    for (size_t i = 0; i < count; i++) {
        const opn_may_rule *rule = &rules[i];

        r->rule = rule;
        r->value = opn_may_other(r, rule->term);
        if ((rule->actions & action) == 0 || (rule->is_moot != NULL && rule->is_moot(r))) {
            continue;
        }
        if (r->value->state == OPN_TERM_UNKNOWN && !rule->reads_unknown) {
            opn_may_unread(r);
        } else if (rule->read != NULL) {
            rule->read(r, r->value);
        } else {
            apply_sayings(r);
        }
    }
}

/* A text of which nothing was read gets one line instead of one per term. */
static bool was_read(const opn_may_reading *r)
{
    const opn_license_vocabulary *vocabulary = &r->ask->database->license_vocabulary;

    for (size_t i = 0; i < vocabulary->term_count; i++) {
        if (!opn_streq(vocabulary->terms[i].id, "covers") &&
            r->terms->values[i].state != OPN_TERM_UNKNOWN) {
            return true;
        }
    }
    return false;
}

/* A line about the text as a whole. */
static void say_of_license(opn_may_reading *r, int verdict, const char *text)
{
    static const opn_may_rule of_license = {"license", 0, "", NULL, 0, NULL, false, NULL};
    static const opn_term_value nothing = {OPN_TERM_UNKNOWN, "", NULL, 0, NULL, 0, ""};

    r->rule = &of_license;
    r->value = &nothing;
    opn_may_say(r, verdict, text);
}

/* Whether the text reaches a work that learned from outputs. What was not read
 * may reach it. */
static bool reaches(opn_may_reading *r)
{
    const opn_term_value *derivative = opn_may_other(r, "output_derivative");

    if (!r->ask->by_outputs || opn_streq(derivative->word, "true")) {
        return true;
    }
    if (derivative->state == OPN_TERM_UNKNOWN) {
        say_of_license(r, OPENNESS_UNDECIDED,
                       "Whether a model that learned from outputs falls under this license has "
                       "not been read");
    }
    return false;
}

int opn_may_text(opn_may_result *out, const opn_may_ask *ask, size_t license)
{
    opn_terms terms;
    opn_may_reading r = {ask, ask->question, &terms, NULL, NULL, out, false};
    int status = opn_terms_read(&terms, ask->database, license, ask->question->date, ask->arena);

    *out = (opn_may_result){OPENNESS_ALLOWED, NULL, 0, 0};
    if (status != OPENNESS_OK || !opn_may_note_source(ask, &terms)) {
        return OPENNESS_E_NOMEM;
    }
    if (!reaches(&r)) {
        return r.out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
    }
    if (was_read(&r)) {
        apply_rules(&r, opn_may_use_rules, opn_may_use_rule_count);
        apply_rules(&r, opn_may_output_rules, opn_may_output_rule_count);
        apply_rules(&r, opn_may_share_rules, opn_may_share_rule_count);
    } else {
        say_of_license(&r, OPENNESS_UNDECIDED, "The text of this license has not been read");
    }
    return r.out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
}
