/*
 * import_hub_license.c: the license that the metadata of a repository declares.
 *
 * Takes the members license, license_name and license_link, gives one expression
 * or nothing. The three are statements of equal rank about one thing: whichever of them
 * is on record counts, and of two that are and differ it is one.
 * "other" names nothing: the two members beside it do.
 *
 * Must not read any license text, nor guess at a name that is not on record.
 */
#include "import_hub_parts.h"

/* A list that is longer names no license that anybody could act upon. */
enum { MOST_LICENSES = 16 };

typedef struct {
    const opn_tree *node;
    const char *text;    /* trimmed; NULL: not stated */
    const char *license; /* NULL: not on record */
    bool elsewhere;      /* says that another place tells */
} statement;

/* What a text means, without a note: the note depends on what the others say. */
static statement meant(opn_import_job *job, const opn_tree *node, const char *text)
{
    statement out = {.node = node, .text = text};
    bool known = false;
    opn_tree plain;
    opn_meaning meaning;

    if (text == NULL) {
        return out;
    }
    if (opn_name_resolve(&job->database->names, text, strlen(text), &meaning) != OPENNESS_OK) {
        job->out_of_memory = true;
    } else if (meaning.kind == OPN_MEANS_STATUS) {
        out.elsewhere = opn_slice_is(meaning.value, "see_elsewhere");
        known = opn_slice_is(meaning.value, "none") || opn_slice_is(meaning.value, "proprietary");
    } else {
        known = meaning.kind == OPN_MEANS_LICENSE || meaning.kind == OPN_MEANS_EXPRESSION;
    }
    if (known) {
        /* Nothing is noted about what is on record. */
        plain = *node;
        plain.text = text;
        out.license = opn_import_license(job, &plain);
    }
    opn_meaning_free(&meaning);
    return out;
}

/* A relative link leads to a file of the repository, on its main branch. */
static statement meant_link(opn_import_job *job, const opn_hub_card *card, const opn_tree *node)
{
    const char *text = opn_hub_text(job, node);
    const char *path = text;
    statement out = {.node = node, .text = text};

    if (text == NULL || strstr(text, "://") != NULL) {
        return meant(job, node, text);
    }
    while (opn_hub_behind(path, "./") != NULL || *path == '/') {
        path += *path == '/' ? 1 : 2;
    }
    if (card->repository.path == NULL || *path == '\0') {
        return out;
    }
    out = meant(job, node,
                opn_hub_message(job, "https://huggingface.co/%s%s/blob/main/%s",
                                card->repository.dataset ? "datasets/" : "",
                                card->repository.path, path));
    out.text = text;
    return out;
}

/* Several names with one meaning are one; of several meanings nobody says whether
 * all of them hold or whether the user may choose: what holds lies between the least and
 * the best of them. */
static statement meant_list(opn_import_job *job, const opn_tree *list)
{
    statement out = {.node = list};
    bool same = list->count <= MOST_LICENSES;
    bool known = same;
    const char *some = NULL;

    if (list->count == 1) {
        return meant(job, list->first, opn_hub_text(job, list->first));
    }
    for (const opn_tree *at = list->first; known && at != NULL; at = at->next) {
        statement one = meant(job, at, opn_hub_text(job, at));

        some = at == list->first ? one.license : opn_import_either(job, some, one.license);
        known = some != NULL;
        same = same && known && (at == list->first || opn_streq(out.license, one.license));
        out.text =
            at == list->first ? one.text : opn_hub_message(job, "%s, %s", out.text, one.text);
        out.license = one.license;
    }
    if (!same || !known) {
        out.text = known ? out.text : NULL;
        out.license = known ? some : NULL;
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, list,
                           "%zu licenses are named, and not whether each of them holds or any: "
                           "%s",
                           list->count, opn_import_left(out.license));
    }
    return out;
}

/* Two statements that differ: which is right the source does not say. some: of what it
 * is one then. */
static void disagree(opn_import_job *job, opn_hub_card *card, const statement *a,
                     const statement *b, const char *some)
{
    card->license = some;
    card->license_conflict = opn_hub_message(
        job, "the license is declared as \"%s\" and as \"%s\", which differ", a->text, b->text);
    opn_import_note_at(job, OPENNESS_IMPORT_CONTRADICTED, b->node, "%s: %s",
                       card->license_conflict, opn_import_left(some));
}

/* One of all that is stated; NULL where anything of it is not on record. */
static const char *any_of(opn_import_job *job, const statement *said, size_t count)
{
    const char *some = NULL;

    for (size_t i = 0; i < count; i++) {
        if (said[i].text == NULL || said[i].elsewhere) {
            continue;
        }
        if (said[i].license == NULL) {
            return NULL;
        }
        some = some == NULL ? said[i].license : opn_import_either(job, some, said[i].license);
    }
    return some;
}

