/*
 * check_record.c: facts, licenses, uses and conflicts of a record against a
 * requirement.
 *
 * Takes the resolved release: events up to the day count, and weights are bound by
 * the licenses of their bases too. A license that the record leaves open between
 * several is met where each of them is.
 *
 * Must not know rubrics, nor what any license says.
 */
#include "check_make.h"
#include "phrases.h"

/* --- facts ---------------------------------------------------------------------------------- */

static void say_answer(opn_buf *buf, const opn_ladder *ladder, opn_pair has)
{
    if (!opn_pair_applies(has)) {
        opn_buf_str(buf, "not applicable");
    } else if (has.lo == 0 && !opn_pair_decided(has) && (size_t)has.hi + 1 == ladder->count) {
        opn_buf_str(buf, "unknown");
    } else {
        opn_say_id(buf, ladder->levels[has.lo]);
        if (!opn_pair_decided(has)) {
            opn_buf_str(buf, " to ");
            opn_say_id(buf, ladder->levels[has.hi]);
        }
    }
}

void opn_check_fact(opn_checking *c, const opn_requirement *ask)
{
    const opn_vocabulary *v = &c->policy->database->vocabulary;
    const opn_fact *fact = &v->facts[ask->fact];
    opn_buf buf = {0};
    opn_pair has;

    if (!opn_check_derive(c)) {
        return;
    }
    has = c->facts[ask->fact];
    c->item->found = opn_pair_applies(has)
                         ? opn_check_lanes(has.lo >= ask->level, has.hi >= ask->level)
                         : ask->inapplicable;
    opn_say_id(&buf, fact->id);
    opn_buf_str(&buf, ": ");
    say_answer(&buf, &v->ladders[fact->ladder], has);
    c->item->reason = opn_check_keep(c, &buf);
    opn_check_place_of(c, &c->sources[ask->fact]);
    if (c->item->found != OPENNESS_CHECK_PASS) {
        opn_buf_str(&buf, "needs ");
        opn_say_id(&buf, v->ladders[fact->ladder].levels[ask->level]);
        opn_check_miss(c, &buf);
        opn_check_next_fact(c, ask->fact, c->item->found == OPENNESS_CHECK_INDETERMINATE);
    }
}

/* --- licenses ------------------------------------------------------------------------------- */

static bool holds(const size_t *items, size_t count, size_t license)
{
    for (size_t i = 0; i < count; i++) {
        if (items[i] == license) {
            return true;
        }
    }
    return false;
}

/* A text that is only referred to is on no list of ids; whether it is one that is
 * barred nobody knows. */
static int judge_leaf(const opn_requirement *ask, const opn_expr_op *op)
{
    bool listed = op->kind == OPN_EXPR_LICENSE && holds(ask->any_of, ask->any_count, op->license);

    if (ask->any_count > 0 && !listed) {
        return OPENNESS_CHECK_FAIL;
    }
    if (op->kind == OPN_EXPR_OPAQUE) {
        return OPENNESS_CHECK_INDETERMINATE;
    }
    return holds(ask->none_of, ask->none_count, op->license) ? OPENNESS_CHECK_FAIL
                                                             : OPENNESS_CHECK_PASS;
}

/* Whoever may choose takes what the policy allows; what holds all at once is as
 * bad as the worst of it. Expressions are postfix and of at most 1,024 bytes. */
static int judge_expression(opn_checking *c, const opn_requirement *ask, const opn_expr *expr)
{
    int *stack = opn_arena_alloc(&c->scratch, expr->count, sizeof *stack);
    size_t depth = 0;

    if (stack == NULL) {
        c->status = OPENNESS_E_NOMEM;
        return OPENNESS_CHECK_ERROR;
    }
    for (size_t i = 0; i < expr->count; i++) {
        const opn_expr_op *op = &expr->ops[i];
        bool both = op->kind == OPN_EXPR_AND || op->kind == OPN_EXPR_OR;
        int a;
        int worse;

        if (!both) {
            stack[depth] = judge_leaf(ask, op);
            depth++;
            continue;
        }
        depth--;
        a = stack[depth - 1];
        worse = opn_check_worse(a, stack[depth]);
        stack[depth - 1] = op->kind == OPN_EXPR_AND ? worse : worse == a ? stack[depth] : a;
    }
    return stack[0];
}

