"""The library as a scorer of plain dictionaries, for fixtures and for the sets of peers.

Takes the path of the shared library. `score` takes a record that may be partial: what the format
requires and the case leaves open (head, evidence) is filled in. Foreign bytes go through `imported`.
"""

import copy
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "binding"))
from calls import ASSESSED, FILL, KIND_RUBRIC, RECORD, Library, LibraryError

__all__ = ["Engine", "Import", "LibraryError", "Unsupported", "complete"]

MODES = {"record": RECORD, "fill": FILL, "assessed": ASSESSED}
READ = "2026-11-21"
EVIDENCE = {"source": "https://example.org/hand-made", "shows": "Made up for a test.", "read": READ,
            "confidence": "high"}
HEAD = {"format": "openness-release/1", "id": "fixture/case", "name": "Case", "producer": "Nobody",
        "kind": "base", "artifacts": []}


class Unsupported(Exception):
    """This build cannot read the format, so that the case cannot be run."""


def complete(record, **assessment):
    """A whole record from a partial one: a head, evidence wherever a value has none, and the members of
    assessments that are the same for all of them. A field may be given as its bare value."""
    record = dict(copy.deepcopy(HEAD), **copy.deepcopy(record))
    fields = record.get("fields", {})
    for name, value in fields.items():
        fields[name] = value if isinstance(value, dict) and "value" in value else {"value": value}
    record["assessments"] = [dict(dict({"by": "nobody", "date": READ}, **assessment), **given)
                             for given in record.get("assessments", [])]
    stated = list(fields.values())
    for member in ("based_on", "artifacts", "promises", "assessments"):
        stated += record.get(member, [])
    for artifact in record["artifacts"]:
        stated += artifact.get("events", [])
    for value in stated:
        value.setdefault("evidence", [EVIDENCE])
    return {name: value for name, value in record.items() if value != [] or name == "artifacts"}


class Import:
    """What an importer made of a document."""

    def __init__(self, engine, handle):
        self.engine, self.handle = engine, handle
        self.records = engine.calls.import_records(handle)
        self.report_document = engine.calls.import_report(handle)
        self.notes = self.report_document.get("notes", [])
        self.format = engine.calls.call("import_format", handle).decode()

    def report(self, index, rubric, mode="assessed", as_of=None):
        """The report on the record of that index, as a dictionary."""
        release = self.engine.calls.import_release(self.handle, index)
        return self.engine.report(release, rubric, mode, as_of)


class Engine:
    """One open database and its rubrics."""

    def __init__(self, path):
        self.calls = Library(str(path))
        self.database = self.calls.open()
        self.rubrics = self.calls.ids(self.database, KIND_RUBRIC)
        self._compiled = {}

    def report(self, release, rubric, mode="record", as_of=None):
        """The report on a release handle."""
        if rubric not in self._compiled:
            self._compiled[rubric] = self.calls.rubric(self.database, rubric)
        report = self.calls.evaluate(release, self._compiled[rubric], MODES[mode], as_of)
        return json.loads(self.calls.render(report))

    def score(self, record, rubric, mode="record", as_of=None):
        """The report on a record, which may be partial."""
        return self.report(self.calls.parse(self.database, complete(record)), rubric, mode, as_of)

    def imported(self, form, data, source="name.yaml", read=READ):
        """An Import; `form` None has the format detected. LibraryError when the bytes are refused."""
        if not self.calls.imports:
            raise Unsupported("the library was built without imports")
        try:
            return Import(self, self.calls.import_bytes(self.database, form, data, source, read))
        except LibraryError as error:
            if "unsupported" in error.ids:
                raise Unsupported("the library cannot read %s: %s" % (form or source, error)) from error
            raise
