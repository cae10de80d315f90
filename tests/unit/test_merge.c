/* test_merge.c: several records as one: what meets, what is in conflict, what a policy settles. */
#include "kit.h"

#include "../../lib/merge.h"

#include <openness/report.h>

#define FROM(source, day) "'evidence': [{'source': '" source "', 'read': '" day "'}]"
#define RECORD(members)                                                                          \
    "{'format': 'openness-release/1', 'id': 'acme/one', 'name': 'One', 'producer': 'Acme',"      \
    "'kind': 'base', " members "}"
#define PARTS(parts)     RECORD("'artifacts': [" parts "]")
#define WEIGHTS(members) PARTS("{'kind': 'weights', " members ", " FROM("a", "2026-11-20") "}")
#define LATER(members)   PARTS("{'kind': 'weights', " members ", " FROM("b", "2026-11-21") "}")
#define MOST             4

static openness_database *database;

static openness_import *import_as(const char *format, const char *text)
{
    openness_import *import = NULL;
    char *json = kit_json(text);

    assert_int_equal(openness_import_bytes(database, format, "some file", "2026-11-22", json,
                                           strlen(json), 0, &import, NULL),
                     OPENNESS_OK);
    free(json);
    return import;
}

static int merge_all(const char *const *texts, size_t count, int policy, const char *id,
                     openness_merged **out, openness_error **err)
{
    openness_import *imports[MOST];
    int status;

    for (size_t i = 0; i < count; i++) {
        imports[i] = import_as("openness-release", texts[i]);
    }
    status = openness_merge(database, (const openness_import *const *)imports, count, policy, id,
                            NULL, 0, out, err);
    for (size_t i = 0; i < count; i++) {
        openness_import_free(imports[i]);
    }
    return status;
}

static openness_merged *merge_two(const char *a, const char *b, int policy)
{
    const char *const texts[] = {a, b};
    openness_merged *merged = NULL;

    assert_int_equal(merge_all(texts, 2, policy, NULL, &merged, NULL), OPENNESS_OK);
    return merged;
}

/* The record without white space. */
static char *squeezed(const openness_merged *merged)
{
    char *text = kit_copy(openness_merged_record(merged));
    char *to = text;

    for (const char *at = text; *at != '\0'; at++) {
        if (*at != '\n' && *at != ' ') {
            *to = *at == '"' ? '\'' : *at;
            to++;
        }
    }
    *to = '\0';
    return text;
}

/* What the merge of two records holds, and how many conflicts it took. Spaces
 * are left out of all that is compared. */
static void check(const char *a, const char *b, int policy, size_t conflicts, const char *has)
{
    openness_merged *merged = merge_two(a, b, policy);
    char *text = squeezed(merged);

    if (strstr(text, has) == NULL) {
        fail_msg("no %s in %s", has, text);
    }
    assert_int_equal(openness_merged_conflict_count(merged), conflicts);
    free(text);
    openness_merged_free(merged);
}

static void check_without(const char *a, const char *b, int policy, const char *lacks)
{
    openness_merged *merged = merge_two(a, b, policy);
    char *text = squeezed(merged);

    if (strstr(text, lacks) != NULL) {
        fail_msg("%s in %s", lacks, text);
    }
    free(text);
    openness_merged_free(merged);
}

