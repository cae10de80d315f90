"""Forgetting against the record with "unknown" written in place.

    python3 tests/analyze/check_stale.py LIBRARY DATA [RECORDS] [SEED]

Each random record gets evidence of many ages. What is stale is worked out here from the JSON alone;
the record without it is then scored by the oracle, and the forgotten release by the library.
"""

import copy
import datetime
import sys

from analyses import INT, OUT, POINTER, SIZE, TEXT, Analyses, Case
from oracle import Resolved, on_ladder
from run_oracle import differences, read_report

CALLS = {"release_forget": (INT, [POINTER, TEXT, INT, OUT, OUT]), "release_forgotten_count": (SIZE, [POINTER])}
READ = ("2026-11-21", "2026-11-20", "2026-08-23", "2026-08", "2026", "2025-11-21", "2024-02-29", "2023", None, None)
UNKNOWN = (None, "unknown")


def first_day(date):
    return datetime.date(*(int(part) for part in (date + "-01-01")[:10].split("-")))


class Forgetter:
    """The record without what was not read in the days before a day."""

    def __init__(self, knowledge, day, days):
        self.ladders = knowledge.ladders
        self.fields = {field["id"]: field["type"] for field in knowledge.record["fields"]}
        self.oldest, self.count = datetime.date(*map(int, day.split("-"))) - datetime.timedelta(days), 0

    def stale(self, holder, member):
        return not any(first_day(claim["read"]) >= self.oldest for claim in holder.get("evidence", [])
                       if "read" in claim and member in claim.get("for", [member]))

    def says_nothing(self, value, ladder):
        """Unknown under any of its names: absent, "unknown", a range from the lowest level to the highest."""
        if not isinstance(value, dict):
            return value in UNKNOWN
        if "one_of" in value:
            return False
        return on_ladder(value, self.ladders[ladder]) == (0, len(self.ladders[ladder]) - 1)

    def drop(self, holder, member, ladder=None):
        if not self.says_nothing(holder.get(member), ladder or member) and self.stale(holder, member):
            holder[member] = "unknown"
            self.count += 1

    def artifact(self, artifact):
        if artifact.get("access") == "not_applicable":
            if self.stale(artifact, "access") and self.stale(artifact, "extent"):
                artifact["access"] = artifact["extent"] = "unknown"
                self.count += 1
        else:
            for member in ("access", "extent", "license"):
                self.drop(artifact, member)
        reason = artifact.get("withheld_reason", {})
        if not self.says_nothing(reason.get("value"), "reason") and self.stale(artifact, "withheld_reason"):
            reason["value"] = "unknown"
            self.count += 1
        for event in artifact.get("events", []):
            for member in ("access", "extent", "license"):
                self.drop(event, member)

    def record(self, record):
        record = copy.deepcopy(record)
        for artifact in record["artifacts"]:
            self.artifact(artifact)
        for name, field in record.get("fields", {}).items():
            self.drop(field, "value", self.fields[name])
        for base in record.get("based_on", []):
            if base.get("relicensed") and self.stale(base, "relicensed"):
                del base["relicensed"]
                base["license"] = "unknown"
                self.count += 1
            else:
                self.drop(base, "license")
        label = record.get("label_claimed")
        if label and self.stale(label, "value"):
            del record["label_claimed"]
            self.count += 1
        return record


def claims(rng, members, need=False):
    """Evidence of one to three ages, some of it for one member only."""
    found = []
    for _ in range(rng.choice((1, 1, 2, 3) if need else (0, 1, 1, 1, 2, 3))):
        claim = {"source": "https://example.org/card", "shows": "a made-up finding"}
        read = rng.choice(READ)
        if read:
            claim["read"] = read
        if rng.random() < 0.4 and members:
            claim["for"] = rng.sample(members, rng.randint(1, len(members)))
        found.append(claim)
    return found


def age(rng, record):
    """The record with evidence of other ages."""
    record = copy.deepcopy(record)
    state = ["access", "extent", "license"]
    for artifact in record["artifacts"]:
        artifact["evidence"] = claims(rng, state + ["withheld_reason"])
        for event in artifact.get("events", []):
            event["evidence"] = claims(rng, state)
    for field in record.get("fields", {}).values():
        field["evidence"] = claims(rng, ["value"])
    for base in record.get("based_on", []):
        base["evidence"] = claims(rng, ["license", "relicensed", "id"], need=True)
    if "label_claimed" in record:
        record["label_claimed"]["evidence"] = claims(rng, ["value"])
    return record


def main(arguments):
    count = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    analyses, case = Analyses(arguments[0], arguments[1], seed, CALLS), Case()
    library, knowledge = analyses.calls, analyses.knowledge
    for number in range(count):
        rng = analyses.random(number)
        record = age(rng, analyses.record())
        day, days = rng.choice(("2026-11-21", "2026-02-28", "2024-03-01")), rng.choice((0, 1, 90, 365, 1000))
        release = analyses.release(record)
        fresh = library.make("release", "release_forget", release, day.encode(), days)
        forgetter = Forgetter(knowledge, day, days)
        expected = forgetter.record(record)
        case.compare("values forgotten", forgetter.count, library.call("release_forgotten_count", fresh),
                     (day, days, record))
        case.compare("nothing else is forgotten", 0, library.call("release_forgotten_count", release))
        as_of, mode = rng.choice((None, "2025-12-31")), rng.choice((0, 0, 1, 2))
        names = rng.sample(sorted(knowledge.rubrics), 4)
        del release  # the new handle must not need the old one
        for name in names:
            rubric = knowledge.rubrics[name]
            report = library.evaluate(fresh, analyses.rubrics[name], mode, as_of)
            found = differences(rubric.evaluate(Resolved(knowledge, expected, as_of), mode),
                                read_report(library.render(report), rubric), library.getters(report), rubric)
            case.compare("scored as if unknown were recorded", [], found, (name, as_of, mode, record))
            basis = analyses.view(report)["release"]["forgotten"]
            case.compare("the report says so", {"values": forgetter.count, "days": days, "before": day}, basis)
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
