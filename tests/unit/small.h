/*
 * small.h: a vocabulary of eight facts, and rubrics at random.
 *
 * Shared by the tests of the engine, which therefore need nothing from data/.
 * JSON is written with ' for " so that it can be read here. The generator is
 * fixed: every run sees the same cases.
 */
#ifndef OPN_TEST_SMALL_H
#define OPN_TEST_SMALL_H

#include "check.h"

#include "../../lib/evaluate.h"
#include "../../lib/lint.h"
#include "../../lib/minimal.h"
#include "../../lib/rubric_read.h"
#include "small_facts.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    opn_vocabulary vocabulary;
    opn_license_vocabulary licenses;
    opn_issues issues; /* of the last small_read */
} small;

static inline small small_open(void)
{
    small s = {0};

    s.vocabulary.ladders = small_ladders;
    s.vocabulary.ladder_count = OPN_ARRAY_LEN(small_ladders);
    s.vocabulary.facts = small_facts;
    s.vocabulary.fact_count = SMALL_FACTS;
    s.licenses.ladders = small_license_ladders;
    s.licenses.ladder_count = OPN_ARRAY_LEN(small_license_ladders);
    assert_int_equal(opn_table_init(&s.vocabulary.fact_table, &s.vocabulary.arena, SMALL_FACTS),
                     OPENNESS_OK);
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        opn_table_put(&s.vocabulary.fact_table, small_facts[i].id, i);
    }
    assert_null(opn_table_sort(&s.vocabulary.fact_table));
    return s;
}

static inline void small_close(small *s)
{
    opn_arena_free(&s->vocabulary.arena);
    opn_issues_free(&s->issues);
}

/* The text with every ' turned into ". The caller frees. */
static inline char *small_json(const char *text)
{
    size_t size = strlen(text);
    char *json = malloc(size + 1);

    assert_non_null(json);
    for (size_t i = 0; i <= size; i++) {
        json[i] = text[i] == '\'' ? '"' : text[i];
    }
    return json;
}

static inline int small_try(small *s, const char *text, opn_rubric **out)
{
    char *json = small_json(text);
    opn_json *document = NULL;
    int status;

    *out = NULL;
    opn_issues_free(&s->issues);
    status = opn_json_parse(json, strlen(json), &document, &s->issues);
    if (status == OPENNESS_OK) {
        status = opn_rubric_read(out, &s->vocabulary, opn_json_root(document), &s->issues);
    }
    opn_json_free(document);
    free(json);
    return status;
}

static inline opn_rubric *small_read(small *s, const char *text)
{
    opn_rubric *rubric;
    int status = small_try(s, text, &rubric);

    if (status != OPENNESS_OK) {
        print_error("%s\n", text);
        for (size_t i = 0; i < s->issues.count; i++) {
            print_error("%s at %s: %s\n", s->issues.items[i].id, s->issues.items[i].place.pointer,
                        s->issues.items[i].message);
        }
    }
    assert_int_equal(status, OPENNESS_OK);
    assert_non_null(rubric);
    return rubric;
}

#define SMALL_HEAD_AS(unknown, not_applicable)                                                   \
    "'format': 'openness-rubric/1', 'id': 'small-1', 'version': 1, 'date': '2026-01-02',"        \
    "'title': 'Small', 'authority': 'Test', 'url': 'https://example.org/small',"                 \
    "'purpose': 'test', 'unknown': '" unknown "', 'not_applicable': '" not_applicable "'"

#define SMALL_HEAD SMALL_HEAD_AS("no", "skip")

/* One criterion in short form, cited and with a next step. */
#define SMALL_CRITERION(id, code, when)                                                          \
    "{'id': '" id "', 'code': '" code "', 'title': 'T', 'cite': 'C', 'when': " when              \
    ", 'next': 'do it'}"

/* Numbers in a fixed order (Knuth's MMIX generator). */
typedef struct {
    uint64_t state;
    bool from_zero; /* rubrics whose points begin at 0 and whose bands are the scale */
    bool fine;      /* points and weights of odd fractions */
} small_random;

static inline size_t small_below(small_random *r, size_t limit)
{
    r->state = r->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return (size_t)((r->state >> 33) % limit);
}

static inline bool small_chance(small_random *r, size_t percent)
{
    return small_below(r, 100) < percent;
}

/* What a random predicate may test: facts, or ladders that came before. */
typedef struct {
    char id[16];
    size_t levels;
    const char *const *names; /* NULL: l0, l1, ... */
} small_input;

