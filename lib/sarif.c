/*
 * sarif.c: messages, places and fingerprints of SARIF 2.1.0.
 *
 * Takes texts and paths of a check, gives the objects that several parts of a SARIF
 * document hold, by the rules of its sections 3.4, 3.11 and 3.28: placeholders and
 * links that no record wrote by accident, addresses in the syntax of RFC 3986.
 *
 * Must not know which results are shown, nor how grave they are.
 */
#include "sarif.h"
#include "phrases.h"
#include "sha256.h"
#include "utf8.h"

#include <stdio.h>

/* Lengths that code scanning shows, less room for an ellipsis; places that anybody
 * reads. */
enum { MOST_TEXT = 1000, MOST_PLACES = 10 };

void opn_sarif_keep(opn_sarif *p)
{
    p->w.buf->failed = p->w.buf->failed || p->line.failed;
    opn_buf_free(&p->line);
}

/* --- texts ---------------------------------------------------------------- */

/* Writes the line as {"text": ...}, clipped, and empties it. Braces are doubled, for
 * single ones are placeholders (3.11.5), and "](" is parted, so that no record can
 * write a link (3.11.6). */
void opn_sarif_message(opn_sarif *p, const char *key)
{
    opn_buf shown = {0};
    char one[5];
    size_t size =
        opn_utf8_clip(p->line.data == NULL ? "" : p->line.data, p->line.size, MOST_TEXT);

    for (size_t i = 0; i < size;) {
        bool link = p->line.data[i] == '(' && i > 0 && p->line.data[i - 1] == ']';

        i += opn_show_next(p->line.data + i, size - i, one);
        opn_buf_str(&shown, link ? " " : "");
        opn_buf_str(&shown, one);
        opn_buf_str(&shown, one[0] == '{' || one[0] == '}' ? one : "");
    }
    opn_buf_str(&shown, size < p->line.size ? "\xe2\x80\xa6" : "");
    opn_write_key(&p->w, key);
    opn_write_object(&p->w);
    opn_write_member(&p->w, "text", shown.data == NULL ? "" : shown.data);
    opn_write_object_end(&p->w);
    p->w.buf->failed = p->w.buf->failed || shown.failed;
    opn_buf_free(&shown);
    opn_sarif_keep(p);
}

void opn_sarif_text(opn_sarif *p, const char *key, const char *text)
{
    opn_buf_str(&p->line, text);
    opn_sarif_message(p, key);
}

/* --- places --------------------------------------------------------------- */

/* "https://...", "file:...": a scheme as RFC 3986 has it, of two letters at least,
 * for one letter is a drive. */
static bool is_address(const char *source)
{
    size_t size = 0;

    while ((source[size] >= 'a' && source[size] <= 'z') ||
           (source[size] >= 'A' && source[size] <= 'Z') || source[size] == '+') {
        size++;
    }
    return size > 1 && source[size] == ':';
}

/* Whether it is a file that an annotation can stand in. An address is none: code
 * scanning refuses a document in which the schemes of locations differ. */
bool opn_sarif_is_path(const char *source)
{
    return source[0] != '\0' && !opn_streq(source, "-") && !is_address(source);
}

/* Everything but what RFC 3986 lets stand in a path; a colon too, which in the first
 * segment would make a scheme of it. */
