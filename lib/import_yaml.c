/*
 * import_yaml.c: a YAML document as a tree.
 *
 * Takes the events of libyaml, gives scalars as they are spelled and whether
 * they were quoted, so that no resolver turns `no` into false, 010 into 8 or a
 * date into a time. What no format that is read needs is refused with its
 * place: anchors, aliases, tags, keys that are no scalars, a second document.
 *
 * The only file that knows libyaml, and the library can be built without it.
 * Must not know what any text means.
 */
#include "tree_build.h"

#ifndef OPENNESS_HAVE_YAML

/* JSON is YAML, and has been tried by the caller. */
int opn_tree_yaml(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                  const opn_tree **out)
{
    opn_tree_builder b = {.arena = arena, .issues = issues};

    (void)bytes;
    (void)size;
    opn_tree_fail(&b, OPENNESS_E_SCHEMA, "unsupported", NULL,
                  "this library was built without libyaml: YAML cannot be read");
    return opn_tree_end(&b, out);
}

#else

#include "json_check.h"

#include <stdlib.h>
#include <yaml.h>

/* Directives of a document are compared each with each by libyaml, and no
 * document has more than one or two. */
enum { MOST_DIRECTIVES = 100 };

typedef struct {
    opn_tree_builder build;
    const char *bytes;
    size_t size;
    const char *key;          /* of the value that comes next; NULL when a key comes next */
    const opn_tree **members; /* scratch of the search for repeated keys */
    size_t member_room;
    size_t documents;
    bool ended;
} reading;

static opn_place place_of(const yaml_mark_t *mark)
{
    opn_place place = {"", mark->line + 1, mark->column + 1, 0};

    return place;
}

/* At a mark, and under the pointer of the list or map that is open. The message
 * is "before name after"; name is a text of the document. */
static void refuse(reading *r, int status, const char *issue, const yaml_mark_t *mark,
                   const char *before, const yaml_char_t *name, const char *after)
{
    opn_tree_builder *b = &r->build;
    opn_place place = place_of(mark);

    /* A pointer takes memory: none for an issue that is only counted. */
    if (b->depth > 0 && opn_issues_wants(b->issues, OPENNESS_SEVERITY_ERROR)) {
        place.pointer = opn_tree_place(b->open[b->depth - 1], b->arena).pointer;
    }
    opn_tree_fail(b, status, issue, &place, "%s%s%s", before,
                  name == NULL ? "" : (const char *)name, after);
}

/* libyaml's own words; a byte that it does not read has an offset only. */
static void refuse_syntax(reading *r, const yaml_parser_t *parser)
{
    opn_place place = place_of(&parser->problem_mark);
    const char *problem = parser->problem == NULL ? "not YAML" : parser->problem;

    if (parser->error == YAML_MEMORY_ERROR) {
        r->build.status = OPENNESS_E_NOMEM;
        return;
    }
    if (parser->error == YAML_READER_ERROR) {
        place = (opn_place){"", 0, 0, 0};
        opn_json_locate(r->bytes, r->size, parser->problem_offset, &place);
    }
    opn_tree_fail(&r->build, OPENNESS_E_JSON, "invalid-yaml", &place, "%s%s%s",
                  parser->context == NULL ? "" : parser->context,
                  parser->context == NULL ? "" : ", ", problem);
}

static bool expects_key(const reading *r)
{
    const opn_tree_builder *b = &r->build;

    return b->depth > 0 && b->open[b->depth - 1]->kind == OPN_TREE_MAP && r->key == NULL;
}

/* Both hide one value in another's place: what the document states would depend
 * on who reads it. */
static void check_anchor(reading *r, const yaml_char_t *anchor, const yaml_mark_t *mark)
{
    if (anchor != NULL) {
        refuse(r, OPENNESS_E_SCHEMA, "unsupported", mark,
               "an anchor is not read, used or not: \"&", anchor, "\" must go");
    }
}

