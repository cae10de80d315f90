/*
 * draft.c: a release record while an importer puts it together.
 *
 * Takes what a source states, in any order, gives openness-release/1 with its
 * members in the order of docs/formats.md. Foreign texts have any length, and
 * a record must be readable whatever the source holds: what is too long is cut,
 * what is too much is left out and counted.
 *
 * Must not know any source, nor judge what it is given.
 */
#include "draft.h"
#include "reader.h"
#include "utf8.h"

#define ELLIPSIS "\xE2\x80\xA6"

opn_draft opn_draft_begin(opn_arena *arena)
{
    opn_draft draft = {.arena = arena};

    return draft;
}

/* Room for one more entry; what is left behind by doubling is less than the list
 * itself. NULL without memory. */
static void *grow(opn_draft *draft, void *items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity == 0 ? 8 : *capacity * 2;
    void *grown;

    if (count < *capacity) {
        return items;
    }
    grown = opn_arena_alloc(draft->arena, wanted, size);
    if (grown == NULL) {
        draft->out_of_memory = true;
        return NULL;
    }
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    *capacity = wanted;
    return grown;
}

void opn_draft_add_artifact(opn_draft *draft, const opn_draft_artifact *artifact)
{
    opn_draft_artifact *items;

    if (draft->artifact_count == OPN_DRAFT_MOST_ARTIFACTS) {
        draft->dropped++;
        return;
    }
    items = grow(draft, draft->artifacts, draft->artifact_count, &draft->artifact_capacity,
                 sizeof *items);
    if (items != NULL) {
        draft->artifacts = items;
        items[draft->artifact_count++] = *artifact;
    }
}

/* Fields are members of one object: a second of one name would make the record
 * unreadable. */
void opn_draft_add_field(opn_draft *draft, const opn_draft_field *field)
{
    opn_draft_field *items;

    for (size_t i = 0; i < draft->field_count; i++) {
        if (opn_streq(draft->fields[i].id, field->id)) {
            draft->dropped++;
            return;
        }
    }
    items = grow(draft, draft->fields, draft->field_count, &draft->field_capacity, sizeof *items);
    if (items != NULL) {
        draft->fields = items;
        items[draft->field_count++] = *field;
    }
}

void opn_draft_add_base(opn_draft *draft, const opn_draft_base *base)
{
    opn_draft_base *items;

    if (draft->base_count == OPN_DRAFT_MOST_BASES) {
        draft->dropped++;
        return;
    }
    items = grow(draft, draft->bases, draft->base_count, &draft->base_capacity, sizeof *items);
    if (items != NULL) {
        draft->bases = items;
        items[draft->base_count++] = *base;
    }
}

void opn_draft_add_assessment(opn_draft *draft, const opn_draft_assessment *assessment)
{
    opn_draft_assessment *items = grow(draft, draft->assessments, draft->assessment_count,
                                       &draft->assessment_capacity, sizeof *items);

    if (items != NULL) {
        draft->assessments = items;
        items[draft->assessment_count++] = *assessment;
    }
}

/* Two lists that grow together; the capacity is that of the shorter. */
void opn_draft_add_conflict(opn_draft *draft, const char *about, const opn_draft_claim *claim)
{
    static const opn_draft_claim none = {NULL, NULL, NULL, NULL, NULL, NULL, NULL};
    size_t capacity = draft->conflict_capacity;
    const char **texts =
        grow(draft, draft->conflicts, draft->conflict_count, &capacity, sizeof *texts);
    opn_draft_claim *claims = grow(draft, draft->conflict_claims, draft->conflict_count,
                                   &draft->conflict_capacity, sizeof *claims);

    if (texts == NULL || claims == NULL) {
        return;
    }
    draft->conflicts = texts;
    draft->conflict_claims = claims;
    texts[draft->conflict_count] = about;
    claims[draft->conflict_count] = claim == NULL ? none : *claim;
    draft->conflict_count++;
}

/* A member of at most limit bytes; an empty text says nothing, and a record may
 * not hold one. */
