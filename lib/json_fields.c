/*
 * json_fields.c: reading members of a document, with the issues they raise.
 *
 * Takes nodes, gives values, or NULL and an issue at the right place. Every
 * loader reads through these, so that one mistake has one message.
 *
 * Must not know cJSON, nor which members any document has.
 */
#include "ascii.h"
#include "dates.h"
#include "json_read.h"
#include "table.h"

/* "a string" and so on, for messages. No default: a new type must be named. */
static const char *type_name(opn_json_type type)
{
    switch (type) {
    case OPN_JSON_NULL:
        return "null";
    case OPN_JSON_BOOL:
        return "true or false";
    case OPN_JSON_NUMBER:
        return "a number";
    case OPN_JSON_STRING:
        return "a string";
    case OPN_JSON_ARRAY:
        return "an array";
    case OPN_JSON_OBJECT:
        return "an object";
    case OPN_JSON_ABSENT:
        break;
    }
    return "absent";
}

/* value * 10 - digit, kept below zero as in opn_ascii_int64. */
static bool shift_in(int64_t *value, int digit)
{
    if (*value < (INT64_MIN + digit) / 10) {
        return false;
    }
    *value = *value * 10 - digit;
    return true;
}

/* Reads digits and points up to the exponent. Trailing zeros are counted, not
 * shifted in: what is left over in *power then decides by its sign whether the
 * number is whole. */
static bool read_mantissa(const char *text, size_t size, int64_t *value, int64_t *power)
{
    int64_t zeros = 0;
    bool fraction = false;

    *value = 0;
    *power = 0;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '.') {
            fraction = true;
            continue;
        }
        *power -= fraction ? 1 : 0;
        zeros++;
        if (text[i] == '0') {
            continue;
        }
        for (; zeros > 1 && *value != 0; zeros--) {
            if (!shift_in(value, 0)) {
                return false;
            }
        }
        zeros = 0;
        if (!shift_in(value, text[i] - '0')) {
            return false;
        }
    }
    *power += zeros;
    return true;
}

/*
 * All but the plain spelling. JSON Schema calls 1.0 an integer, and writers in
 * other languages spell 700000000 as 7e8. As value and power of ten:
 *
 *   7e8       7 * 10^8
 *   1.0       1 * 10^0      the zero has been counted back in
 *   -12.5e1   125 * 10^0    the sign is kept apart
 *   1.5       15 * 10^-1    not whole
 */
static bool whole_number(const char *text, size_t size, int64_t *out)
{
    bool negative = text[0] == '-';
    size_t start = negative ? 1 : 0;
    size_t end = start;
    int64_t exponent = 0;
    int64_t power;
    int64_t value;

    while (end < size && text[end] != 'e' && text[end] != 'E') {
        end++;
    }
    if (!read_mantissa(text + start, end - start, &value, &power)) {
        return false;
    }
    if (end < size) {
        end += text[end + 1] == '+' ? 2 : 1;
        /* Beyond a billion only zero is left of an int64; not worth a case. */
        if (!opn_ascii_int64(text + end, size - end, &exponent) || exponent > 1000000000 ||
            exponent < -1000000000) {
            return false;
        }
    }
    power += exponent;
    /* The last digit shifted in was not 0, so one behind the point is left. */
    if (value != 0 && power < 0) {
        return false;
    }
    for (; value != 0 && power > 0; power--) {
        if (!shift_in(&value, 0)) {
            return false;
        }
    }
    /* Its positive twin does not fit. */
    if (!negative && value == INT64_MIN) {
        return false;
    }
    *out = negative ? value : -value;
    return true;
}

/* The plain spelling first: it is nearly every number there is. */
bool opn_node_int64(const opn_node *node, int64_t *out)
{
    const char *text;
    size_t size;

    if (opn_node_type(node) != OPN_JSON_NUMBER) {
        return false;
    }
    text = opn_node_source(node, &size);
    return opn_ascii_int64(text, size, out) || whole_number(text, size, out);
}

/* What opn_issue_node does, for those who have a va_list. */
static void add_at(opn_issues *list, const char *id, int severity, const opn_node *node,
                   const char *format, va_list args) OPN_PRINTF(5, 0);

static void add_at(opn_issues *list, const char *id, int severity, const opn_node *node,
                   const char *format, va_list args)
{
    opn_place place = {"", 0, 0, 0};

    /* Once the list is full, further issues are counted and no more: finding
     * the places of 100000 of them would take hours. */
    if (opn_issues_wants(list, severity)) {
        place = opn_node_place(node, &list->arena);
        list->failed = list->failed || place.pointer == NULL;
    }
    opn_issue_addv(list, id, severity, &place, format, args);
}

void opn_issue_node(opn_issues *list, const char *id, int severity, const opn_node *node,
                    const char *format, ...)
{
    va_list args;

    va_start(args, format);
    add_at(list, id, severity, node, format, args);
    va_end(args);
}

/* At the object: what is not there has no place of its own. */
void opn_issue_missing(opn_issues *list, const opn_node *object, const char *key)
{
    opn_issue_node(list, "missing-member", OPENNESS_SEVERITY_ERROR, object,
                   "the member \"%s\" is required and missing", key);
}

