"""Random release records that are valid, the same for the same seed on every machine.

Takes the vocabulary, license ids, rubrics and releases of a `Knowledge`; gives cases: a record, a day
to ask about (or None) and a mode. Records lean open, closed or anywhere, so that every outcome of
every rubric comes up; values are levels, ranges, unknown, absent and not applicable.
"""

import random

LEANINGS = ("open", "open", "nearly", "closed", "anywhere", "anywhere", "unknown")
DAYS = ("2019-06-30", "2022-02-28", "2024-02-28", "2024-02-29", "2021-12-30", "2023-07-18", "2024-04-18",
        "2024-07-23", "2025-02-01", "2025-12-31",
        "2027-01-01")
DATES = ("2021", "2022-02", "2023-07-18", "2023", "2024-04", "2024-07-23", "2025-02-01", "2025-12",
         "2026-03-09")
NUMBERS = ("0", "1", "1e12", "1.000e12", "1000000000001", "999999999999.5", "1e23", "9.99e22", "1.0e25",
           "6.74e24",
           "1E+26", "100000000000000000000000000", "3e26", "12.5", "2.5e-3")
EVIDENCE = {"source": "https://example.org/card", "shows": "a made-up finding", "read": "2026-11-21",
            "confidence": "high"}


def chain(length=18):
    """Releases that each derive from the next, and two that derive from each other."""
    def release(name, base):
        record = {"format": "openness-release/1", "id": name, "name": name, "producer": "Nobody",
                  "kind": "finetune", "release_date": "2024-02-01", "output_modalities": ["text"]}
        if base:
            record["based_on"] = [{"id": base, "relation": "finetune", "evidence": [EVIDENCE]}]
        weights = {"kind": "weights", "access": "public", "extent": "full", "license": "MIT",
                   "evidence": [EVIDENCE]}
        return dict(record, artifacts=[weights])

    names = ["chain/%02d" % number for number in range(length + 1)]
    circle = [release("circle/a", "circle/b"), release("circle/b", "circle/a")]
    return [release(name, base) for name, base in zip(names, names[1:] + [None])] + circle


def fact_rubric(knowledge):
    """A rubric with one criterion per fact, so that every fact is seen."""
    criteria = []
    for number, (name, fact) in enumerate(sorted(knowledge.facts.items())):
        levels = [{"id": level, "when": {name: level}, "next": "reach it"}
                  for level in knowledge.ladders[fact["ladder"]]]
        levels[0] = {"id": levels[0]["id"]}
        criteria.append({"id": name, "code": "F%03d" % number, "title": name, "cite": "made up",
                         "levels": levels})
    return rubric("made-up-facts", unknown="undetermined", not_applicable="skip", criteria=criteria,
                  result={})


def rubric(name, **rest):
    head = {"format": "openness-rubric/1", "id": name, "version": 3, "date": "2026-11-21", "title": name,
            "authority": "nobody", "url": "https://example.org/", "purpose": "A test."}
    return dict(head, **rest)


