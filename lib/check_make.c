/*
 * check_make.c: one release against the requirements of a policy.
 *
 * Takes a check that has no releases yet, asks each requirement that applies, and
 * lets exceptions cover what was not met. Here is too what the kinds of requirement
 * share: lines, places, facts.
 *
 * Must not know how any kind of requirement is checked (check_*.c).
 */
#include "check_make.h"

/* --- what requirements share ---------------------------------------------------------------- */

const char *opn_check_keep(opn_checking *c, opn_buf *buf)
{
    const char *copy =
        buf->failed ? NULL
                    : opn_arena_copy(c->arena, buf->data == NULL ? "" : buf->data, buf->size);

    opn_buf_free(buf);
    if (copy == NULL) {
        c->status = OPENNESS_E_NOMEM;
    }
    return copy == NULL ? "" : copy;
}

void opn_check_miss(opn_checking *c, opn_buf *buf)
{
    if (c->item->missing_count == OPN_MOST_MISSING) {
        c->left_out++;
        c->status = buf->failed ? OPENNESS_E_NOMEM : c->status;
        opn_buf_free(buf);
        return;
    }
    c->missing[c->item->missing_count] = opn_check_keep(c, buf);
    c->item->missing_count++;
}

const char *opn_check_pointer(opn_checking *c, const char *list, size_t index)
{
    opn_buf buf = {0};

    opn_buf_printf(&buf, "/%s/%zu", list, index);
    return opn_check_keep(c, &buf);
}

/* Strings of the release are copied: the check outlives it. */
static const char *copy(opn_checking *c, const char *text)
{
    const char *made = opn_arena_string(c->arena, text);

    if (made == NULL) {
        c->status = OPENNESS_E_NOMEM;
    }
    return made == NULL ? "" : made;
}

void opn_check_place_add(opn_checking *c, const opn_check_place *place)
{
    for (size_t i = 0; i < c->item->place_count; i++) {
        if (opn_streq(c->places[i].pointer, place->pointer) &&
            opn_streq(c->places[i].source, place->source)) {
            return;
        }
    }
    if (c->item->place_count < OPN_MOST_PLACES) {
        c->places[c->item->place_count] =
            (opn_check_place){copy(c, place->pointer), copy(c, place->source),
                              copy(c, place->locator), copy(c, place->read)};
        c->item->place_count++;
    }
}

void opn_check_place_of(opn_checking *c, const opn_fact_source *source)
{
    opn_check_place place = {"", "", "", ""};
    opn_buf buf = {0};
    size_t at = 0;
    const opn_claim *claim = source == NULL ? NULL : opn_report_claim(source, &at);

    if (source == NULL) {
        return;
    }
    if (source->artifact != NULL && source->artifact->artifact != NULL) {
        /* An entry of this release, whichever way it was resolved. */
        ptrdiff_t index = source->artifact->artifact - c->release->artifacts;

        place.pointer = opn_check_pointer(c, "artifacts", (size_t)index);
    } else if (source->field != NULL) {
        opn_buf_printf(&buf, "/fields/%s",
                       c->policy->database->vocabulary.fields[source->field->field].id);
        place.pointer = opn_check_keep(c, &buf);
    }
    if (claim != NULL) {
        place.source = claim->source;
        place.locator = claim->locator;
        place.read = claim->read;
    }
    if (*place.pointer != '\0' || claim != NULL) {
        opn_check_place_add(c, &place);
    }
}

bool opn_check_derive(opn_checking *c)
{
    size_t count = c->policy->database->vocabulary.fact_count;

    if (c->derived || c->status != OPENNESS_OK) {
        return c->derived && c->status == OPENNESS_OK;
    }
    c->facts = opn_arena_alloc(&c->scratch, count, sizeof *c->facts);
    c->sources = opn_arena_alloc(&c->scratch, count, sizeof *c->sources);
    c->status = c->facts == NULL || c->sources == NULL
                    ? OPENNESS_E_NOMEM
                    : opn_resolve(&c->resolved, c->release, c->as_of, &c->scratch);
    if (c->status == OPENNESS_OK) {
        opn_facts_derive(&c->resolved, c->facts, c->sources);
        c->derived = true;
    }
    return c->derived;
}

int opn_check_lanes(bool worst, bool best)
{
    return worst  ? OPENNESS_CHECK_PASS
           : best ? OPENNESS_CHECK_INDETERMINATE
                  : OPENNESS_CHECK_FAIL;
}

void opn_check_next_fact(opn_checking *c, size_t fact, bool unknown)
{
    const opn_fact *about = &c->policy->database->vocabulary.facts[fact];
    opn_buf buf = {0};

    opn_buf_printf(&buf, "%s%s", unknown ? "find out: " : "",
                   unknown ? about->question : about->raise);
    c->item->next = opn_check_keep(c, &buf);
}

/* --- one item ------------------------------------------------------------------------------- */

static void ask(opn_checking *c, const opn_requirement *requirement)
{
    static void (*const by_kind[])(opn_checking * c, const opn_requirement *requirement) = {
        [OPN_ASK_LEVEL] = opn_check_level,
        [OPN_ASK_SCORE] = opn_check_score,
        [OPN_ASK_MAY] = opn_check_may,
        [OPN_ASK_FACT] = opn_check_fact,
        [OPN_ASK_EVIDENCE] = opn_check_evidence,
        [OPN_ASK_LICENSE] = opn_check_license,
        [OPN_ASK_CONFLICTS] = opn_check_conflicts,
    };

    by_kind[requirement->kind](c, requirement);
}

