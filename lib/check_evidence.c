/*
 * check_evidence.c: how old and how sure the evidence of a record is.
 *
 * Takes every value of the record that is known, with the claims that support
 * it. The newest claim and the surest one count. A day that is not stated is not
 * known, and of a partial date both the first and the last day are possible: in
 * the worst lane a claim is as old as it can be, in the best as young.
 *
 * Must not know what any value means.
 */
#include "check_make.h"
#include "dates.h"
#include "phrases.h"

typedef struct {
    opn_checking *c;
    const opn_requirement *ask;
    int64_t today;
    size_t values; /* known ones */
    size_t failed;
    size_t open;
    const char *oldest; /* of the values, the oldest newest day; NULL: none */
} context;

static bool supports(const opn_claim *claim, const char *member)
{
    for (size_t i = 0; i < claim->member_count; i++) {
        if (opn_streq(claim->members[i], member)) {
            return true;
        }
    }
    return claim->member_count == 0;
}

static int rank_of(const char *confidence)
{
    static const char *const words[] = {"low", "medium", "high"};

    for (int i = 0; i < 3; i++) {
        if (opn_streq(confidence, words[i])) {
            return i + 1;
        }
    }
    return 0;
}

/* What one claim is in both lanes. */
typedef struct {
    bool worst;
    bool best;
} lanes;

static lanes is_young(const context *x, const opn_claim *claim)
{
    int64_t oldest = x->today - x->ask->most_days;
    char after[OPN_DAY_SIZE];
    int64_t last;

    if (x->ask->most_days < 0) {
        return (lanes){true, true};
    }
    if (claim->read[0] == '\0') {
        return (lanes){false, true};
    }
    last = opn_date_after(claim->read, after) ? opn_date_number(after) - 1 : INT64_MAX;
    return (lanes){opn_date_number(claim->read) >= oldest, last >= oldest};
}

static lanes is_sure(const context *x, const opn_claim *claim)
{
    int rank = rank_of(claim->confidence);

    return (lanes){rank >= x->ask->confidence,
                   rank >= x->ask->confidence || claim->confidence[0] == '\0'};
}

/* Age and confidence are two questions: a new glance and a sure one may be two. */
static int judge(const context *x, const opn_claims *claims, const char *member)
{
    lanes young = {x->ask->most_days < 0, x->ask->most_days < 0};
    lanes sure = {x->ask->confidence == 0, x->ask->confidence == 0};
    bool any = false;

    for (size_t i = 0; i < claims->count; i++) {
        if (supports(&claims->items[i], member)) {
            lanes age = is_young(x, &claims->items[i]);
            lanes confidence = is_sure(x, &claims->items[i]);

            young = (lanes){young.worst || age.worst, young.best || age.best};
            sure = (lanes){sure.worst || confidence.worst, sure.best || confidence.best};
            any = true;
        }
    }
    /* Without evidence nobody knows when it was looked at. */
    return any ? opn_check_lanes(young.worst && sure.worst, young.best && sure.best)
               : OPENNESS_CHECK_INDETERMINATE;
}

static const opn_claim *newest(const opn_claims *claims, const char *member)
{
    const opn_claim *best = NULL;

    for (size_t i = 0; i < claims->count; i++) {
        const opn_claim *claim = &claims->items[i];

        if (supports(claim, member) &&
            (best == NULL || (claim->read[0] != '\0' &&
                              (best->read[0] == '\0' ||
                               opn_date_number(claim->read) > opn_date_number(best->read))))) {
            best = claim;
        }
    }
    return best;
}

/* One value: "weights license: last read 2024-05-01". */
static void look_at(context *x, const opn_claims *claims, const char *what, const char *member,
                    const char *pointer)
{
    int verdict = judge(x, claims, member);
    const opn_claim *claim = newest(claims, member);
    opn_buf buf = {0};

    x->values++;
    if (claim != NULL && claim->read[0] != '\0' &&
        (x->oldest == NULL || opn_date_number(claim->read) < opn_date_number(x->oldest))) {
        x->oldest = claim->read;
    }
    if (verdict == OPENNESS_CHECK_PASS) {
        return;
    }
    x->failed += verdict == OPENNESS_CHECK_FAIL ? 1 : 0;
    x->open += verdict == OPENNESS_CHECK_INDETERMINATE ? 1 : 0;
    opn_say_id(&buf, what);
    opn_buf_printf(&buf, "%s%s: ", opn_streq(member, "value") ? "" : " ",
                   opn_streq(member, "value") ? "" : member);
    if (claim == NULL) {
        opn_buf_str(&buf, "no evidence is recorded");
    } else {
        opn_buf_printf(&buf, "%s%s",
                       claim->read[0] == '\0' ? "read on a day that is not known" : "last read ",
                       claim->read);
        if (x->ask->confidence > 0) {
            opn_buf_printf(&buf, ", confidence %s",
                           claim->confidence[0] == '\0' ? "not stated" : claim->confidence);
        }
    }
    opn_check_miss(x->c, &buf);
    if (claim != NULL) {
        opn_check_place_add(
            x->c, &(opn_check_place){pointer, claim->source, claim->locator, claim->read});
    } else {
        opn_check_place_add(x->c, &(opn_check_place){pointer, "", "", ""});
    }
}

