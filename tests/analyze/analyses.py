"""What the checks of the analyses share: random sets of releases, and the calls of analyze.h.

Each check works an analysis out again from reports alone, the slow and obvious way, and compares.
"""

import ctypes
import json
import pathlib
import random
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
for folder in ("binding", "oracle"):
    sys.path.insert(0, str(TESTS / folder))
from calls import FORMAT_JSON, INT, OUT, POINTER, SIZE, TEXT, Library, LibraryError
from oracle import Knowledge
from random_records import Generator
from run_oracle import extended

__all__ = ["Analyses", "Case", "LibraryError"]

HANDLES = ctypes.POINTER(ctypes.c_void_p)
MANY = (INT, [HANDLES, SIZE, INT, INT, OUT, OUT])
ONE = (INT, [POINTER, INT, INT, OUT, OUT])


class Analyses:
    """A library, its rubrics and random records; `signatures` are those of the calls under test."""

    def __init__(self, path, data, seed, signatures):
        self.calls, self.knowledge, self.seed = Library(path), Knowledge(data), seed
        for name, (result, arguments) in signatures.items():
            function = getattr(ctypes.CDLL(path), "openness_" + name)
            function.restype, function.argtypes = result, arguments
            self.calls.functions[name] = function
        self.database = self.calls.extend(self.calls.open(), extended(self.knowledge, seed))
        self.rubrics = {name: self.calls.rubric(self.database, name) for name in self.knowledge.rubrics}
        self.generator = Generator(self.knowledge, seed)
        self.made = 0

    def add_rubrics(self, documents):
        """Puts more rubrics beside the others, here and in the library; their ids."""
        self.database = self.calls.extend(self.database, documents)
        for document in documents:
            self.knowledge.add(document)
            self.rubrics[document["id"]] = self.calls.rubric(self.database, document["id"])
        return [document["id"] for document in documents]

    def random(self, *key):
        return random.Random("/".join(map(str, (self.seed,) + key)))

    def record(self):
        """The next random record, under an id of its own."""
        self.made += 1
        record = dict(self.generator.case(self.made)[0], id="random/%d" % self.made)
        return record

    def release(self, record):
        return self.calls.parse(self.database, record)

    def reports(self, releases, rubrics, mode=0):
        """Handles, release by release."""
        return [self.calls.evaluate(release, self.rubrics[name], mode)
                for release in releases for name in rubrics]

    def view(self, report):
        return json.loads(self.calls.render(report))

    def many(self, name, reports, *arguments):
        """An analysis of a list of reports, as JSON."""
        array = (ctypes.c_void_p * len(reports))(*[report.pointer for report in reports])
        return self.text(self.calls.make("text", name, array, len(reports), *arguments, FORMAT_JSON, 0))

    def text(self, handle):
        return json.loads(self.calls.call("text_data", handle))

    def levels(self, view):
        """{criterion: (lower, upper) as indices, or None} of a report."""
        ids = self.knowledge.rubrics[view["rubric"]["id"]].ids
        return {c["id"]: None if c["lower"] == "not_applicable"
                else (ids[c["id"]].index(c["lower"]), ids[c["id"]].index(c["upper"]))
                for c in view["criteria"]}


class Case:
    """Counts comparisons and keeps the first difference of each kind."""

    def __init__(self):
        self.counts, self.first = {}, {}

    def compare(self, what, ours, theirs, context=""):
        done, wrong = self.counts.get(what, (0, 0))
        self.counts[what] = (done + 1, wrong + (ours != theirs))
        if ours != theirs:
            self.first.setdefault(what, "expected %r, library %r %s" % (ours, theirs, context))

    def close(self):
        """Prints a line per kind; the exit code."""
        for what, (done, wrong) in sorted(self.counts.items()):
            print("%-44s %8d checks, %d different" % (what, done, wrong))
        for what, difference in self.first.items():
            print("\n%s: %s" % (what, difference[:2000]))
        return 1 if self.first or not self.counts else 0
