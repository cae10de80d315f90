/*
 * policy_ask.c: one requirement of a policy.
 *
 * Takes the map of a requirement, finds out from its members which kind it is,
 * and looks every name up: rubrics, criteria, levels, facts, artifacts and
 * licenses. A requirement that names what does not exist would never fail.
 *
 * Must not know how a requirement is checked (check_*.c).
 */
#include "ascii.h"
#include "policy.h"
#include "spdx.h"

/* A score has fewer than nine digits before the point, and no more behind it
 * than are ever printed. */
enum { MOST_WHOLE = 9, MOST_DECIMALS = 6, MOST_LICENSES = 1000 };

static const char *const verdicts[] = {"pass", "fail"};

static void read_inapplicable(opn_policy_reader *r, const opn_tree *node, opn_requirement *out,
                              int fallback)
{
    out->inapplicable =
        opn_policy_word(r, node, "not_applicable", verdicts, OPN_ARRAY_LEN(verdicts), fallback);
}

/* --- rubrics -------------------------------------------------------------------------------- */

/* Each rubric is kept once, so that a check evaluates it once. */
static bool add_rubric(opn_policy_reader *r, const char *id, opn_requirement *out)
{
    openness_policy *policy = r->policy;
    int status;

    for (size_t i = 0; i < policy->rubric_count; i++) {
        if (opn_streq(policy->rubrics[i]->compiled->id, id)) {
            out->rubric = i;
            return true;
        }
    }
    status = openness_rubric_get(r->database, id, &policy->rubrics[policy->rubric_count], NULL);
    if (status == OPENNESS_OK) {
        out->rubric = policy->rubric_count;
        policy->rubric_count++;
    }
    r->out_of_memory = r->out_of_memory || status == OPENNESS_E_NOMEM;
    return status == OPENNESS_OK;
}

/* "mof-1.0", or "mof-1.0@1": then another version is refused, since it may ask
 * for something else. NULL after saying why. */
static const opn_rubric *read_rubric(opn_policy_reader *r, const opn_tree *node,
                                     opn_requirement *out)
{
    const opn_tree *member = opn_tree_member(node, "rubric");
    const char *text = opn_policy_text(r, node, "rubric", OPN_ID_LIMIT, true);
    size_t size = strcspn(text, "@");
    const char *id = opn_arena_copy(&r->scratch, text, size);
    const opn_rubric *rubric;
    int64_t version = 0;

    r->out_of_memory = r->out_of_memory || id == NULL;
    if (id == NULL || *text == '\0') {
        return NULL;
    }
    if (!add_rubric(r, id, out)) {
        opn_policy_unknown(
            r, "unknown-name", member, "the rubric", id,
            OPN_SUGGEST(r->issues, opn_database_suggest(r->database, OPENNESS_KIND_RUBRIC, id)));
        return NULL;
    }
    rubric = r->policy->rubrics[out->rubric]->compiled;
    if (text[size] == '@' &&
        (!opn_ascii_int64(text + size + 1, strlen(text + size + 1), &version) ||
         version != rubric->version)) {
        opn_policy_fail(r, "unknown-name", member, "the rubric \"%s\" is version %d here", id,
                        rubric->version);
    }
    return rubric;
}

static const char *suggest_node(const opn_rubric *rubric, const char *name)
{
    const char *best = NULL;

    for (size_t i = 0; i < rubric->node_count; i++) {
        best = opn_nearest(best, rubric->nodes[i].id, name);
    }
    return best;
}

