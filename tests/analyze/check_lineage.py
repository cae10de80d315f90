"""Lineages against a walk of their own, and against the oracle's licenses.

    python3 tests/analyze/check_lineage.py LIBRARY DATA [CASES] [SEED]

CASES releases, each on a day: out of random forests with circles, second ways, stated and missing
licenses, out of a long chain, a wide fan of more than 256 bases, and random records on top of them.
"""

import collections
import sys
from itertools import groupby

from analyses import INT, OUT, POINTER, TEXT, Analyses, Case
from calls import FORMAT_JSON
from oracle import MAX_BASES, Resolved, entries_of, holds, join_least, least, ordered_term
from random_records import DATES, DAYS, EVIDENCE, Generator

LADDERS = ("use", "share", "modify", "tier", "spectrum", "territory")
CALL = (INT, [POINTER, TEXT, INT, INT, OUT, OUT])


# --- releases that derive from one another ------------------------------------------------------------


def release(name, bases, weights):
    record = {"format": "openness-release/1", "id": name, "name": "The " + name, "producer": "Nobody",
              "kind": "finetune", "release_date": "2021", "artifacts": weights}
    return dict(record, **({"based_on": bases} if bases else {}))


def base(name, relation="finetune", **rest):
    return dict({"id": name, "relation": relation, "evidence": [dict(EVIDENCE, by="somebody")]}, **rest)


def weights(rng, licenses):
    entry = {"kind": "weights", "evidence": [EVIDENCE]}
    if rng.random() < 0.1:
        return dict(entry, access="not_applicable", extent="not_applicable")
    entry.update(access="public", extent="full", license=any_license(rng, licenses))
    if rng.random() < 0.3:
        entry["events"] = [{"date": date, "license": any_license(rng, licenses), "about": "relicensed"}
                           for date in sorted(rng.sample(DATES[1:], rng.randint(1, 2)))]
    return entry


def any_license(rng, licenses):
    roll = rng.random()
    if roll < 0.15:
        return rng.choice(("none", "unknown", "proprietary", "LicenseRef-Nobody"))
    one, other = rng.choice(licenses), rng.choice(licenses)
    return one if roll < 0.7 else "%s OR %s" % (one, other) if roll < 0.85 else "%s AND %s" % (one, other)


def forest(rng, knowledge, licenses, count):
    """Any of them may name any other, so that there are circles and second ways."""
    names = ["tree/%03d" % number for number in range(count)]
    relations = sorted(knowledge.inherits)
    records = []
    for number, name in enumerate(names):
        near = [names[(number + step) % count] for step in (1, 2, 3, 5, 8, count - 3)]
        bases = []
        for chosen in rng.sample(near, rng.choice((0, 1, 1, 2, 3))):
            bound = rng.random() < 0.8
            bases.append(base(chosen, "finetune" if bound else rng.choice(relations)))
            if rng.random() < 0.1:
                bases[-1]["relicensed"] = True
            if rng.random() < 0.15:
                bases[-1]["license"] = any_license(rng, licenses)
        records.append(release(name, bases, [weights(rng, licenses) for _ in range(rng.choice((0, 1, 1, 1, 2)))]))
    return records


def large(rng, licenses):
    """A chain that is longer, and a fan that is wider, than the walk goes."""
    chain = ["long/%03d" % number for number in range(300)]
    records = [release(name, [base(below)] if below else [], [weights(rng, licenses)])
               for name, below in zip(chain, chain[1:] + [None])]
    leaves = ["wide/leaf-%03d" % number for number in range(300)]
    stems = ["wide/stem-%03d" % number for number in range(100)]
    records += [release(name, [], [weights(rng, licenses)]) for name in leaves]
    records += [release(name, [base(leaf) for leaf in leaves[3 * at:3 * at + 3]], [weights(rng, licenses)])
                for at, name in enumerate(stems)]
    return records + [release("wide/fan", [base(name) for name in stems], [weights(rng, licenses)])]


# --- what is expected -----------------------------------------------------------------------------------


def weights_of(knowledge, record, as_of):
    found = [entry for entry in entries_of(knowledge, record, as_of) if entry.slot == "weights"]
    return [entry.license for entry in found if entry.applies]


