"""Licenses as terms: what a name means, what a text says, what it allows. Not legal advice."""

from __future__ import annotations

import json
from typing import Any, Dict, List, NamedTuple, Optional, Sequence, Tuple, Union

from . import _signatures as c
from ._analysis import Analysis
from ._database import Database, default_database
from ._errors import Error, NotFoundError
from ._handle import Day, Document, Handle, c_optional, c_string, call, call_text, to_json
from ._handle import day_text, is_file_name, is_json
from ._library import lib
from ._release import Release

VERDICTS = {c.ALLOWED: "allowed", c.CONDITIONAL: "conditional", c.FORBIDDEN: "forbidden",
            c.UNDECIDED: "unknown"}


class Line(NamedTuple):
    """One thing that a license says of a question.

    ``verdict``: "forbidden" (it bars), "unknown" (the term was not read) or "conditional" (do this, or
    stay within this). ``clause`` is where the license says so, "" when none is recorded.
    """

    verdict: str
    term: str
    text: str
    clause: str
    license: str


class Answer(Handle):
    """Whether a license or release allows something: a verdict and the lines that it rests on."""

    __slots__ = ()
    _free = "openness_answer_free"

    @property
    def verdict(self) -> str:
        """"allowed" (nothing is asked in return), "conditional", "forbidden" or "unknown"."""
        return VERDICTS[lib().openness_answer_verdict(self._pointer)]

    @property
    def lines(self) -> Tuple[Line, ...]:
        """What bars, what is unknown, what is asked."""
        pointer, library = self._pointer, lib()
        return tuple(
            Line(VERDICTS[library.openness_answer_line_verdict(pointer, i)],
                 library.openness_answer_line_term(pointer, i).decode(),
                 library.openness_answer_line_text(pointer, i).decode(),
                 library.openness_answer_line_clause(pointer, i).decode(),
                 library.openness_answer_line_license(pointer, i).decode())
            for i in range(library.openness_answer_line_count(pointer)))

    def to_dict(self) -> Dict[str, Any]:
        """The answer as data, with the path through the bases and conflicts."""
        found: Dict[str, Any] = json.loads(self.to_json())
        return found

    def to_json(self) -> str:
        """The answer as JSON text."""
        return self._render(c.FORMAT_JSON, 0, 0)

    def text(self, *, width: int = 80, color: bool = False) -> str:
        """For a terminal of ``width`` columns."""
        return self._render(c.FORMAT_TEXT, c.COLOR if color else 0, width)

    def markdown(self) -> str:
        """For a page."""
        return self._render(c.FORMAT_MARKDOWN, 0, 0)

    def _render(self, form: int, flags: int, width: int) -> str:
        return call_text(lib().openness_answer_render, self._pointer, form, flags, width)

    def _repr_html_(self) -> str:
        from ._html import pre
        return pre(self.text())

    def __bool__(self) -> bool:
        # "if may(...)" would read a condition, or what nobody has read, as a yes or a no.
        raise TypeError("an Answer is no yes or no; compare its verdict")

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return "<Answer, closed>" if self.closed else f"<Answer: {self.verdict}>"


