/*
 * rubric_levels.c: names, texts, predicates and levels of a rubric.
 *
 * Takes the members "levels" or "when" of a criterion or ladder, gives levels
 * in the shared array. Criteria read facts and nothing else, the combination
 * reads criteria and earlier entries and nothing else: that is decided here,
 * by the resolver that a predicate is read with.
 *
 * Must not know means and bands.
 */
#include "ascii.h"
#include "rubric_build.h"

/* Names are identifiers in every language that people import reports into. */
enum { NAME_LIMIT = 64 };

/* Parts of a fraction, as opn_rational_parse has it. */
static const int64_t LARGEST_PART = 1000000;

void opn_rubric_error(opn_rubric_builder *b, const char *id, const opn_node *node,
                      const char *message)
{
    opn_issue_node(b->reader.issues, id, OPENNESS_SEVERITY_ERROR, node, "%s", message);
}

bool opn_rubric_name_valid(const char *name)
{
    static const char *const words[] = {"all", "any", "at_least", "of"};

    if (name[0] == '_' || name[0] == '\0' || strlen(name) > NAME_LIMIT) {
        return false;
    }
    for (const char *at = name; *at != '\0'; at++) {
        if (!opn_is_digit(*at) && *at != '_' && (*at < 'a' || *at > 'z')) {
            return false;
        }
    }
    return opn_names_find(words, OPN_ARRAY_LEN(words), name) == SIZE_MAX;
}

const char *opn_rubric_text(opn_rubric_builder *b, const opn_node *object, const char *key,
                            size_t limit, const char *otherwise)
{
    if (opn_node_member(object, key) == NULL) {
        return otherwise;
    }
    return opn_reader_text(&b->reader, object, key, limit, false);
}

opn_place opn_rubric_place(opn_rubric_builder *b, const opn_node *node)
{
    opn_place place = opn_node_place(node, &b->rubric->arena);

    if (place.pointer == NULL) {
        b->reader.out_of_memory = true;
        place.pointer = "";
    }
    return place;
}

bool opn_rubric_fraction(opn_rubric_builder *b, const opn_node *node, const char *id,
                         opn_rational *out)
{
    const char *text = opn_node_string(node);
    int64_t whole;

    if (text != NULL && opn_rational_parse(text, out)) {
        return true;
    }
    if (opn_node_int64(node, &whole) && whole >= 0 && whole <= LARGEST_PART) {
        *out = (opn_rational){whole, 1};
        return true;
    }
    opn_rubric_error(b, id, node,
                     "a whole number or a fraction such as \"1/2\", of parts up to 1000000");
    return false;
}

/* Names in criteria. A criterion that named another one would make the levels
 * of the criteria depend on each other, and neither a vector nor an assessment
 * could then stand for them. */
static bool resolve_fact(const void *context, const opn_node *test, const char *name,
                         const char *level, uint16_t *index, uint16_t *least, opn_issues *issues)
{
    const opn_rubric_builder *b = context;
    size_t fact = opn_table_find(&b->vocabulary->fact_table, name);
    const opn_ladder *ladder;
    size_t at;

    if (fact == OPN_TABLE_NONE) {
        if (opn_table_find(&b->names, name) != OPN_TABLE_NONE) {
            opn_issue_node(issues, "unknown-name", OPENNESS_SEVERITY_ERROR, test,
                           "\"%s\" is not a fact, and nothing else can be tested here", name);
        } else {
            opn_issue_unknown(issues, "unknown-name", test, "fact", name,
                              opn_table_suggest(&b->vocabulary->fact_table, name));
        }
        return false;
    }
    ladder = &b->vocabulary->ladders[b->vocabulary->facts[fact].ladder];
    at = opn_names_find(ladder->levels, ladder->count, level);
    if (at == SIZE_MAX) {
        opn_issue_unknown(issues, "unknown-level", test, "level", level,
                          opn_names_suggest(ladder->levels, ladder->count, level));
        return false;
    }
    *index = (uint16_t)fact;
    *least = (uint16_t)at;
    return true;
}

/* Nodes come from one array, so what is not before the current one is ahead;
 * a name that only looks back cannot form a cycle. */
static size_t find_node(const opn_rubric_builder *b, const opn_node *at, const char *name,
                        opn_issues *issues)
{
    size_t index = opn_table_find(&b->names, name);

    if (index == OPN_TABLE_NONE) {
        if (opn_table_find(&b->vocabulary->fact_table, name) != OPN_TABLE_NONE) {
            opn_issue_node(issues, "unknown-name", OPENNESS_SEVERITY_ERROR, at,
                           "\"%s\" is a fact; only criteria read facts", name);
        } else {
            opn_issue_unknown(issues, "unknown-name", at, "criterion or ladder", name,
                              opn_table_suggest(&b->names, name));
        }
        return SIZE_MAX;
    }
    if (index >= b->current) {
        opn_issue_node(issues, "forward-reference", OPENNESS_SEVERITY_ERROR, at,
                       "\"%s\" stands later; an entry reads only what stands before it", name);
        return SIZE_MAX;
    }
    return index;
}