static void say_uri(opn_buf *line, const char *path)
{
    static const char digits[] = "0123456789ABCDEF";
    static const char kept[] = "-._~/!$&'()*+,;=@";

    opn_buf_str(line, path[0] == '/' ? "file://" : "");
    while (path[0] == '.' && path[1] == '/') {
        path += 2;
    }
    for (const char *c = path; *c != '\0'; c++) {
        unsigned char byte = (unsigned char)*c;

        /* "models/" and a name give two of them; a path has one. */
        if (byte == '/' && c[1] == '/') {
            continue;
        }
        if ((byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
            (byte >= 'a' && byte <= 'z') || strchr(kept, *c) != NULL) {
            opn_buf_char(line, *c);
        } else {
            opn_buf_char(line, '%');
            opn_buf_char(line, digits[byte >> 4]);
            opn_buf_char(line, digits[byte & 15]);
        }
    }
}

void opn_sarif_file(opn_sarif *p, const char *path)
{
    opn_write_object(&p->w);
    say_uri(&p->line, path);
    opn_write_member(&p->w, "uri", p->line.data);
    /* Relative to the sources: whoever shows it knows where they lie. */
    opn_write_member(&p->w, "uriBaseId", path[0] == '/' ? NULL : "%SRCROOT%");
    opn_write_object_end(&p->w);
    opn_sarif_keep(p);
}

/* line 0: the whole file; in brief its first line, for code scanning needs one. */
void opn_sarif_physical(opn_sarif *p, const char *path, size_t line, size_t column)
{
    line = line == 0 && p->brief ? 1 : line;
    opn_write_key(&p->w, "physicalLocation");
    opn_write_object(&p->w);
    opn_write_key(&p->w, "artifactLocation");
    opn_sarif_file(p, path);
    if (line > 0) {
        opn_write_key(&p->w, "region");
        opn_write_object(&p->w);
        opn_write_member_int(&p->w, "startLine", (int64_t)line);
        if (column > 0) {
            opn_write_member_int(&p->w, "startColumn", (int64_t)column);
        }
        opn_write_object_end(&p->w);
    }
    opn_write_object_end(&p->w);
}

static void put_logical(opn_sarif *p, const char *name, const char *kind)
{
    opn_write_key(&p->w, "logicalLocations");
    opn_write_array(&p->w);
    opn_write_object(&p->w);
    opn_write_member(&p->w, "fullyQualifiedName", name);
    opn_write_member(&p->w, "kind", kind);
    opn_write_object_end(&p->w);
    opn_write_array_end(&p->w);
}

/* A place in the policy: [{...}] under a key. */
void opn_sarif_in_policy(opn_sarif *p, const char *key, size_t line, size_t column)
{
    if (!opn_sarif_is_path(p->check->policy_source)) {
        return;
    }
    opn_write_key(&p->w, key);
    opn_write_array(&p->w);
    opn_write_object(&p->w);
    opn_sarif_physical(p, p->check->policy_source, line, column);
    opn_write_object_end(&p->w);
    opn_write_array_end(&p->w);
}

/* Where a release stands; one of the database, or from an address, stands in no
 * file, and its result belongs to the line that asks for something. */
static void put_release_physical(opn_sarif *p, const opn_check_release *release,
                                 const opn_check_rule *rule)
{
    if (opn_sarif_is_path(release->source)) {
        opn_sarif_physical(p, release->source, release->line, release->column);
    } else if (opn_sarif_is_path(p->check->policy_source)) {
        opn_sarif_physical(p, p->check->policy_source, rule == NULL ? 0 : rule->line,
                           rule == NULL ? 0 : rule->column);
    } else {
        opn_sarif_physical(p, "policy", 0, 0);
    }
}

const char *opn_sarif_name(const opn_check_release *release)
{
    if (release->id[0] != '\0') {
        return release->id;
    }
    return release->source[0] != '\0' ? release->source : "unreadable";
}

void opn_sarif_locations(opn_sarif *p, const opn_check_release *release,
                         const opn_check_rule *rule)
{
    opn_write_key(&p->w, "locations");
    opn_write_array(&p->w);
    opn_write_object(&p->w);
    put_release_physical(p, release, rule);
    put_logical(p, opn_sarif_name(release), "module");
    opn_write_object_end(&p->w);
    opn_write_array_end(&p->w);
}

void opn_sarif_places(opn_sarif *p, const opn_check_release *release, const opn_check_rule *rule,
                      const opn_check_item *item)
{
    size_t count = item->place_count < MOST_PLACES ? item->place_count : MOST_PLACES;

    if (count == 0) {
        return;
    }
    opn_write_key(&p->w, "relatedLocations");
    opn_write_array(&p->w);
    for (size_t i = 0; i < count; i++) {
        const opn_check_place *place = &item->places[i];

        opn_write_object(&p->w);
        /* Also keeps two that read alike apart: the schema wants all different. */
        opn_write_member_int(&p->w, "id", (int64_t)i + 1);
        put_release_physical(p, release, rule);
        if (place->pointer[0] != '\0') {
            put_logical(p, place->pointer, "object");
        }
        opn_buf_str(&p->line, place->source[0] != '\0' ? place->source : "the record");
        if (place->locator[0] != '\0') {
            opn_buf_printf(&p->line, ", %s", place->locator);
        }
        if (place->read[0] != '\0') {
            opn_buf_printf(&p->line, ", read on %s", place->read);
        }
        opn_sarif_message(p, "message");
        opn_write_object_end(&p->w);
    }
    opn_write_array_end(&p->w);
}

/* --- identity ------------------------------------------------------------ */

/* "unknown/...": an importer found no maker, or no name at all. */
static const char *file_of(const opn_check_release *release)
{
    return strncmp(release->id, "unknown/", 8) == 0 ? release->source : "";
}

int opn_sarif_compare(const opn_check_release *a, const opn_check_release *b)
{
    int order = strcmp(opn_sarif_name(a), opn_sarif_name(b));

    return order != 0 ? order : strcmp(file_of(a), file_of(b));
}

/* What makes two results of different runs the same: policy, requirement, release.
 * Neither line nor reason: a finding that moved or is worded anew is still that one.
 * A second release of the same name is another finding: code scanning would show one. */
void opn_sarif_fingerprints(opn_sarif *p, const char *rule, const opn_check_release *release)
{
    const char *parts[] = {"openness-fingerprint/1", p->check->policy, rule,
                           opn_sarif_name(release), file_of(release)};
    size_t ordinal = p->ordinals[release - p->check->releases];
    size_t count = parts[4][0] == '\0' ? 4 : 5;
    char number[24];
    opn_sha256 sha;
    char digest[65];

    opn_sha256_init(&sha);
    for (size_t i = 0; i < count; i++) {
        opn_sha256_add(&sha, parts[i], strlen(parts[i]) + 1);
    }
    if (ordinal > 0) {
        snprintf(number, sizeof number, "%zu", ordinal);
        opn_sha256_add(&sha, number, strlen(number) + 1);
    }
    opn_sha256_finish(&sha, digest);
    opn_write_key(&p->w, "partialFingerprints");
    opn_write_object(&p->w);
    opn_write_member(&p->w, "openness/v1", digest);
    /* The one that code scanning compares, in its own form: half a digest, a count. */
    digest[16] = '\0';
    opn_buf_printf(&p->line, "%s:1", digest);
    opn_write_member(&p->w, "primaryLocationLineHash", p->line.data);
    opn_write_object_end(&p->w);
    opn_sarif_keep(p);
}
