"""Every definition against hand-made cases, and against what the peers' own programs answer.

    python3 run_conformance.py LIBRARY DATA [FOLDER] [--only NAME] [--fixtures | --sets]

LIBRARY is the shared library, DATA the folder `data/` that it was built with. Fixtures are the files
fixtures/<rubric>.json here; sets are the modules sets/<name>.py, whose data lies in FOLDER (default:
../shared/conformance beside the project). README.md here describes both. --only takes the id of a
rubric (its fixtures) or the name of a set; --fixtures and --sets leave the other half out.

Prints one line per definition: cases, equal, different, skipped; below it the first difference in full.
Exit 1 when anything differs or a file is wrong, 77 when nothing at all could be run.
"""

import argparse
import importlib.util
import json
import pathlib
import sys
import traceback

from engine import Engine, LibraryError, Unsupported, complete

HERE = pathlib.Path(__file__).resolve().parent
FEWEST = 8
# Rubrics whose fixtures are still to be written. A file that is there is held to its rules all the same.
EXPECTATIONS = ("level", "level_at", "score", "scores", "criteria", "ladders", "applies")
CASE_MEMBERS = {"name", "why", "mode", "as_of", "record", "import", "expect"}


class Line:
    """The count of one definition."""

    def __init__(self):
        self.cases = self.equal = self.different = self.skipped = 0
        self.first, self.why_skipped = None, None


class Result:
    """What sets and fixtures report to; `broken` holds what is wrong with the files themselves."""

    def __init__(self):
        self.lines, self.broken = {}, []

    def line(self, definition):
        return self.lines.setdefault(definition, Line())

    def case(self, definition, name, ours, theirs):
        """Compares one answer; the first that differs is kept in full."""
        line = self.line(definition)
        line.cases += 1
        if ours == theirs:
            line.equal += 1
            return
        line.different += 1
        if line.first is None:
            line.first = (name, ours, theirs)

    def skip(self, definition, name, why):
        """A case that cannot be run, or (name "") a whole definition."""
        line = self.line(definition)
        line.skipped += 1
        if line.why_skipped is None:
            line.why_skipped = ("%s: %s" % (name, why)) if name else why

    def error(self, text):
        self.broken.append(text)

    def show(self):
        """Prints all lines and gives the exit code."""
        width = max([len(name) for name in self.lines] + [16])
        for name, line in self.lines.items():
            print("%-*s  cases %d, equal %d, different %d, skipped %d%s" % (
                width, name, line.cases, line.equal, line.different, line.skipped,
                " (%s)" % line.why_skipped if line.why_skipped else ""))
            if line.first:
                print("  first difference: %s\n    ours   %s\n    theirs %s" % (
                    line.first[0], shown(line.first[1]), shown(line.first[2])))
        for text in self.broken:
            print("error: " + text)
        if self.broken or any(line.different for line in self.lines.values()):
            return 1
        return 0 if any(line.cases for line in self.lines.values()) else 77


def shown(value):
    try:
        return json.dumps(value, ensure_ascii=False)
    except TypeError:
        return repr(value)


# --- fixtures ---------------------------------------------------------------------------------------


def pair(value):
    """Both ends of an expected value: one word stands for two equal ends."""
    return list(value) if isinstance(value, list) else [value, value]


def text_of(end):
    return None if end is None else end["text"]


def found(report, expected):
    """What the report says in each place that the case speaks of, in the form of the expectation."""
    answer = {}
    for what, value in expected.items():
        if what in ("level", "level_at"):
            level = report["level"] or {"headline": None, "lower": None, "upper": None}
            answer[what] = level["headline"] if what == "level" else [level["lower"], level["upper"]]
        elif what == "applies":
            answer[what] = report["applies"]
        elif what == "score":
            headline = next((s for s in report["scores"] if s["headline"]), {"lower": None, "upper": None})
            answer[what] = [text_of(headline[end]) for end in ("lower", "upper")]
        else:
            items = {item["id"]: item for item in report[what]}
            read = text_of if what == "scores" else str
            answer[what] = {name: [read(items[name][end]) for end in ("lower", "upper")]
                            if name in items else "no such node" for name in value}
    return answer


def normal(expected):
    """The expectation with both ends everywhere."""
    result = {}
    for what, value in expected.items():
        if what in ("level", "applies"):
            result[what] = value
        elif what in ("level_at", "score"):
            result[what] = pair(value)
        else:
            result[what] = {name: pair(end) for name, end in value.items()}
    return result


def report_of(engine, rubric, case):
    as_of = case.get("as_of")
    if "import" in case:
        given = case["import"]
        imported = engine.imported(given.get("format"), given["text"].encode(), given.get("source"))
        return imported.report(given.get("index", 0), rubric, case.get("mode", "assessed"), as_of)
    record = complete(case["record"], rubric=rubric, version=1)
    return engine.score(record, rubric, case.get("mode", "record"), as_of)