static inline void small_add_test(opn_buf *buf, small_random *r, const small_input *input)
{
    size_t level = 1 + small_below(r, input->levels - 1);

    if (input->names != NULL) {
        opn_buf_printf(buf, "'%s': '%s'", input->id, input->names[level]);
    } else {
        opn_buf_printf(buf, "'%s': 'l%zu'", input->id, level);
    }
}

static inline void small_add_predicate(opn_buf *buf, small_random *r, const small_input *inputs,
                                       size_t count, size_t depth)
{
    size_t form = depth == 0 ? 0 : small_below(r, 5);
    size_t parts = 1 + small_below(r, 3);

    if (form <= 1) {
        size_t first = small_below(r, count);

        opn_buf_str(buf, "{");
        for (size_t i = 0; i < parts && i < count; i++) {
            opn_buf_str(buf, i == 0 ? "" : ", ");
            small_add_test(buf, r, &inputs[(first + i) % count]);
        }
        opn_buf_str(buf, "}");
        return;
    }
    if (form == 4) {
        opn_buf_printf(buf, "{'at_least': %zu, 'of': [", 1 + small_below(r, parts));
    } else {
        opn_buf_str(buf, form == 2 ? "{'all': [" : "{'any': [");
    }
    for (size_t i = 0; i < parts; i++) {
        opn_buf_str(buf, i == 0 ? "" : ", ");
        small_add_predicate(buf, r, inputs, count, depth - 1);
    }
    opn_buf_str(buf, "]}");
}

static inline void small_add_levels(opn_buf *buf, small_random *r, const small_input *inputs,
                                    size_t count, size_t levels, bool criterion)
{
    size_t points = r->from_zero ? 0 : small_below(r, 2);
    size_t parts = 1 + small_below(r, r->fine ? 400 : 4);

    opn_buf_str(buf, "'levels': [");
    for (size_t k = 0; k < levels; k++) {
        opn_buf_printf(buf, "%s{'id': 'l%zu'", k == 0 ? "" : ", ", k);
        if (k > 0 && !(criterion && small_chance(r, 8))) {
            opn_buf_str(buf, ", 'when': ");
            small_add_predicate(buf, r, inputs, count, 2);
        }
        if (k > 0 && k + 1 < levels && small_chance(r, 5)) {
            opn_buf_str(buf, ", 'points': null");
        } else {
            points += k + 1 == levels ? 1 : k == 0 ? 0 : small_below(r, r->fine ? 90 : 3);
            opn_buf_printf(buf, ", 'points': '%zu/%zu'", points, parts);
        }
        opn_buf_str(buf, "}");
    }
    opn_buf_str(buf, "]");
}

/* The small vocabulary as inputs. */
static inline size_t small_fact_inputs(small_input *inputs)
{
    for (size_t i = 0; i < SMALL_FACTS; i++) {
        const opn_ladder *ladder = &small_ladders[small_facts[i].ladder];

        (void)snprintf(inputs[i].id, sizeof inputs[i].id, "%s", small_facts[i].id);
        inputs[i].levels = ladder->count;
        inputs[i].names = ladder->levels;
    }
    return SMALL_FACTS;
}

enum { SMALL_MOST_NODES = 16 };

/* What is known of the nodes of a random rubric while it is written. */
typedef struct {
    small_input ladders[SMALL_MOST_NODES];
    size_t ladder_count;
    size_t node_count;
} small_nodes;

static inline void small_add_terms(opn_buf *buf, small_random *r, const small_nodes *nodes)
{
    size_t count = 1 + small_below(r, nodes->node_count < 5 ? nodes->node_count : 5);
    size_t first = small_below(r, nodes->node_count);
    bool mean = small_chance(r, 70);

    opn_buf_str(buf, mean ? "'mean': {" : "'min': [");
    for (size_t i = 0; i < count; i++) {
        size_t node = (first + i) % nodes->node_count;

        opn_buf_str(buf, i == 0 ? "" : ", ");
        if (mean) {
            size_t num = 1 + small_below(r, r->fine ? 300 : 4);
            size_t den = 1 + small_below(r, 3);

            opn_buf_printf(buf, "'n%zu': '%zu/%zu'", node, num, den);
        } else {
            opn_buf_printf(buf, "'n%zu'", node);
        }
    }
    opn_buf_str(buf, mean ? "}" : "]");
    if (mean && small_chance(r, 40)) {
        opn_buf_printf(buf, ", 'optional': ['n%zu']", first);
    }
}

