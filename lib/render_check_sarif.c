/*
 * render_check_sarif.c: a check as SARIF 2.1.0 (OASIS, with errata 01).
 *
 * Takes the result model of a check, gives one run: a rule per requirement, a
 * result per release and requirement. In full it holds every result with its kind:
 * pass, fail, open (not known), notApplicable, and exceptions as suppressions.
 *
 * In brief it holds only what somebody has to act on. Services that turn results
 * into alerts, GitHub's code scanning first, read neither kind nor suppressions and
 * would show each pass as a problem; there, what is not known is a warning.
 *
 * Same check, same bytes: no clock, no random identifiers, no absolute paths of
 * its own making.
 */
#include "policy.h"
#include "sarif.h"

#include <openness/version.h>

#include <stdlib.h>

#define SCHEMA                                                                                   \
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

/* Of the one rule that is not the policy's: what cannot be read cannot be checked. */
#define UNREADABLE "openness/unreadable"

/* --- results -------------------------------------------------------------- */

/* 3.27.9 and 3.27.10: a level of its own has only what failed. */
typedef struct {
    const char *kind;
    const char *level;
} grade;

static grade grade_of(const opn_sarif *p, const opn_check_item *item)
{
    static const grade failed = {"fail", "error"};
    static const grade open = {"open", "none"};
    static const grade passed = {"pass", "none"};
    static const grade warned = {"fail", "warning"};

    if (item->found == OPENNESS_CHECK_PASS) {
        return passed;
    }
    if (item->found == OPENNESS_CHECK_INDETERMINATE && item->counts_as != OPENNESS_CHECK_FAIL) {
        return p->brief ? warned : open;
    }
    return failed;
}

/* In brief: what stops the build, or would if the caller had not let it wait. */
static bool is_shown(const opn_sarif *p, const opn_check_item *item)
{
    return !p->brief ||
           (item->verdict != OPENNESS_CHECK_PASS && item->verdict != OPENNESS_CHECK_EXCEPTED &&
            item->counts_as != OPENNESS_CHECK_PASS);
}

static void say_verdict(opn_buf *line, const opn_check_item *item, const char *name,
                        const char *text)
{
    static const char *const words[] = {
        [OPENNESS_CHECK_PASS] = "meets",
        [OPENNESS_CHECK_FAIL] = "does not meet",
        [OPENNESS_CHECK_INDETERMINATE] = "may or may not meet",
        [OPENNESS_CHECK_ERROR] = "could not be checked for",
    };

    opn_buf_printf(line, "%s %s \"%s\": %s", name, words[item->found], text, item->reason);
}

/* One stop, whatever the part before ends in. */
static void say_stop(opn_buf *line)
{
    if (line->size > 0 && line->data[line->size - 1] != '.') {
        opn_buf_char(line, '.');
    }
}

/* The first sentence is all that a narrow list shows (3.11.3). */
static void say_item(opn_sarif *p, const opn_check_release *release, const opn_check_item *item)
{
    const openness_check *check = p->check;

    say_verdict(&p->line, item, opn_sarif_name(release), check->rules[item->rule].text);
    say_stop(&p->line);
    for (size_t i = 0; i < item->missing_count; i++) {
        opn_buf_printf(&p->line, " %s", item->missing[i]);
        say_stop(&p->line);
    }
    if (item->next[0] != '\0') {
        opn_buf_printf(&p->line, " Next: %s", item->next);
        say_stop(&p->line);
    }
    if (item->expired < check->exception_count) {
        opn_buf_printf(&p->line, " An exception expired on %s.",
                       check->exceptions[item->expired].expires);
    }
}

/* An exception changes what follows from a result, not the result. */
static void put_suppression(opn_sarif *p, const opn_check_exception *exception)
{
    opn_write_key(&p->w, "suppressions");
    opn_write_array(&p->w);
    opn_write_object(&p->w);
    opn_write_member(&p->w, "kind", "external");
    opn_write_member(&p->w, "status", "accepted");
    opn_buf_printf(&p->line, "%s (until %s)", exception->reason, exception->expires);
    opn_write_member(&p->w, "justification", p->line.data);
    opn_sarif_keep(p);
    if (opn_sarif_is_path(p->check->policy_source)) {
        opn_write_key(&p->w, "location");
        opn_write_object(&p->w);
        opn_sarif_physical(p, p->check->policy_source, exception->line, exception->column);
        opn_write_object_end(&p->w);
    }
    opn_write_object_end(&p->w);
    opn_write_array_end(&p->w);
}

