"""Many records under one rubric, in order, on as many threads as asked for."""

from __future__ import annotations

import collections
import concurrent.futures
import contextlib
from typing import Deque, Iterable, Iterator, Optional, Union

from ._database import Database, Rubric, default_database, rubric_of
from ._errors import Error
from ._handle import Day, Document
from ._report import Report, score
from ._release import Release

Result = Union[Report, Error]


def batch(records: Iterable[Union[Release, Document, str]],
          rubric: Union[Rubric, Document, str] = "spectrum-1", *,
          as_of: Optional[Day] = None, mode: str = "record", threads: int = 1,
          errors: str = "raise", database: Optional[Database] = None) -> Iterator[Result]:
    """The reports on an iterable of records, one by one and in order.

    Records come in every form that score() takes and are read as they are needed. The library works
    without the interpreter lock: with ``threads`` above 1 that many records are scored at a time.
    ``errors="return"`` yields the Error of a bad record in its place; "raise" raises it there.
    """
    if errors not in ("raise", "return"):
        raise ValueError(f"errors is raise or return, not {errors!r}")
    known = database or default_database()
    compiled = rubric_of(rubric, known)

    def one(record: Union[Release, Document, str]) -> Result:
        try:
            return score(record, compiled, as_of, mode, database=known)
        except Error as failure:
            if errors == "raise":
                raise
            return failure

    return map(one, records) if threads <= 1 else _threaded(one, records, threads)


def _threaded(one: "collections.abc.Callable[[Union[Release, Document, str]], Result]",
              records: Iterable[Union[Release, Document, str]], threads: int) -> Iterator[Result]:
    """As map(), with a few records per thread under way and no more of the input read."""
    waiting: Deque["concurrent.futures.Future[Result]"] = collections.deque()
    with concurrent.futures.ThreadPoolExecutor(threads) as pool, contextlib.ExitStack() as stack:
        stack.callback(lambda: [future.cancel() for future in waiting])
        for record in records:
            waiting.append(pool.submit(one, record))
            if len(waiting) >= 4 * threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
