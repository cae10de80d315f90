/*
 * rubric_combine.c: what a rubric makes of its criteria.
 *
 * Takes one entry of "combine", gives a node: a ladder, a weighted mean, a
 * minimum or a band. Weights become whole numbers here. Refuses what could
 * lower a score as a release opens up: weights of 0 or less and bands that
 * fall; points are checked with the levels. There is no other way.
 *
 * Must not know facts: an entry reads criteria and earlier entries.
 */
#include "rubric_build.h"

/* Printed scores: value x scale, cut at decimals. */
static const int64_t LARGEST_SCALE = 1000000;
enum { MOST_DECIMALS = 6, USUAL_DECIMALS = 2 };

/* A whole number from least to most; `otherwise` when absent or wrong. */
static int64_t read_whole(opn_rubric_builder *b, const opn_node *object, const char *key,
                          int64_t least, int64_t most, int64_t otherwise)
{
    const opn_node *member = opn_node_member(object, key);
    int64_t value;

    if (member == NULL) {
        return otherwise;
    }
    if (!opn_node_int64(member, &value) || value < least || value > most) {
        opn_issue_node(b->reader.issues, "bad-number", OPENNESS_SEVERITY_ERROR, member,
                       "\"%s\" is a whole number from %d to %d", key, (int)least, (int)most);
        return otherwise;
    }
    return value;
}

/* Scores are shares of 1; these two only say how they are printed. */
static void read_printing(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out)
{
    out->scale = read_whole(b, node, "scale", 1, LARGEST_SCALE, 1);
    out->decimals = (int)read_whole(b, node, "decimals", 0, MOST_DECIMALS, USUAL_DECIMALS);
}

/* A term twice would be a second weight for it; said once is clearer. */
static void add_term(opn_rubric_builder *b, const opn_node *at, const char *name,
                     opn_rational weight, opn_rubric_node *out)
{
    size_t index;

    if (name == NULL) {
        opn_rubric_error(b, "wrong-type", at, "a term is the name of a criterion or score");
        return;
    }
    index = opn_rubric_reference(b, at, name);
    if (index == SIZE_MAX) {
        return;
    }
    for (size_t i = 0; i < out->term_count; i++) {
        if (b->terms[out->first_term + i].node == index) {
            opn_rubric_error(b, "duplicate-id", at, "this term stands twice");
            return;
        }
    }
    b->terms[b->rubric->term_count] = (opn_term){(uint16_t)index, false, weight};
    b->rubric->term_count++;
    out->term_count++;
}

/* An array of names, or for means an object of name: weight. */
static void read_terms(opn_rubric_builder *b, const opn_node *terms, opn_rubric_node *out)
{
    bool weighted = opn_node_type(terms) == OPN_JSON_OBJECT && out->kind == OPN_NODE_MEAN;

    out->first_term = b->rubric->term_count;
    if (!weighted && opn_node_type(terms) != OPN_JSON_ARRAY) {
        opn_rubric_error(b, "wrong-type", terms, "a list of names is required");
        return;
    }
    if (opn_node_count(terms) == 0) {
        opn_rubric_error(b, "missing-member", terms, "at least one term is required");
    }
    for (const opn_node *at = opn_node_first(terms); at != NULL; at = opn_node_next(at)) {
        opn_rational weight = {1, 1};

        if (!weighted) {
            add_term(b, at, opn_node_string(at), weight, out);
            continue;
        }
        if (opn_rubric_fraction(b, at, "bad-weight", &weight) && weight.num == 0) {
            opn_rubric_error(b, "bad-weight", at, "a weight is above 0");
        }
        add_term(b, at, opn_node_key(at), weight, out);
    }
}

