/*
 * question.c: a question about a license, from JSON.
 *
 * Takes one object, gives a checked question. A member or value that is not
 * known is refused: a misspelled field that counted as "not barred" would be
 * an answer to another question.
 *
 * Must not know what any license says.
 */
#include "question.h"
#include "ascii.h"
#include "places.h"

/* Each tag is looked up among those of all licenses. */
enum { MOST_TAGS = 64 };

static const char *const action_ids[] = {
    [OPN_ACT_RUN] = "run",
    [OPN_ACT_HOST] = "host",
    [OPN_ACT_MODIFY] = "modify",
    [OPN_ACT_SHARE] = "share",
    [OPN_ACT_TRAIN] = "train_on_outputs",
    [OPN_ACT_SHARE_FINETUNE] = "share_finetune",
    [OPN_ACT_DISTILL] = "distill",
    [OPN_ACT_SELL] = "sell_outputs",
};

const char *opn_action_id(opn_action action)
{
    return action_ids[action];
}

const char *opn_action_words(opn_action action)
{
    static const char *const words[] = {
        [OPN_ACT_RUN] = "run it, for yourself or inside a product",
        [OPN_ACT_HOST] = "let others use it as a service",
        [OPN_ACT_MODIFY] = "change it and keep the result",
        [OPN_ACT_SHARE] = "pass on an unchanged copy",
        [OPN_ACT_SHARE_FINETUNE] = "pass on a changed copy",
        [OPN_ACT_TRAIN] = "train another model with its outputs",
        [OPN_ACT_DISTILL] = "train a model to imitate it",
        [OPN_ACT_SELL] = "sell what it generates",
    };

    return words[action];
}

/* Left out, it is about running: the least that anyone wants. */
static opn_action read_action(opn_reader *r, const opn_node *root)
{
    const char *id = opn_node_text(r->issues, root, "action", OPN_ID_LIMIT, false);
    size_t found;

    if (id == NULL) {
        return OPN_ACT_RUN;
    }
    found = opn_names_find(action_ids, OPN_ARRAY_LEN(action_ids), id);
    if (found == SIZE_MAX) {
        opn_issue_unknown(r->issues, "unknown-level", opn_node_member(root, "action"), "action",
                          id, opn_names_suggest(action_ids, OPN_ARRAY_LEN(action_ids), id));
        return OPN_ACT_RUN;
    }
    return (opn_action)found;
}

/* Selling is commerce: whoever does not say otherwise asks about that. */
static opn_truth read_commercial(opn_reader *r, const opn_node *root, opn_action action)
{
    const opn_node *node = opn_node_member(root, "commercial");

    if (node == NULL) {
        return action == OPN_ACT_SELL ? OPN_TRUE : OPN_MAYBE;
    }
    if (opn_node_type(node) != OPN_JSON_BOOL) {
        opn_issue_node(r->issues, "wrong-type", OPENNESS_SEVERITY_ERROR, node,
                       "true or false is expected");
    }
    return opn_node_bool(node) ? OPN_TRUE : OPN_FALSE;
}

/* -1 is "open", so that 0 users or no revenue can be said. */
static int64_t read_number(opn_reader *r, const opn_node *root, const char *key)
{
    const opn_node *node = opn_node_member(root, key);
    int64_t number = -1;

    if (node != NULL && (!opn_node_int64(node, &number) || number < 0)) {
        opn_issue_node(r->issues, "bad-number", OPENNESS_SEVERITY_ERROR, node,
                       "a whole number of 0 or more is expected");
    }
    return number;
}

/* The form only: which currencies exist changes more often than this library. */
static const char *read_currency(opn_reader *r, const opn_node *root)
{
    const char *code = opn_reader_text(r, root, "currency", OPN_ID_LIMIT, false);
    bool letters = strlen(code) == 3;

    for (size_t i = 0; letters && i < 3; i++) {
        letters = code[i] >= 'A' && code[i] <= 'Z';
    }
    if (*code != '\0' && !letters) {
        opn_issue_node(r->issues, "bad-id", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(root, "currency"),
                       "a currency is three capital letters (ISO 4217)");
    }
    return code;
}

/* A place that does not exist would never be an excluded one. */
static const char *read_territory(opn_reader *r, const opn_node *root)
{
    const char *code = opn_reader_text(r, root, "territory", OPN_ID_LIMIT, false);

    if (*code != '\0' && !opn_place_valid(code)) {
        opn_issue_unknown(r->issues, "unknown-name", opn_node_member(root, "territory"),
                          "the territory (two capital letters, ISO 3166-1)", code,
                          opn_place_suggest(code));
    }
    return code;
}

/* A whole day: a year would leave open which text was in force. */
static const char *read_date(opn_reader *r, const opn_node *root)
{
    const char *date = opn_reader_text(r, root, "date", OPN_ID_LIMIT, false);

    if (*date == '\0') {
        return NULL;
    }
    if (strlen(date) != strlen("YYYY-MM-DD") || !opn_date_valid(date)) {
        opn_issue_node(r->issues, "bad-date", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(root, "date"), "a day is expected: YYYY-MM-DD");
    }
    return date;
}

