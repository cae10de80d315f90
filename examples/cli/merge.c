/*
 * merge.c: import --merge: the records of several files as one.
 *
 * What the library needs to be asked, and its answer as text; reading files and
 * printing stay with import.c.
 */
#include "cli.h"
#include <string.h>

bool merge_policy(merge_request *m, const char *word)
{
    static const char *const names[] = {"newest", "specific", "restrictive"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(word, names[i]) == 0) {
            m->policy = OPENNESS_MERGE_NEWEST + (int)i;
            return true;
        }
    fprintf(stderr, "openness: --policy takes newest, specific or restrictive, not '%s'\n", word);
    return false;
}

bool merge_stage(merge_request *m, const char *word)
{
    static const char *const names[] = {"pretraining", "midtraining", "posttraining", "sft",
                                        "preference",  "rl",          "evaluation"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strcmp(word, names[i]) == 0) {
            m->data_stage = word;
            return true;
        }
    fprintf(stderr,
            "openness: --data-stage takes pretraining, midtraining, posttraining, sft, "
            "preference, rl or evaluation, not '%s'\n",
            word);
    return false;
}

bool merge_request_valid(const merge_request *m)
{
    if (m->data_complete && m->data_stage == NULL) {
        fprintf(stderr, "openness: --data-complete belongs to --data-stage\n");
        return false;
    }
    if (m->wanted ||
        (m->policy == OPENNESS_MERGE_WIDEN && m->id == NULL && m->data_stage == NULL))
        return true;
    fprintf(stderr, "openness: %s belongs to --merge\n",
            m->id != NULL           ? "--id"
            : m->data_stage != NULL ? "--data-stage"
                                    : "--policy");
    return false;
}

openness_merged *merge_imports(const openness_database *database, const merge_request *m,
                               openness_import *const *imports, size_t count, int *code)
{
    openness_merged *merged = NULL;
    openness_error *error = NULL;
    int status = openness_merge(database, (const openness_import *const *)imports, count,
                                m->policy, m->id, m->data_stage,
                                m->data_complete ? OPENNESS_MERGE_DATA_COMPLETE : 0, &merged,
                                &error);
    if (status != OPENNESS_OK) {
        bool internal = status == OPENNESS_E_NOMEM || status == OPENNESS_E_INTERNAL;
        print_error("openness", error);
        *code = internal ? EXIT_INTERNAL
                : status == OPENNESS_E_ARGUMENT || status == OPENNESS_E_NOT_FOUND ? EXIT_USAGE
                                                                                   : EXIT_INPUT;
    }
    openness_error_free(error);
    return merged;
}
