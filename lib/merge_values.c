/*
 * merge_values.c: the one rule by which every value of a merge is decided.
 *
 * Takes what several inputs state of one value. What can hold together does:
 * ranges and sets are narrowed to what they share, a full date settles a partial
 * one. What cannot is a conflict, and widens to all that is stated, unless the
 * policy resolves it (merge_policy.c). Both are the same for every order.
 *
 * Must not know artifacts, bases or fields.
 */
#include "ascii.h"
#include "merge.h"
#include "normalize.h"
#include "rational.h"

static const opn_merge_value nothing = {.applies = true};

static opn_merge_value one_text(const char *text)
{
    opn_merge_value value = {.applies = true, .known = true, .count = 1};

    value.texts[0] = text;
    return value;
}

/* --- reading --------------------------------------------------------------------------------- */

static opn_merge_value of_levels(const opn_ladder *ladder, const char *least, const char *most)
{
    int16_t top = (int16_t)(ladder->count - 1);
    opn_merge_value value = nothing;

    value.pair.lo = least == NULL ? 0 : opn_ladder_level(ladder, least);
    value.pair.hi = most == NULL ? top : opn_ladder_level(ladder, most);
    /* A record that was read holds known levels only. */
    value.known = value.pair.lo >= 0 && value.pair.hi >= value.pair.lo &&
                  (value.pair.lo > 0 || value.pair.hi < top);
    return value;
}

static opn_merge_value read_choice(const opn_node *node)
{
    opn_merge_value value = {.applies = true, .known = true};
    const opn_node *at = opn_node_first(opn_node_member(node, "one_of"));

    for (; at != NULL && value.count < OPN_MOST_ONE_OF; at = opn_node_next(at)) {
        value.texts[value.count] = opn_node_string(at);
        value.count++;
    }
    return value;
}

/* Modalities, as one text; their order says nothing. */
static opn_merge_value read_set(opn_merge_job *job, const opn_node *node)
{
    opn_buf text = {0};

    for (size_t i = 0; i < job->vocabulary->modality_count; i++) {
        const char *name = job->vocabulary->modalities[i];
        bool there = false;

        for (const opn_node *at = opn_node_first(node); at != NULL; at = opn_node_next(at)) {
            const char *text_of = opn_node_string(at);

            there = there || (text_of != NULL && opn_streq(text_of, name));
        }
        if (there) {
            opn_buf_str(&text, text.size == 0 ? "" : " ");
            opn_buf_str(&text, name);
        }
    }
    if (text.size == 0 && !text.failed) {
        return nothing;
    }
    return one_text(opn_merge_keep(job, &text));
}

opn_merge_value opn_merge_read(opn_merge_job *job, const opn_node *node, opn_merge_type type,
                               const opn_ladder *ladder)
{
    const char *text = opn_node_string(node);
    size_t size = 0;

    switch (opn_node_type(node)) {
    case OPN_JSON_OBJECT:
        if (type == OPN_MERGE_LICENSE) {
            return read_choice(node);
        }
        return type != OPN_MERGE_LADDER
                   ? nothing
                   : of_levels(ladder, opn_node_string(opn_node_member(node, "at_least")),
                               opn_node_string(opn_node_member(node, "at_most")));
    case OPN_JSON_ARRAY:
        return read_set(job, node);
    case OPN_JSON_BOOL:
        return one_text(opn_node_bool(node) ? "true" : "false");
    case OPN_JSON_NUMBER:
        text = opn_node_source(node, &size);
        text = opn_arena_copy(job->arena, text, size);
        job->out_of_memory = job->out_of_memory || text == NULL;
        return text == NULL ? nothing : one_text(text);
    case OPN_JSON_STRING:
        break;
    case OPN_JSON_ABSENT:
    case OPN_JSON_NULL:
        return nothing;
    }
    if (opn_streq(text, "unknown")) {
        return nothing;
    }
    if (opn_streq(text, "not_applicable") && type != OPN_MERGE_NAME) {
        return (opn_merge_value){.applies = false, .known = true};
    }
    return type == OPN_MERGE_LADDER ? of_levels(ladder, text, text) : one_text(text);
}

