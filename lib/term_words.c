/*
 * term_words.c: what the parts of a license description are called.
 *
 * Takes values, reasons and levels, gives plain text. Words are those of the
 * vocabulary and of the license document, with spaces for underscores; only
 * the shapes of objects are put into order here.
 *
 * Must not lay out, escape or decide.
 */
#include "term_words.h"
#include "phrases.h"

const char opn_not_advice[] = "Reports what the text says; not legal advice.";

void opn_say_number(opn_buf *buf, int64_t number)
{
    opn_buf digits = {0};

    opn_buf_int(&digits, number);
    for (size_t i = 0; i < digits.size; i++) {
        size_t left = digits.size - i;

        if (i > 0 && left % 3 == 0 && digits.data[i - 1] != '-') {
            opn_buf_char(buf, ',');
        }
        opn_buf_char(buf, digits.data[i]);
    }
    buf->failed = buf->failed || digits.failed;
    opn_buf_free(&digits);
}

void opn_say_place(opn_buf *buf, const char *clause)
{
    size_t size = strlen(clause);

    for (size_t i = 0; i < size; i++) {
        bool note = (clause[i] == ' ' && clause[i + 1] == '(') || clause[i] == ';' ||
                    (clause[i] == ':' && clause[i + 1] == ' ');

        if (note) {
            size = i;
        }
    }
    opn_buf_add(buf, clause, size);
}

static void say_tags(opn_buf *buf, const char *const *tags, size_t count, const char *last)
{
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(buf, i == 0 ? "" : i + 1 == count ? last : ", ");
        opn_say_id(buf, tags[i]);
    }
}

/* A flag is said by its name: it stands there because it is true. */
static void say_member(opn_buf *buf, const opn_term_member *member, const char *last)
{
    if (member->has_number) {
        opn_say_number(buf, member->number);
    } else if (member->text != NULL && opn_streq(member->text, "true")) {
        opn_say_id(buf, member->key);
    } else if (member->text != NULL) {
        opn_say_id(buf, member->text);
    } else {
        say_tags(buf, member->tags, member->tag_count, last);
    }
}

/* The member as words, false and nothing when there is none. */
static bool say_if(opn_buf *buf, const char *before, const opn_term_object *object,
                   const char *key)
{
    const opn_term_member *member = opn_term_member_find(object, key);

    if (member == NULL) {
        return false;
    }
    opn_buf_str(buf, before);
    say_member(buf, member, " or ");
    return true;
}

/* " (licensee and affiliates, frozen at release)": everything that has no place
 * of its own before it. */
static void say_rest(opn_buf *buf, const opn_term_object *object, const char *const *said,
                     size_t count)
{
    const char *before = " (";

    for (size_t i = 0; i < object->count; i++) {
        bool again = false;

        for (size_t k = 0; k < count; k++) {
            again = again || opn_streq(object->members[i].key, said[k]);
        }
        if (!again) {
            opn_buf_str(buf, before);
            say_member(buf, &object->members[i], ", ");
            before = ", ";
        }
    }
    opn_buf_str(buf, before[0] == ',' ? ")" : "");
}

/* Two abbreviations of the vocabulary that only the trade reads. */
static void say_metric(opn_buf *buf, const char *metric)
{
    if (opn_streq(metric, "mau")) {
        opn_buf_str(buf, "monthly active users");
    } else if (opn_streq(metric, "dau")) {
        opn_buf_str(buf, "daily active users");
    } else {
        opn_say_id(buf, metric);
    }
}

/* "permission above 700,000,000 monthly active users (...)"; a gate of metric
 * "any" has no threshold, its business is all that matters. */
static void say_gate(opn_buf *buf, const opn_term_object *object)
{
    static const char *const said[] = {"effect", "metric", "limit", "unit", "at", "business"};
    const opn_term_member *metric = opn_term_member_find(object, "metric");
    const opn_term_member *at = opn_term_member_find(object, "at");
    const char *name = metric == NULL || metric->text == NULL ? "any" : metric->text;

    say_if(buf, "", object, "effect");
    if (!opn_streq(name, "any")) {
        opn_buf_str(buf, at != NULL && at->text != NULL && opn_streq(at->text, "at_least")
                             ? " from"
                             : " above");
        say_if(buf, " ", object, "unit");
        say_if(buf, " ", object, "limit");
        opn_buf_char(buf, ' ');
        say_metric(buf, name);
    }
    say_if(buf, " for ", object, "business");
    say_rest(buf, object, said, OPN_ARRAY_LEN(said));
}

