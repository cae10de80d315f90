"""Foreign documents as release records, with a report of what was read."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, Optional, Tuple

from . import _signatures as c
from ._database import Database, default_database
from ._handle import (Day, Document, Handle, c_optional, c_string, call, call_text, day_text,
                      document_bytes, is_path, size_limit, today)
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
        return [json.loads(text) for text in self._texts()]

    def _texts(self) -> List[str]:
        """The records as the library prints them."""
        pointer = self._pointer
        return [lib().openness_import_record(pointer, i).decode() for i in range(len(self))]

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
        found: Dict[str, Any] = json.loads(self.to_json())
        return found

    def to_json(self) -> str:
        """The import report as JSON text of format openness-import/1."""
        return self._render(c.FORMAT_JSON, 0)

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


def origin_of(source: Any) -> Optional[bytes]:
    """What evidence names as the source of a document that was read: the path of a file, else nothing."""
    return os.fsencode(source) if is_path(source) else None


def import_address(data: bytes, database: Database, *, format: Optional[str] = None,
                   origin: Optional[bytes] = None, read: Optional[Day] = None, strict: bool = False,
                   prefix: bool = False) -> int:
    """The address of an import that the caller has to free."""
    # Of weights the header is enough, and it stands first.
    size = min(len(data), size_limit())
    flags = (c.STRICT if strict else 0) | (c.PREFIX if prefix or size < len(data) else 0)
    return call(lib().openness_import_bytes, database._pointer, c_optional(format), origin,
                c_optional(day_text(read) or today()), data, size, flags)


def import_document(source: Document, *, format: Optional[str] = None,
                    origin: Optional[str] = None, read: Optional[Day] = None, strict: bool = False,
                    prefix: bool = False, database: Optional[Database] = None) -> Import:
    """Reads a document of another project: a card, a bill of materials, a header of weights, an index.

    ``source``: the path of a file, bytes, JSON text, or an object such as an answer of an API.
    ``format``: one of import_formats(); None: find out. ``origin``: the URL or path that the evidence
    will name (default: the path). ``read``: the day on which it was read there (default: today, UTC).
    With ``strict`` contradictions are errors.

    Of a file no more than the bytes that one document may have are read (16 MiB), which is enough for
    formats that are headers of large files (gguf, safetensors); every other that is larger is refused
    with E_LIMIT. ``prefix``: what is handed in is the beginning of a longer document, such as the first
    bytes of a file of weights that is somewhere else.

    Raises Error with every issue (pointer, line, column), NotFoundError for an unknown format, OSError
    for a file. What the document does not say is unknown, never closed.
    """
    data = document_bytes(source)
    named = origin_of(source) if origin is None else c_string(origin)
    known = database or default_database()
    return Import(import_address(data, known, format=format, origin=named, read=read, strict=strict,
                                 prefix=prefix), known)
