"""Verdicts of checks, worked out again from records, reports and answers.

    python3 tests/analyze/check_policy.py LIBRARY DATA [PAIRS] [SEED]

PAIRS random policies, each against a random record with evidence of many ages, a conflict now and then.
Levels and scores are compared with the report of the library, uses with its answer, facts with the
oracle; licenses, evidence, exceptions and patterns are read here from the JSON alone. Every few pairs
are joined, and the joined check must say what its parts say.
"""

import collections
import ctypes
import datetime
import fnmatch
import json
import pathlib
import sys
from fractions import Fraction

from analyses import INT, OUT, POINTER, SIZE, TEXT, Analyses, Case
from calls import FLAGS, FORMAT_JSON
from check_stale import age, first_day
from oracle import Resolved, base_licenses, entries_of, join_least, least, most, on_ladder, parse_expression

HANDLES = ctypes.POINTER(ctypes.c_void_p)
CALLS = {
    "policy_parse": (INT, [POINTER, TEXT, TEXT, SIZE, OUT, OUT]),
    "policy_free": (None, [POINTER]),
    "check_release": (INT, [POINTER, POINTER, TEXT, TEXT, TEXT, FLAGS, OUT, OUT]),
    "check_join": (INT, [HANDLES, SIZE, OUT, OUT]),
    "check_render": (INT, [POINTER, INT, FLAGS, INT, OUT, OUT]),
    "check_free": (None, [POINTER]),
    "may_release": (INT, [POINTER, TEXT, TEXT, SIZE, OUT, OUT]),
    "answer_verdict": (INT, [POINTER]),
    "answer_free": (None, [POINTER]),
}
DAY = datetime.date(2026, 11, 22)
WORDS = ("low", "medium", "high")
WEIGHT = {"pass": 0, "excepted": 0, "indeterminate": 1, "fail": 2, "error": 3}
LANES = {(True, True): "pass", (False, True): "indeterminate", (False, False): "fail"}
SETTLED = ("indeterminate", "pass", "fail")
ANSWERS = ("pass", "pass", "fail", "indeterminate")  # by OPENNESS_ALLOWED, ...


def worst(verdicts):
    return max(verdicts, key=WEIGHT.get, default="pass")


class Allowed:
    """Knowledge in which a license has one level: 1 where a requirement allows it."""

    def __init__(self, knowledge, wanted):
        for name in ("ladders", "slots", "inherits", "releases"):
            setattr(self, name, getattr(knowledge, name))
        self.any_of, self.none_of = ([i.lower() for i in wanted.get(key, [])] for key in ("any_of", "none_of"))

    def unknown_license(self):
        return {"allowed": (0, 1)}

    def license_levels(self, value, _):
        if isinstance(value, dict):  # one of these, nobody knows which
            ends = [self.license_levels(one, None)["allowed"] for one in value["one_of"]]
            return {"allowed": (min(lower for lower, _ in ends), max(upper for _, upper in ends))}
        if value in (None, "unknown"):
            return self.unknown_license()
        if value in ("none", "proprietary"):
            return {"allowed": (0, 0)}
        return {"allowed": self.tree(parse_expression(value))}

    def tree(self, tree):
        if tree[0] in ("AND", "OR"):
            return (least if tree[0] == "AND" else most)([self.tree(part) for part in tree[1:]])
        name = tree[1].lower().removesuffix("+")  # "or later" is taken for the version that is named
        if self.any_of and name not in self.any_of:
            return (0, 0)
        return (0, 1) if "licenseref-" in name else (int(name not in self.none_of),) * 2


