/*
 * release_values.c: single values of a record, with their evidence.
 *
 * Takes nodes, gives levels as pairs, licenses as compiled expressions, fields
 * and claims. Unknown is a value like any other: the widest pair, never the
 * lowest level.
 *
 * Must not know how values combine or change over time.
 */
#include "rational.h"
#include "release_read.h"

/* An event cannot make something stop to apply. */
static void not_applicable(opn_record *r, const opn_node *node, bool *applies)
{
    if (applies != NULL) {
        *applies = false;
        return;
    }
    opn_issue_node(r->reader.issues, "contradiction", OPENNESS_SEVERITY_ERROR, node,
                   "\"not_applicable\" is not possible here");
}

/* The index of a level, -1 and an issue when it is none. */
static int16_t level_of(opn_record *r, const opn_node *node, const opn_ladder *ladder)
{
    const char *name = opn_node_string(node);
    int16_t level = name == NULL ? -1 : opn_ladder_level(ladder, name);

    if (name == NULL) {
        opn_issue_node(r->reader.issues, "wrong-type", OPENNESS_SEVERITY_ERROR, node,
                       "a level of the ladder \"%s\" is expected", ladder->id);
    } else if (level < 0) {
        opn_issue_unknown(r->reader.issues, "unknown-level", node, "level", name,
                          OPN_SUGGEST(r->reader.issues,
                                      opn_names_suggest(ladder->levels, ladder->count, name)));
    }
    return level;
}

/* {"at_least": a, "at_most": b}: either may be absent. */
static opn_pair read_range(opn_record *r, const opn_node *node, const opn_ladder *ladder)
{
    static const char *const members[] = {"at_least", "at_most"};
    opn_pair unknown = {0, (int16_t)(ladder->count - 1)};
    const opn_node *least = opn_node_member(node, "at_least");
    const opn_node *most = opn_node_member(node, "at_most");
    opn_pair pair = unknown;

    if (!opn_node_expect_members(r->reader.issues, node, members, OPN_ARRAY_LEN(members))) {
        return unknown;
    }
    if (least == NULL && most == NULL) {
        opn_issue_node(r->reader.issues, "missing-member", OPENNESS_SEVERITY_ERROR, node,
                       "\"at_least\", \"at_most\" or both are expected");
        return unknown;
    }
    pair.lo = least == NULL ? unknown.lo : level_of(r, least, ladder);
    pair.hi = most == NULL ? unknown.hi : level_of(r, most, ladder);
    if (pair.lo < 0 || pair.hi < 0) {
        return unknown;
    }
    if (pair.lo > pair.hi) {
        opn_issue_node(r->reader.issues, "contradiction", OPENNESS_SEVERITY_ERROR, node,
                       "\"at_least\" is above \"at_most\"");
        return unknown;
    }
    return pair;
}

/* Absent and "unknown" are one and the same; see docs/formats.md, Values. */
opn_pair opn_record_level(opn_record *r, const opn_node *node, size_t ladder, bool *applies)
{
    const opn_ladder *on = &r->vocabulary->ladders[ladder];
    opn_pair unknown = {0, (int16_t)(on->count - 1)};
    const char *name = opn_node_string(node);
    int16_t level;

    if (node == NULL || (name != NULL && opn_streq(name, "unknown"))) {
        return unknown;
    }
    if (name != NULL && opn_streq(name, "not_applicable")) {
        not_applicable(r, node, applies);
        return applies == NULL ? unknown : OPN_NOT_APPLICABLE;
    }
    if (opn_node_type(node) == OPN_JSON_OBJECT) {
        return read_range(r, node, on);
    }
    level = level_of(r, node, on);
    return level < 0 ? unknown : (opn_pair){level, level};
}

/* Among all ids of the database, whatever their case. */
static const char *suggest_license(const opn_record *r, const char *token)
{
    return OPN_SUGGEST(r->reader.issues,
                       opn_database_suggest(r->database, OPENNESS_KIND_LICENSE, token));
}

/* Two ids of issues, because the cures differ: an expression is rewritten, an
 * unknown license is added to the database. */
