/*
 * release_read.c: a release record -> the model of release.h.
 *
 * Takes a checked tree and the database that its licenses, bases and rubrics
 * are looked up in, gives the record as it is stated. Reads on after every
 * problem; what is left with a valid record are warnings, kept as lines.
 *
 * Must not derive anything: what events and bases do to a release is the
 * business of resolve.c.
 */
#include "release_read.h"

/* Input modalities are checked and dropped: no fact asks about them. */
static void read_modalities(opn_record *r, const opn_node *root, const char *key, opn_names *out)
{
    const opn_vocabulary *v = r->vocabulary;
    const opn_node *array = opn_node_array(r->reader.issues, root, key, false);

    *out = opn_reader_names(&r->reader, array);
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_string(at);

        if (name != NULL && opn_names_find(v->modalities, v->modality_count, name) == SIZE_MAX) {
            opn_issue_unknown(
                r->reader.issues, "unknown-kind", at, "modality", name,
                OPN_SUGGEST(r->reader.issues,
                            opn_names_suggest(v->modalities, v->modality_count, name)));
        }
    }
}

/* "unknown" as kind is allowed where the member itself is not optional: whoever
 * does not know must say so. */
static void read_head(opn_record *r, const opn_node *root)
{
    const opn_vocabulary *v = r->vocabulary;
    openness_release *out = r->release;
    opn_reader *reader = &r->reader;
    const char *date = opn_node_string(opn_node_member(root, "release_date"));
    opn_names modalities;

    out->id = opn_reader_id(reader, root, "_/");
    out->name = opn_reader_text(reader, root, "name", OPN_LINE_LIMIT, true);
    out->producer = opn_reader_text(reader, root, "producer", OPN_LINE_LIMIT, true);
    out->version = opn_reader_text(reader, root, "version", OPN_LINE_LIMIT, false);
    out->revision = opn_reader_text(reader, root, "revision", OPN_LINE_LIMIT, false);
    if (date != NULL && (opn_streq(date, "none") || opn_streq(date, "unknown"))) {
        out->release_date = opn_reader_string(reader, date);
    } else {
        date = opn_record_date(r, root, "release_date", false);
        out->release_date = *date == '\0' ? "unknown" : date;
    }
    out->kind = opn_reader_text(reader, root, "kind", OPN_ID_LIMIT, true);
    if (opn_streq(out->kind, "unknown")) {
        out->kind = "";
    } else if (*out->kind != '\0' &&
               opn_names_find(v->kinds, v->kind_count, out->kind) == SIZE_MAX) {
        opn_issue_unknown(reader->issues, "unknown-kind", opn_node_member(root, "kind"), "kind",
                          out->kind, opn_names_suggest(v->kinds, v->kind_count, out->kind));
    }
    read_modalities(r, root, "input_modalities", &modalities);
    out->input_modalities = modalities.items;
    out->input_modality_count = modalities.count;
    read_modalities(r, root, "output_modalities", &modalities);
    out->output_modalities = modalities.items;
    out->output_modality_count = modalities.count;
}

/* What the maker calls it is recorded to be compared with the result, and never
 * enters it. */
static void read_label(opn_record *r, const opn_node *root)
{
    static const char *const known[] = {"value", "note", "evidence"};
    static const char *const members[] = {"value"};
    const opn_node *label = opn_node_object(r->reader.issues, root, "label_claimed", false);

    r->release->label_claimed = "";
    if (label == NULL) {
        return;
    }
    opn_node_expect_members(r->reader.issues, label, known, OPN_ARRAY_LEN(known));
    r->release->label_claimed = opn_reader_text(&r->reader, label, "value", OPN_LINE_LIMIT, true);
    opn_node_text(r->reader.issues, label, "note", OPN_PROSE_LIMIT, false);
    r->release->label_claims = opn_record_claims(r, label, members, OPN_ARRAY_LEN(members));
    opn_record_need_evidence(r, &r->release->label_claims, opn_node_member(label, "value"),
                             "value");
}

/* A base whose terms bound this release must be known or state its license:
 * otherwise nobody could say what the weights are licensed under. */
static void check_base(opn_record *r, const opn_node *node, const opn_base *base)
{
    const opn_node *id = opn_node_member(node, "id");

    if (*base->id == '\0') {
        return;
    }
    if (opn_streq(base->id, r->release->id)) {
        opn_issue_node(r->reader.issues, "contradiction", OPENNESS_SEVERITY_ERROR, id,
                       "a release cannot be based on itself");
    } else if (base->inherits && !base->has_license &&
               opn_database_find(r->database, OPENNESS_KIND_RELEASE, base->id) == NULL) {
        const char *nearest = opn_database_suggest(r->database, OPENNESS_KIND_RELEASE, base->id);

        opn_issue_node(r->reader.issues, "unknown-release", OPENNESS_SEVERITY_ERROR, id,
                       nearest == NULL
                           ? "no release \"%s\" is known, and its license is not stated%s"
                           : "no release \"%s\" is known, did you mean \"%s\"?",
                       base->id, nearest == NULL ? "" : nearest);
    }
}

