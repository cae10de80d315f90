/*
 * options.c: the options, the terminal.
 */
#define _DEFAULT_SOURCE
#include "cli.h"
#include <errno.h>
#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { OPT_MODE = 256, OPT_FULL, OPT_CORPUS, OPT_WHY,
       OPT_DOMINANCE, OPT_WEIGHTS, OPT_SAMPLES, OPT_SEED,
       OPT_PRODUCER, OPT_AS_OF_A, OPT_AS_OF_B, OPT_DATA_B, OPT_STALE, OPT_TO,
       OPT_LINES,
       OPT_SVG, OPT_JSON };

static const struct option long_options[] = {
    {"rubric", required_argument, NULL, 'r'},
    {"format", required_argument, NULL, 'f'},
    {"as-of", required_argument, NULL, COMMON_AS_OF},
    {"mode", required_argument, NULL, OPT_MODE},
    {"from", required_argument, NULL, COMMON_FROM},
    {"read", required_argument, NULL, COMMON_READ},
    {"data", required_argument, NULL, COMMON_DATA},
    {"lines", required_argument, NULL, OPT_LINES},
    {"full", no_argument, NULL, OPT_FULL},
    {"strict", no_argument, NULL, COMMON_STRICT},
    {"width", required_argument, NULL, COMMON_WIDTH},
    {"to", required_argument, NULL, OPT_TO},
    {"corpus", no_argument, NULL, OPT_CORPUS},
    {"why", no_argument, NULL, OPT_WHY},
    {"dominance", no_argument, NULL, OPT_DOMINANCE},
    {"weights", required_argument, NULL, OPT_WEIGHTS},
    {"samples", required_argument, NULL, OPT_SAMPLES},
    {"seed", required_argument, NULL, OPT_SEED},
    {"producer", required_argument, NULL, OPT_PRODUCER},
    {"as-of-a", required_argument, NULL, OPT_AS_OF_A},
    {"as-of-b", required_argument, NULL, OPT_AS_OF_B},
    {"data-b", required_argument, NULL, OPT_DATA_B},
    {"stale-after", required_argument, NULL, OPT_STALE},
    {"output", required_argument, NULL, 'o'},
    {"svg", no_argument, NULL, OPT_SVG},
    {"json", no_argument, NULL, OPT_JSON},
    {"no-color", no_argument, NULL, COMMON_NO_COLOR},
    {NULL, 0, NULL, 0},
};

enum { MAX_SAMPLES = 1000000, MAX_FACTOR = 100 };

/* The columns of the terminal; 80 where there is none. */
static int terminal_width(void)
{
    struct winsize size;
    if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
        size.ws_col >= 40)
        return size.ws_col;
    return 80;
}

/* Color only where a person looks and has not said no (https://no-color.org). */
static bool wants_color(void)
{
    const char *no_color = getenv("NO_COLOR");
    const char *term = getenv("TERM");
    if (no_color != NULL && no_color[0] != '\0')
        return false;
    return isatty(STDOUT_FILENO) && term != NULL && strcmp(term, "dumb") != 0;
}

int options_pick(const char *option, const char *word, const char *const *names, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(word, names[i]) == 0)
            return (int)i;
    fprintf(stderr, "openness: --%s takes ", option);
    for (size_t i = 0; i < count; i++)
        fprintf(stderr, "%s%s", i == 0 ? "" : i + 1 == count ? " or " : ", ", names[i]);
    fprintf(stderr, ", not '%s'\n", word);
    return -1;
}

static bool set_width(options *out, const char *word)
{
    char *end = NULL;
    long width = strtol(word, &end, 10);
    if (*word == '\0' || *end != '\0' || width < 40 || width > 1000) {
        fprintf(stderr, "openness: --width takes a number from 40 to 1000, not '%s'\n", word);
        return false;
    }
    out->width = (int)width;
    return true;
}

static bool set_number(int64_t *out, const char *option, const char *word, int64_t most)
{
    char *end = NULL;
    errno = 0;
    long long number = strtoll(word, &end, 10);
    if (word[0] < '0' || word[0] > '9' || *end != '\0' || errno != 0 || number > most) {
        fprintf(stderr, "openness: --%s takes a number from 0 to %lld, not '%s'\n", option,
                (long long)most, word);
        return false;
    }
    *out = number;
    return true;
}

static bool set_samples(options *out, const char *word)
{
    int64_t samples = 0;
    bool good = set_number(&samples, "samples", word, MAX_SAMPLES);
    out->samples = (int)samples;
    return good;
}

