/*
 * rubric_read.h: a rubric document -> compiled arrays.
 *
 * Refuses unknown names and levels, anything that could lower a result as a
 * release opens (falling points or bands, weights of 0 or less), and scores whose
 * denominators could exceed OPN_DENOMINATOR_MAX, each with its place.
 */
#ifndef OPN_RUBRIC_READ_H
#define OPN_RUBRIC_READ_H

#include "json_read.h"
#include "rubric.h"
#include "vocabulary.h"

/* OPENNESS_OK, E_SCHEMA, E_VERSION, E_LIMIT (over 256 KiB) or E_NOMEM. The
 * caller frees with opn_rubric_free. */
int opn_rubric_read(opn_rubric **out, const opn_vocabulary *vocabulary, const opn_node *root,
                    opn_issues *issues);

#endif
