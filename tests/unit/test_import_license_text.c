/*
 * test_import_license_text.c: license files known by their titles. The bodies are made
 * up: nothing of them is read but that somebody permits something.
 */
#include "imported.h"

#define HUB  "https://huggingface.co/example-org/model/blob/main/LICENSE"
#define BODY "\n\nPermission is given to do what the sentences below tell.\n"

static imported read_text(const char *format, const char *source, const char *text)
{
    return imported_of(format, source, text, strlen(text), 0);
}

static void test_hub(void **state)
{
    imported j = read_text(NULL, HUB, "MIT License\n\nCopyright (c) 2024 Example Org" BODY);

    (void)state;
    assert_true(imported_is(
        &j, "license-text",
        "{'format':'openness-release/1','id':'example-org/model','name':'model',"
        "'producer':'example-org','kind':'unknown','artifacts':[{'kind':'weights',"
        "'license':'MIT','evidence':[{'source':'" HUB "','locator':'line 1',"
        "'shows':'a license file with the title \\'MIT License\\'','read':'2026-11-21',"
        "'confidence':'medium'}]}]}"));
    assert_true(imported_notes_that(&j, "covers is not stated"));
    imported_end(&j);
}

static void test_titles(void **state)
{
    static const struct {
        const char *text;
        const char *license;
    } cases[] = {
        {"                 Apache License\n           Version 2.0, January 2004\n", "Apache-2.0"},
        {"Copyright (c) 2024 Example Org\n\n# MIT License", "MIT"},
        {"**MIT License**", "MIT"},
        {"LLAMA 3.1 COMMUNITY LICENSE AGREEMENT\r\nLlama 3.1 Version Release Date: a day\r\n",
         "llama-3.1"},
        {"OpenMDW License Agreement, version 1.0 (OpenMDW-1.0)", "OpenMDW-1.0"},
        {"OpenMDW License Agreement, version 1.1 (OpenMDW-1.1)", "OpenMDW-1.1"},
        {"Creative Commons Legal Code\n\nCC0 1.0 Universal\n", "CC0-1.0"},
        {"Attribution 4.0 International\n=====", "CC-BY-4.0"},
        {"GNU GENERAL PUBLIC LICENSE\n  Version 3, 29 June 2007", "GPL-3.0"},
        {"BigScience RAIL License v1.0", "bloom-rail-1.0"},
        {"Gemma Terms of Use\nLast modified: a day", "gemma"},
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(cases); i++) {
        char *text = malloc(strlen(cases[i].text) + sizeof BODY);
        char part[64];
        imported j;

        assert_non_null(text);
        strcpy(text, cases[i].text);
        strcat(text, BODY);
        j = read_text(NULL, HUB, text);
        snprintf(part, sizeof part, "'license':'%s'", cases[i].license);
        assert_true(imported_has(&j, part));
        imported_end(&j);
        free(text);
    }
}

/* A title that is not exactly on record is none, nor is one of a version that is not. */
static void test_refused(void **state)
{
    static const char *const texts[] = {
        "OpenMDW-1.0 License Agreement FAQ" BODY,
        "Modified Example License" BODY,
        "GNU GENERAL PUBLIC LICENSE" BODY,
        "DEEPSEEK LICENSE AGREEMENT\n\nVersion 7.5, some day" BODY,
        "MIT License, changed" BODY,
        "No License" BODY,
        "Commercial License Agreement" BODY,
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        imported j = read_text(NULL, HUB, texts[i]);

        assert_true(imported_refused(&j, "unknown-license", "\""));
        assert_int_equal(openness_error_issue_line(j.error, 0), 1);
        assert_int_equal(j.status, OPENNESS_E_SCHEMA);
        imported_end(&j);
    }
}

/* Prose about licenses, and other documents that begin like one. */
static void test_not_a_license(void **state)
{
    static const char *const texts[] = {
        "# OpenMDW FAQs\n\nVersion 1.0: see there. It permits much.\n",
        "license: mit\n foo: [permission\n",
        "MIT License\n",
        "What does the MIT License permit?" BODY,
        "A model\n\nUnder the MIT License" BODY,
        "",
        "\n\n\n",
    };

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        imported j = read_text(NULL, HUB, texts[i]);

        assert_int_not_equal(j.status, OPENNESS_OK);
        assert_string_not_equal(openness_error_issue_id(j.error, 0), "unknown-license");
        imported_end(&j);
    }
}

/* Whose file it is decides what it says. */
static void test_sources(void **state)
{
    imported home = read_text(NULL, "files/LICENSE", "MIT License" BODY);
    imported code = read_text(NULL, "https://github.com/example-org/code/blob/main/LICENSE",
                              "MIT License" BODY);
    imported data =
        read_text(NULL, "https://huggingface.co/datasets/example-org/corpus/raw/main/LICENSE",
                  "MIT License" BODY);

    (void)state;
    assert_true(imported_has(&home, "'kind':'weights','license':'MIT'"));
    assert_true(imported_has(&home, "'confidence':'low'"));
    assert_true(imported_has(&code, "'artifacts':[]"));
    assert_true(imported_notes_that(&code, "lies in a repository of code"));
    assert_true(imported_has(&data, "'kind':'dataset'"));
    assert_true(imported_has(&data, "{'kind':'dataset','license':'MIT'"));
    imported_end(&home);
    imported_end(&code);
    imported_end(&data);
}

/* The importer is asked by name for bytes that are no text. */
static void test_bytes(void **state)
{
    static const char *const texts[] = {"\xFF\xFE license", "MIT\xE9 License", "GGUF\x01"};
    static const char nul[] = "MIT License\0 of a kind" BODY;

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(texts); i++) {
        imported j = read_text("license-text", HUB, texts[i]);

        assert_true(imported_refused(&j, "unknown-license", "\""));
        imported_end(&j);
    }
    {
        imported j = imported_of("license-text", HUB, nul, sizeof nul - 1, 0);

        assert_true(imported_refused(&j, "unknown-license", "\""));
        imported_end(&j);
    }
}

static void test_memory(void **state)
{
    static const char text[] = "OpenMDW License Agreement, version 1.1 (OpenMDW-1.1)" BODY;

    (void)state;
    imported_sweep(NULL, HUB, text, sizeof text - 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_hub),     cmocka_unit_test(test_titles),
        cmocka_unit_test(test_refused), cmocka_unit_test(test_not_a_license),
        cmocka_unit_test(test_sources), cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_memory),
    };

    return cmocka_run_group_tests(tests, imported_setup, imported_teardown);
}
