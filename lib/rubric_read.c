/*
 * rubric_read.c: a rubric document -> compiled arrays.
 *
 * Takes a checked tree and the vocabulary, gives a rubric that can be
 * evaluated without any test for errors, or every problem with its place.
 * Reads in the order of dependence: head, criteria, combination, result, and
 * what the linter asks for.
 *
 * Must not know releases or licenses.
 */
#include "ascii.h"
#include "rubric_build.h"

enum { RUBRIC_ID_LIMIT = 64, CODE_LIMIT = 4, LARGEST_VERSION = 1000000 };

/* Finding a place takes time in proportion to the document, and every test has
 * a place: the product must stay small. The largest rubric known has 30 KiB. */
enum { LARGEST_DOCUMENT = 256 * 1024 };

/* Letters of a vector: one capital, then up to three capitals or digits. */
static bool code_valid(const char *code)
{
    size_t size = strlen(code);

    for (size_t i = 0; i < size; i++) {
        bool capital = code[i] >= 'A' && code[i] <= 'Z';

        if (!capital && (i == 0 || !opn_is_digit(code[i]))) {
            return false;
        }
    }
    return size > 0 && size <= CODE_LIMIT;
}

/* Small letters only: the id stands in vectors, and ids that differ in case
 * alone would be one file on some machines. */
static void read_id(opn_rubric_builder *b, const opn_node *root)
{
    const opn_node *member = opn_node_member(root, "id");
    const char *id = opn_reader_text(&b->reader, root, "id", RUBRIC_ID_LIMIT, true);
    bool lower = true;

    for (const char *at = id; *at != '\0'; at++) {
        lower = lower && opn_lower(*at) == *at;
    }
    if (*id != '\0' && (!lower || !opn_id_valid(id, ""))) {
        opn_rubric_error(b, "bad-id", member,
                         "an id is made of small letters, digits, \".\" and \"-\"");
    }
    b->rubric->id = id;
}

/* A member that is one of two words; true for the second. There is no default:
 * how a definition treats the unknown is the authority's choice, not ours. */
static bool read_choice(opn_rubric_builder *b, const opn_node *root, const char *key,
                        const char *first, const char *second)
{
    const opn_node *member = opn_node_member(root, key);
    const char *text = opn_node_string(member);

    if (member == NULL) {
        opn_issue_missing(b->reader.issues, root, key);
    } else if (text == NULL || (!opn_streq(text, first) && !opn_streq(text, second))) {
        opn_issue_node(b->reader.issues, "unknown-name", OPENNESS_SEVERITY_ERROR, member,
                       "\"%s\" is \"%s\" or \"%s\"", key, first, second);
    }
    return text != NULL && opn_streq(text, second);
}

/* Everything about the definition as such. The version is that of the file, the
 * date that of the definition. */
static void read_head(opn_rubric_builder *b, const opn_node *root)
{
    static const char *const members[] = {
        "format",   "id",      "version", "date",    "title",          "authority",
        "url",      "purpose", "note",    "unknown", "not_applicable", "applies",
        "criteria", "combine", "result",  "same_as", "lint_exceptions"};
    opn_rubric *rubric = b->rubric;
    const opn_node *version = opn_node_member(root, "version");
    int64_t number = 0;

    opn_node_expect_members(b->reader.issues, root, members, OPN_ARRAY_LEN(members));
    read_id(b, root);
    if (version == NULL) {
        opn_issue_missing(b->reader.issues, root, "version");
    } else if (!opn_node_int64(version, &number) || number < 1 || number > LARGEST_VERSION) {
        opn_rubric_error(b, "bad-number", version, "a version is a whole number from 1");
        number = 0;
    }
    rubric->version = (int)number;
    rubric->date = opn_reader_text(&b->reader, root, "date", OPN_ID_LIMIT, true);
    if (*rubric->date != '\0' && !opn_date_valid(rubric->date)) {
        opn_rubric_error(b, "bad-date", opn_node_member(root, "date"),
                         "a date is YYYY, YYYY-MM or YYYY-MM-DD");
    }
    rubric->title = opn_reader_text(&b->reader, root, "title", OPN_LINE_LIMIT, true);
    rubric->authority = opn_reader_text(&b->reader, root, "authority", OPN_LINE_LIMIT, true);
    rubric->url = opn_reader_text(&b->reader, root, "url", OPN_LINE_LIMIT, true);
    rubric->purpose = opn_reader_text(&b->reader, root, "purpose", OPN_LINE_LIMIT, true);
    rubric->note = opn_rubric_text(b, root, "note", OPN_PROSE_LIMIT, "");
    rubric->unknown_is_no = read_choice(b, root, "unknown", "undetermined", "no");
    rubric->not_applicable_is_no = read_choice(b, root, "not_applicable", "skip", "no");
    rubric->applies_count = OPN_NO_PREDICATE;
    if (opn_node_member(root, "applies") != NULL) {
        rubric->applies_first = b->ops.count;
        rubric->applies_count = opn_rubric_predicate(b, opn_node_member(root, "applies"), true);
    }
}

