/*
 * analyze_unknowns.c: which single look-up would narrow a result most.
 *
 * Takes a report. Whatever about one artifact entry, one field, one base is
 * open is one look-up: who goes to see its license sees all of it. Every answer
 * that the known part allows is put on the bench and evaluated, so that what is
 * said of a look-up holds for all of them. Licenses answer with the levels that
 * licenses on record have; those that nobody has read answer nothing.
 *
 * Must not weigh how likely an answer is.
 */
#include "analyze.h"
#include "analyze_unknowns.h"

#include <stdlib.h>

/* The license rows that can be the answer, over the ladders read from a slot. */
typedef struct {
    const opn_pair **items;
    size_t count;
} row_list;

typedef struct {
    opn_unknowns *out;
    opn_bench *bench;
    opn_arena *arena;
    bool *ladders;
    opn_look_up *items;
    opn_look_up *at; /* being answered */
    bool answered;   /* at least once */
    bool out_of_memory;
} context;

static bool is_open(opn_pair pair)
{
    return pair.lo != pair.hi;
}

/* Where the rubric does not speak to the release nothing is open. A score that
 * is withheld may be anything. */
static opn_openness measure(const opn_bench *b)
{
    const opn_rubric *rubric = b->rubric;
    opn_openness open = {b->applies == OPN_TRUE, 0, {0, 1}, 0};

    if (b->applies == OPN_FALSE) {
        open.settled = true;
        return open;
    }
    for (size_t c = 0; c < rubric->criterion_count; c++) {
        open.criteria += is_open(b->values[c].level) ? 1 : 0;
    }
    if (rubric->result_level != SIZE_MAX) {
        opn_pair level = b->values[rubric->result_level].level;

        open.levels = level.hi - level.lo;
    }
    if (rubric->result_score != SIZE_MAX) {
        const opn_value *value = &b->values[rubric->result_score];

        open.score = value->score_known ? opn_rational_sub(value->upper, value->lower)
                                        : (opn_rational){value->applies ? 1 : 0, 1};
    }
    open.settled = open.settled && open.levels == 0 && open.score.num == 0;
    return open;
}

/* Evaluates one answer. Each respect has its own worst and best answer. */
static void answer(context *c)
{
    opn_openness left;

    opn_bench_evaluate(c->bench);
    left = measure(c->bench);
    if (!c->answered) {
        c->at->most = left;
        c->at->least = left;
        c->at->decides = true;
        c->answered = true;
    }
    c->at->decides = c->at->decides && left.settled && !c->out->now.settled;
    c->at->may_decide = c->at->may_decide || (left.settled && !c->out->now.settled);
    if (left.levels > c->at->most.levels) {
        c->at->most.levels = left.levels;
    }
    if (left.levels < c->at->least.levels) {
        c->at->least.levels = left.levels;
    }
    if (opn_rational_compare(left.score, c->at->most.score) > 0) {
        c->at->most.score = left.score;
    }
    if (opn_rational_compare(left.score, c->at->least.score) < 0) {
        c->at->least.score = left.score;
    }
    if (left.criteria > c->at->most.criteria) {
        c->at->most.criteria = left.criteria;
    }
    if (left.criteria < c->at->least.criteria) {
        c->at->least.criteria = left.criteria;
    }
}

/* Whether a license could be the one: settled wherever the rubric looks, and
 * within what is known. */
static bool fits(const context *c, const opn_pair *row, const opn_pair *known)
{
    for (size_t i = 0; i < c->bench->ladder_count; i++) {
        if (c->ladders[i] &&
            (is_open(row[i]) || row[i].lo < known[i].lo || row[i].hi > known[i].hi)) {
            return false;
        }
    }
    return true;
}

static bool same_row(const context *c, const opn_pair *a, const opn_pair *b)
{
    for (size_t i = 0; i < c->bench->ladder_count; i++) {
        if (c->ladders[i] && a[i].lo != b[i].lo) {
            return false;
        }
    }
    return true;
}

static void add_row(const context *c, row_list *list, const opn_pair *row, const opn_pair *known)
{
    if (!fits(c, row, known)) {
        return;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (same_row(c, list->items[i], row)) {
            return;
        }
    }
    list->items[list->count++] = row;
}

static bool license_is_open(const context *c, const opn_pair *known)
{
    for (size_t i = 0; i < c->bench->ladder_count; i++) {
        if (c->ladders[i] && is_open(known[i])) {
            return true;
        }
    }
    return false;
}

/* One license per set of levels on the ladders in question, and none at all. A
 * single NULL leaves the license as it is: it is known, or nothing fits. */