/* An unknown relation does not inherit, which matters to nobody: the record is
 * refused. */
static void read_relation(opn_record *r, const opn_node *node, opn_base *out)
{
    size_t at = opn_table_find(&r->vocabulary->relation_table, out->relation);

    if (at != OPN_TABLE_NONE) {
        out->inherits = r->vocabulary->relations[at].inherits;
    } else if (*out->relation != '\0') {
        opn_issue_unknown(r->reader.issues, "unknown-relation", opn_node_member(node, "relation"),
                          "relation", out->relation,
                          opn_table_suggest(&r->vocabulary->relation_table, out->relation));
    }
}

/* "relicensed" is a strong claim (the terms of the base ended), so that it is
 * the one that cannot stand without evidence. */
static void read_base(opn_record *r, const opn_node *node, opn_base *out)
{
    static const char *const known[] = {"id",         "relation", "license",
                                        "relicensed", "note",     "evidence"};
    static const char *const members[] = {"id", "relation", "license", "relicensed"};
    const opn_node *relicensed = opn_node_member(node, "relicensed");

    out->id = "";
    out->relation = "";
    if (!opn_node_expect_members(r->reader.issues, node, known, OPN_ARRAY_LEN(known))) {
        return;
    }
    out->id = opn_reader_id(&r->reader, node, "_/");
    out->relation = opn_reader_text(&r->reader, node, "relation", OPN_ID_LIMIT, true);
    read_relation(r, node, out);
    out->has_license = opn_node_member(node, "license") != NULL;
    out->license = opn_record_license(r, opn_node_member(node, "license"));
    opn_node_text(r->reader.issues, node, "note", OPN_PROSE_LIMIT, false);
    out->claims = opn_record_claims(r, node, members, OPN_ARRAY_LEN(members));
    if (relicensed != NULL && opn_node_type(relicensed) != OPN_JSON_BOOL) {
        opn_issue_node(r->reader.issues, "wrong-type", OPENNESS_SEVERITY_ERROR, relicensed,
                       "true or false is expected");
    }
    out->relicensed = opn_node_bool(relicensed);
    if (out->relicensed) {
        out->inherits = false;
        if (out->claims.count == 0) {
            opn_issue_node(r->reader.issues, "missing-evidence", OPENNESS_SEVERITY_ERROR,
                           relicensed, "evidence must show that the terms of the base ended");
        }
    }
    check_base(r, node, out);
}

/* Several bases: a merge has as many as there are parents. */
static void read_bases(opn_record *r, const opn_node *root)
{
    const opn_node *array = opn_record_list(r, root, "based_on", false, OPN_MOST_BASES);
    opn_base *bases = opn_reader_alloc(&r->reader, opn_node_count(array), sizeof *bases);

    if (bases == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_base(r, at, &bases[r->release->base_count]);
        r->release->base_count++;
    }
    r->release->bases = bases;
}

/* A warning only: a user may replace a rubric, and what is recorded about the
 * old one must not make a release unreadable. */
static void warn_unknown(opn_record *r, const opn_node *node, const char *id, const char *what,
                         const char *name, const char *nearest)
{
    opn_issue_node(r->reader.issues, id, OPENNESS_SEVERITY_WARNING, node,
                   nearest == NULL ? "the rubric has no %s \"%s\"%s"
                                   : "the rubric has no %s \"%s\", did you mean \"%s\"?",
                   what, name, nearest == NULL ? "" : nearest);
}

/* Assessments keep names, not indices: the rubric may be one that is not known
 * here. */
static void check_assessed_level(opn_record *r, const opn_node *node, const opn_rubric *rubric,
                                 size_t criterion, const char *level)
{
    const opn_rubric_node *at = &rubric->nodes[criterion];
    const char *best = NULL;

    if (opn_streq(level, "not_applicable")) {
        return;
    }
    for (size_t i = 0; i < at->level_count; i++) {
        const char *id = rubric->levels[at->first_level + i].id;

        if (opn_streq(id, level)) {
            return;
        }
        best = opn_nearest(best, id, level);
    }
    warn_unknown(r, opn_node_member(node, "level"), "unknown-level", "level", level, best);
}

/* A rubric that the database does not hold, or in another version, may name
 * its criteria as it likes. */
