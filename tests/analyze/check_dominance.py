"""Dominance against its definition, and against random weightings.

    python3 tests/analyze/check_dominance.py LIBRARY DATA [SETS] [SEED]

SETS random sets of releases under two rubrics each. Every ordered pair is also scored under random
weightings of the criteria: who stands above never scores less.
"""

import sys
from fractions import Fraction

from analyses import MANY, Analyses, Case

WEIGHTINGS = 25  # per ordered pair, until there were enough


def relation(a, b):
    """The relation of two profiles of levels, straight from its definition."""
    if any((a[c] is None) != (b[c] is None) for c in a):
        return "incomparable"
    applying = [(a[c], b[c]) for c in a if a[c] is not None]
    over = any(one[0] > other[1] for one, other in applying)
    under = any(other[0] > one[1] for one, other in applying)
    if over and under:
        return "incomparable"
    at_least = all(one[0] >= other[1] for one, other in applying)
    at_most = all(other[0] >= one[1] for one, other in applying)
    if at_least and at_most:
        return "equal"
    if at_least:
        return "above" if over else "at_least"
    if at_most:
        return "below" if under else "at_most"
    return "undecided"


def reduction(above):
    return {(a, b) for a, b in above
            if not any((a, k) in above and (k, b) in above for k in {x for pair in above for x in pair})}


def layers(above, count):
    """The length of the longest chain over each release, by plain recursion."""
    def depth(b):
        return max((depth(a) + 1 for a, below in above if below == b), default=0)
    return [depth(r) for r in range(count)]


def weighted(levels, tops, weights):
    """A mean of levels over their highest: one of the scores that a rubric with these criteria could give."""
    terms = [(weights[c], Fraction(level, tops[c])) for c, level in levels.items() if level is not None]
    return sum(w * v for w, v in terms) / sum(w for w, _ in terms) if terms else None


def check_weightings(case, analyses, names, profiles, tops, above, number):
    rng = analyses.random("weights", number)
    for a, b in sorted(above):
        for _ in range(WEIGHTINGS):
            weights = {c: rng.choice((0, 0, 1, 1, 2, 5, 30, 1000)) for c in tops}
            if not any(weights[c] for c in tops if profiles[a][c] is not None):
                continue
            low = {c: p and p[0] for c, p in profiles[a].items()}
            high = {c: p and p[1] for c, p in profiles[b].items()}
            better = weighted(low, tops, weights) >= weighted(high, tops, weights)
            case.compare("above scores no less, by any weights", True, better, (names[a], names[b], weights))


def main(arguments):
    sets = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_dominance": MANY}), Case()
    for number in range(sets):
        rng = analyses.random(number)
        rubrics = rng.sample(sorted(analyses.rubrics), 2)
        records = [analyses.record() for _ in range(rng.randint(2, 6))]
        if rng.random() < 0.5:  # alike but for one part, so that something is ordered
            records += [dict(records[0], id="%s-part" % records[0]["id"],
                             artifacts=records[0]["artifacts"][:-1])]
        releases = [analyses.release(record) for record in records]
        reports = analyses.reports(releases, rubrics)
        names = [record["id"] for record in records]
        found = analyses.many("analyze_dominance", reports)
        case.compare("releases", names, [entry["id"] for entry in found["releases"]])
        never = {(a, b) for a in range(len(names)) for b in range(a + 1, len(names))}
        for d, rubric in enumerate(rubrics):
            part = found["rubrics"][d]
            profiles = [analyses.levels(analyses.view(report)) for report in reports[d::2]]
            relations = {(p["a"], p["b"]): p["relation"] for p in part["pairs"]}
            expected = {pair: relation(profiles[pair[0]], profiles[pair[1]]) for pair in relations}
            case.compare("relations", expected, relations, rubric)
            above = {pair for pair, r in expected.items() if r in ("above", "at_least")}
            above |= {(b, a) for (a, b), r in expected.items() if r in ("below", "at_most")}
            never &= {pair for pair, r in expected.items() if r == "incomparable"}
            case.compare("covers", reduction(above), {(e["above"], e["below"]) for e in part["covers"]}, rubric)
            depth = {r: level for level, members in enumerate(part["levels"]) for r in members}
            case.compare("levels", layers(above, len(names)), [depth[r] for r in range(len(names))], rubric)
            for pair in part["pairs"]:
                for key, one, other in (("a_ahead", "a", "b"), ("b_ahead", "b", "a")):
                    mine, its = profiles[pair[one]], profiles[pair[other]]
                    ahead = [c for c in mine if mine[c] and its[c] and mine[c][0] > its[c][1]]
                    case.compare("criteria ahead", ahead, pair[key], rubric)
            tops = {c: len(ids) - 1 for c, ids in analyses.knowledge.rubrics[rubric].ids.items() if c in profiles[0]}
            check_weightings(case, analyses, names, profiles, tops, above, number)
        case.compare("unordered under all", never, {(e["a"], e["b"]) for e in found["unordered"]})
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