/* "any", or "factor:2". */
static bool set_weights(options *out, const char *word)
{
    static const char prefix[] = "factor:";
    size_t length = sizeof prefix - 1;
    char *end = NULL;
    out->factor = 0;
    if (strcmp(word, "any") == 0)
        return true;
    if (strncmp(word, prefix, length) == 0 && word[length] >= '1' && word[length] <= '9') {
        long factor = strtol(word + length, &end, 10);
        out->factor = (int)factor;
        if (*end == '\0' && factor <= MAX_FACTOR)
            return true;
    }
    fprintf(stderr, "openness: --weights takes any, or factor:K with K from 1 to %d, not '%s'\n",
            MAX_FACTOR, word);
    return false;
}

static bool set_stale(options *out, const char *word)
{
    char *end = NULL;
    long days = strtol(word, &end, 10);
    if (*word == '\0' || *end != '\0' || days < 0 || days > 1000000) {
        fprintf(stderr, "openness: --stale-after takes a number of days, not '%s'\n", word);
        return false;
    }
    out->stale_after = (int)days;
    return true;
}

static bool set_format(options *out, const char *word)
{
    static const char *const names[] = {"json", "text", "markdown", "vector"};
    int format = options_pick("format", word, names, 4);
    out->format = format + OPENNESS_FORMAT_JSON;
    return format >= 0;
}

static bool set_mode(options *out, const char *word)
{
    static const char *const names[] = {"record", "fill", "assessed"};
    out->mode = options_pick("mode", word, names, 3);
    return out->mode >= 0;
}

bool options_append(const char **list, size_t *count, size_t limit, const char *option,
                    const char *value)
{
    if (*count == limit) {
        fprintf(stderr, "openness: --%s may be given %zu times at most\n", option, limit);
        return false;
    }
    list[(*count)++] = value;
    return true;
}

bool options_take(options *out, int option, const char *value)
{
    switch (option) {
    case 'r':
        return options_append(out->rubrics, &out->rubric_count, MAX_RUBRICS, "rubric", value);
    case 'o':
        out->output = value;
        return true;
    case COMMON_AS_OF:
        out->as_of = value;
        return true;
    case COMMON_FROM:
        out->from = value;
        return true;
    case COMMON_READ:
        out->read = value;
        return true;
    case COMMON_DATA:
        return options_append(out->data, &out->data_count, MAX_DATA, "data", value);
    case COMMON_STRICT:
        out->strict = true;
        return true;
    case COMMON_WIDTH:
        return set_width(out, value);
    case COMMON_NO_COLOR:
        out->color = false;
        return true;
    default:
        return false; /* getopt_long has said why */
    }
}

static bool apply(options *out, int option, const char *value)
{
    switch (option) {
    case 'f':
        return set_format(out, value);
    case OPT_MODE:
        return set_mode(out, value);
    case OPT_TO:
        out->to = value;
        return true;
    case OPT_LINES:
        out->lines = value;
        return true;
    case OPT_FULL:
        out->full = true;
        return true;
    case OPT_CORPUS:
        out->corpus = true;
        return true;
    case OPT_WHY:
        out->why = true;
        return true;
    case OPT_DOMINANCE:
        out->dominance = true;
        return true;
    case OPT_WEIGHTS:
        return set_weights(out, value);
    case OPT_SAMPLES:
        return set_samples(out, value);
    case OPT_SEED:
        return set_number(&out->seed, "seed", value, INT64_MAX);
    case OPT_PRODUCER:
        return options_append(out->producers, &out->producer_count, MAX_RUBRICS, "producer", value);
    case OPT_AS_OF_A:
        out->as_of_a = value;
        return true;
    case OPT_AS_OF_B:
        out->as_of_b = value;
        return true;
    case OPT_DATA_B:
        return options_append(out->data_b, &out->data_b_count, MAX_DATA, "data-b", value);
    case OPT_STALE:
        return set_stale(out, value);
    case OPT_SVG:
        out->badge = OPENNESS_BADGE_SVG;
        return true;
    case OPT_JSON:
        out->badge = OPENNESS_BADGE_JSON;
        return true;
    default:
        return options_take(out, option, value);
    }
}

int options_read(options *out, int argc, char **argv)
{
    *out = (options){.format = OPENNESS_FORMAT_TEXT, .mode = OPENNESS_MODE_RECORD};
    out->factor = out->samples = -1;
    out->seed = 1;
    out->badge = OPENNESS_BADGE_SVG;
    out->stale_after = -1;
    out->width = terminal_width();
    out->color = wants_color();
    int option;
    while ((option = getopt_long(argc, argv, "r:f:o:", long_options, NULL)) != -1)
        if (!apply(out, option, optarg))
            return EXIT_USAGE;
    out->operands = argv + optind;
    out->operand_count = (size_t)(argc - optind);
    return EXIT_DONE;
}
