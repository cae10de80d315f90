"""What must hold of every record under every rubric, whatever the right answer is.

    python3 tests/oracle/properties.py LIBRARY DATA [COUNT] [SEED] [RUBRICS]

LIBRARY may be the word `oracle`: then the oracle itself is put to the test. Built-in releases and
COUNT random records (100) are changed in one place, and the results before and after are compared,
under every rubric or under RUBRICS of them drawn for each record.
One line per property; the exit code is 1 when one is broken.
"""

import copy
import json
import random
import sys
import time
from fractions import Fraction

from oracle import ASSESSED, NOT_APPLICABLE, RECORD, Knowledge, ordered_term
from random_records import EVIDENCE, Generator
from run_oracle import Library, LibraryEngine, LibraryError, OracleEngine, draw, extended, without_evidence

SAMPLE = 3  # rubrics per record whose vectors and bytes are compared
BEST = {"access": "public", "extent": "full", "license": "MIT"}
WORST = {"access": "none", "extent": "none", "license": "none"}


# --- places in a record -----------------------------------------------------------------------------


def places(record, as_of):
    """(container, member) of every value that says something about the release.

    What does not apply can become unknown too, except where the date of release makes it none.
    """
    clipped = as_of is not None or record.get("release_date") == "none"
    for artifact in record["artifacts"]:
        if clipped and artifact.get("access") == NOT_APPLICABLE:
            continue
        for holder in [artifact] + artifact.get("events", []):
            for member in ("access", "extent", "license"):
                if holder.get(member, "unknown") != "unknown":
                    yield holder, member
    for field in record.get("fields", {}).values():
        if field["value"] != "unknown":
            yield field, "value"
    for base in record.get("based_on", []):
        if base.get("license", "unknown") != "unknown":
            yield base, "license"
    if record.get("release_date", "unknown") not in ("unknown", "none"):
        yield record, "release_date"
    if "output_modalities" in record:
        yield record, "output_modalities"


def forget(record, as_of, rng):
    """Replace one value by unknown; a part that does not apply becomes unknown as a whole."""
    found = list(places(record, as_of))
    if not found:
        return None
    holder, member = rng.choice(found)
    if holder.get("access") == NOT_APPLICABLE:
        holder["access"] = holder["extent"] = "unknown"
    elif member == "output_modalities":
        del record[member]
    else:
        holder[member] = "unknown"
    return member


def raise_one(record, rng, knowledge):
    """Make one thing more open: a member, a field, a missing artifact or the terms of a base."""
    choices = [(holder, member) for artifact in record["artifacts"]
               if artifact.get("access") != NOT_APPLICABLE
               for holder in [artifact] + artifact.get("events", [])
               for member in (("access", "extent", "license") if holder is artifact
                              else sorted(set(holder) & set(BEST)))]
    present = {(a["kind"], a.get("stage")) for a in record["artifacts"]}
    missing = [place for place in knowledge.slots if place not in present]
    roll = rng.random()
    if choices and roll < 0.75:
        holder, member = rng.choice(choices)
        holder[member] = higher(holder.get(member, "unknown"), member, rng, knowledge)
        return member
    if missing and roll < 0.85:
        kind, stage = rng.choice(sorted(missing, key=str))
        slot = knowledge.slots[kind, stage]
        if any(knowledge.slots[place] == slot for place in present):
            return None  # one more part of something known is not one more thing known
        record["artifacts"].append(dict({"kind": kind}, **({"stage": stage} if stage else {}), **BEST))
        return "a missing artifact"
    for base in record.get("based_on", []):
        if roll < 0.93:
            base["license"] = "MIT"
        else:
            base["relicensed"], base["evidence"] = True, [EVIDENCE]
        return "the terms of a base"
    ladders = {f["id"]: f["type"] for f in knowledge.record["fields"] if f["type"] in knowledge.ladders}
    name = rng.choice(sorted(ladders))
    if record.get("fields", {}).get(name, {}).get("value") == NOT_APPLICABLE:
        return None
    record.setdefault("fields", {})[name] = {"value": knowledge.ladders[ladders[name]][-1],
                                             "evidence": [EVIDENCE]}
    return "a field"


def higher(value, member, rng, knowledge):
    """A value that is at least as good in both lanes."""
    if member == "license" or rng.random() < 0.6:
        return BEST[member]
    levels = knowledge.ladders[member]
    low = 0
    if isinstance(value, dict):
        low = levels.index(value.get("at_most", levels[-1]))
    elif value != "unknown":
        low = levels.index(value)
    else:
        return BEST[member]
    return levels[rng.randint(low, len(levels) - 1)]


