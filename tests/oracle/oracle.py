"""A second reading of the specification: what a release is worth under a rubric.

Written from docs/formats.md, the data files and the description of the rubric language, without the
C sources, so that the two can be compared. Every step takes the most literal way: recursion over the
JSON itself, one lane (all unknowns at their worst, all at their best) after the other, fractions.

Takes: the folder `data/` and release documents. Gives: reports as plain dictionaries.
Run it alone for its self-test: `python3 tests/oracle/oracle.py`.
"""

import json
import re
from fractions import Fraction
from pathlib import Path

NOT_APPLICABLE = "not_applicable"
ABSTAINS = "abstains"  # a level without points: the rubric gives no score here
LOWER, UPPER = 0, 1
RECORD, FILL, ASSESSED = 0, 1, 2
MAX_BASES = 16
GATES = ("all", "any", "at_least", "of")


# --- pairs: (lower level, upper level); None = not applicable ---------------------------------------


def least(pairs):
    """Lane-wise minimum over those that apply; None when none does."""
    known = [pair for pair in pairs if pair is not None]
    return (min(p[0] for p in known), min(p[1] for p in known)) if known else None


def most(pairs):
    """Lane-wise maximum over those that apply; None when none does."""
    known = [pair for pair in pairs if pair is not None]
    return (max(p[0] for p in known), max(p[1] for p in known)) if known else None


def hull(one, other):
    """Between two values that are both possible."""
    return (min(one[0], other[0]), max(one[1], other[1]))


def on_ladder(value, levels):
    """The pair of a value as written in a record: a level, "unknown" or absent, a range, n/a."""
    top = len(levels) - 1
    if value is None or value == "unknown":
        return (0, top)
    if value == NOT_APPLICABLE:
        return None
    if isinstance(value, dict):
        low = levels.index(value["at_least"]) if "at_least" in value else 0
        high = levels.index(value["at_most"]) if "at_most" in value else top
        return (low, high)
    if isinstance(value, bool):
        value = "yes" if value else "no"
    return (levels.index(value),) * 2


# --- predicates -------------------------------------------------------------------------------------


def holds(predicate, lane, lookup):
    """One lane of a predicate: True, False, or None when nothing in it applies.

    lookup(name, level) gives (pair or None, index of level).
    """
    answers, need = [], None
    for member, value in predicate.items():
        if member == "of":
            continue
        if member == "all":
            answers.append(_gate([holds(p, lane, lookup) for p in value], None))
        elif member == "any":
            answers.append(_gate([holds(p, lane, lookup) for p in value], 1))
        elif member == "at_least":
            answers.append(_gate([holds(p, lane, lookup) for p in predicate["of"]], value))
        else:
            pair, level = lookup(member, value)
            answers.append(None if pair is None else pair[lane] >= level)
    return _gate(answers, need)


def _gate(answers, need):
    left = [answer for answer in answers if answer is not None]
    if answers and not left:
        return None
    return sum(left) >= (len(left) if need is None else need)


def highest(levels, lookup, loose=False):
    """The pair of the highest levels that hold in each lane.

    A level whose predicate does not apply is passed over; None when that is all of them. loose: a
    level above the first without `when` may hold, and only an assessment settles it.
    """
    ends, applied = [0, 0], False
    for index, level in enumerate(levels):
        if index == 0:
            continue
        for lane in (LOWER, UPPER):
            if "when" in level:
                answer = holds(level["when"], lane, lookup)
            else:
                assert loose, "only a criterion can have a level without a predicate"
                answer = lane == UPPER
            applied = applied or answer is not None
            if answer:
                ends[lane] = index
    return tuple(ends) if applied else None


# --- dates ------------------------------------------------------------------------------------------


def happened(date, as_of):
    """Whether a day that may be partial has come on the evening of as_of: True, False or None (open)."""
    if as_of is None:
        return True
    same = as_of[: len(date)]
    if date == same and len(date) < len(as_of):
        return None
    return date <= same


# --- licenses ---------------------------------------------------------------------------------------


class License:
    """One license document, read on every license ladder for each of its dated texts."""

    def __init__(self, document, vocabulary):
        self.document = document
        self.texts = []
        for text in document["texts"]:
            values = {o["id"]: ordered_term(o, text.get("terms", {})) for o in vocabulary["ordered"]}
            for entry in vocabulary["lists"]:
                listed = int(entry["id"] in document.get("lists", []))
                values["list_" + entry["id"]] = (listed, listed)
            self.texts.append((text.get("date") or "", self._ladders(vocabulary, values)))

    def _ladders(self, vocabulary, values):
        names = {o["id"]: o["ladder"] for o in vocabulary["ordered"]}

        def lookup(name, level):
            known = ["no", "yes"] if name.startswith("list_") else names[name]
            return values[name], known.index(level)

        result = {}
        for ladder in vocabulary["ladders"]:
            ids = [level["id"] for level in ladder["levels"]]
            verdict = ladder.get("assign", {}).get(self.document["id"])
            if verdict is not None:
                result[ladder["id"]] = (ids.index(verdict),) * 2
            else:
                result[ladder["id"]] = highest(ladder["levels"], lookup) or (0, 0)
        return result

    def on(self, as_of):
        """The text in force: the latest that is not later than the day, else the oldest."""
        if as_of is None:
            return self.texts[-1][1]
        for date, levels in reversed(self.texts):
            if date <= as_of:
                return levels
        return self.texts[0][1]