static int judge_value(opn_checking *c, const opn_requirement *ask,
                       const opn_license_value *value)
{
    switch (value->kind) {
    case OPN_LICENSE_NONE: /* grants nothing, so it is none that was allowed */
        return OPENNESS_CHECK_FAIL;
    case OPN_LICENSE_EXPRESSION:
        return judge_expression(c, ask, &value->expression);
    case OPN_LICENSE_UNKNOWN:
        break;
    }
    return OPENNESS_CHECK_INDETERMINATE;
}

static void say_value(opn_buf *buf, const opn_license_value *value)
{
    opn_buf_str(buf, value->kind == OPN_LICENSE_UNKNOWN ? "license unknown"
                     : value->kind == OPN_LICENSE_NONE  ? "no license"
                                                        : value->text);
}

/* All of a list bind; of a run of alternatives one does, and which is open. */
static int judge_entry(opn_checking *c, const opn_requirement *ask,
                       const opn_resolved_artifact *entry, opn_buf *said)
{
    int verdict = OPENNESS_CHECK_PASS;
    size_t i = 0;

    while (i < entry->license_count && c->status == OPENNESS_OK) {
        int run = judge_value(c, ask, &entry->licenses[i]);

        opn_buf_str(said, said->size == 0 ? "" : " AND ");
        say_value(said, &entry->licenses[i]);
        for (i++; i < entry->license_count && entry->licenses[i].alternative; i++) {
            int one = judge_value(c, ask, &entry->licenses[i]);

            run = one == run ? run : OPENNESS_CHECK_INDETERMINATE;
            opn_buf_str(said, " or perhaps ");
            say_value(said, &entry->licenses[i]);
        }
        verdict = opn_check_worse(verdict, run);
    }
    return verdict;
}

static const opn_resolved_artifact *absent(const opn_checking *c, size_t slot)
{
    const opn_vocabulary *v = &c->policy->database->vocabulary;

    return slot == opn_table_find(&v->slot_table, "weights") ? &c->resolved.absent_weights
                                                             : &c->resolved.absent;
}

static void say_missing(opn_checking *c, const opn_resolved_artifact *entry,
                        const opn_requirement *ask)
{
    const opn_vocabulary *v = &c->policy->database->vocabulary;

    for (size_t i = 0; i < entry->license_count; i++) {
        int verdict = judge_value(c, ask, &entry->licenses[i]);
        size_t own = entry->license_count - c->resolved.inherited_count;
        opn_buf buf = {0};

        if (verdict == OPENNESS_CHECK_PASS) {
            continue;
        }
        say_value(&buf, &entry->licenses[i]);
        opn_buf_str(&buf, verdict == OPENNESS_CHECK_FAIL ? " is not what the policy allows"
                                                         : ": not known");
        if (ask->slot == opn_table_find(&v->slot_table, "weights") && i >= own) {
            opn_buf_printf(&buf, ", by the base %s", c->resolved.inherited_from[i - own]);
        }
        opn_check_miss(c, &buf);
    }
}

/* Whose license is not known: the part's own, else that of a base that binds it. false
 * where each is known, or left open between several. */
static bool say_unknown(opn_checking *c, size_t slot, opn_buf *buf)
{
    const opn_vocabulary *v = &c->policy->database->vocabulary;
    bool bound = slot == opn_table_find(&v->slot_table, "weights");
    const char *base = NULL;
    bool own = true;

    for (size_t i = 0; opn_check_derive(c) && i < c->resolved.artifact_count; i++) {
        const opn_resolved_artifact *entry = &c->resolved.artifacts[i];
        size_t count = entry->license_count - (bound ? c->resolved.inherited_count : 0);

        if (entry->artifact->slot != slot || !entry->applies) {
            continue;
        }
        own = false;
        for (size_t k = 0; k < entry->license_count; k++) {
            bool unknown = entry->licenses[k].kind == OPN_LICENSE_UNKNOWN;

            own = own || (unknown && k < count);
            base = unknown && k >= count && base == NULL ? c->resolved.inherited_from[k - count]
                                                         : base;
        }
    }
    if (own || base != NULL) {
        opn_buf_str(buf, "find out: license of ");
        opn_buf_str(buf, own ? "the " : "its base ");
        opn_say_id(buf, own ? v->slots[slot].id : "");
        opn_buf_str(buf, own ? "" : base);
    }
    return own || base != NULL;
}

