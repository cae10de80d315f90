"""A second reading of the specification: what a release is worth under a rubric.

Written from docs/formats.md, the data files and the description of the rubric language, without the
C sources, so that the two can be compared. Every step takes the most literal way: recursion over the
JSON itself, one lane (all unknowns at their worst, all at their best) after the other, fractions.

Takes: the folder `data/` and release documents. Gives: reports as plain dictionaries.
`self_test.py` holds it to answers that the specification states.
"""

import json
import re
from fractions import Fraction
from pathlib import Path

NOT_APPLICABLE = "not_applicable"
ABSTAINS = "abstains"  # a level without points: the rubric gives no score here
LOWER, UPPER = 0, 1
RECORD, FILL, ASSESSED = 0, 1, 2
MAX_BASES = 256
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
    answers = []
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
    return _gate(answers, None)


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
        if not lowered and any(element.get(member, "unknown") == "unknown" for element in elements):
            return (0, top)
    elif "any_of" in ordered:
        lowered = any(element in ordered["any_of"] for element in elements)
    else:
        lowered = any(element != "unknown" for element in elements)
    # The tag "unknown" in a set: there may be more than what is listed.
    if not lowered and "unknown" in elements:
        return (0, top)
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
            self.set_vocabulary(*(load(vocabulary / n)
                                  for n in ("record.json", "facts.json", "licenses.json")))
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
        if isinstance(value, dict):  # one of these, nobody knows which
            levels = [self.license_levels(one, as_of) for one in value["one_of"]]
            return {i: (min(one[i][0] for one in levels), max(one[i][1] for one in levels))
                    for i in self.license_ladders}
        if value is None or value == "unknown":
            return self.unknown_license()
        if value in ("none", "proprietary"):
            return {i: (0, 0) for i in self.license_ladders}
        if len(self._levels) > 20000:
            self._levels.clear()
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
                self.access, self.extent = ((0, pair[1] if came is None else 0)
                                            for pair in (self.access, self.extent))


def entries_of(knowledge, release, as_of):
    """The entries of a release, and one that is unknown in every member for each slot without any.

    The same rules hold for what is not recorded: nothing of it can be had before the release, and
    weights that nobody described are still bound by the terms of their base.
    """
    date = release.get("release_date")
    places = [(knowledge.slots[a["kind"], a.get("stage")], a) for a in release["artifacts"]]
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
        """What anyone can obtain is at least gated, not announced nor approved by a person."""
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
    """Falling cuts: the first that is exceeded. Rising cuts: how many are exceeded."""
    if cuts != sorted(cuts):
        return next((i for i, c in enumerate(cuts) if number > c), len(cuts))
    return sum(number > c for c in cuts)


def join_least(several):
    return {i: least([levels[i] for levels in several]) for i in several[0]}


def base_licenses(knowledge, release, as_of):
    """The license levels of every base whose terms bound the weights of a release.

    Generation by generation, each release once: a circle adds nothing.
    """
    result, seen, generation = [], {release["id"]}, [release]
    while generation:
        children, generation = generation, []
        for base in (base for child in children for base in child.get("based_on", [])):
            if not knowledge.inherits.get(base.get("relation"), False) or base.get("relicensed") is True:
                continue
            found = knowledge.releases.get(base.get("id"))
            if "license" in base:
                result.append(knowledge.license_levels(base["license"], as_of))
                continue
            if base.get("id") in seen:
                continue
            seen.add(base.get("id"))
            if found is None or len(seen) > MAX_BASES + 1:
                result.append(knowledge.unknown_license())
            else:
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
        self.id, self.version = document["id"], document["version"]
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
            if item["rubric"] != self.id or item.get("version", self.version) != self.version:
                continue
            if happened(item.get("date", ""), as_of) is False:
                continue
            level, ids = item["level"], self.ids[item["criterion"]]
            found[item["criterion"]] = self._counted(None if level == NOT_APPLICABLE
                                                     else (ids.index(level),) * 2)
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
                scores[node["id"]] = tuple(e * node.get("scale", 1) if isinstance(e, Fraction) else e
                                           for e in ends)
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
        counted = [(term, weight, values[term]) for term, weight in self.weights[name]
                   if values[term] is not None]
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
        parts = ["OPN1/%s@%d" % (self.id, self.version)]
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
