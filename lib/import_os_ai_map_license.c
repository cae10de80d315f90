/*
 * import_os_ai_map_license.c: what os-ai-map makes of a license that it records.
 *
 * Takes a recorded value such as "code MIT + model X(non-OSI)", gives its
 * parts and the tier. The steps are those of the map's own build
 * (build/check_rubric.py: license_parts, normalize_license, license_tier) in
 * their order, and the tiers are data with their source.
 *
 * Must not know what any license says: a name has a tier because the map
 * lists it, and a name that it does not list has none.
 */
#include "import_os_ai_map_license.h"

#include "ascii.h"
#include "embedded.h"
#include "normalize.h"

int opn_map_tiers_open(opn_json **out)
{
    *out = NULL;
    for (size_t i = 0; i < opn_embedded_count; i++) {
        const opn_embedded *document = &opn_embedded_documents[i];

        if (opn_streq(document->kind, "vocabulary") &&
            opn_streq(document->id, "os-ai-map-licenses")) {
            return opn_json_parse(document->text, document->size, out, NULL);
        }
    }
    return OPENNESS_E_INTERNAL;
}

size_t opn_map_clause(const char *text, char separator)
{
    size_t depth = 0;
    size_t at = 0;

    for (; text[at] != '\0'; at++) {
        if (text[at] == separator && depth == 0) {
            break;
        }
        if (text[at] == '(') {
            depth++;
        } else if (text[at] == ')' && depth > 0) {
            depth--;
        }
    }
    return at;
}

static const char *trimmed(const char *text, size_t size, opn_arena *arena)
{
    const char *start = opn_name_trim(text, size, &size);

    return opn_arena_copy(arena, start, size);
}

const char *opn_map_head(const char *value, opn_arena *arena)
{
    return trimmed(value, strcspn(value, "(,"), arena);
}

static bool begins_with(const char *text, const char *word)
{
    size_t i = 0;

    while (word[i] != '\0' && opn_lower(text[i]) == word[i]) {
        i++;
    }
    return word[i] == '\0';
}

/* "code MIT" is MIT: the word says what the license covers. It must stand
 * apart, or "modelX" would lose its first letters. */
static const char *without_scope(const char *name, opn_map_scope *scope)
{
    static const struct {
        const char *word;
        opn_map_scope scope;
    } scopes[] = {{"code", OPN_MAP_SCOPE_CODE}, {"model", OPN_MAP_SCOPE_MODEL}};

    for (size_t i = 0; i < OPN_ARRAY_LEN(scopes); i++) {
        size_t size = strlen(scopes[i].word);

        if (begins_with(name, scopes[i].word) && opn_name_space(name[size])) {
            *scope = scopes[i].scope;
            name += size;
            break;
        }
    }
    while (opn_name_space(*name)) {
        name++;
    }
    return name;
}

/* The name that the ladders use for another spelling; the spelling itself when
 * there is none. */
static const char *alias(const opn_node *tiers, const char *name)
{
    const opn_node *names = opn_node_member(opn_node_member(tiers, "aliases"), "names");

    for (const opn_node *at = opn_node_first(names); at != NULL; at = opn_node_next(at)) {
        if (opn_ascii_casecmp(opn_node_key(at), name) == 0) {
            return opn_node_string(at);
        }
    }
    return name;
}

/* One part: annotation, scope and the mark of an assumption go, in this order,
 * and the alias comes last so that it need not know them. */
static bool read_part(const opn_node *tiers, const char *text, size_t size, opn_arena *arena,
                      opn_map_part *out)
{
    static const char assumed[] = "assumed-";
    const char *raw = opn_arena_copy(arena, text, size);
    const char *name = raw == NULL ? NULL : opn_map_head(raw, arena);

    if (name == NULL) {
        return false;
    }
    *out = (opn_map_part){NULL, OPN_MAP_SCOPE_NONE, false};
    name = without_scope(name, &out->scope);
    if (begins_with(name, assumed)) {
        out->assumed = true;
        name = trimmed(name + strlen(assumed), strlen(name) - strlen(assumed), arena);
    }
    if (name != NULL) {
        out->name = opn_arena_string(arena, alias(tiers, name));
    }
    return out->name != NULL;
}

/* Parts that hold nothing but white space are none: "A + " is A. */
bool opn_map_parts_read(const opn_node *tiers, const char *raw, opn_arena *arena,
                        opn_map_parts *out)
{
    size_t most = 1;

    for (const char *at = raw; *at != '\0'; at++) {
        most += *at == '+' ? 1 : 0;
    }
    *out = (opn_map_parts){opn_arena_alloc(arena, most, sizeof *out->parts), 0};
    if (out->parts == NULL) {
        return false;
    }
    for (const char *at = raw; *at != '\0';) {
        size_t size = opn_map_clause(at, '+');
        size_t solid;

        (void)opn_name_trim(at, size, &solid);
        if (solid > 0) {
            if (!read_part(tiers, at, size, arena, &out->parts[out->count])) {
                return false;
            }
            out->count++;
        }
        at += size + (at[size] == '\0' ? 0 : 1);
    }
    return true;
}

/* A tier's place in the order of restrictiveness, which is the order of the
 * list; SIZE_MAX when no tier names it. */
static size_t rank_of(const opn_node *list, const char *name)
{
    size_t rank = 0;

    for (const opn_node *tier = opn_node_first(list); tier != NULL; tier = opn_node_next(tier)) {
        const opn_node *at = opn_node_first(opn_node_member(tier, "names"));

        for (; at != NULL; at = opn_node_next(at)) {
            if (opn_ascii_casecmp(opn_node_string(at), name) == 0) {
                return rank;
            }
        }
        rank++;
    }
    return SIZE_MAX;
}

static const opn_node *tiers_of(const opn_node *tiers, const char *rubric)
{
    const opn_node *ladder = opn_node_first(opn_node_member(tiers, "ladders"));

    while (ladder != NULL &&
           !opn_streq(opn_node_string(opn_node_member(ladder, "rubric")), rubric)) {
        ladder = opn_node_next(ladder);
    }
    return opn_node_member(ladder, "tiers");
}

const char *opn_map_tier(const opn_node *tiers, const char *rubric, const char *raw,
                         const opn_map_parts *parts)
{
    const opn_node *list = tiers_of(tiers, rubric);
    const opn_node *tier = opn_node_first(list);
    /* A "+" can be English: "follows mC4 + OSCAR-2301 terms" is listed whole. */
    size_t rank = rank_of(list, alias(tiers, raw));

    if (rank == SIZE_MAX) {
        if (parts->count == 0) {
            return NULL;
        }
        rank = 0;
        for (size_t i = 0; i < parts->count; i++) {
            size_t of_part = rank_of(list, parts->parts[i].name);

            /* A part that nobody has placed can only be worse than the others:
             * to leave it out would overstate the whole. SIZE_MAX stays. */
            rank = of_part > rank ? of_part : rank;
        }
    }
    while (rank != SIZE_MAX && rank > 0) {
        tier = opn_node_next(tier);
        rank--;
    }
    return rank == SIZE_MAX ? NULL : opn_node_string(opn_node_member(tier, "tier"));
}
