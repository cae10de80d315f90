"""mteb: six yes/no answers and their count for every model, from facts.

Records are built as a user of mteb's metadata would: a link means that something is released, a name of
a license is looked up, and what the metadata leave out is left out. Nothing is assessed.
"""

import json
import pathlib

FOLDER = "mteb"
RUBRIC = "mteb-6"
NAMES = pathlib.Path(__file__).resolve().parents[3] / "data" / "vocabulary" / "license-names.json"
DIMENSIONS = {
    "open weights": "open_weights",
    "open license": "open_license",
    "open training code": "open_training_code",
    "open training data": "open_training_data",
    "paper": "paper",
    "model card": "model_card",
}
RELEASED = {"access": "public", "extent": "full", "license": "unknown"}


def license_of(text, tags):
    """mteb writes the tags of the Hugging Face hub in any case; addresses and prose stay unknown."""
    return tags.get((text or "").lower(), "unknown")


def record_of(model, tags):
    weights = {"kind": "weights", "license": license_of(model["license"], tags)}
    if model["open_weights"] is not None:
        released = bool(model["open_weights"])
        weights.update(access="public" if released else "none", extent="full" if released else "none")
    artifacts = [weights]
    # Links are for the training of the model itself, which nearly always starts from another one.
    for member, kind in (("public_training_code", "training_code"), ("public_training_data", "training_data")):
        if model[member]:
            artifacts.append(dict(RELEASED, kind=kind, stage="posttraining"))
    if model["has_citation"]:
        artifacts.append(dict(RELEASED, kind="preprint"))
    return {"kind": "finetune", "artifacts": artifacts}


def run(engine, folder, result):
    tags = json.loads(NAMES.read_text(encoding="utf-8"))["tags"]
    tags = {tag.lower(): license_id for tag, license_id in tags.items()}
    for model in json.loads((folder / "expected.json").read_text(encoding="utf-8"))["models"]:
        report = engine.score(record_of(model, tags), RUBRIC)
        criteria = {criterion["id"]: criterion for criterion in report["criteria"]}
        headline = next(score for score in report["scores"] if score["headline"])
        # What the metadata leave out counts as no: the lower end is the answer.
        ours = {name: criteria[name_here]["lower"] == "yes" for name, name_here in DIMENSIONS.items()}
        result.case(RUBRIC, model["name"],
                    {"openness": ours, "openness_score": headline["lower"]["text"]},
                    {"openness": model["openness"], "openness_score": str(model["openness_score"])})