class Judge:
    """The verdicts of one record, from everything but the check itself."""

    def __init__(self, analyses, record, release):
        self.analyses, self.record, self.release = analyses, record, release
        self.knowledge, self.library = analyses.knowledge, analyses.calls
        self.resolved, self.views = Resolved(self.knowledge, record, None), {}

    def view(self, name):
        if name not in self.views:
            self.views[name] = self.analyses.view(self.library.evaluate(self.release, self.analyses.rubrics[name]))
        return self.views[name]

    def scoped(self, view, verdict, inapplicable):
        if verdict is None or view["applies"] == "no":
            return inapplicable
        return "indeterminate" if view["applies"] == "unknown" and verdict != inapplicable else verdict

    def level(self, ask):
        view = self.view(ask["rubric"])
        rubric = self.knowledge.rubrics[ask["rubric"]]
        name = ask.get("criterion", rubric.document["result"].get("level"))
        found = next((c for c in view["criteria"] if c["id"] == name), view.get("level"))
        ids = rubric.ids[name]
        inapplicable = ask.get("not_applicable", "pass" if "criterion" in ask else "fail")
        if found["lower"] == "not_applicable":
            return inapplicable
        goal = ids.index(ask["at_least"])
        return self.scoped(view, LANES[tuple(ids.index(found[end]) >= goal for end in ("lower", "upper"))],
                           inapplicable)

    def score(self, ask):
        view = self.view(ask["rubric"])
        found = next((s for s in view["scores"] if s["headline"]), None)
        inapplicable = ask.get("not_applicable", "fail")
        if found["lower"] is None:  # withheld, or there is nothing to score
            decided, criteria = view["coverage"]["decided"], view["coverage"]["applicable"]
            verdict = "indeterminate" if decided < criteria else "fail" if criteria else None
            return self.scoped(view, verdict, inapplicable)
        lower, upper = (Fraction(found[end]["num"], found[end]["den"]) for end in ("lower", "upper"))
        goal = Fraction(ask.get("lower_bound", 0))
        verdict = LANES[lower >= goal, upper >= goal]
        if "reachable" in ask and upper < Fraction(ask["reachable"]):
            verdict = "fail"
        return self.scoped(view, verdict, inapplicable)

    def rubric(self, ask):
        return self.level(ask) if "at_least" in ask else self.score(ask)

    def may(self, ask):
        names = {"in": "territory", "users": "monthly_active_users", "fields": "fields", "date": "date"}
        question = {name: ask[key] for key, name in names.items() if key in ask}
        question.update({"commercial": True} if ask["may"] == "commercial" else {"action": ask["may"]})
        text = json.dumps(question).encode()
        answer = self.library.make("answer", "may_release", self.release, ask.get("of", "weights").encode(),
                                   text, len(text))
        verdict = self.library.call("answer_verdict", answer)
        entries = [entry.applies for entry in self.resolved.entries if entry.slot == ask.get("of", "weights")]
        if entries and not any(entries):
            return ask.get("not_applicable", "fail")
        return ask.get("conditional", "pass") if verdict == 1 else ANSWERS[verdict]

    def fact(self, ask):
        pair = self.resolved.fact(ask["fact"])
        ids = self.knowledge.ladders[self.knowledge.facts[ask["fact"]]["ladder"]]
        if pair is None:
            return ask.get("not_applicable", "pass")
        return LANES[tuple(end >= ids.index(ask["at_least"]) for end in pair)]

    def license(self, ask):
        wanted = ask["license"]
        knowledge = Allowed(self.knowledge, wanted)
        slot = wanted.get("of", "weights")
        entries = [entry for entry in entries_of(knowledge, self.record, None) if entry.slot == slot and entry.applies]
        if not entries:
            return ask.get("not_applicable", "pass")
        inherited = base_licenses(knowledge, self.record, None) if slot == "weights" else []
        return LANES[tuple(map(bool, join_least([e.license for e in entries] + inherited)["allowed"]))]

    def conflicts(self, _):
        return "fail" if self.record.get("conflicts") else "pass"

    def evidence(self, ask):
        return max((self.one(ask["evidence"], claims, member) for claims, member in self.values()),
                   key=WEIGHT.get, default="indeterminate")

    def one(self, wanted, claims, member):
        claims = [c for c in claims if member in c.get("for", [member])]
        if not claims:
            return "indeterminate"
        oldest = DAY - datetime.timedelta(wanted.get("max_age_days", 0))
        young, sure = [False, False], [False, False]
        for claim in claims:
            if "read" in claim:
                last = last_day(claim["read"])
                ends = (first_day(claim["read"]) >= oldest, last >= oldest)
            else:
                ends = (False, True)
            young = [a or b or "max_age_days" not in wanted for a, b in zip(young, ends)]
            least_rank = WORDS.index(wanted["min_confidence"]) if "min_confidence" in wanted else -1
            rank = WORDS.index(claim["confidence"]) if "confidence" in claim else None
            ends = (rank is not None and rank >= least_rank, rank is None or rank >= least_rank)
            sure = [a or b or least_rank < 0 for a, b in zip(sure, ends)]
        return LANES[young[0] and sure[0], young[1] and sure[1]]

    def values(self):
        """(claims, member) of every value that is known."""
        ladders = self.knowledge.ladders
        for artifact in self.record["artifacts"]:
            if "not_applicable" in (artifact.get("access"), artifact.get("extent")):
                yield artifact.get("evidence", []), "access"
            for holder in ([] if "not_applicable" in (artifact.get("access"), artifact.get("extent"))
                           else [artifact]) + artifact.get("events", []):
                for member in ("access", "extent"):
                    if member in holder and on_ladder(holder[member], ladders[member]) != (0, len(ladders[member]) - 1):
                        yield holder.get("evidence", []), member
                if holder.get("license") not in (None, "unknown"):
                    yield holder.get("evidence", []), "license"
        for name, field in self.record.get("fields", {}).items():
            value, kind = field.get("value"), FIELDS[name]
            if kind in ladders:
                known = value == "not_applicable" or on_ladder(value, ladders[kind]) != (0, len(ladders[kind]) - 1)
            else:
                known = value not in (None, "unknown")
            if known:
                yield field.get("evidence", []), "value"

    def found(self, ask):
        kind = next(k for k in ("rubric", "may", "fact", "evidence", "license", "conflicts") if k in ask)
        return getattr(self, kind)(ask)