def rubric_documents():
    """Rubrics that use every construct of the language, which no published definition does."""
    def criterion(name, code, **rest):
        return dict({"id": name, "code": code, "title": name, "cite": "made up"}, **rest)

    def level(name, when=None, **rest):
        return dict({"id": name}, **({"when": when} if when else {}),
                    **dict({"next": "do it"} if when else {}, **rest))

    papers = [{"technical_report": "partial"}, {"preprint": "partial"}, {"peer_reviewed_paper": "partial"},
              {"model_card": "full"}]
    licenses = [{"weights_license_listed": "yes"}, {"weights_license_eu": "arguable"}]
    criteria = [
        criterion("open", "O", levels=[
            level("shut"), level("part", {"weights": "partial"}, points="1/3"),
            level("whole", {"all": [{"weights": "full"}, {"any": licenses}]}, points="3/2")]),
        criterion("judged", "J", levels=[level("no"), level("yes", next="be judged")]),
        criterion("papers", "P2", when={"at_least": 2, "of": papers}, next="publish two"),
        criterion("data", "DATA", levels=[
            level("none"), level("told", {"training_data_disclosed": "described"}, points=None),
            level("some", {"training_data": "partial", "pretraining_tokens": "some"}, points=2),
            level("every", {"training_data": "full"}, points=5)]),
        criterion("extra", "E", when={"data_card": "described", "all": []}, next="write it"),
        criterion("compute", "C", levels=[
            level("huge"), level("big", {"training_compute": "above_1e25"}),
            level("medium", {"training_compute": "above_1e23"}),
            level("small", {"training_compute": "up_to_1e23"})]),
        criterion("stated", "S", when={"weights_stated_license_mteb": "yes"}, next="choose"),
    ]
    combine = [
        {"id": "class", "title": "Class", "levels": [
            {"id": "none"}, {"id": "a", "when": {"any": [{"open": "part"}, {"papers": "yes"}]}},
            {"id": "b", "when": {"at_least": 2,
                                 "of": [{"open": "whole"}, {"data": "every"}, {"judged": "yes"}]}}]},
        {"id": "passed", "title": "Passed", "when": {"class": "a", "stated": "yes"}},
        {"id": "share", "title": "Share", "mean": {"open": 2, "papers": "1/2", "compute": 1, "extra": 1},
         "optional": ["extra"], "scale": 7, "decimals": 3},
        {"id": "bonus", "title": "Bonus", "mean": ["judged", "extra"], "optional": ["extra"]},
        {"id": "least", "title": "Least", "min": ["share", "open"], "scale": 100, "decimals": 2},
        {"id": "known", "title": "Known", "mean": ["data", "passed"], "scale": 9, "decimals": 1},
        {"id": "placed", "title": "Placed", "band": "class", "of": [[0, 10], ["21/2", 50], [50, 100]],
         "at": "least", "scale": 100, "decimals": 6},
        {"id": "total", "title": "Total", "mean": {"placed": 1, "share": "1/3", "bonus": 1}, "scale": 10,
         "decimals": 0},
    ]
    return [
        rubric("made-up-1", unknown="undetermined", not_applicable="skip", applies={"kind_tuned": "yes"},
               criteria=criteria, combine=combine, result={"level": "class", "score": "total"}),
        rubric("made-up-2", unknown="no", not_applicable="no", criteria=criteria, combine=combine,
               result={"level": "passed", "score": "known"}),
        rubric("made-up-3", unknown="undetermined", not_applicable="skip", criteria=criteria, result={},
               applies={"any": [{"modality_audio": "yes"},
                                {"data_information": "sufficient", "base_weights": "full"}]}),
    ]


def license_release(knowledge, license_id):
    """Everything released in full under one license."""
    record = {"format": "openness-release/1", "id": "licensed/release", "name": "x", "producer": "x",
              "kind": "base",
              "release_date": "2018-01-01"}
    part = {"access": "public", "extent": "full", "license": license_id, "evidence": [EVIDENCE]}
    places = sorted(knowledge.slots, key=str)
    return dict(record, artifacts=[dict({"kind": k}, **({"stage": s} if s else {}), **part) for k,
                                   s in places])


def license_documents(vocabulary, template, count, seed):
    """Made-up licenses that say anything the vocabulary can say, in one to three dated texts."""
    rng = random.Random("licenses/%s" % seed)
    tags = {}
    for ordered in vocabulary["ordered"]:
        for member, values in ordered.get("any", {"": ordered.get("any_of", [])}).items():
            tags.setdefault(ordered["term"], []).extend((member, value) for value in values)
    documents = []
    for number in range(count):
        texts = []
        for date in sorted(rng.sample(DATES, rng.choice((1, 1, 2, 3)))):
            terms = {}
            for term in vocabulary["terms"]:
                if term["id"] != "covers" and rng.random() < 0.95:
                    terms[term["id"]] = _term(term, tags.get(term["id"], []), rng, number % 3 == 0)
            texts.append(dict(template["texts"][0], date=date, terms=terms, clauses={}))
        lists = [entry["id"] for entry in vocabulary["lists"] if rng.random() < 0.2]
        documents.append(dict(template, id="Made-Up-%d" % number, name="Made up %d" % number, spdx="none",
                              lists=lists, aliases=[], texts=texts))
    return documents


