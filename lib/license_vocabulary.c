/*
 * license_vocabulary.c: the terms, lists and ladders that licenses are read by.
 *
 * Takes data/vocabulary/licenses.json, gives arrays that are never written
 * again. Order of reading follows the order of dependence: terms, their
 * orders, lists, then ladders whose predicates name orders and lists.
 *
 * Must not know any license; ladders name a few by id, and those are only
 * compared as text.
 */
#include "license.h"
#include "predicate_read.h"
#include "reader.h"

static const char *const yes_no[] = {"no", "yes"};

bool opn_license_word(const char *value)
{
    return opn_streq(value, "silent") || opn_streq(value, "not_applicable");
}

/* The type decides what a value may look like in a license, and how it can be
 * put into an order. */
static bool read_type(const char *text, opn_term_type *out)
{
    static const char *const names[] = {"enum", "flag", "set", "list", "object", "text"};
    static const opn_term_type types[] = {OPN_TERM_ENUM, OPN_TERM_FLAG,   OPN_TERM_SET,
                                          OPN_TERM_LIST, OPN_TERM_OBJECT, OPN_TERM_TEXT};
    size_t at = opn_names_find(names, OPN_ARRAY_LEN(names), text);

    if (at == SIZE_MAX) {
        return false;
    }
    *out = types[at];
    return true;
}

/* What the objects of a term hold: questions are checked against their values,
 * documents are not. */
static void read_members(opn_reader *r, const opn_node *node, opn_license_term *out)
{
    const opn_node *array = opn_node_array(r->issues, node, "members", false);
    opn_license_member *members = opn_reader_alloc(r, opn_node_count(array), sizeof *members);

    if (members == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        opn_license_member *member = &members[out->member_count];
        opn_names values = opn_reader_names(r, opn_node_array(r->issues, at, "values", false));

        member->key = opn_reader_text(r, at, "key", OPN_ID_LIMIT, true);
        member->values = values.items;
        member->value_count = values.count;
        out->member_count++;
    }
    out->members = members;
}

