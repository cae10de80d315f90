/*
 * spdx_list.c: the SPDX License List: every id, its name and its marks.
 *
 * Takes the list and the licenses that have documents, gives a license for
 * every other id, so that "Python-2.0" is a license even though nobody has
 * read its terms. All ids with the same marks share one row of levels: there
 * are four, however long the list grows.
 *
 * Must not know expressions, nor what any list or ladder means.
 */
#include "spdx_list.h"
#include "ascii.h"
#include "pull.h"

/* Longer than any id or name of the list, by far. */
enum { LONGEST = 256, MARKS = 4 };

/*
 * What the marks say of each list. A mark is a yes. Without one the answer is
 * no only where marks and documents together hold the whole list; other lists
 * have ids with neither, and there the answer stays open.
 */
static const struct {
    const char *list;
    bool osi;
    bool fsf;
    bool whole;
} lists[] = {
    {"osi", true, false, true},
    {"fsf", false, true, true},
    {"mof", true, true, false},   /* and 31 ids of data licenses, ports of CC BY among them */
    {"mteb", false, false, true}, /* 16 ids, all with documents */
};

typedef struct {
    opn_pull pull;
    opn_arena *arena;
    bool out_of_memory;
} list_reader;

static const char *read_text(list_reader *r)
{
    char text[LONGEST];
    size_t size = opn_slice_text(opn_pull_string(&r->pull), text, sizeof text);
    const char *copy;

    if (size == SIZE_MAX) {
        r->pull.failed = true;
        return "";
    }
    copy = opn_arena_copy(r->arena, text, size);
    r->out_of_memory = r->out_of_memory || copy == NULL;
    return copy == NULL ? "" : copy;
}

/* ["id", "name", "marks"] */
static opn_spdx_id read_row(list_reader *r)
{
    opn_spdx_id row = {"", "", false, false, false, 0};
    opn_slice marks;

    opn_pull_expect(&r->pull, '[');
    row.id = read_text(r);
    opn_pull_expect(&r->pull, ',');
    row.name = read_text(r);
    opn_pull_expect(&r->pull, ',');
    marks = opn_pull_string(&r->pull);
    opn_pull_expect(&r->pull, ']');
    row.osi = memchr(marks.text, 'o', marks.size) != NULL;
    row.fsf = memchr(marks.text, 'f', marks.size) != NULL;
    row.deprecated = memchr(marks.text, 'd', marks.size) != NULL;
    return row;
}

/* Rows are counted before they are read: the arena cannot give back. */
static size_t count_rows(opn_pull pull)
{
    size_t count = 0;

    opn_pull_expect(&pull, '[');
    while (opn_pull_more(&pull, ']')) {
        opn_pull_value(&pull);
        count++;
    }
    return count;
}

static void read_ids(list_reader *r, opn_spdx_list *out)
{
    opn_spdx_id *ids = opn_arena_alloc(r->arena, count_rows(r->pull), sizeof *ids);

    r->out_of_memory = r->out_of_memory || ids == NULL;
    opn_pull_expect(&r->pull, '[');
    while (ids != NULL && opn_pull_more(&r->pull, ']')) {
        ids[out->count] = read_row(r);
        /* Look-up is by halves. */
        if (out->count > 0 &&
            opn_ascii_casecmp(ids[out->count - 1].id, ids[out->count].id) >= 0) {
            r->pull.failed = true;
        }
        out->count++;
    }
    out->ids = ids;
}

static void read_exceptions(list_reader *r, opn_spdx_list *out)
{
    const char **ids = opn_arena_alloc(r->arena, count_rows(r->pull), sizeof *ids);

    r->out_of_memory = r->out_of_memory || ids == NULL;
    opn_pull_expect(&r->pull, '[');
    while (ids != NULL && opn_pull_more(&r->pull, ']')) {
        ids[out->exception_count] = read_row(r).id;
        out->exception_count++;
    }
    out->exceptions = ids;
}

int opn_spdx_list_read(opn_spdx_list *out, const char *text, size_t size, opn_arena *arena)
{
    list_reader r = {opn_pull_begin(text, size), arena, false};

    *out = (opn_spdx_list){"", NULL, 0, NULL, 0};
    opn_pull_expect(&r.pull, '{');
    opn_pull_key(&r.pull, "format");
    if (!opn_slice_is(opn_pull_string(&r.pull), "openness-spdx/1")) {
        return OPENNESS_E_INTERNAL;
    }
    opn_pull_expect(&r.pull, ',');
    opn_pull_key(&r.pull, "list_version");
    out->version = read_text(&r);
    opn_pull_expect(&r.pull, ',');
    opn_pull_key(&r.pull, "date");
    opn_pull_value(&r.pull);
    opn_pull_expect(&r.pull, ',');
    opn_pull_key(&r.pull, "source");
    opn_pull_value(&r.pull);
    opn_pull_expect(&r.pull, ',');
    opn_pull_key(&r.pull, "licenses");
    read_ids(&r, out);
    opn_pull_expect(&r.pull, ',');
    opn_pull_key(&r.pull, "exceptions");
    read_exceptions(&r, out);
    opn_pull_expect(&r.pull, '}');
    if (r.out_of_memory) {
        return OPENNESS_E_NOMEM;
    }
    return r.pull.failed ? OPENNESS_E_INTERNAL : OPENNESS_OK;
}