static void report_expression(opn_record *r, const opn_node *node, const opn_expr_fault *fault)
{
    if (fault->unknown_license) {
        opn_issue_unknown(r->reader.issues, "unknown-license", node, "license", fault->token,
                          suggest_license(r, fault->token));
        return;
    }
    opn_issue_node(r->reader.issues, "bad-expression", OPENNESS_SEVERITY_ERROR, node,
                   "at byte %zu of the expression, \"%s\": %s", fault->offset, fault->token,
                   fault->message);
}

/* "none" and "proprietary" are findings and grant nothing; free text such as
 * "see website" does not parse, and is refused rather than read as unknown. */
static opn_license_value read_license(opn_record *r, const opn_node *node)
{
    opn_license_value value = {.kind = OPN_LICENSE_UNKNOWN, .text = ""};
    const char *text = opn_node_string(node);
    opn_expr_fault fault;
    int status;

    if (text == NULL) {
        opn_issue_node(r->reader.issues, "wrong-type", OPENNESS_SEVERITY_ERROR, node,
                       "a license is a text: an SPDX expression, none, unknown or proprietary");
        return value;
    }
    value.text = opn_reader_string(&r->reader, text);
    if (opn_streq(text, "unknown")) {
        return value;
    }
    if (opn_streq(text, "none") || opn_streq(text, "proprietary")) {
        value.kind = OPN_LICENSE_NONE;
        return value;
    }
    status = opn_expr_parse(&value.expression, text, &r->database->license_table, r->reader.arena,
                            &fault);
    if (status == OPENNESS_OK) {
        value.kind = OPN_LICENSE_EXPRESSION;
    } else if (status == OPENNESS_E_NOMEM) {
        r->reader.out_of_memory = true;
    } else {
        report_expression(r, node, &fault);
    }
    return value;
}

static bool said_before(const opn_license_value *run, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++) {
        if (opn_streq(run[i].text, text)) {
            return true;
        }
    }
    return false;
}

/* Nothing is known of a license that may be unknown, nor narrowed by one that is
 * said twice. */
static void check_choice(opn_record *r, const opn_node *node, const opn_license_value *run,
                         size_t count)
{
    const char *text = opn_node_string(node);

    if (text != NULL && opn_streq(text, "unknown")) {
        opn_issue_node(r->reader.issues, "contradiction", OPENNESS_SEVERITY_ERROR, node,
                       "one of several that are known cannot be unknown");
    } else if (text != NULL && said_before(run, count, text)) {
        opn_issue_node(r->reader.issues, "duplicate-id", OPENNESS_SEVERITY_ERROR, node,
                       "\"%s\" stands in the list already", text);
    }
}

/* {"one_of": [...]}: it is one of these, and it is not established which. */
static opn_license_value read_choice(opn_record *r, const opn_node *node)
{
    static const char *const known[] = {"one_of"};
    opn_license_value value = {.kind = OPN_LICENSE_UNKNOWN, .text = ""};
    const opn_node *array = opn_node_array(r->reader.issues, node, "one_of", true);
    size_t count = opn_node_count(array);
    opn_license_value *run;
    size_t at = 0;

    opn_node_expect_members(r->reader.issues, node, known, OPN_ARRAY_LEN(known));
    if (array != NULL && (count < OPN_LEAST_ONE_OF || count > OPN_MOST_ONE_OF)) {
        opn_issue_node(r->reader.issues, count < OPN_LEAST_ONE_OF ? "too-few" : "too-many",
                       OPENNESS_SEVERITY_ERROR, array, "%d to %d licenses are expected",
                       OPN_LEAST_ONE_OF, OPN_MOST_ONE_OF);
        return value;
    }
    run = opn_reader_alloc(&r->reader, count, sizeof *run);
    if (run == NULL || count == 0) {
        return value;
    }
    for (const opn_node *one = opn_node_first(array); one != NULL; one = opn_node_next(one)) {
        check_choice(r, one, run, at);
        run[at] = read_license(r, one);
        run[at].alternative = at > 0;
        run[at].unsettled = at > 0;
        at++;
    }
    value = run[0];
    value.run = run;
    value.run_count = at;
    return value;
}

opn_license_value opn_record_license(opn_record *r, const opn_node *node)
{
    const opn_license_value unknown = {.kind = OPN_LICENSE_UNKNOWN, .text = ""};

    if (node == NULL) {
        return unknown;
    }
    return opn_node_type(node) == OPN_JSON_OBJECT ? read_choice(r, node) : read_license(r, node);
}

/* Partial dates are as good as full ones: a record must not claim a day that
 * its source does not state. */