static void check_assessment(opn_record *r, const opn_node *node, const opn_assessment *out)
{
    const opn_rubric *rubric = opn_database_rubric(r->database, out->rubric);
    const char *best = NULL;
    size_t criterion;

    if (rubric == NULL || (out->version != 0 && out->version != rubric->version) ||
        *out->criterion == '\0' || *out->level == '\0') {
        return;
    }
    criterion = opn_rubric_node_find(rubric, out->criterion);
    if (criterion < rubric->criterion_count) {
        check_assessed_level(r, node, rubric, criterion, out->level);
        return;
    }
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        best = opn_nearest(best, rubric->nodes[i].id, out->criterion);
    }
    warn_unknown(r, opn_node_member(node, "criterion"), "unknown-name", "criterion",
                 out->criterion, best);
}

/* A judgment of somebody else is kept apart from values: it never becomes
 * evidence for an artifact. */
static void read_assessment(opn_record *r, const opn_node *node, opn_assessment *out)
{
    static const char *const known[] = {"rubric", "version", "criterion", "level",
                                        "by",     "date",    "note",      "evidence"};
    static const char *const members[] = {"level"};
    const opn_node *version = opn_node_member(node, "version");
    opn_claims claims;
    int64_t number = 0;

    *out = (opn_assessment){"", 0, "", "", "", "", ""};
    if (!opn_node_expect_members(r->reader.issues, node, known, OPN_ARRAY_LEN(known))) {
        return;
    }
    out->rubric = opn_reader_text(&r->reader, node, "rubric", OPN_ID_LIMIT, true);
    out->criterion = opn_reader_text(&r->reader, node, "criterion", OPN_ID_LIMIT, true);
    out->level = opn_reader_text(&r->reader, node, "level", OPN_ID_LIMIT, true);
    out->by = opn_reader_text(&r->reader, node, "by", OPN_LINE_LIMIT, false);
    out->date = opn_record_date(r, node, "date", false);
    opn_node_text(r->reader.issues, node, "note", OPN_PROSE_LIMIT, false);
    if (version != NULL &&
        (!opn_node_int64(version, &number) || number < 1 || number > INT32_MAX)) {
        opn_issue_node(r->reader.issues, "bad-number", OPENNESS_SEVERITY_ERROR, version,
                       "a version is a whole number from 1");
    }
    out->version = (int)number;
    claims = opn_record_claims(r, node, members, OPN_ARRAY_LEN(members));
    if (claims.count > 0) {
        out->source = claims.items[0].source;
    }
    opn_record_need_evidence(r, &claims, opn_node_member(node, "level"), "level");
    check_assessment(r, node, out);
}

static void read_assessments(opn_record *r, const opn_node *root)
{
    const opn_node *array = opn_node_array(r->reader.issues, root, "assessments", false);
    opn_assessment *items = opn_reader_alloc(&r->reader, opn_node_count(array), sizeof *items);

    if (items == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_assessment(r, at, &items[r->release->assessment_count]);
        r->release->assessment_count++;
    }
    r->release->assessments = items;
}

/* A promise may be about a kind as a whole or about one slot of it. */
static bool is_artifact(const opn_vocabulary *vocabulary, const char *name)
{
    for (size_t i = 0; i < vocabulary->slot_count; i++) {
        if (opn_streq(vocabulary->slots[i].kind, name) ||
            opn_streq(vocabulary->slots[i].id, name)) {
            return true;
        }
    }
    return false;
}

/* Promises are for readers: nothing that was promised counts as released. */
static void read_promise(opn_record *r, const opn_node *node, opn_promise *out)
{
    static const char *const known[] = {"about", "artifact", "announced",
                                        "due",   "status",   "evidence"};
    static const char *const statuses[] = {"pending",     "kept",   "kept_late",
                                           "partly_kept", "broken", "withdrawn"};

    *out = (opn_promise){"", "", "", "", ""};
    if (!opn_node_expect_members(r->reader.issues, node, known, OPN_ARRAY_LEN(known))) {
        return;
    }
    out->about = opn_reader_text(&r->reader, node, "about", OPN_PROSE_LIMIT, true);
    out->artifact = opn_reader_text(&r->reader, node, "artifact", OPN_ID_LIMIT, false);
    out->announced = opn_record_date(r, node, "announced", false);
    out->due = opn_record_date(r, node, "due", false);
    out->status = opn_reader_text(&r->reader, node, "status", OPN_ID_LIMIT, false);
    opn_record_claims(r, node, NULL, 0);
    if (*out->artifact != '\0' && !is_artifact(r->vocabulary, out->artifact)) {
        opn_issue_unknown(r->reader.issues, "unknown-kind", opn_node_member(node, "artifact"),
                          "artifact", out->artifact,
                          opn_table_suggest(&r->vocabulary->slot_table, out->artifact));
    }
    if (*out->status != '\0' &&
        opn_names_find(statuses, OPN_ARRAY_LEN(statuses), out->status) == SIZE_MAX) {
        opn_issue_unknown(r->reader.issues, "unknown-level", opn_node_member(node, "status"),
                          "status", out->status,
                          opn_names_suggest(statuses, OPN_ARRAY_LEN(statuses), out->status));
    }
}

