/*
 * license.c: one license document -> its level on every license ladder.
 *
 * Takes the terms that a license states, puts each into its order as a pair
 * (worst, best), and evaluates all ladders once; of the document only those
 * pairs are kept. A term that nobody read is unknown, a term that the text
 * does not mention is "silent": the two never mix.
 *
 * Must not know expressions, releases or what any ladder means.
 */
#include "license.h"
#include "reader.h"

typedef enum { TAG_NO, TAG_MAYBE, TAG_YES } tag_answer;

static bool says(const opn_node *value, const char *word)
{
    const char *text = opn_node_string(value);

    return text != NULL && opn_streq(text, word);
}

/* The text was read and leaves the matter open, or the matter cannot arise. */
static bool says_nothing(const opn_node *value)
{
    const char *text = opn_node_string(value);

    return text != NULL && opn_license_word(text);
}

/* "silent" on a set, list or object is a finding: the text names nothing. */
static bool is_empty(const opn_node *value)
{
    return says_nothing(value) || says(value, "none") ||
           (opn_node_string(value) == NULL && opn_node_count(value) == 0);
}

/* An element that does not say what it is may be one that counts. */
static tag_answer tagged(const opn_ordered_term *order, const char *tag)
{
    if (tag == NULL || opn_streq(tag, "unknown")) {
        return TAG_MAYBE;
    }
    if (order->tag_count == 0 || opn_names_find(order->tags, order->tag_count, tag) != SIZE_MAX) {
        return TAG_YES;
    }
    return TAG_NO;
}

/* Whether an element (a tag of a set, or an object with the member) is among
 * those that lower the term. */
static tag_answer element_tagged(const opn_ordered_term *order, const opn_node *element)
{
    const opn_node *value = element;
    tag_answer best = TAG_NO;

    if (order->member == NULL && opn_node_string(element) == NULL) {
        return TAG_YES; /* any object at all */
    }
    if (order->member != NULL) {
        value = opn_node_member(element, order->member);
    }
    if (opn_node_type(value) != OPN_JSON_ARRAY) {
        return tagged(order, opn_node_string(value));
    }
    for (const opn_node *at = opn_node_first(value); at != NULL; at = opn_node_next(at)) {
        tag_answer answer = tagged(order, opn_node_string(at));

        best = answer > best ? answer : best;
    }
    return best;
}

/* Any one element that counts lowers the term; the rest cannot raise it again. */
static opn_pair order_collection(const opn_ordered_term *order, const opn_node *value)
{
    int16_t top = (int16_t)(order->level_count - 1);
    tag_answer worst = TAG_NO;

    if (is_empty(value)) {
        return (opn_pair){top, top};
    }
    if (opn_node_type(value) == OPN_JSON_ARRAY) {
        for (const opn_node *at = opn_node_first(value); at != NULL; at = opn_node_next(at)) {
            tag_answer answer = element_tagged(order, at);

            worst = answer > worst ? answer : worst;
        }
    } else {
        worst = element_tagged(order, value);
    }
    return (opn_pair){worst == TAG_NO ? top : 0, worst == TAG_YES ? 0 : top};
}

/* "unknown" spans the whole order and never becomes its lowest level: what
 * nobody read may turn out to be free. */
static opn_pair order_value(const opn_license_vocabulary *vocabulary,
                            const opn_ordered_term *order, const opn_node *terms)
{
    const opn_license_term *term = &vocabulary->terms[order->term];
    const opn_node *value = opn_node_member(terms, term->id);
    opn_pair unknown = {0, (int16_t)(order->level_count - 1)};
    const char *name = opn_node_string(value);
    size_t key;

    if (value == NULL || says(value, "unknown")) {
        return unknown;
    }
    if (term->type != OPN_TERM_ENUM && term->type != OPN_TERM_FLAG) {
        return order_collection(order, value);
    }
    if (opn_node_type(value) == OPN_JSON_BOOL) {
        name = opn_node_bool(value) ? "true" : "false";
    }
    key = name == NULL ? SIZE_MAX : opn_names_find(order->keys, order->key_count, name);
    if (key == SIZE_MAX) {
        return unknown; /* silent, and the order has no rule for it */
    }
    return (opn_pair){order->key_levels[key], order->key_levels[key]};
}

