/*
 * fuzz_merge.c: any documents as sources of one release.
 *
 * The first byte picks the policy and what datasets were used for; lines of "%%" part the documents, and those
 * that are no record are left out. What must hold: the merge of records that
 * can be read is a record that can be read; merged with itself it has no
 * conflict and the same facts; the report is JSON.
 */
#include "../../lib/json_check.h"
#include "../../lib/merge.h"

#include <openness/report.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 4 };

static openness_database *database;

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static openness_import *import_it(const char *text, size_t size)
{
    openness_import *import = NULL;

    openness_import_bytes(database, NULL, "https://example.org/file", "2026-11-22", text, size, 0,
                          &import, NULL);
    return import;
}

static openness_merged *merge(openness_import *const *imports, size_t count, int policy,
                              const char *data_stage)
{
    openness_merged *merged = NULL;
    openness_error *error = NULL;
    int status = openness_merge(database, (const openness_import *const *)imports, count, policy,
                                NULL, data_stage, 0, &merged, &error);

    require(status == OPENNESS_OK || status == OPENNESS_E_LIMIT ||
            status == OPENNESS_E_NOT_FOUND ||
            (status == OPENNESS_E_ARGUMENT && data_stage != NULL));
    require((status == OPENNESS_OK) == (merged != NULL && error == NULL));
    openness_error_free(error);
    return merged;
}

static void check_reports(const openness_merged *merged)
{
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_MARKDOWN; format++) {
        openness_text *text = NULL;

        require(openness_merged_render(merged, format, 0, &text, NULL) == OPENNESS_OK);
        require(format != OPENNESS_FORMAT_JSON ||
                opn_json_check(openness_text_data(text), openness_text_size(text), NULL, NULL) ==
                    OPENNESS_OK);
        openness_text_free(text);
    }
}

/* What was merged agrees with itself, and merging adds nothing to it. */
static void check_again(const openness_merged *merged, int policy)
{
    const char *record = openness_merged_record(merged);
    openness_import *same = import_it(record, strlen(record));
    openness_import *twice[] = {same, same};
    openness_merged *again;

    require(same != NULL);
    again = merge(twice, 2, policy, NULL);
    if (again != NULL) {
        require(openness_merged_conflict_count(again) == 0);
        openness_merged_free(again);
    }
    openness_import_free(same);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const stages[] = {NULL, "pretraining", "evaluation"};
    openness_import *imports[MOST];
    size_t count = 0;
    int policy = size == 0 ? 0 : data[0] % (OPENNESS_MERGE_RESTRICTIVE + 1);
    const char *stage = size == 0 ? NULL : stages[data[0] / 4 % 3];
    size_t start = 1;

    if (database == NULL) {
        require(openness_database_open(&database, NULL) == OPENNESS_OK);
    }
    if (size > 65536) {
        return 0;
    }
    for (size_t at = 1; at < size && count < MOST; at++) {
        bool last = at + 1 == size;

        if (at >= start && (last || memcmp(data + at, "%%", 2) == 0)) {
            size_t end = last ? size : at;
            char *text = malloc(end - start + 1);

            require(text != NULL);
            memcpy(text, data + start, end - start);
            imports[count] = import_it(text, end - start);
            free(text);
            if (openness_import_count(imports[count]) == 1) {
                count++;
            } else {
                openness_import_free(imports[count]);
            }
            start = at + 2;
        }
    }
    if (count > 0) {
        openness_merged *merged = merge(imports, count, policy, stage);

        if (merged != NULL) {
            check_reports(merged);
            check_again(merged, policy);
        }
        openness_merged_free(merged);
    }
    for (size_t i = 0; i < count; i++) {
        openness_import_free(imports[i]);
    }
    return 0;
}
