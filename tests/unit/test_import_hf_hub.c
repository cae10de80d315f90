/*
 * test_import_hf_hub.c: answers of the Hub's API about models, in every shape that
 * was seen, each with the whole record that it must give.
 *
 * A record is compared as lines: id, name, producer, revision, kind and the first
 * modalities; bases; labels of
 * what is in the artifacts as "kind access extent license", "-" for what is not
 * stated; conflicts. Notes are looked for by kind and pointer.
 */
#include "kit.h"

#include "../../lib/mem.h"

#include <openness/import.h>
#include <openness/report.h>

#define ADDRESS "https://huggingface.co/api/models/example-org/Model-8B"
#define SHA     "0123456789abcdef0123456789abcdef01234567"
#define FILES(list)                                                                              \
    "'siblings':[{'rfilename':'.gitattributes'},{'rfilename':'README.md'}" list "]"
#define FILE_OF(name) ",{'rfilename':'" name "'}"
#define HEAD          "'_id':'0','id':'example-org/Model-8B','modelId':'example-org/Model-8B',"
#define OPEN          HEAD "'private':false,'disabled':false,'gated':false,"
#define ONE_FILE      FILES(FILE_OF("model.safetensors"))

typedef struct {
    openness_database *database;
    openness_import *import;
    openness_error *error;
    int status;
} job;

static job start_at(const char *source, const char *text, uint32_t flags)
{
    job j = {.database = kit_database()};
    char *bytes = kit_json(text);

    j.status = openness_import_bytes(j.database, NULL, source, "2026-11-22", bytes, strlen(bytes),
                                     flags, &j.import, &j.error);
    if (j.status == OPENNESS_OK) {
        assert_string_equal(openness_import_format(j.import), "hf-hub");
    }
    free(bytes);
    return j;
}

static void end(job *j)
{
    openness_import_free(j->import);
    openness_error_free(j->error);
    openness_database_free(j->database);
}

static const char *text_of(const opn_node *object, const char *key)
{
    const opn_node *value = opn_node_member(object, key);

    if (opn_node_member(value, "one_of") != NULL) {
        return "one of several";
    }
    if (value != NULL && opn_node_type(value) == OPN_JSON_OBJECT) {
        /* The only range that there is: behind a gate. */
        assert_string_equal(opn_node_string(opn_node_member(value, "at_least")), "request");
        assert_string_equal(opn_node_string(opn_node_member(value, "at_most")), "gated");
        return "request..gated";
    }
    return value == NULL ? "-" : opn_node_string(value);
}

static void put_list(opn_buf *out, const opn_node *root, const char *list, const char *head,
                     const char *const *keys, size_t count)
{
    const opn_node *array = opn_node_member(root, list);

    for (const opn_node *at = array == NULL ? NULL : opn_node_first(array); at != NULL;
         at = opn_node_next(at)) {
        opn_buf_str(out, head);
        for (size_t i = 0; i < count; i++) {
            opn_buf_str(out, i == 0 && *head == '\0' ? "" : " ");
            opn_buf_str(out, text_of(at, keys[i]));
        }
        opn_buf_char(out, '\n');
        /* Whatever is stated has evidence; that a dataset has no weights needs none. */
        assert_true(opn_node_member(at, "evidence") != NULL ||
                    opn_streq(text_of(at, "access"), "not_applicable"));
    }
}