/* `prefix "Llama" (derivatives, trained on outputs)` */
static void say_quoted(opn_buf *buf, const opn_term_object *object)
{
    static const char *const said[] = {"rule", "text"};
    const opn_term_member *text = opn_term_member_find(object, "text");

    if (say_if(buf, "", object, "rule")) {
        opn_buf_char(buf, ' ');
    }
    opn_buf_printf(buf, "\"%s\"", text->text);
    say_rest(buf, object, said, OPN_ARRAY_LEN(said));
}

void opn_say_object(opn_buf *buf, const opn_term_object *object)
{
    const opn_term_member *text = opn_term_member_find(object, "text");

    if (opn_term_member_find(object, "effect") != NULL) {
        say_gate(buf, object);
        return;
    }
    if (text != NULL && text->text != NULL) {
        say_quoted(buf, object);
        return;
    }
    for (size_t i = 0; i < object->count; i++) {
        opn_buf_str(buf, i == 0 ? "" : ", ");
        opn_say_id(buf, object->members[i].key);
        opn_buf_char(buf, ' ');
        say_member(buf, &object->members[i], " and ");
    }
}

static void say_stated(opn_buf *buf, opn_term_type type, const opn_term_value *value)
{
    switch (type) {
    case OPN_TERM_ENUM:
        opn_say_id(buf, value->word);
        break;
    case OPN_TERM_TEXT:
        opn_buf_str(buf, value->word);
        break;
    case OPN_TERM_FLAG:
        opn_buf_str(buf, opn_streq(value->word, "true") ? "yes" : "no");
        break;
    case OPN_TERM_SET:
        say_tags(buf, value->tags, value->tag_count, ", ");
        opn_buf_str(buf, value->tag_count == 0 ? "none" : "");
        break;
    case OPN_TERM_LIST:
    case OPN_TERM_OBJECT:
        for (size_t i = 0; i < value->object_count; i++) {
            opn_buf_str(buf, i == 0 ? "" : "; ");
            opn_say_object(buf, &value->objects[i]);
        }
        opn_buf_str(buf, value->object_count == 0 ? "none" : "");
        break;
    }
}

void opn_say_term(opn_buf *buf, const opn_license_term *term, const opn_term_value *value)
{
    switch (value->state) {
    case OPN_TERM_UNKNOWN:
        opn_buf_str(buf, "not read");
        break;
    case OPN_TERM_SILENT:
        opn_buf_str(buf, "silent");
        break;
    case OPN_TERM_NOT_APPLICABLE:
        opn_buf_str(buf, "not applicable");
        break;
    case OPN_TERM_STATED:
        say_stated(buf, term->type, value);
        break;
    }
}

void opn_say_reading(opn_buf *buf, const opn_license_ladder *ladder, opn_pair level)
{
    const char *about = ladder->level_abouts[level.lo];

    if (opn_pair_decided(level)) {
        opn_say_id(buf, ladder->levels[level.lo]);
        opn_buf_str(buf, about[0] == '\0' ? "" : ", ");
        opn_buf_str(buf, about);
        return;
    }
    opn_buf_str(buf, "unknown, ");
    opn_say_id(buf, ladder->levels[level.lo]);
    opn_buf_str(buf, " to ");
    opn_say_id(buf, ladder->levels[level.hi]);
}

/* "llama-3.1 s2": which license, where there are several, and where in it. */
static bool say_where(opn_buf *buf, const char *before, const opn_description *description,
                      const opn_license_part *part, const char *clause)
{
    bool named = description->expr.count > 1 && part != NULL;

    if (!named && clause[0] == '\0') {
        return false;
    }
    opn_buf_str(buf, before);
    opn_buf_str(buf, named ? part->terms.license : "");
    opn_buf_str(buf, named && clause[0] != '\0' ? " " : "");
    opn_say_place(buf, clause);
    return true;
}

/* How many reasons from first on are said in one breath: of the same kind and
 * outcome, for the same license and level. */
static size_t run_of(const opn_reading *reading, size_t first)
{
    const opn_license_reason *a = &reading->reasons[first];
    size_t end = first + 1;

    while (end < reading->reason_count) {
        const opn_license_reason *b = &reading->reasons[end];

        if (a->kind != b->kind || a->met != b->met || a->alone != b->alone ||
            a->license != b->license || a->for_level != b->for_level) {
            break;
        }
        end++;
    }
    return end - first;
}

static const char *cite_of(const opn_description *description, const opn_reading *reading,
                           const opn_license_reason *reason)
{
    return description->database->license_vocabulary.ladders[reading->ladder]
        .cites[reason->index];
}

