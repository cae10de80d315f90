/*
 * merge.c: several records of one release as one, and the public handle of it.
 *
 * Takes imports, gives an immutable handle with one record and the report of
 * where each value came from. What is written is read back: a merge that cannot
 * be read is refused here and not by whoever gets it.
 *
 * Must not know how values, artifacts or bases meet.
 */
#include "merge.h"
#include "reader.h"
#include "release_read.h"

#include <openness/report.h>

/* What the caller asks for besides the policy. */
typedef struct {
    const char *id;
    const char *data_stage;
    bool data_complete;
} merge_wish;

static const char *text_of(const opn_node *node, const char *key)
{
    return opn_node_string(opn_node_member(node, key));
}

/* --- the head -------------------------------------------------------------------------------- */

bool opn_merge_id_made_up(const char *id)
{
    return strncmp(id, "unknown/", strlen("unknown/")) == 0;
}

/* Whether a record was told its name; else a reader wrote the id, or a part of it. */
static bool was_told_name(const opn_node *root)
{
    const char *id = text_of(root, "id");
    const char *name = text_of(root, "name");

    return id == NULL || name == NULL ||
           (!opn_streq(name, id) &&
            (!opn_merge_id_made_up(id) || !opn_streq(name, id + strlen("unknown/"))));
}

/* Heads have no evidence of their own: the record is it. */
static opn_merge_value head_value(opn_merge_job *job, const char *key, opn_merge_type type,
                                  const char *about)
{
    opn_merge_ask ask = opn_merge_ask_begin(job, type, NULL, about,
                                            opn_merge_text(job, "/%s", key), job->input_count);

    for (size_t i = 0; i < job->input_count; i++) {
        const opn_node *root = job->inputs[i].root;

        if (!opn_streq(key, "name") || was_told_name(root)) {
            opn_merge_side_add(job, &ask, i, root, key, false);
        }
    }
    return opn_merge_decide(job, &ask);
}

static void put_head(opn_merge_job *job, const char *key, const char *about,
                     const char *otherwise)
{
    opn_merge_value value = head_value(job, key, OPN_MERGE_NAME, about);

    opn_write_member(job->w, key, value.known ? value.texts[0] : otherwise);
}

static void put_modalities(opn_merge_job *job, const char *key, const char *about)
{
    opn_merge_value value = head_value(job, key, OPN_MERGE_WORD, about);
    const char *at = value.known ? value.texts[0] : "";

    if (*at == '\0') {
        return;
    }
    opn_write_key(job->w, key);
    opn_write_array(job->w);
    while (*at != '\0') {
        size_t size = strcspn(at, " ");
        const char *name = opn_arena_copy(job->arena, at, size);

        job->out_of_memory = job->out_of_memory || name == NULL;
        opn_write_string(job->w, name);
        at += size + (at[size] == ' ' ? 1 : 0);
    }
    opn_write_array_end(job->w);
}

/* --- the date of release --------------------------------------------------------------------- */

/* The earliest event of any artifact, "" when there is none. */
static const char *first_event(const opn_merge_job *job)
{
    const char *first = "";

    for (size_t i = 0; i < job->input_count; i++) {
        const opn_node *list = opn_node_member(job->inputs[i].root, "artifacts");

        for (const opn_node *at = opn_node_first(list); at != NULL; at = opn_node_next(at)) {
            const opn_node *events = opn_node_member(at, "events");

            for (const opn_node *one = opn_node_first(events); one != NULL;
                 one = opn_node_next(one)) {
                const char *date = text_of(one, "date");

                if (date != NULL && (*first == '\0' || strcmp(date, first) < 0)) {
                    first = date;
                }
            }
        }
    }
    return first;
}

/* Something of it could be had: then it came out, whatever another record says. */
static bool says_released(opn_merge_job *job, const opn_merge_input *input)
{
    const opn_ladder *access = &job->vocabulary->ladders[job->vocabulary->access_ladder];
    int16_t announced = opn_ladder_level(access, "announced");
    const opn_node *list = opn_node_member(input->root, "artifacts");

    for (const opn_node *at = opn_node_first(list); at != NULL; at = opn_node_next(at)) {
        opn_merge_value value = opn_merge_read(job, opn_node_member(at, "access"),
                                               OPN_MERGE_LADDER, access);

        if (value.known && value.applies && value.pair.lo > announced) {
            return true;
        }
    }
    return false;
}

