/*
 * answer.h: the result model behind openness_answer.
 *
 * Built once for a license expression (answer.c) or for an artifact of a
 * release with all its bases (may_release.c); render_answer.c only prints it.
 */
#ifndef OPN_ANSWER_H
#define OPN_ANSWER_H

#include "may.h"
#include "release.h"

/* A base whose terms were looked at, in the order in which they were met. */
typedef struct {
    const char *of;       /* the release that is based on it */
    const char *relation; /* "finetune" */
    const char *release;  /* id of the base */
    const char *license;  /* as stated; "unknown" or "none" */
    bool by_outputs;      /* somewhere on the way a model learned from outputs alone */
    int verdict;          /* of its terms, for the question */
} opn_answer_base;

/* The license that a release states leaves out limits of a base. */
typedef struct {
    size_t base;              /* in the list of bases */
    const char *const *terms; /* ids of the limits that are left out */
    size_t term_count;
} opn_answer_conflict;

struct openness_answer {
    opn_arena arena;
    openness_database *database; /* one reference */
    openness_release *release;   /* one reference; NULL for a license alone */
    const char *artifact;        /* id; "" for a license alone */
    const char *license;         /* the expression, or what the artifact states; "unknown" */
    opn_may_question question;
    opn_may_result result;
    opn_may_sources sources;
    const opn_answer_base *bases;
    size_t base_count;
    const opn_answer_conflict *conflicts;
    size_t conflict_count;
};

/* An answer without lines to a checked question: the common start of both
 * public calls. *err is set on failure (E_JSON, E_SCHEMA, E_LIMIT or E_NOMEM). */
int opn_answer_begin(openness_answer **out, const openness_database *database,
                     const char *question, size_t size, openness_error **err);

/* Puts bars before unknowns and unknowns before conditions. OPENNESS_OK or E_NOMEM. */
int opn_answer_finish(openness_answer *answer);

/* What an answer asks of a work with these modalities. */
opn_may_ask opn_answer_ask(openness_answer *answer, opn_truth multimodal, bool by_outputs);

/* may_conflict.c: the limits of a base's license that the stated licenses do not
 * have, as ids of terms in the arena; none when they name the base's license.
 * OPENNESS_OK or E_NOMEM. */
int opn_may_left_out(const char *const **terms, size_t *count, const opn_may_ask *ask,
                     const opn_license_value *states, size_t state_count, const opn_expr *base);

/* "allowed", "conditional", "forbidden" or "unknown". */
const char *opn_verdict_id(int verdict);

/* render_answer.c */
void opn_answer_json(opn_buf *buf, const openness_answer *answer, bool compact);
void opn_answer_text(opn_buf *buf, const openness_answer *answer, bool color, int width);
void opn_answer_markdown(opn_buf *buf, const openness_answer *answer);

#endif
