/*
 * merge_events.c: what happened to a part, as several records tell it.
 *
 * Takes the entries of one part, gives its events by date. A record without
 * events states one value for every day; one that agrees with where the events
 * of another lead is taken to have been read after them, and speaks of the last.
 *
 * Must not know which entries are the same part.
 */
#include "merge.h"
#include "release_read.h"

#include <stdlib.h>

static const char *const members[] = {"access", "extent", "license"};
enum { MEMBERS = 3 };

/* The days on which anything happened, oldest first. */
typedef struct {
    opn_merge_job *job;
    const opn_merge_entry *entries;
    size_t count;
    const char **dates;
    size_t *target; /* the day that tells the same more exactly; itself */
    unsigned *sets; /* by day: which members change */
    size_t date_count;
    size_t last[MEMBERS]; /* the day on which it last changes */
} history;

static const opn_node *first_event(const opn_merge_entry *entry)
{
    return opn_node_first(opn_node_member(entry->node, "events"));
}

static const char *date_of(const opn_node *event)
{
    const char *date = opn_node_string(opn_node_member(event, "date"));

    return date == NULL ? "" : date;
}

static bool ever_sets(const opn_merge_entry *entry, const char *member)
{
    for (const opn_node *at = first_event(entry); at != NULL; at = opn_node_next(at)) {
        if (opn_node_member(at, member) != NULL) {
            return true;
        }
    }
    return false;
}

/* The value in force on a day; NULL is the latest. Of one day the last counts. */
static const opn_node *value_on(const opn_merge_entry *entry, const char *member,
                                const char *date)
{
    const opn_node *value = opn_node_member(entry->node, member);
    const char *latest = "";

    for (const opn_node *at = first_event(entry); at != NULL; at = opn_node_next(at)) {
        const opn_node *set = opn_node_member(at, member);

        if (set != NULL && strcmp(date_of(at), latest) >= 0 &&
            (date == NULL || strcmp(date_of(at), date) <= 0)) {
            value = set;
            latest = date_of(at);
        }
    }
    return value;
}

bool opn_merge_states_at_release(opn_merge_job *job, const opn_merge_entry *entries,
                                 size_t count, size_t at, const char *member,
                                 opn_merge_type type, const opn_ladder *ladder)
{
    opn_merge_value own =
        opn_merge_read(job, opn_node_member(entries[at].node, member), type, ladder);
    bool later = false;

    if (ever_sets(&entries[at], member)) {
        return true;
    }
    for (size_t i = 0; i < count; i++) {
        opn_merge_value last;
        opn_merge_value both;

        if (i == at || !ever_sets(&entries[i], member)) {
            continue;
        }
        last = opn_merge_read(job, value_on(&entries[i], member, NULL), type, ladder);
        if (!opn_merge_meet(job, type, &own, &last, &both)) {
            return true;
        }
        later = true;
    }
    return !later;
}

/* --- days ------------------------------------------------------------------------------------ */

