/*
 * import_fmti.c: points of the Foundation Model Transparency Index (CSV).
 *
 * Takes a file of scores: a row per indicator, a column per company, 1 for a
 * point. Gives a record per company with an assessment per indicator. Three
 * layouts are known: the names of indicators first; the same with a row of
 * totals; domain and subdomain before the names, with a row and a column of
 * totals. Which edition it is the names of the indicators tell, against every
 * rubric whose id begins with "fmti-".
 *
 * A point says what a developer discloses about its flagship model, so that no
 * artifact follows from it. Must not know the indicators.
 */
#include "ascii.h"
#include "import.h"
#include "normalize.h"

#define EDITION "fmti-"

/* Columns before those of the companies. */
enum { PLAIN_COLUMNS = 1, GROUPED_COLUMNS = 3 };

typedef struct {
    opn_import_job *job;
    const opn_tree *header;
    size_t first; /* column of the first company */
    const opn_rubric *rubric;
    const opn_tree **rows;  /* per criterion: where its points stand, or NULL */
    size_t *sums;           /* per criterion: points over all companies */
    const opn_tree *totals; /* the row of totals, or NULL */
} table;

/* A cell without the white space around it: the files have "Data creators ". */
static bool cell_is(const opn_tree *cell, const char *text)
{
    const char *whole = opn_tree_text(cell);
    const char *start;
    size_t size;

    if (whole == NULL) {
        return false;
    }
    start = opn_name_trim(whole, strlen(whole), &size);
    return size == strlen(text) && memcmp(start, text, size) == 0;
}

static bool blank(const opn_tree *cell)
{
    return opn_tree_text(cell) == NULL || cell_is(cell, "");
}

static bool is_point(const opn_tree *cell)
{
    return cell_is(cell, "0") || cell_is(cell, "1");
}

/* The column of the first company; 0 when the header is none of scores. */
static size_t first_company(const opn_tree *header)
{
    if (header == NULL || header->kind != OPN_TREE_LIST) {
        return 0;
    }
    if (cell_is(opn_tree_at(header, 0), "Indicator")) {
        return header->count > PLAIN_COLUMNS ? PLAIN_COLUMNS : 0;
    }
    if (cell_is(opn_tree_at(header, 0), "Domain") &&
        cell_is(opn_tree_at(header, 1), "Subdomain") &&
        cell_is(opn_tree_at(header, 2), "Indicator")) {
        return header->count > GROUPED_COLUMNS ? GROUPED_COLUMNS : 0;
    }
    return 0;
}

/* Lists of indicators, reports of one company and disclosures begin with the
 * same header. What tells scores from them is that most cells are points. */
static bool detect(const opn_tree *root)
{
    const opn_tree *header = opn_tree_at(root, 0);
    size_t first = first_company(header);
    size_t points = 0;
    size_t others = 0;

    if (first == 0) {
        return false;
    }
    for (const opn_tree *row = header->next; row != NULL; row = row->next) {
        for (const opn_tree *cell = row->first; cell != NULL; cell = cell->next) {
            points += cell->index >= first && is_point(cell) ? 1 : 0;
            others += cell->index >= first && !is_point(cell) ? 1 : 0;
        }
    }
    return points > others;
}

static size_t find_criterion(const opn_rubric *rubric, const opn_tree *cell)
{
    for (size_t i = 0; i < rubric->criterion_count; i++) {
        if (cell_is(cell, rubric->nodes[i].title)) {
            return i;
        }
    }
    return SIZE_MAX;
}

static const opn_tree *name_of(const table *t, const opn_tree *row)
{
    return opn_tree_at(row, t->first - 1);
}

/* A row of an indicator, not that of totals and not one of blanks. */
static bool has_points(const table *t, const opn_tree *row)
{
    return !blank(name_of(t, row)) && !cell_is(name_of(t, row), "Total");
}

/* The edition that knows most of the names. Two editions share their indicators
 * and differ in two names: where these are missing, nobody can tell. */