/* The record as lines; the caller frees. */
static opn_buf summary(const job *j, size_t index)
{
    static const char *const head[] = {"id", "name", "producer", "revision", "kind"};
    static const char *const modalities[] = {"input_modalities", "output_modalities"};
    static const char *const base[] = {"id", "relation", "license"};
    static const char *const artifact[] = {"kind", "access", "extent", "license"};
    static const char *const conflict[] = {"about"};
    const char *record = openness_import_record(j->import, index);
    opn_issues issues = {0};
    opn_json *json = NULL;
    const opn_node *root;
    opn_buf out = {0};

    assert_int_equal(opn_json_parse(record, strlen(record), &json, &issues), 0);
    root = opn_json_root(json);
    assert_null(opn_node_member(root, "release_date"));
    for (size_t i = 0; i < OPN_ARRAY_LEN(head); i++) {
        opn_buf_str(&out, i == 0 ? "" : " ");
        opn_buf_str(&out, text_of(root, head[i]));
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(modalities); i++) {
        const opn_node *list = opn_node_member(root, modalities[i]);

        opn_buf_str(&out, list == NULL ? "" : i == 0 ? " " : " to ");
        opn_buf_str(&out, list == NULL ? "" : opn_node_string(opn_node_first(list)));
    }
    opn_buf_char(&out, '\n');
    put_list(&out, root, "based_on", "base", base, OPN_ARRAY_LEN(base));
    put_list(&out, root, "artifacts", "", artifact, OPN_ARRAY_LEN(artifact));
    put_list(&out, root, "conflicts", "conflict", conflict, OPN_ARRAY_LEN(conflict));
    opn_json_free(json);
    opn_issues_free(&issues);
    return out;
}

/* A note of a kind at a pointer. */
static bool noted(const job *j, const char *kind, const char *pointer, const char *what)
{
    openness_text *text = NULL;
    opn_issues issues = {0};
    opn_json *json = NULL;
    bool found = false;

    assert_int_equal(openness_import_render(j->import, OPENNESS_FORMAT_JSON, 0, &text, NULL), 0);
    assert_int_equal(
        opn_json_parse(openness_text_data(text), openness_text_size(text), &json, &issues), 0);
    for (const opn_node *at = opn_node_first(opn_node_member(opn_json_root(json), "notes"));
         at != NULL; at = opn_node_next(at)) {
        found = found || (opn_streq(text_of(at, "kind"), kind) &&
                          opn_streq(text_of(at, "pointer"), pointer) &&
                          strstr(text_of(at, "message"), what) != NULL);
    }
    opn_json_free(json);
    opn_issues_free(&issues);
    openness_text_free(text);
    return found;
}

/* The n-th record of a document. */
static void expect(const job *j, size_t index, const char *lines)
{
    opn_buf out = {0};

    if (j->status != OPENNESS_OK) {
        print_error("%s\n", openness_error_message(j->error));
        for (size_t i = 0; i < openness_error_issue_count(j->error); i++) {
            print_error("%s: %s\n", openness_error_issue_pointer(j->error, i),
                        openness_error_issue_message(j->error, i));
        }
    }
    assert_int_equal(j->status, OPENNESS_OK);
    out = summary(j, index);
    assert_string_equal(out.data, lines);
    opn_buf_free(&out);
}

static void gives(const char *text, const char *lines)
{
    job j = start_at(ADDRESS, text, 0);

    expect(&j, 0, lines);
    assert_int_equal(openness_import_count(j.import), 1);
    end(&j);
}

/* Shape 1: behind a gate; the card has the name that the base had once; the licenses and
 * the words of the gate lie in cardData. */
