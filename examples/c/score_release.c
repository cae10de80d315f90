/* Scores one release record under one rubric and prints the report.
 *
 *   score_release RECORD.json RUBRIC
 *
 * The library does no I/O: reading the file is the caller's part. */
#include <openness/openness.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    static char json[1 << 20];
    FILE *file = argc == 3 ? fopen(argv[1], "rb") : NULL;
    if (file == NULL) {
        fprintf(stderr, "usage: score_release RECORD.json RUBRIC\n");
        return 1;
    }
    size_t size = fread(json, 1, sizeof json, file);
    fclose(file);

    openness_database *database = NULL;
    openness_text *text = NULL;
    openness_error *error = NULL;
    int status = openness_database_open(&database, &error);
    if (status == OPENNESS_OK)
        status = openness_score_json(database, json, size, argv[2], OPENNESS_FORMAT_TEXT,
                                     OPENNESS_BRIEF, &text, &error);
    if (status == OPENNESS_OK)
        fputs(openness_text_data(text), stdout);
    else
        fprintf(stderr, "%s: %s\n", argv[1], openness_error_message(error));
    openness_text_free(text);
    openness_error_free(error);
    openness_database_free(database);
    return status == OPENNESS_OK ? 0 : 2;
}
