/*
 * license_json.c: what a license says as JSON.
 *
 * Takes a description, appends openness-license-reading/1: values as they stand
 * in the license document, each with its words under "says", and every reason
 * with its term, clause and paragraph.
 *
 * Must not leave out what was not read: a missing member would look like none.
 */
#include "license_json.h"
#include "term_words.h"

#include <openness/version.h>

static const char *const states[] = {
    [OPN_TERM_UNKNOWN] = "unknown",
    [OPN_TERM_SILENT] = "silent",
    [OPN_TERM_NOT_APPLICABLE] = "not_applicable",
    [OPN_TERM_STATED] = "stated",
};
static const char *const truths[] = {
    [OPN_FALSE] = "no", [OPN_MAYBE] = "unknown", [OPN_TRUE] = "yes", [OPN_NOT_ASKED] = "no"};

/* What a say function would print, as a member. */
static void write_words(opn_writer *w, const char *key, opn_buf *words)
{
    opn_write_member(w, key, words->data == NULL ? "" : words->data);
    w->buf->failed = w->buf->failed || words->failed;
    opn_buf_free(words);
}

static void write_tags(opn_writer *w, const char *const *tags, size_t count)
{
    opn_write_array(w);
    for (size_t i = 0; i < count; i++) {
        opn_write_string(w, tags[i]);
    }
    opn_write_array_end(w);
}

static void write_object(opn_writer *w, const opn_term_object *object)
{
    opn_write_object(w);
    for (size_t i = 0; i < object->count; i++) {
        const opn_term_member *member = &object->members[i];

        opn_write_key(w, member->key);
        if (member->has_number) {
            opn_write_int(w, member->number);
        } else if (member->text != NULL) {
            opn_write_string(w, member->text);
        } else {
            write_tags(w, member->tags, member->tag_count);
        }
    }
    opn_write_object_end(w);
}

static void write_value(opn_writer *w, opn_term_type type, const opn_term_value *value)
{
    switch (type) {
    case OPN_TERM_ENUM:
    case OPN_TERM_TEXT:
        opn_write_string(w, value->word);
        break;
    case OPN_TERM_FLAG:
        opn_write_bool(w, opn_streq(value->word, "true"));
        break;
    case OPN_TERM_SET:
        write_tags(w, value->tags, value->tag_count);
        break;
    case OPN_TERM_LIST:
        opn_write_array(w);
        for (size_t i = 0; i < value->object_count; i++) {
            write_object(w, &value->objects[i]);
        }
        opn_write_array_end(w);
        break;
    case OPN_TERM_OBJECT:
        if (value->object_count == 0) {
            opn_write_string(w, "none");
        } else {
            write_object(w, &value->objects[0]);
        }
        break;
    }
}

void opn_write_term(opn_writer *w, const opn_license_term *term, const opn_term_value *value)
{
    opn_buf words = {0};

    opn_write_object(w);
    opn_write_member(w, "state", states[value->state]);
    if (value->state == OPN_TERM_STATED) {
        opn_write_key(w, "value");
        write_value(w, term->type, value);
    }
    opn_say_term(&words, term, value);
    write_words(w, "says", &words);
    opn_write_member(w, "clause", value->clause[0] == '\0' ? NULL : value->clause);
    opn_write_object_end(w);
}

void opn_write_part_head(opn_writer *w, const opn_description *description,
                         const opn_license_part *part)
{
    const opn_license *license = &description->database->licenses[part->license];

    opn_write_member(w, "id", part->terms.license);
    opn_write_member(w, "name", part->terms.name);
    opn_write_member(w, "spdx", part->spdx);
    opn_write_member(w, "licensor", part->licensor);
    opn_write_key(w, "huggingface_tag");
    opn_write_string(w, part->tag[0] == '\0' ? NULL : part->tag);
    opn_write_member(w, "confidence", part->confidence);
    opn_write_key(w, "date");
    opn_write_string(w, part->text->date[0] == '\0' ? NULL : part->text->date);
    opn_write_key(w, "dates");
    opn_write_array(w);
    for (size_t i = 0; i < license->text_count; i++) {
        const char *date = license->texts[i].date;

        opn_write_string(w, date[0] == '\0' ? NULL : date);
    }
    opn_write_array_end(w);
    opn_write_member_bool(w, "before_first_text", opn_part_too_young(description, part));
    opn_write_key(w, "source");
    opn_write_string(w, part->terms.source[0] == '\0' ? NULL : part->terms.source);
}

