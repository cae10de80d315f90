/*
 * test_oom.c: every allocation fails once, and nothing leaks or half-loads.
 *
 * The n-th allocation of an operation fails for n = 1, 2, ... until it
 * succeeds untouched; each failure must be OPENNESS_E_NOMEM with no output.
 * cJSON's allocations count too: its hooks are set here, never in the library.
 * Run under ASan, which reports leaks.
 */
#include "../unit/check.h"
#include "../../lib/mem.h"
#include <cjson/cJSON.h>
#include <dirent.h>
#include <openness/openness.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static openness_database *database;
static openness_release *release;
static openness_rubric *rubric;
static openness_report *report;
static openness_import *import;
static openness_answer *answer;
static openness_text *record;
static openness_text *document;
static openness_report *scored;
static openness_release *dated; /* with events ... */
static openness_report *days[2]; /* ... between these */

static void *hook_alloc(size_t size)
{
    return opn_alloc(1, size);
}

typedef struct {
    void *made;
    openness_error *error;
} outcome;

typedef int (*operation)(outcome *out);

static int open_it(outcome *out)
{
    openness_database *made = NULL;
    int status = openness_database_open(&made, &out->error);
    out->made = made;
    openness_database_free(made);
    return status;
}

static int extend_it(outcome *out)
{
    openness_database *made = NULL;
    int status = openness_database_extend(database, openness_text_data(record),
                                          openness_text_size(record), 0, &made, &out->error);
    out->made = made;
    openness_database_free(made);
    return status;
}

static int parse_it(outcome *out)
{
    openness_release *made = NULL;
    int status = openness_release_parse(database, openness_text_data(record),
                                        openness_text_size(record), 0, &made, &out->error);
    out->made = made;
    openness_release_free(made);
    return status;
}

static int parse_rubric(outcome *out)
{
    openness_rubric *made = NULL;
    int status = openness_rubric_parse(database, openness_text_data(document),
                                       openness_text_size(document), 0, &made, &out->error);
    out->made = made;
    openness_rubric_free(made);
    return status;
}

static int evaluate_it(outcome *out)
{
    openness_report *made = NULL;
    int status = openness_evaluate(release, rubric, 0, "2026-01-01", &made, &out->error);
    out->made = made;
    openness_report_free(made);
    return status;
}

static int vector_it(outcome *out)
{
    openness_report *made = NULL;
    int status = openness_report_from_vector(database, openness_report_vector(report), &made,
                                             &out->error);
    out->made = made;
    openness_report_free(made);
    return status;
}

static int render_it(int format, outcome *out)
{
    openness_text *made = NULL;
    int status = openness_report_render(report, format, 0, 80, &made, &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

static int render_json(outcome *out)
{
    return render_it(OPENNESS_FORMAT_JSON, out);
}

static int render_text(outcome *out)
{
    return render_it(OPENNESS_FORMAT_TEXT, out);
}

static int render_markdown(outcome *out)
{
    return render_it(OPENNESS_FORMAT_MARKDOWN, out);
}

static int import_it(const char *format, outcome *out)
{
    openness_import *made = NULL;
    int status = openness_import_bytes(database, format, NULL, "2026-11-22",
                                       openness_text_data(record), openness_text_size(record), 0,
                                       &made, &out->error);
    out->made = made;
    openness_import_free(made);
    return status;
}

static int import_named(outcome *out)
{
    return import_it("openness-release", out);
}

static int import_unnamed(outcome *out)
{
    return import_it(NULL, out);
}

static int import_render(outcome *out)
{
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_import_render(import, format, 80, &made, &out->error);
        out->made = made;
        openness_text_free(made);
        if (status != OPENNESS_OK)
            break;
    }
    return status;
}

/* All it takes: bases, gates, a use and a place. */
static const char question[] = "{\"action\": \"share_finetune\", \"commercial\": true,"
                               "\"monthly_active_users\": 1000, \"territory\": \"DE\","
                               "\"fields\": [\"military\"], \"date\": \"2026-01-01\"}";

static int may_release(outcome *out)
{
    openness_answer *made = NULL;
    int status = openness_may_release(release, "weights", question, sizeof question - 1, &made,
                                      &out->error);
    out->made = made;
    openness_answer_free(made);
    return status;
}

static int may_license(outcome *out)
{
    openness_answer *made = NULL;
    int status =
        openness_may_license(database, "llama-3.1 OR (MIT AND CC-BY-NC-4.0)", question,
                             sizeof question - 1, &made, &out->error);
    out->made = made;
    openness_answer_free(made);
    return status;
}

static int may_render(outcome *out)
{
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_answer_render(answer, format, 0, 80, &made, &out->error);
        out->made = made;
        openness_text_free(made);
        if (status != OPENNESS_OK)
            break;
    }
    return status;
}

