"""The house rules that a program can check; exit 1 with one line per breach.

usage: check_structure.py SOURCE_ROOT
"""
import pathlib
import re
import statistics
import sys

# Rooms from the ground up: a file includes its own room or a lower one.
ROOMS = [
    ["common", "embedded", "version", "constants"],
    ["mem", "ascii", "dates", "utf8", "refcount"],
    ["buf", "table", "decimal", "rational", "sha256", "pull", "normalize", "places"],
    ["error"],
    ["json_check", "json_key", "json_read", "json_fields", "json_write", "reader"],
    ["tree", "splice", "draft"],
    ["predicate", "predicate_read"],
    ["license", "license_vocabulary", "spdx", "names"],
    ["vocabulary"],
    ["rubric", "minimal", "evaluate"],
    ["rubric_read", "rubric_build", "rubric_levels", "rubric_combine", "rubric_bounds", "lint"],
    ["database", "catalog", "rubric_handle"],
    ["terms", "readings"],
    ["describe"],
    ["release", "forget"],
    ["resolve"],
    ["moments"],
    ["facts"],
    ["outcome"],
    ["bench"],
    ["report", "steps", "questions"],
    ["vector", "render", "phrases", "layout", "cite", "markdown", "term_words", "license_json",
     "license_diff"],
    ["grid", "sheet"],
    ["analyze", "weigh", "render_agreement",
     "render_dominance", "render_weights", "render_why",
     "why_json",
     "render_moment", "render_timeline",
     "diff_values", "render_report_diff", "render_plan", "render_unknowns",
     "labels", "render_claim", "render_lineage"],
    ["may", "question", "answer", "render_answer"],
    ["import", "front_matter", "render_import"],
    ["annotate"],
    ["score", "batch", "extend", "lint_corpus", "validate"],
]
BARRED = ("strtod strtol strtoul atoi atof tolower toupper isalpha isdigit isspace setlocale "
          "strtok rand srand time getenv fopen fprintf printf puts qsort_r localtime "
          "cJSON_InitHooks cJSON_GetErrorPtr cJSON_GetObjectItem cJSON_ParseWithOpts").split()
LINES_CAP, LINES_MEDIAN, FUNCTION_CAP = 600, 250, 60


def room(name):
    """The room of a file: by its own name, else by the longest prefix of it."""
    best = None
    for rank, names in enumerate(ROOMS):
        for known in names:
            if name == known or name.startswith(known + "_"):
                if best is None or len(known) > len(best[1]):
                    best = (rank, known)
    return best[0] if best else None


def without_comments(text):
    text = re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)
    return re.sub(r'"(\\.|[^"\\\n])*"', '""', text)


def includes(path):
    return re.findall(r'^#include\s+"([^"]+)"', path.read_text(encoding="utf-8"), flags=re.M)


def functions(text):
    """(name, lines) of each function: house style puts its braces in column 1."""
    lines = text.split("\n")
    start = None
    for number, line in enumerate(lines):
        if line == "{":
            start = number
        elif line == "}" and start is not None:
            yield lines[start - 1].strip(), number - start + 1
            start = None


def main(root):
    breaches = []
    files = sorted((root / "lib").glob("*.[ch]"))
    counts = []
    for path in files:
        text = path.read_text(encoding="utf-8")
        code = without_comments(text)
        count = text.count("\n")
        counts.append(count)
        if count > LINES_CAP:
            breaches.append(f"{path.name}: {count} lines, the cap is {LINES_CAP}")
        for name, lines in functions(code):
            if lines > FUNCTION_CAP:
                breaches.append(f"{path.name}: {lines} lines in: {name}")
        for call in BARRED:
            if re.search(rf"(?<![\w.>]){call}\s*\(", code):
                breaches.append(f"{path.name}: calls {call}")
        if re.search(r"\b(double|float)\b", code):
            breaches.append(f"{path.name}: floating point")
        if re.search(r"cJSON\.h", code + "".join(re.findall(r"#include <[^>]*>", text))) \
                and path.name != "json_read.c":
            breaches.append(f"{path.name}: knows cJSON")
        if "#include <yaml.h>" in text and path.name != "import_yaml.c":
            breaches.append(f"{path.name}: knows libyaml")
        own = room(path.stem)
        for include in includes(path):
            other = room(pathlib.PurePath(include).stem)
            if own is not None and other is not None and other > own:
                breaches.append(f"{path.name}: includes {include} from a higher room")
    allowed = {"evaluate.h", "rubric.h", "predicate.h", "rational.h", "common.h"}
    extra = set(includes(root / "lib" / "evaluate.c")) - allowed
    if extra:
        breaches.append(f"evaluate.c: sees {', '.join(sorted(extra))}")
    median = statistics.median(counts)
    if median > LINES_MEDIAN:
        breaches.append(f"median file has {median} lines, more than {LINES_MEDIAN}")
    print("\n".join(breaches) or f"{len(files)} files, median {median:g} lines, "
          f"largest {max(counts)}: all house rules hold")
    return 1 if breaches else 0


sys.exit(main(pathlib.Path(sys.argv[1])))
