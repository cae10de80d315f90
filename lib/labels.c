/*
 * labels.c: data/vocabulary/claims.json -> words and phrases.
 *
 * Takes the document as the build left it. It is small, and read by the few
 * who ask about a label, so it goes through the same checks as every other
 * document; what they find would be a mistake of this library.
 *
 * Must not know any word, rubric or release.
 */
#include "labels.h"

#include "embedded.h"
#include "normalize.h"
#include "reader.h"

static const char *const stance_ids[] = {"claims", "denies", "not_known"};

static void read_definition(opn_reader *r, const opn_node *node, opn_label_definition *out)
{
    out->rubric = opn_reader_text(r, node, "rubric", OPN_ID_LIMIT, true);
    out->level = opn_reader_text(r, node, "level", OPN_ID_LIMIT, true);
    out->cite = opn_reader_text(r, node, "cite", OPN_PROSE_LIMIT, true);
    out->reading = opn_reader_text(r, node, "reading", OPN_PROSE_LIMIT, true);
}

/* A word that nobody defines must say so: silence would look like an oversight. */
static void read_word(opn_reader *r, const opn_node *node, opn_label_word *out)
{
    const opn_node *array = opn_node_array(r->issues, node, "defined_by", true);
    opn_label_definition *definitions =
        opn_reader_alloc(r, opn_node_count(array), sizeof *definitions);

    out->id = opn_reader_text(r, node, "id", OPN_ID_LIMIT, true);
    out->title = opn_reader_text(r, node, "title", OPN_LINE_LIMIT, true);
    out->undefined =
        opn_reader_text(r, node, "undefined", OPN_PROSE_LIMIT, opn_node_count(array) == 0);
    out->definitions = definitions;
    for (const opn_node *at = opn_node_first(array); definitions != NULL && at != NULL;
         at = opn_node_next(at)) {
        read_definition(r, at, &definitions[out->definition_count]);
        out->definition_count++;
    }
}

static size_t find_word(const opn_label_book *book, const char *id)
{
    size_t at = 0;

    while (at < book->word_count && !opn_streq(book->words[at].id, id)) {
        at++;
    }
    return at;
}

static void read_phrase(opn_reader *r, const opn_label_book *book, const opn_node *node,
                        opn_label_phrase *out)
{
    opn_names names = opn_reader_names(r, opn_node_array(r->issues, node, "words", false));
    const char *stance = opn_reader_text(r, node, "stance", OPN_ID_LIMIT, false);
    size_t found =
        *stance == '\0' ? 0 : opn_names_find(stance_ids, OPN_ARRAY_LEN(stance_ids), stance);
    size_t *words = opn_reader_alloc(r, names.count, sizeof *words);

    out->phrase = opn_reader_text(r, node, "phrase", OPN_LINE_LIMIT, true);
    out->note = opn_reader_text(r, node, "note", OPN_PROSE_LIMIT, false);
    if (found == SIZE_MAX) {
        opn_issue_unknown(r->issues, "unknown-kind", node, "stance", stance, NULL);
        return;
    }
    out->stance = (opn_label_stance)found;
    out->words = words;
    for (size_t i = 0; words != NULL && i < names.count; i++) {
        words[i] = find_word(book, names.items[i]);
        if (words[i] == book->word_count) {
            opn_issue_unknown(r->issues, "unknown-name", node, "word", names.items[i], NULL);
            return;
        }
        out->word_count++;
    }
}

static void read_book(opn_reader *r, opn_label_book *out, const opn_node *root)
{
    const opn_node *words = opn_node_array(r->issues, root, "words", true);
    const opn_node *phrases = opn_node_array(r->issues, root, "phrases", true);
    opn_names rubrics = opn_reader_names(r, opn_node_array(r->issues, root, "labels", true));
    opn_label_word *word = opn_reader_alloc(r, opn_node_count(words), sizeof *word);
    opn_label_phrase *phrase = opn_reader_alloc(r, opn_node_count(phrases), sizeof *phrase);

    out->rubrics = rubrics.items;
    out->rubric_count = rubrics.count;
    out->words = word;
    out->phrases = phrase;
    if (word == NULL || phrase == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(words); at != NULL; at = opn_node_next(at)) {
        read_word(r, at, &word[out->word_count]);
        out->word_count++;
    }
    for (const opn_node *at = opn_node_first(phrases); at != NULL; at = opn_node_next(at)) {
        read_phrase(r, out, at, &phrase[out->phrase_count]);
        out->phrase_count++;
    }
}

int opn_label_book_read(opn_label_book *out, opn_arena *arena)
{
    const opn_embedded *document = opn_embedded_find("vocabulary", "claims");
    opn_json *json = NULL;
    opn_issues issues = {0};
    opn_reader reader = opn_reader_begin(arena, &issues);
    int status = OPENNESS_E_INTERNAL;

    *out = (opn_label_book){0};
    if (document != NULL) {
        status = opn_json_parse(document->text, document->size, &json, &issues);
    }
    if (status == OPENNESS_OK) {
        status = opn_document_format(opn_json_root(json), "openness-claims/1", &issues);
    }
    if (status == OPENNESS_OK) {
        read_book(&reader, out, opn_json_root(json));
        status = opn_reader_status(&reader);
    }
    opn_json_free(json);
    opn_issues_free(&issues);
    return status == OPENNESS_OK || status == OPENNESS_E_NOMEM ? status : OPENNESS_E_INTERNAL;
}

const opn_label_phrase *opn_label_find(const opn_label_book *book, const char *text)
{
    char sought[OPN_NAME_ROOM];
    char key[OPN_NAME_ROOM];

    if (!opn_name_key(text, strlen(text), sought)) {
        return NULL;
    }
    for (size_t i = 0; i < book->phrase_count; i++) {
        const char *phrase = book->phrases[i].phrase;

        if (opn_name_key(phrase, strlen(phrase), key) && opn_streq(key, sought)) {
            return &book->phrases[i];
        }
    }
    return NULL;
}