static void begin_result(opn_sarif *p, const char *rule, size_t index, grade g)
{
    opn_write_object(&p->w);
    opn_write_member(&p->w, "ruleId", rule);
    opn_write_member_int(&p->w, "ruleIndex", (int64_t)index);
    opn_write_member(&p->w, "kind", g.kind);
    opn_write_member(&p->w, "level", g.level);
}

static void put_item(opn_sarif *p, const opn_check_release *release, const opn_check_item *item)
{
    const opn_check_rule *rule = &p->check->rules[item->rule];
    bool excepted =
        item->verdict == OPENNESS_CHECK_EXCEPTED && item->exception < p->check->exception_count;

    begin_result(p, rule->id, item->rule, grade_of(p, item));
    say_item(p, release, item);
    opn_sarif_message(p, "message");
    opn_sarif_locations(p, release, rule);
    opn_sarif_places(p, release, rule, item);
    opn_sarif_fingerprints(p, rule->id, release);
    /* Empty says that it was asked: without it, "not suppressed" is not known (3.27.23). */
    if (excepted) {
        put_suppression(p, &p->check->exceptions[item->exception]);
    } else if (!p->brief) {
        opn_write_key(&p->w, "suppressions");
        opn_write_array(&p->w);
        opn_write_array_end(&p->w);
    }
    opn_write_object_end(&p->w);
}

static void put_inapplicable(opn_sarif *p, const opn_check_release *release, size_t index)
{
    static const grade inapplicable = {"notApplicable", "none"};
    const opn_check_rule *rule = &p->check->rules[index];

    begin_result(p, rule->id, index, inapplicable);
    opn_buf_printf(&p->line, "The policy does not ask %s for \"%s\".", opn_sarif_name(release),
                   rule->text);
    opn_sarif_message(p, "message");
    opn_sarif_locations(p, release, rule);
    opn_sarif_fingerprints(p, rule->id, release);
    opn_write_object_end(&p->w);
}

static bool is_unread(const opn_check_release *release)
{
    return release->verdict == OPENNESS_CHECK_ERROR && release->item_count == 0;
}

static void put_unread(opn_sarif *p, const opn_check_release *release)
{
    static const grade failed = {"fail", "error"};

    begin_result(p, UNREADABLE, p->check->rule_count, failed);
    opn_buf_printf(&p->line, "%s could not be read: %s.", opn_sarif_name(release),
                   release->problem);
    opn_sarif_message(p, "message");
    opn_sarif_locations(p, release, NULL);
    opn_sarif_fingerprints(p, UNREADABLE, release);
    opn_write_object_end(&p->w);
}

/* Rule by rule; items stand in the order of the rules. */
static void put_release(opn_sarif *p, const opn_check_release *release)
{
    size_t item = 0;

    if (is_unread(release)) {
        put_unread(p, release);
        return;
    }
    for (size_t rule = 0; rule < p->check->rule_count; rule++) {
        if (item >= release->item_count || release->items[item].rule != rule) {
            if (!p->brief) {
                put_inapplicable(p, release, rule);
            }
            continue;
        }
        if (is_shown(p, &release->items[item])) {
            put_item(p, release, &release->items[item]);
        }
        item++;
    }
}

static void put_results(opn_sarif *p)
{
    opn_write_key(&p->w, "results");
    opn_write_array(&p->w);
    for (size_t i = 0; i < p->check->release_count; i++) {
        put_release(p, &p->check->releases[i]);
    }
    opn_write_array_end(&p->w);
}

/* --- the tool ------------------------------------------------------------- */

