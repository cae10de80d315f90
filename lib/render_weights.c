/*
 * render_weights.c: intervals over weightings as JSON, text and Markdown.
 *
 * Takes what analyze_weights.c found. Bounds are printed outward with six
 * decimals; a share always stands beside the number of samples behind it.
 *
 * Must not weigh anything itself.
 */
#include "analyze.h"
#include "analyze_weights.h"
#include "phrases.h"
#include "sheet.h"

__extension__ typedef __int128 wide;

enum { DECIMALS = 6 };

/* "54.321000": a value times the scale, rounded outward. */
static void say_bound(opn_buf *buf, int64_t value, int64_t scale, int decimals, bool up)
{
    int64_t unit = 1;
    wide product;
    int64_t whole;

    for (int i = 0; i < decimals; i++) {
        unit *= 10;
    }
    product = (wide)value * scale * unit;
    whole = (int64_t)(product / OPN_WEIGH_ONE);
    whole += up && product % OPN_WEIGH_ONE != 0 ? 1 : 0;
    opn_rational_print(buf, opn_rational_make(whole, unit), decimals);
}

static int64_t scale_of(const opn_weights *w)
{
    return w->rubric->nodes[w->rubric->result_score].scale;
}

static void write_bound(opn_writer *w, const char *key, int64_t value, int64_t scale, bool up)
{
    opn_buf text = {0};

    say_bound(&text, value, scale, DECIMALS, up);
    opn_write_member(w, key, text.data);
    w->buf->failed = w->buf->failed || text.failed;
    opn_buf_free(&text);
}

static void write_spread(opn_writer *w, const char *key, const opn_spread *spread, int64_t scale)
{
    opn_write_key(w, key);
    opn_write_object(w);
    write_bound(w, "least", spread->least, scale, false);
    write_bound(w, "most", spread->most, scale, true);
    opn_write_object_end(w);
}

static void write_ranks(opn_writer *w, const char *key, size_t best, size_t worst)
{
    opn_write_key(w, key);
    opn_write_object(w);
    opn_write_member_int(w, "best", (int64_t)best);
    opn_write_member_int(w, "worst", (int64_t)worst);
    opn_write_object_end(w);
}

static void write_row(opn_writer *w, const opn_weights *weights, const opn_weights_row *row)
{
    opn_write_object(w);
    opn_write_member(w, "id", row->report->release->id);
    opn_write_member(w, "vector", row->report->vector);
    opn_write_member_bool(w, "ranked", row->ranked);
    if (row->ranked) {
        write_spread(w, "lower", &row->lower, scale_of(weights));
        write_spread(w, "upper", &row->upper, scale_of(weights));
        write_ranks(w, "rank", row->best, row->worst);
        if (weights->samples > 0) {
            write_ranks(w, "rank_seen", row->best_seen, row->worst_seen);
        }
    }
    opn_write_object_end(w);
}

static void write_pair(opn_writer *w, const opn_weights *weights, const opn_weights_pair *pair)
{
    opn_write_object(w);
    opn_write_member_int(w, "a", (int64_t)pair->a);
    opn_write_member_int(w, "b", (int64_t)pair->b);
    opn_write_member(w, "relation", opn_weights_relation_id(pair->relation));
    opn_write_member_bool(w, "exact", pair->exact);
    if (weights->samples > 0) {
        opn_write_member_int(w, "a_more", pair->won);
        opn_write_member_int(w, "tied", pair->tied);
    }
    opn_write_object_end(w);
}

static void write_json(opn_buf *buf, const opn_weights *weights)
{
    const openness_report *first = opn_grid_at(&weights->grid, 0, 0);
    opn_writer w;

    opn_write_init(&w, buf, false);
    opn_write_object(&w);
    opn_write_analysis_head(&w, "openness-weights/1", first->database->digest);
    opn_write_member(&w, "rubric", weights->rubric->id);
    opn_write_member_int(&w, "version", weights->rubric->version);
    opn_write_member(&w, "region", weights->region.factor == 0 ? "simplex" : "factor");
    if (weights->region.factor != 0) {
        opn_write_member_int(&w, "factor", weights->region.factor);
    }
    opn_write_member_int(&w, "samples", weights->samples);
    opn_write_member_int(&w, "seed", weights->seed);
    opn_write_member_int(&w, "share_error_milli", opn_weights_error_milli(weights->samples));
    opn_write_key(&w, "releases");
    opn_write_array(&w);
    for (size_t r = 0; r < weights->grid.release_count; r++) {
        write_row(&w, weights, &weights->rows[r]);
    }
    opn_write_array_end(&w);
    opn_write_key(&w, "pairs");
    opn_write_array(&w);
    for (size_t i = 0; i < weights->pair_count; i++) {
        write_pair(&w, weights, &weights->pairs[i]);
    }
    opn_write_array_end(&w);
    opn_write_object_end(&w);
    opn_buf_char(buf, '\n');
}

static void say_region(opn_buf *buf, const opn_weights *w)
{
    if (w->region.factor == 0) {
        opn_buf_str(buf, "any weights at all");
    } else if (w->region.factor == 1) {
        opn_buf_str(buf, "the weights of the rubric");
    } else {
        opn_buf_printf(buf, "each weight from 1/%d to %d times that of the rubric",
                       w->region.factor, w->region.factor);
    }
}

/* "40.12 to 61.00": one decimal more than a score has, so that it shows which
 * way a bound was rounded. */