/* Says what was found and what is allowed; with its name when it has one. */
static void wrong_type(opn_issues *list, const opn_node *node, opn_json_type wanted)
{
    const char *key = opn_node_key(node);

    if (key == NULL) {
        opn_issue_node(list, "wrong-type", OPENNESS_SEVERITY_ERROR, node,
                       "found %s where %s is required", type_name(opn_node_type(node)),
                       type_name(wanted));
    } else {
        opn_issue_node(list, "wrong-type", OPENNESS_SEVERITY_ERROR, node,
                       "\"%s\" is %s, %s is required", key, type_name(opn_node_type(node)),
                       type_name(wanted));
    }
}

/* Linear: no document has more than some twenty members of one object. */
static bool among(const char *key, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (opn_streq(key, names[i])) {
            return true;
        }
    }
    return false;
}

/* A warning: a later version of the format may know the member. A misspelled
 * one would be lost silently otherwise, hence the guess. */
static void unknown_member(opn_issues *list, const opn_node *member, const char *const *names,
                           size_t count)
{
    const char *key = opn_node_key(member);
    const char *best = NULL;

    /* No guesses for issues that nobody will see. */
    if (opn_issues_wants(list, OPENNESS_SEVERITY_WARNING)) {
        for (size_t i = 0; i < count; i++) {
            best = opn_nearest(best, names[i], key);
        }
    }
    if (best == NULL) {
        opn_issue_node(list, "unknown-member", OPENNESS_SEVERITY_WARNING, member,
                       "the member \"%s\" is not known here", key);
    } else {
        opn_issue_node(list, "unknown-member", OPENNESS_SEVERITY_WARNING, member,
                       "the member \"%s\" is not known here, did you mean \"%s\"", key, best);
    }
}

/* Unknown members do not stop a loader: it goes on and reports all there is. */
bool opn_node_expect_members(opn_issues *list, const opn_node *object, const char *const *names,
                             size_t count)
{
    if (opn_node_type(object) != OPN_JSON_OBJECT) {
        wrong_type(list, object, OPN_JSON_OBJECT);
        return false;
    }
    for (const opn_node *m = opn_node_first(object); m != NULL; m = opn_node_next(m)) {
        if (!among(opn_node_key(m), names, count)) {
            unknown_member(list, m, names, count);
        }
    }
    return true;
}

/* The member if it has the type, else NULL and, where it is due, an issue. */
static const opn_node *typed_member(opn_issues *list, const opn_node *object, const char *key,
                                    opn_json_type type, bool required)
{
    const opn_node *member = opn_node_member(object, key);

    if (member == NULL) {
        if (required) {
            opn_issue_missing(list, object, key);
        }
        return NULL;
    }
    if (opn_node_type(member) != type) {
        wrong_type(list, member, type);
        return NULL;
    }
    return member;
}

/* The limit is in bytes: it guards memory and width, not meaning. */
const char *opn_node_text(opn_issues *list, const opn_node *object, const char *key, size_t limit,
                          bool required)
{
    const opn_node *member = typed_member(list, object, key, OPN_JSON_STRING, required);
    const char *text = opn_node_string(member);
    size_t size;

    if (text == NULL) {
        return NULL;
    }
    size = strlen(text);
    /* An empty text is neither a value nor "unknown"; nobody means it. */
    if (size == 0) {
        opn_issue_node(list, "empty-text", OPENNESS_SEVERITY_ERROR, member,
                       "\"%s\" is empty, 1 to %zu bytes are allowed", key, limit);
        return NULL;
    }
    if (size > limit) {
        opn_issue_node(list, "text-too-long", OPENNESS_SEVERITY_ERROR, member,
                       "\"%s\" has %zu bytes, at most %zu are allowed", key, size, limit);
        return NULL;
    }
    return text;
}

const opn_node *opn_node_array(opn_issues *list, const opn_node *object, const char *key,
                               bool required)
{
    return typed_member(list, object, key, OPN_JSON_ARRAY, required);
}

const opn_node *opn_node_object(opn_issues *list, const opn_node *object, const char *key,
                                bool required)
{
    return typed_member(list, object, key, OPN_JSON_OBJECT, required);
}

/* Two digits at text, or -1. */
static int two_digits(const char *text)
{
    if (!opn_is_digit(text[0]) || !opn_is_digit(text[1])) {
        return -1;
    }
    return (text[0] - '0') * 10 + (text[1] - '0');
}

/* Texts, not time values: "2024-05" is a date that is known to the month. */
bool opn_date_valid(const char *text)
{
    size_t size = strlen(text);
    int century;
    int year;
    int month;
    int day;

    if (size != 4 && size != 7 && size != 10) {
        return false;
    }
    century = two_digits(text);
    year = two_digits(text + 2);
    /* 0000 is what an empty date field turns into, not a year. */
    if (century < 0 || year < 0 || century + year == 0) {
        return false;
    }
    year += century * 100;
    if (size == 4) {
        return true;
    }
    month = text[4] == '-' ? two_digits(text + 5) : -1;
    if (month < 1 || month > 12 || size == 7) {
        return month >= 1 && month <= 12;
    }
    day = text[7] == '-' ? two_digits(text + 8) : -1;
    return day >= 1 && day <= opn_days_in(year, month);
}