/* Only the ratio of weights matters. Evaluation then adds whole numbers. */
static void scale_weights(opn_rubric_builder *b, const opn_node *node, const opn_rubric_node *out)
{
    opn_term *terms = &b->terms[out->first_term];
    int64_t common = 1;
    int64_t shared = 0;

    for (size_t i = 0; i < out->term_count; i++) {
        common = opn_rubric_lcm(common, terms[i].weight.den);
    }
    if (common == 0) {
        opn_rubric_error(b, "denominators-too-large", node,
                         "the weights have no common denominator that is small enough");
    }
    for (size_t i = 0; i < out->term_count && common != 0; i++) {
        terms[i].weight.num *= common / terms[i].weight.den;
        terms[i].weight.den = 1;
        shared = opn_rubric_gcd(terms[i].weight.num, shared);
    }
    for (size_t i = 0; i < out->term_count && shared > 1; i++) {
        terms[i].weight.num /= shared;
    }
}

/* Terms that leave the count until they are fully met: a component that may be
 * replaced by another one counts when it is there and is not missed when it is
 * not. Weaker conditions could lower a mean by adding to it. */
static void read_optional(opn_rubric_builder *b, const opn_node *node, const opn_rubric_node *out)
{
    const opn_node *optional = opn_node_array(b->reader.issues, node, "optional", false);
    opn_term *terms = &b->terms[out->first_term];

    for (const opn_node *at = opn_node_first(optional); at != NULL; at = opn_node_next(at)) {
        const char *name = opn_node_string(at);
        size_t index = name == NULL ? OPN_TABLE_NONE : opn_table_find(&b->names, name);
        bool found = false;

        for (size_t i = 0; i < out->term_count; i++) {
            if (terms[i].node == index) {
                terms[i].optional = true;
                found = true;
            }
        }
        if (!found) {
            opn_rubric_error(b, "unknown-name", at, "not a term of this mean");
        }
    }
}

/* One [from, to], in units of the scale. With both ends never falling from
 * level to level, from + (to - from) x p never falls either, whatever p is: the
 * difference of two levels is linear in p and not negative at both ends. */
static void read_band(opn_rubric_builder *b, const opn_node *at, int64_t scale, size_t k)
{
    const opn_rational whole = {scale, 1};
    opn_band *band = &b->bands[b->band_count];
    const opn_node *from = opn_node_first(at);

    b->band_count++;
    *band = (opn_band){{0, 1}, {0, 1}};
    if (opn_node_type(at) != OPN_JSON_ARRAY || opn_node_count(at) != 2) {
        opn_rubric_error(b, "wrong-type", at, "a band is an array of two numbers");
        return;
    }
    if (!opn_rubric_fraction(b, from, "bad-number", &band->from) ||
        !opn_rubric_fraction(b, opn_node_next(from), "bad-number", &band->to)) {
        return;
    }
    if (opn_rational_compare(band->from, band->to) > 0) {
        opn_rubric_error(b, "falling-band", at, "the band ends below its start");
    }
    if (opn_rational_compare(band->to, whole) > 0) {
        opn_rubric_error(b, "bad-number", at, "the band ends above the scale");
    }
    band->from = opn_rational_div(band->from, whole);
    band->to = opn_rational_div(band->to, whole);
    if (k > 0 && (opn_rational_compare(band->from, band[-1].from) < 0 ||
                  opn_rational_compare(band->to, band[-1].to) < 0)) {
        opn_rubric_error(b, "falling-band", at, "the band lies below that of a lower level");
    }
}

/* The name of a member, resolved. */
static size_t read_reference(opn_rubric_builder *b, const opn_node *node, const char *key)
{
    const char *name = opn_node_text(b->reader.issues, node, key, OPN_ID_LIMIT, true);

    return name == NULL ? SIZE_MAX : opn_rubric_reference(b, opn_node_member(node, key), name);
}

