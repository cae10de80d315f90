/*
 * import_source.c: the bytes of a document as a tree, and whose format it is.
 *
 * Takes bytes and perhaps the importer that was named; gives the tree for it, or
 * looks for the importer that knows the document. Cheap signs come first: the
 * first bytes of a header, then the YAML at the head of a card, YAML and JSON,
 * tables, and prose last.
 *
 * Must not know what any format means: it asks them all in one order.
 */
#include "import_source.h"

#include "front_matter.h"

/* The issues of the attempt that counts take the place of all others. */
static void take_issues(opn_issues *to, opn_issues *from)
{
    bool strict = to->strict;

    opn_issues_free(to);
    *to = *from;
    to->strict = strict;
    *from = (opn_issues){0};
}

static bool begins_as_json(const opn_source *d)
{
    size_t at = 0;

    while (at < d->size && strchr(" \t\r\n", d->bytes[at]) != NULL && d->bytes[at] != '\0') {
        at++;
    }
    return at < d->size && (d->bytes[at] == '{' || d->bytes[at] == '[');
}

/* Whether the problems of a document that is neither JSON nor YAML are told as
 * those of YAML: it is YAML by its syntax, and no JSON. Without libyaml there is
 * no place of a problem. */
static bool told_as_yaml(const opn_issues *json, const opn_issues *yaml)
{
    return json->count > 0 && yaml->count > 0 && opn_streq(json->items[0].id, "invalid-json") &&
           !opn_streq(yaml->items[0].id, "invalid-yaml") && yaml->items[0].place.line > 0;
}

/* JSON is YAML, needs no libyaml and tells its problems better; flow style that
 * is not JSON begins the same. */
static int parse_yaml(opn_source *d)
{
    opn_issues second = {0};
    int status;
    int again;

    if (!begins_as_json(d)) {
        return opn_tree_yaml(d->bytes, d->size, &d->arena, d->issues, &d->root);
    }
    status = opn_tree_json(d->bytes, d->size, &d->arena, d->issues, &d->root);
    d->json = status == OPENNESS_OK;
    if (status != OPENNESS_E_JSON) {
        return status;
    }
    again = opn_tree_yaml(d->bytes, d->size, &d->arena, &second, &d->root);
    if (again == OPENNESS_OK || again == OPENNESS_E_NOMEM || told_as_yaml(d->issues, &second)) {
        take_issues(d->issues, &second);
        status = again;
    }
    opn_issues_free(&second);
    return status;
}

/* A card without front matter declares nothing: no tree. */
static int parse_card(opn_source *d)
{
    size_t size = opn_front_matter(d->bytes, d->size);

    d->root = NULL;
    return size == 0 ? OPENNESS_OK
                     : opn_tree_yaml(d->bytes, size, &d->arena, d->issues, &d->root);
}

static int parse(opn_source *d, opn_source_syntax syntax)
{
    switch (syntax) {
    case OPN_SOURCE_CARD:
        return parse_card(d);
    case OPN_SOURCE_BYTES:
    case OPN_SOURCE_TEXT:
        d->root = NULL;
        return OPENNESS_OK;
    case OPN_SOURCE_JSON:
        return opn_tree_json(d->bytes, d->size, &d->arena, d->issues, &d->root);
    case OPN_SOURCE_CSV:
        return opn_tree_csv(d->bytes, d->size, &d->arena, d->issues, &d->root);
    case OPN_SOURCE_YAML:
        break;
    }
    return parse_yaml(d);
}

/* The first format of a syntax that knows the tree. */
static const opn_importer *detect(const opn_source *d, const opn_tree *root,
                                  opn_source_syntax syntax)
{
    for (size_t i = 0; i < d->importer_count; i++) {
        const opn_importer *each = d->importers[i];
        /* What stands in braces may be of a format that is written as YAML or as JSON. */
        bool alike = each->syntax == syntax ||
                     (syntax == OPN_SOURCE_YAML && each->syntax == OPN_SOURCE_JSON);

        if (alike && each->detect != NULL && each->detect(root)) {
            return each;
        }
    }
    return NULL;
}

/* The same for formats without a tree. */
static const opn_importer *sniff(const opn_source *d, opn_source_syntax syntax)
{
    for (size_t i = 0; i < d->importer_count; i++) {
        const opn_importer *each = d->importers[i];

        if (each->syntax == syntax && each->sniff != NULL && each->sniff(d->bytes, d->size)) {
            return each;
        }
    }
    return NULL;
}

