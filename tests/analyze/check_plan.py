"""Plans against brute force over every set of changes.

    python3 tests/analyze/check_plan.py LIBRARY DATA [CASES] [SEED]

CASES random records under random small rubrics, and a quarter as many under the shipped ones, as far
as all smaller sets can be tried. Every listed plan is also put on the record step by step: it reaches,
and no step can ask for less.
"""

import functools
import itertools
import sys
from collections import Counter
from fractions import Fraction
from math import comb

from analyses import Analyses, Case
from changes import LOWER, NOT_APPLICABLE, UPPER, SmallRubrics, State, headline, is_open
from calls import INT, OUT, POINTER, TEXT

PLAN = (INT, [POINTER, TEXT, INT, INT, OUT, OUT])
RUBRICS, MOST_ACTIONS, MOST_SETS = 120, 11, 20000


@functools.lru_cache(None)
def best_license(knowledge, as_of):
    """The most that any license on record gives, ladder by ladder."""
    return {i: (max(lic.on(as_of)[i][LOWER] for lic in knowledge.licenses.values()),) * 2
            for i in knowledge.license_ladders}


class Planner:
    """The definition: actions, and what a set of them reaches."""

    def __init__(self, state, target):
        self.state, self.target, self.tried = state, target, {}
        knowledge = state.knowledge
        access, extent = (len(knowledge.ladders[name]) - 1 for name in ("access", "extent"))
        self.full = (access, access), (extent, extent)
        self.best = best_license(knowledge, state.as_of)
        self.actions = []
        for slot in dict.fromkeys(knowledge.slots.values()):
            entries = [i for i, e in enumerate(state.entries) if e.slot == slot and e.applies]
            if slot in state.slots() and entries:
                self.actions.append(("artifact", slot, entries))
        for name in knowledge.fields:
            if name in state.fields():
                value = self.best_value(name)
                if value is not None:
                    self.actions.append(("field", name, value))
        if "weights" in state.slots():
            ladders = state.levels_on("weights")
            self.actions += [("base", name, i) for i, (name, row) in enumerate(state.bases)
                             if any(is_open(row[ladder]) for ladder in ladders)]

    def best_value(self, name):
        state, knowledge = self.state, self.state.knowledge
        given = state.record.get("fields", {}).get(name, {}).get("value")
        if given == NOT_APPLICABLE:
            return None
        if not state.is_number(name):
            return knowledge.ladders[knowledge.fields[name]["type"]][-1]
        cuts = [knowledge.facts[f]["cuts"] for f in state.reads
                if knowledge.facts[f].get("field") == name and "cuts" in knowledge.facts[f]]
        if given not in (None, "unknown") or len(cuts) != 1:
            return None
        return "0" if [Fraction(c) for c in cuts[0]] != sorted(Fraction(c) for c in cuts[0]) else "1e99"

    def changes(self, chosen):
        entries, fields, bases = {}, {}, {}
        for kind, name, what in chosen:
            if kind == "artifact":
                entries.update({i: self.full + (self.best,) for i in what})
            elif kind == "field":
                fields[name] = what
            else:
                bases[what] = {i: (p[UPPER],) * 2 for i, p in self.state.bases[what][1].items()}
        return dict(entries=entries, fields=fields, bases=bases)

    def reached(self, report):
        level, score = headline(self.state.rubric, report)
        if report["applies"] != "yes":
            return False
        if isinstance(self.target, Fraction):
            return all(isinstance(end, Fraction) for end in score) and score[LOWER] >= self.target
        return level is not None and level[LOWER] >= self.target

    def reaches(self, chosen):
        return self.reached(self.state.report(**self.changes(chosen)))

    def brute(self):
        """(status, size, sets): the smallest sets that reach."""
        if self.reaches([]):
            return "reached", 0, []
        if not self.uneven() and not self.reaches(self.actions):
            return "unreachable", 0, []
        for size in range(1, len(self.actions) + 1):
            found = [s for s in itertools.combinations(self.actions, size) if self.reaches(s)]
            if found:
                return "reachable", size, found
        return "unreachable", 0, []

    def uneven(self):
        """Whether a better level can withhold the score: then more can be less."""
        levels = [level for levels in self.state.rubric.levels.values() for level in levels or []]
        return isinstance(self.target, Fraction) and any(level.get("points", 0) is None for level in levels)


def name_of(chosen):
    return tuple(sorted((kind, name) for kind, name, _ in chosen))


