/*
 * lint.c: what is wrong with a rubric that can be read.
 *
 * Takes a compiled rubric, gives findings with their places. Nothing is
 * sampled: every question about all possible releases is answered at the
 * minimal terms of a level. A release is at level k or higher exactly when it
 * lies above one of these terms; since levels never fall, level k is reached
 * by some release exactly when it is reached at such a term with all else at
 * its lowest.
 *
 * A level that only an assessment gives is reached by no fact. Ladders above
 * it are then also tried at the terms over criteria.
 *
 * Must not know the text of a document, nor any particular rubric.
 */
#include "lint.h"
#include "evaluate.h"
#include "minimal.h"

/* Of opn_minimal.work and of ops evaluated, in all: about a second. */
#define WORK_LIMIT 50000000u

typedef struct {
    const opn_rubric *rubric;
    const opn_vocabulary *vocabulary;
    const opn_license_vocabulary *licenses;
    opn_rubric_lookup lookup;
    const void *context;
    opn_issues *issues;
    opn_arena arena;   /* lives through the run */
    opn_arena scratch; /* lives through one question */
    opn_pair *top;     /* every fact at its best */
    opn_pair *facts;   /* the rest is written by each evaluation */
    opn_pair *criteria;
    opn_pair *derived;
    opn_basis *basis;
    opn_value *values;
    opn_pair *best;   /* levels of all nodes where facts and assessments are */
    bool *used;       /* per exception: it excused something */
    bool assessments; /* some level is given by assessment only */
    size_t work;
    int status;
} linter;

static void finding(linter *l, const char *id, int severity, const opn_place *place,
                    const char *format, ...) OPN_PRINTF(5, 6);

/* An exception names finding and place, so that it cannot hide the next fault
 * of the same kind. */
