"""python -m openness score|may|compare|check|import|badge: what the command `openness` prints, from Python.

Options, output and exit codes are those of the command: 0 done, 1 wrong usage, 2 bad or missing input,
3 internal error; of may 0 allowed, 10 conditional, 11 forbidden, 12 unknown; of check 0 pass, 1 fail,
2 indeterminate, 3 error of any kind.
"""

from __future__ import annotations

import argparse
import io
import sys
from typing import Any, Callable, Dict, Optional, Sequence, Tuple

import openness
from openness import _guard
from openness._analysis import COMPARED
from openness._command import (DONE, ERROR, INPUT, INTERNAL, USAGE, complain, load_release, load_rubrics,
                               new_parser, number, open_database, report_parser, terminal_width,
                               wants_color)
from openness._handle import is_file_name

VERDICTS = {"allowed": DONE, "conditional": 10, "forbidden": 11, "unknown": 12}


def _score_parser() -> argparse.ArgumentParser:
    parser = report_parser("score", "Scores releases (rubric spectrum-1).", "+")
    parser.add_argument("--full", action="store_true", help="the whole report")
    return parser


def _compare_parser() -> argparse.ArgumentParser:
    parser = report_parser("compare", "Releases x rubrics as a table.", "*")
    parser.add_argument("--why", nargs=2, metavar=("A", "B"),
                        help="the facts on which rubrics A and B part")
    return parser


def _may_parser() -> argparse.ArgumentParser:
    may = new_parser("may", "Does its license allow it?")
    may.add_argument("target", metavar="TARGET", help="a license, release or file")
    may.add_argument("-f", "--format", default="text", choices=("text", "json", "markdown"))
    may.add_argument("--action", default="run")
    may.add_argument("--commercial", action="store_true", default=None)
    may.add_argument("--noncommercial", action="store_false", dest="commercial")
    may.add_argument("--mau", type=number)
    may.add_argument("--revenue", type=number)
    for name in ("currency", "territory", "date", "artifact"):
        may.add_argument("--" + name)
    may.add_argument("--field", action="append")
    may.add_argument("--business", action="append")
    return may


def _render(report: openness.Report, o: argparse.Namespace) -> str:
    if o.format == "json":
        return report.to_json()
    if o.format == "vector":
        return report.vector + "\n"
    if o.format == "markdown":
        return report.markdown(brief=not o.full)
    return report.text(brief=not o.full, width=o.width, color=o.color)


def _score(o: argparse.Namespace, known: openness.Database) -> int:
    rubrics = load_rubrics(o.rubric or ["spectrum-1"], o, known)
    several = o.format == "json" and len(o.targets) * len(rubrics) > 1
    printed, worst = 0, DONE
    for target in o.targets:
        try:
            release = load_release(target, o, known)
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
    rubrics = load_rubrics(o.rubric or COMPARED, o, known)
    targets: Any = [load_release(target, o, known) for target in o.targets] or None
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
    first, second = load_rubrics(o.why, o, known)
    texts = []
    for target in o.targets:
        found = openness.why(load_release(target, o, known), first, second, as_of=o.as_of, mode=o.mode,
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
        target = load_release(target, o, known)
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
        complain("question" if failure.issues else "openness", failure)
        return INPUT
    sys.stdout.write(answer.to_json() if o.format == "json" else answer.markdown()
                     if o.format == "markdown" else answer.text(width=o.width, color=o.color))
    return VERDICTS[answer.verdict]


COMMANDS: Dict[str, Tuple[Callable[[], argparse.ArgumentParser],
                          Callable[[argparse.Namespace, openness.Database], int]]] = {
    "score": (_score_parser, _score), "compare": (_compare_parser, _compare),
    "may": (_may_parser, _may), "check": (_guard.check_parser, _guard.check),
    "import": (_guard.import_parser, _guard.import_files), "badge": (_guard.badge_parser, _guard.badge)}


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
    # The library writes UTF-8 in any locale; names of files are whatever bytes they are.
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape", newline="\n")
    o.width = o.width or terminal_width()
    o.color = wants_color() and not getattr(o, "no_color", True)
    return command(o, open_database(o))


def _end(words: Sequence[str]) -> int:
    """Runs a command; the exit code of whatever it ends with."""
    try:
        return _run(words)
    except openness.LibraryError as failure:
        print(f"openness: {failure}", file=sys.stderr)
        raise SystemExit(INTERNAL) from None
    except openness.Error as failure:
        complain("openness", failure)
        raise SystemExit(USAGE if failure.code == openness.E_ARGUMENT else INTERNAL) from None
    except OSError as failure:
        print(f"{failure.filename}: {failure.strerror}", file=sys.stderr)
        raise SystemExit(INPUT) from None


def main(arguments: Optional[Sequence[str]] = None) -> int:
    """Runs a command; its exit code."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _end(words)
    except SystemExit as stop:
        code = int(str(stop.code or DONE))
    # 1 and 2 of a check are verdicts: what went wrong on the way is none.
    return ERROR if words[:1] == ["check"] and code != DONE else code


if __name__ == "__main__":
    sys.exit(main())
