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

/* One event of one record. */
typedef struct {
    size_t entry;
    const opn_node *node;
    const char *key; /* its date, and its number among those of the date in its record */
    size_t day;
} telling;

/* What happened, oldest first. Several events of one date in one record stay
 * several: inside a partial date each of them may be the last. */
typedef struct {
    opn_merge_job *job;
    const opn_merge_entry *entries;
    size_t count;
    telling *told; /* in the order of entries and documents */
    size_t told_count;
    const char **days; /* keys */
    size_t *target;    /* the day that tells the same more exactly; itself */
    unsigned *sets;    /* by day: which members change */
    size_t day_count;
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

/* The value in force today; of one date the last counts. */
static const opn_node *latest_value(const opn_merge_entry *entry, const char *member)
{
    const opn_node *value = opn_node_member(entry->node, member);
    const char *latest = "";

    for (const opn_node *at = first_event(entry); at != NULL; at = opn_node_next(at)) {
        const opn_node *set = opn_node_member(at, member);

        if (set != NULL && strcmp(date_of(at), latest) >= 0) {
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
        last = opn_merge_read(job, latest_value(&entries[i], member), type, ladder);
        if (!opn_merge_meet(job, type, &own, &last, &both)) {
            return true;
        }
        later = true;
    }
    return !later;
}

/* --- days ------------------------------------------------------------------------------------ */

/* Equal texts are one and the same day. */
static int compare_days(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* "2024-04\n0001": sorts by date, a month before its days, then by number. */
static const char *key_of(opn_merge_job *job, const opn_merge_entry *entry, const opn_node *event)
{
    size_t number = 0;
    opn_buf key = {0};

    for (const opn_node *at = first_event(entry); at != event; at = opn_node_next(at)) {
        number += opn_streq(date_of(at), date_of(event));
    }
    opn_buf_printf(&key, "%s\n", date_of(event));
    for (size_t digit = 1000; digit > 0; digit /= 10) {
        opn_buf_char(&key, (char)('0' + number / digit % 10));
    }
    return opn_merge_keep(job, &key);
}

static size_t date_size(const char *key)
{
    return strcspn(key, "\n");
}

static bool same_date(const char *a, const char *b)
{
    return date_size(a) == date_size(b) && strncmp(a, b, date_size(a)) == 0;
}

/* "2024-04" of one record and "2024-04-15" of another, when none has both. */
static bool is_told_better(const history *h, size_t at)
{
    const char *key = h->days[at];
    const char *next = at + 1 < h->day_count ? h->days[at + 1] : "";
    uint64_t tell = 0;
    uint64_t tell_next = 0;

    if (same_date(key, next) || strncmp(key, next, date_size(key)) != 0 ||
        (at > 0 && same_date(key, h->days[at - 1]))) {
        return false;
    }
    /* An input has one entry of a part at most, and there are 64 inputs at most. */
    for (size_t i = 0; i < h->told_count; i++) {
        uint64_t bit = UINT64_C(1) << h->told[i].entry;

        tell |= opn_streq(h->told[i].key, key) ? bit : 0;
        tell_next |= opn_streq(h->told[i].key, next) ? bit : 0;
    }
    return (tell & tell_next) == 0;
}

static size_t day_of(const history *h, const char *key)
{
    const char *const *found =
        bsearch(&key, h->days, h->day_count, sizeof *h->days, compare_days);

    return found == NULL ? 0 : h->target[found - (const char *const *)h->days];
}

static bool gather(history *h)
{
    opn_merge_job *job = h->job;
    size_t count = 0;

    for (size_t i = 0; i < h->count; i++) {
        count += opn_node_count(opn_node_member(h->entries[i].node, "events"));
    }
    h->told = opn_merge_alloc(job, count, sizeof *h->told);
    h->days = opn_merge_alloc(job, count, sizeof *h->days);
    h->target = opn_merge_alloc(job, count, sizeof *h->target);
    h->sets = opn_merge_alloc(job, count, sizeof *h->sets);
    if (job->out_of_memory || count == 0) {
        return false;
    }
    for (size_t i = 0; i < h->count; i++) {
        for (const opn_node *at = first_event(&h->entries[i]); at != NULL;
             at = opn_node_next(at)) {
            const char *key = key_of(job, &h->entries[i], at);

            h->told[h->told_count] = (telling){i, at, key, 0};
            h->days[h->told_count] = key;
            h->told_count++;
        }
    }
    return !job->out_of_memory;
}

static void find_changes(history *h)
{
    for (size_t i = 0; i < h->told_count; i++) {
        size_t day = day_of(h, h->told[i].key);

        h->told[i].day = day;
        for (size_t m = 0; m < MEMBERS; m++) {
            if (opn_node_member(h->told[i].node, members[m]) != NULL) {
                h->sets[day] |= 1u << m;
                h->last[m] = day > h->last[m] ? day : h->last[m];
            }
        }
    }
}

static bool find_days(history *h)
{
    size_t kept = 0;

    if (!gather(h)) {
        return false;
    }
    qsort(h->days, h->told_count, sizeof *h->days, compare_days);
    for (size_t i = 0; i < h->told_count; i++) {
        if (kept == 0 || !opn_streq(h->days[kept - 1], h->days[i])) {
            h->days[kept] = h->days[i];
            kept++;
        }
    }
    h->day_count = kept;
    if (kept > OPN_MOST_EVENTS) {
        h->job->too_much = true;
        return false;
    }
    for (size_t i = kept; i-- > 0;) {
        h->target[i] = is_told_better(h, i) ? h->target[i + 1] : i;
    }
    find_changes(h);
    return true;
}

/* --- one day --------------------------------------------------------------------------------- */

/* The value that an entry has in force after a day. */
static const opn_node *value_on(const history *h, size_t entry, const char *member, size_t day)
{
    const opn_node *value = opn_node_member(h->entries[entry].node, member);
    size_t latest = 0;

    for (size_t i = 0; i < h->told_count; i++) {
        const telling *at = &h->told[i];
        const opn_node *set =
            at->entry == entry && at->day <= day ? opn_node_member(at->node, member) : NULL;

        if (set != NULL && at->day >= latest) {
            value = set;
            latest = at->day;
        }
    }
    return value;
}

static const char *date_on(const history *h, size_t day)
{
    const char *key = h->days[day];
    const char *date = opn_arena_copy(h->job->arena, key, date_size(key));

    h->job->out_of_memory = h->job->out_of_memory || date == NULL;
    return date == NULL ? "" : date;
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
        job, type, ladder, opn_merge_text(job, "%s of %s from %s", name, about, date_on(h, day)),
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
        side.value = opn_merge_read(job, value_on(h, i, name, day), type, ladder);
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

/* The words and the evidence of all that tell of the day. */
static void write_rest(history *h, size_t day)
{
    opn_merge_job *job = h->job;
    size_t room = 0;
    size_t count = 0;
    opn_merge_witness *witnesses;
    const char *about = NULL;

    for (size_t i = 0; i < h->told_count; i++) {
        room += h->told[i].day == day;
    }
    witnesses = opn_merge_alloc(job, room, sizeof *witnesses);
    for (size_t i = 0; i < h->told_count && witnesses != NULL; i++) {
        const opn_node *at = h->told[i].node;

        if (h->told[i].day != day) {
            continue;
        }
        witnesses[count].holder = at;
        for (size_t m = 0; m < MEMBERS; m++) {
            witnesses[count].states |= opn_node_member(at, members[m]) == NULL ? 0u : 1u << m;
        }
        about = about == NULL ? opn_node_string(opn_node_member(at, "about")) : about;
        count++;
    }
    opn_write_member(job->w, "about", about);
    opn_merge_write_evidence(job, witnesses, count, members, MEMBERS, h->sets[day]);
}

static void write_day(history *h, size_t day, const char *about, const char *pointer)
{
    opn_write_object(h->job->w);
    opn_write_member(h->job->w, "date", date_on(h, day));
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

    if (!find_days(&h)) {
        return;
    }
    opn_write_key(job->w, "events");
    opn_write_array(job->w);
    for (size_t day = 0; day < h.day_count && !job->out_of_memory; day++) {
        if (h.target[day] != day) {
            continue;
        }
        write_day(&h, day, about, opn_merge_text(job, "%s/%zu", pointer, index));
        index++;
    }
    opn_write_array_end(job->w);
}