size_t opn_rubric_reference(opn_rubric_builder *b, const opn_node *at, const char *name)
{
    return find_node(b, at, name, b->reader.issues);
}

/* Names in the combination: ladders that stand before. Scores have no levels,
 * so a threshold on a score cannot be written; no definition asks for one. */
static bool resolve_node(const void *context, const opn_node *test, const char *name,
                         const char *level, uint16_t *index, uint16_t *least, opn_issues *issues)
{
    const opn_rubric_builder *b = context;
    size_t at = find_node(b, test, name, issues);
    const opn_rubric_node *node;

    if (at == SIZE_MAX) {
        return false;
    }
    node = &b->nodes[at];
    for (size_t k = 0; k < node->level_count; k++) {
        if (opn_streq(b->levels[node->first_level + k].id, level)) {
            *index = (uint16_t)at;
            *least = (uint16_t)k;
            return true;
        }
    }
    opn_issue_node(issues, "unknown-level", OPENNESS_SEVERITY_ERROR, test,
                   node->kind == OPN_NODE_LEVELS ? "\"%s\" has no level \"%s\""
                                                 : "\"%s\" is a score and has no level \"%s\"",
                   name, level);
    return false;
}

uint16_t opn_rubric_predicate(opn_rubric_builder *b, const opn_node *when, bool over_facts)
{
    size_t first = b->ops.count;
    int status =
        opn_predicate_read(&b->ops, &b->rubric->arena, when,
                           over_facts ? resolve_fact : resolve_node, b, b->reader.issues);
    size_t count = b->ops.count - first;

    if (status == OPENNESS_E_NOMEM) {
        b->reader.out_of_memory = true;
    }
    if (count >= OPN_NO_PREDICATE) {
        opn_rubric_error(b, "too-many", when, "the predicate has too many parts");
    }
    return status == OPENNESS_OK && count < OPN_NO_PREDICATE ? (uint16_t)count : OPN_NO_PREDICATE;
}

/* Points default to the index of the level. null abstains: there is a level,
 * and the authority gives it no score. */
static void read_points(opn_rubric_builder *b, const opn_node *node, opn_level *levels, size_t k)
{
    const opn_node *points = opn_node_member(node, "points");
    opn_level *level = &levels[k];
    size_t before = k;

    if (opn_node_type(points) == OPN_JSON_NULL) {
        level->abstains = true;
        return;
    }
    if (points != NULL && !opn_rubric_fraction(b, points, "bad-number", &level->points)) {
        return;
    }
    while (before > 0 && levels[before - 1].abstains) {
        before--;
    }
    /* The one way in which a ladder could punish openness. */
    if (before > 0 && opn_rational_compare(level->points, levels[before - 1].points) < 0) {
        opn_rubric_error(b, "falling-points", points == NULL ? node : points,
                         "a higher level has fewer points than a lower one");
    }
}

/* Level ids are what reports print and assessments name. */
static void read_level_id(opn_rubric_builder *b, const opn_node *node, opn_level *levels,
                          size_t k)
{
    /* Reports print these in the place of a level. */
    static const char *const taken[] = {"unknown", "undetermined", "not_applicable"};
    const char *id = opn_reader_text(&b->reader, node, "id", NAME_LIMIT, true);

    levels[k].id = id;
    if (*id == '\0') {
        return;
    }
    if (!opn_rubric_name_valid(id) ||
        opn_names_find(taken, OPN_ARRAY_LEN(taken), id) != SIZE_MAX) {
        opn_rubric_error(b, "bad-id", opn_node_member(node, "id"),
                         "not a name, or one with a meaning of its own");
    }
    for (size_t i = 0; i < k; i++) {
        if (opn_streq(levels[i].id, id)) {
            opn_rubric_error(b, "duplicate-id", opn_node_member(node, "id"),
                             "an earlier level has this id");
        }
    }
}

/* Without a predicate, or with one that could not be read, the level has none. */
static void read_when(opn_rubric_builder *b, const opn_node *when, opn_level *level,
                      bool criterion)
{
    level->op_count = OPN_NO_PREDICATE;
    level->first_op = (uint32_t)b->ops.count;
    if (when != NULL) {
        level->op_count = opn_rubric_predicate(b, when, criterion);
    }
}

