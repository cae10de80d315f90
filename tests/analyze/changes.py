"""Small random rubrics, and records as they would be after a change: what check_plan.py and
check_unknowns.py share.

A change is put on the oracle's entries, not on the record's JSON, so that events, release dates and
bases count as the oracle counts them.
"""

import copy

from oracle import (LOWER, NOT_APPLICABLE, RECORD, UPPER, Resolved, entries_of, join_least, on_ladder)
from random_records import rubric

MEMBERS = ("all", "any", "at_least", "of")


def tests_of(predicate):
    """The names that a predicate tests."""
    for member, value in predicate.items():
        if member in ("all", "any", "of"):
            for part in value:
                yield from tests_of(part)
        elif member != "at_least":
            yield member


def reads_of(knowledge, document):
    """The facts that a rubric reads, and those that they fall back on."""
    found, left = set(), []
    for criterion in document["criteria"]:
        for level in criterion.get("levels", [criterion]):
            left += tests_of(level.get("when", {}))
    left += tests_of(document.get("applies", {}))
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            fact = knowledge.facts[name]
            left += [fact[m] for m in ("if_not_applicable",) if m in fact] + list(fact.get("needs", {}))
    return found


# --- random rubrics ---------------------------------------------------------------------------------


class SmallRubrics:
    """Rubrics of few facts that use every way to combine, for brute force."""

    def __init__(self, knowledge, rng):
        self.knowledge, self.rng = knowledge, rng
        self.names = sorted(knowledge.facts)

    def draw(self, name):
        rng = self.rng
        pool = rng.sample(self.names, rng.randint(2, 7))
        criteria = [self._criterion(number, pool) for number in range(rng.randint(1, 5))]
        combine, result = self._combine(criteria)
        more = {"applies": self._predicate(pool, 1)} if rng.random() < 0.15 else {}
        return rubric(name, unknown=rng.choice(("no", "undetermined")),
                      not_applicable=rng.choice(("no", "skip")), criteria=criteria, combine=combine,
                      result=result, **more)

    def _test(self, pool):
        name = self.rng.choice(pool)
        ladder = self.knowledge.ladders[self.knowledge.facts[name]["ladder"]]
        return {name: self.rng.choice(ladder[1:])}

    def _predicate(self, pool, depth):
        rng = self.rng
        if depth == 0 or rng.random() < 0.3:
            return self._test(pool)
        parts = [self._predicate(pool, depth - 1) for _ in range(rng.randint(2, 3))]
        kind = rng.choice(("all", "any", "at_least"))
        if kind == "at_least":
            return {"at_least": rng.randint(1, len(parts)), "of": parts}
        return {kind: parts}

    def _criterion(self, number, pool):
        rng = self.rng
        levels = [{"id": "none"}]
        for k in range(rng.randint(1, 3)):
            level = {"id": "level_%d" % k, "next": "reach level %d" % k}
            if rng.random() < 0.95:
                level["when"] = self._predicate(pool, 2)
            levels.append(level)
        if rng.random() < 0.3:
            points = sorted(rng.sample(range(0, 12), len(levels)))
            for level, value in zip(levels, points):
                level["points"] = None if rng.random() < 0.03 else value
        return {"id": "c%d" % number, "code": "C%d" % number, "title": "Criterion %d" % number,
                "cite": "made up", "levels": levels}

    def _over(self, nodes, depth=1):
        """A predicate over nodes: (id, level ids)."""
        rng = self.rng
        if depth == 0 or rng.random() < 0.3:
            name, ids = rng.choice(nodes)
            return {name: rng.choice(ids[1:])}
        parts = [self._over(nodes, depth - 1) for _ in range(rng.randint(2, 3))]
        kind = rng.choice(("all", "any", "at_least"))
        if kind == "at_least":
            return {"at_least": rng.randint(1, len(parts)), "of": parts}
        return {kind: parts}

    def _combine(self, criteria):
        rng = self.rng
        nodes = [(c["id"], [level["id"] for level in c["levels"]]) for c in criteria]
        names = [c["id"] for c in criteria]
        count = rng.randint(2, 4)
        ids = ["l%d" % k for k in range(count)]
        ladder = {"id": "class", "title": "Class", "levels": [{"id": ids[0]}] + [
            {"id": name, "when": self._over(nodes)} for name in ids[1:]]}
        mean = {"id": "share", "title": "Share", "scale": rng.choice((1, 10, 100)), "decimals": 2,
                "mean": {name: rng.choice((1, 1, 2, 3, "1/2")) for name in names}}
        if rng.random() < 0.2 and len(names) > 1:
            mean["optional"] = [rng.choice(names)]
        combine, score = [ladder, mean], "share"
        roll = rng.random()
        if roll < 0.35:
            cuts = sorted(rng.sample(range(0, 101), 2 * count))
            combine.append({"id": "placed", "title": "Placed", "band": "class", "at": "share",
                            "of": [cuts[2 * k:2 * k + 2] for k in range(count)], "scale": 100, "decimals": 1})
            score = "placed"
        elif roll < 0.5:
            combine.append({"id": "least", "title": "Least", "min": ["share", rng.choice(names)],
                            "scale": 100, "decimals": 1})
            score = "least"
        result = rng.choice(({"level": "class"}, {"score": score}, {"level": "class", "score": score}))
        return combine, result