/* Room for everything, counted before anything is read: arrays that do not
 * move can be pointed into. */
static bool make_room(opn_rubric_builder *b, const opn_node *criteria, const opn_node *combine)
{
    const opn_node *const lists[] = {criteria, combine};
    size_t nodes = opn_node_count(criteria) + opn_node_count(combine);
    size_t levels = 0;
    size_t terms = 0;
    size_t bands = 0;

    for (size_t i = 0; i < OPN_ARRAY_LEN(lists); i++) {
        for (const opn_node *at = opn_node_first(lists[i]); at != NULL; at = opn_node_next(at)) {
            size_t of = opn_node_count(opn_node_member(at, "of"));

            levels += opn_rubric_level_room(at);
            terms += opn_node_count(opn_node_member(at, "mean")) +
                     opn_node_count(opn_node_member(at, "min"));
            bands += of < OPN_LEVELS_MAX ? of : OPN_LEVELS_MAX;
        }
    }
    b->nodes = opn_reader_alloc(&b->reader, nodes, sizeof *b->nodes);
    b->fineness = opn_reader_alloc(&b->reader, nodes, sizeof *b->fineness);
    b->levels = opn_reader_alloc(&b->reader, levels, sizeof *b->levels);
    b->terms = opn_reader_alloc(&b->reader, terms, sizeof *b->terms);
    b->bands = opn_reader_alloc(&b->reader, bands, sizeof *b->bands);
    if (opn_table_init(&b->names, b->reader.arena, nodes) != OPENNESS_OK) {
        b->reader.out_of_memory = true;
    }
    return !b->reader.out_of_memory;
}

/* The name of one node. Criteria and combination share one set of names, since
 * predicates and terms do not say which they mean; the first owner keeps it. */
static void read_name(opn_rubric_builder *b, const opn_node *node, size_t index)
{
    const opn_node *member = opn_node_member(node, "id");
    const char *id = NULL;

    b->nodes[index].id = "";
    /* Anything but an object is reported when its turn comes. */
    if (opn_node_type(node) == OPN_JSON_OBJECT) {
        id = opn_node_text(b->reader.issues, node, "id", OPN_ID_LIMIT, true);
    }
    if (id == NULL) {
        return;
    }
    if (!opn_rubric_name_valid(id)) {
        opn_rubric_error(b, "bad-id", member, "not a name");
    }
    for (size_t i = 0; i < index; i++) {
        if (opn_streq(b->nodes[i].id, id)) {
            opn_rubric_error(b, "duplicate-id", member, "an earlier entry has this id");
            return;
        }
    }
    b->nodes[index].id = opn_reader_string(&b->reader, id);
    opn_table_put(&b->names, b->nodes[index].id, index);
}

/* Enters the name of every node before any is read, so that a name that stands
 * later can be told from one that stands nowhere. */
static void read_names(opn_rubric_builder *b, const opn_node *criteria, const opn_node *combine)
{
    size_t index = 0;

    for (const opn_node *at = opn_node_first(criteria); at != NULL; at = opn_node_next(at)) {
        read_name(b, at, index);
        index++;
    }
    for (const opn_node *at = opn_node_first(combine); at != NULL; at = opn_node_next(at)) {
        read_name(b, at, index);
        index++;
    }
    (void)opn_table_sort(&b->names);
}

/* A vector has room for a few letters per criterion. They are stated, not made
 * from the id: a better id must not change published vectors. */
static void read_code(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out)
{
    const opn_node *member = opn_node_member(node, "code");

    out->code = opn_reader_text(&b->reader, node, "code", OPN_ID_LIMIT, true);
    if (*out->code == '\0') {
        return;
    }
    if (!code_valid(out->code)) {
        opn_rubric_error(b, "bad-code", member,
                         "a code is a capital and up to three capitals or digits");
    }
    for (size_t i = 0; i < b->current; i++) {
        if (opn_streq(b->nodes[i].code, out->code)) {
            opn_rubric_error(b, "duplicate-code", member, "an earlier criterion has this code");
            return;
        }
    }
}

