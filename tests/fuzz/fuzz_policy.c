/*
 * fuzz_policy.c: any bytes as a policy, held against releases that differ.
 *
 * What must hold: a refusal lists at least one error with an id; requirements have
 * ids of their own and texts; a check gives each verdict that it counts, and the
 * release the worst of them; taking what is indeterminate as passed or failed
 * changes nothing else; every format can be printed, and JSON is JSON.
 */
#include "../../lib/json_check.h"
#include "../../lib/policy.h"

#include <openness/openness.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { RELEASES = 3 };

static openness_database *database;
static openness_release *releases[RELEASES];

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_refusal(openness_error *error)
{
    size_t errors = 0;

    require(error != NULL && *openness_error_message(error) != '\0');
    for (size_t i = 0; i < openness_error_issue_count(error); i++) {
        require(*openness_error_issue_id(error, i) != '\0');
        errors += openness_error_issue_severity(error, i) == OPENNESS_SEVERITY_ERROR ? 1 : 0;
    }
    require(errors > 0);
    openness_error_free(error);
}

static void check_policy(const openness_policy *policy)
{
    size_t count = openness_policy_requirement_count(policy);

    require(count > 0 && *openness_policy_name(policy) != '\0');
    for (size_t i = 0; i < count; i++) {
        const char *id = openness_policy_requirement_id(policy, i);

        require(*id != '\0' && *openness_policy_requirement_text(policy, i) != '\0');
        for (size_t k = 0; k < i; k++) {
            require(!opn_streq(id, openness_policy_requirement_id(policy, k)));
        }
    }
}

static openness_check *check_one(const openness_policy *policy, size_t release, uint32_t flags)
{
    openness_check *check = NULL;

    require(openness_check_release(policy, releases[release], NULL, NULL, "2026-11-22", flags,
                                   &check, NULL) == OPENNESS_OK);
    return check;
}

static void check_items(const openness_check *check, const openness_check *strict)
{
    int worst = OPENNESS_CHECK_PASS;
    size_t counts[5] = {0};

    require(openness_check_item_count(check, 0) == openness_check_item_count(strict, 0));
    for (size_t i = 0; i < openness_check_item_count(check, 0); i++) {
        const opn_check_item *item = &check->releases[0].items[i];

        require(item->found != OPENNESS_CHECK_ERROR && item->found != OPENNESS_CHECK_EXCEPTED);
        require(*item->reason != '\0');
        require(item->verdict == openness_check_item_verdict(strict, 0, i));
        require(item->found == OPENNESS_CHECK_PASS || *item->next != '\0' ||
                item->missing_count > 0 || *item->reason != '\0');
        require((item->verdict == OPENNESS_CHECK_EXCEPTED) ==
                (item->exception != SIZE_MAX && item->found != OPENNESS_CHECK_PASS));
        worst =
            opn_check_worse(worst, item->verdict == OPENNESS_CHECK_EXCEPTED ? OPENNESS_CHECK_PASS
                                                                            : item->verdict);
        counts[item->verdict]++;
    }
    require(worst == openness_check_verdict(check));
    require((worst == OPENNESS_CHECK_PASS) ==
            (openness_check_verdict(strict) == OPENNESS_CHECK_PASS));
    require(memcmp(counts, check->counts, sizeof counts) == 0);
}

static void check_pages(const openness_check *check)
{
    for (int format = OPENNESS_FORMAT_JSON; format <= OPENNESS_FORMAT_SARIF; format++) {
        openness_text *text = NULL;
        bool json = format == OPENNESS_FORMAT_JSON || format == OPENNESS_FORMAT_SARIF;

        if (format == OPENNESS_FORMAT_VECTOR) {
            continue;
        }
        require(openness_check_render(check, format, 0, 60, &text, NULL) == OPENNESS_OK);
        require(!json || opn_json_check(openness_text_data(text), openness_text_size(text), NULL,
                                        NULL) == OPENNESS_OK);
        openness_text_free(text);
    }
}

static void open_all(void)
{
    static const char *const ids[RELEASES] = {"meta-llama/Llama-3.2-3B-Instruct", "LLM360/Amber",
                                              "microsoft/MAI-Voice-1"};

    require(openness_database_open(&database, NULL) == OPENNESS_OK);
    for (size_t i = 0; i < RELEASES; i++) {
        require(openness_release_get(database, ids[i], &releases[i], NULL) == OPENNESS_OK);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    openness_policy *policy = NULL;
    openness_error *error = NULL;
    openness_check *checks[RELEASES];
    openness_check *joined = NULL;
    char *text;
    int status;

    if (database == NULL) {
        open_all();
    }
    if (size > 16384) {
        return 0;
    }
    /* Exactly sized, so that ASan sees a read beyond the end. */
    text = malloc(size == 0 ? 1 : size);
    require(text != NULL);
    if (size > 0) {
        memcpy(text, data, size);
    }
    status = openness_policy_parse(database, "p.yaml", text, size, &policy, &error);
    free(text);
    require(status != OPENNESS_E_INTERNAL && status != OPENNESS_E_ARGUMENT);
    if (status != OPENNESS_OK) {
        check_refusal(error);
        return 0;
    }
    check_policy(policy);
    for (size_t i = 0; i < RELEASES; i++) {
        openness_check *strict = check_one(policy, i, OPENNESS_INDETERMINATE_FAIL);

        checks[i] = check_one(policy, i, 0);
        check_items(checks[i], strict);
        openness_check_free(strict);
    }
    require(openness_check_join((const openness_check *const *)checks, RELEASES, &joined, NULL) ==
            OPENNESS_OK);
    for (size_t i = 0; i < RELEASES; i++) {
        openness_check_free(checks[i]);
    }
    check_pages(joined);
    openness_check_free(joined);
    openness_policy_free(policy);
    return 0;
}