/* False when a reference is missing: then the node cannot be bounded. */
static bool read_bands(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out)
{
    const opn_node *of = opn_node_array(b->reader.issues, node, "of", true);
    size_t k = 0;

    out->first_band = b->band_count;
    out->band_ladder = read_reference(b, node, "band");
    out->band_at = read_reference(b, node, "at");
    for (const opn_node *at = opn_node_first(of); at != NULL && k < OPN_LEVELS_MAX;
         at = opn_node_next(at)) {
        read_band(b, at, out->scale, k);
        k++;
    }
    if (of == NULL || out->band_ladder == SIZE_MAX || out->band_at == SIZE_MAX) {
        return false;
    }
    if (b->nodes[out->band_ladder].kind != OPN_NODE_LEVELS) {
        opn_rubric_error(b, "unknown-name", opn_node_member(node, "band"),
                         "a ladder picks the band, not a score");
        return false;
    }
    if (opn_node_count(of) != b->nodes[out->band_ladder].level_count) {
        opn_rubric_error(b, "missing-level", of, "one band per level of the ladder");
        return false;
    }
    return true;
}

/* A mean or minimum. */
static void read_average(opn_rubric_builder *b, const opn_node *node, const opn_node *terms,
                         opn_rubric_node *out)
{
    static const char *const mean[] = {"id",   "title", "cite",     "reading",
                                       "mean", "scale", "decimals", "optional"};
    static const char *const least[] = {"id",  "title", "cite",    "reading",
                                        "min", "scale", "decimals"};

    if (out->kind == OPN_NODE_MEAN) {
        opn_node_expect_members(b->reader.issues, node, mean, OPN_ARRAY_LEN(mean));
    } else {
        opn_node_expect_members(b->reader.issues, node, least, OPN_ARRAY_LEN(least));
    }
    read_printing(b, node, out);
    read_terms(b, terms, out);
    scale_weights(b, terms, out);
    if (out->kind == OPN_NODE_MEAN && opn_node_member(node, "optional") != NULL) {
        read_optional(b, node, out);
    }
    opn_rubric_bound(b, node, out);
}

static void read_band_node(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out)
{
    static const char *const members[] = {"id", "title", "cite",  "reading", "band",
                                          "of", "at",    "scale", "decimals"};

    out->kind = OPN_NODE_BAND;
    opn_node_expect_members(b->reader.issues, node, members, OPN_ARRAY_LEN(members));
    read_printing(b, node, out);
    if (read_bands(b, node, out)) {
        opn_rubric_bound(b, node, out);
    }
}

/* A label, class or verdict: levels like those of a criterion, over criteria. */
static void read_ladder(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out)
{
    static const char *const members[] = {"id",   "title", "cite",  "reading",
                                          "when", "next",  "levels"};

    opn_node_expect_members(b->reader.issues, node, members, OPN_ARRAY_LEN(members));
    opn_rubric_levels(b, node, out, false);
    opn_rubric_bound(b, node, out);
}

/* The member that is there says of which kind the entry is. */
void opn_rubric_combination(opn_rubric_builder *b, const opn_node *node, opn_rubric_node *out)
{
    static const char *const kinds[] = {"mean", "min", "band", "geometric"};
    const opn_node *found = NULL;

    /* Until read: no terms, and a score that is 0 or 1. */
    out->scale = 1;
    out->decimals = USUAL_DECIMALS;
    b->fineness[b->current] = (opn_fineness){1, 1};
    for (size_t i = 0; i < OPN_ARRAY_LEN(kinds); i++) {
        const opn_node *member = opn_node_member(node, kinds[i]);

        if (member != NULL && found != NULL) {
            opn_rubric_error(b, "unknown-member", member, "an entry is of one kind only");
        }
        found = found == NULL ? member : found;
    }
    if (found == NULL) {
        read_ladder(b, node, out);
    } else if (opn_streq(opn_node_key(found), "band")) {
        read_band_node(b, node, out);
    } else if (opn_streq(opn_node_key(found), "geometric")) {
        out->kind = OPN_NODE_MEAN;
        opn_rubric_error(b, "unsupported", found, "geometric means are not supported yet");
    } else {
        out->kind = opn_streq(opn_node_key(found), "mean") ? OPN_NODE_MEAN : OPN_NODE_MIN;
        read_average(b, node, found, out);
    }
}