/* Equal texts are one and the same day. */
static int compare_dates(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool happened_in(const opn_merge_entry *entry, const char *date)
{
    for (const opn_node *at = first_event(entry); at != NULL; at = opn_node_next(at)) {
        if (opn_streq(date_of(at), date)) {
            return true;
        }
    }
    return false;
}

/* "2024-04" of one record and "2024-04-15" of another, when none has both. */
static bool is_told_better(const history *h, size_t at)
{
    const char *date = h->dates[at];
    const char *next = at + 1 < h->date_count ? h->dates[at + 1] : "";

    if (strncmp(date, next, strlen(date)) != 0) {
        return false;
    }
    for (size_t i = 0; i < h->count; i++) {
        if (happened_in(&h->entries[i], date) && happened_in(&h->entries[i], next)) {
            return false;
        }
    }
    return true;
}

static size_t day_of(const history *h, const char *date)
{
    const char *const *found =
        bsearch(&date, h->dates, h->date_count, sizeof *h->dates, compare_dates);

    return found == NULL ? OPN_NONE : h->target[found - (const char *const *)h->dates];
}

static void find_changes(history *h)
{
    for (size_t i = 0; i < h->count; i++) {
        for (const opn_node *at = first_event(&h->entries[i]); at != NULL;
             at = opn_node_next(at)) {
            size_t day = day_of(h, date_of(at));

            for (size_t m = 0; m < MEMBERS && day != OPN_NONE; m++) {
                if (opn_node_member(at, members[m]) != NULL) {
                    h->sets[day] |= 1u << m;
                    h->last[m] = day > h->last[m] ? day : h->last[m];
                }
            }
        }
    }
}

static bool find_dates(history *h)
{
    size_t count = 0;
    size_t kept = 0;

    for (size_t i = 0; i < h->count; i++) {
        count += opn_node_count(opn_node_member(h->entries[i].node, "events"));
    }
    h->dates = opn_merge_alloc(h->job, count, sizeof *h->dates);
    h->target = opn_merge_alloc(h->job, count, sizeof *h->target);
    h->sets = opn_merge_alloc(h->job, count, sizeof *h->sets);
    if (count == 0 || h->dates == NULL || h->target == NULL || h->sets == NULL) {
        return false;
    }
    for (size_t i = 0; i < h->count; i++) {
        for (const opn_node *at = first_event(&h->entries[i]); at != NULL;
             at = opn_node_next(at)) {
            h->dates[h->date_count] = date_of(at);
            h->date_count++;
        }
    }
    qsort(h->dates, h->date_count, sizeof *h->dates, compare_dates);
    for (size_t i = 0; i < h->date_count; i++) {
        if (kept == 0 || !opn_streq(h->dates[kept - 1], h->dates[i])) {
            h->dates[kept] = h->dates[i];
            kept++;
        }
    }
    h->date_count = kept;
    for (size_t i = kept; i-- > 0;) {
        h->target[i] = is_told_better(h, i) ? h->target[i + 1] : i;
    }
    find_changes(h);
    h->job->too_much = h->job->too_much || kept > OPN_MOST_EVENTS;
    return kept <= OPN_MOST_EVENTS;
}

/* --- one day --------------------------------------------------------------------------------- */

/* The first event on or after this one that tells of a day. */
static const opn_node *event_on(const history *h, const opn_node *at, size_t day)
{
    while (at != NULL && day_of(h, date_of(at)) != day) {
        at = opn_node_next(at);
    }
    return at;
}

static void write_member(history *h, size_t member, size_t day, const char *about,
                         const char *pointer)
{
    opn_merge_job *job = h->job;
    const char *name = members[member];
    opn_merge_type type = member == 2 ? OPN_MERGE_LICENSE : OPN_MERGE_LADDER;
    const opn_vocabulary *v = job->vocabulary;
    const opn_ladder *ladder = &v->ladders[member == 0 ? v->access_ladder : v->extent_ladder];
    bool last = day == h->last[member];
    opn_merge_ask ask = opn_merge_ask_begin(
        job, type, ladder, opn_merge_text(job, "%s of %s from %s", name, about, h->dates[day]),
        opn_merge_text(job, "%s/%s", pointer, name), h->count);
    opn_merge_value value;

    for (size_t i = 0; i < h->count && i < ask.room; i++) {
        const opn_merge_entry *entry = &h->entries[i];
        opn_merge_side side = {entry->input, entry->node, name, {.applies = true}, entry->whole,
                               true};

        if (!ever_sets(entry, name) && !last &&
            !opn_merge_states_at_release(job, h->entries, h->count, i, name, type, ladder)) {
            continue;
        }
        side.value = opn_merge_read(job, value_on(entry, name, h->dates[day]), type, ladder);
        if (side.value.known) {
            ask.sides[ask.count] = side;
            ask.count++;
        }
    }
    value = opn_merge_decide(job, &ask);
    value.known = value.known && value.applies;
    if (value.known) {
        opn_merge_write_value(job->w, name, type, ladder, &value);
    } else {
        opn_write_member(job->w, name, "unknown");
    }
}

static size_t count_events(const history *h, size_t day)
{
    size_t count = 0;

    for (size_t i = 0; i < h->count; i++) {
        const opn_node *at = event_on(h, first_event(&h->entries[i]), day);

        for (; at != NULL; at = event_on(h, opn_node_next(at), day)) {
            count++;
        }
    }
    return count;
}

/* The words and the evidence of all that tell of the day. */
static void write_rest(history *h, size_t day)
{
    opn_merge_job *job = h->job;
    size_t room = count_events(h, day);
    size_t count = 0;
    opn_merge_witness *witnesses = opn_merge_alloc(job, room, sizeof *witnesses);
    const char *about = NULL;

    for (size_t i = 0; i < h->count && witnesses != NULL; i++) {
        const opn_node *at = event_on(h, first_event(&h->entries[i]), day);

        for (; at != NULL; at = event_on(h, opn_node_next(at), day)) {
            const char *words = opn_node_string(opn_node_member(at, "about"));

            witnesses[count].holder = at;
            for (size_t m = 0; m < MEMBERS; m++) {
                witnesses[count].states |= opn_node_member(at, members[m]) == NULL ? 0u : 1u << m;
            }
            about = about == NULL ? words : about;
            count++;
        }
    }
    opn_write_member(job->w, "about", about);
    opn_merge_write_evidence(job, witnesses, count, members, MEMBERS, h->sets[day]);
}

static void write_day(history *h, size_t day, const char *about, const char *pointer)
{
    opn_write_object(h->job->w);
    opn_write_member(h->job->w, "date", h->dates[day]);
    for (size_t m = 0; m < MEMBERS; m++) {
        if ((h->sets[day] & 1u << m) != 0) {
            write_member(h, m, day, about, pointer);
        }
    }
    write_rest(h, day);
    opn_write_object_end(h->job->w);
}

void opn_merge_events(opn_merge_job *job, const opn_merge_entry *entries, size_t count,
                      const char *about, const char *pointer)
{
    history h = {.job = job, .entries = entries, .count = count};
    size_t index = 0;

    if (!find_dates(&h)) {
        return;
    }
    opn_write_key(job->w, "events");
    opn_write_array(job->w);
    for (size_t day = 0; day < h.date_count && !job->out_of_memory; day++) {
        if (h.target[day] != day) {
            continue;
        }
        write_day(&h, day, about, opn_merge_text(job, "%s/%zu", pointer, index));
        index++;
    }
    opn_write_array_end(job->w);
}
