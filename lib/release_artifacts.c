/*
 * release_artifacts.c: the artifacts of a record and the events that change them.
 *
 * Takes the member "artifacts", gives entries in the order of the document,
 * each with its slot, its state at release and its events by date. Several
 * entries of one slot are parts of one whole and stay apart here.
 *
 * Must not know what an "as of" date does to events (resolve.c).
 */
#include "release_read.h"

/* What evidence can be for; the first three are the state. */
static const char *const members[] = {"access", "extent", "license", "withheld_reason", "note"};
enum { STATE_MEMBERS = 3 };

/* Whether a kind exists at all, with or without stages. */
static const char *find_kind(const opn_vocabulary *vocabulary, const char *kind,
                             const char **nearest)
{
    *nearest = NULL;
    for (size_t i = 0; i < vocabulary->slot_count; i++) {
        if (opn_streq(vocabulary->slots[i].kind, kind)) {
            return vocabulary->slots[i].kind;
        }
        *nearest = opn_nearest(*nearest, vocabulary->slots[i].kind, kind);
    }
    return NULL;
}

/* No slot without a stage means that all of them have some. */
static bool has_stages(const opn_vocabulary *vocabulary, const char *kind)
{
    return opn_vocabulary_slot(vocabulary, kind, NULL) == OPN_NONE;
}

/* Only among the stages of this kind. */
static const char *nearest_stage(const opn_vocabulary *vocabulary, const char *kind,
                                 const char *stage)
{
    const char *best = NULL;

    for (size_t i = 0; i < vocabulary->slot_count; i++) {
        const opn_slot *slot = &vocabulary->slots[i];

        for (size_t k = 0; opn_streq(slot->kind, kind) && k < slot->stage_count; k++) {
            best = opn_nearest(best, slot->stages[k], stage);
        }
    }
    return best;
}

/* Three mistakes, three messages: no such kind, a stage where there is none, no
 * such stage. */
static size_t read_slot(opn_record *r, const opn_node *node)
{
    opn_issues *issues = r->reader.issues;
    const char *kind = opn_node_text(issues, node, "kind", OPN_ID_LIMIT, true);
    const char *stage = opn_node_text(issues, node, "stage", OPN_ID_LIMIT, false);
    const char *nearest;
    size_t slot;

    if (kind == NULL) {
        return OPN_NONE;
    }
    slot = opn_vocabulary_slot(r->vocabulary, kind, stage);
    if (slot != OPN_NONE) {
        return slot;
    }
    if (find_kind(r->vocabulary, kind, &nearest) == NULL) {
        opn_issue_unknown(issues, "unknown-kind", opn_node_member(node, "kind"), "artifact", kind,
                          nearest);
    } else if (!has_stages(r->vocabulary, kind)) {
        opn_issue_node(issues, "unknown-stage", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(node, "stage"), "\"%s\" has no stages", kind);
    } else if (stage == NULL) {
        opn_issue_missing(issues, node, "stage");
    } else {
        opn_issue_unknown(issues, "unknown-stage", opn_node_member(node, "stage"), "stage", stage,
                          nearest_stage(r->vocabulary, kind, stage));
    }
    return OPN_NONE;
}

/* Access, extent and license as far as they are stated; those of an event must
 * apply, since what never applies cannot change. */
static opn_state read_state(opn_record *r, const opn_node *node, bool event, bool applies[2])
{
    const opn_node *access = opn_node_member(node, "access");
    const opn_node *extent = opn_node_member(node, "extent");
    const opn_node *license = opn_node_member(node, "license");
    opn_state state;

    applies[0] = true;
    applies[1] = true;
    state.access =
        opn_record_level(r, access, r->vocabulary->access_ladder, event ? NULL : &applies[0]);
    state.extent =
        opn_record_level(r, extent, r->vocabulary->extent_ladder, event ? NULL : &applies[1]);
    state.license = opn_record_license(r, license);
    state.sets = (access == NULL ? 0u : (unsigned)OPN_SETS_ACCESS) |
                 (extent == NULL ? 0u : (unsigned)OPN_SETS_EXTENT) |
                 (license == NULL ? 0u : (unsigned)OPN_SETS_LICENSE);
    return state;
}

/* Per member: a source for the access says nothing about the license. */
static void need_evidence(opn_record *r, const opn_claims *claims, const opn_node *node)
{
    for (size_t i = 0; i < STATE_MEMBERS; i++) {
        opn_record_need_evidence(r, claims, opn_node_member(node, members[i]), members[i]);
    }
}

/* Released, and nothing of it is there: read as nothing, but hardly meant. */
static void check_state(opn_record *r, const opn_node *node, const opn_state *state)
{
    unsigned both = OPN_SETS_ACCESS | OPN_SETS_EXTENT;

    if ((state->sets & both) == both && state->access.lo >= r->vocabulary->gated_level &&
        state->extent.hi == 0) {
        opn_issue_node(r->reader.issues, "empty-artifact", OPENNESS_SEVERITY_WARNING, node,
                       "anyone can get it, but there is nothing of it");
    }
}

/* Members hold from the release, so that an earlier event would never be seen,
 * or override them without a date. */
static void check_event_date(opn_record *r, const opn_node *node, const char *date)
{
    const char *released = r->release->release_date;

    /* Partial dates: "2024" is not before "2024-05", it may be after it. */
    if (*date != '\0' && opn_date_valid(released) && strcmp(date, released) < 0 &&
        strncmp(date, released, strlen(date)) != 0) {
        opn_issue_node(r->reader.issues, "contradiction", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(node, "date"),
                       "an event cannot stand before the release (%s)", released);
    }
}