static void say_term_missing(opn_buf *buf, const opn_description *description,
                             const opn_reading *reading, const opn_license_reason *reason)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;
    const opn_ordered_term *order = &vocabulary->ordered[reason->index];
    const opn_license_part *part = opn_description_part(description, reason->license);
    const char *clause = part == NULL ? "" : part->terms.values[order->term].clause;
    const char *cite = cite_of(description, reading, reason);

    opn_say_id(buf, order->id);
    opn_buf_str(buf, ": ");
    opn_say_id(buf, order->levels[reason->needs]);
    opn_buf_str(buf, " (is ");
    opn_say_id(buf, order->levels[reason->is.lo]);
    say_where(buf, ": ", description, part, clause);
    opn_buf_printf(buf, "%s%s)", cite[0] == '\0' ? "" : "; ", cite);
}

/* Long where a whole text was not read: one sentence for all of it. */
static size_t say_terms_unread(opn_buf *buf, const opn_description *description,
                               const opn_reading *reading, size_t first)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;
    const opn_license_part *part =
        opn_description_part(description, reading->reasons[first].license);
    size_t count = run_of(reading, first);

    opn_buf_str(buf, "what was not read");
    say_where(buf, " of ", description, part, "");
    for (size_t i = first; i < first + count; i++) {
        const opn_license_reason *reason = &reading->reasons[i];
        const char *cite = cite_of(description, reading, reason);

        opn_buf_str(buf, i == first ? ": " : ", ");
        opn_say_id(buf, vocabulary->ordered[reason->index].id);
        opn_buf_printf(buf, "%s%s%s", cite[0] == '\0' ? "" : " (", cite,
                       cite[0] == '\0' ? "" : ")");
    }
    return count;
}

/* Lists that all hold the license, or of which each would be enough. */
static size_t say_lists(opn_buf *buf, const opn_description *description,
                        const opn_reading *reading, size_t first)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;
    const opn_license_reason *reasons = reading->reasons;
    bool held = reasons[first].met == OPN_TRUE;
    size_t count = held || reasons[first].alone ? run_of(reading, first) : 1;

    opn_buf_str(buf,
                held ? count > 1 ? "on the lists " : "on the list " : "a place on the list ");
    for (size_t i = first; i < first + count; i++) {
        opn_buf_str(buf, i == first              ? ""
                         : i + 1 < first + count ? ", "
                         : held                  ? " and "
                                                 : " or ");
        opn_say_id(buf, vocabulary->lists[reasons[i].index].id);
    }
    if (say_where(buf, " (", description,
                  opn_description_part(description, reasons[first].license), "")) {
        opn_buf_char(buf, ')');
    }
    return count;
}

/* The id of a reference reaches to the end of its characters. */
static void say_opaque(opn_buf *buf, const opn_expr *expr, size_t offset)
{
    static const char word[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                               "0123456789.-+:";
    const char *name = expr->text + offset;

    opn_buf_add(buf, name, strspn(name, word));
    opn_buf_str(buf, " is not on record");
}

size_t opn_say_reason(opn_buf *buf, const opn_description *description,
                      const opn_reading *reading, size_t first)
{
    const opn_license_reason *reason = &reading->reasons[first];
    const opn_license_part *part;

    switch (reason->kind) {
    case OPN_REASON_TERM:
        if (reason->met == OPN_MAYBE) {
            return say_terms_unread(buf, description, reading, first);
        }
        say_term_missing(buf, description, reading, reason);
        break;
    case OPN_REASON_LIST:
        return say_lists(buf, description, reading, first);
    case OPN_REASON_ASSIGNED:
        part = opn_description_part(description, reason->license);
        opn_buf_printf(buf, "%s is placed there by name",
                       part == NULL ? "" : part->terms.license);
        break;
    case OPN_REASON_OPAQUE:
        say_opaque(buf, &description->expr, reason->license);
        break;
    }
    return 1;
}

static bool is_wanted(const opn_license_reason *reason)
{
    return (reason->kind == OPN_REASON_TERM || reason->kind == OPN_REASON_LIST) &&
           reason->met != OPN_TRUE;
}

void opn_say_goal_of(opn_buf *buf, const opn_description *description, const opn_reading *reading,
                     size_t at)
{
    const opn_license_ladder *ladder =
        &description->database->license_vocabulary.ladders[reading->ladder];
    const opn_license_reason *reason = &reading->reasons[at];

    if (!is_wanted(reason)) {
        return;
    }
    if (at > 0 && is_wanted(&reason[-1]) && reason[-1].license == reason->license &&
        reason[-1].for_level == reason->for_level) {
        opn_buf_str(buf, "and ");
        return;
    }
    opn_say_id(buf, ladder->levels[reason->for_level]);
    opn_buf_str(buf, " needs ");
}
