"""The catalog: releases, rubrics, licenses and facts, built in or added; and rubrics from it."""

from __future__ import annotations

import json
import threading
from typing import Any, Dict, Mapping, Optional, Tuple, Union

from . import _signatures as c
from ._errors import Error
from ._handle import (Document, Handle, c_string, call, call_text, document_bytes, is_file_name,
                      is_json)
from ._library import lib

KINDS = {"release": c.KIND_RELEASE, "rubric": c.KIND_RUBRIC, "license": c.KIND_LICENSE,
         "fact": c.KIND_FACT}


class Database(Handle):
    """Licenses, rubrics, facts and releases that records are judged by.

    ``Database()`` opens what the library carries (some 30 ms); functions that are given no database
    share one that was opened so. Any number of threads may use the same one.
    """

    __slots__ = ("_rubrics",)
    _free = "openness_database_free"
    _rubrics: Dict[str, Rubric]

    def __init__(self) -> None:
        super().__init__(call(lib().openness_database_open))
        self._rubrics = {}

    def extend(self, *documents: Union[Document, Tuple[Mapping[str, Any], ...]],
               strict: bool = False) -> Database:
        """A new database with licenses, rubrics or releases added, or replaced by id.

        A document is an object, JSON text (also an array of documents) or the path of a file. With
        ``strict`` unknown members are errors. Raises Error with every issue, OSError for a file.
        """
        flags = c.STRICT if strict else 0
        base = self
        for document in documents:
            data = document_bytes(document)
            base = Database._own(call(lib().openness_database_extend, base._pointer, data,
                                      len(data), flags))
            base._rubrics = {}
        return base if documents else self.extend("[]")

    def ids(self, kind: str) -> Tuple[str, ...]:
        """The ids of "release", "rubric", "license" or "fact", sorted."""
        number, pointer = KINDS[kind], self._pointer
        return tuple(lib().openness_database_id(pointer, number, i).decode()
                     for i in range(lib().openness_database_count(pointer, number)))

    def titles(self, kind: str) -> Dict[str, str]:
        """Id -> title: the name of a release or license, the title of a rubric, the question of a fact."""
        number, pointer = KINDS[kind], self._pointer
        return {name: lib().openness_database_title(pointer, number, i).decode()
                for i, name in enumerate(self.ids(kind))}

    @property
    def releases(self) -> Tuple[str, ...]:
        """The ids of the releases, sorted."""
        return self.ids("release")

    @property
    def rubrics(self) -> Tuple[str, ...]:
        """The ids of the rubrics, sorted."""
        return self.ids("rubric")

    @property
    def licenses(self) -> Tuple[str, ...]:
        """The ids of the licenses, sorted."""
        return self.ids("license")

    @property
    def facts(self) -> Tuple[str, ...]:
        """The ids of the facts that rubrics ask for, sorted."""
        return self.ids("fact")

    def show(self, kind: str, id: str) -> Dict[str, Any]:
        """One document as it is on record. Raises NotFoundError, which names the nearest id."""
        shown: Dict[str, Any] = json.loads(self._show(kind, id))
        return shown

    def _show(self, kind: str, id: str) -> str:
        return call_text(lib().openness_database_show, self._pointer, KINDS[kind], c_string(id))

    @property
    def digest(self) -> str:
        """SHA-256 over every document, 64 hexadecimal digits."""
        text: bytes = lib().openness_database_digest(self._pointer)
        return text.decode()

    def __repr__(self) -> str:
        if self.closed:
            return "<Database, closed>"
        return (f"<Database {self.digest[:12]}: {len(self.releases)} releases, "
                f"{len(self.rubrics)} rubrics, {len(self.licenses)} licenses>")


_lock = threading.Lock()
_default: Optional[Database] = None


def default_database() -> Database:
    """The database of functions that are given none: what the library carries, opened once."""
    global _default
    found = _default
    if found is None or found._address is None:
        with _lock:
            if _default is None or _default.closed:
                _default = Database()
            found = _default
    return found


class Rubric(Handle):
    """One published definition of openness: an id of the database, or a document of the caller."""

    __slots__ = ("_text", "_document")
    _free = "openness_rubric_free"
    _text: str
    _document: Optional[Dict[str, Any]]

    def __init__(self, source: Union[Document, str], database: Optional[Database] = None, *,
                 strict: bool = False) -> None:
        """``source``: an id, an object, JSON text or a path (ends in .json, or starts with . or /).

        Raises NotFoundError for an unknown id, Error with every issue for a bad document.
        """
        known = database or default_database()
        pointer = known._pointer
        if isinstance(source, str) and not is_json(source) and not is_file_name(source):
            super().__init__(call(lib().openness_rubric_get, pointer, c_string(source)))
            self._text = known._show("rubric", source)
        else:
            data = document_bytes(source)
            super().__init__(call(lib().openness_rubric_parse, pointer, data, len(data),
                                  c.STRICT if strict else 0))
            self._text = data.decode("utf-8-sig")
        self._document = None

    @property
    def id(self) -> str:
        """The id, such as "g7-2026"."""
        text: bytes = lib().openness_rubric_id(self._pointer)
        return text.decode()

    @property
    def title(self) -> str:
        """The title for readers."""
        text: bytes = lib().openness_rubric_title(self._pointer)
        return text.decode()

    @property
    def version(self) -> int:
        """The version of the rubric's file, from 1; a published version never changes."""
        number: int = lib().openness_rubric_version(self._pointer)
        return number

    @property
    def document(self) -> Dict[str, Any]:
        """The rubric as data: criteria with citations, combination, result."""
        if self._document is None:
            self._document = json.loads(self._text)
        return self._document

    def level_title(self, level: str) -> Optional[str]:
        """The title of a level of the headline, such as "Open Weights AI"; None without one."""
        headline = self.document.get("result", {}).get("level")
        for entry in self.document.get("combine", []):
            if entry.get("id") != headline:
                continue
            for rung in entry.get("levels", []):
                if rung.get("id") == level:
                    title: Optional[str] = rung.get("title")
                    return title
        return None

    def __repr__(self) -> str:
        return "<Rubric, closed>" if self.closed else f"<Rubric {self.id}@{self.version}>"


def rubric_of(source: Union[Rubric, Document, str], database: Database) -> Rubric:
    """A rubric by whatever names it; those by id are kept with the database."""
    if isinstance(source, Rubric):
        return source
    if not isinstance(source, str) or is_json(source) or is_file_name(source):
        return Rubric(source, database)
    found = database._rubrics.get(source)
    if found is None or found.closed:
        found = database._rubrics[source] = Rubric(source, database)
    return found


def validate(document: Document, *, strict: bool = False, corpus: bool = False,
             database: Optional[Database] = None) -> Dict[str, Any]:
    """Checks a release, rubric or license: its form, its references, for a rubric the linter's rules.

    Returns ``{"kind", "id", "issues"}`` with the warnings; raises Error, whose ``issues`` list all
    problems. ``corpus`` also tries a rubric on every release of the database.
    """
    data = document_bytes(document)
    flags = (c.STRICT if strict else 0) | (c.CORPUS if corpus else 0)
    known = database or default_database()
    found: Dict[str, Any] = json.loads(
        call_text(lib().openness_validate, known._pointer, data, len(data), flags))
    return found


__all__ = ["Database", "Error", "Rubric", "default_database", "rubric_of", "validate"]
