/*
 * import_hub_bases.c: what a repository of the Hub was made from.
 *
 * Takes base_model, base_model_relation and the "base_model:" tags, gives bases and
 * the kind of the release. A name alone does not tell tuning from
 * quantization: the base is kept, since its license bounds this one either way, and
 * the kind stays unknown. A base whose name cannot be read is kept for the same reason.
 *
 * Must not look a base up.
 */
#include "import_hub_parts.h"

static const struct {
    const char *hub;
    const char *relation; /* of record.json, and the kind that it makes */
} relations[] = {
    {"finetune", "finetune"},
    {"quantized", "quantization"},
    {"adapter", "adapter"},
    {"merge", "merge"},
};

static const char *relation_of(const char *text)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(relations); i++) {
        if (opn_streq(text, relations[i].hub)) {
            return relations[i].relation;
        }
    }
    return NULL;
}

/* A path at home names a base as well as nobody can follow it. */
static const char *base_id(opn_import_job *job, opn_hub_card *card, const opn_tree *node,
                           const char *text)
{
    opn_hub_repository named;

    if (opn_hub_name(job, text, &named)) {
        return opn_hub_id(job, &named);
    }
    card->unnamed_node = card->unnamed == 0 ? node : card->unnamed_node;
    card->unnamed++;
    return opn_import_id(job, NULL, text);
}

/* NULL when there is no room. */
static opn_hub_base *add_base(opn_hub_card *card, const char *id, const opn_tree *node)
{
    opn_hub_base *base;

    for (size_t i = 0; i < card->base_count; i++) {
        if (opn_streq(card->bases[i].id, id)) {
            return &card->bases[i];
        }
    }
    if (card->base_count == OPN_ARRAY_LEN(card->bases)) {
        card->base_dropped++;
        return NULL;
    }
    base = &card->bases[card->base_count++];
    *base = (opn_hub_base){.id = id, .node = node};
    return base;
}

static void read_base(opn_import_job *job, opn_hub_card *card, const opn_tree *node)
{
    const char *text = opn_hub_text(job, node);

    /* Enough is enough: no note for each of a million. */
    if (card->base_dropped > 0) {
        card->base_dropped++;
    } else if (text != NULL) {
        add_base(card, base_id(job, card, node, text), node);
    } else if (node->kind != OPN_TREE_SCALAR) {
        card->unnamed_node = card->unnamed == 0 ? node : card->unnamed_node;
        card->unnamed++;
    }
}

void opn_hub_read_bases(opn_import_job *job, opn_hub_card *card, const opn_tree *data)
{
    const opn_tree *node = opn_tree_member(data, "base_model");
    const opn_tree *relation = opn_tree_member(data, "base_model_relation");
    const char *text = opn_hub_text(job, relation);

    card->base_node = node;
    if (node != NULL && node->kind == OPN_TREE_LIST) {
        for (const opn_tree *at = node->first; at != NULL; at = at->next) {
            read_base(job, card, at);
        }
    } else if (node != NULL) {
        read_base(job, card, node);
    }
    if (text != NULL) {
        card->relation = relation_of(text);
        card->relation_node = relation;
    }
    if (text != NULL && card->relation == NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, relation,
                           "the Hub has no relation \"%s\"", text);
    }
}

/* ---- tags ---- */

static void read_tag(opn_import_job *job, opn_hub_card *card, const opn_tree *tag,
                     const char *text)
{
    const char *relation = NULL;
    opn_hub_base *base;

    for (size_t i = 0; i < OPN_ARRAY_LEN(relations) && relation == NULL; i++) {
        const char *behind = opn_hub_behind(text, relations[i].hub);

        if (behind != NULL && *behind == ':') {
            relation = relations[i].relation;
            text = behind + 1;
        }
    }
    if (*text == '\0' || card->base_dropped > 0) {
        return;
    }
    base = add_base(card, base_id(job, card, tag, text), tag);
    if (base == NULL || relation == NULL) {
        return;
    }
    if (base->relation != NULL && !opn_streq(base->relation, relation)) {
        /* Noted once: tags may be many. */
        if (card->relation_conflict) {
            return;
        }
        card->relation_conflict = true;
        opn_import_note_at(job, OPENNESS_IMPORT_CONTRADICTED, tag,
                           "the same base is tagged as one of \"%s\" too: the kind stays unknown",
                           base->relation);
        return;
    }
    base->relation = relation;
    base->relation_node = tag;
}

static bool holds(const opn_hub_card *card, const char *id)
{
    for (size_t i = 0; i < card->base_count; i++) {
        if (opn_streq(card->bases[i].id, id)) {
            return true;
        }
    }
    return false;
}

/* A card may still have the name that a base had once: the Hub's tags follow the
 * move. Two names of one base must not make it a merge. */