const char *opn_record_date(opn_record *r, const opn_node *object, const char *key, bool required)
{
    const char *date = opn_reader_text(&r->reader, object, key, OPN_ID_LIMIT, required);

    if (*date != '\0' && !opn_date_valid(date)) {
        opn_issue_node(r->reader.issues, "bad-date", OPENNESS_SEVERITY_ERROR,
                       opn_node_member(object, key),
                       "not a date: YYYY, YYYY-MM or YYYY-MM-DD is expected");
        return "";
    }
    return date;
}

/* A misspelled member would leave the value that it was meant for without
 * evidence. */
static void read_supported(opn_record *r, const opn_node *node, const char *const *members,
                           size_t member_count, opn_claim *out)
{
    const opn_node *array = opn_node_array(r->reader.issues, node, "for", false);
    opn_names names = opn_reader_names(&r->reader, array);

    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_string(at);

        if (name != NULL && member_count > 0 &&
            opn_names_find(members, member_count, name) == SIZE_MAX) {
            opn_issue_unknown(r->reader.issues, "unknown-name", at, "member", name,
                              opn_names_suggest(members, member_count, name));
        }
    }
    out->members = names.items;
    out->member_count = names.count;
}

/* Only the source is required: a claim that points nowhere shows nothing. */
static void read_claim(opn_record *r, const opn_node *node, const char *const *members,
                       size_t member_count, opn_claim *out)
{
    static const char *const known[] = {"source", "locator", "revision",   "archived", "shows",
                                        "read",   "by",      "confidence", "for"};
    static const char *const confidences[] = {"high", "medium", "low"};
    opn_reader *reader = &r->reader;

    *out = (opn_claim){"", "", "", "", "", "", NULL, 0};
    if (!opn_node_expect_members(reader->issues, node, known, OPN_ARRAY_LEN(known))) {
        return;
    }
    out->source = opn_reader_text(reader, node, "source", OPN_PROSE_LIMIT, true);
    out->locator = opn_reader_text(reader, node, "locator", OPN_PROSE_LIMIT, false);
    out->shows = opn_reader_text(reader, node, "shows", OPN_PROSE_LIMIT, false);
    out->read = opn_record_date(r, node, "read", false);
    out->by = opn_reader_text(reader, node, "by", OPN_LINE_LIMIT, false);
    out->confidence = opn_reader_text(reader, node, "confidence", OPN_ID_LIMIT, false);
    opn_node_text(reader->issues, node, "revision", OPN_LINE_LIMIT, false);
    opn_node_text(reader->issues, node, "archived", OPN_PROSE_LIMIT, false);
    if (*out->confidence != '\0' &&
        opn_names_find(confidences, OPN_ARRAY_LEN(confidences), out->confidence) == SIZE_MAX) {
        opn_issue_unknown(
            reader->issues, "unknown-level", opn_node_member(node, "confidence"), "confidence",
            out->confidence,
            opn_names_suggest(confidences, OPN_ARRAY_LEN(confidences), out->confidence));
    }
    read_supported(r, node, members, member_count, out);
}

/* In the order of the record: reports cite the first that supports a value. */
opn_claims opn_record_claims(opn_record *r, const opn_node *object, const char *const *members,
                             size_t member_count)
{
    const opn_node *array = opn_node_array(r->reader.issues, object, "evidence", false);
    opn_claims claims = {NULL, 0};
    opn_claim *items = opn_reader_alloc(&r->reader, opn_node_count(array), sizeof *items);

    if (items == NULL) {
        return claims;
    }
    for (const opn_node *at = opn_node_first(array); at != NULL; at = opn_node_next(at)) {
        read_claim(r, at, members, member_count, &items[claims.count]);
        claims.count++;
    }
    claims.items = items;
    return claims;
}

/* A warning, since a value without a source may still be right; strict parsing
 * makes it an error. */
void opn_record_need_evidence(opn_record *r, const opn_claims *claims, const opn_node *node,
                              const char *member)
{
    const char *text = opn_node_string(node);

    if (node == NULL || (text != NULL && opn_streq(text, "unknown"))) {
        return;
    }
    for (size_t i = 0; i < claims->count; i++) {
        const opn_claim *claim = &claims->items[i];

        if (claim->member_count == 0 ||
            opn_names_find(claim->members, claim->member_count, member) != SIZE_MAX) {
            return;
        }
    }
    opn_issue_node(r->reader.issues, "missing-evidence", OPENNESS_SEVERITY_WARNING, node,
                   "no evidence supports this value");
}

