/* test_why.c: on which facts two definitions part, worked out by hand. */
#include "kit.h"

#include "../../lib/analyze_why.h"

#define RUBRIC(id, rest)                                                                         \
    "{'format': 'openness-rubric/1', 'id': '" id "', 'version': 1, 'date': '2026',"              \
    "'title': 'T', 'authority': 'A', 'url': 'https://example.org', 'purpose': 'p',"              \
    "'unknown': 'undetermined', 'not_applicable': 'skip', " rest "}"
#define CRITERION(id, code, when)                                                                \
    "{'id': '" id "', 'code': '" code "', 'title': '" id                                         \
    "', 'cite': 'c', 'next': 'n', 'when': " when "}"
#define LEVELS(id, code, levels)                                                                 \
    "{'id': '" id "', 'code': '" code "', 'title': '" id "', 'cite': 'c', 'levels': [" levels "]}"
#define LEVEL(id, when) "{'id': '" id "', 'next': 'n', 'when': " when "}"
#define LABEL(when)                                                                              \
    "'combine': [{'id': 'label', 'title': 'Label', 'when': " when "}],"                          \
    "'result': {'level': 'label'}"
#define SHARE                                                                                    \
    CRITERION("weights", "W", "{'weights': 'full'}")                                             \
    "," CRITERION("code", "C", "{'inference_code': 'full'}") "," CRITERION(                      \
        "data", "D", "{'training_data': 'full'}")
#define MEAN                                                                                     \
    "{'id': 'mean', 'title': 'Mean', 'mean': {'weights': 2, 'code': 1, 'data': 1}, 'scale': "    \
    "100}"
#define CAPPED(id, when)                                                                         \
    RUBRIC(id, "'criteria': [" SHARE                                                             \
               "," LEVELS("cap", "K",                                                            \
                          "{'id': 'low', 'points': 1}, {'id': 'high', 'points': 2,"              \
                          " 'next': 'n', 'when': " when                                          \
                          "}") "], 'combine': [" MEAN                                            \
                               ", {'id': 'least', 'title': 'L', 'min': ['mean', 'cap'],"         \
                               " 'scale': 100}], 'result': {'score': 'least'}")