/* !!str only says that the text is a text. */
static bool check_tag(reading *r, const yaml_char_t *tag, bool scalar, const yaml_mark_t *mark)
{
    if (tag == NULL) {
        return false;
    }
    if (scalar && opn_streq((const char *)tag, YAML_STR_TAG)) {
        return true;
    }
    refuse(r, OPENNESS_E_SCHEMA, "unsupported", mark, "the tag \"", tag, "\" is not read");
    return false;
}

/* By key, equal keys by their order: no two members are equal, so that any sort
 * gives the same. */
static int compare_members(const void *left, const void *right)
{
    const opn_tree *const *a = left;
    const opn_tree *const *b = right;
    int order = strcmp((*a)->key, (*b)->key);

    return order != 0 ? order : ((*a)->index > (*b)->index) - ((*a)->index < (*b)->index);
}

static bool make_room(reading *r, size_t count)
{
    const opn_tree **members;

    if (count <= r->member_room) {
        return true;
    }
    members = opn_resize(r->members, count, sizeof *members);
    if (members == NULL) {
        r->build.status = OPENNESS_E_NOMEM;
        return false;
    }
    r->members = members;
    r->member_room = count;
    return true;
}

/* libyaml does not mind a key that stands twice. Of all repetitions the one
 * nearest the start is told. */
static void check_keys(reading *r, const opn_tree *map)
{
    const opn_tree *twice = NULL;
    size_t count = 0;
    opn_place place;

    if (map->count < 2 || !make_room(r, map->count)) {
        return;
    }
    for (const opn_tree *at = map->first; at != NULL; at = at->next) {
        r->members[count++] = at;
    }
    qsort(r->members, count, sizeof(const opn_tree *), compare_members);
    for (size_t i = 1; i < count; i++) {
        const opn_tree *at = r->members[i];

        if (opn_streq(r->members[i - 1]->key, at->key) &&
            (twice == NULL || at->index < twice->index)) {
            twice = at;
        }
    }
    if (twice != NULL) {
        place = opn_tree_place(twice, r->build.arena);
        opn_tree_fail(&r->build, OPENNESS_E_JSON, "duplicate-key", &place,
                      "the key \"%s\" stands twice in this map", twice->key);
    }
}

/* A copy in the arena; NULL, and an issue, for a text with "\0" in it. */
static const char *keep_text(reading *r, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    const char *text;

    if (memchr(value, '\0', event->data.scalar.length) != NULL) {
        refuse(r, OPENNESS_E_JSON, "invalid-yaml", &event->start_mark,
               "U+0000 is not allowed in a text", NULL, "");
        return "";
    }
    text = opn_arena_copy(r->build.arena, value, event->data.scalar.length);
    if (text == NULL) {
        r->build.status = OPENNESS_E_NOMEM;
    }
    return text;
}

static void add(reading *r, opn_tree_kind kind, bool quoted, const char *text,
                const yaml_mark_t *mark)
{
    opn_tree value = {.kind = kind, .quoted = quoted, .key = r->key, .text = text};

    value.line = mark->line + 1;
    value.column = mark->column + 1;
    r->key = NULL;
    opn_tree_add(&r->build, &value);
}

static void take_scalar(reading *r, const yaml_event_t *event)
{
    bool plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
    bool str = check_tag(r, event->data.scalar.tag, true, &event->start_mark);
    const char *text = keep_text(r, event);

    check_anchor(r, event->data.scalar.anchor, &event->start_mark);
    if (text == NULL) {
        return;
    }
    if (expects_key(r)) {
        r->key = text;
    } else {
        add(r, OPN_TREE_SCALAR, !plain || str, text, &event->start_mark);
    }
}

/* A list or map as a key would need a place that no pointer can name. */
static void take_container(reading *r, opn_tree_kind kind, const yaml_char_t *anchor,
                           const yaml_char_t *tag, const yaml_mark_t *mark)
{
    check_anchor(r, anchor, mark);
    check_tag(r, tag, false, mark);
    if (expects_key(r)) {
        refuse(r, OPENNESS_E_SCHEMA, "unsupported", mark, "a key must be a scalar", NULL, "");
        r->ended = true;
    } else {
        add(r, kind, false, NULL, mark);
    }
}