static void read_promises(opn_record *r, const opn_node *root)
{
    const opn_node *array = opn_node_array(r->reader.issues, root, "promises", false);
    opn_promise *items = opn_reader_alloc(&r->reader, opn_node_count(array), sizeof *items);

    if (items == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_promise(r, at, &items[r->release->promise_count]);
        r->release->promise_count++;
    }
    r->release->promises = items;
}

/* No fact is read from them: what they are about is wide already, and a policy may
 * ask that there are none. */
static void read_conflicts(opn_record *r, const opn_node *root)
{
    static const char *const known[] = {"about", "evidence"};
    const opn_node *array = opn_node_array(r->reader.issues, root, "conflicts", false);
    opn_conflict *items = opn_reader_alloc(&r->reader, opn_node_count(array), sizeof *items);

    for (const opn_node *at = opn_node_first(array); items != NULL && at != NULL;
         at = opn_node_next(at)) {
        if (opn_node_expect_members(r->reader.issues, at, known, OPN_ARRAY_LEN(known))) {
            opn_conflict *out = &items[r->release->conflict_count];

            out->about = opn_reader_text(&r->reader, at, "about", OPN_PROSE_LIMIT, true);
            out->claims = opn_record_claims(r, at, NULL, 0);
            r->release->conflict_count++;
        }
    }
    r->release->conflicts = items;
}

/* "/pointer (line 3, column 5): message" for each issue from the first on. */
static void keep_warnings(opn_record *r, const opn_issues *issues, size_t first)
{
    const char **lines = opn_reader_alloc(&r->reader, issues->count - first, sizeof *lines);

    for (size_t i = first; lines != NULL && i < issues->count; i++) {
        const opn_issue *issue = &issues->items[i];
        opn_buf buf = {0};

        opn_buf_printf(&buf, "%s%s(line %zu, column %zu): %s", issue->place.pointer,
                       *issue->place.pointer == '\0' ? "" : " ", issue->place.line,
                       issue->place.column, issue->message);
        r->reader.out_of_memory = r->reader.out_of_memory || buf.failed;
        lines[i - first] = opn_reader_string(&r->reader, buf.data);
        opn_buf_free(&buf);
    }
    r->release->warnings = lines;
    r->release->warning_count = lines == NULL ? 0 : issues->count - first;
}

/* In the order of the document, so that issues come in an order that a reader
 * can follow. */
static void read_record(opn_record *r, const opn_node *root)
{
    static const char *const known[] = {
        "format",        "id",       "name",         "producer",         "version",
        "revision",      "kind",     "release_date", "input_modalities", "output_modalities",
        "based_on",      "fields",   "artifacts",    "promises",         "assessments",
        "label_claimed", "conflicts"};

    opn_node_expect_members(r->reader.issues, root, known, OPN_ARRAY_LEN(known));
    read_head(r, root);
    read_label(r, root);
    read_bases(r, root);
    opn_record_fields(r, root);
    opn_record_artifacts(r, root);
    read_assessments(r, root);
    read_promises(r, root);
    read_conflicts(r, root);
}

/* The handle exists before reading begins, so that everything is allocated in
 * its arena and one call frees it. */
int opn_release_read(const openness_database *database, const opn_node *root,
                     openness_release **out, opn_issues *issues)
{
    size_t first_issue = issues->count;
    int status = opn_document_format(root, "openness-release/1", issues);
    opn_record r;

    *out = NULL;
    if (status != OPENNESS_OK) {
        return issues->failed ? OPENNESS_E_NOMEM : status;
    }
    memset(&r, 0, sizeof r);
    r.release = opn_alloc(1, sizeof *r.release);
    if (r.release == NULL) {
        return OPENNESS_E_NOMEM;
    }
    opn_refcount_init(&r.release->references);
    r.release->self = r.release;
    r.release->database = opn_database_share(database);
    r.release->fresh_as_of = "";
    r.database = database;
    r.vocabulary = &database->vocabulary;
    r.reader = opn_reader_begin(&r.release->arena, issues);
    read_record(&r, root);
    if (opn_reader_status(&r.reader) == OPENNESS_OK) {
        keep_warnings(&r, issues, first_issue);
    }
    status = opn_reader_status(&r.reader);
    if (status != OPENNESS_OK) {
        openness_release_free(r.release);
        return status;
    }
    *out = r.release;
    return OPENNESS_OK;
}
