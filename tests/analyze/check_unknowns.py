"""Look-ups against every answer that a record leaves possible.

    python3 tests/analyze/check_unknowns.py LIBRARY DATA [CASES] [SEED]

CASES random records under random small rubrics, and a tenth as many under the shipped ones. Every
level of access and extent is tried with every license on record, nothing is left out as alike.
"""

import itertools
import sys
from collections import Counter
from fractions import Fraction

from analyses import ONE, Analyses, Case
from changes import LOWER, NOT_APPLICABLE, UPPER, SmallRubrics, State, headline, is_open

RUBRICS = 120


def openness(state, report):
    """(settled, open levels, width of the score, open criteria)."""
    if report["applies"] == "no":
        return True, 0, Fraction(0), 0
    level, score = headline(state.rubric, report)
    levels = level[UPPER] - level[LOWER] if level else 0
    width = Fraction(0)
    if score is not None:
        scale = state.rubric.nodes[state.rubric.document["result"]["score"]].get("scale", 1)
        numbers = all(isinstance(end, (int, Fraction)) for end in score)
        applies = any(end is not None for end in score)
        width = score[UPPER] - score[LOWER] if numbers else Fraction(scale if applies else 0)
    settled = report["applies"] == "yes" and levels == 0 and width == 0
    return settled, levels, width, sum(is_open(pair) for pair in report["criteria"].values())


def single(pair):
    return [(level, level) for level in range(pair[LOWER], pair[UPPER] + 1)]


class LookUps:
    """Each look-up: (kind, id, members, facts, answers); an answer is what State.report takes."""

    def __init__(self, state):
        self.state, self.knowledge = state, state.knowledge
        plain = state.report()
        self.now = openness(state, plain)
        self.resolved_facts = self.open_facts()
        self.found = [] if plain["applies"] == "no" else list(self.all())

    def open_facts(self):
        """The facts that the rubric reads and that are open."""
        state = self.state
        # The key of the only report made so far is the facts as they stand.
        key = next(iter(state.cache))
        return {name for name, pair in zip(state.reads, key) if is_open(pair)}

    def rows(self, slot, known):
        """The answers to an open license; [None] leaves it."""
        ladders = self.state.levels_on(slot)
        if not any(is_open(known[i]) for i in ladders):
            return [None]
        zero = {i: (0, 0) for i in self.knowledge.license_ladders}
        rows, seen = [], set()
        for row in [zero] + [lic.on(self.state.as_of) for lic in self.knowledge.licenses.values()]:
            key = tuple(row[i] for i in ladders)
            fits = all(row[i][0] == row[i][1] and known[i][0] <= row[i][0] <= known[i][1] for i in ladders)
            if fits and key not in seen:
                seen.add(key)
                rows.append(row)
        return rows or [None]

    def facts_from(self, test):
        return sorted(name for name in self.resolved_facts if test(self.knowledge.facts[name]))

    def all(self):
        state, knowledge = self.state, self.knowledge
        for index, entry in enumerate(state.entries):
            yield from self.artifact(index, entry)
        for name in knowledge.fields:
            if name in state.fields():
                yield from self.field(name)
        for index, (name, row) in enumerate(state.bases):
            ladders = state.levels_on("weights")
            facts = self.facts_from(lambda f: "weights" in f.get("of", []) and
                                    f["read"] in ("license", "stated_license"))
            if facts and any(is_open(row[i]) for i in ladders):
                yield "base", name, ["license"], facts, [
                    {"bases": {index: answer}} if answer else {} for answer in self.rows("weights", row)]
        facts = self.facts_from(lambda f: f.get("field") == "kind")
        if facts:
            yield "kind", "kind", ["value"], facts, [
                {"members": {"kind": kind["id"]}} for kind in knowledge.record["kinds"]]
        facts = self.facts_from(lambda f: f.get("field") == "output_modalities")
        if facts:
            names = knowledge.record["modalities"]
            yield "output_modalities", "output_modalities", ["value"], facts, [
                {"members": {"output_modalities": list(some)}}
                for count in range(1, len(names) + 1) for some in itertools.combinations(names, count)]

    def artifact(self, index, entry):
        if not entry.applies:
            return
        gated = self.knowledge.gated
        ladders = self.state.levels_on(entry.slot)
        members = [m for m in ("access", "extent") if is_open(getattr(entry, m))]
        members += ["license"] if any(is_open(entry.license[i]) for i in ladders) else []
        facts = self.facts_from(lambda f: entry.slot in f.get("of", []))
        if not members or not facts:
            return
        forced = entry.access[LOWER] >= gated and entry.extent[UPPER] == 0
        answers = [{"entries": {index: (access, extent, row)}}
                   for access in single(entry.access) for extent in single(entry.extent)
                   if forced or not (access[0] >= gated and extent[0] == 0)
                   for row in self.rows(entry.slot, entry.license)]
        yield "artifact", entry.slot, members, facts, answers

    def field(self, name):
        state, knowledge = self.state, self.knowledge
        given = state.record.get("fields", {}).get(name, {}).get("value")
        facts = self.facts_from(lambda f: f.get("field") == name and "in" not in f)
        if given == NOT_APPLICABLE or not facts:
            return
        if state.is_number(name):
            if given not in (None, "unknown"):
                return
            cuts = {c for f in facts for c in knowledge.facts[f]["cuts"]}
            values = ["0", "1e99"] + sorted(cuts) + [str(int(Fraction(c) * 2 + 1)) for c in sorted(cuts)]
        elif not is_open(state.field(name)):
            return
        else:
            ladder = knowledge.ladders[knowledge.fields[name]["type"]]
            values = [ladder[level] for level, _ in single(state.field(name))]
        yield "field", name, ["value"], facts, [{"fields": {name: value}} for value in values]

    def judged(self):
        """(kind, id, members, facts, decides, may_decide, most, least) of each."""
        for kind, name, members, facts, answers in self.found:
            left = [openness(self.state, self.state.report(**answer)) for answer in answers]
            settled = [one[0] and not self.now[0] for one in left]
            yield (kind, name, tuple(members), tuple(facts), all(settled), any(settled),
                   tuple(max(one[i] for one in left) for i in (1, 2, 3)),
                   tuple(min(one[i] for one in left) for i in (1, 2, 3)))