def _term(term, tags, rng, mild):
    """A value of one term; mild: hardly any restriction, so that the upper levels come up."""
    if rng.random() < (0.02 if mild else 0.15):
        return rng.choice(("unknown", "silent", "not_applicable"))
    kind = term["type"]
    if kind == "text":
        return "Nowhere"
    if kind == "flag":
        return rng.random() < (0.05 if mild else 0.5)
    if kind == "enum":
        return term["values"][0] if mild and rng.random() < 0.9 else rng.choice(term["values"])
    chosen = []
    if rng.random() >= (0.9 if mild else 0.4):
        chosen = rng.sample(tags, min(len(tags), rng.randint(1, 2)))
    if kind == "set":
        more = ["something_else"] if rng.random() < 0.1 else ["unknown"] if rng.random() < 0.1 else []
        return [value for _, value in chosen] + more
    elements = [{member or "scope": [value, "other"] if rng.random() < 0.3 else value} for member,
                value in chosen]
    if elements and rng.random() < 0.1:
        elements[0] = {member: "unknown" for member in elements[0]}
    if rng.random() < 0.1 or (chosen == [] and not tags and rng.random() < 0.5 and not mild):
        elements.append({"exclude": ["EU"], "scope": "something else"})
    return elements if kind == "list" else (elements or ["none"])[0]


def least_of(value):
    return value.get("at_least") if isinstance(value, dict) else value


def most_of(value):
    return value.get("at_most") if isinstance(value, dict) else value


