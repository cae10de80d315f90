/*
 * import_spdx3_license.c: what an SPDX 3 document says of the license of an element.
 *
 * Takes references to licenses: an expression, a license of the list (an element or
 * only its address), a text of its own, sets and operators over them, NONE and
 * NOASSERTION. Gives what a record has for it, by the names that the library
 * knows. Declared is what the maker says, concluded what whoever wrote the
 * document found: where they disagree it is one of them.
 *
 * Must not recognize a license by its text, nor take the license of the document
 * (dataLicense) for that of anything in it.
 */
#include "import_spdx3_graph.h"
#include "buf.h"

/* Sets may hold one another, and one set many times: both ends are bounded. A text
 * of more is no name. */
enum { MOST_DEPTH = 16, MOST_STEPS = 256, MOST_TEXT = 1024, MOST_NAME = 120 };

/* An expression being put together from elements. */
typedef struct {
    opn_spdx3_graph *graph;
    opn_buf text;
    size_t steps;
    bool opaque; /* some part of it cannot be said */
} builder;

static void add_license(builder *b, const opn_tree *reference, size_t depth);

/* The id in "https://spdx.org/licenses/MIT"; NULL for any other address. Alone the
 * whole address is looked up, whatever it ends in. */
static const char *listed_id(const char *address, size_t depth)
{
    static const char mark[] = "spdx.org/licenses/";
    const char *found = address == NULL ? NULL : strstr(address, mark);

    if (found == NULL || found[sizeof mark - 1] == '\0') {
        return NULL;
    }
    return depth == 0 ? address : found + sizeof mark - 1;
}

static void add_text(builder *b, const char *text)
{
    if (text == NULL || opn_spdx3_is_none(text) || opn_spdx3_is_no_assertion(text) ||
        b->text.size + strlen(text) > MOST_TEXT) {
        b->opaque = true;
        return;
    }
    opn_buf_str(&b->text, text);
}

static void add_set(builder *b, const opn_tree *list, const char *between, size_t depth)
{
    bool within = depth > 0;
    size_t count = 0;

    if (list == NULL || list->kind != OPN_TREE_LIST || list->count == 0) {
        b->opaque = true;
        return;
    }
    opn_buf_str(&b->text, within ? "(" : "");
    for (const opn_tree *at = list->first; at != NULL && !b->opaque; at = at->next) {
        opn_buf_str(&b->text, count > 0 ? between : "");
        add_license(b, at, depth + 1);
        count++;
    }
    opn_buf_str(&b->text, within ? ")" : "");
}

/* "GPL-2.0-only" or later is an id of its own. */
static void add_or_later(builder *b, const opn_tree *subject, size_t depth)
{
    static const char only[] = "-only";
    size_t start = b->text.size;
    size_t size;

    add_license(b, subject, depth + 1);
    size = b->text.size - start;
    if (b->opaque || b->text.failed) {
        return;
    }
    if (size >= sizeof only &&
        opn_streq(b->text.data + b->text.size - (sizeof only - 1), only)) {
        b->text.size -= sizeof only - 1;
        opn_buf_str(&b->text, "-or-later");
    } else {
        opn_buf_str(&b->text, "+");
    }
}

/* Within a set an expression needs its parentheses. */
static void add_expression(builder *b, const opn_spdx3_element *element, size_t depth)
{
    const char *text = opn_tree_text(opn_spdx3_only(element->members[OPN_SPDX3_EXPRESSION]));
    bool within = depth > 0 && text != NULL && strchr(text, ' ') != NULL;

    opn_buf_str(&b->text, within ? "(" : "");
    add_text(b, text);
    opn_buf_str(&b->text, within ? ")" : "");
}

/* A text of one line may be a name; the whole text of a license is none. */
static const char *name_of(const opn_spdx3_graph *g, const opn_spdx3_element *element)
{
    const char *name = element->name;
    const char *text = opn_spdx3_text(g, element->members[OPN_SPDX3_TEXT]);

    if (name == NULL && text != NULL && strlen(text) <= MOST_NAME &&
        strchr(text, '\n') == NULL) {
        name = text;
    }
    return name == NULL ? opn_spdx3_text(g, element->members[OPN_SPDX3_SEE_ALSO]) : name;
}

static void add_element(builder *b, const opn_spdx3_element *element, size_t depth)
{
    const char *id;

    switch (element->kind) {
    case OPN_SPDX3_EXPRESSED:
        add_expression(b, element, depth);
        return;
    case OPN_SPDX3_CUSTOM:
        add_text(b, name_of(b->graph, element));
        return;
    case OPN_SPDX3_ANY_OF:
        add_set(b, element->members[OPN_SPDX3_MEMBER], " OR ", depth);
        return;
    case OPN_SPDX3_ALL_OF:
        add_set(b, element->members[OPN_SPDX3_MEMBER], " AND ", depth);
        return;
    case OPN_SPDX3_OR_LATER:
        add_or_later(b, element->members[OPN_SPDX3_SUBJECT], depth);
        return;
    case OPN_SPDX3_WITH:
        add_license(b, element->members[OPN_SPDX3_EXTENDABLE], depth + 1);
        opn_buf_str(&b->text, " WITH ");
        add_license(b, element->members[OPN_SPDX3_ADDITION], depth + 1);
        return;
    case OPN_SPDX3_LISTED:
    case OPN_SPDX3_ADDITION_OF:
    case OPN_SPDX3_OTHER:
    case OPN_SPDX3_AI:
    case OPN_SPDX3_DATASET:
    case OPN_SPDX3_PACKAGE:
    case OPN_SPDX3_FILE:
    case OPN_SPDX3_RELATIONSHIP:
    case OPN_SPDX3_DOCUMENT:
        break;
    }
    id = listed_id(element->id, depth);
    add_text(b, id == NULL ? element->name : id);
}

