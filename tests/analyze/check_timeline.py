"""Timelines against the oracle on every day they name, and on days they do not.

    python3 tests/analyze/check_timeline.py LIBRARY DATA [SETS] [SEED]

Every row must be what the oracle makes of that day, its changes the differences to the row before. On
random days the oracle must give what the last row before that day says: no change goes unseen.
"""

import ctypes
import sys
from fractions import Fraction

from analyses import HANDLES, INT, OUT, POINTER, SIZE, Analyses, Case
from calls import FLAGS
from oracle import NOT_APPLICABLE, Resolved
from random_records import DATES, DAYS

CALL = (INT, [HANDLES, SIZE, POINTER, INT, FLAGS, INT, INT, OUT, OUT])
BRIEF = 2
BASES = 12


class Oracle:
    """What holds on a day, in the words of a row."""

    def __init__(self, knowledge, record, rubric, mode):
        self.knowledge, self.record, self.rubric, self.mode, self.known = knowledge, record, rubric, mode, {}

    def ends(self, node, pair):
        ids = self.rubric.ids[node]
        return [NOT_APPLICABLE] * 2 if pair is None else [ids[end] for end in pair]

    def on(self, day):
        if day not in self.known:
            report = self.rubric.evaluate(Resolved(self.knowledge, self.record, day), self.mode)
            goal = self.rubric.document["result"]
            level = score = None
            if "level" in goal:
                level = self.ends(goal["level"], report["ladders"][goal["level"]]) + [report["level"]]
            if "score" in goal:
                score = [end if isinstance(end, Fraction) else None for end in report["score"]]
                score = None if None in score else score
            criteria = {name: self.ends(name, pair) for name, pair in report["criteria"].items()}
            self.known[day] = {"applies": report["applies"], "level": level, "score": score, "criteria": criteria}
        return self.known[day]


def row_view(row):
    level = row["level"] and [row["level"][key] for key in ("lower", "upper", "headline")]
    score = None
    if row["score"] and row["score"]["lower"]:
        score = [Fraction(row["score"][end]["num"], row["score"][end]["den"]) for end in ("lower", "upper")]
    return {"applies": row["applies"], "level": level, "score": score}


def changes(before, after):
    return [{"id": name, "before": dict(zip(("lower", "upper"), before["criteria"][name])),
             "after": dict(zip(("lower", "upper"), ends))}
            for name, ends in after["criteria"].items() if ends != before["criteria"][name]]


def verdict(state):
    """Applies and the ends; the headline follows from them."""
    return state["applies"], state["level"] and state["level"][:2]


def check_release(case, rng, oracle, part, context):
    rows = part["rows"]
    days = [row["day"] for row in rows]
    case.compare("days in order, the latest last", sorted(d for d in days if d) + [None], days, context)
    for number, row in enumerate(rows):
        state = oracle.on(row["day"])
        case.compare("a row is that day", {key: state[key] for key in ("applies", "level", "score")},
                     row_view(row), (context, row["day"]))
        case.compare("a day has a reason", row["day"] is not None, bool(row["moments"]), context)
        if number:
            before = oracle.on(rows[number - 1]["day"])
            changed = {"level": verdict(before) != verdict(state), "score": before["score"] != state["score"],
                       "criteria": changes(before, state)}
            case.compare("changes", changed, row["changed"], (context, row["day"]))
    released = part["release_date"]
    first = min((d for d in days if d), default=None)
    for _ in range(4):
        day = rng.choice(DAYS + tuple(d for d in days if d) + tuple("%d-%02d-%02d" % (
            rng.randint(2019, 2028), rng.randint(1, 12), rng.randint(1, 28)) for _ in range(4)))
        if first is None or day < first or released in ("unknown", "none"):
            continue
        last = max(d for d in days if d and d <= day)
        case.compare("nothing changes unseen", oracle.on(last), oracle.on(day), (context, last, day))
    if released not in ("unknown", "none"):
        case.compare("nothing before the release", (released + "-01-01")[:10], first, context)
        case.compare("the latest is the last day", oracle.on(days[-2] if len(days) > 1 else None), oracle.on(None),
                     context)
        marked = [row["day"] for row in rows if row.get("release")]
        sure = released if len(released) == 10 else after(released)
        case.compare("the row of the release", [sure], marked, context)


def after(partial):
    year, month = int(partial[:4]), int(partial[5:7] or 12)
    return "%04d-%02d-01" % ((year, month + 1) if month < 12 else (year + 1, 1))


def date_key(record):
    date = record.get("release_date", "unknown")
    return {"none": 2, "unknown": 1}.get(date, 0), date if date[:1] == "2" else ""


def bases(analyses):
    """Releases whose weights get new terms, so that what derives from them changes too."""
    found = []
    for number in range(BASES):
        rng = analyses.random("base", number)
        record = dict(analyses.record(), id="dated/base-%d" % number, release_date="2018-03-01")
        record["artifacts"] = [a for a in record["artifacts"] if a["kind"] != "weights"]
        claim = [{"source": "https://example.org", "shows": "x", "read": "2026-11-21"}]
        events = [{"date": rng.choice(DATES[1:]), "license": analyses.generator._license(), "evidence": claim}
                  for _ in range(rng.randint(1, 2))]
        record["artifacts"].append({"kind": "weights", "access": "public", "extent": "full", "license": "MIT",
                                    "events": events, "evidence": claim})
        found.append(record)
    return found


def main(arguments):
    sets = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_timeline": CALL}), Case()
    documents = bases(analyses)
    for document in documents:
        analyses.knowledge.add(document)
    analyses.database = analyses.calls.extend(analyses.database, documents)

    def timeline(releases, rubric, mode, flags):
        array = (ctypes.c_void_p * len(releases))(*[release.pointer for release in releases])
        return analyses.text(analyses.calls.make("text", "analyze_timeline", array, len(releases),
                                                   analyses.rubrics[rubric], mode, flags, 1, 0))

    for number in range(sets):
        rng = analyses.random(number)
        rubric, mode = rng.choice(sorted(analyses.rubrics)), rng.choice((0, 0, 1, 2))
        records = [analyses.record() for _ in range(rng.choice((1, 1, 2, 4)))]
        for record in records:
            if rng.random() < 0.4:
                claim = [{"source": "https://example.org", "shows": "x"}]
                record["based_on"] = [{"id": "dated/base-%d" % rng.randrange(BASES), "relation": "finetune",
                                       "evidence": claim}]
        releases = [analyses.release(record) for record in records]
        found = timeline(releases, rubric, mode, 0)
        ordered = sorted(records, key=date_key)
        case.compare("in order of release", [r["id"] for r in ordered], [r["id"] for r in found["releases"]])
        short = timeline(releases, rubric, mode, BRIEF)
        for record, part, brief in zip(ordered, found["releases"], short["releases"]):
            oracle = Oracle(analyses.knowledge, record, analyses.knowledge.rubrics[rubric], mode)
            check_release(case, rng, oracle, part, (rubric, mode, record))
            kept = [row for i, row in enumerate(part["rows"])
                    if i in (0, len(part["rows"]) - 1) or row.get("release")
                    or any(row["changed"].values())]
            case.compare("brief keeps what changes", (kept, len(part["rows"]) - len(kept)),
                         (brief["rows"], brief["left_out"]))
            promises = [{k: p[k] for k in ("about", "artifact", "announced", "due", "status")}
                        for p in record.get("promises", [])]
            case.compare("promises as recorded", promises, part["promises"])
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