/* Only an enum must list its values; those of a set may be open-ended. */
static void read_term(opn_reader *r, const opn_node *node, opn_license_term *out)
{
    static const char *const members[] = {"id", "type", "values", "members", "about"};
    opn_names values;
    const char *type;

    if (!opn_node_expect_members(r->issues, node, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    out->id = opn_reader_text(r, node, "id", OPN_ID_LIMIT, true);
    out->about = opn_reader_text(r, node, "about", OPN_PROSE_LIMIT, false);
    type = opn_reader_text(r, node, "type", OPN_ID_LIMIT, true);
    if (*type != '\0' && !read_type(type, &out->type)) {
        opn_issue_unknown(r->issues, "unknown-kind", opn_node_member(node, "type"), "type", type,
                          NULL);
    }
    values = opn_reader_names(
        r, opn_node_array(r->issues, node, "values", out->type == OPN_TERM_ENUM));
    out->values = values.items;
    out->value_count = values.count;
    read_members(r, node, out);
}

/* A level on the ladder of an ordered term, 0 and an issue when it has none. */
static int16_t read_level(opn_reader *r, const opn_node *node, const char *const *levels,
                          size_t count)
{
    const char *name = opn_node_string(node);
    size_t at = name == NULL ? SIZE_MAX : opn_names_find(levels, count, name);

    if (at != SIZE_MAX) {
        return (int16_t)at;
    }
    opn_issue_unknown(r->issues, "unknown-level", node, "level", name == NULL ? "" : name,
                      name == NULL ? NULL : opn_names_suggest(levels, count, name));
    return 0;
}

/* Every value that a license may state must have a level: a gap would make a
 * finding silently unknown. */
static void check_map(opn_reader *r, const opn_node *map, const opn_license_term *term)
{
    static const char *const flags[] = {"true", "false"};
    const char *const *values = term->type == OPN_TERM_FLAG ? flags : term->values;
    size_t count = term->type == OPN_TERM_FLAG ? OPN_ARRAY_LEN(flags) : term->value_count;

    for (size_t i = 0; i < count; i++) {
        if (opn_node_member(map, values[i]) == NULL) {
            opn_issue_node(r->issues, "missing-level", OPENNESS_SEVERITY_ERROR, map,
                           "the value \"%s\" has no level", values[i]);
        }
    }
}

/* The map runs from values to levels, many to one: several wordings can be
 * equally free. */
static void read_map(opn_reader *r, const opn_node *node, const opn_license_term *term,
                     opn_ordered_term *out)
{
    const opn_node *map = opn_node_object(r->issues, node, "map", true);
    size_t count = opn_node_count(map);
    const char **keys = opn_reader_alloc(r, count, sizeof *keys);
    int16_t *levels = opn_reader_alloc(r, count, sizeof *levels);

    if (map == NULL || keys == NULL || levels == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(map); at != NULL; at = opn_node_next(at)) {
        const char *key = opn_node_key(at);

        if (term->type == OPN_TERM_ENUM && !opn_license_word(key) &&
            opn_names_find(term->values, term->value_count, key) == SIZE_MAX) {
            opn_issue_unknown(r->issues, "unknown-level", at, "value", key,
                              opn_names_suggest(term->values, term->value_count, key));
        }
        keys[out->key_count] = opn_reader_string(r, key);
        levels[out->key_count] = read_level(r, at, out->levels, out->level_count);
        out->key_count++;
    }
    out->keys = keys;
    out->key_levels = levels;
    check_map(r, map, term);
}

/* {"any": {"member": [tags]}} for lists and objects, {"any_of": [tags]} for
 * sets; neither: whatever stands there lowers the term. */
static void read_tags(opn_reader *r, const opn_node *node, opn_ordered_term *out)
{
    const opn_node *any = opn_node_object(r->issues, node, "any", false);
    const opn_node *tags = opn_node_array(r->issues, node, "any_of", false);
    opn_names names;

    if (any != NULL && opn_node_count(any) != 1) {
        opn_issue_node(r->issues, "unsupported", OPENNESS_SEVERITY_ERROR, any,
                       "exactly one member is expected");
        return;
    }
    if (any != NULL) {
        tags = opn_node_first(any);
        out->member = opn_reader_string(r, opn_node_key(tags));
    }
    if (tags != NULL && opn_node_type(tags) != OPN_JSON_ARRAY) {
        opn_issue_node(r->issues, "wrong-type", OPENNESS_SEVERITY_ERROR, tags,
                       "a list of tags is expected");
        return;
    }
    names = opn_reader_names(r, tags);
    out->tags = names.items;
    out->tag_count = names.count;
}

/* An order is apart from its term because one term can be asked about in two
 * ways: a gate that needs permission is not a gate that needs a label. */
static void read_ordered(opn_reader *r, const opn_license_vocabulary *vocabulary,
                         const opn_node *node, opn_ordered_term *out)
{
    static const char *const members[] = {"id",  "ladder", "term", "map",
                                          "any", "any_of", "about"};
    const opn_license_term *term;
    opn_names levels;
    const char *name;

    if (!opn_node_expect_members(r->issues, node, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    out->id = opn_reader_text(r, node, "id", OPN_ID_LIMIT, true);
    levels = opn_reader_names(r, opn_node_array(r->issues, node, "ladder", true));
    out->levels = levels.items;
    out->level_count = levels.count;
    if (levels.count < 2 || levels.count > INT16_MAX) {
        opn_issue_node(r->issues, "missing-level", OPENNESS_SEVERITY_ERROR, node,
                       "a ladder has two levels or more");
    }
    name = opn_reader_text(r, node, "term", OPN_ID_LIMIT, true);
    out->term = opn_table_find(&vocabulary->term_table, name);
    if (out->term == OPN_TABLE_NONE) {
        out->term = 0;
        opn_issue_unknown(r->issues, "unknown-name", opn_node_member(node, "term"), "term", name,
                          opn_table_suggest(&vocabulary->term_table, name));
        return;
    }
    term = &vocabulary->terms[out->term];
    if (term->type == OPN_TERM_ENUM || term->type == OPN_TERM_FLAG) {
        read_map(r, node, term, out);
    } else if (term->type == OPN_TERM_TEXT) {
        opn_issue_node(r->issues, "unsupported", OPENNESS_SEVERITY_ERROR, node,
                       "free text has no order");
    } else {
        read_tags(r, node, out);
    }
}

/* A list without a citation could not be checked by anybody. */
static void read_list(opn_reader *r, const opn_node *node, opn_license_list *out)
{
    static const char *const members[] = {"id", "title", "cite", "url", "date", "about"};

    if (!opn_node_expect_members(r->issues, node, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    out->id = opn_reader_text(r, node, "id", OPN_ID_LIMIT, true);
    out->title = opn_reader_text(r, node, "title", OPN_LINE_LIMIT, true);
    out->cite = opn_reader_text(r, node, "cite", OPN_PROSE_LIMIT, true);
    out->url = opn_reader_text(r, node, "url", OPN_PROSE_LIMIT, false);
    out->date = opn_reader_text(r, node, "date", OPN_ID_LIMIT, false);
}

/* Names in the predicates of ladders: ordered terms, and lists as no and yes. */
static bool resolve(const void *context, const opn_node *test, const char *name,
                    const char *level, uint16_t *index, uint16_t *least, opn_issues *issues)
{
    const opn_license_vocabulary *vocabulary = context;
    size_t at = opn_table_find(&vocabulary->ordered_table, name);
    const char *const *levels = yes_no;
    size_t count = OPN_ARRAY_LEN(yes_no);
    size_t found;

    if (at == OPN_TABLE_NONE) {
        opn_issue_unknown(issues, "unknown-name", test, "term", name,
                          opn_table_suggest(&vocabulary->ordered_table, name));
        return false;
    }
    if (at < vocabulary->ordered_count) {
        levels = vocabulary->ordered[at].levels;
        count = vocabulary->ordered[at].level_count;
    }
    found = opn_names_find(levels, count, level);
    if (found == SIZE_MAX) {
        opn_issue_unknown(issues, "unknown-level", test, "level", level,
                          opn_names_suggest(levels, count, level));
        return false;
    }
    *index = (uint16_t)at;
    *least = (uint16_t)found;
    return true;
}

/* One array of ops for the whole ladder; each level knows its slice. */
static void read_levels(opn_reader *r, const opn_license_vocabulary *vocabulary,
                        const opn_node *node, opn_license_ladder *out)
{
    static const char *const members[] = {"id", "when", "about"};
    const opn_node *levels = opn_node_array(r->issues, node, "levels", true);
    size_t count = opn_node_count(levels);
    const char **ids = opn_reader_alloc(r, count, sizeof *ids);
    const char **abouts = opn_reader_alloc(r, count, sizeof *abouts);
    size_t *first = opn_reader_alloc(r, count, sizeof *first);
    size_t *ops = opn_reader_alloc(r, count, sizeof *ops);
    opn_op_list list = {0};

    if (count < 2 || ids == NULL || abouts == NULL || first == NULL || ops == NULL) {
        opn_issue_node(r->issues, "missing-level", OPENNESS_SEVERITY_ERROR, node,
                       "a ladder has two levels or more");
        return;
    }
    for (const opn_node *at = opn_node_first(levels); at != NULL; at = opn_node_next(at)) {
        const opn_node *when = opn_node_member(at, "when");
        size_t k = out->level_count++;

        opn_node_expect_members(r->issues, at, members, OPN_ARRAY_LEN(members));
        ids[k] = opn_reader_text(r, at, "id", OPN_ID_LIMIT, true);
        abouts[k] = opn_reader_text(r, at, "about", OPN_PROSE_LIMIT, false);
        first[k] = list.count;
        if ((when == NULL) != (k == 0)) {
            opn_issue_node(r->issues, "missing-level", OPENNESS_SEVERITY_ERROR, at,
                           "every level but the lowest says when it is reached");
        } else if (k > 0 && opn_predicate_read(&list, r->arena, when, resolve, vocabulary,
                                               r->issues) == OPENNESS_E_NOMEM) {
            r->out_of_memory = true;
        }
        ops[k] = list.count - first[k];
    }
    out->levels = ids;
    out->level_abouts = abouts;
    out->first_op = first;
    out->op_count = ops;
    out->ops = list.ops;
}

/* Ids are compared as text: a verdict on a license that the database does not
 * hold is harmless. */
static void read_assigned(opn_reader *r, const opn_node *node, opn_license_ladder *out)
{
    const opn_node *assign = opn_node_object(r->issues, node, "assign", false);
    size_t count = opn_node_count(assign);
    const char **ids = opn_reader_alloc(r, count, sizeof *ids);
    int16_t *levels = opn_reader_alloc(r, count, sizeof *levels);

    if (ids == NULL || levels == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(assign); at != NULL; at = opn_node_next(at)) {
        ids[out->assigned_count] = opn_reader_string(r, opn_node_key(at));
        levels[out->assigned_count] = read_level(r, at, out->levels, out->level_count);
        out->assigned_count++;
    }
    out->assigned = ids;
    out->assigned_levels = levels;
}

/* {"ordered term": "paragraph"}: a reason can then say where its rule stands. */
static void read_cites(opn_reader *r, const opn_license_vocabulary *vocabulary,
                       const opn_node *node, opn_license_ladder *out)
{
    const opn_node *cites = opn_node_object(r->issues, node, "cites", false);
    const char **by_term = opn_reader_alloc(r, vocabulary->ordered_count, sizeof *by_term);

    if (by_term == NULL) {
        return;
    }
    for (size_t i = 0; i < vocabulary->ordered_count; i++) {
        by_term[i] = opn_reader_text(r, cites, vocabulary->ordered[i].id, OPN_ID_LIMIT, false);
    }
    for (const opn_node *at = opn_node_first(cites); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_key(at);
        size_t found = opn_table_find(&vocabulary->ordered_table, name);

        if (found == OPN_TABLE_NONE || found >= vocabulary->ordered_count) {
            opn_issue_unknown(r->issues, "unknown-name", at, "term", name,
                              opn_table_suggest(&vocabulary->ordered_table, name));
        }
    }
    out->cites = by_term;
}

/* "external_from" is for the linter: from there up, only membership in a list
 * may lift a license, never our reading of its terms. */
static void read_ladder(opn_reader *r, const opn_license_vocabulary *vocabulary,
                        const opn_node *node, opn_license_ladder *out)
{
    static const char *const members[] = {"id",    "title",         "about",  "cite",  "url",
                                          "cites", "external_from", "assign", "levels"};
    const opn_node *external = opn_node_member(node, "external_from");

    out->id = "";
    out->title = "";
    out->about = "";
    out->cite = "";
    out->external_from = -1;
    if (!opn_node_expect_members(r->issues, node, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    out->id = opn_reader_text(r, node, "id", OPN_ID_LIMIT, true);
    out->title = opn_reader_text(r, node, "title", OPN_LINE_LIMIT, false);
    out->about = opn_reader_text(r, node, "about", OPN_PROSE_LIMIT, true);
    out->cite = opn_reader_text(r, node, "cite", OPN_PROSE_LIMIT, false);
    read_cites(r, vocabulary, node, out);
    read_levels(r, vocabulary, node, out);
    if (external != NULL && out->levels != NULL) {
        out->external_from = read_level(r, external, out->levels, out->level_count);
    }
    if (out->levels != NULL) {
        read_assigned(r, node, out);
    }
}

/* Sorts a finished table and reports a name that stands twice. */
static void close_table(opn_reader *r, opn_table *table, const opn_node *node)
{
    const char *twice = opn_table_sort(table);

    if (twice != NULL) {
        opn_issue_node(r->issues, "duplicate-id", OPENNESS_SEVERITY_ERROR, node,
                       "\"%s\" stands twice", twice);
    }
}

/* Every term gets its place in the table even when it is wrong, so that indices
 * stay those of the document. */
static void read_terms(opn_reader *r, opn_license_vocabulary *out, const opn_node *array)
{
    opn_license_term *terms = opn_reader_alloc(r, opn_node_count(array), sizeof *terms);

    if (terms == NULL ||
        opn_table_init(&out->term_table, r->arena, opn_node_count(array)) != OPENNESS_OK) {
        r->out_of_memory = true;
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        opn_license_term *term = &terms[out->term_count];

        term->id = "";
        read_term(r, at, term);
        opn_table_put(&out->term_table, term->id, out->term_count);
        out->term_count++;
    }
    out->terms = terms;
    close_table(r, &out->term_table, array);
}

/* Lists share the number space of ordered terms, after them: a predicate
 * reads both from one array of values. */
static void read_orders_and_lists(opn_reader *r, opn_license_vocabulary *out,
                                  const opn_node *orders, const opn_node *lists)
{
    size_t order_count = opn_node_count(orders);
    size_t list_count = opn_node_count(lists);
    opn_ordered_term *ordered = opn_reader_alloc(r, order_count, sizeof *ordered);
    opn_license_list *list = opn_reader_alloc(r, list_count, sizeof *list);

    if (ordered == NULL || list == NULL ||
        opn_table_init(&out->ordered_table, r->arena, order_count + list_count) != OPENNESS_OK ||
        opn_table_init(&out->list_table, r->arena, list_count) != OPENNESS_OK) {
        r->out_of_memory = true;
        return;
    }
    for (const opn_node *at = opn_node_first(orders); at != NULL; at = opn_node_next(at)) {
        ordered[out->ordered_count].id = "";
        read_ordered(r, out, at, &ordered[out->ordered_count]);
        opn_table_put(&out->ordered_table, ordered[out->ordered_count].id, out->ordered_count);
        out->ordered_count++;
    }
    out->ordered = ordered;
    for (const opn_node *at = opn_node_first(lists); at != NULL; at = opn_node_next(at)) {
        opn_license_list *item = &list[out->list_count];
        char name[OPN_ID_LIMIT + sizeof "list_"] = "list_";

        item->id = "";
        read_list(r, at, item);
        memcpy(name + strlen(name), item->id, strlen(item->id) + 1);
        opn_table_put(&out->list_table, item->id, out->list_count);
        opn_table_put(&out->ordered_table, opn_reader_string(r, name),
                      out->ordered_count + out->list_count);
        out->list_count++;
    }
    out->lists = list;
    close_table(r, &out->ordered_table, orders);
    close_table(r, &out->list_table, lists);
}

/* Last, because predicates name orders and lists. */
static void read_ladders(opn_reader *r, opn_license_vocabulary *out, const opn_node *array)
{
    opn_license_ladder *ladders = opn_reader_alloc(r, opn_node_count(array), sizeof *ladders);

    if (ladders == NULL ||
        opn_table_init(&out->ladder_table, r->arena, opn_node_count(array)) != OPENNESS_OK) {
        r->out_of_memory = true;
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_ladder(r, out, at, &ladders[out->ladder_count]);
        opn_table_put(&out->ladder_table, ladders[out->ladder_count].id, out->ladder_count);
        out->ladder_count++;
    }
    out->ladders = ladders;
    close_table(r, &out->ladder_table, array);
}

/* Each stage needs the one before it whole: going on after an error would only
 * report its consequences. */
int opn_license_vocabulary_read(opn_license_vocabulary *out, const opn_node *document,
                                opn_issues *issues)
{
    static const char *const members[] = {"format",  "about", "terms",
                                          "ordered", "lists", "ladders"};
    int status = opn_document_format(document, "openness-license-vocabulary/1", issues);
    opn_reader reader;

    *out = (opn_license_vocabulary){0};
    if (status != OPENNESS_OK) {
        return status;
    }
    reader = opn_reader_begin(&out->arena, issues);
    opn_node_expect_members(issues, document, members, OPN_ARRAY_LEN(members));
    read_terms(&reader, out, opn_node_array(issues, document, "terms", true));
    if (opn_reader_status(&reader) == OPENNESS_OK) {
        read_orders_and_lists(&reader, out, opn_node_array(issues, document, "ordered", true),
                              opn_node_array(issues, document, "lists", true));
    }
    if (opn_reader_status(&reader) == OPENNESS_OK) {
        read_ladders(&reader, out, opn_node_array(issues, document, "ladders", true));
    }
    return opn_reader_status(&reader);
}

void opn_license_vocabulary_free(opn_license_vocabulary *vocabulary)
{
    opn_arena_free(&vocabulary->arena);
    *vocabulary = (opn_license_vocabulary){0};
}
