"""How open is an AI release, under every published definition?

The Python side of the openness library, through ctypes alone:

>>> import openness
>>> report = openness.score("bigscience/bloom", "osaid-1.0")
>>> report.level
'fails'

Records go in as objects, JSON text, paths or ids; reports come out with both ends of every score, the
facts behind each criterion and the next step. Every object is immutable, may be shared by threads, and
frees what it holds by itself. See examples/python/README.md of the project.
"""

from typing import Any, Dict

from ._analysis import (Analysis, Comparison, agree, claim, compare, diff, lineage, plan, rank,
                        timeline, unknowns, why)
from ._annotate import annotate
from ._batch import batch, reports, score_lines
from ._database import Database, Rubric, default_database, validate
from ._errors import Error, Issue, LibraryError, NotFoundError
from ._import import Import, import_document, import_formats
from ._library import lib as _lib
from ._license import Answer, License, Line, may
from ._merge import Merged, merge
from ._policy import Check, Policy, Requirement
from ._release import Release
from ._report import Report, Score, score, score_json
from ._signatures import (E_ARGUMENT, E_INTERNAL, E_JSON, E_LIMIT, E_NOMEM, E_NOT_FOUND, E_SCHEMA,
                          E_VECTOR, E_VERSION)


def versions() -> Dict[str, Any]:
    """The library that is loaded: its "version", "abi", "data" version and "digest", and "path"."""
    library = _lib()
    return {"version": library.openness_version().decode(),
            "abi": library.openness_abi_version(),
            "data": library.openness_data_version().decode(),
            "digest": library.openness_data_digest().decode(),
            "path": library.path}


__all__ = [
    "Analysis", "Answer", "Check", "Comparison", "Database", "E_ARGUMENT", "E_INTERNAL", "E_JSON", "E_LIMIT",
    "E_NOMEM", "E_NOT_FOUND", "E_SCHEMA", "E_VECTOR", "E_VERSION", "Error", "Import", "Issue",
    "LibraryError", "License", "Line", "Merged", "NotFoundError", "Policy", "Release", "Report",
    "Requirement", "Rubric", "Score", "agree", "annotate", "batch", "claim", "compare", "default_database", "diff", "import_document", "import_formats",
    "lineage", "may", "merge", "plan", "rank", "reports", "score", "score_json", "score_lines", "timeline",
    "unknowns", "validate", "versions", "why",
]
