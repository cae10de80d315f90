"""A release record: from the database, an object, JSON text or a file, of this project or of others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Optional, Tuple, Union

from . import _signatures as c
from ._database import Database, default_database
from ._errors import Error, NotFoundError
from ._handle import (Day, Document, Handle, c_string, call, document_bytes, is_file_name, is_json,
                      size_limit)
from ._library import lib

if TYPE_CHECKING:
    from ._database import Rubric
    from ._report import Report


class Release(Handle):
    """One thing that was released: its artifacts, terms, lineage and the evidence for each."""

    __slots__ = ("_database",)
    _free = "openness_release_free"
    _database: Database

    def __init__(self, source: Union[Document, str], database: Optional[Database] = None, *,
                 strict: bool = False) -> None:
        """``source``: the id of a release of the database, an object, JSON text, bytes, or a path.

        What is no record is read as import_document() does, when it describes one release. An id wins
        over a file of the same name; write "./name" for the file. With ``strict`` unknown members are
        errors. Raises NotFoundError for an unknown id (it names the nearest), Error with every issue for
        a bad record, OSError for a file that cannot be read.
        """
        known = database or default_database()
        super().__init__(release_address(source, known, strict))
        self._database = known

    @property
    def id(self) -> str:
        """The id, such as "org/name"."""
        return self._get(lib().openness_release_id)

    @property
    def name(self) -> str:
        """The name for readers."""
        return self._get(lib().openness_release_name)

    @property
    def producer(self) -> str:
        """Who released it."""
        return self._get(lib().openness_release_producer)

    @property
    def date(self) -> str:
        """YYYY, YYYY-MM, YYYY-MM-DD, "unknown", or "none" for something announced only."""
        return self._get(lib().openness_release_date)

    @property
    def warnings(self) -> Tuple[str, ...]:
        """Warnings about the record, one line each: "/pointer (line 3, column 5): message"."""
        pointer = self._pointer
        return tuple(lib().openness_release_warning(pointer, i).decode()
                     for i in range(lib().openness_release_warning_count(pointer)))

    def score(self, rubric: Union[Rubric, Document, str] = "spectrum-1", *,
              as_of: Optional[Day] = None, mode: str = "record") -> Report:
        """This release under a rubric; see openness.score()."""
        from ._report import score
        return score(self, rubric, as_of=as_of, mode=mode)

    def _get(self, getter: Any) -> str:
        text: bytes = getter(self._pointer)
        return text.decode()

    def __repr__(self) -> str:
        return "<Release, closed>" if self.closed else f"<Release {self.id}>"


def release_address(source: Union[Document, str], database: Database, strict: bool = False) -> int:
    """The address of a release that the caller has to free. Raises as Release() does."""
    if isinstance(source, str) and not is_json(source) and not is_file_name(source):
        try:
            return call(lib().openness_release_get, database._pointer, c_string(source))
        except NotFoundError:
            try:
                data = document_bytes(source)
            except FileNotFoundError:
                data = b""
            if not data:
                raise
    else:
        data = document_bytes(source)
    try:
        return record_address(data, database, strict)
    except Error as failure:
        # Of weights the header is enough, however large the file is.
        if failure.code not in (c.E_JSON, c.E_SCHEMA) and len(data) <= size_limit():
            raise
        return _foreign_address(data, source, database, strict, failure)


def record_address(data: bytes, database: Database, strict: bool) -> int:
    """The address of a release of format openness-release/1; of no other."""
    return call(lib().openness_release_parse, database._pointer, data, len(data),
                c.STRICT if strict else 0)


def _foreign_address(data: bytes, source: Any, database: Database, strict: bool,
                     record: Error) -> int:
    """The same from a document of another project. ``record``: why it is no record."""
    from ._import import Import, import_address, origin_of
    try:
        address = import_address(data, database, origin=origin_of(source), strict=strict)
    except Error as failure:
        # Nobody knows it: then what is wrong with it as a record says more, if it is meant as JSON.
        meant = record.code != c.E_JSON or is_json(data[:1024].decode("utf-8", "replace"))
        if meant and failure.issues and failure.issues[0].id == "unknown-format":
            raise record from None
        raise
    with Import(address, database) as found:
        if len(found) != 1:
            raise Error(f"the document describes {len(found)} releases: import_document() gives each",
                        c.E_SCHEMA, "E_SCHEMA")
        return call(lib().openness_import_release, found._pointer, 0)


def release_of(source: Union[Release, Document, str], database: Optional[Database]) -> Release:
    """A release by whatever names it."""
    return source if isinstance(source, Release) else Release(source, database)
