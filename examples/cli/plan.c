/*
 * plan.c: what is not known of a release, and what would move it.
 */
#include "cli.h"
#include <stdlib.h>

/* What a command makes of one report. */
typedef int analysis(const options *o, const openness_report *report, openness_text **text,
                     openness_error **error);

static int unknowns(const options *o, const openness_report *report, openness_text **text,
                    openness_error **error)
{
    return openness_analyze_unknowns(report, o->format, o->width, text, error);
}

static int plan(const options *o, const openness_report *report, openness_text **text,
                openness_error **error)
{
    return openness_analyze_plan(report, o->to, o->format, o->width, text, error);
}

static int analyze(const options *o, const openness_release *release,
                   const openness_rubric *rubric, analysis *run)
{
    openness_report *report = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;
    int code = EXIT_DONE;
    int status = openness_evaluate(release, rubric, o->mode, o->as_of, &report, &error);
    if (status == OPENNESS_OK)
        status = run(o, report, &text, &error);
    if (status == OPENNESS_OK) {
        fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    } else {
        print_error("openness", error);
        code = status == OPENNESS_E_NOMEM ? EXIT_INTERNAL : EXIT_USAGE;
    }
    openness_error_free(error);
    openness_text_free(text);
    openness_report_free(report);
    return code;
}

static int run_command(int argc, char **argv, bool takes_to, analysis *run)
{
    options o;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count != 1 || o.rubric_count > 1 || o.format == OPENNESS_FORMAT_VECTOR ||
        (o.to != NULL && !takes_to)) {
        fprintf(stderr,
                "openness: %s takes one release and one rubric, as text, json or markdown\n",
                argv[0]);
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    if (database == NULL)
        return code;
    openness_rubric *rubric =
        load_rubric(database, &o, o.rubric_count > 0 ? o.rubrics[0] : "spectrum-1", &code);
    openness_release *release =
        rubric == NULL ? NULL : load_release(database, &o, o.operands[0], &code);
    if (release != NULL)
        code = analyze(&o, release, rubric, run);
    openness_release_free(release);
    openness_rubric_free(rubric);
    openness_database_free(database);
    return code;
}

int command_unknowns(int argc, char **argv)
{
    return run_command(argc, argv, false, unknowns);
}

int command_plan(int argc, char **argv)
{
    return run_command(argc, argv, true, plan);
}