/* Each stands for one way in which definitions differ. */
static const char *const rubrics[] = {
    RUBRIC("lax", "'criteria': [" CRITERION("weights", "W", "{'weights': 'partial'}") "]," LABEL(
                      "{'weights': 'yes'}")),
    RUBRIC("mild",
           "'criteria': [" CRITERION("weights", "W", "{'weights': 'partial'}") "," CRITERION(
               "data", "D",
               "{'training_data_disclosed': 'described'}") "]," LABEL("{'weights': 'yes', "
                                                                      "'data': 'yes'}")),
    RUBRIC(
        "firm",
        "'criteria': [" CRITERION(
            "weights", "W",
            "{'weights': 'full', 'weights_license_listed': 'yes'}") "," CRITERION("data", "D",
                                                                                  "{'training_"
                                                                                  "data': "
                                                                                  "'full'}") "],"
                                                                                             "'co"
                                                                                             "mbi"
                                                                                             "ne'"
                                                                                             ": "
                                                                                             "[{'"
                                                                                             "id'"
                                                                                             ": "
                                                                                             "'la"
                                                                                             "bel"
                                                                                             "', "
                                                                                             "'ti"
                                                                                             "tle"
                                                                                             "': "
                                                                                             "'La"
                                                                                             "bel"
                                                                                             "', "
                                                                                             "'le"
                                                                                             "vel"
                                                                                             "s':"
                                                                                             " [{"
                                                                                             "'id"
                                                                                             "': "
                                                                                             "'no"
                                                                                             "ne'"
                                                                                             "},"
                                                                                             "{'"
                                                                                             "id'"
                                                                                             ": "
                                                                                             "'us"
                                                                                             "abl"
                                                                                             "e',"
                                                                                             " '"
                                                                                             "whe"
                                                                                             "n':"
                                                                                             " {'"
                                                                                             "wei"
                                                                                             "ght"
                                                                                             "s':"
                                                                                             " '"
                                                                                             "yes"
                                                                                             "'}}"
                                                                                             ","
                                                                                             "{'"
                                                                                             "id'"
                                                                                             ": "
                                                                                             "'op"
                                                                                             "en'"
                                                                                             ", "
                                                                                             "'wh"
                                                                                             "en'"
                                                                                             ": "
                                                                                             "{'"
                                                                                             "wei"
                                                                                             "ght"
                                                                                             "s':"
                                                                                             " '"
                                                                                             "yes"
                                                                                             "', "
                                                                                             "'da"
                                                                                             "ta'"
                                                                                             ": "
                                                                                             "'ye"
                                                                                             "s'}"
                                                                                             "}]}"
                                                                                             "],"
                                                                                             "'re"
                                                                                             "sul"
                                                                                             "t':"
                                                                                             " {'"
                                                                                             "lev"
                                                                                             "el'"
                                                                                             ": "
                                                                                             "'la"
                                                                                             "bel"
                                                                                             "'"
                                                                                             "}"),
    RUBRIC("strict",
           "'criteria': [" SHARE "]," LABEL("{'weights': 'yes', 'code': 'yes', 'data': 'yes'}")),
    RUBRIC("tiers",
           "'criteria': [" LEVELS(
               "weights", "W",
               "{'id': 'none'}," LEVEL("some", "{'weights': 'partial'}") "," LEVEL(
                   "whole",
                   "{'weights': 'full'}")) "," LEVELS("license", "L",
                                                      "{'id': 'none'}," LEVEL(
                                                          "some",
                                                          "{'weights_license_tier': "
                                                          "'noncommercial'}") "," LEVEL("open",
                                                                                        "{'"
                                                                                        "weights_"
                                                                                        "license_"
                                                                                        "tier': "
                                                                                        "'open'"
                                                                                        "}")) "],"
                                                                                              "'c"
                                                                                              "om"
                                                                                              "bi"
                                                                                              "ne"
                                                                                              "':"
                                                                                              " ["
                                                                                              "{'"
                                                                                              "id"
                                                                                              "':"
                                                                                              " '"
                                                                                              "la"
                                                                                              "be"
                                                                                              "l'"
                                                                                              ", "
                                                                                              "'t"
                                                                                              "it"
                                                                                              "le"
                                                                                              "':"
                                                                                              " '"
                                                                                              "La"
                                                                                              "be"
                                                                                              "l'"
                                                                                              ", "
                                                                                              "'l"
                                                                                              "ev"
                                                                                              "el"
                                                                                              "s'"
                                                                                              ": "
                                                                                              "[{"
                                                                                              "'i"
                                                                                              "d'"
                                                                                              ": "
                                                                                              "'l"
                                                                                              "0'"
                                                                                              "},"
                                                                                              "{'"
                                                                                              "id"
                                                                                              "':"
                                                                                              " '"
                                                                                              "l1"
                                                                                              "',"
                                                                                              " '"
                                                                                              "wh"
                                                                                              "en"
                                                                                              "':"
                                                                                              " {"
                                                                                              "'w"
                                                                                              "ei"
                                                                                              "gh"
                                                                                              "ts"
                                                                                              "':"
                                                                                              " '"
                                                                                              "so"
                                                                                              "me"
                                                                                              "',"
                                                                                              " '"
                                                                                              "li"
                                                                                              "ce"
                                                                                              "ns"
                                                                                              "e'"
                                                                                              ": "
                                                                                              "'s"
                                                                                              "om"
                                                                                              "e'"
                                                                                              "}}"
                                                                                              ","
                                                                                              "{'"
                                                                                              "id"
                                                                                              "':"
                                                                                              " '"
                                                                                              "l2"
                                                                                              "',"
                                                                                              " '"
                                                                                              "wh"
                                                                                              "en"
                                                                                              "':"
                                                                                              " {"
                                                                                              "'w"
                                                                                              "ei"
                                                                                              "gh"
                                                                                              "ts"
                                                                                              "':"
                                                                                              " '"
                                                                                              "wh"
                                                                                              "ol"
                                                                                              "e'"
                                                                                              ", "
                                                                                              "'l"
                                                                                              "ic"
                                                                                              "en"
                                                                                              "se"
                                                                                              "':"
                                                                                              " '"
                                                                                              "op"
                                                                                              "en"
                                                                                              "'}"
                                                                                              "}]"
                                                                                              "}]"
                                                                                              ","
                                                                                              "'r"
                                                                                              "es"
                                                                                              "ul"
                                                                                              "t'"
                                                                                              ": "
                                                                                              "{'"
                                                                                              "le"
                                                                                              "ve"
                                                                                              "l'"
                                                                                              ": "
                                                                                              "'l"
                                                                                              "ab"
                                                                                              "el"
                                                                                              "'"
                                                                                              "}"),
    RUBRIC("share",
           "'criteria': [" SHARE "], 'combine': [" MEAN "], 'result': {'score': 'mean'}"),
    CAPPED("capped", "{'weights_license_listed': 'yes'}"),
    CAPPED("capped-data", "{'training_data': 'full'}"),
    RUBRIC("judged",
           "'criteria': [" LEVELS(
               "jury", "J",
               "{'id': 'no'}, {'id': 'yes', 'next': 'n'}") "]," LABEL("{'jury': 'yes'}")),
    RUBRIC("audio", "'applies': {'modality_audio': 'yes'},"
                    "'criteria': [" CRITERION("weights", "W", "{'weights': 'full'}") "]," LABEL(
                        "{'weights': 'yes'}")),
    RUBRIC("profile",
           "'criteria': [" CRITERION("weights", "W", "{'weights': 'full'}") "],"
                                                                            "'result': {}"),
    RUBRIC("abstains",
           "'criteria': [" LEVELS("weights", "W",
                                  "{'id': 'none'},"
                                  "{'id': 'part', 'points': null, 'next': 'n', 'when': "
                                  "{'weights': 'partial'}},"
                                  "{'id': 'full', 'points': 1, 'next': 'n', 'when': {'weights': "
                                  "'full'}}") "],"
                                              "'combine': [{'id': 'mean', 'title': 'M', 'mean': "
                                              "['weights']}],"
                                              "'result': {'score': 'mean'}"),
    RUBRIC("tuning",
           "'criteria': [" CRITERION("tuning", "T", "{'posttraining_data': 'full'}") "]," LABEL(
               "{'tuning': 'yes'}")),
    RUBRIC(
        "twice",
        "'criteria': [" CRITERION("part", "A", "{'weights': 'partial'}") "," CRITERION(
            "whole", "B", "{'weights': 'full'}") "]," LABEL("{'part': 'yes', 'whole': 'yes'}")),
    RUBRIC("code",
           "'criteria': [" CRITERION("code", "C", "{'inference_code': 'partial'}") "]," LABEL(
               "{'code': 'yes'}")),
    RUBRIC("base", "'criteria': [" CRITERION(
                       "base", "B",
                       "{'base_weights_license_tier': 'open'}") "]," LABEL("{'base': 'yes'}")),
    RUBRIC("tier",
           "'criteria': [" CRITERION(
               "tier", "T",
               "{'weights_license_tier': 'noncommercial'}") "]," LABEL("{'tier': 'yes'}")),
    RUBRIC("place", "'criteria': [" CRITERION(
                        "place", "P",
                        "{'weights_license_territory': 'yes'}") "]," LABEL("{'place': 'yes'}")),
    RUBRIC("either",
           "'criteria': [" CRITERION(
               "paper", "P",
               "{'any': [{'technical_report': 'full', 'data_card': 'full'}, {'model_card': "
               "'full', 'sample_outputs': 'full'}]}") "]," LABEL("{'paper': 'yes'}")),
};