static void test_gated(void **state)
{
    job j = start_at(
        ADDRESS,
        "{" HEAD "'private':false,'pipeline_tag':'text-generation','library_name':'transformers',"
        "'tags':['transformers','arxiv:2204.05149','base_model:meta-llama/Llama-3.1-8B',"
        "'base_model:finetune:meta-llama/Llama-3.1-8B','license:llama3.1','region:us'],"
        "'downloads':1,'likes':2,'author':'example-org','sha':'" SHA "',"
        "'lastModified':'2024-09-25T17:00:57.000Z','gated':'manual','disabled':false,"
        "'model-index':null,'config':{'model_type':'llama'},'cardData':{'license':'llama3.1',"
        "'base_model':'meta-llama/Meta-Llama-3.1-8B','extra_gated_prompt':'### TERMS',"
        "'extra_gated_fields':{'Name':'text'}}," FILES(
            FILE_OF("LICENSE") FILE_OF("config.json") FILE_OF("model-00001-of-00002.safetensors")
                FILE_OF("model-00002-of-00002.safetensors") FILE_OF(
                    "original/consolidated.00.pth") FILE_OF("original/tokenizer.model")
                    FILE_OF("tokenizer.json")) ",'spaces':['a/b'],"
                                               "'createdAt':'2024-07-18T08:56:00.000Z','"
                                               "safetensors':{'parameters':{'BF16':8},"
                                               "'total':8},'inference':'warm','usedStorage':9}",
        0);

    (void)state;
    expect(&j, 0,
           "example-org/Model-8B Model-8B example-org " SHA " finetune text to text\n"
           "base meta-llama/Llama-3.1-8B finetune unknown\n"
           "weights request..gated full llama-3.1\n"
           "tokenizer request..gated full -\n"
           "model_card - - -\n");
    assert_true(noted(&j, "read", "/gated", "request or gated"));
    assert_true(noted(&j, "read", "/cardData/base_model", "meta-llama/Meta-Llama-3.1-8B"));
    assert_true(noted(&j, "read", "/siblings/2/rfilename", "LICENSE"));
    assert_true(noted(&j, "ignored", "/tags", "papers"));
    assert_true(noted(&j, "ignored", "/createdAt", "repository"));
    assert_true(noted(&j, "ignored", "/safetensors", "not the number of parameters"));
    assert_true(noted(&j, "ignored", "/cardData/extra_gated_prompt", "gate"));
    end(&j);
}

/* Shape 2: everything lies open, checkpoints and the state of training with it. */
static void test_open(void **state)
{
    job j = start_at(
        ADDRESS,
        "{" OPEN "'tags':['dataset:example-org/corpus','license:apache-2.0','arxiv:2402.00838'],"
        "'sha':'" SHA "','cardData':{'license':'apache-2.0','datasets':['example-org/corpus'],"
        "'language':['en']}," FILES(
            FILE_OF("config.json") FILE_OF("modeling_example.py") FILE_OF("train.py")
                FILE_OF("model.safetensors") FILE_OF("tokenizer.json")
                    FILE_OF("checkpoint-500/model.safetensors")
                        FILE_OF("checkpoint-500/optimizer.pt") FILE_OF("training_args.bin")) "}",
        0);

    (void)state;
    expect(&j, 0,
           "example-org/Model-8B Model-8B example-org " SHA " unknown\n"
           "data_listing - - -\n"
           "weights public full Apache-2.0\n"
           "intermediate_weights public - -\n"
           "optimizer_state public - -\n"
           "tokenizer public full -\n"
           "architecture public - -\n"
           "model_card public - -\n");
    assert_true(noted(&j, "read", "/siblings", "no text of a license"));
    assert_true(noted(&j, "ignored", "/siblings/4/rfilename", "1 files are code"));
    end(&j);
}

/* Shapes 3 and 4: "other" with a name and a relative link, "other" with nothing. */
static void test_other(void **state)
{
    job j = start_at(
        ADDRESS, "{" OPEN "'tags':['license:other'],'cardData':{'license':'other'}," ONE_FILE "}",
        0);

    (void)state;
    gives("{" OPEN "'tags':['license:other'],'cardData':{'license':'other',"
          "'license_name':'llama3.2','license_link':'LICENSE'}," ONE_FILE "}",
          "example-org/Model-8B Model-8B example-org - unknown\n"
          "weights public full llama-3.2\n"
          "model_card public - -\n");
    gives("{" OPEN "'tags':['license:other'],'cardData':{'license':'other',"
          "'license_name':'example-terms','license_link':'LICENSE'}," ONE_FILE "}",
          "example-org/Model-8B Model-8B example-org - unknown\n"
          "weights public full -\n"
          "model_card public - -\n");
    expect(&j, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights public full -\n"
           "model_card public - -\n");
    assert_true(noted(&j, "ignored", "/cardData/license", "other"));
    end(&j);
}

