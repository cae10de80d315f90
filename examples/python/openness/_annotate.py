"""Verdicts written into a bill of materials, nothing else of it changed."""

from __future__ import annotations

import os
from typing import Optional, Sequence, Union

from . import _signatures as c
from ._database import Database, Rubric, default_database, rubric_of
from ._handle import Day, Document, addresses, c_optional, call_text, day_text, document_bytes
from ._library import lib

#: The rubrics whose verdicts are written unless others are asked for.
ANNOTATED = ("spectrum-1", "g7-2026", "osaid-1.0", "mof-1.0")


def annotate(document: Union[str, bytes, "os.PathLike[str]"],
             rubrics: Sequence[Union[Rubric, Document, str]] = ANNOTATED, *,
             as_of: Optional[Day] = None, strict: bool = False,
             database: Optional[Database] = None) -> str:
    """A bill of materials with the verdict on each of its models (docs/annotate.md).

    ``document``: bytes, JSON text or the path of a CycloneDX or SPDX 3 document in JSON. ``as_of``:
    YYYY-MM-DD, the state on the evening of that day; None: the latest that the document states. With
    ``strict`` contradictions are errors.

    What an earlier call added is taken out first; every other character stays as it is, line ends
    included: write it as ``path.write_bytes(text.encode())``. Again with the same arguments changes
    nothing. Raises Error with every issue (E_SCHEMA also for a format that holds no annotations),
    NotFoundError for an unknown rubric, OSError for a file.
    """
    if isinstance(rubrics, (str, bytes, Rubric)):
        raise TypeError("rubrics come as a list, even if it is one")
    data = document_bytes(document)
    known = database or default_database()
    compiled = [rubric_of(rubric, known) for rubric in rubrics]
    return call_text(lib().openness_annotate, known._pointer, addresses(compiled), len(compiled),
                     c_optional(day_text(as_of)), data, len(data), c.STRICT if strict else 0)
