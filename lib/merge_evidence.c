/*
 * merge_evidence.c: what supports the values of a merged record.
 *
 * Takes the objects whose values were merged, writes each piece of their
 * evidence once. Evidence that stood for a whole object stands, in the merged
 * one, for what that object stated and no more; what a policy overruled stands
 * in the conflict alone.
 *
 * Must not know what the values are.
 */
#include "merge.h"
#include "reader.h"
#include "utf8.h"

static const opn_node *evidence_of(const opn_node *holder)
{
    return opn_node_first(opn_node_member(holder, "evidence"));
}

/* Whether a piece of evidence is for a member; without "for" it is for all. */
static bool supports(const opn_node *piece, const char *member)
{
    const opn_node *list = opn_node_member(piece, "for");

    for (const opn_node *at = opn_node_first(list); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_string(at);

        if (name != NULL && opn_streq(name, member)) {
            return true;
        }
    }
    return opn_node_count(list) == 0;
}

const char *opn_merge_read_day(const opn_merge_side *side)
{
    const char *latest = "";

    for (const opn_node *at = evidence_of(side->holder); at != NULL; at = opn_node_next(at)) {
        const char *day = opn_node_string(opn_node_member(at, "read"));

        if (day != NULL && supports(at, side->member) && strcmp(day, latest) > 0) {
            latest = day;
        }
    }
    return latest;
}

/* --- evidence of a merged object ------------------------------------------------------------- */

static unsigned named(const opn_node *piece, const char *const *members, size_t member_count)
{
    unsigned bits = 0;

    for (size_t i = 0; i < member_count; i++) {
        bits |= supports(piece, members[i]) ? 1u << i : 0u;
    }
    return bits;
}

static void put_members(opn_writer *w, const opn_node *piece)
{
    for (const opn_node *at = opn_node_first(piece); at != NULL; at = opn_node_next(at)) {
        if (!opn_streq(opn_node_key(at), "for")) {
            opn_write_key(w, opn_node_key(at));
            opn_merge_write_node(w, at);
        }
    }
}

static void put_piece(opn_writer *w, const opn_node *piece, unsigned bits,
                      const char *const *members, size_t member_count)
{
    opn_write_object(w);
    put_members(w, piece);
    if (bits != 0) {
        opn_write_key(w, "for");
        opn_write_array(w);
        for (size_t i = 0; i < member_count; i++) {
            if ((bits & 1u << i) != 0) {
                opn_write_string(w, members[i]);
            }
        }
        opn_write_array_end(w);
    }
    opn_write_object_end(w);
}

/* One line per piece, so that the same one is found again. */
static const char *piece_text(opn_merge_job *job, const opn_node *piece, unsigned bits,
                              const char *const *members, size_t member_count)
{
    opn_buf buf = {0};
    opn_writer w;

    opn_write_init(&w, &buf, true);
    put_piece(&w, piece, bits, members, member_count);
    return opn_merge_keep(job, &buf);
}

/* What a piece stands for in the merged object; *bits 0 when it needs no "for".
 * False when nothing is left of it. */
static bool reach(const opn_node *piece, const opn_merge_witness *witness, unsigned all,
                  unsigned merged, unsigned *bits)
{
    bool whole = opn_node_count(opn_node_member(piece, "for")) == 0;

    *bits = whole ? witness->states : all;
    if (whole && witness->states == merged && witness->lost == 0) {
        *bits = 0;
        return true;
    }
    *bits &= ~witness->lost;
    return *bits != 0;
}

static void write_of(opn_merge_job *job, const opn_merge_witness *witness,
                     const char *const *members, size_t member_count, unsigned merged,
                     opn_merge_set *seen, bool *begun)
{
    const opn_node *at = evidence_of(witness->holder);

    for (; at != NULL && !job->out_of_memory; at = opn_node_next(at)) {
        unsigned bits;
        size_t next = seen->count;

        if (!reach(at, witness, named(at, members, member_count), merged, &bits) ||
            opn_merge_set_put(job, seen, piece_text(job, at, bits, members, member_count),
                              next) != next) {
            continue;
        }
        if (!*begun) {
            opn_write_key(job->w, "evidence");
            opn_write_array(job->w);
            *begun = true;
        }
        put_piece(job->w, at, bits, members, member_count);
    }
}