static void put(opn_writer *w, const char *key, const char *text, size_t limit)
{
    opn_buf cut = {0};
    size_t size = text == NULL ? 0 : strlen(text);

    if (size == 0) {
        return;
    }
    if (size <= limit) {
        opn_write_member(w, key, text);
        return;
    }
    opn_buf_add(&cut, text, opn_utf8_clip(text, size, limit - strlen(ELLIPSIS)));
    opn_buf_str(&cut, ELLIPSIS);
    opn_write_member(w, key, cut.data);
    w->buf->failed = w->buf->failed || cut.failed;
    opn_buf_free(&cut);
}

/* No source, no evidence: a claim that points nowhere shows nothing. */
static bool shows_something(const opn_draft_claim *claim)
{
    return claim->source != NULL && *claim->source != '\0';
}

static void put_claim(opn_writer *w, const opn_draft_claim *claim)
{
    while (claim != NULL && !shows_something(claim)) {
        claim = claim->also;
    }
    if (claim == NULL) {
        return;
    }
    opn_write_key(w, "evidence");
    opn_write_array(w);
    for (; claim != NULL; claim = claim->also) {
        if (!shows_something(claim)) {
            continue;
        }
        opn_write_object(w);
        put(w, "source", claim->source, OPN_PROSE_LIMIT);
        put(w, "locator", claim->locator, OPN_PROSE_LIMIT);
        put(w, "shows", claim->shows, OPN_PROSE_LIMIT);
        put(w, "read", claim->read, OPN_ID_LIMIT);
        put(w, "by", claim->by, OPN_LINE_LIMIT);
        put(w, "confidence", claim->confidence, OPN_ID_LIMIT);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void put_modalities(opn_writer *w, const char *key, const char *const *items, size_t count)
{
    if (count == 0) {
        return;
    }
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < count; i++) {
        opn_write_string(w, items[i]);
    }
    opn_write_array_end(w);
}

/* Required members get a value that says that there is none. */
static void put_required(opn_writer *w, const char *key, const char *text, size_t limit)
{
    put(w, key, text == NULL || *text == '\0' ? "unknown" : text, limit);
}

static void put_head(opn_writer *w, const opn_draft *draft)
{
    opn_write_member(w, "format", "openness-release/1");
    put_required(w, "id", draft->id, OPN_ID_LIMIT);
    put_required(w, "name", draft->name == NULL ? draft->id : draft->name, OPN_LINE_LIMIT);
    put_required(w, "producer", draft->producer, OPN_LINE_LIMIT);
    put(w, "version", draft->version, OPN_LINE_LIMIT);
    put(w, "revision", draft->revision, OPN_LINE_LIMIT);
    put(w, "release_date", draft->release_date, OPN_ID_LIMIT);
    put_required(w, "kind", draft->kind, OPN_ID_LIMIT);
    put_modalities(w, "input_modalities", draft->input_modalities, draft->input_modality_count);
    put_modalities(w, "output_modalities", draft->output_modalities,
                   draft->output_modality_count);
}

static void put_license(opn_writer *w, const char *license)
{
    opn_buf one = {0};

    if (license == NULL || strchr(license, OPN_DRAFT_EITHER) == NULL) {
        opn_write_member(w, "license", license);
        return;
    }
    opn_write_key(w, "license");
    opn_write_object(w);
    opn_write_key(w, "one_of");
    opn_write_array(w);
    for (const char *at = license; *at != '\0'; at++) {
        if (*at != OPN_DRAFT_EITHER) {
            opn_buf_char(&one, *at);
        }
        if (at[1] == OPN_DRAFT_EITHER || at[1] == '\0') {
            opn_write_string(w, one.data);
            w->buf->failed = w->buf->failed || one.failed;
            opn_buf_free(&one);
        }
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void put_bases(opn_writer *w, const opn_draft *draft)
{
    if (draft->base_count == 0) {
        return;
    }
    opn_write_key(w, "based_on");
    opn_write_array(w);
    for (size_t i = 0; i < draft->base_count; i++) {
        const opn_draft_base *base = &draft->bases[i];

        opn_write_object(w);
        put(w, "id", base->id, OPN_ID_LIMIT);
        put(w, "relation", base->relation, OPN_ID_LIMIT);
        put_license(w, base->license);
        put_claim(w, &base->claim);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void put_label(opn_writer *w, const opn_draft *draft)
{
    if (draft->label_claimed == NULL || *draft->label_claimed == '\0') {
        return;
    }
    opn_write_key(w, "label_claimed");
    opn_write_object(w);
    put(w, "value", draft->label_claimed, OPN_LINE_LIMIT);
    put_claim(w, &draft->label_claim);
    opn_write_object_end(w);
}

static void put_fields(opn_writer *w, const opn_draft *draft)
{
    if (draft->field_count == 0) {
        return;
    }
    opn_write_key(w, "fields");
    opn_write_object(w);
    for (size_t i = 0; i < draft->field_count; i++) {
        const opn_draft_field *field = &draft->fields[i];

        opn_write_key(w, field->id);
        opn_write_object(w);
        opn_write_member(w, "value", field->value);
        put_claim(w, &field->claim);
        opn_write_object_end(w);
    }
    opn_write_object_end(w);
}

/* A range where the source leaves open which of several levels it is. */
static void put_access(opn_writer *w, const opn_draft_artifact *artifact)
{
    if (artifact->access == NULL || artifact->access_at_least == NULL) {
        opn_write_member(w, "access", artifact->access);
        return;
    }
    opn_write_key(w, "access");
    opn_write_object(w);
    opn_write_member(w, "at_least", artifact->access_at_least);
    opn_write_member(w, "at_most", artifact->access);
    opn_write_object_end(w);
}

/* Always there: a record without artifacts says so by an empty list. */
static void put_artifacts(opn_writer *w, const opn_draft *draft)
{
    opn_write_key(w, "artifacts");
    opn_write_array(w);
    for (size_t i = 0; i < draft->artifact_count; i++) {
        const opn_draft_artifact *artifact = &draft->artifacts[i];

        opn_write_object(w);
        opn_write_member(w, "kind", artifact->kind);
        opn_write_member(w, "stage", artifact->stage);
        put(w, "name", artifact->name, OPN_LINE_LIMIT);
        put_access(w, artifact);
        opn_write_member(w, "extent", artifact->extent);
        put_license(w, artifact->license);
        put(w, "note", artifact->note, OPN_PROSE_LIMIT);
        put_claim(w, &artifact->claim);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void put_assessments(opn_writer *w, const opn_draft *draft)
{
    if (draft->assessment_count == 0) {
        return;
    }
    opn_write_key(w, "assessments");
    opn_write_array(w);
    for (size_t i = 0; i < draft->assessment_count; i++) {
        const opn_draft_assessment *assessment = &draft->assessments[i];

        opn_write_object(w);
        opn_write_member(w, "rubric", assessment->rubric);
        if (assessment->version > 0) {
            opn_write_member_int(w, "version", assessment->version);
        }
        opn_write_member(w, "criterion", assessment->criterion);
        opn_write_member(w, "level", assessment->level);
        put(w, "by", assessment->by, OPN_LINE_LIMIT);
        put(w, "date", assessment->date, OPN_ID_LIMIT);
        put_claim(w, &assessment->claim);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

static void put_conflicts(opn_writer *w, const opn_draft *draft)
{
    if (draft->conflict_count == 0) {
        return;
    }
    opn_write_key(w, "conflicts");
    opn_write_array(w);
    for (size_t i = 0; i < draft->conflict_count; i++) {
        opn_write_object(w);
        put_required(w, "about", draft->conflicts[i], OPN_PROSE_LIMIT);
        put_claim(w, &draft->conflict_claims[i]);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

void opn_draft_write(const opn_draft *draft, opn_buf *buf)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    put_head(&w, draft);
    put_bases(&w, draft);
    put_label(&w, draft);
    put_fields(&w, draft);
    put_artifacts(&w, draft);
    put_assessments(&w, draft);
    put_conflicts(&w, draft);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
    buf->failed = buf->failed || draft->out_of_memory;
}
