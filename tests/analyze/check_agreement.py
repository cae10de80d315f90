"""Agreement against its definition, worked out again from the reports.

    python3 tests/analyze/check_agreement.py LIBRARY DATA [SETS] [SEED]

SETS random sets of releases under two to four rubrics. Ranks are found by sorting, coefficients by their
textbook formulas: decimals of 40 digits for what is printed, fractions for what is under the root.
"""

import decimal
import itertools
import sys
from fractions import Fraction

from analyses import MANY, Analyses, Case

decimal.getcontext().prec = 40


class Measure:
    """Where a rubric puts releases, by its headline or by its score."""

    def __init__(self, rubric, views, by):
        self.rubric, self.by = rubric, by
        self.places, self.open = {}, set()
        self.left_out = {"not_applicable": 0, "no_points": 0, "not_ranked": 0}
        for number, view in enumerate(views):
            ends = self.ends(view)
            if isinstance(ends, str):
                self.left_out[ends] += 1
                continue
            self.places[number] = ends[0]
            if ends[0] != ends[1] or view["applies"] != "yes":
                self.open.add(number)

    def ends(self, view):
        """Both ends, or why there are none."""
        level = view["level"]
        if view["applies"] == "no":
            return "not_applicable"
        if self.by == "level":
            return self.levels(level) if level["lower"] != "not_applicable" else "not_applicable"
        score = self.score(view)
        if not self.does_apply(self.rubric.document["result"]["score"], view):
            return "not_applicable"
        if score["lower"] is None:
            return "no_points"
        ranked_from = self.rubric.document["result"].get("ranked_from")
        if ranked_from and self.levels(level)[0] < self.ids().index(ranked_from):
            return "not_ranked"
        return tuple(Fraction(score[end]["num"], score[end]["den"]) for end in ("lower", "upper"))

    def ids(self):
        return self.rubric.ids[self.rubric.document["result"]["level"]]

    def levels(self, level):
        return tuple(self.ids().index(level[end]) for end in ("lower", "upper"))

    def score(self, view):
        name = self.rubric.document["result"]["score"]
        return next(score for score in view["scores"] if score["id"] == name)

    def does_apply(self, name, view):
        """Whether anything below a node applies: only then does it."""
        shown = {entry["id"]: entry for part in ("criteria", "ladders") for entry in view[part]}
        if name in shown:
            return shown[name]["lower"] != "not_applicable"
        node = next(entry for entry in self.rubric.combine if entry["id"] == name)
        if "band" in node:
            return self.does_apply(node["band"], view)
        return any(self.does_apply(term, view) for term in node.get("mean") or node["min"])


def ranks(values):
    """Mid-ranks, lowest first."""
    ordered = sorted(values)
    return [Fraction(sum(i for i, v in enumerate(ordered, 1) if v == value), ordered.count(value)) for value in values]


def pearson(xs, ys):
    mx, my = sum(xs) / Fraction(len(xs)), sum(ys) / Fraction(len(ys))
    over = sum((x - mx) * (y - my) for x, y in zip(xs, ys))
    return over, sum((x - mx) ** 2 for x in xs), sum((y - my) ** 2 for y in ys)


