"""Labels claimed and earned, against the table of words and the oracle's verdicts.

    python3 tests/analyze/check_claim.py LIBRARY DATA [CASES] [SEED]

CASES random records with a label each: a phrase of the table in some spelling, or words that only
resemble one. What lies between a record and a level is tried out: all of it together reaches the level,
each part is needed, and no smaller set of criteria would do.
"""

import collections
import itertools
import json
import pathlib
import re
import sys

from analyses import INT, OUT, POINTER, TEXT, Analyses, Case
from calls import FORMAT_JSON
from oracle import Resolved, holds
from random_records import EVIDENCE

CALL = (INT, [POINTER, TEXT, INT, INT, OUT, OUT])
SPACES = " \t\n\v\f\r"
MOST_SETS = 300  # smaller sets of criteria that are tried out per definition


def key(text):
    """The key of a name, by the rules in license-names.json."""
    if len(text.encode()) > 1024 or any(ord(c) < 32 and c not in SPACES or ord(c) == 127 for c in text):
        return None
    text = "".join(c.lower() if c.isascii() else c for c in text)
    text = re.sub("[%s]+" % SPACES, " ", text).strip(" ")
    text = text[:-1] if text.endswith(".") and len(text) > 1 else text
    text = re.sub("[-_ ]+", "-", text)
    return text[4:] if text.startswith("the-") and len(text) > 4 else text


def spelled(rng, phrase):
    """The phrase as somebody else might write it."""
    out = "".join(rng.choice("-_ ") * rng.choice((1, 1, 2)) if c in "- " and rng.random() < 0.5
                  else c.upper() if rng.random() < 0.2 else c for c in phrase)
    return rng.choice(("", "", "The ", " ")) + out + rng.choice(("", "", ".", " "))


def resembling(rng, phrase):
    return rng.choice(("not %s", "almost %s", "%s, mostly", "%s*", "%s!", "x%s", "%s (non-commercial)",
                       "we love %s", "%s until 2027", "un%s")) % phrase


