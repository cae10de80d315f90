/*
 * may_values.c: what the licenses that a record states say to a question.
 *
 * Takes license values as a record holds them, "unknown", "none" and those that
 * a partial date leaves open included, gives one result for all of them.
 *
 * Must not know whether they are a release's own or a base's (may_lineage.c).
 */
#include "may_lineage.h"

/* More than words and code goes in or comes out. */
opn_truth opn_is_multimodal(const openness_release *release)
{
    const opn_names sides[] = {{release->input_modalities, release->input_modality_count},
                               {release->output_modalities, release->output_modality_count}};
    bool known = true;

    for (size_t s = 0; s < OPN_ARRAY_LEN(sides); s++) {
        known = known && sides[s].count > 0;
        for (size_t i = 0; i < sides[s].count; i++) {
            if (!opn_streq(sides[s].items[i], "text") && !opn_streq(sides[s].items[i], "code")) {
                return OPN_TRUE;
            }
        }
    }
    return known ? OPN_FALSE : OPN_MAYBE;
}

/* A line that rests on no term: "The weights have ...". */
void opn_may_remark(opn_lineage *l, opn_may_result *out, int verdict, const char *before,
                    const char *whose, const char *after)
{
    opn_buf text = {0};
    opn_may_line line = {verdict, "license", NULL, "", ""};

    opn_buf_printf(&text, "%s%s%s", before, whose, after);
    line.text = text.failed ? NULL : opn_arena_string(l->arena, text.data);
    opn_buf_free(&text);
    if (line.text == NULL || !opn_may_append(out, &line, l->arena)) {
        l->out_of_memory = true;
    }
}

/* One license. A pupil's maker may have broken a teacher's terms; where no text
 * says that they go on, they do not bind the pupil's users. */
static void judge(opn_lineage *l, const opn_license_value *value, const opn_may_ask *ask,
                  const char *whose, opn_may_result *out)
{
    *out = (opn_may_result){OPENNESS_ALLOWED, NULL, 0, 0};
    if (value->kind == OPN_LICENSE_EXPRESSION) {
        if (opn_may_expression(out, ask, &value->expression) != OPENNESS_OK) {
            l->out_of_memory = true;
        }
    } else if (!ask->by_outputs && value->kind == OPN_LICENSE_NONE) {
        opn_may_remark(l, out, OPENNESS_FORBIDDEN, "No license is granted for ", whose,
                       ": all rights are reserved");
    } else if (!ask->by_outputs) {
        opn_may_remark(l, out, OPENNESS_UNDECIDED, "The license of ", whose, " is not known");
    }
}

/* Of several that may hold one does: where they disagree about a bar, nobody
 * can say. */
static void join_run(opn_lineage *l, opn_may_result *out, const opn_may_result *run,
                     bool disagree, bool unsettled, const char *whose)
{
    if (disagree && unsettled) {
        opn_may_remark(l, out, OPENNESS_UNDECIDED, "Which of several licenses holds for ", whose,
                       " is not established");
    } else if (disagree) {
        opn_may_remark(l, out, OPENNESS_UNDECIDED, "Which license held on that day for ", whose,
                       " is not known");
    } else if (!opn_may_join(out, run, l->arena)) {
        l->out_of_memory = true;
    }
}

/* Runs of alternatives, all of the runs: as opn_resolved_license reads ladders. */
void opn_may_values(opn_lineage *l, opn_may_result *out, const opn_license_value *values,
                    size_t count, const opn_may_ask *ask, const char *whose)
{
    opn_may_result run = {OPENNESS_ALLOWED, NULL, 0, 0};
    bool bars = false;
    bool permits = false;
    bool unsettled = false; /* by the record; else by the day */

    for (size_t i = 0; i < count && !l->out_of_memory; i++) {
        opn_may_result one;

        judge(l, &values[i], ask, whose, &one);
        if (!values[i].alternative) {
            join_run(l, out, &run, bars && permits, unsettled, whose);
            run = one;
            bars = false;
            permits = false;
            unsettled = false;
        } else if (!opn_may_join(&run, &one, l->arena)) {
            l->out_of_memory = true;
        }
        unsettled = unsettled || values[i].unsettled;
        bars = bars || one.verdict == OPENNESS_FORBIDDEN;
        permits = permits || one.verdict != OPENNESS_FORBIDDEN;
    }
    join_run(l, out, &run, bars && permits, unsettled, whose);
}

/* The record's own words; absent and "unknown" are the same. */
static const char *stated(const opn_license_value *value)
{
    return *value->text == '\0' ? "unknown" : value->text;
}

/* "Apache-2.0 AND BSD-3-Clause", "MIT or, by that day, Apache-2.0", "MIT or
 * perhaps gemma". */
const char *opn_may_stated(opn_lineage *l, const char *before, const opn_license_value *values,
                           size_t count)
{
    opn_buf text = {0};
    const char *copy;

    opn_buf_str(&text, before);
    for (size_t i = 0; i < count; i++) {
        opn_buf_str(&text, text.size == 0          ? ""
                           : values[i].unsettled   ? " or perhaps "
                           : values[i].alternative ? " or, by that day, "
                                                   : " AND ");
        opn_buf_str(&text, stated(&values[i]));
    }
    copy = text.failed ? NULL : opn_arena_string(l->arena, text.data == NULL ? "" : text.data);
    opn_buf_free(&text);
    l->out_of_memory = l->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}
