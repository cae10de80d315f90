/*
 * render_dominance.c: a partial order as JSON, text and Markdown.
 *
 * Takes what analyze_dominance.c found. JSON holds every pair with the criteria
 * on which one is ahead; a page shows the levels, what stands directly above
 * what, and the pairs that nothing here can order.
 *
 * Must not compare anything itself.
 */
#include "analyze.h"
#include "analyze_dominance.h"
#include "phrases.h"
#include "sheet.h"

/* A page that lists hundreds of pairs is not read: it says how many there are. */
enum { MOST_PAIRS = 20 };

static void write_releases(opn_writer *w, const opn_dominance *d)
{
    opn_write_key(w, "releases");
    opn_write_array(w);
    for (size_t r = 0; r < d->grid.release_count; r++) {
        const openness_report *report = opn_grid_at(&d->grid, r, 0);

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

/* The criteria on which a is certainly ahead of b. */
static void write_ahead(opn_writer *w, const char *key, const openness_report *a,
                        const openness_report *b)
{
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t c = 0; c < a->criterion_count; c++) {
        if (opn_dominance_ahead(a, b, c)) {
            opn_write_string(w, a->rubric->nodes[c].id);
        }
    }
    opn_write_array_end(w);
}

static void write_pairs(opn_writer *w, const opn_dominance *d, size_t rubric)
{
    size_t n = d->grid.release_count;

    opn_write_key(w, "pairs");
    opn_write_array(w);
    for (size_t a = 0; a < n; a++) {
        for (size_t b = a + 1; b < n; b++) {
            const openness_report *one = opn_grid_at(&d->grid, a, rubric);
            const openness_report *other = opn_grid_at(&d->grid, b, rubric);
            opn_pair_relation relation =
                (opn_pair_relation)d->orders[rubric].relations[a * n + b];

            opn_write_object(w);
            opn_write_member_int(w, "a", (int64_t)a);
            opn_write_member_int(w, "b", (int64_t)b);
            opn_write_member(w, "relation", opn_relation_id(relation));
            write_ahead(w, "a_ahead", one, other);
            write_ahead(w, "b_ahead", other, one);
            opn_write_object_end(w);
        }
    }
    opn_write_array_end(w);
}

static void write_couples(opn_writer *w, const char *key, const bool *marked, size_t n,
                          const char *first, const char *second)
{
    opn_write_key(w, key);
    opn_write_array(w);
    for (size_t i = 0; i < n * n; i++) {
        if (marked[i]) {
            opn_write_object(w);
            opn_write_member_int(w, first, (int64_t)(i / n));
            opn_write_member_int(w, second, (int64_t)(i % n));
            opn_write_object_end(w);
        }
    }
    opn_write_array_end(w);
}

static void write_levels(opn_writer *w, const opn_order *order, size_t n)
{
    opn_write_key(w, "levels");
    opn_write_array(w);
    for (size_t level = 0; level < order->level_count; level++) {
        opn_write_array(w);
        for (size_t r = 0; r < n; r++) {
            if (order->levels[r] == level) {
                opn_write_int(w, (int64_t)r);
            }
        }
        opn_write_array_end(w);
    }
    opn_write_array_end(w);
}

static void write_json(opn_buf *buf, const opn_dominance *d)
{
    size_t n = d->grid.release_count;
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-dominance/1",
                            opn_grid_at(&d->grid, 0, 0)->database->digest);
    write_releases(&w, d);
    opn_write_key(&w, "rubrics");
    opn_write_array(&w);
    for (size_t i = 0; i < d->grid.rubric_count; i++) {
        opn_write_object(&w);
        opn_write_member(&w, "id", d->orders[i].rubric->id);
        opn_write_member_int(&w, "version", d->orders[i].rubric->version);
        write_levels(&w, &d->orders[i], n);
        write_couples(&w, "covers", d->orders[i].covers, n, "above", "below");
        write_pairs(&w, d, i);
        opn_write_object_end(&w);
    }
    opn_write_array_end(&w);
    write_couples(&w, "unordered", d->unordered, n, "a", "b");
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

static void say_members(opn_sheet *sheet, const opn_dominance *d, const opn_order *order,
                        size_t level)
{
    bool first = true;

    for (size_t r = 0; r < d->grid.release_count; r++) {
        if (order->levels[r] == level) {
            opn_buf_str(sheet->line, first ? "" : ", ");
            opn_grid_say(sheet->line, &d->grid, r);
            first = false;
        }
    }
}

/* What stands directly above one release: the lines of a Hasse diagram. */
static void print_covers(opn_sheet *sheet, const opn_dominance *d, const opn_order *order,
                         size_t below)
{
    size_t n = d->grid.release_count;
    bool first = true;

    for (size_t a = 0; a < n; a++) {
        if (order->covers[a * n + below]) {
            if (first) {
                opn_grid_say(sheet->line, &d->grid, below);
                opn_buf_str(sheet->line, " stands below ");
            }
            opn_buf_str(sheet->line, first ? "" : ", ");
            opn_grid_say(sheet->line, &d->grid, a);
            first = false;
        }
    }
    if (!first) {
        opn_sheet_item(sheet, 0);
    }
}

static size_t count_of(const opn_order *order, size_t n, opn_pair_relation relation)
{
    size_t count = 0;

    for (size_t a = 0; a < n; a++) {
        for (size_t b = a + 1; b < n; b++) {
            count += order->relations[a * n + b] == (uint8_t)relation ? 1 : 0;
        }
    }
    return count;
}

static void print_order(opn_sheet *sheet, const opn_dominance *d, const opn_order *order)
{
    size_t n = d->grid.release_count;
    size_t pairs = n * (n - 1) / 2;
    size_t incomparable = count_of(order, n, OPN_PAIR_INCOMPARABLE);
    size_t undecided = count_of(order, n, OPN_PAIR_UNDECIDED);

    opn_buf_printf(sheet->line, "%s@%d, whatever the weights", order->rubric->id,
                   order->rubric->version);
    opn_sheet_heading(sheet);
    opn_buf_printf(sheet->line,
                   "Of %zu pairs %zu are ordered on every criterion, %zu cannot be ordered, and "
                   "%zu depend on what is not known.",
                   pairs, pairs - incomparable - undecided, incomparable, undecided);
    opn_sheet_paragraph(sheet);
    opn_sheet_table(sheet, 2);
    opn_sheet_say_cell(sheet, "Level");
    opn_sheet_say_cell(sheet, "Releases");
    for (size_t level = 0; level < order->level_count; level++) {
        opn_buf_printf(sheet->line, "%zu", level + 1);
        opn_sheet_cell(sheet);
        say_members(sheet, d, order, level);
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
    for (size_t r = 0; r < n; r++) {
        print_covers(sheet, d, order, r);
    }
}

static void print_unordered(opn_sheet *sheet, const opn_dominance *d)
{
    size_t n = d->grid.release_count;
    size_t shown = 0;

    opn_sheet_say_heading(sheet, "Pairs that no definition here can order");
    opn_buf_printf(sheet->line, "%zu, under all %zu definitions.", d->unordered_count,
                   d->grid.rubric_count);
    opn_sheet_paragraph(sheet);
    for (size_t i = 0; i < n * n && shown < MOST_PAIRS; i++) {
        if (d->unordered[i]) {
            opn_grid_say(sheet->line, &d->grid, i / n);
            opn_buf_str(sheet->line, " and ");
            opn_grid_say(sheet->line, &d->grid, i % n);
            opn_sheet_item(sheet, 0);
            shown++;
        }
    }
    if (shown < d->unordered_count) {
        opn_buf_printf(sheet->line, "and %zu more", d->unordered_count - shown);
        opn_sheet_item(sheet, 0);
    }
}

void opn_render_dominance(opn_buf *buf, const opn_dominance *dominance, int format, int width)
{
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, dominance);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    for (size_t d = 0; d < dominance->grid.rubric_count; d++) {
        print_order(&sheet, dominance, &dominance->orders[d]);
    }
    print_unordered(&sheet, dominance);
    opn_buf_str(sheet.line, "Made with ");
    opn_say_made_with(sheet.line, opn_grid_at(&dominance->grid, 0, 0)->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
