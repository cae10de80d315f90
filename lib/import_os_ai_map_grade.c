/*
 * import_os_ai_map_grade.c: the components of a product as assessments.
 *
 * Takes the one text in which the map records what it found of openness,
 * "weights:open(MIT);data:closed;license:MIT", gives an assessment per
 * criterion of a ladder. Cut and read as the map's own build does it
 * (build/check_rubric.py: split_components, resolve_dimension), oddities
 * included: what it drops is noted.
 *
 * Must not grade: which level a word is, the tables say.
 */
#include "import_os_ai_map.h"
#include "import_os_ai_map_license.h"

const char *opn_map_say(opn_import_job *job, const char *format, ...)
{
    const char *text;
    va_list args;

    va_start(args, format);
    text = opn_message(job->arena, format, args);
    va_end(args);
    job->out_of_memory = job->out_of_memory || text == NULL;
    return text == NULL ? "" : text;
}

const opn_map_component *opn_map_find(const opn_map_scores *s, const char *key)
{
    for (size_t i = 0; i < s->count; i++) {
        if (opn_streq(s->items[i].key, key)) {
            return &s->items[i];
        }
    }
    return NULL;
}

/* Of a key that stands twice the map's reader keeps the last. */
static void add_component(opn_map_scores *s, const char *key, const char *value,
                          const opn_tree *node)
{
    for (size_t i = 0; i < s->count; i++) {
        if (opn_streq(s->items[i].key, key)) {
            opn_import_note_at(s->job, OPENNESS_IMPORT_CONTRADICTED, node,
                               "\"%s\" stands twice, as \"%s\" and as \"%s\": the last counts",
                               key, s->items[i].value, value);
            s->items[i].value = value;
            return;
        }
    }
    s->items[s->count] = (opn_map_component){key, value, node};
    s->count++;
}

/* A semicolon in an annotation separates nothing. A clause without a colon is
 * a remark: the map's reader drops it. */
static void read_clauses(opn_map_scores *s, const opn_tree *node, const char *text)
{
    opn_import_job *job = s->job;

    while (*text != '\0' && !job->out_of_memory) {
        size_t size = opn_map_clause(text, ';');
        const char *clause = opn_arena_copy(job->arena, text, size);
        size_t key = clause == NULL ? 0 : strcspn(clause, ":");

        job->out_of_memory = job->out_of_memory || clause == NULL;
        if (clause != NULL && clause[key] == ':') {
            const char *name = opn_arena_copy(job->arena, clause, key);

            add_component(s, opn_import_trimmed(job, name == NULL ? "" : name),
                          opn_import_trimmed(job, clause + key + 1), node);
        } else if (clause != NULL && *opn_import_trimmed(job, clause) != '\0') {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                               "\"%s\" answers no question: it has no key",
                               opn_import_trimmed(job, clause));
        }
        text += size + (text[size] == '\0' ? 0 : 1);
    }
}

/* Later files spell the text out: key -> value, detail and, where the two do not
 * give the clause back, the clause. */
static void read_members(opn_map_scores *s, const opn_tree *map)
{
    for (const opn_tree *at = map->first; at != NULL; at = at->next) {
        const char *raw = opn_tree_text(opn_tree_member(at, "raw"));
        const char *value = opn_tree_text(opn_tree_member(at, "value"));
        const char *detail = opn_tree_text(opn_tree_member(at, "detail"));

        if (raw == NULL && value != NULL && detail != NULL) {
            raw = opn_map_say(s->job, "%s(%s)", value, detail);
        } else if (raw == NULL) {
            raw = at->kind == OPN_TREE_SCALAR ? opn_tree_text(at) : value;
        }
        if (raw == NULL) {
            opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, at, "\"%s\" has no value",
                               at->key);
        } else {
            add_component(s, at->key, opn_import_trimmed(s->job, raw), at);
        }
    }
}

void opn_map_read_components(opn_map_scores *s)
{
    const opn_tree *node = opn_tree_member(s->openness, "components");
    const char *text = opn_tree_text(node);
    size_t most = node != NULL && node->kind == OPN_TREE_MAP ? node->count : 1;

    for (const char *at = text; at != NULL && *at != '\0'; at++) {
        most += *at == ';' ? 1 : 0;
    }
    s->items = opn_arena_alloc(s->job->arena, most, sizeof *s->items);
    if (s->items == NULL) {
        s->job->out_of_memory = true;
    } else if (text != NULL) {
        read_clauses(s, node, text);
    } else if (node != NULL && node->kind == OPN_TREE_MAP) {
        read_members(s, node);
    } else {
        opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, s->openness,
                           "no components are recorded: there is nothing to grade");
    }
}