static void say_spread(opn_buf *buf, const opn_weights *w, const opn_spread *spread)
{
    const opn_rubric_node *score = &w->rubric->nodes[w->rubric->result_score];
    int decimals = score->decimals < DECIMALS ? score->decimals + 1 : DECIMALS;

    say_bound(buf, spread->least, score->scale, decimals, false);
    opn_buf_str(buf, " to ");
    say_bound(buf, spread->most, score->scale, decimals, true);
}

static bool stands_before(const opn_weights *w, size_t a, size_t b)
{
    const opn_weights_row *one = &w->rows[a];
    const opn_weights_row *other = &w->rows[b];

    if (one->best != other->best) {
        return one->best < other->best;
    }
    return one->worst != other->worst ? one->worst < other->worst : a < b;
}

/* The next ranked row in the order of ranks; SIZE_MAX before the first and
 * after the last. */
static size_t row_after(const opn_weights *w, size_t after)
{
    size_t next = SIZE_MAX;

    for (size_t r = 0; r < w->grid.release_count; r++) {
        if (w->rows[r].ranked && (after == SIZE_MAX || stands_before(w, after, r)) &&
            (next == SIZE_MAX || stands_before(w, r, next))) {
            next = r;
        }
    }
    return next;
}

static void print_rows(opn_sheet *sheet, const opn_weights *w)
{
    static const char *const titles[] = {"Release", "Rank", "Seen", "Lower end", "Upper end"};

    opn_sheet_table(sheet, OPN_ARRAY_LEN(titles));
    for (size_t i = 0; i < OPN_ARRAY_LEN(titles); i++) {
        opn_sheet_say_cell(sheet, titles[i]);
    }
    for (size_t r = row_after(w, SIZE_MAX); r != SIZE_MAX; r = row_after(w, r)) {
        const opn_weights_row *row = &w->rows[r];

        opn_grid_say(sheet->line, &w->grid, r);
        opn_sheet_cell(sheet);
        opn_buf_printf(sheet->line, "%zu-%zu", row->best, row->worst);
        opn_sheet_cell(sheet);
        if (w->samples > 0) {
            opn_buf_printf(sheet->line, "%zu-%zu", row->best_seen, row->worst_seen);
        }
        opn_sheet_cell(sheet);
        say_spread(sheet->line, w, &row->lower);
        opn_sheet_cell(sheet);
        say_spread(sheet->line, w, &row->upper);
        opn_sheet_cell(sheet);
    }
    opn_sheet_table_end(sheet);
}

static void print_unranked(opn_sheet *sheet, const opn_weights *w)
{
    bool first = true;

    for (size_t r = 0; r < w->grid.release_count; r++) {
        if (!w->rows[r].ranked) {
            opn_buf_str(sheet->line, first ? "Not ranked: " : ", ");
            opn_grid_say(sheet->line, &w->grid, r);
            first = false;
        }
    }
    if (!first) {
        opn_sheet_paragraph(sheet);
    }
}

/* What the bounds leave open, with the share of samples. */
static void print_open_pairs(opn_sheet *sheet, const opn_weights *w)
{
    size_t depend = 0;
    size_t open = 0;

    for (size_t i = 0; i < w->pair_count; i++) {
        depend += w->pairs[i].relation == OPN_WEIGHTS_DEPENDS ? 1 : 0;
        open += w->pairs[i].relation == OPN_WEIGHTS_SAMPLED ? 1 : 0;
    }
    opn_buf_printf(sheet->line,
                   "Of %zu pairs %zu stand in one order by every weighting, %zu in both "
                   "orders, and for %zu the bounds do not tell.",
                   w->pair_count, w->pair_count - depend - open, depend, open);
    if (w->samples > 0) {
        opn_buf_printf(sheet->line, " Shares are of %d drawn weightings, within %d.%d %%.",
                       w->samples, (int)(opn_weights_error_milli(w->samples) / 10),
                       (int)(opn_weights_error_milli(w->samples) % 10));
    }
    opn_sheet_paragraph(sheet);
    for (size_t i = 0; i < w->pair_count && w->samples > 0; i++) {
        const opn_weights_pair *pair = &w->pairs[i];

        if (pair->relation == OPN_WEIGHTS_DEPENDS || pair->relation == OPN_WEIGHTS_SAMPLED) {
            int milli = (int)((int64_t)pair->won * 1000 / w->samples);

            opn_grid_say(sheet->line, &w->grid, pair->a);
            opn_buf_printf(sheet->line, " above ");
            opn_grid_say(sheet->line, &w->grid, pair->b);
            opn_buf_printf(sheet->line, " in %d.%d %%", milli / 10, milli % 10);
            opn_sheet_item(sheet, 0);
        }
    }
}

void opn_render_weights(opn_buf *buf, const opn_weights *weights, int format, int width)
{
    opn_sheet sheet;

    if (format == OPENNESS_FORMAT_JSON) {
        write_json(buf, weights);
        return;
    }
    opn_sheet_init(&sheet, buf, format, width);
    opn_buf_printf(sheet.line, "%s@%d under ", weights->rubric->id, weights->rubric->version);
    say_region(sheet.line, weights);
    opn_sheet_heading(&sheet);
    print_rows(&sheet, weights);
    print_unranked(&sheet, weights);
    print_open_pairs(&sheet, weights);
    opn_buf_str(sheet.line, "Ranks are by the lower end of the score: what is established. ");
    opn_buf_str(sheet.line, "Made with ");
    opn_say_made_with(sheet.line, opn_grid_at(&weights->grid, 0, 0)->database->digest);
    opn_sheet_paragraph(&sheet);
    opn_sheet_end(&sheet);
}