/* The headline or the score, unless a criterion or another part is named. */
static bool read_node(opn_policy_reader *r, const opn_tree *node, const opn_rubric *rubric,
                      opn_requirement *out)
{
    const opn_tree *member = opn_tree_member(node, "criterion");
    const char *name = opn_policy_text(r, node, "criterion", OPN_ID_LIMIT, false);

    if (member == NULL) {
        out->node = out->kind == OPN_ASK_LEVEL ? rubric->result_level : rubric->result_score;
        if (out->node == SIZE_MAX) {
            opn_policy_fail(r, "missing-member", node,
                            out->kind == OPN_ASK_LEVEL
                                ? "\"%s\" has a score and no levels: ask for a \"lower_bound\""
                                : "\"%s\" has levels and no score: ask for \"at_least\" a level",
                            rubric->id);
        }
        return out->node != SIZE_MAX;
    }
    out->node = *name == '\0' ? SIZE_MAX : opn_rubric_node_find(rubric, name);
    if (out->node == SIZE_MAX && *name != '\0') {
        opn_policy_unknown(r, "unknown-name", member, "the criterion", name,
                           OPN_SUGGEST(r->issues, suggest_node(rubric, name)));
    }
    if (out->node != SIZE_MAX &&
        (rubric->nodes[out->node].kind == OPN_NODE_LEVELS) != (out->kind == OPN_ASK_LEVEL)) {
        opn_policy_fail(r, "wrong-type", member,
                        out->kind == OPN_ASK_LEVEL
                            ? "\"%s\" has a score and no levels: ask for a \"lower_bound\""
                            : "\"%s\" has levels and no score: ask for \"at_least\" a level",
                        name);
        out->node = SIZE_MAX;
    }
    return out->node != SIZE_MAX;
}

/* The levels are few, and their ids are not the words that people know them by. */
static void refuse_level(opn_policy_reader *r, const opn_tree *node, const char *name,
                         const char *const *names, size_t count)
{
    opn_buf buf = {0};

    for (size_t i = 0; i < count; i++) {
        opn_buf_printf(&buf, "%s%s", i == 0 ? "" : ", ", names[i]);
    }
    r->out_of_memory = r->out_of_memory || buf.failed;
    opn_policy_fail(r, "unknown-level", node, "the level \"%s\" is not known: there are %s", name,
                    buf.failed || buf.data == NULL ? "none" : buf.data);
    opn_buf_free(&buf);
}

static void read_level(opn_policy_reader *r, const opn_tree *node, const opn_rubric *rubric,
                       opn_requirement *out)
{
    const opn_rubric_node *of = &rubric->nodes[out->node];
    const char *name = opn_policy_text(r, node, "at_least", OPN_ID_LIMIT, true);
    const char *names[OPN_LEVELS_MAX];
    size_t found;

    for (size_t i = 0; i < of->level_count; i++) {
        names[i] = rubric->levels[of->first_level + i].id;
    }
    found = opn_names_find(names, of->level_count, name);
    if (found == SIZE_MAX && *name != '\0') {
        refuse_level(r, opn_tree_member(node, "at_least"), name, names, of->level_count);
    }
    out->level = found == SIZE_MAX ? 0 : (int16_t)found;
}

/* "40", "37.5": digits only, so that nothing is rounded on the way. */
static bool parse_bound(const char *text, opn_rational *out)
{
    int64_t num = 0;
    int64_t den = 1;
    size_t whole = strspn(text, "0123456789");
    const char *rest = text + whole;
    size_t decimals = *rest == '.' ? strspn(rest + 1, "0123456789") : 0;

    if (whole == 0 || whole > MOST_WHOLE || (*rest == '.' && decimals == 0) ||
        decimals > MOST_DECIMALS || rest[*rest == '.' ? decimals + 1 : 0] != '\0') {
        return false;
    }
    for (; *text != '\0'; text++) {
        if (*text != '.') {
            num = num * 10 + (*text - '0');
        }
    }
    for (size_t i = 0; i < decimals; i++) {
        den *= 10;
    }
    *out = opn_rational_make(num, den);
    return true;
}

static bool read_bound(opn_policy_reader *r, const opn_tree *node, const char *key, int64_t scale,
                       opn_rational *out)
{
    const opn_tree *member = opn_tree_member(node, key);
    const char *text =
        member == NULL || member->kind != OPN_TREE_SCALAR ? NULL : opn_tree_text(member);

    if (member == NULL) {
        return false;
    }
    if (text == NULL || member->quoted || !parse_bound(text, out)) {
        opn_policy_fail(r, "bad-number", member, "a number such as 40 or 37.5 is expected");
    } else if (opn_rational_compare(*out, (opn_rational){scale, 1}) > 0) {
        opn_policy_fail(r, "bad-number", member, "the score ends at %d", (int)scale);
    }
    return true;
}

