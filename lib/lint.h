/*
 * lint.h: what is wrong with a rubric that can be read.
 *
 * Pure algorithms over the compiled form; findings carry the place. See
 * docs/rubrics.md for the list. Errors: "unreachable-level", "shadowed-level",
 * "open-without-list", "drifted-copy". Warnings: "always-true",
 * "test-without-effect", "unused-criterion", "missing-citation",
 * "missing-next". What needs releases to be seen is in lint_corpus.c.
 */
#ifndef OPN_LINT_H
#define OPN_LINT_H

#include "license.h"
#include "rubric.h"
#include "vocabulary.h"

/* Finds another rubric by id for same_as; NULL when there is none. */
typedef const opn_rubric *(*opn_rubric_lookup)(const void *context, const char *id);

/* OPENNESS_OK (findings in issues, possibly none), E_LIMIT or E_NOMEM. A finding that the
 * rubric's exceptions name is left out; an exception that matches nothing is
 * itself a finding ("stale-exception"). */
int opn_lint(const opn_rubric *rubric, const opn_vocabulary *vocabulary,
             const opn_license_vocabulary *licenses, opn_rubric_lookup lookup,
             const void *context, opn_issues *issues);

/* The exception for a finding at a place; SIZE_MAX when there is none. */
size_t opn_lint_excuse(const opn_rubric *rubric, const char *id, const opn_place *place);

#endif
