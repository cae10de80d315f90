/*
 * readings.c: a license expression on every ladder that is a reading.
 *
 * Takes an expression and a date, gives a level per reading and the terms or
 * lists behind it. Levels come from opn_expr_level and truths from
 * opn_predicate_eval: this file only finds out who decided.
 *
 * Must not know any ladder, term or list by name.
 */
#include "readings.h"

typedef struct {
    const openness_database *database;
    const opn_expr *expr;
    const char *as_of;
    size_t ladder;
    size_t *starts;   /* by operation: where the part that ends there begins */
    opn_pair *levels; /* by operation: of that part */
    bool *ends[2];    /* by operation: what gave the lower and the upper end */
    bool *decides;    /* by operation: a license that gives reasons */
    opn_license_reason *reasons;
    size_t count;
    opn_arena *arena;
} finder;

static bool is_leaf(const opn_expr_op *op)
{
    return op->kind == OPN_EXPR_LICENSE || op->kind == OPN_EXPR_OPAQUE;
}

/* The left part of a pair ends where its right part begins. */
static size_t left_of(const finder *f, size_t i)
{
    return f->starts[i - 1] - 1;
}

static void find_starts(finder *f)
{
    for (size_t i = 0; i < f->expr->count; i++) {
        f->starts[i] = is_leaf(&f->expr->ops[i]) ? i : f->starts[left_of(f, i)];
    }
}

static void find_levels(finder *f)
{
    for (size_t i = 0; i < f->expr->count; i++) {
        opn_expr part = {"", f->expr->ops + f->starts[i], i - f->starts[i] + 1};

        f->levels[i] = opn_expr_level(&part, f->database->licenses,
                                      &f->database->license_vocabulary, f->ladder, f->as_of);
    }
}

static bool same_end(opn_pair a, opn_pair b, bool upper)
{
    return upper ? a.hi == b.hi : a.lo == b.lo;
}

/* From the whole down: a part that has the level of the part around it is what
 * gave it that level, as the best of OR as much as as the least of AND. */
static void trace(finder *f, bool upper)
{
    bool *gave = f->ends[upper ? 1 : 0];

    memset(gave, 0, f->expr->count * sizeof *gave);
    gave[f->expr->count - 1] = true;
    for (size_t i = f->expr->count; i-- > 0;) {
        if (gave[i] && !is_leaf(&f->expr->ops[i])) {
            gave[i - 1] = same_end(f->levels[i - 1], f->levels[i], upper);
            gave[left_of(f, i)] = same_end(f->levels[left_of(f, i)], f->levels[i], upper);
        }
    }
}

/* A level that is decided was decided by licenses that gave both of its ends:
 * what has not been read beside them changes nothing. An open one hangs on
 * whoever gave either. */
static void find_deciders(finder *f)
{
    bool decided = opn_pair_decided(f->levels[f->expr->count - 1]);

    trace(f, false);
    trace(f, true);
    for (size_t i = 0; i < f->expr->count; i++) {
        bool lower = f->ends[0][i];
        bool upper = f->ends[1][i];

        f->decides[i] = is_leaf(&f->expr->ops[i]) && (decided ? lower && upper : lower || upper);
    }
}

/* A license that decides twice has the same reasons both times. */
static bool decided_before(const finder *f, size_t at)
{
    for (size_t i = 0; i < at; i++) {
        if (f->decides[i] && f->expr->ops[i].kind == f->expr->ops[at].kind &&
            f->expr->ops[i].license == f->expr->ops[at].license) {
            return true;
        }
    }
    return false;
}

static const opn_license_ladder *ladder_of(const finder *f)
{
    return &f->database->license_vocabulary.ladders[f->ladder];
}

/* Lists follow the ordered terms in the number space of tests. */
static void add_test(finder *f, size_t license, const opn_op *test, const opn_pair *values,
                     int16_t for_level)
{
    size_t ordered = f->database->license_vocabulary.ordered_count;
    bool is_list = test->code >= ordered;
    opn_license_reason *reason = &f->reasons[f->count];

    reason->kind = is_list ? OPN_REASON_LIST : OPN_REASON_TERM;
    reason->license = license;
    reason->index = is_list ? test->code - ordered : test->code;
    reason->met = opn_predicate_eval(test, 1, values);
    reason->is = values[test->code];
    reason->needs = (int16_t)test->arg;
    reason->for_level = for_level;
    f->count++;
}