/* An event that changes nothing is a note, and there is a member for notes. */
static void read_event(opn_record *r, const opn_node *node, opn_event *out)
{
    static const char *const known[] = {"date",    "access", "extent",
                                        "license", "about",  "evidence"};
    bool applies[2];

    out->date = "";
    out->about = "";
    if (!opn_node_expect_members(r->reader.issues, node, known, OPN_ARRAY_LEN(known))) {
        return;
    }
    out->date = opn_record_date(r, node, "date", true);
    out->about = opn_reader_text(&r->reader, node, "about", OPN_PROSE_LIMIT, false);
    out->state = read_state(r, node, true, applies);
    out->claims = opn_record_claims(r, node, members, OPN_ARRAY_LEN(members));
    check_event_date(r, node, out->date);
    check_state(r, node, &out->state);
    need_evidence(r, &out->claims, node);
    if (out->state.sets == 0) {
        opn_issue_node(r->reader.issues, "missing-member", OPENNESS_SEVERITY_ERROR, node,
                       "an event changes access, extent or license");
    }
}

/* By date; those of one date keep the order of the document. Insertion sort is
 * stable, and a record has few events. */
static void sort_events(opn_event *events, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        opn_event moving = events[i];
        size_t at = i;

        while (at > 0 && strcmp(events[at - 1].date, moving.date) > 0) {
            events[at] = events[at - 1];
            at--;
        }
        events[at] = moving;
    }
}

/* Sorted once, so that resolving is one pass. */
static void read_events(opn_record *r, const opn_node *node, opn_artifact *out)
{
    const opn_node *array = opn_record_list(r, node, "events", false, OPN_MOST_EVENTS);
    opn_event *events = opn_reader_alloc(&r->reader, opn_node_count(array), sizeof *events);
    size_t count = 0;

    if (events == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_event(r, at, &events[count]);
        count++;
    }
    sort_events(events, count);
    out->events = events;
    out->event_count = count;
}

/* A text, a level, or {"value", "text"}. */
static void read_reason(opn_record *r, const opn_node *node, opn_artifact *out)
{
    static const char *const known[] = {"value", "text"};
    const opn_node *reason = opn_node_member(node, "withheld_reason");
    const opn_node *value = reason;
    bool applies = true;

    out->withheld_text = "";
    if (opn_node_type(reason) == OPN_JSON_OBJECT && opn_node_member(reason, "at_least") == NULL &&
        opn_node_member(reason, "at_most") == NULL) {
        opn_node_expect_members(r->reader.issues, reason, known, OPN_ARRAY_LEN(known));
        out->withheld_text = opn_reader_text(&r->reader, reason, "text", OPN_PROSE_LIMIT, false);
        value = opn_node_member(reason, "value");
        if (value == NULL) {
            opn_issue_missing(r->reader.issues, reason, "value");
        }
    }
    out->withheld_reason = opn_record_level(r, value, r->vocabulary->reason_ladder, &applies);
}

/* What does not apply has neither access, nor extent, nor license, nor history. */
static void check_applies(opn_record *r, const opn_node *node, const bool applies[2],
                          opn_artifact *out)
{
    bool partly = applies[0] != applies[1];

    out->applies = applies[0] && applies[1];
    if (out->applies) {
        return;
    }
    if (partly || opn_node_member(node, "license") != NULL || out->event_count > 0) {
        opn_issue_node(r->reader.issues, "contradiction", OPENNESS_SEVERITY_ERROR, node,
                       "what does not apply has access and extent \"not_applicable\", "
                       "no license and no events");
    }
}

/* The order of checks follows that of the members in docs/formats.md. */
static void read_artifact(opn_record *r, const opn_node *node, opn_artifact *out)
{
    static const char *const known[] = {
        "kind",    "stage",           "name", "access", "extent",
        "license", "withheld_reason", "note", "events", "evidence"};
    bool applies[2];

    out->name = "";
    out->note = "";
    out->withheld_text = "";
    if (!opn_node_expect_members(r->reader.issues, node, known, OPN_ARRAY_LEN(known))) {
        return;
    }
    out->slot = read_slot(r, node);
    out->name = opn_reader_text(&r->reader, node, "name", OPN_LINE_LIMIT, false);
    out->note = opn_reader_text(&r->reader, node, "note", OPN_PROSE_LIMIT, false);
    out->state = read_state(r, node, false, applies);
    out->claims = opn_record_claims(r, node, members, OPN_ARRAY_LEN(members));
    read_events(r, node, out);
    read_reason(r, node, out);
    check_applies(r, node, applies, out);
    if (out->applies) {
        check_state(r, node, &out->state);
    }
    need_evidence(r, &out->claims, node);
}

/* Order is kept: a report names the first of two equal parts. */
void opn_record_artifacts(opn_record *r, const opn_node *root)
{
    const opn_node *array = opn_record_list(r, root, "artifacts", true, OPN_MOST_ARTIFACTS);
    opn_artifact *artifacts =
        opn_reader_alloc(&r->reader, opn_node_count(array), sizeof *artifacts);
    size_t count = 0;

    if (artifacts == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_artifact(r, at, &artifacts[count]);
        count++;
    }
    r->release->artifacts = artifacts;
    r->release->artifact_count = count;
}