/* What criteria and entries of the combination have in common. */
static void read_node(opn_rubric_builder *b, const opn_node *node, bool criterion)
{
    static const char *const members[] = {"id",      "code", "title", "cite",
                                          "reading", "when", "next",  "levels"};
    opn_rubric_node *out = &b->nodes[b->current];

    out->code = "";
    out->title = "";
    out->cite = "";
    out->scale = 1;
    b->fineness[b->current] = (opn_fineness){1, 1};
    if (opn_node_type(node) != OPN_JSON_OBJECT) {
        opn_rubric_error(b, "wrong-type", node, "an object is required here");
        return;
    }
    out->place = opn_rubric_place(b, node);
    out->title = opn_reader_text(&b->reader, node, "title", OPN_LINE_LIMIT, true);
    out->cite = opn_rubric_text(b, node, "cite", OPN_LINE_LIMIT, "");
    out->reading = opn_rubric_text(b, node, "reading", OPN_PROSE_LIMIT, NULL);
    if (!criterion) {
        opn_rubric_combination(b, node, out);
        return;
    }
    opn_node_expect_members(b->reader.issues, node, members, OPN_ARRAY_LEN(members));
    read_code(b, node, out);
    opn_rubric_levels(b, node, out, true);
    opn_rubric_bound(b, node, out);
}

/* Criteria first: that is the order in which names may refer to each other. */
static void read_nodes(opn_rubric_builder *b, const opn_node *root)
{
    const opn_node *criteria = opn_node_array(b->reader.issues, root, "criteria", true);
    const opn_node *combine = opn_node_array(b->reader.issues, root, "combine", false);

    if (criteria != NULL && opn_node_count(criteria) == 0) {
        opn_rubric_error(b, "missing-member", criteria, "a rubric has a criterion or more");
    }
    if (opn_node_count(criteria) + opn_node_count(combine) > OPN_NODES_MAX) {
        opn_rubric_error(b, "too-many", root, "a rubric has at most 512 entries in all");
        return;
    }
    if (!make_room(b, criteria, combine)) {
        return;
    }
    read_names(b, criteria, combine);
    for (const opn_node *at = opn_node_first(criteria); at != NULL; at = opn_node_next(at)) {
        read_node(b, at, true);
        b->current++;
    }
    b->rubric->criterion_count = b->current;
    for (const opn_node *at = opn_node_first(combine); at != NULL; at = opn_node_next(at)) {
        read_node(b, at, false);
        b->current++;
    }
    b->rubric->node_count = b->current;
}

/* A node by name; a ladder where levels are needed. */
static size_t named_node(opn_rubric_builder *b, const opn_node *at, const char *name, bool ladder)
{
    size_t index = opn_rubric_reference(b, at, name);

    if (index != SIZE_MAX && ladder && b->nodes[index].kind != OPN_NODE_LEVELS) {
        opn_rubric_error(b, "unknown-name", at, "this is a score, and has no levels");
        return SIZE_MAX;
    }
    return index;
}

/* The node that a member of the result names. */
static size_t read_result_member(opn_rubric_builder *b, const opn_node *result, const char *key,
                                 bool ladder)
{
    const opn_node *member = opn_node_member(result, key);
    const char *name;

    if (member == NULL) {
        return SIZE_MAX;
    }
    name = opn_node_text(b->reader.issues, result, key, OPN_ID_LIMIT, true);
    return name == NULL ? SIZE_MAX : named_node(b, member, name, ladder);
}

/* The level of the headline from which releases are ranked, 0 for all. */
static int16_t read_ranked_from(opn_rubric_builder *b, const opn_node *result)
{
    const opn_rubric *rubric = b->rubric;
    const opn_node *member = opn_node_member(result, "ranked_from");
    const opn_rubric_node *headline;
    const char *name;

    if (member == NULL || rubric->result_level == SIZE_MAX) {
        if (member != NULL) {
            opn_issue_missing(b->reader.issues, result, "level");
        }
        return 0;
    }
    name = opn_node_text(b->reader.issues, result, "ranked_from", OPN_ID_LIMIT, true);
    headline = &b->nodes[rubric->result_level];
    for (size_t k = 0; name != NULL && k < headline->level_count; k++) {
        const opn_level *level = &b->levels[headline->first_level + k];

        if (opn_streq(level->id, name)) {
            return (int16_t)k;
        }
    }
    if (name != NULL) {
        opn_issue_unknown(b->reader.issues, "unknown-level", member, "level", name, NULL);
    }
    return 0;
}

/* The headline. An empty object says that the levels of the criteria are the
 * result; no object says that somebody forgot. */
static void read_result(opn_rubric_builder *b, const opn_node *root)
{
    static const char *const members[] = {"level", "score", "ranked_from"};
    const opn_node *result = opn_node_object(b->reader.issues, root, "result", true);

    b->rubric->result_level = SIZE_MAX;
    b->rubric->result_score = SIZE_MAX;
    if (result != NULL) {
        opn_node_expect_members(b->reader.issues, result, members, OPN_ARRAY_LEN(members));
        b->rubric->result_level = read_result_member(b, result, "level", true);
        b->rubric->result_score = read_result_member(b, result, "score", false);
        b->rubric->ranked_from = read_ranked_from(b, result);
    }
}

