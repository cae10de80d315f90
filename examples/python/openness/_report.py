"""One evaluation: verdict and score with both ends, what decided them, what would move them."""

from __future__ import annotations

import json
from ctypes import byref, c_void_p
from fractions import Fraction
from typing import Any, Dict, List, NamedTuple, Optional, Tuple, Union

from . import _signatures as c
from ._database import Database, Rubric, default_database, rubric_of
from ._handle import (Day, Document, Handle, c_optional, c_string, call, call_text, day_text,
                      document_bytes)
from ._library import lib
from ._release import Release, release_address

MODES = {"record": c.MODE_RECORD, "fill": c.MODE_FILL, "assessed": c.MODE_ASSESSED}
BADGES = {"svg": c.BADGE_SVG, "json": c.BADGE_JSON}
APPLIES = {c.NO: "no", c.YES: "yes", c.UNKNOWN: "unknown"}


class Score(NamedTuple):
    """A score with both ends, exact. ``scale`` is the highest value; equal ends are one value.

    There is no middle: nothing between the ends is an estimate. str() gives "54.5" or "28.3-72.3".
    """

    lower: Fraction
    upper: Fraction
    lower_text: str
    upper_text: str
    scale: int

    @property
    def decided(self) -> bool:
        """Whether no unknown can move it."""
        return self.lower == self.upper

    def __str__(self) -> str:
        if self.lower_text == self.upper_text:
            return self.lower_text
        return f"{self.lower_text}-{self.upper_text}"


