"""Compare the library with the oracle, node by node.

    python3 tests/oracle/run_oracle.py LIBRARY DATA [COUNT] [SEED] [RUBRICS]

LIBRARY is the shared library, DATA the folder `data/` that it was built with. Every built-in release
and COUNT random records (2000) are evaluated under every rubric, or each under RUBRICS of them drawn by the
seed. One line per rubric, the first
difference in full; the exit code is 1 when anything differs.
"""

import json
import pathlib
import random
import sys
import time
from fractions import Fraction

from oracle import ABSTAINS, ASSESSED, FILL, NOT_APPLICABLE, RECORD, Knowledge, Resolved, Rubric, decimal_text
from random_records import (DAYS, Generator, chain, fact_rubric, license_documents, license_release,
                            rubric_documents)

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "binding"))
from calls import COMPACT, FORMAT_JSON, FORMAT_VECTOR, KIND_RELEASE, KIND_RUBRIC, Library, LibraryError

ENDS = ("lower", "upper")


# --- both sides in one form -------------------------------------------------------------------------


class OracleEngine:
    """The oracle behind the interface that the property tests use."""

    def __init__(self, knowledge):
        self.knowledge = knowledge

    def report(self, record, rubric, mode=RECORD, as_of=None):
        return self.knowledge.rubrics[rubric].evaluate(Resolved(self.knowledge, record, as_of), mode)

    def from_vector(self, rubric, vector):
        rubric = self.knowledge.rubrics[rubric]
        criteria, basis = rubric.read_vector(vector)
        return dict(rubric.conclude(criteria), criteria=criteria, basis=basis,
                    vector=rubric.vector(criteria, basis))

    def differs_twice(self, record, rubric, as_of):
        first, second = (self.report(record, rubric, RECORD, as_of) for _ in range(2))
        return None if first == second else "two different reports"

    def extended(self, document):
        other = Knowledge()
        other.__dict__.update(self.knowledge.__dict__, licenses=dict(self.knowledge.licenses), _levels={})
        other.add(document)
        other.rubrics = {name: Rubric(old.document, other) for name, old in self.knowledge.rubrics.items()}
        return OracleEngine(other)


class LibraryEngine:
    """The library behind the same interface."""

    def __init__(self, library, knowledge, database=None):
        self.binding, self.knowledge = library, knowledge
        self.database = database or library.open()
        self.rubrics = {name: library.rubric(self.database, name) for name in knowledge.rubrics}
        self.last = (None, None)

    def parse(self, record):
        """The record's handle, kept as long as the same object is asked about; do not change it between."""
        if self.last[0] is not record:
            self.last = (record, self.binding.parse(self.database, record))
        return self.last[1]

    def handle(self, record, rubric, mode=RECORD, as_of=None):
        return self.binding.evaluate(self.parse(record), self.rubrics[rubric], mode, as_of)

    def report(self, record, rubric, mode=RECORD, as_of=None):
        return read_report(self.binding.render(self.handle(record, rubric, mode, as_of)),
                           self.knowledge.rubrics[rubric])

    def from_vector(self, rubric, vector):
        report = self.binding.from_vector(self.database, vector)
        return read_report(self.binding.render(report), self.knowledge.rubrics[rubric])

    def differs_twice(self, record, rubric, as_of):
        """The same report from the same handle, and from the record laid out differently."""
        handle = self.handle(record, rubric, RECORD, as_of)
        again = self.binding.evaluate(self.binding.parse(self.database, record, indent=1),
                                      self.rubrics[rubric], RECORD, as_of)
        for form, flags in ((FORMAT_JSON, 0), (FORMAT_JSON, COMPACT), (2, 0), (3, 0), (FORMAT_VECTOR, 0)):
            first = self.binding.render(handle, form, flags)
            if any(first != self.binding.render(other, form, flags) for other in (handle, again)):
                return "two different reports in format %d" % form
        return None

    def extended(self, document):
        return LibraryEngine(self.binding, self.knowledge, self.binding.extend(self.database, document))