/* Shape 5: several bases, merged. */
static void test_merge(void **state)
{
    (void)state;
    gives("{" OPEN "'tags':['merge','base_model:a-org/One','base_model:b-org/Two',"
          "'base_model:merge:a-org/One','base_model:merge:b-org/Two','license:mit'],"
          "'cardData':{'license':'mit','base_model':['a-org/One','b-org/Two']}," ONE_FILE "}",
          "example-org/Model-8B Model-8B example-org - merge\n"
          "base a-org/One merge unknown\n"
          "base b-org/Two merge unknown\n"
          "weights public full MIT\n"
          "model_card public - -\n");
}

/* Shape 6: a dataset, by its address or by its keys; a list of one license is that one, and
 * of two it is one. */
static void test_dataset(void **state)
{
    job j = start_at(
        "https://huggingface.co/api/datasets/example-org/corpus",
        "{'_id':'0','id':'example-org/corpus','author':'example-org','sha':'" SHA "',"
        "'lastModified':'2023-05-16T10:05:48.000Z','private':false,'gated':'auto',"
        "'disabled':false,'tags':['task_categories:text-generation','license:cc-by-4.0',"
        "'arxiv:2010.04898'],'citation':null,'description':'Text.','downloads':1,'likes':2,"
        "'cardData':{'license':['cc-by-4.0'],'task_categories':['text-generation'],"
        "'extra_gated_prompt':'## Terms'}," FILES(
            FILE_OF("data/train-00000-of-00002.parquet")
                FILE_OF("data/train-00001-of-00002.parquet")) ",'createdAt':'2023-03-30'}",
        0);
    job two = start_at("answer.json",
                       "{'_id':'0','id':'example-org/corpus','private':false,'gated':false,"
                       "'disabled':false,'tags':['license:mit','license:cc-by-4.0'],"
                       "'description':'Text.','cardData':{'license':['mit','cc-by-4.0']}," FILES(
                           FILE_OF("corpus.py") FILE_OF("dataset_infos.json")) "}",
                       0);
    job hidden =
        start_at("answer.json",
                 "{'_id':'0','id':'example-org/corpus','private':true,'gated':false,"
                 "'tags':['license:mit'],'description':null," FILES(FILE_OF("a.csv")) "}",
                 0);

    (void)state;
    expect(&j, 0,
           "example-org/corpus corpus example-org " SHA " dataset\n"
           "weights not_applicable not_applicable -\n"
           "dataset gated - CC-BY-4.0\n"
           "data_card - - -\n");
    assert_true(noted(&j, "ignored", "/cardData/extra_gated_prompt", "gate"));
    expect(&two, 0,
           "example-org/corpus corpus example-org - dataset\n"
           "weights not_applicable not_applicable -\n"
           "dataset - - one of several\n"
           "data_card public - -\n");
    assert_true(noted(&two, "ignored", "/siblings", "unknown, not none"));
    expect(&hidden, 0,
           "example-org/corpus corpus example-org - dataset\n"
           "weights not_applicable not_applicable -\n"
           "dataset - - MIT\n");
    end(&j);
    end(&two);
    end(&hidden);
}

/* Shape 7: asks what is asked at a gate, and has none. */
static void test_gate_of_words(void **state)
{
    job j = start_at(
        ADDRESS,
        "{" OPEN "'tags':['base_model:c-org/Base','base_model:finetune:c-org/Base',"
        "'license:apache-2.0'],'cardData':{'license':'apache-2.0',"
        "'base_model':['c-org/Base'],'extra_gated_description':'We process data.'}," ONE_FILE "}",
        0);

    (void)state;
    expect(&j, 0,
           "example-org/Model-8B Model-8B example-org - finetune\n"
           "base c-org/Base finetune unknown\n"
           "weights public full Apache-2.0\n"
           "model_card public - -\n");
    assert_true(noted(&j, "ignored", "/cardData/extra_gated_description", "gate"));
    end(&j);
}

/* Shape 8: a repository that is not there for others proves nothing; its license is
 * stated all the same. */