def printed(over, one, other):
    """over / sqrt(one * other) to three decimals, half up."""
    if one == 0 or other == 0:
        return None
    product = one * other
    root = (decimal.Decimal(product.numerator) / decimal.Decimal(product.denominator)).sqrt()
    value = decimal.Decimal(over.numerator) / decimal.Decimal(over.denominator) / root
    milli = (value * 1000 + decimal.Decimal("0.5") + decimal.Decimal(10) ** -30) \
        .to_integral_value(rounding=decimal.ROUND_FLOOR)
    return "%s%d.%03d" % ("-" if milli < 0 else "", abs(int(milli)) // 1000, abs(int(milli)) % 1000)


def coefficient(case, what, root, over, one, other, context):
    """What is printed, and that the whole numbers give the same square."""
    case.compare(what, printed(over, one, other), root and root["text"], context)
    if root:
        square = Fraction(root["over"] ** 2, root["root_of"][0] * root["root_of"][1])
        case.compare(what + ", exact", (over * over / (one * other), over >= 0), (square, root["over"] >= 0), context)


def check_pair(case, pair, a, b, names, context):
    common = sorted(set(a.places) & set(b.places))
    xs, ys = ([m.places[r] for r in common] for m in (a, b))
    case.compare("releases in common", (len(common), len(set(common) & (a.open | b.open))),
                 (pair["releases"], pair["open"]), context)
    if not common:
        case.compare("nothing in common", (None, None, None), (pair["spearman"], pair["kendall"], pair["parting"]), context)
        return
    coefficient(case, "spearman", pair["spearman"], *pearson(ranks(xs), ranks(ys)), context)
    signs = [((x > u) - (x < u), (y > v) - (y < v))
             for (x, y), (u, v) in itertools.combinations(list(zip(xs, ys)), 2)]
    total = len(signs)
    counts = {"concordant": sum(s * t > 0 for s, t in signs), "discordant": sum(s * t < 0 for s, t in signs),
              "tied_on_a": sum(s == 0 != t for s, t in signs), "tied_on_b": sum(t == 0 != s for s, t in signs),
              "tied_on_both": sum(s == 0 == t for s, t in signs)}
    case.compare("pairs", counts, pair["pairs"], context)
    coefficient(case, "kendall", pair["kendall"], Fraction(counts["concordant"] - counts["discordant"]),
                Fraction(total - sum(s == 0 for s, _ in signs)), Fraction(total - sum(t == 0 for _, t in signs)), context)
    check_parting(case, pair["parting"], common, ranks(xs), ranks(ys), names, (a, b), context)


def check_parting(case, parting, common, rx, ry, names, measures, context):
    """Every ordered pair of releases, the largest difference of rank differences, first by id."""
    best = max(((rx[i] - ry[i]) - (rx[k] - ry[k]) for i in range(len(common)) for k in range(len(common))))
    if best == 0:
        case.compare("parting", None, parting, context)
        return
    pairs = [(names[common[i]], names[common[k]], i, k) for i in range(len(common)) for k in range(len(common))
             if (rx[i] - ry[i]) - (rx[k] - ry[k]) == best]
    up, down, i, k = min(pairs)
    reverse = (rx[i] - rx[k]) * (ry[i] - ry[k]) < 0
    case.compare("parting", (up, down, 2 * best, reverse),
                 (names[parting["higher_on_a"]], names[parting["higher_on_b"]], parting["ranks_doubled"],
                  parting["reversed"]), context)
    two = measures[0].rubric is not measures[1].rubric
    case.compare("parting explained", [common[i], common[k]] if two else [],
                 [why["release"] for why in parting["why"]], context)


def check_classes(case, table, classes, scores, views, pair, context):
    for index, (level, row) in enumerate(zip(classes.ids(), table["by_level"])):
        members = [r for r, place in classes.places.items() if place == index and r in scores.places]
        values = [scores.places[r] for r in members]
        found = [Fraction(row[k]["num"], row[k]["den"]) if k in row else None for k in ("lowest", "highest")]
        case.compare("classes", (level, len(members), min(values, default=None), max(values, default=None)),
                     (row["level"], row["releases"], *found), context)
    case.compare("inversions", pair["pairs"]["discordant"], table["inversions"], context)


def check_why(case, analyses, parting, measures, reports, context):
    """The facts are those of openness_analyze_why."""
    for why in parting["why"]:
        one, other = (reports[why["release"]][m.rubric.id] for m in measures)
        whole = analyses.text(analyses.calls.make("text", "analyze_why", one, other, 1, 0))
        case.compare("facts behind a parting", {k: whole[k] for k in why if k != "release"},
                     {k: v for k, v in why.items() if k != "release"}, context)


def main(arguments):
    sets = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    from analyses import INT, OUT, POINTER
    analyses, case = Analyses(arguments[0], arguments[1], seed, {
        "analyze_agreement": MANY, "analyze_why": (INT, [POINTER, POINTER, INT, INT, OUT, OUT])}), Case()
    for number in range(sets):
        rng = analyses.random(number)
        names = rng.sample(sorted(analyses.rubrics), rng.randint(2, 4))
        records = [analyses.record() for _ in range(rng.randint(1, 14))]
        rng.shuffle(records)
        releases = [analyses.release(record) for record in records]
        reports = analyses.reports(releases, names)
        ids = [record["id"] for record in records]
        by_release = [dict(zip(names, reports[i * len(names):])) for i in range(len(records))]
        views = [{name: analyses.view(report) for name, report in row.items()} for row in by_release]
        found = analyses.many("analyze_agreement", reports)
        measures = [Measure(analyses.knowledge.rubrics[name], [view[name] for view in views], by)
                    for name in names for by in ("level", "score")
                    if by in analyses.knowledge.rubrics[name].document["result"]]
        case.compare("measures", [(m.rubric.id, m.by, len(m.places), len(m.open), m.left_out) for m in measures],
                     [(m["rubric"], m["by"], m["placed"], m["open"],
                       {k: m[k] for k in ("not_applicable", "no_points", "not_ranked")}) for m in found["measures"]])
        pairs = {(pair["a"], pair["b"]): pair for pair in found["pairs"]}
        case.compare("all pairs", list(itertools.combinations(range(len(measures)), 2)), list(pairs))
        for (a, b), pair in pairs.items():
            context = (number, measures[a].rubric.id, measures[a].by, measures[b].rubric.id, measures[b].by)
            check_pair(case, pair, measures[a], measures[b], ids, context)
            if pair["parting"]:
                check_why(case, analyses, pair["parting"], (measures[a], measures[b]), by_release, context)
        for table in found["classes"]:
            classes, scores = measures[table["classes"]], measures[table["scores"]]
            pair = pairs[min(table["classes"], table["scores"]), max(table["classes"], table["scores"])]
            check_classes(case, table, classes, scores, views, pair, (number, classes.rubric.id, scores.rubric.id))
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