#define PART(kind, how, license)                                                                 \
    "{'kind': '" kind "', " how ", 'license': '" license "', " KIT_EVIDENCE "}"
#define OPEN "'access': 'public', 'extent': 'full'"
#define SHUT "'access': 'none', 'extent': 'none'"
#define DATA(how)                                                                                \
    "{'kind': 'training_data', 'stage': 'pretraining', " how ", " KIT_EVIDENCE "},"              \
    "{'kind': 'training_data', 'stage': 'posttraining', 'access': 'not_applicable',"             \
    " 'extent': 'not_applicable', " KIT_EVIDENCE "}"
#define RECORD(parts) "{" KIT_HEAD ", 'output_modalities': ['text'], 'artifacts': [" parts "]}"

#define CLOSED RECORD("{'kind': 'weights', " SHUT ", " KIT_EVIDENCE "}")
#define WEIGHTS                                                                                  \
    RECORD(PART("weights", OPEN, "Apache-2.0") "," PART("inference_code", OPEN,                  \
                                                        "MIT") "," DATA(SHUT))
#define LLAMA                                                                                    \
    RECORD(PART("weights", OPEN, "llama-2") "," DATA("'access': 'none', 'extent': 'described'"))
#define LLAMA_CODE                                                                               \
    RECORD(                                                                                      \
        PART("weights", OPEN, "llama-2") "," PART("inference_code", OPEN, "MIT") "," DATA(SHUT))