def last_day(date):
    year, month, day = ([int(part) for part in date.split("-")] + [None, None])[:3]
    if day:
        return datetime.date(year, month, day)
    after = datetime.date(year + 1, 1, 1) if month in (None, 12) else datetime.date(year, month + 1, 1)
    return after - datetime.timedelta(1)


# --- random policies --------------------------------------------------------------------------------


def random_requirement(rng, knowledge):
    kind = rng.choice(("level", "level", "criterion", "score", "score", "may", "fact", "fact", "evidence", "license",
                       "license", "conflicts"))
    maybe = {"not_applicable": rng.choice(("pass", "fail"))} if rng.random() < 0.3 else {}
    if kind in ("level", "criterion", "score"):
        wanted = "score" if kind == "score" else "level"
        rubric = rng.choice([r for r in knowledge.rubrics.values() if r.document["result"].get(wanted)])
        if kind == "score":
            bounds = {rng.choice(("lower_bound", "lower_bound", "reachable")): rng.choice((0, 10, 25, 37.5, 40, 60.25))}
            scale = next((n.get("scale", 1) for n in rubric.document["combine"]
                          if n["id"] == rubric.document["result"]["score"]), 1)
            bounds = {name: min(value, scale) for name, value in bounds.items()}
            return dict(maybe, rubric=rubric.id, **bounds)
        name = (rng.choice(rubric.criteria)["id"] if kind == "criterion" else rubric.document["result"]["level"])
        ask = dict(maybe, rubric=rubric.id, at_least=rng.choice(rubric.ids[name]))
        return dict(ask, criterion=name) if kind == "criterion" else ask
    if kind == "may":
        ask = {"may": rng.choice(("commercial", "run", "host", "share_finetune", "distill"))}
        ask.update({k: v for k, v in (("in", "DE"), ("users", rng.choice((0, 1000, 10 ** 9))), ("fields", ["military"]),
                                      ("date", "2024-05-01"), ("of", "inference_code"),
                                      ("conditional", rng.choice(("pass", "fail", "indeterminate"))))
                    if rng.random() < 0.3})
        return ask
    if kind == "fact":
        fact = rng.choice(sorted(knowledge.facts))
        return dict(maybe, fact=fact, at_least=rng.choice(knowledge.ladders[knowledge.facts[fact]["ladder"]]))
    if kind == "evidence":
        wanted = {"max_age_days": rng.choice((0, 1, 91, 365, 3000)), "min_confidence": rng.choice(WORDS)}
        return {"evidence": {key: wanted[key] for key in rng.sample(sorted(wanted), rng.choice((1, 1, 2)))}}
    if kind == "license":
        used = ["MIT", "Apache-2.0", "gemma", "llama-3.1", "CC-BY-4.0"]
        wanted = {"any_of": rng.sample(LICENSES, 25) + used, "none_of": rng.sample(LICENSES, 10) + rng.sample(used, 2)}
        wanted = {key: wanted[key] for key in rng.sample(sorted(wanted), rng.choice((1, 1, 2)))}
        if rng.random() < 0.3:
            wanted["of"] = rng.choice(sorted(set(knowledge.slots.values())))
        return dict(maybe, license=wanted)
    return {"conflicts": "none"}


def random_policy(rng, knowledge):
    requirements = []
    for number in range(rng.randint(1, 6)):
        ask = dict(random_requirement(rng, knowledge), id="r%d" % number)
        if rng.random() < 0.2:
            ask["applies_to"] = rng.choice(("random/*", "other/*", ["x", "*/*"], "*1"))
        requirements.append(ask)
    policy = {"format": "openness-policy/1", "name": "random", "requirements": requirements}
    if rng.random() < 0.1:
        policy["applies_to"] = rng.choice((["random/*"], ["other/*", "*3"]))
    if rng.random() < 0.6:
        policy["exceptions"] = [
            {"release": rng.choice(("random/*", "*", "other/*", "*2")), "requirement": rng.choice(requirements)["id"],
             "reason": "agreed", "expires": rng.choice(("2026-11-21", "2026-11-22", "2030-01-01"))}
            for _ in range(rng.randint(1, 3))]
    return policy