static const opn_rubric *find_edition(const table *t, const openness_database *database)
{
    const opn_rubric *best = NULL;
    size_t most = 0;
    size_t rows = 0;
    bool tied = false;

    for (size_t i = 0; i < database->rubric_count; i++) {
        const opn_rubric *rubric = database->rubrics[i];
        size_t known = 0;

        if (strncmp(rubric->id, EDITION, strlen(EDITION)) != 0) {
            continue;
        }
        rows = 0;
        for (const opn_tree *row = t->header->next; row != NULL; row = row->next) {
            rows += has_points(t, row) ? 1 : 0;
            known += has_points(t, row) && find_criterion(rubric, name_of(t, row)) != SIZE_MAX;
        }
        if (known > most) {
            best = rubric;
            most = known;
            tied = false;
        } else if (known == most) {
            tied = true;
        }
    }
    return tied || most * 2 <= rows ? NULL : best;
}

/* By name first. A name that the edition does not know stands for the indicator
 * of its row: the lists of indicators spell some otherwise than the scores, in
 * the same order. */
static void match_rows(table *t)
{
    size_t place = 0;

    for (const opn_tree *row = t->header->next; row != NULL; row = row->next) {
        size_t i = has_points(t, row) ? find_criterion(t->rubric, name_of(t, row)) : SIZE_MAX;

        if (cell_is(name_of(t, row), "Total")) {
            t->totals = row;
        } else if (i != SIZE_MAX && t->rows[i] != NULL) {
            opn_import_note_at(t->job, OPENNESS_IMPORT_CONTRADICTED, name_of(t, row),
                               "the indicator \"%s\" has two rows: the first counts",
                               t->rubric->nodes[i].title);
        } else if (i != SIZE_MAX) {
            t->rows[i] = row;
        }
    }
    for (const opn_tree *row = t->header->next; row != NULL; row = row->next) {
        if (!has_points(t, row)) {
            continue;
        }
        if (find_criterion(t->rubric, name_of(t, row)) != SIZE_MAX) {
            place++;
            continue;
        }
        if (place < t->rubric->criterion_count && t->rows[place] == NULL) {
            t->rows[place] = row;
            opn_import_note_at(t->job, OPENNESS_IMPORT_READ, name_of(t, row),
                               "\"%s\" is read as \"%s\" by its place",
                               opn_tree_text(name_of(t, row)), t->rubric->nodes[place].title);
        } else {
            opn_import_note_at(t->job, OPENNESS_IMPORT_IGNORED, name_of(t, row),
                               "%s has no indicator \"%s\"", t->rubric->id,
                               opn_tree_text(name_of(t, row)));
        }
        place++;
    }
}

/* A total that is stated and is not the sum of the points says that one of the
 * two is wrong. What is no number states no total. */
static void check_total(table *t, const opn_tree *cell, size_t sum)
{
    const char *text = blank(cell) ? NULL : opn_import_trimmed(t->job, opn_tree_text(cell));
    int64_t stated;

    if (text == NULL) {
        return;
    }
    if (!opn_ascii_int64(text, strlen(text), &stated)) {
        opn_import_note_at(t->job, OPENNESS_IMPORT_IGNORED, cell, "\"%s\" is no total", text);
    } else if (stated < 0 || (uint64_t)stated != sum) {
        opn_import_note_at(t->job, OPENNESS_IMPORT_CONTRADICTED, cell,
                           "the total is stated as %s and the points add up to %zu", text, sum);
    }
}

/* Adds the points of one company and gives their sum. What is neither 0 nor 1
 * is left open: a blank cell is no point that was refused. */
static size_t add_points(table *t, opn_draft *draft, size_t column)
{
    size_t sum = 0;

    for (size_t i = 0; i < t->rubric->criterion_count; i++) {
        const opn_tree *cell = t->rows[i] == NULL ? NULL : opn_tree_at(t->rows[i], column);
        bool point = cell_is(cell, "1");
        opn_draft_assessment given = {.rubric = t->rubric->id,
                                      .version = t->rubric->version,
                                      .criterion = t->rubric->nodes[i].id,
                                      .level = point ? "yes" : "no",
                                      .by = "Foundation Model Transparency Index",
                                      .date = t->rubric->date};

        if (t->rows[i] == NULL) {
            continue;
        }
        if (!is_point(cell)) {
            opn_import_note_at(t->job, OPENNESS_IMPORT_IGNORED, cell == NULL ? t->rows[i] : cell,
                               "%s, \"%s\": neither 0 nor 1, so it stays open", draft->producer,
                               t->rubric->nodes[i].title);
            continue;
        }
        given.claim = opn_import_claim(t->job, cell,
                                       point ? "The point is given." : "The point is not given.");
        opn_draft_add_assessment(draft, &given);
        t->sums[i] += point ? 1 : 0;
        sum += point ? 1 : 0;
    }
    return sum;
}