/* The values of a set or an enum must be those that the vocabulary lists. */
static void check_name(opn_reader *r, const opn_license_term *term, const opn_node *value)
{
    const char *name = opn_node_string(value);

    if (name == NULL) {
        opn_issue_node(r->issues, "wrong-type", OPENNESS_SEVERITY_ERROR, value,
                       "the term \"%s\" takes names", term->id);
    } else if (term->value_count > 0 && !opn_streq(name, "unknown") && !opn_license_word(name) &&
               opn_names_find(term->values, term->value_count, name) == SIZE_MAX) {
        opn_issue_unknown(r->issues, "unknown-level", value, "value", name,
                          opn_names_suggest(term->values, term->value_count, name));
    }
}

/* Sets hold names, lists hold objects; a name in a list would have no members
 * to look at and count as nothing. */
static void check_elements(opn_reader *r, const opn_license_term *term, const opn_node *value)
{
    opn_json_type wanted = term->type == OPN_TERM_SET ? OPN_JSON_STRING : OPN_JSON_OBJECT;

    for (const opn_node *at = opn_node_first(value); at != NULL; at = opn_node_next(at)) {
        if (opn_node_type(at) != wanted) {
            opn_issue_node(r->issues, "wrong-type", OPENNESS_SEVERITY_ERROR, at,
                           "the term \"%s\" takes %s", term->id,
                           wanted == OPN_JSON_STRING ? "names" : "objects");
        } else if (wanted == OPN_JSON_STRING) {
            check_name(r, term, at);
        }
    }
}

/* Three words fit everywhere: unknown, silent and not_applicable. */
static bool type_fits(opn_term_type type, const opn_node *value)
{
    opn_json_type found = opn_node_type(value);

    if (says(value, "unknown") || says_nothing(value)) {
        return true;
    }
    switch (type) {
    case OPN_TERM_ENUM:
    case OPN_TERM_TEXT:
        return found == OPN_JSON_STRING;
    case OPN_TERM_FLAG:
        return found == OPN_JSON_BOOL;
    case OPN_TERM_SET:
    case OPN_TERM_LIST:
        return found == OPN_JSON_ARRAY || says(value, "none");
    case OPN_TERM_OBJECT:
        return found == OPN_JSON_OBJECT || says(value, "none");
    }
    return false;
}

/* A misspelled term would silently be unknown, so it is an error and not a
 * warning. */
static void check_term(opn_reader *r, const opn_license_vocabulary *vocabulary,
                       const opn_node *value)
{
    const char *name = opn_node_key(value);
    size_t at = opn_table_find(&vocabulary->term_table, name);
    const opn_license_term *term;

    if (at == OPN_TABLE_NONE) {
        opn_issue_unknown(
            r->issues, "unknown-name", value, "term", name,
            OPN_SUGGEST(r->issues, opn_table_suggest(&vocabulary->term_table, name)));
        return;
    }
    term = &vocabulary->terms[at];
    if (!type_fits(term->type, value)) {
        opn_issue_node(r->issues, "wrong-type", OPENNESS_SEVERITY_ERROR, value,
                       "not a value of the term \"%s\"", name);
    } else if (term->type == OPN_TERM_ENUM) {
        check_name(r, term, value);
    } else if (opn_node_type(value) == OPN_JSON_ARRAY) {
        check_elements(r, term, value);
    }
}

/* The text is worth quoting by clause only where the term exists. */
static void check_clauses(opn_reader *r, const opn_license_vocabulary *vocabulary,
                          const opn_node *text)
{
    const opn_node *clauses = opn_node_object(r->issues, text, "clauses", false);

    for (const opn_node *at = opn_node_first(clauses); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_key(at);

        if (opn_table_find(&vocabulary->term_table, name) == OPN_TABLE_NONE) {
            opn_issue_unknown(
                r->issues, "unknown-name", at, "term", name,
                OPN_SUGGEST(r->issues, opn_table_suggest(&vocabulary->term_table, name)));
        }
    }
}

/* The highest level that must hold and the highest that may; an authority's
 * own verdict on this license stands above our reading of the terms. */
