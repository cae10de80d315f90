/*
 * json_check.c: a strict RFC 8259 scan.
 *
 * Takes untrusted bytes, gives a verdict, the first problem with its place,
 * and on request the span of every value. One pass, no recursion: open arrays
 * and objects stand on a stack as deep as the limit, so that a million
 * brackets cost no more than sixty-five.
 *
 * Must not know cJSON, nor what a document means.
 */
#include "json_check_scan.h"

/* RFC 8259, section 2: these four and no others. cJSON takes every byte up to
 * 0x20 for white space. */
static void skip_space(opn_scan *s)
{
    const char *p = s->at;

    while (p < s->end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) {
        p++;
    }
    s->at = p;
}

/* Enters the array or object whose bracket stands at s->at. */
static int open_container(opn_scan *s)
{
    if (s->depth == OPN_LIMIT_DEPTH) {
        return opn_scan_fail(s, OPENNESS_E_LIMIT, "nesting-too-deep", s->at,
                             "nesting is deeper than %d levels", OPN_LIMIT_DEPTH);
    }
    /* Its own names will be pushed behind those of the objects around it. */
    s->frames[s->depth] =
        (opn_scan_frame){s->found.values - 1, 0, s->keys.count, *s->at == '{', true};
    s->depth++;
    if (s->depth > s->found.depth) {
        s->found.depth = s->depth;
    }
    s->in_value = false;
    s->at++;
    return OPENNESS_OK;
}

/* Reports a name that stands twice, at its second place. */
static int fail_duplicate(opn_scan *s, opn_key key)
{
    opn_buf name = {0};
    int status = OPENNESS_E_NOMEM;

    /* The pointer is built with the last name for the current one; sorting
     * may have put another there. The object is lost anyway. */
    s->keys.items[s->keys.count - 1] = key;
    s->in_value = true;
    opn_key_decode(&name, &key);
    if (!name.failed) {
        status = opn_scan_fail(s, OPENNESS_E_JSON, "duplicate-key", key.text - 1,
                               "the member \"%s\" stands twice in one object",
                               name.data == NULL ? "" : name.data);
    }
    opn_buf_free(&name);
    return status;
}

/* Leaves the innermost container. Its names are complete only now, so this is
 * where they are compared: all at once, in O(n log n). */
static int close_container(opn_scan *s)
{
    const opn_scan_frame *f = &s->frames[s->depth - 1];
    const opn_key *duplicate = opn_keys_duplicate(&s->keys, f->keys);

    if (duplicate != NULL) {
        return fail_duplicate(s, *duplicate);
    }
    s->keys.count = f->keys;
    s->at++;
    if (s->keep_spans) {
        s->spans[f->value].end = (uint32_t)(s->at - s->text);
    }
    s->depth--;
    return OPENNESS_OK;
}

/* Counts a value that begins at s->at, and notes its start. */
static int begin_value(opn_scan *s)
{
    size_t index = s->found.values;

    if (index == OPN_LIMIT_VALUES) {
        return opn_scan_fail(s, OPENNESS_E_LIMIT, "too-many-values", s->at,
                             "the document holds more than %d values", OPN_LIMIT_VALUES);
    }
    if (s->keep_spans && index == s->span_capacity) {
        size_t capacity = index == 0 ? 256 : index * 2;
        opn_json_span *spans = opn_resize(s->spans, capacity, sizeof *spans);

        if (spans == NULL) {
            return OPENNESS_E_NOMEM;
        }
        s->spans = spans;
        s->span_capacity = capacity;
    }
    if (s->keep_spans) {
        s->spans[index].start = (uint32_t)(s->at - s->text);
    }
    s->found.values++;
    return OPENNESS_OK;
}

/* Reads a scalar, or the bracket that opens a container. */
static int scan_value(opn_scan *s)
{
    size_t index = s->found.values;
    int status;

    s->in_value = true;
    status = begin_value(s);
    if (status != OPENNESS_OK) {
        return status;
    }
    if (s->at < s->end && (*s->at == '{' || *s->at == '[')) {
        return open_container(s);
    }
    status = opn_scan_scalar(s);
    if (status == OPENNESS_OK && s->keep_spans) {
        s->spans[index].end = (uint32_t)(s->at - s->text);
    }
    return status;
}

