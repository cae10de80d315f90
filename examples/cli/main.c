/*
 * main.c: picks the command.
 */
#include "cli.h"
#include <string.h>

static const char usage[] =
    "openness: how open is an AI release, under every published definition?\n"
    "\n"
    "  openness score TARGET...            score releases (rubric spectrum-1)\n"
    "  openness score --lines FILE         many records, one a line; an object per line out\n"
    "  openness explain TARGET -r RUBRIC   every criterion, the evidence, the next step\n"
    "  openness compare [TARGET...]        releases x rubrics as a table\n"
    "  openness compare --why A B TARGET...\n"
    "                                      the facts on which rubrics A and B part\n"
    "  openness rank TARGET...             what stands above what, by all weights or by some\n"
    "  openness agree [TARGET...]          how far definitions agree on releases\n"
    "  openness timeline TARGET...         the result on every day that changes it\n"
    "  openness timeline --producer P      a maker's releases by date, then and now\n"
    "  openness diff A [B]                 in what two results differ, and why\n"
    "  openness unknowns TARGET -r RUBRIC  what is not known, the most useful look-up first\n"
    "  openness plan TARGET -r RUBRIC      the fewest changes that reach the next level\n"
    "  openness badge TARGET -r RUBRIC     the result as a small image, for a README\n"
    "  openness license LICENSE...         what a license or expression says, and how it reads\n"
    "  openness license diff A B           what differs between two licenses\n"
    "  openness may TARGET                 does its license allow it? TARGET may be a license\n"
    "  openness claim TARGET               the label that its maker claims, and those it earns\n"
    "  openness lineage TARGET             its bases, and where each restriction enters\n"
    "  openness check POLICY TARGET...     do releases, files or folders meet a policy?\n"
    "  openness import FILE...             other projects' documents as release records\n"
    "  openness annotate BOM               verdicts written into a bill of materials\n"
    "  openness list KIND                  releases, rubrics, licenses or facts\n"
    "  openness show KIND ID               one entry as JSON\n"
    "  openness validate FILE...           check releases, rubrics and licenses\n"
    "\n"
    "A TARGET is the id of a built-in release, a file, or - for standard input.\n"
    "An id wins over a file of the same name; write ./name for the file.\n"
    "\n"
    "Options\n"
    "  -r, --rubric R     rubric by id or as FILE.json; may be repeated\n"
    "  -f, --format F     text (default), json, markdown or vector\n"
    "      --as-of DATE   the state on the evening of DATE (YYYY-MM-DD)\n"
    "      --stale-after N  take as unknown what nobody looked at in the N days before\n"
    "                     --as-of (default: today)\n"
    "      --mode M       record (default), fill or assessed: use of others' assessments\n"
    "      --data FILE    add licenses, rubrics or releases; may be repeated\n"
    "      --full         score: print the whole report; timeline: every recorded day\n"
    "      --to L         plan: the level or score to reach (default: the next level)\n"
    "      --full         score: print the whole report\n"
    "      --from F       format of a file that is no record (default: find out)\n"
    "      --read DATE    when that file was read where it comes from (default: today)\n"
    "      --strict       warnings about a document are errors\n"
    "      --corpus       validate: also try a rubric on every release of the database\n"
    "      --width N      columns of the output (default: the terminal's, else 80)\n"
    "      --no-color     no colors; NO_COLOR in the environment does the same\n"
    "  -h, --help         this text\n"
    "      --version      versions of library, ABI and data\n"
    "\n";