def read_report(text, rubric):
    """A report of the library, as JSON, in the oracle's form."""
    report = json.loads(text)
    result = {"criteria": {}, "basis": {}, "ladders": {}, "scores": {}, "headlines": {}, "json": report}
    for item in report["criteria"]:
        result["criteria"][item["id"]] = level_pair(item, rubric)
        assessed = item["basis"] == "assessed" or "/%s:-*" % item["code"] in report["vector"]
        result["basis"][item["id"]] = "assessed" if assessed else "derived"
        assert (item["basis"] == NOT_APPLICABLE) == (item["lower"] == NOT_APPLICABLE), item
    for item in report["ladders"]:
        result["ladders"][item["id"]] = level_pair(item, rubric)
        result["headlines"][item["id"]] = item["headline"]
    for item in report["scores"]:
        result["scores"][item["id"]] = tuple(item[end] and Fraction(item[end]["num"], item[end]["den"])
                                             for end in ENDS)
        for end in ENDS:
            if item[end]:
                exact = Fraction(item[end]["num"], item[end]["den"])
                assert item[end]["den"] == exact.denominator, "not reduced: %s" % item
                assert item[end]["text"] == decimal_text(exact, item["decimals"]), "misprinted: %s" % item
    for member, value in (("level", report["level"]),
                          ("score", next((s for s in report["scores"] if s["headline"]), None))):
        if value is not None:
            value = value["headline"] if member == "level" else result["scores"][value["id"]]
        result[member] = value
    result["applies"], result["vector"] = report["applies"], report["vector"]
    return result


def level_pair(item, rubric):
    """(lower, upper) of a criterion or ladder of the JSON; None when it does not apply."""
    if item["lower"] == NOT_APPLICABLE:
        return None
    ids = [level["id"] for level in rubric.levels[item["id"]]]
    return (ids.index(item["lower"]), ids.index(item["upper"]))


# --- the comparison ---------------------------------------------------------------------------------


def differences(expected, report, getters, rubric):
    """(what, oracle, library) for everything that is not equal."""
    found = []
    for part in ("criteria", "basis", "ladders", "scores", "headlines"):
        names = list(expected[part]) + [n for n in report[part] if n not in expected[part]]
        for name in names:
            pair = expected[part].get(name, "no such node"), report[part].get(name, "no such node")
            if part == "scores" and ABSTAINS in pair[0]:
                pair = (None, None), pair[1]
            if pair[0] != pair[1]:
                found.append((part + " " + name,) + pair)
    wanted = expected_getters(expected, rubric)
    for name in wanted:
        if wanted[name] != getters[name]:
            found.append((name, wanted[name], getters[name]))
    return found


