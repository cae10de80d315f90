/*
 * check.c: the public checks of releases against a policy.
 *
 * Takes a policy, a release and two days (of the state, and of the check), gives an
 * immutable handle. What can only be said of all releases together (the verdict,
 * what became of exceptions and patterns) is worked out when they are joined;
 * nothing about a release is decided anew there.
 *
 * Must not know how a release is checked (check_make.c).
 */
#include "check_make.h"
#include "dates.h"

/* --- exceptions and warnings ---------------------------------------------------------------- */

static opn_exception_state state_of(const opn_check_item *item, size_t exception,
                                    opn_exception_state so_far)
{
    bool met = item->found == OPENNESS_CHECK_PASS;
    opn_exception_state state = so_far;

    if (item->exception == exception) {
        state = met ? OPN_EXCEPTION_UNNEEDED : OPN_EXCEPTION_APPLIED;
    } else if (item->expired == exception) {
        state = met ? OPN_EXCEPTION_UNNEEDED : OPN_EXCEPTION_EXPIRED;
    }
    /* In the order of the enum, what is worth telling comes first. */
    return state < so_far ? state : so_far;
}

static int list_exceptions(openness_check *check)
{
    const openness_policy *policy = check->origin;
    opn_check_exception *out =
        opn_arena_alloc(&check->arena, policy->exception_count, sizeof *out);

    if (out == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < policy->exception_count; i++) {
        const opn_exception *exception = &policy->exceptions[i];
        opn_exception_state state = OPN_EXCEPTION_UNUSED;

        for (size_t k = 0; k < check->release_count; k++) {
            for (size_t n = 0; n < check->releases[k].item_count; n++) {
                state = state_of(&check->releases[k].items[n], i, state);
            }
        }
        out[i] = (opn_check_exception){exception->release,
                                       policy->rules[exception->requirement].id,
                                       exception->reason,
                                       exception->expires,
                                       state,
                                       exception->line,
                                       exception->column};
    }
    check->exceptions = out;
    check->exception_count = policy->exception_count;
    return OPENNESS_OK;
}

typedef struct {
    openness_check *check;
    opn_check_warning *items;
    bool out_of_memory;
} warnings;

static void warn(warnings *w, opn_buf *buf, size_t line, size_t column)
{
    const char *text = buf->failed ? NULL : opn_arena_string(&w->check->arena, buf->data);

    opn_buf_free(buf);
    w->out_of_memory = w->out_of_memory || text == NULL;
    w->items[w->check->warning_count] =
        (opn_check_warning){text == NULL ? "" : text, line, column};
    w->check->warning_count++;
}

static void warn_exceptions(warnings *w)
{
    static const char *const words[] = {
        [OPN_EXCEPTION_APPLIED] = "",
        [OPN_EXCEPTION_EXPIRED] = "has expired and does not count",
        [OPN_EXCEPTION_UNNEEDED] = "is not needed: the requirement is met",
        [OPN_EXCEPTION_UNUSED] = "matches nothing that was checked",
    };

    for (size_t i = 0; i < w->check->exception_count; i++) {
        const opn_check_exception *exception = &w->check->exceptions[i];
        opn_buf buf = {0};

        if (exception->state != OPN_EXCEPTION_APPLIED) {
            opn_buf_printf(&buf, "the exception of %s from %s %s", exception->release,
                           exception->requirement, words[exception->state]);
            warn(w, &buf, exception->line, exception->column);
        }
    }
}

/* A misspelled pattern selects nothing, and a check of nothing passes. */
static void warn_patterns(warnings *w)
{
    const openness_policy *policy = w->check->origin;
    bool selected = false;

    for (size_t i = 0; i < policy->pattern_count; i++) {
        opn_buf buf = {0};

        if (!w->check->matched[i]) {
            opn_buf_printf(&buf, "applies_to \"%s\" matches nothing that was checked",
                           policy->patterns[i].text);
            warn(w, &buf, policy->patterns[i].line, policy->patterns[i].column);
        }
    }
    for (size_t i = 0; i < w->check->release_count; i++) {
        const opn_check_release *release = &w->check->releases[i];

        selected = selected || release->item_count > 0 || *release->problem != '\0';
    }
    if (!selected) {
        opn_buf buf = {0};

        opn_buf_str(&buf, "no requirement applies to anything that was checked");
        warn(w, &buf, 0, 0);
    }
}

