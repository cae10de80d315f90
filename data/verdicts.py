"""Holds published verdicts against those of the built `openness` program.

Takes data/verdicts.json, the program, which computes every verdict of ours from
facts alone, and the documents of data/. Gives the verdicts side by side and the
problems with their explanations, which data/concordance.py prints. Must not
know how the page looks.

Standard library only.
"""

import collections
import json
import os
import re
import subprocess
import sys
from fractions import Fraction

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VERDICTS = os.path.join(ROOT, "data", "verdicts.json")
CAUSES = {
    "fact": "the two records hold different facts",
    "reading": "the definition can be read in two ways",
    "object": "another object was rated",
    "date": "the state of another day was rated",
    "assessment": "judgment: both saw the same, and rated it differently",
}
ABOUT = ["checkpoint", "family", "developer"]
SAME, INSIDE, DIFFERENT = "same", "inside", "different"
PROSE = ["id", "title", "cite", "reading", "note"]  # of an entry: names nothing


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def words(text):
    return str(text).replace("_", " ")


class Command:
    def __init__(self, path):
        self.path = path

    def reports(self, *arguments, record=None):
        run = subprocess.run([self.path, *arguments, "-f", "json"], capture_output=True, text=True,
                             check=False, encoding="utf-8", input=record)
        if run.returncode != 0:
            sys.exit("%s: %s" % (self.path, run.stderr.strip()))
        found = json.loads(run.stdout)
        return found if isinstance(found, list) else [found]


class Knowledge:
    """The documents of data/ that an explanation is held against."""

    def __init__(self):
        facts = load(os.path.join(ROOT, "data", "vocabulary", "facts.json"))["facts"]
        record = load(os.path.join(ROOT, "data", "vocabulary", "record.json"))
        self.facts = {fact["id"]: fact for fact in facts}
        self.artifacts = {artifact["id"]: artifact for artifact in record["artifacts"]}
        self.rubrics = {}
        for name in sorted(os.listdir(os.path.join(ROOT, "data", "rubrics"))):
            rubric = load(os.path.join(ROOT, "data", "rubrics", name))
            self.rubrics[rubric["id"]] = rubric

    def release(self, name):
        return load(os.path.join(ROOT, "data", "releases", *name.split("/")) + ".json")

    def asked(self, rubric):
        """Every fact that a rubric asks, and what stands in for one that does not apply."""
        found = set()
        stack = [rubric["criteria"], rubric.get("applies", {})]
        while stack:
            node = stack.pop()
            if isinstance(node, list):
                stack += node
            elif isinstance(node, dict):
                found.update(key for key in node if key in self.facts)
                stack += node.values()
        found.update(self.facts[name]["if_not_applicable"] for name in list(found)
                     if "if_not_applicable" in self.facts[name])
        return found

    def levels(self, rubric, part):
        """The levels of a ladder or criterion by id, with their rank, worst 0; None when it
        has none. Levels with one condition share a rank: facts cannot tell them apart."""
        for entry in rubric.get("combine", []) + rubric["criteria"]:
            if entry["id"] == part and "levels" in entry:
                whens = [level.get("when") for level in entry["levels"]]
                return {level["id"]: whens.index(level.get("when")) for level in entry["levels"]}
            if entry["id"] == part and "when" in entry:
                return {"no": 0, "yes": 1}
        return None

    def opened(self, name, facts, other):
        """The record of a release with what these facts are read from left open. Of another
        object, parts that this release has no place for are open too."""
        record = self.release(name)
        for fact in (self.facts[fact] for fact in facts):
            if "field" in fact:
                home = record if fact["field"] in record else record.get("fields", {})
                if isinstance(home.get(fact["field"]), dict):
                    home[fact["field"]] = {"value": "unknown"}
                elif fact["field"] in home:
                    del home[fact["field"]]
                continue
            licensed = fact["read"].endswith("license")
            members = ["license"] if licensed else ["access", "extent"]
            for kind in fact["of"]:
                self.open_artifact(record, self.artifacts[kind], members, other)
        return json.dumps(record)

    @staticmethod
    def open_artifact(record, kind, members, other):
        for artifact in record["artifacts"]:
            stages = kind.get("stages", [None])
            if artifact["kind"] != kind["kind"] or artifact.get("stage") not in stages:
                continue
            if artifact.get("access") == "not_applicable":
                if other:
                    artifact.update(access="unknown", extent="unknown", license="unknown")
                continue
            for state in [artifact, *artifact.get("events", [])]:
                for member in members:
                    if member in state or state is artifact:
                        state[member] = "unknown"


