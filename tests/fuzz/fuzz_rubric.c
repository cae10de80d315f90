/*
 * fuzz_rubric.c: any bytes as a rubric document over a small vocabulary.
 *
 * What must hold for every input: a refusal names at least one problem; what
 * is accepted can be linted and evaluated for any facts without a test for
 * errors, with scores in 0..1; an answer that becomes known or better never
 * lowers a result; and its vector comes back as it was written.
 */
#include "../../lib/evaluate.h"
#include "../../lib/lint.h"
#include "../../lib/report.h"
#include "../../lib/rubric_read.h"
#include "../unit/small_facts.h"
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
    if (!holds) {
        abort();
    }
}

/* Facts that depend on the input, so that a finding can be replayed. */
static size_t below(uint64_t *state, size_t limit)
{
    *state = *state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)((*state >> 33) % limit);
}

static void draw(uint64_t *state, opn_pair *facts)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        size_t levels = small_fact_levels(i);
        size_t lo = below(state, levels);
        size_t hi = lo + below(state, levels - lo);

        facts[i] = (opn_pair){(int16_t)lo, (int16_t)hi};
        if (below(state, 8) == 0) {
            facts[i] = OPN_NOT_APPLICABLE;
        }
    }
}

/* Moves one end of each pair up, or the lower end up to the upper. */
static void improve(uint64_t *state, const opn_pair *from, opn_pair *to)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        to[i] = from[i];
        if (opn_pair_applies(from[i])) {
            size_t above = small_fact_levels(i) - (size_t)from[i].hi;

            to[i].hi = (int16_t)((size_t)from[i].hi + below(state, above));
            to[i].lo = below(state, 2) == 0 ? from[i].hi : from[i].lo;
        }
    }
}

typedef struct {
    opn_value values[OPN_NODES_MAX];
    opn_pair derived[OPN_NODES_MAX];
    opn_basis basis[OPN_NODES_MAX];
} result;

static void evaluate(const opn_rubric *rubric, const opn_pair *facts, result *out)
{
    opn_evidence evidence = {facts, NULL, OPN_MODE_RECORD};

    opn_evaluate(rubric, &evidence, out->values, out->derived, out->basis);
    for (size_t n = 0; n < rubric->node_count; n++) {
        const opn_value *v = &out->values[n];

        require(v->level.lo <= v->level.hi);
        require(v->lower.num >= 0 && v->upper.num <= v->upper.den);
        require(v->lower.den <= OPN_DENOMINATOR_MAX && v->upper.den <= OPN_DENOMINATOR_MAX);
        require(opn_rational_compare(v->lower, v->upper) <= 0);
    }
}

static void compare(const opn_rubric *rubric, const result *less, const result *more)
{
    for (size_t n = 0; n < rubric->node_count; n++) {
        const opn_value *a = &less->values[n];
        const opn_value *b = &more->values[n];

        require(a->applies == b->applies);
        require(a->level.lo <= b->level.lo && a->level.hi <= b->level.hi);
        if (a->score_known && b->score_known) {
            require(opn_rational_compare(a->lower, b->lower) <= 0);
            require(opn_rational_compare(a->upper, b->upper) <= 0);
        }
    }
}

static void check_vector(const opn_rubric *rubric, const result *of)
{
    opn_pair levels[OPN_NODES_MAX];
    opn_pair back[OPN_NODES_MAX];
    opn_basis basis[OPN_NODES_MAX];
    opn_buf line = {0};
    const char *fault;
    size_t at;

    for (size_t i = 0; i < rubric->criterion_count; i++) {
        levels[i] = of->values[i].level;
    }
    require(opn_vector_write(&line, rubric, levels, of->basis) == OPENNESS_OK);
    require(opn_vector_read(rubric, line.data, back, basis, &at, &fault) == OPENNESS_OK);
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        require(back[i].lo == levels[i].lo && back[i].hi == levels[i].hi);
    }
    opn_buf_free(&line);
}

static void use(const opn_rubric *rubric, uint64_t seed)
{
    static result less;
    static result more;
    opn_pair facts[SMALL_FACTS];
    opn_pair better[SMALL_FACTS];

    for (int i = 0; i < 4; i++) {
        draw(&seed, facts);
        improve(&seed, facts, better);
        evaluate(rubric, facts, &less);
        evaluate(rubric, better, &more);
        compare(rubric, &less, &more);
        check_vector(rubric, &less);
        require(opn_rubric_applies(rubric, facts) != OPN_NOT_ASKED);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    opn_vocabulary vocabulary = {0};
    opn_license_vocabulary licenses = {0};
    opn_issues issues = {0};
    opn_json *document = NULL;
    opn_rubric *rubric = NULL;
    uint64_t seed = size;

    require(small_facts_open(&vocabulary, &licenses));
    for (size_t i = 0; i < size; i++) {
        seed = (seed ^ data[i]) * UINT64_C(1099511628211);
    }
    if (opn_json_parse(size == 0 ? "" : text, size, &document, &issues) == OPENNESS_OK) {
        int status = opn_rubric_read(&rubric, &vocabulary, opn_json_root(document), &issues);

        require((status == OPENNESS_OK) == (rubric != NULL));
        require(status == OPENNESS_OK || issues.errors > 0);
    }
    if (rubric != NULL) {
        int status = opn_lint(rubric, &vocabulary, &licenses, NULL, NULL, &issues);

        require(status == OPENNESS_OK || status == OPENNESS_E_LIMIT);
        use(rubric, seed);
    }
    opn_rubric_free(rubric);
    opn_json_free(document);
    opn_issues_free(&issues);
    opn_arena_free(&vocabulary.arena);
    return 0;
}
