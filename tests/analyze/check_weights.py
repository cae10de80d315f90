"""Weight stability against vertices, samples and its own claims.

    python3 tests/analyze/check_weights.py LIBRARY DATA [SETS] [SEED]

The score of a release is worked out here from the rubric document with exact fractions. Every
interval must contain the score under every weighting tried, and be reached by one; the weightings
tried are all vertices of each mean alone (others at their best), and random ones.
"""

import itertools
import sys
from fractions import Fraction

from analyses import INT, OUT, SIZE, Analyses, Case
import ctypes

NEAR = Fraction(1, 10 ** 5)  # of the printed score: six decimals, rounded outward
CALL = (INT, [ctypes.POINTER(ctypes.c_void_p), SIZE, INT, INT, ctypes.c_int64, INT, INT, OUT, OUT])


class Scored:
    """The combination of one report, as functions of weights."""

    def __init__(self, rubric, view, end):
        self.rubric, self.end = rubric, end
        self.levels = {c["id"]: c[end] for c in view["criteria"]}
        self.ladders = {c["id"]: c[end] for c in view["ladders"]}
        self.combine = {node["id"]: node for node in rubric.combine}

    def share(self, node, level):
        if level == "not_applicable":
            return None
        points = self.rubric.points[node]
        return Fraction(points[self.rubric.ids[node].index(level)]) / max(p for p in points if p != "abstains")

    def terms(self, node):
        given = node.get("mean") or node["min"]
        return {name: Fraction(str(w)) for name, w in given.items()} if isinstance(given, dict) \
            else {name: Fraction(1) for name in given}

    def means(self, name):
        """The means below a node, and itself."""
        node = self.combine.get(name)
        if node is None or "levels" in node or "when" in node:
            return []
        below = [node["at"]] if "band" in node else list(self.terms(node))
        return [m for b in below for m in self.means(b)] + ([name] if "mean" in node else [])

    def value(self, name, choose):
        """`choose(mean, {term: (value, weight)})` gives the weights of a mean."""
        node = self.combine.get(name)
        if node is None:
            return self.share(name, self.levels[name])
        if "levels" in node or "when" in node:
            return self.share(name, self.ladders[name])
        if "band" in node:
            return self.band(node, choose)
        parts = {term: (self.value(term, choose), w) for term, w in self.terms(node).items()}
        parts = {term: part for term, part in parts.items() if part[0] is not None}
        if not parts:
            return None
        if "min" in node:
            return min(value for value, _ in parts.values())
        parts = {t: p for t, p in parts.items() if t not in node.get("optional", ()) or p[0] == 1}
        if not parts:
            return Fraction(0)
        weights = choose(name, parts)
        return sum(weights[t] * parts[t][0] for t in parts) / sum(weights[t] for t in parts)

    def band(self, node, choose):
        level = self.ladders[node["band"]]
        if level == "not_applicable":
            return None
        low, high = (Fraction(str(x)) / node.get("scale", 1)
                     for x in node["of"][self.rubric.ids[node["band"]].index(level)])
        return low + (high - low) * (self.value(node["at"], choose) or 0)


def vertex(parts, factor, most):
    """The best weights of one mean by trying all vertices, or the threshold where there are too many."""
    if factor == 0:
        pick = (max if most else min)(parts, key=lambda t: parts[t][0])
        return {t: Fraction(t == pick) for t in parts}
    names = sorted(parts, key=lambda t: parts[t][0])
    if len(names) > 6:
        choices = [[i >= k for i in range(len(names))] for k in range(len(names) + 1)]
        choices += [[not c for c in choice] for choice in choices]
    else:
        choices = itertools.product((False, True), repeat=len(names))
    best = None
    for choice in choices:
        weights = {t: parts[t][1] * (factor if up else Fraction(1, factor)) for t, up in zip(names, choice)}
        mean = sum(weights[t] * parts[t][0] for t in names) / sum(weights.values())
        if best is None or (mean > best[0] if most else mean < best[0]):
            best = (mean, weights)
    return best[1]


def random_weights(rng, factor):
    chosen = {}

    def choose(mean, parts):
        for term, (_, weight) in parts.items():
            if (mean, term) not in chosen:
                ratio = Fraction(rng.randint(1, 1000), 1000)
                chosen[mean, term] = ratio if factor == 0 else \
                    weight * (Fraction(1, factor) + (factor - Fraction(1, factor)) * ratio)
        return {term: chosen[mean, term] for term in parts}
    return choose


def check_row(case, rng, row, rubric, view, factor):
    name, scale = rubric.document["result"]["score"], 1
    for node in rubric.combine:
        scale = node.get("scale", 1) if node["id"] == name else scale
    for end in ("lower", "upper"):
        scored = Scored(rubric, view, end)
        least, most = (Fraction(row[end][key]) for key in ("least", "most"))
        ends = [scale * scored.value(name, lambda _, parts, m=m: vertex(parts, factor, m)) for m in (False, True)]
        case.compare("intervals are attained", True, abs(ends[0] - least) < NEAR and abs(ends[1] - most) < NEAR,
                     (row["id"], rubric.id, factor, end, [float(e) for e in ends], row[end]))
        for _ in range(8):
            score = scale * scored.value(name, random_weights(rng, factor))
            case.compare("intervals contain every weighting", True, least <= score <= most,
                         (row["id"], rubric.id, factor, float(score), row[end]))


