"""Many records under one rubric, in order, on as many threads as asked for.

batch() hands the library hundreds of records at a time and gives a plain row for each; reports() gives
whole reports. The library works without the interpreter lock in both.
"""

from __future__ import annotations

import collections
import concurrent.futures
import itertools
import json
from typing import (Any, Callable, Deque, Dict, Iterable, Iterator, List, Optional, TypeVar,
                    Union)

from . import _signatures as c
from ._database import Database, Rubric, default_database, rubric_of
from ._errors import Error
from ._handle import (Day, Document, c_optional, call_bytes, call_text, day_text, document_bytes, is_file_name,
                      is_json)
from ._library import lib
from ._release import Release
from ._report import Report, mode_number, score

Record = Union[Release, Document, str]
Row = Dict[str, Any]
Given = TypeVar("Given")
Taken = TypeVar("Taken")

#: Records that one call of the library takes.
CHUNK = 256

#: Bytes of a record above which it goes by itself.
LINE = 1 << 20


class _Job:
    """What is the same for all records."""

    def __init__(self, rubric: Union[Rubric, Document, str], as_of: Optional[Day], mode: str,
                 errors: str, database: Optional[Database]) -> None:
        if errors not in ("raise", "return"):
            raise ValueError(f"errors is raise or return, not {errors!r}")
        self.database = database or default_database()
        self.rubric = rubric_of(rubric, self.database)
        self.as_of, self.mode, self.raises = as_of, mode, errors == "raise"
        self.number = mode_number(mode)
        self.day = c_optional(day_text(as_of))

    def report(self, record: Record) -> Union[Report, Error]:
        """One record by itself: the issues of a bad one have the places of its own text."""
        try:
            return score(record, self.rubric, self.as_of, self.mode, database=self.database)
        except Error as failure:
            if self.raises:
                raise
            return failure

    def row(self, record: Record) -> Union[Row, Error]:
        found = self.report(record)
        if isinstance(found, Error):
            return found
        levels = found.levels or (None, None)
        return {"id": found.release, "rubric": found.rubric, "applies": found.applies,
                "level": found.level, "level_lower": levels[0], "level_upper": levels[1],
                "score_lower": found.lower_text or None, "score_upper": found.upper_text or None,
                "vector": found.vector}

    def rows(self, records: List[Record]) -> List[Union[Row, Error]]:
        """The rows of a chunk, from one call; what cannot be a line of it goes by itself."""
        # A line feed in JSON is white space, or wrong within a string: so is a tab.
        lines = [_line(record).replace(b"\n", b"\t") for record in records]
        data = b"\n".join(lines)
        text = call_text(lib().openness_score_lines, self.database._pointer, self.rubric._pointer,
                         self.number, self.day, data, len(data), 0)
        rubric = self.rubric.id
        rows: List[Union[Row, Error, None]] = [None] * len(records)
        for entry in json.loads("[" + ",".join(text.split("\n")[:-1]) + "]"):
            if "error" in entry:
                continue
            ends = entry["score"]
            rows[entry["line"] - 1] = {
                "id": entry["id"], "rubric": rubric, "applies": entry["applies"],
                "level": entry["level"], "level_lower": entry["lower"],
                "level_upper": entry["upper"], "score_lower": ends and ends["lower"],
                "score_upper": ends and ends["upper"], "vector": entry["vector"]}
        return [self.row(record) if row is None else row for record, row in zip(records, rows)]


def _line(record: Record) -> bytes:
    """A record as a line; nothing for one that has no text here, such as an id."""
    if isinstance(record, Release) or (
            isinstance(record, str) and not is_json(record) and not is_file_name(record)):
        return b""
    data = document_bytes(record)
    # A chunk of them has to fit into one call; what is that large is rarely a record anyway.
    return data if len(data) <= LINE else b""


def batch(records: Iterable[Record], rubric: Union[Rubric, Document, str] = "spectrum-1", *,
          as_of: Optional[Day] = None, mode: str = "record", threads: int = 1,
          errors: str = "raise", database: Optional[Database] = None
          ) -> Iterator[Union[Row, Error]]:
    """A plain row for each of many records, in order, as for ``pandas.DataFrame(batch(...))``.

    A row has "id", "rubric", "applies" ("yes", "no", "unknown"), "level" with its ends "level_lower" and
    "level_upper", "score_lower" and "score_upper" as printed, and "vector"; None where the rubric has
    none. Records come in every form that score() takes and are read some hundreds at a time; with
    ``threads`` above 1 the library scores that many chunks at a time.

    ``errors="return"`` yields the Error of a bad record in its place; "raise" raises it there.
    """
    job = _Job(rubric, as_of, mode, errors, database)
    return itertools.chain.from_iterable(_map(job.rows, _chunks(records), threads))


def reports(records: Iterable[Record], rubric: Union[Rubric, Document, str] = "spectrum-1", *,
            as_of: Optional[Day] = None, mode: str = "record", threads: int = 1,
            errors: str = "raise", database: Optional[Database] = None
            ) -> Iterator[Union[Report, Error]]:
    """The whole report on each of many records, in order; arguments and errors as for batch()."""
    job = _Job(rubric, as_of, mode, errors, database)
    return _map(job.report, records, threads)


def score_lines(lines: bytes, rubric: Union[Rubric, Document, str] = "spectrum-1", *,
                as_of: Optional[Day] = None, mode: str = "record", strict: bool = False,
                database: Optional[Database] = None) -> bytes:
    """Records on a line each to a JSON object on a line each, in one call of the library.

    UTF-8 in and out; every object has the number of its "line", and "error" for a bad one. Raises Error
    (E_LIMIT) when the lines are larger than the library takes.
    """
    known = database or default_database()
    return call_bytes(lib().openness_score_lines, known._pointer,
                      rubric_of(rubric, known)._pointer, mode_number(mode),
                      c_optional(day_text(as_of)), lines, len(lines), c.STRICT if strict else 0)


def _chunks(records: Iterable[Record]) -> Iterator[List[Record]]:
    rest = iter(records)
    return iter(lambda: list(itertools.islice(rest, CHUNK)), [])


def _map(function: Callable[[Given], Taken], values: Iterable[Given],
         threads: int) -> Iterator[Taken]:
    return map(function, values) if threads <= 1 else _threaded(function, values, threads)


def _threaded(function: Callable[[Given], Taken], values: Iterable[Given],
              threads: int) -> Iterator[Taken]:
    """As map(), with two values per thread under way and no more of the input read."""
    waiting: Deque[concurrent.futures.Future[Taken]] = collections.deque()
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        try:
            for value in values:
                waiting.append(pool.submit(function, value))
                if len(waiting) >= 2 * threads:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()