static bool is_date(const opn_merge_value *value)
{
    return value->known && !opn_streq(value->texts[0], "none");
}

/* An event cannot stand before the release: a date that would make it so is
 * shortened until it no longer does. */
static const char *before_events(opn_merge_job *job, const char *date)
{
    static const size_t sizes[] = {7, 4};
    const char *first = first_event(job);

    if (*first == '\0' || strcmp(first, date) >= 0 ||
        strncmp(first, date, strlen(first)) == 0) {
        return date;
    }
    opn_merge_note(job, opn_merge_text(job,
                                       "release_date: %s cannot stand, an event is of %s; it is "
                                       "cut to what both share",
                                       date, first));
    for (size_t i = 0; i < OPN_ARRAY_LEN(sizes); i++) {
        if (strlen(date) >= sizes[i] && strlen(first) >= sizes[i] &&
            strncmp(date, first, sizes[i]) == 0) {
            const char *cut = opn_arena_copy(job->arena, date, sizes[i]);

            job->out_of_memory = job->out_of_memory || cut == NULL;
            return cut == NULL ? "unknown" : cut;
        }
    }
    return "unknown";
}

/* "none" (announced, never released) and a date leave everything open down to
 * "nothing": there is no date that says so, hence the access of each part does. */
static void put_release_date(opn_merge_job *job)
{
    opn_merge_value value = head_value(job, "release_date", OPN_MERGE_DATE, "release date");
    bool never = false;
    bool released = false;

    for (size_t i = 0; i < job->input_count; i++) {
        const char *text = text_of(job->inputs[i].root, "release_date");
        bool none = text != NULL && opn_streq(text, "none");

        never = never || none;
        released = released || (!none && !job->inputs[i].dataset && (says_released(job, &job->inputs[i]) ||
                                          (text != NULL && opn_date_valid(text))));
    }
    if (never && released && (job->out->policy == OPENNESS_MERGE_WIDEN || !value.known)) {
        job->maybe_unreleased = true;
        opn_merge_note(job, "release_date: some records say that it was never released: whether "
                            "anything can be had is left open");
        return;
    }
    if (value.known) {
        opn_write_member(job->w, "release_date", is_date(&value)
                                                     ? before_events(job, value.texts[0])
                                                     : value.texts[0]);
    }
}

static void write_record(opn_merge_job *job)
{
    opn_merge_value kind;

    opn_write_object(job->w);
    opn_write_member(job->w, "format", "openness-release/1");
    opn_write_member(job->w, "id", job->id);
    put_head(job, "name", "name", job->id);
    put_head(job, "producer", "producer", "unknown");
    put_head(job, "version", "version", NULL);
    put_head(job, "revision", "revision", NULL);
    put_release_date(job);
    kind = head_value(job, "kind", OPN_MERGE_WORD, "kind of release");
    opn_write_member(job->w, "kind", kind.known ? kind.texts[0] : "unknown");
    put_modalities(job, "input_modalities", "input modalities");
    put_modalities(job, "output_modalities", "output modalities");
    opn_merge_bases(job);
    opn_merge_label(job);
    opn_merge_fields(job);
    opn_merge_artifacts(job);
    opn_merge_promises(job);
    opn_merge_assessments(job);
    opn_merge_conflicts(job);
    opn_write_object_end(job->w);
}

/* --- inputs ---------------------------------------------------------------------------------- */

/* The record that an import gives; SIZE_MAX and *err when it is not settled which. */
static size_t pick(const openness_import *import, const char *id, openness_error **err)
{
    const opn_import_job *job = &import->job;
    size_t found = SIZE_MAX;

    if (job->record_count == 1) {
        return 0;
    }
    for (size_t i = 0; id != NULL && i < job->record_count && found == SIZE_MAX; i++) {
        found = opn_streq(job->records[i].id, id) ? i : found;
    }
    if (found != SIZE_MAX) {
        return found;
    }
    if (job->record_count == 0) {
        opn_error_message(err, OPENNESS_E_NOT_FOUND, "%s describes no release", job->source);
    } else if (id == NULL) {
        opn_error_message(err, OPENNESS_E_NOT_FOUND,
                          "%s describes %zu releases: give the id of one, such as \"%s\"",
                          job->source, job->record_count, job->records[0].id);
    } else {
        opn_error_message(err, OPENNESS_E_NOT_FOUND,
                          "%s describes %zu releases, and none is \"%s\"", job->source,
                          job->record_count, id);
    }
    return SIZE_MAX;
}

