"""What must hold of every merge, whatever is merged.

    python3 tests/merge/properties.py LIBRARY DATA [COUNT] [SEED]

COUNT random records (300) are merged with themselves, with copies of which something else is forgotten,
and with copies that state something else; results are compared under five rubrics drawn for each record.
One line per property; the exit code is 1 when one is broken.
"""

import copy
import ctypes
import json
import pathlib
import random
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "oracle"))
from oracle import NOT_APPLICABLE, RECORD, Knowledge
from properties import changes, forget, narrower, nodes, show
from random_records import EVIDENCE, Generator
from run_oracle import Library, LibraryEngine, LibraryError, without_evidence

POLICIES = ("widen", "newest", "specific", "restrictive")
DRAWN = 5


def bind(library):
    """The calls of merge.h, added to those that the tests share."""
    pointer, text = ctypes.c_void_p, ctypes.c_char_p
    out = ctypes.POINTER(pointer)
    loaded = ctypes.CDLL(sys.argv[1])
    for name, result, arguments in (
            ("merge", ctypes.c_int, [pointer, out, ctypes.c_size_t, ctypes.c_int, text, text,
                                      ctypes.c_uint32, out, out]),
            ("merged_free", None, [pointer]), ("merged_record", text, [pointer]),
            ("merged_conflict_count", ctypes.c_size_t, [pointer]),
            ("merged_render", ctypes.c_int, [pointer, ctypes.c_int, ctypes.c_int, out, out])):
        function = getattr(loaded, "openness_" + name)
        function.restype, function.argtypes = result, arguments
        library.functions[name] = function


class Merger:
    def __init__(self, library, database):
        self.library, self.database = library, database

    def merge(self, *records, policy=0):
        """The merged record and how many conflicts there were."""
        imports = [self.library.import_bytes(self.database, "openness-release", json.dumps(r).encode(),
                                             "input %d" % i, "2026-11-22")
                   for i, r in enumerate(records)]
        array = (ctypes.c_void_p * len(imports))(*[i.pointer for i in imports])
        merged = self.library.make("merged", "merge", self.database, array, len(imports), policy, None,
                                   None, 0)
        text = self.library.make("text", "merged_render", merged, 1, 0)
        report = json.loads(self.library.call("text_data", text).decode())
        count = self.library.call("merged_conflict_count", merged)
        assert count == sum(report["counts"][o] for o in ("widened", "resolved", "kept_apart")), report["counts"]
        return json.loads(self.library.call("merged_record", merged).decode()), count


def same(before, after):
    """The first node that is not the same, or None."""
    a, b = nodes(before), nodes(after)
    for name in sorted(set(a) | set(b)):
        if a.get(name) != b.get(name):
            return "%s: %s and %s" % (name, show(a.get(name)), show(b.get(name)))
    return None


def forgotten(record, as_of, rng, times):
    record = copy.deepcopy(record)
    for _ in range(times):
        forget(record, as_of, rng)
    return record


def plain_values(record):
    """(holder, member) of what no event changes and no lineage rests on."""
    for artifact in record["artifacts"]:
        if "events" in artifact or artifact.get("access") == NOT_APPLICABLE:
            continue
        for member in ("access", "extent", "license"):
            if artifact.get(member, "unknown") != "unknown":
                yield artifact, member
    for field in record.get("fields", {}).values():
        if field["value"] not in ("unknown", NOT_APPLICABLE):
            yield field, "value"


def alternative(value, holder, member, generator, rng):
    """A value that cannot hold together with this one; None when none was found."""
    generator.rng, generator.lean = rng, "mixed"
    for _ in range(20):
        if member == "license":
            other = generator._one_license()
            known = value["one_of"] if isinstance(value, dict) else [value]
            if other != "unknown" and other not in known and not {other, *known} <= {"none", "proprietary"}:
                return other
        elif isinstance(value, str) and member in ("access", "extent"):
            other = rng.choice(generator.knowledge.ladders[member])
            if other != value:
                return other
        elif isinstance(value, str) and value in ("yes", "no"):
            return "yes" if value == "no" else "no"
        elif isinstance(value, str) and value[:1].isdigit():
            return "1" if value != "1" else "2"
    return None