def ordered_term(ordered, terms):
    """The pair of one ordered term, from the terms of a text."""
    top = len(ordered["ladder"]) - 1
    value = terms.get(ordered["term"], "unknown")
    if value == "unknown":
        return (0, top)
    if "map" in ordered:
        key = str(value).lower() if isinstance(value, bool) else value
        level = ordered["map"].get(key)
        if level is None:
            return (0, top)
        return (level if isinstance(level, int) else ordered["ladder"].index(level),) * 2
    if value in ("silent", "none", NOT_APPLICABLE):
        value = []
    elements = value if isinstance(value, list) else [value]
    if "any" in ordered:
        ((member, tags),) = ordered["any"].items()
        lowered = any(_has_tag(element.get(member), tags) for element in elements)
    elif "any_of" in ordered:
        lowered = any(element in ordered["any_of"] for element in elements)
    else:
        lowered = bool(elements)
    return (0, 0) if lowered else (top, top)


def _has_tag(value, tags):
    return any(v in tags for v in value) if isinstance(value, list) else value in tags


TOKEN = re.compile(r"\s*(\(|\)|[^\s()]+)")


def parse_expression(text):
    """An SPDX expression as nested tuples: ("AND" | "OR", left, right) or ("ID", id)."""
    tokens, at = [], 0
    while text[at:].strip():
        match = TOKEN.match(text, at)
        tokens.append(match.group(1))
        at = match.end()

    def peek():
        return tokens[0].upper() if tokens else ""

    def either():
        left = both()
        while peek() == "OR":
            tokens.pop(0)
            left = ("OR", left, both())
        return left

    def both():
        left = single()
        while peek() == "AND":
            tokens.pop(0)
            left = ("AND", left, single())
        return left

    def single():
        token = tokens.pop(0)
        if token == "(":
            inside = either()
            assert tokens.pop(0) == ")"
            return inside
        if peek() == "WITH":  # an exception only permits more: the license under it counts
            del tokens[:2]
        return ("ID", token)

    tree = either()
    assert not tokens, text
    return tree


# --- everything under data/ -------------------------------------------------------------------------


class Knowledge:
    """The vocabulary, licenses, rubrics and releases of a data folder."""

    def __init__(self, folder=None):
        self.licenses, self.rubrics, self.releases = {}, {}, {}
        self._levels, self._facts = {}, {}
        if folder is not None:
            folder = Path(folder)
            vocabulary = folder / "vocabulary"
            self.set_vocabulary(*(load(vocabulary / n) for n in ("record.json", "facts.json", "licenses.json")))
            for kind in ("licenses", "rubrics", "releases"):
                for path in sorted((folder / kind).rglob("*.json")):
                    self.add(load(path))

    def set_vocabulary(self, record, facts, licenses):
        self.record, self.license_vocabulary = record, licenses
        self.facts = {fact["id"]: fact for fact in facts["facts"]}
        self.ladders = {ladder["id"]: ladder["levels"] for ladder in record["ladders"]}
        for ladder in licenses["ladders"]:
            self.ladders["license:" + ladder["id"]] = [level["id"] for level in ladder["levels"]]
        self.license_ladders = [ladder["id"] for ladder in licenses["ladders"]]
        self.slots = {}
        for slot in record["artifacts"]:
            for stage in slot.get("stages", [None]):
                self.slots[slot["kind"], stage] = slot["id"]
        self.inherits = {r["id"]: r["inherits"] in ("yes", True) for r in record["relations"]}
        self.fields = {field["id"]: field for field in record["fields"]}
        self.gated = self.ladders["access"].index("gated")

    def add(self, document):
        kind = document["format"].split("/")[0]
        if kind == "openness-license":
            self.licenses[document["id"].lower()] = License(document, self.license_vocabulary)
            self._levels.clear()
        elif kind == "openness-rubric":
            self.rubrics[document["id"]] = Rubric(document, self)
        elif kind == "openness-release":
            self.releases[document["id"]] = document

    def unknown_license(self):
        return {i: (0, len(self.ladders["license:" + i]) - 1) for i in self.license_ladders}

    def license_levels(self, value, as_of):
        """The pair on every license ladder of a license as written in a record."""
        if value is None or value == "unknown":
            return self.unknown_license()
        if value in ("none", "proprietary"):
            return {i: (0, 0) for i in self.license_ladders}
        if (value, as_of) not in self._levels:
            self._levels[value, as_of] = self._tree_levels(parse_expression(value), as_of)
        return self._levels[value, as_of]

    def _tree_levels(self, tree, as_of):
        if tree[0] == "ID":
            name = tree[1].lower()
            found = self.licenses.get(name) or self.licenses.get(name[:-1] if name.endswith("+") else name)
            return found.on(as_of) if found else self.unknown_license()
        left, right = (self._tree_levels(side, as_of) for side in tree[1:])
        join = most if tree[0] == "OR" else least  # the licensee chooses; all at once
        return {i: join([left[i], right[i]]) for i in self.license_ladders}


