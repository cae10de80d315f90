"""Policies: what a build asks of releases, and the check of releases against it."""

from __future__ import annotations

import json
import os
from ctypes import byref, c_void_p
from typing import (Any, Callable, Dict, Iterator, List, Mapping, NamedTuple, NoReturn, Optional,
                    Sequence, Tuple, Union)

from . import _signatures as c
from ._database import Database, default_database
from ._errors import Error
from ._handle import (Day, Document, Handle, addresses, c_optional, c_string, call, call_text, day_text,
                      document_bytes, is_json, is_path, read_file, size_limit, today)
from ._import import Import
from ._library import lib
from ._release import Release

Target = Union[Release, Import, Document, str]

VERDICTS = {c.CHECK_PASS: "pass", c.CHECK_FAIL: "fail", c.CHECK_INDETERMINATE: "indeterminate",
            c.CHECK_ERROR: "error", c.CHECK_EXCEPTED: "excepted"}
INDETERMINATE = {None: 0, "pass": c.INDETERMINATE_PASS, "fail": c.INDETERMINATE_FAIL}

#: How many folders within folders are looked into.
DEPTH = 16


class Requirement(NamedTuple):
    """What a policy asks for: ``id`` as stated or made from what it asks, ``text`` in one line."""

    id: str
    text: str


class Check(Handle):
    """The result of a check: a verdict on every requirement for every release.

    It has no truth value: of four verdicts one passes. Ask ``passed``.
    """

    __slots__ = ("_problems",)
    _free = "openness_check_free"
    _problems: Tuple[Exception, ...]

    def __init__(self, address: int, problems: Sequence[Exception] = ()) -> None:
        super().__init__(address)
        self._problems = tuple(problems)

    @property
    def verdict(self) -> str:
        """The worst of all releases: "pass", "fail", "indeterminate" (unknowns decide) or "error"
        (something could not be read), with what is indeterminate taken as was asked."""
        return VERDICTS[self.exit_code]

    @property
    def passed(self) -> bool:
        """Whether the verdict is "pass"."""
        return self.exit_code == c.CHECK_PASS

    @property
    def exit_code(self) -> int:
        """The verdict as `openness check` ends: 0 pass, 1 fail, 2 indeterminate, 3 error."""
        code: int = lib().openness_check_verdict(self._pointer)
        return code

    @property
    def problems(self) -> Tuple[Exception, ...]:
        """Why something could not be read: an Error, with its ``issues`` and ``source``, or an OSError.
        Each of them is an item of its own, too."""
        return self._problems

    @property
    def releases(self) -> List[Dict[str, Any]]:
        """Every release with its verdict and items, and what could not be read with its "problem"."""
        found: List[Dict[str, Any]] = self.to_dict()["releases"]
        return found

    @property
    def items(self) -> List[Dict[str, Any]]:
        """Every requirement for every release that it applies to, in their order.

        Each has "release" (its id), "source" (the file, None for one of the database), "requirement",
        "verdict" ("pass", "fail", "indeterminate", "error" or "excepted"), "found" (without exceptions),
        "counts_as", "reason", "missing", "next" and "places" (docs/policy.md). What could not be read is
        one item with the verdict "error", the "reason", and neither release nor requirement.
        """
        found: List[Dict[str, Any]] = []
        for release in self.releases:
            about = {"release": release["id"], "source": release["source"]}
            found += [{**about, **item} for item in release["items"]]
            if release["problem"] is not None:
                found.append({**about, "requirement": None, "verdict": "error", "found": "error",
                              "counts_as": "error", "reason": release["problem"], "missing": [],
                              "next": None, "places": []})
        return found

    def rows(self) -> List[Dict[str, Any]]:
        """One flat dict per item, for pandas.DataFrame(check.rows())."""
        return [{"release": item["release"], "source": item["source"],
                 "requirement": item["requirement"], "verdict": item["verdict"],
                 "counts_as": item["counts_as"], "reason": item["reason"],
                 "missing": "; ".join(item["missing"]), "next": item["next"],
                 "evidence": next((place["source"] for place in item["places"]), None)}
                for item in self.items]

    def to_dict(self) -> Dict[str, Any]:
        """All of it as a new object of format openness-check/1."""
        found: Dict[str, Any] = json.loads(self.to_json(compact=True))
        return found

    def to_json(self, *, compact: bool = False) -> str:
        """All of it as JSON text of format openness-check/1."""
        return self._render(c.FORMAT_JSON, c.COMPACT if compact else 0)

    def to_junit(self) -> str:
        """As JUnit XML: a suite per release, a case per requirement."""
        return self._render(c.FORMAT_JUNIT)

    def to_sarif(self, *, brief: bool = False, compact: bool = False) -> str:
        """As SARIF 2.1.0; ``brief``: only what somebody has to act on."""
        return self._render(c.FORMAT_SARIF,
                            (c.BRIEF if brief else 0) | (c.COMPACT if compact else 0))

    def to_markdown(self) -> str:
        """A summary for a pull request; everything that comes from a document is escaped."""
        return self._render(c.FORMAT_MARKDOWN)

    # As other objects here name it.
    markdown = to_markdown

    def text(self, *, width: int = 80, color: bool = False) -> str:
        """For a terminal of ``width`` columns."""
        return self._render(c.FORMAT_TEXT, c.COLOR if color else 0, width)

    def _render(self, form: int, flags: int = 0, width: int = 0) -> str:
        return call_text(lib().openness_check_render, self._pointer, form, flags, width)

    def _repr_html_(self) -> str:
        from ._html import pre
        return pre(self.text())

    def __bool__(self) -> NoReturn:
        raise TypeError("a check has four verdicts and no truth value: ask .passed or .verdict")

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        if self.closed:
            return "<Check, closed>"
        count: int = lib().openness_check_release_count(self._pointer)
        return f"<Check of {count} releases: {self.verdict}>"