def differing(record, generator, rng, times):
    """A copy that states up to `times` values differently, or None."""
    record = copy.deepcopy(record)
    places = list(plain_values(record))
    done = 0
    for holder, member in rng.sample(places, min(times, len(places))):
        other = alternative(holder[member], holder, member, generator, rng)
        if other is not None:
            holder[member], done = other, done + 1
    return record if done else None


class Checks:
    def __init__(self, engine, merger, generator, names):
        self.engine, self.merger, self.generator, self.names = engine, merger, generator, names
        self.checks, self.broken, self.first, self.refused = {}, {}, {}, 0

    def note(self, what, fault, *context):
        self.checks[what] = self.checks.get(what, 0) + 1
        if fault:
            self.broken[what] = self.broken.get(what, 0) + 1
            self.first.setdefault(what, (fault, context))

    def reports(self, record, as_of):
        return [self.engine.report(record, name, RECORD, as_of) for name in self.ids]

    def compare(self, what, test, left, right, *context):
        for name, a, b in zip(self.ids, left, right):
            fault = test(a, b)
            self.note(what, fault and "under %s: %s" % (name, fault), *context)

    def check(self, number):
        rng = random.Random("merge/%s/%d" % (self.generator.seed, number))
        record, as_of, _ = self.generator.case(number)
        self.ids = rng.sample(self.names, min(DRAWN, len(self.names)))
        before = self.reports(record, as_of)
        twice, count = self.merger.merge(record, record)
        self.note("a record agrees with itself", count and "%d conflicts" % count, record)
        self.compare("merged with itself it is the same", same, before, self.reports(twice, as_of), record)
        again, _ = self.merger.merge(twice, record)
        self.note("merged again nothing is added", again != twice and "\n".join(changes(twice, again)), record)
        self.check_unknown(record, as_of, rng)
        self.check_conflicts(record, as_of, rng, 1)
        self.check_conflicts(record, as_of, rng, 4)

    def check_unknown(self, record, as_of, rng):
        left, right = (forgotten(record, as_of, rng, rng.randint(1, 6)) for _ in range(2))
        merged, count = self.merger.merge(left, right)
        self.note("what is unknown contradicts nothing", count and "%d conflicts" % count, left, right)
        after = self.reports(merged, as_of)
        for side in (left, right):
            self.compare("unknowns apart, it lies in both", narrower, after, self.reports(side, as_of),
                         left, right, merged)

    def check_conflicts(self, record, as_of, rng, times):
        other = differing(record, self.generator, rng, times)
        if other is None:
            return
        try:
            sides = [self.reports(side, as_of) for side in (record, other)]
        except LibraryError:  # such as a public nothing, where that is refused
            self.refused += 1
            return
        merged, count = self.merger.merge(record, other)
        turned, turned_count = self.merger.merge(other, record)
        self.note("a difference is a conflict", not count and "no conflict", record, changes(record, other))
        self.note("as many conflicts in each order", count != turned_count and "%d, %d" % (count, turned_count),
                  record, other)
        wide = self.reports(merged, as_of)
        self.compare("the order does not matter", same, wide, self.reports(turned, as_of), record, other)
        for side in sides:
            self.compare("a conflict covers both", narrower, side, wide, record, changes(record, other), merged)
        for policy in range(1, len(POLICIES)):
            settled, _ = self.merger.merge(record, other, policy=policy)
            self.compare("policy %s only narrows" % POLICIES[policy], narrower, self.reports(settled, as_of),
                         wide, record, changes(record, other))


def main(arguments):
    count = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    knowledge = Knowledge(arguments[1])
    library = Library(arguments[0])
    bind(library)
    engine = LibraryEngine(library, knowledge)
    checks = Checks(engine, Merger(library, engine.database), Generator(knowledge, seed),
                    sorted(knowledge.rubrics))
    started = time.monotonic()
    for number in range(count):
        checks.check(number)
    for what in sorted(checks.checks):
        print("%-36s %8d checks, %d broken" % (what, checks.checks[what], checks.broken.get(what, 0)))
    for what, (fault, context) in checks.first.items():
        print("\n%s, %s" % (what, fault))
        for part in context:
            part = without_evidence(part) if isinstance(part, dict) else part
            print("  " + json.dumps(part, ensure_ascii=False))
    print("%d random records, %d refused, seed %s, %.0f s" % (count, checks.refused, seed,
                                                              time.monotonic() - started))
    return 1 if checks.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