size_t opn_spdx_list_find(const opn_spdx_list *list, const char *id)
{
    size_t low = 0;
    size_t high = list->count;

    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = opn_ascii_casecmp(id, list->ids[middle].id);

        if (order == 0) {
            return middle;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return SIZE_MAX;
}

/* Which of the four rows an id reads. */
static size_t row_of(bool osi, bool fsf)
{
    return (osi ? 1u : 0u) + (fsf ? 2u : 0u);
}

static int make_rows(const opn_license_vocabulary *vocabulary, opn_license_text *rows,
                     opn_arena *arena)
{
    opn_pair *held = opn_arena_alloc(arena, vocabulary->list_count, sizeof *held);

    for (size_t row = 0; held != NULL && row < MARKS; row++) {
        bool osi = row == row_of(true, false) || row == row_of(true, true);
        bool fsf = row == row_of(false, true) || row == row_of(true, true);

        for (size_t i = 0; i < vocabulary->list_count; i++) {
            held[i] = (opn_pair){0, 1};
        }
        for (size_t i = 0; i < OPN_ARRAY_LEN(lists); i++) {
            size_t list = opn_table_find(&vocabulary->list_table, lists[i].list);
            bool yes = (lists[i].osi && osi) || (lists[i].fsf && fsf);

            if (list != OPN_TABLE_NONE && (yes || lists[i].whole)) {
                held[list] = yes ? (opn_pair){1, 1} : (opn_pair){0, 0};
            }
        }
        if (opn_license_identity(&rows[row], vocabulary, held, arena) != OPENNESS_OK) {
            return OPENNESS_E_NOMEM;
        }
    }
    return held == NULL ? OPENNESS_E_NOMEM : OPENNESS_OK;
}

/* The prefix and the id in small letters, as the table has its keys. */
static const char *key_of(const char *prefix, const char *id, opn_arena *arena)
{
    char key[LONGEST + sizeof OPN_SPDX_EXCEPTION_KEY];
    size_t size = strlen(prefix);

    memcpy(key, prefix, size);
    for (; *id != '\0' && size + 1 < sizeof key; id++) {
        key[size++] = opn_lower(*id);
    }
    return opn_arena_copy(arena, key, size);
}

/* Documents come with aliases such as GPL-3.0-only; the first one has it. */
static void follow_aliases(opn_spdx_list *list, const opn_license *licenses, size_t count)
{
    for (size_t i = 0; i < list->count; i++) {
        list->ids[i].license = SIZE_MAX;
    }
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < licenses[i].alias_count; k++) {
            size_t at = opn_spdx_list_find(list, licenses[i].aliases[k]);

            if (at != SIZE_MAX && list->ids[at].license == SIZE_MAX) {
                list->ids[at].license = i;
            }
        }
    }
}

/* The id without "-only" and its like, when it is in the list with the same
 * marks: GPL-1.0 for GPL-1.0-or-later. Whoever may choose a later version may
 * choose this one, and one license is easier to look at than three. */
static size_t find_base(const opn_spdx_list *list, const opn_spdx_id *id)
{
    static const char *const endings[] = {"-only", "-or-later", "+"};
    size_t size = strlen(id->id);
    char base[LONGEST];

    for (size_t i = 0; i < OPN_ARRAY_LEN(endings); i++) {
        size_t length = strlen(endings[i]);
        size_t at;

        if (size <= length || !opn_streq(id->id + size - length, endings[i])) {
            continue;
        }
        memcpy(base, id->id, size - length);
        base[size - length] = '\0';
        at = opn_spdx_list_find(list, base);
        if (at != SIZE_MAX && list->ids[at].osi == id->osi && list->ids[at].fsf == id->fsf) {
            return at;
        }
    }
    return SIZE_MAX;
}

static int add_exceptions(const opn_spdx_list *list, opn_table *table, opn_arena *arena)
{
    for (size_t i = 0; i < list->exception_count; i++) {
        const char *key = key_of(OPN_SPDX_EXCEPTION_KEY, list->exceptions[i], arena);

        if (key == NULL) {
            return OPENNESS_E_NOMEM;
        }
        opn_table_put(table, key, i);
    }
    return OPENNESS_OK;
}

/* The license of an id that no document has: another id's, which the order of
 * the list has placed before, or a new one. */
static size_t place(const opn_spdx_list *list, const opn_spdx_id *id,
                    const opn_license_text *rows, opn_license *licenses, size_t *count)
{
    size_t base = find_base(list, id);
    size_t at = *count;

    if (base != SIZE_MAX) {
        return list->ids[base].license;
    }
    licenses[at] = (opn_license){.id = id->id,
                                 .name = id->name,
                                 .texts = &rows[row_of(id->osi, id->fsf)],
                                 .text_count = 1};
    *count = at + 1;
    return at;
}

int opn_spdx_list_add(opn_spdx_list *list, const opn_license_vocabulary *vocabulary,
                      opn_license *licenses, size_t *count, opn_table *table, opn_arena *arena)
{
    opn_table documents = *table; /* sorted, and stays so while its tail grows */
    opn_license_text *rows = opn_arena_alloc(arena, MARKS, sizeof *rows);

    if (rows == NULL || make_rows(vocabulary, rows, arena) != OPENNESS_OK) {
        return OPENNESS_E_NOMEM;
    }
    follow_aliases(list, licenses, *count);
    for (size_t i = 0; i < list->count; i++) {
        opn_spdx_id *id = &list->ids[i];
        const char *key = key_of("", id->id, arena);
        size_t document;

        if (key == NULL) {
            return OPENNESS_E_NOMEM;
        }
        document = opn_table_find(&documents, key);
        if (document != OPN_TABLE_NONE) {
            id->license = document;
            continue;
        }
        if (id->license == SIZE_MAX) {
            id->license = place(list, id, rows, licenses, count);
        }
        opn_table_put(table, key, id->license);
    }
    if (add_exceptions(list, table, arena) != OPENNESS_OK) {
        return OPENNESS_E_NOMEM;
    }
    opn_table_sort(table);
    return OPENNESS_OK;
}
