"""Differences between two reports against the oracle on all eight mixes of record, day and rubric.

    python3 tests/analyze/check_diff.py LIBRARY DATA [PAIRS] [SEED]

The second report differs from the first in the day, the record, the license data, the rubric, in
several of them, or is of another release. Which criteria differ, what each is caused by, the facts
and values behind it and the headline are worked out here from records and documents alone.
"""

import copy
import itertools
import sys
from fractions import Fraction

from analyses import INT, OUT, POINTER, Analyses, Case
from calls import LibraryError
from oracle import GATES, NOT_APPLICABLE, Entry, Knowledge, Resolved, Rubric, on_ladder
from random_records import DAYS

CALL = (INT, [POINTER, POINTER, INT, INT, OUT, OUT])
CAUSES = ("evidence", "date", "license_data", "ruler")
RECORD, DAY, RUBRIC = range(3)
KINDS = ({DAY}, {DAY}, {RECORD}, {RUBRIC}, {"data"}, {DAY, "data"}, {RECORD, "data"}, {RECORD, DAY},
         {RECORD, DAY, RUBRIC, "data"}, {"release"}, {"release", RUBRIC}, set())


def ends(ids, pair):
    return (NOT_APPLICABLE,) * 2 if pair is None else (ids[pair[0]], ids[pair[1]])


class Mixes:
    """The oracle on every mix: sides[i] = (knowledge, record, day, rubric)."""

    def __init__(self, sides, mode):
        self.sides, self.mode = sides, mode
        self.resolved = {(r, d): Resolved(sides[r][0], sides[r][1], sides[d][2])
                         for r, d in itertools.product((0, 1), repeat=2)}
        self.reports = {(r, d, u): sides[u][3].evaluate(self.resolved[r, d], mode)
                        for r, d, u in itertools.product((0, 1), repeat=3)}

    def criterion(self, mix, name):
        pairs = self.reports[mix]["criteria"]
        return ends(self.sides[mix[2]][3].ids[name], pairs[name]) if name in pairs else None

    def level(self, mix):
        report, rubric = self.reports[mix], self.sides[mix[2]][3]
        goal = rubric.document["result"].get("level")
        return report["applies"], goal and ends(rubric.ids[goal], report["ladders"][goal])

    def score(self, mix):
        score = self.reports[mix]["score"]
        return score if score is None or all(isinstance(end, Fraction) for end in score) else "none"

    def swaps(self, state):
        """What changes a state when it alone is exchanged."""
        return {what for what in (RECORD, DAY, RUBRIC) for mix in self.reports if mix[what] == 0
                if state(mix) != state(mix[:what] + (1,) + mix[what + 1:])}


def tests(predicate):
    """The facts that a predicate names."""
    found = set()
    for member, value in predicate.items():
        if member in ("all", "any", "of"):
            found |= {name for part in value for name in tests(part)}
        elif member not in GATES:
            found.add(member)
    return found


def facts_of(rubric, name):
    return {fact for level in rubric.levels.get(name, ()) for fact in tests(level.get("when", {}))}


def allowed_causes(swaps, same_release, same_record, same_data):
    """(at least, at most) the causes; where record and data both differ either may have done it."""
    if not same_release:
        must = {"evidence"} if swaps & {RECORD, DAY} else set()
    else:
        must = {"date"} if DAY in swaps else set()
    must |= {"ruler"} if RUBRIC in swaps else set()
    may = set(must)
    if same_release and RECORD in swaps:
        which = [c for c, same in (("evidence", same_record), ("license_data", same_data)) if not same]
        may |= set(which)
        must |= set(which) if len(which) == 1 else set()
    return must, may


def check_causes(case, what, found, swaps, setting, context):
    must, may = allowed_causes(swaps, *setting)
    told = set(found)
    fits = must <= told <= may and (told - {"date", "ruler"} or RECORD not in swaps or not setting[0])
    case.compare(what, (sorted(must), sorted(may), True), (sorted(must), sorted(may), bool(fits)), (found, context))
    case.compare("causes in order", [c for c in CAUSES if c in told], found)


def single_entry(record, slot, knowledge):
    entries = [a for a in record["artifacts"] if knowledge.slots[a["kind"], a.get("stage")] == slot]
    return entries[0] if len(entries) == 1 and "name" not in entries[0] else None if entries else {}