class Report(Handle):
    """The result of one evaluation. Immutable; the text comes from the same object as the numbers."""

    __slots__ = ("_rubric", "_document")
    _free = "openness_report_free"
    _rubric: Optional[Rubric]
    _document: Optional[Dict[str, Any]]

    def __init__(self, address: int, rubric: Optional[Rubric] = None) -> None:
        super().__init__(address)
        self._rubric = rubric
        self._document = None

    @classmethod
    def from_vector(cls, vector: str, database: Optional[Database] = None) -> Report:
        """Reads a vector back: same levels and scores, without the facts behind them.

        Raises Error (E_VECTOR, with the column of the fault) or NotFoundError for its rubric.
        """
        known = database or default_database()
        report = cls(call(lib().openness_report_from_vector, known._pointer, c_string(vector)))
        report._rubric = rubric_of(report.rubric, known)
        return report

    def _get(self, name: str, *arguments: int) -> str:
        text: bytes = getattr(lib(), "openness_report_" + name)(self._pointer, *arguments)
        return text.decode()

    @property
    def release(self) -> str:
        """The id of the release; "" for a report from a vector."""
        return self._get("release")

    @property
    def rubric(self) -> str:
        """The id of the rubric."""
        return self._get("rubric")

    @property
    def applies(self) -> str:
        """Whether the rubric speaks to this release: "yes", "no" or "unknown"."""
        return APPLIES[lib().openness_report_applies(self._pointer)]

    @property
    def level(self) -> Optional[str]:
        """The verdict, class or label as the rubric's authority would state it: the id of a level,
        "undetermined", "not_applicable", or None for a rubric without one."""
        return self._get("level") or None

    @property
    def label(self) -> Optional[str]:
        """The level in words, such as "Open Weights AI"; None for a rubric without levels."""
        level = self.level
        if level is None:
            return None
        title = self._rubric.level_title(level) if self._rubric is not None else None
        return title or level.replace("_", " ")

    @property
    def levels(self) -> Optional[Tuple[str, str]]:
        """The level with every unknown at its worst, and at its best."""
        lower, upper = self._get("level_at", c.LOWER), self._get("level_at", c.UPPER)
        return (lower, upper) if lower else None

    @property
    def score(self) -> Optional[Score]:
        """The score with both ends, exact; None for a rubric without one, or without points here."""
        for entry in self._json()["scores"]:
            if entry["headline"] and entry["lower"] is not None:
                low, high = entry["lower"], entry["upper"]
                return Score(Fraction(low["num"], low["den"]), Fraction(high["num"], high["den"]),
                             low["text"], high["text"], entry["scale"])
        return None

    @property
    def lower(self) -> Optional[Fraction]:
        """The score with every unknown at its worst, exact, in the rubric's unit."""
        found = self.score
        return None if found is None else found.lower

    @property
    def upper(self) -> Optional[Fraction]:
        """The score with every unknown at its best, exact, in the rubric's unit."""
        found = self.score
        return None if found is None else found.upper

    @property
    def lower_text(self) -> str:
        """The lower end as printed, such as "54.5"; "" without a score."""
        return self._get("score_text", c.LOWER)

    @property
    def upper_text(self) -> str:
        """The upper end as printed; "" without a score."""
        return self._get("score_text", c.UPPER)

    @property
    def vector(self) -> str:
        """One line that holds the rubric, its version and every level."""
        return self._get("vector")

    @property
    def criteria(self) -> List[Dict[str, Any]]:
        """One entry per criterion: levels, basis, because, blocked, next (docs/report.md)."""
        found: List[Dict[str, Any]] = self._json()["criteria"]
        return found

    @property
    def reasons(self) -> List[Dict[str, Any]]:
        """The facts behind each criterion, with the claims that support them.

        Each has "criterion", and "holds": True for what earned the level, False for what stops the
        next one (with "unknown": True where it may already hold).
        """
        return [{"criterion": entry["id"], "holds": holds, **fact}
                for entry in self.criteria
                for holds, member in ((True, "because"), (False, "blocked"))
                for fact in entry[member]]

    @property
    def next_steps(self) -> List[Dict[str, Any]]:
        """The ways to the next level: "to_level" or "gain", and alternatives in "ways"."""
        found: List[Dict[str, Any]] = self._json()["steps"]
        return found

    @property
    def open_questions(self) -> List[Dict[str, Any]]:
        """Open facts that matter, most effect first, at most ten."""
        found: List[Dict[str, Any]] = self._json()["open_questions"]
        return found

    def rows(self) -> List[Dict[str, Any]]:
        """One flat dict per criterion, for pandas.DataFrame(report.rows())."""
        return [{"release": self.release, "rubric": self.rubric, "criterion": entry["id"],
                 "code": entry["code"], "title": entry["title"], "lower": entry["lower"],
                 "upper": entry["upper"], "decided": entry["lower"] == entry["upper"],
                 "basis": entry["basis"],
                 "facts": ", ".join(fact["fact"] for fact in entry["because"]),
                 "source": next((claim["source"] for fact in entry["because"]
                                 for claim in fact.get("claims", [])), None),
                 "next": (entry["next"] or {}).get("text"), "cite": entry["cite"]}
                for entry in self.criteria]

    def to_dict(self) -> Dict[str, Any]:
        """All of it as a new object of format openness-report/1."""
        found: Dict[str, Any] = json.loads(self.to_json(compact=True))
        return found

    def to_json(self, *, compact: bool = False) -> str:
        """All of it as JSON text of format openness-report/1."""
        return self._render(c.FORMAT_JSON, c.COMPACT if compact else 0, 0)

    def text(self, *, brief: bool = False, width: int = 80, color: bool = False) -> str:
        """For a terminal of ``width`` columns; ``brief``: headline, bounds and steps only."""
        return self._render(c.FORMAT_TEXT,
                            (c.BRIEF if brief else 0) | (c.COLOR if color else 0), width)

    def markdown(self, *, brief: bool = False) -> str:
        """For a page; everything that comes from a document is escaped."""
        return self._render(c.FORMAT_MARKDOWN, c.BRIEF if brief else 0, 0)

    def badge(self, form: str = "svg") -> str:
        """The result as a small sign that names rubric, version and day (docs/badge.md).

        ``form``: "svg", an image, or "json", an answer for the endpoint badge of shields.io. The same
        report gives the same text; its day is that of ``as_of``, else of the
        newest evidence. Raises Error (E_ARGUMENT) for a report without a release (one from a vector), a
        day, or a verdict or score; ValueError for another form.
        """
        if form not in BADGES:
            raise ValueError(f"form is {' or '.join(BADGES)}, not {form!r}")
        return call_text(lib().openness_badge, self._pointer, BADGES[form])

    def _render(self, form: int, flags: int, width: int) -> str:
        return call_text(lib().openness_report_render, self._pointer, form, flags, width)

    def _json(self) -> Dict[str, Any]:
        if self._document is None:
            self._document = self.to_dict()
        return self._document

    def cell(self) -> str:
        """The headline in a few words, as a table prints it: "67.1-69.2", "fails", "a..b"."""
        low, high, join = self.lower_text, self.upper_text, "-"
        level = self._get("level")
        if not low:
            low, high, join = self._get("level_at", c.LOWER), self._get("level_at", c.UPPER), ".."
        if level == "not_applicable":
            return level
        return low if low == high else low + join + high

    def _repr_html_(self) -> str:
        from ._html import report_html
        return report_html(self)

    def __str__(self) -> str:
        return self.text(brief=True)

    def __repr__(self) -> str:
        if self.closed:
            return "<Report, closed>"
        return f"<Report {self.release or 'from a vector'} under {self.rubric}: {self.cell()}>"


