/*
 * diff.c: the command diff.
 *
 * Two results may differ in the release, the day, the rubric and the data; what
 * is named once holds for both.
 */
#include "cli.h"

typedef struct {
    openness_database *database;
    openness_release *release;
    openness_rubric *rubric;
    openness_report *report;
} side;

static void side_free(side *s)
{
    openness_report_free(s->report);
    openness_rubric_free(s->rubric);
    openness_release_free(s->release);
    openness_database_free(s->database);
}

/* which: 0 for A, 1 for B. */
static int make_side(side *out, const options *o, size_t which)
{
    options own = *o;
    openness_error *error = NULL;
    int code = EXIT_DONE;
    const char *day = which == 0 ? o->as_of_a : o->as_of_b;
    const char *target = o->operands[o->operand_count > 1 ? which : 0];
    const char *rubric = o->rubric_count == 0  ? "spectrum-1"
                         : o->rubric_count > 1 ? o->rubrics[which]
                                               : o->rubrics[0];
    own.as_of = day == NULL ? o->as_of : day;
    out->database = open_database(o, &code);
    if (which == 1)
        out->database = extend_database(out->database, o, o->data_b, o->data_b_count, &code);
    if (out->database != NULL)
        out->release = load_release(out->database, &own, target, &code);
    if (out->release != NULL)
        out->rubric = load_rubric(out->database, &own, rubric, &code);
    if (out->rubric == NULL)
        return code;
    if (openness_evaluate(out->release, out->rubric, o->mode, own.as_of, &out->report, &error) ==
        OPENNESS_OK)
        return EXIT_DONE;
    print_error("openness", error);
    openness_error_free(error);
    return EXIT_USAGE;
}

static int print_diff(const options *o, const side *sides)
{
    openness_text *text = NULL;
    openness_error *error = NULL;
    int status = openness_analyze_diff(sides[0].report, sides[1].report, o->format, o->width,
                                       &text, &error);
    if (status == OPENNESS_OK)
        fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    else
        print_error("openness", error);
    openness_text_free(text);
    openness_error_free(error);
    return status == OPENNESS_OK ? EXIT_DONE : EXIT_USAGE;
}

int command_diff(int argc, char **argv)
{
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count == 0 || o.operand_count > 2 || o.rubric_count > 2 ||
        o.format == OPENNESS_FORMAT_VECTOR) {
        fprintf(stderr, "openness: diff takes one release or two and one --rubric or two, as "
                        "text, json or markdown\n");
        return EXIT_USAGE;
    }
    side sides[2] = {{NULL, NULL, NULL, NULL}, {NULL, NULL, NULL, NULL}};
    code = make_side(&sides[0], &o, 0);
    if (code == EXIT_DONE)
        code = make_side(&sides[1], &o, 1);
    if (code == EXIT_DONE)
        code = print_diff(&o, sides);
    side_free(&sides[0]);
    side_free(&sides[1]);
    return code;
}