static opn_pair ladder_level(const opn_license_ladder *ladder, const char *id,
                             const opn_pair *values)
{
    size_t verdict = opn_names_find(ladder->assigned, ladder->assigned_count, id);
    opn_pair level = {0, 0};

    if (verdict != SIZE_MAX) {
        return (opn_pair){ladder->assigned_levels[verdict], ladder->assigned_levels[verdict]};
    }
    for (size_t k = 1; k < ladder->level_count; k++) {
        opn_truth truth =
            opn_predicate_eval(ladder->ops + ladder->first_op[k], ladder->op_count[k], values);

        if (truth == OPN_TRUE) {
            level.lo = (int16_t)k;
        }
        if (truth != OPN_FALSE) {
            level.hi = (int16_t)k;
        }
    }
    return level;
}

/* Fields have no list in the vocabulary: those that any text bars are the ones
 * that a question can be checked against. */
static void keep_fields(opn_reader *r, const opn_node *terms, opn_license_text *out)
{
    const opn_node *array = opn_node_member(terms, "field_bans");
    const char **fields = opn_reader_alloc(r, opn_node_count(array), sizeof *fields);

    if (fields == NULL || opn_node_type(array) != OPN_JSON_ARRAY) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        if (opn_node_string(at) != NULL) {
            fields[out->field_count] = opn_reader_string(r, opn_node_string(at));
            out->field_count++;
        }
    }
    out->fields = fields;
}

/* values holds the orders of this text, then the lists, which are the same for
 * all texts and already filled in. */
static void read_text(opn_reader *r, const opn_license_vocabulary *vocabulary, const char *id,
                      opn_pair *values, const opn_node *node, opn_license_text *out)
{
    static const char *const members[] = {"date", "terms", "clauses", "sources", "note"};
    const opn_node *terms = opn_node_object(r->issues, node, "terms", true);
    opn_pair *levels = opn_reader_alloc(r, vocabulary->ladder_count, sizeof *levels);
    size_t count = vocabulary->ordered_count + vocabulary->list_count;
    opn_pair *kept = opn_reader_alloc(r, count, sizeof *kept);

    out->date = "";
    if (!opn_node_expect_members(r->issues, node, members, OPN_ARRAY_LEN(members)) ||
        levels == NULL || kept == NULL) {
        return;
    }
    out->date = opn_reader_text(r, node, "date", OPN_ID_LIMIT, false);
    if (opn_streq(out->date, "unknown")) {
        out->date = "";
    } else if (*out->date != '\0' && !opn_date_valid(out->date)) {
        opn_issue_node(r->issues, "bad-date", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(node, "date"), "not a date");
    }
    opn_node_array(r->issues, node, "sources", false);
    check_clauses(r, vocabulary, node);
    for (const opn_node *at = opn_node_first(terms); at != NULL; at = opn_node_next(at)) {
        check_term(r, vocabulary, at);
    }
    for (size_t i = 0; i < vocabulary->ordered_count; i++) {
        values[i] = order_value(vocabulary, &vocabulary->ordered[i], terms);
    }
    for (size_t i = 0; i < vocabulary->ladder_count; i++) {
        levels[i] = ladder_level(&vocabulary->ladders[i], id, values);
    }
    keep_fields(r, terms, out);
    out->levels = levels;
    memcpy(kept, values, count * sizeof *kept);
    out->values = kept;
}

/* Membership is a fact about the list: known even where the text is not. */
static void read_lists(opn_reader *r, const opn_license_vocabulary *vocabulary,
                       const opn_node *document, opn_pair *values)
{
    const opn_node *lists = opn_node_array(r->issues, document, "lists", false);

    for (const opn_node *at = opn_node_first(lists); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_string(at);
        size_t list =
            name == NULL ? OPN_TABLE_NONE : opn_table_find(&vocabulary->list_table, name);

        if (list == OPN_TABLE_NONE) {
            opn_issue_unknown(r->issues, "unknown-name", at, "list", name == NULL ? "" : name,
                              name == NULL ? NULL
                                           : opn_table_suggest(&vocabulary->list_table, name));
        } else {
            values[vocabulary->ordered_count + list] = (opn_pair){1, 1};
        }
    }
}

/* One name can have carried several texts; oldest first, so that the text of a
 * day is the last one before it. */
