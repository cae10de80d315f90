/*
 * json_check_scalar.c: strings, numbers and literals of a strict JSON scan.
 *
 * Takes a scan that stands at the first byte of a scalar, moves it behind the
 * last. Nothing is decoded or converted: a string is sound or not, a number
 * well spelled or not. What cJSON would let pass (01, 1., raw line breaks,
 * stray bytes, \u0000) ends here.
 *
 * Must not know arrays, objects or limits.
 */
#include "ascii.h"
#include "json_check_scan.h"
#include "utf8.h"

/* Lengths of \uhhhh and of two of them. */
enum { UNICODE = 6, PAIR = 12 };

/* The code unit of the \uhhhh at p, or -1 when there is none before end. */
static int code_unit(const char *p, const char *end)
{
    if (end - p < UNICODE || p[0] != '\\' || p[1] != 'u') {
        return -1;
    }
    return opn_json_hex(p + 2);
}

/* Checks the \u escape at p and returns its length, 0 after a report. */
static size_t scan_unicode(opn_scan *s, const char *p, int *status)
{
    int code = code_unit(p, s->end);

    if (code < 0) {
        *status = opn_scan_fail(s, OPENNESS_E_JSON, "invalid-json", p,
                                "\\u must be followed by four hexadecimal digits");
        return 0;
    }
    /* RFC 8259 has no quarrel with it, but a C string ends there: cJSON would
     * silently cut the text, and with it the meaning. */
    if (code == 0) {
        *status = opn_scan_fail(s, OPENNESS_E_JSON, "invalid-json", p,
                                "U+0000 is not allowed in a text");
        return 0;
    }
    if (code < 0xD800 || code > 0xDFFF) {
        return UNICODE;
    }
    /* RFC 8259, section 8.2 warns of halves; UTF-8 has no form for them. */
    if (code < 0xDC00) {
        int low = code_unit(p + UNICODE, s->end);

        if (low >= 0xDC00 && low <= 0xDFFF) {
            return PAIR;
        }
    }
    *status = opn_scan_fail(s, OPENNESS_E_JSON, "invalid-json", p,
                            "a surrogate must be one of a pair, high before low");
    return 0;
}

/* Checks the escape at p and returns its length, 0 after a report. */
static size_t scan_escape(opn_scan *s, const char *p, int *status)
{
    if (s->end - p < 2) {
        *status = opn_scan_unexpected(s, s->end, "an escape character");
        return 0;
    }
    if (p[1] == 'u') {
        return scan_unicode(s, p, status);
    }
    /* strchr would take a NUL byte for the end of its own list. */
    if (p[1] == '\0' || strchr("\"\\/bfnrt", p[1]) == NULL) {
        *status = opn_scan_unexpected(s, p + 1, "one of \"\\/bfnrtu after a backslash");
        return 0;
    }
    return 2;
}

/* Whether a byte stands for itself: no control character, quote, backslash or
 * part of a longer sequence. Most bytes of most documents do. */
static bool is_plain(char c)
{
    return (unsigned char)c >= 0x20 && (unsigned char)c < 0x80 && c != '"' && c != '\\';
}

/* Runs of plain bytes are passed in the inner loop; the outer one stops at
 * everything that needs a closer look. */
int opn_scan_string(opn_scan *s, bool *escaped)
{
    const char *p = s->at + 1;
    int status = OPENNESS_OK;

    *escaped = false;
    for (;;) {
        size_t length;

        while (p < s->end && is_plain(*p)) {
            p++;
        }
        if (p == s->end) {
            return opn_scan_unexpected(s, p, "the closing quote of a string");
        }
        if (*p == '"') {
            s->at = p + 1;
            return OPENNESS_OK;
        }
        if (*p == '\\') {
            *escaped = true;
            length = scan_escape(s, p, &status);
        } else {
            /* RFC 8259, section 7: control characters must be escaped. */
            length = (unsigned char)*p < 0x20 ? 0 : opn_utf8_next(p, (size_t)(s->end - p));
            if (length == 0) {
                status = opn_scan_unexpected(s, p, "an escape in place of a control character");
            }
        }
        if (length == 0) {
            return status;
        }
        p += length;
    }
}

/* ASCII digits only: other scripts have their own, which JSON does not know. */
static const char *skip_digits(const opn_scan *s, const char *p)
{
    while (p < s->end && opn_is_digit(*p)) {
        p++;
    }
    return p;
}

/* RFC 8259, section 6: no plus, no bare point, no zero in front of digits.
 * Any length and any exponent is allowed; who reads the number decides. */
static int scan_number(opn_scan *s)
{
    const char *p = *s->at == '-' ? s->at + 1 : s->at;
    const char *digits = p;

    p = skip_digits(s, p);
    if (p == digits) {
        return opn_scan_unexpected(s, p, "a digit after '-'");
    }
    /* 010 is ten to some readers and eight to others. */
    if (*digits == '0' && p > digits + 1) {
        return opn_scan_unexpected(s, digits + 1, "no further digit after a leading zero");
    }
    if (p < s->end && *p == '.') {
        digits = p + 1;
        p = skip_digits(s, digits);
        if (p == digits) {
            return opn_scan_unexpected(s, p, "a digit after the decimal point");
        }
    }
    if (p < s->end && (*p == 'e' || *p == 'E')) {
        digits = p + 1;
        if (digits < s->end && (*digits == '+' || *digits == '-')) {
            digits++;
        }
        p = skip_digits(s, digits);
        if (p == digits) {
            return opn_scan_unexpected(s, p, "a digit in the exponent");
        }
    }
    s->at = p;
    return OPENNESS_OK;
}

/* RFC 8259, section 3: lower case only. What follows a word needs no check
 * here; "truex" fails at the x, where a comma or bracket is due. */
static int scan_literal(opn_scan *s)
{
    static const char *const words[] = {"true", "false", "null"};

    for (size_t i = 0; i < OPN_ARRAY_LEN(words); i++) {
        size_t size = strlen(words[i]);

        if ((size_t)(s->end - s->at) >= size && memcmp(s->at, words[i], size) == 0) {
            s->at += size;
            return OPENNESS_OK;
        }
    }
    return opn_scan_unexpected(s, s->at, "a value");
}

int opn_scan_scalar(opn_scan *s)
{
    bool escaped;

    if (s->at < s->end && *s->at == '"') {
        return opn_scan_string(s, &escaped);
    }
    if (s->at < s->end && (*s->at == '-' || opn_is_digit(*s->at))) {
        return scan_number(s);
    }
    return scan_literal(s);
}