def complete(record, ends, knowledge, best):
    """The record with every unknown at its best or at its worst."""
    def settle(holder, member, ladder):
        value = holder.get(member, "unknown")
        if isinstance(value, dict) and "one_of" in value:
            value = value["one_of"][0]  # all of them stand alike: see licenses_are_read()
        if isinstance(value, dict):
            bound = value.get("at_most" if best else "at_least")
            value = bound or knowledge.ladders[ladder][-1 if best else 0]
        holder[member] = value if value != "unknown" else ends[member]

    record = copy.deepcopy(record)
    for artifact in record["artifacts"]:
        if artifact.get("access") == NOT_APPLICABLE:
            continue
        for holder in [artifact] + artifact.get("events", []):
            for member in BEST:
                if holder is artifact or member in holder:
                    settle(holder, member, member)
    present = {knowledge.slots[a["kind"], a.get("stage")] for a in record["artifacts"]}
    for (kind, stage), slot in sorted(knowledge.slots.items(), key=str):
        if slot not in present:
            present.add(slot)
            record["artifacts"].append(dict({"kind": kind}, **({"stage": stage} if stage else {}), **ends))
    fields = record.setdefault("fields", {})
    for fact in knowledge.facts.values():
        if "in" in fact or "field" not in fact:
            continue
        if fields.get(fact["field"], {}).get("value") == NOT_APPLICABLE:
            continue
        field = fields.setdefault(fact["field"], {"value": "unknown", "evidence": [EVIDENCE]})
        value = field["value"]
        if "cuts" in fact:
            falling = Fraction(fact["cuts"][0]) > Fraction(fact["cuts"][-1])
            field["value"] = ("0" if best == falling else "1e30") if value == "unknown" else value
        else:
            ladder = knowledge.ladders[fact["ladder"]]
            ends_of_field = {"value": ladder[-1 if best else 0]}
            if value == "unknown" or isinstance(value, dict):
                bound = value.get("at_most" if best else "at_least") if isinstance(value, dict) else None
                field["value"] = bound or ends_of_field["value"]
    return record


def licenses_are_read(record, knowledge):
    """Whether no license in the record is open on any ladder for another reason than being unknown."""
    for artifact in record["artifacts"]:
        for holder in [artifact] + artifact.get("events", []):
            value = holder.get("license", "unknown")
            if value != "unknown" and any(a != b for a, b in knowledge.license_levels(value, None).values()):
                return False
    return True


# --- comparing results ------------------------------------------------------------------------------


def nodes(report):
    """Every node of a report: name -> (lower, upper), None where it does not apply.

    Scores that do not apply or for which the rubric gives no points are left out.
    """
    result = dict(report["criteria"])
    result.update(report["ladders"])
    result.update({name: ends for name, ends in report["scores"].items()
                   if all(is_number(end) for end in ends)})
    return result


def is_number(value):
    return isinstance(value, (int, Fraction))


def narrower(before, after):
    """The first node whose interval after does not hold the one before, or None."""
    others = nodes(after)
    for name, ends in nodes(before).items():
        other = others.get(name, ends)
        if ends is not None and (other is None or other[0] > ends[0] or other[1] < ends[1]):
            return "%s: %s became %s" % (name, show(ends), show(other))
    return None


def lowered(before, after):
    """The first node with an end that fell, or None."""
    others = nodes(after)
    for name, ends in nodes(before).items():
        other = others.get(name, ends)
        if (ends is None) != (other is None) or (ends and (other[0] < ends[0] or other[1] < ends[1])):
            return "%s: %s became %s" % (name, show(ends), show(other))
    return None


def changes(before, after, path=""):
    """JSON pointers of what differs between two documents, with both values."""
    if isinstance(before, dict) and isinstance(after, dict):
        keys = sorted(set(before) | set(after))
        return [c for k in keys for c in changes(before.get(k), after.get(k), path + "/" + k)]
    if isinstance(before, list) and isinstance(after, list):
        padded = [x + [None] * (len(after) - len(x)) for x in (before, after)]
        return [c for i, (x, y) in enumerate(zip(*padded)) for c in changes(x, y, "%s/%d" % (path, i))]
    return [] if before == after else ["%s: %s -> %s" % (path, json.dumps(before), json.dumps(after))]


def show(ends):
    return "not applicable" if ends is None else "%s..%s" % ends


# --- the properties ---------------------------------------------------------------------------------


