"""python -m openness score|may|compare: what the command `openness` prints, from Python.

Options, output and exit codes are those of the command: 0 done, 1 wrong usage, 2 bad or missing input,
3 internal error; of may 0 allowed, 10 conditional, 11 forbidden, 12 unknown.
"""

from __future__ import annotations

import argparse
import io
import os
import pathlib
import sys
from typing import Any, Callable, Dict, List, NoReturn, Optional, Sequence, Tuple

import openness
from openness._analysis import COMPARED
from openness._handle import is_file_name

DONE, USAGE, INPUT, INTERNAL = 0, 1, 2, 3
VERDICTS = {"allowed": DONE, "conditional": 10, "forbidden": 11, "unknown": 12}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"openness: {message}\n")


def _terminal_width() -> int:
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 80
    return columns if columns >= 40 else 80


def _width(word: str) -> int:
    if not word.isdigit() or not 40 <= int(word) <= 1000:
        raise argparse.ArgumentTypeError(f"a number from 40 to 1000, not '{word}'")
    return int(word)


def _number(word: str) -> int:
    digits = word.replace(",", "").replace("_", "")
    if not digits.isascii() or not digits.isdigit():
        raise argparse.ArgumentTypeError(f"a whole number, not '{word}'")
    return int(digits)


def _wants_color() -> bool:
    """Only where a person looks and has not said no (https://no-color.org)."""
    return (not os.environ.get("NO_COLOR") and sys.stdout.isatty()
            and os.environ.get("TERM", "dumb") != "dumb")


def _parser(command: str, about: str) -> argparse.ArgumentParser:
    parser = _Parser(prog=f"python -m openness {command}", description=about)
    parser.add_argument("--data", action="append", default=[], metavar="FILE",
                        help="add licenses, rubrics or releases")
    parser.add_argument("--strict", action="store_true", help="warnings are errors")
    parser.add_argument("--width", type=_width, help="columns of the output")
    parser.add_argument("--no-color", action="store_true")
    return parser


def _report_parser(command: str, about: str, targets: str) -> argparse.ArgumentParser:
    parser = _parser(command, about)
    parser.add_argument("targets", nargs=targets, metavar="TARGET",
                        help="the id of a release, a file, or -")
    parser.add_argument("-r", "--rubric", action="append", default=[], metavar="R",
                        help="by id or as FILE.json; may be repeated")
    parser.add_argument("-f", "--format", default="text",
                        choices=("text", "json", "markdown", "vector"))
    parser.add_argument("--as-of", metavar="DATE", help="the state on the evening of DATE")
    parser.add_argument("--mode", default="record", choices=("record", "fill", "assessed"))
    parser.add_argument("--from", dest="origin_format", metavar="FORMAT",
                        help="format of a file that is no record (default: find out)")
    parser.add_argument("--read", metavar="DATE", help="when that file was read (default: today)")
    return parser


def _score_parser() -> argparse.ArgumentParser:
    parser = _report_parser("score", "Scores releases (rubric spectrum-1).", "+")
    parser.add_argument("--full", action="store_true", help="the whole report")
    return parser


def _compare_parser() -> argparse.ArgumentParser:
    parser = _report_parser("compare", "Releases x rubrics as a table.", "*")
    parser.add_argument("--why", nargs=2, metavar=("A", "B"),
                        help="the facts on which rubrics A and B part")
    return parser


def _may_parser() -> argparse.ArgumentParser:
    may = _parser("may", "Does its license allow it?")
    may.add_argument("target", metavar="TARGET", help="a license, release or file")
    may.add_argument("-f", "--format", default="text", choices=("text", "json", "markdown"))
    may.add_argument("--action", default="run")
    may.add_argument("--commercial", action="store_true", default=None)
    may.add_argument("--noncommercial", action="store_false", dest="commercial")
    may.add_argument("--mau", type=_number)
    may.add_argument("--revenue", type=_number)
    for name in ("currency", "territory", "date", "artifact"):
        may.add_argument("--" + name)
    may.add_argument("--field", action="append")
    may.add_argument("--business", action="append")
    return may


def _complain(name: str, failure: openness.Error) -> None:
    """One line per place: FILE:line:column: message (at pointer) [id]."""
    if not failure.issues:
        print(f"{name}: {failure.message}", file=sys.stderr)
    for issue in failure.issues:
        print(f"{name}:{issue.line or 0}:{issue.column or 0}: "
              f"{'warning: ' if issue.severity == 'warning' else ''}{issue.message} "
              f"(at {issue.pointer or 'the document'}) [{issue.id}]", file=sys.stderr)