/* Marks the tests under a gate that holds: what such a gate lacks, nobody
 * misses. The loader bounds the depth. */
static void excuse(const opn_op *ops, size_t count, const opn_pair *values, bool *excused)
{
    size_t starts[OPN_STACK];
    size_t depth = 0;

    for (size_t i = 0; i < count; i++) {
        size_t first = i;

        if (ops[i].code >= OPN_GATE) {
            size_t children = (size_t)(ops[i].code - OPN_GATE);

            depth -= children;
            first = children == 0 ? i : starts[depth];
            if (opn_predicate_eval(ops + first, i - first + 1, values) == OPN_TRUE) {
                memset(excused + first, 1, (i - first + 1) * sizeof *excused);
            }
        }
        starts[depth] = first;
        depth++;
    }
}

/* A copy of the values that may be tried out. */
static opn_pair *copy_values(const finder *f, const opn_pair *values)
{
    const opn_license_vocabulary *vocabulary = &f->database->license_vocabulary;
    size_t count = vocabulary->ordered_count + vocabulary->list_count;
    opn_pair *copy = opn_arena_alloc(f->arena, count, sizeof *copy);

    if (copy != NULL) {
        memcpy(copy, values, count * sizeof *copy);
    }
    return copy;
}

/* What the level above asks for and does not find. */
static int add_missing(finder *f, size_t license, int16_t level, const opn_pair *values)
{
    const opn_license_ladder *ladder = ladder_of(f);
    const opn_op *ops = ladder->ops + ladder->first_op[level];
    size_t count = ladder->op_count[level];
    bool *excused = opn_arena_alloc(f->arena, count, sizeof *excused);
    opn_pair *trial = copy_values(f, values);

    if (excused == NULL || trial == NULL) {
        return OPENNESS_E_NOMEM;
    }
    excuse(ops, count, values, excused);
    for (size_t i = 0; i < count; i++) {
        if (ops[i].code < OPN_GATE && !excused[i] &&
            opn_predicate_eval(&ops[i], 1, values) != OPN_TRUE) {
            add_test(f, license, &ops[i], values, level);
            trial[ops[i].code] = (opn_pair){(int16_t)ops[i].arg, (int16_t)ops[i].arg};
            f->reasons[f->count - 1].alone = opn_predicate_eval(ops, count, trial) == OPN_TRUE;
            trial[ops[i].code] = values[ops[i].code];
        }
    }
    return OPENNESS_OK;
}

/* Terms hold a level up by limiting nothing, which takes no words; a list does
 * it by naming the license. */
static void add_lists(finder *f, size_t license, int16_t level, const opn_pair *values)
{
    const opn_license_ladder *ladder = ladder_of(f);
    const opn_op *ops = ladder->ops + ladder->first_op[level];
    size_t ordered = f->database->license_vocabulary.ordered_count;

    for (size_t i = 0; i < ladder->op_count[level]; i++) {
        if (ops[i].code < OPN_GATE && ops[i].code >= ordered &&
            opn_predicate_eval(&ops[i], 1, values) == OPN_TRUE) {
            add_test(f, license, &ops[i], values, level);
        }
    }
}

static bool is_assigned(const opn_license_ladder *ladder, const char *id)
{
    for (size_t i = 0; i < ladder->assigned_count; i++) {
        if (opn_streq(ladder->assigned[i], id)) {
            return true;
        }
    }
    return false;
}