class Policy(Handle):
    """Requirements that a build stops on (format openness-policy/1; docs/policy.md)."""

    __slots__ = ("_database",)
    _free = "openness_policy_free"
    _database: Database

    def __init__(self, source: Union[Document, str], database: Optional[Database] = None, *,
                 origin: Optional[str] = None) -> None:
        """``source``: an object, JSON or YAML text, bytes, or a path.

        A string is text when it begins as JSON does or has a line feed, else it is a path. YAML needs a
        library that was built with libyaml. ``origin``: what messages and outputs call the policy
        (default: the path). A member that the format does not have is an error, and so is a rubric,
        level, fact or license that the database does not have. Raises Error with every issue, OSError
        for a file.
        """
        is_text = isinstance(source, str) and not is_json(source) and "\n" in source
        named = None if origin is None else c_string(origin)
        if isinstance(source, str) and is_text:
            data = source.encode("utf-8", "surrogatepass")
        else:
            data = document_bytes(source)
            if named is None and is_path(source):
                named = os.fsencode(source)  # type: ignore[arg-type]
        known = database or default_database()
        super().__init__(call(lib().openness_policy_parse, known._pointer, named, data, len(data)))
        self._database = known

    @property
    def name(self) -> str:
        """What outputs call it."""
        text: bytes = lib().openness_policy_name(self._pointer)
        return text.decode()

    @property
    def requirements(self) -> Tuple[Requirement, ...]:
        """What it asks for, in its order."""
        pointer, library = self._pointer, lib()
        return tuple(Requirement(library.openness_policy_requirement_id(pointer, i).decode(),
                                 library.openness_policy_requirement_text(pointer, i).decode())
                     for i in range(library.openness_policy_requirement_count(pointer)))

    def check(self, targets: Sequence[Target], *, as_of: Optional[Day] = None,
              today: Optional[Day] = None, indeterminate: Optional[str] = None,
              format: Optional[str] = None, read: Optional[Day] = None,
              strict: bool = False) -> Check:
        """Releases against the policy.

        ``targets``: ids of releases of the policy's database (an id wins over a file of the same name),
        paths of files of any format that import_document() reads, folders of such files (hidden ones are
        passed over), documents as objects, JSON text or bytes, Releases or Imports. What cannot be read
        is an item with the verdict "error", and stops nothing; see Check.problems.

        ``as_of``: YYYY-MM-DD, the state on the evening of that day; None: the latest. ``today``: the day
        of the check, by which exceptions expire and evidence ages in days; None: that of ``as_of``, else
        today (UTC). ``indeterminate``: "pass" or "fail", what the unknowns decide counts as that.
        ``format``, ``read`` and ``strict`` as for import_document().

        Raises Error (E_ARGUMENT) for a day that is none or a release of another database, ValueError
        when there is nothing to check.
        """
        if indeterminate not in INDETERMINATE:
            raise ValueError(f"indeterminate is pass or fail, not {indeterminate!r}")
        if isinstance(targets, (str, bytes, Mapping, Handle)):
            raise TypeError("targets come as a list, even if it is one")
        run = Run(self, as_of, today, INDETERMINATE[indeterminate], format, read, strict)
        for place, target in enumerate(targets, 1):
            run.add(target, f"target {place}")
        return run.result()

    def __repr__(self) -> str:
        if self.closed:
            return "<Policy, closed>"
        return f"<Policy {self.name}: {len(self.requirements)} requirements>"