/* --- meeting --------------------------------------------------------------------------------- */

static bool grants_nothing(const char *license)
{
    return opn_streq(license, "none") || opn_streq(license, "proprietary");
}

/* Ids in whatever case and order; a text with both AND and OR only as it stands. */
static bool same_license(opn_merge_job *job, const char *a, const char *b)
{
    const opn_table *table = &job->database->license_table;
    opn_expr_fault fault;
    opn_expr left = {0};
    opn_expr right = {0};

    if (opn_ascii_casecmp(a, b) == 0 || (grants_nothing(a) && grants_nothing(b))) {
        return true;
    }
    if (grants_nothing(a) || grants_nothing(b) ||
        opn_expr_parse(&left, a, table, job->arena, &fault) != OPENNESS_OK ||
        opn_expr_parse(&right, b, table, job->arena, &fault) != OPENNESS_OK ||
        left.count != right.count || left.count > 3) {
        return false;
    }
    for (size_t i = 0; i < left.count; i++) {
        /* Two names under one operation may have changed places. */
        size_t other = left.count == 3 && i < 2 ? 1 - i : i;
        bool straight = left.ops[i].kind == right.ops[i].kind &&
                        left.ops[i].license == right.ops[i].license;
        bool crossed = left.ops[i].kind == right.ops[other].kind &&
                       left.ops[i].license == right.ops[other].license;

        if (left.ops[i].kind == OPN_EXPR_OPAQUE || (!straight && !crossed) ||
            (i < 2 && left.ops[i].kind != OPN_EXPR_LICENSE) ||
            (i == 2 && left.ops[i].kind != right.ops[i].kind)) {
            return false;
        }
    }
    return left.count == 1 || left.ops[0].license != left.ops[1].license;
}

static bool holds(opn_merge_job *job, const opn_merge_value *set, const char *license)
{
    for (size_t i = 0; i < set->count; i++) {
        if (same_license(job, set->texts[i], license)) {
            return true;
        }
    }
    return false;
}

/* All rights reserved says more than that no license was found. */
static bool meet_licenses(opn_merge_job *job, const opn_merge_value *a, const opn_merge_value *b,
                          opn_merge_value *out)
{
    opn_merge_value both = {.applies = true, .known = true};

    for (size_t i = 0; i < a->count; i++) {
        if (holds(job, b, a->texts[i])) {
            both.texts[both.count] = a->texts[i];
            both.count++;
        }
    }
    if (both.count == 1 && opn_streq(both.texts[0], "none")) {
        for (size_t i = 0; i < b->count; i++) {
            both.texts[0] = grants_nothing(b->texts[i]) ? b->texts[i] : both.texts[0];
        }
    }
    *out = both;
    return both.count > 0;
}

/* Names are spelled in many ways: case, spaces and dashes tell none apart. */
static bool same_name(const char *a, const char *b)
{
    char left[OPN_NAME_ROOM];
    char right[OPN_NAME_ROOM];

    return opn_streq(a, b) || (opn_name_key(a, strlen(a), left) &&
                               opn_name_key(b, strlen(b), right) && opn_streq(left, right));
}

static bool meet_texts(opn_merge_type type, const char *a, const char *b, const char **out)
{
    size_t left = strlen(a);
    size_t right = strlen(b);

    *out = a;
    switch (type) {
    case OPN_MERGE_DATE:
        *out = left >= right ? a : b;
        return strncmp(a, b, left < right ? left : right) == 0;
    case OPN_MERGE_NUMBER:
        return opn_decimal_compare(a, b) == 0;
    case OPN_MERGE_NAME:
        return same_name(a, b);
    case OPN_MERGE_WORD:
    case OPN_MERGE_RELATION:
    case OPN_MERGE_LADDER:
    case OPN_MERGE_LICENSE:
        break;
    }
    return opn_streq(a, b);
}

bool opn_merge_inherits(const opn_merge_job *job, const char *relation)
{
    size_t at = relation == NULL ? OPN_TABLE_NONE
                                 : opn_table_find(&job->vocabulary->relation_table, relation);

    return at != OPN_TABLE_NONE && job->vocabulary->relations[at].inherits;
}