/* Whether the document is a card; the status of its front matter. A file of YAML
 * documents begins as one does: then the front matter is nobody's, and the next
 * attempt tells. */
static int try_card(opn_source *d, opn_issues *front)
{
    const opn_tree *root = NULL;
    size_t size = opn_front_matter(d->bytes, d->size);
    int status = size == 0 ? OPENNESS_OK : opn_tree_yaml(d->bytes, size, &d->arena, front, &root);

    if (status == OPENNESS_OK && size > 0) {
        d->importer = detect(d, root, OPN_SOURCE_CARD);
        d->root = d->importer != NULL ? root : NULL;
    }
    return status;
}

/* A table can be YAML by accident, and broken YAML a table: whoever is known
 * counts. */
static int try_table(opn_source *d)
{
    opn_issues ignored = {0};
    const opn_tree *root = NULL;
    int status = opn_tree_csv(d->bytes, d->size, &d->arena, &ignored, &root);

    opn_issues_free(&ignored);
    if (status == OPENNESS_OK) {
        d->importer = detect(d, root, OPN_SOURCE_CSV);
        d->root = d->importer != NULL ? root : NULL;
    }
    return status == OPENNESS_E_NOMEM ? status : OPENNESS_OK;
}

/* What a document is without a tree of YAML or JSON. */
static int try_others(opn_source *d)
{
    int status = try_table(d);

    if (status == OPENNESS_OK && d->importer == NULL) {
        d->importer = sniff(d, OPN_SOURCE_TEXT);
        d->root = NULL;
    }
    return status;
}

/* The problems of YAML or JSON are told when nobody knows the document. */
static int parse_plain(opn_source *d)
{
    int status = parse_yaml(d);
    int second;

    d->importer = status == OPENNESS_OK ? detect(d, d->root, OPN_SOURCE_YAML) : NULL;
    if (d->importer != NULL && d->importer->syntax == OPN_SOURCE_JSON && !d->json) {
        /* Braces that only YAML can read: refused as when the format is named. */
        return parse(d, OPN_SOURCE_JSON);
    }
    if (d->importer != NULL || status == OPENNESS_E_NOMEM) {
        return status;
    }
    second = try_others(d);
    if (second != OPENNESS_OK) {
        return second;
    }
    if (d->importer != NULL) {
        opn_issues_free(d->issues);
        return OPENNESS_OK;
    }
    if (status == OPENNESS_OK) {
        opn_issue_add(d->issues, "unknown-format", OPENNESS_SEVERITY_ERROR, NULL,
                      "the document is of none of the formats that are known: %s",
                      openness_import_formats());
        return OPENNESS_E_SCHEMA;
    }
    return status;
}

/* Of a card whose front matter is refused, that is what is wrong with it, and not that
 * prose follows. */
static int parse_unnamed(opn_source *d)
{
    opn_issues front = {.strict = d->issues->strict};
    int first = try_card(d, &front);
    int status = first;

    if (first != OPENNESS_E_NOMEM && d->importer == NULL) {
        status = parse_plain(d);
        if (first != OPENNESS_OK && d->importer == NULL && status != OPENNESS_E_NOMEM) {
            take_issues(d->issues, &front);
            status = first;
        }
    }
    opn_issues_free(&front);
    return status;
}

/* Of a document that is cut off only a header can be read. */
static int refuse_prefix(opn_source *d)
{
    opn_issue_add(d->issues, "document-too-large", OPENNESS_SEVERITY_ERROR, NULL,
                  "only the beginning of the document was given, which is enough for the "
                  "headers of weights only");
    return OPENNESS_E_LIMIT;
}

/* Some editors put a byte order mark before text, in a JSON document against its
 * rules. In a header the same bytes are a number. */
static void skip_mark(opn_source *d)
{
    bool header = d->importer != NULL && d->importer->syntax == OPN_SOURCE_BYTES;

    if (!header && d->size >= 3 && memcmp(d->bytes, "\xEF\xBB\xBF", 3) == 0) {
        d->bytes += 3;
        d->size -= 3;
    }
}

int opn_source_read(opn_source *d)
{
    if (d->importer == NULL) {
        d->importer = sniff(d, OPN_SOURCE_BYTES);
    }
    skip_mark(d);
    if (d->prefix && (d->importer == NULL || d->importer->syntax != OPN_SOURCE_BYTES)) {
        return refuse_prefix(d);
    }
    return d->importer != NULL ? parse(d, d->importer->syntax) : parse_unnamed(d);
}