static row_list find_rows(context *c, const opn_pair *known)
{
    const openness_database *database = c->bench->database;
    row_list list = {NULL, 0};
    opn_pair *none = opn_arena_alloc(c->arena, c->bench->ladder_count, sizeof *none);

    list.items = opn_arena_alloc(c->arena, database->license_count + 2, sizeof *list.items);
    if (none == NULL || list.items == NULL) {
        c->out_of_memory = true;
        return list;
    }
    if (license_is_open(c, known)) {
        add_row(c, &list, none, known);
        for (size_t i = 0; i < database->license_count; i++) {
            add_row(c, &list,
                    opn_license_text_on(&database->licenses[i], c->bench->before.resolved.as_of)
                        ->levels,
                    known);
        }
    }
    if (list.count == 0) {
        list.items[list.count++] = NULL;
    }
    return list;
}

/* Where no fact is about access itself, only what anyone can obtain matters. */
static bool access_is_read(const opn_bench *b, size_t slot)
{
    for (size_t i = 0; i < b->vocabulary->fact_count; i++) {
        const opn_fact *fact = &b->vocabulary->facts[i];

        for (size_t k = 0; b->reads[i] && fact->read == OPN_READ_ACCESS && k < fact->slot_count;
             k++) {
            if (fact->slots[k] == slot) {
                return true;
            }
        }
    }
    return false;
}

/* All answers about one entry. What anyone can get and of which there is nothing
 * is no answer: the record reader warns of it. */
static void answer_entry(context *c, size_t entry)
{
    const opn_resolved_artifact *known = opn_bench_original(c->bench, entry);
    size_t slot = c->bench->artifacts[entry].artifact->slot;
    int16_t gated = c->bench->vocabulary->gated_level;
    bool forced = known->access.lo >= gated && known->extent.hi == 0;
    bool fine = access_is_read(c->bench, slot);
    row_list rows = find_rows(c, c->bench->licenses[entry].record);

    for (int16_t access = known->access.lo; access <= known->access.hi; access++) {
        if (!fine && access != known->access.lo && access != gated) {
            continue;
        }
        for (int16_t extent = known->extent.lo; extent <= known->extent.hi; extent++) {
            if (access >= gated && extent == 0 && !forced) {
                continue;
            }
            for (size_t i = 0; i < rows.count; i++) {
                opn_setting setting = OPN_SETTING_NONE;

                setting.access = (opn_pair){access, access};
                setting.extent = (opn_pair){extent, extent};
                setting.license = rows.items[i];
                opn_bench_set_entry(c->bench, entry, &setting);
                answer(c);
            }
        }
    }
    opn_bench_reset_entry(c->bench, entry);
}

/* A numeral inside every span that the cuts of the facts leave. */
static void answer_number(context *c, size_t lever, size_t field)
{
    static const char *const ends[] = {"0", "1e99"};
    opn_setting setting = OPN_SETTING_NONE;

    for (size_t i = 0; i < OPN_ARRAY_LEN(ends); i++) {
        setting.number = ends[i];
        opn_bench_set(c->bench, lever, &setting);
        answer(c);
    }
    for (size_t i = 0; i < c->bench->vocabulary->fact_count; i++) {
        const opn_fact *fact = &c->bench->vocabulary->facts[i];

        for (size_t k = 0; c->bench->reads[i] && fact->read == OPN_READ_CUTS &&
                           fact->field == field && k < fact->set_count;
             k++) {
            setting.number = fact->set[k];
            opn_bench_set(c->bench, lever, &setting);
            answer(c);
        }
    }
}

static void answer_field(context *c, size_t lever, size_t field)
{
    opn_setting setting = OPN_SETTING_NONE;
    opn_pair known = opn_bench_field(c->bench, field);

    if (c->bench->vocabulary->fields[field].type != OPN_FIELD_LADDER) {
        answer_number(c, lever, field);
    } else {
        for (int16_t k = known.lo; k <= known.hi; k++) {
            setting.value = (opn_pair){k, k};
            opn_bench_set(c->bench, lever, &setting);
            answer(c);
        }
    }
    opn_bench_reset(c->bench, lever);
}

static void answer_base(context *c, size_t lever, size_t base)
{
    row_list rows = find_rows(c, c->bench->bases[base].record);

    for (size_t i = 0; i < rows.count; i++) {
        opn_setting setting = OPN_SETTING_NONE;

        setting.license = rows.items[i];
        opn_bench_set(c->bench, lever, &setting);
        answer(c);
    }
    opn_bench_reset(c->bench, lever);
}

static bool names_it(const opn_fact *fact, const char *name)
{
    for (size_t i = 0; i < fact->set_count; i++) {
        if (opn_streq(fact->set[i], name)) {
            return true;
        }
    }
    return false;
}