/* Cards name a base and not what was done to it: another source may tell. */
static bool meet_relations(const opn_merge_job *job, const char *a, const char *b,
                           const char **out)
{
    static const char open[] = "derived";
    bool either = opn_streq(a, open) || opn_streq(b, open);

    *out = opn_streq(a, open) ? b : a;
    return opn_streq(a, b) ||
           (either && opn_merge_inherits(job, a) && opn_merge_inherits(job, b));
}

bool opn_merge_meet(opn_merge_job *job, opn_merge_type type, const opn_merge_value *a,
                    const opn_merge_value *b, opn_merge_value *out)
{
    if (!a->known || !b->known) {
        *out = a->known ? *a : *b;
        return true;
    }
    *out = *a; /* which may be out itself */
    if (!a->applies || !b->applies) {
        return a->applies == b->applies;
    }
    if (type == OPN_MERGE_LADDER) {
        out->pair.lo = a->pair.lo > b->pair.lo ? a->pair.lo : b->pair.lo;
        out->pair.hi = a->pair.hi < b->pair.hi ? a->pair.hi : b->pair.hi;
        return out->pair.lo <= out->pair.hi;
    }
    if (type == OPN_MERGE_LICENSE) {
        return meet_licenses(job, a, b, out);
    }
    if (type == OPN_MERGE_RELATION) {
        return meet_relations(job, a->texts[0], b->texts[0], &out->texts[0]);
    }
    return meet_texts(type, a->texts[0], b->texts[0], &out->texts[0]);
}

/* --- widening -------------------------------------------------------------------------------- */

/* "2024" for a day in May and one in June of it. */
static opn_merge_value common_date(opn_merge_job *job, const char *a, const char *b)
{
    static const size_t sizes[] = {7, 4};

    if (opn_streq(a, b)) {
        return one_text(a);
    }
    for (size_t i = 0; i < OPN_ARRAY_LEN(sizes); i++) {
        if (strlen(a) >= sizes[i] && strlen(b) >= sizes[i] && strncmp(a, b, sizes[i]) == 0) {
            const char *text = opn_arena_copy(job->arena, a, sizes[i]);

            job->out_of_memory = job->out_of_memory || text == NULL;
            return text == NULL ? nothing : one_text(text);
        }
    }
    return nothing;
}

static opn_merge_value join_licenses(opn_merge_job *job, const opn_merge_value *a,
                                     const opn_merge_value *b)
{
    opn_merge_value out = *a;

    for (size_t i = 0; i < b->count; i++) {
        if (holds(job, &out, b->texts[i])) {
            continue;
        }
        if (out.count == OPN_MOST_ONE_OF) {
            return nothing; /* more than a record can name: it may be anything */
        }
        out.texts[out.count] = b->texts[i];
        out.count++;
    }
    return out;
}

opn_merge_value opn_merge_join(opn_merge_job *job, opn_merge_type type, const opn_merge_value *a,
                               const opn_merge_value *b)
{
    opn_merge_value out = *a;

    if (!a->known || !b->known || a->applies != b->applies) {
        return nothing; /* no range holds both a level and that none applies */
    }
    if (!a->applies) {
        return *a;
    }
    switch (type) {
    case OPN_MERGE_LADDER:
        out.pair.lo = a->pair.lo < b->pair.lo ? a->pair.lo : b->pair.lo;
        out.pair.hi = a->pair.hi > b->pair.hi ? a->pair.hi : b->pair.hi;
        return out;
    case OPN_MERGE_LICENSE:
        return join_licenses(job, a, b);
    case OPN_MERGE_NAME:
        return *a;
    case OPN_MERGE_DATE:
        return common_date(job, a->texts[0], b->texts[0]);
    case OPN_MERGE_NUMBER:
    case OPN_MERGE_WORD:
    case OPN_MERGE_RELATION:
        break;
    }
    return opn_merge_meet(job, type, a, b, &out) ? out : nothing;
}

/* --- asking ---------------------------------------------------------------------------------- */