/* What can only be said of all releases together. */
static int finish(openness_check *check)
{
    const openness_policy *policy = check->origin;
    warnings w = {.check = check};
    int status = list_exceptions(check);

    w.items = opn_arena_alloc(&check->arena, policy->exception_count + policy->pattern_count + 1,
                              sizeof *w.items);
    if (status != OPENNESS_OK || w.items == NULL) {
        return OPENNESS_E_NOMEM;
    }
    check->verdict = OPENNESS_CHECK_PASS;
    for (size_t i = 0; i < check->release_count; i++) {
        check->verdict = opn_check_worse(check->verdict, check->releases[i].verdict);
    }
    check->warnings = w.items;
    warn_exceptions(&w);
    warn_patterns(&w);
    return w.out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

/* --- public calls --------------------------------------------------------------------------- */

static openness_check *check_new(const openness_policy *policy, const char *as_of,
                                 const char *today, int indeterminate_as)
{
    openness_check *check = opn_alloc(1, sizeof *check);

    if (check == NULL) {
        return NULL;
    }
    opn_refcount_init(&check->references);
    check->self = check;
    check->origin = opn_policy_share(policy);
    check->policy = policy->name;
    check->title = policy->title;
    check->policy_source = policy->source;
    check->policy_digest = policy->digest;
    check->as_of = opn_arena_string(&check->arena, today);
    check->state = opn_arena_string(&check->arena, as_of == NULL ? "" : as_of);
    check->indeterminate_as = indeterminate_as;
    check->rules = policy->rules;
    check->rule_count = policy->requirement_count;
    if (check->as_of == NULL || check->state == NULL) {
        openness_check_free(check);
        return NULL;
    }
    return check;
}

void openness_check_free(openness_check *check)
{
    if (check == NULL || !opn_refcount_drop(&check->references)) {
        return;
    }
    for (size_t i = 0; i < check->part_count; i++) {
        openness_check_free(check->parts[i]);
    }
    openness_policy_free(check->origin);
    opn_arena_free(&check->arena);
    opn_free(check);
}

static bool is_day(const char *text)
{
    return strlen(text) == OPN_DAY_SIZE - 1 && opn_date_valid(text);
}

static int allow(const openness_policy *policy, const char *as_of, const char *today,
                 uint32_t flags, openness_error **err)
{
    if (!is_day(today) || (as_of != NULL && !is_day(as_of))) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "as_of and today must be days, YYYY-MM-DD");
    }
    if (flags > OPENNESS_INDETERMINATE_FAIL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "flags are none, OPENNESS_INDETERMINATE_PASS or _FAIL");
    }
    (void)policy;
    return OPENNESS_OK;
}

static int settled_as(uint32_t flags)
{
    return flags == OPENNESS_INDETERMINATE_PASS   ? OPENNESS_CHECK_PASS
           : flags == OPENNESS_INDETERMINATE_FAIL ? OPENNESS_CHECK_FAIL
                                                  : OPENNESS_CHECK_INDETERMINATE;
}

/* Gives the check away when it is whole. */
static int give(openness_check *check, int status, openness_check **out, openness_error **err)
{
    if (status == OPENNESS_OK) {
        *out = check;
    } else {
        openness_check_free(check);
    }
    return opn_error_set(err, status, NULL);
}

int openness_check_release(const openness_policy *policy, const openness_release *release,
                           const char *source, const char *as_of, const char *today,
                           uint32_t flags, openness_check **out, openness_error **err)
{
    openness_check *check;
    bool *matched;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (policy == NULL || release == NULL || today == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "policy, release, today or out is NULL");
    }
    if (release->database != policy->database) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "release and policy are of different databases");
    }
    status = allow(policy, as_of, today, flags, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    check = check_new(policy, as_of, today, settled_as(flags));
    if (check == NULL) {
        return opn_error_set(err, OPENNESS_E_NOMEM, NULL);
    }
    matched = opn_arena_alloc(&check->arena, policy->pattern_count, sizeof *matched);
    check->matched = matched;
    status = matched == NULL
                 ? OPENNESS_E_NOMEM
                 : opn_check_one(check, release, source == NULL ? "" : source, matched);
    status = status == OPENNESS_OK ? finish(check) : status;
    return give(check, status, out, err);
}