static void test_hidden(void **state)
{
    static const char *const hidden[] = {"'private':true,'disabled':false", "'disabled':true",
                                         "'private':true", "'private':'false'"};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(hidden); i++) {
        opn_buf text = {0};

        opn_buf_str(&text, "{" HEAD);
        opn_buf_str(&text, hidden[i]);
        opn_buf_str(&text, ",'gated':false,'tags':['license:mit']," ONE_FILE "}");
        gives(text.data, "example-org/Model-8B Model-8B example-org - unknown\n"
                         "weights - - MIT\n");
        opn_buf_free(&text);
    }
}

static void test_gates(void **state)
{
    static const char *const cases[][2] = {
        {"'gated':false,", "public"},
        {"'gated':true,", "request..gated"},
        {"'gated':'auto',", "gated"},
        {"'gated':'manual',", "request..gated"},
        {"", "-"},
        {"'gated':null,", "-"},
        {"'gated':'false',", "-"},
        {"'gated':'other',", "-"},
        {"'gated':0,", "-"},
        {"'gated':['auto'],", "-"},
        {"'Gated':false,", "-"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_buf text = {0};
        opn_buf lines = {0};

        opn_buf_str(&text, "{" HEAD "'private':false,");
        opn_buf_str(&text, cases[i][0]);
        opn_buf_str(&text, "'siblings':[{'rfilename':'model.safetensors'}]}");
        opn_buf_printf(&lines,
                       "example-org/Model-8B Model-8B example-org - unknown\n"
                       "weights %s full -\n",
                       cases[i][1]);
        gives(text.data, lines.data);
        opn_buf_free(&text);
        opn_buf_free(&lines);
    }
}

/* No file here is not "none": it may lie elsewhere. */
static void test_no_weights(void **state)
{
    job listed = start_at(ADDRESS, "{" OPEN "'tags':['license:mit']," FILES("") "}", 0);
    job absent = start_at(ADDRESS, "{" OPEN "'tags':['license:mit']}", 0);
    job null = start_at(ADDRESS, "{" OPEN "'tags':[],'siblings':null}", 0);

    (void)state;
    expect(&listed, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights - - MIT\n"
           "model_card public - -\n");
    assert_true(noted(&listed, "ignored", "/siblings", "unknown, not none"));
    expect(&absent, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights - - MIT\n");
    assert_true(noted(&absent, "ignored", "", "no files are listed"));
    expect(&null, 0, "example-org/Model-8B Model-8B example-org - unknown\n");
    end(&listed);
    end(&absent);
    end(&null);
}

static void test_parts(void **state)
{
    static const char *const text = "{" OPEN FILES(FILE_OF(
        "model-00001-of-00003.safetensors") FILE_OF("model-00003-of-00003.safetensors")) "}";
    job j = start_at(ADDRESS, text, 0);
    job strict = start_at(ADDRESS, text, OPENNESS_STRICT);

    (void)state;
    expect(&j, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights public - -\n"
           "model_card public - -\n");
    assert_true(noted(&j, "contradicted", "/siblings/2/rfilename", "more parts"));
    assert_int_equal(strict.status, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(strict.error, "contradiction", "/siblings/2/rfilename"));
    end(&j);
    end(&strict);
}

static void test_relations(void **state)
{
    (void)state;
    gives("{" OPEN
          "'tags':['gguf','base_model:a-org/One','base_model:quantized:a-org/One']," FILES(
              FILE_OF("one-q4_k_m.gguf") FILE_OF("imatrix.gguf")) "}",
          "example-org/Model-8B Model-8B example-org - quantization\n"
          "base a-org/One quantization unknown\n"
          "weights public full -\n"
          "model_card public - -\n");
    gives("{" OPEN "'tags':['base_model:a-org/One','base_model:adapter:a-org/One']," FILES(
              FILE_OF("adapter_config.json") FILE_OF("adapter_model.safetensors")) "}",
          "example-org/Model-8B Model-8B example-org - adapter\n"
          "base a-org/One adapter unknown\n"
          "weights public full -\n"
          "model_card public - -\n");
    /* A base, and not how the weights come from it: the kind stays unknown. */
    gives("{" OPEN "'tags':['base_model:a-org/One']," ONE_FILE "}",
          "example-org/Model-8B Model-8B example-org - unknown\n"
          "base a-org/One derived unknown\n"
          "weights public full -\n"
          "model_card public - -\n");
    /* An adapter by its files alone, with a base and without. */
    gives("{" OPEN "'tags':['base_model:a-org/One']," FILES(FILE_OF("adapter_config.json")
                                                                FILE_OF("adapter_model.bin")) "}",
          "example-org/Model-8B Model-8B example-org - adapter\n"
          "base a-org/One adapter unknown\n"
          "weights public full -\n"
          "model_card public - -\n");
    gives("{" OPEN "'tags':[]," FILES(FILE_OF("adapter_model.bin")) "}",
          "example-org/Model-8B Model-8B example-org - adapter\n"
          "weights public full -\n"
          "model_card public - -\n");
    /* A merged adapter is none. */
    gives("{" OPEN "'tags':[]," FILES(FILE_OF("adapter_model.bin") FILE_OF("adapter_config.json")
                                          FILE_OF("model.safetensors")) "}",
          "example-org/Model-8B Model-8B example-org - unknown\n"
          "weights public full -\n"
          "model_card public - -\n");
}

/* The tag and cardData differ: it is one of the two. */
static void test_license_conflict(void **state)
{
    job j = start_at(
        ADDRESS,
        "{" OPEN "'tags':['license:apache-2.0'],'cardData':{'license':'mit'}," ONE_FILE "}", 0);

    (void)state;
    expect(&j, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights public full one of several\n"
           "model_card public - -\n"
           "conflict the license is declared as \"mit\" and as \"apache-2.0\", which differ\n");
    assert_true(noted(&j, "contradicted", "/tags/0", "differ"));
    end(&j);
}

/* A dump of the Python client: other names, what is absent is null. */
static void test_snake_case(void **state)
{
    (void)state;
    gives("{'id':'example-org/Model-8B','author':'example-org','sha':'" SHA "',"
          "'created_at':'2024-07-18 08:56:00+00:00','last_modified':'2024-09-25 17:00:57+00:00',"
          "'private':false,'disabled':false,'downloads':1,'downloads_all_time':null,"
          "'gated':false,'gguf':null,'inference':null,'likes':2,'library_name':'transformers',"
          "'tags':['license:mit'],'pipeline_tag':'text-generation','mask_token':null,"
          "'card_data':{'license':'mit','base_model':null,'datasets':null},"
          "'widget_data':null,'model_index':null,'config':null,'transformers_info':null,"
          "'siblings':[{'rfilename':'model.safetensors','size':null,'blob_id':null,"
          "'lfs':null}],'spaces':null,'safetensors':null}",
          "example-org/Model-8B Model-8B example-org " SHA " unknown text to text\n"
          "weights public full MIT\n");
}

/* Results, task and library stand beside cardData as well, and count where it has none. */
static void test_beside(void **state)
{
    (void)state;
    gives("{" OPEN "'tags':['base_model:a-org/One'],'library_name':'peft',"
          "'pipeline_tag':'text-to-image','cardData':{},'model-index':[{'name':'other',"
          "'results':[{'metrics':[]}]}]," ONE_FILE "}",
          "example-org/Model-8B Model-8B example-org - adapter text to image\n"
          "base a-org/One adapter unknown\n"
          "evaluation_results - - -\n"
          "weights public full -\n"
          "model_card public - -\n");
    gives("{" OPEN "'tags':[],'pipeline_tag':'text-to-image',"
          "'cardData':{'pipeline_tag':'text-to-speech'},'model-index':null}",
          "example-org/Model-8B Model-8B example-org - unknown text to audio\n");
}

/* The list endpoint: neither files nor cardData nor gated. */
static void test_list(void **state)
{
    job j = start_at("https://huggingface.co/api/models?limit=2",
                     "[{'_id':'1','id':'a-org/One','likes':1,'private':false,'downloads':1,"
                     "'tags':['license:mit','base_model:b-org/Two',"
                     "'base_model:finetune:b-org/Two'],'pipeline_tag':'text-generation',"
                     "'library_name':'transformers','createdAt':'2024-07-18T08:56:00.000Z',"
                     "'modelId':'a-org/One'},"
                     "{'_id':'2','id':'b-org/Two','likes':1,'private':false,'downloads':1,"
                     "'tags':[],'createdAt':'2024-07-18T08:56:00.000Z','modelId':'b-org/Two'}]",
                     0);

    (void)state;
    assert_int_equal(openness_import_count(j.import), 2);
    expect(&j, 0,
           "a-org/One One a-org - finetune text to text\n"
           "base b-org/Two finetune unknown\n"
           "weights - - MIT\n");
    expect(&j, 1, "b-org/Two Two b-org - unknown\n");
    assert_true(noted(&j, "ignored", "/0/createdAt", "repository"));
    assert_false(noted(&j, "ignored", "/1/createdAt", ""));
    end(&j);
}

/* The address names it where the answer does not; a renamed one has its new name. */
static void test_names(void **state)
{
    static const char *const nameless =
        "{'lastModified':'2024-07-01T21:16:50.000Z','cardData':{'license':'mit'}," ONE_FILE
        ",'createdAt':'2024-04-22T16:18:17.000Z','safetensors':{'total':1}}";
    job named = start_at(ADDRESS "/revision/main", nameless, 0);
    job nowhere = start_at("answer.json", nameless, 0);
    job renamed = start_at("https://huggingface.co/api/models/model-8b",
                           "{" OPEN "'tags':[]," ONE_FILE "}", 0);

    (void)state;
    expect(&named, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights - full MIT\n"
           "model_card - - -\n");
    assert_int_equal(nowhere.status, OPENNESS_E_SCHEMA);
    assert_true(kit_error_has(nowhere.error, "missing-member", ""));
    expect(&renamed, 0,
           "example-org/Model-8B Model-8B example-org - unknown\n"
           "weights public full -\n"
           "model_card public - -\n");
    assert_true(noted(&renamed, "read", "/id", "renamed"));
    end(&named);
    end(&nowhere);
    end(&renamed);
}

/* What is no answer about a model, and where it says so. */
static void test_refused(void **state)
{
    static const struct {
        const char *text;
        const char *issue;
        const char *pointer;
    } cases[] = {
        {"{'error':'Repository not found'}", "error-answer", "/error"},
        {"{'error':'Access to model example-org/Model-8B is restricted.','status':401}",
         "error-answer", "/error"},
        {"[{" OPEN "'tags':[]},{'error':'gone'}]", "error-answer", "/1/error"},
        {"[{" OPEN "'tags':[]},1]", "wrong-type", "/1"},
        {"{'_id':'0','id':'a/B','private':false,'tags':[],'sdk':'gradio'}", "unsupported",
         "/sdk"},
        {"{'_id':'0','id':'../B','private':false,'modelId':'a/B','tags':[]}", "bad-id", "/id"},
        {"{" OPEN "'tags':[],'cardData':['license']}", "wrong-type", "/cardData"},
        {"{" OPEN "'tags':[],'gated':false}", "duplicate-key", "/gated"},
        {"{" OPEN "'tags':[]} x", "trailing-data", ""},
        /* YAML could read it, and a format that is JSON takes none. */
        {"{" OPEN "'tags':[], x'}", "invalid-json", ""},
    };
    job neither = start_at("answer.json", "{'_id':'0','id':'a/B','private':false,'tags':[]}", 0);

    (void)state;
    assert_true(kit_error_has(neither.error, "missing-member", ""));
    end(&neither);
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        job j = start_at("answer.json", cases[i].text, 0);

        if (j.error == NULL || !kit_error_has(j.error, cases[i].issue, cases[i].pointer)) {
            print_error("%s\n", cases[i].text);
        }
        assert_true(j.status != OPENNESS_OK);
        assert_true(kit_error_has(j.error, cases[i].issue, cases[i].pointer));
        assert_null(j.import);
        end(&j);
    }
}

/* The format is named for what is none of it. */
static void test_named(void **state)
{
    static const char *const texts[] = {"[]", "{}", "1", "null", "[null]", "[[]]", "'text'"};
    openness_database *database = kit_database();

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        openness_import *import = NULL;
        openness_error *error = NULL;
        char *bytes = kit_json(texts[i]);

        assert_int_equal(openness_import_bytes(database, "hf-hub", NULL, "2026-11-22", bytes,
                                               strlen(bytes), 0, &import, &error),
                         OPENNESS_E_SCHEMA);
        assert_true(openness_error_issue_count(error) > 0);
        assert_null(import);
        openness_error_free(error);
        free(bytes);
    }
    openness_database_free(database);
}