def walk(knowledge, record, as_of):
    """Mentions of bases, generation by generation, with the levels of what each adds (or None)."""
    rows, first, line = [], {record["id"]: None}, [(record, None)]
    while line:
        child, of = line.pop(0)
        for entry in child.get("based_on", []):
            row = {"id": entry["id"], "relation": entry["relation"], "of": of, "same": None, "terms": None}
            rows.append(row)
            if entry.get("relicensed"):
                row["met"] = "relicensed"
            elif not knowledge.inherits[entry["relation"]]:
                row["met"] = "unbound"
            elif "license" in entry:
                row.update(met="stated", terms=[knowledge.license_levels(entry["license"], as_of)])
            elif entry["id"] in first:
                row["same"], way = first[entry["id"]], of
                while way is not None and way != row["same"]:
                    way = rows[way]["of"]
                row["met"] = "circle" if way == row["same"] else "again"
            else:
                first[entry["id"]] = len(rows) - 1
                row["terms"] = [knowledge.unknown_license()]
                if len(first) - 1 > MAX_BASES:
                    row["met"] = "beyond"
                elif entry["id"] not in knowledge.releases:
                    row["met"] = "missing"
                else:
                    found = knowledge.releases[entry["id"]]
                    row.update(met="record", terms=weights_of(knowledge, found, as_of) or row["terms"])
                    line.append((found, len(rows) - 1))
    return rows


def both(one, other):
    return least([one, other])


