/*
 * import_spdx3_graph.c: the elements of an SPDX 3 document and what joins them.
 *
 * Takes the tree of a document: a flat "@graph", the list "element" that some
 * generators write in its place, or one object alone. Gives elements with the
 * members that are read, a table of their ids and their arrows in both
 * directions. Objects in the place of references are elements too.
 *
 * Must not know what any of it says about a model. Every look-up is a binary
 * search, and nothing follows a chain: a document may be one large cycle.
 */
#include "import_spdx3_graph.h"
#include "reader.h"
#include "utf8.h"

#include <stdlib.h>

/* ---- growing ---- */

static void *grow(opn_spdx3_graph *g, void *items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity == 0 ? 64 : *capacity * 2;
    void *grown;

    if (count < *capacity) {
        return items;
    }
    grown = opn_arena_alloc(g->arena, wanted, size);
    if (grown == NULL) {
        g->job->out_of_memory = true;
        return NULL;
    }
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    *capacity = wanted;
    return grown;
}

/* ---- elements ---- */

static const char *behind_last(const char *text, const char *marks)
{
    const char *last = text;

    for (const char *at = text; *at != '\0'; at++) {
        last = strchr(marks, *at) != NULL ? at + 1 : last;
    }
    return last;
}

/* "ai_AIPackage", "AIPackage" and ".../terms/AI/AIPackage" are one class. */
static opn_spdx3_kind kind_of(const char *type)
{
    static const struct {
        const char *name;
        opn_spdx3_kind kind;
    } kinds[] = {
        {"AIPackage", OPN_SPDX3_AI},
        {"DatasetPackage", OPN_SPDX3_DATASET},
        {"Dataset", OPN_SPDX3_DATASET},
        {"Package", OPN_SPDX3_PACKAGE},
        {"File", OPN_SPDX3_FILE},
        {"Relationship", OPN_SPDX3_RELATIONSHIP},
        {"LifecycleScopedRelationship", OPN_SPDX3_RELATIONSHIP},
        {"SpdxDocument", OPN_SPDX3_DOCUMENT},
        {"SimpleLicensingText", OPN_SPDX3_CUSTOM},
        {"CustomLicense", OPN_SPDX3_CUSTOM},
        {"ListedLicense", OPN_SPDX3_LISTED},
        {"ListedLicenseException", OPN_SPDX3_ADDITION_OF},
        {"LicenseExpression", OPN_SPDX3_EXPRESSED},
        {"DisjunctiveLicenseSet", OPN_SPDX3_ANY_OF},
        {"ConjunctiveLicenseSet", OPN_SPDX3_ALL_OF},
        {"OrLaterOperator", OPN_SPDX3_OR_LATER},
        {"WithAdditionOperator", OPN_SPDX3_WITH},
    };
    const char *name = type == NULL ? "" : behind_last(type, "_/:#");

    for (size_t i = 0; i < OPN_ARRAY_LEN(kinds); i++) {
        if (opn_streq(kinds[i].name, name)) {
            return kinds[i].kind;
        }
    }
    return OPN_SPDX3_OTHER;
}

/* A list of one, and a text for what the context makes a list, say the same. */
const opn_tree *opn_spdx3_only(const opn_tree *node)
{
    return node != NULL && node->kind == OPN_TREE_LIST && node->count == 1 ? node->first : node;
}

static size_t member_of(const char *key)
{
#define AS_NAME(id, name) name,
    static const char *const names[] = {OPN_SPDX3_MEMBERS(AS_NAME)};
#undef AS_NAME

    for (size_t i = 0; i < OPN_ARRAY_LEN(names); i++) {
        if (opn_streq(names[i], key) || opn_streq(behind_last(names[i], "_"), key)) {
            return i;
        }
    }
    return OPN_ARRAY_LEN(names);
}

/* One walk for all members: an element may have a hundred thousand, and be asked
 * for as often. */
static void read_members(opn_spdx3_graph *g, opn_spdx3_element *element)
{
    for (const opn_tree *at = element->node->first; at != NULL; at = at->next) {
        size_t member = member_of(at->key);

        if (member == OPN_SPDX3_MEMBER_COUNT) {
            continue;
        }
        if (element->members[member] == NULL) {
            element->members[member] = at;
            continue;
        }
        opn_import_note_at(g->job, OPENNESS_IMPORT_CONTRADICTED, at,
                           "\"%s\" stands beside \"%s\", which is read", at->key,
                           element->members[member]->key);
    }
}

