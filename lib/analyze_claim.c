/*
 * analyze_claim.c: a maker's label, held against the definitions of its words.
 *
 * Takes a release and a day. The words of the label come from a table of
 * phrases (labels.h); a level of a definition earns a word, and the report of
 * that definition says whether the record reaches it. What lies between is the
 * nearest way to that level, as for every other advice (steps.h).
 *
 * Assessments of others play no part: the record is what is compared. Must not
 * know any word, and says nothing about why a label was chosen.
 */
#include "analyze.h"
#include "analyze_claim.h"
#include "steps.h"

/* --- reports ---------------------------------------------------------------------------------
 */

/* The report under a definition, made when it is first asked for. */
static int report_for(opn_claim_result *c, const char *rubric, const openness_report **out)
{
    openness_rubric *handle = NULL;
    int status;

    for (size_t i = 0; i < c->report_count; i++) {
        if (opn_streq(c->reports[i]->rubric->id, rubric)) {
            *out = c->reports[i];
            return OPENNESS_OK;
        }
    }
    status = openness_rubric_get(c->release->database, rubric, &handle, NULL);
    if (status == OPENNESS_OK) {
        status = openness_evaluate(c->release, handle, OPENNESS_MODE_RECORD, c->as_of,
                                   &c->reports[c->report_count], NULL);
    }
    openness_rubric_free(handle);
    if (status != OPENNESS_OK) {
        /* The table names rubrics that are built in. */
        return status == OPENNESS_E_NOMEM ? status : OPENNESS_E_INTERNAL;
    }
    *out = c->reports[c->report_count];
    c->report_count++;
    return (*out)->rubric->result_level == SIZE_MAX ? OPENNESS_E_INTERNAL : OPENNESS_OK;
}

/* --- one definition --------------------------------------------------------------------------
 */

static int find_level(opn_claim_test *test)
{
    const opn_rubric *rubric = test->report->rubric;
    const opn_rubric_node *node = &rubric->nodes[rubric->result_level];

    for (size_t k = 1; k < node->level_count; k++) {
        if (opn_streq(rubric->levels[node->first_level + k].id, test->definition->level)) {
            test->level = (int16_t)k;
            return OPENNESS_OK;
        }
    }
    return OPENNESS_E_INTERNAL;
}

/* While it is not known whether a definition speaks to the release at all, no
 * level of it is earned or missed. */
static opn_claim_verdict judge(const opn_claim_test *test)
{
    const openness_report *report = test->report;
    const opn_value *value = &report->values[report->rubric->result_level];

    if (report->applies == OPN_FALSE || !value->applies) {
        return OPN_CLAIM_NOT_APPLICABLE;
    }
    if (report->applies == OPN_MAYBE ||
        (value->level.lo < test->level && value->level.hi >= test->level)) {
        return OPN_CLAIM_UNDETERMINED;
    }
    return value->level.lo >= test->level ? OPN_CLAIM_EARNED : OPN_CLAIM_NOT_EARNED;
}

static int find_gaps(opn_claim_test *test, opn_arena *arena)
{
    const openness_report *report = test->report;
    opn_arena scratch = {0};
    opn_rubric view;
    opn_way way = {0};
    opn_claim_gap *gaps = NULL;
    int status = opn_steps_view(&view, report->rubric, report->facts, report->values, &scratch);

    if (status == OPENNESS_OK) {
        status = opn_steps_way(report, &view, (size_t)test->level, &way, arena);
    }
    if (status == OPENNESS_OK) {
        gaps = opn_arena_alloc(arena, way.count, sizeof *gaps);
        status = gaps == NULL ? OPENNESS_E_NOMEM : OPENNESS_OK;
    }
    for (size_t i = 0; i < way.count && status == OPENNESS_OK; i++) {
        const opn_step *step = &way.items[i];

        gaps[i] = (opn_claim_gap){step->criterion, step->level, step->unknown, {NULL, 0}};
        status = opn_steps_missing(report, &view, step->criterion, (size_t)step->level,
                                   &gaps[i].reasons, arena);
    }
    test->gaps = gaps;
    test->gap_count = status == OPENNESS_OK ? way.count : 0;
    opn_arena_free(&scratch);
    return status;
}