void opn_merge_write_evidence(opn_merge_job *job, const opn_merge_witness *witnesses,
                              size_t count, const char *const *members, size_t member_count,
                              unsigned merged)
{
    opn_merge_set seen = {0};
    bool begun = false;

    for (size_t i = 0; i < count; i++) {
        write_of(job, &witnesses[i], members, member_count, merged, &seen, &begun);
    }
    if (begun) {
        opn_write_array_end(job->w);
    }
}

/* --- conflicts and notes --------------------------------------------------------------------- */

/* A record may leave out where it knows a value from: then it is the source. */
static void put_source(opn_merge_job *job, size_t input)
{
    opn_write_object(job->w);
    opn_write_member(job->w, "source", job->inputs[input].source);
    opn_write_member(job->w, "read", job->inputs[input].read);
    opn_write_object_end(job->w);
}

/* Some pieces are enough to find what is meant. */
enum { MOST_PIECES = 8 };

void opn_merge_write_sides(opn_merge_job *job, const opn_merge_side *sides, size_t count,
                           opn_merge_set *seen)
{
    for (size_t i = 0; i < count; i++) {
        const opn_node *at = evidence_of(sides[i].holder);
        size_t put = 0;

        for (; at != NULL && put < MOST_PIECES; at = opn_node_next(at)) {
            size_t next = seen->count;

            if (!supports(at, sides[i].member)) {
                continue;
            }
            put++;
            if (opn_merge_set_put(job, seen, piece_text(job, at, 0, NULL, 0), next) == next) {
                put_piece(job->w, at, 0, NULL, 0);
            }
        }
        if (put == 0) {
            put_source(job, sides[i].input);
        }
    }
}

void opn_merge_write_pieces(opn_merge_job *job, const opn_node *holder, opn_merge_set *seen)
{
    for (const opn_node *at = evidence_of(holder); at != NULL; at = opn_node_next(at)) {
        size_t next = seen->count;

        if (opn_merge_set_put(job, seen, opn_merge_node_text(job, at, NULL), next) == next) {
            opn_merge_write_node(job->w, at);
        }
    }
}

void opn_merge_conflict(opn_merge_job *job, const char *about, const opn_merge_side *sides,
                        size_t count)
{
    if (job->conflict_count == job->conflict_capacity) {
        size_t capacity = job->conflict_capacity == 0 ? 8 : job->conflict_capacity * 2;
        opn_merge_found *found = opn_merge_alloc(job, capacity, sizeof *found);

        if (found == NULL) {
            return;
        }
        if (job->conflict_count > 0) {
            memcpy(found, job->conflicts, job->conflict_count * sizeof *found);
        }
        job->conflicts = found;
        job->conflict_capacity = capacity;
    }
    about = opn_arena_copy(job->arena, about,
                           opn_utf8_clip(about, strlen(about), OPN_PROSE_LIMIT));
    job->out_of_memory = job->out_of_memory || about == NULL;
    job->conflicts[job->conflict_count] = (opn_merge_found){about, sides, count};
    job->conflict_count++;
}

void opn_merge_note(opn_merge_job *job, const char *text)
{
    openness_merged *out = job->out;

    if (out->note_count == out->note_capacity) {
        size_t capacity = out->note_capacity == 0 ? 8 : out->note_capacity * 2;
        const char **notes = opn_merge_alloc(job, capacity, sizeof *notes);

        if (notes == NULL) {
            return;
        }
        if (out->note_count > 0) {
            memcpy(notes, out->notes, out->note_count * sizeof *notes);
        }
        out->notes = notes;
        out->note_capacity = capacity;
    }
    out->notes[out->note_count] = text;
    out->note_count++;
}