class Ours:
    """One part of a report, comparable with a published verdict."""

    def __init__(self, report, rubric, part, knowledge):
        self.report, self.rubric, self.part = report, rubric, part
        self.applies = report["applies"] != "no"
        self.levels = knowledge.levels(rubric, part)
        self.found = self.find()

    def find(self):
        for entry in self.report["scores"] + self.report["ladders"] + self.report["criteria"]:
            if entry["id"] == self.part:
                return entry
        return None

    def bounds(self):
        """The two ends as text; both None when the part does not apply. Where the whole
        definition does not speak to a release, they are what it would say."""
        low, high = self.found.get("lower"), self.found.get("upper")
        if low is None or low == "not_applicable":
            return None, None
        if isinstance(low, dict):
            return low["text"], high["text"]
        return low, high

    def text(self):
        return self.span() if self.applies else "(%s)" % self.span()

    def span(self):
        low, high = self.bounds()
        if low is None:
            return "does not apply"
        if low == high:
            return words(low)
        return ("%s-%s" if isinstance(self.found["lower"], dict) else "%s .. %s") % (
            words(low), words(high))

    def compare(self, verdict):
        """same, inside our bounds, or different; an error as text when it cannot be."""
        low, _ = self.bounds()
        if low is None or verdict == "not_applicable":
            return SAME if low is None and verdict == "not_applicable" else DIFFERENT
        if self.levels is None:
            return self.compare_number(verdict)
        if verdict not in self.levels:
            raise ValueError("%s has no level \"%s\"" % (self.part, verdict))
        low, high = (self.levels[end] for end in self.bounds())
        return self.place(low, self.levels[verdict], high)

    def compare_number(self, verdict):
        """Rounded half up to the decimals that the authority prints."""
        if not re.fullmatch(r"-?\d+(\.\d+)?", verdict):
            raise ValueError("%s is a number, not \"%s\"" % (self.part, verdict))
        decimals = len(verdict.partition(".")[2])

        def rounded(end):
            exact = Fraction(end["num"], end["den"]) * 10 ** decimals
            return (exact + Fraction(1, 2)).__floor__()
        return self.place(rounded(self.found["lower"]), int(verdict.replace(".", "")),
                          rounded(self.found["upper"]))

    @staticmethod
    def place(low, published, high):
        if low == published == high:
            return SAME
        return INSIDE if low <= published <= high else DIFFERENT

    def criteria(self):
        """The ids of the criteria that the part rests on."""
        entries = {entry["id"]: entry for entry in self.rubric.get("combine", [])}
        found, stack = set(), [self.part]
        while stack:
            node = stack.pop()
            if isinstance(node, str):
                if node in found:
                    continue
                found.add(node)
                node = {k: v for k, v in entries.get(node, {}).items() if k not in PROSE}
            if isinstance(node, dict):
                stack += list(node) + list(node.values())
            elif isinstance(node, list):
                stack += node
        return found

    def open_facts(self):
        """What is unknown in the criteria of the part that are not decided."""
        found, mine = [], self.criteria()
        for criterion in self.report["criteria"]:
            if criterion["lower"] == criterion["upper"] or criterion["id"] not in mine:
                continue
            for fact in criterion["blocked"] + criterion["because"]:
                if fact["lower"] != fact["upper"] and fact["fact"] not in found:
                    found.append(fact["fact"])
        return found

    def leans_on(self, authority, site):
        """Facts of the part for which our record has nothing but the authority itself."""
        found, mine = [], self.criteria()
        for criterion in self.report["criteria"]:
            for fact in criterion["because"] + criterion["blocked"]:
                cited = [claim.get("by") == authority or site in claim["source"]
                         for claim in fact["claims"]]
                if cited and all(cited) and criterion["id"] in mine and fact["fact"] not in found:
                    found.append(fact["fact"])
        return found

    def value(self, fact):
        """What our record says to a fact, where the report shows it."""
        for criterion in self.report["criteria"]:
            for shown in criterion["blocked"] + criterion["because"]:
                if shown["fact"] == fact:
                    low, high = shown["lower"], shown["upper"]
                    return words(low) if low == high else "%s .. %s" % (words(low), words(high))
        return None


def part_of(verdict, rubric):
    """What is compared: a part by name, else the headline."""
    result = rubric["result"]
    number = re.fullmatch(r"-?\d+(\.\d+)?", verdict["verdict"])
    headline = result.get("score") if number and "score" in result else result.get("level")
    return verdict.get("part", headline or result.get("score"))


def name_of(verdict):
    return "%s, %s%s, by %s" % (verdict["release"], verdict["rubric"],
                                "/" + verdict["part"] if "part" in verdict else "", verdict["by"])