size_t opn_lint_excuse(const opn_rubric *rubric, const char *id, const opn_place *place)
{
    for (size_t i = 0; i < rubric->exception_count; i++) {
        const opn_lint_exception *exception = &rubric->exceptions[i];

        if (opn_streq(exception->finding, id) && opn_streq(exception->pointer, place->pointer)) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* Adds a finding, unless the document excuses it. */
static void finding(linter *l, const char *id, int severity, const opn_place *place,
                    const char *format, ...)
{
    size_t excuse = opn_lint_excuse(l->rubric, id, place);
    va_list args;

    if (excuse != SIZE_MAX) {
        l->used[excuse] = true;
        return;
    }
    va_start(args, format);
    opn_issue_addv(l->issues, id, severity, place, format, args);
    va_end(args);
}

/* Notes what a step cost and how it went. The first failure ends the run: half
 * a list of findings would look like a whole one. */
static void charge(linter *l, int status, size_t work)
{
    l->work += work;
    if (l->status == OPENNESS_OK) {
        l->status = l->work > WORK_LIMIT ? OPENNESS_E_LIMIT : status;
    }
}

/* Ends a question: its terms are not needed any more. */
static void forget(linter *l)
{
    opn_arena_free(&l->scratch);
}

/* "Node is at level k or higher", over facts. */
static opn_minimal level_terms(linter *l, const opn_rubric *rubric, size_t node, size_t k)
{
    opn_minimal terms = {0};

    if (l->status == OPENNESS_OK) {
        charge(l, opn_minimal_facts(&terms, rubric, node, k, &l->scratch), 0);
        charge(l, OPENNESS_OK, terms.work);
    }
    return terms;
}

static size_t cost_of_evaluation(const linter *l)
{
    return l->rubric->op_count + l->rubric->level_count + l->rubric->term_count;
}

/* The lower level of a node where the facts are those of a term and all others
 * at their lowest. */
static int16_t level_at(linter *l, const opn_conjunction *term, size_t node)
{
    opn_evidence evidence = {l->facts, NULL, OPN_MODE_RECORD};

    for (size_t i = 0; i < l->vocabulary->fact_count; i++) {
        l->facts[i] = (opn_pair){0, 0};
    }
    for (size_t i = 0; i < term->count; i++) {
        int16_t least = (int16_t)term->least[i];

        l->facts[term->inputs[i]] = (opn_pair){least, least};
    }
    opn_evaluate(l->rubric, &evidence, l->values, l->derived, l->basis);
    charge(l, OPENNESS_OK, cost_of_evaluation(l) + l->vocabulary->fact_count);
    return l->values[node].level.lo;
}

/* The same over levels of criteria. */
static int16_t level_at_criteria(linter *l, const opn_conjunction *term, size_t node)
{
    for (size_t i = 0; i < l->rubric->criterion_count; i++) {
        l->criteria[i] = (opn_pair){0, 0};
    }
    for (size_t i = 0; i < term->count; i++) {
        int16_t least = (int16_t)term->least[i];

        l->criteria[term->inputs[i]] = (opn_pair){least, least};
    }
    opn_evaluate_levels(l->rubric, l->criteria, l->values);
    charge(l, OPENNESS_OK, cost_of_evaluation(l));
    return l->values[node].level.lo;
}

/* Whether a test in the term asks for a license that only an external list
 * calls open. Our own reading of terms is no such list: nothing may be called
 * open by our word alone. */
static bool asks_for_list(const linter *l, const opn_conjunction *term)
{
    for (size_t i = 0; i < term->count; i++) {
        const opn_fact *fact = &l->vocabulary->facts[term->inputs[i]];
        bool license = fact->read == OPN_READ_LICENSE || fact->read == OPN_READ_STATED_LICENSE;

        if (license && fact->license_ladder < l->licenses->ladder_count) {
            int16_t from = l->licenses->ladders[fact->license_ladder].external_from;

            if (from >= 0 && (int)term->least[i] >= from) {
                return true;
            }
        }
    }
    return false;
}

/* Reached when given by facts and, failing that, by assessments. */
static bool reached_by_assessment(linter *l, size_t node, size_t k)
{
    opn_minimal terms = {0};
    bool reached = false;

    if (!l->assessments || l->status != OPENNESS_OK) {
        return false;
    }
    charge(l, opn_minimal_level(&terms, l->rubric, node, k, &l->scratch), 0);
    charge(l, OPENNESS_OK, terms.work);
    for (size_t i = 0; i < terms.count && !reached && l->status == OPENNESS_OK; i++) {
        reached = level_at_criteria(l, &terms.items[i], node) == (int16_t)k;
    }
    return reached;
}

/* The conjunction of nothing absorbs every other term, so it is the only one. */
static bool always(const opn_minimal *terms)
{
    return terms->count == 1 && terms->items[0].count == 0;
}

/* Reachable, shadowed, and what a claim to be open rests on: three questions
 * about one level, answered at the same terms. */
static void check_level(linter *l, size_t n, size_t k)
{
    const opn_rubric_node *node = &l->rubric->nodes[n];
    const opn_level *level = &l->rubric->levels[node->first_level + k];
    bool criterion = n < l->rubric->criterion_count;
    bool reached = false;
    bool unlisted = false;
    opn_minimal terms = level_terms(l, l->rubric, n, k);

    for (size_t i = 0; i < terms.count && l->status == OPENNESS_OK; i++) {
        /* Releases at just this level lie above such a term, and what the
         * term does not ask for they need not have. */
        if (level_at(l, &terms.items[i], n) == (int16_t)k) {
            reached = true;
            unlisted = unlisted || !asks_for_list(l, &terms.items[i]);
        }
    }
    if (always(&terms) && l->status == OPENNESS_OK) {
        finding(l, "always-true", OPENNESS_SEVERITY_WARNING, &level->place,
                "every release is at \"%s\" or above it", level->id);
    }
    if (!reached && !criterion) {
        reached = reached_by_assessment(l, n, k);
    }
    forget(l);
    if (l->status != OPENNESS_OK) {
        return;
    }
    if (!reached && opn_predicate_eval(l->rubric->ops + level->first_op, level->op_count,
                                       criterion ? l->top : l->best) != OPN_TRUE) {
        finding(l, "unreachable-level", OPENNESS_SEVERITY_ERROR, &level->place,
                "nothing can reach \"%s\": its condition never holds", level->id);
    } else if (!reached) {
        finding(l, "shadowed-level", OPENNESS_SEVERITY_ERROR, &level->place,
                "nothing is at \"%s\": whatever meets it meets a higher level too", level->id);
    }
    if (level->claims_open && unlisted) {
        finding(
            l, "open-without-list", OPENNESS_SEVERITY_ERROR, &level->place,
            "\"%s\" claims to be open and can be reached without a license on an external list",
            level->id);
    }
}

/* Every fact at its best, and criteria that only an assessment can raise at
 * their top: where a predicate does not hold here it never does. */
static void evaluate_best(linter *l)
{
    const opn_rubric *rubric = l->rubric;
    opn_evidence evidence = {l->top, l->criteria, OPN_MODE_ASSESSED};

    for (size_t i = 0; i < l->vocabulary->fact_count; i++) {
        const opn_ladder *ladder = &l->vocabulary->ladders[l->vocabulary->facts[i].ladder];
        int16_t top = (int16_t)(ladder->count - 1);

        l->top[i] = (opn_pair){top, top};
    }
    for (size_t n = 0; n < rubric->criterion_count; n++) {
        const opn_rubric_node *node = &rubric->nodes[n];
        int16_t top = (int16_t)(node->level_count - 1);

        l->criteria[n] = OPN_NO_ASSESSMENT;
        for (size_t k = 1; k < node->level_count; k++) {
            if (rubric->levels[node->first_level + k].op_count == OPN_NO_PREDICATE) {
                l->criteria[n] = (opn_pair){top, top};
                l->assessments = true;
            }
        }
    }
    opn_evaluate(rubric, &evidence, l->values, l->derived, l->basis);
    for (size_t n = 0; n < rubric->node_count; n++) {
        l->best[n] = l->values[n].level;
    }
}

/* Every level above the lowest that has a condition. What to do is asked of
 * criteria only: the steps to a label are those to its criteria. */
static void check_levels(linter *l)
{
    for (size_t n = 0; n < l->rubric->node_count; n++) {
        const opn_rubric_node *node = &l->rubric->nodes[n];

        for (size_t k = 1; k < node->level_count && l->status == OPENNESS_OK; k++) {
            const opn_level *level = &l->rubric->levels[node->first_level + k];

            if (level->op_count == OPN_NO_PREDICATE) {
                continue;
            }
            check_level(l, n, k);
            if (n < l->rubric->criterion_count && level->next == NULL && !level->abstains) {
                finding(l, "missing-next", OPENNESS_SEVERITY_WARNING, &level->place,
                        "\"%s\" does not say what to do to reach it", level->id);
            }
        }
    }
}

/* Where the operand that ends before `end` begins. */
static size_t operand_start(const opn_op *ops, size_t end)
{
    size_t missing = 1;
    size_t at = end;

    while (missing > 0) {
        at--;
        missing--;
        if ((ops[at].code & OPN_GATE) != 0) {
            missing += ops[at].code & (OPN_GATE - 1u);
        }
    }
    return at;
}

/* Whether the predicate means the same without the operand at start .. end of
 * the gate: equal terms are equal meanings. */
static bool same_without(linter *l, const opn_minimal *terms, const opn_op *ops, size_t count,
                         size_t start, size_t end, size_t gate)
{
    opn_op *rest = opn_arena_alloc(&l->scratch, count, sizeof *rest);
    opn_minimal without = {0};
    size_t used = 0;

    if (rest == NULL) {
        charge(l, OPENNESS_E_NOMEM, 0);
        return false;
    }
    for (size_t i = 0; i < count; i++) {
        if (i < start || i >= end) {
            rest[used] = ops[i];
            rest[used].code = (uint16_t)(ops[i].code - (i == gate ? 1 : 0));
            used++;
        }
    }
    charge(l, opn_minimal_predicate(&without, rest, used, &l->scratch), used);
    charge(l, OPENNESS_OK, without.work);
    return l->status == OPENNESS_OK && opn_minimal_equal(terms, &without);
}

/* Drops each child of one gate in turn. What lies inside a child without effect
 * is marked: it needs no finding of its own. */
static void check_gate(linter *l, const opn_minimal *terms, size_t first, size_t count,
                       size_t gate, bool *inside)
{
    const opn_op *ops = l->rubric->ops + first;
    size_t children = ops[gate].code & (OPN_GATE - 1u);
    size_t end = gate;

    for (; children > 0 && l->status == OPENNESS_OK; children--) {
        size_t start = operand_start(ops, end);

        if (same_without(l, terms, ops, count, start, end, gate)) {
            finding(l, "test-without-effect", OPENNESS_SEVERITY_WARNING,
                    &l->rubric->op_places[first + end - 1],
                    "without this the condition means the same");
            memset(inside + start, true, end - start);
        }
        end = start;
    }
}

/* Outer gates first. Where nothing can hold no test has an effect; that is
 * another finding. */
static void check_predicate(linter *l, size_t first, uint16_t count)
{
    opn_minimal terms = {0};
    bool *inside = NULL;

    if (count == OPN_NO_PREDICATE || l->status != OPENNESS_OK) {
        return;
    }
    inside = opn_arena_alloc(&l->scratch, count, sizeof *inside);
    if (inside == NULL) {
        charge(l, OPENNESS_E_NOMEM, 0);
        return;
    }
    charge(l, opn_minimal_predicate(&terms, l->rubric->ops + first, count, &l->scratch), 0);
    charge(l, OPENNESS_OK, terms.work);
    for (size_t gate = count; gate > 0 && terms.count > 0; gate--) {
        if ((l->rubric->ops[first + gate - 1].code & OPN_GATE) != 0 && !inside[gate - 1]) {
            check_gate(l, &terms, first, count, gate - 1, inside);
        }
    }
    forget(l);
}

/* A rubric that speaks to every release says so by having no "applies". */
static void check_applies(linter *l)
{
    const opn_rubric *rubric = l->rubric;
    opn_minimal terms = {0};

    if (rubric->applies_count == OPN_NO_PREDICATE || l->status != OPENNESS_OK) {
        return;
    }
    charge(l,
           opn_minimal_predicate(&terms, rubric->ops + rubric->applies_first,
                                 rubric->applies_count, &l->scratch),
           0);
    charge(l, OPENNESS_OK, terms.work);
    if (always(&terms) && l->status == OPENNESS_OK) {
        finding(l, "always-true", OPENNESS_SEVERITY_WARNING,
                &rubric->op_places[rubric->applies_first + rubric->applies_count - 1u],
                "the rubric applies to every release without this, too");
    }
    forget(l);
}

static void check_predicates(linter *l)
{
    check_applies(l);
    check_predicate(l, l->rubric->applies_first, l->rubric->applies_count);
    for (size_t i = 0; i < l->rubric->level_count; i++) {
        check_predicate(l, l->rubric->levels[i].first_op, l->rubric->levels[i].op_count);
    }
}

/* Marks what the combination and the result read. */
static void mark_used(const opn_rubric *rubric, bool *used)
{
    for (size_t n = rubric->criterion_count; n < rubric->node_count; n++) {
        const opn_rubric_node *node = &rubric->nodes[n];

        for (size_t k = 1; k < node->level_count; k++) {
            const opn_level *level = &rubric->levels[node->first_level + k];

            for (size_t i = 0; i < level->op_count; i++) {
                const opn_op *op = &rubric->ops[level->first_op + i];

                used[(op->code & OPN_GATE) == 0 ? op->code : n] = true;
            }
        }
        if (node->kind == OPN_NODE_BAND) {
            used[node->band_ladder] = true;
            used[node->band_at] = true;
        }
    }
    for (size_t i = 0; i < rubric->term_count; i++) {
        used[rubric->terms[i].node] = true;
    }
    if (rubric->result_level != SIZE_MAX) {
        used[rubric->result_level] = true;
    }
    if (rubric->result_score != SIZE_MAX) {
        used[rubric->result_score] = true;
    }
}

/* A citation of the criterion covers its levels; citations of all its levels
 * make one of the criterion unnecessary. */
static bool cited(const opn_rubric *rubric, const opn_rubric_node *node)
{
    bool levels = true;

    for (size_t k = 1; k < node->level_count; k++) {
        levels = levels && *rubric->levels[node->first_level + k].cite != '\0';
    }
    return *node->cite != '\0' || levels;
}

/* What can be seen by looking: criteria that nothing reads, and missing words. */
static void check_criteria(linter *l)
{
    const opn_rubric *rubric = l->rubric;
    bool *used = opn_arena_alloc(&l->scratch, rubric->node_count, sizeof *used);
    /* Without a result the profile of criteria is the result. */
    bool profile = rubric->result_level == SIZE_MAX && rubric->result_score == SIZE_MAX;

    if (used == NULL) {
        charge(l, OPENNESS_E_NOMEM, 0);
        return;
    }
    mark_used(rubric, used);
    for (size_t n = 0; n < rubric->criterion_count; n++) {
        const opn_rubric_node *node = &rubric->nodes[n];

        if (!used[n] && !profile) {
            finding(l, "unused-criterion", OPENNESS_SEVERITY_WARNING, &node->place,
                    "nothing in the combination reads \"%s\"", node->id);
        }
        if (!cited(rubric, node)) {
            finding(l, "missing-citation", OPENNESS_SEVERITY_WARNING, &node->place,
                    "\"%s\" does not say where the definition asks for it", node->id);
        }
    }
    forget(l);
}

/* A copy may be built from other criteria than the original, as long as the
 * same facts bring a release to each level. */
static bool ladders_equal(linter *l, size_t node, const opn_rubric *other, size_t theirs)
{
    size_t count = l->rubric->nodes[node].level_count;
    bool equal = count == other->nodes[theirs].level_count;

    for (size_t k = 1; k < count && equal && l->status == OPENNESS_OK; k++) {
        opn_minimal a = level_terms(l, l->rubric, node, k);
        opn_minimal b = level_terms(l, other, theirs, k);

        equal = opn_minimal_equal(&a, &b);
        forget(l);
    }
    return equal;
}

/* "rubric/ladder" of same_as. An original that is not there cannot be compared,
 * which is as bad as one that differs. */
static void check_copy(linter *l, const opn_same_as *copy)
{
    const char *slash = strchr(copy->other, '/');
    size_t size = slash == NULL ? 0 : (size_t)(slash - copy->other);
    const char *id = opn_arena_copy(&l->arena, copy->other, size);
    const opn_rubric *other = NULL;
    size_t theirs = SIZE_MAX;

    if (id == NULL) {
        charge(l, OPENNESS_E_NOMEM, 0);
        return;
    }
    if (slash != NULL && l->lookup != NULL) {
        other = l->lookup(l->context, id);
    }
    if (other != NULL) {
        theirs = opn_rubric_node_find(other, slash + 1);
    }
    if (theirs == SIZE_MAX || other->nodes[theirs].kind != OPN_NODE_LEVELS) {
        finding(l, "unknown-name", OPENNESS_SEVERITY_ERROR, &copy->place,
                "there is no ladder \"%s\" to compare with", copy->other);
    } else if (!ladders_equal(l, copy->node, other, theirs) && l->status == OPENNESS_OK) {
        finding(l, "drifted-copy", OPENNESS_SEVERITY_ERROR, &copy->place,
                "\"%s\" and \"%s\" have come to differ", l->rubric->nodes[copy->node].id,
                copy->other);
    }
}

/* An exception outlives its reason easily; then it must go. Whether a criterion
 * is constant depends on the releases at hand, so that exception never does. */
static void check_exceptions(linter *l)
{
    for (size_t i = 0; i < l->rubric->exception_count; i++) {
        const opn_lint_exception *exception = &l->rubric->exceptions[i];

        if (!l->used[i] && !opn_streq(exception->finding, "constant-criterion")) {
            opn_issue_add(l->issues, "stale-exception", OPENNESS_SEVERITY_WARNING,
                          &exception->place, "there is no finding \"%s\" at \"%s\" to excuse",
                          exception->finding, exception->pointer);
        }
    }
}

/* Scratch arrays of one evaluation, reused for all of them. */
static bool allocate(linter *l)
{
    const opn_rubric *rubric = l->rubric;

    l->top = opn_arena_alloc(&l->arena, l->vocabulary->fact_count, sizeof *l->top);
    l->facts = opn_arena_alloc(&l->arena, l->vocabulary->fact_count, sizeof *l->facts);
    l->criteria = opn_arena_alloc(&l->arena, rubric->criterion_count, sizeof *l->criteria);
    l->derived = opn_arena_alloc(&l->arena, rubric->criterion_count, sizeof *l->derived);
    l->basis = opn_arena_alloc(&l->arena, rubric->criterion_count, sizeof *l->basis);
    l->values = opn_arena_alloc(&l->arena, rubric->node_count, sizeof *l->values);
    l->best = opn_arena_alloc(&l->arena, rubric->node_count, sizeof *l->best);
    l->used = opn_arena_alloc(&l->arena, rubric->exception_count, sizeof *l->used);
    return l->top != NULL && l->facts != NULL && l->criteria != NULL && l->derived != NULL &&
           l->basis != NULL && l->values != NULL && l->best != NULL && l->used != NULL;
}

/* Findings come in a fixed order: levels, tests, criteria, copies, exceptions. */
int opn_lint(const opn_rubric *rubric, const opn_vocabulary *vocabulary,
             const opn_license_vocabulary *licenses, opn_rubric_lookup lookup,
             const void *context, opn_issues *issues)
{
    linter l = {.rubric = rubric,
                .vocabulary = vocabulary,
                .licenses = licenses,
                .lookup = lookup,
                .context = context,
                .issues = issues};

    if (!allocate(&l)) {
        opn_arena_free(&l.arena);
        return OPENNESS_E_NOMEM;
    }
    evaluate_best(&l);
    check_levels(&l);
    check_predicates(&l);
    check_criteria(&l);
    for (size_t i = 0; i < rubric->same_as_count && l.status == OPENNESS_OK; i++) {
        check_copy(&l, &rubric->same_as[i]);
    }
    if (l.status == OPENNESS_OK) {
        check_exceptions(&l);
    }
    forget(&l);
    opn_arena_free(&l.arena);
    return issues->failed ? OPENNESS_E_NOMEM : l.status;
}
