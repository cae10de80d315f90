"""The commands check, import and badge of python -m openness."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Dict, List, Optional, Union

import openness
from openness import _policy
from openness._command import (DONE, ERROR, INPUT, INTERNAL, USAGE, add_foreign, complain, load_release,
                               load_rubrics, new_parser, read_input, report_parser)
from openness._merge import POLICIES


def _write(path: Optional[str], text: str) -> None:
    """To a file, or to standard output. Raises OSError."""
    if path is None:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    with open(path, "wb") as file:
        file.write(text.encode())


# --- check ---------------------------------------------------------------------------------------

def check_parser() -> argparse.ArgumentParser:
    parser = new_parser("check", "Do releases, files or folders meet a policy?")
    parser.add_argument("policy", metavar="POLICY")
    parser.add_argument("targets", nargs="+", metavar="TARGET",
                        help="the id of a release, a file, a folder, or -")
    parser.add_argument("-f", "--format", default="text",
                        choices=("text", "json", "markdown", "junit", "sarif"))
    parser.add_argument("-o", "--output", metavar="FILE")
    parser.add_argument("--indeterminate", choices=("pass", "fail"),
                        help="what the unknowns decide counts as that")
    parser.add_argument("--as-of", metavar="DATE", help="the state on the evening of DATE")
    parser.add_argument("--today", metavar="DATE", help="the day of the check (default: that of --as-of, "
                        "else today)")
    parser.add_argument("--brief", action="store_true",
                        help="sarif: only what somebody has to act on")
    add_foreign(parser)
    return parser


def _read_policy(path: str, known: openness.Database) -> openness.Policy:
    try:
        return openness.Policy(read_input(path), known, origin=path)
    except openness.Error as failure:
        complain(path, failure)
        raise SystemExit(ERROR) from None


def _explain(problems: List[Exception]) -> None:
    """What the result itself does not tell: a name that nothing has, a file that cannot be opened."""
    for problem in problems:
        if isinstance(problem, openness.NotFoundError) and not os.path.exists(problem.source or ""):
            complain("openness", problem)
        elif isinstance(problem, OSError):
            print(f"{problem.filename}: {problem.strerror}", file=sys.stderr)


def _printed(found: openness.Check, o: argparse.Namespace) -> str:
    if o.format == "json":
        return found.to_json()
    if o.format == "markdown":
        return found.to_markdown()
    if o.format == "junit":
        return found.to_junit()
    if o.format == "sarif":
        return found.to_sarif(brief=o.brief)
    return found.text(width=o.width, color=o.color and o.output is None)


def check(o: argparse.Namespace, known: openness.Database) -> int:
    run = _policy.Run(_read_policy(o.policy, known), o.as_of, o.today,
                      _policy.INDETERMINATE[o.indeterminate], o.origin_format, o.read, o.strict)
    for target in o.targets:
        if target == "-":
            run.document(read_input(target), target.encode(), target)
        else:
            run.add(target, target)
    _explain(run.problems)
    if not run.checks:
        print("openness: there is no file to check", file=sys.stderr)
        return ERROR
    found = run.result()
    _write(o.output, _printed(found, o))
    return found.exit_code


# --- import --------------------------------------------------------------------------------------

STAGES = ("pretraining", "midtraining", "posttraining", "sft", "preference", "rl", "evaluation")


def import_parser() -> argparse.ArgumentParser:
    parser = new_parser("import", "Other projects' documents as release records.", color=False)
    parser.add_argument("files", nargs="+", metavar="FILE", help="a file, or -")
    add_foreign(parser)
    parser.add_argument("--source", action="append", default=[], metavar="URL",
                        help="where a file comes from, one for each in their order (default: the paths)")
    parser.add_argument("-o", "--output", metavar="FILE", help="or DIR/ for one file each")
    parser.add_argument("--report", choices=("json", "text", "markdown"),
                        help="print the report in place of the records")
    parser.add_argument("--merge", action="store_true", help="all files are about one release")
    parser.add_argument("--policy", choices=tuple(POLICIES)[1:], help="what resolves a conflict")
    parser.add_argument("--id", help="of the merged record")
    parser.add_argument("--data-stage", choices=STAGES, help="what the datasets were used for")
    parser.add_argument("--data-complete", action="store_true", help="they are all of it")
    return parser


def _usage(o: argparse.Namespace) -> Optional[str]:
    """Why these options do not go together."""
    if o.source and len(o.source) != len(o.files):
        return (f"--source tells where a file comes from, one for each in their order; there are "
                f"{len(o.source)} for {len(o.files)} files")
    if o.data_complete and o.data_stage is None:
        return "--data-complete belongs to --data-stage"
    for option, value in (("id", o.id), ("data-stage", o.data_stage), ("policy", o.policy)):
        if value is not None and not o.merge:
            return f"--{option} belongs to --merge"
    return None


class _Import:
    """What is read is held until it is known whether there is one record or an array of them."""

    def __init__(self, o: argparse.Namespace, known: openness.Database) -> None:
        self.o, self.known = o, known
        self.worst = DONE
        self.folder = bool(o.output) and o.output.endswith("/")
        self.found: List[openness.Import] = []
        self.names: List[str] = []
        self.ids: Dict[str, str] = {}

    def fail(self, code: int) -> None:
        self.worst = max(self.worst, code)

    def read(self, path: str, source: Optional[str]) -> None:
        o = self.o
        origin = source if source is not None else None if path == "-" else path
        try:
            self.found.append(openness.import_document(
                read_input(path), format=o.origin_format, origin=origin, read=o.read, strict=o.strict,
                database=self.known))
            self.names.append(path)
        except openness.Error as failure:
            usage = failure.code in (openness.E_ARGUMENT, openness.E_NOT_FOUND)
            complain("openness" if usage else path, failure)
            self.fail(USAGE if usage else INPUT
                      if failure.code not in (openness.E_NOMEM, openness.E_INTERNAL) else INTERNAL)
        except OSError as failure:
            print(f"{path}: {failure.strerror}", file=sys.stderr)
            self.fail(INPUT)

    def file(self, text: str, id: str, origin: str) -> bool:
        """DIR/producer/name.json. Ids hold nothing that leads out of the folder; a file that is there is
        replaced, but not by two of one id."""
        path = f"{self.o.output}{id}.json"
        if id in self.ids:
            other = "a record before it" if self.ids[id] == origin else self.ids[id]
            print(f"{origin}: has a release {id}, as has {other}, which is written to {path}: give one of "
                  "them, or make one record of both with --merge", file=sys.stderr)
            self.fail(INPUT)
            return False
        self.ids[id] = origin
        try:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            _write(path, text)
        except OSError as failure:
            print(f"{failure.filename}: {failure.strerror}", file=sys.stderr)
            self.fail(INPUT)
            return False
        print(path)
        return True

    def files(self, imported: openness.Import, origin: str) -> bool:
        return all([self.file(text, release.id, origin)
                    for text, release in zip(imported._texts(), imported.releases)])

    def report(self, found: Union[openness.Import, openness.Merged], begin: str = "") -> None:
        """In place of the records, or to standard error beside them."""
        form = self.o.report or "text"
        text = (found.to_json() if form == "json" else found.markdown() if form == "markdown"
                else found.text(width=self.o.width))
        (sys.stdout if self.o.report else sys.stderr).write(begin + text)

    @property
    def prints(self) -> bool:
        """Whether records go to one stream."""
        return not self.folder and (self.o.report is None or self.o.output is not None)

    def merge(self) -> int:
        o = self.o
        try:
            merged = openness.merge(self.found, o.policy or "widen", o.id, data_stage=o.data_stage,
                                    data_complete=o.data_complete, database=self.known)
        except openness.LibraryError:
            raise
        except openness.Error as failure:
            complain("openness", failure)
            return (INTERNAL if failure.code in (openness.E_NOMEM, openness.E_INTERNAL) else USAGE
                    if failure.code in (openness.E_ARGUMENT, openness.E_NOT_FOUND) else INPUT)
        if self.prints:
            _write(o.output, merged._text())
        if not self.folder or self.file(merged._text(), merged.release.id, o.files[0]):
            self.report(merged)
        return self.worst

    def print(self) -> int:
        """Every record and every report."""
        several = self.o.report == "json" and len(self.o.files) > 1
        records = [text for imported in self.found for text in imported._texts()]
        if self.prints and (self.found or self.o.output is None):
            text = records[0] if len(records) == 1 else "[\n" + ",\n".join(records) + "]\n" \
                if records else "[]\n" if self.found else ""
            _write(self.o.output, text)
        reports = 0
        for origin, imported in zip(self.names, self.found):
            if self.folder and not self.files(imported, origin):
                continue
            begin = ("[\n" if reports == 0 else ",\n") if several else "\n" if reports else ""
            self.report(imported, begin)
            reports += 1
        if several:
            print("]" if reports else "[]")
        return self.worst


def import_files(o: argparse.Namespace, known: openness.Database) -> int:
    wrong = _usage(o)
    if wrong is not None:
        print(f"openness: {wrong}", file=sys.stderr)
        return USAGE
    run = _Import(o, known)
    for path, source in zip(o.files, o.source or [None] * len(o.files)):
        run.read(path, source)
    if not o.merge:
        return run.print()
    # A source that cannot be read would be missing from the merge without a word.
    return run.worst if run.worst != DONE else run.merge()


# --- badge ---------------------------------------------------------------------------------------

def badge_parser() -> argparse.ArgumentParser:
    parser = report_parser("badge", "The result as a small image, for a README.", "+")
    parser.add_argument("--svg", action="store_const", const="svg", dest="badge", default="svg",
                        help="an image (default)")
    parser.add_argument("--json", action="store_const", const="json", dest="badge",
                        help="an answer for the endpoint badge of shields.io")
    parser.add_argument("-o", "--output", metavar="FILE")
    return parser


def badge(o: argparse.Namespace, known: openness.Database) -> int:
    if len(o.targets) != 1 or len(o.rubric) != 1:
        print("openness: badge takes one release and one rubric (-r); a sign that does not name its ruler "
              "says nothing", file=sys.stderr)
        return USAGE
    [rubric] = load_rubrics(o.rubric, o, known)
    release = load_release(o.targets[0], o, known)
    try:
        text = release.score(rubric, as_of=o.as_of, mode=o.mode).badge(o.badge)
    except openness.Error as failure:
        complain("openness", failure)
        return USAGE
    try:
        # Only once there is something to write: a badge that is in use stays as it is.
        _write(None if o.output == "-" else o.output, text)
    except OSError as failure:
        print(f"openness: {o.output}: {failure.strerror}", file=sys.stderr)
        return INPUT
    return DONE
