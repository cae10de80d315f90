/*
 * merge_datasets.c: datasets among the records of a merge.
 *
 * Takes the inputs before anything is merged. Beside a release a record of the
 * kind "dataset" says something of its data alone: that it has no weights, what
 * it is called and when it came out is not said of the release. What the caller
 * states that the data was used for makes training or evaluation data of it.
 *
 * Must not guess what a dataset was used for, nor that the ones named are all.
 */
#include "ascii.h"
#include "merge.h"
#include "reader.h"

static const char EVALUATION[] = "evaluation";

/* What the caller states, and of which datasets. */
typedef struct {
    opn_merge_job *job;
    opn_merge_input *inputs;
    size_t count;
    const char *kind;   /* NULL: nothing is stated */
    const char *stage;  /* NULL: the kind has none */
    const char *stated; /* the argument */
    bool complete;
    bool any;            /* a record of a dataset stands beside others */
    opn_merge_set names; /* of their datasets, lower case */
    size_t turned;
} stating;

static const char *text_of(const opn_node *node, const char *key)
{
    return opn_node_string(opn_node_member(node, key));
}

static const opn_node *first_artifact(const opn_node *root)
{
    return opn_node_first(opn_node_member(root, "artifacts"));
}

static bool is_kind(const opn_node *artifact, const char *kind)
{
    const char *text = text_of(artifact, "kind");

    return text != NULL && opn_streq(text, kind);
}

/* Records of datasets only: then they are what is merged. */
static bool find_datasets(stating *s)
{
    size_t datasets = 0;

    for (size_t i = 0; i < s->count; i++) {
        s->inputs[i].dataset = is_kind(s->inputs[i].root, "dataset");
        datasets += s->inputs[i].dataset;
    }
    s->any = datasets > 0 && datasets < s->count;
    for (size_t i = 0; i < s->count && !s->any; i++) {
        s->inputs[i].dataset = false;
    }
    return datasets < s->count;
}

/* --- names ----------------------------------------------------------------------------------- */

/* The id of its record where the source names none: two makers may have a dataset of one
 * name. */
static const char *name_of(const opn_merge_input *input, const opn_node *artifact)
{
    const char *name = text_of(artifact, "name");

    if (name != NULL || !input->dataset) {
        return name;
    }
    return opn_merge_id_made_up(input->id) ? input->name : input->id;
}

static const char *lower(opn_merge_job *job, const char *name)
{
    opn_buf key = {0};

    for (; name != NULL && *name != '\0'; name++) {
        opn_buf_char(&key, opn_lower(*name));
    }
    return opn_merge_keep(job, &key);
}

static void gather_names(stating *s)
{
    for (size_t i = 0; i < s->count; i++) {
        const opn_merge_input *input = &s->inputs[i];
        const opn_node *at = input->dataset ? first_artifact(input->root) : NULL;

        for (; at != NULL; at = opn_node_next(at)) {
            if (is_kind(at, "dataset")) {
                opn_merge_set_put(s->job, &s->names, lower(s->job, name_of(input, at)), 0);
            }
        }
    }
}

/* The statement is about datasets that have a record; where none has, about all that the
 * records name. A set that holds the name already does not grow by asking. */
static bool is_meant(stating *s, const opn_merge_input *input, const opn_node *artifact)
{
    const char *name = text_of(artifact, "name");

    if (s->kind == NULL || !is_kind(artifact, "dataset")) {
        return false;
    }
    return input->dataset || !s->any ||
           (name != NULL && opn_merge_set_has(&s->names, lower(s->job, name)));
}

/* --- writing --------------------------------------------------------------------------------- */

/* Nobody but the caller says it: what the record holds of such data is no surer than this. */
static void write_statement(const stating *s, opn_writer *w, const char *shows)
{
    opn_write_object(w);
    opn_write_member(w, "source", "stated when the records were merged");
    opn_write_member(w, "locator", opn_merge_text(s->job, "data stage: %s", s->stated));
    opn_write_member(w, "shows", shows);
    opn_write_member(w, "by", "whoever merged the records");
    opn_write_member(w, "confidence", "low");
    opn_write_object_end(w);
}

static void write_evidence(const stating *s, opn_writer *w, const opn_node *artifact)
{
    const opn_node *at = opn_node_first(opn_node_member(artifact, "evidence"));

    opn_write_key(w, "evidence");
    opn_write_array(w);
    for (; at != NULL; at = opn_node_next(at)) {
        opn_merge_write_node(w, at);
    }
    write_statement(s, w, "what this dataset was used for");
    opn_write_array_end(w);
}

static void write_artifact(stating *s, opn_writer *w, const opn_merge_input *input,
                           const opn_node *artifact)
{
    static const char *const own[] = {"kind", "stage", "name", "evidence"};
    bool meant = is_meant(s, input, artifact);
    const opn_node *at = opn_node_first(artifact);

    opn_write_object(w);
    opn_write_member(w, "kind", meant ? s->kind : text_of(artifact, "kind"));
    opn_write_member(w, "stage", meant ? s->stage : text_of(artifact, "stage"));
    opn_write_member(w, "name", name_of(input, artifact));
    for (; at != NULL; at = opn_node_next(at)) {
        if (opn_names_find(own, OPN_ARRAY_LEN(own), opn_node_key(at)) == SIZE_MAX) {
            opn_write_key(w, opn_node_key(at));
            opn_merge_write_node(w, at);
        }
    }
    if (meant) {
        write_evidence(s, w, artifact);
        s->turned++;
    } else if (opn_node_member(artifact, "evidence") != NULL) {
        opn_write_key(w, "evidence");
        opn_merge_write_node(w, opn_node_member(artifact, "evidence"));
    }
    opn_write_object_end(w);
}