static int test_definition(opn_claim_result *c, opn_claim_test *test, opn_arena *arena)
{
    int status = report_for(c, test->definition->rubric, &test->report);

    if (status == OPENNESS_OK) {
        status = find_level(test);
    }
    if (status != OPENNESS_OK) {
        return status;
    }
    test->verdict = judge(test);
    if (test->report->applies != OPN_TRUE) {
        status = opn_steps_scope(test->report, &test->scope, arena);
    }
    if (status == OPENNESS_OK &&
        (test->verdict == OPN_CLAIM_NOT_EARNED || test->verdict == OPN_CLAIM_UNDETERMINED)) {
        status = find_gaps(test, arena);
    }
    return status;
}

/* --- the label -------------------------------------------------------------------------------
 */

/* Room for every report that the whole table could ask for. */
static int make_room(opn_claim_result *c, opn_arena *arena)
{
    size_t most = c->book.rubric_count;

    for (size_t i = 0; i < c->book.word_count; i++) {
        most += c->book.words[i].definition_count;
    }
    c->reports = opn_arena_alloc(arena, most, sizeof *c->reports);
    return c->reports == NULL ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

static int find_labels(opn_claim_result *c)
{
    int status = OPENNESS_OK;

    for (size_t i = 0; i < c->book.rubric_count && status == OPENNESS_OK; i++) {
        const openness_report *report;

        status = report_for(c, c->book.rubrics[i], &report);
    }
    c->label_count = c->report_count;
    return status;
}

static int find_words(opn_claim_result *c, opn_arena *arena)
{
    int status = OPENNESS_OK;

    if (c->phrase == NULL) {
        return OPENNESS_OK;
    }
    c->words = opn_arena_alloc(arena, c->phrase->word_count, sizeof *c->words);
    if (c->words == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < c->phrase->word_count && status == OPENNESS_OK; i++) {
        opn_claim_word *word = &c->words[i];
        const opn_label_word *about = &c->book.words[c->phrase->words[i]];

        word->word = about;
        word->tests = opn_arena_alloc(arena, about->definition_count, sizeof *word->tests);
        if (word->tests == NULL) {
            return OPENNESS_E_NOMEM;
        }
        c->word_count++;
        for (size_t k = 0; k < about->definition_count && status == OPENNESS_OK; k++) {
            word->tests[k].definition = &about->definitions[k];
            status = test_definition(c, &word->tests[k], arena);
        }
    }
    return status;
}

int opn_claim_make(opn_claim_result *out, const openness_release *release, const char *as_of,
                   opn_arena *arena)
{
    int status;

    *out = (opn_claim_result){.release = release, .as_of = as_of};
    status = opn_label_book_read(&out->book, arena);
    if (status == OPENNESS_OK) {
        out->phrase = release->label_claimed[0] == '\0'
                          ? NULL
                          : opn_label_find(&out->book, release->label_claimed);
        status = make_room(out, arena);
    }
    if (status == OPENNESS_OK) {
        status = find_labels(out);
    }
    return status == OPENNESS_OK ? find_words(out, arena) : status;
}

void opn_claim_free(opn_claim_result *result)
{
    for (size_t i = 0; i < result->report_count; i++) {
        openness_report_free(result->reports[i]);
    }
}

int openness_analyze_claim(const openness_release *release, const char *as_of, int format,
                           int width, openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_claim_result result = {0};
    opn_buf buf = {0};
    int status = opn_analysis_begin_release(out, release, as_of, format, width, err);

    if (status == OPENNESS_OK) {
        status = opn_claim_make(&result, release, as_of, &arena);
        if (status == OPENNESS_OK) {
            opn_render_claim(&buf, &result, format, width);
            status = opn_buf_finish(&buf, out);
        }
        status = opn_error_set(err, status, NULL);
    }
    opn_buf_free(&buf);
    opn_claim_free(&result);
    opn_arena_free(&arena);
    return status;
}