/* Posts and packages have ids and tags too. */
static void test_others(void **state)
{
    static const char *const texts[] = {
        "{'id':1,'likes':2,'tags':['a'],'author':'b','downloads':3}",
        "{'id':'a','private':true,'version':'1'}",
        "{'error':'a','id':'b/c','tags':[],'x':1,'y':2}",
        "{'error':{'message':'a'}}",
        "[]",
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        job j = start_at("answer.json", texts[i], 0);

        assert_int_equal(j.status, OPENNESS_E_SCHEMA);
        assert_true(kit_error_has(j.error, "unknown-format", ""));
        end(&j);
    }
}

/* Whichever allocation fails: no import, and the error says why. */
static void test_memory(void **state)
{
    char *bytes = kit_json(
        "[{" HEAD "'gated':'auto','sha':'" SHA "','createdAt':'2024','tags':['license:mit',"
        "'base_model:a/B','base_model:quantized:a/B','arxiv:1','dataset:c'],"
        "'cardData':{'license':'apache-2.0','base_model':'a/"
        "Old','extra_gated_prompt':'x'}," FILES(
            FILE_OF("m-1-of-2.gguf") FILE_OF("checkpoint-1/m.bin") FILE_OF("optimizer.pt")
                FILE_OF("tokenizer.json") FILE_OF("modeling_a.py") FILE_OF("LICENSE")
                    FILE_OF("a.py")) "}]");
    openness_database *database = kit_database();
    int status = OPENNESS_E_NOMEM;
    size_t n = 0;

    (void)state;
    while (status != OPENNESS_OK) {
        openness_import *import = NULL;

        assert_true(n < 100000);
        n++;
        opn_mem_fail_at(n);
        status = openness_import_bytes(database, "hf-hub", ADDRESS, "2026-11-22", bytes,
                                       strlen(bytes), 0, &import, NULL);
        opn_mem_fail_at(0);
        if (status != OPENNESS_OK) {
            assert_int_equal(status, OPENNESS_E_NOMEM);
            assert_null(import);
        }
        openness_import_free(import);
    }
    assert_true(n > 10);
    free(bytes);
    openness_database_free(database);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gated),      cmocka_unit_test(test_open),
        cmocka_unit_test(test_other),      cmocka_unit_test(test_merge),
        cmocka_unit_test(test_dataset),    cmocka_unit_test(test_gate_of_words),
        cmocka_unit_test(test_hidden),     cmocka_unit_test(test_gates),
        cmocka_unit_test(test_no_weights), cmocka_unit_test(test_parts),
        cmocka_unit_test(test_relations),  cmocka_unit_test(test_license_conflict),
        cmocka_unit_test(test_snake_case), cmocka_unit_test(test_list),
        cmocka_unit_test(test_beside),     cmocka_unit_test(test_names),
        cmocka_unit_test(test_refused),    cmocka_unit_test(test_named),
        cmocka_unit_test(test_others),     cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