#define WHOLE                                                                                    \
    RECORD(PART("weights", OPEN, "MIT") "," PART("inference_code", OPEN,                         \
                                                 "MIT") "," DATA(OPEN ", 'license': 'CC0-1.0'"))
#define OPEN_QUESTION RECORD(PART("weights", OPEN, "MIT") "," PART("inference_code", OPEN, "MIT"))
#define PARTLY        RECORD(PART("weights", "'access': 'public', 'extent': 'partial'", "MIT"))
#define CODE_ONLY                                                                                \
    RECORD("{'kind': 'weights', " SHUT ", " KIT_EVIDENCE "}," PART("inference_code", OPEN, "MIT"))
#define BASE_MODEL                                                                               \
    RECORD(PART(                                                                                 \
        "weights", OPEN,                                                                         \
        "llama-2") ",{'kind': 'base_weights',"                                                   \
                   " 'access': 'not_applicable', 'extent': 'not_applicable', " KIT_EVIDENCE "}")
#define TEXT_ONLY                                                                                \
    RECORD(PART("weights", OPEN, "MIT") ",{'kind': 'model_card', " SHUT ", " KIT_EVIDENCE "},"   \
                                        "{'kind': 'data_card', " SHUT ", " KIT_EVIDENCE "},"     \
                                        "{'kind': 'technical_report', " OPEN ", " KIT_EVIDENCE   \
                                        "}")
#define JUDGED                                                                                   \
    "{" KIT_HEAD ", 'artifacts': [" PART(                                                        \
        "weights", OPEN, "MIT") "], 'assessments': ["                                            \
                                "{'rubric': 'judged', 'version': 1, 'criterion': 'jury', "       \
                                "'level': 'no', 'by': 'Jury',"                                   \
                                " 'date': '2026-01-01', " KIT_EVIDENCE "}]}"

/* "relation stricter certain | parting | common | carried held". A stop reads
 * "side:fact=level(?) stance[criterion:fact=level, ...]", "?" for unknown. */
typedef struct {
    const char *a;
    const char *b;
    const char *release; /* an id, or a record that begins with "{" */
    int mode;
    const char *expected;
} example;

#define R OPENNESS_MODE_RECORD

