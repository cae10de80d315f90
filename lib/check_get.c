/*
 * check_get.c: what a check answers to its caller.
 *
 * Getters, the order of verdicts and the ids that outputs use. What a release
 * or item is that is not there has the answer of an error: nobody may take it
 * for a pass.
 *
 * Must not know how a verdict was found (check.c).
 */
#include "check.h"

/* What a check could not establish outweighs what it found to be missing. */
static int weight(int verdict)
{
    static const int weights[] = {
        [OPENNESS_CHECK_PASS] = 0,          [OPENNESS_CHECK_EXCEPTED] = 0,
        [OPENNESS_CHECK_INDETERMINATE] = 1, [OPENNESS_CHECK_FAIL] = 2,
        [OPENNESS_CHECK_ERROR] = 3,
    };

    return weights[verdict];
}

int opn_check_worse(int a, int b)
{
    return weight(b) > weight(a) ? b : a;
}

const char *opn_check_verdict_id(int verdict)
{
    static const char *const ids[] = {
        [OPENNESS_CHECK_PASS] = "pass",
        [OPENNESS_CHECK_FAIL] = "fail",
        [OPENNESS_CHECK_INDETERMINATE] = "indeterminate",
        [OPENNESS_CHECK_ERROR] = "error",
        [OPENNESS_CHECK_EXCEPTED] = "excepted",
    };

    return ids[verdict];
}

const char *opn_exception_state_id(opn_exception_state state)
{
    static const char *const ids[] = {
        [OPN_EXCEPTION_APPLIED] = "applied",
        [OPN_EXCEPTION_EXPIRED] = "expired",
        [OPN_EXCEPTION_UNNEEDED] = "unneeded",
        [OPN_EXCEPTION_UNUSED] = "unused",
    };

    return ids[state];
}

static const opn_check_release *release_at(const openness_check *check, size_t index)
{
    static const opn_check_release none = {.id = "", .verdict = OPENNESS_CHECK_ERROR};

    return index < openness_check_release_count(check) ? &check->releases[index] : &none;
}

static const opn_check_item *item_at(const openness_check *check, size_t release, size_t index)
{
    static const opn_check_item none = {.verdict = OPENNESS_CHECK_ERROR, .reason = ""};
    const opn_check_release *of = release_at(check, release);

    return index < of->item_count ? &of->items[index] : &none;
}

int openness_check_verdict(const openness_check *check)
{
    return check == NULL ? OPENNESS_CHECK_ERROR : check->verdict;
}

size_t openness_check_release_count(const openness_check *check)
{
    return check == NULL ? 0 : check->release_count;
}

const char *openness_check_release_id(const openness_check *check, size_t release)
{
    return release_at(check, release)->id;
}

int openness_check_release_verdict(const openness_check *check, size_t release)
{
    return release_at(check, release)->verdict;
}

size_t openness_check_item_count(const openness_check *check, size_t release)
{
    return release_at(check, release)->item_count;
}

const char *openness_check_item_requirement(const openness_check *check, size_t release,
                                            size_t item)
{
    return item < openness_check_item_count(check, release)
               ? check->rules[item_at(check, release, item)->rule].id
               : "";
}

int openness_check_item_verdict(const openness_check *check, size_t release, size_t item)
{
    return item_at(check, release, item)->verdict;
}

const char *openness_check_item_reason(const openness_check *check, size_t release, size_t item)
{
    return item_at(check, release, item)->reason;
}