static void write_part(opn_writer *w, const opn_description *description,
                       const opn_license_part *part)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;

    opn_write_object(w);
    opn_write_part_head(w, description, part);
    opn_write_member(w, "note", part->note[0] == '\0' ? NULL : part->note);
    opn_write_key(w, "terms");
    opn_write_object(w);
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        opn_write_key(w, vocabulary->terms[i].id);
        opn_write_term(w, &vocabulary->terms[i], &part->terms.values[i]);
    }
    opn_write_object_end(w);
    opn_write_key(w, "lists");
    opn_write_array(w);
    for (size_t i = 0; i < vocabulary->list_count; i++) {
        if (opn_part_listed(description, part, i)) {
            opn_write_string(w, vocabulary->lists[i].id);
        }
    }
    opn_write_array_end(w);
    opn_write_key(w, "lists_unknown");
    opn_write_array(w);
    for (size_t i = 0; i < vocabulary->list_count; i++) {
        if (opn_part_list_open(description, part, i)) {
            opn_write_string(w, vocabulary->lists[i].id);
        }
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

/* "is" is left out where it is open: no level of it is known. */
static void write_term_reason(opn_writer *w, const opn_description *description,
                              const opn_reading *reading, const opn_license_reason *reason)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;
    const opn_ordered_term *order = &vocabulary->ordered[reason->index];
    const opn_license_part *part = opn_description_part(description, reason->license);
    const char *clause = part == NULL ? "" : part->terms.values[order->term].clause;
    const char *cite = vocabulary->ladders[reading->ladder].cites[reason->index];

    opn_write_member(w, "term", vocabulary->terms[order->term].id);
    opn_write_member(w, "order", order->id);
    if (opn_pair_decided(reason->is)) {
        opn_write_member(w, "is", order->levels[reason->is.lo]);
    }
    opn_write_member(w, "needs", order->levels[reason->needs]);
    opn_write_member(w, "clause", clause[0] == '\0' ? NULL : clause);
    opn_write_member(w, "cite", cite[0] == '\0' ? NULL : cite);
}

void opn_write_license_reason(opn_writer *w, const opn_description *description,
                              const opn_reading *reading, size_t at)
{
    const opn_license_vocabulary *vocabulary = &description->database->license_vocabulary;
    const opn_license_reason *reason = &reading->reasons[at];
    const opn_license_part *part = opn_description_part(description, reason->license);
    opn_reading one = {reading->ladder, reading->level, reason, 1};
    opn_buf words = {0};

    opn_write_object(w);
    if (reason->kind != OPN_REASON_OPAQUE && part != NULL) {
        opn_write_member(w, "license", part->terms.license);
    }
    opn_write_member(w, "met", truths[reason->met]);
    if (reason->kind != OPN_REASON_OPAQUE) {
        opn_write_member(w, "for",
                         vocabulary->ladders[reading->ladder].levels[reason->for_level]);
    }
    if (reason->kind == OPN_REASON_TERM) {
        write_term_reason(w, description, reading, reason);
    } else if (reason->kind == OPN_REASON_LIST) {
        opn_write_member(w, "list", vocabulary->lists[reason->index].id);
    } else if (reason->kind == OPN_REASON_ASSIGNED) {
        opn_write_member_bool(w, "assigned", true);
    }
    if (reason->met != OPN_TRUE && reason->kind != OPN_REASON_OPAQUE) {
        opn_write_member_bool(w, "enough", reason->alone);
    }
    opn_say_reason(&words, description, &one, 0);
    write_words(w, "says", &words);
    opn_write_object_end(w);
}

void opn_write_reading(opn_writer *w, const opn_description *description,
                       const opn_reading *reading)
{
    const opn_license_ladder *ladder =
        &description->database->license_vocabulary.ladders[reading->ladder];
    bool decided = opn_pair_decided(reading->level);
    opn_buf words = {0};

    opn_write_object(w);
    opn_write_member(w, "id", ladder->id);
    opn_write_member(w, "title", ladder->title);
    opn_write_member(w, "value", decided ? ladder->levels[reading->level.lo] : "unknown");
    opn_write_member(w, "lower", ladder->levels[reading->level.lo]);
    opn_write_member(w, "upper", ladder->levels[reading->level.hi]);
    opn_say_reading(&words, ladder, reading->level);
    write_words(w, "says", &words);
    opn_write_member(w, "cite", ladder->cite);
    opn_write_key(w, "reasons");
    opn_write_array(w);
    for (size_t i = 0; i < reading->reason_count; i++) {
        opn_write_license_reason(w, description, reading, i);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

void opn_write_origin(opn_writer *w, const char *format, const opn_description *description)
{
    opn_write_member(w, "format", format);
    opn_write_member(w, "library", openness_version());
    opn_write_member(w, "data_digest", description->database->digest);
    opn_write_key(w, "as_of");
    opn_write_string(w, description->as_of);
}

void opn_description_json(opn_buf *buf, const opn_description *description)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_origin(&w, "openness-license-reading/1", description);
    opn_write_member(&w, "expression", description->expr.text);
    opn_write_key(&w, "licenses");
    opn_write_array(&w);
    for (size_t i = 0; i < description->part_count; i++) {
        write_part(&w, description, &description->parts[i]);
    }
    opn_write_array_end(&w);
    opn_write_key(&w, "readings");
    opn_write_array(&w);
    for (size_t i = 0; i < description->readings.count; i++) {
        opn_write_reading(&w, description, &description->readings.items[i]);
    }
    opn_write_array_end(&w);
    opn_write_member(&w, "note", opn_not_advice);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}