class _Failure(Handle):
    """An error object of the library, for the call that takes one."""

    __slots__ = ("status",)
    _free = "openness_error_free"
    status: int


def _attempt(function: Callable[..., int], *arguments: Any) -> Union[int, _Failure]:
    """As call(), with the failure as the library has it in place of an exception."""
    out, error = c_void_p(), c_void_p()
    status = function(*arguments, byref(out), byref(error))
    if status == 0 and out.value is not None:
        return out.value
    if error.value is None:
        raise lib().error(status, None)
    failure = _Failure(error.value)
    failure.status = status
    return failure


def _is_own(own: _Failure, foreign: _Failure, data: bytes) -> bool:
    """Of a document that nobody knows, what is wrong as a record says more only where it is meant as one:
    broken JSON, or another "format" than ours."""
    first: bytes = lib().openness_error_issue_id(own._pointer, 0)
    message: bytes = lib().openness_error_issue_message(own._pointer, 0)
    unnamed = first == b"missing-member" and b'"format"' in message
    unknown: bytes = lib().openness_error_issue_id(foreign._pointer, 0)
    return data[:1] in (b"{", b"[") and not unnamed and unknown == b"unknown-format"


class Run:
    """A check under way, target by target."""

    def __init__(self, policy: Policy, as_of: Optional[Day], day: Optional[Day], flags: int,
                 format: Optional[str], read: Optional[Day], strict: bool) -> None:
        self.policy, self.database = policy, policy._database
        self.as_of = c_optional(day_text(as_of))
        self.today = c_optional(day_text(day)) or self.as_of or c_string(today())
        self.flags, self.strict = flags, c.STRICT if strict else 0
        self.format = c_optional(format)
        self.read = c_optional(day_text(read))  # on which day a file was fetched it does not say
        self.checks: List[Check] = []
        self.problems: List[Exception] = []

    def add(self, target: Any, place: str) -> None:
        """Checks whatever a target is; ``place`` names what has no name."""
        if isinstance(target, Release):
            self._release(target._pointer, None)
        elif isinstance(target, Import):
            source = os.fsencode(target.to_dict()["source"])
            self._import(target, source, source)
        elif not is_path(target):
            self.document(document_bytes(target), None, place)
        elif not isinstance(target, str):
            self._path(os.fspath(target), None)
        else:
            found = _attempt(lib().openness_release_get, self.database._pointer, c_string(target))
            if isinstance(found, _Failure):
                self._path(target, found)
            else:
                with Release._own(found) as release:
                    self._release(release._pointer, None)

    def result(self) -> Check:
        """All of them as one."""
        if not self.checks:
            raise ValueError("there is no file to check")
        joined = call(lib().openness_check_join, addresses(self.checks), len(self.checks))
        for check in self.checks:
            check.close()
        return Check(joined, self.problems)

    def _path(self, path: str, unknown: Optional[_Failure]) -> None:
        """A file or folder; ``unknown``: that it is no id either, where there is none."""
        if os.path.isdir(path):
            for found in self._walk(path, 0):
                self._file(found)
        elif unknown is not None and not os.path.exists(path):
            self._unread(os.fsencode(path), unknown)
        else:
            self._file(path)

    def _walk(self, folder: str, depth: int) -> Iterator[str]:
        """Every file in a folder by the bytes of their names; hidden ones are not releases."""
        try:
            if depth == DEPTH:
                raise OSError(0, "too deep", folder)
            names = sorted(os.fsencode(name) for name in os.listdir(folder))
        except OSError as failure:
            self._unread(os.fsencode(folder), failure)
            return
        for name in names:
            path = os.path.join(folder, os.fsdecode(name))
            if name[:1] == b".":
                continue
            if os.path.isdir(path):
                yield from self._walk(path, depth + 1)
            else:
                yield path

    def _file(self, path: str) -> None:
        try:
            data = read_file(path)
        except OSError as failure:
            self._unread(os.fsencode(path), failure)
        else:
            self.document(data, os.fsencode(path), path)

    def document(self, data: bytes, source: Optional[bytes], place: str) -> None:
        """A record of ours keeps its places, so it is tried first; what is none may be one of others."""
        named = place.encode("utf-8", "surrogateescape") if source is None else source
        own: Optional[_Failure] = None
        if self.format is None:
            found = _attempt(lib().openness_release_parse, self.database._pointer, data, len(data),
                             self.strict)
            if not isinstance(found, _Failure):
                with Release._own(found) as release:
                    self._release(release._pointer, source)
                return
            own = found
        size = min(len(data), size_limit())
        found = _attempt(lib().openness_import_bytes, self.database._pointer, self.format, source,
                         self.read, data, size, self.strict | (c.PREFIX if size < len(data) else 0))
        if not isinstance(found, _Failure):
            with Import(found, self.database) as imported:
                self._import(imported, source, named)
            return
        self._unread(named, own if own is not None and _is_own(own, found, data) else found)

    def _import(self, imported: Import, source: Optional[bytes], named: bytes) -> None:
        """Every record that a document holds: a table of releases is many."""
        for i in range(len(imported)):
            found = _attempt(lib().openness_import_release, imported._pointer, i)
            if isinstance(found, _Failure):
                self._unread(named, found)
                continue
            with Release._own(found) as release:
                self._release(release._pointer, source)
        if len(imported) == 0:
            empty = Error("the document describes no release", c.E_SCHEMA, "E_SCHEMA")
            self._unread(named, empty)

    def _release(self, release: int, source: Optional[bytes]) -> None:
        self.checks.append(Check(call(
            lib().openness_check_release, self.policy._pointer, release, source, self.as_of, self.today,
            self.flags)))

    def _unread(self, source: bytes, why: Union[_Failure, Exception]) -> None:
        problem: Optional[int] = None
        if isinstance(why, _Failure):
            problem = why._pointer
            described = lib().describe(why.status, problem)
            described.source = os.fsdecode(source)
            self.problems.append(described)
        else:
            self.problems.append(why)
        self.checks.append(Check(call(
            lib().openness_check_unread, self.policy._pointer, source, problem, self.as_of, self.today,
            self.flags)))