static void note_unknown(opn_import_job *job, const statement *license, const statement *name,
                         const statement *link)
{
    const statement *said = name->text != NULL ? name : link;

    if (license->text != NULL && !license->elsewhere) {
        /* Notes what is wrong with it. */
        opn_import_license(job, license->node);
    } else if (said->text != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, said->node,
                           "\"%s\" leads to no license that is on record: it stays unknown",
                           said->text);
    } else if (license->text != NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, license->node,
                           "\"%s\" names no license, and neither license_name nor license_link "
                           "does: it stays unknown",
                           license->text);
    }
}

/* The license is known: what stands beside it and is not on record. */
static void note_beside(opn_import_job *job, const statement *beside)
{
    if (beside->text != NULL && beside->license == NULL) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, beside->node,
                           "\"%s\" is not on record: what it leads to is not read", beside->text);
    }
}

static void decide(opn_import_job *job, opn_hub_card *card, const statement *said)
{
    const statement *first = NULL;

    for (size_t i = 0; i < 3; i++) {
        if (said[i].license != NULL && first == NULL) {
            first = &said[i];
            card->license = first->license;
            card->license_node = first->node;
            card->license_shows =
                opn_hub_message(job,
                                i == 0   ? "declared as \"%s\""
                                : i == 1 ? "declared under a name of its own, \"%s\""
                                         : "declared by a link to \"%s\"",
                                first->text);
        } else if (said[i].license != NULL &&
                   !opn_import_among(said[i].license, first->license)) {
            disagree(job, card, first, &said[i], any_of(job, said, 3));
            return;
        }
    }
    if (first == NULL) {
        note_unknown(job, &said[0], &said[1], &said[2]);
        return;
    }
    note_beside(job, &said[1]);
    note_beside(job, &said[2]);
}

void opn_hub_read_license(opn_import_job *job, opn_hub_card *card, const opn_tree *data)
{
    const opn_tree *node = opn_tree_member(data, "license");
    const opn_tree *name = opn_tree_member(data, "license_name");
    const opn_tree *link = opn_tree_member(data, "license_link");
    statement said[3] = {{0}, {0}, {0}};

    if (node != NULL && node->kind == OPN_TREE_LIST && node->count > 0) {
        said[0] = meant_list(job, node);
    } else {
        said[0] = meant(job, node, opn_hub_text(job, node));
    }
    if (node != NULL && node->kind == OPN_TREE_MAP) {
        opn_import_license(job, node);
    }
    said[1] = meant(job, name, opn_hub_text(job, name));
    said[2] = meant_link(job, card, link);
    decide(job, card, said);
    /* Something is declared, whatever it may be. */
    for (size_t i = 0; card->license_node == NULL && i < 3; i++) {
        if (said[i].text != NULL || (i == 0 && node != NULL && node->count > 0)) {
            card->license_node = i == 0 && said[i].node == NULL ? node : said[i].node;
            card->license_shows =
                said[i].text == NULL
                    ? "declared in a form that names no single license"
                    : opn_hub_message(job, "declared as \"%s\", which names no license on record",
                                      said[i].text);
        }
    }
}

/* The tag is made from cardData: it says more only where that is not given. */
void opn_hub_license_tag(opn_import_job *job, opn_hub_card *card, const opn_tree *tag,
                         const char *name)
{
    statement said = meant(job, tag, name);

    if (card->license_node == NULL) {
        card->license = said.license;
        card->license_node = tag;
        card->license_shows = opn_hub_message(job, "tagged \"%s\" by the Hub", said.text);
        if (said.license == NULL) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, tag,
                               "\"%s\" names no license on record: it stays unknown", name);
        }
    } else if (said.license != NULL && card->license != NULL &&
               !opn_import_among(said.license, card->license)) {
        statement before = {card->license_node, opn_tree_text(card->license_node), card->license,
                            false};

        before.text = before.text == NULL ? card->license : before.text;
        disagree(job, card, &before, &said, opn_import_either(job, card->license, said.license));
    }
}

opn_draft_claim opn_hub_license_claim(opn_import_job *job, const opn_hub_card *card)
{
    opn_draft_claim claim = {0};

    if (card->license_node != NULL) {
        claim = opn_import_claim(job, card->license_node,
                                 card->license_conflict != NULL ? card->license_conflict
                                                                : card->license_shows);
        claim.by = card->repository.org;
    }
    return claim;
}