def random_record(rng, record):
    record = age(rng, record)
    for holder in record["artifacts"] + list(record.get("fields", {}).values()):
        for claim in holder.get("evidence", []):
            if rng.random() < 0.6:
                claim["confidence"] = rng.choice(WORDS)
    record.pop("conflicts", None)
    if rng.random() < 0.3:
        record["conflicts"] = [{"about": "two sources differ", "evidence": [{"source": "https://example.org"}]}]
    return record


# --- comparison -------------------------------------------------------------------------------------


def applies(holder, name):
    patterns = holder.get("applies_to", ["*"])
    return any(fnmatch.fnmatchcase(name, p) for p in ([patterns] if isinstance(patterns, str) else patterns))


def expected_items(policy, judge, name):
    items, states = [], ["unused"] * len(policy.get("exceptions", []))
    if not applies(policy, name):
        return items, states
    for ask in policy["requirements"]:
        if not applies(ask, name):
            continue
        found = judge.found(ask)
        meant = [(i, e) for i, e in enumerate(policy.get("exceptions", []))
                 if e["requirement"] == ask["id"] and fnmatch.fnmatchcase(name, e["release"])]
        live = [i for i, e in meant if e["expires"] >= str(DAY)]
        dead = [i for i, e in meant if e["expires"] < str(DAY)]
        for number, when in ((live[:1], "applied"), (dead[:1], "expired")):
            for i in number:
                states[i] = "unneeded" if found == "pass" else when
        items.append((ask["id"], "excepted" if live and found != "pass" else found, found))
    return items, states


def main(arguments):
    global LICENSES, FIELDS
    count = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    data = pathlib.Path(arguments[1])
    LICENSES = sorted(path.stem for path in data.glob("licenses/*.json"))
    analyses, case = Analyses(arguments[0], arguments[1], seed, CALLS), Case()
    knowledge, library = analyses.knowledge, analyses.calls
    FIELDS = {field["id"]: field.get("ladder", field["type"]) for field in knowledge.record["fields"]}
    seen = collections.Counter()
    for number in range(count):
        rng = analyses.random("policy", number)
        document = random_policy(rng, knowledge)
        text = json.dumps(document).encode()
        policy = library.make("policy", "policy_parse", analyses.database, b"p.json", text, len(text))
        flags, checks, expected = rng.choice((0, 0, 1, 2)), [], []
        states = ["unused"] * len(document.get("exceptions", []))
        for _ in range(rng.choice((1, 1, 2))):
            record = random_record(rng, analyses.record())
            release = analyses.release(record)
            judge = Judge(analyses, record, release)
            checks.append(library.make("check", "check_release", policy, release, None, None, str(DAY).encode(), flags))
            items, found = expected_items(document, judge, record["id"])
            expected.append((record, items))
            order = ("applied", "expired", "unneeded", "unused")
            states = [min(a, b, key=order.index) for a, b in zip(states, found)]
        del policy, release
        array = (ctypes.c_void_p * len(checks))(*[check.pointer for check in checks])
        joined = library.make("check", "check_join", array, len(checks))
        del checks
        result = analyses.text(library.make("text", "check_render", joined, FORMAT_JSON, 0, 0))
        overall = []
        for (record, items), theirs in zip(expected, result["releases"]):
            context = (document, record["id"], flags)
            case.compare("items", items, [(i["requirement"], i["verdict"], i["found"]) for i in theirs["items"]],
                         context)
            counted = [SETTLED[flags] if v == "indeterminate" else "pass" if v == "excepted" else v
                       for _, v, _ in items]
            case.compare("counted as", counted, [i["counts_as"] for i in theirs["items"]], context)
            case.compare("verdict of a release", worst(counted), theirs["verdict"], context)
            overall += counted
            seen.update((next(k for k in ask if k in Judge.__dict__), found) for ask in document["requirements"]
                        for name, _, found in items if name == ask["id"])
        case.compare("verdict", worst(overall), result["verdict"], document)
        case.compare("exceptions", states, [e["state"] for e in result["exceptions"]], document)
        case.compare("counts", collections.Counter(v for _, items in expected for _, v, _ in items),
                     collections.Counter({k: v for k, v in result["counts"].items() if v}))
    print("found: " + ", ".join("%s %s %d" % (*key, n) for key, n in sorted(seen.items())))
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