def draw_target(rng, planner_of, rubric):
    """(what is passed, what it means)."""
    goal = rubric.document["result"]
    node = goal.get("score")
    if "level" in goal and (node is None or rng.random() < 0.6):
        ids = rubric.ids[goal["level"]]
        level = rng.choice((rng.randrange(1, len(ids)), len(ids) - 1))
        return ids[level], level
    scale = rubric.nodes[node].get("scale", 1)
    planner = planner_of(Fraction(0))
    chosen = [a for a in planner.actions if rng.random() < 0.8]
    score = headline(rubric, planner.state.report(**planner.changes(chosen)))[1]
    value = Fraction(rng.randrange(0, 1001) * scale, 1000)
    if isinstance(score[LOWER], Fraction) and rng.random() < 0.7:
        value = Fraction(int(score[LOWER] * 1000), 1000)  # exactly attained, or just below
    text = "%d.%03d" % (value.numerator * 1000 // value.denominator // 1000,
                        value.numerator * 1000 // value.denominator % 1000)
    return text, Fraction(text)


# --- single steps -----------------------------------------------------------------------------------


def needs_of(knowledge, step):
    """{member: least level} of a step as the output states it."""
    needs = {m: knowledge.ladders[m].index(step[m]) for m in ("access", "extent") if m in step}
    needs.update({entry["ladder"]: knowledge.ladders["license:" + entry["ladder"]].index(entry["level"])
                  for entry in step.get("license", [])})
    return needs


def raised(pair, level):
    return (max(pair[LOWER], level), max(pair[UPPER], level))


def put_steps(planner, plan, needs):
    """The state after the steps of a plan, each with its needs."""
    state, entries, fields, bases = planner.state, {}, {}, {}
    taken = []
    for step, need in zip(plan, needs):
        action = next(a for a in planner.actions
                      if a[:2] == (step["of"], step["id"]) and a not in taken)
        taken.append(action)
        if step["of"] == "artifact":
            for index in action[2]:
                entry = state.entries[index]
                own = {i: raised(p, need.get(i, -1)) for i, p in entry.license.items()}
                entries[index] = (raised(entry.access, need.get("access", -1)),
                                  raised(entry.extent, need.get("extent", -1)), own)
        elif "value" in need:
            ladder = state.knowledge.ladders[state.knowledge.fields[step["id"]]["type"]]
            pair = raised(state.field(step["id"]), need["value"])
            fields[step["id"]] = {"at_least": ladder[pair[LOWER]], "at_most": ladder[pair[UPPER]]}
        elif step["of"] == "field" and state.is_number(step["id"]):
            fields[step["id"]] = action[2]
        elif step["of"] == "base":
            bases.update(planner.changes([action])["bases"])
    return dict(entries=entries, fields=fields, bases=bases)


def kind_of(planner, step, need):
    state, knowledge = planner.state, planner.state.knowledge
    if step["of"] == "base":
        return "confirm"
    if step["of"] == "field":
        number = state.is_number(step["id"])
        return "confirm" if number or state.field(step["id"])[UPPER] >= need.get("value", -1) else "change"
    entries = [e for e in state.entries if e.slot == step["id"] and e.applies]

    def may(member, of):
        return all(of(e)[UPPER] >= need.get(member, -1) for e in entries)
    license_ = all(may(i, lambda e, i=i: e.license[i]) for i in knowledge.license_ladders)
    if may("access", lambda e: e.access) and may("extent", lambda e: e.extent):
        return "confirm" if license_ else "relicense"
    slot = next(s for s in knowledge.record["artifacts"] if s["id"] == step["id"])
    listed = knowledge.ladders["extent"].index("listed")
    only_extent = not set(need) - {"extent"}
    written = slot["type"] == "document" or (only_extent and need["extent"] <= listed)
    return "document" if written else "release"


def check_steps(case, planner, plan, context):
    knowledge = planner.state.knowledge
    needs = []
    for step in plan:
        need = needs_of(knowledge, step)
        if step["of"] == "field" and "value" in step:
            need["value"] = knowledge.ladders[knowledge.fields[step["id"]]["type"]].index(step["value"])
        needs.append(need)
    full = planner.state.report(**put_steps(planner, plan, needs))
    case.compare("a weakened plan reaches", True, planner.reached(full), context)
    for number, (step, need) in enumerate(zip(plan, needs)):
        case.compare("kinds of steps", kind_of(planner, step, need), step["kind"], context)
        for member in need:
            less = list(needs)
            less[number] = dict(need, **{member: need[member] - 1})
            report = planner.state.report(**put_steps(planner, plan, less))
            case.compare("no step asks for more than needed", False, not planner.uneven() and planner.reached(report), (member, context))
        without = planner.state.report(**put_steps(
            planner, plan[:number] + plan[number + 1:], needs[:number] + needs[number + 1:]))
        lower = {c: full["criteria"][c] for c in full["criteria"]
                 if full["criteria"][c] and without["criteria"][c][LOWER] < full["criteria"][c][LOWER]}
        served = {e["criterion"]: e["level"] for e in step["serves"]}
        right = {c: planner.state.rubric.ids[c][lower[c][LOWER]] for c in served if c in lower}
        case.compare("criteria that a step serves", right, served, context)
        case.compare("a step serves something", bool(lower), bool(served), context)
    kinds = [step["kind"] == "confirm" for step in plan]
    case.compare("what is to confirm comes first", sorted(kinds, reverse=True), kinds, context)


# --- what stops it ----------------------------------------------------------------------------------


def check_stops(case, planner, found, context):
    state, rubric = planner.state, planner.state.rubric
    changes = planner.changes(planner.actions)
    best = state.report(**changes)
    stops = found["stops"]
    kinds = Counter(stop["kind"] for stop in stops)
    case.compare("something stops it", True, bool(stops), context)
    case.compare("the scope stops it", best["applies"] != "yes", kinds["scope"] > 0, context)
    if best["applies"] != "yes":
        return

    def reached(criteria):
        return planner.reached(dict(rubric.conclude(criteria), applies="yes"))
    tops = {c: (len(rubric.ids[c]) - 1,) * 2 for c in best["criteria"]}
    applying = {c: tops[c] if best["criteria"][c] else None for c in tops}
    possible = reached(applying) or reached(tops)
    case.compare("the rules stop it", not possible, kinds["rules"] > 0, context)
    if not possible:
        return
    lifted = {stop["criterion"]: (rubric.ids[stop["criterion"]].index(stop["level"]),) * 2 for stop in stops}
    case.compare("without the stops it is reached", True, reached(dict(best["criteria"], **lifted)), context)
    for name in lifted:
        rest = {c: pair for c, pair in lifted.items() if c != name}
        case.compare("each stop is one", False, reached(dict(best["criteria"], **rest)), context)
    free = {i: planner.best for i in range(len(state.bases))}
    freed = state.report(**dict(changes, bases=free))
    for stop in stops:
        name, level = stop["criterion"], lifted[stop["criterion"]][0]
        if best["criteria"][name] is None:
            kind = "not_applicable"
        elif best["basis"][name] == "assessed":
            kind = "assessment"
        elif "when" not in rubric.levels[name][level]:
            kind = "assessor"
        else:
            kind = "base" if freed["criteria"][name][LOWER] >= level else "facts"
        case.compare("kinds of stops", kind, stop["kind"], context)
        case.compare("bases are named", kind == "base", bool(stop["bases"]), context)
        names = {name for name, _ in state.bases}
        case.compare("bases are bases", set(), {b["id"] for b in stop["bases"]} - names, context)


# --- cases ------------------------------------------------------------------------------------------


def check_one(case, analyses, planner, passed, release, as_of, mode, context):
    report = analyses.calls.evaluate(release, analyses.rubrics[planner.state.rubric.id], mode, as_of)
    found = analyses.text(analyses.calls.make(
        "text", "analyze_plan", report, passed.encode() if passed else None, 1, 0))
    case.compare("the search is complete", True, found["complete"], context)
    size = found["changes"]
    sets = sum(comb(len(planner.actions), k) for k in range((size or len(planner.actions)) + 1))
    decided = not planner.uneven() and found["status"] in ("reached", "unreachable")
    if len(planner.actions) > MOST_ACTIONS and sets > MOST_SETS and not decided:
        return "not tried"
    status, least, expected = planner.brute()
    case.compare("status", status, found["status"], context)
    case.compare("fewest changes", least, found["changes"], context)
    case.compare("ways with that many", len(expected), found["ways"], context)
    listed = [tuple(sorted((s["of"], s["id"]) for s in plan)) for plan in found["plans"]]
    wanted = Counter(map(name_of, expected))
    case.compare("ways listed", min(len(expected), 20), len(listed), context)
    if len(expected) <= 20:
        case.compare("the ways", wanted, Counter(listed), context)
    else:
        case.compare("the ways, of many", {}, dict(Counter(listed) - wanted), context)
    for plan in found["plans"][:3]:
        check_steps(case, planner, plan, context)
    if status == "unreachable" and found["status"] == status:
        check_stops(case, planner, found, context)
    return str(least) if status == "reachable" else status


def main(arguments):
    cases = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_plan": PLAN}), Case()
    knowledge = analyses.knowledge
    shipped = sorted(name for name, r in knowledge.rubrics.items() if r.document["result"])
    sizes = Counter()
    small = SmallRubrics(knowledge, analyses.random("rubrics"))
    documents = [small.draw("small-%d" % number) for number in range(RUBRICS)]
    names = analyses.add_rubrics(documents)
    for number in range(cases + cases // 4):
        rng = analyses.random(number)
        name = rng.choice(names) if number < cases else rng.choice(shipped)
        rubric = knowledge.rubrics[name]
        record, as_of, mode = analyses.generator.case(number)
        release = analyses.release(record)

        def planner_of(target):
            return Planner(State(knowledge, rubric.document, record, as_of, mode), target)
        passed, target = draw_target(rng, planner_of, rubric)
        scale = rubric.nodes[rubric.document["result"].get("score", rubric.criteria[0]["id"])].get("scale", 1)
        if isinstance(target, Fraction) and target > scale:
            continue
        context = (name, record["id"], as_of, mode, passed)
        found = check_one(case, analyses, planner_of(target), passed, release, as_of, mode, context)
        sizes[found] += 1
    print("changes of the smallest sets: " + ", ".join("%s: %d" % pair for pair in sorted(sizes.items())))
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
