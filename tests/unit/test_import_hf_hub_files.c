/*
 * test_import_hf_hub_files.c: what files are by their names.
 */
#include "check.h"

#include "../../lib/import_hf_hub_files.h"

static void test_kinds(void **state)
{
    static const struct {
        const char *name;
        opn_hub_file_kind kind;
    } cases[] = {
        {"model.safetensors", OPN_HUB_WEIGHTS},
        {"model-00001-of-00004.safetensors", OPN_HUB_WEIGHTS},
        {"pytorch_model.bin", OPN_HUB_WEIGHTS},
        {"original/consolidated.00.pth", OPN_HUB_WEIGHTS},
        {"model.pt", OPN_HUB_WEIGHTS},
        {"Model-Q4_K_M.GGUF", OPN_HUB_WEIGHTS},
        {"flax_model.msgpack", OPN_HUB_WEIGHTS},
        {"tf_model.h5", OPN_HUB_WEIGHTS},
        {"onnx/decoder_model.onnx", OPN_HUB_WEIGHTS},
        {"rust_model.ot", OPN_HUB_WEIGHTS},
        {"v1-5-pruned.ckpt", OPN_HUB_WEIGHTS},
        {"64-fp16.tflite", OPN_HUB_WEIGHTS},
        {"adapter_model.safetensors", OPN_HUB_WEIGHTS},
        {"model.safetensors.index.json", OPN_HUB_DATA},
        {".safetensors", OPN_HUB_OTHER},
        {"a/.bin/readme", OPN_HUB_OTHER},
        {"training_args.bin", OPN_HUB_OPTIMIZER},
        {"optimizer.pt", OPN_HUB_OPTIMIZER},
        {"optimizer.bin", OPN_HUB_OPTIMIZER},
        {"scheduler.pt", OPN_HUB_OPTIMIZER},
        {"rng_state_0.pth", OPN_HUB_OPTIMIZER},
        {"checkpoint-500/optimizer.pt", OPN_HUB_OPTIMIZER},
        {"checkpoint-500/model.safetensors", OPN_HUB_CHECKPOINT},
        {"step-1000/model.safetensors", OPN_HUB_CHECKPOINT},
        {"step1000/model.safetensors", OPN_HUB_CHECKPOINT},
        {"stepwise/model.safetensors", OPN_HUB_WEIGHTS},
        {"checkpoint-500.safetensors", OPN_HUB_WEIGHTS},
        {"checkpoint-best/model.safetensors", OPN_HUB_WEIGHTS},
        {"tokenizer.bin", OPN_HUB_OTHER},
        {"vocab.bin", OPN_HUB_OTHER},
        {"imatrix.gguf", OPN_HUB_OTHER},
        {"tokenizer.json", OPN_HUB_TOKENIZER},
        {"tokenizer.model", OPN_HUB_TOKENIZER},
        {"original/tokenizer.model", OPN_HUB_TOKENIZER},
        {"spiece.model", OPN_HUB_TOKENIZER},
        {"tekken.json", OPN_HUB_TOKENIZER},
        {"tokenizer_config.json", OPN_HUB_DATA},
        {"vocab.json", OPN_HUB_DATA},
        {"modeling_example.py", OPN_HUB_MODELING},
        {"configuration_example.py", OPN_HUB_SCRIPT},
        {"sample_finetune.py", OPN_HUB_SCRIPT},
        {"modeling_notes.md", OPN_HUB_OTHER},
        {"LICENSE", OPN_HUB_LICENSE},
        {"LICENSE.txt", OPN_HUB_LICENSE},
        {"licence.md", OPN_HUB_LICENSE},
        {"LICENSE-MODEL", OPN_HUB_LICENSE},
        {"COPYING", OPN_HUB_LICENSE},
        {"licenses.json", OPN_HUB_DATA},
        {"third_party/LICENSE", OPN_HUB_OTHER},
        {"USE_POLICY.md", OPN_HUB_OTHER},
        {"README.md", OPN_HUB_CARD},
        {"onnx/README.md", OPN_HUB_OTHER},
        {"adapter_config.json", OPN_HUB_ADAPTER},
        {"config.json", OPN_HUB_DATA},
        {"data/train-00000-of-00001.parquet", OPN_HUB_DATA},
        {"corpus.jsonl.zst", OPN_HUB_DATA},
        {"subsets/part00.tar", OPN_HUB_DATA},
        {"dataset_infos.json", OPN_HUB_OTHER},
        {".gitattributes", OPN_HUB_OTHER},
        {"", OPN_HUB_OTHER},
        {"/", OPN_HUB_OTHER},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        if (opn_hub_file_kind_of(cases[i].name) != cases[i].kind) {
            print_error("%s\n", cases[i].name);
        }
        assert_int_equal(opn_hub_file_kind_of(cases[i].name), cases[i].kind);
    }
}

