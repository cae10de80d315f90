/*
 * render_plan.c: plans as JSON, text and Markdown.
 *
 * Takes what analyze_plan.c found: the smallest sets of changes with what each
 * step needs, or what stops all of them. A page shows one plan in full and the
 * others by what they do instead.
 *
 * Must not evaluate anything; every limit that was met is said.
 */
#include "analyze.h"
#include "analyze_plan.h"
#include "phrases.h"
#include "report_json.h"
#include "sheet.h"

enum { MOST_OTHERS = 5 };

static const char *const kind_ids[] = {"confirm", "relicense", "document", "release", "change"};
static const char *const stop_ids[] = {"scope",          "base",  "assessment", "assessor",
                                       "not_applicable", "facts", "rules"};

static const opn_lever *lever_of(const opn_planning *p, const opn_plan_step *step)
{
    return &p->bench.levers[p->search.levers[step->action]];
}

static const char *id_of(const opn_planning *p, const opn_lever *lever)
{
    const opn_vocabulary *v = p->bench.vocabulary;

    if (lever->slot != OPN_NONE) {
        return v->slots[lever->slot].id;
    }
    return lever->field != OPN_NONE ? v->fields[lever->field].id
                                    : p->bench.bases[lever->base].from;
}

static const char *status_of(const opn_planning *p)
{
    if (p->search.reached) {
        return "reached";
    }
    if (!p->search.reachable) {
        return "unreachable";
    }
    return p->search.cut && p->search.found == 0 ? "cut" : "reachable";
}

/* The level of a field that a step asks for, NULL for a number. */
static const char *value_of(const opn_planning *p, const opn_plan_step *step)
{
    const opn_field *field = &p->bench.vocabulary->fields[lever_of(p, step)->field];

    return field->type != OPN_FIELD_LADDER || step->value < 0
               ? NULL
               : p->bench.vocabulary->ladders[field->ladder].levels[step->value];
}

static const char *level_on(const opn_planning *p, size_t ladder, int16_t level)
{
    return level < 0 ? NULL : p->bench.vocabulary->ladders[ladder].levels[level];
}

static const opn_license_ladder *license_ladder(const opn_planning *p, size_t ladder)
{
    return &p->bench.database->license_vocabulary.ladders[ladder];
}

/* --- JSON ----------------------------------------------------------------- */

static void write_target(opn_writer *w, const opn_planning *p)
{
    const opn_rubric *rubric = p->report->rubric;
    const opn_target *target = &p->search.target;

    opn_write_key(w, "target");
    opn_write_object(w);
    if (target->is_score) {
        const opn_rubric_node *node = &rubric->nodes[rubric->result_score];

        opn_write_rational(w, "score",
                           opn_rational_mul(target->share, (opn_rational){node->scale, 1}), 3);
    } else {
        const opn_rubric_node *node = &rubric->nodes[rubric->result_level];
        const opn_level *level = &rubric->levels[node->first_level + (size_t)target->level];

        opn_write_member(w, "level", level->id);
        opn_write_member(w, "title", level->title);
    }
    opn_write_object_end(w);
}

static void write_license(opn_writer *w, const opn_planning *p, const opn_plan_step *step)
{
    opn_write_key(w, "license");
    opn_write_array(w);
    for (size_t i = 0; i < p->bench.ladder_count; i++) {
        if (step->license[i] >= 0) {
            opn_write_object(w);
            opn_write_member(w, "ladder", license_ladder(p, i)->id);
            opn_write_member(w, "level", license_ladder(p, i)->levels[step->license[i]]);
            opn_write_object_end(w);
        }
    }
    opn_write_array_end(w);
}

static void write_needs(opn_writer *w, const opn_planning *p, const opn_plan_step *step)
{
    const opn_vocabulary *v = p->bench.vocabulary;
    const opn_lever *lever = lever_of(p, step);

    if (lever->slot != OPN_NONE) {
        opn_write_member(w, "access", level_on(p, v->access_ladder, step->access));
        opn_write_member(w, "extent", level_on(p, v->extent_ladder, step->extent));
        write_license(w, p, step);
    } else if (lever->field != OPN_NONE) {
        opn_write_member(w, "value", value_of(p, step));
    }
}