/* Something stands in its place, so that reading can go on to further problems. */
static void take_alias(reading *r, const yaml_event_t *event)
{
    refuse(r, OPENNESS_E_SCHEMA, "unsupported", &event->start_mark,
           "an alias is not read: write out what \"*", event->data.alias.anchor, "\" stands for");
    if (expects_key(r)) {
        r->key = "";
    } else {
        add(r, OPN_TREE_SCALAR, true, "", &event->start_mark);
    }
}

static void take_end(reading *r)
{
    opn_tree_builder *b = &r->build;
    const opn_tree *closed = b->open[b->depth - 1];

    opn_tree_close(b);
    if (closed->kind == OPN_TREE_MAP) {
        check_keys(r, closed);
    }
}

static void take_document(reading *r, const yaml_event_t *event)
{
    r->documents++;
    if (r->documents > 1) {
        refuse(r, OPENNESS_E_JSON, "trailing-data", &event->start_mark,
               "a second document follows; only one is read", NULL, "");
        r->ended = true;
    }
}

static void take(reading *r, const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_DOCUMENT_START_EVENT:
        take_document(r, event);
        break;
    case YAML_SCALAR_EVENT:
        take_scalar(r, event);
        break;
    case YAML_ALIAS_EVENT:
        take_alias(r, event);
        break;
    case YAML_SEQUENCE_START_EVENT:
        take_container(r, OPN_TREE_LIST, event->data.sequence_start.anchor,
                       event->data.sequence_start.tag, &event->start_mark);
        break;
    case YAML_MAPPING_START_EVENT:
        take_container(r, OPN_TREE_MAP, event->data.mapping_start.anchor,
                       event->data.mapping_start.tag, &event->start_mark);
        break;
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
        take_end(r);
        break;
    case YAML_STREAM_END_EVENT:
        r->ended = true;
        break;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
        break;
    }
}

/* A limit or the lack of memory ends the reading; what is only refused does not,
 * so that all problems are shown together. */
static bool goes_on(const reading *r)
{
    return !r->ended && r->build.status != OPENNESS_E_LIMIT &&
           r->build.status != OPENNESS_E_NOMEM;
}

static void read_events(reading *r, yaml_parser_t *parser)
{
    yaml_event_t event;

    while (goes_on(r)) {
        if (!yaml_parser_parse(parser, &event)) {
            refuse_syntax(r, parser);
            return;
        }
        take(r, &event);
        yaml_event_delete(&event);
    }
}

/* Lines that begin with a % are directives nearly always. */
static void check_directives(reading *r)
{
    size_t count = 0;

    for (size_t i = 0; i + 1 < r->size; i++) {
        count += r->bytes[i] == '%' && (i == 0 || strchr("\r\n", r->bytes[i - 1]) != NULL);
    }
    if (count > MOST_DIRECTIVES) {
        opn_tree_fail(&r->build, OPENNESS_E_LIMIT, "too-many", NULL,
                      "the document has more than %d directives", MOST_DIRECTIVES);
    }
}

int opn_tree_yaml(const char *bytes, size_t size, opn_arena *arena, opn_issues *issues,
                  const opn_tree **out)
{
    reading r = {.build = {.arena = arena, .issues = issues}};
    yaml_parser_t parser;

    opn_tree_begin(&r.build, &bytes, &size);
    r.bytes = bytes;
    r.size = size;
    if (r.build.status == OPENNESS_OK) {
        check_directives(&r);
    }
    if (r.build.status != OPENNESS_OK) {
        return opn_tree_end(&r.build, out);
    }
    if (!yaml_parser_initialize(&parser)) {
        *out = NULL;
        return OPENNESS_E_NOMEM;
    }
    /* Named, or the first bytes could choose another. */
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser, (const unsigned char *)bytes, size);
    read_events(&r, &parser);
    yaml_parser_delete(&parser);
    opn_free(r.members);
    if (r.build.status == OPENNESS_OK && r.build.root == NULL) {
        opn_tree_fail(&r.build, OPENNESS_E_JSON, "invalid-yaml", NULL, "the document is empty");
    }
    return opn_tree_end(&r.build, out);
}

#endif
