/*
 * policy.c: a policy from bytes, and the handle of it.
 *
 * Takes JSON or YAML of format openness-policy/1, gives an immutable handle. The
 * head, the patterns of releases and the exceptions are read here, requirements
 * one by one in policy_ask.c; all problems of a document are told together.
 *
 * Must not know what any requirement asks for.
 */
#include "dates.h"
#include "policy.h"
#include "sha256.h"

#define FORMAT "openness-policy/1"

/* --- the handle ----------------------------------------------------------------------------- */

openness_policy *opn_policy_share(const openness_policy *policy)
{
    opn_refcount_add(&policy->self->references);
    return policy->self;
}

void openness_policy_free(openness_policy *policy)
{
    openness_database *database;

    if (policy == NULL || !opn_refcount_drop(&policy->references)) {
        return;
    }
    database = policy->database;
    for (size_t i = 0; i < policy->rubric_count; i++) {
        openness_rubric_free(policy->rubrics[i]);
    }
    opn_arena_free(&policy->arena);
    opn_free(policy);
    openness_database_free(database);
}

const char *openness_policy_name(const openness_policy *policy)
{
    return policy == NULL ? "" : policy->name;
}

size_t openness_policy_requirement_count(const openness_policy *policy)
{
    return policy == NULL ? 0 : policy->requirement_count;
}

const char *openness_policy_requirement_id(const openness_policy *policy, size_t index)
{
    return index < openness_policy_requirement_count(policy) ? policy->rules[index].id : "";
}

const char *openness_policy_requirement_text(const openness_policy *policy, size_t index)
{
    return index < openness_policy_requirement_count(policy) ? policy->rules[index].text : "";
}

/* --- patterns ------------------------------------------------------------------------------- */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* A run that a star took is lengthened only for the last star: an earlier one has
 * no better choice than the first fit, so the work is at most one by the other. */
bool opn_pattern_matches(const char *pattern, const char *id, bool exact)
{
    const char *star = NULL;
    const char *tried = id;

    while (*id != '\0') {
        if (*pattern == '*') {
            star = pattern;
            pattern++;
            tried = id;
        } else if (*pattern == *id || (!exact && lower(*pattern) == lower(*id))) {
            pattern++;
            id++;
        } else if (star != NULL) {
            tried++;
            id = tried;
            pattern = star + 1;
        } else {
            return false;
        }
    }
    return pattern[strspn(pattern, "*")] == '\0';
}

opn_pattern_run opn_policy_patterns(opn_policy_reader *r, const opn_tree *map, const char *key)
{
    openness_policy *policy = r->policy;
    opn_pattern_run run = {policy->pattern_count, 0};
    size_t count;
    const opn_tree *at = opn_policy_list(r, map, key, OPN_MOST_PATTERNS, &count);

    if (run.first + count > OPN_MOST_PATTERNS) {
        opn_policy_fail(r, "too-many", at, "the policy has more than %d patterns of releases",
                        OPN_MOST_PATTERNS);
        return run;
    }
    for (size_t i = 0; i < count; i++, at = at->next) {
        policy->patterns[run.first + i] =
            (opn_pattern){opn_policy_scalar(r, at, OPN_ID_LIMIT), at->line, at->column};
        policy->pattern_count++;
    }
    run.count = policy->pattern_count - run.first;
    return run;
}

/* --- exceptions ----------------------------------------------------------------------------- */

static size_t find_requirement(const openness_policy *policy, const char *id)
{
    for (size_t i = 0; i < policy->requirement_count; i++) {
        if (opn_streq(policy->rules[i].id, id)) {
            return i;
        }
    }
    return OPN_NONE;
}

static const char *suggest_requirement(const openness_policy *policy, const char *id)
{
    const char *best = NULL;

    for (size_t i = 0; i < policy->requirement_count; i++) {
        best = opn_nearest(best, policy->rules[i].id, id);
    }
    return best;
}