static const example examples[] = {
    /* What lax never asks for. */
    {"lax", "strict", WEIGHTS, R, "parted b certain | b:training_data=full not_asked[]"},
    {"strict", "lax", WEIGHTS, R, "parted a certain | a:training_data=full not_asked[]"},
    /* Half way up a ladder of three is lower than the top of one of two. */
    {"lax", "firm", WEIGHTS, R, "parted b certain | b:training_data=full not_asked[]"},
    /* Both want the data; firm stands at 1 of 2, strict at 0 of 1. */
    {"firm", "strict", WEIGHTS, R,
     "parted b certain | | b:training_data=full stops_both[data:training_data=full!]"
     " | weights data"},
    /* Described data is enough for mild, and code is not its concern. */
    {"mild", "strict", LLAMA, R,
     "parted b certain | b:inference_code=full? not_asked[];"
     "b:training_data=full asks_kin[data:training_data_disclosed=described]"},
    /* A license that no list has, on a tier that is enough for a step. */
    {"firm", "tiers", LLAMA, R,
     "parted a certain | a:weights_license_listed=yes"
     " asks_kin[license:weights_license_tier=noncommercial,license:weights_license_tier=open!]"},
    {"tiers", "lax", LLAMA, R, "parted a certain | a:weights_license_tier=open not_asked[]"},
    /* The same fact at two levels: lax has what it wants, firm wants the rest. */
    {"lax", "firm", PARTLY, R,
     "parted b certain | b:weights=full asks_less[weights:weights=partial]"},
    {"tiers", "lax", PARTLY, R,
     "parted a certain | a:weights=full asks_less[weights:weights=partial]"},
    /* Nothing released: at the bottom of both. */
    {"lax", "mild", CLOSED, R,
     "equal | b:training_data_disclosed=described? not_asked[] |"
     " a:weights=partial stops_both[weights:weights=partial!]"},
    {"lax", "strict", WHOLE, R, "equal"},
    {"share", "strict", WHOLE, R, "equal"},
    /* Three quarters of a score against none of a verdict. */
    {"strict", "share", WEIGHTS, R,
     "parted a certain | | a:training_data=full stops_both[data:training_data=full!]"
     " | weights data"},
    {"share", "lax", WEIGHTS, R, "parted a certain | a:training_data=full not_asked[]"},
    /* A cap that does not bind parts nothing; one that does is a fact of its own ... */
    {"share", "capped", WEIGHTS, R,
     "equal | | a:training_data=full stops_both[data:training_data=full!]"},
    {"share", "capped", LLAMA_CODE, R,
     "parted b certain | b:weights_license_listed=yes not_asked[]"},
    /* ... unless both ask for it: then the cap itself parts them. */
    {"capped-data", "share", WEIGHTS, R,
     "parted a certain | | a:training_data=full stops_both[data:training_data=full!]"
     " | weights cap"},
    /* Unknown: it may already hold. */
    {"lax", "strict", OPEN_QUESTION, R, "parted b | b:training_data=full? not_asked[]"},
    {"strict", "firm", OPEN_QUESTION, R,
     "parted a | | a:training_data=full? stops_both[data:training_data=full?] | weights data"},
    /* A judgment that nobody has made, and one that somebody has. */
    {"lax", "judged", WEIGHTS, R, "parted b | b:jury judged"},
    {"lax", "judged", JUDGED, OPENNESS_MODE_ASSESSED, "parted b certain | b:jury judged"},
    /* Scope. */
    {"audio", "lax", WEIGHTS, R, "scope a certain | a:modality_audio=yes not_asked[]"},
    {"lax", "tuning", WEIGHTS, R, "scope b certain"},
    {"audio", "audio", WEIGHTS, R, "neither_applies"},
    /* Without a headline, or without points here. */
    {"profile", "lax", WEIGHTS, R, "no_place"},
    {"lax", "abstains", PARTLY, R, "no_place"},
    /* One fact of two criteria is listed once, at the higher level. */
    {"code", "twice", CODE_ONLY, R, "parted b certain | b:weights=full not_asked[]"},
    /* What stands for the base weights of a base model are its weights. */
    {"base", "tier", BASE_MODEL, R,
     "parted a certain | a:base_weights_license_tier=open"
     " asks_kin[tier:weights_license_tier=noncommercial]"},
    /* A part of a license reading is no reading of the license. */
    {"firm", "place", LLAMA, R, "parted a certain | a:weights_license_listed=yes not_asked[]"},
    /* Of two ways the one that lacks least; what is met is not named. */
    {"either", "lax", TEXT_ONLY, R, "parted a certain | a:data_card=full not_asked[]"},
    /* The releases that are shipped. */
    {"g7-2026", "osaid-1.0", "allenai/Olmo-3.1-32B-Think", R, "equal"},
    {"g7-2026", "osaid-1.0", "bigscience/bloom", R,
     "parted b certain | b:weights_license_osi_terms=yes"
     " asks_kin[weights_license:weights_license_spectrum=noncommercial,"
     "weights_license:weights_license_listed=yes!]"},
    {"g7-2026", "osaid-1.0", "openai/gpt-oss-120b", R,
     "parted b certain | | b:training_data=full stops_both[training_data_released:training_data=full!];"
     "b:training_code=full stops_both[training_code_released:training_code=full!];"
     "b:training_code_license_osi=yes"
     " stops_both[training_code_released:training_code_license_listed=yes!];"
     "b:preprocessing_code=full stops_both[training_code_released:preprocessing_code=full!];"
     "b:preprocessing_code_license_osi=yes"
     " stops_both[training_code_released:preprocessing_code_license_listed=yes!] | released_weights -"},
    {"spectrum-1", "mof-1.0", "EleutherAI/pythia-12b", R,
     "parted b | b:research_paper_license_mof=yes? not_asked[];"
     "b:data_card_license_mof=yes? not_asked[]"},
};

static openness_database *database;

static const char *const relations[] = {"parted", "equal", "scope", "neither_applies",
                                        "no_place"};
static const char *const stances[] = {"not_asked", "asks_less", "asks_kin", "stops_both",
                                      "judged"};

static const char *level_name(size_t fact, int16_t level)
{
    const opn_vocabulary *v = &database->vocabulary;

    return v->ladders[v->facts[fact].ladder].levels[level];
}