static void read_bounds(opn_policy_reader *r, const opn_tree *node, const opn_rubric *rubric,
                        opn_requirement *out)
{
    int64_t scale = rubric->nodes[out->node].scale;

    out->has_lower = read_bound(r, node, "lower_bound", scale, &out->lower);
    out->has_upper = read_bound(r, node, "reachable", scale, &out->upper);
}

static void read_of_rubric(opn_policy_reader *r, const opn_tree *node, opn_requirement *out)
{
    bool level = opn_tree_member(node, "at_least") != NULL;
    bool bounds = opn_tree_member(node, "lower_bound") != NULL ||
                  opn_tree_member(node, "reachable") != NULL;
    const opn_rubric *rubric = read_rubric(r, node, out);

    if (level == bounds) {
        opn_policy_fail(r, level ? "contradiction" : "missing-member", node,
                        level ? "a requirement asks for a level or for a score, not for both"
                              : "\"at_least\" a level, or a \"lower_bound\" of the score, is "
                                "missing");
        return;
    }
    out->kind = level ? OPN_ASK_LEVEL : OPN_ASK_SCORE;
    /* A label that was not given was not earned; a criterion that asks about
     * what a release cannot have asks for nothing. */
    read_inapplicable(r, node, out,
                      opn_tree_member(node, "criterion") == NULL ? OPENNESS_CHECK_FAIL
                                                                 : OPENNESS_CHECK_PASS);
    if (rubric == NULL || !read_node(r, node, rubric, out)) {
        return;
    }
    if (level) {
        read_level(r, node, rubric, out);
    } else {
        read_bounds(r, node, rubric, out);
    }
}

/* --- facts, evidence, licenses -------------------------------------------------------------- */

static void read_fact(opn_policy_reader *r, const opn_tree *node, opn_requirement *out)
{
    const opn_vocabulary *v = &r->database->vocabulary;
    const char *name = opn_policy_text(r, node, "fact", OPN_ID_LIMIT, true);
    const char *level = opn_policy_text(r, node, "at_least", OPN_ID_LIMIT, true);
    const opn_ladder *ladder;

    read_inapplicable(r, node, out, OPENNESS_CHECK_PASS);
    if (*name == '\0') {
        return;
    }
    out->fact = opn_table_find(&v->fact_table, name);
    if (out->fact == OPN_TABLE_NONE) {
        opn_policy_unknown(r, "unknown-name", opn_tree_member(node, "fact"), "the fact", name,
                           OPN_SUGGEST(r->issues, opn_table_suggest(&v->fact_table, name)));
        return;
    }
    ladder = &v->ladders[v->facts[out->fact].ladder];
    out->level = opn_ladder_level(ladder, level);
    if (out->level < 0 && *level != '\0') {
        refuse_level(r, opn_tree_member(node, "at_least"), level, ladder->levels, ladder->count);
    }
    out->level = out->level < 0 ? 0 : out->level;
}

