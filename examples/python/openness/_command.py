"""What the commands of python -m openness share: options, files, messages, exit codes."""

from __future__ import annotations

import argparse
import os
import sys
from typing import List, NoReturn, Optional, Sequence

import openness
from openness._handle import is_file_name, read_file, read_some, size_limit
from openness._release import Release, record_address

DONE, USAGE, INPUT, INTERNAL = 0, 1, 2, 3
#: What a check ends with when it did not come to a verdict.
ERROR = 3


class Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"openness: {message}\n")


def terminal_width() -> int:
    try:
        columns = os.get_terminal_size(sys.stdout.fileno()).columns
    except (OSError, ValueError):
        return 80
    return columns if columns >= 40 else 80


def columns(word: str) -> int:
    if not word.isdigit() or not 40 <= int(word) <= 1000:
        raise argparse.ArgumentTypeError(f"a number from 40 to 1000, not '{word}'")
    return int(word)


def number(word: str) -> int:
    digits = word.replace(",", "").replace("_", "")
    if not digits.isascii() or not digits.isdigit():
        raise argparse.ArgumentTypeError(f"a whole number, not '{word}'")
    return int(digits)


def wants_color() -> bool:
    """Only where a person looks and has not said no (https://no-color.org)."""
    return (not os.environ.get("NO_COLOR") and sys.stdout.isatty()
            and os.environ.get("TERM", "dumb") != "dumb")


def new_parser(command: str, about: str, color: bool = True) -> argparse.ArgumentParser:
    parser = Parser(prog=f"python -m openness {command}", description=about)
    parser.add_argument("--data", action="append", default=[], metavar="FILE",
                        help="add licenses, rubrics or releases")
    parser.add_argument("--strict", action="store_true", help="warnings are errors")
    parser.add_argument("--width", type=columns, help="columns of the output")
    if color:
        parser.add_argument("--no-color", action="store_true")
    return parser


def add_foreign(parser: argparse.ArgumentParser) -> None:
    """The options of what reads files of other projects."""
    parser.add_argument("--from", dest="origin_format", metavar="FORMAT",
                        help="format of a file that is no record (default: find out)")
    parser.add_argument("--read", metavar="DATE", help="when that file was read (default: today)")


def report_parser(command: str, about: str, targets: str) -> argparse.ArgumentParser:
    parser = new_parser(command, about)
    parser.add_argument("targets", nargs=targets, metavar="TARGET",
                        help="the id of a release, a file, or -")
    parser.add_argument("-r", "--rubric", action="append", default=[], metavar="R",
                        help="by id or as FILE.json; may be repeated")
    parser.add_argument("-f", "--format", default="text",
                        choices=("text", "json", "markdown", "vector"))
    parser.add_argument("--as-of", metavar="DATE", help="the state on the evening of DATE")
    parser.add_argument("--mode", default="record", choices=("record", "fill", "assessed"))
    add_foreign(parser)
    return parser


def complain(name: str, failure: openness.Error) -> None:
    """One line per place: FILE:line:column: message (at pointer) [id]."""
    if not failure.issues:
        print(f"{name}: {failure.message}", file=sys.stderr)
    for issue in failure.issues:
        print(f"{name}:{issue.line or 0}:{issue.column or 0}: "
              f"{'warning: ' if issue.severity == 'warning' else ''}{issue.message} "
              f"(at {issue.pointer or 'the document'}) [{issue.id}]", file=sys.stderr)


def read_input(path: str) -> bytes:
    """A file, "-" for standard input; of one that is too large as much as the library needs to say so."""
    return read_some(sys.stdin.buffer) if path == "-" else read_file(path)


def record_of(data: bytes, known: openness.Database, strict: bool) -> Release:
    """A release from a document of format openness-release/1; of no other."""
    release = Release._own(record_address(data, known, strict))
    release._database = known
    return release


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
    data = read_input(target)
    record: Optional[openness.Error] = None
    release: Optional[openness.Release] = None
    if o.origin_format is None:
        try:
            release = record_of(data, known, o.strict)
        except openness.Error as failure:
            # Of weights the header is enough, however large the file is.
            if (failure.code not in (openness.E_JSON, openness.E_SCHEMA)
                    and len(data) <= size_limit()):
                raise
            record = failure
    if release is None:
        release = _load_foreign(data, target, o, known, record)
    for warning in release.warnings:
        print(f"{target}: warning: {warning}", file=sys.stderr)
    return release


def load_release(target: str, o: argparse.Namespace, known: openness.Database) -> openness.Release:
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
        complain(target if is_file else "openness", failure)
        raise SystemExit(USAGE if is_file else INPUT) from None
    except openness.Error as failure:
        complain(target, failure)
        raise SystemExit(USAGE if failure.code == openness.E_ARGUMENT else INPUT) from None
    except OSError as failure:
        print(f"{target}: {failure.strerror}", file=sys.stderr)
        raise SystemExit(INPUT) from None


def open_database(o: argparse.Namespace) -> openness.Database:
    known = openness.default_database()
    for file in o.data:
        try:
            known = known.extend(read_input(file), strict=o.strict)
        except openness.Error as failure:
            complain(file, failure)
            raise SystemExit(INPUT) from None
    return known


def load_rubrics(names: Sequence[str], o: argparse.Namespace,
                 known: openness.Database) -> List[openness.Rubric]:
    found = []
    for name in names:
        is_file = name == "-" or is_file_name(name)
        try:
            found.append(openness.Rubric(read_input(name) if is_file else name, known, strict=o.strict))
        except openness.Error as failure:
            complain(name if is_file else "openness", failure)
            raise SystemExit(INPUT) from None
    return found