static int add_license(finder *f, const opn_expr_op *op)
{
    const opn_license_ladder *ladder = ladder_of(f);
    const opn_license *license;
    const opn_license_text *text;
    opn_pair level;

    if (op->kind == OPN_EXPR_OPAQUE) {
        f->reasons[f->count] = (opn_license_reason){
            OPN_REASON_OPAQUE, op->license, 0, OPN_MAYBE, {0, 0}, 0, 0, false};
        f->count++;
        return OPENNESS_OK;
    }
    license = &f->database->licenses[op->license];
    text = opn_license_text_on(license, f->as_of);
    level = text->levels[f->ladder];
    if (is_assigned(ladder, license->id)) {
        f->reasons[f->count] = (opn_license_reason){
            OPN_REASON_ASSIGNED, op->license, 0, OPN_TRUE, level, level.lo, level.lo, false};
        f->count++;
        return OPENNESS_OK;
    }
    add_lists(f, op->license, level.lo, text->values);
    if ((size_t)level.lo + 1 == ladder->level_count) {
        return OPENNESS_OK;
    }
    return add_missing(f, op->license, (int16_t)(level.lo + 1), text->values);
}

/* Every decider gives at most the tests of two levels, or one reason. */
static size_t room_for(const finder *f)
{
    const opn_license_ladder *ladder = ladder_of(f);
    size_t largest = 1;
    size_t deciders = 0;

    for (size_t k = 1; k < ladder->level_count; k++) {
        largest = ladder->op_count[k] > largest ? ladder->op_count[k] : largest;
    }
    for (size_t i = 0; i < f->expr->count; i++) {
        deciders += f->decides[i] && !decided_before(f, i) ? 1 : 0;
    }
    return 2 * largest * deciders;
}

static int read_ladder(finder *f, opn_reading *out)
{
    int status = OPENNESS_OK;

    find_levels(f);
    find_deciders(f);
    f->reasons = opn_arena_alloc(f->arena, room_for(f), sizeof *f->reasons);
    f->count = 0;
    if (f->reasons == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < f->expr->count && status == OPENNESS_OK; i++) {
        if (f->decides[i] && !decided_before(f, i)) {
            status = add_license(f, &f->expr->ops[i]);
        }
    }
    *out = (opn_reading){f->ladder, f->levels[f->expr->count - 1], f->reasons, f->count};
    return status;
}

/* Room for what is found out about every operation of the expression. */
static int begin(finder *f, const openness_database *database, const opn_expr *expr,
                 const char *as_of, opn_arena *arena)
{
    *f = (finder){.database = database, .expr = expr, .as_of = as_of, .arena = arena};
    f->starts = opn_arena_alloc(arena, expr->count, sizeof *f->starts);
    f->levels = opn_arena_alloc(arena, expr->count, sizeof *f->levels);
    f->ends[0] = opn_arena_alloc(arena, expr->count, sizeof *f->ends[0]);
    f->ends[1] = opn_arena_alloc(arena, expr->count, sizeof *f->ends[1]);
    f->decides = opn_arena_alloc(arena, expr->count, sizeof *f->decides);
    if (f->starts == NULL || f->levels == NULL || f->ends[0] == NULL || f->ends[1] == NULL ||
        f->decides == NULL) {
        return OPENNESS_E_NOMEM;
    }
    find_starts(f);
    return OPENNESS_OK;
}

int opn_readings_make(opn_readings *out, const openness_database *database, const opn_expr *expr,
                      const char *as_of, opn_arena *arena)
{
    const opn_license_vocabulary *vocabulary = &database->license_vocabulary;
    opn_reading *items = opn_arena_alloc(arena, vocabulary->ladder_count, sizeof *items);
    finder f;
    int status = begin(&f, database, expr, as_of, arena);

    *out = (opn_readings){items, 0};
    if (items == NULL) {
        return OPENNESS_E_NOMEM;
    }
    for (size_t i = 0; i < vocabulary->ladder_count && status == OPENNESS_OK; i++) {
        if (vocabulary->ladders[i].title[0] == '\0') {
            continue;
        }
        f.ladder = i;
        status = read_ladder(&f, &items[out->count]);
        out->count++;
    }
    return status;
}

int opn_reading_make(opn_reading *out, const openness_database *database, const opn_expr *expr,
                     const char *as_of, size_t ladder, opn_arena *arena)
{
    finder f;
    int status = begin(&f, database, expr, as_of, arena);

    f.ladder = ladder;
    return status == OPENNESS_OK ? read_ladder(&f, out) : status;
}