def check_values(case, mixes, fact, found, context):
    """Access and extent of slots with one entry, and fields: listed where and only where they differ."""
    knowledge = mixes.sides[0][0]
    document = knowledge.facts[fact]
    for slot in document.get("of", ()):
        entries = [single_entry(side[1], slot, knowledge) for side in mixes.sides]
        if None in entries or document["read"] == "stated_license":
            continue
        states = [Entry(side[0], entry, slot, side[1].get("release_date"), side[2])
                  for side, entry in zip(mixes.sides, entries)]
        members = {"access": ["access"], "disclosed": ["extent"]}.get(document["read"], ["access", "extent"])
        for member in members:
            texts = [range_text(getattr(state, member), knowledge.ladders[member]) for state in states]
            listed = [(v["before"], v["after"]) for v in found if v.get("artifact") == slot and v["member"] == member]
            case.compare("values of artifacts", [tuple(texts)] if texts[0] != texts[1] else [], listed, context)
    if "field" in document and "in" not in document and "cuts" not in document:
        ladder = knowledge.ladders[document["ladder"]]
        texts = [field_text(side[1], document["field"], ladder) for side in mixes.sides]
        listed = [(v["before"], v["after"]) for v in found if v.get("field") == document["field"]]
        case.compare("values of fields", [tuple(texts)] if texts[0] != texts[1] else [], listed, context)


def field_text(record, field, ladder):
    return range_text(on_ladder(record.get("fields", {}).get(field, {}).get("value"), ladder), ladder)


def range_text(pair, ladder):
    if pair is None:
        return NOT_APPLICABLE
    if pair[0] == pair[1]:
        return ladder[pair[0]]
    return "unknown" if pair == (0, len(ladder) - 1) else "%s to %s" % (ladder[pair[0]], ladder[pair[1]])


def check_diff(case, mixes, found, setting, context):
    first, last = (0, 0, 0), (1, 1, 1)
    rubrics = [side[3] for side in mixes.sides]
    names = [c["id"] for c in rubrics[1].criteria]
    names += [c["id"] for c in rubrics[0].criteria if c["id"] not in names]
    differ = [n for n in names if mixes.criterion(first, n) != mixes.criterion(last, n)]
    case.compare("criteria that differ", differ, [c["id"] for c in found["criteria"]], context)
    case.compare("criteria that do not", len(names) - len(differ), found["unchanged"], context)
    for item in found["criteria"]:
        name = item["id"]
        told = [item[key] and (item[key]["lower"], item[key]["upper"]) for key in ("before", "after")]
        case.compare("levels", [mixes.criterion(first, name), mixes.criterion(last, name)], told, context)
        check_causes(case, "causes of a criterion", item["causes"],
                     mixes.swaps(lambda mix, n=name: mixes.criterion(mix, n)), setting, (name, context))
        knowledge = mixes.sides[0][0]
        tested = set().union(*(facts_of(rubric, name) for rubric in rubrics))
        pairs = {f: [range_ids(mixes.resolved[i, i].fact(f), knowledge, f) for i in (0, 1)] for f in tested}
        moved = {f: p for f, p in pairs.items() if p[0] != p[1]}
        listed = {f["fact"]: [(f[key]["lower"], f[key]["upper"]) for key in ("before", "after")]
                  for f in item["facts"]}
        case.compare("facts", moved, listed, (name, context))
        for fact in item["facts"]:
            check_values(case, mixes, fact["fact"], fact["values"], (fact["fact"], context))
        case.compare("what happened is told for days only", True,
                     not item["moments"] or "date" in item["causes"], context)
    changed = [mixes.level(first) != mixes.level(last), mixes.score(first) != mixes.score(last)]
    case.compare("headline", changed, [found["headline"]["level"], found["headline"]["score"]], context)
    swaps = set().union(*(mixes.swaps(state) for state, yes in zip((mixes.level, mixes.score), changed) if yes))
    check_causes(case, "causes of the headline", found["headline"]["causes"], swaps, setting, context)


def range_ids(pair, knowledge, fact):
    return ends(knowledge.ladders[knowledge.facts[fact]["ladder"]], pair)


# --- second sides -----------------------------------------------------------------------------------


def edited(rng, generator, record):
    """The same release with some values recorded otherwise; never less valid."""
    record = copy.deepcopy(record)
    generator.rng, generator.lean = rng, "anywhere"
    for artifact in rng.sample(record["artifacts"], min(len(record["artifacts"]), rng.randint(1, 6))):
        if artifact.get("access") != NOT_APPLICABLE:
            member = rng.choice(("access", "extent", "license"))
            artifact[member] = generator._license() if member == "license" else generator._level(member)
            generator._mend(artifact)
    for field in record.get("fields", {}):
        if rng.random() < 0.2:
            kind = next(f["type"] for f in generator.knowledge.record["fields"] if f["id"] == field)
            record["fields"][field]["value"] = generator._field(kind)
    if rng.random() < 0.3:
        record["assessments"] = [dict(a, level=NOT_APPLICABLE) if rng.random() < 0.3 else a
                                 for a in record.get("assessments", [])]
    return record