void opn_check_license(opn_checking *c, const opn_requirement *ask)
{
    const opn_vocabulary *v = &c->policy->database->vocabulary;
    opn_buf said = {0};
    bool any = false;
    bool applies = false;
    int verdict = OPENNESS_CHECK_PASS;

    if (!opn_check_derive(c)) {
        return;
    }
    for (size_t i = 0; i < c->resolved.artifact_count; i++) {
        const opn_resolved_artifact *entry = &c->resolved.artifacts[i];

        if (entry->artifact->slot != ask->slot) {
            continue;
        }
        any = true;
        opn_check_place_of(c, &(opn_fact_source){entry, "license", NULL});
        if (entry->applies) {
            applies = true;
            verdict = opn_check_worse(verdict, judge_entry(c, ask, entry, &said));
            say_missing(c, entry, ask);
        }
    }
    if (!any) {
        verdict = judge_entry(c, ask, absent(c, ask->slot), &said);
        say_missing(c, absent(c, ask->slot), ask);
        applies = true;
    }
    c->item->found = applies ? verdict : ask->inapplicable;
    opn_buf_str(&said, applies ? "" : "not applicable: the release has no such part");
    c->item->reason = opn_check_keep(c, &said);
    if (c->item->found == OPENNESS_CHECK_INDETERMINATE) {
        if (!say_unknown(c, ask->slot, &said)) {
            opn_buf_str(&said, "find out which license holds for the ");
            opn_say_id(&said, v->slots[ask->slot].id);
        }
        c->item->next = opn_check_keep(c, &said);
    } else if (c->item->found == OPENNESS_CHECK_FAIL) {
        opn_buf_str(&said, "use another release, or ask the licensor for another license");
        c->item->next = opn_check_keep(c, &said);
    }
}

/* --- uses ----------------------------------------------------------------------------------- */

/* The question as of the day that the release is taken as of, unless the policy
 * names a day of its own. NULL without memory. */
static const char *dated_question(opn_checking *c, const opn_requirement *ask)
{
    opn_buf buf = {0};
    const char *text;

    if (c->as_of == NULL || ask->has_date) {
        return ask->question;
    }
    opn_buf_add(&buf, ask->question, strlen(ask->question) - 1);
    opn_buf_printf(&buf, "%s\"date\":\"%s\"}", opn_streq(ask->question, "{}") ? "" : ",",
                   c->as_of);
    text = buf.failed ? NULL : opn_arena_string(&c->scratch, buf.data);
    opn_buf_free(&buf);
    return text;
}

static void miss_lines(opn_checking *c, const openness_answer *answer)
{
    for (size_t i = 0; i < openness_answer_line_count(answer); i++) {
        const char *clause = openness_answer_line_clause(answer, i);
        const char *license = openness_answer_line_license(answer, i);
        opn_buf buf = {0};

        opn_buf_str(&buf, openness_answer_line_text(answer, i));
        if (*clause != '\0' || *license != '\0') {
            opn_buf_printf(&buf, " (%s%s%s)", license,
                           *license != '\0' && *clause != '\0' ? ", " : "", clause);
        }
        opn_check_miss(c, &buf);
    }
}

static void place_slot(opn_checking *c, size_t slot)
{
    for (size_t i = 0; opn_check_derive(c) && i < c->resolved.artifact_count; i++) {
        const opn_resolved_artifact *entry = &c->resolved.artifacts[i];

        if (entry->artifact->slot == slot) {
            opn_check_place_of(c, &(opn_fact_source){entry, "license", NULL});
        }
    }
}

/* A license that is known but whose text nobody has read is the thing to read. */
static void next_use(opn_checking *c, const openness_answer *answer, size_t slot)
{
    int verdict = openness_answer_verdict(answer);
    const char *license = openness_answer_line_license(answer, 0);
    opn_buf buf = {0};

    if (c->item->found == OPENNESS_CHECK_PASS) {
        return;
    }
    if (verdict == OPENNESS_CONDITIONAL) {
        opn_buf_str(&buf, "meet the conditions, and say so in the policy");
    } else if (verdict == OPENNESS_FORBIDDEN) {
        opn_buf_str(&buf, "use another release, or ask the licensor for a permission");
    } else if (*license != '\0') {
        opn_buf_printf(&buf, "find out: what the text of %s says", license);
    } else if (!say_unknown(c, slot, &buf)) {
        opn_buf_printf(&buf, "settle what is open: %s", openness_answer_line_text(answer, 0));
    }
    c->item->next = opn_check_keep(c, &buf);
}

