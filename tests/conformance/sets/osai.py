"""European Open Source AI Index: what sortModels of its site answers on the files of its database.

Folder: systems/*.yaml and expected.json, a list in the site's order. Scores are compared as exact fractions made
floating-point once, which is what the site's division does to its exact sums of halves.
"""

import json
import unicodedata
from fractions import Fraction

FOLDER = "osai"
RUBRIC = "osai-2026"
SKIPPED = "a_submission_template.yaml"  # by name, as the site does


def exact(score):
    return Fraction(score["lower"]["num"], score["lower"]["den"])


def one_ended(report):
    """The scores by id; an interval would not be an answer."""
    for score in report["scores"]:
        if score["lower"] != score["upper"]:
            raise ValueError("%s is not decided" % score["id"])
    return {score["id"]: score for score in report["scores"]}


def answer(report):
    scores = one_ended(report)
    total = scores.pop("openness")
    return {"score": float(exact(total)), "text": total["lower"]["text"],
            "categories": {name: float(exact(score)) for name, score in scores.items()}}


def run(engine, folder, result):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    theirs = {unicodedata.normalize("NFC", row["file"]): row for row in expected}
    scored = []
    for path in sorted((folder / "systems").glob("*.yaml")):
        if path.name == SKIPPED:
            continue
        imported = engine.imported(None, path.read_bytes(), path.name)
        report = imported.report(0, RUBRIC)
        name = unicodedata.normalize("NFC", path.name)
        scored.append((exact(one_ended(report)["openness"]), name))
        row = theirs.get(name)
        result.case(RUBRIC + ", index", name, answer(report), row and {
            "score": float(row["score"]), "text": row["score_toFixed4"],
            "categories": {key: float(value) for key, value in row["categories"].items()}})
    # Score falling; of equals the path falling, compared by UTF-16 code units as JavaScript does.
    scored.sort(key=lambda item: item[1].encode("utf-16-be"), reverse=True)
    scored.sort(key=lambda item: item[0], reverse=True)
    order = [unicodedata.normalize("NFC", row["file"]) for row in sorted(expected, key=lambda r: r["rank"])]
    for place in range(max(len(order), len(scored))):
        result.case(RUBRIC + ", order", "place %d" % (place + 1),
                    scored[place][1] if place < len(scored) else None,
                    order[place] if place < len(order) else None)
