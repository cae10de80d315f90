/*
 * score.c: the commands score and explain.
 */
#include "cli.h"

/* Prints one report. Several JSON reports become the elements of one array. */
static int print_report(const options *o, const openness_release *release,
                        const openness_rubric *rubric, bool brief, bool several, size_t index)
{
    openness_report *report = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;
    uint32_t flags = 0;
    if (brief && o->format != OPENNESS_FORMAT_JSON && o->format != OPENNESS_FORMAT_VECTOR)
        flags |= OPENNESS_BRIEF;
    if (o->color && o->format == OPENNESS_FORMAT_TEXT)
        flags |= OPENNESS_COLOR;
    int status = openness_evaluate(release, rubric, o->mode, o->as_of, &report, &error);
    if (status == OPENNESS_OK)
        status = openness_report_render(report, o->format, flags, o->width, &text, &error);
    if (status == OPENNESS_OK) {
        bool array = several && o->format == OPENNESS_FORMAT_JSON;
        bool spaced = index > 0 && (o->format == OPENNESS_FORMAT_TEXT ||
                                    o->format == OPENNESS_FORMAT_MARKDOWN);
        fputs(array ? (index == 0 ? "[\n" : ",\n") : spaced ? "\n" : "", stdout);
        fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    } else {
        print_error("openness", error);
    }
    openness_text_free(text);
    openness_report_free(report);
    openness_error_free(error);
    if (status == OPENNESS_OK)
        return EXIT_DONE;
    return status == OPENNESS_E_ARGUMENT ? EXIT_USAGE : EXIT_INTERNAL;
}

static int score_all(const options *o, const openness_database *database,
                     openness_rubric *const *rubrics, size_t rubric_count, bool brief)
{
    bool several = o->operand_count * rubric_count > 1;
    int worst = EXIT_DONE;
    size_t printed = 0;
    for (size_t i = 0; i < o->operand_count; i++) {
        int code = EXIT_DONE;
        openness_release *release = load_release(database, o, o->operands[i], &code);
        for (size_t r = 0; release != NULL && r < rubric_count; r++) {
            code = print_report(o, release, rubrics[r], brief, several, printed);
            if (code != EXIT_DONE)
                break;
            printed++;
        }
        openness_release_free(release);
        worst = code > worst ? code : worst;
    }
    if (several && o->format == OPENNESS_FORMAT_JSON)
        fputs(printed > 0 ? "]\n" : "[]\n", stdout);
    return worst;
}

static int run(int argc, char **argv, bool brief)
{
    static const char *const defaults[] = {"spectrum-1"};
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.lines != NULL && brief)
        return command_lines(&o);
    if (o.operand_count == 0) {
        fprintf(stderr, "openness: name a release, a file or -; see openness --help\n");
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    openness_rubric *rubrics[MAX_RUBRICS];
    size_t count = 0;
    if (database != NULL)
        count = load_rubrics(database, &o, defaults, 1, rubrics, &code);
    if (count > 0)
        code = score_all(&o, database, rubrics, count, brief && !o.full);
    for (size_t i = 0; i < count; i++)
        openness_rubric_free(rubrics[i]);
    openness_database_free(database);
    return code;
}

int command_score(int argc, char **argv)
{
    return run(argc, argv, true);
}

int command_explain(int argc, char **argv)
{
    return run(argc, argv, false);
}