/* Ladders that are copies of others. Whether they still are is for the linter,
 * which has the other rubrics at hand. */
static void read_same_as(opn_rubric_builder *b, const opn_node *root)
{
    const opn_node *object = opn_node_object(b->reader.issues, root, "same_as", false);
    opn_same_as *items = opn_reader_alloc(&b->reader, opn_node_count(object), sizeof *items);

    b->rubric->same_as = items;
    for (const opn_node *at = opn_node_first(object); at != NULL && items != NULL;
         at = opn_node_next(at)) {
        const char *key = opn_node_key(at);
        const char *other = opn_node_text(b->reader.issues, object, key, OPN_ID_LIMIT, true);
        opn_same_as *item = &items[b->rubric->same_as_count];

        if (other != NULL && (strchr(other, '/') == NULL || other[0] == '/')) {
            opn_rubric_error(b, "bad-id", at, "\"rubric/ladder\" is required");
        }
        item->node = named_node(b, at, key, true);
        item->other = opn_reader_string(&b->reader, other);
        item->place = opn_rubric_place(b, at);
        b->rubric->same_as_count++;
    }
}

/* Findings that the author knows of, each with a reason. */
static void read_exceptions(opn_rubric_builder *b, const opn_node *root)
{
    static const char *const members[] = {"finding", "pointer", "reason"};
    const opn_node *array = opn_node_array(b->reader.issues, root, "lint_exceptions", false);
    opn_lint_exception *items =
        opn_reader_alloc(&b->reader, opn_node_count(array), sizeof *items);

    b->rubric->exceptions = items;
    for (const opn_node *at = opn_node_first(array); at != NULL && items != NULL;
         at = opn_node_next(at)) {
        opn_lint_exception *item = &items[b->rubric->exception_count];

        if (!opn_node_expect_members(b->reader.issues, at, members, OPN_ARRAY_LEN(members))) {
            continue;
        }
        item->finding = opn_reader_text(&b->reader, at, "finding", OPN_ID_LIMIT, true);
        item->pointer = opn_reader_text(&b->reader, at, "pointer", OPN_LINE_LIMIT, true);
        item->reason = opn_reader_text(&b->reader, at, "reason", OPN_LINE_LIMIT, true);
        item->place = opn_rubric_place(b, at);
        b->rubric->exception_count++;
    }
}

/* Whether this is a rubric at all; if not, nothing else is worth saying. */
static int check_document(const opn_node *root, opn_issues *issues)
{
    int status = opn_document_format(root, "openness-rubric/1", issues);
    size_t size;

    (void)opn_node_source(root, &size);
    if (status == OPENNESS_OK && size > LARGEST_DOCUMENT) {
        opn_issue_node(issues, "document-too-large", OPENNESS_SEVERITY_ERROR, root,
                       "a rubric has at most %d bytes", LARGEST_DOCUMENT);
        status = OPENNESS_E_LIMIT;
    }
    return issues->failed ? OPENNESS_E_NOMEM : status;
}

/* All or nothing: a rubric with one bad test must not grade anything. */
int opn_rubric_read(opn_rubric **out, const opn_vocabulary *vocabulary, const opn_node *root,
                    opn_issues *issues)
{
    opn_rubric_builder b = {0};
    opn_rubric *rubric;
    int status = check_document(root, issues);

    *out = NULL;
    if (status != OPENNESS_OK) {
        return status;
    }
    rubric = opn_alloc(1, sizeof *rubric);
    if (rubric == NULL) {
        return OPENNESS_E_NOMEM;
    }
    b.reader = opn_reader_begin(&rubric->arena, issues);
    b.rubric = rubric;
    b.vocabulary = vocabulary;
    b.ops.want_places = true;
    read_head(&b, root);
    read_nodes(&b, root);
    if (b.names.entries != NULL) {
        read_result(&b, root);
        read_same_as(&b, root);
        read_exceptions(&b, root);
    }
    rubric->ops = b.ops.ops;
    rubric->op_places = b.ops.places;
    rubric->op_count = b.ops.count;
    rubric->levels = b.levels;
    rubric->terms = b.terms;
    rubric->bands = b.bands;
    rubric->nodes = b.nodes;
    status = opn_reader_status(&b.reader);
    if (status != OPENNESS_OK) {
        opn_rubric_free(rubric);
        return status;
    }
    *out = rubric;
    return OPENNESS_OK;
}