def _read(path: str) -> bytes:
    return sys.stdin.buffer.read() if path == "-" else pathlib.Path(path).read_bytes()


def _load_foreign(data: bytes, target: str, o: argparse.Namespace, known: openness.Database,
                  record: Optional[openness.Error]) -> openness.Release:
    """A release from a document of another format, when it describes one."""
    try:
        found = openness.import_document(
            data, format=o.origin_format, origin=None if target == "-" else target, read=o.read,
            strict=o.strict, database=known)
    except openness.Error as failure:
        # Nobody knows it: then what is missing for a record says more, if it is JSON.
        unknown = bool(failure.issues) and failure.issues[0].id == "unknown-format"
        if record is not None and record.code == openness.E_SCHEMA and unknown:
            raise record from None
        raise
    if len(found) != 1:
        print(f"{target}: {len(found)} releases; openness import -o DIR/ makes a file of each",
              file=sys.stderr)
        raise SystemExit(INPUT)
    print(f"{target}: read as {found.format}, {sum(found.note_counts().values())} notes; "
          "openness import --report text shows them", file=sys.stderr)
    return found.releases[0]


def _load_file(target: str, o: argparse.Namespace, known: openness.Database) -> openness.Release:
    data = _read(target)
    record: Optional[openness.Error] = None
    release: Optional[openness.Release] = None
    if o.origin_format is None:
        try:
            release = openness.Release(data, known, strict=o.strict)
        except openness.Error as failure:
            if failure.code not in (openness.E_JSON, openness.E_SCHEMA):
                raise
            record = failure
    if release is None:
        release = _load_foreign(data, target, o, known, record)
    for warning in release.warnings:
        print(f"{target}: warning: {warning}", file=sys.stderr)
    return release


def _load(target: str, o: argparse.Namespace, known: openness.Database) -> openness.Release:
    """A release by id, file or "-"; ends the program with exit code and message when there is none."""
    is_file = target == "-" or is_file_name(target)
    try:
        if is_file:
            return _load_file(target, o, known)
        try:
            return openness.Release(target, known) if target in known.releases \
                else _load_file(target, o, known)
        except FileNotFoundError:
            return openness.Release(target, known)
    except openness.NotFoundError as failure:
        _complain(target if is_file else "openness", failure)
        raise SystemExit(USAGE if is_file else INPUT) from None
    except openness.Error as failure:
        _complain(target, failure)
        raise SystemExit(USAGE if failure.code == openness.E_ARGUMENT else INPUT) from None
    except OSError as failure:
        print(f"{target}: {failure.strerror}", file=sys.stderr)
        raise SystemExit(INPUT) from None


def _database(o: argparse.Namespace) -> openness.Database:
    known = openness.default_database()
    for file in o.data:
        try:
            known = known.extend(_read(file), strict=o.strict)
        except openness.Error as failure:
            _complain(file, failure)
            raise SystemExit(INPUT) from None
    return known


def _rubrics(names: Sequence[str], o: argparse.Namespace,
             known: openness.Database) -> List[openness.Rubric]:
    found = []
    for name in names:
        is_file = name == "-" or is_file_name(name)
        try:
            found.append(openness.Rubric(_read(name) if is_file else name, known, strict=o.strict))
        except openness.Error as failure:
            _complain(name if is_file else "openness", failure)
            raise SystemExit(INPUT) from None
    return found


def _render(report: openness.Report, o: argparse.Namespace) -> str:
    if o.format == "json":
        return report.to_json()
    if o.format == "vector":
        return report.vector + "\n"
    if o.format == "markdown":
        return report.markdown(brief=not o.full)
    return report.text(brief=not o.full, width=o.width, color=o.color)


def _score(o: argparse.Namespace, known: openness.Database) -> int:
    rubrics = _rubrics(o.rubric or ["spectrum-1"], o, known)
    several = o.format == "json" and len(o.targets) * len(rubrics) > 1
    printed, worst = 0, DONE
    for target in o.targets:
        try:
            release = _load(target, o, known)
        except SystemExit as stop:
            worst = max(worst, int(str(stop.code)))
            continue
        for rubric in rubrics:
            text = _render(release.score(rubric, as_of=o.as_of, mode=o.mode), o)
            between = "" if printed == 0 or o.format == "vector" else "\n"
            sys.stdout.write(("[\n" if printed == 0 else ",\n") if several else
                             between if o.format != "json" else "")
            sys.stdout.write(text)
            printed += 1
    if several:
        sys.stdout.write("]\n" if printed else "[]\n")
    return worst


