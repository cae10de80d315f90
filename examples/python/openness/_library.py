"""Finds the shared library, checks that it fits, and binds its functions.

Looks in this order and takes the first that loads and has the right ABI: the file that the environment
variable OPENNESS_LIBRARY names (then nowhere else), the folder of this package (a wheel carries it
there), the build folders of a checkout, the system. Knows nothing of releases or rubrics.
"""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import pathlib
import sys
import threading
from typing import Any, Iterator, List, Optional, Tuple

from . import _signatures
from ._errors import Error, Issue, LibraryError, NotFoundError

_FILES = {"darwin": "libopenness.dylib", "win32": "openness.dll"}
_FILE = _FILES.get(sys.platform, "libopenness.so")
_SYSTEM = {"darwin": f"libopenness.{_signatures.ABI_VERSION}.dylib", "win32": "openness.dll"}.get(
    sys.platform, f"libopenness.so.{_signatures.ABI_VERSION}")


class Library:
    """The functions of one loaded library, with their types, as attributes.

    ``path`` is where it was loaded from. A function that the headers of this package have and the
    library does not raises LibraryError when it is used.
    """

    def __init__(self, loaded: ctypes.CDLL, path: str) -> None:
        self.path = path
        for name, (result, parameters) in _signatures.FUNCTIONS.items():
            try:
                function = getattr(loaded, name)
            except AttributeError:
                continue
            function.restype = result
            function.argtypes = [kind for _, kind in parameters]
            setattr(self, name, function)

    def __getattr__(self, name: str) -> Any:
        raise LibraryError(
            f"the library at {self.path} has no {name}(): it is older or newer than this package.\n"
            "Build it from the same checkout, or point OPENNESS_LIBRARY at one that has it.")

    def has(self, name: str) -> bool:
        """Whether the library exports a function that this package knows."""
        return name in self.__dict__

    def error(self, status: int, pointer: Optional[int]) -> Error:
        """The exception for a status; takes the error object over and frees it."""
        try:
            return self.describe(status, pointer)
        finally:
            self.openness_error_free(pointer)

    def describe(self, status: int, pointer: Optional[int]) -> Error:
        """As error(); the error object stays the caller's."""
        name = self.openness_status_name(status).decode()
        if not pointer:
            return Error(f"the call failed with {name}", status, name)
        message = self.openness_error_message(pointer).decode()
        issues = tuple(self._issue(pointer, i)
                       for i in range(self.openness_error_issue_count(pointer)))
        kind = NotFoundError if status == _signatures.E_NOT_FOUND else Error
        return kind(message, status, name, issues)

    def _issue(self, pointer: int, index: int) -> Issue:
        warning = (self.openness_error_issue_severity(pointer, index)
                   == _signatures.SEVERITY_WARNING)
        return Issue(
            self.openness_error_issue_id(pointer, index).decode(),
            self.openness_error_issue_message(pointer, index).decode(),
            self.openness_error_issue_pointer(pointer, index).decode(),
            self.openness_error_issue_line(pointer, index) or None,
            self.openness_error_issue_column(pointer, index) or None,
            "warning" if warning else "error")


def _build_folders() -> List[pathlib.Path]:
    """The build folders of the checkout that this file is in; none elsewhere."""
    folder = pathlib.Path(__file__).resolve()
    if len(folder.parents) < 4:
        return []
    root = folder.parents[3]
    if not (root / "include" / "openness" / "openness.h").is_file():
        return []
    named = os.environ.get("OPENNESS_BUILD")
    found = [root / named] if named else []
    return found + [root / "build"] + sorted(
        path for path in root.glob("build*") if path.is_dir() and path.name != "build")


def _candidates() -> Iterator[Tuple[str, str, bool]]:
    """(where, file, whether it is a path) in order."""
    named = os.environ.get("OPENNESS_LIBRARY")
    if named:
        yield "OPENNESS_LIBRARY", named, True
        return
    yield "the package", str(pathlib.Path(__file__).resolve().parent / _FILE), True
    for folder in _build_folders():
        yield "the build folder", str(folder / "lib" / _FILE), True
    yield "the system", _SYSTEM, False
    found = ctypes.util.find_library("openness")
    if found and found != _SYSTEM:
        yield "the system", found, False


def _try(file: str, is_path: bool) -> Tuple[Optional[Library], str]:
    """The library, or why not."""
    if is_path and not os.path.isfile(file):
        return None, "no such file"
    try:
        loaded = ctypes.CDLL(file)
        abi = loaded.openness_abi_version()
    except OSError as failure:
        return None, str(failure)
    except AttributeError:
        return None, "is not libopenness: it has no openness_abi_version()"
    if abi != _signatures.ABI_VERSION:
        return None, f"has ABI {abi}, this package needs ABI {_signatures.ABI_VERSION}"
    return Library(loaded, file), ""


def _load() -> Library:
    tried = []
    for where, file, is_path in _candidates():
        library, why = _try(file, is_path)
        if library is not None:
            return library
        tried.append(f"  {where}: {file}: {why}")
    raise LibraryError("\n".join([
        "libopenness was not found. Looked in:", *tried,
        "To fix it, do one of these:",
        "  pip install . in a checkout: builds the library and puts it into the package",
        "  meson setup build && ninja -C build in the checkout that this package is in",
        "  meson install -C build, where the loader of the system looks",
        f"  set OPENNESS_LIBRARY to the path of a {_FILE} with ABI {_signatures.ABI_VERSION}"]))


_lock = threading.Lock()
_loaded: Optional[Library] = None


def lib() -> Library:
    """The library, loaded once. Raises LibraryError, which says where it looked."""
    global _loaded
    if _loaded is None:
        with _lock:
            if _loaded is None:
                _loaded = _load()
    return _loaded