/* A list of names as an answer has it: "a b" becomes [{"rfilename":"a"},{"rfilename":"b"}]. */
static opn_hub_files files_of(const char *names, opn_arena *arena)
{
    opn_import_job job = {.arena = arena};
    opn_issues issues = {0};
    const opn_tree *root = NULL;
    opn_hub_files files;
    opn_buf json = {0};

    opn_buf_str(&json, "[");
    while (*names != '\0') {
        size_t size = strcspn(names, " ");

        opn_buf_str(&json, json.size > 1 ? "," : "");
        opn_buf_str(&json, "{\"rfilename\":\"");
        opn_buf_add(&json, names, size);
        opn_buf_str(&json, "\"}");
        names += size + (names[size] == ' ' ? 1 : 0);
    }
    opn_buf_str(&json, "]");
    assert_int_equal(opn_tree_json(json.data, json.size, arena, &issues, &root), OPENNESS_OK);
    files = opn_hub_files_read(&job, root);
    assert_false(job.out_of_memory);
    opn_buf_free(&json);
    opn_issues_free(&issues);
    return files;
}

static void test_parts(void **state)
{
    static const struct {
        const char *names;
        const char *torn; /* "": the set is whole */
    } cases[] = {
        {"model.safetensors", ""},
        {"m-00001-of-00002.safetensors m-00002-of-00002.safetensors", ""},
        {"m-00002-of-00002.safetensors m-00001-of-00002.safetensors", ""},
        {"m-00001-of-000002.safetensors m-00002-of-000002.safetensors", ""},
        {"m-00001-of-00002.safetensors", "m-00001-of-00002.safetensors"},
        {"m-00001-of-00002.safetensors m-00001-of-00002.safetensors",
         "m-00001-of-00002.safetensors"},
        {"m-00001-of-00002.bin m-00002-of-00002.safetensors", "m-00001-of-00002.bin"},
        /* Counted from 0: up to the total, and up to one less. */
        {"m-00000-of-00002.bin m-00001-of-00002.bin m-00002-of-00002.bin", ""},
        {"m-00000-of-00002.bin m-00001-of-00002.bin", ""},
        {"m-00000-of-00002.bin m-00002-of-00002.bin", "m-00000-of-00002.bin"},
        {"m-00001-of-00001.bin", ""},
        {"m-00000-of-00001.bin", ""},
        /* One set among whole ones. */
        {"a/m-1-of-2.pt a/m-2-of-2.pt b/m-1-of-2.pt b/m-3-of-2.pt", "b/m-1-of-2.pt"},
        {"m-00001-of-00000.bin", ""},
        {"m-of-2.bin m-1-of-.bin m-99999999-of-99999999.bin", ""},
        {"state-of-the-art.bin", ""},
        /* Not weights. */
        {"tokenizer-00001-of-00002.bin", ""},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        opn_arena arena = {0};
        opn_hub_files files = files_of(cases[i].names, &arena);

        assert_string_equal(files.torn == NULL ? "" : files.torn->text, cases[i].torn);
        opn_arena_free(&arena);
    }
}

static void test_list(void **state)
{
    opn_arena arena = {0};
    opn_hub_files files = files_of("", &arena);

    (void)state;
    assert_true(files.listed);
    assert_int_equal(files.count, 0);
    files = opn_hub_files_read(NULL, NULL);
    assert_false(files.listed);
    files = files_of("adapter_model.safetensors adapter_config.json README.md", &arena);
    assert_int_equal(files.count, 3);
    assert_int_equal(files.adapters, 1);
    assert_int_equal(files.counts[OPN_HUB_WEIGHTS], 1);
    assert_string_equal(files.first[OPN_HUB_CARD]->text, "README.md");
    assert_null(files.first[OPN_HUB_LICENSE]);
    assert_null(files.first[OPN_HUB_TOKENIZER]);
    /* Neither half encodes alone. */
    files = files_of("vocab.json model.bin", &arena);
    assert_null(files.first[OPN_HUB_TOKENIZER]);
    files = files_of("merges.txt vocab.json", &arena);
    assert_string_equal(files.first[OPN_HUB_TOKENIZER]->text, "vocab.json");
    opn_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_parts),
        cmocka_unit_test(test_list),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
