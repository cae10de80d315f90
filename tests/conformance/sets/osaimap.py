"""os-ai-map: the recorded replay of its published rules over the models of June 2026.

Each case gives what the map recorded (weights, data, code, the license as written, its tier) and what
its rules make of it: a score with a class, or nothing when the license maps to no tier. Compared twice:
with the recorded values handed in as assessments, and with a file of scores, written as the map writes
them, handed to the importer.
"""

import json

FOLDER = "osaimap"
LADDERS = {"base_pretrained": "os-ai-map-pretrained", "finetuned_chat": "os-ai-map-finetune"}
VERDICTS = {"closed": [1, "closed"], "restricted": [2, "restricted"], "open_weights": [3, "open_weights"],
            "open_weights_4": [4, "open_weights"], "open_source": [5, "open_source"]}
# What a recorded word comes to: everything else is to the rules as if it were not recorded.
WORDS = {"os-ai-map-pretrained": {"open": "open", "components-listed": "listed",
                                  "documented-not-released": "documented"},
         "os-ai-map-finetune": {"open": "open", "described_not_released": "described",
                                "described": "described", "partial": "partial"}}
CODE = {"open": "open", "partial": "partial"}


def verdict(report):
    """Score and class; None where the rules abstain: at a license without a tier, whatever the rest."""
    license = next(c for c in report["criteria"] if c["id"] == "license")
    level = report["level"]
    if level["lower"] != level["upper"] or license["lower"] != license["upper"]:
        return None
    return VERDICTS[level["lower"]]


def assessed(engine, rubric, facts):
    levels = {"weights": "closed" if facts["weights"] == "closed" else "not_closed",
              "data": WORDS[rubric].get(facts["data"], "closed"),
              "code": CODE.get(facts["code"], "closed")}
    if facts["tier"]:
        levels["license"] = facts["tier"]
    record = {"kind": "unknown", "assessments": [
        {"rubric": rubric, "version": 1, "criterion": criterion, "level": level}
        for criterion, level in levels.items()]}
    return verdict(engine.score(record, rubric, "assessed"))


def clauses(model, components):
    """The components as the map wrote them; where only their values are known, put together again."""
    if components is not None:
        return components
    facts = model["facts"]
    recorded = ["%s:%s" % (key, facts[key]) for key in ("weights", "data", "code") if facts[key]]
    return ";".join(recorded + ["license:" + model["license_raw"]])


def imported(engine, rubric, model, components):
    document = {"product": model["slug"], "openness": {
        "score": model["recorded_june"][0], "class": model["recorded_june"][1],
        "components": clauses(model, components), "confidence": "high", "note": "", "sources": []}}
    name = "sources/scores/%s.yaml" % model["slug"]
    result = engine.imported("os-ai-map", json.dumps(document).encode(), name)
    return verdict(result.report(0, rubric))


def run(engine, folder, result):
    for path in sorted(folder.glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        replay = document.get("later_recipe_replay")
        if replay is None:
            continue
        written = {m["slug"]: m["components"] for m in document.get("models", [])}
        for model in replay["models"]:
            rubric, theirs = LADDERS[model["category"]], model["later_recipe"]
            ours = assessed(engine, rubric, model["facts"])
            result.case("os-ai-map replay", model["slug"], ours, theirs)
            through = imported(engine, rubric, model, written.get(model["slug"]))
            result.case("os-ai-map import", model["slug"], through, theirs)
            status = "abstain" if ours is None else "agree" if ours == model["recorded_june"] else "differ"
            result.case("os-ai-map status", model["slug"], status, model["status"])
