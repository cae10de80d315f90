/*
 * test_import_hf_hub.c: answers of the Hub's API about models, in every shape that
 * was seen, each with the whole record that it must give.
 */
#include "hub_kit.h"

/* Shape 1: behind a gate; the card has the name that the base had once; the licenses and
 * the words of the gate lie in cardData. */
static void test_gated(void **state)
{
    /* clang-format off */
    job j = start_at(ADDRESS,
        "{" HEAD "'private':false,'gated':'manual','disabled':false,"
        "'pipeline_tag':'text-generation','library_name':'transformers','author':'example-org',"
        "'tags':['transformers','arxiv:2204.05149','base_model:meta-llama/Llama-3.1-8B',"
        "'base_model:finetune:meta-llama/Llama-3.1-8B','license:llama3.1','region:us'],"
        "'downloads':1,'likes':2,'sha':'" SHA "','lastModified':'2024-09-25T17:00:57.000Z',"
        "'model-index':null,'config':{'model_type':'llama'},"
        "'cardData':{'license':'llama3.1','base_model':'meta-llama/Meta-Llama-3.1-8B',"
        "'extra_gated_prompt':'### TERMS','extra_gated_fields':{'Name':'text'}},"
        FILES(FILE_OF("LICENSE") FILE_OF("config.json")
              FILE_OF("model-00001-of-00002.safetensors")
              FILE_OF("model-00002-of-00002.safetensors")
              FILE_OF("original/consolidated.00.pth") FILE_OF("original/tokenizer.model")
              FILE_OF("tokenizer.json"))
        ",'spaces':['a/b'],'createdAt':'2024-07-18T08:56:00.000Z','inference':'warm',"
        "'safetensors':{'parameters':{'BF16':8},'total':8},'usedStorage':9}",
        0);
    /* clang-format on */

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
    /* clang-format off */
    job j = start_at(ADDRESS,
        "{" OPEN "'tags':['dataset:example-org/corpus','license:apache-2.0','arxiv:2402.00838'],"
        "'sha':'" SHA "','cardData':{'license':'apache-2.0','datasets':['example-org/corpus'],"
        "'language':['en']},"
        FILES(FILE_OF("config.json") FILE_OF("modeling_example.py") FILE_OF("train.py")
              FILE_OF("model.safetensors") FILE_OF("tokenizer.json")
              FILE_OF("checkpoint-500/model.safetensors") FILE_OF("checkpoint-500/optimizer.pt")
              FILE_OF("training_args.bin"))
        "}",
        0);
    /* clang-format on */

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

/* A finetune is what the Hub takes a model for when nobody says what was done; any other
 * relation it has found or was told. */
static void test_confidence(void **state)
{
    static const struct {
        const char *members;
        bool sure;
    } cases[] = {
        {"'tags':['base_model:finetune:a-org/One']", false},
        {"'tags':['base_model:quantized:a-org/One']", true},
        {"'tags':['base_model:finetune:a-org/One'],'cardData':{'base_model':'a-org/One',"
         "'base_model_relation':'finetune'}",
         true},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_buf text = {0};
        const char *found;
        job j;

        opn_buf_printf(&text, "{" OPEN ONE_FILE ",%s}", cases[i].members);
        j = start_at(ADDRESS, text.data, 0);
        assert_int_equal(j.status, OPENNESS_OK);
        found = strstr(openness_import_record(j.import, 0), "\"confidence\": \"medium\"");
        assert_true((found == NULL) == cases[i].sure);
        opn_buf_free(&text);
        end(&j);
    }
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
        cmocka_unit_test(test_gated),
        cmocka_unit_test(test_open),
        cmocka_unit_test(test_other),
        cmocka_unit_test(test_merge),
        cmocka_unit_test(test_dataset),
        cmocka_unit_test(test_gate_of_words),
        cmocka_unit_test(test_hidden),
        cmocka_unit_test(test_gates),
        cmocka_unit_test(test_no_weights),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_relations),
        cmocka_unit_test(test_confidence),
        cmocka_unit_test(test_license_conflict),
        cmocka_unit_test(test_snake_case),
        cmocka_unit_test(test_beside),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
