/*
 * terms.c: one text of a license, term by term.
 *
 * Takes the number of a license and a day, gives every term of the vocabulary
 * with its value, its state and its clause. The catalog keeps levels only, so
 * the document is read again here, and only when somebody asks.
 *
 * Must not know what any term means, nor what a question is.
 */
#include "terms.h"
#include "reader.h"

static bool says(const opn_node *value, const char *word)
{
    const char *text = opn_node_string(value);

    return text != NULL && opn_streq(text, word);
}

/* Absent is "not read": a term that nobody looked for is not one that is silent. */
static opn_term_state state_of(const opn_node *value)
{
    if (value == NULL || says(value, "unknown")) {
        return OPN_TERM_UNKNOWN;
    }
    if (says(value, "silent")) {
        return OPN_TERM_SILENT;
    }
    return says(value, "not_applicable") ? OPN_TERM_NOT_APPLICABLE : OPN_TERM_STATED;
}

/* Flags become words, so that every member is text, number or tags. */
static void read_member(opn_reader *r, const opn_node *node, opn_term_member *out)
{
    opn_json_type type = opn_node_type(node);

    *out = (opn_term_member){opn_reader_string(r, opn_node_key(node)), NULL, false, 0, NULL, 0};
    if (type == OPN_JSON_STRING) {
        out->text = opn_reader_string(r, opn_node_string(node));
    } else if (type == OPN_JSON_BOOL) {
        out->text = opn_node_bool(node) ? "true" : "false";
    } else if (type == OPN_JSON_NUMBER) {
        out->has_number = opn_node_int64(node, &out->number);
    } else if (type == OPN_JSON_ARRAY) {
        opn_names names = opn_reader_names(r, node);

        out->tags = names.items;
        out->tag_count = names.count;
    }
}

/* Members keep the order of the document. */
static void read_object(opn_reader *r, const opn_node *node, opn_term_object *out)
{
    opn_term_member *members = opn_reader_alloc(r, opn_node_count(node), sizeof *members);
    size_t count = 0;

    *out = (opn_term_object){members, 0};
    if (members == NULL || opn_node_type(node) != OPN_JSON_OBJECT) {
        return;
    }
    for (const opn_node *at = opn_node_first(node); at != NULL; at = opn_node_next(at)) {
        read_member(r, at, &members[count]);
        count++;
    }
    out->count = count;
}

/* What is no object is one without members: the loader has complained. */
static void read_list(opn_reader *r, const opn_node *array, opn_term_value *out)
{
    opn_term_object *objects = opn_reader_alloc(r, opn_node_count(array), sizeof *objects);
    size_t count = 0;

    if (objects == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_object(r, at, &objects[count]);
        count++;
    }
    out->objects = objects;
    out->object_count = count;
}

/* "none" leaves a set, list or object empty: its state says that it was read. */
static void read_stated(opn_reader *r, opn_term_type type, const opn_node *value,
                        opn_term_value *out)
{
    opn_json_type found = opn_node_type(value);

    switch (type) {
    case OPN_TERM_ENUM:
    case OPN_TERM_TEXT:
        out->word = opn_reader_string(r, opn_node_string(value));
        break;
    case OPN_TERM_FLAG:
        out->word = opn_node_bool(value) ? "true" : "false";
        break;
    case OPN_TERM_SET:
        if (found == OPN_JSON_ARRAY) {
            opn_names names = opn_reader_names(r, value);

            out->tags = names.items;
            out->tag_count = names.count;
        }
        break;
    case OPN_TERM_LIST:
        if (found == OPN_JSON_ARRAY) {
            read_list(r, value, out);
        }
        break;
    case OPN_TERM_OBJECT:
        if (found == OPN_JSON_OBJECT) {
            opn_term_object *object = opn_reader_alloc(r, 1, sizeof *object);

            if (object != NULL) {
                read_object(r, value, object);
                out->objects = object;
                out->object_count = 1;
            }
        }
        break;
    }
}