static void print_stop(opn_buf *buf, const opn_why *why, const opn_why_stop *stop)
{
    const opn_vocabulary *v = &database->vocabulary;
    const openness_report *other = why->sides[1 - stop->side];

    opn_buf_printf(buf, "%s:", stop->side == 0 ? "a" : "b");
    if (stop->stance == OPN_WHY_JUDGED) {
        opn_buf_printf(buf, "%s judged",
                       why->sides[stop->side]->rubric->nodes[stop->criterion].id);
        return;
    }
    opn_buf_printf(buf, "%s=%s%s %s[", v->facts[stop->reason.fact].id,
                   level_name(stop->reason.fact, stop->reason.needs),
                   stop->reason.unknown ? "?" : "", stances[stop->stance]);
    for (size_t i = 0; i < stop->test_count; i++) {
        const opn_why_test *test = &stop->tests[i];
        bool open = !test->met && other->facts[test->fact].hi >= test->needs;

        opn_buf_printf(buf, "%s%s:%s=%s%s", i == 0 ? "" : ",",
                       other->rubric->nodes[test->criterion].id, v->facts[test->fact].id,
                       level_name(test->fact, test->needs),
                       test->met ? ""
                       : open    ? "?"
                                 : "!");
    }
    opn_buf_char(buf, ']');
}

static void print_stops(opn_buf *buf, const opn_why *why, const opn_why_stop *stops, size_t count)
{
    opn_buf_str(buf, " |");
    for (size_t i = 0; i < count; i++) {
        opn_buf_char(buf, i == 0 ? ' ' : ';');
        print_stop(buf, why, &stops[i]);
    }
}

static const char *criterion_name(const opn_why *why, size_t side, size_t criterion)
{
    return criterion == SIZE_MAX ? "-" : why->sides[side]->rubric->nodes[criterion].id;
}

/* The comparison in the form of an example; empty ends are left out. */
static void print_why(opn_buf *buf, const opn_why *why)
{
    opn_buf_str(buf, relations[why->relation]);
    if (why->stricter != SIZE_MAX) {
        opn_buf_printf(buf, " %s%s", why->stricter == 0 ? "a" : "b",
                       why->certain ? " certain" : "");
    }
    if (why->parting_count + why->common_count > 0 || why->combination) {
        print_stops(buf, why, why->parting, why->parting_count);
    }
    if (why->common_count > 0 || why->combination) {
        print_stops(buf, why, why->common, why->common_count);
    }
    if (why->combination) {
        opn_buf_printf(buf, " | %s %s", criterion_name(why, 1 - why->stricter, why->carried),
                       criterion_name(why, why->stricter, why->held));
    }
}

static openness_report *report_on(const openness_release *release, const char *id, int mode)
{
    openness_rubric *rubric = NULL;
    openness_report *report = NULL;

    assert_int_equal(openness_rubric_get(database, id, &rubric, NULL), 0);
    assert_int_equal(openness_evaluate(release, rubric, mode, NULL, &report, NULL), 0);
    openness_rubric_free(rubric);
    return report;
}

static openness_release *release_of(const char *release)
{
    openness_release *made = NULL;

    if (release[0] == '{') {
        return kit_release(database, release);
    }
    assert_int_equal(openness_release_get(database, release, &made, NULL), 0);
    return made;
}

typedef struct {
    openness_report *a;
    openness_report *b;
} both;

static both reports_of(const example *e)
{
    openness_release *release = release_of(e->release);
    both reports = {report_on(release, e->a, e->mode), report_on(release, e->b, e->mode)};

    openness_release_free(release);
    return reports;
}

static void free_both(both *reports)
{
    openness_report_free(reports->a);
    openness_report_free(reports->b);
}

static char *rendered(const both *reports, int format, int width)
{
    openness_text *text = NULL;
    char *copy;

    assert_int_equal(openness_analyze_why(reports->a, reports->b, format, width, &text, NULL), 0);
    copy = malloc(openness_text_size(text) + 1);
    assert_non_null(copy);
    memcpy(copy, openness_text_data(text), openness_text_size(text) + 1);
    openness_text_free(text);
    return copy;
}

static void test_examples(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(examples); i++) {
        both reports = reports_of(&examples[i]);
        opn_arena arena = {0};
        opn_buf buf = {0};
        opn_why why;

        assert_int_equal(opn_why_make(&why, reports.a, reports.b, &arena), 0);
        print_why(&buf, &why);
        if (strcmp(buf.data, examples[i].expected) != 0) {
            fail_msg("example %zu, %s and %s:\n  %s\n  %s", i, examples[i].a, examples[i].b,
                     buf.data, examples[i].expected);
        }
        opn_buf_free(&buf);
        opn_arena_free(&arena);
        free_both(&reports);
    }
    print_message("examples: %zu\n", OPN_ARRAY_LEN(examples));
}