/* Reads a member name and its colon, up to the value. */
static int scan_key(opn_scan *s)
{
    const char *start = s->at + 1;
    bool escaped;
    int status;

    if (s->at == s->end || *s->at != '"') {
        return opn_scan_unexpected(s, s->at, "a member name in double quotes");
    }
    status = opn_scan_string(s, &escaped);
    if (status != OPENNESS_OK) {
        return status;
    }
    status = opn_keys_push(&s->keys, start, (size_t)(s->at - 1 - start), escaped);
    if (status != OPENNESS_OK) {
        return status;
    }
    skip_space(s);
    if (s->at == s->end || *s->at != ':') {
        return opn_scan_unexpected(s, s->at, "':' after a member name");
    }
    s->at++;
    skip_space(s);
    return OPENNESS_OK;
}

/* Goes on in the innermost container, at its start or behind a value: one
 * bracket, or one comma with the value after it. */
static int scan_next(opn_scan *s)
{
    opn_scan_frame *f = &s->frames[s->depth - 1];
    char closing = f->object ? '}' : ']';
    int status = OPENNESS_OK;

    s->in_value = false;
    skip_space(s);
    if (s->at < s->end && *s->at == closing) {
        return close_container(s);
    }
    if (!f->fresh) {
        if (s->at == s->end || *s->at != ',') {
            return opn_scan_unexpected(s, s->at, f->object ? "',' or '}'" : "',' or ']'");
        }
        s->at++;
        f->index++;
        skip_space(s);
    }
    /* Behind a comma no bracket may close: a trailing comma fails in
     * scan_key or scan_value. */
    f->fresh = false;
    if (f->object) {
        status = scan_key(s);
    }
    return status == OPENNESS_OK ? scan_value(s) : status;
}

/*
 * How the scan moves: scan_value reads a scalar whole, of an array or object
 * only the bracket. From then on scan_next is called until every bracket is
 * closed. For {"a": [1], "b": 2} the calls read
 *
 *   scan_value  {
 *   scan_next   "a": [
 *   scan_next   1
 *   scan_next   ]
 *   scan_next   , "b": 2
 *   scan_next   }
 */
static int scan_document(opn_scan *s)
{
    int status;

    /* RFC 8259, section 8.1: none may be added, readers may ignore it. Two
     * files that differ only in an invisible mark would have two digests. */
    if (s->end - s->at >= 3 && memcmp(s->at, "\xEF\xBB\xBF", 3) == 0) {
        return opn_scan_fail(s, OPENNESS_E_JSON, "invalid-json", s->at,
                             "a byte order mark stands before the document");
    }
    skip_space(s);
    status = scan_value(s);
    while (status == OPENNESS_OK && s->depth > 0) {
        status = scan_next(s);
    }
    if (status != OPENNESS_OK) {
        return status;
    }
    skip_space(s);
    s->in_value = false;
    if (s->at < s->end) {
        return opn_scan_fail(s, OPENNESS_E_JSON, "trailing-data", s->at,
                             "nothing but white space may follow the document");
    }
    return OPENNESS_OK;
}

static int scan(opn_scan *s, size_t size, opn_json_size *out)
{
    int status;

    /* Before anything is read: the size alone decides. It also makes sure
     * that offsets fit in 32 bits. */
    if (size > OPN_LIMIT_INPUT_BYTES) {
        opn_issue_add(s->issues, "document-too-large", OPENNESS_SEVERITY_ERROR, NULL,
                      "the document has %zu bytes, at most %d are allowed", size,
                      OPN_LIMIT_INPUT_BYTES);
        status = OPENNESS_E_LIMIT;
    } else {
        status = scan_document(s);
    }
    opn_keys_free(&s->keys);
    if (status == OPENNESS_OK && out != NULL) {
        *out = s->found;
    }
    /* The verdict without its reason would be half an answer. */
    if (s->issues != NULL && s->issues->failed) {
        status = OPENNESS_E_NOMEM;
    }
    return status;
}

/* The state before the first byte; some 2 KiB, on the caller's stack. */
static opn_scan start(const char *text, size_t size, opn_issues *issues)
{
    opn_scan s = {.text = text == NULL ? "" : text, .issues = issues};

    s.at = s.text;
    /* Of a text that is too large not even the end is computed. */
    s.end = text == NULL || size > OPN_LIMIT_INPUT_BYTES ? s.text : s.text + size;
    return s;
}

int opn_json_check(const char *text, size_t size, opn_json_size *out, opn_issues *issues)
{
    opn_scan s = start(text, size, issues);

    return scan(&s, size, out);
}

int opn_json_scan(const char *text, size_t size, opn_json_size *out, opn_json_span **spans,
                  opn_issues *issues)
{
    opn_scan s = start(text, size, issues);
    int status;

    s.keep_spans = true;
    status = scan(&s, size, out);
    if (status != OPENNESS_OK) {
        opn_free(s.spans);
        s.spans = NULL;
    }
    *spans = s.spans;
    return status;
}
