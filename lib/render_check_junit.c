/*
 * render_check_junit.c: a check as JUnit XML.
 *
 * Takes the result model of a check, gives the XML that build servers read as test
 * results: a suite per release, a case per requirement. JUnit XML has no standard;
 * this keeps to the elements and attributes on which Jenkins and GitLab agree.
 * GitLab shows class name, name, file and the text of failures, and drops a case
 * whose class and name stand there already, so both together are unique.
 *
 * There is no clock here: times are 0 and the time stamp is the day of the check.
 */
#include "check.h"
#include "policy.h"
#include "xml_write.h"

#include <openness/version.h>

typedef enum { CASE_PASSED, CASE_FAILED, CASE_BROKEN, CASE_SKIPPED } outcome;

/* What a build server makes of an item. It knows nothing between failed and passed,
 * so what is indeterminate fails the case unless the caller lets it pass: a build
 * that stops must show where. */
static outcome outcome_of(const opn_check_item *item)
{
    switch (item->verdict) {
    case OPENNESS_CHECK_PASS:
        return CASE_PASSED;
    case OPENNESS_CHECK_EXCEPTED:
        return CASE_SKIPPED;
    case OPENNESS_CHECK_INDETERMINATE:
        return item->counts_as == OPENNESS_CHECK_PASS ? CASE_SKIPPED : CASE_FAILED;
    case OPENNESS_CHECK_FAIL:
        return CASE_FAILED;
    default:
        return CASE_BROKEN;
    }
}

typedef struct {
    const openness_check *check;
    opn_xml x;
    opn_buf line; /* a text while it is put together */
} page;

static const char *text_of(const opn_buf *line)
{
    return line->data == NULL ? "" : line->data;
}

/* Each hands the line to the writer and empties it. */
static void put_attribute(page *p, const char *name)
{
    opn_xml_attribute(&p->x, name, text_of(&p->line));
    p->x.buf->failed = p->x.buf->failed || p->line.failed;
    opn_buf_free(&p->line);
}

static void put_text(page *p)
{
    opn_xml_text(&p->x, text_of(&p->line));
    p->x.buf->failed = p->x.buf->failed || p->line.failed;
    opn_buf_free(&p->line);
}

/* Two files may hold the same release, and both must be seen. */
static void say_class(opn_buf *line, const opn_check_release *release)
{
    bool has_id = release->id[0] != '\0';

    opn_buf_str(line, has_id ? release->id : release->source);
    if (has_id && release->source[0] != '\0') {
        opn_buf_printf(line, " (%s)", release->source);
    }
    if (line->size == 0) {
        opn_buf_str(line, "unreadable");
    }
}

static void begin_case(page *p, const opn_check_release *release, const char *name)
{
    opn_xml_begin(&p->x, "testcase");
    say_class(&p->line, release);
    put_attribute(p, "classname");
    opn_xml_attribute(&p->x, "name", name);
    opn_xml_attribute(&p->x, "time", "0");
    opn_xml_attribute(&p->x, "file", release->source[0] != '\0' ? release->source : NULL);
}

static void say_places(opn_buf *line, const opn_check_item *item)
{
    for (size_t i = 0; i < item->place_count; i++) {
        const opn_check_place *place = &item->places[i];

        opn_buf_printf(line, "%s %s", i == 0 ? "Rests on:\n " : "\n ",
                       place->pointer[0] != '\0' ? place->pointer : "the record");
        if (place->source[0] != '\0') {
            opn_buf_printf(line, ": %s", place->source);
        }
        if (place->locator[0] != '\0') {
            opn_buf_printf(line, ", %s", place->locator);
        }
        if (place->read[0] != '\0') {
            opn_buf_printf(line, ", read on %s", place->read);
        }
    }
    opn_buf_str(line, item->place_count > 0 ? "\n" : "");
}

/* All that is known of an item, a line each. */
static void say_item(const page *p, opn_buf *line, const opn_check_item *item)
{
    const openness_check *check = p->check;
    const opn_check_rule *rule = &check->rules[item->rule];

    opn_buf_printf(line, "%s: %s\n%s\n", opn_check_verdict_id(item->verdict), rule->text,
                   item->reason);
    for (size_t i = 0; i < item->missing_count; i++) {
        opn_buf_printf(line, "- %s\n", item->missing[i]);
    }
    if (item->next[0] != '\0') {
        opn_buf_printf(line, "Next: %s\n", item->next);
    }
    if (item->verdict == OPENNESS_CHECK_EXCEPTED && item->exception < check->exception_count) {
        const opn_check_exception *exception = &check->exceptions[item->exception];

        opn_buf_printf(line, "Excepted until %s: %s\n", exception->expires, exception->reason);
    }
    if (item->expired < check->exception_count) {
        const opn_check_exception *exception = &check->exceptions[item->expired];

        opn_buf_printf(line, "An exception expired on %s: %s\n", exception->expires,
                       exception->reason);
    }
    if (rule->why[0] != '\0') {
        opn_buf_printf(line, "Asked for because: %s\n", rule->why);
    }
    say_places(line, item);
}

/* failure, error or skipped, with the headline as its message. */
static void put_outcome(page *p, const char *element, const opn_check_item *item)
{
    opn_xml_begin(&p->x, element);
    opn_buf_printf(&p->line, "%s: %s", p->check->rules[item->rule].text, item->reason);
    put_attribute(p, "message");
    if (strcmp(element, "skipped") != 0) {
        opn_xml_attribute(&p->x, "type", opn_check_verdict_id(item->verdict));
    }
    say_item(p, &p->line, item);
    put_text(p);
    opn_xml_end(&p->x);
}

