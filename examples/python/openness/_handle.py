"""Handles of the library as objects that free themselves, and the shape that its calls share.

What comes through ``T **out`` is owned by one object here and released once: by close(), at the end of
a with block, or by a finalizer when the object is collected or the interpreter ends. The order does not
matter, and any number of threads may use one object; closing is the one thing that only one may do.
"""

from __future__ import annotations

import atexit
import datetime
import json
import os
import weakref
from ctypes import byref, c_void_p
from functools import lru_cache
from types import TracebackType
from typing import (Any, BinaryIO, Callable, ClassVar, Mapping, Optional, Sequence, Set, Type, TypeVar,
                    Union)

from . import _signatures as c
from ._library import lib

#: A JSON document: as an object, as text, or as the path of a file.
Document = Union[Mapping[str, Any], str, bytes, "os.PathLike[str]"]

#: A day: YYYY-MM-DD, or a date.
Day = Union[str, datetime.date]

Self = TypeVar("Self", bound="Handle")


class _Owner(weakref.ref):  # type: ignore[type-arg]
    """A finalizer: releases an address once, when its object goes, is closed, or all ends."""

    # What weakref.finalize does, at a fifth of its cost, which scoring a record would feel.
    __slots__ = ("free", "address")
    free: Callable[[int], None]
    address: int


_owners: Set[_Owner] = set()


def _drop(owner: Any) -> None:
    try:
        _owners.remove(owner)
    except KeyError:
        return  # somebody was faster
    owner.free(owner.address)


def _release_all() -> None:
    for owner in list(_owners):
        _drop(owner)


atexit.register(_release_all)


class Handle:
    """An object of the library. Immutable; usable as a context manager."""

    __slots__ = ("_address", "_finalizer", "__weakref__")

    #: The function that releases it.
    _free: ClassVar[str]

    _address: Optional[int]

    def __init__(self, address: int) -> None:
        self._address = address
        owner = self._finalizer = _Owner(self, _drop)
        owner.free = getattr(lib(), self._free)
        owner.address = address
        _owners.add(owner)

    @classmethod
    def _own(cls: Type[Self], address: int) -> Self:
        """An object for an address that a call has given out; without the class's own set-up."""
        owned = cls.__new__(cls)
        Handle.__init__(owned, address)
        return owned

    @property
    def _pointer(self) -> int:
        address = self._address
        if address is None:
            raise ValueError(f"this {type(self).__name__} is closed")
        return address

    @property
    def closed(self) -> bool:
        """Whether it was released."""
        return self._address is None

    def close(self) -> None:
        """Release it now. Again does nothing. No other thread may be using it."""
        self._address = None
        _drop(self._finalizer)

    def __enter__(self: Self) -> Self:
        return self

    def __exit__(self, kind: Optional[Type[BaseException]], value: Optional[BaseException],
                 trace: Optional[TracebackType]) -> None:
        self.close()


def call(function: Callable[..., int], *arguments: Any) -> int:
    """Calls a fallible function; what it gave out. Raises Error."""
    out, error = c_void_p(), c_void_p()
    status = function(*arguments, byref(out), byref(error))
    if status != 0 or out.value is None:
        raise lib().error(status, error.value)
    return out.value


def addresses(handles: Sequence[Handle]) -> Any:
    """An array of handles as the C side takes it. The caller keeps them alive."""
    return (c_void_p * len(handles))(*(handle._pointer for handle in handles))


def call_text(function: Callable[..., int], *arguments: Any) -> str:
    """Calls a function that gives out a text. Raises Error."""
    return call_bytes(function, *arguments).decode()


def call_bytes(function: Callable[..., int], *arguments: Any) -> bytes:
    """As call_text(), as the library wrote it."""
    library = lib()
    address = call(function, *arguments)
    try:
        data: bytes = library.openness_text_data(address)
    finally:
        library.openness_text_free(address)
    return data


@lru_cache(maxsize=512)
def c_string(value: str) -> bytes:
    """An id for the C side, which would stop at a NUL. Kept: a loop names the same few again and again."""
    if "\0" in value:
        raise ValueError("an id holds no NUL")
    return value.encode("utf-8", "surrogatepass")


def day_text(day: Optional[Day]) -> Optional[str]:
    """A day as the C side takes it."""
    return day.isoformat()[:10] if isinstance(day, datetime.date) else day


def today() -> str:
    """The day in UTC: the library has no clock."""
    return datetime.datetime.now(datetime.timezone.utc).date().isoformat()


def c_optional(value: Optional[str]) -> Optional[bytes]:
    """As c_string(); None stays NULL."""
    return None if value is None else c_string(value)


def to_json(value: Any) -> bytes:
    """A Python value as JSON. Raises ValueError for NaN, TypeError for what JSON has no form for."""
    # Lone surrogates pass through: the library refuses them and says where.
    return json.dumps(value, ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogatepass")


def is_json(text: str) -> bool:
    """Whether a string is meant as JSON and not as a name."""
    return text.lstrip("\ufeff \t\r\n")[:1] in ("{", "[")


def is_file_name(name: str) -> bool:
    """Whether a name is a path and never an id: as the command has it."""
    return name[:1] in (".", "/") or name.endswith(".json")


def size_limit() -> int:
    """How many bytes one document may have."""
    limit: int = lib().openness_limit(c.LIMIT_INPUT_BYTES)
    return limit


def read_some(file: BinaryIO) -> bytes:
    """What is left of a file; of more than a document may have, one byte more than that."""
    # A small read first: a file is rarely as large as the limit, and that much would be set aside.
    head = file.read(1 << 16)
    return head if len(head) < 1 << 16 else head + file.read(size_limit() + 1 - len(head))


def read_file(path: Union[str, "os.PathLike[str]"]) -> bytes:
    """As read_some(): what is too large costs no more, and the library refuses it. Raises OSError."""
    with open(path, "rb") as file:
        return read_some(file)


def is_path(source: Any) -> bool:
    """Whether a document that has no id is given as the path of a file."""
    return isinstance(source, os.PathLike) or (isinstance(source, str) and not is_json(source))


def document_bytes(source: Any) -> bytes:
    """The bytes of a document that has no id: an object, JSON text, or a path. Raises OSError."""
    if isinstance(source, str):
        if source[:1] == "{" or is_json(source):
            return source.encode("utf-8", "surrogatepass")
    elif isinstance(source, (bytes, bytearray, memoryview)):
        return bytes(source)
    if isinstance(source, (str, os.PathLike)):
        return read_file(source)
    return to_json(source)
