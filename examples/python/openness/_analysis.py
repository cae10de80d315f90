"""What results rest on, and what would move them: comparisons, ranks, reasons, plans.

Every function asks the library, which computes and words the answer; an Analysis holds it as data and
renders it as text. The calls are bound by the names of their parameters in the headers, so that one
that the loaded library does not have raises LibraryError and nothing else breaks.
"""

from __future__ import annotations

import json
from typing import Any, Callable, Dict, Iterator, List, Mapping, Optional, Sequence, Union

from . import _signatures as c
from ._database import Database, Rubric, default_database, rubric_of
from ._errors import LibraryError
from ._handle import Day, Document, addresses, c_optional, call_text, day_text
from ._library import lib
from ._release import Release, release_of
from ._report import Report, mode_number, score

Target = Union[Release, Document, str]
RubricSource = Union[Rubric, Document, str]

#: The rubrics that compare() shows unless it is told others.
COMPARED = ("spectrum-1", "g7-2026", "osaid-1.0", "mof-1.0", "eu-gpai-2025")
#: The rubrics that agree() compares unless it is told others.
AGREED = ("spectrum-1", "g7-2026", "osaid-1.0", "bommasani-2024", "eu-gpai-2025", "osai-2026")


class Analysis(Mapping[str, Any]):
    """An answer of the library: a mapping of its JSON form that also renders as text or Markdown."""

    def __init__(self, render: Callable[[int, int], str]) -> None:
        self._render = render
        self._data: Dict[str, Any] = json.loads(render(c.FORMAT_JSON, 0))

    def __getitem__(self, key: str) -> Any:
        return self._data[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def to_dict(self) -> Dict[str, Any]:
        """The answer as a new object."""
        found: Dict[str, Any] = json.loads(self.to_json())
        return found

    def to_json(self) -> str:
        """The answer as JSON text."""
        return self._render(c.FORMAT_JSON, 0)

    def text(self, *, width: int = 80) -> str:
        """For a terminal of ``width`` columns."""
        return self._render(c.FORMAT_TEXT, width)

    def markdown(self) -> str:
        """For a page."""
        return self._render(c.FORMAT_MARKDOWN, 0)

    def _repr_html_(self) -> str:
        from ._html import pre
        return pre(self.text())

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Analysis {self._data.get('format', '')}>"


def _analyze(name: str, keep: Sequence[object], **arguments: Any) -> Analysis:
    """Binds a function openness_<name> by the names of its parameters.

    ``keep`` are the objects behind the addresses among the arguments: they live as long as the answer.
    """
    full = "openness_" + name
    if full not in c.FUNCTIONS or not lib().has(full):
        raise LibraryError(f"the library at {lib().path} has no {full}(): it is older than this "
                           "function of the package. Build it from the same checkout.")
    names = [parameter for parameter, _ in c.FUNCTIONS[full][1]][:-4]
    missing = [parameter for parameter in names if parameter not in arguments]
    if missing:
        raise LibraryError(f"{full}() also takes {', '.join(missing)}: this package is older")
    values = [arguments[parameter] for parameter in names]
    held = tuple(keep)

    def render(form: int, width: int) -> str:
        assert held is not None
        return call_text(getattr(lib(), full), *values, form, width)

    return Analysis(render)


def _releases(targets: Optional[Sequence[Target]], database: Optional[Database]) -> List[Release]:
    if isinstance(targets, (str, bytes, Mapping, Release)):
        raise TypeError("releases come as a list, even if it is one")
    if targets is None:
        known = database or default_database()
        targets = known.releases
    return [release_of(target, database) for target in targets]


def _rubrics(rubrics: Union[RubricSource, Sequence[RubricSource]],
             database: Optional[Database]) -> List[Rubric]:
    known = database or default_database()
    listed: Any = [rubrics]
    if isinstance(rubrics, Sequence) and not isinstance(rubrics, (str, bytes)):
        listed = rubrics
    return [rubric_of(rubric, known) for rubric in listed]


class Comparison:
    """Releases x rubrics: the reports of every pair, and a table of them."""

    def __init__(self, releases: Sequence[Release], rubrics: Sequence[Rubric],
                 reports: Sequence[Sequence[Report]]) -> None:
        self.releases = tuple(releases)
        self.rubrics = tuple(rubrics)
        #: By release, then by rubric, in their order.
        self.reports = tuple(tuple(row) for row in reports)

    def rows(self) -> List[Dict[str, Any]]:
        """One flat dict per release: "release", and a cell such as "67.1-69.2" per rubric."""
        return [{"release": release.id,
                 **{rubric.id: report.cell() for rubric, report in zip(self.rubrics, row)}}
                for release, row in zip(self.releases, self.reports)]

    def text(self, *, width: int = 80) -> str:
        """A table, or several where one is wider than ``width`` columns."""
        from ._table import table_text
        return table_text(self, width)

    def markdown(self) -> str:
        """A table for a page."""
        from ._table import table_markdown
        return table_markdown(self)

    def to_json(self) -> str:
        """Every report of the comparison, one a line in an array."""
        lines = [report.to_json(compact=True).rstrip("\n")
                 for row in self.reports for report in row]
        return "[\n" + ",\n".join(lines) + ("\n" if lines else "") + "]\n"

    def _repr_html_(self) -> str:
        from ._html import comparison_html
        return comparison_html(self)

    def __str__(self) -> str:
        return self.text()


def compare(targets: Optional[Sequence[Target]] = None,
            rubrics: Union[RubricSource, Sequence[RubricSource]] = COMPARED, *,
            as_of: Optional[Day] = None, mode: str = "record",
            database: Optional[Database] = None) -> Comparison:
    """Releases under several rubrics. Without targets all of the database, highest lower end first.

    Raises as score() does.
    """
    releases = _releases(targets, database)
    compiled = _rubrics(rubrics, database)
    grid = [[score(release, rubric, as_of=as_of, mode=mode) for rubric in compiled]
            for release in releases]
    order = list(range(len(releases)))
    if targets is None:
        order.sort(key=lambda i: (-_lowest(grid[i]), releases[i].id))
    return Comparison([releases[i] for i in order], compiled, [grid[i] for i in order])


def _lowest(row: Sequence[Report]) -> int:
    """The lower end under the first rubric that gives a score here: what orders a table."""
    for report in row:
        milli: int = lib().openness_report_score_milli(report._pointer, c.LOWER)
        if milli >= 0:
            return milli
    return -1


def _reports(targets: Optional[Sequence[Target]], rubrics: Any, as_of: Optional[Day], mode: str,
             database: Optional[Database]) -> List[Report]:
    releases = _releases(targets, database)
    return [score(release, rubric, as_of=as_of, mode=mode)
            for release in releases for rubric in _rubrics(rubrics, database)]


def rank(targets: Optional[Sequence[Target]] = None,
         rubric: Union[RubricSource, Sequence[RubricSource]] = "spectrum-1", *,
         by: str = "weights", factor: int = 2, samples: int = 10000, seed: int = 1,
         as_of: Optional[Day] = None, mode: str = "record",
         database: Optional[Database] = None) -> Analysis:
    """Ranks, and how far they hold.

    ``by="weights"``: the interval of each score and rank when every weight of the rubric may lie from
    1/factor to factor times its own (0: any weights), pairs that stay open counted over ``samples``
    weightings drawn from ``seed``. ``by="dominance"``: which release is at least as open as which on
    every criterion, whatever the weights; takes several rubrics. Without targets: all releases.
    """
    if by not in ("weights", "dominance"):
        raise ValueError(f"by is weights or dominance, not {by!r}")
    reports = _reports(targets, rubric, as_of, mode, database)
    if by == "dominance":
        return _analyze("analyze_dominance", reports, reports=addresses(reports), count=len(reports))
    return _analyze("analyze_weights", reports, reports=addresses(reports), count=len(reports),
                    factor=factor, samples=samples, seed=seed)


def agree(targets: Optional[Sequence[Target]] = None, rubrics: Sequence[RubricSource] = AGREED, *,
          as_of: Optional[Day] = None, mode: str = "record",
          database: Optional[Database] = None) -> Analysis:
    """How far definitions order the same releases alike, and on which facts they part."""
    reports = _reports(targets, rubrics, as_of, mode, database)
    return _analyze("analyze_agreement", reports, reports=addresses(reports), count=len(reports))


def why(target: Target, a: RubricSource, b: RubricSource, *, as_of: Optional[Day] = None,
        mode: str = "record", database: Optional[Database] = None) -> Analysis:
    """The facts on which two definitions part for a release."""
    first, second = _reports([target], [a, b], as_of, mode, database)
    return _analyze("analyze_why", [first, second], a=first._pointer, b=second._pointer)


def unknowns(target: Target, rubric: RubricSource = "spectrum-1", *, as_of: Optional[Day] = None,
             mode: str = "record", database: Optional[Database] = None) -> Analysis:
    """What is not known, and which single look-up would settle most."""
    [report] = _reports([target], [rubric], as_of, mode, database)
    return _analyze("analyze_unknowns", [report], report=report._pointer)


def plan(target: Target, rubric: RubricSource = "spectrum-1", *, to: Optional[str] = None,
         as_of: Optional[Day] = None, mode: str = "record",
         database: Optional[Database] = None) -> Analysis:
    """The fewest changes that reach a level, by its id, or a score; ``to=None``: the next one."""
    [report] = _reports([target], [rubric], as_of, mode, database)
    return _analyze("analyze_plan", [report], report=report._pointer, to=c_optional(to))


def diff(a: Report, b: Report) -> Analysis:
    """In what two reports differ, and why: evidence, date, license data or ruler."""
    return _analyze("analyze_diff", [a, b], a=a._pointer, b=b._pointer)


def timeline(targets: Sequence[Target], rubric: RubricSource = "spectrum-1", *,
             mode: str = "record", brief: bool = False,
             database: Optional[Database] = None) -> Analysis:
    """Verdicts over time, and what changed them; ``brief``: only days on which a verdict changes."""
    releases = _releases(targets, database)
    [compiled] = _rubrics(rubric, database)
    return _analyze("analyze_timeline", [releases, compiled], releases=addresses(releases),
                    count=len(releases), rubric=compiled._pointer, mode=mode_number(mode),
                    flags=c.BRIEF if brief else 0)


def claim(target: Target, *, as_of: Optional[Day] = None,
          database: Optional[Database] = None) -> Analysis:
    """The label that the maker claims beside the labels that the record earns."""
    release = release_of(target, database)
    return _analyze("analyze_claim", [release], release=release._pointer,
                    as_of=c_optional(day_text(as_of)))


def lineage(target: Target, *, as_of: Optional[Day] = None,
            database: Optional[Database] = None) -> Analysis:
    """The bases of a release, and where each restriction on its weights enters."""
    release = release_of(target, database)
    return _analyze("analyze_lineage", [release], release=release._pointer,
                    as_of=c_optional(day_text(as_of)))