/* Everything is copied: the import may go before the report is printed. */
static int read_input(openness_merged *out, opn_merge_input *input, const openness_import *import,
                      size_t record)
{
    const opn_import_record *from = &import->job.records[record];
    opn_issues issues = {0};
    int status = opn_json_parse(from->text, strlen(from->text), &input->json, &issues);

    opn_issues_free(&issues);
    if (status != OPENNESS_OK) {
        return status == OPENNESS_E_NOMEM ? status : OPENNESS_E_INTERNAL;
    }
    input->root = opn_json_root(input->json);
    input->source = opn_arena_string(&out->arena, import->job.source);
    input->format = opn_arena_string(&out->arena, import->job.format);
    input->read = opn_arena_string(&out->arena, import->job.read);
    input->id = opn_arena_string(&out->arena, from->id);
    input->name = opn_arena_string(&out->arena, from->name);
    input->rank = opn_merge_rank(import->job.format);
    return input->source == NULL || input->format == NULL || input->read == NULL ||
                   input->id == NULL || input->name == NULL
               ? OPENNESS_E_NOMEM
               : OPENNESS_OK;
}

/* Two ids may be two spellings, or two releases: whoever reads must see it. */
static void note_ids(opn_merge_job *job)
{
    opn_merge_set seen = {0};

    opn_merge_set_put(job, &seen, job->id, 0);
    for (size_t i = 0; i < job->input_count; i++) {
        size_t next = seen.count;

        if (!job->inputs[i].dataset &&
            opn_merge_set_put(job, &seen, job->inputs[i].id, next) == next) {
            opn_merge_note(job, opn_merge_text(job, "%s calls the release %s",
                                               job->inputs[i].source, job->inputs[i].id));
        }
    }
}

/* What was written must be a record. A database that does not know what a record
 * of another names is the one way in which it is not. */
static int read_back(openness_merged *out, opn_merge_job *job, opn_buf *text, opn_issues *issues)
{
    opn_json *json = NULL;
    int status;

    if (job->out_of_memory || text->failed) {
        return OPENNESS_E_NOMEM;
    }
    if (job->too_much) {
        return OPENNESS_E_LIMIT;
    }
    status = opn_json_parse(text->data, text->size, &json, issues);
    if (status == OPENNESS_OK) {
        status = opn_release_read(out->database, opn_json_root(json), &out->release, issues);
    }
    opn_json_free(json);
    if (status == OPENNESS_OK) {
        out->record = opn_arena_string(&out->arena, text->data);
        status = out->record == NULL ? OPENNESS_E_NOMEM : OPENNESS_OK;
    }
    return status;
}

static const char *first_id(const openness_merged *out)
{
    const char *made_up = NULL;

    for (size_t i = 0; i < out->input_count; i++) {
        const opn_merge_input *input = &out->inputs[i];

        if (!input->dataset && !opn_merge_id_made_up(input->id)) {
            return input->id;
        }
        made_up = made_up == NULL && !input->dataset ? input->id : made_up;
    }
    return made_up;
}

static int run(openness_merged *out, opn_merge_input *inputs, const merge_wish *wish,
               opn_issues *issues, openness_error **err)
{
    opn_buf text = {0};
    opn_writer w;
    opn_merge_job job = {.out = out,
                         .arena = &out->arena,
                         .database = out->database,
                         .vocabulary = &out->database->vocabulary,
                         .inputs = out->inputs,
                         .input_count = out->input_count,
                         .w = &w};
    int status = opn_merge_datasets(&job, inputs, out->input_count, wish->data_stage,
                                    wish->data_complete, err);

    if (status != OPENNESS_OK) {
        return status;
    }
    job.id = wish->id == NULL ? first_id(out) : wish->id;
    opn_write_init(&w, &text, false);
    note_ids(&job);
    write_record(&job);
    opn_buf_char(&text, '\n');
    status = read_back(out, &job, &text, issues);
    opn_buf_free(&text);
    return status;
}