static int resolve_it(outcome *out)
{
    static const char name[] = "Apache License 2.0 and MIT";
    openness_text *made = NULL;
    int status =
        openness_license_resolve(database, name, sizeof name - 1, &made, &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

static int validate_it(outcome *out)
{
    openness_text *made = NULL;
    int status = openness_validate(database, openness_text_data(document),
                                   openness_text_size(document), 0, &made, &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

/* Every release is read for this: too many allocations to fail each of them. */
static int validate_corpus(outcome *out)
{
    openness_text *made = NULL;
    int status = openness_validate(database, openness_text_data(document),
                                   openness_text_size(document), OPENNESS_CORPUS, &made,
                                   &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

enum { MANY = 6 };

/* Three releases under two rubrics with and without a score. */
static openness_report *many[MANY];

static int analyze_it(openness_text *made, int status, outcome *out)
{
    out->made = made;
    openness_text_free(made);
    return status;
}

static int analyze_dominance(outcome *out)
{
    const openness_report *reports[MANY];
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (size_t i = 0; i < MANY; i++)
        reports[i] = many[i];
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_dominance(reports, MANY, format, 60, &made, &out->error);
        if (analyze_it(made, status, out) != OPENNESS_OK)
            break;
    }
    return status;
}

static int analyze_weights(outcome *out)
{
    const openness_report *reports[] = {many[0], many[2], many[4]};
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_weights(reports, 3, 2, 5, 1, format, 60, &made, &out->error);
        if (analyze_it(made, status, out) != OPENNESS_OK)
            break;
    }
    return status;
}

static int analyze_agreement(outcome *out)
{
    const openness_report *reports[MANY];
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (size_t i = 0; i < MANY; i++)
        reports[i] = many[i];
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_agreement(reports, MANY, format, 60, &made, &out->error);
        if (analyze_it(made, status, out) != OPENNESS_OK)
            break;
    }
    return status;
}

static int analyze_why(outcome *out)
{
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_why(many[0], many[1], format, 60, &made, &out->error);
        if (analyze_it(made, status, out) != OPENNESS_OK)
            break;
    }
    return status;
}

static int analyze_claim(outcome *out)
{
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_claim(release, "2025-01-01", format, 60, &made, &out->error);
        if (analyze_it(made, status, out) != OPENNESS_OK)
            break;
    }
    return status;
}

static int analyze_lineage(outcome *out)
{
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_lineage(release, NULL, format, 60, &made, &out->error);
        if (analyze_it(made, status, out) != OPENNESS_OK)
            break;
    }
    return status;
}

/* Fails the n-th allocation for growing n; beyond `dense` in growing steps, so
 * that opening a database (thousands of allocations) stays affordable. */
static const char asked[] =
    "format: openness-policy/1\nname: p\napplies_to: ['*']\nrequirements:\n"
    "- {rubric: g7-2026, at_least: open_source, why: b}\n"
    "- {rubric: osaid-1.0, at_least: passes}\n"
    "- {rubric: spectrum-1, lower_bound: 60}\n"
    "- {may: commercial, in: DE, users: 800000000, fields: [military]}\n"
    "- {fact: training_data_disclosed, at_least: listed}\n"
    "- evidence: {max_age_days: 3, min_confidence: high}\n"
    "- license: {any_of: [MIT], none_of: [gemma]}\n"
    "- conflicts: none\n"
    "exceptions:\n"
    "- {release: meta-llama/*, requirement: evidence, reason: r, expires: 2027-01-01}\n"
    "- {release: x/y, requirement: conflicts, reason: r, expires: 2025-01-01}\n";