def read_openness(entry):
    score = entry.get("score", {"num": 0, "den": 1})
    return entry.get("levels", 0), Fraction(score["num"], score["den"]), entry["criteria"]


def read_look_up(entry):
    return (entry["kind"], entry["id"], tuple(entry["unknown"]), tuple(sorted(entry["facts"])),
            entry["decides"], entry["may_decide"], read_openness(entry["open_at_most"]),
            read_openness(entry["open_at_least"]))


def rank(one):
    """What is certain of the headline, then what is possible, then the criteria."""
    _, _, _, _, decides, _, most, least = one
    return not decides, most[0], most[1], least[0], least[1], most[2], least[2]


def check_one(case, state, found, context):
    expected = LookUps(state)
    look_ups = list(map(read_look_up, found["look_ups"]))
    wanted = list(expected.judged())
    case.compare("what is open now", (expected.now[0], expected.now[1:]),
                 (found["settled"], read_openness(found["open"])), context)
    case.compare("look-ups", Counter(wanted), Counter(look_ups), context)
    case.compare("their order", sorted(map(rank, wanted)), list(map(rank, look_ups)), context)
    places = list(state.knowledge.slots.values()) + list(state.knowledge.fields)
    for one, other in zip(look_ups, look_ups[1:]):
        if rank(one) == rank(other) and one[0] in ("artifact", "field") and other[0] in ("artifact", "field"):
            case.compare("equals in the order of the vocabulary", True,
                         places.index(one[1]) <= places.index(other[1]), context)
    key = next(iter(state.cache))
    direct = [(name, pair) for name, pair in zip(state.reads, key)
              if name in state.rubric_reads and pair is not None]
    case.compare("facts read and known", (len(direct), sum(not is_open(pair) for _, pair in direct)),
                 (found["coverage"]["facts_read"], found["coverage"]["facts_known"]), context)
    return len(look_ups)


def direct_reads(document):
    from changes import tests_of
    names = set(tests_of(document.get("applies", {})))
    for criterion in document["criteria"]:
        for level in criterion.get("levels", [criterion]):
            names |= set(tests_of(level.get("when", {})))
    return names


def main(arguments):
    cases = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_unknowns": ONE}), Case()
    knowledge = analyses.knowledge
    shipped = sorted(knowledge.rubrics)
    small = SmallRubrics(knowledge, analyses.random("rubrics"))
    names = analyses.add_rubrics([small.draw("small-%d" % number) for number in range(RUBRICS)])
    looked = 0
    for number in range(cases + cases // 10):
        rng = analyses.random(number)
        name = rng.choice(names if number < cases else shipped)
        document = knowledge.rubrics[name].document
        record, as_of, mode = analyses.generator.case(number)
        if rng.random() < 0.2:
            record = dict(record, kind="unknown")
        release = analyses.release(record)
        report = analyses.calls.evaluate(release, analyses.rubrics[name], mode, as_of)
        found = analyses.text(analyses.calls.make("text", "analyze_unknowns", report, 1, 0))
        state = State(knowledge, document, record, as_of, mode)
        state.rubric_reads = direct_reads(document)
        looked += check_one(case, state, found, (name, record["id"], as_of, mode))
    print("%d look-ups" % looked)
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
