/*
 * timeline.c: the command timeline.
 */
#include "cli.h"
#include <stdlib.h>
#include <strings.h>

typedef struct {
    openness_release **items;
    size_t count;
} releases;

static bool is_wanted(const options *o, const openness_release *release)
{
    for (size_t i = 0; i < o->producer_count; i++)
        if (strcasecmp(openness_release_producer(release), o->producers[i]) == 0)
            return true;
    return false;
}

/* Every release of the database that one of these makers released. */
static int load_producers(releases *out, const openness_database *database, const options *o)
{
    size_t count = openness_database_count(database, OPENNESS_KIND_RELEASE);
    int code = EXIT_DONE;
    options plain = *o;
    plain.stale_after = -1;
    for (size_t i = 0; i < count && code == EXIT_DONE; i++) {
        const char *id = openness_database_id(database, OPENNESS_KIND_RELEASE, i);
        openness_release *release = load_release(database, &plain, id, &code);
        bool wanted = release != NULL && is_wanted(o, release);
        openness_release_free(release);
        if (!wanted)
            continue;
        out->items[out->count] = load_release(database, o, id, &code);
        if (out->items[out->count] != NULL)
            out->count++;
    }
    return code;
}

static int load_all(releases *out, const openness_database *database, const options *o)
{
    size_t most = openness_database_count(database, OPENNESS_KIND_RELEASE) + o->operand_count;
    int code = EXIT_DONE;
    out->items = calloc(most + 1, sizeof *out->items);
    if (out->items == NULL)
        return EXIT_INTERNAL;
    for (size_t i = 0; i < o->operand_count; i++) {
        openness_release *release = load_release(database, o, o->operands[i], &code);
        if (release == NULL)
            return code;
        out->items[out->count++] = release;
    }
    if (o->producer_count > 0)
        code = load_producers(out, database, o);
    if (code == EXIT_DONE && out->count == 0) {
        fprintf(stderr, "openness: no release of '%s'; openness list releases names them\n",
                o->producers[0]);
        return EXIT_INPUT;
    }
    return code;
}

/* One rubric after the other; several in JSON make an array. */
static int print_timeline(const options *o, const releases *all, const openness_rubric *rubric,
                          size_t index, size_t count)
{
    openness_text *text = NULL;
    openness_error *error = NULL;
    int status = openness_analyze_timeline((const openness_release *const *)all->items,
                                           all->count, rubric, o->mode,
                                           o->full ? 0 : OPENNESS_BRIEF, o->format, o->width,
                                           &text, &error);
    if (status == OPENNESS_OK) {
        size_t size = openness_text_size(text);
        bool array = o->format == OPENNESS_FORMAT_JSON && count > 1;
        if (array)
            fputs(index == 0 ? "[\n" : ",\n", stdout);
        else if (index > 0)
            putchar('\n');
        fwrite(openness_text_data(text), 1, size, stdout);
        if (array && index + 1 == count)
            fputs("]\n", stdout);
    } else {
        print_error("openness", error);
    }
    openness_text_free(text);
    openness_error_free(error);
    return status == OPENNESS_OK ? EXIT_DONE : EXIT_USAGE;
}

int command_timeline(int argc, char **argv)
{
    static const char *const defaults[] = {"spectrum-1"};
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if ((o.operand_count == 0 && o.producer_count == 0) || o.format == OPENNESS_FORMAT_VECTOR) {
        fprintf(stderr, "openness: timeline takes releases or --producer, as text, json or "
                        "markdown\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    openness_rubric *rubrics[MAX_RUBRICS];
    size_t count = 0;
    releases all = {NULL, 0};
    if (database != NULL)
        count = load_rubrics(database, &o, defaults, 1, rubrics, &code);
    if (count > 0)
        code = load_all(&all, database, &o);
    for (size_t i = 0; i < count && code == EXIT_DONE; i++)
        code = print_timeline(&o, &all, rubrics[i], i, count);
    for (size_t i = 0; i < all.count; i++)
        openness_release_free(all.items[i]);
    free(all.items);
    for (size_t i = 0; i < count; i++)
        openness_rubric_free(rubrics[i]);
    openness_database_free(database);
    return code;
}