static void make_item(opn_checking *c, size_t index, opn_check_item *item)
{
    *item = (opn_check_item){.rule = index,
                             .found = OPENNESS_CHECK_ERROR,
                             .reason = "",
                             .next = "",
                             .exception = OPN_NONE,
                             .expired = OPN_NONE};
    c->item = item;
    c->left_out = 0;
    c->missing = opn_arena_alloc(c->arena, OPN_MOST_MISSING + 1, sizeof *c->missing);
    c->places = opn_arena_alloc(c->arena, OPN_MOST_PLACES, sizeof *c->places);
    if (c->missing == NULL || c->places == NULL) {
        c->status = OPENNESS_E_NOMEM;
        return;
    }
    item->missing = c->missing;
    item->places = c->places;
    ask(c, &c->policy->requirements[index]);
    if (c->left_out > 0) {
        opn_buf buf = {0};

        opn_buf_printf(&buf, "and %zu more", c->left_out);
        c->missing[item->missing_count] = opn_check_keep(c, &buf);
        item->missing_count++;
    }
}

/* Days of the form YYYY-MM-DD compare as texts. */
static bool is_expired(const opn_exception *exception, const char *today)
{
    return strcmp(today, exception->expires) > 0;
}

/* The first exception that still counts covers the item, a later one of the same
 * item waits; one that has expired is shown and covers nothing. */
static void except(opn_checking *c, opn_check_item *item)
{
    item->verdict = item->found;
    for (size_t i = 0; i < c->policy->exception_count; i++) {
        const opn_exception *exception = &c->policy->exceptions[i];

        if (exception->requirement != item->rule ||
            !opn_pattern_matches(exception->release, c->release->id, true)) {
            continue;
        }
        if (is_expired(exception, c->today)) {
            item->expired = item->expired == OPN_NONE ? i : item->expired;
        } else if (item->exception == OPN_NONE) {
            item->exception = i;
        }
    }
    if (item->exception != OPN_NONE && item->found != OPENNESS_CHECK_PASS) {
        item->verdict = OPENNESS_CHECK_EXCEPTED;
    }
}

static int counts_as(const openness_check *check, int verdict)
{
    return verdict == OPENNESS_CHECK_EXCEPTED        ? OPENNESS_CHECK_PASS
           : verdict == OPENNESS_CHECK_INDETERMINATE ? check->indeterminate_as
                                                     : verdict;
}

/* --- one release ---------------------------------------------------------------------------- */

/* Hubs tell no two releases apart by the case of letters: to be asked in doubt is the safe
 * side, and for an exception not to count. */
static bool applies(const openness_policy *policy, opn_pattern_run run, const char *id,
                    bool *matched)
{
    bool any = run.count == 0;

    for (size_t i = run.first; i < run.first + run.count; i++) {
        if (opn_pattern_matches(policy->patterns[i].text, id, false)) {
            matched[i] = true;
            any = true;
        }
    }
    return any;
}

static void check_items(opn_checking *c, openness_check *check, opn_check_release *entry,
                        bool *matched)
{
    const openness_policy *policy = c->policy;
    opn_check_item *items = opn_arena_alloc(c->arena, policy->requirement_count, sizeof *items);

    entry->items = items;
    c->status = items == NULL ? OPENNESS_E_NOMEM : c->status;
    for (size_t i = 0; i < policy->requirement_count && c->status == OPENNESS_OK; i++) {
        opn_check_item *item = &items[entry->item_count];

        if (!applies(policy, policy->requirements[i].applies_to, c->release->id, matched)) {
            continue;
        }
        make_item(c, i, item);
        except(c, item);
        item->counts_as = counts_as(check, item->verdict);
        entry->verdict = opn_check_worse(entry->verdict, item->counts_as);
        check->counts[item->verdict]++;
        entry->item_count++;
    }
}

int opn_check_one(openness_check *check, const openness_release *release, const char *source,
                  bool *matched)
{
    const openness_policy *policy = check->origin;
    opn_checking c = {.policy = policy,
                      .release = release,
                      .as_of = *check->state == '\0' ? NULL : check->state,
                      .today = check->as_of,
                      .arena = &check->arena};
    opn_check_release *entry = opn_arena_alloc(&check->arena, 1, sizeof *entry);

    c.reports = opn_arena_alloc(&c.scratch, policy->rubric_count, sizeof(openness_report *));
    if (entry == NULL || c.reports == NULL) {
        opn_arena_free(&c.scratch);
        return OPENNESS_E_NOMEM;
    }
    *entry = (opn_check_release){.id = copy(&c, release->id),
                                 .name = copy(&c, release->name),
                                 .source = copy(&c, source),
                                 .verdict = OPENNESS_CHECK_PASS,
                                 .problem = ""};
    check->releases = entry;
    check->release_count = 1;
    entry->selected = applies(policy, policy->applies_to, release->id, matched);
    if (entry->selected && c.status == OPENNESS_OK) {
        check_items(&c, check, entry, matched);
    }
    for (size_t i = 0; i < policy->rubric_count; i++) {
        openness_report_free(c.reports[i]);
    }
    opn_arena_free(&c.scratch);
    return c.status;
}