static void replace_bases(opn_import_job *job, opn_hub_card *card, const opn_hub_card *tagged)
{
    for (size_t i = 0; i < card->base_count; i++) {
        if (!holds(tagged, card->bases[i].id)) {
            opn_import_note_at(job, OPENNESS_IMPORT_READ, card->bases[i].node,
                               "the Hub's tags name another base in place of \"%s\": they count",
                               card->bases[i].id);
        }
    }
    memcpy(card->bases, tagged->bases, sizeof card->bases);
    card->base_count = tagged->base_count;
    for (size_t i = 0; i < card->base_count; i++) {
        card->bases[i].of_hub = true;
    }
    card->base_dropped = tagged->base_dropped;
    card->unnamed = tagged->unnamed;
    card->unnamed_node = tagged->unnamed_node;
    card->relation_conflict = card->relation_conflict || tagged->relation_conflict;
}

void opn_hub_base_tags(opn_import_job *job, opn_hub_card *card, const opn_tree *tags, bool of_hub)
{
    opn_hub_card tagged = {0};
    opn_hub_card *to = of_hub ? &tagged : card;

    for (const opn_tree *at = tags == NULL ? NULL : tags->first; at != NULL; at = at->next) {
        const char *text = opn_tree_text(at);
        const char *behind = text == NULL ? NULL : opn_hub_behind(text, "base_model:");

        if (behind != NULL) {
            read_tag(job, to, at, behind);
        }
    }
    if (of_hub && tagged.base_count > 0) {
        replace_bases(job, card, &tagged);
    }
}

/* ---- the record ---- */

typedef struct {
    const char *relation;
    const char *shows;
    const char *confidence;
    bool stated;
} made;

/* The Hub takes several bases for a merge and what PEFT wrote for an adapter, unless it is
 * told; any other it tags as a finetune, which a quantization may be too: the tag then is
 * its guess, and a card without a tag states nothing. */
static made how(const opn_hub_card *card, const opn_hub_base *base, size_t count)
{
    made tagged = {base->relation, "named as a base, with the relation", NULL, true};
    made taken = {base->relation,
                  "tagged by the Hub as what this was tuned from; the card does not say how",
                  "medium", true};
    made stated = {card->relation, "named as a base, base_model_relation says how", NULL, true};
    made merged = {"merge", "named as one of several bases", "medium", true};
    made adapted = {"adapter", "named as a base, by a library of adapters", "medium", true};
    made open = {"derived", "named as a base; what was done to it is not stated", NULL, false};

    if (base->relation != NULL) {
        return base->of_hub && card->relation == NULL && opn_streq(base->relation, "finetune")
                   ? taken
                   : tagged;
    }
    if (card->relation != NULL) {
        return stated;
    }
    if (count > 1) {
        return merged;
    }
    return card->library != NULL && opn_streq(card->library, "peft") ? adapted : open;
}

static void put_base(opn_import_job *job, const opn_hub_card *card, const opn_hub_base *base,
                     const made *by, opn_draft *draft)
{
    opn_draft_base out = {.id = base->id, .relation = by->relation};

    out.claim = opn_import_claim(job, base->node, by->shows);
    out.claim.confidence = by->confidence;
    out.claim.by = card->repository.org;
    if (base->relation != NULL && card->relation != NULL &&
        !opn_streq(base->relation, card->relation)) {
        opn_import_note_at(job, OPENNESS_IMPORT_CONTRADICTED, base->relation_node,
                           "tagged as \"%s\", and base_model_relation says \"%s\": the kind "
                           "stays unknown",
                           base->relation, card->relation);
        out.claim.confidence = "low";
    }
    opn_draft_add_base(draft, &out);
}

/* Whether everything that is said makes one kind of it. */
static bool agrees(const opn_hub_card *card, const opn_hub_base *base, const made *by,
                   const char *kind)
{
    return by->stated && (kind == NULL || opn_streq(kind, by->relation)) &&
           (base->relation == NULL || card->relation == NULL ||
            opn_streq(base->relation, card->relation));
}

void opn_hub_put_bases(opn_import_job *job, const opn_hub_card *card, opn_draft *draft)
{
    bool one = !card->relation_conflict;
    const char *kind = NULL;

    for (size_t i = 0; i < card->base_count; i++) {
        const opn_hub_base *base = &card->bases[i];
        made by = how(card, base, card->base_count);

        if (draft->id != NULL && opn_streq(base->id, draft->id)) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, base->node,
                               "\"%s\" is named as its own base", base->id);
            continue;
        }
        one = one && agrees(card, base, &by, kind);
        kind = by.relation;
        put_base(job, card, base, &by, draft);
    }
    if (one && kind != NULL) {
        draft->kind = kind;
    }
    draft->dropped += card->base_dropped;
    if (card->unnamed > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, card->unnamed_node,
                           "of the bases %zu have no name of a repository: whose they are stays "
                           "unknown",
                           card->unnamed);
    }
    if (card->base_count == 0 && card->relation_node != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, card->relation_node,
                           "a relation to no base");
    }
}
