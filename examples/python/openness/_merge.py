"""Several records of one release as one, with a report of what came from where."""

from __future__ import annotations

import contextlib
import json
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union

from . import _signatures as c
from ._database import Database, default_database
from ._errors import Error, LibraryError, NotFoundError
from ._handle import (Day, Document, Handle, addresses, c_optional, call, call_text, is_file_name,
                      is_path)
from ._import import Import, import_document
from ._library import lib
from ._release import Release

POLICIES = {"widen": c.MERGE_WIDEN, "newest": c.MERGE_NEWEST, "specific": c.MERGE_SPECIFIC,
            "restrictive": c.MERGE_RESTRICTIVE}


class Merged(Handle):
    """One record made of several, and the merge report."""

    __slots__ = ("_database",)
    _free = "openness_merged_free"
    _database: Database

    def __init__(self, address: int, database: Database) -> None:
        super().__init__(address)
        self._database = database

    @property
    def record(self) -> Dict[str, Any]:
        """The record as a new object of format openness-release/1."""
        found: Dict[str, Any] = json.loads(self._text())
        return found

    def _text(self) -> str:
        """The record as the library prints it."""
        text: bytes = lib().openness_merged_record(self._pointer)
        return text.decode()

    @property
    def release(self) -> Release:
        """The record as a release."""
        release = Release._own(call(lib().openness_merged_release, self._pointer))
        release._database = self._database
        return release

    @property
    def conflicts(self) -> List[Dict[str, Any]]:
        """What the sources state differently, those that the policy resolved included.

        Each has "pointer" (of the record), "about", "value" (as it stands now), "outcome" ("widened",
        "resolved" or "kept_apart") and "stated": what each "source" says, and whether it was "kept".
        """
        report = self.to_dict()
        sources = [entry["source"] for entry in report["inputs"]]
        found: List[Dict[str, Any]] = [
            value for value in report["values"] if value["outcome"] not in ("taken", "agreed")]
        for value in found:
            for stated in value["stated"]:
                stated["source"] = sources[stated["input"]]
        return found

    def to_dict(self) -> Dict[str, Any]:
        """The merge report as a new object of format openness-merge/1."""
        found: Dict[str, Any] = json.loads(self.to_json())
        return found

    def to_json(self) -> str:
        """The merge report as JSON text of format openness-merge/1."""
        return self._render(c.FORMAT_JSON, 0)

    def text(self, *, width: int = 80) -> str:
        """The merge report for a terminal of ``width`` columns."""
        return self._render(c.FORMAT_TEXT, width)

    def markdown(self) -> str:
        """The merge report for a page; everything that comes from a document is escaped."""
        return self._render(c.FORMAT_MARKDOWN, 0)

    def _render(self, form: int, width: int) -> str:
        return call_text(lib().openness_merged_render, self._pointer, form, width)

    def __repr__(self) -> str:
        if self.closed:
            return "<Merged, closed>"
        count: int = lib().openness_merged_conflict_count(self._pointer)
        return f"<Merged {self.release.id}: {count} conflicts>"


def merge(sources: Sequence[Union[Import, Document, str]], policy: str = "widen",
          id: Optional[str] = None, *, data_stage: Optional[str] = None, data_complete: bool = False,
          read: Optional[Day] = None, strict: bool = False,
          database: Optional[Database] = None) -> Merged:
    """One record of several documents about one release (docs/merge.md). What none states is unknown.

    ``sources``: 1 to 64 imports, paths of files of any format that import_document() reads, records or
    other documents as objects, JSON text or bytes, or ids of releases of the database (an id wins over
    a file of the same name). ``policy``: what becomes of a conflict. "widen": the value covers all
    that is stated; "newest": the source that was read last; "specific": what says most of this very
    thing; "restrictive": the lowest level, the license that grants least. ``id``: of the merged record,
    and which one of a source of several is meant; None: that of the first that names a producer.

    ``data_stage``: what the datasets among the sources were used for: a stage of training data such as
    "pretraining", or "evaluation"; with ``data_complete`` they are all of it. None: that is not known.
    ``read``: the day on which paths and documents were read (default: today, UTC); ``strict``: their
    contradictions are errors.

    Raises Error for a source that cannot be read (its ``source`` says which, ``issues`` where) and for a
    merge that cannot be made, NotFoundError for an unknown id or a source without the record that is
    meant, OSError for a file, ValueError for another policy.
    """
    if policy not in POLICIES:
        raise ValueError(f"policy is one of {', '.join(POLICIES)}, not {policy!r}")
    if isinstance(sources, (str, bytes, Mapping, Handle)):
        raise TypeError("sources come as a list, even if it is one")
    known = database or next((source._database for source in sources if isinstance(source, Import)),
                             None) or default_database()
    with contextlib.ExitStack() as opened:
        imports = [source if isinstance(source, Import)
                   else opened.enter_context(_read(source, f"source {place}", read, strict, known))
                   for place, source in enumerate(sources, 1)]
        address = _merge(known, imports, policy=POLICIES[policy], id=c_optional(id),
                         data_stage=c_optional(data_stage),
                         flags=MERGE_DATA_COMPLETE if data_complete else 0)
    return Merged(address, known)


#: OPENNESS_MERGE_DATA_COMPLETE, where the library has it.
MERGE_DATA_COMPLETE: int = getattr(c, "MERGE_DATA_COMPLETE", 1)


def _merge(known: Database, imports: Sequence[Import], **options: Any) -> int:
    """Binds openness_merge() by the names of its parameters: an option that it lacks must be unset."""
    names = [name for name, _ in c.FUNCTIONS["openness_merge"][1]][:-2]
    lacking = [name for name, value in options.items() if name not in names and value]
    if lacking:
        raise LibraryError(f"openness_merge() of this package takes no {' and no '.join(lacking)}")
    given = {"database": known._pointer, "imports": addresses(imports), "count": len(imports), **options}
    return call(lib().openness_merge, *(given[name] for name in names))


def _read(source: Any, place: str, read: Optional[Day], strict: bool, known: Database) -> Import:
    """A source as an import; a failure names it."""
    if isinstance(source, Handle):
        raise TypeError(f"{place} is a {type(source).__name__}: give the document that it was made of")
    named = isinstance(source, str) and is_path(source)
    try:
        if named and not is_file_name(source):
            try:
                return _on_record(source, read, known)
            except NotFoundError as failure:
                try:
                    return import_document(source, read=read, strict=strict, database=known)
                except FileNotFoundError:
                    raise failure from None
        return import_document(source, read=read, strict=strict, database=known)
    except Error as failure:
        failure.source = str(source) if is_path(source) else place
        raise


def _on_record(name: str, read: Optional[Day], known: Database) -> Import:
    return import_document(known._show("release", name), format="openness-release", origin=name,
                           read=read, database=known)