def load(path):
    return json.loads(Path(path).read_text(encoding="utf-8"))


# --- the state of a release on a day ----------------------------------------------------------------


class Entry:
    """One artifact of the record on the day asked about; {} is one of which nothing is recorded."""

    def __init__(self, knowledge, artifact, slot, release_date, as_of):
        self.slot = slot
        access, extent = knowledge.ladders["access"], knowledge.ladders["extent"]
        self.access = on_ladder(artifact.get("access"), access)
        self.extent = on_ladder(artifact.get("extent"), extent)
        self.applies = self.access is not None and self.extent is not None
        self.license = knowledge.license_levels(artifact.get("license"), as_of)
        if not self.applies:
            return
        events = [(happened(e["date"], as_of) is None, e["date"], e) for e in artifact.get("events", [])]
        # Those that may have come stand last: each may be later than any day inside its own date.
        for perhaps, date, event in sorted(events, key=lambda entry: entry[:2]):
            if happened(date, as_of) is False:
                continue
            for member, levels in (("access", access), ("extent", extent)):
                if member in event:
                    after = on_ladder(event[member], levels)
                    setattr(self, member, hull(getattr(self, member), after) if perhaps else after)
            if "license" in event:
                after = knowledge.license_levels(event["license"], as_of)
                if perhaps:
                    after = {i: hull(self.license[i], after[i]) for i in after}
                self.license = after
        self._clip(release_date, as_of, access.index("announced"))

    def _clip(self, release_date, as_of, announced):
        """The members hold from the release; of what was never released, there is an announcement."""
        if release_date == "none":
            self.access = (min(self.access[0], announced), min(self.access[1], announced))
        elif as_of is not None:
            came = None if release_date in (None, "unknown") else happened(release_date, as_of)
            if came is not True:
                self.access, self.extent = ((0, pair[1] if came is None else 0) for pair in (self.access, self.extent))


def entries_of(knowledge, release, as_of):
    """The entries of a release, and one that is unknown in every member for each slot without any.

    The same rules hold for what is not recorded: nothing of it can be had before the release, and
    weights that nobody described are still bound by the terms of their base.
    """
    date, places = release.get("release_date"), [(knowledge.slots[a["kind"], a.get("stage")], a) for a in release["artifacts"]]
    recorded = {slot for slot, _ in places}
    places += [(slot, {}) for slot in sorted(set(knowledge.slots.values()) - recorded)]
    return [Entry(knowledge, artifact, slot, date, as_of) for slot, artifact in places]


class Resolved:
    """A release on one day: entries by slot, the weights under their bases' terms."""

    def __init__(self, knowledge, release, as_of):
        self.knowledge, self.release, self.as_of = knowledge, release, as_of
        self.entries = entries_of(knowledge, release, as_of)
        inherited = base_licenses(knowledge, release, as_of)
        for entry in self.entries:
            if entry.slot == "weights":
                entry.license = join_least([entry.license] + inherited)
        self._facts = {}

    def fact(self, name):
        if name not in self._facts:
            self._facts[name] = self._derive(self.knowledge.facts[name])
        return self._facts[name]

    def _derive(self, fact):
        if "field" in fact:
            value = self._field(fact)
            for needed, level in fact.get("needs", {}).items():
                if value is not None:
                    needs = self.fact(needed) or (-1, -1)
                    least_level = self.knowledge.ladders[self.knowledge.facts[needed]["ladder"]].index(level)
                    value = tuple(v if n >= least_level else 0 for v, n in zip(value, needs))
            return value
        pick = most if fact.get("pick") == "max" else least
        value = pick([self._slot(fact, slot) for slot in fact["of"]])
        if value is None and "if_not_applicable" in fact:
            return self.fact(fact["if_not_applicable"])
        return value

    def _slot(self, fact, slot):
        """Entries of one slot are parts of one whole: the least counts."""
        return least([self._entry(fact, entry) for entry in self.entries if entry.slot == slot])

    def _entry(self, fact, entry):
        """What anyone can obtain is at least gated: announced never counts, nor what a person must approve."""
        if not entry.applies:
            return None
        gated, lanes = self.knowledge.gated, (LOWER, UPPER)
        if fact["read"] == "access":
            return entry.access
        if fact["read"] == "disclosed":
            return entry.extent
        obtainable = tuple(entry.extent[lane] if entry.access[lane] >= gated else 0 for lane in lanes)
        if fact["read"] == "obtainable":
            return obtainable
        levels = entry.license[fact["ladder"].split(":", 1)[1]]
        if fact["read"] == "stated_license":
            return levels
        assert fact["read"] == "license", fact
        return tuple(levels[lane] if obtainable[lane] else 0 for lane in lanes)

    def _field(self, fact):
        levels = self.knowledge.ladders[fact["ladder"]]
        unknown = (0, len(levels) - 1)
        if "in" in fact:
            value = self.release.get(fact["field"])
            if value in (None, "unknown", []):
                return unknown
            values = value if isinstance(value, list) else [value]
            return (int(any(v in fact["in"] for v in values)),) * 2
        value = self.release.get("fields", {}).get(fact["field"], {}).get("value")
        if "cuts" not in fact:
            return on_ladder(value, levels)
        if value is None or value == "unknown":
            return unknown
        if value == NOT_APPLICABLE:
            return None
        return (cut(Fraction(str(value)), [Fraction(c) for c in fact["cuts"]]),) * 2