static void read_texts(opn_reader *r, const opn_license_vocabulary *vocabulary,
                       const opn_node *document, opn_license *out)
{
    const opn_node *array = opn_node_array(r->issues, document, "texts", true);
    opn_license_text *texts = opn_reader_alloc(r, opn_node_count(array), sizeof *texts);
    opn_pair *values =
        opn_reader_alloc(r, vocabulary->ordered_count + vocabulary->list_count, sizeof *values);

    if (texts == NULL || values == NULL || array == NULL) {
        return;
    }
    read_lists(r, vocabulary, document, values);
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        size_t i = out->text_count++;

        read_text(r, vocabulary, out->id, values, at, &texts[i]);
        if (i > 0 && strcmp(texts[i].date, texts[i - 1].date) <= 0) {
            opn_issue_node(r->issues, "bad-date", OPENNESS_SEVERITY_ERROR, at,
                           "texts stand oldest first, each with a later date");
        }
    }
    out->texts = texts;
    if (out->text_count == 0) {
        opn_issue_node(r->issues, "missing-member", OPENNESS_SEVERITY_ERROR, array,
                       "at least one text is expected");
    }
}

/* Members that are kept as text in the database and not in the model; of them
 * only the aliases are looked up. */
static void read_rest(opn_reader *r, const opn_node *document, opn_license *out)
{
    static const char *const texts[] = {"spdx", "family", "kind", "licensor", "confidence"};
    opn_names aliases;

    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        opn_node_text(r->issues, document, texts[i], OPN_LINE_LIMIT, false);
    }
    opn_reader_names(r, opn_node_array(r->issues, document, "covers", false));
    aliases = opn_reader_names(r, opn_node_array(r->issues, document, "aliases", false));
    out->aliases = aliases.items;
    out->alias_count = aliases.count;
}

/* Only levels and names stay in memory: the document itself is kept as text by
 * the database. */
int opn_license_read(opn_license *out, const opn_license_vocabulary *vocabulary,
                     const opn_node *document, opn_arena *arena, opn_issues *issues)
{
    static const char *const members[] = {"format", "id",      "name",       "spdx",
                                          "family", "kind",    "licensor",   "covers",
                                          "lists",  "aliases", "confidence", "texts"};
    int status = opn_document_format(document, "openness-license/1", issues);
    opn_reader reader = opn_reader_begin(arena, issues);

    *out = (opn_license){.id = "", .name = ""};
    if (status != OPENNESS_OK) {
        return status;
    }
    opn_node_expect_members(issues, document, members, OPN_ARRAY_LEN(members));
    /* "+" is in the published name of one license (CreativeML Open RAIL++-M). */
    out->id = opn_reader_id(&reader, document, "+");
    out->name = opn_reader_text(&reader, document, "name", OPN_LINE_LIMIT, true);
    read_rest(&reader, document, out);
    read_texts(&reader, vocabulary, document, out);
    return opn_reader_status(&reader);
}

/* Lists and terms stay apart here too: the terms span their whole orders. */
int opn_license_identity(opn_license_text *out, const opn_license_vocabulary *vocabulary,
                         const opn_pair *lists, opn_arena *arena)
{
    size_t terms = vocabulary->ordered_count;
    opn_pair *values = opn_arena_alloc(arena, terms + vocabulary->list_count, sizeof *values);
    opn_pair *levels = opn_arena_alloc(arena, vocabulary->ladder_count, sizeof *levels);

    *out = (opn_license_text){.date = "", .levels = levels, .values = values};
    if (values == NULL || levels == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < terms; i++) {
        values[i] = (opn_pair){0, (int16_t)(vocabulary->ordered[i].level_count - 1)};
    }
    memcpy(values + terms, lists, vocabulary->list_count * sizeof *values);
    /* No authority has a verdict on a license that only its list names. */
    for (size_t i = 0; i < vocabulary->ladder_count; i++) {
        levels[i] = ladder_level(&vocabulary->ladders[i], "", values);
    }
    return OPENNESS_OK;
}

const opn_license_text *opn_license_text_on(const opn_license *license, const char *as_of)
{
    const opn_license_text *found = &license->texts[0];

    /* Partial dates compare as text too: "2024" stands before every day of it. */
    for (size_t i = 1; i < license->text_count; i++) {
        if (as_of == NULL || strcmp(license->texts[i].date, as_of) <= 0) {
            found = &license->texts[i];
        }
    }
    return found;
}
