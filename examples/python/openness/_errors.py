"""Failures as exceptions: what went wrong, and every place where it did."""

from __future__ import annotations

from typing import NamedTuple, Optional, Tuple


class Issue(NamedTuple):
    """One problem of a document.

    ``id`` is stable (docs/errors.md); ``pointer`` is a JSON pointer (RFC 6901), "" for the whole
    document; ``line`` and ``column`` count from 1 (the column in code points) and are None where they
    are not known; ``severity`` is "error" or "warning".
    """

    id: str
    message: str
    pointer: str
    line: Optional[int]
    column: Optional[int]
    severity: str

    def __str__(self) -> str:
        place = self.pointer or "the document"
        if self.line is not None:
            place += f" (line {self.line}, column {self.column})"
        return f"{place}: {self.message} [{self.id}]"


class Error(Exception):
    """A call that failed.

    ``code`` is the status of the library (``openness.E_SCHEMA``, ...), ``name`` its name, ``issues`` up
    to 100 problems of the document that was handed in; empty when the failure has no place in one.
    ``source`` says which document that was where several were handed in, else it is None.
    """

    source: Optional[str] = None

    def __init__(self, message: str, code: int = 0, name: str = "",
                 issues: Tuple[Issue, ...] = ()) -> None:
        super().__init__(message, code, name, issues)
        self.message = message
        self.code = code
        self.name = name
        self.issues = issues

    def __str__(self) -> str:
        begin = "" if self.source is None else f"{self.source}: "
        if len(self.issues) < 2:
            return begin + (str(self.issues[0]) if self.issues else self.message)
        return f"{begin}{len(self.issues)} problems" + "".join(f"\n  {issue}" for issue in self.issues)


class NotFoundError(Error, LookupError):
    """No release, rubric or license of that id; the message names the nearest one."""


class LibraryError(Error):
    """The shared library is not there, does not fit this package or lacks a function."""