/* Without a reason nobody could end it, and without a day nobody would. */
static void read_exception(opn_policy_reader *r, const opn_tree *node, opn_exception *out)
{
    static const char *const members[] = {"release", "requirement", "reason", "expires"};
    const char *requirement;

    if (!opn_policy_members(r, node, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    out->line = node->line;
    out->column = node->column;
    out->release = opn_policy_text(r, node, "release", OPN_ID_LIMIT, true);
    requirement = opn_policy_text(r, node, "requirement", OPN_ID_LIMIT, true);
    out->reason = opn_policy_text(r, node, "reason", OPN_PROSE_LIMIT, true);
    out->expires = opn_policy_text(r, node, "expires", OPN_ID_LIMIT, true);
    out->requirement = find_requirement(r->policy, requirement);
    /* Ids are made only where every requirement could be read. */
    if (*requirement != '\0' && out->requirement == OPN_NONE &&
        find_requirement(r->policy, "") == OPN_NONE) {
        opn_policy_unknown(r, "unknown-name", opn_tree_member(node, "requirement"),
                           "the requirement", requirement,
                           OPN_SUGGEST(r->issues, suggest_requirement(r->policy, requirement)));
    }
    /* One more requirement above it, and the exception would be of another. */
    if (out->requirement != OPN_NONE && r->policy->requirements[out->requirement].numbered) {
        opn_policy_fail(r, "bad-id", opn_tree_member(node, "requirement"),
                        "\"%s\" is told from another requirement by its place only: give it an "
                        "\"id\" of its own",
                        requirement);
    }
    if (*out->expires != '\0' &&
        (strlen(out->expires) != OPN_DAY_SIZE - 1 || !opn_date_valid(out->expires))) {
        opn_policy_fail(r, "bad-date", opn_tree_member(node, "expires"),
                        "a day of the form YYYY-MM-DD is expected");
    }
}

static void read_exceptions(opn_policy_reader *r, const opn_tree *root)
{
    const opn_tree *list = opn_tree_member(root, "exceptions");
    size_t count = 0;
    const opn_tree *at;

    /* Whoever removes the last one leaves the list. */
    if (list == NULL || (list->kind == OPN_TREE_LIST && list->count == 0)) {
        return;
    }
    at = opn_policy_list(r, root, "exceptions", OPN_MOST_EXCEPTIONS, &count);
    r->policy->exceptions = opn_policy_alloc(r, count, sizeof *r->policy->exceptions);
    for (size_t i = 0; r->policy->exceptions != NULL && i < count; i++, at = at->next) {
        r->policy->exceptions[i] = (opn_exception){.release = "", .reason = "", .expires = ""};
        read_exception(r, at, &r->policy->exceptions[i]);
        r->policy->exception_count++;
    }
}

/* --- requirements --------------------------------------------------------------------------- */

static bool is_taken(const openness_policy *policy, const char *id)
{
    return find_requirement(policy, id) != OPN_NONE;
}

/* Two requirements about one thing are told apart by a number. */
static void name_rule(opn_policy_reader *r, size_t index)
{
    openness_policy *policy = r->policy;
    opn_buf buf = {0};

    for (size_t number = 1; *policy->rules[index].id == '\0' && !buf.failed; number++) {
        buf.size = 0;
        opn_policy_name(&buf, policy, &policy->requirements[index]);
        if (number == 2 && !buf.failed) {
            opn_requirement *first = &policy->requirements[find_requirement(policy, buf.data)];

            first->numbered = first->unnamed;
            policy->requirements[index].numbered = true;
        }
        if (number > 1) {
            opn_buf_printf(&buf, "-%zu", number);
        }
        if (!buf.failed && !is_taken(policy, buf.data)) {
            policy->rules[index].id = opn_policy_copy(r, buf.data);
            policy->requirements[index].unnamed = true;
            break;
        }
    }
    r->out_of_memory = r->out_of_memory || buf.failed;
    opn_buf_free(&buf);
}

/* Only where all names were found: texts are made of what they lead to. */
static void finish_rules(opn_policy_reader *r)
{
    openness_policy *policy = r->policy;

    for (size_t i = 0; i < policy->requirement_count && !r->out_of_memory; i++) {
        opn_buf buf = {0};

        name_rule(r, i);
        opn_policy_say(&buf, policy, &policy->requirements[i]);
        policy->rules[i].text = opn_policy_keep(r, &buf);
    }
}

static void check_ids(opn_policy_reader *r, const opn_tree *first)
{
    const openness_policy *policy = r->policy;
    const opn_tree *at = first;

    for (size_t i = 0; i < policy->requirement_count; i++, at = at->next) {
        size_t found =
            *policy->rules[i].id == '\0' ? i : find_requirement(policy, policy->rules[i].id);

        if (found < i) {
            opn_policy_fail(r, "duplicate-id", at, "the id \"%s\" stands there twice",
                            policy->rules[i].id);
        }
    }
}

static void read_requirements(opn_policy_reader *r, const opn_tree *root)
{
    openness_policy *policy = r->policy;
    size_t count;
    const opn_tree *first =
        opn_policy_list(r, root, "requirements", OPN_MOST_REQUIREMENTS, &count);
    const opn_tree *at = first;

    if (opn_tree_member(root, "requirements") == NULL) {
        opn_policy_fail(r, "missing-member", root, "the member \"requirements\" is missing");
    }
    policy->requirements = opn_policy_alloc(r, count, sizeof *policy->requirements);
    policy->rules = opn_policy_alloc(r, count, sizeof *policy->rules);
    policy->rubrics = opn_policy_alloc(r, count, sizeof(openness_rubric *));
    if (r->out_of_memory) {
        return;
    }
    for (size_t i = 0; i < count; i++, at = at->next) {
        opn_policy_requirement(r, at, i);
    }
    policy->requirement_count = count;
    if (count > 0) {
        check_ids(r, first);
    }
    if (r->issues->errors == 0 && !r->out_of_memory) {
        finish_rules(r);
    }
}

/* --- the document --------------------------------------------------------------------------- */

/* 0 (no format), OPENNESS_E_SCHEMA or E_VERSION after saying why, else OK. */
static int check_format(opn_policy_reader *r, const opn_tree *root)
{
    static const char family[] = "openness-policy/";
    const opn_tree *member = opn_tree_member(root, "format");
    const char *text = member == NULL || member->kind != OPN_TREE_SCALAR ? NULL : member->text;

    if (text != NULL && opn_streq(text, FORMAT)) {
        return OPENNESS_OK;
    }
    opn_policy_fail(r, "unknown-format", member == NULL ? root : member,
                    "a policy has \"format\": \"" FORMAT "\"");
    return text != NULL && strncmp(text, family, sizeof family - 1) == 0 ? OPENNESS_E_VERSION
                                                                         : OPENNESS_E_SCHEMA;
}

static int read_policy(opn_policy_reader *r, const opn_tree *root)
{
    static const char *const members[] = {"format",     "name",         "title",
                                          "applies_to", "requirements", "exceptions"};
    openness_policy *policy = r->policy;
    int status;

    if (root == NULL || root->kind != OPN_TREE_MAP) {
        opn_policy_fail(r, "wrong-type", root, "a policy is a map of members");
        return r->out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_E_SCHEMA;
    }
    status = check_format(r, root);
    if (status == OPENNESS_OK) {
        policy->patterns = opn_policy_alloc(r, OPN_MOST_PATTERNS, sizeof *policy->patterns);
    }
    if (status != OPENNESS_OK || r->out_of_memory) {
        return r->out_of_memory ? OPENNESS_E_NOMEM : status;
    }
    opn_policy_members(r, root, members, OPN_ARRAY_LEN(members));
    policy->name = opn_policy_text(r, root, "name", OPN_LINE_LIMIT, true);
    policy->title = opn_policy_text(r, root, "title", OPN_LINE_LIMIT, false);
    policy->applies_to = opn_policy_patterns(r, root, "applies_to");
    read_requirements(r, root);
    if (!r->out_of_memory) {
        read_exceptions(r, root);
    }
    if (r->out_of_memory || r->issues->failed) {
        return OPENNESS_E_NOMEM;
    }
    return r->issues->errors > 0 ? OPENNESS_E_SCHEMA : OPENNESS_OK;
}

/* JSON tells its problems better and needs no libyaml; flow style that is not
 * JSON begins the same. */
static int parse(opn_policy_reader *r, const char *bytes, size_t size, const opn_tree **root)
{
    size_t at = 0;
    opn_issues second = {0};
    int status;

    while (at < size && bytes[at] != '\0' && strchr(" \t\r\n", bytes[at]) != NULL) {
        at++;
    }
    if (at == size || bytes[at] != '{') {
        return opn_tree_yaml(bytes, size, &r->scratch, r->issues, root);
    }
    status = opn_tree_json(bytes, size, &r->scratch, r->issues, root);
    if (status == OPENNESS_E_JSON) {
        int again = opn_tree_yaml(bytes, size, &r->scratch, &second, root);

        if (again == OPENNESS_OK) {
            opn_issues_free(r->issues);
        }
        status = again == OPENNESS_OK || again == OPENNESS_E_NOMEM ? again : status;
        opn_issues_free(&second);
    }
    return status;
}

static openness_policy *policy_new(const openness_database *database, const char *source,
                                   const char *bytes, size_t size)
{
    openness_policy *policy = opn_alloc(1, sizeof *policy);
    opn_sha256 sha;

    if (policy == NULL) {
        return NULL;
    }
    opn_refcount_init(&policy->references);
    policy->self = policy;
    policy->database = opn_database_share(database);
    policy->name = "";
    policy->title = "";
    policy->source = opn_arena_string(&policy->arena, source);
    opn_sha256_init(&sha);
    opn_sha256_add(&sha, bytes, size);
    opn_sha256_finish(&sha, policy->digest);
    if (policy->source == NULL) {
        openness_policy_free(policy);
        return NULL;
    }
    return policy;
}

int openness_policy_parse(const openness_database *database, const char *source,
                          const char *bytes, size_t size, openness_policy **out,
                          openness_error **err)
{
    opn_issues issues = {0};
    opn_policy_reader r = {.database = database, .issues = &issues};
    const opn_tree *root = NULL;
    int status = OPENNESS_E_NOMEM;

    if (out != NULL) {
        *out = NULL;
    }
    if (database == NULL || bytes == NULL || out == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT, "database, bytes or out is NULL");
    }
    if (size > OPN_LIMIT_INPUT_BYTES) {
        return opn_error_message(err, OPENNESS_E_LIMIT, "the document has more than %d bytes",
                                 OPN_LIMIT_INPUT_BYTES);
    }
    r.policy = policy_new(database, source == NULL ? "policy" : source, bytes, size);
    if (r.policy != NULL) {
        status = parse(&r, bytes, size, &root);
        status = status == OPENNESS_OK ? read_policy(&r, root) : status;
    }
    if (status == OPENNESS_OK) {
        *out = r.policy;
    } else {
        openness_policy_free(r.policy);
    }
    opn_arena_free(&r.scratch);
    status = opn_error_set(err, status, &issues);
    opn_issues_free(&issues);
    return status;
}