static openness_policy *policy;
static openness_check *check;

static int policy_it(outcome *out)
{
    openness_policy *made = NULL;
    int status =
        openness_policy_parse(database, "p.yaml", asked, sizeof asked - 1, &made, &out->error);
    out->made = made;
    openness_policy_free(made);
    return status;
}

static int check_it(outcome *out)
{
    openness_check *made = NULL;
    int status = openness_check_release(policy, release, "r.json", "2026-10-01", "2026-11-22", 0,
                                        &made, &out->error);
    out->made = made;
    openness_check_free(made);
    return status;
}

static int check_join(outcome *out)
{
    const openness_check *parts[] = {check, check};
    openness_check *made = NULL;
    int status = openness_check_join(parts, 2, &made, &out->error);
    out->made = made;
    openness_check_free(made);
    return status;
}

static int check_unread(outcome *out)
{
    openness_check *made = NULL;
    int status = openness_check_unread(policy, "r.json", NULL, NULL, "2026-11-22", 0, &made,
                                       &out->error);
    out->made = made;
    openness_check_free(made);
    return status;
}

static int check_render(outcome *out)
{
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; status == OPENNESS_OK && format <= 6; format++) {
        if (format == OPENNESS_FORMAT_VECTOR)
            continue;
        openness_text_free(made);
        status = openness_check_render(check, format, 0, 0, &made, &out->error);
    }
    out->made = made;
    openness_text_free(made);
    return status;
}

static void sweep(const char *name, operation run, size_t dense)
{
    size_t failures = 0;
    for (size_t n = 1;; n += n < dense ? 1 : 1 + n / 8) {
        outcome out = {0};
        opn_mem_fail_at(n);
        int status = run(&out);
        size_t made = opn_mem_fail_at(0);
        openness_error_free(out.error);
        if (made < n) {
            assert_int_equal(status, OPENNESS_OK);
            assert_true(failures > 0);
            print_message("%s: %zu allocations, %zu failed in turn\n", name, made, failures);
            return;
        }
        /* A text handle may still be made when only the error object failed. */
        assert_int_equal(status, OPENNESS_E_NOMEM);
        assert_null(out.made);
        failures++;
    }
}

/* Documents of every format that is read, and some of none: whatever an import
 * gives without failures, it gives E_NOMEM with one. */
static void sweep_document(const char *name, const char *bytes, size_t size)
{
    openness_import *made = NULL;
    int expected =
        openness_import_bytes(database, NULL, name, "2026-11-22", bytes, size, 0, &made, NULL);
    bool done = false;
    openness_import_free(made);
    for (size_t n = 1; !done; n++) {
        openness_error *error = NULL;
        opn_mem_fail_at(n);
        int status = openness_import_bytes(database, NULL, name, "2026-11-22", bytes, size, 0,
                                           &made, &error);
        done = opn_mem_fail_at(0) < n;
        if (status != (done ? expected : OPENNESS_E_NOMEM))
            print_error("%s: allocation %zu: %s\n", name, n, openness_status_name(status));
        assert_int_equal(status, done ? expected : OPENNESS_E_NOMEM);
        assert_true((made != NULL) == (status == OPENNESS_OK));
        openness_error_free(error);
        openness_import_free(made);
    }
}

static void documents(void **state)
{
    DIR *folder = opendir(SOURCE_ROOT "/tests/fuzz/corpus/import");
    struct dirent *entry;
    char path[4096];
    char bytes[8192];
    (void)state;
    assert_non_null(folder);
    while ((entry = readdir(folder)) != NULL) {
        snprintf(path, sizeof path, "%s/tests/fuzz/corpus/import/%s", SOURCE_ROOT, entry->d_name);
        FILE *file = entry->d_name[0] == '.' ? NULL : fopen(path, "rb");
        if (file == NULL)
            continue;
        size_t size = fread(bytes, 1, sizeof bytes, file);
        fclose(file);
        sweep_document(entry->d_name, bytes, size);
    }
    closedir(folder);
}

