"""First match and highest that holds are the same for the three ladders of os-ai-map.

    python3 check_os_ai_map.py LIBRARY

The map publishes ordered rules of which the first that matches decides; our rubrics hold ladders of which
the highest level that holds decides. Every combination of recorded words goes through both: through the
rules as they stand below, and through the importer and the rubric. Rules: currentai-org/os-ai-map,
sources/rubrics/pretrained.yaml @1fb7d96, model.yaml @07ee772, dataset.yaml @3820c16, openness.formula.
"""

import itertools
import json
import sys

from engine import Engine

# One license per tier; None maps to no tier, and then the map abstains.
MODEL_TIERS = {"osi": "MIT", "permissive_non_osi": "Modified-MIT", "use_bounded": "Gemma-License",
               "commercial_forbidden": "CC-BY-NC", "proprietary": "Proprietary", None: "TBD"}
DATA_TIERS = {"open_data": "CC-BY-4.0", "noncommercial": "cc-by-nc-sa-4.0", "unstated": "cc",
              "deferred_to_components": "mixed-per-subset", None: "TBD"}
WEIGHTS_FIRST = [({"weights": "closed"}, (1, "closed")), ({"tier": "proprietary"}, (1, "closed")),
                 ({"tier": "commercial_forbidden"}, (2, "restricted")),
                 ({"tier": "use_bounded"}, (3, "open_weights")),
                 ({"data": "open", "code": "open", "tier": "osi"}, (5, "open_source")),
                 ({"data": "open", "code": "open"}, (4, "open_weights"))]
LAST = [({}, (3, "open_weights"))]
LISTED = [({"data": data, "code": "open"}, (4, "open_weights"))
          for data in ("components-listed", "documented-not-released")]
GATES = ["manual", "auto", "terms-acceptance", "terms-acceptance+contact-info", "HF-gated", "gated"]
DATASET = ([({"tier": "noncommercial"}, (2, "restricted")),
            ({"availability": "internal-only"}, (0, "closed")), ({"availability": "held-out"}, (1, "closed")),
            ({"availability": "closed"}, (1, "closed")),
            ({"answers": "held-out"}, (2, "gated")), ({"answers": "private"}, (2, "gated"))] +
           [({"availability": gate}, (3, "gated")) for gate in GATES] +
           [({"tier": "deferred_to_components", "documentation": "legacy-repo-only"}, (3, "open")),
            ({"tier": "deferred_to_components", "documentation": "present"}, (4, "open")),
            ({"tier": "open_data", "documentation": "partial"}, (4, "open")),
            ({"tier": "open_data", "documentation": "present"}, (5, "open")),
            ({"tier": "open_data", "documentation": "yes"}, (5, "open"))])
# "" is a question that nobody answered, "odd" an answer that no ladder knows.
LADDERS = {
    "os-ai-map-pretrained": (
        WEIGHTS_FIRST + LISTED + LAST, MODEL_TIERS,
        {"weights": ["open", "closed", "pending", "odd"],
         "data": ["open", "components-listed", "documented-not-released", "closed", "odd", ""],
         "code": ["open", "partial", "closed", "odd", ""]}),
    "os-ai-map-finetune": (
        WEIGHTS_FIRST + LAST, MODEL_TIERS,
        {"weights": ["open", "closed", "pending", "odd"],
         "data": ["open", "described_not_released", "described", "partial", "closed", "odd", ""],
         "code": ["open", "partial", "closed", "odd", ""]}),
    "os-ai-map-dataset": (
        DATASET, DATA_TIERS,
        {"availability": ["public", "ungated", "downloadable", "open", "yes", "false", "internal-only",
                          "held-out", "closed", "odd", ""] + GATES,
         "answers": ["held-out", "private", "public", ""],
         "documentation": ["present", "yes", "partial", "legacy-repo-only", "no", "odd", ""]})}
KEYS = {"availability": "access", "documentation": "datasheet"}
LEVELS = {"closed": (1, "closed"), "restricted": (2, "restricted"), "open_weights": (3, "open_weights"),
          "open_weights_4": (4, "open_weights"), "open_source": (5, "open_source"),
          "closed_0": (0, "closed"), "gated_2": (2, "gated"), "gated": (3, "gated"), "undecided": None,
          "open_3": (3, "open"), "open_4": (4, "open"), "open": (5, "open")}


def first_match(rules, facts):
    if facts["tier"] is None:
        return None
    return next((verdict for when, verdict in rules
                 if all(facts[name] == value for name, value in when.items())), None)


def ours(engine, rubric, facts, license):
    components = ["%s:%s(why)" % (KEYS.get(name, name), value) for name, value in facts.items()
                  if name != "tier" and value]
    document = {"product": "case", "openness": {
        "score": None, "class": "open" if rubric == "os-ai-map-dataset" else "closed",
        "components": ";".join(components + ["license:" + license])}}
    report = engine.imported("os-ai-map", json.dumps(document).encode()).report(0, rubric)
    level = report["level"]
    terms = next(c for c in report["criteria"] if c["id"] == "license")
    if level["lower"] != level["upper"] or terms["lower"] != terms["upper"]:
        return None
    return LEVELS[level["lower"]]


def main():
    engine, failed = Engine(sys.argv[1]), 0
    for rubric, (rules, tiers, words) in LADDERS.items():
        count, different, seen = 0, [], set()
        for tier, *values in itertools.product(tiers, *words.values()):
            facts = dict(zip(words, values), tier=tier)
            theirs, mine = first_match(rules, facts), ours(engine, rubric, facts, tiers[tier])
            count += 1
            seen.add(theirs)
            if mine != theirs:
                different.append((facts, mine, theirs))
        unreached = {verdict for _, verdict in rules} - seen
        print("%s: %d combinations, %d different%s" % (rubric, count, len(different),
                                                      ", never seen: %s" % unreached if unreached else ""))
        for facts, mine, theirs in different[:3]:
            print("  %s: ours %s, theirs %s" % (facts, mine, theirs))
        failed += len(different) + len(unreached)
    return 1 if failed else 0


sys.exit(main())