static const opn_tree *either(const opn_tree *map, const char *key, const char *other)
{
    const opn_tree *node = opn_tree_member(map, key);

    return node == NULL ? opn_tree_member(map, other) : node;
}

/* Copied once, and no longer than a record repeats it: a hundred thousand
 * references to one name of a megabyte must cost no more than the document. */
static void read_name(opn_spdx3_graph *g, opn_spdx3_element *element)
{
    const char *name = opn_spdx3_text(g, element->members[OPN_SPDX3_NAME]);
    size_t size = name == NULL ? 0 : strlen(name);

    element->name = name;
    if (size > OPN_LINE_LIMIT) {
        element->name = opn_arena_copy(g->job->arena, name,
                                       opn_utf8_clip(name, size, OPN_LINE_LIMIT));
        g->job->out_of_memory = g->job->out_of_memory || element->name == NULL;
    }
}

static const opn_tree *type_of(const opn_tree *node)
{
    return opn_spdx3_only(either(node, "type", "@type"));
}

opn_spdx3_kind opn_spdx3_kind_of(const opn_tree *element)
{
    return kind_of(opn_tree_text(type_of(element)));
}

static void add_element(opn_spdx3_graph *g, const opn_tree *node)
{
    const char *id = opn_tree_text(either(node, "spdxId", "@id"));
    opn_spdx3_element *items;

    if (type_of(node) == NULL && id == NULL) {
        return;
    }
    items = grow(g, g->elements, g->count, &g->capacity, sizeof *items);
    if (items == NULL) {
        return;
    }
    g->elements = items;
    items[g->count] =
        (opn_spdx3_element){.node = node, .kind = opn_spdx3_kind_of(node), .id = id};
    read_members(g, &items[g->count]);
    read_name(g, &items[g->count]);
    g->count++;
}

/* Recursion as deep as the document, which its reader has held to
 * OPN_LIMIT_DEPTH. */
static void add_all(opn_spdx3_graph *g, const opn_tree *node)
{
    if (node->kind == OPN_TREE_SCALAR || g->job->out_of_memory) {
        return;
    }
    if (node->kind == OPN_TREE_MAP) {
        add_element(g, node);
    }
    for (const opn_tree *at = node->first; at != NULL; at = at->next) {
        add_all(g, at);
    }
}

/* ---- ids ---- */

bool opn_spdx3_listed(const opn_spdx3_graph *g, const opn_spdx3_element *element)
{
    return element->node == g->list ||
           (g->list->kind == OPN_TREE_LIST && element->node->parent == g->list);
}

/* Nothing refers to a relationship: both of them are read. */
static void note_repeated(opn_spdx3_graph *g, const opn_spdx3_element *element)
{
    bool harmless = element->kind == OPN_SPDX3_RELATIONSHIP;

    opn_import_note_at(g->job,
                       harmless ? OPENNESS_IMPORT_IGNORED : OPENNESS_IMPORT_CONTRADICTED,
                       element->node, "the id \"%s\" stands twice%s", element->id,
                       harmless ? "" : ": the first element counts");
}

/* Of equal ids the first of the list counts, and else the first within another
 * element: generators repeat an organization wherever it is named. Elements lie in
 * the order of the document, so that equal keys do too. */
static void drop_repeated(opn_spdx3_graph *g)
{
    opn_table_entry *entries = g->ids.entries;
    size_t kept = 0;

    for (size_t i = 0; i < g->ids.count; i++) {
        opn_table_entry *last = kept == 0 ? NULL : &entries[kept - 1];

        if (last == NULL || !opn_streq(last->key, entries[i].key)) {
            entries[kept++] = entries[i];
        } else if (opn_spdx3_listed(g, &g->elements[entries[i].index])) {
            if (!opn_spdx3_listed(g, &g->elements[last->index])) {
                *last = entries[i];
                continue;
            }
            note_repeated(g, &g->elements[entries[i].index]);
        }
    }
    g->ids.count = kept;
}

static void index_ids(opn_spdx3_graph *g)
{
    if (opn_table_init(&g->ids, g->arena, g->count) != OPENNESS_OK) {
        g->job->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < g->count; i++) {
        if (g->elements[i].id != NULL) {
            opn_table_put(&g->ids, g->elements[i].id, i);
        }
    }
    if (opn_table_sort(&g->ids) != NULL) {
        drop_repeated(g);
    }
}

static int compare_places(const opn_tree *a, const opn_tree *b)
{
    if (a->line != b->line) {
        return a->line < b->line ? -1 : 1;
    }
    return a->column < b->column ? -1 : a->column > b->column;
}

