"""compar:IA: the distribution of every model, the six criteria as far as they are known, and their count.

Weights, data, code and hosting go through facts. What its license list says of reuse and commercial use
is a judgment and enters as an assessment; beside it our own reading of the licenses that are on record
is compared, on a line of its own.
"""

import json

FOLDER = "comparia"
RUBRIC = "comparia-6"
JUDGED = ("reuse", "commercial_use")
# One word of theirs speaks of every stage.
STAGES = ("pretraining", "posttraining")
ARTIFACTS = {
    "public_weights": [{"kind": "weights"}],
    "public_training_data": [{"kind": "training_data", "stage": stage} for stage in STAGES],
    "public_training_code": [{"kind": "training_code", "stage": stage} for stage in STAGES],
}
# The names of its license list whose text is read here.
LICENSES = {
    "Apache 2.0": "Apache-2.0", "CC-BY-NC-4.0": "CC-BY-NC-4.0", "Gemma": "gemma", "Llama 3 Community": "llama-3",
    "Llama 3.1": "llama-3.1", "Llama 3.3": "llama-3.3", "Llama 4": "llama-4", "MIT": "MIT",
    "Mistral AI Research License": "mrl-0.1", "Modified MIT": "kimi-k2-modified-mit",
}


def record_of(six, license_id=None):
    """Null is left out of the record: nobody has said."""
    artifacts = []
    for name, parts in ARTIFACTS.items():
        if six[name] is not None:
            level = ("public", "full") if six[name] else ("none", "none")
            artifacts += [dict(part, access=level[0], extent=level[1], license="unknown") for part in parts]
    if license_id:
        artifacts[0]["license"] = license_id
    record = {"artifacts": artifacts}
    if six["eu_hostable"] is not None:
        record["fields"] = {"eu_hostable": "yes" if six["eu_hostable"] else "no"}
    if not license_id:
        record["assessments"] = [{"rubric": RUBRIC, "version": 1, "criterion": name, "by": "compar:IA",
                                  "level": "yes" if six[name] else "no"}
                                 for name in JUDGED if six[name] is not None]
    return record


def answer(report, six):
    """Lower ends: what is empty counts as no."""
    criteria = {criterion["id"]: criterion["lower"] == "yes" for criterion in report["criteria"]}
    headline = next(score for score in report["scores"] if score["headline"])
    return {"distribution": report["level"]["lower"].replace("_", "-"),
            "six": {name: criteria[name] for name in six}, "score": headline["lower"]["text"]}


def expected(distribution, six):
    return {"distribution": distribution, "six": {name: bool(value) for name, value in six.items()},
            "score": str(sum(bool(value) for value in six.values()))}


def run(engine, folder, result):
    document = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for model in document["models"]:
        six = model["derived_partial_six"]
        report = engine.score(record_of(six), RUBRIC, "assessed")
        result.case(RUBRIC, model["id"], answer(report, six), expected(model["distribution"], six))
        if model["license"] in LICENSES:
            report = engine.score(record_of(six, LICENSES[model["license"]]), RUBRIC)
            derived = {c["id"]: [c["lower"], c["upper"]] for c in report["criteria"]}
            result.case("comparia-6 terms", "%s (%s)" % (model["id"], model["license"]),
                        {name: derived[name] for name in JUDGED},
                        {name: ["yes" if six[name] else "no"] * 2 for name in JUDGED})
    vector = document["algorithm_six_criteria"]["test_vector"]
    six = dict(vector["input"]["license"], **{k: v for k, v in vector["input"].items() if k != "license"})
    report = engine.score(record_of(six), RUBRIC, "assessed")
    result.case("comparia-6 vector", "the documented example", answer(report, six)["score"], str(vector["score"]))
