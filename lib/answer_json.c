/*
 * answer_json.c: an answer as JSON.
 *
 * Takes an answer, appends openness-answer/1: the question as it was
 * understood, the verdict, every line with its term, clause and license, the
 * bases with conflicts, and the texts that were read.
 *
 * Must not leave out a list that is empty: a missing member would look like
 * one that was not looked for.
 */
#include "answer.h"
#include "term_words.h"

#include <openness/version.h>

static void write_subject(opn_writer *w, const openness_answer *answer)
{
    if (answer->release != NULL) {
        opn_write_member(w, "release", answer->release->id);
        opn_write_member(w, "artifact", answer->artifact);
    }
    opn_write_member(w, "license", answer->license);
}

static void write_lines(opn_writer *w, const openness_answer *answer)
{
    opn_write_key(w, "lines");
    opn_write_array(w);
    for (size_t i = 0; i < answer->result.count; i++) {
        const opn_may_line *line = &answer->result.lines[i];

        opn_write_object(w);
        opn_write_member(w, "verdict", opn_verdict_id(line->verdict));
        opn_write_member(w, "term", line->term);
        opn_write_member(w, "text", line->text);
        opn_write_member(w, "clause", line->clause);
        opn_write_member(w, "license", line->license);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_bases(opn_writer *w, const openness_answer *answer)
{
    opn_write_key(w, "bases");
    opn_write_array(w);
    for (size_t i = 0; i < answer->base_count; i++) {
        const opn_answer_base *base = &answer->bases[i];

        opn_write_object(w);
        opn_write_member(w, "of", base->of);
        opn_write_member(w, "relation", base->relation);
        opn_write_member(w, "release", base->release);
        opn_write_member(w, "license", base->license);
        opn_write_member_bool(w, "by_outputs", base->by_outputs);
        opn_write_member(w, "verdict", opn_verdict_id(base->verdict));
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
    opn_write_key(w, "conflicts");
    opn_write_array(w);
    for (size_t i = 0; i < answer->conflict_count; i++) {
        const opn_answer_conflict *conflict = &answer->conflicts[i];

        opn_write_object(w);
        opn_write_member(w, "release", answer->release->id);
        opn_write_member(w, "states", answer->license);
        opn_write_member(w, "base", answer->bases[conflict->base].release);
        opn_write_member(w, "license", answer->bases[conflict->base].license);
        opn_write_key(w, "terms");
        opn_write_array(w);
        for (size_t k = 0; k < conflict->term_count; k++) {
            opn_write_string(w, conflict->terms[k]);
        }
        opn_write_array_end(w);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void write_sources(opn_writer *w, const openness_answer *answer)
{
    opn_write_key(w, "texts");
    opn_write_array(w);
    for (size_t i = 0; i < answer->sources.count; i++) {
        const opn_may_source *source = &answer->sources.items[i];

        opn_write_object(w);
        opn_write_member(w, "license", source->license);
        opn_write_member(w, "name", source->name);
        opn_write_member(w, "date", source->date);
        opn_write_member(w, "source", source->source);
        opn_write_member_bool(w, "too_young", source->too_young);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

void opn_answer_json(opn_buf *buf, const openness_answer *answer, bool compact)
{
    opn_writer w;

    opn_write_init(&w, buf, compact);
    opn_write_object(&w);
    opn_write_member(&w, "format", "openness-answer/1");
    opn_write_member(&w, "library", openness_version());
    opn_write_member(&w, "data_digest", answer->database->digest);
    write_subject(&w, answer);
    opn_write_key(&w, "question");
    opn_question_write(&w, &answer->question);
    opn_write_member(&w, "verdict", opn_verdict_id(answer->result.verdict));
    write_lines(&w, answer);
    write_bases(&w, answer);
    write_sources(&w, answer);
    opn_write_member(&w, "note", opn_not_advice);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}