/* Elements stand in the order of the document: no two begin at one place. */
static size_t find_object(const opn_spdx3_graph *g, const opn_tree *node)
{
    size_t low = 0;
    size_t high = g->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (compare_places(g->elements[middle].node, node) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < g->count && g->elements[low].node == node ? low : OPN_SPDX3_NONE;
}

/* {"@id": "x"} is how JSON-LD may write "x", and an object that repeats the id of an
 * element stands for that element. */
size_t opn_spdx3_resolve(const opn_spdx3_graph *g, const opn_tree *reference)
{
    size_t index = OPN_SPDX3_NONE;
    const char *id;

    reference = opn_spdx3_only(reference);
    if (reference == NULL) {
        return OPN_SPDX3_NONE;
    }
    id = opn_tree_text(reference);
    if (reference->kind == OPN_TREE_MAP) {
        index = find_object(g, reference);
        id = index == OPN_SPDX3_NONE ? NULL : g->elements[index].id;
    }
    if (id != NULL) {
        size_t named = opn_table_find(&g->ids, id);

        return named == OPN_TABLE_NONE ? index : named;
    }
    return index;
}

/* ---- arrows ---- */

static opn_spdx3_relation relation_of(const char *text)
{
    static const char *const names[] = {"trainedOn",          "testedOn",
                                        "hasDeclaredLicense", "hasConcludedLicense",
                                        "descendantOf",       "ancestorOf",
                                        "generates",          "contains"};

    for (size_t i = 0; text != NULL && i < OPN_ARRAY_LEN(names); i++) {
        if (opn_streq(names[i], behind_last(text, "/:#"))) {
            return (opn_spdx3_relation)i;
        }
    }
    return OPN_SPDX3_UNUSED;
}

static void add_edge(opn_spdx3_graph *g, size_t from, const opn_tree *at,
                     const opn_spdx3_element *relationship)
{
    opn_spdx3_edge *items = grow(g, g->edges, g->edge_count, &g->edge_capacity, sizeof *items);

    if (items == NULL) {
        return;
    }
    g->edges = items;
    items[g->edge_count] = (opn_spdx3_edge){
        .from = from,
        .to = opn_spdx3_resolve(g, at),
        .at = at,
        .relationship = relationship,
        .relation = relation_of(opn_tree_text(relationship->members[OPN_SPDX3_RELATION])),
        .order = g->edge_count};
    g->edge_count++;
}

static int compare_edges(const void *left, const void *right)
{
    const opn_spdx3_edge *a = left;
    const opn_spdx3_edge *b = right;

    if (a->from != b->from) {
        return a->from < b->from ? -1 : 1;
    }
    return a->order < b->order ? -1 : a->order > b->order;
}

static int compare_inward(const void *left, const void *right)
{
    const opn_spdx3_edge *const *a = left;
    const opn_spdx3_edge *const *b = right;

    if ((*a)->to != (*b)->to) {
        return (*a)->to < (*b)->to ? -1 : 1;
    }
    return (*a)->order < (*b)->order ? -1 : (*a)->order > (*b)->order;
}

static void sort_edges(opn_spdx3_graph *g)
{
    if (g->edge_count == 0) {
        return;
    }
    qsort(g->edges, g->edge_count, sizeof *g->edges, compare_edges);
    g->inward = opn_arena_alloc(g->arena, g->edge_count, sizeof(const opn_spdx3_edge *));
    if (g->inward == NULL) {
        g->job->out_of_memory = true;
        return;
    }
    for (size_t i = 0; i < g->edge_count; i++) {
        if (g->edges[i].to != OPN_SPDX3_NONE) {
            g->inward[g->inward_count] = &g->edges[i];
            g->inward_count++;
        }
    }
    qsort(g->inward, g->inward_count, sizeof(const opn_spdx3_edge *), compare_inward);
}

static void index_edges(opn_spdx3_graph *g)
{
    for (size_t i = 0; i < g->count && !g->job->out_of_memory; i++) {
        const opn_spdx3_element *relationship = &g->elements[i];
        const opn_tree *to = relationship->members[OPN_SPDX3_TO];
        size_t from;

        if (relationship->kind != OPN_SPDX3_RELATIONSHIP || to == NULL) {
            continue;
        }
        from = opn_spdx3_resolve(g, relationship->members[OPN_SPDX3_FROM]);
        if (from == OPN_SPDX3_NONE) {
            continue;
        }
        if (to->kind != OPN_TREE_LIST) {
            add_edge(g, from, to, relationship);
            continue;
        }
        for (const opn_tree *at = to->first; at != NULL; at = at->next) {
            add_edge(g, from, at, relationship);
        }
    }
    sort_edges(g);
}

/* The first arrow from an element or a later one. */
static size_t first_from(const opn_spdx3_graph *g, size_t element)
{
    size_t low = 0;
    size_t high = g->edge_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (g->edges[middle].from < element) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

static size_t first_to(const opn_spdx3_graph *g, size_t element)
{
    size_t low = 0;
    size_t high = g->inward_count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (g->inward[middle]->to < element) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low;
}

const opn_spdx3_edge *opn_spdx3_from(const opn_spdx3_graph *g, size_t element, size_t *count)
{
    size_t first = first_from(g, element);

    *count = first_from(g, element + 1) - first;
    return *count == 0 ? NULL : &g->edges[first];
}

const opn_spdx3_edge *const *opn_spdx3_to(const opn_spdx3_graph *g, size_t element, size_t *count)
{
    size_t first = first_to(g, element);

    *count = first_to(g, element + 1) - first;
    return *count == 0 ? NULL : &g->inward[first];
}

/* ---- texts ---- */

/* Individuals have a name, and an IRI that may have another one: NoneLicense is
 * .../terms/Licensing/None. */
static bool is_individual(const char *text, const char *word, const char *name)
{
    const char *last = behind_last(text, "_/:#");
    size_t size = strlen(name);

    if (opn_streq(text, word)) {
        return true;
    }
    return strncmp(last, name, size) == 0 &&
           (opn_streq(last + size, "License") || opn_streq(last + size, "Element") ||
            (last[size] == '\0' && strstr(text, "/terms/") != NULL));
}

bool opn_spdx3_is_no_assertion(const char *text)
{
    return is_individual(text, "NOASSERTION", "NoAssertion");
}

bool opn_spdx3_is_none(const char *text)
{
    return is_individual(text, "NONE", "None");
}

const char *opn_spdx3_text(const opn_spdx3_graph *g, const opn_tree *node)
{
    const char *text = opn_tree_text(opn_spdx3_only(node));

    text = text == NULL ? "" : opn_import_trimmed(g->job, text);
    return *text == '\0' || opn_spdx3_is_no_assertion(text) || opn_spdx3_is_none(text) ? NULL
                                                                                       : text;
}

/* ---- the document ---- */

static bool holds_objects(const opn_tree *list)
{
    return list != NULL && list->kind == OPN_TREE_LIST && list->first != NULL &&
           list->first->kind == OPN_TREE_MAP;
}

/* In the model, "element" of a document is a list of ids. */
static const opn_tree *find_list(opn_spdx3_graph *g, const opn_tree *root)
{
    const opn_tree *graph = opn_tree_member(root, "@graph");
    const opn_tree *element = opn_tree_member(root, "element");

    if (graph != NULL && graph->kind != OPN_TREE_LIST) {
        opn_import_fail(g->job, "wrong-type", graph, "a graph is a list of elements");
        return NULL;
    }
    if (graph != NULL) {
        return graph;
    }
    if (holds_objects(element)) {
        opn_import_note_at(g->job, OPENNESS_IMPORT_READ, element,
                           "elements within \"element\" instead of \"@graph\": not what SPDX 3 "
                           "writes, read all the same");
        return element;
    }
    return root;
}

bool opn_spdx3_index(opn_spdx3_graph *g, const opn_tree *root)
{
    if (root->kind != OPN_TREE_MAP) {
        opn_import_fail(g->job, "wrong-type", root, "a document is a map");
        return false;
    }
    if (opn_tree_member(root, "spdxVersion") != NULL) {
        opn_import_fail(g->job, "unsupported", opn_tree_member(root, "spdxVersion"),
                        "SPDX 2 has no packages of models; only SPDX 3 is read");
        return false;
    }
    g->list = find_list(g, root);
    if (g->list == NULL) {
        return false;
    }
    for (const opn_tree *at = g->list == root ? NULL : g->list->first; at != NULL;
         at = at->next) {
        if (at->kind != OPN_TREE_MAP) {
            opn_import_fail(g->job, "wrong-type", at, "an element is a map");
            return false;
        }
    }
    /* The root of the other two is the document's own element. */
    add_all(g, root);
    if (!g->job->out_of_memory) {
        index_ids(g);
    }
    if (!g->job->out_of_memory) {
        index_edges(g);
    }
    return !g->job->out_of_memory;
}