static void put_rule(opn_sarif *p, const opn_check_rule *rule)
{
    bool has_why = rule->why[0] != '\0';

    opn_write_object(&p->w);
    opn_write_member(&p->w, "id", rule->id);
    opn_sarif_text(p, "shortDescription", rule->text);
    opn_buf_printf(&p->line, "%s%s%s", rule->text, has_why ? ". " : "", rule->why);
    opn_sarif_message(p, "fullDescription");
    opn_buf_printf(&p->line, "The policy %s asks for: %s%s%s.", p->check->policy, rule->text,
                   has_why ? ". " : "", rule->why);
    if (rule->help[0] != '\0') {
        opn_buf_printf(&p->line, " See %s", rule->help);
    }
    opn_sarif_message(p, "help");
    opn_write_member(&p->w, "helpUri",
                     strncmp(rule->help, "https://", 8) == 0 ? rule->help : NULL);
    opn_write_key(&p->w, "defaultConfiguration");
    opn_write_object(&p->w);
    opn_write_member(&p->w, "level", "error");
    opn_write_object_end(&p->w);
    opn_write_key(&p->w, "properties");
    opn_write_object(&p->w);
    opn_write_key(&p->w, "tags");
    opn_write_array(&p->w);
    opn_write_string(&p->w, "openness");
    opn_write_string(&p->w, rule->kind);
    opn_write_array_end(&p->w);
    opn_write_object_end(&p->w);
    opn_write_object_end(&p->w);
}

static void put_tool(opn_sarif *p)
{
    static const opn_check_rule unreadable = {
        .id = UNREADABLE,
        .text = "every file given can be read as a release",
        .why = "What cannot be read cannot be checked",
        .kind = "input",
        .help = "",
    };

    opn_write_key(&p->w, "tool");
    opn_write_object(&p->w);
    opn_write_key(&p->w, "driver");
    opn_write_object(&p->w);
    opn_write_member(&p->w, "name", "openness");
    opn_write_member(&p->w, "semanticVersion", openness_version());
    opn_write_key(&p->w, "rules");
    opn_write_array(&p->w);
    for (size_t i = 0; i < p->check->rule_count; i++) {
        put_rule(p, &p->check->rules[i]);
    }
    put_rule(p, &unreadable);
    opn_write_array_end(&p->w);
    opn_write_object_end(&p->w);
    opn_write_object_end(&p->w);
}

/* --- the run -------------------------------------------------------------- */

static void put_notification(opn_sarif *p, const char *level, size_t line, size_t column)
{
    opn_write_object(&p->w);
    opn_sarif_message(p, "message");
    opn_write_member(&p->w, "level", level);
    opn_sarif_in_policy(p, "locations", line, column);
    opn_write_object_end(&p->w);
}

/* What is to be said of the policy itself: exceptions that no longer do anything,
 * patterns that match nothing. */
static void put_notifications(opn_sarif *p)
{
    const openness_check *check = p->check;

    opn_write_key(&p->w, "toolConfigurationNotifications");
    opn_write_array(&p->w);
    for (size_t i = 0; i < check->warning_count; i++) {
        opn_buf_str(&p->line, check->warnings[i].text);
        put_notification(p, "warning", check->warnings[i].line, check->warnings[i].column);
    }
    opn_write_array_end(&p->w);
}

static void put_invocation(opn_sarif *p)
{
    opn_write_key(&p->w, "invocations");
    opn_write_array(&p->w);
    opn_write_object(&p->w);
    /* That something failed is a success of the tool; that something could not be
     * read is none. */
    opn_write_member_bool(&p->w, "executionSuccessful",
                          p->check->verdict != OPENNESS_CHECK_ERROR);
    opn_write_member_int(&p->w, "exitCode", p->check->verdict);
    opn_write_member(&p->w, "exitCodeDescription", opn_check_verdict_id(p->check->verdict));
    put_notifications(p);
    opn_write_object_end(&p->w);
    opn_write_array_end(&p->w);
}

static void put_policy_file(opn_sarif *p)
{
    if (!opn_sarif_is_path(p->check->policy_source)) {
        return;
    }
    opn_write_key(&p->w, "artifacts");
    opn_write_array(&p->w);
    opn_write_object(&p->w);
    opn_write_key(&p->w, "location");
    opn_sarif_file(p, p->check->policy_source);
    opn_write_key(&p->w, "roles");
    opn_write_array(&p->w);
    opn_write_string(&p->w, "userSpecifiedConfiguration");
    opn_write_array_end(&p->w);
    opn_write_key(&p->w, "hashes");
    opn_write_object(&p->w);
    opn_write_member(&p->w, "sha-256", p->check->policy_digest);
    opn_write_object_end(&p->w);
    opn_write_object_end(&p->w);
    opn_write_array_end(&p->w);
}