def cut(number, cuts):
    """Falling cuts: the first that is reached. Rising cuts: how many are exceeded."""
    if cuts != sorted(cuts):
        return next((i for i, c in enumerate(cuts) if number >= c), len(cuts))
    return sum(number > c for c in cuts)


def join_least(several):
    return {i: least([levels[i] for levels in several]) for i in several[0]}


def base_licenses(knowledge, release, as_of):
    """The license levels of every base whose terms bound the weights of a release.

    Generation by generation, each release once: a circle adds nothing.
    """
    result, seen, generation, depth = [], {release["id"]}, [release], 0
    while generation:
        depth, children, generation = depth + 1, generation, []
        for base in (base for child in children for base in child.get("based_on", [])):
            if not knowledge.inherits.get(base.get("relation"), False) or base.get("relicensed") is True:
                continue
            found = knowledge.releases.get(base.get("id"))
            if "license" in base:
                result.append(knowledge.license_levels(base["license"], as_of))
            elif base.get("id") in seen:
                continue
            elif found is None or depth > MAX_BASES:
                result.append(knowledge.unknown_license())
            else:
                seen.add(found["id"])
                generation.append(found)
                entries = entries_of(knowledge, found, as_of)
                weights = [entry.license for entry in entries if entry.slot == "weights" and entry.applies]
                result += weights or [knowledge.unknown_license()]
    return result


# --- rubrics ----------------------------------------------------------------------------------------