class License:
    """A license, or an expression of several, with what it says.

    ``License("Apache 2.0")`` takes an id, an SPDX expression or any name that is on record for one.
    Raises NotFoundError when it is none of these, or could be several.
    """

    def __init__(self, name: str, database: Optional[Database] = None) -> None:
        self._database = database or default_database()
        self.expression = name
        try:
            self.describe()
        except Error as failure:
            if failure.code not in (c.E_SCHEMA, c.E_NOT_FOUND):
                raise
            found = self.resolve(name, self._database)
            if found["expression"] is None:
                several = ", ".join(found["candidates"] or ())
                why = f"'{name}' can be any of {several}" if several else failure.message
                raise NotFoundError(why, c.E_NOT_FOUND, "E_NOT_FOUND") from None
            self.expression = found["expression"]

    @staticmethod
    def resolve(text: str, database: Optional[Database] = None) -> Dict[str, Any]:
        """What a string that was seen in the wild means as a license; never a guess.

        Returns "kind" ("license", "expression", "status", "family" or "unmatched"), "expression",
        "matched_by", "confidence", "candidates" and "status", None where they have nothing to say.
        """
        data = text.encode("utf-8", "replace")
        known = database or default_database()
        found: Dict[str, Any] = json.loads(
            call_text(lib().openness_license_resolve, known._pointer, data, len(data)))
        return found

    def describe(self, as_of: Optional[Day] = None) -> Dict[str, Any]:
        """Its terms with clauses, the lists that hold it, and how published definitions read it."""
        found: Dict[str, Any] = json.loads(self._describe(c.FORMAT_JSON, 0, as_of))
        return found

    def text(self, *, width: int = 80, as_of: Optional[Day] = None) -> str:
        """What describe() says, for a terminal of ``width`` columns."""
        return self._describe(c.FORMAT_TEXT, width, as_of)

    def markdown(self, *, as_of: Optional[Day] = None) -> str:
        """What describe() says, for a page."""
        return self._describe(c.FORMAT_MARKDOWN, 0, as_of)

    def _describe(self, form: int, width: int, as_of: Optional[Day]) -> str:
        return call_text(lib().openness_license_describe, self._database._pointer,
                         c_string(self.expression), c_optional(day_text(as_of)), form, width)

    def diff(self, other: Union[License, str], as_of: Optional[Day] = None) -> Analysis:
        """The terms and readings in which two licenses (no expressions) differ."""
        known = self._database
        second = other.expression if isinstance(other, License) else other
        return Analysis(lambda form, width: call_text(
            lib().openness_license_diff, known._pointer, c_string(self.expression),
            c_string(second), c_optional(day_text(as_of)), form, width))

    def may(self, action: str = "run", **question: Any) -> Answer:
        """Whether it allows an action; see openness.may()."""
        return may(self, action, **question)

    def _repr_html_(self) -> str:
        from ._html import pre
        return pre(self.text())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, License) and other.expression == self.expression

    def __hash__(self) -> int:
        return hash(self.expression)

    def __str__(self) -> str:
        return self.expression

    def __repr__(self) -> str:
        return f"<License {self.expression}>"


def _question(action: str, date: Optional[Day], tags: Dict[str, Optional[Sequence[str]]],
              members: Dict[str, Any]) -> bytes:
    asked: Dict[str, Any] = {"action": action, **members, "date": day_text(date)}
    for name, values in tags.items():
        asked[name] = [values] if isinstance(values, str) else None if values is None \
            else list(values)
    return to_json({name: value for name, value in asked.items() if value is not None})


def may(target: Union[Release, License, Document, str], action: str = "run", *,
        commercial: Optional[bool] = None, monthly_active_users: Optional[int] = None,
        annual_revenue: Optional[int] = None, currency: Optional[str] = None,
        territory: Optional[str] = None, fields: Optional[Sequence[str]] = None,
        business: Optional[Sequence[str]] = None, date: Optional[Day] = None,
        artifact: Optional[str] = None, database: Optional[Database] = None) -> Answer:
    """Whether a license, or an artifact of a release with all its bases, allows an action.

    ``target``: a Release or License, the id of either, a license expression or name, or a record as an
    object, JSON text or path. ``action``: run, host, modify, share, share_finetune, train_on_outputs,
    distill or sell_outputs. What is left out stays open and can make the answer conditional:
    ``annual_revenue`` is in whole units of ``currency`` (ISO 4217), ``territory`` is where the user is
    (ISO 3166-1 alpha-2), ``business=()`` means none of the kinds that licenses name, ``date`` asks for
    the texts in force then, ``artifact`` of a release defaults to its weights. See docs/may.md.

    Raises Error with issues for a bad question, NotFoundError for an unknown target. Not legal advice.
    """
    question = _question(action, date, {"fields": fields, "business": business},
                         {"commercial": commercial, "monthly_active_users": monthly_active_users,
                          "annual_revenue": annual_revenue, "currency": currency,
                          "territory": territory})
    found = _target(target, database)
    if isinstance(found, Release):
        return Answer(call(lib().openness_may_release, found._pointer, c_optional(artifact),
                           question, len(question)))
    if artifact is not None:
        raise ValueError("artifact needs a release")
    return Answer(call(lib().openness_may_license, found._database._pointer,
                       c_string(found.expression), question, len(question)))


def _target(target: Union[Release, License, Document, str],
            database: Optional[Database]) -> Union[Release, License]:
    """A release where the name or form says so, else a license: of these only addresses have a slash."""
    if isinstance(target, (Release, License)):
        return target
    if not isinstance(target, str) or is_json(target) or is_file_name(target) or \
            ("/" in target and "://" not in target):
        return Release(target, database)
    known = database or default_database()
    if target in known.releases:
        return Release(target, known)
    return License(target, known)


__all__: List[str] = ["Answer", "License", "Line", "may"]