def mode_number(mode: str) -> int:
    """The constant for a mode. Raises ValueError."""
    if mode not in MODES:
        raise ValueError(f"mode is one of {', '.join(MODES)}, not {mode!r}")
    return MODES[mode]


def evaluate(release: int, rubric: Rubric, mode: str, as_of: Optional[Day]) -> Report:
    """The report on a release by its address."""
    return Report(call(lib().openness_evaluate, release, rubric._pointer, mode_number(mode),
                       c_optional(day_text(as_of))), rubric)


def score(record: Union[Release, Document, str],
          rubric: Union[Rubric, Document, str] = "spectrum-1", as_of: Optional[Day] = None,
          mode: str = "record", *, database: Optional[Database] = None) -> Report:
    """A record under a rubric.

    ``record``: a release record as an object, JSON text, bytes or path, the id of a release of the
    database, or a Release. What is no record may be any document that import_document() reads, such as
    a model card or a file of weights (of which no more than the beginning is read), when it describes
    one release. ``rubric``: an id, a rubric document in the same forms, or a Rubric. ``as_of``:
    YYYY-MM-DD, the state on the evening of that day; None: the latest that the record knows.
    ``mode``: "record" uses facts only; "fill" takes others' assessments where facts leave a criterion
    open; "assessed" takes them in place of facts.

    Raises Error with every issue (pointer, line, column) for a bad record, NotFoundError for an
    unknown id, OSError for a file. What a record leaves out is unknown, never closed.
    """
    if isinstance(record, Release):
        known = database or record._database
        return evaluate(record._pointer, rubric_of(rubric, known), mode, as_of)
    known = database or default_database()
    compiled = rubric_of(rubric, known)
    address = release_address(record, known)
    try:
        return evaluate(address, compiled, mode, as_of)
    finally:
        lib().openness_release_free(address)


def score_json(record: Document, rubric: str = "spectrum-1", *, compact: bool = True,
               database: Optional[Database] = None) -> bytes:
    """A record to its report as JSON (UTF-8), in one call of the library; raises as score() does."""
    data = record if type(record) is bytes else document_bytes(record)
    library, known = lib(), database if database is not None else default_database()
    out, error = c_void_p(), c_void_p()
    status = library.openness_score_json(
        known._pointer, data, len(data), c_string(rubric), c.FORMAT_JSON,
        c.COMPACT if compact else 0, byref(out), byref(error))
    if status != 0:
        raise library.error(status, error.value)
    text: bytes = library.openness_text_data(out)
    library.openness_text_free(out)
    return text