/* Every entry says that there can be no such part: a dataset has no weights. */
static bool is_inapplicable(opn_checking *c, size_t slot)
{
    bool any = false;

    for (size_t i = 0; opn_check_derive(c) && i < c->resolved.artifact_count; i++) {
        if (c->resolved.artifacts[i].artifact->slot == slot) {
            any = true;
            if (c->resolved.artifacts[i].applies) {
                return false;
            }
        }
    }
    return any;
}

static void say_inapplicable(opn_checking *c, const opn_requirement *ask)
{
    opn_buf buf = {0};

    c->item->found = ask->inapplicable;
    opn_buf_str(&buf, "not applicable: the release has no such part");
    c->item->reason = opn_check_keep(c, &buf);
    if (ask->inapplicable == OPENNESS_CHECK_FAIL) {
        opn_buf_str(&buf, "ask about another part, or say in the policy to whom this applies");
        c->item->next = opn_check_keep(c, &buf);
    }
}

void opn_check_may(opn_checking *c, const opn_requirement *ask)
{
    static const char *const words[] = {
        [OPENNESS_ALLOWED] = "allowed",
        [OPENNESS_CONDITIONAL] = "allowed on conditions",
        [OPENNESS_FORBIDDEN] = "forbidden",
        [OPENNESS_UNDECIDED] = "unknown",
    };
    const int found[] = {
        [OPENNESS_ALLOWED] = OPENNESS_CHECK_PASS,
        [OPENNESS_CONDITIONAL] = ask->conditional,
        [OPENNESS_FORBIDDEN] = OPENNESS_CHECK_FAIL,
        [OPENNESS_UNDECIDED] = OPENNESS_CHECK_INDETERMINATE,
    };
    const opn_vocabulary *v = &c->policy->database->vocabulary;
    const char *question;
    openness_answer *answer = NULL;
    opn_buf buf = {0};
    size_t count;
    int verdict;

    if (is_inapplicable(c, ask->slot)) {
        say_inapplicable(c, ask);
        return;
    }
    question = dated_question(c, ask);
    c->status = c->status != OPENNESS_OK ? c->status
                : question == NULL
                    ? OPENNESS_E_NOMEM
                    : openness_may_release(c->release, v->slots[ask->slot].id, question,
                                           strlen(question), &answer, NULL);
    if (c->status != OPENNESS_OK) {
        return;
    }
    verdict = openness_answer_verdict(answer);
    c->item->found = found[verdict];
    count = openness_answer_line_count(answer);
    opn_buf_str(&buf, words[verdict]);
    /* One that fails or is open names the first reason; of conditions all matter alike. */
    if (verdict == OPENNESS_CONDITIONAL) {
        opn_buf_printf(&buf, " (%zu)", count);
    } else if (count > 0) {
        opn_buf_printf(&buf, ": %s", openness_answer_line_text(answer, 0));
    }
    c->item->reason = opn_check_keep(c, &buf);
    miss_lines(c, answer);
    next_use(c, answer, ask->slot);
    openness_answer_free(answer);
    place_slot(c, ask->slot);
}

/* --- conflicts ------------------------------------------------------------------------------ */

void opn_check_conflicts(opn_checking *c, const opn_requirement *ask)
{
    size_t count = c->release->conflict_count;
    opn_buf buf = {0};

    (void)ask;
    c->item->found = count == 0 ? OPENNESS_CHECK_PASS : OPENNESS_CHECK_FAIL;
    if (count == 0) {
        opn_buf_str(&buf, "none is recorded");
    } else {
        opn_buf_printf(&buf, "%zu recorded", count);
    }
    c->item->reason = opn_check_keep(c, &buf);
    for (size_t i = 0; i < count; i++) {
        const opn_conflict *conflict = &c->release->conflicts[i];
        const opn_claim *claim = conflict->claims.count == 0 ? NULL : &conflict->claims.items[0];

        opn_buf_str(&buf, conflict->about);
        opn_check_miss(c, &buf);
        opn_check_place_add(c, &(opn_check_place){opn_check_pointer(c, "conflicts", i),
                                                  claim == NULL ? "" : claim->source,
                                                  claim == NULL ? "" : claim->locator,
                                                  claim == NULL ? "" : claim->read});
        buf = (opn_buf){0};
    }
    if (count > 0) {
        opn_buf_str(&buf, "find out which source is right, and record that one");
        c->item->next = opn_check_keep(c, &buf);
    }
}