opn_merge_ask opn_merge_ask_begin(opn_merge_job *job, opn_merge_type type,
                                  const opn_ladder *ladder, const char *about,
                                  const char *pointer, size_t room)
{
    opn_merge_ask ask = {.type = type, .ladder = ladder, .about = about, .pointer = pointer};

    ask.sides = opn_merge_alloc(job, room, sizeof *ask.sides);
    ask.room = ask.sides == NULL ? 0 : room;
    return ask;
}

void opn_merge_side_add(opn_merge_job *job, opn_merge_ask *ask, size_t input,
                        const opn_node *holder, const char *member, bool whole)
{
    opn_merge_value value =
        opn_merge_read(job, opn_node_member(holder, member), ask->type, ask->ladder);

    if (value.known && ask->count < ask->room) {
        ask->sides[ask->count] = (opn_merge_side){.input = input,
                                                  .holder = holder,
                                                  .member = member,
                                                  .value = value,
                                                  .whole = whole,
                                                  .kept = true};
        ask->count++;
    }
}

bool opn_merge_lost(const opn_merge_ask *ask, const opn_node *holder)
{
    for (size_t i = 0; i < ask->count; i++) {
        if (ask->sides[i].holder == holder && !ask->sides[i].kept) {
            return true;
        }
    }
    return false;
}

/* Of names the longest-standing rule: whoever comes first. */
static opn_merge_outcome settle(opn_merge_job *job, opn_merge_ask *ask, opn_merge_value *out)
{
    bool agree = true;

    *out = ask->sides[0].value;
    for (size_t i = 1; i < ask->count; i++) {
        agree = agree && opn_merge_meet(job, ask->type, out, &ask->sides[i].value, out);
    }
    if (agree) {
        return ask->count == 1 ? OPN_MERGED_TAKEN : OPN_MERGED_AGREED;
    }
    if (opn_merge_resolve(job, ask, out)) {
        return OPN_MERGED_RESOLVED;
    }
    *out = ask->sides[0].value;
    ask->sides[0].kept = true;
    for (size_t i = 1; i < ask->count; i++) {
        *out = opn_merge_join(job, ask->type, out, &ask->sides[i].value);
        ask->sides[i].kept = true;
    }
    if (ask->type != OPN_MERGE_NAME) {
        return OPN_MERGED_WIDENED;
    }
    for (size_t i = 1; i < ask->count; i++) {
        ask->sides[i].kept =
            opn_merge_meet(job, ask->type, out, &ask->sides[i].value, &(opn_merge_value){0});
    }
    return OPN_MERGED_APART;
}

static opn_merge_row *add_row(opn_merge_job *job)
{
    openness_merged *out = job->out;

    if (out->row_count == out->row_capacity) {
        size_t capacity = out->row_capacity == 0 ? 64 : out->row_capacity * 2;
        opn_merge_row *rows = opn_merge_alloc(job, capacity, sizeof *rows);

        if (rows == NULL) {
            return NULL;
        }
        if (out->row_count > 0) {
            memcpy(rows, out->rows, out->row_count * sizeof *rows);
        }
        out->rows = rows;
        out->row_capacity = capacity;
    }
    out->row_count++;
    return &out->rows[out->row_count - 1];
}

static const char *how(const opn_merge_job *job, opn_merge_outcome outcome, const char *value)
{
    if (outcome == OPN_MERGED_RESOLVED) {
        return opn_merge_policy_id(job->out->policy);
    }
    return outcome == OPN_MERGED_APART ? "the first stands" : value;
}

/* `license of weights (/artifacts/0/license): "MIT" (LICENSE), "gemma" (README.md); ...` */
static void report(opn_merge_job *job, const opn_merge_ask *ask, opn_merge_row *row)
{
    opn_buf text = {0};

    opn_buf_printf(&text, "%s (%s): ", row->about, row->pointer);
    for (size_t i = 0; i < ask->count; i++) {
        const opn_merge_input *input = &job->inputs[ask->sides[i].input];

        opn_buf_printf(&text, "%s%s (%s, %s)", i == 0 ? "" : ", ", row->said[i], input->format,
                       input->source);
    }
    opn_buf_printf(&text, row->outcome == OPN_MERGED_RESOLVED ? "; kept by the policy %s: "
                          : row->outcome == OPN_MERGED_APART  ? "; %s: "
                                                              : "; not settled, so it is %s",
                   how(job, row->outcome, row->value));
    if (row->outcome != OPN_MERGED_WIDENED) {
        opn_buf_str(&text, row->value);
    } else if (ask->alike) {
        opn_buf_str(&text, "; on every ladder of what terms grant they stand alike");
    }
    opn_merge_conflict(job, opn_merge_keep(job, &text), ask->sides, ask->count);
}

