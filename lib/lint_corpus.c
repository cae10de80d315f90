/*
 * lint_corpus.c: criteria that tell no two releases apart.
 *
 * Takes a rubric that passed the linter and a database, gives one finding per
 * criterion that every release answers alike. Such a criterion may be right:
 * a definition can ask for what everybody does. More often its test reads the
 * wrong fact or the wrong end of a ladder, which no look at the rubric alone
 * can show.
 *
 * A release whose answer is open could differ, so one of them is enough to
 * keep a criterion. Must not judge a rubric by releases it does not speak to.
 */
#include "lint_corpus.h"
#include "evaluate.h"
#include "facts.h"
#include "lint.h"

/* What one criterion was seen at. */
typedef struct {
    int16_t level;
    size_t releases; /* to which it applies */
    bool varies;
} sighting;

typedef struct {
    const opn_rubric *rubric;
    opn_pair *facts; /* the rest is written for each release */
    opn_fact_source *sources;
    opn_value *values;
    opn_pair *derived;
    opn_basis *basis;
    sighting *seen; /* by criterion */
} corpus;

static bool allocate(corpus *c, const opn_vocabulary *vocabulary, opn_arena *arena)
{
    size_t criteria = c->rubric->criterion_count;

    c->facts = opn_arena_alloc(arena, vocabulary->fact_count, sizeof *c->facts);
    c->sources = opn_arena_alloc(arena, vocabulary->fact_count, sizeof *c->sources);
    c->values = opn_arena_alloc(arena, c->rubric->node_count, sizeof *c->values);
    c->derived = opn_arena_alloc(arena, criteria, sizeof *c->derived);
    c->basis = opn_arena_alloc(arena, criteria, sizeof *c->basis);
    c->seen = opn_arena_alloc(arena, criteria, sizeof *c->seen);
    return c->facts != NULL && c->sources != NULL && c->values != NULL && c->derived != NULL &&
           c->basis != NULL && c->seen != NULL;
}

static void note(sighting *seen, opn_pair level)
{
    if (level.lo < 0) {
        return;
    }
    seen->varies =
        seen->varies || level.lo != level.hi || (seen->releases > 0 && level.lo != seen->level);
    seen->level = level.lo;
    seen->releases++;
}

/* Facts only: what somebody else recorded says nothing about the tests. */
static int try_release(corpus *c, const openness_release *release)
{
    opn_evidence evidence = {c->facts, NULL, OPN_MODE_RECORD};
    opn_arena arena = {0};
    opn_resolved resolved;
    int status = opn_resolve(&resolved, release, NULL, &arena);

    if (status == OPENNESS_OK) {
        opn_facts_derive(&resolved, c->facts, c->sources);
        if (opn_rubric_applies(c->rubric, c->facts) != OPN_FALSE) {
            opn_evaluate(c->rubric, &evidence, c->values, c->derived, c->basis);
            for (size_t n = 0; n < c->rubric->criterion_count; n++) {
                note(&c->seen[n], c->derived[n]);
            }
        }
    }
    opn_arena_free(&arena);
    return status;
}

static int try_releases(corpus *c, const openness_database *database)
{
    size_t count = openness_database_count(database, OPENNESS_KIND_RELEASE);
    int status = OPENNESS_OK;

    for (size_t i = 0; i < count && status == OPENNESS_OK; i++) {
        openness_release *release = NULL;
        const char *id = openness_database_id(database, OPENNESS_KIND_RELEASE, i);

        status = openness_release_get(database, id, &release, NULL);
        if (status == OPENNESS_OK) {
            status = try_release(c, release);
        }
        openness_release_free(release);
    }
    return status;
}

static void report(const corpus *c, opn_issues *issues)
{
    for (size_t n = 0; n < c->rubric->criterion_count; n++) {
        const opn_rubric_node *node = &c->rubric->nodes[n];
        const sighting *seen = &c->seen[n];

        if (seen->releases > 1 && !seen->varies &&
            opn_lint_excuse(c->rubric, "constant-criterion", &node->place) == SIZE_MAX) {
            opn_issue_add(issues, "constant-criterion", OPENNESS_SEVERITY_WARNING, &node->place,
                          "\"%s\" is \"%s\" for all %zu releases that it applies to", node->id,
                          c->rubric->levels[node->first_level + (size_t)seen->level].id,
                          seen->releases);
        }
    }
}

int opn_lint_corpus(const openness_database *database, const opn_rubric *rubric,
                    opn_issues *issues)
{
    corpus c = {.rubric = rubric};
    opn_arena arena = {0};
    int status = OPENNESS_E_NOMEM;

    if (allocate(&c, &database->vocabulary, &arena)) {
        status = try_releases(&c, database);
    }
    if (status == OPENNESS_OK) {
        report(&c, issues);
    }
    opn_arena_free(&arena);
    return issues->failed ? OPENNESS_E_NOMEM : status;
}