static bool is_known(const context *x, opn_pair value, size_t ladder)
{
    return value.lo > 0 ||
           (size_t)value.hi + 1 < x->c->policy->database->vocabulary.ladders[ladder].count;
}

static void look_at_state(context *x, const opn_state *state, const opn_claims *claims,
                          const char *what, const char *pointer)
{
    const opn_vocabulary *v = &x->c->policy->database->vocabulary;

    if ((state->sets & OPN_SETS_ACCESS) != 0 && is_known(x, state->access, v->access_ladder)) {
        look_at(x, claims, what, "access", pointer);
    }
    if ((state->sets & OPN_SETS_EXTENT) != 0 && is_known(x, state->extent, v->extent_ladder)) {
        look_at(x, claims, what, "extent", pointer);
    }
    if ((state->sets & OPN_SETS_LICENSE) != 0 && state->license.kind != OPN_LICENSE_UNKNOWN) {
        look_at(x, claims, what, "license", pointer);
    }
}

static void look_at_artifact(context *x, size_t index)
{
    const opn_artifact *artifact = &x->c->release->artifacts[index];
    const char *what = x->c->policy->database->vocabulary.slots[artifact->slot].id;
    const char *pointer = opn_check_pointer(x->c, "artifacts", index);
    opn_state state = artifact->state;

    /* An artifact states its members without saying which: all that are known. */
    state.sets = OPN_SETS_ACCESS | OPN_SETS_EXTENT | OPN_SETS_LICENSE;
    if (artifact->applies) {
        look_at_state(x, &state, &artifact->claims, what, pointer);
    } else {
        look_at(x, &artifact->claims, what, "access", pointer);
    }
    for (size_t i = 0; i < artifact->event_count; i++) {
        look_at_state(x, &artifact->events[i].state, &artifact->events[i].claims, what, pointer);
    }
}

static void look_at_field(context *x, const opn_field_value *value)
{
    const opn_field *field = &x->c->policy->database->vocabulary.fields[value->field];
    bool known = !value->applies ||
                 (field->type == OPN_FIELD_LADDER ? is_known(x, value->value, field->ladder)
                                                  : value->text != NULL);
    opn_buf buf = {0};

    if (known) {
        opn_buf_printf(&buf, "/fields/%s", field->id);
        look_at(x, &value->claims, field->id, "value", opn_check_keep(x->c, &buf));
    }
    opn_buf_free(&buf);
}

void opn_check_evidence(opn_checking *c, const opn_requirement *ask)
{
    context x = {.c = c, .ask = ask, .today = opn_date_number(c->today)};
    opn_buf buf = {0};

    for (size_t i = 0; i < c->release->artifact_count; i++) {
        look_at_artifact(&x, i);
    }
    for (size_t i = 0; i < c->release->field_count; i++) {
        look_at_field(&x, &c->release->fields[i]);
    }
    /* Of a record that states nothing, nobody knows whether anybody looked. */
    c->item->found = x.failed > 0                  ? OPENNESS_CHECK_FAIL
                     : x.open > 0 || x.values == 0 ? OPENNESS_CHECK_INDETERMINATE
                                                   : OPENNESS_CHECK_PASS;
    if (x.failed > 0) {
        opn_buf_printf(&buf,
                       "%zu of %zu values rest on evidence that is too old or not sure enough",
                       x.failed, x.values);
    } else if (x.open > 0) {
        opn_buf_printf(&buf, "the evidence of %zu of %zu values does not say for certain %s", x.open,
                       x.values,
                       ask->most_days < 0       ? "how sure it is"
                       : ask->confidence == 0 ? "when it was read"
                                              : "when it was read, or how sure it is");
    } else if (x.values == 0) {
        opn_buf_str(&buf, "the record holds no value that is known");
    } else {
        opn_buf_printf(&buf, "%s%zu %s%s%s", x.values == 1 ? "" : "all of ", x.values,
                       x.values == 1 ? "value" : "values",
                       x.oldest == NULL ? "" : ", the oldest read ",
                       x.oldest == NULL ? "" : x.oldest);
    }
    c->item->reason = opn_check_keep(c, &buf);
    if (c->item->found != OPENNESS_CHECK_PASS) {
        opn_buf_str(&buf, x.values == 0 ? "state a value, with its evidence"
                          : ask->most_days < 0
                              ? "look at the sources again and record how sure they are"
                              : "look at the sources again and record the day");
        c->item->next = opn_check_keep(c, &buf);
    }
}