/* The sides are only named; exchanging them exchanges the names. */
static void test_either_order(void **state)
{
    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(examples); i++) {
        both reports = reports_of(&examples[i]);
        opn_arena arena = {0};
        opn_why one;
        opn_why two;

        assert_int_equal(opn_why_make(&one, reports.a, reports.b, &arena), 0);
        assert_int_equal(opn_why_make(&two, reports.b, reports.a, &arena), 0);
        assert_int_equal(one.relation, two.relation);
        assert_int_equal(one.certain, two.certain);
        assert_int_equal(one.combination, two.combination);
        assert_int_equal(one.parting_count, two.parting_count);
        assert_int_equal(one.carried, two.carried);
        assert_int_equal(one.held, two.held);
        if (one.stricter != SIZE_MAX) {
            assert_int_equal(one.stricter, 1 - two.stricter);
        }
        opn_arena_free(&arena);
        free_both(&reports);
    }
}

/* All three formats of every example: valid JSON, and the same bytes twice. */
static void test_renderings(void **state)
{
    static const int formats[] = {OPENNESS_FORMAT_JSON, OPENNESS_FORMAT_TEXT,
                                  OPENNESS_FORMAT_MARKDOWN};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(examples); i++) {
        both reports = reports_of(&examples[i]);
        both again = reports_of(&examples[i]);

        for (size_t f = 0; f < OPN_ARRAY_LEN(formats); f++) {
            char *one = rendered(&reports, formats[f], 60);
            char *two = rendered(&again, formats[f], 60);

            assert_string_equal(one, two);
            assert_non_null(strstr(one, examples[i].a));
            assert_non_null(strstr(one, openness_report_vector(reports.b)));
            if (formats[f] == OPENNESS_FORMAT_JSON) {
                opn_json *json = NULL;

                assert_int_equal(opn_json_parse(one, strlen(one), &json, NULL), 0);
                assert_string_equal(
                    opn_node_string(opn_node_member(opn_json_root(json), "format")),
                    "openness-why/1");
                opn_json_free(json);
            }
            free(one);
            free(two);
        }
        free_both(&reports);
        free_both(&again);
    }
}

static void assert_says(const example *e, int format, const char *words)
{
    both reports = reports_of(e);
    char *text = rendered(&reports, format, 1000);

    if (strstr(text, words) == NULL) {
        fail_msg("\"%s\" is not in:\n%s", words, text);
    }
    free(text);
    free_both(&reports);
}

static void test_words(void **state)
{
    const example unknown = {"lax", "strict", OPEN_QUESTION, R, ""};
    const example combination = {"firm", "strict", WEIGHTS, R, ""};
    const example kin = {"firm", "tiers", LLAMA, R, ""};
    const example top = {"lax", "strict", WHOLE, R, ""};
    const example scope = {"audio", "lax", WEIGHTS, R, ""};
    const example nothing = {"lax", "tuning", WEIGHTS, R, ""};
    const example silent = {"audio", "audio", WEIGHTS, R, ""};
    const example judged = {"lax", "judged", WEIGHTS, R, ""};
    const example profile = {"profile", "lax", WEIGHTS, R, ""};
    const int text = OPENNESS_FORMAT_TEXT;

    (void)state;
    assert_says(&unknown, text,
                "strict is the stricter here; its next level is yes. What is not "
                "known could still change which is the stricter.");
    assert_says(&unknown, text,
                "strict needs training data: full (not known), for data; it may "
                "already hold: find out\n    lax does not ask for it\n");
    assert_says(&combination, text,
                "No fact parts them: what stops strict stops firm too, only "
                "further up. Above its lowest level firm has 2, strict 1. "
                "What lifts it most on firm: weights. What holds it back most "
                "on strict: data.");
    assert_says(&combination, text, "firm asks for it too: full (data), which is not met\n");
    assert_says(&kin, text,
                "firm needs weights license listed: yes (is no: llama-2), for weights"
                "\n    tiers asks instead for weights license tier: noncommercial "
                "(license), which is met; and for weights license tier: open "
                "(license), which is not met\n");
    assert_says(&kin, text, "https://example.org\n");
    assert_says(&top, text, "Both are met in full.");
    assert_says(&scope, text, "audio: not applicable: it does not speak to such a release\n");
    assert_says(&scope, text, "They part on their scope: only lax speaks to this release.");
    assert_says(&scope, text, "audio speaks only to releases with modality audio: yes (is no)\n");
    assert_says(&nothing, text, "not applicable: nothing that it asks about exists here");
    assert_says(&silent, text, "Neither speaks to this release.");
    assert_says(&judged, text, "judged goes by a judgment, which no fact replaces: jury\n");
    assert_says(&profile, text, "one of them gives no result here");
    assert_says(&kin, OPENNESS_FORMAT_MARKDOWN, "**What parts them**\n\n- firm needs");
    assert_says(&kin, OPENNESS_FORMAT_MARKDOWN, "<https://example.org>\n");
    assert_says(&combination, OPENNESS_FORMAT_JSON, "\"carried_by\": {");
    assert_says(&top, OPENNESS_FORMAT_JSON, "\"stricter\": null,");
    assert_says(&unknown, OPENNESS_FORMAT_JSON, "\"certain\": false,");
}