static void add_license(builder *b, const opn_tree *reference, size_t depth)
{
    size_t element = opn_spdx3_resolve(b->graph, reference);
    const char *text = opn_tree_text(opn_spdx3_only(reference));
    const char *id = listed_id(text, depth);

    b->steps++;
    if (depth > MOST_DEPTH || b->steps > MOST_STEPS || b->opaque) {
        b->opaque = true;
    } else if (element != OPN_SPDX3_NONE) {
        add_element(b, &b->graph->elements[element], depth);
    } else {
        add_text(b, id == NULL ? text : id);
    }
}

/* ---- one reference ---- */

/* What the names know is asked at the place of the reference, so that the note of
 * what nobody knows stands there. */
static opn_spdx3_license read_text(opn_spdx3_graph *g, const opn_tree *at, const char *text)
{
    opn_spdx3_license out = {OPN_SPDX3_OPAQUE, NULL, text};
    opn_tree scalar = *at;

    scalar.kind = OPN_TREE_SCALAR;
    scalar.quoted = true;
    scalar.text = text;
    scalar.first = NULL;
    if (opn_spdx3_is_no_assertion(text)) {
        out.state = OPN_SPDX3_NO_ASSERTION;
    } else if (opn_spdx3_is_none(text)) {
        out.state = OPN_SPDX3_KNOWN;
        out.license = "none";
    } else {
        out.license = opn_import_license(g->job, &scalar);
        out.state = out.license == NULL ? OPN_SPDX3_OPAQUE : OPN_SPDX3_KNOWN;
    }
    return out;
}

static opn_spdx3_license read_built(opn_spdx3_graph *g, const opn_tree *at)
{
    opn_spdx3_license out = {OPN_SPDX3_OPAQUE, NULL, NULL};
    builder b = {g, {0}, 0, false};

    add_license(&b, at, 0);
    if (b.text.failed) {
        g->job->out_of_memory = true;
    } else if (b.opaque || b.text.size == 0) {
        opn_import_note_at(g->job, OPENNESS_IMPORT_IGNORED, at,
                           "this license has no name, only a text or parts that cannot be "
                           "named: it stays unknown which it is");
    } else {
        const char *text = opn_arena_copy(g->arena, b.text.data, b.text.size);

        g->job->out_of_memory = g->job->out_of_memory || text == NULL;
        out = read_text(g, at, text == NULL ? "" : text);
    }
    opn_buf_free(&b.text);
    return out;
}

/* What an element says by itself, before it is put into an expression. */
static const char *said(const opn_spdx3_element *element)
{
    if (element->kind == OPN_SPDX3_EXPRESSED) {
        return opn_tree_text(opn_spdx3_only(element->members[OPN_SPDX3_EXPRESSION]));
    }
    return element->id;
}

opn_spdx3_license opn_spdx3_license_of(opn_spdx3_graph *g, const opn_tree *reference)
{
    size_t index = opn_spdx3_resolve(g, reference);
    const char *text = opn_tree_text(opn_spdx3_only(reference));
    opn_spdx3_element *element = index == OPN_SPDX3_NONE ? NULL : &g->elements[index];

    if (element != NULL && element->license.state != OPN_SPDX3_UNREAD) {
        return element->license;
    }
    text = element == NULL ? text : said(element);
    if (text != NULL && (opn_spdx3_is_none(text) || opn_spdx3_is_no_assertion(text))) {
        return read_text(g, reference, text);
    }
    if (element == NULL) {
        return read_built(g, reference);
    }
    element->license = read_built(g, reference);
    if (element->license.text == NULL) {
        element->license.text = opn_tree_text(opn_spdx3_only(element->members[OPN_SPDX3_TEXT]));
    }
    return element->license;
}

/* ---- all that is said ---- */

/* Declared or concluded. */
typedef struct {
    opn_spdx3_license license; /* OPN_SPDX3_UNREAD: nothing stands there */
    const opn_tree *at;
    bool torn;        /* by two statements of one kind */
    const char *some; /* of which it is one; NULL: it may be any */
} statement;

static bool agree(const opn_spdx3_license *a, const opn_spdx3_license *b)
{
    if (a->state != b->state) {
        return false;
    }
    return a->state == OPN_SPDX3_KNOWN
               ? opn_streq(a->license, b->license)
               : a->text != NULL && b->text != NULL && opn_streq(a->text, b->text);
}

