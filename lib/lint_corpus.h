/*
 * lint_corpus.h: what only shows when a rubric meets releases.
 *
 * Apart from lint.h, whose findings hold for any release that could be: these
 * depend on the database, and so are looked for only when asked.
 */
#ifndef OPN_LINT_CORPUS_H
#define OPN_LINT_CORPUS_H

#include "database.h"

/* Adds "constant-criterion" for each criterion that is decided, and the same,
 * in every release of the database to which the rubric and the criterion
 * apply. Two releases at least, or nothing is said. OPENNESS_OK or E_NOMEM. */
int opn_lint_corpus(const openness_database *database, const opn_rubric *rubric,
                    opn_issues *issues);

#endif