/* A clause may stand where the value is silent: it says where silence was found. */
static void read_value(opn_reader *r, const opn_license_term *term, const opn_node *value,
                       const opn_node *clauses, opn_term_value *out)
{
    const opn_node *clause = opn_node_member(clauses, term->id);

    *out = (opn_term_value){state_of(value), "", NULL, 0, NULL, 0, ""};
    out->clause = opn_reader_string(r, opn_node_string(clause));
    if (out->state == OPN_TERM_STATED) {
        read_stated(r, term->type, value, out);
    }
}

/* What is licensed at all stands once for all texts, beside them. */
static const opn_node *find_value(const opn_node *document, const opn_node *text, const char *id)
{
    const opn_node *value = opn_node_member(opn_node_member(text, "terms"), id);

    return value == NULL && opn_streq(id, "covers") ? opn_node_member(document, id) : value;
}

static void read_text(opn_reader *r, const opn_license_vocabulary *vocabulary,
                      const opn_node *document, const opn_node *text, opn_terms *out)
{
    opn_term_value *values = opn_reader_alloc(r, vocabulary->term_count, sizeof *values);
    const opn_node *source = opn_node_first(opn_node_member(text, "sources"));

    out->source = opn_reader_string(r, opn_node_string(opn_node_member(source, "source")));
    if (values == NULL) {
        return;
    }
    for (size_t i = 0; i < vocabulary->term_count; i++) {
        read_value(r, &vocabulary->terms[i], find_value(document, text, vocabulary->terms[i].id),
                   opn_node_member(text, "clauses"), &values[i]);
    }
    out->values = values;
}

/* The text is picked by the one rule that ladders follow too. */
int opn_terms_read(opn_terms *out, const openness_database *database, size_t license,
                   const char *as_of, opn_arena *arena)
{
    const opn_license *from = &database->licenses[license];
    const opn_document *document = opn_database_license(database, license);
    const opn_license_text *text = opn_license_text_on(from, as_of);
    opn_issues issues = {0};
    opn_reader reader = opn_reader_begin(arena, &issues);
    opn_json *json = NULL;
    const opn_node *node;
    /* Without a document there is no node, and every term is unread. */
    int status = document == NULL
                     ? OPENNESS_OK
                     : opn_json_parse(document->text, document->size, &json, &issues);

    *out = (opn_terms){from->id, from->name, text->date, "", NULL};
    if (status == OPENNESS_OK) {
        node = opn_node_first(opn_node_member(opn_json_root(json), "texts"));
        for (size_t i = (size_t)(text - from->texts); i > 0; i--) {
            node = opn_node_next(node);
        }
        read_text(&reader, &database->license_vocabulary, opn_json_root(json), node, out);
        status = opn_reader_status(&reader);
    }
    opn_json_free(json);
    opn_issues_free(&issues);
    /* Whatever stands in a database was checked when it came in. */
    return status == OPENNESS_OK ? OPENNESS_OK : OPENNESS_E_NOMEM;
}

/* A term of a later vocabulary has not been read by this data. */
const opn_term_value *opn_terms_value(const opn_terms *terms, const openness_database *database,
                                      const char *id)
{
    static const opn_term_value unread = {OPN_TERM_UNKNOWN, "", NULL, 0, NULL, 0, ""};
    size_t at = opn_table_find(&database->license_vocabulary.term_table, id);

    return at == OPN_TABLE_NONE ? &unread : &terms->values[at];
}

const opn_term_member *opn_term_member_find(const opn_term_object *object, const char *key)
{
    for (size_t i = 0; i < object->count; i++) {
        if (opn_streq(object->members[i].key, key)) {
            return &object->members[i];
        }
    }
    return NULL;
}

bool opn_term_has(const opn_term_value *value, const char *tag)
{
    return opn_names_find(value->tags, value->tag_count, tag) != SIZE_MAX;
}
