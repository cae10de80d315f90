/*
 * may_conflict.c: limits that a stated license leaves out.
 *
 * Takes the licenses that a release states and that of a base, gives the terms
 * by which the base limits more than any stated license does. A record that
 * shows such a release shows what its maker wrote, not what its maker could grant.
 *
 * Must not judge who is right: both licenses bind (may_release.c).
 */
#include "answer.h"

/* Terms that follow the work into what is made of it, with the words that
 * leave it free. */
static const struct {
    const char *term;
    const char *free[2];
} limits[] = {
    {"purpose", {"none", ""}},
    {"commercial", {"included", ""}},
    {"gates", {"", ""}},
    {"territory", {"", ""}},
    {"field_bans", {"", ""}},
    {"aup", {"none", ""}},
    {"output_train", {"free", ""}},
    {"modify", {"yes", ""}},
    {"redistribute", {"yes", ""}},
    {"copyleft", {"none", ""}},
    {"flow_down", {"none", "license_copy"}},
    {"display", {"", ""}},
    {"name_rule", {"", ""}},
};

/* Whether a text states a limit here; what was not read limits nothing yet. */
static bool is_limited(const opn_terms *terms, const openness_database *database, size_t limit)
{
    const opn_term_value *value = opn_terms_value(terms, database, limits[limit].term);

    if (value->state != OPN_TERM_STATED) {
        return false;
    }
    if (*limits[limit].free[0] == '\0') {
        return value->tag_count > 0 || value->object_count > 0;
    }
    return !opn_streq(value->word, limits[limit].free[0]) &&
           !opn_streq(value->word, limits[limit].free[1]);
}

/* Marks what any license of an expression limits. */
static int mark_limits(bool *marks, const opn_may_ask *ask, const opn_expr *expr)
{
    for (size_t i = 0; i < expr->count; i++) {
        opn_terms terms;
        int status;

        if (expr->ops[i].kind != OPN_EXPR_LICENSE) {
            continue;
        }
        status = opn_terms_read(&terms, ask->database, expr->ops[i].license, ask->question->date,
                                ask->arena);
        if (status != OPENNESS_OK) {
            return status;
        }
        for (size_t k = 0; k < OPN_ARRAY_LEN(limits); k++) {
            marks[k] = marks[k] || is_limited(&terms, ask->database, k);
        }
    }
    return OPENNESS_OK;
}

/* Anywhere in the expression: as a choice it was at least not forgotten. */
static bool names(const opn_expr *expr, size_t license)
{
    for (size_t i = 0; i < expr->count; i++) {
        if (expr->ops[i].kind == OPN_EXPR_LICENSE && expr->ops[i].license == license) {
            return true;
        }
    }
    return false;
}

/* Whoever names the base's license has left nothing out. */
static bool names_any(const opn_license_value *states, size_t count, const opn_expr *base)
{
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < base->count; k++) {
            if (base->ops[k].kind == OPN_EXPR_LICENSE &&
                names(&states[i].expression, base->ops[k].license)) {
                return true;
            }
        }
    }
    return false;
}

/* Stated and base licenses are read whole: a limit on either side of an OR is
 * one that the text knows of. */
int opn_may_left_out(const char *const **terms, size_t *count, const opn_may_ask *ask,
                     const opn_license_value *states, size_t state_count, const opn_expr *base)
{
    bool stated[OPN_ARRAY_LEN(limits)] = {false};
    bool bound[OPN_ARRAY_LEN(limits)] = {false};
    const char **left = opn_arena_alloc(ask->arena, OPN_ARRAY_LEN(limits), sizeof *left);
    int status = left == NULL ? OPENNESS_E_NOMEM : mark_limits(bound, ask, base);

    *terms = left;
    *count = 0;
    for (size_t i = 0; i < state_count && status == OPENNESS_OK; i++) {
        status = mark_limits(stated, ask, &states[i].expression);
    }
    if (status != OPENNESS_OK || names_any(states, state_count, base)) {
        return status;
    }
    for (size_t k = 0; k < OPN_ARRAY_LEN(limits); k++) {
        if (bound[k] && !stated[k]) {
            left[*count] = limits[k].term;
            *count += 1;
        }
    }
    return OPENNESS_OK;
}