def climb(name, one, other, factor, sign):
    """A weighting that is good for one of two releases: weights switched to their other end, one at a
    time, as long as that helps. Whatever it reaches is reached by a weighting of the region."""
    ends = (Fraction(1), Fraction(10 ** 6)) if factor == 0 else (Fraction(1, factor), Fraction(factor))
    high, weights = {}, {}

    def choose(mean, parts):
        for term, (_, weight) in parts.items():
            weights.setdefault((mean, term), 1 if factor == 0 else weight)
        return {t: weights[mean, t] * ends[high.get((mean, t), 0)] for t in parts}

    def gain():
        return sign * (one.value(name, choose) - other.value(name, choose))
    best, moved = gain(), True
    while moved and best <= 0:
        moved = False
        for key in sorted(weights):
            high[key] = 1 - high.get(key, 0)
            now = gain()
            if now > best:
                best, moved = now, True
            else:
                high[key] = 1 - high[key]
    return best > 0


def check_settled(case, rng, found, rubric, scored, factor):
    """Where bounds say "it depends", there is a weighting for each side; elsewhere none is found."""
    name = rubric.document["result"]["score"]
    for pair in rng.sample(found["pairs"], min(2, len(found["pairs"]))):
        reached = [climb(name, scored[pair["a"]], scored[pair["b"]], factor, sign) for sign in (1, -1)]
        allowed = {"equal": (0, 0), "above": (1, 0), "at_least": (1, 0), "below": (0, 1), "at_most": (0, 1),
                   "depends": (1, 1)}.get(pair["relation"], tuple(reached))
        wanted = allowed if pair["exact"] and factor != 1 else tuple(r and a for r, a in zip(reached, allowed))
        case.compare("pairs are settled as they are reached", tuple(map(bool, wanted)), tuple(reached),
                     (rubric.id, factor, pair))


def check_pairs(case, rng, found, rubric, views, factor):
    name = rubric.document["result"]["score"]
    scored = [Scored(rubric, view, "lower") for view in views]
    if sum(len(node.get("mean", ())) for node in rubric.combine) < 60:
        check_settled(case, rng, found, rubric, scored, factor)
    seen = {}
    for _ in range(12):
        choose = random_weights(rng, factor)
        scores = [s.value(name, choose) if row["ranked"] else None for s, row in zip(scored, found["releases"])]
        for pair in found["pairs"]:
            difference = scores[pair["a"]] - scores[pair["b"]]
            seen.setdefault((pair["a"], pair["b"]), set()).add((difference > 0) - (difference < 0))
        for number, row in enumerate(found["releases"]):
            if row["ranked"]:
                others = [s for s in scores if s is not None]
                rank = 1 + sum(s > scores[number] for s in others)
                case.compare("ranks contain every weighting", True,
                             row["rank"]["best"] <= rank <= row["rank"]["worst"], row)
    allowed = {"equal": {0}, "above": {1}, "at_least": {0, 1}, "below": {-1}, "at_most": {0, -1},
               "depends": {-1, 0, 1}, "sampled": {-1, 0, 1}}
    for pair in found["pairs"]:
        signs = seen[pair["a"], pair["b"]]
        case.compare("pairs keep their relation", True, signs <= allowed[pair["relation"]],
                     (rubric.id, factor, pair, signs))
        won, tied, n = pair["a_more"], pair["tied"], found["samples"]
        fits = {"equal": tied == n, "above": won == n, "at_least": won + tied == n, "below": won + tied == 0,
                "at_most": won == 0}.get(pair["relation"], True)
        case.compare("shares agree with the relation", True, fits, (rubric.id, factor, pair))


def main(arguments):
    sets = int(arguments[2]) if len(arguments) > 2 else 200
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_weights": CALL}), Case()
    scoring = [name for name, rubric in sorted(analyses.knowledge.rubrics.items())
               if "score" in rubric.document["result"]]
    for number in range(sets):
        rng = analyses.random(number)
        rubric = analyses.knowledge.rubrics[rng.choice(scoring)]
        factor = rng.choice((0, 1, 2, 2, 3, 10))
        releases = [analyses.release(analyses.record()) for _ in range(rng.randint(2, 6))]
        reports = analyses.reports(releases, [rubric.id])
        views = [analyses.view(report) for report in reports]
        found = analyses.many("analyze_weights", reports, factor, 60, number)
        for row, view in zip(found["releases"], views):
            if row["ranked"]:
                check_row(case, rng, row, rubric, view, factor)
        check_pairs(case, rng, found, rubric, views, factor)
        again = analyses.many("analyze_weights", reports, factor, 60, number)
        case.compare("the same seed gives the same answer", found, again)
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