static void write_step(opn_writer *w, const opn_planning *p, const opn_plan_step *step)
{
    const opn_rubric *rubric = p->report->rubric;
    const opn_lever *lever = lever_of(p, step);

    opn_write_object(w);
    opn_write_member(w, "kind", kind_ids[step->kind]);
    opn_write_member(w, "of",
                     lever->slot != OPN_NONE    ? "artifact"
                     : lever->field != OPN_NONE ? "field"
                                                : "base");
    opn_write_member(w, "id", id_of(p, lever));
    write_needs(w, p, step);
    opn_write_key(w, "serves");
    opn_write_array(w);
    for (size_t i = 0; i < step->serves_count; i++) {
        const opn_rubric_node *node = &rubric->nodes[step->serves[i].criterion];
        const opn_level *level =
            &rubric->levels[node->first_level + (size_t)step->serves[i].level];

        opn_write_object(w);
        opn_write_member(w, "criterion", node->id);
        opn_write_member(w, "level", level->id);
        opn_write_member(w, "next", level->next);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void write_stop(opn_writer *w, const opn_planning *p, const opn_plan_stop *stop)
{
    const opn_rubric *rubric = p->report->rubric;

    opn_write_object(w);
    opn_write_member(w, "kind", stop_ids[stop->kind]);
    if (stop->criterion != OPN_NONE) {
        const opn_rubric_node *node = &rubric->nodes[stop->criterion];

        opn_write_member(w, "criterion", node->id);
        opn_write_member(w, "level", rubric->levels[node->first_level + (size_t)stop->level].id);
    }
    opn_write_key(w, "bases");
    opn_write_array(w);
    for (size_t i = 0; stop->kind == OPN_STOP_BASE && i < p->bench.base_count; i++) {
        if (stop->bases[i]) {
            opn_write_object(w);
            opn_write_member(w, "id", p->bench.bases[i].from);
            opn_write_member(w, "license", p->bench.bases[i].text);
            opn_write_object_end(w);
        }
    }
    opn_write_array_end(w);
    opn_write_key(w, "facts");
    opn_write_array(w);
    for (size_t i = 0; i < stop->fact_count; i++) {
        opn_write_string(w, p->bench.vocabulary->facts[stop->facts[i]].id);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void write_plans(opn_writer *w, const opn_planning *p)
{
    opn_write_key(w, "plans");
    opn_write_array(w);
    for (size_t i = 0; i < p->plan_count; i++) {
        opn_write_array(w);
        for (size_t k = 0; k < p->plans[i].count; k++) {
            write_step(w, p, &p->plans[i].steps[k]);
        }
        opn_write_array_end(w);
    }
    opn_write_array_end(w);
    opn_write_key(w, "stops");
    opn_write_array(w);
    for (size_t i = 0; i < p->stop_count; i++) {
        write_stop(w, p, &p->stops[i]);
    }
    opn_write_array_end(w);
}

static void write_json(opn_buf *buf, const opn_planning *p)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-plan/1", p->report->database->digest);
    opn_write_rubric(&w, p->report);
    opn_write_release(&w, p->report);
    write_target(&w, p);
    opn_write_member(&w, "status", status_of(p));
    opn_write_member_int(&w, "changes", (int64_t)p->search.least);
    opn_write_member_int(&w, "ways", (int64_t)p->search.found);
    opn_write_member_bool(&w, "complete", !p->search.cut);
    write_plans(&w, p);
    opn_write_member_int(&w, "evaluations", (int64_t)p->bench.evaluations);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- the page ------------------------------------------------------------- */

static void say_target(opn_buf *line, const opn_planning *p)
{
    const opn_rubric *rubric = p->report->rubric;
    const opn_target *target = &p->search.target;

    if (target->is_score) {
        const opn_rubric_node *node = &rubric->nodes[rubric->result_score];
        opn_rational score = opn_rational_mul(target->share, (opn_rational){node->scale, 1});

        int decimals = 0;

        /* No more decimals than were asked for: three at most. */
        for (int64_t den = 1; decimals < 3 && den % score.den != 0; den *= 10) {
            decimals++;
        }
        opn_buf_str(line, "a score of ");
        opn_rational_print(line, score, decimals);
        opn_buf_str(line, " of ");
        opn_buf_int(line, node->scale);
    } else {
        opn_say_level(line, &rubric->levels[rubric->nodes[rubric->result_level].first_level +
                                            (size_t)target->level]);
    }
}

static void say_subject(opn_buf *line, const opn_planning *p, const opn_lever *lever)
{
    if (lever->base != OPN_NONE) {
        opn_buf_printf(line, "the license of the base %s", id_of(p, lever));
    } else {
        opn_say_id(line, id_of(p, lever));
    }
}

/* ", access gated or better" */
static void say_need(opn_buf *line, bool *first, const char *what, const char *level)
{
    if (level == NULL) {
        return;
    }
    opn_buf_str(line, *first ? ": " : ", ");
    opn_say_id(line, what);
    opn_buf_char(line, ' ');
    opn_say_id(line, level);
    *first = false;
}

static void say_needs(opn_buf *line, const opn_planning *p, const opn_plan_step *step)
{
    const opn_vocabulary *v = p->bench.vocabulary;
    const opn_lever *lever = lever_of(p, step);
    bool first = true;

    if (lever->slot != OPN_NONE) {
        say_need(line, &first, "access", level_on(p, v->access_ladder, step->access));
        say_need(line, &first, "extent", level_on(p, v->extent_ladder, step->extent));
        for (size_t i = 0; i < p->bench.ladder_count; i++) {
            if (step->license[i] >= 0) {
                opn_buf_str(line, first ? ": license " : ", license ");
                opn_say_id(line, license_ladder(p, i)->id);
                opn_buf_char(line, ' ');
                opn_say_id(line, license_ladder(p, i)->levels[step->license[i]]);
                first = false;
            }
        }
    } else if (lever->field != OPN_NONE && value_of(p, step) != NULL) {
        opn_buf_str(line, ": ");
        opn_say_id(line, value_of(p, step));
    }
}

/* Whether a step before this one brings a criterion to the same level: what the
 * rubric says of it stands there. */
static bool is_said(const opn_plan *plan, size_t step, const opn_plan_serves *serves)
{
    for (size_t i = 0; i < step; i++) {
        for (size_t k = 0; k < plan->steps[i].serves_count; k++) {
            const opn_plan_serves *other = &plan->steps[i].serves[k];

            if (other->criterion == serves->criterion && other->level == serves->level) {
                return true;
            }
        }
    }
    return false;
}

static void print_step(opn_sheet *sheet, const opn_planning *p, const opn_plan *plan, size_t at)
{
    const opn_rubric *rubric = p->report->rubric;
    const opn_plan_step *step = &plan->steps[at];

    opn_buf_str(sheet->line, kind_ids[step->kind]);
    opn_buf_char(sheet->line, ' ');
    say_subject(sheet->line, p, lever_of(p, step));
    say_needs(sheet->line, p, step);
    opn_sheet_item(sheet, 0);
    for (size_t i = 0; i < step->serves_count; i++) {
        const opn_rubric_node *node = &rubric->nodes[step->serves[i].criterion];
        const opn_level *level =
            &rubric->levels[node->first_level + (size_t)step->serves[i].level];

        opn_buf_printf(sheet->line, "for %s", node->title);
        if (level->next != NULL && level->next[0] != '\0' &&
            !is_said(plan, at, &step->serves[i])) {
            opn_buf_printf(sheet->line, ": %s", level->next);
        }
        opn_sheet_item(sheet, 1);
    }
}

static bool has_action(const opn_plan *plan, size_t action)
{
    for (size_t i = 0; i < plan->count; i++) {
        if (plan->steps[i].action == action) {
            return true;
        }
    }
    return false;
}

/* The steps of one plan that another lacks. */
static void say_difference(opn_buf *line, const opn_planning *p, const opn_plan *plan,
                           const opn_plan *other)
{
    bool first = true;

    for (size_t i = 0; i < plan->count; i++) {
        if (!has_action(other, plan->steps[i].action)) {
            opn_buf_str(line, first ? "" : ", ");
            opn_buf_printf(line, "%s ", kind_ids[plan->steps[i].kind]);
            say_subject(line, p, lever_of(p, &plan->steps[i]));
            first = false;
        }
    }
}

static void print_others(opn_sheet *sheet, const opn_planning *p)
{
    size_t shown = p->plan_count - 1 < MOST_OTHERS ? p->plan_count - 1 : MOST_OTHERS;

    if (p->search.found <= 1) {
        return;
    }
    opn_buf_printf(sheet->line,
                   "%s%zu other ways take as many changes:", p->search.cut ? "At least " : "",
                   p->search.found - 1);
    if (p->search.found == 2) {
        sheet->line->size = 0;
        opn_buf_printf(sheet->line, "%sne other way takes as many changes:",
                       p->search.cut ? "At least o" : "O");
    }
    opn_sheet_paragraph(sheet);
    for (size_t i = 1; i <= shown; i++) {
        say_difference(sheet->line, p, &p->plans[i], &p->plans[0]);
        opn_buf_str(sheet->line, " in place of ");
        say_difference(sheet->line, p, &p->plans[0], &p->plans[i]);
        opn_sheet_item(sheet, 0);
    }
    if (shown + 1 < p->search.found) {
        opn_buf_printf(sheet->line, "and %zu more", p->search.found - 1 - shown);
        opn_sheet_item(sheet, 0);
    }
}

static void print_plan(opn_sheet *sheet, const opn_planning *p)
{
    size_t count = p->search.least;

    if (p->plan_count == 0) {
        opn_buf_printf(sheet->line,
                       "It takes at least %zu changes, if it can be reached at all; it was not "
                       "searched further.",
                       count);
        opn_sheet_paragraph(sheet);
        return;
    }
    if (p->search.found == 0) {
        opn_buf_printf(sheet->line,
                       "It takes at least %zu changes; it was not searched further. These %zu "
                       "reach it, and none of them can be spared:",
                       count, p->plans[0].count);
    } else {
        opn_buf_printf(sheet->line, "%zu change%s the fewest that reach%s it:", count,
                       count == 1 ? " is" : "s are", count == 1 ? "es" : "");
    }
    opn_sheet_paragraph(sheet);
    for (size_t i = 0; i < p->plans[0].count; i++) {
        print_step(sheet, p, &p->plans[0], i);
    }
    print_others(sheet, p);
}

static void say_bases(opn_buf *line, const opn_planning *p, const opn_plan_stop *stop)
{
    bool first = true;

    opn_buf_str(line, ": the weights are bound by the license of ");
    for (size_t i = 0; i < p->bench.base_count; i++) {
        const opn_bench_base *base = &p->bench.bases[i];

        if (stop->bases[i]) {
            opn_buf_printf(line, "%s%s (%s)", first ? "" : ", ", base->from,
                           base->text[0] == '\0' ? "unknown" : base->text);
            first = false;
        }
    }
}

static void say_facts(opn_buf *line, const opn_planning *p, const opn_plan_stop *stop,
                      const char *before)
{
    for (size_t i = 0; i < stop->fact_count; i++) {
        size_t fact = stop->facts[i];

        opn_buf_str(line, i == 0 ? before : ", ");
        opn_say_id(line, p->bench.vocabulary->facts[fact].id);
        opn_buf_str(line, ": ");
        opn_say_answer(line, p->report, fact, p->bench.facts[fact]);
    }
}

static void print_stop(opn_sheet *sheet, const opn_planning *p, const opn_plan_stop *stop)
{
    static const char *const words[] = {
        [OPN_STOP_SCOPE] = "no step settles that this definition speaks to such a release",
        [OPN_STOP_BASE] = "",
        [OPN_STOP_ASSESSMENT] = ": somebody's assessment stands in place of the facts",
        [OPN_STOP_ASSESSOR] = ": only an assessor gives this level",
        [OPN_STOP_INAPPLICABLE] = ": does not apply to this release",
        [OPN_STOP_FACTS] = ": rests on facts that no step changes",
        [OPN_STOP_RULES] = "the definition itself gives no more to such a release",
    };

    if (stop->criterion != OPN_NONE) {
        opn_buf_str(sheet->line, p->report->rubric->nodes[stop->criterion].title);
    }
    opn_buf_str(sheet->line, words[stop->kind]);
    if (stop->kind == OPN_STOP_BASE) {
        say_bases(sheet->line, p, stop);
    }
    say_facts(sheet->line, p, stop, " (");
    opn_buf_str(sheet->line, stop->fact_count > 0 ? ")" : "");
    opn_sheet_item(sheet, 0);
}

static void print_body(opn_sheet *sheet, const opn_planning *p)
{
    if (p->search.reached) {
        opn_buf_str(sheet->line, "Reached already, whatever the unknowns turn out to be.");
        opn_sheet_paragraph(sheet);
    } else if (p->search.reachable) {
        print_plan(sheet, p);
    } else {
        opn_buf_str(sheet->line, "Not reachable, even with everything released in full under the "
                                 "most open license. What stops it:");
        opn_sheet_paragraph(sheet);
        for (size_t i = 0; i < p->stop_count; i++) {
            print_stop(sheet, p, &p->stops[i]);
        }
    }
}

void opn_render_plan(opn_buf *buf, const opn_planning *p, int format, int width)
{
    const opn_rubric *rubric = p->report->rubric;
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, p);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    opn_buf_str(sheet.line, "From ");
    opn_say_subject(sheet.line, p->report);
    opn_buf_str(sheet.line, " to ");
    say_target(sheet.line, p);
    opn_buf_printf(sheet.line, " under %s@%d", rubric->id, rubric->version);
    opn_sheet_heading(&sheet);
    print_body(&sheet, p);
    if (p->search.cut) {
        opn_buf_printf(sheet.line,
                       "The search was ended by its work limit, after %zu evaluations.",
                       p->bench.evaluations);
        opn_sheet_paragraph(&sheet);
    }
    opn_buf_str(sheet.line, "Counted by the lower end of the result: ");
    opn_say_basis(sheet.line, p->report);
    opn_buf_str(sheet.line, ". Made with ");
    opn_say_made_with(sheet.line, p->report->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
