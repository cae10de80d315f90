/*
 * import_job.c: what all importers share.
 *
 * Takes nodes of a source and drafts, gives notes with their place, claims,
 * ids, licenses and finished records. A record is read back before it counts:
 * whatever an importer does, nobody gets one that cannot be read.
 *
 * Must not know any format.
 */
#include "ascii.h"
#include "import.h"
#include "json_read.h"
#include "normalize.h"
#include "reader.h"
#include "release_read.h"

_Static_assert((int)OPN_DRAFT_MOST_ARTIFACTS == (int)OPN_MOST_ARTIFACTS &&
                   (int)OPN_DRAFT_MOST_BASES == (int)OPN_MOST_BASES,
               "a draft holds as much as a record");

/* Without memory the job's flag is set; NULL then. */
static void *grow(opn_import_job *job, void *items, size_t count, size_t *capacity, size_t size)
{
    size_t wanted = *capacity == 0 ? 16 : *capacity * 2;
    void *grown;

    if (count < *capacity) {
        return items;
    }
    grown = opn_arena_alloc(job->arena, wanted, size);
    if (grown == NULL) {
        job->out_of_memory = true;
        return NULL;
    }
    if (count > 0) {
        memcpy(grown, items, count * size);
    }
    *capacity = wanted;
    return grown;
}

static const char *keep(opn_import_job *job, const char *text, size_t size)
{
    const char *copy = opn_arena_copy(job->arena, text, size);

    job->out_of_memory = job->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

static opn_place place_of(opn_import_job *job, const opn_tree *node)
{
    opn_place place = opn_tree_place(node, job->arena);

    if (place.pointer == NULL) {
        job->out_of_memory = true;
        place.pointer = "";
    }
    return place;
}

/* Whoever asked for strictness wants no record of a source that contradicts
 * itself. */
static void note_add(opn_import_job *job, int kind, const opn_place *place, const char *message)
{
    opn_import_note *items;

    if (kind == OPENNESS_IMPORT_CONTRADICTED && job->strict) {
        opn_issue_add(job->issues, "contradiction", OPENNESS_SEVERITY_ERROR, place, "%s",
                      message);
    }
    items = grow(job, job->notes, job->note_count, &job->note_capacity, sizeof *items);
    if (items != NULL) {
        job->notes = items;
        items[job->note_count] = (opn_import_note){kind, *place, message, job->note_count};
        job->note_count++;
    }
}

void opn_import_note_at(opn_import_job *job, int kind, const opn_tree *node, const char *format,
                        ...)
{
    const char *message;
    opn_place place;
    va_list args;

    /* A contradiction decides, so that none is lost among a million ignored. */
    if (job->note_count >= OPN_MOST_NOTES &&
        !(kind == OPENNESS_IMPORT_CONTRADICTED && job->strict)) {
        job->notes_dropped++;
        return;
    }
    va_start(args, format);
    message = opn_message(job->arena, format, args);
    va_end(args);
    place = place_of(job, node);
    if (message == NULL) {
        job->out_of_memory = true;
        return;
    }
    note_add(job, kind, &place, message);
}

void opn_import_fail(opn_import_job *job, const char *issue, const opn_tree *node,
                     const char *format, ...)
{
    opn_place place = {"", 0, 0, 0};
    va_list args;

    /* A pointer takes memory: none for an issue that is only counted. */
    if (opn_issues_wants(job->issues, OPENNESS_SEVERITY_ERROR)) {
        place = place_of(job, node);
    }
    va_start(args, format);
    opn_issue_addv(job->issues, issue, OPENNESS_SEVERITY_ERROR, &place, format, args);
    va_end(args);
}

opn_draft_claim opn_import_claim(opn_import_job *job, const opn_tree *node, const char *shows)
{
    opn_draft_claim claim = {.source = job->source, .shows = shows, .read = job->read};

    claim.locator = place_of(job, node).pointer;
    return claim;
}

/* One part of an id: runs of what it may not hold become one "-", none of them
 * at its ends. */
static void add_part(opn_buf *id, const char *text, size_t size)
{
    size_t start = id->size;
    bool gap = false;

    for (size_t i = 0; i < size; i++) {
        bool plain = opn_is_alpha(text[i]) || opn_is_digit(text[i]);

        if (plain || (text[i] == '.' || text[i] == '_')) {
            /* A part begins with a letter or digit. */
            if (!plain && id->size == start) {
                continue;
            }
            opn_buf_str(id, gap && id->size > start ? "-" : "");
            opn_buf_char(id, text[i]);
            gap = false;
        } else {
            gap = true;
        }
    }
}

/* The parts of a name between slashes, which ids have too; "unknown" when
 * nothing is left. */
static void add_parts(opn_buf *id, const char *name, size_t limit)
{
    size_t start = id->size;

    while (name != NULL && *name != '\0') {
        size_t size = strcspn(name, "/");
        size_t before = id->size;

        opn_buf_str(id, id->size > start ? "/" : "");
        add_part(id, name, size);
        /* Nothing was left of this part: its slash goes too. */
        if (id->size == before + 1 && id->data[before] == '/') {
            id->size = before;
        }
        name += size + (name[size] == '/' ? 1 : 0);
    }
    if (id->size == start) {
        opn_buf_str(id, "unknown");
    }
    id->size = id->size - start > limit ? start + limit : id->size;
    while (!id->failed && id->data[id->size - 1] == '/') {
        id->size--;
    }
}

const char *opn_import_id(opn_import_job *job, const char *producer, const char *name)
{
    opn_buf id = {0};
    const char *out = "unknown";

    add_parts(&id, producer, OPN_ID_LIMIT / 2 - 1);
    opn_buf_char(&id, '/');
    add_parts(&id, name, OPN_ID_LIMIT / 2);
    if (id.failed) {
        job->out_of_memory = true;
    } else {
        out = keep(job, id.data, id.size);
    }
    opn_buf_free(&id);
    return *out == '\0' ? "unknown" : out;
}

/* Only endings of files: "Qwen2.5" has none. */
const char *opn_import_file_name(opn_import_job *job)
{
    static const char *const endings[] = {
        ".safetensors.index.json", ".safetensors", ".gguf", ".yaml", ".yml", ".json", ".csv"};
    size_t size = strcspn(job->source, "?#");
    size_t start = size;

    while (start > 0 && strchr("/\\:", job->source[start - 1]) == NULL) {
        start--;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(endings); i++) {
        size_t length = strlen(endings[i]);

        if (size - start > length &&
            strncmp(job->source + size - length, endings[i], length) == 0) {
            size -= length;
            break;
        }
    }
    return keep(job, job->source + start, size - start);
}

const char *opn_import_trimmed(opn_import_job *job, const char *text)
{
    size_t size;
    const char *start = opn_name_trim(text, strlen(text), &size);

    return keep(job, start, size);
}

/* What a word of status says of the license: "none" and "proprietary" are
 * values of a record, the others leave it unknown. */
static const char *status_license(opn_import_job *job, const opn_tree *node, opn_slice means,
                                  const char *text)
{
    char word[OPN_NAME_ROOM];

    if (opn_slice_is(means, "none")) {
        return "none";
    }
    if (opn_slice_is(means, "proprietary")) {
        return "proprietary";
    }
    if (opn_slice_text(means, word, sizeof word) == SIZE_MAX) {
        word[0] = '\0';
    }
    opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                       "\"%s\" names no license (%s): it stays unknown", text, word);
    return NULL;
}

