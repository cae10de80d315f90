/*
 * rubric_build.h: what the files that read a rubric share.
 *
 * rubric_read.c reads the head and drives, rubric_levels.c reads levels and
 * names, rubric_combine.c the combination, rubric_bounds.c proves that its
 * scores fit. Nobody else includes this.
 */
#ifndef OPN_RUBRIC_BUILD_H
#define OPN_RUBRIC_BUILD_H

#include "predicate_read.h"
#include "reader.h"
#include "rubric_read.h"

/* How fine the scores of a node can get. */
typedef struct {
    int64_t common;  /* every score is a multiple of 1 / common; 0 = not known */
    int64_t largest; /* no score has a larger denominator */
} opn_fineness;

typedef struct {
    opn_reader reader;
    opn_rubric *rubric;
    const opn_vocabulary *vocabulary;
    opn_table names; /* of all nodes, those not yet read included */
    opn_op_list ops;
    /* Room was counted before reading; the counts are in the rubric. */
    opn_level *levels;
    opn_term *terms;
    opn_band *bands;
    size_t band_count;
    opn_rubric_node *nodes;
    opn_fineness *fineness; /* per node */
    size_t current;         /* the node being read: names from here on are ahead */
} opn_rubric_builder;

/* Adds an error at a node. */
void opn_rubric_error(opn_rubric_builder *b, const char *id, const opn_node *node,
                      const char *message);

/* A name: small letters, digits and "_", beginning with a letter or digit, and
 * no word of the language. */
bool opn_rubric_name_valid(const char *name);

/* The text of a member or, when it is absent, `otherwise`. */
const char *opn_rubric_text(opn_rubric_builder *b, const opn_node *object, const char *key,
                            size_t limit, const char *otherwise);

/* The place of a node. */
opn_place opn_rubric_place(opn_rubric_builder *b, const opn_node *node);

/* 3 or "1/2", not negative; reports `id`. */
bool opn_rubric_fraction(opn_rubric_builder *b, const opn_node *node, const char *id,
                         opn_rational *out);

/* A predicate over facts, or over nodes; the count is OPN_NO_PREDICATE after a
 * problem. */
uint16_t opn_rubric_predicate(opn_rubric_builder *b, const opn_node *when, bool over_facts);

/* The members "levels", or "when" and "next", of a criterion or ladder. */
void opn_rubric_levels(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out,
                       bool criterion);

/* How many levels these members hold at most. */
size_t opn_rubric_level_room(const opn_node *node);

/* A node that was read before, by the name at `at` (or of the member `at`).
 * SIZE_MAX and "unknown-name" or "forward-reference". */
size_t opn_rubric_reference(opn_rubric_builder *b, const opn_node *at, const char *name);

/* One entry of "combine". */
void opn_rubric_combination(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out);

/* Works out the fineness of the node just read, and `common` of a mean; reports
 * "denominators-too-large". */
void opn_rubric_bound(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out);

/* The greatest common divisor of two numbers that are not negative. */
int64_t opn_rubric_gcd(int64_t a, int64_t b);

/* The least common multiple, 0 when it is 0 already or above
 * OPN_DENOMINATOR_MAX. */
int64_t opn_rubric_lcm(int64_t a, int64_t b);

#endif