/* A number or a date as text: NULL when unknown, wrong or not applicable. A
 * JSON number keeps the spelling of the document: 6.74e24 is not rounded. */
static const char *read_scalar(opn_record *r, const opn_node *node, const opn_field *field,
                               bool *applies)
{
    const char *text = opn_node_string(node);
    size_t size = 0;

    if (text != NULL && opn_streq(text, "unknown")) {
        return NULL;
    }
    if (text != NULL && opn_streq(text, "not_applicable")) {
        *applies = false;
        return NULL;
    }
    if (field->type == OPN_FIELD_NUMBER && opn_node_type(node) == OPN_JSON_NUMBER) {
        const char *source = opn_node_source(node, &size);

        text = opn_arena_copy(r->reader.arena, source, size);
        r->reader.out_of_memory = r->reader.out_of_memory || text == NULL;
    }
    if (field->type == OPN_FIELD_NUMBER && (text == NULL || !opn_decimal_valid(text))) {
        opn_issue_node(r->reader.issues, "bad-number", OPENNESS_SEVERITY_ERROR, node,
                       "a decimal number of 0 or more is expected, such as 6.74e24");
        return NULL;
    }
    if (field->type == OPN_FIELD_DATE && (text == NULL || !opn_date_valid(text))) {
        opn_issue_node(r->reader.issues, "bad-date", OPENNESS_SEVERITY_ERROR, node,
                       "not a date: YYYY, YYYY-MM or YYYY-MM-DD is expected");
        return NULL;
    }
    return opn_reader_string(&r->reader, text);
}

/* The same frame for every type of field: a value and what supports it. */
static void read_field(opn_record *r, const opn_node *node, size_t index, opn_field_value *out)
{
    static const char *const known[] = {"value", "note", "evidence"};
    static const char *const members[] = {"value"};
    const opn_field *field = &r->vocabulary->fields[index];
    const opn_node *value = opn_node_member(node, "value");

    out->field = index;
    out->applies = true;
    if (!opn_node_expect_members(r->reader.issues, node, known, OPN_ARRAY_LEN(known))) {
        return;
    }
    if (value == NULL) {
        opn_issue_missing(r->reader.issues, node, "value");
        return;
    }
    if (field->type == OPN_FIELD_LADDER) {
        out->value = opn_record_level(r, value, field->ladder, &out->applies);
    } else {
        out->text = read_scalar(r, value, field, &out->applies);
    }
    opn_node_text(r->reader.issues, node, "note", OPN_PROSE_LIMIT, false);
    out->claims = opn_record_claims(r, node, members, OPN_ARRAY_LEN(members));
    opn_record_need_evidence(r, &out->claims, value, "value");
}

/* NULL reads as an empty list, and the issue refuses the record. */
const opn_node *opn_record_list(opn_record *r, const opn_node *object, const char *key,
                                bool required, int most)
{
    const opn_node *array = opn_node_array(r->reader.issues, object, key, required);

    if (opn_node_count(array) > (size_t)most) {
        opn_issue_node(r->reader.issues, "too-many", OPENNESS_SEVERITY_ERROR, array,
                       "at most %d entries are allowed", most);
        return NULL;
    }
    return array;
}

/* JSON objects hold each key once, so that each field stands once. */
void opn_record_fields(opn_record *r, const opn_node *root)
{
    const opn_node *object = opn_node_object(r->reader.issues, root, "fields", false);
    opn_field_value *fields =
        opn_reader_alloc(&r->reader, opn_node_count(object), sizeof *fields);
    size_t count = 0;

    if (fields == NULL) {
        return;
    }
    for (const opn_node *at = opn_node_first(object); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_key(at);
        size_t index = opn_table_find(&r->vocabulary->field_table, name);

        if (index == OPN_TABLE_NONE) {
            opn_issue_unknown(r->reader.issues, "unknown-field", at, "field", name,
                              opn_table_suggest(&r->vocabulary->field_table, name));
        } else {
            read_field(r, at, index, &fields[count]);
            count++;
        }
    }
    r->release->fields = fields;
    r->release->field_count = count;
}