class Check:
    def __init__(self, analyses, case, table):
        self.analyses, self.case, self.table, self.knowledge = analyses, case, table, analyses.knowledge
        self.words = {word["id"]: word for word in table["words"]}
        self.phrases = {key(entry["phrase"]): entry for entry in table["phrases"]}
        self.results = collections.Counter()
        case.compare("phrases have keys of their own", len(table["phrases"]), len(self.phrases))
        used = {word for entry in table["phrases"] for word in entry.get("words", [])}
        case.compare("every word has a phrase", set(self.words), used)

    def run(self, record, as_of):
        handle = self.analyses.release(record)
        day = as_of.encode() if as_of else None
        found = self.analyses.text(self.analyses.calls.make(
            "text", "analyze_claim", handle, day, FORMAT_JSON, 0))
        self.resolved, self.verdicts = Resolved(self.knowledge, record, as_of), {}
        label, text = (record["id"], as_of), record.get("label_claimed", {}).get("value")
        self.case.compare("earned: definitions", self.table["labels"], [e["rubric"]["id"] for e in found["earned"]])
        for entry in found["earned"]:
            self.stand(entry, label)
        if text is None:
            self.case.compare("no label", None, found["label"], label)
            return
        phrase = self.phrases.get(key(text))
        self.case.compare("label", (text, phrase is not None, (phrase or {}).get("stance", "claims"),
                                    (phrase or {}).get("note")),
                          tuple(found["label"][m] for m in ("claimed", "in_table", "stance", "note")), label)
        words = (phrase or {}).get("words", [])
        self.case.compare("words", words, [w["id"] for w in found["label"]["words"]], (label, text))
        for word, theirs in zip(words, found["label"]["words"]):
            expected = self.words[word]
            self.case.compare("word", (bool(expected["defined_by"]), expected.get("undefined")),
                              (theirs["defined"], theirs["undefined"]), word)
            ours = [[d[m] for m in ("rubric", "level", "cite", "reading")] for d in expected["defined_by"]]
            self.case.compare("definitions", ours, [[d["rubric"]["id"], d["level"], d["cite"], d["reading"]]
                                                    for d in theirs["definitions"]], word)
            for test in theirs["definitions"]:
                self.stand(test, label)
                self.test(test, label)

    def verdict(self, name):
        if name not in self.verdicts:
            self.verdicts[name] = self.knowledge.rubrics[name].evaluate(self.resolved)
        return self.verdicts[name]

    def pair(self, rubric, verdict):
        return None if verdict["applies"] == "no" else verdict["ladders"][rubric.document["result"]["level"]]

    def stand(self, entry, label):
        rubric = self.knowledge.rubrics[entry["rubric"]["id"]]
        verdict = self.verdict(rubric.id)
        pair, ids = self.pair(rubric, verdict), rubric.ids[rubric.document["result"]["level"]]
        ends = ["not_applicable"] * 2 if pair is None else [ids[end] for end in pair]
        self.case.compare("where the record stands", [verdict["level"]] + ends,
                          [entry["headline"], entry["lower"], entry["upper"]], (label, rubric.id))

    def test(self, test, label):
        rubric = self.knowledge.rubrics[test["rubric"]["id"]]
        verdict, headline = self.verdict(rubric.id), rubric.document["result"]["level"]
        pair, goal = self.pair(rubric, verdict), rubric.ids[headline].index(test["level"])
        if pair is None:
            expected = "not_applicable"
        elif verdict["applies"] == "unknown" or pair[0] < goal <= pair[1]:
            expected = "undetermined"
        else:
            expected = "earned" if pair[0] >= goal else "not_earned"
        self.results[expected] += 1
        self.case.compare("result", expected, test["result"], (label, rubric.id, test["level"]))
        self.case.compare("scope is said", verdict["applies"] != "yes", bool(test["scope"]), (label, rubric.id))
        reached = pair is None or pair[0] >= goal
        self.case.compare("something lies between", not reached, bool(test["between"]), (label, rubric.id))
        if not reached and test["between"]:
            self.between(rubric, verdict, headline, goal, test["between"], (label, rubric.id))

    def reaches(self, rubric, verdict, headline, goal, steps):
        levels = {c: p and ((max(p[0], steps[c]), max(p[1], steps[c])) if c in steps else p)
                  for c, p in verdict["criteria"].items()}
        pair = rubric.conclude(levels)["ladders"][headline]
        return pair is not None and pair[0] >= goal

    def between(self, rubric, verdict, headline, goal, gaps, label):
        steps = {gap["criterion"]: rubric.ids[gap["criterion"]].index(gap["level"]) for gap in gaps}
        reaches = lambda some: self.reaches(rubric, verdict, headline, goal, some)
        self.case.compare("between: enough together", True, reaches(steps), label)
        for one in steps:
            rest = {c: level for c, level in steps.items() if c != one}
            self.case.compare("between: each is needed", False, reaches(rest), (label, one))
        tops = {c: len(ids) - 1 for c, ids in rubric.ids.items() if verdict["criteria"].get(c) is not None}
        smaller = itertools.islice(itertools.combinations(sorted(tops), len(steps) - 1), MOST_SETS)
        self.case.compare("between: no smaller set", False, any(
            reaches({c: tops[c] for c in some}) for some in smaller), label)
        for gap in gaps:
            has = verdict["criteria"][gap["criterion"]]
            self.case.compare("between: unknown", has[1] >= steps[gap["criterion"]], gap["unknown"], label)
            self.facts(rubric, gap, steps[gap["criterion"]], (label, gap["criterion"]))

    def facts(self, rubric, gap, goal, label):
        """The facts that a criterion lacks, tried out on its own predicate."""
        needs = {}
        for fact in gap["facts"]:
            ids = self.knowledge.ladders[self.knowledge.facts[fact["fact"]]["ladder"]]
            has = self.resolved.fact(fact["fact"])
            needs[fact["fact"]] = ids.index(fact["needs"])
            self.case.compare("facts: as the record has them", [ids[end] for end in has],
                              [fact["lower"], fact["upper"]], label)
            self.case.compare("facts: unmet", (True, has[1] >= needs[fact["fact"]]),
                              (has[0] < needs[fact["fact"]], fact["unknown"]), label)
        level = rubric.levels[gap["criterion"]][goal]

        def lookup(name, wanted, best=False):
            pair = self.resolved.fact(name)
            ids = self.knowledge.ladders[self.knowledge.facts[name]["ladder"]]
            raised = len(ids) - 1 if best else needs.get(name)
            return (pair if pair is None or raised is None else (raised,) * 2), ids.index(wanted)

        leads = "when" in level and holds(level["when"], 0, lambda n, l: lookup(n, l, True))
        self.case.compare("facts: some, where facts that apply lead there", bool(leads), bool(needs), label)
        if leads:
            self.case.compare("facts: enough together", True, bool(holds(level["when"], 0, lookup)), label)


def main(arguments):
    count = int(arguments[2]) if len(arguments) > 2 else 300
    seed = arguments[3] if len(arguments) > 3 else "1"
    table = json.loads((pathlib.Path(arguments[1]) / "vocabulary/claims.json").read_text(encoding="utf-8"))
    analyses, case = Analyses(arguments[0], arguments[1], seed, {"analyze_claim": CALL}), Case()
    check, rng = Check(analyses, case, table), analyses.random("labels")
    ours = sorted(name for name in analyses.knowledge.releases if not name.startswith(("chain/", "circle/")))
    for number in range(count):
        record = dict(analyses.knowledge.releases[ours[number]] if number < len(ours) else analyses.record())
        as_of = rng.choice((None, None, "2023-12-31", "2024-07-23"))
        if number >= len(ours):
            phrase = rng.choice(table["phrases"])["phrase"]
            label = spelled(rng, phrase) if rng.random() < 0.7 else resembling(rng, phrase)
            record["label_claimed"] = {"value": label, "evidence": [EVIDENCE]}
            if rng.random() < 0.1:
                del record["label_claimed"]
        check.run(record, as_of)
    print("results: " + ", ".join("%d %s" % (n, result) for result, n in sorted(check.results.items())))
    return case.close()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
