/*
 * subject.c: the analyses of one release by itself: claim and lineage.
 */
#include "cli.h"

typedef int (*analysis)(const openness_release *release, const char *as_of, int format, int width,
                        openness_text **out, openness_error **err);

static int analyze(int argc, char **argv, analysis run)
{
    options o;
    openness_text *text = NULL;
    openness_error *error = NULL;
    int code = options_read(&o, argc, argv);
    if (code != EXIT_DONE)
        return code;
    if (o.operand_count != 1 || o.rubric_count > 0 || o.format == OPENNESS_FORMAT_VECTOR) {
        fprintf(stderr, "openness: %s takes one release and no rubric, as text, json or "
                        "markdown\n",
                argv[0]);
        return EXIT_USAGE;
    }
    openness_database *database = open_database(&o, &code);
    if (database == NULL)
        return code;
    openness_release *release = load_release(database, &o, o.operands[0], &code);
    if (release != NULL && run(release, o.as_of, o.format, o.width, &text, &error) != OPENNESS_OK) {
        print_error("openness", error);
        code = EXIT_USAGE;
    }
    if (text != NULL)
        fwrite(openness_text_data(text), 1, openness_text_size(text), stdout);
    openness_error_free(error);
    openness_text_free(text);
    openness_release_free(release);
    openness_database_free(database);
    return code;
}

int command_claim(int argc, char **argv)
{
    return analyze(argc, argv, openness_analyze_claim);
}

int command_lineage(int argc, char **argv)
{
    return analyze(argc, argv, openness_analyze_lineage);
}