class Generator:
    """Cases by number: case(n) does not depend on which cases were asked for before."""

    def __init__(self, knowledge, seed):
        self.knowledge, self.seed = knowledge, seed
        record = knowledge.record
        self.kinds = [kind["id"] for kind in record["kinds"]] + ["unknown"]
        self.relations = [relation["id"] for relation in record["relations"]]
        self.places = sorted((kind, stage or "") for kind, stage in knowledge.slots)
        self.licenses = sorted(lic.document["id"] for lic in knowledge.licenses.values())
        free = [i for i in ("MIT", "Apache-2.0", "CC-BY-4.0", "BSD-3-Clause", "ODC-By-1.0", "GPL-3.0-only")
                if i in self.licenses]
        self.free = free or self.licenses[:1]
        self.releases = sorted(knowledge.releases) + ["nobody/never-recorded"]
        self.rubrics = [knowledge.rubrics[i] for i in sorted(knowledge.rubrics)]

    def case(self, number):
        """(record, as_of, mode)."""
        self.rng = random.Random("%s/%s" % (self.seed, number))
        self.lean = self.rng.choice(LEANINGS)
        record = self._head(number)
        self.released = record.get("release_date", "")
        record["artifacts"] = self._artifacts()
        self._tail(record)
        return record, self._day(record) if self._chance(0.5) else None, self.rng.choice((0, 0, 1, 2))

    def _day(self, record):
        """A day to ask about, often in a year in which something happened."""
        years = [e["date"][:4] for artifact in record["artifacts"] for e in artifact.get("events", [])]
        if not years or self._chance(0.3):
            return self.rng.choice(DAYS)
        return self.rng.choice(years) + self.rng.choice(("-02-05", "-02-28", "-08-01", "-12-31"))

    def _chance(self, probability):
        return self.rng.random() < probability

    def _head(self, number):
        rng = self.rng
        record = {"format": "openness-release/1", "id": "random/%s-%d" % (self.seed, number),
                  "name": "Random %d" % number, "producer": "Nobody", "kind": rng.choice(self.kinds)}
        if self._chance(0.85):
            record["release_date"] = rng.choice(DATES + ("unknown", "none") if self._chance(0.3) else DATES)
        for member in ("input_modalities", "output_modalities"):
            if self._chance(0.8):
                record[member] = rng.sample(self.knowledge.record["modalities"], rng.randint(1, 3))
        if self._chance(0.35):
            record["based_on"] = [self._base(name) for name in rng.sample(self.releases, rng.randint(1, 2))]
        if self._chance(0.2):
            record["label_claimed"] = {"value": "open source", "evidence": [EVIDENCE]}
        return record

    def _base(self, name):
        base = {"id": name, "relation": self.rng.choice(self.relations)}
        if self._chance(0.2):
            base["relicensed"] = True
        if self._chance(0.3) or name not in self.knowledge.releases:
            base["license"] = self._license()
        base["evidence"] = [EVIDENCE]
        return base

    def _tail(self, record):
        rng = self.rng
        fields = {}
        for field in self.knowledge.record["fields"]:
            if self._chance(0.9 if self.lean in ("open", "nearly") else 0.4):
                fields[field["id"]] = {"value": self._field(field["type"]), "evidence": [EVIDENCE]}
        if fields:
            record["fields"] = fields
        if self._chance(0.1):
            record["promises"] = [{"about": "more will follow", "artifact": "weights",
                                   "announced": "2025-04-05",
                                   "due": "2025-06", "status": "pending", "evidence": [EVIDENCE]}]
        if self._chance(0.5):
            record["assessments"] = self._assessments()
        if self._chance(0.1):
            record["conflicts"] = [{"about": "two sources differ", "evidence": [EVIDENCE]}]

    def _field(self, kind):
        if kind == "number":
            return "unknown" if self._chance(0.1) else self.rng.choice(NUMBERS)
        if kind == "date":
            return "unknown" if self._chance(0.2) else self.rng.choice(DATES)
        return self._level(kind)

    def _level(self, ladder):
        """A value on a ladder, but never not applicable."""
        levels, rng = self.knowledge.ladders[ladder], self.rng
        roll = rng.random()
        if roll < {"open": 0.97, "nearly": 0.85, "unknown": 0.1}.get(self.lean, 0.0):
            return levels[-1]
        if roll < (0.75 if self.lean == "closed" else 0.0):
            return rng.choice(levels[:2])
        if rng.random() < (0.8 if self.lean == "unknown" else 0.15):
            return "unknown"
        if rng.random() < 0.15:
            low, high = sorted(rng.sample(range(len(levels)), 2))
            return rng.choice(({"at_least": levels[low]}, {"at_most": levels[high]},
                               {"at_least": levels[low], "at_most": levels[high]}))
        return rng.choice(levels)

    def _artifacts(self):
        rng, result = self.rng, []
        share = {"open": 0.99, "nearly": 0.95, "unknown": 0.3}.get(self.lean, 0.6)
        for kind, stage in self.places:
            if not self._chance(share * (0.4 if stage in ("midtraining", "sft", "preference", "rl") else 1)):
                continue
            for part in range(2 if self._chance(0.05) else 1):
                result.append(self._artifact(kind, stage, part))
        rng.shuffle(result)
        return result

    def _artifact(self, kind, stage, part):
        artifact = {"kind": kind}
        if stage:
            artifact["stage"] = stage
        if part:
            artifact["name"] = "Part %d" % part
        if self._chance(0.01 if self.lean == "open" else 0.05):
            artifact["access"] = artifact["extent"] = "not_applicable"
            artifact["evidence"] = [EVIDENCE]
            return artifact
        if self._chance(0.99):
            artifact["access"] = self._level("access")
        if self._chance(0.99):
            artifact["extent"] = self._level("extent")
        self._mend(artifact)
        if self._chance(0.98 if self.lean == "open" else 0.9):
            artifact["license"] = self._license()
        if self._chance(0.05):
            artifact["withheld_reason"] = {"value": self._level("reason"), "text": "books under copyright"}
        if self._chance(0.02 if self.lean == "open" else 0.12):
            artifact["events"] = self._events()
        artifact["evidence"] = [EVIDENCE]
        return artifact

    def _mend(self, holder):
        """What anyone can get cannot be nothing."""
        gated = self.knowledge.ladders["access"][self.knowledge.gated:]
        if least_of(holder.get("access")) in gated and most_of(holder.get("extent")) == "none":
            holder["extent"] = "partial"

    def _events(self):
        """After the release, in any order; a day may lie inside another event's year."""
        first = int(self.released[:4]) + 1 if self.released[:1] == "2" else 2019
        events, year = [], None
        for _ in range(self.rng.randint(1, 3)):
            if year is None or self._chance(0.5):
                year = self.rng.randint(first, max(first, 2026))
            event = {"date": "%d%s" % (year, self.rng.choice(("", "-02", "-02-10", "-07-23", "-12-31")))}
            for member in self.rng.sample(("access", "extent", "license"), self.rng.randint(1, 3)):
                event[member] = self._license() if member == "license" else self._level(member)
            self._mend(event)
            event.update(about="changed", evidence=[EVIDENCE])
            events.append(event)
        return events

    def _license(self):
        """A license, or one of several of which it is not established which."""
        if not self._chance(0.12):
            return self._one_license()
        several = {self._one_license() for _ in range(self.rng.choice((2, 2, 2, 3, 5)))} - {"unknown"}
        if len(several) < 2:
            return self._one_license()
        return {"one_of": self.rng.sample(sorted(several), len(several))}

    def _one_license(self):
        rng, roll = self.rng, self.rng.random()
        if roll < {"open": 0.97, "nearly": 0.85}.get(self.lean, 0.0):
            return rng.choice(self.free)
        if self.lean == "closed" and roll < 0.4:
            return rng.choice(("none", "proprietary"))
        if rng.random() < (0.6 if self.lean == "unknown" else 0.1):
            return "unknown"
        if rng.random() < 0.08:
            return rng.choice(("none", "proprietary"))
        return self._expression(2 if rng.random() < 0.25 else 0)

    def _expression(self, depth):
        rng = self.rng
        if depth and self._chance(0.8):
            parts = [self._expression(depth - 1) for _ in range(rng.randint(2, 3))]
            joined = (" %s " % rng.choice(("AND", "OR"))).join(parts)
            return "(%s)" % joined if self._chance(0.6) else joined
        name = rng.choice(self.licenses)
        roll = rng.random()
        if roll < 0.03:
            return "LicenseRef-house-rules"
        if roll < 0.06:
            return name.lower()
        if roll < 0.08:
            return name + " WITH Classpath-exception-2.0"
        if roll < 0.10 and not name.endswith("+"):
            return name + "+"
        return name

    def _assessments(self):
        """Of a few criteria, some of them twice; no two on one day."""
        rng, result = self.rng, []
        for rubric in self.rubrics:
            for criterion in rubric.criteria:
                if not self._chance(0.15):
                    continue
                levels = [level["id"] for level in rubric.levels[criterion["id"]]]
                times = 2 if self._chance(0.2) else 1
                for date in rng.sample(("2022", "2024-07-23", "2025-01", "2026-11-21"), times):
                    level = "not_applicable" if self._chance(0.2) else rng.choice(levels)
                    result.append({"rubric": rubric.id, "version": rubric.document["version"],
                                   "criterion": criterion["id"], "level": level, "by": "Somebody",
                                   "date": date, "evidence": [EVIDENCE]})
        return result