def other_rubric(rng, rubric, knowledge):
    """The next version: some tests ask for another level, some weights differ."""
    document = copy.deepcopy(rubric.document)
    document["version"] += 1

    def change(predicate):
        for member, value in predicate.items():
            if member in ("all", "any", "of"):
                for part in value:
                    change(part)
            elif member not in GATES and rng.random() < 0.3:
                ladder = knowledge.ladders[knowledge.facts[member]["ladder"]]
                predicate[member] = rng.choice(ladder[1:])
    for criterion in rng.sample(document["criteria"], rng.randint(0, min(4, len(document["criteria"])))):
        for holder in [criterion] + criterion.get("levels", []):
            change(holder.get("when", {}))
    for node in document.get("combine", []):
        for kind in ("mean", "min"):
            if isinstance(node.get(kind), dict):
                node[kind] = {term: rng.choice((1, 2, 3)) for term in node[kind]}
    if rng.random() < 0.3:
        document["unknown"] = "no" if document["unknown"] != "no" else "undetermined"
    return document


def other_licenses(rng, knowledge):
    """Some licenses with the texts and lists of others."""
    documents = [license.document for license in knowledge.licenses.values()]
    return [dict(rng.choice(documents), **{k: own[k] for k in ("id", "name", "spdx", "aliases") if k in own})
            for own in rng.sample(documents, max(1, len(documents) // 2))]


def with_licenses(knowledge, documents):
    other = Knowledge()
    other.__dict__.update(knowledge.__dict__, licenses=dict(knowledge.licenses), _levels={})
    for document in documents:
        other.add(document)
    return other


class Sides:
    """Makes pairs of reports, and what the oracle needs to know about each side."""

    def __init__(self, analyses):
        self.analyses, self.calls = analyses, analyses.calls

    def data(self, rng):
        """(database, knowledge) with other licenses; as it is when they are refused."""
        documents = other_licenses(rng, self.analyses.knowledge)
        try:
            database = self.calls.extend(self.analyses.database, documents)
        except LibraryError:
            return self.analyses.database, self.analyses.knowledge
        return database, with_licenses(self.analyses.knowledge, documents)

    def rubric(self, rng, rubric):
        """(handle, oracle's rubric) of another version, None when all that was tried is refused."""
        for _ in range(12):
            document = other_rubric(rng, rubric, self.analyses.knowledge)
            try:
                database = self.calls.extend(self.analyses.database, [document])
            except LibraryError:
                continue
            return self.calls.rubric(database, rubric.id), Rubric(document, self.analyses.knowledge)
        return self.analyses.rubrics[rubric.id], rubric

    def pair(self, rng, kind):
        analyses = self.analyses
        record, rubric = analyses.record(), analyses.knowledge.rubrics[rng.choice(sorted(analyses.rubrics))]
        years = [e["date"] for a in record["artifacts"] for e in a.get("events", [])] or ["2024"]
        days = [None] + list(DAYS) + [(year + "-07-01")[:10] for year in years]
        day = rng.choice(days)
        one = [analyses.knowledge, record, day, rubric]
        two = list(one)
        database, handle = analyses.database, analyses.rubrics[rubric.id]
        if DAY in kind:
            two[2] = rng.choice(days)
        if RECORD in kind:
            two[1] = edited(rng, analyses.generator, record)
        if "release" in kind:
            two[1], two[2] = analyses.record(), rng.choice(days)
        if "data" in kind:
            database, two[0] = self.data(rng)
        if RUBRIC in kind:
            handle, two[3] = self.rubric(rng, rubric)
        mode = rng.choice((0, 0, 1, 2))
        a = self.calls.evaluate(analyses.release(record), analyses.rubrics[rubric.id], mode, day)
        b = self.calls.evaluate(self.calls.parse(database, two[1]), handle, mode, two[2])
        return a, b, Mixes((one, two), mode)


def main(arguments):
    count = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_diff": CALL}), Case()
    sides = Sides(analyses)
    for number in range(count):
        rng = analyses.random(number)
        kind = KINDS[number % len(KINDS)]
        a, b, mixes = sides.pair(rng, kind)
        found = analyses.text(analyses.calls.make("text", "analyze_diff", a, b, 1, 0))
        setting = ("release" not in kind, RECORD not in kind, "data" not in kind)
        check_diff(case, mixes, found, setting, (sorted(map(str, kind)), mixes.mode, mixes.sides[0][3].id,
                                                [side[1:3] for side in mixes.sides]))
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