/* The kinds of business that the vocabulary lists for gates. */
static bool known_business(const openness_database *database, const char *tag,
                           const char **nearest)
{
    const opn_license_vocabulary *vocabulary = &database->license_vocabulary;
    size_t at = opn_table_find(&vocabulary->term_table, "gates");
    const opn_license_term *gates = at == OPN_TABLE_NONE ? NULL : &vocabulary->terms[at];

    for (size_t i = 0; gates != NULL && i < gates->member_count; i++) {
        const opn_license_member *member = &gates->members[i];

        if (opn_streq(member->key, "business")) {
            *nearest = opn_names_suggest(member->values, member->value_count, tag);
            return opn_names_find(member->values, member->value_count, tag) != SIZE_MAX;
        }
    }
    return false;
}

/* The fields that any text bars, those of a user's own licenses too. */
static bool known_field(const openness_database *database, const char *tag, const char **nearest)
{
    for (size_t i = 0; i < database->license_count; i++) {
        for (size_t k = 0; k < database->licenses[i].text_count; k++) {
            const opn_license_text *text = &database->licenses[i].texts[k];

            if (opn_names_find(text->fields, text->field_count, tag) != SIZE_MAX) {
                return true;
            }
            for (size_t n = 0; n < text->field_count; n++) {
                *nearest = opn_nearest(*nearest, text->fields[n], tag);
            }
        }
    }
    return false;
}

typedef bool known_tag(const openness_database *database, const char *tag, const char **nearest);

/* Any tag may be asked about, since no list of fields is complete; one that is
 * nearly a known tag is a slip of the pen. An empty list is an answer: none. */
static opn_names read_tags(opn_reader *r, const openness_database *database,
                           const opn_node *array, known_tag *is_known, bool *all_known)
{
    *all_known = true;
    if (opn_node_count(array) > MOST_TAGS) {
        opn_issue_node(r->issues, "too-many", OPENNESS_SEVERITY_ERROR, array,
                       "at most %d tags are allowed", MOST_TAGS);
        return (opn_names){NULL, 0};
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        const char *tag = opn_node_string(at);
        const char *nearest = NULL;

        if (tag == NULL || is_known(database, tag, &nearest)) {
            continue;
        }
        *all_known = false;
        if (nearest != NULL) {
            opn_issue_unknown(r->issues, "unknown-name", at, "the tag", tag, nearest);
        }
    }
    return opn_reader_names(r, array);
}

/* In the order of docs/may.md. */
static void read_question(opn_reader *r, const openness_database *database, const opn_node *root,
                          opn_may_question *out)
{
    static const char *const members[] = {"action",         "commercial", "monthly_active_users",
                                          "annual_revenue", "currency",   "territory",
                                          "fields",         "business",   "date"};

    const opn_node *fields;
    const opn_node *business;

    if (!opn_node_expect_members(r->issues, root, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    fields = opn_node_array(r->issues, root, "fields", false);
    business = opn_node_array(r->issues, root, "business", false);
    out->action = read_action(r, root);
    out->commercial = read_commercial(r, root, out->action);
    out->users = read_number(r, root, "monthly_active_users");
    out->revenue = read_number(r, root, "annual_revenue");
    out->currency = read_currency(r, root);
    out->territory = read_territory(r, root);
    out->has_fields = fields != NULL;
    out->fields = read_tags(r, database, fields, known_field, &out->fields_known);
    out->has_business = business != NULL;
    out->business = read_tags(r, database, business, known_business, &out->business_known);
    out->date = read_date(r, root);
}

/* Strict: a member that is not known would be a part of the question that
 * nobody answers. */
int opn_question_read(opn_may_question *out, const openness_database *database, const char *json,
                      size_t size, opn_arena *arena, opn_issues *issues)
{
    opn_reader reader = opn_reader_begin(arena, issues);
    opn_json *document = NULL;
    int status = opn_json_parse(json, size, &document, issues);

    memset(out, 0, sizeof *out);
    if (status == OPENNESS_OK) {
        issues->strict = true;
        read_question(&reader, database, opn_json_root(document), out);
        status = opn_reader_status(&reader);
    }
    opn_json_free(document);
    return status;
}

static void write_tags(opn_writer *w, const char *key, bool given, opn_names tags)
{
    if (!given) {
        return;
    }
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < tags.count; i++) {
        opn_write_string(w, tags.items[i]);
    }
    opn_write_array_end(w);
}

/* What was left open is not written: null would look like an answer. */
void opn_question_write(opn_writer *w, const opn_may_question *question)
{
    opn_write_object(w);
    opn_write_member(w, "action", opn_action_id(question->action));
    if (question->commercial != OPN_MAYBE) {
        opn_write_member_bool(w, "commercial", question->commercial == OPN_TRUE);
    }
    if (question->users >= 0) {
        opn_write_member_int(w, "monthly_active_users", question->users);
    }
    if (question->revenue >= 0) {
        opn_write_member_int(w, "annual_revenue", question->revenue);
    }
    opn_write_member(w, "currency", *question->currency == '\0' ? NULL : question->currency);
    opn_write_member(w, "territory", *question->territory == '\0' ? NULL : question->territory);
    write_tags(w, "fields", question->has_fields, question->fields);
    write_tags(w, "business", question->has_business, question->business);
    opn_write_member(w, "date", question->date);
    opn_write_object_end(w);
}