/* The facts that some of the names in a set answer. */
static void fix_names(const context *c, opn_read read, const char *const *names, size_t set)
{
    const opn_vocabulary *v = c->bench->vocabulary;

    for (size_t i = 0; i < v->fact_count; i++) {
        int16_t yes = 0;

        if (!c->at->feeds[i] || v->facts[i].read != read) {
            continue;
        }
        for (size_t n = 0; set >> n != 0; n++) {
            yes = (set >> n & 1) != 0 && names_it(&v->facts[i], names[n]) ? 1 : yes;
        }
        opn_bench_fix(c->bench, i, (opn_pair){yes, yes});
    }
}

/* A release is of one kind and has any set of modalities, of which there are
 * some nine: all sets are tried. */
static void answer_names(context *c, opn_read read, const char *const *names, size_t count)
{
    bool single = read == OPN_READ_KIND;

    for (size_t set = 1; set >> count == 0; set = single ? set << 1 : set + 1) {
        fix_names(c, read, names, set);
        answer(c);
    }
    for (size_t i = 0; i < c->bench->vocabulary->fact_count; i++) {
        opn_bench_fix(c->bench, i, OPN_LEAVE);
    }
}

/* Facts that are read from the thing, and that are open. */
static bool find_feeds(const context *c, opn_look_up *look, size_t slot)
{
    const opn_bench *b = c->bench;
    bool *feeds = opn_arena_alloc(c->arena, b->vocabulary->fact_count, sizeof *feeds);
    bool any = false;

    look->feeds = feeds;
    for (size_t i = 0; feeds != NULL && i < b->vocabulary->fact_count; i++) {
        const opn_fact *fact = &b->vocabulary->facts[i];
        bool license = fact->read == OPN_READ_LICENSE || fact->read == OPN_READ_STATED_LICENSE;
        bool from = false;

        for (size_t k = 0; k < fact->slot_count; k++) {
            from = from || fact->slots[k] == slot;
        }
        if (look->kind == OPN_LOOK_KIND || look->kind == OPN_LOOK_MODALITIES) {
            from =
                fact->read == (look->kind == OPN_LOOK_KIND ? OPN_READ_KIND : OPN_READ_MODALITY);
        } else if (look->kind == OPN_LOOK_FIELD) {
            from = (fact->read == OPN_READ_FIELD || fact->read == OPN_READ_CUTS) &&
                   fact->field == look->index;
        } else if (look->kind == OPN_LOOK_BASE) {
            from = from && license;
        }
        feeds[i] = b->reads[i] && from && is_open(b->before.facts[i]);
        any = any || feeds[i];
    }
    return any;
}

/* One look-up, kept when some open fact is read from there. */
static void look_up(context *c, const opn_look_up *made, size_t lever, size_t slot)
{
    const opn_vocabulary *v = c->bench->vocabulary;

    c->at = &c->items[c->out->count];
    *c->at = *made;
    c->answered = false;
    if (!find_feeds(c, c->at, slot)) {
        c->out_of_memory = c->out_of_memory || c->at->feeds == NULL;
        return;
    }
    opn_bench_ladders(c->bench, slot, c->ladders);
    if (made->kind == OPN_LOOK_ARTIFACT) {
        answer_entry(c, made->index);
    } else if (made->kind == OPN_LOOK_FIELD) {
        answer_field(c, lever, made->index);
    } else if (made->kind == OPN_LOOK_BASE) {
        answer_base(c, lever, made->index);
    } else if (made->kind == OPN_LOOK_KIND) {
        answer_names(c, OPN_READ_KIND, v->kinds, v->kind_count);
    } else {
        answer_names(c, OPN_READ_MODALITY, v->modalities, v->modality_count);
    }
    c->out->count += c->answered ? 1 : 0;
}

static void look_up_slot(context *c, size_t lever)
{
    const opn_bench *b = c->bench;
    size_t slot = b->levers[lever].slot;

    for (size_t e = 0; e < b->resolved.artifact_count; e++) {
        const opn_resolved_artifact *known = opn_bench_original(b, e);
        opn_look_up look = {.kind = OPN_LOOK_ARTIFACT, .index = e};

        if (!opn_bench_holds(b, lever, e)) {
            continue;
        }
        opn_bench_ladders(b, slot, c->ladders);
        look.id = b->vocabulary->slots[slot].id;
        look.name = b->artifacts[e].artifact->name;
        look.access = is_open(known->access);
        look.extent = is_open(known->extent);
        look.license = license_is_open(c, b->licenses[e].record);
        if (look.access || look.extent || look.license) {
            look_up(c, &look, lever, slot);
        }
    }
}