class Rubric:
    """One rubric document; nodes are its criteria and then its combination, by id."""

    def __init__(self, document, knowledge):
        self.document, self.knowledge = document, knowledge
        self.id = document["id"]
        self.criteria = document["criteria"]
        self.combine = document.get("combine", [])
        self.nodes = {node["id"]: node for node in self.criteria + self.combine}
        self.levels = {name: levels_of(node) for name, node in self.nodes.items()}
        self.ids = {name: [level["id"] for level in levels] for name, levels in self.levels.items()}
        self.points = {name: points_of(levels) for name, levels in self.levels.items() if levels}
        self.weights = {name: weights_of(node) for name, node in self.nodes.items()}

    def evaluate(self, resolved, mode=RECORD):
        """The report of a resolved release."""

        def fact(name, level):
            ladder = self.knowledge.ladders[self.knowledge.facts[name]["ladder"]]
            return resolved.fact(name), ladder.index(level)

        result = {"criteria": {}, "basis": {}}
        assessments = self._assessments(resolved.release, resolved.as_of)
        for criterion in self.criteria:
            name = criterion["id"]
            derived = self._counted(highest(self.levels[name], fact, loose=True))
            assessed = assessments.get(name, ())
            use = assessed != () and (
                mode == ASSESSED
                or (mode == FILL and derived is not None and assessed is not None
                    and derived[0] < derived[1] and derived[0] <= assessed[0] <= derived[1])
            )
            result["criteria"][name] = assessed if use else derived
            result["basis"][name] = "assessed" if use else "derived"
        result["applies"] = self._applies(fact)
        result.update(self.conclude(result["criteria"]))
        if result["applies"] == "no":
            result["headlines"] = dict.fromkeys(result["headlines"], NOT_APPLICABLE)
            result["level"] = result["level"] and NOT_APPLICABLE
        result["vector"] = self.vector(result["criteria"], result["basis"])
        return result

    def _counted(self, pair):
        """Where the rubric reads "does not apply" as no, that is the lowest level."""
        return (0, 0) if pair is None and self.document["not_applicable"] == "no" else pair

    def _assessments(self, release, as_of):
        """The level that somebody recorded, by criterion: the latest, and none made after the day."""
        found = {}
        for item in sorted(release.get("assessments", []), key=lambda entry: entry.get("date", "")):
            version = item.get("version", self.document["version"])
            if item["rubric"] != self.id or version != self.document["version"] or item["criterion"] not in self.levels:
                continue
            if happened(item.get("date", ""), as_of) is False:
                continue
            level, ids = item["level"], self.ids[item["criterion"]]
            found[item["criterion"]] = self._counted(None if level == NOT_APPLICABLE else (ids.index(level),) * 2)
        return found

    def _applies(self, fact):
        if "applies" not in self.document:
            return "yes"
        lower, upper = (holds(self.document["applies"], lane, fact) for lane in (LOWER, UPPER))
        return "yes" if lower else "unknown" if upper else "no"

    def conclude(self, criteria):
        """What follows from the levels of the criteria alone: the combination and the headline."""
        pairs = dict(criteria)
        for node in self.combine:
            if self.levels[node["id"]]:
                pairs[node["id"]] = highest(self.levels[node["id"]], self._lookup(pairs))
        ladders = {n["id"]: pairs[n["id"]] for n in self.combine if self.levels[n["id"]]}
        values = [{}, {}]
        for node in self.nodes:
            for lane in (LOWER, UPPER):
                values[lane][node] = self._value(node, lane, pairs, values[lane])
        scores = {}
        for node in self.combine:
            if not self.levels[node["id"]]:
                ends = (values[lane][node["id"]] for lane in (LOWER, UPPER))
                scores[node["id"]] = tuple(e * node.get("scale", 1) if isinstance(e, Fraction) else e for e in ends)
        headlines = {name: self.headline(name, pair) for name, pair in ladders.items()}
        goal = self.document["result"]
        return {
            "ladders": ladders,
            "scores": scores,
            "headlines": headlines,
            "level": headlines[goal["level"]] if "level" in goal else None,
            "score": scores[goal["score"]] if "score" in goal else None,
        }

    def _lookup(self, pairs):
        return lambda name, level: (pairs[name], self.ids[name].index(level))

    def _value(self, name, lane, pairs, values):
        """One lane of a node as a fraction of its best: a Fraction, None (n/a) or ABSTAINS.

        values: the same lane of the nodes before it.
        """
        node = self.nodes[name]
        if self.levels[name]:
            return None if pairs[name] is None else self.points[name][pairs[name][lane]]
        if "band" in node:
            pair = pairs[node["band"]]
            if pair is None:
                return None
            start, end = (Fraction(x) for x in node["of"][pair[lane]])
            position = values[node["at"]]
            if position is ABSTAINS:
                return ABSTAINS
            return (start + (end - start) * (position or 0)) / node.get("scale", 1)
        counted = [(term, weight, values[term]) for term, weight in self.weights[name] if values[term] is not None]
        if not counted:
            return None
        if any(value is ABSTAINS for _, _, value in counted):
            return ABSTAINS
        optional = node.get("optional", [])  # counts only when fully met
        counted = [(weight, value) for term, weight, value in counted if value == 1 or term not in optional]
        if not counted:
            return Fraction(0)  # something applies, but nothing of it is met
        if "min" in node:
            return min(value for _, value in counted)
        return sum(weight * value for weight, value in counted) / sum(weight for weight, _ in counted)

    def headline(self, name, pair):
        """What the rubric's authority would say."""
        if pair is None:
            return NOT_APPLICABLE
        if pair[0] != pair[1] and self.document["unknown"] != "no":
            return "undetermined"
        return self.levels[name][pair[0]]["id"]

    def vector(self, criteria, basis):
        """One line, in the order of the file, that holds every level."""
        parts = ["OPN1/%s@%d" % (self.id, self.document["version"])]
        for criterion in self.criteria:
            pair, top = criteria[criterion["id"]], len(self.levels[criterion["id"]]) - 1
            if pair is None:
                value = "-"
            elif pair[0] == pair[1]:
                value = str(pair[0])
            else:
                value = "?" if pair == (0, top) else "%d..%d" % pair
            star = "*" if basis[criterion["id"]] == "assessed" else ""
            parts.append(criterion["code"] + ":" + value + star)
        return "/".join(parts)

    def read_vector(self, line):
        """The levels and bases that a vector of this rubric states."""
        criteria, basis = {}, {}
        for criterion, part in zip(self.criteria, line.split("/")[2:]):
            code, value = part.split(":")
            assert code == criterion["code"]
            star = value.endswith("*")
            value = value.rstrip("*")
            top = len(self.levels[criterion["id"]]) - 1
            if value == "-":
                pair = None
            elif value == "?":
                pair = (0, top)
            else:
                ends = [int(end) for end in value.split("..")]
                pair = (ends[0], ends[-1])
            criteria[criterion["id"]] = pair
            basis[criterion["id"]] = "assessed" if star else "derived"
        return criteria, basis


def levels_of(node):
    """The levels of a ladder node ([] for a score); `when` alone is no / yes."""
    if "levels" in node:
        return node["levels"]
    return [{"id": "no"}, {"id": "yes", "when": node["when"]}] if "when" in node else []


def points_of(levels):
    """The value of each level: its points over the highest; ABSTAINS where the rubric gives none."""
    points = [level.get("points", index) for index, level in enumerate(levels)]
    highest_points = max(Fraction(p) for p in points if p is not None)
    return [ABSTAINS if p is None else Fraction(p) / highest_points for p in points]


def weights_of(node):
    """[(term, weight)] of a mean or minimum."""
    terms = node.get("mean") or node.get("min") or []
    return [(term, Fraction(terms[term]) if isinstance(terms, dict) else 1) for term in terms]