static void put_item(page *p, const opn_check_release *release, const opn_check_item *item)
{
    static const char *const elements[] = {
        [CASE_FAILED] = "failure",
        [CASE_BROKEN] = "error",
        [CASE_SKIPPED] = "skipped",
    };
    outcome shown = outcome_of(item);

    begin_case(p, release, p->check->rules[item->rule].id);
    if (shown == CASE_PASSED) {
        /* Why it passed is asked for in an audit, and nowhere else to be found. */
        opn_xml_begin(&p->x, "system-out");
        say_item(p, &p->line, item);
        put_text(p);
        opn_xml_end(&p->x);
    } else {
        put_outcome(p, elements[shown], item);
    }
    opn_xml_end(&p->x);
}

/* A release that could not be read is a case by itself: no file goes unseen. */
static void put_unread(page *p, const opn_check_release *release)
{
    begin_case(p, release, "readable");
    opn_xml_begin(&p->x, "error");
    opn_xml_attribute(&p->x, "message", release->problem);
    opn_xml_attribute(&p->x, "type", "error");
    opn_buf_str(&p->line, release->source);
    if (release->line > 0) {
        opn_buf_printf(&p->line, ":%zu:%zu", release->line, release->column);
    }
    opn_buf_printf(&p->line, "%s%s\n", p->line.size > 0 ? ": " : "", release->problem);
    put_text(p);
    opn_xml_end(&p->x);
    opn_xml_end(&p->x);
}

static void put_unselected(page *p, const opn_check_release *release)
{
    begin_case(p, release, "selected");
    opn_xml_begin(&p->x, "skipped");
    opn_xml_attribute(&p->x, "message", "the policy does not apply to this release");
    opn_xml_end(&p->x);
    opn_xml_end(&p->x);
}

static void put_property(page *p, const char *name, const char *value)
{
    if (value[0] == '\0') {
        return;
    }
    opn_xml_begin(&p->x, "property");
    opn_xml_attribute(&p->x, "name", name);
    opn_xml_attribute(&p->x, "value", value);
    opn_xml_end(&p->x);
}

/* By what this was judged: of every suite, since readers take no others. */
static void put_properties(page *p, const opn_check_release *release)
{
    const openness_check *check = p->check;

    opn_xml_begin(&p->x, "properties");
    put_property(p, "openness.release", release->id);
    put_property(p, "openness.verdict", opn_check_verdict_id(release->verdict));
    put_property(p, "openness.policy", check->policy);
    put_property(p, "openness.policy.source", check->policy_source);
    put_property(p, "openness.policy.sha256", check->policy_digest);
    put_property(p, "openness.date", check->as_of);
    put_property(p, "openness.state", check->state);
    put_property(p, "openness.indeterminate", opn_check_verdict_id(check->indeterminate_as));
    put_property(p, "openness.version", openness_version());
    put_property(p, "openness.data.sha256", check->origin->database->digest);
    opn_xml_end(&p->x);
}

typedef struct {
    size_t by[4]; /* cases by outcome */
    size_t all;
} tally;

static tally count(const opn_check_release *release)
{
    tally t = {{0}, 0};

    if (release->verdict == OPENNESS_CHECK_ERROR && release->item_count == 0) {
        t.by[CASE_BROKEN]++;
        t.all++;
    } else if (!release->selected) {
        t.by[CASE_SKIPPED]++;
        t.all++;
    }
    for (size_t i = 0; i < release->item_count; i++) {
        t.by[outcome_of(&release->items[i])]++;
        t.all++;
    }
    return t;
}

static void put_tally(page *p, const tally *t)
{
    opn_xml_attribute_int(&p->x, "tests", (int64_t)t->all);
    opn_xml_attribute_int(&p->x, "failures", (int64_t)t->by[CASE_FAILED]);
    opn_xml_attribute_int(&p->x, "errors", (int64_t)t->by[CASE_BROKEN]);
    opn_xml_attribute_int(&p->x, "skipped", (int64_t)t->by[CASE_SKIPPED]);
    opn_xml_attribute(&p->x, "time", "0");
}

static void put_suite(page *p, const opn_check_release *release)
{
    tally t = count(release);

    opn_xml_begin(&p->x, "testsuite");
    say_class(&p->line, release);
    put_attribute(p, "name");
    put_tally(p, &t);
    opn_buf_printf(&p->line, "%sT00:00:00", p->check->as_of);
    put_attribute(p, "timestamp");
    put_properties(p, release);
    if (release->verdict == OPENNESS_CHECK_ERROR && release->item_count == 0) {
        put_unread(p, release);
    } else if (!release->selected) {
        put_unselected(p, release);
    }
    for (size_t i = 0; i < release->item_count; i++) {
        put_item(p, release, &release->items[i]);
    }
    opn_xml_end(&p->x);
}

void opn_check_junit(opn_buf *buf, const openness_check *check)
{
    page p = {.check = check};
    tally all = {{0}, 0};

    for (size_t i = 0; i < check->release_count; i++) {
        tally t = count(&check->releases[i]);

        for (size_t k = 0; k < OPN_ARRAY_LEN(t.by); k++) {
            all.by[k] += t.by[k];
        }
        all.all += t.all;
    }
    opn_xml_init(&p.x, buf, true);
    opn_xml_begin(&p.x, "testsuites");
    opn_buf_printf(&p.line, "openness: %s", check->policy);
    put_attribute(&p, "name");
    put_tally(&p, &all);
    for (size_t i = 0; i < check->release_count; i++) {
        put_suite(&p, &check->releases[i]);
    }
    opn_xml_end(&p.x);
    opn_buf_free(&p.line);
}