static void read_evidence(opn_policy_reader *r, const opn_tree *node, opn_requirement *out)
{
    static const char *const members[] = {"max_age_days", "min_confidence"};
    static const char *const words[] = {"low", "medium", "high"};
    const opn_tree *map = opn_tree_member(node, "evidence");

    out->most_days = -1;
    if (!opn_policy_members(r, map, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    out->most_days = opn_policy_number(r, map, "max_age_days");
    out->confidence =
        1 + opn_policy_word(r, map, "min_confidence", words, OPN_ARRAY_LEN(words), -1);
    if (map->count == 0) {
        opn_policy_fail(r, "missing-member", map,
                        "\"max_age_days\" or \"min_confidence\" is missing");
    }
}

/* "weights", "training_data_pretraining": an artifact, in the stages that the
 * vocabulary parts it into. */
static void read_slot(opn_policy_reader *r, const opn_tree *map, opn_requirement *out)
{
    const opn_vocabulary *v = &r->database->vocabulary;
    const char *name = opn_policy_text(r, map, "of", OPN_ID_LIMIT, false);

    name = opn_tree_member(map, "of") == NULL ? "weights" : name;
    out->slot = *name == '\0' ? OPN_TABLE_NONE : opn_table_find(&v->slot_table, name);
    if (out->slot == OPN_TABLE_NONE && *name != '\0') {
        opn_policy_unknown(r, "unknown-name", opn_tree_member(map, "of"), "the artifact", name,
                           OPN_SUGGEST(r->issues, opn_table_suggest(&v->slot_table, name)));
    }
}

/* One id, with the aliases that expressions have; an expression would not say
 * whether one of its parts is enough. */
static size_t find_license(opn_policy_reader *r, const opn_tree *node)
{
    const char *text = opn_policy_scalar(r, node, OPN_ID_LIMIT);
    opn_expr_fault fault;
    opn_expr expr;
    int status;

    if (*text == '\0') {
        return OPN_NONE;
    }
    status = opn_expr_parse(&expr, text, &r->database->license_table, &r->scratch, &fault);
    r->out_of_memory = r->out_of_memory || status == OPENNESS_E_NOMEM;
    if (status == OPENNESS_OK && expr.count == 1 && expr.ops[0].kind == OPN_EXPR_LICENSE) {
        return expr.ops[0].license;
    }
    if (status == OPENNESS_OK) {
        opn_policy_fail(r, "bad-id", node, "the id of one license is expected, not \"%s\"", text);
    } else if (status == OPENNESS_E_SCHEMA) {
        opn_policy_unknown(
            r, "unknown-license", node, "the license", text,
            OPN_SUGGEST(r->issues, opn_table_suggest(&r->database->license_table, text)));
    }
    return OPN_NONE;
}

static const size_t *read_licenses(opn_policy_reader *r, const opn_tree *map, const char *key,
                                   size_t *count)
{
    size_t given;
    const opn_tree *at = opn_policy_list(r, map, key, MOST_LICENSES, &given);
    size_t *out = opn_policy_alloc(r, given, sizeof *out);

    *count = 0;
    for (size_t i = 0; out != NULL && i < given; i++, at = at->next) {
        out[*count] = find_license(r, at);
        *count += out[*count] == OPN_NONE ? 0 : 1;
    }
    return out;
}

static void read_license(opn_policy_reader *r, const opn_tree *node, opn_requirement *out)
{
    static const char *const members[] = {"of", "any_of", "none_of"};
    const opn_tree *map = opn_tree_member(node, "license");

    read_inapplicable(r, node, out, OPENNESS_CHECK_PASS);
    if (!opn_policy_members(r, map, members, OPN_ARRAY_LEN(members))) {
        return;
    }
    read_slot(r, map, out);
    out->any_of = read_licenses(r, map, "any_of", &out->any_count);
    out->none_of = read_licenses(r, map, "none_of", &out->none_count);
    if (opn_tree_member(map, "any_of") == NULL && opn_tree_member(map, "none_of") == NULL) {
        opn_policy_fail(r, "missing-member", map, "\"any_of\" or \"none_of\" is missing");
    }
}

static void read_conflicts(opn_policy_reader *r, const opn_tree *node, opn_requirement *out)
{
    static const char *const words[] = {"none"};

    (void)out;
    opn_policy_word(r, node, "conflicts", words, OPN_ARRAY_LEN(words), 0);
}

static void read_may(opn_policy_reader *r, const opn_tree *node, opn_requirement *out)
{
    read_slot(r, node, out);
    /* What is not there cannot be used. */
    read_inapplicable(r, node, out, OPENNESS_CHECK_FAIL);
    opn_policy_may(r, node, out);
}

/* --- which it is ---------------------------------------------------------------------------- */

#define COMMON "id", "why", "applies_to"

typedef struct {
    const char *key; /* the member that tells the kind */
    opn_ask_kind kind;
    void (*read)(opn_policy_reader *r, const opn_tree *node, opn_requirement *out);
    const char *const *members;
    size_t member_count;
} ask;

static const char *const rubric_members[] = {
    COMMON, "rubric", "criterion", "at_least", "lower_bound", "reachable", "not_applicable"};
static const char *const may_members[] = {COMMON,   "may",      "of",      "commercial",
                                          "in",     "users",    "revenue", "currency",
                                          "fields", "business", "date",    "conditional",
                                          "not_applicable"};
static const char *const fact_members[] = {COMMON, "fact", "at_least", "not_applicable"};
static const char *const evidence_members[] = {COMMON, "evidence"};
static const char *const license_members[] = {COMMON, "license", "not_applicable"};
static const char *const conflict_members[] = {COMMON, "conflicts"};

#define MEMBERS(list) list, OPN_ARRAY_LEN(list)
static const ask asks[] = {
    {"rubric", OPN_ASK_LEVEL, read_of_rubric, MEMBERS(rubric_members)},
    {"may", OPN_ASK_MAY, read_may, MEMBERS(may_members)},
    {"fact", OPN_ASK_FACT, read_fact, MEMBERS(fact_members)},
    {"evidence", OPN_ASK_EVIDENCE, read_evidence, MEMBERS(evidence_members)},
    {"license", OPN_ASK_LICENSE, read_license, MEMBERS(license_members)},
    {"conflicts", OPN_ASK_CONFLICTS, read_conflicts, MEMBERS(conflict_members)},
};

/* NULL after saying that it is none of them, or two at once. */
static const ask *find_ask(opn_policy_reader *r, const opn_tree *node)
{
    const ask *found = NULL;
    const char *best = NULL;
    const char *key = "";

    if (node->kind != OPN_TREE_MAP) {
        opn_policy_fail(r, "wrong-type", node, "a requirement is a map of members");
        return NULL;
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(asks); i++) {
        if (opn_tree_member(node, asks[i].key) == NULL) {
            continue;
        }
        if (found != NULL) {
            opn_policy_fail(r, "contradiction", node,
                            "\"%s\" and \"%s\" are two requirements: write two entries",
                            found->key, asks[i].key);
            return NULL;
        }
        found = &asks[i];
    }
    for (const opn_tree *at = node->first; found == NULL && best == NULL && at != NULL;
         at = at->next) {
        for (size_t i = 0; i < OPN_ARRAY_LEN(asks); i++) {
            best = opn_nearest(best, asks[i].key, at->key);
        }
        key = at->key;
    }
    if (found == NULL && best != NULL) {
        opn_policy_unknown(r, "unknown-member", node, "the member", key, best);
    } else if (found == NULL) {
        opn_policy_fail(r, "missing-member", node,
                        "a requirement has one of the members rubric, may, fact, evidence, "
                        "license and conflicts");
    }
    return found;
}

void opn_policy_requirement(opn_policy_reader *r, const opn_tree *node, size_t index)
{
    static const char *const kinds[] = {
        [OPN_ASK_LEVEL] = "level",
        [OPN_ASK_SCORE] = "score",
        [OPN_ASK_MAY] = "may",
        [OPN_ASK_FACT] = "fact",
        [OPN_ASK_EVIDENCE] = "evidence",
        [OPN_ASK_LICENSE] = "license",
        [OPN_ASK_CONFLICTS] = "conflicts",
    };
    opn_requirement *out = &r->policy->requirements[index];
    opn_check_rule *rule = &r->policy->rules[index];
    const ask *found = find_ask(r, node);

    *rule = (opn_check_rule){"", "", "", "", "", node->line, node->column};
    if (found == NULL) {
        return;
    }
    out->kind = found->kind;
    opn_policy_members(r, node, found->members, found->member_count);
    rule->id = opn_policy_text(r, node, "id", OPN_ID_LIMIT, false);
    rule->why = opn_policy_text(r, node, "why", OPN_PROSE_LIMIT, false);
    if (*rule->id != '\0' && !opn_id_valid(rule->id, "_")) {
        opn_policy_fail(r, "bad-id", opn_tree_member(node, "id"),
                        "an id has letters, digits, \".\", \"-\" and \"_\", and begins with a "
                        "letter or digit");
    }
    out->applies_to = opn_policy_patterns(r, node, "applies_to");
    found->read(r, node, out);
    rule->kind = kinds[out->kind];
    if ((out->kind == OPN_ASK_LEVEL || out->kind == OPN_ASK_SCORE) &&
        r->policy->rubric_count > 0) {
        rule->help = r->policy->rubrics[out->rubric]->compiled->url;
    }
}