static void look_up_all(context *c)
{
    const opn_bench *b = c->bench;
    opn_look_up kind = {.kind = OPN_LOOK_KIND, .id = "kind", .name = ""};
    opn_look_up modalities = {.kind = OPN_LOOK_MODALITIES, .id = "output_modalities", .name = ""};

    for (size_t i = 0; i < b->lever_count; i++) {
        const opn_lever *lever = &b->levers[i];
        opn_look_up look = {.kind = OPN_LOOK_FIELD, .index = lever->field, .name = ""};

        if (lever->slot != OPN_NONE) {
            look_up_slot(c, i);
        } else if (lever->field != OPN_NONE && lever->open) {
            look.id = b->vocabulary->fields[lever->field].id;
            look_up(c, &look, i, OPN_NONE);
        } else if (lever->base != OPN_NONE && lever->open) {
            look.kind = OPN_LOOK_BASE;
            look.index = lever->base;
            look.id = b->bases[lever->base].from;
            look.license = true;
            look_up(c, &look, i, opn_bench_weights(b));
        }
    }
    look_up(c, &kind, OPN_NONE, OPN_NONE);
    look_up(c, &modalities, OPN_NONE, OPN_NONE);
}

/* What is certain comes before what is possible, the headline before criteria. */
static int compare(const opn_look_up *a, const opn_look_up *b)
{
    int order = (a->decides ? 0 : 1) - (b->decides ? 0 : 1);

    order = order != 0 ? order : a->most.levels - b->most.levels;
    order = order != 0 ? order : opn_rational_compare(a->most.score, b->most.score);
    order = order != 0 ? order : a->least.levels - b->least.levels;
    order = order != 0 ? order : opn_rational_compare(a->least.score, b->least.score);
    if (order == 0 && a->most.criteria != b->most.criteria) {
        order = a->most.criteria < b->most.criteria ? -1 : 1;
    }
    if (order == 0 && a->least.criteria != b->least.criteria) {
        order = a->least.criteria < b->least.criteria ? -1 : 1;
    }
    return order;
}

/* Stable: of equals the first in the order of the vocabulary stays first. */
static void sort(opn_look_up *items, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        opn_look_up moving = items[i];
        size_t at = i;

        while (at > 0 && compare(&moving, &items[at - 1]) < 0) {
            items[at] = items[at - 1];
            at--;
        }
        items[at] = moving;
    }
}

static int count_facts(opn_unknowns *out, opn_arena *arena)
{
    size_t count = out->bench.vocabulary->fact_count;
    bool *read = opn_arena_alloc(arena, count, sizeof *read);

    if (read == NULL) {
        return OPENNESS_E_NOMEM;
    }
    opn_rubric_reads(out->bench.rubric, read);
    for (size_t i = 0; i < count; i++) {
        opn_pair fact = out->bench.before.facts[i];

        if (read[i] && opn_pair_applies(fact)) {
            out->facts_read++;
            out->facts_known += is_open(fact) ? 0 : 1;
        }
    }
    return OPENNESS_OK;
}

int opn_unknowns_find(opn_unknowns *out, const openness_report *report, opn_arena *arena)
{
    context c = {.out = out, .bench = &out->bench, .arena = arena};
    const char *as_of = report->as_of[0] == '\0' ? NULL : report->as_of;
    int status =
        opn_bench_init(&out->bench, report->release, report->rubric, report->mode, as_of, arena);
    size_t most;

    out->report = report;
    if (status == OPENNESS_OK) {
        status = count_facts(out, arena);
    }
    if (status != OPENNESS_OK) {
        return status;
    }
    most = out->bench.resolved.artifact_count + out->bench.lever_count + 2;
    c.items = opn_arena_alloc(arena, most, sizeof *c.items);
    c.ladders = opn_arena_alloc(arena, out->bench.ladder_count, sizeof *c.ladders);
    if (c.items == NULL || c.ladders == NULL) {
        return OPENNESS_E_NOMEM;
    }
    out->now = measure(&out->bench);
    out->items = c.items;
    if (out->bench.applies != OPN_FALSE) {
        look_up_all(&c);
    }
    sort(c.items, out->count);
    return c.out_of_memory ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

int openness_analyze_unknowns(const openness_report *report, int format, int width,
                              openness_text **out, openness_error **err)
{
    opn_arena arena = {0};
    opn_unknowns unknowns = {0};
    opn_buf buf = {0};
    int status = opn_analysis_begin(out, format, width, err);

    if (status != OPENNESS_OK) {
        return status;
    }
    if (report == NULL || report->release == NULL) {
        return opn_error_message(err, OPENNESS_E_ARGUMENT,
                                 "report must be on a release, not NULL or from a vector");
    }
    status = opn_unknowns_find(&unknowns, report, &arena);
    if (status == OPENNESS_OK) {
        opn_render_unknowns(&buf, &unknowns, format, width);
        status = opn_buf_finish(&buf, out);
    }
    status = opn_error_set(err, status, NULL);
    opn_buf_free(&buf);
    opn_arena_free(&arena);
    return status;
}