class Properties:
    """Counts checks and keeps the first failure of each property."""

    def __init__(self, engine, knowledge, seed, drawn=0):
        self.engine, self.knowledge, self.seed = engine, knowledge, seed
        self.checks, self.broken, self.first, self.refused = {}, {}, {}, 0
        self.all_ids, self.drawn = sorted(knowledge.rubrics), drawn
        self.ids = self.all_ids

    def reports(self, record, as_of=None, engine=None):
        engine = engine or self.engine
        return {name: engine.report(record, name, RECORD, as_of) for name in self.ids}

    def note(self, what, rubric, fault, *records):
        self.checks[what] = self.checks.get(what, 0) + 1
        if fault:
            self.broken[what] = self.broken.get(what, 0) + 1
            self.first.setdefault(what, (rubric, fault, records))

    def compare(self, what, test, before, record, as_of, changed, *context):
        try:
            reports = self.reports(changed, as_of)
        except LibraryError:  # the change made something that cannot be, such as a public nothing
            self.refused += 1
            return
        for name, report in reports.items():
            fault = test(before[name], report)
            found = (as_of, changes(record, changed), record) if fault else ()
            self.note(what, name, fault, *(context + found))

    def draw(self, key):
        """The rubrics of the next record; the two that must agree go together."""
        ids = set(draw(self.all_ids, self.drawn, "%s/%s" % (self.seed, key)))
        if ids & {"g7-2026", "spectrum-1"}:
            ids |= {"g7-2026", "spectrum-1"} & set(self.all_ids)
        self.ids = sorted(ids)

    def check(self, record, as_of, rng):
        self.draw(rng.random())
        try:
            before = self.reports(record, as_of)
        except LibraryError as error:
            self.note("records are accepted", "every rubric", str(error), record["id"])
            return
        for what, test, change in (
            ("unknown only widens", narrower, lambda r: forget(r, as_of, rng)),
            ("releasing more lowers nothing", lowered, lambda r: raise_one(r, rng, self.knowledge)),
        ):
            changed = copy.deepcopy(record)
            place = change(changed)
            if place:
                self.compare(what, test, before, record, as_of, changed, place)
        self.spectrum(record, before)
        if rng.random() < 0.3:
            self.attained(record)
        for name in rng.sample(self.ids, min(SAMPLE, len(self.ids))):
            self.note("vector round-trips", name, self.round_trip(before[name], name), record)
            judged = self.engine.report(record, name, ASSESSED, as_of)
            self.note("vector round-trips", name, self.round_trip(judged, name), record)
            self.note("same bytes twice", name, self.engine.differs_twice(record, name, as_of), record)

    def round_trip(self, report, rubric):
        """A vector holds every level and score, but not whether the rubric speaks to the release."""
        again = self.engine.from_vector(rubric, report["vector"])
        keys = ["criteria", "basis", "ladders", "scores", "vector"]
        for key in keys + (["level"] if report["applies"] == "yes" else []):
            if report[key] != again[key]:
                return "%s: %r became %r" % (key, report[key], again[key])
        return None

    def spectrum(self, record, before):
        """No number of spectrum-1 contradicts a label of G7."""
        if not {"spectrum-1", "g7-2026"} <= set(self.ids):
            return
        ids = [level["id"] for level in self.knowledge.rubrics["g7-2026"].levels["label"]]
        score, label = before["spectrum-1"]["score"], before["g7-2026"]["ladders"]["label"]
        for lane in (0, 1):
            if label is None or not is_number(score[lane]):
                continue
            for line, level in ((75, "open_source"), (90, "open_source_open_data")):
                agrees = (score[lane] >= line) == (label[lane] >= ids.index(level))
                fault = None if agrees else "score %s but label %s" % (score[lane], ids[label[lane]])
                self.note("spectrum-1 never contradicts G7", "spectrum-1", fault, record)

    def attained(self, record):
        """Both ends are reached by a record in which nothing is unknown."""
        record = copy.deepcopy(record)
        record.pop("based_on", None)  # the terms of a base cannot be completed from here
        needed = record.get("kind") not in (None, "unknown") and record.get("output_modalities")
        if not needed or not licenses_are_read(record, self.knowledge):
            return
        before = self.reports(record)
        for lane, ends in ((0, WORST), (1, BEST)):
            full = complete(record, ends, self.knowledge, bool(lane))
            try:
                reports = self.reports(full)
            except LibraryError:
                self.refused += 1
                continue
            for name, report in reports.items():
                expected = {n: e and e[lane] for n, e in nodes(before[name]).items()}
                got = {n: e and e[lane] for n, e in nodes(report).items()}
                wrong = [n for n in expected if n in got and expected[n] != got[n]]
                ends = [(n, expected[n], got[n]) for n in wrong]
                fault = "%s: end %s, record gives %s" % ends[0] if ends else None
                found = (changes(record, full), record) if fault else ()
                self.note("bounds are attained", name, fault, *found)

    def loosen(self, generator, count):
        """Deleting a restriction from a license lowers nothing that is under it."""
        rng = random.Random("loosen/%s" % self.seed)
        known = sorted(self.knowledge.licenses)
        for number in range(count):
            document = self.knowledge.licenses[rng.choice(known)].document
            changed, what = loosened(document, self.knowledge.license_vocabulary, rng)
            if changed is None:
                continue
            engine = self.engine.extended(changed)
            self.draw("loosen/%d" % number)
            for place in range(2):
                record, _, _ = generator.case(1000000 + 2 * number + place)
                for artifact in record["artifacts"]:
                    if artifact.get("access") != NOT_APPLICABLE and rng.random() < 0.7:
                        artifact["license"] = document["id"]
                before, after = self.reports(record), self.reports(record, engine=engine)
                for name in self.ids:
                    fault = lowered(before[name], after[name])
                    self.note("a looser license lowers nothing", name, fault, document["id"], what, record)


