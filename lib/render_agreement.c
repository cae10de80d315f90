/*
 * render_agreement.c: agreement of definitions as JSON, text and Markdown.
 *
 * Takes what analyze_agreement.c found. JSON holds every pair of measures with
 * the whole numbers behind each coefficient; a page shows them in one table,
 * then the pairs that agree least with the facts behind them, then the scores
 * within each class.
 *
 * Must not compare anything itself.
 */
#include "analyze.h"
#include "analyze_agreement.h"
#include "phrases.h"
#include "report_json.h"
#include "sheet.h"

/* A page that explains hundreds of pairs is not read: it says how many there are. */
enum { MOST_PARTINGS = 10, DECIMALS = 3, THOUSAND = 1000 };

static const openness_report *report_of(const opn_agreement *a, const opn_measure *m, size_t r)
{
    return opn_grid_at(&a->grid, r, m->column);
}

/* --- JSON --------------------------------------------------------------------------------- */

static void write_releases(opn_writer *w, const opn_agreement *a)
{
    opn_write_key(w, "releases");
    opn_write_array(w);
    for (size_t r = 0; r < a->grid.release_count; r++) {
        const openness_report *report = opn_grid_at(&a->grid, r, 0);

        opn_write_object(w);
        opn_write_member(w, "id", report->release->id);
        opn_write_member(w, "name", report->release->name);
        if (report->as_of[0] != '\0') {
            opn_write_member(w, "as_of", report->as_of);
        }
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
}

/* The lower end, in the unit that the rubric prints. */
static void write_place(opn_writer *w, const opn_agreement *a, const opn_measure *m, size_t r)
{
    const openness_report *report = report_of(a, m, r);

    if (!m->counts[r]) {
        return;
    }
    opn_write_object(w);
    opn_write_member_int(w, "release", (int64_t)r);
    if (m->score) {
        opn_write_rational(w, "score", opn_report_scaled(report, m->node, OPENNESS_LOWER),
                           m->rubric->nodes[m->node].decimals);
    } else {
        opn_write_member(
            w, "level",
            opn_report_level_id(report, m->node, (int16_t)m->positions[r].num));
    }
    opn_write_member_bool(w, "open", m->open[r]);
    opn_write_object_end(w);
}

static void write_measure(opn_writer *w, const opn_agreement *a, const opn_measure *m)
{
    opn_write_object(w);
    opn_write_member(w, "rubric", m->rubric->id);
    opn_write_member_int(w, "version", m->rubric->version);
    opn_write_member(w, "by", m->score ? "score" : "level");
    opn_write_member(w, "node", m->rubric->nodes[m->node].id);
    opn_write_member_int(w, "placed", (int64_t)m->counted);
    opn_write_member_int(w, "open", (int64_t)m->opened);
    opn_write_member_int(w, "not_applicable", (int64_t)m->not_applicable);
    opn_write_member_int(w, "no_points", (int64_t)m->without_place);
    opn_write_member_int(w, "not_ranked", (int64_t)m->not_ranked);
    opn_write_key(w, "places");
    opn_write_array(w);
    for (size_t r = 0; r < a->grid.release_count; r++) {
        write_place(w, a, m, r);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static bool is_measure(const opn_agreement *a, size_t column)
{
    for (size_t i = 0; i < a->measure_count; i++) {
        if (a->measures[i].column == column) {
            return true;
        }
    }
    return false;
}

static void write_unordered(opn_writer *w, const opn_agreement *a)
{
    opn_write_key(w, "without_order");
    opn_write_array(w);
    for (size_t d = 0; d < a->grid.rubric_count; d++) {
        if (!is_measure(a, d)) {
            opn_write_string(w, opn_grid_at(&a->grid, 0, d)->rubric->id);
        }
    }
    opn_write_array_end(w);
}

static void write_root(opn_writer *w, const char *key, const opn_root *root)
{
    opn_buf text = {0};

    opn_write_key(w, key);
    if (!root->defined) {
        opn_write_null(w);
        return;
    }
    opn_rational_print(&text, opn_rational_make(root->milli, THOUSAND), DECIMALS);
    opn_write_object(w);
    opn_write_member_int(w, "over", root->over);
    opn_write_key(w, "root_of");
    opn_write_array(w);
    opn_write_int(w, root->one);
    opn_write_int(w, root->other);
    opn_write_array_end(w);
    opn_write_member(w, "text", text.data);
    opn_write_object_end(w);
    w->buf->failed = w->buf->failed || text.failed;
    opn_buf_free(&text);
}

static void write_parting(opn_writer *w, const opn_accord *accord)
{
    const opn_parting *p = &accord->parting;
    size_t releases[2] = {p->up, p->down};

    opn_write_key(w, "parting");
    if (!p->found) {
        opn_write_null(w);
        return;
    }
    opn_write_object(w);
    opn_write_member_int(w, "higher_on_a", (int64_t)p->up);
    opn_write_member_int(w, "higher_on_b", (int64_t)p->down);
    opn_write_member_int(w, "ranks_doubled", p->apart);
    opn_write_member_bool(w, "reversed", p->reversed);
    opn_write_key(w, "why");
    opn_write_array(w);
    for (size_t i = 0; i < 2 && p->why[i].sides[0] != NULL; i++) {
        opn_write_object(w);
        opn_write_member_int(w, "release", (int64_t)releases[i]);
        opn_why_members(w, &p->why[i]);
        opn_write_object_end(w);
    }
    opn_write_array_end(w);
    opn_write_object_end(w);
}

static void write_accord(opn_writer *w, const opn_accord *accord)
{
    opn_write_object(w);
    opn_write_member_int(w, "a", (int64_t)accord->a);
    opn_write_member_int(w, "b", (int64_t)accord->b);
    opn_write_member_int(w, "releases", (int64_t)accord->count);
    opn_write_member_int(w, "open", (int64_t)accord->open);
    write_root(w, "spearman", &accord->spearman);
    write_root(w, "kendall", &accord->kendall);
    opn_write_key(w, "pairs");
    opn_write_object(w);
    opn_write_member_int(w, "concordant", accord->orders.concordant);
    opn_write_member_int(w, "discordant", accord->orders.discordant);
    opn_write_member_int(w, "tied_on_a", accord->orders.tied_a);
    opn_write_member_int(w, "tied_on_b", accord->orders.tied_b);
    opn_write_member_int(w, "tied_on_both", accord->orders.tied_both);
    opn_write_object_end(w);
    write_parting(w, accord);
    opn_write_object_end(w);
}

static void write_class(opn_writer *w, const opn_agreement *a, const opn_class_table *table,
                        size_t level)
{
    const opn_measure *classes = &a->measures[table->classes];
    const opn_measure *scores = &a->measures[table->scores];
    const opn_class_scores *row = &table->by_level[level];
    int decimals = scores->rubric->nodes[scores->node].decimals;

    opn_write_object(w);
    opn_write_member(w, "level",
                     opn_report_level_id(report_of(a, classes, 0), classes->node,
                                         (int16_t)level));
    opn_write_member_int(w, "releases", (int64_t)row->count);
    if (row->count > 0) {
        opn_write_rational(w, "lowest",
                           opn_report_scaled(report_of(a, scores, row->lowest), scores->node,
                                             OPENNESS_LOWER),
                           decimals);
        opn_write_rational(w, "highest",
                           opn_report_scaled(report_of(a, scores, row->highest), scores->node,
                                             OPENNESS_LOWER),
                           decimals);
    }
    opn_write_object_end(w);
}

static size_t level_count(const opn_agreement *a, const opn_class_table *table)
{
    const opn_measure *classes = &a->measures[table->classes];

    return classes->rubric->nodes[classes->node].level_count;
}

static void write_table(opn_writer *w, const opn_agreement *a, const opn_class_table *table)
{
    opn_write_object(w);
    opn_write_member_int(w, "classes", (int64_t)table->classes);
    opn_write_member_int(w, "scores", (int64_t)table->scores);
    opn_write_key(w, "by_level");
    opn_write_array(w);
    for (size_t level = 0; level < level_count(a, table); level++) {
        write_class(w, a, table, level);
    }
    opn_write_array_end(w);
    opn_write_member_int(w, "inversions", table->accord->orders.discordant);
    opn_write_object_end(w);
}

static void write_json(opn_buf *buf, const opn_agreement *a)
{
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-agreement/1",
                            opn_grid_at(&a->grid, 0, 0)->database->digest);
    write_releases(&w, a);
    opn_write_key(&w, "measures");
    opn_write_array(&w);
    for (size_t i = 0; i < a->measure_count; i++) {
        write_measure(&w, a, &a->measures[i]);
    }
    opn_write_array_end(&w);
    write_unordered(&w, a);
    opn_write_key(&w, "pairs");
    opn_write_array(&w);
    for (size_t i = 0; i < a->accord_count; i++) {
        write_accord(&w, &a->accords[i]);
    }
    opn_write_array_end(&w);
    opn_write_key(&w, "classes");
    opn_write_array(&w);
    for (size_t i = 0; i < a->table_count; i++) {
        write_table(&w, a, &a->tables[i]);
    }
    opn_write_array_end(&w);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

/* --- pages -------------------------------------------------------------------------------- */

/* "mof-1.0", and which of the two where a rubric gives both. */
static void say_measure(opn_buf *buf, const opn_agreement *a, size_t measure)
{
    const opn_measure *m = &a->measures[measure];

    opn_buf_str(buf, m->rubric->id);
    if (m->rubric->result_level != SIZE_MAX && m->rubric->result_score != SIZE_MAX) {
        opn_buf_char(buf, ' ');
        opn_say_id(buf, m->rubric->nodes[m->node].id);
    }
}

static void say_left_out(opn_buf *buf, const opn_measure *m)
{
    const struct {
        size_t count;
        const char *words;
    } parts[] = {{m->not_applicable, "not spoken to"},
                 {m->without_place, "without points"},
                 {m->not_ranked, "not ranked"}};
    bool begun = false;

    for (size_t i = 0; i < OPN_ARRAY_LEN(parts); i++) {
        if (parts[i].count > 0) {
            opn_buf_printf(buf, "%s%zu %s", begun ? ", " : "", parts[i].count, parts[i].words);
            begun = true;
        }
    }
    opn_buf_str(buf, begun ? "" : "none");
}

static void say_cells(opn_sheet *sheet, const char *const *titles, size_t count)
{
    opn_sheet_table(sheet, count);
    for (size_t i = 0; i < count; i++) {
        opn_sheet_say_cell(sheet, titles[i]);
    }
}

static void print_measures(opn_sheet *sheet, const opn_agreement *a)
{
    static const char *const titles[] = {"Definition", "Places by", "Releases", "Open",
                                         "Left out"};

    say_cells(sheet, titles, OPN_ARRAY_LEN(titles));
    for (size_t i = 0; i < a->measure_count; i++) {
        const opn_measure *m = &a->measures[i];

        say_measure(sheet->line, a, i);
        opn_sheet_cell(sheet);
        opn_sheet_say_cell(sheet, m->score ? "score" : "level");
        opn_buf_printf(sheet->line, "%zu", m->counted);
        opn_sheet_cell(sheet);
        opn_buf_printf(sheet->line, "%zu", m->opened);
        opn_sheet_cell(sheet);
        say_left_out(sheet->line, m);
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
    for (size_t d = 0; d < a->grid.rubric_count; d++) {
        if (!is_measure(a, d)) {
            opn_buf_printf(sheet->line, "%s gives a profile only, and orders nothing.",
                           opn_grid_at(&a->grid, 0, d)->rubric->id);
            opn_sheet_paragraph(sheet);
        }
    }
    opn_buf_str(sheet->line, "A release stands where its lower end does: what is established. "
                             "Open: what is not known could still raise it.");
    opn_sheet_paragraph(sheet);
}

static void say_root(opn_sheet *sheet, const opn_root *root)
{
    if (root->defined) {
        opn_rational_print(sheet->line, opn_rational_make(root->milli, THOUSAND), DECIMALS);
    } else {
        opn_buf_str(sheet->line, "not defined");
    }
    opn_sheet_cell(sheet);
}

static void print_accords(opn_sheet *sheet, const opn_agreement *a)
{
    static const char *const titles[] = {"Spearman", "Kendall", "Releases", "Same", "Opposite",
                                         "Definitions"};

    say_cells(sheet, titles, OPN_ARRAY_LEN(titles));
    for (size_t i = 0; i < a->accord_count; i++) {
        const opn_accord *accord = &a->accords[i];

        say_root(sheet, &accord->spearman);
        say_root(sheet, &accord->kendall);
        opn_buf_printf(sheet->line, "%zu", accord->count);
        opn_sheet_cell(sheet);
        opn_buf_int(sheet->line, accord->orders.concordant);
        opn_sheet_cell(sheet);
        opn_buf_int(sheet->line, accord->orders.discordant);
        opn_sheet_cell(sheet);
        say_measure(sheet->line, a, accord->a);
        opn_buf_str(sheet->line, ", ");
        say_measure(sheet->line, a, accord->b);
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
    opn_buf_str(sheet->line, "Same, opposite: pairs of releases that the two put in one order "
                             "or in opposite orders; the others are level on one of them. Not "
                             "defined: one of them puts all releases at one place.");
    opn_sheet_paragraph(sheet);
}

/* "12.5": doubled ranks are whole. */
static void say_ranks(opn_buf *buf, int64_t doubled)
{
    opn_buf_int(buf, doubled / 2);
    opn_buf_str(buf, doubled % 2 != 0 ? ".5 ranks" : doubled == 2 ? " rank" : " ranks");
}

static void print_parting(opn_sheet *sheet, const opn_agreement *a, const opn_accord *accord)
{
    const opn_parting *p = &accord->parting;
    size_t releases[2] = {p->up, p->down};

    say_measure(sheet->line, a, accord->a);
    opn_buf_str(sheet->line, " puts ");
    opn_grid_say(sheet->line, &a->grid, p->up);
    opn_buf_str(sheet->line, " higher, ");
    say_measure(sheet->line, a, accord->b);
    opn_buf_char(sheet->line, ' ');
    opn_grid_say(sheet->line, &a->grid, p->down);
    opn_buf_str(sheet->line, ", by ");
    say_ranks(sheet->line, p->apart);
    opn_buf_str(sheet->line, p->reversed ? " and in opposite order." : ".");
    opn_sheet_item(sheet, 0);
    for (size_t i = 0; i < 2; i++) {
        opn_grid_say(sheet->line, &a->grid, releases[i]);
        opn_buf_str(sheet->line, ": ");
        opn_why_say(sheet->line, &p->why[i]);
        opn_sheet_item(sheet, 1);
    }
}

/* Whether facts behind a parting were looked for. */
static bool explained(const opn_accord *accord)
{
    return accord->parting.found && accord->parting.why[0].sides[0] != NULL;
}

/* The next in the order of how little they agree, then as they stand; the last
 * one shown is `after`, SIZE_MAX at the start. */
static size_t least_after(const opn_agreement *a, size_t after)
{
    size_t best = SIZE_MAX;

    for (size_t i = 0; i < a->accord_count; i++) {
        int64_t milli = a->accords[i].kendall.milli;

        if (!explained(&a->accords[i]) || !a->accords[i].kendall.defined ||
            (after != SIZE_MAX && (milli < a->accords[after].kendall.milli ||
                                   (milli == a->accords[after].kendall.milli && i <= after)))) {
            continue;
        }
        if (best == SIZE_MAX || milli < a->accords[best].kendall.milli) {
            best = i;
        }
    }
    return best;
}

static void print_partings(opn_sheet *sheet, const opn_agreement *a)
{
    size_t next = least_after(a, SIZE_MAX);
    size_t more = 0;

    if (next == SIZE_MAX) {
        return;
    }
    opn_sheet_say_heading(sheet, "Where they part most");
    for (size_t shown = 0; next != SIZE_MAX; shown++) {
        if (shown < MOST_PARTINGS) {
            print_parting(sheet, a, &a->accords[next]);
        } else {
            more++;
        }
        next = least_after(a, next);
    }
    if (more > 0) {
        opn_buf_printf(sheet->line, "and %zu more that agree better", more);
        opn_sheet_item(sheet, 0);
    }
}

static void say_score_of(opn_sheet *sheet, const opn_agreement *a, const opn_measure *m,
                         size_t r)
{
    opn_rational_print(sheet->line,
                       opn_report_scaled(report_of(a, m, r), m->node, OPENNESS_LOWER),
                       m->rubric->nodes[m->node].decimals);
    opn_sheet_cell(sheet);
}

static void say_inversions(opn_buf *buf, const opn_orders *orders)
{
    int64_t told = orders->concordant + orders->discordant;

    if (told == 0) {
        opn_buf_str(buf, "No two releases differ in both class and score.");
        return;
    }
    opn_buf_str(buf, "Of the ");
    opn_buf_int(buf, told);
    opn_buf_str(buf, " pairs of releases that differ in both, ");
    if (orders->discordant == 0) {
        opn_buf_str(buf, "none has");
    } else {
        opn_buf_int(buf, orders->discordant);
        opn_buf_str(buf, orders->discordant == 1 ? " has" : " have");
    }
    opn_buf_str(buf, " the higher score in the lower class.");
}

static void print_table(opn_sheet *sheet, const opn_agreement *a, const opn_class_table *table)
{
    static const char *const titles[] = {"Releases", "Lowest", "Highest", "Class"};
    const opn_measure *classes = &a->measures[table->classes];
    const opn_measure *scores = &a->measures[table->scores];
    const opn_rubric_node *node = &classes->rubric->nodes[classes->node];

    opn_buf_str(sheet->line, "Classes of ");
    say_measure(sheet->line, a, table->classes);
    opn_buf_str(sheet->line, " in scores of ");
    say_measure(sheet->line, a, table->scores);
    opn_sheet_heading(sheet);
    say_cells(sheet, titles, OPN_ARRAY_LEN(titles));
    for (size_t level = 0; level < node->level_count; level++) {
        const opn_class_scores *row = &table->by_level[level];

        if (row->count == 0) {
            continue;
        }
        opn_buf_printf(sheet->line, "%zu", row->count);
        opn_sheet_cell(sheet);
        say_score_of(sheet, a, scores, row->lowest);
        say_score_of(sheet, a, scores, row->highest);
        opn_say_level(sheet->line, &classes->rubric->levels[node->first_level + level]);
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
    say_inversions(sheet->line, &table->accord->orders);
    opn_sheet_paragraph(sheet);
}

void opn_render_agreement(opn_buf *buf, const opn_agreement *agreement, int format, int width)
{
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, agreement);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    opn_buf_printf(sheet.line, "Agreement of %zu definitions on %zu releases",
                   agreement->grid.rubric_count, agreement->grid.release_count);
    opn_sheet_heading(&sheet);
    print_measures(&sheet, agreement);
    print_accords(&sheet, agreement);
    print_partings(&sheet, agreement);
    for (size_t i = 0; i < agreement->table_count; i++) {
        if (agreement->tables[i].accord->count > 0) {
            print_table(&sheet, agreement, &agreement->tables[i]);
        }
    }
    opn_buf_str(sheet.line, "Made with ");
    opn_say_made_with(sheet.line, opn_grid_at(&agreement->grid, 0, 0)->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