static void test_arguments(void **state)
{
    const char *const texts[] = {PARTS("")};
    openness_merged *merged = NULL;
    openness_release *release = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;
    const openness_import *const none[] = {NULL};

    (void)state;
    assert_int_equal(openness_merge(NULL, none, 1, 0, NULL, NULL, 0, &merged, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_merge(database, NULL, 1, 0, NULL, NULL, 0, &merged, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_merge(database, none, 0, 0, NULL, NULL, 0, &merged, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_merge(database, none, 1, 0, NULL, NULL, 0, &merged, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_int_equal(merge_all(texts, 1, 4, NULL, &merged, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(merge_all(texts, 1, -1, NULL, &merged, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(merge_all(texts, 1, 0, NULL, NULL, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(merge_all(texts, 1, 0, "no id", &merged, &error), OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(error, "bad-id", "/id"));
    openness_error_free(error);
    assert_string_equal(openness_merged_record(NULL), "");
    assert_int_equal(openness_merged_conflict_count(NULL), 0);
    openness_merged_free(NULL);
    assert_int_equal(merge_all(texts, 1, 0, "acme/two", &merged, NULL), OPENNESS_OK);
    assert_int_equal(openness_merged_release(merged, &release, NULL), OPENNESS_OK);
    assert_string_equal(openness_release_id(release), "acme/two");
    assert_int_equal(openness_merged_release(merged, NULL, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_merged_render(merged, 4, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    assert_int_equal(openness_merged_render(NULL, 1, 0, &text, NULL), OPENNESS_E_ARGUMENT);
    openness_merged_free(merged);
    openness_release_free(release);
}

static void test_levels(void **state)
{
    const char *open = WEIGHTS("'access': 'public', 'extent': 'full'");

    (void)state;
    /* Missing and "unknown" are the same, and neither contradicts. */
    check(open, LATER("'license': 'MIT'"), 0, 0,
          "'access':'public','extent':'full','license':'MIT'");
    check(open, LATER("'access': 'unknown'"), 0, 0, "'access':'public'");
    /* What can hold together does. */
    check(open, LATER("'access': {'at_least': 'api'}"), 0, 0, "'access':'public'");
    check(WEIGHTS("'extent': {'at_least': 'listed'}"), LATER("'extent': {'at_most': 'partial'}"),
          0, 0, "'extent':{'at_least':'listed','at_most':'partial'}");
    /* What cannot widens. */
    check(open, LATER("'access': 'gated'"), 0, 1, "'access':{'at_least':'gated'}");
    check(WEIGHTS("'access': 'api'"), LATER("'access': 'gated'"), 0, 1,
          "'access':{'at_least':'api','at_most':'gated'}");
    check_without(open, LATER("'access': 'none'"), 0, "'access':");
    check(open, LATER("'access': 'gated'"), OPENNESS_MERGE_NEWEST, 1, "'access':'gated'");
    check(open, LATER("'access': 'gated'"), OPENNESS_MERGE_RESTRICTIVE, 1, "'access':'gated'");
    /* Both are records of this project: neither is more specific. */
    check(open, LATER("'access': 'gated'"), OPENNESS_MERGE_SPECIFIC, 1,
          "'access':{'at_least':'gated'}");
}

static void test_licenses(void **state)
{
    (void)state;
    check(WEIGHTS("'license': 'Apache-2.0'"), LATER("'license': 'apache-2.0'"), 0, 0,
          "'license':'Apache-2.0'");
    check(WEIGHTS("'license': 'MIT OR ISC'"), LATER("'license': 'ISC OR MIT'"), 0, 0,
          "'license':'MITORISC'");
    check(WEIGHTS("'license': 'none'"), LATER("'license': 'proprietary'"), 0, 0,
          "'license':'proprietary'");
    check(WEIGHTS("'license': 'Apache-2.0'"), LATER("'license': 'llama-3.1'"), 0, 1,
          "'license':{'one_of':['Apache-2.0','llama-3.1']}");
    check(WEIGHTS("'license': 'MIT OR ISC'"), LATER("'license': 'MIT AND ISC'"), 0, 1,
          "'one_of':['MITORISC','MITANDISC']");
    /* One of them settles what was open. */
    check(WEIGHTS("'license': {'one_of': ['MIT', 'gemma']}"), LATER("'license': 'gemma'"), 0, 0,
          "'license':'gemma'");
    check(WEIGHTS("'license': {'one_of': ['MIT', 'gemma']}"), LATER("'license': 'ISC'"), 0, 1,
          "{'one_of':['MIT','gemma','ISC']}");
    /* More than can be named: it may be anything. */
    check_without(WEIGHTS("'license': {'one_of': ['MIT', 'ISC', 'none', 'gemma', 'llama-2']}"),
                  LATER("'license': {'one_of': ['0BSD', 'Zlib', 'llama-3', 'llama-4']}"), 0,
                  "'license':");
}

static void test_license_policies(void **state)
{
    const char *free = WEIGHTS("'license': 'Apache-2.0'");
    const char *bound = LATER("'license': 'llama-3.1'");

    (void)state;
    check(free, bound, OPENNESS_MERGE_NEWEST, 1, "'license':'llama-3.1','evidence':[{'source':'b'");
    check(free, bound, OPENNESS_MERGE_RESTRICTIVE, 1, "'license':'llama-3.1'");
    check(free, LATER("'license': 'none'"), OPENNESS_MERGE_RESTRICTIVE, 1, "'license':'none'");
    /* Neither grants less on every ladder, or both grant the same: lists do not tell. */
    check(free, LATER("'license': 'MIT'"), OPENNESS_MERGE_RESTRICTIVE, 1,
          "ofwhattermsgranttheystandalike");
    check(WEIGHTS("'license': 'MIT'"), LATER("'license': 'ISC'"), OPENNESS_MERGE_RESTRICTIVE, 1,
          "'license':{'one_of':['MIT','ISC']}");
    check(free, LATER("'license': 'ISC'"), OPENNESS_MERGE_RESTRICTIVE, 1, "'one_of'");
    check(free, LATER("'license': 'CC-BY-NC-4.0'"), OPENNESS_MERGE_RESTRICTIVE, 1,
          "'license':'CC-BY-NC-4.0'");
    check(WEIGHTS("'license': 'ISC'"), bound, OPENNESS_MERGE_RESTRICTIVE, 1,
          "'license':'llama-3.1'");
    check(WEIGHTS("'license': 'CC-BY-NC-4.0'"), bound, OPENNESS_MERGE_RESTRICTIVE, 1,
          "'one_of':['CC-BY-NC-4.0','llama-3.1']");
    check_without(WEIGHTS("'license': 'CC-BY-NC-4.0'"), bound, OPENNESS_MERGE_RESTRICTIVE,
                  "alike");
    /* Of texts that nobody has read it is not known what they grant. */
    check_without(WEIGHTS("'license': 'Xfig'"), LATER("'license': 'XSkat'"),
                  OPENNESS_MERGE_RESTRICTIVE, "alike");
    /* The same day decides nothing, nor does a month that may be later. */
    check(free, WEIGHTS("'license': 'llama-3.1'"), OPENNESS_MERGE_NEWEST, 1, "'one_of'");
    check(free, PARTS("{'kind': 'weights', 'license': 'llama-3.1', " FROM("b", "2026-11") "}"),
          OPENNESS_MERGE_NEWEST, 1, "'one_of'");
    /* The evidence of what was overruled stands in the conflict alone. */
    check(free, bound, OPENNESS_MERGE_NEWEST, 1, "'conflicts':[{'about':'licenseofweights");
}

static void test_not_applicable(void **state)
{
    const char *never = PARTS("{'kind': 'training_data', 'stage': 'sft', 'access': "
                              "'not_applicable', 'extent': 'not_applicable', " KIT_EVIDENCE "}");
    const char *data = PARTS("{'kind': 'training_data', 'stage': 'sft', 'access': 'public', "
                             "'license': 'MIT', " KIT_EVIDENCE "}");

    (void)state;
    check(never, never, 0, 0, "'access':'not_applicable','extent':'not_applicable'");
    check(never, data, 0, 1, "'stage':'sft','license':'MIT'");
    check(never, PARTS("{'kind': 'training_data', 'stage': 'sft', 'license': 'MIT', " KIT_EVIDENCE
                       "}"),
          0, 0, "'access':'not_applicable','extent':'not_applicable'");
}

#define DATA(members) "{'kind': 'training_data', 'stage': 'pretraining', " members "}"

static void test_parts(void **state)
{
    const char *dolma = PARTS(DATA("'name': 'Dolma', 'access': 'public'"));
    const char *both =
        PARTS(DATA("'name': 'dolma', 'license': 'MIT'") "," DATA("'name': 'Web', 'access': 'none'"));

    (void)state;
    /* Data by name, whatever its case; another name is another part. */
    check(dolma, both, 0, 0,
          "'name':'Dolma','access':'public','license':'MIT'},{'kind':'training_data',"
          "'stage':'pretraining','name':'Web','access':'none'}");
    check(dolma, PARTS(DATA("'name': 'Web', 'access': 'none'")), 0, 0,
          "'name':'Dolma','access':'public'},{");
    /* Without a name it speaks of all. */
    check(PARTS(DATA("'extent': 'full'")), both, 0, 0,
          "'name':'dolma','extent':'full','license':'MIT'},{'kind':'training_data',"
          "'stage':'pretraining','name':'Web','access':'none','extent':'full'}");
    check(PARTS(DATA("'access': 'public'")), both, 0, 1, "'name':'dolma','access':'public'");
    check(PARTS(DATA("'access': 'public'")), both, OPENNESS_MERGE_SPECIFIC, 1,
          "'name':'Web','access':'none'");
    check(dolma, PARTS(DATA("'license': 'MIT'")), 0, 0,
          "'name':'Dolma','access':'public','license':'MIT'}]");
    /* One of each of anything else is one thing. */
    check(PARTS("{'kind': 'weights', 'name': 'A', 'access': 'public'}"),
          PARTS("{'kind': 'weights', 'name': 'a.gguf', 'license': 'MIT'}"), 0, 0,
          "'name':'A','access':'public','license':'MIT'}]");
}

#define CORPUS(id, members)                                                                      \
    "{'format': 'openness-release/1', 'id': '" id "', 'name': 'Corpus', 'producer': 'Other',"    \
    "'release_date': '2020-01-01', 'kind': 'dataset', 'artifacts': [{'kind': 'weights', "        \
    "'access': 'not_applicable', 'extent': 'not_applicable'}, {'kind': 'dataset', " members      \
    ", " FROM("c", "2026-11-20") "}]}"
#define REST                                                                                     \
    "{'kind':'training_data','stage':'pretraining','note':'whateverelsetheremaybe:"

static void check_stated(const char *const *texts, size_t count, const char *stage,
                         uint32_t flags, const char *has, const char *lacks)
{
    openness_import *imports[MOST];
    openness_merged *merged = NULL;
    char *text;

    for (size_t i = 0; i < count; i++) {
        imports[i] = import_as("openness-release", texts[i]);
    }
    assert_int_equal(openness_merge(database, (const openness_import *const *)imports, count, 0,
                                    NULL, stage, flags, &merged, NULL),
                     OPENNESS_OK);
    text = squeezed(merged);
    if (strstr(text, has) == NULL || (lacks != NULL && strstr(text, lacks) != NULL)) {
        fail_msg("%s, and not %s, in %s", has, lacks == NULL ? "anything" : lacks, text);
    }
    assert_int_equal(openness_merged_conflict_count(merged), 0);
    free(text);
    openness_merged_free(merged);
    for (size_t i = 0; i < count; i++) {
        openness_import_free(imports[i]);
    }
}

/* Of a dataset nothing but its data is said of the release. */
static void test_datasets(void **state)
{
    const char *corpus = CORPUS("other/corpus", "'access': 'public', 'license': 'MIT'");
    const char *model = WEIGHTS("'access': 'gated', 'license': 'gemma'");
    const char *both[] = {corpus, model};
    const char *none[] = {corpus, RECORD("'release_date': 'none', 'artifacts': []")};

    (void)state;
    check_stated(both, 2, NULL, 0, "{'format':'openness-release/1','id':'acme/one','name':'One',"
                                   "'producer':'Acme','kind':'base','artifacts':[{'kind':'dataset'"
                                   ",'name':'other/corpus','access':'public','license':'MIT',",
                 "not_applicable");
    check_stated(both, 2, NULL, 0, "{'kind':'weights','access':'gated','license':'gemma',", "2020");
    /* That its data can be had does not tell that the model came out. */
    check_stated(none, 2, NULL, 0, "'release_date':'none'", "at_most");
    /* Datasets alone are what is merged. */
    check(corpus, corpus, 0, 0, "'id':'other/corpus','name':'Corpus','producer':'Other',"
                                "'release_date':'2020-01-01','kind':'dataset'");
}

static void test_data_stage(void **state)
{
    const char *corpus = CORPUS("other/corpus", "'access': 'public', 'license': 'MIT'");
    const char *second = CORPUS("other/two", "'name': 'Two', 'access': 'gated'");
    const char *named = PARTS("{'kind': 'dataset', 'name': 'Other/Corpus', 'extent': 'full'}, "
                              "{'kind': 'dataset', 'name': 'apart', 'license': 'ISC'}");
    const char *told = PARTS(DATA("'name': 'Web', 'access': 'none'"));
    const char *both[] = {WEIGHTS("'license': 'MIT'"), corpus};
    const char *three[] = {corpus, named, second};
    const char *whole[] = {told, corpus};

    (void)state;
    check_stated(both, 2, "pretraining", 0,
                 "{'kind':'training_data','stage':'pretraining','name':'other/corpus','access':"
                 "'public','license':'MIT','evidence':[{'source':'c','read':'2026-11-20'},{"
                 "'source':'statedwhentherecordsweremerged','locator':'datastage:pretraining',"
                 "'shows':'whatthisdatasetwasusedfor','by':'whoevermergedtherecords',"
                 "'confidence':'low'}]}," REST,
                 "'dataset'");
    check_stated(both, 2, "evaluation", 0,
                 "{'kind':'evaluation_data','name':'other/corpus','access':'public'", "stage':");
    check_stated(both, 2, "pretraining", OPENNESS_MERGE_DATA_COMPLETE, "'stage':'pretraining'",
                 REST);
    /* What the release names by the same name is the same; of others nothing is stated. */
    check_stated(three, 3, "rl", 0,
                 "'stage':'rl','name':'other/corpus','access':'public','extent':'full','license'",
                 "'dataset','name':'Other");
    check_stated(three, 3, "rl", 0, "{'kind':'dataset','name':'apart','license':'ISC'}", NULL);
    check_stated(three, 3, "rl", 0, "'stage':'rl','name':'Two','access':'gated'", NULL);
    /* No record of a dataset: it is about all that the record names. */
    check_stated(&named, 1, "sft", 0, "'stage':'sft','name':'apart','license':'ISC','evidence'",
                 "'dataset'");
    /* A record that tells what the whole is. */
    check_stated(whole, 2, "pretraining", 0, "'name':'Web','access':'none'", REST);
    check_stated(whole, 2, "sft", 0, "'stage':'sft','note':'whatever", NULL);
}

static void test_data_stage_errors(void **state)
{
    openness_import *corpus = import_as("openness-release", CORPUS("other/c", "'name': 'C'"));
    openness_import *model = import_as("openness-release", WEIGHTS("'license': 'MIT'"));
    const openness_import *const both[] = {corpus, model};
    openness_merged *merged = NULL;
    openness_error *error = NULL;

    (void)state;
    assert_int_equal(openness_merge(database, both, 1, 0, NULL, "sft", 0, &merged, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(strstr(openness_error_message(error), "every record is about a dataset"));
    openness_error_free(error);
    assert_int_equal(openness_merge(database, both, 2, 0, NULL, "cooking", 0, &merged, &error),
                     OPENNESS_E_ARGUMENT);
    assert_non_null(strstr(openness_error_message(error), "\"cooking\" is neither"));
    openness_error_free(error);
    assert_int_equal(openness_merge(database, both, 2, 0, NULL, NULL, 2, &merged, NULL),
                     OPENNESS_E_ARGUMENT);
    assert_null(merged);
    openness_import_free(corpus);
    openness_import_free(model);
}

static void test_heads(void **state)
{
    (void)state;
    check(RECORD("'release_date': '2024-02', 'artifacts': []"),
          RECORD("'release_date': '2024-02-10', 'artifacts': []"), 0, 0,
          "'release_date':'2024-02-10'");
    check(RECORD("'release_date': '2024-02-11', 'artifacts': []"),
          RECORD("'release_date': '2024-02-10', 'artifacts': []"), 0, 1,
          "'release_date':'2024-02'");
    check(RECORD("'version': '1', 'artifacts': []"), RECORD("'version': '2', 'artifacts': []"), 0,
          1, "'version':'1'");
    check(RECORD("'output_modalities': ['text', 'image'], 'artifacts': []"),
          RECORD("'output_modalities': ['image', 'text'], 'artifacts': []"), 0, 0,
          "'output_modalities':['text','image']");
    check_without(RECORD("'output_modalities': ['text'], 'artifacts': []"),
                  RECORD("'output_modalities': ['image'], 'artifacts': []"), 0, "modalities':");
    /* Never released, and to be had: nothing is certain. */
    check(RECORD("'release_date': 'none', 'artifacts': []"),
          WEIGHTS("'access': 'gated', 'extent': 'full'"), 0, 0,
          "'access':{'at_most':'gated'},'extent':'full'");
    /* An event cannot stand before the release. */
    check(RECORD("'release_date': '2024-05-02', 'artifacts': []"),
          PARTS("{'kind': 'weights', 'events': [{'date': '2024-02', 'license': 'MIT'}]}"), 0, 0,
          "'release_date':'2024'");
}

static void test_fields(void **state)
{
#define FIELD(name, value)                                                                       \
    RECORD("'fields': {'" name "': {'value': '" value "', " KIT_EVIDENCE "}}, 'artifacts': []")
    (void)state;
    check(FIELD("parameters", "7e9"), FIELD("parameters", "7000000000"), 0, 0,
          "'parameters':{'value':'7e9'");
    check(FIELD("parameters", "7e9"), FIELD("parameters", "8e9"), 0, 1,
          "'parameters':{'value':'unknown'");
    check(FIELD("free_of_charge", "yes"), FIELD("free_of_charge", "no"), 0, 1,
          "{'value':'unknown'");
    check(FIELD("free_of_charge", "yes"), FIELD("free_of_charge", "no"),
          OPENNESS_MERGE_RESTRICTIVE, 1, "{'value':'no'");
    check(FIELD("parameters", "7e9"), FIELD("training_compute", "1e24"), 0, 0,
          "'training_compute':{'value':'1e24'");
#undef FIELD
}

#define BASED(members)                                                                           \
    RECORD("'based_on': [{" members ", " KIT_EVIDENCE "}], 'artifacts': []")

static void test_bases(void **state)
{
    (void)state;
    check(BASED("'id': 'x/y', 'relation': 'finetune', 'license': 'unknown'"),
          BASED("'id': 'X/Y', 'relation': 'finetune', 'license': 'gemma'"), 0, 0,
          "'based_on':[{'id':'x/y','relation':'finetune','license':'gemma'");
    check(BASED("'id': 'x/y', 'relation': 'finetune', 'license': 'MIT'"),
          BASED("'id': 'x/y', 'relation': 'finetune', 'license': 'gemma'"), 0, 1,
          "'license':{'one_of':['MIT','gemma']}");
    /* One says from what, the other how. */
    check(BASED("'id': 'x/y', 'relation': 'derived', 'license': 'MIT'"),
          BASED("'id': 'x/y', 'relation': 'quantization', 'license': 'MIT'"), 0, 0,
          "'relation':'quantization'");
    check(BASED("'id': 'x/y', 'relation': 'adapter', 'license': 'MIT'"),
          BASED("'id': 'x/y', 'relation': 'derived', 'license': 'MIT'"), 0, 0,
          "'relation':'adapter'");
    check(BASED("'id': 'x/y', 'relation': 'derived', 'license': 'MIT'"),
          BASED("'id': 'x/y', 'relation': 'distillation'"), 0, 1, "'license':'unknown'");
    /* Whether the terms bind is open. */
    check(BASED("'id': 'x/y', 'relation': 'distillation'"),
          BASED("'id': 'x/y', 'relation': 'finetune', 'license': 'gemma'"), 0, 1,
          "'relation':'finetune','license':'unknown'");
    check(BASED("'id': 'x/y', 'relation': 'component'"),
          BASED("'id': 'x/z', 'relation': 'component'"), 0, 0, "},{'id':'x/z'");
    /* A record of the base itself, under its name. */
    check_without("{'format': 'openness-release/1', 'id': 'x/y', 'name': 'Y', 'producer': 'X',"
                  "'kind': 'base', 'artifacts': []}",
                  BASED("'id': 'x/y', 'relation': 'finetune', 'license': 'MIT'"), 0, "based_on");
}

static void test_events(void **state)
{
#define MOVED(date, license)                                                                     \
    LATER("'license': 'gemma', 'events': [{'date': '" date "', 'license': '" license             \
          "', " KIT_EVIDENCE "}]")
    (void)state;
    /* It agrees with where the events lead: it was read after them. */
    check(WEIGHTS("'license': 'MIT'"), MOVED("2024-04", "MIT"), 0, 0,
          "'license':'gemma','events':[{'date':'2024-04','license':'MIT'");
    check(WEIGHTS("'license': 'ISC'"), MOVED("2024-04", "MIT"), 0, 2,
          "'events':[{'date':'2024-04','license':{'one_of':['ISC','MIT']}");
    check(MOVED("2024-04-15", "MIT"), MOVED("2024-04", "MIT"), 0, 0,
          "'events':[{'date':'2024-04-15','license':'MIT'");
#undef MOVED
}

static void test_lists(void **state)
{
#define LISTS(day)                                                                               \
    RECORD("'artifacts': [], 'promises': [{'about': 'code follows'," FROM("a", day) "}], "       \
           "'conflicts': [{'about': 'two differ'}], 'assessments': [{'rubric': 'osaid-1.0', "    \
           "'criterion': 'code', 'level': 'x', 'by': 'B', " KIT_EVIDENCE "}]")
    (void)state;
    check(LISTS("2026-11-20"), LISTS("2026-11-21"), 0, 0,
          "'promises':[{'about':'codefollows','evidence':[{'source':'a','read':'2026-11-20'},"
          "{'source':'a','read':'2026-11-21'}]}]");
    check(LISTS("2026-11-20"), LISTS("2026-11-20"), 0, 0, "'conflicts':[{'about':'twodiffer'}]");
#undef LISTS
}

/* Evidence without "for" is for what its record states, and for no more. */
static void test_evidence(void **state)
{
    (void)state;
    check(WEIGHTS("'access': 'public'"), LATER("'license': 'MIT'"), 0, 0,
          "[{'source':'a','read':'2026-11-20','for':['access']},"
          "{'source':'b','read':'2026-11-21','for':['license']}]");
    check(WEIGHTS("'license': 'MIT'"), LATER("'license': 'MIT'"), 0, 0,
          "[{'source':'a','read':'2026-11-20'},{'source':'b','read':'2026-11-21'}]");
    check(WEIGHTS("'license': 'MIT'"), WEIGHTS("'license': 'MIT'"), 0, 0,
          "'evidence':[{'source':'a','read':'2026-11-20'}]");
}

static void test_report(void **state)
{
    static const char *const has[] = {"\"outcome\": \"widened\"", "not settled: Apache-2.0 or",
                                      "### "};
    openness_merged *merged =
        merge_two(WEIGHTS("'license': 'Apache-2.0'"), LATER("'license': 'llama-3.1'"), 0);

    (void)state;
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        openness_text *text = NULL;

        assert_int_equal(openness_merged_render(merged, format, 0, &text, NULL), OPENNESS_OK);
        if (strstr(openness_text_data(text), has[format - OPENNESS_FORMAT_JSON]) == NULL) {
            fail_msg("%s", openness_text_data(text));
        }
        openness_text_free(text);
    }
    openness_merged_free(merged);
}

/* Every allocation fails once. */
static void test_memory(void **state)
{
    openness_import *imports[] = {
        import_as("openness-release",
                  RECORD("'release_date': '2024-01', 'based_on': [{'id': 'x/y', 'relation': "
                         "'finetune', 'license': 'MIT'}], 'fields': {'parameters': {'value': "
                         "'7e9'}}, 'conflicts': [{'about': 'a'}], 'artifacts': [{'kind': "
                         "'weights', 'access': 'public', 'license': 'MIT', 'note': 'n', 'events': "
                         "[{'date': '2024-03', 'license': 'ISC'}], " KIT_EVIDENCE
                         "}, " DATA("'name': 'a'") "," DATA("'name': 'b'") "]")),
        import_as("openness-release",
                  RECORD("'release_date': '2024-02', 'based_on': [{'id': 'x/y', 'relation': "
                         "'merge', 'license': 'ISC'}], 'artifacts': [{'kind': 'weights', "
                         "'access': 'gated', 'license': 'gemma', 'events': [{'date': '2024-03-01',"
                         " 'license': 'ISC'}], " KIT_EVIDENCE "}, " DATA("'access': 'none'") "]")),
        import_as("openness-release", CORPUS("other/corpus", "'license': 'MIT'")),
    };
    int status = OPENNESS_E_NOMEM;
    size_t n = 0;

    (void)state;
    while (status != OPENNESS_OK) {
        openness_merged *merged = NULL;
        openness_text *text = NULL;

        assert_true(n < 100000);
        n++;
        opn_mem_fail_at(n);
        status = openness_merge(database, (const openness_import *const *)imports, 3,
                                OPENNESS_MERGE_RESTRICTIVE, NULL, "evaluation", 0, &merged,
                                NULL);
        if (status == OPENNESS_OK) {
            status = openness_merged_render(merged, OPENNESS_FORMAT_TEXT, 0, &text, NULL);
        }
        opn_mem_fail_at(0);
        if (status != OPENNESS_OK) {
            assert_int_equal(status, OPENNESS_E_NOMEM);
            assert_null(text);
        }
        openness_text_free(text);
        openness_merged_free(merged);
    }
    assert_true(n > 10);
    for (size_t i = 0; i < 3; i++) {
        openness_import_free(imports[i]);
    }
}

static int open_database(void **state)
{
    (void)state;
    database = kit_database();
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments),      cmocka_unit_test(test_levels),
        cmocka_unit_test(test_licenses),       cmocka_unit_test(test_license_policies),
        cmocka_unit_test(test_not_applicable), cmocka_unit_test(test_parts),
        cmocka_unit_test(test_datasets),       cmocka_unit_test(test_data_stage),
        cmocka_unit_test(test_data_stage_errors),
        cmocka_unit_test(test_heads),          cmocka_unit_test(test_fields),
        cmocka_unit_test(test_bases),          cmocka_unit_test(test_events),
        cmocka_unit_test(test_lists),          cmocka_unit_test(test_evidence),
        cmocka_unit_test(test_report),         cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
