/*
 * policy_may.c: the question of a requirement about a use.
 *
 * Takes the map of the requirement, writes the question as openness_may_release()
 * takes it and lets its own reader check it: what a policy may ask is by that what
 * `openness may` may ask, and faults are told at the place in the policy.
 *
 * Must not know what any license says, nor which values a member may have.
 */
#include "policy.h"
#include "question.h"

/* Words of a policy and of a question. */
static const struct {
    const char *policy;
    const char *question;
} members[] = {
    {"may", "action"},
    {"commercial", "commercial"},
    {"users", "monthly_active_users"},
    {"revenue", "annual_revenue"},
    {"currency", "currency"},
    {"in", "territory"},
    {"fields", "fields"},
    {"business", "business"},
    {"date", "date"},
};

/* "commercial" and "noncommercial" are what people ask first: to run it so. */
static bool is_purpose(const char *text)
{
    return opn_streq(text, "commercial") || opn_streq(text, "noncommercial");
}

static void write_action(opn_policy_reader *r, const opn_tree *node, opn_writer *w)
{
    const opn_tree *stated = opn_tree_member(node, "commercial");
    const char *action = opn_policy_text(r, node, "may", OPN_ID_LIMIT, true);
    const char *text =
        stated == NULL || stated->quoted || stated->kind != OPN_TREE_SCALAR ? "" : stated->text;

    if (is_purpose(action)) {
        opn_write_member_bool(w, "commercial", opn_streq(action, "commercial"));
        if (stated != NULL) {
            opn_policy_fail(r, "contradiction", stated,
                            "\"may\" says already whether it is commercial");
        }
        return;
    }
    if (*action != '\0') {
        opn_write_member(w, "action", action);
    }
    if (opn_streq(text, "true") || opn_streq(text, "false")) {
        opn_write_member_bool(w, "commercial", opn_streq(text, "true"));
    } else if (stated != NULL) {
        opn_policy_fail(r, "wrong-type", stated, "true or false is expected");
    }
}

static void write_number(opn_policy_reader *r, const opn_tree *node, const char *key,
                         const char *member, opn_writer *w)
{
    int64_t number = opn_policy_number(r, node, key);

    if (number >= 0) {
        opn_write_member_int(w, member, number);
    }
}

static void write_text(opn_policy_reader *r, const opn_tree *node, const char *key,
                       const char *member, opn_writer *w)
{
    const char *text = opn_policy_text(r, node, key, OPN_ID_LIMIT, false);

    opn_write_member(w, member, *text == '\0' ? NULL : text);
}

/* `business: none` is the empty list: no kind of business that texts name. */
static void write_tags(opn_policy_reader *r, const opn_tree *node, const char *key, opn_writer *w)
{
    const opn_tree *member = opn_tree_member(node, key);
    bool none = member != NULL && member->kind == OPN_TREE_SCALAR && member->text != NULL &&
                opn_streq(member->text, "none");
    size_t count = 0;
    const opn_tree *at =
        none ? NULL : opn_policy_list(r, node, key, OPN_MOST_REQUIREMENTS, &count);

    if (member == NULL || (!none && at == NULL)) {
        return;
    }
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < count; i++, at = at->next) {
        opn_write_string(w, opn_policy_scalar(r, at, OPN_ID_LIMIT));
    }
    opn_write_array_end(w);
}

/* The node of the policy that a pointer into the question comes from:
 * "/territory" is the member "in", "/fields/2" the third tag. */
static const opn_tree *origin(const opn_tree *node, const char *pointer)
{
    for (size_t i = 0; i < OPN_ARRAY_LEN(members); i++) {
        size_t size = strlen(members[i].question);
        const opn_tree *member = opn_tree_member(node, members[i].policy);
        size_t index = 0;

        if (*pointer != '/' || strncmp(pointer + 1, members[i].question, size) != 0 ||
            (pointer[size + 1] != '\0' && pointer[size + 1] != '/') || member == NULL) {
            continue;
        }
        if (member->kind != OPN_TREE_LIST || pointer[size + 1] == '\0') {
            return member;
        }
        for (const char *digit = pointer + size + 2; *digit != '\0'; digit++) {
            index = index * 10 + (size_t)(*digit - '0');
        }
        return opn_tree_at(member, index);
    }
    return node;
}

static void check_question(opn_policy_reader *r, const opn_tree *node, const char *question,
                           opn_requirement *out)
{
    opn_issues issues = {0};
    opn_may_question checked;
    int status = opn_question_read(&checked, r->database, question, strlen(question), &r->scratch,
                                   &issues);

    for (size_t i = 0; i < issues.count; i++) {
        opn_policy_fail(r, issues.items[i].id, origin(node, issues.items[i].place.pointer), "%s",
                        issues.items[i].message);
    }
    r->out_of_memory = r->out_of_memory || status == OPENNESS_E_NOMEM || issues.failed;
    out->has_date = status == OPENNESS_OK && checked.date != NULL;
    opn_issues_free(&issues);
}

void opn_policy_may(opn_policy_reader *r, const opn_tree *node, opn_requirement *out)
{
    static const char *const words[] = {"pass", "fail", "indeterminate"};
    opn_buf buf = {0};
    opn_writer w;
    size_t errors = r->issues->errors;

    out->conditional =
        opn_policy_word(r, node, "conditional", words, OPN_ARRAY_LEN(words), OPENNESS_CHECK_PASS);
    opn_write_init(&w, &buf, true);
    opn_write_object(&w);
    write_action(r, node, &w);
    write_number(r, node, "users", "monthly_active_users", &w);
    write_number(r, node, "revenue", "annual_revenue", &w);
    write_text(r, node, "currency", "currency", &w);
    write_text(r, node, "in", "territory", &w);
    write_tags(r, node, "fields", &w);
    write_tags(r, node, "business", &w);
    write_text(r, node, "date", "date", &w);
    opn_write_object_end(&w);
    out->question = opn_policy_keep(r, &buf);
    /* What is wrong already is not told twice. */
    if (errors == r->issues->errors && !r->out_of_memory) {
        check_question(r, node, out->question, out);
    }
}
