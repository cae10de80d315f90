/*
 * constants.c: every constant of the API as JSON, for users without a header.
 *
 * The table below is written by hand and cannot lie: each value is asserted
 * against the header when this file compiles, and a test compares the names
 * with those that the headers define.
 */
#include <openness/openness.h>

#define CONSTANTS(X)                                                                             \
    X(OPENNESS_OK, 0)                                                                            \
    X(OPENNESS_E_ARGUMENT, -1)                                                                   \
    X(OPENNESS_E_NOMEM, -2)                                                                      \
    X(OPENNESS_E_JSON, -3)                                                                       \
    X(OPENNESS_E_SCHEMA, -4)                                                                     \
    X(OPENNESS_E_NOT_FOUND, -5)                                                                  \
    X(OPENNESS_E_VERSION, -6)                                                                    \
    X(OPENNESS_E_LIMIT, -7)                                                                      \
    X(OPENNESS_E_VECTOR, -8)                                                                     \
    X(OPENNESS_E_INTERNAL, -99)                                                                  \
    X(OPENNESS_STRICT, 1)                                                                        \
    X(OPENNESS_CORPUS, 2)                                                                        \
    X(OPENNESS_PREFIX, 4)                                                                        \
    X(OPENNESS_SEVERITY_WARNING, 1)                                                              \
    X(OPENNESS_SEVERITY_ERROR, 2)                                                                \
    X(OPENNESS_LIMIT_INPUT_BYTES, 1)                                                             \
    X(OPENNESS_LIMIT_DEPTH, 2)                                                                   \
    X(OPENNESS_LIMIT_VALUES, 3)                                                                  \
    X(OPENNESS_LIMIT_ISSUES, 4)                                                                  \
    X(OPENNESS_LIMIT_BATCH_BYTES, 5)                                                             \
    X(OPENNESS_KIND_RELEASE, 1)                                                                  \
    X(OPENNESS_KIND_RUBRIC, 2)                                                                   \
    X(OPENNESS_KIND_LICENSE, 3)                                                                  \
    X(OPENNESS_KIND_FACT, 4)                                                                     \
    X(OPENNESS_MERGE_WIDEN, 0)                                                                   \
    X(OPENNESS_MERGE_NEWEST, 1)                                                                  \
    X(OPENNESS_MERGE_SPECIFIC, 2)                                                                \
    X(OPENNESS_MERGE_RESTRICTIVE, 3)                                                             \
    X(OPENNESS_MERGE_DATA_COMPLETE, 1)                                                           \
    X(OPENNESS_MODE_RECORD, 0)                                                                   \
    X(OPENNESS_MODE_FILL, 1)                                                                     \
    X(OPENNESS_MODE_ASSESSED, 2)                                                                 \
    X(OPENNESS_LOWER, 0)                                                                         \
    X(OPENNESS_UPPER, 1)                                                                         \
    X(OPENNESS_NO, 0)                                                                            \
    X(OPENNESS_YES, 1)                                                                           \
    X(OPENNESS_UNKNOWN, 2)                                                                       \
    X(OPENNESS_FORMAT_JSON, 1)                                                                   \
    X(OPENNESS_FORMAT_TEXT, 2)                                                                   \
    X(OPENNESS_FORMAT_MARKDOWN, 3)                                                               \
    X(OPENNESS_FORMAT_VECTOR, 4)                                                                 \
    X(OPENNESS_COLOR, 1)                                                                         \
    X(OPENNESS_BRIEF, 2)                                                                         \
    X(OPENNESS_COMPACT, 4)                                                                       \
    X(OPENNESS_FORMAT_JUNIT, 5)                                                                  \
    X(OPENNESS_FORMAT_SARIF, 6)                                                                  \
    X(OPENNESS_CHECK_PASS, 0)                                                                    \
    X(OPENNESS_CHECK_FAIL, 1)                                                                    \
    X(OPENNESS_CHECK_INDETERMINATE, 2)                                                           \
    X(OPENNESS_CHECK_ERROR, 3)                                                                   \
    X(OPENNESS_CHECK_EXCEPTED, 4)                                                                \
    X(OPENNESS_INDETERMINATE_PASS, 1)                                                            \
    X(OPENNESS_INDETERMINATE_FAIL, 2)                                                            \
    X(OPENNESS_BADGE_JSON, 1)                                                                    \
    X(OPENNESS_BADGE_SVG, 2)                                                                     \
    X(OPENNESS_IMPORT_READ, 1)                                                                   \
    X(OPENNESS_IMPORT_IGNORED, 2)                                                                \
    X(OPENNESS_IMPORT_CONTRADICTED, 3)                                                           \
    X(OPENNESS_ALLOWED, 0)                                                                       \
    X(OPENNESS_CONDITIONAL, 1)                                                                   \
    X(OPENNESS_FORBIDDEN, 2)                                                                     \
    X(OPENNESS_UNDECIDED, 3)

#define AS_ASSERTION(name, value) _Static_assert((name) == (value), #name " has another value");
#define AS_MEMBER(name, value) "  \"" #name "\": " #value ",\n"
/* Two steps: the numbers of the version are macros and must be expanded first. */
#define SPELLED(number) AS_TEXT(number)
#define AS_TEXT(number) #number

CONSTANTS(AS_ASSERTION)

static const char constants[] =
    "{\n" CONSTANTS(AS_MEMBER)
    "  \"OPENNESS_VERSION_MAJOR\": " SPELLED(OPENNESS_VERSION_MAJOR) ",\n"
    "  \"OPENNESS_VERSION_MINOR\": " SPELLED(OPENNESS_VERSION_MINOR) ",\n"
    "  \"OPENNESS_VERSION_PATCH\": " SPELLED(OPENNESS_VERSION_PATCH) ",\n"
    "  \"OPENNESS_VERSION\": \"" OPENNESS_VERSION "\"\n"
    "}\n";

const char *openness_constants_json(void)
{
    return constants;
}