/* The place of the first problem: what follows from it says less. */
static int enter_unread(openness_check *check, const char *source, const openness_error *problem)
{
    const char *message = problem == NULL || *openness_error_message(problem) == '\0'
                              ? "it could not be read"
                              : openness_error_message(problem);
    opn_check_release *entry = opn_arena_alloc(&check->arena, 1, sizeof *entry);
    bool *matched = opn_arena_alloc(&check->arena, check->origin->pattern_count, sizeof *matched);

    if (entry == NULL || matched == NULL) {
        return OPENNESS_E_NOMEM;
    }
    *entry = (opn_check_release){.id = "",
                                 .name = "",
                                 .source = opn_arena_string(&check->arena, source),
                                 .verdict = OPENNESS_CHECK_ERROR,
                                 .selected = true,
                                 .problem = opn_arena_string(&check->arena, message),
                                 .line = openness_error_issue_line(problem, 0),
                                 .column = openness_error_issue_column(problem, 0)};
    check->matched = matched;
    check->releases = entry;
    check->release_count = 1;
    return entry->source == NULL || entry->problem == NULL ? OPENNESS_E_NOMEM : finish(check);
}

int openness_check_unread(const openness_policy *policy, const char *source,
                          const openness_error *problem, const char *as_of, const char *today,
                          uint32_t flags, openness_check **out, openness_error **err)
{
    openness_check *check;
    int status;

    if (out != NULL) {
        *out = NULL;
    }
    if (policy == NULL || source == NULL || today == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "policy, source, today or out is NULL");
    }
    status = allow(policy, as_of, today, flags, err);
    if (status != OPENNESS_OK) {
        return status;
    }
    check = check_new(policy, as_of, today, settled_as(flags));
    if (check == NULL) {
        return opn_error_set(err, OPENNESS_E_NOMEM, NULL);
    }
    return give(check, enter_unread(check, source, problem), out, err);
}

/* Items stay where they are: a joined check keeps its parts. */
static int join(openness_check *check, const openness_check *const *checks, size_t count)
{
    size_t patterns = check->origin->pattern_count;
    openness_check **parts = opn_arena_alloc(&check->arena, count, sizeof *parts);
    bool *matched = opn_arena_alloc(&check->arena, patterns, sizeof *matched);
    opn_check_release *releases;
    size_t total = 0;

    for (size_t i = 0; i < count; i++) {
        total += checks[i]->release_count;
    }
    releases = opn_arena_alloc(&check->arena, total, sizeof *releases);
    if (parts == NULL || matched == NULL || releases == NULL) {
        return OPENNESS_E_NOMEM;
    }
    check->parts = parts;
    for (size_t i = 0; i < count; i++) {
        opn_refcount_add(&checks[i]->self->references);
        parts[i] = checks[i]->self;
        check->part_count++;
        for (size_t k = 0; k < checks[i]->release_count; k++) {
            releases[check->release_count] = checks[i]->releases[k];
            check->release_count++;
        }
        for (size_t k = 0; k < patterns; k++) {
            matched[k] = matched[k] || checks[i]->matched[k];
        }
        for (size_t k = 0; k < OPN_ARRAY_LEN(check->counts); k++) {
            check->counts[k] += checks[i]->counts[k];
        }
    }
    check->releases = releases;
    check->matched = matched;
    return finish(check);
}

int openness_check_join(const openness_check *const *checks, size_t count, openness_check **out,
                        openness_error **err)
{
    openness_check *check;

    if (out != NULL) {
        *out = NULL;
    }
    if (checks == NULL || count == 0 || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "checks or out is NULL, or there is no check");
    }
    for (size_t i = 0; i < count; i++) {
        if (checks[i] == NULL || checks[i]->origin != checks[0]->origin ||
            checks[i]->indeterminate_as != checks[0]->indeterminate_as ||
            !opn_streq(checks[i]->as_of, checks[0]->as_of) ||
            !opn_streq(checks[i]->state, checks[0]->state)) {
            return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                     "a check is NULL, or of another policy, day or flag");
        }
    }
    check = check_new(checks[0]->origin, *checks[0]->state == '\0' ? NULL : checks[0]->state,
                      checks[0]->as_of, checks[0]->indeterminate_as);
    if (check == NULL) {
        return opn_error_set(err, OPENNESS_E_NOMEM, NULL);
    }
    return give(check, join(check, checks, count), out, err);
}