static int merge(openness_merged *out, const openness_import *const *imports, size_t count,
                 const merge_wish *wish, openness_error **err)
{
    opn_merge_input *inputs = opn_arena_alloc(&out->arena, count, sizeof *inputs);
    opn_issues issues = {0};
    int status = inputs == NULL ? OPENNESS_E_NOMEM : OPENNESS_OK;

    out->inputs = inputs;
    for (size_t i = 0; i < count && status == OPENNESS_OK; i++) {
        size_t record = pick(imports[i], wish->id, err);

        if (record == SIZE_MAX) {
            status = OPENNESS_E_NOT_FOUND;
            break;
        }
        status = read_input(out, &inputs[i], imports[i], record);
        out->input_count++;
    }
    if (status == OPENNESS_OK) {
        status = run(out, inputs, wish, &issues, err);
    }
    for (size_t i = 0; i < out->input_count; i++) {
        opn_json_free(inputs[i].json);
        inputs[i].json = NULL;
        inputs[i].root = NULL;
    }
    /* Which record was not found has been said, and what is wrong with the stage. */
    if (status != OPENNESS_E_NOT_FOUND && status != OPENNESS_E_ARGUMENT) {
        status = status == OPENNESS_E_LIMIT && issues.count == 0
                     ? opn_error_message(err, status, "the merged record has more entries than "
                                                      "a record may have")
                     : opn_error_set(err, status, &issues);
    }
    opn_issues_free(&issues);
    return status;
}

static bool arguments_valid(const openness_database *database,
                            const openness_import *const *imports, size_t count, int policy)
{
    if (database == NULL || imports == NULL || count == 0 || count > OPN_MOST_MERGED ||
        policy < OPENNESS_MERGE_WIDEN || policy > OPENNESS_MERGE_RESTRICTIVE) {
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (imports[i] == NULL) {
            return false;
        }
    }
    return true;
}

int openness_merge(const openness_database *database, const openness_import *const *imports,
                   size_t count, int policy, const char *id, const char *data_stage,
                   uint32_t flags, openness_merged **out, openness_error **err)
{
    const merge_wish wish = {id, data_stage, (flags & OPENNESS_MERGE_DATA_COMPLETE) != 0};
    openness_merged *merged;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (out == NULL || !arguments_valid(database, imports, count, policy) ||
        (flags & ~(uint32_t)OPENNESS_MERGE_DATA_COMPLETE) != 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "database, out or an import is NULL, there is none or there are "
                                 "more than %d, or the policy or a flag is unknown",
                                 OPN_MOST_MERGED);
    }
    merged = opn_alloc(1, sizeof *merged);
    if (merged == NULL) {
        return opn_error_set(err, OPENNESS_E_NOMEM, NULL);
    }
    merged->database = opn_database_share(database);
    merged->policy = policy;
    merged->record = "";
    status = merge(merged, imports, count, &wish, err);
    if (status != OPENNESS_OK) {
        openness_merged_free(merged);
        return status;
    }
    *out = merged;
    return OPENNESS_OK;
}

void openness_merged_free(openness_merged *merged)
{
    if (merged != NULL) {
        openness_release_free(merged->release);
        openness_database_free(merged->database);
        opn_arena_free(&merged->arena);
        opn_free(merged);
    }
}

const char *openness_merged_record(const openness_merged *merged)
{
    return merged == NULL ? "" : merged->record;
}

int openness_merged_release(const openness_merged *merged, openness_release **out,
                            openness_error **err)
{
    if (out != NULL) {
        *out = NULL;
    }
    if (merged == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "merged or out is NULL");
    }
    *out = opn_release_share(merged->release);
    return opn_error_set(err, OPENNESS_OK, NULL);
}

size_t openness_merged_conflict_count(const openness_merged *merged)
{
    return merged == NULL ? 0 : merged->conflict_count;
}

int openness_merged_render(const openness_merged *merged, int format, int width,
                           openness_text **out, openness_error **err)
{
    opn_buf buf = {0};

    if (out != NULL) {
        *out = NULL;
    }
    if (merged == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "merged and out must not be NULL");
    }
    if (format < OPENNESS_FORMAT_JSON || format > OPENNESS_FORMAT_MARKDOWN || width < 0) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "format or width is not one that this library knows");
    }
    if (format == OPENNESS_FORMAT_JSON) {
        opn_merged_json(&buf, merged);
    } else {
        opn_merged_page(&buf, merged, format, width);
    }
    return opn_error_set(err, opn_buf_finish(&buf, out), NULL);
}