def decimal_text(value, decimals):
    """A fraction as printed: half up, the only place where digits are lost."""
    scaled = value * 10**decimals
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    if decimals == 0:
        return str(whole)
    return "%d.%0*d" % (whole // 10**decimals, decimals, whole % 10**decimals)


# --- self-test: small documents whose answers the specification states ------------------------------


def _micro():
    """A vocabulary of three artifacts and three licenses."""
    know = Knowledge()
    extent = ["none", "described", "listed", "partial", "full"]
    access = ["none", "announced", "hosted", "api", "request", "gated", "public"]
    ladders = {"access": access, "extent": extent, "yesno": ["no", "yes"], "information": ["insufficient", "sufficient"],
               "compute": ["1e26_or_more", "1e25_or_more", "1e23_or_more", "below_1e23"], "tokens": ["none", "some", "over_1e12"]}
    record = {
        "ladders": [{"id": i, "levels": levels} for i, levels in ladders.items()],
        "artifacts": [{"id": "weights", "kind": "weights"}, {"id": "base_weights", "kind": "base_weights"},
                      {"id": "pre", "kind": "data", "stages": ["pretraining"]},
                      {"id": "post", "kind": "data", "stages": ["sft", "rl"]}],
        "relations": [{"id": "finetune", "inherits": "yes"}, {"id": "distillation", "inherits": "no"}],
        "fields": [{"id": i, "type": t} for i, t in (("compute", "number"), ("tokens", "number"), ("info", "information"))],
    }
    read = {"w_access": ("access", "access", ["weights"]), "w": ("extent", "obtainable", ["weights"]),
            "data": ("extent", "obtainable", ["pre", "post"]), "best": ("extent", "obtainable", ["pre", "post"]),
            "told": ("extent", "disclosed", ["pre", "post"]), "w_osi": ("license:osi", "license", ["weights"]),
            "w_use": ("license:use", "license", ["weights"]), "w_said": ("license:osi", "stated_license", ["weights"]),
            "base": ("extent", "obtainable", ["base_weights"])}
    facts = [{"id": i, "ladder": ladder, "read": how, "of": of} for i, (ladder, how, of) in read.items()]
    facts[2]["pick"], facts[3]["pick"], facts[4]["pick"], facts[8]["if_not_applicable"] = "min", "max", "min", "w"
    facts += [{"id": "compute", "ladder": "compute", "field": "compute", "cuts": ["1e26", "1e25", "1e23"]},
              {"id": "tokens", "ladder": "tokens", "field": "tokens", "cuts": ["0", "1e12"]},
              {"id": "info", "ladder": "information", "field": "info", "needs": {"told": "described"}},
              {"id": "tuned", "ladder": "yesno", "field": "kind", "in": ["finetune"]}]
    licenses = {
        "ordered": [{"id": "purpose", "ladder": ["research", "any"], "term": "purpose", "map": {"research": "research", "none": "any"}},
                    {"id": "gate", "ladder": ["gate", "none"], "term": "gates", "any": {"effect": ["permission"]}},
                    {"id": "bans", "ladder": ["some", "none"], "term": "bans", "any_of": ["military"]},
                    {"id": "place", "ladder": ["excluded", "worldwide"], "term": "territory"}],
        "lists": [{"id": "osi"}],
        "ladders": [{"id": "osi", "levels": [{"id": "no"}, {"id": "yes", "when": {"list_osi": "yes"}}]},
                    {"id": "use", "assign": {"fiat": "some"}, "levels": [
                        {"id": "none"}, {"id": "some", "when": {"purpose": "any"}},
                        {"id": "any", "when": {"purpose": "any", "gate": "none", "bans": "none", "place": "worldwide"}}]}],
    }
    know.set_vocabulary(record, {"facts": facts}, licenses)
    free = {"purpose": "none", "gates": [], "bans": "silent", "territory": []}
    for name, lists, texts in (
            ("MIT", ["osi"], [("", free)]), ("Research", [], [("", dict(free, purpose="research"))]),
            ("Gate", [], [("", dict(free, gates=[{"effect": "permission"}]))]), ("fiat", [], [("", free)]),
            ("Unread", ["osi"], [("", {})]),
            ("Moved", [], [("2023-05-01", dict(free, purpose="research")), ("2024-05-01", free)])):
        know.add({"format": "openness-license/1", "id": name, "lists": lists,
                  "texts": [{"date": date, "terms": terms} for date, terms in texts]})
    return know


def _weights(**members):
    artifact = dict({"kind": "weights", "access": "public", "extent": "full", "license": "MIT"}, **members)
    return {"format": "openness-release/1", "id": "o/r", "kind": "base", "release_date": "2024-01-15", "artifacts": [artifact]}


def _check(what, got, expected):
    assert got == expected, "%s: %r, expected %r" % (what, got, expected)


def _test_licenses(know):
    levels = lambda text, ladder, day=None: know.license_levels(text, day)[ladder]
    for text, osi, use in (
            ("MIT", (1, 1), (2, 2)), ("mit", (1, 1), (2, 2)), ("Gate", (0, 0), (1, 1)), ("Research", (0, 0), (0, 0)),
            ("fiat", (0, 0), (1, 1)), ("Unread", (1, 1), (0, 2)), ("none", (0, 0), (0, 0)), ("unknown", (0, 1), (0, 2)),
            ("MIT OR Research", (1, 1), (2, 2)), ("MIT AND Gate", (0, 0), (1, 1)), ("LicenseRef-x AND Gate", (0, 0), (0, 1)),
            ("LicenseRef-x OR Gate", (0, 1), (1, 2)), ("Research OR MIT AND Gate", (0, 0), (1, 1)), ("MIT+", (1, 1), (2, 2)),
            ("(Research OR MIT) AND MIT WITH Some-exception", (1, 1), (2, 2))):
        _check(text + " osi", levels(text, "osi"), osi)
        _check(text + " use", levels(text, "use"), use)
    for day, use in (("2020-01-01", (0, 0)), ("2024-04-30", (0, 0)), ("2024-05-01", (2, 2)), (None, (2, 2))):
        _check("text in force on %s" % day, levels("Moved", "use", day), use)
    ordered = {"id": "p", "ladder": ["a", "b", "c"], "term": "t", "map": {"true": "a", "false": 2, "silent": "b"}}
    _check("flag", [ordered_term(ordered, {"t": v}) for v in (True, False, "silent", "unknown")], [(0, 0), (2, 2), (1, 1), (0, 2)])


def _test_facts(know):
    def fact(name, record, day=None):
        return Resolved(know, record, day).fact(name)

    for access, extent, has in (("public", "full", (4, 4)), ("request", "full", (0, 0)), ("unknown", "full", (0, 4)),
                                ({"at_least": "gated"}, {"at_most": "partial"}, (0, 3)), ("announced", "full", (0, 0)),
                                ({"at_least": "request"}, "full", (0, 4)), ("not_applicable", "not_applicable", None)):
        _check("obtainable", fact("w", _weights(access=access, extent=extent)), has)
    _check("closed weights, stated license", fact("w_said", _weights(access="api")), (1, 1))
    _check("closed weights, license", fact("w_osi", _weights(access="api")), (0, 0))
    _check("perhaps obtainable", fact("w_osi", _weights(access="unknown")), (0, 1))
    _check("missing entry", fact("data", _weights()), (0, 4))
    parts = _weights()
    parts["artifacts"] += [{"kind": "data", "stage": s, "access": a, "extent": e} for s, a, e in (
        ("pretraining", "public", "full"), ("sft", "public", "partial"), ("rl", "not_applicable", "not_applicable"))]
    _check("least of the stages", fact("data", parts), (3, 3))
    _check("best of the stages", fact("best", parts), (4, 4))
    parts["artifacts"].append({"kind": "data", "stage": "rl", "access": "none", "extent": "described"})
    _check("a withheld part", (fact("data", parts), fact("told", parts)), ((0, 0), (1, 1)))
    mirror = _weights()
    mirror["artifacts"].append({"kind": "base_weights", "access": "not_applicable", "extent": "not_applicable"})
    _check("mirrored", fact("base", mirror), (4, 4))
    for value, level in (("1e26", 0), ("6.74e24", 2), ("1e25", 1), ("9.9e22", 3), ("1e23", 2)):
        _check("compute " + value, fact("compute", dict(_weights(), fields={"compute": {"value": value}})), (level, level))
    for value, level in (("0", 0), ("1", 1), ("1e12", 1), ("1000000000001", 2)):
        _check("tokens " + value, fact("tokens", dict(_weights(), fields={"tokens": {"value": value}})), (level, level))
    _check("needs", fact("info", dict(parts, fields={"info": {"value": "sufficient"}})), (1, 1))
    _check("needs, open", fact("info", dict(_weights(), fields={"info": {"value": "sufficient"}})), (0, 1))
    _check("kind", (fact("tuned", _weights()), fact("tuned", dict(_weights(), kind="finetune"))), ((0, 0), (1, 1)))


def _test_days(know):
    def access(record, day):
        return Resolved(know, record, day).fact("w_access")

    moving = _weights(access="none", events=[{"date": "2024-06", "access": "public"}, {"date": "2025-01-10", "access": "api"}])
    for day, pair in (("2024-01-14", (0, 0)), ("2024-05-31", (0, 0)), ("2024-06-15", (0, 6)), ("2024-06-30", (0, 6)), ("2024-07-01", (6, 6)),
                      ("2025-01-10", (3, 3)), (None, (3, 3))):
        _check("access on %s" % day, access(moving, day), pair)
    _check("not yet released", access(_weights(), "2024-01-14"), (0, 0))
    _check("partial date of release", access(dict(_weights(), release_date="2024-01"), "2024-01-14"), (0, 6))
    _check("never released", access(dict(_weights(), release_date="none"), None), (1, 1))
    relicensed = _weights(license="Research", events=[{"date": "2024", "license": "MIT"}])
    _check("between licenses", Resolved(know, relicensed, "2024-05-05").fact("w_use"), (0, 2))


def _test_lineage(know):
    def use(**base):
        return Resolved(know, dict(_weights(), based_on=[dict({"id": "o/base", "relation": "finetune"}, **base)]), None).fact("w_use")

    know.add(dict(_weights(license="Gate"), id="o/base"))
    _check("own AND base's", use(), (1, 1))
    _check("stated in place", use(license="Research"), (0, 0))
    _check("relicensed", use(relicensed=True), (2, 2))
    _check("no weights of the base in it", use(relation="distillation"), (2, 2))
    _check("base not found", use(id="o/nobody"), (0, 2))
    know.add(dict(_weights(), id="o/base", based_on=[{"id": "o/first", "relation": "finetune", "license": "Research"}]))
    _check("base of the base", use(), (0, 0))
    know.add(dict(_weights(license="Gate"), id="o/base", based_on=[{"id": "o/r", "relation": "finetune"}]))
    know.add(dict(_weights(), based_on=[{"id": "o/base", "relation": "finetune"}]))
    _check("a circle", use(), (1, 1))
    for number in range(18):
        know.add(dict(_weights(), id="o/%d" % number, based_on=[{"id": "o/%d" % (number + 1), "relation": "finetune"}]))
    know.add(dict(_weights(), id="o/18"))
    _check("sixteen bases deep", (use(id="o/3"), use(id="o/2")), ((2, 2), (0, 2)))


def _test_rubric(know):
    bare = [{"id": "low"}, {"id": "mid", "when": {"w": "partial"}}, {"id": "top", "when": {"w": "full", "w_osi": "yes"}}]
    document = {
        "id": "r", "version": 1, "unknown": "undetermined", "not_applicable": "skip",
        "criteria": [{"id": "weights", "code": "W", "levels": bare}, {"id": "data", "code": "D", "when": {"data": "full"}},
                     {"id": "judged", "code": "J", "levels": [{"id": "no"}, {"id": "yes"}]},
                     {"id": "base", "code": "B", "levels": [{"id": "a", "points": 1}, {"id": "b", "when": {"w_access": "api"}, "points": None},
                                                            {"id": "c", "when": {"w": "full"}, "points": 2}]}],
        "combine": [{"id": "class", "levels": [{"id": "x"}, {"id": "y", "when": {"any": [{"weights": "top"}, {"data": "yes"}]}},
                                               {"id": "z", "when": {"at_least": 2, "of": [{"weights": "top"}, {"data": "yes"}, {"judged": "yes"}]}}]},
                    {"id": "share", "mean": {"weights": 2, "data": "1/2"}, "scale": 100},
                    {"id": "bonus", "mean": ["weights", "judged"], "optional": ["judged"]},
                    {"id": "least", "min": ["share", "base"]},
                    {"id": "placed", "band": "class", "of": [[0, 24], [25, 74], [75, 100]], "at": "share", "scale": 100}],
        "result": {"level": "class", "score": "placed"},
    }
    rubric = Rubric(document, know)
    report = rubric.evaluate(Resolved(know, _weights(), None))
    _check("criteria", report["criteria"], {"weights": (2, 2), "data": (0, 1), "judged": (0, 1), "base": (2, 2)})
    _check("vector", report["vector"], "OPN1/r@1/W:2/D:?/J:?/B:2")
    _check("class", (report["ladders"]["class"], report["level"], report["applies"]), ((1, 2), "undetermined", "yes"))
    narrow = Rubric(dict(document, applies={"tuned": "yes"}), know).evaluate(Resolved(know, _weights(), None))
    _check("does not speak to it", (narrow["applies"], narrow["level"]), ("no", NOT_APPLICABLE))
    F = Fraction
    _check("share", report["scores"]["share"], (F(80), F(100)))
    _check("bonus", report["scores"]["bonus"], (F(1), F(1)))
    _check("least", report["scores"]["least"], (F(4, 5), F(1)))
    _check("placed", report["score"], (25 + 49 * F(4, 5), F(100)))
    _check("read back", rubric.read_vector(report["vector"])[0], report["criteria"])
    closed = rubric.evaluate(Resolved(know, _weights(access="api"), None))
    _check("abstains", (closed["criteria"]["base"], closed["scores"]["least"]), ((1, 1), (ABSTAINS, ABSTAINS)))
    gone = rubric.evaluate(Resolved(know, _weights(access=NOT_APPLICABLE, extent=NOT_APPLICABLE), None))
    _check("n/a", (gone["criteria"]["weights"], gone["vector"]), (None, "OPN1/r@1/W:-/D:?/J:?/B:-"))
    _check("n/a leaves the mean", gone["scores"]["share"], (F(0), F(100)))
    judged = dict(_weights(), assessments=[{"rubric": "r", "version": 1, "criterion": c, "level": v}
                                           for c, v in (("judged", "yes"), ("weights", "low"))])
    for mode, line in ((RECORD, "W:2/D:?/J:?/B:2"), (FILL, "W:2/D:?/J:1*/B:2"), (ASSESSED, "W:0*/D:?/J:1*/B:2")):
        _check("mode", rubric.evaluate(Resolved(know, judged, None), mode)["vector"], "OPN1/r@1/" + line)
    strict = Rubric(dict(document, unknown="no", not_applicable="no"), know)
    gone = strict.evaluate(Resolved(know, _weights(access=NOT_APPLICABLE, extent=NOT_APPLICABLE), None))
    _check("unknown and n/a read as no", (gone["level"], gone["criteria"]["weights"]), ("x", (0, 0)))
    _check("empty all", holds({"all": []}, LOWER, None), True)
    _check("printed", [decimal_text(Fraction(*f), d) for f, d in (((1, 8), 2), ((1, 2), 0), ((2, 3), 1), ((545, 10), 1))],
           ["0.13", "1", "0.7", "54.5"])


def self_test():
    for test in (_test_licenses, _test_facts, _test_days, _test_lineage, _test_rubric):
        test(_micro())
    print("oracle: self-test passed")


if __name__ == "__main__":
    self_test()