/* As for the datasets of a bill of materials: several entries are parts of one whole, and
 * that these are all of it is not said. */
static void write_rest(const stating *s, opn_writer *w)
{
    opn_write_object(w);
    opn_write_member(w, "kind", s->kind);
    opn_write_member(w, "stage", s->stage);
    opn_write_member(w, "note", "whatever else there may be: that the datasets named are all is "
                                "not stated");
    opn_write_key(w, "evidence");
    opn_write_array(w);
    write_statement(s, w, "what some datasets were used for, not that they are all");
    opn_write_array_end(w);
    opn_write_object_end(w);
}

/* Whether a record of the release itself says anything of data of this kind and stage:
 * then it says what the whole is. */
static bool whole_is_told(const stating *s)
{
    static const char *const members[] = {"access", "extent", "license"};

    for (size_t i = 0; i < s->count; i++) {
        const opn_node *at = s->inputs[i].dataset ? NULL : first_artifact(s->inputs[i].root);

        for (; at != NULL; at = opn_node_next(at)) {
            const char *stage = text_of(at, "stage");
            bool alike = is_kind(at, s->kind) &&
                         (s->stage == NULL || (stage != NULL && opn_streq(stage, s->stage)));

            for (size_t m = 0; alike && m < OPN_ARRAY_LEN(members); m++) {
                const opn_node *value = opn_node_member(at, members[m]);
                const char *text = opn_node_string(value);

                if (value != NULL && (text == NULL || !opn_streq(text, "unknown"))) {
                    return true;
                }
            }
        }
    }
    return false;
}

/* Of a dataset what it is and what its own sources contradict each other in; of any
 * other record everything. */
static void write_input(stating *s, opn_writer *w, const opn_merge_input *input, bool *rest)
{
    opn_write_object(w);
    for (const opn_node *at = opn_node_first(input->root); at != NULL; at = opn_node_next(at)) {
        const char *key = opn_node_key(at);
        size_t before = s->turned;

        if (!opn_streq(key, "artifacts")) {
            if (!input->dataset || opn_streq(key, "conflicts")) {
                opn_write_key(w, key);
                opn_merge_write_node(w, at);
            }
            continue;
        }
        opn_write_key(w, key);
        opn_write_array(w);
        for (const opn_node *one = opn_node_first(at); one != NULL; one = opn_node_next(one)) {
            if (!input->dataset || is_kind(one, "dataset")) {
                write_artifact(s, w, input, one);
            }
        }
        if (*rest && s->turned > before) {
            write_rest(s, w);
            *rest = false;
        }
        opn_write_array_end(w);
    }
    opn_write_object_end(w);
}

static bool names_meant(stating *s, const opn_merge_input *input)
{
    const opn_node *at = first_artifact(input->root);

    while (at != NULL && !is_meant(s, input, at)) {
        at = opn_node_next(at);
    }
    return at != NULL;
}

static int rewrite(stating *s, opn_merge_input *input, bool *rest)
{
    opn_buf text = {0};
    opn_json *json = NULL;
    opn_issues issues = {0};
    opn_writer w;
    const char *kept; /* as long as the tree that is made of it */
    int status;

    opn_write_init(&w, &text, true);
    write_input(s, &w, input, rest);
    kept = opn_merge_keep(s->job, &text);
    status = s->job->out_of_memory ? OPENNESS_E_NOMEM
                                   : opn_json_parse(kept, strlen(kept), &json, &issues);
    opn_issues_free(&issues);
    if (status == OPENNESS_OK) {
        opn_json_free(input->json);
        input->json = json;
        input->root = opn_json_root(json);
    }
    /* What was read can be written, and what was written read. */
    return status == OPENNESS_OK || status == OPENNESS_E_NOMEM ? status : OPENNESS_E_INTERNAL;
}

static int rewrite_all(stating *s)
{
    bool rest = s->kind != NULL && !s->complete && !whole_is_told(s);
    int status = OPENNESS_OK;

    for (size_t i = 0; i < s->count && status == OPENNESS_OK; i++) {
        opn_merge_input *input = &s->inputs[i];

        if (input->dataset) {
            opn_merge_note(s->job, opn_merge_text(s->job,
                                                  "%s is about the dataset %s: only its data is "
                                                  "taken",
                                                  input->source, input->id));
        }
        if (input->dataset || names_meant(s, input)) {
            status = rewrite(s, input, &rest);
        }
    }
    return status;
}

static bool read_stage(stating *s, const opn_vocabulary *vocabulary)
{
    if (opn_streq(s->stated, EVALUATION)) {
        s->kind = "evaluation_data";
        return true;
    }
    s->kind = "training_data";
    s->stage = s->stated;
    return opn_vocabulary_slot(vocabulary, s->kind, s->stage) != OPN_NONE;
}

int opn_merge_datasets(opn_merge_job *job, opn_merge_input *inputs, size_t count,
                       const char *stage, bool complete, openness_error **err)
{
    stating s = {.job = job, .inputs = inputs, .count = count, .stated = stage,
                 .complete = complete};
    bool release = find_datasets(&s);
    int status;

    if (stage != NULL && !read_stage(&s, job->vocabulary)) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "\"%s\" is neither a stage of training nor \"%s\"", stage,
                                 EVALUATION);
    }
    if (stage != NULL && !release) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "what data was used for is said of a release, and every record "
                                 "is about a dataset");
    }
    gather_names(&s);
    status = rewrite_all(&s);
    if (stage != NULL && s.turned == 0) {
        opn_merge_note(job, opn_merge_text(job,
                                           "no record names a dataset whose use is open: that "
                                           "\"%s\" is stated changes nothing",
                                           stage));
    }
    return job->out_of_memory ? OPENNESS_E_NOMEM : status;
}