class Comparison:
    def __init__(self, command, path):
        self.command, self.knowledge, self.problems = command, Knowledge(), []
        document = load(path)
        if document.get("format") != "openness-verdicts/1":
            sys.exit("%s is not in the format openness-verdicts/1" % path)
        self.absent = document["absent"]
        self.reports = {}
        for rubric in self.knowledge.rubrics:
            for report in command.reports("compare", "-r", rubric):
                self.reports[report["release"]["id"], rubric] = report
        self.releases = sorted({release for release, _ in self.reports},
                               key=lambda name: (name.lower(), name))
        self.rows = collections.defaultdict(list)
        self.waiting, self.compared = collections.Counter(), {}
        order = {name: place for place, name in enumerate(self.releases)}
        seen = set()
        for verdict in document["verdicts"]:
            key = tuple(verdict.get(k) for k in ("release", "rubric", "part", "by", "date"))
            if key in seen:
                self.problem(verdict, "stands twice")
            seen.add(key)
            if verdict["release"] not in order:
                self.problem(verdict, "there is no such release")
            elif verdict["about"]["kind"] not in ABOUT:
                self.problem(verdict, "about is one of %s" % ", ".join(ABOUT))
            elif verdict["rubric"] not in self.knowledge.rubrics:
                self.waiting[verdict["rubric"]] += 1
            else:
                self.take(verdict)
        for entries in self.rows.values():
            entries.sort(key=lambda e: (order[e[0]["release"]], e[0].get("part", ""),
                                        e[0]["date"], e[0]["by"]))

    def problem(self, verdict, text):
        self.problems.append("%s: %s" % (name_of(verdict), text))

    def take(self, verdict):
        rubric = self.knowledge.rubrics[verdict["rubric"]]
        report = self.reports[verdict["release"], rubric["id"]]
        ours = Ours(report, rubric, part_of(verdict, rubric), self.knowledge)
        if ours.found is None:
            self.problem(verdict, "the rubric has no part \"%s\"" % ours.part)
            return
        try:
            how = ours.compare(verdict["verdict"])
        except ValueError as error:
            self.problem(verdict, str(error))
            return
        self.rows[rubric["id"]].append((verdict, ours, how))
        self.parts(verdict, report, rubric)
        if how == DIFFERENT:
            self.explain(verdict, ours)
        elif "difference" in verdict:
            self.problem(verdict, "explained, and does not differ: ours is %s, theirs %s" % (
                ours.text(), verdict["verdict"]))

    def parts(self, verdict, report, rubric):
        """Compare what the authority published part by part; keeps (ours, theirs, how)."""
        found = self.compared[id(verdict)] = []
        for name, theirs in verdict.get("parts", {}).items():
            ours = Ours(report, rubric, name, self.knowledge)
            if ours.found is None:
                self.problem(verdict, "the rubric has no part \"%s\"" % name)
                continue
            try:
                found.append((ours, theirs, ours.compare(theirs)))
            except ValueError as error:
                self.problem(verdict, str(error))

    def explain(self, verdict, ours):
        """Hold the explanation of a difference against the rubric and the record."""
        if "difference" not in verdict:
            self.problem(verdict, "differs, and nothing explains it: ours is %s, theirs %s" % (
                ours.text(), verdict["verdict"]))
            return
        difference = verdict["difference"]
        if difference["cause"] not in CAUSES:
            self.problem(verdict, "cause is one of %s" % ", ".join(CAUSES))
        asked = self.knowledge.asked(ours.rubric)
        for fact in difference["facts"]:
            if fact not in self.knowledge.facts:
                self.problem(verdict, "there is no fact %s" % fact)
            elif fact not in asked:
                self.problem(verdict, "the rubric does not ask %s" % fact)
        if asked.issuperset(difference["facts"]):
            self.prove(verdict, ours.rubric, difference["facts"])
            self.prove_parts(verdict, difference["facts"])

    def with_open(self, verdict, rubric, facts):
        other = verdict["difference"]["cause"] == "object"
        record = self.knowledge.opened(verdict["release"], facts, other)
        report = self.command.reports("score", "-", "-r", rubric["id"], record=record)[0]
        return Ours(report, rubric, part_of(verdict, rubric), self.knowledge)

    def prove(self, verdict, rubric, facts):
        """The facts named must be enough to part the two verdicts, and all be needed."""
        everything = self.with_open(verdict, rubric, facts)
        if not facts or everything.compare(verdict["verdict"]) == DIFFERENT:
            self.problem(verdict, "the facts named do not explain it: with them open ours is %s, "
                         "theirs %s" % (everything.text(), verdict["verdict"]))
            return
        for fact in facts:
            others = [other for other in facts if other != fact]
            if self.with_open(verdict, rubric, others).bounds() == everything.bounds():
                self.problem(verdict, "the fact %s changes nothing" % fact)

    def prove_parts(self, verdict, facts):
        """Where the authority says in which parts it differs, the facts belong to those."""
        parts = self.compared[id(verdict)]
        differ = [ours.found for ours, _, how in parts if how != SAME]
        if parts:
            rubric = self.knowledge.rubrics[verdict["rubric"]]
            names = {found["id"] for found in differ}
            asked = self.knowledge.asked({"criteria": [c for c in rubric["criteria"]
                                                       if c["id"] in names]})
            for fact in sorted(set(facts) - asked):
                self.problem(verdict, "%s belongs to no part that differs" % fact)

    @staticmethod
    def site(verdict):
        """Where the authority publishes: a repository, else a host."""
        parts = re.sub(r"^https?://", "", verdict["source"]).split("@")[0].split("/")
        return "/".join(parts[:3] if parts[0] == "github.com" else parts[:1])