class Check:
    def __init__(self, analyses, case):
        self.analyses, self.case, self.knowledge = analyses, case, analyses.knowledge
        self.met = collections.Counter()
        vocabulary = self.knowledge.license_vocabulary
        self.ladders = {ladder["id"]: ladder for ladder in vocabulary["ladders"]}
        self.ordered = {ordered["id"]: ordered for ordered in vocabulary["ordered"]}

    def named(self, ladder, pair):
        ids = self.knowledge.ladders["license:" + ladder]
        return {"lower": ids[pair[0]], "upper": ids[pair[1]]}

    def run(self, record, as_of):
        handle = self.analyses.release(record)
        day = as_of.encode() if as_of else None
        found = self.analyses.text(self.analyses.calls.make(
            "text", "analyze_lineage", handle, day, FORMAT_JSON, 0))
        label, same = "%s on %s" % (record["id"], as_of), self.case.compare
        rows, own = walk(self.knowledge, record, as_of), weights_of(self.knowledge, record, as_of)
        self.met.update(row["met"] for row in rows)
        for key in ("id", "relation", "of", "met"):
            same("walk: " + key, [row[key] for row in rows], [b[key] for b in found["bases"]], label)
        same("walk: same", [row["same"] for row in rows if row["met"] in ("again", "circle")],
             [b["same"] for b in found["bases"] if "same" in b], label)
        same("applies", bool(own), found["applies"], label)
        if not own:
            return
        now = join_least(own)
        self.levels("own levels", now, found["own_levels"], label)
        self.own_causes(record, now, found, as_of, label)
        for row, theirs in zip(rows, found["bases"]):
            before = now
            if row["terms"] is None:
                same("levels where nothing is added", None, theirs["levels"], label)
                same("lowers where nothing is added", [], theirs["lowers"], label)
                continue
            terms = join_least(row["terms"])
            now = {ladder: both(before[ladder], terms[ladder]) for ladder in LADDERS}
            for ladder in LADDERS:
                expected = {"terms": self.named(ladder, terms[ladder]),
                            "before": self.named(ladder, before[ladder]), "after": self.named(ladder, now[ladder])}
                same("levels before and after", expected, theirs["levels"][ladder], (label, row["id"], ladder))
            self.causes(before, now, theirs["licenses"], theirs["lowers"], as_of, (label, row["id"]))
        self.levels("effective levels", now, found["effective_levels"], label)
        resolved = Resolved(self.knowledge, record, as_of)
        verdict = join_least([e.license for e in resolved.entries if e.slot == "weights" and e.applies])
        self.levels("effective is what verdicts use", verdict, found["effective_levels"], label)

    def levels(self, what, pairs, theirs, label):
        self.case.compare(what, {l: self.named(l, pairs[l]) for l in LADDERS}, theirs, label)

    def own_causes(self, record, now, found, as_of, label):
        top = {l: (len(self.knowledge.ladders["license:" + l]) - 1,) * 2 for l in LADDERS}
        licenses = [entry for part in found["own"] for entry in part["licenses"]]
        self.causes(top, now, licenses, found["own_lowers"], as_of, (label, "own"))

    def causes(self, before, after, licenses, lowers, as_of, label):
        """Every license that is lower than what was left is named, and no other."""
        expected = []
        for ladder in LADDERS:
            if after[ladder] != before[ladder]:
                for entry in licenses:
                    level = self.knowledge.license_levels(entry["license"], as_of)[ladder]
                    if any(mine < left for mine, left in zip(level, before[ladder])):
                        expected.append((ladder, entry["license"]))
        self.case.compare("licenses that lower", expected, [(e["ladder"], e["license"]) for e in lowers], label)
        for entry in lowers:
            self.reasons(entry, as_of, label)

    def reasons(self, entry, as_of, label):
        """What is reported is unmet, and all of it together would give the level that is named."""
        terms = [r for r in entry["reasons"] if "for" in r and not r.get("assigned")]
        key = lambda r: (r["license"].lower(), r["for"])
        for (name, level), group in groupby(sorted(terms, key=key), key):
            if name not in self.knowledge.licenses:
                continue  # known by the lists that hold it only
            group = list(group)
            names = {"list_" + r["list"] if "list" in r else r["order"]: r.get("needs", "yes") for r in group}
            values = self.values(self.knowledge.licenses[name].document, as_of)
            predicate = next(l["when"] for l in self.ladders[entry["ladder"]]["levels"] if l["id"] == level)

            def lookup(which, least_level, trial):
                ids = ["no", "yes"] if which.startswith("list_") else self.ordered[which]["ladder"]
                have = (ids.index(names[which]),) * 2 if trial and which in names else values[which]
                return have, ids.index(least_level)

            self.case.compare("reasons: not met before", False,
                              bool(holds(predicate, 0, lambda n, l: lookup(n, l, False))), (label, entry))
            self.case.compare("reasons: enough together", True,
                              bool(holds(predicate, 0, lambda n, l: lookup(n, l, True))), (label, entry))
            for which, needed in names.items():
                have, least_level = lookup(which, needed, False)
                self.case.compare("reasons: each is unmet", True, have[0] < least_level, (label, which))

    def values(self, document, as_of):
        texts = document["texts"]
        old = [t for t in texts if as_of is None or (t.get("date") or "") <= as_of]
        text = (old or texts[:1])[-1]
        values = {name: ordered_term(o, text.get("terms", {})) for name, o in self.ordered.items()}
        for entry in self.knowledge.license_vocabulary["lists"]:
            values["list_" + entry["id"]] = (int(entry["id"] in document.get("lists", [])),) * 2
        return values


def main(arguments):
    count = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_lineage": CALL}), Case()
    knowledge, rng = analyses.knowledge, analyses.random("forest")
    licenses = sorted(lic.document["id"] for lic in knowledge.licenses.values())
    records = forest(rng, knowledge, licenses, 150) + large(rng, licenses)
    for record in records:
        knowledge.add(record)
    analyses.database = analyses.calls.extend(analyses.database, records)
    analyses.generator = Generator(knowledge, seed)
    check = Check(analyses, case)
    long_ones = ["wide/fan", "long/000", "long/020", "long/043", "long/044", "long/045"]
    names = [r["id"] for r in records if r["id"].startswith("tree/")]
    names += [name for name in knowledge.releases if name.startswith(("chain/", "circle/"))]
    for number in range(count):
        as_of = rng.choice(DAYS) if rng.random() < 0.6 else None
        if number % 100 < 2:
            record = knowledge.releases[long_ones[(number // 100 * 2 + number % 100) % len(long_ones)]]
        elif number % 2:
            record = knowledge.releases[rng.choice(names)]
        else:
            record = analyses.record()
        check.run(record, as_of)
    print("mentions: " + ", ".join("%d %s" % (n, met) for met, n in sorted(check.met.items())))
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