/* One level of a ladder, the k-th from below. */
static void read_level(opn_rubric_builder *b, const opn_node *node, opn_level *levels, size_t k,
                       bool criterion)
{
    static const char *const members[] = {"id",   "title",  "cite", "reading",
                                          "when", "points", "next", "claims"};
    const opn_node *when = opn_node_member(node, "when");
    const opn_node *claims = opn_node_member(node, "claims");
    opn_level *level = &levels[k];

    level->id = "";
    level->op_count = OPN_NO_PREDICATE;
    level->points = (opn_rational){(int64_t)k, 1};
    if (!opn_node_expect_members(b->reader.issues, node, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    level->place = opn_rubric_place(b, node);
    read_level_id(b, node, levels, k);
    level->title = opn_rubric_text(b, node, "title", OPN_LINE_LIMIT, level->id);
    level->cite = opn_rubric_text(b, node, "cite", OPN_LINE_LIMIT, "");
    level->reading = opn_rubric_text(b, node, "reading", OPN_PROSE_LIMIT, NULL);
    level->next = opn_rubric_text(b, node, "next", OPN_LINE_LIMIT, NULL);
    read_points(b, node, levels, k);
    level->claims_open = claims != NULL;
    if (claims != NULL &&
        (opn_node_string(claims) == NULL || !opn_streq(opn_node_string(claims), "open"))) {
        opn_rubric_error(b, "unknown-name", claims, "the one claim of a level is \"open\"");
    }
    if (k == 0 && when != NULL) {
        opn_rubric_error(b, "always-true", when, "the lowest level takes no condition");
        return;
    }
    /* A ladder above the criteria has nothing that could settle it later. */
    if (k > 0 && when == NULL && !criterion) {
        opn_issue_missing(b->reader.issues, node, "when");
    }
    read_when(b, when, level, criterion);
}

/* "when" and "next" stand for the levels no and yes. */
static void read_short_form(opn_rubric_builder *b, const opn_node *node, opn_level *levels,
                            bool criterion)
{
    static const char *const ids[] = {"no", "yes"};

    for (size_t k = 0; k < 2; k++) {
        levels[k].id = ids[k];
        levels[k].title = ids[k];
        levels[k].cite = "";
        levels[k].op_count = OPN_NO_PREDICATE;
        levels[k].points = (opn_rational){(int64_t)k, 1};
        levels[k].place = opn_rubric_place(b, node);
    }
    levels[1].next = opn_rubric_text(b, node, "next", OPN_LINE_LIMIT, NULL);
    read_when(b, opn_node_member(node, "when"), &levels[1], criterion);
}

/* Shares of the highest points are what means read. */
static void share_points(opn_rubric_builder *b, const opn_node *node, opn_level *levels,
                         size_t count)
{
    opn_rational highest = {0, 1};

    /* They never fall, so the last points are the highest. */
    for (size_t k = 0; k < count; k++) {
        highest = levels[k].abstains ? highest : levels[k].points;
    }
    if (highest.num == 0) {
        opn_rubric_error(b, "bad-number", node, "no level has points above 0");
        highest = (opn_rational){1, 1};
    }
    for (size_t k = 0; k < count; k++) {
        if (!levels[k].abstains) {
            levels[k].share = opn_rational_div(levels[k].points, highest);
        }
    }
}

size_t opn_rubric_level_room(const opn_node *node)
{
    size_t count = opn_node_count(opn_node_member(node, "levels"));

    if (count > OPN_LEVELS_MAX) {
        return OPN_LEVELS_MAX;
    }
    return count < 2 ? 2 : count;
}

/* Reads on after every problem, so that later names can still be resolved and
 * one slip does not hide the next. */
void opn_rubric_levels(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out,
                       bool criterion)
{
    const opn_node *array = opn_node_member(node, "levels");
    opn_level *levels = &b->levels[b->rubric->level_count];

    out->kind = OPN_NODE_LEVELS;
    out->first_level = b->rubric->level_count;
    if (array == NULL && opn_node_member(node, "when") != NULL) {
        read_short_form(b, node, levels, criterion);
        share_points(b, node, levels, 2);
        out->level_count = 2;
        b->rubric->level_count += 2;
        return;
    }
    if (opn_node_member(node, "when") != NULL) {
        opn_rubric_error(b, "unknown-member", opn_node_member(node, "when"),
                         "either \"levels\" or \"when\"");
    }
    if (opn_node_member(node, "next") != NULL) {
        opn_issue_node(b->reader.issues, "unknown-member", OPENNESS_SEVERITY_WARNING,
                       opn_node_member(node, "next"), "with \"levels\" each level has its own");
    }
    array = opn_node_array(b->reader.issues, node, "levels", true);
    if (array == NULL) {
        return;
    }
    if (opn_node_count(array) < 2) {
        opn_rubric_error(b, "missing-level", array, "a ladder has two levels or more");
        return;
    }
    if (opn_node_count(array) > OPN_LEVELS_MAX) {
        opn_rubric_error(b, "too-many", array, "a ladder has at most 10 levels");
    }
    for (const opn_node *at = opn_node_first(array);
         at != NULL && out->level_count < OPN_LEVELS_MAX; at = opn_node_next(at)) {
        read_level(b, at, levels, out->level_count, criterion);
        out->level_count++;
    }
    b->rubric->level_count += out->level_count;
    share_points(b, node, levels, out->level_count);
}