static void assess(opn_map_scores *s, const opn_map_ladder *l, const char *criterion,
                   const char *level, const opn_tree *node, const char *shows)
{
    opn_draft_assessment assessment = {.rubric = l->rubric,
                                       .version = 1,
                                       .criterion = criterion,
                                       .level = level,
                                       .by = OPN_MAP_BY,
                                       .date = s->date};

    assessment.claim = opn_import_claim(s->job, node, shows);
    assessment.claim.by = OPN_MAP_BY;
    assessment.claim.confidence = s->confidence;
    opn_draft_add_assessment(&s->draft, &assessment);
}

/* The first key whose value the question knows; failing that the first that is
 * there, so that what is strange is seen and not taken for silence. */
static void assess_dimension(opn_map_scores *s, const opn_map_ladder *l,
                             const opn_map_dimension *d)
{
    const opn_map_component *best = NULL;
    const char *level = NULL;

    for (size_t i = 0; d->keys[i] != NULL && level == NULL; i++) {
        const opn_map_component *at = opn_map_find(s, d->keys[i]);
        const char *head = at == NULL ? NULL : opn_map_head(at->value, s->job->arena);

        s->job->out_of_memory = s->job->out_of_memory || (at != NULL && head == NULL);
        level = head == NULL ? NULL : opn_map_level(d, head);
        best = best == NULL || level != NULL ? (at == NULL ? best : at) : best;
    }
    if (best == NULL) {
        assess(
            s, l, d->criterion, d->otherwise, opn_tree_member(s->openness, "components"),
            opn_map_say(s->job,
                        "Nothing is recorded that answers this, which the rules read as \"%s\".",
                        d->otherwise));
        return;
    }
    if (level == NULL) {
        opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED, best->node,
                           "\"%s:%s\" is no answer that %s knows for %s: its rules read it as "
                           "\"%s\"",
                           best->key, best->value, l->rubric, d->criterion, d->otherwise);
        level = d->otherwise;
    }
    assess(s, l, d->criterion, level, best->node,
           opn_map_say(s->job, "Recorded as %s: %s", best->key, best->value));
}

const opn_map_component *opn_map_license_of(const opn_map_scores *s, const opn_map_ladder *l)
{
    for (size_t i = 0; l->license_keys[i] != NULL; i++) {
        const opn_map_component *at = opn_map_find(s, l->license_keys[i]);

        if (at != NULL && *at->value != '\0') {
            return at;
        }
    }
    return NULL;
}

/* Without a tier the recipe gives no verdict at all, and nothing is assessed. */
static void assess_license(opn_map_scores *s, const opn_map_ladder *l)
{
    const opn_map_component *license = opn_map_license_of(s, l);
    opn_map_parts parts = {NULL, 0};
    const char *tier = NULL;

    if (license != NULL) {
        if (!opn_map_parts_read(s->tiers, license->value, s->job->arena, &parts)) {
            s->job->out_of_memory = true;
            return;
        }
        tier = opn_map_tier(s->tiers, l->rubric, license->value, &parts);
    }
    if (tier == NULL) {
        opn_import_note_at(s->job, OPENNESS_IMPORT_IGNORED,
                           license == NULL ? s->openness : license->node,
                           "\"%s\" has no tier in %s: the map's recipe gives no verdict",
                           license == NULL ? "" : license->value, l->rubric);
        return;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(l->terms) && l->terms[i].criterion != NULL; i++) {
        const opn_map_dimension *d = &l->terms[i];
        const char *level = d->otherwise == NULL ? tier : opn_map_level(d, tier);

        assess(s, l, d->criterion, level == NULL ? d->otherwise : level, license->node,
               opn_map_say(s->job, "Recorded as %s: %s, of tier %s", license->key, license->value,
                           tier));
    }
}

void opn_map_assess(opn_map_scores *s, const opn_map_ladder *l)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(l->dimensions); i++) {
        if (l->dimensions[i].criterion != NULL) {
            assess_dimension(s, l, &l->dimensions[i]);
        }
    }
    assess_license(s, l);
}