static void assert_refused(const openness_report *a, const openness_report *b, int format,
                           int width, const char *words)
{
    openness_text *text = NULL;
    openness_error *error = NULL;

    assert_int_equal(openness_analyze_why(a, b, format, width, &text, &error), OPENNESS_E_ARGUMENT);
    assert_null(text);
    assert_non_null(strstr(openness_error_message(error), words));
    openness_error_free(error);
}

/* Reports that are not of one state of one release have nothing to part on. */
static void test_arguments(void **state)
{
    openness_release *one = release_of(WEIGHTS);
    openness_release *other = release_of(CLOSED);
    openness_release *third = release_of("bigscience/bloom");
    openness_report *a = report_on(one, "lax", R);
    openness_report *b = report_on(other, "strict", R);
    openness_report *c = report_on(third, "strict", R);
    openness_report *d = report_on(one, "strict", OPENNESS_MODE_FILL);
    openness_report *vector = NULL;

    (void)state;
    assert_int_equal(openness_report_from_vector(database, "OPN1/lax@1/W:1", &vector, NULL), 0);
    assert_refused(a, b, OPENNESS_FORMAT_TEXT, 0, "different states");
    assert_refused(a, c, OPENNESS_FORMAT_TEXT, 0, "different releases");
    assert_refused(a, d, OPENNESS_FORMAT_TEXT, 0, "different days or modes");
    assert_refused(a, vector, OPENNESS_FORMAT_TEXT, 0, "from a vector");
    assert_refused(NULL, a, OPENNESS_FORMAT_TEXT, 0, "must not be NULL");
    assert_refused(a, NULL, OPENNESS_FORMAT_TEXT, 0, "must not be NULL");
    assert_refused(a, a, OPENNESS_FORMAT_VECTOR, 0, "format or width");
    assert_refused(a, a, OPENNESS_FORMAT_TEXT, -1, "format or width");
    assert_int_equal(openness_analyze_why(a, a, OPENNESS_FORMAT_TEXT, 0, NULL, NULL),
                     OPENNESS_E_ARGUMENT);
    openness_report_free(vector);
    openness_report_free(a);
    openness_report_free(b);
    openness_report_free(c);
    openness_report_free(d);
    openness_release_free(one);
    openness_release_free(other);
    openness_release_free(third);
}

static void test_memory_runs_out(void **state)
{
    static const size_t chosen[] = {3, 5, 9, 20};

    (void)state;
    for (size_t i = 0; i < OPN_ARRAY_LEN(chosen); i++) {
        both reports = reports_of(&examples[chosen[i]]);
        int status = OPENNESS_E_NOMEM;

        for (size_t n = 1; status != OPENNESS_OK; n++) {
            openness_text *text = NULL;

            opn_mem_fail_at(n);
            status = openness_analyze_why(reports.a, reports.b, OPENNESS_FORMAT_JSON, 0, &text, NULL);
            opn_mem_fail_at(0);
            assert_true(status == OPENNESS_OK || status == OPENNESS_E_NOMEM);
            assert_true((text != NULL) == (status == OPENNESS_OK));
            openness_text_free(text);
        }
        free_both(&reports);
    }
}

static int open_database(void **state)
{
    (void)state;
    database = kit_database();
    for (size_t i = 0; i < OPN_ARRAY_LEN(rubrics); i++) {
        database = kit_extend(database, rubrics[i]);
    }
    return 0;
}

static int close_database(void **state)
{
    (void)state;
    openness_database_free(database);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_examples),   cmocka_unit_test(test_either_order),
        cmocka_unit_test(test_renderings), cmocka_unit_test(test_words),
        cmocka_unit_test(test_arguments),  cmocka_unit_test(test_memory_runs_out),
    };

    return cmocka_run_group_tests(tests, open_database, close_database);
}