static const char *meant_license(opn_import_job *job, const opn_tree *node,
                                 const opn_meaning *meaning, const char *text)
{
    char expression[OPN_NAME_ROOM];
    size_t size;

    switch (meaning->kind) {
    case OPN_MEANS_LICENSE:
        return meaning->license->id;
    case OPN_MEANS_EXPRESSION:
        if (meaning->expression.data != NULL) {
            return keep(job, meaning->expression.data, meaning->expression.size);
        }
        size = opn_slice_text(meaning->value, expression, sizeof expression);
        return size == SIZE_MAX ? NULL : keep(job, expression, size);
    case OPN_MEANS_STATUS:
        return status_license(job, node, meaning->value, text);
    case OPN_MEANS_FAMILY:
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" fits several licenses: it stays unknown which", text);
        return NULL;
    case OPN_MEANS_NOTHING:
        break;
    }
    opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                       "\"%s\" is no license that is on record: it stays unknown", text);
    return NULL;
}

const char *opn_import_license(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_tree_text(node);
    const char *license = NULL;
    opn_meaning meaning;

    if (node != NULL && node->kind != OPN_TREE_SCALAR) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "a license is a text; a list or map stands here");
    }
    text = text == NULL ? "" : opn_import_trimmed(job, text);
    if (*text == '\0') {
        return NULL;
    }
    if (opn_name_resolve(&job->database->names, text, strlen(text), &meaning) == OPENNESS_OK) {
        license = meant_license(job, node, &meaning, text);
    } else {
        job->out_of_memory = true;
    }
    opn_meaning_free(&meaning);
    return license;
}

static size_t alternative(const char *at)
{
    static const char between[] = {OPN_DRAFT_EITHER, '\0'};

    return strcspn(at, between);
}

static bool holds(const char *some, const char *license, size_t size)
{
    for (const char *at = some; at != NULL && *at != '\0';) {
        size_t length = alternative(at);

        if (length == size && strncmp(at, license, size) == 0) {
            return true;
        }
        at += length + (at[length] == OPN_DRAFT_EITHER ? 1 : 0);
    }
    return false;
}

bool opn_import_among(const char *license, const char *some)
{
    const char *at = license == NULL ? "" : license;

    while (*at != '\0') {
        size_t length = alternative(at);

        if (!holds(some, at, length)) {
            return false;
        }
        at += length + (at[length] == OPN_DRAFT_EITHER ? 1 : 0);
    }
    return license != NULL;
}