def loosened(document, vocabulary, rng):
    """A license with one term of one text loosened, or one more list; (document, what) or (None, "")."""
    document = copy.deepcopy(document)
    terms = rng.choice(document["texts"])["terms"]
    ordered = rng.choice(vocabulary["ordered"])
    term = ordered["term"]
    same = [o for o in vocabulary["ordered"] if o["term"] == term]
    if rng.random() < 0.1:
        absent = [e["id"] for e in vocabulary["lists"] if e["id"] not in document.get("lists", [])]
        if absent:
            added = rng.choice(absent)
            document["lists"] = document.get("lists", []) + [added]
            return document, "list " + added
    value = terms.get(term, "unknown")
    if isinstance(value, list) and value:
        options = [value[:i] + value[i + 1:] for i in range(len(value))] + [[]]
    elif "map" in ordered:
        options = [{"true": True, "false": False}.get(key, key) for key in ordered["map"]]
    else:
        options = [[]] if any("any_of" in o for o in same) or isinstance(value, list) else ["none"]
    before = [ordered_term(o, terms) for o in same]
    better = []
    for option in options:
        after = [ordered_term(o, dict(terms, **{term: option})) for o in same]
        if all(a[0] >= b[0] and a[1] >= b[1] for a, b in zip(after, before)) and after != before:
            better.append(option)
    if not better:
        return None, ""
    terms[term] = rng.choice(better)
    return document, "%s: %r -> %r" % (term, value, terms[term])


def main(arguments):
    count = int(arguments[2]) if len(arguments) > 2 else 100
    seed = arguments[3] if len(arguments) > 3 else "1"
    drawn = int(arguments[4]) if len(arguments) > 4 else 0
    knowledge = Knowledge(arguments[1])
    built_in = sorted(knowledge.releases)
    documents = extended(knowledge, seed)
    if arguments[0] == "oracle":
        engine = OracleEngine(knowledge)
    else:
        library = Library(arguments[0])
        engine = LibraryEngine(library, knowledge, library.extend(library.open(), documents))
    generator = Generator(knowledge, seed)
    properties = Properties(engine, knowledge, seed, drawn)
    started = time.monotonic()
    for name in built_in:
        for round_ in range(5):
            properties.check(knowledge.releases[name], None, random.Random("%s/%s/%d" % (seed, name, round_)))
    for number in range(count):
        record, as_of, _ = generator.case(number)
        properties.check(record, as_of, random.Random("change/%s/%d" % (seed, number)))
    properties.loosen(generator, 40 + count // 20)
    for what in sorted(properties.checks):
        print("%-34s %8d checks, %d broken" % (what, properties.checks[what], properties.broken.get(what, 0)))
    for what, (rubric, fault, context) in properties.first.items():
        print("\n%s, under %s: %s" % (what, rubric, fault))
        for part in context:
            print("  " + json.dumps(without_evidence(part), ensure_ascii=False))
    print("%d built-in releases, %d random records, %d changes refused, seed %s, %.0f s" % (
        len(built_in), count, properties.refused, seed, time.monotonic() - started))
    return 1 if properties.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