static bool stands_before(const table *t, const opn_tree *company, const char *name)
{
    for (const opn_tree *cell = t->header->first; cell != company; cell = cell->next) {
        if (cell->index >= t->first && cell_is(cell, name)) {
            return true;
        }
    }
    return false;
}

/* The scores do not name the model that they are about. */
static void read_company(table *t, const opn_tree *company)
{
    static const char about[] = ", flagship model of ";
    opn_draft draft = opn_draft_begin(t->job->arena);
    opn_buf name = {0};
    size_t sum;

    draft.producer = opn_import_trimmed(t->job, opn_tree_text(company));
    if (stands_before(t, company, draft.producer)) {
        opn_import_note_at(t->job, OPENNESS_IMPORT_CONTRADICTED, company,
                           "\"%s\" has two columns: the first counts", draft.producer);
        return;
    }
    opn_buf_str(&name, draft.producer);
    opn_buf_str(&name, about);
    opn_buf_str(&name, t->rubric->date);
    draft.name = name.failed ? NULL : opn_arena_string(t->job->arena, name.data);
    opn_buf_free(&name);
    if (draft.name == NULL) {
        t->job->out_of_memory = true;
        return;
    }
    draft.id = opn_import_id(t->job, draft.producer, t->rubric->id);
    sum = add_points(t, &draft, company->index);
    check_total(t, opn_tree_at(t->totals, company->index), sum);
    opn_import_finish(t->job, &draft);
}

/* Columns without a name that hold nothing are margins. */
static void ignore_column(table *t, const opn_tree *head)
{
    for (const opn_tree *row = t->header->next; row != NULL; row = row->next) {
        if (!blank(opn_tree_at(row, head->index))) {
            opn_import_note_at(t->job, OPENNESS_IMPORT_IGNORED, opn_tree_at(row, head->index),
                               "the column has no name");
            return;
        }
    }
}

static void read_columns(table *t)
{
    const opn_tree *total = NULL;

    for (const opn_tree *head = t->header->first; head != NULL; head = head->next) {
        if (head->index + 1 < t->first) {
            opn_import_note_at(t->job, OPENNESS_IMPORT_IGNORED, head,
                               "the groups of the indicators are those of %s", t->rubric->id);
        } else if (head->index < t->first) {
            continue;
        } else if (cell_is(head, "Total")) {
            total = head;
        } else if (blank(head)) {
            ignore_column(t, head);
        } else {
            read_company(t, head);
        }
    }
    /* Only now are all companies counted. */
    for (size_t i = 0; total != NULL && i < t->rubric->criterion_count; i++) {
        if (t->rows[i] != NULL) {
            check_total(t, opn_tree_at(t->rows[i], total->index), t->sums[i]);
        }
    }
}

static void read_scores(opn_import_job *job, const opn_tree *root)
{
    table t = {.job = job, .header = opn_tree_at(root, 0)};

    /* Whoever names the format may still hand in a list of indicators. */
    if (!detect(root)) {
        opn_import_fail(job, "unknown-format", t.header,
                        "this is no table of scores: a row per indicator, a column per company, "
                        "1 for a point and 0 for none");
        return;
    }
    t.first = first_company(t.header);
    t.rubric = find_edition(&t, job->database);
    if (t.rubric == NULL) {
        opn_import_fail(job, "unknown-format", t.header,
                        "the indicators are not those of one edition on record");
        return;
    }
    t.rows = opn_arena_alloc(job->arena, t.rubric->criterion_count, sizeof *t.rows);
    t.sums = opn_arena_alloc(job->arena, t.rubric->criterion_count, sizeof *t.sums);
    if (t.rows == NULL || t.sums == NULL) {
        job->out_of_memory = true;
        return;
    }
    match_rows(&t);
    read_columns(&t);
}

const opn_importer opn_import_fmti = {"fmti", OPN_SOURCE_CSV, detect, read_scores, NULL};