static int forget_it(outcome *out)
{
    openness_release *made = NULL;
    int status = openness_release_forget(release, "2026-11-22", 0, &made, &out->error);
    out->made = made;
    openness_release_free(made);
    return status;
}

static int analyze_timeline(outcome *out)
{
    const openness_release *const both[] = {release, dated};
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_timeline(both, 2, rubric, 2, 0, format, 60, &made, &out->error);
        out->made = made;
        openness_text_free(made);
        if (status != OPENNESS_OK)
            break;
    }
    return status;
}

static int analyze_diff(outcome *out)
{
    openness_text *made = NULL;
    int status = OPENNESS_OK;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        status = openness_analyze_diff(days[0], days[1], format, 60, &made, &out->error);
        out->made = made;
        openness_text_free(made);
        if (status != OPENNESS_OK)
            break;
    }
    return status;
}

static int make_days(void)
{
    openness_rubric *under = NULL;
    int failed = openness_release_get(database, "google/gemma-4-31B-it", &dated, NULL) ||
                 openness_rubric_get(database, "spectrum-1", &under, NULL) ||
                 openness_evaluate(dated, under, 0, "2026-05-01", &days[0], NULL) ||
                 openness_evaluate(dated, under, 0, NULL, &days[1], NULL);
    openness_rubric_free(under);
    return failed;
}