const char *opn_import_either(opn_import_job *job, const char *some, const char *more)
{
    opn_buf all = {0};
    const char *kept = NULL;
    size_t count = 1;

    if (some == NULL || more == NULL) {
        return NULL;
    }
    opn_buf_str(&all, some);
    for (const char *at = more; *at != '\0';) {
        size_t length = alternative(at);

        if (!holds(some, at, length)) {
            opn_buf_char(&all, OPN_DRAFT_EITHER);
            opn_buf_add(&all, at, length);
        }
        at += length + (at[length] == OPN_DRAFT_EITHER ? 1 : 0);
    }
    for (size_t i = 0; i < all.size; i++) {
        count += all.data[i] == OPN_DRAFT_EITHER;
    }
    if (all.failed) {
        job->out_of_memory = true;
    } else if (count <= OPN_MOST_ONE_OF) {
        kept = keep(job, all.data, all.size);
    }
    opn_buf_free(&all);
    return kept;
}

const char *opn_import_left(const char *license)
{
    return license == NULL ? "it stays unknown" : "it is one of them";
}

const char *opn_import_date(opn_import_job *job, const opn_tree *node)
{
    const char *text = opn_tree_text(node);

    text = text == NULL ? "" : opn_import_trimmed(job, text);
    if (*text == '\0') {
        return NULL;
    }
    if (!opn_date_valid(text)) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, node,
                           "\"%s\" is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD", text);
        return NULL;
    }
    return text;
}

void opn_import_add_record(opn_import_job *job, const char *text, size_t size,
                           const openness_release *release)
{
    opn_import_record *items =
        grow(job, job->records, job->record_count, &job->record_capacity, sizeof *items);

    if (items == NULL) {
        return;
    }
    job->records = items;
    items[job->record_count] = (opn_import_record){
        .text = keep(job, text, size),
        .id = keep(job, release->id, strlen(release->id)),
        .name = keep(job, release->name, strlen(release->name)),
        .artifacts = release->artifact_count,
        .fields = release->field_count,
        .assessments = release->assessment_count,
    };
    job->record_count++;
}

/* A base that is not known here, and whose license the source does not state,
 * would make the record unreadable; one that is the release itself says
 * nothing. */
static void mend_bases(opn_import_job *job, opn_draft *draft)
{
    size_t kept = 0;

    for (size_t i = 0; i < draft->base_count; i++) {
        opn_draft_base base = draft->bases[i];

        if (draft->id != NULL && opn_streq(base.id, draft->id)) {
            opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, NULL,
                               "\"%s\" is named as its own base", base.id);
            continue;
        }
        if (base.license == NULL &&
            opn_database_find(job->database, OPENNESS_KIND_RELEASE, base.id) == NULL) {
            base.license = "unknown";
        }
        draft->bases[kept] = base;
        kept++;
    }
    draft->base_count = kept;
}

/* The issues of a record that cannot be read are all that tells the bug. A record
 * that is beyond a limit is none: its source was too large. */
static void report_broken(opn_import_job *job, int status, const opn_issues *found)
{
    if (status == OPENNESS_E_NOMEM) {
        job->out_of_memory = true;
        return;
    }
    job->broken = job->broken || status != OPENNESS_E_LIMIT;
    for (size_t i = 0; i < found->count; i++) {
        const opn_issue *issue = &found->items[i];
        opn_place place = {issue->place.pointer, 0, 0, 0};

        if (issue->severity == OPENNESS_SEVERITY_ERROR) {
            opn_issue_add(job->issues, issue->id, issue->severity, &place,
                          "the record that was made cannot be read: %s", issue->message);
        }
    }
}

static void read_back(opn_import_job *job, const opn_buf *record)
{
    openness_release *release = NULL;
    opn_issues found = {0};
    opn_json *json = NULL;
    int status = opn_json_parse(record->data, record->size, &json, &found);

    if (status == OPENNESS_OK) {
        status = opn_release_read(job->database, opn_json_root(json), &release, &found);
    }
    if (status == OPENNESS_OK) {
        opn_import_add_record(job, record->data, record->size, release);
    } else {
        report_broken(job, status, &found);
    }
    openness_release_free(release);
    opn_json_free(json);
    opn_issues_free(&found);
}

void opn_import_finish(opn_import_job *job, opn_draft *draft)
{
    opn_buf record = {0};

    if (draft->id == NULL) {
        draft->id = opn_import_id(job, draft->producer, draft->name);
    }
    mend_bases(job, draft);
    if (draft->dropped > 0) {
        opn_import_note_at(job, OPENNESS_IMPORT_IGNORED, NULL,
                           "%zu entries are more than the record of \"%s\" may hold",
                           draft->dropped, draft->id);
    }
    opn_draft_write(draft, &record);
    job->out_of_memory = job->out_of_memory || record.failed;
    if (!job->out_of_memory) {
        read_back(job, &record);
    }
    opn_buf_free(&record);
}