static inline void small_add_band(opn_buf *buf, small_random *r, const small_nodes *nodes)
{
    const small_input *ladder = &nodes->ladders[small_below(r, nodes->ladder_count)];
    size_t from = 0;
    size_t to = 0;

    opn_buf_printf(buf, "'band': '%s', 'at': 'n%zu', 'scale': 40, 'of': [", ladder->id,
                   small_below(r, nodes->node_count));
    for (size_t k = 0; k < ladder->levels; k++) {
        from += r->from_zero && k == 0 ? 0 : small_below(r, 5);
        to = (to > from ? to : from) + small_below(r, 5);
        to = to > 40 || (r->from_zero && k + 1 == ladder->levels) ? 40 : to;
        from = from > to ? to : from;
        opn_buf_printf(buf, "%s[%zu, '%zu/2']", k == 0 ? "" : ", ", from, 2 * to);
    }
    opn_buf_str(buf, "]");
}

static inline void small_add_ladder(opn_buf *buf, small_random *r, small_nodes *nodes,
                                    bool criterion)
{
    small_input facts[SMALL_FACTS];
    small_input *ladder = &nodes->ladders[nodes->ladder_count];

    (void)snprintf(ladder->id, sizeof ladder->id, "n%zu", nodes->node_count);
    ladder->levels = 2 + small_below(r, 3);
    if (criterion) {
        size_t count = small_fact_inputs(facts);

        small_add_levels(buf, r, facts, count, ladder->levels, true);
    } else {
        small_add_levels(buf, r, nodes->ladders, nodes->ladder_count, ladder->levels, false);
    }
    nodes->ladder_count++;
}

static inline void small_add_node(opn_buf *buf, small_random *r, small_nodes *nodes,
                                  bool criterion)
{
    size_t kind = criterion ? 0 : small_below(r, 4);

    opn_buf_printf(buf, "{'id': 'n%zu', 'title': 'T', ", nodes->node_count);
    if (criterion) {
        opn_buf_printf(buf, "'code': 'C%zu', ", nodes->node_count);
    }
    if (kind == 0) {
        small_add_ladder(buf, r, nodes, criterion);
    } else if (kind == 3) {
        small_add_band(buf, r, nodes);
    } else {
        small_add_terms(buf, r, nodes);
    }
    opn_buf_str(buf, "}");
    nodes->node_count++;
}

static inline void small_add_rubric(opn_buf *buf, small_random *r)
{
    small_nodes nodes = {0};
    size_t criteria = 2 + small_below(r, 4);
    size_t combinations = small_below(r, 7);

    opn_buf_str(buf, "{");
    opn_buf_str(buf, small_chance(r, 70) ? SMALL_HEAD_AS("no", "skip")
                                         : SMALL_HEAD_AS("undetermined", "no"));
    opn_buf_str(buf, ", 'criteria': [");
    for (size_t i = 0; i < criteria; i++) {
        opn_buf_str(buf, i == 0 ? "" : ", ");
        small_add_node(buf, r, &nodes, true);
    }
    opn_buf_str(buf, "], 'combine': [");
    for (size_t i = 0; i < combinations; i++) {
        opn_buf_str(buf, i == 0 ? "" : ", ");
        small_add_node(buf, r, &nodes, false);
    }
    opn_buf_str(buf, "], 'result': {}}");
}

/* A random rubric of two to five criteria and up to six combinations. Those
 * whose scores divide too finely are refused; then another one is drawn. */
static inline opn_rubric *small_random_rubric(small *s, small_random *r)
{
    opn_rubric *rubric = NULL;

    while (rubric == NULL) {
        opn_buf buf = {0};

        small_add_rubric(&buf, r);
        assert_false(buf.failed);
        if (small_try(s, buf.data, &rubric) != OPENNESS_OK &&
            !opn_streq(s->issues.items[0].id, "denominators-too-large")) {
            rubric = small_read(s, buf.data);
        }
        opn_buf_free(&buf);
    }
    return rubric;
}

/* Any pair of a fact: known, known in part, unknown or not applicable. */
static inline opn_pair small_random_pair(small_random *r, size_t levels, size_t not_applicable)
{
    size_t lo = small_below(r, levels);
    size_t hi = lo + small_below(r, levels - lo);

    if (small_chance(r, not_applicable)) {
        return OPN_NOT_APPLICABLE;
    }
    return (opn_pair){(int16_t)lo, (int16_t)hi};
}

#endif