static void take(opn_import_job *job, statement *s, const opn_spdx3_license *license,
                 const opn_tree *at)
{
    if (s->at == NULL || s->license.state == OPN_SPDX3_NO_ASSERTION) {
        s->license = *license;
        s->at = at;
        s->some = license->license;
    } else if (license->state != OPN_SPDX3_NO_ASSERTION && !agree(&s->license, license)) {
        s->torn = true;
        s->at = at;
        s->some = opn_import_either(job, s->some, license->license);
    }
}

static bool says(const statement *s)
{
    return s->at != NULL && s->license.state != OPN_SPDX3_NO_ASSERTION;
}

static const char *word(const opn_spdx3_license *license)
{
    if (license->state == OPN_SPDX3_KNOWN) {
        return license->license;
    }
    return license->text == NULL || strlen(license->text) > 100 ? "a text of its own"
                                                                : license->text;
}

static const char *conflict_of(opn_spdx3_graph *g, const statement *declared,
                               const statement *concluded)
{
    if (declared->torn || concluded->torn) {
        return opn_spdx3_message(g->job, "several licenses are %s, and nothing says which one",
                                 declared->torn ? "declared" : "concluded");
    }
    if (says(declared) && says(concluded) && !agree(&declared->license, &concluded->license)) {
        return opn_spdx3_message(g->job, "declared is \"%s\", concluded \"%s\"",
                                 word(&declared->license), word(&concluded->license));
    }
    return NULL;
}

static void decide(opn_spdx3_graph *g, const statement *declared, const statement *concluded,
                   opn_spdx3_terms *out)
{
    const statement *one = says(declared) ? declared : concluded;

    out->places[0] = says(declared) ? declared->at : NULL;
    out->shows[0] = "this license is declared";
    out->places[1] = says(concluded) ? concluded->at : NULL;
    out->shows[1] = "this license was concluded by whoever wrote the document";
    out->conflict = conflict_of(g, declared, concluded);
    if (out->conflict != NULL) {
        out->license = says(declared) && says(concluded)
                           ? opn_import_either(g->job, declared->some, concluded->some)
                           : one->some;
        opn_import_note_at(g->job, OPENNESS_IMPORT_CONTRADICTED,
                           declared->torn ? declared->at : concluded->at,
                           "%s: %s", out->conflict,
                           out->license == NULL ? "the license stays unknown"
                                                : "the license is one of them");
    } else if (says(one)) {
        out->license = one->license.license;
    } else if (declared->at != NULL || concluded->at != NULL) {
        opn_import_note_at(g->job, OPENNESS_IMPORT_IGNORED,
                           declared->at != NULL ? declared->at : concluded->at,
                           "NOASSERTION says nothing: the license stays unknown");
    }
}

const opn_spdx3_terms *opn_spdx3_terms_of(opn_spdx3_graph *g, size_t element)
{
    static const opn_spdx3_terms nothing = {NULL, {NULL, NULL}, {NULL, NULL}, NULL};
    statement declared = {{OPN_SPDX3_UNREAD, NULL, NULL}, NULL, false, NULL};
    statement concluded = declared;
    opn_spdx3_terms *out;
    size_t count;
    const opn_spdx3_edge *edges = opn_spdx3_from(g, element, &count);

    if (g->elements[element].terms != NULL) {
        return g->elements[element].terms;
    }
    out = opn_arena_alloc(g->arena, 1, sizeof *out);
    if (out == NULL) {
        g->job->out_of_memory = true;
        return &nothing;
    }
    for (size_t i = 0; i < count; i++) {
        bool wanted = edges[i].relation == OPN_SPDX3_DECLARED ||
                      edges[i].relation == OPN_SPDX3_CONCLUDED;

        if (wanted) {
            opn_spdx3_license license = opn_spdx3_license_of(g, edges[i].at);

            take(g->job, edges[i].relation == OPN_SPDX3_DECLARED ? &declared : &concluded, &license,
                 edges[i].at);
        }
    }
    decide(g, &declared, &concluded, out);
    g->elements[element].terms = out;
    return out;
}

void opn_spdx3_claim_terms(opn_spdx3_graph *g, const opn_spdx3_terms *terms, const char *by,
                           opn_draft_claim *claim)
{
    opn_draft_claim *second = NULL;

    if (terms->places[1] != NULL && terms->places[0] != NULL) {
        second = opn_arena_alloc(g->job->arena, 1, sizeof *second);
        if (second == NULL) {
            g->job->out_of_memory = true;
            return;
        }
        *second = opn_spdx3_claim(g, terms->places[1], terms->shows[1], by);
        second->also = claim->also;
        claim->also = second;
    }
    for (size_t i = 0; i < 2; i++) {
        if (terms->places[i] != NULL) {
            const opn_draft_claim *also = claim->also;

            *claim = opn_spdx3_claim(g, terms->places[i], terms->shows[i], by);
            claim->also = also;
            return;
        }
    }
}