def faults(document, rubric):
    """What is wrong with a fixture file, in words."""
    if document.get("rubric") != rubric:
        yield "says that its rubric is %r" % document.get("rubric")
    cases = document.get("cases", [])
    if len(cases) < FEWEST:
        yield "has %d cases, fewer than %d" % (len(cases), FEWEST)
    names = [case.get("name") for case in cases]
    for name in sorted({str(name) for name in names if names.count(name) > 1}):
        yield "has two cases named %s" % name
    for case in cases:
        label = "case %s" % case.get("name")
        for member in sorted(set(case) - CASE_MEMBERS):
            yield "%s: unknown member %s" % (label, member)
        if not case.get("name") or not case.get("why"):
            yield "%s: needs a name and a why" % label
        if ("record" in case) == ("import" in case):
            yield "%s: needs either a record or an import" % label
        if not case.get("expect"):
            yield "%s: expects nothing" % label
        for member in sorted(set(case.get("expect", {})) - set(EXPECTATIONS)):
            yield "%s: cannot expect %s" % (label, member)


def run_fixture(engine, rubric, path, result):
    """All cases of one file. A case that is refused differs: it was meant to be evaluated."""
    document = json.loads(path.read_text(encoding="utf-8"))
    wrong = list(faults(document, rubric))
    for text in wrong:
        result.error("%s %s" % (path.name, text))
    if wrong:
        return
    for case in document["cases"]:
        expected = normal(case["expect"])
        try:
            ours = found(report_of(engine, rubric, case), expected)
        except Unsupported as reason:
            result.skip(rubric, case["name"], str(reason))
            continue
        except LibraryError as error:
            ours = "refused: %s" % error
        result.case(rubric, "%s (%s)" % (case["name"], case["why"]), ours, expected)


def run_fixtures(engine, folder, only, result):
    """The fixtures of every rubric; a rubric without any is an error."""
    for rubric in sorted(engine.rubrics):
        path = folder / (rubric + ".json")
        if only not in (None, rubric):
            continue
        if path.is_file():
            run_fixture(engine, rubric, path, result)
        else:
            result.error("%s has no fixtures: %s is missing" % (rubric, path.name))
    for path in sorted(folder.glob("*.json")):
        if path.stem not in engine.rubrics and only in (None, path.stem):
            result.error("%s belongs to no rubric of the library" % path.name)


# --- sets -------------------------------------------------------------------------------------------


def load(path):
    specification = importlib.util.spec_from_file_location("set_" + path.stem, path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def run_sets(engine, modules, folder, only, result):
    """Every set whose data is there. A set that stops half-way is an error, not a shorter set."""
    for path in sorted(modules.glob("*.py")):
        if only not in (None, path.stem):
            continue
        try:
            module = load(path)
            data = folder / module.FOLDER
            if data.is_dir():
                module.run(engine, data, result)
            else:
                result.skip(path.stem, "", "no folder %s among the sets" % module.FOLDER)
        except Unsupported as reason:
            result.skip(path.stem, "", str(reason))
        except Exception:  # whatever a set stumbles over must not hide the others
            result.error("set %s stopped:\n%s" % (path.stem, traceback.format_exc()))


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("shared_library")
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path, nargs="?")
    parser.add_argument("--only")
    half = parser.add_mutually_exclusive_group()
    half.add_argument("--fixtures", dest="sets", action="store_false")
    half.add_argument("--sets", dest="fixtures", action="store_false")
    # For the self-test, which brings its own.
    parser.add_argument("--fixture-folder", type=pathlib.Path, default=HERE / "fixtures",
                        help=argparse.SUPPRESS)
    parser.add_argument("--set-folder", type=pathlib.Path, default=HERE / "sets", help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    folder = options.folder or HERE.parents[2] / "shared" / "conformance"
    sys.path.insert(0, str(HERE))
    engine, result = Engine(options.shared_library), Result()
    built = sorted(json.loads(path.read_text(encoding="utf-8"))["id"]
                   for path in (options.data / "rubrics").glob("*.json"))
    if built != sorted(engine.rubrics):
        result.error("the library was built with other rubrics than %s" % options.data)
    if options.fixtures:
        run_fixtures(engine, options.fixture_folder, options.only, result)
    if options.sets:
        run_sets(engine, options.set_folder, folder, options.only, result)
    if options.only and not result.lines and not result.broken:
        result.error("there is no rubric with fixtures and no set named %s" % options.only)
    return result.show()


if __name__ == "__main__":
    sys.exit(main())