def _compare(o: argparse.Namespace, known: openness.Database) -> int:
    if o.why:
        return _why(o, known)
    rubrics = _rubrics(o.rubric or COMPARED, o, known)
    targets: Any = [_load(target, o, known) for target in o.targets] or None
    found = openness.compare(targets, rubrics, as_of=o.as_of, mode=o.mode, database=known)
    if o.format == "text":
        sys.stdout.write(found.text(width=o.width))
    elif o.format == "markdown":
        sys.stdout.write(found.markdown())
    elif o.format == "json":
        sys.stdout.write(found.to_json())
    else:
        for row in found.reports:
            for report in row:
                print(report.release, report.vector)
    return DONE


def _why(o: argparse.Namespace, known: openness.Database) -> int:
    if not o.targets or o.rubric or o.format == "vector":
        print("openness: compare --why takes two rubrics and one or more releases, "
              "as text, json or markdown", file=sys.stderr)
        return USAGE
    first, second = _rubrics(o.why, o, known)
    texts = []
    for target in o.targets:
        found = openness.why(_load(target, o, known), first, second, as_of=o.as_of, mode=o.mode,
                             database=known)
        texts.append(found.to_json() if o.format == "json" else found.markdown()
                     if o.format == "markdown" else found.text(width=o.width))
    if o.format == "json" and len(texts) > 1:
        sys.stdout.write("[\n" + ",\n".join(text.rstrip("\n") for text in texts) + "\n]\n")
    else:
        sys.stdout.write("\n".join(texts))
    return DONE


def _may(o: argparse.Namespace, known: openness.Database) -> int:
    o.origin_format = o.read = None
    target: Any = o.target
    if target == "-" or is_file_name(target) or ("/" in target and "://" not in target):
        target = _load(target, o, known)
    elif o.artifact is not None and target not in known.releases:
        print(f'openness: --artifact needs a release, and there is no release "{target}"',
              file=sys.stderr)
        return INPUT
    business = o.business
    if business and "none" in business:
        business = [kind for kind in business if kind != "none"]
    try:
        answer = openness.may(
            target, o.action, commercial=o.commercial, monthly_active_users=o.mau,
            annual_revenue=o.revenue, currency=o.currency, territory=o.territory, fields=o.field,
            business=business, date=o.date, artifact=o.artifact, database=known)
    except openness.Error as failure:
        _complain("question" if failure.issues else "openness", failure)
        return INPUT
    sys.stdout.write(answer.to_json() if o.format == "json" else answer.markdown()
                     if o.format == "markdown" else answer.text(width=o.width, color=o.color))
    return VERDICTS[answer.verdict]


COMMANDS: Dict[str, Tuple[Callable[[], argparse.ArgumentParser],
                          Callable[[argparse.Namespace, openness.Database], int]]] = {
    "score": (_score_parser, _score), "compare": (_compare_parser, _compare),
    "may": (_may_parser, _may)}


def _print_version() -> int:
    found = openness.versions()
    print(f"openness {found['version']} (ABI {found['abi']})\n"
          f"data {found['data']}, sha256 {found['digest']}")
    return DONE


def _run(words: Sequence[str]) -> int:
    if words[:1] == ["--version"]:
        return _print_version()
    if not words or words[0] not in COMMANDS:
        print(__doc__, file=sys.stdout if words[:1] in (["-h"], ["--help"]) else sys.stderr)
        return DONE if words[:1] in (["-h"], ["--help"]) else USAGE
    make, command = COMMANDS[words[0]]
    o = make().parse_intermixed_args(words[1:])
    # The library writes UTF-8 in any locale.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    o.width = o.width or _terminal_width()
    o.color = _wants_color() and not o.no_color
    return command(o, _database(o))


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs a command; its exit code."""
    try:
        return _run(list(sys.argv[1:] if arguments is None else arguments))
    except openness.LibraryError as failure:
        print(f"openness: {failure}", file=sys.stderr)
        return INTERNAL
    except openness.Error as failure:
        _complain("openness", failure)
        return USAGE if failure.code == openness.E_ARGUMENT else INTERNAL
    except OSError as failure:
        print(f"{failure.filename}: {failure.strerror}", file=sys.stderr)
        return INPUT


if __name__ == "__main__":
    sys.exit(main())