static void put_properties(opn_sarif *p)
{
    static const int verdicts[] = {OPENNESS_CHECK_PASS, OPENNESS_CHECK_FAIL,
                                   OPENNESS_CHECK_INDETERMINATE, OPENNESS_CHECK_ERROR,
                                   OPENNESS_CHECK_EXCEPTED};
    const openness_check *check = p->check;

    opn_write_key(&p->w, "properties");
    opn_write_object(&p->w);
    opn_write_member(&p->w, "verdict", opn_check_verdict_id(check->verdict));
    opn_write_member(&p->w, "policy", check->policy);
    opn_write_member(&p->w, "policySha256", check->policy_digest);
    opn_write_member(&p->w, "date", check->as_of);
    opn_write_member(&p->w, "state", check->state[0] == '\0' ? "latest" : check->state);
    opn_write_member(&p->w, "indeterminate", opn_check_verdict_id(check->indeterminate_as));
    opn_write_member(&p->w, "dataSha256", check->origin->database->digest);
    /* What brief leaves out is at least counted. */
    opn_write_key(&p->w, "counts");
    opn_write_object(&p->w);
    for (size_t i = 0; i < OPN_ARRAY_LEN(verdicts); i++) {
        opn_write_member_int(&p->w, opn_check_verdict_id(verdicts[i]),
                             (int64_t)check->counts[verdicts[i]]);
    }
    opn_write_object_end(&p->w);
    opn_write_object_end(&p->w);
}

/* Entries of one array: their places settle what their names leave open. */
static int compare_releases(const void *a, const void *b)
{
    const opn_check_release *const *one = a;
    const opn_check_release *const *two = b;
    int order = opn_sarif_compare(*one, *two);

    return order != 0 ? order : (*one > *two) - (*one < *two);
}

/* NULL without memory. */
static size_t *number_releases(const openness_check *check, opn_arena *arena)
{
    size_t count = check->release_count;
    const opn_check_release **sorted = opn_arena_alloc(arena, count, sizeof *sorted);
    size_t *ordinals = opn_arena_alloc(arena, count, sizeof *ordinals);

    for (size_t i = 0; sorted != NULL && i < count; i++) {
        sorted[i] = &check->releases[i];
    }
    if (sorted == NULL || ordinals == NULL) {
        return NULL;
    }
    qsort(sorted, count, sizeof *sorted, compare_releases);
    for (size_t i = 0; i < count; i++) {
        bool again = i > 0 && opn_sarif_compare(sorted[i - 1], sorted[i]) == 0;

        ordinals[sorted[i] - check->releases] =
            again ? ordinals[sorted[i - 1] - check->releases] + 1 : 0;
    }
    return ordinals;
}

void opn_check_sarif(opn_buf *buf, const openness_check *check, bool compact, bool brief)
{
    opn_arena arena = {0};
    opn_sarif p = {
        .check = check, .brief = brief, .ordinals = number_releases(check, &arena)};

    if (p.ordinals == NULL) {
        buf->failed = true;
        opn_arena_free(&arena);
        return;
    }
    opn_write_init(&p.w, buf, compact);
    opn_write_object(&p.w);
    opn_write_member(&p.w, "$schema", SCHEMA);
    opn_write_member(&p.w, "version", "2.1.0");
    opn_write_key(&p.w, "runs");
    opn_write_array(&p.w);
    opn_write_object(&p.w);
    put_tool(&p);
    /* "category/": two policies on one commit do not replace each other. */
    opn_write_key(&p.w, "automationDetails");
    opn_write_object(&p.w);
    opn_buf_printf(&p.line, "openness/%s/", check->policy);
    opn_write_member(&p.w, "id", p.line.data);
    opn_sarif_keep(&p);
    opn_write_object_end(&p.w);
    put_invocation(&p);
    put_policy_file(&p);
    put_results(&p);
    opn_write_member(&p.w, "columnKind", "unicodeCodePoints");
    put_properties(&p);
    opn_write_object_end(&p.w);
    opn_write_array_end(&p.w);
    opn_write_object_end(&p.w);
    opn_buf_char(buf, '\n');
    opn_buf_free(&p.line);
    opn_arena_free(&arena);
}