/* In parts: no compiler need take a string of more than 4,095 bytes. */
static const char usage_more[] =
    "Options of rank (rubric spectrum-1; weights factor:2 where it gives a score)\n"
    "      --dominance    what holds by all weights; several rubrics allowed\n"
    "      --weights W    factor:K: each weight from 1/K to K times the rubric's, or any\n"
    "      --samples N    weightings to draw (default: 10000)\n"
    "      --seed N       of the draw (default: 1)\n"
    "\n"
    "Options of may; what is left out stays open\n"
    "      --action A     run (default), host, modify, share, share_finetune,\n"
    "                     train_on_outputs, distill or sell_outputs\n"
    "      --commercial, --noncommercial\n"
    "      --mau N        monthly active users\n"
    "      --revenue N    annual revenue, in --currency C (ISO 4217)\n"
    "      --territory CC where you are (ISO 3166-1, such as DE)\n"
    "      --field F      a field of use, such as military; may be repeated\n"
    "      --business B   a kind of business, such as model_as_a_service, or none\n"
    "      --date D       the texts in force on that day\n"
    "      --artifact A   of a release: weights (default), training_data_pretraining, ...\n"
    "\n"
    "Options of badge\n"
    "      --svg          an image (default)\n"
    "      --json         an answer for the endpoint badge of shields.io\n"
    "  -o, --output FILE  where to write it (default: standard output)\n"
    "\n"
    "Options of timeline and diff\n"
    "      --producer P   timeline: all releases of this maker; may be repeated\n"
    "      --as-of-a DATE, --as-of-b DATE\n"
    "                     diff: the days of A and of B\n"
    "      --data-b FILE  diff: add to the data that B is read by; may be repeated\n"
    "                     diff takes one release or two, and one --rubric or two\n"
    "\n"
    "Options of check; --data, --from, --read and --strict as above\n"
    "  -f, --format F     text (default), json, markdown, junit or sarif\n"
    "      --indeterminate V  what the unknowns decide counts as pass or fail\n"
    "      --as-of DATE   the state on the evening of DATE (default: the latest)\n"
    "      --today DATE   the day of the check, by which exceptions expire and evidence ages\n"
    "                     (default: that of --as-of, else today)\n"
    "      --brief        sarif: only what somebody has to act on\n"
    "  -o, --output F     to a file\n"
    "\n"
    "Options of import; --from, --read, --data and --strict as above\n"
    "      --source URL   where the file comes from, for the evidence (default: its path);\n"
    "                     once for each file, in their order\n"
    "  -o, --output F     records to a file, or DIR/ for one file each\n"
    "      --report F     the import report as json, text or markdown in place of the\n"
    "                     records; without it, text to standard error\n"
    "      --merge        all files are about one release: one record, and a report of\n"
    "                     where each value came from and what is in conflict\n"
    "      --policy P     resolve conflicts by newest, specific or restrictive\n"
    "                     (default: none, the value covers all that is stated)\n"
    "      --id ID        of the merged record, and which one of a file of several\n"
    "      --data-stage S what the datasets were used for: pretraining, midtraining,\n"
    "                     posttraining, sft, preference, rl or evaluation\n"
    "      --data-complete\n"
    "                     these datasets are all data of that stage\n"
    "\n"
    "Options of annotate; --rubric, --as-of, --data and --strict as above\n"
    "  -o, --output F     the document with the verdicts to a file (default: standard output)\n"
    "\n"
    "Examples\n"
    "  openness score openai/gpt-oss-120b\n"
    "  openness score my-model.json -r g7-2026 -r osaid-1.0\n"
    "  openness explain bigscience/bloom -r osaid-1.0\n"
    "  openness plan openai/gpt-oss-120b -r spectrum-1 --to 75\n"
    "  openness compare allenai/Olmo-3.1-32B-Think deepseek-ai/DeepSeek-R1\n"
    "  openness compare --why g7-2026 osaid-1.0 allenai/Olmo-3.1-32B-Think\n"
    "  openness score my-model.json -r my-rubric.json -f json | jq .level\n"
    "  openness rank LLM360/Amber openai/gpt-oss-120b -r osai-2026 --weights any\n"
    "  openness may llama-3.1 --action share_finetune --mau 1000\n"
    "  openness may bigscience/bloom --action host --field medical_advice\n"
    "\n"
    "Exit codes: 0 done, 1 wrong usage, 2 bad or missing input, 3 internal error;\n"
    "of may: 0 allowed, 10 conditional, 11 forbidden, 12 unknown;\n"
    "of check: 0 pass, 1 fail, 2 indeterminate, 3 error of any kind.\n";

static void print_usage(FILE *to)
{
    fputs(usage, to);
    fputs(usage_more, to);
}

static void print_version(void)
{
    printf("openness %s (ABI %d)\ndata %s, sha256 %s\n", openness_version(),
           openness_abi_version(), openness_data_version(), openness_data_digest());
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        int (*run)(int argc, char **argv);
    } commands[] = {
        {"score", command_score},       {"explain", command_explain},
        {"compare", command_compare},   {"license", command_license},
        {"may", command_may},
        {"check", command_check},
        {"rank", command_rank},         {"agree", command_agree},
        {"timeline", command_timeline}, {"diff", command_diff},
        {"import", command_import},     {"list", command_list},
        {"show", command_show},
        {"annotate", command_annotate},
        {"badge", command_badge},
        {"claim", command_claim},       {"lineage", command_lineage},
        {"validate", command_validate},
        {"unknowns", command_unknowns}, {"plan", command_plan},
    };
    if (argc < 2) {
        print_usage(stderr);
        return EXIT_USAGE;
    }
    if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0 ||
        strcmp(argv[1], "help") == 0) {
        print_usage(stdout);
        return EXIT_DONE;
    }
    if (strcmp(argv[1], "--version") == 0) {
        print_version();
        return EXIT_DONE;
    }
    for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
        if (strcmp(argv[1], commands[i].name) != 0)
            continue;
        for (int a = 2; a < argc; a++)
            if (strcmp(argv[a], "--help") == 0 || strcmp(argv[a], "-h") == 0) {
                print_usage(stdout);
                return EXIT_DONE;
            }
        return commands[i].run(argc - 1, argv + 1);
    }
    fprintf(stderr, "openness: no command '%s'; see openness --help\n", argv[1]);
    return EXIT_USAGE;
}