def expected_getters(expected, rubric):
    """What the typed getters must say."""
    goal = rubric.document["result"]
    result = {"level": expected["level"] or "", "vector": expected["vector"], "applies": expected["applies"]}
    result["level_at"] = ["", ""]
    if "level" in goal:
        pair, ids = expected["ladders"][goal["level"]], rubric.ids[goal["level"]]
        result["level_at"] = [NOT_APPLICABLE if pair is None else ids[end] for end in pair or (0, 0)]
    result["score_text"], result["score_milli"] = ["", ""], [-1, -1]
    if "score" in goal and all(isinstance(end, Fraction) for end in expected["score"]):
        decimals = rubric.nodes[goal["score"]].get("decimals", 0)
        result["score_text"] = [decimal_text(end, decimals) for end in expected["score"]]
        result["score_milli"] = [int((2000 * end + 1) // 2) for end in expected["score"]]
    return result


def cases(knowledge, count, seed):
    """(label, record, as_of, mode): built-in releases and licenses on several days, then random records."""
    for name in sorted(knowledge.releases):
        for mode in (RECORD, FILL, ASSESSED):
            yield name, knowledge.releases[name], None, mode
        for day in DAYS:
            yield name, knowledge.releases[name], day, RECORD
    for name in sorted(knowledge.licenses):
        record = license_release(knowledge, knowledge.licenses[name].document["id"])
        for day in (None,) + DAYS[::4]:
            yield "license " + name, record, day, RECORD
    generator = Generator(knowledge, seed)
    for number in range(count):
        yield ("random %d" % number,) + generator.case(number)


def extended(knowledge, seed):
    """Made-up licenses, rubrics and releases, added to what the oracle knows."""
    template = knowledge.licenses["mit"].document
    licenses = license_documents(knowledge.license_vocabulary, template, 60, seed)
    documents = licenses + chain() + rubric_documents() + [fact_rubric(knowledge)]
    for document in documents:
        knowledge.add(document)
    return documents


def draw(names, count, seed):
    """All names, or count of them; the same for the same seed."""
    return random.Random(seed).sample(names, min(count, len(names))) if count else names


def main(arguments):
    count = int(arguments[2]) if len(arguments) > 2 else 2000
    seed = arguments[3] if len(arguments) > 3 else "1"
    drawn = int(arguments[4]) if len(arguments) > 4 else 0
    library, knowledge = Library(arguments[0]), Knowledge(arguments[1])
    plain = library.open()
    missing = [set(library.ids(plain, kind)) ^ set(here) for kind, here in (
        (KIND_RELEASE, knowledge.releases), (KIND_RUBRIC, knowledge.rubrics))]
    if any(missing):
        print("the library was built with other data: %s" % missing)
        return 1
    engine = LibraryEngine(library, knowledge, library.extend(plain, extended(knowledge, seed)))
    totals = {name: [0, 0, None] for name in sorted(knowledge.rubrics)}
    outcomes, refused, started = {}, [], time.monotonic()
    for label, record, as_of, mode in cases(knowledge, count, seed):
        try:
            engine.parse(record)
        except LibraryError as error:
            refused.append((label, str(error)))
            continue
        resolved = Resolved(knowledge, record, as_of)
        for name in draw(list(totals), drawn, "%s/%s" % (seed, label)):
            rubric, total = knowledge.rubrics[name], totals[name]
            expected = rubric.evaluate(resolved, mode)
            handle = engine.handle(record, name, mode, as_of)
            found = differences(expected, read_report(library.render(handle), rubric),
                                library.getters(handle), rubric)
            total[bool(found)] += 1
            if found and total[2] is None:
                total[2] = (label, as_of, mode, found, record)
            outcomes.setdefault(name, set()).add(expected["level"])
    for name, (equal, different, first) in totals.items():
        print("%-16s %6d records, %6d equal, %d different; outcomes: %s" % (
            name, equal + different, equal, different, " ".join(sorted(map(str, outcomes.get(name, ()))))))
        if first:
            print_difference(*first)
    for label, error in refused[:5]:
        print("refused %s: %s" % (label, error))
    print("%d refused, seed %s, %.0f s" % (len(refused), seed, time.monotonic() - started))
    return 1 if refused or any(total[1] for total in totals.values()) else 0


def print_difference(label, as_of, mode, found, record):
    print("  first difference: %s, as of %s, mode %d" % (label, as_of, mode))
    for what, oracle, library in found:
        print("    %s: oracle %s, library %s" % (what, plain_text(oracle), plain_text(library)))
    print("    " + json.dumps(without_evidence(record), ensure_ascii=False))


def without_evidence(document):
    """The part of a record that decides; evidence never does."""
    if isinstance(document, dict):
        return {key: without_evidence(value) for key, value in document.items()
                if key not in ("evidence", "note")}
    return [without_evidence(item) for item in document] if isinstance(document, list) else document


def plain_text(value):
    if isinstance(value, (tuple, list)):
        return "..".join(str(part) for part in value)
    return "not applicable" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
