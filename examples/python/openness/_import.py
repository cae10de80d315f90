"""Foreign documents as release records, with a report of what was read."""

from __future__ import annotations

import datetime
import json
import os
from typing import Any, Dict, List, Optional, Tuple, Union

from . import _signatures as c
from ._database import Database, default_database
from ._handle import Day, Handle, c_optional, call, call_text, day_text
from ._library import lib
from ._release import Release

NOTES = {c.IMPORT_READ: "read", c.IMPORT_IGNORED: "ignored",
         c.IMPORT_CONTRADICTED: "contradicted"}


class Import(Handle):
    """The records that were read from a foreign document, and the import report."""

    __slots__ = ("_database",)
    _free = "openness_import_free"
    _database: Database

    def __init__(self, address: int, database: Database) -> None:
        super().__init__(address)
        self._database = database

    @property
    def format(self) -> str:
        """The id of the format that was read."""
        text: bytes = lib().openness_import_format(self._pointer)
        return text.decode()

    def __len__(self) -> int:
        """How many releases the document describes."""
        count: int = lib().openness_import_count(self._pointer)
        return count

    @property
    def records(self) -> List[Dict[str, Any]]:
        """The records as objects of format openness-release/1."""
        pointer = self._pointer
        return [json.loads(lib().openness_import_record(pointer, i)) for i in range(len(self))]

    @property
    def releases(self) -> Tuple[Release, ...]:
        """The records as releases."""
        found = []
        for i in range(len(self)):
            release = Release._own(call(lib().openness_import_release, self._pointer, i))
            release._database = self._database
            found.append(release)
        return tuple(found)

    def note_counts(self) -> Dict[str, int]:
        """How many values of the source were "read", "ignored" and "contradicted"."""
        pointer = self._pointer
        kinds = [NOTES[lib().openness_import_note_kind(pointer, i)]
                 for i in range(lib().openness_import_note_count(pointer))]
        return {name: kinds.count(name) for name in NOTES.values()}

    def to_dict(self) -> Dict[str, Any]:
        """The import report as data: every value of the source and what became of it."""
        found: Dict[str, Any] = json.loads(self._render(c.FORMAT_JSON, 0))
        return found

    def text(self, *, width: int = 80) -> str:
        """The import report for a terminal of ``width`` columns."""
        return self._render(c.FORMAT_TEXT, width)

    def markdown(self) -> str:
        """The import report for a page."""
        return self._render(c.FORMAT_MARKDOWN, 0)

    def _render(self, form: int, width: int) -> str:
        return call_text(lib().openness_import_render, self._pointer, form, width)

    def __repr__(self) -> str:
        if self.closed:
            return "<Import, closed>"
        return f"<Import of {len(self)} releases from {self.format}>"


def import_formats() -> Tuple[str, ...]:
    """The ids of the formats that can be read."""
    text: bytes = lib().openness_import_formats()
    return tuple(text.decode().split())


def import_document(source: Union[str, bytes, "os.PathLike[str]"], *,
                    format: Optional[str] = None, origin: Optional[str] = None,
                    read: Optional[Day] = None, strict: bool = False,
                    database: Optional[Database] = None) -> Import:
    """Reads a document of another project: of the Model Openness Tool, an index, a table.

    ``source``: bytes, or the path of a file. ``format``: one of import_formats(); None: find out.
    ``origin``: the URL or path that the evidence will name (default: the path). ``read``: the day on
    which it was read there (default: today). With ``strict`` contradictions are errors.

    Raises Error with line and column, OSError for a file.
    """
    if isinstance(source, bytes):
        data = source
    else:
        origin = origin or os.fspath(source)
        with open(source, "rb") as file:
            data = file.read()
    day = day_text(read) or datetime.datetime.now(datetime.timezone.utc).date().isoformat()
    known = database or default_database()
    return Import(call(lib().openness_import_bytes, known._pointer, c_optional(format),
                       c_optional(origin), c_optional(day), data, len(data),
                       c.STRICT if strict else 0), known)