opn_merge_value opn_merge_decide(opn_merge_job *job, opn_merge_ask *ask)
{
    opn_merge_value value = nothing;
    opn_merge_outcome outcome;
    const char **said;
    opn_merge_row *row;

    if (ask->count == 0 || job->out_of_memory) {
        return value;
    }
    outcome = settle(job, ask, &value);
    if (ask->type == OPN_MERGE_LADDER && value.known && value.applies && value.pair.lo == 0 &&
        (size_t)value.pair.hi + 1 == ask->ladder->count) {
        value = nothing; /* from the lowest to the highest: any level */
    }
    row = add_row(job);
    said = opn_merge_alloc(job, ask->count, sizeof *said);
    if (row == NULL || said == NULL) {
        return nothing;
    }
    for (size_t i = 0; i < ask->count; i++) {
        said[i] = opn_merge_value_text(job, ask->type, ask->ladder, &ask->sides[i].value);
    }
    *row = (opn_merge_row){ask->about,
                           ask->pointer,
                           opn_merge_value_text(job, ask->type, ask->ladder, &value),
                           outcome,
                           ask->sides,
                           said,
                           ask->count};
    if (outcome != OPN_MERGED_TAKEN && outcome != OPN_MERGED_AGREED) {
        job->out->conflict_count++;
        report(job, ask, row);
    }
    return value;
}

/* --- writing --------------------------------------------------------------------------------- */

static void write_range(opn_writer *w, const opn_ladder *ladder, opn_pair pair)
{
    if (opn_pair_decided(pair)) {
        opn_write_string(w, ladder->levels[pair.lo]);
        return;
    }
    opn_write_object(w);
    if (pair.lo > 0) {
        opn_write_member(w, "at_least", ladder->levels[pair.lo]);
    }
    if ((size_t)pair.hi + 1 < ladder->count) {
        opn_write_member(w, "at_most", ladder->levels[pair.hi]);
    }
    opn_write_object_end(w);
}

static void write_choice(opn_writer *w, const opn_merge_value *value)
{
    opn_write_object(w);
    opn_write_key(w, "one_of");
    opn_write_array(w);
    for (size_t i = 0; i < value->count; i++) {
        opn_write_string(w, value->texts[i]);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

void opn_merge_write_value(opn_writer *w, const char *key, opn_merge_type type,
                           const opn_ladder *ladder, const opn_merge_value *value)
{
    if (!value->known) {
        return;
    }
    opn_write_key(w, key);
    if (!value->applies) {
        opn_write_string(w, "not_applicable");
    } else if (type == OPN_MERGE_LADDER) {
        write_range(w, ladder, value->pair);
    } else if (value->count > 1) {
        write_choice(w, value);
    } else {
        opn_write_string(w, value->texts[0]);
    }
}

const char *opn_merge_value_text(opn_merge_job *job, opn_merge_type type,
                                 const opn_ladder *ladder, const opn_merge_value *value)
{
    opn_buf buf = {0};

    if (!value->known) {
        return "unknown";
    }
    if (!value->applies) {
        return "not_applicable";
    }
    if (type == OPN_MERGE_LADDER) {
        opn_buf_str(&buf, ladder->levels[value->pair.lo]);
        if (!opn_pair_decided(value->pair)) {
            opn_buf_printf(&buf, " to %s", ladder->levels[value->pair.hi]);
        }
    }
    for (size_t i = 0; i < value->count; i++) {
        opn_buf_str(&buf, i == 0 ? "" : " or perhaps ");
        opn_buf_str(&buf, value->texts[i]);
    }
    return opn_merge_keep(job, &buf);
}