# --- changes ----------------------------------------------------------------------------------------


def base_rows(knowledge, release, as_of):
    """(id, levels) for each license of a base that binds the weights."""
    result, seen, generation = [], {release["id"]}, [release]
    while generation:
        children, generation = generation, []
        for base in (base for child in children for base in child.get("based_on", [])):
            name = base["id"]
            if not knowledge.inherits.get(base.get("relation"), False) or base.get("relicensed") is True:
                continue
            if "license" in base:
                result.append((name, knowledge.license_levels(base["license"], as_of)))
                continue
            if name in seen:
                continue
            seen.add(name)
            found = knowledge.releases.get(name)
            if found is None:
                result.append((name, knowledge.unknown_license()))
                continue
            generation.append(found)
            entries = entries_of(knowledge, found, as_of)
            rows = [e.license for e in entries if e.slot == "weights" and e.applies]
            result += [(name, row) for row in rows or [knowledge.unknown_license()]]
    return result


class State:
    """A release on a day: what is known of it, and what it comes to after changes."""

    def __init__(self, knowledge, document, record, as_of=None, mode=RECORD):
        self.knowledge, self.record, self.as_of, self.mode = knowledge, record, as_of, mode
        self.rubric = knowledge.rubrics[document["id"]]
        self.reads = sorted(reads_of(knowledge, document))
        # Of the slots that are read; licenses are their own, without those of bases.
        self.entries = [e for e in entries_of(knowledge, record, as_of) if e.slot in self.slots()]
        self.bases = base_rows(knowledge, record, as_of)
        self.cache = {}

    def levels_on(self, slot):
        """The license ladders on which a slot is read."""
        return sorted({f["ladder"].split(":")[1] for f in map(self.knowledge.facts.get, self.reads)
                       if f.get("read") in ("license", "stated_license") and slot in f["of"]})

    def slots(self):
        return {slot for name in self.reads for slot in self.knowledge.facts[name].get("of", [])}

    def fields(self):
        return {f["field"] for f in map(self.knowledge.facts.get, self.reads) if "field" in f and "in" not in f}

    def field(self, name):
        """The pair of a ladder field; None where it does not apply."""
        value = self.record.get("fields", {}).get(name, {}).get("value")
        return on_ladder(value, self.knowledge.ladders[self.knowledge.fields[name]["type"]])

    def is_number(self, name):
        return self.knowledge.fields[name]["type"] not in self.knowledge.ladders

    def report(self, entries=(), fields=(), bases=(), members=()):
        """After changes. entries: {index: (access, extent, own levels)}, each None to leave; fields:
        {name: value}; bases: {index: levels}; members: {"kind": ..., "output_modalities": ...}."""
        entries, bases = dict(entries), dict(bases)
        resolved = Resolved.__new__(Resolved)
        resolved.knowledge, resolved.as_of, resolved._facts = self.knowledge, self.as_of, {}
        over = {name: {"value": value} for name, value in dict(fields).items()}
        resolved.release = dict(self.record, fields=dict(self.record.get("fields", {}), **over), **dict(members))
        rows = [bases.get(index, row) for index, (_, row) in enumerate(self.bases)]
        resolved.entries = []
        for index, entry in enumerate(self.entries):
            if entry.applies and (index in entries or (rows and entry.slot == "weights")):
                access, extent, own = entries.get(index, (None, None, None))
                entry = copy.copy(entry)
                entry.access, entry.extent = access or entry.access, extent or entry.extent
                entry.license = own or entry.license
                if rows and entry.slot == "weights":
                    entry.license = join_least([entry.license] + rows)
            resolved.entries.append(entry)
        key = tuple(resolved.fact(name) for name in self.reads)
        if key not in self.cache:
            self.cache[key] = self.rubric.evaluate(resolved, self.mode)
        return self.cache[key]


def is_open(pair):
    return pair is not None and pair[LOWER] != pair[UPPER]


def headline(rubric_, report):
    """(pair of the headline ladder or None, pair of scores or None)."""
    goal = rubric_.document["result"]
    return (report["ladders"][goal["level"]] if "level" in goal else None,
            report["scores"][goal["score"]] if "score" in goal else None)


__all__ = ["LOWER", "NOT_APPLICABLE", "SmallRubrics", "State", "UPPER", "headline", "is_open", "reads_of"]