static int analyze_unknowns(outcome *out)
{
    openness_text *made = NULL;
    int status =
        openness_analyze_unknowns(report, OPENNESS_FORMAT_JSON, 0, &made, &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

/* The base stops this one. */
static int analyze_plan(outcome *out)
{
    openness_text *made = NULL;
    int status =
        openness_analyze_plan(report, NULL, OPENNESS_FORMAT_TEXT, 60, &made, &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

/* And this one has several ways, searched under a mean. */
static int analyze_plan_score(outcome *out)
{
    openness_text *made = NULL;
    int status =
        openness_analyze_plan(scored, "0.75", OPENNESS_FORMAT_JSON, 0, &made, &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

/* The report of a score that is a mean. */
static int setup_scored(void)
{
    openness_rubric *mean = NULL;
    int status = openness_rubric_get(database, "osai-2026", &mean, NULL) ||
                 openness_evaluate(release, mean, 0, NULL, &scored, NULL);
    openness_rubric_free(mean);
    return status;
}

/* One line that reads and one that does not. */
static int lines_it(outcome *out)
{
    static char lines[1 << 16];
    openness_text *made = NULL;
    size_t size = openness_text_size(record);
    assert_true(size + 16 < sizeof lines);
    memcpy(lines, openness_text_data(record), size);
    for (size_t i = 0; i < size; i++)
        lines[i] = lines[i] == '\n' ? ' ' : lines[i];
    memcpy(lines + size, "\n{\"id\": 1}\n", 12);
    int status = openness_score_lines(database, rubric, 0, "2026-01-01", lines, size + 12, 0,
                                      &made, &out->error);
    out->made = made;
    openness_text_free(made);
    return status;
}

static void all(void **state)
{
    (void)state;
    sweep("open", open_it, 64);
    sweep("extend", extend_it, 64);
    sweep("parse release", parse_it, 100000);
    sweep("parse rubric", parse_rubric, 100000);
    sweep("evaluate", evaluate_it, 100000);
    sweep("from vector", vector_it, 100000);
    sweep("render JSON", render_json, 100000);
    sweep("render text", render_text, 100000);
    sweep("render Markdown", render_markdown, 100000);
    sweep("validate", validate_it, 100000);
    sweep("validate on the releases", validate_corpus, 64);
    sweep("import", import_named, 100000);
    sweep("import, format not named", import_unnamed, 100000);
    sweep("render import", import_render, 100000);
    sweep("may, release", may_release, 100000);
    sweep("may, license", may_license, 100000);
    sweep("render answer", may_render, 100000);
    sweep("resolve license", resolve_it, 100000);
    sweep("dominance", analyze_dominance, 100000);
    sweep("weights", analyze_weights, 100000);
    sweep("agreement", analyze_agreement, 100000);
    sweep("why", analyze_why, 100000);
    sweep("claim", analyze_claim, 1024);
    sweep("lineage", analyze_lineage, 100000);
    sweep("forget", forget_it, 100000);
    sweep("timeline", analyze_timeline, 100000);
    sweep("diff", analyze_diff, 100000);
    sweep("unknowns", analyze_unknowns, 100000);
    sweep("plan", analyze_plan, 100000);
    sweep("plan for a score", analyze_plan_score, 100000);
    sweep("score lines", lines_it, 100000);
    if (policy != NULL) { /* without libyaml there is none */
        sweep("policy", policy_it, 100000);
        sweep("check", check_it, 4096);
        sweep("check, unread", check_unread, 100000);
        sweep("join checks", check_join, 100000);
        sweep("render check", check_render, 100000);
    }
}

static int make_many(void)
{
    static const char *const ids[] = {"bigscience/bloom", "LLM360/Amber", "openai/gpt-oss-120b"};
    static const char *const names[] = {"spectrum-1", "osaid-1.0"};
    int failed = 0;
    for (size_t i = 0; i < MANY; i++) {
        openness_release *one = NULL;
        openness_rubric *under = NULL;
        failed |= openness_release_get(database, ids[i / 2], &one, NULL);
        failed |= openness_rubric_get(database, names[i % 2], &under, NULL);
        failed |= openness_evaluate(one, under, 0, NULL, &many[i], NULL);
        openness_release_free(one);
        openness_rubric_free(under);
    }
    return failed;
}

/* Without libyaml there is no policy, and nothing of it is swept. */
static int make_check(void)
{
    openness_error *error = NULL;
    int status =
        openness_policy_parse(database, "p.yaml", asked, sizeof asked - 1, &policy, &error);
    bool built = strcmp(openness_error_issue_id(error, 0), "unsupported") != 0;
    openness_error_free(error);
    return built && (status != OPENNESS_OK ||
                     openness_check_release(policy, release, "r.json", NULL, "2026-11-22", 0,
                                            &check, NULL) != OPENNESS_OK);
}

static int setup(void **state)
{
    (void)state;
    cJSON_Hooks hooks = {.malloc_fn = hook_alloc, .free_fn = opn_free};
    cJSON_InitHooks(&hooks);
    return openness_database_open(&database, NULL) || make_days() || make_many() ||
           openness_release_get(database, "meta-llama/Llama-3.2-3B-Instruct", &release, NULL) ||
           openness_rubric_get(database, "osaid-1.0", &rubric, NULL) ||
           openness_evaluate(release, rubric, 0, NULL, &report, NULL) || setup_scored() ||
           make_check() ||
           openness_database_show(database, OPENNESS_KIND_RELEASE,
                                  "meta-llama/Llama-3.2-3B-Instruct", &record, NULL) ||
           openness_database_show(database, OPENNESS_KIND_RUBRIC, "osaid-1.0", &document, NULL) ||
           openness_import_bytes(database, NULL, NULL, "2026-11-22", openness_text_data(record),
                                 openness_text_size(record), 0, &import, NULL) ||
           openness_may_release(release, "weights", "{\"action\": \"sell_outputs\"}", 26, &answer,
                                NULL);
}

static int teardown(void **state)
{
    (void)state;
    for (size_t i = 0; i < MANY; i++)
        openness_report_free(many[i]);
    openness_import_free(import);
    openness_answer_free(answer);
    openness_text_free(record);
    openness_text_free(document);
    openness_report_free(report);
    openness_rubric_free(rubric);
    openness_report_free(scored);
    openness_report_free(days[0]);
    openness_report_free(days[1]);
    openness_release_free(dated);
    openness_check_free(check);
    openness_policy_free(policy);
    openness_release_free(release);
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(all), cmocka_unit_test(documents)};
    return cmocka_run_group_tests(tests, setup, teardown);
}
